"""Office holders: the office before the name, after it, several on one man, or without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relgraph.iris import slug
from relgraph.mentions.bodies import fold_organisation
from relgraph.mentions.parts import OfficeHeld, Phrase
from relgraph.mentions.persons import make_person, person_run, skip_titles
from relgraph.mentions.words import OFFICE_PREFIXES
from relgraph.ontology.names import Office
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["fold_office", "fold_person", "office_at"]

_TITLE_LIKE = frozenset(["member", "members", "head", "heads", "official", "officials", "leader", "leaders", "representative", "representatives",
                         "chief", "director", "manager", "secretary", "delegate", "officer", "adviser", "advisor"])  # fmt: skip


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


_PARTY_HEADS = frozenset(
    ["general-secretary", "party-leader", "president", "chairman", "first-secretary", "leader", "party-chairman"]
)


def _pick(offices: Sequence[OfficeHeld]) -> tuple[str, ...]:
    """For whom a holder of several offices acts: the state, and a party only as its head and if nothing else is held."""
    behind: list[str] = []
    for office in offices:
        if office.of is None:
            continue
        lesser = office.of.type == "PoliticalParty" and office.key not in _PARTY_HEADS and office.of.on_behalf_of
        behind += office.of.on_behalf_of if lesser else office.of.principals
    states = [p for p in behind if p.startswith("state/")]
    return ((states or behind)[0],) if behind else ()


def _behind(parser: Parser, actor: Actor) -> Actor:
    """The state or organisation that an organ or mission acts for."""
    if (
        actor.type in {"State", "InternationalOrganization", "Forum", "PoliticalParty", "Association", "Organization"}
        or not actor.on_behalf_of
    ):
        return actor
    return parser.memory.names.actor(actor.on_behalf_of[0]) or actor


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
                of = of or _behind(parser, inner.phrases[0].actor)
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
            to, end = _behind(parser, target), inner.end
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
    home = parser.memory.home
    if office.key == "official" and parser.lower(words.end) == "concerned" and home is not None:
        # "was handed over to an official concerned": of the country that publishes
        how = "the official concerned"
        return Phrase(start, words.end + 1, home, "government", how=how, confidence=0.6), words.end + 1
    of, to, label_end, end = _complements(parser, words.end, office)
    first_word = words.start
    while parser.lower(first_word) in _PASSING and first_word < words.end - 1:
        first_word += 1  # a new ambassador holds the same post as the old one
    past = parser.lower(words.start) in _GONE
    label = parser.surface(words.start if past else first_word, label_end)
    named = [m for m in modifiers if m.reference is None]
    owner = next((m for m in modifiers if m.reference is not None), None)
    if of is None and named:
        of = _behind(parser, named[-1].actor)
        if of.type == "Place":
            governs = of.on_behalf_of and office.level in _STATE_LEVELS
            of = parser.memory.names.actor(of.on_behalf_of[0]) if governs else None
    of = of or words.implied
    if of is not None and to is not None and of.id == to.id:
        of = None
    first = parser.lower(first_word).split()[0]
    title = parser.surface(first_word, label_end)
    key = slug(title if first in OFFICE_PREFIXES else office.key if label_end == words.end else title)
    held = OfficeHeld(label, key, office.level, office.rank, of, to)
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
                known_as = _by_surname(parser, phrase.person.label) if bare else None
                if known_as is not None:
                    person = replace(known_as, label=phrase.person.label)
                    phrase = replace(phrase, person=person, actor=person)
                    held = replace(held, of=parser.memory.names.actor(person.on_behalf_of[0]), assumed=True)
                    offices = (held, *phrase.offices)
                if held.of is None and not phrase.offices and parser.lower(stop) == "of":
                    held, stop = _owner_behind(parser, held, stop)
                    offices = (held,)
                return _holder(parser, start, stop, phrase.person, offices, phrase), stop
    if of is None and to is None and fold and parser.lower(end) == "of" and parser.lower(words.end - 1).endswith("s"):
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
            and not parser.lower(words.end - 1).endswith("ministers")
        ):
            return replace(known, start=start, end=end, how=f"the {label}", offices=(), confidence=0.8), end
    if of is None and owner is not None:
        post = Actor(id=f"post/{key}", type="Post", label=label)
        return Phrase(
            start, end, post, "office", offices=(held,), how="office", reference=owner.reference, word=label
        ), end
    if of is None:
        post = Actor(id=f"post/{key}", type="Post", label=label)
        plural = parser.lower(words.end - 1).endswith("s")
        return Phrase(
            start, end, post, "office", offices=(held,), how="office", reference="holder", word=label, plural=plural
        ), end
    return _holder(parser, start, end, None, (held,), None), end


def _owner_behind(parser: Parser, held: OfficeHeld, at: int) -> tuple[OfficeHeld, int]:
    """The state in "President Daniel Ortega of Nicaragua"."""
    nxt = at + 2 if parser.lower(at + 1) == "the" else at + 1
    name = parser.items[nxt].name("state") if parser.kind(nxt) == "state" else None
    if name is None or name.actor is None:
        return held, at
    return replace(held, of=name.actor), nxt + 1


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
            if parser.lower(k) == "as" and parser.lower(k - 1) in {
                "appointment",
                "election",
                "re-election",
                "reelection",
                "inauguration",
                "nomination",
            }:
                slot = parser.noun_phrase(k + 1) if k + 1 < len(parser.items) else None
                if slot is not None and slot.phrases and slot.phrases[0].offices and slot.phrases[0].person is None:
                    return slot.phrases[0].offices[0]
    return None


_PASSING = frozenset(["new", "then", "current", "incoming", "newly-appointed", "visiting", "late"])
_GONE = frozenset(["late", "then"])
_PARTIES = frozenset(["party", "organisation"])
_STATE_LEVELS = frozenset(["head_of_state", "head_of_government", "minister", "envoy", "royal", "legislature"])
_HEADS = frozenset(["head_of_state", "head_of_government", "minister"])
_OWN_LEVELS = frozenset(["head_of_government", "minister", "envoy"])


def at_home(parser: Parser, office: OfficeHeld) -> OfficeHeld:
    """Give an office without a state that of the government that publishes: "the Foreign Secretary" on gov.uk.

    Not to heads of state, whom governments name without their states too ("President Assad").
    """
    home = parser.memory.home
    if office.of is None and home is not None and office.level == "party" and home.id in _RULING_PARTIES:
        party = parser.memory.names.actor(_RULING_PARTIES[home.id])
        return replace(office, of=party, assumed=True) if party is not None else office
    if office.of is not None:
        return office
    if parser.memory.local is not None and office.level in _STATE_LEVELS - {"envoy"}:
        return replace(office, of=parser.memory.local, assumed=True)
    if office.level == "envoy" and not parser.memory.official:
        of = parser.memory.posts.get(office.key)
        return replace(office, of=of, assumed=True) if of is not None and of != office.to else office
    written_in = parser.memory.here_state if not parser.memory.official else None
    if written_in is not None and office.level in _STATE_LEVELS - {"envoy"}:
        return replace(office, of=written_in, assumed=True)  # "HANOI -- The foreign minister said"
    if home is None and parser.memory.about is not None and office.level in _STATE_LEVELS - {"envoy"}:
        return replace(office, of=parser.memory.about, assumed=True)
    if home is None or home.type != "State" or office.to == home:
        return office
    if office.level not in _OWN_LEVELS and office.key not in _OWN_TITLES.get(home.id, ()):
        return office
    if office.key in _NO_SUCH_TITLE.get(home.id, ()):
        other = parser.memory.other  # "presented his credentials to Prime Minister X": the other country's
        return replace(office, of=other, assumed=True) if other is not None else office
    to = parser.memory.other if office.level == "envoy" and office.to is None else office.to
    return replace(office, of=home, to=to, assumed=True)


_RULING_PARTIES = {
    "state/PRK": "org/WPK",
    "state/CHN": "org/CPC",
    "state/VNM": "org/CPV",
    "state/LAO": "org/LPRP",
    "state/CUB": "org/PCC",
}
"""In these states "the general secretary" without more is that of the one party."""
_OWN_TITLES = {"state/USA": frozenset(["secretary", "deputy-secretary", "assistant-secretary", "under-secretary"])}
"""Titles by which a government calls its ministers among other names: "Secretary Kerry"."""
_NO_SUCH_TITLE = {
    "state/USA": frozenset(["prime-minister", "deputy-prime-minister", "foreign-minister", "vice-foreign-minister", "chancellor", "premier",
                            "defence-minister-of", "interior-minister"]),
    "state/GBR": frozenset(["foreign-minister", "vice-foreign-minister", "premier"]),
}  # fmt: skip
"""Titles that a government does not have, so that it cannot mean its own: the United States have no prime minister."""


def _is_heading(parser: Parser, at: int) -> bool:
    """Whether a capitalised word after an office belongs to a title in capitals and is a verb there."""
    return parser.memory.headline and parser.lexicon.form(parser.lower(at)) is not None


def _post(office: OfficeHeld) -> Actor:
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


def _is_plural(parser: Parser, start: int, end: int) -> bool:
    """Whether the title itself is plural: "the foreign ministers of", but not "minister for International Organizations"."""
    title = next((parser.items[i] for i in range(start, end) if parser.kind(i) == "office"), None)
    return title is not None and title.lower.split(" of ")[0].split(" for ")[0].endswith("s")


def _holder(
    parser: Parser, start: int, end: int, person: Actor | None, offices: tuple[OfficeHeld, ...], phrase: Phrase | None
) -> Phrase:
    principals = _pick(offices)
    if not principals and phrase is not None:
        principals = phrase.actor.on_behalf_of
    if not principals and person is not None:
        known = parser.memory.person(person.label)
        principals = known.actor.on_behalf_of if known is not None else ()
    if person is None:
        post = replace(_post(offices[0]), on_behalf_of=principals)
        several = _is_plural(parser, start, end)
        return Phrase(start, end, post, "office", offices=offices, how="office", word=offices[0].label, plural=several)
    actor = _acting_for(person, principals)
    own = parser.memory.names.actor(person.id)
    if own is not None and own.on_behalf_of:
        # "General Secretary Xi Jinping" is not that of the publisher's own party.
        offices = tuple(_own_party(parser, o, own) for o in offices)
        # "General Secretary Kim Jong Un" without more acts for his state.
        principals = _pick([o for o in offices if not o.assumed]) or own.on_behalf_of
        actor = _acting_for(person, principals)
    behind = parser.memory.names.actor(principals[0]) if principals else None
    if behind is not None:
        # "Foreign Minister Ri Yong Ho": whose minister he is tells the table of names or the article before.
        offices = tuple(
            o if o.of is not None or o.level not in _STATE_LEVELS else replace(o, of=behind, assumed=True)
            for o in offices
        )
    return Phrase(
        start, end, actor, "person", person=actor, offices=offices, how="name" if phrase is None else phrase.how
    )


def _own_party(parser: Parser, office: OfficeHeld, person: Actor) -> OfficeHeld:
    """An office that was assumed to be the publisher's own, of the state or party of its known holder."""
    own = person.on_behalf_of[0]
    if not office.assumed or (office.of is not None and own in office.of.principals):
        return office
    if office.level != "party":
        return replace(office, of=parser.memory.names.actor(own))
    home = parser.memory.home
    if home is None or home.id == own:
        return office
    party = _RULING_PARTIES.get(own)
    return replace(office, of=parser.memory.names.actor(party) if party is not None else None)


def _by_surname(parser: Parser, label: str) -> Actor | None:
    """The person of the table behind "President Putin"; one without a record where several of one state bear the name."""
    words = label.split()
    found = parser.memory.names.bearers(words[0] if len(words) == 1 else "")
    if not found or parser.memory.person(label) is not None:
        return None
    return found[0] if len(found) == 1 else make_person(label, found[0].on_behalf_of)


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
            principals = _behind(parser, named[-1].actor).principals
    offices: list[OfficeHeld] = []
    if fold:
        after = parser.closing(end) if end < len(items) and items[end].text == "(" else end
        offices, end = _apposition(parser, after or end, end)
        if not offices and (office := _elevation(parser, end)) is not None:
            offices = [at_home(parser, office)]
    if person.on_behalf_of:
        offices = [_own_party(parser, o, person) for o in offices]
    chosen = _pick(offices) or principals
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
