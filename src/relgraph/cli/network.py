"""relgraph network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import (
    check_day_or_period,
    graph_argument,
    load_chosen_ontology,
    on_option,
    ontology_options,
    period_options,
)
from relgraph.cli.output import choose_format, format_option, open_output, output_option, write_rows

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["command"]

_FORMATS = {
    "table": (".txt",),
    "csv": (".csv",),
    "graphml": (".graphml",),
    "gexf": (".gexf",),
    "json": (".json",),
}
_COLUMNS = ("from", "to", "relation", "date", "label", "sources")


@click.command("network", no_args_is_help=True)
@graph_argument
@format_option(_FORMATS, "table on a terminal and csv in a pipe")
@output_option()
@period_options
@on_option("Only the memberships, treaties, postings and relations that held on this day, and no events.")
@click.option(
    "--level",
    type=click.Choice(["principal", "actor"]),
    default="principal",
    show_default=True,
    help="States and organisations that stand behind an act, or the persons and missions that did it.",
)
@click.option("--unconfirmed", is_flag=True, help="With what is planned, denied or doubtful.")
@ontology_options
@common_options
def command(
    *,
    graph: str,
    format_: str | None,
    output: str | None,
    since: str | None,
    until: str | None,
    actors: tuple[str, ...],
    on: str | None,
    level: Any,
    unconfirmed: bool,
) -> None:
    """Write the network of a graph: who dealt with whom, and when.

    GraphML and GEXF are for Gephi, Cytoscape and the like, JSON is node-link data, CSV a list of relations.

    \b
    Example:
      relgraph network graph
      relgraph network graph --actor PRK --since 2018 -o prk.graphml
      relgraph network graph --on 2018-05-01
    """
    chosen = choose_format(format_, output, _FORMATS, terminal="table", pipe="csv")
    check_day_or_period(on, since, until)
    ontology = load_chosen_ontology()

    from relgraph.network import FORMATS, build_network
    from relgraph.network.building import find_actors
    from relgraph.store import open_graph

    with open_graph(graph) as opened:
        network = build_network(
            opened,
            since=since,
            until=until,
            on=on,
            actors=find_actors(opened, actors, where="--actor") if actors else None,
            include_unconfirmed=unconfirmed,
            level=level,
            ontology=ontology,
        )
    with open_output(output) as file:
        if chosen == "table":
            write_rows((*_COLUMNS, "holds") if on else _COLUMNS, _rows(network, on=bool(on)), chosen, file)
        else:
            file.write(FORMATS[chosen](network))


def _rows(network: nx.MultiDiGraph, *, on: bool) -> list[tuple[Any, ...]]:
    label = dict(network.nodes(data="label"))
    rows = [
        (
            edge["start"] or "",
            (label[a], label[b], edge["type_label"], edge["edtf"], edge["label"], edge["sources"])
            + ((edge["holds"],) if on else ()),
        )
        for a, b, edge in network.edges(data=True)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0], [str(cell) for cell in pair[1]]))]
