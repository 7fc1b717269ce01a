"""Phases: how a state of affairs runs through time, from the events that change it and the sources that describe it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from relgraph.dates import attested_when, lasting_when, make_when
from relgraph.records import When
from relgraph.resolve.changes import Accepted, Change
from relgraph.resolve.items import Item
from relgraph.resolve.timing import choose_when, hull, is_bound, overlap

__all__ = ["Phase", "agree", "attestation", "find_phases"]

_BELONGS = frozenset(["fullMember", "participantCapacity"])
"""Two words for belonging to a body: whether it knows members or participants is told by the body, not by the source."""

_IN_LAW = frozenset(["Membership", "RelationPhase", "TreatyParticipation"])

_END_ALIKE: Mapping[str, Callable[[str, str], bool]] = {
    # Who has consented stays a party when it signs a copy for the photographers.
    "TreatyParticipation": lambda now, new: now == "partyStatus" and new == "signatoryOnly",
}


@dataclass(slots=True, kw_only=True, eq=False)
class Phase:
    """A time for which one thing holds, with what tells of it."""

    kind: str
    concept: str | None
    begun_by: list[Accepted] = field(default_factory=list)
    ended_by: Accepted | None = None
    told: list[Item] = field(default_factory=list)
    """Claims that describe it rather than tell of its beginning or end."""

    @property
    def events(self) -> list[Accepted]:
        """The events that begin and end it."""
        return [*self.begun_by, *([self.ended_by] if self.ended_by else [])]

    @property
    def claims(self) -> list[str]:
        """Ids of all claims behind it, sorted."""
        made = {claim for event in self.events for claim in event.situation.supported_by}
        return sorted(made | {i.claim.id for i in self.told})

    @property
    def items(self) -> list[Item]:
        """All that tells of it."""
        claims = set(self.claims)
        return [*(i for e in self.events for i in e.cluster.items if i.claim.id in claims), *self.told]

    @property
    def attested(self) -> tuple[date, ...]:
        """Days on which a source says or presupposes that it holds; none once its end is told."""
        if self.ended_by is not None:
            return ()
        days = {day for e in self.begun_by for i in e.cluster.items if (day := self._presupposed(i)) is not None}
        return tuple(sorted(days | {day for i in self.told if (day := attestation(i)) is not None}))

    def _presupposed(self, item: Item) -> date | None:
        """The day on which a report of the beginning still takes it for granted.

        What is told in law (a party, a member, relations) goes on unless an end is told. An embassy that a chronicle
        has opened a century ago need not be there any more, unless it is said to work "from then on".
        """
        lasts = self.kind in _IN_LAW or (item.claim.when.edtf or "").endswith("/")
        return item.published if lasts or not item.retrospective else None

    @property
    def when(self) -> When:
        """From its first to its last day, as far as the sources tell."""
        days = self.attested
        # On the day of its beginning it held for certain.
        begun = [day for e in self.begun_by if (day := e.situation.when.start_earliest) is not None]
        last = max([*days, *begun], default=None)
        stated = [(i.claimant, i.when) for i in self.told if _is_stated(i.when)]
        if self.begun_by or self.ended_by:
            start = self.begun_by[0].situation.when if self.begun_by else When()
            end = self.ended_by.situation.when if self.ended_by else _end_of(stated)
            if start.sort_date is not None:
                return lasting_when(start, end=end, attested=last)
            return attested_when(days)
        if not stated:
            return attested_when(days)
        best, _ = choose_when(stated)
        if best.edtf is None or best.end_latest is not None:
            return best
        return make_when(best.edtf, basis=best.basis, attested=last)


def attestation(item: Item) -> date | None:
    """The day on which a claim says that a state of affairs holds; None when it tells of one that is over.

    Who held an office is told of the living and of the dead, so there only the claim itself says when.
    """
    if item.claim.attested_on is not None or item.type in ("Posting", "Tenure"):
        return item.claim.attested_on
    if item.when.end_latest is not None and not is_bound(item.when):
        return None
    return item.published


def _is_stated(when: When) -> bool:
    return when.edtf is not None and not is_bound(when)


def _end_of(stated: Sequence[tuple[str, When]]) -> When | None:
    """The end that descriptions give to what an event began."""
    ended = [
        (who, _last_point(when)) for who, when in stated if when.end_latest is not None and "/" in (when.edtf or "")
    ]
    return choose_when(ended)[0] if ended else None


def _last_point(when: When) -> When:
    return make_when((when.edtf or "").split("/")[-1], basis=when.basis)


def find_phases(kind: str, changes: Iterable[Change], told: Iterable[Item]) -> list[Phase]:
    """The phases of one state of affairs, in time.

    Events begin and end phases; a change to what already holds adds to its evidence. A description belongs to the
    phase of the same kind with which it can share a day, the one with the same beginning first; one that fits none is
    a phase of its own.
    """
    phases = list(_changed(kind, changes))
    whens = {id(phase): phase.when for phase in phases}  # computed of all that is told of a phase, so not each time
    for item in sorted(told, key=lambda i: (not _is_stated(i.when), hull(i.when), i.order)):
        concept = _concept_of(item)
        fitting = [p for p in phases if agree(kind, p.concept, concept) and _may_be_one(whens[id(p)], item.when)]
        if fitting:
            chosen = min(fitting, key=lambda p: (_apart(whens[id(p)], item.when), hull(whens[id(p)])))
            chosen.told.append(item)
            chosen.concept = chosen.concept or concept
        else:
            chosen = Phase(kind=kind, concept=concept, told=[item])
            phases.append(chosen)
        whens[id(chosen)] = chosen.when
    return sorted(phases, key=lambda p: (p.when.sort_date or date.min, hull(p.when), p.claims))


def _may_be_one(one: When, other: When) -> bool:
    """Whether two times can be the same: they share a day, and not only that on which one ends and the other begins."""
    if not overlap(one, other):
        return False
    for first, second in ((one, other), (other, one)):
        ends, begins = first.end_latest, second.start_earliest
        if ends is not None and begins is not None and ends <= begins and first.start_latest != second.start_latest:
            return False
    return True


def agree(kind: str, one: str | None, other: str | None) -> bool:
    """Whether two sources say the same of how a state of affairs stands; who does not say agrees with everybody."""
    if one is None or other is None or one == other:
        return True
    return kind == "Membership" and {one, other} == _BELONGS


def _concept_of(item: Item) -> str | None:
    return next((value for _, value in item.concepts), None)


def _apart(phase: When, told: When) -> int:
    """Days between two beginnings; 0 when one of them is not told."""
    one, other = phase.start_earliest, told.start_earliest
    return abs((one - other).days) if one and other else 0


def _changed(kind: str, changes: Iterable[Change]) -> Iterator[Phase]:
    current: Phase | None = None
    ordered = sorted(changes, key=_moment)
    # "Relations were established", in a chronicle that gives no day: before or after the others, nobody knows.
    placed = [c for c in ordered if not _is_timeless(c)]
    for change in placed or ordered:
        if current is not None:
            if change.concept == current.concept:
                current.begun_by.append(change.event)
                continue
            if (
                change.concept is not None
                and kind in _END_ALIKE
                and _END_ALIKE[kind](current.concept or "", change.concept)
            ):
                continue
            current.ended_by = change.event
            yield current
        begun = change.concept is not None
        current = Phase(kind=kind, concept=change.concept, begun_by=[change.event]) if begun else None
    if current is not None:
        yield current


def _is_timeless(change: Change) -> bool:
    """Whether only chronicles tell of it, and none says when."""
    items = change.event.cluster.items
    return change.event.situation.when.start_earliest is None and all(i.retrospective for i in items)


def _moment(change: Change) -> tuple[date, str]:
    return change.event.situation.when.sort_date or date.min, change.event.situation.id
