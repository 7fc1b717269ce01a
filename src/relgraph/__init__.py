"""relgraph: articles in, a knowledge graph of diplomatic relations out, with a quote behind every line.

    import relgraph

    relgraph.build(["articles/"], "graph")
    graph = relgraph.open("graph")

``build`` makes a graph, ``update`` puts articles to it or takes some from it, ``open`` opens one for reading (a folder,
a file, or an rdflib Dataset), ``at`` gives the world as it stood on a day, ``changes`` what changed between two, ``profile`` all about one actor, and
``read_articles`` the articles of files. Write ``relgraph.open``: "from relgraph import *" leaves it out, since it would
take the place of Python's own ``open``.

Importing the package is quick: what a name needs is loaded when the name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relgraph.pipeline import build as build
    from relgraph.pipeline import update as update
    from relgraph.query import changes as changes
    from relgraph.query import profile as profile
    from relgraph.sources import read_articles as read_articles
    from relgraph.store import at as at
    from relgraph.store import open_graph as open  # noqa: F401

    __version__: str

# "open" is public too; why it is not here, the docstring says.
__all__ = ["__version__", "at", "build", "changes", "profile", "read_articles", "update"]

_PLACES = {
    "at": ("relgraph.store", "at"),
    "build": ("relgraph.pipeline", "build"),
    "changes": ("relgraph.query", "changes"),
    "open": ("relgraph.store", "open_graph"),
    "profile": ("relgraph.query", "profile"),
    "read_articles": ("relgraph.sources", "read_articles"),
    "update": ("relgraph.pipeline", "update"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("relgraph")
    if name not in _PLACES:
        raise AttributeError(f"module 'relgraph' has no attribute '{name}'")
    module, attribute = _PLACES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_PLACES})
