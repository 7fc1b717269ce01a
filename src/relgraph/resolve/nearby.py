"""Nearby: which events lie in a span of days, found without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Generic, TypeVar

__all__ = ["MOST", "Nearby"]

MOST = 200
"""Of more events than these in one span a wide date can mean any; it then meets only those of its own span."""

_WIDTHS = (32, 400, 4000)
"""Widths, in days, up to which spans share one division of time."""

Span = tuple[date, date]
_T = TypeVar("_T")


class Nearby(Generic[_T]):
    """Things by key and span of days.

    Each division of time has spans of about one length, by the part in which they begin, so that what overlaps a span
    is found in the parts that it covers and the one before.
    """

    def __init__(self) -> None:
        self._parts: dict[Hashable, dict[int, dict[int, list[tuple[Span, _T]]]]] = {}
        self._same: dict[tuple[Hashable, Span], list[_T]] = defaultdict(list)

    def add(self, key: Hashable, span: Span, thing: _T) -> None:
        """Put a thing under a key, on its days."""
        width = _width(span)
        divisions = self._parts.setdefault(key, {})
        divisions.setdefault(width, defaultdict(list))[span[0].toordinal() // width].append((span, thing))
        self._same[key, span].append(thing)

    def find(self, key: Hashable, span: Span, *, own: Span) -> list[_T]:
        """What overlaps a span, in the order in which it was put there; what has the span ``own`` if that is too much."""
        divisions = self._parts.get(key)
        if divisions is None:
            return []
        found: list[_T] = []
        for width in sorted(divisions):
            for part in _parts_within(divisions[width], span, width):
                for (first, last), thing in part:
                    if first <= span[1] and span[0] <= last:
                        found.append(thing)
                if len(found) > MOST:
                    return list(self._same.get((key, own), ()))
        return found

    def all(self, key: Hashable, *, own: Span | None) -> list[_T]:
        """All under a key, whatever its days; what has the span ``own`` if that is too much."""
        found: list[_T] = []
        for division in self._parts.get(key, {}).values():
            for part in division.values():
                found += (thing for _, thing in part)
            if len(found) > MOST:
                return list(self._same.get((key, own), ())) if own is not None else []
        return found


def _width(span: Span) -> int:
    days = (span[1] - span[0]).days
    return next((width for width in _WIDTHS if days < width), 10**7)


def _parts_within(
    division: dict[int, list[tuple[Span, _T]]], span: Span, width: int
) -> Iterator[list[tuple[Span, _T]]]:
    first = (span[0].toordinal() - width) // width
    last = span[1].toordinal() // width
    if last - first < len(division):
        return (division[n] for n in range(first, last + 1) if n in division)
    return (division[n] for n in sorted(division) if first <= n <= last)
