"""How an act stands to the news of its article: the visit that it is part of, the day that it falls on, whether it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from relgraph.claims.candidates import Candidate
from relgraph.claims.matching import Rules
from relgraph.dates import FoundDate, make_when
from relgraph.mentions.parts import Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.records import Article, Claim, Role, When

__all__ = [
    "after_publication",
    "day_of_the_news",
    "in_the_news",
    "part_of",
    "recent_days",
    "running",
    "took_effect",
]

_PARTS = frozenset(
    ["Talks", "Meeting", "Signature", "Agreement", "Gift", "Tribute", "Visit", "Reception", "Statement", "Ceremony"]
)
_WHOLES = frozenset(["Visit", "Meeting", "Arrival"])
_BACK = 12
_SCENES = frozenset(
    ["Tribute", "Ceremony", "Gift", "Reception", "Meeting", "Talks", "Signature", "Gathering", "Conference"]
)
"""Acts at which an article stays for several sentences and says once when they were."""
_NEWS = 45
"""Days before publication from which an act still counts as the one that an article reports."""


def part_of(
    candidate: Candidate, roles: Sequence[Role], previous: Sequence[Claim], slots: Sequence[Slot], rules: Rules
) -> Claim | None:
    """The visit or meeting in the sentence before, of which the same actor's act is a part."""
    referred = {
        r.actor.id
        for r in roles
        if r.name in {"actor", "party"} and (r.how in {"it", "they", "he", "she"} or r.how.startswith("the "))
    }
    during = any(s.kind == "prep" and s.head == "during" for s in slots)
    if not (referred or during) or not rules.is_any(candidate.type.id, _PARTS):
        return None
    for claim in previous:
        wider = rules.is_any(claim.type, _WHOLES) and claim.factuality == candidate.factuality
        if wider and (during or referred & {r.actor.id for r in claim.roles}):
            return claim
    return None


def day_of_the_news(candidate: Candidate, days: Sequence[FoundDate], rules: Rules) -> When | None:
    """The one recent day that the article has named so far, for a scene of which it says no other."""
    if (
        not rules.is_any(candidate.type.id, _SCENES)
        or candidate.factuality != "occurred"
        or len({d.edtf for d in days}) != 1
    ):
        return None
    return make_when(days[0].edtf, basis="inferred") if days[0].edtf is not None else None


def recent_days(read: ReadSentence, published: date | None) -> list[FoundDate]:
    """The full days shortly before publication that a sentence names."""
    found = [s.date for s in read.slots if s.date is not None and s.date.kind == "at" and s.date.edtf is not None]
    return [
        d
        for d in found
        if published is not None
        and re.fullmatch(r"\d{4}-\d\d-\d\d", d.edtf or "")
        and 0 <= (published - date.fromisoformat(d.edtf or "")).days <= _NEWS
    ]


def in_the_news(claims: Sequence[Claim], article: Article) -> list[Claim]:
    """The acts read so far that fell shortly before publication."""
    published = article.published
    return [
        c
        for c in claims[-_BACK:]
        if published is not None
        and c.when.start_earliest is not None
        and (published - c.when.start_earliest).days <= _NEWS
    ]


def running(candidate: Candidate, roles: Sequence[Role], recent: Sequence[Claim], rules: Rules) -> When | None:
    """The date of the last act of the same actors that the article reports, for a scene that it goes on to describe."""
    if not rules.is_any(candidate.type.id, _SCENES) or candidate.factuality != "occurred":
        return None
    acting = {p for r in roles if r.name in {"actor", "recipient"} for p in r.actor.principals}
    for claim in reversed(recent):
        behind = {p for r in claim.roles for p in r.actor.principals}
        if claim.factuality == "occurred" and rules.is_any(claim.type, _SCENES | {"Visit"}) and acting & behind:
            known = claim.when.edtf if claim.when.basis != "publication" else None
            return make_when(known, basis="inferred") if known is not None else None
    return None


def took_effect(slots: Sequence[Slot], candidate: Candidate, when: When, article: Article) -> bool:
    """Whether what was decided for a day happened by then: "decided to resume ties as of the same day"."""
    governor = (
        candidate.clause.governor if candidate.clause is not None and candidate.clause.link == "infinitive" else None
    )
    published, latest = article.published, when.start_latest
    if governor is None or slots[governor].head not in {"decide", "agree", "resolve"} or when.basis == "publication":
        return False
    begins = any(s.date is not None and s.date.kind == "from" for s in slots)
    return begins and published is not None and latest is not None and latest <= published


def after_publication(when: When, article: Article) -> bool:
    """Whether an act is dated later than the article, so that it was still to come."""
    return article.published is not None and when.start_earliest is not None and when.start_earliest > article.published
