"""Fold the words around a name into one actor: apposition, office, delegation, mission, ministry."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from relgraph.mentions.bodies import fold_mission, fold_organisation, of_other_state
from relgraph.mentions.holders import fold_person
from relgraph.mentions.offices import fold_office, office_at
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.persons import skip_titles
from relgraph.mentions.words import (
    COUNTRY_HEADS,
    DELEGATION_HEADS,
    MISSION_HEADS,
    OFFICE_PREFIXES,
    PEOPLE_HEADS,
    STAFF_HEADS,
    TITLES,
)
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["fold_actor", "fold_head", "fold_pronoun", "reference"]

_SEATED = frozenset(["ministry", "government", "leadership", "parliament", "authorities", "regime", "officials"])
UNRESOLVED = Actor(id="", type="Actor", label="")
"""Stands in a phrase whose reference is not resolved yet; never leaves the reader."""

_PRONOUNS = {"it": "it", "they": "they", "them": "they", "he": "he", "him": "he", "she": "she", "her": "she", "we": "we", "us": "we",
             "i": "i", "me": "i", "you": "you"}  # fmt: skip
_POLITIES = frozenset(
    "federation republic kingdom commonwealth union empire sultanate emirate principality state dominion realm".split()
)
_KNOWN_MISSIONS = frozenset(["embassy", "legation", "consulate"])
_ONE_STATE = frozenset(["country", "nation", "kingdom", "government", "junta", "regime"])
"""Nouns that with "the" stand for the state of which the text speaks."""
_SINGULAR_GOVERNMENT = frozenset(["state", "nation", "republic"])


def reference(start: int, end: int, what: str, word: str = "", *, plural: bool = False) -> Phrase:
    """A phrase whose actor is still to be found in what was said before."""
    return Phrase(start, end, UNRESOLVED, "reference", reference=what, word=word, how="reference", plural=plural)


def same_office(first: Phrase, state: Phrase) -> Phrase:
    """In "the foreign ministers of Laos and Thailand" the second state stands for its minister too."""
    office = replace(first.offices[0], of=state.actor)
    post = replace(
        first.actor, id=f"post/{state.actor.id.split('/')[-1]}-{office.key}", label=f"{office.label} of {state.actor.label}",
        on_behalf_of=state.actor.principals,
    )  # fmt: skip
    return replace(first, start=state.start, end=state.end, actor=post, offices=(office,))


def fold_pronoun(parser: Parser, at: int) -> Slot | None:
    """A pronoun as an actor slot; ``None`` for those that refer to no actor."""
    what = _PRONOUNS.get(parser.lower(at))
    if what is None:
        return Slot("noun", at, at + 1, parser.lower(at))
    return Slot("actor", at, at + 1, "reference", phrases=(reference(at, at + 1, what, parser.lower(at)),))


def after_country(parser: Parser, at: int, place: Actor) -> int:
    """Where "Havana, Cuba," ends: the country behind a place only says where that is."""
    if parser.lower(at) == "," and parser.kind(at + 1) == "state":
        name = parser.items[at + 1].name("state")
        if name is not None and name.actor is not None and name.actor.id in place.on_behalf_of:
            return at + 3 if parser.lower(at + 2) == "," else at + 2
    return at


def state_phrase(start: int, end: int, actor: Actor, *, head: str = "state") -> Phrase:
    """A phrase for an actor known by name."""
    return Phrase(start, end, actor, head)


def fold_actor(
    parser: Parser, at: int, start: int, modifiers: Sequence[Phrase], determiner: str, *, fold: bool
) -> tuple[Phrase, int] | None:
    """Read one actor that begins at an item, and where it ends.

    Args:
        parser: the parser of the sentence.
        at: index of the item.
        start: where the noun phrase began.
        modifiers: the actors already read in this noun phrase ("Russian" before "foreign minister").
        determiner: the determiner of the noun phrase.
        fold: whether complements and appositions may be folded in.
    """
    items = parser.items
    kind = parser.kind(at)
    if kind == "word" and not _opens_title(parser.lower(at)):
        return None  # a common word, as most are
    after_titles = skip_titles(items, at)
    if after_titles >= len(items):
        return None
    if after_titles > at:
        if found := office_at(parser, after_titles):
            return fold_office(parser, start, found, modifiers, fold=fold)
        if parser.kind(after_titles) == "person" or parser.person_end(at, single=True) > at:
            return fold_person(parser, start, at, modifiers, fold=fold)
        return None
    item = items[at]
    if found := office_at(parser, at):
        plural = parser.lower(found.end - 1).endswith("s")
        if (
            plural
            and determiner in {"the two", "both", "two", "the 2"}
            and not modifiers
            and parser.lower(found.end) not in {"of", "to"}
        ):
            return reference(start, found.end, "two_sides", parser.lower(found.end - 1), plural=True), found.end
        return fold_office(parser, start, found, modifiers, fold=fold)
    if kind == "cap" and item.lower in _POLITIES and parser.lower(at + 1) == "of" and parser.kind(at + 2) == "state":
        # "the Federation of Nigeria", "the Kingdom of Libya": older names of a state
        name = parser.items[at + 2].name("state")
        if name is not None and name.actor is not None:
            return state_phrase(at, at + 3, name.actor), at + 3
    if kind == "person":
        if (parser.kind(at + 1) == "cap") and (organisation := fold_organisation(parser, at, start, modifiers)):
            return organisation
        return fold_person(parser, start, at, modifiers, fold=fold)
    if kind in {"cap", "organisation", "party", "body", "demonym", "state", "capital", "place", "mission"} and (
        organisation := fold_organisation(parser, at, start, modifiers)
    ):
        return organisation
    if kind == "state" or (kind == "demonym" and parser.items[min(at + 1, len(items) - 1)].text == "-"):
        name = item.name("state", "demonym")
        return (state_phrase(at, at + 1, name.actor), at + 1) if name and name.actor else None
    if kind in {"demonym", "people"}:
        name = item.name("demonym", "people")
        if name is None or name.actor is None:
            return None
        phrase = state_phrase(at, at + 1, name.actor)
        if parser.is_nominal(at + 1) or parser.kind(at + 1) == "poss":
            return phrase, at + 1
        return (
            (phrase, at + 1)
            if item.name("people") or determiner == "the" or parser.lower(at + 1) in {"and", ",", "-"}
            else None
        )
    if kind in {"capital", "place"}:
        name = item.name("capital", "place")
        if name is None or name.actor is None:
            return None
        return Phrase(at, at + 1, name.actor, "place", word=kind), after_country(parser, at + 1, name.actor)
    if kind in {"organisation", "party", "body", "mission"}:
        name = item.name("organisation", "party", "body", "mission")
        if name is None or name.actor is None:
            return None
        if (own := of_other_state(item.text, name.actor, modifiers)) is not None:
            return Phrase(start, at + 1, own, "government", how="pattern", word=item.lower.split()[-1]), at + 1
        return state_phrase(at, at + 1, name.actor, head="organisation"), at + 1
    if kind == "cap" and parser.person_end(at) > at:
        return fold_person(parser, start, at, modifiers, fold=fold)
    if kind == "cap" and parser.memory.person(item.text) is not None and not parser.is_nominal(at + 1):
        return fold_person(parser, start, at, modifiers, fold=fold)
    return None


@lru_cache(maxsize=1 << 16)
def _opens_title(word: str) -> bool:
    """Whether a word in lower case can be the first of an office or of a title before a name."""
    return word in OFFICE_PREFIXES or word.rstrip(".") in TITLES


def _principal(parser: Parser, at: int, modifiers: Sequence[Phrase]) -> tuple[Phrase | None, int]:
    """Whom a head noun belongs to: the actor before it, or the one after "of"."""
    end = at
    found: Phrase | None = None
    if parser.lower(at) == "of":
        inner = parser.noun_phrase(at + 1)
        if inner is not None and inner.kind == "actor" and inner.phrases:
            found, end = inner.phrases[0], inner.end
        elif inner is not None and inner.kind == "noun" and any(m.head == "state" for m in inner.modifiers):
            # "a delegation of the Japanese organization for the study of"
            found, end = next(m for m in reversed(inner.modifiers) if m.head == "state"), inner.end
        elif inner is not None and inner.kind == "place" and inner.phrases and inner.phrases[0].actor.on_behalf_of:
            # "a delegation of Liaoning Province of China"
            state = parser.memory.names.actor(inner.phrases[0].actor.on_behalf_of[0])
            if state is not None:
                found, end = Phrase(inner.start, inner.end, state, "state", how="province"), inner.end
                if parser.lower(end) == "of" and parser.kind(end + 1) == "state":
                    end += 2
    for modifier in reversed(modifiers):
        if modifier.head == "place" and modifier.word == "capital" and found is None and modifier.actor.on_behalf_of:
            state = parser.memory.names.actor(modifier.actor.on_behalf_of[0])  # "Seoul's foreign ministry"
            found = replace(modifier, actor=state, head="state", how="capital") if state is not None else None
        if modifier.head != "place" and (found is None or found.actor.type != "State"):
            found = found or modifier
    return found, end


def _leader(parser: Parser, at: int, sender: Phrase | None) -> tuple[Phrase | None, int]:
    """The head of a delegation: "headed by", "led by", "with X at its head"."""
    k = at + 1 if parser.lower(at) in {",", "which"} else at
    for _ in range(3):  # "a delegation of education officials for the exhibition led by X"
        inner = parser.noun_phrase(k + 1) if parser.lower(k) in {"of", "for", "to"} else None
        if inner is None or inner.kind not in {"noun", "actor", "occasion"} or not _leads(parser, inner.end):
            break
        k = inner.end
    if parser.lower(k) in {"is", "was"}:
        k += 1
    if not (parser.lower(k) in {"headed", "led", "accompanied"} and parser.lower(k + 1) == "by"):
        return None, at
    inner = parser.noun_phrase(k + 2)
    if inner is None or inner.kind != "actor":
        return None, at
    leader = inner.phrases[0]
    if sender is not None:
        leader = replace(
            leader, offices=tuple(o if o.of is not None else replace(o, of=sender.actor) for o in leader.offices)
        )
    if not leader.actor.on_behalf_of and sender is not None and leader.actor.id:
        leader = replace(leader, actor=replace(leader.actor, on_behalf_of=sender.actor.principals))
    return leader, inner.end


def _leads(parser: Parser, at: int) -> bool:
    """Whether "led by" follows, directly or behind one more complement."""
    ahead = [parser.lower(i) for i in range(at, at + 12)]
    return any(a in {"headed", "led"} and b == "by" for a, b in itertools.pairwise(ahead)) and "," not in ahead[:4]


def fold_head(
    parser: Parser,
    start: int,
    at: int,
    head: str,
    modifiers: Sequence[Phrase],
    determiner: str,
    adjectives: Sequence[str],
) -> Slot | None:
    """Fold a head noun that makes an actor: government, side, delegation, embassy, staff, citizens.

    ``at`` is the index after the head. Returns ``None`` when the words name no actor after all.
    """
    named = [m for m in modifiers if m.reference is None]
    owner = [m for m in modifiers if m.reference is not None]
    if head in {"liaison", "interests", "high"}:
        return fold_mission(parser, start, at, head, modifiers, adjectives)
    if head in MISSION_HEADS and not (head in {"mission", "missions"} and "fact-finding" in adjectives):
        mission = fold_mission(parser, start, at, head, modifiers, adjectives)
        if mission is None and determiner == "the" and not named and head in _KNOWN_MISSIONS and not adjectives:
            return Slot(
                "actor", start, at, "reference", phrases=(reference(start, at, "mission", head),), determiner=determiner
            )
        return mission
    sender, end = _principal(parser, at, named)
    if sender is not None and sender.reference is not None and not sender.actor.id:
        if sender.reference not in {"two_sides", "delegation"}:
            sender, end = None, at
        else:
            return Slot(
                "actor",
                start,
                end,
                "reference",
                phrases=(replace(sender, start=start, end=end),),
                determiner=determiner,
            )
    if sender is None and head in _SEATED and parser.lower(at) == "in" and parser.kind(at + 1) == "capital":
        # "the foreign ministry in Pyongyang": a government is named by its seat
        seat = parser.items[at + 1].name("capital")
        state = (
            parser.memory.names.actor(seat.actor.on_behalf_of[0])
            if seat and seat.actor and seat.actor.on_behalf_of
            else None
        )
        if state is not None:
            sender, end = Phrase(at + 1, at + 2, state, "state"), at + 2
    members = "member" in adjectives and head in {"states", "countries", "state", "nations", "country"}
    if members:
        if sender is None:
            return None
        phrase = Phrase(
            start, end, sender.actor, "members", how="pattern", word=f"member {head}", plural=True, confidence=0.8
        )
        return Slot("actor", start, end, "members", phrases=(phrase,), determiner=determiner)
    if head in COUNTRY_HEADS or (head in {"state", "republic"} and owner):
        if owner and not head.endswith("s"):
            return Slot(
                "actor", start, end, "reference", phrases=(replace(owner[0], start=start, end=end, word=f"our {head}"),)
            )
        if "two" in determiner.split() or "two" in adjectives or determiner == "both":
            return Slot(
                "actor", start, end, "reference", phrases=(reference(start, end, "two_sides", head, plural=True),)
            )
        if determiner == "the" and head in _ONE_STATE and not named and sender is None and at - start == 2:
            return Slot(
                "actor",
                start,
                end,
                "reference",
                phrases=(reference(start, end, "the_state", head),),
                determiner=determiner,
            )
        return None
    if head in DELEGATION_HEADS:
        leader, end = _leader(parser, end, sender)
        if sender is None and leader is not None and leader.actor.on_behalf_of:
            sender = leader
        if sender is None:
            if owner and head in {"party", "entourage", "group", "delegation"}:
                return Slot("noun", start, end, head, modifiers=tuple(modifiers), determiner=determiner)
            if determiner.startswith("the") and head in {
                "delegation",
                "delegations",
                "group",
                "party",
                "team",
                "visitors",
                "guests",
            }:
                phrase = reference(start, end, "delegation", head, plural=head.endswith("s"))
                return Slot("actor", start, end, "reference", phrases=(replace(phrase, leader=leader),))
            return None
        if head in {"party", "group", "team", "mission", "troupe"} and sender.head not in {
            "state",
            "organisation",
            "government",
            "delegation",
        }:
            return None
        actor = sender.actor if sender is not leader else _behind(parser, sender)
        if actor is None:
            return None
        phrase = Phrase(start, end, actor, "delegation", leader=leader, how="pattern", word=head)
        return Slot(
            "actor", start, end, "delegation", phrases=(phrase,), determiner=determiner, adjectives=tuple(adjectives)
        )
    if (
        sender is None
        and owner
        and head in {"government", "side", "army", "people", "country", "military", "forces", "leader", "leadership"}
    ):
        return Slot(
            "actor", start, end, "reference", phrases=(replace(owner[0], start=start, end=end),), determiner=determiner
        )
    if sender is None and head in {
        "sides",
        "side",
        "leaders",
        "governments",
        "armies",
        "peoples",
        "nations",
        "parties",
    }:
        if determiner.startswith(("the two", "both", "two")) or (determiner in {"both", "two"} or "two" in adjectives):
            phrase = reference(start, end, "two_sides", head, plural=True)
            return Slot("actor", start, end, "reference", phrases=(phrase,), determiner=determiner)
        return None
    if sender is None and determiner == "the" and head in _ONE_STATE and at - start == 2:
        return Slot(
            "actor", start, end, "reference", phrases=(reference(start, end, "the_state", head),), determiner=determiner
        )
    if sender is None and head in STAFF_HEADS | {"leader", "leaders", "officials", "official"}:
        return None
    if sender is None or (head == "congress" and sender.actor.type == "PoliticalParty"):
        return None
    if head in STAFF_HEADS and sender.head == "person":
        return None
    if head in PEOPLE_HEADS | {"people", "public"}:
        phrase = Phrase(start, end, sender.actor, "people", how="pattern", word=head, confidence=0.7)
        return Slot("actor", start, end, "people", phrases=(phrase,), determiner=determiner)
    several = tuple(named) if len(named) > 1 and end == at else ()
    phrases = tuple(
        Phrase(
            start,
            end,
            p.actor,
            "government",
            how="pattern",
            word=head,
            plural=head.endswith("s"),
            leader=p.leader,
            receiver=p.receiver,
        )
        for p in (several or (sender,))
    )
    return Slot("actor", start, end, "government", phrases=phrases, determiner=determiner, adjectives=tuple(adjectives))


def _behind(parser: Parser, phrase: Phrase) -> Actor | None:
    """The state or organisation behind a leader, as an actor of its own."""
    for office in phrase.offices:
        if office.of is not None:
            return office.of
    return parser.memory.names.actor(phrase.actor.on_behalf_of[0]) if phrase.actor.on_behalf_of else None
