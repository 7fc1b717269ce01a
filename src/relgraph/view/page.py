"""The interactive page: one HTML file with all that it needs, which asks no server for anything."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from relgraph.errors import RelgraphError
from relgraph.files import replace_file, source_hash
from relgraph.view.model import View
from relgraph.view.pyvis_networks import SMOOTH, to_pyvis
from relgraph.view.styles import DARK, FAMILIES, LIGHT, STANDINGS, contrast, fit_to_background

__all__ = ["render_page", "write_page"]

_SCRIPTS = (
    "elements.js",
    "view.js",
    "filters.js",
    "picture.js",
    "labels.js",
    "panel.js",
    "legend.js",
    "time.js",
    "table.js",
    "page.js",
)
"""One program in the order of its parts."""


def write_page(view: View, path: str | Path) -> Path:
    """Write the interactive page of a view as one file in UTF-8, whole or not at all, and return its path.

    Raises:
        RelgraphError: the installed pyvis lacks the vis-network that the page is drawn with.
    """
    target = Path(path)
    html = render_page(view)
    target.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(target) as file:
        file.write(html.encode("utf-8"))
    return target


def render_page(view: View) -> str:
    """The text of the page that :func:`write_page` writes."""
    environment = Environment(
        loader=PackageLoader("relgraph.view", "static"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    library = _read_library()
    program = _wrap_program("".join(_read_static(name) for name in _SCRIPTS))
    style = _read_static("page.css")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {source_hash(library)} {source_hash(program)}",
            f"style-src {source_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return environment.get_template("page.html.j2").render(
        view=view,
        years=view.years(),
        articles=view.articles(),
        smooth=SMOOTH,
        policy=policy,
        style=style,
        library=library,
        program=program,
        payload=_escape_json(_make_payload(view)),
    )


def _make_payload(view: View) -> dict[str, Any]:
    network = to_pyvis(view)
    colours = {a.colour for a in view.actors} | {r.colour for r in view.relations} | {f.colour for f in FAMILIES}
    return {
        "view": view.to_dict(),
        "nodes": network.nodes,
        "edges": network.edges,
        "families": [{"name": f.name, "label": f.label, "shape": f.shape, "colour": f.colour} for f in FAMILIES],
        "standings": [
            {"name": name, "label": s.label, "definition": s.definition, "mark": s.mark, "dash": s.dash}
            for name, s in STANDINGS.items()
        ],
        "colours": {colour: _fit_colours(colour) for colour in sorted(colours)},
    }


def _fit_colours(colour: str) -> dict[str, str]:
    """The colour on both backgrounds, and of the letters upon it."""
    fitted = {}
    for name, background in (("light", LIGHT), ("dark", DARK)):
        fitted[name] = fit_to_background(colour, background)
        fitted[f"{name}_letters"] = max(("#ffffff", "#10151c"), key=lambda ink: contrast(fitted[name], ink))
    return fitted


def _escape_json(content: object) -> str:
    """JSON that cannot end the script element it stands in, nor a line of it; ``JSON.parse`` reads it as it was."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _read_static(name: str) -> str:
    return files("relgraph.view").joinpath("static", name).read_text(encoding="utf-8")


def _wrap_program(parts: str) -> str:
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _read_library() -> str:
    """The newest vis-network in the installed pyvis, as text that may stand in a script element.

    Its style sheet is left where it is: 220 kB of buttons for editing, which the page does not offer.
    """
    library = files("pyvis").joinpath("templates", "lib")
    found = {}
    if library.is_dir():
        for folder in library.iterdir():
            script = folder.joinpath("vis-network.min.js")
            if (version := re.fullmatch(r"vis-(\d+)\.(\d+)\.(\d+)", folder.name)) and script.is_file():
                found[tuple(map(int, version.groups()))] = script
    if not found:
        raise RelgraphError("pyvis: no vis-network in the installed package; install pyvis 0.3.2 again")
    text = found[max(found)].read_text(encoding="utf-8").replace("\r\n", "\n")
    # The map is not there; naming it makes the developer tools of a browser ask for it.
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise RelgraphError("pyvis: its vis-network cannot stand inside a page; install pyvis 0.3.2")
    return text
