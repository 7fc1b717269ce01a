"""Dates and numbers in words: an EDTF literal as a reader of English expects it, no more exact than it is."""

from __future__ import annotations

import re

__all__ = ["count_of", "describe_day", "describe_edtf"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_POINT = re.compile(r"(\d{4}|\d{3}X)(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")

_WHOLE = re.compile(r"[\[\]./~?%\dX-]+")


def count_of(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count_of(1, "relation"), count_of(0, "relation")
    ('1 relation', '0 relations')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def describe_day(iso: str | None) -> str:
    """A day, month or year in words; the text itself where it is none.

    >>> describe_day("2026-02-17"), describe_day("2008-07"), describe_day("197X~")
    ('17 February 2026', 'July 2008', 'about 1970s')
    """
    if not iso:
        return ""
    m = _POINT.fullmatch(iso)
    if m is None or not 1 <= int(m[2] or 1) <= 12:
        return iso
    year, month, day, mark = m.groups()
    words = year.replace("X", "0s")
    if month:
        words = f"{_MONTHS[int(month) - 1]} {words}"
    if day:
        words = f"{int(day)} {words}"
    return ("about " if mark in ("~", "%") else "") + words + (" (uncertain)" if mark in ("?", "%") else "")


def describe_edtf(edtf: str | None) -> str:
    """An EDTF literal in words.

    >>> describe_edtf("2011-07/.."), describe_edtf("[..2026-02-17]"), describe_edtf(None)
    ('from July 2011, ongoing', 'by 17 February 2026', 'undated')
    """
    if not edtf or edtf in ("/", "../.."):
        return "undated"
    if not _WHOLE.fullmatch(edtf):
        return edtf
    if edtf.startswith("[") and edtf.endswith("]") and ".." in edtf:
        first, last = (describe_day(part) for part in edtf[1:-1].split("..", 1))
        if first and last:
            return f"between {first} and {last}"
        return f"by {last}" if last else f"on or after {first}"
    if "/" in edtf:
        before, after = edtf.split("/", 1)
        first, last = (describe_day(part.strip(".")) for part in (before, after))
        if first and last:
            return f"{first} to {last}"
        if first:
            return f"from {first}" + (", ongoing" if after == ".." else "")
        return f"until {last}"
    return describe_day(edtf)
