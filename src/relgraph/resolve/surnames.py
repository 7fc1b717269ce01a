"""Surnames: whom a name means that several may bear, a surname alone or what the table has for two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from relgraph.iris import digest
from relgraph.ontology.names import Names
from relgraph.records import IdentityCandidate, IdentityLink
from relgraph.resolve.bearers import MAYBE, MERGE, Bearer, Weight, make_bearer, weigh
from relgraph.resolve.findings import LONGEST_BLOCK, MARGIN, Found
from relgraph.resolve.occurrences import Occurrence
from relgraph.resolve.spellings import keys, spell

__all__ = ["assign_surnames"]

SAME_SOURCE, GUESS, ONLY_ONE, DIED = 4.0, 2.5, 1.0, -3.0
"""Points of a surname for the bearer whom its source names in full, for the one that the table of names has, for the only
one who acts for that state, and for who was dead by then."""


def assign_surnames(
    weak: Sequence[Occurrence],
    whole: Mapping[str, Bearer],
    names: Names,
    found: Found,
    *,
    keep_apart: Collection[frozenset[str]] = (),
    together: Collection[frozenset[str]] = (),
) -> None:
    """Give each name of which several persons may be meant to the likeliest.

    Args:
        weak: the occurrences of such names.
        whole: all that is known of each person, by id.
        names: the tables of names.
        found: takes what is found.
        keep_apart: pairs of ids that mean two.
        together: pairs of ids that mean one.
    """
    blocks: dict[str, set[str]] = defaultdict(set)
    for bearer in whole.values():
        for spelling in bearer.spellings:
            for key in keys(spelling):
                if key.startswith("bare:"):
                    blocks[key].add(bearer.id)
    for occurrence in weak:
        by_hand = sorted(
            i for pair in together if occurrence.id in pair for i in pair if i in whole and i != occurrence.id
        )
        if by_hand:
            _mean(occurrence, by_hand[0], Weight(0.0, "joined by hand", ()), found)
        else:
            _assign(occurrence, whole, blocks, names, found, keep_apart)


def _assign(
    occurrence: Occurrence,
    whole: Mapping[str, Bearer],
    blocks: Mapping[str, set[str]],
    names: Names,
    found: Found,
    keep_apart: Collection[frozenset[str]],
) -> None:
    own = make_bearer(occurrence.id, [occurrence])
    wanted = {key for word in occurrence.spelling.words[-1:] for key in keys(spell(word))}
    near = sorted({i for key in wanted for i in blocks.get(key, ()) if len(blocks[key]) <= LONGEST_BLOCK})
    here = [i for i in near if occurrence.source in whole[i].sources]
    guess = occurrence.id if names.actor(occurrence.id) is not None else _only_one(own, names)
    if guess is not None and own.spellings[0].bare and any(i != guess for i in here):
        own.states.clear()  # the reader has the state from the table, not from the text
    scored: list[tuple[float, str, Weight]] = []
    for i in near if guess is None or guess in near else [*near, guess]:
        weight = weigh(own, whole.get(i) or _from_table(i, names), names)
        if weight is None or frozenset([occurrence.id, i]) in keep_apart:
            continue
        points, evidence = weight.points, list(weight.evidence)
        if i in here and weight.reason != "the given name alone":
            points += SAME_SOURCE
            evidence.append("the same source gives the full name")
        if i == guess and own.spellings[0].bare and not any(h != guess for h in here):
            points += GUESS
            evidence.append("the table of names knows one bearer of the surname")
        if _died_before(i, occurrence, names):
            points += DIED
            evidence.append("had died before")
        scored.append((round(points, 2), i, Weight(round(points, 2), weight.reason, tuple(evidence))))
    fellows = [n for n, (_, i, _) in enumerate(scored) if i in whole and whole[i].states & own.states]
    if len(fellows) == 1:
        points, i, weight = scored[fellows[0]]
        points = round(points + ONLY_ONE, 2)
        scored[fellows[0]] = (
            points,
            i,
            Weight(points, weight.reason, (*weight.evidence, "no other of that name acts for it")),
        )
    scored.sort(key=lambda item: (-item[0], item[1]))
    best = scored[0] if scored else None
    if best is not None and best[0] >= MERGE and (len(scored) == 1 or best[0] - scored[1][0] >= MARGIN):
        _mean(occurrence, best[1], best[2], found)
        return
    if names.actor(occurrence.id) is not None:  # the reader's guess does not hold: the name stands for itself
        alone = f"{occurrence.id}-{digest(occurrence.source)}" if occurrence.id in whole else occurrence.id
        if alone != occurrence.id or (best is not None and best[1] != guess):
            alone = f"person/{'-'.join(occurrence.spelling.words)}-{digest(occurrence.source)}"
            _mean(occurrence, alone, Weight(0.0, "nobody known by that name", ()), found)
    else:
        alone = occurrence.id
    for points, i, weight in scored:
        if points >= MAYBE:
            found.candidates.append(
                IdentityCandidate(
                    one=alone, other=i, reason=weight.reason, evidence=weight.evidence, points=weight.points, articles=(occurrence.source,)
                )
            )  # fmt: skip


def _only_one(own: Bearer, names: Names) -> str | None:
    """The one person of the table with a surname, if the source has him act for that person's state."""
    known = names.bearers(own.occurrences[0].label)
    return known[0].id if len(known) == 1 and own.states & set(known[0].on_behalf_of) else None


def _from_table(key: str, names: Names) -> Bearer:
    actor = names.actor(key)
    bearer = Bearer(key, known=True)
    if actor is not None:
        bearer.labels[actor.label] = 1
        bearer.states |= set(actor.on_behalf_of)
    return bearer


def _died_before(key: str, occurrence: Occurrence, names: Names) -> bool:
    entry = names.entries.get(key)
    return (
        entry is not None
        and entry.died is not None
        and bool(occurrence.years)
        and min(occurrence.years) > entry.died.year + 1
    )


def _mean(occurrence: Occurrence, kept: str, weight: Weight, found: Found) -> None:
    if kept == occurrence.id:
        return
    found.within[occurrence.source, occurrence.id] = kept
    found.links.append(
        IdentityLink(
            other=occurrence.id, label=occurrence.label, kept=kept, reason=weight.reason, evidence=weight.evidence,
            points=weight.points, articles=(occurrence.source,), everywhere=False,
        )
    )  # fmt: skip
