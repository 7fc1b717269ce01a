"""The network of a graph: its edges, its measures, its files."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest
from make import (
    ASEAN,
    CHN,
    KCNA,
    LAO,
    MYS,
    PRK,
    day,
    make_article,
    make_claim,
    make_graph,
    make_reading,
    make_situation,
)

from relgraph.errors import QueryError, RelgraphError
from relgraph.iris import BASE
from relgraph.network import FORMATS, build_network, measures, pagerank, write_network
from relgraph.ontology import load_ontology
from relgraph.records import Actor, Situation
from relgraph.store import Graph, open_graph, write_graph
from relgraph.triples import quads


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The hand-made world of tests/make.py."""
    return open_graph(make_graph(tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def network(made: Graph) -> nx.MultiDiGraph:
    """Its network of states and organisations."""
    return build_network(made)


def build_one(folder: Path, type: str, roles: list[tuple[str, Actor]], **more: Any) -> nx.MultiDiGraph:
    """The network of a graph that has one situation of that type and with those roles."""
    article = make_article("one", "It was reported.", "2024-05-02", title="One")
    claim = make_claim(article, type, "It was reported.", roles, day("2024-05-01"))
    situation = make_situation("event/one", type, "one", roles, day("2024-05-01"), claims=[claim])
    return build_from(folder, article, claim, situation, **more)


def build_from(folder: Path, article: Any, claim: Any, situation: Situation, **more: Any) -> nx.MultiDiGraph:
    """The network of one reading and one situation."""
    resolution = SimpleNamespace(situations=(situation,), conflicts=(), actors=(), identities=(), candidates=())
    write_graph(folder / "graph", quads([make_reading(article, claim)], resolution, load_ontology()))
    with open_graph(folder / "graph") as graph:
        return build_network(graph, **more)


def lines(network: nx.MultiDiGraph) -> list[str]:
    """The edges as ``PRK>LAO Visit``, with ``-`` between equals."""
    return sorted(
        f"{u.partition('/')[2]}{'-' if edge['symmetric'] else '>'}{v.partition('/')[2]} {edge['type']}"
        for u, v, edge in network.edges(data=True)
    )


# ── edges ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_relation_of_the_made_world_is_an_edge(network: nx.MultiDiGraph) -> None:
    """Acts run from source to target, equals are joined, memberships and treaties count, tenures do not."""
    assert lines(network) == [
        "CHN>PRK Gift",
        "CHN>PRK Posting",
        "LAO-PRK Talks",
        "MYS-PRK EstablishmentOfRelations",
        "MYS-PRK RelationPhase",
        "MYS-PRK RelationPhase",
        "PRK>ARF Joining",
        "PRK>ARF Membership",
        "PRK>ASEAN EventSeries",
        "PRK>CHN Message",
        "PRK>LAO Visit",
        "PRK>MYS MissionOpening",
        "PRK>MYS SeveranceOfRelations",
        "PRK>TAC Accession",
        "PRK>TAC TreatyParticipation",
    ]


def test_an_edge_carries_its_date_and_its_evidence(network: nx.MultiDiGraph) -> None:
    """Whoever clicks on a line wants the words, the article and where in it they stand."""
    edge = network.edges["state/PRK", "state/LAO", "event/visit-PRK-LAO-2024-04-29"]
    evidence = edge["evidence"][0]
    assert {k: edge[k] for k in ("code", "kind", "edtf", "start", "end", "status", "factuality", "sources")} == {
        "code": "visit",
        "kind": "event",
        "edtf": "2024-04-29",
        "start": "2024-04-29",
        "end": "2024-04-29",
        "status": "accepted",
        "factuality": "occurred",
        "sources": 1,
    }
    assert evidence["quote"].startswith("A delegation of the Ministry")
    assert (evidence["article"], evidence["title"], evidence["publisher"], evidence["published"]) == (
        "made-visit",
        "Delegation returns",
        "KCNA",
        "2024-05-03",
    )
    assert evidence["url"] == "https://example.org/news/visit"
    assert evidence["claimant"] == "KCNA"
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])
    assert edge["tone"] is not None


def test_a_claim_that_contradicts_stands_with_the_evidence(network: nx.MultiDiGraph) -> None:
    """The accession that another paper calls a signature shows both, and which is which."""
    edge = network.edges["state/PRK", "treaty/TAC", "event/accession-PRK-TAC"]
    assert [e["stance"] for e in edge["evidence"]] == ["supports", "disputes"]


def test_nodes_say_what_they_are(network: nx.MultiDiGraph) -> None:
    """A picture draws a state, an organisation and a treaty in different shapes."""
    assert network.nodes["state/PRK"] == {"label": "DPRK", "type": "State", "code": "PRK"}
    assert network.nodes["org/ARF"]["type"] == "Forum"
    assert network.nodes["treaty/TAC"]["type"] == "Treaty"


def test_the_unconfirmed_is_left_out_unless_asked_for(made: Graph, network: nx.MultiDiGraph) -> None:
    """A planned visit is not a visit, and a denied closing is no closing."""
    assert not network.has_node("state/VNM")
    assert not network.has_node("state/UGA")
    both = build_network(made, include_unconfirmed=True)
    assert both.number_of_edges() == network.number_of_edges() + 2
    plan = both.edges["state/VNM", "state/PRK", "event/visit-VNM-PRK-2024-10"]
    denial = both.edges["state/PRK", "state/UGA", "event/embassy-closed-PRK-UGA"]
    assert (plan["status"], plan["factuality"]) == ("scheduled", "planned")
    assert (denial["status"], denial["factuality"]) == ("rejected", "denied")


def test_persons_and_missions_stand_for_themselves_when_asked(made: Graph) -> None:
    """Who wrote to whom is lost when all are states."""
    actors = build_network(made, level="actor")
    assert actors.has_edge("person/choe-son-hui", "person/wang-yi")
    assert actors.nodes["person/choe-son-hui"]["type"] == "Person"
    with pytest.raises(QueryError, match="no level 'person'"):
        build_network(made, level="person")  # type: ignore[arg-type]


def test_a_period_keeps_what_can_have_happened_in_it(made: Graph) -> None:
    """Relations that go on are part of every later year; an event is not."""
    assert lines(build_network(made, since="2023", until="2023")) == [
        "MYS-PRK RelationPhase",
        "PRK>ARF Membership",
        "PRK>TAC TreatyParticipation",
    ]
    assert "PRK>LAO Visit" in lines(build_network(made, since=date(2024, 4, 29), until="2024-04-29"))
    assert "PRK>LAO Visit" not in lines(build_network(made, since="2024-04-30"))
    with pytest.raises(QueryError, match="network: since: 'soon' is no date"):
        build_network(made, since="soon")


@pytest.mark.parametrize("name", ["LAO", "state/LAO", "Laos", BASE + "id/state/LAO"])
def test_chosen_actors_keep_what_touches_them(made: Graph, name: str) -> None:
    """An ego network, by whatever name the actor is known."""
    assert lines(build_network(made, actors=[name])) == ["LAO-PRK Talks", "PRK>LAO Visit"]


def test_an_unknown_actor_is_an_error(made: Graph) -> None:
    """An empty picture would be taken for an answer."""
    with pytest.raises(QueryError, match=r"no actor 'Laoss'\. Did you mean Laos\?"):
        build_network(made, actors=["Laoss"])


def test_a_single_actor_needs_no_list(made: Graph) -> None:
    """A text is iterable too, and "PRK" is not three actors."""
    assert lines(build_network(made, actors="LAO")) == lines(build_network(made, actors=["LAO"])) != []


def test_a_path_is_no_graph(tmp_path: Path) -> None:
    """The usual slip in a notebook, answered with what to write."""
    with pytest.raises(TypeError, match=r"open it first: build_network\(relgraph\.open\('demo/graph'\)\)"):
        build_network("demo/graph")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Path is no graph"):
        build_network(tmp_path)  # type: ignore[arg-type]


def test_a_period_that_ends_before_it_begins_is_an_error(made: Graph) -> None:
    """An empty network would say that nothing happened."""
    with pytest.raises(QueryError, match="since 2020 is later than until 2018"):
        build_network(made, since=2020, until="2018")
    build_network(made, since="2018-06", until="2018")


def test_a_chosen_actor_without_relations_is_still_there(made: Graph) -> None:
    """That nothing is known is an answer about somebody."""
    alone = build_network(made, actors=["UGA"])
    assert list(alone) == ["state/UGA"]
    assert alone.number_of_edges() == 0


def test_one_who_talks_with_two_makes_no_pair_of_the_two(tmp_path: Path) -> None:
    """The DPRK met China and Laos: nothing is said of China and Laos."""
    roles = [("actor", PRK), ("recipient", CHN), ("recipient", LAO)]
    assert lines(build_one(tmp_path, "Talks", roles)) == ["CHN-PRK Talks", "LAO-PRK Talks"]


def test_equals_of_one_side_are_all_paired(tmp_path: Path) -> None:
    """Three that meet are three pairs."""
    roles = [("actor", PRK), ("actor", CHN), ("actor", LAO)]
    assert lines(build_one(tmp_path, "Talks", roles)) == ["CHN-LAO Talks", "CHN-PRK Talks", "LAO-PRK Talks"]


def test_a_conference_is_a_node_that_all_are_tied_to(tmp_path: Path) -> None:
    """Each with each of thirty would be four hundred lines that say nothing."""
    states = [Actor(id=f"state/Q{n:02}", type="State", label=f"State {n}") for n in range(30)]
    found = build_one(tmp_path, "Talks", [("actor", state) for state in states])
    assert found.number_of_edges() == 30
    assert found.nodes["event/one"] == {"label": "one", "type": "Talks", "code": ""}
    assert {v for _, v in found.edges()} == {"event/one"}


def test_what_stays_within_one_state_is_no_relation(tmp_path: Path) -> None:
    """A ministry that greets its own leader is no line from a state to itself."""
    leader = Actor(id="person/kim", type="Person", label="Kim", on_behalf_of=("state/PRK",))
    roles = [("actor", KCNA), ("recipient", leader)]
    assert lines(build_one(tmp_path / "a", "Message", roles)) == []
    assert lines(build_one(tmp_path / "b", "Message", roles, level="actor")) == ["KCNA>kim Message"]


def test_a_body_founded_at_a_receiver_is_towards_both(tmp_path: Path) -> None:
    """ASEAN founds its committee in the DPRK: a line to the body, and one to the state that receives it."""
    body = Actor(
        id="org/asean-committee-PRK", type="MissionGroup", label="ASEAN Committee", on_behalf_of=("org/ASEAN",)
    )
    found = build_one(tmp_path, "Founding", [("actor", ASEAN), ("organization", body)])
    assert lines(found) == ["ASEAN>PRK Founding", "ASEAN>asean-committee-PRK Founding"]


def test_parallel_relations_all_stay(tmp_path: Path) -> None:
    """Between two actors there are often dozens; a table of pairs would keep one."""
    chooser = random.Random(7)
    actors = [PRK, CHN, LAO, MYS]
    article = make_article("one", "It was reported.", "2024-05-02", title="One")
    claims, situations = [], []
    for n in range(200):
        roles = [("actor", a) for a in chooser.sample(actors, 1)]
        roles.append(("recipient", chooser.choice([a for a in actors if a is not roles[0][1]])))
        claim = make_claim(article, "Visit", "It was reported.", roles, day("2024-05-01"), number=n)
        claims.append(claim)
        situations.append(make_situation(f"event/e{n}", "Visit", "v", roles, day("2024-05-01"), claims=[claim]))
    resolution = SimpleNamespace(situations=tuple(situations), conflicts=(), actors=(), identities=(), candidates=())
    write_graph(tmp_path / "graph", quads([make_reading(article, *claims)], resolution, load_ontology()))
    with open_graph(tmp_path / "graph") as graph:
        assert build_network(graph).number_of_edges() == 200


def test_the_same_graph_gives_the_same_network(made: Graph) -> None:
    """Also the order of nodes and edges, which every file and picture follows."""
    first, second = build_network(made), build_network(made)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


# ── measures ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_measures_count_partners_and_relations(network: nx.MultiDiGraph) -> None:
    """The DPRK is in all of it; Laos is visited and talked with."""
    rows = {row.actor: row for row in measures(network)}
    assert (rows["state/PRK"].degree, rows["state/PRK"].weighted_degree) == (6, 15)
    laos = rows["state/LAO"]
    assert (laos.degree, laos.weighted_degree, laos.outgoing, laos.incoming) == (1, 2, 1, 2)
    assert (laos.first, laos.last) == ("2024-04-29", "2024-04-30")
    assert laos.reciprocity == 1.0
    assert rows["treaty/TAC"].reciprocity == 0.0
    assert rows["state/PRK"].betweenness == 1.0
    assert sum(row.pagerank for row in rows.values()) == pytest.approx(1, abs=1e-4)


def test_measures_of_nothing_are_no_rows() -> None:
    """An empty period is no error."""
    assert measures(nx.MultiDiGraph()) == []
    assert pagerank({}) == {}


def test_pagerank_is_that_of_the_book() -> None:
    """Three pages, worked by hand: a links to b and c, b to c, c to a; c has most, then a, then b."""
    rank = pagerank({"a": {"b": 1, "c": 1}, "b": {"c": 1}, "c": {"a": 1}})
    for actor, others in {
        "a": rank["c"],
        "b": rank["a"] / 2,
        "c": rank["a"] / 2 + rank["b"],
    }.items():
        assert rank[actor] == pytest.approx(0.05 + 0.85 * others, abs=1e-9)
    assert sum(rank.values()) == pytest.approx(1)


def test_pagerank_passes_on_the_weight_of_dead_ends() -> None:
    """Who turns to nobody must not make weight vanish."""
    assert sum(pagerank({"a": {"b": 3}, "b": {}}).values()) == pytest.approx(1)


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────

NASTY = '=HYPERLINK("http://evil.example") <script>&"\x00\x0b\ud800 Đ \u2028'


@pytest.fixture
def nasty() -> nx.MultiDiGraph:
    """A network whose texts are hostile and whose values are of every kind."""
    network = nx.MultiDiGraph()
    network.add_node("a", label=NASTY, type="State", code="")
    network.add_node("b", label="+1", type="State", code="B")
    evidence = [{"quote": NASTY, "article": "x", "title": None, "url": "javascript:alert(1)", "published": None}]
    values = {
        "situation": "event/1",
        "label": "@x",
        "edtf": None,
        "start": "2020-01-01",
        "end": None,
        "tone": -4.0,
        "symmetric": False,
        "sources": 2,
        "kind": "event",
        "type": "Visit",
        "code": "visit",
        "status": "accepted",
        "factuality": "occurred",
    }
    network.add_edge("a", "b", key="event/1", evidence=evidence, **values)
    network.add_edge("a", "b", key="event/2", evidence=[], **{**values, "situation": "event/2", "start": None})
    return network


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_files_are_written_whole_and_always_alike(tmp_path: Path, network: nx.MultiDiGraph, format: str) -> None:
    """No date of today in them, and nothing beside them when done."""
    first = write_network(network, tmp_path / f"a.{format}").read_bytes()
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(network.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert write_network(shuffled, tmp_path / "b", format).read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a.{format}", "b"]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_xml_files_can_be_read_again(tmp_path: Path, nasty: nx.MultiDiGraph, format: str) -> None:
    """None, lists, control characters and half characters all break a naive export."""
    path = write_network(nasty, tmp_path / f"n.{format}")
    back = nx.read_graphml(path) if format == "graphml" else nx.read_gexf(path, version="1.2draft")
    assert back.number_of_edges() == 2
    assert "<script>" in back.nodes["a"]["label"]
    assert "<script>" not in path.read_text(encoding="utf-8")


def test_json_gives_back_all_there_was(tmp_path: Path, network: nx.MultiDiGraph) -> None:
    """The one format without loss."""
    tree = json.loads(write_network(network, tmp_path / "n.json").read_text(encoding="utf-8"))
    back = nx.node_link_graph(tree, edges="edges")
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert sorted(map(str, back.edges(keys=True, data=True))) == sorted(
        str((u, v, k, dict(sorted(d.items())))) for u, v, k, d in _sorted_evidence(network).edges(keys=True, data=True)
    )


def _sorted_evidence(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    copy = nx.MultiDiGraph()
    for u, v, key, values in network.edges(keys=True, data=True):
        evidence = [dict(sorted(e.items())) for e in values["evidence"]]
        copy.add_edge(u, v, key=key, **{**values, "evidence": evidence})
    return copy


def test_no_spreadsheet_runs_a_cell(tmp_path: Path, nasty: nx.MultiDiGraph) -> None:
    """Quotes are written by strangers, and "=" begins a program; a negative tone is our own number."""
    text = write_network(nasty, tmp_path / "n.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 2
    for row in rows:
        assert row["source_label"].startswith("'=")
        assert row["target_label"] == "'+1"
        assert row["label"] == "'@x"
        assert row["tone"] == "-4.0"


def test_half_a_character_does_not_break_json(tmp_path: Path, nasty: nx.MultiDiGraph) -> None:
    """Broken JSON lines leave lone surrogates, which no file in UTF-8 can hold."""
    assert len(json.loads(write_network(nasty, tmp_path / "n.json").read_text(encoding="utf-8"))["edges"]) == 2


def test_an_unknown_format_is_refused(tmp_path: Path, network: nx.MultiDiGraph) -> None:
    """The message names the valid ones, and no file is left."""
    with pytest.raises(RelgraphError, match=r"no network format 'gefx'\. Did you mean gexf\?"):
        write_network(network, tmp_path / "n.gefx")
    assert list(tmp_path.iterdir()) == []
