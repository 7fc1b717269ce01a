"""The page of a report: one HTML file that needs no script and asks no server for anything."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby, islice

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from relgraph.check.problems import SEVERITIES
from relgraph.check.report import WORST, Report
from relgraph.files import source_hash
from relgraph.iris import shorten

__all__ = ["render_report"]

_MOST = 200
"""So many problems of one rule are listed, and so many articles."""


def render_report(report: Report, *, everything: bool = False) -> str:
    """The page of a report as text; with ``everything`` it lists each problem, else the first 200 of each rule."""
    environment = Environment(
        loader=PackageLoader("relgraph.check", "static"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["short"] = shorten
    environment.filters["times"] = lambda n: "once" if n == 1 else f"{n:,} times"
    style = files("relgraph.check").joinpath("static", "report.css").read_text(encoding="utf-8")
    most = len(report.problems) if everything else _MOST
    ordered = sorted(report.problems, key=lambda p: (SEVERITIES.index(p.severity), p.shape))
    found = next((s for s in SEVERITIES if report.totals[f"{s}s"]), "info")
    return environment.get_template(
        "report.html.j2"
    ).render(
        report=report,
        policy=f"default-src 'none'; style-src {source_hash(style)}; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file, which the policy names by its hash
        verdict=found,
        sentence=_sentence(report),
        worst=report.groups[:WORST],
        worst_title="The ten worst problems" if len(report.groups) > WORST else "What was found",
        rules=[(shape, list(several)) for (_, shape), several in groupby(ordered, key=lambda p: (p.severity, p.shape))],
        articles=list(islice(report.articles.items(), most)),
        more_articles=max(0, len(report.articles) - most),
        most=most,
    )


def _sentence(report: Report) -> str:
    if report.has_errors:
        return "The graph breaks its rules: put the errors right before you rely on it."
    if report.totals["warnings"]:
        return "The graph keeps its rules. The warnings are worth a look."
    return "The graph keeps its rules."
