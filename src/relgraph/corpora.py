"""Corpora: what the user of a corpus knows of it, in a file ``corpus.yaml`` beside the articles.

``assertions`` say what a graph of the corpus must hold, and ``relgraph check --corpus`` tests them. ``fixes`` keep apart or
join what the articles alone would have merged or told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from relgraph.dates import make_when
from relgraph.errors import CorpusError, nearest
from relgraph.ontology.mappings import Mapping, Where, read_mapping
from relgraph.records import When

__all__ = ["Assertion", "Corpus", "CountAssertion", "EventAssertion", "Fix", "IdentityAssertion", "load_corpus"]

Sort = Literal["event", "state", "situation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAssertion:
    """That there are at least and at most so many of something."""

    what: str
    """``articles``, ``claims``, ``situations``, ``conflicts`` or the name of a class (``Visit``, ``Posting``)."""
    least: int | None
    most: int | None
    place: str
    """``file:line``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAssertion:
    """That a situation is among the accepted ones, or is not."""

    wanted: bool
    sort: Sort
    type: str
    """Name of an event type or class."""
    roles: tuple[tuple[str, str], ...]
    """Pairs of role and who or what fills it: an id, a code or a name; all must be there, others may be."""
    when: When | None
    """The situation lies inside this date; None when any date will do."""
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityAssertion:
    """That several ids or names mean one actor or situation, or that no two of them do."""

    same: bool
    ids: tuple[str, ...]
    place: str


Assertion = CountAssertion | EventAssertion | IdentityAssertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What to keep apart or to join, against what the articles alone say."""

    kind: Literal["keep_apart", "join"]
    ids: tuple[str, ...]
    """Ids of claims of events, or of actors; at least two."""
    why: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What one file says, in its order."""

    path: Path
    assertions: tuple[Assertion, ...] = ()
    fixes: tuple[Fix, ...] = ()


def load_corpus(path: Path | str) -> Corpus:
    """Read a ``corpus.yaml``.

    Raises CorpusError with everything that is wrong in it, each with its line and the nearest valid word. Whether the
    ontology has the types and roles is not known here; who uses the assertions asks that.
    """
    file = Path(path)
    if not file.exists():
        raise CorpusError([f"{file}: no such file; name the corpus.yaml that lies beside the articles"])
    mapping = read_mapping(file, start="assertions")
    if not mapping.values:
        if mapping.problems:
            raise CorpusError(mapping.problems)
        raise CorpusError([f"{file}: nothing in it; start with 'assertions:'"])
    problems = list(mapping.problems)
    found: dict[str, list[Any]] = {name: [] for name in _SECTIONS}
    for key, entries in mapping.values.items():
        place = mapping.place((key,))
        if key not in _SECTIONS:
            problems.append(f"{place}: unknown key '{key}'.{_choices(key, _SECTIONS)}")
        elif not isinstance(entries, tuple):
            problems.append(f"{place}: '{key}' is no list; begin each of its entries with '- '")
        else:
            for n, entry in enumerate(entries):
                found[key] += _read_entry(key, entry, (key, n), mapping, problems)
    if problems:
        raise CorpusError(sorted(dict.fromkeys(problems), key=_order))
    return Corpus(path=file, assertions=tuple(found["assertions"]), fixes=tuple(found["fixes"]))


def _order(problem: str) -> tuple[int, str]:
    line = problem.partition(": ")[0].rpartition(":")[2]
    return (int(line) if line.isdecimal() else 0, problem)


# ── the form of an entry ────────────────────────────────────────────────────────────────────────────────────────


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


_Text = Annotated[str, Field(min_length=1)]
_Ids = Annotated[tuple[_Text, ...], Field(min_length=2)]


class _Count(_Strict):
    count: _Text
    min: int | None = Field(default=None, ge=0)
    max: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _check(self) -> _Count:
        if self.min is None and self.max is None:
            raise ValueError("the entry says neither 'min' nor 'max'; add one of them")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"'min' is {self.min} and 'max' is {self.max}; swap them")
        return self

    def record(self, place: str) -> Assertion:
        return CountAssertion(what=self.count, least=self.min, most=self.max, place=place)


class _Described(_Strict):
    type: _Text
    roles: dict[str, tuple[_Text, ...]] = Field(default_factory=dict)
    when: str | None = None

    @field_validator("roles", mode="before")
    @classmethod
    def _read_roles(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {role: several if isinstance(several, tuple) else (several,) for role, several in value.items()}

    @field_validator("when", mode="before")
    @classmethod
    def _read_when(cls, value: object) -> object:
        # An EDTF literal that YAML takes for a day or a number.
        text = value.isoformat() if isinstance(value, date) else str(value) if type(value) is int else value
        if isinstance(text, str):
            make_when(text)
        return text

    def _record(self, *, wanted: bool, sort: Sort, place: str) -> Assertion:
        pairs = [(role, filler) for role, fillers in self.roles.items() for filler in fillers]
        when = make_when(self.when) if self.when is not None else None
        return EventAssertion(wanted=wanted, sort=sort, type=self.type, roles=tuple(pairs), when=when, place=place)


class _Exists(_Described):
    exists: Sort

    def record(self, place: str) -> Assertion:
        return self._record(wanted=True, sort=self.exists, place=place)


class _Absent(_Described):
    absent: Sort

    def record(self, place: str) -> Assertion:
        return self._record(wanted=False, sort=self.absent, place=place)


class _Same(_Strict):
    same: _Ids

    def record(self, place: str) -> Assertion:
        return IdentityAssertion(same=True, ids=self.same, place=place)


class _Different(_Strict):
    different: _Ids

    def record(self, place: str) -> Assertion:
        return IdentityAssertion(same=False, ids=self.different, place=place)


class _KeepApart(_Strict):
    keep_apart: _Ids
    why: _Text

    def record(self, place: str) -> Fix:
        return Fix(kind="keep_apart", ids=self.keep_apart, why=self.why, place=place)


class _Join(_Strict):
    join: _Ids
    why: _Text

    def record(self, place: str) -> Fix:
        return Fix(kind="join", ids=self.join, why=self.why, place=place)


_Entry = _Count | _Exists | _Absent | _Same | _Different | _KeepApart | _Join
_SECTIONS: dict[str, dict[str, type[_Entry]]] = {
    "assertions": {"count": _Count, "exists": _Exists, "absent": _Absent, "same": _Same, "different": _Different},
    "fixes": {"keep_apart": _KeepApart, "join": _Join},
}
"""The sections of the file, and in each the key that says of what kind an entry is."""


def _read_entry(section: str, entry: object, where: Where, mapping: Mapping, problems: list[str]) -> list[Any]:
    place, kinds = mapping.place(where), _SECTIONS[section]
    if not isinstance(entry, dict):
        problems.append(f"{place}: an entry of '{section}' says 'KEY: VALUE'; begin it with one of {_list(kinds)}")
        return []
    named = [kind for kind in kinds if kind in entry]
    if len(named) != 1:
        valid = {key for model in kinds.values() for key in model.model_fields}
        # A key that no entry has is probably the one that is missing, misspelt.
        odd = [key for key in entry if key not in valid]
        found = f"says both {_list(named)}; make two entries of it" if named else f"has none of {_list(kinds)}; add one"
        problems.append(f"{place}: the entry {found}{'.' + nearest(odd[0], kinds) if odd and not named else ''}")
        return []
    model = kinds[named[0]]
    try:
        return [model.model_validate(entry).record(place)]
    except ValidationError as error:
        details = error.errors(include_url=False)
        wrong = {detail["loc"][:-1] for detail in details}  # a list with a wrong item in it counts as too short
        problems += [
            _explain(mapping, where, detail, model)
            for detail in details
            if (*where, *detail["loc"]) not in mapping.refused
            and not (detail["type"] == "too_short" and detail["loc"] in wrong)
        ]
        return []


def _explain(mapping: Mapping, where: Where, detail: Any, model: type[_Entry]) -> str:
    place, name = (*where, *detail["loc"]), ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":  # few keys are valid, so that all of them can be named
        return f"{mapping.place(place)}: unknown key '{name}'.{_choices(name, model.model_fields)}"
    if detail["type"] == "too_short":
        return f"{mapping.place(place)}: {name}: names {detail['ctx']['actual_length']}; name at least two"
    return mapping.explain(place, detail, name=name, keys=model.model_fields, words=get_args(Sort))


def _choices(name: str, valid: Any) -> str:
    return nearest(name, valid) or f" Choose one of {_list(valid)}."


def _list(names: Any) -> str:
    return ", ".join(f"'{name}'" for name in names)
