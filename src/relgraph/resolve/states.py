"""States of affairs that sources only describe: who makes up a body, in words that are never expanded into a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from relgraph.dates import attested_when, lasting_when
from relgraph.ontology import Ontology
from relgraph.records import Role, Situation, When
from relgraph.resolve.items import Item, count_sources
from relgraph.resolve.merging import concepts_of, status_of
from relgraph.resolve.phases import attestation
from relgraph.resolve.timing import choose_when, is_bound
from relgraph.resolve.wording import event_key, make_unique, names

__all__ = ["described_states"]


def described_states(items: Iterable[Item], ontology: Ontology) -> list[Situation]:
    """One state of affairs for each subject and description; the days on which it is attested bound it."""
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        said = re.sub(r"\W+", " ", (item.claim.description or "").lower()).strip()
        groups[item.type, tuple(sorted((r.name, r.actor.id) for r in item.roles)), said].append(item)
    found = [sorted(group, key=lambda i: i.order) for _, group in sorted(groups.items(), key=lambda pair: str(pair[0]))]
    keys = make_unique(
        [
            (event_key(g[0].type, [r.actor.id for r in _roles(g) if r.name == "organization"], None, ()), _claims(g))
            for g in found
        ]
    )
    return [_make_state(f"soa/{key}", group, ontology) for key, group in zip(keys, found, strict=True)]


def _roles(items: Iterable[Item]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role for item in items for role in item.roles))


def _claims(items: Iterable[Item]) -> list[str]:
    return sorted({i.claim.id for i in items})


def _make_state(situation_id: str, items: list[Item], ontology: Ontology) -> Situation:
    days = sorted({day for i in items if (day := attestation(i)) is not None})
    roles = _roles(items)
    said = next((i.claim.description for i in items if i.claim.description), "")
    body = names(r.actor for r in roles if r.name == "organization")
    return Situation(
        id=situation_id,
        type=items[0].type,
        label=f"{ontology.label(items[0].type)}: {body}: {said}".rstrip(": "),
        roles=roles,
        when=_held(items, days),
        status=status_of(items),
        supported_by=tuple(_claims(items)),
        source_count=count_sources(items),
        attested_on=tuple(days),
        description=said or None,
        concepts=concepts_of(items),
    )


def _held(items: list[Item], days: list[date]) -> When:
    told = [(i.claimant, i.when) for i in items if i.when.edtf and not is_bound(i.when)]
    if not told:
        return attested_when(days)
    start, _ = choose_when(told)
    if start.end_latest is not None and start.edtf and "/" in start.edtf:
        return start
    return lasting_when(start, attested=days[-1] if days else None)
