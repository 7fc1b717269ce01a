"""relgraph demo."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relgraph.cli.app import common_options
from relgraph.cli.build import run_build
from relgraph.cli.inputs import load_chosen_ontology
from relgraph.cli.output import open_output
from relgraph.cli.tables import print_table
from relgraph.cli.view import draw_page
from relgraph.errors import RelgraphError

__all__ = ["command"]


@click.command("demo")
@click.argument("folder", default="relgraph-demo", metavar="[DIR]")
@common_options
def command(*, folder: str) -> None:
    """Build a graph from sample articles and show its use.

    DIR (relgraph-demo unless given) gets the graph and an interactive page. It is a new or empty folder, or that of
    an earlier demo.

    \b
    Example:
      relgraph demo
    """
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise RelgraphError(f"{folder}: cannot make this folder: {e.strerror or e}; give another one") from e
    graph, page = place / "graph", place / "page.html"
    _check_place(place, graph, page)

    from relgraph.query import ask
    from relgraph.resources import articles_dir
    from relgraph.store import open_graph

    ontology = load_chosen_ontology()
    _check_unchanged(graph)
    run_build([str(articles_dir())], str(graph), ontology)
    with open_graph(graph) as opened:
        answer = ask(opened, "timeline", a="state/PRK", b="org/ASEAN")
        with open_output(str(page)) as file:
            file.write(draw_page(opened, ontology))
    click.echo("The relations of the DPRK and ASEAN, from the sample articles:\n")
    kept = [answer.columns.index(name) for name in ("date", "what", "source", "published")]
    rows = [[row[n] for n in kept] for row in answer.rows]
    print_table(("date", "what", "source", "published"), rows, sys.stdout)
    click.echo(f"\nGraph: {graph}\nPage:  {page} (open it in a browser)")
    click.echo(f"\nGo on with:\n  relgraph ask {graph}\n  relgraph ask {graph} timeline -p a=PRK -p b=MYS")


def _check_unchanged(graph: Path) -> None:
    """Refuse to build over a graph that somebody has added to or taken from since."""
    from relgraph.pipeline.building import SOURCES
    from relgraph.records import Article
    from relgraph.resources import articles_dir
    from relgraph.sources import read_articles
    from relgraph.store.files import read_beside
    from relgraph.stored import unpack_sources

    packed = read_beside(graph, SOURCES) if graph.is_dir() else None
    if packed is None:
        return
    kept = {source.id for source in unpack_sources(packed, where=str(graph))}
    if kept != {item.id for item in read_articles([articles_dir()]) if isinstance(item, Article)}:
        raise RelgraphError(
            f"{graph}: no longer the graph of the samples, something was added or removed; give a new folder: "
            "relgraph demo DIR"
        )


def _check_place(place: Path, graph: Path, page: Path) -> None:
    """Refuse a folder that holds anything but an earlier demo."""
    from relgraph.store.files import check_target

    found = sorted(place.iterdir())
    # A page without its graph is somebody else's.
    own = {graph, page} if graph.is_dir() and not page.is_dir() else set()
    if others := [path.name for path in found if path not in own]:
        raise RelgraphError(
            f"{place}: holds other things ({', '.join(others[:3])}); give a new or empty folder: relgraph demo DIR"
        )
    check_target(graph)
