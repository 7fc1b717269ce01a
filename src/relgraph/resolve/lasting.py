"""Lasting states of affairs: memberships, standings under treaties, relations, representation, missions, capitals.

What events begin and end and what sources describe is one state of affairs where it can be one; where the two cannot
both be true, the difference becomes a conflict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from relgraph.ontology import Ontology
from relgraph.records import Conflict, Role, Situation, Status, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.changes import Accepted, Change, Subject, find_changes
from relgraph.resolve.conflicts import make_conflict
from relgraph.resolve.items import Item, count_sources
from relgraph.resolve.merging import status_of
from relgraph.resolve.phases import Phase, agree, attestation, find_phases
from relgraph.resolve.timing import is_bound
from relgraph.resolve.wording import date_words, event_key, make_unique

__all__ = ["LASTING", "lasting_states"]

_PROPERTIES = {
    "Membership": "capacity",
    "TreatyParticipation": "participationStatus",
    "RelationPhase": "relationStatus",
    "Representation": "level",
    "MissionPhase": "missionStatus",
}
"""For each state of affairs that has one, the property that says how it stands."""
_SUBJECTS = {
    "Membership": ("member", "organization"),
    "TreatyParticipation": ("party", "treaty"),
    "RelationPhase": ("party",),
    "Representation": ("sendingParty", "receivingParty"),
    "MissionPhase": ("mission", "sendingParty", "receivingParty"),
    "Statehood": ("party",),
    "Capital": ("party", "place"),
    "Observance": ("occasion", "party"),
}
"""The roles that say of whom or what a state of affairs is."""
LASTING = frozenset(_SUBJECTS)
"""The states of affairs that are made here; postings, tenures and compositions are made elsewhere."""
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
    "levelNone": "none",
    "missionOpen": "open",
    "missionSuspended": "suspended",
    "missionClosed": "closed",
}
_EXCLUSIVE = frozenset(["MissionPhase", "RelationPhase"])
"""Of these only one can hold at a time, so that a description against it is contested."""


def lasting_states(
    events: Iterable[Accepted], told: Iterable[Item], identities: Identities, ontology: Ontology
) -> tuple[list[Situation], list[Conflict]]:
    """The states of affairs that accepted events change and that claims describe, and where the two disagree."""
    subjects: dict[object, Subject] = {}
    changes: dict[object, list[Change]] = defaultdict(list)
    claims: dict[object, list[Item]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.situation.id):
        for subject, change in find_changes(event, identities, ontology):
            subjects.setdefault(subject.key, subject)
            changes[subject.key].append(change)
    for item in told:
        subject = _subject_of(item, identities)
        subjects.setdefault(subject.key, subject)
        claims[subject.key].append(item)
    found = []
    for key in sorted(subjects, key=str):
        phases = find_phases(subjects[key].kind, changes[key], claims[key])
        found += [(subjects[key], phase, phases) for phase in phases]
    keys = make_unique(_id_keys(found))
    made: list[Situation] = []
    conflicts: list[Conflict] = []
    for key, (subject, phase, phases) in zip(keys, found, strict=True):
        situation = _make_state(f"soa/{key}", subject, phase, phases, identities=identities, ontology=ontology)
        made.append(situation)
        conflicts += _disagreements(situation, subject, phase, phases)
    return made, conflicts


def _subject_of(item: Item, identities: Identities) -> Subject:
    wanted = _SUBJECTS[item.type]
    roles = [r for r in item.roles if r.name in wanted]
    if item.type == "RelationPhase":
        ids = {p for r in roles for p in identities.principals(r.actor)}
        roles = [Role(name="party", actor=identities.by_id(i)) for i in sorted(ids)]
    return Subject(kind=item.type, roles=tuple(Role(name=r.name, actor=r.actor) for r in roles))


def _id_keys(found: Sequence[tuple[Subject, Phase, list[Phase]]]) -> list[tuple[str, list[str]]]:
    """A readable key for each phase: with how it stands, and with its beginning where one thing has several phases."""
    plain = [_plain_key(subject, phase) for subject, phase, _ in found]
    often = Counter(plain)
    keys = []
    for key, (_, phase, _) in zip(plain, found, strict=True):
        words = date_words(phase.when).replace(" ", "-") if often[key] > 1 else ""
        keys.append((f"{key}-{words}" if words else key, phase.claims))
    return keys


def _plain_key(subject: Subject, phase: Phase) -> str:
    key = event_key(subject.kind, [r.actor.id for r in subject.roles], None, ())
    named = subject.kind in ("MissionPhase", "RelationPhase", "TreatyParticipation") and phase.concept
    return f"{key}-{phase.concept}" if named else key


def _make_state(
    situation_id: str,
    subject: Subject,
    phase: Phase,
    phases: Sequence[Phase],
    *,
    identities: Identities,
    ontology: Ontology,
) -> Situation:
    when, attested = _within_life(phase, subject, identities)
    who = " – ".join(r.actor.label for r in subject.roles)
    how = f", {_WORDS.get(phase.concept, phase.concept)}" if phase.concept else ""
    words = date_words(when)
    items = phase.items
    concept = ((_PROPERTIES[subject.kind], phase.concept),) if phase.concept else ()
    return Situation(
        id=situation_id,
        type=subject.kind,
        label=f"{ontology.label(subject.kind)}: {who}{how}" + (f" ({words})" if words else ""),
        roles=subject.roles,
        when=when,
        status=_status_of(subject, phase, phases),
        supported_by=tuple(phase.claims),
        source_count=count_sources(items),
        attested_on=attested[-1:],
        concepts=concept,
        description=next((i.claim.description for i in phase.told if i.claim.description), None),
    )


def _within_life(phase: Phase, subject: Subject, identities: Identities) -> tuple[When, tuple[date, ...]]:
    """The dates of a phase and the days on which it is attested, none after a state that it is about had ceased to be.

    That relations with the Republic of Texas began in 1837 is told to this day; they ended with the republic at the
    latest.
    """
    when, days = phase.when, phase.attested
    ends = [end for r in subject.roles if (end := identities.ended(r.actor)) is not None]
    last = min(ends, default=None)
    if last is None or (when.start_earliest is not None and when.start_earliest > last):
        return when, days
    held = replace(
        when,
        start_latest=min(when.start_latest, last) if when.start_latest else None,
        end_earliest=min(when.end_earliest, last) if when.end_earliest else None,
        end_latest=min(when.end_latest, last) if when.end_latest else last,
    )
    return held, tuple(day for day in days if day <= last)


def _status_of(subject: Subject, phase: Phase, phases: Sequence[Phase]) -> Status:
    if phase.events:
        return "accepted"
    status = status_of(phase.told)
    if status == "accepted" and subject.kind in _EXCLUSIVE and any(_excludes(phase, p, subject) for p in phases):
        return "contested"
    return status


def _excludes(phase: Phase, other: Phase, subject: Subject) -> bool:
    """Whether another phase that rests on events says for certain, of some same day, that it stood otherwise."""
    if other is phase or not other.events or agree(subject.kind, phase.concept, other.concept):
        return False
    return _surely_overlap(phase, other)


def _surely_overlap(one: Phase, other: Phase) -> bool:
    a, b = one.when, other.when
    if None in (a.start_latest, a.end_earliest, b.start_latest, b.end_earliest):
        return False
    return max(a.start_latest, b.start_latest) < min(a.end_earliest, b.end_earliest)  # type: ignore[operator,type-var]


def _disagreements(situation: Situation, subject: Subject, phase: Phase, phases: Sequence[Phase]) -> Iterator[Conflict]:
    """Where what is told of a phase cannot be true beside its events, or beside another phase."""
    against = [i for i in phase.told if not _lies_within(i, phase)]
    if against:
        words = ", ".join(sorted({i.when.edtf or "" for i in against}))
        base = [i for e in phase.events for i in e.cluster.items] or [i for i in phase.told if i not in against]
        yield from make_conflict(situation, "date", [*against, *base], f"{words}; kept {date_words(situation.when)}")
    for other in phases:
        if other is phase or agree(subject.kind, phase.concept, other.concept) or not _surely_overlap(phase, other):
            continue
        if phase.told and (not other.told or phases.index(phase) < phases.index(other)):
            said = f"{_WORDS.get(phase.concept or '', phase.concept)} in one source, {_WORDS.get(other.concept or '', other.concept)} in another, for the same time"
            items = [*phase.told, *other.items]
            yield from make_conflict(
                situation, "type" if subject.kind == "Representation" else "factuality", items, said
            )
    if subject.kind == "RelationPhase":
        begun = [i for e in phase.begun_by if e.situation.type == "EstablishmentOfRelations" for i in e.cluster.items]
        again = [i for e in phase.begun_by if e.situation.type == "ResumptionOfRelations" for i in e.cluster.items]
        if begun and again:
            said = "relations established in one source, resumed in another: were there relations before?"
            yield from make_conflict(situation, "type", [*begun, *again], said)
    if subject.kind == "RelationPhase" and phase is phases[0] and phase.concept in ("severed", "suspended"):
        later = next((p for p in phases if p.concept == "established" and p.begun_by), None)
        first = later.begun_by[0].situation.type if later else ""
        if later is not None and first == "EstablishmentOfRelations" and _precedes(phase, later):
            items = [*phase.items, *later.begun_by[0].cluster.items]
            said = f"{phase.concept} {date_words(phase.when)}, but established only {date_words(later.when)}"
            yield from make_conflict(situation, "date", items, said, key="order")


def _precedes(one: Phase, other: Phase) -> bool:
    """Whether one has begun for certain before the other can have."""
    last, first = one.when.start_latest, other.when.start_earliest
    return last is not None and first is not None and last < first


def _lies_within(item: Item, phase: Phase) -> bool:
    """Whether the dates that a description states can be those of the phase."""
    if item.when.edtf is None or is_bound(item.when) or "/" not in item.when.edtf:
        return True
    said, kept = item.when, phase.when
    for one, other in (((said.start_earliest, said.start_latest), (kept.start_earliest, kept.start_latest)),
                       ((said.end_earliest if said.end_latest else None, said.end_latest), (kept.end_earliest if kept.end_latest else None, kept.end_latest))):  # fmt: skip
        if None not in (*one, *other) and (one[1] < other[0] or other[1] < one[0]):  # type: ignore[operator]
            return False
    day = attestation(item)
    return not (said.end_latest is None and kept.end_latest is not None and day is not None and day > kept.end_latest)
