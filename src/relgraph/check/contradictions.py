"""Contradictions: what cannot well be true together. Those that a shape can see are in ``shapes.ttl``.

Only what is certain counts: of a date that is known to the year, the day that speaks against a contradiction is taken.
Nearly all are worded as questions, since as often as a reading is wrong a source is, or history was odd.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from relgraph.check.problems import Problem
from relgraph.check.relations import check_relations, make_question
from relgraph.check.rows import Bounds, Rows, precedes
from relgraph.iris import GRAPHS, shorten
from relgraph.ontology import Ontology

__all__ = ["CONTRADICTIONS", "check_contradictions"]

CONTRADICTIONS = frozenset(
    {
        "sources-differ",
        "one-holder-at-a-time",
        "two-heads-of-mission",
        "phases-do-not-overlap",
        "act-without-relations",
        "outside-statehood",
        "in-office-after-the-end",
        "event-to-come",
        "same-event-twice",
    }
)
"""The rules that find contradictions, here and among the shapes."""

_ASIDE = frozenset(["honouree", "item", "occasion", "partOf", "place", "rank", "topic"])
"""Roles of those who take no part."""


def check_contradictions(rows: Rows, ontology: Ontology, *, as_of: str | None) -> Iterator[Problem]:
    """All that contradicts itself in a graph; ``as_of`` is the day of its latest article, in ISO form."""
    yield from _count_conflicts(rows)
    yield from check_relations(rows)
    yield from _check_statehood(rows)
    yield from _check_offices(rows)
    yield from _check_future(rows, date.fromisoformat(as_of) if as_of else None)
    yield from _check_twins(rows, ontology)


def _count_conflicts(rows: Rows) -> Iterator[Problem]:
    """Sources that differ are no fault of a graph, which keeps what each of them says."""
    counts = Counter(aspect for conflict in rows.all_of("Conflict") for aspect in rows.values(conflict, "aspect"))
    for aspect, n in sorted(counts.items()):
        about = (rows.label(aspect) or shorten(aspect)).lower()
        yield Problem(
            severity="info",
            shape="sources-differ",
            focus=aspect,
            message=f"sources differ on {n} {'situation' if n == 1 else 'situations'} ({about}); see 'relgraph conflicts GRAPH'",
            graph=GRAPHS["conflicts"],
            count=n,
        )


def _check_statehood(rows: Rows) -> Iterator[Problem]:
    """Events of a state that did not exist then, where the graph says of the state when it did."""
    existed: dict[str, list[Bounds]] = defaultdict(list)
    for statehood in rows.accepted("Statehood"):
        for party in rows.values(statehood, "party"):
            existed[party].append(rows.bounds(statehood))
    if not existed:
        return
    for event in rows.accepted("Event"):
        at = rows.bounds(event)
        for state in sorted({*rows.values(event, "actorState"), *rows.values(event, "recipientState")} & set(existed)):
            if all(at.is_before(span) or span.is_before(at) for span in existed[state]):
                question = f"did {rows.label(state) or shorten(state)} exist then, or is another state meant?"
                yield make_question(rows, "outside-statehood", event, question)


def _check_offices(rows: Rows) -> Iterator[Problem]:
    """Holders of an office who are attested in it after an event that ended it."""
    for event in rows.accepted("Event"):
        end = rows.day(event, "endLatest")
        if end is None:
            continue
        for tenure in sorted({*rows.values(event, "ends"), *_recalled_from(rows, event)}):
            if not rows.is_accepted(tenure) or "Tenure" not in rows.classes(tenure):
                continue
            later = [day for day in rows.values(tenure, "attestedOn") if end.isoformat() < day]
            if later and not _is_begun_again(rows, tenure, end):
                question = f"still in office on {later[-1]}? {shorten(event)} had ended it"
                yield make_question(rows, "in-office-after-the-end", tenure, question)


def _recalled_from(rows: Rows, event: str) -> Iterator[str]:
    """The postings from which an event recalls its holder."""
    classes = rows.classes(event)
    if "Recall" not in classes or "RecallForConsultations" in classes:
        return
    receivers = set(rows.values(event, "recipientState"))
    for posting in rows.accepted("Posting"):
        same = not set(rows.values(event, "holder")).isdisjoint(rows.values(posting, "holder"))
        if same and not receivers.isdisjoint(rows.values(posting, "accreditedTo")):
            yield posting


def _is_begun_again(rows: Rows, tenure: str, end: date) -> bool:
    """Whether the holder may have been appointed again after the office had ended."""
    holders = set(rows.values(tenure, "holder"))
    return any(
        not holders.isdisjoint(rows.values(event, "holder")) and not precedes(rows.day(event, "startLatest"), end)
        for event in rows.accepted("Appointment")
    )


def _check_future(rows: Rows, as_of: date | None) -> Iterator[Problem]:
    for event in rows.accepted("Event"):
        if as_of is not None and precedes(as_of, rows.day(event, "startEarliest")):
            message = f"correct the date or the status: accepted, but after the last article, of {as_of.isoformat()}"
            yield Problem(
                severity="error", shape="event-to-come", focus=event, message=message, graph=rows.place(event)
            )


def _check_twins(rows: Rows, ontology: Ontology) -> Iterator[Problem]:
    """Two events of one type, day and participants, which are probably one."""
    first: dict[object, str] = {}
    for event in rows.accepted("Event"):
        at = rows.bounds(event)
        if at.start_earliest is None or at.start_earliest != at.end_latest:
            continue
        classes = rows.classes(event)
        equal = any(name in ontology.event_types and ontology.event_types[name].symmetric for name in classes)
        participants = frozenset(
            ("" if equal else role, filler)
            for role in ontology.schema.roles - _ASIDE
            for filler in rows.values(event, role)
        )
        twin = first.setdefault((classes, at.start_earliest, participants), event)
        if twin != event and participants:
            question = f"the same as {shorten(twin)}? Type, day and participants are; join them if so"
            yield make_question(rows, "same-event-twice", event, question)
