"""Checking: all rules over one graph."""

from __future__ import annotations

from collections.abc import Mapping

from relgraph.check.places import check_places
from relgraph.check.problems import Problem, sort_problems
from relgraph.check.quotes import check_quotes
from relgraph.check.rows import Rows
from relgraph.check.shapes import check_shapes
from relgraph.check.terms import check_terms
from relgraph.ontology import Ontology
from relgraph.store import Graph

__all__ = ["check_graph"]


def check_graph(graph: Graph, ontology: Ontology, *, texts: Mapping[str, str] | None = None) -> list[Problem]:
    """All that is wrong with a graph: errors first, then by rule and by what breaks it. Nothing when it is in order.

    Args:
        graph: the graph.
        ontology: whose shapes, classes and properties it must keep.
        texts: raw texts of articles by their id, where they are at hand; quotes are then compared with them.

    Raises OntologyError when the ontology has no readable ``shapes.ttl``.
    """
    rows = Rows(graph.quads(), ontology.schema_triples())
    return sort_problems(
        [
            *check_places(rows.quads, rows.described),
            *check_terms(rows.quads, ontology),
            *check_quotes(rows.quads, texts or {}),
            *check_shapes(rows, ontology),
        ]
    )
