"""The way from the paths that a user names to the articles in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from relgraph.errors import CLOSE, SourceError, nearest
from relgraph.records import Article, Issue
from relgraph.sources.fields import issue
from relgraph.sources.plugins import Source, load_sources, pick_source

__all__ = ["read_articles"]

_HEAD = 4096
"""Characters that a source sees before it says whether a text is its own."""


def read_articles(paths: Sequence[str | Path], *, source: str | None = None) -> Iterator[Article | Issue]:
    """Give the articles of files and folders, in the order of ``paths``, and an Issue for what cannot be read.

    A folder is walked in alphabetical order, hidden files left out; ``-`` is standard input. ``source`` names
    the source that reads every file, whatever its ending; without it the ending and the first lines decide.
    An id that was given before is an Issue, and the second article is left out.

    Raises SourceError at once, before anything is read, when a path does not exist or the source is unknown.
    """
    if not paths:
        raise SourceError("no input; name files, folders, or - for standard input")
    sources = load_sources()
    forced = pick_source(sources, source) if source is not None else None
    for path in paths:
        if str(path) != "-":
            _require(Path(path))
    return _read_all([str(p) for p in paths], sources, forced)


def _require(path: Path) -> None:
    if path.exists():
        return
    parent = path.parent
    if not parent.is_dir():
        raise SourceError(f"{path}: no such file; there is no folder {parent}")
    raise SourceError(f"{path}: no such file or folder.{nearest(path.name, os.listdir(parent), cutoff=CLOSE)}")


def _read_all(paths: list[str], sources: dict[str, Source], forced: Source | None) -> Iterator[Article | Issue]:
    read: set[str] = set()
    ids: dict[str, str] = {}
    for path in paths:
        in_folder = path != "-" and Path(path).is_dir()
        files = list(_walk(Path(path))) if in_folder else [path]
        if not files:
            yield issue("warning", "empty-folder", path, "no file in this folder")
        for name in files:
            real = name if name == "-" else os.path.realpath(name)
            if real in read:
                continue
            read.add(real)
            for item in _read_file(name, sources, forced):
                if in_folder and isinstance(item, Issue) and item.code == "gold-without-text":
                    # Annotations may lie beside the articles; that is only wrong where they were named as input.
                    yield replace(item, level="info")
                else:
                    yield from _first_of_its_id(item, name, ids)


def _walk(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (os.path.join(place, f) for f in sorted(files) if not f.startswith("."))


def _first_of_its_id(item: Article | Issue, name: str, ids: dict[str, str]) -> Iterator[Article | Issue]:
    if isinstance(item, Issue):
        yield item
    elif item.id not in ids:
        ids[item.id] = name
        yield item
    elif item.page is None or ids.get(item.page) == name:  # the teasers of a page left out go with it, silently
        message = f"the id '{item.id}' was already read from {ids[item.id]}; give the article another id"
        yield issue("error", "duplicate-id", name, message)


def _read_file(name: str, sources: dict[str, Source], forced: Source | None) -> Iterator[Article | Issue]:
    suffix = Path(name).suffix.lower()
    candidates = [forced] if forced else [s for s in sources.values() if suffix in s.suffixes or not suffix]
    if not candidates:
        known = sorted({s for source in sources.values() for s in source.suffixes})
        cure = "write one article a line, as .jsonl" if suffix == ".json" else "name a source to read it all the same"
        message = f"no source reads '{suffix}' (known: {' '.join(known)}); {cure}"
        yield issue("warning", "unknown-suffix", name, message)
        return
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as e:
        yield issue("error", "unreadable", name, f"cannot be read: {e.strerror or e}")
        return
    shown = "stdin" if name == "-" else name
    text, problem = decode(raw)
    if problem is not None:
        yield replace(problem, where=shown)
    if text is None:
        return
    if not text.strip():
        yield issue("warning", "empty-file", shown, "nothing in it")
        return
    head = text[:_HEAD]
    best = max(candidates, key=lambda s: s.sniff(shown, head))
    yield from best.read(shown, text)


def decode(raw: bytes) -> tuple[str | None, Issue | None]:
    """The text of a file, line ends unchanged, and an Issue (without place) if it is not plain UTF-8.

    A byte order mark is dropped. What is not UTF-8 is read as Windows-1252, with a warning; what is neither, or
    holds NUL bytes, gives no text.
    """
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in raw and not wide:
        return None, issue("error", "binary", "", "not a text: it holds NUL bytes")
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig"), None
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
    try:
        # Not for UTF-16 that broke off: every second character would be rubbish.
        text = None if wide else raw.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None:
        return None, issue("error", "encoding", "", f"line {line} is not UTF-8; save the file as UTF-8")
    message = f"line {line} is not UTF-8; read as Windows-1252, save the file as UTF-8 to be sure"
    return text, issue("warning", "encoding", "", message)
