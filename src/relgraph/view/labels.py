"""Labels of actors: broken into short lines, and how much room they need without a font to ask."""

from __future__ import annotations

__all__ = ["HEIGHT", "LINE", "measure", "wrap"]

SIZE = 12
HEIGHT = 14.5
"""Of one line, at a font size of 12."""

LINE = 18
"""Characters in a line; a longer word is not broken."""

_LONGEST = 46

_NARROW = frozenset("iljtfrI.,:;'|()[] -")
_WIDE = frozenset("mwMW@%")


def measure(text: str, size: float = SIZE) -> float:
    """Width of a line in a usual sans-serif of semi-bold weight, rather too much than too little.

    >>> measure("Laos") < measure("Viet Nam")
    True
    """
    units = 0.0
    for character in text:
        if character in _NARROW:
            units += 0.36
        elif character in _WIDE:
            units += 0.95
        elif ord(character) >= 0x1100:
            units += 1.02  # Korean, Chinese, Japanese
        else:
            units += 0.70 if character.isupper() else 0.59
    return units * size


def wrap(label: str) -> tuple[str, ...]:
    """The label in lines of about eighteen characters, at most three; what is cut ends in an ellipsis.

    >>> wrap("Shanghai Cooperation Organization")
    ('Shanghai', 'Cooperation', 'Organization')
    >>> wrap("Viet Nam")
    ('Viet Nam',)
    """
    text = " ".join(label.split())
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return tuple(lines)
