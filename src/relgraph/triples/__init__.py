"""Triples: sources and what they together support, as RDF in named graphs.

``facts`` holds accepted situations, ``unconfirmed`` all others, ``conflicts`` the disagreements, ``entities`` who and
what is named in them, ``identities`` which ids mean one actor and which may, ``vocab`` and ``schema`` the ontology, and one graph each article and dataset its claims. There are no blank
nodes, and the quads do not depend on the order in which articles arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

import pyoxigraph as ox

from relgraph.iris import GRAPHS, dataset_graph_iri, graph_iri, thing_iri
from relgraph.ontology import Ontology
from relgraph.ontology.names import load_names
from relgraph.records import Actor, Conflict, IdentityCandidate, IdentityLink, Reading, Situation, Source
from relgraph.resolve.actors import meanings_of, settle
from relgraph.triples.articles import Link, situation_when, source_claim_iri, source_triples
from relgraph.triples.entities import Directory, thing
from relgraph.triples.identities import former_names, identity_triples
from relgraph.triples.mentions import mention_triples, open_identities
from relgraph.triples.situations import (
    conflict_pairs,
    fillers,
    find_sides,
    relationship_id,
    situation_pairs,
    starts_and_ends,
)
from relgraph.triples.terms import LABEL, TYPE, Pair, rg, text

__all__ = ["Consolidated", "quads"]


class Consolidated(Protocol):
    """What the claims of all articles together support; made by :func:`relgraph.resolve.resolve`."""

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Events, series and states of affairs."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where claims cannot all be true."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All who take part, each in one form."""

    @property
    def identities(self) -> tuple[IdentityLink, ...]:
        """Which ids of the sources mean another actor."""

    @property
    def candidates(self) -> tuple[IdentityCandidate, ...]:
        """Actors that may be one."""


def quads(sources: Iterable[Source], resolution: Consolidated, ontology: Ontology) -> Iterator[ox.Quad]:
    """All quads of a graph, sorted by graph, and within a graph by subject, predicate and object.

    Raises ValueError when two claims or situations have one id or a situation rests on a claim that no source has,
    since whatever was written then would be wrong.
    """
    meant = meanings_of(resolution.identities)
    sources = sorted((settle(source, meant) for source in sources), key=lambda source: source.id)
    directory = Directory(
        resolution.actors,
        _named(sources, resolution),
        load_names(ontology.folder),
        ontology,
        former=former_names(resolution.identities),
    )
    claims = _claim_iris(sources)
    links = _links(resolution, claims)
    candidates = open_identities(resolution.candidates)
    for source in sources:
        told = source_triples(source, links, ontology)
        named = mention_triples(source, candidates) if isinstance(source, Reading) else ()
        yield from _sorted(_graph_of(source), chain(told, named))
    yield from _sorted(GRAPHS["conflicts"], _conflicts(resolution, claims))
    facts, unconfirmed, pairs = _situations(sources, resolution, directory, ontology, claims)
    yield from _sorted(GRAPHS["entities"], _entities(directory, pairs, ontology))
    yield from _sorted(GRAPHS["facts"], facts)
    yield from _sorted(GRAPHS["identities"], identity_triples(resolution.identities, resolution.candidates))
    yield from _sorted(GRAPHS["schema"], ((t.subject, t.predicate, t.object) for t in ontology.schema_triples()))
    yield from _sorted(GRAPHS["unconfirmed"], unconfirmed)
    yield from _sorted(GRAPHS["vocab"], _vocabulary(directory, ontology))


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _sorted(graph: str, triples: Iterable[tuple[object, object, object]]) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    made = {ox.Quad(s, p, o, name) for s, p, o in triples}  # type: ignore[arg-type]
    return iter(sorted(made, key=str))


def _graph_of(source: Source) -> str:
    return graph_iri(source.article.id) if isinstance(source, Reading) else dataset_graph_iri(source.dataset.id)


def _named(sources: Iterable[Source], resolution: Consolidated) -> Iterator[Actor]:
    for source in sources:
        for claim in source.claims:
            yield from fillers(claim.roles)
            yield claim.claimed_by
    for situation in resolution.situations:
        yield from fillers(situation.roles)


def _claim_iris(sources: Iterable[Source]) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise ValueError(f"two readings of the article '{source.id}'; give each article once")
        seen.add(source.id)
        for claim in source.claims:
            if claim.id in found:
                raise ValueError(f"two claims with the id '{claim.id}', one in the article '{source.id}'")
            found[claim.id] = source_claim_iri(source, claim)
    return found


def _links(resolution: Consolidated, claims: dict[str, str]) -> dict[str, list[Link]]:
    """For each claim what it supports and disputes; one that only takes part in a conflict concerns its situation."""
    links: dict[str, list[Link]] = {}
    linked: set[tuple[str, str]] = set()

    def link(claim: str, relation: str, situation: str) -> None:
        if claim not in claims:
            raise ValueError(f"situation '{situation}' rests on the claim '{claim}', which no source has")
        links.setdefault(claim, []).append((relation, thing_iri(situation)))
        linked.add((claim, situation))

    for situation in resolution.situations:
        for claim in situation.supported_by:
            link(claim, "supports", situation.id)
        for claim in situation.disputed_by:
            link(claim, "disputes", situation.id)
    for conflict in resolution.conflicts:
        for claim in conflict.between:
            if (claim, conflict.situation) not in linked:
                link(claim, "concerns", conflict.situation)
    return links


def _conflicts(resolution: Consolidated, claims: dict[str, str]) -> Iterator[_Triple]:
    for conflict in resolution.conflicts:
        yield from _about(thing_iri(conflict.id), conflict_pairs(conflict, claims))


def _situations(
    sources: Iterable[Source],
    resolution: Consolidated,
    directory: Directory,
    ontology: Ontology,
    claims: dict[str, str],
) -> tuple[list[_Triple], list[_Triple], set[tuple[str, str]]]:
    """The triples of accepted situations, of all others, and the pairs that stand in relation in any of them."""
    facts: list[_Triple] = []
    unconfirmed: list[_Triple] = []
    pairs: set[tuple[str, str]] = set()
    seen: set[str] = set()
    said = {claim.id: (claim, source.published) for source in sources for claim in source.claims}
    started = starts_and_ends(resolution.situations, ontology)
    for situation in resolution.situations:
        if situation.id in seen:
            raise ValueError(f"two situations with the id '{situation.id}'")
        seen.add(situation.id)
        sides = find_sides(situation, directory, ontology)
        pairs.update(sides.pairs())
        place = facts if situation.status == "accepted" else unconfirmed
        when = situation_when(situation, said)
        about = situation_pairs(situation, when=when, sides=sides, ontology=ontology, claims=claims)
        place.extend(_about(thing_iri(situation.id), [*about, *started.get(situation.id, ())]))
    return facts, unconfirmed, pairs


def _entities(directory: Directory, pairs: Iterable[tuple[str, str]], ontology: Ontology) -> Iterator[_Triple]:
    for actor in directory.entities():
        node = thing(actor)
        for predicate, value in directory.describe(actor):
            yield node, predicate, value
    for pair in pairs:
        members = sorted((directory.actor(i) for i in pair), key=lambda actor: (actor.label, actor.id))
        about: list[Pair] = [(rg("relationshipMember"), thing(actor)) for actor in members]
        about += [
            (TYPE, rg(name)) for name in ("BilateralRelationship", *ontology.superclasses("BilateralRelationship"))
        ]
        about.append((LABEL, text(f"{members[0].label} - {members[1].label} relations")))
        yield from _about(thing_iri(relationship_id(pair)), about)


def _vocabulary(directory: Directory, ontology: Ontology) -> Iterator[tuple[object, object, object]]:
    for triple in ontology.vocabulary_triples():
        yield triple.subject, triple.predicate, triple.object
    for actor in directory.concepts():
        yield from _about(thing(actor).value, directory.describe_concept(actor))


def _about(subject: str, pairs: Iterable[Pair]) -> Iterator[_Triple]:
    node = ox.NamedNode(subject)
    return ((node, predicate, value) for predicate, value in pairs)
