"""Items: each claim with what deciding takes - its sides, its date, who makes it - computed once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from relgraph.dates import claim_when, start_of
from relgraph.ontology import Ontology
from relgraph.ontology.schema import CONCEPT_ROLES
from relgraph.records import TO_COME, Actor, Claim, Extract, Role, Source, When
from relgraph.resolve.actors import Identities

__all__ = ["POSITIVE", "Item", "count_sources", "make_items", "side_of"]

POSITIVE = frozenset(["occurred", "ongoing"])

Side = Literal["source", "target", "both", "none"]

_SIDES: Mapping[str, Side] = {
    "actor": "source", "party": "both", "member": "source", "sendingParty": "source", "recipient": "target",
    "host": "target", "receivingParty": "target", "accreditedTo": "target",
}  # fmt: skip
_THINGS = ("treaty", "organization", "mission", "post")
"""Roles of what the event is about: what fills them must be the same thing, not act for the same state."""
_NAMED = ("headedBy", "holder")
_UNSPECIFIC = frozenset(["Delegation", "Occasion", "Place", "Treaty"])
"""Two towns may be stations of one visit, and two words for a delegation mean one."""
_INSTANT = ("MembershipEvent", "MissionEvent", "PostingEvent", "RelationEvent", "TreatyAction")
"""Branches of acts of a moment: what is said to hold "from July 2011" is what they began."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One claim, or one party's part of it, ready to be compared with others."""

    claim: Claim
    type: str
    roles: tuple[Role, ...]
    concepts: tuple[tuple[str, str], ...]
    """Pairs of role and concept."""
    when: When
    published: date | None
    retrospective: bool
    """The article tells of times long past, so that its day says nothing of when an undated event was."""
    claimant: str
    """Id of the state or organisation behind the claim: an agency and a ministry of one state are one source."""
    symmetric: bool
    source: frozenset[str]
    target: frozenset[str]
    things: Mapping[str, frozenset[str]]
    specific: Mapping[tuple[str, str], frozenset[str]]
    """By principal and sort (person, post, body), who is named more exactly than by state or organisation."""
    source_by_root: Mapping[str, frozenset[str]]
    """The source's principals, and the persons, posts and bodies that act for them, by the id of the state or
    organisation behind them in the end: for a party its state."""
    target_by_root: Mapping[str, frozenset[str]]
    offices: frozenset[str] = field(default=frozenset())
    """Ids of the posts that somebody says its persons to hold."""
    occasions: frozenset[str] = field(default=frozenset())
    places: frozenset[str] = field(default=frozenset())
    """Ids of the states in which it is said to happen."""
    answered: bool = False
    """It is the message to which another claim of its article is the reply."""

    @property
    def is_plan(self) -> bool:
        """Whether the claim speaks of what has not happened."""
        return self.claim.factuality in TO_COME

    @property
    def order(self) -> tuple[str, int, str]:
        """A key that does not depend on the order of the readings."""
        return (self.claim.article, self.claim.start, self.claim.id)


def count_sources(items: Sequence[Item]) -> int:
    """How many independent sources say that something is so; where none says that, how many speak of it at all."""
    firm = [i for i in items if i.claim.factuality in POSITIVE] or items
    return len({i.claimant for i in firm})


def side_of(name: str, type_id: str, ontology: Ontology) -> Side:
    """On which side of an event the fillers of a role stand."""
    event_type = ontology.event_types.get(type_id)
    spec = event_type.roles.get(name) if event_type else None
    if name in _THINGS:
        return "none"
    return spec.side if spec else _SIDES.get(name, "none")


def make_items(sources: Iterable[Source], identities: Identities, ontology: Ontology) -> Iterator[Item]:
    """All claims as items, in an order of their own.

    An act by which a party binds itself to a treaty is one item for each party and treaty, and its party is the state
    or organisation, not the minister who deposits the instrument.
    """
    ordered = sorted(sources, key=lambda source: source.id)
    offices = _offices(ordered, identities)
    types = {claim.type for source in ordered for claim in source.claims}
    instants = {kind: any(ontology.is_a(kind, branch) for branch in _INSTANT) for kind in types}
    for source in ordered:
        told = _Telling(
            published=source.published, retrospective=_is_retrospective(source), offices=offices, instants=instants
        )
        items: list[Item] = []
        for claim in sorted(source.claims, key=lambda claim: (claim.start, claim.id)):
            roles = tuple(Role(name=r.name, actor=identities.actor(r.actor)) for r in claim.roles)
            for part in _parts(claim.type, roles, identities, ontology):
                items.append(_make_item(claim, part, told, identities, ontology))
        yield from _mark_answered(items)


def _offices(sources: Iterable[Source], identities: Identities) -> Mapping[str, frozenset[str]]:
    """For each person the posts that somebody says them to hold."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for claim in source.claims:
            for holder in claim.fillers("holder"):
                found[identities.actor(holder).id].update(post.id for post in claim.fillers("post"))
    return {person: frozenset(posts) for person, posts in found.items()}


_THANKS = re.compile(r"\b(?:thank|thanks|thanked|gratitude|grateful)\b", re.IGNORECASE)


def _mark_answered(items: Sequence[Item]) -> Iterator[Item]:
    """The same items; a message that the article's reply answers, or for which its sentence thanks, is marked so.

    "I thank you for your message" tells of a message that was sent weeks before.
    """
    replies = [(i.target_by_root.keys(), i.source_by_root.keys()) for i in items if i.type == "ReplyMessage"]
    for item in items:
        sides = (item.source_by_root.keys(), item.target_by_root.keys())
        is_answered = item.type != "ReplyMessage" and (sides in replies or bool(_THANKS.search(item.claim.quote)))
        yield replace(item, answered=True) if is_answered else item


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What an article's own date says of its claims."""

    published: date | None
    retrospective: bool
    offices: Mapping[str, frozenset[str]]
    instants: Mapping[str, bool]
    """By type, whether it is an act of a moment."""


def _is_retrospective(source: Source) -> bool:
    """Whether most events that an article dates were over a year before it: a chronicle, not a report."""
    if isinstance(source, Extract):
        return True
    published = source.published
    dated = [c.when.end_latest for c in source.claims if c.when.basis in ("stated", "inferred") and c.when.end_latest]
    old = [last for last in dated if published and (published - last).days > 365]
    return len(old) > 1 and 2 * len(old) > len(dated)


def _parts(
    type_id: str, roles: tuple[Role, ...], identities: Identities, ontology: Ontology
) -> Iterator[tuple[Role, ...]]:
    event_type = ontology.event_types.get(type_id)
    if not ontology.is_a(type_id, "TreatyAction"):
        yield roles
        return
    alone = event_type is not None and not event_type.symmetric
    parties: list[list[Role]] = [[r for r in roles if r.name == "party"]]
    if alone and parties[0]:
        ids = dict.fromkeys(p for r in parties[0] for p in sorted(identities.principals(r.actor)))
        parties = [[Role(name="party", actor=identities.by_id(i))] for i in ids]
    treaties = [[r] for r in roles if r.name == "treaty"] or [[]]
    rest = [r for r in roles if r.name not in ("party", "treaty")]
    for party in parties:
        for treaty in treaties:
            yield (*party, *treaty, *rest)


def _make_item(claim: Claim, roles: Sequence[Role], told: _Telling, identities: Identities, ontology: Ontology) -> Item:
    event_type = ontology.event_types.get(claim.type)
    symmetric = event_type is not None and event_type.symmetric
    sides: dict[str, set[str]] = {"source": set(), "target": set()}
    by_root: dict[str, dict[str, set[str]]] = {"source": defaultdict(set), "target": defaultdict(set)}
    things: dict[str, set[str]] = {}
    specific: dict[tuple[str, str], set[str]] = {}
    for role in roles:
        side = side_of(role.name, claim.type, ontology)
        if role.name in _THINGS:
            thing = _thing(role, identities)
            if thing is not None:
                things.setdefault(role.name, set()).add(thing)
        behind = identities.principals(role.actor)
        for one in ("source", "target"):
            if side in (one, "both"):
                sides[one] |= behind
                for principal in behind:
                    for root in identities.roots(principal):
                        by_root[one][root].add(principal)
                        if _is_specific(role.actor, behind):
                            by_root[one][root].add(role.actor.id)
        if side != "none" or role.name in _NAMED:
            for principal in behind if _is_specific(role.actor, behind) else ():
                specific.setdefault((principal, _sort_of(role.actor)), set()).add(role.actor.id)
    source, target = sides["source"], sides["target"]
    if symmetric:
        source, target = source | target, set()
        for root, ids in by_root.pop("target").items():
            by_root["source"][root] |= ids
        by_root["target"] = {}
    if len(target) == 1:
        things = {name: {_seated(i, next(iter(target))) for i in ids} for name, ids in things.items()}
    when = claim_when(claim, told.published)
    if told.instants[claim.type]:
        when = start_of(when)
    claimant = identities.origin(claim.claimed_by)
    return Item(
        claim=claim,
        type=claim.type,
        roles=tuple(r for r in roles if r.name not in CONCEPT_ROLES),
        concepts=tuple(sorted({(r.name, r.actor.id.partition("/")[2]) for r in roles if r.name in CONCEPT_ROLES})),
        when=when,
        published=told.published,
        retrospective=told.retrospective,
        claimant=claimant,
        symmetric=symmetric,
        source=frozenset(source),
        target=frozenset(target),
        things={name: frozenset(ids) for name, ids in things.items()},
        specific={key: frozenset(ids) for key, ids in specific.items()},
        source_by_root={root: frozenset(ids) for root, ids in by_root["source"].items()},
        target_by_root={root: frozenset(ids) for root, ids in by_root["target"].items()},
        offices=frozenset(post for r in roles for post in told.offices.get(r.actor.id, ())),
        occasions=frozenset(r.actor.id for r in roles if r.name == "occasion"),
        places=frozenset(p for r in roles if r.name == "place" for p in r.actor.on_behalf_of),
    )


_FUNCTION_WORDS = frozenset(["a", "and", "at", "concerning", "for", "in", "of", "on", "the", "with"])
_KINDS_OF_TREATY = frozenset(
    ["accord", "accords", "agreement", "agreements", "bilateral", "convention", "conventions", "declaration", "first",
     "joint", "memorandum", "new", "pact", "protocol", "treaties", "treaty", "understanding", "unnamed"]
)  # fmt: skip


def _thing(role: Role, identities: Identities) -> str | None:
    """The id of a thing; a treaty that only its words name ("Treaty of Extradition") goes by these words.

    Who concluded it tells it from others of the name. "An agreement" names none: None.
    """
    if role.name != "treaty" or identities.is_known(role.actor.id):
        return role.actor.id
    words = set(re.findall(r"\w+", role.actor.label.lower())) - _FUNCTION_WORDS
    return "treaty/" + "-".join(sorted(words)) if words - _KINDS_OF_TREATY else None


def _seated(thing: str, host: str) -> str:
    """The id of a mission with its host, where only the other roles of the claim name the host."""
    kind, _, key = thing.partition("/")
    code = host.partition("/")[2]
    if kind != "mission" or key.count("-") != 1 or not code:
        return thing
    return f"{thing}-{code}"


def _sort_of(actor: Actor) -> str:
    return "person" if actor.type == "Person" else "post" if actor.id.startswith("post/") else "body"


def _is_specific(actor: Actor, behind: frozenset[str]) -> bool:
    return actor.type == "Person" or (actor.id not in behind and actor.type not in _UNSPECIFIC)
