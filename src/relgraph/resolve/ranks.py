"""Ranks: which class of envoy the words of a title name, after the Vienna Convention on Diplomatic Relations."""

from __future__ import annotations

import re

__all__ = ["LEVELS", "RANKS", "rank_in"]

_RANKS = (
    (re.compile(r"charg[eé].*(?:a\.?\s?i\b|interim)", re.I), "chargeAI"),
    (re.compile(r"charg[eé]", re.I), "chargeEnTitre"),
    (re.compile(r"permanent representative", re.I), "permanentRepresentative"),
    (re.compile(r"high commissioner", re.I), "highCommissioner"),
    (re.compile(r"ambassador", re.I), "ambassador"),
    (re.compile(r"nuncio", re.I), "nuncio"),
    (re.compile(r"minister plenipotentiary|minister resident", re.I), "minister"),
)
RANKS = frozenset([*(rank for _, rank in _RANKS), "envoyOther"])
"""Concepts of rank; a claim may name one in its description."""
LEVELS = {
    "ambassador": "levelAmbassador",
    "highCommissioner": "levelAmbassador",
    "nuncio": "levelAmbassador",
    "permanentRepresentative": "levelAmbassador",
    "minister": "levelMinister",
    "chargeEnTitre": "levelCharge",
}
"""The level that an accredited head of mission gives to a representation; a chargé ad interim gives none."""


def rank_in(words: str) -> str | None:
    """The rank of an envoy that some words name, as a concept of the vocabulary; None when they name none.

    >>> rank_in("ambassador of China to the DPRK"), rank_in("foreign minister")
    ('ambassador', None)
    """
    return next((rank for pattern, rank in _RANKS if pattern.search(words)), None)
