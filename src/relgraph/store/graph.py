"""Graphs: a graph on disk, in a file, or made in rdflib, opened for reading."""

from __future__ import annotations

import gzip
import html
import io
import logging
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

import pyoxigraph as ox

from relgraph.errors import QueryError, StoreError, nearest
from relgraph.files import replace_file
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.resources import ontology_dir
from relgraph.store.bindings import Bindings, bind
from relgraph.store.canonical import digest_of, named_quads, sorted_lines, trig_text, turtle_text
from relgraph.store.child import answer, run_in_child
from relgraph.store.dataset import fill_default, from_rdflib, settle, to_rdflib
from relgraph.store.dating import make_day, world_on
from relgraph.store.files import (
    EXPORT,
    MANIFEST,
    STORE,
    VERSIONS,
    Manifest,
    hold_build,
    hold_version,
    no_such_graph,
    read_manifest,
    sync_tree,
)
from relgraph.store.guard import LONG, check_query, explain_syntax
from relgraph.store.result import Result
from relgraph.store.writing import as_of

if TYPE_CHECKING:
    from types import TracebackType

    import rdflib

__all__ = ["Format", "Graph", "at", "open_graph"]

_log = logging.getLogger(__name__)

Format = Literal["nq", "trig", "ttl"]
_READABLE = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
}


class Graph:
    """A graph, opened for reading. Made by :func:`open_graph` or :meth:`from_rdflib`; use it in ``with``."""

    def __init__(
        self,
        store: ox.Store,
        *,
        name: str,
        folder: Path | None = None,
        manifest: Manifest | None = None,
        held: int | None = None,
        day: date | None = None,
    ) -> None:
        self._store: ox.Store | None = store
        self._folder = folder
        self._held = held
        self._day = day
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.name = name
        """The path that it was opened by, or what it was made of."""
        self.manifest = manifest
        """What ``relgraph.json`` says; None for a graph that is no folder of relgraph."""

    @classmethod
    def from_rdflib(cls, dataset: rdflib.Dataset | rdflib.Graph) -> Graph:
        """Open an rdflib Dataset, ConjunctiveGraph or Graph of the shape of ours; it is copied into memory.

        Triples that only the default graph has are taken for facts. Raises StoreError for anything else.
        """
        return cls._in_memory(from_rdflib(dataset), name=f"rdflib {type(dataset).__name__}")

    @classmethod
    def _in_memory(cls, quads: Iterable[ox.Quad], *, name: str) -> Graph:
        store = ox.Store()
        store.extend(quads)
        settle(store)
        shape = {ox.NamedNode(iri) for iri in GRAPHS.values()}
        if not shape & set(store.named_graphs()):
            raise StoreError(f"{name}: none of the graphs of relgraph is in it ({GRAPHS['facts']} ...); is it one?")
        return cls(store, name=name)

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; the graph cannot be asked any more."""
        self._store = None
        if self._held is not None:
            os.close(self._held)
            self._held = None
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    def __del__(self) -> None:
        if hasattr(self, "_copy"):
            self.close()

    def __len__(self) -> int:
        """The number of quads in its named graphs."""
        if self.manifest is not None and "quads" in self.manifest.counts:
            return self.manifest.counts["quads"]
        return sum(1 for _ in self.quads())

    def __repr__(self) -> str:
        return f"<Graph {self.name}: {len(self)} quads>"

    def _repr_html_(self) -> str:
        counts: Mapping[str, object] = self.manifest.counts if self.manifest else {"quads": len(self)}
        rows = [("graph", self.name), *counts.items()]
        if self.as_of:
            rows.append(("as of", self.as_of))
        cells = "".join(f"<tr><th>{html.escape(str(k))}</th><td>{html.escape(str(v))}</td></tr>" for k, v in rows)
        return f"<table>{cells}</table>"

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"{self.name}: closed; open it again")
        return self._store

    @cached_property
    def digest(self) -> str:
        """The sha256 of the graph as sorted N-Quads; the same quads have the same digest, however they are stored."""
        return self.manifest.digest if self.manifest else digest_of(sorted_lines(self.quads()))

    @cached_property
    def as_of(self) -> str | None:
        """The day of the world that it shows, in ISO form: that of :meth:`at`, else of its latest article."""
        if self.manifest:
            return self.manifest.as_of
        day = self._day or as_of(self._open)
        return day.isoformat() if day else None

    def quads(self) -> Iterator[ox.Quad]:
        """The quads of all named graphs, in no particular order."""
        return named_quads(self._open)

    def graph_names(self) -> tuple[str, ...]:
        """The IRIs of its named graphs, sorted."""
        return tuple(sorted(str(g.value) for g in self._open.named_graphs()))

    def at(self, day: str | int | date, *, rules: str | Path | None = None, articles: bool = True) -> Graph:
        """The world as it stood on a day, after all that is known today, as a graph in memory.

        Out of the accepted facts go the situations that had not begun for certain by then (the latest day on which one
        can have begun counts; the earliest, where that is unknown; one without either had begun). What had ended stays,
        as history. The shortcuts (``rg:partyTo``, ``rg:everMemberOf`` ...) are those of the day. Articles with their
        claims, plans, conflicts and entities stay as they are.

        Args:
            day: ``2018-05-01`` or a date; ``2018`` and ``2018-05`` mean their last day.
            rules: the folder with the rules of the shortcuts; those that came with relgraph when None.
            articles: whether to keep what single articles and datasets say; without them it takes half the time.

        Raises QueryError for what is no day, and for a day after that of a graph which is itself of a day;
        OntologyError for a wrong rule.
        """
        chosen = make_day(day, last=True, where=f"{self.name}: at")
        if self._day and chosen > self._day:
            raise QueryError(f"{self.name}: has nothing of {chosen}, which is later; ask the graph that it was made of")
        folder = Path(rules) if rules is not None else ontology_dir() / "rules"
        world = world_on(self._open, chosen, folder, articles=articles)
        return Graph(world, name=f"{self.name} on {chosen}", day=chosen)

    def query(self, sparql: str, *, bindings: Bindings | None = None, timeout: float | None = None) -> Result:
        """The answer to a SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE.

        The default graph holds the accepted facts, the entities and the vocabulary; claims, articles, plans and
        conflicts are reached by GRAPH. The prefixes of relgraph (``rg:``, ``v:``, ``st:`` ...) are known.

        Args:
            sparql: the query.
            bindings: values for variables of the query, by name; a value is put in as a term, never as text.
            timeout: seconds after which to give up. The query then runs in a process of its own, since the engine
                cannot stop it; that costs about a tenth of a second.

        Raises QueryError, with line and column where there is one.
        """
        store = self._open
        checked = check_query(sparql)
        bound = bind(sparql, bindings)
        try:
            if timeout is not None or checked.size > LONG:
                return run_in_child(self._on_disk(), bound.text, timeout)
            return answer(store.query(bound.text, prefixes=PREFIXES))
        except SyntaxError as e:
            raise QueryError(explain_syntax(bound, checked, str(e))) from None
        except (OSError, RuntimeError, ValueError) as e:
            raise QueryError(f"the query cannot be answered: {e}") from e

    def _on_disk(self) -> Path:
        """The folder of a store with the graph in it; a graph in memory is written to a temporary one, once."""
        if self._folder is not None:
            return self._folder
        if self._copy is None:
            self._copy = tempfile.TemporaryDirectory(prefix="relgraph-")
            copy = ox.Store(os.path.join(self._copy.name, STORE))
            copy.bulk_extend(self._open)
            copy.flush()
        return Path(self._copy.name, STORE)

    def to_rdflib(self) -> rdflib.Dataset:
        """A copy as an rdflib Dataset, whose default graph has what ours has, so that queries give the same rows."""
        return to_rdflib(self._open)

    def dump(self, target: str | Path | IO[str] | IO[bytes], format: Format | None = None) -> None:
        """Write the graph to a file or file object, always with the same bytes for the same graph.

        ``nq`` and ``trig`` hold all named graphs and can be opened again. ``ttl`` has no graphs: it holds what queries
        see without GRAPH, the accepted facts, the entities and the vocabulary. None takes the ending of the path.

        Raises StoreError for a format that is none of these and a path that cannot be written.
        """
        chosen = format or _format_of(target)
        if chosen not in {"nq", "trig", "ttl"}:
            raise StoreError(
                f"no format '{chosen}'; choose nq, trig or ttl.{nearest(str(chosen), ['nq', 'trig', 'ttl'])}"
            )
        if not isinstance(target, str | Path):
            for piece in self._pieces(chosen):
                # A text file takes text; what takes bytes says so by refusing it.
                target.write(piece.decode() if isinstance(target, io.TextIOBase) else piece)  # type: ignore[arg-type]
            return
        path = Path(target)
        try:
            with replace_file(path) as file:
                file.writelines(self._pieces(chosen))
        except OSError as e:
            raise StoreError(f"{path}: cannot be written ({e.strerror or e})") from e

    def _pieces(self, format: str) -> Iterator[bytes]:
        if format == "nq":
            yield from sorted_lines(self.quads())
            return
        default = self._open.quads_for_pattern(None, None, None, ox.DefaultGraph())
        texts = trig_text(self.quads()) if format == "trig" else turtle_text(default)
        for text in texts:
            yield text.encode()


def _format_of(target: object) -> str:
    if isinstance(target, str | Path):
        return Path(target).suffix.lower().removeprefix(".")
    raise StoreError("a file object has no ending; say format='nq', 'trig' or 'ttl'")


def at(graph: Graph, day: str | int | date, *, rules: str | Path | None = None) -> Graph:
    """The world of a graph as it stood on a day; the same as :meth:`Graph.at`.

    Raises TypeError for a path in place of a graph.
    """
    if not isinstance(graph, Graph):
        raise TypeError(f"at: a {type(graph).__name__} is no graph; open it first: at(relgraph.open(...), {day!r})")
    return graph.at(day, rules=rules)


def open_graph(path: str | os.PathLike[str] | rdflib.Dataset | rdflib.Graph) -> Graph:
    """Open a graph for reading: a folder that relgraph built, or a file or rdflib Dataset of the same shape.

    Several readers can have one graph open. A build that replaces it meanwhile does not disturb them: they go on
    reading what they opened. Files are ``.nq``, ``.trig`` or ``.ttl``, also with ``.gz``.

    Raises StoreError when there is no graph, or one of an unknown format.
    """
    if not isinstance(path, str | os.PathLike):
        return Graph.from_rdflib(path)
    place = Path(path)
    if place.is_dir():
        return _open_folder(place)
    if place.name == MANIFEST and place.is_file():
        return _open_folder(place.parent)
    if not place.exists():
        raise no_such_graph(place)
    return _open_file(place)


def _open_file(path: Path) -> Graph:
    suffixes = [s.lower() for s in path.suffixes]
    packed = suffixes[-1:] == [".gz"]
    ending = (suffixes[:-1] if packed else suffixes)[-1:]
    if not ending or ending[0] not in _READABLE:
        raise StoreError(f"{path}: not a graph; open a folder that relgraph built, or a file .nq, .trig or .ttl")
    try:
        content = path.read_bytes()
        text = gzip.decompress(content) if packed else content
        return Graph._in_memory(ox.parse(text, format=_READABLE[ending[0]]), name=str(path))
    except (EOFError, zlib.error, gzip.BadGzipFile) as e:
        raise StoreError(f"{path}: damaged, it cannot be unpacked ({e}); get it again") from e
    except OSError as e:
        raise StoreError(f"{path}: cannot be read ({e.strerror or e})") from e
    except (SyntaxError, ValueError) as e:
        raise StoreError(f"{path}: {_place(e)}not what its ending says ({e})") from e


def _place(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"line {line}: " if line else ""


def _open_folder(folder: Path) -> Graph:
    manifest = read_manifest(folder)
    while True:
        version = folder / VERSIONS / manifest.version
        held = hold_version(version)
        newer = read_manifest(folder)
        if newer.version == manifest.version:
            break
        # A build has replaced it between the two looks.
        if held is not None:
            os.close(held)
        manifest = newer
    if not version.is_dir():
        raise StoreError(f"{folder}: version {manifest.version} is missing; build the graph again")
    try:
        store: ox.Store | None = ox.Store.read_only(str(version / STORE)) if (version / STORE).is_dir() else None
    except (OSError, RuntimeError) as e:  # the engine says RuntimeError when it finds damage
        _log.warning("%s: the store cannot be read (%s)", folder, e)
        store = None
    on_disk: Path | None = version / STORE
    if store is None:
        store, on_disk = _rebuild(folder, manifest)
    return Graph(store, name=str(folder), folder=on_disk, manifest=manifest, held=held)


def _rebuild(folder: Path, manifest: Manifest) -> tuple[ox.Store, Path | None]:
    """Make the store of a version again from its N-Quads; in memory when the folder cannot be written.

    The engine's storage differs between its versions, N-Quads do not.
    """
    version = folder / VERSIONS / manifest.version
    _log.warning("%s: making the store again from %s", folder, EXPORT)
    try:
        lines = gzip.decompress((version / EXPORT).read_bytes())
    except (OSError, EOFError, zlib.error) as e:
        raise StoreError(f"{folder}: neither the store nor {EXPORT} can be read ({e}); build the graph again") from e
    if digest_of([lines]) != manifest.digest:
        raise StoreError(f"{folder}: {EXPORT} is not what {MANIFEST} says; build the graph again")

    def fill(store: ox.Store) -> ox.Store:
        store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
        fill_default(store)
        return store

    beside = version / f".{STORE}-{os.getpid()}"
    try:
        with hold_build(folder):
            store = fill(ox.Store(str(beside)))
            store.optimize()
            store.flush()
            del store
            sync_tree(beside)
            shutil.rmtree(version / STORE, ignore_errors=True)
            beside.rename(version / STORE)
        return ox.Store.read_only(str(version / STORE)), version / STORE
    except (OSError, StoreError) as e:
        _log.warning("%s: the store is made in memory (%s)", folder, e)
        return fill(ox.Store()), None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
