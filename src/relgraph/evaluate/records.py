"""What an annotation says of an article, and what a reader of the article found: the same records for both."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Annotation", "Envoy", "Event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act. ``source`` and ``target`` are codes of states or names of organisations."""

    type: str
    """Code of the event type: ``visit``, ``treaty_accession``."""
    date: str | None = None
    """Year, month or day as far as the text gives it; the first day of several."""
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    planned: bool = False
    note: str | None = None
    """Words of the annotator on what is meant."""
    alt: tuple[str, ...] = ()
    """Other types that are right, too; like the next two only in an annotation."""
    alt_source: tuple[str, ...] = ()
    alt_target: tuple[str, ...] = ()
    minor: bool = False
    """Secondary: costs nothing when it is missed, gains nothing when it is found."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that tell it; only of what relgraph found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envoy:
    """Somebody who holds an office."""

    name: str
    role: str | None = None
    of: str | None = None
    """Code of the state or name of the organisation that he serves."""
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that is to be found in one article, or was found in it."""

    id: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    split: str | None = None
    """The part of a collection to which the article belongs."""
    states: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    envoys: tuple[Envoy, ...] = ()
    treaties: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
