"""The world as of a day: what stays, what goes, and which shortcuts hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import Phase, find, given, settings
from made_states import MadeState, days, had_begun, make_store, open_world, situation, worlds
from make import make_graph

import relgraph
from relgraph.cli import main
from relgraph.dates import make_when
from relgraph.errors import OntologyError, QueryError
from relgraph.iris import GRAPHS, PREFIXES
from relgraph.network import build_network, write_network
from relgraph.query import ask
from relgraph.resources import ontology_dir
from relgraph.store import Graph, open_graph
from relgraph.store.writing import apply_rules

RULES = ontology_dir() / "rules"
BARE = ("ambassadorTo", "hasRelationsWith", "memberOf", "partyTo")
SHORTCUTS = (
    *BARE,
    "everAmbassadorTo",
    "everEnvoyOf",
    "everHadRelationsWith",
    "everMemberOf",
    "everPartyTo",
    "signatoryTo",
)
few = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made world of tests/make.py on disk."""
    return make_graph(tmp_path_factory.mktemp("made"))


@pytest.fixture
def made(folder: Path) -> Iterable[Graph]:
    with open_graph(folder) as graph:
        yield graph


def shortcuts(quads: Iterable[ox.Quad], names: Iterable[str] = SHORTCUTS) -> set[tuple[str, str, str]]:
    wanted = {PREFIXES["rg"] + name: name for name in names}
    return {
        (wanted[q.predicate.value], q.subject.value, q.object.value)
        for q in quads
        if q.predicate.value in wanted and q.graph_name == ox.NamedNode(GRAPHS["facts"])
    }


def facts_of(graph: Graph) -> list[ox.Quad]:
    return [q for q in graph.quads() if q.graph_name == ox.NamedNode(GRAPHS["facts"])]


def labels(graph: Graph) -> set[str]:
    return {str(row[0]) for row in graph.query("SELECT (STR(?l) AS ?s) WHERE { ?x a rg:Situation ; rdfs:label ?l }")}


def holds(graph: Graph, triple: str) -> bool:
    return bool(graph.query(f"ASK {{ {triple} }}").rows[0][0])


# ── the graph


def test_what_had_not_begun_for_certain_is_not_there(made: Graph) -> None:
    """In July 2008 the DPRK acceded, nobody says on which day: only at the end of the month it is certain."""
    assert "DPRK accedes to the TAC" not in labels(made.at("2008-07-30"))
    before, after = made.at("2008-06"), made.at("2008-07")
    assert labels(after) - labels(before) == {"DPRK accedes to the TAC", "DPRK party to the TAC"}
    assert not holds(before, "st:PRK rg:partyTo tr:TAC")
    assert holds(after, "st:PRK rg:partyTo tr:TAC")
    assert not holds(before, "st:PRK rg:everPartyTo tr:TAC"), "to be a party some day is not to have been one"


def test_what_has_ended_stays_as_history(made: Graph) -> None:
    """Relations that were severed are told, and no longer hold."""
    for day, has in [("1973-06-29", False), ("1973-06-30", True), ("2021-03-18", True), ("2021-03-19", False)]:
        assert holds(made.at(day), "st:PRK rg:hasRelationsWith st:MYS") is has, day
    late = made.at("2022")
    assert {"relations of Malaysia and the DPRK: established", "relations of Malaysia and the DPRK: severed"} <= labels(
        late
    )
    assert holds(late, "st:PRK rg:everHadRelationsWith st:MYS")


def test_a_day_before_everything_has_an_empty_history(made: Graph) -> None:
    """A question about 1800 has an answer, which is nothing; who and what exists is still known."""
    early = made.at("1800-01-01")
    assert labels(early) == set()
    assert facts_of(early) == []
    assert holds(early, "st:PRK a rg:State")
    assert early.as_of == "1800-01-01"


def test_articles_plans_and_conflicts_stay(made: Graph) -> None:
    """They say what was written, not how the world stood; a claim still names the situation that it supports."""
    early = made.at("1990")
    other = {q for q in made.quads() if q.graph_name != ox.NamedNode(GRAPHS["facts"])}
    assert {q for q in early.quads() if q.graph_name != ox.NamedNode(GRAPHS["facts"])} == other
    assert early.graph_names() == made.graph_names()


def test_the_day_of_the_last_article_changes_nothing(made: Graph) -> None:
    """The shortcuts that a build writes are those of its own day."""
    assert made.as_of == "2024-09-02"
    same = made.at(made.as_of)
    assert same.digest == made.digest
    assert sorted(map(str, facts_of(same))) == sorted(map(str, facts_of(made)))


def test_a_part_does_not_point_to_a_whole_that_is_not_there() -> None:
    """Talks of which only the month is known can have begun after the visit, and the visit after them."""
    visit = MadeState(type="Visit", one="AAA", other="BBB", when=make_when("2001-05-05"))
    talks = replace(visit, when=make_when("2001-05-04"), part_of=0)
    graph = open_world([visit, talks]).at("2001-05-04")
    assert {q.subject for q in facts_of(graph)} == {situation(1)}
    assert situation(0) not in {q.object for q in facts_of(graph)}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-05-01", "2018-05-01"),
        ("2018-02", "2018-02-28"),
        ("2018", "2018-12-31"),
        (2018, "2018-12-31"),
        (date(2018, 5, 1), "2018-05-01"),
    ],
)
def test_a_year_means_its_last_day(made: Graph, day: str | int | date, expected: str) -> None:
    """The world of 2018 is the one in which all of 2018 has happened."""
    graph = made.at(day)
    assert graph.as_of == expected
    assert graph.name.endswith(f" on {expected}")
    assert expected in graph._repr_html_()


@pytest.mark.parametrize(
    "day", ["", "soon", "2018-13", "2018-02-30", "18", "2018-05-01T00:00", "２０１８", datetime(2018, 5, 1), None]
)
def test_what_is_no_day_is_named(made: Graph, day: object) -> None:
    """One line with the forms that are right."""
    with pytest.raises(QueryError, match="is no date; write 2018, 2018-05 or 2018-05-31"):
        made.at(day)  # type: ignore[arg-type]


def test_a_graph_of_a_day_knows_nothing_later(made: Graph) -> None:
    """It would answer for 2022 with the world of 1990."""
    with pytest.raises(QueryError, match="has nothing of 2022-12-31, which is later; ask the graph"):
        made.at(1990).at(2022)
    assert made.at(2022).at(1990).digest == made.at(1990).digest


def test_the_function_is_the_method_and_takes_no_path(made: Graph, folder: Path) -> None:
    """Who passes the path is told how to open it."""
    assert relgraph.at(made, "1990").digest == made.at("1990").digest
    with pytest.raises(TypeError, match="open it first"):
        relgraph.at(str(folder), "1990")  # type: ignore[arg-type]


def test_the_rules_can_be_others(made: Graph, tmp_path: Path) -> None:
    """Who builds with an ontology of their own takes its rules; a wrong one is named."""
    rule = (
        "INSERT { GRAPH g:facts { ?a rg:metOnOrBefore $asOf } } WHERE { GRAPH g:facts { ?v a rg:Visit ; rg:actor ?a } }"
    )
    (tmp_path / "met.rq").write_text(rule, encoding="utf-8")
    assert holds(made.at("2024-05", rules=tmp_path), '?a rg:metOnOrBefore "2024-05-31"^^xsd:date')
    (tmp_path / "wrong.rq").write_text("INSERT nothing", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"wrong\.rq: no SPARQL update"):
        made.at("2024-05", rules=tmp_path)


def test_a_graph_of_a_day_can_do_what_others_can(made: Graph, tmp_path: Path) -> None:
    """Time-outs run in another process, which needs it on disk; and it can be written and opened again."""
    graph = made.at("1990")
    assert graph.query("ASK { st:PRK rg:hasRelationsWith st:MYS }", timeout=30).rows == [(True,)]
    graph.dump(tmp_path / "old.nq")
    with open_graph(tmp_path / "old.nq") as again:
        assert again.digest == graph.digest
    graph.close()
    assert len(made) > 0, "the graph that it was made of stays open"


def test_without_articles_only_they_are_missing(made: Graph) -> None:
    """What compares shortcuts needs no evidence, and copying it takes longest."""
    full, bare = made.at("2010"), made.at("2010", articles=False)
    assert set(bare.quads()) == {q for q in full.quads() if "/graph/article/" not in str(q.graph_name)}


# ── any world, any day


@few
@given(worlds(), days)
def test_shortcuts_are_those_of_the_rules(world: list[MadeState], day: date) -> None:
    """What the rules derive from the situations that had begun, and from these alone."""
    fresh = make_store([])
    begun = [made for made in world if had_begun(made, day)]
    fresh.extend(make_store([replace(made, part_of=None) for made in begun]))
    apply_rules(fresh, RULES, day)
    assert shortcuts(open_world(world).at(day).quads()) == shortcuts(fresh)


@few
@given(worlds(exact_endings=True), days)
def test_current_shortcuts_are_those_of_the_whole_graph(world: list[MadeState], day: date) -> None:
    """A rule with the day of the graph finds on the whole what it finds on the part, where endings have a day."""
    whole = make_store(world)
    apply_rules(whole, RULES, day)
    graph = open_world(world).at(day)
    assert shortcuts(graph.quads(), BARE) == shortcuts(whole, BARE)
    for name in BARE:
        ever = f"everHad{name[3:]}" if name.startswith("has") else f"ever{name[0].upper()}{name[1:]}"
        now, once = (shortcuts(graph.quads(), [kind]) for kind in (name, ever))
        assert {pair[1:] for pair in now} <= {pair[1:] for pair in once}


@few
@given(worlds(), days)
def test_nothing_of_later_is_left(world: list[MadeState], day: date) -> None:
    """Neither a situation, nor a link to one, nor a copy in the default graph; and all that had begun is there."""
    graph = open_world(world).at(day)
    expected = {situation(n) for n, made in enumerate(world) if had_begun(made, day)}
    every = {situation(n) for n in range(len(world))}
    facts = facts_of(graph)
    assert {q.subject for q in facts} & every == expected
    assert {q.object for q in facts} & every <= expected
    late = f'SELECT ?s WHERE {{ ?s rg:startLatest ?day FILTER(?day > "{day}"^^xsd:date) }}'
    assert graph.query(late).rows == []
    default = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
    named = [
        q for q in graph.quads() if str(q.graph_name.value) in (GRAPHS["facts"], GRAPHS["entities"], GRAPHS["vocab"])
    ]
    assert default == len({(q.subject, q.predicate, q.object) for q in named})


@few
@given(worlds(), days, days)
def test_a_day_can_be_reached_in_two_steps(world: list[MadeState], one: date, other: date) -> None:
    """The world of 2001 within that of 2003 is the world of 2001."""
    graph = open_world(world)
    early, late = sorted((one, other))
    assert graph.at(late).at(early).digest == graph.at(early).digest


def test_the_worlds_hold_what_is_tested() -> None:
    """The tests above are worth what the random worlds have in them."""
    quick = settings(max_examples=2000, phases=[Phase.generate], database=None)

    def some(name: str, day: date) -> object:
        return find(worlds(), lambda w: bool(shortcuts(open_world(w).at(day).quads(), [name])), settings=quick)

    for name in SHORTCUTS:
        assert some(name, date(2002, 6, 1))


# ── questions


def test_a_question_is_asked_of_the_day(made: Graph) -> None:
    """The treaties of a state are those that bound it then."""
    assert ask(made, "treaties-of", of="PRK", on="2007").rows == []
    assert len(ask(made, "treaties-of", of="PRK", on="2008")) == 1
    assert ask(made, "treaties-of", of="PRK", on=date(2008, 12, 31)).rows == ask(made, "treaties-of", of="PRK").rows


def test_a_question_with_a_day_of_its_own_keeps_it(made: Graph) -> None:
    """Within the month of the accession it is possible that the DPRK was bound, which the graph of the day cannot say."""
    values = {"of": "PRK", "treaty": "TAC"}
    assert ask(made, "party-on-date", on="2008-07-10", **values).rows[0][0] == "possible"
    assert ask(made, "party-on-date", on="2008-08-01", **values).rows[0][0] == "certain"
    assert ask(made.at("2008-07-10"), "party-on-date", on="2008-07-10", **values).rows[0][0] == "nothing known"


# ── network


def test_a_network_of_a_day_has_what_held_then(made: Graph) -> None:
    """Visits are over; a membership goes on until somebody says that it ended, but is attested only so far."""
    network = build_network(made, on="2021")
    found = {edge["situation"]: edge["holds"] for *_, edge in network.edges(data=True)}
    assert found == {
        "soa/membership-PRK-ARF": "certain",
        "soa/participation-PRK-TAC": "certain",
        "soa/relations-MYS-PRK-2021": "possible",
    }
    later = {edge["situation"]: edge["holds"] for *_, edge in build_network(made, on="2023").edges(data=True)}
    assert later["soa/membership-PRK-ARF"] == "possible", "attested until 2022"
    earlier = {edge["situation"] for *_, edge in build_network(made, on="2004-06-01").edges(data=True)}
    assert earlier == {"soa/membership-PRK-ARF", "soa/relations-MYS-PRK-1973"}
    assert build_network(made, on="1800").number_of_edges() == 0
    assert all("holds" not in edge for *_, edge in build_network(made).edges(data=True))


def test_an_open_end_is_no_unknown_end() -> None:
    """ "From now on" holds for certain as long as nobody says otherwise; "since 2001" may be over."""
    for edtf, expected in [("2001/..", "certain"), ("2001/", "possible"), ("2001/2002", "possible")]:
        made = MadeState(type="Membership", one="AAA", other="BBB", when=make_when(edtf))
        network = build_network(open_world([made]), on="2002-06-01")
        assert [edge["holds"] for *_, edge in network.edges(data=True)] == [expected], edtf


def test_a_day_and_a_period_are_not_both_given(made: Graph) -> None:
    """It would be guesswork which of the two counts."""
    with pytest.raises(QueryError, match="give one of the two"):
        build_network(made, on="2020", since="2019")
    with pytest.raises(QueryError, match="network: on: 'soon' is no date"):
        build_network(made, on="soon")


def test_a_file_says_what_held_for_certain(made: Graph, tmp_path: Path) -> None:
    """Each format has it; a network of all days has no such column."""
    named = r'[",]holds"?(\n|:| )'
    for suffix in ("csv", "json", "graphml", "gexf"):
        text = write_network(build_network(made, on="2021"), tmp_path / f"on.{suffix}").read_text(encoding="utf-8")
        assert re.search(named, text), suffix
        assert "possible" in text, suffix
        every = write_network(build_network(made), tmp_path / f"all.{suffix}").read_text(encoding="utf-8")
        assert not re.search(named, every), suffix


# ── commands


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def rows(*args: str | Path) -> list[dict[str, str]]:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_ask_takes_a_day(folder: Path) -> None:
    """The day is of the world, or of the question that asks for one; -p on= and --on are then two things."""
    assert rows("ask", folder, "treaties-of", "-p", "of=PRK", "--on", "2007") == []
    assert len(rows("ask", folder, "treaties-of", "-p", "of=PRK", "--on", "2008-08-01")) == 1
    party = ("ask", folder, "party-on-date", "-p", "of=PRK", "-p", "treaty=TAC")
    assert rows(*party, "--on", "2008-07-10")[0]["answer"] == "possible"
    assert rows(*party, "-p", "on=2009", "--on", "2007")[0]["answer"] == "nothing known", "in 2007 nobody was bound"


def test_query_takes_a_day(folder: Path) -> None:
    """Shortcuts of the day, also where the engine runs in another process."""
    sparql = "SELECT ?who WHERE { ?who rg:hasRelationsWith st:PRK }"
    assert rows("query", folder, sparql, "--on", "2020-01-01") == [{"who": PREFIXES["st"] + "MYS"}]
    assert rows("query", folder, sparql, "--on", "2020-01-01", "--timeout", "30") == [{"who": PREFIXES["st"] + "MYS"}]
    assert rows("query", folder, sparql, "--on", "2022") == []
    assert rows("query", folder, sparql) == []


def test_network_and_view_take_a_day(folder: Path, tmp_path: Path) -> None:
    """The table has one more column; the page has only what held and says so."""
    assert {row["holds"] for row in rows("network", folder, "--on", "2021")} == {"certain", "possible"}
    assert "holds" in run("network", folder, "--on", "2021", "-f", "table").stdout.splitlines()[0]
    page = tmp_path / "page.html"
    assert run("view", folder, "--on", "2021", "-o", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "on 2021" in text
    assert "soa/participation-PRK-TAC" in text
    assert "event/visit-PRK-LAO" not in text


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("ask", "GRAPH", "treaties-of", "-p", "of=PRK", "--on", "soon"), 1, "--on: 'soon' is no date; write 2018"),
        (("ask", "GRAPH", "--on", "2018"), 2, "--on without a question; write its NAME before it"),
        (("query", "GRAPH", "ASK {}", "--on", "2018-13"), 1, "--on: '2018-13' is no date"),
        (("query", "GRAPH", "ASK {}", "--on", ""), 1, "--on: '' is no date"),
        (("network", "GRAPH", "--on", "31.5.2018"), 1, "on: '31.5.2018' is no date"),
        (
            ("network", "GRAPH", "--on", "2018", "--until", "2019"),
            2,
            "--on is one day, --since and --until are a period",
        ),
        (("view", "GRAPH", "--on", "2018", "--since", "2019", "-o", "PAGE"), 2, "--on is one day"),
        (("view", "GRAPH", "--on", "never", "-o", "PAGE"), 1, "on: 'never' is no date"),
    ],
)
def test_a_wrong_day_is_explained(folder: Path, tmp_path: Path, args: tuple[str, ...], code: int, message: str) -> None:
    """Nothing is written, neither to standard output nor to a file."""
    page = tmp_path / "page.html"
    result = run(*(str({"GRAPH": folder, "PAGE": page}.get(arg, arg)) for arg in args))
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert result.stdout == ""
    assert not page.exists()
