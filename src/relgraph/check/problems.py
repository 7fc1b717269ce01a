"""Problems: what breaks a rule, how badly, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from relgraph.iris import shorten

__all__ = ["SEVERITIES", "Problem", "Severity", "describe", "make_error", "sort_problems", "text_of"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The worst first."""
_WITH_VALUE = (ox.NamedNode, ox.Literal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a graph that breaks a rule."""

    severity: Severity
    """An ``error`` makes the check fail; a ``warning`` is worth a look."""
    shape: str
    """The rule: the name of a shape of ``shapes.ttl``, or of one of the rules about graphs."""
    focus: str
    """The IRI of what breaks it."""
    message: str
    """What to do."""
    graph: str | None
    """The IRI of the graph that describes it; None when no graph does."""
    count: int = 1
    """For how many things of one kind it stands, where they are only counted."""

    def __str__(self) -> str:
        where = f" in {shorten(self.graph)}" if self.graph else ""
        return f"{self.severity}: {shorten(self.focus)}{where}: {self.message} ({self.shape})"


def make_error(shape: str, focus: str, message: str, graph: str | None) -> Problem:
    """A problem that makes the check fail."""
    return Problem(severity="error", shape=shape, focus=focus, message=message, graph=graph)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: errors first, then by rule and by what breaks it."""
    return sorted(
        set(problems), key=lambda p: (SEVERITIES.index(p.severity), p.shape, p.focus, p.message, p.graph or "")
    )


def text_of(term: object) -> str:
    """The IRI or the words of a term."""
    return term.value if isinstance(term, _WITH_VALUE) else str(term)


def describe(quads: Iterable[ox.Quad]) -> dict[str, set[str]]:
    """Each subject with the graphs that describe it."""
    described: dict[str, set[str]] = {}
    for quad in quads:
        described.setdefault(text_of(quad.subject), set()).add(text_of(quad.graph_name))
    return described
