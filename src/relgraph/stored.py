"""Stored sources: what was read, as JSON lines, so that a graph can grow and shrink without reading all again.

One line a source. The texts of the articles are not kept, only their digests; the claims keep their quotes.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from relgraph.errors import StoreError
from relgraph.records import Extract, Reading, Source

__all__ = ["pack_sources", "unpack_sources"]


@cache
def _adapter(kind: str) -> object:
    from pydantic import TypeAdapter  # 0.1 s, and only building needs it

    return TypeAdapter(Extract if kind == "dataset" else Reading)


def pack_sources(sources: Iterable[Source]) -> bytes:
    """Sources as packed JSON lines, in the order of their ids; the same sources give the same bytes."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=6, mtime=0) as packed:
        for source in sorted(sources, key=lambda source: source.id):
            packed.write(_line(source))
    return out.getvalue()


def _line(source: Source) -> bytes:
    kind = "dataset" if isinstance(source, Extract) else "article"
    if isinstance(source, Reading):
        source = replace(source, article=replace(source.article, text="", digest=source.article.sha256))
    found: bytes = _adapter(kind).dump_json(source, exclude_defaults=True)  # type: ignore[attr-defined]
    return b'{"kind":"%s","source":%s}\n' % (kind.encode(), found)


def unpack_sources(packed: bytes, *, where: str) -> Iterator[Source]:
    """The sources of :func:`pack_sources`; ``where`` names the file in errors.

    Raises StoreError when the bytes are not what this version of relgraph writes.
    """
    try:
        lines = gzip.decompress(packed).splitlines()
        for line in lines:
            kind = json.loads(line[: line.index(b",")] + b"}")["kind"]
            source = line[line.index(b'"source":') + len(b'"source":') : -1]
            yield _adapter(kind).validate_json(source)  # type: ignore[attr-defined]
    except (OSError, EOFError, zlib.error, ValueError, KeyError) as e:
        first = str(e).strip().splitlines()[0]
        raise StoreError(
            f"{where}: not the sources of this version of relgraph ({first}); build the graph again"
        ) from e
