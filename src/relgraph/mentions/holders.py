"""Holders of offices: a person's name with the offices after it, a title with or without the name of who bears it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.mentions.owners import STATE_LEVELS, at_home, of_known_holder, owner_of, principals_of
from relgraph.mentions.parts import OfficeHeld, Phrase
from relgraph.mentions.persons import make_person, person_run, skip_titles
from relgraph.mentions.words import ELEVATIONS
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["by_surname", "fold_person", "is_plural", "make_holder", "make_post"]


def fold_person(
    parser: Parser, start: int, at: int, modifiers: Sequence[Phrase], *, fold: bool
) -> tuple[Phrase, int] | None:
    """Read a person's name and the offices that stand after it in apposition."""
    items = parser.items
    begin = skip_titles(items, at)
    if parser.kind(begin) == "person":
        name = items[begin].name("person")
        if name is None or name.actor is None:
            return None
        # Claims name a person as their article spells the name; the id is that of the table.
        person, end = replace(name.actor, label=parser.surface(begin, begin + 1)), begin + 1
    else:
        end = person_run(items, begin, single=True)
        if end == begin:
            return None
        label = parser.surface(begin, end)
        known = parser.memory.person(label)
        person = known.person if known is not None and known.person is not None else make_person(label)
    principals = person.on_behalf_of
    if not principals:
        # "Russia's Lavrov" and "Japanese Emperor X", but not "the DPRK Lee": a bare name of a state does not qualify a person.
        named = [m for m in modifiers if m.reference is None]
        if named and (parser.kind(at - 1) in {"poss", "demonym"}):
            principals = owner_of(parser, named[-1].actor).principals
    offices: list[OfficeHeld] = []
    if fold:
        after = parser.closing(end) if end < len(items) and items[end].text == "(" else end
        offices, end = _apposition(parser, after or end, end)
        if not offices and (office := _elevation(parser, end)) is not None:
            offices = [at_home(parser, office)]
    if person.on_behalf_of:
        offices = [of_known_holder(parser, o, person) for o in offices]
    chosen = principals_of(offices) or principals
    if not chosen:
        known = parser.memory.person(person.label)
        chosen = known.actor.on_behalf_of if known is not None else ()
    actor = _acting_for(person, chosen)
    phrase = Phrase(start, end, actor, "person", person=actor, offices=tuple(offices))
    if not chosen:
        phrase = replace(phrase, confidence=0.4)
    return phrase, end


def _apposition(parser: Parser, at: int, end: int) -> tuple[list[OfficeHeld], int]:
    """The offices after a name: ", foreign minister of A and member of B"; and where they end."""
    offices: list[OfficeHeld] = []
    while at < len(parser.items):
        if parser.items[at].text == "(":
            at = parser.closing(at) or at
        k = at
        comma = parser.lower(k) == ","
        if comma:
            k += 1
        joined = parser.lower(k) == "and"
        if joined:
            k += 1
        if not offices and not comma:
            break
        if offices and not (comma or joined):
            break
        if parser.lower(k) in {"concurrently", "also", "then"}:
            k += 1
        slot = parser.noun_phrase(k) if k < len(parser.items) else None
        if slot is None or slot.kind != "actor" or len(slot.phrases) != 1:
            break
        phrase = slot.phrases[0]
        if phrase.person is not None or not phrase.offices or phrase.head not in {"office"}:
            break
        office = phrase.offices[0]
        if (
            offices
            and joined
            and slot.determiner
            and office.of is not None
            and all(o.of is None or o.of.id != office.of.id for o in offices)
        ):
            break
        if (
            offices
            and comma
            and not joined
            and office.of is not None
            and office.of.type == "State"
            and any(o.of is not None and o.of.type == "State" and o.of.id != office.of.id for o in offices)
        ):
            break
        if phrase.plural:
            break
        offices.append(office)
        at = end = slot.end
    # An office without its own owner belongs to that of its neighbour: "chairman and president of X".
    owner = next((o.of for o in reversed(offices) if o.of is not None and not o.assumed), None)
    shared = [
        o if owner is None or (o.of is not None and not o.assumed) else replace(o, of=owner, assumed=False)
        for o in offices
    ]
    return shared, end


def _elevation(parser: Parser, at: int) -> OfficeHeld | None:
    """The office in "upon his election as president of X" or "with X as charge d'affaires"."""
    if parser.lower(at) == "," and parser.lower(at + 1) in {"jr", "sr"}:
        at += 3 if parser.lower(at + 2) == "." else 2
    if parser.lower(at) == "," and parser.lower(at + 1) == "as":
        at += 1
    if parser.lower(at) == "as":
        slot = parser.noun_phrase(at + 1) if at + 1 < len(parser.items) else None
        held = slot.phrases[0] if slot is not None and slot.phrases else None
        if held is not None and held.offices and held.person is None:
            return held.offices[0]
    if parser.lower(at) in {"upon", "on", "for", "following", "after"} and parser.lower(at + 1) in {"his", "her"}:
        for k in range(at + 2, min(at + 5, len(parser.items))):
            if parser.lower(k) == "as" and parser.lower(k - 1) in ELEVATIONS:
                slot = parser.noun_phrase(k + 1) if k + 1 < len(parser.items) else None
                if slot is not None and slot.phrases and slot.phrases[0].offices and slot.phrases[0].person is None:
                    return slot.phrases[0].offices[0]
    return None


def make_holder(
    parser: Parser, start: int, end: int, person: Actor | None, offices: tuple[OfficeHeld, ...], phrase: Phrase | None
) -> Phrase:
    """The phrase of who holds offices, by name or by title alone, with the state or party for which he acts."""
    principals = principals_of(offices)
    if not principals and phrase is not None:
        principals = phrase.actor.on_behalf_of
    if not principals and person is not None:
        known = parser.memory.person(person.label)
        principals = known.actor.on_behalf_of if known is not None else ()
    if person is None:
        post = replace(make_post(offices[0]), on_behalf_of=principals)
        several = is_plural(parser, start, end)
        return Phrase(start, end, post, "office", offices=offices, how="office", word=offices[0].label, plural=several)
    actor = _acting_for(person, principals)
    own = parser.memory.names.actor(person.id)
    if own is not None and own.on_behalf_of:
        # "General Secretary Xi Jinping" is not that of the publisher's own party.
        offices = tuple(of_known_holder(parser, o, own) for o in offices)
        # "General Secretary Kim Jong Un" without more acts for his state.
        principals = principals_of([o for o in offices if not o.assumed]) or own.on_behalf_of
        actor = _acting_for(person, principals)
    behind = parser.memory.names.actor(principals[0]) if principals else None
    if behind is not None:
        # "Foreign Minister Ri Yong Ho": whose minister he is tells the table of names or the article before.
        offices = tuple(
            o if o.of is not None or o.level not in STATE_LEVELS else replace(o, of=behind, assumed=True)
            for o in offices
        )
    return Phrase(
        start, end, actor, "person", person=actor, offices=offices, how="name" if phrase is None else phrase.how
    )


def make_post(office: OfficeHeld) -> Actor:
    """The post that an office is, whoever holds it."""
    of = office.of
    code = of.id.split("/")[-1] if of else "unknown"
    key = f"{code}-{office.key}" + (f"-{office.to.id.split('/')[-1]}" if office.to else "")
    name = of.label if of else ""
    label = f"{office.label} of {name}" if name and " of " not in office.label else office.label
    label += f" to {office.to.label}" if office.to else ""
    return Actor(
        id=f"post/{key}",
        type="HeadOfMissionPost" if office.rank else "Post",
        label=label,
        on_behalf_of=of.principals if of else (),
    )


def _acting_for(person: Actor, principals: tuple[str, ...]) -> Actor:
    """A person with the principals that the text gives; a namesake of another state gets an id of his own."""
    known, given = set(person.on_behalf_of), set(principals)
    other = known and given and not known & given and all(p.startswith("state/") for p in known | given)
    key = f"{person.id}-{principals[0].split('/')[-1]}" if other else person.id
    return replace(person, id=key, on_behalf_of=principals)


def is_plural(parser: Parser, start: int, end: int) -> bool:
    """Whether the title itself is plural: "the foreign ministers of", but not "minister for International Organizations"."""
    title = next((parser.items[i] for i in range(start, end) if parser.kind(i) == "office"), None)
    return title is not None and title.lower.split(" of ")[0].split(" for ")[0].endswith("s")


def by_surname(parser: Parser, label: str) -> Actor | None:
    """The person of the table behind "President Putin"; one without a record where several of one state bear the name."""
    words = label.split()
    found = parser.memory.names.bearers(words[0] if len(words) == 1 else "")
    if not found or parser.memory.person(label) is not None:
        return None
    return found[0] if len(found) == 1 else make_person(label, found[0].on_behalf_of)
