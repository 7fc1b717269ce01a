"""Places: what may stand in which graph; SHACL cannot say it, since a validator sees the union of all graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from relgraph.check.problems import Problem, make_error, text_of
from relgraph.iris import BASE, GRAPHS, PREFIXES, concept_iri, shorten, term_iri

__all__ = ["check_places"]

_SOURCES = ((BASE + "article/", BASE + "graph/article/"), (BASE + "dataset/", BASE + "graph/ref/"))
"""Where articles and datasets have their IRIs, and where the graphs of what they say."""
_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"
_EVIDENCE = {term_iri(name) for name in ("Article", "ArticleStub", "Claim", "Dataset", "Mention", "Record", "TextSpan")}
_HELD = "g:facts, g:unconfirmed or g:entities"


def check_places(quads: Iterable[ox.Quad], described: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Rules about graphs: what an article says stays in its graph, what is held stays out of it."""
    for subject, graphs in described.items():
        for graph in sorted(graphs):
            yield from _check_place(subject, graph)
    statuses: dict[str, set[str]] = {}
    claimed: dict[str, set[str]] = {}
    typed: dict[str, set[str]] = {}
    for quad in quads:
        subject, graph = text_of(quad.subject), text_of(quad.graph_name)
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield make_error(
                "no-blank-nodes", subject, "give it an IRI: a blank node has another name in every build", graph
            )
        name = quad.predicate.value
        if name == _RG + "status":
            statuses.setdefault(graph, set()).add(f"{subject} {text_of(quad.object)}")
        elif name == _RG + "claimType":
            claimed.setdefault(subject, set()).add(text_of(quad.object))
        elif name == _TYPE:
            typed.setdefault(subject, set()).add(text_of(quad.object))
            if _is_of_source(graph) and text_of(quad.object) not in _EVIDENCE:
                message = f"{shorten(text_of(quad.object))} has no place in the graph of a source; put it into {_HELD}"
                yield make_error("evidence-only", subject, message, graph)
    for subject, types in claimed.items():
        for name in sorted(types & typed.get(subject, set())):
            message = f"a claim is never an instance of what it claims; remove the class {shorten(name)}"
            yield make_error("claim-is-no-instance", subject, message, min(described[subject]))
    yield from _check_statuses(statuses)


def _check_place(subject: str, graph: str) -> Iterator[Problem]:
    own = next(
        (place + subject.removeprefix(base).partition("#")[0] for base, place in _SOURCES if subject.startswith(base)),
        None,
    )
    if own is not None and graph != own:
        message = f"describe a source and its claims in {shorten(own)} only: elsewhere they are nobody's words"
        yield make_error("own-graph", subject, message, graph)
    elif own is None and _is_of_source(graph):
        message = f"the graph of a source describes its claims and their evidence; put this into {_HELD}"
        yield make_error("evidence-only", subject, message, graph)


def _is_of_source(graph: str) -> bool:
    return any(graph.startswith(place) for _, place in _SOURCES)


def _check_statuses(statuses: Mapping[str, set[str]]) -> Iterator[Problem]:
    accepted = concept_iri("accepted")
    for graph, pairs in statuses.items():
        for pair in sorted(pairs):
            subject, _, status = pair.partition(" ")
            wanted = GRAPHS["facts"] if status == accepted else GRAPHS["unconfirmed"]
            if graph != wanted:
                message = f"what is {shorten(status)} belongs into {shorten(wanted)}: queries trust the graph"
                yield make_error("status-and-graph", subject, message, graph)
