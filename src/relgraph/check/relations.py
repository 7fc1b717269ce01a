"""Relations: who headed a mission when, and acts of two states that had no relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from relgraph.check.problems import Problem
from relgraph.check.rows import Bounds, Rows, precedes
from relgraph.iris import concept_iri, shorten

__all__ = ["check_relations", "make_question"]

Dated = tuple[str, Bounds]

_ESTABLISHED = "EstablishmentOfRelations"
_BEGUN = (_ESTABLISHED, "ResumptionOfRelations")
_BROKEN = ("SeveranceOfRelations", "SuspensionOfRelations")
_IN_RELATIONS = ("Embassy", "PermanentMission")
"""Missions that only those open who have relations; a consulate or a liaison office may be older."""


def make_question(rows: Rows, shape: str, focus: str, question: str) -> Problem:
    """A doubt about what a graph holds."""
    return Problem(severity="warning", shape=shape, focus=focus, message=question, graph=rows.place(focus))


def check_relations(rows: Rows) -> Iterator[Problem]:
    """Two heads of one mission at one time, and acts that presuppose relations when there were none."""
    yield from _check_heads_of_mission(rows)
    begun = _by_pair(rows, _BEGUN, "established")
    broken = _by_pair(rows, _BROKEN, "severed", "suspended")
    for act in _acts_in_relations(rows):
        at = rows.bounds(act)
        for pair in rows.values(act, "inRelationship"):
            question = _doubt(at, begun.get(pair, []), broken.get(pair, []), rows)
            if question:
                yield make_question(rows, "act-without-relations", act, question)


def _acts_in_relations(rows: Rows) -> Iterator[str]:
    """The accepted acts that presuppose relations: credentials are presented, an embassy is opened."""
    yield from rows.accepted("CredentialsPresentation")
    for act in rows.accepted("MissionOpening"):
        if any(not rows.classes(m).isdisjoint(_IN_RELATIONS) for m in rows.values(act, "mission")):
            yield act


def _by_pair(rows: Rows, events: Iterable[str], *statuses: str) -> Mapping[str, list[Dated]]:
    """For each relationship the accepted events of these types and phases of these statuses, with their dates."""
    found: dict[str, list[Dated]] = defaultdict(list)
    for name in events:
        for event in rows.accepted(name):
            for pair in rows.values(event, "inRelationship"):
                found[pair].append((event, rows.bounds(event)))
    wanted = {concept_iri(status) for status in statuses}
    for phase in rows.accepted("RelationPhase"):
        if not wanted.isdisjoint(rows.values(phase, "relationStatus")):
            for pair in rows.values(phase, "relationship"):
                found[pair].append((phase, rows.bounds(phase)))
    return found


def _doubt(at: Bounds, begun: list[Dated], broken: list[Dated], rows: Rows) -> str | None:
    """Why there may have been no relations on a day; only starts count, since ends are seldom told."""
    for name, end in sorted(broken, key=lambda dated: dated[0], reverse=True):
        if not precedes(end.start_latest, at.start_earliest):
            continue
        between = any(
            not precedes(start.start_latest, end.start_earliest) and not precedes(at.end_latest, start.start_earliest)
            for _, start in begun
        )
        if not between:
            return (
                f"had relations been resumed? {shorten(name)} had broken them before, and nothing tells of a resumption"
            )
    first = [name for name, _ in begun if _ESTABLISHED in rows.classes(name)]
    later = all(precedes(at.end_latest, start.start_earliest) for _, start in begun)
    unbroken = all(precedes(at.end_latest, end.start_earliest) for _, end in broken)
    if first and later and unbroken:
        return f"were there relations before {shorten(min(first))}, or is one of the two dates wrong?"
    return None


def _check_heads_of_mission(rows: Rows) -> Iterator[Problem]:
    """Two persons, under two titles, at the head of one mission; two of one title are found by a shape."""
    by_parties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for posting in rows.accepted("Posting"):
        posts = rows.values(posting, "post")
        # A chargé d'affaires ad interim stands in for a head of mission who has one of the other ranks.
        if any("HeadOfMissionPost" in rows.classes(post) for post in posts) and concept_iri(
            "chargeAI"
        ) not in rows.values(posting, "rank"):
            for sender in rows.values(posting, "sendingParty"):
                for receiver in rows.values(posting, "accreditedTo"):
                    by_parties[sender, receiver].append(posting)
    for (sender, receiver), postings in sorted(by_parties.items()):
        for one, other in permutations(postings, 2):
            a, b = rows.bounds(one), rows.bounds(other)
            if None in (a.start_latest, a.end_earliest, b.start_latest, b.end_earliest):
                continue
            if a.start_latest > b.end_earliest or b.start_latest > a.end_earliest:  # type: ignore[operator]
                continue
            if set(rows.values(one, "holder")) & set(rows.values(other, "holder")):
                continue
            if not set(rows.values(one, "post")) & set(rows.values(other, "post")):
                yield make_question(
                    rows,
                    "two-heads-of-mission",
                    one,
                    f"who headed the mission of {shorten(sender)} to {shorten(receiver)}? {shorten(other)} is attested "
                    "for the same time",
                )
