"""Name what is wrong: each error of a prediction once, in the class that tells what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from relgraph.evaluate.agreement import Test, actors_agree, date_agrees, overlap, pair_events, type_agrees
from relgraph.evaluate.folding import Aliases
from relgraph.evaluate.records import Annotation, Event

__all__ = ["KINDS", "Kind", "Mistake", "find_mistakes"]

Kind = Literal["missed", "extra", "wrong type", "wrong actors", "wrong date", "wrong plan"]
KINDS: tuple[Kind, ...] = ("missed", "extra", "wrong type", "wrong actors", "wrong date", "wrong plan")
"""Missed and extra events have no counterpart. A wrong type or wrong actors cost an extra and a missed event, unless the
annotation calls the event minor; a wrong date or plan is that of an event that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error. ``gold`` is None for an extra event, ``found`` for a missed one."""

    kind: Kind
    article: str
    gold: Event | None = None
    found: Event | None = None

    @property
    def type(self) -> str:
        """Code of the event type that the error is counted under: the annotated one where there is one."""
        event = self.gold or self.found
        return event.type if event is not None else ""

    def concerns(self, types: Collection[str]) -> bool:
        """Whether what was annotated or what was found is of one of these types."""
        return any(event is not None and event.type in types for event in (self.gold, self.found))


def find_mistakes(
    gold: Annotation, found: Annotation, pairs: Sequence[tuple[int, int]], aliases: Aliases
) -> list[Mistake]:
    """The errors in one article, those of an annotated event in its place, extra ones last.

    Args:
        gold: the annotation.
        found: what was found.
        pairs: what agrees in type and actors, as the score has it.
        aliases: which names mean the same.
    """
    paired, taken = dict(pairs), {f for _, f in pairs}
    mistakes: dict[int, list[Mistake]] = {}
    for g, f in pairs:
        mistakes[g] = _in_pair(gold.events[g], found.events[f], gold.id)
    one_sided: tuple[tuple[Kind, tuple[Test, ...]], ...] = (
        ("wrong type", (_may_be_one, actors_agree)),
        ("wrong actors", (_may_be_one, type_agrees)),
    )
    for kind, agree in one_sided:
        open_gold = [g for g in range(len(gold.events)) if g not in paired]
        open_found = [f for f in range(len(found.events)) if f not in taken]
        events, others = [gold.events[g] for g in open_gold], [found.events[f] for f in open_found]
        for n, m in pair_events(events, others, aliases, agree=agree):
            paired[open_gold[n]] = open_found[m]
            taken.add(open_found[m])
            mistakes[open_gold[n]] = [Mistake(kind=kind, article=gold.id, gold=events[n], found=others[m])]
    for g, event in enumerate(gold.events):
        if g not in paired and not event.minor:
            mistakes[g] = [Mistake(kind="missed", article=gold.id, gold=event)]
    extra = [Mistake(kind="extra", article=gold.id, found=e) for f, e in enumerate(found.events) if f not in taken]
    return [m for g in sorted(mistakes) for m in mistakes[g]] + extra


def _in_pair(gold: Event, found: Event, article: str) -> list[Mistake]:
    """What is wrong with an event that was found; nothing where the annotation calls it minor."""
    if gold.minor:
        return []
    right_date = date_agrees(gold.date, found.date) if gold.date else not found.date
    wrong: list[Kind] = [] if right_date else ["wrong date"]
    wrong += [] if gold.planned == found.planned else ["wrong plan"]
    return [Mistake(kind=kind, article=article, gold=gold, found=found) for kind in wrong]


def _may_be_one(gold: Event, found: Event, aliases: Aliases) -> bool:
    """Whether two events that do not agree can yet be meant as one: somebody takes part in both, or the day is the same."""
    share = overlap(gold, found, aliases)
    people = aliases.all_keys(gold.people) & aliases.all_keys(found.people)
    return bool(share) or bool(people) or (gold.date is not None and gold.date == found.date)
