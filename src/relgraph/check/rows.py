"""Rows: all that a graph says, by subject and property, as the rules that are written in Python read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from relgraph.check.problems import describe, text_of
from relgraph.iris import GRAPHS, PREFIXES, concept_iri

__all__ = ["Bounds", "Rows", "Term", "precedes"]

_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"
_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The four days that bound a situation; None where nothing is known."""

    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None

    def is_before(self, other: Bounds) -> bool:
        """Whether it certainly ends before another starts."""
        return precedes(self.end_latest, other.start_earliest)


def precedes(one: date | None, other: date | None) -> bool:
    """Whether one day is known to come before another."""
    return one is not None and other is not None and one < other


class Rows:
    """The quads of a graph, each triple once, whichever graphs it stands in."""

    def __init__(self, quads: Iterable[ox.Quad], known: Iterable[ox.Triple] = ()) -> None:
        """``known`` is what the ontology says, which counts whether the graph repeats it or not."""
        self.quads: tuple[ox.Quad, ...] = tuple(quads)
        self.described: Mapping[str, set[str]] = describe(self.quads)
        """Each subject with the graphs that describe it."""
        about: dict[str, dict[str, dict[Term, None]]] = {}
        rows: Iterable[ox.Quad | ox.Triple] = chain(self.quads, known)
        for row in rows:
            of = about.setdefault(text_of(row.subject), {})
            of.setdefault(row.predicate.value, {})[row.object] = None
        self._about = about

    def subjects(self) -> Iterable[str]:
        """All that the graph describes."""
        return self._about

    def terms(self, subject: str, property_iri: str) -> tuple[Term, ...]:
        """The values of a property."""
        return tuple(self._about.get(subject, {}).get(property_iri, ()))

    def values(self, subject: str, name: str) -> tuple[str, ...]:
        """The values of a property of relgraph as texts, sorted."""
        found = self._about.get(subject, {}).get(_RG + name, ())
        return tuple(sorted(text_of(term) for term in found))

    def properties(self, subject: str) -> Mapping[str, Iterable[Term]]:
        """All properties of a subject with their values."""
        return self._about.get(subject, {})

    def day(self, subject: str, name: str) -> date | None:
        """The value of a property as a day; None when there is none, or no day of the calendar."""
        for value in self.values(subject, name):
            try:
                return date.fromisoformat(value[:10])
            except ValueError:
                continue
        return None

    def bounds(self, situation: str) -> Bounds:
        """The days that bound a situation."""
        return Bounds(
            start_earliest=self.day(situation, "startEarliest"),
            start_latest=self.day(situation, "startLatest"),
            end_earliest=self.day(situation, "endEarliest"),
            end_latest=self.day(situation, "endLatest"),
        )

    def label(self, subject: str) -> str | None:
        """What people call it, in English if there is a choice; None when nobody says."""
        found = [term for name in _LABELS for term in self.terms(subject, name) if isinstance(term, ox.Literal)]
        return min(found, key=lambda term: (term.language != "en", term.value)).value if found else None

    def instances(self, class_iri: str) -> Iterable[str]:
        """All that are of just this class, and not only of one below it, whoever says so."""
        return self._by_class.get(class_iri, ())

    def all_of(self, name: str) -> tuple[str, ...]:
        """All that are of a class of relgraph, sorted; what the schema declares is no such thing."""
        schema = {GRAPHS["schema"]}
        return tuple(s for s in self.instances(_RG + name) if self.described.get(s, set()) - schema)

    def classes(self, subject: str) -> frozenset[str]:
        """The names of the classes of relgraph of which a subject is."""
        return frozenset(
            text_of(term).removeprefix(_RG) for term in self.terms(subject, _TYPE) if text_of(term).startswith(_RG)
        )

    def is_accepted(self, situation: str) -> bool:
        """Whether a situation is held to be true."""
        return concept_iri("accepted") in self.values(situation, "status")

    def accepted(self, name: str) -> Iterator[str]:
        """The accepted situations of a class, sorted, without series, which are no single event."""
        for situation in self.all_of(name):
            if self.is_accepted(situation) and "EventSeries" not in self.classes(situation):
                yield situation

    def place(self, subject: str) -> str | None:
        """The IRI of the first graph that describes a subject; None when no graph does."""
        return min(self.described.get(subject, ()), default=None)

    @cached_property
    def uses(self) -> Mapping[str, int]:
        """For each IRI in how many rows it stands, as subject or object."""
        counts: dict[str, int] = defaultdict(int)
        for quad in self.quads:
            subject, value = text_of(quad.subject), text_of(quad.object)
            counts[subject] += 1
            if isinstance(quad.object, ox.NamedNode) and value != subject:
                counts[value] += 1
        return counts

    @cached_property
    def _by_class(self) -> Mapping[str, list[str]]:
        """The subjects of each class, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject in sorted(self._about):
            for term in self.terms(subject, _TYPE):
                found[text_of(term)].append(subject)
        return found
