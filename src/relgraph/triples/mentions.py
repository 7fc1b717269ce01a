"""Mentions: by which words an article names those who take part in its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from relgraph.iris import article_iri, mention_iri, thing_iri
from relgraph.records import Actor, Claim, IdentityCandidate, Reading
from relgraph.triples.entities import is_concept, thing
from relgraph.triples.terms import TYPE, Pair, decimal, integer, rg, string

__all__ = ["Open", "mention_triples", "open_identities"]

Open = Mapping[tuple[str, str], tuple[str, ...]]
"""By source and actor, ids of those who may be meant as well."""

_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
_KINDS = frozenset(["actor", "place", "treaty"])
_Found = tuple[int, int, str, str, float]
"""Start, end, the words, how they were read, how sure."""


def open_identities(candidates: Iterable[IdentityCandidate]) -> Open:
    """For each actor of each source those who may be the same."""
    found: dict[tuple[str, str], set[str]] = {}
    for candidate in candidates:
        for source in candidate.articles:
            found.setdefault((source, candidate.one), set()).add(candidate.other)
            found.setdefault((source, candidate.other), set()).add(candidate.one)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def mention_triples(reading: Reading, candidates: Open) -> Iterator[_Triple]:
    """One node for each actor of a claim and each wording of it, at its first place in the text.

    ``reading`` is settled: its actors have the ids that are kept.
    """
    wanted: dict[str, Actor] = {}
    for claim in reading.claims:
        for actor in (claim.claimed_by, *(role.actor for role in claim.roles)):
            if not is_concept(actor):
                wanted.setdefault(actor.id, actor)
    first: dict[tuple[str, str], _Found] = {}
    for key, found in _places(reading):
        if key in wanted and ((key, found[2]) not in first or found < first[key, found[2]]):
            first[key, found[2]] = found
    article = ox.NamedNode(article_iri(reading.article.id))
    for (key, _), found in sorted(first.items()):
        node = ox.NamedNode(mention_iri(reading.article.id, found[0], found[1]))
        for predicate, value in _pairs(wanted[key], found):
            yield node, predicate, value
        yield node, rg("inArticle"), article
        for other in candidates.get((reading.id, key), ()):
            yield node, rg("candidate"), ox.NamedNode(thing_iri(other))


def _pairs(actor: Actor, found: _Found) -> Iterator[Pair]:
    start, end, surface, how, confidence = found
    yield TYPE, rg("Mention")
    yield rg("refersTo"), thing(actor)
    yield rg("surface"), string(surface)
    yield rg("charStart"), integer(start)
    yield rg("charEnd"), integer(end)
    yield rg("how"), string(how)
    if confidence < 1:
        yield rg("confidence"), decimal(confidence)


def _places(reading: Reading) -> Iterator[tuple[str, _Found]]:
    """Where the text names whom."""
    for mention in reading.mentions:
        if mention.kind in _KINDS and len(mention.actors) == 1 and mention.surface.strip():
            yield (
                mention.actors[0].id,
                (mention.start, mention.end, mention.surface, mention.how, mention.confidence),
            )
    named = {(m.start, m.end) for m in reading.mentions}
    for claim in reading.claims:
        for role in claim.roles:
            if role.start is None or role.end is None or (role.start, role.end) in named:
                continue
            words = _words(claim, role.start, role.end)
            if words:
                yield role.actor.id, (role.start, role.end, words, role.how, claim.confidence)


def _words(claim: Claim, start: int, end: int) -> str:
    """The words at a place of the text, where the quote of the claim holds them; the text may not be at hand."""
    if claim.start <= start < end <= claim.end:
        return claim.quote[start - claim.start : end - claim.start]
    return ""
