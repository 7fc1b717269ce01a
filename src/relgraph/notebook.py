"""Notebook: graphs, networks and questions in Jupyter.

    %load_ext relgraph.notebook

gives the cell magic ``%%sparql`` and lets a network show itself as a picture with a table. Graphs and results do that
by themselves. Everything is an image as data and a small table, since these also show in a notebook that is not
trusted and in its HTML export, where scripts, frames and inline SVG do not.
"""

from __future__ import annotations

import base64
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import networkx as nx

from relgraph.errors import QueryError, RelgraphError
from relgraph.ontology import load_ontology
from relgraph.store import Graph, Result, open_graph
from relgraph.view import build_view, to_svg
from relgraph.view.wording import describe_day, describe_edtf

__all__ = ["Shown", "load_ipython_extension", "run_sparql", "show"]

ACTORS = (25, 15, 8, 4)
"""Actors of the picture, the first number that keeps it small; a still picture with more says less."""
MOST_BYTES = 36_000
"""Size of the picture, so that a notebook with some dozens stays a small file."""
MOST_ROWS = 12
MOST_LETTERS = 160
"""Characters of a text in the table."""
MOST_URL = 400
"""Characters of an address in the table; a part of one would lead elsewhere."""
_LINKS = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something that a notebook shows: HTML, with a plain text beside it for everything else."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def _cell(value: object) -> str:
    """A table cell, escaped. An address of the web is a link; any other scheme is only a text."""
    text = "" if value is None else str(value)
    shown = escape(text)
    if text.startswith(_LINKS):
        shown = f'<a href="{shown}" rel="noopener noreferrer" target="_blank">{shown}</a>'
    return f'<td style="text-align:left;vertical-align:top">{shown}</td>'


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f'<th scope="col" style="text-align:left">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1] + "…"


def _relation_rows(network: nx.MultiDiGraph, actors: frozenset[str]) -> list[tuple[object, ...]]:
    """The latest relations between the actors of the picture, each with a piece of its evidence."""
    label = dict(network.nodes(data="label"))
    edges = [
        (edge.get("start") or "", str(key), str(source), str(target), edge)
        for source, target, key, edge in network.edges(keys=True, data=True)
        if source in actors and target in actors
    ]
    rows: list[tuple[object, ...]] = []
    for _, _, source, target, edge in sorted(edges, key=lambda e: e[:4], reverse=True)[:MOST_ROWS]:
        evidence: dict[str, Any] = next(iter(edge.get("evidence") or ()), {})
        arrow = "–" if edge.get("symmetric") else "→"
        attested = f"attested {describe_day(edge['attested'])}" if edge.get("attested") else "undated"
        url = evidence.get("url") or ""
        rows.append(
            (
                _shorten(describe_edtf(edge["edtf"]) if edge.get("edtf") else attested),
                f"{_shorten(label.get(source) or source)} {arrow} {_shorten(label.get(target) or target)}",
                _shorten(edge.get("label") or ""),
                _shorten(evidence.get("quote") or ""),
                url if 0 < len(url) <= MOST_URL else _shorten(evidence.get("article") or ""),
            )
        )
    return rows


def _draw(network: nx.MultiDiGraph, title: str) -> tuple[str, frozenset[str]]:
    """The picture as SVG, empty when it would be too large, and the ids of its actors."""
    ontology = load_ontology()
    for limit in ACTORS:
        view = build_view(network, ontology=ontology, limit=limit, title=title)
        svg = to_svg(view)
        if len(svg.encode()) <= MOST_BYTES:
            return svg, frozenset(actor.id for actor in view.actors)
    return "", frozenset(network)


def _show_network(network: nx.MultiDiGraph, title: str) -> Shown:
    svg, actors = _draw(network, title)
    relations = network.number_of_edges()
    text = f"{_shorten(title)}: {network.number_of_nodes()} actors, {relations} relations"
    picture = ""
    if not svg:
        text += "; too many for a picture, the page of 'relgraph view' has them all"
    elif len(actors) < network.number_of_nodes():
        text += f"; the picture has the {len(actors)} most connected actors"
    if svg:
        source = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
        picture = f'<img alt="{escape(text)}" style="max-width:100%" src="{source}">'
    rows = _relation_rows(network, actors)
    note = f"<p>The latest {len(rows)} of {relations} relations:</p>" if relations > len(rows) else ""
    figure = f'<figure style="margin:0">{picture}<figcaption>{escape(text)}</figcaption></figure>'
    return Shown(html=f"{figure}{note}{_table(('date', 'actors', 'what', 'quote', 'article'), rows)}", text=text)


def _show_rows(rows: Sequence[Any]) -> Shown:
    """Rows of records, such as the measures of a network."""
    columns = list(rows[0].__dataclass_fields__)
    values = [[getattr(row, column) for column in columns] for row in rows]
    result = Result(tuple(columns), [tuple(row) for row in values])
    return Shown(html=_table(columns, values[:200]), text=result.to_table())


def show(thing: Any, *, title: str = "Diplomatic relations") -> Any:
    """What a notebook shows of a graph, a network, a result, or a list of records such as measures.

    A network becomes a still picture of its most connected actors with the latest relations below it. What shows
    itself already is given back as it is.

    Raises TypeError for anything else.
    """
    if isinstance(thing, nx.MultiDiGraph):
        return _show_network(thing, title)
    if isinstance(thing, Graph | Result | Shown):
        return thing
    if isinstance(thing, list) and thing and hasattr(thing[0], "__dataclass_fields__"):
        return _show_rows(thing)
    raise TypeError(f"a {type(thing).__name__} cannot be shown; give a graph, a network, a result or measures")


def _find_graph(name: str, variables: dict[str, Any]) -> Graph:
    """The graph of that variable or path; without a name the only graph among the variables."""
    if name:
        value = variables.get(name)
        return value if isinstance(value, Graph) else open_graph(name)
    graphs = {id(v): k for k, v in sorted(variables.items()) if isinstance(v, Graph) and not k.startswith("_")}
    if len(graphs) == 1:
        found: Graph = variables[next(iter(graphs.values()))]
        return found
    several = f"which of {', '.join(sorted(graphs.values()))}?" if graphs else "no graph is open."
    raise QueryError(f"%%sparql: {several} Write '%%sparql GRAPH' with a variable or a path")


def run_sparql(line: str, query: str, variables: dict[str, Any]) -> Result:
    """Answer a cell of SPARQL: ``%%sparql [GRAPH] [-o NAME]``.

    ``GRAPH`` is a variable that holds a graph, or a path; it can be left out when one graph is open. With ``-o`` the
    result is also kept in a variable. Raises RelgraphError.
    """
    words = shlex.split(line)
    target = None
    if "-o" in words:
        at = words.index("-o")
        target = words[at + 1] if at + 1 < len(words) else ""
        if not target.isidentifier():
            raise QueryError("%%sparql: -o needs the name of a variable, as in '-o rows'")
        del words[at : at + 2]
    if len(words) > 1:
        raise QueryError(f"%%sparql: one graph, not {' and '.join(words)}; write '%%sparql GRAPH -o NAME'")
    result = _find_graph(words[0] if words else "", variables).query(query)
    if target:
        variables[target] = result
    return result


def load_ipython_extension(ipython: Any) -> None:
    """Register ``%%sparql`` and the picture of a network; ``%load_ext relgraph.notebook`` calls this."""

    def sparql(line: str, cell: str) -> Result | None:
        try:
            return run_sparql(line, cell, ipython.user_ns)
        except (RelgraphError, ValueError) as error:
            # One line that the reader can act on is worth more than the stack of frames above it.
            from IPython.core.error import UsageError

            raise UsageError(str(error)) from None

    ipython.register_magic_function(sparql, magic_kind="cell", magic_name="sparql")
    formatter = ipython.display_formatter.formatters["text/html"]
    formatter.for_type(nx.MultiDiGraph, lambda network: _show_network(network, "Diplomatic relations").html)
