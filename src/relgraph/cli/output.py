"""What commands write: the choice of the format, tables, CSV and JSON, and files that appear whole."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from relgraph.cli.tables import print_table
from relgraph.errors import RelgraphError
from relgraph.files import replace_file

if TYPE_CHECKING:
    from relgraph.records import Issue
    from relgraph.store import Cell, Result

__all__ = [
    "TABULAR",
    "choose_format",
    "exit_status_option",
    "format_option",
    "open_output",
    "output_option",
    "print_issues",
    "write_result",
    "write_rows",
]

TABULAR: Mapping[str, tuple[str, ...]] = {
    "table": (".txt",),
    "csv": (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
}
"""Formats of rows with the file endings that choose them."""

_MOST_ISSUES = 20
_SUMMED = {
    "repeated-article": "articles left out that repeat an earlier one",
    "duplicate-id": "articles left out that have the URL of an earlier one and another text",
}
"""Codes of warnings that come in hundreds where they come, and what they say of all of these articles."""


def format_option(formats: Mapping[str, tuple[str, ...]], default: str) -> Callable[[Any], Any]:
    """``-f/--format`` with these choices; ``default`` says in the help what holds without it."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(list(formats)),
        help=f"How to write it. [default: by the ending of -o, else {default}]",
    )


def output_option(what: str = "Write to this file instead of standard output.") -> Callable[[Any], Any]:
    """``-o/--output``; ``-`` is standard output."""
    return click.option("-o", "--output", metavar="FILE", help=what)


def choose_format(
    given: str | None, output: str | None, formats: Mapping[str, tuple[str, ...]], *, terminal: str, pipe: str
) -> str:
    """The format that was asked for, else that of the file's ending, else by where standard output goes.

    Raises a usage error for an ending that no format has.
    """
    if given is not None:
        return given
    if output is None or output == "-":
        return terminal if sys.stdout.isatty() else pipe
    suffix = Path(output).suffix.lower()
    for name, suffixes in formats.items():
        if suffix in suffixes:
            return name
    endings = " ".join(s for suffixes in formats.values() for s in suffixes)
    raise click.UsageError(f"cannot tell the format from '{output}'; add -f, or use one of the endings {endings}")


exit_status_option = click.option("--exit-status", is_flag=True, help="End with 3 when there are no rows.")


@contextmanager
def open_output(output: str | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears, or replaces an older one, only when all is written.

    What is no ordinary file, as /dev/null or a pipe, is written to as it is.
    """
    path = Path(os.path.realpath(output)) if output not in (None, "-") else None
    if path is not None and path.is_dir():
        raise RelgraphError(f"{output}: is a folder; name a file")
    if path is not None and not path.parent.is_dir():
        raise RelgraphError(f"{output}: there is no folder {path.parent.name}; make it first")
    try:
        if path is None:
            yield sys.stdout
            sys.stdout.flush()
        else:
            with replace_file(path) as whole, io.TextIOWrapper(whole, encoding="utf-8", newline="\n") as file:
                yield file
    except BrokenPipeError:
        raise  # a reader that has seen enough, as "head"; click ends the program in silence
    except OSError as e:
        raise RelgraphError(f"{output or 'standard output'}: cannot be written: {e.strerror or e}") from e


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]], format_: str, file: IO[str]) -> None:
    """Write rows in one of the formats of ``TABULAR``. None is an empty cell, or null in JSON."""
    if format_ == "table":
        print_table(columns, rows, file)
    elif format_ == "csv":
        from relgraph.store import Result

        cells: list[tuple[Cell, ...]] = [tuple(row) for row in rows]
        file.write(Result(tuple(columns), cells).to_csv())
    elif format_ == "json":
        json.dump(
            [dict(zip(columns, row, strict=True)) for row in rows], file, ensure_ascii=False, indent=2, default=str
        )
        file.write("\n")
    else:
        for row in rows:
            record = dict(zip(columns, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


def write_result(result: Result, format_: str, output: str | None, *, exit_status: bool) -> None:
    """Write the answer to a query; IRIs are short in a table and whole elsewhere."""
    rows: Sequence[Sequence[Cell]] = result.rows
    if format_ == "table":
        from relgraph.iris import shorten

        rows = [[shorten(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    with open_output(output) as file:
        write_rows(result.columns, rows, format_, file)
    if exit_status and not rows:
        click.get_current_context().exit(3)


def print_issues(issues: Iterable[Issue], *, quiet: bool, rest: str = "") -> None:
    """Print warnings and errors on stderr, the first twenty of them; ``rest`` says where all are.

    Warnings of articles that repeat others are one line for all of them, unless ``-v`` is given.
    """
    serious = [i for i in issues if i.level == "error" or (i.level == "warning" and not quiet)]
    summed: list[str] = []
    if not logging.getLogger().isEnabledFor(logging.INFO):
        for code, words in _SUMMED.items():
            alike = [i for i in serious if i.code == code and i.level == "warning"]
            if len(alike) > 1:
                serious = [i for i in serious if i not in alike]
                first = alike[0]
                summed.append(f"warning: {len(alike)} {words}; the first: {first.where}: {first.message} (all with -v)")
    for issue in serious[:_MOST_ISSUES]:
        click.echo(f"{issue.level}: {issue.where}: {issue.message}", err=True)
    if len(serious) > _MOST_ISSUES:
        click.echo(f"... and {len(serious) - _MOST_ISSUES} more{rest}", err=True)
    for line in summed:
        click.echo(line, err=True)
