"""The question library: its files, the words of an asker as terms, and the rows on two engines."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from make import make_graph

from relgraph.errors import OntologyError, QueryError
from relgraph.iris import BASE, GRAPHS, PREFIXES
from relgraph.query import answer, ask, load_questions, make_term, make_terms
from relgraph.store import Graph, Result, open_graph

# rdflib's own parser and query method use what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

WORLD = f"""
@prefix g: <{BASE}graph/> . @prefix rg: <{BASE}ns#> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
@prefix skos: <{PREFIXES["skos"]}> . @prefix id: <{BASE}id/> . @prefix v: <{BASE}vocab/> .
g:entities {{
  <{BASE}id/state/PRK> a rg:State, rg:Actor ; rdfs:label "DPRK"@en ; skos:altLabel "North Korea"@en ; rg:iso3 "PRK" .
  <{BASE}id/state/KOR> a rg:State, rg:Actor ; rdfs:label "Republic of Korea"@en ; skos:altLabel "Korea"@en .
  <{BASE}id/org/ASEAN> a rg:Organization, rg:Actor ; rdfs:label "ASEAN"@en .
  <{BASE}id/org/KOREA-SOCIETY> a rg:Organization, rg:Actor ; rdfs:label "Korea"@en .
  <{BASE}id/treaty/TAC> a rg:Treaty ; rdfs:label "Treaty of Amity"@en .
}}
g:vocab {{ v:lunarNewYear a skos:Concept ; skos:prefLabel "lunar New Year"@en . }}
"""


def open_trig(text: str, folder: Path) -> Graph:
    """A graph from a text in TriG."""
    path = folder / "graph.trig"
    path.write_text(text, encoding="utf-8")
    return open_graph(path)


def ask_rdflib(dataset: rdflib.Dataset, sparql: str) -> list[tuple[str | None, ...]]:
    """The rows that rdflib gives, as text."""
    found = dataset.query(sparql, initNs=PREFIXES)
    return [tuple(None if cell is None else str(cell) for cell in row) for row in found]  # type: ignore[union-attr]


def as_text(result: Result) -> list[tuple[str | None, ...]]:
    """The rows of a result as text."""
    return [tuple(None if cell is None else str(cell) for cell in row) for row in result.rows]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Four actors, a treaty and a concept."""
    return open_trig(WORLD, tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The hand-made world of tests/make.py as a graph on disk."""
    return open_graph(make_graph(tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The hand-made model of the seed article, with the bodies of ASEAN told to belong to it."""
    path = shared / "model" / "seed_model.trig"
    belongs = " . ".join(
        f"<{BASE}id/{body}> <{BASE}ns#organOf> <{BASE}id/org/ASEAN>" for body in ("org/ARF", "treaty/TAC")
    )
    text = f"{path.read_text(encoding='utf-8')}\n<{GRAPHS['entities']}> {{ {belongs} . }}"
    return open_trig(text, tmp_path_factory.mktemp("seed"))


# ── the library ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_library_has_thirty_questions_that_say_what_they_ask() -> None:
    """A question that nobody can read from a list is a question that nobody asks."""
    library = load_questions()
    assert len(library) >= 30
    assert list(library) == sorted(library)
    for question in library.values():
        assert question.question.endswith("?"), question.name
        assert all(p.default is not None or p.name in question.example for p in question.parameters), question.name


def test_no_question_uses_the_construction_that_kills_engines() -> None:
    """A correlated NOT EXISTS over a large graph ran past every limit on every engine that was measured."""
    for question in load_questions().values():
        assert not re.search(r"\bEXISTS\b", question.sparql, re.IGNORECASE), question.name
        assert not re.search(r"\b(SERVICE|FROM)\b", question.sparql), question.name


def test_the_rows_of_every_question_come_in_one_order() -> None:
    """All columns stand in the ORDER BY, so that rows which tie are equal rows."""
    for question in load_questions().values():
        if question.name == "party-on-date":  # one row, always
            continue
        ordered = question.sparql.rpartition("ORDER BY")[2].split()
        assert {f"?{c}" for c in question.columns} <= set(ordered), question.name


GOOD = """# title: T
# question: Q?
# parameter: of state - the state
# columns: who
# audience: all

SELECT ?who WHERE { ?who rg:onBehalfOf $of }
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: T\n", "", "no '# title: ...'"),
        ("# title:", "# titel:", "unknown key 'titel'. Did you mean title?"),
        ("# title: T\n", "# title: T\n# title: U\n", "'title' stands twice"),
        ("of state - the state", "of state", "needs 'name kind default description'"),
        ("of state -", "of sate -", "unknown kind 'sate'. Did you mean state?"),
        ("of state -", "class state -", "cannot be a parameter's name"),
        ("$of", "$off", "$off is not declared"),
        ("$of }", "?x }", "declared but $of is not used"),
        ("$of }", "$of . ?who a ?of }", "is also written ?of"),
        ("columns: who", "columns: whom", "declared as whom but selected as who"),
        ("SELECT ?who", "SELECT ?who FROM <http://example.org/>", "FROM is refused"),
        ("SELECT ?who", "CONSTRUCT { ?who a rg:State }", "only SELECT"),
        ("$of }", "$of", "SPARQL:"),
        ("# audience: all", "# audience: all\n# example: to=PRK", "the example gives 'to'"),
        ("# title: T\n", "# title: T\n# and a remark\n", "not of the form"),
        ("onBehalfOf $of", 'onBehalfOf "$of"', "$of is not used"),
    ],
)
def test_a_wrong_header_is_an_error_that_names_file_and_cure(tmp_path: Path, old: str, new: str, message: str) -> None:
    """The table of wrong files is the specification of the header."""
    assert old in GOOD
    (tmp_path / "q.rq").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=re.escape(message)) as caught:
        load_questions(tmp_path)
    assert all(problem.startswith("questions/q.rq") for problem in caught.value.problems)


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """One run is to show all that is wrong."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.rq").write_text(GOOD.replace("# title: T\n", "").replace("?who W", "?wo W"), "utf-8")
    (tmp_path / "Bad Name.rq").write_text(GOOD, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_questions(tmp_path)
    assert len(caught.value.problems) == 3


def test_an_empty_folder_is_no_library(tmp_path: Path) -> None:
    """A mistyped folder must not look like a library without questions."""
    with pytest.raises(OntologyError, match=r"no \*\.rq file"):
        load_questions(tmp_path)


# ── the asker's words ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "value", "iri"),
    [
        ("state", "PRK", "id/state/PRK"),
        ("state", "DPRK", "id/state/PRK"),
        ("state", "North Korea", "id/state/PRK"),
        ("state", "north korea", "id/state/PRK"),
        ("state", "state/PRK", "id/state/PRK"),
        ("state", "st:PRK", "id/state/PRK"),
        ("state", BASE + "id/state/PRK", "id/state/PRK"),
        ("state", "Korea", "id/state/KOR"),
        ("org", "org/ASEAN", "id/org/ASEAN"),
        ("actor", " ASEAN ", "id/org/ASEAN"),
        ("treaty", "Treaty of Amity", "id/treaty/TAC"),
        ("thing", "TAC", "id/treaty/TAC"),
        ("concept", "lunarNewYear", "vocab/lunarNewYear"),
        ("concept", "Lunar New Year", "vocab/lunarNewYear"),
    ],
)
def test_a_thing_is_found_by_code_id_and_name(world: Graph, kind: str, value: str, iri: str) -> None:
    """An analyst knows a state by any of these."""
    assert make_term(world, value, kind=kind) == ox.NamedNode(BASE + iri)


def test_an_ambiguous_name_is_not_guessed(world: Graph) -> None:
    """Two Koreas: the message gives the ids to choose from."""
    with pytest.raises(QueryError, match=r"'Korea' can be org/KOREA-SOCIETY, state/KOR"):
        make_term(world, "Korea", kind="actor")


def test_an_unknown_name_gets_the_nearest_one(world: Graph) -> None:
    """A typing error is the usual cause."""
    with pytest.raises(QueryError, match=r"no state 'Noth Korea'\. Did you mean North Korea\?"):
        make_term(world, "Noth Korea", kind="state")


def test_a_thing_of_another_kind_is_not_taken(world: Graph) -> None:
    """ASEAN is no state, and a question about states would answer nothing without a word."""
    with pytest.raises(QueryError, match="no state 'ASEAN'"):
        make_term(world, "ASEAN", kind="state")


@pytest.mark.parametrize(
    ("kind", "value", "day"),
    [
        ("date", "2018", "2018-01-01"),
        ("end-date", "2018", "2018-12-31"),
        ("end-date", "2012-02", "2012-02-29"),
        ("date", date(2018, 5, 3), "2018-05-03"),
    ],
)
def test_a_year_as_a_date_is_its_first_or_last_day(world: Graph, kind: str, value: Any, day: str) -> None:
    """The year 2018 until 2018 is the whole of that year."""
    assert make_term(world, value, kind=kind) == ox.Literal(day, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "2018-02-30"),
        ("date", "May 2018"),
        ("date", "0000"),
        ("date", '2018"^^xsd:date . }'),
        ("integer", "1 } #"),
        ("integer", "1.5"),
        ("year", "12018"),
        ("year", "２０１８"),
        ("state", ""),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(world: Graph, kind: str, value: str) -> None:
    """Only what was checked goes into a query."""
    with pytest.raises(QueryError):
        make_term(world, value, kind=kind)


ATTACKS = [
    "PRK> . ?s ?p ?o . <x",
    "st:PRK> ?p ?o } #",
    "https://w3id.org/relgraph/id/state/PRK> } ; DROP ALL ; #",
    'PRK" } UNION { ?s ?p "',
    "'''\n} INSERT DATA { <a> <b> <c> } #",
    "\\u003E } #",
    "$of ?of",
    "*",
    "rg:State",
    "PRK\x00",
]


@pytest.mark.parametrize("value", ATTACKS)
@pytest.mark.parametrize("kind", ["state", "actor", "thing", "concept"])
def test_a_value_cannot_break_out_of_its_term(world: Graph, kind: str, value: str) -> None:
    """What names nothing is refused, whatever it contains."""
    with pytest.raises(QueryError):
        make_term(world, value, kind=kind)


@pytest.mark.parametrize("value", [*ATTACKS, "a\nb", "\\", '"', "é\u2028"])
def test_a_text_comes_back_as_it_was(world: Graph, value: str) -> None:
    """Any text may stand in a string, and means only itself."""
    term = make_term(world, value, kind="string")
    found = world.query("SELECT ?t (STRLEN(?t) AS ?n) WHERE { VALUES ?t { $text } }", bindings={"text": term})
    assert found.rows == [(value, len(value))]


def test_a_bound_term_is_not_read_for_parameters_again(tmp_path: Path, world: Graph) -> None:
    """The text "$of" given for one parameter is not the parameter $of."""
    text = GOOD.replace("# columns", "# parameter: say string - a text\n# columns").replace("$of }", "$of, $say }")
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    question = load_questions(tmp_path)["q"]
    bound = question.bind(make_terms(world, question, {"of": "PRK", "say": "$of"}))
    assert bound.count("state/PRK") == 1
    assert '"$of"' in bound


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("timelin", {}, "no question 'timelin'. Did you mean timeline?"),
        ("timeline", {"a": "PRK"}, "timeline: 'b' is missing"),
        ("timeline", {"a": "PRK", "c": "PRK"}, "timeline: no parameter 'c'."),
        ("timeline", {"a": "PRK", "b": "ASEA"}, "timeline: b: the graph has no actor 'ASEA'. Did you mean ASEAN?"),
        ("timeline", {"a": "PRK", "b": "*"}, "timeline: b: the graph has no actor '*'."),
    ],
)
def test_a_wrong_question_says_what_was_meant(world: Graph, name: str, values: dict[str, str], message: str) -> None:
    """The message alone must be enough to ask again."""
    with pytest.raises(QueryError, match=re.escape(message)):
        ask(world, name, **values)


# ── the answers ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def datasets(seed: Graph, made: Graph) -> dict[str, rdflib.Dataset]:
    """The graphs in rdflib."""
    return {"seed": seed.to_rdflib(), "made": made.to_rdflib()}


MADE = {
    "delegation": {"of": "PRK"},
    "foreign-officials": {"of": "PRK"},
    "founded-body": {"by": "ASEAN"},
    "occasion": {"occasion": "ambassador"},
    "office-holder": {"person": "Pak Un Chol"},
    "on-day": {"day": "2024-04-29"},
    "post-holders": {"sender": "CHN", "receiver": "PRK"},
    "stale-envoys": {"before": "2025"},
    "timeline": {"a": "PRK", "b": "LAO"},
}
"""Values that say something about the hand-made world, where those of the example do not."""


@pytest.mark.parametrize("name", sorted(load_questions()))
@pytest.mark.parametrize("graph", ["seed", "made"])
def test_both_engines_give_the_same_rows(
    request: pytest.FixtureRequest, datasets: dict[str, rdflib.Dataset], graph: str, name: str
) -> None:
    """A question that depends on the engine is a wrong question."""
    question = load_questions()[name]
    opened: Graph = request.getfixturevalue(graph)
    values = MADE.get(name, question.example) if graph == "made" else question.example
    found = answer(opened, question, values)
    assert found.columns == question.columns
    assert as_text(found) == ask_rdflib(datasets[graph], question.bind(make_terms(opened, question, values)))


COUNTS = {
    "ambassadors-to": 2,
    "conflicts": 3,
    "delegation": 2,
    "foreign-officials": 8,
    "founded-body": 1,
    "future-claims": 2,
    "memberships": 1,
    "missions-of": 2,
    "multiple-accreditation": 0,
    "occasion": 2,
    "on-day": 1,
    "organs-of": 6,
    "overtaken-plans": 1,
    "planned": 1,
    "post-holders": 1,
    "reciprocity": 9,
    "says": 1,
    "series": 2,
    "single-source": 21,
    "timeline": 8,
    "treaties-of": 1,
    "unnamed-recipient": 2,
}
"""Rows that the hand-made model gives, as its own answers say."""


@pytest.mark.parametrize(("name", "count"), sorted(COUNTS.items()))
def test_the_seed_gives_the_rows_that_the_model_promises(seed: Graph, name: str, count: int) -> None:
    """The model's answers are the acceptance test of the questions."""
    question = load_questions()[name]
    assert len(answer(seed, question, question.example).rows) == count


def test_the_timeline_is_the_history_of_the_two(seed: Graph) -> None:
    """The question of the demo: joining, accession, dispatch, founding, visit, talks, meeting, each with its words."""
    rows = as_text(ask(seed, "timeline", a="North Korea", b="ASEAN"))
    assert [(row[0], row[2]) for row in rows] == [
        ("2000-07-27", "joining"),
        ("2008-07-24", "accession"),
        ("2011-07", "dispatch"),
        ("2012-04-30", "founding"),
        ("2018-05", "visit"),
        ("2018-05", "meeting"),
        ("2018-05", "talks"),
        ("2022-04-29", "public statement"),
    ]
    assert all(row[4] and row[6] for row in rows)
    assert rows == as_text(ask(seed, "timeline", a="ASEAN", b="PRK"))
    assert [row[0] for row in ask(seed, "timeline", a="ASEAN", b="PRK", since="2012", until="2012").rows] == [
        "2012-04-30"
    ]


@pytest.mark.parametrize(
    ("name", "values", "row"),
    [
        ("representation-level", {"on": "2015-01-01"}, ("ambassador", "3", "certain", "2011-07/")),
        ("party-on-date", {"on": "2010-06-30"}, ("certain", "2")),
        ("party-on-date", {"on": "2023-01-01"}, ("possible", "2")),
        ("party-on-date", {"on": "2007-01-01"}, ("nothing known", "0")),
        ("stale-envoys", {"before": "2026-02-13"}, ("Wang Yajun", "China", "DPRK", "2026-02-12")),
        ("office-holder", {"person": "Duro Macut"}, ("prime minister of Serbia", "Serbia", "2026-02-16")),
    ],
)
def test_one_row_answers_are_right(seed: Graph, name: str, values: dict[str, str], row: tuple[str, ...]) -> None:
    """What is certain, possible and unknown on a day stays apart."""
    question = load_questions()[name]
    assert as_text(answer(seed, question, {**question.example, **values})) == [row]


def test_contacts_in_a_month(seed: Graph) -> None:
    """Nine contacts with six partners in February 2026."""
    rows = ask(seed, "contacts", of="PRK", since="2026-02", until="2026-02").rows
    assert len(rows) == 9
    assert sorted({row[2] for row in rows}) == ["Cambodia", "China", "Laos", "Nicaragua", "Nigeria", "Serbia"]


def test_the_made_world_answers(made: Graph) -> None:
    """The shape that relgraph itself writes is the shape that the questions ask."""
    assert as_text(ask(made, "timeline", a="PRK", b="LAO")) == [
        (
            "2024-04-29",
            "DPRK foreign ministry delegation visits Laos",
            "visit",
            "1",
            "KCNA",
            "2024-05-03",
            "A delegation of the Ministry of Foreign Affairs led by Vice Minister Pak Un Chol visited Laos on "
            "April 29.",
        ),
        (
            "2024-04-30",
            "DPRK and Laos hold talks",
            "talks",
            "1",
            "KCNA",
            "2024-05-03",
            "It held talks with Saleumxay Kommasith in Vientiane on April 30.",
        ),
    ]
    assert [row[:3] for row in as_text(ask(made, "relation-phases", a="PRK", b="MYS"))] == [
        ("1973-06-30", "Malaysia and the DPRK establish relations", None),
        ("1973-06-30/2021-03-19", "relations of Malaysia and the DPRK: established", "established"),
        ("2021-03-19", "DPRK severs relations with Malaysia", None),
        ("2021-03-19/", "relations of Malaysia and the DPRK: severed", "severed"),
    ]
    assert [row[0] for row in ask(made, "ambassadors-to", to="DPRK").rows] == ["Wang Yajun"]
    assert [row[1] for row in ask(made, "planned").rows] == ["To Lam is to visit the DPRK"]
    assert [row[1] for row in ask(made, "planned", of="Viet Nam").rows] == ["To Lam is to visit the DPRK"]
    assert ask(made, "planned", of="Laos").rows == []
    assert [row[1] for row in ask(made, "unnamed-recipient").rows] == [
        "Norodom Sihamoni sends a message (recipient cut off)"
    ]
    assert len(ask(made, "conflicts").rows) == 1
    assert ask(made, "party-on-date", of="PRK", treaty="TAC", on="2010").rows == [("certain", 2)]
    assert [row[1] for row in ask(made, "series", a="PRK", b="ASEAN").rows] == [
        "yearly friendship gathering of the Korea-Asia Association with ASEAN"
    ]


def test_a_denied_or_planned_event_is_in_no_history(made: Graph) -> None:
    """A closing that the ministry denied and a visit to come are not things that happened."""
    assert ask(made, "timeline", a="PRK", b="UGA").rows == []
    assert ask(made, "timeline", a="PRK", b="VNM").rows == []
    assert ask(made, "contacts", of="VNM").rows == []
