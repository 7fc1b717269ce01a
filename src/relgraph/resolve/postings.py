"""Postings and tenures: who held which post from when to when, by the steps that are told and the days attested.

An envoy's functions begin when credentials are presented, or on arrival (Vienna Convention on Diplomatic Relations,
Art. 13), so a nomination, an appointment and an arrival bound the beginning from below and only the credentials date
it. Where nothing of the kind is told, a posting is known from the days on which somebody is called ambassador.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from relgraph.dates import attested_when, lasting_when, start_of
from relgraph.ontology import Ontology
from relgraph.records import Role, Situation, When
from relgraph.resolve.actors import Identities
from relgraph.resolve.changes import Accepted
from relgraph.resolve.items import Item, count_sources
from relgraph.resolve.merging import status_of
from relgraph.resolve.ranks import RANKS
from relgraph.resolve.spells import BEFORE, BEGIN, END, Spell, gather_spells, rank_of
from relgraph.resolve.steps import add_steps, split_spell
from relgraph.resolve.timing import choose_when, is_bound
from relgraph.resolve.wording import date_words, event_key, make_unique, names

__all__ = ["POSTINGS", "posting_states"]

POSTINGS = frozenset(["Posting", "Tenure"])
_NEXT = timedelta(days=2 * 365)
"""Between holders who are known to be further apart in time others may have been, of whom no source tells."""


def posting_states(
    events: Sequence[Accepted], told: Iterable[Item], identities: Identities, ontology: Ontology
) -> list[Situation]:
    """One state of affairs for each person and post, an envoy's for each receiving party, and for each return to it."""
    spells = list(gather_spells(told, identities))
    add_steps(events, spells, identities, ontology)
    spells = [part for spell in spells for part in split_spell(spell)]
    spells.sort(key=lambda s: (s.key, s.claims))
    whens = [_when_of(spell) for spell in spells]
    _bound_by_successors(spells, whens)
    held = Counter(spell.key for spell in spells)
    keys = make_unique(
        [(_id_key(spell, when, held[spell.key]), spell.claims) for spell, when in zip(spells, whens, strict=True)]
    )
    made = [
        _make_state(f"soa/{key}", spell, when, ontology) for key, spell, when in zip(keys, spells, whens, strict=True)
    ]
    return _relate(spells, made)


def _when_of(spell: Spell) -> When:
    days = spell.attested
    begun = spell.of(*BEGIN) or (spell.of("Appointment") if spell.kind == "Tenure" else [])
    ended = spell.of(*END)
    end = ended[-1].situation.when if ended else None
    stated = [(i.claimant, i.when) for i in spell.told if i.when.edtf and not is_bound(i.when)]
    start = begun[0].situation.when if begun else choose_when(stated)[0] if stated else None
    if start is not None and start.sort_date is not None:
        if end is None and start.edtf and "/" in start.edtf and start.end_latest is not None:
            return start
        first = start_of(start)
        known = [d for d in days if first.start_earliest is None or d >= first.start_earliest]
        last = max([*known, *([first.start_earliest] if first.start_earliest else [])], default=None)
        return lasting_when(start, end=end, attested=last)
    bounds = [e.situation.when.start_earliest for e in spell.of(*BEFORE)]
    floor = max((b for b in bounds if b is not None and (not days or b <= days[0])), default=None)
    held = attested_when(days)
    return When(
        start_earliest=floor,
        start_latest=held.start_latest,
        end_earliest=max(filter(None, (held.end_earliest, end.start_earliest if end else None)), default=None),
        end_latest=end.end_latest if end else None,
    )


def _bound_by_successors(spells: Sequence[Spell], whens: list[When]) -> None:
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


def _id_key(spell: Spell, when: When, times: int) -> str:
    ids = [spell.holder.id, spell.receiver.id if spell.receiver else spell.post.id]
    key = event_key(spell.kind, ids, None, ())
    if times > 1 and when.sort_date is not None:
        key += f"-{when.sort_date}"
    return key


def _make_state(situation_id: str, spell: Spell, when: When, ontology: Ontology) -> Situation:
    claims = set(spell.claims)
    items = [*spell.told, *(i for _, e in spell.steps for i in e.cluster.items if i.claim.id in claims)]
    roles = [Role(name="holder", actor=spell.holder), Role(name="post", actor=spell.post), *spell.more]
    concepts: dict[str, str] = {}
    if spell.receiver is not None:
        roles += [Role(name="sendingParty", actor=a) for a in spell.sender]
        roles.append(Role(name="accreditedTo", actor=spell.receiver))
        concepts["rank"] = rank_of(spell)
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
        source_count=count_sources(items),
        attested_on=tuple(d for d in spell.attested if when.start_earliest is None or d >= when.start_earliest),
        description=said[0] if said else None,
        concepts=tuple(sorted(concepts.items())),
        related=tuple(sorted(("step", e.situation.id) for _, e in spell.steps)),
    )


def _relate(spells: Sequence[Spell], made: Sequence[Situation]) -> list[Situation]:
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
                and last < first <= last + _NEXT
            ):
                more[one].add(("succeededBy", made[other].id))
    for held in persons.values():
        for one in held:
            for other in held:
                if one != other and _concurrent(spells[one], made[one], spells[other], made[other]):
                    more[one].add(("concurrentWith", made[other].id))
    return [replace(s, related=tuple(sorted({*s.related, *more[n]}))) for n, s in enumerate(made)]


def _concurrent(one: Spell, a: Situation, other: Spell, b: Situation) -> bool:
    """Whether one envoy was accredited to two parties at once: for certain, or as one source says in one breath."""
    if one.receiver is None or other.receiver is None or one.receiver.id == other.receiver.id:
        return False
    if {i.claim.id for i in one.told} & {i.claim.id for i in other.told}:
        return True
    begun, ended = (a.when.start_latest, b.when.start_latest), (a.when.end_earliest, b.when.end_earliest)
    if None in (*begun, *ended):
        return False
    return max(filter(None, begun)) <= min(filter(None, ended))
