"""The offices that a sentence gives by its verb: "X was appointed Ambassador to Y", "the embassy opened with X as chargé"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relgraph.claims.clauses import Clause, find_clauses
from relgraph.claims.factuality import clause_factuality
from relgraph.mentions.memory import Memory
from relgraph.mentions.parts import OfficeHeld, Phrase, Slot
from relgraph.mentions.words import ELEVATIONS
from relgraph.records import Actor

__all__ = ["confer_offices"]

CONFERRING = frozenset(
    "appoint name elect re-elect reelect nominate designate commission promote accredit confirm swear inaugurate make choose".split()
)
"""Verbs whose object, a person, gets the office that follows."""
_BEARING = frozenset("serve present arrive act become remain continue work return be".split())
"""Verbs whose subject bears the office that follows with "as", or directly."""
_AGAIN = frozenset(["appoint", "nominate", "commission", "accredit"])
_DIRECT = frozenset(["become", "remain", "be"])


def confer_offices(slots: Sequence[Slot], memory: Memory) -> None:
    """Give the persons of a sentence the offices that its verbs say they got, so that later sentences know them.

    Args:
        slots: the sentence; phrases of its slots are replaced.
        memory: is told of the persons.
    """
    if not any(phrase.person is not None for slot in slots for phrase in slot.phrases):
        return
    clauses = find_clauses(slots)
    by_verb = {c.verb: c for c in clauses}
    for clause in clauses:
        for person, title in _pairs(slots, clause):
            if clause_factuality(slots, clause, by_verb) not in {"occurred", "ongoing", "unspecified"}:
                continue  # "was not appointed", "will become"
            office = title.offices[0] if title is not None else memory.conferred
            held = slots[person].phrases[0]
            if office is None:
                continue
            if office.of is None:
                office = replace(office, of=_appointer(slots, clause, memory))
            memory.conferred = office
            if office.of is None or held.person is None or any(o.of is not None for o in held.offices):
                continue
            _give(slots[person], held, (office,), memory)
    _elevate(slots, memory)
    _speakers(slots, memory)
    for at, slot in enumerate(slots):
        for phrase in slot.phrases:
            seat = _mission(slots[:at])
            if seat is not None and phrase.person is not None and any(o.rank and o.assumed for o in phrase.offices):
                offices = tuple(_seated(o, seat, memory) if o.rank and o.assumed else o for o in phrase.offices)
                _give(slot, phrase, offices, memory)


def _appointer(slots: Sequence[Slot], clause: Clause, memory: Memory) -> Actor | None:
    """The state whose minister or ruler gives an office that names no state: "named X as special envoy for Y"."""
    if clause.passive or slots[clause.verb].head not in CONFERRING or len(clause.subjects) != 1:
        return None
    phrases = slots[clause.subjects[0]].phrases
    behind = phrases[0].actor.principals if len(phrases) == 1 else ()
    return memory.names.actor(behind[0]) if len(behind) == 1 and behind[0].startswith("state/") else None


def _speakers(slots: Sequence[Slot], memory: Memory) -> None:
    """Take whoever a government's own notice quotes without an office, "X said:", for one of its officials."""
    home = memory.home
    if home is None or home.type != "State" or not memory.speaks_for_itself or not slots or slots[-1].head != ":":
        return
    for clause in find_clauses(slots):
        if slots[clause.verb].head != "say" or len(clause.subjects) != 1:
            continue
        slot = slots[clause.subjects[0]]
        for phrase in slot.phrases if slot.kind == "actor" else ():
            unknown = phrase.person is not None and not phrase.offices and not phrase.actor.on_behalf_of
            if unknown and memory.person(phrase.actor.label) is None:
                given = replace(phrase, actor=replace(phrase.actor, on_behalf_of=(home.id,)), confidence=0.6)
                slot.phrases = tuple(given if p is phrase else p for p in slot.phrases)
                memory.introduce(given)


def _elevate(slots: Sequence[Slot], memory: Memory) -> None:
    """Give the office of "on his appointment as X" to the person named last before it."""
    for at, slot in enumerate(slots):
        owned = any(m.reference in {"he", "she"} for m in slot.modifiers)
        if slot.kind != "noun" or slot.head not in ELEVATIONS or not owned or at + 2 >= len(slots):
            continue
        title = slots[at + 2].phrases[0] if slots[at + 1].head == "as" and slots[at + 2].phrases else None
        if title is None or title.person is not None or not title.offices:
            continue
        person = next((s for s in reversed(slots[:at]) if s.kind == "actor" and s.phrases[-1].person is not None), None)
        if person is not None and not person.phrases[-1].offices:
            _give(person, person.phrases[-1], title.offices[:1], memory)


def _pairs(slots: Sequence[Slot], clause: Clause) -> Iterator[tuple[int, Phrase | None]]:
    """The slots of persons with the phrases of the offices that the clause ties to them; None: the office named last."""
    lemma = slots[clause.verb].head
    titles = [c.slot for c in clause.complements if c.preposition in {"as", "to"} and lemma in CONFERRING]
    if lemma in CONFERRING:
        persons = clause.subjects if clause.passive else clause.objects[:1]
        titles += clause.objects if clause.passive else clause.objects[1:]
    elif lemma in _BEARING and not clause.passive:
        persons = clause.subjects
        titles = [c.slot for c in clause.complements if c.preposition == "as"]
        titles += clause.objects if lemma in _DIRECT else []
    else:
        return
    for person in persons[:1]:
        if slots[person].kind != "actor" or len(slots[person].phrases) != 1:
            continue
        for at in titles:
            held = slots[at].phrases[0] if slots[at].kind == "actor" and slots[at].phrases else None
            if held is not None and held.offices and held.person is None:
                yield person, held
                return
        if lemma in CONFERRING and clause.passive and not titles and lemma in _AGAIN:
            yield person, None  # "A was appointed Ambassador; B was appointed in March": the same post


def _give(slot: Slot, phrase: Phrase, offices: tuple[OfficeHeld, ...], memory: Memory) -> None:
    of = next((o.of for o in offices if o.of is not None), None)
    if of is None or phrase.person is None:
        return
    behalf = phrase.actor.on_behalf_of or of.principals
    given = replace(
        phrase,
        offices=offices,
        actor=replace(phrase.actor, on_behalf_of=behalf),
        confidence=max(phrase.confidence, 0.8),
    )
    slot.phrases = tuple(given if p is phrase else p for p in slot.phrases)
    memory.introduce(given)


def _mission(slots: Sequence[Slot]) -> tuple[Actor, Actor | None] | None:
    """Whose mission stands right before, and where it is."""
    for slot in reversed(slots):
        for phrase in slot.phrases:
            if phrase.head == "mission" and phrase.actor.on_behalf_of:
                return phrase.actor, phrase.receiver
        if slot.kind == "actor":
            break
    return None


def _seated(office: OfficeHeld, seat: tuple[Actor, Actor | None], memory: Memory) -> OfficeHeld:
    mission, receiver = seat
    of = memory.names.actor(mission.on_behalf_of[0])
    return replace(office, of=of, to=office.to or receiver, assumed=False)
