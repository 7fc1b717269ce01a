"""Reading: what a network needs from a graph - things, situations and the evidence for them - as plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from relgraph.iris import BASE, GRAPHS, PREFIXES
from relgraph.store import Graph

__all__ = ["Evidence", "Material", "SituationRecord", "Thing", "read_material"]

_ID = BASE + "id/"
_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"

_CLAIMS = """
SELECT ?claim ?factuality ?quote ?start ?end ?claimant ?article ?title ?url ?published ?publisher
WHERE {
  GRAPH ?graph {
    ?claim a rg:Claim ; (rg:inArticle|rg:inDataset) ?article .
    OPTIONAL { ?claim rg:factuality ?factuality }
    OPTIONAL { ?claim rg:claimedBy ?claimant }
    OPTIONAL {
      ?claim rg:evidence ?span .
      OPTIONAL { ?span rg:quote ?quote }
      OPTIONAL { ?span rg:charStart ?start }
      OPTIONAL { ?span rg:charEnd ?end }
    }
    OPTIONAL { ?article rdfs:label ?title }
    OPTIONAL { ?article rg:url ?url }
    OPTIONAL { ?article rg:publishedOn ?published }
    OPTIONAL { ?article rg:publisher ?publisher }
  }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An actor, treaty, post or place as the graph of entities describes it; ids are paths as in ``state/PRK``."""

    id: str
    type: str
    label: str
    code: str
    """ISO 3166 code of a state, else an empty text."""
    above: tuple[str, ...]
    """Ids of what it acts for, belongs to, is sent by or lies in."""
    at: tuple[str, ...]
    """Ids of the parties that receive it, for a mission or a post."""
    members: tuple[str, ...]
    """Ids of the two members of a bilateral relationship."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with its place in an article; what the graph does not say is None."""

    claim: str
    quote: str | None
    article: str
    title: str | None
    url: str | None
    published: str | None
    publisher: str | None
    claimant: str | None
    start: int | None
    end: int | None
    factuality: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRecord:
    """An event, a series or a state of affairs as the graph keeps it."""

    id: str
    types: tuple[str, ...]
    """Its classes, the most specific first."""
    label: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Property (local name) to its values: ids of things, names of concepts, literals as text; sorted."""

    def first(self, name: str) -> str | None:
        """The first value of a property, or None."""
        found = self.values.get(name)
        return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a network is made of."""

    things: dict[str, Thing]
    situations: tuple[SituationRecord, ...]
    claims: dict[str, Evidence]


def _text(cell: object) -> str:
    return str(getattr(cell, "value", cell))


def _short(text: str) -> str:
    """An IRI of relgraph without what is the same for all of its kind."""
    for base in (_ID, _RG, PREFIXES["v"]):
        if text.startswith(base):
            return text.removeprefix(base)
    return text


def _triples(graph: Graph, sparql: str) -> dict[str, dict[str, set[str]]]:
    """The rows of a query for subject, property and value, gathered by subject and property."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, name, value in graph.query(sparql).rows:
        found[_text(subject)][_text(name)].add(_text(value))
    return found


def _read_superclasses(graph: Graph) -> dict[str, frozenset[str]]:
    """Each class of relgraph with all classes above it."""
    parents: dict[str, set[str]] = defaultdict(set)
    query = f"SELECT ?a ?b WHERE {{ GRAPH <{GRAPHS['schema']}> {{ ?a <{_SUBCLASS}> ?b }} }}"
    for below, above in graph.query(query).rows:
        parents[_text(below)].add(_text(above))
    closed: dict[str, frozenset[str]] = {}
    for name in sorted(parents):
        seen: set[str] = set()
        todo = [name]
        while todo:
            todo += (new := parents.get(todo.pop(), set()) - seen)
            seen |= new
        closed[name] = frozenset(seen - {name})
    return closed


def _rank(types: set[str], superclasses: dict[str, frozenset[str]]) -> tuple[str, ...]:
    """The classes of relgraph among the types, those with the most superclasses first."""
    own = [t for t in types if t.startswith(_RG)]
    return tuple(_short(t) for t in sorted(own, key=lambda t: (-len(superclasses.get(t, ())), t)))


def _read_things(graph: Graph, superclasses: dict[str, frozenset[str]]) -> Iterator[Thing]:
    query = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{GRAPHS['entities']}> {{ ?s ?p ?o }} }}"
    for iri, properties in sorted(_triples(graph, query).items()):
        types = _rank(properties.get(_TYPE, set()), superclasses)
        if not iri.startswith(_ID) or not types:
            continue

        def ids(*names: str, of: dict[str, set[str]] = properties) -> tuple[str, ...]:
            return tuple(sorted({_short(v) for name in names for v in of.get(_RG + name, ())}))

        yield Thing(
            id=_short(iri),
            type=types[0],
            label=min(properties.get(_LABEL, {_short(iri)})),
            code=min(properties.get(_RG + "iso3", {""})),
            above=ids("onBehalfOf") or ids("organOf", "sendingParty", "inState"),
            at=ids("receivingParty"),
            members=ids("relationshipMember"),
        )


def _read_situations(graph: Graph, name: str, superclasses: dict[str, frozenset[str]]) -> Iterator[SituationRecord]:
    query = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{GRAPHS[name]}> {{ ?s a rg:Situation ; ?p ?o }} }}"
    for iri, properties in sorted(_triples(graph, query).items()):
        values = {
            _short(name): tuple(sorted(map(_short, several)))
            for name, several in sorted(properties.items())
            if name.startswith(_RG)
        }
        yield SituationRecord(
            id=_short(iri),
            types=_rank(properties.get(_TYPE, set()), superclasses),
            label=min(properties.get(_LABEL, {_short(iri)})),
            values=values,
        )


def _name(iri: str, things: dict[str, Thing]) -> str:
    """The label of a claimant; the id of one that has none, such as an article that speaks for itself."""
    thing = things.get(_short(iri))
    return thing.label if thing else _short(iri).removeprefix(PREFIXES["art"])


def _read_claims(graph: Graph, things: dict[str, Thing]) -> dict[str, Evidence]:
    claims: dict[str, Evidence] = {}
    for row in graph.query(_CLAIMS).rows:
        texts = [None if cell is None else _text(cell) for cell in row]
        claim, factuality, quote, start, end, claimant, article, title, url, published, publisher = texts
        evidence = Evidence(
            claim=str(claim),
            quote=quote,
            article=str(article).removeprefix(PREFIXES["art"]),
            title=title,
            url=url,
            published=published,
            publisher=publisher,
            claimant=_name(claimant, things) if claimant else None,
            start=int(start) if start else None,
            end=int(end) if end else None,
            factuality=_short(factuality) if factuality else None,
        )
        # A claim with several spans gives several rows: the first quote in the text stands for it.
        known = claims.get(evidence.claim)
        if known is None or (evidence.start or 0, evidence.quote or "") < (known.start or 0, known.quote or ""):
            claims[evidence.claim] = evidence
    return claims


def read_material(graph: Graph, *, include_unconfirmed: bool) -> Material:
    """Read the things, the situations and the claims of a graph, each in a fixed order."""
    superclasses = _read_superclasses(graph)
    things = {thing.id: thing for thing in _read_things(graph, superclasses)}
    situations = list(_read_situations(graph, "facts", superclasses))
    if include_unconfirmed:
        situations += _read_situations(graph, "unconfirmed", superclasses)
    return Material(things=things, situations=tuple(situations), claims=_read_claims(graph, things))
