"""The ontology as one thing: upper classes from ``relgraph.ttl``, event types from ``events/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from relgraph.errors import OntologyError, nearest
from relgraph.iris import PREFIXES, term_iri
from relgraph.ontology.events import EventFile, EventType, read_event_file
from relgraph.ontology.problems import find_problems
from relgraph.ontology.schema import Schema, read_schema, read_triples
from relgraph.resources import ontology_dir

if TYPE_CHECKING:
    import rdflib

__all__ = ["Ontology", "TypeRow", "load_ontology"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One event type as a line of a table."""

    id: str
    code: str
    label: str
    parent: str
    definition: str
    tone: float


@dataclass(frozen=True, kw_only=True)
class Ontology:
    """Event types and upper classes, already checked. Made by :func:`load_ontology`."""

    folder: Path
    overlay: Path | None
    event_types: dict[str, EventType]
    """By id, in the order of the ids."""
    schema: Schema

    def superclasses(self, name: str) -> tuple[str, ...]:
        """The classes above a class or event type, nearest first, within the namespace of relgraph.

        OntologyError for a name that is neither.
        """
        above = []
        here = name
        while parents := self._parents(here):
            here = parents[0]
            above.append(here)
        return tuple(above)

    def ancestors(self, type_id: str) -> tuple[str, ...]:
        """The types and classes above an event type or a state of affairs, up to ``Situation``."""
        return self.superclasses(type_id)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether a class or event type is another one or stands below it."""
        return name == ancestor or ancestor in self.superclasses(name)

    def label(self, name: str) -> str:
        """The label of an event type, class or property."""
        if name in self.event_types:
            return self.event_types[name].label
        if name in self.schema.labels:
            return self.schema.labels[name]
        raise self._unknown(name)

    def definition(self, name: str) -> str:
        """The definition of an event type, class or property."""
        if name in self.event_types:
            return self.event_types[name].definition
        if name in self.schema.definitions:
            return self.schema.definitions[name]
        raise self._unknown(name)

    @cached_property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """Code of the gold annotation to the ids of the event types that have it."""
        by_code: dict[str, list[str]] = {}
        for event_type in self.event_types.values():
            by_code.setdefault(event_type.code, []).append(event_type.id)
        return {code: tuple(ids) for code, ids in sorted(by_code.items())}

    def rows(self) -> tuple[TypeRow, ...]:
        """All event types as lines of a table, in the order of code and id."""
        rows = [
            TypeRow(id=t.id, code=t.code, label=t.label, parent=t.parent, definition=t.definition, tone=t.tone.value)
            for t in self.event_types.values()
        ]
        return tuple(sorted(rows, key=lambda row: (row.code, row.id)))

    def schema_triples(self) -> Iterator[ox.Triple]:
        """``relgraph.ttl`` and, for each event type, its class with label, definition and codes elsewhere."""
        yield from read_triples(self.folder / "relgraph.ttl")[0]
        for event_type in self.event_types.values():
            yield from _class_triples(event_type, self.schema)

    def vocabulary_triples(self) -> Iterator[ox.Triple]:
        """The concept schemes of ``vocabulary.ttl``."""
        yield from read_triples(self.folder / "vocabulary.ttl")[0]

    def schema_graph(self) -> rdflib.Graph:
        """:meth:`schema_triples` as an rdflib graph."""
        return _graph(self.schema_triples(), self.schema.prefixes)

    def vocabulary_graph(self) -> rdflib.Graph:
        """:meth:`vocabulary_triples` as an rdflib graph."""
        return _graph(self.vocabulary_triples(), self.schema.prefixes)

    def _parents(self, name: str) -> tuple[str, ...]:
        if name in self.event_types:
            return (self.event_types[name].parent,)
        if name in self.schema.parents:
            return self.schema.parents[name]
        raise self._unknown(name)

    def _unknown(self, name: str) -> OntologyError:
        names = [*self.event_types, *self.schema.parents]
        return OntologyError([f"No such event type or class '{name}'.{nearest(name, names)}"])


def load_ontology(folder: Path | str | None = None, overlay: Path | str | None = None) -> Ontology:
    """The ontology in a folder, or the one that came with this installation.

    ``overlay`` is a folder whose ``events/*.yaml`` add event types, or replace those of the same id. The same
    object is returned until a file changes. OntologyError lists everything that is wrong in any file.
    """
    base = Path(folder).resolve() if folder is not None else ontology_dir()
    above = Path(overlay).resolve() if overlay is not None else None
    for path in (base, above):
        if path is not None and not path.is_dir():
            raise OntologyError([f"{path}: no such folder; name the folder that has 'events' in it"])
    return _load(base, above, _stamp(base, above))


def _stamp(base: Path, overlay: Path | None) -> tuple[tuple[str, int, int], ...]:
    paths = [base / "relgraph.ttl", *(base / "events").glob("*.yaml")]
    paths += (overlay / "events").glob("*.yaml") if overlay else ()
    states = [(str(path), path.stat()) for path in sorted(paths) if path.is_file()]
    return tuple((path, state.st_mtime_ns, state.st_size) for path, state in states)


@lru_cache(maxsize=8)
def _load(base: Path, overlay: Path | None, stamp: tuple[tuple[str, int, int], ...]) -> Ontology:
    schema = read_schema(base / "relgraph.ttl")
    files = _read_files(base)
    if overlay is not None:
        added = _read_files(overlay)
        replaced = {file.mapping.values.get("id") for file in added}
        files = [file for file in files if file.mapping.values.get("id") not in replaced] + added
    problems = find_problems(files, schema)
    if problems:
        raise OntologyError(problems)
    types = [file.event_type for file in files if file.event_type is not None]
    by_id = {t.id: t for t in sorted(types, key=lambda t: t.id)}
    return Ontology(folder=base, overlay=overlay, event_types=by_id, schema=schema)


def _read_files(folder: Path) -> list[EventFile]:
    return [read_event_file(path) for path in sorted((folder / "events").glob("*.yaml"))]


def _class_triples(event_type: EventType, schema: Schema) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(term_iri(event_type.id))

    def triple(prefix: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(subject, ox.NamedNode(PREFIXES[prefix] + name), value)

    yield triple("rdf", "type", ox.NamedNode(PREFIXES["owl"] + "Class"))
    yield triple("rdfs", "subClassOf", ox.NamedNode(term_iri(event_type.parent)))
    yield triple("rdfs", "label", ox.Literal(event_type.label, language="en"))
    yield triple("skos", "definition", ox.Literal(event_type.definition, language="en"))
    yield triple("rg", "eventCode", ox.Literal(event_type.code))
    if event_type.crosswalk.cameo:
        yield triple("rg", "cameoCode", ox.Literal(event_type.crosswalk.cameo))
    if event_type.crosswalk.plover:
        yield triple("rg", "ploverCode", ox.Literal(event_type.crosswalk.plover))
    for curie in event_type.close_match:
        prefix, _, name = curie.partition(":")
        base = schema.prefixes.get(prefix) or PREFIXES[prefix]
        yield triple("skos", "closeMatch", ox.NamedNode(base + name))


def _graph(triples: Iterator[ox.Triple], prefixes: dict[str, str]) -> rdflib.Graph:
    import rdflib  # a third of a second; most commands never need it

    graph = rdflib.Graph()
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=lines or b"", format="nt")
    for prefix, iri in sorted({**PREFIXES, **prefixes}.items()):
        graph.bind(prefix, iri, replace=True)
    return graph
