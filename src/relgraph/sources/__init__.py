"""Articles from files, folders and standard input.

A source is a plug-in: a class under the entry point group ``relgraph.sources`` with the shape of
:class:`Source`. Three come with relgraph: pages of KCNA Watch, JSON lines and plain text.
"""

from relgraph.sources.plugins import Source, load_sources
from relgraph.sources.walk import read_articles

__all__ = ["Source", "load_sources", "read_articles"]
