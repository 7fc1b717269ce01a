"""Coordination: "A, B and C" as one slot, and the office and state that the members of a list share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.mentions import folding
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.verbs import looks_verbal
from relgraph.mentions.words import ADVERBS, MODALS

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["coordinate"]

_JOINING = frozenset(["between", "as", "since", "after", "before", "until", "till"])
"""Prepositions behind which "A and B met" may stand."""
_JOINTS = frozenset([",", "and", "&", "as"])
"""What can stand between the actors of a list."""


def coordinate(parser: Parser, slot: Slot, before: Sequence[Slot]) -> Slot:
    """Join "A, B and C" into one slot when each part is an actor and no clause begins in between."""
    if slot.kind not in {"actor", "place"}:
        return slot
    if len(slot.phrases) == 1 and (
        parser.lower(slot.end) not in _JOINTS or slot.end < parser.unlisted.get(slot.kind, 0)
    ):
        return slot
    leading = next((s for s in reversed(before) if s.kind not in {"adverb", "date"}), None)
    is_object = leading is not None and (
        leading.kind == "verb"
        or (leading.kind == "prep" and leading.head not in _JOINING and any(s.kind == "verb" for s in before))
    )
    phrases, end = list(slot.phrases), slot.end
    pending: list[tuple[Phrase, int]] = []
    at, joined = end, False
    while at < len(parser.items):
        comma = parser.items[at].text == "," and parser.items[at].kind != "date"
        nxt = at + 1 if comma else at
        joined = parser.lower(nxt) in {"and", "&"} or (
            parser.lower(nxt) == "as" and parser.lower(nxt + 1) == "well" and parser.lower(nxt + 2) == "as"
        )
        if joined:
            nxt += 3 if parser.lower(nxt) == "as" else 1
            if parser.lower(nxt) in {"also", "then", "concurrently"}:
                nxt += 1
        elif not comma:
            break
        other = parser.noun_phrase(nxt) if nxt < len(parser.items) else None
        if other is not None and joined and _is_entourage(other):
            end = at = other.end
            break
        if (
            other is None
            or other.kind != slot.kind
            or any(p.reference in {"it", "they", "he", "she", "we", "who"} for p in other.phrases)
        ):
            break
        if joined and is_object and _starts_clause(parser, other.end):
            break
        if joined and phrases[-1].plural and phrases[-1].offices and other.head == "state":
            other = replace(other, phrases=tuple(folding.same_office(phrases[-1], p) for p in other.phrases))
        if joined:
            phrases += [p for p, _ in pending] + list(other.phrases)
            pending, end = [], other.end
        else:
            pending += [(p, other.end) for p in other.phrases]
        at = other.end
    if end == slot.end and not joined:
        # "A, B, C" without "and" is no list; nor is what is left of it from B on.
        parser.unlisted[slot.kind] = at
    phrases, end = _shared_office(parser, phrases, end)
    return replace(slot, phrases=tuple(_share_principal(phrases)), end=end)


def _is_entourage(slot: Slot) -> bool:
    """Whether "and her party" only goes along with the one before."""
    owned = any(m.reference in {"he", "she", "it", "they"} for m in slot.modifiers)
    return (
        slot.kind == "noun"
        and owned
        and slot.head in {"party", "entourage", "wife", "husband", "family", "suite", "delegation"}
    )


def _share_principal(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give "President A and Vice-President B of X" one state: a person without one takes that of the neighbour."""
    shared = list(phrases)
    for order in (range(len(shared) - 1, -1, -1), range(len(shared))):
        behind: tuple[str, ...] = ()
        for n in order:
            phrase = shared[n]
            if phrase.person is not None and phrase.offices and not phrase.actor.on_behalf_of and behind:
                shared[n] = phrase = replace(phrase, actor=replace(phrase.actor, on_behalf_of=behind))
            if phrase.offices:
                behind = phrase.actor.on_behalf_of
    return shared


def _shared_office(parser: Parser, phrases: list[Phrase], end: int) -> tuple[list[Phrase], int]:
    """Give the office of ", members of the Politburo," to all the persons of the list before it."""
    bare = [p for p in phrases if p.person is not None and not p.offices]
    if not bare or len(bare) < 2 or parser.lower(end) != "," or not _is_office(parser, end + 1):
        return phrases, end
    slot = parser.noun_phrase(end + 1)
    title = slot.phrases[0] if slot is not None and slot.kind == "actor" and slot.phrases else None
    if slot is None or title is None or title.person is not None or not title.offices or not title.plural:
        return phrases, end
    office = title.offices[0]
    behind = office.of.principals if office.of is not None else ()
    given = [
        replace(p, offices=(office,), actor=replace(p.actor, on_behalf_of=p.actor.on_behalf_of or behind))
        if p in bare
        else p
        for p in phrases
    ]
    return given, slot.end


def _is_office(parser: Parser, at: int) -> bool:
    return any(parser.kind(i) == "office" for i in range(at, min(at + 4, len(parser.items))))


def _starts_clause(parser: Parser, at: int) -> bool:
    """Whether a finite verb follows, so that what was just read is its subject."""
    while parser.lower(at) in ADVERBS or parser.kind(at) == "date":
        at += 1
    low = parser.lower(at)
    if low in MODALS or low in {"is", "are", "was", "were", "has", "have", "had", "did", "does", "do"}:
        return True
    form = parser.lexicon.form(low) if parser.kind(at) == "word" else None
    return form is not None and bool(form.tags & {"VBD", "VBZ"}) and looks_verbal(parser, at)
