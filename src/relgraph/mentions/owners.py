"""Whose office it is: the state or party that the text leaves out, and for whom the holder of an office acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.mentions.parts import OfficeHeld
from relgraph.records import Actor

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["STATE_LEVELS", "at_home", "of_known_holder", "owner_of", "principals_of"]

STATE_LEVELS = frozenset(["head_of_state", "head_of_government", "minister", "envoy", "royal", "legislature"])
_OWN_LEVELS = frozenset(["head_of_government", "minister", "envoy"])
_PARTY_HEADS = frozenset(
    ["general-secretary", "party-leader", "president", "chairman", "first-secretary", "leader", "party-chairman"]
)
_RULING_PARTIES = {
    "state/PRK": "org/WPK",
    "state/CHN": "org/CPC",
    "state/VNM": "org/CPV",
    "state/LAO": "org/LPRP",
    "state/CUB": "org/PCC",
}
"""In these states "the general secretary" without more is that of the one party."""
_OWN_TITLES = {"state/USA": frozenset(["secretary", "deputy-secretary", "assistant-secretary", "under-secretary"])}
"""Titles by which a government calls its ministers among other names: "Secretary Kerry"."""
_NO_SUCH_TITLE = {
    "state/USA": frozenset(["prime-minister", "deputy-prime-minister", "foreign-minister", "vice-foreign-minister", "chancellor", "premier",
                            "defence-minister", "interior-minister"]),
    "state/GBR": frozenset(["foreign-minister", "vice-foreign-minister", "premier"]),
}  # fmt: skip
"""Titles that a government does not have, so that it cannot mean its own: the United States have no prime minister."""


def principals_of(offices: Sequence[OfficeHeld]) -> tuple[str, ...]:
    """For whom a holder of several offices acts: the state, and a party only as its head and if nothing else is held."""
    behind: list[str] = []
    for office in offices:
        if office.of is None:
            continue
        lesser = office.of.type == "PoliticalParty" and office.key not in _PARTY_HEADS and office.of.on_behalf_of
        behind += office.of.on_behalf_of if lesser else office.of.principals
    states = [p for p in behind if p.startswith("state/")]
    return ((states or behind)[0],) if behind else ()


def owner_of(parser: Parser, actor: Actor) -> Actor:
    """The state or organisation that an organ or mission acts for."""
    if (
        actor.type in {"State", "InternationalOrganization", "Forum", "PoliticalParty", "Association", "Organization"}
        or not actor.on_behalf_of
    ):
        return actor
    return parser.memory.names.actor(actor.on_behalf_of[0]) or actor


def at_home(parser: Parser, office: OfficeHeld) -> OfficeHeld:
    """Give an office without a state that of the government that publishes: "the Foreign Secretary" on gov.uk.

    Not to heads of state, whom governments name without their states too ("President Assad").
    """
    home = parser.memory.home
    if office.of is None and home is not None and office.level == "party" and home.id in _RULING_PARTIES:
        party = parser.memory.names.actor(_RULING_PARTIES[home.id])
        return replace(office, of=party, assumed=True) if party is not None else office
    if office.of is not None:
        return office
    if parser.memory.local is not None and office.level in STATE_LEVELS - {"envoy"}:
        return replace(office, of=parser.memory.local, assumed=True)
    if office.level == "envoy" and not parser.memory.official:
        of = parser.memory.posts.get(office.key)
        return replace(office, of=of, assumed=True) if of is not None and of != office.to else office
    written_in = parser.memory.here_state if not parser.memory.official else None
    if written_in is not None and office.level in STATE_LEVELS - {"envoy"}:
        return replace(office, of=written_in, assumed=True)  # "HANOI -- The foreign minister said"
    if home is None and parser.memory.about is not None and office.level in STATE_LEVELS - {"envoy"}:
        return replace(office, of=parser.memory.about, assumed=True)
    if home is None or home.type != "State" or office.to == home:
        return office
    if office.level not in _OWN_LEVELS and office.key not in _OWN_TITLES.get(home.id, ()):
        return office
    if office.key in _NO_SUCH_TITLE.get(home.id, ()):
        other = parser.memory.other  # "presented his credentials to Prime Minister X": the other country's
        return replace(office, of=other, assumed=True) if other is not None else office
    to = parser.memory.other if office.level == "envoy" and office.to is None else office.to
    return replace(office, of=home, to=to, assumed=True)


def of_known_holder(parser: Parser, office: OfficeHeld, person: Actor) -> OfficeHeld:
    """An office that was assumed to be the publisher's own, of the state or party of its known holder."""
    own = person.on_behalf_of[0]
    if not office.assumed or (office.of is not None and own in office.of.principals):
        return office
    if office.level != "party":
        return replace(office, of=parser.memory.names.actor(own))
    home = parser.memory.home
    if home is None or home.id == own:
        return office
    party = _RULING_PARTIES.get(own)
    return replace(office, of=parser.memory.names.actor(party) if party is not None else None)
