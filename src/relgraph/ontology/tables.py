"""CSV tables of the ontology, read strictly: every wrong cell is reported with its file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from relgraph.errors import nearest

__all__ = ["Row", "read_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: cells by column, and where it stands (``names/states.csv:14``)."""

    cells: dict[str, str]
    where: str
    problems: list[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        return self.cells[column] or None

    def list(self, column: str) -> tuple[str, ...]:
        """The items of a cell that holds several, divided by ``|``."""
        if not self.cells[column]:
            return ()
        items = tuple(self.cells[column].split("|"))
        if "" in items:
            self.problem(f"an empty item in column {column}; write one | between two items")
        return items

    def date(self, column: str) -> date | None:
        """The day in a cell (``2024-05-31``), or None when it is empty."""
        if not self.cells[column]:
            return None
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            self.problem(f"bad date {self.cells[column]!r} in column {column}; write YYYY-MM-DD")
            return None

    def flag(self, column: str) -> bool:
        """Whether a cell says ``true``; empty is no."""
        if self.cells[column] not in ("", "true"):
            self.problem(f"{self.cells[column]!r} in column {column}; write true or nothing")
        return self.cells[column] == "true"

    def choice(self, column: str, valid: Sequence[str]) -> str:
        """The cell, which must be one of the valid values; the first of them when it is not."""
        value = self.cells[column]
        if value in valid:
            return value
        self.problem(f"unknown {column} {value!r}; choose from {' '.join(valid)}.{nearest(value, valid)}")
        return valid[0]

    def problem(self, message: str) -> None:
        """Report something wrong in this row."""
        self.problems.append(f"{self.where}: {message}")


def read_table(path: Path, name: str, columns: tuple[str, ...], problems: list[str]) -> list[Row]:
    """Read a table whose header must be exactly these columns, in any order.

    Args:
        path: the file.
        name: how messages call it.
        columns: the columns.
        problems: takes what is wrong, now and later through :meth:`Row.problem`.
    """
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            wrong = list(_wrong_header(name, header, columns))
            problems.extend(wrong)
            for cells in () if wrong else reader:
                where = f"{name}:{reader.line_num}"
                if len(cells) != len(header):
                    problems.append(f"{where}: {len(cells)} cells under {len(header)} columns; check commas and quotes")
                    continue
                stripped = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
                rows.append(Row(cells=stripped, where=where, problems=problems))
    except FileNotFoundError:
        problems.append(f"{name}: missing; an ontology folder needs every table of names")
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(f"{name}: not a CSV file in UTF-8 ({error})")
    return rows


def _wrong_header(name: str, header: list[str], columns: tuple[str, ...]) -> Iterator[str]:
    for column in header:
        if column not in columns:
            yield f"{name}:1: unknown column {column!r}; columns are {' '.join(columns)}.{nearest(column, columns)}"
    for column in columns:
        if header.count(column) != 1:
            yield f"{name}:1: column {column!r} must stand once, stands {header.count(column)} times"
