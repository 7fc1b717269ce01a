"""A reading in the form of a gold annotation: one record an article, one event an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from relgraph.ontology import EventType, Ontology
from relgraph.ontology.names import Names, load_names
from relgraph.records import Actor, Claim, Mention, Reading

__all__ = ["Act", "find_acts", "principal_names", "to_gold"]

_BETWEEN = frozenset(["meeting", "talks", "conference", "agreement", "treaty_signing", "relations_established"])
"""Codes of acts between equals, in which nobody is source or target."""
_REAL = frozenset(["occurred", "ongoing", "planned", "unspecified"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One event of an article in the form of an annotation, and the ids of the claims that tell it."""

    event: dict[str, Any]
    """``type date source target people place planned``."""
    claims: tuple[str, ...]
    """At least one, in the order of the text."""


def to_gold(reading: Reading, ontology: Ontology, *, acts: Sequence[Act] | None = None) -> dict[str, Any]:
    """One line of a gold file: states, organisations, envoys, treaties and events of an article.

    Args:
        reading: the article as read.
        ontology: for the codes and the sides of the event types.
        acts: what :func:`find_acts` gives for the reading, where it is at hand.

    Returns:
        A dictionary with ``id states organisations envoys treaties events``; states as ISO 3166 alpha-3 codes,
        dates as far as the text gives them.
    """
    names = load_names(ontology.folder)
    events = [act.event for act in (find_acts(reading, ontology) if acts is None else acts)]
    acting = {c for e in events for c in (*e["source"], *e["target"])}
    states = {c for c in acting if c in names.states} | _states(reading, names)
    treaties = {a.label for m in reading.mentions if m.kind == "treaty" for a in m.actors}
    treaties |= {a.label for c in reading.claims for a in c.fillers("treaty")}
    organisations = {c for c in acting if c not in names.states} - treaties
    organisations |= {label for m in reading.mentions for a in m.actors if (label := _organisation(a, m, names))}
    return {
        "id": reading.article.id,
        "states": sorted(states),
        "organisations": sorted(organisations),
        "envoys": _envoys(reading, names),
        "treaties": sorted(treaties),
        "events": events,
    }


def principal_names(actor: Actor, ontology: Ontology) -> list[str]:
    """Who stands behind an actor: codes of states, labels of organisations.

    Args:
        actor: any filler of a role.
        ontology: for the names.
    """
    return _codes(actor, load_names(ontology.folder))


def _states(reading: Reading, names: Names) -> set[str]:
    """The states of which an article speaks, but not those that it names once or twice as the place of something."""
    named: set[str] = set()
    places: Counter[str] = Counter()
    for mention in reading.mentions:
        for actor in mention.actors:
            codes = [c for c in _codes(actor, names) if c in names.states]
            if mention.kind == "actor" and mention.how != "where":
                named.update(codes)
            else:
                places.update(codes)
    return named | {code for code, n in places.items() if n >= _OFTEN}


_OFTEN = 3
_ORGANISATIONS = frozenset(
    [
        "InternationalOrganization",
        "Forum",
        "PoliticalParty",
        "Association",
        "Organization",
        "MissionGroup",
        "OrganBody",
        "AgencyOffice",
    ]
)
_OF_A_STATE = frozenset(
    """school university college academy hospital museum theatre theater kindergarten library factory farm centre center office service
    court assembly house force forces bureau directorate department authority guard police army navy ministry congress senate
    parliament section campaign initiative conference""".split()
)
"""Heads of names that no table knows and that name an institution of some state rather than an organisation."""


def _organisation(actor: Actor, mention: Mention, names: Names) -> str | None:
    """Under which name an actor is an organisation of its own: the party of a party's organ, no institution of a state."""
    if mention.kind != "actor" or actor.type not in _ORGANISATIONS:
        return None
    if actor.type == "OrganBody":
        behind = names.actor(actor.on_behalf_of[0]) if actor.on_behalf_of else None
        if behind is not None and behind.type == "State":
            return None
        return behind.label if behind is not None and behind.type == "PoliticalParty" else actor.label
    if actor.type != "PoliticalParty" and any(p.startswith("state/") for p in actor.on_behalf_of):
        return None
    known = names.actor(actor.id) is not None
    if not known and set(actor.label.lower().split(" of ")[0].split()[-1:]) & _OF_A_STATE:
        return None
    medium = actor.type == "Organization" and names.publisher(actor.label) is not None
    return None if medium else actor.label


def _codes(actor: Actor, names: Names) -> list[str]:
    """Codes of the states and labels of the organisations that stand behind an actor."""
    found = []
    for principal in actor.principals:
        if principal.startswith("state/"):
            code = principal.split("/")[1]
            state = names.states.get(code)
            found.append(
                state.successor
                if state is not None and state.successor and (code == "SUN" or not code.isupper())
                else code
            )
        else:
            known = names.actor(principal)
            found.append(
                known.label if known is not None else actor.label if actor.id == principal else principal.split("/")[-1]
            )
    return found


def _envoys(reading: Reading, names: Names) -> list[dict[str, str | None]]:
    rows: dict[tuple[str, str, str | None], dict[str, str | None]] = {}
    for claim in reading.claims:
        if claim.type not in {"Tenure", "Posting"}:
            continue
        holder, post = claim.fillers("holder")[0], claim.fillers("post")[0]
        of = next(iter(post.on_behalf_of), None)
        to = next(iter(claim.fillers("accreditedTo")), None)
        role = post.label.split(" of ")[0]
        of_code = _codes(Actor(id=of, type="State", label=of), names)[0] if of else None
        if of_code is None:
            continue
        to_code = _codes(to, names)[0] if to is not None else None
        rows.setdefault(
            (holder.label, role, of_code), {"name": holder.label, "role": role, "of": of_code, "to": to_code}
        )
    return list(rows.values())


def find_acts(reading: Reading, ontology: Ontology) -> list[Act]:
    """The events of an article, each told by one claim or by several that do not contradict each other.

    Args:
        reading: the article as read. What it alleges, denies or takes back is no event.
        ontology: for the codes and the sides of the event types.
    """
    names = load_names(ontology.folder)
    rows: list[dict[str, Any]] = []
    for claim in reading.claims:
        event_type = ontology.event_types.get(claim.type)
        if event_type is None or claim.factuality not in _REAL or claim.recurring:
            continue
        row = _row(claim, event_type, names)
        same = next((r for r in rows if _same(r, row)), None)
        if same is None:
            rows.append(row)
        else:
            same["date"] = max(same["date"] or "", row["date"] or "") or None
            same["people"] = sorted({*same["people"], *row["people"]})
            same["place"] = same["place"] or row["place"]
            same["target"] = same["target"] or row["target"]
            same["claims"] += row["claims"]
    own = ("at", "claims", "symmetric")
    return [Act(event={k: v for k, v in row.items() if k not in own}, claims=tuple(row["claims"])) for row in rows]


def _row(claim: Claim, event_type: EventType, names: Names) -> dict[str, Any]:
    sides: dict[str, list[str]] = {"source": [], "target": []}
    people: list[str] = []
    for role in claim.roles:
        spec = event_type.roles.get(role.name)
        if role.actor.type == "Person":
            people.append(role.actor.label)
        if spec is None or role.actor.type in {"Place", "Treaty"}:
            continue
        side = {"both": "target" if role.name == "recipient" else "source", "none": None}.get(spec.side, spec.side)
        if side is None and role.name in {"holder", "mission"}:
            side = "source" if not any(r.name in {"actor", "sendingParty"} for r in claim.roles) else None
        for code in _codes(role.actor, names) if side else ():
            if code not in sides[side or "source"]:
                sides[side or "source"].append(code)
    treaty = next(iter(claim.fillers("treaty")), None)
    if (
        treaty is not None
        and "treaty" in event_type.roles
        and event_type.roles["treaty"].side == "target"
        and not sides["target"]
    ):
        sides["target"] = [treaty.label]  # who accedes does so to a treaty
    sides["target"] = [c for c in sides["target"] if c not in sides["source"]]
    place = next((r.actor.label for r in claim.roles if r.name == "place"), None)
    return {
        "type": event_type.code,
        "date": _date(claim),
        "source": sides["source"],
        "target": sides["target"],
        "people": sorted(set(people)),
        "place": place,
        "planned": claim.factuality == "planned",
        "symmetric": event_type.symmetric,
        "at": claim.start,
        "claims": [claim.id],
    }


def _date(claim: Claim) -> str | None:
    """The first day, month or year of the act; nothing when only the publication bounds it."""
    if claim.when.edtf is None or claim.when.basis == "publication":
        return None
    first = claim.when.edtf.split("/")[0].strip("[]~?%.")
    return first if first and "X" not in first else None


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two rows tell one act: one type, the same actors, dates that do not contradict each other."""
    # "They had a talk" tells of the meeting told before.
    talking = {a["type"], b["type"]} == {"meeting", "talks"}
    if not (a["type"] == b["type"] or talking) or a["planned"] != b["planned"]:
        return False
    back = a["target"] and set(a["source"]) <= set(b["target"]) and set(b["source"]) <= set(a["target"])
    if back and a["type"] not in _BETWEEN:
        return False  # tit for tat: each expels the other's diplomats
    one, two = {*a["source"], *a["target"]}, {*b["source"], *b["target"]}
    if not (one <= two or two <= one):
        return False
    same_side = bool(set(a["source"]) & set(b["source"])) or not (a["source"] and b["source"])
    if not same_side and not (a["symmetric"] and one & two):
        return False
    return not a["date"] or not b["date"] or _agree(a["date"], b["date"])


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def to_lines(readings: Iterable[Reading], ontology: Ontology) -> list[dict[str, Any]]:
    """Gold records of several readings, in their order."""
    return [to_gold(r, ontology) for r in readings]
