"""Claims of who makes up a body by description: "the committee consisting of the embassies of the member states"."""

from __future__ import annotations

from collections.abc import Sequence

from relgraph.claims.clauses import find_clauses
from relgraph.dates import by_publication
from relgraph.iris import digest
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.records import Actor, Article, Claim, Role
from relgraph.text import Repaired

__all__ = ["composition_claims"]

_VERBS = frozenset(["consist", "comprise", "compose", "make up"])
_BODIES = frozenset(
    ["InternationalOrganization", "Forum", "OrganBody", "MissionGroup", "Association", "Organization", "GovernmentBody"]
)


def composition_claims(read: ReadSentence, article: Article, claimant: Actor, repaired: Repaired) -> list[Claim]:
    """A claim for each body of which the sentence says who makes it up; the description is never expanded."""
    slots = read.slots
    found: list[Claim] = []
    if not any(s.kind == "verb" and s.head in _VERBS for s in slots):
        return found
    for clause in find_clauses(slots):
        if slots[clause.verb].head not in _VERBS:
            continue
        body = _body_before(slots, clause.verb)
        last = _end(slots, clause.verb)
        if body is None or last == clause.verb:
            continue
        start, end = repaired.raw_span(*read.span(slots[clause.verb].start, slots[last].end))
        made_of = read.words(slots[clause.verb + 1].start, slots[last].end).removeprefix("of ")
        claim_id = "c" + digest(article.id, f"{start},{end}", "CompositionRule", body.actor.id)
        found.append(
            Claim(
                id=claim_id, article=article.id, type="CompositionRule", roles=(Role(name="organization", actor=body.actor),),
                when=by_publication(article.published), factuality="ongoing", claimed_by=claimant, quote=article.text[start:end],
                start=start, end=end, rule="CompositionRule:consist", confidence=0.85, description=made_of,
            )
        )  # fmt: skip
    return found


def _body_before(slots: Sequence[Slot], at: int) -> Phrase | None:
    for i in range(at - 1, max(-1, at - 4), -1):
        if slots[i].kind == "actor":
            return next(
                (p for p in reversed(slots[i].phrases) if p.reference is None and p.actor.type in _BODIES), None
            )
        if slots[i].kind not in {"comma", "relative", "adverb"}:
            return None
    return None


def _end(slots: Sequence[Slot], verb: int) -> int:
    """The last slot of the description: up to the next verb, comma or full stop."""
    last = verb
    for i in range(verb + 1, len(slots)):
        if slots[i].kind not in {"prep", "noun", "actor", "place", "conj"}:
            break
        purpose = i + 1 < len(slots) and slots[i + 1].head == "order"
        if slots[i].kind == "prep" and (purpose or slots[i].head not in {"of", "in", "at", "from", "to"}):
            break
        if slots[i].kind not in {"prep", "conj"}:
            last = i
    return last
