"""Building: a graph of all that was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from relgraph.corpora import Corpus, Fix, load_corpus
from relgraph.errors import SourceError, StoreError
from relgraph.ontology import Ontology, load_ontology
from relgraph.pipeline.reading import Progress, read_all
from relgraph.records import Extract, Issue, Reading, Source
from relgraph.reference import read_datasets
from relgraph.resolve import resolve
from relgraph.sources import read_articles
from relgraph.store import write_graph
from relgraph.store.files import check_target, write_whole
from relgraph.stored import pack_sources
from relgraph.triples import quads

__all__ = [
    "FIXES",
    "ISSUES",
    "LEFT_OUT",
    "SOURCES",
    "BuildReport",
    "build",
    "fixes_of",
    "make_graph",
    "ontology_digest",
    "read_paths",
    "unpack_fixes",
]

ISSUES = "issues.jsonl"
SOURCES = "sources.jsonl.gz"
"""What was read, beside the graph in its version."""
FIXES = "fixes.jsonl"
"""What a corpus.yaml keeps apart and joins, beside the graph in its version."""
LEFT_OUT = frozenset(["duplicate-id", "not-english", "repeated-article"])
"""Codes of Issues that leave an article out although they are no errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made, in numbers, and what it met on the way."""

    articles: int
    datasets: int
    claims: int
    situations: int
    conflicts: int
    issues: tuple[Issue, ...]
    skipped: int
    """Articles, lines and files that were left out; each has an Issue of level ``error`` or of a code in ``LEFT_OUT``."""
    path: Path
    digest: str
    """The sha256 of the graph as sorted N-Quads: the same sources give the same digest."""


def build(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    ontology: Ontology | str | Path | None = None,
    corpus: Corpus | str | Path | None = None,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int | None = 1,
    reference: Sequence[str | Path] = (),
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of the articles in ``paths`` (files, folders, ``-``; one or several) as the folder ``out``.

    The folder appears, or takes the place of an older graph, when all is written; a build that fails or is killed
    leaves the older graph as it was. Issues lie in it as ``issues.jsonl``. ``ontology`` is a folder, a loaded
    ontology, or None for the one of this installation; ``corpus`` is a ``corpus.yaml`` whose fixes keep apart and join
    what the articles alone would not; ``source`` names what reads the files, by default their ending
    and their first lines decide; ``columns`` says which column of a table gives which field, as ``{"text": "body"}``.
    ``jobs`` processes read, see :func:`read_all`; the graph is the same. ``reference`` are datasets whose claims stand
    beside those of the articles: names of those that came with relgraph, ``all`` of them, folders, files of Wikidata;
    with some, ``paths`` may be empty.

    Raises SourceError when an input or a dataset does not exist or no article can be read at all, OntologyError when the ontology
    is wrong, CorpusError when the corpus file is, StoreError when ``out`` is something else than a graph.
    """
    folder = Path(out)
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    check_target(folder)  # before the articles are read, since that takes time
    loaded = ontology if isinstance(ontology, Ontology) else load_ontology(ontology)
    fixes = fixes_of(corpus)
    extracts = read_datasets(reference, loaded)
    readings, issues = read_paths(paths, loaded, source=source, columns=columns, jobs=jobs, progress=progress)
    if not readings and (paths or not extracts):
        raise SourceError(_nothing_read(paths, issues))
    issues += [issue for extract in extracts for issue in extract.issues]
    return make_graph(folder, [*readings, *extracts], issues, loaded, fixes=fixes or ())


def read_paths(
    paths: Sequence[str | Path],
    ontology: Ontology,
    *,
    source: str | None,
    columns: Mapping[str, str] | None,
    jobs: int | None,
    progress: Progress | None,
) -> tuple[list[Reading], list[Issue]]:
    """What all articles of some files claim, and what was met on the way."""
    readings: list[Reading] = []
    issues: list[Issue] = []
    items = read_articles(paths, source=source, columns=columns) if paths else ()
    for item in read_all(items, ontology, jobs=jobs, progress=progress):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            issues.append(item)
    return readings, issues


def fixes_of(corpus: Corpus | str | Path | None) -> tuple[Fix, ...] | None:
    """The fixes of a corpus; None when no corpus is given."""
    if corpus is None:
        return None
    return (corpus if isinstance(corpus, Corpus) else load_corpus(corpus)).fixes


def make_graph(
    folder: Path, sources: Iterable[Source], issues: Sequence[Issue], ontology: Ontology, *, fixes: Sequence[Fix]
) -> BuildReport:
    """Resolve what the sources claim and write the graph, in the place of an older one."""
    sources = sorted(sources, key=lambda source: source.id)
    resolution = resolve(sources, ontology, fixes=fixes)
    issues = [*(i for i in issues if i.stage != "resolve"), *resolution.issues]
    skipped = sum(issue.level == "error" or issue.code in LEFT_OUT for issue in issues)
    manifest = write_graph(
        folder,
        quads(sources, resolution, ontology),
        manifest={"issues": len(issues), "skipped": skipped, "ontology": ontology_digest(ontology)},
        rules=ontology.folder / "rules",
        beside={SOURCES: pack_sources(sources), FIXES: _pack_fixes(fixes)},
    )
    lines = (json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in issues)
    write_whole(folder / ISSUES, "".join(lines).encode())
    datasets = sum(isinstance(source, Extract) for source in sources)
    return BuildReport(
        articles=len(sources) - datasets,
        datasets=datasets,
        claims=sum(len(source.claims) for source in sources),
        situations=len(resolution.situations),
        conflicts=len(resolution.conflicts),
        issues=tuple(issues),
        skipped=skipped,
        path=folder,
        digest=manifest.digest,
    )


def _pack_fixes(fixes: Sequence[Fix]) -> bytes:
    return "".join(json.dumps(asdict(fix), ensure_ascii=False) + "\n" for fix in fixes).encode()


def unpack_fixes(packed: bytes | None, *, where: str) -> tuple[Fix, ...]:
    """The fixes with which a graph was made, from the file that lies beside it; StoreError when it is damaged."""
    try:
        found = [json.loads(line) for line in (packed or b"").splitlines()]
        return tuple(Fix(**{**fix, "ids": tuple(fix["ids"])}) for fix in found)
    except (ValueError, TypeError, KeyError) as e:
        raise StoreError(f"{where}: no fixes of this version of relgraph ({e}); build the graph again") from e


def ontology_digest(ontology: Ontology) -> str:
    """The sha256 of all that decides how texts are read and claims resolved: the files of the ontology."""
    found = hashlib.sha256()
    for folder in filter(None, (ontology.folder, ontology.overlay)):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".csv", ".rq", ".ttl", ".yaml"}):
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _nothing_read(paths: Sequence[str | Path], issues: Sequence[Issue]) -> str:
    message = f"no article in {', '.join(map(str, paths))}; nothing was built"
    if issues:
        first = next((i for i in issues if i.level == "error"), issues[0])
        rest = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        message += f". {first.where}: {first.message}{rest}"
    return message
