"""Files that appear whole, written beside their place and then renamed into it; and what a page may hold."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["replace_file", "source_hash"]


@contextmanager
def replace_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for writing that appears, or replaces an older one, only when all is written.

    A symbolic link keeps pointing at the file that is replaced. What is no ordinary file, as ``/dev/null`` or a pipe, is
    written to as it is: a rename would put a file in its place.

    Raises OSError when the place cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def source_hash(content: str) -> str:
    """The source expression of a content security policy that allows just this script or style in a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
