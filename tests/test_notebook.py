"""What a notebook shows, the cell magic, and the tutorials themselves."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import missing
from make import make_graph

from relgraph.errors import QueryError, StoreError
from relgraph.network import build_network, measures
from relgraph.notebook import load_ipython_extension, run_sparql, show
from relgraph.store import Graph, Result, open_graph

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
SELECT = "SELECT ?who WHERE { ?who rg:ambassadorTo ?to } ORDER BY ?who"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made world of tests/make.py as a folder."""
    return make_graph(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def made(folder: Path) -> Graph:
    """The same, opened."""
    return open_graph(folder)


def hostile(edges: int = 1, actors: int = 2) -> nx.MultiDiGraph:
    """A network whose every text is an attack on the notebook."""
    attack = "long " * 200 + '<script>alert(1)</script><img src=x onerror="alert(1)">"&\u2028'
    network = nx.MultiDiGraph()
    for n in range(actors):
        network.add_node(f"n{n}", label=attack, type=attack, code="")
    for n in range(edges):
        evidence = [{"quote": attack, "url": "javascript:alert(1)", "title": attack, "article": attack}]
        values = {"label": attack, "type": "Visit", "edtf": attack, "start": "2020-01-01", "evidence": evidence}
        network.add_edge(f"n{n % actors}", f"n{(n + 1) % actors}", key=f"e{n}", **values)
    return network


def picture(html: str) -> str:
    """The SVG inside of the HTML."""
    found = re.search(r'src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"', html)
    assert found
    return base64.b64decode(found[1]).decode()


def test_a_network_is_a_picture_with_its_latest_relations(made: Graph) -> None:
    """An image as data and a table show in every state of a notebook, also in one that is not trusted."""
    shown = show(build_network(made))
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "Choe Son Hui sent a message" in bundle["text/html"]
    assert "<td" in bundle["text/html"]
    assert "9 June 2024" in bundle["text/html"]
    assert 'href="https://example.org/news/message" rel="noopener noreferrer"' in bundle["text/html"]
    assert picture(bundle["text/html"]).startswith("<svg ")
    assert repr(shown) == "Diplomatic relations: 7 actors, 15 relations"


def test_what_a_text_says_is_never_run() -> None:
    """Articles are written by strangers: no tag, no event handler, no link to a script."""
    html = show(hostile(), title="<b>x</b>").html
    for words in (html, picture(html)):
        assert "<script" not in words
        assert not re.search(r"<[^>]*\sonerror", words)
        assert "<b>" not in words
    assert 'href="javascript' not in html
    assert not re.search(r"<(script|iframe|svg|object|embed|style|link)\b", html)


@pytest.mark.parametrize(("edges", "actors"), [(0, 0), (1, 2), (300, 60), (5000, 3)])
def test_what_is_shown_stays_small(edges: int, actors: int) -> None:
    """Output is kept in the file of the notebook; a network of any size gives at most 60 KB."""
    network = hostile(edges, actors)
    shown = show(network)
    assert len(shown.html) <= 60_000
    assert f"{actors} actors, {edges} relations" in shown.text


def test_measures_are_shown_as_a_table(made: Graph) -> None:
    """The first thing that one wants to see of a list of records is its columns."""
    shown = show(measures(build_network(made)))
    assert "<th" in shown.html
    assert "pagerank" in shown.html
    assert "state/PRK" in shown.text


def test_what_shows_itself_is_left_alone(made: Graph) -> None:
    """A graph and a result have their own tables, with the names in them escaped."""
    assert show(made) is made
    result = Result(("a",), [("<i>x</i>",)])
    assert show(result) is result
    assert "<i>" not in result._repr_html_()
    assert "quads" in made._repr_html_()
    with pytest.raises(TypeError, match="a dict cannot be shown"):
        show({})


# ── the cell magic ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cell_asks_the_graph_that_is_named_or_the_only_one(made: Graph, folder: Path) -> None:
    """By variable, by path, or by nothing when there is no doubt."""
    expected = made.query(SELECT)
    assert run_sparql("g", SELECT, {"g": made}) == expected
    assert run_sparql("", SELECT, {"g": made, "_1": made, "x": 1}) == expected
    assert run_sparql("", SELECT, {"g": made, "same": made}) == expected
    assert run_sparql(str(folder), SELECT, {}) == expected


def test_a_cell_keeps_its_result_in_a_variable(made: Graph) -> None:
    """The next cell goes on with the rows."""
    variables: dict[str, Any] = {"g": made}
    assert run_sparql("g -o rows", SELECT, variables) == variables["rows"]


def test_a_wrong_cell_says_what_to_write(made: Graph, folder: Path) -> None:
    """None, two graphs, no name, and a path where nothing is."""
    with open_graph(folder) as other, pytest.raises(QueryError, match=r"which of g, h\?"):
        run_sparql("", SELECT, {"g": made, "h": other})
    with pytest.raises(QueryError, match="no graph is open"):
        run_sparql("", SELECT, {})
    with pytest.raises(QueryError, match="-o needs the name of a variable"):
        run_sparql("g -o", SELECT, {"g": made})
    with pytest.raises(QueryError, match="one graph, not g and h"):
        run_sparql("g h", SELECT, {"g": made})
    with pytest.raises(StoreError, match="no such graph"):
        run_sparql("nowhere", SELECT, {})


@pytest.fixture
def shell() -> Iterator[Any]:
    """An IPython without history, with the extension loaded."""
    try:
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config
    except ImportError:
        missing("IPython is not installed; install relgraph[notebook]")
    config = Config()
    config.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=config)
    load_ipython_extension(shell)
    yield shell
    InteractiveShell.clear_instance()


def test_the_magic_runs_in_a_real_shell(shell: Any, made: Graph) -> None:
    """Registered under its name, with a picture for networks."""
    shell.user_ns["g"] = made
    assert shell.run_cell_magic("sparql", "g", SELECT).columns == ("who",)
    data, _ = shell.display_formatter.format(build_network(made))
    assert "data:image/svg+xml;base64," in data["text/html"]


def test_a_wrong_query_in_a_cell_is_one_line(shell: Any, made: Graph) -> None:
    """UsageError is the one that IPython prints without frames."""
    from IPython.core.error import UsageError

    shell.user_ns["g"] = made
    with pytest.raises(UsageError, match="line 1"):
        shell.run_cell_magic("sparql", "g", "SELECT ?x WHERE {")


# ── the tutorials ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not NOTEBOOKS, reason="the notebooks are not part of the wheel")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
# The client of Jupyter leaves sockets and loops to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_tutorial_runs_from_the_first_cell_to_the_last(path: Path, tmp_path: Path) -> None:
    """A tutorial that fails is worse than none; it also shows a picture and answers."""
    try:
        import jupytext
        from nbclient import NotebookClient
    except ImportError:
        pytest.skip("jupytext or nbclient is not installed; .ci/run executes the notebooks in a step of its own")
    notebook = jupytext.read(path)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [o for cell in notebook.cells for o in cell.get("outputs", ()) if "data" in o]
    html = "".join(output["data"].get("text/html", "") for output in shown)
    assert "data:image/svg+xml;base64," in html
    assert len(html) < 200_000
    assert not [o for cell in notebook.cells for o in cell.get("outputs", ()) if o["output_type"] == "error"]
