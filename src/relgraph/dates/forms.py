"""The forms in which English texts write a date: one regular expression for each, found by the word it begins with.

A form is recognised here and understood in :mod:`relgraph.dates.atoms`. To look a word up before trying a regular
expression is fifty times as fast as to search with all of them joined. All repetition is bounded, so that the
time to search is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "AFTER_DIGIT",
    "FORMS",
    "LEFT",
    "LEFT_WORDS",
    "MONTH_NUMBERS",
    "NUMBER_WORDS",
    "ORDINAL_WORDS",
    "STARTERS",
    "WEEKDAYS",
    "WORD",
]

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTH_NUMBERS: dict[str, int] = {m.lower(): i for i, m in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {m[:3].lower(): i for i, m in enumerate(MONTHS, 1)} | {"sept": 9}
"""Month names and abbreviations in lower case, without the dot."""

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS: dict[str, int] = {"a": 1, "an": 1}
NUMBER_WORDS |= {w: i for i, w in enumerate(_UNITS + _TEENS, 1)}
NUMBER_WORDS |= {w: 10 * i for i, w in enumerate(_TENS, 2)}

_UNIT_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEEN_ORDINALS = ["tenth", "eleventh", "twelfth", *(f"{teen}th" for teen in _TEENS[3:])]
ORDINAL_WORDS: dict[str, int] = {w: i for i, w in enumerate(_UNIT_ORDINALS + _TEEN_ORDINALS, 1)}
for _ten, _word in enumerate(_TENS, 2):
    ORDINAL_WORDS[_word[:-1] + "ieth"] = 10 * _ten
    ORDINAL_WORDS |= {f"{_word}-{unit}": 10 * _ten + i for i, unit in enumerate(_UNIT_ORDINALS, 1)}
ORDINAL_WORDS |= {"hundredth": 100}


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda w: (-len(w), w))) + ")"


_S = r"\s{1,3}"
_O = r"\s{0,3}"
_FULL = _any(MONTHS + [m.upper() for m in MONTHS])
_SHORT = _any([f"{m[:3]}\\b\\.?" for m in MONTHS if m != "May"] + ["Sept\\b\\.?"])
_M = rf"(?:{_FULL}\b|{_SHORT})"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?!\.\d)"
_AMOUNT = (
    r"(?!\s{1,3}(?:people|persons?|men|women|children|soldiers|troops|tons?|tonnes?|kilo\w+|km|met(?:er|re)s?|miles"
    r"|hectares|dollars|won|yuan|yen|rubles|euros|per\b|percent|households|families|copies|members|delegates|guests"
    r"|participants|workers|students|officials|pieces|sets|items|times|hours|days|weeks|months|years|cases|deaths"
    r"|[kMG]W|kg|pct|feet|acres|ships|planes|vehicles|countries|sanctions|committee|resolutions?|points|votes)\b)"
)
_Y = rf"(?:1[5-9]|20)\d\d(?![\d%])(?![.,:]\d)(?![-–]\w){_AMOUNT}"
_TO = rf"(?:{_O}[-–—~]{_O}|{_S}(?:to|until|till|through){_S})"
_DAYS_TO = rf"(?:{_O}[-–—~]{_O}|{_S}(?:to|until|till|through|and){_S})"
_WD = _any([w.capitalize() for w in WEEKDAYS])
_WD_ANY = rf"(?:{_WD}|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?)"
_WD_FIRST = rf"(?:(?P<weekday>{_WD_ANY})(?:,{_O}|{_S}\(?)(?:the{_S})?)?"
# "May 3, 2012", but not "On May 3, 2,000 people" nor "On May 3, 2000 people".
_Y_AFTER = (
    rf"(?:,?{_O}Juche{_S}(?P<juche>\d{{1,3}})(?!\d)(?:{_O}\((?P<juche_year>{_Y})\))?"
    rf"|(?:,{_O}|{_S})(?:of{_S})?\(?(?P<year>{_Y}))?"
)
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|" + _any(list(ORDINAL_WORDS)) + ")"
_COUNT = r"(?:\d{1,3}|" + _any(list(NUMBER_WORDS)) + ")"

FORMS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "iso": r"(?<![\w.,/-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        "numeric": r"(?<![\w.,/-])(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\w/-])",
        # "May 3-5, 2024"; "May 3 to 5"
        "month_days": rf"{_WD_FIRST}\b(?P<month>{_M}){_O}(?P<day>{_D})(?P<link>{_DAYS_TO})(?P<last>{_D}){_Y_AFTER}\b",
        "month_day": rf"{_WD_FIRST}\b(?P<month>{_M}){_O}(?P<day>{_D}){_Y_AFTER}(?!\w)",
        # "3 to 5 May 2024"
        "days_month": (
            rf"(?<![\w.,/$€£-])(?P<day>{_D})(?P<link>{_DAYS_TO})(?P<last>{_D}){_S}(?:of{_S})?(?P<month>{_M}){_Y_AFTER}(?!\w)"
        ),
        "day_month": (
            rf"(?:\b{_WD_FIRST})?(?<![\w.,/$€£-])(?P<day>{_D}){_S}(?:of{_S})?(?P<month>{_M}){_Y_AFTER}(?!\w)"
        ),
        "month_year": rf"\b(?P<month>{_M})(?:,{_O}|{_S})(?:of{_S})?(?:Juche{_S}\d{{1,3}}{_O}\()?(?P<year>{_Y})",
        "juche": rf"\bJuche{_S}(?P<juche>\d{{1,3}})(?![\d,.%-]\d)(?!\w)(?:{_O}\((?P<juche_year>{_Y})\))?",
        "month_rel": rf"\b(?P<rel>[Ll]ast|[Nn]ext|[Tt]his){_S}(?P<month>{_FULL})\b(?!{_S}\d)",
        "month": rf"(?:(?<![\w'-])|(?<=mid-)|(?<=Mid-))(?P<month>{_FULL})\b(?!['’]|{_S}\d)",
        "decade": r"(?<![\w.,/$€£-])(?P<year>(?:1[5-9]|20)\d0)['’]?s\b",
        "years": (
            r"(?<![\w.,/$€£-])(?P<year>(?:1[5-9]|20)\d\d)(?:-(?P<last>(?:1[5-9]|20)\d\d|1[3-9]|[2-9]\d)"
            r"|\s?–\s?(?P<last_dash>(?:1[5-9]|20)\d\d|\d\d))(?![\w/-])"
        ),
        "year": rf"(?:(?<![\w.,/$€£#-])|(?<=mid-)|(?<=Mid-))(?P<year>{_Y})\b",
        "weekday": (
            rf"(?<![\w'-])(?<!Good )(?<!Black )(?<!Bloody )(?<!Palm )(?<!Ash )(?<!Easter )"
            rf"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){_S})?(?P<weekday>{_WD})\b"
            r"(?! (?:Times|Post|Telegraph|Mail|Express|Mirror|prayers)\b)"
        ),
        "weekdays": rf"\b(?:[Ee](?:very|ach){_S}{_WD}\b|{_WD}s\b)",
        "day_rel": (
            r"(?<![\w-])(?P<word>(?i:the\s{1,3}day\s{1,3}before\s{1,3}yesterday|the\s{1,3}day\s{1,3}after\s{1,3}tomorrow"
            r"|(?:(?:earlier|later)\s{1,3})?today|(?:this\s{1,3}(?:morning|afternoon|evening)|tonight)|last\s{1,3}night"
            r"|(?:yesterday|tomorrow)(?:\s{1,3}(?:morning|afternoon|evening|night))?))(?![\w-])"
        ),
        "unit_rel": (
            r"(?<![\w-])(?<!the )(?P<rel>(?i:this|last|next|the\s{1,3}coming|the\s{1,3}current))\s{1,3}"
            r"(?P<unit>week|month|year|spring|summer|autumn|fall|winter)(?![\w-])"
        ),
        "same": (
            r"(?<![\w-])(?i:(?:the|that)\s{1,3}(?P<same>same|very)\s{1,3}(?P<unit>day|month|year)"
            r"|that\s{1,3}(?P<that>day|month|year)"
            r"|the\s{1,3}(?P<next>next|following|previous|preceding)\s{1,3}(?P<step>day)"
            r"|the\s{1,3}day\s{1,3}(?P<beside>before|after))(?![\w-])(?!\s{1,3}(?:yesterday|tomorrow)\b)"
        ),
        "later": rf"(?<![\w.,-])(?P<count>(?i:a|{_COUNT})){_S}(?P<unit>(?:day|week|month|year)s?){_S}(?P<way>later|earlier)\b",
        "anniversary": (
            rf"(?<![\w.-])(?P<ordinal>(?i:{_ORDINAL})){_S}(?:[a-z][a-z-]{{2,20}}{_S}){{0,2}}?(?i:anniversary|birthday)\b"
            r"|\b(?P<word>(?i:(?:bi)?cente(?:nary|nnial)))\b"
        ),
        "recurring": (
            rf"(?<![\w-])(?i:annually|yearly|biennially|(?:every|each){_S}(?:other{_S}|{_COUNT}{_S})?"
            rf"(?:years?|months?|weeks?|days?|spring|summer|autumn|winter)|(?:once|twice){_S}(?:a|every){_S}(?:year|month)"
            rf"|year{_S}after{_S}year)(?![\w-])"
        ),
        "ago": rf"(?<![\w.,-])(?P<count>(?i:{_COUNT})){_S}(?P<unit>(?:day|week|month|year|decade)s?){_S}ago\b",
    }.items()
}
"""How each form looks."""

_AFTER_MONTH = ("month_days", "month_day", "month_year", "month")
_AFTER_DIGIT = ("iso", "numeric", "years", "days_month", "day_month", "anniversary", "ago", "later", "decade", "year")
_AFTER_WEEKDAY = ("month_days", "month_day", "days_month", "day_month")
_TIERS: tuple[tuple[Iterable[str], tuple[str, ...]], ...] = (
    (MONTH_NUMBERS, _AFTER_MONTH),
    (WEEKDAYS, (*_AFTER_WEEKDAY, "weekday")),
    (["mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"], _AFTER_WEEKDAY),
    ([f"{w}s" for w in WEEKDAYS], ("weekdays",)),
    (["juche"], ("juche",)),
    (["last", "next", "this"], ("month_rel", "unit_rel", "day_rel", "weekday")),
    (["past", "coming"], ("weekday",)),
    (["the"], ("day_rel", "unit_rel", "same")),
    (["that"], ("same",)),
    (["earlier", "later", "today", "tonight", "yesterday", "tomorrow"], ("day_rel",)),
    (["annually", "yearly", "biennially", "once", "twice", "year"], ("recurring",)),
    (["every", "each"], ("weekdays", "recurring")),
    ([w.split("-")[0] for w in ORDINAL_WORDS], ("anniversary",)),
    (["centenary", "centennial", "bicentenary", "bicentennial"], ("anniversary",)),
    (NUMBER_WORDS, ("ago", "later")),
    (["a"], ("later",)),
)
STARTERS: dict[str, tuple[str, ...]] = {}
"""The forms that can begin with a word, by that word in lower case; the longer of two forms comes first."""
for _words, _names in _TIERS:
    for _word in _words:
        STARTERS[_word] = tuple(dict.fromkeys([*STARTERS.get(_word, ()), *_names]))

FOLLOWERS = {
    "the": frozenset("day coming current same very next following previous preceding".split()),
    "a": frozenset("day days week weeks month months year years".split()),
    "that": frozenset("same very day month year".split()),
}
"""What must follow the commonest words that can begin a form, so that most of them are passed over at once."""

WORD = re.compile(r"[0-9]+|[A-Za-z]+")
AFTER_DIGIT = _AFTER_DIGIT

LEFT = re.compile(
    r"(?:\b(?=\w\w)|$)(?:(?<![\w-])(?P<prep>on|in|at|during|throughout|within|since|from|until|till|through|by|before|after|between|as\s(?:of|from)"
    r"|up\s(?:to|until)|starting(?:\s(?:on|from|in))?|beginning(?:\s(?:on|from|in))?|effective(?:\s(?:on|from))?|of|for|dated"
    r"|no\slater\sthan|not\slater\sthan|every|each)\s{1,3})?"
    r"(?P<the>(?:the|this)\s{1,3})?"
    r"(?P<qualifier>(?:(?:early|mid|late|earlier|later)(?:\s{1,3}|-)(?:in\s{1,3}|on\s{1,3})?"
    r"|(?:beginning|start|end|middle|(?:first|second|latter)\s{1,3}half|(?:first|second|third|fourth|last)\s{1,3}quarter"
    r"|turn|course|morning|afternoon|evening|night)\s{1,3}of\s{1,3}"
    r"|(?:spring|summer|autumn|fall|winter)\s{1,3}(?:of\s{1,3})?|(?:year|month)\s{1,3}(?:of\s{1,3})?)"
    r"(?:the\s{1,3}|this\s{1,3})?){0,2}$",
    re.IGNORECASE,
)
"""What stands before a date and belongs to it: the preposition, an article, a vague part ("early", "end of")."""

LEFT_WORDS = frozenset(re.findall(r"[a-z]{2,}", re.sub(r"\\s|[?]P<\w+>", " ", LEFT.pattern)))
"""Every word that can stand in ``LEFT``."""
