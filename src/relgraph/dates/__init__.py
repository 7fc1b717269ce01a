"""Dates: what a text says about time, at the precision that it gives, in EDTF with derived bounds."""

from relgraph.dates.edtf import (
    EDTF_PATTERN,
    attested_when,
    by_publication,
    claim_when,
    held_when,
    lasting_when,
    make_when,
    start_of,
)
from relgraph.dates.grammar import FoundDate, find_dates, roll_forward

__all__ = [
    "EDTF_PATTERN",
    "FoundDate",
    "attested_when",
    "by_publication",
    "claim_when",
    "find_dates",
    "held_when",
    "lasting_when",
    "make_when",
    "roll_forward",
    "start_of",
]
