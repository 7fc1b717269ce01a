"""relgraph remove."""

from __future__ import annotations

import click

from relgraph.cli.app import common_options
from relgraph.cli.build import print_report
from relgraph.cli.inputs import corpus_option, graph_argument, load_chosen_ontology, ontology_options

__all__ = ["command"]


@click.command("remove", no_args_is_help=True)
@graph_argument
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@corpus_option
@ontology_options
@common_options
def command(*, graph: str, ids: tuple[str, ...], corpus: str | None) -> None:
    """Take articles and datasets out of a graph.

    With them goes all that only they support. ID is the id of an article, as the last part of its address in the
    graph, or the name of a dataset.

    \b
    Example:
      relgraph remove graph wire-2008-07-24-tac
    """
    from relgraph.pipeline import update

    print_report(update(graph, remove=ids, ontology=load_chosen_ontology(), corpus=corpus), graph)
