"""Match the frames of the event types against a reduced sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from relgraph.claims.candidates import Candidate, Trial, choose
from relgraph.claims.clauses import Clause, find_clauses, stands_alone
from relgraph.claims.complements import Complement, noun_complements
from relgraph.claims.factuality import clause_factuality, noun_factuality
from relgraph.claims.fillers import Filler, gather_fillers, has_head, nearest_person
from relgraph.claims.things import find_thing, is_thing
from relgraph.mentions.parts import Phrase, Slot
from relgraph.ontology import EventType, Frame, Ontology

__all__ = ["Rules"]


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
        lexemes: set[str] = {"follow suit"}
        types = sorted(ontology.event_types.values(), key=lambda t: (-len(ontology.ancestors(t.id)), t.id))
        for event_type in types:
            rules.coarser[event_type.id] = frozenset(ontology.ancestors(event_type.id)) & set(ontology.event_types)
            for frame in event_type.frames:
                for verb in frame.verbs:
                    rules.verbs.setdefault(verb, []).append((event_type, frame))
                    lexemes.add(verb)
                lexemes.update(frame.then)
                lexemes.update(frame.support)
                for noun in frame.nouns:
                    words = tuple(noun.split())
                    rules.nouns.setdefault(words[-1], []).append((event_type, frame, words[:-1]))
        rules.lexemes = tuple(sorted(lexemes))
        return rules

    def is_any(self, type_id: str, names: frozenset[str]) -> bool:
        """Whether an event type is one of some types or stands below one of them."""
        return type_id in names or bool(names & self.coarser.get(type_id, frozenset()))

    def match(
        self,
        slots: Sequence[Slot],
        trials: list[Trial] | None = None,
        *,
        clauses: Sequence[Clause] | None = None,
        truncated: bool = False,
    ) -> list[Candidate]:
        """All frames that fit the sentence, in the order of the text; of one head only the best of each type.

        Args:
            slots: the reduced sentence.
            trials: filled with every attempt and its outcome when given.
            clauses: the clauses of the sentence, if they are known already.
            truncated: the sentence breaks off, so that roles to its right may be missing.
        """
        clauses = find_clauses(slots) if clauses is None else clauses
        by_verb = {c.verb: c for c in clauses}
        found: list[Candidate] = []
        for clause in clauses:
            for event_type, frame in self.verbs.get(slots[clause.verb].head, ()):
                candidate, reason = _match_verb(slots, clause, event_type, frame, by_verb, truncated=truncated)
                if trials is not None:
                    trials.append(Trial(event_type.id, frame.name, clause.verb, candidate, reason))
                if candidate is not None:
                    found.append(candidate)
        for at, slot in enumerate(slots):
            if slot.kind != "noun":
                continue
            fitting: list[tuple[int, Candidate]] = []
            for event_type, frame, lead in self.nouns.get(slot.head, ()):
                if lead and slot.adjectives[-len(lead) :] != lead:
                    continue
                candidate, reason = _match_noun(slots, at, event_type, frame, clauses, by_verb, truncated=truncated)
                if trials is not None:
                    trials.append(Trial(event_type.id, frame.name, at, candidate, reason))
                if candidate is not None:
                    fitting.append((len(lead), candidate))
            # A friendship meeting is a gathering, and no meeting too.
            longest = max((words for words, _ in fitting), default=0)
            fullest = {candidate.type.id for words, candidate in fitting if words == longest}
            found += [c for _, c in fitting if fullest & {c.type.id, *self.coarser[c.type.id]}]
        return choose(slots, found, self.coarser)


def _satisfied(event_type: EventType, frame: Frame, fillers: Sequence[Filler], *, truncated: bool) -> str:
    """Empty when the roles that must be filled are; otherwise which is missing."""
    required = frame.require or tuple(name for name, role in event_type.roles.items() if role.required)
    # What the envoy's accreditation or the dateline may still supply is no reason to refuse here.
    # "The two leaders met", "Biden and Erdogan will meet": whoever is meant, they are more than one.
    several = event_type.symmetric and (
        len({f.phrase.actor.id for f in fillers if f.phrase is not None and f.phrase.head != "organisation"}) > 1
        or any(
            f.phrase is not None and (f.phrase.plural or f.phrase.reference in {"two_sides", "they"}) for f in fillers
        )
    )
    missing = [
        name for name in required
        if not any(f.role == name for f in fillers)
        and not (several and event_type.roles[name].side != "none" and "treaty" not in event_type.roles[name].accepts)
        and not (name in frame.topic and fillers)
        and not ({"accredited", "dateline", "pair", "sender", "counterpart", "body", "announcer"} & set(event_type.roles[name].accepts) and (fillers or event_type.symmetric) and not frame.require)
    ]  # fmt: skip
    if not missing:
        return ""
    if truncated and len(missing) < len(required) and all(_only_behind(frame, name) for name in missing):
        return ""
    return f"no {' and no '.join(missing)} found"


def _bodiless(event_type: EventType, fillers: Sequence[Filler]) -> str:
    """Which role that the acts before may fill is open, where the verb has a partner that does not fill it."""
    filled = {f.role for f in fillers}
    return next(
        (f"no {n} found" for n, spec in event_type.roles.items() if "body" in spec.accepts and n not in filled), ""
    )


def _only_behind(frame: Frame, role: str) -> bool:
    """Whether only a complement to the right can fill a role, so that the text may have broken off before it."""
    slots = {key for key, roles in frame.slots.items() if role in roles} - {"object"}
    return bool(slots) and slots <= {
        "to",
        "from",
        "with",
        "of",
        "before",
        "on",
        "against",
        "in",
        "for",
        "over",
        "about",
    }


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
    follower = _follower(slots, clause, frame.then, by_verb) if frame.then else None
    if frame.then and follower is None:
        return None, f"no infinitive of: {', '.join(frame.then)}"
    if clause.link == "reduced" and frame.objects:
        direct = _antecedents(slots, direct)
    nouns = [i for i in direct if slots[i].kind in {"noun", "treaty", "actor", "occasion"}]
    if frame.objects:
        # "was declared persona non grata": what somebody is declared stays behind the verb in the passive.
        predicates = clause.objects if clause.passive else []
        behind = [thing for i in predicates if (thing := find_thing(slots, i, frame.objects)) is not None]
        # "X was appointed ambassador" names the office by what stands behind, whatever X is called.
        asked = [i for i in nouns if not behind or all(p.person is None for p in slots[i].phrases)]
        before = [thing for i in asked if (thing := find_thing(slots, i, frame.objects)) is not None]
        nouns = list(dict.fromkeys([*before, *behind]))
        if not nouns:
            return None, f"the object is none of: {', '.join(frame.objects)}"
    if frame.not_objects and any(_ruled_out(slots, i, frame.not_objects) for i in nouns):
        return None, "the object is one that the rule rules out"
    complements = list(clause.complements)
    if frame.complements and all(find_thing(slots, c.slot, frame.complements) is None for c in complements):
        return None, f"no complement of: {', '.join(frame.complements)}"
    for i in nouns if clause.passive else ():
        # "an agreement between A and B was signed": what belongs to the object stands before the verb.
        complements = noun_complements(slots, i) + complements
    if follower is not None:
        # "were ordered to leave Laos": from where somebody must go stands with the infinitive.
        complements += [Complement("from", i) for i in follower.objects] + follower.complements
    agents = [c.slot for c in complements if c.preposition == "by"] if clause.passive else clause.subjects
    places = {"subject": agents, "object": [i for i in direct if not (frame.objects and i in nouns)]}
    if "that" in frame.slots:
        places["that"] = [
            s for c in by_verb.values() if c.governor == clause.verb and c.link == "that" for s in c.subjects
        ]
    if frame.person and slots[clause.verb].head == "be" and clause.objects:
        return None, "something is said of the subject, and not where it is"
    if "that" in frame.slots:
        places["that"] = [i for i in places["that"] if not any(p.reference is not None for p in slots[i].phrases)]
    colon = {clause.verb + 1, len(slots) - 1 if clause.end >= len(slots) - 1 else -1}
    if frame.opens and not any(0 <= i < len(slots) and slots[i].head == ":" for i in colon):
        return None, "no colon follows"
    if "purpose" in frame.slots:
        places["purpose"] = _purpose(slots, clause, by_verb)
    if frame.beside and not any(
        has_head(slots[c.slot], frame.beside)
        for c in complements
        if c.preposition in {"in", "through", "via", "at", "by", "for"}
    ):
        return None, f"none of these stands beside the verb: {', '.join(frame.beside)}"
    modifiers = [(i, m) for i in nouns for m in slots[i].modifiers]
    fillers = gather_fillers(slots, event_type, frame, places, complements, modifiers, nouns if frame.objects else ())
    if frame.person and not any(f.role == "actor" and f.phrase is not None and _is_person(f.phrase) for f in fillers):
        return None, "no person and no delegation"
    missing = _satisfied(event_type, frame, fillers, truncated=truncated)
    pronoun = any(p.reference == "it" for i in direct for p in slots[i].phrases)
    if not missing and not (frame.objects or pronoun or stands_alone(slots, clause)):
        missing = _bodiless(event_type, fillers)
    if missing:
        return None, missing
    factuality = frame.factuality or clause_factuality(slots, clause, by_verb)
    used = [f.slot for f in fillers] + [clause.verb, *nouns]
    candidate = Candidate(event_type, frame, clause.verb, clause, fillers, factuality, min(used), max(used))
    candidate.nouns = tuple(nouns) if frame.objects else tuple(f.slot for f in fillers if f.noun)
    candidate.follower = follower.verb if follower is not None else None
    if nouns and slots[nouns[0]].kind == "noun":
        candidate.description = str(nouns[0])
    return candidate, "matched"


def _is_person(phrase: Phrase) -> bool:
    if phrase.head == "office":
        return not phrase.plural
    return phrase.head in {"person", "delegation"} or phrase.reference in {"he", "she", "delegation"}


def _ruled_out(slots: Sequence[Slot], at: int, not_objects: Sequence[str]) -> bool:
    """Whether a noun is one of some words, or an actor of one of some kinds: to expel a state is no expulsion."""
    if slots[at].kind == "actor":
        return any(phrase.head in not_objects for phrase in slots[at].phrases)
    return slots[at].kind == "noun" and is_thing(slots, at, not_objects)


def _purpose(slots: Sequence[Slot], clause: Clause, by_verb: Mapping[int, Clause]) -> list[int]:
    """The places in the infinitives that hang on a verb of motion."""
    found: list[int] = []
    heads = {clause.verb}
    for verb in sorted(by_verb):
        inner = by_verb[verb]
        if inner.link == "infinitive" and inner.governor in heads:
            heads.add(verb)
            found += [
                c.slot
                for c in inner.complements
                if c.preposition in {"in", "at"} and slots[c.slot].kind in {"actor", "place"}
            ]
    return found


_DURING = frozenset(["in", "into", "during", "at", "after", "following", "before"])


def _follower(
    slots: Sequence[Slot], clause: Clause, lexemes: Sequence[str], by_verb: Mapping[int, Clause]
) -> Clause | None:
    """The infinitive of one of some verbs that hangs on a verb."""
    hanging = (c for c in by_verb.values() if c.governor == clause.verb and c.link == "infinitive")
    return next((c for c in hanging if slots[c.verb].head in lexemes), None)


def _antecedents(slots: Sequence[Slot], direct: Sequence[int]) -> list[int]:
    """The nouns that a participle behind "a message of sympathy" may belong to: either of the two."""
    found = list(direct)
    for at in direct:
        i = at
        while i >= 2 and slots[i - 1].head == "of" and slots[i - 2].kind == "noun":
            i -= 2
            found.append(i)
    return found


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
    things = tuple(c.slot for c in complements if c.preposition == "of" and is_thing(slots, c.slot, frame.objects))
    if frame.objects and not things:
        return None, f"what follows with 'of' is none of: {', '.join(frame.objects)}"
    agents: list[int] = []
    others: list[int] = []
    if supported and carrier is not None:
        agents = [c.slot for c in carrier.complements if c.preposition == "by"] if carrier.passive else carrier.subjects
    elif "subject" in frame.slots and not frame.support:
        # "raised the matter in a call with X": whoever raised it called
        during = (c for c in clauses if any(k.slot == at and k.preposition in _DURING for k in c.complements))
        outer = next((c for c in during if not c.passive), None)
        if outer is not None:
            agents = outer.subjects
            told = [c.slot for c in outer.complements if c.preposition == "to"]
            others = [i for i in (*outer.objects, *told) if slots[i].kind == "actor"]
    modifiers = [(at, nearest_person(slots, at, m)) for m in slots[at].modifiers]
    places = {"subject": [p for p in agents if p != at], "object": others}
    fillers = gather_fillers(slots, event_type, frame, places, complements, modifiers, ())
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
    candidate.nouns = things
    return candidate, "matched"
