"""Tables for people: columns as wide as the terminal allows, or one block a row where it is too narrow."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import IO

import click

__all__ = ["print_pairs", "print_table"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would drive the terminal, or turn the direction of the text."""
_GAP = 3
_NARROW = 18
"""A column of text that is narrower than this cannot be read."""


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], file: IO[str]) -> None:
    """Print rows: in a pipe as wide as the longest cells, on a terminal within its width."""
    cells = [["" if cell is None else _clean(str(cell)) for cell in row] for row in rows]
    if not cells:
        click.echo("no rows", err=True)
        return
    if not file.isatty():
        _print_rich(columns, cells, [None] * len(columns), 10_000, file)
        return
    width = shutil.get_terminal_size().columns
    widths = _share(columns, cells, width - _GAP * (len(columns) - 1))
    if widths is not None:
        _print_rich(columns, cells, widths, width, file)
        return
    for n, row in enumerate(cells):
        file.write("\n" if n else "")
        print_pairs(list(zip(columns, row, strict=True)), file)


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", " ".join(text.split("\n")).replace("\t", " "))


def _share(columns: Sequence[str], cells: list[list[str]], room: int) -> list[int | None] | None:
    """The width of each column: what it needs where that is little, and equal parts of the rest for the others.

    None when the parts would be too narrow to read.
    """
    from rich.cells import cell_len

    needs = [max(cell_len(cell) for cell in column) for column in zip(columns, *cells, strict=True)]
    open_, most = sorted(needs), room
    while open_ and open_[0] * len(open_) <= most:
        most -= open_.pop(0)
    if not open_:
        return list(needs)
    part = most // len(open_)
    return [min(need, part) for need in needs] if part >= _NARROW else None


def _print_rich(
    columns: Sequence[str], cells: list[list[str]], widths: Sequence[int | None], width: int, file: IO[str]
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    encoding = (getattr(file, "encoding", None) or "utf-8").lower()
    style = box.SIMPLE_HEAD if encoding.startswith("utf") else box.ASCII
    table = Table(box=style, pad_edge=False, show_edge=False)
    for column, wide in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=wide)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))  # Text, since a quote may hold what looks like markup
    printed = io.StringIO()
    Console(file=printed, force_terminal=file.isatty(), width=width, height=1000).print(table)
    file.writelines(line.rstrip() + "\n" for line in printed.getvalue().splitlines())


def print_pairs(pairs: Sequence[tuple[str, str]], file: IO[str]) -> None:
    """Print names and what belongs to them, one pair below the other; long texts are wrapped on a terminal."""
    width = shutil.get_terminal_size().columns if file.isatty() else 10_000
    indent = max(len(name) for name, _ in pairs) + 2
    for name, text in pairs:
        lines = wrap(_clean(text), max(width - indent, 20), break_on_hyphens=False) or [""]
        file.write(f"{name:<{indent}}{lines[0]}".rstrip() + "\n")
        file.writelines(f"{'':<{indent}}{line}\n" for line in lines[1:])
