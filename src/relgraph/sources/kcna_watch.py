"""Pages of KCNA Watch, saved as text: the article, and below it the teasers of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from relgraph.records import Article, Issue
from relgraph.sources.fields import bad_date, id_from_name, issue, make_day, read_front_matter
from relgraph.sources.inputs import TextSource

__all__ = ["HEADER", "KcnaWatch", "is_signature"]

HEADER = re.compile(
    r"Date:\s*(?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))\s*"
    r"\|\s*Source:\s*(?P<source>[^|]+?)\s*(?:\|.*)?"
)
"""The line below a headline, on a page and in its text: ``Date: DD/MM/YYYY | Source: NAME | ...``."""
_MORE = re.compile(r"More From\s+(?P<source>.+)")
_DAY = re.compile(
    r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
)
_SMALL_WORDS = frozenset({"a", "an", "and", "at", "de", "for", "in", "of", "on", "the", "to", "with"})
_BUTTONS = frozenset({"More Articles"})
"""Words of the page itself."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    """Both without the white space around the line."""
    text: str
    number: int


class KcnaWatch(TextSource):
    """A page of KCNA Watch as copied from the browser.

    Title; ``Date: DD/MM/YYYY | Source: NAME | Read original version at source``; body; often a line with the body
    that signs; ``More From NAME`` with teasers, each printed twice with its own date between.

    The page gives one article (layout ``kcna-watch``) whose text is the body, character by character as in the file,
    without the signature, which is its author; and one article for each teaser (layout ``kcna-watch-teaser``, ids
    ``PAGE-t01``, ``PAGE-t02`` ... in the order of the page), with the date of the teaser and always truncated.
    """

    name = "kcna-watch"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def sniff_text(self, path_name: str, head: str) -> float:
        """Sure when one of the first lines is the header line."""
        lines = _lines(head, read_front_matter(path_name, head).end)
        return 0.95 if _find_header(lines)[1] else 0.0

    def read_text(self, name: str, text: str) -> Iterator[Article | Issue]:
        """Give the article of the page, then those of its teasers."""
        front = read_front_matter(name, text)
        yield from front.issues
        lines = _lines(text, front.end)
        head, header = _find_header(lines)
        if header is None:
            yield issue("error", "no-header", name, "no line 'Date: DD/MM/YYYY | Source: NAME' below the title")
            return
        more = next((n for n, line in enumerate(lines) if n > head and _MORE.fullmatch(line.text)), len(lines))
        publisher = front.values.get("publisher") or header["source"]
        published = front.published or make_day(header["year"], int(header["month"]), header["day"])
        if published is None:
            yield bad_date(f"{name}:{lines[head].number}", header["date"])
        page = front.values.get("id") or id_from_name(name)
        body = lines[head + 1 : more]
        author = None
        if len(body) > 1 and is_signature(body[-1].text):
            author = body.pop().text
        if body:
            yield Article(
                id=page,
                text=text[body[0].start : body[-1].end],
                title=front.values.get("title") or " ".join(line.text for line in lines[:head]) or None,
                url=front.values.get("url"),
                published=published,
                publisher=publisher,
                author=front.values.get("author") or author,
                language=front.values.get("language", "en"),
                layout="kcna-watch",
                truncated=front.truncated,
            )
        else:
            yield issue("warning", "empty-file", name, "a header line, but no text below it")
        yield from _read_teasers(name, text, lines[more:], page, publisher)


def _lines(text: str, start: int) -> list[_Line]:
    """The lines that hold anything; numbers count all lines of the file, from 1."""
    found: list[_Line] = []
    number = text.count("\n", 0, start) + 1
    for raw in text[start:].split("\n"):
        stripped = raw.strip()
        if stripped:
            at = start + raw.index(stripped)
            found.append(_Line(at, at + len(stripped), stripped, number))
        start += len(raw) + 1
        number += 1
    return found


def _find_header(lines: list[_Line]) -> tuple[int, re.Match[str] | None]:
    """Index and match of the header line; a title in front of it may take up to three lines."""
    for n, line in enumerate(lines[:4]):
        if header := HEADER.fullmatch(line.text):
            return n, header
    return 0, None


def is_signature(line: str) -> bool:
    """A short last line that names somebody: capitals, and no end of a sentence."""
    words = line.split()
    if len(line) > 100 or len(words) > 14 or line[-1] in ".!?:;,…-”\"'’)":
        return False
    names = [w for w in words if w.lower() not in _SMALL_WORDS]
    return bool(names) and all(w[0].isupper() for w in names)


def _read_teasers(
    name: str, text: str, lines: list[_Line], page: str, publisher: str | None
) -> Iterator[Article | Issue]:
    count = 0
    waiting: list[_Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if more := _MORE.fullmatch(line.text):
            publisher = more["source"]
            continue
        day_line = _DAY.fullmatch(line.text)
        if day_line is None:
            waiting.append(line)
            continue
        # The second print tells how many lines the first one has; without it, the line before the date is the teaser.
        size = next(
            (
                size
                for size in range(len(waiting), 0, -1)
                if [w.text for w in waiting[-size:]] == [x.text for x in lines[position : position + size]]
            ),
            0,
        )
        teaser = waiting[-(size or 1) :]
        yield from _stray(name, waiting[: -(size or 1)])
        waiting = []
        position += size
        if not teaser:
            yield issue("info", "stray-line", f"{name}:{line.number}", f"a date without a teaser: '{line.text}'")
            continue
        day = make_day(day_line["year"], day_line["month"], day_line["day"])
        if day is None:
            yield bad_date(f"{name}:{line.number}", line.text)
        count += 1
        yield Article(
            id=f"{page}-t{count:02d}",
            text=text[teaser[0].start : teaser[-1].end],
            published=day,
            publisher=publisher,
            layout="kcna-watch-teaser",
            truncated=True,
            page=page,
        )
    yield from _stray(name, waiting)


def _stray(name: str, lines: list[_Line]) -> Iterator[Issue]:
    for line in lines:
        if line.text in _BUTTONS:
            continue
        message = f"below 'More From', but no teaser with a date: '{line.text[:40]}'; ignored"
        yield issue("info", "stray-line", f"{name}:{line.number}", message)
