"""relgraph add."""

from __future__ import annotations

import click

from relgraph.cli.app import common_options
from relgraph.cli.build import print_report
from relgraph.cli.inputs import (
    columns_option,
    corpus_option,
    files_argument,
    graph_argument,
    jobs_option,
    load_chosen_ontology,
    ontology_options,
    source_option,
)
from relgraph.cli.progress import show_progress

__all__ = ["command"]


@click.command("add", no_args_is_help=True)
@graph_argument
@files_argument
@source_option
@columns_option
@jobs_option
@corpus_option
@ontology_options
@common_options
def command(
    *,
    graph: str,
    files: tuple[str, ...],
    source: str | None,
    columns: dict[str, str],
    jobs: int | None,
    corpus: str | None,
) -> None:
    """Add articles to a graph.

    Only the new articles are read; what all of them support together is made anew, and is what a build of all
    articles gives. An article that the graph has already is replaced.

    \b
    Example:
      relgraph add graph today.jsonl
    """
    from relgraph.pipeline import update

    ontology = load_chosen_ontology()
    with show_progress() as progress:
        report = update(
            graph,
            add=files,
            ontology=ontology,
            corpus=corpus,
            source=source,
            columns=columns,
            jobs=jobs,
            progress=progress,
        )
    print_report(report, graph)
