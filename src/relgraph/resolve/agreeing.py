"""Agreeing: whether two claims can report one event, by their types, sides, names and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from relgraph.resolve.acts import Acts, Undoings
from relgraph.resolve.items import Item
from relgraph.resolve.timing import CLOSE, hull, is_bound, may_coincide, same_day, say_alike

__all__ = ["Judge", "profile_of"]

_YEAR = 366
_SEASON = 62
"""Days from which on a time is too long to tell of one event of a kind that recurs."""


class Judge:
    """Decides whether two claims can report one event."""

    def __init__(self, acts: Acts, undoings: Undoings) -> None:
        self._acts = acts
        self._undoings = undoings

    def can_be_one(self, one: Item, other: Item, *, dated: bool = False) -> bool:
        """Whether nothing that two claims say keeps them from reporting one event.

        Args:
            one: a claim.
            other: another one.
            dated: a third claim of the event gives its date. Then two reports without a date need not have appeared
                within the same days: the digest of next week and the thanks of next month tell of one message.
        """
        free = dated and is_bound(one.when) and is_bound(other.when)
        acts = self._acts
        if not acts.types_agree(one.type, other.type) or not _things_agree(one, other):
            return False
        once = acts.happens_once(one) or acts.happens_once(other)
        rare = acts.is_rare(one) and acts.is_rare(other)
        if (
            not free
            and not one.claim.recurring
            and not may_coincide(
                one, other, once=once, rare=rare, sole=once or (acts.is_sole(one) and acts.is_sole(other))
            )
        ):
            return False
        if once and self._undoings.lies_between(one, other):
            return False
        if not once and not rare and _is_loose(one, other):
            return False
        if acts.is_utterance(one) and not _is_one_utterance(one, other):
            return False
        if _denies_another_time(one, other) or _denies_another_time(other, one):
            return False
        founding = acts.is_founding(one)
        if {one.type, other.type} > {"ReplyMessage"} and (one.answered or other.answered):
            return False  # what a reply answers is no reply
        if not self._sides_agree(one, other, founding=founding, once=once, free=free) or self._cut_off_apart(
            one, other
        ):
            return False
        if not once and _names_contradict(one, other):
            return False
        for a, b in ((one.occasions, other.occasions), (one.places, other.places)):
            if a and b and a.isdisjoint(b):
                return False
        return once or not _told_one_by_one(one, other)

    def _sides_agree(self, one: Item, other: Item, *, founding: bool, once: bool, free: bool) -> bool:
        shared = _share_things(one, other)
        both = one.source | one.target
        if once and self._acts.is_sole(one) and len(both) == 2 and both == other.source | other.target:
            # A table says that two broke off relations, a report which of them did.
            return not (one.target and other.target) or one.target == other.target
        if founding and shared:
            return True  # a body is founded once; who founded it is what the sources may differ on
        if (
            shared
            and self._acts.concerns_treaty(one)
            and one.type == other.type == "Signature"
            and one.source != other.source
        ):
            # One treaty of many parties; each source names those that matter to it.
            return not one.source.isdisjoint(other.source) and same_day(one.when, other.when)
        # Two equal sides of which a text names one are anybody's meeting.
        may_leave_out = not one.symmetric or min(len(one.source), len(other.source)) > 1
        rolled = not (self._acts.is_rare(one) or once)
        for a, b, by_root, other_by_root in (
            (one.source, other.source, one.source_by_root, other.source_by_root),
            (one.target, other.target, one.target_by_root, other.target_by_root),
        ):
            if a == b or (once and not (a and b) and shared):
                continue
            if a and b:
                if rolled and _is_one_side(by_root, other_by_root, one, other):
                    continue
                if rolled and may_leave_out and (a < b or b < a) and (free or _close(one, other)):
                    continue  # of a visit to Russia and to a forum that meets there, another report names Russia alone
                return False
            # One report does not name this side: only the very same day makes them one, and never a text that breaks
            # off; or, of what was in the news of these days, that the same person or body did it.
            if one.claim.truncated or other.claim.truncated:
                return False
            if not same_day(one.when, other.when) and not _same_doer_in_the_news(one, other, free=free):
                return False
        return True

    def _cut_off_apart(self, one: Item, other: Item) -> bool:
        """Whether the text breaks off before the side that would tell two events apart.

        "Kim Jong Un sent a message of", published twice in a week, may be to two presidents.
        """
        if one.symmetric or one.target or other.target or not (one.claim.truncated or other.claim.truncated):
            return False
        if one.claim.quote == other.claim.quote:
            return False
        return self._acts.needs_target(one.type) or not same_day(one.when, other.when)


def profile_of(item: Item) -> tuple[object, ...]:
    """All of an item that a comparison looks at; two items with one profile compare alike with every third."""
    return (
        item.type,
        item.when,
        item.source,
        item.target,
        frozenset(item.source_by_root.items()),
        frozenset(item.target_by_root.items()),
        frozenset(item.things.items()),
        frozenset(item.specific.items()),
        item.occasions,
        item.places,
        item.offices,
        item.answered,
        item.claim.recurring,
        item.claim.truncated,
        item.claim.record is None,
        item.claim.factuality == "denied",
        item.published if is_bound(item.when) else None,
        # The words matter where only they can show that two sentences tell the same.
        item.claim.quote if item.retrospective or item.claim.truncated or "mission" in item.things else None,
    )


def _is_one_utterance(one: Item, other: Item) -> bool:
    """Whether two claims can tell of one statement: not when both name who made it, and name others.

    A state speaks with many voices; its vice-minister and the spokesman of its army make two statements of one day. What
    one of them says without a date is that of the same days.
    """
    speakers, others = _speakers(one), _speakers(other)
    if speakers and others and speakers.isdisjoint(others):
        bodies = [key for key in one.specific.keys() & other.specific.keys() if _is_one_body(key, one, other)]
        return bool(bodies or (one.offices & others) or (other.offices & speakers))
    return _close(one, other) or not (is_bound(one.when) or is_bound(other.when))


def _speakers(item: Item) -> frozenset[str]:
    return frozenset(i for (principal, _), ids in item.specific.items() if principal in item.source for i in ids)


def _is_loose(one: Item, other: Item) -> bool:
    """Whether nothing but a state and a long time, or not even that, speaks for one event of a kind that recurs.

    "The drills that were held since the beginning of the year" are not that of June. In a chronicle the year is the date.
    """
    if _named(one) & _named(other) or _share_things(one, other):
        return False
    if not (one.source or one.target or other.source or other.target):
        return True
    (length, longer), (least, _) = sorted(
        (((b - a).days, i) for i in (one, other) for a, b in [_days(i)]), key=_first, reverse=True
    )
    return least < _SEASON < length and not longer.retrospective and not (one.target and other.target)


def _first(pair: tuple[int, Item]) -> int:
    return pair[0]


def _denies_another_time(denial: Item, other: Item) -> bool:
    """Whether a claim denies something of a long time that another one tells of a day of it.

    "They had not established relations" and "did not until 1962" speak of the years before. In the news of a day the
    denial is of what others report.
    """
    if denial.claim.factuality != "denied" or other.claim.factuality == "denied":
        return False
    if is_bound(denial.when):
        return denial.retrospective
    first, last = hull(denial.when)
    return (last - first).days > _YEAR


def _things_agree(one: Item, other: Item) -> bool:
    for name in one.things.keys() & other.things.keys():
        a, b = one.things[name], other.things[name]
        if not a.isdisjoint(b):
            continue
        if name != "mission" or not any(_is_one_mission(x, y, one, other) for x in a for y in b):
            return False
    return True


def _is_one_mission(first: str, second: str, one: Item, other: Item) -> bool:
    """Whether two ids mean one mission: one leaves the town out, or the sentence on the one names the other.

    "The consulate was elevated to Embassy status" tells of the opening of the embassy.
    """
    if first.startswith(f"{second}-") or second.startswith(f"{first}-"):
        return True
    return _kind(second) in one.claim.quote.lower() or _kind(first) in other.claim.quote.lower()


def _kind(mission: str) -> str:
    """The sort of a mission, as its id has it: ``mission/USA-embassy-SOM`` gives ``embassy``."""
    return f"{mission.partition('-')[2]}-".partition("-")[0]


def _share_things(one: Item, other: Item) -> bool:
    return any(one.things[name] & other.things[name] for name in one.things.keys() & other.things.keys())


def _close(one: Item, other: Item) -> bool:
    """Whether both were within few days: of the same day, or one of them and the other in the news of it."""
    first, second = _days(one), _days(other)
    return max((second[0] - first[1]).days, (first[0] - second[1]).days) <= CLOSE and _is_narrow(one, other)


def _days(item: Item) -> tuple[date, date]:
    if is_bound(item.when) and item.published is not None:
        return item.published, item.published
    return hull(item.when)


def _is_narrow(one: Item, other: Item) -> bool:
    return all((last - first).days <= CLOSE for first, last in (_days(one), _days(other)))


def _is_one_side(
    by_root: Mapping[str, frozenset[str]], other_by_root: Mapping[str, frozenset[str]], one: Item, other: Item
) -> bool:
    """Whether two sides that are not named alike are the same.

    One man is general secretary of a party and president of a state; a text gives one of his offices, or all of them.
    """
    if by_root.keys() != other_by_root.keys():
        return False
    if _heads(one) & _heads(other):
        return True
    for root, ids in by_root.items():
        others = other_by_root[root]
        if ids.isdisjoint(others) and ids.isdisjoint(other.offices) and others.isdisjoint(one.offices):
            return False
    return True


def _heads(item: Item) -> frozenset[str]:
    """Those who make one delegation or appointment of what is told under a party and under a state."""
    return frozenset(r.actor.id for r in item.roles if r.name in ("headedBy", "holder") and r.actor.type == "Person")


def _same_doer_in_the_news(one: Item, other: Item, *, free: bool) -> bool:
    if not (is_bound(one.when) or is_bound(other.when)) or one.retrospective or other.retrospective:
        return False
    doers, others = (
        frozenset(i for ids in item.source_by_root.values() for i in ids) - item.source for item in (one, other)
    )
    return bool(doers & others) and (free or _close(one, other))


def _names_contradict(one: Item, other: Item) -> bool:
    """Whether both name somebody exactly who acts for one state or organisation, and not the same.

    A minister may be named by office in one report and by name in the next. But an article that tells of talks with
    the secretary and of a meeting with the representatives tells of two events.
    """
    for key in one.specific.keys() & other.specific.keys():
        if one.specific[key].isdisjoint(other.specific[key]) and not _is_one_body(key, one, other):
            return True
    if one.type == other.type or one.claim.article != other.claim.article:
        return False
    behind = {principal for principal, _ in one.specific} & {principal for principal, _ in other.specific}
    return any(
        _named_for(one, principal).isdisjoint(_named_for(other, principal))
        and not (one.offices & _named_for(other, principal) or other.offices & _named_for(one, principal))
        for principal in behind
    )


def _is_one_body(key: tuple[str, str], one: Item, other: Item) -> bool:
    """Whether two bodies of one state are the same, told with and without the ministry that they belong to."""
    if key[1] != "body":
        return False
    first, second = (_words_of(i.specific[key], i) for i in (one, other))
    return any(len(a) > 1 and len(b) > 1 and (a <= b or b <= a) for a in first for b in second)


def _words_of(ids: frozenset[str], item: Item) -> list[set[str]]:
    return [set(re.findall(r"\w{3,}", r.actor.label.lower())) for r in item.roles if r.actor.id in ids]


def _named_for(item: Item, principal: str) -> frozenset[str]:
    return frozenset(i for (acts_for, _), ids in item.specific.items() if acts_for == principal for i in ids)


_INTRODUCES = re.compile(r"\W*(?:an?|another|other|some|several|two|three|many)\b", re.IGNORECASE)
"""How a sentence begins, or the words for an act, that bring somebody or something new into an article."""


def _told_one_by_one(one: Item, other: Item) -> bool:
    """Whether an article tells two acts of one kind in two sentences, without a date or a name that makes them one.

    "A Russian delegation of experts returned home. A Russian delegation of officials returned home."
    """
    if one.claim.article != other.claim.article or one.type != other.type or one.claim.start == other.claim.start:
        return False
    if not (is_bound(one.when) and is_bound(other.when)) or one.claim.recurring:
        return False
    later = max(one, other, key=lambda item: item.order)
    if not _INTRODUCES.match(later.claim.quote) and not _INTRODUCES.match(later.claim.description or ""):
        return False  # "the negotiations" are those of which the article has told
    return not (_named(one) & _named(other)) and not say_alike(one, other)


def _named(item: Item) -> frozenset[str]:
    return frozenset(i for ids in item.specific.values() for i in ids)
