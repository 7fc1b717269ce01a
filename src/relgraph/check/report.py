"""Reports: the problems of a graph counted, grouped and put in the order in which they matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relgraph.check.contradictions import CONTRADICTIONS
from relgraph.check.orphans import ORPHANS
from relgraph.check.problems import SEVERITIES, Problem, Severity
from relgraph.check.rows import Rows
from relgraph.iris import BASE, shorten

__all__ = ["ARTICLES", "WORST", "Group", "Report", "RuleCount", "make_report"]

ARTICLES = "articles"
"""What stands for the graphs of all articles in counts."""
WORST = 10
"""So many groups of problems are shown first."""
_ARTICLE_GRAPH = BASE + "graph/article/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Problems that are the same but for what breaks the rule."""

    severity: Severity
    shape: str
    message: str
    focuses: tuple[str, ...]
    """The IRIs of what breaks it; those on which most hangs first."""
    graph: str | None
    """The IRI of the graph that describes the first of them."""
    count: int
    rows: int
    """How many rows of the graph these things stand in, as subject or object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How often one rule is broken in one graph."""

    severity: Severity
    shape: str
    graph: str | None
    """Short name of the graph, ``articles`` for those of all articles; None for what lies in no graph."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found."""

    name: str
    as_of: str | None
    problems: tuple[Problem, ...]
    groups: tuple[Group, ...]
    """The worst first: errors before warnings before infos, then by how many rows of the graph hang on them."""
    counts: tuple[RuleCount, ...]
    """By severity, rule and graph."""
    articles: Mapping[str, int]
    """For each graph of an article with a problem in it, by short name, how many; most first."""
    totals: Mapping[str, int]
    """Of ``errors``, ``warnings``, ``infos``, ``articles``, ``claims``, ``situations``, ``conflicts``, ``orphans``
    and ``contradictions``, in this order."""
    labels: Mapping[str, str]
    """What people call that which breaks a rule, by IRI, where anybody says."""

    @property
    def has_errors(self) -> bool:
        """Whether the check fails."""
        return self.totals["errors"] > 0


def make_report(problems: Iterable[Problem], rows: Rows, *, name: str, as_of: str | None) -> Report:
    """Count, group and rank what was found in the rows of a graph."""
    found = tuple(problems)
    totals = {f"{severity}s": sum(p.severity == severity for p in found) for severity in SEVERITIES}
    for what, class_name in (
        ("articles", "Article"),
        ("claims", "Claim"),
        ("situations", "Situation"),
        ("conflicts", "Conflict"),
    ):
        totals[what] = len(rows.all_of(class_name))
    totals["orphans"] = sum(p.count for p in found if p.shape in ORPHANS)
    totals["contradictions"] = sum(p.count for p in found if p.shape in CONTRADICTIONS)
    by_article: dict[str, int] = defaultdict(int)
    for problem in found:
        if problem.graph is not None and problem.graph.startswith(_ARTICLE_GRAPH):
            by_article[shorten(problem.graph)] += problem.count
    labels = {p.focus: label for p in found if (label := rows.label(p.focus)) is not None}
    return Report(
        name=name,
        as_of=as_of,
        problems=found,
        groups=_group(found, rows),
        counts=_count(found),
        articles=dict(sorted(by_article.items(), key=lambda item: (-item[1], item[0]))),
        totals=totals,
        labels=labels,
    )


def _group(problems: Iterable[Problem], rows: Rows) -> tuple[Group, ...]:
    alike: dict[tuple[Severity, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.severity, problem.shape, problem.message].append(problem)
    groups = []
    for (severity, shape, message), several in alike.items():
        weights = {p.focus: rows.uses.get(p.focus, 0) for p in several}
        several.sort(key=lambda p: (-weights[p.focus], p.focus, p.graph or ""))
        groups.append(
            Group(
                severity=severity,
                shape=shape,
                message=message,
                focuses=tuple(dict.fromkeys(p.focus for p in several)),
                graph=several[0].graph,
                count=sum(p.count for p in several),
                rows=sum(weights.values()),
            )
        )
    return tuple(sorted(groups, key=lambda g: (SEVERITIES.index(g.severity), -g.rows, g.shape, g.message)))


def _count(problems: Iterable[Problem]) -> tuple[RuleCount, ...]:
    counts: dict[tuple[Severity, str, str | None], int] = defaultdict(int)
    for problem in problems:
        graph = problem.graph
        if graph is not None:
            graph = ARTICLES if graph.startswith(_ARTICLE_GRAPH) else shorten(graph)
        counts[problem.severity, problem.shape, graph] += problem.count
    ordered = sorted(counts.items(), key=lambda item: (SEVERITIES.index(item[0][0]), item[0][1], item[0][2] or ""))
    return tuple(
        RuleCount(severity=severity, shape=shape, graph=graph, count=n) for (severity, shape, graph), n in ordered
    )
