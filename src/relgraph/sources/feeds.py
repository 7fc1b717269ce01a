"""Files of RSS and Atom feeds: one article an entry. No address in a feed is followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from relgraph.iris import digest
from relgraph.records import Article, Issue
from relgraph.sources.fields import bad_date, brief, issue, parse_published
from relgraph.sources.html_text import parse_html, to_lines
from relgraph.sources.inputs import Input
from relgraph.sources.rows import clean

__all__ = ["Feed"]

_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<\?[^>]*>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|(?:\w+:)?rdf)\b",
    re.IGNORECASE | re.DOTALL,
)
_CUT = re.compile(
    r"(?<![.…\s])(?:\[?(?:…|\.{3,4}|&hellip;)\]?)?\s?(?:(?:Read|Continue reading|See|Learn)\b[^.\n]{0,60}|More)?\s?"
    r"(?:\[?(?:…|\.{3,4}|»|→)\]?)?$",
    re.IGNORECASE,
)
"""What feeds put where they cut a text off."""
_SIGN = re.compile(
    r"[\[(](?:…|\.{3,4}|&hellip;|&#8230;|(?:read )?more(?:…|\.{3})?)[\])]$"  # "in Pyongyang. [...]"
    r"|[.!?]\s?(?:…|\.{3,4})$",
    re.IGNORECASE,
)
"""Signs of a cut that no whole text ends with, even behind the end of a sentence."""
_LINK = re.compile(
    r"(?:^|(?<=[.!?…\"”\])]))\s?\[?"
    r"(?:Read (?:more|on|the (?:full|rest|whole)\b[^.\n]{0,40})|Continue reading\b[^.\n]{0,60})"
    r"(?:…|\.{3}|[\s»→\]])*$",
    re.IGNORECASE,
)
"""The link to the whole text, where a sentence or the sign of a cut stands before it."""
_FURNITURE = re.compile(r"The post .{1,300} (?:first appeared|appeared first) on .{1,200}")
"""The last line of each entry of WordPress."""
_WHOLE = re.compile(r"[.!?:;)\]\"'”’»]\s*$|-0-\s*$")


class Feed:
    """A feed of RSS or Atom, saved as a file.

    The text of an entry is its content, or else its summary; HTML in it becomes lines. A summary that breaks off is
    truncated. The id is made from the address of the entry, or from the id that the feed gives it.
    """

    name = "feed"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml", ".rdf")

    def sniff(self, path_name: str, head: bytes) -> float:
        """Sure when the first element is that of a feed."""
        return 0.95 if _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) else 0.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """Give an article for each entry in the order of the feed, and an Issue for each that has no text."""
        if not file.raw.strip():
            yield issue("warning", "empty-file", file.name, "nothing in it")
            return
        import feedparser

        # A stream and not the bytes themselves, which feedparser would also try as an address.
        feed: Any = feedparser.parse(io.BytesIO(file.raw))
        if not feed.version:
            yield issue(
                "error",
                "no-feed",
                file.name,
                "not a feed of RSS or Atom; name the source that it is for: --source NAME",
            )
            return
        if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
            problem = brief(feed.bozo_exception)
            message = (
                f"the feed is broken ({problem}); {len(feed.entries)} entries could be read, the last may be cut off"
            )
            yield issue("warning", "broken-feed", file.name, message)
        if not feed.entries:
            yield issue("warning", "empty-file", file.name, "a feed without entries")
        for number, entry in enumerate(feed.entries, start=1):
            where = f"{file.name}: entry {number}"
            yield from _read_entry(where, entry, feed.feed, rss=not feed.version.startswith("atom"))


def _read_entry(where: str, entry: Any, feed: Any, *, rss: bool) -> Iterator[Article | Issue]:
    lines, truncated, language = _read_text(entry)
    if not lines:
        yield issue("error", "no-text", where, "neither content nor a summary")
        return
    published, problem = _read_day(where, entry, rss=rss)
    if problem is not None:
        yield problem
    identity = str(entry.get("link") or entry.get("id") or "")
    # feedparser takes an id for the address where there is none.
    address = identity if re.match(r"https?://", identity, re.IGNORECASE) else None
    title = " ".join(_lines(str(entry.get("title") or "")))
    source = entry.get("source")
    names = (source.get("title") if source else None, entry.get("publisher"), feed.get("publisher"), feed.get("title"))
    text = clean("\n".join(lines))
    yield Article(
        id="url-" + digest(clean(identity)) if identity else "text-" + digest(f"{title}\n{text}"),
        text=text,
        title=title or None,
        url=clean(address) if address else None,
        published=published,
        publisher=next((clean(" ".join(str(n).split())) for n in names if n), None),
        language=language or str(feed.get("language") or "en"),
        layout="feed",
        truncated=truncated,
    )


def _read_text(entry: Any) -> tuple[list[str], bool, str | None]:
    """The lines of an entry, whether they break off, and their language if it is declared."""
    contents = [c for c in entry.get("content", []) if str(c.get("value") or "").strip()]
    # One entry may bring its text in several forms; the longest is the whole.
    best = max(contents, key=lambda c: len(c["value"]), default=None)
    if best is not None and (lines := _lines(best["value"])):
        return _without_link(lines), _is_cut(lines, summary=False), best.get("language")
    lines = _lines(str(entry.get("summary") or ""))
    return _without_link(lines), _is_cut(lines, summary=True), (entry.get("summary_detail") or {}).get("language")


def _without_link(lines: list[str]) -> list[str]:
    """The same without the words that lead to the whole text: the last sentence must be the one that breaks off."""
    return [*lines[:-1], *(line for line in (_LINK.sub("", line) for line in lines[-1:]) if line)]


def _lines(markup: str) -> list[str]:
    """The lines of a piece of HTML, or of plain text, without the last line of WordPress."""
    if not markup.strip():
        return []
    if not re.search(r"<\w|&[#\w]+;", markup):
        lines = [" ".join(line.split()) for line in markup.splitlines()]
    else:
        root = parse_html(f"<div>{markup}</div>")
        lines = to_lines(root) if root is not None else []
    return [line for line in lines if line and not _FURNITURE.fullmatch(line)]


def _is_cut(lines: list[str], *, summary: bool) -> bool:
    """Whether a text breaks off. A summary without the end of a sentence does; so does any with the sign for it."""
    if not lines:
        return False
    last = lines[-1]
    if _SIGN.search(last) or _LINK.search(last):
        return True
    cut = _CUT.search(last)
    if cut and cut[0].strip() and re.search(r"…|\.\.\.|hellip|»|→", cut[0], re.IGNORECASE):
        return True
    return summary and not _WHOLE.search(last)


def _read_day(where: str, entry: Any, *, rss: bool) -> tuple[date | None, Issue | None]:
    """The day on which the entry was published, as written there.

    RSS 1.0 has ``dc:date`` for it, which feedparser calls an update; the ``updated`` of Atom is one.
    """
    # Not entry["updated"], which feedparser answers with "published" and a warning.
    value = str(dict.get(entry, "published") or (rss and dict.get(entry, "updated")) or "").strip()
    if not value:
        message = "the entry does not say when it was published; it is read without a date"
        return None, issue("warning", "no-date", where, message)
    day = parse_published(value)
    return day, bad_date(where, value) if day is None else None
