"""Random small worlds for property tests: acts and states of affairs of three states, dated in every way there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from hypothesis import strategies as st

from relgraph.dates import make_when
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.records import When
from relgraph.store import Graph
from relgraph.store.dataset import fill_default
from relgraph.triples.terms import when_pairs

FACTS = ox.NamedNode(GRAPHS["facts"])
ENTITIES = ox.NamedNode(GRAPHS["entities"])
VOCAB = ox.NamedNode(GRAPHS["vocab"])
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")

CODES = ("AAA", "BBB", "CCC")
ACTS = ("Joining", "Accession", "EstablishmentOfRelations", "Signature", "Visit")
ENDINGS = ("Leaving", "Withdrawal", "SeveranceOfRelations")
STATES = ("Posting", "Membership", "TreatyParticipation", "RelationPhase")
_BRANCH = {
    "Joining": "MembershipEvent",
    "Leaving": "MembershipEvent",
    "Accession": "TreatyAction",
    "Withdrawal": "TreatyAction",
    "Signature": "TreatyAction",
    "EstablishmentOfRelations": "RelationEvent",
    "SeveranceOfRelations": "RelationEvent",
    "Visit": "Contact",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeState:
    """A situation by the fewest words: what it is, of which two states (or of one and a body), and when."""

    type: str
    one: str
    other: str
    when: When
    part_of: int | None = None
    """Number of another situation in the world."""


def rg(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["rg"] + name)


def state(code: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["st"] + code)


def situation(number: int) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["soa"] + f"s{number}")


def pair_of(one: str, other: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["rel"] + "-".join(sorted((one, other))))


def _roles(made: MadeState) -> Iterator[tuple[str, ox.NamedNode]]:
    one, other = state(made.one), state(made.other)
    body, treaty = ox.NamedNode(PREFIXES["o"] + "BODY"), ox.NamedNode(PREFIXES["tr"] + "PACT")
    person = ox.NamedNode(PREFIXES["pers"] + f"envoy-{made.one}")
    v = PREFIXES["v"]
    yield from {
        "Posting": [("holder", person), ("sendingParty", one), ("accreditedTo", other), ("rank", v + "ambassador")],
        "Membership": [("member", one), ("organization", body), ("capacity", v + "fullMember")],
        "TreatyParticipation": [("party", one), ("treaty", treaty), ("participationStatus", v + "partyStatus")],
        "RelationPhase": [
            ("party", one),
            ("party", other),
            ("relationship", pair_of(made.one, made.other)),
            ("relationStatus", v + "established"),
        ],
        "Joining": [("member", one), ("organization", body)],
        "Leaving": [("member", one), ("organization", body)],
        "Accession": [("party", one), ("treaty", treaty)],
        "Withdrawal": [("party", one), ("treaty", treaty)],
        "Signature": [("party", one), ("treaty", treaty)],
    }.get(made.type, [("actorState", one), ("recipientState", other)])  # type: ignore[misc]


def make_quads(world: list[MadeState]) -> Iterator[ox.Quad]:
    """The graphs of facts, entities and vocabulary of a world."""
    for code in CODES:
        yield ox.Quad(state(code), TYPE, rg("State"), ENTITIES)
        yield ox.Quad(state(code), TYPE, rg("Actor"), ENTITIES)
        yield ox.Quad(state(code), LABEL, ox.Literal(code), ENTITIES)
        person = ox.NamedNode(PREFIXES["pers"] + f"envoy-{code}")
        yield ox.Quad(person, LABEL, ox.Literal(f"envoy of {code}"), ENTITIES)
        for other in CODES:
            if other != code:
                yield ox.Quad(pair_of(code, other), rg("relationshipMember"), state(code), ENTITIES)
    yield ox.Quad(ox.NamedNode(PREFIXES["o"] + "BODY"), LABEL, ox.Literal("BODY"), ENTITIES)
    yield ox.Quad(ox.NamedNode(PREFIXES["tr"] + "PACT"), LABEL, ox.Literal("PACT"), ENTITIES)
    v = PREFIXES["v"]
    broader = ox.NamedNode(PREFIXES["skos"] + "broader")
    yield ox.Quad(ox.NamedNode(v + "ambassador"), broader, ox.NamedNode(v + "classA"), VOCAB)
    for number, made in enumerate(world):
        node = situation(number)
        above = "StateOfAffairs" if made.type in STATES else "Event"
        for name in {made.type, _BRANCH.get(made.type, above), above, "Situation"}:
            yield ox.Quad(node, TYPE, rg(name), FACTS)
        yield ox.Quad(node, rg("status"), ox.NamedNode(v + "accepted"), FACTS)
        for name, filler in _roles(made):
            value = ox.NamedNode(filler) if isinstance(filler, str) else filler
            yield ox.Quad(node, rg(name), value, FACTS)
        for predicate, value in when_pairs(made.when):
            yield ox.Quad(node, predicate, value, FACTS)
        if made.part_of is not None:
            yield ox.Quad(node, rg("partOf"), situation(made.part_of), FACTS)


def make_store(world: list[MadeState]) -> ox.Store:
    store = ox.Store()
    store.extend(make_quads(world))
    return store


def open_store(store: ox.Store) -> Graph:
    """A store in memory as a graph that can be asked."""
    fill_default(store)
    return Graph(store, name="made")


def open_world(world: list[MadeState]) -> Graph:
    return open_store(make_store(world))


def had_begun(made: MadeState, day: date) -> bool:
    """What ontology/rules/README.md says of the start, once more and by other means than SPARQL."""
    bound = made.when.start_latest or made.when.start_earliest
    return bound is None or bound <= day


days = st.dates(date(2000, 1, 1), date(2003, 12, 31))


@st.composite
def whens(draw: st.DrawFn, *, exact: bool = False, lasting: bool = False) -> When:
    """A date in one of the forms of EDTF; of a state of affairs an interval as well, or only an attestation."""
    first, second = sorted((draw(days), draw(days)))
    day = first.isoformat()
    forms = [day] if exact else [day, day[:7], day[:4], f"[..{day}]", f"[{day}..]", f"[{day}..{second}]", None]
    if lasting:
        forms = [f"{day}/", f"{day[:7]}/", f"{day}/..", f"{day}/{second}", f"{day[:4]}/{second.year}", f"/{day}", None]
        return make_when(draw(st.sampled_from(forms)), attested=draw(st.sampled_from([None, second])))
    return make_when(draw(st.sampled_from(forms)))


@st.composite
def worlds(
    draw: st.DrawFn, *, kinds: tuple[str, ...] = (*ACTS, *ENDINGS, *STATES), exact_endings: bool = False
) -> list[MadeState]:
    """A world of some situations; ``exact_endings`` dates each act that ends something to the day."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(kinds))
        one, other = draw(st.permutations(CODES))[:2]
        when = draw(whens(exact=exact_endings and kind in ENDINGS, lasting=kind in STATES))
        part_of = draw(st.none() | st.integers(0, number - 1)) if number else None
        found.append(MadeState(type=kind, one=one, other=other, when=when, part_of=part_of))
    return found
