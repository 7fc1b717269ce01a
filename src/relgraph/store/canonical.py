"""Canonical: a graph as bytes that depend on nothing but its quads.

N-Quads are one line a quad, sorted. TriG and Turtle are sorted by graph, subject, predicate and object. The copy of
facts, entities and vocabulary that queries without GRAPH see is left out of N-Quads and TriG: it says nothing new.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pyoxigraph as ox

from relgraph.iris import PREFIXES

__all__ = ["digest_of", "named_quads", "sorted_lines", "trig_text", "turtle_text"]

_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[\w])?", re.ASCII)
_RDF_TYPE = "<" + PREFIXES["rdf"] + "type>"
_DATATYPE = re.compile(r"\^\^<([^<>]*)>\Z")
_AT_ONCE = 10_000


def named_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of all named graphs, in the order of the store."""
    default = ox.DefaultGraph()
    return (quad for quad in store if quad.graph_name != default)


def sorted_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """One line of N-Quads for each quad, with its end of line, sorted, none twice."""
    lines: set[bytes] = set()
    batch: list[ox.Quad] = []
    for quad in quads:
        batch.append(quad)
        if len(batch) == _AT_ONCE:
            lines.update(_lines(batch))
            batch.clear()
    lines.update(_lines(batch))
    return sorted(lines)


def _lines(quads: Sequence[ox.Quad]) -> list[bytes]:
    # Ends of line inside a literal are written as \n, so that a line is a quad. Not splitlines(): it would also cut
    # at U+2028 and the like, which N-Quads leave as they are.
    made = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return [line + b"\n" for line in (made or b"").split(b"\n") if line]


def digest_of(lines: Iterable[bytes]) -> str:
    """The sha256 of sorted N-Quads, in hexadecimal."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def trig_text(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """TriG, piece by piece."""
    ordered = sorted({_key(quad): None for quad in quads})
    yield from _head()
    for graph, of_graph in groupby(ordered, key=lambda row: row[0]):
        yield f"\n{_short(graph)} {{\n"
        yield from _subjects([row[1:] for row in of_graph], "    ")
        yield "}\n"


def turtle_text(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Turtle of the triples, whatever graph they are in."""
    yield from _head()
    yield "\n"
    yield from _subjects(sorted({_key(quad)[1:] for quad in quads}), "")


def _key(quad: ox.Quad) -> tuple[str, str, str, str]:
    predicate = str(quad.predicate)
    return (
        str(quad.graph_name),
        str(quad.subject),
        "" if predicate == _RDF_TYPE else predicate,  # the classes of a thing come first
        str(quad.object),
    )


def _head() -> Iterator[str]:
    for prefix, iri in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{iri}> .\n"


def _subjects(rows: Sequence[tuple[str, str, str]], indent: str) -> Iterator[str]:
    for subject, of_subject in groupby(rows, key=lambda row: row[0]):
        parts = []
        for predicate, of_predicate in groupby(of_subject, key=lambda row: row[1]):
            objects = " , ".join(_short(row[2]) for row in of_predicate)
            parts.append(f"{_short(predicate) if predicate else 'a'} {objects}")
        joined = f" ;\n{indent}    ".join(parts)
        yield f"{indent}{_short(subject)} {joined} .\n"


def _short(term: str) -> str:
    """A term of N-Quads with a prefix where one fits: ``<https://w3id.org/relgraph/ns#Visit>`` as ``rg:Visit``."""
    if term.startswith('"'):
        return _DATATYPE.sub(lambda found: "^^" + _short(f"<{found[1]}>"), term)
    if term.startswith("<"):
        for prefix, base in PREFIXES.items():
            local = term[1:-1].removeprefix(base)
            if len(local) < len(term) - 2 and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
    return term
