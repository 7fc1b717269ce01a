"""Offices: the words of a title, of whom and to whom it is, and the name that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relgraph.iris import slug
from relgraph.mentions.bodies import fold_organisation
from relgraph.mentions.holders import by_surname, fold_person, is_plural, make_holder
from relgraph.mentions.owners import STATE_LEVELS, at_home, owner_of
from relgraph.mentions.parts import OfficeHeld, Phrase, Standing
from relgraph.mentions.persons import person_run, skip_titles
from relgraph.mentions.words import NO_LONGER, OFFICE_PREFIXES, SOME_TIME
from relgraph.ontology.names import Office
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["fold_office", "office_at"]

_PASSING = frozenset(["new", "then", "current", "incoming", "newly-appointed", "visiting", "late"])
_PARTIES = frozenset(["party", "organisation"])
_HEADS = frozenset(["head_of_state", "head_of_government", "minister"])


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Where the words of an office stand, prefixes included."""

    start: int
    end: int
    office: Office
    implied: Actor | None = None
    """The state or organisation that the title alone names: "Pope", "UN Secretary-General"."""


def office_at(parser: Parser, at: int) -> OfficeWords | None:
    """The office that begins at an item, with "vice-", "deputy", "first" before it."""
    end = at
    while (parser.lower(end) in OFFICE_PREFIXES and parser.kind(end) in {"word", "cap"}) or (
        end > at and parser.items[end].text == "-"
    ):
        end += 1
        if end >= len(parser.items):
            return None
    if parser.kind(end) != "office":
        return None
    name = parser.items[end].name("office")
    if name is None or name.office is None:
        return None
    return OfficeWords(at, end + 1, name.office, name.actor)


def _domain(parser: Parser, at: int) -> int:
    """End of the words that say which office: "Industry and Trade" in "minister of Industry and Trade of"."""
    end = at
    while end < len(parser.items):
        kind, low = parser.kind(end), parser.lower(end)
        if (
            kind == "cap"
            or (kind == "word" and parser.is_nominal(end) and end - at < 5)
            or kind in {"poss", "body"}
            or (
                end > at
                and low in {"and", "&"}
                and (parser.kind(end + 1) == "cap" or (parser.kind(end + 1) == "word" and parser.is_nominal(end + 1)))
                and (parser.kind(end - 1) == parser.kind(end + 1) and not _new_person(parser, end + 1))
            )
            or (
                end > at
                and low == ","
                and parser.kind(end - 1) == "cap"
                and parser.kind(end + 1) == "cap"
                and parser.lower(end + 2) in {"and", ","}
                and (parser.kind(end + 3) == "cap" and not _new_person(parser, end + 1))
            )
        ):
            end += 1
        else:
            break
    return end


def _new_person(parser: Parser, at: int) -> bool:
    """Whether a person with an office begins here rather than more of a domain."""
    end = person_run(parser.items, at)
    return end > at and parser.lower(end) == "," and office_at(parser, end + 1) is not None


def _complements(parser: Parser, at: int, office: Office) -> tuple[Actor | None, Actor | None, int, int]:
    """Of whom, to whom, end of the label, end of all, for what follows the words of an office."""
    of: Actor | None = None
    to: Actor | None = None
    label_end, end = at, at
    envoy = office.level == "envoy" or office.rank is not None or _is_envoy(parser, at, office)
    if parser.lower(at) == "," and parser.lower(at - 1).endswith("c.c."):
        # "general secretary of the C.C., Communist Party of Vietnam"
        party = at + 2 if parser.lower(at + 1) == "the" else at + 1
        name = parser.items[party].name("party", "organisation") if parser.kind(party) in _PARTIES else None
        if name is not None and name.actor is not None:
            of, end = name.actor, party + 1
    while end < len(parser.items):
        low = parser.lower(end)
        nxt = end + 1
        if parser.lower(nxt) == "the":
            nxt += 1
        kind = parser.kind(nxt)
        if low in {"of", "for"} and parser.lower(nxt) == "c.c.":
            # "the C.C., Workers' Party of Korea": the Central Committee of a party
            nxt += 2 if parser.lower(nxt + 1) == "," else 1
            if parser.lower(nxt) == "the":
                nxt += 1
            kind = parser.kind(nxt)
        if low in {"of", "for"} or (
            low in {"at", "in", "with"} and kind in {"organisation", "party", "body"} and of is None
        ):
            longer = kind == "state" and parser.kind(nxt + 1) == "cap"
            if longer and (found := fold_organisation(parser, nxt, nxt, ())):
                of, end = of or found[0].actor, found[1]  # "of the Lebanon Federation of Workers"
                continue
            if kind == "state":
                name = parser.items[nxt].name("state")
                if envoy and low == "for" and to is None and name is not None:
                    to = name.actor  # "Special Envoy for Syria" is nobody of Syria's
                elif of is None and name is not None and name.actor is not None:
                    of = name.actor
                end = nxt + 1
                continue
            if (kind == "demonym" and parser.kind(nxt + 1) not in {"cap", "organisation", "party", "body"}) or (
                kind == "demonym" and parser.lower(nxt + 1) in {"embassy", "government"}
            ):
                inner = parser.noun_phrase(end + 1, fold=False)
                if inner is None or inner.kind != "actor" or inner.phrases[0].reference:
                    break
                of = of or owner_of(parser, inner.phrases[0].actor)
                end = inner.end
                continue
            named_next = parser.kind(nxt + 1) == "cap" and parser.person_end(nxt + 1) > nxt + 2
            if kind in {"organisation", "party", "body", "mission"} and (parser.kind(nxt + 1) != "cap" or named_next):
                name = parser.items[nxt].name("organisation", "party", "body", "mission")
                if envoy and low == "for" and to is None and name is not None:
                    to = name.actor
                elif name is not None and name.actor is not None:
                    of = of or name.actor
                end = nxt + 1
                continue
            if found := fold_organisation(parser, nxt, nxt, ()):
                of = of or found[0].actor
                end = found[1]
                continue
            stop = _domain(parser, nxt)
            if stop == nxt or to is not None:
                break
            end = label_end = stop
            continue
        if low == "and" and of is None and " of " in parser.surface(at - 1, at).lower():
            stop = _domain(parser, end + 1)  # "minister of Foreign Affairs and Overseas Compatriots of Algeria"
            if stop > end + 1 and parser.lower(stop) == "of":
                end = label_end = stop
                continue
        if envoy and low in {"to", "in", "at"} and to is None and kind in {"state", "organisation"}:
            name = parser.items[nxt].name("state", "organisation")
            if name is None or name.actor is None:
                break
            to, end = name.actor, nxt + 1
            continue
        if envoy and low in {"to", "in", "at"} and to is None:
            inner = parser.noun_phrase(end + 1, fold=False)
            if inner is None or inner.kind not in {"actor", "place"} or not inner.phrases or inner.phrases[0].reference:
                break
            target = inner.phrases[0].actor
            if target.type == "Place":
                state = parser.memory.names.actor(target.on_behalf_of[0]) if target.on_behalf_of else None
                if state is None:
                    break
                target = state
            to, end = owner_of(parser, target), inner.end
            continue
        if envoy and low == "here" and to is None and parser.memory.here_state is not None:
            to, end = parser.memory.here_state, end + 1
            continue
        break
    return of, to, label_end, end


def _is_envoy(parser: Parser, at: int, office: Office) -> bool:
    """Whether "Minister to Prussia" and "Commissioner to Hawaii" are envoys, as they were before there were ambassadors."""
    nxt = at + 2 if parser.lower(at + 1) == "the" else at + 1
    return (
        office.key in {"minister", "commissioner"}
        and parser.lower(at) == "to"
        and parser.kind(nxt) in {"state", "organisation", "demonym", "cap"}
    )


def fold_office(
    parser: Parser, start: int, words: OfficeWords, modifiers: Sequence[Phrase], *, fold: bool
) -> tuple[Phrase, int] | None:
    """Read an office with its complements and, if it follows, the name of the holder."""
    office = words.office
    of, to, label_end, end = _complements(parser, words.end, office)
    first_word = words.start
    while parser.lower(first_word) in _PASSING and first_word < words.end - 1:
        first_word += 1  # a new ambassador holds the same post as the old one
    told_of = {parser.lower(i) for i in range(max(0, words.start - 1), words.end)}
    standing: Standing = "held" if told_of & NO_LONGER else "some time" if told_of & SOME_TIME else "holds"
    label = parser.surface(first_word, label_end)
    # "Hong Kong director of Amnesty International Man-kei Tam" holds no office of Hong Kong's.
    elsewhere = parser.lower(end) == "of" and parser.kind(end + 1) in {"organisation", "party", "body"}
    named = [m for m in modifiers if m.reference is None and not elsewhere]
    owner = next((m for m in modifiers if m.reference is not None), None)
    if of is None and named:
        of = owner_of(parser, named[-1].actor)
        if of.type == "Place":
            governs = of.on_behalf_of and office.level in STATE_LEVELS
            of = parser.memory.names.actor(of.on_behalf_of[0]) if governs else None
    of = of or words.implied
    if of is not None and to is not None and of.id == to.id:
        of = None
    first = parser.lower(first_word).split()[0]
    key = slug(label if first in OFFICE_PREFIXES else office.key if label_end == words.end else label)
    held = OfficeHeld(label, key, office.level, office.rank, of, to, standing=standing)
    plural = is_plural(parser, words.start, words.end)
    # "the Kurdistan Regional Government, represented by Prime Minister X": not our own
    led = parser.lower(start - 1) == "by" and parser.lower(start - 2) in {"represented", "led", "headed"}
    plain = owner is None and not modifiers and parser.lower(end) not in {"of", "for"} and not led
    if plain and key not in parser.memory.holders and (label_end == words.end or office.level != "party"):
        held = at_home(parser, held)
        of = held.of
    person_at, person_end = end, parser.person_end(end, single=True)
    if parser.kind(end) == "person":
        person_end = end + 1
    elif person_end <= end and fold and parser.lower(end) == ",":
        candidate = parser.person_end(end + 1, single=of is not None and parser.lower(end + 2) == ",")
        titled = skip_titles(parser.items, end + 1)
        if parser.kind(titled) == "person":
            candidate = titled + 1
        closes = parser.lower(candidate) in {",", ".", "", ";"} or parser.kind(candidate) == "date"
        alone = candidate == end + 2 and of is not None and parser.lower(candidate) == ","
        if (
            (candidate > end + 2 or alone or parser.kind(titled) == "person")
            and closes
            and not (parser.lower(candidate) == "," and office_at(parser, candidate + 1))
        ):
            person_at, person_end = end + 1, candidate
    if person_end > person_at and not (
        person_at == end
        and parser.kind(end) == "cap"
        and parser.person_end(end, single=True) == end + 1
        and _is_heading(parser, end)
    ):
        found = fold_person(parser, start, person_at, (), fold=fold)
        if found is not None:
            phrase, stop = found
            offices = (held, *phrase.offices)
            if phrase.person is not None:
                bare = (held.of is None or held.assumed) and held.level in _HEADS
                known_as = by_surname(parser, phrase.person.label) if bare else None
                if known_as is not None:
                    person = replace(known_as, label=phrase.person.label)
                    phrase = replace(phrase, person=person, actor=person)
                    held = replace(held, of=parser.memory.names.actor(person.on_behalf_of[0]), assumed=True)
                    offices = (held, *phrase.offices)
                if held.of is None and not phrase.offices and parser.lower(stop) == "of":
                    held, stop = _owner_behind(parser, held, stop)
                    offices = (held,)
                return make_holder(parser, start, stop, phrase.person, offices, phrase), stop
    if of is None and to is None and fold and parser.lower(end) == "of" and plural:
        inner = parser.noun_phrase(end + 1, fold=False)
        if inner is not None and inner.phrases and inner.phrases[0].reference == "two_sides":
            # "the leaders of the two countries"
            return replace(inner.phrases[0], start=start, end=inner.end), inner.end
    if of is None and owner is None and fold and parser.lower(start - 1) != "as":
        known = parser.memory.holders.get(key) or parser.memory.holders.get(label.lower().split()[-1])
        if (
            known is not None
            and known.person is not None
            and to is None
            and office.level not in {"official", "spokesperson"}
            and not plural
        ):
            return replace(known, start=start, end=end, how=f"the {label}", offices=(), confidence=0.8), end
    if of is None and owner is not None:
        post = Actor(id=f"post/{key}", type="Post", label=label)
        return Phrase(
            start, end, post, "office", offices=(held,), how="office", reference=owner.reference, word=label
        ), end
    if of is None:
        post = Actor(id=f"post/{key}", type="Post", label=label)
        return Phrase(
            start, end, post, "office", offices=(held,), how="office", reference="holder", word=label, plural=plural
        ), end
    return make_holder(parser, start, end, None, (held,), None), end


def _owner_behind(parser: Parser, held: OfficeHeld, at: int) -> tuple[OfficeHeld, int]:
    """The state in "President Daniel Ortega of Nicaragua"."""
    nxt = at + 2 if parser.lower(at + 1) == "the" else at + 1
    name = parser.items[nxt].name("state") if parser.kind(nxt) == "state" else None
    if name is None or name.actor is None:
        return held, at
    return replace(held, of=name.actor), nxt + 1


def _is_heading(parser: Parser, at: int) -> bool:
    """Whether a capitalised word after an office belongs to a title in capitals and is a verb there."""
    return parser.memory.headline and parser.lexicon.form(parser.lower(at)) is not None
