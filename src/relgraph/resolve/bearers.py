"""Bearers: what is known of the person behind a name, and how much two of them speak for being one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from relgraph.ontology.names import Names
from relgraph.resolve.occurrences import Occurrence
from relgraph.resolve.spellings import Likeness, Spelling, compare, spell

__all__ = ["LIFETIME", "MAYBE", "MERGE", "Bearer", "Weight", "apart", "make_bearer", "strangers", "weigh"]

MERGE = 4.5
"""Points from which two bearers are one person."""
MAYBE = 3.0
"""Points from which they are written down as perhaps one."""

OFFICE, COMMON_OFFICE, LIKE_OFFICE = 3.0, 1.5, 2.5
STATE, OTHER_BODY = 1.5, -1.0
OTHER_CALLING = -3.0
SIDE_BY_SIDE = -3.0
LONG_NAME, RARE_NAME, KNOWN_NAME = 1.5, 2.0, 1.0
OTHER_STATE = -2.5
LONG_ENOUGH = 3
YEARS_FOR_A_POINT, LATE = 10, -5.0
LIFETIME = 60
"""Years between two acts of one person at most."""

_ONE_SOURCE = frozenset(["the same name", "the same letters", "another spelling", "the same name but for a patronymic or article",
                       "the same words in another order", "an initial left out", "initials"])  # fmt: skip
_COMMON = re.compile(r"post/[^-]+-(?:vice-|deputy-|first-)*(?:minister|ambassador|consul|politburo-member|senator|secretary|prince|member|"
                     r"official|envoy|commissioner|negotiator|commander|general|congressman|spokesperson|counterpart|premier-of-cabinet|"
                     r"department-director|party-secretary|foreign-minister(?<=vice-foreign-minister))s?")  # fmt: skip
"""Offices of one name that several hold at one time."""

_CALLINGS = (
    ("abroad", "chongryon|chongsanghoe|koreans-in|korean-nationals|liaoning|dandong|jilin|residents-in"),
    ("sport", "player|athlete|coach|champion|wrestler|boxer|marathoner|weightlifter|referee"),
    ("art", "artist|actor|actress|singer|musician|conductor|poet|writer|composer|painter"),
    ("labour", "worker|farmer|driver|engineer|workteam|miner|fisherman"),
    ("learning", "academy|-ads-|researcher|institute|university|professor|scientist|analyst|scholar|doctor|teacher"),
    ("local", "provincial|city-|county|municipal|district|-farm|factory|-mine-"),
)
_OF_KNOWN = re.compile(r"post/[A-Z]{3}")
"""Offices of a state or of the party, whose code is in the id."""
_CAREERS = frozenset([frozenset(["local", "high"]), frozenset(["learning", "high"]), frozenset(["labour", "local"])])
"""Callings between which people move."""


@dataclass(slots=True)
class Bearer:
    """One person as far as is known: a group of occurrences."""

    id: str
    known: bool = False
    """Whether the table of names has this id."""
    occurrences: list[Occurrence] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    states: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    callings: set[str] = field(default_factory=set)
    """Words of the texts that say what they do, where it is no office."""
    years: set[int] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add(self, occurrence: Occurrence) -> None:
        """Take an occurrence in."""
        self.occurrences.append(occurrence)
        self.labels[occurrence.label] += occurrence.count
        self.states |= occurrence.states
        self.offices |= occurrence.offices
        self.callings |= occurrence.callings
        self.years |= occurrence.years
        self.sources.add(occurrence.source)

    @property
    def count(self) -> int:
        """How often the sources name this person."""
        return self.labels.total()

    @property
    def spellings(self) -> list[Spelling]:
        """The forms of the name, the frequent ones first."""
        forms = sorted(self.labels, key=lambda label: (-self.labels[label], label))
        return list(dict.fromkeys(map(spell, forms)))[:4]


def make_bearer(key: str, group: Iterable[Occurrence], *, known: bool = False) -> Bearer:
    """The bearer of a name in some occurrences."""
    bearer = Bearer(key, known)
    for occurrence in group:
        bearer.add(occurrence)
    return bearer


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for two bearers being one person, in points, less what speaks against it."""

    points: float
    reason: str
    evidence: tuple[str, ...]


def _likeness(one: Bearer, other: Bearer) -> Likeness | None:
    found = [compare(a, b) for a in one.spellings for b in other.spellings]
    return max(filter(None, found), key=lambda likeness: likeness.points, default=None)


def callings(offices: Iterable[str]) -> set[str]:
    """The walks of life to which offices belong."""
    found = set()
    for office in offices:
        calling = next((name for name, words in _CALLINGS if re.search(words, office)), None)
        if calling is not None:
            found.add(calling)
        elif _OF_KNOWN.match(office):
            found.add("high")
    return found


def strangers(one: Bearer, other: Bearer) -> bool:
    """Whether two bearers walk in walks of life between which nobody moves."""
    a, b = callings(one.offices | one.callings), callings(other.offices | other.callings)
    if one.offices & other.offices:
        return False
    return bool(a and b) and not any(x == y or frozenset([x, y]) in _CAREERS for x in a for y in b)


def apart(one: Bearer, other: Bearer) -> bool:
    """Whether two bearers cannot be one person: they act for different states, or lived at different times."""
    return _other_states(one, other) or _gap(one.years, other.years) > LIFETIME or (one.known and other.known)


def _other_states(one: Bearer, other: Bearer) -> bool:
    a = {i for i in one.states if i.startswith("state/")}
    b = {i for i in other.states if i.startswith("state/")}
    return bool(a and b) and not a & b


def _is_long(one: Bearer, other: Bearer) -> bool:
    """Whether both names have three words, none of them in the order in which millions have few names."""
    forms = (*one.spellings, *other.spellings)
    return all(len(form.words) > 2 and not form.eastern for form in forms)


def _gap(one: Iterable[int], other: Iterable[int]) -> int:
    a, b = sorted(one), sorted(other)
    if not a or not b:
        return 0
    return max(0, b[0] - a[-1], a[0] - b[-1])


def weigh(one: Bearer, other: Bearer, names: Names, *, rare: bool = False) -> Weight | None:
    """Compare two bearers; None when they cannot be one person.

    The points are those of the name (see :func:`relgraph.resolve.spellings.compare`), of an office that both hold, of
    the state for which both act, and of the years between their acts. ``rare`` says that nobody else bears the surname.
    """
    likeness = _likeness(one, other)
    if likeness is None:
        return None
    # Of an envoy a text may leave open whose he is; three names in full are not two persons' for that.
    slip = likeness.points >= LONG_ENOUGH and _is_long(one, other) and _other_states(one, other)
    if apart(one, other) and not (
        slip and _gap(one.years, other.years) <= LIFETIME and not (one.known and other.known)
    ):
        return None
    points, evidence = likeness.points, []
    eastern = any(s.eastern for s in (*one.spellings, *other.spellings))
    more, words = _weigh_offices(one.offices, other.offices)
    points += more
    evidence += words
    if eastern and strangers(one, other):
        points += OTHER_CALLING
        evidence.append("different walks of life")
    if likeness.points >= LONG_ENOUGH and _is_long(one, other):
        points += LONG_NAME
        evidence.append("a long name")
    if (one.known or other.known) and likeness.reason in ("the same name", "the same letters"):
        points += KNOWN_NAME
        evidence.append("the table of names has the name")
    if rare and likeness.points >= 2 and not eastern:
        points += RARE_NAME
        evidence.append("nobody else bears the surname")
    if one.states & other.states:
        points += STATE
        evidence.append(f"both act for {_name(min(one.states & other.states), names)}")
    elif slip:
        points += OTHER_STATE
        evidence.append("they act for different states")
    elif one.states and other.states:
        points += OTHER_BODY
        evidence.append("one acts for a state and one for an organisation")
    if one.years and other.years:
        gap = _gap(one.years, other.years)
        points += max(LATE, 1 - gap / YEARS_FOR_A_POINT)
        evidence.append("in the same years" if gap == 0 else f"{gap} years between")
    bare = any(s.bare for s in (*one.spellings, *other.spellings))
    if likeness.reason not in _ONE_SOURCE and not bare and one.sources & other.sources:
        points += SIDE_BY_SIDE
        evidence.append("one source names both")
    return Weight(round(points, 2), likeness.reason, tuple(evidence))


def _weigh_offices(one: set[str], other: set[str]) -> tuple[float, list[str]]:
    shared = sorted(one & other)
    if exclusive := [post for post in shared if not _COMMON.fullmatch(post)]:
        return OFFICE, [f"both hold {exclusive[0]}"]
    if like := sorted(
        (a, b) for a in one for b in other if a != b and (a.startswith(f"{b}-") or b.startswith(f"{a}-"))
    ):
        return LIKE_OFFICE, [f"{like[0][0]} and {like[0][1]} are like offices"]
    if shared:
        return COMMON_OFFICE, [f"both hold {shared[0]}"]
    return 0.0, []


def _name(actor_id: str, names: Names) -> str:
    actor = names.actor(actor_id)
    return actor.label if actor is not None else actor_id
