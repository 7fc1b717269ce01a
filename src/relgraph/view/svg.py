"""A still picture of a view, for a README, a report or a notebook: the positions of the page, no script."""

from __future__ import annotations

import math
from html import escape

from relgraph.view.labels import HEIGHT, SIZE, measure, wrap
from relgraph.view.model import View, ViewActor, ViewRelation
from relgraph.view.styles import DARK, LIGHT, STANDINGS, contrast, fit_to_background
from relgraph.view.wording import count_of

__all__ = ["to_svg"]

_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
_MARGIN = 26
_LEGEND = 26
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that XML cannot hold, escaped or not."""


def to_svg(view: View, *, legend: bool = True) -> str:
    """The view as one SVG document, light or dark as the reader's system is, without any reference to elsewhere."""
    left, top, right, bottom = _frame(view)
    entries = _legend_entries(view) if legend else []
    rows, bottom_of_legend = _draw_legend(entries, left, bottom, right)
    width, height = right - left, bottom_of_legend - top
    colours = sorted({a.colour for a in view.actors} | {r.colour for r in view.relations})
    names = {colour: f"c{n}" for n, colour in enumerate(colours)}
    at = {actor.id: actor for actor in view.actors}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" font-family="{_FONT}" font-size="{SIZE}">',
        f"<title>{_text(view.title)}</title>",
        f"<desc>{count_of(len(view.actors), 'actor')} and {count_of(len(view.relations), 'relation')}</desc>",
        f"<style>{_style(names)}</style>",
        f'<rect class="b" x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"/>',
        *(_draw_relation(r, at[r.source], at[r.target], names[r.colour]) for r in view.relations),
        *(_draw_actor(a, names[a.colour]) for a in view.actors),
        *(_swatch(place, entry, names[entry[0]]) for place, entry in rows),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN), quote=True)


def _style(names: dict[str, str]) -> str:
    def rules(background: str, ink: str, halo: str) -> str:
        lines = [f".b{{fill:{background}}}.t{{fill:{ink};stroke:{halo}}}.n{{stroke:{background}}}"]
        for colour, name in names.items():
            fitted = fit_to_background(colour, background)
            on = "#ffffff" if contrast(fitted, "#ffffff") >= contrast(fitted, "#10151c") else "#10151c"
            lines.append(f".e.{name}{{stroke:{fitted}}}.f.{name}{{fill:{fitted}}}.o.{name}{{fill:{on}}}")
        return "".join(lines)

    halo = "paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round;font-weight:600"
    base = f".e{{fill:none}}.t{{{halo}}}.n{{stroke-width:1.5px}}"
    dark = rules(DARK, "#e6edf3", DARK)
    return f"{base}{rules(LIGHT, '#1b2430', LIGHT)}@media(prefers-color-scheme:dark){{{dark}}}"


def _frame(view: View) -> tuple[float, float, float, float]:
    if not view.actors:
        return -200.0, -100.0, 200.0, 100.0
    halves = {a.id: max([a.size, *(measure(line) / 2 for line in wrap(a.label))]) for a in view.actors}
    return (
        min(a.x - halves[a.id] for a in view.actors) - _MARGIN,
        min(a.y - a.size for a in view.actors) - _MARGIN,
        max(a.x + halves[a.id] for a in view.actors) + _MARGIN,
        max(a.y + a.size + 6 + HEIGHT * len(wrap(a.label)) for a in view.actors) + _MARGIN,
    )


def _bend_point(source: ViewActor, target: ViewActor, bend: float) -> tuple[float, float]:
    """Control point of the curve of a relation; bends of opposite sign lie on opposite sides of the straight line."""
    first, last = (source, target) if source.id < target.id else (target, source)
    dx, dy = last.x - first.x, last.y - first.y
    return (first.x + last.x) / 2 - dy * bend * 0.9, (first.y + last.y) / 2 + dx * bend * 0.9


def _draw_relation(relation: ViewRelation, source: ViewActor, target: ViewActor, name: str) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, relation.dash))}"' if relation.dash else ""
    width = min(3.0, 1.4 + 0.4 * (max(1, relation.sources) - 1))
    title = f"{source.label}, {target.label}: {relation.type_label}, {relation.date}"
    head = mark = ""
    if source.id == target.id:
        x, y, r = source.x, source.y, source.size + 14 + abs(relation.bend) * 60
        wide, high = r * 1.6, r * 1.9
        path = f"M{x - 6:.1f} {y:.1f}C{x - wide:.1f} {y - high:.1f} {x + wide:.1f} {y - high:.1f} {x + 6:.1f} {y:.1f}"
    else:
        cx, cy = _bend_point(source, target, relation.bend)
        way = math.sqrt((target.x - cx) ** 2 + (target.y - cy) ** 2) or 1.0
        ux, uy = (target.x - cx) / way, (target.y - cy) / way
        stop = target.size + 3
        ex, ey = target.x - ux * stop, target.y - uy * stop
        if relation.arrow:
            bx, by = ex - ux * 8, ey - uy * 8
            head = (
                f'<path class="f {name}" d="M{ex:.1f} {ey:.1f}L{bx - uy * 3.6:.1f} {by + ux * 3.6:.1f}'
                f'L{bx + uy * 3.6:.1f} {by - ux * 3.6:.1f}Z"/>'
            )
            ex, ey = ex - ux * 6, ey - uy * 6
        path = f"M{source.x:.1f} {source.y:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
        if sign := STANDINGS[relation.standing].mark:
            mx, my = (source.x + 2 * cx + target.x) / 4, (source.y + 2 * cy + target.y) / 4
            mark = f'<text class="t" x="{mx:.1f}" y="{my + 4:.1f}" text-anchor="middle">{sign}</text>'
    line = f'<path class="e {name}" d="{path}" stroke-width="{width:.1f}"{dash}/>'
    return f"<g><title>{_text(title)}</title>{line}{head}{mark}</g>"


def _outline(actor: ViewActor) -> str:
    x, y, r = actor.x, actor.y, actor.size
    outlines: dict[str, list[tuple[float, float]]] = {
        "square": [(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
        "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
        "triangle": [(0, -1), (0.95, 0.75), (-0.95, 0.75)],
        "triangleDown": [(0, 1), (0.95, -0.75), (-0.95, -0.75)],
        "hexagon": [(-1, 0), (-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87)],
    }
    corners = outlines.get(actor.shape)
    if actor.shape == "star":
        turns = [(math.pi * n / 5, 1.1 if n % 2 == 0 else 0.5) for n in range(10)]
        corners = [(math.sin(t) * q, -math.cos(t) * q) for t, q in turns]
    if corners is None:
        return f'cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"'
    return 'points="' + " ".join(f"{x + r * cx:.1f},{y + r * cy:.1f}" for cx, cy in corners) + '"'


def _draw_actor(actor: ViewActor, name: str) -> str:
    tag = "circle" if actor.shape == "dot" else "polygon"
    shape = f'<{tag} class="n f {name}" {_outline(actor)}/>'
    code = ""
    if 0 < len(actor.code) <= 3:
        code = (
            f'<text class="o {name}" x="{actor.x:.1f}" y="{actor.y + actor.size * 0.24:.1f}" text-anchor="middle" '
            f'font-weight="700" font-size="{actor.size * 0.68:.1f}">{_text(actor.code)}</text>'
        )
    lines = "".join(
        f'<text class="t" x="{actor.x:.1f}" y="{actor.y + actor.size + 15 + HEIGHT * n:.1f}" text-anchor="middle">'
        f"{_text(line)}</text>"
        for n, line in enumerate(wrap(actor.label))
    )
    return f"<g><title>{_text(actor.label)}</title>{shape}{code}{lines}</g>"


Entry = tuple[str, tuple[int, ...], str]


def _legend_entries(view: View) -> list[Entry]:
    """Event types by their number of relations, then the standings other than "happened"."""
    counts: dict[str, int] = {}
    looks: dict[str, Entry] = {}
    for r in view.relations:
        counts[r.type] = counts.get(r.type, 0) + 1
        if STANDINGS[r.standing].dash is None:
            looks[r.type] = (r.colour, r.dash, r.type_label)
        else:
            looks.setdefault(r.type, (r.colour, (), r.type_label))
    types = [looks[t] for t in sorted(counts, key=lambda t: (-counts[t], t))[:12]]
    present = {r.standing for r in view.relations}
    colour = view.relations[0].colour if view.relations else "#6b7280"
    others = [
        (colour, style.dash, f"{style.mark} {style.label}")
        for s, style in STANDINGS.items()
        if s in present and style.dash
    ]
    return types + others


def _draw_legend(
    entries: list[Entry], left: float, bottom: float, right: float
) -> tuple[list[tuple[tuple[float, float], Entry]], float]:
    """Where each entry stands, in rows below the picture, and where the last row ends."""
    rows: list[tuple[tuple[float, float], Entry]] = []
    x, y = left + _MARGIN, bottom + 8
    for entry in entries:
        wide = 42 + measure(entry[2]) * 1.06 + 20
        if x + wide > right and x > left + _MARGIN:
            x, y = left + _MARGIN, y + _LEGEND
        rows.append(((x, y), entry))
        x += wide
    return rows, (y + _LEGEND if rows else bottom)


def _swatch(at: tuple[float, float], entry: Entry, name: str) -> str:
    x, y = at
    _, dash, text = entry
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return (
        f'<path class="e {name}" d="M{x:.0f} {y:.0f}h34" stroke-width="2.4"{dashes}/>'
        f'<text class="t" x="{x + 42:.0f}" y="{y + 4:.0f}">{_text(text)}</text>'
    )
