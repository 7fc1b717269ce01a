"""Find known names in tokens: the longest at each place, by a trie over the same tokens that the text is cut into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from relgraph.mentions.morphology import noun_forms
from relgraph.mentions.words import SHIPS
from relgraph.ontology.names import Name
from relgraph.text import Token, tokenize

__all__ = ["Matcher", "NameMatch", "Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose text is read and of when; names that are bound to publishers or times hold only there."""

    family: str | None = None
    published: date | None = None

    def admits(self, name: Name) -> bool:
        """Whether a name is in use by this publisher at this time."""
        if name.publishers and self.family not in name.publishers:
            return False
        if self.published is None:
            return True
        return (name.valid_from is None or name.valid_from <= self.published) and (
            name.valid_to is None or self.published <= name.valid_to
        )


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Tokens ``start`` to ``end`` (exclusive) that spell one or more known names."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


def _is_gathering(name: Name) -> bool:
    """Whether an organ is only named after its meetings: a summit or a party congress happens, it does not act."""
    words = name.form.lower().split()
    return name.kind == "body" and (
        words[-1] in {"summit", "summits"}
        or (words[:2] == ["congress", "of"] and "party" in words)
        or words[1:] == ["congress"]
    )


def _is_no_person(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the name of a person is that of a ship, or the beginning of a longer name: "Ulysses Grant-Smith"."""
    if at > 0 and tokens[at - 1].lower in SHIPS:
        return True
    return (
        end + 1 < len(tokens)
        and tokens[end].text == "-"
        and tokens[end].start == tokens[end - 1].end
        and tokens[end + 1].start == tokens[end].end
        and tokens[end + 1].text[:1].isupper()
    )


class Matcher:
    """All names, compiled once."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._exact = _Node()
        self._folded = _Node()
        for name in names:
            if _is_gathering(name):
                continue
            for form in noun_forms(name.form) if name.kind == "office" else (name.form,):
                node = self._folded if name.any_case else self._exact
                for token in tokenize(form):
                    word = token.lower if name.any_case else token.text
                    node = node.children.setdefault(word, _Node())
                node.names.append(name)

    def _longest(self, root: _Node, words: Sequence[str], at: int, scope: Scope) -> tuple[int, tuple[Name, ...]]:
        node, best = root, at
        found: tuple[Name, ...] = ()
        for position in range(at, len(words)):
            following = node.children.get(words[position])
            if following is None:
                break
            node = following
            if node.names:
                admitted = tuple(n for n in node.names if scope.admits(n))
                if admitted:
                    best, found = position + 1, admitted
        return best, found

    def find(self, tokens: Sequence[Token], scope: Scope, taken: Collection[int] = ()) -> list[NameMatch]:
        """The names in a sentence, without overlaps, in order; where two begin together the longer wins.

        No name reaches over a token of ``taken``.
        """
        texts = ["" if n in taken else t.text for n, t in enumerate(tokens)] if taken else [t.text for t in tokens]
        lowers = ["" if n in taken else t.lower for n, t in enumerate(tokens)] if taken else [t.lower for t in tokens]
        exact, any_case = self._exact.children, self._folded.children
        matches: list[NameMatch] = []
        found: tuple[Name, ...]
        free = 0
        for at, text in enumerate(texts):
            if at < free:
                continue
            end, found = at, ()
            if text in exact:  # most words begin no name
                end, found = self._longest(self._exact, texts, at, scope)
            if lowers[at] in any_case:
                folded_end, folded = self._longest(self._folded, lowers, at, scope)
                if folded_end > end:
                    end, found = folded_end, folded
                elif folded_end == end and folded:
                    found = found + folded
            if found and found[0].kind == "person" and _is_no_person(tokens, at, end):
                continue
            if found:
                matches.append(NameMatch(at, end, found))
                free = end
        return matches
