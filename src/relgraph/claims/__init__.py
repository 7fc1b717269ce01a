"""Claims: what one source says in one sentence, read by the rules of the event types."""

from relgraph.claims.reading import read_article

__all__ = ["read_article"]
