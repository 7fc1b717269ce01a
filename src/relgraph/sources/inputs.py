"""What a source gets to read: the bytes of one file with its name, and their decoding where they are a text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from relgraph.records import Article, Issue
from relgraph.sources.fields import issue

__all__ = ["Input", "TextSource", "decode", "read_decoded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file, or one member of an archive, as a source gets it."""

    name: str
    """As shown in messages: a path, ``stdin``, or ``archive.zip!/member.html``."""
    raw: bytes
    id: str | None = None
    """The id of its only article, where the name of the file would make a bad one."""
    url: str | None = None
    """The address that it was saved from, if the archive around it tells."""
    truncated: bool = False
    """The file breaks off, and so does the last article in it."""
    charset: str | None = None
    """The encoding that the server declared."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which column of a table gives which field of the article, as the user says."""
    beside: Callable[[str], bytes | None] | None = None
    """Gives the file of a name like ``texts/a.txt`` beside this one, if there is one; None where nothing is beside."""


class TextSource(ABC):
    """The base of sources that read text: decodes the bytes, and says so when they are no text."""

    name: str
    suffixes: tuple[str, ...]

    @abstractmethod
    def sniff_text(self, path_name: str, head: str) -> float:
        """How sure it is, from 0 (not mine) to 1, seeing the name of the file and its first characters."""

    @abstractmethod
    def read_text(self, name: str, text: str) -> Iterator[Article | Issue]:
        """Give the articles of the text of one file, in its order, and an Issue for each part that cannot be read."""

    def sniff(self, path_name: str, head: bytes) -> float:
        """As :meth:`sniff_text`; nothing that holds NUL bytes is a text."""
        wide = _is_wide(head)
        if b"\0" in head and not wide:
            return 0.0
        # The head may end in the middle of a character.
        text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
        return self.sniff_text(path_name, text)

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """As :meth:`read_text`, and an Issue when the text had to be guessed or there is none."""
        yield from read_decoded(file, lambda text: self.read_text(file.name, text))


def read_decoded(file: Input, read: Callable[[str], Iterator[Article | Issue]]) -> Iterator[Article | Issue]:
    """Give what ``read`` finds in the text of a file, or the Issue that it has none."""
    text, problem = decode(file.raw)
    if problem is not None:
        yield replace(problem, where=file.name)
    if text is None:
        return
    if not text.strip():
        yield issue("warning", "empty-file", file.name, "nothing in it")
        return
    yield from read(text)


def _is_wide(raw: bytes) -> bool:
    return raw.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(raw: bytes) -> tuple[str | None, Issue | None]:
    """The text of a file, line ends unchanged, and an Issue (without place) if it is not plain UTF-8.

    A byte order mark is dropped. What is not UTF-8 is read as Windows-1252, with a warning; what is neither, or
    holds NUL bytes, gives no text.
    """
    wide = _is_wide(raw)
    if b"\0" in raw and not wide:
        return None, issue("error", "binary", "", "not a text: it holds NUL bytes")
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig"), None
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
    try:
        # Not for UTF-16 that broke off: every second character would be rubbish.
        text = None if wide else raw.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None:
        return None, issue("error", "encoding", "", f"line {line} is not UTF-8; save the file as UTF-8")
    message = f"line {line} is not UTF-8; read as Windows-1252, save the file as UTF-8 to be sure"
    return text, issue("warning", "encoding", "", message)
