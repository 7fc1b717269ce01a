"""The whole road: articles and datasets are read, claims resolved, and the graph written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path

from relgraph.claims import read_article
from relgraph.errors import OntologyError, RelgraphError, SourceError
from relgraph.ontology import Ontology, load_ontology
from relgraph.parallel import cores, map_in_order
from relgraph.records import Article, Issue, Reading, Source
from relgraph.reference import read_datasets
from relgraph.resolve import resolve
from relgraph.sources import read_articles
from relgraph.store import write_graph
from relgraph.store.files import check_target, write_whole
from relgraph.triples import quads

__all__ = ["LEFT_OUT", "BuildReport", "build", "read_all"]

_ISSUES = "issues.jsonl"
LEFT_OUT = frozenset(["duplicate-id", "not-english", "repeated-article"])
"""Codes of Issues that leave an article out although they are no errors."""

Progress = Callable[[int, str], None]
"""Called with the number of articles read before this one, and the id of this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made, in numbers, and what it met on the way."""

    articles: int
    claims: int
    situations: int
    conflicts: int
    issues: tuple[Issue, ...]
    skipped: int
    """Articles, lines and files that were left out; each has an Issue of level ``error`` or of a code in ``LEFT_OUT``."""
    path: Path
    digest: str
    """The sha256 of the graph as sorted N-Quads: the same articles give the same digest."""
    datasets: int = 0
    """Reference datasets whose claims are in it."""


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


def build(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    ontology: Ontology | str | Path | None = None,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int | None = 1,
    reference: Sequence[str | Path] = (),
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of the articles in ``paths`` (files, folders, ``-``; one or several) as the folder ``out``.

    The folder appears, or takes the place of an older graph, when all is written; a build that fails or is killed
    leaves the older graph as it was. Issues lie in it as ``issues.jsonl``. ``ontology`` is a folder, a loaded
    ontology, or None for the one of this installation; ``source`` names what reads the files, by default their ending
    and their first lines decide; ``columns`` says which column of a table gives which field, as ``{"text": "body"}``.
    ``jobs`` processes read, see :func:`read_all`; the graph is the same. ``reference`` are datasets whose claims stand
    beside those of the articles: names of those that came with relgraph, ``all`` of them, folders, files of Wikidata;
    with some, ``paths`` may be empty.

    Raises SourceError when an input or a dataset does not exist or no article can be read at all, OntologyError when the ontology
    is wrong, StoreError when ``out`` is something else than a graph.
    """
    folder = Path(out)
    paths = [paths] if isinstance(paths, str | Path) else paths
    items = read_articles(paths, source=source, columns=columns) if paths or not reference else iter(())
    check_target(folder)  # before the articles are read, since that takes time
    loaded = ontology if isinstance(ontology, Ontology) else load_ontology(ontology)
    extracts = read_datasets(reference, loaded)
    readings: list[Reading] = []
    issues: list[Issue] = []
    for item in read_all(items, loaded, jobs=jobs, progress=progress):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            issues.append(item)
    if not readings and (paths or not extracts):
        raise SourceError(_nothing_read(paths, issues))
    issues += [issue for extract in extracts for issue in extract.issues]
    sources: list[Source] = [*readings, *extracts]
    resolution = resolve(sources, loaded)
    skipped = sum(issue.level == "error" or issue.code in LEFT_OUT for issue in issues)
    manifest = write_graph(
        folder,
        quads(sources, resolution, loaded),
        manifest={"issues": len(issues), "skipped": skipped},
        rules=loaded.folder / "rules",
    )
    lines = (json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in issues)
    write_whole(folder / _ISSUES, "".join(lines).encode())
    return BuildReport(
        articles=len(readings),
        claims=sum(len(source.claims) for source in sources),
        situations=len(resolution.situations),
        conflicts=len(resolution.conflicts),
        issues=tuple(issues),
        skipped=skipped,
        path=folder,
        digest=manifest.digest,
        datasets=len(extracts),
    )


def _nothing_read(paths: Sequence[str | Path], issues: list[Issue]) -> str:
    message = f"no article in {', '.join(map(str, paths))}; nothing was built"
    if issues:
        first = next((i for i in issues if i.level == "error"), issues[0])
        rest = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        message += f". {first.where}: {first.message}{rest}"
    return message
