"""The whole road: articles are read, claims resolved, and the graph written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from relgraph.claims import read_article
from relgraph.errors import OntologyError, RelgraphError, SourceError
from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Article, Issue, Reading
from relgraph.resolve import resolve
from relgraph.sources import read_articles
from relgraph.store import write_graph
from relgraph.store.files import check_target, write_whole
from relgraph.triples import quads

__all__ = ["BuildReport", "build", "read_all"]

_ISSUES = "issues.jsonl"

Progress = Callable[[int, str], None]
"""Called with the number of articles read so far and the id of the one that comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made, in numbers, and what it met on the way."""

    articles: int
    claims: int
    situations: int
    conflicts: int
    issues: tuple[Issue, ...]
    skipped: int
    """Articles, lines and files that were left out; each has an Issue of level ``error``."""
    path: Path
    digest: str
    """The sha256 of the graph as sorted N-Quads: the same articles give the same digest."""


def read_all(
    articles: Iterable[Article | Issue], ontology: Ontology, *, progress: Progress | None = None
) -> Iterator[Reading | Issue]:
    """Read one article after the other for its claims; Issues pass through.

    An article that relgraph cannot handle becomes an Issue and the others go on. A programming error is raised as it
    is, with the id of the article as a note.
    """
    count = 0
    for item in articles:
        if isinstance(item, Issue):
            yield item
            continue
        if progress is not None:
            progress(count, item.id)
        try:
            reading = read_article(item, ontology)
        except OntologyError:  # no fault of the article: all others would be lost in the same way
            raise
        except RelgraphError as e:
            yield Issue(stage="claims", level="error", code="unreadable-article", where=item.id, message=str(e))
            continue
        except Exception as e:
            e.add_note(f"while reading the article '{item.id}'")
            raise
        count += 1
        yield reading
        yield from reading.issues


def build(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    ontology: Ontology | str | Path | None = None,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of the articles in ``paths`` (files, folders, ``-``; one or several) as the folder ``out``.

    The folder appears, or takes the place of an older graph, when all is written; a build that fails or is killed
    leaves the older graph as it was. Issues lie in it as ``issues.jsonl``. ``ontology`` is a folder, a loaded
    ontology, or None for the one of this installation; ``source`` names what reads the files, by default their ending
    and their first lines decide; ``columns`` says which column of a table gives which field, as ``{"text": "body"}``.

    Raises SourceError when an input does not exist or no article can be read at all, OntologyError when the ontology
    is wrong, StoreError when ``out`` is something else than a graph.
    """
    folder = Path(out)
    paths = [paths] if isinstance(paths, str | Path) else paths
    items = read_articles(paths, source=source, columns=columns)
    check_target(folder)  # before the articles are read, since that takes time
    loaded = ontology if isinstance(ontology, Ontology) else load_ontology(ontology)
    readings: list[Reading] = []
    issues: list[Issue] = []
    for item in read_all(items, loaded, progress=progress):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            issues.append(item)
    if not readings:
        raise SourceError(_nothing_read(paths, issues))
    resolution = resolve(readings, loaded)
    skipped = sum(issue.level == "error" for issue in issues)
    manifest = write_graph(
        folder,
        quads(readings, resolution, loaded),
        manifest={"issues": len(issues), "skipped": skipped},
        rules=loaded.folder / "rules",
    )
    lines = (json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in issues)
    write_whole(folder / _ISSUES, "".join(lines).encode())
    return BuildReport(
        articles=len(readings),
        claims=sum(len(reading.claims) for reading in readings),
        situations=len(resolution.situations),
        conflicts=len(resolution.conflicts),
        issues=tuple(issues),
        skipped=skipped,
        path=folder,
        digest=manifest.digest,
    )


def _nothing_read(paths: Sequence[str | Path], issues: list[Issue]) -> str:
    message = f"no article in {', '.join(map(str, paths))}; nothing was built"
    if issues:
        first = next((i for i in issues if i.level == "error"), issues[0])
        rest = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        message += f". {first.where}: {first.message}{rest}"
    return message
