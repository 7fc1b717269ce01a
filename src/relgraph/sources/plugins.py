"""The sources that are installed, found by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from relgraph.errors import SourceError, nearest
from relgraph.records import Article, Issue
from relgraph.sources.inputs import Input

__all__ = ["GROUP", "Source", "load_sources", "pick_source"]

GROUP = "relgraph.sources"


@runtime_checkable
class Source(Protocol):
    """What reads one layout. The class is called without arguments.

    A layout of plain text is easier written as a :class:`relgraph.sources.TextSource`, which decodes the bytes.
    """

    name: str
    """As in ``--source NAME``."""
    suffixes: tuple[str, ...]
    """File name endings with their dot, in lower case."""

    def sniff(self, path_name: str, head: bytes) -> float:
        """How sure it is, from 0 (not mine) to 1, seeing the name of the file and its first bytes."""
        ...

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """Give the articles of one file, in its order, and an Issue for each part that cannot be read.

        It opens no other file and no connection, and imports what is slow to import in here.
        """
        ...


def load_sources() -> dict[str, Source]:
    """The installed sources by name, in alphabetical order.

    Raises SourceError when none is installed, or when one cannot be loaded.
    """
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        other = found.setdefault(entry.name, entry)
        if other.value != entry.value:
            raise SourceError(
                f"source '{entry.name}' is installed twice ({other.value}, {entry.value}); uninstall one of them"
            )
    if not found:
        raise SourceError(
            f"no source is installed (entry points '{GROUP}'): relgraph runs without its package metadata; "
            "install it with pip instead of putting its folder on the path"
        )
    return {name: _load(entry) for name, entry in found.items()}


def _load(entry: EntryPoint) -> Source:
    try:
        source = entry.load()()
    except Exception as e:  # whatever a foreign package raises, the reader must learn whose it is
        raise SourceError(
            f"source '{entry.name}' ({entry.value}) cannot be loaded: {type(e).__name__}: {e}; "
            "update or uninstall the package that brings it"
        ) from e
    if not isinstance(source, Source):
        missing = [a for a in ("name", "suffixes", "sniff", "read") if not hasattr(source, a)]
        raise SourceError(f"source '{entry.name}' ({entry.value}) has no {', '.join(missing)}")
    return source


def pick_source(sources: dict[str, Source], name: str) -> Source:
    """The source of that name; SourceError with the nearest name otherwise."""
    if name not in sources:
        raise SourceError(f"no source '{name}'; choose from {', '.join(sources)}.{nearest(name, sources)}")
    return sources[name]
