"""The parser that turns a sentence into the slots of a reduced sentence, noun phrase by noun phrase and verb by verb.

It is a hand-written parser over items: it folds "Choe Son Hui, foreign minister of the DPRK," or a list of twenty
senders into one slot, and leaves a sentence so short that the rules of the event types can be read against it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from relgraph.mentions.coordination import coordinate
from relgraph.mentions.lexicon import Lexicon
from relgraph.mentions.memory import Memory
from relgraph.mentions.noun_phrases import NAMES, PERSONAE, is_adverb, read_noun_phrase
from relgraph.mentions.parts import Item, Phrase, Slot
from relgraph.mentions.persons import person_run, skip_titles
from relgraph.mentions.verbs import looks_verbal, read_verb_group
from relgraph.mentions.words import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from relgraph.text import Token

__all__ = ["Parser"]

_ROUGHLY = frozenset(["over", "around", "about", "under", "above"])
_DEEPEST = 40
"""Noun phrases within noun phrases that are followed; the ministers of the ministers of no real sentence go so deep."""
_ALWAYS = {
    **dict.fromkeys(PREPOSITIONS - RELATIVES - SUBORDINATORS - {"to", "than", "over"}, "prep"),
    **dict.fromkeys(CONJUNCTIONS - RELATIVES - SUBORDINATORS, "conj"),
}
"""What words are that need no look at their neighbours."""
_WIDE_PREPOSITIONS: tuple[tuple[str, ...], ...] = (
    ("in", "the", "name", "of"), ("in", "the", "names", "of"), ("on", "behalf", "of"), ("at", "the", "invitation", "of"),
    ("according", "to"), ("because", "of"), ("in", "response", "to"), ("together", "with"), ("along", "with"), ("prior", "to"),
    ("ahead", "of"), ("in", "front", "of"), ("as", "part", "of"), ("due", "to"), ("in", "addition", "to"), ("out", "of"),
    ("in", "favor", "of"), ("in", "favour", "of"), ("thanks", "to"), ("apart", "from"), ("instead", "of"), ("in", "accordance", "with"),
)  # fmt: skip
_WIDE_BY_FIRST = {
    first: [w for w in _WIDE_PREPOSITIONS if w[0] == first] for first in sorted({w[0] for w in _WIDE_PREPOSITIONS})
}
_SAME_AS = {"in the name of": "from", "in the names of": "from", "on behalf of": "behalf", "prior to": "before", "ahead of": "before",
            "in front of": "before", "together with": "with", "along with": "with"}  # fmt: skip


def _mark_clauses(slots: list[Slot]) -> list[Slot]:
    """Turn "since", "after", "before", "as" into subordinators where a clause and no noun phrase follows."""
    for n, slot in enumerate(slots):
        if (
            slot.kind == "prep"
            and slot.head in {"since", "after", "before", "until", "till", "as", "than"}
            and n + 2 < len(slots)
        ):
            after = n + 2
            while after < len(slots) and slots[after].kind in {"adverb", "date"}:
                after += 1
            verb = slots[after].verb if after < len(slots) else None
            if slots[n + 1].kind in {"actor", "noun"} and verb is not None and verb.form == "finite":
                slot.kind = "sub"
    return slots


def low_is_small(item: Item) -> bool:
    """Whether a capitalised word is spelt like a function word."""
    return item.lower in FUNCTION_WORDS


class Parser:
    """Reads the items of one sentence into slots."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        items: Sequence[Item],
        lexicon: Lexicon,
        memory: Memory,
        *,
        quoted: Container[int] = (),
    ) -> None:
        self.quoted = quoted
        self.text = text
        self.tokens = tokens
        self.items = items
        self.lexicon = lexicon
        self.memory = memory
        self._count = len(items)
        self._lowers = [item.lower for item in items]
        self._kinds = [item.kind for item in items]
        self._phrases: dict[tuple[int, bool], Slot | None] = {}
        self._depth = 0
        self.unlisted: dict[str, int] = {}
        """Up to which item nothing of a kind is a list, because "A, B, C" without "and" is none."""

    # -- looking around -------------------------------------------------------------------------------------------

    def lower(self, at: int) -> str:
        """The lower-case text of an item, or nothing beyond the ends."""
        return self._lowers[at] if 0 <= at < self._count else ""

    def surface(self, start: int, end: int) -> str:
        """The words of the text from one item up to another."""
        return self.text[self.tokens[self.items[start].start].start : self.tokens[self.items[end - 1].end - 1].end]

    def kind(self, at: int) -> str:
        """The kind of an item, or nothing beyond the ends."""
        return self._kinds[at] if 0 <= at < self._count else ""

    def is_nominal(self, at: int) -> bool:
        """Whether a noun phrase can go on with this item."""
        kind = self.kind(at)
        if kind in NAMES or kind in {"office", "treaty", "cap"}:
            return True
        low = self.lower(at)
        if low in PERSONAE and self.lower(at + 1) == "non":
            return False
        if kind not in {"word", "number"} or low in FUNCTION_WORDS or low in DETERMINERS or low in ADVERBS:
            return False
        return not is_adverb(self.items[at]) and not looks_verbal(self, at)

    def person_end(self, at: int, *, single: bool = False) -> int:
        """Where a person's name that begins here ends, titles skipped; ``at`` when there is none."""
        begin = skip_titles(self.items, at)
        end = person_run(self.items, begin, single=single or begin > at)
        return end if end > begin else at

    # -- the sentence ---------------------------------------------------------------------------------------------

    def read(self) -> list[Slot]:
        """All slots, in order; every item is in one slot or in a parenthesis that was skipped."""
        slots: list[Slot] = []
        at = 0
        while at < len(self.items):
            item = self.items[at]
            if item.text == "(" and (close := self.closing(at)):
                at = close
                continue
            slot = self._slot(at, slots)
            slot.quoted = item.start in self.quoted
            slots.append(slot)
            at = max(slot.end, at + 1)
        return _mark_clauses(slots)

    def closing(self, at: int) -> int:
        """The index after the parenthesis that opens here, if it is short; otherwise 0."""
        for end in range(at + 1, min(at + 14, len(self.items))):
            if self.items[end].text == ")":
                return end + 1
        return 0

    def _slot(self, at: int, before: Sequence[Slot]) -> Slot:
        item, kind, low = self.items[at], self._kinds[at], self._lowers[at]
        if kind == "date":
            return Slot("date", at, at + 1, "date", date=item.date)
        if low in {",", ";"}:
            return Slot("comma", at, at + 1, low)
        if kind == "punct":
            return Slot("punct", at, at + 1, item.text)
        if kind == "title":
            return Slot("quote", at, at + 1, "title")
        if low in _WIDE_BY_FIRST and (wide := self._wide_preposition(at)):
            return wide
        if kind == "word" and (always := _ALWAYS.get(low)):
            if low == "and" and before and before[-1].kind == "adverb" and self._is_adverb(at + 1):
                return Slot("adverb", at, at + 1, low)  # "strongly and openly condemned"
            return Slot(always, at, at + 1, low)
        if kind == "cap" and low_is_small(item) and self.person_end(at) > at + 1:
            # "received a message from To Lam": a name that looks like a preposition.
            slot = self.noun_phrase(at)
            if slot is not None:
                return coordinate(self, slot, before)
        group = read_verb_group(self, at, before)
        if group is not None:
            return group
        if kind in {"word", "cap"}:
            if low in RELATIVES and not (low == "that" and self.is_nominal(at + 1) and not self._after_noun(before)):
                return Slot("relative", at, at + 1, low)
            if low in SUBORDINATORS and not (low == "once" and self.lower(at + 1) in {"again", "more"}):
                return Slot("sub", at, at + 1, low)
            if low in CONJUNCTIONS:
                return Slot("conj", at, at + 1, low)
            if low == "here" and self.memory.here is not None:
                phrase = Phrase(at, at + 1, self.memory.here, "place", how="here", word="here")
                return Slot("place", at, at + 1, "here", phrases=(phrase,))
            if low == "than" and before and before[-1].head in {"more", "less", "fewer"}:
                return Slot("adverb", at, at + 1, low)  # "more than a dozen missiles"
            if low in _ROUGHLY and self.kind(at + 1) == "number":
                return Slot("adverb", at, at + 1, low)  # "over 105 thousand doses"
            if low in PREPOSITIONS and low != "that":
                return Slot("prep", at, at + 1, low)
            if low == "each" and before and before[-1].kind == "actor" and looks_verbal(self, at + 1):
                return Slot("adverb", at, at + 1, low)  # "Laos and Thailand each expelled"
            if low in ADVERBS or is_adverb(item):
                return Slot("adverb", at, at + 1, low)
        slot = self.noun_phrase(at)
        if slot is None:
            return Slot("adverb" if kind == "word" else "punct", at, at + 1, low)
        return coordinate(self, slot, before)

    def _is_adverb(self, at: int) -> bool:
        return self.kind(at) == "word" and (self.lower(at) in ADVERBS or is_adverb(self.items[at]))

    @staticmethod
    def _after_noun(before: Sequence[Slot]) -> bool:
        return bool(before) and before[-1].kind in {"noun", "actor", "treaty", "comma"}

    def _wide_preposition(self, at: int) -> Slot | None:
        second = self.lower(at + 1)
        for words in _WIDE_BY_FIRST.get(self.lower(at), ()):
            if words[1] == second and all(self.lower(at + n) == word for n, word in enumerate(words)):
                head = " ".join(words)
                if head == "thanks to" and at and self.kind(at - 1) == "word":
                    return None  # "expressed thanks to"
                form = self.lexicon.form(self.lower(at + len(words)))
                if head == "due to" and form is not None and self.lower(at + 2) == form.lemma:
                    return None  # "is due to visit": an announcement, no cause
                return Slot("prep", at, at + len(words), _SAME_AS.get(head, head))
        return None

    # -- noun phrases ---------------------------------------------------------------------------------------------

    def noun_phrase(self, at: int, *, fold: bool = True) -> Slot | None:
        """Read one noun phrase without what is coordinated with it.

        Args:
            at: index of the first item.
            fold: whether "of ..." complements and appositions may be folded in.
        """
        key = (at, fold)
        if key not in self._phrases:
            if self._depth == _DEEPEST:
                return None
            # A list or a chain is tried from each of its members; each phrase is read once all the same.
            self._depth += 1
            self._phrases[key] = read_noun_phrase(self, at, fold=fold)
            self._depth -= 1
            if self._phrases[key] is None and self.kind(at) == "poss":
                # A run of apostrophes belongs to nothing from its second sign on either.
                while self.kind(at := at + 1) == "poss":
                    self._phrases[at, fold] = None
        return self._phrases[key]
