"""Why a rule that fits makes no claim, as the engine notes it down for ``relgraph explain``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from relgraph.claims.candidates import Candidate, Trial
from relgraph.mentions.sentences import ReadSentence
from relgraph.records import Claim, Role

__all__ = ["Refusal", "Trace"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a candidate lacks to be a claim, with the roles that were filled."""

    cause: Literal["open", "one side", "undated", "no beginning"]
    """A role that must be filled is open; there are no two sides that differ; the rule wants a date of its own; the
    rule wants the day from which a state of affairs lasts."""
    roles: Sequence[Role]
    open: Sequence[str] = ()
    """The roles that nobody fills."""


@dataclass(slots=True)
class Trace:
    """How one sentence was read: each rule that was tried, and what became of those that were preferred."""

    read: ReadSentence
    trials: list[Trial] = field(default_factory=list)
    outcomes: list[tuple[Candidate, Claim | Refusal]] = field(default_factory=list)
