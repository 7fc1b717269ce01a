"""Files: how a graph lies on disk, and how a new one takes the place of an old one at once.

::

    GRAPH/relgraph.json             what is current: format, digest, counts, and the name of its version
    GRAPH/versions/NAME/graph.nq.gz the graph as sorted N-Quads
    GRAPH/versions/NAME/store/      the same as an Oxigraph store, which can be rebuilt from it
    GRAPH/versions/NAME/*.gz        what it was made of, for a graph that was built of sources
    GRAPH/.lock                     held while a build runs

A build writes a new version beside the current one and brings it to the disk; then ``relgraph.json`` is replaced,
which the file system does as one step. So a build that is killed at any moment leaves the old graph or the new one,
and what it left behind is removed by the next build. A version that somebody still reads is kept until then.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from relgraph.errors import CLOSE, StoreError, nearest

try:
    import fcntl
except ImportError:  # Windows has no such locks; there a file in use cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "EXPORT",
    "FORMAT",
    "MANIFEST",
    "STORE",
    "VERSIONS",
    "Manifest",
    "check_target",
    "free_name",
    "hold_build",
    "hold_version",
    "make_version",
    "no_such_graph",
    "prune",
    "read_beside",
    "read_manifest",
    "sync_folder",
    "sync_tree",
    "write_manifest",
    "write_whole",
]

FORMAT = 1
MANIFEST = "relgraph.json"
VERSIONS = "versions"
STORE = "store"
EXPORT = "graph.nq.gz"
_LOCK = ".lock"
_READERS = "readers"
_ISSUES = "issues.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What ``relgraph.json`` says about a graph."""

    format: int = FORMAT
    software: str = ""
    engine: str = ""
    """Name and version of the store's engine; another version may not be able to read the store."""
    digest: str = ""
    """The sha256 of the graph as sorted N-Quads."""
    as_of: str | None = None
    """The latest day on which an article of the graph was published; None when none has a date."""
    version: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    build: Mapping[str, object] = field(default_factory=dict)
    """What the build says of itself."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a graph; StoreError when there is none, or of another format."""
    path = folder / MANIFEST
    try:
        given = json.loads(path.read_bytes())
        if not isinstance(given, dict) or not isinstance(given.get("format"), int):
            raise ValueError("no format in it")
        if given["format"] != FORMAT:
            raise StoreError(
                f"{folder}: a graph of format {given['format']}; this relgraph reads format {FORMAT}. "
                "Use the relgraph that made it, or build it again"
            )
        known = {name: value for name, value in given.items() if name in Manifest.__dataclass_fields__}
        manifest = Manifest(**known)
    except FileNotFoundError:
        raise StoreError(_no_manifest(folder)) from None
    except (ValueError, TypeError) as e:
        raise StoreError(f"{path}: no manifest of a graph ({e}); build the graph again") from e
    except OSError as e:
        raise StoreError(f"{path}: cannot be read ({e.strerror or e})") from e
    if not manifest.version or manifest.version != os.path.basename(manifest.version):
        raise StoreError(f"{path}: names no version of the graph; build the graph again")
    return manifest


def _no_manifest(folder: Path) -> str:
    if (folder / VERSIONS).is_dir():
        return f"{folder}: its first build did not end; build it again"
    wrong = f"{folder}: not a graph, it has no {MANIFEST}"
    if inside := _graphs_in(folder):
        return f"{wrong}. Did you mean {' or '.join(str(folder / name) for name in inside[:3])}?"
    if _others_in(folder):
        return f"{wrong}; build one in a new folder with 'relgraph build ARTICLES -o NEW'"
    return f"{wrong}; build one with 'relgraph build ARTICLES -o {folder}'"


def _graphs_in(folder: Path) -> list[str]:
    """The folders right below this one that are graphs."""
    with suppress(OSError):
        return sorted(p.name for p in folder.iterdir() if (p / MANIFEST).is_file())
    return []


def _others_in(folder: Path) -> list[str]:
    """What lies in a folder and was not put there by a build."""
    with suppress(OSError):
        return sorted(p.name for p in folder.iterdir() if p.name not in {_LOCK, VERSIONS, _ISSUES})
    return []


def no_such_graph(place: Path) -> StoreError:
    """The error for a path that does not exist, with the graph beside it that was probably meant."""
    near = nearest(place.name, _graphs_in(place.parent), cutoff=CLOSE)
    return StoreError(f"{place}: no such graph.{near} Build one with 'relgraph build ARTICLES -o {place}'")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make a version the current one, in one step."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True, default=_plain) + "\n"
    write_whole(folder / MANIFEST, text.encode())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)


def check_target(folder: Path) -> None:
    """Refuse to build into something that is no graph: StoreError."""
    if folder.is_symlink() and not folder.exists():
        raise StoreError(f"{folder}: a link to nothing; remove it")
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: a file; a graph is a folder. Choose another name")
    if folder.is_dir() and not (folder / MANIFEST).is_file():
        others = _others_in(folder)
        if others:
            raise StoreError(
                f"{folder}: holds other files ({', '.join(others[:3])}) and no graph; choose a new or empty folder"
            )


@contextmanager
def hold_build(folder: Path) -> Iterator[None]:
    """Keep other builds out of a graph's folder; StoreError when one runs. A killed build holds nothing."""
    with (folder / _LOCK).open("ab") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(f"{folder}: locked, another build writes it; wait until it has ended") from None
        yield


def hold_version(path: Path) -> int | None:
    """Keep a version from being removed while it is read; the file to close afterwards, or None."""
    if not fcntl:
        return None
    try:
        file = os.open(path / _READERS, os.O_RDONLY)
    except OSError:
        return None
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def read_beside(folder: Path, name: str) -> bytes | None:
    """A file that lies beside the current graph of a folder; None when there is none.

    Raises StoreError when the folder is no graph, or the file cannot be read.
    """
    if not folder.exists():
        raise no_such_graph(folder)
    while True:
        manifest = read_manifest(folder)
        version = folder / VERSIONS / manifest.version
        try:
            return (version / name).read_bytes()
        except FileNotFoundError:
            if read_manifest(folder).version == manifest.version:  # else a build has replaced it meanwhile
                return None
        except OSError as e:
            raise StoreError(f"{version / name}: cannot be read ({e.strerror or e})") from e


def _is_read(path: Path) -> bool:
    if not fcntl:
        return False
    try:
        file = os.open(path / _READERS, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(file)
    return False


def free_name(folder: Path, digest: str) -> str:
    """A name for a version: the beginning of its digest, with a number while that is taken."""
    name = digest[:16]
    number = 2
    while (folder / VERSIONS / name).exists():
        name = f"{digest[:16]}-{number}"
        number += 1
    return name


def prune(folder: Path, keep: str | None) -> None:
    """Remove what killed builds left, and all versions but one, unless somebody reads them."""
    for path in sorted((folder / VERSIONS).iterdir()):
        if path.name == keep or (not path.name.startswith(".") and _is_read(path)):
            continue
        gone = path if path.name.startswith(".") else path.with_name(f".gone-{path.name}")
        with suppress(OSError):  # in use on Windows: the next build tries again
            shutil.rmtree(gone, ignore_errors=True)
            if gone != path:
                path.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or, if this is killed, as it was before."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Bring all files of a folder to the disk, then the folders themselves."""
    for parent, _, files in os.walk(folder, topdown=False):
        for name in files:
            file = os.open(os.path.join(parent, name), os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
        sync_folder(Path(parent))


def make_version(path: Path) -> None:
    """Make the folder of a version with the file by which readers hold it."""
    path.mkdir(parents=True)
    (path / _READERS).touch()


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":  # no folder can be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
