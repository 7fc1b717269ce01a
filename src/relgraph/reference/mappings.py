"""The mapping of a dataset: one ``mapping.yaml`` that says what the rows of a table claim, read strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from relgraph.errors import SourceError
from relgraph.ontology.mappings import Mapping, Where, read_mapping
from relgraph.records import Factuality

__all__ = [
    "COLUMN",
    "EMPTY",
    "NOT_EMPTY",
    "Condition",
    "DatasetFile",
    "Filler",
    "RowClaim",
    "Skip",
    "columns_in",
    "read_dataset_file",
]

EMPTY, NOT_EMPTY = "empty", "not-empty"
"""Words under ``where`` that ask whether a cell is empty, instead of what it says."""

COLUMN = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")

Condition = dict[str, tuple[str, ...]]
"""Column to the values of which the cell must have one."""


def columns_in(template: str) -> list[str]:
    """The columns that a template names.

    >>> columns_in("{start}/{end}")
    ['start', 'end']
    """
    return COLUMN.findall(template)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @field_validator("*", mode="before")
    @classmethod
    def _as_text(cls, value: Any, info: ValidationInfo) -> Any:
        """Years and days that YAML takes for numbers and dates are cells of a table, which are text."""
        return value if info.field_name in ("retrieved", "confidence") else _texts(value)

    @field_validator("*")
    @classmethod
    def _no_blank_text(cls, value: Any) -> Any:
        for text in (value,) if isinstance(value, str) else ():
            if not text or text != text.strip():
                raise ValueError("a text is empty or has spaces around it; trim it")
            if _BRACE.search(COLUMN.sub("", text)):
                raise ValueError(f"a brace stands alone in '{text}'; write {{column}}")
        return value


def _texts(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, tuple):
        return tuple(_texts(item) for item in value)
    return value


def _as_condition(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: found if isinstance(found := _texts(cell), tuple) else (found,) for key, cell in value.items()}


class Filler(_Strict):
    """Who or what fills a role. All texts are templates; exactly one of the first nine keys says what is meant."""

    id: str | None = None
    """An id as ``org/ASEAN``; a plain text instead of keys is the same."""
    state: str | None = None
    """The code of a state."""
    actor: str | None = None
    """The code of a state, the key of an organisation, or a name that means one of these and nothing else."""
    person: str | None = None
    """The name of a person, who acts for ``of``."""
    place: str | None = None
    """The name of a place in the state ``of``."""
    publisher: str | None = None
    """The name of a publisher, known to publishers.csv or not."""
    mission: str | None = None
    """The word for a mission, as ``embassy``, of ``of`` to ``to``; for a consulate also ``town``."""
    post: str | None = None
    """The title of an envoy of ``of`` to ``to``."""
    occasion: str | None = None
    """The key of an occasion."""
    of: str | None = None
    """A state or organisation, in the forms that ``actor`` takes."""
    to: str | None = None
    town: str | None = None
    type: str | None = None
    """With ``id``: the class of an actor that no table has."""
    label: str | None = None
    """With ``id``: what it is called."""

    @model_validator(mode="after")
    def _one_kind(self) -> Filler:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            said = f"has {' and '.join(given)}" if given else "does not say who"
            raise ValueError(f"a filler {said}; give exactly one of {', '.join(KINDS)}")
        allowed = KINDS[given[0]]
        extra = [key for key in ("of", "to", "town", "type", "label") if getattr(self, key) is not None]
        if wrong := [key for key in extra if key not in allowed]:
            raise ValueError(f"'{wrong[0]}' does not belong to '{given[0]}'; drop it")
        if missing := [key for key in _NEEDED.get(given[0], ()) if key not in extra]:
            raise ValueError(f"'{given[0]}' needs '{missing[0]}'; add it")
        if (self.type is None) != (self.label is None):
            raise ValueError("'type' and 'label' belong together; give both, or neither for what the tables know")
        return self

    @property
    def kind(self) -> str:
        """Which of the nine keys is given."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def templates(self) -> list[str]:
        """All its texts."""
        return [text for text in self.model_dump().values() if text is not None]


KINDS: dict[str, tuple[str, ...]] = {
    "id": ("type", "label"),
    "state": (),
    "actor": (),
    "person": ("of",),
    "place": ("of",),
    "publisher": (),
    "mission": ("of", "to", "town"),
    "post": ("of", "to"),
    "occasion": (),
}
"""What a filler can be, and the keys that may stand beside it."""
_NEEDED = {"person": ("of",), "place": ("of",), "mission": ("of", "to"), "post": ("of", "to")}


def _as_filler(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


class RowClaim(_Strict):
    """What a row claims, if it is one of those that the claim is for."""

    type: str
    where: Condition = Field(default_factory=dict)
    roles: dict[str, tuple[Filler, ...]] = Field(min_length=1)
    when: str | None = None
    """Template of an EDTF literal."""
    attested_on: tuple[str, ...] = ()
    """Templates of days, months or years on which a state of affairs held; the day of retrieval when it is open."""
    factuality: Factuality | None = None
    claimed_by: Filler | None = None
    """Who says so, where it is not who speaks in the rest of the dataset."""
    description: str | None = None
    confidence: float = Field(default=1.0, gt=0, le=1)
    """How sure it is that the row says so; less than 1 where a cell was lost and filled in."""

    @field_validator("where", mode="before")
    @classmethod
    def _conditions(cls, value: Any) -> Any:
        return _as_condition(value)

    @field_validator("roles", mode="before")
    @classmethod
    def _fillers(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            role: tuple(_as_filler(f) for f in (found if isinstance(found, tuple) else (found,)))
            for role, found in value.items()
        }

    @field_validator("claimed_by", mode="before")
    @classmethod
    def _claimant(cls, value: Any) -> Any:
        return _as_filler(value)

    @field_validator("attested_on", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        found = _texts(value)
        return found if isinstance(found, tuple) else (found,)


class Skip(_Strict):
    """Rows that claim nothing, and why; they are counted."""

    where: Condition = Field(min_length=1)
    why: str

    @field_validator("where", mode="before")
    @classmethod
    def _conditions(cls, value: Any) -> Any:
        return _as_condition(value)


class DatasetFile(_Strict):
    """A ``mapping.yaml`` as read; whether what it names exists is checked against the table and the ontology."""

    title: str
    publisher: str
    claimed_by: Filler
    """Who speaks in the dataset."""
    licence: str
    source: str
    url: str | None = None
    retrieved: date
    note: str | None = None
    file: str
    """Name of the CSV file beside the mapping."""
    record: str
    """Template of the id of a record, another one for each row."""
    claims: tuple[RowClaim, ...] = Field(min_length=1)
    skip: tuple[Skip, ...] = ()

    @field_validator("claimed_by", mode="before")
    @classmethod
    def _claimant(cls, value: Any) -> Any:
        return _as_filler(value)

    @field_validator("file")
    @classmethod
    def _beside(cls, value: str) -> str:
        if "/" in value or "\\" in value or not value.endswith(".csv"):
            raise ValueError(f"'{value}' is no CSV file beside the mapping; write its name, as 'parties.csv'")
        return value


def read_dataset_file(path: Path) -> tuple[DatasetFile, Mapping]:
    """Read a mapping and check its form.

    Returns:
        What it says, and the lines of its values for messages.

    Raises:
        SourceError: with all problems, one a line.
    """
    mapping = read_mapping(path)
    if not mapping.values:
        raise SourceError("\n".join(mapping.problems))
    try:
        found = DatasetFile.model_validate(mapping.values)
    except ValidationError as error:
        details = [d for d in error.errors(include_url=False) if _place(mapping, d["loc"]) not in mapping.refused]
        problems = dict.fromkeys([*mapping.problems, *(_explain(mapping, d) for d in details)])
        raise SourceError("\n".join(problems)) from None
    if mapping.problems:
        raise SourceError("\n".join(mapping.problems))
    return found, mapping


def _place(mapping: Mapping, loc: Sequence[str | int]) -> Where:
    """Where in the file the place of a detail is: a single filler or value of the file is a list in the model."""
    where: Where = ()
    for part in loc:
        if (*where, part) in mapping.lines or not isinstance(part, int):
            where = (*where, part)
    return where


def _explain(mapping: Mapping, detail: Any) -> str:
    where = _place(mapping, detail["loc"])
    if where and where[-1] == "id" and where not in mapping.lines:
        where = where[:-1]  # a plain text is the id of a filler
    name = ".".join(str(p) for p in where) or "file"
    return mapping.explain(where, detail, name=name, keys=_valid_keys(where), words=get_args(Factuality))


def _valid_keys(where: Where) -> list[str]:
    models: dict[str | int, type[BaseModel]] = {"claims": RowClaim, "skip": Skip, "roles": Filler, "claimed_by": Filler}
    inner = [part for part in where[:-1] if part in models]
    return list((models[inner[-1]] if inner else DatasetFile).model_fields)
