"""Profiles: one page of facts for an actor, found by any of its names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from make import make_graph

import relgraph
from relgraph.cli.app import main
from relgraph.errors import QueryError
from relgraph.query import Profile, profile
from relgraph.store import Graph, open_graph


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("who"))


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[Graph]:
    with open_graph(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    "name", ["Choe Son Hui", "choe son hui", "person/choe-son-hui", "Choi Son-hui", "person/choi-son-hui"]
)
def test_any_name_finds_the_actor_that_was_kept(name: str, graph: Graph) -> None:
    """Whoever knows an old id or another spelling asks for the same person."""
    assert profile(graph, name).id == "person/choe-son-hui"


def test_words_of_a_name_find_it_where_they_are_of_one_only(graph: Graph) -> None:
    """A surname is enough unless two bear it; then both are named, to choose from."""
    assert profile(graph, "Sihamoni").id == "person/norodom-sihamoni"
    with pytest.raises(QueryError, match=r"'Wang' can be person/wang-yajun \(Wang Yajun\), person/wang-yi \(Wang Yi\)"):
        profile(graph, "Wang")


def test_nobody_of_that_name_is_said_with_the_nearest(graph: Graph) -> None:
    """A slip of the pen is the usual cause."""
    with pytest.raises(QueryError, match="Did you mean Wang Yajun"):
        profile(graph, "Wang Yajin")


def test_a_profile_has_names_identity_offices_and_events(graph: Graph) -> None:
    """Each fact with its date and where it stands."""
    minister = profile(graph, "Choe Son Hui")
    assert (minister.label, minister.type, minister.acts_for) == ("Choe Son Hui", "Person", ("DPRK",))
    [name] = minister.section("names")
    assert (name.what, name.date, name.detail, name.source) == ("Choe Son Hui", "2024-06-10", "1 article", "KCNA")
    [same] = minister.section("identity")
    assert (same.what, same.id) == ("Choi Son-hui (person/choi-son-hui) is the same", "person/choi-son-hui")
    assert same.detail == "another spelling; both act for DPRK (5.5 points)"
    [message] = minister.section("events")
    assert message.date == "2024-06-09"
    assert message.quote
    assert message.source == "Foreign Minister sends message (2024-06-10)"


def test_an_office_has_the_days_on_which_it_is_certain(graph: Graph) -> None:
    """From the first to the last day on which a source attests it."""
    [posting] = profile(graph, "Wang Yajun").section("offices")
    assert posting.date == "2024-06-10"
    assert "attested 1 day, 2024-06-10" in (posting.detail or "")


def test_who_may_be_the_same_is_told_as_such(graph: Graph) -> None:
    """A candidate is no identity: the page says that nothing was decided."""
    [candidate] = profile(graph, "Wang Yi").section("identity")
    assert candidate.what == "Wang Yajun (person/wang-yajun) may be the same"


def test_the_limit_keeps_the_newest_events(graph: Graph) -> None:
    """And the number of the others is told."""
    whole = profile(graph, "PRK")
    cut = profile(graph, "PRK", limit=2)
    assert cut.section("events") == whole.section("events")[-2:]
    assert (cut.left_out, whole.left_out) == (len(whole.section("events")) - 2, 0)


def test_the_package_has_the_function() -> None:
    """Notebooks ask the same."""
    assert relgraph.profile is profile


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["who", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_prints_sections(folder: Path) -> None:
    """For people: a head line, and a table a section."""
    printed = _run(str(folder), "Wang Yajun", "-f", "table")
    assert printed.startswith("Wang Yajun\nperson/wang-yajun: Person, acts for China\n")
    assert [line for line in printed.splitlines() if line in {"Names", "Identity", "Offices", "Events"}] == [
        "Names", "Identity", "Offices"
    ]  # fmt: skip


def test_csv_has_one_row_a_fact_and_json_the_whole(folder: Path, graph: Graph) -> None:
    """For programs: nothing is shortened."""
    found: Profile = profile(graph, "PRK")
    rows = list(csv.DictReader(io.StringIO(_run(str(folder), "PRK", "--all", "-f", "csv"))))
    assert [row["what"] for row in rows] == [fact.what for fact in found.facts]
    whole = json.loads(_run(str(folder), "PRK", "--all", "-f", "json"))
    assert (whole["id"], len(whole["facts"])) == ("state/PRK", len(found.facts))


def test_an_unknown_name_ends_with_one_line(folder: Path) -> None:
    """As every command does."""
    result = CliRunner().invoke(main, ["who", str(folder), "Nobody At All"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: who: the graph has no")
