"""The articles that an annotation is about, with what it knows of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from relgraph.evaluate.records import Annotation
from relgraph.records import Article, Issue
from relgraph.sources import read_articles
from relgraph.sources.fields import id_from_name, parse_published
from relgraph.sources.walk import walk_files

__all__ = ["annotated_articles", "articles_beside"]


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


def articles_beside(path: Path, gold: Sequence[Annotation], *, source: str | None = None) -> Iterator[Article | Issue]:
    """The annotated articles in the folder of an annotation and the folders in it, and the Issues of their files.

    Files that are called by the id of an article are read first. Others are only opened while an article is missing,
    as a file of JSON lines that holds several, and what is wrong with those that hold none of them is nobody's matter.

    Args:
        path: the file with the annotation; it is not read itself.
        gold: what it says.
        source: the name of the source that reads every file; None chooses by ending and first lines.
    """
    missing = {annotation.id for annotation in gold}
    files = [file for file in walk_files(path.parent) if not os.path.samefile(file, path)]
    for file in sorted(files, key=lambda file: id_from_name(file) not in missing):
        if not missing:
            return
        items = list(read_articles([file], source=source))
        here = {item.id for item in items if isinstance(item, Article)} & missing
        if here or id_from_name(file) in missing:
            yield from (item for item in items if isinstance(item, Issue) or item.id in here)
        missing -= here


def _complete(article: Article, gold: Annotation) -> Article:
    published = parse_published(gold.published) if gold.published else None
    return replace(
        article,
        title=article.title or gold.title,
        url=article.url or gold.url,
        published=article.published or published,
        publisher=article.publisher or gold.publisher,
    )
