"""Evidence: why a situation is held, and where sources disagree, as the commands show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from make import make_graph

from relgraph.cli import main
from relgraph.errors import QueryError
from relgraph.query import conflicts, why
from relgraph.store import Graph, open_graph

ACCESSION = "event/accession-PRK-TAC"


def run(*args: str | Path) -> Result:
    """Run a command as from a pipe."""
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture(scope="module")
def made(folder: Path) -> Iterator[Graph]:
    """The hand-made world, open."""
    with open_graph(folder) as graph:
        yield graph


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made world on the disk."""
    return make_graph(tmp_path_factory.mktemp("evidence"))


def test_a_conflict_shows_each_claim_with_its_words_and_its_source(made: Graph) -> None:
    """Who says so is the first thing that a reader asks."""
    [found] = conflicts(made)
    assert (found.situation, found.aspect) == (ACCESSION, "type")
    assert {claim.type for claim in found.claims} == {"Accession", "Signature"}
    assert all(claim.quote and claim.claimed_by and claim.source for claim in found.claims)


@pytest.mark.parametrize(
    ("of", "aspect", "count"), [("PRK", None, 1), ("TAC", "type", 1), ("LAO", None, 0), (None, "date", 0)]
)
def test_conflicts_are_narrowed_by_who_and_in_what(made: Graph, of: str | None, aspect: str | None, count: int) -> None:
    """A thousand articles have more of them than anybody reads."""
    assert len(conflicts(made, of=of, aspect=aspect)) == count


def test_a_wrong_aspect_gets_the_nearest_one(made: Graph) -> None:
    """The four are few, and their names are not obvious."""
    with pytest.raises(QueryError, match=r"no aspect 'dates'\. Did you mean date\?"):
        conflicts(made, aspect="dates")


@pytest.mark.parametrize("name", [ACCESSION, ACCESSION.removeprefix("event/"), "DPRK accedes to the TAC"])
def test_a_situation_is_found_by_id_and_by_label(made: Graph, name: str) -> None:
    """A page shows the label, a query the id."""
    found = why(made, name)
    assert found.id == ACCESSION
    assert found.type == "Accession"
    assert [claim.relation for claim in found.claims].count("supports") >= 1
    assert [c.aspect for c in found.conflicts] == ["type"]


def test_all_situations_of_the_world_can_be_explained(made: Graph) -> None:
    """No situation rests on nothing, planned and denied ones neither."""
    rows = made.query("SELECT ?s WHERE { { ?s rg:status ?x } UNION { GRAPH g:unconfirmed { ?s rg:status ?x } } }").rows
    assert len(rows) > 10
    for (node,) in rows:
        found = why(made, str(getattr(node, "value", node)))
        assert found.label
        assert found.type
        assert found.claims
        assert found.sources >= 1


def test_an_unknown_situation_gets_the_nearest_id(made: Graph) -> None:
    """Ids are long and typed by hand."""
    with pytest.raises(QueryError, match="Did you mean accession-PRK-TAC"):
        why(made, "accession-PRK-TACX")


def test_the_lines_that_undo_a_merge_are_a_valid_file(sample_graph: Path) -> None:
    """They are copied into corpus.yaml as they are printed; one claim has nothing to undo."""
    with open_graph(sample_graph) as graph:
        found = [why(graph, i) for i in _events(graph)[:60]]
    merged = [f for f in found if f.undo]
    assert merged
    assert len(merged) < len(found)
    for one in merged:
        [fix] = yaml.safe_load(one.undo or "")["fixes"]
        assert set(fix["keep_apart"]) == {c.id for c in one.claims if c.relation == "supports"}
        assert len(fix["keep_apart"]) > 1


def _events(graph: Graph) -> list[str]:
    rows = graph.query("SELECT ?s WHERE { ?s a rg:Event }").rows
    return [str(getattr(node, "value", node)) for (node,) in rows]


def test_the_commands_write_what_is_asked(folder: Path) -> None:
    """A table for people, rows for programs, a text that can be read."""
    rows = [json.loads(line) for line in run("conflicts", folder, "-f", "jsonl").stdout.splitlines()]
    assert {row["id"] for row in rows} == {ACCESSION}
    assert {row["said"] for row in rows} == {"Accession", "Signature"}
    table = run("conflicts", folder, "-f", "table").stdout
    assert "claim" not in table.splitlines()[0].split()
    text = run("why", folder, ACCESSION).stdout
    assert "Conflict on type" in text
    assert json.loads(run("why", folder, ACCESSION, "-f", "json").stdout)["id"] == ACCESSION


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["conflicts", "GRAPH", "--aspect", "dates"], 2, "'dates' is not one of"),
        (["conflicts", "GRAPH", "--of", "Loas"], 1, "Did you mean Laos?"),
        (["conflicts", "GRAPH", "--of", "LAO", "--exit-status"], 3, ""),
        (["why", "GRAPH", "visit"], 1, "the graph has no situation 'visit'"),
        (["why", "GRAPH"], 2, "Missing argument 'EVENT'"),
        (["why", "nowhere", "x"], 1, "nowhere: no such graph"),
    ],
)
def test_wrong_words_are_answered_with_the_cure(folder: Path, args: list[str], code: int, message: str) -> None:
    """The message alone must be enough to ask again."""
    result = run(*(str(folder) if a == "GRAPH" else a for a in args))
    assert result.exit_code == code
    assert message in result.stderr


def test_an_actor_is_no_situation(made: Graph) -> None:
    """It stands in the graph of facts with its shortcuts, and is asked for with relgraph who."""
    with pytest.raises(QueryError, match="no situation 'state/PRK'"):
        why(made, "state/PRK")
