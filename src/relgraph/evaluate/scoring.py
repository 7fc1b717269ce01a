"""Count what was found, what is missing and what is too much; of one article, and of many."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from relgraph.evaluate.agreement import (
    actors_agree,
    date_agrees,
    envoy_key,
    envoys_agree,
    overlap,
    pair_events,
    treaties_agree,
    type_agrees,
)
from relgraph.evaluate.assignment import assign
from relgraph.evaluate.folding import Aliases
from relgraph.evaluate.records import Annotation, Event

__all__ = ["COUNTED", "SHARED", "ArticleScore", "Counts", "Score", "Share", "add_scores", "score_article"]

COUNTED = ("event", "type", "actors", "envoy", "treaty", "state", "organisation")
"""What is found or not: events by type and actors, by type alone, by actors alone, and the names in the article."""
SHARED = ("date", "year", "date_invented", "planned", "overlap")
"""What is right or not in the events that were found."""
_SAMPLES = 1000
_SEED = 1
_EACH_END = 25
"""Of the samples as many lie outside the interval at each end: 2.5 %."""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often something was found rightly, found though it is not there, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(right=self.right + other.right, extra=self.extra + other.extra, missed=self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        found = self.right + self.extra
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 when nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Counts(right=2, extra=0, missed=2).f1
        0.6666666666666666
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a number of things; a sum of shares where each of them is right in part."""

    part: float = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(part=self.part + other.part, of=self.of + other.of)

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """What was found in one article, compared with its annotation."""

    id: str
    quiet: bool
    """The annotation has no event at all."""
    counts: Mapping[str, Counts]
    """By the names in ``COUNTED``."""
    shares: Mapping[str, Share]
    """By the names in ``SHARED``."""
    by_type: Mapping[str, Counts]
    """Events by their code."""
    pairs: tuple[tuple[int, int], ...]
    """Places of annotated and found events that agree in type and actors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was found in several articles."""

    articles: int
    counts: Mapping[str, Counts]
    shares: Mapping[str, Share]
    quiet: Share
    """Articles without an annotated event, and those of them in which an event was found."""
    interval: tuple[float, float]
    """Where the F1 of events lies with a certainty of 95 %, if the articles are a fair sample."""


def score_article(gold: Annotation, found: Annotation, aliases: Aliases) -> ArticleScore:
    """Compare what was found in an article with its annotation.

    Args:
        gold: the annotation. Its minor events cost nothing when missed and gain nothing when found.
        found: what was found; an empty one where nothing was.
        aliases: which names mean the same.
    """

    def count(*agree: Callable[[Event, Event, Aliases], bool]) -> tuple[list[tuple[int, int]], Counts]:
        pairs = pair_events(gold.events, found.events, aliases, agree=agree)
        right = sum(not gold.events[g].minor for g, _ in pairs)
        wanted = sum(not event.minor for event in gold.events)
        return pairs, Counts(right=right, extra=len(found.events) - len(pairs), missed=wanted - right)

    pairs, events = count(type_agrees, actors_agree)
    hits = [(gold.events[g], found.events[f]) for g, f in pairs if not gold.events[g].minor]
    counts = {
        "event": events,
        "type": count(type_agrees)[1],
        "actors": count(actors_agree)[1],
        "envoy": _count_pairs(_envoys(gold, aliases), _envoys(found, aliases), envoys_agree),
        "treaty": _count_pairs(_treaties(gold, aliases), _treaties(found, aliases), treaties_agree),
        "state": _count_names(gold.states, found.states, aliases),
        "organisation": _count_names(gold.organisations, found.organisations, aliases),
    }
    return ArticleScore(
        id=gold.id,
        quiet=not gold.events,
        counts=counts,
        shares=_shares(hits, aliases),
        by_type=_by_type(gold.events, found.events, pairs),
        pairs=tuple(pairs),
    )


def _shares(hits: Sequence[tuple[Event, Event]], aliases: Aliases) -> dict[str, Share]:
    dated = [(g.date, f.date) for g, f in hits if g.date]
    undated = [f for g, f in hits if not g.date]
    overlaps = [share for g, f in hits if (share := overlap(g, f, aliases)) is not None]
    return {
        "date": Share(part=sum(date_agrees(g, f) for g, f in dated), of=len(dated)),
        "year": Share(part=sum((f or "")[:4] == g[:4] for g, f in dated), of=len(dated)),
        "date_invented": Share(part=sum(bool(f.date) for f in undated), of=len(undated)),
        "planned": Share(part=sum(g.planned == f.planned for g, f in hits), of=len(hits)),
        "overlap": Share(part=sum(overlaps), of=len(overlaps)),
    }


def _by_type(gold: Sequence[Event], found: Sequence[Event], pairs: Iterable[tuple[int, int]]) -> dict[str, Counts]:
    """Events by code: a right one by that of the annotation, which may allow others."""
    paired = dict(pairs)
    by_type: dict[str, Counts] = {}

    def add(code: str, counts: Counts) -> None:
        by_type[code] = by_type.get(code, Counts()) + counts

    for n, event in enumerate(gold):
        if not event.minor:
            add(event.type, Counts(right=1) if n in paired else Counts(missed=1))
    for n, event in enumerate(found):
        if n not in paired.values():
            add(event.type, Counts(extra=1))
    return by_type


def _count_names(gold: Iterable[str], found: Iterable[str], aliases: Aliases) -> Counts:
    one, other = aliases.all_keys(gold), aliases.all_keys(found)
    return Counts(right=len(one & other), extra=len(other - one), missed=len(one - other))


def _count_pairs(gold: Sequence[T], found: Sequence[T], agree: Callable[[T, T], bool]) -> Counts:
    right = len(assign([[int(agree(g, f)) for f in found] for g in gold]))
    return Counts(right=right, extra=len(found) - right, missed=len(gold) - right)


def _envoys(annotation: Annotation, aliases: Aliases) -> list[tuple[frozenset[str], str]]:
    return sorted({envoy_key(e, aliases) for e in annotation.envoys}, key=lambda key: (key[1], sorted(key[0])))


def _treaties(annotation: Annotation, aliases: Aliases) -> list[frozenset[str]]:
    return sorted({aliases.treaty_words(t) for t in annotation.treaties}, key=sorted)


def add_scores(scores: Sequence[ArticleScore]) -> Score:
    """Sum up several articles.

    The interval is the percentile bootstrap (Efron, "Bootstrap methods: another look at the jackknife", 1979): the
    articles are drawn anew, with repetition, a thousand times. The draws are the same each time.
    """
    quiet = [s for s in scores if s.quiet]
    disturbed = sum(s.counts["event"].extra > 0 for s in quiet)
    return Score(
        articles=len(scores),
        counts={name: _total([s.counts[name] for s in scores]) for name in COUNTED},
        shares={name: sum((s.shares[name] for s in scores), Share()) for name in SHARED},
        quiet=Share(part=disturbed, of=len(quiet)),
        interval=_interval([s.counts["event"] for s in scores]),
    )


def _total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _interval(counts: Sequence[Counts]) -> tuple[float, float]:
    if not counts:
        return 0.0, 0.0
    draw = random.Random(_SEED)  # noqa: S311 - nothing is kept secret by it
    numbers = [(c.right, c.extra, c.missed) for c in counts]  # records would be made 1000 times for each article
    drawn = []
    for _ in range(_SAMPLES):
        right, extra, missed = (
            sum(n) for n in zip(*(numbers[draw.randrange(len(numbers))] for _ in numbers), strict=True)
        )
        drawn.append(Counts(right=right, extra=extra, missed=missed).f1)
    drawn.sort()
    return drawn[_EACH_END - 1], drawn[-_EACH_END - 1]
