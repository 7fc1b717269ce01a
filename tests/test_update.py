"""Updating: a graph that grows and shrinks is the graph that a build of what is left gives."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.cli import main
from relgraph.errors import SourceError, StoreError
from relgraph.iris import GRAPHS, article_iri, graph_iri
from relgraph.ontology import Ontology, load_ontology
from relgraph.pipeline import build, read_all, update
from relgraph.pipeline.building import SOURCES
from relgraph.query import why
from relgraph.records import Issue, Reading
from relgraph.resolve import resolve
from relgraph.resources import articles_dir, ontology_dir
from relgraph.sources import read_articles
from relgraph.store import open_graph, write_graph
from relgraph.store.files import read_beside
from relgraph.stored import pack_sources, unpack_sources
from relgraph.triples import quads


@cache
def _samples() -> tuple[Reading, ...]:
    items = read_all(read_articles([articles_dir()]), load_ontology())
    return tuple(item for item in items if isinstance(item, Reading))


def _quads(sources: tuple[Reading, ...]) -> set[str]:
    ontology = load_ontology()
    return {str(quad) for quad in quads(sources, resolve(sources, ontology), ontology)}


@cache
def _whole() -> frozenset[str]:
    return frozenset(_quads(_samples()))


def _write(folder: Path, names: list[str]) -> list[Path]:
    """The sample articles with these ids as files of one JSON line each."""
    by_id = {reading.id: reading.article for reading in _samples()}
    paths = []
    for name in names:
        article = by_id[name]
        path = folder / f"{name}.jsonl"
        line = {
            "id": article.id, "title": article.title, "text": article.text, "publisher": article.publisher,
            "published": article.published.isoformat() if article.published else None,
        }  # fmt: skip
        path.write_text(json.dumps({k: v for k, v in line.items() if v is not None}) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


IDS = [r.id for r in sorted(_samples(), key=lambda r: r.id) if r.article.page is None and r.claims]


# ── stored sources ──────────────────────────────────────────────────────────────────────────────────────────────


def test_stored_sources_come_back_as_they_were() -> None:
    """Whatever is lost on the way would make the changed graph another one."""
    packed = pack_sources(_samples())
    back = list(unpack_sources(packed, where="x"))
    assert [(s.id, s.claims, s.published) for s in back] == sorted((s.id, s.claims, s.published) for s in _samples())
    assert pack_sources(back) == packed
    assert {s.article.sha256 for s in back if isinstance(s, Reading)} == {s.article.sha256 for s in _samples()}


def test_stored_sources_do_not_hold_the_texts() -> None:
    """A graph is passed on, the articles of others are not."""
    assert all(
        not s.article.text for s in unpack_sources(pack_sources(_samples()), where="x") if isinstance(s, Reading)
    )


def test_damaged_sources_are_an_error_that_names_the_file() -> None:
    """Half a graph must not look like a whole one."""
    packed = pack_sources(_samples()[:3])
    for damaged in (packed[:-40], b"nothing", packed[:10] + packed[40:]):
        with pytest.raises(StoreError, match=r"g \(x\): not the sources"):
            list(unpack_sources(damaged, where="g (x)"))


# ── the law ─────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_sources_kept_and_put_together_in_any_order_give_one_graph(data: st.DataObject) -> None:
    """What was read yesterday and what is read today make the graph that reading all today makes."""
    chosen = data.draw(st.lists(st.sampled_from(_samples()), unique_by=lambda r: r.id, min_size=1))
    cut = data.draw(st.integers(0, len(chosen)))
    yesterday = tuple(unpack_sources(pack_sources(chosen[:cut]), where="x"))
    assert _quads((*chosen[cut:], *yesterday)) == _quads(tuple(chosen))  # type: ignore[arg-type]


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_changed_graph_is_the_rebuilt_graph(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On the disk: add some, remove some, in any order; the digest is that of a build of what is left."""
    folder = tmp_path_factory.mktemp("law")
    chosen = data.draw(st.lists(st.sampled_from(IDS), unique=True, min_size=3, max_size=6))
    gone = data.draw(st.lists(st.sampled_from(chosen[1:]), unique=True, max_size=2))
    paths = _write(folder, chosen)
    build(paths[:1], folder / "g")
    for path in paths[1:]:
        update(folder / "g", add=path)
    if gone:
        update(folder / "g", remove=gone)
    left = [path for path, name in zip(paths, chosen, strict=True) if name not in gone]
    assert update(folder / "g", add=left[0]).digest == build(left, folder / "h").digest
    assert read_beside(folder / "g", SOURCES) == read_beside(folder / "h", SOURCES)


@pytest.mark.parametrize("gone", IDS[::4])
def test_removing_an_article_removes_what_only_it_supported(gone: str) -> None:
    """And nothing else: a situation that another article supports stays."""
    removed = next(r for r in _samples() if r.id == gone)
    rest = tuple(r for r in _samples() if r.id != gone)
    ontology = load_ontology()
    before, after = resolve(_samples(), ontology), resolve(rest, ontology)
    own = {claim.id for claim in removed.claims}
    known = {claim.id for r in rest for claim in r.claims}
    assert all({*s.supported_by, *s.disputed_by} <= known for s in after.situations)
    still = {i for s in after.situations for i in (*s.supported_by, *s.disputed_by)}
    assert still == known
    assert any(set(s.supported_by) <= own for s in before.situations)
    left = _quads(rest)
    assert not any(f"{graph_iri(gone)}>" in quad or f"{article_iri(gone)}#" in quad for quad in left)


@pytest.mark.parametrize("gone", IDS[1::6])
def test_an_article_touches_only_what_it_concerns(gone: str) -> None:
    """Who has nothing to do with an article finds the same triples with it and without it."""
    removed = next(r for r in _samples() if r.id == gone)
    named = {role.actor.id for claim in removed.claims for role in claim.roles}
    behind = named | {i for claim in removed.claims for role in claim.roles for i in role.actor.on_behalf_of}
    changed = _whole() ^ _quads(tuple(r for r in _samples() if r.id != gone))
    facts = [
        ox.parse(quad.encode() + b" .", format=ox.RdfFormat.N_QUADS) for quad in changed if GRAPHS["facts"] in quad
    ]
    subjects = {next(iter(found)).subject for found in facts}
    whole = [next(iter(ox.parse(q.encode() + b" .", format=ox.RdfFormat.N_QUADS))) for q in _whole() | changed]
    objects: dict[object, set[str]] = {}
    for quad in whole:
        if quad.subject in subjects and isinstance(quad.object, ox.NamedNode):
            objects.setdefault(quad.subject, set()).add(quad.object.value.partition("/id/")[2])
    assert all(objects[subject] & behind for subject in subjects), gone


# ── on the disk ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph of two articles."""
    build(_write(tmp_path, IDS[:2]), tmp_path / "g")
    return tmp_path / "g"


def test_an_article_that_is_there_already_is_replaced(graph: Path, tmp_path: Path) -> None:
    """The corrected text counts, not both."""
    article = next(r.article for r in _samples() if r.id == IDS[0])
    changed = {"id": IDS[0], "text": "Laos joined the ASEAN Regional Forum in July 1994.", "published": "1994-08-01"}
    (tmp_path / "new.jsonl").write_text(json.dumps(changed) + "\n", encoding="utf-8")
    report = update(graph, add=tmp_path / "new.jsonl")
    assert report.articles == 2
    with open_graph(graph) as opened:
        text = "".join(str(q) for q in opened.quads())
    assert article.sha256 not in text
    assert "Laos joined the ASEAN Regional Forum" in text


def test_only_what_is_new_is_read(graph: Path, tmp_path: Path) -> None:
    """Reading takes most of the time of a build."""
    seen: list[str] = []
    update(graph, add=_write(tmp_path, IDS[2:4]), progress=lambda n, name: seen.append(name))
    assert seen == IDS[2:4]


def test_what_was_met_in_a_removed_article_is_forgotten_with_it(graph: Path) -> None:
    """The list of issues is that of the graph as it stands; what was met elsewhere stays in it."""
    met = [
        Issue(stage="read", level="info", code="no-sentences", where=where, message="x")
        for where in (IDS[0], f"{IDS[0]}:3", IDS[1], "a-file.jsonl:7")
    ]
    (graph / "issues.jsonl").write_text("".join(json.dumps(asdict(i)) + "\n" for i in met), encoding="utf-8")
    report = update(graph, remove=[IDS[0]])
    assert [issue.where for issue in report.issues] == [IDS[1], "a-file.jsonl:7"]
    assert len((graph / "issues.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"remove": ["nobody"]}, StoreError, "has no article or dataset 'nobody'"),
        ({"remove": [IDS[0] + "x"]}, StoreError, f"Did you mean {IDS[0]}?"),
        ({"remove": IDS[:2]}, StoreError, "nothing would be left"),
        ({"add": "no-such-file.jsonl"}, SourceError, "no-such-file.jsonl"),
    ],
)
def test_a_change_that_cannot_be_made_leaves_the_graph_as_it_was(
    graph: Path, change: dict[str, list[str]], error: type[Exception], message: str
) -> None:
    """Nothing is half changed."""
    before = (graph / "relgraph.json").read_bytes()
    with pytest.raises(error) as caught:
        update(graph, **change)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert (graph / "relgraph.json").read_bytes() == before


def test_a_graph_of_another_ontology_is_not_changed(graph: Path, tmp_path: Path) -> None:
    """Old and new articles would be read by different rules, and no build gives such a graph."""
    with pytest.raises(StoreError, match="another ontology") as caught:
        update(graph, add=_write(tmp_path, IDS[2:3]), ontology=_other_ontology(tmp_path))
    assert "--overlay" in str(caught.value)


def _other_ontology(tmp_path: Path) -> Ontology:
    shutil.copytree(ontology_dir(), tmp_path / "other")
    rule = tmp_path / "other" / "rules" / "member-of.rq"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    return load_ontology(tmp_path / "other")


def test_a_graph_without_its_sources_says_so(tmp_path: Path) -> None:
    """A graph that was only written, not built, cannot grow."""
    ontology = load_ontology()
    samples = _samples()[:2]
    write_graph(tmp_path / "g", quads(samples, resolve(samples, ontology), ontology))
    with pytest.raises(StoreError, match="does not keep what it was made of"):
        update(tmp_path / "g", remove=["x"])


def test_the_commands_change_a_graph(graph: Path, tmp_path: Path) -> None:
    """Relgraph add and relgraph remove are there and back."""
    digest = json.loads((graph / "relgraph.json").read_text())["digest"]
    [path] = _write(tmp_path, IDS[2:3])
    added = CliRunner().invoke(main, ["add", str(graph), str(path)])
    assert added.exit_code == 0, added.output
    assert "3 articles" in added.stderr
    removed = CliRunner().invoke(main, ["remove", str(graph), IDS[2]])
    assert removed.exit_code == 0, removed.output
    assert json.loads((graph / "relgraph.json").read_text())["digest"] == digest
    wrong = CliRunner().invoke(main, ["remove", str(tmp_path / "nowhere"), "x"])
    assert wrong.exit_code == 1
    assert f"{tmp_path / 'nowhere'}: " in wrong.stderr
    assert "no such" in wrong.stderr


def test_a_fix_parts_what_was_joined_and_stays_with_the_graph(tmp_path: Path) -> None:
    """The line that relgraph why prints undoes a merge; later changes of the graph keep it, another file replaces it."""
    folder = tmp_path / "g"
    build([articles_dir()], folder)
    with open_graph(folder) as opened:
        rows = opened.query(
            "SELECT ?e WHERE { ?e a rg:Event ; rg:supportedBy ?c } GROUP BY ?e HAVING (COUNT(?c) > 1)"
        ).rows
        merged = why(opened, str(getattr(sorted(rows, key=str)[0][0], "value", rows[0][0])))
    (tmp_path / "corpus.yaml").write_text(merged.undo or "", encoding="utf-8")
    parted = build([articles_dir()], folder, corpus=tmp_path / "corpus.yaml")
    with open_graph(folder) as opened:
        held = [
            str(getattr(row[0], "value", row[0]))
            for claim in merged.claims
            for row in opened.query(
                "SELECT DISTINCT ?s WHERE { GRAPH ?g { ?c rg:supports ?s } FILTER(STRENDS(STR(?c), ?id) && CONTAINS(STR(?s), '/event/')) }",
                bindings={"id": ox.Literal("#" + claim.id)},
            ).rows
        ]
    assert len(set(held)) == len(held) > 1
    assert not [issue for issue in parted.issues if issue.stage == "resolve"]
    again = update(folder, add=articles_dir())
    assert again.digest == parted.digest
    (tmp_path / "empty.yaml").write_text(
        f"fixes:\n  - keep_apart: [{merged.claims[0].id}, cnothing]\n    why: gone\n", encoding="utf-8"
    )
    undone = update(folder, add=articles_dir(), corpus=tmp_path / "empty.yaml")
    assert undone.digest != parted.digest
    assert [issue.code for issue in undone.issues if issue.stage == "resolve"] == ["fix-unused"]


def test_what_a_dataset_left_out_goes_and_comes_with_it(graph: Path) -> None:
    """Loaded twice it is told once; removed it is told no more; and no path of this machine stands in it."""
    update(graph, reference=["dprk-holidays"])
    once = (graph / "issues.jsonl").read_text(encoding="utf-8")
    assert "dataset:dprk-holidays" in once
    assert str(Path(__file__).parents[1]) not in once
    update(graph, reference=["dprk-holidays"])
    assert (graph / "issues.jsonl").read_text(encoding="utf-8") == once
    update(graph, remove=["dprk-holidays"])
    assert "dprk-holidays" not in (graph / "issues.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), [("issues.jsonl", "{]"), ("fixes.jsonl", '{"kind": 1}')])
def test_a_damaged_file_beside_the_graph_is_named(graph: Path, tmp_path: Path, name: str, content: str) -> None:
    """A traceback does not tell which file to look at."""
    version = graph / "versions" / json.loads((graph / "relgraph.json").read_text())["version"]
    (graph / name if name == "issues.jsonl" else version / name).write_text(content + "\n", encoding="utf-8")
    with pytest.raises(StoreError, match=name):
        update(graph, add=_write(tmp_path, IDS[2:3]))


def test_a_demo_does_not_build_over_what_was_added(graph: Path, tmp_path: Path) -> None:
    """The second demo in one folder took away what its user had added."""
    (tmp_path / "demo").mkdir()
    graph.rename(tmp_path / "demo" / "graph")
    (tmp_path / "demo" / "page.html").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", str(tmp_path / "demo")])
    assert result.exit_code == 1
    assert "no longer the graph of the samples" in result.stderr
