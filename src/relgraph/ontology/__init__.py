"""The ontology: what kinds of events, states of affairs and actors there are, and how texts express them."""

from relgraph.ontology.events import (
    CODES,
    SLOTS,
    Crosswalk,
    Draw,
    EventType,
    Example,
    Examples,
    Frame,
    RoleSpec,
    Tone,
)
from relgraph.ontology.ontologies import Ontology, TypeRow, load_ontology
from relgraph.ontology.rules import Rule, load_rules

__all__ = [
    "CODES",
    "SLOTS",
    "Crosswalk",
    "Draw",
    "EventType",
    "Example",
    "Examples",
    "Frame",
    "Ontology",
    "RoleSpec",
    "Rule",
    "Tone",
    "TypeRow",
    "load_ontology",
    "load_rules",
]
