"""The store: a graph on disk that is always whole, and queries that cannot do harm."""

from __future__ import annotations

import gzip
import io
import json
import logging
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from make import make_graph, make_world

from relgraph.errors import OntologyError, QueryError, StoreError
from relgraph.iris import BASE, GRAPHS, PREFIXES
from relgraph.ontology import load_ontology
from relgraph.store import Graph, Result, open_graph, write_graph
from relgraph.store.files import no_such_graph, read_manifest
from relgraph.store.guard import check_query
from relgraph.triples import quads

# rdflib's own Dataset uses what rdflib has deprecated.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

EVENTS = (
    "SELECT ?event ?label ?day WHERE { ?event a rg:Event ; rdfs:label ?label ; rg:sortDate ?day } ORDER BY ?day ?event"
)
COUNTS = "SELECT (COUNT(*) AS ?n) (COUNT(?s) AS ?m) WHERE { ?s rg:sourceCount ?count }"
NONE = Path(os.devnull).parent / "no-such-rules"
"""A folder without rules."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made world on disk; tests only read it."""
    return make_graph(tmp_path_factory.mktemp("store"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be broken."""
    return Path(shutil.copytree(made, tmp_path / "graph"))


def world(*, without: int = 0) -> list[ox.Quad]:
    """The quads of the made world, without the claims' graph of some of its articles."""
    readings, resolution = make_world()
    made = list(quads(readings, resolution, load_ontology()))
    names = sorted({q.graph_name.value for q in made if "/article/" in q.graph_name.value})  # type: ignore[union-attr]
    return [q for q in made if q.graph_name.value not in names[:without]]  # type: ignore[union-attr]


# ── what is written ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_graph_is_a_folder_with_a_manifest_an_export_and_a_store(made: Path) -> None:
    """The manifest says what is current, without a clock; the export is there when the engine changes."""
    manifest = json.loads((made / "relgraph.json").read_text())
    assert manifest["format"] == 1
    assert manifest["as_of"] == "2024-09-02"
    assert {k: v for k, v in manifest["counts"].items() if k != "quads"} == {
        "articles": 7,
        "claims": 17,
        "situations": 20,
        "conflicts": 1,
    }
    version = made / "versions" / manifest["version"]
    lines = gzip.decompress((version / "graph.nq.gz").read_bytes()).splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == manifest["counts"]["quads"]


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """A graph can be checked by its digest, and an unchanged one is not written again."""
    readings, resolution = make_world()
    folder = tmp_path / "graph"
    made = []
    for seed in (1, 2):
        random.Random(seed).shuffle(readings)
        manifest = write_graph(folder, quads(readings, resolution, load_ontology()))
        version = folder / "versions" / manifest.version
        made.append((manifest, (version / "graph.nq.gz").read_bytes(), (version / "store" / "IDENTITY").read_bytes()))
    assert made[0] == made[1]
    assert [p.name for p in (folder / "versions").iterdir()] == [made[0][0].version]
    other = write_graph(tmp_path / "other", quads(readings, resolution, load_ontology()))
    export = (tmp_path / "other" / "versions" / other.version / "graph.nq.gz").read_bytes()
    assert export == made[0][1]


def test_what_the_build_says_of_itself_is_kept(tmp_path: Path) -> None:
    """A build may want to note how many issues it met."""
    write_graph(tmp_path / "g", world(), manifest={"issues": 3, "day": date(2024, 1, 1)}, rules=NONE)
    assert json.loads((tmp_path / "g" / "relgraph.json").read_text())["build"] == {"issues": 3, "day": "2024-01-01"}


def test_a_store_that_lost_something_is_not_taken_for_the_same(tmp_path: Path) -> None:
    """To build again is how people repair; so the same digest alone is no reason to keep what is there."""
    folder = tmp_path / "graph"
    first = write_graph(folder, world(), rules=NONE)
    shutil.rmtree(folder / "versions" / first.version / "store")
    second = write_graph(folder, world(), rules=NONE)
    assert second.digest == first.digest
    with open_graph(folder) as graph:
        assert len(graph.query(EVENTS)) > 5
    assert (folder / "versions" / second.version / "store").is_dir()


def test_rules_derive_shortcuts_that_are_part_of_the_graph(made: Path) -> None:
    """An analyst writes one triple; it is also in the export and in the digest."""
    with open_graph(made) as graph:
        assert graph.query("ASK { pers:wang-yajun rg:ambassadorTo st:PRK }").rows == [(True,)]
        assert graph.query("SELECT ?t WHERE { st:PRK rg:partyTo ?t }").rows == [(BASE + "id/treaty/TAC",)]
        assert graph.query("ASK { st:MYS rg:hasRelationsWith st:PRK }").rows == [(False,)]
        out = io.BytesIO()
        graph.dump(out, "nq")
    assert b"everAmbassadorTo" in out.getvalue()


def test_a_rule_sees_the_day_and_what_earlier_rules_wrote(tmp_path: Path) -> None:
    """$asOf is the latest publication; what rules write and take away, queries see and do not see."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.rq").write_text("INSERT { GRAPH g:facts { st:PRK rg:attestedOn $asOf } } WHERE {}")
    (rules / "b.rq").write_text(
        "DELETE { GRAPH g:facts { ?s rg:attestedOn ?d } } WHERE { GRAPH g:facts { ?s rg:attestedOn ?d } FILTER(?s != st:PRK) }"
    )
    write_graph(tmp_path / "graph", world(), rules=rules)
    with open_graph(tmp_path / "graph") as graph:
        assert graph.query("SELECT ?s ?d WHERE { ?s rg:attestedOn ?d }").rows == [
            (BASE + "id/state/PRK", date(2024, 9, 2))
        ]


def test_a_wrong_rule_is_named(tmp_path: Path) -> None:
    """Whoever edits rules needs not read Python, but needs to know which file is wrong."""
    rules = tmp_path / "rules"
    rules.mkdir()
    for text, message in (
        ("INSERT { GRAPH g:facts {", r"rules/bad\.rq: no SPARQL update"),
        ("INSERT DATA { st:PRK rdfs:label 'x' }", r"rules/bad\.rq: writes outside of a graph; write INSERT \{ GRAPH"),
    ):
        (rules / "bad.rq").write_text(text)
        with pytest.raises(OntologyError, match=message):
            write_graph(tmp_path / "graph", world(), rules=rules)


# ── whole at any moment ─────────────────────────────────────────────────────────────────────────────────────────

KILLED = """
import os, signal, sys, time
from pathlib import Path
import test_store as t
from relgraph.store import write_graph

folder, mode = Path(sys.argv[1]), sys.argv[2]
worlds = [t.world(), t.world(without=3)]

def build_for_ever():
    number = 0
    while True:
        number += 1
        write_graph(folder, worlds[number % 2], rules=t.NONE)

def die_at(step):
    # Count every step that changes what a reader sees or that brings it to the disk, and die at one of them.
    left = [step]
    def dying(function):
        def wrapped(*args, **kwargs):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)
        return wrapped
    os.rename, os.replace = dying(os.rename), dying(os.replace)
    Path.rename, Path.replace, Path.mkdir = dying(Path.rename), dying(Path.replace), dying(Path.mkdir)
    import relgraph.store.files as files, shutil
    shutil.rmtree = dying(shutil.rmtree)
    write_graph(folder, worlds[0] if step % 2 else worlds[1], rules=t.NONE)
    os._exit(7)

print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            die_at(int(line)) if mode == "steps" else build_for_ever()
        finally:
            os._exit(1)
    if mode != "steps":
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""


def _kill(folder: Path, mode: str, moments: list[str]) -> list[int]:
    """Let builds be killed at these moments and look at the graph after each; give how each build ended."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    digests = set()
    for without in (0, 3):
        digests.add(write_graph(folder, world(without=without), rules=NONE).digest)
    ends = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        cwd=Path(__file__).parent,
    ) as builder:
        assert builder.stdin
        assert builder.stdout
        assert builder.stdout.readline() == "ready\n"
        for moment in moments:
            print(moment, file=builder.stdin, flush=True)
            ends.append(int(builder.stdout.readline()))
            with open_graph(folder) as graph:
                assert graph.digest in digests
                assert len(list(graph.quads())) == len(graph)
                assert len(graph.query(EVENTS)) == 10
        builder.stdin.close()
    return ends


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_killed_at_random_moments_leaves_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    """20 times SIGKILL, as the power does it: never a broken store."""
    moments = [f"{random.Random(n).uniform(0.0, 0.5):.3f}" for n in range(20)]
    assert _kill(tmp_path / "graph", "random", moments) == [-9] * 20
    write_graph(tmp_path / "graph", world(), rules=NONE)
    assert len(list((tmp_path / "graph" / "versions").iterdir())) == 1, "leftovers of killed builds are removed"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_killed_at_any_step_leaves_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    """Chance seldom hits the moment between two renames; so each step is hit on purpose."""
    ends = _kill(tmp_path / "graph", "steps", [str(n) for n in range(1, 25)])
    assert ends.count(-9) > 4
    assert ends[-1] == 7, "the last steps are beyond the end of a build"


def test_a_first_build_that_was_killed_says_so_and_can_be_repeated(tmp_path: Path) -> None:
    """There was no older graph to keep."""
    folder = tmp_path / "graph"
    (folder / "versions" / ".build-1" / "store").mkdir(parents=True)
    with pytest.raises(StoreError, match="its first build did not end; build it again"):
        open_graph(folder)
    write_graph(folder, world(), rules=NONE)
    assert [p.name[0] != "." for p in (folder / "versions").iterdir()] == [True]


def test_a_build_that_fails_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is an error that says what is still there."""
    folder = tmp_path / "graph"
    first = write_graph(folder, world(), rules=NONE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("relgraph.store.writing.write_manifest", full)
    with pytest.raises(StoreError, match="No space left on device"):
        write_graph(folder, world(without=2), rules=NONE)
    with open_graph(folder) as graph:
        assert graph.digest == first.digest


def test_a_build_whose_articles_fail_leaves_the_old_graph(tmp_path: Path) -> None:
    """An error in the middle of the quads is passed on, and nothing half-written takes a place."""

    def broken() -> list[ox.Quad]:
        raise ValueError("two claims with one id")

    folder = tmp_path / "graph"
    first = write_graph(folder, world(), rules=NONE)
    with pytest.raises(ValueError, match="two claims"):
        write_graph(folder, (q for part in (world, broken) for q in part()), rules=NONE)
    with open_graph(folder) as graph:
        assert graph.digest == first.digest
    assert len(list((folder / "versions").iterdir())) == 1


def test_readers_are_not_disturbed_by_a_build(tmp_path: Path) -> None:
    """A notebook has the graph open for hours; a build in between must not take its files away."""
    folder = tmp_path / "graph"
    first = write_graph(folder, world(), rules=NONE)
    with open_graph(folder) as one, open_graph(folder) as two:
        second = write_graph(folder, world(without=3), rules=NONE)
        write_graph(folder, world(without=4), rules=NONE)
        third = write_graph(folder, world(without=3), rules=NONE)
        for graph in (one, two):
            assert graph.digest == first.digest
            assert len(list(graph.quads())) == first.counts["quads"]
            assert len(graph.query(EVENTS, timeout=20)) == 10
    assert second.digest == third.digest
    write_graph(folder, world(without=5), rules=NONE)
    assert len(list((folder / "versions").iterdir())) == 1


def test_one_build_at_a_time(tmp_path: Path) -> None:
    """The second would remove what the first is writing."""
    folder = tmp_path / "graph"

    def nested() -> list[ox.Quad]:
        with pytest.raises(StoreError, match="locked, another build writes it; wait"):
            write_graph(folder, world(), rules=NONE)
        return world()

    write_graph(folder, (q for part in (nested,) for q in part()), rules=NONE)


def test_nothing_but_a_graph_is_replaced(tmp_path: Path) -> None:
    """A slip like "-o articles" must not cost anybody the articles."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("text")
    with pytest.raises(StoreError, match=r"holds other files \(a.txt\) and no graph; choose"):
        write_graph(tmp_path / "articles", world())
    with pytest.raises(StoreError, match="a file; a graph is a folder"):
        write_graph(tmp_path / "articles" / "a.txt", world())
    (tmp_path / "empty").mkdir()
    write_graph(tmp_path / "empty", world(), rules=NONE)


# ── opening ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", [".nq", ".trig", ".nq.gz", ".trig.gz"])
def test_an_export_opens_as_the_same_graph(made: Path, tmp_path: Path, ending: str) -> None:
    """Whoever gets the graph as a file has the graph: same digest, same rows."""
    path = tmp_path / f"graph{ending}"
    with open_graph(made) as graph:
        plain = tmp_path / f"plain{ending.removesuffix('.gz')}"
        graph.dump(plain)
        path.write_bytes(gzip.compress(plain.read_bytes()) if ending.endswith(".gz") else plain.read_bytes())
        with open_graph(path) as other:
            assert other.digest == graph.digest
            assert other.as_of == graph.as_of
            assert len(other) == len(graph)
            assert other.query(EVENTS) == graph.query(EVENTS)
            assert other.query(EVENTS, timeout=20) == graph.query(EVENTS)


def test_an_rdflib_dataset_opens_as_the_same_graph(made: Path) -> None:
    """The graph type at the edges is rdflib: what goes out comes in again."""
    with open_graph(made) as graph:
        dataset = graph.to_rdflib()
        for other in (Graph.from_rdflib(dataset), open_graph(dataset)):
            assert other.digest == graph.digest
            assert other.query(EVENTS) == graph.query(EVENTS)


def test_triples_that_only_a_default_graph_has_are_facts(made: Path) -> None:
    """A plain rdflib graph of accepted situations is a graph, too; nothing in it is dropped."""
    with open_graph(made) as graph:
        plain = rdflib.Graph()
        for triple in graph.to_rdflib().default_graph:
            plain.add(triple)
        with Graph.from_rdflib(plain) as other:
            assert other.query(EVENTS) == graph.query(EVENTS)
            assert other.query(COUNTS) == graph.query(COUNTS)


def test_rdflib_has_the_same_rows_and_the_same_quads(made: Path) -> None:
    """Queries and aggregates must not depend on the engine; the exports are equal byte for byte."""
    with open_graph(made) as graph:
        dataset = graph.to_rdflib()
        assert dataset.default_union is False
        for query in (EVENTS, COUNTS):
            rows = [tuple(c.toPython() for c in row) for row in dataset.query(query, initNs=PREFIXES)]  # type: ignore[union-attr]
            assert [tuple(map(str, row)) for row in rows] == [tuple(map(str, row)) for row in graph.query(query).rows]
        default = dataset.default_graph.identifier
        lines = sorted(
            f"{s.n3()} {p.n3()} {o.n3()} {g.identifier.n3()} .\n".encode()
            for g in dataset.graphs()
            if g.identifier != default
            for s, p, o in g
        )
        out = io.BytesIO()
        graph.dump(out, "nq")
        assert b"".join(lines) == out.getvalue()


def test_accepted_facts_are_counted_once(made: Path) -> None:
    """A union of graphs counts twice what two of them say; the default graph is a copy, not a union."""
    with open_graph(made) as graph:
        facts = graph.query("SELECT (COUNT(?s) AS ?n) WHERE { GRAPH g:facts { ?s rg:sourceCount ?c } }").rows
        assert graph.query("SELECT (COUNT(?s) AS ?n) WHERE { ?s rg:sourceCount ?c }").rows == facts
        assert graph.query("ASK { ?s rg:status v:scheduled }").rows == [(False,)]
        assert graph.query("ASK { ?s a rg:Claim }").rows == [(False,)]
        assert graph.query("ASK { GRAPH ?g { ?s a rg:Claim } }").rows == [(True,)]


def test_the_dump_is_sorted_and_has_no_copy(made: Path, tmp_path: Path) -> None:
    """Two dumps of one graph can be compared line by line, in every format."""
    with open_graph(made) as graph:
        for name in ("graph.nq", "graph.trig", "graph.ttl"):
            graph.dump(tmp_path / name)
            out = io.StringIO()
            graph.dump(out, name.rpartition(".")[2])  # type: ignore[arg-type]
            assert out.getvalue().encode() == (tmp_path / name).read_bytes()
        lines = (tmp_path / "graph.nq").read_bytes().splitlines()
        assert lines == sorted(lines)
        assert len(lines) == len(graph)
        dataset = rdflib.Dataset()
        dataset.parse(tmp_path / "graph.trig", format="trig")
        assert Graph.from_rdflib(dataset).digest == graph.digest
        with open_graph(tmp_path / "graph.ttl") as facts:
            assert facts.query(EVENTS) == graph.query(EVENTS)
        with pytest.raises(StoreError, match="no format 'csv'; choose nq, trig or ttl"):
            graph.dump(tmp_path / "graph.csv")
        with pytest.raises(StoreError, match="no ending"):
            graph.dump(io.BytesIO())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.nq", "graph.trig", "graph.ttl"]


def test_odd_literals_survive_every_format(tmp_path: Path) -> None:
    """Quotes come from strangers: ends of line, quotes, backslashes, control characters, other scripts."""
    words = 'a\nb\r"c\\d\te\u0085f\u2028g\u0000h é 😀 <x> ^^<http://e/> "'
    subject = ox.NamedNode(BASE + "id/state/PRK")
    facts = ox.NamedNode(GRAPHS["facts"])
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    write_graph(tmp_path / "graph", [ox.Quad(subject, label, ox.Literal(words, language="en"), facts)], rules=NONE)
    with open_graph(tmp_path / "graph") as graph:
        for name in ("a.nq", "a.trig"):
            graph.dump(tmp_path / name)
            with open_graph(tmp_path / name) as other:
                assert other.digest == graph.digest
                assert other.query("SELECT ?l WHERE { ?s rdfs:label ?l }", timeout=20).rows == [(words,)]
        assert Graph.from_rdflib(graph.to_rdflib()).digest == graph.digest


def test_a_graph_that_others_made_is_asked_in_the_same_way(shared: Path) -> None:
    """The model of the seed article is worked by hand; its thirty questions give as many rows as it says."""
    text = (shared / "model" / "MODEL.md").read_text()
    questions = re.findall(r"\*\*(CQ\d\d)\*\*.*?\*(\d+) rows.*?```sparql\n(.*?)```", text, re.DOTALL)
    assert len(questions) == 30
    with open_graph(shared / "model" / "seed_model.trig") as graph:
        found = {name: len(graph.query(query)) for name, _, query in questions}
    assert found == {name: int(rows) for name, rows, _ in questions}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"text", "not a graph; open a folder that relgraph built, or a file .nq, .trig or .ttl"),
        ("a.nq", b"<a> <b>", "not what its ending says"),
        ("a.nq.gz", b"\x1f\x8b\x08broken", "damaged, it cannot be unpacked"),
        ("a.trig.gz", gzip.compress(b"<http://a> <http://b> <http://c> .")[:-9], "damaged"),
        ("a.nq", b"<http://a> <http://b> <http://c> <http://d> .", "none of the graphs of relgraph is in it"),
    ],
)
def test_a_file_that_is_no_graph_says_so(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """One line, with the path and what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=message.replace(".", r"\.")) as raised:
        open_graph(tmp_path / name)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_only_a_graph_of_a_close_name_is_suggested(made: Path, tmp_path: Path) -> None:
    """A suggestion that is no graph, or that is only a little alike, leads astray."""
    (tmp_path / "graphs").mkdir()
    (tmp_path / "graph.txt").write_text("x", encoding="utf-8")
    shutil.copytree(made, tmp_path / "relations")
    for place in (tmp_path / "graph", tmp_path / "stations", tmp_path / "nowhere" / "graph"):
        assert "no such graph. Build one" in str(no_such_graph(place))
    assert "no such graph. Did you mean relations?" in str(no_such_graph(tmp_path / "relatons"))
    with pytest.raises(StoreError, match=r"no such graph\. Build one"):
        open_graph(tmp_path / "graph")


def test_a_folder_of_other_things_is_no_place_to_build(tmp_path: Path) -> None:
    """The advice must be one that a build accepts."""
    with pytest.raises(StoreError, match=r"build ARTICLES -o .*/empty'"):
        read_manifest(make_folder(tmp_path / "empty"))
    (make_folder(tmp_path / "full") / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=r"in a new folder with 'relgraph build ARTICLES -o NEW'"):
        read_manifest(tmp_path / "full")


def make_folder(path: Path) -> Path:
    """An empty folder."""
    path.mkdir()
    return path


def test_a_missing_graph_has_a_nearest_name(made: Path) -> None:
    """Most missing graphs are typing mistakes."""
    with pytest.raises(StoreError, match=r"grpah: no such graph\. Did you mean graph\? Build one with 'relgraph build"):
        open_graph(made.parent / "grpah")
    with pytest.raises(StoreError, match=r"not a graph, it has no relgraph\.json\. Did you mean .*graph\?$"):
        open_graph(made.parent)
    with pytest.raises(StoreError, match="no rdflib Dataset"):
        open_graph(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"format": 2}', "a graph of format 2; this relgraph reads format 1"),
        ("{", "no manifest of a graph"),
        ("[]", "no manifest of a graph"),
        ('{"format": 1}', "names no version"),
        ('{"format": 1, "version": "../.."}', "names no version"),
        ('{"format": 1, "version": "abc"}', "version abc is missing"),
    ],
)
def test_an_unknown_manifest_is_not_guessed_at(copy: Path, content: str, message: str) -> None:
    """A graph of a later relgraph must not be read wrongly."""
    (copy / "relgraph.json").write_text(content)
    with pytest.raises(StoreError, match=message):
        open_graph(copy)


def test_a_manifest_of_a_later_release_may_say_more(copy: Path) -> None:
    """A new key is no new format."""
    manifest = json.loads((copy / "relgraph.json").read_text())
    (copy / "relgraph.json").write_text(json.dumps({**manifest, "new": 1}))
    with open_graph(copy / "relgraph.json") as graph:
        assert len(graph.query(EVENTS)) == 10


def _store(folder: Path) -> Path:
    version: str = json.loads((folder / "relgraph.json").read_text())["version"]
    return folder / "versions" / version / "store"


@pytest.mark.parametrize("how", ["missing", "garbled", "cut off"])
def test_an_unreadable_store_is_made_again_from_the_export(
    copy: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The engine's storage changes with its version; the graph does not."""
    with open_graph(copy) as graph:
        rows, digest = graph.query(EVENTS), graph.digest
    store = _store(copy)
    if how == "missing":
        shutil.rmtree(store)
    elif how == "garbled":
        (store / "CURRENT").write_text("nonsense\n")
    else:
        next(store.glob("MANIFEST-*")).write_bytes(b"")
    with caplog.at_level(logging.WARNING), open_graph(copy) as graph:
        assert graph.query(EVENTS) == rows
        assert graph.digest == digest
    assert "making the store again from graph.nq.gz" in caplog.text
    caplog.clear()
    with caplog.at_level(logging.WARNING), open_graph(copy) as graph:
        assert graph.query(EVENTS) == rows
    assert not caplog.text


def test_an_unreadable_store_is_made_in_memory_where_nothing_can_be_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A graph on a read-only disk can still be asked."""
    shutil.rmtree(_store(copy))

    def read_only(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("relgraph.store.graph.hold_build", read_only)
    with caplog.at_level(logging.WARNING), open_graph(copy) as graph:
        assert len(graph.query(EVENTS)) == 10
        assert len(graph.query(EVENTS, timeout=20)) == 10
    assert "made in memory" in caplog.text


def test_a_damaged_export_is_not_trusted(copy: Path) -> None:
    """Neither the store nor a whole export: only a new build helps."""
    store = _store(copy)
    shutil.rmtree(store)
    (store.parent / "graph.nq.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(StoreError, match=r"graph\.nq\.gz is not what relgraph\.json says; build the graph again"):
        open_graph(copy)
    (store.parent / "graph.nq.gz").write_bytes(b"x")
    with pytest.raises(StoreError, match="neither the store nor"):
        open_graph(copy)


def test_a_closed_graph_says_so(made: Path) -> None:
    """A query after the with block is a programming mistake that deserves a message."""
    with open_graph(made) as graph:
        pass
    with pytest.raises(StoreError, match="closed; open it again"):
        graph.query(EVENTS)


def test_a_graph_shows_itself(made: Path) -> None:
    """In a notebook the last line of a cell is the graph."""
    with open_graph(made) as graph:
        shown = graph._repr_html_()
        assert "<th>claims</th><td>17</td>" in shown
        assert "2024-09-02" in shown
        assert f"{len(graph)} quads" in repr(graph)
        assert GRAPHS["facts"] in graph.graph_names()


# ── queries ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def graph(made: Path) -> Graph:
    """The made world, opened."""
    return open_graph(made)


def test_values_come_as_what_they_are(graph: Graph) -> None:
    """Numbers can be added and days compared; the terms are there for whoever wants them."""
    result = graph.query(
        "SELECT ?e ?l ?d ?n ?when ?none WHERE {"
        " ?e a rg:Accession ; rdfs:label ?l ; rg:sortDate ?d ; rg:sourceCount ?n ; rg:when ?when }"
    )
    assert result.columns == ("e", "l", "d", "n", "when", "none")
    assert result.rows == [
        (BASE + "id/event/accession-PRK-TAC", "DPRK accedes to the TAC", date(2008, 7, 1), 1, "2008-07", None)
    ]
    assert result.terms[0][1] == ox.Literal("DPRK accedes to the TAC", language="en")
    confidence = graph.query("SELECT ?c WHERE { GRAPH ?g { ?x rg:claimType rg:Accession ; rg:confidence ?c } }")
    assert confidence.rows == [(0.9,)]


def test_ask_construct_and_describe_have_rows(graph: Graph) -> None:
    """One type of answer for every form of query; triples come sorted, since the engine has no order."""
    assert graph.query("ASK { ?e a rg:Visit }") == Result(("answer",), [(True,)])
    for timeout in (None, 20.0):
        made = graph.query("CONSTRUCT { ?e a rg:Visit } WHERE { ?e a rg:Contact }", timeout=timeout)
        assert made.columns == ("subject", "predicate", "object")
        assert len(made) == 5
        assert made.rows == sorted(made.rows)
        assert len(graph.query("DESCRIBE tr:TAC", timeout=timeout)) > 1


def test_a_result_shows_itself(graph: Graph) -> None:
    """As a table for people, CSV and JSON for programs, HTML for notebooks."""
    result = graph.query("SELECT ?e ?l ?none WHERE { ?e a rg:Accession ; rdfs:label ?l }")
    assert result.to_table().splitlines()[2].split("  ")[0] == "ev:accession-PRK-TAC"
    assert str(result) == result.to_table()
    assert result.to_csv() == f"e,l,none\n{BASE}id/event/accession-PRK-TAC,DPRK accedes to the TAC,\n"
    assert json.loads(result.to_json())[0]["none"] is None
    assert "<td" in result._repr_html_()
    assert [row[1] for row in result] == ["DPRK accedes to the TAC"]
    assert result.to_dicts()[0]["l"] == "DPRK accedes to the TAC"


def test_texts_of_strangers_are_inert_in_every_rendering() -> None:
    """A title may hold a script or a formula; neither a notebook nor a spreadsheet may execute it."""
    result = Result(("<b>",), [("<script>alert(1)</script>",), ("=HYPERLINK(1)",), ("a\nb\x1b[31m",)])
    shown = result._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "'=HYPERLINK(1)" in result.to_csv()
    assert "a b" in result.to_table()
    assert "more rows" in Result(("a",), [(n,) for n in range(300)])._repr_html_()


def test_values_are_bound_as_terms(graph: Graph) -> None:
    """In patterns, filters, inner SELECTs and LIMIT; a text cannot break out of its place."""
    state = ox.NamedNode(BASE + "id/state/PRK")
    query = "SELECT ?e WHERE { ?e rg:actorState $s ; rg:sortDate ?d FILTER(?d >= ?since) } ORDER BY ?d LIMIT $n"
    for value in (state, rdflib.URIRef(state.value)):
        found = graph.query(query, bindings={"s": value, "since": date(2024, 5, 1), "n": 1})
        assert found.rows == [(BASE + "id/event/message-PRK-CHN-2024-06-09",)]
    evil = 'x" } ; DROP ALL #'
    for timeout in (None, 20.0):
        assert graph.query("SELECT ?e WHERE { ?e rdfs:label ?l }", bindings={"l": evil}, timeout=timeout).rows == []
    assert graph.query("SELECT ?x ?y WHERE { BIND(?x AS ?y) }", bindings={"x": 2}).rows == [(2, 2)]
    inner = "SELECT ?n WHERE { { SELECT (COUNT(?e) AS ?n) WHERE { ?e rg:actorState ?s } } }"
    assert graph.query(inner, bindings={"s": state}) == graph.query(inner.replace("?s", "st:PRK"))
    assert graph.query("SELECT ?v WHERE { BIND(?b AS ?v) }", bindings={"b": True}).rows == [(True,)]
    assert graph.query("SELECT ('?b' AS ?v) WHERE { FILTER(?b > 1.0) }", bindings={"b": 1.5}).rows == [("?b",)]
    ordered = graph.query("SELECT ?d WHERE { ?e a rg:Visit ; rg:sortDate ?d } ORDER BY ?x ?d", bindings={"x": 1})
    assert len(ordered) == 1


@pytest.mark.parametrize(
    ("bindings", "message"),
    [
        ({"stat": 1}, r"no variable '\?stat' to bind. Did you mean state\?"),
        ({"state": object()}, "is no value for a query"),
        ({"state": rdflib.BNode()}, "a blank node names nothing"),
        ({"state": rdflib.URIRef("relative")}, "no valid RDF term"),
    ],
)
def test_a_wrong_binding_is_named(graph: Graph, bindings: dict[str, object], message: str) -> None:
    """A misspelt parameter that is passed over gives all rows instead of some."""
    with pytest.raises(QueryError, match=message):
        graph.query("SELECT ?e WHERE { ?e rg:actorState ?state }", bindings=bindings)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x a rgg:Visit }", r"line 2, column 8: unknown prefix 'rgg:'\. Did you mean rg\?"),
        ("SELECT ?x WHERE {\n  ?x a rg:Visit", r"line 1, column 17: this '\{' is never closed"),
        ("SELECT ?x WHERE { ?x a rg:Visit } }", r"line 1, column 35: this '\}' closes nothing"),
        ("ASK {\n ?x ?y ?z ) }", r"line 2, column 11: '\)' cannot close the '\{' of line 1, column 5"),
        ("SELECT ?x\nWHERE { ?x foo ?y }", r"line 2, column 12: SPARQL has no word 'foo'; a variable begins with"),
        ("SELECT ?x WHERE { ?x 'é' é }", r"line 1, column 26: SPARQL has no word 'é'"),
        (
            "SELECT ?x WHERE { ?x ?y ?z } LIMIT",
            r"line 1, column 35: this is not SPARQL, here or shortly before: \.\.\. ",
        ),
        ("SELECT ?x WHERE { ?x ?y ?z } ODER BY ?x", r"column 30: SPARQL has no word 'ODER'.* Did you mean ORDER\?"),
        ("SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s", "with GROUP BY, select grouped variables and aggregates only"),
        ("SELECT (1 AS ?x) ?x {}", "Duplicated variable name in SELECT; give each column another name"),
        ("SELEC ?x {}", r"'SELEC' begins no query; write SELECT, .* Did you mean SELECT\?"),
        ("", "the query is empty"),
        ("# nothing\nPREFIX rg: <http://x/>", "the query is empty"),
        ("SELECT ?x { ?x ?p 'a\ud83d' }", "half a surrogate pair"),
        ("SELECT ?x { FILTER((?a<?b)&&?c>?d) }", r"column 23: an IRI or a comparison\? Write a space after the '<'"),
        ("SELECT ?x { ?x <?'> ?o } #' }", r"column 16: an IRI or a comparison\?"),
    ],
)
def test_a_wrong_query_says_where(graph: Graph, query: str, message: str) -> None:
    """Line and column of the text that was given, and what may be meant."""
    with pytest.raises(QueryError, match=message) as raised:
        graph.query(query)
    assert "\n" not in str(raised.value)
    if "surrogate" not in message:
        with pytest.raises(QueryError, match=message):
            graph.query(query, timeout=20)


def test_places_are_those_of_the_given_text(graph: Graph) -> None:
    """With long values put in, a column of the changed text would point into nowhere."""
    query = "SELECT ?x WHERE { ?x rg:actor $a , $b . } LIMIT"
    for value in ("", "a much longer value " * 10):
        with pytest.raises(QueryError, match=r"line 1, column 48: .*: \.\.\. .*\$a , \$b \. } LIMIT$"):
            graph.query(query, bindings={"a": "short", "b": value})


UPDATES = [
    "INSERT DATA { st:PRK rdfs:label 'x' }",
    "DELETE DATA { st:PRK rdfs:label 'x' }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH g:facts DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH g:facts",
    "CREATE GRAPH <http://x/>",
    "COPY g:facts TO DEFAULT",
    "MOVE g:facts TO DEFAULT",
    "ADD g:facts TO DEFAULT",
    "LOAD <http://127.0.0.1/>",
    "PREFIX x: <http://x/> insert data { x:a x:b x:c }",
    "SELECT * { ?s ?p ?o } ; CLEAR ALL",
    "INSERT\u0020DATA { st:PRK rdfs:label 'x' }",
]


@pytest.mark.parametrize("update", UPDATES)
def test_no_update_gets_through(graph: Graph, update: str) -> None:
    """A graph is only read; a result never depends on who asked before."""
    before = len(list(graph.quads()))
    for timeout in (None, 20.0):
        with pytest.raises(QueryError, match="line 1, column"):
            graph.query(update, timeout=timeout)
    assert len(list(graph.quads())) == before


FETCHES = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:PORT/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:PORT/>{?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { ?s ?p trueSERVICE:x { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:PORT/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * FROM:x { ?s ?p ?o }",
    "ASK { { SELECT * { SERVICE ?s { ?a ?b ?c } VALUES ?s { <http://127.0.0.1:PORT/> } } } }",
]


def test_no_query_reaches_the_network_or_a_file(graph: Graph) -> None:
    """A query may come from a stranger: 0 connections, 0 files opened."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        asked: list[object] = []

        def listen() -> None:
            while not done.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        done = threading.Event()
        listener = threading.Thread(target=listen)
        listener.start()
        try:
            for query in FETCHES:
                with pytest.raises(QueryError, match="line 1, column"):
                    graph.query(query.replace("PORT", str(server.getsockname()[1])))
        finally:
            done.set()
            listener.join()
    assert not asked


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from ?service WHERE { ?from rg:iso3 ?service . ?service ?from 'x' }",
        "SELECT * { ?s rdfs:label 'SERVICE FROM' , \"it's # FROM\" , '''a ' FROM <x>''' }",
        "SELECT * { ?s <http://x/SERVICE> <http://x/#FROM> }",
        "SELECT * { ?s rg:service v:from } # SERVICE FROM INSERT",
        "SELECT * { ?s rdfs:label 'a\\'SERVICE' FILTER(?s < 3 && ?s > 2) }",
        "PREFIX a: <http://x/> SELECT * { ?s a:b\\'c ?o }",
        "BASE <http://x/> SELECT * { ?s <load> 'x'@en-GB }",
    ],
)
def test_words_in_strings_iris_names_and_comments_are_left_alone(graph: Graph, query: str) -> None:
    """Quotes about a "service" must be searchable."""
    assert graph.query(query).rows == []


@pytest.mark.parametrize(
    "query",
    [
        "ASK { " + "{" * 20_000 + "}" * 20_000 + " }",
        "ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
        "ASK { FILTER(" + "[" * 300 + "1" + "]" * 300 + ") }",
        "ASK { " + "<<" * 300,
    ],
)
def test_deep_nesting_is_refused(graph: Graph, query: str) -> None:
    """20,000 nested braces end the process with a segmentation fault."""
    with pytest.raises(QueryError, match="nested deeper than 200"):
        graph.query(query)


def test_a_long_query_is_refused_by_its_bytes(graph: Graph) -> None:
    """64 KB of text are enough for everybody."""
    with pytest.raises(QueryError, match="65546 bytes; 65536 are the most"):
        graph.query("ASK { } # " + "x" * 65_536)
    assert graph.query("ASK { ?e a rg:Visit } # " + "x" * 65_000).rows == [(True,)]


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "!" * 30_000 + "true) }",
        "ASK { FILTER(1" + "+1" * 30_000 + " = 1) }",
        "ASK { {}" + "UNION{}" * 9_000 + " }",
    ],
)
def test_a_query_that_crashes_the_engine_does_not_crash_us(graph: Graph, query: str) -> None:
    """Flat texts crash it, too, when they are long: so long ones run in a process of their own."""
    with pytest.raises(QueryError, match="the engine died on this query"):
        graph.query(query)


def test_a_long_list_of_values_is_answered(graph: Graph) -> None:
    """Length alone is no crime: a program may ask for thousands of things at once."""
    values = " ".join(f"<http://x/{n}>" for n in range(2_500))
    assert graph.query(f"SELECT ?s {{ VALUES ?s {{ {values} st:PRK }} ?s a rg:State }}").rows == [
        (BASE + "id/state/PRK",)
    ]


def test_a_query_that_takes_too_long_is_ended(graph: Graph) -> None:
    """The engine cannot stop; the process in which it runs can be ended, and nothing of it is left."""
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?d && ?d != ?g) }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0\.5 seconds; ask for less"):
        graph.query(cross, timeout=0.5)
    assert time.monotonic() - start < 3
    assert graph.query("ASK { ?e a rg:Visit }", timeout=20).rows == [(True,)]


@pytest.mark.parametrize(
    ("query", "size"), [("SELECT * { ?s ?p 'a b' }", 7), ("ASK {} # c", 3), ("ASK { ?s a rg:Visit . }", 7)]
)
def test_tokens_are_counted_without_comments(query: str, size: int) -> None:
    """The number decides whether a query needs a process of its own."""
    assert check_query(query).size == size
