"""Phases: which states of affairs and acts make a change, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["ACTS", "BREAKS", "PHASES", "SHORTCUTS", "PhaseKind", "Shortcut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseKind:
    """How the changes of one class of states of affairs are told."""

    name: str
    subject: tuple[str, ...]
    """The roles that say of whom and what; two with the same fillers are phases of one thing."""
    concept: str = ""
    """The property that tells the phases apart."""
    begins: Mapping[str, str] = field(default_factory=dict)
    """The word for the start, by concept; ``begun`` where there is none."""
    ends: Mapping[str, str] = field(default_factory=dict)
    """The word for an end that no other phase follows, by concept; ``ended`` where there is none."""


_CAPACITIES = ("fullMember", "participantCapacity", "observer", "dialoguePartner", "")

PHASES: Mapping[str, PhaseKind] = {
    # A posting is a tenure too: the finer class comes first.
    "Posting": PhaseKind(name="posting", subject=("holder", "post", "accreditedTo")),
    "Tenure": PhaseKind(name="office", subject=("holder", "post")),
    "Membership": PhaseKind(
        name="membership",
        subject=("member", "organization"),
        concept="capacity",
        begins=dict.fromkeys(_CAPACITIES, "joined"),
        ends=dict.fromkeys(_CAPACITIES, "left"),
    ),
    "TreatyParticipation": PhaseKind(
        name="treaty",
        subject=("party", "treaty"),
        concept="participationStatus",
        begins={"partyStatus": "became party", "signatoryOnly": "signed", "formerParty": "withdrew"},
        ends={"partyStatus": "ceased to be party"},
    ),
    "RelationPhase": PhaseKind(
        name="relations",
        subject=("relationship", "party"),
        concept="relationStatus",
        begins={"established": "established", "suspended": "suspended", "severed": "severed"},
    ),
    "Representation": PhaseKind(name="representation", subject=("sendingParty", "receivingParty"), concept="level"),
    "MissionPhase": PhaseKind(
        name="mission",
        subject=("mission",),
        concept="missionStatus",
        begins={"missionOpen": "opened", "missionSuspended": "suspended", "missionClosed": "closed"},
        ends={"missionOpen": "closed"},
    ),
}
"""The classes of states of affairs whose starts and ends are changes."""

BREAKS = ("formerParty", "severed", "suspended")
"""Concepts of phases with which a shortcut is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """What a shortcut follows from, after the rules of the ontology, and the words for having it and having it not."""

    state: str
    begun_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    begun: str = "begun"
    ended: str = "ended"


_CONSENT = ("Ratification", "Accession", "Acceptance", "Approval", "FormalConfirmation", "TreatySuccession")

SHORTCUTS: Mapping[str, Shortcut] = {
    "ambassadorTo": Shortcut(state="Posting"),
    "hasRelationsWith": Shortcut(
        state="RelationPhase",
        begun_by=("EstablishmentOfRelations", "ResumptionOfRelations"),
        ended_by=("SeveranceOfRelations", "SuspensionOfRelations"),
        begun="established",
    ),
    "memberOf": Shortcut(
        state="Membership", begun_by=("Joining",), ended_by=("Leaving",), begun="joined", ended="left"
    ),
    "partyTo": Shortcut(
        state="TreatyParticipation",
        begun_by=_CONSENT,
        ended_by=("Withdrawal", "Termination"),
        begun="became party",
        ended="ceased to be party",
    ),
    "signatoryTo": Shortcut(state="TreatyParticipation", begun_by=("Signature",), begun="signed"),
}

ACTS: Mapping[str, str] = {
    "EstablishmentOfRelations": "established",
    "ResumptionOfRelations": "resumed",
    "SuspensionOfRelations": "suspended",
    "SeveranceOfRelations": "severed",
    "Withdrawal": "withdrew",
    "MissionOpening": "opened",
    "MissionClosing": "closed",
}
"""The words for acts that have one of their own."""
