"""Evidence: what a situation rests on, claim by claim, and where the claims disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from relgraph.errors import QueryError, nearest
from relgraph.iris import BASE, PREFIXES, shorten, thing_iri
from relgraph.query.terms import id_of, make_term, text_of
from relgraph.store import Graph

__all__ = ["ClaimEvidence", "ConflictEvidence", "SituationEvidence", "conflicts", "why"]

_RG = PREFIXES["rg"]
_RELATIONS = ("supports", "disputes", "concerns")
_ASPECTS = ("date", "type", "participants", "factuality")
_MENTIONED = frozenset(
    """actor recipient host party member organization treaty mission holder post place sendingParty receivingParty
    accreditedTo headedBy honouree""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEvidence:
    """One claim as the graph keeps it; what it does not say is None."""

    id: str
    """What a line of ``corpus.yaml`` calls it."""
    relation: str
    """``supports``, ``disputes`` or ``concerns``."""
    type: str
    when: str | None
    factuality: str
    roles: tuple[tuple[str, str], ...]
    """Pairs of role and label of its filler."""
    claimed_by: str | None
    quote: str | None
    source: str
    """The title of the article or dataset, else its id."""
    publisher: str | None
    published: str | None
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEvidence:
    """Claims on one situation that cannot all be true."""

    situation: str
    label: str
    aspect: str
    description: str | None
    claims: tuple[ClaimEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationEvidence:
    """One situation with all that it rests on."""

    id: str
    label: str
    type: str
    when: str | None
    status: str
    sources: int
    """Independent sources, after rolling outlets up to their owner."""
    reason: str | None
    """Why its claims are taken for reports of one situation."""
    claims: tuple[ClaimEvidence, ...] = ()
    conflicts: tuple[ConflictEvidence, ...] = field(default=())

    @property
    def undo(self) -> str | None:
        """The lines of ``corpus.yaml`` that keep its claims apart; None when it rests on one claim."""
        ids = [claim.id for claim in self.claims if claim.relation == "supports"]
        if len(ids) < 2 or not self.id.startswith("event/"):
            return None
        return f"fixes:\n  # Of the claims that do report one event, leave one.\n  - keep_apart: [{', '.join(ids)}]\n    why: WRITE WHY THEY ARE NOT ONE EVENT\n"


def conflicts(graph: Graph, *, of: str | None = None, aspect: str | None = None) -> list[ConflictEvidence]:
    """Where sources differ, by situation and aspect.

    Args:
        graph: the graph.
        of: an actor, treaty or other thing (an id, a code or a name) that the situation must be about.
        aspect: ``date``, ``type``, ``participants`` or ``factuality``; all when None.

    Raises QueryError for an aspect that there is not, and for a name that names nothing or more than one thing.
    """
    if aspect is not None and aspect not in _ASPECTS:
        raise QueryError(f"no aspect '{aspect}'.{nearest(aspect, _ASPECTS)} Choose one of: {', '.join(_ASPECTS)}")
    wanted = make_term(graph, of, kind="thing", where="of") if of is not None else None
    return _find_conflicts(graph, aspect=aspect, wanted=wanted)


def _find_conflicts(
    graph: Graph,
    *,
    aspect: str | None = None,
    wanted: ox.NamedNode | ox.Literal | None = None,
    only: str | None = None,
) -> list[ConflictEvidence]:
    """The conflicts of one aspect, about one thing, on one situation."""
    found = []
    for node, situation, concept, words in graph.query(_CONFLICTS).rows:
        if only is not None and text_of(situation) != only:
            continue
        name = text_of(concept).removeprefix(PREFIXES["v"]).removeprefix("on").lower()
        if aspect is not None and name != aspect:
            continue
        if wanted is not None and not _is_about(graph, ox.NamedNode(text_of(situation)), wanted):
            continue
        between = [
            text_of(row[0]) for row in graph.query(_BETWEEN, bindings={"conflict": ox.NamedNode(text_of(node))}).rows
        ]
        about = _describe(graph, text_of(situation))
        found.append(
            ConflictEvidence(
                situation=id_of(text_of(situation)),
                label=about["label"][0] if about["label"] else id_of(text_of(situation)),
                aspect=name,
                description=text_of(words) if words is not None else None,
                claims=_claims(graph, between, text_of(situation)),
            )
        )
    return sorted(found, key=lambda c: (c.label, c.situation, c.aspect, c.description or ""))


def why(graph: Graph, situation: str) -> SituationEvidence:
    """What a situation rests on, and why its claims are taken for one.

    Args:
        graph: the graph.
        situation: its id (``event/visit-PRK-LAO-2024-04-29``, also without ``event/``), its IRI or its whole label.

    Raises QueryError when the graph has no such situation, with the nearest one, or several of that label.
    """
    iri = _find(graph, situation)
    about = _describe(graph, iri)
    ids = [*about["supportedBy"], *about["disputedBy"]]
    return SituationEvidence(
        id=id_of(iri),
        label=about["label"][0],
        type=_most_specific(graph, about["type"]),
        when=next(iter(about["when"]), None),
        status=shorten(about["status"][0]).removeprefix("v:") if about["status"] else "",
        sources=int(about["sourceCount"][0]) if about["sourceCount"] else 0,
        reason=next(iter(about["mergeReason"]), None),
        claims=_claims(graph, ids, iri),
        conflicts=tuple(_find_conflicts(graph, only=iri)),
    )


_CONFLICTS = """SELECT ?conflict ?situation ?aspect ?words WHERE { GRAPH g:conflicts {
  ?conflict a rg:Conflict ; rg:onSituation ?situation ; rg:aspect ?aspect . OPTIONAL { ?conflict rg:description ?words } } }"""
_BETWEEN = "SELECT ?claim WHERE { GRAPH g:conflicts { $conflict rg:between ?claim } }"
_ABOUT = "SELECT ?name ?value WHERE { { GRAPH g:facts { $thing ?name ?value } } UNION { GRAPH g:unconfirmed { $thing ?name ?value } } }"
_CLAIM = """SELECT ?name ?value ?label WHERE {
  GRAPH ?graph { $claim a rg:Claim ; ?name ?value } OPTIONAL { ?value rdfs:label ?label } }"""
_EVIDENCE = """SELECT ?quote ?title ?source ?publisher ?published WHERE { GRAPH ?graph {
  $claim (rg:inArticle|rg:inDataset) ?source .
  OPTIONAL { $claim rg:evidence/rg:quote ?quote } OPTIONAL { ?source rdfs:label ?title }
  OPTIONAL { ?source rg:publisher ?publisher } OPTIONAL { ?source (rg:publishedOn|rg:retrievedOn) ?published } } }"""
_SITUATIONS = """SELECT ?thing ?label WHERE { { GRAPH g:facts { ?thing rg:status ?status ; rdfs:label ?label } }
  UNION { GRAPH g:unconfirmed { ?thing rg:status ?status ; rdfs:label ?label } } }"""
_KINDS = "SELECT ?class ?above WHERE { GRAPH g:schema { ?class rdfs:subClassOf ?above } }"


def _find(graph: Graph, words: str) -> str:
    words = words.strip()
    for candidate in (words, thing_iri(words), thing_iri(f"event/{words}"), thing_iri(f"soa/{words}")):
        try:
            node = ox.NamedNode(candidate)
        except ValueError:
            continue
        if any(text_of(name) == _RG + "status" for name, _ in graph.query(_ABOUT, bindings={"thing": node}).rows):
            return candidate
    known = {text_of(thing): text_of(label) for thing, label in graph.query(_SITUATIONS).rows}
    named = sorted(iri for iri, label in known.items() if label.casefold() == words.casefold())
    if len(named) > 1:
        raise QueryError(f"'{words}' can be {', '.join(map(id_of, named))}; give one of these ids")
    if not named:
        ids = [id_of(iri) for iri in known]
        near = nearest(words, [*ids, *(i.partition("/")[2] for i in ids), *known.values()])
        raise QueryError(
            f"the graph has no situation '{words}'.{near} Give an id such as event/visit-PRK-LAO-2024-04-29"
        )
    return named[0]


def _describe(graph: Graph, iri: str) -> defaultdict[str, list[str]]:
    """The values of a situation by the local names of its properties."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in graph.query(_ABOUT, bindings={"thing": ox.NamedNode(iri)}).rows:
        found[text_of(name).rpartition("#")[2]].append(text_of(value))
    for values in found.values():
        values.sort()
    return found


def _is_about(graph: Graph, situation: ox.NamedNode, wanted: ox.NamedNode | ox.Literal) -> bool:
    values = {text_of(value) for _, value in graph.query(_ABOUT, bindings={"thing": situation}).rows}
    return str(wanted.value) in values


def _most_specific(graph: Graph, types: Sequence[str]) -> str:
    above = {text_of(parent) for name, parent in graph.query(_KINDS).rows if text_of(name) in types}
    return min((t for t in types if t not in above), default="").removeprefix(_RG)


def _claims(graph: Graph, iris: Iterable[str], situation: str) -> tuple[ClaimEvidence, ...]:
    found = [_claim(graph, iri, situation) for iri in dict.fromkeys(iris)]
    return tuple(sorted(found, key=lambda c: (c.relation == "disputes", c.published or "", c.source, c.id)))


def _claim(graph: Graph, iri: str, situation: str) -> ClaimEvidence:
    node = ox.NamedNode(iri)
    said: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for name, value, label in graph.query(_CLAIM, bindings={"claim": node}).rows:
        said[text_of(name).rpartition("#")[2]].append((text_of(value), text_of(label) if label is not None else None))
    rows = graph.query(_EVIDENCE, bindings={"claim": node}).rows
    quote, title, source, publisher, published = rows[0] if rows else (None,) * 5

    def one(name: str) -> str | None:
        return next((value for value, _ in said[name]), None)

    roles = sorted((name, label or id_of(value)) for name in _MENTIONED & said.keys() for value, label in said[name])
    return ClaimEvidence(
        id=iri.rpartition("#")[2],
        relation=next((n for n in _RELATIONS if any(value == situation for value, _ in said[n])), "concerns"),
        type=(one("claimType") or "").removeprefix(_RG),
        when=one("when"),
        factuality=(one("factuality") or "").removeprefix(PREFIXES["v"]),
        roles=tuple(roles),
        claimed_by=next((label or id_of(value) for value, label in said["claimedBy"]), None),
        quote=text_of(quote) if quote is not None else None,
        source=text_of(title if title is not None else source or iri.partition("#")[0]).removeprefix(BASE),
        publisher=text_of(publisher) if publisher is not None else None,
        published=text_of(published) if published is not None else None,
        rule=one("rule"),
    )
