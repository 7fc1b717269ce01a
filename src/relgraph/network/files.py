"""Files: a network as GraphML, GEXF, CSV or JSON, for the tools that read these."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from relgraph.errors import RelgraphError, nearest
from relgraph.files import replace_file

__all__ = ["FORMATS", "write_network"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EVIDENCE = ("quote", "article", "title", "url", "published", "publisher", "claimant")
_COLUMNS = (
    "source",
    "source_label",
    "target",
    "target_label",
    "symmetric",
    "situation",
    "kind",
    "type",
    "code",
    "label",
    "edtf",
    "start",
    "end",
    "status",
    "factuality",
    "sources",
    "tone",
    *_EVIDENCE,
)


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes as XML formats can hold them: None left out, lists and dicts as JSON, no control characters."""
    flat: dict[str, Any] = {}
    for name, value in sorted(attributes.items()):
        if isinstance(value, str):
            flat[name] = _NOT_XML.sub("\ufffd", value)
        elif isinstance(value, bool | int | float):
            flat[name] = value
        elif value is not None:
            flat[name] = _NOT_XML.sub("\ufffd", json.dumps(value, ensure_ascii=False, sort_keys=True))
    return flat


def _flat_network(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    flat = nx.MultiDiGraph()
    for node, attributes in sorted(network.nodes(data=True)):
        flat.add_node(node, **_flat(attributes))
    for source, target, key, attributes in sorted(network.edges(keys=True, data=True), key=lambda e: e[:3]):
        flat.add_edge(source, target, key=key, **_flat(attributes))
    return flat


def _to_graphml(network: nx.MultiDiGraph) -> str:
    return "\n".join(nx.generate_graphml(_flat_network(network))) + "\n"


def _to_gexf(network: nx.MultiDiGraph) -> str:
    text = "\n".join(nx.generate_gexf(_flat_network(network), version="1.2draft")) + "\n"
    # networkx writes today's date, and two exports of one network would differ.
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; a number of our own, as the tone -4.0, is none."""
    text = "" if value is None else _NOT_XML.sub("\ufffd", str(value))
    if isinstance(value, int | float):
        return text
    return "'" + text if text.startswith(_FORMULA) else text


def _to_csv(network: nx.MultiDiGraph) -> str:
    """One line an edge with the first piece of evidence; the other formats hold all of it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    edges = network.edges(keys=True, data=True)
    # Only a network of one day says whether its relations held for certain.
    columns = (*_COLUMNS, "holds") if any("holds" in edge for *_, edge in edges) else _COLUMNS
    table.writerow(columns)
    for source, target, _, edge in sorted(edges, key=lambda e: (e[3].get("start") or "", e[2], e[0], e[1])):
        evidence = (edge.get("evidence") or [{}])[0]
        row = {
            **edge,
            **{name: evidence.get(name) for name in _EVIDENCE},
            "source": source,
            "source_label": network.nodes[source].get("label", source),
            "target": target,
            "target_label": network.nodes[target].get("label", target),
        }
        table.writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def _to_json(network: nx.MultiDiGraph) -> str:
    tree = nx.node_link_data(network, edges="edges")
    tree["nodes"].sort(key=lambda node: node["id"])
    tree["edges"].sort(key=lambda edge: (edge["source"], edge["target"], edge["key"]))
    text = json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return _SURROGATE.sub("\ufffd", text)


FORMATS: dict[str, Callable[[nx.MultiDiGraph], str]] = {
    "csv": _to_csv,
    "gexf": _to_gexf,
    "graphml": _to_graphml,
    "json": _to_json,
}
"""The formats by name; each is the ending of its files."""


def write_network(network: nx.MultiDiGraph, path: str | Path, format: str | None = None) -> Path:
    """Write a network as ``graphml``, ``gexf``, ``csv`` (a list of edges) or ``json`` (node-link), and give the path.

    Without ``format`` the ending of the path decides. The same network gives the same bytes, and the file appears whole
    or not at all. In GraphML and GEXF lists are JSON texts and empty values are left out; in CSV a text that a
    spreadsheet would run as a formula gets an apostrophe in front.

    Raises RelgraphError for an unknown format.
    """
    path = Path(path)
    name = (format or path.suffix.removeprefix(".")).lower()
    if name not in FORMATS:
        raise RelgraphError(
            f"{path.name}: no network format '{name}'.{nearest(name, FORMATS)} Choose one of {', '.join(FORMATS)}"
        )
    text = FORMATS[name](network)
    with replace_file(path) as file:
        file.write(text.encode("utf-8"))
    return path
