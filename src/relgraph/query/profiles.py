"""Profiles: all that a graph knows of one actor, on one page: names, identity, offices, events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from relgraph.errors import AmbiguousNameError, QueryError
from relgraph.iris import BASE, PREFIXES, shorten
from relgraph.query.terms import find_actor, id_of, text_of
from relgraph.store import Cell, Graph

__all__ = ["SECTIONS", "Fact", "Profile", "profile"]

SECTIONS = ("names", "identity", "offices", "events")
"""The sections of a profile, in their order."""
_MOST_SOURCES = 3
_CHOICES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a profile."""

    section: str
    """One of ``SECTIONS``."""
    date: str | None
    """A day, a span of days, or an EDTF date; None when nothing is known."""
    what: str
    detail: str | None = None
    source: str | None = None
    """The title or id of the article, or how many articles."""
    quote: str | None = None
    id: str | None = None
    """Id of the situation, or of the other actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a graph knows of one actor."""

    id: str
    label: str
    type: str
    acts_for: tuple[str, ...]
    """Labels of the states and organisations for which it acts."""
    facts: tuple[Fact, ...]
    left_out: int = 0
    """Older events that the limit left out."""

    def section(self, name: str) -> tuple[Fact, ...]:
        """The facts of one section."""
        return tuple(fact for fact in self.facts if fact.section == name)


def profile(graph: Graph, name: str, *, limit: int | None = None) -> Profile:
    """The page of facts of a person, or of any other actor.

    Args:
        graph: the graph.
        name: an id, a code, a name, words of a name, or an id that was merged into another.
        limit: how many events to tell, the newest; None for all.

    Raises QueryError when the graph has nobody of that name, and when it has several, with their ids.
    """
    actor = _find(graph, name)
    about = graph.query(_ABOUT, bindings={"actor": actor}).rows
    if not about:
        raise QueryError(f"'{name}' is in the graph, but nothing is told of it")
    types = sorted(
        {text_of(row[0]) for row in about if row[0] is not None},
        key=lambda iri: (-_depth(graph, iri), iri),
    )
    events = _events(graph, actor)
    kept = events if limit is None else events[max(0, len(events) - limit) :]
    facts = [
        *_names(graph, actor),
        *_identity(graph, actor),
        *_offices(graph, actor),
        *(_with_quote(graph, fact) for fact in kept),
    ]
    return Profile(
        id=id_of(actor.value),
        label=text_of(about[0][1]),
        type=types[0].removeprefix(PREFIXES["rg"]) if types else "",
        acts_for=tuple(sorted({text_of(row[2]) for row in about if row[2] is not None})),
        facts=tuple(facts),
        left_out=len(events) - len(kept),
    )


_ABOUT = """SELECT ?class ?label ?for WHERE { $actor rdfs:label ?label .
  OPTIONAL { $actor a ?class FILTER(STRSTARTS(STR(?class), STR(rg:))) }
  OPTIONAL { $actor rg:onBehalfOf/rdfs:label ?for } }"""
_DEPTH = "SELECT (COUNT(DISTINCT ?above) AS ?n) WHERE { GRAPH g:schema { $class rdfs:subClassOf+ ?above } }"
_LIKE = (
    """SELECT DISTINCT ?actor (STR(?name) AS ?words) WHERE { ?actor a rg:Actor ; (rdfs:label|skos:altLabel) ?name }"""
)
_MENTIONS = """SELECT ?surface ?title ?article ?publisher ?day WHERE { GRAPH ?graph {
  ?mention rg:refersTo $actor ; rg:surface ?surface ; rg:inArticle ?article .
  OPTIONAL { ?article rdfs:label ?title } OPTIONAL { ?article rg:publisher ?publisher }
  OPTIONAL { ?article rg:publishedOn ?day } } }"""
_LINKS = """SELECT ?other ?label ?why ?score WHERE { GRAPH g:identities {
  ?link a rg:IdentityLink ; rg:kept $actor ; rg:merged ?other ; rdfs:label ?label ; rg:description ?why ; rg:score ?score } }"""
_CANDIDATES = """SELECT ?other ?label ?why ?score WHERE { GRAPH g:identities {
  ?link a rg:IdentityCandidate ; rg:candidate $actor ; rg:candidate ?other ; rg:description ?why ; rg:score ?score }
  FILTER(?other != $actor) OPTIONAL { ?other rdfs:label ?label } }"""
_OFFICES = """SELECT ?state ?label ?post ?se ?sl ?ee ?el ?attested ?status WHERE {
  GRAPH ?graph { ?state rg:holder $actor ; rdfs:label ?label ; rg:status ?status .
    OPTIONAL { ?state rg:startEarliest ?se } OPTIONAL { ?state rg:startLatest ?sl }
    OPTIONAL { ?state rg:endEarliest ?ee } OPTIONAL { ?state rg:endLatest ?el }
    OPTIONAL { ?state rg:attestedOn ?attested } ?state rg:post ?holds }
  FILTER(?graph IN (g:facts, g:unconfirmed)) OPTIONAL { ?holds rdfs:label ?post } }"""
_EVENTS = """SELECT ?event ?label ?when ?day ?status (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  GRAPH ?graph { ?event ?role $actor ; a rg:Event ; rdfs:label ?label ; rg:status ?status .
    OPTIONAL { ?event rg:when ?when } OPTIONAL { ?event rg:sortDate ?day } OPTIONAL { ?event rg:supportedBy ?claim } }
  FILTER(?graph IN (g:facts, g:unconfirmed)) } GROUP BY ?event ?label ?when ?day ?status"""
_QUOTE = """SELECT ?quote ?title ?source ?day WHERE { GRAPH ?graph { ?claim rg:supports $event ; (rg:inArticle|rg:inDataset) ?source .
  OPTIONAL { ?claim rg:evidence/rg:quote ?quote } OPTIONAL { ?source rdfs:label ?title }
  OPTIONAL { ?source (rg:publishedOn|rg:retrievedOn) ?day } } }"""


def _maybe(cell: Cell) -> str | None:
    return None if cell is None else text_of(cell)


def _depth(graph: Graph, iri: str) -> int:
    return int(text_of(graph.query(_DEPTH, bindings={"class": ox.NamedNode(iri)}).rows[0][0]))


def _find(graph: Graph, name: str) -> ox.NamedNode:
    """The actor of that name; by words of its names where none is the whole name."""
    try:
        found = find_actor(graph, name, where="who")
    except AmbiguousNameError:
        raise
    except QueryError:
        wanted = set(_words(name))
        like: dict[str, str] = {}
        for actor, words in graph.query(_LIKE).rows:
            if wanted and wanted <= set(_words(text_of(words))):
                like.setdefault(text_of(actor), text_of(words))
        if len(like) == 1:
            return ox.NamedNode(next(iter(like)))
        if not like:
            raise
        shown = sorted(f"{id_of(iri)} ({words})" for iri, words in like.items())
        more = f" and {len(shown) - _CHOICES} more" if len(shown) > _CHOICES else ""
        raise AmbiguousNameError(
            f"who: '{name}' can be {', '.join(shown[:_CHOICES])}{more}; give one of these ids"
        ) from None
    return ox.NamedNode(str(found.value))


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _names(graph: Graph, actor: ox.NamedNode) -> Iterator[Fact]:
    """By which words sources name it, the most frequent first."""
    told: dict[str, list[tuple[str, str]]] = {}
    for surface, title, article, publisher, day in graph.query(_MENTIONS, bindings={"actor": actor}).rows:
        source = _maybe(publisher) or _maybe(title) or text_of(article).removeprefix(BASE)
        told.setdefault(" ".join(text_of(surface).split()), []).append((_maybe(day) or "", source))
    for surface, places in sorted(told.items(), key=lambda item: (-len(item[1]), item[0])):
        days = sorted(day for day, _ in places if day)
        sources = sorted({source for _, source in places})
        more = f" and {len(sources) - _MOST_SOURCES} more" if len(sources) > _MOST_SOURCES else ""
        yield Fact(
            section="names", date=_span(days), what=surface, detail=_count(len(places), "article"),
            source=", ".join(sources[:_MOST_SOURCES]) + more,
        )  # fmt: skip


def _identity(graph: Graph, actor: ox.NamedNode) -> Iterator[Fact]:
    """Which other ids mean it, and which may."""
    for said, query in (("is the same", _LINKS), ("may be the same", _CANDIDATES)):
        for other, label, why, score in sorted(graph.query(query, bindings={"actor": actor}).rows, key=str):
            yield Fact(
                section="identity", date=None, what=f"{_maybe(label) or ''} ({id_of(text_of(other))}) {said}".strip(),
                detail=f"{text_of(why)} ({text_of(score)} points)", id=id_of(text_of(other)),
            )  # fmt: skip


def _offices(graph: Graph, actor: ox.NamedNode) -> Iterator[Fact]:
    """Offices and postings: the days on which it held them for certain, and between which it may have."""
    held: dict[str, dict[str, set[str]]] = {}
    columns = ("label", "post", "se", "sl", "ee", "el", "attested", "status")
    for row in graph.query(_OFFICES, bindings={"actor": actor}).rows:
        values = held.setdefault(text_of(row[0]), {name: set() for name in columns})
        for name, cell in zip(columns, row[1:], strict=True):
            if cell is not None:
                values[name].add(text_of(cell))
    facts = []
    for iri, values in held.items():
        days = sorted(values["attested"])
        certain = (
            _span([*sorted(values["sl"])[:1], *sorted(values["ee"])[-1:]]) if values["sl"] and values["ee"] else None
        )
        possible = f"{min(values['se'], default='')}..{max(values['el'], default='')}"
        told = [f"certain {certain}"] if certain else []
        told += [f"possible {possible}"] if possible != ".." else []
        told += [f"attested {_count(len(days), 'day')}, {_span(days)}"] if days else []
        status = shorten(min(values["status"])).removeprefix("v:")
        told += [status] if status != "accepted" else []
        facts.append(
            Fact(
                section="offices", date=certain or _span(days), what=min(values["post"] or values["label"]),
                detail="; ".join(told) or None, id=id_of(iri),
            )
        )  # fmt: skip
    yield from sorted(facts, key=lambda fact: (fact.date or "", fact.what))


def _events(graph: Graph, actor: ox.NamedNode) -> list[Fact]:
    """Events in which it takes part, the newest last."""
    found = []
    for event, label, when, day, status, claims in graph.query(_EVENTS, bindings={"actor": actor}).rows:
        held = shorten(text_of(status)).removeprefix("v:")
        detail = _count(int(text_of(claims)), "claim")
        found.append(
            (
                _maybe(day) or "",
                Fact(
                    section="events", date=_maybe(when) or _maybe(day), what=text_of(label),
                    detail=detail if held == "accepted" else f"{held}, {detail}", id=id_of(text_of(event)),
                ),
            )
        )  # fmt: skip
    return [fact for _, fact in sorted(found, key=lambda item: (item[0], item[1].id or ""))]


def _with_quote(graph: Graph, fact: Fact) -> Fact:
    """An event with the words and the title of the first source that tells of it."""
    node = ox.NamedNode(f"{BASE}id/{fact.id}")
    rows = graph.query(_QUOTE, bindings={"event": node}).rows
    if not rows:
        return fact
    quote, title, source, day = min(
        rows, key=lambda row: (_maybe(row[3]) or "9", text_of(row[2]), _maybe(row[0]) or "")
    )
    sources = {text_of(row[2]) for row in rows}
    name = _maybe(title) or text_of(source).removeprefix(BASE)
    return Fact(
        section=fact.section, date=fact.date, what=fact.what, detail=fact.detail, id=fact.id,
        source=" ".join(filter(None, (name, f"({text_of(day)})" if day is not None else "", f"and {len(sources) - 1} more" if len(sources) > 1 else ""))),
        quote=" ".join(text_of(quote).split()) if quote is not None else None,
    )  # fmt: skip


def _span(days: Iterable[str]) -> str | None:
    ordered = sorted(days)
    if not ordered:
        return None
    return ordered[0] if ordered[0] == ordered[-1] else f"{ordered[0]}..{ordered[-1]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
