"""The thirty questions of the model, asked of a build of the sample articles, the seed and all reference datasets.

The rows were checked against the texts and the tables before they were written here. Where an answer is long, the rows
that a specialist would look for must be there, and those must not that would be wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_questions import as_text, ask_rdflib

import relgraph
from relgraph.query import ask, conflicts, load_questions, make_terms
from relgraph.resources import articles_dir
from relgraph.store import Graph

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

Rows = list[tuple[str | None, ...]]
SMALL = ("tac-parties", "arf-participants", "asean-members")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Graph]:
    """The graph of all that there is."""
    folder = tmp_path_factory.mktemp("world") / "graph"
    relgraph.build([articles_dir(), shared / "seed"], folder, reference=["all"])
    with relgraph.open(folder) as graph:
        yield graph


def rows(graph: Graph, name: str, *columns: int, **values: str) -> Rows:
    """The answer to a question, or some columns of it."""
    found = as_text(ask(graph, name, **values))
    return [tuple(row[n] for n in columns) for row in found] if columns else found


ANSWERS: list[tuple[str, dict[str, str], tuple[int, ...], Rows]] = [
    # CQ01 to CQ09: a watcher of the DPRK
    ("ambassadors-to", {"to": "PRK"}, (0, 1), [("Andreas Bengtsson", "Sweden"), ("Manuel Modesto Munguia Martinez", "Nicaragua"), ("Wang Yajun", "China")]),
    ("occasion", {"occasion": "lunarNewYear"}, (0, 1), [("2026-02-13", "China"), ("2026-02-13", "embassy of the DPRK in Beijing")]),
    ("gifts-to", {"to": "Kim Jong Un"}, (0, 1), [("Diplomatic Corps in the DPRK", "2026-02-12"), ("Thongloun Sisoulith", "2026-02-12"), ("Bola Ahmed Adekunle Tinubu", "2026-02-13")]),
    ("timeline", {"a": "PRK", "b": "ASEAN", "until": "2012"}, (0, 2), [("2000-07", "joining"), ("2008-07-24", "accession"), ("2011-07", "appointment"), ("2011-07", "dispatch of an envoy"), ("2012-04-30", "founding")]),
    ("planned", {"of": "VNM"}, (0, 1), [("2012-08-07", "aid: Vietnam – DPRK")]),
    ("stale-envoys", {"before": "2018"}, (0, 2, 3), [("Kang Chol", "Malaysia", "2017-02-20")]),
    ("founded-body", {"by": "ASEAN"}, (), [("ASEAN Committee in the DPRK", "2012-04-30", "DPRK", "the Embassies of ASEAN member states in Pyongyang")]),
    ("unnamed-recipient", {}, (0, 1), [
        ("2024-08-29", "flower basket: Norodom Sihamoni, Norodom Monineath Sihanouk (text breaks off)"),
        ("[..2026-02-13]", "message: Choe Son Hui (text breaks off)"),
        ("[..2026-02-15]", "message: Kim Jong Un (text breaks off)"),
    ]),
    # CQ11 to CQ19: a scholar
    ("representation-level", {"sender": "PRK", "receiver": "ASEAN", "on": "2015-01-01"}, (), [("ambassador", "3", "certain", "2011-07/")]),
    ("party-on-date", {"of": "PRK", "treaty": "TAC", "on": "2010-06-30"}, (0,), [("certain",)]),
    ("party-on-date", {"of": "PRK", "treaty": "TAC", "on": "2007-01-01"}, (0,), [("nothing known",)]),
    ("multiple-accreditation", {}, (), []),
    ("post-holders", {"sender": "CHN", "receiver": "PRK"}, (0, 2, 3), [("Wang Yajun", "2026-02-12", "2026-02-13")]),
    # CQ22 to CQ27: a journalist
    ("overtaken-plans", {}, (1, 3), [("2011-07-22", "2011-07-31")]),
    ("on-day", {"day": "2012-04-30"}, (0,), [("founding: Association of Southeast Asian Nations – ASEAN Committee in the DPRK",)]),
    ("office-holder", {"person": "Bola Ahmed Adekunle Tinubu"}, (), [("President of Nigeria", "Nigeria", "2026-02-13")]),
    # and what the sources of several kinds say together
    ("envoys-on", {"to": "PRK", "on": "2026-02-12", "sender": "CHN"}, (0, 3), [("Wang Yajun", "certain")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "columns", "expected"), ANSWERS)
def test_a_question_has_its_answer(
    world: Graph, name: str, values: dict[str, str], columns: tuple[int, ...], expected: Rows
) -> None:
    """All rows, and no other."""
    assert rows(world, name, *columns, **values) == expected


AMONG: list[tuple[str, dict[str, str], tuple[int, ...], Rows, Rows]] = [
    ("contacts", {"of": "PRK", "since": "2026-02", "until": "2026-02"}, (0, 2),
     [("2026-02-12", "China"), ("2026-02-13", "China"), ("2026-02-14", "China"), ("[..2026-02-13]", "Nigeria"), ("[..2026-02-17]", "Nicaragua"), ("[..2026-02-16]", "Serbia")], []),
    ("dyads", {}, (0, 1, 2, 3), [("Cambodia", "DPRK", "flower basket", "2026")], []),
    ("memberships", {"of": "PRK"}, (0, 1, 2), [("ASEAN Regional Forum", "participant", "2000-07/"), ("United Nations", "member", None)], [("Association of Southeast Asian Nations", "member", None)]),
    ("treaties-of", {"of": "PRK"}, (), [("Treaty of Amity and Cooperation in Southeast Asia", "accession", "2008-07-24")], []),
    ("relation-phases", {"a": "PRK", "b": "MYS"}, (0, 2), [("1973-06-30", None), ("1973-06-30/2021-03-18", "established"), ("2021-03-18/", "severed")], []),
    ("reciprocity", {}, (0, 1), [("DPRK - Serbia relations", "DPRK")], []),
    ("single-source", {}, (0, 1), [("1948", "establishment of relations: DPRK – Hungary")], [("2008-07-24", "accession: DPRK – Treaty of Amity and Cooperation in Southeast Asia")]),
    ("says", {"a": "PRK", "b": "TAC"}, (0, 3), [("2022-04-29", "Korea-Asia Association"), (None, "Organization of Asia-Pacific News Agencies")], []),
    ("delegation", {"of": "PRK", "since": "2018-05", "until": "2018-05"}, (2, 3), [("vice-minister of Ministry of Foreign Affairs of the DPRK", "Secretary General of ASEAN")], []),
    ("offices", {"of": "PRK"}, (0, 1), [("Choe Son Hui", "Foreign Minister of DPRK"), ("Kang Chol", "Ambassador of DPRK to Malaysia")], [("Wang Yajun", "ambassador of China to DPRK")]),
    ("future-claims", {}, (0, 2), [("2011-07-22", "planned")], [(None, "occurred")]),
    ("missions-of", {"of": "PRK"}, (0, 1), [("embassy of the DPRK in Phnom Penh", "Cambodia"), ("embassy of the DPRK in Beijing", "China"), ("embassy of the DPRK in Algiers", "Algeria")], [("embassy of the DPRK in Malaysia", "Malaysia")]),
    ("foreign-officials", {"of": "PRK", "since": "2025-02-18"}, (0, 1), [("Thongloun Sisoulith", "Laos"), ("Manuel Modesto Munguia Martinez", "Nicaragua"), ("To Lam", "Vietnam")], [("Choe Son Hui", "DPRK")]),
    ("organs-of", {"of": "PRK"}, (), [("Korea-Asia Association",), ("embassy of the DPRK in Beijing",), ("Ministry of Foreign Affairs of the DPRK",)], [("embassy of China in Pyongyang",)]),
    ("series", {"a": "PRK", "b": "ASEAN"}, (1,), [("recurring gathering: ASEAN Committee in the DPRK, Day of the Sun",)], []),
    ("members-on", {"of": "ARF", "on": "2018-05-01"}, (0, 2), [("DPRK", "certain"), ("Sri Lanka", "certain")], []),
    ("relations-on", {"of": "PRK", "on": "2018-05-01"}, (0, 1), [("Malaysia", "established"), ("Portugal", "severed"), ("New Zealand", "established"), ("Argentina", "severed")], [("United States", "established"), ("Japan", "established"), ("ROK", "established")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "columns", "wanted", "unwanted"), AMONG)
def test_an_answer_has_what_a_specialist_looks_for(
    world: Graph, name: str, values: dict[str, str], columns: tuple[int, ...], wanted: Rows, unwanted: Rows
) -> None:
    """And nothing that would be wrong."""
    found = rows(world, name, *columns, **values)
    assert [row for row in wanted if row not in found] == []
    assert [row for row in unwanted if row in found] == []


def test_every_question_of_the_library_is_asked_here() -> None:
    """A new question gets its rows before it is shown to anybody."""
    asked = {case[0] for case in ANSWERS} | {case[0] for case in AMONG} | {"conflicts", "sources"}
    assert asked == set(load_questions())


def test_the_known_errors_of_the_datasets_are_conflicts(world: Graph) -> None:
    """They must not vanish: what one table has wrong another one contradicts."""
    found = {(c.label.partition(":")[2].partition(",")[0].strip(), c.aspect) for c in conflicts(world)}
    for pair, aspect in [
        ("DPRK – New Zealand", "date"),  # 2011 for 2001
        ("DPRK", "date"),  # Malaysia, cut 2016 for 2021: "severance of relations: DPRK, Malaysia"
        ("Fiji – DPRK", "date"),  # cut before established
        ("DPRK – Uruguay", "date"),
        ("Germany – DPRK", "type"),  # 1949 is the German Democratic Republic
        ("DPRK – Portugal", "date"),  # the break of 2017 is missing
        ("DPRK – United Kingdom", "date"),  # 12 or 13 December 2000
    ]:
        assert (pair, aspect) in found, pair


def test_the_sources_of_the_graph_are_listed(world: Graph) -> None:
    """All thirteen datasets, and the article that the project started from."""
    found = rows(world, "sources", 0, 1)
    assert sum(kind == "dataset" for _, kind in found) == 13
    assert sum(kind == "article" for _, kind in found) == 84


def test_the_accession_rests_on_articles_and_on_the_list(world: Graph) -> None:
    """One situation with two kinds of support."""
    found = world.query(
        """SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?dataset) AS ?datasets) WHERE {
             ?e a rg:Accession ; rg:party st:PRK ; rg:treaty tr:TAC ; rg:supportedBy ?c .
             GRAPH ?g { { ?c rg:inArticle ?article } UNION { ?c rg:inDataset ?dataset } } }"""
    ).rows
    [(articles, datasets)] = found
    assert (int(str(articles)) >= 4, int(str(datasets))) == (True, 1)


def test_the_states_with_relations_agree_with_the_control_totals(world: Graph, shared: Path) -> None:
    """Never more than six above and four below: one table has Russia since 1948, another the Soviet Union, and so on."""
    with (shared / "facts" / "dprk_relations_counts_by_year.csv").open(encoding="utf-8") as file:
        totals = {row["year"]: int(row["states_with_relations"]) for row in csv.DictReader(file)}
    off = {}
    for year, total in totals.items():
        with_ = {
            w
            for w, status in rows(world, "relations-on", 0, 1, of="PRK", on=f"{year}-12-31")
            if status == "established"
        }
        off[year] = len(with_) - total
    assert all(-4 <= n <= 6 for n in off.values()), off


@pytest.mark.parametrize("name", sorted(load_questions()))
def test_rdflib_gives_the_same_rows(small: tuple[Graph, object], name: str) -> None:
    """On a smaller build: rdflib is some hundred times slower."""
    graph, dataset = small
    question = load_questions()[name]
    bound = question.bind(make_terms(graph, question, question.example))
    assert ask_rdflib(dataset, bound) == as_text(graph.query(bound))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[tuple[Graph, object]]:
    """The seed and the small datasets, in both engines."""
    folder = tmp_path_factory.mktemp("small") / "graph"
    relgraph.build([shared / "seed"], folder, reference=list(SMALL))
    with relgraph.open(folder) as graph:
        yield graph, graph.to_rdflib()
