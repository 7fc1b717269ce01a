"""Event types: the record of one file under ``ontology/events/`` and its strict reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from relgraph.ontology.mappings import Mapping, Where, read_mapping
from relgraph.records import Factuality

__all__ = [
    "CODES",
    "SLOTS",
    "Crosswalk",
    "Draw",
    "EventFile",
    "EventType",
    "Example",
    "Examples",
    "Frame",
    "Kind",
    "RoleSpec",
    "Tone",
    "read_event_file",
]

CODES: tuple[str, ...] = (
    "visit", "meeting", "talks", "credentials", "appointment", "message", "gift", "reception", "ceremony",
    "statement", "condemnation", "treaty_signing", "treaty_accession", "treaty_ratification",
    "treaty_withdrawal", "relations_established", "relations_severed", "relations_downgraded", "embassy_opened",
    "embassy_closed", "expulsion", "recall", "sanction", "aid", "membership_joined", "membership_left",
    "conference", "organisation_founded", "agreement", "military", "other",
)  # fmt: skip
"""The thirty event codes of a gold annotation, and ``other``."""

SLOTS: tuple[str, ...] = (
    "subject", "object", "possessor", "to", "from", "with", "of", "by", "in", "at", "for", "between", "before",
    "against", "on", "as", "into", "about", "under", "over", "near", "that", "purpose",
)  # fmt: skip
"""The places in a reduced sentence where a frame can find a role: grammatical ones and prepositions.

``that`` is the subject of the clause that the verb governs: "said that X had"; ``purpose`` where what somebody
sets off for takes place: "left to attend a forum in X".
"""

_Lexemes = tuple[str, ...]
Kind = Literal[
    "actor",
    "state",
    "organisation",
    "mission",
    "person",
    "office",
    "treaty",
    "place",
    "occasion",
    "text",
    "accredited",
    "dateline",
    "pair",
    "sender",
    "deed",
    "counterpart",
    "body",
    "announcer",
]
"""What a role accepts. ``accredited`` and ``dateline`` fill a role that the sentence leaves open: from the party to
which the envoy or mission is accredited, or from the state in which the article was written; ``pair`` from the two
of whom the text was speaking ("relations were established"); ``sender`` from the party whose envoy another role names;
``counterpart`` from the one at whom the unfriendly acts before were aimed; ``body`` from what the act before joined or
left ("it joined in 1965"); ``announcer`` of a passive without agent from whoever announces the act. ``deed``: the doer
of the subject ("a raid by X killed")."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @field_validator("*")
    @classmethod
    def _no_blank_text(cls, value: Any) -> Any:
        for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            if isinstance(text, str) and (not text or text != text.strip()):
                raise ValueError("a text is empty or has spaces around it; trim it")
        return value


class RoleSpec(_Strict):
    """One role of an event type."""

    label: str
    """How the role is called for this type: ``visitor``."""
    side: Literal["source", "target", "both", "none"] = "none"
    """On which side of a directed relation its fillers stand."""
    accepts: tuple[str, ...] = ("actor",)
    """Kinds of fillers: a kind of mention (``actor``, ``treaty``, ``place`` ...) or a class (``Mission``)."""
    required: bool = False


class Frame(_Strict):
    """One construction that expresses an event type, over the reduced sentence."""

    verbs: _Lexemes = ()
    nouns: _Lexemes = ()
    objects: _Lexemes = ()
    """Head nouns of which one must be the verb's object; of a noun, what follows it with "of"."""
    not_objects: _Lexemes = ()
    """Head nouns, or kinds of actors, that rule the frame out when they are the verb's object."""
    complements: _Lexemes = ()
    """Head nouns of which one must stand behind a preposition of the verb: "hit it with sanctions"."""
    then: _Lexemes = ()
    """Verbs of which one must hang on the verb as an infinitive: ``leave`` in "ordered two diplomats to leave"."""
    support: _Lexemes = ()
    """Verbs that carry a nominal frame: ``pay`` a visit."""
    slots: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Grammatical slot to the names of the roles that it may fill."""
    require: tuple[str, ...] = ()
    beside: _Lexemes = ()
    """Head nouns of which one must stand behind "in", "at" or "through": "said in a statement"."""
    person: bool = False
    """Who acts is a person or a delegation, who can go and be somewhere."""
    since: bool = False
    """A state of things that tells when it began, and only with "since": "has been a member since July 2000"."""
    dated: bool = False
    """Only with a date of its own: "the invasion of X" alone names what everybody knows and reports nothing."""
    opens: bool = False
    """The sentence ends with a colon, and what follows is what was said."""
    topic: tuple[str, ...] = ()
    """Roles that the one of whom the text was speaking fills when the sentence names nobody: "greetings came from X"."""
    factuality: Factuality | None = None
    """Factuality that the construction itself carries; the engine's own reading when None."""
    name: str = ""
    """Id of the rule in a claim; unique over all types. ``Visit:tour`` when the file gives none."""
    confidence: float = Field(default=0.9, gt=0, le=1)

    @model_validator(mode="after")
    def _one_kind(self) -> Frame:
        if bool(self.verbs) == bool(self.nouns):
            raise ValueError("a frame has either 'verbs' or 'nouns'; write two frames where both are meant")
        if self.support and not self.nouns:
            raise ValueError("'support' belongs to a frame with 'nouns'; a verb needs no supporting verb")
        verbal = {"not_objects": self.not_objects, "complements": self.complements, "then": self.then}
        if (given := next((key for key, lexemes in verbal.items() if lexemes), None)) and not self.verbs:
            raise ValueError(f"'{given}' belongs to a frame with 'verbs'")
        return self

    @property
    def lexemes(self) -> _Lexemes:
        """The verbs or nouns that open the frame."""
        return self.verbs or self.nouns


class Draw(_Strict):
    """How a relation of this type is drawn."""

    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    dash: Literal["solid", "dashed", "dotted"] = "solid"
    legend: str
    """Group in the legend: ``contact``."""
    arrow: bool = True


class Crosswalk(_Strict):
    """Codes of the same type in other event schemes; strings, since leading zeros matter."""

    cameo: str | None = Field(default=None, pattern=r"^\d{2,4}$")
    plover: str | None = Field(default=None, pattern=r"^[A-Z]+(-[a-z-]+)?$")


class Tone(_Strict):
    """Where the type stands between conflict and cooperation, and who says so."""

    value: float = Field(ge=-10, le=10)
    source: str


class Example(_Strict):
    """A sentence that the type must match, with what is found in it, or must not match, with the reason."""

    text: str
    published: date | None = None
    publisher: str | None = None
    """For an example whose wording only one publisher uses ("our country")."""
    roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role to the expected principals (codes of states, labels of organisations); empty: not compared."""
    when: str | None = None
    """Expected EDTF literal; None: not compared."""
    factuality: Factuality | None = None
    count: int | None = Field(default=None, ge=1)
    """Expected number of claims of the type; None: at least one."""
    why: str | None = None
    """For a sentence that must not match: the reason."""


class Examples(_Strict):
    """The sentences that show, and test, an event type."""

    match: tuple[Example, ...]
    """At least three, in an ontology folder."""
    no_match: tuple[Example, ...]
    """At least two."""


class EventType(_Strict):
    """One event type: its meaning, roles, recognition, drawing, codes elsewhere, and examples."""

    id: str = Field(pattern=r"^[A-Z][A-Za-z0-9]+$")
    parent: str
    label: str
    definition: str
    code: str
    symmetric: bool = False
    """All participants are equal, as in a meeting."""
    roles: dict[str, RoleSpec] = Field(min_length=1)
    frames: tuple[Frame, ...] = ()
    draw: Draw
    crosswalk: Crosswalk = Crosswalk()
    tone: Tone
    close_match: tuple[str, ...] = ()
    examples: Examples


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """One file as read: what it says, and the event type unless its form is wrong."""

    mapping: Mapping
    event_type: EventType | None
    problems: tuple[str, ...]


def read_event_file(path: Path) -> EventFile:
    """Read one file and check its form; whether its names exist is checked later, over all files."""
    mapping = read_mapping(path)
    if not mapping.values:
        return EventFile(mapping=mapping, event_type=None, problems=mapping.problems)
    try:
        event_type = EventType.model_validate(_lift(mapping.values))
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_explain(mapping, d) for d in details if _place_in_file(d["loc"]) not in mapping.refused]
        return EventFile(mapping=mapping, event_type=None, problems=(*mapping.problems, *found))
    named = event_type.model_copy(update={"frames": _name_frames(event_type)})
    return EventFile(mapping=mapping, event_type=named, problems=mapping.problems)


def _lift(values: dict[str, Any]) -> dict[str, Any]:
    """The form of the file in the form of the model: slots and example roles get a mapping of their own."""
    lifted = dict(values)
    frames, examples = values.get("frames"), values.get("examples")
    if isinstance(frames, tuple):
        lifted["frames"] = tuple(_gather(frame, "slots", SLOTS) for frame in frames)
    if isinstance(examples, dict) and isinstance(values.get("roles"), dict):
        lifted["examples"] = {
            kind: tuple(_gather(e, "roles", values["roles"]) for e in several)
            if isinstance(several, tuple)
            else several
            for kind, several in examples.items()
        }
    return lifted


def _gather(values: Any, into: str, keys: Iterable[str]) -> Any:
    if not isinstance(values, dict):
        return values
    own = set(keys)
    gathered = {k: (v,) if isinstance(v, str) else v for k, v in values.items() if k in own}
    if into == "roles" and isinstance(values.get("when"), (date, int)):
        values = {**values, "when": str(values["when"])}  # an EDTF literal that YAML takes for a day or a number
    rest = {k: v for k, v in values.items() if k not in own}
    # A literal 'slots:' key in a file stays beside the gathered ones and is refused as unknown.
    return {**{(f"{into}:" if k == into else k): v for k, v in rest.items()}, **({into: gathered} if gathered else {})}


def _place_in_file(loc: Where) -> Where:
    """Undo :func:`_lift`: the file has no level for slots and example roles."""
    return tuple(
        part.removesuffix(":") if isinstance(part, str) else part
        for n, part in enumerate(loc)
        if not (part == "slots" or (part == "roles" and n > 0))
    )


def _explain(mapping: Mapping, detail: Any) -> str:
    where = _place_in_file(detail["loc"])
    return mapping.explain(
        where,
        detail,
        name=".".join(str(p) for p in where) or "file",
        keys=_valid_keys(mapping, where) if where else (),
        words=get_args(Factuality) if where and where[-1] == "factuality" else (),
    )


def _valid_keys(mapping: Mapping, where: Where) -> list[str]:
    models: dict[str, type[BaseModel]] = {"draw": Draw, "crosswalk": Crosswalk, "tone": Tone, "roles": RoleSpec}
    if len(where) == 1:
        return list(EventType.model_fields)
    if where[0] == "frames":
        return [f for f in Frame.model_fields if f != "slots"] + list(SLOTS)
    if where[0] == "examples":
        own = [f for f in Example.model_fields if f != "roles"] + list(mapping.values.get("roles", ()))
        return own if len(where) > 2 else list(Examples.model_fields)
    return list(models[str(where[0])].model_fields) if where[0] in models else []


def _name_frames(event_type: EventType) -> tuple[Frame, ...]:
    """Give a readable name to each frame without one: the type and the first lexeme."""
    taken = {frame.name for frame in event_type.frames if frame.name}
    named = []
    for frame in event_type.frames:
        name, n = frame.name, 1
        while not name or (name != frame.name and name in taken):
            name = f"{event_type.id}:{frame.lexemes[0].replace(' ', '_')}" + (f"-{n}" if n > 1 else "")
            n += 1
        taken.add(name)
        named.append(frame.model_copy(update={"name": name}))
    return tuple(named)
