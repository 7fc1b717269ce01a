"""Repaired text, sentences and tokens, each with a way back to the raw text.

Sources glue and split words: ``ComradeKim Jong Unto`` (kcna.kp wraps leaders in tags), ``Kim Jong Un ,`` and
``the 10 th`` (KCNA Watch). Reading works on the repaired text; evidence always quotes the raw one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Dateline", "Repaired", "Sentence", "Token", "repair", "split_sentences", "tokenize"]

LONGEST_SENTENCE = 2000
"""Characters after which a run without a full stop is cut, so that a broken file cannot stall the reader."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text fit for reading and, for each of its characters, the offset in the raw text."""

    text: str
    to_raw: array[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of a non-empty span of the repaired one."""
        return self.to_raw[start], self.to_raw[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of the repaired text."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place with which a dispatch opens: ``Pyongyang, May 16 (KCNA) --``."""

    place: str
    agency: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the repaired text, without bullet and dateline; ``paragraph`` counts the lines."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    dateline: Dateline | None = None
    bullet: bool = False


_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\xa0": " ", "\u202f": " ",
                              "\u2009": " ", "\t": " ", "‐": "-", "‑": "-", "\x00": " "})  # fmt: skip


@lru_cache(maxsize=8)
def _seams(glued: tuple[str, ...]) -> re.Pattern[str]:
    parts = [
        r"(?P<cut>(?<=\d) (?=(?:st|nd|rd|th)\b)| +(?=[,;:](?:\s|$))| (?='s\b)|(?<=\w) (?=\.(?:\s*$|\s*\n)))",
    ]
    if glued:
        names = "|".join(re.escape(n) for n in sorted(glued, key=lambda n: (-len(n), n)))
        parts.append(rf"(?P<name>(?<=[^\W\d_])(?={names})|(?<=,)(?={names}))")
        parts.append(rf"(?P<after>(?:{names})(?=[^\W\d_]))")
    return re.compile("|".join(parts))


def repair(raw: str, *, glued: Iterable[str] = ()) -> Repaired:
    """Mend what scraping did to a text.

    Args:
        raw: the text as the source gave it.
        glued: names that the source's site sets in tags, so that they stick to their neighbours.

    >>> repair("ComradeKim Jong Unto , the 10 th", glued=["Kim Jong Un"]).text
    'Comrade Kim Jong Un to, the 10th'
    """
    text = raw.translate(_SAME_LENGTH)
    pieces: list[str] = []
    to_raw = array("q")
    at = 0
    for m in _seams(tuple(sorted(glued))).finditer(text):
        if m.start() < at:
            continue
        if m.lastgroup == "cut":
            pieces.append(text[at : m.start()])
            to_raw.extend(range(at, m.start()))
            at = m.end()
        else:
            pieces.append(text[at : m.end()] + " ")
            to_raw.extend(range(at, m.end()))
            to_raw.append(m.end())
            at = m.end()
    pieces.append(text[at:])
    to_raw.extend(range(at, len(text)))
    return Repaired("".join(pieces), to_raw)


_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st gen col lt maj capt sgt adm rev hon gov sen rep pres amb h.e co ltd inc corp no nos vol
    art arts para etc e.g i.e vs cf al ed eds jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    u.s u.n u.k ph.d d.c a.m p.m approx dept min messrs mme mt ft fig pp""".split()
)  # fmt: skip
_END = re.compile(r"[.!?]+[\"')\]]*(?=\s+(?:[\"'(\[]?[A-Z0-9À-Þ]|-0-)|\s*$)")
_LAST_WORD = re.compile(r"([^\s(\"'\[]+)$")
_BULLET = re.compile(r"\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w.'/ -]{1,40}?)(?:,? (?:[A-Z][\w ]{2,30}, )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)?"
    r"(?:,? \d{4})?)? ?\((?P<agency>[A-Z][\w ./-]{1,30})\) ?[-–—]{1,3}\s*"
)
_PLAIN_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,2})"
    r"(?:, (?:[A-Z][\w.]{2,12}(?: \d{1,2})?|\d{1,2} [A-Z][a-z]{2,8}))?(?:,? \d{4})? ?[-–—]{1,2} "
)
_TAIL = re.compile(r"\s*-0-\s*$")


def _boundaries(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in _END.finditer(line):
        if line[m.start()] == ".":
            word = _LAST_WORD.search(line, max(0, m.start() - 30), m.start())
            last = word[1].lower() if word else ""
            ends_line = m.end() >= len(line.rstrip())
            initial = len(last) == 1 and last.isalpha() and word is not None and word[1].isupper()
            acronym = "." in last and re.fullmatch(r"(?:[a-z]\.)+[a-z]", last) is not None
            if not ends_line and (last in _ABBREVIATIONS or initial or acronym):
                # "U.S. President" goes on; "in the U.S. The minister" does not.
                following = line[m.end() :].lstrip()[:5].split(" ")[0]
                if not (acronym and following in _OPENERS):
                    continue
        yield start, m.end()
        start = m.end()
    if line[start:].strip():
        yield start, len(line)


_OPENERS = frozenset(["The", "It", "He", "She", "They", "In", "On", "A", "An", "This", "But", "At"])


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    for start, end in _boundaries(line):
        at = start
        while end - at > LONGEST_SENTENCE:
            cut = line.rfind(" ", at + 1, at + LONGEST_SENTENCE)
            cut = cut if cut > at else at + LONGEST_SENTENCE
            yield at, cut
            at = cut
        yield at, end


def split_sentences(text: str) -> list[Sentence]:
    """Cut a repaired text into sentences, line by line.

    >>> [s.text for s in split_sentences("Mr. Lee met U.S. envoys. He left.")]
    ['Mr. Lee met U.S. envoys.', 'He left.']
    """
    found: list[Sentence] = []
    offset = 0
    for paragraph, line in enumerate(text.split("\n")):
        begin, dateline, bullet = 0, None, False
        if m := _BULLET.match(line):
            begin, bullet = m.end(), True
        if m := _DATELINE.match(line, begin) or _PLAIN_DATELINE.match(line, begin):
            agency = m.groupdict().get("agency") or ""
            dateline, begin = Dateline(m["place"].strip(" ,"), agency), m.end()
        body = _TAIL.sub("", line)[begin:]
        for number, (s, e) in enumerate(_pieces(body)):
            piece = body[s:e]
            lead = len(piece) - len(piece.lstrip())
            clean = piece.strip()
            if not clean:
                continue
            start = offset + begin + s + lead
            found.append(
                Sentence(
                    len(found), start, start + len(clean), clean, paragraph, dateline if number == 0 else None, bullet
                )
            )
        offset += len(line) + 1
    return found


_TOKEN = re.compile(
    r"\b[Rr]e-(?=[a-z])[^\W\d_]+|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\w))?|[Nn]'t\b|'[sS]\b|[^\W_]+(?=n't\b)|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W_])|[^\W_]+|\S"
)


def tokenize(text: str) -> list[Token]:
    """Cut a text into words, numbers and signs.

    >>> [t.text for t in tokenize("Japan's U.S.-made 10th D.P.R.K.")]
    ['Japan', "'s", 'U.S.', '-', 'made', '10th', 'D.P.R.K.']
    """
    return [Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)]


def lowered(tokens: Sequence[Token]) -> list[str]:
    """The lower-case forms of tokens."""
    return [t.lower for t in tokens]
