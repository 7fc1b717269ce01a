"""The best one-to-one pairing of two lists."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign"]

_NOBODY = -1


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pair rows with columns, each at most once, so that the sum of the weights is the greatest possible.

    Args:
        weights: of each row and column, not negative; 0 means that the two do not belong together.

    Returns:
        Pairs of row and column with a weight above 0, by row. Which of several best pairings is given depends on
        the order of rows and columns alone.

    The Hungarian method with prices: one row after the other is placed along the cheapest chain of moves (Kuhn, "The
    Hungarian method for the assignment problem", 1955). Weights are integers, so nothing is lost by rounding.

    >>> assign([[5, 4], [5, 0]])
    [(0, 1), (1, 0)]
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):  # each row must find a column
        turned = [[row[column] for row in weights] for column in range(len(weights[0]))]
        return sorted((row, column) for column, row in assign(turned))
    greatest = max(map(max, weights))
    costs = [[greatest - weight for weight in row] for row in weights]
    columns = _place_rows(costs)
    pairs = ((row, column) for column, row in enumerate(columns) if row != _NOBODY)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _place_rows(costs: list[list[int]]) -> list[int]:
    """For each column the row that sits in it in the cheapest placing of all rows."""
    width = len(costs[0])
    sits = [_NOBODY] * width
    row_price = [0] * len(costs)
    column_price = [0] * width
    for new in range(len(costs)):
        distance: list[int | None] = [None] * width  # how dear it is to free a column for the new row, as far as known
        before = [_NOBODY] * width  # the column whose row moves into this one; nobody's where the new row does
        settled: list[int] = []
        row, from_column, length = new, _NOBODY, 0
        while True:
            for column in range(width):
                if column in settled:
                    continue
                reached = length + costs[row][column] - row_price[row] - column_price[column]
                known = distance[column]
                if known is None or reached < known:
                    distance[column], before[column] = reached, from_column
            length, from_column = min((d, c) for c, d in enumerate(distance) if d is not None and c not in settled)
            settled.append(from_column)
            if sits[from_column] == _NOBODY:
                break
            row = sits[from_column]
        row_price[new] += length
        for column in settled[:-1]:
            gain = length - (distance[column] or 0)
            row_price[sits[column]] += gain
            column_price[column] -= gain
        column = from_column
        while column != _NOBODY:
            sits[column] = new if before[column] == _NOBODY else sits[before[column]]
            column = before[column]
    return sits
