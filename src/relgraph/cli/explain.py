"""relgraph explain."""

from __future__ import annotations

import sys
from datetime import date

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import DAY, load_chosen_ontology, ontology_options
from relgraph.cli.output import open_output, output_option
from relgraph.errors import SourceError

__all__ = ["command"]


@click.command("explain", no_args_is_help=True)
@click.argument("sentence")
@click.option("--published", type=DAY, help="Day of publication, to which dates without a year are anchored.")
@click.option("--publisher", metavar="NAME", help="Who published it; decides who 'we' are and which names hold.")
@ontology_options
@output_option()
@common_options
def command(
    *,
    sentence: str,
    published: date | None,
    publisher: str | None,
    output: str | None,
) -> None:
    """Show how a sentence is read: its names, its reduced form, and each rule that was tried.

    SENTENCE is the text itself, in quotes; - reads it from standard input.

    \b
    Example:
      relgraph explain "Laos opened an embassy in Pyongyang on May 3." --published 2024-05-10
    """
    if sentence == "-":
        sentence = sys.stdin.read()
    if not sentence.strip():
        raise SourceError('no sentence; put it in quotes: relgraph explain "Laos opened an embassy in Pyongyang."')

    from relgraph.claims.explain import explain

    loaded = load_chosen_ontology()
    text = explain(sentence.strip(), loaded, published=published, publisher=publisher)
    with open_output(output) as file:
        file.write(text.rstrip("\n") + "\n")
