"""Recognition rules that stand in each other's way: one that can never decide, and two that say different things.

A sentence opens a frame by a word and its object. Both are compared here as :mod:`relgraph.claims.matching` does it:
an object by its last words, of two nouns the longer, and of all types at one word only the finest is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from relgraph.ontology.events import EventType, Frame
from relgraph.ontology.ontologies import Ontology

__all__ = ["find_rivals"]

_ACTORS = frozenset(["state", "organisation", "mission", "person", "office"])
_LEFT_OPEN = frozenset(["accredited", "dateline", "pair", "sender"])
"""Kinds that fill a role of which the sentence says nothing, so that no slot is needed for it."""
_CARRIED = frozenset(["counterpart", "body", "announcer"])
"""Kinds that only carry over what an act before has named."""
_BODIES = frozenset(["organisation", "treaty"])
"""Kinds of which the engine takes a type that accepts nothing else before one that accepts any actor."""
_FLAGS = ("person", "dated", "opens", "since")
"""Conditions of a frame that hold or do not."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A frame with its type and its place in the order in which frames are tried."""

    number: int
    type: EventType
    frame: Frame

    def cases(self) -> Iterator[tuple[str, str]]:
        """Each word that opens the frame with each object that it asks for; no object is an empty one."""
        yield from ((word, thing) for word in self.frame.lexemes for thing in self.frame.objects or ("",))

    def required(self) -> tuple[str, ...]:
        """The roles that must be filled."""
        return self.frame.require or tuple(name for name, role in self.type.roles.items() if role.required)

    def kinds(self, role: str) -> frozenset[str]:
        """What a role accepts, with "actor" spelt out."""
        accepts = frozenset(self.type.roles[role].accepts) - _CARRIED
        return (accepts - {"actor"}) | _ACTORS if "actor" in accepts else accepts

    def places(self, role: str) -> frozenset[str]:
        """The slots from which a role is filled."""
        return frozenset(slot for slot, roles in self.frame.slots.items() if role in roles)


def find_rivals(ontology: Ontology) -> list[str]:
    """Frames that can never decide, and pairs of frames that contradict each other; one line each, none for good rules.

    A frame never decides if another of its type, or of a finer one, fits wherever it fits and is preferred. Two
    frames contradict each other if one sentence opens both and they make of it two types of which neither stands
    below the other, or the same type with source and target exchanged. Both are faults that hand-written coders of
    events are known for: a phrase that is listed twice is decided by the order of the list.
    """
    types = sorted(ontology.event_types.values(), key=lambda t: t.id)
    pairs = [(event_type, frame) for event_type in types for frame in event_type.frames]
    rules = [_Rule(number, event_type, frame) for number, (event_type, frame) in enumerate(pairs)]
    return [*_find_shadowed(rules, ontology), *_find_contradictions(rules, ontology)]


def _find_shadowed(rules: Iterable[_Rule], ontology: Ontology) -> Iterator[str]:
    by_word = _by_word(rules)
    for rule in rules:
        over: dict[tuple[str, str], str] = {}
        for word, thing in rule.cases():
            for other in by_word[_last(rule, word)]:
                if _decides_before(other, rule, ontology) and _covers(other, word, thing):
                    over.setdefault((word, thing), other.frame.name)
        others = ", ".join(sorted({f"'{name}'" for name in over.values()}))
        if over and len(over) == len(set(rule.cases())):
            yield f"frame '{rule.frame.name}' never decides: {others} fits wherever it fits and is preferred; remove it"
        elif over:
            for word in rule.frame.lexemes:
                things = rule.frame.objects or ("",)
                if all((word, thing) in over for thing in things):
                    yield f"frame '{rule.frame.name}': '{word}' is always decided by {over[word, things[0]]}; remove it"


def _find_contradictions(rules: Iterable[_Rule], ontology: Ontology) -> Iterator[str]:
    found: dict[tuple[int, int], str] = {}
    for together in _by_word(rules).values():
        for one, other in combinations(together, 2):
            if (one.number, other.number) in found or not _same_place(one, other):
                continue
            case = _shared_case(one, other)
            if case is None:
                continue
            said = f"frames '{one.frame.name}' and '{other.frame.name}' both fit '{' ... '.join(filter(None, case))}'"
            if one.type.id == other.type.id:
                slot = _exchanged(one, other)
                if slot:
                    found[one.number, other.number] = (
                        f"{said}, and '{slot}' is the source of one and the target of the other; correct one of them"
                    )
            elif not ontology.is_a(one.type.id, other.type.id) and not ontology.is_a(other.type.id, one.type.id):
                found[one.number, other.number] = (
                    f"{said} and make of it {one.type.id} and {other.type.id}; "
                    "take the word from one of them, or tell them apart by an object"
                )
    yield from (found[pair] for pair in sorted(found))


def _by_word(rules: Iterable[_Rule]) -> dict[tuple[bool, str], list[_Rule]]:
    """The rules by what the engine looks them up: a verb, or the last word of a noun."""
    found: dict[tuple[bool, str], list[_Rule]] = {}
    for rule in rules:
        for key in dict.fromkeys(_last(rule, word) for word in rule.frame.lexemes):
            found.setdefault(key, []).append(rule)
    return found


def _last(rule: _Rule, word: str) -> tuple[bool, str]:
    return (True, word) if rule.frame.verbs else (False, word.rsplit(maxsplit=1)[-1])


def _ends_with(noun: str, end: str) -> bool:
    """Whether a noun phrase is caught by a lexeme: "joint military exercise" by "exercise"."""
    return noun == end or noun.endswith(f" {end}")


# ── One frame that is always preferred to another ────────────────────────────────────────────────────────────────


def _decides_before(winner: _Rule, loser: _Rule, ontology: Ontology) -> bool:
    """Whether the winner fits, and is preferred, wherever the loser fits with one of the winner's own words."""
    if winner.number == loser.number or not ontology.is_a(winner.type.id, loser.type.id):
        return False
    one, two = winner.frame, loser.frame
    conditions = (
        set(one.not_objects) <= set(two.not_objects)
        and bool(one.objects) == bool(two.objects)
        and _at_least(two.beside, one.beside)
        and _at_least(two.then, one.then)
        and _at_least(two.complements, one.complements)
        and all(getattr(two, flag) >= getattr(one, flag) for flag in _FLAGS)
        and bool(one.support) == bool(two.support)
        and set(two.support) <= set(one.support)
        and set(two.topic) <= set(one.topic)
        and winner.type.symmetric >= loser.type.symmetric
    )
    if not conditions or not _filled_alike(winner, loser):
        return False
    if winner.type.id != loser.type.id:
        return True  # the finer type is kept, whatever it fills
    same_or_more = all(one.slots.get(slot) == roles for slot, roles in two.slots.items())
    return same_or_more and (one.confidence, -winner.number) > (two.confidence, -loser.number)


def _at_least(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a condition of one frame implies that of the other; no words, no condition."""
    return not other or (bool(one) and set(one) <= set(other))


def _filled_alike(winner: _Rule, loser: _Rule) -> bool:
    """Whether all that the winner requires is filled whenever the loser's roles are."""
    needed = set(loser.required())
    return all(
        role in needed and loser.kinds(role) <= winner.kinds(role) and loser.places(role) <= winner.places(role)
        for role in winner.required()
    )


def _covers(winner: _Rule, word: str, thing: str) -> bool:
    words = winner.frame.lexemes
    opened = word in words if winner.frame.verbs else any(_ends_with(word, own) for own in words)
    return opened and any(_ends_with(thing, own) for own in winner.frame.objects or ("",))


# ── Two frames that say different things of one sentence ─────────────────────────────────────────────────────────


def _same_place(one: _Rule, other: _Rule) -> bool:
    """Whether each side can find all that it requires where the other reads the same kind of thing."""
    return _met(one, other) and _met(other, one)


def _met(one: _Rule, other: _Rule) -> bool:
    for role in one.required():
        kinds = one.kinds(role)
        if kinds & _LEFT_OPEN and not one.frame.require:
            continue
        ruled_out = frozenset((*one.frame.not_objects, *other.frame.not_objects))
        places = [(slot, other.kinds(name)) for slot in one.places(role) for name in other.frame.slots.get(slot, ())]
        shared = [
            slot
            for slot, theirs in places
            if kinds & theirs - (ruled_out if slot == "object" else frozenset())
            and (kinds <= _BODIES) == (theirs <= _BODIES)
        ]
        if not shared:
            return False
    return True


def _shared_case(one: _Rule, other: _Rule) -> tuple[str, str] | None:
    """A word and an object that open both; the narrower of two that overlap."""
    a, b = one.frame, other.frame
    conditions = ((a.beside, b.beside), (a.then, b.then), (a.complements, b.complements))
    if not all(_overlap(x, y) for x, y in conditions) or any(getattr(a, f) != getattr(b, f) for f in _FLAGS):
        return None
    if a.support and b.support and not set(a.support) & set(b.support):
        return None
    for word, thing in one.cases():
        for word2, thing2 in other.cases():
            if word != word2:
                continue
            if bool(thing) != bool(thing2) or not _nested(thing, thing2):
                continue
            narrow = max(thing, thing2, key=len)
            if not any(_ends_with(narrow, out) for out in (*a.not_objects, *b.not_objects)):
                return word, narrow
    return None


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(one) & set(other)) if one and other else not one and not other


def _nested(one: str, other: str) -> bool:
    return _ends_with(one, other) or _ends_with(other, one)


def _exchanged(one: _Rule, other: _Rule) -> str:
    """A slot that is the source of one frame and the target of the other."""
    for slot, roles in one.frame.slots.items():
        for role in roles:
            sides = {one.type.roles[role].side, *(other.type.roles[r].side for r in other.frame.slots.get(slot, ()))}
            if sides == {"source", "target"}:
                return slot
    return ""
