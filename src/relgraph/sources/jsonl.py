"""JSON lines: one article a line with ``id, url, title, published, publisher, text``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from relgraph.iris import digest
from relgraph.records import Article, Issue
from relgraph.sources.fields import bad_date, issue, parse_published, typo_of

__all__ = ["JsonLines"]

_KNOWN = {"id", "url", "title", "published", "publisher", "text", "author", "language", "truncated", "source"}
_TEXTS = ("url", "title", "publisher", "source", "author", "language")
_UNSAFE = re.compile("[\0\ud800-\udfff]")
"""Escapes of JSON that are no characters of a text: NUL and halves of a pair."""


class JsonLines:
    """One JSON object a line. ``text`` is required, and ``id`` or else ``url``; all else may be null or missing.

    ``source`` is the publisher where ``publisher`` is missing. Other keys are ignored, unless one looks like a slip
    of the pen.
    """

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def sniff(self, path_name: str, head: str) -> float:
        """Sure when the first line opens an object."""
        return 0.9 if re.match(r'\s*\{\s*(?:"|\})', head) else 0.0

    def read(self, name: str, text: str) -> Iterator[Article | Issue]:
        """Give an article for each good line and an Issue for each bad one; line numbers count from 1."""
        if text.lstrip().startswith("["):
            yield issue("error", "json-array", name, "a JSON array; write one object a line, without commas between")
            return
        lines: dict[str, int] = {}
        gold: list[int] = []
        from_url = 0
        # Not splitlines(): a JSON string may hold U+2028 or U+0085 as they are.
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            where = f"{name}:{number}"
            record = _parse(where, line)
            if isinstance(record, Issue):
                yield record
                continue
            if "text" not in record and "events" in record:
                gold.append(number)
                continue
            for item in _read_record(where, record):
                if isinstance(item, Issue):
                    yield item
                elif item.id in lines:
                    message = f"the id '{item.id}' stands already in line {lines[item.id]}; give the article another id"
                    yield issue("error", "duplicate-id", where, message)
                else:
                    lines[item.id] = number
                    from_url += record.get("id") in (None, "")
                    yield item
        if gold:
            message = (
                f"no 'text' in {len(gold)} lines, the first is line {gold[0]}: annotations; name the articles instead"
            )
            yield issue("error", "gold-without-text", name, message)
        if from_url:
            yield issue("info", "id-from-url", name, f"no 'id' in {from_url} lines; their ids are made from 'url'")


def _parse(where: str, line: str) -> dict[str, Any] | Issue:
    try:
        record = json.loads(line)
    except ValueError as e:
        what = f"{e.msg} at column {e.colno}" if isinstance(e, json.JSONDecodeError) else str(e)
        return issue("error", "bad-json", where, f"not JSON: {what}")
    except RecursionError:
        return issue("error", "bad-json", where, "not an article: nested too deep")
    if not isinstance(record, dict):
        return issue("error", "bad-json", where, f"not an article: a {type(record).__name__}, not an object {{...}}")
    return record


def _read_record(where: str, record: dict[str, Any]) -> Iterator[Article | Issue]:
    present = {key for key, value in record.items() if value is not None}
    typos = [(key, typo_of(key, _KNOWN - {"source"}, present)) for key in sorted(present - _KNOWN)]
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "no 'text'" if text is None else "'text' is empty" if text == "" else "'text' is not a text"
        meant = next((key for key, typo in typos if typo == "text"), None)
        yield issue("error", "no-text", where, found + (f"; rename '{meant}' to 'text'" if meant else ""))
        return
    for key, typo in typos:
        if typo:
            yield issue("warning", "unknown-key", where, f"no key '{key}'. Did you mean {typo}?")
    values: dict[str, str] = {}
    for key in _TEXTS:
        value = record.get(key)
        if isinstance(value, str):
            if value.strip():
                values[key] = _UNSAFE.sub("\ufffd", value.strip())
        elif value is not None:
            yield issue("warning", "bad-value", where, f"'{key}' is a {type(value).__name__}, not a text; ignored")
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        yield issue("error", "bad-value", where, f"'id' is a {type(given).__name__}, not a text")
        return
    article_id = _UNSAFE.sub("\ufffd", (given or "").strip())
    if not article_id and "url" in values:
        article_id = "url-" + digest(values["url"])
    if not article_id:
        yield issue("error", "no-id", where, "no 'id', and no 'url' to make one from")
        return
    published = record.get("published")
    day = parse_published(published) if isinstance(published, str) else None
    if published not in (None, "") and day is None:
        yield bad_date(where, str(published))
    truncated = record.get("truncated")
    if truncated is not None and not isinstance(truncated, bool):
        yield issue("warning", "bad-value", where, "'truncated' is not true or false; ignored")
    if _UNSAFE.search(text):
        text = _UNSAFE.sub("\ufffd", text)
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
        layout="jsonl",
        truncated=truncated is True,
    )
