"""Events: which claims report the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relgraph.ontology import Ontology
from relgraph.resolve.items import Item
from relgraph.resolve.timing import hull, may_coincide, same_day

__all__ = ["Cluster", "cluster_events"]

_ONCE = ("Founding", "Joining", "EstablishmentOfRelations", "TreatyAction")
_RECURRENT = frozenset(["Signature"])
"""Acts below the classes of ``_ONCE`` that nevertheless recur: the same two parties sign many an "agreement"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The items that report one event, the fullest first."""

    items: tuple[Item, ...]
    type: str

    @property
    def is_plan(self) -> bool:
        """Whether all of them speak of something to come."""
        return self.items[0].is_plan


def cluster_events(items: Iterable[Item], ontology: Ontology) -> list[Cluster]:
    """Put claims together that report the same event.

    Claims of one branch of events with the same actors on each side meet; they join when one type is the other or
    above it, nobody named contradicts, and the dates can be the same. A claim that fits two events equally well
    stays by itself rather than being forced into one.
    """
    blocks: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        blocks[_block(item, ontology)].append(item)
    clusters: list[Cluster] = []
    for block in blocks.values():
        # By target, so that a thousand messages to other states need not be looked at.
        groups: dict[frozenset[str], list[list[Item]]] = defaultdict(list)
        for item in sorted(block, key=_fullness):
            near = (
                [*groups[item.target], *groups[frozenset()]]
                if item.target and not _happens_once(item.type, ontology)
                else [g for found in groups.values() for g in found]
            )
            fitting = [g for g in near if all(_same_event(item, other, ontology) for other in g)]
            chosen = fitting[0] if len(fitting) == 1 else _closest(item, fitting)
            if chosen is None:
                groups[item.target].append([item])
            else:
                chosen.append(item)
        clusters += [_make_cluster(group, ontology) for found in groups.values() for group in found]
    return clusters


def _branch(type_id: str, ontology: Ontology) -> str:
    """The class directly below ``Event``, so that accession and signature of one treaty meet."""
    chain = (type_id, *ontology.superclasses(type_id))
    return chain[chain.index("Event") - 1] if "Event" in chain[1:] else type_id


def _block(item: Item, ontology: Ontology) -> tuple[object, ...]:
    things = frozenset(i for ids in item.things.values() for i in ids)
    once = _happens_once(item.type, ontology) or item.type == "Signature"
    key = (things if once else None) or item.source or item.target or things
    series = item.type if item.claim.recurring else ""
    return _branch(item.type, ontology), item.is_plan, series, key


def _fullness(item: Item) -> tuple[object, ...]:
    first, last = hull(item.when)
    return (
        item.when.sort_date is None,
        (last - first).days,
        -sum(len(ids) for ids in item.specific.values()),
        -len(item.roles),
        item.claim.truncated,
        item.order,
        tuple(r.actor.id for r in item.roles),
    )


def _same_event(one: Item, other: Item, ontology: Ontology) -> bool:
    if one.claim is other.claim:
        return False  # the parts that several parties have in one claim
    if not _types_agree(one.type, other.type, ontology):
        return False
    if any(one.things[name].isdisjoint(other.things[name]) for name in one.things.keys() & other.things.keys()):
        return False
    once = any(_happens_once(i.type, ontology) for i in (one, other))
    if not one.claim.recurring and not may_coincide(one, other, once=once):
        return False
    founding = ontology.is_a(one.type, "Founding")
    if not _sides_agree(one, other, founding=founding, once=once) or _cut_off_apart(one, other, ontology):
        return False
    if not once and _names_contradict(one, other):
        return False
    for a, b in ((one.occasions, other.occasions), (one.places, other.places)):
        if a and b and a.isdisjoint(b):
            return False
    return True


def _types_agree(one: str, other: str, ontology: Ontology) -> bool:
    if ontology.is_a(one, other) or ontology.is_a(other, one):
        return True
    # State media say "signed" of an accession.
    return {one, other} == {"Accession", "Signature"}


def _happens_once(type_id: str, ontology: Ontology) -> bool:
    return type_id not in _RECURRENT and any(ontology.is_a(type_id, name) for name in _ONCE if _knows(name, ontology))


def _knows(name: str, ontology: Ontology) -> bool:
    return name in ontology.event_types or name in ontology.schema.parents


def _names_contradict(one: Item, other: Item) -> bool:
    """Whether both name somebody exactly who acts for one state or organisation, and not the same.

    A minister may be named by office in one report and by name in the next. But an article that tells of talks with
    the secretary and of a meeting with the representatives tells of two events.
    """
    shared = one.specific.keys() & other.specific.keys()
    if any(one.specific[key].isdisjoint(other.specific[key]) for key in shared):
        return True
    if one.type == other.type or one.claim.article != other.claim.article:
        return False
    behind = {principal for principal, _ in one.specific} & {principal for principal, _ in other.specific}
    return any(_named_for(one, principal).isdisjoint(_named_for(other, principal)) for principal in behind)


def _named_for(item: Item, principal: str) -> frozenset[str]:
    return frozenset(i for (acts_for, _), ids in item.specific.items() if acts_for == principal for i in ids)


def _sides_agree(one: Item, other: Item, *, founding: bool, once: bool) -> bool:
    if founding and _share_things(one, other):
        return True  # a body is founded once; who founded it is what the sources may differ on
    for a, b in ((one.source, other.source), (one.target, other.target)):
        if a == b or (once and not (a and b) and _share_things(one, other)):
            continue
        if a and b:
            return False
        # One report does not name this side: only the very same day makes them one, and never a text that breaks off.
        if one.claim.truncated or other.claim.truncated or not same_day(one.when, other.when):
            return False
    return True


def _share_things(one: Item, other: Item) -> bool:
    return any(one.things[name] & other.things[name] for name in one.things.keys() & other.things.keys())


def _cut_off_apart(one: Item, other: Item, ontology: Ontology) -> bool:
    """Whether the text breaks off before the side that would tell two events apart.

    "Kim Jong Un sent a message of", published twice in a week, may be to two presidents.
    """
    if one.symmetric or one.target or other.target or not (one.claim.truncated or other.claim.truncated):
        return False
    if one.claim.quote == other.claim.quote:
        return False
    event_type = ontology.event_types.get(one.type)
    needs_target = event_type is not None and any(r.required and r.side == "target" for r in event_type.roles.values())
    return needs_target or not same_day(one.when, other.when)


def _closest(item: Item, groups: Sequence[list[Item]]) -> list[Item] | None:
    """Of several fitting groups the one that has the same day or the same persons; None when that leaves a choice."""
    named = {i for ids in item.specific.values() for i in ids}

    def near(group: list[Item]) -> tuple[bool, int]:
        known = {i for other in group for ids in other.specific.values() for i in ids}
        return hull(group[0].when) == hull(item.when), len(named & known)

    ranked = sorted(groups, key=near, reverse=True)
    return ranked[0] if ranked and near(ranked[0]) > near(ranked[1]) else None


def _make_cluster(items: Sequence[Item], ontology: Ontology) -> Cluster:
    types = {i.type for i in items}
    kind = "Accession" if "Accession" in types else max(types, key=lambda t: (len(ontology.superclasses(t)), t))
    lead = sorted(items, key=lambda i: (i.type != kind, i.claim.truncated, -len(i.roles), _fullness(i)))
    return Cluster(items=tuple(lead), type=kind)
