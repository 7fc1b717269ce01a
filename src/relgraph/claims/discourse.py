"""Who "it", "they", "the delegation", "the two countries", "our country" are, from what was said before.

Each resolution names its antecedent and a confidence; where no antecedent fits, the role stays empty and the event is
refused rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from relgraph.claims.clauses import Clause
from relgraph.mentions.memory import Memory
from relgraph.mentions.parts import Phrase, Slot
from relgraph.records import Actor

__all__ = ["JOINING_OR_LEAVING", "Discourse", "Resolved", "bind_pronouns"]

JOINING_OR_LEAVING = frozenset(
    ["membership_joined", "membership_left", "treaty_accession", "treaty_ratification", "treaty_withdrawal"]
)
_UNFRIENDLY = frozenset(
    ["expulsion", "recall", "sanction", "relations_severed", "relations_downgraded", "embassy_closed", "condemnation"]
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor that fills a role, how it was found, and how sure that is."""

    actor: Actor
    how: str
    confidence: float
    phrase: Phrase | None = None


@dataclass(slots=True)
class Discourse:
    """The antecedents that the article offers so far."""

    memory: Memory
    subject: tuple[Resolved, ...] = ()
    """Actors of the last main subject."""
    person: tuple[Resolved, ...] = ()
    delegation: tuple[Resolved, ...] = ()
    envoy: tuple[Resolved, ...] = ()
    pair: tuple[Resolved, ...] = ()
    """The two principals of the last act between two."""
    title: tuple[Resolved, ...] = ()
    """The two states that the title names, of which the whole article treats."""
    recent: dict[str, Actor] = field(default_factory=dict)
    """Principals named, by id, the last one last."""
    mission: tuple[Resolved, ...] = ()
    """The embassy named last, for "the embassy"."""
    treaty: Actor | None = None
    """The treaty named last, for "the treaty"."""
    writer: tuple[Resolved, ...] = ()
    """Who writes the message that the article goes on to quote, and who reads it."""
    reader: tuple[Resolved, ...] = ()
    bodies: list[Actor] = field(default_factory=list)
    """The organisations and treaties that the acts so far joined or left, for "it joined in 1965"."""
    aimed: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    """Doers and targets of the unfriendly acts told so far."""
    about: tuple[str, ...] = ()
    """The states that the title names."""
    truncated: bool = False
    """The text breaks off, so that a named office holder may have lost the state behind the office."""

    def resolve(self, phrase: Phrase, local: Sequence[Resolved] = ()) -> tuple[Resolved, ...]:
        """The actors that a phrase stands for; empty when that cannot be said.

        Args:
            phrase: the phrase, a name or a reference.
            local: the actors of the subject of the same sentence, for "its" and "it".
        """
        if phrase.reference is None:
            return self._named(phrase)
        match phrase.reference:
            case "we" | "country":
                # In an agency's report "we" is whoever it quotes.
                ours = self.memory.home if self.memory.official else None
                return (Resolved(ours, phrase.word or "we", 0.9),) if ours is not None else ()
            case "it":
                found = local or self.subject
                fitting = tuple(
                    r for r in found if r.actor.type != "Person" and not (r.phrase and r.phrase.head == "person")
                )
                return _as(fitting[:1] or self.delegation[:1] if fitting or len(found) <= 1 else (), "it", 0.75)
            case "they":
                found = (
                    local
                    if len(local) > 1
                    else self.subject
                    if len(self.subject) > 1
                    else self.delegation or self.subject
                )
                return _as(found, "they", 0.65)
            case "i":
                if not self.writer or (phrase.word or "").startswith("our "):  # "my country"
                    behind = (
                        self.writer[0].actor.principals[0]
                        if self.writer
                        else self.memory.home.id
                        if self.memory.home
                        else ""
                    )
                    state = self.memory.names.actor(behind)
                    return (Resolved(state, "I", 0.7),) if state is not None else ()
                return _as(self.writer[:1], "I", 0.7)
            case "you":
                return _as(self.reader[:1], "you", 0.7)
            case "he" | "she":
                persons = tuple(r for r in local if r.actor.type in {"Person", "Post", "HeadOfMissionPost"})
                return _as(persons[:1] or self.person[:1], phrase.reference, 0.75)
            case "the_state":
                return self.spoken_of(phrase, local)
            case "last_organisation" | "last_state":
                return self._last(phrase, "org/" if phrase.reference == "last_organisation" else "state/")
            case "delegation":
                if self.delegation:
                    return _as(self.delegation, "the " + (phrase.word or "delegation"), 0.8)
                return _as(_foreign(self.subject, self.memory), "the " + (phrase.word or "delegation"), 0.5)
            case "two_sides":
                return (
                    _as(self.pair, "the two " + (phrase.word or "sides"), 0.75)
                    if len(self.pair) == 2
                    else self._last_two(phrase)
                )
            case "mission":
                return _as(self.mission, f"the {phrase.word}", 0.75)
            case "holder":
                return self._holder(phrase)
        return ()

    def _named(self, phrase: Phrase) -> tuple[Resolved, ...]:
        actor = phrase.actor
        if not actor.id:
            return ()
        if actor.type == "Person" and not actor.on_behalf_of:
            known = self.memory.person(actor.label)
            if known is not None:
                actor = known.actor
            elif not (self.truncated and phrase.offices):
                return ()
        return (Resolved(actor, phrase.how, phrase.confidence, phrase),)

    def spoken_of(
        self, phrase: Phrase, local: Sequence[Resolved], *, other_than: frozenset[str] = frozenset()
    ) -> tuple[Resolved, ...]:
        """The state meant by "the country" and "the government": behind the subject, else the one of the title.

        Args:
            phrase: the reference.
            local: the actors of the subject of the same sentence.
            other_than: principals who act on it and so are not meant.
        """
        title = self.about if len(self.about) == 1 else ()
        last = [(a.id,) for a in reversed(self.recent.values())] if other_than else []
        for principals in (
            *(r.actor.principals for r in local),
            title,
            *last,
            *(r.actor.principals for r in self.subject),
        ):
            states = [a for a in map(self.memory.names.actor, principals) if a is not None and a.type == "State"]
            if len(states) == 1 and states[0].id not in other_than:
                return (Resolved(states[0], f"the {phrase.word}", 0.6),)
        return ()

    def _last(self, phrase: Phrase, kind: str) -> tuple[Resolved, ...]:
        """The organisation or state named last, as in "the organisation's secretary-general"."""
        found = next((a for a in reversed(self.recent.values()) if a.id.startswith(kind)), None)
        if found is None:
            return ()
        actor = found
        if phrase.offices:
            office = phrase.offices[0]
            key = f"post/{found.id.split('/')[-1]}-{office.key}"
            actor = Actor(id=key, type="Post", label=f"{office.label} of {found.label}", on_behalf_of=found.principals)
        return (Resolved(actor, f"the {phrase.word}", 0.6),)

    def _last_two(self, phrase: Phrase) -> tuple[Resolved, ...]:
        last: list[Actor] = []
        for actor in reversed(self.recent.values()):
            if actor.type == "State" and all(a.id != actor.id for a in last):
                last.append(actor)
            if len(last) == 2:
                break
        if len(last) < 2:
            return ()
        return tuple(Resolved(a, "the two " + (phrase.word or "sides"), 0.55) for a in reversed(last))

    def _holder(self, phrase: Phrase) -> tuple[Resolved, ...]:
        word = phrase.word.lower().split()[-1] if phrase.word else ""
        office = phrase.offices[0] if phrase.offices else None
        if office is not None and office.rank and self.envoy and not phrase.plural:
            return _as(self.envoy[:1], f"the {phrase.word}", 0.75)
        known = self.memory.holders.get(office.key if office else word) or self.memory.holders.get(word)
        if known is not None and known.actor.on_behalf_of and not phrase.plural:
            return (Resolved(known.actor, f"the {phrase.word}", 0.75, known),)
        return ()

    def note(self, slots: Iterable[Slot]) -> None:
        """Remember whom a sentence names, in the order of the text."""
        for slot in slots:
            if slot.kind == "treaty" and slot.names:
                self.treaty = slot.names[0].actor
            for phrase in (*slot.modifiers, *slot.phrases):
                for resolved in self.resolve(phrase) if phrase.reference is None else ():
                    self._remember(resolved, phrase)

    def _remember(self, resolved: Resolved, phrase: Phrase) -> None:
        for principal in resolved.actor.principals:
            actor = self.memory.names.actor(principal) or (resolved.actor if resolved.actor.id == principal else None)
            if actor is not None and actor.type != "Place":
                self.recent.pop(actor.id, None)
                self.recent[actor.id] = actor
        if phrase.head == "mission":
            self.mission = (resolved,)
        if phrase.head == "delegation":
            self.delegation = (resolved,)
        if phrase.person is not None:
            self.person = (resolved,)
            if any(o.rank for o in phrase.offices):
                self.envoy = (resolved,)
        elif any(o.rank for o in phrase.offices):
            self.envoy = (resolved,)

    def set_subject(self, subject: Sequence[Resolved]) -> None:
        """Make the actors of a main clause the antecedent of later pronouns."""
        if subject:
            self.subject = tuple(subject)
            persons = tuple(r for r in subject if r.actor.type == "Person")
            if len(persons) == 1:
                self.person = persons  # who a sentence is about, rather than whom it names last

    @property
    def parties(self) -> tuple[Resolved, ...]:
        """The two of whom the text speaks where it names nobody: those of the title, else those of the last act."""
        return self.title or self.pair

    def note_act(self, code: str, doers: Iterable[Actor], targets: Iterable[Actor]) -> None:
        """Remember what an act joined or left, and at whom an unfriendly one was aimed."""
        goals = list(targets)
        if code in JOINING_OR_LEAVING:
            self.bodies += [a for a in goals if a.type not in {"State", "Person", "Place"}]
        if code in _UNFRIENDLY and goals:
            sides = [frozenset(p for a in side for p in a.principals) for side in (doers, goals)]
            self.aimed.append((sides[0], sides[1]))

    @property
    def body(self) -> Actor | None:
        """What the acts so far joined or left most often, of equals the one named first."""
        return max(self.bodies, key=lambda a: sum(b.id == a.id for b in self.bodies), default=None)

    def counterpart(self, doers: frozenset[str]) -> Actor | None:
        """At whom an unfriendly act is aimed that names nobody: the one with whom those before were most about.

        Args:
            doers: the principals behind whoever acts.
        """
        counts: dict[str, int] = {}
        for actors, targets in self.aimed:
            if len(targets) == 1:
                for party in (*targets, *(actors if len(actors) == 1 else ())):
                    counts[party] = counts.get(party, 0) + 1
        left = [p for p in (counts or dict.fromkeys(self.about, 1)) if p not in doers]
        if not counts and len(left) != 1:
            return None
        best = max(left, key=lambda p: counts.get(p, 0), default=None)  # of equals the one named first
        return self.memory.names.actor(best) if best is not None else None

    def set_title(self, principals: Sequence[Actor]) -> None:
        """Make the two states of a title the ones of whom the article treats."""
        self.set_pair(principals)
        self.title = self.pair

    def set_pair(self, principals: Sequence[Actor]) -> None:
        """Make two principals that act on each other the antecedent of "the two countries"."""
        if len(principals) == 2:
            self.pair = tuple(Resolved(a, "pair", 0.8) for a in principals)


def bind_pronouns(slots: Sequence[Slot], clauses: Sequence[Clause]) -> None:
    """Bind "he" to the one person whom the sentence named before it, where its main subject is no person.

    "A salute greeted Putin before he went into talks": he is not whoever the sentence before was about.
    """
    main = next((c for c in clauses if c.subjects), None)
    if main is None or any(slots[i].kind == "actor" for i in main.subjects):
        return
    named: list[Phrase] = []
    for slot in slots:
        for phrase in slot.phrases:
            if phrase.reference in {"he", "she"} and len({p.actor.id for p in named}) == 1:
                bound = replace(
                    named[0], start=phrase.start, end=phrase.end, how=phrase.reference, confidence=0.7, offices=()
                )
                slot.phrases = tuple(bound if p is phrase else p for p in slot.phrases)
            elif phrase.person is not None and phrase.reference is None:
                named.append(phrase)


def _as(found: Sequence[Resolved], how: str, confidence: float) -> tuple[Resolved, ...]:
    return tuple(Resolved(r.actor, how, round(min(confidence, r.confidence), 2), r.phrase) for r in found)


def _foreign(found: Sequence[Resolved], memory: Memory) -> tuple[Resolved, ...]:
    home = memory.home.id if memory.home else ""
    return tuple(r for r in found if home not in r.actor.principals and r.actor.id != home)
