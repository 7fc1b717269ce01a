"""Updating: articles and datasets are put to a graph and taken from it, without reading the others again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from relgraph.corpora import Corpus
from relgraph.errors import SourceError, StoreError, nearest
from relgraph.ontology import Ontology, load_ontology
from relgraph.pipeline.building import (
    FIXES,
    ISSUES,
    SOURCES,
    BuildReport,
    fixes_of,
    make_graph,
    ontology_digest,
    read_paths,
    unpack_fixes,
)
from relgraph.pipeline.reading import Progress
from relgraph.records import Issue, Source, extract_id
from relgraph.reference import read_datasets
from relgraph.store.files import read_beside, read_manifest
from relgraph.stored import unpack_sources

__all__ = ["update"]


def update(
    graph: str | Path,
    *,
    add: str | Path | Sequence[str | Path] = (),
    remove: Iterable[str] = (),
    reference: Sequence[str | Path] = (),
    ontology: Ontology | str | Path | None = None,
    corpus: Corpus | str | Path | None = None,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> BuildReport:
    """Put articles and datasets to a graph, or take some from it.

    The result is, byte for byte, the graph that a build of all remaining sources gives: only what is new is read, what
    all of them support together is consolidated anew. An article or dataset that the graph has already is replaced.
    What only a removed source supported is gone with it. A change that fails or is killed leaves the graph as it was.

    Args:
        graph: the folder of a graph that relgraph built.
        add: files and folders with articles, as for :func:`build`.
        remove: ids of articles and names of datasets.
        reference: datasets to put to it: names of those that came with relgraph, ``all``, folders, files of Wikidata.
        ontology: the one that the graph was built with; None for the one of this installation.
        corpus: a ``corpus.yaml`` whose fixes take the place of those with which the graph was built; None keeps them.
        source: what reads the files.
        columns: which column of a table gives which field.
        jobs: how many processes read.
        progress: told of each article.

    Raises SourceError when nothing can be read of what is to be added, StoreError when the folder is no graph, was
    built with another ontology, has no such source, or nothing would be left of it.
    """
    folder = Path(graph)
    fixes = fixes_of(corpus)
    loaded = ontology if isinstance(ontology, Ontology) else load_ontology(ontology)
    kept = _sources_of(folder, loaded)
    if fixes is None:
        fixes = unpack_fixes(read_beside(folder, FIXES), where=f"{folder} ({FIXES})")
    gone = {_find(name, kept, folder) for name in remove}
    kept = {key: known for key, known in kept.items() if key not in gone}
    issues = _kept_issues(folder, gone)
    paths = [add] if isinstance(add, str | Path) else list(add)
    if paths:
        readings, met = read_paths(paths, loaded, source=source, columns=columns, jobs=jobs, progress=progress)
        if not readings:
            first = f": {met[0].where}: {met[0].message}" if met else ""
            raise SourceError(f"no article in {', '.join(map(str, paths))}; the graph stays as it is{first}")
        again = {reading.id for reading in readings}
        issues = [i for i in issues if not _is_about(i, again)] + met
        kept |= {reading.id: reading for reading in readings}
    for extract in read_datasets(reference, loaded):
        issues = [i for i in issues if not _is_about(i, {extract.id})] + list(extract.issues)
        kept[extract.id] = extract
    if not kept:
        raise StoreError(f"{folder}: nothing would be left of it; remove the folder instead")
    return make_graph(folder, kept.values(), issues, loaded, fixes=fixes)


def _sources_of(folder: Path, ontology: Ontology) -> dict[str, Source]:
    """What a graph was made of, by id."""
    packed = read_beside(folder, SOURCES)
    if packed is None:
        raise StoreError(f"{folder}: does not keep what it was made of, so it cannot be changed; build it again")
    made_with = read_manifest(folder).build.get("ontology")
    if made_with != ontology_digest(ontology):
        raise StoreError(
            f"{folder}: built with another ontology or another version of relgraph, so old and new would not be read "
            "alike; give the same --ontology and --overlay, or build it again"
        )
    return {source.id: source for source in unpack_sources(packed, where=f"{folder} ({SOURCES})")}


def _find(name: str, kept: Mapping[str, Source], folder: Path) -> str:
    for key in (name, extract_id(name)):
        if key in kept:
            return key
    raise StoreError(f"{folder}: has no article or dataset '{name}'.{nearest(name, kept)}")


def _kept_issues(folder: Path, gone: set[str]) -> list[Issue]:
    """What earlier builds met, but for what concerned sources that are gone."""
    try:
        lines = (folder / ISSUES).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    try:
        return [issue for line in lines if not _is_about(issue := Issue(**json.loads(line)), gone)]
    except (ValueError, TypeError) as e:
        raise StoreError(f"{folder / ISSUES}: not what a build has written ({e}); remove the file") from e


def _is_about(issue: Issue, ids: Iterable[str]) -> bool:
    """Whether an Issue names one of these sources, by itself or with a place in it."""
    return any(issue.where == i or issue.where.startswith(f"{i}:") for i in ids)
