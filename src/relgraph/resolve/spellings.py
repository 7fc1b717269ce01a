"""Spellings: in how far two names that texts give to persons can be one name, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

__all__ = ["Likeness", "Spelling", "compare", "fold", "keys", "skeleton", "spell"]

SIMILAR = 0.86
"""Words as alike as this may be one word with a slip of the pen; "Kim Jong Il" and "Kim Jong Un" reach 0.78."""

_PLAIN = str.maketrans("đĐøØłŁıæÆœŒßþÞ", "dDoOlLiaAoOstT", "'’‘ʼ`´")
_HONORIFICS = frozenset(
    """comrade respected great leader president chairman chairwoman secretary marshal general mr mrs ms miss dr sir dame
    lord lady prof professor king queen prince princess tsar czar emperor sultan sheikh sheik shaikh sayyid captain
    puppet colonel deputy deputies vice commander chevalier pasha bey baron count marquis lieutenant major commodore admiral
    manager he hon honourable honorable reverend rev father sister minister ambassador""".split()
)
_BEFORE_SURNAMES = frozenset(
    "puppet comrade president chairman marshal commander minister ambassador secretary king queen emperor tsar".split()
)
"""Titles behind which a surname alone may stand."""
_SUFFIXES = frozenset(["jr", "sr", "junior", "senior", "phd", "esq"])
_PARTICLES = frozenset(
    "al el ul ad ar as az an bin ben ibn bint de del della der den di da do dos das du la le van von y e i zu af".split()
)
_PATRONYMIC = re.compile(r".{3}(?:[oe]vi[ct]h|[oe]vna|ichna|ovych)$")
_REGNAL = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi{0,3}|xv)$")

_KOREAN = frozenset(
    """kim ri li yi lee rhee rim lim im pak park choe choi jong jung chong chung jo cho yun yoon jang chang han kang
    o oh so seo suh sin shin hong kwon hwang an ahn song ryu yu yoo ra ro roh noh no paek baek ho heo huh hyon hyun mun
    moon son kwak sim shim nam paik pyon byun ryang yang cha chu joo ju ku koo ki min om pang bang pok sok thae tae
    tok u woo wang won ko koh kil hyong kye ham ok pae bae pong to yon rang chon jon jeon jeong ji chi""".split()
)
_CHINESE = frozenset(
    """wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang feng
    yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian
    ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan qian xi
    qi mo tsai chiang""".split()
)
_VIETNAMESE = frozenset(
    "nguyen tran le pham phan vu vo dang bui do ho ngo duong ly to truong luong mai dao dinh doan lam trinh".split()
)
_EASTERN = _KOREAN | _CHINESE | _VIETNAMESE

_ROMANISED = (
    ("eo", "o"), ("eu", "u"), ("oo", "u"), ("woo", "u"), ("ou", "u"), ("ai", "ae"), ("ye", "e"), ("sh", "s"),
    ("ch", "j"), ("tj", "j"), ("b", "p"), ("g", "k"), ("d", "t"), ("kh", "k"), ("ph", "p"), ("th", "t"),
)  # fmt: skip
_SURNAMES = {
    "li": "ri", "lee": "ri", "yi": "ri", "rhee": "ri", "lim": "rim", "im": "rim", "park": "pak", "choi": "choe", "jung": "jong",
    "chung": "jong", "chong": "jong", "cho": "jo", "yoon": "yun", "chang": "jang", "shin": "sin", "oh": "o", "seo": "so", "suh": "so",
    "ahn": "an", "yoo": "yu", "roh": "ro", "noh": "ro", "no": "ro", "baek": "paek", "paik": "paek", "heo": "ho", "huh": "ho",
    "hyun": "hyon", "moon": "mun", "shim": "sim", "byun": "pyon", "joo": "ju", "koo": "ku", "bang": "pang", "tae": "thae", "woo": "u",
    "koh": "ko", "bae": "pae", "jeon": "jon", "jeong": "jong", "chi": "ji",
}  # fmt: skip
"""Surnames of Korea as the North spells them."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as compared: its words in plain letters, without titles."""

    words: tuple[str, ...]
    suffix: str = ""
    """"jr", or the number of a king."""
    eastern: bool = False
    """The surname comes first and all words are short, so that one letter makes another person."""

    @property
    def bare(self) -> bool:
        """Whether this is one word only, which many may bear; a king's number tells him from others."""
        return len(self.words) < 2 and not self.suffix


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two names speak for one person, in points, and in which words to say so."""

    points: float
    reason: str


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters.

    >>> fold("Võ Văn Thưởng"), fold("Ibrahim al- Jaafari"), fold("al-Qa’ida")
    (('vo', 'van', 'thuong'), ('ibrahim', 'al', 'jaafari'), ('al', 'qaida'))
    """
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z]+", plain))


@lru_cache(maxsize=100_000)
def spell(name: str) -> Spelling:
    """A name made ready to be compared.

    >>> spell("President Kim Il-sung").words
    ('kim', 'il', 'sung')
    >>> spell("Leopold II").suffix, spell("William Eagleton, Jr.").suffix
    ('ii', 'jr')
    """
    words = fold(name)
    while len(words) > 2 and words[0] in _HONORIFICS:
        words = words[1:]
    if len(words) == 2 and words[0] in _BEFORE_SURNAMES:
        words = words[1:]
    suffix = ""
    if len(words) > 1 and (words[-1] in _SUFFIXES or _REGNAL.fullmatch(words[-1])):
        words, suffix = words[:-1], words[-1]
    if len(words) > 1 and sum(word not in _PARTICLES for word in words) == 1:
        words = tuple(word for word in words if word not in _PARTICLES)
    short = 2 <= len(words) <= 4 and all(len(word) <= 7 for word in words)
    return Spelling(words, suffix, short and words[0] in _EASTERN)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a word as several alphabets and languages spell them.

    >>> skeleton("usama") == skeleton("osama"), skeleton("rudolph") == skeleton("rudolf")
    (True, True)
    >>> skeleton("aleksandr") == skeleton("alexander"), skeleton("qaddafi") == skeleton("gadhafi")
    (True, True)
    """
    for old, new in (("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"),
                     ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("ck", "k"), ("x", "ks"), ("tz", "ts"), ("q", "k"), ("w", "v")):  # fmt: skip
        word = word.replace(old, new)
    first = "a" if word[:1] in "aeiouy" else ""
    if word[:1] == "y" and word[1:2] and word[1] in "aeiou":
        first = "y"
    rest = re.sub(r"[aeiouy]+", "", word)
    rest = re.sub(r"(?<=.)h", "", rest).replace("z", "s")
    if rest[:1] in "kg":
        rest = "k" + rest[1:]
    last = "a" if len(word) > 2 and word[-1] in "aeiouy" else ""  # Kerr is not Kerry
    return first + re.sub(r"(.)\1+", r"\1", rest) + last


def _korean(words: tuple[str, ...]) -> str:
    def romanised(word: str) -> str:
        for old, new in _ROMANISED:
            word = word.replace(old, new)
        return word

    return "".join([romanised(_SURNAMES.get(words[0], words[0])), *(romanised(word) for word in words[1:])])


def keys(spelling: Spelling) -> Iterator[str]:
    """Keys of which two names that can be one share at least one; a bare surname has its own."""
    words = spelling.words
    if not words:
        return
    if len(words) == 1:
        yield "bare:" + skeleton(words[0])
        if spelling.suffix:
            yield f"king:{skeleton(words[0])} {spelling.suffix}"
        return
    main = _without(words)
    yield "joined:" + "".join(words)
    yield "joined:" + "".join(main)
    yield "turned:" + " ".join(min(main[i:] + main[:i] for i in range(len(main))))
    if spelling.eastern:
        yield "eastern:" + _korean(words)
        yield "bare:" + skeleton(words[0])
        yield "bare:" + skeleton(words[-1])
        return
    yield "ends:" + skeleton(main[-1]) + ":" + main[0][:1].replace("o", "u")
    if len(main) > 2:
        yield "ends:" + skeleton(main[-2]) + ":" + main[0][:1].replace("o", "u")  # the second surname may be left out
        yield "ends:" + skeleton(main[-1]) + ":" + main[1][:1].replace("o", "u")  # or an initial before the first name
        yield "without:" + " ".join(main[:-1])
        yield "without:" + " ".join(main[1:])
    for word in main:
        if len(word) > 1:
            yield "bare:" + skeleton(word)


def _without(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without particles and patronymics, if two words are left."""
    main = tuple(w for w in words if w not in _PARTICLES and not _PATRONYMIC.search(w))
    return main if len(main) > 1 else words


@lru_cache(maxsize=200_000)
def compare(one: Spelling, other: Spelling) -> Likeness | None:
    """How two names are alike; None when they cannot be one person's.

    >>> compare(spell("Kim Jong Il"), spell("Kim Jong Un"))
    >>> compare(spell("A.D. Mann"), spell("A. Dudley Mann")).reason
    'initials'
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if len(one.words) < 2 or len(other.words) < 2:
        return _by_surname(one, other)
    a, b = one.words, other.words
    eastern = one.eastern and other.eastern
    if a == b:
        return Likeness(3.0 if eastern else 4.0, "the same name")
    if "".join(a) == "".join(b):
        return Likeness(3.0 if eastern else 3.5, "the same letters")
    if eastern:
        return _compare_eastern(a, b)
    c, d = _without(a), _without(b)
    if c == d:
        return Likeness(3.5, "the same name but for a patronymic or article")
    if len(c) == len(d) and any(c[i:] + c[:i] == d for i in range(1, len(c))):
        return Likeness(3.0, "the same words in another order")
    if "".join(c) == "".join(d):
        return Likeness(3.5, "the same letters")
    if len(c) == len(d) and all(map(_same_sound, c, d)) and _ratio(c, d) >= 0.75:
        return Likeness(3.0, "another spelling")
    short, long = sorted((c, d), key=len)
    if len(short) < len(long) and long[-len(short) :] == short:
        return Likeness(2.5 if len(long[0]) == 1 else 2.0, "words before the name left out")
    return _by_initials(c, d) or _near(c, d)


def _compare_eastern(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    if _korean(a) == _korean(b):
        return Likeness(2.5, "another spelling")
    turned = b[1:] + b[:1]
    if len(a) == len(b) and (a == turned or b == a[1:] + a[:1] or _korean(a) == _korean(turned)):
        return Likeness(2.0, "the same words in another order")
    if len(a) == len(b) and _ratio(a, b) >= SIMILAR:
        return Likeness(-1.5, "nearly the same name")
    return None


def _same_sound(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 2 and skeleton(one) == skeleton(other) != "")


def _ratio(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return SequenceMatcher(None, "".join(one), "".join(other), autojunk=False).ratio()


def _by_surname(one: Spelling, other: Spelling) -> Likeness | None:
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    if not short.words:
        return None
    word = short.words[0]
    main = _without(long.words)
    if len(long.words) == 1:
        if not _same_sound(word, long.words[0]):
            return None
        if one.suffix == other.suffix:
            return Likeness(3.0, "the same name and number") if one.suffix else Likeness(1.0, "the same surname")
        return Likeness(0.5, "the name without its number")
    first, last = main[0], main[-1]
    surname = first if long.eastern else last
    if _same_sound(word, surname):
        return Likeness(0.5, "the surname alone")
    if any(_same_sound(word, w) for w in main[1:-1]) and len(word) > 2:
        return Likeness(0.0, "the first of two surnames")
    if _same_sound(word, last if long.eastern else first) and len(word) > 3:
        return Likeness(-1.0, "the given name alone")
    return None


def _by_initials(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """Names of which one has initials, or leaves out, what the other has in full."""
    if not _same_sound(a[-1], b[-1]):
        short, long = sorted((a, b), key=len)
        if len(short) == len(long) - 1 >= 2 and all(map(_same_sound, short, long)):
            return Likeness(2.0, "the second surname left out")
        return None
    short, long = sorted((a[:-1], b[:-1]), key=len)
    whole = [w for w in long if len(w) > 1]
    if len(short) == len(long):
        if all(_fits(x, y) for x, y in zip(short, long, strict=True)):
            return Likeness(3.0, "initials")
        return None
    at = 0
    skipped: list[str] = []
    for word in short:
        while at < len(long) and not _fits(word, long[at]):
            skipped.append(long[at])
            at += 1
        if at == len(long):
            return None
        at += 1
    skipped += long[at:]
    if not _fits(short[0], long[0]) and not (len(long[0]) == 1 and short[0] in whole):
        return None  # a given name may be left out only when it is an initial
    if all(len(w) == 1 for w in short):
        return Likeness(1.5, "initials")
    if all(len(w) == 1 for w in skipped):
        return Likeness(2.5, "an initial left out")
    return Likeness(2.5 if len(skipped) == 1 else 2.0, "a middle name left out")


def _fits(one: str, other: str) -> bool:
    return _same_sound(one, other) or (1 in (len(one), len(other)) and one[0] == other[0])


def _near(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """Names of which one word has a slip in it."""
    if len(a) != len(b):
        return None
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if not _fits(x, y)]
    if len(unlike) != 1 or min(map(len, unlike[0])) < 4:
        return None
    x, y = unlike[0]
    likeness = SequenceMatcher(None, x, y, autojunk=False).ratio()
    return Likeness(2.0, "nearly the same name") if likeness >= SIMILAR - 0.06 else None
