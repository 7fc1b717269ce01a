"""Steps: the events by which a posting begins and ends, each put to the posting that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from relgraph.ontology import Ontology
from relgraph.ontology.things import make_envoy_post
from relgraph.records import Actor
from relgraph.resolve.actors import Identities
from relgraph.resolve.changes import Accepted, sides_of
from relgraph.resolve.phases import attestation
from relgraph.resolve.ranks import rank_in
from relgraph.resolve.spells import BEFORE, BEGIN, END, Spell, is_told_with, rank_of

__all__ = ["add_steps", "split_spell"]

_GOES_ON = ("RecallForConsultations",)
_LATE = timedelta(days=365)
"""For so long after the end of a posting a text may still call somebody the ambassador; a later text means a new one."""
_AHEAD = timedelta(days=5 * 365)
"""Postings rarely last longer, so that a step and a day on which the posting is attested are not further apart."""


def add_steps(events: Sequence[Accepted], spells: list[Spell], identities: Identities, ontology: Ontology) -> None:
    """Put each step of a named envoy to the posting that it belongs to; make the posting that only steps tell of."""
    of_person: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        of_person[spell.holder.id].append(spell)
    for event in sorted(events, key=_moment):
        kind = _step_of(event, ontology)
        if kind is None or event.situation.series:
            continue
        receivers = _receivers(kind, event, identities)
        for person in _envoys(kind, event):
            chosen = _choose(kind, event, of_person[person.id], receivers)
            if chosen is None and kind in (*BEGIN, *END) and len(receivers) == 1:
                chosen = _new_spell(person, receivers[0], event, identities)
                if chosen is not None:
                    spells.append(chosen)
                    of_person[person.id].append(chosen)
            if chosen is not None:
                chosen.steps.append((kind, event))


def _moment(event: Accepted) -> tuple[bool, date, str]:
    when = event.situation.when
    return when.sort_date is None, when.sort_date or date.min, event.situation.id


def _step_of(event: Accepted, ontology: Ontology) -> str | None:
    above = {event.situation.type, *ontology.superclasses(event.situation.type)}
    if above & set(_GOES_ON):
        return None
    return next((kind for kind in (*BEGIN, *BEFORE, *END) if kind in above), None)


def _envoys(kind: str, event: Accepted) -> list[Actor]:
    """The persons whose post an event is about: named in it, not only by their office."""
    wanted = {"CredentialsPresentation": "actor", "Arrival": "actor", "Expulsion": "recipient"}.get(kind, "holder")
    return [actor for actor in event.situation.fillers(wanted) if actor.type == "Person"]


def _receivers(kind: str, event: Accepted, identities: Identities) -> list[Actor]:
    if kind == "Expulsion":
        return sides_of(event, identities, "actor")
    return sides_of(event, identities, "recipient", "receivingParty", "accreditedTo")


def _choose(kind: str, event: Accepted, spells: Sequence[Spell], receivers: Sequence[Actor]) -> Spell | None:
    """The one holding of a post to which a step belongs; None when there is none, or more than one that fits."""
    if receivers:
        ids = {r.id for r in receivers}
        fitting = [s for s in spells if s.receiver is not None and s.receiver.id in ids]
        if kind in BEGIN:
            # A chargé ad interim presents no letters of credence.
            heads = [s for s in fitting if rank_of(s) != "chargeAI"]
            fitting = heads or fitting
    else:
        fitting = [s for s in spells if any(is_told_with(i, event) for i in s.told)]
    day = event.situation.when.sort_date
    if kind in BEFORE and len(fitting) != 1 and not receivers:
        return None
    if day is not None and kind in BEFORE:
        # Years later somebody is sent to the same place again, as something else.
        fitting = [s for s in fitting if _is_near(day, s) or any(is_told_with(i, event) for i in s.told)]
    if len(fitting) > 1 and day is not None:
        fitting = [s for s in fitting if _is_near(day, s)] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _is_near(day: date, spell: Spell) -> bool:
    known = [*(attestation(i) for i in spell.told), *(e.situation.when.sort_date for _, e in spell.steps)]
    return any(abs(day - told) <= _AHEAD for told in known if told)


def _new_spell(person: Actor, receiver: Actor, event: Accepted, identities: Identities) -> Spell | None:
    senders = [identities.by_id(i) for i in sorted(identities.principals(person)) if i != person.id]
    senders = [s for s in senders if s.id != receiver.id]
    if len(senders) != 1:
        return None
    said = " ".join(i.claim.quote for i in event.cluster.items)
    key = "ambassador" if rank_in(said) == "ambassador" else "head-of-mission"
    post = make_envoy_post(key.replace("-", " "), key, senders[0], receiver)
    return Spell(kind="Posting", holder=person, post=identities.keep(post), sender=(senders[0],), receiver=receiver)


def split_spell(spell: Spell) -> Iterator[Spell]:
    """The same holding, cut where it ended and somebody is in the post again later."""
    ends = [e for e in spell.of(*END) if e.situation.when.end_latest is not None]
    rest = spell
    for end in ends:
        last = end.situation.when.end_latest
        later = [
            i for i in rest.told if (day := attestation(i)) is not None and last is not None and day > last + _LATE
        ]
        steps = [(k, e) for k, e in rest.steps if e is not end and last is not None and _starts_after(e, last)]
        if not later and not steps:
            continue
        earlier = [i for i in rest.told if i not in later]
        yield replace(rest, told=earlier, steps=[s for s in rest.steps if s not in steps])
        rest = replace(rest, told=later, steps=steps)
    yield rest


def _starts_after(event: Accepted, day: date) -> bool:
    start = event.situation.when.start_earliest
    return start is not None and start > day
