"""Find who or what fills the roles of a frame in the slots that its verb or noun governs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from relgraph.claims.complements import Complement
from relgraph.mentions.morphology import singular
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.words import ELEVATIONS
from relgraph.ontology import EventType, Frame
from relgraph.ontology.names import Name

__all__ = ["Filler", "gather_fillers", "has_head", "nearest_person"]

PREPOSITION_SLOTS = frozenset(
    "to from with of by in at for between before against on as into about under over near".split()
)
_METONYMIC = frozenset(["subject", "with", "between", "by"])
"""Slots in which a capital stands for its state: "Hanoi opened relations with Seoul"."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Something found for a role: an actor phrase, a treaty's or an organisation's name, or the place it stands in."""

    role: str
    slot: int
    phrase: Phrase | None = None
    name: Name | None = None
    noun: bool = False
    """The slot is a plain noun phrase: an unnamed treaty, a thing."""
    confidence: float = 1.0


def gather_fillers(
    slots: Sequence[Slot],
    event_type: EventType,
    frame: Frame,
    places: Mapping[str, Sequence[int]],
    complements: Sequence[Complement],
    modifiers: Sequence[tuple[int, Phrase]],
    heads: Sequence[int],
) -> list[Filler]:
    """All fillers for the roles of a frame.

    Args:
        slots: the reduced sentence.
        event_type: the type with its roles.
        frame: the frame with its grammatical slots.
        places: slots of the subject and the objects.
        complements: the prepositional complements.
        modifiers: actors inside the noun ("its ambassador", "the DPRK-Russia talks"), with their slot.
        heads: slots of the nouns that the frame demands as object, which may have folded in a complement.

    Returns:
        Fillers in the order of the frame; a role that one place has filled is not filled again from another, except
        in symmetric types, where all take part alike.
    """
    fillers: list[Filler] = []
    for key, roles in frame.slots.items():
        found: list[Filler] = []
        if key == "possessor":
            accepts = event_type.roles[roles[0]].accepts
            owners = [(at, p) for at, p in modifiers if _accepts_phrase(accepts, p)]
            found += [Filler(roles[0], at, phrase=phrase, confidence=0.9) for at, phrase in owners]
        for at in heads:
            found += _folded(slots[at], at, key, roles)
        if key in PREPOSITION_SLOTS:
            for complement in complements:
                # The nearest complement counts: "with Malaysia ... to the United States" has one partner.
                if complement.preposition == key and (event_type.symmetric or not found):
                    found += _fill(slots, event_type, roles, complement.slot, complements, key=key)
        for at in places.get(key, ()):
            found += _fill(slots, event_type, roles, at, complements, key=key)
        taken = set() if event_type.symmetric else {f.role for f in fillers}
        fillers += [f for f in found if f.role not in taken]
    return _unique(fillers)


def _noun_text(slot: Slot) -> tuple[str, ...]:
    return (*slot.adjectives, slot.head)


def _folded(slot: Slot, at: int, key: str, roles: Sequence[str]) -> Iterator[Filler]:
    """What the grammar has folded into an actor: "its ambassador to ASEAN", "a member of ASEAN"."""
    for phrase in slot.phrases if slot.kind == "actor" else ():
        to = next((o.to for o in phrase.offices if o.to is not None), None)
        if key in {"to", "in"} and to is not None:
            yield Filler(roles[0], at, phrase=Phrase(phrase.start, phrase.end, to, "organisation"), confidence=0.9)
        elif key == "of" and not phrase.offices and phrase.reference is None:
            yield Filler(roles[0], at, phrase=phrase, confidence=0.9)
        elif key == "of" and phrase.offices and phrase.offices[0].of is not None:
            yield Filler(
                roles[0],
                at,
                phrase=Phrase(phrase.start, phrase.end, phrase.offices[0].of, "organisation"),
                confidence=0.9,
            )


def has_head(slot: Slot, lexemes: Sequence[str]) -> bool:
    """Whether a noun phrase ends in one of the lexemes, or an office holder bears one as title."""
    if slot.kind == "actor":
        words = {
            singular(w)
            for p in slot.phrases
            for w in (p.word.lower().split()[-1:] + [o.label.lower() for o in p.offices])
        }
        words |= {o.key for p in slot.phrases for o in p.offices}
        return bool(words & set(lexemes))
    by_last = _words_by_last(tuple(lexemes))
    if slot.head not in by_last:
        return False
    text = _noun_text(slot)
    return any(text[-len(words) :] == words for words in by_last[slot.head])


@lru_cache(maxsize=4096)
def _words_by_last(lexemes: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The words of lexemes by their last one."""
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for lexeme in lexemes:
        words = tuple(lexeme.split())
        by_last.setdefault(words[-1], []).append(words)
    return by_last


def _adjacent(
    slots: Sequence[Slot], complements: Sequence[Complement], slot: int, prepositions: Sequence[str]
) -> int | None:
    """The noun phrase of "of ..." right behind a noun phrase."""
    for complement in complements:
        if (
            complement.preposition in prepositions
            and complement.slot > slot
            and all(s.kind in {"prep", "adverb", "quote"} for s in slots[slot + 1 : complement.slot])
        ):
            return complement.slot
    return None


SITES = frozenset("""target position base site facility camp area place building airport port town city village school hospital
    warehouse depot bridge installation headquarters convoy plant refinery position stronghold border territory""".split())  # fmt: skip
"""What an attack is made on, so that whoever holds it is attacked."""
TARGETS = frozenset(
    "individual person entity institution company firm official bank ship vessel organisation organization".split()
)
"""Those on whom sanctions are laid for their ties with a state."""


def _linked(slots: Sequence[Slot], at: int) -> int | None:
    """Whose those are who are sanctioned: "on eight individuals linked to X's programmes", "on two banks of X"."""
    for i in range(at + 1, min(at + 10, len(slots))):
        if slots[i].kind == "actor" or (
            slots[i].kind == "noun" and any(m.reference is None for m in slots[i].modifiers)
        ):
            return i
        if slots[i].kind in {"sub", "relative"} or slots[i].head in {";", ":"}:
            return None
    return None


def _inside(phrase: Phrase, key: str) -> Phrase:
    """What happens in an embassy happens in the country where it is: "an interests section in the Swiss Embassy"."""
    if key in {"in", "at"} and phrase.head == "mission" and phrase.receiver is not None:
        return Phrase(phrase.start, phrase.end, phrase.receiver, "state", how="mission", confidence=0.8)
    return phrase


SENT = frozenset(["message", "letter", "telegram", "greeting", "note", "condolence", "congratulation", "invitation", "proposal", "statement",
                  "remark", "request", "question", "gift"])  # fmt: skip
"""Things that come from somebody, who is meant where an act is done to them: "replied to the message of X"."""


def sender_of(slots: Sequence[Slot], at: int) -> int | None:
    """Who sent what a noun names: "a message of sympathy from X", "the letter sent by X"."""
    i, behind = at + 1, ""
    while i < len(slots) and slots[i].kind in {"prep", "noun", "adverb", "verb", "quote", "occasion", "date"}:
        if slots[i].kind == "verb" and slots[i].head not in _SENDING:
            return None
        behind = slots[i].head if slots[i].kind == "prep" else behind
        i += 1
    found = i < len(slots) and slots[i].kind == "actor" and behind in {"from", "by", "of"}
    return i if found else None


DEEDS = frozenset(["attack", "invasion", "raid", "strike", "airstrike", "aggression", "provocation", "killing", "massacre", "bombing",
                   "shelling", "assault", "incursion", "occupation", "annexation", "violation", "infringement", "threat", "test",
                   "launch", "drill", "exercise", "crime", "atrocity", "offensive", "sanction", "interference", "bombardment"])  # fmt: skip
"""Things done by one to another: to condemn an attack is to condemn whoever made it."""


def doer_of(slots: Sequence[Slot], at: int) -> int | None:
    """Who did what a noun names: "the attack on Russia by X", "the raid launched by X"."""
    for i in range(at + 1, min(at + 14, len(slots) - 1)):
        slot = slots[i]
        if slot.kind == "verb" and (slot.verb is None or (slot.verb.form == "finite" and not _is_participle(slots, i))):
            return None
        if slot.kind in {"sub", "relative", "conj"} or slot.head in {";", ":"}:
            return None
        if slot.kind == "prep" and slot.head == "by" and slots[i + 1].kind == "actor":
            return i + 1
    return None


def _is_participle(slots: Sequence[Slot], at: int) -> bool:
    return at + 1 < len(slots) and slots[at + 1].head == "by"


_SENDING = frozenset(["send", "extend", "make", "give", "convey", "forward", "write", "address", "deliver", "issue"])


def _fill(
    slots: Sequence[Slot],
    event_type: EventType,
    roles: Sequence[str],
    at: int,
    complements: Sequence[Complement],
    *,
    key: str = "",
) -> Iterator[Filler]:
    """Fill one of several roles from a noun phrase, by what the role accepts."""
    slot = slots[at]
    for role in roles:
        accepts = event_type.roles[role].accepts
        if slot.kind == "actor" and _accepts_actor(accepts):
            # Citizens who protest are not their state.
            fitting = [
                p for p in slot.phrases if _accepts_phrase(accepts, p) and not (key == "subject" and p.head == "people")
            ]
            if fitting:
                yield from (Filler(role, at, phrase=_inside(p, key), confidence=p.confidence) for p in fitting)
                return
        if slot.kind == "treaty" and "treaty" in accepts and slot.names:
            yield Filler(role, at, name=slot.names[0])
            return
        if slot.kind == "place" and key in _METONYMIC and _accepts_actor(accepts):
            capitals = [replace(p, how="capital", confidence=0.7) for p in slot.phrases if p.word == "capital"]
            yield from (Filler(role, at, phrase=p, confidence=0.7) for p in capitals)
            if capitals:
                return
        if slot.kind == "place" and slot.phrases and "place" in accepts:
            yield from (Filler(role, at, phrase=p, confidence=0.9) for p in slot.phrases)
            return
        if slot.kind == "occasion" and "occasion" in accepts and slot.names:
            yield Filler(role, at, name=slot.names[0])
            return
        if slot.kind == "noun" and "treaty" in accepts and slot.head in TREATY_HEADS:
            yield Filler(role, at, noun=True, confidence=0.8)
            return
        if slot.kind == "noun" and "text" in accepts:
            yield Filler(role, at, noun=True)
            return
        if slot.kind == "noun" and slot.head in {"honour", "honor"} and slot.modifiers and _accepts_actor(accepts):
            yield Filler(role, at, phrase=slot.modifiers[-1], confidence=0.7)  # "a banquet in his honour"
            return
        if (
            slot.kind == "noun"
            and set(accepts) & {"actor", "state"}
            and slot.head in DEEDS
            and (key != "subject" or "deed" in accepts)
        ):
            doer = doer_of(slots, at)
            named = [
                m for m in slot.modifiers if m.reference is None and m.head != "place" and _accepts_phrase(accepts, m)
            ]
            if doer is not None:
                fitting = [p for p in slots[doer].phrases if _accepts_phrase(accepts, p)]
                yield from (Filler(role, doer, phrase=p, confidence=0.75) for p in fitting)
            elif named:
                yield from (Filler(role, at, phrase=m, confidence=0.7) for m in named[-1:])
            return
        if slot.kind == "noun" and set(accepts) & {"actor", "state"} and key != "subject":
            concern = key in {"over", "about"}  # "concern over the situation in X" is about X
            site = (
                key in {"object", "on", "at", "near", "into", "against"} and slot.head in SITES
            )  # "struck a camp in X"
            if slot.head in SENT and key == "to":
                behind = sender_of(slots, at)
            else:
                around = ("of", "in", "by") if concern else ("of", "in", "inside", "near") if site else ("of",)
                behind = _adjacent(slots, complements, at, around)
            if behind is None and key in {"on", "against"} and slot.head in TARGETS:
                behind = _linked(slots, at)
            if behind is not None and slots[behind].kind == "noun":
                named = [m for m in slots[behind].modifiers if m.reference is None and _accepts_phrase(accepts, m)]
                yield from (Filler(role, behind, phrase=m, confidence=0.6) for m in named[-1:])
                return
            if site and behind is not None and slots[behind].kind == "place" and "place" in accepts:
                yield from (Filler(role, behind, phrase=p, confidence=0.7) for p in slots[behind].phrases)
                return
            through = slot.head not in _NOT_THROUGH or concern or (key == "to" and slot.head in SENT)
            if behind is not None and slots[behind].kind == "actor" and through:
                fitting = [p for p in slots[behind].phrases if _accepts_phrase(accepts, p)]
                yield from (Filler(role, behind, phrase=p, confidence=0.75) for p in fitting)
                return
            named = [m for m in slot.modifiers if m.reference is None and _accepts_phrase(accepts, m)]
            if named and slot.head not in _NOT_THROUGH:
                yield from (Filler(role, at, phrase=m, confidence=0.7) for m in named[-1:])
                return


TREATY_HEADS = frozenset(["treaty", "agreement", "protocol", "memorandum", "convention", "pact", "accord", "charter", "mou", "contract",
                          "plan", "deal", "arrangement", "statute", "covenant", "declaration", "communique", "document"])  # fmt: skip
_NOT_THROUGH = frozenset(
    """relation tie cooperation issue situation occasion anniversary message visit meeting war friendship capital border policy
    crisis peninsula talk development way part decision instruction order report support education training treatment
    attention leadership time peace game credential championship cup independence sovereignty end interest name invitation
    struggle territory""".split()
)
"""Nouns whose "of X" or possessor is not who is meant: "the border of X" is not X."""


def _accepts_actor(accepts: Sequence[str]) -> bool:
    return bool(set(accepts) & {"actor", "state", "organisation", "mission", "person", "office"})


def _accepts_phrase(accepts: Sequence[str], phrase: Phrase) -> bool:
    if "dateline" in accepts and phrase.actor.type == "Organization":
        return False  # a museum or a school is a place to visit, and no host
    if "actor" in accepts or phrase.head == "reference":
        return True
    head = {"government": "state", "delegation": "organisation", "people": "state"}.get(phrase.head, phrase.head)
    if (
        head == "state"
        and not phrase.plural
        and phrase.actor.type not in {"State", "Person", "Post", "HeadOfMissionPost"}
    ):
        head = "organisation"  # "a permanent member of the Group of Twenty"
    return head in accepts or (phrase.actor.type == "State" and "state" in accepts)


_OF_A_PERSON = ELEVATIONS | {"birthday", "death", "assumption", "victory", "recovery"}
"""What befalls the person before: "a message to X upon his election"."""


def nearest_person(slots: Sequence[Slot], at: int, modifier: Phrase) -> Phrase:
    """In "a message to X upon his election" the pronoun means the person right before."""
    if slots[at].head not in _OF_A_PERSON:
        return modifier
    before = at - 2
    while before > 0 and slots[before].kind in {"date", "comma"}:
        before -= 1
    if (
        modifier.reference in {"he", "she"}
        and at >= 2
        and slots[at - 1].kind == "prep"
        and slots[before].kind == "actor"
    ):
        person = slots[before].phrases[-1]
        if person.person is not None and slots[at - 1].head in {"upon", "on", "for", "after", "following"}:
            return person
    return modifier


def _unique(fillers: Sequence[Filler]) -> list[Filler]:
    """One filler for each actor; the first role that found it keeps it."""
    seen: set[tuple[int, int, int, str]] = set()
    kept: list[Filler] = []
    for filler in fillers:
        phrase = filler.phrase
        key = (filler.slot, phrase.start, phrase.end, phrase.actor.id) if phrase else (filler.slot, -1, -1, "")
        if key not in seen:
            seen.add(key)
            kept.append(filler)
    return kept
