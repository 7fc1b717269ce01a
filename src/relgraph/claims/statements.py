"""What a published statement is about: whom its text names most, and whether it attacks them.

"Released the following press statement" tells who speaks; at whom it is aimed stands in the text that follows. The
target is the state or organisation that this text names most often, never one that it only mentions in passing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from relgraph.iris import digest
from relgraph.mentions.morphology import singular
from relgraph.records import Actor, Article, Claim, Mention, Role
from relgraph.text import tokenize

__all__ = ["aim_statements"]

_WORDINGS = ("following",)
_HOSTILE = frozenset(
    """aggression aggressive aggressor atrocity blatant brigandish brutal clique condemn confrontation confrontational crime
    criminal denounce despicable dictator enemy escalation fascist fanatic gangster hideous hostile hostility hypocritical
    illegal imperialist infringement inhuman intolerable invasion malicious maniac menace outrageous plot provocation
    provocative puppet punishment reckless reject rhetoric scum shameless sinister slander sophism terrorism threat threaten
    unjust unlawful violate violation vicious warmonger warn wicked barbarous deplore blame trample interference interfere
    smear frantic ridiculous absurd brazen""".split()
)
_TARGETS = frozenset(["State", "InternationalOrganization"])
_MOST = 40
"""Statements of one article whose text is looked through for a target."""
_ENOUGH_HOSTILE = 3
_ENOUGH_NAMED = 2
_SHARE = 0.6
"""A second target is named at least so often as this share of the first."""


def aim_statements(
    article: Article, claims: Sequence[Claim], mentions: Sequence[Mention], known: Callable[[str], Actor | None]
) -> list[Claim]:
    """Give statements that are followed by their text a target, and call hostile ones condemnations.

    Args:
        article: the article.
        claims: its claims; others than statements without a target pass through.
        mentions: its mentions.
        known: gives the state or organisation with an id.
    """
    open_ones = [n for n, claim in enumerate(claims) if _is_open(claim)][:_MOST]
    aimed = [_aim(article, claim, mentions, known) if n in open_ones else claim for n, claim in enumerate(claims)]
    return [c for c in aimed if c.fillers("recipient") or c.rule not in _OF_A_DEED | _FOLLOWED]


def _is_open(claim: Claim) -> bool:
    words = (claim.description or "").lower()
    opens = any(w in words for w in _WORDINGS) or _TITLE.search(claim.quote) is not None or claim.rule in _TOLD
    if claim.rule in _OF_A_DEED:
        return not claim.fillers("recipient")
    return claim.type == "Statement" and not claim.fillers("recipient") and (opens or claim.rule in _FOLLOWED)


_TITLE = re.compile(r"statement\s+(?:(?:en)?titled\s+)?[\"“]")
"""A statement whose title stands behind it in quotation marks."""


_OF_A_DEED = frozenset(["Condemnation:condemn-a-deed"])
"""Rules that find that something was condemned, but not who did it, which the text around must tell."""
_FOLLOWED = frozenset(["Statement:say-as-follows"])
"""Rules of statements that are quoted in what follows; without a target they are the article's own words."""
_TOLD = frozenset(["Statement:say-in-a-statement"])
"""Rules of statements whose text follows in the same sentence."""


@lru_cache(maxsize=4096)
def _is_hostile(word: str) -> bool:
    """Whether a word in any form of a noun or regular verb is hostile."""
    stems = (word, singular(word), word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("ing"))
    return any(stem in _HOSTILE for stem in stems)


def _aim(article: Article, claim: Claim, mentions: Sequence[Mention], known: Callable[[str], Actor | None]) -> Claim:
    behind = {p for a in claim.fillers("actor") for p in a.principals}
    named: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    deed = claim.rule in _OF_A_DEED
    following = article.text[claim.start if deed else claim.end :]
    goes_on = claim.quote.rstrip().endswith(":")
    titled = not goes_on and (_TITLE.search(claim.quote) is not None or claim.rule in _TOLD)
    one_line = titled or not following.strip()
    for mention in mentions:
        inside = (
            claim.start <= mention.start < claim.end
            if one_line
            else mention.start >= (claim.start if deed else claim.end)
        )
        if mention.kind != "actor" or mention.how not in {"name", "title", "where", "office"} or not inside:
            continue
        for actor in mention.actors:
            # Whoever attacks a secretary-general attacks the organisation for which he speaks.
            for principal in actor.principals:
                aimed = actor if actor.id == principal else known(principal)
                armed = deed and aimed is not None and aimed.type == "Organization" and known(principal) is not None
                if aimed is not None and (aimed.type in _TARGETS or armed) and principal not in behind:
                    named[principal] += 1
                    actors[principal] = aimed
    ranked = sorted(named, key=lambda i: (-named[i], i))
    hostile = sum(_is_hostile(t.lower) for t in tokenize(claim.quote if titled else following))
    if not ranked or (named[ranked[0]] < _ENOUGH_NAMED and not titled):
        return claim
    targets = [i for i in ranked[:2] if named[i] >= _SHARE * named[ranked[0]]]
    roles = (*claim.roles, *(Role(name="recipient", actor=actors[i], how="the text of the statement") for i in targets))
    key = "|".join(f"{r.name}={r.actor.id}" for r in roles)
    kind = "Condemnation" if deed or hostile >= (1 if titled else _ENOUGH_HOSTILE) else "Statement"
    return replace(
        claim,
        id="c" + digest(article.id, f"{claim.start},{claim.end}", kind, key, claim.factuality, claim.when.edtf or ""),
        type=kind,
        roles=roles,
        rule=f"{kind}:text-of-a-statement",
        confidence=round(claim.confidence * 0.7, 2),
    )
