"""Actors: one id for one person under several spellings, and who stands behind whom."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import TypeVar

from relgraph.ontology.names import Names
from relgraph.records import Actor, Source

__all__ = ["Identities", "identify"]

SIMILAR = 0.86
"""Holders of one office with names as alike as this are one person; "Kim Jong Il" and "Kim Jong Un" reach 0.78."""

_T = TypeVar("_T", bound=tuple[str, ...])
_PATRONYMIC = re.compile(r".{3}(?:[oe]vi[ct]h|[oe]vna|ichna)$")
_PREFIX_TYPES = {"state": "State", "org": "Organization", "person": "Person", "place": "Place", "treaty": "Treaty"}


class Identities:
    """For each id that the claims use, the actor that it means."""

    def __init__(self, actors: dict[str, Actor], same: dict[str, str], names: Names) -> None:
        self._actors = actors
        self._same = same
        self._names = names
        self._principals: dict[str, frozenset[str]] = {}

    def actor(self, actor: Actor) -> Actor:
        """The one form in which the graph has this actor."""
        return self.by_id(actor.id)

    def by_id(self, actor_id: str) -> Actor:
        """The actor with an id, whether a text or only the table of names describes it."""
        key = self._same.get(actor_id, actor_id)
        if key not in self._actors:
            kind, _, code = key.partition("/")
            known = self._names.actor(key)
            self._actors[key] = known or Actor(id=key, type=_PREFIX_TYPES.get(kind, "Actor"), label=code)
        return self._actors[key]

    def keep(self, actor: Actor) -> Actor:
        """The actor with the id of this one; this one itself, kept from now on, where nobody has told of it."""
        key = self._same.get(actor.id, actor.id)
        if key not in self._actors:
            self._actors[key] = self._names.actor(key) or actor
        return self._actors[key]

    def ended(self, actor: Actor) -> date | None:
        """The last day of a state that exists no more; None for every other actor."""
        kind, _, code = actor.id.partition("/")
        row = self._names.states.get(code) if kind == "state" else None
        return row.valid_to if row else None

    def principals(self, actor: Actor) -> frozenset[str]:
        """Ids of those for whom an actor acts: the state of the ministry's spokesman, but a party for itself."""
        key = self._same.get(actor.id, actor.id)
        if key not in self._principals:
            self._principals[key] = self._last(key, lambda here: here.principals)
        return self._principals[key]

    def origin(self, actor: Actor) -> str:
        """Id of the state or organisation from which what an actor says comes in the end; its party speaks for it."""
        return min(self._last(self._same.get(actor.id, actor.id), lambda here: here.on_behalf_of))

    def roots(self, actor_id: str) -> frozenset[str]:
        """Ids of the states and organisations behind an actor in the end: for a party its state."""
        return self._last(self._same.get(actor_id, actor_id), lambda here: here.on_behalf_of)

    def is_known(self, actor_id: str) -> bool:
        """Whether the tables of names have this actor, so that its id means one thing wherever it stands."""
        return self._names.actor(actor_id) is not None

    def _last(self, key: str, above: Callable[[Actor], tuple[str, ...]]) -> frozenset[str]:
        found: set[str] = set()
        seen: set[str] = set()
        todo = [key]
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            behind = [i for i in above(self.by_id(here)) if i != here]
            todo += behind
            if not behind:
                found.add(here)
        return frozenset(found) or frozenset([key])

    def all(self) -> tuple[Actor, ...]:
        """Every actor that a claim names or that stands behind one, in the order of the ids."""
        for actor in list(self._actors.values()):
            self.origin(actor)
        return tuple(self._actors[key] for key in sorted(self._actors))


def identify(sources: Sequence[Source], names: Names) -> Identities:
    """Find out who is who in a corpus.

    Two ids of persons become one when the names are the same but for accents, hyphens and the place of the surname,
    or nearly the same and borne in one office, and when nothing says that they act for different states or
    organisations. States and organisations are never merged.
    """
    used: Counter[Actor] = Counter()
    offices: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for claim in source.claims:
            used[claim.claimed_by] += 1
            used.update(role.actor for role in claim.roles)
            for holder in claim.fillers("holder"):
                offices[holder.id].update(post.id for post in claim.fillers("post"))
    weight: Counter[str] = Counter()
    for actor, count in used.items():
        weight[actor.id] += count
    actors = {i: _describe(found, names) for i, found in _by_id(used).items()}
    same = _merge_persons([a for a in actors.values() if a.type == "Person"], weight, offices, names)
    for other, kept in same.items():
        if not actors[kept].on_behalf_of and actors[other].on_behalf_of:
            actors[kept] = replace(actors[kept], on_behalf_of=actors[other].on_behalf_of)
        del actors[other]
    return Identities(actors, same, names)


def _by_id(used: Counter[Actor]) -> dict[str, list[tuple[Actor, int]]]:
    found: dict[str, list[tuple[Actor, int]]] = defaultdict(list)
    for actor, count in used.items():
        found[actor.id].append((actor, count))
    return found


def _describe(forms: Sequence[tuple[Actor, int]], names: Names) -> Actor:
    """The actor as most claims have it; the table of names comes first, and some principal before none."""
    known = names.actor(forms[0][0].id)
    if known is not None and (known.on_behalf_of or known.type != "Person"):
        return known
    labels: Counter[tuple[str, str]] = Counter()
    behind: Counter[tuple[str, ...]] = Counter()
    for actor, count in forms:
        labels[actor.label, actor.type] += count
        if actor.on_behalf_of:
            behind[tuple(sorted(actor.on_behalf_of))] += count
    label, kind = _most(labels)
    if known is not None:
        label, kind = known.label, known.type
    return Actor(id=forms[0][0].id, type=kind, label=label, on_behalf_of=_most(behind) if behind else ())


def _most(counts: Counter[_T]) -> _T:
    return min(counts, key=lambda value: (-counts[value], value))


def _fold(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("đĐøØłŁ", "dDoOlL")))
    return tuple(re.findall(r"[a-z]+", plain.encode("ascii", "ignore").decode().lower().replace("'", "")))


def _keys(name: str) -> Iterator[str]:
    """Keys that two spellings of one name share.

    The words may turn ("Wang Yajun", "Yajun Wang") but not change places at will: "Ri Su Yong" is not "Ri Yong Su".

    >>> set(_keys("Kim Jong-un")) & set(_keys("Kim Jongun")) != set()
    True
    """
    words = _fold(name)
    if len(words) > 1:
        yield " ".join(min(words[i:] + words[:i] for i in range(len(words))))
        yield "".join(words)


class _Groups:
    """Disjoint groups of ids; two groups whose principals contradict each other do not join."""

    def __init__(self, persons: Iterable[Actor]) -> None:
        self._head = {p.id: p.id for p in persons}
        self._behind = {p.id: frozenset(p.on_behalf_of) for p in persons}

    def head(self, key: str) -> str:
        while self._head[key] != key:
            key = self._head[key]
        return key

    def behind(self, key: str) -> frozenset[str]:
        return self._behind[self.head(key)]

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.head(one), self.head(other)))
        if a == b or (self._behind[a] and self._behind[b] and not self._behind[a] & self._behind[b]):
            return
        self._head[b] = a
        self._behind[a] |= self._behind[b]


def _merge_persons(
    persons: Sequence[Actor], weight: Counter[str], offices: dict[str, set[str]], names: Names
) -> dict[str, str]:
    """From each id that gives way to the id that is kept."""
    groups = _Groups(persons)
    by_key: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        for key in _keys(person.label):
            by_key[key].add(person.id)
    for _, ids in sorted(by_key.items()):
        for one, other in combinations(sorted(ids), 2):
            if groups.behind(one) & groups.behind(other) or offices[one] & offices[other]:
                groups.join(one, other)
        # A name without a principal joins the only bearer of that name; of two it might be either.
        bearers = {groups.head(i) for i in ids if groups.behind(i)}
        nobody = sorted(i for i in ids if not groups.behind(i))
        for one in nobody:
            if len(bearers) <= 1:
                groups.join(one, next(iter(bearers), nobody[0]))
    _merge_holders({p.id: p.label for p in persons}, offices, groups)
    members: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        members[groups.head(person.id)].append(person.id)
    same: dict[str, str] = {}
    for group in members.values():
        kept = min(group, key=lambda i: (names.actor(i) is None, -weight[i], i))
        same |= {i: kept for i in group if i != kept}
    return same


def _merge_holders(labels: dict[str, str], offices: dict[str, set[str]], groups: _Groups) -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for person, posts in offices.items():
        for post in posts if person in labels else ():
            holders[post].add(person)
    for _, bearers in sorted(holders.items()):
        words = {i: _fold(labels[i]) for i in sorted(bearers)}
        for one, other in combinations(words, 2):
            if SequenceMatcher(
                None, "".join(words[one]), "".join(words[other]), autojunk=False
            ).ratio() >= SIMILAR or _alike(words[one], words[other]):
                groups.join(one, other)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of one office differ only by initials and patronymics.

    >>> _alike(("vladimir", "putin"), ("vladimir", "vladimirovich", "putin"))
    True
    >>> _alike(("john", "adams"), ("john", "quincy", "adams"))
    False
    """
    if len(one) == len(other):
        return len(one) > 1 and all(
            a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(one, other, strict=True)
        )
    short, long = (tuple(w for w in words if len(w) > 1 and not _PATRONYMIC.search(w)) for words in (one, other))
    return len(short) > 1 and short == long
