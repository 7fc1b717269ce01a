"""Postings and tenures: who held which post from when to when, by the steps that are told and the days attested.

An envoy's functions begin when credentials are presented, or on arrival (Vienna Convention on Diplomatic Relations,
Art. 13), so a nomination, an appointment and an arrival bound the beginning from below and only the credentials date
it. Where nothing of the kind is told, a posting is known from the days on which somebody is called ambassador.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from relgraph.dates import attested_when, lasting_when, start_of
from relgraph.ontology import Ontology
from relgraph.records import Actor, Role, Situation, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.changes import Accepted, sides_of
from relgraph.resolve.items import POSITIVE, Item
from relgraph.resolve.merging import concepts_of, status_of
from relgraph.resolve.phases import attestation
from relgraph.resolve.ranks import RANKS, rank_in
from relgraph.resolve.timing import choose_when, is_bound
from relgraph.resolve.wording import date_words, event_key, make_unique, names

__all__ = ["POSTINGS", "posting_states"]

POSTINGS = frozenset(["Posting", "Tenure"])
_BEGIN = ("CredentialsPresentation",)
_BEFORE = ("Nomination", "Agrement", "Appointment", "Arrival", "Dispatch")
"""Steps before which a posting has not begun; an appointment to an office at home is its beginning."""
_END = ("Recall", "Expulsion", "Departure")
_GOES_ON = ("RecallForConsultations",)
_LATE = timedelta(days=365)
"""For so long after the end of a posting a text may still call somebody the ambassador; a later text means a new one."""
_AHEAD = timedelta(days=3 * 365)
"""An appointment belongs to a post that its holder is known to hold within three years after it."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Spell:
    """One uninterrupted holding of a post."""

    kind: str
    holder: Actor
    post: Actor
    sender: tuple[Actor, ...] = ()
    receiver: Actor | None = None
    more: tuple[Role, ...] = ()
    """Where the envoy resides, and the like."""
    told: list[Item] = field(default_factory=list)
    steps: list[tuple[str, Accepted]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        return self.kind, self.holder.id, self.post.id, self.receiver.id if self.receiver else ""

    @property
    def claims(self) -> list[str]:
        made = {claim for _, event in self.steps for claim in event.situation.supported_by}
        return sorted(made | {i.claim.id for i in self.told})

    def of(self, *kinds: str) -> list[Accepted]:
        """Its steps of some kinds, in time."""
        found = [event for kind, event in self.steps if kind in kinds and event.situation.when.sort_date is not None]
        return sorted(found, key=lambda e: (e.situation.when.sort_date or date.min, e.situation.id))

    @property
    def attested(self) -> list[date]:
        """Days on which a source presupposes that it holds, none long after it was told to have ended."""
        ends = [last for e in self.of(*_END) if (last := e.situation.when.end_latest) is not None]
        days = {day for i in self.told if (day := attestation(i)) is not None}
        return sorted(day for day in days if not ends or day <= max(ends))


def posting_states(
    events: Sequence[Accepted], told: Iterable[Item], identities: Identities, ontology: Ontology
) -> list[Situation]:
    """One state of affairs for each person and post, an envoy's for each receiving party, and for each return to it."""
    spells = list(_gather(told, identities))
    _add_steps(events, spells, identities, ontology)
    spells = [part for spell in spells for part in _split(spell)]
    spells.sort(key=lambda s: (s.key, s.claims))
    whens = [_when_of(spell) for spell in spells]
    _bound_by_successors(spells, whens)
    keys = make_unique(
        [(_id_key(spell, when, spells), spell.claims) for spell, when in zip(spells, whens, strict=True)]
    )
    made = [
        _make_state(f"soa/{key}", spell, when, ontology) for key, spell, when in zip(keys, spells, whens, strict=True)
    ]
    return _relate(spells, made)


# ── who holds what, by description ───────────────────────────────────────────────────────────────────────────────


def _gather(told: Iterable[Item], identities: Identities) -> Iterator[_Spell]:
    groups: dict[tuple[str, ...], _Spell] = {}
    for item in sorted(told, key=lambda i: i.order):
        for spell in _described(item, identities):
            groups.setdefault(spell.key, spell)
            kept = groups[spell.key]
            kept.told.append(item)
            kept.sender = kept.sender or spell.sender
            kept.more = tuple(dict.fromkeys((*kept.more, *spell.more)))
    yield from _tenures_into_postings(groups)


def _described(item: Item, identities: Identities) -> Iterator[_Spell]:
    """A claim as postings, one for each receiving party; as a tenure where no party receives."""
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for role in item.roles:
        by_name[role.name].append(role.actor)
    more = tuple(Role(name=r.name, actor=r.actor) for r in item.roles if r.name == "residentAt")
    for holder in by_name["holder"]:
        for post in by_name["post"]:
            behind = [identities.by_id(i) for i in sorted(identities.principals(post)) if i != post.id]
            senders = tuple(dict.fromkeys(by_name["sendingParty"] or behind))
            receivers = [
                r for r in dict.fromkeys(by_name["accreditedTo"] or by_name["receivingParty"]) if r not in senders
            ]
            if item.type == "Tenure" or not senders or not receivers:
                yield _Spell(kind="Tenure", holder=holder, post=post, more=more)
                continue
            for receiver in receivers:
                yield _Spell(kind="Posting", holder=holder, post=post, sender=senders, receiver=receiver, more=more)


def _tenures_into_postings(groups: dict[tuple[str, ...], _Spell]) -> list[_Spell]:
    """Let a tenure without its receiving party attest the one posting of that person in that post."""
    postings: dict[tuple[str, str], list[_Spell]] = defaultdict(list)
    for spell in groups.values():
        if spell.kind == "Posting":
            postings[spell.holder.id, spell.post.id].append(spell)
    kept = []
    for spell in groups.values():
        found = postings.get((spell.holder.id, spell.post.id), []) if spell.kind == "Tenure" else []
        if len(found) == 1:
            found[0].told += spell.told
        else:
            kept.append(spell)
    return kept


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _add_steps(events: Sequence[Accepted], spells: list[_Spell], identities: Identities, ontology: Ontology) -> None:
    """Put each step of a named envoy to the posting that it belongs to; make the posting that only steps tell of."""
    of_person: dict[str, list[_Spell]] = defaultdict(list)
    for spell in spells:
        of_person[spell.holder.id].append(spell)
    for event in sorted(events, key=_moment):
        kind = _step_of(event, ontology)
        if kind is None or event.situation.series:
            continue
        receivers = _receivers(kind, event, identities)
        for person in _envoys(kind, event):
            chosen = _choose(kind, event, of_person[person.id], receivers)
            if chosen is None and kind in (*_BEGIN, *_END) and len(receivers) == 1:
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
    return next((kind for kind in (*_BEGIN, *_BEFORE, *_END) if kind in above), None)


def _envoys(kind: str, event: Accepted) -> list[Actor]:
    """The persons whose post an event is about: named in it, not only by their office."""
    wanted = {"CredentialsPresentation": "actor", "Arrival": "actor", "Expulsion": "recipient"}.get(kind, "holder")
    return [actor for actor in event.situation.fillers(wanted) if actor.type == "Person"]


def _receivers(kind: str, event: Accepted, identities: Identities) -> list[Actor]:
    if kind == "Expulsion":
        return sides_of(event, identities, "actor")
    return sides_of(event, identities, "recipient", "receivingParty", "accreditedTo")


def _choose(kind: str, event: Accepted, spells: Sequence[_Spell], receivers: Sequence[Actor]) -> _Spell | None:
    """The one holding of a post to which a step belongs; None when there is none, or more than one that fits."""
    if receivers:
        ids = {r.id for r in receivers}
        fitting = [s for s in spells if s.receiver is not None and s.receiver.id in ids]
        if kind in _BEGIN:
            # A chargé ad interim presents no letters of credence.
            heads = [s for s in fitting if _rank(s) != "chargeAI"]
            fitting = heads or fitting
    else:
        fitting = [s for s in spells if _told_together(event, s)]
    day = event.situation.when.sort_date
    if kind in _BEFORE and len(fitting) != 1 and not receivers:
        return None
    if len(fitting) > 1 and day is not None:
        near = [s for s in fitting if any(abs(day - d) <= _AHEAD for d in (attestation(i) for i in s.told) if d)]
        fitting = near or fitting
    return fitting[0] if len(fitting) == 1 else None


def _told_together(event: Accepted, spell: _Spell) -> bool:
    """Whether one sentence tells of the step and gives the office: "X was appointed foreign minister on 4 May"."""
    return any(
        i.claim.article == other.claim.article and i.claim.start <= other.claim.start < i.claim.end
        for i in event.cluster.items
        for other in spell.told
    )


def _new_spell(person: Actor, receiver: Actor, event: Accepted, identities: Identities) -> _Spell | None:
    senders = [identities.by_id(i) for i in sorted(identities.principals(person)) if i != person.id]
    senders = [s for s in senders if s.id != receiver.id]
    if len(senders) != 1:
        return None
    said = " ".join(i.claim.quote for i in event.cluster.items)
    key = "ambassador" if rank_in(said) == "ambassador" else "head-of-mission"
    code, seat = (a.id.partition("/")[2] for a in (senders[0], receiver))
    post = Actor(
        id=f"post/{code}-{key}-{seat}",
        type="HeadOfMissionPost",
        label=f"{key.replace('-', ' ')} of {senders[0].label} to {receiver.label}",
        on_behalf_of=(senders[0].id,),
    )
    return _Spell(kind="Posting", holder=person, post=identities.keep(post), sender=(senders[0],), receiver=receiver)


def _split(spell: _Spell) -> Iterator[_Spell]:
    """The same holding, cut where it ended and somebody is in the post again later."""
    ends = [e for e in spell.of(*_END) if e.situation.when.end_latest is not None]
    rest = spell
    for end in ends:
        last = end.situation.when.end_latest
        later = [
            i for i in rest.told if (day := attestation(i)) is not None and last is not None and day > last + _LATE
        ]
        steps = [(k, e) for k, e in rest.steps if e is not end and last is not None and _starts_after(e, last)]
        if not later and not steps:
            continue
        yield _Spell(
            kind=rest.kind, holder=rest.holder, post=rest.post, sender=rest.sender, receiver=rest.receiver,
            more=rest.more, told=[i for i in rest.told if i not in later], steps=[s for s in rest.steps if s not in steps],
        )  # fmt: skip
        rest = _Spell(
            kind=rest.kind, holder=rest.holder, post=rest.post, sender=rest.sender, receiver=rest.receiver,
            more=rest.more, told=later, steps=steps,
        )  # fmt: skip
    yield rest


def _starts_after(event: Accepted, day: date) -> bool:
    start = event.situation.when.start_earliest
    return start is not None and start > day


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _when_of(spell: _Spell) -> When:
    days = spell.attested
    begun = spell.of(*_BEGIN) or (spell.of("Appointment") if spell.kind == "Tenure" else [])
    ended = spell.of(*_END)
    end = ended[-1].situation.when if ended else None
    stated = [(i.claimant, i.when) for i in spell.told if i.when.edtf and not is_bound(i.when)]
    start = begun[0].situation.when if begun else choose_when(stated)[0] if stated else None
    if start is not None and start.sort_date is not None:
        if end is None and start.edtf and "/" in start.edtf and start.end_latest is not None:
            return start
        first = start_of(start)
        known = [d for d in days if first.start_earliest is None or d >= first.start_earliest]
        last = max([*known, *([first.start_latest] if first.start_latest else [])], default=None)
        return lasting_when(start, end=end, attested=last)
    bounds = [e.situation.when.start_earliest for e in spell.of(*_BEFORE)]
    floor = max((b for b in bounds if b is not None and (not days or b <= days[0])), default=None)
    held = attested_when(days)
    return When(
        start_earliest=floor,
        start_latest=held.start_latest,
        end_earliest=_least(held.end_earliest, end.start_earliest if end else None, greatest=True),
        end_latest=end.end_latest if end else None,
    )


def _least(*days: date | None, greatest: bool = False) -> date | None:
    known = [d for d in days if d is not None]
    return (max if greatest else min)(known) if known else None


def _bound_by_successors(spells: Sequence[_Spell], whens: list[When]) -> None:
    """Bound the holders of one post of a head of mission by each other.

    Whoever is in the post for certain on some day has followed all who were before: they had left by then, and the
    later one had not begun while they were still there. Two who overlap for certain bound nothing: one is wrong.
    """
    posts: dict[str, list[int]] = defaultdict(list)
    for n, spell in enumerate(spells):
        if spell.post.type == "HeadOfMissionPost":
            posts[spell.post.id].append(n)
    for holders in posts.values():
        sure = [(n, whens[n].start_latest, whens[n].end_earliest) for n in holders]
        known = [
            (first, last, n) for n, first, last in sure if first is not None and last is not None and first <= last
        ]
        for first, last, n in known:
            before = [b for _, b, m in known if m != n and b < first]
            after = [a for a, _, m in known if m != n and a > last]
            if any(m != n and a <= last and first <= b for a, b, m in known):
                continue
            whens[n] = _narrow(whens[n], max(before, default=None), min(after, default=None))


def _narrow(when: When, not_before: date | None, not_after: date | None) -> When:
    start = when.start_earliest
    end = when.end_latest
    if not_before is not None and (start is None or start < not_before) and not when.edtf:
        start = not_before
    if not_after is not None and (end is None or end > not_after):
        end = not_after
    return When(
        edtf=when.edtf,
        basis=when.basis,
        start_earliest=start,
        start_latest=when.start_latest,
        end_earliest=when.end_earliest,
        end_latest=end,
    )


# ── situations ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rank(spell: _Spell) -> str:
    said = [i.claim.description for i in spell.told if i.claim.description in RANKS]
    given = dict(concepts_of(spell.told)).get("rank")
    return given or next((s for s in said if s), None) or rank_in(spell.post.label) or "envoyOther"


def _id_key(spell: _Spell, when: When, spells: Sequence[_Spell]) -> str:
    ids = [spell.holder.id, spell.receiver.id if spell.receiver else spell.post.id]
    key = event_key(spell.kind, ids, None, ())
    if sum(s.key == spell.key for s in spells) > 1 and when.sort_date is not None:
        key += f"-{when.sort_date}"
    return key


def _make_state(situation_id: str, spell: _Spell, when: When, ontology: Ontology) -> Situation:
    items = [*spell.told, *(i for _, e in spell.steps for i in e.cluster.items if i.claim.id in set(spell.claims))]
    counted = [i for i in items if i.claim.factuality in POSITIVE] or items
    roles = [Role(name="holder", actor=spell.holder), Role(name="post", actor=spell.post), *spell.more]
    concepts: dict[str, str] = {}
    if spell.receiver is not None:
        roles += [Role(name="sendingParty", actor=a) for a in spell.sender]
        roles.append(Role(name="accreditedTo", actor=spell.receiver))
        concepts["rank"] = _rank(spell)
    said = [i.claim.description for i in spell.told if i.claim.description and i.claim.description not in RANKS]
    words = date_words(when)
    who = names([spell.holder, spell.post])
    return Situation(
        id=situation_id,
        type=spell.kind,
        label=f"{ontology.label(spell.kind)}: {who}" + (f" ({words})" if words else ""),
        roles=tuple(roles),
        when=when,
        status="accepted" if spell.steps else status_of(spell.told),
        supported_by=tuple(spell.claims),
        source_count=len({i.claimant for i in counted}),
        attested_on=tuple(spell.attested),
        description=said[0] if said else None,
        concepts=tuple(sorted(concepts.items())),
        related=tuple(sorted(("step", e.situation.id) for _, e in spell.steps)),
    )


def _relate(spells: Sequence[_Spell], made: Sequence[Situation]) -> list[Situation]:
    """The same situations, each with those that follow it in the post and those of the same envoy at the same time."""
    more: dict[int, set[tuple[str, str]]] = defaultdict(set)
    posts: dict[str, list[int]] = defaultdict(list)
    persons: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for n, spell in enumerate(spells):
        if made[n].status != "accepted":
            continue
        if spell.post.type == "HeadOfMissionPost" and made[n].when.start_latest is not None:
            posts[spell.post.id].append(n)
        if spell.receiver is not None:
            persons[spell.holder.id, tuple(a.id for a in spell.sender)].append(n)
    for holders in posts.values():
        ordered = sorted(holders, key=lambda n: (made[n].when.start_latest or date.min, made[n].id))
        for one, other in pairwise(ordered):
            last, first = made[one].when.end_earliest, made[other].when.start_latest
            if (
                spells[one].holder.id != spells[other].holder.id
                and last is not None
                and first is not None
                and last < first
            ):
                more[one].add(("succeededBy", made[other].id))
    for held in persons.values():
        for one in held:
            for other in held:
                if one != other and _concurrent(spells[one], made[one], spells[other], made[other]):
                    more[one].add(("concurrentWith", made[other].id))
    return [replace(s, related=tuple(sorted({*s.related, *more[n]}))) for n, s in enumerate(made)]


def _concurrent(one: _Spell, a: Situation, other: _Spell, b: Situation) -> bool:
    """Whether one envoy was accredited to two parties at once: for certain, or as one source says in one breath."""
    if one.receiver is None or other.receiver is None or one.receiver.id == other.receiver.id:
        return False
    if {i.claim.id for i in one.told} & {i.claim.id for i in other.told}:
        return True
    begun, ended = (a.when.start_latest, b.when.start_latest), (a.when.end_earliest, b.when.end_earliest)
    if None in (*begun, *ended):
        return False
    return max(filter(None, begun)) <= min(filter(None, ended))
