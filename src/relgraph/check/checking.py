"""Checking: all rules over one graph."""

from __future__ import annotations

from collections.abc import Mapping

from relgraph.check.assertions import check_assertions
from relgraph.check.contradictions import check_contradictions
from relgraph.check.orphans import check_orphans
from relgraph.check.places import check_places
from relgraph.check.problems import Problem, sort_problems
from relgraph.check.quotes import check_quotes
from relgraph.check.report import Report, make_report
from relgraph.check.rows import Rows
from relgraph.check.shapes import check_shapes
from relgraph.check.terms import check_terms
from relgraph.corpora import Corpus
from relgraph.ontology import Ontology
from relgraph.store import Graph

__all__ = ["check_graph", "review_graph"]


def check_graph(
    graph: Graph, ontology: Ontology, *, texts: Mapping[str, str] | None = None, corpus: Corpus | None = None
) -> list[Problem]:
    """All that is wrong with a graph: errors first, then by rule and by what breaks it.

    A graph that is in order has at most infos, which count what is worth knowing and break nothing.

    Args:
        graph: the graph.
        ontology: whose shapes, classes and properties it must keep.
        texts: raw texts of articles by their id, where they are at hand; quotes are then compared with them.
        corpus: whose assertions it must keep.

    Raises:
        OntologyError: the ontology has no readable ``shapes.ttl``.
        CorpusError: an assertion names a type or role that the ontology has not.
    """
    return list(review_graph(graph, ontology, texts=texts, corpus=corpus).problems)


def review_graph(
    graph: Graph, ontology: Ontology, *, texts: Mapping[str, str] | None = None, corpus: Corpus | None = None
) -> Report:
    """What :func:`check_graph` finds, with what it is about, how much hangs on it, and the counts."""
    rows = Rows(graph.quads(), ontology.schema_triples())
    problems = sort_problems(
        [
            *(check_assertions(rows, corpus, ontology) if corpus else ()),
            *check_places(rows.quads, rows.described),
            *check_terms(rows.quads, ontology),
            *check_quotes(rows.quads, texts or {}),
            *check_shapes(rows, ontology),
            *check_orphans(rows),
            *check_contradictions(rows, ontology, as_of=graph.as_of),
        ]
    )
    return make_report(problems, rows, name=graph.name, as_of=graph.as_of)
