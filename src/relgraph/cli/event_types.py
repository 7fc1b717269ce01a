"""relgraph types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import load_chosen_ontology, ontology_options
from relgraph.cli.output import TABULAR, choose_format, format_option, open_output, output_option, write_rows
from relgraph.cli.tables import print_pairs
from relgraph.errors import CheckFailed, OntologyError, SourceError, nearest

if TYPE_CHECKING:
    from relgraph.ontology import EventType, Ontology

__all__ = ["command"]

_COLUMNS = ("type", "code", "parent", "definition")
_FAULTS = ("severity", "check", "message")


@click.command("types")
@click.argument("name", required=False)
@click.option(
    "--lint",
    "linting",
    is_flag=True,
    help="Check the rules instead: what stands in another's way, is never used, or is slow.",
)
@click.option(
    "--articles",
    multiple=True,
    metavar="FILE",
    help="With --lint: say which rules these files and folders need; repeat.",
)
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@ontology_options
@common_options
def command(
    *, name: str | None, linting: bool, articles: tuple[str, ...], format_: str | None, output: str | None
) -> None:
    """List the event types, or show all about one.

    With --lint, check all rules; this ends with 3 when there is an error, warnings are only listed.

    \b
    Example:
      relgraph types
      relgraph types Accession
      relgraph types --lint --articles articles/
    """
    if linting and name is not None:
        raise click.UsageError("--lint checks all event types together; leave out the name")
    if articles and not linting:
        raise click.UsageError("--articles belongs to --lint; add it")
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")

    loaded = load_chosen_ontology()
    if linting:
        _lint(loaded, articles, chosen, output)
        return
    if name is not None and name not in loaded.event_types:
        raise OntologyError([f"No such event type '{name}'.{nearest(name, loaded.event_types)}"])
    with open_output(output) as file:
        if name is None:
            rows = [(t.id, t.code, t.parent, t.definition) for t in loaded.rows()]
            write_rows(_COLUMNS, rows, chosen, file)
        elif chosen in ("json", "jsonl"):
            record = loaded.event_types[name].model_dump(mode="json")
            file.write(json.dumps(record, ensure_ascii=False, indent=2 if chosen == "json" else None) + "\n")
        else:
            pairs = list(_describe(loaded.event_types[name], loaded))
            if chosen == "csv":
                write_rows(("what", "value"), pairs, chosen, file)
            else:
                print_pairs(pairs, file)


def _lint(ontology: Ontology, paths: Sequence[str], chosen: str, output: str | None) -> None:
    from relgraph.faults import find_faults, slowest
    from relgraph.patterns import find_patterns, time_pattern
    from relgraph.records import Article
    from relgraph.sources import read_articles

    articles = [item for item in read_articles(paths) if isinstance(item, Article)] if paths else []
    if paths and not articles:
        raise SourceError(f"{', '.join(paths)}: no article in it; give files that hold articles")
    timings = [time_pattern(pattern) for pattern in find_patterns()]
    faults = find_faults(ontology, articles, timings)
    with open_output(output) as file:
        if faults or chosen != "table":
            write_rows(_FAULTS, [(f.severity, f.check, f.message) for f in faults], chosen, file)
    frames = sum(len(event_type.frames) for event_type in ontology.event_types.values())
    errors = sum(fault.severity == "error" for fault in faults)
    if not is_quiet():
        click.echo(f"{len(timings)} patterns; {slowest(timings)}", err=True)
    summary = (
        f"{frames} frames of {len(ontology.event_types)} event types: {errors} errors, {len(faults) - errors} warnings"
    )
    if errors:
        raise CheckFailed(summary)
    if not is_quiet():
        click.echo(summary, err=True)


def _describe(event_type: EventType, ontology: Ontology) -> Iterator[tuple[str, str]]:
    yield "type", f"{event_type.id} ({event_type.label})"
    yield "definition", event_type.definition
    yield "below", ", ".join(ontology.ancestors(event_type.id))
    yield "code", event_type.code
    for role, spec in event_type.roles.items():
        needed = ", required" if spec.required else ""
        yield "role", f"{role}: {spec.label} ({spec.side}; accepts {', '.join(spec.accepts)}{needed})"
    for frame in event_type.frames:
        support = f" carried by {', '.join(frame.support)}" if frame.support else ""
        support += f" + {', '.join(frame.objects)}" if frame.objects else ""
        slots = "; ".join(f"{slot} = {' or '.join(roles)}" for slot, roles in frame.slots.items())
        yield "construction", f"{', '.join(frame.lexemes)}{support}" + (f" [{slots}]" if slots else "")
    yield "elsewhere", ", ".join(f"{k} {v}" for k, v in event_type.crosswalk.model_dump().items() if v) or "-"
    yield "tone", f"{event_type.tone.value} ({event_type.tone.source})"
    yield from (("matches", example.text) for example in event_type.examples.match)
    yield from (("not", f"{example.text} ({example.why})") for example in event_type.examples.no_match)
