"""The sentences behind an error: the quotes of what was found, and a guess where a missed event may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from relgraph.claims.gold import principal_names
from relgraph.claims.reading import is_heading, reader_of
from relgraph.dates import find_dates, roll_forward
from relgraph.evaluate.folding import Aliases, fold, name_words
from relgraph.evaluate.records import Event
from relgraph.mentions.morphology import noun_forms, verb_forms
from relgraph.ontology import Ontology
from relgraph.records import Claim, Reading
from relgraph.text import split_sentences

__all__ = ["DateWords", "Evidence", "Witness"]

_PERSON, _ACTOR, _TRIGGER, _HINT = 3, 2, 2, 1
"""What it weighs that a sentence names a person, a state or organisation, a word of the type, anything
else: the place, words of the annotator's note, each part of the date."""
_ENOUGH = 3
_MOST_HINTS = 3
_MOST_SENTENCES = 2
_MONTHS = "january february march april may june july august september october november december".split()
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words of the text that give a date, and the sentence in which they stand."""

    words: str
    sentence: str
    sure: bool
    """They give the date that was found, and are not only a date of the same sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an article has on an event."""

    sentences: tuple[str, ...] = ()
    guessed: bool = False
    """The sentences are those that name most of the event; nobody said that they tell it."""
    seen: tuple[str, ...] = ()
    """Which of its people and actors the guessed sentences name."""
    triggers: tuple[str, ...] = ()
    """Words of the guessed sentences that open a rule of its type."""
    claims: tuple[Claim, ...] = ()
    """The claims that tell what was found; of a guess, the events that were claimed from these sentences."""
    date_words: DateWords | None = None
    """From which words the date of what was found was taken; only where it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    start: int
    end: int
    """Offsets in the raw text."""
    words: frozenset[str]
    actors: frozenset[str]


class Witness:
    """An article as read, asked for the sentences behind events."""

    def __init__(self, reading: Reading, ontology: Ontology, aliases: Aliases) -> None:
        self.reading = reading
        self.ontology = ontology
        self.aliases = aliases
        self._claims = {claim.id: claim for claim in reading.claims}
        self._events = [claim for claim in reading.claims if claim.type in ontology.event_types]

    def quote(self, event: Event) -> Evidence:
        """What the claims of a found event quote; a guess where it carries none of this reading."""
        claims = tuple(self._claims[i] for i in event.claims if i in self._claims)
        if not claims:
            return self.guess(event)
        return Evidence(sentences=tuple(dict.fromkeys(claim.quote for claim in claims)), claims=claims)

    def date_words(self, event: Event) -> DateWords | None:
        """The words from which the date of a found event was taken.

        First those of its own sentence that give the date, then those of another sentence, the nearest before it;
        else any date of its own, as "the next day", which gives one together with others. None where there is none.
        """
        claims = [self._claims[i] for i in event.claims if i in self._claims]
        # Several claims may tell one event, and not all of them have its date.
        claim = next(
            (c for c in claims if event.date and (c.when.edtf or "").lstrip("[.").startswith(event.date)), None
        )
        if claim is None:
            return None
        article = self.reading.article
        sentences = [(claim.start, claim.quote)]
        sentences += [(p.start, article.text[p.start : p.end]) for p in reversed(self._pieces) if p.end <= claim.start]
        own: list[str] = []
        for start, sentence in sentences:
            for found in find_dates(sentence, article.published):
                if claim.when.edtf in (found.edtf, roll_forward(found, article.published).edtf):
                    return DateWords(words=found.surface, sentence=sentence, sure=True)
                if start == claim.start:
                    own.append(found.surface)
        return DateWords(words=own[0], sentence=claim.quote, sure=False) if own else None

    def guess(self, event: Event) -> Evidence:
        """The sentence that names most of an event, or two that do equally; none where that is too little."""
        triggers = self._triggers(event)
        weighed = [(self._weigh(event, piece, triggers), piece) for piece in self._pieces]
        best = max((weight for weight, _ in weighed), default=0)
        if best < _ENOUGH:
            return Evidence(guessed=True)
        chosen = [piece for weight, piece in weighed if weight == best][:_MOST_SENTENCES]
        text = self.reading.article.text
        return Evidence(
            sentences=tuple(text[p.start : p.end] for p in chosen),
            guessed=True,
            seen=tuple(dict.fromkeys(name for p in chosen for name in self._named(event, p))),
            triggers=tuple(sorted({word for p in chosen for word in p.words & triggers})),
            claims=tuple(c for c in self._events if any(p.start < c.end and c.start < p.end for p in chosen)),
        )

    @cached_property
    def _pieces(self) -> tuple[_Piece, ...]:
        """The sentences that are read; headings are none."""
        article = self.reading.article
        repaired = reader_of(self.ontology).context(article).repaired
        sentences = split_sentences(repaired.text)
        return tuple(
            _Piece(
                start=(span := repaired.raw_span(s.start, s.end))[0],
                end=span[1],
                words=frozenset(fold(s.text).split()),
                actors=self._actors(s.index),
            )
            for s in sentences
            if not is_heading(s, article, total=len(sentences))
        )

    def _actors(self, sentence: int) -> frozenset[str]:
        """Keys of the states and organisations that a sentence names, or that stand behind somebody in it."""
        actors = (a for m in self.reading.mentions if m.sentence == sentence for a in m.actors)
        return self.aliases.all_keys(name for a in actors for name in principal_names(a, self.ontology))

    def _named(self, event: Event, piece: _Piece) -> Iterator[str]:
        yield from (person for person in event.people if _names(piece, person))
        yield from (actor for actor in self._participants(event) if self._takes_part(actor, piece))

    @staticmethod
    def _participants(event: Event) -> Sequence[str]:
        return tuple(dict.fromkeys((*event.source, *event.target)))

    def _takes_part(self, actor: str, piece: _Piece) -> bool:
        words = frozenset(fold(actor).split())
        return self.aliases.key(actor) in piece.actors or (len(words) > 1 and words <= piece.words)

    def _weigh(self, event: Event, piece: _Piece, triggers: frozenset[str]) -> int:
        people = sum(_names(piece, person) for person in event.people)
        actors = sum(self._takes_part(actor, piece) for actor in self._participants(event))
        hints = len(frozenset(w for w in fold(event.note or "").split() if len(w) > 3) & piece.words)
        hints += bool(event.place and _names(piece, event.place))
        hints = min(hints, _MOST_HINTS) + _dates(piece, event.date or "")
        return _PERSON * people + _ACTOR * actors + _TRIGGER * bool(piece.words & triggers) + _HINT * hints

    def _triggers(self, event: Event) -> frozenset[str]:
        """All forms of the verbs and nouns that open a rule of the event's type, or of another that is right."""
        codes = {event.type, *event.alt}
        frames = [f for t in self.ontology.event_types.values() if t.code in codes for f in t.frames]
        verbs = {form for f in frames for verb in f.verbs for form in verb_forms(verb.split()[0])}
        nouns = {form for f in frames for noun in f.nouns for form in noun_forms(noun.split()[-1])}
        return frozenset(verbs | nouns)


def _names(piece: _Piece, name: str) -> bool:
    """Whether all words of a name stand in a sentence, or the last of several as in "Mr. Lavrov"."""
    words = name_words(name)
    last = fold(name).split()[-1:]
    return bool(words) and (words <= piece.words or (len(words) > 1 and set(last) <= piece.words))


def _dates(piece: _Piece, value: str) -> int:
    """How many of day, month and year of a date stand in a sentence; a day only beside its month."""
    parts = _DATE.match(value)
    if parts is None:
        return 0
    year, month, day = parts.groups()
    name = _MONTHS[int(month or 0) - 1]
    in_month = bool(month and {name, name[:3]} & piece.words)
    return (year in piece.words) + in_month + bool(in_month and day and str(int(day)) in piece.words)
