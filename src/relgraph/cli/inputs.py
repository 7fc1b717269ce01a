"""Arguments and options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from relgraph.errors import OntologyError, SourceError

if TYPE_CHECKING:
    from relgraph.ontology import Ontology

__all__ = [
    "DAY",
    "check_day_or_period",
    "columns_option",
    "corpus_option",
    "files_argument",
    "graph_argument",
    "jobs_option",
    "load_chosen_ontology",
    "on_option",
    "ontology_options",
    "period_options",
    "read_stdin",
    "source_option",
]

F = TypeVar("F", bound=Callable[..., Any])

files_argument = click.argument("files", nargs=-1, required=True, metavar="FILES...")
graph_argument = click.argument("graph", metavar="GRAPH")
source_option = click.option(
    "--source",
    metavar="NAME",
    help="What reads the files: csv, feed, html, jsonl, kcna-watch, parquet, text or a plug-in. [default: found out]",
)


def _read_columns(ctx: click.Context, param: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    from relgraph.sources.columns import parse_columns

    try:
        return parse_columns(pairs)
    except SourceError as e:
        raise click.BadParameter(str(e).removeprefix("columns: ")) from e


columns_option = click.option(
    "--columns",
    multiple=True,
    callback=_read_columns,
    metavar="FIELD=COLUMN,...",
    help="Which column of a table gives which field, as text=body,published=date; repeat. [default: by usual names]",
)
corpus_option = click.option(
    "--corpus", metavar="FILE", help="Keep apart and join what this corpus.yaml says under 'fixes'."
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes read. [default: one for few articles, one a core for many]",
)


def ontology_options(function: F) -> F:
    """``--ontology`` and ``--overlay``, for commands that call :func:`load_chosen_ontology`."""

    def keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        ctx.meta[f"relgraph.{param.name}"] = value

    for name, help_ in (
        ("--overlay", "Add event types of your own: FOLDER/events/*.yaml."),
        ("--ontology", "Take this ontology instead of the one of relgraph."),
    ):
        function = click.option(name, metavar="FOLDER", expose_value=False, callback=keep, help=help_)(function)
    return function


def load_chosen_ontology() -> Ontology:
    """The ontology that the options of the running command name.

    Raises OntologyError when it is wrong, or when the overlay adds nothing since it has no ``events``.
    """
    from relgraph.ontology import load_ontology

    meta = click.get_current_context().meta
    overlay = meta.get("relgraph.overlay")
    if overlay is not None and Path(overlay).is_dir() and not (Path(overlay) / "events").is_dir():
        raise OntologyError([f"{overlay}: has no folder 'events' in it; name the folder that has"])
    return load_ontology(meta.get("relgraph.ontology"), overlay)


def read_stdin() -> str:
    """Standard input as text; raises SourceError with the place of the first byte that is not UTF-8."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        byte = e.start - raw.rfind(b"\n", 0, e.start)
        raise SourceError(
            f"stdin: not UTF-8 text (line {line}, byte {byte} is 0x{raw[e.start]:02x}); "
            "convert it first, as with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from e


def period_options(function: F) -> F:
    """``--since``, ``--until`` and ``--actor``: which part of a graph is meant."""
    for option in (
        click.option(
            "--actor",
            "actors",
            multiple=True,
            metavar="NAME",
            help="Only with this one: PRK, org/ASEAN or a name; repeat.",
        ),
        click.option("--until", metavar="DATE", help="Until 2018, 2018-05 or 2018-05-31."),
        click.option("--since", metavar="DATE", help="Since 2018, 2018-05 or 2018-05-31."),
    ):
        function = option(function)
    return function


def on_option(what: str) -> Callable[[F], F]:
    """``--on``: one day; ``what`` says in the help what is taken to it."""
    return click.option("--on", metavar="DATE", help=f"{what} 2018 and 2018-05 mean their last day.")


def check_day_or_period(on: str | None, since: str | None, until: str | None) -> None:
    """Raise a usage error when a day and a period are given."""
    if on is not None and (since is not None or until is not None):
        raise click.UsageError("--on is one day, --since and --until are a period; give one of the two")


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2024-05-31", param, ctx)


DAY = _Day()
"""A day on the command line."""
