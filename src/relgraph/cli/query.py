"""relgraph query."""

from __future__ import annotations

from pathlib import Path

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import graph_argument, on_option, read_stdin
from relgraph.cli.output import (
    TABULAR,
    choose_format,
    exit_status_option,
    format_option,
    output_option,
    write_result,
)
from relgraph.errors import QueryError

__all__ = ["command"]


@click.command("query", no_args_is_help=True)
@graph_argument
@click.argument("sparql")
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Give up after this time."
)
@on_option("Ask the world as it stood on this day, with the shortcuts of that day.")
@exit_status_option
@common_options
def command(
    *,
    graph: str,
    sparql: str,
    format_: str | None,
    output: str | None,
    timeout: float | None,
    on: str | None,
    exit_status: bool,
) -> None:
    """Ask a graph in SPARQL.

    SPARQL is the query itself, @FILE to read it from a file, or - for standard input. The prefixes of relgraph (rg:,
    v:, st:, o: ...) are known; the default graph holds the accepted facts, everything else is reached by GRAPH.

    \b
    Example:
      relgraph query graph 'SELECT ?state WHERE { ?state a rg:State }'
      relgraph query graph @visits.rq -o visits.csv
      relgraph query graph 'SELECT ?who WHERE { ?who rg:partyTo tr:TAC }' --on 2018-05-01
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")
    text = _read_query(sparql)

    from relgraph.store import make_day, open_graph

    with open_graph(graph) as opened:
        asked = opened.at(make_day(on, last=True, where="--on")) if on is not None else opened
        write_result(asked.query(text, timeout=timeout), chosen, output, exit_status=exit_status)


def _read_query(sparql: str) -> str:
    if sparql == "-":
        return read_stdin()
    if not sparql.startswith("@"):
        return sparql
    try:
        return Path(sparql[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "not UTF-8"
        raise QueryError(f"{sparql[1:]}: cannot be read: {reason}") from e
