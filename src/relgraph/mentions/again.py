"""Named again: persons whom an article names once in full, and later, or in a heading, by the same words or the surname."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from relgraph.mentions.words import NOT_NAMES, ORGANISATION_HEADS
from relgraph.ontology.names import Names
from relgraph.records import Actor, Article, Mention

__all__ = ["name_again"]

_SHORTEST = 3
_THINGS = frozenset("factory mill mine farm plant complex site team empire kingdom power".split())
"""Last words of names in capitals that are no persons'."""
_MOST = 400
"""Forms of names that are looked for in one article; a list of members has more, and no surnames."""


def name_again(article: Article, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """Places that name a person of the article and were read as nothing else.

    A surname stands for the one person who was named with it before; where two were, the mention has both.
    """
    persons = _persons(mentions)
    forms = _forms(persons, names)
    if not forms or len(forms) > _MOST:
        return []
    taken = sorted((m.start, m.end) for m in mentions)
    starts = [start for start, _ in taken]
    reach = _reach(taken)
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
    found = []
    for match in pattern.finditer(article.text):
        start, end = match.span()
        n = bisect_right(starts, end - 1)
        if n and reach[n - 1] > start:
            continue  # read already
        whole, bearers = forms[match[0]]
        if not whole:
            bearers = tuple((first, actor) for first, actor in bearers if first < start)
            if not bearers or _is_part(article.text, end):
                continue
        found.append(
            Mention(
                article=article.id, sentence=mentions[n - 1].sentence if n else mentions[0].sentence, start=start, end=end,
                surface=match[0], kind="actor", actors=tuple(actor for _, actor in bearers), how="full name" if whole else "surname",
                confidence=0.9 if whole else 0.8,
            )
        )  # fmt: skip
    return found


def _persons(mentions: Iterable[Mention]) -> dict[str, tuple[int, Actor]]:
    """By id where each person is named first, and as whom."""
    found: dict[str, tuple[int, Actor]] = {}
    for mention in mentions:
        for actor in mention.actors[:1]:
            if actor.type == "Person" and (actor.id not in found or mention.start < found[actor.id][0]):
                found[actor.id] = (mention.start, actor)
    return found


_Forms = dict[str, tuple[bool, tuple[tuple[int, Actor], ...]]]


def _forms(persons: dict[str, tuple[int, Actor]], names: Names) -> _Forms:
    """The words to look for: whether they are a whole name, and who bears it from which place on."""
    whole: dict[str, dict[str, tuple[int, Actor]]] = {}
    surnames: dict[str, dict[str, tuple[int, Actor]]] = {}
    for key, (first, actor) in persons.items():
        words = actor.label.split()
        if len(words) < 2:
            continue
        whole.setdefault(actor.label, {})[key] = (first, actor)
        for word in {words[-1]} | ({words[0]} if all(len(w) <= 6 for w in words) and len(words) == 3 else set()):
            if (
                len(word) > _SHORTEST
                and word[0].isupper()
                and word.lower() not in NOT_NAMES
                and not _means_more(word, names)
            ):
                surnames.setdefault(word, {})[key] = (first, actor)
    forms: _Forms = {form: (False, tuple(sorted(bearers.values(), key=_order))) for form, bearers in surnames.items()}
    return forms | {form: (True, tuple(sorted(bearers.values(), key=_order))) for form, bearers in whole.items()}


def _order(bearer: tuple[int, Actor]) -> tuple[int, str]:
    return bearer[0], bearer[1].id


def _means_more(word: str, names: Names) -> bool:
    """Whether a surname is also the name of a place, a state or an office."""
    return word.lower() in ORGANISATION_HEADS | _THINGS or any(
        name.kind != "person" for form in (word, word.lower()) for name in names.by_form(form)
    )


def _is_part(text: str, end: int) -> bool:
    """Whether another name goes on behind a surname: "Johnson City"."""
    return bool(re.match(r" (?!(?:The|He|She|It|In|On|At|A|An)\b)[A-Z]", text[end : end + 4]))


def _reach(taken: Sequence[tuple[int, int]]) -> list[int]:
    """For each mention the furthest end of it and those before."""
    return list(_running_max(end for _, end in taken))


def _running_max(ends: Iterable[int]) -> Iterator[int]:
    most = 0
    for end in ends:
        most = max(most, end)
        yield most
