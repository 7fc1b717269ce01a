"""Articles from files, folders, archives and standard input.

A source is a plug-in: a class under the entry point group ``relgraph.sources`` with the shape of
:class:`Source`; one for plain text is written as a :class:`TextSource`. Those that come with relgraph read pages of
HTML, the text of pages of KCNA Watch, feeds of RSS and Atom, JSON lines, CSV, Parquet and plain text.
"""

from relgraph.sources.inputs import Input, TextSource
from relgraph.sources.plugins import Source, load_sources
from relgraph.sources.walk import read_articles

__all__ = ["Input", "Source", "TextSource", "load_sources", "read_articles"]
