"""relgraph diff."""

from __future__ import annotations

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import graph_argument
from relgraph.cli.output import (
    TABULAR,
    choose_format,
    exit_status_option,
    format_option,
    open_output,
    output_option,
    write_rows,
)

__all__ = ["command"]

_COLUMNS = ("date", "change", "kind", "who", "what", "status", "quote", "article")


@click.command("diff", no_args_is_help=True)
@graph_argument
@click.option(
    "--from",
    "since",
    metavar="DATE",
    required=True,
    help="The day to compare with; 2017 and 2017-12 mean its last day.",
)
@click.option("--to", "until", metavar="DATE", required=True, help="The later day; 2018 and 2018-12 mean its last day.")
@click.option("--of", metavar="ACTOR", help="Only what concerns this one: PRK, org/ASEAN or a name.")
@click.option("--certain", is_flag=True, help="Without what only perhaps lies between the two days.")
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@exit_status_option
@common_options
def command(
    *,
    graph: str,
    since: str,
    until: str,
    of: str | None,
    certain: bool,
    format_: str | None,
    output: str | None,
    exit_status: bool,
) -> None:
    """List what changed in the relations of a graph between two days.

    Relations, postings and offices, memberships, treaties, missions and levels of representation: what began or ended
    after the one day and up to the other, each with a sentence that says so. "possible" is what may have been then.

    \b
    Example:
      relgraph diff graph --from 2017 --to 2018
      relgraph diff graph --from 2018-05-01 --to 2021-12-31 --of PRK --certain -o prk.csv
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    from relgraph.query import changes, find_actor, make_day
    from relgraph.store import open_graph

    first, last = make_day(since, last=True, where="--from"), make_day(until, last=True, where="--to")
    if first > last:
        raise click.UsageError(f"--from {since} is later than --to {until}; give the earlier day as --from")
    with open_graph(graph) as opened:
        actor = str(find_actor(opened, of, where="--of").value) if of is not None else None
        found = changes(opened, first, last, of=actor)
    rows = [
        tuple(getattr(change, column) for column in _COLUMNS)
        for change in found
        if not certain or change.status == "certain"
    ]
    with open_output(output) as file:
        write_rows(_COLUMNS, rows, chosen, file)
    if exit_status and not rows:
        click.get_current_context().exit(3)
