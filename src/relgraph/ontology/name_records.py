"""The records of who and what exists and under which names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from relgraph.records import Actor

__all__ = ["Entry", "Name", "Names", "Office", "Publisher", "StateRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office by one of its titles. ``rank`` is a concept of the vocabulary, for envoys only."""

    key: str
    label: str
    form: str
    level: str
    rank: str | None = None
    composes: bool = True
    """Whether "vice", "deputy", "first", "former", "acting" may stand before it to make another office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One form under which something is known."""

    form: str
    """As written in texts, with straight apostrophes."""
    kind: str
    """``state demonym people capital place organisation party body mission treaty occasion office person``."""
    actor: Actor | None = None
    """Who or what it means. None for an office, unless the office names its state or organisation ("Pope")."""
    any_case: bool = False
    valid_from: date | None = None
    """First day on which a text that uses the form means this; None when it does in texts of any time."""
    valid_to: date | None = None
    publishers: tuple[str, ...] = ()
    """Publisher families in whose texts alone it holds; empty means everywhere."""
    office: Office | None = None
    ambiguous: str | None = None
    """What else the form may be: "person", "US state", "word"; None when nothing is known against it."""

    def overlaps(self, other: Name) -> bool:
        """Whether some text admits both names."""
        if self.publishers and other.publishers and not set(self.publishers) & set(other.publishers):
            return False
        start, end = self.valid_from or date.min, self.valid_to or date.max
        return start <= (other.valid_to or date.max) and (other.valid_from or date.min) <= end


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A state, present or past."""

    label: str
    official: str
    iso2: str | None = None
    wikidata: str | None = None
    cow: str | None = None
    """Three-digit number in the list of states of the Correlates of War project."""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    """Code of the state that answers for a former state in lists of present codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the tables know of one thing besides its names."""

    actor: Actor
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    organ_of: str | None = None
    died: date | None = None
    """Day on which a person died; titles in later texts honour him and attest no office."""
    auspices: str | None = None
    """Id of the organisation that convenes a forum, or under which a treaty stands, without being its whole."""
    """Id of the state or organisation of which it is a part."""
    month_day: str | None = None
    """``MM-DD`` of an occasion that falls on the same day every year."""
    treaty_type: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes: the pattern of its name, the family whose wording it shares, and the actor that claims."""

    pattern: str
    family: str
    label: str
    actor: Actor | None = None


class Names:
    """All names and what they stand for. Made by :func:`relgraph.ontology.names.load_names`."""

    def __init__(
        self,
        *,
        names: Iterable[Name],
        entries: Mapping[str, Entry],
        states: Mapping[str, StateRow],
        publishers: Iterable[Publisher],
        glued: Iterable[str] = (),
    ) -> None:
        self.all: tuple[Name, ...] = tuple(sorted(names, key=_order))
        self.entries: dict[str, Entry] = dict(sorted(entries.items()))
        self.states: dict[str, StateRow] = dict(states)
        self.publishers: tuple[Publisher, ...] = tuple(publishers)
        self.glued: tuple[str, ...] = tuple(sorted(glued))
        """Forms of the persons whose names sites set in tags, so that they stick to their neighbours in the text."""
        self._exact: dict[str, tuple[Name, ...]] = {}
        self._folded: dict[str, tuple[Name, ...]] = {}
        for name in self.all:
            index, key = (self._folded, name.form.casefold()) if name.any_case else (self._exact, name.form)
            index[key] = (*index.get(key, ()), name)

        self._bearers: dict[str, tuple[Actor, ...]] = {}
        for entry in self.entries.values():
            if entry.actor.type == "Person":
                for word in _surnames(entry):
                    self._bearers[word] = (*self._bearers.get(word, ()), entry.actor)

    def bearers(self, surname: str) -> tuple[Actor, ...]:
        """The persons of the table who go by a surname, if all are of one state; else nobody."""
        found = self._bearers.get(surname.casefold(), ())
        return found if len({a.on_behalf_of for a in found}) == 1 else ()

    def by_form(self, form: str) -> tuple[Name, ...]:
        """The names with this form, in exact case unless the name matches in any case."""
        return self._exact.get(form, ()) + self._folded.get(form.casefold(), ())

    def actor(self, actor_id: str) -> Actor | None:
        """The state, organisation, treaty, place, occasion or person with this id (``org/ASEAN``)."""
        entry = self.entries.get(actor_id)
        return entry.actor if entry else None

    def publisher(self, name: str | None) -> Publisher | None:
        """The known publisher that goes by a name, site or label, or None.

        The patterns of ``publishers.csv`` are tried in the order of the file, without regard to case.
        """
        folded = re.sub(r"^(?:https?://)?(?:www\.)?", "", " ".join((name or "").split()).casefold()).rstrip("/")
        if not folded:
            return None
        return next((p for p in self.publishers if fnmatchcase(folded, p.pattern)), None)

    def publisher_family(self, publisher: str | None) -> str | None:
        """The family of publishers to which one belongs: "KCNA", "kcna.kp", "Rodong Sinmun" all give "DPRK"."""
        found = self.publisher(publisher)
        return found.family if found else None


_SURNAME_FIRST = frozenset(["state/PRK", "state/KOR", "state/CHN", "state/TWN", "state/VNM", "state/HKG"])


def _surnames(entry: Entry) -> set[str]:
    """The words by which a person of the table may go alone, in lower case."""
    found = set()
    for form in (entry.actor.label, *entry.aliases):
        words = [w for w in form.casefold().split() if w.rstrip(".") not in {"jr", "sr", "ii", "iii"}]
        if len(words) > 1:
            found.add(words[0] if entry.actor.on_behalf_of[0] in _SURNAME_FIRST else words[-1])
    return found


def _order(name: Name) -> tuple[str, str, str, tuple[str, ...], date]:
    return name.form, name.kind, name.actor.id if name.actor else "", name.publishers, name.valid_from or date.min
