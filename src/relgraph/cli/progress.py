"""The bar that shows how far the reading of articles has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from relgraph.cli.app import is_quiet

if TYPE_CHECKING:
    from relgraph.pipeline import Progress

__all__ = ["show_progress"]


@contextmanager
def show_progress(*, wanted: bool = True) -> Iterator[Progress | None]:
    """Draw a bar on stderr while articles are read, and wipe it out at the end.

    Gives what is to be told of each article, or None where nobody would see the bar: stderr is no terminal or a dumb
    one, the command was given ``-q``, or it is not ``wanted``.
    """
    if not wanted or is_quiet() or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return

    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} read"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    # How many articles there are is not known before the last is read, so that the bar has no end to reach.
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def tell(count: int, article: str) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            rate = f"{(count + 1) / elapsed:.0f}/s" if elapsed > 1 else ""
            progress.update(task, completed=count + 1, description=escape(article[:40]), rate=rate)

        yield tell
