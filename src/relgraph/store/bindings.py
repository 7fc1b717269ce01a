"""Bindings: values put into a query for its variables, as terms and never as text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

import pyoxigraph as ox

from relgraph.errors import QueryError, nearest
from relgraph.iris import PREFIXES
from relgraph.store.dataset import to_term
from relgraph.store.guard import tokens

__all__ = ["Bindings", "Bound", "bind"]

Bindings = Mapping[str, object]
"""Name of a variable, without its ``?``, to its value: a term of pyoxigraph or rdflib, a text, number or day."""

_XSD = PREFIXES["xsd"]


class Bound:
    """A query with its values in it, and the way back to places in the text that was given."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = given
        self._starts = [0]
        self._shifts = [0]

    def replace(self, pieces: list[tuple[int, int, str]]) -> None:
        """Put texts in the place of others, given by start, end and text in the order of the query."""
        made: list[str] = []
        done = 0
        length = 0
        for start, end, text in pieces:
            made.append(self.given[done:start] + text)
            length += start - done + len(text)
            done = end
            self._starts.append(length)
            self._shifts.append(end - length)
        self.text = "".join(made) + self.given[done:]

    def to_given(self, line: int, column: int) -> int:
        """Offset in the given text of a line and column (both from 1) of the text with the values."""
        lines = self.text.split("\n")
        offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
        place = bisect_right(self._starts, offset) - 1
        return max(0, min(offset + self._shifts[place], len(self.given)))


def bind(query: str, bindings: Bindings | None) -> Bound:
    """Put values into a query.

    A value stands wherever its variable stood, so that it also reaches filters, LIMIT and inner SELECTs; where the
    variable is a column of the result, the column stays. The text is cut into tokens first: a ``?`` in a string is
    no variable, and a value cannot break out of its place.

    Raises QueryError for a variable that the query does not have and a value that is no term.
    """
    bound = Bound(query)
    if not bindings:
        return bound
    terms = {name: _written(name, value) for name, value in bindings.items()}
    found: set[str] = set()
    pieces: list[tuple[int, int, str]] = []
    seen: set[str] = set()
    depth = 0
    selecting = False
    previous = ""
    for kind, lexeme, offset in tokens(query):
        word = lexeme.upper()
        if kind == "open":
            selecting = selecting and lexeme != "{"
            depth += 1
        elif kind == "close":
            depth -= 1
        elif word == "SELECT" and depth == 0:
            selecting = True
        elif word == "WHERE":
            selecting = False
        elif kind == "variable":
            name = lexeme[1:]
            seen.add(name)
            if name in terms:
                text = terms[name]
                if depth == 0 and selecting:
                    text = f"({text} AS ?{name})"
                elif depth == 0 and previous not in {"LIMIT", "OFFSET"}:
                    text = f"({text})"
                pieces.append((offset, offset + len(lexeme), text))
                found.add(name)
        previous = word
    for name in terms:
        if name not in found:
            raise QueryError(f"the query has no variable '?{name}' to bind.{nearest(name, seen)}")
    bound.replace(pieces)
    return bound


def _written(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    try:
        if isinstance(value, float):
            return str(ox.Literal(value))
        if isinstance(value, date):
            return str(ox.Literal(value.isoformat()[:10], datatype=ox.NamedNode(_XSD + "date")))
        return str(to_term(value))
    except (TypeError, ValueError) as e:
        raise QueryError(f"'{name}': {value!r} is no value for a query ({e}); give a term, text, number or day") from e
