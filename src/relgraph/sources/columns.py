"""Which column of a table gives which field of an article: as the user says, or by well-known names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from relgraph.errors import SourceError, nearest

__all__ = ["FIELDS", "check_columns", "find_columns", "parse_columns"]

_KNOWN = {
    "text": "text body content article story articletext articlebody storytext fulltext maintext plaintext",
    "title": "title headline",
    "published": "published date publishedat publishedon datepublished publicationdate publisheddate publishdate pubdate "
    "datepublish datetime",
    "url": "url link sourceurl articleurl",
    "publisher": "publisher source publication outlet sourcename newspaper",
    "id": "id articleid uuid guid",
    "language": "language lang",
    "truncated": "truncated",
}
"""By field, the names of columns in small letters without any sign, the likeliest first.

No ``author``: that is the body which signed a text, and such columns hold journalists.
"""

FIELDS = (*_KNOWN, "author")
"""The fields that a column can give."""


def parse_columns(pairs: Iterable[str]) -> dict[str, str]:
    """The columns by field, from words like ``text=body,published=date``.

    Raises SourceError for what is no pair, for an unknown field and for a field that is named twice.

    >>> parse_columns(["text=body,published=date of issue"])
    {'text': 'body', 'published': 'date of issue'}
    """
    columns: dict[str, str] = {}
    for pair in (p for text in pairs for p in text.split(",") if p.strip()):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not column or not field:
            raise SourceError(f"columns: '{pair.strip()}' is not FIELD=COLUMN; write it as text=body,published=date")
        if field in columns:
            raise SourceError(f"columns: the field '{field}' stands there twice")
        columns[field] = column
    check_columns(columns)
    return columns


def check_columns(columns: Iterable[str]) -> None:
    """Raise SourceError for a field that no article has."""
    for field in columns:
        if field not in FIELDS:
            raise SourceError(f"columns: no field '{field}'; choose from {', '.join(FIELDS)}.{nearest(field, FIELDS)}")


def find_columns(present: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str] | str:
    """The column of each field among those that a table has; or, as a str, what is wrong.

    What the user chose comes first; the others are known by their names, if no field has taken them.
    """
    for field, column in chosen.items():
        if column not in present:
            return (
                f"no column '{column}' (for '{field}'); the columns are {_listed(present)}.{nearest(column, present)}"
            )
    found = dict(chosen)
    by_sign = {}
    for column in reversed(present):  # of two columns that only differ in signs, the first one counts
        by_sign[re.sub(r"[^a-z0-9]", "", column.lower())] = column
    for field, names in _KNOWN.items():
        free = (by_sign[name] for name in names.split() if name in by_sign and by_sign[name] not in found.values())
        if field not in found and (known := next(free, None)) is not None:
            found[field] = known
    if "text" not in found:
        likely = [c for c in present if len(c) < 60]
        close = nearest("text", likely) or nearest("body", likely) or nearest("content", likely)
        return f"no column holds the text; say which with --columns text=COLUMN; the columns are {_listed(present)}.{close}"
    return found


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(f"'{' '.join(c[:40].split())}'" for c in columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown
