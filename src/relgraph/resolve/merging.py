"""Merging: what the claims that report one event make of it together, and where they disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from relgraph.ontology import Ontology
from relgraph.records import Actor, Role, Situation, Status, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.events import Cluster
from relgraph.resolve.items import POSITIVE, Item, count_sources, side_of
from relgraph.resolve.timing import choose_when, hull, overlap

__all__ = ["concepts_of", "date_of", "disputing_in", "is_overtaken", "merge_event", "merge_roles", "status_of"]

LATE = 400
"""Days by which an event may come after its announced date and still be the one that was announced."""


def status_of(items: Iterable[Item]) -> Status:
    """How a situation stands after all that is claimed of it.

    Occurred against denied is contested; a plan that was cancelled has been overtaken.
    """
    kinds = {i.claim.factuality for i in items}
    if kinds & POSITIVE:
        return "contested" if "denied" in kinds else "accepted"
    if kinds & {"planned", "intended"}:
        return "overtaken" if "cancelled" in kinds else "scheduled"
    return "rejected" if kinds <= {"denied", "cancelled"} else "unconfirmed"


def merge_roles(cluster: Cluster, identities: Identities, ontology: Ontology) -> tuple[Role, ...]:
    """The fillers of all items, as exact as any item has them.

    The state gives way to its minister where another claim names the minister. In an event whose sides are equal, "A
    met B" and "B met A" must not put both on both sides: the first item says who stands where.
    """
    place: dict[str, str] = {}
    together: set[tuple[str, str, str]] = set()
    found: dict[str, dict[str, Role]] = defaultdict(dict)
    for item in cluster.items:
        ids: dict[str, list[str]] = defaultdict(list)
        for role in item.roles:
            name = role.name
            if item.symmetric and side_of(name, item.type, ontology) == "both":
                for principal in sorted(identities.principals(role.actor)):
                    name = place.setdefault(principal, name)
            found[name].setdefault(role.actor.id, Role(name=name, actor=role.actor))
            ids[name].append(role.actor.id)
        together |= {(name, a, b) for name, group in ids.items() for a in group for b in group if a != b}
    merged: list[Role] = []
    for name, roles in found.items():
        for role in roles.values():
            finer = (
                other.actor
                for other in roles.values()
                if other.actor.id != role.actor.id and (name, role.actor.id, other.actor.id) not in together
            )
            if not any(_is_behind(role, other, identities.principals(other)) for other in finer):
                merged.append(role)
    taken = {r.actor.id for r in merged if r.name == "actor"}
    return tuple(r for r in merged if r.name != "recipient" or r.actor.id not in taken)


def _is_behind(role: Role, other: Actor, principals: frozenset[str]) -> bool:
    return role.actor.id in principals and other.id not in principals and other.type != "Place"


def merge_event(
    cluster: Cluster, situation_id: str, *, label: str, roles: tuple[Role, ...], when: When, reason: str | None = None
) -> Situation:
    """The situation that a cluster supports."""
    items = cluster.items
    status = status_of(items)
    _, denied, wrong = disputing_in(cluster)
    disputing = {i.claim.id for i in (*denied, *wrong)}
    supporting = {i.claim.id for i in items} - disputing
    return Situation(
        id=situation_id,
        type=cluster.type,
        label=label,
        roles=roles,
        when=when,
        status=status,
        supported_by=tuple(sorted(supporting)),
        disputed_by=tuple(sorted(disputing)),
        source_count=count_sources(items),
        series=items[0].claim.recurring,
        description=next((i.claim.description for i in items if i.claim.description), None),
        concepts=concepts_of(items),
        reason=reason,
    )


def disputing_in(cluster: Cluster) -> tuple[list[Item], list[Item], list[Item]]:
    """The items that say it happened, those that deny that, and those that call it another act."""
    positive = [i for i in cluster.items if i.claim.factuality in POSITIVE]
    denied = [i for i in cluster.items if i.claim.factuality == "denied"] if positive else []
    wrong = [i for i in cluster.items if i.type == "Signature"] if cluster.type == "Accession" else []
    return positive, denied, wrong


def concepts_of(items: Sequence[Item]) -> tuple[tuple[str, str], ...]:
    """For each property the concept that most items give."""
    counts: Counter[tuple[str, str]] = Counter(pair for i in items for pair in i.concepts)
    best: dict[str, str] = {}
    for name, value in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        best.setdefault(name, value)
    return tuple(sorted(best.items()))


def date_of(cluster: Cluster) -> When:
    """The date of a cluster. A denial says nothing about the date of what did happen."""
    items = [i for i in cluster.items if i.claim.factuality != "denied"] or list(cluster.items)
    return choose_when([(i.claimant, i.when) for i in items])[0]


def is_overtaken(plan: Cluster, plan_when: When, deed: Cluster, deed_when: When, ontology: Ontology) -> bool:
    """Whether an accepted event is what was planned: the same kind and sides, and not before it was announced."""
    a, b = plan.items[0], deed.items[0]
    if not (ontology.is_a(a.type, b.type) or ontology.is_a(b.type, a.type)):
        return False
    if (a.source, a.target) != (b.source, b.target) or not all(
        a.things[name] == b.things[name] for name in a.things.keys() & b.things.keys()
    ):
        return False
    if deed_when.sort_date is None:
        return False
    announced = min((i.published for i in plan.items if i.published), default=None)
    first, last = hull(deed_when)
    if announced and last < announced:
        return False
    due_last = hull(plan_when)[1]
    if overlap(plan_when, deed_when):
        start = deed_when.start_earliest or deed_when.end_latest
        return announced is None or start is None or (start - announced).days <= LATE
    return first > due_last and (first - due_last).days <= LATE
