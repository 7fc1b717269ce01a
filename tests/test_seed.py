"""The article that the project started from: its seven institutional events, its teasers, and nothing wrong.

The text is not part of the project; the tests are skipped where it does not lie beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from relgraph.claims import read_article
from relgraph.ontology import load_ontology
from relgraph.records import Article, Claim, Reading
from relgraph.sources import read_articles

ONTOLOGY = load_ontology()


@pytest.fixture(scope="module")
def readings(shared: Path) -> list[Reading]:
    """The main article and its twenty teasers, read."""
    found = read_articles([shared / "seed"])
    return [read_article(a, ONTOLOGY) for a in found if isinstance(a, Article)]


def events(reading: Reading) -> list[Claim]:
    """The claims of events of one article."""
    return [c for c in reading.claims if c.type in ONTOLOGY.event_types]


def brief(claim: Claim) -> tuple[str, str | None, tuple[str, ...]]:
    """Type, date and the states and organisations (or the treaty) of a claim."""
    ends = {p for r in claim.roles if r.name not in {"headedBy", "place", "mission"} for p in r.actor.principals}
    return claim.type, claim.when.edtf, tuple(sorted(ends))


def test_the_seven_institutional_events_are_found_with_their_dates(readings: list[Reading]) -> None:
    """Each with the right actors, the right type and its date at the precision of the text."""
    found = {brief(c) for c in events(readings[0])}
    assert {
        ("Founding", "2012-04-30", ("org/ASEAN", "org/asean-committee-PRK")),
        ("Joining", "2000-07", ("org/ARF", "state/PRK")),
        ("Accession", "2008-07", ("state/PRK", "treaty/TAC")),
        ("Dispatch", "2011-07/", ("org/ASEAN", "state/PRK")),
        ("Visit", "2018-05", ("org/ASEAN", "state/PRK")),
        ("Talks", "2018-05", ("org/ASEAN", "state/PRK")),
        ("Meeting", "2018-05", ("org/ASEAN", "state/PRK")),
    } <= found  # fmt: skip


def test_the_main_article_tells_nothing_else_but_the_founding_and_the_series(readings: list[Reading]) -> None:
    """Assessments and slogans are no events."""
    others = [
        c
        for c in events(readings[0])
        if c.type not in {"Founding", "Joining", "Accession", "Dispatch", "Visit", "Talks", "Meeting"}
    ]
    assert [(c.type, c.recurring) for c in others] == [("Gathering", True)]


def test_the_committee_is_described_and_not_expanded(readings: list[Reading]) -> None:
    """ "The Embassies of ASEAN member states in Pyongyang" is not ten memberships."""
    (rule,) = [c for c in readings[0].claims if c.type == "CompositionRule"]
    assert rule.description == "the Embassies of ASEAN member states in Pyongyang"


def test_teasers_give_at_least_fifteen_of_their_seventeen_events(readings: list[Reading]) -> None:
    """Counted by hand in the text; two teasers break off before they say what was received or where a congress stands."""
    expected = {
        "t01": ["Reception"], "t02": ["Tribute"], "t04": ["Message"], "t05": ["Message"], "t08": ["Gathering"], "t09": ["FlowerBasket"],
        "t10": ["Message"], "t12": ["Statement"], "t13": ["Message"], "t14": ["Reception"], "t15": ["FlowerBasket"], "t17": ["FlowerBasket"],
        "t18": ["Congratulation", "FlowerBasket"], "t19": ["FlowerBasket"],
    }  # fmt: skip
    found = {r.article.id[-3:]: sorted(c.type for c in events(r)) for r in readings[1:] if events(r)}
    assert found == expected
    assert sum(map(len, found.values())) == 15


def test_teasers_are_dated_by_their_own_publication(readings: list[Reading]) -> None:
    """The page is of 2022, the teasers of 2026."""
    by_id = {r.article.id[-3:]: events(r) for r in readings[1:]}
    assert by_id["t04"][0].when.edtf == "[..2026-02-16]"
    assert by_id["t01"][0].when.edtf == "2026-02-13"


def test_no_recipient_is_guessed_for_text_that_was_cut_off(readings: list[Reading]) -> None:
    """Two messages break off before their addressee."""
    by_id = {r.article.id[-3:]: events(r) for r in readings[1:]}
    for teaser in ("t10", "t13"):
        (claim,) = by_id[teaser]
        assert claim.truncated
        assert claim.fillers("recipient") == ()


def test_nine_of_the_office_holdings_are_attested(readings: list[Reading]) -> None:
    """Each office that a teaser gives to a named person is a tenure or posting."""
    held = {
        (c.fillers("holder")[0].label, c.fillers("post")[0].on_behalf_of)
        for r in readings[1:] for c in r.claims if c.type in {"Tenure", "Posting"}
    }  # fmt: skip
    assert len(held) >= 9, sorted(held)


def test_essays_give_no_event(readings: list[Reading]) -> None:
    """Praise of leaders and of a congress tells of no act between two."""
    by_id = {r.article.id[-3:]: events(r) for r in readings[1:]}
    assert [t for t in ("t07", "t11", "t16", "t20") if by_id[t]] == []


def test_every_quote_equals_the_text_at_its_offsets(readings: list[Reading]) -> None:
    """Evidence is the raw text, spaces before commas and all."""
    for reading in readings:
        for claim in reading.claims:
            assert reading.article.text[claim.start : claim.end] == claim.quote
