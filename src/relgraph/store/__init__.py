"""Store: a graph on disk that is always whole, and the one way to ask it."""

from relgraph.store.files import Manifest
from relgraph.store.graph import Format, Graph, open_graph
from relgraph.store.result import Cell, Result, Term
from relgraph.store.writing import write_graph

__all__ = ["Cell", "Format", "Graph", "Manifest", "Result", "Term", "open_graph", "write_graph"]
