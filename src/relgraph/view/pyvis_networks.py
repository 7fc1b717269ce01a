"""The view as a pyvis network: positions set, physics off, plain-text titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from relgraph.view.labels import wrap
from relgraph.view.model import View, ViewRelation
from relgraph.view.styles import STANDINGS
from relgraph.view.wording import count_of

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["SMOOTH", "to_pyvis"]

SMOOTH = 300
"""Actors up to which vis-network moves smoothly on two cores without a graphics card."""


def to_pyvis(view: View) -> Network:
    """A ``pyvis.network.Network`` of the view, for those who want to go on with pyvis.

    It is directed, because the undirected mode of pyvis silently drops parallel relations. Ids of nodes and edges are
    those of the view. pyvis treats every title as HTML as soon as one of them contains "href", so none ever does;
    :func:`relgraph.view.write_page` writes a page that is safe, ``Network.show()`` asks servers on the web for parts.
    """
    from pyvis.network import Network

    network = Network(directed=True, height="720px", width="100%", cdn_resources="in_line")
    network.toggle_physics(False)
    for actor in view.actors:
        network.add_node(
            actor.id,
            label="\n".join(wrap(actor.label)),
            title=_plain(f"{actor.label}\n{count_of(actor.relations, 'relation')}"),
            shape=actor.shape,
            color=actor.colour,
            size=actor.size,
            x=actor.x,
            y=actor.y,
            physics=False,
        )
    turns: dict[str, int] = {}
    for relation in view.relations:
        network.add_edge(relation.source, relation.target, **_draw(relation, turns))
    return network


def _draw(relation: ViewRelation, turns: dict[str, int]) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "id": relation.id,
        "title": _plain(f"{relation.type_label}, {relation.date} ({STANDINGS[relation.standing].label})"),
        "label": STANDINGS[relation.standing].mark,
        "color": relation.colour,
        "width": min(3.0, 1.3 + 0.4 * (max(1, relation.sources) - 1)),
        "dashes": _dashes(relation.dash),
        "arrows": "to" if relation.arrow else "",
        "physics": False,
    }
    if relation.source == relation.target:
        turn = turns[relation.source] = turns.get(relation.source, -1) + 1
        drawn["selfReference"] = {"size": 16 + 5 * (turn // 6), "angle": round(0.785 + 1.047 * (turn % 6), 3)}
        drawn["smooth"] = {"enabled": True, "type": "continuous", "roundness": 0.5}
        return drawn
    # vis-network bends to the right or left of the line's own direction, the view between the ordered ids.
    bend = relation.bend if relation.source < relation.target else -relation.bend
    way = "curvedCW" if bend >= 0 else "curvedCCW"
    drawn["smooth"] = {"enabled": bend != 0, "type": way, "roundness": abs(bend)}
    return drawn


def _dashes(dash: Sequence[int]) -> list[int] | bool:
    return list(dash) or False


def _plain(text: str) -> str:
    """Text in which pyvis finds no HTML: a word joiner parts the word that it looks for."""
    return text.replace("href", "h\u2060ref")
