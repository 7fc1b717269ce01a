"""Building: the network of a graph - actors as nodes, each dated situation between two of them as an edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import combinations
from os import PathLike
from typing import Any, Literal

import networkx as nx

from relgraph.errors import QueryError
from relgraph.iris import BASE
from relgraph.network.reading import Material, SituationRecord, Thing, read_material
from relgraph.ontology import EventType, Ontology, load_ontology
from relgraph.query import Value, find_actor, make_day
from relgraph.store import Graph

__all__ = ["Level", "build_network", "find_actors"]

Level = Literal["principal", "actor"]

_SOURCES = ("actor", "party", "member", "sendingParty")
_TARGETS = ("recipient", "host", "organization", "treaty", "receivingParty", "accreditedTo")
_ITSELF = ("organization", "treaty")
"""Roles whose fillers stay what they are: whoever joins the Regional Forum does not join the association above it."""

_LASTING = {
    "Membership": "membership",
    "TreatyParticipation": "treaty",
    "Posting": "posting",
    "Representation": "representation",
    "RelationPhase": "relations",
}
"""States of affairs that are relations of two actors, with the kind that their edges carry."""

_FACTUALITY = (
    "occurred",
    "ongoing",
    "planned",
    "intended",
    "alleged",
    "hypothetical",
    "unspecified",
    "cancelled",
    "denied",
)
MOST_PAIRS = 12
"""An event of equals with more pairs than these is drawn as a node of its own."""
_MOST_STEPS = 8
"""A chain of organs longer than this is taken for a circle."""


def _principals(thing: str, things: dict[str, Thing]) -> tuple[str, ...]:
    """The states and organisations at the top of the chain that a thing acts for or belongs to."""
    found: set[str] = set()
    todo = [(thing, 0)]
    while todo:
        one, steps = todo.pop()
        above = things[one].above if one in things and steps < _MOST_STEPS else ()
        if above:
            todo += [(each, steps + 1) for each in above]
        else:
            found.add(one)
    return tuple(sorted(found))


def _side_roles(event_type: EventType | None) -> tuple[list[str], list[str]]:
    """The roles whose fillers stand on the source side of a situation, and those on its target side.

    Also of two equal sides the text names one first, and of one who talks with two the two are no pair.
    """
    if event_type is None:
        return list(_SOURCES), list(_TARGETS)
    sides = {name: spec.side for name, spec in event_type.roles.items()}
    sources = [name for name, side in sides.items() if side == "source" or (side == "both" and name in _SOURCES)]
    targets = [name for name, side in sides.items() if side == "target" or (side == "both" and name in _TARGETS)]
    return sources, targets + [name for name in ("treaty",) if name not in targets]


def _fillers(situation: SituationRecord, roles: Iterable[str], material: Material, level: Level) -> tuple[str, ...]:
    found: set[str] = set()
    for role in roles:
        for filler in situation.values.get(role, ()):
            found |= {filler} if level == "actor" or role in _ITSELF else set(_principals(filler, material.things))
    return tuple(sorted(found))


def _hosts(situation: SituationRecord, material: Material, level: Level) -> tuple[str, ...]:
    """The parties that receive the body, mission or post which the situation is about."""
    found = {
        host
        for role in ("organization", "mission", "post")
        for filler in situation.values.get(role, ())
        if filler in material.things
        for host in material.things[filler].at
    }
    return tuple(sorted({p for h in found for p in ((h,) if level == "actor" else _principals(h, material.things))}))


def _pair(situation: SituationRecord, material: Material) -> tuple[str, ...]:
    """The two members of the one relationship that a situation belongs to."""
    pairs = [p for p in situation.values.get("inRelationship", ()) if p in material.things]
    return material.things[pairs[0]].members if len(pairs) == 1 else ()


def _find_ends(
    situation: SituationRecord, event_type: EventType | None, material: Material, level: Level
) -> list[tuple[str, str, bool]]:
    """Source, target and whether the two are equal, for each edge of a situation."""
    source_roles, target_roles = _side_roles(event_type)
    sources = _fillers(situation, source_roles, material, level)
    targets = _fillers(situation, target_roles, material, level)
    bodies = {body for role in _ITSELF for body in situation.values.get(role, ())}
    equal = event_type.symmetric if event_type else situation.types[:1] == ("RelationPhase",)
    people = tuple(t for t in targets if t not in bodies)
    if not people:
        # A committee founded in a capital, or an embassy opened, is also towards the party that receives it.
        people = tuple(h for h in _hosts(situation, material, level) if h not in sources and h not in bodies)
    if bool(sources) != bool(people) and not (equal and len(sources) > 1):
        # A reception in the guest's capital names one side only; the relationship that it belongs to names the other.
        others = tuple(m for m in _pair(situation, material) if m not in (*sources, *people, *bodies))
        sources, people = sources or others, people or others
    pairs = sorted({(s, t) for s in sources for t in people if s != t})
    if not pairs and (equal or "party" in situation.values):
        pairs = list(combinations(sources, 2))
        equal = True
    to_bodies = [(source, body, False) for source in sources for body in targets if body in bodies and source != body]
    if not equal:
        return [(source, target, False) for source, target in pairs] + to_bodies
    pairs = sorted({(min(pair), max(pair)) for pair in pairs})
    if len(pairs) > MOST_PAIRS:
        # Each with each of thirty would be four hundred lines; a conference is a node that all are tied to.
        return [(end, situation.id, False) for end in sorted({end for pair in pairs for end in pair})]
    return [(source, target, True) for source, target in pairs] + to_bodies


def _kind(situation: SituationRecord) -> str | None:
    """What sort of relation a situation is, or None when it is none."""
    for type_ in situation.types:
        if type_ in _LASTING:
            return _LASTING[type_]
        if type_ == "EventSeries":
            return "series"
    return "event" if "Event" in situation.types else None


def _in_period(situation: SituationRecord, kind: str, since: str | None, until: str | None) -> bool:
    """Whether it can overlap the period; a state of affairs or plan without an end goes on."""
    first = situation.first("startEarliest") or situation.first("startLatest") or situation.first("sortDate")
    last = situation.first("endLatest")
    if last is None and kind == "event" and situation.first("startLatest"):
        last = situation.first("startLatest")
    if first is None:
        return since is None and until is None
    return (until is None or first <= until) and (since is None or last is None or last >= since)


def _holds(situation: SituationRecord, kind: str, day: str) -> str | None:
    """Whether a state of affairs holds on a day; None when it does not, and for events.

    ``certain`` within the days for which that is known, ``possible`` when it had begun and no end is told. The start
    is that of the rules of the shortcuts, so that a network and a graph of the same day agree.
    """
    start = situation.first("startLatest") or situation.first("startEarliest")
    last = situation.first("endLatest")
    if kind not in _LASTING.values() or (start is not None and start > day) or (last is not None and last < day):
        return None
    known = situation.first("endEarliest")
    is_open = (situation.first("when") or "").endswith("/..")
    return "certain" if start is not None and (is_open or (known is not None and known >= day)) else "possible"


def _evidence_order(evidence: dict[str, Any]) -> tuple[bool, bool, str, str, str]:
    """What supports before what disputes, what is quoted first, then by date."""
    disputes, unquoted = evidence["stance"] == "disputes", evidence["quote"] is None
    return disputes, unquoted, evidence["published"] or "", evidence["article"], evidence["claim"]


def _evidence(situation: SituationRecord, material: Material) -> list[dict[str, Any]]:
    found = [
        {**asdict(material.claims[iri]), "stance": stance}
        for stance, name in (("supports", "supportedBy"), ("disputes", "disputedBy"))
        for iri in situation.values.get(name, ())
        if iri in material.claims
    ]
    return sorted(found, key=_evidence_order)


def _factuality(evidence: list[dict[str, Any]]) -> str:
    """The surest factuality that a supporting claim gives."""
    given = {e["factuality"] for e in evidence if e["stance"] == "supports"}
    return next((f for f in _FACTUALITY if f in given), "unspecified")


def _attributes(
    situation: SituationRecord, kind: str, event_type: EventType | None, material: Material, ontology: Ontology
) -> dict[str, Any]:
    evidence = _evidence(situation, material)
    attested = situation.values.get("attestedOn", ())
    type_ = situation.types[0]
    return {
        "situation": situation.id,
        "type": type_,
        "type_label": event_type.label if event_type else ontology.schema.labels.get(type_, type_),
        "code": event_type.code if event_type else "other",
        "kind": kind,
        "label": situation.label,
        "edtf": situation.first("when"),
        "start": situation.first("startEarliest") or situation.first("startLatest") or situation.first("sortDate"),
        "end": situation.first("endLatest"),
        "attested": max(attested) if attested else None,
        "status": situation.first("status") or "accepted",
        "factuality": _factuality(evidence),
        "sources": int(situation.first("sourceCount") or 1),
        "evidence": evidence,
        "tone": event_type.tone.value if event_type else None,
        "part_of": situation.first("partOf"),
    }


def _node(id: str, material: Material) -> dict[str, str]:
    thing = material.things.get(id)
    if thing is not None:
        return {"label": thing.label, "type": thing.type, "code": thing.code}
    situation = next((s for s in material.situations if s.id == id), None)
    if situation is not None:
        return {"label": situation.label, "type": situation.types[0], "code": ""}
    return {"label": id.rpartition("/")[2], "type": "Actor", "code": ""}


def _edges(
    material: Material, ontology: Ontology, level: Level, since: str | None, until: str | None, on: str | None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for situation in material.situations:
        kind = _kind(situation)
        if kind is None or not _in_period(situation, kind, since, until):
            continue
        holds = None if on is None else _holds(situation, kind, on)
        if on is not None and holds is None:
            continue
        event_type = next((ontology.event_types[t] for t in situation.types if t in ontology.event_types), None)
        ends = _find_ends(situation, event_type, material, level)
        if ends:
            attributes = _attributes(situation, kind, event_type, material, ontology)
            if holds is not None:
                attributes["holds"] = holds
            for source, target, symmetric in ends:
                yield source, target, {**attributes, "symmetric": symmetric}


def find_actors(graph: Graph, actors: str | Iterable[str], *, where: str = "network: actors") -> frozenset[str]:
    """The ids of actors that are given by id, code or name; treaties are found too, since they are nodes.

    ``where`` begins the message of the QueryError for one that the graph does not have.
    """
    given = [actors] if isinstance(actors, str) else actors
    return frozenset(str(find_actor(graph, actor, where=where).value).removeprefix(BASE + "id/") for actor in given)


def _make_period(since: Value | None, until: Value | None) -> tuple[str | None, str | None]:
    first = None if since is None else make_day(since, last=False, where="network: since").isoformat()
    final = None if until is None else make_day(until, last=True, where="network: until").isoformat()
    if first is not None and final is not None and first > final:
        raise QueryError(f"network: since {since} is later than until {until}; give the earlier day as since")
    return first, final


def build_network(
    graph: Graph,
    *,
    since: Value | None = None,
    until: Value | None = None,
    on: Value | None = None,
    actors: str | Iterable[str] | None = None,
    include_unconfirmed: bool = False,
    level: Level = "principal",
    ontology: Ontology | None = None,
) -> nx.MultiDiGraph:
    """The network of a graph as a MultiDiGraph: who had which dated relation to whom, and what says so.

    A node is the id of an actor or treaty (``state/PRK``) with ``label``, ``type`` and ``code``. With ``level``
    "principal" persons, missions and organs are rolled up to the state or organisation behind them, and what stays
    within one of these is left out; with "actor" each stands for itself.

    An edge is one situation between one source and one target, keyed by the situation's id, with ``type``,
    ``type_label``, ``code``, ``kind`` (event, series, membership, treaty, posting, representation, relations),
    ``label``, ``edtf``, ``start``, ``end`` (ISO days or None), ``attested``, ``status``, ``factuality``, ``sources``
    (the number of independent ones), ``tone`` (-10 to 10 or None), ``symmetric``, ``part_of`` and ``evidence``, a list
    of dicts with ``quote``, ``article``, ``title``, ``url``, ``published``, ``publisher``, ``claimant``, ``start``,
    ``end``, ``factuality``, ``stance`` and ``claim``. An event of equals (talks) is one edge a pair with ``symmetric``
    True; one of very many equals (a conference) is a node itself.

    ``since`` and ``until`` keep what can overlap the period; "2018" means its first and its last day. ``on`` keeps the
    states of affairs (memberships, treaties, postings, representation, relations) that hold on one day, and no events;
    edges then have ``holds``: "certain", or "possible" where it had begun and no end is told. ``actors`` (ids,
    codes or names, or a single one) keeps the edges that touch one of them. ``include_unconfirmed`` adds planned, denied and doubtful
    situations, told apart by ``status``. ``ontology`` gives codes, sides and tones of event types; the one of this
    installation when None.

    Raises QueryError for a wrong date, a period that ends before it begins, a period beside ``on``, an unknown actor or an unknown level, and
    TypeError for a path in place of a graph.
    """
    if not isinstance(graph, Graph):
        shown = f"{str(graph)!r}" if isinstance(graph, str | PathLike) else "..."
        raise TypeError(
            f"network: a {type(graph).__name__} is no graph; open it first: build_network(relgraph.open({shown}))"
        )
    if level not in ("principal", "actor"):
        raise QueryError(f"network: no level '{level}'; choose 'principal' or 'actor'")
    first, final = _make_period(since, until)
    if on is not None and (since is not None or until is not None):
        raise QueryError("network: 'on' is one day, 'since' and 'until' are a period; give one of the two")
    day = None if on is None else make_day(on, last=True, where="network: on").isoformat()
    wanted = None if actors is None else find_actors(graph, actors)
    material = read_material(graph, include_unconfirmed=include_unconfirmed)
    found = [
        edge
        for edge in _edges(material, ontology or load_ontology(), level, first, final, day)
        if wanted is None or edge[0] in wanted or edge[1] in wanted
    ]
    network = nx.MultiDiGraph()
    for id in sorted({end for source, target, _ in found for end in (source, target)} | (wanted or frozenset())):
        network.add_node(id, **_node(id, material))
    for source, target, attributes in sorted(found, key=lambda e: (e[2]["start"] or "", e[2]["situation"], e[0], e[1])):
        network.add_edge(source, target, key=attributes["situation"], **attributes)
    return network
