"""Measures: how connected, central and reciprocal each actor of a network is."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

__all__ = ["ActorMeasures", "measures", "pagerank"]

DAMPING = 0.85
"""Probability of following a relation in PageRank, as Brin and Page chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMeasures:
    """One actor in numbers."""

    actor: str
    label: str
    type: str
    degree: int
    """Partners: other actors with at least one relation to this one."""
    weighted_degree: int
    """Relations, each counted once."""
    outgoing: int
    incoming: int
    """Relations that start here and that end here; those of equals count in both."""
    betweenness: float
    """Share of the shortest paths of the others that lead over this actor, 0 to 1 (Freeman 1977)."""
    pagerank: float
    """Weight by the weight of those who turn to it; all sum up to 1 (Brin and Page 1998)."""
    reciprocity: float | None
    """Share of the directed ties to and from partners that are returned, 0 to 1; None without partners."""
    first: str | None
    last: str | None
    """ISO days of the first and the last relation that has a date."""


def _weights(network: nx.MultiDiGraph) -> dict[str, dict[str, int]]:
    """Number of relations from each actor to each other; a relation of equals counts in both directions."""
    weights: dict[str, dict[str, int]] = {actor: {} for actor in sorted(network)}
    for source, target, symmetric in sorted(network.edges(data="symmetric", default=False)):
        if source == target:
            continue
        for a, b in ((source, target), (target, source)) if symmetric else ((source, target),):
            weights[a][b] = weights[a].get(b, 0) + 1
    return weights


def pagerank(
    weights: dict[str, dict[str, int]], *, damping: float = DAMPING, tolerance: float = 1e-10, most: int = 500
) -> dict[str, float]:
    """PageRank of each key of a table of weights, by power iteration in plain Python; networkx's own needs scipy.

    After S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998. An actor that turns
    to nobody passes its weight on to all alike. Stops when the sum of changes is below ``tolerance`` or after ``most``
    rounds.

    >>> {k: round(v, 3) for k, v in pagerank({"a": {"b": 1}, "b": {"a": 1}}).items()}
    {'a': 0.5, 'b': 0.5}
    """
    actors = sorted(weights)
    if not actors:
        return {}
    rank = dict.fromkeys(actors, 1 / len(actors))
    totals = {actor: sum(weights[actor].values()) for actor in actors}
    for _ in range(most):
        stray = sum(rank[actor] for actor in actors if not totals[actor])
        base = (1 - damping + damping * stray) / len(actors)
        new = dict.fromkeys(actors, base)
        for actor in actors:
            for other, weight in sorted(weights[actor].items()):
                new[other] += damping * rank[actor] * weight / totals[actor]
        change = sum(abs(new[actor] - rank[actor]) for actor in actors)
        rank = new
        if change < tolerance:
            break
    return rank


def measures(network: nx.MultiDiGraph) -> list[ActorMeasures]:
    """One row for each actor of a network, the most connected first.

    Betweenness and degree look at who is tied to whom at all, PageRank at the number of relations.
    """
    weights = _weights(network)
    simple = nx.Graph()
    simple.add_nodes_from(weights)
    simple.add_edges_from((a, b) for a, row in weights.items() for b in row)
    between = nx.betweenness_centrality(simple)
    rank = pagerank(weights)
    days: dict[str, list[str]] = {actor: [] for actor in weights}
    relations = dict.fromkeys(weights, 0)
    for source, target, edge in network.edges(data=True):
        for actor in {source, target}:
            relations[actor] += 1
            days[actor] += [day for day in (edge.get("start"),) if day]
    incoming = {a: {b for b in weights if a in weights[b]} for a in weights}
    rows = []
    for actor, out in weights.items():
        ties = len(out) + len(incoming[actor])
        rows.append(
            ActorMeasures(
                actor=actor,
                label=network.nodes[actor].get("label", actor),
                type=network.nodes[actor].get("type", "Actor"),
                degree=simple.degree(actor),
                weighted_degree=relations[actor],
                outgoing=sum(out.values()),
                incoming=sum(weights[other][actor] for other in incoming[actor]),
                betweenness=round(between[actor], 6),
                pagerank=round(rank[actor], 6),
                reciprocity=round(2 * len(out.keys() & incoming[actor]) / ties, 6) if ties else None,
                first=min(days[actor], default=None),
                last=max(days[actor], default=None),
            )
        )
    return sorted(rows, key=lambda row: (-row.degree, -row.weighted_degree, row.actor))
