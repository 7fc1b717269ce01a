"""Reasons: why the claims of one event were taken to report the same, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relgraph.ontology import Ontology
from relgraph.resolve.actors import Identities
from relgraph.resolve.events import Cluster
from relgraph.resolve.items import Item
from relgraph.resolve.timing import is_bound, overlap

__all__ = ["explain_merge"]

MOST = 3
"""Names and dates that a reason lists; more are counted."""


def explain_merge(cluster: Cluster, identities: Identities, ontology: Ontology) -> tuple[str, ...]:
    """Why the claims of a cluster were joined: type, sides, what it is about, names, dates, and how many they are.

    Nothing for a cluster of one claim.
    """
    claims = {item.claim.id for item in cluster.items}
    if len(claims) < 2:
        return ()
    articles = {item.claim.article for item in cluster.items}
    told = f"{len(claims)} claims from {len(articles)} {'source' if len(articles) == 1 else 'sources'}"
    if cluster.joined:
        return "joined by a fix of the corpus", told
    items = cluster.items
    return (*_types(items, ontology), *_sides(items, identities), *_names(items), *_dates(items), told)


def _types(items: Iterable[Item], ontology: Ontology) -> Iterator[str]:
    kinds = sorted({item.type for item in items}, key=lambda kind: (len(ontology.superclasses(kind)), kind))
    labels = [ontology.label(kind) for kind in kinds]
    if len(kinds) == 1:
        yield f"same type ({labels[0]})"
    elif all(ontology.is_a(kind, kinds[0]) for kind in kinds):
        yield f"types of one family ({_list(labels)})"
    else:
        yield f"words that sources use for one act ({_list(labels)})"


def _sides(items: Iterable[Item], identities: Identities) -> Iterator[str]:
    items = list(items)
    fullest = max(items, key=lambda item: (bool(item.source) + bool(item.target), item.order))
    sides = [side for side in (fullest.source, fullest.target) if side]
    if len(sides) == 1 and fullest.symmetric:
        sides = [frozenset([one]) for one in sorted(sides[0])]
    if sides:
        names = "; ".join(_list(sorted(identities.by_id(i).label for i in side)) for side in sides)
        same = all((item.source, item.target) == (fullest.source, fullest.target) for item in items)
        yield f"{'same' if same else 'compatible'} {'sides' if len(sides) > 1 else 'side'} ({names})"
    shared = frozenset.intersection(*(frozenset(i for ids in item.things.values() for i in ids) for item in items))
    if shared:
        things = sorted({r.actor.label for r in fullest.roles if r.name in fullest.things} or shared)
        yield f"about the same ({_list(things)})"


def _names(items: Iterable[Item]) -> Iterator[str]:
    items = list(items)
    named = [{r.actor.id: r.actor.label for r in item.roles if r.actor.type == "Person"} for item in items]
    shared = sorted(set.intersection(*(set(one) for one in named)))
    if shared:
        yield f"all name {_list(named[0][i] for i in shared)}"


def _dates(items: Iterable[Item]) -> Iterator[str]:
    dated = {item.when.edtf: item.when for item in items if item.when.edtf and not is_bound(item.when)}
    values = sorted(dated)
    whens = [dated[value] for value in values]
    if len(values) > 1:
        agree = all(overlap(one, other) for one in whens for other in whens)
        yield f"dates {_list(values)} {'agree' if agree else 'differ for an act that is told as one'}"
    elif values:
        yield f"date {values[0]}"
    days = sorted({item.published for item in items if is_bound(item.when) and item.published})
    if days:
        span = f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}"
        yield f"{'the undated' if values else 'undated, all'} published {span}"


def _list(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    if len(found) > MOST + 1:
        return f"{', '.join(found[:MOST])} and {len(found) - MOST} others"
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else found[0]
