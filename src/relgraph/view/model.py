"""The view: actors with positions, dated relations with evidence and style, and where all of it comes from.

It knows neither RDF nor HTML. Everything that draws (the page, the SVG, a pyvis network) starts from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar, cast, get_args

from relgraph.view.styles import Shape, Standing

__all__ = ["VERSION", "Evidence", "Provenance", "View", "ViewActor", "ViewRelation"]

VERSION = 1
"""Of the JSON form. A reader refuses a form that it does not know."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of one article that backs a relation."""

    quote: str
    article: str = ""
    """Id or IRI of the article."""
    title: str = ""
    url: str = ""
    """As the source gives it, not yet checked: who makes a link of it allows http and https only."""
    published: str = ""
    """ISO day, or empty."""
    publisher: str = ""
    claimant: str = ""
    """Who says so."""
    disputes: bool = False
    """It speaks against the relation, not for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewActor:
    """An actor at its place in the picture."""

    id: str
    label: str
    type: str
    """Local name of its class."""
    family: str
    """Name of the :class:`~relgraph.view.styles.Family` that gives shape, colour and place in the legend."""
    code: str
    """Three letters for a state, short for others, or empty."""
    aliases: tuple[str, ...] = ()
    relations: int
    """Number of relations that it takes part in."""
    shape: Shape
    colour: str
    """``#rrggbb``."""
    size: float
    """Radius; same unit as x and y, with a label of 12."""
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRelation:
    """One line between two actors: one event, or one state of affairs, as far as these two take part in it."""

    id: str
    source: str
    target: str
    situation: str
    """Key of the edge in the network: the IRI of the situation. Several relations share one."""
    type: str
    """Event type."""
    type_label: str
    code: str
    label: str
    """What happened, as the graph words it; may equal ``type_label``."""
    edtf: str
    date: str
    """The date in words, at the precision of the text; never empty."""
    start: str | None
    """First possible ISO day, None: open or unknown."""
    end: str | None
    standing: Standing
    sources: int
    """Number of independent sources."""
    symmetric: bool
    tone: float | None
    colour: str
    dash: tuple[int, ...]
    """Lengths of line and gap; empty: solid."""
    legend: str
    arrow: bool
    bend: float
    """Sideways bend, seen from the lesser of the two ids to the greater; no two relations of a pair share one."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a view was made from."""

    digest: str = ""
    """Of the graph."""
    query: str = ""
    """Which part of it, in words or SPARQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a picture shows."""

    title: str
    actors: tuple[ViewActor, ...]
    """Sorted by id."""
    relations: tuple[ViewRelation, ...]
    """Sorted by date, then by id; undated ones last."""
    provenance: Provenance = Provenance()
    left_out_actors: int = 0
    """Actors of the network that the limit left out."""
    left_out_relations: int = 0
    """Relations that left with them."""
    version: int = VERSION

    def to_dict(self) -> dict[str, Any]:
        """The view as mappings, lists, strings and numbers."""
        return {"version": self.version} | asdict(self)

    def to_json(self) -> str:
        """The view as JSON text; the same view gives the same text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> View:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: the text is no JSON, of another version, or not of this form.
        """
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("version") != VERSION:
            version = found.get("version") if isinstance(found, dict) else None
            raise ValueError(f"view: version {version!r}; this relgraph reads version {VERSION}, write the view again")
        try:
            actors = tuple(_read(ViewActor, a | {"aliases": tuple(a["aliases"])}) for a in found["actors"])
            relations = tuple(
                _read(
                    ViewRelation,
                    r | {"dash": tuple(r["dash"]), "evidence": tuple(_read(Evidence, e) for e in r["evidence"])},
                )
                for r in found["relations"]
            )
            rest = {"actors": actors, "relations": relations, "provenance": _read(Provenance, found["provenance"])}
            view = _read(View, found | rest)
        except (KeyError, TypeError) as error:
            raise ValueError(f"view: not of version {VERSION} ({error}); write the view again") from error
        _check(view)
        return view

    def years(self) -> tuple[str, str] | None:
        """First and last year with a dated relation, or None."""
        days = [day for r in self.relations for day in (r.start, r.end) if day]
        return (min(days)[:4], max(days)[:4]) if days else None

    def articles(self) -> int:
        """Number of articles that the evidence comes from."""
        return len({e.article or e.url or e.title for r in self.relations for e in r.evidence} - {""})

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The two ends of every relation, the lesser id first."""
        for relation in self.relations:
            yield (min(relation.source, relation.target), max(relation.source, relation.target))


def _read(record: type[_T], values: dict[str, Any]) -> _T:
    names = {f.name for f in fields(cast("Any", record))}
    if unknown := sorted(set(values) - names):
        raise TypeError(f"{record.__name__}: unknown key '{unknown[0]}'")
    return record(**values)


def _check(view: View) -> None:
    colours = [(a.id, a.colour) for a in view.actors] + [(r.id, r.colour) for r in view.relations]
    for name, colour in colours:
        if not re.fullmatch(r"#[0-9a-f]{6}", str(colour)):
            raise ValueError(f"view: '{name}' has the colour {colour!r}; write it as '#rrggbb'")
    ids = {a.id for a in view.actors}
    for relation in view.relations:
        for end in (relation.source, relation.target):
            if end not in ids:
                raise ValueError(
                    f"view: relation '{relation.id}' names the missing actor '{end}'; write the view again"
                )
        if relation.standing not in get_args(Standing):
            raise ValueError(f"view: relation '{relation.id}' has the unknown standing '{relation.standing}'")
