"""Noun phrases: determiner, owners, adjectives and head up to an actor, a treaty, an occasion or a plain noun."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.mentions import folding
from relgraph.mentions.morphology import singular
from relgraph.mentions.parts import Item, Phrase, Slot
from relgraph.mentions.verbs import looks_verbal
from relgraph.mentions.words import (
    COUNTRY_HEADS,
    DELEGATION_HEADS,
    DETERMINERS,
    FUNCTION_WORDS,
    GOVERNMENT_HEADS,
    MISSION_HEADS,
    PEOPLE_HEADS,
    PRONOUNS,
    STAFF_HEADS,
)

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["NAMES", "PERSONAE", "is_adverb", "read_noun_phrase"]

NAMES = frozenset(
    ["state", "demonym", "people", "capital", "place", "organisation", "party", "body", "mission", "person"]
)
PERSONAE = frozenset(["persona", "personae", "personas"])
_POSSESSIVES = {"its": "it", "their": "they", "his": "he", "her": "she", "our": "we", "my": "i", "your": "you"}
_POSSESSORS = {"organisation": "last_organisation", "organization": "last_organisation", "bloc": "last_organisation",
               "grouping": "last_organisation", "association": "last_organisation", "country": "last_state", "nation": "last_state",
               "kingdom": "last_state", "republic": "last_state", "party": "last_organisation"}  # fmt: skip
_LONG_MISSIONS = (
    ("section", ["interests"]),
    ("sections", ["interests"]),
    ("commission", ["high"]),
    ("office", ["liaison"]),
    ("offices", ["liaison"]),
)
_LONG_HEADS = frozenset(head for head, _ in _LONG_MISSIONS)
_SEATS = frozenset(["embassy", "legation", "consulate"])
_ACTOR_HEADS = COUNTRY_HEADS | GOVERNMENT_HEADS | DELEGATION_HEADS | MISSION_HEADS | STAFF_HEADS | PEOPLE_HEADS
_PLAIN_ADJECTIVES = frozenset(
    ["new", "former", "current", "next", "last", "late", "incoming", "outgoing", "visiting", "then", "old"]
)
_HONORIFICS = frozenset(["respected", "dear", "great", "beloved", "esteemed", "honourable", "honorable"])
_COUNTING = frozenset(["two", "three", "other", "same", "many", "several", "first", "few", "some"])
_FUNCTION_OR_DETERMINER = FUNCTION_WORDS | DETERMINERS
_DETERMINERS_OR_OF = DETERMINERS | {"of"}
_NOUNS_IN_LY = frozenset(
    """assembly family ally reply supply monopoly anomaly fly belly rally friendly monthly weekly daily yearly quarterly
    early likely unlikely costly deadly timely elderly orderly scholarly lovely lonely holy ugly only hourly jelly bully
    worldly leisurely cowardly kindly princely nightly butterfly italy july sicily homily tally folly dally imply apply
    comply multiply rely""".split()
)


def is_adverb(item: Item) -> bool:
    """Whether a word is an adverb by its ending: "openly", "jointly"."""
    return item.kind == "word" and item.lower.endswith("ly") and item.lower not in _NOUNS_IN_LY


def read_noun_phrase(parser: Parser, at: int, *, fold: bool) -> Slot | None:
    """Read what ``Parser.noun_phrase`` keeps: one noun phrase without what is coordinated with it."""
    items, start, determiner = parser.items, at, ""
    modifiers: list[Phrase] = []
    adjectives: list[str] = []
    low = parser.lower(at)
    if low in PRONOUNS and parser.kind(at) in {"word", "cap"}:
        return folding.fold_pronoun(parser, at)
    if low in {"both", "all", "either", "neither"} and parser.lower(at + 1) in _DETERMINERS_OR_OF:
        at += 1
        if parser.lower(at) == "of":
            at += 1
        low = parser.lower(at)
    initial = (
        low == "a" and at > 0 and items[at].text == "A" and parser.lower(at + 1) == "." and parser.kind(at + 2) == "cap"
    )
    if low in DETERMINERS and parser.kind(at) in {"word", "cap"} and not initial:
        determiner = low
        if determiner in _POSSESSIVES:
            modifiers.append(folding.reference(at, at + 1, _POSSESSIVES[determiner]))
        at += 1
        while parser.lower(at) in _COUNTING and parser.kind(at) == "word":
            determiner = f"{determiner} {parser.lower(at)}"
            at += 1
    if parser.lower(at) == "so" and parser.lower(at + 1) == "-" and parser.lower(at + 2) == "called" and at > start:
        at += 4 if parser.lower(at + 3) in {'"', "\u201c"} else 3  # 'its so-called "diplomatic relations"'
    while parser.lower(at) in _HONORIFICS and parser.kind(at + 1) in {"cap", "person", "office"}:
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
            if item.text == "-" and head and parser.kind(at + 1) in {"word", "cap"} and item.start == items[at - 1].end:
                adjectives.append(head)
                head = ""
                at += 1
                continue
            break
        if head in _PLAIN_ADJECTIVES and not adjectives and item.kind in {"state", "demonym", "office"}:
            adjectives.append(head)  # "the new U.S. Minister to"
            head = ""
        if not head and (found := folding.fold_actor(parser, at, start, modifiers, determiner, fold=fold)):
            phrase, at = found
            if parser.kind(at) == "poss":
                modifiers.append(phrase)
                at += 1
                continue
            if (
                phrase.head in {"state", "organisation", "place", "person"}
                and _modifies(parser, at, phrase)
                and not _opens_with_place(parser, start, at)
            ):
                modifiers.append(phrase)
                if parser.items[at].text == "-":
                    at += 1
                continue
            return Slot(
                "place" if phrase.head == "place" else "actor", start, at, phrase.head,
                phrases=(phrase,), modifiers=tuple(modifiers), determiner=determiner,
            )  # fmt: skip
        if kind == "treaty":
            name = item.name("treaty")
            return Slot("treaty", start, at + 1, "treaty", names=(name,) if name else (), modifiers=tuple(modifiers))
        if kind == "occasion":
            return Slot("occasion", start, at + 1, item.lower, names=item.names, modifiers=tuple(modifiers))
        low = item.lower
        if low == "here" and head:
            break  # "signed a joint communique here on"
        if low in PERSONAE and parser.lower(at + 1) == "non":
            if at > start:
                break  # "declared two diplomats personae non gratae"
            return Slot("noun", start, at + 3, "grata", adjectives=("persona", "non"))
        if low == "following" and determiner == "the" and not head and parser.kind(at + 1) == "word":
            adjectives.append(low)
            at += 1
            continue
        if kind == "number" and not head and parser.kind(at + 1) in {"people", "demonym", "state", "person"}:
            at += 1  # "274 Palestinians"
            continue
        if kind in {"word", "cap", "number"} and (low not in _FUNCTION_OR_DETERMINER or kind == "number"):
            if kind == "word" and at > start and looks_verbal(parser, at):
                break
            if is_adverb(item):
                if head or not parser.is_nominal(at + 1):
                    break
                at += 1  # "a highly important visit"
                continue
            if head:
                adjectives.append(head)
            head = low
            at += 1
            if head in _LONG_HEADS and (head, adjectives[-1:]) in _LONG_MISSIONS and not parser.is_nominal(at):
                folded = folding.fold_head(parser, start, at, adjectives[-1], modifiers, determiner, adjectives)
                if folded is not None:
                    return folded
            if (
                head in _SEATS
                and parser.kind(at) in {"capital", "place"}
                and parser.kind(at - 1) == "cap"
                and parser.memory.home is not None
            ):
                # "Embassy Nouakchott was reopened", in the words of the government whose it is
                folded = folding.fold_head(parser, start, at, head, modifiers, determiner, adjectives)
                if folded is not None:
                    return folded
            if head in _ACTOR_HEADS and (
                not parser.is_nominal(at)
                or (head in _SEATS and parser.lower(at) == "general")
                or (head in STAFF_HEADS and parser.kind(at) == "number" and parser.kind(at - 1) == "word")
            ):
                folded = folding.fold_head(parser, start, at, head, modifiers, determiner, adjectives)
                if folded is not None:
                    return folded
            continue
        break
    if at == start or (not head and not modifiers and (not determiner or parser.kind(at) == "date")):
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


def _opens_with_place(parser: Parser, start: int, at: int) -> bool:
    """In "In Turkey Minister Ellwood met" the state only says where."""
    name = parser.items[at - 1]
    return (
        start == 1 and parser.lower(0) in {"in", "at"} and name.kind == "state" and not name.text.isupper()
        and parser.kind(at) == "office" and parser.kind(at + 1) == "cap"
    )  # fmt: skip


def _modifies(parser: Parser, at: int, phrase: Phrase) -> bool:
    """Whether the actor just read only qualifies the noun that follows: "DPRK government", "China-Russia talks"."""
    if parser.kind(at) == "punct" and parser.items[at].text == "-":
        return parser.items[at].start == parser.items[at - 1].end and (
            parser.is_nominal(at + 1) or parser.kind(at + 1) in NAMES
        )
    if phrase.head == "person" or not parser.is_nominal(at):
        return False
    if parser.kind(at) in {"cap", "word", "office", "number"}:
        return True
    return (
        parser.kind(at) in {"demonym", "body", "mission", "organisation", "party", "occasion"}
        and phrase.head == "state"
    )
