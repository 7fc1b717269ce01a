"""Ids and labels of what no table lists: missions and the posts of envoys. Texts and datasets name them alike."""

from __future__ import annotations

from relgraph.iris import slug
from relgraph.records import Actor

__all__ = ["MISSIONS", "make_envoy_post", "make_mission", "with_article"]

MISSIONS: dict[str, str] = {
    "embassy": "Embassy",
    "legation": "Embassy",
    "high-commission": "Embassy",
    "diplomatic-mission": "Embassy",
    "consulate": "ConsularPost",
    "liaison-office": "LiaisonOffice",
    "interests-section": "InterestsSection",
    "mission": "PermanentMission",
}
"""The word for a mission in its id, and the class of the mission."""

_WITH_ARTICLE = frozenset(["DPRK", "ROK", "United States", "United Kingdom", "Philippines"])


def with_article(state: Actor) -> str:
    """The name of a state as it stands in a sentence.

    >>> with_article(Actor(id="state/PRK", type="State", label="DPRK"))
    'the DPRK'
    """
    return f"the {state.label}" if state.label in _WITH_ARTICLE else state.label


def make_mission(word: str, sender: Actor, receiver: Actor | None, place: Actor | None = None) -> Actor:
    """The mission of a sender at a receiver; of consular posts each town has its own.

    Args:
        word: one of ``MISSIONS``.
        sender: who sends it; a ministry's mission acts for its state.
        receiver: the state or organisation that receives it, if it is known.
        place: the town where it is.

    >>> prk, chn = (Actor(id=f"state/{c}", type="State", label=l) for c, l in (("PRK", "DPRK"), ("CHN", "China")))
    >>> make_mission("embassy", prk, chn).id, make_mission("embassy", prk, chn).label
    ('mission/PRK-embassy-CHN', 'embassy of the DPRK in China')
    """
    kind = MISSIONS[word]
    key = f"{_key(sender)}-{word}" + (f"-{_key(receiver)}" if receiver else "")
    if kind == "ConsularPost" and place is not None:
        key += f"-{slug(place.label)}"
    where = f" in {place.label}" if place else f" in {with_article(receiver)}" if receiver else ""
    behalf = sender.principals if sender.type != "State" else (sender.id,)
    label = f"{word.replace('-', ' ')} of {with_article(sender)}{where}"
    return Actor(id=f"mission/{key}", type=kind, label=label, on_behalf_of=behalf)


def make_envoy_post(label: str, key: str, sender: Actor, receiver: Actor) -> Actor:
    """The post of the envoy of a sender to a receiver.

    Args:
        label: the office as it is written: ``ambassador extraordinary and plenipotentiary``.
        key: the key of the office in ``offices.csv``: ``ambassador``.
        sender: who sends the envoy.
        receiver: to whom.

    >>> prk, chn = (Actor(id=f"state/{c}", type="State", label=l) for c, l in (("PRK", "DPRK"), ("CHN", "China")))
    >>> make_envoy_post("ambassador", "ambassador", prk, chn).id
    'post/PRK-ambassador-CHN'
    """
    return Actor(
        id=f"post/{_key(sender)}-{key}-{_key(receiver)}",
        type="HeadOfMissionPost",
        label=f"{label} of {sender.label} to {receiver.label}",
        on_behalf_of=sender.principals,
    )


def _key(actor: Actor) -> str:
    return actor.id.split("/")[-1]
