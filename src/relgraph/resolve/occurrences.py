"""Occurrences: how each source names a person, with the offices, the state and the years in which it speaks of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relgraph.ontology.names import Names
from relgraph.records import Actor, Extract, Reading, Source
from relgraph.resolve.spellings import Spelling, spell

__all__ = ["Occurrence", "Roots", "find_occurrences"]

_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_WALKS = frozenset(
    """player athlete coach champion wrestler boxer artist actor actress singer musician conductor poet writer composer
    painter worker farmer driver engineer miner researcher professor scientist analyst scholar doctor teacher""".split()
)
_RECENT = 3
"""Years before its publication that an article may speak of and be news."""


@dataclass(slots=True, kw_only=True)
class Occurrence:
    """One person in one source."""

    source: str
    id: str
    label: str
    spelling: Spelling
    states: frozenset[str]
    """Ids of the states, else organisations, for which the source says that they act."""
    offices: frozenset[str]
    """Ids of posts."""
    callings: frozenset[str]
    """What the text calls them where that is no post: "an international affairs analyst"."""
    years: frozenset[int]
    count: int


class Roots:
    """Who stands last behind a state, party or organisation, with the states that took a state's place."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._found: dict[str, frozenset[str]] = {}

    def of(self, ids: Iterable[str]) -> frozenset[str]:
        """The states and organisations behind some ids."""
        found: set[str] = set()
        for i in ids:
            if i not in self._found:
                self._found[i] = frozenset(self._last(i))
            found |= self._found[i]
        states = {i for i in found if i.startswith("state/")}
        return frozenset(states or found)

    def is_form(self, words: str, actor_id: str) -> bool:
        """Whether words are a form of a person's name in the table."""
        return any(
            n.kind == "person" and n.actor is not None and n.actor.id == actor_id for n in self._names.by_form(words)
        )

    def _last(self, start: str) -> Iterator[str]:
        todo, seen = [start], {start}
        while todo:
            here = todo.pop()
            actor = self._names.actor(here)
            above = [i for i in (actor.on_behalf_of if actor else ()) if i not in seen]
            row = self._names.states.get(here.partition("/")[2]) if here.startswith("state/") else None
            if not above:
                yield here
            if row is not None and row.successor:
                above += [f"state/{code}" for code in row.successor.split("|") if f"state/{code}" not in seen]
            seen.update(above)
            todo += above


@dataclass(slots=True)
class _Notes:
    labels: Counter[str] = field(default_factory=Counter)
    behind: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    callings: set[str] = field(default_factory=set)


def find_occurrences(sources: Iterable[Source], roots: Roots) -> list[Occurrence]:
    """Every person of every source, in the order of the sources and ids."""
    found: list[Occurrence] = []
    for source in sources:
        notes: dict[str, _Notes] = defaultdict(_Notes)
        years = _Years(source)
        for actor, at, words in _named(source):
            if actor.type != "Person":
                continue
            note = notes[actor.id]
            # Of the table is the actor, of the text the form of the name: "George Bush".
            note.labels[words if words and roots.is_form(words, actor.id) else actor.label] += 1
            note.behind.update(actor.on_behalf_of)
            note.years |= years.at(at)
        for claim in source.claims:
            for holder in claim.fillers("holder"):
                if holder.id in notes:
                    notes[holder.id].offices.update(post.id for post in claim.fillers("post"))
        if isinstance(source, Reading):
            for mention in source.mentions:
                for actor in mention.actors[:1]:
                    if actor.id in notes and len(mention.surface) > len(actor.label) + 2:
                        notes[actor.id].callings.update(_callings(mention.surface, actor.label))
        for key, note in sorted(notes.items()):
            label = min(note.labels, key=lambda name: (-len(name.split()), -note.labels[name], name))
            found.append(
                Occurrence(
                    source=source.id, id=key, label=label, spelling=spell(label), states=roots.of(sorted(note.behind)),
                    offices=frozenset(note.offices), callings=frozenset(note.callings), years=frozenset(note.years), count=note.labels.total(),
                )
            )  # fmt: skip
    return found


def _callings(surface: str, label: str) -> Iterator[str]:
    """The words around a name by which a walk of life can be told."""
    rest = surface.replace(label, " ").lower()
    for word in re.findall(r"[a-z]+", rest):
        if word in _WALKS:
            yield word


def _named(source: Source) -> Iterator[tuple[Actor, int, str]]:
    """Who is named, where, and by which words if they are nothing but a name."""
    if isinstance(source, Reading):
        for mention in source.mentions:
            for actor in mention.actors[:1]:
                yield actor, mention.start, mention.surface
    for claim in source.claims:
        yield claim.claimed_by, claim.start, ""
        for role in claim.roles:
            yield role.actor, claim.start if role.start is None else role.start, ""


class _Years:
    """The years of which a source speaks at a place: those of the sentence, else the last that it named before."""

    def __init__(self, source: Source) -> None:
        self._starts: list[int] = []
        self._years: list[frozenset[int]] = []
        self._default: frozenset[int] = frozenset()
        if isinstance(source, Extract):
            when = [c.when.sort_date for c in source.claims if c.when.sort_date is not None]
            self._default = frozenset({min(when).year, max(when).year} if when else ())
            return
        by_sentence: dict[int, set[int]] = defaultdict(set)
        starts: dict[int, int] = {}
        for mention in source.mentions:
            starts[mention.sentence] = min(starts.get(mention.sentence, mention.start), mention.start)
            if mention.kind == "date":
                by_sentence[mention.sentence].update(map(int, _YEAR.findall(mention.surface)))
        known = sorted(year for years in by_sentence.values() for year in years)
        published = source.published.year if source.published is not None else None
        news = published is not None and (not known or known[len(known) // 2] >= published - _RECENT)
        self._default = frozenset([published]) if news and published is not None else frozenset()
        last = self._default
        for number, start in sorted(starts.items(), key=lambda item: item[1]):
            years = frozenset(by_sentence.get(number, ()))
            self._starts.append(start)
            self._years.append(years or last)
            if not news and years:
                last = frozenset([max(years)])

    def at(self, place: int) -> frozenset[int]:
        """The years for a place in the text."""
        n = bisect_right(self._starts, place) - 1
        return self._years[n] if n >= 0 else self._default
