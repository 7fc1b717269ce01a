"""The parts into which a sentence is read: items (names, dates, words), phrases (one actor), slots of the reduced sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from relgraph.dates import FoundDate
from relgraph.ontology.names import Name
from relgraph.records import Actor

__all__ = ["Item", "OfficeHeld", "Phrase", "Slot", "Standing", "VerbGroup"]


class Item(NamedTuple):
    """A known name, a date, or a single token; ``start`` and ``end`` count tokens."""

    start: int
    end: int
    kind: str
    """Kind of the name (``state``, ``demonym``, ``office`` ...), ``date``, or ``word``, ``cap``, ``number``, ``punct``, ``poss``."""
    text: str
    lower: str
    names: tuple[Name, ...] = ()
    date: FoundDate | None = None

    def name(self, *kinds: str) -> Name | None:
        """The first reading of one of the kinds."""
        return next((n for n in self.names if n.kind in kinds), None)


Standing = Literal["holds", "some time", "held"]


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office as the text gives it: "vice-minister of Defence" of a state or organisation, accredited to another."""

    label: str
    key: str
    level: str
    rank: str | None = None
    of: Actor | None = None
    to: Actor | None = None
    assumed: bool = False
    """``of`` is that of the government which publishes, since the text names none."""
    standing: Standing = "holds"
    """Whether the text attests the holder today, at a time that it leaves open ("then", "late", "incoming"), or no more."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One actor as the text names it, with offices and delegation folded in; ``start`` and ``end`` count tokens."""

    start: int
    end: int
    actor: Actor
    head: str
    """``state``, ``government``, ``person``, ``office``, ``delegation``, ``mission``, ``organisation``, ``place`` or ``reference``."""
    person: Actor | None = None
    offices: tuple[OfficeHeld, ...] = ()
    leader: Phrase | None = None
    receiver: Actor | None = None
    """For a mission: the state or organisation in which it is."""
    how: str = "name"
    reference: str | None = None
    """For a pronoun or a description that must be resolved: ``it``, ``they``, ``two_sides``, ``delegation``, ``person`` ..."""
    plural: bool = False
    word: str = ""
    """The head noun, for references and unnamed holders."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: what the engine knows of voice, time and truth before it sees a rule."""

    lemma: str
    form: str
    """``finite``, ``infinitive``, ``gerund`` or ``participle``."""
    passive: bool = False
    negated: bool = False
    modal: str | None = None
    tense: str = "past"
    progressive: bool = False
    perfect: bool = False


@dataclass(slots=True)
class Slot:
    """A slot of the reduced sentence."""

    kind: str
    """``actor noun treaty place date occasion verb prep conj comma relative sub quote adverb punct``."""
    start: int
    end: int
    head: str = ""
    phrases: tuple[Phrase, ...] = ()
    modifiers: tuple[Phrase, ...] = ()
    """Actors inside a noun slot: "DPRK-Russia talks", "his visit"."""
    adjectives: tuple[str, ...] = ()
    verb: VerbGroup | None = None
    names: tuple[Name, ...] = ()
    date: FoundDate | None = None
    determiner: str = ""
    quoted: bool = field(default=False)
