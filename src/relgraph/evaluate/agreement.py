"""When something that was found agrees with something that was annotated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from relgraph.evaluate.assignment import assign
from relgraph.evaluate.folding import Aliases, name_words
from relgraph.evaluate.records import Envoy, Event

__all__ = [
    "SYMMETRIC",
    "Test",
    "actors_agree",
    "date_agrees",
    "envoy_key",
    "envoys_agree",
    "overlap",
    "pair_events",
    "treaties_agree",
    "type_agrees",
]

SYMMETRIC = frozenset(["meeting", "talks", "treaty_signing", "relations_established", "agreement", "conference"])
"""Codes of acts without a direction: who is named first means nothing."""

_HALF = 0.5
_COUNTS, _MINOR, _DATE, _PEOPLE, _PLAN = 10**12, 10**9, 10**6, 10**3, 10
"""What a pair is worth, so much apart that a lesser thing never outweighs a greater one."""
_MOST_PEOPLE = 9

Test = Callable[[Event, Event, Aliases], bool]
"""Whether an annotated event and a found one agree in some respect."""
EnvoyKey = tuple[frozenset[str], str]
"""The words of the name, and the key of whom the envoy serves."""


def type_agrees(gold: Event, found: Event, aliases: Aliases) -> bool:
    """The annotated type, or another that the annotator allows."""
    return found.type == gold.type or found.type in gold.alt


def _sides(gold: Event, aliases: Aliases) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    source, target = aliases.all_keys(gold.source), aliases.all_keys(gold.target)
    return source, target, aliases.all_keys(gold.alt_source), aliases.all_keys(gold.alt_target)


def _choices(side: frozenset[str], other: frozenset[str]) -> Iterator[frozenset[str]]:
    yield side
    if other:
        yield other
        yield side | other


def overlap(gold: Event, found: Event, aliases: Aliases) -> float | None:
    """How much of all actors both name (the index of Jaccard, 0 to 1), by the kindest reading of the annotation.

    None when the annotation names nobody.
    """
    source, target, other_source, other_target = _sides(gold, aliases)
    if not source | target:
        return None
    here = aliases.all_keys((*found.source, *found.target))
    wanted = (s | t for s in _choices(source, other_source) for t in _choices(target, other_target))
    return max((len(w & here) / len(w | here) for w in wanted if w), default=0.0)


def actors_agree(gold: Event, found: Event, aliases: Aliases) -> bool:
    """Of an act without direction at least half of all actors; of any other one actor on each annotated side.

    Who was found on both sides of an act with a direction counts on neither: the direction has to be chosen. That does
    not hold where the annotation itself has somebody on both sides.
    """
    if {gold.type, found.type} & SYMMETRIC:
        share = overlap(gold, found, aliases)
        return share is None or share >= _HALF
    source, target, other_source, other_target = _sides(gold, aliases)
    here, there = aliases.all_keys(found.source), aliases.all_keys(found.target)
    if not source & target:
        here, there = here - there, there - here
    return bool(not source or here & (source | other_source)) and bool(not target or there & (target | other_target))


def date_agrees(gold: str, found: str | None) -> bool:
    """The same date at the precision of the annotation; a finer one is right, too.

    >>> date_agrees("2024-05", "2024-05-31"), date_agrees("2024-05", "2024")
    (True, False)
    """
    return found is not None and found.startswith(gold)


def pair_events(
    gold: Sequence[Event], found: Sequence[Event], aliases: Aliases, *, agree: Sequence[Test]
) -> list[tuple[int, int]]:
    """Pair annotated events with found ones that pass all tests, each once, as the annotation is served best.

    First as many as possible that count, then as many minor ones, then dates, people, plans and types that agree.

    Returns:
        Pairs of places in the two lists.
    """
    return assign([[_worth(g, f, aliases) if all(t(g, f, aliases) for t in agree) else 0 for f in found] for g in gold])


def _worth(gold: Event, found: Event, aliases: Aliases) -> int:
    dates = 2 * bool(gold.date and date_agrees(gold.date, found.date)) + (gold.date == found.date)
    people = len(aliases.all_keys(gold.people) & aliases.all_keys(found.people))
    return (
        (_MINOR if gold.minor else _COUNTS)
        + dates * _DATE
        + min(people, _MOST_PEOPLE) * _PEOPLE
        + (gold.planned == found.planned) * _PLAN
        + (gold.type == found.type)
    )


def envoy_key(envoy: Envoy, aliases: Aliases) -> EnvoyKey:
    """What is compared of an envoy: his name and whom he serves, not how his office is called."""
    return name_words(envoy.name), aliases.key(envoy.of or "")


def envoys_agree(one: EnvoyKey, other: EnvoyKey) -> bool:
    """The same side, and the words of one name among those of the other: "Lavrov" is "Sergei Lavrov"."""
    return one[1] == other[1] and (one[0] <= other[0] or other[0] <= one[0])


def treaties_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Half of all words of the two names, or all words of the shorter name if it has two at least."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    return len(one & other) / len(one | other) >= _HALF or (len(shorter) >= 2 and shorter <= longer)
