"""relgraph build."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import (
    columns_option,
    corpus_option,
    jobs_option,
    load_chosen_ontology,
    ontology_options,
    source_option,
)
from relgraph.cli.output import print_issues
from relgraph.cli.progress import show_progress

if TYPE_CHECKING:
    from relgraph.ontology import Ontology
    from relgraph.pipeline import BuildReport

__all__ = ["command", "print_report", "run_build"]


@click.command("build", no_args_is_help=True)
@click.argument("files", nargs=-1, metavar="FILES...")
@click.option("-o", "--output", metavar="GRAPH", required=True, help="Folder of the graph; an older one is replaced.")
@source_option
@columns_option
@jobs_option
@click.option(
    "--reference",
    multiple=True,
    metavar="NAME",
    help="Add what a reference dataset claims: its name, all, a folder or a file of Wikidata; repeat.",
)
@corpus_option
@ontology_options
@common_options
def command(
    *,
    files: tuple[str, ...],
    output: str,
    source: str | None,
    columns: dict[str, str],
    jobs: int | None,
    reference: tuple[str, ...],
    corpus: str | None,
) -> None:
    """Build a graph from articles.

    FILES are files and folders; - is standard input. Read are pages of HTML (.html .mhtml .warc), tables (.csv
    .parquet), feeds (.rss .atom .xml), JSON lines, texts, and archives of these (.zip .gz). The graph appears when it
    is complete; an older one under the same name stays whole until then. What could not be read lies in
    GRAPH/issues.jsonl. With --reference, FILES may be left out; relgraph reference list shows the datasets.

    \b
    Example:
      relgraph build articles/ -o graph
      relgraph build corpus.jsonl pages.zip more/ -o graph --jobs 4
      relgraph build news.csv --columns text=body,published=date -o graph
      relgraph build articles/ --reference tac-parties --reference asean-members -o graph
    """
    if not files and not reference:
        raise click.UsageError("Missing argument 'FILES...'; name files, folders, or datasets with --reference.")
    run_build(
        files,
        output,
        load_chosen_ontology(),
        source=source,
        columns=columns,
        jobs=jobs,
        reference=reference,
        corpus=corpus,
    )


def run_build(
    files: Sequence[str],
    output: str,
    ontology: Ontology,
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int | None = None,
    reference: Sequence[str] = (),
    corpus: str | None = None,
) -> None:
    """Build, with progress and a summary on stderr."""
    from relgraph.pipeline import build

    with show_progress() as progress:
        report = build(
            files,
            output,
            ontology=ontology,
            source=source,
            columns=columns,
            jobs=jobs,
            reference=reference,
            corpus=corpus,
            progress=progress,
        )
    print_report(report, output)


def print_report(report: BuildReport, output: str) -> None:
    """What a build made and met, on stderr."""
    quiet = is_quiet()
    print_issues(report.issues, quiet=quiet, rest=f" in {os.path.join(output, 'issues.jsonl')}")
    if not quiet:
        counts = [
            *([_count(report.articles, "article")] if report.articles or not report.datasets else []),
            *([_count(report.datasets, "dataset")] if report.datasets else []),
            _count(report.claims, "claim"),
            _count(report.situations, "situation"),
            _count(report.conflicts, "conflict"),
        ]
        skipped = f"; {report.skipped} skipped" if report.skipped else ""
        click.echo(f"{', '.join(counts)}{skipped} -> {output}", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
