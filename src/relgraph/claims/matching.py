"""Match the frames of the event types against a reduced sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from relgraph.claims.clauses import Clause, Complement, find_clauses, noun_complements
from relgraph.claims.factuality import clause_factuality, noun_factuality
from relgraph.mentions.morphology import singular
from relgraph.mentions.parts import Phrase, Slot
from relgraph.ontology import EventType, Frame, Ontology
from relgraph.ontology.names import Name
from relgraph.records import Factuality

__all__ = ["Candidate", "Filler", "Rules", "Trial"]

PREPOSITION_SLOTS = frozenset("to from with of by in at for between before against on as into about under".split())


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
    """Slots of the nouns that the frame of a verb has used up."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One attempt of one frame, for ``relgraph explain``."""

    type: str
    frame: str
    head: int
    matched: bool
    reason: str


@dataclass(slots=True)
class Rules:
    """The frames of all event types by their verbs and nouns; compiled once from an ontology."""

    verbs: dict[str, list[tuple[EventType, Frame]]] = field(default_factory=dict)
    nouns: dict[str, list[tuple[EventType, Frame, tuple[str, ...]]]] = field(default_factory=dict)
    lexemes: tuple[str, ...] = ()
    coarser: dict[str, frozenset[str]] = field(default_factory=dict)
    """The event types above each event type."""

    @classmethod
    def compile(cls, ontology: Ontology) -> Rules:
        """The rules of an ontology; deeper types come first so that the finer one is found where both fit."""
        rules = cls()
        lexemes: set[str] = set()
        types = sorted(ontology.event_types.values(), key=lambda t: (-len(ontology.ancestors(t.id)), t.id))
        for event_type in types:
            rules.coarser[event_type.id] = frozenset(ontology.ancestors(event_type.id)) & set(ontology.event_types)
            for frame in event_type.frames:
                for verb in frame.verbs:
                    rules.verbs.setdefault(verb, []).append((event_type, frame))
                    lexemes.add(verb)
                lexemes.update(frame.support)
                for noun in frame.nouns:
                    words = tuple(noun.split())
                    rules.nouns.setdefault(words[-1], []).append((event_type, frame, words[:-1]))
        rules.lexemes = tuple(sorted(lexemes))
        return rules

    def _finest(self, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Of a type and a finer one at the same head only the finer: talks are not reported as a meeting too."""
        candidates = list(found)
        for candidate in candidates:
            finer = (c for c in candidates if c.head == candidate.head and candidate.type.id in self.coarser[c.type.id])
            if next(finer, None) is None:
                yield candidate

    def match(
        self, slots: Sequence[Slot], trials: list[Trial] | None = None, *, truncated: bool = False
    ) -> list[Candidate]:
        """All frames that fit the sentence, in the order of the text; of one head only the best of each type.

        Args:
            slots: the reduced sentence.
            trials: filled with every attempt and its outcome when given.
            truncated: the sentence breaks off, so that roles to its right may be missing.
        """
        clauses = find_clauses(slots)
        by_verb = {c.verb: c for c in clauses}
        found: list[Candidate] = []
        for clause in clauses:
            for event_type, frame in self.verbs.get(slots[clause.verb].head, ()):
                candidate, reason = _match_verb(slots, clause, event_type, frame, by_verb, truncated=truncated)
                if trials is not None:
                    trials.append(Trial(event_type.id, frame.name, clause.verb, candidate is not None, reason))
                if candidate is not None:
                    found.append(candidate)
        for at, slot in enumerate(slots):
            if slot.kind != "noun":
                continue
            for event_type, frame, lead in self.nouns.get(slot.head, ()):
                if lead and slot.adjectives[-len(lead) :] != lead:
                    continue
                candidate, reason = _match_noun(slots, at, event_type, frame, clauses, by_verb, truncated=truncated)
                if trials is not None:
                    trials.append(Trial(event_type.id, frame.name, at, candidate is not None, reason))
                if candidate is not None:
                    found.append(candidate)
        split = [part for candidate in self._finest(_best(found)) for part in _split_by_date(slots, candidate)]
        return sorted(split, key=lambda c: (c.head, c.type.id, c.last))


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


def _best(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of the candidates of one type at one head the one with most roles; a noun frame yields to its verb's frame."""
    by_key: dict[tuple[str, int], Candidate] = {}
    used = {(c.type.id, noun) for c in found for noun in c.nouns}
    for candidate in found:
        if (candidate.type.id, candidate.head) in used:
            continue
        key = (candidate.type.id, candidate.head)
        known = by_key.get(key)
        if known is None or _weight(candidate) > _weight(known):
            by_key[key] = candidate
    yield from by_key.values()


def _weight(candidate: Candidate) -> tuple[int, float]:
    return len({f.role for f in candidate.fillers}), candidate.frame.confidence


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


def _has_head(slot: Slot, lexemes: Sequence[str]) -> bool:
    if slot.kind == "actor":
        words = {
            singular(w)
            for p in slot.phrases
            for w in (p.word.lower().split()[-1:] + [o.label.lower() for o in p.offices])
        }
        words |= {o.key for p in slot.phrases for o in p.offices}
        return bool(words & set(lexemes))
    text = _noun_text(slot)
    return any(text[-len(words) :] == words for words in (tuple(lexeme.split()) for lexeme in lexemes))


def _adjacent_of(slots: Sequence[Slot], complements: Sequence[Complement], slot: int) -> int | None:
    """The noun phrase of "of ..." right behind a noun phrase."""
    for complement in complements:
        if (
            complement.preposition == "of"
            and complement.slot > slot
            and all(s.kind in {"prep", "adverb", "quote"} for s in slots[slot + 1 : complement.slot])
        ):
            return complement.slot
    return None


def _fill(
    slots: Sequence[Slot],
    event_type: EventType,
    roles: Sequence[str],
    at: int,
    complements: Sequence[Complement],
    *,
    exact: bool = False,
) -> Iterator[Filler]:
    """Fill one of several roles from a noun phrase, by what the role accepts."""
    slot = slots[at]
    for role in roles:
        accepts = event_type.roles[role].accepts
        if slot.kind == "actor" and _accepts_actor(accepts):
            fitting = [p for p in slot.phrases if _accepts_phrase(accepts, p)]
            if fitting:
                yield from (Filler(role, at, phrase=p, confidence=p.confidence) for p in fitting)
                return
        if slot.kind == "treaty" and "treaty" in accepts and slot.names:
            yield Filler(role, at, name=slot.names[0])
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
        if slot.kind == "noun" and _accepts_actor(accepts) and not exact:
            behind = _adjacent_of(slots, complements, at)
            if behind is not None and slots[behind].kind == "actor" and slot.head not in _NOT_THROUGH:
                fitting = [p for p in slots[behind].phrases if _accepts_phrase(accepts, p)]
                yield from (Filler(role, behind, phrase=p, confidence=0.75) for p in fitting)
                return
            named = [m for m in slot.modifiers if m.reference is None and _accepts_phrase(accepts, m)]
            if named and slot.head not in _NOT_THROUGH:
                yield from (Filler(role, at, phrase=m, confidence=0.7) for m in named[-1:])
                return


TREATY_HEADS = frozenset(["treaty", "agreement", "protocol", "memorandum", "convention", "pact", "accord", "charter", "mou", "contract",
                          "plan", "deal", "arrangement", "statute", "covenant", "declaration", "communique"])  # fmt: skip
_NOT_THROUGH = frozenset(["relation", "tie", "cooperation", "issue", "situation", "occasion", "anniversary", "message", "visit", "meeting", "war",
                          "friendship", "capital", "border", "attack", "policy", "crisis", "peninsula", "talk", "development", "way", "part",
                          "time", "peace", "independence", "sovereignty", "end", "interest", "name", "invitation", "struggle", "territory"])  # fmt: skip


def _accepts_actor(accepts: Sequence[str]) -> bool:
    return bool(set(accepts) & {"actor", "state", "organisation", "mission", "person", "office"})


def _accepts_phrase(accepts: Sequence[str], phrase: Phrase) -> bool:
    if "dateline" in accepts and phrase.actor.type == "Organization":
        return False  # a museum or a school is a place to visit, and no host
    if "actor" in accepts or phrase.head == "reference":
        return True
    head = {"government": "state", "delegation": "organisation", "people": "state"}.get(phrase.head, phrase.head)
    return head in accepts or (phrase.actor.type == "State" and "state" in accepts)


def _satisfied(event_type: EventType, frame: Frame, fillers: Sequence[Filler], *, truncated: bool) -> str:
    """Empty when the roles that must be filled are; otherwise which is missing."""
    required = frame.require or tuple(name for name, role in event_type.roles.items() if role.required)
    # What the envoy's accreditation or the dateline may still supply is no reason to refuse here.
    missing = [
        name for name in required
        if not any(f.role == name for f in fillers)
        and not ({"accredited", "dateline", "pair"} & set(event_type.roles[name].accepts) and (fillers or event_type.symmetric) and not frame.require)
    ]  # fmt: skip
    if not missing:
        return ""
    if truncated and len(missing) < len(required) and all(_only_behind(frame, name) for name in missing):
        return ""
    return f"no {' and no '.join(missing)} found"


def _only_behind(frame: Frame, role: str) -> bool:
    """Whether only a complement to the right can fill a role, so that the text may have broken off before it."""
    slots = {key for key, roles in frame.slots.items() if role in roles} - {"object"}
    return bool(slots) and slots <= {"to", "from", "with", "of", "before", "on", "against", "in", "for"}


def _match_verb(
    slots: Sequence[Slot],
    clause: Clause,
    event_type: EventType,
    frame: Frame,
    by_verb: Mapping[int, Clause],
    *,
    truncated: bool,
) -> tuple[Candidate | None, str]:
    direct = clause.subjects if clause.passive else clause.objects
    nouns = [i for i in direct if slots[i].kind in {"noun", "treaty", "actor", "occasion"}]
    if frame.objects:
        nouns = [i for i in nouns if slots[i].kind in {"noun", "actor"} and _has_head(slots[i], frame.objects)]
        if not nouns:
            return None, f"the object is none of: {', '.join(frame.objects)}"
    if frame.not_objects and any(slots[i].kind == "noun" and _has_head(slots[i], frame.not_objects) for i in nouns):
        return None, "the object is one that the rule rules out"
    fillers: list[Filler] = []
    complements = list(clause.complements)
    for i in nouns if clause.passive else ():
        # "an agreement between A and B was signed": what belongs to the object stands before the verb.
        complements = noun_complements(slots, i) + complements
    for key, roles in frame.slots.items():
        places: list[int] = []
        if key == "subject":
            places = [c.slot for c in complements if c.preposition == "by"] if clause.passive else clause.subjects
        elif key == "object":
            places = [i for i in direct if not (frame.objects and i in nouns)]
        elif key == "possessor":
            for i in nouns:
                fillers += [Filler(roles[0], i, phrase=m, confidence=0.9) for m in slots[i].modifiers]
        elif key in PREPOSITION_SLOTS:
            places = [c.slot for c in complements if c.preposition == key]
        if frame.objects:
            for i in nouns:
                fillers += _folded(slots[i], i, key, roles)
        for at in places:
            fillers += _fill(slots, event_type, roles, at, complements, exact=key == "subject")
    fillers = _unique(fillers)
    missing = _satisfied(event_type, frame, fillers, truncated=truncated)
    if missing:
        return None, missing
    factuality = frame.factuality or clause_factuality(slots, clause, by_verb)
    used = [f.slot for f in fillers] + [clause.verb, *nouns]
    candidate = Candidate(event_type, frame, clause.verb, clause, fillers, factuality, min(used), max(used))
    candidate.nouns = tuple(nouns) if frame.objects else tuple(f.slot for f in fillers if f.noun)
    if nouns and slots[nouns[0]].kind == "noun":
        candidate.description = str(nouns[0])
    return candidate, "matched"


def _match_noun(
    slots: Sequence[Slot],
    at: int,
    event_type: EventType,
    frame: Frame,
    clauses: Sequence[Clause],
    by_verb: Mapping[int, Clause],
    *,
    truncated: bool,
) -> tuple[Candidate | None, str]:
    carrier: Clause | None = None
    for clause in clauses:
        direct = clause.subjects if clause.passive else clause.objects
        if at in direct or (at in clause.subjects and carrier is None):
            carrier = clause
    supported = carrier is not None and slots[carrier.verb].head in frame.support
    if frame.support and not supported:
        return None, f"'{slots[at].head}' is not carried by one of: {', '.join(frame.support)}"
    complements = noun_complements(slots, at)
    if carrier is not None and (supported or at in carrier.subjects):
        complements = complements + [c for c in carrier.complements if c not in complements]
    if frame.objects and not any(
        c.preposition == "of" and _has_head(slots[c.slot], frame.objects) for c in complements
    ):
        return None, f"what follows with 'of' is none of: {', '.join(frame.objects)}"
    fillers: list[Filler] = []
    for key, roles in frame.slots.items():
        places: list[int] = []
        if key == "subject":
            if supported and carrier is not None:
                places = (
                    [c.slot for c in carrier.complements if c.preposition == "by"]
                    if carrier.passive
                    else carrier.subjects
                )
                places = [p for p in places if p != at]
        elif key == "possessor":
            fillers += [
                Filler(roles[0], at, phrase=_nearest(slots, at, m), confidence=0.9) for m in slots[at].modifiers
            ]
        elif key in PREPOSITION_SLOTS:
            places = [c.slot for c in complements if c.preposition == key]
        for place in places:
            fillers += _fill(slots, event_type, roles, place, complements, exact=key == "subject")
    fillers = _unique(fillers)
    missing = _satisfied(event_type, frame, fillers, truncated=truncated)
    if missing:
        return None, missing
    if frame.factuality:
        factuality = frame.factuality
    elif supported and carrier is not None:
        factuality = clause_factuality(slots, carrier, by_verb)
    else:
        factuality = noun_factuality(slots, at, clauses, by_verb)
        if truncated and not clauses:
            factuality = "unspecified"
    used = [f.slot for f in fillers] + [at] + ([carrier.verb] if supported and carrier is not None else [])
    candidate = Candidate(event_type, frame, at, carrier, fillers, factuality, min(used), max(used), str(at))
    return candidate, "matched"


def _nearest(slots: Sequence[Slot], at: int, modifier: Phrase) -> Phrase:
    """In "a message to X upon his election" the pronoun means the person right before."""
    if (
        modifier.reference in {"he", "she"}
        and at >= 2
        and slots[at - 1].kind == "prep"
        and slots[at - 2].kind == "actor"
    ):
        person = slots[at - 2].phrases[-1]
        if person.person is not None and slots[at - 1].head in {"upon", "on", "for", "after", "following"}:
            return person
    return modifier


def _unique(fillers: Sequence[Filler]) -> list[Filler]:
    """One filler for each actor; the first role that found it keeps it."""
    seen: set[tuple[int, int, int]] = set()
    kept: list[Filler] = []
    for filler in fillers:
        key = (filler.slot, filler.phrase.start, filler.phrase.end) if filler.phrase else (filler.slot, -1, -1)
        if key not in seen:
            seen.add(key)
            kept.append(filler)
    return kept
