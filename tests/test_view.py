"""The view: nothing of the network is lost, nobody stands on anybody, nothing from a text becomes code."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.errors import QueryError
from relgraph.view import View, build_view, render_page, to_pyvis, to_svg, write_page
from relgraph.view.labels import measure, wrap
from relgraph.view.layout import place_actors
from relgraph.view.styles import (
    DARK,
    FAMILIES,
    LIGHT,
    STANDINGS,
    choose_style,
    contrast,
    find_standing,
    fit_to_background,
)
from relgraph.view.wording import describe_edtf

# ── material ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Draw:
    """The drawing of an event type, without the ontology around it."""

    colour: str = "#2a6f97"
    dash: str = "solid"
    legend: str = "contact"
    arrow: bool = True


STATES = {
    "PRK": "DPRK",
    "CHN": "China",
    "VNM": "Viet Nam",
    "LAO": "Laos",
    "KHM": "Cambodia",
    "MYS": "Malaysia",
    "IDN": "Indonesia",
}


def make_network() -> nx.MultiDiGraph:
    """Seven states, an organisation and an embassy, with parallel, planned, denied and undated relations."""
    network = nx.MultiDiGraph(digest="0123456789abcdef", query="all of it")
    for code, label in STATES.items():
        network.add_node(f"state/{code}", label=label, type="State", code=code)
    network.add_node("org/ASEAN", label="ASEAN", type="InternationalOrganization", code=None)
    network.add_node("mission/x", label="Embassy of the DPRK in Kuala Lumpur", type="Embassy", code="")
    network.add_node("state/BRN", label="Brunei Darussalam", type="State", code="BRN")

    def relate(source: str, target: str, type_: str, edtf: str | None, **more: Any) -> None:
        key = f"event/{network.number_of_edges()}"
        days = {"start": more.pop("start", edtf), "end": more.pop("end", edtf)}
        evidence = [
            {
                "quote": f"{source} and {target} met.",
                "article": f"a{key}",
                "title": "News",
                "url": "https://example.org/news",
                "published": "2024-05-03",
                "claimant": "KCNA",
            }
        ]
        defaults = {"status": "accepted", "factuality": "occurred", "sources": 1, "symmetric": False, "tone": 1.0}
        values = defaults | days | {"evidence": evidence} | more
        network.add_edge(source, target, key=key, type=type_, code="other", label="", edtf=edtf, **values)

    for year in range(2018, 2024):
        relate("state/PRK", "state/VNM", "Visit", f"{year}-05-01")
    relate("state/VNM", "state/PRK", "Message", "2024-09-02")
    relate("state/PRK", "state/LAO", "Talks", "2024-04-30", symmetric=True)
    relate("state/PRK", "state/CHN", "Visit", None, status="scheduled", factuality="planned", start=None, end=None)
    relate("state/PRK", "state/MYS", "Visit", "2021-03-19", status="rejected", factuality="denied")
    relate("state/KHM", "state/IDN", "Talks", "2020-01-01", symmetric=True)
    relate("state/PRK", "org/ASEAN", "Accession", "2008-07", start="2008-07-01", end="2008-07-31", sources=3)
    relate("mission/x", "state/MYS", "Message", "[..2026-02-17]", start=None, end="2026-02-17")
    relate("org/ASEAN", "org/ASEAN", "Statement", "2011-07/..", start="2011-07-01", end=None)
    return network


DRAWS = {"Visit": Draw(), "Talks": Draw(colour="#4a90b8", arrow=False), "Message": Draw(dash="dotted", legend="post")}


@pytest.fixture(scope="module")
def view() -> View:
    """The view of the small network."""
    return build_view(make_network(), ontology=DRAWS, title="A small world")


# ── model ───────────────────────────────────────────────────────────────────────────────────────────────────────


multigraphs = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.one_of(st.none(), st.integers(0, 4), st.text(max_size=3))),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(multigraphs)
def test_no_relation_is_lost(edges: list[tuple[int, int, Any]]) -> None:
    """Parallel relations, opposite ones and those to oneself: pyvis in its usual mode drops a fifth of them."""
    network = nx.MultiDiGraph()
    for source, target, key in edges:
        network.add_edge(source, target, key=key, type="Visit")
    view = build_view(network, limit=None)
    expected = Counter((str(u), str(v)) for u, v in network.edges())
    assert Counter((r.source, r.target) for r in view.relations) == expected
    drawn = to_pyvis(view)
    assert Counter((e["from"], e["to"]) for e in drawn.edges) == expected
    assert len({e["id"] for e in drawn.edges}) == network.number_of_edges()
    assert len(drawn.nodes) == len(network)


@settings(max_examples=60, deadline=None)
@given(multigraphs)
def test_parallel_relations_do_not_lie_on_one_line(edges: list[tuple[int, int, Any]]) -> None:
    """Two lines with the same bend would look like one, and only one could be clicked."""
    network = nx.MultiDiGraph()
    for source, target, key in edges:
        network.add_edge(source, target, key=key)
    bends = Counter(
        (min(r.source, r.target), max(r.source, r.target), r.bend) for r in build_view(network, limit=None).relations
    )
    assert all(n == 1 for n in bends.values())


def test_opposite_relations_bend_apart() -> None:
    """The bend is counted along the ordered ids, but vis-network counts it along the arrow."""
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", type="Visit")
    network.add_edge("b", "a", type="Visit")
    smooth = [e["smooth"] for e in to_pyvis(build_view(network)).edges]
    assert smooth[0]["type"] == smooth[1]["type"]
    assert smooth[0]["roundness"] == smooth[1]["roundness"] > 0


def test_the_view_survives_json(view: View) -> None:
    """A view that was saved is the view that is read."""
    assert View.from_json(view.to_json()) == view
    assert json.loads(view.to_json())["version"] == 1


def test_another_version_is_refused(view: View) -> None:
    """A form that is not known is not guessed at."""
    with pytest.raises(ValueError, match="version 2; this relgraph reads version 1"):
        View.from_json(view.to_json().replace('"version": 1', '"version": 2'))
    with pytest.raises(ValueError, match="not of version 1"):
        View.from_json(json.dumps({"version": 1, "actors": [{}]}))
    broken = json.loads(view.to_json())
    broken["actors"] = broken["actors"][1:]
    with pytest.raises(ValueError, match="names the missing actor"):
        View.from_json(json.dumps(broken))


def test_the_view_says_where_it_comes_from(view: View) -> None:
    """Digest and query make a picture repeatable."""
    assert (view.provenance.digest, view.provenance.query) == ("0123456789abcdef", "all of it")


def test_the_most_connected_actors_stay() -> None:
    """A hairball helps nobody; what the limit leaves out is counted, not hidden."""
    view = build_view(make_network(), limit=3)
    assert {a.id for a in view.actors} == {"state/PRK", "state/VNM", "org/ASEAN"}
    assert view.left_out_actors == 7
    assert len(view.relations) + view.left_out_relations == make_network().number_of_edges()


@pytest.mark.parametrize("name", ["state/VNM", "VNM", "viet nam", "https://w3id.org/relgraph/id/state/VNM"])
def test_an_actor_is_found_by_id_code_and_label(name: str) -> None:
    """The view of an actor is the actor and all that it has to do with."""
    network = nx.relabel_nodes(make_network(), {"state/VNM": name}) if name.startswith("https") else make_network()
    view = build_view(network, actors=[name])
    assert {a.label for a in view.actors} == {"Viet Nam", "DPRK"}
    assert len(view.relations) == 7


def test_a_wrong_actor_gets_the_nearest_name() -> None:
    """The error names the cure."""
    with pytest.raises(QueryError, match=r"no 'Veit Nam'.*Did you mean viet nam"):
        build_view(make_network(), actors=["Veit Nam"])
    with pytest.raises(QueryError, match="give 1 or more"):
        build_view(make_network(), limit=0)


def test_a_graph_that_drops_parallel_relations_is_refused() -> None:
    """A plain DiGraph has lost relations before the view sees it."""
    with pytest.raises(TypeError, match="MultiDiGraph"):
        build_view(nx.DiGraph([("a", "b")]))


def test_a_node_without_attributes_is_still_drawn() -> None:
    """Any network of this shape works, whoever made it."""
    network = nx.MultiDiGraph()
    network.add_edge("state/X", "state/Y")
    view = build_view(network)
    assert [(a.label, a.family) for a in view.actors] == [("state/X", "other"), ("state/Y", "other")]
    assert (view.relations[0].type, view.relations[0].date, view.relations[0].standing) == (
        "Relation",
        "undated",
        "happened",
    )


def test_an_empty_network_gives_an_empty_view(tmp_path: Path) -> None:
    """A question without rows is an answer."""
    view = build_view(nx.MultiDiGraph())
    assert view.actors == view.relations == ()
    ElementTree.fromstring(to_svg(view))  # noqa: S314 -- our own text
    assert write_page(view, tmp_path / "page.html").stat().st_size > 100_000


@pytest.mark.parametrize(
    ("status", "factuality", "standing"),
    [
        ("accepted", "occurred", "happened"),
        ("accepted", "ongoing", "ongoing"),
        ("accepted", None, "happened"),
        ("scheduled", "planned", "planned"),
        ("overtaken", "planned", "planned"),
        ("unconfirmed", "alleged", "alleged"),
        ("unconfirmed", None, "alleged"),
        ("contested", "occurred", "contested"),
        ("rejected", "occurred", "denied"),
        ("unconfirmed", "denied", "denied"),
        ("unconfirmed", "cancelled", "cancelled"),
    ],
)
def test_a_plan_a_denial_and_a_rumour_are_told_apart(status: str, factuality: str | None, standing: str) -> None:
    """A denied visit that is drawn like a visit is a false statement."""
    assert find_standing(status, factuality) == standing


def test_standings_differ_in_dash_and_mark() -> None:
    """Colour alone says nothing to one man in twelve, and nothing in print."""
    own = [s for s in STANDINGS.values() if s.dash is not None]
    assert len({(s.dash, s.mark) for s in own if s.label != "cancelled"}) == len(own) - 1
    assert all(s.mark for s in own)


def test_families_differ_in_shape() -> None:
    """The shape says what an actor is, the colour only repeats it."""
    assert len({f.shape for f in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("background", [LIGHT, DARK])
@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#777777", "#2a6f97", "#ffd60a", *(f.colour for f in FAMILIES)]
)
def test_every_colour_stands_out_from_its_background(colour: str, background: str) -> None:
    """WCAG 2.2, criterion 1.4.11: 3 to 1 for lines and shapes, in both themes."""
    assert contrast(fit_to_background(colour, background), background) >= 3


def test_a_colour_that_is_none_goes_nowhere() -> None:
    """A colour ends up in the page's style."""
    evil = {"Visit": Draw(colour="red;background:url(https://evil.example)")}
    assert re.fullmatch(r"#[0-9a-f]{6}", choose_style("Visit", "happened", evil).colour)


def test_the_ontology_may_be_an_object_with_event_types() -> None:
    """Ontology, mapping of event types, mapping of draws: all give the same drawing."""

    @dataclass(frozen=True)
    class Type:
        label: str
        draw: Draw

    @dataclass(frozen=True)
    class Ontology:
        event_types: dict[str, Type]

    types = {"Visit": Type("official visit", Draw(colour="#123456"))}
    for ontology in (types, Ontology(types)):
        relation = next(r for r in build_view(make_network(), ontology=ontology).relations if r.type == "Visit")
        assert (relation.type_label, relation.colour) == ("official visit", "#123456")
    with pytest.raises(TypeError, match="no event types"):
        build_view(make_network(), ontology=3)


def test_the_real_ontology_and_network_fit(tmp_path: Path) -> None:
    """The stages agree on the names of attributes."""
    from make import make_graph

    from relgraph.network import build_network
    from relgraph.ontology import load_ontology
    from relgraph.store import open_graph

    with open_graph(make_graph(tmp_path)) as graph:
        network = build_network(graph, include_unconfirmed=True)
        view = build_view(network, ontology=load_ontology())
    assert len(view.relations) == network.number_of_edges() > 0
    assert any(e.quote for r in view.relations for e in r.evidence)
    assert {r.standing for r in view.relations} >= {"happened", "planned"}
    assert all(r.date != "undated" or r.start is None for r in view.relations)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2012-04-30", "30 April 2012"),
        ("2008-07", "July 2008"),
        ("2000", "2000"),
        ("197X", "1970s"),
        ("2012~", "about 2012"),
        ("2012?", "2012 (uncertain)"),
        ("2011-07/", "from July 2011"),
        ("2011-07/..", "from July 2011, ongoing"),
        ("2011/2013-05", "2011 to May 2013"),
        ("/2013", "until 2013"),
        ("../2013", "until 2013"),
        ("[..2026-02-17]", "by 17 February 2026"),
        ("[2026-02-16..]", "on or after 16 February 2026"),
        ("[2026..2027]", "between 2026 and 2027"),
        (None, "undated"),
        ("", "undated"),
        ("/", "undated"),
        ("next spring", "next spring"),
        ("spring/summer", "spring/summer"),
        ("2012-13-01", "2012-13-01"),
    ],
)
def test_a_date_is_worded_no_more_exactly_than_it_is(edtf: str | None, words: str) -> None:
    """July 2008 stays July 2008, and the day of publication is a bound, not a date."""
    assert describe_edtf(edtf) == words


# ── layout ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _overlaps(places: dict[str, tuple[float, float]], boxes: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(sorted(places), 2)
        if abs(places[a][0] - places[b][0]) < (boxes[a][0] + boxes[b][0]) / 2 - 0.11
        and abs(places[a][1] - places[b][1]) < (boxes[a][1] + boxes[b][1]) / 2 - 0.11
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(20, 160), st.floats(30, 90)), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=60),
)
def test_no_actor_stands_on_another(sizes: list[tuple[float, float]], pairs: list[tuple[int, int]]) -> None:
    """Boxes hold shape and label, so labels are legible by construction, in the SVG at least."""
    boxes = {f"n{i}": size for i, size in enumerate(sizes)}
    links = [(f"n{a % len(sizes)}", f"n{b % len(sizes)}") for a, b in pairs]
    places = place_actors(boxes, links)
    assert set(places) == set(boxes)
    assert _overlaps(places, boxes) == []


@pytest.mark.parametrize("kind", ["star", "chain", "ring", "complete", "isolated", "two of each", "pivots"])
def test_usual_shapes_stay_apart_and_compact(kind: str) -> None:
    """A star is what one state's envoys look like; a crowd of strangers is what a wide question gives."""
    names = [f"n{i:03}" for i in range({"complete": 12, "pivots": 260}.get(kind, 40))]
    links = {
        "star": [("n000", n) for n in names[1:]],
        "chain": list(pairwise(names)),
        "ring": list(zip(names, names[1:] + names[:1], strict=True)),
        "complete": list(combinations(names, 2)),
        "isolated": [],
        "two of each": list(zip(names[::2], names[1::2], strict=True)),
        "pivots": [(names[i // 3], name) for i, name in enumerate(names) if i],
    }[kind]
    boxes = dict.fromkeys(names, (90.0, 50.0))
    places = place_actors(boxes, links)
    assert _overlaps(places, boxes) == []
    wide = max(x for x, _ in places.values()) - min(x for x, _ in places.values())
    high = max(y for _, y in places.values()) - min(y for _, y in places.values())
    if kind not in ("chain", "ring"):  # nothing but border
        assert wide * high < 14 * len(names) * 90 * 50


def test_partners_stand_nearer_than_strangers() -> None:
    """Otherwise the position says nothing."""
    ring = [f"n{i:02}" for i in range(20)]
    places = place_actors(dict.fromkeys(ring, (20.0, 20.0)), zip(ring, ring[1:] + ring[:1], strict=True))

    def distance(a: str, b: str) -> float:
        return float(sum((p - q) ** 2 for p, q in zip(places[a], places[b], strict=True)) ** 0.5)

    assert max(distance(a, b) for a, b in pairwise(ring)) < distance("n00", "n10")


_LAYOUT = """
import sys; sys.path.insert(0, {tests!r})
from test_view import make_network, DRAWS
from relgraph.view import build_view, render_page, to_svg
import hashlib
view = build_view(make_network(), ontology=DRAWS)
print(hashlib.sha256((view.to_json() + to_svg(view) + render_page(view)).encode()).hexdigest())
"""


def test_the_picture_is_the_same_under_every_hash_seed() -> None:
    """The same graph gives the same bytes, on every run."""
    code = _LAYOUT.format(tests=str(Path(__file__).parent))
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(digests) == 1


def test_order_of_insertion_does_not_move_anybody() -> None:
    """Two stores may give the same network in another order."""
    network = make_network()
    turned = nx.MultiDiGraph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert build_view(turned) == build_view(network)


def test_a_label_is_broken_into_lines() -> None:
    """The long form of a state on one line would cover its neighbours."""
    lines = wrap("Democratic People's Republic of Korea")
    assert max(map(len, lines)) <= 18
    assert " ".join(lines) == "Democratic People's Republic of Korea"
    assert wrap("x" * 99)[0].endswith("…")
    assert measure("조선민주주의") > measure("abcdef")


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pyvis_gets_positions_and_no_physics(view: View) -> None:
    """With physics, vis-network moves everybody by 322 pixels between two loads of one file."""
    network = to_pyvis(view)
    assert network.directed
    assert [(n["x"], n["y"]) for n in network.nodes] == [(a.x, a.y) for a in view.actors]
    assert not any(n["physics"] for n in network.nodes)
    assert network.options.physics.enabled is False
    assert network.node_map["state/VNM"]["label"] == "Viet Nam"


def test_a_symmetric_relation_has_no_arrow(view: View) -> None:
    """Talks go both ways."""
    edges = {e["id"]: e for e in to_pyvis(view).edges}
    arrows = {r.type: edges[r.id]["arrows"] for r in view.relations}
    assert (arrows["Talks"], arrows["Visit"]) == ("", "to")


def test_the_svg_shows_every_relation(view: View) -> None:
    """The still picture is the same picture."""
    root = ElementTree.fromstring(to_svg(view, legend=False))  # noqa: S314 -- our own text
    paths = [e for e in root.iter("{http://www.w3.org/2000/svg}path") if "e " in e.get("class", "")]
    assert len(paths) == len(view.relations)
    texts = {e.text for e in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"ASEAN", "Viet Nam", "PRK"} <= texts


def test_a_page_replaces_the_old_one_only_when_whole(
    tmp_path: Path, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not cost the page that was there."""
    page = tmp_path / "deep" / "page.html"
    write_page(view, page)
    before = page.read_bytes()

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_page(view, page)
    assert page.read_bytes() == before
    assert [p.name for p in page.parent.iterdir()] == ["page.html"]


class _Page(HTMLParser):
    """Elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[str] = []
        self._open = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag in ("script", "style") and ("type", "application/json") not in attrs
        if self._open:
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.code[-1] += data


def test_the_policy_allows_our_scripts_and_nothing_else(view: View) -> None:
    """Script and style run only with the hash in the head; no server may be asked for anything."""
    page = _Page(render_page(view))
    policy = next(a["content"] for t, a in page.elements if t == "meta" and a.get("http-equiv"))
    assert policy is not None
    hashes = re.findall(r"'sha256-([^']+)'", policy)
    assert len(page.code) == 3
    assert sorted(hashes) == sorted(base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in page.code)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("http-equiv", "")


def test_the_page_names_no_other_file(view: View) -> None:
    """Nothing to fetch: no source, no style sheet, no picture, no map of the library."""
    text = render_page(view)
    for tag, attributes in _Page(text).elements:
        assert not {"src", "srcset", "srcdoc", "background", "ping", "action"} & set(attributes), tag
        assert tag not in {"link", "iframe", "object", "embed", "base"}
        assert not [a for a in attributes if a.startswith("on") or a == "style"]
        assert (attributes.get("href") or "#").startswith("#")
    assert "sourceMappingURL" not in text


def test_a_page_above_three_hundred_actors_says_that_it_is_slow() -> None:
    """vis-network needs 163 ms for a frame at 5,000 actors."""
    network = nx.MultiDiGraph()
    network.add_nodes_from(f"n{i}" for i in range(301))
    assert "no longer moves smoothly" in render_page(build_view(network, limit=None))
    assert "no longer moves smoothly" not in render_page(build_view(network, limit=300))


@pytest.mark.parametrize("limit", [None, 2])
def test_one_of_a_kind_is_in_the_singular(limit: int | None) -> None:
    """ "1 relations" is the first thing that a reader of a small graph sees."""
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", key="one", type="Visit", evidence=[{"quote": "x", "article": "y"}])
    if limit:
        network.add_edge("a", "c", key="two", type="Visit")
    view = build_view(network, limit=limit)
    text = render_page(view)
    assert "<b>2</b> actors" in text
    assert "<b>1</b> relation<" in text
    if limit is None:
        assert "<b>1</b> article<" in text
    else:
        assert "1 more with 1 relation is in the graph" in text
    assert "2 actors and 1 relation<" in to_svg(view)
    assert not re.search(r"\b1 (relations|actors|articles)\b", text)
    assert "The most connected actor is shown" in render_page(build_view(network, limit=1))


# ── injection ───────────────────────────────────────────────────────────────────────────────────────────────────

VECTORS = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</SCRIPT ><img src=x onerror=window.hacked=1>",
    "<!--<script>",
    "--><script>window.hacked=1</script>",
    "]]><script>window.hacked=1</script>",
    "</style><script>window.hacked=1</script>",
    "</title><script>window.hacked=1</script>",
    "</noscript><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<img src='https://evil.example/pixel.png'>",
    "<svg onload=window.hacked=1>",
    "<svg><a xlink:href='javascript:window.hacked=1'>x</a></svg>",
    "<a href='javascript:window.hacked=1'>href</a>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<style>@import 'https://evil.example/a.css'</style>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example'><input autofocus onfocus=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    '"><script>window.hacked=1</script>',
    "' onmouseover='window.hacked=1",
    '" autofocus onfocus="window.hacked=1',
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "{{ config }}{% raw %}{{ 7*7 }}",
    "${window.hacked=1}`;window.hacked=1;//",
    "\u2028window.hacked=1;//\u2029",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "\x00\x01\x1b<script>window.hacked=1</script>",
    "\ud800<script>window.hacked=1</script>",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "__proto__",
    "constructor",
    "url(https://evil.example)",
]


def make_evil_network(vectors: list[str] = VECTORS) -> nx.MultiDiGraph:
    """Every vector as id, label, type, code, alias, quote, title, link, claimant, date, type and key."""
    network = nx.MultiDiGraph(digest=vectors[0], query=vectors[1])
    network.add_node("state/PRK", label="DPRK", type="State", code="PRK")
    for n, vector in enumerate(vectors):
        network.add_node(vector, label=vector, type=vector, code=vector, aliases=[vector])
        evidence = dict.fromkeys(("quote", "article", "title", "url", "published", "claimant", "publisher"), vector)
        network.add_edge(
            "state/PRK",
            vector,
            key=vector,
            type=vector,
            code=vector,
            label=vector,
            edtf=vector,
            start="2020-01-01" if n % 2 else vector,
            end="2020-01-01",
            status=vector,
            factuality=vector,
            sources=1,
            symmetric=vector,
            tone=vector,
            evidence=[evidence],
        )
    return network


def make_evil_view() -> View:
    """The view of it, with evil colours, legends and dashes too."""
    draws = {vector: Draw(colour=vector, dash=vector, legend=vector) for vector in VECTORS[::2]}
    return build_view(make_evil_network(), ontology=draws, title=VECTORS[1] + VECTORS[7])


def test_there_are_enough_vectors() -> None:
    """A list that shrinks would go unnoticed."""
    assert len(set(VECTORS)) >= 25


@pytest.mark.parametrize("vector", VECTORS)
def test_no_text_becomes_an_element(vector: str) -> None:
    """Text from an article or a name list may be anything, and stays text."""
    view = build_view(make_evil_network([vector, vector]), title=vector, query=vector)
    harmless = build_view(make_evil_network(["plain", "plain"]), title="plain", query="plain")
    page, expected = render_page(view), render_page(harmless)
    assert [e[0] for e in _Page(page).elements] == [e[0] for e in _Page(expected).elements]
    page.encode("utf-8")
    svg = ElementTree.fromstring(to_svg(view))  # noqa: S314 -- our own text
    assert {e.tag.rpartition("}")[2] for e in svg.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "g", "path", "circle", "polygon", "text")
    }
    assert not [a for e in svg.iter() for a in e.attrib if a.startswith("on") or "href" in a]


def test_data_cannot_end_its_script_element() -> None:
    """A quote with </script> in it ends the element, whatever the JSON says; U+2028 ends a line of older scripts."""
    text = render_page(make_evil_view())
    start = text.index('<script type="application/json" id="payload">') + len(
        '<script type="application/json" id="payload">'
    )
    payload = text[start : text.index("</script>", start)]
    assert not re.search("[<>&\u2028\u2029]", payload)
    labels = {a["label"] for a in json.loads(payload)["view"]["actors"]}
    assert VECTORS[1] in labels
    assert VECTORS[28].strip("\u2028\u2029") in {label.strip("\u2028\u2029") for label in labels}


def test_pyvis_never_sees_the_word_that_makes_it_write_html() -> None:
    """One "href" in one title, and pyvis writes every title into its page as HTML."""
    network = to_pyvis(make_evil_view())
    titles = [str(item.get("title", "")) for item in (*network.nodes, *network.edges)]
    assert not [t for t in titles if "href" in t]


def test_colours_of_a_view_that_was_read_are_checked_too(view: View) -> None:
    """A saved view can be edited by anybody."""
    actor = replace(view.actors[0], colour="red;}")
    with pytest.raises(ValueError, match="colour"):
        View.from_json(replace(view, actors=(actor, *view.actors[1:])).to_json())
