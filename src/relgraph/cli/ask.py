"""relgraph ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import graph_argument, on_option
from relgraph.cli.output import (
    TABULAR,
    choose_format,
    exit_status_option,
    format_option,
    open_output,
    output_option,
    write_result,
    write_rows,
)
from relgraph.errors import QueryError

__all__ = ["command"]


@click.command("ask", no_args_is_help=True)
@graph_argument
@click.argument("name", required=False)
@click.option(
    "-p", "--param", "pairs", multiple=True, metavar="KEY=VALUE", help="A value for the question, as a=PRK; repeat."
)
@on_option("Ask the world as it stood on this day; fills the parameter 'on' of a question that has one.")
@click.option("--questions", metavar="FOLDER", help="Take the questions (*.rq) of this folder.")
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@exit_status_option
@common_options
def command(
    *,
    graph: str,
    name: str | None,
    pairs: tuple[str, ...],
    on: str | None,
    questions: str | None,
    format_: str | None,
    output: str | None,
    exit_status: bool,
) -> None:
    """Ask a graph a question of the library. Without NAME, list the questions.

    \b
    Example:
      relgraph ask graph
      relgraph ask graph timeline -p a=PRK -p b=ASEAN
      relgraph ask graph ambassadors-to -p to=PRK --on 2018-05-01
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")
    values = _read_pairs(pairs)
    if values and name is None:
        raise click.UsageError(
            "-p without a question; write its NAME before it, as in: relgraph ask GRAPH timeline -p a=PRK"
        )

    if on is not None and name is None:
        raise click.UsageError(
            "--on without a question; write its NAME before it, as in: relgraph ask GRAPH offices --on 2018"
        )

    from relgraph.query import answer, find_question, load_questions, make_day
    from relgraph.store import open_graph

    library = load_questions(questions)
    question = find_question(name, library) if name is not None else None
    with open_graph(graph) as opened:
        if question is None:
            rows = [
                (q.name, q.title, " ".join(p.name if p.default is None else f"[{p.name}]" for p in q.parameters))
                for q in library.values()
            ]
            with open_output(output) as file:
                write_rows(("question", "title", "parameters"), rows, chosen, file)
            return
        _check_period(question.name, values)
        day = make_day(on, last=True, where="--on") if on is not None else None
        result = answer(opened, question, values, on=day)
        write_result(result, chosen, output, exit_status=exit_status)


def _read_pairs(pairs: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not key:
            raise click.UsageError(f"'{pair}' is not KEY=VALUE; write -p a=PRK")
        if key in values:
            raise click.UsageError(f"-p {key} is given twice ({values[key]}, {value}); a parameter takes one value")
        values[key] = value
    return values


def _check_period(question: str, values: Mapping[str, str]) -> None:
    """An empty answer would look as if nothing had happened."""
    from relgraph.query import make_day

    if not values.keys() >= {"since", "until"}:
        return
    first = make_day(values["since"], where=f"{question}: since")
    if first > make_day(values["until"], last=True, where=f"{question}: until"):
        raise QueryError(
            f"{question}: since {values['since']} is later than until {values['until']}; give the earlier day as since"
        )
