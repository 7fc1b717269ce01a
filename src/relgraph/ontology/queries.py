"""What a SPARQL text names: its prefixes, prefixed names and IRIs, without strings and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["QueryText", "read_query_text"]

_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE)
_STRING = re.compile(r'"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|' + r"'''(?:[^']|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'")
_IRI = re.compile(r"<([^<>\s\"{}|^`\\]*)>")
_COMMENT = re.compile(r"#[^\n]*")
_NAME = re.compile(r"(?<![\w:?$-])([A-Za-z][\w-]*):([\w.-]*\w)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryText:
    """The names in one query or update."""

    prefixes: dict[str, str]
    names: frozenset[tuple[str, str]]
    """Pairs of prefix and local name."""
    iris: frozenset[str]


def read_query_text(text: str) -> QueryText:
    """Read a query or update, whatever its placeholders stand for.

    >>> q = read_query_text('PREFIX a: <urn:x#> SELECT * { ?s a:b "a:c" } # a:d')
    >>> q.prefixes, sorted(q.names)
    ({'a': 'urn:x#'}, [('a', 'b')])
    """
    # Comments first in full lines, since they may hold an apostrophe; the rest once strings and IRIs are out.
    bare = re.sub(r"(?m)^[ \t]*#.*$", " ", text)
    prefixes = dict(_PREFIX.findall(bare))
    bare = _STRING.sub(" ", _PREFIX.sub(" ", bare))
    iris = frozenset(_IRI.findall(bare))
    bare = _COMMENT.sub(" ", _IRI.sub(" ", bare))
    return QueryText(prefixes=prefixes, names=frozenset(_NAME.findall(bare)), iris=iris)
