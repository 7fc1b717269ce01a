"""The command line. ``main`` is the program ``relgraph``."""

from relgraph.cli.app import main

__all__ = ["main"]
