"""The rules: which shortcuts follow from accepted situations, and which do not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from relgraph.errors import OntologyError
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.ontology import load_rules

FACTS = """
GRAPH g:vocab { v:ambassador skos:broader v:classA . v:minister skos:broader v:classB . }
GRAPH g:entities {
  st:PRK a rg:State . st:MYS a rg:State . st:CHN a rg:State . st:LAO a rg:State .
  o:ARF a rg:Forum . o:ASEAN a rg:InternationalOrganization . o:assembly a rg:GovernmentBody .
  rel:CHN-PRK rg:relationshipMember st:CHN , st:PRK . rel:MNG-PRK rg:relationshipMember st:MNG , st:PRK .
}
GRAPH g:facts {
  soa:p1 a rg:Posting ; rg:holder pers:a ; rg:sendingParty st:CHN ; rg:accreditedTo st:PRK ; rg:rank v:ambassador ;
    rg:startLatest D2021-03-01 ; rg:endEarliest D2026-02-12 .
  soa:p2 a rg:Posting ; rg:holder pers:b ; rg:sendingParty st:CHN ; rg:accreditedTo st:PRK ; rg:rank v:ambassador ;
    rg:startLatest D2015-03-01 ; rg:endLatest D2021-02-01 .
  soa:p3 a rg:Posting ; rg:holder pers:c ; rg:sendingParty st:LAO ; rg:accreditedTo st:PRK ; rg:rank v:chargeAI .
  ev:join a rg:Joining ; rg:actorState st:PRK ; rg:organization o:ARF ;
    rg:startEarliest D2000-07-27 ; rg:startLatest D2000-07-27 ; rg:endLatest D2000-07-27 ; rg:sortDate D2000-07-27 .
  soa:m a rg:Membership ; rg:member st:LAO ; rg:organization o:ASEAN ;
    rg:startLatest D1997-07-23 ; rg:sortDate D1997-07-23 .
  ev:join2 a rg:Joining ; rg:member st:MYS ; rg:organization o:ARF ;
    rg:startLatest D1994-07-25 ; rg:sortDate D1994-07-25 .
  ev:leave a rg:Leaving ; rg:member st:MYS ; rg:organization o:ARF ; rg:sortDate D2010-01-01 .
  ev:accede a rg:Accession ; rg:party st:PRK ; rg:treaty tr:TAC ;
    rg:startLatest D2008-07-31 ; rg:endLatest D2008-07-31 ; rg:sortDate D2008-07-01 .
  ev:ratify a rg:Ratification ; rg:party st:PRK ; rg:treaty tr:NPT ;
    rg:startLatest D1985-12-12 ; rg:sortDate D1985-12-12 .
  ev:withdraw a rg:Withdrawal ; rg:party st:PRK ; rg:treaty tr:NPT ; rg:sortDate D2003-01-10 .
  ev:sign a rg:Signature ; rg:party st:LAO ; rg:treaty tr:TAC ; rg:sortDate D1992-07-21 .
  ev:parliament a rg:Ratification ; rg:party o:assembly ; rg:treaty tr:TAC ; rg:sortDate D1999-01-01 .
  soa:old a rg:TreatyParticipation ; rg:party st:CHN ; rg:treaty tr:old ; rg:participationStatus v:partyStatus ;
    rg:startLatest D1960-01-01 ; rg:sortDate D1960-01-01 .
  ev:end a rg:Termination ; rg:treaty tr:old ; rg:sortDate D1980-01-01 .
  ev:est a rg:EstablishmentOfRelations ; rg:actorState st:PRK , st:MYS ;
    rg:startLatest D1973-06-30 ; rg:sortDate D1973-06-30 .
  ev:sever a rg:SeveranceOfRelations ; rg:actorState st:PRK ; rg:recipientState st:MYS ; rg:sortDate D2021-03-19 .
  ev:three a rg:EstablishmentOfRelations ; rg:actorState st:PRK ; rg:recipientState st:LAO , o:ASEAN ;
    rg:startLatest D1974-06-24 ; rg:sortDate D1974-06-24 .
  ev:many a rg:EstablishmentOfRelations ; rg:actorState st:CHN , st:LAO , st:MYS ; rg:sortDate D1974-06-24 .
  ev:two a rg:SeveranceOfRelations ; rg:actorState st:CUB ; rg:recipientState st:LAO , st:PRK ;
    rg:sortDate D1990-01-01 .
  soa:ph1 a rg:RelationPhase ; rg:relationship rel:CHN-PRK ; rg:relationStatus v:established ;
    rg:startLatest D1949-10-06 ; rg:sortDate D1949-10-06 .
  soa:ph2 a rg:RelationPhase ; rg:relationship rel:MNG-PRK ; rg:relationStatus v:established ;
    rg:startLatest D1948-10-15 ; rg:sortDate D1948-10-15 .
  soa:ph3 a rg:RelationPhase ; rg:relationship rel:MNG-PRK ; rg:relationStatus v:suspended ; rg:sortDate D1999-08-01 .
  st:LAO rg:memberOf o:gone .
}
GRAPH g:unconfirmed { ev:plan a rg:Accession ; rg:party st:CHN ; rg:treaty tr:TAC ; rg:sortDate D2003-10-08 . }
"""

SHORTCUTS = [
    ("ambassadorTo", "2026-02-18", {("a", "PRK")}),
    ("ambassadorTo", "2020-01-01", {("b", "PRK")}),
    ("everAmbassadorTo", "2026-02-18", {("a", "PRK"), ("b", "PRK")}),
    ("everEnvoyOf", "2026-02-18", {("a", "CHN"), ("b", "CHN"), ("c", "LAO")}),
    ("everMemberOf", "2026-02-18", {("PRK", "ARF"), ("LAO", "ASEAN"), ("MYS", "ARF")}),
    ("memberOf", "2026-02-18", {("PRK", "ARF"), ("LAO", "ASEAN")}),
    ("memberOf", "1999-01-01", {("LAO", "ASEAN"), ("MYS", "ARF")}),
    ("everPartyTo", "2026-02-18", {("PRK", "TAC"), ("PRK", "NPT"), ("CHN", "old")}),
    ("partyTo", "2026-02-18", {("PRK", "TAC")}),
    ("partyTo", "2002-01-01", {("PRK", "NPT")}),
    ("partyTo", "2008-07-15", set()),
    ("signatoryTo", "2026-02-18", {("LAO", "TAC")}),
    (
        "everHadRelationsWith",
        "2026-02-18",
        {(a, "PRK") for a in ("MYS", "LAO", "ASEAN", "CHN", "MNG", "CUB")} | {("CUB", "LAO")},
    ),
    ("hasRelationsWith", "2026-02-18", {(a, "PRK") for a in ("LAO", "ASEAN", "CHN")}),
    ("hasRelationsWith", "2020-01-01", {(a, "PRK") for a in ("LAO", "ASEAN", "CHN", "MYS")}),
    ("hasRelationsWith", "1990-06-01", {(a, "PRK") for a in ("LAO", "ASEAN", "CHN", "MYS", "MNG")}),
    ("hasRelationsWith", "1950-01-01", {(a, "PRK") for a in ("CHN", "MNG")}),
]


def run_rules(store: ox.Store, as_of: str) -> None:
    for rule in load_rules():
        store.update(rule.update(date.fromisoformat(as_of)))


def pairs(store: ox.Store, shortcut: str) -> set[tuple[str, str]]:
    graph = ox.NamedNode(GRAPHS["facts"])
    found = store.quads_for_pattern(None, ox.NamedNode(PREFIXES["rg"] + shortcut), None, graph)
    return {(q.subject.value.rpartition("/")[2], q.object.value.rpartition("/")[2]) for q in found}


@pytest.fixture
def facts() -> ox.Store:
    """A small graph by hand, in which everything that lies in the graph of facts is accepted."""
    dated = re.sub(r"\bD(\d{4}-\d\d-\d\d)", r'"\1"^^xsd:date', FACTS)
    dated = re.sub(r"((?:soa|ev):\w+ a rg:\w+ ;)", r"\1 rg:status v:accepted ;", dated)
    store = ox.Store()
    store.update(f"INSERT DATA {{ {dated} }}", prefixes=PREFIXES)
    return store


@pytest.mark.parametrize(("shortcut", "as_of", "expected"), SHORTCUTS)
def test_a_rule_derives_its_shortcut(
    facts: ox.Store, shortcut: str, as_of: str, expected: set[tuple[str, str]]
) -> None:
    """Plans, withdrawals, signatures, other parties' relations and ended postings give no current shortcut."""
    run_rules(facts, as_of)
    found = pairs(facts, shortcut)
    if "elations" in shortcut:
        assert found == {(b, a) for a, b in found}, "relations hold in both directions"
        found = {(min(p), max(p)) for p in found}
    assert found == expected


def test_rules_can_be_run_again(facts: ox.Store) -> None:
    """A graph is taken to another as-of date by running the rules, whatever they had written before."""
    run_rules(facts, "2020-01-01")
    run_rules(facts, "2026-02-18")
    once = sorted(map(str, facts))
    run_rules(facts, "2026-02-18")
    assert sorted(map(str, facts)) == once
    assert pairs(facts, "ambassadorTo") == {("a", "PRK")}


def test_a_current_shortcut_is_also_an_ever_shortcut(facts: ox.Store) -> None:
    """The bare property is declared a subproperty of the ``ever`` one."""
    run_rules(facts, "2026-02-18")
    for now, ever in [
        ("ambassadorTo", "everAmbassadorTo"),
        ("memberOf", "everMemberOf"),
        ("partyTo", "everPartyTo"),
        ("hasRelationsWith", "everHadRelationsWith"),
    ]:
        assert pairs(facts, now) <= pairs(facts, ever)


def test_a_rule_without_its_headers_is_refused(tmp_path: Path) -> None:
    """A rule says what it writes, since two rules that write one property would undo each other."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.rq").write_text("# title: A\n# shortcut: memberOf\n", encoding="utf-8")
    (tmp_path / "rules" / "b.rq").write_text("# title: B\n# shortcut: memberOf\n", encoding="utf-8")
    (tmp_path / "rules" / "c.rq").write_text("# title: C\n", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_rules(tmp_path)
    assert [p.split("rules/", 1)[1].split(" as ")[0] for p in caught.value.problems] == [
        "b.rq:2: writes 'memberOf'",
        "c.rq:1: no '# shortcut:' line; add it",
    ]


def test_rules_give_the_shortcuts_of_the_worked_example(shared: Path) -> None:
    """The hand-made model of the seed article has the shortcuts that an analyst expects of it."""
    store = ox.Store()
    store.load(path=str(shared / "model" / "seed_model.trig"), format=ox.RdfFormat.TRIG)
    names = [rule.shortcut for rule in load_rules()]
    before = {name: pairs(store, name) for name in names}
    run_rules(store, "2026-02-18")
    assert {name: pairs(store, name) for name in names} == before
    assert before["ambassadorTo"] == {("wang-yajun", "PRK"), ("manuel-munguia", "PRK")}
    assert before["partyTo"] == {("PRK", "TAC")}
