"""Reading each form of a date: which year, month and day it gives, and what the anchor adds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from relgraph.dates.forms import (
    AFTER_DIGIT,
    FOLLOWERS,
    FORMS,
    MONTH_NUMBERS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    STARTERS,
    WEEKDAYS,
    WORD,
)
from relgraph.dates.reckoning import (
    Span,
    ago,
    day_span,
    month_span,
    nearest_year,
    relative_day,
    relative_unit,
    weekday_span,
)

__all__ = ["Atom", "How", "put_in_year", "read_atoms", "share_year"]

How = Literal[
    "full",
    "yearless",
    "weekday",
    "relative",
    "same",
    "same-month",
    "same-year",
    "shifted",
    "anniversary",
    "recurring",
]


@dataclass(frozen=True, slots=True)
class Atom:
    """One form in the text before its surroundings are read."""

    start: int
    end: int
    form: str
    how: How
    span: Span | None
    explicit_year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    ordinal: int | None = None
    is_range: bool = False
    planned: bool = False
    shift: int | None = None
    """Days from the day that the text named last: 1 for "the next day"; None where they are not known."""


_SHARED = re.compile(
    r"\s{0,3}(?:(?:,\s?)?(?:and|or|to|until|through)\s{1,3}(?:on\s|from\s|in\s)?|,\s{0,3}|[-–—]\s{0,3})(?:the\s)?"
)


_OF_YEAR = re.compile(r",?\s{1,3}(?:of\s{1,3})?(?:the\s{1,3})?(?P<rel>last|this|next)\s{1,3}year\b")


def _with_year(text: str, atom: Atom, anchor: date | None) -> Atom:
    """Read on for "last year" after "in April" or "on April 5"."""
    m = _OF_YEAR.match(text, atom.end) if atom.how == "yearless" else None
    if m is None:
        return atom
    atom = replace(atom, end=m.end(), how="relative", span=None, planned=m["rel"] == "next")
    if anchor is None:
        return atom
    year = anchor.year + {"last": -1, "this": 0, "next": 1}[m["rel"]]
    return replace(atom, span=_span_in(atom, year))


def _year_of_juche(m: re.Match[str]) -> int | None:
    groups = m.groupdict()
    if groups.get("juche_year"):
        return int(groups["juche_year"])
    return 1911 + int(groups["juche"]) if groups.get("juche") else None


def _number(text: str | None) -> int:
    return int(re.match(r"\d+", text)[0]) if text else 0  # type: ignore[index]


def _month_number(text: str) -> int:
    return MONTH_NUMBERS[text.rstrip(".").lower()]


def _weekday_number(text: str | None) -> int | None:
    return [w[:3] for w in WEEKDAYS].index(text[:3].lower()) if text else None


def _read_days(m: re.Match[str], form: str, anchor: date | None) -> list[Atom]:
    """A day, several days on end, or two single days of one month, with or without a year."""
    groups = m.groupdict()
    month, day = _month_number(groups["month"]), _number(groups["day"])
    last = _number(groups.get("last")) or day
    year = int(groups["year"]) if groups.get("year") else _year_of_juche(m)
    spans = [(m.start(), m.end(), day, last)]
    if groups.get("link", "").strip() == "and" and last != day + 1:
        # "May 3 and 10" are two days; "May 3 and 4" are one event of two days.
        spans = [(m.start(), m.end("day"), day, day), (m.start("last"), m.end(), last, last)]
    weekday = _weekday_number(groups.get("weekday"))
    atoms = [
        _place_day(
            Atom(start, end, form, "full", None, year, month, first, final, is_range=final > first), anchor, weekday
        )
        for start, end, first, final in spans
    ]
    return [atom for atom in atoms if atom]


def _place_day(atom: Atom, anchor: date | None, weekday: int | None = None) -> Atom | None:
    month, day, last = atom.month or 1, atom.day or 1, atom.last_day or 1
    year = atom.explicit_year
    if day > last or not (day_span(2024, month, day) and day_span(2024, month, last)):
        return None
    if year is None:
        if anchor is None:
            return replace(atom, how="yearless", span=None)
        year = nearest_year(month, day, anchor, weekday)
        span = day_span(year, month, day, last)
        return replace(atom, how="yearless", span=span)
    span = day_span(year, month, day, last)
    return replace(atom, how="full", span=span) if span else None


def _read_digits(m: re.Match[str], form: str) -> Atom | None:
    year, month, day = int(m["year"]), int(m["month"]), int(m["day"])
    if not 1000 <= year <= 2999:
        return None
    if form == "numeric" and month > 12 >= day:
        month, day = day, month
    elif form == "numeric" and day <= 12 and day != month:
        # 03/04/2012 is the third of April to some and the fourth of March to others.
        return Atom(m.start(), m.end(), form, "full", Span.of_year(year), year)
    span = day_span(year, month, day)
    return Atom(m.start(), m.end(), form, "full", span, year, month, day, day) if span else None


def _read_year(m: re.Match[str], form: str) -> Atom | None:
    """A year, decade, run of years, or a month with its year."""
    start, end = m.span()
    if form == "juche":
        year = _year_of_juche(m) or 0
        return Atom(start, end, form, "full", Span.of_year(year), year) if 1912 <= year <= 2999 else None
    year = int(m["year"])
    if form == "decade":
        # "the 1900s" may be ten years or a hundred.
        span = None if year % 100 == 0 and year < 2000 else Span(f"{year // 10}X", f"{year // 10}X")
        return Atom(start, end, form, "full", span, year)
    if form == "years":
        last = int(m["last"] or m["last_dash"])
        last = last if last > 99 else year // 100 * 100 + last
        if last <= year:
            return None
        return Atom(start, end, form, "full", Span(f"{year:04d}", f"{last:04d}"), year, is_range=True)
    if form == "month_year":
        month = _month_number(m["month"])
        return Atom(start, end, form, "full", month_span(year, month), year, month)
    return Atom(start, end, form, "full", Span.of_year(year), year)


def _read_relative(m: re.Match[str], form: str, anchor: date | None) -> Atom | None:
    start, end = m.span()
    groups = m.groupdict()
    rel = (groups.get("rel") or "").lower().split(" ")[-1]
    if form in ("month", "month_rel"):
        month = _month_number(m["month"])
        how: How = "relative" if rel in ("last", "next") else "yearless"
        span = None
        if anchor:
            year = anchor.year if rel == "this" else nearest_year(month, None, anchor)
            year -= rel == "last" and (year, month) == (anchor.year, anchor.month)
            year += rel == "next"
            span = month_span(year, month)
        return Atom(start, end, form, how, span, None, month, planned=rel == "next")
    if form == "weekday":
        how = "relative" if rel in ("last", "past", "next") else "weekday"
        number = _weekday_number(m["weekday"]) or 0
        return Atom(
            start,
            end,
            form,
            how,
            weekday_span(number, rel, anchor) if anchor else None,
            planned=rel in ("next", "coming"),
        )
    if form == "day_rel":
        word = " ".join(m["word"].lower().split())
        return Atom(
            start, end, form, "relative", relative_day(word, anchor) if anchor else None, planned="tomorrow" in word
        )
    if form == "unit_rel":
        found = relative_unit(rel, m["unit"], anchor) if anchor else None
        return Atom(start, end, form, "relative", found, planned=rel in ("next", "coming"))
    number = NUMBER_WORDS.get(m["count"].lower()) or _number(m["count"])
    unit = m["unit"].rstrip("s")
    return Atom(start, end, form, "relative", ago(number, unit, anchor) if anchor else None)


def _read_other(m: re.Match[str], form: str, anchor: date | None) -> Atom | None:
    start, end = m.span()
    if form in ("recurring", "weekdays"):
        return Atom(start, end, form, "recurring", None)
    if form == "anniversary":
        word = (m["ordinal"] or "").lower()
        ordinal = ORDINAL_WORDS.get(word) or _number(word) or (200 if (m["word"] or "").startswith("bi") else 100)
        span = Span.of_year(anchor.year - ordinal) if anchor and anchor.year > ordinal else None
        return Atom(start, end, form, "anniversary", span, ordinal=ordinal)
    if form == "later":
        # Only a number of days leads to a day; what lies weeks or years off is left open.
        word = m["count"].lower()
        count = 1 if word == "a" else NUMBER_WORDS.get(word) or _number(word)
        days = count if m["unit"].startswith("day") else None
        return Atom(start, end, form, "shifted", None, shift=days and (days if m["way"] == "later" else -days))
    how: How = "same"
    if m["step"] or m["beside"]:
        forward = (m["next"] or "").lower() in ("next", "following") or (m["beside"] or "").lower() == "after"
        return Atom(start, end, form, "shifted", None, shift=1 if forward else -1)
    if unit := (m["unit"] or m["that"]).lower():
        how = "same-month" if unit == "month" else "same-year" if unit == "year" else "same"
    return Atom(start, end, form, how, None)


def read_atoms(text: str, anchor: date | None) -> list[Atom]:
    """All that has the form of a date, in order; bare years and months still have to prove that they are dates."""
    words = [*map(str.lower, WORD.findall(text)), ""]
    openers = [
        n
        for n, word in enumerate(words[:-1])
        if (word in STARTERS or word[0] <= "9") and (word not in FOLLOWERS or words[n + 1] in FOLLOWERS[word])
    ]
    if not openers:
        return []
    atoms: list[Atom] = []
    starts = [m.start() for m in WORD.finditer(text)]
    at = 0
    for n in openers:
        start, word = starts[n], words[n]
        if start < at:
            continue
        for form in AFTER_DIGIT if word[0] <= "9" else STARTERS[word]:
            if (m := FORMS[form].match(text, start)) and (found := _read(m, form, anchor)):
                found[-1] = _with_year(text, found[-1], anchor)
                atoms += found
                at = found[-1].end
                break
    return atoms


def _read(m: re.Match[str], form: str, anchor: date | None) -> list[Atom]:
    if form in ("month_day", "month_days", "day_month", "days_month"):
        return _read_days(m, form, anchor)
    if form in ("iso", "numeric"):
        atom = _read_digits(m, form)
    elif form in ("juche", "decade", "years", "year", "month_year"):
        atom = _read_year(m, form)
    elif form in ("month", "month_rel", "weekday", "day_rel", "unit_rel", "ago"):
        atom = _read_relative(m, form, anchor)
    else:
        atom = _read_other(m, form, anchor)
    return [atom] if atom else []


def put_in_year(atoms: list[Atom], year: int) -> list[Atom]:
    """The same atoms, those without a year in the year of which the text is speaking."""
    return [
        replace(atom, span=_span_in(atom, year) or atom.span) if atom.how == "yearless" and atom.month else atom
        for atom in atoms
    ]


def _span_in(atom: Atom, year: int) -> Span | None:
    month = atom.month or 1
    return month_span(year, month) if atom.day is None else day_span(year, month, atom.day, atom.last_day)


def share_year(text: str, atoms: list[Atom], anchor: date | None) -> list[Atom]:
    """Give "May 3" its year in "on May 3 and June 5, 2024", and "May" in "between May and July 2024"."""
    shared = list(atoms)
    for i in range(len(atoms) - 2, -1, -1):
        atom, following = shared[i], shared[i + 1]
        if (
            atom.how != "yearless"
            or following.explicit_year is None
            or following.month is None
            or atom.form == "month_rel"
        ):
            continue
        if not _SHARED.fullmatch(text, atom.end, following.start):
            continue
        year = following.explicit_year - ((atom.month or 1, atom.day or 1) > (following.month, following.day or 31))
        if atom.form == "month":
            shared[i] = replace(atom, how="full", explicit_year=year, span=month_span(year, atom.month or 1))
        else:
            shared[i] = _place_day(replace(atom, explicit_year=year), anchor) or atom
    return shared
