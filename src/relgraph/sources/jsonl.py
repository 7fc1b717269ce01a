"""JSON lines: one article a line with ``id, url, title, published, publisher, text``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from relgraph.records import Article, Issue
from relgraph.sources.fields import issue, parse_object, typo_of
from relgraph.sources.inputs import Input, TextSource, decode, read_decoded
from relgraph.sources.plain import PlainText
from relgraph.sources.repeats import Repeats
from relgraph.sources.rows import has_text, read_row

__all__ = ["JsonLines"]

_KNOWN = {"id", "url", "title", "published", "publisher", "text", "author", "language", "truncated", "source"}


class JsonLines(TextSource):
    """One JSON object a line. ``text`` is required, and ``id`` or else ``url``; all else may be null or missing.

    ``source`` is the publisher where ``publisher`` is missing. Other keys are ignored, unless one looks like a slip
    of the pen.

    A list of articles has no texts of its own: the text of a line with the id ``a1`` is then ``texts/a1.txt`` beside
    the file, with the ``sha256`` of the line if there is one.
    """

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def sniff_text(self, path_name: str, head: str) -> float:
        """Sure when the first line opens an object."""
        return 0.9 if re.match(r'\s*\{\s*(?:"|\})', head) else 0.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """As :meth:`read_text`; texts may also lie beside the file."""
        yield from read_decoded(file, lambda text: self.read_text(file.name, text, beside=file.beside))

    def read_text(
        self, name: str, text: str, *, beside: Callable[[str], bytes | None] | None = None
    ) -> Iterator[Article | Issue]:
        """Give an article for each good line and an Issue for each bad one; line numbers count from 1."""
        if text.lstrip().startswith("["):
            yield issue("error", "json-array", name, "a JSON array; write one object a line, without commas between")
            return
        repeats = Repeats()
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
            problem = _add_text(where, record, beside)
            if problem is not None:
                yield problem
            for item in _read_record(where, record):
                if isinstance(item, Issue):
                    yield item
                elif repeated := repeats.check(item, place=f"line {number}", where=where):
                    yield repeated
                else:
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
    record = parse_object(line, "an article")
    return issue("error", "bad-json", where, record) if isinstance(record, str) else record


def _add_text(where: str, record: dict[str, Any], beside: Callable[[str], bytes | None] | None) -> Issue | None:
    """Put the text that lies beside the file into a line that has none."""
    article_id = record.get("id")
    if beside is None or record.get("text") is not None or not isinstance(article_id, str):
        return None
    if not re.fullmatch(r"\w[\w.-]*", article_id):  # it must not lead to another folder
        return None
    name = f"texts/{article_id}.txt"
    raw = beside(name)
    if raw is None:
        return None
    text, problem = decode(raw)
    read = PlainText().read_text(name, text or "")
    article = next((item for item in read if isinstance(item, Article)), None)
    if article is not None:
        record["text"] = article.text
        if article.title and not record.get("title"):
            record["title"] = article.title
    if problem is not None:
        return replace(problem, where=where, message=f"{name}: {problem.message}")
    if record.get("sha256") not in (None, hashlib.sha256(raw).hexdigest()):
        message = f"{name} has another sha256 than this line says; it was changed since it was listed"
        return issue("warning", "changed-text", where, message)
    return None


def _read_record(where: str, record: dict[str, Any]) -> Iterator[Article | Issue]:
    present = {key for key, value in record.items() if value is not None}
    typos = [(key, typo_of(key, _KNOWN - {"source"}, present)) for key in sorted(present - _KNOWN)]
    meant = next((key for key, typo in typos if typo == "text"), None)
    hint = f"; rename '{meant}' to 'text'" if meant else ""
    good = has_text(record)
    for key, typo in typos:
        if typo and good:
            yield issue("warning", "unknown-key", where, f"no key '{key}'. Did you mean {typo}?")
    yield from read_row(where, record, layout="jsonl", no_text=hint)
