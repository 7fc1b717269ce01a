"""Reckoning from an anchor: the year of "May 3", the day of "last Thursday", the span of "next week"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Span", "ago", "day_span", "month_span", "nearest_year", "relative_day", "relative_unit", "weekday_span"]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last point in EDTF; ``vague`` when the event lies somewhere in it rather than fills it."""

    first: str
    last: str
    vague: bool = False

    @classmethod
    def of_year(cls, year: int) -> Span:
        """A whole year."""
        return cls(f"{year:04d}", f"{year:04d}")

    @classmethod
    def of_day(cls, day: date) -> Span:
        """One day."""
        return cls(day.isoformat(), day.isoformat())


def day_span(year: int, month: int, day: int, last: int | None = None) -> Span | None:
    """A day, or the days up to ``last`` of the same month; None when the calendar has no such day."""
    try:
        return Span(date(year, month, day).isoformat(), date(year, month, last or day).isoformat())
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """A month of a year."""
    return Span(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}")


def nearest_year(month: int, day: int | None, anchor: date, weekday: int | None = None) -> int:
    """The last year in which that month or day began not after the anchor.

    A weekday decides when it fits the year before, of or after the anchor: "Thursday, May 23" of 2024.

    >>> nearest_year(12, 24, date(2024, 1, 2)), nearest_year(2, 29, date(2026, 3, 1))
    (2023, 2024)
    """
    if weekday is not None and day is not None:
        for year in (anchor.year, anchor.year - 1, anchor.year + 1):
            span = day_span(year, month, day)
            if span:
                that = date.fromisoformat(span.first)
                if that.weekday() == weekday and abs((that - anchor).days) < 300:
                    return year
    for year in range(anchor.year, max(anchor.year - 9, 1), -1):
        span = day_span(year, month, day or 1)
        if span and date.fromisoformat(span.first) <= anchor:
            return year
    return anchor.year


def _moved(anchor: date, days: int) -> Span | None:
    try:
        return Span.of_day(anchor + timedelta(days=days))
    except OverflowError:
        return None


def weekday_span(weekday: int, rel: str, anchor: date) -> Span | None:
    """The day meant by a weekday: the last one up to the anchor, or as "last", "next", "this" say.

    >>> weekday_span(3, "", date(2024, 5, 16)).first, weekday_span(3, "last", date(2024, 5, 16)).first
    ('2024-05-16', '2024-05-09')
    """
    back = (anchor.weekday() - weekday) % 7
    if rel in ("last", "past"):
        return _moved(anchor, -(back or 7))
    if rel in ("next", "coming"):
        return _moved(anchor, 7 - back)
    if rel == "this":
        return _moved(anchor, weekday - anchor.weekday())
    return _moved(anchor, -back)


def relative_day(word: str, anchor: date) -> Span | None:
    """The day of "today", "last night", "the day before yesterday" and their like."""
    if "before" in word:
        return _moved(anchor, -2)
    if "after tomorrow" in word:
        return _moved(anchor, 2)
    if "yesterday" in word or word == "last night":
        return _moved(anchor, -1)
    return _moved(anchor, 1 if "tomorrow" in word else 0)


def relative_unit(rel: str, unit: str, anchor: date) -> Span | None:
    """The span of "last week", "this month", "next year"; a week is one day in it, not all of it."""
    step = -1 if rel == "last" else 1 if rel in ("next", "coming") else 0
    if unit == "week":
        monday = _moved(anchor, 7 * step - anchor.weekday())
        sunday = _moved(anchor, 7 * step - anchor.weekday() + 6)
        return Span(monday.first, sunday.first, vague=True) if monday and sunday else None
    if unit == "month":
        return _month_from(anchor, step)
    # Seasons straddle years and hemispheres: the year is all that is sure.
    return Span.of_year(anchor.year + step) if 1 <= anchor.year + step <= 9999 else None


def _month_from(anchor: date, step: int) -> Span | None:
    months = anchor.year * 12 + anchor.month - 1 + step
    return month_span(months // 12, months % 12 + 1) if 12 <= months < 120_000 else None


def ago(count: int, unit: str, anchor: date) -> Span | None:
    """The day, week, month, year or decade that lies so many back.

    >>> ago(10, "year", date(2022, 4, 29)).first, ago(2, "week", date(2024, 5, 16))
    ('2012', Span(first='2024-04-29', last='2024-05-05', vague=True))
    """
    if unit == "day":
        return _moved(anchor, -count)
    if unit == "week":
        monday = _moved(anchor, -7 * count - anchor.weekday())
        sunday = _moved(anchor, -7 * count - anchor.weekday() + 6)
        return Span(monday.first, sunday.first, vague=True) if monday and sunday else None
    if unit == "month":
        return _month_from(anchor, -count)
    year = anchor.year - count * (10 if unit == "decade" else 1)
    if year < 1:
        return None
    return Span(f"{year // 10:03d}X", f"{year // 10:03d}X") if unit == "decade" else Span.of_year(year)
