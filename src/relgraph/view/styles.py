"""How actors and relations look: shape and colour by type, dash and mark by standing, colours for both themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast

__all__ = [
    "DARK",
    "FAMILIES",
    "LIGHT",
    "STANDINGS",
    "DrawLike",
    "Family",
    "RelationStyle",
    "Shape",
    "Standing",
    "StandingStyle",
    "choose_style",
    "contrast",
    "find_family",
    "find_standing",
    "fit_to_background",
    "read_draws",
    "split_name",
]

Shape = Literal["dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star"]
Standing = Literal["happened", "ongoing", "planned", "alleged", "contested", "cancelled", "denied"]

LIGHT = "#ffffff"
DARK = "#161b22"
"""The two backgrounds of the picture."""

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_GREY = "#6b7280"

# After Okabe and Ito (2008), darkened where the original is too pale for a thin line on white.
_FALLBACK = ("#0072b2", "#b8860b", "#00785a", "#b5568c", "#c04a00", "#2d8ac0", "#5a3e9e", "#7a6a00")


class DrawLike(Protocol):
    """What the view needs of the ``draw`` block of an event type."""

    @property
    def colour(self) -> str:
        """``#rrggbb``."""

    @property
    def dash(self) -> str:
        """``solid``, ``dashed`` or ``dotted``."""

    @property
    def legend(self) -> str:
        """Group in the legend."""

    @property
    def arrow(self) -> bool:
        """Whether the line has a direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Actors that share a shape."""

    name: str
    label: str
    shape: Shape
    colour: str
    types: frozenset[str]


FAMILIES: tuple[Family, ...] = (
    Family(
        name="state",
        label="States",
        shape="dot",
        colour="#2c5985",
        types=frozenset({"State", "FormerState", "Country"}),
    ),
    Family(
        name="organisation",
        label="Organisations",
        shape="square",
        colour="#8a5a12",
        types=frozenset(
            {
                "Organization",
                "InternationalOrganization",
                "Forum",
                "GovernmentBody",
                "OrganBody",
                "PoliticalParty",
                "Association",
                "MissionGroup",
            }
        ),
    ),
    Family(
        name="mission",
        label="Missions",
        shape="diamond",
        colour="#0b6e63",
        types=frozenset(
            {
                "Mission",
                "Embassy",
                "PermanentMission",
                "ConsularPost",
                "LiaisonOffice",
                "InterestsSection",
                "AgencyOffice",
            }
        ),
    ),
    Family(
        name="person",
        label="Persons",
        shape="triangle",
        colour="#75478f",
        types=frozenset({"Person", "Delegation"}),
    ),
    Family(name="treaty", label="Treaties", shape="hexagon", colour="#54606e", types=frozenset({"Treaty"})),
    Family(name="place", label="Places", shape="triangleDown", colour="#8c3f5e", types=frozenset({"Place"})),
    Family(
        name="other",
        label="Others",
        shape="star",
        colour=_GREY,
        types=frozenset({"Post", "HeadOfMissionPost", "Actor"}),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStyle:
    """How sure a relation is, in a word, a dash of its own and a mark on the line."""

    label: str
    definition: str
    dash: tuple[int, ...] | None
    """Lengths of line and gap; None: the dash of the event type."""
    mark: str


STANDINGS: dict[Standing, StandingStyle] = {
    "happened": StandingStyle(label="happened", definition="reported as done", dash=None, mark=""),
    "ongoing": StandingStyle(label="ongoing", definition="reported as holding", dash=None, mark=""),
    "planned": StandingStyle(label="planned", definition="announced, not reported as done", dash=(12, 7), mark="○"),
    "alleged": StandingStyle(label="alleged", definition="said by some, not confirmed", dash=(2, 5), mark="?"),
    "contested": StandingStyle(
        label="contested", definition="sources contradict each other", dash=(9, 4, 2, 4), mark="≠"
    ),
    "cancelled": StandingStyle(label="cancelled", definition="called off", dash=(3, 9), mark="×"),
    "denied": StandingStyle(label="denied", definition="a source says that it is not so", dash=(3, 9), mark="×"),
}

_LASTING = {
    "RelationPhase": "relations",
    "TreatyParticipation": "treaties",
    "Posting": "envoys",
    "Tenure": "envoys",
    "Representation": "envoys",
    "Membership": "organisations",
}
"""States of affairs, which have no drawing of their own, and the group of the events that begin and end them."""

_DASHES: dict[str, tuple[int, ...]] = {"solid": (), "dashed": (8, 4), "dotted": (2, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationStyle:
    """Colour, dash and legend group of one relation."""

    colour: str
    dash: tuple[int, ...]
    legend: str
    arrow: bool


def find_family(type_name: str) -> Family:
    """The family of a class of actors; ``other`` for a class that no family names."""
    return next((f for f in FAMILIES if type_name in f.types), FAMILIES[-1])


def find_standing(status: str | None, factuality: str | None) -> Standing:
    """How sure a relation is, from its status in the graph and the factuality of its claims.

    >>> find_standing("accepted", "occurred"), find_standing("unconfirmed", "planned"), find_standing("rejected", None)
    ('happened', 'planned', 'denied')
    """
    if factuality == "denied" or status == "rejected":
        return "denied"
    if factuality == "cancelled":
        return "cancelled"
    if status == "contested":
        return "contested"
    if factuality in {"planned", "intended"} or status in {"scheduled", "overtaken"}:
        return "planned"
    if factuality in {"alleged", "hypothetical"} or status == "unconfirmed":
        return "alleged"
    return "ongoing" if factuality == "ongoing" else "happened"


def split_name(name: str) -> str:
    """A class name in words.

    >>> split_name("MissionOpening")
    'mission opening'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def read_draws(ontology: object) -> tuple[dict[str, DrawLike], dict[str, str]]:
    """Drawing and label by event type, from an ontology (``.event_types``), a mapping of event types, or of draws."""
    types = getattr(ontology, "event_types", ontology)
    if types is None:
        return {}, {}
    if not isinstance(types, Mapping):
        raise TypeError(f"ontology: {type(ontology).__name__} has no event types; pass load_ontology() or a mapping")
    draws: dict[str, DrawLike] = {}
    labels: dict[str, str] = {}
    for name, entry in cast("Mapping[str, Any]", types).items():
        draws[name] = getattr(entry, "draw", entry)
        if isinstance(label := getattr(entry, "label", None), str):
            labels[name] = label
    return draws, labels


def choose_style(
    type_name: str, standing: Standing, draws: Mapping[str, DrawLike], known: Iterable[str] = ()
) -> RelationStyle:
    """Style of a relation: colour and legend of its event type, dash of its standing where that is not "happened".

    A type without a drawing gets a colour from a palette that colour-blind people can tell apart, by its place
    among the sorted ``known`` types; a colour that is not ``#rrggbb`` is not passed on, since it ends up in a page.
    """
    draw = draws.get(type_name)
    if draw is None:
        rest = sorted(set(known) - set(draws))
        colour = _FALLBACK[rest.index(type_name) % len(_FALLBACK)] if type_name in rest else _GREY
        group = _LASTING.get(type_name)
        legend = group if group in {d.legend for d in draws.values()} and group else split_name(type_name)
        dash, arrow = "solid", True
    else:
        colour = draw.colour.lower() if _COLOUR.fullmatch(draw.colour) else _GREY
        dash, legend, arrow = draw.dash, draw.legend, draw.arrow
    own = STANDINGS[standing].dash
    return RelationStyle(
        colour=colour, dash=_DASHES.get(dash, ()) if own is None else own, legend=legend or "other", arrow=arrow
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def fit_to_background(colour: str, background: str, *, ratio: float = 3.0) -> str:
    """The colour, mixed with white or black just enough to stand out from the background by the ratio."""
    target = (255, 255, 255) if _luminance(background) < 0.2 else (0, 0, 0)
    for step in range(21):
        mixed = [round(c + (t - c) * step / 20) for c, t in zip(_channels(colour), target, strict=True)]
        fitted = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(fitted, background) >= ratio:
            return fitted
    return fitted
