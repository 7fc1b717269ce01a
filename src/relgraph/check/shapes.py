"""Shapes: the SHACL of the ontology's ``shapes.ttl``, tested once, over all graphs together.

That gives what a test of each article by itself would give, since a claim, a span or an article may be described in the
graph of its own article only, and this is checked first.

pyshacl says what breaks a shape and why. It is slow, so the two things that take it minutes are done before: SPARQL
constraints are asked of pyoxigraph, and nodes that certainly conform are taken out of its sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF

from relgraph.check.problems import Problem, Severity, text_of
from relgraph.check.rows import Rows
from relgraph.check.suspects import Classes, narrow_shapes
from relgraph.errors import OntologyError
from relgraph.iris import BASE
from relgraph.ontology import Ontology

__all__ = ["check_shapes"]

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_SHAPES = BASE + "shapes/"
_SEVERITIES: dict[object, Severity] = {_SH.Violation: "error", _SH.Warning: "warning", _SH.Info: "info"}


def check_shapes(rows: Rows, ontology: Ontology) -> Iterator[Problem]:
    """Whatever breaks a shape. The rows must know the ontology.

    Raises OntologyError when there is no readable ``shapes.ttl``.
    """
    shapes = _read_shapes(ontology.folder / "shapes.ttl")
    triples = {ox.Triple(q.subject, q.predicate, q.object) for q in rows.quads} | set(ontology.schema_triples())
    yield from _ask_constraints(shapes, triples, rows)
    narrowed = narrow_shapes(shapes, rows, Classes(triples))
    if not narrowed.left:
        return
    import pyshacl  # 0.8 s, and only a graph that is not in order needs it

    if narrowed.levels is not None:
        triples = _around(shapes, triples, rows, narrowed.levels)
    _, report, _ = pyshacl.validate(
        _to_rdflib(triples), shacl_graph=shapes, inference="none", allow_warnings=True, inplace=True
    )
    for result in report.objects(None, _SH.result):  # not those that only explain another one
        yield _read_result(report, result, shapes, rows)


def _read_shapes(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except OSError as e:
        raise OntologyError([f"{path}: cannot be read ({e.strerror or e}); a check needs the shapes"]) from e
    except Exception as e:
        # rdflib's parsers raise whatever went wrong in them.
        raise OntologyError([f"{path}: no valid Turtle ({str(e).strip().splitlines()[0]})"]) from e


# ── what SPARQL says ────────────────────────────────────────────────────────────────────────────────────────────


def _ask_constraints(shapes: rdflib.Graph, triples: set[ox.Triple], rows: Rows) -> Iterator[Problem]:
    """Ask the SPARQL constraints of shapes that target single nodes, and take them out of the shapes.

    Those of other shapes, which are asked once for each node, are left to the validator.
    """
    asked = []
    for shape, constraint in sorted(shapes.subject_objects(_SH.sparql)):
        targets = {p for p in shapes.predicates(shape) if str(p).startswith(str(_SH.target))}
        plain = not any((thing, _SH.deactivated, None) in shapes for thing in (shape, constraint))
        if targets == {_SH.targetNode} and plain and (constraint, _SH.select, None) in shapes:
            asked.append((shape, constraint))
    if not asked:
        return
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    for shape, constraint in asked:
        for target in shapes.objects(shape, _SH.targetNode):
            for solution in _select(store, shapes, constraint, target):
                value = text_of(solution["value"]) if solution["value"] is not None else str(target)
                yield Problem(
                    severity=_SEVERITIES.get(
                        shapes.value(constraint, _SH.severity) or shapes.value(shape, _SH.severity) or _SH.Violation,
                        "info",
                    ),
                    shape=_name_of(constraint, shape),
                    focus=value,
                    message=_strip(shapes.value(constraint, _SH.message) or "breaks this shape", value),
                    graph=rows.place(value),
                )
        shapes.remove((shape, _SH.sparql, constraint))
    for shape in {shape for shape, _ in asked}:
        rest = {p for p in shapes.predicates(shape) if str(p).startswith(str(_SH))}
        if rest <= {_SH.targetNode, _SH.severity, _SH.message, _SH.name, _SH.description}:
            shapes.remove((shape, _SH.targetNode, None))


def _select(
    store: ox.Store, shapes: rdflib.Graph, constraint: rdflib.term.Node, target: rdflib.term.Node
) -> ox.QuerySolutions:
    prefixes = {
        str(shapes.value(declared, _SH.prefix)): str(shapes.value(declared, _SH.namespace))
        for owner in shapes.objects(constraint, _SH.prefixes)
        for declared in shapes.objects(owner, _SH.declare)
    }
    select = str(shapes.value(constraint, _SH.select))
    try:
        answer = store.query(select, prefixes=prefixes, substitutions={ox.Variable("this"): ox.NamedNode(str(target))})
    except SyntaxError as e:
        raise OntologyError([f"shapes.ttl: {_name_of(constraint, constraint)}: no valid SPARQL ({e})"]) from e
    return answer  # type: ignore[return-value]


# ── what the validator says ─────────────────────────────────────────────────────────────────────────────────────


def _around(shapes: rdflib.Graph, triples: set[ox.Triple], rows: Rows, levels: int) -> set[ox.Triple]:
    """The triples that the validator can come to from the nodes that the shapes still target."""
    found = {t for t in triples if t.predicate.value == str(rdflib.RDFS.subClassOf)}
    here = {str(node) for node in shapes.objects(None, _SH.targetNode)}
    seen: set[str] = set()
    for _ in range(levels + 1):
        seen |= here
        beyond: set[str] = set()
        for node in here:
            subject = ox.BlankNode(node.removeprefix("_:")) if node.startswith("_:") else ox.NamedNode(node)
            for predicate, values in rows.properties(node).items():
                found |= {ox.Triple(subject, ox.NamedNode(predicate), value) for value in values}
                if predicate != str(RDF.type):
                    beyond |= {text_of(value) for value in values if not isinstance(value, ox.Literal)}
        here = beyond - seen
    return found


def _to_rdflib(triples: set[ox.Triple]) -> rdflib.Graph:
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines or b"", format="nt")


def _read_result(report: rdflib.Graph, result: rdflib.term.Node, shapes: rdflib.Graph, rows: Rows) -> Problem:
    def one(name: str) -> rdflib.term.Node | None:
        return report.value(result, _SH[name])

    focus, value = one("focusNode"), one("value")
    constraint = one("sourceConstraint")
    shape = constraint if isinstance(constraint, rdflib.URIRef) else one("sourceShape")
    # A rule that joins several things is asked once for the whole graph; what breaks it is the value.
    if constraint is not None and isinstance(value, rdflib.URIRef):
        focus = value
    # pyshacl reports the severity of the shape, also where the constraint has one of its own.
    severity = shapes.value(constraint, _SH.severity) if constraint is not None else None
    messages = sorted(str(m) for m in report.objects(result, _SH.resultMessage))
    return Problem(
        severity=_SEVERITIES.get(severity or one("resultSeverity"), "info"),
        shape=str(shape).removeprefix(_SHAPES),
        focus=str(focus),
        message=_strip(messages[0] if messages else "breaks this shape", str(focus)),
        graph=rows.place(str(focus)),
    )


def _name_of(constraint: rdflib.term.Node, shape: rdflib.term.Node) -> str:
    return str(constraint if isinstance(constraint, rdflib.URIRef) else shape).removeprefix(_SHAPES)


def _strip(message: object, focus: str) -> str:
    """The message without the name of what it is about, which the problem gives by itself."""
    text = str(message).replace("{?value}: ", "")
    for written in (focus, f"<{focus}>"):
        text = text.removeprefix(f"{written}: ")
    return text
