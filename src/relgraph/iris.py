"""IRIs of relgraph: one constant, one function for each kind of thing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

__all__ = [
    "BASE",
    "GRAPHS",
    "PREFIXES",
    "article_iri",
    "claim_iri",
    "concept_iri",
    "dataset_graph_iri",
    "dataset_iri",
    "digest",
    "graph_iri",
    "mention_iri",
    "record_iri",
    "shorten",
    "slug",
    "span_iri",
    "term_iri",
    "thing_iri",
]

BASE = "https://w3id.org/relgraph/"

PREFIXES: dict[str, str] = {
    "rg": BASE + "ns#",
    "v": BASE + "vocab/",
    "g": BASE + "graph/",
    "art": BASE + "article/",
    "ds": BASE + "dataset/",
    "st": BASE + "id/state/",
    "o": BASE + "id/org/",
    "mis": BASE + "id/mission/",
    "pers": BASE + "id/person/",
    "post": BASE + "id/post/",
    "tr": BASE + "id/treaty/",
    "pl": BASE + "id/place/",
    "rel": BASE + "id/relationship/",
    "ev": BASE + "id/event/",
    "soa": BASE + "id/soa/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
"""Prefixes that every query knows without declaring them."""

GRAPHS: dict[str, str] = {
    name: BASE + "graph/" + name
    for name in ("facts", "entities", "vocab", "unconfirmed", "conflicts", "identities", "schema")
}
"""The named graphs other than those of single articles. The first three form the default dataset."""


def term_iri(name: str) -> str:
    """IRI of a class or property of the ontology.

    >>> term_iri("Accession")
    'https://w3id.org/relgraph/ns#Accession'
    """
    return PREFIXES["rg"] + name


def concept_iri(name: str) -> str:
    """IRI of a concept of the vocabulary (``planned``, ``ambassador``)."""
    return PREFIXES["v"] + name


def thing_iri(path: str) -> str:
    """IRI of an actor, treaty, place or situation from its id (``state/PRK``)."""
    return BASE + "id/" + quote(path, safe="/-._~")


def article_iri(article_id: str) -> str:
    """IRI of an article. Anything but unreserved characters is percent-encoded, slashes too."""
    return BASE + "article/" + quote(article_id, safe="-._~")


def claim_iri(article_id: str, claim_id: str) -> str:
    """IRI of a claim: a fragment of its article."""
    return f"{article_iri(article_id)}#{quote(claim_id, safe='-._~')}"


def span_iri(article_id: str, start: int, end: int) -> str:
    """IRI of a piece of an article's text, after RFC 5147.

    >>> span_iri("a1", 3, 9)
    'https://w3id.org/relgraph/article/a1#char=3,9'
    """
    return f"{article_iri(article_id)}#char={start},{end}"


def mention_iri(article_id: str, start: int, end: int) -> str:
    """IRI of a mention: the place in an article's text that names somebody.

    >>> mention_iri("a1", 3, 9)
    'https://w3id.org/relgraph/article/a1#mention=3,9'
    """
    return f"{article_iri(article_id)}#mention={start},{end}"


def graph_iri(article_id: str) -> str:
    """IRI of the named graph that holds all that one article says."""
    return BASE + "graph/article/" + quote(article_id, safe="-._~")


def dataset_iri(dataset_id: str) -> str:
    """IRI of a dataset."""
    return BASE + "dataset/" + quote(dataset_id, safe="-._~")


def record_iri(dataset_id: str, record: str) -> str:
    """IRI of a record of a dataset.

    >>> record_iri("tac-parties", "PRK")
    'https://w3id.org/relgraph/dataset/tac-parties#record=PRK'
    """
    return f"{dataset_iri(dataset_id)}#record={quote(record, safe='-._~')}"


def dataset_graph_iri(dataset_id: str) -> str:
    """IRI of the named graph that holds all that one dataset says."""
    return BASE + "graph/ref/" + quote(dataset_id, safe="-._~")


def shorten(iri: str) -> str:
    """The prefixed form of an IRI, for people; the IRI itself where no prefix fits.

    >>> shorten("https://w3id.org/relgraph/id/state/PRK")
    'st:PRK'
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and re.fullmatch(r"[\w.-]+", iri[len(base) :]):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def slug(name: str) -> str:
    """A lower-case ASCII slug of a name; names without any Latin letter get a hash.

    >>> slug("Võ Văn Thưởng"), slug("Côte d'Ivoire")
    ('vo-van-thuong', 'cote-divoire')
    """
    folded = name.translate(str.maketrans("đĐøØłŁßıæÆ’'", "dDoOlLsiaA\0\0")).replace("\0", "")
    ascii_ = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "x" + digest(name)


def digest(*parts: str) -> str:
    """First 12 hex digits of the SHA-256 of the parts, for ids that must not depend on order of arrival."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
