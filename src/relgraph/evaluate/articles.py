"""The articles that an annotation is about, with what it knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relgraph.evaluate.records import Annotation
from relgraph.records import Article, Issue
from relgraph.sources.fields import parse_published

__all__ = ["annotated_articles"]


def annotated_articles(gold: Sequence[Annotation], items: Iterable[Article | Issue]) -> Iterator[Article | Issue]:
    """Of all articles those with an annotation; Issues pass through.

    A text file has no date and often no title: what an article does not say of itself is taken from its annotation,
    against which its events are dated.
    """
    by_id = {annotation.id: annotation for annotation in gold}
    for item in items:
        if isinstance(item, Issue):
            yield item
        elif item.id in by_id:
            yield _complete(item, by_id[item.id])


def _complete(article: Article, gold: Annotation) -> Article:
    published = parse_published(gold.published) if gold.published else None
    return replace(
        article,
        title=article.title or gold.title,
        url=article.url or gold.url,
        published=article.published or published,
        publisher=article.publisher or gold.publisher,
    )
