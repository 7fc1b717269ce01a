"""Changes: which states of affairs an event begins and ends - memberships, relations, missions and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from relgraph.ontology import Ontology
from relgraph.ontology.things import MISSIONS, make_mission
from relgraph.records import Actor, Role, Situation
from relgraph.resolve.actors import Identities
from relgraph.resolve.events import Cluster
from relgraph.resolve.ranks import LEVELS, rank_in

__all__ = ["Accepted", "Change", "Subject", "find_changes", "sides_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An accepted event with the claims behind it."""

    cluster: Cluster
    situation: Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one event does to one state of affairs: it begins a phase with a concept, or (None) ends the phase."""

    event: Accepted
    concept: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A type of state of affairs and the roles that say of whom or what."""

    kind: str
    roles: tuple[Role, ...]

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What tells it from others, whatever the order of the roles."""
        return self.kind, tuple(sorted((r.name, r.actor.id) for r in self.roles))


_Changes = Iterator[tuple[Subject, Change]]

_CONSENT = ("Accession", "Ratification", "Acceptance", "Approval", "FormalConfirmation", "TreatySuccession")
_RELATIONS = {
    "EstablishmentOfRelations": "established",
    "ResumptionOfRelations": "established",
    "SuspensionOfRelations": "suspended",
    "SeveranceOfRelations": "severed",
}


def find_changes(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    """What an accepted event changes. A series changes nothing: its editions are not told one by one."""
    if event.situation.series:
        return
    for read in (_memberships, _participations, _relations, _representations, _missions):
        yield from read(event, identities, ontology)


def _is(situation: Situation, names: Iterable[str], ontology: Ontology) -> str | None:
    above = {situation.type, *ontology.superclasses(situation.type)}
    return next((name for name in names if name in above), None)


def _quotes(event: Accepted) -> str:
    return " ".join(f"{i.claim.quote} {i.claim.description or ''}" for i in event.cluster.items)


def sides_of(event: Accepted, identities: Identities, *wanted: str) -> list[Actor]:
    """The states and organisations behind the fillers of some roles, each once."""
    ids = {p for r in event.situation.roles if r.name in wanted for p in identities.principals(r.actor)}
    return [identities.by_id(i) for i in sorted(ids)]


def _memberships(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, ("Joining", "Leaving"), ontology)
    if kind is None:
        return
    members = sides_of(event, identities, "member", "actor")
    for member, body in product(members, event.situation.fillers("organization")):
        if not ontology.is_a(body.type, "Organization") or member.id == body.id:
            continue
        roles = (Role(name="member", actor=member), Role(name="organization", actor=body))
        yield (
            Subject(kind="Membership", roles=roles),
            Change(event=event, concept=_capacity(event, body) if kind == "Joining" else None),
        )


def _capacity(event: Accepted, body: Actor) -> str:
    said = _quotes(event).lower()
    if "observer" in said:
        return "observer"
    if "dialogue partner" in said:
        return "dialoguePartner"
    # A forum has no founding treaty, so that nobody is a member of it in law.
    return "participantCapacity" if body.type == "Forum" else "fullMember"


def _participations(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, (*_CONSENT, "Signature", "Withdrawal"), ontology)
    if kind is None:
        return
    concept = {"Signature": "signatoryOnly", "Withdrawal": "formerParty"}.get(kind, "partyStatus")
    for party, treaty in product(sides_of(event, identities, "party", "actor"), event.situation.fillers("treaty")):
        if party.type in ("State", "InternationalOrganization"):
            roles = (Role(name="party", actor=party), Role(name="treaty", actor=treaty))
            yield Subject(kind="TreatyParticipation", roles=roles), Change(event=event, concept=concept)


def _relations(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, _RELATIONS, ontology)
    if kind is None:
        return
    one = sides_of(event, identities, "actor", "party")
    other = sides_of(event, identities, "recipient")
    if not other and len(one) == 2:
        one, other = one[:1], one[1:]
    for a, b in product(one, other):
        if a.id != b.id:
            pair = sorted((a, b), key=lambda actor: actor.id)
            roles = tuple(Role(name="party", actor=x) for x in pair)
            yield Subject(kind="RelationPhase", roles=roles), Change(event=event, concept=_RELATIONS[kind])


def _representations(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, ("Dispatch", "MissionOpening", "MissionClosing"), ontology)
    if kind is None:
        return
    level = None
    if kind != "MissionClosing":
        level = _level(event, kind)
        if level is None:
            return
    elif _of_consulate(event):
        return
    senders = sides_of(event, identities, "sendingParty", "actor")
    receivers = sides_of(event, identities, "receivingParty", "recipient")
    for sender, receiver in product(senders, receivers):
        if sender.id != receiver.id:
            roles = (Role(name="sendingParty", actor=sender), Role(name="receivingParty", actor=receiver))
            yield Subject(kind="Representation", roles=roles), Change(event=event, concept=level)


def _level(event: Accepted, kind: str) -> str | None:
    """The level that an envoy or a new mission gives to the representation; None when it gives none."""
    if kind == "Dispatch":
        posts = [r.actor.label for r in event.situation.roles if r.name in ("holder", "post")]
        rank = dict(event.situation.concepts).get("rank") or rank_in(" ".join([*posts, _quotes(event)]))
        return LEVELS.get(rank or "")
    if _of_consulate(event):
        return None
    said = " ".join([_quotes(event), *(r.actor.type for r in event.situation.roles if r.name == "mission")]).lower()
    for word, level in (
        ("legation", "levelMinister"),
        ("interests section", "levelOther"),
        ("liaison office", "levelOther"),
        ("embassy", "levelAmbassador"),
        ("permanent mission", "levelAmbassador"),
    ):
        if word in said:
            return level
    return "levelOther"


def _of_consulate(event: Accepted) -> bool:
    types = {r.actor.type for r in event.situation.roles if r.name == "mission"}
    said = _quotes(event).lower()
    return types == {"ConsularPost"} or (not types and "consul" in said and "embassy" not in said)


def _missions(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, ("MissionOpening", "MissionClosing"), ontology)
    if kind is None:
        return
    senders = sides_of(event, identities, "actor")
    receivers = sides_of(event, identities, "recipient")
    if len(senders) != 1 or len(receivers) != 1 or senders == receivers:
        return
    sent = (Role(name="sendingParty", actor=senders[0]), Role(name="receivingParty", actor=receivers[0]))
    concept = "missionOpen" if kind == "MissionOpening" else "missionClosed"
    if kind == "MissionClosing" and "suspen" in _quotes(event).lower():
        concept = "missionSuspended"
    for mission in event.situation.fillers("mission"):
        seated = _seated(mission, senders[0], receivers[0])
        if seated is not None:
            roles = (Role(name="mission", actor=identities.keep(seated)), *sent)
            yield Subject(kind="MissionPhase", roles=roles), Change(event=event, concept=concept)


def _seated(mission: Actor, sender: Actor, receiver: Actor) -> Actor | None:
    """The mission at its receiving party, whatever town of it the text names; None for a consulate without a town."""
    code, seat = sender.id.partition("/")[2], receiver.id.partition("/")[2]
    key = mission.id.partition("/")[2].removeprefix(f"{code}-")
    if mission.type == "ConsularPost":
        return mission if seat in key.split("-") else None
    word = next((word for word in MISSIONS if key == word or key.startswith(f"{word}-")), None)
    return make_mission(word, sender, receiver) if word else None
