"""The sample articles and their annotations agree with each other and keep the rules that data/README.md states."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from relgraph.records import Article
from relgraph.resources import articles_dir
from relgraph.sources import read_articles

Gold = dict[str, Any]

TYPES = frozenset(
    [
        "visit",
        "meeting",
        "talks",
        "credentials",
        "appointment",
        "message",
        "gift",
        "reception",
        "ceremony",
        "statement",
        "condemnation",
        "treaty_signing",
        "treaty_accession",
        "treaty_ratification",
        "treaty_withdrawal",
        "relations_established",
        "relations_severed",
        "relations_downgraded",
        "embassy_opened",
        "embassy_closed",
        "expulsion",
        "recall",
        "sanction",
        "aid",
        "membership_joined",
        "membership_left",
        "conference",
        "organisation_founded",
        "agreement",
        "military",
        "other",
    ]
)
ALLOWED_KEYS = frozenset(
    [
        "type",
        "date",
        "source",
        "target",
        "people",
        "place",
        "note",
        "alt",
        "alt_source",
        "alt_target",
        "minor",
        "planned",
        "date_derived",
    ]
)
COVERED = TYPES - {
    "membership_left",
    "military",
    "other",
    "relations_downgraded",
    "statement",
    "treaty_withdrawal",
}
"""The rest lacks a sample that counts: rare in news of this region, or secondary in the articles."""
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@cache
def read_gold() -> dict[str, Gold]:
    """The annotations by the id of their article."""
    lines = (articles_dir() / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    annotations = [json.loads(line) for line in lines]
    assert len({gold["id"] for gold in annotations}) == len(annotations)
    return {gold["id"]: gold for gold in annotations}


@cache
def read_samples() -> dict[str, Article]:
    """The sample articles by id, read as a user's own files would be; any warning or error fails."""
    items = list(read_articles([articles_dir()]))
    problems = [item for item in items if not isinstance(item, Article) and item.level != "info"]
    assert problems == []
    return {item.id: item for item in items if isinstance(item, Article)}


def iter_events() -> Iterator[tuple[Gold, Gold]]:
    """Every annotated event with the annotation of its article."""
    for gold in read_gold().values():
        for event in gold["events"]:
            yield gold, event


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def test_every_article_has_an_annotation_and_every_annotation_an_article() -> None:
    """An article without a line would count as one without events, and a stray line as a missed article."""
    assert set(read_gold()) == set(read_samples())
    assert list(read_gold()) == sorted(read_gold())


def test_annotations_repeat_the_head_of_their_article() -> None:
    """The events are annotated against the date and publisher that a reader of the file gets."""
    for gold in read_gold().values():
        article = read_samples()[gold["id"]]
        published = article.published.isoformat() if article.published else None
        assert (gold["title"], gold["url"], gold["publisher"]) == (article.title, article.url, article.publisher)
        assert gold["published"] == published
        assert gold["split"] == "sample"


def test_all_layouts_occur_often_enough() -> None:
    """Each source has material: pages with teasers, dispatches and reports as JSON lines, plain texts."""
    layouts = [article.layout for article in read_samples().values()]
    assert layouts.count("kcna-watch") >= 3
    assert layouts.count("kcna-watch-teaser") >= 12
    assert layouts.count("jsonl") >= 10
    assert layouts.count("text") >= 12


def test_articles_are_short_and_teasers_break_off() -> None:
    """A sample is read by eye (60 to 300 words); a teaser ends in the middle of a sentence, as on the real page."""
    for article in read_samples().values():
        if article.layout == "kcna-watch-teaser":
            assert article.truncated
            assert article.published is not None
            assert article.text[-1].isalnum(), article.id
        else:
            assert not article.truncated
            assert 60 <= len(article.text.split()) <= 300, article.id


def test_no_address_leads_to_a_real_site() -> None:
    """The texts are written for this project: nobody else's address or name may be put under them."""
    for article in read_samples().values():
        assert article.url is None or article.url.startswith("https://example.org/")
        if not article.layout.startswith("kcna-watch"):
            assert (article.publisher or "").endswith("(sample)"), article.id


def test_pages_are_signed_as_samples() -> None:
    """The layout of a page names its source, so the signature says that it is a sample."""
    for article in read_samples().values():
        if article.layout == "kcna-watch":
            assert (article.author or "").startswith("Sample "), article.id


def test_events_have_known_types_and_keys() -> None:
    """A slip in a type or key would silently count as a missed event."""
    for gold, event in iter_events():
        assert event["type"] in TYPES, gold["id"]
        assert set(event.get("alt", [])) <= TYPES - {event["type"]}, (gold["id"], event["type"])
        assert set(event) <= ALLOWED_KEYS, gold["id"]
        assert {"type", "date", "source", "target", "people", "place", "note"} <= set(event), gold["id"]


def test_dates_are_days_months_or_years_that_exist() -> None:
    """Dates are ISO 8601 at the precision that the text gives, or null."""
    for gold, event in iter_events():
        if event["date"] is None:
            assert "date_derived" not in event
            continue
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", event["date"]), gold["id"]
        date.fromisoformat((event["date"] + "-01-01")[:10])


def test_only_planned_events_lie_after_the_publication() -> None:
    """What is reported as done cannot be later than the report."""
    for gold, event in iter_events():
        if event["date"] and gold["published"] and not event.get("planned"):
            assert event["date"] <= gold["published"], (gold["id"], event["note"])


def test_people_and_office_holders_are_named_in_the_text() -> None:
    """A name is spelt as in its own article; nothing is known from elsewhere."""
    for gold in read_gold().values():
        article = read_samples()[gold["id"]]
        present = set(words(f"{article.title or ''} {article.text}"))
        names = [envoy["name"] for envoy in gold["envoys"]]
        names += [person for event in gold["events"] for person in event["people"]]
        for name in names:
            assert set(words(name)) <= present, (gold["id"], name)


def test_treaties_are_named_in_the_text() -> None:
    """At least the words of the treaty's name, in any order, stand in the article."""
    for gold in read_gold().values():
        present = set(words(read_samples()[gold["id"]].text))
        for treaty in gold["treaties"]:
            assert set(words(treaty)) - {"united", "nations"} <= present, (gold["id"], treaty)


def test_actors_are_listed_as_states_or_organisations() -> None:
    """A state is an ISO 3166 code of three letters; everybody else stands under the full name."""
    for gold in read_gold().values():
        assert all(re.fullmatch(r"[A-Z]{3}", state) for state in gold["states"]), gold["id"]
        assert not any(re.fullmatch(r"[A-Z]{3}", name) for name in gold["organisations"]), gold["id"]
        for names in (gold["states"], gold["organisations"], gold["treaties"]):
            assert len(set(names)) == len(names), gold["id"]
        known = {*gold["states"], *gold["organisations"]}
        for event in gold["events"]:
            assert {*event["source"], *event["target"]} <= known, (gold["id"], event["note"])
        for envoy in gold["envoys"]:
            assert set(envoy) == {"name", "role", "of", "to"}
            assert {envoy["of"], envoy["to"]} - {None} <= known, (gold["id"], envoy["name"])


def test_the_kinds_of_event_that_matter_are_covered() -> None:
    """Each kind occurs as an event that counts, and some plans do; a kind without a sample would go untested."""
    counted = {event["type"] for _, event in iter_events() if not event.get("minor")}
    assert counted >= COVERED
    assert any(event.get("planned") for _, event in iter_events())


def test_there_are_articles_without_any_event() -> None:
    """Two whole articles and three teasers say nothing diplomatic; a reading of them must stay empty."""
    quiet = [read_samples()[gold["id"]] for gold in read_gold().values() if not gold["events"]]
    assert sum(article.layout == "kcna-watch-teaser" for article in quiet) >= 3
    assert sum(article.layout != "kcna-watch-teaser" for article in quiet) >= 2


def test_denied_alleged_and_cancelled_acts_do_not_count_as_done() -> None:
    """The act inside a denial is optional in the annotation: finding it as a fact must never be rewarded."""
    marked = [event for _, event in iter_events() if re.search(r"\b(denied|alleged|cancelled)\b", event["note"])]
    acts = [event for event in marked if event["type"] not in {"statement", "condemnation"}]
    assert len(acts) >= 3
    assert all(event.get("minor") for event in acts)


def test_the_readme_names_every_article() -> None:
    """The table of sources in data/README.md is complete. Left out where only the package is there."""
    readme = articles_dir().parent / "README.md"
    if not readme.is_file():
        pytest.skip("data/README.md is not part of the package")
    listed = readme.read_text(encoding="utf-8")
    missing = [a.id for a in read_samples().values() if f"`{a.page or a.id}`" not in listed]
    assert missing == []


def test_no_run_of_words_is_taken_from_the_texts_of_others() -> None:
    """Titles of office make long runs by themselves; sixteen words in a row would be a copied sentence."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the repository")
    size = 16

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[n : n + size]) for n in range(len(found) - size + 1)}

    theirs: set[tuple[str, ...]] = set()
    for path in sorted([*SHARED.glob("seed/*.txt"), *SHARED.glob("corpus/texts/*.txt")]):
        theirs |= runs(path.read_text(encoding="utf-8"))
    assert theirs
    for article in read_samples().values():
        assert not runs(article.text) & theirs, article.id
