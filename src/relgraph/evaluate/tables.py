"""Scores as rows: one measure of one part of the annotation a row, or one group of articles or events a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relgraph.evaluate.records import Annotation
from relgraph.evaluate.scoring import COUNTED, SHARED, ArticleScore, Counts, Score, add_scores

__all__ = [
    "DIGITS",
    "GROUP_COLUMNS",
    "MEASURES",
    "MEASURE_COLUMNS",
    "SPLIT_COLUMNS",
    "Row",
    "group_rows",
    "measure_rows",
    "split_rows",
    "split_scores",
]

DIGITS = 4
"""Behind the point, of the figures in CSV and JSON."""
Row = tuple[str | int | float | None, ...]

MEASURES: Mapping[str, str] = {
    "event": "event",
    "type": "type (events by type alone)",
    "actors": "actors (events by actors alone)",
    "envoy": "envoy",
    "treaty": "treaty",
    "state": "state",
    "organisation": "organisation",
    "date": "date (agrees)",
    "year": "year (agrees)",
    "date_invented": "date_invented (where none is annotated)",
    "planned": "planned (agrees)",
    "overlap": "overlap (actors in common)",
    "quiet_disturbed": "quiet_disturbed (articles without an event, given one)",
}
"""What each measure is called in a table: its name in CSV and JSON, and what it means."""
MEASURE_COLUMNS = (
    *("part", "articles", "measure", "precision", "recall", "f1", "f1_low", "f1_high"),
    *("right", "extra", "missed", "rate", "of"),
)
GROUP_COLUMNS = ("precision", "recall", "f1", "right", "extra", "missed")
SPLIT_COLUMNS = ("split", "articles", "precision", "recall", "f1", "f1_low", "f1_high", "right", "extra", "missed")


def split_scores(gold: Sequence[Annotation], scores: Sequence[ArticleScore]) -> dict[str, Score]:
    """The score of each split by its name, if there are several."""
    groups = _group(scores, [annotation.split for annotation in gold])
    return groups if len(groups) > 1 else {}


def measure_rows(parts: Mapping[str, Score]) -> list[Row]:
    """Every measure of every part, in the columns of ``MEASURE_COLUMNS``."""
    rows: list[Row] = []
    for part, score in parts.items():
        for name in COUNTED:
            counts = score.counts[name]
            low, high = score.interval if name == "event" else (None, None)
            figures = (_round(f) for f in (*_figures(counts), low, high))
            rows.append((part, score.articles, name, *figures, *_numbers(counts), None, None))
        for name in (*SHARED, "quiet_disturbed"):
            share = score.quiet if name == "quiet_disturbed" else score.shares[name]
            rows.append((part, score.articles, name, *[None] * 8, _round(share.rate), share.of))
    return rows


def group_rows(by: str, gold: Sequence[Annotation], scores: Sequence[ArticleScore]) -> list[Row]:
    """Events by type, source or article: the name of the group, then the columns of ``GROUP_COLUMNS``.

    The source is the publisher, or the split where no publisher is given.
    """
    if by == "type":
        return _type_rows(scores)
    if by == "source":
        names = [annotation.publisher or annotation.split or "unknown" for annotation in gold]
        return [_row(name, score.counts["event"]) for name, score in _group(scores, names).items()]
    return [_row(s.id, s.counts["event"]) for s in scores]


def split_rows(splits: Mapping[str, Score]) -> list[Row]:
    """The events of each split, in the columns of ``SPLIT_COLUMNS``."""
    rows: list[Row] = []
    for name, score in splits.items():
        counts = score.counts["event"]
        rows.append((name, score.articles, *map(_round, (*_figures(counts), *score.interval)), *_numbers(counts)))
    return rows


def _type_rows(scores: Sequence[ArticleScore]) -> list[Row]:
    counts: dict[str, Counts] = {}
    for score in scores:
        for code, of_one in score.by_type.items():
            counts[code] = counts.get(code, Counts()) + of_one
    frequent = sorted(counts, key=lambda code: (-counts[code].right - counts[code].missed, code))
    return [_row(code, counts[code]) for code in frequent]


def _group(scores: Sequence[ArticleScore], names: Sequence[str | None]) -> dict[str, Score]:
    groups: dict[str, list[ArticleScore]] = {}
    for name, score in zip(names, scores, strict=True):
        if name:
            groups.setdefault(name, []).append(score)
    return {name: add_scores(groups[name]) for name in sorted(groups)}


def _row(name: str, counts: Counts) -> Row:
    return name, *map(_round, _figures(counts)), *_numbers(counts)


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)


def _figures(counts: Counts) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1, each None where there is nothing that it could be a share of."""
    found, there = counts.right + counts.extra, counts.right + counts.missed
    return (
        counts.precision if found else None,
        counts.recall if there else None,
        counts.f1 if found or there else None,
    )


def _numbers(counts: Counts) -> tuple[int, int, int]:
    return counts.right, counts.extra, counts.missed
