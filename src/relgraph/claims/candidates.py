"""The frames that fit a place in a sentence, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from relgraph.claims.clauses import Clause
from relgraph.claims.fillers import Filler
from relgraph.mentions.parts import Slot
from relgraph.ontology import EventType, Frame
from relgraph.records import Factuality

__all__ = ["Candidate", "Trial", "choose"]

_BODIES = frozenset(["organisation", "treaty", "body"])


@dataclass(slots=True)
class Candidate:
    """A frame that fits a place in a sentence, before its references are resolved."""

    type: EventType
    frame: Frame
    head: int
    """Slot of the verb or noun that opened the frame."""
    clause: Clause | None
    fillers: list[Filler]
    factuality: Factuality
    first: int
    last: int
    description: str = ""
    date: int | None = None
    """Slot of the date that belongs to this part of a split act."""
    nouns: tuple[int, ...] = ()
    """Slots of the nouns that the frame names as objects."""
    follower: int | None = None
    """Slot of the infinitive that belongs to the act and tells no act of its own."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One attempt of one frame, for ``relgraph explain``."""

    type: str
    frame: str
    head: int
    candidate: Candidate | None
    """What fits, before rules that fit at the same place are weighed against each other; None when it does not."""
    reason: str


def choose(slots: Sequence[Slot], found: Sequence[Candidate], coarser: Mapping[str, frozenset[str]]) -> list[Candidate]:
    """Of the candidates of a sentence those that count, in the order of the text; of one head only the best of each type.

    Args:
        slots: the reduced sentence.
        found: all that fits.
        coarser: the event types above each event type.
    """
    finest = _finest(list(_fitting(list(_best(found)))), coarser)
    split = [part for candidate in finest for part in _split_by_date(slots, candidate)]
    return sorted(split, key=lambda c: (c.head, c.type.id, c.last))


def _best(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of the candidates of one type at one head the one with most roles; a noun frame yields to its verb's frame."""
    by_key: dict[tuple[str, int], Candidate] = {}
    used = {(c.type.id, noun) for c in found for noun in c.nouns}
    # "attended a summit with X" tells of the summit once.
    told = {noun for c in found if c.frame.objects for noun in c.nouns}
    followers = {c.follower for c in found}
    whole = {c.head for c in found if not _is_open(c)}
    # "hit it with sanctions" is no attack.
    completed = {c.head for c in found if c.frame.complements}
    for candidate in found:
        if (candidate.type.id, candidate.head) in used or candidate.head in followers:
            continue
        if candidate.frame.nouns and candidate.head in told:
            continue
        if candidate.head in completed and candidate.frame.verbs and not candidate.frame.complements:
            continue
        if _is_open(candidate) and candidate.head in whole:
            continue  # of a text that breaks off, what misses nothing counts
        key = (candidate.type.id, candidate.head)
        known = by_key.get(key)
        if known is None or _weight(candidate) > _weight(known):
            by_key[key] = candidate
    yield from by_key.values()


def _fitting(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of two types at one verb drop the one that takes an organisation or treaty for just any actor: to leave the UN is no visit."""
    strict = {
        (c.head, f.slot)
        for c in found
        for f in c.fillers
        if set(c.type.roles[f.role].accepts) <= _BODIES and _is_body(f)
    }
    for candidate in found:
        if not any(
            (candidate.head, f.slot) in strict and _is_body(f) and "actor" in candidate.type.roles[f.role].accepts
            for f in candidate.fillers
        ):
            yield candidate


def _finest(candidates: Sequence[Candidate], coarser: Mapping[str, frozenset[str]]) -> Iterator[Candidate]:
    """Of a type and a finer one at the same head only the finer: talks are not reported as a meeting too."""
    for candidate in candidates:
        finer = (c for c in candidates if c.head == candidate.head and candidate.type.id in coarser[c.type.id])
        if next(finer, None) is None:
            yield candidate


def _split_by_date(slots: Sequence[Slot], candidate: Candidate) -> Iterator[Candidate]:
    """Cut "visited Turkey on 4 April and Uzbekistan on 5 April" into two acts, each with its date."""
    targets = sorted({f.slot for f in candidate.fillers if f.role == "recipient" and f.slot > candidate.head})
    dated = [t for t in targets if t + 1 < len(slots) and slots[t + 1].kind == "date"]
    if candidate.type.symmetric or len(targets) < 2 or len(dated) < 2:
        yield candidate
        return
    for target in dated:
        kept = [f for f in candidate.fillers if f.role != "recipient" or f.slot == target]
        yield replace(candidate, fillers=kept, date=target + 1, last=target)


def _is_body(filler: Filler) -> bool:
    return filler.name is not None or (filler.phrase is not None and filler.phrase.head == "organisation")


def _is_open(candidate: Candidate) -> bool:
    """Whether a role that the frame itself demands is still to be filled."""
    filled = {f.role for f in candidate.fillers}
    return any(name not in filled for name in candidate.frame.require)


def _weight(candidate: Candidate) -> tuple[int, float]:
    """How many roles a candidate fills, of which an office holder without a state ("its ambassador") is none."""
    return len({f.role for f in candidate.fillers if not _unnamed(f)}), candidate.frame.confidence


def _unnamed(filler: Filler) -> bool:
    phrase = filler.phrase
    if phrase is None:
        return False
    return bool(phrase.reference and phrase.offices) or (phrase.person is not None and not phrase.actor.on_behalf_of)
