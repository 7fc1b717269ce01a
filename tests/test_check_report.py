"""The report of a check: counts, the order of problems, and the page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_check import ENTITIES, FACTS, drop, full, good, of, put, swap

from relgraph.check import Report, review_graph
from relgraph.check.page import render_report
from relgraph.files import source_hash
from relgraph.iris import PREFIXES, graph_iri, shorten
from relgraph.ontology import load_ontology
from relgraph.store import Graph

__all__ = ["good"]

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

HOSTILE = '"<script>alert(1)</script>"@en'


def review(quads: list[ox.Quad], *updates: str) -> Report:
    """The report on the good graph after some updates."""
    store = ox.Store()
    store.extend(quads)
    for update in updates:
        store.update(update, prefixes=PREFIXES)
    return review_graph(Graph._in_memory(store, name="made"), load_ontology())


def states(*codes: str) -> list[str]:
    """Updates that give states a wrong code."""
    return [put(ENTITIES, f"st:{code}", 'rg:iso3 "xx"') for code in codes]


@pytest.fixture(scope="module")
def report(good: list[ox.Quad]) -> Report:
    """Two states with one fault, an event with another, a person that nothing uses."""
    return review(
        good,
        *states("UGA", "PRK"),
        drop(FACTS, "ev:message-PRK-CHN-2024-06-09", "rg:actor"),
        put(ENTITIES, "pers:x", "a rg:Actor , rg:Person", f"rdfs:label {HOSTILE}"),
        swap(of("visit"), f"<{full('art:made-visit')}#c2-made-visit>", "rg:confidence", "1.5"),
    )


def test_the_totals_count_the_graph_and_what_is_wrong_with_it(report: Report) -> None:
    """One line tells how much there is and how much of it is in doubt."""
    assert list(report.totals) == [
        "errors", "warnings", "infos", "articles", "claims", "situations", "conflicts", "orphans", "contradictions",
    ]  # fmt: skip
    assert report.totals["errors"] == 4
    assert report.totals["warnings"] == 1
    assert report.totals["articles"] == 7
    assert report.totals["conflicts"] == report.totals["contradictions"] == 1
    assert report.totals["orphans"] == 2  # the person, and the article without claims
    assert report.has_errors


def test_the_worst_problem_comes_first(report: Report) -> None:
    """Errors before warnings before infos; then that on which most rows hang: the DPRK is in nearly all of them."""
    assert [group.severity for group in report.groups] == ["error"] * 3 + ["warning"] + ["info"] * 2
    worst = report.groups[0]
    assert (worst.shape, worst.count) == ("State-iso3", 2)
    assert worst.focuses == (full("st:PRK"), full("st:UGA"))
    rows = [group.rows for group in report.groups if group.severity == "error"]
    assert rows == sorted(rows, reverse=True)
    assert len(set(rows)) == len(rows)


def test_the_rows_that_a_problem_taints_are_those_that_name_the_thing(good: list[ox.Quad]) -> None:
    """As subject or as object, in whatever graph."""
    report = review(good, *states("UGA"))
    uganda = ox.NamedNode(full("st:UGA"))
    rows = [q for q in good if uganda in (q.subject, q.object)]
    assert report.groups[0].rows == len(rows) + 1  # the wrong code
    assert len({q.graph_name for q in rows}) > 2


def test_problems_are_counted_by_rule_and_graph(report: Report) -> None:
    """The graphs of articles are one line together, and are counted one by one besides."""
    counts = {(c.severity, c.shape, c.graph): c.count for c in report.counts}
    assert counts["error", "State-iso3", "g:entities"] == 2
    assert counts["error", "Claim-confidence", "articles"] == 1
    assert counts["info", "article-without-claims", None] == 1
    assert sum(counts.values()) == sum(p.count for p in report.problems)
    assert report.articles == {shorten(graph_iri("made-visit")): 1}


def test_the_page_has_what_the_report_has(report: Report) -> None:
    """Verdict, totals, the worst, the counts, and every problem."""
    page = render_report(report)
    assert "The graph breaks its rules" in page
    assert page.index("State-iso3") < page.index("Message-actor") < page.index("By rule and graph")
    for problem in report.problems:
        assert page.count(f"<code>{problem.shape}</code>") >= 2
    assert "DPRK <code>st:PRK</code>" in page


def test_the_page_escapes_what_comes_from_texts(report: Report) -> None:
    """A name in an article may be markup; it is shown and never run."""
    page = render_report(report)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_asks_for_nothing_and_runs_nothing(report: Report) -> None:
    """It can be sent by mail: one file, whose own policy forbids all but its style."""
    page = render_report(report)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed == f"default-src 'none'; style-src {source_hash(style[1])}; base-uri 'none'; form-action 'none'"
    assert not re.search(r"\b(?:src|href|style|on\w+)\s*=", page)
    assert "url(" not in style[1]


def test_a_graph_in_order_has_a_page_that_says_so(good: list[ox.Quad]) -> None:
    """Also good news is news; infos are shown."""
    page = render_report(review(good))
    assert "The graph keeps its rules." in page
    assert "sources-differ" in page
    assert "What was found" in page


def test_a_long_list_is_cut_unless_all_is_asked_for(good: list[ox.Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken rule may have a hundred thousand lines, which no browser shows."""
    monkeypatch.setattr("relgraph.check.page._MOST", 2)
    codes = ("UGA", "PRK", "LAO", "CHN")
    report = review(good, *states(*codes))
    rows = re.compile(r'<td>.*?<code class="soft">st:(\w+)</code></td>')
    assert len(rows.findall(render_report(report))) == 2
    assert "and 2 more; --all lists them here" in render_report(report)
    everything = render_report(report, everything=True)
    assert set(rows.findall(everything)) == set(codes)
    assert "--all" not in everything


@pytest.mark.browser
def test_a_browser_shows_the_page_with_its_style(report: Report, tmp_path: Path, chromium: str) -> None:
    """The hash in the policy is that of the style as the browser reads it, or the page would be bare."""
    path = tmp_path / "report.html"
    path.write_text(render_report(report), encoding="utf-8")
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "Quality report" in done.stdout
    assert "Content Security Policy" not in done.stderr
