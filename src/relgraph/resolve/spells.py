"""Spells: the holdings of posts, as sources describe them and before steps and dates are put to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from relgraph.records import Actor, Role
from relgraph.resolve.actors import Identities
from relgraph.resolve.changes import Accepted
from relgraph.resolve.items import Item
from relgraph.resolve.merging import concepts_of
from relgraph.resolve.phases import attestation
from relgraph.resolve.ranks import RANKS, rank_in

__all__ = ["BEFORE", "BEGIN", "END", "Spell", "gather_spells", "is_told_with", "rank_of"]

BEGIN = ("CredentialsPresentation",)
BEFORE = ("Nomination", "Agrement", "Appointment", "Arrival", "Dispatch")
"""Steps before which a posting has not begun; an appointment to an office at home is its beginning."""
END = ("Recall", "Expulsion", "Departure")


@dataclass(slots=True, kw_only=True, eq=False)
class Spell:
    """One uninterrupted holding of a post."""

    kind: str
    holder: Actor
    post: Actor
    sender: tuple[Actor, ...] = ()
    receiver: Actor | None = None
    more: tuple[Role, ...] = ()
    """Where the envoy resides, and the like."""
    told: list[Item] = field(default_factory=list)
    steps: list[tuple[str, Accepted]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others: kind, holder, post, receiving party."""
        return self.kind, self.holder.id, self.post.id, self.receiver.id if self.receiver else ""

    @property
    def claims(self) -> list[str]:
        """Ids of all claims behind it, sorted."""
        made = {claim for _, event in self.steps for claim in event.situation.supported_by}
        return sorted(made | {i.claim.id for i in self.told})

    def of(self, *kinds: str) -> list[Accepted]:
        """Its steps of some kinds, in time."""
        found = [event for kind, event in self.steps if kind in kinds and event.situation.when.sort_date is not None]
        return sorted(found, key=lambda e: (e.situation.when.sort_date or date.min, e.situation.id))

    @property
    def attested(self) -> list[date]:
        """Days on which a source presupposes that it holds, none long after it was told to have ended."""
        ends = [last for e in self.of(*END) if (last := e.situation.when.end_latest) is not None]
        # "Was appointed ambassador on 4 May" says nothing of who was ambassador on 4 May.
        named = [e for kind, e in self.steps if kind in BEFORE] if self.kind == "Posting" else []
        days = {
            day for i in self.told if (day := attestation(i)) is not None and not any(is_told_with(i, e) for e in named)
        }
        return sorted(day for day in days if not ends or day <= max(ends))


def is_told_with(item: Item, event: Accepted) -> bool:
    """Whether one sentence gives the office and tells of the step: "X was appointed foreign minister on 4 May"."""
    return any(
        i.claim.article == item.claim.article and i.claim.start <= item.claim.start < i.claim.end
        for i in event.cluster.items
    )


def gather_spells(told: Iterable[Item], identities: Identities) -> Iterator[Spell]:
    """One spell for each person and post, an envoy's for each receiving party."""
    groups: dict[tuple[str, ...], Spell] = {}
    for item in sorted(told, key=lambda i: i.order):
        for spell in _described(item, identities):
            groups.setdefault(spell.key, spell)
            kept = groups[spell.key]
            kept.told.append(item)
            kept.sender = kept.sender or spell.sender
            kept.more = tuple(dict.fromkeys((*kept.more, *spell.more)))
    yield from _tenures_into_postings(groups)


def _described(item: Item, identities: Identities) -> Iterator[Spell]:
    """A claim as postings, one for each receiving party; as a tenure where no party receives."""
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for role in item.roles:
        by_name[role.name].append(role.actor)
    more = tuple(Role(name=r.name, actor=r.actor) for r in item.roles if r.name == "residentAt")
    for holder in by_name["holder"]:
        for post in by_name["post"]:
            behind = [identities.by_id(i) for i in sorted(identities.principals(post)) if i != post.id]
            senders = tuple(dict.fromkeys(by_name["sendingParty"] or behind))
            receivers = [
                r for r in dict.fromkeys(by_name["accreditedTo"] or by_name["receivingParty"]) if r not in senders
            ]
            if item.type == "Tenure" or not senders or not receivers:
                yield Spell(kind="Tenure", holder=holder, post=post, more=more)
                continue
            for receiver in receivers:
                yield Spell(kind="Posting", holder=holder, post=post, sender=senders, receiver=receiver, more=more)


def _tenures_into_postings(groups: dict[tuple[str, ...], Spell]) -> list[Spell]:
    """Let a tenure without its receiving party attest the one posting of that person in that post."""
    postings: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in groups.values():
        if spell.kind == "Posting":
            postings[spell.holder.id, spell.post.id].append(spell)
    kept = []
    for spell in groups.values():
        found = postings.get((spell.holder.id, spell.post.id), []) if spell.kind == "Tenure" else []
        if len(found) == 1:
            found[0].told += spell.told
        else:
            kept.append(spell)
    return kept


def rank_of(spell: Spell) -> str:
    """The rank of an envoy, as a concept of the vocabulary."""
    said = [i.claim.description for i in spell.told if i.claim.description in RANKS]
    given = dict(concepts_of(spell.told)).get("rank")
    return given or next((s for s in said if s), None) or rank_in(spell.post.label) or "envoyOther"
