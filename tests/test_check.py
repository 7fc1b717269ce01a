"""The check: every rule is broken once, and is found where it is broken and nowhere else."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from make import PAK, make_graph, make_world

from relgraph.check import Problem, check_graph
from relgraph.errors import OntologyError
from relgraph.iris import BASE, GRAPHS, PREFIXES, digest, graph_iri
from relgraph.ontology import load_ontology
from relgraph.store import Graph, open_graph

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

FACTS, ENTITIES, UNCONFIRMED = (f"<{GRAPHS[name]}>" for name in ("facts", "entities", "unconfirmed"))
REFERENCE, DATASET = f"<{BASE}graph/ref/made>", f"<{BASE}dataset/made"
CONFLICT = f"<{BASE}id/conflict/type-accession-PRK-TAC>"
CONFLICTS = f"<{GRAPHS['conflicts']}>"
IDENTITIES = f"<{GRAPHS['identities']}>"
LINK = f"<{BASE}id/identity/{digest('person/choi-son-hui', 'person/choe-son-hui', 'True')}>"
CANDIDATE = f"<{BASE}id/identity/{digest('person/wang-yajun', 'person/wang-yi', 'candidate')}>"

Pairs = set[tuple[str, str]]


def of(name: str) -> str:
    """The graph of an article of the made world."""
    return f"<{graph_iri(f'made-{name}')}>"


def article(name: str) -> str:
    """An article of the made world."""
    return f"<{BASE}article/made-{name}>"


def claim(name: str, number: int) -> str:
    """A claim of the made world."""
    return f"<{BASE}article/made-{name}#c{number}-made-{name}>"


def span(name: str, number: int) -> str:
    """The span of a claim of the made world."""
    readings, _ = make_world()
    said = {c.id: c for r in readings for c in r.claims}[f"c{number}-made-{name}"]
    return f"<{BASE}article/made-{name}#char={said.start},{said.end}>"


def mention(name: str, surface: str) -> str:
    """The mention with these words in an article of the made world."""
    readings, _ = make_world()
    said = [m for r in readings for m in r.mentions if r.article.id == f"made-{name}" and m.surface == surface]
    first = min(said, key=lambda m: m.start)
    return f"<{BASE}article/made-{name}#mention={first.start},{first.end}>"


def put(graph: str, subject: str, *pairs: str) -> str:
    """An update that adds triples."""
    return f"INSERT DATA {{ GRAPH {graph} {{ {subject} {' ; '.join(pairs)} }} }}"


def drop(graph: str, subject: str, predicate: str) -> str:
    """An update that takes all values of a property away."""
    return f"DELETE WHERE {{ GRAPH {graph} {{ {subject} {predicate} ?o }} }}"


def swap(graph: str, subject: str, predicate: str, value: str) -> str:
    """An update that puts one value in the place of all."""
    return f"{drop(graph, subject, predicate)} ; {put(graph, subject, f'{predicate} {value}')}"


def day(iso: str) -> str:
    """A day in SPARQL."""
    return f'"{iso}"^^xsd:date'


def situation(subject: str, kinds: str, support: str, *pairs: str) -> str:
    """An update that adds an accepted situation which rests on a claim of the article on the message."""
    common = ('rdfs:label "x"@en', "rg:status v:accepted", f"rg:supportedBy {support}", "rg:sourceCount 1")
    made = put(FACTS, subject, f"a rg:Situation , {kinds}", *common, *pairs)
    return f"{made} ; {put(of('message'), support, f'rg:supports {subject}')}"


@dataclass(frozen=True)
class Fault:
    """One thing done to a good graph, and what the check must find: names of rules with what breaks them."""

    update: str
    found: tuple[tuple[str, str], ...]


FAULTS = [
    # claims
    Fault(drop(of("visit"), claim("visit", 1), "rg:claimType"), (("Claim-claimType", claim("visit", 1)),)),
    Fault(swap(of("future"), claim("future", 2), "rg:factuality", "v:maybe"), (("Claim-factuality", claim("future", 2)),)),
    Fault(swap(of("visit"), claim("visit", 2), "rg:confidence", "1.5"), (("Claim-confidence", claim("visit", 2)),)),
    Fault(drop(of("visit"), claim("visit", 3), "rg:inArticle"), (("Claim-inArticle", claim("visit", 3)),)),
    Fault(swap(of("message"), claim("message", 1), "rg:claimedBy", "tr:TAC"), (("Claim-claimedBy", claim("message", 1)),)),
    Fault(
        drop(of("message"), claim("message", 2), "rg:supports"),
        (("Claim-about", claim("message", 2)), ("support-both-ways", "ev:gift-CHN-2024-06-10")),
    ),
    Fault(
        drop(of("message"), claim("message", 3), "rg:evidence"),
        (("Claim-evidence", claim("message", 3)), ("quote-missing", claim("message", 3))),
    ),
    Fault(put(of("teaser"), claim("teaser", 1), 'rg:rule "another"'), (("Claim-rule", claim("teaser", 1)),)),
    Fault(drop(of("teaser"), claim("teaser", 2), "rg:recipient"), (("Claim-participant", claim("teaser", 2)),)),
    Fault(swap(of("teaser"), claim("teaser", 1), "rg:claimType", "rg:State"), (("claim-type-is-situation", claim("teaser", 1)),)),
    Fault(
        swap(of("history"), article("history"), "rg:publishedOn", day("1999-01-01")),
        (("claim-not-in-the-future", claim("history", 1)), ("claim-not-in-the-future", claim("history", 2))),
    ),
    Fault(
        swap(of("future"), article("future"), "rg:publishedOn", day("2024-12-01")),
        (("plan-not-in-the-past", claim("future", 1)),),
    ),
    Fault(
        put(of("visit"), claim("visit", 1), f"rg:evidence {span('message', 1)}"),
        (("quote-from-its-article", claim("visit", 1)),),
    ),
    # mentions and identities
    Fault(drop(of("visit"), mention("visit", PAK.label), "rg:inArticle"), (("Mention-inArticle", mention("visit", PAK.label)),)),
    Fault(drop(of("visit"), mention("visit", "Laos"), "rg:refersTo"), (("Mention-refersTo", mention("visit", "Laos")),)),
    Fault(drop(of("message"), mention("message", "Wang Yi"), "rg:surface"), (("Mention-surface", mention("message", "Wang Yi")),)),
    Fault(drop(of("message"), mention("message", "Wang Yajun"), "rg:charStart"), (("Mention-charStart", mention("message", "Wang Yajun")),)),
    Fault(drop(of("paper"), mention("paper", "Malaysia"), "rg:charEnd"), (("Mention-charEnd", mention("paper", "Malaysia")),)),
    Fault(drop(of("future"), mention("future", "Pyongyang"), "rg:how"), (("Mention-how", mention("future", "Pyongyang")),)),
    Fault(swap(IDENTITIES, LINK, "rg:merged", "st:PRK"), (("IdentityLink-merged", LINK),)),
    Fault(swap(IDENTITIES, LINK, "rg:kept", "tr:TAC"), (("IdentityLink-kept", LINK),)),
    Fault(drop(IDENTITIES, LINK, "rg:description"), (("IdentityLink-description", LINK),)),
    Fault(swap(IDENTITIES, LINK, "rg:score", '"5"'), (("IdentityLink-score", LINK),)),
    Fault(put(IDENTITIES, CANDIDATE, "rg:candidate pers:to-lam"), (("IdentityCandidate-candidate", CANDIDATE),)),
    Fault(drop(IDENTITIES, CANDIDATE, "rg:description"), (("IdentityCandidate-description", CANDIDATE),)),
    Fault(drop(IDENTITIES, CANDIDATE, "rg:score"), (("IdentityCandidate-score", CANDIDATE),)),
    # spans
    Fault(
        put(
            of("visit"), f"<{BASE}article/made-visit#x>", "a rg:TextSpan", f"rg:inArticle {article('visit')}",
            'rg:quote "ab"', "rg:charStart 0", "rg:charEnd 2",
        ),
        (("TextSpan", f"<{BASE}article/made-visit#x>"), ("span-iri", f"<{BASE}article/made-visit#x>")),
    ),
    Fault(drop(of("paper"), span("paper", 1), "rg:inArticle"), (("TextSpan-inArticle", span("paper", 1)),)),
    Fault(drop(of("paper"), span("paper", 2), "rg:quote"), (("TextSpan-quote", span("paper", 2)),)),
    Fault(
        swap(of("paper"), span("paper", 3), "rg:charStart", "999"),
        tuple((name, span("paper", 3)) for name in ("TextSpan-charStart", "quote-length", "span-iri")),
    ),
    Fault(drop(of("paper"), span("paper", 4), "rg:charEnd"), (("TextSpan-charEnd", span("paper", 4)),)),
    Fault(swap(of("future"), span("future", 1), "rg:quote", '"short"'), (("quote-length", span("future", 1)),)),
    # articles
    Fault(put(of("nothing"), article("nothing"), f"rg:publishedOn {day('2024-09-03')}"), (("Article-publishedOn", article("nothing")),)),
    Fault(
        put(of("nothing"), article("nothing"), f"rg:capturedOn {day('2025-01-01')} , {day('2025-01-02')}"),
        (("Article-capturedOn", article("nothing")),),
    ),
    Fault(swap(of("message"), article("message"), "rg:textSha256", '"xyz"'), (("Article-textSha256", article("message")),)),
    Fault(put(of("visit"), article("visit"), 'rg:truncated "yes"'), (("Article-truncated", article("visit")),)),
    Fault(drop(of("paper"), article("paper"), "rg:textSha256"), (("text-digest", article("paper")),)),
    # datasets
    Fault(
        put(REFERENCE, f"{DATASET}>", "a rg:Dataset"),
        tuple((f"Dataset-{name}", f"{DATASET}>") for name in ("licence", "takenFrom", "retrievedOn")),
    ),
    Fault(
        put(REFERENCE, f"{DATASET}#record=1>", "a rg:Record"),
        tuple((f"Record-{name}", f"{DATASET}#record=1>") for name in ("inDataset", "recordId", "quote")),
    ),
    Fault(
        put(REFERENCE, f"{DATASET}#row-2>", "a rg:Record", f"rg:inDataset {DATASET}>", 'rg:recordId "2"', 'rg:quote "party: PRK"'),
        (("Record", f"{DATASET}#row-2>"),),
    ),
    # dates
    Fault(
        swap(FACTS, "ev:message-KHM-2024-06-11", "rg:when", '"June 2024"^^edtf:EDTF'),
        (("Dates-when", "ev:message-KHM-2024-06-11"),),
    ),
    Fault(
        put(FACTS, "ev:accession-PRK-TAC", f"rg:sortDate {day('2008-07-02')}"),
        (("Dates-sortDate", "ev:accession-PRK-TAC"), ("Bounds-sortDate", "ev:accession-PRK-TAC")),
    ),
    Fault(put(FACTS, "ev:joining-PRK-ARF", "rg:dateBasis v:inferred"), (("Dates-basis", "ev:joining-PRK-ARF"),)),
    Fault(
        swap(FACTS, "soa:membership-PRK-ARF", "rg:startEarliest", day("2001-01-01")),
        (("Bounds-startEarliest", "soa:membership-PRK-ARF"),),
    ),
    Fault(
        put(FACTS, "soa:participation-PRK-TAC", f"rg:startLatest {day('2008-08-31')}"),
        (("Bounds-startLatest", "soa:participation-PRK-TAC"),),
    ),
    Fault(
        put(FACTS, "soa:tenure-pak-un-chol", f"rg:endEarliest {day('2024-05-04')}"),
        (("Bounds-endEarliest", "soa:tenure-pak-un-chol"),),
    ),
    Fault(
        put(UNCONFIRMED, "ev:visit-VNM-PRK-2024-10", f"rg:endLatest {day('2024-11-30')}"),
        (("Bounds-endLatest", "ev:visit-VNM-PRK-2024-10"),),
    ),
    Fault(
        swap(FACTS, "ev:embassy-PRK-MYS-2004", "rg:endLatest", day("2003-12-31"))
        + " ; "
        + swap(FACTS, "ev:embassy-PRK-MYS-2004", "rg:endEarliest", day("2003-01-01")),
        (("Bounds-order", "ev:embassy-PRK-MYS-2004"),),
    ),
    Fault(drop(FACTS, "ev:message-PRK-CHN-2024-06-09", "rg:sortDate"), (("Bounds-sortDate", "ev:message-PRK-CHN-2024-06-09"),)),
    # situations
    Fault(drop(FACTS, "ev:visit-PRK-LAO-2024-04-29", "rg:status"), (("Situation-status", "ev:visit-PRK-LAO-2024-04-29"),)),
    Fault(drop(FACTS, "ev:talks-PRK-LAO-2024-04-30", "rdfs:label"), (("Situation-label", "ev:talks-PRK-LAO-2024-04-30"),)),
    Fault(
        drop(UNCONFIRMED, "ev:embassy-closed-PRK-UGA", "rg:supportedBy"),
        (("Situation-supportedBy", "ev:embassy-closed-PRK-UGA"), ("support-both-ways", claim("future", 2))),
    ),
    Fault(
        swap(FACTS, "ev:relations-severed-MYS-PRK", "rg:sourceCount", "0"),
        (("Situation-sourceCount", "ev:relations-severed-MYS-PRK"),),
    ),
    Fault(
        put(FACTS, "ev:series-gathering-PRK-ASEAN", "rg:factConfidence 2.0"),
        (("Situation-factConfidence", "ev:series-gathering-PRK-ASEAN"),),
    ),
    Fault(put(FACTS, "ev:relations-established-MYS-PRK", "a rg:StateOfAffairs"), (("Event", "ev:relations-established-MYS-PRK"),)),
    Fault(
        drop(UNCONFIRMED, "ev:received-PRK-2024-06-11", "rg:recipient"),
        # The claim behind it has lost its recipient above, so that nothing names him any more.
        (("Event-participant", "ev:received-PRK-2024-06-11"), ("unused-entity", "pers:kim-jong-un")),
    ),
    Fault(put(FACTS, "ev:talks-PRK-LAO-2024-04-30", "rg:recipient o:PRK-mfa"), (("Event-sides", "ev:talks-PRK-LAO-2024-04-30"),)),
    Fault(drop(FACTS, "ev:message-PRK-CHN-2024-06-09", "rg:actor"), (("Message-actor", "ev:message-PRK-CHN-2024-06-09"),)),
    Fault(put(FACTS, "soa:tenure-pak-un-chol", "rg:holder pers:choe-son-hui"), (("Tenure-holder", "soa:tenure-pak-un-chol"),)),
    Fault(drop(FACTS, "soa:tenure-pak-un-chol", "rg:post"), (("Tenure-post", "soa:tenure-pak-un-chol"),)),
    Fault(swap(FACTS, "soa:posting-wang-yajun-PRK", "rg:rank", "v:planned"), (("Posting-rank", "soa:posting-wang-yajun-PRK"),)),
    Fault(
        put(FACTS, "soa:posting-wang-yajun-PRK", "rg:sendingParty st:PRK"),
        (("Posting-sendingParty", "soa:posting-wang-yajun-PRK"),),
    ),
    Fault(
        put(FACTS, "soa:posting-wang-yajun-PRK", "rg:accreditedTo st:LAO"),
        (("Posting-accreditedTo", "soa:posting-wang-yajun-PRK"),),
    ),
    Fault(put(FACTS, "soa:membership-PRK-ARF", "rg:member st:LAO"), (("Membership-member", "soa:membership-PRK-ARF"),)),
    Fault(drop(FACTS, "soa:membership-PRK-ARF", "rg:organization"), (("Membership-organization", "soa:membership-PRK-ARF"),)),
    Fault(swap(FACTS, "soa:membership-PRK-ARF", "rg:capacity", "v:planned"), (("Membership-capacity", "soa:membership-PRK-ARF"),)),
    Fault(put(FACTS, "ev:accession-PRK-TAC", "rg:treaty tr:other"), (("TreatyAction-treaty", "ev:accession-PRK-TAC"), ("TreatyAction-one", "ev:accession-PRK-TAC"))),
    Fault(
        put(FACTS, "ev:accession-PRK-TAC", "rg:party pers:choe-son-hui"),
        (("Consent-party", "ev:accession-PRK-TAC"), ("Consent-one", "ev:accession-PRK-TAC")),
    ),
    Fault(put(FACTS, "soa:participation-PRK-TAC", "rg:party st:LAO"), (("TreatyParticipation-party", "soa:participation-PRK-TAC"),)),
    Fault(drop(FACTS, "soa:participation-PRK-TAC", "rg:treaty"), (("TreatyParticipation-treaty", "soa:participation-PRK-TAC"),)),
    Fault(
        swap(FACTS, "soa:participation-PRK-TAC", "rg:participationStatus", "v:planned"),
        (("TreatyParticipation-status", "soa:participation-PRK-TAC"),),
    ),
    Fault(
        situation(
            "ev:bound-to-nothing", "rg:Event , rg:TreatyAction , rg:Ratification", claim("message", 3), "rg:party st:LAO"
        ),
        (("Consent-treaty", "ev:bound-to-nothing"), ("TreatyAction-one", "ev:bound-to-nothing")),
    ),
    Fault(
        drop(FACTS, "soa:relations-MYS-PRK-2021", "rg:relationship"),
        (("RelationPhase-relationship", "soa:relations-MYS-PRK-2021"),),
    ),
    Fault(
        put(FACTS, "soa:relations-MYS-PRK-2021", "rg:relationStatus v:suspended"),
        (("RelationPhase-status", "soa:relations-MYS-PRK-2021"),),
    ),
    Fault(
        situation("soa:representation", "rg:StateOfAffairs , rg:Representation", claim("message", 1)),
        tuple((f"Representation-{n}", "soa:representation") for n in ("sendingParty", "receivingParty", "level")),
    ),
    Fault(
        situation(
            "soa:second-posting", "rg:StateOfAffairs , rg:Posting , rg:Tenure", claim("message", 3), "rg:holder pers:wang-yi",
            "rg:post post:CHN-ambassador-PRK", "rg:sendingParty st:CHN", "rg:accreditedTo st:LAO", "rg:rank v:ambassador",
            *(f"rg:{name} {day('2024-06-10')}" for name in ("startLatest", "endEarliest", "sortDate")),
        ),
        (("one-holder-at-a-time", "soa:second-posting"), ("one-holder-at-a-time", "soa:posting-wang-yajun-PRK")),
    ),
    Fault(
        situation(
            "soa:third-phase", "rg:StateOfAffairs , rg:RelationPhase", claim("message", 3), "rg:relationship rel:MYS-PRK",
            "rg:relationStatus v:suspended", f"rg:startLatest {day('1980-01-01')}", f"rg:endEarliest {day('2000-01-01')}",
            f"rg:sortDate {day('1980-01-01')}",
        ),
        (("phases-do-not-overlap", "soa:third-phase"), ("phases-do-not-overlap", "soa:relations-MYS-PRK-1973")),
    ),
    Fault(drop(CONFLICTS, CONFLICT, "rg:onSituation"), (("Conflict-onSituation", CONFLICT),)),
    Fault(swap(CONFLICTS, CONFLICT, "rg:aspect", "v:planned"), (("Conflict-aspect", CONFLICT),)),
    Fault(swap(CONFLICTS, CONFLICT, "rg:between", claim("history", 2)), (("Conflict-between", CONFLICT),)),
    # actors
    Fault(drop(ENTITIES, "pers:to-lam", "rdfs:label"), (("Actor-label", "pers:to-lam"),)),
    Fault(swap(ENTITIES, "pers:wang-yi", "rg:onBehalfOf", "tr:TAC"), (("Actor-onBehalfOf", "pers:wang-yi"),)),
    Fault(put(ENTITIES, "st:UGA", 'rg:iso3 "xx"'), (("State-iso3", "st:UGA"),)),
    Fault(put(ENTITIES, "mis:CHN-embassy-PRK", "rg:sendingParty st:PRK"), (("Mission-sendingParty", "mis:CHN-embassy-PRK"),)),
    Fault(drop(ENTITIES, "mis:PRK-embassy-UGA", "rg:receivingParty"), (("Mission-receivingParty", "mis:PRK-embassy-UGA"),)),
    Fault(put(ENTITIES, "rel:LAO-PRK", "rg:relationshipMember st:KHM"), (("BilateralRelationship-member", "rel:LAO-PRK"),)),
    # shortcuts
    Fault(put(FACTS, "pers:to-lam", "rg:everAmbassadorTo st:PRK"), (("ambassador-has-posting", "pers:to-lam"),)),
    Fault(put(FACTS, "pers:to-lam", "rg:everEnvoyOf st:VNM"), (("envoy-has-posting", "pers:to-lam"),)),
    Fault(put(FACTS, "st:KHM", "rg:partyTo tr:TAC"), (("party-has-act", "st:KHM"),)),
    Fault(put(FACTS, "st:KHM", "rg:memberOf o:ARF"), (("member-has-membership", "st:KHM"),)),
    Fault(
        put(FACTS, "st:KHM", "rg:hasRelationsWith st:LAO"),
        (("relations-both-ways", "st:KHM"), ("relations-have-situation", "st:KHM")),
    ),
    # what stands in which graph, and what it is called
    Fault(
        swap(UNCONFIRMED, "ev:visit-VNM-PRK-2024-10", "rg:status", "v:accepted"),
        (("status-and-graph", "ev:visit-VNM-PRK-2024-10"), ("nobody-accepts-a-denial", "ev:visit-VNM-PRK-2024-10")),
    ),
    Fault(put(FACTS, claim("visit", 2), "rg:truncated true"), (("own-graph", claim("visit", 2)),)),
    Fault(put(of("paper"), "o:KCNA", 'skos:altLabel "the agency"@en'), (("evidence-only", "o:KCNA"),)),
    Fault(put(FACTS, "ev:gift-CHN-2024-06-10", "rg:recipent st:PRK"), (("declared-terms", "ev:gift-CHN-2024-06-10"),)),
]  # fmt: skip


def full(name: str) -> str:
    """The IRI that a term of SPARQL stands for."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


EXPECTED: list[tuple[str, str]] = sorted({(shape, full(focus)) for fault in FAULTS for shape, focus in fault.found})


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """The quads of the made world with its shortcuts."""
    with open_graph(make_graph(tmp_path_factory.mktemp("check"))) as graph:
        return list(graph.quads())


def check_after(quads: list[ox.Quad], *updates: str) -> list[Problem]:
    """What the check finds after the updates."""
    store = ox.Store()
    store.extend(quads)
    for update in updates:
        store.update(update, prefixes=PREFIXES)
    return wrong(check_graph(Graph._in_memory(store, name="made"), load_ontology()))


def wrong(problems: list[Problem]) -> list[Problem]:
    """Those that break a rule: infos only count what a good graph has, too."""
    return [p for p in problems if p.severity != "info"]


@pytest.fixture(scope="module")
def found(good: list[ox.Quad]) -> list[Problem]:
    """What the check finds when every rule is broken, each by something else."""
    return check_after(good, *(fault.update for fault in FAULTS))


def test_a_good_graph_has_no_problem(good: list[ox.Quad]) -> None:
    """A check that cries wolf is switched off; what sources say differently is only counted."""
    assert check_after(good) == []
    infos = check_graph(Graph._in_memory(good, name="made"), load_ontology())
    assert [(p.severity, p.shape, p.count) for p in infos] == [
        ("info", "article-without-claims", 1),
        ("info", "sources-differ", 1),
    ]


@pytest.mark.parametrize(("shape", "focus"), EXPECTED)
def test_a_broken_rule_is_found(found: list[Problem], shape: str, focus: str) -> None:
    """Each rule has a graph that breaks it: a shape with a typing mistake in its path would never find anything."""
    assert (shape, focus) in {(p.shape, p.focus) for p in found}


def test_nothing_else_is_found(found: list[Problem]) -> None:
    """A fault is reported by its own rule, not by ten others as well."""
    assert sorted({(p.shape, p.focus) for p in found}) == EXPECTED


def test_every_shape_is_broken_once() -> None:
    """A new shape needs a fault here."""
    shapes = rdflib.Graph().parse(load_ontology().folder / "shapes.ttl")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    named = {str(s).rpartition("/")[2] for s in shapes.subjects(sh.message)}
    broken = {shape for shape, _ in EXPECTED} | {name for name, _ in ALONE}
    assert {name for name in named if not name.startswith("is")} <= broken


ALONE = [
    ("Claim", f"INSERT DATA {{ GRAPH {of('visit')} {{ _:b a rg:Claim }} }}"),
    ("Dataset", f"INSERT DATA {{ GRAPH {REFERENCE} {{ _:b a rg:Dataset }} }}"),
    ("Article", f"INSERT DATA {{ GRAPH {of('visit')} {{ _:b a rg:Article }} }}"),
    ("Situation", f"INSERT DATA {{ GRAPH {FACTS} {{ _:b a rg:Situation }} }}"),
    ("Conflict", f"INSERT DATA {{ GRAPH {CONFLICTS} {{ _:b a rg:Conflict }} }}"),
    ("Mention", f"INSERT DATA {{ GRAPH {of('visit')} {{ _:b a rg:Mention }} }}"),
    ("IdentityLink", f"INSERT DATA {{ GRAPH {IDENTITIES} {{ _:b a rg:IdentityLink }} }}"),
    ("IdentityCandidate", f"INSERT DATA {{ GRAPH {IDENTITIES} {{ _:b a rg:IdentityCandidate }} }}"),
    ("Actor", f"INSERT DATA {{ GRAPH {ENTITIES} {{ _:b a rg:Actor }} }}"),
    ("no-blank-nodes", f"INSERT DATA {{ GRAPH {FACTS} {{ st:PRK rg:participant _:b }} }}"),
    ("NotBoth", put(of("history"), claim("history", 1), "a rg:Joining")),
    ("claim-is-no-instance", put(of("history"), claim("history", 1), "a rg:Joining")),
]


@pytest.mark.parametrize(("shape", "update"), ALONE)
def test_a_rule_that_brings_others_with_it_is_found(good: list[ox.Quad], shape: str, update: str) -> None:
    """A blank node or a claim that is a visit breaks a dozen rules; this one is among them."""
    assert shape in {p.shape for p in check_after(good, update)}


@pytest.mark.parametrize(
    ("update", "shapes"),
    [
        (put(of("visit"), "ev:visit-PRK-LAO-2024-04-29", "rg:attestedOn " + day("2024-04-29")), {"evidence-only"}),
        (put(of("visit"), "ev:x", "a rg:Visit , rg:Event , rg:Situation"), {"evidence-only"}),
        (put(of("visit"), claim("message", 1), "rg:truncated true"), {"own-graph"}),
        (put(of("visit"), article("message"), 'rg:author "x"'), {"own-graph"}),
        (put(FACTS, span("message", 1), 'rg:description "x"@en'), {"own-graph"}),
    ],
)
def test_no_situation_stands_in_an_article_graph_and_no_claim_outside_its_own(
    good: list[ox.Quad], update: str, shapes: set[str]
) -> None:
    """SHACL sees the union of the graphs and cannot tell; without this rule one article could complete another."""
    assert shapes <= {p.shape for p in check_after(good, update)}


def test_one_shape_at_a_time_gives_what_all_together_give(good: list[ox.Quad]) -> None:
    """The articles are validated in one union; each by itself with what belongs to it finds the same."""
    faults = [f for f in FAULTS if f.found[0][0] in {"Claim-confidence", "TextSpan-quote", "Article-truncated"}]
    together = check_after(good, *(f.update for f in faults))
    for fault in faults:
        name = fault.update.partition("/graph/article/")[2].partition(">")[0]
        others = [q for q in good if "/article/" not in q.graph_name.value or q.graph_name.value.endswith(name)]  # type: ignore[union-attr]
        alone = {(p.shape, p.focus) for p in check_after(others, fault.update)}
        assert {(shape, full(focus)) for shape, focus in fault.found} <= alone
    assert {(p.shape, p.focus) for p in together} == {(s, full(f)) for fault in faults for s, f in fault.found}


def test_a_problem_says_where_and_what_to_do(found: list[Problem]) -> None:
    """One line: how bad, which thing in which graph, the cure, and the rule."""
    by_shape = {p.shape: p for p in found}
    assert str(by_shape["Message-actor"]) == (
        "error: ev:message-PRK-CHN-2024-06-09 in g:facts: name who sends the message with rg:actor (Message-actor)"
    )
    assert by_shape["Claim-confidence"].graph == graph_iri("made-visit")
    assert by_shape["support-both-ways"].message.startswith("write both directions")
    assert "Did you mean recipient?" in by_shape["declared-terms"].message
    assert {p.severity for p in found if p.shape in {"Membership-capacity", "text-digest", "one-holder-at-a-time"}} == {
        "warning"
    }
    assert [p.severity for p in found] == sorted(p.severity for p in found)


def test_quotes_are_compared_with_the_texts(good: list[ox.Quad]) -> None:
    """Where the texts are at hand, every quote is the text at its offsets."""
    readings, _ = make_world()
    texts = {r.article.id: r.article.text for r in readings}
    graph = Graph._in_memory(good, name="made")
    assert wrong(check_graph(graph, load_ontology(), texts=texts)) == []
    texts["made-visit"] = texts["made-visit"].replace("Laos", "Lagos")
    texts["made-paper"] = texts["made-paper"][:100]
    problems = wrong(check_graph(graph, load_ontology(), texts=texts))
    assert {p.shape for p in problems} == {"quote-in-text"}
    assert {p.message.partition(",")[0].partition(" at")[0] for p in problems} == {
        "the text has other words",
        "the span ends",
    }


def test_missing_shapes_are_an_error(good: list[ox.Quad], tmp_path: Path) -> None:
    """A check without shapes would find every graph in order."""
    folder = Path(shutil.copytree(load_ontology().folder, tmp_path / "ontology"))
    graph = Graph._in_memory(good, name="made")
    (folder / "shapes.ttl").write_text("s:x a")
    with pytest.raises(OntologyError, match=r"shapes\.ttl: no valid Turtle"):
        check_graph(graph, load_ontology(folder))
    (folder / "shapes.ttl").unlink()
    with pytest.raises(OntologyError, match=r"shapes\.ttl: cannot be read"):
        check_graph(graph, load_ontology(folder))


def test_a_graph_of_sixty_articles_is_checked_in_half_a_minute(good: list[ox.Quad]) -> None:
    """The check runs in every build of the samples; ten copies of the made world are about their size."""
    many = [q for q in good if "made-" not in str(q)]
    lines = [str(q) for q in good if "made-" in str(q)]
    shifted = (
        line.replace("made-", f"made{n}-").replace("/id/event/", f"/id/event/n{n}-")
        for n in range(10)
        for line in lines
    )
    many += list(ox.parse("\n".join(f"{line} ." for line in shifted), format=ox.RdfFormat.N_QUADS))
    assert len({q.graph_name for q in many if "/article/" in q.graph_name.value}) == 70  # type: ignore[union-attr]
    start = time.process_time()
    check_graph(Graph._in_memory(many, name="many"), load_ontology())
    assert time.process_time() - start < 30
