"""Dating: days as people write them, and the quads of a graph as the world stood on a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from relgraph.errors import QueryError
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.store.writing import apply_rules

__all__ = ["make_day", "world_on"]

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

_OWN = frozenset(GRAPHS.values())

# As in the rules of the shortcuts: the latest day on which it can have started, else the earliest, else it had started.
_LATER = """
SELECT ?situation WHERE {
  GRAPH g:facts {
    { ?situation rg:startLatest ?start }
    UNION
    { ?situation rg:startEarliest ?start . MINUS { ?situation rg:startLatest ?latest } }
  }
}
GROUP BY ?situation
HAVING (MIN(?start) > "$day"^^xsd:date)
"""


def make_day(value: str | int | date, *, last: bool = False, where: str = "date") -> date:
    """A day from ``2018``, ``2018-05``, ``2018-05-31`` or a date; a longer period gives its first day, or its last.

    Raises QueryError for anything else; ``where`` begins its message.

    >>> make_day("2012-02", last=True).isoformat()
    '2012-02-29'
    """
    text = value.isoformat() if isinstance(value, date) else str(value)
    match = _DAY.fullmatch(text)
    try:
        if not match:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except ValueError:
        raise QueryError(f"{where}: '{text}' is no date; write 2018, 2018-05 or 2018-05-31") from None


def world_on(store: ox.Store, day: date, rules: Path, *, articles: bool = True) -> ox.Store:
    """A store in memory with what had begun by a day, and with the shortcuts that follow from it on that day.

    Out of the graph of facts go the situations that had not begun for certain, and what points to them. All other
    graphs are as they were; those of single articles and datasets are left out where ``articles`` is false. ``rules``
    is the folder of the rules; OntologyError names one that is wrong.
    """
    world = ox.Store()
    world.bulk_extend(_quads_by(store, day, articles=articles))
    apply_rules(world, rules, day)
    return world


def _quads_by(store: ox.Store, day: date, *, articles: bool) -> Iterator[ox.Quad]:
    rows = store.query(_LATER.replace("$day", day.isoformat()), prefixes=PREFIXES)
    later = {row["situation"] for row in rows}  # type: ignore[union-attr]
    for name in store.named_graphs():
        if not articles and name.value not in _OWN:
            continue
        quads = store.quads_for_pattern(None, None, None, name)
        if name.value == GRAPHS["facts"]:
            yield from (q for q in quads if q.subject not in later and q.object not in later)
        else:
            yield from quads
