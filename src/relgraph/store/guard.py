"""Guard: what is checked in the text of a query before the engine sees it.

pyoxigraph fetches from the network when a query says SERVICE, rdflib also when it says FROM; both crash with a
segmentation fault on thousands of nested brackets. The text is cut into tokens, so that a word inside a string, an
IRI or a comment is left alone, and escapes that could hide a word are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from relgraph.errors import QueryError, nearest
from relgraph.iris import PREFIXES

__all__ = ["LONG", "MOST_BYTES", "MOST_NESTED", "Checked", "check_query", "explain_syntax", "position", "tokens"]

MOST_BYTES = 64 * 1024
MOST_NESTED = 200
LONG = 2000
"""A query of more tokens than these runs in a process of its own: 10,000 terms in one sum crash the engine, too."""

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_REFUSED = {
    "SERVICE": "SERVICE is refused: a query over a graph asks nobody else",
    "FROM": "FROM is refused: the accepted facts are the default graph; reach another graph by GRAPH",
}

_COMPARED = re.compile(r"<(?:[?$(\"'+\-!\d]|.*&&)")
"""What looks like an IRI and may be two comparisons: ``<?b)&&(?c>``. The engine and the guard must read it alike."""
_PAIRS = {"{": "}", "(": ")", "[": "]", "<<": ">>"}

_TOKEN = re.compile(
    r"""(?P<space>[\s\ufeff]+|\#[^\n\r]*)
      | (?P<other>[,;|])
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<name>(?:[^\W\d][\w.-]{0,20}+)?:(?:[\w.:%·-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+)
      | (?P<open>[({\[]|<<)
      | (?P<close>[)}\]]|>>)
      | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Bound(Protocol):
    """A query with values in it that knows the way back to the text that was given."""

    given: str

    def to_given(self, line: int, column: int) -> int:
        """Offset in the given text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the guard has seen of a query that it lets pass."""

    form: str
    size: int
    """The number of tokens."""
    names: tuple[tuple[str, int], ...]
    """Prefixed names with their places."""
    declared: frozenset[str]
    """Prefixes that the query itself declares."""


def position(text: str, offset: int) -> str:
    """A place in a text, for people.

    >>> position("ab\\ncd", 4)
    'line 2, column 2'
    """
    line = text.count("\n", 0, offset)
    return f"line {line + 1}, column {offset - (text.rfind(chr(10), 0, offset) + 1) + 1}"


def check_query(text: str) -> Checked:
    """Look at a query before it runs.

    Raises QueryError, with line and column, for an update, SERVICE, FROM, a text of more than 64 KB, nesting deeper
    than 200, a backslash outside of strings, and brackets that do not fit.
    """
    length = len(text.encode("utf-8", "surrogatepass"))
    if length > MOST_BYTES:
        raise QueryError(f"the query has {length} bytes; {MOST_BYTES} are the most")
    if re.search("[\ud800-\udfff]", text):
        raise QueryError("the query has half a surrogate pair in it; write the character itself")
    form = ""
    opened: list[tuple[str, int]] = []
    size = 0
    names: list[tuple[str, int]] = []
    declared: set[str] = set()
    previous = ""
    for kind, lexeme, offset in tokens(text):
        size += 1
        if kind in {"word", "name"}:
            word = lexeme.partition(":")[0].upper()
            _refuse(word, text, offset)
            if kind == "name":
                (declared.add(lexeme.partition(":")[0]) if previous == "PREFIX" else names.append((lexeme, offset)))
            elif not form and word not in {"PREFIX", "BASE"}:
                form = _form(word, text, offset)
        elif kind == "open":
            opened.append((lexeme, offset))
            if len(opened) > MOST_NESTED:
                raise QueryError(f"{position(text, offset)}: nested deeper than {MOST_NESTED}; write it flatter")
        elif kind == "close":
            _close(opened, lexeme, text, offset)
        elif kind == "iri" and _COMPARED.match(lexeme):
            raise QueryError(f"{position(text, offset)}: an IRI or a comparison? Write a space after the '<'")
        elif lexeme == "\\":
            raise QueryError(f"{position(text, offset)}: a backslash outside of a string; write the character itself")
        previous = lexeme.upper()
    if not form:
        raise QueryError("the query is empty; write SELECT ... WHERE { ... }")
    if opened:
        raise QueryError(f"{position(text, opened[-1][1])}: this '{opened[-1][0]}' is never closed")
    return Checked(form=form, size=size, names=tuple(names), declared=frozenset(declared))


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and offset of each token of a query; white space and comments left out."""
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        if kind != "space":
            yield kind, found.group(), found.start()


def _refuse(word: str, text: str, offset: int) -> None:
    # The engine needs no space between "true" and what follows: "trueSERVICE <http://...>" is a call.
    for refused, why in _REFUSED.items():
        if word.endswith(refused):
            raise QueryError(f"{position(text, offset)}: {why}")


def _close(opened: list[tuple[str, int]], closing: str, text: str, offset: int) -> None:
    if not opened:
        raise QueryError(f"{position(text, offset)}: this '{closing}' closes nothing")
    opening, start = opened.pop()
    if _PAIRS[opening] != closing:
        raise QueryError(
            f"{position(text, offset)}: '{closing}' cannot close the '{opening}' of {position(text, start)}"
        )


def _form(word: str, text: str, offset: int) -> str:
    if word in _FORMS:
        return word
    if word in _UPDATES:
        raise QueryError(
            f"{position(text, offset)}: {word} changes a graph, and a graph is only read; build it again instead"
        )
    raise QueryError(
        f"{position(text, offset)}: '{word}' begins no query; write SELECT, ASK, CONSTRUCT or DESCRIBE."
        f"{nearest(word, _FORMS)}"
    )


def explain_syntax(bound: Bound, checked: Checked, message: str) -> str:
    """What a reader can act on, from the engine's message about a query that it does not understand.

    The engine's place is where it gave up, often behind the mistake. So what can be found here comes first: a prefix
    that nobody declared, a word that SPARQL does not have.
    """
    text = bound.given
    for name, offset in checked.names:
        prefix = name.partition(":")[0]
        if prefix not in PREFIXES and prefix not in checked.declared:
            return (
                f"{position(text, offset)}: unknown prefix '{prefix}:'.{nearest(prefix, PREFIXES)} "
                f"Declare it, or use one of {', '.join(PREFIXES)}"
            )
    for kind, word, offset in tokens(text):
        if kind == "word" and word.upper() not in _WORDS and word != "a":
            return (
                f"{position(text, offset)}: SPARQL has no word '{word}'; a variable begins with '?', a term of the "
                f"ontology with its prefix (rg:{word}).{nearest(word, _WORDS)}"
            )
    found = re.search(r"error at (\d+):(\d+): expected (.*)", message, re.DOTALL)
    if not found:
        return message
    offset = bound.to_given(int(found[1]), int(found[2]))
    where = position(text, offset)
    for known, cure in _KNOWN.items():
        if known in found[3]:
            return f"{where}: {known}; {cure}"
    before = text[:offset].rstrip().rpartition("\n")[2][-40:]
    return f"{where}: this is not SPARQL, here or shortly before{f': ... {before}' if before else ''}"


_KNOWN = {
    "The SELECT contains a variable that is unbound": "with GROUP BY, select grouped variables and aggregates only",
    "Duplicated variable name in SELECT": "give each column another name",
}
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    BASE PREFIX VERSION SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK NAMED WHERE GROUP BY HAVING ORDER ASC DESC
    LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SILENT BIND UNION MINUS FILTER EXISTS NOT IN TRUE FALSE LATERAL SEPARATOR
    COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES LANGDIR HASLANG HASLANGDIR STRLANGDIR DATATYPE BOUND
    IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS
    STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512
    COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE TRIPLE SUBJECT
    PREDICATE OBJECT ISTRIPLE ADJUST
    """,
    )
)
"""What SPARQL 1.1 and 1.2 have as words of their own, in capitals."""
