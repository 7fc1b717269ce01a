"""The records that pass between the stages: article, mention, claim, situation, issue.

All are immutable. Offsets are counted in Unicode code points of the article's raw text, end exclusive,
so that ``article.text[start:end]`` is always the words that a reader sees in the source.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = [
    "TO_COME",
    "Actor",
    "Article",
    "Basis",
    "Claim",
    "Conflict",
    "Dataset",
    "Extract",
    "Factuality",
    "IdentityCandidate",
    "IdentityLink",
    "Issue",
    "Mention",
    "Reading",
    "Role",
    "Situation",
    "Source",
    "Status",
    "When",
    "extract_id",
]

Basis = Literal["stated", "inferred", "publication", "anniversary"]
"""How a date is known: the text states it; its year is inferred from the publication date, or the day is that of the
scene which the text goes on to describe; it is only
bounded by the publication date; or it is computed from an anniversary."""

Factuality = Literal[
    "occurred", "ongoing", "planned", "intended", "hypothetical", "alleged", "denied", "cancelled", "unspecified"
]
TO_COME = frozenset(["planned", "intended", "hypothetical", "cancelled"])
"""Factualities of what is not said to have happened."""
_OWN_MASTERS = frozenset(["PoliticalParty", "Association", "MissionGroup"])

Status = Literal["accepted", "scheduled", "overtaken", "contested", "unconfirmed", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with one date, as a source published it."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: date | None = None
    publisher: str | None = None
    author: str | None = None
    """The body that signed the text, for example ``Korea-Asia Association``."""
    language: str = "en"
    layout: str = "text"
    truncated: bool = False
    """The text breaks off; what is missing is never guessed."""
    page: str | None = None
    """Id of the article on whose page this one stands as a teaser."""
    digest: str | None = None
    """The digest of the text where the text itself is no longer at hand."""

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8; offsets are only valid for a text with this digest."""
        return self.digest or hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date at the precision that the text gives, and the days that bound it.

    ``edtf`` is one literal of ISO 8601-2 (EDTF) or None when nothing at all is known. A bound that is
    None is open or unknown. Made by :func:`relgraph.dates.make_when`, never by hand.
    """

    edtf: str | None = None
    basis: Basis = "stated"
    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None

    @property
    def sort_date(self) -> date | None:
        """The first known bound, for ordering only."""
        return self.start_earliest or self.start_latest or self.end_earliest or self.end_latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that fills a role: a state, organisation, mission, person, post, treaty or place.

    ``id`` is the path of its IRI below ``https://w3id.org/relgraph/id/``: ``state/PRK``, ``org/ASEAN``,
    ``mission/PRK-embassy-CHN``, ``person/choe-son-hui``, ``post/PRK-foreign-minister``, ``treaty/TAC``,
    ``place/pyongyang``. ``type`` is the local name of its class (``State``, ``Embassy``, ``Person`` ...).
    """

    id: str
    type: str
    label: str
    on_behalf_of: tuple[str, ...] = ()
    """Ids of the states or organisations that it acts for; empty for a state or organisation itself."""

    @property
    def principals(self) -> tuple[str, ...]:
        """Ids of the states and organisations that stand behind this actor in an act.

        A party, an association or a group of missions acts for itself, though a state may stand behind it.
        """
        return (self.id,) if self.type in _OWN_MASTERS else self.on_behalf_of or (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in the text that names somebody or something; ``article.text[start:end] == surface``."""

    article: str
    sentence: int
    start: int
    end: int
    surface: str
    kind: str
    """``actor``, ``treaty``, ``place``, ``date``, ``occasion`` or ``office``."""
    actors: tuple[Actor, ...] = ()
    how: str = "name"
    """``name``, ``office``, ``pattern``, or for a reference the word that was resolved."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One filler of a role in a claim or situation, with the words that name it."""

    name: str
    """Local name of the RDF property: ``actor``, ``recipient``, ``party``, ``treaty``, ``place`` ..."""
    actor: Actor
    start: int | None = None
    end: int | None = None
    how: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says in one sentence.

    ``type`` is the id of an event type, or ``Tenure`` / ``Posting`` / ``CompositionRule`` for a state of
    affairs. ``attested_on`` is the day on which a state of affairs is attested (tenures and postings).
    """

    id: str
    article: str
    type: str
    roles: tuple[Role, ...]
    when: When
    factuality: Factuality
    claimed_by: Actor
    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    truncated: bool = False
    recurring: bool = False
    """The text reports a series ("annually"), not one event."""
    attested_on: date | None = None
    part_of: str | None = None
    """Id of the claim in the same article of which this one is a part (talks during a visit)."""
    description: str | None = None
    """Words of the text that say what the roles cannot: a topic, an item, who makes up a body."""
    record: str | None = None
    """Id of the record of a dataset that makes the claim; ``article`` is then the id of the dataset's extract, the
    quote is the record as it stands there, and the offsets are 0."""

    def fillers(self, name: str) -> tuple[Actor, ...]:
        """The actors in one role, in the order of the text."""
        return tuple(r.actor for r in self.roles if r.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the claims together support: an event, a series of events, or a state of affairs."""

    id: str
    """Path of its IRI below ``https://w3id.org/relgraph/id/``: ``event/...`` or ``soa/...``."""
    type: str
    label: str
    roles: tuple[Role, ...]
    when: When
    status: Status
    supported_by: tuple[str, ...]
    """Ids of claims; at least one."""
    disputed_by: tuple[str, ...] = ()
    source_count: int = 1
    """Independent sources, after rolling claimants up to the state or organisation behind them."""
    series: bool = False
    attested_on: tuple[date, ...] = ()
    part_of: str | None = None
    description: str | None = None
    concepts: tuple[tuple[str, str], ...] = ()
    """Pairs of property and concept of the vocabulary: ``("rank", "ambassador")``, ``("relationStatus", "severed")``."""
    related: tuple[tuple[str, str], ...] = ()
    """Pairs of property and id of another situation: ``("step", "event/...")``, ``("concurrentWith", "soa/...")``."""
    reason: str | None = None
    """Why several claims were taken to report this one event; None for one claim, and for states of affairs."""

    def fillers(self, name: str) -> tuple[Actor, ...]:
        """The actors in one role."""
        return tuple(r.actor for r in self.roles if r.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims on one situation that cannot all be true in one aspect."""

    id: str
    situation: str
    aspect: Literal["date", "type", "participants", "factuality"]
    between: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityLink:
    """Why an id that texts use means an actor with another id."""

    other: str
    """The id that a text gives, made from its words."""
    label: str
    """The name under that id."""
    kept: str
    """Id of the actor that is meant."""
    reason: str
    """``another spelling``, ``the surname alone``, ``another bearer of the name`` ..."""
    evidence: tuple[str, ...] = ()
    """What speaks for it besides, in words: an office that both hold, the state for which both act, the years."""
    points: float = 0.0
    """The sum of what speaks for it less what speaks against it."""
    articles: tuple[str, ...] = ()
    """Ids of the sources that use the other id."""
    everywhere: bool = True
    """Whether the other id means the kept one wherever it is used; if not, only in ``articles``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCandidate:
    """Two actors that may be one, and for which too little is known to say so."""

    one: str
    other: str
    reason: str
    evidence: tuple[str, ...] = ()
    points: float = 0.0
    articles: tuple[str, ...] = ()
    """Ids of the sources that name the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that a stage met and reports: one JSON line beside the output."""

    stage: str
    level: Literal["info", "warning", "error"]
    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article as read: who and what is named in it, what is claimed in it, and what went wrong."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    @property
    def id(self) -> str:
        """Id of the source: that of the article."""
        return self.article.id

    @property
    def published(self) -> date | None:
        """The day on which the source speaks."""
        return self.article.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table of facts that somebody keeps, with what a reader needs to judge it."""

    id: str
    """A slug: ``tac-parties``."""
    title: str
    publisher: str
    licence: str
    source: str
    """Where it was taken from: an address, or the words of a citation."""
    retrieved: date
    """The day on which it was taken; what it states without dates is attested on that day."""
    note: str | None = None
    """What is known to be wrong or missing in it."""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a dataset claims, record by record; for a dataset what a Reading is for an article."""

    dataset: Dataset
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    @property
    def id(self) -> str:
        """Id of the source."""
        return extract_id(self.dataset.id)

    @property
    def published(self) -> date | None:
        """The day on which the source speaks."""
        return self.dataset.retrieved


def extract_id(dataset: str) -> str:
    """The id under which claims of a dataset name their source.

    >>> extract_id("tac-parties")
    'dataset:tac-parties'
    """
    return f"dataset:{dataset}"


Source = Reading | Extract
"""Whoever makes claims: an article as read, or a dataset."""
