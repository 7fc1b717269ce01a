"""Finding the dates in a sentence and writing each as EDTF, no finer than the words give it.

What lacks a year, a month or everything ("on Thursday", "last month") is completed from an anchor, the day on which the
text was published. The calendar of Juche years is that of 1997: year n is 1911 + n.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from relgraph.dates.atoms import Atom, How, put_in_year, read_atoms, share_year
from relgraph.dates.edtf import make_when
from relgraph.dates.forms import LEFT, LEFT_WORDS, WORD
from relgraph.dates.reckoning import Span
from relgraph.records import Basis

__all__ = ["FoundDate", "How", "Kind", "find_dates", "roll_forward"]

Kind = Literal["at", "from", "until", "by", "interval", "anniversary", "recurring", "publication"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text; ``text[start:end] == surface``, with the preposition that belongs to it."""

    start: int
    end: int
    surface: str
    edtf: str | None
    """None when it takes an anchor that is missing, or another date of the text ("the same day")."""
    basis: Basis
    kind: Kind
    ordinal: int | None = None
    """The number of an anniversary."""
    how: How = "full"
    """How the text gives it: in full, without a year, by weekday, relative to the anchor, or to another date."""
    planned: bool = False
    """The words themselves point to the future ("tomorrow", "next week")."""
    shift: int | None = None
    """Days from the day that the text named last: -1 for "the previous day"; None where they are not known."""


_STARTS = {"since", "from", "as from", "as of", "after", "starting", "beginning", "effective"}
_STARTS |= {f"{word} {prep}" for word in ("starting", "beginning", "effective") for prep in ("on", "from", "in")}
_ENDS = {"until", "till", "through", "up to", "up until"}
_LIMITS = {"by", "before", "no later than", "not later than"}
_MONTH_PREPOSITIONS = {"in", "during", "throughout", "within", "since", "until", "till", "between"} | _STARTS | _LIMITS
_YEAR_PREPOSITIONS = _MONTH_PREPOSITIONS | {"through", "dated", "up to", "up until", "for"}
_LINK = re.compile(
    r"\s{0,3}(?:,\s{1,3})?(?P<word>(?:to|until|till|through|and)\s{1,3}(?:the\s{1,3}|in\s{1,3})?|[-–—]\s{0,3})"
)
_NOW = re.compile(
    r"\s{1,3}(?:to|until|till|up to)\s{1,3}(?:now|date|(?:the\s)?present|this\s(?:very\s)?day)\b|\s{1,3}onwards?\b"
)
_NUMBERED = re.compile(
    r"\b(?=\S{1,12}\s{1,3}$)(?:resolutions?|UNSCR|No\.?|numbers?|Articles?|Art\.|Committee|Order|Decree|Rule|Section|page|p\.|Flight|Unit|model"
    r"|about|around|over|nearly|almost|some|only|than|least|roughly|exceeded|total|US\$|Res\.?|was|were|is|are)\s{1,3}$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\s{0,3}(?:$|[,;:)\]!?\"'”’]|\.(?!\d)|-0-|[-–—]\s)")
_GOES_ON = re.compile(
    r"\s{1,3}(?:on|was|is|are|were|and|or|to|in|that|which|when|who|by|for|with|has|had|have|between|will|saw|marks?|marked"
    r"|as|at|after|before|but|under|through|the|of|from|until)\b"
)
_LOWER = re.compile(r"\s{1,3}[a-z]")
_NAMED_DAY = re.compile(
    r"\s{1,3}(?:Joint|North-South|Panmunjom|Declaration|Statement|Uprising|Movement|Incident|Street|Factory|Stadium|House|joint"
    r"|agreement|declaration|uprising|movement|incident|revolution|coup)\b"
)
_COUNTED = re.compile(r"\s{1,3}(?:[a-z]{2,}s|be|not|also|have|people|children|km|won)\b")


def _accepts(text: str, atom: Atom, left: re.Match[str], linked: bool) -> bool:
    """Whether a bare year or month is a date: "in 2008" and "(2024)" are, "resolution 2270" and "May be" are not."""
    prep = " ".join((left["prep"] or "").lower().split())
    article, qualifier = left["the"], (left["qualifier"] or "").strip()
    before = text[max(0, left.start() - 24) : left.start()]
    if atom.form == "month":
        if atom.month == 5 and prep in ("by", "from", "of", "for", "as of") and not linked:
            return False  # statements by and from Mrs May
        return linked or prep in _MONTH_PREPOSITIONS or bool(qualifier)
    if atom.form == "year":
        if linked or qualifier:
            return True
        closes = _CLOSES.match(text, atom.end) is not None
        if article:
            return (closes or bool(_LOWER.match(text, atom.end))) and not _NUMBERED.search(before)
        if prep in _YEAR_PREPOSITIONS:
            return True
        opened = atom.start == 0 or text[atom.start - 1] in "(["
        tail = text[max(0, atom.start - 24) : atom.start]
        if _NUMBERED.search(tail):
            return False
        if prep == "of" or opened or tail.rstrip().endswith((",", "and", "or", "its", "their", "year", "'s")):
            return closes or _GOES_ON.match(text, atom.end) is not None
        return False
    if atom.form == "month_day" and atom.how == "yearless":
        if (article or prep != "on") and _NAMED_DAY.match(text, atom.end):
            return False  # the September 19 Joint Declaration
        if text.startswith(("May", "March"), atom.start) and not prep and _COUNTED.match(text, atom.end):
            return False  # "May 3 be ...", "March 10 kilometres"
    return not (
        atom.form == "day_month" and atom.month == 5 and atom.how == "yearless" and _COUNTED.match(text, atom.end)
    )


def _basis(atom: Atom) -> Basis:
    if atom.how == "anniversary":
        return "anniversary"
    return "inferred" if atom.how in ("yearless", "weekday", "relative") else "stated"


def _written(kind: Kind, span: Span) -> str | None:
    """The EDTF literal of a span after its preposition; None if it would be no date."""
    if kind == "from":
        edtf = f"[{span.first}..]" if span.vague else f"{span.first}/"
    elif kind == "until":
        edtf = f"[..{span.last}]" if span.vague else f"/{span.last}"
    elif kind == "by":
        edtf = f"[..{span.last}]"
    elif span.vague:
        edtf = f"[{span.first}..{span.last}]"
    else:
        edtf = span.first if span.first == span.last else f"{span.first}/{span.last}"
    try:
        make_when(edtf)
    except ValueError:
        return None
    return edtf


def find_dates(text: str, anchor: date | None, *, year: int | None = None) -> list[FoundDate]:
    """The dates in one sentence, in its order, none overlapping another.

    Args:
        text: one repaired sentence; any text is allowed.
        anchor: the day of publication, from which missing years and relative dates are inferred. A month and day
            without a year is taken as the last such day not after the anchor; :func:`roll_forward` gives the next.
        year: the year of which the text is speaking, for a month and day without a year in an account of the past
            ("Relations were severed in 1965. On May 3 ...").

    >>> [(d.surface, d.edtf, d.kind) for d in find_dates("dispatched its envoy from July 2011", None)]
    [('from July 2011', '2011-07/', 'from')]
    >>> [(d.surface, d.edtf, d.basis) for d in find_dates("gave a reception on Feb. 13", date(2026, 2, 17))]
    [('on Feb. 13', '2026-02-13', 'inferred')]
    """
    atoms = share_year(text, read_atoms(text, anchor), anchor)
    if year is not None:
        atoms = put_in_year(atoms, year)
    found: list[FoundDate] = []
    i, floor = 0, 0
    while i < len(atoms):
        atom = atoms[i]
        left = _look_left(text, floor, atom.start)
        prep = " ".join((left["prep"] or "").lower().split())
        other = _linked(text, atoms, i, prep)
        if not _accepts(text, atom, left, other is not None):
            i += 1
            continue
        result = _describe(text, atom, left, prep, other)
        found.append(result)
        floor = result.end
        i += 1 if other is None else 2
    return found


def _look_left(text: str, floor: int, end: int) -> re.Match[str]:
    """What of the words before ``end`` belongs to the date that stands there."""
    start = end
    for word in reversed(list(WORD.finditer(text, max(floor, end - 64), end))):
        if word[0].lower() not in LEFT_WORDS:
            break
        start = word.start()
    m = LEFT.search(text, start, end)
    if m is None:  # pragma: no cover
        raise AssertionError("the pattern matches the empty text")
    return m


def _linked(text: str, atoms: list[Atom], i: int, prep: str) -> Atom | None:
    """The atom with which atom ``i`` makes an interval: "from A to B", "between A and B", "A-B"."""
    atom = atoms[i]
    if (
        i + 1 >= len(atoms)
        or atom.is_range
        or atom.how in ("same", "anniversary", "recurring")
        or atom.form == "decade"
    ):
        return None
    following = atoms[i + 1]
    link = _LINK.fullmatch(text, atom.end, following.start)
    if link is None or following.is_range or following.how in ("same", "anniversary", "recurring"):
        return None
    if link["word"].startswith("and") != (prep == "between"):
        return None
    if atom.span and following.span and _written("interval", Span(atom.span.first, following.span.last)) is None:
        return None
    same_grain = (atom.day is None) == (following.day is None) and (atom.month is None) == (following.month is None)
    return following if prep == "between" or prep in _STARTS or same_grain else None


def _takes_article(text: str, atom: Atom) -> bool:
    """Whether "the" belongs to the date ("the 3rd of May") and not to a noun after it ("the May 3 talks")."""
    return atom.how == "anniversary" or " of " in text[atom.start : atom.end]


def _describe(text: str, atom: Atom, left: re.Match[str], prep: str, other: Atom | None) -> FoundDate:
    start, end, how, span = left.start(), atom.end, atom.how, atom.span
    kind: Kind = "from" if prep in _STARTS else "until" if prep in _ENDS else "by" if prep in _LIMITS else "at"
    if prep == "as of" and atom.day is not None:
        kind = "at"
    if atom.form == "year" and left["the"] and not left["qualifier"]:
        start, kind = atom.start, "at"  # "in the 2018 summit" speaks of the summit
    elif prep == "of":
        start = left.start("qualifier") if left["qualifier"] else atom.start
    elif not prep and left["the"] and not left["qualifier"] and not _takes_article(text, atom):
        start = atom.start
    if "(" in text[atom.start : end] and text.startswith(")", end):
        end += 1
    if how == "recurring" or prep in ("every", "each"):
        return FoundDate(
            start=start, end=end, surface=text[start:end], edtf=None, basis="stated", kind="recurring", how="recurring"
        )
    edtf: str | None = None
    if other is not None:
        kind, end, start = "interval", other.end, left.start() if prep != "of" else start
        how = atom.how if atom.how != "full" else other.how
        if atom.span and other.span:
            edtf = _written("interval", Span(atom.span.first, other.span.last))
    elif atom.how == "anniversary":
        kind = "anniversary"
        edtf = span.first if span else None
    elif atom.is_range:
        kind = "interval"
        edtf = _written("interval", span) if span else None
    elif kind == "from" and (now := _NOW.match(text, end)):
        end = now.end()
        if span:
            edtf = _written(kind, span) if "onward" in now[0] else f"{span.first}/.."
    else:
        if prep == "after" and span:
            span = replace(span, vague=True)
        edtf = _written(kind, span) if span else None
    return FoundDate(
        start=start,
        end=end,
        surface=text[start:end],
        edtf=edtf,
        basis=_basis(atom if other is None or atom.how != "full" else other),
        kind=kind,
        ordinal=atom.ordinal,
        how=how,
        planned=atom.planned,
        shift=atom.shift,
    )


def roll_forward(found: FoundDate, anchor: date | None) -> FoundDate:
    """The same words read as a plan: the first such day, month or weekday that is not over at the anchor.

    Dates that are given in full, or that say themselves where they lie ("last week"), stay as they are.

    >>> [d] = find_dates("will visit on May 3", date(2024, 5, 1))
    >>> d.edtf, roll_forward(d, date(2024, 5, 1)).edtf
    ('2023-05-03', '2024-05-03')
    """
    if found.edtf is None or anchor is None or found.how not in ("yearless", "weekday"):
        return found
    for step in range(9):
        edtf = _moved(found.edtf, step, found.how)
        if edtf is None:
            continue
        when = make_when(edtf)
        last = when.end_latest or when.start_latest
        if last is None or last >= anchor:
            return replace(found, edtf=edtf)
    return found


def _moved(edtf: str, step: int, how: How) -> str | None:
    if how == "weekday":

        def later(m: re.Match[str]) -> str:
            return (date.fromisoformat(m[0]) + timedelta(days=7 * step)).isoformat()

        moved = re.sub(r"\d{4}-\d\d-\d\d", later, edtf)
    else:
        moved = re.sub(r"(?<![\d-])\d{4}", lambda m: f"{int(m[0]) + step:04d}", edtf)
    try:
        make_when(moved)
    except ValueError:
        return None
    return moved
