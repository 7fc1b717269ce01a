"""relgraph reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.build import print_report
from relgraph.cli.inputs import graph_argument, load_chosen_ontology, ontology_options
from relgraph.cli.output import TABULAR, choose_format, format_option, open_output, output_option, write_rows
from relgraph.cli.tables import print_pairs

if TYPE_CHECKING:
    from relgraph.records import Claim, Extract

__all__ = ["command"]

_FIRST = 10


@click.group("reference", no_args_is_help=True)
def command() -> None:
    """Show reference datasets, or load them into a graph.

    A dataset is a table with a mapping.yaml that says what its rows claim, or a file of Wikidata (.json .jsonl). Its
    claims stand beside those of articles; where they differ, the graph has a conflict.

    \b
    Example:
      relgraph reference list
      relgraph reference show tac-parties
      relgraph reference load graph tac-parties asean-members
    """


@command.command("list")
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@ontology_options
@common_options
def list_command(*, format_: str | None, output: str | None) -> None:
    """List the datasets that came with relgraph.

    \b
    Example:
      relgraph reference list
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    from relgraph.reference import list_datasets, read_dataset

    ontology = load_chosen_ontology()
    extracts = [read_dataset(dataset.id, ontology) for dataset in list_datasets()]
    rows = [
        (e.dataset.id, e.dataset.title, _records(e), e.dataset.licence, e.dataset.retrieved.isoformat())
        for e in extracts
    ]
    with open_output(output) as file:
        write_rows(("name", "title", "records", "licence", "retrieved"), rows, chosen, file)


@command.command("show", no_args_is_help=True)
@click.argument("name", metavar="NAME")
@click.option("--all", "whole", is_flag=True, help=f"Show all claims, not only the first {_FIRST}.")
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@ontology_options
@common_options
def show_command(*, name: str, whole: bool, format_: str | None, output: str | None) -> None:
    """Show what a dataset is and what it claims.

    NAME is a dataset of "relgraph reference list", a folder with a mapping.yaml, or a file of Wikidata. In a table, what
    the dataset is comes first; the other formats have the claims only.

    \b
    Example:
      relgraph reference show tac-parties
      relgraph reference show my-data/ --all -f csv
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    from relgraph.reference import read_dataset

    extract = read_dataset(name, load_chosen_ontology())
    claims = extract.claims if whole else extract.claims[:_FIRST]
    with open_output(output) as file:
        if chosen == "table":
            print_pairs(_describe(extract), file)
            file.write("\n")
        write_rows(("record", "type", "roles", "when", "factuality", "claimed_by"), map(_row, claims), chosen, file)
    if len(claims) < len(extract.claims) and not is_quiet():
        click.echo(f"the first {len(claims)} of {len(extract.claims)} claims; all of them with --all", err=True)


@command.command("load", no_args_is_help=True)
@graph_argument
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@ontology_options
@common_options
def load_command(*, graph: str, names: tuple[str, ...]) -> None:
    """Load datasets into a graph, which is resolved anew with them.

    NAME is a dataset of "relgraph reference list", all of them as "all", a folder with a mapping.yaml, or a file of
    Wikidata.

    \b
    Example:
      relgraph reference load graph tac-parties
      relgraph reference load graph all
      relgraph reference load graph my-data/ ambassadors-2026-05-17.json
    """
    from relgraph.pipeline import update

    print_report(update(graph, reference=names, ontology=load_chosen_ontology()), graph)


def _records(extract: Extract) -> int:
    return len({claim.record for claim in extract.claims})


def _describe(extract: Extract) -> Sequence[tuple[str, str]]:
    dataset = extract.dataset
    pairs = [
        ("name", dataset.id),
        ("title", dataset.title),
        ("publisher", dataset.publisher),
        ("licence", dataset.licence),
        ("source", dataset.source),
        ("address", dataset.url or ""),
        ("retrieved", dataset.retrieved.isoformat()),
        ("note", dataset.note or ""),
        ("records", str(_records(extract))),
        ("claims", str(len(extract.claims))),
        *(("left out", issue.message) for issue in extract.issues),
    ]
    return [(key, value) for key, value in pairs if value]


def _row(claim: Claim) -> tuple[str | None, ...]:
    roles = "; ".join(f"{role.name}: {role.actor.label}" for role in claim.roles)
    return (claim.record, claim.type, roles, _when(claim), claim.factuality, claim.claimed_by.label)


def _when(claim: Claim) -> str | None:
    """The date of a claim, or the days on which it is attested."""
    if claim.when.edtf is not None:
        return claim.when.edtf
    days = sorted({day.isoformat() for day in (claim.when.start_latest, claim.when.end_earliest) if day})
    return f"on {' and '.join(days)}" if days else None
