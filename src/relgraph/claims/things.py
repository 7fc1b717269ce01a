"""What an act is done with: the noun behind a measure, and nouns that only together with "of" mean a thing."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.claims.fillers import has_head
from relgraph.mentions.parts import Slot

__all__ = ["find_thing", "is_thing"]

_MEASURES = frozenset(
    """million billion trillion thousand hundred dozen dollar euro yen won yuan pound franc krona krone rupee rouble ruble ton tonne dose
    batch package round set series number range variety lot wave tranche shipment consignment cargo load delivery total amount
    worth quantity kilogram kilo litre liter truckload planeload container unit piece sort kind couple raft form""".split()
)
"""Nouns that only count or measure what follows them with "of", "in" or "worth of"."""


def find_thing(slots: Sequence[Slot], at: int, lexemes: Sequence[str]) -> int | None:
    """The slot of one of some lexemes in a noun phrase, behind a measure too: "a batch of vaccines", "$5 million in aid".

    Args:
        slots: the reduced sentence.
        at: the slot where the noun phrase begins.
        lexemes: heads, with adjectives or with "of": ``aid``, ``humanitarian aid``, ``letter of credence``.
    """
    for _ in range(3):
        if slots[at].kind in {"noun", "actor"} and is_thing(slots, at, lexemes):
            return at
        measured = slots[at].kind == "noun" and (slots[at].head in _MEASURES or slots[at].head.isdigit())
        behind = at + 2 if measured and at + 2 < len(slots) and slots[at + 1].head in {"of", "in"} else at
        if behind == at or slots[behind].kind != "noun":
            return None
        at = behind
    return None


def is_thing(slots: Sequence[Slot], at: int, lexemes: Sequence[str]) -> bool:
    """Whether a noun phrase ends in one of some lexemes; a lexeme with "of" wants the noun behind it too."""
    plain = [lexeme for lexeme in lexemes if " of " not in lexeme]
    if has_head(slots[at], plain):
        return True
    if at + 2 >= len(slots) or slots[at + 1].head != "of":
        return False
    return any(
        has_head(slots[at], (head,)) and slots[at + 2].kind == "noun" and has_head(slots[at + 2], (rest,))
        for head, _, rest in (lexeme.partition(" of ") for lexeme in lexemes if " of " in lexeme)
    )
