"""Repaired text, sentences and tokens, each with a way back to the raw text.

Sources glue and split words: ``ComradeKim Jong Unto`` (kcna.kp wraps leaders in tags), ``Kim Jong Un ,`` and
``the 10 th`` (KCNA Watch). Reading works on the repaired text; evidence always quotes the raw one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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


class Token(NamedTuple):
    """A word, number or sign of the repaired text; a tuple, since nothing is made more often."""

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


# A space that does not belong there; each alternative begins at the space, so that the search can skip to the next one.
_CUT = re.compile(
    r" (?:(?<=\d )(?=(?:st|nd|rd|th)\b)|(?<!  ) *+(?=[,;:](?:\s|$))|(?='s\b)|(?<=\w )(?=\.(?:\s*$|\s*\n)))"
)


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))


@lru_cache(maxsize=1)
def _offsets(size: int) -> array[int]:
    """The offsets 0, 1, 2 ... of a text; copying a part of them is many times as fast as counting."""
    return array("q", range(size))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not sign.isdecimal()


def _seams(text: str, glued: Iterable[str]) -> list[tuple[int, int]]:
    """Where spaces must go (from ``start`` to ``end``) and where one is missing (``start`` is ``end``), in order."""
    seams = [m.span() for m in _CUT.finditer(text)]
    if names := tuple(glued):
        for m in _any_of(names).finditer(text):
            start, end = m.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            if before == "," or _is_letter(before):
                seams.append((start, start))
            if _is_letter(after):
                seams.append((end, end))
        seams.sort()
    return seams


def repair(raw: str, *, glued: Iterable[str] = ()) -> Repaired:
    """Mend what scraping did to a text.

    Args:
        raw: the text as the source gave it.
        glued: names that the source's site sets in tags, so that they stick to their neighbours.

    >>> repair("ComradeKim Jong Unto , the 10 th", glued=["Kim Jong Un"]).text
    'Comrade Kim Jong Un to, the 10th'
    """
    text = raw.translate(_SAME_LENGTH)
    offsets = _offsets(1 << max(14, len(text).bit_length()))
    pieces: list[str] = []
    to_raw = array("q")
    at = 0
    for start, end in _seams(text, glued):
        pieces.append(text[at:start])
        to_raw += offsets[at:start]
        if start == end:
            pieces.append(" ")
            to_raw.append(start)
        at = end
    pieces.append(text[at:])
    to_raw += offsets[at : len(text)]
    return Repaired("".join(pieces), to_raw)


_ABBREVIATIONS = frozenset(
    """mr mrs ms smt mme mlle sra dr prof sr jr st gen col lt maj capt sgt adm rev hon gov sen rep pres amb h.e co ltd inc corp no nos vol
    art arts para etc e.g i.e vs cf al ed eds jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    u.s u.n u.k ph.d d.c a.m p.m approx dept min messrs mme mt ft fig pp""".split()
)  # fmt: skip
_END = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?=\s+(?:[\"'(\[]?[A-Z0-9À-Þ]|-0-)|\s*$)")
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
_TAIL = re.compile(r"(?<!\s)\s*+-0-\s*$")
_NEXT = re.compile(r"\s*([^ ]{0,5})")


def _boundaries(line: str) -> Iterator[tuple[int, int]]:
    start, last_end = 0, len(line.rstrip())
    for m in _END.finditer(line):
        if line[m.start()] == ".":
            word = _LAST_WORD.search(line, max(0, m.start() - 30), m.start())
            last = word[1].lower() if word else ""
            ends_line = m.end() >= last_end
            initial = len(last) == 1 and last.isalpha() and word is not None and word[1].isupper()
            acronym = "." in last and re.fullmatch(r"(?:[a-z]\.)+[a-z]", last) is not None
            if not ends_line and (last in _ABBREVIATIONS or initial or acronym):
                # "U.S. President" goes on; "in the U.S. The minister" does not.
                following = _NEXT.match(line, m.end())
                if not (acronym and following is not None and following[1] in _OPENERS):
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
        body = (_TAIL.sub("", line) if "-0-" in line else line)[begin:]
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
    r"[^\W\d_]++(?=[ ,])|[^\w\s']"  # most words and signs, found without trying what follows
    r"|\b[Rr]e-(?=[a-z])[^\W\d_]+|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\w))?|[Nn]'t\b|'[sS]\b|[^\W_]+(?=n't\b)"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W_])|[^\W_]+|\S"
)


def tokenize(text: str) -> list[Token]:
    """Cut a text into words, numbers and signs.

    >>> [t.text for t in tokenize("Japan's U.S.-made 10th D.P.R.K.")]
    ['Japan', "'s", 'U.S.', '-', 'made', '10th', 'D.P.R.K.']
    """
    words = _TOKEN.findall(text)
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for word in words:
        start = text.find(word, end)  # right here or behind white space, since every sign belongs to a token
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    return list(map(Token._make, zip(starts, ends, words, map(str.lower, words), strict=True)))
