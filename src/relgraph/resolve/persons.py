"""Persons: which of the names in all sources mean one person, decided by points, with the reasons kept.

First each id, which is no more than a name, is parted where it means several persons. Then bearers of like names are
joined, the surest first, and never two that contradict each other. Last, a surname alone goes to the one bearer for
whom most speaks; where two are as likely, both are kept as candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from relgraph.iris import digest
from relgraph.ontology.names import Names
from relgraph.records import IdentityCandidate, IdentityLink
from relgraph.resolve.bearers import LIFETIME, MAYBE, MERGE, Bearer, Weight, apart, strangers, weigh
from relgraph.resolve.occurrences import Occurrence
from relgraph.resolve.spellings import fold, keys, spell

__all__ = ["Found", "find_persons"]

MARGIN = 1.0
"""Points by which the likeliest bearer must be ahead of the next that contradicts it."""
SAME_SOURCE, GUESS, ONLY_ONE, DIED = 4.0, 2.5, 1.0, -3.0
"""Points of a surname for the bearer whom its source names in full, for the one that the table of names has, for the only
one who acts for that state, and for who was dead by then."""
LONGEST_BLOCK = 300
"""Bearers that share a key, up to which all are compared; a key of more says nothing."""
_WRITTEN = 20


@dataclass(slots=True)
class Found:
    """What is found about ids: what they mean, why, and what stays open."""

    everywhere: dict[str, str] = field(default_factory=dict)
    within: dict[tuple[str, str], str] = field(default_factory=dict)
    """By source and id, where an id means different things in different sources."""
    links: list[IdentityLink] = field(default_factory=list)
    candidates: list[IdentityCandidate] = field(default_factory=list)


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
    _assign(weak, groups, names, found)
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
        parted = [_bearer(key, group, known=known)] if known else _part_id(key, group)
        for n, bearer in enumerate(parted):
            if n > 0:
                _tell_apart(bearer, parted[0], key, found)
        bearers += parted
    return bearers


def _bearer(key: str, group: Iterable[Occurrence], *, known: bool = False) -> Bearer:
    bearer = Bearer(key, known)
    for occurrence in group:
        bearer.add(occurrence)
    return bearer


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
    for bearer in parted[1:]:
        bearer.id = f"{key}-{_surname_of_office(bearer)}"
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


def _surname_of_office(bearer: Bearer) -> str:
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


# ── a surname alone ────────────────────────────────────────────────────────────────────────────────────────────────


def _assign(weak: Sequence[Occurrence], groups: _Groups, names: Names, found: Found) -> None:
    """Give each name of which several persons may be meant to the likeliest."""
    whole = _whole_persons(groups, names)
    blocks: dict[str, set[str]] = defaultdict(set)
    for bearer in whole.values():
        for spelling in bearer.spellings:
            for key in keys(spelling):
                if key.startswith("bare:"):
                    blocks[key].add(bearer.id)
    for occurrence in weak:
        _assign_one(occurrence, whole, blocks, groups, names, found)


def _whole_persons(groups: _Groups, names: Names) -> dict[str, Bearer]:
    """All that is known of each person, by the kept id."""
    whole: dict[str, Bearer] = {}
    for key in sorted(groups.bearers):
        kept = groups.kept(key)
        bearer = whole.setdefault(kept, Bearer(kept, names.actor(kept) is not None))
        for occurrence in groups.bearers[key].occurrences:
            bearer.add(occurrence)
    return whole


def _assign_one(
    occurrence: Occurrence,
    whole: Mapping[str, Bearer],
    blocks: Mapping[str, set[str]],
    groups: _Groups,
    names: Names,
    found: Found,
) -> None:
    own = _bearer(occurrence.id, [occurrence])
    wanted = {key for word in occurrence.spelling.words[-1:] for key in keys(spell(word))}
    near = sorted({i for key in wanted for i in blocks.get(key, ()) if len(blocks[key]) <= LONGEST_BLOCK})
    here = [i for i in near if occurrence.source in whole[i].sources]
    guess = occurrence.id if names.actor(occurrence.id) is not None else _only_one(own, names)
    if guess is not None and own.spellings[0].bare and any(i != guess for i in here):
        own.states.clear()  # the reader has the state from the table, not from the text
    scored: list[tuple[float, str, Weight]] = []
    for i in near if guess is None or guess in near else [*near, guess]:
        weight = weigh(own, whole.get(i) or _from_table(i, names), names)
        if weight is None:
            continue
        points, evidence = weight.points, list(weight.evidence)
        if i in here and weight.reason != "the given name alone":
            points += SAME_SOURCE
            evidence.append("the same source gives the full name")
        if i == guess and own.spellings[0].bare and not any(h != guess for h in here):
            points += GUESS
            evidence.append("the table of names knows one bearer of the surname")
        if _died_before(i, occurrence, names):
            points += DIED
            evidence.append("had died before")
        scored.append((round(points, 2), i, Weight(round(points, 2), weight.reason, tuple(evidence))))
    fellows = [n for n, (_, i, _) in enumerate(scored) if i in whole and whole[i].states & own.states]
    if len(fellows) == 1:
        points, i, weight = scored[fellows[0]]
        points = round(points + ONLY_ONE, 2)
        scored[fellows[0]] = (
            points,
            i,
            Weight(points, weight.reason, (*weight.evidence, "no other of that name acts for it")),
        )
    scored.sort(key=lambda item: (-item[0], item[1]))
    best = scored[0] if scored else None
    if best is not None and best[0] >= MERGE and (len(scored) == 1 or best[0] - scored[1][0] >= MARGIN):
        _mean(occurrence, groups.kept(best[1]) if best[1] in groups.bearers else best[1], best[2], found)
        return
    if names.actor(occurrence.id) is not None:  # the reader's guess does not hold: the name stands for itself
        alone = f"{occurrence.id}-{digest(occurrence.source)}" if occurrence.id in whole else occurrence.id
        if alone != occurrence.id or (best is not None and best[1] != guess):
            alone = f"person/{'-'.join(occurrence.spelling.words)}-{digest(occurrence.source)}"
            _mean(occurrence, alone, Weight(0.0, "nobody known by that name", ()), found)
    else:
        alone = occurrence.id
    for points, i, weight in scored:
        if points >= MAYBE:
            found.candidates.append(
                IdentityCandidate(
                    one=alone, other=i, reason=weight.reason, evidence=weight.evidence, points=weight.points, articles=(occurrence.source,)
                )
            )  # fmt: skip


def _only_one(own: Bearer, names: Names) -> str | None:
    """The one person of the table with a surname, if the source has him act for that person's state."""
    known = names.bearers(own.occurrences[0].label)
    return known[0].id if len(known) == 1 and own.states & set(known[0].on_behalf_of) else None


def _from_table(key: str, names: Names) -> Bearer:
    actor = names.actor(key)
    bearer = Bearer(key, known=True)
    if actor is not None:
        bearer.labels[actor.label] = 1
        bearer.states |= set(actor.on_behalf_of)
    return bearer


def _died_before(key: str, occurrence: Occurrence, names: Names) -> bool:
    entry = names.entries.get(key)
    return (
        entry is not None
        and entry.died is not None
        and bool(occurrence.years)
        and min(occurrence.years) > entry.died.year + 1
    )


def _mean(occurrence: Occurrence, kept: str, weight: Weight, found: Found) -> None:
    if kept == occurrence.id:
        return
    found.within[occurrence.source, occurrence.id] = kept
    found.links.append(
        IdentityLink(
            other=occurrence.id, label=occurrence.label, kept=kept, reason=weight.reason, evidence=weight.evidence,
            points=weight.points, articles=(occurrence.source,), everywhere=False,
        )
    )  # fmt: skip
