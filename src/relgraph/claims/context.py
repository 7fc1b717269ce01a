"""What holds for a whole article: who says so, from where, of which states it speaks, of which years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relgraph.iris import slug
from relgraph.mentions.match import Matcher, Scope
from relgraph.mentions.memory import Memory
from relgraph.ontology.names import Names
from relgraph.records import Actor, Article
from relgraph.text import Repaired, repair, tokenize

__all__ = ["Context", "find_context", "find_title_names", "looks_back", "only_year", "two_states"]

_OPENING = 1200
"""Characters in which an article says of which state it treats."""
_MOSTLY = 0.6
_OFTEN = 3
_UNKNOWN = Actor(id="org/unknown-publisher", type="Organization", label="unknown publisher")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a whole article."""

    article: Article
    repaired: Repaired
    claimant: Actor
    memory: Memory
    scope: Scope


def find_context(article: Article, names: Names, matcher: Matcher) -> Context:
    """Prepare the reading of an article: repair its text, find who publishes it and from where."""
    repaired = repair(article.text, glued=names.glued)
    publisher = names.publisher(article.publisher) or names.publisher(article.url)
    claimant = _claimant(article, names, publisher.actor if publisher else None)
    home = None
    if publisher is not None and publisher.family == "DPRK":
        home = names.actor("state/PRK")
    elif claimant.type == "State":
        home = claimant
    elif claimant.on_behalf_of:
        home = names.actor(claimant.on_behalf_of[0])
    scope = Scope(publisher.family if publisher else None, article.published)
    memory = Memory(names, home=home)
    if publisher is not None and publisher.family == "DPRK":
        memory.here = names.actor("place/pyongyang")
    memory.other = _other(two_states(find_title_names(article, names, matcher, scope)), home)
    memory.official = claimant.type != "Organization" or (publisher is not None and publisher.family == "DPRK")
    memory.speaks_for_itself = publisher is not None and claimant.type in {"State", "GovernmentBody"}
    memory.about = _about(article, names, matcher, scope) if home is None else None
    return Context(article, repaired, claimant, memory, scope)


def _other(pair: Sequence[Actor], home: Actor | None) -> Actor | None:
    """The one state beside the publisher's own that a title names."""
    others = [a for a in pair if home is not None and a.id != home.id]
    return others[0] if len(pair) == 2 and len(others) == 1 else None


def _claimant(article: Article, names: Names, publisher: Actor | None) -> Actor:
    if article.author:
        known = next((n.actor for n in names.by_form(article.author) if n.actor is not None), None)
        behalf = known.on_behalf_of if known else publisher.principals if publisher else ()
        return known or Actor(
            id=f"org/{slug(article.author)}", type="Organization", label=article.author, on_behalf_of=behalf
        )
    if publisher is not None:
        return publisher
    if article.publisher:
        return Actor(id=f"org/{slug(article.publisher)}", type="Organization", label=article.publisher)
    return _UNKNOWN


def _about(article: Article, names: Names, matcher: Matcher, scope: Scope) -> Actor | None:
    """The state that the title and the beginning of an article name far more often than any other."""
    counts: Counter[str] = Counter()
    opening = (article.title or "") + ". " + article.text[:_OPENING]
    for match in matcher.find(tokenize(repair(opening, glued=names.glued).text), scope):
        for name in match.names:
            if name.kind in {"state", "demonym", "people", "person"} and name.actor is not None:
                counts.update(p for p in name.actor.principals if p.startswith("state/"))
    total = sum(counts.values())
    if not total:
        return None
    first, count = counts.most_common(1)[0]
    return names.actor(first) if count >= max(_OFTEN, _MOSTLY * total) else None


def find_title_names(article: Article, names: Names, matcher: Matcher, scope: Scope) -> list[Actor]:
    """The states, organisations and treaties that the title names, each once, in its order."""
    title = repair(article.title or "", glued=names.glued).text
    found: dict[str, Actor] = {}
    for match in matcher.find(tokenize(title), scope):
        for name in match.names:
            if name.kind in {"state", "demonym", "people", "organisation", "treaty"} and name.actor is not None:
                found.setdefault(name.actor.id, name.actor)
    return list(found.values())


def two_states(named: Sequence[Actor]) -> list[Actor]:
    """The two states that the title names, if there are just two: of them the text speaks until it says otherwise."""
    found = [a for a in named if a.type == "State"]
    return found if len(found) == 2 else []


def only_year(text: str) -> date | None:
    """The end of the one year that the dates of an undated text name: its "4 April" is of that year."""
    dated = {m[1] for m in _DATED.finditer(text)}
    years = dated or set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return date(int(years.pop()), 12, 31) if len(years) == 1 else None


_DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? ((?:19|20)\d\d)\b"
)


def looks_back(article: Article) -> bool:
    """Whether an article mostly names years long before its own, as a history does."""
    if article.published is None:
        return False
    years = [int(y) for y in re.findall(r"\b(?:1[789]|20)\d\d\b", article.text)]
    return len(years) >= 4 and sum(y < article.published.year - 2 for y in years) > len(years) / 2
