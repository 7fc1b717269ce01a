"""Dates in EDTF (ISO 8601-2), the subset that texts need, and the days that bound them.

Forms: ``2012``, ``2012-04``, ``2012-04-30``, a decade ``197X``, each optionally with ``~``, ``?`` or ``%``; an interval
``A/B``, ``A/`` (end unknown), ``A/..`` (still open), ``/B`` and ``../B``; one day in a span that is not known
better, ``[..D]``, ``[D..]``, ``[A..B]``. A qualifier does not widen the bounds: nobody says by how much.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from relgraph.records import TO_COME, Basis, Claim, When

__all__ = [
    "EDTF_PATTERN",
    "attested_when",
    "by_publication",
    "claim_when",
    "held_when",
    "lasting_when",
    "make_when",
    "period",
    "start_of",
]

_POINT = r"(?:\d{4}(?:-\d\d){0,2}|\d{3}X)[?~%]?"
EDTF_PATTERN = rf"(?:{_POINT}|(?:{_POINT}|\.\.)?/(?:{_POINT}|\.\.)?|\[(?:{_POINT}\.\.(?:{_POINT})?|\.\.{_POINT})\])"
"""The form of every EDTF literal that relgraph writes, as a regular expression without anchors."""

_WHOLE = re.compile(EDTF_PATTERN)
_PARTS = re.compile(r"(\d{4}|\d{3}X)(?:-(\d\d))?(?:-(\d\d))?")
_CURE = "write YYYY, YYYY-MM, YYYY-MM-DD, 197X, A/B, A/, A/.., /B, [..D], [D..] or [A..B]"


def period(edtf: str) -> tuple[date, date]:
    """First and last day of one point of EDTF.

    Raises:
        ValueError: the text is no such point, or no day of the calendar.

    >>> period("2008-07")
    (datetime.date(2008, 7, 1), datetime.date(2008, 7, 31))
    """
    m = _PARTS.fullmatch(edtf.rstrip("?~%"))
    if m is None:
        raise ValueError(f"'{edtf}': not a date in EDTF; {_CURE}")
    year, month, day = m.groups()
    try:
        if year.endswith("X"):
            return date(int(year[:3] + "0"), 1, 1), date(int(year[:3] + "9"), 12, 31)
        if month is None:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        if day is None:
            first = date(int(year), int(month), 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        only = date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(f"'{edtf}': no such date ({error}); correct it") from None
    return only, only


def _ends(text: str) -> tuple[date | None, date | None]:
    return (None, None) if text in ("", "..") else period(text)


def make_when(edtf: str | None, *, basis: Basis = "stated", attested: date | None = None) -> When:
    """A date with the four days that bound it.

    Args:
        edtf: one literal of the subset, or None when nothing is known but perhaps an attestation.
        basis: how the date is known.
        attested: a day on which the state of affairs is known to hold; it gives the earliest possible end of an
            interval with unknown or open end, and bounds both sides of an interval of which neither is told.

    Raises:
        ValueError: ``edtf`` is outside the subset, no day of the calendar, or ends before it starts.

    >>> w = make_when("2011-07/", attested=date(2022, 4, 29))
    >>> w.start_latest, w.end_earliest, w.end_latest
    (datetime.date(2011, 7, 31), datetime.date(2022, 4, 29), None)
    """
    if edtf is None or edtf == "/":
        return When(edtf=edtf, basis=basis, start_latest=attested, end_earliest=attested)
    if _WHOLE.fullmatch(edtf) is None:
        raise ValueError(f"'{edtf}': not a date in EDTF; {_CURE}")
    if edtf.startswith("["):
        before, after = edtf[1:-1].split("..")
        first, last = _ends(before)[0], _ends(after)[1]
        if first and last and first > last:
            raise ValueError(f"'{edtf}': ends before it starts; swap the two dates")
        return When(
            edtf=edtf, basis=basis, start_earliest=first, start_latest=last, end_earliest=first, end_latest=last
        )
    if "/" not in edtf:
        first, last = period(edtf)
        return When(
            edtf=edtf, basis=basis, start_earliest=first, start_latest=last, end_earliest=first, end_latest=last
        )
    before, after = edtf.split("/")
    start_earliest, start_latest = _ends(before)
    end_earliest, end_latest = _ends(after)
    if start_earliest and end_latest:
        if start_earliest > end_latest:
            raise ValueError(f"'{edtf}': ends before it starts; swap the two dates")
        # "2012/2012-05" must not start after it has ended.
        start_latest = min(start_latest or end_latest, end_latest)
        end_earliest = max(end_earliest or start_earliest, start_earliest)
    elif end_latest is None and attested and (start_earliest is None or attested >= start_earliest):
        end_earliest = attested
    return When(
        edtf=edtf,
        basis=basis,
        start_earliest=start_earliest,
        start_latest=start_latest,
        end_earliest=end_earliest,
        end_latest=end_latest,
    )


def by_publication(published: date | None) -> When:
    """The date of an event for which the text gives none: not later than the publication.

    >>> by_publication(date(2026, 2, 17)).edtf
    '[..2026-02-17]'
    """
    if published is None:
        return When()
    return make_when(f"[..{published.isoformat()}]", basis="publication")


def claim_when(claim: Claim, published: date | None) -> When:
    """The date of a claim; where the source gives none, the bound that the day of publication gives.

    What is said to have happened happened by that day, what is planned comes after it. An article without a date
    gives no bound, and nothing is made up for it.
    """
    when = claim.when
    if when.edtf is not None or when.sort_date is not None or published is None:
        return when
    if claim.attested_on is not None:
        return make_when(None, basis="publication", attested=claim.attested_on)
    if claim.factuality in TO_COME:
        return make_when(f"[{published.isoformat()}..]", basis="publication")
    return by_publication(published)


def attested_when(days: Iterable[date]) -> When:
    """When a state of affairs held that is only known from the days on which somebody presupposes it.

    It started on the first of them at the latest and ended on the last at the earliest; nothing more is known, so
    there is no EDTF literal.

    >>> attested_when([date(2026, 2, 17), date(2024, 5, 1)]).start_latest
    datetime.date(2024, 5, 1)
    """
    ordered = sorted(days)
    if not ordered:
        return When()
    return When(start_latest=ordered[0], end_earliest=ordered[-1])


def held_when(edtf: str | None, attested: Iterable[str] = ()) -> When:
    """When a state of affairs held of which a source gives the interval as far as it knows it, and when it is attested.

    Args:
        edtf: an interval of the subset, or None when neither end is told.
        attested: days, months or years on which it held; they bound what the interval leaves open.

    Raises:
        ValueError: a date is outside the subset, or it is attested outside the interval.

    >>> w = held_when(None, ["1816-01-01", "2024"])
    >>> w.edtf, w.start_latest, w.end_earliest
    (None, datetime.date(1816, 1, 1), datetime.date(2024, 1, 1))
    """
    when = make_when(edtf) if edtf is not None else When()
    spans = [period(point) for point in attested]
    if not spans:
        return when
    first, last = min(end for _, end in spans), max(start for start, _ in spans)
    if _before(first, when.start_earliest) or _before(when.end_latest, last):
        raise ValueError(f"'{edtf}': attested outside it; correct one of the two dates")
    return replace(when, start_latest=when.start_latest or first, end_earliest=when.end_earliest or last)


def start_of(when: When) -> When:
    """The start of an interval with an unknown or open end, as the date of the act that began it; else ``when`` itself.

    >>> start_of(make_when("2011-07/")).edtf
    '2011-07'
    """
    if when.edtf is None or not when.edtf.endswith(("/", "/..")) or when.edtf.startswith(("/", "..")):
        return when
    return make_when(when.edtf.split("/")[0], basis=when.basis)


def lasting_when(start: When, *, end: When | None = None, attested: date | None = None) -> When:
    """When a state of affairs held that one event began and, perhaps, another ended.

    Args:
        start: the date of the event that began it.
        end: the date of the event that ended it; None when nobody tells of one.
        attested: the last day on which it is known to have held, if no end is told.

    >>> lasting_when(make_when("2008-07-24"), attested=date(2022, 4, 29)).edtf
    '2008-07-24/'
    >>> lasting_when(make_when("1973"), end=make_when("2021-03-19")).edtf
    '1973/2021-03-19'
    """
    first = start_of(start)
    opening = _point_of(first, 0)
    if end is not None:
        closing = _point_of(start_of(end), -1)
        if opening and closing:
            try:
                return make_when(f"{opening}/{closing}", basis=start.basis)
            except ValueError:
                closing = None  # the sources contradict each other; the end is left out
        attested = None
    elif opening:
        return make_when(f"{opening}/", basis=start.basis, attested=attested)
    last = attested if end is None else end.start_earliest
    if last and first.start_earliest and last < first.start_earliest:
        last = None
    return When(
        basis=start.basis,
        start_earliest=first.start_earliest,
        start_latest=first.start_latest,
        end_earliest=last,
        end_latest=end.end_latest if end and not _before(end.end_latest, first.start_earliest) else None,
    )


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _point_of(when: When, side: int) -> str | None:
    """The first or last point of a literal; None when the literal only bounds it."""
    if when.edtf is None or when.edtf.startswith("["):
        return None
    point = when.edtf.split("/")[side]
    return point if point not in ("", "..") else None
