"""Findings: what is found out about the ids of the sources, gathered by those who look for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from relgraph.records import IdentityCandidate, IdentityLink

__all__ = ["LONGEST_BLOCK", "MARGIN", "Found"]

MARGIN = 1.0
"""Points by which the likeliest bearer must be ahead of the next that contradicts it."""
LONGEST_BLOCK = 300
"""Bearers that share a key, up to which all are compared; a key of more says nothing."""


@dataclass(slots=True)
class Found:
    """What is found about ids: what they mean, why, and what stays open."""

    everywhere: dict[str, str] = field(default_factory=dict)
    within: dict[tuple[str, str], str] = field(default_factory=dict)
    """By source and id, where an id means different things in different sources."""
    links: list[IdentityLink] = field(default_factory=list)
    candidates: list[IdentityCandidate] = field(default_factory=list)
