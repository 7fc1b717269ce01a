"""Check: whether a finished graph keeps the rules that every reader of it relies on.

Two kinds of rules: the SHACL shapes of the ontology (``shapes.ttl``), which people edit who need not read Python, and
those that SHACL cannot say, because a validator sees the union of all graphs: what may stand in which graph.

The shapes are tested once, over all graphs together. That gives what a test of each article by itself would give,
since a claim, a span or an article may be described in the graph of its own article only, and this is checked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import rdflib

from relgraph.errors import OntologyError, nearest
from relgraph.iris import BASE, GRAPHS, PREFIXES, article_iri, concept_iri, graph_iri, shorten, term_iri
from relgraph.ontology import Ontology
from relgraph.store import Graph

__all__ = ["Problem", "articles_in", "check_graph"]

Severity = Literal["error", "warning", "info"]

_ARTICLE = BASE + "article/"
_ARTICLE_GRAPH = BASE + "graph/article/"
_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"
_EVIDENCE = {term_iri(name) for name in ("Article", "ArticleStub", "Claim", "TextSpan")}
_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_SHAPES = BASE + "shapes/"
_ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a graph that breaks a rule."""

    severity: Severity
    """An ``error`` makes the check fail; a ``warning`` is worth a look."""
    shape: str
    """The rule: the name of a shape of ``shapes.ttl``, or of one of the rules about graphs."""
    focus: str
    """The IRI of what breaks it."""
    message: str
    """What to do."""
    graph: str | None
    """The IRI of the graph that describes it; None when no graph does."""

    def __str__(self) -> str:
        where = f" in {shorten(self.graph)}" if self.graph else ""
        return f"{self.severity}: {shorten(self.focus)}{where}: {self.message} ({self.shape})"


def check_graph(graph: Graph, ontology: Ontology, *, texts: Mapping[str, str] | None = None) -> list[Problem]:
    """All that is wrong with a graph: errors first, then by rule and by what breaks it. Nothing when it is in order.

    Args:
        graph: the graph.
        ontology: whose shapes, classes and properties it must keep.
        texts: raw texts of articles by their id, where they are at hand; quotes are then compared with them.

    Raises OntologyError when the ontology has no readable ``shapes.ttl``.
    """
    quads = list(graph.quads())
    described = _describe(quads)
    found = {
        *_check_places(quads, described),
        *_check_terms(quads, ontology),
        *_check_quotes(quads, texts or {}),
        *_check_shapes(quads, described, ontology),
    }
    return sorted(found, key=lambda p: (_ORDER[p.severity], p.shape, p.focus, p.message, p.graph or ""))


def articles_in(graph: Graph, ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that are articles of the graph: only their texts can be compared with its quotes."""
    described = {quad.subject.value for quad in graph.quads() if isinstance(quad.subject, ox.NamedNode)}
    return frozenset(i for i in ids if article_iri(i) in described)


# ── what may stand where ────────────────────────────────────────────────────────────────────────────────────────


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _describe(quads: Iterable[ox.Quad]) -> dict[str, set[str]]:
    """Each subject with the graphs that describe it."""
    described: dict[str, set[str]] = {}
    for quad in quads:
        described.setdefault(_value(quad.subject), set()).add(_value(quad.graph_name))
    return described


def _error(shape: str, focus: str, message: str, graph: str | None) -> Problem:
    return Problem(severity="error", shape=shape, focus=focus, message=message, graph=graph)


def _check_places(quads: Iterable[ox.Quad], described: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Rules about graphs: what an article says stays in its graph, what is held stays out of it."""
    for subject, graphs in described.items():
        for graph in sorted(graphs):
            yield from _check_place(subject, graph)
    statuses: dict[str, set[str]] = {}
    claimed: dict[str, set[str]] = {}
    typed: dict[str, set[str]] = {}
    for quad in quads:
        subject, graph = _value(quad.subject), _value(quad.graph_name)
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield _error(
                "no-blank-nodes", subject, "give it an IRI: a blank node has another name in every build", graph
            )
        name = quad.predicate.value
        if name == _RG + "status":
            statuses.setdefault(graph, set()).add(f"{subject} {_value(quad.object)}")
        elif name == _RG + "claimType":
            claimed.setdefault(subject, set()).add(_value(quad.object))
        elif name == _TYPE:
            typed.setdefault(subject, set()).add(_value(quad.object))
            if graph.startswith(_ARTICLE_GRAPH) and _value(quad.object) not in _EVIDENCE:
                message = f"{shorten(_value(quad.object))} has no place in the graph of an article; put it into {_HELD}"
                yield _error("evidence-only", subject, message, graph)
    for subject, types in claimed.items():
        for name in sorted(types & typed.get(subject, set())):
            message = f"a claim is never an instance of what it claims; remove the class {shorten(name)}"
            yield _error("claim-is-no-instance", subject, message, min(described[subject]))
    yield from _check_statuses(statuses)


_HELD = "g:facts, g:unconfirmed or g:entities"


def _check_place(subject: str, graph: str) -> Iterator[Problem]:
    if subject.startswith(_ARTICLE):
        own = _ARTICLE_GRAPH + subject.removeprefix(_ARTICLE).partition("#")[0]
        if graph != own:
            message = f"describe an article and its claims in {shorten(own)} only: elsewhere they are nobody's words"
            yield _error("own-graph", subject, message, graph)
    elif graph.startswith(_ARTICLE_GRAPH):
        message = f"the graph of an article describes its claims and spans; put this into {_HELD}"
        yield _error("evidence-only", subject, message, graph)


def _check_statuses(statuses: Mapping[str, set[str]]) -> Iterator[Problem]:
    accepted = concept_iri("accepted")
    for graph, pairs in statuses.items():
        for pair in sorted(pairs):
            subject, _, status = pair.partition(" ")
            wanted = GRAPHS["facts"] if status == accepted else GRAPHS["unconfirmed"]
            if graph != wanted:
                message = f"what is {shorten(status)} belongs into {shorten(wanted)}: queries trust the graph"
                yield _error("status-and-graph", subject, message, graph)


def _check_terms(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[Problem]:
    """No class and no property of relgraph that the ontology does not declare."""
    classes = set(ontology.event_types) | set(ontology.schema.parents)
    properties = set(ontology.schema.properties)
    for quad in quads:
        graph = _value(quad.graph_name)
        if graph == GRAPHS["schema"]:
            continue
        used = [(quad.predicate.value, properties, "property")]
        if quad.predicate.value in {_TYPE, _RG + "claimType"}:
            used.append((_value(quad.object), classes, "class"))
        for iri, known, kind in used:
            name = iri.removeprefix(_RG)
            if iri.startswith(_RG) and name not in known:
                message = f"the ontology has no {kind} '{name}'.{nearest(name, known)} Declare it, or correct the name"
                yield _error("declared-terms", _value(quad.subject), message, graph)


def _check_quotes(quads: Iterable[ox.Quad], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Every quote is the text of its article at its offsets, where that text is known."""
    if not texts:
        return
    by_iri = {article_iri(i): (graph_iri(i), text) for i, text in texts.items()}
    wanted = {_RG + name for name in ("inArticle", "quote", "charStart", "charEnd")}
    spans: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in wanted:
            spans.setdefault(_value(quad.subject), {})[quad.predicate.value] = _value(quad.object)
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
            yield _error("quote-in-text", span, message, graph)
        elif there != said[_RG + "quote"]:
            yield _error(
                "quote-in-text", span, "the text has other words at these offsets; read the article again", graph
            )


# ── shapes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_shapes(quads: Iterable[ox.Quad], described: Mapping[str, set[str]], ontology: Ontology) -> Iterator[Problem]:
    import pyshacl  # 0.8 s, and only a check needs it

    shapes = _read_shapes(ontology.folder / "shapes.ttl")
    _, report, _ = pyshacl.validate(
        _union(quads, ontology), shacl_graph=shapes, inference="none", allow_warnings=True, inplace=True
    )
    for result in report.objects(None, _SH.result):  # not those that only explain another one
        yield _read_result(report, result, shapes, described)


def _read_shapes(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except OSError as e:
        raise OntologyError([f"{path}: cannot be read ({e.strerror or e}); a check needs the shapes"]) from e
    except Exception as e:
        # rdflib's parsers raise whatever went wrong in them.
        raise OntologyError([f"{path}: no valid Turtle ({str(e).strip().splitlines()[0]})"]) from e


def _union(quads: Iterable[ox.Quad], ontology: Ontology) -> rdflib.Graph:
    """All triples in one rdflib graph, with the classes of the ontology at hand."""
    lines = ox.serialize(
        {ox.Triple(q.subject, q.predicate, q.object) for q in quads} | set(ontology.schema_triples()),
        format=ox.RdfFormat.N_TRIPLES,
    )
    return rdflib.Graph().parse(data=lines or b"", format="nt")


def _read_result(
    report: rdflib.Graph, result: rdflib.term.Node, shapes: rdflib.Graph, described: Mapping[str, set[str]]
) -> Problem:
    def one(name: str) -> rdflib.term.Node | None:
        return report.value(result, _SH[name])

    focus, value = one("focusNode"), one("value")
    constraint = one("sourceConstraint")
    shape = constraint if isinstance(constraint, rdflib.URIRef) else one("sourceShape")
    # A rule that joins several things is asked once for the whole graph; what breaks it is the value.
    if constraint is not None and isinstance(value, rdflib.URIRef):
        focus = value
    severities: dict[object, Severity] = {_SH.Violation: "error", _SH.Warning: "warning"}
    # pyshacl reports the severity of the shape, also where the constraint has one of its own.
    severity = shapes.value(constraint, _SH.severity) if constraint is not None else None
    messages = sorted(str(m) for m in report.objects(result, _SH.resultMessage))
    message = messages[0].replace("{?value}: ", "") if messages else "breaks this shape"
    for written in (str(focus), f"<{focus}>"):
        message = message.removeprefix(f"{written}: ")
    return Problem(
        severity=severities.get(severity or one("resultSeverity"), "info"),
        shape=str(shape).removeprefix(_SHAPES),
        focus=str(focus),
        message=message,
        graph=min(described.get(str(focus), ()), default=None),
    )
