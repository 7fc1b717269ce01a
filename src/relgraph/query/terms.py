"""Terms: the words of an asker as terms of RDF - a code, a name or an id as a thing of the graph, a day as a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import pyoxigraph as ox

from relgraph.errors import AmbiguousNameError, QueryError, nearest
from relgraph.iris import BASE, PREFIXES, concept_iri, shorten, thing_iri
from relgraph.store import Graph, make_day

__all__ = ["KINDS", "Value", "find_actor", "id_of", "make_term", "names_of", "text_of"]

Value = str | int | date


KINDS: dict[str, str] = {
    "state": "rg:State",
    "org": "rg:Organization",
    "person": "rg:Person",
    "actor": "rg:Actor",
    "treaty": "rg:Treaty",
    "post": "rg:Post",
    "place": "rg:Place",
    "concept": "skos:Concept",
    "thing": "",
    "date": "",
    "end-date": "",
    "year": "",
    "integer": "",
    "string": "",
}
"""The kinds of parameters; those of things with the class that a value must have. ``thing`` is anything with a
label. ``end-date`` differs from ``date`` in reading "2012" as its last day."""

_FOLDERS = ("state", "org", "mission", "person", "post", "treaty", "place", "relationship")
_NAMES = "(rdfs:label|skos:prefLabel|skos:altLabel|rg:iso3)"


def text_of(cell: object) -> str:
    """The text of a cell or term of an answer."""
    return str(getattr(cell, "value", cell))


def _of_class(kind: str) -> str:
    return f"?thing a {KINDS[kind]} ." if KINDS[kind] else "?thing rdfs:label ?some_label ."


def _iri(text: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _candidates(text: str, kind: str) -> list[str]:
    """The IRIs that the text may stand for: a whole IRI, a prefixed name, an id, or the last part of an id."""
    prefix, colon, rest = text.partition(":")
    if text.startswith(("http://", "https://")):
        iris = [text]
    elif colon and prefix in PREFIXES and rest:
        iris = [PREFIXES[prefix] + rest]
    elif "/" in text:
        iris = [thing_iri(text)]
    elif kind == "concept":
        iris = [concept_iri(text)] if re.fullmatch(r"[\w-]+", text) else []
    else:
        iris = [thing_iri(f"{folder}/{text}") for folder in _FOLDERS]
    return [str(node) for iri in iris if (node := _iri(iri)) is not None]


def _find(graph: Graph, text: str, kind: str) -> tuple[list[str], list[str]]:
    """IRIs of the things that the text names, and the names of all things of the kind when it names none."""
    values = _candidates(text, kind)
    if values:
        by_id = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {' '.join(values)} }} {_of_class(kind)} }}"
        found = sorted(text_of(row[0]) for row in graph.query(by_id).rows)
        if not found:  # an id that gave way to another
            merged = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?old {{ {' '.join(values)} }} GRAPH g:identities {{ ?old dct:isReplacedBy ?thing }} {_of_class(kind)} }}"
            found = sorted(text_of(row[0]) for row in graph.query(merged).rows)
        if found:
            return found, []
    by_name = f"SELECT DISTINCT ?thing ?name WHERE {{ {_of_class(kind)} ?thing {_NAMES} ?name }}"
    named = sorted((text_of(row[0]), text_of(row[1])) for row in graph.query(by_name).rows)
    exact = sorted({thing for thing, name in named if name == text})
    folded = sorted({thing for thing, name in named if name.casefold() == text.casefold()})
    return exact or folded, [name for _, name in named]


def id_of(iri: str) -> str:
    """The id of a thing (``state/PRK``), or the short form of an IRI that is none.

    >>> id_of(BASE + "id/state/PRK")
    'state/PRK'
    """
    return iri.removeprefix(BASE + "id/") if iri.startswith(BASE + "id/") else shorten(iri)


def _make_thing(graph: Graph, text: str, kind: str, where: str) -> ox.NamedNode:
    found, names = _find(graph, text, kind)
    if len(found) > 1:
        raise AmbiguousNameError(f"{where}: '{text}' can be {', '.join(map(id_of, found))}; give one of these ids")
    if not found:
        forms = (
            "the name of a concept (ambassador)" if kind == "concept" else "a code (PRK), an id (org/ASEAN) or a name"
        )
        cure = f"{nearest(text, names)} Give {forms}"
        raise QueryError(f"{where}: the graph has no {kind} '{text}'.{cure}")
    return ox.NamedNode(found[0])


def _make_number(value: Value, kind: str, where: str) -> ox.Literal:
    text = str(value).strip()
    if not re.fullmatch(r"[+-]?\d{1,18}" if kind == "integer" else r"\d{4}", text, re.ASCII):
        raise QueryError(
            f"{where}: '{text}' is no {kind}; write {'a whole number' if kind == 'integer' else 'four digits'}"
        )
    return ox.Literal(int(text))


def make_term(graph: Graph, value: Value, *, kind: str, where: str = "parameter") -> ox.NamedNode | ox.Literal:
    """One value as a term of RDF.

    ``kind`` is one of ``KINDS``. Things are looked up in the graph, by id, by code, then by any of their names.
    ``where`` begins the message of the QueryError that is raised for a value that names nothing, names two things, or
    is of the wrong form.
    """
    if kind in ("date", "end-date"):
        found = make_day(value, last=kind == "end-date", where=where)
        return ox.Literal(found.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    if kind in ("integer", "year"):
        return _make_number(value, kind, where)
    text = str(value)
    if kind == "string":
        return ox.Literal(text)
    if not text.strip():
        raise QueryError(f"{where}: it is empty; give a code, an id or a name")
    return _make_thing(graph, text.strip(), kind, where)


def find_actor(graph: Graph, actor: str, *, where: str) -> ox.NamedNode | ox.Literal:
    """An actor by id, code or name; treaties are found too. ``where`` begins the message of the QueryError for none."""
    try:
        return make_term(graph, actor, kind="actor", where=where)
    except QueryError:
        with suppress(QueryError):
            return make_term(graph, actor, kind="thing", where=where)
        raise


def names_of(values: Iterable[str]) -> str:
    """A list of names for a message.

    >>> names_of(["a", "b"])
    'a, b'
    """
    return ", ".join(values) or "none"
