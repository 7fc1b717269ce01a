"""Tables with one article a row: CSV, and Parquet where pyarrow is installed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from relgraph.records import Article, Issue
from relgraph.sources.columns import find_columns
from relgraph.sources.fields import brief, issue
from relgraph.sources.inputs import Input, decode, read_decoded
from relgraph.sources.repeats import Repeats
from relgraph.sources.rows import read_row

__all__ = ["Csv", "Parquet"]

_LONGEST_FIELD = 2**31 - 1
"""Characters in one field; the limit of Python's csv, 131,072, is less than a long treaty."""


class Csv:
    """A table as text: a line with the names of the columns, then one article a row.

    Comma, semicolon or tab, whichever the first line has most of. Which column is the text, the date and so on is
    known by usual names or said by the user. A row that has neither id nor address gets an id from its words.
    """

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def sniff(self, path_name: str, head: bytes) -> float:
        """Rather sure when the first line names a column of texts and another one."""
        text, _ = decode(head[: head.rfind(b"\n") + 1] or head)
        columns = next(iter(_rows(text)), None) if text else None
        if columns is None or isinstance(columns, Issue) or len(columns[1]) < 2:
            return 0.0
        return 0.7 if isinstance(find_columns(columns[1], {}), dict) else 0.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """Give an article for each good row and an Issue for each bad one; places are line numbers."""
        yield from read_decoded(file, lambda text: self._read_text(file, text))

    def _read_text(self, file: Input, text: str) -> Iterator[Article | Issue]:
        rows = _rows(text)
        head = next(rows, None)
        if head is None or isinstance(head, Issue):
            problem = head or issue("error", "bad-row", "", "the first line is no row of column names")
            yield replace(problem, where=f"{file.name}:1")
            return
        columns = [name.strip() for name in head[1]]
        found = find_columns(columns, file.columns)
        if isinstance(found, str):
            yield issue("error", "no-column", file.name, found)
            return
        yield columns_issue(file.name, found)
        repeats = Repeats()
        places = {field: columns.index(column) for field, column in found.items()}
        count = 0
        for row in rows:
            count += 1
            if isinstance(row, Issue):
                yield replace(row, where=f"{file.name}:{row.where}")
                continue
            where = f"{file.name}:{row[0]}"
            if len(row[1]) != len(columns):
                message = (
                    f"{len(row[1])} fields, but {len(columns)} columns; "
                    "put a field with a separator or a line break into double quotes"
                )
                yield issue("error", "bad-row", where, message)
                continue
            values = {field: row[1][place] for field, place in places.items()}
            for item in read_row(where, values, layout="csv", columns=found, id_from_text=True):
                yield _first(item, repeats, f"line {row[0]}", where)
        if not count:
            yield issue("warning", "empty-file", file.name, "column names, but no row below them")


def _rows(text: str) -> Iterator[tuple[int, list[str]] | Issue]:
    """The rows that hold anything with their first line, and an Issue (its place a line) for each that is broken."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    old = csv.field_size_limit(_LONGEST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows: list[tuple[int, list[str]] | Issue] = []
        line = 1
        while True:
            try:
                row = next(reader, None)
            except csv.Error as e:
                open_ = "unexpected end of data" in str(e)
                what = (
                    "a double quote opens here and never closes, so the rest of the file is one field"
                    if open_
                    else f"not a row: {e}"
                )
                rows.append(issue("error", "bad-row", str(line), f"{what}; double the quotes inside a quoted field"))
                if open_:
                    break
            else:
                if row is None:
                    break
                if any(field.strip() for field in row):
                    rows.append((line, row))
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(old)  # it is one for the whole process
    return iter(rows)


def _first(item: Article | Issue, repeats: Repeats, place: str, where: str) -> Article | Issue:
    """The article, or the Issue that an earlier row gave it."""
    return (repeats.check(item, place=place, where=where) or item) if isinstance(item, Article) else item


def columns_issue(name: str, found: Mapping[str, str]) -> Issue:
    """Say which column was read as what, since a guess can be wrong."""
    pairs = ", ".join(f"{field}={column}" for field, column in found.items())
    return issue("info", "columns", name, f"columns read as {pairs}; change that with --columns")


class Parquet:
    """A Parquet file with one article a row; columns as for :class:`Csv`. Needs pyarrow."""

    name = "parquet"
    suffixes: tuple[str, ...] = (".parquet", ".pq")

    def sniff(self, path_name: str, head: bytes) -> float:
        """Sure when the magic bytes stand at the start."""
        return 1.0 if head.startswith(b"PAR1") else 0.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """Give an article for each good row and an Issue for each bad one; places are row numbers from 1."""
        if not file.raw:
            yield issue("warning", "empty-file", file.name, "nothing in it")
            return
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            message = "Parquet needs pyarrow; install it with: pip install 'relgraph[parquet]'"
            yield issue("error", "needs-pyarrow", file.name, message)
            return
        try:
            table = pq.ParquetFile(pa.BufferReader(file.raw))
            names: Sequence[str] = table.schema_arrow.names
        except (pa.ArrowException, OSError) as e:
            message = f"not a whole Parquet file ({brief(e)}); copy it again"
            yield issue("error", "bad-parquet", file.name, message)
            return
        found = find_columns(names, file.columns)
        if isinstance(found, str):
            yield issue("error", "no-column", file.name, found)
            return
        yield columns_issue(file.name, found)
        number, repeats = 0, Repeats()
        # Group by group: what is whole before a broken one is read.
        for group in range(table.num_row_groups):
            first, number = number, number + table.metadata.row_group(group).num_rows
            try:
                part = table.read_row_group(group, columns=sorted(set(found.values())))
                values = {field: _to_values(part.column(column), pa) for field, column in found.items()}
            except (pa.ArrowException, OSError, ValueError, OverflowError) as e:
                message = f"rows {first + 1} to {number} cannot be read: {brief(e)}"
                yield issue("error", "bad-parquet", f"{file.name}:{first + 1}", message)
                continue
            for n in range(part.num_rows):
                row = {field: column[n] for field, column in values.items()}
                where = f"{file.name}:{first + n + 1}"
                for item in read_row(where, row, layout="parquet", columns=found, id_from_text=True):
                    yield _first(item, repeats, f"row {first + n + 1}", where)
        if not number:
            yield issue("warning", "empty-file", file.name, "columns, but no row")


def _to_values(column: Any, pa: Any) -> list[Any]:
    """The values of a column as Python has them; nanoseconds, which Python does not have, are cut off."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values
