"""From a network (or the graph behind it) to a view: who is shown, where, and how every relation is drawn."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx

from relgraph.errors import QueryError, nearest
from relgraph.iris import digest
from relgraph.view.labels import HEIGHT, measure, wrap
from relgraph.view.layout import place_actors
from relgraph.view.model import Evidence, Provenance, View, ViewActor, ViewRelation
from relgraph.view.styles import DrawLike, choose_style, find_family, find_standing, read_draws, split_name
from relgraph.view.wording import describe_day, describe_edtf

__all__ = ["build_view"]

_RESERVE = 1.12
"""Room for a label in its own sizes: on most screens the picture shrinks, and the labels do not."""

_RESERVED = frozenset(
    {
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
    }
)
"""Ids that vis-network, which keeps its nodes in a plain object of JavaScript, takes for something else."""


def build_view(
    graph: Any,
    *,
    ontology: object = None,
    actors: Iterable[str] | None = None,
    limit: int | None = 150,
    title: str = "Diplomatic relations",
    query: str = "",
) -> View:
    """The view of a network, or of the graph from which the network is first built.

    Args:
        graph: a ``networkx.MultiDiGraph`` as :func:`relgraph.network.build_network` makes it, or a graph.
        ontology: an ontology, or a mapping of event type to its ``draw``; without it types get palette colours.
        actors: ids, codes or labels; the view then shows these and all that are related to them.
        limit: at most so many actors, the most connected ones; None for all. The ``actors`` named always stay.
        title: heading of the picture.
        query: where the network comes from, for the provenance.

    Raises:
        QueryError: an actor that the network does not have, or a limit below 1.
    """
    if limit is not None and limit < 1:
        raise QueryError(f"limit: {limit} actors cannot be drawn; give 1 or more, or None for all")
    network = _build_network(graph) if not isinstance(graph, nx.Graph) else graph
    if not isinstance(network, nx.MultiDiGraph):
        raise TypeError("network: not a MultiDiGraph, so parallel relations are lost; convert it with nx.MultiDiGraph")
    nodes = _name_nodes(network)
    edges = sorted(
        ((nodes[u], nodes[v], key, values) for u, v, key, values in network.edges(keys=True, data=True)),
        key=lambda e: (e[0], e[1], type(e[2]).__name__, str(e[2])),
    )
    shown = _choose_actors(network, nodes, edges, actors, limit)
    kept = [e for e in edges if e[0] in shown and e[1] in shown]
    relations = _make_relations(kept, ontology)
    counts = Counter(end for r in relations for end in {r.source, r.target})
    values = {name: network.nodes[node] for node, name in nodes.items() if name in shown}
    return View(
        title=_text(title) or "Relations",
        actors=_make_actors(values, counts, relations),
        relations=relations,
        provenance=Provenance(
            digest=_text(getattr(graph, "digest", None) or network.graph.get("digest")),
            query=_text(query or network.graph.get("query")),
        ),
        left_out_actors=len(nodes) - len(shown),
        left_out_relations=len(edges) - len(kept),
    )


def _build_network(graph: Any) -> nx.MultiDiGraph:
    from relgraph.network import build_network

    return build_network(graph)


def _name_nodes(network: nx.MultiDiGraph) -> dict[Any, str]:
    nodes = {node: _text(node) for node in network}
    nodes = {node: f"id:{name}" if name in _RESERVED else name for node, name in nodes.items()}
    if len(set(nodes.values())) < len(nodes):
        twice = next(name for name, n in Counter(nodes.values()).items() if n > 1)
        raise ValueError(f"network: two nodes read '{twice}' as text; give each actor an id of its own")
    return nodes


def _text(value: object) -> str:
    """Text that any file can hold: lone surrogates (from broken JSON) become question marks."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8")


def _day(value: object) -> str | None:
    """An ISO day, or None for anything else."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)[:10]).isoformat() if value else None
    except ValueError:
        return None


Edge = tuple[str, str, Any, Mapping[str, Any]]


def _choose_actors(
    network: nx.MultiDiGraph,
    nodes: Mapping[Any, str],
    edges: Sequence[Edge],
    wanted: Iterable[str] | None,
    limit: int | None,
) -> set[str]:
    counts = Counter(end for u, v, _, _ in edges for end in {u, v})
    candidates = set(nodes.values())
    named: set[str] = set()
    if wanted is not None:
        named = {_find_actor(network, nodes, name) for name in wanted}
        candidates = named | {end for u, v, _, _ in edges if u in named or v in named for end in (u, v)}
    ranked = sorted(candidates, key=lambda name: (name not in named, -counts[name], name))
    return set(ranked if limit is None else ranked[: max(limit, len(named))])


def _find_actor(network: nx.MultiDiGraph, nodes: Mapping[Any, str], wanted: str) -> str:
    by_word: dict[str, str] = {}
    for node, name in sorted(nodes.items(), key=lambda pair: pair[1], reverse=True):
        values = network.nodes[node]
        for word in (values.get("label"), values.get("code"), name.rsplit("/id/", 1)[-1], name):
            if word:
                by_word[_text(word).casefold()] = name
    found = by_word.get(wanted.casefold())
    if found is None:
        raise QueryError(
            f"actors: the network has no '{wanted}'; give an id, a code or a label.{nearest(wanted, by_word)}"
        )
    return found


def _make_relations(edges: Sequence[Edge], ontology: object) -> tuple[ViewRelation, ...]:
    draws, labels = read_draws(ontology)
    known = {_text(values.get("type")) or "Relation" for _, _, _, values in edges}
    drafts = [_make_relation(edge, draws, labels, known) for edge in edges]
    by_pair: dict[tuple[str, str], list[ViewRelation]] = defaultdict(list)
    for draft in drafts:
        by_pair[min(draft.source, draft.target), max(draft.source, draft.target)].append(draft)
    bends: dict[str, float] = {}
    for several in by_pair.values():
        # Lines of one kind lie side by side, so that a bundle reads as bands of colour and not as noise.
        several.sort(key=lambda r: (r.legend, r.type, r.standing, _when(r), r.id))
        step = min(0.12, 0.85 / len(several))
        for n, draft in enumerate(several):
            bends[draft.id] = round((n - (len(several) - 1) / 2) * step, 5)
    return tuple(replace(d, bend=bends[d.id]) for d in sorted(drafts, key=lambda r: (_when(r), r.id)))


def _when(relation: ViewRelation) -> str:
    return relation.start or relation.end or "9999"


def _make_relation(
    edge: Edge, draws: Mapping[str, DrawLike], labels: Mapping[str, str], known: set[str]
) -> ViewRelation:
    source, target, key, values = edge
    type_name = _text(values.get("type")) or "Relation"
    type_label = labels.get(type_name) or _text(values.get("type_label")) or split_name(type_name)
    standing = find_standing(values.get("status"), values.get("factuality"))
    style = choose_style(type_name, standing, draws, known)
    symmetric = bool(values.get("symmetric"))
    tone = values.get("tone")
    evidence = tuple(
        Evidence(
            quote=_text(e.get("quote")),
            article=_text(e.get("article")),
            title=_text(e.get("title")),
            url=_text(e.get("url")),
            published=_day(e.get("published")) or "",
            publisher=_text(e.get("publisher")),
            claimant=_text(e.get("claimant")),
            disputes=e.get("stance") == "disputes",
        )
        for e in values.get("evidence") or ()
    )
    return ViewRelation(
        id="r" + digest(source, target, type(key).__name__, _text(key)),
        source=source,
        target=target,
        situation=_text(key),
        type=type_name,
        type_label=type_label,
        code=_text(values.get("code")),
        label=_text(values.get("label")) or type_label,
        edtf=_text(values.get("edtf")),
        date=_say_date(values),
        start=_day(values.get("start")),
        end=_day(values.get("end")),
        standing=standing,
        sources=int(values.get("sources") or len({e.article for e in evidence})),
        symmetric=symmetric,
        tone=float(tone) if isinstance(tone, int | float) and math.isfinite(tone) else None,
        colour=style.colour,
        dash=style.dash,
        legend=style.legend,
        arrow=style.arrow and not symmetric,
        bend=0.0,
        evidence=evidence,
    )


def _say_date(values: Mapping[str, Any]) -> str:
    """The date in words; of a state of affairs without one, the day on which it is attested."""
    edtf, attested = _text(values.get("edtf")), _day(values.get("attested"))
    return f"as of {describe_day(attested)}" if not edtf and attested else describe_edtf(edtf)


def _make_actors(
    values: Mapping[str, Mapping[str, Any]], counts: Mapping[str, int], relations: Sequence[ViewRelation]
) -> tuple[ViewActor, ...]:
    labels = {name: _text(v.get("label")).strip() or name for name, v in values.items()}
    sizes = {name: round(min(27.0, 13 + 1.7 * math.sqrt(counts.get(name, 0))), 1) for name in values}
    boxes, below = {}, {}
    for name, label in labels.items():
        lines = wrap(label)
        below[name] = 6 + _RESERVE * HEIGHT * len(lines)
        boxes[name] = (
            max([2 * sizes[name], *(_RESERVE * measure(line) for line in lines)]) + 14,
            2 * sizes[name] + below[name] + 8,
        )
    places = place_actors(boxes, [(r.source, r.target) for r in relations])
    actors = []
    for name in sorted(values):
        family = find_family(_text(values[name].get("type")))
        aliases = values[name].get("aliases") or ()
        actors.append(
            ViewActor(
                id=name,
                label=labels[name],
                type=_text(values[name].get("type")) or "Actor",
                family=family.name,
                code=_text(values[name].get("code")),
                aliases=tuple(sorted({_text(a) for a in ([aliases] if isinstance(aliases, str) else aliases)})),
                relations=counts.get(name, 0),
                shape=family.shape,
                colour=family.colour,
                size=sizes[name],
                x=places[name][0],
                # The box holds the shape and, below it, the label; the layout gives the middle of both.
                y=round(places[name][1] - below[name] / 2, 1),
            )
        )
    return tuple(actors)
