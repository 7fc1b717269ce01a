"""Terms: no class and no property of relgraph that the ontology does not declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from relgraph.check.problems import Problem, make_error, text_of
from relgraph.errors import nearest
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.ontology import Ontology

__all__ = ["check_terms"]

_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"


def check_terms(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[Problem]:
    """No class and no property of relgraph that the ontology does not declare."""
    classes = set(ontology.event_types) | set(ontology.schema.parents)
    properties = set(ontology.schema.properties)
    for quad in quads:
        graph = text_of(quad.graph_name)
        if graph == GRAPHS["schema"]:
            continue
        used = [(quad.predicate.value, properties, "property")]
        if quad.predicate.value in {_TYPE, _RG + "claimType"}:
            used.append((text_of(quad.object), classes, "class"))
        for iri, known, kind in used:
            name = iri.removeprefix(_RG)
            if iri.startswith(_RG) and name not in known:
                message = f"the ontology has no {kind} '{name}'.{nearest(name, known)} Declare it, or correct the name"
                yield make_error("declared-terms", text_of(quad.subject), message, graph)
