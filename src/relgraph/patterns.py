"""The regular expressions of relgraph and how long the worst text for each takes it.

A pattern that goes back over what it has read needs the square of the length of a text, or worse, and one long line
of an article would then stop a build. Every pattern is therefore tried on texts made of what such patterns stumble
over: one thing repeated, and never what would end the match.
"""

from __future__ import annotations

import ast
import inspect
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from itertools import product
from pkgutil import walk_packages
from types import ModuleType

import relgraph

__all__ = ["LIMIT", "Pattern", "Timing", "find_patterns", "time_pattern"]

LIMIT = 0.05
"""Seconds of processor time that a pattern may take for the longest text."""
_LENGTHS = (12, 16, 20, 24, 28, 32, 100, 400, 1_600, 6_400, 25_600, 100_000)
"""So close at first, because a pattern cannot be stopped and two to the power of the length may be what it takes."""
_TRIES = 4
_PIECES = (
    "a", "A", " ", "1", "-", ".", '"', "'", "(", "\n", "é", "Ab ", "a ", "A.", "a,", "a-b", "1 May 2020, ", "2020-05-01 ",
)  # fmt: skip
_FIRST = ("", "a", "A", "1", '"', "(")
"""What may stand before that; a pattern that is tried at one place only may get into the text by it."""
_LAST = ("", "~")
"""What may stand behind; a pattern that asks for the end of a text may have to give up there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression and how it is used."""

    name: str
    """Module and variable, or module and line of one that is written where it is used."""
    compiled: re.Pattern[str]
    anchored: bool
    """It is tried at one place only, and not looked for in a whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The worst that was found for one pattern."""

    pattern: Pattern
    seconds: float
    """Processor time for one text."""
    text: str
    """How the text begins and ends."""
    length: int
    """Characters of the text: the longest, or the first length at which the limit was passed."""


def find_patterns() -> tuple[Pattern, ...]:
    """Every pattern of every module of relgraph, each once, by where it stands first.

    Those in variables of modules, also inside their tuples, dictionaries and records; and those that a function
    writes as a literal in a call of :mod:`re`.
    """
    infos = sorted(walk_packages(relgraph.__path__, "relgraph."), key=lambda info: info.name)
    modules = [import_module(info.name) for info in infos if not info.name.endswith("__main__")]
    trees = [ast.parse(inspect.getsource(module)) for module in modules]
    searched = list(_searched(trees))
    # What one module lends to another may be looked for there; what begins with "_" is its own.
    lent = frozenset(name for names in searched for name in names if not name.startswith("_"))
    found: dict[tuple[str, int, bool], Pattern] = {}
    for module, tree, own in zip(modules, trees, searched, strict=True):
        for pattern in (*_in_variables(module, own | lent), *_in_calls(module.__name__, tree)):
            key = (pattern.compiled.pattern, pattern.compiled.flags, pattern.anchored)
            found.setdefault(key, pattern)
    return tuple(found.values())


def time_pattern(pattern: Pattern, *, limit: float = LIMIT) -> Timing:
    """Try a pattern on texts of growing length, and stop at the first that takes longer than ``limit`` seconds.

    Processor time of the whole process is measured, so that a busy machine does not count; what took too long is
    tried some more times, since the first use of a text may have to wait for memory.
    """
    worst = Timing(pattern=pattern, seconds=0.0, text="", length=0)
    around = [(first, "") for first in _FIRST] if pattern.anchored else [("", last) for last in _LAST]
    for (first, last), piece in product(around, _PIECES):
        for length in _LENGTHS:
            text = (first + piece * length)[: length - len(last)] + last
            seconds = _time(pattern, text)
            if seconds > limit:
                seconds = min(_time(pattern, text) for _ in range(_TRIES))
            if seconds > worst.seconds:
                worst = Timing(pattern=pattern, seconds=seconds, text=f"{first}{piece}...{last}", length=length)
            if seconds > limit:
                return worst
    return worst


def _time(pattern: Pattern, text: str) -> float:
    before = time.process_time()
    if pattern.anchored:
        pattern.compiled.match(text)
        pattern.compiled.fullmatch(text)
    else:
        pattern.compiled.subn("", text)
    return time.process_time() - before


def _in_variables(module: ModuleType, searched: frozenset[str]) -> Iterator[Pattern]:
    for variable, value in sorted(vars(module).items()):
        for number, compiled in enumerate(_inside(value, depth=4)):
            name = f"{module.__name__}.{variable}" + (f"[{number}]" if number else "")
            yield Pattern(name=name, compiled=compiled, anchored=variable not in searched)


def _inside(value: object, *, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and not isinstance(value, type):
        parts: Iterator[object] = iter(())
        if isinstance(value, Mapping):
            parts = (part for pair in value.items() for part in pair)
        elif isinstance(value, tuple | list | set | frozenset):
            parts = iter(value)
        elif is_dataclass(value):
            parts = (getattr(value, f.name) for f in fields(value))
        for part in parts:
            yield from _inside(part, depth=depth - 1)


def _searched(trees: Iterable[ast.Module]) -> Iterator[frozenset[str]]:
    """For each module the variables that it uses otherwise than for a match at one place."""
    for tree in trees:
        nodes = list(ast.walk(tree))
        matched = (n.value for n in nodes if isinstance(n, ast.Attribute) and n.attr in {"match", "fullmatch"})
        anchored = {id(n.value if isinstance(n, ast.Subscript) else n) for n in matched}
        names = (n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        yield frozenset(name.id for name in names if id(name) not in anchored)


def _in_calls(module: str, tree: ast.Module) -> Iterator[Pattern]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        written, method = node.args[0], node.func.attr
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and method != "compile"
        if of_re and isinstance(written, ast.Constant) and isinstance(written.value, str):
            flags = re.RegexFlag(0)
            for keyword in node.keywords:
                if keyword.arg == "flags" and isinstance(keyword.value, ast.Attribute):
                    flags |= re.RegexFlag[keyword.value.attr]
            compiled = re.compile(written.value, flags)
            yield Pattern(name=f"{module}:{node.lineno}", compiled=compiled, anchored=method in {"match", "fullmatch"})
