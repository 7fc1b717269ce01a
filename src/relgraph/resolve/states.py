"""States of affairs that texts claim: who held which post, who makes up a body - known from attestations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from relgraph.dates import attested_when, lasting_when
from relgraph.ontology import Ontology
from relgraph.records import Actor, Role, Situation, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.items import POSITIVE, Item
from relgraph.resolve.merging import concepts_of, status_of
from relgraph.resolve.timing import choose_when
from relgraph.resolve.wording import date_words, event_key, make_unique, names

__all__ = ["claimed_states", "rank_in"]

_RANKS = (
    (re.compile(r"charg[eé].*(?:a\.?\s?i\b|interim)", re.I), "chargeAI"),
    (re.compile(r"charg[eé]", re.I), "chargeEnTitre"),
    (re.compile(r"permanent representative", re.I), "permanentRepresentative"),
    (re.compile(r"high commissioner", re.I), "highCommissioner"),
    (re.compile(r"ambassador", re.I), "ambassador"),
    (re.compile(r"nuncio", re.I), "nuncio"),
    (re.compile(r"minister plenipotentiary|minister resident", re.I), "minister"),
)
RANKS = frozenset([*(rank for _, rank in _RANKS), "envoyOther"])
"""Concepts of rank; a claim may name one in its description."""


def rank_in(words: str) -> str | None:
    """The rank of an envoy that some words name, as a concept of the vocabulary; None when they name none.

    >>> rank_in("ambassador of China to the DPRK"), rank_in("foreign minister")
    ('ambassador', None)
    """
    return next((rank for pattern, rank in _RANKS if pattern.search(words)), None)


def claimed_states(items: Iterable[Item], identities: Identities, ontology: Ontology) -> list[Situation]:
    """One state of affairs for each person and post, each body and description, and so on.

    The dates on which it is attested bound it; what else is told of its start and end stands in the events.
    """
    groups: dict[tuple[object, ...], list[tuple[Item, tuple[Role, ...]]]] = defaultdict(list)
    for item in items:
        for kind, roles in _parts(item, identities):
            groups[_key(kind, roles, item)].append((item, roles))
    groups = _tenures_into_postings(groups)
    found = []
    for key, members in sorted(groups.items(), key=lambda pair: str(pair[0])):
        members.sort(key=lambda pair: (-len(pair[1]), pair[0].order))
        found.append((str(key[0]), [item for item, _ in members], _union(roles for _, roles in members)))
    keys = make_unique(
        [(event_key(k, _codes(k, roles), None, ()), [i.claim.id for i in group]) for k, group, roles in found]
    )
    return [
        _make_state(f"soa/{key}", kind, group, roles, ontology)
        for key, (kind, group, roles) in zip(keys, found, strict=True)
    ]


def _parts(item: Item, identities: Identities) -> list[tuple[str, tuple[Role, ...]]]:
    """A claim as states of affairs: one posting for each receiving party; a tenure where no party receives."""
    if item.type not in ("Posting", "Tenure"):
        return [(item.type, item.roles)]
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for role in item.roles:
        by_name[role.name].append(role.actor)
    kept = [r for r in item.roles if r.name in ("holder", "post", "residentAt")]
    senders = by_name["sendingParty"] or [
        identities.by_id(i) for post in by_name["post"] for i in sorted(identities.principals(post)) if i != post.id
    ]
    receivers = by_name["accreditedTo"] or by_name["receivingParty"]
    receivers = [r for r in dict.fromkeys(receivers) if r not in senders]
    if item.type == "Tenure" or not senders or not receivers:
        return [("Tenure", tuple(kept))]
    sent = [Role(name="sendingParty", actor=actor) for actor in dict.fromkeys(senders)]
    return [("Posting", (*kept, *sent, Role(name="accreditedTo", actor=receiver))) for receiver in receivers]


def _key(kind: str, roles: Sequence[Role], item: Item) -> tuple[object, ...]:
    if kind in ("Posting", "Tenure"):
        kept = [r for r in roles if r.name in ("holder", "post", "accreditedTo")]
        return kind, tuple(sorted((r.name, r.actor.id) for r in kept))
    said = re.sub(r"\W+", " ", (item.claim.description or "").lower()).strip() if kind == "CompositionRule" else ""
    return kind, tuple(sorted((r.name, r.actor.id) for r in roles)), said


_Groups = dict[tuple[object, ...], list[tuple[Item, tuple[Role, ...]]]]


def _tenures_into_postings(groups: _Groups) -> _Groups:
    """Let a tenure without its receiving party attest the one posting of that person in that post."""
    postings: dict[object, list[tuple[object, ...]]] = defaultdict(list)
    for key, members in groups.items():
        if key[0] == "Posting":
            postings[_holder_and_post(members)].append(key)
    kept: _Groups = {key: list(members) for key, members in groups.items()}
    for key, members in groups.items():
        found = postings.get(_holder_and_post(members), []) if key[0] == "Tenure" else []
        if len(found) == 1:
            kept[found[0]] += members
            del kept[key]
    return kept


def _holder_and_post(members: Sequence[tuple[Item, tuple[Role, ...]]]) -> frozenset[tuple[str, str]]:
    return frozenset((r.name, r.actor.id) for r in members[0][1] if r.name in ("holder", "post"))


def _union(groups: Iterable[tuple[Role, ...]]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role for roles in groups for role in roles))


def _codes(kind: str, roles: Sequence[Role]) -> list[str]:
    wanted = {
        "Posting": ("holder", "accreditedTo"),
        "Tenure": ("holder", "post"),
        "CompositionRule": ("organization",),
    }.get(kind)
    return [r.actor.id for r in roles if wanted is None or r.name in wanted]


def _make_state(
    situation_id: str, kind: str, items: list[Item], roles: tuple[Role, ...], ontology: Ontology
) -> Situation:
    days = sorted({day for i in items if (day := i.claim.attested_on or i.published)})
    said = [i.claim.description for i in items if i.claim.description]
    concepts = {name: value for name, value in concepts_of(items) if name != "rank" or kind == "Posting"}
    if kind == "Posting":
        posts = " ".join(r.actor.label for r in roles if r.name == "post")
        concepts.setdefault("rank", next((s for s in said if s in RANKS), None) or rank_in(posts) or "envoyOther")
    said = [s for s in said if s not in RANKS]
    when = _held(items, days)
    counted = [i for i in items if i.claim.factuality in POSITIVE] or items
    return Situation(
        id=situation_id,
        type=kind,
        label=_label(kind, roles, items, when=when, ontology=ontology),
        roles=roles,
        when=when,
        status=status_of(items),
        supported_by=tuple(sorted({i.claim.id for i in items})),
        source_count=len({i.claimant for i in counted}),
        attested_on=tuple(days),
        description=said[0] if said else None,
        concepts=tuple(sorted(concepts.items())),
    )


def _held(items: Sequence[Item], days: Sequence[date]) -> When:
    told = [(i.claimant, i.claim.when) for i in items if i.claim.when.edtf and i.claim.when.basis != "publication"]
    if not told:
        return attested_when(days)
    start, _ = choose_when(told)
    if start.end_latest is not None and start.edtf and "/" in start.edtf:
        return start
    return lasting_when(start, attested=days[-1] if days else None)


def _label(kind: str, roles: Sequence[Role], items: Sequence[Item], *, when: When, ontology: Ontology) -> str:
    def who(*wanted: str) -> str:
        return names(r.actor for r in roles if r.name in wanted)

    if kind in ("Posting", "Tenure"):
        text = ", ".join(p for p in (who("holder"), who("post")) if p)
    elif kind == "CompositionRule":
        said = next((i.claim.description for i in items if i.claim.description), "")
        return f"{ontology.label(kind)}: {who('organization')}: {said}".rstrip(": ")
    else:
        text = " – ".join(dict.fromkeys(r.actor.label for r in roles))
    words = date_words(when)
    return f"{ontology.label(kind)}: {text}" + (f" ({words})" if words else "")
