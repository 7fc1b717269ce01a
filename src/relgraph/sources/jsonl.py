"""JSON lines: one article a line with ``id, url, title, published, publisher, text``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from relgraph.records import Article, Issue
from relgraph.sources.fields import issue, parse_published, typo_of
from relgraph.sources.inputs import TextSource
from relgraph.sources.rows import has_text, read_row

__all__ = ["JsonLines"]

_KNOWN = {"id", "url", "title", "published", "publisher", "text", "author", "language", "truncated", "source"}


class JsonLines(TextSource):
    """One JSON object a line. ``text`` is required, and ``id`` or else ``url``; all else may be null or missing.

    ``source`` is the publisher where ``publisher`` is missing. Other keys are ignored, unless one looks like a slip
    of the pen.
    """

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def sniff_text(self, path_name: str, head: str) -> float:
        """Sure when the first line opens an object."""
        return 0.9 if re.match(r'\s*\{\s*(?:"|\})', head) else 0.0

    def read_text(self, name: str, text: str) -> Iterator[Article | Issue]:
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
    meant = next((key for key, typo in typos if typo == "text"), None)
    hint = f"; rename '{meant}' to 'text'" if meant else ""
    good = has_text(record)
    for key, typo in typos:
        if typo and good:
            yield issue("warning", "unknown-key", where, f"no key '{key}'. Did you mean {typo}?")
    yield from read_row(where, record, layout="jsonl", parse=parse_published, no_text=hint)
