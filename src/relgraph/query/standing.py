"""Standing: the states of affairs and acts of a graph with what bounds them in time and what says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from relgraph.iris import PREFIXES, shorten
from relgraph.store import Cell, Graph

__all__ = ["Edge", "Evidence", "Situation", "read_claims", "read_names", "read_situations"]

_RG = PREFIXES["rg"]
_TYPE = PREFIXES["rdf"] + "type"

_SITUATIONS = """
SELECT ?situation ?property ?value WHERE {
  { SELECT DISTINCT ?situation WHERE {
      VALUES ?class { $classes }
      GRAPH g:facts { ?situation a ?class ; rg:status v:accepted }
  } }
  GRAPH g:facts { ?situation ?property ?value }
}
"""
_NAMES = """
SELECT ?thing (STR(?label) AS ?name) WHERE {
  { GRAPH g:entities { ?thing rdfs:label ?label } } UNION { GRAPH g:vocab { ?thing skos:prefLabel ?label } }
}
"""
_CLAIMS = """
SELECT ?claim (STR(?edtf) AS ?when) (STR(?words) AS ?quote) ?source ?published WHERE {
  GRAPH ?graph {
    ?claim a rg:Claim .
    OPTIONAL { ?claim rg:inArticle ?article }
    OPTIONAL { ?claim rg:when ?edtf }
    OPTIONAL { ?claim rg:evidence/rg:quote ?words }
    OPTIONAL { ?article rg:publishedOn ?published }
  }
  # A claim is a fragment of whatever makes it, also of what is no article.
  BIND(COALESCE(?article, IRI(STRBEFORE(STR(?claim), "#"))) AS ?source)
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The start or the end of a situation: the days between which it lies, and the date as the sources give it."""

    first: date | None
    last: date | None
    edtf: str

    def falls(self, since: date, until: date) -> str | None:
        """Whether it lies after the one day and not after the other: ``certain``, ``possible`` or None.

        Of an edge that is bounded on one side only, the day that bounds it must lie there: else all that has no known
        beginning might have begun at any time.
        """
        first, last = self.first, self.last
        if first is not None and last is not None:
            if since < first and last <= until:
                return "certain"
            return "possible" if first <= until and last > since else None
        bound = first or last
        return "possible" if bound is not None and since < bound <= until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An accepted situation of the graph of facts."""

    iri: str
    types: frozenset[str]
    """Local names of its classes."""
    values: dict[str, tuple[str, ...]]
    """Property (local name) to its values as text: IRIs of things and concepts, literals; sorted."""

    def one(self, name: str) -> str | None:
        """The first value of a property, or None."""
        found = self.values.get(name)
        return found[0] if found else None

    def concept(self, name: str) -> str:
        """The local name of the concept that a property gives, or an empty text."""
        return (self.one(name) or "").removeprefix(PREFIXES["v"])

    def touches(self, iri: str) -> bool:
        """Whether something is a value of any of its properties: a role, or a state behind one."""
        return any(iri in several for several in self.values.values())

    @property
    def start(self) -> Edge:
        """Its start. Without any bound it began at some time of which nothing is known."""
        return self._edge(0, "startEarliest", "startLatest")

    @property
    def end(self) -> Edge:
        """Its end. Where no latest day is known (open, or not told) there is none yet, so that both days are None."""
        if "endLatest" not in self.values:
            return Edge(first=None, last=None, edtf="")
        return self._edge(-1, "endEarliest", "endLatest")

    def _edge(self, side: int, first: str, last: str) -> Edge:
        days = self._day(first), self._day(last)
        edtf = self.one("when") or ""
        point = edtf.split("/")[side] if "/" in edtf else edtf
        return Edge(first=days[0], last=days[1], edtf=point if point not in ("", "..") else _say(*days))

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.one(name) or "")
        except ValueError:  # absent, or in a graph from elsewhere of another form
            return None


def _say(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    return str(first) if first == last else f"[{first or ''}..{last or ''}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one claim rests on."""

    claim: str
    when: str
    quote: str
    article: str
    """Id of the article, or ``ds:...`` for a dataset."""
    published: str


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def read_situations(graph: Graph, classes: Collection[str]) -> Iterator[Situation]:
    """The accepted situations of some classes (local names), in the order of their IRIs."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sparql = _SITUATIONS.replace("$classes", " ".join(f"rg:{name}" for name in sorted(classes)))
    for situation, name, value in graph.query(sparql):
        found[_text(situation)][_text(name)].add(_text(value))
    for iri, properties in sorted(found.items()):
        yield Situation(
            iri=iri,
            types=frozenset(t.removeprefix(_RG) for t in properties[_TYPE] if t.startswith(_RG)),
            values={n.removeprefix(_RG): tuple(sorted(v)) for n, v in properties.items() if n.startswith(_RG)},
        )


def read_names(graph: Graph) -> dict[str, str]:
    """The names of things and concepts by IRI; of several the first in the alphabet."""
    names: dict[str, str] = {}
    for thing, name in graph.query(_NAMES):
        key, text = _text(thing), _text(name)
        names[key] = min(text, names.get(key, text))
    return names


def read_claims(graph: Graph) -> dict[str, Evidence]:
    """What each claim rests on, by its IRI; of several pieces of text the first in the alphabet."""
    claims: dict[str, Evidence] = {}
    for row in graph.query(_CLAIMS):
        claim, when, quote, source, published = map(_text, row)
        known = claims.get(claim)
        if known is None or (quote and quote < known.quote):
            article = unquote(source.removeprefix(PREFIXES["art"])) if PREFIXES["art"] in source else shorten(source)
            claims[claim] = Evidence(claim=claim, when=when, quote=quote, article=article, published=published)
    return claims
