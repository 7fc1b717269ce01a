"""Store: a graph on disk that is always whole, and the one way to ask it."""

from relgraph.store.dating import make_day
from relgraph.store.files import Manifest
from relgraph.store.graph import Format, Graph, at, open_graph
from relgraph.store.result import Cell, Result, Term
from relgraph.store.writing import write_graph

__all__ = ["Cell", "Format", "Graph", "Manifest", "Result", "Term", "at", "make_day", "open_graph", "write_graph"]
