"""relgraph who."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import IO, TYPE_CHECKING

import click

from relgraph.cli.app import common_options
from relgraph.cli.inputs import graph_argument
from relgraph.cli.output import choose_format, format_option, open_output, output_option, write_rows

if TYPE_CHECKING:
    from relgraph.query import Profile

__all__ = ["command"]

_FORMATS = {"table": (".txt",), "csv": (".csv",), "json": (".json",)}
_COLUMNS = ("section", "date", "what", "detail", "source", "quote", "id")
_LIMIT = 20
_WORDS = 160


@click.command("who", no_args_is_help=True)
@graph_argument
@click.argument("name", metavar="NAME")
@click.option(
    "--limit", type=click.IntRange(min=0), default=_LIMIT, show_default=True, help="Tell the newest N events."
)
@click.option("--all", "all_", is_flag=True, help="Tell all events.")
@format_option(_FORMATS, "table on a terminal and csv in a pipe")
@output_option()
@common_options
def command(*, graph: str, name: str, limit: int, all_: bool, format_: str | None, output: str | None) -> None:
    """Show all that is known of a person, or of any other actor.

    By which names sources call it and when, which ids were taken for it and why, which offices it held on which days,
    and in what it took part, the newest last. NAME is an id, a name, or words of one; an id that was merged finds the
    actor that was kept.

    \b
    Example:
      relgraph who graph "Choe Son Hui"
      relgraph who graph person/choe-son-hui --all -f json
    """
    chosen = choose_format(format_, output, _FORMATS, terminal="table", pipe="csv")

    from relgraph.query import profile
    from relgraph.store import open_graph

    with open_graph(graph) as opened:
        found = profile(opened, name, limit=None if all_ else limit)
    with open_output(output) as file:
        if chosen == "json":
            json.dump(asdict(found), file, ensure_ascii=False, indent=2)
            file.write("\n")
        elif chosen == "csv":
            write_rows(
                _COLUMNS, [tuple(getattr(fact, column) for column in _COLUMNS) for fact in found.facts], chosen, file
            )
        else:
            _print(found, file)


def _print(found: Profile, file: IO[str]) -> None:
    acts_for = f", acts for {', '.join(found.acts_for)}" if found.acts_for else ""
    file.write(f"{found.label}\n{found.id}: {found.type}{acts_for}\n")
    for section in dict.fromkeys(fact.section for fact in found.facts):
        facts = found.section(section)
        columns = [c for c in _COLUMNS[1:] if c != "id" and any(getattr(fact, c) for fact in facts)]
        file.write(f"\n{section.capitalize()}\n")
        write_rows(columns, [tuple(_short(getattr(fact, c)) for c in columns) for fact in facts], "table", file)
        if section == "events" and found.left_out:
            file.write(f"{found.left_out} older events are left out; --all tells them too\n")


def _short(words: str | None) -> str | None:
    if words is None or len(words) <= _WORDS:
        return words
    return words[:_WORDS].rsplit(" ", 1)[0] + " ..."
