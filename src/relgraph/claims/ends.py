"""What every claim must have: two ends that differ, and a quote that shows them."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.claims.candidates import Candidate
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology import EventType, RoleSpec
from relgraph.ontology.names import Names
from relgraph.records import Role
from relgraph.text import Repaired

__all__ = ["MANY", "apart", "find_quote", "has_ends"]

_LONGEST_QUOTE = 420
MANY = frozenset(["InternationalOrganization", "Forum", "OrganBody", "MissionGroup", "Organization", "Association"])
_OPTIONAL = RoleSpec(label="none")


def has_ends(event_type: EventType, roles: Sequence[Role], names: Names) -> bool:
    """Refuse an act between two that turned out to be one with itself, or nobody's."""
    ends = [
        r
        for r in roles
        if r.name in event_type.roles and event_type.roles[r.name].side != "none" and r.actor.type != "Treaty"
    ]
    if not ends:
        return any(r.name in {"holder", "treaty", "mission"} for r in roles)
    sides: dict[str, set[str]] = {}
    for role in ends:
        sides.setdefault(role.name, set()).update(role.actor.principals)
    if event_type.symmetric:
        if len(set().union(*sides.values())) > 1:
            return True
        if any(r.actor.type == "Treaty" and r.how != "unnamed" for r in roles):
            return True  # one who signs a known treaty; a memorandum signed by one alone is no treaty
        # A summit of ASEAN has one name for its many participants; a meeting or a relation needs two.
        return all(r.actor.type in MANY for r in ends) and not event_type.roles.get("recipient", _OPTIONAL).required
    # A party that visits its own country goes nowhere.
    home = {name: frozenset(_home(p, names) for p in side) for name, side in sides.items()}
    return len(sides) < 2 or len(set(home.values())) > 1


def apart(roles: Sequence[Role]) -> set[str]:
    """The principals of roles, organs and companies left out, which may only stand in a list of somebody's offices."""
    return {p for r in roles if r.actor.type not in {"OrganBody", "Organization"} for p in r.actor.principals}


def _home(principal: str, names: Names) -> str:
    """The state of a political party, anything else as it is."""
    actor = names.actor(principal)
    party = actor is not None and actor.type == "PoliticalParty" and bool(actor.on_behalf_of)
    return actor.on_behalf_of[0] if actor is not None and party else principal


def find_quote(read: ReadSentence, candidate: Candidate, repaired: Repaired) -> tuple[int, int]:
    """The sentence, or of a very long one the part with the act and its actors, as offsets in the raw text."""
    sentence = read.sentence
    if sentence.end - sentence.start <= _LONGEST_QUOTE:
        return repaired.raw_span(sentence.start, sentence.end)
    slots = read.slots
    last = candidate.last
    while (
        last + 1 < len(slots)
        and slots[last + 1].kind in {"date", "place", "prep", "noun", "actor"}
        and slots[last + 1].start - slots[candidate.first].start < 60
    ):
        last += 1
    return repaired.raw_span(*read.span(slots[candidate.first].start, slots[last].end))
