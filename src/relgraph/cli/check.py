"""relgraph check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import graph_argument, load_chosen_ontology, ontology_options
from relgraph.cli.output import TABULAR, choose_format, format_option, open_output, output_option, write_rows
from relgraph.errors import CheckFailed, SourceError

if TYPE_CHECKING:
    from relgraph.check import Report

__all__ = ["command"]

_FORMATS = {**TABULAR, "html": (".html", ".htm")}
_COLUMNS = ("severity", "rule", "what", "graph", "message")


@click.command("check", no_args_is_help=True)
@graph_argument
@click.option(
    "--articles", multiple=True, metavar="FILE", help="Compare the quotes with these files and folders, too; repeat."
)
@click.option("--corpus", metavar="FILE", help="Test what this corpus.yaml asserts, too.")
@click.option("--all", "everything", is_flag=True, help="List every problem in the table or page, not only the worst.")
@format_option(_FORMATS, "table on a terminal and csv in a pipe")
@output_option()
@ontology_options
@common_options
def command(
    *,
    graph: str,
    articles: tuple[str, ...],
    corpus: str | None,
    everything: bool,
    format_: str | None,
    output: str | None,
) -> None:
    """Check that a graph keeps the rules.

    Claims have quotes, events have actors, dates have ordered bounds; nothing is left over, nobody holds a post that
    another holds. Ends with 3 when there is an error; warnings and infos are only listed.

    The table shows the ten worst problems and counts the rest; csv, json and jsonl list each of them, and html is a
    page for reading.

    \b
    Example:
      relgraph check graph
      relgraph check graph --articles articles/ --corpus corpus.yaml
      relgraph check graph -o report.html
    """
    chosen = choose_format(format_, output, _FORMATS, terminal="table", pipe="csv")

    from relgraph.check import articles_in, review_graph
    from relgraph.corpora import load_corpus
    from relgraph.records import Article
    from relgraph.sources import read_articles
    from relgraph.store import open_graph

    asserted = load_corpus(corpus) if corpus is not None else None
    found = read_articles(articles) if articles else ()
    ontology = load_chosen_ontology()
    with open_graph(graph) as opened:
        texts = {item.id: item.text for item in found if isinstance(item, Article)}
        compared = articles_in(opened, texts)
        if articles and not compared:
            raise SourceError(_nothing_compared(graph, articles, sorted(texts)))
        report = review_graph(opened, ontology, texts=texts, corpus=asserted)
    if len(compared) < len(texts) and not is_quiet():
        click.echo(
            f"warning: {graph} has {len(compared)} of the {len(texts)} given articles; "
            "no quote was compared with the others",
            err=True,
        )
    with open_output(output) as file:
        _write(report, chosen, file, everything=everything)
    summary = _count(report, "errors", "warnings", "infos")
    if report.has_errors:
        raise CheckFailed(f"{graph}: {summary}")
    if not is_quiet():
        click.echo(f"{graph}: in order ({summary})" if report.problems else f"{graph}: in order", err=True)


def _write(report: Report, format_: str, file: IO[str], *, everything: bool) -> None:
    from relgraph.iris import shorten

    if format_ == "html":
        from relgraph.check.page import render_report

        file.write(render_report(report, everything=everything))
        return
    rows = [
        (p.severity, p.shape, shorten(p.focus), shorten(p.graph) if p.graph else None, p.message)
        for p in report.problems
    ]
    if format_ != "table":
        write_rows(_COLUMNS, rows, format_, file)
        return
    problems = _count(report, "errors", "warnings", "infos")
    things = _count(report, "articles", "claims", "situations", "conflicts", "orphans", "contradictions")
    file.write(f"{problems}; {things}\n")
    if not rows:
        return
    file.write("\n")
    if everything:
        write_rows(_COLUMNS, rows, "table", file)
    else:
        _write_worst(report, file)
    file.write("\n")
    counts = [(c.severity, c.shape, c.graph, c.count) for c in report.counts]
    write_rows(("severity", "rule", "graph", "count"), counts, "table", file)


def _write_worst(report: Report, file: IO[str]) -> None:
    from relgraph.check import WORST
    from relgraph.iris import shorten

    worst = []
    for group in report.groups[:WORST]:
        more = len(group.focuses) - 1
        what = shorten(group.focuses[0]) + (f" and {more} more" if more else "")
        worst.append((group.severity, group.shape, group.count, group.rows, what, group.message))
    write_rows(("severity", "rule", "count", "rows", "what", "message"), worst, "table", file)
    if len(report.groups) > WORST:
        file.write(f"... and {len(report.groups) - WORST} more; --all lists every problem\n")


def _count(report: Report, *names: str) -> str:
    return ", ".join(f"{n} {name[:-1] if n == 1 else name}" for name in names for n in [report.totals[name]])


def _nothing_compared(graph: str, articles: Sequence[str], ids: Sequence[str]) -> str:
    given = ", ".join(articles)
    if not ids:
        return f"{given}: no article in it; give the articles that {graph} was built from"
    shown = ", ".join(f"'{i}'" for i in ids[:3]) + (" ..." if len(ids) > 3 else "")
    return (
        f"{given}: {graph} has no article with the id {shown}, so no quote can be compared; "
        "give the articles that it was built from"
    )
