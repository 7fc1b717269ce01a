"""Datasets: a graph as an rdflib Dataset and back, and the default graph that queries see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from relgraph.errors import StoreError
from relgraph.iris import GRAPHS, PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["DEFAULT", "fill_default", "from_rdflib", "settle", "to_rdflib", "to_term"]

DEFAULT = tuple(ox.NamedNode(GRAPHS[name]) for name in ("facts", "entities", "vocab"))
"""The graphs of which queries without GRAPH see a copy."""


def fill_default(store: ox.Store) -> None:
    """Copy facts, entities and vocabulary into the default graph, once each.

    A union of the three would count twice what two of them say, in every aggregate.
    """
    default = ox.DefaultGraph()
    store.clear_graph(default)
    for graph in DEFAULT:
        copies = (ox.Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, graph))
        store.bulk_extend(copies)


def settle(store: ox.Store) -> None:
    """Make the default graph of a store that came from elsewhere what it is in ours.

    Triples that only its default graph has are taken for facts, so that nothing is lost.
    """
    named = {
        ox.Quad(q.subject, q.predicate, q.object) for g in DEFAULT for q in store.quads_for_pattern(None, None, None, g)
    }
    strays = [q for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph()) if q not in named]
    store.extend(ox.Quad(q.subject, q.predicate, q.object, DEFAULT[0]) for q in strays)
    fill_default(store)


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """An rdflib Dataset in memory; its default graph has the same triples as ours, its union is switched off."""
    import rdflib

    dataset = rdflib.Dataset(default_union=False)
    for prefix, iri in sorted(PREFIXES.items()):
        dataset.bind(prefix, iri, replace=True)
    known: dict[object, rdflib.term.Node] = {}

    def convert(term: object) -> rdflib.term.Node:
        if term not in known:
            known[term] = _to_rdflib(term)
        return known[term]

    graphs: dict[object, rdflib.Graph] = {}
    for quad in quads:
        if quad.graph_name not in graphs:
            is_default = isinstance(quad.graph_name, ox.DefaultGraph)
            name = None if is_default else convert(quad.graph_name)
            graphs[quad.graph_name] = dataset.default_graph if is_default else dataset.graph(name)  # type: ignore[arg-type]
        graphs[quad.graph_name].add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return dataset


def _to_rdflib(term: object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        kind = term.datatype.value
        datatype = None if kind == PREFIXES["xsd"] + "string" else rdflib.URIRef(kind)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise StoreError(f"{term}: rdflib has no such kind of term; leave it out of the graph")


def from_rdflib(dataset: object) -> Iterator[ox.Quad]:
    """The quads of an rdflib Dataset, ConjunctiveGraph or Graph; of the last, all in the default graph.

    Raises StoreError for anything else.
    """
    import rdflib

    if not isinstance(dataset, rdflib.Graph):
        raise StoreError(f"{type(dataset).__name__}: no rdflib Dataset; give a path, a Dataset or a Graph")
    if not isinstance(dataset, rdflib.ConjunctiveGraph):
        for s, p, o in dataset:
            yield ox.Quad(_from_rdflib(s), _from_rdflib(p), _from_rdflib(o))  # type: ignore[arg-type]
        return
    default = dataset.default_context.identifier
    for context in sorted(dataset.store.contexts(), key=lambda c: str(getattr(c, "identifier", c))):
        identifier: Any = getattr(context, "identifier", context)
        graph = dataset.get_context(identifier)
        is_default = identifier == default or isinstance(identifier, rdflib.BNode)
        name = ox.DefaultGraph() if is_default else _from_rdflib(identifier)
        for s, p, o in graph:
            yield ox.Quad(_from_rdflib(s), _from_rdflib(p), _from_rdflib(o), name)  # type: ignore[arg-type]


def _from_rdflib(term: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    import rdflib

    try:
        if isinstance(term, rdflib.URIRef):
            return ox.NamedNode(str(term))
        if isinstance(term, rdflib.BNode):
            return ox.BlankNode(str(term))
        if isinstance(term, rdflib.Literal):
            if term.language:
                return ox.Literal(str(term), language=term.language)
            datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
            return ox.Literal(str(term), datatype=datatype)
    except ValueError as e:
        raise StoreError(f"{term!r}: no valid RDF term ({e}); correct it in the dataset") from e
    raise StoreError(f"{term!r}: no RDF term; the dataset cannot be opened")


def to_term(value: object) -> ox.NamedNode | ox.Literal:
    """A text, or a term of pyoxigraph or rdflib, as a term of pyoxigraph; TypeError for anything else."""
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if type(value).__module__.partition(".")[0] == "rdflib":  # before str: rdflib's terms are texts, too
        try:
            term = _from_rdflib(value)
        except StoreError as e:
            raise TypeError(str(e)) from e
        if isinstance(term, ox.BlankNode):
            raise TypeError("a blank node names nothing in a query")
        return term
    if isinstance(value, str):
        return ox.Literal(value)
    raise TypeError(f"a {type(value).__name__}")
