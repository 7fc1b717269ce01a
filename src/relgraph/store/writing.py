"""Writing: quads become a graph on disk, all of it or nothing."""

from __future__ import annotations

import gzip
import io
import logging
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyoxigraph as ox

from relgraph.errors import OntologyError, StoreError
from relgraph.iris import PREFIXES, term_iri
from relgraph.resources import ontology_dir
from relgraph.store.canonical import digest_of, named_quads, sorted_lines
from relgraph.store.dataset import fill_default, settle
from relgraph.store.files import (
    EXPORT,
    STORE,
    VERSIONS,
    Manifest,
    check_target,
    free_name,
    hold_build,
    make_version,
    prune,
    read_manifest,
    sync_folder,
    sync_tree,
    write_manifest,
)

__all__ = ["apply_rules", "as_of", "write_graph"]

_log = logging.getLogger(__name__)


def write_graph(
    folder: str | Path,
    quads: Iterable[ox.Quad],
    *,
    manifest: Mapping[str, object] | None = None,
    rules: str | Path | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Write quads as a graph, in the place of an older one if there is one.

    The shortcuts that the rules derive are part of the graph. Until all is on the disk an older graph stays as it is;
    then the new one takes its place in one step. The same quads give the same digest and the same export.

    Args:
        folder: where the graph shall be; made when it is not there.
        quads: as :func:`relgraph.triples.quads` gives them.
        manifest: what the build wants to say of itself in ``relgraph.json``.
        rules: a folder of ``*.rq``; those that came with relgraph when None.
        beside: files that lie beside the graph in its version, by name; what it was made of.

    Returns what ``relgraph.json`` says.

    Raises StoreError when the folder holds something else, another build writes it, or the disk is full;
    OntologyError when a rule is no SPARQL update.
    """
    target = Path(folder)
    check_target(target)
    try:
        (target / VERSIONS).mkdir(parents=True, exist_ok=True)
        with hold_build(target):
            chosen = Path(rules) if rules is not None else ontology_dir() / "rules"
            return _write(target, quads, manifest or {}, chosen, beside or {})
    except OSError as e:
        raise StoreError(f"{target}: cannot be written ({e.strerror or e}); the older graph, if any, is whole") from e


def _write(
    target: Path, quads: Iterable[ox.Quad], build: Mapping[str, object], rules: Path, beside: Mapping[str, bytes]
) -> Manifest:
    current = _current(target)
    prune(target, current.version if current else None)
    stage = target / VERSIONS / f".build-{os.getpid()}"
    try:
        make_version(stage)
        manifest = replace(_fill(stage, quads, rules), build=dict(build))
        for name, content in beside.items():
            (stage / name).write_bytes(content)
        if current and _is_same(target, current, manifest, stage, beside):
            manifest = replace(manifest, version=current.version)
        else:
            manifest = replace(manifest, version=free_name(target, manifest.digest))
            sync_tree(stage)
            stage.rename(target / VERSIONS / manifest.version)
            sync_folder(target / VERSIONS)
        if manifest != current:
            write_manifest(target, manifest)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    prune(target, manifest.version)
    return manifest


def _fill(stage: Path, quads: Iterable[ox.Quad], rules: Path) -> Manifest:
    """Write store and export into the folder of a version; all that the manifest says but its version and build."""
    # In memory first: there a rule runs some hundred times faster than on the disk.
    made = ox.Store()
    made.bulk_extend(quads)
    settle(made)
    day = as_of(made)
    apply_rules(made, rules, day)
    lines = sorted_lines(named_quads(made))
    (stage / EXPORT).write_bytes(_zip(lines))
    store = ox.Store(str(stage / STORE))
    store.bulk_extend(made)
    store.optimize()
    store.flush()
    return Manifest(
        software=f"relgraph {_version('relgraph')}",
        engine=f"pyoxigraph {ox.__version__}",
        digest=digest_of(lines),
        as_of=day.isoformat() if day else None,
        counts=_count(made, len(lines)),
    )


def _zip(lines: Iterable[bytes]) -> bytes:
    out = io.BytesIO()
    # No file name and no time in the header: the same graph, the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=6, mtime=0) as packed:
        packed.write(b"".join(lines))
    return out.getvalue()


def _count(store: ox.Store, quads: int) -> dict[str, int]:
    def instances(name: str) -> int:
        kind = ox.NamedNode(term_iri(name))
        type_ = ox.NamedNode(PREFIXES["rdf"] + "type")
        return len({q.subject for q in store.quads_for_pattern(None, type_, kind) if q.graph_name != ox.DefaultGraph()})

    names = {"articles": "Article", "claims": "Claim", "situations": "Situation", "conflicts": "Conflict"}
    return {"quads": quads, **{plural: instances(name) for plural, name in names.items()}}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _current(target: Path) -> Manifest | None:
    try:
        return read_manifest(target)
    except StoreError as e:
        _log.debug("no older graph to compare with: %s", e)
        return None


def _is_same(target: Path, current: Manifest, made: Manifest, stage: Path, beside: Mapping[str, bytes]) -> bool:
    """Whether the current version is whole and says the same, so that nothing need be replaced."""
    if (current.digest, current.engine) != (made.digest, made.engine):
        return False
    old = target / VERSIONS / current.version
    try:
        if any((old / name).read_bytes() != (stage / name).read_bytes() for name in (EXPORT, *beside)):
            return False
        store = ox.Store.read_only(str(old / STORE))
        return sum(1 for _ in named_quads(store)) == made.counts["quads"]
    except (OSError, RuntimeError):  # the engine says RuntimeError when it finds damage
        return False


def as_of(store: ox.Store) -> date | None:
    """The latest day on which an article in a store was published."""
    published = store.quads_for_pattern(None, ox.NamedNode(term_iri("publishedOn")), None)
    days = [q.object.value for q in published if isinstance(q.object, ox.Literal)]
    return max((date.fromisoformat(d) for d in days), default=None)


def apply_rules(store: ox.Store, rules: Path, day: date | None) -> None:
    """Run SPARQL updates over a store, in the order of their names; ``$asOf`` in them is the given day.

    A rule reads and writes named graphs; the default graph is empty while rules run and filled after them. Without a
    day every state of affairs with an open end counts as current. OntologyError names a rule that is no SPARQL update
    or writes outside of a named graph, where it would be lost.
    """
    default = ox.DefaultGraph()
    store.clear_graph(default)
    literal = ox.Literal((day or date.max).isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    for path in sorted(rules.glob("*.rq")):
        try:
            store.update(path.read_text(encoding="utf-8").replace("$asOf", str(literal)), prefixes=PREFIXES)
        except (SyntaxError, UnicodeDecodeError) as e:
            raise OntologyError([f"rules/{path.name}: no SPARQL update ({e})"]) from e
        if next(store.quads_for_pattern(None, None, None, default), None):
            raise OntologyError(
                [f"rules/{path.name}: writes outside of a graph; write INSERT {{ GRAPH g:facts {{ ... }} }}"]
            )
    fill_default(store)
