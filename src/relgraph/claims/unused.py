"""Frames that no text needs: a rule that nothing shows is a guess about the language, or broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relgraph.claims.candidates import Candidate
from relgraph.claims.reading import Reader, reader_of
from relgraph.ontology import Ontology
from relgraph.records import Article

__all__ = ["frames_in_articles", "frames_in_examples"]


def frames_in_examples(ontology: Ontology) -> frozenset[str]:
    """The names of the frames that fit an example of their own type, and are preferred there."""
    return frozenset(_frames_in_examples(ontology))


def frames_in_articles(articles: Iterable[Article], ontology: Ontology) -> frozenset[str]:
    """The names of the frames that fit a sentence of one of the articles, and are preferred there."""
    reader = reader_of(ontology)
    return frozenset(candidate.frame.name for article in articles for candidate in _match(article, reader))


def _frames_in_examples(ontology: Ontology) -> Iterator[str]:
    reader = reader_of(ontology)
    for event_type in ontology.event_types.values():
        for example in event_type.examples.match:
            article = Article(id="example", text=example.text, published=example.published, publisher=example.publisher)
            yield from (c.frame.name for c in _match(article, reader) if c.type.id == event_type.id)


def _match(article: Article, reader: Reader) -> Iterator[Candidate]:
    """What the frames make of an article, before references are resolved and dates are found."""
    context = reader.context(article)
    end = len(context.repaired.text.rstrip()) - 1
    for read in reader.sentences(context):
        yield from reader.rules.match(read.slots, truncated=article.truncated and read.sentence.end >= end)
