"""A row of fields becomes an article: what lines of JSON and rows of tables have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from relgraph.iris import digest
from relgraph.records import Article, Issue
from relgraph.sources.fields import bad_date, issue, parse_flag, parse_published

__all__ = ["clean", "has_text", "read_row"]

_TEXTS = ("url", "title", "publisher", "source", "author", "language")
_UNSAFE = re.compile("[\0\ud800-\udfff]")
"""What is no character of a text: NUL and halves of a pair."""


def clean(text: str) -> str:
    """The text with U+FFFD for what cannot be written to a file again."""
    return _UNSAFE.sub("\ufffd", text)


def has_text(row: Mapping[str, Any]) -> bool:
    """Whether the row has a text that is not empty."""
    return isinstance(row.get("text"), str) and bool(row["text"].strip())


def read_row(
    where: str,
    row: Mapping[str, Any],
    *,
    layout: str,
    columns: Mapping[str, str] | None = None,
    no_text: str = "",
    id_from_text: bool = False,
) -> Iterator[Article | Issue]:
    """Give the article of a row of fields, and an Issue for each field that is not what it should be.

    ``text`` is required, and ``id`` or else ``url``; ``source`` is the publisher where ``publisher`` is missing.
    ``columns`` says what the file calls a field, ``no_text`` is a cure to add when there is no text. With
    ``id_from_text`` a row that has neither id nor url gets an id from its words.
    """

    def name(field: str) -> str:
        column = (columns or {}).get(field, field)
        return f"'{field}'" if column == field else f"'{column}' ({field})"

    text = row.get("text")
    if not has_text(row):
        what = "empty" if isinstance(text, str) else "not a text"
        found = f"no {name('text')}" if text is None else f"{name('text')} is {what}"
        yield issue("error", "no-text", where, found + no_text)
        return
    text = str(text)
    values: dict[str, str] = {}
    for key in _TEXTS:
        value = row.get(key)
        if isinstance(value, str):
            if value.strip():
                values[key] = clean(value.strip())
        elif value is not None:
            yield issue("warning", "bad-value", where, f"{name(key)} is a {type(value).__name__}, not a text; ignored")
    given = row.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        yield issue("error", "bad-value", where, f"{name('id')} is a {type(given).__name__}, not a text")
        return
    article_id = clean((given or "").strip())
    if not article_id and "url" in values:
        article_id = "url-" + digest(values["url"])
    if not article_id and id_from_text:
        article_id = "text-" + digest(clean(f"{values.get('title', '')}\n{text}"))
    if not article_id:
        yield issue("error", "no-id", where, "no 'id', and no 'url' to make one from")
        return
    published = row.get("published")
    day = None
    if isinstance(published, str):
        day = parse_published(published)
    elif isinstance(published, date):  # a column of a typed table
        day = published.date() if isinstance(published, datetime) else published
    if published not in (None, "") and day is None:
        yield bad_date(where, str(published), name=name("published"))
    truncated = row.get("truncated")
    if isinstance(truncated, str) and layout != "jsonl":  # a CSV file has no other type
        truncated = parse_flag(truncated)
        if truncated is None:
            truncated = row["truncated"]
    if truncated is not None and not isinstance(truncated, bool):
        yield issue("warning", "bad-value", where, f"{name('truncated')} is not true or false; ignored")
    if _UNSAFE.search(text):
        text = clean(text)
        yield issue("warning", "bad-character", where, "'text' holds NUL or half a surrogate pair; replaced by U+FFFD")
    yield Article(
        id=article_id,
        text=text,
        title=values.get("title"),
        url=values.get("url"),
        published=day,
        publisher=values.get("publisher") or values.get("source"),
        author=values.get("author"),
        language=values.get("language", "en"),
        layout=layout,
        truncated=truncated is True,
    )
