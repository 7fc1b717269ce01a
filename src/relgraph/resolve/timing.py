"""Timing: whether two claims can mean the same day, and which of several dates a situation gets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from relgraph.records import When
from relgraph.resolve.items import Item

__all__ = ["NEAR", "choose_when", "days_apart", "hull", "is_bound", "may_coincide", "overlap", "same_day"]

NEAR = 10
"""Days between the publications of two undated reports, or between an event and an undated report of it."""
ONCE_APART = 730
"""Days by which the dates of an act that happens once may differ; the difference becomes a conflict."""

Reading = tuple[str, When]
"""Who claims a date, and the date."""


def hull(when: When) -> tuple[date, date]:
    """First and last day on which it can have been; open sides reach to the ends of the calendar."""
    return when.start_earliest or date.min, when.end_latest or date.max


def overlap(one: When, other: When) -> bool:
    """Whether there is a day on which both can have been."""
    (a, b), (c, d) = hull(one), hull(other)
    return a <= d and c <= b


def days_apart(one: When, other: When) -> int:
    """Days between two dates; 0 when they overlap."""
    (a, b), (c, d) = hull(one), hull(other)
    return max(0, (c - b).days, (a - d).days)


def is_bound(when: When) -> bool:
    """Whether only the day of publication bounds the date."""
    return when.basis == "publication" and when.edtf is not None


def same_day(one: When, other: When) -> bool:
    """Whether both are one and the same day."""
    a, b = hull(one)
    return a == b and (a, b) == hull(other)


def may_coincide(one: Item, other: Item, *, once: bool) -> bool:
    """Whether the dates allow that two claims report one event.

    Reports without a date belong together only when they appear within ten days of each other, or of the event.
    ``once`` is for acts that happen once: they are the same though the dates differ, and the difference is reported.
    """
    a, b = one.when, other.when
    if a.sort_date is None or b.sort_date is None:
        return once or (a.sort_date == b.sort_date and one.claim.article == other.claim.article)
    if once:
        return days_apart(a, b) <= ONCE_APART
    if not overlap(a, b):
        return False
    if is_bound(a) and is_bound(b):
        if (one.retrospective or other.retrospective) and not _share_names(one, other):
            return False
        return (
            one.published is not None and other.published is not None and _apart(one.published, other.published) <= NEAR
        )
    for bound, item in ((a, one), (b, other)):
        if is_bound(bound) and item.published is not None:
            first, last = hull(b if bound is a else a)
            if max((item.published - last).days, (first - item.published).days if one.is_plan else 0) > _reach(one):
                return False
    return True


def _share_names(one: Item, other: Item) -> bool:
    return any(one.specific[key] & other.specific[key] for key in one.specific.keys() & other.specific.keys())


def _reach(item: Item) -> int:
    # A visit is announced weeks ahead; a report of it follows within days.
    return 120 if item.is_plan else NEAR


def _apart(one: date, other: date) -> int:
    return abs((one - other).days)


def _within(inner: When, outer: When) -> bool:
    (a, b), (c, d) = hull(inner), hull(outer)
    return c <= a and b <= d


def _nests(one: When, other: When) -> bool:
    return _within(one, other) or _within(other, one)


def _uncertainty(when: When) -> tuple[int, int, str]:
    """How little a date says: unknown days of its bounds, then its length the other way round."""
    far = 10**7
    start = (when.start_latest - when.start_earliest).days if when.start_earliest and when.start_latest else far
    end = (when.end_latest - when.end_earliest).days if when.end_earliest and when.end_latest else far
    first, last = hull(when)
    return start + end, -(last - first).days, when.edtf or ""


def choose_when(readings: Sequence[Reading]) -> tuple[When, bool]:
    """The date of a situation from those of its claims, and whether these contradict each other.

    The narrowest that lies inside all others; if they do not nest, the one with most independent claimants.
    """
    dated = [(who, when) for who, when in readings if when.sort_date is not None]
    if not dated:
        return (readings[0][1] if readings else When()), False
    votes: dict[When, set[str]] = defaultdict(set)
    for who, when in dated:
        votes[when].add(who)
    exact = [when for when in votes if not is_bound(when)] or list(votes)
    best = min(exact, key=_uncertainty)
    if all(_nests(best, when) for when in exact):
        return best, False

    # A coarse date that contains several finer ones votes for each of them.
    def weight(when: When) -> tuple[int, tuple[int, int, str]]:
        who = set().union(*(votes[other] for other in exact if _within(when, other)))
        return -len(who), _uncertainty(when)

    return min(exact, key=weight), True


def differing(chosen: When, items: Iterable[Item]) -> list[Item]:
    """The items whose date cannot be reconciled with the chosen one."""
    return [i for i in items if i.when.sort_date is not None and not is_bound(i.when) and not _nests(i.when, chosen)]
