"""The noun phrases around a verb or noun: the subject on its left, the objects and complements on its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relgraph.mentions.parts import Slot

__all__ = [
    "NOMINAL",
    "Complement",
    "find_left",
    "find_right",
    "is_governed",
    "noun_before",
    "noun_complements",
]

NOMINAL = frozenset(["actor", "noun", "treaty", "place", "occasion"])
_BEFORE_VERB = NOMINAL | {"adverb", "date", "comma", "prep", "relative"}
_BARRIERS = frozenset(["occasion", "anniversary", "eve"])


@dataclass(frozen=True, slots=True)
class Complement:
    """A noun phrase with the preposition that introduces it; indices count slots."""

    preposition: str
    slot: int


def noun_before(slots: Sequence[Slot], at: int, *, stop: int = 0) -> int | None:
    """The nearest noun phrase to the left, prepositional ones included."""
    for i in range(at - 1, stop - 1, -1):
        if slots[i].kind in NOMINAL:
            return i
        if slots[i].kind in {"verb", "sub"} or slots[i].head in {";", ":"}:
            return None
    return None


def is_governed(slots: Sequence[Slot], at: int) -> bool:
    """Whether a noun phrase stands behind a preposition."""
    i = at - 1
    while i >= 0 and slots[i].kind in {"adverb", "quote"}:
        i -= 1
    return i >= 0 and slots[i].kind == "prep"


def find_left(slots: Sequence[Slot], at: int, objects_before: Sequence[int]) -> tuple[int | None, str, int]:
    """Walk left from a verb to its subject: its index, how the clause is linked, and where the clause begins."""
    i, crossed_comma = at - 1, 0
    candidate: int | None = None
    while i >= 0:
        slot = slots[i]
        if slot.kind in {"adverb", "date", "quote"} or (slot.kind == "place" and slot.head == "here"):
            i -= 1
            continue
        if slot.kind == "comma":
            if candidate is not None and slot.head == ";":
                break
            crossed_comma += 1
            i -= 1
            continue
        if slot.kind in NOMINAL:
            if candidate is not None:
                apposed = slots[candidate].determiner in {"a", "an"} and slots[candidate - 1].kind == "comma"
                if apposed and i == candidate - 2 and any(p.person is not None for p in slot.phrases):
                    candidate = i  # "Martin Griffiths, a British diplomat, travelled"
                    i -= 1
                    continue
                break
            if crossed_comma and i in objects_before:
                return None, "comma", i + 1
            first = _list_from(slots, i)
            if is_governed(slots, first):
                i = first - 1
                while i >= 0 and slots[i].kind != "prep":
                    i -= 1
                i -= 1
                continue
            candidate = _renamed(slots, i, at)
            i = candidate - 1
            continue
        if candidate is not None:
            link = {"relative": "relative", "sub": "sub"}.get(slot.kind, "")
            if slot.kind == "relative" and slot.head == "that":
                link = "that"
            return candidate, link, i + 1
        if slot.kind == "relative":
            if slot.head == "that" and i > 0 and slots[i - 1].kind == "verb":
                return None, "that", i + 1
            return noun_before(slots, i), "relative", i
        if slot.kind == "conj":
            return None, "conj", i
        if slot.kind == "sub":
            return None, "sub", i
        if slot.kind == "verb":
            return None, "verb" if not crossed_comma else "comma", i + 1
        if slot.kind == "prep":
            return None, "prep", i
        break
    return candidate, "", i + 1


def _list_from(slots: Sequence[Slot], at: int) -> int:
    """Where a list of plain nouns begins that ends at a noun: "an agreement on post and transport was signed"."""
    while at >= 2 and slots[at].kind == slots[at - 2].kind == "noun" and slots[at - 1].kind in {"conj", "comma"}:
        at -= 2
    return at


def _list_to(slots: Sequence[Slot], at: int) -> int:
    """Where a list of plain nouns ends that goes on at a comma, if a conjunction closes it; else the comma itself."""
    i, closed = at, False
    while i + 2 < len(slots) and slots[i].kind in {"comma", "conj"} and slots[i + 1].kind == "noun":
        closed = closed or slots[i].kind == "conj"
        i += 2
    return i if closed and slots[at - 1].kind == "noun" else at


def _renamed(slots: Sequence[Slot], at: int, verb: int) -> int:
    """The actor that a noun phrase between commas only calls by another name: "Laos, the other holdout, acceded"."""
    closed = verb > at + 1 and any(s.kind == "comma" and s.head == "," for s in slots[at + 1 : verb])
    apposed = at >= 2 and slots[at].kind == "noun" and slots[at - 1].head == "," and slots[at - 2].kind == "actor"
    return at - 2 if closed and apposed and not is_governed(slots, at - 2) else at


def find_right(slots: Sequence[Slot], at: int, *, noun: bool = False) -> tuple[list[int], list[Complement], int]:
    """Objects and complements to the right of a verb or noun, up to the next verb or clause."""
    objects: list[int] = []
    complements: list[Complement] = []
    i, barrier = at + 1, False
    preposition: str | None = None
    after_comma = False
    while i < len(slots):
        slot = slots[i]
        if slot.kind in {"verb", "sub"} or slot.head in {";", ":"}:
            break
        if slot.kind == "date" and slot.date is not None and slot.date.kind == "anniversary":
            barrier, preposition = True, None
        if slot.kind == "relative":
            resume = _after_relative(slots, i)
            if resume is None:
                break
            i = resume
            continue
        if slot.kind == "prep":
            preposition = slot.head
        elif slot.kind == "comma":
            after_comma, preposition = True, None
            if noun:
                behind = _list_to(slots, i)
                if behind == i or slots[behind].kind != "prep":
                    break
                i = behind  # "on post, transport and trade between A and B"
                continue
        elif slot.kind == "conj":
            if _opens_clause(slots, i + 1):
                break
            if (
                preposition is None
                and complements
                and i + 1 < len(slots)
                and slots[i + 1].kind in NOMINAL
                and not objects
            ):
                preposition = complements[-1].preposition
        elif slot.kind in NOMINAL:
            if preposition is not None:
                if not barrier or preposition in {"at", "in"}:
                    complements.append(Complement(preposition, i))
                if slot.head in _BARRIERS or slot.kind == "occasion":
                    barrier = True
                preposition = None
            elif noun:
                break
            elif not barrier:
                if after_comma and _opens_clause(slots, i):
                    break
                nearer = slots[i - 1].kind in {"conj", "adverb", "quote"} or slot.kind == "place"
                if not complements or nearer or not after_comma:
                    objects.append(i)
        i += 1
    return objects, complements, i


def _opens_clause(slots: Sequence[Slot], at: int) -> bool:
    """Whether the noun phrase here, or the lack of one, is followed by a finite verb of its own."""
    i = at
    while i < len(slots) and slots[i].kind in {"adverb", "date"}:
        i += 1
    if i < len(slots) and slots[i].kind == "verb":
        return True
    if i >= len(slots) or slots[i].kind not in NOMINAL:
        return i < len(slots) and slots[i].kind in {"sub", "relative"}
    i += 1
    while i < len(slots) and slots[i].kind in _BEFORE_VERB:
        if slots[i].kind in {"comma", "relative"}:
            return False
        i += 1
    if i >= len(slots) or slots[i].kind != "verb":
        return False
    verb = slots[i].verb
    return (
        verb is not None
        and verb.form == "finite"
        and not (i + 1 < len(slots) and slots[i + 1].head == "by" and not verb.passive)
    )


def _after_relative(slots: Sequence[Slot], at: int) -> int | None:
    """Where the main clause goes on after ", who ...,": the slot after the closing comma, or None."""
    if at == 0 or slots[at - 1].kind != "comma":
        return None
    for i in range(at + 1, len(slots)):
        if slots[i].kind == "comma" and i > at + 2:
            following = next((s for s in slots[i + 1 :] if s.kind not in {"adverb"}), None)
            if following is not None and following.kind in {"date", "prep"}:
                return i + 1
            return None
    return None


def noun_complements(slots: Sequence[Slot], at: int) -> list[Complement]:
    """The complements of a noun: "of X", "to Y", up to the next verb, comma or clause."""
    return find_right(slots, at, noun=True)[1]
