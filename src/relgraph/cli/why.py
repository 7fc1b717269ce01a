"""relgraph why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, TYPE_CHECKING

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import graph_argument
from relgraph.cli.output import choose_format, format_option, open_output, output_option

if TYPE_CHECKING:
    from relgraph.query import ClaimEvidence, SituationEvidence

__all__ = ["command"]

_FORMATS: Mapping[str, tuple[str, ...]] = {"text": (".txt",), "json": (".json",)}


@click.command("why", no_args_is_help=True)
@graph_argument
@click.argument("event", metavar="EVENT")
@format_option(_FORMATS, "text")
@output_option()
@common_options
def command(*, graph: str, event: str, format_: str | None, output: str | None) -> None:
    """Show what a situation rests on, claim by claim.

    Every claim stands with its words, and why they are taken for one. EVENT is an id, as
    event/visit-PRK-LAO-2024-04-29, or the label that a question or a page shows. At the end stand the lines of
    corpus.yaml that keep the claims apart, for a merge that is wrong.

    \b
    Example:
      relgraph why graph accession-PRK-TAC-2008-07-24
    """
    chosen = choose_format(format_, output, _FORMATS, terminal="text", pipe="text")

    from relgraph.query import why
    from relgraph.store import open_graph

    with open_graph(graph) as opened:
        found = why(opened, event)
    with open_output(output) as file:
        if chosen == "json":
            json.dump({**asdict(found), "undo": found.undo}, file, ensure_ascii=False, indent=2)
            file.write("\n")
        else:
            _print(found, file)


def _print(found: SituationEvidence, file: IO[str]) -> None:
    sources = f"{found.sources} independent source{'' if found.sources == 1 else 's'}"
    file.write(f"{found.label}\n{found.id}\n")
    file.write(f"{found.type}, {found.when or 'no date'}, {found.status}, {sources}\n")
    if found.reason:
        file.write(f"One situation because: {found.reason}\n")
    for claim in found.claims:
        file.write("\n")
        _print_claim(claim, file)
    for conflict in found.conflicts:
        file.write(f"\nConflict on {conflict.aspect}: {conflict.description or ''}\n")
        for claim in conflict.claims:
            file.write(f"  {claim.when or 'no date'}, {claim.type}, {claim.factuality}: {claim.source} [{claim.id}]\n")
    if found.undo:
        file.write(
            f"\nIf this is wrong, write into corpus.yaml and build again with --corpus corpus.yaml:\n\n{found.undo}"
        )


def _print_claim(claim: ClaimEvidence, file: IO[str]) -> None:
    says = f"{claim.claimed_by or 'somebody'} {claim.relation}: {claim.type}, {claim.when or 'no date'}, {claim.factuality}"
    file.write(f"[{claim.id}] {says}\n")
    if claim.roles:
        file.write("    " + "; ".join(f"{name}: {label}" for name, label in claim.roles) + "\n")
    if claim.quote:
        file.write(f"    “{' '.join(claim.quote.split())}”\n")
    where = ", ".join(part for part in (claim.source, claim.publisher, claim.published) if part)
    file.write(f"    {where}\n")
