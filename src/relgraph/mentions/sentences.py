"""From a sentence to its slots: tokens, dates and names first, then the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import repeat

from relgraph.dates import FoundDate, find_dates
from relgraph.mentions.grammar import Parser
from relgraph.mentions.lexicon import Lexicon
from relgraph.mentions.match import Matcher, NameMatch, Scope
from relgraph.mentions.memory import Memory
from relgraph.mentions.parts import Item, Slot
from relgraph.ontology.names import Name
from relgraph.records import Actor
from relgraph.text import Sentence, Token, tokenize

__all__ = ["ReadSentence", "make_items", "read_sentence"]

_ORDER = (
    "person",
    "organisation",
    "party",
    "body",
    "mission",
    "treaty",
    "state",
    "demonym",
    "people",
    "office",
    "capital",
    "place",
    "occasion",
)
# A country's name inside these is a place or a thing and no actor.
_NOT_ACTORS = frozenset(
    """sea seas peninsula strait straits gulf ocean canal river war wars language island islands desert mountains plateau time
    airport university street square cuisine food grand prix""".split()
)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its tokens, items and slots; offsets of items and slots count tokens and items."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    items: tuple[Item, ...]
    slots: tuple[Slot, ...]
    aside: tuple[Item, ...] = ()
    """What stands in the titles of writings that the sentence names."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the repaired text of the items from ``start`` up to ``end``."""
        first = self.tokens[self.items[start].start].start
        last = self.tokens[self.items[end - 1].end - 1].end
        return self.sentence.start + first, self.sentence.start + last

    def words(self, start: int, end: int) -> str:
        """The words of items from ``start`` up to ``end``."""
        a, b = self.span(start, end)
        return self.sentence.text[a - self.sentence.start : b - self.sentence.start]


def _kind(names: Sequence[Name]) -> str:
    kinds = {n.kind for n in names}
    return next((k for k in _ORDER if k in kinds), "cap")


_ACRONYMS = frozenset(["IT", "US", "WHO"])


@lru_cache(maxsize=1 << 16)
def _token_kind(text: str) -> str:
    if text[0].isdigit():
        return "number"
    if text in {"'s", "'S", "'"}:
        return "poss"
    if text[0].isalpha():
        return "cap" if text[0].isupper() else "word"
    return "punct"


def make_items(tokens: Sequence[Token], matches: Sequence[NameMatch], dates: Sequence[FoundDate]) -> list[Item]:
    """Cover the tokens with dates, names and single words; a date wins over a name, a name over words."""
    by_start = {m.start: m for m in matches}
    starts = {t.start: i for i, t in enumerate(tokens)} if dates else {}
    date_at: dict[int, tuple[int, FoundDate]] = {}
    for found in dates:
        first = starts.get(found.start)
        if first is None:
            continue
        last = first
        while last < len(tokens) and tokens[last].start < found.end:
            last += 1
        date_at[first] = (last, found)
    count = len(tokens)
    texts = [t.text for t in tokens]
    # "the Ministry of IT Industry": an acronym is no pronoun.
    lowers = [t.text if t.text in _ACRONYMS else t.lower for t in tokens]
    kinds = map(_token_kind, texts)
    words = list(
        map(Item._make, zip(range(count), range(1, count + 1), kinds, texts, lowers, repeat(()), repeat(None)))
    )
    items: list[Item] = []
    free = 0
    for at in sorted(by_start.keys() | date_at.keys()):
        if at < free:
            continue
        if at in date_at:
            end, found = date_at[at]
            items += words[free:at]
            items.append(Item(at, end, "date", found.surface, found.surface.lower(), date=found))
            free = end
            continue
        match = by_start[at]
        if not any(start in date_at for start in range(at, match.end)):
            text = " ".join(texts[at : match.end])
            kind = _kind(match.names)
            following = lowers[match.end] if match.end < count else ""
            if kind in {"state", "demonym", "people"} and (following in _NOT_ACTORS or following == "$"):
                kind = "cap"
            items += words[free:at]
            items.append(Item(at, match.end, kind, text, text.lower(), match.names))
            free = match.end
    return items + words[free:]


def _without_quotes(items: Sequence[Item]) -> tuple[list[Item], frozenset[int], tuple[Item, ...]]:
    """The items without quotation marks, the tokens of quoted speech, and the items inside the titles of writings.

    A title behind "the statement" or "titled" becomes one item: what it says is not told by the sentence.
    """
    kept: list[Item] = []
    quoted: set[int] = set()
    aside: list[Item] = []
    opened: list[int] | None = None
    for n, item in enumerate(items):
        if item.text == '"':
            if opened is not None and len(opened) > _TITLE_LENGTH:
                quoted.update(opened)
            if opened and _titled(kept, len(kept) - len(opened)):
                title = kept[-len(opened) :]
                del kept[-len(opened) :]
                aside += title
                kept.append(Item(title[0].start, title[-1].end, "title", "title", "title"))
                quoted -= set(opened)
            opened = [] if opened is None and any(i.text == '"' for i in items[n + 1 :]) else None
            continue
        if opened is not None:
            opened.append(item.start)
        kept.append(item)
    return kept, frozenset(quoted), tuple(aside)


def _titled(items: Sequence[Item], at: int) -> bool:
    """Whether a title opens at an item, by the words before it."""
    before = [i.lower for i in items[max(0, at - 2) : at]]
    if before and before[-1] in {"titled", "entitled", "headlined", "headed", "themed"}:
        return True
    return bool(before) and before[-1] in _WRITINGS and len(items) - at >= _SHORTEST_TITLE


_WRITINGS = frozenset(
    [
        "statement",
        "article",
        "commentary",
        "talk",
        "book",
        "film",
        "song",
        "slogan",
        "report",
        "theme",
        "paper",
        "declaration",
    ]
)
_SHORTEST_TITLE = 4


_TITLE_LENGTH = 15
"""Tokens up to which words in quotation marks are a title or a term rather than speech."""


def _dates(text: str, anchor: date | None, yearless: date | None) -> list[FoundDate]:
    found = list(find_dates(text, anchor))
    if yearless is None or not any(f.how == "yearless" for f in found):
        return found
    other = {f.start: f for f in find_dates(text, yearless)}
    return [other.get(f.start, f) if f.how == "yearless" else f for f in found]


def _local(items: Sequence[Item], memory: Memory) -> Actor | None:
    """The state of "In Tokyo, the foreign minister said"."""
    if len(items) < 4 or items[0].lower not in {"in", "from"} or items[1].kind != "capital" or items[2].text != ",":
        return None
    name = items[1].name("capital")
    behind = name.actor.on_behalf_of if name is not None and name.actor is not None else ()
    return memory.names.actor(behind[0]) if behind else None


def read_sentence(
    sentence: Sentence,
    *,
    lexicon: Lexicon,
    matcher: Matcher,
    memory: Memory,
    scope: Scope,
    anchor: date | None,
    yearless: date | None = None,
) -> ReadSentence:
    """Read one sentence into slots.

    Args:
        sentence: the sentence.
        lexicon: verb forms.
        matcher: the compiled names.
        memory: what the article has said so far; persons that this sentence introduces are added.
        scope: publisher and date of the article, for names that hold only there.
        anchor: the day from which relative dates count, normally the publication date.
        yearless: the day from which dates without a year count, if another.
    """
    tokens = tokenize(sentence.text)
    dates = _dates(sentence.text, anchor, yearless)
    dated = {n for n, t in enumerate(tokens) for d in dates if d.start <= t.start < d.end} if dates else set()
    items = make_items(tokens, matcher.find(tokens, scope, dated), dates)
    items, quoted, aside = _without_quotes(items)
    memory.local = _local(items, memory)
    slots = Parser(sentence.text, tokens, items, lexicon, memory, quoted=quoted).read()
    for slot in slots:
        for phrase in (*slot.phrases, *slot.modifiers):
            if phrase.reference is None:
                memory.introduce(phrase)
                if phrase.leader is not None and phrase.leader.reference is None:
                    memory.introduce(phrase.leader)
    return ReadSentence(sentence, tuple(tokens), tuple(items), tuple(slots), aside)
