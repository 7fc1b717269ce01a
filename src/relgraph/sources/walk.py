"""The way from the paths that a user names to the articles in them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO

from relgraph.errors import CLOSE, SourceError, nearest
from relgraph.records import Article, Issue
from relgraph.sources.columns import check_columns
from relgraph.sources.containers import CONTAINERS, Member, find_unpacker
from relgraph.sources.fields import issue
from relgraph.sources.inputs import Input
from relgraph.sources.languages import check_language
from relgraph.sources.plugins import Source, load_sources, pick_source
from relgraph.sources.repeats import Repeats

__all__ = ["read_articles", "walk_files"]

_CURES = {
    ".json": "write one article a line, as .jsonl",
    ".pdf": "save the text of a PDF (as with pdftotext) and name that file",
    ".docx": "save it as plain text, .txt",
    ".doc": "save it as plain text, .txt",
    ".odt": "save it as plain text, .txt",
    ".rtf": "save it as plain text, .txt",
}
"""What to do about files of known endings that no source reads."""
_HEAD = 4096
"""Bytes that a source sees before it says whether a file is its own."""
_DEEPEST = 3
"""Archives that may lie in one another."""


def read_articles(
    paths: Sequence[str | Path], *, source: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article | Issue]:
    """Give the articles of files and folders, in the order of ``paths``, and an Issue for what cannot be read.

    A folder is walked in alphabetical order, hidden files left out; ``-`` is standard input. Archives (ZIP, gzip,
    WARC, MHTML) are read like folders. ``source`` names the source that reads every file, whatever its ending;
    without it the ending and the first lines decide. ``columns`` says which column of a table gives which field, as
    ``{"text": "body"}``; without it usual names are known. An id that was given before is an Issue, and the second
    article is left out, also where both have the same address; so is an article that is surely not in English.

    Raises SourceError at once, before anything is read, when a path does not exist, or the source or a field of
    ``columns`` is unknown.
    """
    if not paths:
        raise SourceError("no input; name files, folders, or - for standard input")
    sources = load_sources()
    forced = pick_source(sources, source) if source is not None else None
    for path in paths:
        if str(path) != "-":
            _require(Path(path))
    check_columns(columns or {})
    return _read_all([str(p) for p in paths], sources, forced, columns or {})


def _require(path: Path) -> None:
    if path.exists():
        return
    parent = path.parent
    if not parent.is_dir():
        raise SourceError(f"{path}: no such file; there is no folder {parent}")
    raise SourceError(f"{path}: no such file or folder.{nearest(path.name, os.listdir(parent), cutoff=CLOSE)}")


def _read_all(
    paths: list[str], sources: dict[str, Source], forced: Source | None, columns: Mapping[str, str]
) -> Iterator[Article | Issue]:
    read: set[str] = set()
    repeats = Repeats()
    for path in paths:
        in_folder = path != "-" and Path(path).is_dir()
        files = list(walk_files(Path(path))) if in_folder else [path]
        if not files:
            yield issue("warning", "empty-folder", path, "no file in this folder")
        for name in files:
            real = name if name == "-" else os.path.realpath(name)
            if real in read:
                continue
            read.add(real)
            way = _Way(sources=sources, forced=forced, columns=columns, beside=_beside(name, read), repeats=repeats)
            for item in _read_file(name, way):
                if in_folder and isinstance(item, Issue) and item.code == "gold-without-text":
                    # Annotations may lie beside the articles; that is only wrong where they were named as input.
                    yield replace(item, level="info")
                else:
                    yield item


def walk_files(folder: Path) -> Iterator[str]:
    """The files of a folder and its subfolders in alphabetical order, without hidden ones."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (os.path.join(place, f) for f in sorted(files) if not f.startswith("."))


def _first_of_its_id(item: Article | Issue, name: str, repeats: Repeats) -> Iterator[Article | Issue]:
    if isinstance(item, Issue):
        yield item
    elif item.page is None or repeats.place(item.page) == name:  # the teasers of a page left out go with it, silently
        yield repeats.check(item, place=name, where=name) or item
    elif repeats.place(item.id) is None:
        repeats.check(item, place=name, where=name)
        yield item


def _beside(name: str, read: set[str]) -> Callable[[str], bytes | None] | None:
    """What gives the files beside a file; they count as read, so that they are not articles a second time."""
    if name == "-":
        return None

    def find(other: str) -> bytes | None:
        path = Path(name).parent / other
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        read.add(os.path.realpath(path))
        return raw

    return find


def _read_file(name: str, way: _Way) -> Iterator[Article | Issue]:
    shown = "stdin" if name == "-" else name
    try:
        # All of standard input at once: archives are read back and forth.
        with io.BytesIO(sys.stdin.buffer.read()) if name == "-" else Path(name).open("rb") as stream:
            yield from _read_stream(shown, stream, way)
    except OSError as e:
        yield issue("error", "unreadable", name, f"cannot be read: {e.strerror or e}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """What is the same for a file and for all that lies in it."""

    sources: dict[str, Source]
    forced: Source | None
    columns: Mapping[str, str]
    beside: Callable[[str], bytes | None] | None
    repeats: Repeats
    depth: int = 0


def _read_stream(shown: str, stream: IO[bytes], way: _Way) -> Iterator[Article | Issue]:
    unpack = find_unpacker(shown, stream.read(_HEAD))
    stream.seek(0)
    if unpack is not None:
        yield from _read_members(unpack(shown, stream), way)
        return
    yield from _read_input(Input(name=shown, raw=stream.read(), beside=way.beside), shown, way)


def _read_members(members: Iterator[Member | Issue], way: _Way) -> Iterator[Article | Issue]:
    inner = replace(way, depth=way.depth + 1)
    for member in members:
        if isinstance(member, Issue):
            yield member
            continue
        unpack = find_unpacker(member.file_name, member.input.raw[:_HEAD])
        if unpack is None:
            yield from _read_input(member.input, member.file_name, way)
        elif inner.depth >= _DEEPEST:
            message = f"an archive within {_DEEPEST} others; unpack it yourself and name the files"
            yield issue("error", "too-deep", member.input.name, message)
        else:
            yield from _read_members(unpack(member.input.name, io.BytesIO(member.input.raw)), inner)


def _read_input(file: Input, file_name: str, way: _Way) -> Iterator[Article | Issue]:
    # A page that was saved by its address may be called "view.php?id=3".
    suffix = PurePath(file_name).suffix.lower().partition("?")[0]
    sources = way.sources
    if file.raw[:_HEAD].lstrip().startswith(b"%PDF-") and not _reads_pdf(way):
        message = "a PDF, which is not read; save its text (as with pdftotext) and name that file"
        yield issue("error", "pdf", file.name, message)
        return
    candidates = [way.forced] if way.forced else [s for s in sources.values() if suffix in s.suffixes or not suffix]
    if not candidates:
        known = sorted({s for source in sources.values() for s in source.suffixes} | set(CONTAINERS))
        cure = _CURES.get(suffix, "if it is a text all the same, name its source: --source NAME")
        message = f"no source reads '{suffix}' (known: {' '.join(known)}); {cure}"
        yield issue("warning", "unknown-suffix", file.name, message)
        return
    head = file.raw[:_HEAD]
    best = max(candidates, key=lambda s: s.sniff(file.name, head))
    items = best.read(replace(file, columns=way.columns))
    for item in _mark_last(items) if file.truncated else items:
        checked = check_language(item, file.name) if isinstance(item, Article) else item
        yield from _first_of_its_id(checked, file.name, way.repeats)


def _reads_pdf(way: _Way) -> bool:
    """Whether a plug-in is there that reads PDF, and is not ruled out by the choice of another source."""
    return any(".pdf" in s.suffixes for s in ([way.forced] if way.forced else way.sources.values()))


def _mark_last(items: Iterator[Article | Issue]) -> Iterator[Article | Issue]:
    """The same with the last article truncated."""
    read = list(items)
    last = max((n for n, item in enumerate(read) if isinstance(item, Article)), default=None)
    for n, item in enumerate(read):
        yield replace(item, truncated=True) if n == last and isinstance(item, Article) else item
