"""relgraph conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from relgraph.query import ClaimEvidence

__all__ = ["command"]

_COLUMNS = ("what", "aspect", "note", "said", "by", "source", "published", "quote", "id", "claim")
_SHOWN = 8
"""Columns for people; the ids after them are for programs."""


@click.command("conflicts", no_args_is_help=True)
@graph_argument
@click.option("--of", metavar="NAME", help="Only what is about this actor or treaty: a code, an id or a name.")
@click.option(
    "--aspect", type=click.Choice(["date", "type", "participants", "factuality"]), help="Only this kind of difference."
)
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@exit_status_option
@common_options
def command(
    *, graph: str, of: str | None, aspect: str | None, format_: str | None, output: str | None, exit_status: bool
) -> None:
    """List where sources differ.

    They may differ on a date, on the type of an act, on who took part, on whether it happened. One row a claim; the
    rows of one difference stand together. Nothing is decided: what the graph holds is in the note.

    \b
    Example:
      relgraph conflicts graph
      relgraph conflicts graph --of PRK --aspect date
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    from relgraph.query import conflicts
    from relgraph.store import open_graph

    with open_graph(graph) as opened:
        found = conflicts(opened, of=of, aspect=aspect)
    rows = [
        (
            conflict.label, conflict.aspect, conflict.description, _said(conflict.aspect, claim), claim.claimed_by, claim.source,
            claim.published, claim.quote, conflict.situation, claim.id,
        )
        for conflict in found
        for claim in conflict.claims
    ]  # fmt: skip
    shown = _SHOWN if chosen == "table" else len(_COLUMNS)
    with open_output(output) as file:
        write_rows(_COLUMNS[:shown], [row[:shown] for row in rows], chosen, file)
    if exit_status and not rows:
        click.get_current_context().exit(3)


def _said(aspect: str, claim: ClaimEvidence) -> str:
    """What this claim says of what is in dispute."""
    said = {
        "date": claim.when or "no date",
        "type": claim.type,
        "factuality": claim.factuality,
        "participants": ", ".join(label for _, label in claim.roles),
    }
    return said[aspect]
