"""Which nodes the validator sees: it finds the same among the suspects as among all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from test_check import FAULTS, good

from relgraph.check.problems import Problem
from relgraph.check.rows import Rows
from relgraph.check.shapes import check_shapes
from relgraph.iris import BASE, PREFIXES
from relgraph.ontology import Ontology, load_ontology

__all__ = ["good"]

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rg: <https://w3id.org/relgraph/ns#> .
@prefix s: <https://w3id.org/relgraph/shapes/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix st: <https://w3id.org/relgraph/id/state/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def rows_after(quads: list[ox.Quad], *updates: str) -> Rows:
    """The rows of the good graph after some updates."""
    store = ox.Store()
    store.extend(quads)
    for update in updates:
        store.update(update, prefixes=PREFIXES)
    return Rows((q for q in store if not isinstance(q.graph_name, ox.DefaultGraph)), load_ontology().schema_triples())


def test_the_validator_finds_the_same_in_all_nodes(good: list[ox.Quad]) -> None:
    """Speed must not lose a problem: every shape is broken here, and pyshacl looks at every node by itself."""
    ontology = load_ontology()
    rows = rows_after(good, *(fault.update for fault in FAULTS))
    triples = {ox.Triple(q.subject, q.predicate, q.object) for q in rows.quads} | set(ontology.schema_triples())
    union = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph().parse(ontology.folder / "shapes.ttl")
    _, report, _ = pyshacl.validate(union, shacl_graph=shapes, inference="none", allow_warnings=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    expected = set()
    for result in report.objects(None, sh.result):
        constraint, value = report.value(result, sh.sourceConstraint), report.value(result, sh.value)
        joined = constraint is not None and isinstance(value, rdflib.URIRef)
        shape = constraint if isinstance(constraint, rdflib.URIRef) else report.value(result, sh.sourceShape)
        focus = value if joined else report.value(result, sh.focusNode)
        expected.add((str(shape).removeprefix(BASE + "shapes/"), str(focus)))
    found = {(p.shape, p.focus) for p in check_shapes(rows, ontology)}
    assert len(expected) > 80
    assert found == expected


def with_shapes(tmp_path: Path, shapes: str) -> Ontology:
    """An ontology that has only these shapes."""
    folder = Path(shutil.copytree(load_ontology().folder, tmp_path / "ontology"))
    (folder / "shapes.ttl").write_text(HEAD + shapes, encoding="utf-8")
    return load_ontology(folder)


@pytest.mark.parametrize(
    "shape",
    [
        "s:x a sh:NodeShape ; sh:targetClass rg:State ; sh:closed true ; sh:property [ sh:path rdfs:label ] .",
        "s:x a sh:NodeShape ; sh:targetClass rg:Visit ; sh:property s:y . "
        "s:y sh:path ( rg:actor rg:onBehalfOf ) ; sh:maxCount 0 .",
        "s:x a sh:NodeShape ; sh:targetClass rg:State ; sh:property [ sh:path [ sh:inversePath rg:actor ] ; sh:maxCount 0 ] .",
        "s:x a sh:NodeShape ; sh:targetNode st:PRK ; sh:class rg:Person .",
        "s:x a sh:NodeShape ; sh:targetObjectsOf rg:actor ; sh:class rg:Treaty .",
        "s:x a sh:NodeShape ; sh:targetClass rg:State ; sh:not [ sh:nodeKind sh:IRI ] .",
        's:x a sh:NodeShape ; sh:targetClass rg:State ; sh:property [ sh:path rdfs:label ; sh:languageIn ( "de" ) ] .',
        's:x a sh:NodeShape ; sh:targetClass rg:State ; sh:property [ sh:path rdfs:label ; sh:pattern "^z" ; sh:flags "i" ] .',
        "s:x a sh:NodeShape ; sh:targetClass rg:State ; "
        'sh:sparql [ sh:select "SELECT $this WHERE { $this <http://www.w3.org/2000/01/rdf-schema#label> ?l }" ] .',
        "s:x a sh:NodeShape ; sh:targetClass rg:Visit ; sh:property [ sh:path rg:status ; sh:node [ sh:property "
        "[ sh:path rdfs:label ; sh:minCount 1 ] ] ] .",
        "s:x a sh:NodeShape ; sh:targetSubjectsOf rg:sortDate ; sh:property [ sh:path rg:sortDate ; sh:datatype xsd:dateTime ] .",
    ],
)
def test_a_shape_that_is_not_understood_is_left_to_the_validator(
    good: list[ox.Quad], tmp_path: Path, shape: str
) -> None:
    """Shapes of SHACL's other kinds, in an ontology of one's own, are tested as before."""
    found: list[Problem] = list(check_shapes(rows_after(good), with_shapes(tmp_path, shape)))
    assert found


def test_a_shape_that_is_switched_off_finds_nothing(good: list[ox.Quad], tmp_path: Path) -> None:
    """sh:deactivated is not understood by what narrows the shapes, and the validator keeps it."""
    shape = "s:x a sh:NodeShape ; sh:targetClass rg:State ; sh:deactivated true ; sh:class rg:Person ."
    assert list(check_shapes(rows_after(good), with_shapes(tmp_path, shape))) == []
