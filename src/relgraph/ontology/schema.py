"""What ``relgraph.ttl`` declares, read quickly: classes with their superclass, properties, roles, labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from relgraph.errors import OntologyError
from relgraph.iris import PREFIXES, term_iri

__all__ = ["CONCEPT_ROLES", "Schema", "read_schema", "read_triples"]

CONCEPT_ROLES = frozenset(["rank", "level", "capacity", "missionStatus", "participationStatus", "relationStatus"])
"""Roles that a concept of the scheme of the same name fills, as ``level/levelAmbassador``."""

_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"
_CLASS = PREFIXES["owl"] + "Class"
_PROPERTIES = {PREFIXES["owl"] + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The names that the upper ontology declares; all are local names in the namespace of relgraph."""

    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Class to its direct superclasses within relgraph."""
    properties: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    """The properties that join a claim or situation to what takes part in it."""
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)


def read_triples(path: Path) -> tuple[tuple[ox.Triple, ...], dict[str, str]]:
    """All triples of a Turtle file and the prefixes that it declares; OntologyError names the line."""
    if not path.is_file():
        raise OntologyError([f"{path}: missing; an ontology folder needs this file"])
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        triples = tuple(quad.triple for quad in parser)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise OntologyError([f"{path}{f':{line}' if line else ''}: no valid Turtle, {error}"]) from error
    return triples, dict(parser.prefixes)


def read_schema(path: Path) -> Schema:
    """Read ``relgraph.ttl``."""
    triples, prefixes = read_triples(path)
    parents: dict[str, set[str]] = {}
    properties: set[str] = set()
    roles: set[str] = set()
    texts: dict[str, dict[str, str]] = {"label": {}, "definition": {}}
    for name, predicate, value in _own_terms(triples):
        if predicate == _TYPE and isinstance(value, ox.NamedNode):
            if value.value == _CLASS:
                parents.setdefault(name, set())
            elif value.value in _PROPERTIES:
                properties.add(name)
            elif value.value == term_iri("RoleProperty"):
                roles.add(name)
        elif isinstance(value, ox.NamedNode):
            if predicate == PREFIXES["rdfs"] + "subClassOf" and value.value.startswith(_RG):
                parents.setdefault(name, set()).add(value.value.removeprefix(_RG))
        elif isinstance(value, ox.Literal):
            for kind, iri in (("label", PREFIXES["rdfs"] + "label"), ("definition", PREFIXES["skos"] + "definition")):
                if predicate == iri:
                    texts[kind][name] = value.value
    return Schema(
        parents={name: tuple(sorted(above)) for name, above in sorted(parents.items())},
        properties=frozenset(properties),
        roles=frozenset(roles),
        labels=texts["label"],
        definitions=texts["definition"],
        prefixes=prefixes,
    )


def _own_terms(triples: tuple[ox.Triple, ...]) -> Iterator[tuple[str, str, object]]:
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(_RG):
            yield triple.subject.value.removeprefix(_RG), triple.predicate.value, triple.object
