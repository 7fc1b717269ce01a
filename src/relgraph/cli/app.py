"""The program: its commands, its manners towards the terminal, and how it fails."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import click

from relgraph.errors import RelgraphError, nearest

__all__ = ["common_options", "is_quiet", "is_verbose", "main"]

_COMMANDS = {
    name: f"relgraph.cli.{name if name != 'types' else 'event_types'}"
    for name in "demo build add remove reference claims explain ask who why conflicts diff query network view check evaluate types".split()
}
"""Modules of the commands, in the order of the help; they import what is heavy inside the command."""

_QUIET, _DEBUG, _VERBOSE = "relgraph.quiet", "relgraph.debug", "relgraph.verbose"

F = TypeVar("F", bound=Callable[..., Any])


class _Program(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            ctx.fail(f"No such command '{args[0]}'.{nearest(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RelgraphError as e:
            if ctx.meta.get(_DEBUG):
                raise
            click.echo(f"Error: {e}", err=True)
            ctx.exit(e.exit_code)


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: relgraph demo. Exit codes: 0 done, 1 failed with a message, 2 wrong usage, 3 the answer is no.",
)
@click.version_option(package_name="relgraph", message="%(prog)s %(version)s")
def main() -> None:
    """Turn articles into a graph of diplomatic relations, and ask it questions.

    Every line of the graph is backed by a quoted sentence of an article.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names of people are not ASCII. A pipe gets UTF-8 wherever it runs; a terminal what it can show.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def common_options(function: F) -> F:
    """Add the options that every command has: ``-v``, ``-q``, ``--debug``."""

    def set_level(ctx: click.Context, param: click.Parameter, value: int) -> None:
        ctx.meta[_VERBOSE] = value > 0
        level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(value, 2)]
        logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s: %(message)s", force=True)

    def set_flag(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        ctx.meta[_QUIET if param.name == "quiet" else _DEBUG] = value

    for option in (
        click.option("--debug", is_flag=True, expose_value=False, callback=set_flag, help="Show where an error arose."),
        click.option(
            "-q", "--quiet", is_flag=True, expose_value=False, callback=set_flag, help="Only errors on stderr."
        ),
        click.option(
            "-v", "--verbose", count=True, expose_value=False, callback=set_level, help="Say more; -vv still more."
        ),
    ):
        function = option(function)
    return function


def is_quiet() -> bool:
    """Whether the running command was given ``-q``."""
    return bool(click.get_current_context().meta.get(_QUIET))


def is_verbose() -> bool:
    """Whether the running command was given ``-v``."""
    return bool(click.get_current_context().meta.get(_VERBOSE))
