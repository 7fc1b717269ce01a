"""Quotes: every quote is the text of its article at its offsets, where that text is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from relgraph.check.problems import Problem, make_error, text_of
from relgraph.iris import PREFIXES, article_iri, graph_iri
from relgraph.store import Graph

__all__ = ["articles_in", "check_quotes"]

_RG = PREFIXES["rg"]


def articles_in(graph: Graph, ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that are articles of the graph: only their texts can be compared with its quotes."""
    described = {quad.subject.value for quad in graph.quads() if isinstance(quad.subject, ox.NamedNode)}
    return frozenset(i for i in ids if article_iri(i) in described)


def check_quotes(quads: Iterable[ox.Quad], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Every quote is the text of its article at its offsets, where that text is known."""
    if not texts:
        return
    by_iri = {article_iri(i): (graph_iri(i), text) for i, text in texts.items()}
    wanted = {_RG + name for name in ("inArticle", "quote", "charStart", "charEnd")}
    spans: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in wanted:
            spans.setdefault(text_of(quad.subject), {})[quad.predicate.value] = text_of(quad.object)
    for span, said in sorted(spans.items()):
        offsets = (said.get(_RG + "charStart", ""), said.get(_RG + "charEnd", ""))
        if said.keys() != wanted or said[_RG + "inArticle"] not in by_iri or not all(map(str.isdecimal, offsets)):
            continue  # a shape says what is wrong with it
        graph, text = by_iri[said[_RG + "inArticle"]]
        start, end = map(int, offsets)
        # Half of a surrogate pair is written as U+FFFD, since RDF has no other way.
        there = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text[start:end])
        if end > len(text):
            message = f"the span ends at {end}, but the text has {len(text)} characters; read the article again"
            yield make_error("quote-in-text", span, message, graph)
        elif there != said[_RG + "quote"]:
            yield make_error(
                "quote-in-text", span, "the text has other words at these offsets; read the article again", graph
            )
