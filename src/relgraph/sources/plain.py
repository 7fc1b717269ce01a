"""Plain text files, one article each, with an optional front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relgraph.records import Article, Issue
from relgraph.sources.fields import id_from_name, issue, read_front_matter
from relgraph.sources.inputs import TextSource

__all__ = ["PlainText"]

_TITLE = re.compile(r"\s*(\S(?:[^\r\n]{0,198}\S)?)[ \t]*\r?\n[ \t]*\r?\n(?=\s*\S)")

_OPEN = re.compile(r"[ \t]*---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*[A-Za-z][\w -]*?[ \t]*:")
"""A line ``---`` with ``key:`` below it."""


class PlainText(TextSource):
    """A text file: front matter (``title: ...`` lines between two ``---``) if there is any, then the text.

    Without a title in the front matter, a first line that stands alone before an empty line and does not end
    like a sentence is the title, and not part of the text.
    """

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")

    def sniff_text(self, path_name: str, head: str) -> float:
        """Any text will do; front matter makes it sure."""
        return 0.5 if read_front_matter(path_name, head).end else 0.1

    def read_text(self, name: str, text: str) -> Iterator[Article | Issue]:
        """Give the one article of the file; its id is the file's name unless the front matter says another."""
        front = read_front_matter(name, text)
        yield from front.issues
        if not front.end and _OPEN.match(text):
            message = (
                "a front matter begins here and never ends, so it was read as text; "
                "write a line '---' below its last 'key: value'"
            )
            yield issue("warning", "front-matter", f"{name}:1", message)
        body = text[front.end :]
        title = front.values.get("title")
        if title is None and (first := _TITLE.match(body)) and _is_title(first.group(1)):
            title, body = first.group(1), body[first.end() :]
        body = body.strip()
        if not body:
            yield issue("warning", "empty-file", name, "a front matter, but no text below it")
            return
        yield Article(
            id=front.values.get("id") or id_from_name(name),
            text=body,
            title=title,
            url=front.values.get("url"),
            published=front.published,
            publisher=front.values.get("publisher"),
            author=front.values.get("author"),
            language=front.values.get("language", "en"),
            layout="text",
            truncated=front.truncated,
        )


def _is_title(line: str) -> bool:
    sentence = line.rstrip("\"'”’)").endswith((".", "!", "?", ":", ";", ","))
    return not sentence and any(c.isalpha() for c in line)
