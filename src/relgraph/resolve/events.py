"""Events: which claims report the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from relgraph.ontology import Ontology
from relgraph.resolve.acts import Acts, Undoings, branch_of
from relgraph.resolve.agreeing import Judge, profile_of
from relgraph.resolve.items import Item
from relgraph.resolve.nearby import Nearby
from relgraph.resolve.timing import NEAR, hull, is_bound, reach_ahead, reach_back, say_alike

__all__ = ["Cluster", "cluster_events"]

_FEW = 6
"""Participants of one side, of which any two can tell that two reports mean the same; a conference is told by all."""
_MANY = 12
"""Reports of one event from which on only unlike ones are compared with the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The items that report one event, the fullest first."""

    items: tuple[Item, ...]
    type: str
    joined: bool = False
    """A fix says that they report one event."""

    @property
    def is_plan(self) -> bool:
        """Whether all of them speak of something to come."""
        return self.items[0].is_plan


def cluster_events(
    items: Iterable[Item],
    ontology: Ontology,
    *,
    apart: Collection[frozenset[str]] = (),
    together: Collection[frozenset[str]] = (),
) -> list[Cluster]:
    """Put claims together that report the same event.

    Claims of one branch of events meet when they share somebody on each side that they name, or the thing that they
    are about, and their dates are near; they join when one type is the other or above it, nobody named contradicts,
    and the dates can be the same. A claim that fits two events equally well stays by itself rather than being forced
    into one. The result depends on the set of items alone; the time is in line with their number.

    Args:
        items: the claims of events.
        ontology: the types.
        apart: sets of ids of claims of which no two may report one event.
        together: sets of ids of claims that report one event, whatever they say; as
            :func:`relgraph.resolve.fixes.check_fixes` leaves them.
    """
    ordered = sorted(items, key=_fullness)
    gathering = _Gathering(ordered, ontology, apart)
    joined = {claim: frozenset(ids) for ids in together for claim in ids}
    for members in _joined(ordered, joined):
        gathering.start(members)
    started = gathering.started
    for item in ordered:
        if id(item) not in started:
            gathering.place(item)
    return [_make_cluster(g.items, ontology, joined=g.is_fixed) for g in gathering.groups]


def _joined(items: Sequence[Item], joined: dict[str, frozenset[str]]) -> Iterator[list[Item]]:
    """The items that fixes put together, each of one event.

    Of claims that have several parts, one for each party, those of the same party go together.
    """
    found: dict[frozenset[str], dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if item.claim.id in joined:
            found[joined[item.claim.id]][item.claim.id].append(item)
    for parts in found.values():
        if len(parts) < 2:
            continue
        fewest = min(parts.values(), key=len)
        for n, first in enumerate(fewest):
            members = []
            for own in parts.values():
                alike = [i for i in own if (i.source, i.target) == (first.source, first.target)]
                members.append(alike[0] if alike else own[min(n, len(own) - 1)])
            yield members


def _fullness(item: Item) -> tuple[object, ...]:
    first, last = hull(item.when)
    return (
        item.when.sort_date is None,
        (last - first).days,
        -sum(len(ids) for ids in item.specific.values()),
        -len(item.roles),
        item.claim.truncated,
        item.order,
        tuple(r.actor.id for r in item.roles),
    )


class _Group:
    """Items that report one event, as far as is known yet."""

    __slots__ = ("by_article", "claims", "is_fixed", "items", "named", "number", "profiles")

    def __init__(self, first: Item, number: int, *, is_fixed: bool = False) -> None:
        self.number = number
        self.is_fixed = is_fixed
        self.items: list[Item] = []
        self.claims: set[str] = set()
        self.named: set[str] = set()
        self.profiles: dict[tuple[object, ...], Item] = {}
        self.by_article: dict[str, list[Item]] = {}
        self.add(first)

    @property
    def first(self) -> Item:
        return self.items[0]

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.claims.add(item.claim.id)
        self.named.update(i for ids in item.specific.values() for i in ids)
        if len(self.items) >= _MANY:
            for one in self.items if len(self.items) == _MANY else (item,):
                self.profiles.setdefault(profile_of(one), one)
                self.by_article.setdefault(one.claim.article, []).append(one)

    def to_compare(self, item: Item) -> Iterator[Item]:
        """The members with which an item has to agree: of many, one for all that compare alike, and those of its article."""
        if len(self.items) < _MANY:
            yield from self.items
            return
        yield from self.profiles.values()
        yield from self.by_article.get(item.claim.article, ())

    def has(self, article: str) -> bool:
        """Whether an article tells of it."""
        if len(self.items) >= _MANY:
            return article in self.by_article
        return any(item.claim.article == article for item in self.items)


class _Gathering:
    """Groups that grow, and where to look for those that an item may join."""

    def __init__(self, items: Sequence[Item], ontology: Ontology, apart: Collection[frozenset[str]]) -> None:
        self._ontology = ontology
        self._acts = Acts(ontology)
        self._judge = Judge(self._acts, Undoings(items, self._acts))
        self._apart: dict[str, set[str]] = defaultdict(set)
        for ids in apart:
            for claim in ids:
                self._apart[claim] |= ids - {claim}
        self._nearby: Nearby[_Group] = Nearby()
        self._undated: dict[Hashable, list[_Group]] = defaultdict(list)
        self.groups: list[_Group] = []
        self.started: set[int] = set()

    def start(self, members: Sequence[Item]) -> None:
        """Make a group of items that a fix puts together."""
        group = self._make(members[0], is_fixed=True)
        self.started.update(id(item) for item in members)
        for item in members[1:]:
            group.add(item)
            self._file(group, item)

    def place(self, item: Item) -> None:
        """Put an item to the group that it fits, or let it begin one."""
        fitting = [g for g in self._near(item) if self._fits(item, g)]
        chosen = fitting[0] if len(fitting) == 1 else self._closest(item, fitting)
        if chosen is None:
            self._make(item)
        else:
            chosen.add(item)

    def _make(self, item: Item, *, is_fixed: bool = False) -> _Group:
        group = _Group(item, len(self.groups), is_fixed=is_fixed)
        self.groups.append(group)
        self._file(group, item)
        return group

    def _file(self, group: _Group, item: Item) -> None:
        block = self._block(item)
        span = _span(item)
        if span is not None and group.is_fixed:
            span = _in_reach(span, item)  # it came before those with better dates, who do not look for news
        for key in _filed_under(item):
            if span is None:
                self._undated[block, key].append(group)
                self._undated[block, key, item.claim.article].append(group)
            else:
                self._nearby.add((block, key), span, group)

    def _near(self, item: Item) -> list[_Group]:
        """The groups with the parties or the thing of an item, near its date, in the order in which they began."""
        block = self._block(item)
        span = _span(item)
        rare = self._acts.is_rare(item)
        once = self._acts.happens_once(item)
        found: dict[int, _Group] = {}
        for key in _asked_for(item):
            groups: Iterable[_Group] = ()
            if rare or span is None:
                groups = self._undated.get((block, key) if rare else (block, key, item.claim.article), ())
            found.update((g.number, g) for g in groups)
            if item.claim.recurring or once or (rare and (span is None or is_bound(item.when))):
                groups = self._nearby.all((block, key), own=span)
            elif span is not None:
                groups = self._nearby.find((block, key), _in_reach(span, item), own=span)
            else:
                continue
            found.update((g.number, g) for g in groups)
        return [found[n] for n in sorted(found)]

    def _block(self, item: Item) -> Hashable:
        series = item.type if item.claim.recurring else ""
        return branch_of(item.type, self._ontology), item.is_plan, series

    def _fits(self, item: Item, group: _Group) -> bool:
        if item.claim.id in group.claims:
            return False  # the parts that several parties have in one claim
        barred = self._apart.get(item.claim.id)
        if barred and not barred.isdisjoint(group.claims):
            return False
        judge = self._judge
        if group.is_fixed:  # its members need not agree, so that nobody can agree with all
            return any(judge.can_be_one(item, other) for other in group.to_compare(item))
        dated = not is_bound(group.first.when)
        return all(judge.can_be_one(item, other, dated=dated) for other in group.to_compare(item))

    def _closest(self, item: Item, groups: Sequence[_Group]) -> _Group | None:
        """Of several fitting groups the one that is nearest to an item; None when that leaves a choice."""
        named = {i for ids in item.specific.values() for i in ids}

        def near(group: _Group) -> tuple[object, ...]:
            first = group.first
            return (
                hull(first.when) == hull(item.when) and not is_bound(item.when),
                group.has(item.claim.article),
                len(named & group.named),
                bool(item.offices & group.named) or any(i.offices & named for i in group.items[:1]),
                first.type == item.type,
                say_alike(item, first),
                -self._gap(item, first),
            )

        ranked = sorted(groups, key=near, reverse=True)
        return ranked[0] if ranked and near(ranked[0]) > near(ranked[1]) else None

    def _gap(self, item: Item, first: Item) -> int:
        """Days between an event and the news of it; of what is no news the day of publication says nothing."""
        if not is_bound(item.when) or item.retrospective or item.published is None or first.when.sort_date is None:
            return 0
        span = _span(first)
        return min(abs((item.published - span[1]).days), reach_back(item) + 1) if span is not None else 0


def _span(item: Item) -> tuple[date, date] | None:
    """The days on which to look for an item: its own, or that of the news; None when nothing is known of them."""
    if item.when.sort_date is None:
        return None
    if is_bound(item.when) and item.published is not None:
        return item.published, item.published
    return hull(item.when)


def _in_reach(span: tuple[date, date], item: Item) -> tuple[date, date]:
    """The days of the events that an item can tell of, and of the news that may tell of its event."""
    if not is_bound(item.when):
        return (_shift(span[0], -1), _shift(span[1], 1)) if item.symmetric else span
    return _shift(span[0], -max(reach_back(item), NEAR)), _shift(span[1], max(reach_ahead(item), NEAR))


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _filed_under(item: Item) -> Iterator[Hashable]:
    """The keys under which a group is found that an item begins."""
    yield from _things(item)
    source, target = _sides(item)
    if item.symmetric:
        yield from (("with", *pair) for pair in combinations(source, 2))
        yield from (("with any", one) for one in source)
        if len(source) == 1:
            yield "with alone", source[0]
    else:
        yield from (("pair", one, other) for one, other in product(source, target))
        yield from (("from", one) for one in source)
        yield from (("to", other) for other in target)
        if not target:
            yield from (("from alone", one) for one in source)
        if not source:
            yield from (("to alone", other) for other in target)
    if not source and not target:
        yield ("nobody",)


def _asked_for(item: Item) -> Iterator[Hashable]:
    """The keys under which an item looks for groups.

    Who names a side meets those that name somebody of it, and those that do not name it at all; who does not, meets all
    that name the other side.
    """
    yield from _things(item)
    source, target = _sides(item)
    if item.symmetric:
        yield from (("with", *pair) for pair in combinations(source, 2))
        yield from (("with any" if len(source) == 1 else "with alone", one) for one in source)
    else:
        yield from (("pair", one, other) for one, other in product(source, target))
        yield from (("from alone" if target else "from", one) for one in source)
        yield from (("to alone" if source else "to", other) for other in target)
    if not source and not target:
        yield ("nobody",)


def _things(item: Item) -> Iterator[Hashable]:
    yield from (("thing", thing) for ids in item.things.values() for thing in sorted(ids))


def _sides(item: Item) -> tuple[list[str], list[str]]:
    return sorted(item.source_by_root)[:_FEW], sorted(item.target_by_root)[:_FEW]


def _make_cluster(items: Sequence[Item], ontology: Ontology, *, joined: bool = False) -> Cluster:
    types = {i.type for i in items}
    kind = "Accession" if "Accession" in types else max(types, key=lambda t: (len(ontology.superclasses(t)), t))
    lead = sorted(items, key=lambda i: (i.type != kind, i.claim.truncated, -len(i.roles), _fullness(i)))
    return Cluster(items=tuple(lead), type=kind, joined=joined)
