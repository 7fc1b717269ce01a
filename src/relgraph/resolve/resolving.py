"""Resolving: from the claims of all articles to the situations that they support together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from relgraph.corpora import Fix
from relgraph.ontology import Ontology
from relgraph.ontology.names import load_names
from relgraph.records import Actor, Conflict, IdentityCandidate, IdentityLink, Issue, Situation, Source, When
from relgraph.resolve.actors import Identities, identify, meanings_of, settle
from relgraph.resolve.acts import Acts
from relgraph.resolve.changes import Accepted
from relgraph.resolve.conflicts import find_cancelled, find_conflicts
from relgraph.resolve.events import Cluster, cluster_events
from relgraph.resolve.fixes import actor_fixes, check_fixes
from relgraph.resolve.items import Item, make_items, side_of
from relgraph.resolve.lasting import LASTING, lasting_states
from relgraph.resolve.merging import date_of, is_overtaken, merge_event, merge_roles
from relgraph.resolve.postings import POSTINGS, posting_states
from relgraph.resolve.reasons import explain_merge
from relgraph.resolve.states import described_states
from relgraph.resolve.timing import is_bound, overlap
from relgraph.resolve.wording import event_key, event_label, make_unique

__all__ = ["Resolution", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What the claims of a corpus support together, whatever the order in which they were read."""

    situations: tuple[Situation, ...]
    """Events, series and states of affairs, in the order of their ids."""
    conflicts: tuple[Conflict, ...]
    actors: tuple[Actor, ...]
    """Everybody and everything in them, each in one form, in the order of the ids."""
    issues: tuple[Issue, ...] = ()
    """What of the fixes could not be done."""
    identities: tuple[IdentityLink, ...] = ()
    """Which ids of the sources mean another of the actors, and why."""
    candidates: tuple[IdentityCandidate, ...] = ()
    """Actors that may be one."""


def resolve(sources: Iterable[Source], ontology: Ontology, *, fixes: Sequence[Fix] = ()) -> Resolution:
    """Make situations of claims.

    Every claim supports or disputes at least one situation. The same sources give the same result in any order.
    ``fixes`` keep apart and join what the sources alone would not; one that cannot be done is among the issues.
    """
    ordered = sorted(sources, key=lambda source: source.id)
    actual = actor_fixes(fixes, ordered)
    identities = identify(ordered, load_names(ontology.folder), apart=actual.apart, together=actual.together)
    meant = meanings_of(identities.links)
    ordered = [settle(source, meant) for source in ordered]
    events: list[Item] = []
    states: list[Item] = []
    for item in make_items(ordered, identities, ontology):
        (states if ontology.is_a(item.type, "StateOfAffairs") else events).append(item)
    wanted = check_fixes(fixes, events, states, ontology)
    clusters = cluster_events(events, ontology, apart=wanted.apart, together=wanted.together)
    made, conflicts = _make_events(clusters, identities, ontology)
    accepted = [Accepted(cluster=c, situation=s) for c, s in zip(clusters, made, strict=True) if s.status == "accepted"]
    lasting, more = lasting_states(accepted, [i for i in states if i.type in LASTING], identities, ontology)
    situations = [
        *made,
        *posting_states(accepted, [i for i in states if i.type in POSTINGS], identities, ontology),
        *lasting,
        *described_states([i for i in states if i.type not in LASTING | POSTINGS], ontology),
    ]
    conflicts += more
    actors = identities.all()
    ids = {actor.id for actor in actors}
    return Resolution(
        situations=tuple(sorted(situations, key=lambda s: s.id)),
        conflicts=tuple(sorted(conflicts, key=lambda c: c.id)),
        actors=actors,
        identities=tuple(link for link in identities.links if link.kept in ids),
        candidates=tuple(c for c in identities.candidates if c.one in ids and c.other in ids),
        issues=(*actual.issues, *wanted.issues),
    )


def _make_events(
    clusters: Sequence[Cluster], identities: Identities, ontology: Ontology
) -> tuple[list[Situation], list[Conflict]]:
    acts = Acts(ontology)
    dates = [date_of(cluster) for cluster in clusters]
    keys = make_unique(
        [(_key(c, when), [i.claim.id for i in c.items]) for c, when in zip(clusters, dates, strict=True)]
    )
    made: list[Situation] = []
    conflicts: list[Conflict] = []
    for cluster, when, key in zip(clusters, dates, keys, strict=True):
        roles = merge_roles(cluster, identities, ontology)
        sides = {r.name: side_of(r.name, cluster.type, ontology) for r in roles}
        lead = cluster.items[0]
        cut_off = not lead.symmetric and lead.claim.truncated and not lead.target and not lead.things
        kind = ontology.label(cluster.type)
        label = event_label(
            f"recurring {kind}" if lead.claim.recurring else kind,
            roles,
            sides,
            symmetric=lead.symmetric,
            cut_off=cut_off,
        )
        reason = ", ".join(explain_merge(cluster, identities, ontology)) or None
        situation = merge_event(cluster, f"event/{key}", label=label, roles=roles, when=when, reason=reason)
        made.append(situation)
        conflicts += find_conflicts(cluster, situation, identities, acts, ontology)
    made, more = _mark_overtaken(clusters, made, ontology)
    known = {conflict.id for conflict in conflicts}
    return _join_parts(clusters, made), [*conflicts, *(c for c in more if c.id not in known)]


def _key(cluster: Cluster, when: When) -> str:
    lead = cluster.items[0]
    kind = f"{cluster.type}-plan" if cluster.is_plan else cluster.type
    kind = f"{kind}-series" if lead.claim.recurring else kind
    things = sorted(i for name, ids in lead.things.items() if name != "post" for i in ids)
    ids = [*sorted(lead.source), *sorted(lead.target), *things]
    return event_key(kind, ids, None if lead.claim.recurring else when, [i.claim.id for i in cluster.items])


def _mark_overtaken(
    clusters: Sequence[Cluster], made: Sequence[Situation], ontology: Ontology
) -> tuple[list[Situation], list[Conflict]]:
    """The same situations, each plan of which an accepted event is the fulfilment marked so.

    With them the conflicts of events that were called off, as some say, and took place, as others say.
    """
    deeds: dict[tuple[frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
    for n, situation in enumerate(made):
        if situation.status == "accepted" and not clusters[n].is_plan:
            deeds[_parties(clusters[n])].append(n)
    found: list[Situation] = []
    conflicts: dict[str, Conflict] = {}
    for plan, situation in zip(clusters, made, strict=True):
        done = [
            n
            for n in (deeds.get(_parties(plan), ()) if plan.is_plan else ())
            if is_overtaken(plan, situation.when, clusters[n], made[n].when, ontology)
        ]
        if not is_bound(situation.when):
            for n in done:
                if overlap(situation.when, made[n].when):
                    conflicts |= {c.id: c for c in find_cancelled(plan, made[n], clusters[n])}
        found.append(replace(situation, status="overtaken") if done and situation.status == "scheduled" else situation)
    return found, list(conflicts.values())


def _parties(cluster: Cluster) -> tuple[frozenset[str], frozenset[str]]:
    return cluster.items[0].source, cluster.items[0].target


def _join_parts(clusters: Sequence[Cluster], made: Sequence[Situation]) -> list[Situation]:
    """The same situations, each with the larger one of which it is a part, as its claims say."""
    of_claim: dict[str, str] = {}
    for cluster, situation in zip(clusters, made, strict=True):
        for item in cluster.items:
            of_claim.setdefault(item.claim.id, situation.id)
    found = []
    for cluster, situation in zip(clusters, made, strict=True):
        wholes = Counter(of_claim[i.claim.part_of] for i in cluster.items if i.claim.part_of in of_claim)
        wholes.pop(situation.id, None)
        whole = min(wholes, key=lambda key: (-wholes[key], key)) if wholes else None
        found.append(replace(situation, part_of=whole))
    return found
