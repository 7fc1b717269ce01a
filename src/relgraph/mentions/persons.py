"""Names of persons by their shape: runs of capitalised words that are not other names."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.iris import slug
from relgraph.mentions.parts import Item
from relgraph.mentions.words import NAME_PARTICLES, NOT_NAMES, ORGANISATION_HEADS, SHIPS, TITLES
from relgraph.records import Actor

__all__ = ["is_name_word", "make_person", "person_run", "skip_titles"]

_LONGEST = 7
_SMALL_NAMES = frozenset(["to", "so", "an", "no", "do", "on", "in", "than", "may", "will", "march", "april"])
"""Names that are spelt like function words: To Lam, Do Muoi, So Se Phyong."""


def is_name_word(item: Item) -> bool:
    """Whether a capitalised word can be part of a person's name."""
    return (
        item.kind == "cap"
        and len(item.text) > 1
        and item.lower not in NOT_NAMES
        and item.lower not in TITLES
        and item.lower not in ORGANISATION_HEADS
    )


def _is_initial(item: Item) -> bool:
    letters = item.text.replace(".", "")
    return (
        item.kind in {"cap", "word"}
        and 0 < len(letters) <= 2
        and letters.isupper()
        and (len(letters) == 1 or "." in item.text)
    )


def person_run(items: Sequence[Item], at: int, *, single: bool = False) -> int:
    """Where the name of a person that begins at an item ends; ``at`` itself when there is none.

    Args:
        items: the items of the sentence.
        at: index of the first item.
        single: whether one word is enough, as after an office or a title.
    """
    if (at and items[at - 1].lower in SHIPS) or (at < len(items) and items[at].lower in SHIPS):
        return at  # "the carrier George Washington"
    end, words, count = at, 0, len(items)

    def name_at(i: int) -> bool:
        return i < count and is_name_word(items[i])

    small = at < count and items[at].kind == "cap" and items[at].lower in _SMALL_NAMES and name_at(at + 1)
    # At the head of a sentence only with an office behind the name: "To Lam, president of", but "In Lam, the".
    opens = at == 0 and count > 3 and items[2].text == "," and items[3].kind == "office"
    if small and (at > 0 or opens):
        words, end = 1, at + 1

    while end < count and words < _LONGEST:
        item = items[end]
        if is_name_word(item):
            words += 1
            end += 1
        elif (
            _is_initial(item)
            and item.text != "I"
            and (words or name_at(end + 1) or items[min(end + 1, count - 1)].text == ".")
        ):
            end += 1
            surname = end + 1 < count and (
                name_at(end + 1) or items[end + 1].kind in {"place", "capital"} or _is_initial(items[end + 1])
            )
            if end < count and items[end].text == "." and surname:
                end += 1
        elif (
            words
            and item.text in "-'"
            and end + 1 < count
            and items[end + 1].kind == "cap"
            and item.start == items[end - 1].end
        ) or (
            item.lower in NAME_PARTICLES
            and (words or item.kind == "cap")
            and item.lower not in {"y", "e"}
            and (
                name_at(end + 1)
                or (end + 2 < count and items[end + 1].lower in NAME_PARTICLES | {"-"} and name_at(end + 2))
            )
        ):
            end += 1
        elif (
            words
            and item.kind in {"state", "capital", "place"}
            and item.end - item.start == 1
            and name_at(end + 1)
            and single
        ):
            # a first or middle name that is also a country: "John Jordan Smith"
            words += 1
            end += 1
        elif (
            words
            and item.kind in {"place", "capital"}
            and item.end - item.start == 1
            and (_is_initial(items[end - 1]) or items[end - 1].text == "." or item.kind == "place")
        ):
            # a surname that is also a city: "Cecil B. Lyon"
            words += 1
            end += 1
        else:
            break
    if words >= 2 or (words == 1 and (single or end - at > 1)):
        return end
    return at


def skip_titles(items: Sequence[Item], at: int) -> int:
    """The first item after "Respected Comrade" or "H.E. Mr."."""
    while (
        at < len(items)
        and items[at].kind in {"cap", "word"}
        and (items[at].lower.rstrip(".") in TITLES or _is_rank(items, at))
    ):
        at += 1
        if at < len(items) and items[at].text == ".":
            at += 1
    return at


def _is_rank(items: Sequence[Item], at: int) -> bool:
    """Whether "General" is a rank: a first name and a surname follow, and neither makes it a General Assembly."""
    ahead = items[at + 1 : at + 3]
    return (
        items[at].kind == "cap"
        and items[at].lower == "general"
        and len(ahead) == 2
        and is_name_word(ahead[0])
        and (is_name_word(ahead[1]) or _is_initial(ahead[1]))
    )


def make_person(name: str, principals: tuple[str, ...] = ()) -> Actor:
    """The actor record of a person named in a text."""
    return Actor(id=f"person/{slug(name)}", type="Person", label=name, on_behalf_of=principals)
