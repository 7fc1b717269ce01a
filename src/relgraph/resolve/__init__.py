"""Resolve: from what single sentences claim to what they support together, with the disagreements kept."""

from relgraph.resolve.resolving import Resolution, resolve

__all__ = ["Resolution", "resolve"]
