"""What changed between two days: which rows there are, for certain or possibly, and which sentence stands beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from made_states import (
    ACTS,
    CODES,
    ENDINGS,
    FACTS,
    STATES,
    MadeState,
    days,
    make_quads,
    open_store,
    open_world,
    rg,
    situation,
    worlds,
)
from make import make_graph

import relgraph
from relgraph.cli import main
from relgraph.dates import make_when
from relgraph.errors import QueryError
from relgraph.iris import PREFIXES
from relgraph.query import Change, changes
from relgraph.store import Graph, open_graph

few = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made world of tests/make.py on disk."""
    return make_graph(tmp_path_factory.mktemp("made"))


@pytest.fixture
def made(folder: Path) -> Iterable[Graph]:
    with open_graph(folder) as graph:
        yield graph


def told(found: Iterable[Change]) -> list[tuple[str, str, str, str, str]]:
    return [(c.date, c.change, c.who, c.what, c.status) for c in found]


def one(type: str, edtf: str | None, *, attested: str | None = None) -> MadeState:
    """A situation of AAA (and BBB) with this date."""
    when = make_when(edtf, attested=date.fromisoformat(attested) if attested else None)
    return MadeState(type=type, one="AAA", other="BBB", when=when)


def open_with(world: list[MadeState], *more: tuple[int, str, str]) -> Graph:
    """A world with further values of its situations, by number, property and IRI."""
    store = ox.Store()
    store.extend(make_quads(world))
    for number, name, value in more:
        if name in ("relationStatus", "participationStatus", "capacity", "level", "missionStatus"):
            for quad in list(store.quads_for_pattern(situation(number), rg(name), None, FACTS)):
                store.remove(quad)
        store.add(ox.Quad(situation(number), rg(name), ox.NamedNode(value), FACTS))
    return open_store(store)


V = PREFIXES["v"]


# ── the hand-made world


def test_a_history_is_told_in_order(made: Graph) -> None:
    """Every kind of change of the world, each once: what the next phase tells is not told as an end as well."""
    assert told(changes(made, "1900", "2024")) == [
        ("1973-06-30", "established", "Malaysia", "DPRK", "certain"),
        ("2000-07", "joined", "DPRK", "ASEAN Regional Forum (participant)", "certain"),
        ("2004", "opened", "DPRK", "DPRK embassy in Malaysia", "certain"),
        ("2008-07", "became party", "DPRK", "Treaty of Amity and Cooperation in Southeast Asia", "certain"),
        ("2021-03-19", "severed", "Malaysia", "DPRK", "certain"),
        ("[..2024-05-03]", "begun", "Pak Un Chol", "vice foreign minister of the DPRK", "possible"),
        ("[..2024-06-10]", "begun", "Wang Yajun", "ambassador of China to the DPRK", "possible"),
    ]


def test_the_sentence_beside_a_change_tells_that_change(made: Graph) -> None:
    """A phase of relations rests on the sentence that opens it and on the one that closes it."""
    found = {c.change: c for c in changes(made, "1900", "2024", of="MYS") if c.kind == "relations"}
    assert found["established"].quote.startswith("Malaysia and North Korea had established")
    assert found["severed"].quote.startswith("On 19 March 2021 North Korea severed")
    assert {c.article for c in found.values()} == {"made-paper"}


def test_one_actor_has_only_its_own_changes(made: Graph) -> None:
    """By code, name or id; also the office of somebody who acts for it, and a treaty."""
    assert {c.kind for c in changes(made, "1900", "2024", of="Malaysia")} == {"relations", "mission"}
    assert [c.who for c in changes(made, "1900", "2024", of="CHN")] == ["Wang Yajun"]
    assert [c.kind for c in changes(made, "1900", "2024", of="treaty/TAC")] == ["treaty"]
    assert changes(made, "1900", "2024", of="UGA") == [], "what is denied is no change"
    assert changes(made, "1900", "2024", of="VNM") == [], "what is planned is no change"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2021-03-18", "2021-03-19", ["severed"]),
        ("2021-03-19", "2021-03-20", []),
        ("2021-03-19", "2021-03-19", []),
        ("2020", "2021", ["severed"]),
        ("2021", "2021", []),
        ("1800", "1900", []),
    ],
)
def test_the_later_day_counts_and_the_earlier_does_not(
    made: Graph, since: str, until: str, expected: list[str]
) -> None:
    """So that each change is told once when one period follows the other; a year means its last day."""
    assert [c.change for c in changes(made, since, until)] == expected


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [("2008-06", "2008-07", "certain"), ("2008-06", "2008-07-15", "possible"), ("2008-07-15", "2008-07", "possible")],
)
def test_half_a_month_makes_it_possible(made: Graph, since: str, until: str, status: str) -> None:
    """The accession was in July 2008, and nobody in this world says on which day."""
    assert [(c.date, c.status) for c in changes(made, since, until)] == [("2008-07", status)]


# ── each kind of state of affairs


def test_relations_are_suspended_and_resumed() -> None:
    """Who takes up again what was broken off resumes it, also where no act of resumption is told."""
    world = [one("RelationPhase", e) for e in ("1990/1995-03-01", "1995-03-01/2000-07", "2000-07/..")]
    graph = open_with(world, (1, "relationStatus", V + "suspended"))
    assert told(changes(graph, "1989", "2020")) == [
        ("1990", "established", "AAA", "BBB", "certain"),
        ("1995-03-01", "suspended", "AAA", "BBB", "certain"),
        ("2000-07", "resumed", "AAA", "BBB", "certain"),
    ]


def test_a_first_phase_that_an_act_of_resumption_starts_is_resumed() -> None:
    """The earlier relations are known from no source, only that these were taken up again."""
    world = [one("RelationPhase", "2000-07-01/"), one("EstablishmentOfRelations", "2000-07-01")]
    more = [(1, "starts", situation(0).value)]
    assert [c.change for c in changes(open_with(world, *more), "1999", "2020")] == ["established"]
    graph = open_with(world, *more)
    store = ox.Store()
    store.extend(graph.quads())
    store.add(ox.Quad(situation(1), ox.NamedNode(PREFIXES["rdf"] + "type"), rg("ResumptionOfRelations"), FACTS))
    assert [c.change for c in changes(open_store(store), "1999", "2020")] == ["resumed"]


def test_a_member_joins_and_leaves() -> None:
    """An end that no other phase follows is told; one that is followed in another capacity is a change of capacity."""
    graph = open_with([one("Membership", "1990/1995-03-01")])
    assert told(changes(graph, "1989", "2020")) == [
        ("1990", "joined", "AAA", "BODY", "certain"),
        ("1995-03-01", "left", "AAA", "BODY", "certain"),
    ]
    world = [one("Membership", "1990/1995-03-01"), one("Membership", "1995-03-01/..")]
    label = "INSERT DATA { GRAPH g:vocab { v:observer skos:prefLabel 'observer' } }"
    store = ox.Store()
    store.extend(open_with(world, (0, "capacity", V + "observer")).quads())
    store.update(label, prefixes=PREFIXES)
    assert told(changes(open_store(store), "1989", "2020")) == [
        ("1990", "joined", "AAA", "BODY (observer)", "certain"),
        ("1995-03-01", "joined", "AAA", "BODY", "certain"),
    ]


def test_a_treaty_is_signed_entered_and_left() -> None:
    """Three standings, each told by its start."""
    world = [one("TreatyParticipation", e) for e in ("1990/1991", "1991/2003-01-10", "2003-01-10/..")]
    graph = open_with(
        world, (0, "participationStatus", V + "signatoryOnly"), (2, "participationStatus", V + "formerParty")
    )
    assert told(changes(graph, "1989", "2020")) == [
        ("1990", "signed", "AAA", "PACT", "certain"),
        ("1991", "became party", "AAA", "PACT", "certain"),
        ("2003-01-10", "withdrew", "AAA", "PACT", "certain"),
    ]


def test_a_posting_begins_and_ends_where_it_is() -> None:
    """Who goes where; the post has no name of its own in this world."""
    graph = open_with([one("Posting", "1990-02/1995-03-01")])
    assert [(c.date, c.change, c.who, c.what) for c in changes(graph, "1989", "2020")] == [
        ("1990-02", "begun", "envoy of AAA", "ambassador (AAA to BBB)"),
        ("1995-03-01", "ended", "envoy of AAA", "ambassador (AAA to BBB)"),
    ]


def test_the_level_of_representation_changes() -> None:
    """From a minister to an ambassador is one change, not an end and a beginning."""
    store = ox.Store()
    store.extend(make_quads([]))
    for number, (first, last, level) in enumerate([("1990-01-01", "1995-03-01", "low"), ("1995-03-01", None, "high")]):
        node = f"soa:r{number}"
        end = f"; rg:endEarliest '{last}'^^xsd:date ; rg:endLatest '{last}'^^xsd:date" if last else ""
        store.update(
            f"INSERT DATA {{ GRAPH g:facts {{ {node} a rg:Representation ; rg:status v:accepted ; rg:sendingParty st:AAA ; "
            f"rg:receivingParty st:BBB ; rg:level v:{level} ; rg:startEarliest '{first}'^^xsd:date ; "
            f"rg:startLatest '{first}'^^xsd:date {end} }} GRAPH g:vocab {{ v:{level} skos:prefLabel '{level}' }} }}",
            prefixes=PREFIXES,
        )
    assert told(changes(open_store(store), "1989", "2020")) == [
        ("1990-01-01", "begun", "AAA", "BBB (low)", "certain"),
        ("1995-03-01", "changed", "AAA", "BBB (low → high)", "certain"),
    ]


def test_a_mission_with_phases_is_told_by_these_alone() -> None:
    """The opening rests on the same claim as the phase, and would tell it twice."""
    claim = "https://w3id.org/relgraph/article/a#c1"
    dated = "rg:startEarliest '1990-05-01'^^xsd:date ; rg:startLatest '1990-05-01'^^xsd:date"
    event = (
        f"ev:o a rg:MissionOpening , rg:MissionEvent ; rg:status v:accepted ; rg:actorState st:AAA ; "
        f"rg:recipientState st:BBB ; rg:supportedBy <{claim}> ; {dated} ."
    )
    phase = (
        f"soa:m a rg:MissionPhase ; rg:status v:accepted ; rg:mission mis:x ; rg:sendingParty st:AAA ; "
        f"rg:receivingParty st:BBB ; rg:missionStatus v:missionOpen ; rg:supportedBy <{claim}> ; {dated} ; "
        f"rg:endEarliest '1999-01-01'^^xsd:date ; rg:endLatest '1999-12-31'^^xsd:date ."
    )
    for facts, expected in [
        (event, [("1990-05-01", "opened", "AAA", "mission (BBB)", "certain")]),
        (
            event + phase,
            [
                ("1990-05-01", "opened", "AAA", "embassy in BBB", "certain"),
                ("[1999-01-01..1999-12-31]", "closed", "AAA", "embassy in BBB", "certain"),
            ],
        ),
    ]:
        store = ox.Store()
        store.extend(make_quads([]))
        entities = "GRAPH g:entities { mis:x rdfs:label 'embassy in BBB' }"
        store.update(f"INSERT DATA {{ GRAPH g:facts {{ {facts} }} {entities} }}", prefixes=PREFIXES)
        assert told(changes(open_store(store), "1989", "2020")) == expected


# ── dates


@pytest.mark.parametrize("edtf", ["1990/", "1990/.."])
def test_what_nobody_says_has_ended_has_not_ended(edtf: str) -> None:
    """Neither an open end nor an unknown one is an end, though it was last attested in 1999."""
    graph = open_world([one("Membership", edtf, attested="1999-05-01")])
    assert [c.change for c in changes(graph, "1989", "2020")] == ["joined"]
    assert changes(graph, "1995", "2020") == []


def test_what_is_only_attested_may_have_begun_before() -> None:
    """The first day on which it is attested is the last on which it can have begun; earlier nothing is told of it."""
    graph = open_world([one("Membership", None, attested="1999-05-01")])
    assert told(changes(graph, "1998", "2000")) == [("[..1999-05-01]", "joined", "AAA", "BODY", "possible")]
    assert changes(graph, "1990", "1995") == []
    assert changes(graph, "2000", "2005") == []


def test_an_undated_state_of_affairs_is_no_change() -> None:
    """It held at some time, which is no news of any year."""
    assert changes(open_world([one("Membership", None)]), "1900", "2020") == []


def test_only_what_is_accepted_changes_anything() -> None:
    """A contested membership in the graph of facts of somebody else's making is left alone."""
    store = ox.Store()
    store.extend(q for q in make_quads([one("Membership", "1990/")]) if q.predicate != rg("status"))
    store.add(ox.Quad(situation(0), rg("status"), ox.NamedNode(V + "contested"), FACTS))
    assert changes(open_store(store), "1989", "2020") == []


# ── shortcuts


def test_an_act_without_a_state_of_affairs_is_told_by_the_shortcut() -> None:
    """Graphs from elsewhere may have the joining and the leaving, and no membership between them."""
    graph = open_world([one("Joining", "1990-05"), one("Leaving", "1995-03-01")])
    assert told(changes(graph, "1989", "1994")) == [("1990-05", "joined", "AAA", "BODY", "certain")]
    assert told(changes(graph, "1994", "2020")) == [("1995-03-01", "left", "AAA", "BODY", "certain")]
    assert changes(graph, "1989", "2020") == [], "on neither day it is a member"
    relations = open_world([one("EstablishmentOfRelations", "1990"), one("SeveranceOfRelations", "1995-03-01")])
    assert told(changes(relations, "1994", "2020", of="BBB")) == [("1995-03-01", "severed", "AAA", "BBB", "certain")]
    assert told(changes(relations, "1989", "1990-06")) == [], "the year is not over"


def test_the_end_of_a_treaty_for_all_is_told_for_each() -> None:
    """A termination names no party."""
    store = ox.Store()
    store.extend(make_quads([one("Accession", "1990-05-01")]))
    day = "'1995-03-01'^^xsd:date"
    store.update(
        f"INSERT DATA {{ GRAPH g:facts {{ ev:t a rg:Termination ; rg:status v:accepted ; rg:treaty tr:PACT ; "
        f"rg:startEarliest {day} ; rg:startLatest {day} ; rg:sortDate {day} . ev:t a rg:TreatyAction }} }}",
        prefixes=PREFIXES,
    )
    graph = open_store(store)
    assert told(changes(graph, "1994", "1996")) == [("1995-03-01", "ceased to be party", "AAA", "PACT", "certain")]


def test_an_act_of_the_other_kind_does_not_stand_for_a_shortcut() -> None:
    """In June 1991 the two had relations, though they broke them off in the course of that year."""
    graph = open_world([one("EstablishmentOfRelations", "1990"), one("SeveranceOfRelations", "1991")])
    assert told(changes(graph, "1989", "1991-06-01")) == [("1990", "established", "AAA", "BBB", "certain")]


def test_a_phase_of_the_other_kind_does_not_explain_a_shortcut() -> None:
    """Severed in a phase and taken up again by an act; joined in a phase and left by an act: two rows each."""
    world = [one("RelationPhase", "1995-03-01/"), one("EstablishmentOfRelations", "1996-01-01")]
    graph = open_with(world, (0, "relationStatus", V + "severed"))
    assert [(c.date, c.change) for c in changes(graph, "1994", "1997")] == [
        ("1995-03-01", "severed"),
        ("1996-01-01", "established"),
    ]
    graph = open_world([one("Joining", "1990"), one("Membership", "1999-06-01/"), one("Leaving", "2000-01-01")])
    assert [(c.date, c.change) for c in changes(graph, "1998", "2001")] == [
        ("1999-06-01", "joined"),
        ("2000-01-01", "left"),
    ]


def test_an_end_is_not_told_again_on_the_day_after() -> None:
    """On its last day an envoy is still one; the shortcut is lost on the next, the posting ended on that."""
    graph = open_world([one("Posting", "1990/1995-03-01")])
    assert [c.change for c in changes(graph, "1995-02", "1995-03-01")] == ["ended"]
    assert changes(graph, "1995-03-01", "1995-04") == []


def test_the_acts_of_an_edge_choose_its_sentence() -> None:
    """A posting rests on what is said of its start and of its end; nothing but the acts tells the two apart."""
    store = ox.Store()
    store.extend(make_quads([one("Posting", "1990/1995-03-01"), one("Visit", "1990"), one("Visit", "1995-03-01")]))
    art = "https://w3id.org/relgraph/article/a"
    claims = {"went": "He went.", "came": "He came back."}
    for number, (link, key) in enumerate([("starts", "went"), ("ends", "came")], 1):
        store.update(
            f"INSERT DATA {{ GRAPH g:facts {{ <{situation(number).value}> a rg:PostingEvent ; rg:{link} soa:s0 ; "
            f"rg:supportedBy <{art}#{key}> . soa:s0 rg:supportedBy <{art}#{key}> }} GRAPH <{art}/graph> {{ "
            f"<{art}#{key}> a rg:Claim ; rg:inArticle <{art}> ; rg:evidence <{art}#s{key}> . "
            f"<{art}#s{key}> rg:quote '{claims[key]}' }} }}",
            prefixes=PREFIXES,
        )
    found = {c.change: (c.quote, c.article) for c in changes(open_store(store), "1989", "2000")}
    assert found == {"begun": ("He went.", "a"), "ended": ("He came back.", "a")}


def test_a_record_of_a_dataset_stands_for_an_article() -> None:
    """What no article tells is told by whatever makes the claim."""
    store = ox.Store()
    store.extend(make_quads([one("Membership", "1990")]))
    dataset = "https://w3id.org/relgraph/dataset/members"
    store.update(
        f"INSERT DATA {{ GRAPH g:facts {{ soa:s0 rg:supportedBy <{dataset}#c1> }} GRAPH <{dataset}/graph> {{ "
        f"<{dataset}#c1> a rg:Claim ; rg:evidence <{dataset}#r1> . <{dataset}#r1> rg:quote 'AAA;1990' }} }}",
        prefixes=PREFIXES,
    )
    found = changes(open_store(store), "1989", "2000")
    assert [(c.change, c.quote) for c in found][:1] == [("joined", "AAA;1990")]
    assert "members" in found[0].article


def shortcuts_on(graph: Graph, day: date) -> set[tuple[str, str, str]]:
    names = " ".join(f"rg:{n}" for n in ("ambassadorTo", "hasRelationsWith", "memberOf", "partyTo", "signatoryTo"))
    sparql = f"SELECT ?a ?p ?b WHERE {{ VALUES ?p {{ {names} }} ?a ?p ?b }}"
    return {tuple(map(str, row)) for row in graph.at(day).query(sparql)}  # type: ignore[misc]


def named(iri: str) -> str:
    last = iri.rpartition("/")[2]
    return f"envoy of {last[-3:]}" if last.startswith("envoy") else last


@few
@given(worlds(), days, days)
def test_every_difference_of_the_shortcuts_is_told(world: list[MadeState], first: date, second: date) -> None:
    """Who compares the answers of two days finds a row for each difference, and of nobody else's kind."""
    graph = open_world(world)
    since, until = sorted((first, second))
    old, new = shortcuts_on(graph, since), shortcuts_on(graph, until)
    kinds = {"ambassadorTo": "posting", "hasRelationsWith": "relations", "memberOf": "membership"}
    # On its last day a shortcut still holds, so that the row of its end may be one of the day before.
    for missing, begin in [(new - old, since), (old - new, since - timedelta(days=1))]:
        found = changes(graph, begin, until)
        for one_, name, other in missing:
            kind = kinds.get(name.rpartition("#")[2], "treaty")
            rows = [f"{c.who} {c.what}" for c in found if c.kind == kind]
            assert any(named(one_) in row and named(other) in row for row in rows), (one_, name, other)


GAINED = {"joined": "memberOf", "signed": "signatoryTo", "became party": "partyTo", "established": "hasRelationsWith"}
LOST = {"left": "memberOf", "withdrew": "partyTo", "severed": "hasRelationsWith"}


def replay(held: set[tuple[str, str, str]], found: Iterable[Change]) -> set[tuple[str, str, str]]:
    """What holds after the changes, by the words of the rows alone; relations once for both directions."""
    held = set(held)
    for change in found:
        triple = (change.who, {**GAINED, **LOST}[change.change], change.what)
        assert (triple in held) == (change.change in LOST), "nothing is gained or lost twice"
        held ^= {triple}
    return held


@few
@given(worlds(kinds=(*ACTS, *ENDINGS)), days, days, days)
def test_one_period_and_the_next_make_the_whole(world: list[MadeState], a: date, b: date, c: date) -> None:
    """Where acts alone tell, the rows lead from the shortcuts of one day to those of the other, at once or in two steps."""
    graph = open_world(world)
    first, middle, last = sorted((a, b, c))

    def held(day: date) -> set[tuple[str, str, str]]:
        pairs = ((named(one_), name.rpartition("#")[2], named(other)) for one_, name, other in shortcuts_on(graph, day))
        return {t for t in pairs if t[1] != "hasRelationsWith" or t[0] < t[2]}

    assert replay(held(first), changes(graph, first, last)) == held(last)
    half = replay(held(first), changes(graph, first, middle))
    assert replay(half, changes(graph, middle, last)) == held(last)


@few
@given(worlds(kinds=STATES), days, days, days)
def test_two_periods_tell_what_one_tells(world: list[MadeState], a: date, b: date, c: date) -> None:
    """A change is of the whole period exactly when it is of one of its parts; certain of a part is certain of it all."""
    graph = open_world(world)
    first, middle, last = sorted((a, b, c))

    def rows(since: date, until: date) -> dict[tuple[str, ...], str]:
        found = [f for f in changes(graph, since, until) if f.situation]
        return {(f.date, f.change, f.kind, f.who, f.what): f.status for f in found}

    one_, other, whole = rows(first, middle), rows(middle, last), rows(first, last)
    assert one_.keys() | other.keys() == whole.keys()
    for part in (one_, other):
        assert all(whole[key] == "certain" for key, status in part.items() if status == "certain")


def test_the_worlds_have_three_states() -> None:
    """The names of the tests above are three letters each."""
    assert {len(code) for code in CODES} == {3}


# ── errors, and the command


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"since": "soon", "until": "2020"}, "changes: since: 'soon' is no date; write 2018"),
        ({"since": "2019", "until": "2020-13"}, "changes: until: '2020-13' is no date"),
        ({"since": "2021", "until": "2020"}, "since 2021 is later than until 2020; give the earlier day first"),
        (
            {"since": "2019", "until": "2020", "of": "Malasia"},
            "changes: of: the graph has no actor 'Malasia'.*Malaysia",
        ),
        ({"since": "2019", "until": "2020", "of": " "}, "changes: of: it is empty"),
    ],
)
def test_wrong_values_are_explained(made: Graph, values: dict[str, str], message: str) -> None:
    """One line that names the value and the cure."""
    with pytest.raises(QueryError, match=message):
        changes(made, **values)


def test_the_function_is_public(made: Graph) -> None:
    """What is asked often needs no look into the modules."""
    assert relgraph.changes(made, "2020", "2021") == changes(made, "2020", "2021")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


COLUMNS = ["date", "change", "kind", "who", "what", "status", "quote", "article"]


def test_diff_writes_what_other_commands_write(folder: Path, tmp_path: Path) -> None:
    """CSV in a pipe, the ending of the file elsewhere, each with the same rows."""
    period = ("diff", folder, "--from", "2007", "--to", "2021")
    result = run(*period)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == COLUMNS
    assert [(row["date"], row["change"]) for row in rows] == [("2008-07", "became party"), ("2021-03-19", "severed")]
    assert run(*period, "-o", tmp_path / "rows.json").stdout == ""
    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")) == rows
    lines = run(*period, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    assert "became party" in run(*period, "-f", "table").stdout


def test_diff_can_be_cut(folder: Path) -> None:
    """One actor; only what is certain; and a status for scripts."""
    period = ("diff", folder, "--from", "2000", "--to", "2024")
    every, certain = run(*period, "--of", "CHN").stdout, run(*period, "--of", "CHN", "--certain").stdout
    assert "Wang Yajun" in every
    assert certain == ",".join(COLUMNS) + "\n"
    assert run(*period, "--of", "CHN", "--certain", "--exit-status").exit_code == 3
    assert run(*period, "--of", "CHN", "--exit-status").exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["GRAPH", "--from", "2021", "--to", "2020"], 2, "--from 2021 is later than --to 2020; give the earlier day"),
        (["GRAPH", "--from", "2021"], 2, "Missing option '--to'"),
        (["GRAPH", "--to", "2021"], 2, "Missing option '--from'"),
        (
            ["GRAPH", "--from", "soon", "--to", "2020"],
            1,
            "--from: 'soon' is no date; write 2018, 2018-05 or 2018-05-31",
        ),
        (["GRAPH", "--from", "2019", "--to", "0"], 1, "--to: '0' is no date"),
        (["GRAPH", "--from", "2019", "--to", "2020", "--of", "Atlantis"], 1, "--of: the graph has no actor 'Atlantis'"),
        (["GRAPH", "--from", "2019", "--to", "2020", "-f", "xml"], 2, "'xml' is not one of"),
        (["nowhere", "--from", "2019", "--to", "2020"], 1, "nowhere: no such graph"),
    ],
)
def test_wrong_input_is_explained(folder: Path, args: list[str], code: int, message: str) -> None:
    """Wrong usage is told apart from a failure, and nothing is written."""
    result = run("diff", *(str(folder) if arg == "GRAPH" else arg for arg in args))
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert result.stdout == ""
