"""The grammar of noun phrases and verb groups that turns a sentence into the slots of a reduced sentence.

It is a hand-written parser over items: it folds "Choe Son Hui, foreign minister of the DPRK," or a list of twenty
senders into one slot, and leaves a sentence so short that the rules of the event types can be read against it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from relgraph.mentions import folding
from relgraph.mentions.lexicon import Lexicon
from relgraph.mentions.memory import Memory
from relgraph.mentions.morphology import singular
from relgraph.mentions.parts import Item, Phrase, Slot
from relgraph.mentions.persons import person_run, skip_titles
from relgraph.mentions.verbs import looks_verbal, read_verb_group
from relgraph.mentions.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    COUNTRY_HEADS,
    DELEGATION_HEADS,
    DETERMINERS,
    GOVERNMENT_HEADS,
    MISSION_HEADS,
    MODALS,
    PEOPLE_HEADS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STAFF_HEADS,
    SUBORDINATORS,
)
from relgraph.text import Token

__all__ = ["Parser"]

_POSSESSIVES = {"its": "it", "their": "they", "his": "he", "her": "she", "our": "we", "my": "i", "your": "you"}
_POSSESSORS = {"organisation": "last_organisation", "organization": "last_organisation", "bloc": "last_organisation",
               "grouping": "last_organisation", "association": "last_organisation", "country": "last_state", "nation": "last_state",
               "kingdom": "last_state", "republic": "last_state", "party": "last_organisation"}  # fmt: skip
_NAMES = frozenset(
    ["state", "demonym", "people", "capital", "place", "organisation", "party", "body", "mission", "person"]
)
_LONG_MISSIONS = (
    ("section", ["interests"]),
    ("sections", ["interests"]),
    ("commission", ["high"]),
    ("office", ["liaison"]),
    ("offices", ["liaison"]),
)
_JOINING = frozenset(["between", "as", "since", "after", "before", "until", "till"])
"""Prepositions behind which "A and B met" may stand."""
_ROUGHLY = frozenset(["over", "around", "about", "under", "above"])
_SEATS = frozenset(["embassy", "legation", "consulate"])
_PLAIN_ADJECTIVES = frozenset(
    ["new", "former", "current", "next", "last", "late", "incoming", "outgoing", "visiting", "then", "old"]
)
_LONG_HEADS = frozenset(head for head, _ in _LONG_MISSIONS)
_DEEPEST = 40
"""Noun phrases within noun phrases that are followed; the ministers of the ministers of no real sentence go so deep."""
_NOUNS_IN_LY = frozenset(
    """assembly family ally reply supply monopoly anomaly fly belly rally friendly monthly weekly daily yearly quarterly
    early likely unlikely costly deadly timely elderly orderly scholarly lovely lonely holy ugly only hourly jelly bully
    worldly leisurely cowardly kindly princely nightly butterfly italy july sicily homily tally folly dally imply apply
    comply multiply rely""".split()
)
_PERSONAE = frozenset(["persona", "personae", "personas"])
_HONORIFICS = frozenset(["respected", "dear", "great", "beloved", "esteemed", "honourable", "honorable"])
_FUNCTION = PREPOSITIONS | CONJUNCTIONS | RELATIVES | SUBORDINATORS | MODALS | AUXILIARIES | PRONOUNS
_COUNTING = frozenset(["two", "three", "other", "same", "many", "several", "first", "few", "some"])
_ALWAYS = {
    **dict.fromkeys(PREPOSITIONS - RELATIVES - SUBORDINATORS - {"to", "than", "over"}, "prep"),
    **dict.fromkeys(CONJUNCTIONS - RELATIVES - SUBORDINATORS, "conj"),
}
"""What words are that need no look at their neighbours."""
_FUNCTION_OR_DETERMINER = _FUNCTION | DETERMINERS
_DETERMINERS_OR_OF = DETERMINERS | {"of"}
_ACTOR_HEADS = COUNTRY_HEADS | GOVERNMENT_HEADS | DELEGATION_HEADS | MISSION_HEADS | STAFF_HEADS | PEOPLE_HEADS
_WIDE_PREPOSITIONS: tuple[tuple[str, ...], ...] = (
    ("in", "the", "name", "of"), ("in", "the", "names", "of"), ("on", "behalf", "of"), ("at", "the", "invitation", "of"),
    ("according", "to"), ("because", "of"), ("in", "response", "to"), ("together", "with"), ("along", "with"), ("prior", "to"),
    ("ahead", "of"), ("in", "front", "of"), ("as", "part", "of"), ("due", "to"), ("in", "addition", "to"), ("out", "of"),
    ("in", "favor", "of"), ("in", "favour", "of"), ("thanks", "to"), ("apart", "from"), ("instead", "of"), ("in", "accordance", "with"),
)  # fmt: skip
_JOINTS = frozenset([",", "and", "&", "as"])
"""What can stand between the actors of a list."""
_WIDE_BY_FIRST = {
    first: [w for w in _WIDE_PREPOSITIONS if w[0] == first] for first in sorted({w[0] for w in _WIDE_PREPOSITIONS})
}
_SAME_AS = {"in the name of": "from", "in the names of": "from", "on behalf of": "behalf", "prior to": "before", "ahead of": "before",
            "in front of": "before", "together with": "with", "along with": "with"}  # fmt: skip


def _is_entourage(slot: Slot) -> bool:
    """Whether "and her party" only goes along with the one before."""
    owned = any(m.reference in {"he", "she", "it", "they"} for m in slot.modifiers)
    return (
        slot.kind == "noun"
        and owned
        and slot.head in {"party", "entourage", "wife", "husband", "family", "suite", "delegation"}
    )


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


def _share_principal(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give "President A and Vice-President B of X" one state: a person without one takes that of the neighbour."""
    shared = list(phrases)
    for order in (range(len(shared) - 1, -1, -1), range(len(shared))):
        behind: tuple[str, ...] = ()
        for n in order:
            phrase = shared[n]
            if phrase.person is not None and phrase.offices and not phrase.actor.on_behalf_of and behind:
                shared[n] = phrase = replace(phrase, actor=replace(phrase.actor, on_behalf_of=behind))
            if phrase.offices:
                behind = phrase.actor.on_behalf_of
    return shared


def _is_adverb(item: Item) -> bool:
    """Whether a word is an adverb by its ending: "openly", "jointly"."""
    return item.kind == "word" and item.lower.endswith("ly") and item.lower not in _NOUNS_IN_LY


def low_is_small(item: Item) -> bool:
    """Whether a capitalised word is spelt like a function word."""
    return item.lower in _FUNCTION


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
        self._unlisted: dict[str, int] = {}

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
        if kind in _NAMES or kind in {"office", "treaty", "cap"}:
            return True
        low = self.lower(at)
        if low in _PERSONAE and self.lower(at + 1) == "non":
            return False
        if kind not in {"word", "number"} or low in _FUNCTION or low in DETERMINERS or low in ADVERBS:
            return False
        return not _is_adverb(self.items[at]) and not looks_verbal(self, at)

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
                return self._coordinate(slot, before)
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
            if low in ADVERBS or _is_adverb(item):
                return Slot("adverb", at, at + 1, low)
        slot = self.noun_phrase(at)
        if slot is None:
            return Slot("adverb" if kind == "word" else "punct", at, at + 1, low)
        return self._coordinate(slot, before)

    def _is_adverb(self, at: int) -> bool:
        return self.kind(at) == "word" and (self.lower(at) in ADVERBS or _is_adverb(self.items[at]))

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
            self._phrases[key] = self._read_noun_phrase(at, fold=fold)
            self._depth -= 1
            if self._phrases[key] is None and self.kind(at) == "poss":
                # A run of apostrophes belongs to nothing from its second sign on either.
                while self.kind(at := at + 1) == "poss":
                    self._phrases[at, fold] = None
        return self._phrases[key]

    def _read_noun_phrase(self, at: int, *, fold: bool) -> Slot | None:
        items, start, determiner = self.items, at, ""
        modifiers: list[Phrase] = []
        adjectives: list[str] = []
        low = self.lower(at)
        if low in PRONOUNS and self.kind(at) in {"word", "cap"}:
            return folding.fold_pronoun(self, at)
        if low in {"both", "all", "either", "neither"} and self.lower(at + 1) in _DETERMINERS_OR_OF:
            at += 1
            if self.lower(at) == "of":
                at += 1
            low = self.lower(at)
        if low in DETERMINERS and self.kind(at) in {"word", "cap"}:
            determiner = low
            if determiner in _POSSESSIVES:
                modifiers.append(folding.reference(at, at + 1, _POSSESSIVES[determiner]))
            at += 1
            while self.lower(at) in _COUNTING and self.kind(at) == "word":
                determiner = f"{determiner} {self.lower(at)}"
                at += 1
        if self.lower(at) == "so" and self.lower(at + 1) == "-" and self.lower(at + 2) == "called" and at > start:
            at += 4 if self.lower(at + 3) in {'"', "\u201c"} else 3  # 'its so-called "diplomatic relations"'
        while self.lower(at) in _HONORIFICS and self.kind(at + 1) in {"cap", "person", "office"}:
            at += 1
        head = ""
        while at < len(items):
            item = items[at]
            kind = item.kind
            if kind == "poss":
                if not modifiers and head:
                    if determiner == "the" and head in _POSSESSORS:
                        # "the organisation's secretary-general", "the country's foreign minister"
                        modifiers.append(folding.reference(start, at, _POSSESSORS[head], head))
                    adjectives.append(head)
                    head = ""
                at += 1
                continue
            if kind in {"punct", "date"}:
                if (
                    item.text == "-"
                    and head
                    and self.kind(at + 1) in {"word", "cap"}
                    and item.start == items[at - 1].end
                ):
                    adjectives.append(head)
                    head = ""
                    at += 1
                    continue
                break
            if head in _PLAIN_ADJECTIVES and not adjectives and item.kind in {"state", "demonym", "office"}:
                adjectives.append(head)  # "the new U.S. Minister to"
                head = ""
            if not head and (found := folding.fold_actor(self, at, start, modifiers, determiner, fold=fold)):
                phrase, at = found
                if self.kind(at) == "poss":
                    modifiers.append(phrase)
                    at += 1
                    continue
                if (
                    phrase.head in {"state", "organisation", "place", "person"}
                    and self._modifies(at, phrase)
                    and not self._opens_with_place(start, at)
                ):
                    modifiers.append(phrase)
                    if self.items[at].text == "-":
                        at += 1
                    continue
                return Slot(
                    "place" if phrase.head == "place" else "actor", start, at, phrase.head,
                    phrases=(phrase,), modifiers=tuple(modifiers), determiner=determiner,
                )  # fmt: skip
            if kind == "treaty":
                name = item.name("treaty")
                return Slot(
                    "treaty", start, at + 1, "treaty", names=(name,) if name else (), modifiers=tuple(modifiers)
                )
            if kind == "occasion":
                return Slot("occasion", start, at + 1, item.lower, names=item.names, modifiers=tuple(modifiers))
            low = item.lower
            if low == "here" and head:
                break  # "signed a joint communique here on"
            if low in _PERSONAE and self.lower(at + 1) == "non":
                if at > start:
                    break  # "declared two diplomats personae non gratae"
                return Slot("noun", start, at + 3, "grata", adjectives=("persona", "non"))
            if low == "following" and determiner == "the" and not head and self.kind(at + 1) == "word":
                adjectives.append(low)
                at += 1
                continue
            if kind == "number" and not head and self.kind(at + 1) in {"people", "demonym", "state", "person"}:
                at += 1  # "274 Palestinians"
                continue
            if kind in {"word", "cap", "number"} and (low not in _FUNCTION_OR_DETERMINER or kind == "number"):
                if kind == "word" and at > start and looks_verbal(self, at):
                    break
                if _is_adverb(item):
                    if head or not self.is_nominal(at + 1):
                        break
                    at += 1  # "a highly important visit"
                    continue
                if head:
                    adjectives.append(head)
                head = low
                at += 1
                if head in _LONG_HEADS and (head, adjectives[-1:]) in _LONG_MISSIONS and not self.is_nominal(at):
                    folded = folding.fold_head(self, start, at, adjectives[-1], modifiers, determiner, adjectives)
                    if folded is not None:
                        return folded
                if (
                    head in _SEATS
                    and self.kind(at) in {"capital", "place"}
                    and self.kind(at - 1) == "cap"
                    and self.memory.home is not None
                ):
                    # "Embassy Nouakchott was reopened", in the words of the government whose it is
                    folded = folding.fold_head(self, start, at, head, modifiers, determiner, adjectives)
                    if folded is not None:
                        return folded
                if head in _ACTOR_HEADS and (
                    not self.is_nominal(at)
                    or (head in _SEATS and self.lower(at) == "general")
                    or (head in STAFF_HEADS and self.kind(at) == "number" and self.kind(at - 1) == "word")
                ):
                    folded = folding.fold_head(self, start, at, head, modifiers, determiner, adjectives)
                    if folded is not None:
                        return folded
                continue
            break
        if at == start or (not head and not modifiers and (not determiner or self.kind(at) == "date")):
            return None
        if head == "capital" and modifiers and modifiers[-1].head == "state":
            return Slot(
                "actor", start, at, "state", phrases=(replace(modifiers[-1], how="capital"),), determiner=determiner
            )
        if not head and modifiers and at > start:
            last = modifiers[-1]
            if last.reference is None and last.head != "place":
                return Slot("actor", start, at, last.head, phrases=tuple(modifiers), determiner=determiner)
            if last.reference is not None and not adjectives:
                return Slot("noun", start, at, "", modifiers=tuple(modifiers), determiner=determiner)
        return Slot(
            "noun",
            start,
            at,
            singular(head),
            modifiers=tuple(modifiers),
            adjectives=tuple(adjectives),
            determiner=determiner,
        )

    def _opens_with_place(self, start: int, at: int) -> bool:
        """In "In Turkey Minister Ellwood met" the state only says where."""
        name = self.items[at - 1]
        return (
            start == 1 and self.lower(0) in {"in", "at"} and name.kind == "state" and not name.text.isupper()
            and self.kind(at) == "office" and self.kind(at + 1) == "cap"
        )  # fmt: skip

    def _modifies(self, at: int, phrase: Phrase) -> bool:
        """Whether the actor just read only qualifies the noun that follows: "DPRK government", "China-Russia talks"."""
        if self.kind(at) == "punct" and self.items[at].text == "-":
            return self.items[at].start == self.items[at - 1].end and (
                self.is_nominal(at + 1) or self.kind(at + 1) in _NAMES
            )
        if phrase.head == "person" or not self.is_nominal(at):
            return False
        if self.kind(at) in {"cap", "word", "office", "number"}:
            return True
        return (
            self.kind(at) in {"demonym", "body", "mission", "organisation", "party", "occasion"}
            and phrase.head == "state"
        )

    # -- coordination ---------------------------------------------------------------------------------------------

    def _coordinate(self, slot: Slot, before: Sequence[Slot]) -> Slot:
        """Join "A, B and C" into one slot when each part is an actor and no clause begins in between."""
        if slot.kind not in {"actor", "place"}:
            return slot
        if len(slot.phrases) == 1 and (
            self.lower(slot.end) not in _JOINTS or slot.end < self._unlisted.get(slot.kind, 0)
        ):
            return slot
        leading = next((s for s in reversed(before) if s.kind not in {"adverb", "date"}), None)
        is_object = leading is not None and (
            leading.kind == "verb"
            or (leading.kind == "prep" and leading.head not in _JOINING and any(s.kind == "verb" for s in before))
        )
        phrases, end = list(slot.phrases), slot.end
        pending: list[tuple[Phrase, int]] = []
        at, joined = end, False
        while at < len(self.items):
            comma = self.items[at].text == "," and self.items[at].kind != "date"
            nxt = at + 1 if comma else at
            joined = self.lower(nxt) in {"and", "&"} or (
                self.lower(nxt) == "as" and self.lower(nxt + 1) == "well" and self.lower(nxt + 2) == "as"
            )
            if joined:
                nxt += 3 if self.lower(nxt) == "as" else 1
                if self.lower(nxt) in {"also", "then", "concurrently"}:
                    nxt += 1
            elif not comma:
                break
            other = self.noun_phrase(nxt) if nxt < len(self.items) else None
            if other is not None and joined and _is_entourage(other):
                end = at = other.end
                break
            if (
                other is None
                or other.kind != slot.kind
                or any(p.reference in {"it", "they", "he", "she", "we", "who"} for p in other.phrases)
            ):
                break
            if joined and is_object and self._starts_clause(other.end):
                break
            if joined and phrases[-1].plural and phrases[-1].offices and other.head == "state":
                other = replace(other, phrases=tuple(folding.same_office(phrases[-1], p) for p in other.phrases))
            if joined:
                phrases += [p for p, _ in pending] + list(other.phrases)
                pending, end = [], other.end
            else:
                pending += [(p, other.end) for p in other.phrases]
            at = other.end
        if end == slot.end and not joined:
            # "A, B, C" without "and" is no list; nor is what is left of it from B on.
            self._unlisted[slot.kind] = at
        phrases, end = self._shared_office(phrases, end)
        return replace(slot, phrases=tuple(_share_principal(phrases)), end=end)

    def _shared_office(self, phrases: list[Phrase], end: int) -> tuple[list[Phrase], int]:
        """Give the office of ", members of the Politburo," to all the persons of the list before it."""
        bare = [p for p in phrases if p.person is not None and not p.offices]
        if not bare or len(bare) < 2 or self.lower(end) != "," or not self._is_office(end + 1):
            return phrases, end
        slot = self.noun_phrase(end + 1)
        title = slot.phrases[0] if slot is not None and slot.kind == "actor" and slot.phrases else None
        if slot is None or title is None or title.person is not None or not title.offices or not title.plural:
            return phrases, end
        office = title.offices[0]
        behind = office.of.principals if office.of is not None else ()
        given = [
            replace(p, offices=(office,), actor=replace(p.actor, on_behalf_of=p.actor.on_behalf_of or behind))
            if p in bare
            else p
            for p in phrases
        ]
        return given, slot.end

    def _is_office(self, at: int) -> bool:
        return any(self.kind(i) == "office" for i in range(at, min(at + 4, len(self.items))))

    def _starts_clause(self, at: int) -> bool:
        """Whether a finite verb follows, so that what was just read is its subject."""
        while self.lower(at) in ADVERBS or self.kind(at) == "date":
            at += 1
        low = self.lower(at)
        if low in MODALS or low in {"is", "are", "was", "were", "has", "have", "had", "did", "does", "do"}:
            return True
        form = self.lexicon.form(low) if self.kind(at) == "word" else None
        return form is not None and bool(form.tags & {"VBD", "VBZ"}) and looks_verbal(self, at)

    def person_end(self, at: int, *, single: bool = False) -> int:
        """Where a person's name that begins here ends, titles skipped; ``at`` when there is none."""
        begin = skip_titles(self.items, at)
        end = person_run(self.items, begin, single=single or begin > at)
        return end if end > begin else at
