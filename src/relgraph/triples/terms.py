"""Terms: how the values of records are written in RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from relgraph.iris import PREFIXES, concept_iri, term_iri
from relgraph.records import When

__all__ = [
    "LABEL",
    "TYPE",
    "Pair",
    "concept",
    "day",
    "decimal",
    "integer",
    "rg",
    "string",
    "text",
    "true",
    "uri",
    "when_pairs",
]

Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
"""A predicate and its object; the subject and the graph are put to it where it is used."""

_XSD = PREFIXES["xsd"]
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


def rg(name: str) -> ox.NamedNode:
    """A class or property of the ontology."""
    return ox.NamedNode(term_iri(name))


def concept(name: str) -> ox.NamedNode:
    """A concept of the vocabulary."""
    return ox.NamedNode(concept_iri(name))


def _clean(words: str) -> str:
    # Half of a surrogate pair cannot be written in UTF-8; another single character keeps all offsets right.
    return _SURROGATE.sub("\ufffd", words)


def string(words: str) -> ox.Literal:
    """Words as they are, without a language: quotes, codes, digests."""
    return ox.Literal(_clean(words))


def text(words: str, language: str = "en") -> ox.Literal:
    """Words in a language; without one when the tag is none that RDF knows."""
    return ox.Literal(_clean(words), language=language) if _LANGUAGE.fullmatch(language) else string(words)


def day(value: date) -> ox.Literal:
    """A day as xsd:date."""
    return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def integer(value: int) -> ox.Literal:
    """A whole number as xsd:integer."""
    return ox.Literal(str(value), datatype=ox.NamedNode(_XSD + "integer"))


def decimal(value: float) -> ox.Literal:
    """A number with at most two decimals as xsd:decimal.

    In the canonical form ("0.9", not "0.90"), since Oxigraph stores no other and a graph must have the same bytes
    before and after.
    """
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return ox.Literal("0" if digits == "-0" else digits, datatype=ox.NamedNode(_XSD + "decimal"))


def true() -> ox.Literal:
    """The boolean true."""
    return ox.Literal("true", datatype=ox.NamedNode(_XSD + "boolean"))


def uri(address: str) -> ox.Literal:
    """An address on the web as xsd:anyURI: addresses in the wild are often no valid IRI and would not load as one."""
    return ox.Literal(_clean(address), datatype=ox.NamedNode(_XSD + "anyURI"))


def when_pairs(when: When) -> Iterator[Pair]:
    """The date of a claim or situation: one EDTF literal, how it is known, the four bounds, and a day to sort by.

    Nothing at all when the date has neither a literal nor a bound.
    """
    if when.edtf is not None:
        yield rg("when"), ox.Literal(when.edtf, datatype=ox.NamedNode(PREFIXES["edtf"] + "EDTF"))
    bounds = {
        "startEarliest": when.start_earliest,
        "startLatest": when.start_latest,
        "endEarliest": when.end_earliest,
        "endLatest": when.end_latest,
        "sortDate": when.sort_date,
    }
    for name, bound in bounds.items():
        if bound is not None:
            yield rg(name), day(bound)
    if when.edtf is not None or when.sort_date is not None:
        yield rg("dateBasis"), concept(when.basis)
