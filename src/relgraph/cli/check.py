"""relgraph check."""

from __future__ import annotations

from collections.abc import Sequence

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import graph_argument, load_chosen_ontology, ontology_options
from relgraph.cli.output import TABULAR, choose_format, format_option, open_output, output_option, write_rows
from relgraph.errors import CheckFailed, SourceError

__all__ = ["command"]

_COLUMNS = ("severity", "rule", "what", "graph", "message")


@click.command("check", no_args_is_help=True)
@graph_argument
@click.option(
    "--articles", multiple=True, metavar="FILE", help="Compare the quotes with these files and folders, too; repeat."
)
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@ontology_options
@common_options
def command(*, graph: str, articles: tuple[str, ...], format_: str | None, output: str | None) -> None:
    """Check that a graph keeps the rules.

    Claims have quotes, events have actors, dates have ordered bounds. Ends with 3 when there is an error;
    warnings and infos are only listed.

    \b
    Example:
      relgraph check graph
      relgraph check graph --articles articles/
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    from relgraph.check import articles_in, check_graph
    from relgraph.iris import shorten
    from relgraph.records import Article
    from relgraph.sources import read_articles
    from relgraph.store import open_graph

    found = read_articles(articles) if articles else ()
    ontology = load_chosen_ontology()
    with open_graph(graph) as opened:
        texts = {item.id: item.text for item in found if isinstance(item, Article)}
        compared = articles_in(opened, texts)
        if articles and not compared:
            raise SourceError(_nothing_compared(graph, articles, sorted(texts)))
        problems = check_graph(opened, ontology, texts=texts)
    if len(compared) < len(texts) and not is_quiet():
        click.echo(
            f"warning: {graph} has {len(compared)} of the {len(texts)} given articles; "
            "no quote was compared with the others",
            err=True,
        )
    with open_output(output) as file:
        if problems or chosen != "table":
            rows = [
                (p.severity, p.shape, shorten(p.focus), shorten(p.graph) if p.graph else None, p.message)
                for p in problems
            ]
            write_rows(_COLUMNS, rows, chosen, file)
    counts = [sum(p.severity == severity for p in problems) for severity in ("error", "warning", "info")]
    summary = f"{counts[0]} errors, {counts[1]} warnings, {counts[2]} infos"
    if counts[0]:
        raise CheckFailed(f"{graph}: {summary}")
    if not is_quiet():
        click.echo(f"{graph}: in order ({summary})" if problems else f"{graph}: in order", err=True)


def _nothing_compared(graph: str, articles: Sequence[str], ids: Sequence[str]) -> str:
    given = ", ".join(articles)
    if not ids:
        return f"{given}: no article in it; give the articles that {graph} was built from"
    shown = ", ".join(f"'{i}'" for i in ids[:3]) + (" ..." if len(ids) > 3 else "")
    return (
        f"{given}: {graph} has no article with the id {shown}, so no quote can be compared; "
        "give the articles that it was built from"
    )
