"""Results: the rows that a query gives, as plain values and as terms of RDF."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox

from relgraph.iris import PREFIXES, shorten

__all__ = ["Cell", "Result", "Term", "cell"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell = str | int | float | bool | date | None

_XSD = PREFIXES["xsd"]
_INTEGERS = {
    _XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
}  # fmt: skip
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}
_MOST_ROWS_SHOWN = 200


def cell(term: Term | None) -> Cell:
    """A term as a plain value: numbers, booleans and days as such, an IRI in full, everything else as its text.

    >>> cell(ox.Literal("2008-07-24", datatype=ox.NamedNode(_XSD + "date")))
    datetime.date(2008, 7, 24)
    """
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _FLOATS:
            return float(term.value)
        if kind == _XSD + "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[term.value]
        if kind == _XSD + "date":
            return date.fromisoformat(term.value)
    except (ValueError, KeyError):
        pass  # not of the form that its datatype asks for: show what it says
    return term.value


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: named columns and rows of plain values.

    The answer to an ASK is one row with the column ``answer``; that to a CONSTRUCT or DESCRIBE has the columns
    ``subject``, ``predicate`` and ``object``.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    terms: list[tuple[Term | None, ...]] = field(default_factory=list, repr=False, compare=False)
    """The same rows as terms of RDF, where they come from a graph."""

    @classmethod
    def from_terms(cls, columns: Iterable[str], terms: Iterable[tuple[Term | None, ...]]) -> Result:
        """A result of rows of terms."""
        kept = list(terms)
        return cls(tuple(columns), [tuple(map(cell, row)) for row in kept], kept)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """The rows, one after the other."""
        return iter(self.rows)

    def __str__(self) -> str:
        return self.to_table()

    def to_dicts(self) -> list[dict[str, Cell]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        """CSV with a header line; nothing for a cell without a value.

        A text that begins like a formula ("=", "+", "-", "@") gets an apostrophe before it, since spreadsheets would
        execute it and the texts come from strangers.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_harmless(c) for c in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """A JSON array with one object a row; days in ISO form."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2, default=str) + "\n"

    def to_table(self) -> str:
        """Columns of text, for people; IRIs with their prefix."""
        lines = [list(self.columns), *([_shown(c) for c in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(c)}</th>" for c in self.columns)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align: left">{html.escape(_shown(c))}</td>' for c in row) + "</tr>"
            for row in self.rows[:_MOST_ROWS_SHOWN]
        )
        more = len(self.rows) - _MOST_ROWS_SHOWN
        note = f"<p>{more} more rows</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    text = shorten(value) if isinstance(value, str) else str(value)
    return " ".join(text.split())


def _harmless(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value
