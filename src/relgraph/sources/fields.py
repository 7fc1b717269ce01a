"""The fields of an article as text from outside gives them: dates, ids, flags, and a small front matter."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal

from relgraph.iris import slug
from relgraph.records import Issue

__all__ = [
    "FrontMatter",
    "bad_date",
    "brief",
    "id_from_name",
    "issue",
    "make_day",
    "parse_flag",
    "parse_object",
    "parse_published",
    "read_front_matter",
    "typo_of",
]

_OTHER_NAMES = {
    "body": "text",
    "content": "text",
    "headline": "title",
    "link": "url",
    "publication_date": "published",
    "date_published": "published",
    "pubdate": "published",
}
_KEYS = {
    "author": "author",
    "date": "published",
    "id": "id",
    "language": "language",
    "published": "published",
    "publisher": "publisher",
    "title": "title",
    "truncated": "truncated",
    "url": "url",
}
"""Keys of the front matter and the field that each one gives."""


def issue(level: Literal["info", "warning", "error"], code: str, where: str, message: str) -> Issue:
    """An Issue of this stage."""
    return Issue(stage="sources", level=level, code=code, where=where, message=message)


def parse_object(line: str, what: str) -> dict[str, Any] | str:
    """The JSON object of a line that should be ``what`` ("an article"), or what is wrong with it."""
    try:
        record = json.loads(line)
    except ValueError as e:
        return f"not JSON: {e.msg} at column {e.colno}" if isinstance(e, json.JSONDecodeError) else f"not JSON: {e}"
    except RecursionError:
        return f"not {what}: nested too deep"
    if not isinstance(record, dict):
        return f"not {what}: a {type(record).__name__}, not an object {{...}}"
    return record


def brief(error: BaseException) -> str:
    """What a library says of bad input, in one short line without the bytes that it stumbled over."""
    line = (str(error).splitlines() or [""])[0].partition("first line:")[0]
    plain = "".join(c if " " <= c <= "~" else "?" for c in line)
    return plain[:120].rstrip("., ") or type(error).__name__


def id_from_name(name: str) -> str:
    """The id of the only article of a file: its name without folder and ending, in characters that fit an IRI.

    >>> id_from_name("news/D001.txt"), id_from_name("a b (2).txt"), id_from_name("stdin")
    ('D001', 'a-b-2', 'stdin')
    """
    stem = Path(name).stem
    ascii_ = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_).strip("-.") or slug(stem)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    r"\[?\s?(?:(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})\.?"
    r"|(?P<first>\d{1,2})(?P<sign>[-./])(?P<second>\d{1,2})(?P=sign)(?P<last>\d{4})"
    r"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s)?"
    r"(?:(?P<day1>\d{1,2})(?:st|nd|rd|th)?[ -]" + _MONTH.format("month1") + r",?[ -](?P<year1>\d{4})"
    r"|" + _MONTH.format("month2") + r"\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>\d{4})))"
    # A time of day may follow, and nothing else: this is a date, not a sentence with one in it.
    r"\s?\]?(?:(?:[T,]|\s|at\b|[-–|]){0,9}\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:[ap]\.?m\.?)?\s?(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2}"
    r"|\([A-Z]{2,5}\))?)?\s?",
    re.IGNORECASE,
)
"""A date in words that stand one space apart."""
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{2,4} \d{1,2}:\d\d\b.{0,40}")
"""A date of RFC 822, which may have a year of two digits and any time zone."""


def make_day(year: str, month: str | int, day: str) -> date | None:
    """The day of a year, an English name or number of a month, and a day; None if there is no such day."""
    # Not strptime: its names of months follow the locale of the reader.
    number = month if isinstance(month, int) else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def parse_published(value: str) -> date | None:
    """The day of a date of publication, where it can mean only one day; None otherwise. All sources read dates so.

    That is ISO 8601, year first with dots or slashes, the English name of the month, RFC 822, and day, month and year
    with dots between. With slashes or hyphens between them one number has to be above 12, since then it is the day;
    ``05/03/2021`` is two days and therefore none. A time of day may follow. The day is taken as written, in whatever
    time zone.

    >>> [str(parse_published(s)) for s in ("24 July 2008", "May 6, 2024", "Thu, 01 May 2024 23:30:00 GMT")]
    ['2008-07-24', '2024-05-06', '2024-05-01']
    >>> [str(parse_published(s)) for s in ("2024-05-01T23:30:00+09:00", "[2024.1.2]", "06.05.2024", "05/13/2024")]
    ['2024-05-01', '2024-01-02', '2024-05-06', '2024-05-13']
    >>> print(parse_published("05/03/2021"), parse_published("July 2008"))
    None None
    """
    value = " ".join(value.split())
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        found = _WRITTEN.fullmatch(value)
    if found is None:
        return _parse_mail(value)
    if found["year"]:
        return make_day(found["year"], int(found["month"]), found["day"])
    if found["last"]:
        days = _numbered(found)
        return days[0] if len(days) == 1 else None
    if found["year1"]:
        return make_day(found["year1"], found["month1"], found["day1"])
    return make_day(found["year2"], found["month2"], found["day2"])


def _parse_mail(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date() if _MAIL.fullmatch(value) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _numbered(found: re.Match[str]) -> list[date]:
    """The days that two numbers and a year can mean, that with the day first in front."""
    first, second, year = found["first"], found["second"], found["last"]
    days = [make_day(year, int(second), first)]
    if found["sign"] != ".":  # with dots the day is first wherever dates are written so
        days.append(make_day(year, int(first), second))
    return list(dict.fromkeys(day for day in days if day is not None))


def parse_flag(value: str) -> bool | None:
    """True or False for the words of a flag (``true``, ``no`` ...), None for anything else."""
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}.get(
        value.strip().lower()
    )


def typo_of(key: str, known: set[str], present: set[str]) -> str | None:
    """The known key that ``key`` probably stands for: a slip of the pen or another usual name of it.

    Keys that are present under their right name are not meant.

    >>> typo_of("publised", {"published", "text"}, set()), typo_of("licence", {"published", "text"}, set())
    ('published', None)
    """
    free = sorted(known - present)
    folded = key.strip().lower()
    other = _OTHER_NAMES.get(folded)
    if other in free:
        return other
    close = get_close_matches(folded, free, n=1, cutoff=0.75)
    return close[0] if close else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands between the two ``---`` lines at the head of a text."""

    values: dict[str, str] = field(default_factory=dict)
    """By the name of the field of the article, never empty strings."""
    published: date | None = None
    truncated: bool = False
    end: int = 0
    """Offset of the first character after it."""
    issues: tuple[Issue, ...] = ()


_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_PAIR = re.compile(r"([A-Za-z](?:[\w -]*[\w-])?)\s*:(.*)", re.DOTALL)


def read_front_matter(name: str, text: str) -> FrontMatter:
    """Read lines ``key: value`` between two lines ``---`` at the very start; an empty one if there is none.

    Values are taken as they stand, without any quoting rules but one pair of straight quotes around all of it.
    """
    lines = [(m.start(), m.group().strip()) for m in _LINE.finditer(text[:8192]) if m.group()]
    if not lines or lines[0][1] != "---":
        return FrontMatter()
    close = next((n for n, (_, line) in enumerate(lines) if n and line == "---"), None)
    if close is None or not any(_PAIR.fullmatch(line) for _, line in lines[1:close]):
        return FrontMatter()  # a rule across the page, not front matter
    values: dict[str, str] = {}
    issues: list[Issue] = []
    for number, (_, line) in enumerate(lines[1:close], start=2):
        where = f"{name}:{number}"
        pair = _PAIR.fullmatch(line)
        if not line or line.startswith("#"):
            continue
        if pair is None:
            issues.append(issue("warning", "front-matter", where, f"'{line[:40]}' is not 'key: value'; ignored"))
            continue
        key, value = pair.group(1).lower(), pair.group(2).strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if key not in _KEYS:
            typo = typo_of(key, set(_KEYS), set())
            cure = f"Did you mean {typo}?" if typo else f"Known: {', '.join(_KEYS)}."
            issues.append(issue("warning", "unknown-key", where, f"no key '{key}'. {cure}"))
        elif _KEYS[key] in values:
            issues.append(issue("warning", "repeated-key", where, f"'{key}' stands there twice; the first one counts"))
        elif value:
            values[_KEYS[key]] = value
    published, truncated = None, False
    if "published" in values:
        published = parse_published(values["published"])
        if published is None:
            issues.append(bad_date(name, values["published"]))
    if "truncated" in values:
        flag = parse_flag(values["truncated"])
        truncated = bool(flag)
        if flag is None:
            message = f"truncated is '{values['truncated']}'; write true or false"
            issues.append(issue("warning", "bad-value", name, message))
    end = lines[close + 1][0] if close + 1 < len(lines) else min(len(text), 8192)
    return FrontMatter(values=values, published=published, truncated=truncated, end=end, issues=tuple(issues))


def bad_date(where: str, value: str, *, name: str = "'published'") -> Issue:
    """The warning for a publication date that cannot be read.

    Args:
        where: the place of it.
        value: what stands there.
        name: what the place calls it, as the name of a column.
    """
    found = _WRITTEN.fullmatch(" ".join(value.split()))
    days = _numbered(found) if found is not None and found["last"] else []
    if len(days) > 1:
        what = f"which may be {days[0]} or {days[1]}; write it so"
    else:
        what = "not a date that can be read; write 2024-05-31 or 31 May 2024"
    message = f"{name} is '{value[:40]}', {what}; the article is read without a date"
    return issue("warning", "bad-date", where, message)
