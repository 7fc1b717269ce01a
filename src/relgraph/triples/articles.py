"""Articles: the named graph of one article with its claims and the pieces of text that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from relgraph.dates import by_publication, make_when
from relgraph.iris import article_iri, claim_iri, span_iri
from relgraph.ontology import Ontology
from relgraph.records import Article, Claim, Reading, Situation, When
from relgraph.triples.entities import thing
from relgraph.triples.terms import (
    LABEL,
    TYPE,
    Pair,
    concept,
    day,
    decimal,
    integer,
    rg,
    string,
    text,
    true,
    uri,
    when_pairs,
)

__all__ = ["Link", "claim_when", "reading_triples", "situation_when"]

Link = tuple[str, str]
"""How a claim stands to a situation (``supports``, ``disputes``, ``concerns``) and the IRI of the situation."""

_TO_COME = {"planned", "intended", "hypothetical", "cancelled"}


def claim_when(claim: Claim, article: Article) -> When:
    """The date of a claim; where the text gives none, the bound that the publication date gives.

    What is said to have happened happened by that day, what is planned comes after it. An article without a date
    gives no bound, and nothing is made up for it.
    """
    when = claim.when
    if when.edtf is not None or when.sort_date is not None or article.published is None:
        return when
    if claim.attested_on is not None:
        return make_when(None, basis="publication", attested=claim.attested_on)
    if claim.factuality in _TO_COME:
        return make_when(f"[{article.published.isoformat()}..]", basis="publication")
    return by_publication(article.published)


def situation_when(situation: Situation, claims: Mapping[str, tuple[Claim, Article]]) -> When:
    """The date of a situation; where it has none, the earliest bound that the claims behind it give."""
    when = situation.when
    if when.edtf is not None or when.sort_date is not None:
        return when
    bounds = [claim_when(*claims[i]) for i in situation.supported_by]
    known = [bound for bound in bounds if bound.sort_date is not None]
    return min(known, key=lambda bound: (bound.sort_date, bound.edtf or "")) if known else when


def reading_triples(
    reading: Reading, links: Mapping[str, Sequence[Link]], ontology: Ontology
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """All that the graph of one article says; ``links`` has for each claim id what it supports and disputes."""
    article = reading.article
    node = ox.NamedNode(article_iri(article.id))
    for predicate, value in _article_pairs(article, ontology):
        yield node, predicate, value
    for claim in reading.claims:
        claim_node = ox.NamedNode(claim_iri(article.id, claim.id))
        span = ox.NamedNode(span_iri(article.id, claim.start, claim.end))
        for predicate, value in _claim_pairs(claim, article):
            yield claim_node, predicate, value
        yield claim_node, rg("evidence"), span
        yield claim_node, rg("inArticle"), node
        for relation, situation in links.get(claim.id, ()):
            yield claim_node, rg(relation), ox.NamedNode(situation)
        yield span, TYPE, rg("TextSpan")
        yield span, rg("inArticle"), node
        yield span, rg("charStart"), integer(claim.start)
        yield span, rg("charEnd"), integer(claim.end)
        yield span, rg("quote"), string(claim.quote)


def _article_pairs(article: Article, ontology: Ontology) -> Iterator[Pair]:
    kind = "ArticleStub" if article.truncated and article.page is not None else "Article"
    for name in (kind, *ontology.superclasses(kind)):
        yield TYPE, rg(name)
    if article.title:
        yield LABEL, text(article.title, article.language)
    if article.published is not None:
        yield rg("publishedOn"), day(article.published)
    if article.publisher:
        yield rg("publisher"), string(article.publisher)
    if article.url:
        yield rg("url"), uri(article.url)
    if article.author:
        yield rg("author"), string(article.author)
    if article.page is not None:
        yield rg("onPage"), ox.NamedNode(article_iri(article.page))
    yield rg("language"), string(article.language)
    yield rg("textSha256"), string(article.sha256)
    yield rg("layout"), string(article.layout)
    if article.truncated:
        yield rg("truncated"), true()


def _claim_pairs(claim: Claim, article: Article) -> Iterator[Pair]:
    yield TYPE, rg("Claim")
    yield rg("claimType"), rg(claim.type)
    for role in claim.roles:
        yield rg(role.name), thing(role.actor)
    yield from when_pairs(claim_when(claim, article))
    yield rg("factuality"), concept(claim.factuality)
    yield rg("claimedBy"), thing(claim.claimed_by)
    yield rg("confidence"), decimal(claim.confidence)
    yield rg("rule"), string(claim.rule)
    if claim.truncated:
        yield rg("truncated"), true()
    if claim.recurring:
        yield rg("recurring"), true()
    if claim.attested_on is not None:
        yield rg("attestedOn"), day(claim.attested_on)
    if claim.part_of is not None:
        yield rg("partOf"), ox.NamedNode(claim_iri(article.id, claim.part_of))
    if claim.description:
        yield rg("description"), text(claim.description, article.language)
