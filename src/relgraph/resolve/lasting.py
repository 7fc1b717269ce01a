"""Lasting effects: memberships, standings under treaties, phases of relations that events start and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from relgraph.dates import attested_when, lasting_when
from relgraph.ontology import Ontology
from relgraph.records import Actor, Role, Situation, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.events import Cluster
from relgraph.resolve.states import rank_in
from relgraph.resolve.wording import date_words, event_key, make_unique

__all__ = ["Accepted", "lasting_states"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An accepted event with the claims behind it."""

    cluster: Cluster
    situation: Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What one event does to one state of affairs: it begins a phase with a concept, or (None) ends the phase."""

    event: Accepted
    concept: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phase:
    concept: str
    begun_by: tuple[Accepted, ...]
    ended_by: Accepted | None


_Subject = tuple[str, tuple[Role, ...]]
"""The type of a state of affairs and the roles that identify it."""
_Changes = Iterator[tuple[_Subject, _Change]]

_CONSENT = ("Accession", "Ratification", "Acceptance", "Approval", "FormalConfirmation", "TreatySuccession")
_RELATIONS = {
    "EstablishmentOfRelations": "established",
    "ResumptionOfRelations": "established",
    "SuspensionOfRelations": "suspended",
    "SeveranceOfRelations": "severed",
}
_LEVELS = {
    "ambassador": "levelAmbassador",
    "highCommissioner": "levelAmbassador",
    "nuncio": "levelAmbassador",
    "permanentRepresentative": "levelAmbassador",
    "minister": "levelMinister",
    "chargeEnTitre": "levelCharge",
}
_PROPERTIES = {
    "Membership": "capacity",
    "TreatyParticipation": "participationStatus",
    "RelationPhase": "relationStatus",
    "Representation": "level",
}
_WORDS = {
    "fullMember": "member",
    "participantCapacity": "participant",
    "dialoguePartner": "dialogue partner",
    "partyStatus": "party",
    "signatoryOnly": "signatory only",
    "formerParty": "former party",
    "levelAmbassador": "ambassador",
    "levelMinister": "minister",
    "levelCharge": "chargé d'affaires",
    "levelOther": "other level",
}


def lasting_states(events: Iterable[Accepted], identities: Identities, ontology: Ontology) -> list[Situation]:
    """The states of affairs that accepted events start, end and change."""
    changes: dict[tuple[str, frozenset[tuple[str, str]]], list[_Change]] = defaultdict(list)
    subjects: dict[tuple[str, frozenset[tuple[str, str]]], _Subject] = {}
    for event in sorted(events, key=lambda e: e.situation.id):
        if event.situation.series:
            continue
        for read in (_memberships, _participations, _relations, _representations):
            for subject, change in read(event, identities, ontology):
                key = (subject[0], frozenset((r.name, r.actor.id) for r in subject[1]))
                subjects.setdefault(key, subject)
                changes[key].append(change)
    found = [
        (subject, phase)
        for key, subject in sorted(subjects.items(), key=lambda pair: (pair[0][0], sorted(pair[0][1])))
        for phase in _phases(subject[0], changes[key])
    ]
    keys = make_unique([(_id_key(subject, phase), _claims(phase)) for subject, phase in found])
    return [
        _make_state(f"soa/{key}", subject, phase, ontology) for key, (subject, phase) in zip(keys, found, strict=True)
    ]


def _is(situation: Situation, names: Iterable[str], ontology: Ontology) -> str | None:
    above = {situation.type, *ontology.superclasses(situation.type)}
    return next((name for name in names if name in above), None)


def _quotes(event: Accepted) -> str:
    return " ".join(f"{i.claim.quote} {i.claim.description or ''}" for i in event.cluster.items)


def _sides(event: Accepted, identities: Identities, *wanted: str) -> list[Actor]:
    """The states and organisations behind the fillers of some roles, each once."""
    ids = {p for r in event.situation.roles if r.name in wanted for p in identities.principals(r.actor)}
    return [identities.by_id(i) for i in sorted(ids)]


def _memberships(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, ("Joining", "Leaving"), ontology)
    if kind is None:
        return
    members = _sides(event, identities, "member", "actor")
    for member, body in product(members, event.situation.fillers("organization")):
        if not ontology.is_a(body.type, "Organization") or member.id == body.id:
            continue
        roles = (Role(name="member", actor=member), Role(name="organization", actor=body))
        yield ("Membership", roles), _Change(event=event, concept=_capacity(event, body) if kind == "Joining" else None)


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
    for party, treaty in product(_sides(event, identities, "party", "actor"), event.situation.fillers("treaty")):
        if party.type in ("State", "InternationalOrganization"):
            roles = (Role(name="party", actor=party), Role(name="treaty", actor=treaty))
            yield ("TreatyParticipation", roles), _Change(event=event, concept=concept)


def _relations(event: Accepted, identities: Identities, ontology: Ontology) -> _Changes:
    kind = _is(event.situation, _RELATIONS, ontology)
    if kind is None:
        return
    one = _sides(event, identities, "actor", "party")
    other = _sides(event, identities, "recipient")
    if not other and len(one) == 2:
        one, other = one[:1], one[1:]
    for a, b in product(one, other):
        if a.id != b.id:
            pair = sorted((a, b), key=lambda actor: actor.id)
            yield (
                ("RelationPhase", tuple(Role(name="party", actor=x) for x in pair)),
                _Change(event=event, concept=_RELATIONS[kind]),
            )


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
    senders = _sides(event, identities, "sendingParty", "actor")
    receivers = _sides(event, identities, "receivingParty", "recipient")
    for sender, receiver in product(senders, receivers):
        if sender.id != receiver.id:
            roles = (Role(name="sendingParty", actor=sender), Role(name="receivingParty", actor=receiver))
            yield ("Representation", roles), _Change(event=event, concept=level)


def _level(event: Accepted, kind: str) -> str | None:
    """The level that an envoy or a new mission gives to the representation; None when it gives none."""
    if kind == "Dispatch":
        posts = [r.actor.label for r in event.situation.roles if r.name in ("holder", "post")]
        rank = dict(event.situation.concepts).get("rank") or rank_in(" ".join([*posts, _quotes(event)]))
        return _LEVELS.get(rank or "")
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


_END_ALIKE: Mapping[str, Callable[[str, str], bool]] = {
    # Who has consented stays a party when it signs a copy for the photographers.
    "TreatyParticipation": lambda now, new: now == "partyStatus" and new == "signatoryOnly",
}


def _phases(kind: str, changes: Iterable[_Change]) -> Iterator[_Phase]:
    """The phases between changes, in time; a change to what already holds adds to its evidence."""
    open_phase: tuple[str, list[Accepted]] | None = None
    for change in sorted(changes, key=_moment):
        if open_phase is not None:
            now, begun = open_phase
            if change.concept == now:
                begun.append(change.event)
                continue
            if change.concept is not None and kind in _END_ALIKE and _END_ALIKE[kind](now, change.concept):
                continue
            yield _Phase(concept=now, begun_by=tuple(begun), ended_by=change.event)
        open_phase = (change.concept, [change.event]) if change.concept is not None else None
    if open_phase is not None:
        yield _Phase(concept=open_phase[0], begun_by=tuple(open_phase[1]), ended_by=None)


def _moment(change: _Change) -> tuple[date, str]:
    return change.event.situation.when.sort_date or date.min, change.event.situation.id


def _claims(phase: _Phase) -> list[str]:
    events = [*phase.begun_by, *([phase.ended_by] if phase.ended_by else [])]
    return sorted({claim for event in events for claim in event.situation.supported_by})


def _id_key(subject: _Subject, phase: _Phase) -> str:
    kind, roles = subject
    key = event_key(kind, [r.actor.id for r in roles], None, ())
    return f"{key}-{phase.concept}" if kind in ("RelationPhase", "TreatyParticipation") else key


def _make_state(situation_id: str, subject: _Subject, phase: _Phase, ontology: Ontology) -> Situation:
    kind, roles = subject
    events = [*phase.begun_by, *([phase.ended_by] if phase.ended_by else [])]
    claims = set(_claims(phase))
    items = [i for event in events for i in event.cluster.items if i.claim.id in claims]
    days = sorted({i.published for i in items if i.published}) if phase.ended_by is None else []
    when = _lasted(phase, days)
    who = " – ".join(r.actor.label for r in roles)
    label = f"{ontology.label(kind)}: {who}, {_WORDS.get(phase.concept, phase.concept)}"
    words = date_words(when)
    return Situation(
        id=situation_id,
        type=kind,
        label=label + (f" ({words})" if words else ""),
        roles=roles,
        when=when,
        status="accepted",
        supported_by=tuple(sorted(claims)),
        source_count=len({i.claimant for i in items}),
        attested_on=tuple(days[-1:]),
        concepts=((_PROPERTIES[kind], phase.concept),),
    )


def _lasted(phase: _Phase, days: list[date]) -> When:
    start = phase.begun_by[0].situation.when
    end = phase.ended_by.situation.when if phase.ended_by else None
    if start.sort_date is None:
        return attested_when(days)
    return lasting_when(start, end=end, attested=days[-1] if days else None)
