"""What people look at: the neutral view, and the page, pyvis network and SVG that are drawn from it."""

from relgraph.view.building import build_view
from relgraph.view.model import Evidence, Provenance, View, ViewActor, ViewRelation
from relgraph.view.page import render_page, write_page
from relgraph.view.pyvis_networks import to_pyvis
from relgraph.view.svg import to_svg

__all__ = [
    "Evidence",
    "Provenance",
    "View",
    "ViewActor",
    "ViewRelation",
    "build_view",
    "render_page",
    "to_pyvis",
    "to_svg",
    "write_page",
]
