"""Timing: whether two claims can mean the same day, and which of several dates a situation gets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from relgraph.records import When
from relgraph.resolve.items import Item

__all__ = [
    "ANNOUNCED",
    "ANSWERED",
    "CLOSE",
    "NEAR",
    "choose_when",
    "days_apart",
    "hull",
    "is_bound",
    "may_coincide",
    "nests",
    "overlap",
    "reach_ahead",
    "reach_back",
    "same_day",
    "say_alike",
]

NEAR = 10
"""Days between the publications of two undated reports, or between an event and an undated report of it."""
CLOSE = 2
"""Days between an event and the news of it, for reports that differ in their words or leave a side out."""
ANSWERED = 60
"""Days between a message and the reply that thanks for it."""
STAY = 7
"""Days that a visit usually takes at most."""
ANNOUNCED = 120
"""Days between the announcement of an event and the event."""
ONCE_APART = 730
"""Days by which the dates of an act that happens once may differ; the difference becomes a conflict."""
_DAYS_OF_MONTH = 31

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


def may_coincide(one: Item, other: Item, *, once: bool = False, rare: bool = False, sole: bool = False) -> bool:
    """Whether the dates allow that two claims report one event.

    Reports without a date belong together only when they appear within ten days of each other, or of the event.

    Args:
        one: a claim.
        other: another one.
        once: it is an act that happens once: two sources mean the same though their dates differ, and the difference
            is reported. But a source that gives two dates tells of two acts, if not as two readings of one record.
        rare: it is an act of which a mention without a date means the only one of which the date is known.
        sole: two mentions without a date mean the same one as well.
    """
    a, b = one.when, other.when
    if a.sort_date is None or b.sort_date is None:
        return once or rare or (a.sort_date == b.sort_date and one.claim.article == other.claim.article)
    if once and not overlap(a, b):
        if one.claim.article == other.claim.article and (
            one.claim.record is None or one.claim.record != other.claim.record
        ):
            return False
        return days_apart(a, b) <= ONCE_APART or _is_year_of_record(one) or _is_year_of_record(other)
    if _is_across_midnight(one, other):
        return True
    if not overlap(a, b) and (rare or is_bound(a) == is_bound(b)):
        return False
    if sole:
        return True
    if is_bound(a) and is_bound(b):
        if (one.retrospective or other.retrospective) and not (_share_names(one, other) or say_alike(one, other)):
            return False
        return (
            one.published is not None
            and other.published is not None
            and _apart(one.published, other.published) <= _lag(one, other)
        )
    if rare:
        return True
    for bound, item in ((a, one), (b, other)):
        if is_bound(bound) and item.published is not None:
            first, last = hull(b if bound is a else a)
            late, early = (item.published - last).days, (first - item.published).days
            if late > reach_back(item) or early > reach_ahead(item):
                return False
    return True


def _is_across_midnight(one: Item, other: Item) -> bool:
    """Whether the media of two states tell of one encounter of the same persons with dates a day apart.

    What began in the evening in one capital was reported from the other on the next day.
    """
    if not one.symmetric or one.claimant == other.claimant or one.source_by_root.keys() != other.source_by_root.keys():
        return False
    (a, b), (c, d) = hull(one.when), hull(other.when)
    if a != b or c != d or _apart(a, c) != 1 or len(one.source_by_root) < 2:
        return False
    return all(
        any(i.startswith("person/") for i in ids & other.source_by_root[root])
        for root, ids in one.source_by_root.items()
    )


def reach_back(item: Item) -> int:
    """Days before its publication in which the event of an undated report may have been."""
    if item.is_plan:
        return ANNOUNCED
    return ANSWERED if item.answered or _is_named_appointment(item) else NEAR


def reach_ahead(item: Item) -> int:
    """Days after its publication in which the event of an undated report may be: a visit is announced weeks ahead."""
    # The arrival is in the news before the day on which the departure is told.
    return ANNOUNCED if item.is_plan else STAY if item.type.endswith("Visit") else 0


def say_alike(one: Item, other: Item) -> bool:
    """Whether two sentences say the same in nearly the same words, as texts that retell one text do."""
    first, second = _words(one), _words(other)
    shared = len(first & second)
    return 5 * shared >= 3 * len(first | second)


def _words(item: Item) -> set[str]:
    return set(re.findall(r"\w+", item.claim.quote.lower()))


def _is_year_of_record(item: Item) -> bool:
    """Whether a dataset says it, to the year."""
    first, last = hull(item.when)
    return item.claim.record is not None and (last - first).days > _DAYS_OF_MONTH


def _lag(one: Item, other: Item) -> int:
    """Days by which two undated reports of one act may be apart."""
    if _is_named_appointment(one) and _is_named_appointment(other):
        return ANSWERED
    if one.is_plan:
        return ANNOUNCED
    # In words as different as "greeting" and "sympathy" only what is in the news at once is one act.
    return NEAR if one.type == other.type else CLOSE


def _is_named_appointment(item: Item) -> bool:
    """Whether it says who was appointed, who is then greeted and gives thanks for weeks."""
    return item.type == "Appointment" and any(r.name == "holder" and r.actor.type == "Person" for r in item.roles)


def _share_names(one: Item, other: Item) -> bool:
    return any(one.specific[key] & other.specific[key] for key in one.specific.keys() & other.specific.keys())


def _apart(one: date, other: date) -> int:
    return abs((one - other).days)


def _within(inner: When, outer: When) -> bool:
    (a, b), (c, d) = hull(inner), hull(outer)
    return c <= a and b <= d


def nests(one: When, other: When) -> bool:
    """Whether one date lies within the other, so that both can be true."""
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
    if all(nests(best, when) for when in exact):
        return best, False

    # A coarse date that contains several finer ones votes for each of them.
    def weight(when: When) -> tuple[int, tuple[int, int, str]]:
        who = set().union(*(votes[other] for other in exact if _within(when, other)))
        return -len(who), _uncertainty(when)

    return min(exact, key=weight), True
