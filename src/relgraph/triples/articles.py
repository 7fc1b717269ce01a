"""Articles and datasets: the named graph of one source with its claims and what carries them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from relgraph.dates import claim_when
from relgraph.iris import article_iri, claim_iri, dataset_iri, record_iri, span_iri
from relgraph.ontology import Ontology
from relgraph.records import Article, Claim, Dataset, Extract, Reading, Situation, Source, When
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

__all__ = ["Link", "situation_when", "source_claim_iri", "source_triples"]

Link = tuple[str, str]
"""How a claim stands to a situation (``supports``, ``disputes``, ``concerns``) and the IRI of the situation."""

_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def situation_when(situation: Situation, claims: Mapping[str, tuple[Claim, date | None]]) -> When:
    """The date of a situation; where it has none, the earliest bound that the claims behind it give.

    A state of affairs had begun when somebody told of it; nothing follows for its end.
    """
    when = situation.when
    if when.edtf is not None or when.sort_date is not None:
        return when
    if situation.id.startswith("soa/"):
        told = [day for i in situation.supported_by if (day := claims[i][1]) is not None]
        return When(basis="publication", start_latest=min(told)) if told else when
    bounds = [claim_when(*claims[i]) for i in situation.supported_by]
    known = [bound for bound in bounds if bound.sort_date is not None]
    return min(known, key=lambda bound: (bound.sort_date, bound.edtf or "")) if known else when


def source_claim_iri(source: Source, claim: Claim) -> str:
    """IRI of a claim: a fragment of the article or dataset that makes it."""
    if isinstance(source, Extract):
        return f"{dataset_iri(source.dataset.id)}#{claim.id}"
    return claim_iri(source.article.id, claim.id)


def source_triples(source: Source, links: Mapping[str, Sequence[Link]], ontology: Ontology) -> Iterator[_Triple]:
    """All that the graph of one source says; ``links`` has for each claim id what it supports and disputes."""
    language = source.article.language if isinstance(source, Reading) else "en"
    if isinstance(source, Reading):
        node, relation = ox.NamedNode(article_iri(source.article.id)), rg("inArticle")
        about = _article_pairs(source.article, ontology)
    else:
        node, relation = ox.NamedNode(dataset_iri(source.dataset.id)), rg("inDataset")
        about = _dataset_pairs(source.dataset)
    for predicate, value in about:
        yield node, predicate, value
    for claim in source.claims:
        claim_node = ox.NamedNode(source_claim_iri(source, claim))
        for predicate, value in _claim_pairs(claim, source, language):
            yield claim_node, predicate, value
        yield claim_node, relation, node
        for link, situation in links.get(claim.id, ()):
            yield claim_node, rg(link), ox.NamedNode(situation)
        evidence, carries = _evidence(claim, source)
        yield claim_node, rg("evidence"), evidence
        yield evidence, relation, node
        for predicate, value in carries:
            yield evidence, predicate, value


def _evidence(claim: Claim, source: Source) -> tuple[ox.NamedNode, list[Pair]]:
    """What carries a claim: a piece of an article's text, or a record of a dataset."""
    quote = (rg("quote"), string(claim.quote))
    if isinstance(source, Extract):
        record = claim.record or claim.id
        return ox.NamedNode(record_iri(source.dataset.id, record)), [
            (TYPE, rg("Record")),
            (rg("recordId"), string(record)),
            quote,
        ]
    return ox.NamedNode(span_iri(source.article.id, claim.start, claim.end)), [
        (TYPE, rg("TextSpan")),
        (rg("charStart"), integer(claim.start)),
        (rg("charEnd"), integer(claim.end)),
        quote,
    ]


def _dataset_pairs(dataset: Dataset) -> Iterator[Pair]:
    yield TYPE, rg("Dataset")
    yield LABEL, text(dataset.title)
    yield rg("publisher"), string(dataset.publisher)
    yield rg("licence"), string(dataset.licence)
    yield rg("takenFrom"), string(dataset.source)
    yield rg("retrievedOn"), day(dataset.retrieved)
    if dataset.note:
        yield rg("description"), text(dataset.note)
    if dataset.url:
        yield rg("url"), uri(dataset.url)


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


def _claim_pairs(claim: Claim, source: Source, language: str) -> Iterator[Pair]:
    yield TYPE, rg("Claim")
    yield rg("claimType"), rg(claim.type)
    for role in claim.roles:
        yield rg(role.name), thing(role.actor)
    yield from when_pairs(claim_when(claim, source.published))
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
        yield rg("partOf"), ox.NamedNode(claim_iri(source.id, claim.part_of))
    if claim.description:
        yield rg("description"), text(claim.description, language)
