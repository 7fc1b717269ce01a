"""Actors: one id for one person under several spellings, and who stands behind whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from relgraph.ontology.names import Names
from relgraph.records import Actor, Claim, IdentityCandidate, IdentityLink, Reading, Source
from relgraph.resolve.bodies import find_bodies
from relgraph.resolve.findings import Found
from relgraph.resolve.occurrences import Roots, find_occurrences
from relgraph.resolve.persons import find_persons
from relgraph.resolve.spellings import spell

__all__ = ["Identities", "identify", "meanings_of", "settle"]

_T = TypeVar("_T", bound=tuple[str, ...])
_PREFIX_TYPES = {"state": "State", "org": "Organization", "person": "Person", "place": "Place", "treaty": "Treaty"}


class Identities:
    """For each id that the claims use, the actor that it means."""

    def __init__(
        self,
        actors: dict[str, Actor],
        same: dict[str, str],
        names: Names,
        *,
        links: Iterable[IdentityLink] = (),
        candidates: Iterable[IdentityCandidate] = (),
    ) -> None:
        self._actors = actors
        self._same = same
        self._names = names
        self._principals: dict[str, frozenset[str]] = {}
        self.links = tuple(sorted(links, key=lambda link: (link.other, link.kept, link.articles)))
        """Why ids mean other actors than their words say."""
        self.candidates = tuple(sorted(candidates, key=lambda c: (c.one, c.other, c.articles)))
        """Actors that may be one."""

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


def identify(
    sources: Sequence[Source],
    names: Names,
    *,
    apart: Collection[frozenset[str]] = (),
    together: Collection[frozenset[str]] = (),
) -> Identities:
    """Find out who is who in a corpus.

    Persons are joined and parted by points (:mod:`relgraph.resolve.persons`), organisations and organs by their words
    (:mod:`relgraph.resolve.bodies`). States are never joined, and nothing that acts for different states is.

    Args:
        sources: all articles and datasets.
        names: the tables of names.
        apart: sets of ids of which no two mean one actor, whatever speaks for it.
        together: sets of ids that mean one actor.

    Raises RelgraphError when ``together`` has a state, or things of different kinds.
    """
    apart, together = _pairs(apart), _pairs(together)
    ordered = sorted(sources, key=lambda source: source.id)
    found = find_persons(find_occurrences(ordered, Roots(names)), names, keep_apart=apart, together=together)
    bodies, weight, articles = _bodies(ordered)
    find_bodies(bodies, weight, articles, names, found, keep_apart=apart, together=together)
    links = _everywhere(found, ordered, names)
    used: Counter[Actor] = Counter()
    meant = meanings_of(links)
    for source in ordered:
        for said, claim in zip(source.claims, settle(source, meant).claims, strict=True):
            pairs = [(said.claimed_by, claim.claimed_by)]
            pairs += [(a.actor, b.actor) for a, b in zip(said.roles, claim.roles, strict=True)]
            for before, after in pairs:
                # Of somebody whom the table does not mean, it does not know for whom they act.
                wrong = before.id != after.id and names.actor(before.id) is not None
                used[replace(after, on_behalf_of=()) if wrong else after] += 1
    actors = {i: _describe(forms, names) for i, forms in _by_id(used).items()}
    return Identities(actors, found.everywhere, names, links=links, candidates=_open(found))


def _pairs(sets: Collection[frozenset[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for ids in sets for pair in combinations(sorted(ids), 2))


def _everywhere(found: Found, sources: Sequence[Source], names: Names) -> list[IdentityLink]:
    """The links, of which those hold everywhere that concern all sources which use the id.

    An id of the table means its own person, whatever the sources at hand use it for.
    """
    using: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for actor in _actors_of(source):
            using[actor.id].add(source.id)
    settled: dict[str, set[str]] = defaultdict(set)
    for (source_id, other), kept in found.within.items():
        settled[other].add(kept if source_id in using[other] else "")
    whole = {
        other: next(iter(kept))
        for other, kept in settled.items()
        if names.actor(other) is None
        and len(kept) == 1
        and len([1 for s, o in found.within if o == other]) == len(using[other])
    }
    found.everywhere |= whole
    links: dict[tuple[str, str, bool], IdentityLink] = {}
    for link in found.links:
        kept = _last(link.kept, found.everywhere)
        everywhere = link.everywhere or link.other in whole
        if kept == link.other:
            continue
        key = (link.other, kept, everywhere)
        known = links.get(key)
        articles = tuple(sorted({*link.articles, *(known.articles if known else ())}))
        best = link if known is None or link.points > known.points else known
        links[key] = replace(best, kept=kept, articles=articles, everywhere=everywhere)
    return list(links.values())


def _last(key: str, same: Mapping[str, str]) -> str:
    seen = {key}
    while (kept := same.get(key)) is not None and kept not in seen:
        key = kept
        seen.add(key)
    return key


def _open(found: Found) -> Iterator[IdentityCandidate]:
    seen: dict[tuple[str, str], IdentityCandidate] = {}
    for candidate in found.candidates:
        one, other = _last(candidate.one, found.everywhere), _last(candidate.other, found.everywhere)
        if one == other:
            continue
        key = (min(one, other), max(one, other))
        known = seen.get(key)
        articles = tuple(sorted({*candidate.articles, *(known.articles if known else ())})[:20])
        best = candidate if known is None or candidate.points > known.points else known
        seen[key] = replace(best, one=key[0], other=key[1], articles=articles)
    yield from seen.values()


def _actors_of(source: Source) -> Iterator[Actor]:
    if isinstance(source, Reading):
        for mention in source.mentions:
            yield from mention.actors[:1]
    for claim in source.claims:
        yield claim.claimed_by
        for role in claim.roles:
            yield role.actor


def _bodies(sources: Sequence[Source]) -> tuple[dict[str, Actor], Counter[str], dict[str, set[str]]]:
    """Every body in any source in its most frequent form, how often it is named, and by which sources."""
    forms: dict[str, Counter[Actor]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for actor in _actors_of(source):
            if actor.id.startswith(("org/", "mission/")):
                forms[actor.id][actor] += 1
                articles[actor.id].add(source.id)
    most = {
        key: min(found, key=lambda actor: (-found[actor], actor.label, actor.on_behalf_of))
        for key, found in forms.items()
    }
    return most, Counter({key: found.total() for key, found in forms.items()}), articles


Meanings = Mapping[str, Mapping[str | None, str]]
"""By id, and by source (None: in all), the id that is meant."""


def meanings_of(links: Iterable[IdentityLink]) -> Meanings:
    """What each id means, by the sources that use it."""
    meant: dict[str, dict[str | None, str]] = defaultdict(dict)
    for link in links:
        for place in (None,) if link.everywhere else link.articles:
            meant[link.other][place] = link.kept
    return dict(meant)


def settle(source: Source, meant: Meanings) -> Source:
    """The same source with the ids of those who are meant in the place of the ids that its words gave.

    ``meant`` comes from :func:`meanings_of`.
    """

    def meaning(key: str) -> str:
        places = meant.get(key)
        return (places.get(source.id) or places.get(None) or key) if places else key

    def change(actor: Actor) -> Actor:
        key = meaning(actor.id)
        behind = tuple(map(meaning, actor.on_behalf_of))
        if key == actor.id and behind == actor.on_behalf_of:
            return actor
        return replace(actor, id=key, on_behalf_of=behind)

    def changed(claim: Claim) -> Claim:
        roles = tuple(replace(r, actor=a) if (a := change(r.actor)) is not r.actor else r for r in claim.roles)
        said = change(claim.claimed_by)
        if said is claim.claimed_by and all(a is b for a, b in zip(roles, claim.roles, strict=True)):
            return claim
        return replace(claim, roles=roles, claimed_by=said)

    claims = tuple(map(changed, source.claims))
    if not isinstance(source, Reading):
        return replace(source, claims=claims)
    mentions = tuple(
        replace(m, actors=tuple({a.id: a for a in map(change, m.actors)}.values()))
        if any(a.id in meant or not meant.keys().isdisjoint(a.on_behalf_of) for a in m.actors)
        else m
        for m in source.mentions
    )
    return replace(source, claims=claims, mentions=mentions)


def _by_id(used: Counter[Actor]) -> dict[str, list[tuple[Actor, int]]]:
    found: dict[str, list[tuple[Actor, int]]] = defaultdict(list)
    for actor, count in used.items():
        found[actor.id].append((actor, count))
    return found


def _describe(forms: Sequence[tuple[Actor, int]], names: Names) -> Actor:
    """The actor as most claims have it; the table of names comes first, a full name before a surname alone."""
    known = names.actor(forms[0][0].id)
    if known is not None and (known.on_behalf_of or known.type != "Person"):
        return known
    labels: Counter[tuple[str, str]] = Counter()
    behind: Counter[tuple[str, ...]] = Counter()
    for actor, count in forms:
        labels[actor.label, actor.type] += count
        if actor.on_behalf_of:
            behind[tuple(sorted(actor.on_behalf_of))] += count
    full = Counter({form: count for form, count in labels.items() if not spell(form[0]).bare})
    label, kind = _most(full or labels)
    if known is not None:
        label, kind = known.label, known.type
    return Actor(id=forms[0][0].id, type=kind, label=label, on_behalf_of=_most(behind) if behind else ())


def _most(counts: Counter[_T]) -> _T:
    return min(counts, key=lambda value: (-counts[value], value))
