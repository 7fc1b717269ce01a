"""Names of actors in an annotation that are probably meant as states and do not count as such."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from relgraph.evaluate.records import Annotation
from relgraph.ontology.names import STATE_KINDS, Names

__all__ = ["find_doubts"]

_CODE = re.compile(r"[A-Z]{3}")
_SIDES = ("source", "target", "alt_source", "alt_target")
_MOST = 5


def find_doubts(annotation: Annotation, names: Names, used: Collection[str] = ()) -> Iterator[str]:
    """Actors that are called by the name of a state instead of its code, or by a code that no state has.

    Organisations may have any name, so that another name is none of its business.

    Args:
        annotation: that of one article.
        names: the states and what they are called.
        used: codes that stand elsewhere in the file; of several likely ones they come first.

    Yields:
        The key, what is wrong with it and what to write: ``events[0].source: 'North Korea' is the name of a state;
        write PRK``.
    """
    places = [(f"events[{n}].{side}", e, side) for n, e in enumerate(annotation.events) for side in _SIDES]
    told: set[tuple[str, str]] = set()
    for where, holder, key in (*places, ("states", annotation, "states")):
        for name in getattr(holder, key):
            doubt = _doubt(name, names, used)
            if doubt is not None and (where, name) not in told:
                told.add((where, name))
                yield f"{where}: {doubt}"
    for n, envoy in enumerate(annotation.envoys):
        for key, side in (("of", envoy.of), ("to", envoy.to)):
            if side and (doubt := _doubt(side, names, used)) is not None:
                yield f"envoys[{n}].{key}: {doubt}"


def _doubt(name: str, names: Names, used: Collection[str]) -> str | None:
    if name in names.states or name.upper() in names.states:
        return None
    meant = [n for n in names.by_form(" ".join(name.split()).replace("’", "'")) if n.actor is not None]
    states = sorted({n.actor.id.split("/")[1] for n in meant if n.actor is not None and n.kind in STATE_KINDS})
    if states and len(states) == len({n.actor.id for n in meant if n.actor is not None}):
        return f"'{name}' is the name of a state; write {' or '.join(states)}"
    if meant or not _CODE.fullmatch(name):
        return None
    near = [code for code in names.states if len(code) == len(name) and _differ(code, name) == 1]
    near = [code for code in near if code in used] or near
    hint = f"; did you mean {' or '.join(near)}?" if 0 < len(near) <= _MOST else ", nor a known organisation"
    return f"no state '{name}'{hint}"


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
