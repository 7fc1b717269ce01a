"""Reading: articles for their claims, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from relgraph.claims import read_article
from relgraph.errors import OntologyError, RelgraphError
from relgraph.ontology import Ontology
from relgraph.parallel import cores, map_in_order
from relgraph.records import Article, Issue, Reading

__all__ = ["Progress", "read_all"]

Progress = Callable[[int, str], None]
"""Called with the number of articles read before this one, and the id of this one."""


def read_all(
    articles: Iterable[Article | Issue],
    ontology: Ontology,
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Iterator[Reading | Issue]:
    """Read articles for their claims, in their order; Issues pass through.

    An article that relgraph cannot handle becomes an Issue and the others go on. A programming error is raised as it
    is, with the id of the article as a note.

    Args:
        articles: the articles; no more of them are taken at a time than a few chunks.
        ontology: the rules and names.
        jobs: how many processes read. None reads few articles in this process, and many on all cores. The output is
            the same. A script that asks for more than one needs ``if __name__ == "__main__":``, as always with
            processes that are started afresh.
        progress: told of each article.
    """
    items = iter(articles)
    if jobs is None:
        first = list(islice(items, _MANY))
        jobs = cores() if len(first) == _MANY else 1
        items = chain(first, items)
    if jobs == 1:
        found = (answer for item in items for answer in _read(item, ontology))
    else:
        answers = map_in_order(_read_chunk, _chunks(items), jobs=jobs, prepare=_prepare, given=(ontology,), name=_name)
        found = (answer for chunk in answers for answer in chunk)
    count = 0
    for answer in found:
        if isinstance(answer, Reading):
            if progress is not None:
                progress(count, answer.article.id)
            count += 1
        yield answer


def _read(item: Article | Issue, ontology: Ontology) -> Iterator[Reading | Issue]:
    if isinstance(item, Issue):
        yield item
        return
    try:
        reading = read_article(item, ontology)
    except OntologyError:  # no fault of the article: all others would be lost in the same way
        raise
    except RelgraphError as e:
        yield Issue(stage="claims", level="error", code="unreadable-article", where=item.id, message=str(e))
        return
    except Exception as e:
        e.add_note(f"while reading the article '{item.id}'")
        raise
    yield reading
    yield from reading.issues


_MANY = 1000
"""Articles from which on several processes pay for their start; an estimate."""
_CHUNK_ARTICLES, _CHUNK_SIGNS = 16, 100_000
_given: list[Ontology] = []
"""In a process that reads for another one: the ontology that it reads with."""


def _prepare(ontology: Ontology) -> None:
    _given[:] = [ontology]


def _chunks(items: Iterable[Article | Issue]) -> Iterator[list[Article | Issue]]:
    """Articles by the dozen, fewer where they are long."""
    chunk: list[Article | Issue] = []
    signs = 0
    for item in items:
        chunk.append(item)
        signs += len(item.text) if isinstance(item, Article) else 0
        if len(chunk) >= _CHUNK_ARTICLES or signs >= _CHUNK_SIGNS:
            yield chunk
            chunk, signs = [], 0
    if chunk:
        yield chunk


def _read_chunk(chunk: list[Article | Issue]) -> list[Reading | Issue]:
    return [answer for item in chunk for answer in _read(item, _given[0])]


def _name(chunk: list[Article | Issue]) -> str:
    ids = [item.id for item in chunk if isinstance(item, Article)]
    return f"the articles '{ids[0]}' to '{ids[-1]}'" if ids else "no article"
