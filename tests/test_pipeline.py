"""The whole road: what a build makes, what it reports, what it leaves alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import relgraph
from relgraph.errors import OntologyError, QueryError, SourceError, StoreError
from relgraph.ontology import Ontology
from relgraph.pipeline import reading as pipeline
from relgraph.records import Article, Reading
from relgraph.resources import articles_dir

RELATIONS = "On 30 June 1973 Malaysia and the DPRK established diplomatic relations.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(RELATIONS, encoding="utf-8")
    (folder / "b.jsonl").write_text(
        json.dumps({"id": "b1", "text": "It rained."}) + '\n{"id": "b2"}\nnonsense\n', encoding="utf-8"
    )
    return folder


def test_a_build_reports_what_it_made_and_what_it_met(articles: Path, tmp_path: Path) -> None:
    """The numbers of the report are those of the graph, and each thing left out has its Issue."""
    report = relgraph.build([articles], tmp_path / "graph")
    assert (report.articles, report.claims, report.conflicts, report.skipped) == (2, 1, 0, 2)
    assert report.situations >= 1
    assert report.path == tmp_path / "graph"
    assert [(Path(i.where).name, i.code) for i in report.issues] == [
        ("b.jsonl:2", "no-text"),
        ("b.jsonl:3", "bad-json"),
    ]
    lines = (tmp_path / "graph" / "issues.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["no-text", "bad-json"]
    with relgraph.open(report.path) as graph:
        assert graph.digest == report.digest
        assert graph.query("ASK { ?e a rg:EstablishmentOfRelations ; ?one st:MYS ; ?other st:PRK }").rows == [(True,)]


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same articles give the same graph: in another process, with another hash seed, from another place."""
    digests = set()
    for seed, name in (("1", "one"), ("2", "two")):
        code = f"import relgraph, sys; print(relgraph.build([sys.argv[1]], {name!r}).digest)"
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(articles_dir())]
        done = subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
        digests.add(done.stdout)
    assert len(digests) == 1
    for name in ("one", "two"):
        with relgraph.open(tmp_path / name) as graph:
            graph.dump(tmp_path / f"{name}.nq")
            graph.dump(tmp_path / f"{name}.trig")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()


def test_the_order_of_the_articles_does_not_matter(tmp_path: Path) -> None:
    """A graph is a set of what was said, not a history of reading."""
    files = sorted(p for p in articles_dir().rglob("*.txt"))
    one = relgraph.build(files, tmp_path / "one")
    two = relgraph.build(files[::-1], tmp_path / "two")
    assert one.digest == two.digest


def test_a_killed_build_leaves_the_older_graph_whole(articles: Path, tmp_path: Path) -> None:
    """Whenever the power fails, the graph is the old one or the new one."""
    out = tmp_path / "graph"
    old = relgraph.build([articles], out).digest
    started = time.monotonic()
    new = relgraph.build([articles_dir()], tmp_path / "other").digest
    length = time.monotonic() - started
    code = "import relgraph, sys; print('go', flush=True); relgraph.build([sys.argv[1]], sys.argv[2])"
    for share in (0.7, 0.9, 1.0):
        process = subprocess.Popen([sys.executable, "-c", code, str(articles_dir()), str(out)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(length * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with relgraph.open(out) as graph:
            assert graph.digest in (old, new)
            assert graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s a rg:Situation }").rows[0][0]
    assert relgraph.build([articles_dir()], out).digest == new


def test_all_articles_that_are_left_out_are_counted(tmp_path: Path) -> None:
    """Repetitions and articles in another language are no errors, and yet not in the graph."""
    foreign = "시리아가 평양에 대사관을 개설하였다. 대사는 두 나라의 관계가 좋다고 말하였다. 대사는 만족을 표시하였다."
    texts = [RELATIONS, RELATIONS, "It rained.", foreign]
    rows = [{"url": f"https://e.org/{n // 3}", "text": text} for n, text in enumerate(texts)]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = relgraph.build(path, tmp_path / "graph")
    assert (report.articles, report.skipped) == (1, 3)
    assert all(issue.level != "error" for issue in report.issues)


def test_an_article_that_cannot_be_handled_is_left_out(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One article that relgraph explains it cannot read does not cost the others."""
    real = pipeline.read_article

    def read(article: Article, ontology: Ontology) -> Reading:
        if article.id == "b1":
            raise QueryError("too long")
        return real(article, ontology)

    monkeypatch.setattr(pipeline, "read_article", read)
    report = relgraph.build([articles], tmp_path / "graph")
    assert (report.articles, report.skipped) == (1, 3)
    assert ("b1", "too long") in [(i.where, i.message) for i in report.issues]


def test_a_programming_error_is_not_swallowed(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of relgraph must be seen, with the article that shows it; no graph is written from the rest."""

    def read(article: Article, ontology: Ontology) -> Reading:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "read_article", read)
    with pytest.raises(ZeroDivisionError) as caught:
        relgraph.build([articles], tmp_path / "graph")
    assert caught.value.__notes__ == ["while reading the article 'a'"]
    assert not (tmp_path / "graph").exists()


def test_a_wrong_ontology_is_no_fault_of_the_articles(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in a table of names would otherwise leave out every article, one message each."""

    def read(article: Article, ontology: Ontology) -> Reading:
        raise OntologyError(["names/states.csv:3: wrong"])

    monkeypatch.setattr(pipeline, "read_article", read)
    with pytest.raises(OntologyError, match=r"names/states\.csv:3"):
        relgraph.build([articles], tmp_path / "graph")


def test_a_target_that_is_no_graph_is_refused_before_anything_is_read(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading takes minutes; a slip in the name of the output costs none of them."""

    def read(article: Article, ontology: Ontology) -> Reading:
        raise AssertionError("read")

    monkeypatch.setattr(pipeline, "read_article", read)
    with pytest.raises(StoreError):
        relgraph.build([articles], articles)
    with pytest.raises(StoreError):
        relgraph.build([articles], articles / "a.txt")


def test_nothing_to_read_is_an_error_and_leaves_the_older_graph(articles: Path, tmp_path: Path) -> None:
    """An empty graph in the place of a good one is never what was meant; the message names the first cause."""
    digest = relgraph.build([articles], tmp_path / "graph").digest
    (tmp_path / "bad.jsonl").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"no article in .*bad\.jsonl; nothing was built\. .*bad\.jsonl:1: not JSON"):
        relgraph.build([tmp_path / "bad.jsonl"], tmp_path / "graph")
    with relgraph.open(tmp_path / "graph") as graph:
        assert graph.digest == digest


def test_one_path_needs_no_list(articles: Path, tmp_path: Path) -> None:
    """A text is iterable too, and its letters are no paths."""
    digest = relgraph.build([articles], tmp_path / "list").digest
    assert relgraph.build(str(articles), tmp_path / "text").digest == digest
    assert relgraph.build(articles, tmp_path / "path").digest == digest


def test_open_is_documented_but_does_not_hide_the_built_in_one() -> None:
    """A star import that replaces Python's open breaks the next line of a notebook."""
    assert "relgraph.open" in (relgraph.__doc__ or "")
    assert "open" not in relgraph.__all__
    assert "open" in dir(relgraph)


def test_progress_is_told_for_each_article(articles: Path, tmp_path: Path) -> None:
    """What a command line or a notebook needs to show that something happens."""
    told: list[tuple[int, str]] = []
    relgraph.build([articles], tmp_path / "graph", progress=lambda count, article: told.append((count, article)))
    assert told == [(0, "a"), (1, "b1")]


def test_importing_the_package_is_quick() -> None:
    """``import relgraph`` loads nothing but itself; each public name loads what it needs, and is documented."""
    code = (
        "import sys, relgraph\n"
        "print([m for m in sys.modules if m.startswith('relgraph.') or m in ('rdflib', 'pyoxigraph', 'networkx')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert dir(relgraph) == ["__version__", "at", "build", "changes", "open", "profile", "read_articles", "update"]
    assert all(getattr(relgraph, name).__doc__ for name in dir(relgraph))
    with pytest.raises(AttributeError, match="'relgraph' has no attribute 'bild'"):
        _ = relgraph.bild
