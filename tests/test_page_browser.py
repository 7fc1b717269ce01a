"""The page in a real browser: opened from a file, without a network, and used as a reader uses it."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from test_view import DRAWS, VECTORS, make_evil_view, make_network

from relgraph.view import View, build_view, to_svg, write_page

pytestmark = pytest.mark.browser

ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--disable-default-apps", "--no-first-run", "--disable-extensions"),
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the module; no browser is ever downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page and what happened behind it."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self.page.evaluate(script)

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def open_view(browser: Browser, path: Path, *, dark: bool = False, size: tuple[int, int] = (1360, 840)) -> Visit:
    """Open a page from its file in a fresh context in which every other request is recorded and refused."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        offline=True,
        accept_downloads=True,
    )
    visit = Visit(context.new_page(), context)

    def route(route: Route) -> None:
        visit.requests.append(route.request.url)
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            route.abort()

    context.route("**/*", route)
    visit.page.on("console", lambda m: visit.complaints.append(m.text) if m.type in ("error", "warning") else None)
    visit.page.on("pageerror", lambda e: visit.complaints.append(str(e)))
    visit.page.on("dialog", lambda d: (visit.complaints.append(d.message), d.dismiss()))
    visit.page.goto(path.as_uri())
    visit.settle()
    return visit


@pytest.fixture(scope="module")
def view() -> View:
    """The small network of the other tests."""
    return build_view(make_network(), ontology=DRAWS, title="A small world")


@pytest.fixture(scope="module")
def path(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    return write_page(view, tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def visit(browser: Browser, path: Path) -> Iterator[Visit]:
    """The page, open; afterwards nothing may have been asked for or complained about."""
    visit = open_view(browser, path)
    yield visit
    visit.context.close()
    assert visit.requests == [path.as_uri()]
    assert visit.complaints == []


def middle_of(visit: Visit, relation: str) -> tuple[float, float]:
    """Where on the screen the middle of a line is."""
    point = visit.ask(
        f"""() => {{
          const p = relgraph.network.body.edges[{relation!r}].edgeType.getPoint(0.5);
          const d = relgraph.network.canvasToDOM(p), r = document.getElementById("picture").getBoundingClientRect();
          return [d.x + r.left, d.y + r.top];
        }}"""
    )
    return point[0], point[1]


def centre_of(visit: Visit, actor: str) -> tuple[float, float]:
    """Where on the screen an actor is."""
    point = visit.ask(
        f"""() => {{
          const d = relgraph.network.canvasToDOM(relgraph.network.getPosition({actor!r}));
          const r = document.getElementById("picture").getBoundingClientRect();
          return [d.x + r.left, d.y + r.top];
        }}"""
    )
    return point[0], point[1]


def read_png(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and unfiltered rows of an RGB or RGBA picture of 8 bits, as Chromium writes it."""
    at, packed, width, height, depth = 8, b"", 0, 0, 3
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", content[:10])
            depth = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += content
        at += 12 + size
    raw, rows, above = zlib.decompress(packed), [], bytes(width * depth)
    for n in range(height):
        kind_, line = raw[n * (width * depth + 1)], bytearray(raw[n * (width * depth + 1) + 1 :][: width * depth])
        for i in range(len(line)):
            left = line[i - depth] if i >= depth else 0
            corner = above[i - depth] if i >= depth else 0
            up = above[i]
            if kind_ == 4:
                distances = [(abs(left + up - corner - q), p) for p, q in enumerate((left, up, corner))]
                add = (left, up, corner)[min(distances)[1]]
            else:
                add = (0, left, up, (left + up) // 2)[kind_]
            line[i] = (line[i] + add) & 255
        above = bytes(line)
        rows.append(above)
    return width, height, [bytes(r) for r in rows] if depth == 3 else [_drop_alpha(r) for r in rows]


def _drop_alpha(row: bytes) -> bytes:
    return b"".join(row[i : i + 3] for i in range(0, len(row), 4))


def count_colours(png: bytes) -> int:
    """Number of different colours in a picture."""
    _, _, rows = read_png(png)
    return len({row[i : i + 3] for row in rows for i in range(0, len(row), 3)})


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_relation_is_drawn(visit: Visit, view: View) -> None:
    """Also the six parallel visits, the relation of ASEAN to itself and the undated plan."""
    drawn = visit.ask("() => relgraph.edges.get().filter((e) => !e.hidden).map((e) => [e.id, e.from, e.to])")
    assert sorted(map(tuple, drawn)) == sorted((r.id, r.source, r.target) for r in view.relations)
    assert visit.ask("() => Object.keys(relgraph.network.body.edges).length") == len(view.relations)
    assert visit.ask("() => relgraph.nodes.length") == len(view.actors)


def test_parallel_relations_are_apart_on_the_screen(visit: Visit, view: View) -> None:
    """A reader must be able to point at each of them."""
    bundle = [r.id for r in view.relations if {r.source, r.target} == {"state/PRK", "state/VNM"}]
    points = [middle_of(visit, relation) for relation in bundle]
    assert len(points) == 7
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 3 for a, b in combinations(points, 2))


def test_actors_stand_where_python_put_them(visit: Visit, view: View) -> None:
    """No physics in the page: two loads give one picture, up to the proportions of the screen."""
    places = visit.ask("() => relgraph.network.getPositions()")
    for axis, limit in (("x", 1.3), ("y", 1.6)):
        factors = {round(places[a.id][axis] / getattr(a, axis), 2) for a in view.actors if abs(getattr(a, axis)) > 80}
        assert max(factors) - min(factors) <= 0.04
        assert 0.97 <= min(factors) <= max(factors) <= limit + 0.05


def test_the_picture_is_not_blank(visit: Visit) -> None:
    """An error while drawing leaves a white canvas and no message."""
    assert count_colours(visit.page.locator("#picture").screenshot()) > 40


@pytest.mark.parametrize("dark", [False, True])
def test_names_neither_overlap_nor_leave_the_picture(browser: Browser, tmp_path: Path, *, dark: bool) -> None:
    """At forty actors every name is there, apart from the others, and whole."""
    network = nx.MultiDiGraph()
    for n in range(40):
        network.add_node(f"state/{n:02}", label=f"Republic of No. {n}" if n % 4 else f"Land {n}", type="State")
    for n in range(150):
        network.add_edge(f"state/{(n * n + 1) % 40:02}" if n % 3 else "state/00", f"state/{n % 40:02}", type="Visit")
    visit = open_view(browser, write_page(build_view(network), tmp_path / "page.html"), dark=dark)
    boxes = [label["box"] for label in visit.ask("() => relgraph.labels()")]
    size = visit.ask(
        "() => [document.querySelector('#picture').clientWidth, document.querySelector('#picture').clientHeight]"
    )
    visit.context.close()
    assert len(boxes) >= 38
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5 or b[3] <= a[1] + 0.5
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= size[0]
        assert bottom <= size[1]


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, path: Path) -> None:
    """360 pixels are the narrowest phones in use."""
    visit = open_view(browser, path, size=(360, 740))
    assert visit.ask("() => document.documentElement.scrollWidth") <= 360
    assert visit.ask("() => document.querySelector('#filters').open") is False
    assert len(visit.ask("() => relgraph.labels()")) >= 8
    assert visit.complaints == []
    visit.context.close()


def test_dark_and_light_differ(browser: Browser, path: Path, visit: Visit) -> None:
    """The picture follows the reader's system, colours of the canvas too."""
    colour = "() => relgraph.nodes.get('state/PRK').color.background"
    night = open_view(browser, path, dark=True)
    assert night.ask(colour) != visit.ask(colour)
    night.page.emulate_media(color_scheme="light")
    night.settle()
    assert night.ask(colour) == visit.ask(colour)
    night.context.close()


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_click_on_a_line_shows_its_sentence(visit: Visit, view: View) -> None:
    """From a line to quote, date and article in one action."""
    relation = next(r for r in view.relations if r.type == "Accession")
    visit.page.mouse.click(*middle_of(visit, relation.id))
    panel = visit.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "DPRK and ASEAN"
    assert relation.evidence[0].quote in panel.locator("blockquote").first.inner_text()
    text = panel.inner_text()
    for expected in ("July 2008", "KCNA", "3 May 2024", "News", "happened"):
        assert expected in text
    link = panel.locator("figcaption a")
    assert link.get_attribute("href") == "https://example.org/news"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_one_of_many_lines_shows_them_all(visit: Visit, view: View) -> None:
    """The one that was meant is marked."""
    relation = next(r for r in view.relations if r.start == "2020-05-01")
    visit.page.mouse.click(*middle_of(visit, relation.id))
    assert visit.page.locator("#panel .card").count() == 7
    assert visit.page.locator("#panel .card.picked").get_attribute("data-relation") == relation.id


def test_a_click_on_an_actor_shows_its_history(visit: Visit, view: View) -> None:
    """Newest first, with its partners."""
    visit.page.mouse.click(*centre_of(visit, "state/PRK"))
    panel = visit.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "DPRK"
    expected = [r for r in view.relations if "state/PRK" in (r.source, r.target)]
    assert panel.locator(".card").count() == len(expected)
    years = [h for h in panel.locator("h3").all_inner_texts() if h.isdigit()]
    assert years == sorted(years, reverse=True)
    assert "Viet Nam" in panel.locator(".partners button").first.inner_text()


def test_a_click_beside_everything_clears(visit: Visit) -> None:
    """So does Escape."""
    visit.page.mouse.click(*centre_of(visit, "state/PRK"))
    box = visit.page.locator("#picture").bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + 4, box["y"] + 4)
    assert visit.page.locator("#panel button.close").count() == 0


def test_plans_and_denials_are_marked(visit: Visit) -> None:
    """In word, mark and dash."""
    visit.ask("() => relgraph.pick({pair: ['state/PRK', 'state/MYS'], relation: null})")
    assert visit.page.locator("#panel .badge").inner_text() == "× denied"
    visit.ask("() => relgraph.pick({pair: ['state/PRK', 'state/CHN'], relation: null})")
    assert visit.page.locator("#panel .badge").inner_text() == "○ planned"
    assert "undated" in visit.page.locator("#panel .card").inner_text()


# ── choosing ────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn_types(visit: Visit, view: View) -> set[str]:
    """Event types of which a line is drawn."""
    visit.settle()
    ids = set(visit.ask("() => relgraph.edges.get().filter((e) => !e.hidden).map((e) => e.id)"))
    return {r.type for r in view.relations if r.id in ids}


def test_the_legend_filters(visit: Visit, view: View) -> None:
    """Groups of types, single types, standings and kinds of actors."""
    assert "Message" in drawn_types(visit, view)
    visit.page.get_by_role("checkbox", name="Post").uncheck()
    assert "Message" not in drawn_types(visit, view)
    visit.page.get_by_role("button", name="Kinds of contact").click()
    visit.page.get_by_role("checkbox", name="Talks").uncheck()
    assert "Talks" not in drawn_types(visit, view)
    assert "Visit" in drawn_types(visit, view)
    visit.page.get_by_role("checkbox", name="Organisations").uncheck()
    assert "Accession" not in drawn_types(visit, view)
    visit.page.get_by_role("button", name="Show all").click()
    assert drawn_types(visit, view) == {r.type for r in view.relations}


def test_the_years_filter_and_the_table_follows(visit: Visit, view: View) -> None:
    """A relation without an end goes on; an undated one stays unless it is switched off."""
    visit.page.locator("#from").evaluate("(e) => { e.value = 2021; e.dispatchEvent(new Event('input')); }")
    visit.settle()
    rows = visit.page.locator("#table tbody tr")
    dates = rows.locator("td.date").all_inner_texts()
    assert sorted(dates) == sorted(
        r.date for r in view.relations if r.start is None or r.end is None or r.end >= "2021-01-01"
    )
    assert "from July 2011, ongoing" in dates
    assert "undated" in dates
    assert visit.page.locator("#time output").inner_text() == "2021 – 2026"
    visit.page.get_by_role("checkbox", name="1 undated").uncheck()
    visit.settle()
    assert "undated" not in rows.locator("td.date").all_inner_texts()
    assert f"of {len(view.relations)} relations" in visit.page.locator("#shown").inner_text()


def test_search_finds_by_name_code_and_part(visit: Visit) -> None:
    """Accents and case do not matter."""
    for words, label in (
        ("vnm", "Viet Nam"),
        ("brunei", "Brunei Darussalam"),
        ("KUALA", "Embassy of the DPRK in Kuala Lumpur"),
    ):
        visit.page.locator("#find").fill(words)
        visit.page.locator("#find").press("Enter")
        assert visit.page.locator("#panel h2").inner_text() == label


def test_the_table_is_the_twin_of_the_picture(visit: Visit, view: View) -> None:
    """Those who do not see the picture miss nothing."""
    rows = visit.page.locator("#table tbody tr")
    assert rows.count() == len(view.relations)
    dates = rows.locator("td.date").all_inner_texts()
    assert dates[0] == "by 17 February 2026"
    assert dates[-1] == "undated"
    visit.page.get_by_role("button", name="From", exact=True).click()
    first = [row.split("\t")[0] for row in rows.all_inner_texts()]
    assert first == sorted(first)
    rows.nth(0).get_by_role("button").click()
    assert visit.page.locator("#panel .card.picked").count() == 1


def test_the_keyboard_is_enough(visit: Visit) -> None:
    """Tab reaches the picture, arrows walk, Enter opens, Escape clears, and a live region tells."""
    page = visit.page
    page.locator("#find").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if visit.ask("() => document.activeElement.id") == "picture":
            break
    assert visit.ask("() => document.activeElement.id") == "picture"
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel h2").inner_text() == "DPRK"
    assert page.locator("#live").inner_text().startswith("DPRK, ")
    seen = {"DPRK"}
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(page.locator("#panel h2").inner_text())
    assert len(seen) > 2
    page.keyboard.press("Enter")
    assert visit.ask("() => document.querySelector('#panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.locator("#panel button.close").count() == 0


def test_every_control_has_a_name(visit: Visit) -> None:
    """A button that is only a sign is silent in a screen reader."""
    unnamed = visit.ask(
        """() => [...document.querySelectorAll("button, input, a, [role]")].filter((e) =>
          !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length || e.getAttribute("aria-labelledby")
            || e.role === "status")).map((e) => e.outerHTML)"""
    )
    assert unnamed == []
    headings = visit.ask("() => [...document.querySelectorAll('h1, h2, h3')].map((h) => h.tagName)")
    assert headings.count("H1") == 1


def download_csv(visit: Visit) -> list[list[str]]:
    """The rows of the file that the button gives."""
    with visit.page.expect_download() as download:
        visit.page.locator("#csv").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_csv_holds_every_relation(visit: Visit, view: View) -> None:
    """One line for each sentence of evidence."""
    head, *rows = download_csv(visit)
    assert head[:5] == ["from", "relation", "to", "date", "edtf"]
    assert len(rows) == sum(max(1, len(r.evidence)) for r in view.relations)
    assert ["2008-07", "2008-07-01", "2008-07-31"] in [row[4:7] for row in rows]


# ── injection ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_from_a_text_runs_or_fetches(browser: Browser, tmp_path: Path) -> None:
    """Every vector in every field, then everything is opened that can be opened."""
    view = make_evil_view()
    path = write_page(view, tmp_path / "page.html")
    visit = open_view(browser, path)
    page = visit.page
    assert visit.ask("() => relgraph.edges.length") == len(view.relations) == len(VECTORS)
    for actor in view.actors:
        visit.page.evaluate("(id) => relgraph.pick({actor: id})", actor.id)
    for relation in view.relations:
        page.evaluate(
            "([a, b, id]) => relgraph.pick({pair: [a, b], relation: id})",
            [relation.source, relation.target, relation.id],
        )
    page.mouse.move(*centre_of(visit, "state/PRK"))
    page.wait_for_timeout(300)
    visit.ask("() => relgraph.pick(null)")
    for turn in page.locator("button.turn").all():
        turn.click()
    visit.settle()
    assert visit.ask("() => window.hacked") is None
    assert visit.ask("() => Object.prototype.hacked") is None
    foreign = visit.ask(
        """() => [...document.querySelectorAll("*")].filter((e) => ["IFRAME", "IMG", "OBJECT", "EMBED", "LINK", "BASE"].includes(e.tagName)
          || e.getAttributeNames().some((n) => n.startsWith("on"))).map((e) => e.outerHTML)"""
    )
    assert foreign == []
    links = visit.ask("() => [...document.querySelectorAll('a[href]')].map((a) => a.href)")
    assert all(link.startswith(path.as_uri()) for link in links)
    assert visit.requests == [path.as_uri()]
    assert visit.complaints == []
    visit.context.close()


def test_no_cell_of_the_csv_is_a_formula(browser: Browser, tmp_path: Path) -> None:
    """A spreadsheet runs what begins with = + - @; an apostrophe stops it."""
    visit = open_view(browser, write_page(make_evil_view(), tmp_path / "page.html"))
    cells = [cell for row in download_csv(visit) for cell in row]
    visit.context.close()
    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]


def test_the_policy_stops_a_script_that_slips_in(visit: Visit) -> None:
    """The second wall: were there ever a hole, the browser would not run what comes through it."""
    visit.ask(
        """() => { const s = document.createElement("script"); s.textContent = "window.hacked = 1"; document.body.append(s);
                   document.body.insertAdjacentHTML("beforeend", "<p id=probe onclick='window.hacked = 1'>x</p>");
                   document.getElementById("probe").click(); }"""
    )
    assert visit.ask("() => window.hacked") is None
    assert visit.complaints
    visit.complaints.clear()


def test_the_svg_is_drawn_and_inert(browser: Browser, view: View, tmp_path: Path) -> None:
    """As a file of its own an SVG may run scripts; ours has none."""
    for name, picture in (("plain", view), ("evil", make_evil_view())):
        path = tmp_path / f"{name}.svg"
        path.write_text(to_svg(picture), encoding="utf-8")
        context = browser.new_context(offline=True)
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda r, requests=requests: requests.append(r.url))
        page.goto(path.as_uri())
        assert page.evaluate("() => window.hacked") is None
        assert requests == [path.as_uri()]
        if name == "plain":
            assert count_colours(page.screenshot()) > 20
        context.close()
