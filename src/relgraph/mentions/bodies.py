"""Ministries, armies, associations and missions that are named by their words and not by a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.iris import slug
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.words import NOT_NAMES, ORGANISATION_HEADS
from relgraph.ontology.things import make_mission, with_article
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["fold_mission", "fold_organisation", "of_other_state"]

_STATE_BODIES = frozenset(
    """ministry department cabinet government army navy force forces parliament assembly senate congress duma court
    prosecutor prosecutors prosecutor's administration bureau agency headquarters guard guards office council commission board
    authority directorate secretariat police corps division brigade""".split()
)
"""Heads that name an organ of the state when a state stands in the name."""

_CENTRAL = frozenset(["foreign office", "state department", "home office", "war office", "defense department"])
"""Names of ministries that have another word for it."""

_MISSION_WORDS = {
    "embassy": "embassy", "embassies": "embassy", "legation": "legation", "consulate": "consulate", "consulates": "consulate",
    "liaison": "liaison-office", "interests": "interests-section", "high": "high-commission", "mission": "mission", "missions": "mission",
    "legations": "legation",
}  # fmt: skip
_NAME_KINDS = frozenset(["state", "demonym", "capital", "place", "organisation", "party", "body", "person", "number"])
_LONGEST_NAME = 80
"""Words and signs up to which a name is read, so that time grows with the length of the text."""
_LINKS = frozenset(["of", "for", "and", "&", "on", "in", "to"])


def _name_end(parser: Parser, at: int) -> tuple[int, int, int]:
    """End of an organisation's name that begins here; index of its head; index of the last "of STATE", or -1."""
    items = parser.items
    end, head, state_at = at, -1, -1
    while end < min(len(items), at + _LONGEST_NAME):
        item = items[end]
        if (
            item.kind == "cap"
            and not (item.lower in NOT_NAMES and item.lower not in _ALLOWED)
            and not (
                head >= 0
                and end == head + 1
                and item.lower not in ORGANISATION_HEADS
                and parser.kind(end - 1) != "poss"
                and not _in_complement(parser, head, end)
            )
        ):
            if item.lower in ORGANISATION_HEADS and (head < 0 or not _in_complement(parser, head, end)):
                head = end
            end += 1
            continue
        if item.kind in _NAME_KINDS and (end > at or item.kind != "number"):
            if head >= 0 and end == head + 1:
                break
            if item.kind in {"organisation", "party", "body"} and end > at and head < 0:
                break
            if item.kind == "person" and end > at:
                break
            if item.kind == "state" and end > at and head >= 0:
                state_at = end
                end += 1
                break
            end += 1
            continue
        if item.kind == "poss" and end > at:
            if head >= 0 and not _in_complement(parser, head, end):
                break
            end += 1
            continue
        if (
            item.text == "-"
            and end > at
            and item.start == items[end - 1].end
            and (
                parser.kind(end + 1) in {"cap", "number"}
                or (head < 0 and parser.kind(end + 1) in {"state", "demonym", "people"})
            )
        ):
            end += 1
            continue
        if item.text == "," and head >= 0 and _in_complement(parser, head, end) and _lists_domains(parser, end + 1):
            end += 1  # "the Ministry of Education, Culture and Sports"
            continue
        if item.lower in _LINKS and end > at:
            nxt = end + 1
            if parser.lower(nxt) == "the" and item.lower not in {"and", "&", "in", "to", "on"}:
                nxt += 1
            if item.lower in {"in", "to"}:
                goes_on = head >= 0 and _in_complement(parser, head, end) and parser.kind(nxt) == "cap"
                city = (
                    head >= 0
                    and item.lower == "in"
                    and (
                        parser.lower(nxt + 1) in {"city", "province"}
                        or parser.lower(nxt).endswith((" city", " province"))
                    )
                )
                if not goes_on and not (city and parser.kind(nxt) in {"cap", "place", "capital"}):
                    break
            follows = parser.kind(nxt)
            if item.lower in {"and", "&"}:
                if (
                    follows != "cap"
                    or (head >= 0 and not _in_complement(parser, head, end))
                    or (parser.person_end(nxt) > nxt + 1 and head < 0)
                ):
                    break
                if parser.lower(nxt) in ORGANISATION_HEADS and head >= 0:
                    break
            elif head < 0 or follows not in {"cap", "state", "demonym", "place", "capital", "organisation", "party"}:
                break
            if follows in {"organisation", "party"}:
                break
            end = nxt
            continue
        break
    return end, head, state_at


_ALLOWED = frozenset(
    """international national general central supreme university state united new first second third treaty war peace great north south
    east west northern southern eastern western museum hospital school sea ocean airport day year christmas holiday olympics city
    province county district members council prior""".split()
)


def _in_complement(parser: Parser, head: int, at: int) -> bool:
    """Whether an "of" or "for" stands between the head and this place."""
    return any(parser.lower(i) in {"of", "for", "on"} for i in range(head + 1, at))


def _lists_domains(parser: Parser, at: int) -> bool:
    """Whether one or two capitalised words and then "and" with another follow, as in the name of a ministry."""
    end = at
    while parser.kind(end) == "cap" and parser.lower(end) not in NOT_NAMES and end - at < 2:
        end += 1
    return (
        end > at
        and parser.lower(end) in {"and", "&"}
        and parser.kind(end + 1) == "cap"
        and parser.lower(end + 2) != ","
    )


def fold_organisation(parser: Parser, at: int, start: int, modifiers: Sequence[Phrase]) -> tuple[Phrase, int] | None:
    """Read the name of an organisation or state organ that no list knows, by its head noun."""
    items = parser.items
    if at >= len(items):
        return None
    if items[at].kind in {"organisation", "party", "body", "mission"} and parser.kind(at + 1) != "cap":
        return None
    end, head, state_at = _name_end(parser, at)
    if head < 0 or (end - at < 2 and not modifiers):
        return None
    word = parser.lower(head)
    if word in {"embassy", "consulate", "mission"} or parser.lower(head - 1) in {"liaison", "interests"}:
        return None
    if word == "commission" and parser.lower(head - 1) == "high" and parser.lower(end) != "for":
        return None  # the embassy of a Commonwealth country
    states = [items[i].name("state", "demonym") for i in range(at, end) if items[i].kind in {"state", "demonym"}]
    state = next((n.actor for n in states if n is not None and n.actor is not None), None)
    if state is None:
        state = next((m.actor for m in modifiers if m.actor.type == "State"), None)
    parent: Actor | None = None
    after = end
    if parser.lower(end) == "of":
        inner_at = end + 2 if parser.lower(end + 1) == "the" else end + 1
        if parser.kind(inner_at) in {"organisation", "party", "body"}:
            name = items[inner_at].name("organisation", "party", "body")
            if name is not None and name.actor is not None:
                parent, after = name.actor, inner_at + 1
        elif parser.kind(inner_at) == "state" and state is None:
            name = items[inner_at].name("state")
            if name is not None and name.actor is not None:
                state, after = name.actor, inner_at + 1
    if parent is None:
        parent = next(
            (m.actor for m in modifiers if m.actor.type in {"PoliticalParty", "InternationalOrganization", "Forum"}),
            None,
        )
    words = list(range(at, end))
    if state_at >= 0:
        stop = state_at
        while parser.lower(stop - 1) in {"of", "the"}:
            stop -= 1
        content = [i for i in words if i < stop and parser.lower(i) not in _LINKS | {"the"}]
        if len(content) >= 3 or word in _STATE_BODIES:
            words = [i for i in words if i < stop]
    label = _label(parser, words)
    known = parser.memory.organisation(
        " ".join([*(m.actor.label for m in modifiers if m.head == "organisation"), label])
    )
    if known is not None:
        return Phrase(start, after, known, "organisation", how="short name", word=word, confidence=0.9), after
    central = word == "ministry" or label.lower() in _CENTRAL
    if word in _STATE_BODIES and (state is not None or central):
        owner = state or (parser.memory.local or parser.memory.home or parser.memory.about if central else None)
        if owner is None:
            return None
        actor = Actor(
            id=f"org/{owner.id.split('/')[-1]}-{slug(_ministry(label))}", type="GovernmentBody",
            label=f"{_ministry(label)} of {with_article(owner)}", on_behalf_of=(owner.id,),
        )  # fmt: skip
        return Phrase(start, after, actor, "government", how="pattern", word=word), after
    if parent is not None:
        actor = Actor(
            id=f"org/{slug(label)}-{parent.id.split('/')[-1]}",
            type="OrganBody",
            label=label,
            on_behalf_of=parent.principals,
        )
        return Phrase(start, after, actor, "organisation", how="pattern", word=word), after
    if len([i for i in words if parser.lower(i) not in _LINKS | {"the"}]) < 2:
        return None
    actor = Actor(
        id=f"org/{slug(label)}",
        type="Association" if word in {"association", "society"} else "Organization",
        label=label,
    )
    return Phrase(start, after, actor, "organisation", how="pattern", word=word, confidence=0.8), after


def of_other_state(words: str, known: Actor, modifiers: Sequence[Phrase]) -> Actor | None:
    """In "the Vietnam Foreign Ministry" the ministry is not that which the publisher calls so; None where it is."""
    state = next((m.actor for m in reversed(modifiers) if m.actor.type == "State"), None)
    if state is None or known.type != "GovernmentBody" or not known.on_behalf_of or state.id in known.on_behalf_of:
        return None
    if words.rsplit(maxsplit=1)[-1].lower() not in _STATE_BODIES:
        return None
    label = _ministry(words)
    return Actor(
        id=f"org/{state.id.split('/')[-1]}-{slug(label)}", type="GovernmentBody", label=f"{label} of {with_article(state)}",
        on_behalf_of=(state.id,),
    )  # fmt: skip


def _label(parser: Parser, words: Sequence[int]) -> str:
    text = ""
    for n, i in enumerate(words):
        item = parser.items[i]
        glue = n == 0 or item.kind == "poss" or item.text == "-" or (parser.items[words[n - 1]].text == "-")
        text += item.text if glue else f" {item.text}"
    return text


def _ministry(label: str) -> str:
    """One name for "Foreign Ministry" and "Ministry of Foreign Affairs"."""
    folded = label.lower()
    for short, full in (("foreign ministry", "Ministry of Foreign Affairs"), ("defence ministry", "Ministry of Defence"),
                        ("defense ministry", "Ministry of Defence"), ("ministry of defense", "Ministry of Defence")):  # fmt: skip
        if folded == short or (folded.endswith(short) and short != "ministry of defense"):
            return full
    return label


def fold_mission(
    parser: Parser, start: int, at: int, head: str, modifiers: Sequence[Phrase], adjectives: Sequence[str]
) -> Slot | None:
    """Read a mission: whose it is and where, "the DPRK embassy in Beijing", "the embassy of Laos here"."""
    names = parser.memory.names
    word = _MISSION_WORDS.get(head, "embassy")
    if parser.lower(at) == "general" or (parser.lower(at) == "-" and parser.lower(at + 1) == "general"):
        at += 1 if parser.lower(at) == "general" else 2
    named = [m for m in modifiers if m.reference is None and m.head != "place"]
    sender = named[0].actor if named else None
    receiver: Actor | None = None
    place: Actor | None = None
    end = at
    while end < len(parser.items):
        low = parser.lower(end)
        if low == "of" and sender is None:
            inner = parser.noun_phrase(end + 1, fold=False)
            if inner is None or inner.kind != "actor":
                break
            sender, end = inner.phrases[0].actor, inner.end
        elif (low in {"in", "at", "to"} or (end == at and parser.kind(end) == "capital")) and receiver is None:
            behind = end + 1 if low in {"in", "at", "to"} else end
            inner = parser.noun_phrase(behind, fold=False)
            if (
                inner is not None
                and inner.kind == "noun"
                and parser.kind(behind) == "state"
                and parser.kind(behind + 1) == "cap"
            ):
                # "American Embassy in Equatorial Guinea Reestablished": a heading
                name = parser.items[behind].name("state")
                receiver, end = name.actor if name is not None else None, behind + 1
                continue
            if inner is None or inner.kind not in {"actor", "place"} or not inner.phrases or inner.phrases[0].reference:
                break
            target = inner.phrases[0].actor
            if inner.phrases[0].head == "mission":  # "an interests section in the Swiss Embassy"
                receiver = inner.phrases[0].receiver
            elif target.type == "Place":
                place = target
                receiver = names.actor(target.on_behalf_of[0]) if target.on_behalf_of else None
            else:
                receiver = target
            end = inner.end
        elif low == "here" and parser.memory.here is not None and receiver is None:
            place, receiver, end = parser.memory.here, parser.memory.here_state, end + 1
        else:
            break
    if sender is None and place is not None:
        # "the Consulate General at Saigon", in the words of the government whose it is
        sender = parser.memory.home if parser.memory.home is not None and receiver != parser.memory.home else None
    if sender is None or sender.type not in {"State", "InternationalOrganization", "Forum", "GovernmentBody"}:
        return None
    if word == "mission" and not (
        set(adjectives) & {"permanent", "diplomatic"} or (receiver is not None and receiver.type != "State")
    ):
        return None
    if word == "mission" and receiver is not None and receiver.type == "State":
        word = "diplomatic-mission"
    several = [m for m in named if m.actor.type == "State"] if head.endswith("s") else []
    phrases = []
    for owner in [m.actor for m in several] or [sender]:
        mission = make_mission(word, owner, receiver, place)
        phrases.append(Phrase(start, end, mission, "mission", how="pattern", word=head, receiver=receiver))
    return replace(Slot("actor", start, end, "mission", phrases=tuple(phrases)), adjectives=tuple(adjectives))
