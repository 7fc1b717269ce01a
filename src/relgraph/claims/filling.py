"""Fill the roles of a matched frame: from the words of the sentence, from what was said before, from who stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relgraph.claims.candidates import Candidate
from relgraph.claims.clauses import stands_alone
from relgraph.claims.context import Context
from relgraph.claims.discourse import Discourse, Resolved
from relgraph.claims.fillers import Filler
from relgraph.iris import digest, slug
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology.names import Names
from relgraph.records import Actor, Role

__all__ = ["RoleFiller", "find_occasion", "find_place", "resolve_slots"]

_OF_STATES = frozenset(["member", "sendingParty"])
"""Roles that only states and organisations can have."""


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """Fills the roles of the candidates of one sentence."""

    names: Names
    read: ReadSentence
    context: Context
    discourse: Discourse

    def named(
        self,
        candidate: Candidate,
        local: tuple[Resolved, ...],
    ) -> list[Role]:
        """The roles for which the sentence names fillers."""
        roles: list[Role] = []
        seen: set[tuple[str, str]] = set()
        for filler in candidate.fillers:
            for role in self._fill(filler, candidate, local):
                key = (role.name, role.actor.id)
                if key not in seen and not any(r.actor.id == role.actor.id and r.name != role.name for r in roles):
                    seen.add(key)
                    roles.append(role)
        return roles

    def supplied(self, candidate: Candidate, roles: Sequence[Role], outer: Sequence[Resolved]) -> Iterator[Role]:
        """Fill a role that the sentence leaves open from who was spoken of, an accreditation, or the place of writing.

        Args:
            candidate: the match.
            roles: the roles filled so far.
            outer: the actors of the subject of the main clause, where the act stands in another.
        """
        filled = {r.name for r in roles}
        for name in candidate.frame.topic if roles and _about_the_topic(candidate) else ():
            behind = {p for r in roles for p in r.actor.principals}
            spoken_of = next(
                (r for r in (*outer, *self.discourse.subject) if not behind & set(r.actor.principals)), None
            )
            if (
                name not in filled
                and spoken_of is not None
                and self._fits(candidate.type.roles[name].accepts, spoken_of.actor)
            ):
                yield Role(name=name, actor=spoken_of.actor, how="who was spoken of")
                filled.add(name)
        for filler in candidate.fillers:
            phrase = filler.phrase
            if phrase is not None and phrase.reference in {"it", "mission"} and filler.role == "mission":
                phrase = next((r.phrase for r in self.discourse.resolve(phrase)), None)
            if filler.role != "mission" or phrase is None or phrase.head != "mission":
                continue
            # A mission's name says whose it is and where.
            owner = self.names.actor(phrase.actor.on_behalf_of[0]) if phrase.actor.on_behalf_of else None
            if owner is not None and "actor" not in filled:
                yield Role(name="actor", actor=owner, how="mission")
                filled.add("actor")
            known = {p for r in roles if r.name == "actor" for p in r.actor.principals} | (
                {owner.id} if owner else set()
            )
            other_side = next((r.actor for r in self.discourse.parties if r.actor.id not in known), None)
            receiver = phrase.receiver or other_side
            if receiver is not None and "recipient" not in filled:
                yield Role(
                    name="recipient", actor=receiver, how="mission" if phrase.receiver else "the two in question"
                )
                filled.add("recipient")
        for name, spec in candidate.type.roles.items():
            if name in filled:
                continue
            if "sender" in spec.accepts:
                held = (f.phrase.offices for f in candidate.fillers if f.phrase is not None)
                owner = next((o.of for offices in held for o in offices if o.of is not None), None)
                if owner is not None:
                    yield Role(name=name, actor=owner, how="whose envoy")
                    continue
            if "announcer" in spec.accepts and _without_agent(candidate):
                known = {p for r in roles for p in r.actor.principals}
                speaker = next((r.actor for r in outer if known and not known & set(r.actor.principals)), None)
                if speaker is not None and speaker.type != "Place":
                    yield Role(name=name, actor=speaker, how="who announced it")
                    continue
            if "accredited" in spec.accepts:
                phrases = [f.phrase for f in candidate.fillers if f.phrase is not None and f.role != name]
                if candidate.frame.objects and (name == "actor" or candidate.frame.nouns):
                    # "Israel's ambassador to Turkey was asked to leave": the office says by whom.
                    phrases += [p for i in candidate.nouns for p in self.read.slots[i].phrases]
                if candidate.clause is not None:
                    # "presented his credentials as the first ambassador to the GDR"
                    titles = [c.slot for c in candidate.clause.complements if c.preposition == "as"]
                    phrases += [p for i in titles for p in self.read.slots[i].phrases]
                targets = [p.receiver or next((o.to for o in p.offices if o.to is not None), None) for p in phrases]
                target = next((t for t in targets if t is not None), None)
                if target is not None:
                    yield Role(name=name, actor=target, how="accreditation")
                    continue
            if (
                "pair" in spec.accepts
                and not any(r.name != "treaty" for r in roles)
                and not _names_somebody(self.read.slots, candidate)
                and len(self.discourse.parties) == 2
            ):
                yield from (Role(name=name, actor=r.actor, how="the two in question") for r in self.discourse.parties)
                return
            known = {p for r in roles if r.actor.type != "Treaty" for p in r.actor.principals}
            left = [r.actor for r in self.discourse.parties if r.actor.id not in known]
            other = "pair" in spec.accepts and len(known) == 1 and len(left) == 1
            together = bool(candidate.fillers) and all(
                f.phrase is not None and f.phrase.reference == "they" for f in candidate.fillers
            )
            if other and (spec.side == "target" or _without_agent(candidate) or together):
                # "talks were held with the secretary-general", "it cut ties": the other of the two in question.
                yield Role(name=name, actor=left[0], how="the two in question")
                continue
            owned = any(m.reference in {"it", "they"} for i in candidate.nouns for m in self.read.slots[i].modifiers)
            if (
                "counterpart" in spec.accepts
                and known
                and not (owned and candidate.type.id == "Sanction")
                and not _names_target(self.read.slots, candidate)
            ):
                aim = self.discourse.counterpart(frozenset(known))
                if aim is not None:
                    yield Role(name=name, actor=aim, how="at whom the acts before were aimed")
                    continue
            body = self._body(candidate) if "body" in spec.accepts else None
            if body is not None and self._fits(spec.accepts, body):
                yield Role(name=name, actor=body, how="what the act before joined or left")
                continue
            here = self.context.memory.here_state
            if (
                "dateline" in spec.accepts
                and here is not None
                and _happens_here(candidate)
                and roles
                and all(here.id not in r.actor.principals for r in roles)
                and not any(r.actor.type == "Organization" and self.names.actor(r.actor.id) is None for r in roles)
            ):
                yield Role(name=name, actor=here, how="dateline")

    def _body(self, candidate: Candidate) -> Actor | None:
        """The organisation or treaty that "it joined in 1965", "ratified it", "deposited its instrument" leave out."""
        slots = self.read.slots
        clause = candidate.clause
        if clause is None or candidate.head != clause.verb:
            return None
        if stands_alone(slots, clause):
            return self.discourse.body
        pronoun = [
            p.reference for i in (clause.subjects if clause.passive else clause.objects) for p in slots[i].phrases
        ]
        if candidate.frame.objects or pronoun == ["it"]:
            named = next(
                (s.names[0].actor for s in reversed(slots[: candidate.head]) if s.kind == "treaty" and s.names), None
            )
            return named or self.discourse.treaty
        return None

    def _fill(self, filler: Filler, candidate: Candidate, local: tuple[Resolved, ...]) -> Iterator[Role]:
        slot = self.read.slots[filler.slot]
        if filler.phrase is not None and self._may_be_cut(filler.phrase):
            return
        if filler.phrase is not None:
            start, end = self.context.repaired.raw_span(
                *self.read.span(filler.phrase.start, max(filler.phrase.end, filler.phrase.start + 1))
            )
            outside = local
            found = self.discourse.resolve(filler.phrase, outside)
            if filler.phrase.reference == "the_state" and candidate.type.roles[filler.role].side == "target":
                doers = frozenset(p for r in local for p in r.actor.principals)
                found = self.discourse.spoken_of(filler.phrase, (), other_than=doers)
            for resolved in found:
                actor = resolved.actor
                if actor.type == "Place":
                    accepts = candidate.type.roles[filler.role].accepts
                    behind = self.names.actor(actor.on_behalf_of[0]) if actor.on_behalf_of else None
                    if behind is None or ("place" not in accepts and "actor" not in accepts):
                        continue
                    if resolved.how != "capital":
                        yield Role(name="place", actor=actor, start=start, end=end, how=resolved.how)
                    actor = behind
                bound = filler.role == "party" and not candidate.type.symmetric
                if (bound or filler.role in _OF_STATES) and actor.type in {
                    "Person",
                    "Post",
                    "HeadOfMissionPost",
                    "GovernmentBody",
                }:
                    # A minister signs an accession and "his country" joins: the state is the member.
                    state = self.names.actor(actor.principals[0])
                    actor = state if state is not None else actor
                if not self._fits(candidate.type.roles[filler.role].accepts, actor):
                    continue
                yield Role(name=filler.role, actor=actor, start=start, end=end, how=resolved.how)
                leader = filler.phrase.leader or (resolved.phrase.leader if resolved.phrase else None)
                if (
                    leader is not None
                    and leader.actor.id
                    and filler.role in {"actor", "party"}
                    and not leader.reference
                ):
                    yield Role(name="headedBy", actor=leader.actor, how=leader.how)
                elif (
                    leader is not None
                    and leader.offices
                    and filler.role == "actor"
                    and leader.offices[0].of is not None
                ):
                    office = leader.offices[0]
                    code = office.of.id.split("/")[-1] if office.of else ""
                    behalf = office.of.principals if office.of else ()
                    post = Actor(
                        id=f"post/{code}-{office.key}",
                        type="Post",
                        label=f"{office.label} of {office.of.label if office.of else ''}",
                        on_behalf_of=behalf,
                    )
                    yield Role(name="headedBy", actor=post, how="office")
            return
        start, end = self.context.repaired.raw_span(*self.read.span(slot.start, slot.end))
        if filler.name is not None and filler.name.actor is not None:
            yield Role(name=filler.role, actor=filler.name.actor, start=start, end=end)
            return
        if filler.noun and "treaty" in candidate.type.roles[filler.role].accepts:
            treaty = self._treaty(filler.slot, start)
            if treaty is not None:
                yield Role(name=filler.role, actor=treaty, start=start, end=end, how="unnamed")

    def _may_be_cut(self, phrase: Phrase) -> bool:
        """Whether a person's name ends where the text breaks off, so that it may be half a name."""
        ends = phrase.end >= len(self.read.items) and self.context.article.truncated
        return ends and phrase.person is not None and not phrase.offices and self.names.actor(phrase.person.id) is None

    @staticmethod
    def _fits(accepts: Sequence[str], actor: Actor) -> bool:
        """Whether what a reference turned out to be can fill the role: "it was founded" is said of no state."""
        if set(accepts) & {"actor", "state", "place"}:
            return True
        kinds = {
            "Person": "person",
            "Post": "office",
            "HeadOfMissionPost": "office",
            "State": "state",
            "Treaty": "treaty",
        }
        missions = {"Embassy", "ConsularPost", "PermanentMission", "LiaisonOffice", "InterestsSection", "AgencyOffice"}
        kind = "mission" if actor.type in missions else kinds.get(actor.type, "organisation")
        return kind in accepts

    def _treaty(self, at: int, start: int) -> Actor | None:
        """An unnamed treaty: "the treaty" is the one named last, "a protocol on agriculture" a node of its own."""
        slot = self.read.slots[at]
        words = self.read.words(slot.start, slot.end)
        about = _about(self.read, at)
        if slot.determiner not in {"a", "an", ""} and not about and not slot.adjectives:
            return self.discourse.treaty
        label = words.split(" ", 1)[1] if slot.determiner and " " in words else words
        label = f"{label} {about}".strip()
        if " " not in label:
            label = f"unnamed {label.lower()}"
        key = slug(label) + "-" + digest(self.context.article.id, str(start))[:6]
        return Actor(id=f"treaty/{key}", type="Treaty", label=label)


def resolve_slots(
    slots: Sequence[Slot], at: Sequence[int], discourse: Discourse, outer: Sequence[Resolved]
) -> tuple[Resolved, ...]:
    """The actors of some slots, pronouns among them resolved through the clause outside."""
    return tuple(r for i in at for p in slots[i].phrases for r in discourse.resolve(p, outer))


def _about_the_topic(candidate: Candidate) -> bool:
    """Whether an act is told beside another one, so that its open end is the one of whom that other tells."""
    return candidate.clause is None or candidate.clause.link in {"reduced", "gerund"} or not candidate.frame.verbs


def _names_target(slots: Sequence[Slot], candidate: Candidate) -> bool:
    """Whether the clause of an act names another actor behind its verb, who is then the one it is aimed at."""
    clause = candidate.clause
    own = {f.slot for f in candidate.fillers}
    return clause is not None and any(
        slots[c.slot].kind == "actor" and c.slot not in own and c.preposition in {"with", "to", "on", "against", "from"}
        for c in clause.complements
    )


def _without_agent(candidate: Candidate) -> bool:
    """Whether a passive clause leaves out who acts."""
    clause = candidate.clause
    return clause is not None and clause.passive and not any(c.preposition == "by" for c in clause.complements)


def _names_somebody(slots: Sequence[Slot], candidate: Candidate) -> bool:
    """Whether the clause has a subject or a partner of its own, so that nobody needs to be carried over."""
    clause = candidate.clause
    if clause is None:
        return False
    partners = [c.slot for c in clause.complements if c.preposition in {"with", "between", "by"}]
    return any(
        slots[i].kind in {"actor", "place"} and slots[i].head != "mission" for i in [*clause.subjects, *partners]
    )


def _happens_here(candidate: Candidate) -> bool:
    """Whether an act has an object that stands where the article was written: "toured the museum", "laid a wreath"."""
    clause = candidate.clause
    return (
        clause is not None
        and bool(
            clause.objects
            or clause.passive
            or (candidate.head == clause.verb and all(verb.endswith(" home") for verb in candidate.frame.verbs))
        )
        and bool(candidate.frame.verbs)
        and not candidate.frame.require
    )


def _about(read: ReadSentence, at: int) -> str:
    """The subject of an unnamed treaty: "on cooperation in agriculture"."""
    slots = read.slots
    end = at + 1
    if end < len(slots) and slots[end].kind == "prep" and slots[end].head in {"on", "for", "of"}:
        stop = end
        while (
            stop < len(slots)
            and slots[stop].kind in {"prep", "noun", "conj"}
            and slots[stop].head not in {"between", "with", "by"}
        ):
            stop += 1
        while stop > end and slots[stop - 1].kind in {"prep", "conj"}:
            stop -= 1
        return read.words(slots[end].start, slots[stop - 1].end) if stop > end else ""
    return ""


def find_place(slots: Sequence[Slot], candidate: Candidate) -> Role | None:
    """Where it happened: "in Pyongyang", "here", in the clause of the act."""
    clause = candidate.clause
    low, high = (clause.start, clause.end) if clause is not None else (candidate.first, candidate.last + 1)
    for i in range(low, min(high, len(slots))):
        slot = slots[i]
        if (
            slot.kind == "place"
            and slot.phrases
            and (slot.head == "here" or (i > 0 and slots[i - 1].kind == "prep" and slots[i - 1].head in {"in", "at"}))
        ):
            return Role(name="place", actor=slot.phrases[0].actor, how=slot.phrases[0].how)
    return None


def find_occasion(slots: Sequence[Slot], candidate: Candidate) -> Role | None:
    """What it was held or sent for: a holiday or anniversary named in the clause of the act."""
    clause = candidate.clause
    low, high = (clause.start, clause.end) if clause is not None else (candidate.first, candidate.last + 1)
    for slot in slots[low : min(high, len(slots))]:
        if slot.kind == "occasion" and slot.names and slot.names[0].actor is not None:
            return Role(name="occasion", actor=slot.names[0].actor)
    return None
