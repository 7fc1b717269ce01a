"""Pairs of mentions, judged by a reader: which name the same actor, and which do not.

``tests/pairs/mentions.csv`` names places in texts that are not ours to give away; where they are, this measures how
often two places that name one actor get one id, and two that name two get two. Rules were improved on the part ``dev``
only.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from relgraph.ontology import load_ontology
from relgraph.ontology.names import load_names
from relgraph.pipeline import read_all
from relgraph.records import Article, IdentityLink, Reading
from relgraph.resolve.actors import identify, meanings_of, settle
from relgraph.sources import read_articles

PAIRS = Path(__file__).parent / "pairs" / "mentions.csv"
CORPORA = ("kcna-2024.jsonl", "official.jsonl", "wikinews.jsonl")
FLOOR = {"dev": 0.94, "held": 0.87, "all": 0.91}
"""A little below what was measured: 0.96, 0.89 and 0.93."""


@dataclass(frozen=True)
class Measured:
    """Pairs by what they are and what they were taken for."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the pairs taken for one, how many are."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Of the pairs that are one, how many were found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def settled(shared: Path, pairs: list[dict[str, str]]) -> tuple[dict[str, Reading], tuple[IdentityLink, ...]]:
    """The articles of the pairs as read, with the ids of those who are meant; and why ids mean others."""
    ontology = load_ontology()
    wanted = {pair[f"article_{side}"] for pair in pairs for side in "ab"}
    articles: dict[str, Article] = {}
    for name in CORPORA:
        for item in read_articles([shared / "corpus" / name]):
            if isinstance(item, Article) and item.id in wanted:
                articles.setdefault(item.id, item)
    readings = [item for item in read_all(articles.values(), ontology) if isinstance(item, Reading)]
    found = identify(readings, load_names(ontology.folder))
    meant = meanings_of(found.links)
    return {r.id: s for r in readings if isinstance(s := settle(r, meant), Reading)}, found.links


def _id_at(reading: Reading, start: int, end: int) -> str | None:
    """Who is named at a place: the actor of the mention or role that overlaps best, if it is one."""
    places = [
        (m.start, m.end, m.how != "where", tuple(a.id for a in m.actors))
        for m in reading.mentions
        if m.kind != "date" and m.actors
    ]
    places += [
        (r.start, r.end, False, (r.actor.id,))
        for c in reading.claims
        for r in c.roles
        if r.start is not None and r.end is not None
    ]
    best: tuple[float, bool, int, tuple[str, ...]] | None = None
    for n, (a, b, named, ids) in enumerate(places):
        shared = min(b, end) - max(a, start)
        if shared > 0:
            likeness = (shared / (max(b, end) - min(a, start)), named, -n, ids)
            best = likeness if best is None else max(best, likeness)
    return best[3][0] if best is not None and len(best[3]) == 1 else None


def _measure(pairs: Iterable[dict[str, str]], readings: dict[str, Reading]) -> Measured:
    right = false = missed = 0
    for pair in pairs:
        one, other = (
            _id_at(readings[pair[f"article_{s}"]], int(pair[f"start_{s}"]), int(pair[f"end_{s}"])) for s in "ab"
        )
        taken = one is not None and one == other
        right += taken and pair["same"] == "yes"
        false += taken and pair["same"] == "no"
        missed += not taken and pair["same"] == "yes"
    return Measured(right, false, missed)


@pytest.mark.parametrize("part", FLOOR)
def test_one_actor_has_one_id_and_two_have_two(
    part: str, settled: tuple[dict[str, Reading], tuple[IdentityLink, ...]], pairs: list[dict[str, str]]
) -> None:
    """Persons, bodies, states and posts in two parts of a sample, most of them hard."""
    measured = _measure([p for p in pairs if part in (p["part"], "all")], settled[0])
    sys.stdout.write(f"{part}: {measured}\n")  # what pytest -rP shows
    assert measured.f1 >= FLOOR[part], measured
    assert measured.precision >= 0.93, measured


def test_no_two_states_are_taken_for_one(settled: tuple[dict[str, Reading], tuple[IdentityLink, ...]]) -> None:
    """Nothing that was joined is a state."""
    assert not [link for link in settled[1] if "state/" in link.other or "state/" in link.kept]


def test_the_texts_are_those_that_were_judged(
    settled: tuple[dict[str, Reading], tuple[IdentityLink, ...]], pairs: list[dict[str, str]]
) -> None:
    """An offset into another text would measure nothing."""
    for pair in pairs:
        for side in "ab":
            text = settled[0][pair[f"article_{side}"]].article.text
            assert text[int(pair[f"start_{side}"]) : int(pair[f"end_{side}"])] == pair[f"surface_{side}"]
