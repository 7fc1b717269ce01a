"""Identities: which ids of the sources mean one actor and why, and which actors may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from relgraph.iris import article_iri, dataset_iri, digest, thing_iri
from relgraph.records import IdentityCandidate, IdentityLink
from relgraph.triples.terms import LABEL, TYPE, decimal, rg, text

__all__ = ["former_names", "identity_triples"]

_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
_REPLACED = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")


def identity_triples(links: Iterable[IdentityLink], candidates: Iterable[IdentityCandidate]) -> Iterator[_Triple]:
    """What the graph of identities says.

    An id that means another wherever it is used is replaced by it; one that means different actors in different
    sources is not, and the link names those sources.
    """
    for link in links:
        node = _node(link.other, link.kept, str(link.everywhere))
        other, kept = ox.NamedNode(thing_iri(link.other)), ox.NamedNode(thing_iri(link.kept))
        yield node, TYPE, rg("IdentityLink")
        yield node, LABEL, text(link.label)
        yield node, rg("merged"), other
        yield node, rg("kept"), kept
        yield from _reasons(node, link)
        if link.everywhere:
            yield other, _REPLACED, kept
    for candidate in candidates:
        node = _node(candidate.one, candidate.other, "candidate")
        yield node, TYPE, rg("IdentityCandidate")
        for key in (candidate.one, candidate.other):
            yield node, rg("candidate"), ox.NamedNode(thing_iri(key))
        yield from _reasons(node, candidate)


def former_names(links: Iterable[IdentityLink]) -> Mapping[str, set[str]]:
    """By kept id, the names under the ids that it replaces everywhere."""
    found: dict[str, set[str]] = {}
    for link in links:
        if link.everywhere:
            found.setdefault(link.kept, set()).add(link.label)
    return found


def _node(*parts: str) -> ox.NamedNode:
    return ox.NamedNode(thing_iri(f"identity/{digest(*parts)}"))


def _reasons(node: ox.NamedNode, decided: IdentityLink | IdentityCandidate) -> Iterator[_Triple]:
    yield node, rg("description"), text("; ".join([decided.reason, *decided.evidence]))
    yield node, rg("score"), decimal(decided.points)
    for source in decided.articles:
        dataset = source.removeprefix("dataset:")
        iri = article_iri(source) if dataset == source else dataset_iri(dataset)
        yield node, rg("usedIn"), ox.NamedNode(iri)
