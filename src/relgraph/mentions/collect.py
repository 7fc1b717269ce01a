"""The mentions of a sentence as records, with offsets in the raw text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relgraph.mentions.holders import make_post
from relgraph.mentions.match import Matcher, Scope
from relgraph.mentions.parts import Item, Phrase, Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.records import Actor, Article, Mention
from relgraph.text import Repaired

__all__ = ["collect_mentions"]

_KINDS = {"state": "actor", "demonym": "actor", "people": "actor", "organisation": "actor", "party": "actor", "body": "actor",
          "mission": "actor", "person": "actor", "treaty": "treaty", "capital": "place", "place": "place", "occasion": "occasion",
          "office": "office"}  # fmt: skip


def collect_mentions(
    read: ReadSentence, article: Article, repaired: Repaired, matcher: Matcher, scope: Scope
) -> list[Mention]:
    """All that a sentence names: known names, dates, the actors that its grammar found, and organisations inside names."""
    found: dict[tuple[int, int, str], Mention] = {}
    for mention in (
        *_from_phrases(read, article, repaired),
        *_from_items(read, article, repaired),
        *_inside(read, article, repaired, matcher, scope),
    ):
        found.setdefault((mention.start, mention.end, mention.kind), mention)
    return sorted(found.values(), key=lambda m: (m.start, m.end, m.kind))


def _mention(
    read: ReadSentence,
    article: Article,
    repaired: Repaired,
    start: int,
    end: int,
    kind: str,
    actors: tuple[Actor, ...],
    how: str,
    confidence: float,
) -> Mention:
    a, b = repaired.raw_span(*read.span(start, end))
    return Mention(
        article=article.id, sentence=read.sentence.index, start=a, end=b, surface=article.text[a:b], kind=kind, actors=actors, how=how,
        confidence=confidence,
    )  # fmt: skip


def _from_items(read: ReadSentence, article: Article, repaired: Repaired) -> Iterator[Mention]:
    for item in read.aside:
        actors = tuple(x.actor for x in item.names if x.actor is not None and x.kind == item.kind)[:1]
        if actors and item.kind in _KINDS:
            first, last = read.tokens[item.start].start, read.tokens[item.end - 1].end
            a, b = repaired.raw_span(read.sentence.start + first, read.sentence.start + last)
            yield Mention(
                article=article.id, sentence=read.sentence.index, start=a, end=b, surface=article.text[a:b],
                kind=_KINDS[item.kind], actors=actors, how="title",
            )  # fmt: skip
    posts = dict(_posts(read))
    for n, item in enumerate(read.items):
        if n in posts:
            end, post = posts[n]
            yield _mention(read, article, repaired, n, end, "office", (post,), "office", 0.9)
        elif item.kind == "body" and _is_of_other(read.items, n):
            continue
        elif item.kind == "date":
            yield _mention(read, article, repaired, n, n + 1, "date", (), "pattern", 1.0)
        elif item.kind in _KINDS:
            actors = tuple(x.actor for x in item.names if x.actor is not None and x.kind == item.kind)[:1]
            how = "where" if _locates(read.items, n, actors) else "name"
            yield _mention(read, article, repaired, n, n + 1, _KINDS[item.kind], actors, how, 1.0)


def _posts(read: ReadSentence) -> Iterator[tuple[int, tuple[int, Actor]]]:
    """Where the office of a named holder stands, up to which item it goes, and which post it is."""
    for slot in read.slots:
        for phrase in (*slot.modifiers, *slot.phrases):
            if phrase.person is None:
                continue
            held = [o for o in phrase.offices if o.of is not None]
            for n in range(phrase.start, phrase.end):
                name = read.items[n].name("office")
                office = next(
                    (o for o in held if name is not None and name.office is not None and o.key == name.office.key), None
                )
                if office is None:
                    continue
                held.remove(office)
                end = n + 1
                if read.items[min(end, phrase.end - 1)].lower == "of":
                    owner = end + 2 if read.items[min(end + 1, phrase.end - 1)].lower == "the" else end + 1
                    end = owner + 1 if owner < phrase.end and read.items[owner].kind in _OWNERS else end
                yield n, (end, make_post(office))


_OWNERS = frozenset(["state", "organisation", "party", "body"])


def _is_of_other(items: Sequence[Item], at: int) -> bool:
    """Whether a body stands behind the name of a state that is not its own: "Vietnam Foreign Ministry"."""
    if at == 0 or items[at - 1].kind not in {"state", "demonym"}:
        return False
    state = {x.actor.id for x in items[at - 1].names if x.actor is not None}
    own = {p for x in items[at].names if x.actor is not None for p in x.actor.on_behalf_of}
    return bool(own) and bool(state) and not own & state


def _inside(
    read: ReadSentence, article: Article, repaired: Repaired, matcher: Matcher, scope: Scope
) -> Iterator[Mention]:
    """Organisations and persons whose names stand inside another name: "chief of the KPA General Staff"."""
    for item in read.items:
        if item.kind not in _HOLDING or item.end - item.start < _LONG:
            continue
        tokens = read.tokens[item.start + 1 : item.end]
        for match in matcher.find(tokens, scope):
            name = next((n for n in match.names if n.kind in _HELD and n.actor is not None), None)
            if name is None or name.actor is None:
                continue
            first, last = tokens[match.start].start, tokens[match.end - 1].end
            a, b = repaired.raw_span(read.sentence.start + first, read.sentence.start + last)
            yield Mention(
                article=article.id, sentence=read.sentence.index, start=a, end=b, surface=article.text[a:b], kind="actor",
                actors=(name.actor,), how="inside",
            )  # fmt: skip


_HOLDING = frozenset(["office", "organisation", "body", "party", "occasion"])
_HELD = frozenset(["organisation", "party", "body", "person"])
_LONG = 4
"""Tokens of a name from which on another may stand inside it."""


def _locates(items: Sequence[Item], at: int, actors: tuple[Actor, ...]) -> bool:
    """Whether a state only says where a town is: "in Brussels, Belgium", "in Sofia of Bulgaria"."""
    if at < 2 or items[at].kind != "state" or items[at - 1].lower not in {",", "of"}:
        return False
    town = items[at - 2]
    behind = {p for x in town.names if x.actor is not None and x.kind == town.kind for p in x.actor.on_behalf_of}
    return town.kind in {"capital", "place"} and any(a.id in behind for a in actors)


def _from_phrases(read: ReadSentence, article: Article, repaired: Repaired) -> Iterator[Mention]:
    before = ""
    for at, slot in enumerate(read.slots):
        town = read.slots[at - 2] if at >= 2 and before == "of" else None
        for phrase in (*slot.phrases, *slot.modifiers):
            seat = town is not None and town.kind == "place" and phrase.actor.id in _states_of(town)
            where = (before in _LOCATIVE or seat) and slot.kind == "actor" and phrase.head == "state"
            yield from _phrase(read, article, repaired, replace(phrase, how="where") if where else phrase)
        before = slot.head if slot.kind == "prep" else ""


def _states_of(slot: Slot) -> set[str]:
    return {p for phrase in slot.phrases for p in phrase.actor.on_behalf_of}


_LOCATIVE = frozenset(
    ["in", "at", "from", "near", "across", "inside", "outside", "throughout", "within", "over", "around"]
)
"""Prepositions behind which a state is only where something is."""


def _phrase(read: ReadSentence, article: Article, repaired: Repaired, phrase: Phrase) -> Iterator[Mention]:
    if phrase.reference is None and phrase.actor.id:
        kind = "place" if phrase.actor.type == "Place" else "actor"
        yield _mention(
            read,
            article,
            repaired,
            phrase.start,
            max(phrase.end, phrase.start + 1),
            kind,
            (phrase.actor,),
            phrase.how,
            phrase.confidence,
        )
    if phrase.leader is not None:
        yield from _phrase(read, article, repaired, phrase.leader)
