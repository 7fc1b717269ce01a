"""Persons: which of the names in all sources mean one person, decided by points, with the reasons kept.

First each id, which is no more than a name, is parted where it means several persons. Then bearers of like names are
joined, the surest first, and never two that contradict each other. Last, a surname alone goes to the one bearer for
whom most speaks; where two are as likely, both are kept as candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from relgraph.iris import digest
from relgraph.ontology.names import Names
from relgraph.records import IdentityCandidate, IdentityLink
from relgraph.resolve.bearers import LIFETIME, MAYBE, MERGE, Bearer, Weight, apart, make_bearer, strangers, weigh
from relgraph.resolve.findings import LONGEST_BLOCK, MARGIN, Found
from relgraph.resolve.occurrences import Occurrence
from relgraph.resolve.spellings import fold, keys, spell
from relgraph.resolve.surnames import assign_surnames

__all__ = ["find_persons"]

_WRITTEN = 20


def find_persons(
    occurrences: Sequence[Occurrence],
    names: Names,
    *,
    keep_apart: Collection[frozenset[str]] = (),
    together: Collection[frozenset[str]] = (),
) -> Found:
    """Find out who is who among the persons of all sources."""
    strong: list[Occurrence] = []
    weak: list[Occurrence] = []
    for occurrence in occurrences:
        (weak if occurrence.spelling.bare or _is_loose(occurrence, names) else strong).append(occurrence)
    found = Found()
    bearers = _part(strong, names, found)
    groups = _Groups(bearers, names, keep_apart)
    groups.join_by_hand(together)
    groups.join_alike(found)
    assign_surnames(weak, groups.whole_persons(), names, found, keep_apart=keep_apart, together=together)
    return found


def _is_loose(occurrence: Occurrence, names: Names) -> bool:
    """Whether the table knows several persons whom the words of this name fit: "George Bush"."""
    entry = names.entries.get(occurrence.id)
    if entry is None or occurrence.label == entry.actor.label or len(occurrence.spelling.words) != 2:
        return False
    first, last = occurrence.spelling.words
    namesakes = [
        other
        for other in names.bearers(occurrence.label.split()[-1])
        if (words := spell(other.label).words) and words[0] == first and words[-1] == last
    ]
    return len(namesakes) > 1


# ── one name, several persons ──────────────────────────────────────────────────────────────────────────────────────


def _part(strong: Iterable[Occurrence], names: Names, found: Found) -> list[Bearer]:
    by_id: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in strong:
        by_id[occurrence.id].append(occurrence)
    bearers: list[Bearer] = []
    for key, group in sorted(by_id.items()):
        known = names.actor(key) is not None
        parted = [make_bearer(key, group, known=known)] if known else _part_id(key, group)
        for n, bearer in enumerate(parted):
            if n > 0:
                _tell_apart(bearer, parted[0], key, found)
        bearers += parted
    return bearers


def _part_id(key: str, group: Sequence[Occurrence]) -> list[Bearer]:
    """The persons who bear one name, the most frequent first, who keeps the id."""
    profiles: dict[tuple[frozenset[str], ...], Bearer] = {}
    for occurrence in group:
        era = frozenset({str(min(occurrence.years) // LIFETIME)} if occurrence.years else ())
        told = (occurrence.states, occurrence.offices, occurrence.callings, era)
        profiles.setdefault(told, Bearer(key)).add(occurrence)
    parted: list[Bearer] = []
    ordered = sorted(
        profiles.values(), key=lambda b: (not (b.offices or b.callings), not b.states, -b.count, min(b.sources))
    )
    open_ones: list[Bearer] = []
    for profile in ordered:
        fitting = [bearer for bearer in parted if not _are_two(bearer, profile)]
        if not fitting:
            parted.append(profile)
        elif len(fitting) == 1 or profile.offices:
            best = max(
                fitting, key=lambda b: (len(b.offices & profile.offices), len(b.states & profile.states), b.count)
            )
            for occurrence in profile.occurrences:
                best.add(occurrence)
        else:
            open_ones.append(profile)
    parted.sort(key=lambda b: (-b.count, min(b.sources)))
    for profile in open_ones:  # nothing tells of which of them a text speaks: the best known
        for occurrence in profile.occurrences:
            parted[0].add(occurrence)
    taken = {key}
    for bearer in parted[1:]:
        bearer.id = f"{key}-{_told_by(bearer)}"
        if bearer.id in taken:  # two more of one state: the articles that speak of them tell them apart
            bearer.id += f"-{digest(*sorted(map(str, bearer.sources)))[:6]}"
        taken.add(bearer.id)
    return parted


def _are_two(one: Bearer, other: Bearer) -> bool:
    if one.sources & other.sources or one.offices & other.offices:
        return False
    eastern = all(spelling.eastern for spelling in (*one.spellings, *other.spellings))
    if not eastern:
        # A long name has one bearer; that two states claim him is more often a slip of the reader.
        return apart(one, other) and not (one.years and other.years and _near_in_time(one, other))
    return apart(one, other) or strangers(one, other)


def _near_in_time(one: Bearer, other: Bearer) -> bool:
    return min(abs(a - b) for a in one.years for b in other.years) <= LIFETIME


def _told_by(bearer: Bearer) -> str:
    if bearer.offices:
        return min(bearer.offices).partition("/")[2]
    if bearer.callings:
        return min(bearer.callings)
    if bearer.states:
        return min(bearer.states).partition("/")[2]
    return digest(min(bearer.sources))


def _tell_apart(bearer: Bearer, first: Bearer, key: str, found: Found) -> None:
    for source in bearer.sources:
        found.within[source, key] = bearer.id
    evidence = [min(b.offices or b.callings or b.states or {"nothing"}) for b in (bearer, first)]
    if evidence[0] == evidence[1]:
        evidence = [f"{min(b.years)}..{max(b.years)}" if b.years else "no years" for b in (bearer, first)]
    found.links.append(
        IdentityLink(
            other=key, label=_label(bearer), kept=bearer.id, reason="another bearer of the name",
            evidence=(f"{evidence[0]}, not {evidence[1]}",), points=0.0, articles=tuple(sorted(bearer.sources)), everywhere=False,
        )
    )  # fmt: skip


def _label(bearer: Bearer) -> str:
    return min(bearer.labels, key=lambda label: (-bearer.labels[label], label))


def _written(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(sources)[:_WRITTEN])


# ── several names, one person ──────────────────────────────────────────────────────────────────────────────────────


def _is_titled(bearer: Bearer) -> bool:
    """Whether the name begins with a title that was read as a part of it: "Chevalier Joseph Bertinatti"."""
    label = _label(bearer)
    return fold(label)[0] != spell(label).words[0]


@dataclass(slots=True)
class _Pair:
    one: Bearer
    other: Bearer
    weight: Weight


class _Groups:
    """Disjoint groups of bearers, each one person."""

    def __init__(self, bearers: Sequence[Bearer], names: Names, keep_apart: Collection[frozenset[str]]) -> None:
        self.bearers = {bearer.id: bearer for bearer in bearers}
        self._names = names
        self._keep_apart = keep_apart
        self._head = {key: key for key in self.bearers}
        self._members = {key: [key] for key in self.bearers}

    def head(self, key: str) -> str:
        """Id of the group to which a bearer belongs."""
        while self._head[key] != key:
            key = self._head[key]
        return key

    def join_by_hand(self, together: Collection[frozenset[str]]) -> None:
        """Join those of whom a reader of the corpus says that they are one."""
        for pair in sorted(map(sorted, together)):
            ids = [key for key in pair if key in self.bearers]
            if len(ids) == 2:
                self._join(ids[0], ids[1])

    def join_alike(self, found: Found) -> None:
        """Join the bearers for whose being one enough speaks, the surest first."""
        pairs = sorted(self._pairs(), key=lambda p: (-p.weight.points, p.one.id, p.other.id))
        rivals: dict[str, list[_Pair]] = defaultdict(list)
        for pair in pairs:
            rivals[pair.one.id].append(pair)
            rivals[pair.other.id].append(pair)
        reasons: list[_Pair] = []
        for pair in pairs:
            a, b = self.head(pair.one.id), self.head(pair.other.id)
            if a == b:
                continue
            sure = pair.weight.points >= MERGE and not self._contradict(a, b) and not self._is_rivalled(pair, rivals)
            if sure:
                self._join(a, b)
                reasons.append(pair)
            else:
                found.candidates.append(_candidate(pair.one, pair.other, pair.weight))
        self._write(reasons, found)

    def _pairs(self) -> Iterable[_Pair]:
        blocks: dict[str, set[str]] = defaultdict(set)
        for bearer in self.bearers.values():
            for spelling in bearer.spellings:
                for key in keys(spelling):
                    if not key.startswith("bare:"):
                        blocks[key].add(bearer.id)
        surnames = self._surnames()
        seen: set[tuple[str, str]] = set()
        for _, ids in sorted(blocks.items()):
            if len(ids) <= LONGEST_BLOCK:
                seen.update(combinations(sorted(ids), 2))
        for a, b in sorted(seen):
            if frozenset([a, b]) in self._keep_apart:
                continue
            one, other = self.bearers[a], self.bearers[b]
            rare = all(surnames[s.words[-1]] <= {a, b} for s in (*one.spellings, *other.spellings))
            weight = weigh(one, other, self._names, rare=rare)
            if weight is not None and weight.points >= MAYBE:
                yield _Pair(one, other, weight)

    def _surnames(self) -> dict[str, set[str]]:
        """Who bears a surname: the bearers of the sources and those of the table."""
        found: dict[str, set[str]] = defaultdict(set)
        for bearer in self.bearers.values():
            for spelling in bearer.spellings:
                found[spelling.words[-1]].add(bearer.id)
        for key, entry in self._names.entries.items():
            words = spell(entry.actor.label).words if key.startswith("person/") else ()
            if words and words[-1] in found:
                found[words[-1]].add(key)
        return found

    def _contradict(self, a: str, b: str) -> bool:
        """Whether a member of one group cannot be one person with a member of the other."""
        for x in self._members[a]:
            for y in self._members[b]:
                if frozenset([x, y]) in self._keep_apart or self._cannot(x, y):
                    return True
        return False

    def _cannot(self, x: str, y: str) -> bool:
        one, other = self.bearers[x], self.bearers[y]
        return weigh(one, other, self._names) is None

    def _is_rivalled(self, pair: _Pair, rivals: Mapping[str, Sequence[_Pair]]) -> bool:
        """Whether one of the two is nearly as like a third who contradicts the other."""
        for mine, fellow in ((pair.one, pair.other), (pair.other, pair.one)):
            for rival in rivals[mine.id]:
                third = rival.other if rival.one is mine else rival.one
                if third is fellow or self.head(third.id) == self.head(fellow.id):
                    continue
                near = rival.weight.points > pair.weight.points - MARGIN and rival.weight.points >= MERGE
                if near and self._contradict(self.head(third.id), self.head(fellow.id)):
                    return True
        return False

    def _join(self, a: str, b: str) -> None:
        a, b = sorted((self.head(a), self.head(b)))
        if a != b:
            self._head[b] = a
            self._members[a] += self._members.pop(b)

    def kept(self, key: str) -> str:
        """The id that stays of a group: that of the table, else the most frequent full name."""
        return min(
            self._members[self.head(key)],
            key=lambda i: (not self.bearers[i].known, _is_titled(self.bearers[i]), -self.bearers[i].count, i),
        )

    def whole_persons(self) -> dict[str, Bearer]:
        """All that is known of each person, by the kept id."""
        whole: dict[str, Bearer] = {}
        for key in sorted(self.bearers):
            kept = self.kept(key)
            bearer = whole.setdefault(kept, Bearer(kept, self._names.actor(kept) is not None))
            for occurrence in self.bearers[key].occurrences:
                bearer.add(occurrence)
        return whole

    def _write(self, reasons: Sequence[_Pair], found: Found) -> None:
        why: dict[str, list[_Pair]] = defaultdict(list)
        for pair in reasons:
            why[pair.one.id].append(pair)
            why[pair.other.id].append(pair)
        meant = {(source, was): now for (source, was), now in found.within.items()}
        for key in sorted(self.bearers):
            kept = self.kept(key)
            if kept == key:
                continue
            bearer = self.bearers[key]
            for place, now in meant.items():
                if now == key:
                    found.within[place] = kept
            found.everywhere[key] = kept
            best = max(why[key], key=lambda p: (kept in (p.one.id, p.other.id), p.weight.points), default=None)
            weight = best.weight if best is not None else Weight(0.0, "joined by hand", ())
            found.links.append(
                IdentityLink(
                    other=key, label=_label(bearer), kept=kept, reason=weight.reason, evidence=weight.evidence,
                    points=weight.points, articles=_written(bearer.sources),
                )
            )  # fmt: skip


def _candidate(one: Bearer, other: Bearer, weight: Weight) -> IdentityCandidate:
    a, b = sorted((one, other), key=lambda bearer: bearer.id)
    return IdentityCandidate(
        one=a.id, other=b.id, reason=weight.reason, evidence=weight.evidence, points=weight.points, articles=_written(a.sources | b.sources)
    )  # fmt: skip
