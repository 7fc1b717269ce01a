"""Orphans and contradictions: each rule has a graph that breaks just that one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from test_check import (
    CONFLICTS,
    ENTITIES,
    FACTS,
    check_after,
    claim,
    day,
    drop,
    full,
    good,
    of,
    put,
    situation,
)

from relgraph.check import review_graph
from relgraph.check.contradictions import CONTRADICTIONS
from relgraph.check.orphans import ORPHANS
from relgraph.iris import PREFIXES
from relgraph.ontology import load_ontology
from relgraph.store import Graph

__all__ = ["good"]

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest", "sortDate")
MYS_PRK = "rel:MYS-PRK"
SUPPORT = claim("message", 3)


def on(iso: str) -> tuple[str, ...]:
    """The dates of something that happened on one day."""
    return (f'rg:when "{iso}"^^edtf:EDTF', *(f"rg:{name} {day(iso)}" for name in BOUNDS))


def act(name: str, kinds: str, *pairs: str) -> str:
    """An update that adds an accepted event."""
    return situation(f"ev:{name}", f"rg:Event , {kinds}", SUPPORT, *pairs)


def state(name: str, kinds: str, *pairs: str) -> str:
    """An update that adds an accepted state of affairs."""
    return situation(f"soa:{name}", f"rg:StateOfAffairs , {kinds}", SUPPORT, *pairs)


def credentials(iso: str, name: str = "credentials") -> str:
    """The envoy of the DPRK presents his credentials in Malaysia."""
    return act(
        name, "rg:PostingEvent , rg:CredentialsPresentation", "rg:actor st:PRK", "rg:recipient st:MYS",
        "rg:actorState st:PRK", "rg:recipientState st:MYS", f"rg:inRelationship {MYS_PRK}", *on(iso),
    )  # fmt: skip


def posting(name: str, holder: str, post: str, iso: str, rank: str = "v:ambassador") -> str:
    """Somebody is attested as an envoy of China to the DPRK."""
    return state(
        name, "rg:Posting , rg:Tenure", f"rg:holder {holder}", f"rg:post {post}", "rg:sendingParty st:CHN",
        "rg:accreditedTo st:PRK", f"rg:rank {rank}", f"rg:attestedOn {day(iso)}",
        *(f"rg:{name} {day(iso)}" for name in ("startLatest", "endEarliest", "sortDate")),
    )  # fmt: skip


POST = put(
    ENTITIES,
    "post:CHN-minister-PRK",
    "a rg:Actor , rg:Post , rg:HeadOfMissionPost",
    'rdfs:label "minister of China to the DPRK"@en',
)
STATEHOOD = state(
    "statehood-LAO", "rg:Statehood", "rg:party st:LAO", f"rg:startEarliest {day('2025-01-01')}",
    f"rg:startLatest {day('2025-12-31')}", f"rg:sortDate {day('2025-01-01')}",
)  # fmt: skip
RECALL = act(
    "recall", "rg:PostingEvent , rg:Recall", "rg:actor st:CHN", "rg:holder pers:wang-yajun", "rg:recipientState st:PRK",
    *on("2024-01-01"),
)  # fmt: skip
RESUMED = act(
    "resumed", "rg:RelationEvent , rg:ResumptionOfRelations", "rg:actor st:PRK", "rg:recipient st:MYS",
    f"rg:inRelationship {MYS_PRK}", *on("2022-01-01"),
)  # fmt: skip

BROKEN = [
    ("unused-entity", "st:FRA", (put(ENTITIES, "st:FRA", "a rg:Actor , rg:State", 'rdfs:label "France"@en'),)),
    ("relations-have-situation", "st:KHM", (put(FACTS, "st:KHM", "rg:everHadRelationsWith st:LAO"), put(FACTS, "st:LAO", "rg:everHadRelationsWith st:KHM"))),
    ("two-heads-of-mission", "soa:minister", (POST, posting("minister", "pers:wang-yi", "post:CHN-minister-PRK", "2024-06-10"))),
    ("act-without-relations", "ev:credentials", (credentials("2022-05-01"),)),
    ("act-without-relations", "ev:credentials", (credentials("1960-05-01"),)),
    ("in-office-after-the-end", "soa:posting-wang-yajun-PRK", (RECALL,)),
    ("event-to-come", "ev:late", (act("late", "rg:Contact , rg:Meeting", "rg:actor st:PRK", "rg:recipient st:LAO", *on("2031-01-01")),)),
    ("same-event-twice", "ev:x-second", tuple(act(n, "rg:Contact , rg:Meeting", *pair, *on("2020-02-02")) for n, pair in (("x-first", ("rg:actor st:PRK", "rg:recipient st:LAO")), ("x-second", ("rg:actor st:LAO", "rg:recipient st:PRK"))))),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "focus", "updates"), BROKEN)
def test_each_rule_finds_what_breaks_it_and_nothing_else(
    good: list[ox.Quad], shape: str, focus: str, updates: tuple[str, ...]
) -> None:
    """A rule that fires on something else as well would be read as noise."""
    found = {(p.shape, p.focus) for p in check_after(good, *updates) if p.shape in ORPHANS | CONTRADICTIONS}
    if shape == "two-heads-of-mission":  # of two who hold one post, both are named
        found.discard((shape, full("soa:posting-wang-yajun-PRK")))
    assert found == {(shape, full(focus))}


QUIET = [
    ("between establishment and severance", (credentials("2005-05-01"),)),
    ("after a resumption", (credentials("2022-05-01"), RESUMED)),
    ("a date that may lie on either side", (credentials("2021-03-19"),)),
    ("a charge d'affaires beside the ambassador", (POST, posting("charge", "pers:wang-yi", "post:CHN-minister-PRK", "2024-06-10", "v:chargeAI"))),
    ("another day", (POST, posting("minister", "pers:wang-yi", "post:CHN-minister-PRK", "2023-06-10"))),
    ("the same person under two titles", (POST, posting("minister", "pers:wang-yajun", "post:CHN-minister-PRK", "2024-06-10"))),
    ("appointed again after the recall", (RECALL, act("again", "rg:PostingEvent , rg:Appointment", "rg:holder pers:wang-yajun", "rg:actor st:CHN", *on("2024-03-01")))),
    ("recalled for consultations only", (RECALL.replace("rg:Recall", "rg:Recall , rg:RecallForConsultations"),)),
    ("gifts both ways on one day", tuple(act(n, "rg:Contact , rg:Gift", *pair, *on("2020-02-02")) for n, pair in (("x-first", ("rg:actor st:PRK", "rg:recipient st:LAO")), ("x-second", ("rg:actor st:LAO", "rg:recipient st:PRK"))))),
    ("the same in one month, on days that are not known", tuple(act(n, "rg:Contact , rg:Meeting", "rg:actor st:PRK", "rg:recipient st:LAO", f"rg:startEarliest {day('2020-02-01')}", f"rg:endLatest {day('2020-02-29')}", f"rg:sortDate {day('2020-02-01')}") for n in ("x-first", "x-second"))),
]  # fmt: skip


@pytest.mark.parametrize("updates", [updates for _, updates in QUIET], ids=[why for why, _ in QUIET])
def test_what_may_be_true_together_is_no_contradiction(good: list[ox.Quad], updates: tuple[str, ...]) -> None:
    """Only what is certain is asked about: a date known to the year speaks for the graph, not against it."""
    assert [p for p in check_after(good, *updates) if p.shape in CONTRADICTIONS] == []


def test_an_event_of_a_state_that_did_not_exist_is_asked_about(good: list[ox.Quad]) -> None:
    """When a state existed is told by the graph, or the rule is silent."""
    store = ox.Store()
    store.extend(good)
    store.update(STATEHOOD, prefixes=PREFIXES)
    ontology = load_ontology()
    problems = review_graph(Graph._in_memory(store, name="made"), ontology).problems
    found = {p.focus: p.message for p in problems if p.shape == "outside-statehood"}
    assert set(found) == {full("ev:visit-PRK-LAO-2024-04-29"), full("ev:talks-PRK-LAO-2024-04-30")}
    assert set(found.values()) == {"did Laos exist then, or is another state meant?"}


def test_an_article_without_claims_is_counted_and_not_listed(good: list[ox.Quad]) -> None:
    """In a large corpus most articles tell of nothing; a line for each would bury the rest."""
    report = review_graph(Graph._in_memory(good, name="made"), load_ontology())
    silent = [p for p in report.problems if p.shape == "article-without-claims"]
    assert [(p.severity, p.count, p.message) for p in silent] == [("info", 1, "1 of 7 articles have no claim")]


def test_conflicts_are_counted_by_what_sources_differ_on(good: list[ox.Quad]) -> None:
    """A graph that keeps what each source says is not wrong, so this is an info."""
    report = review_graph(Graph._in_memory(good, name="made"), load_ontology())
    (differ,) = (p for p in report.problems if p.shape == "sources-differ")
    assert (differ.severity, differ.count, differ.focus) == ("info", 1, full("v:onType"))
    assert report.totals["conflicts"] == report.totals["contradictions"] == 1
    store = ox.Store()
    store.extend(good)
    store.update(f"DELETE WHERE {{ GRAPH {CONFLICTS} {{ ?s ?p ?o }} }}", prefixes=PREFIXES)
    report = review_graph(Graph._in_memory(store, name="made"), load_ontology())
    assert report.totals["conflicts"] == report.totals["contradictions"] == 0


def test_orphans_that_a_shape_finds_are_counted_with_the_others(good: list[ox.Quad]) -> None:
    """A claim that is about nothing and a shortcut without a posting break shapes, and are orphans all the same."""
    store = ox.Store()
    store.extend(good)
    graph = Graph._in_memory(store, name="made")
    before = review_graph(graph, load_ontology()).totals["orphans"]
    store.update(drop(of("message"), claim("message", 2), "rg:supports"), prefixes=PREFIXES)
    store.update(put(FACTS, "pers:to-lam", "rg:everAmbassadorTo st:PRK"), prefixes=PREFIXES)
    after = review_graph(Graph._in_memory(store, name="made"), load_ontology()).totals["orphans"]
    assert after == before + 2
