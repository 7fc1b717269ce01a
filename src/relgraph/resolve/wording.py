"""Wording: readable ids and plain labels of situations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from relgraph.iris import digest
from relgraph.records import Actor, Role, When

__all__ = ["date_words", "event_key", "event_label", "kebab", "make_unique", "names"]

MOST_NAMES = 3
_DASH = " – "
_AFTER = ("treaty", "organization", "honouree", "mission")


def kebab(name: str) -> str:
    """The name of a class as part of an id.

    >>> kebab("EstablishmentOfRelations")
    'establishment-of-relations'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def date_words(when: When) -> str:
    """A date as a label says it.

    >>> from relgraph.dates import make_when
    >>> [date_words(make_when(w)) for w in ("2008-07", "[..2026-02-17]", "2011-07/", "2012/2022")]
    ['2008-07', 'by 2026-02-17', 'from 2011-07', '2012 to 2022']
    """
    edtf = when.edtf
    if not edtf or edtf == "/":
        if when.start_latest and when.start_latest == when.end_earliest:
            return f"on {when.start_latest}"
        if when.start_latest and when.end_earliest:
            return (
                f"at least {min(when.start_latest, when.end_earliest)} to {max(when.start_latest, when.end_earliest)}"
            )
        return f"by {when.start_latest}" if when.start_latest else ""
    if edtf.startswith("["):
        first, last = edtf[1:-1].split("..")
        return f"between {first} and {last}" if first and last else f"by {last}" if last else f"from {first} on"
    first, _, last = edtf.partition("/")
    if "/" not in edtf:
        return edtf
    if first in ("", ".."):
        return f"until {last}"
    return f"from {first}" if last in ("", "..") else f"{first} to {last}"


def names(actors: Iterable[Actor], joint: str = ", ") -> str:
    """The labels of actors, the first few where they are many."""
    labels = list(dict.fromkeys(a.label for a in actors))
    if len(labels) > MOST_NAMES + 1:
        return joint.join(labels[:MOST_NAMES]) + f" and {len(labels) - MOST_NAMES} others"
    return joint.join(labels)


def event_label(kind: str, roles: Sequence[Role], sides: Mapping[str, str], *, symmetric: bool, cut_off: bool) -> str:
    """The label of an event without its date, which stands beside it wherever it is shown: ``visit: Russia – DPRK``.

    Args:
        kind: the label of its type.
        roles: who takes part.
        sides: role to side (``source``, ``target``, ``both``, ``none``).
        symmetric: whether the sides are equal.
        cut_off: whether the other side is missing because the text breaks off.
    """
    left = [r.actor for r in roles if sides.get(r.name) in ("source", "both")]
    right = [r.actor for r in roles if sides.get(r.name) == "target"]
    about = [r.actor for r in roles if r.name in _AFTER and r.actor not in right and r.actor not in left]
    if not left and not right:
        left = [r.actor for r in roles if r.name in ("holder", "headedBy")]
    parts = [names(left, _DASH if symmetric else ", "), names(right)]
    if not symmetric and not right and about:
        parts[1] = names(about)
        about = []
    text = _DASH.join(p for p in parts if p)
    extra = [names(about), names(r.actor for r in roles if r.name == "occasion")]
    text = ", ".join(p for p in (text, *extra) if p)
    if cut_off:
        text += " (text breaks off)"
    return f"{kind}: {text}" if text else kind


def event_key(kind: str, ids: Iterable[str], when: When | None, claims: Iterable[str]) -> str:
    """The readable part of an id: type, codes of those who take part, date; a hash where the date is unknown."""
    codes = [i.partition("/")[2] for i in dict.fromkeys(ids)]
    if len(codes) > MOST_NAMES + 1:
        codes = [*codes[:MOST_NAMES], f"and-{len(codes) - MOST_NAMES}"]
    parts = [kebab(kind), *codes]
    if when is not None:
        edtf = when.edtf
        if edtf and re.fullmatch(r"[\d-]+|\d{3}X", edtf):
            parts.append(edtf)
        elif edtf and edtf != "/":
            parts.append(date_words(when).replace(" ", "-"))
        else:
            parts.append(digest(*sorted(claims))[:8])
    return "-".join(re.sub(r"[^\w.~-]+", "-", p) for p in parts if p)


def make_unique(keys: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Ids for pairs of a readable key and the claims behind it.

    Where two share a key, each gets a hash of its claims, so that no id depends on which came first.
    """
    taken: dict[str, list[int]] = defaultdict(list)
    for n, (key, _) in enumerate(keys):
        taken[key].append(n)
    unique = [key for key, _ in keys]
    for key, places in taken.items():
        if len(places) > 1:
            for n in places:
                unique[n] = f"{key}-{digest(*sorted(keys[n][1]))[:6]}"
    # Two parts of one claim with the same key: their order in the claim is all that tells them apart.
    seen: dict[str, int] = defaultdict(int)
    for n, key in enumerate(unique):
        seen[key] += 1
        if seen[key] > 1:
            unique[n] = f"{key}.{seen[key]}"
    return unique
