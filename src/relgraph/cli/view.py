"""relgraph view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import (
    check_day_or_period,
    graph_argument,
    load_chosen_ontology,
    on_option,
    ontology_options,
    period_options,
)
from relgraph.cli.output import open_output

if TYPE_CHECKING:
    from relgraph.ontology import Ontology
    from relgraph.store import Graph

__all__ = ["command", "draw_page"]


@click.command("view", no_args_is_help=True)
@graph_argument
@click.option("-o", "--output", metavar="FILE", required=True, help="The page to write, for example page.html.")
@period_options
@on_option("Only the memberships, treaties, postings and relations that held on this day, and no events.")
@click.option("--accepted", is_flag=True, help="Without what is planned, denied or doubtful.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=150,
    show_default=True,
    help="Show at most so many actors, the most connected ones.",
)
@click.option("--title", metavar="TEXT", default="Diplomatic relations", show_default=True, help="Heading of the page.")
@ontology_options
@common_options
def command(
    *,
    graph: str,
    output: str,
    since: str | None,
    until: str | None,
    actors: tuple[str, ...],
    on: str | None,
    accepted: bool,
    limit: int,
    title: str,
) -> None:
    """Write an interactive page of a graph.

    It is one HTML file that works without a network. A click on a relation shows the sentences behind it, with
    their dates and articles.

    \b
    Example:
      relgraph view graph -o page.html
      relgraph view graph --actor PRK --since 2018 -o prk.html
      relgraph view graph --on 2018-05-01 -o day.html
    """
    check_day_or_period(on, since, until)
    ontology = load_chosen_ontology()

    from relgraph.store import open_graph

    with open_graph(graph) as opened, open_output(output) as file:
        file.write(
            draw_page(
                opened,
                ontology,
                since=since,
                until=until,
                on=on,
                actors=actors,
                unconfirmed=not accepted,
                limit=limit,
                title=title,
            )
        )
    if output != "-" and not is_quiet():
        click.echo(f"open {output} in a browser", err=True)


def draw_page(
    graph: Graph,
    ontology: Ontology,
    *,
    since: str | None = None,
    until: str | None = None,
    on: str | None = None,
    actors: Sequence[str] = (),
    unconfirmed: bool = True,
    limit: int = 150,
    title: str = "Diplomatic relations",
) -> str:
    """The page of the chosen part of a graph."""
    from relgraph.network import build_network
    from relgraph.network.building import find_actors
    from relgraph.view import build_view, render_page

    network = build_network(
        graph,
        since=since,
        until=until,
        on=on,
        actors=find_actors(graph, actors, where="--actor") if actors else None,
        include_unconfirmed=unconfirmed,
        ontology=ontology,
    )
    network.graph["digest"] = graph.digest
    parts = [f"since {since}" if since else "", f"until {until}" if until else "", f"on {on}" if on else ""]
    parts += [f"with {actor}" for actor in actors]
    query = ", ".join(part for part in parts if part)
    return render_page(build_view(network, ontology=ontology, limit=limit, title=title, query=query))
