"""Conflicts: where the claims on one event cannot all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from relgraph.ontology import Ontology
from relgraph.records import Conflict, Situation, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.acts import Acts
from relgraph.resolve.events import Cluster
from relgraph.resolve.items import Item
from relgraph.resolve.merging import disputing_in
from relgraph.resolve.timing import is_bound, nests

__all__ = ["find_cancelled", "find_conflicts", "make_conflict"]

Aspect = Literal["date", "type", "participants", "factuality"]


def find_conflicts(
    cluster: Cluster, situation: Situation, identities: Identities, acts: Acts, ontology: Ontology
) -> list[Conflict]:
    """Where the claims on one situation cannot all be true; each conflict lists the claims that differ, and no others."""
    positive, denied, wrong = disputing_in(cluster)
    found: list[Conflict] = []
    if denied:
        found += make_conflict(
            situation, "factuality", [*positive, *denied], "some say that it happened, others deny it"
        )
    if wrong:
        others = [i for i in cluster.items if i.type != "Signature"]
        found += make_conflict(
            situation, "type", [*others, *wrong], "accession in one source, signature in another; kept as accession"
        )
    elif unlike := _unlike_types(cluster.items, acts):
        kinds = ", ".join(ontology.label(kind) for kind in sorted({i.type for i in unlike}))
        found += make_conflict(situation, "type", unlike, f"{kinds}; kept as {ontology.label(cluster.type)}")
    found += _participants(cluster, situation, positive or list(cluster.items), identities)
    if not cluster.items[0].claim.recurring:
        found += _dates(cluster, situation, acts)
    return found


def find_cancelled(plan: Cluster, situation: Situation, deed: Cluster) -> list[Conflict]:
    """The conflict of an event that some call off for the very days on which others tell that it took place."""
    off = [i for i in plan.items if i.claim.factuality == "cancelled"]
    done = disputing_in(deed)[0]
    if not off or not done:
        return []
    return make_conflict(
        situation, "factuality", [*off, *done], "called off in one source, reported as done in another"
    )


def make_conflict(
    situation: Situation, aspect: Aspect, items: Iterable[Item], description: str, *, key: str | None = None
) -> list[Conflict]:
    """The conflict of some claims on a situation; none where they are not two.

    ``key`` is the end of its id where the aspect does not tell it from another one.
    """
    between = tuple(sorted({i.claim.id for i in items}))
    if len(between) < 2:
        return []
    return [
        Conflict(
            id=f"conflict/{situation.id.partition('/')[2]}-{key or aspect}",
            situation=situation.id,
            aspect=aspect,
            between=between,
            description=description,
        )
    ]


def _unlike_types(items: Sequence[Item], acts: Acts) -> list[Item]:
    """The items whose type and that of another one cannot be said of one act, as where a fix joined them."""
    kinds = sorted({i.type for i in items})
    unlike = {a for a in kinds for b in kinds if not acts.types_agree(a, b)}
    return [i for i in items if i.type in unlike]


def _participants(
    cluster: Cluster, situation: Situation, items: Sequence[Item], identities: Identities
) -> Iterator[Conflict]:
    """Different founders, parties of a treaty, or persons for one state, where the claims were joined all the same."""
    words = "founders" if cluster.type == "Founding" else "participants"
    unlike: list[Item] = []
    for side in ("source", "target"):
        told = [(i, i.source if side == "source" else i.target) for i in items]
        unlike += _in_dispute([(i, ids) for i, ids in told if ids])
    if unlike and not _is_one_by_root(unlike):
        yield from make_conflict(situation, "participants", unlike, f"the sources name different {words}")
        return
    by_key: dict[tuple[str, str], list[tuple[Item, frozenset[str]]]] = defaultdict(list)
    for item in items:
        for key, ids in item.specific.items():
            if key[1] == "person":
                by_key[key].append((item, ids))
    for (principal, _), named in sorted(by_key.items()):
        sets = {ids for _, ids in named}
        apart = {a for a in sets for b in sets if a.isdisjoint(b)}
        unlike = [i for i, ids in named if ids in apart]
        if unlike:
            label = identities.by_id(principal).label
            yield from make_conflict(
                situation, "participants", unlike, f"the sources name different persons for {label}"
            )
            return


def _in_dispute(told: Sequence[tuple[Item, frozenset[str]]]) -> list[Item]:
    """The items that name a set which another one neither contains nor is contained in."""
    sets = {ids for _, ids in told}
    unlike = {a for a in sets for b in sets if not (a <= b or b <= a)}
    return [i for i, ids in told if ids in unlike]


def _is_one_by_root(items: Sequence[Item]) -> bool:
    """Whether all name the same states in the end, here as their parties and there as themselves."""
    return len({(frozenset(i.source_by_root), frozenset(i.target_by_root)) for i in items}) == 1


def _dates(cluster: Cluster, situation: Situation, acts: Acts) -> Iterator[Conflict]:
    dated = [
        i
        for i in cluster.items
        if i.when.sort_date is not None and not is_bound(i.when) and i.claim.factuality != "denied"
    ]
    whens = {i.when for i in dated}
    apart: set[When] = {a for a in whens for b in whens if not nests(a, b)}
    unlike = [i for i in dated if i.when in apart]
    if not unlike:
        return
    values = ", ".join(sorted({i.when.edtf or "" for i in unlike}))
    text = f"{values}; kept {situation.when.edtf}"
    lead = cluster.items[0]
    if acts.happens_once(lead):
        undo = acts.undone_by(lead.type)
        text += (
            ": told as one act, since no source tells that it was undone in between" if undo else ": it happens once"
        )
    yield from make_conflict(situation, "date", unlike, text)
