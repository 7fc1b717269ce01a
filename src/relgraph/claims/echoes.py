"""Acts told by a verb that only points back: "did so", "followed suit", "followed in 2003, the United States in 2009"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relgraph.claims.clauses import Clause
from relgraph.claims.factuality import clause_factuality
from relgraph.claims.matching import Candidate
from relgraph.mentions.parts import Slot
from relgraph.ontology import EventType, Frame

__all__ = ["Echo", "find_echoes"]

_LIKE = frozenset(["so", "same", "likewise", "similarly"])


class Echo(Candidate):
    """A candidate whose type and other roles are those of an act told before."""


def find_echoes(
    slots: Sequence[Slot], clauses: Sequence[Clause], event_type: EventType
) -> list[tuple[Echo, list[int]]]:
    """The acts of a sentence that repeat an act told before with a new doer, each with the slots of its doers.

    Args:
        slots: the reduced sentence.
        clauses: its clauses.
        event_type: the type of the act told before.
    """
    by_verb = {c.verb: c for c in clauses}
    found = []
    for clause in clauses:
        if not _points_back(slots, clause) or clause.passive:
            continue
        doers = [i for i in clause.subjects or () if slots[i].kind == "actor"]
        if not doers and (before := _before(clauses, clause)) is not None:
            doers = [
                i for i in before.subjects if slots[i].kind == "actor"
            ]  # "Papua New Guinea was the first to do so"
        factuality = clause_factuality(slots, clause, by_verb)
        for doer, last, date in [(doers, clause.verb, _date_behind(slots, clause)), *_gapped(slots, clause)]:
            if doer:
                frame = Frame(verbs=(slots[clause.verb].head,), name=f"{event_type.id}:echo", confidence=0.6)
                echo = Echo(
                    event_type, frame, clause.verb, clause, [], factuality, min(clause.verb, *doer), last, date=date
                )
                found.append((echo, doer))
    return found


def _points_back(slots: Sequence[Slot], clause: Clause) -> bool:
    verb, after = slots[clause.verb], slots[clause.verb + 1] if clause.verb + 1 < len(slots) else None
    if verb.head == "follow suit":
        return True
    if verb.head == "do":
        return after is not None and (after.head in _LIKE or (after.kind == "noun" and after.head == "same"))
    return verb.head == "follow" and after is not None and after.kind == "date"


def _before(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """The clause right before one."""
    return next((c for c in reversed(clauses) if c.verb < clause.verb), None)


def _date_behind(slots: Sequence[Slot], clause: Clause) -> int | None:
    """The date right behind the verb and its "so"."""
    at = clause.verb + 1
    while at < len(slots) and (slots[at].head in _LIKE or slots[at].kind == "adverb"):
        at += 1
    return at if at < len(slots) and slots[at].kind == "date" else None


def _gapped(slots: Sequence[Slot], clause: Clause) -> Iterator[tuple[list[int], int, int]]:
    """Doers behind the clause that share its verb: ", the United States in 2009 and the European Union in 2012"."""
    at = clause.verb + 1
    while at < len(slots) and slots[at].kind == "date":
        at += 1
    while at + 2 < len(slots) and slots[at].kind in {"comma", "conj"} and slots[at + 1].kind == "actor":
        if slots[at + 2].kind != "date":
            return
        yield [at + 1], at + 2, at + 2
        at += 3
