"""Claims that somebody holds an office, from "X, foreign minister of Y": attestations, not starts or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from relgraph.dates import attested_when
from relgraph.iris import digest
from relgraph.mentions.parts import OfficeHeld, Phrase
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology.names import Names
from relgraph.ontology.things import make_envoy_post
from relgraph.records import Actor, Article, Claim, Role
from relgraph.text import Repaired

__all__ = ["office_claims"]


def _phrases(read: ReadSentence) -> Iterator[Phrase]:
    for slot in read.slots:
        for phrase in (*slot.modifiers, *slot.phrases):
            yield phrase
            if phrase.leader is not None:
                yield phrase.leader


def office_claims(
    read: ReadSentence, article: Article, claimant: Actor, repaired: Repaired, names: Names, *, looks_back: bool
) -> list[Claim]:
    """A claim for each office that the sentence gives to a named person.

    Args:
        read: the sentence.
        article: its article.
        claimant: who says so.
        repaired: for offsets in the raw text.
        names: for persons who are known to have died.
        looks_back: the article mostly tells of long ago, so that its own date attests nobody in office.

    Returns:
        Claims attested on the day that the sentence gives, else on the day of publication; without a day where the
        sentence or the article speaks of earlier years, or the person was dead by then.
    """
    day = _attested(read, article, looks_back=looks_back)
    found: list[Claim] = []
    for phrase in _phrases(read):
        if phrase.person is None:
            continue
        entry = names.entries.get(phrase.person.id)
        late = entry is not None and entry.died is not None and (day is None or day > entry.died)
        if late and all(o.assumed for o in phrase.offices):
            continue
        for office in phrase.offices:
            claim = _claim(
                read,
                article,
                claimant,
                repaired,
                phrase,
                office,
                None if late or office.standing == "some time" else day,
            )
            if claim is not None:
                found.append(claim)
    return found


def _attested(read: ReadSentence, article: Article, *, looks_back: bool) -> date | None:
    if article.published is None:
        return None
    days = [
        s.date.edtf for s in read.slots if s.date is not None and s.date.edtf and s.date.kind in {"at", "by", "from"}
    ]
    for edtf in days:
        year = edtf.strip("[].")[:4]
        if year.isdigit() and int(year) < article.published.year - 1:
            exact = edtf.rstrip("/")
            return date.fromisoformat(exact) if re.fullmatch(r"\d{4}-\d\d-\d\d", exact) else None
    return None if looks_back else article.published


def _claim(
    read: ReadSentence,
    article: Article,
    claimant: Actor,
    repaired: Repaired,
    phrase: Phrase,
    office: OfficeHeld,
    day: date | None,
) -> Claim | None:
    of = office.of
    if of is None or phrase.person is None:
        return None
    if office.standing == "held":
        return None
    start, end = repaired.raw_span(*read.span(phrase.start, phrase.end))
    code = of.id.split("/")[-1]
    roles = [Role(name="holder", actor=phrase.actor, start=start, end=end)]
    kind = "Tenure"
    if office.rank and office.to is not None:
        kind = "Posting"
        post = make_envoy_post(office.label, office.key, of, office.to)
        roles += [
            Role(name="post", actor=post),
            Role(name="sendingParty", actor=of),
            Role(name="accreditedTo", actor=office.to),
        ]
    else:
        post = Actor(
            id=f"post/{code}-{office.key}",
            type="Post",
            label=f"{office.label} of {of.label}",
            on_behalf_of=of.principals,
        )
        roles.append(Role(name="post", actor=post))
    key = f"{phrase.actor.id}|{post.id}"
    return Claim(
        id="c" + digest(article.id, f"{start},{end}", kind, key), article=article.id, type=kind, roles=tuple(roles),
        when=attested_when([day] if day else []), factuality="ongoing", claimed_by=claimant, quote=article.text[start:end], start=start,
        end=end, rule=f"{kind}:office", confidence=0.9, attested_on=day, description=office.rank,
    )  # fmt: skip
