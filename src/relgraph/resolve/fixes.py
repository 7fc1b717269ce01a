"""Fixes: which claims a user keeps apart or joins, as far as they can be, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from relgraph.corpora import Fix
from relgraph.ontology import Ontology
from relgraph.records import Issue, Source
from relgraph.resolve.acts import branch_of
from relgraph.resolve.items import Item

__all__ = ["Fixes", "actor_fixes", "check_fixes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """Sets of ids of claims, or of actors."""

    apart: tuple[frozenset[str], ...] = ()
    """No two claims of a set may report one event."""
    together: tuple[frozenset[str], ...] = ()
    """The claims of a set report one event; no claim is in two sets."""
    issues: tuple[Issue, ...] = ()
    """What could not be done as it was asked for."""


def check_fixes(fixes: Iterable[Fix], events: Iterable[Item], others: Iterable[Item], ontology: Ontology) -> Fixes:
    """What the fixes mean for events.

    Ids with a slash are those of actors, which are no matter of events, or of situations, which are reported: a
    situation is known only when its claims have been joined. A claim that is not there is reported, and the fix holds
    for the others. Claims of different branches of events (a visit and a treaty), or a plan and its fulfilment, are
    not joined; and what one fix keeps apart, no other joins.

    Args:
        fixes: in any order.
        events: the claims of events.
        others: all other claims.
        ontology: the types.
    """
    known = {item.claim.id: item for item in events}
    states = {item.claim.id for item in others}
    issues: list[Issue] = []
    apart: list[frozenset[str]] = []
    joins: list[tuple[frozenset[str], str]] = []
    for fix in sorted(fixes, key=lambda fix: (fix.kind, fix.ids, fix.place)):
        issues += _missing(fix, known, states)
        ids = frozenset(i for i in fix.ids if i in known)
        if len(ids) < 2:
            continue
        if fix.kind == "keep_apart":
            apart.append(ids)
        elif issue := _mismatch(fix, [known[i] for i in sorted(ids)], ontology):
            issues.append(issue)
        else:
            joins.append((ids, fix.place))
    together, refused = _unite(joins, apart)
    return Fixes(apart=tuple(sorted(apart, key=sorted)), together=together, issues=(*issues, *refused))


def actor_fixes(fixes: Iterable[Fix], sources: Iterable[Source]) -> Fixes:
    """What the fixes mean for actors: those whose ids are all ids of actors.

    An actor of whom no source speaks is reported, and the fix holds for the others. States are never joined, nor are
    two actors of different kinds; that is reported, too.
    """
    known = {a.id for s in sources for c in s.claims for a in (c.claimed_by, *(r.actor for r in c.roles))}
    apart: list[frozenset[str]] = []
    joins: list[tuple[frozenset[str], str]] = []
    issues: list[Issue] = []
    for fix in sorted(fixes, key=lambda fix: (fix.kind, fix.ids, fix.place)):
        ids = [i for i in fix.ids if "/" in i and i.partition("/")[0] not in ("event", "soa")]
        for key in ids:
            if key not in known:
                issues.append(_issue("fix-unused", fix.place, f"no source speaks of {key}"))
        meant = frozenset(i for i in ids if i in known)
        kinds = {i.partition("/")[0] for i in meant}
        if len(meant) < 2:
            continue
        if fix.kind == "keep_apart":
            apart.append(meant)
        elif len(kinds) > 1 or "state" in kinds:
            what = "states are never joined" if "state" in kinds else f"{' and '.join(sorted(kinds))} are not one"
            issues.append(_issue("fix-refused", fix.place, f"{what}: {', '.join(sorted(ids))}"))
        else:
            joins.append((meant, fix.place))
    together, refused = _unite(joins, apart)
    return Fixes(apart=tuple(sorted(apart, key=sorted)), together=together, issues=(*issues, *refused))


def _missing(fix: Fix, known: Mapping[str, Item], states: set[str]) -> Iterator[Issue]:
    for key in fix.ids:
        if key in known or (key.partition("/")[1] and key.partition("/")[0] not in ("event", "soa")):
            continue
        if key in states:
            reason = f"{key} claims a state of affairs, which no fix joins or keeps apart; name claims of events"
        elif "/" in key:
            reason = f"{key} is a situation, whose id follows from its claims; name the claims instead"
        else:
            reason = f"there is no claim {key}; it may have been read anew, see relgraph claims for its id now"
        yield _issue("fix-unused", fix.place, reason)


def _mismatch(fix: Fix, items: Sequence[Item], ontology: Ontology) -> Issue | None:
    branches = sorted({branch_of(i.type, ontology) for i in items})
    if len(branches) > 1:
        kinds = " and ".join(sorted({i.type for i in items}))
        return _issue(
            "fix-refused", fix.place, f"{kinds} are not one event: {' and '.join(branches)} have no common type"
        )
    if len({i.is_plan for i in items}) > 1:
        return _issue(
            "fix-refused", fix.place, "a plan and what was done are two situations; the plan is marked overtaken"
        )
    return None


def _unite(
    joins: Sequence[tuple[frozenset[str], str]], apart: Sequence[frozenset[str]]
) -> tuple[tuple[frozenset[str], ...], list[Issue]]:
    """Joins that share a claim are one; a join that would put together what is kept apart is refused."""
    barred = {frozenset(pair) for ids in apart for pair in combinations(sorted(ids), 2)}
    groups: list[frozenset[str]] = []
    issues: list[Issue] = []
    for ids, place in joins:
        touched = [g for g in groups if g & ids]
        merged = ids.union(*touched)
        if any(frozenset(pair) in barred for pair in combinations(sorted(merged), 2)):
            issues.append(_issue("fix-refused", place, "another fix keeps some of these apart; remove one of the two"))
            continue
        groups = [g for g in groups if g not in touched] + [merged]
    return tuple(sorted(groups, key=sorted)), issues


def _issue(code: str, place: str, message: str) -> Issue:
    return Issue(stage="resolve", level="warning", code=code, where=place, message=message)
