"""Bodies: organisations and organs that texts name in several wordings, joined where the words are the same.

States are never joined, nor what belongs to different owners. Two bodies with like names are two unless every word
that tells something is the same: the Ministry of Metal Industry is not that of Mining Industry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from relgraph.ontology.names import Names
from relgraph.records import Actor, IdentityCandidate, IdentityLink
from relgraph.resolve.findings import Found

__all__ = ["find_bodies"]

_NOISE = frozenset(
    ["of", "the", "for", "and", "in", "on", "to", "affairs", "affair", "s", "a", "e", "its", "his", "said", "new"]
)
_SPELT = (("defence", "defense"), ("labour", "labor"), ("centre", "center"), ("programme", "program"), ("organis", "organiz"),
          ("municipality", "municipal"), ("commitee", "committee"))  # fmt: skip
_BODIES = frozenset(
    [
        "Association",
        "Forum",
        "GovernmentBody",
        "InternationalOrganization",
        "OrganBody",
        "Organization",
        "PoliticalParty",
    ]
)
_SLIP = 0.8
_PLAIN = frozenset(
    "office committee department bureau commission ministry agency council center institute board service".split()
)
_FEW, _TELLING = 2, 3
"""Telling words that a name without an owner needs: "Defence Force" is many states'."""

_Key = tuple[tuple[str, ...], tuple[str, ...]]


def find_bodies(
    bodies: Mapping[str, Actor],
    weight: Mapping[str, int],
    articles: Mapping[str, Collection[str]],
    names: Names,
    found: Found,
    *,
    keep_apart: Collection[frozenset[str]] = (),
    together: Collection[frozenset[str]] = (),
) -> None:
    """Join ids of one body.

    Args:
        bodies: the organisations, organs and missions of all sources by id.
        weight: how often each is named.
        articles: the sources that name each.
        names: the tables of names.
        found: takes what is found.
        keep_apart: pairs of ids that are two bodies, whatever their names.
        together: pairs of ids that are one.
    """
    by_key: dict[_Key, list[str]] = defaultdict(list)
    for key, actor in sorted(bodies.items()):
        if actor.type in _BODIES and (made := _key(actor, names))[1]:
            by_key[made].append(key)
    table = _table(names)
    for made, ids in sorted(by_key.items()):
        minted = [i for i in ids if names.actor(i) is None]
        known = sorted({i for i in (*ids, *table.get(made, ())) if names.actor(i) is not None})
        if not made[0]:  # no owner: the body of the table that alone has the name
            known = sorted({*known, *table.get(((), made[1]), ())})
        if made[1][0] in _PLAIN and len(made[1]) == 1:
            continue  # "the U.S. Office": one of many
        if len(known) > 1 or not minted or (not made[0] and len(made[1]) < (_FEW if known else _TELLING)):
            continue
        kept = known[0] if known else min(minted, key=lambda i: (-weight.get(i, 0), i))
        for other in minted:
            joined = {kept, *(i for i, head in found.everywhere.items() if head == kept)}
            if other != kept and not any(other in ids and joined & (ids - {other}) for ids in keep_apart):
                _link(other, kept, bodies, articles, names, found, "the same words")
    for pair in sorted(map(sorted, together)):
        if all(not key.startswith("person/") for key in pair) and len(pair) == 2:
            kept, other = sorted(pair, key=lambda i: (names.actor(i) is None, -weight.get(i, 0), i))
            if other in bodies:
                _link(other, found.everywhere.get(kept, kept), bodies, articles, names, found, "joined by hand")
    found.candidates += _nearly(by_key, articles, found, keep_apart)


def _link(
    other: str,
    kept: str,
    bodies: Mapping[str, Actor],
    articles: Mapping[str, Collection[str]],
    names: Names,
    found: Found,
    reason: str,
) -> None:
    found.everywhere[other] = kept
    owner = bodies[other].on_behalf_of
    label = (names.actor(kept) or bodies.get(kept) or bodies[other]).label
    evidence = [f"'{bodies[other].label}' and '{label}'"]
    if owner:
        evidence.append(f"both belong to {', '.join(owner)}")
    found.links.append(
        IdentityLink(
            other=other, label=bodies[other].label, kept=kept, reason=reason, evidence=tuple(evidence), points=5.0,
            articles=tuple(sorted(articles.get(other, ()))[:20]),
        )
    )  # fmt: skip


def _key(actor: Actor, names: Names) -> _Key:
    """Owner and telling words of a body; the owner's name in the label is none of them."""
    owner, words = _split_owner(actor.label, names) if not actor.on_behalf_of else ((), _words(actor.label))
    owners = owner or tuple(sorted(actor.on_behalf_of))
    told = _owner_words(owners, names)
    rest = tuple(sorted(w for w in words if w not in told)) if owners else tuple(sorted(words))
    return owners, rest


def _split_owner(label: str, names: Names) -> tuple[tuple[str, ...], list[str]]:
    """The known organisation with whose name a label begins, and the words behind it: "SWUK Central Committee"."""
    tokens = label.split()
    for end in range(min(len(tokens) - 1, 6), 0, -1):
        head = " ".join(tokens[:end])
        for name in names.by_form(head):
            if name.actor is not None and name.kind in {"organisation", "party"} and head.isupper():
                return (name.actor.id,), _words(" ".join(tokens[end:]))
    return (), _words(label)


@lru_cache(maxsize=50_000)
def _words_of(label: str) -> tuple[str, ...]:
    text = label.lower().replace("’", "'")
    text = re.sub(r"'s?\b", "", text)
    found = []
    for old, new in _SPELT:
        text = text.replace(old, new)
    for word in re.findall(r"[^\W_]+", text):
        if word in _NOISE:
            continue
        found.append(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word)
    return tuple(found)


def _words(label: str) -> list[str]:
    return list(_words_of(label))


def _owner_words(owners: Iterable[str], names: Names) -> set[str]:
    """Single words and initials by which the owner is called, and so not the name of its organ."""
    found: set[str] = set()
    for key in owners:
        entry = names.entries.get(key)
        if entry is None:
            continue
        row = names.states.get(key.partition("/")[2])
        forms = {entry.actor.label, *entry.aliases, *((row.official, row.label) if row else ())}
        forms |= names_of(key, names)
        for form in forms:
            words = _words(form)
            if len(words) == 1 or "".join(words).isupper() or "." in form:
                found.update([*words, *form.lower().replace(".", " ").split()])
            if row is not None:
                found.update(words)
    return found


@lru_cache(maxsize=4_000)
def names_of(key: str, names: Names) -> frozenset[str]:
    """All forms by which the tables name an actor."""
    return frozenset(_forms(names).get(key, ()))


@lru_cache(maxsize=4)
def _forms(names: Names) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in names.all:
        if name.actor is not None and name.kind in {"state", "demonym", "people", "organisation", "party"}:
            found[name.actor.id].add(name.form)
    return found


@lru_cache(maxsize=4)
def _table(names: Names) -> dict[_Key, set[str]]:
    """Ids of the bodies of the table by owner and words; also by the words alone, where one only has them."""
    found: dict[_Key, set[str]] = defaultdict(set)
    for key, entry in names.entries.items():
        if not key.startswith("org/"):
            continue
        for form in (entry.actor.label, *entry.aliases):
            owners, words = _key(
                Actor(id=key, type=entry.actor.type, label=form, on_behalf_of=entry.actor.on_behalf_of), names
            )
            if words:
                found[owners, words].add(key)
            plain = tuple(sorted(_words(form)))
            if len(plain) > 1:
                found[(), plain].add(key)
    return found


def _nearly(
    by_key: Mapping[_Key, list[str]],
    articles: Mapping[str, Collection[str]],
    found: Found,
    keep_apart: Collection[frozenset[str]],
) -> Iterator[IdentityCandidate]:
    """Bodies of one owner whose names differ in one word that is nearly the same: "Marine" and "Maritime Transport"."""
    blocks: dict[_Key, list[tuple[str, str]]] = defaultdict(list)
    for (owners, words), ids in sorted(by_key.items()):
        if len(words) > 2:
            for n in range(len(words)):
                blocks[owners, words[:n] + words[n + 1 :]].append((words[n], ids[0]))
    for (owners, _), members in sorted(blocks.items()):
        for n, (word, one) in enumerate(members[:50]):
            for other_word, other in members[n + 1 : 50]:
                a, b = found.everywhere.get(one, one), found.everywhere.get(other, other)
                like = SequenceMatcher(None, word, other_word, autojunk=False).ratio()
                if a == b or like < _SLIP or min(len(word), len(other_word)) < 6 or frozenset([a, b]) in keep_apart:
                    continue
                told = {*articles.get(one, ()), *articles.get(other, ())}
                yield IdentityCandidate(
                    one=min(a, b), other=max(a, b), reason="nearly the same words", evidence=(f"'{word}' and '{other_word}'", *owners),
                    points=3.0, articles=tuple(sorted(told)[:20]),
                )  # fmt: skip
