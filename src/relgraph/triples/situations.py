"""Situations: what is accepted, what is not, and the short ways to the states behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

import pyoxigraph as ox

from relgraph.iris import thing_iri
from relgraph.ontology import Ontology
from relgraph.records import Actor, Conflict, Role, Situation, When
from relgraph.triples.entities import Directory, thing
from relgraph.triples.terms import LABEL, TYPE, Pair, concept, day, integer, rg, text, when_pairs

__all__ = [
    "MOST_PAIRS",
    "Sides",
    "conflict_pairs",
    "find_sides",
    "relationship_id",
    "situation_pairs",
    "starts_and_ends",
]

MOST_PAIRS = 12
"""A situation between more pairs than these is a conference: it is in no bilateral relationship at all."""

_SIDES = {
    "actor": "source",
    "party": "source",
    "sendingParty": "source",
    "member": "source",
    "recipient": "target",
    "host": "target",
    "receivingParty": "target",
    "accreditedTo": "target",
    "organization": "target",
}
"""On which side a role stands where the event type does not say so, or says that the sides are equal: also of two
equal sides the text names one first, and of one that establishes relations with two the two are no pair."""
_NO_PARTICIPANTS = {"honouree", "item", "occasion", "partOf", "place", "rank", "topic", "treaty"}


class Sides:
    """The states and organisations behind a situation: who acts, towards whom, who else is in it."""

    def __init__(
        self, source: set[str], target: set[str], venue: set[str], involved: set[str], *, symmetric: bool
    ) -> None:
        self.source = source
        self.target = target
        self.venue = venue
        self.involved = involved | source | target
        self.symmetric = symmetric

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs that stand in relation here, each sorted; none when they are more than MOST_PAIRS.

        Each of the one side with each of the other. Where only one side is named: its members among themselves when
        the type knows no sides ("Malaysia and the DPRK established relations"), else with those that are involved in
        another way (the state in which an embassy acts).
        """
        found = _distinct(product(self.source, self.target))
        if self.symmetric and not found:
            found = _distinct(combinations(self.source | self.target, 2))
        if not found:
            found = _distinct(product(self.source, self.involved))
        return sorted(found) if len(found) <= MOST_PAIRS else []


def _distinct(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def find_sides(situation: Situation, directory: Directory, ontology: Ontology) -> Sides:
    """Roll the participants up to the states and organisations that stand behind them.

    Directed counts use the two sides. Those only involved are the state of the place and the host of a mission that
    takes part: it may not even know of it.
    """
    event_type = ontology.event_types.get(situation.type)
    source: set[str] = set()
    target: set[str] = set()
    venue: set[str] = set()
    involved: set[str] = set()
    for role in situation.roles:
        if role.name == "place":
            venue.update(i for i in role.actor.on_behalf_of if i.startswith("state/"))
            continue
        spec = event_type.roles.get(role.name) if event_type else None
        side: str = spec.side if spec else "both"
        if side == "both":
            side = _SIDES.get(role.name, "none")
        if role.name in _NO_PARTICIPANTS:
            continue
        principals = directory.principals(role.actor)
        if side == "source":
            source.update(principals)
        elif side == "target":
            target.update(principals)
        involved.update(principals)
        involved.update(directory.receivers(role.actor))
    return Sides(
        source,
        target,
        venue,
        involved | venue,
        symmetric=event_type.symmetric if event_type else situation.type == "RelationPhase",
    )


def relationship_id(pair: tuple[str, str]) -> str:
    """Id of the relationship of two states or organisations.

    Keys that contain a hyphen are joined by two, and the key of an organisation that has the form of a state's code
    keeps its kind, so that no two pairs share an id: NAM is Namibia and the Non-Aligned Movement.

    >>> relationship_id(("state/PRK", "org/ASEAN"))
    'relationship/ASEAN-PRK'
    >>> relationship_id(("state/PRK", "org/NAM"))
    'relationship/PRK--org-NAM'
    """
    keys = sorted(_key_of(i) for i in pair)
    return "relationship/" + ("--" if any("-" in key for key in keys) else "-").join(keys)


def _key_of(actor_id: str) -> str:
    kind, _, key = actor_id.partition("/")
    return f"{kind}-{key}" if kind != "state" and _LIKE_A_STATE.fullmatch(key) else key


_LIKE_A_STATE = re.compile("[A-Z]{3,4}")


def situation_pairs(
    situation: Situation, *, when: When, sides: Sides, ontology: Ontology, claims: Mapping[str, str]
) -> Iterator[Pair]:
    """All that a graph says of one situation by itself; ``claims`` gives the IRI of a claim."""
    kind = "EventSeries" if situation.series else situation.type
    for name in (kind, *ontology.superclasses(kind)):
        yield TYPE, rg(name)
    yield LABEL, text(situation.label)
    for role in situation.roles:
        yield rg(role.name), thing(role.actor)
    yield from when_pairs(when)
    yield rg("status"), concept(situation.status)
    for claim in situation.supported_by:
        yield rg("supportedBy"), ox.NamedNode(claims[claim])
    for claim in situation.disputed_by:
        yield rg("disputedBy"), ox.NamedNode(claims[claim])
    yield rg("sourceCount"), integer(situation.source_count)
    for attested in situation.attested_on:
        yield rg("attestedOn"), day(attested)
    if situation.part_of is not None:
        yield rg("partOf"), ox.NamedNode(thing_iri(situation.part_of))
    if situation.description:
        yield rg("description"), text(situation.description)
    for name, other in situation.related:
        yield rg(name), ox.NamedNode(thing_iri(other))
    if situation.reason:
        yield rg("mergeReason"), text(situation.reason)
    for name, value in situation.concepts:
        yield rg(name), concept(value)
    for name, ids in (("actorState", sides.source), ("recipientState", sides.target), ("venueState", sides.venue)):
        for i in ids:
            yield rg(name), ox.NamedNode(thing_iri(i))
    for i in sides.involved:
        yield rg("involvesState"), ox.NamedNode(thing_iri(i))
    pairs = sides.pairs()
    for pair in pairs:
        yield rg("inRelationship"), ox.NamedNode(thing_iri(relationship_id(pair)))
    if situation.type == "RelationPhase" and len(pairs) == 1:
        yield rg("relationship"), ox.NamedNode(thing_iri(relationship_id(pairs[0])))


def starts_and_ends(situations: Iterable[Situation], ontology: Ontology) -> dict[str, list[Pair]]:
    """Which event starts or ends which state of affairs: they rest on one claim, and their dates meet."""
    found: dict[str, list[Pair]] = {}
    accepted = [s for s in situations if s.status == "accepted" and not s.series]
    by_claim: dict[str, list[Situation]] = {}
    for situation in accepted:
        for claim in situation.supported_by:
            by_claim.setdefault(claim, []).append(situation)
    for group in by_claim.values():
        states = [s for s in group if ontology.is_a(s.type, "StateOfAffairs")]
        for event, state in product((s for s in group if ontology.is_a(s.type, "Event")), states):
            node = ox.NamedNode(thing_iri(state.id))
            bounds = (event.when.start_earliest, event.when.start_latest)
            if None in bounds:
                continue
            if bounds == (state.when.start_earliest, state.when.start_latest):
                found.setdefault(event.id, []).append((rg("starts"), node))
            elif bounds == (state.when.end_earliest, state.when.end_latest):
                found.setdefault(event.id, []).append((rg("ends"), node))
    return found


def conflict_pairs(conflict: Conflict, claims: Mapping[str, str]) -> Iterator[Pair]:
    """What the graph of conflicts says about one."""
    yield TYPE, rg("Conflict")
    yield rg("onSituation"), ox.NamedNode(thing_iri(conflict.situation))
    yield rg("aspect"), concept("on" + conflict.aspect.capitalize())
    for claim in conflict.between:
        yield rg("between"), ox.NamedNode(claims[claim])
    if conflict.description:
        yield rg("description"), text(conflict.description)


def fillers(roles: Iterable[Role]) -> Iterator[Actor]:
    """The actors in roles."""
    return (role.actor for role in roles)
