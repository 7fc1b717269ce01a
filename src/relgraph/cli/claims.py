"""relgraph claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import (
    columns_option,
    files_argument,
    jobs_option,
    load_chosen_ontology,
    ontology_options,
    source_option,
)
from relgraph.cli.output import choose_format, format_option, open_output, output_option, print_issues, write_rows
from relgraph.cli.progress import show_progress
from relgraph.errors import SourceError

if TYPE_CHECKING:
    from relgraph.records import Claim, Issue, Reading

__all__ = ["command"]

_FORMATS = {"table": (".txt",), "jsonl": (".jsonl", ".ndjson"), "gold": (), "csv": (".csv",)}
_TABLE = ("article", "type", "when", "roles", "factuality", "quote")
_CSV = (
    *("article", "id", "type", "when", "basis", "roles", "factuality", "claimed_by"),
    *("quote", "start", "end", "rule", "confidence"),
)


@click.command("claims", no_args_is_help=True)
@files_argument
@format_option(_FORMATS, "table on a terminal and jsonl in a pipe")
@output_option()
@source_option
@columns_option
@jobs_option
@ontology_options
@common_options
def command(
    *,
    files: tuple[str, ...],
    format_: str | None,
    output: str | None,
    source: str | None,
    columns: dict[str, str],
    jobs: int | None,
) -> None:
    """Show the claims that articles make, without building a graph.

    FILES are files and folders; - is standard input. Read are pages of HTML (.html .mhtml .warc), tables (.csv
    .parquet), feeds (.rss .atom .xml), JSON lines, texts, and archives of these (.zip .gz). The format jsonl gives
    one claim a line with all that is known about it; gold gives one article a line, in the form in which annotations
    are written.

    \b
    Example:
      relgraph claims article.html
      relgraph claims news.csv --columns text=body,published=date
      relgraph claims corpus.jsonl -f gold -o found.jsonl
    """
    chosen = choose_format(format_, output, _FORMATS, terminal="table", pipe="jsonl")

    from relgraph.pipeline import read_all
    from relgraph.records import Reading
    from relgraph.sources import read_articles

    items = read_articles(files, source=source, columns=columns)
    loaded = load_chosen_ontology()
    issues: list[Issue] = []
    count = 0
    # These two are written while articles are read; on a terminal they show themselves how far that has come.
    seen = chosen in {"gold", "jsonl"} and output in {None, "-"} and sys.stdout.isatty()

    def readings() -> Iterator[Reading]:
        nonlocal count
        with show_progress(wanted=not seen) as progress:
            for item in read_all(items, loaded, jobs=jobs, progress=progress):
                if isinstance(item, Reading):
                    count += 1
                    yield item
                else:
                    issues.append(item)

    with open_output(output) as file:
        if chosen == "gold":
            from relgraph.claims.gold import to_gold

            for reading in readings():
                file.write(json.dumps(to_gold(reading, loaded), ensure_ascii=False) + "\n")
        elif chosen == "jsonl":
            for reading in readings():
                for claim in reading.claims:
                    file.write(json.dumps(asdict(claim), ensure_ascii=False, default=str) + "\n")
        else:
            heads, row = (_CSV, _csv_row) if chosen == "csv" else (_TABLE, _table_row)
            rows = [row(c) for r in readings() for c in r.claims]
            if count:  # "no rows" is another answer than "no article"
                write_rows(heads, rows, chosen, file)
        print_issues(issues, quiet=is_quiet())
        if not count:  # raised in here, so that an older file stays
            raise SourceError(f"no article in {', '.join(files)}")


def _roles(claim: Claim, attribute: str) -> str:
    return "; ".join(f"{role.name}={getattr(role.actor, attribute)}" for role in claim.roles)


def _table_row(claim: Claim) -> tuple[Any, ...]:
    return claim.article, claim.type, claim.when.edtf, _roles(claim, "label"), claim.factuality, claim.quote


def _csv_row(claim: Claim) -> tuple[Any, ...]:
    return (
        claim.article,
        claim.id,
        claim.type,
        claim.when.edtf,
        claim.when.basis if claim.when.edtf else None,
        _roles(claim, "id"),
        claim.factuality,
        claim.claimed_by.id,
        claim.quote,
        claim.start,
        claim.end,
        claim.rule,
        claim.confidence,
    )
