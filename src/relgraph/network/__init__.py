"""Network: a graph as a networkx MultiDiGraph, its measures, and its files."""

from relgraph.network.building import Level, build_network
from relgraph.network.files import FORMATS, write_network
from relgraph.network.measures import ActorMeasures, measures, pagerank

__all__ = ["FORMATS", "ActorMeasures", "Level", "build_network", "measures", "pagerank", "write_network"]
