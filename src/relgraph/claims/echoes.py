"""Acts told by a verb that only points back: "did so", "followed suit", "followed in 2003, the United States in 2009"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relgraph.claims.candidates import Candidate
from relgraph.claims.clauses import Clause
from relgraph.claims.context import Context
from relgraph.claims.dating import find_when
from relgraph.claims.discourse import Discourse
from relgraph.claims.ends import find_quote, has_ends
from relgraph.claims.factuality import clause_factuality
from relgraph.claims.filling import resolve_slots
from relgraph.iris import digest
from relgraph.mentions.parts import Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology import EventType, Frame, Ontology
from relgraph.ontology.names import Names
from relgraph.records import Claim, Role

__all__ = ["echo_claims"]

_LIKE = frozenset(["so", "same", "likewise", "similarly"])


def echo_claims(
    read: ReadSentence,
    clauses: Sequence[Clause],
    context: Context,
    discourse: Discourse,
    told: Sequence[Claim],
    ontology: Ontology,
    names: Names,
) -> Iterator[Claim]:
    """The acts that only point back to one told before: "Sudan followed suit".

    Args:
        read: the sentence.
        clauses: its clauses.
        context: what holds for the article.
        discourse: for the doers that are pronouns.
        told: the claims before, the last one last.
        ontology: for the roles of the act told before.
        names: for the states of parties.
    """
    model = told[-1] if told else None
    if model is None:
        return
    event_type = ontology.event_types[model.type]
    doing = next((name for name, spec in event_type.roles.items() if spec.side == "source"), None)
    kept = tuple(r for r in model.roles if r.name in event_type.roles and r.name != doing)
    for echo, doers in _find_echoes(read.slots, clauses, event_type) if doing is not None else ():
        actors = [r.actor for r in resolve_slots(read.slots, doers, discourse, ())]
        roles = (*(Role(name=doing or "", actor=a, how="name") for a in actors), *kept)
        if not actors or not has_ends(event_type, roles, names) or any(a in model.fillers(doing or "") for a in actors):
            continue
        when = find_when(read.slots, echo, clauses, published=context.article.published, inherited=None)
        start, end = find_quote(read, echo, context.repaired)
        key = "|".join(f"{r.name}={r.actor.id}" for r in roles)
        yield replace(
            model,
            id="c" + digest(context.article.id, f"{start},{end}", event_type.id, key, echo.factuality, when.edtf or ""),
            roles=roles, when=when, factuality=echo.factuality, quote=context.article.text[start:end], start=start, end=end,
            rule=echo.frame.name, confidence=echo.frame.confidence, part_of=None, description=None,
        )  # fmt: skip


def _find_echoes(
    slots: Sequence[Slot], clauses: Sequence[Clause], event_type: EventType
) -> list[tuple[Candidate, list[int]]]:
    """The acts of a sentence that repeat one of a type with a new doer, each with the slots of its doers."""
    by_verb = {c.verb: c for c in clauses}
    found = []
    for clause in clauses:
        if not _points_back(slots, clause) or clause.passive:
            continue
        doers = [i for i in clause.subjects if slots[i].kind == "actor"]
        if not doers and (before := _before(clauses, clause)) is not None:
            doers = [
                i for i in before.subjects if slots[i].kind == "actor"
            ]  # "Papua New Guinea was the first to do so"
        factuality = clause_factuality(slots, clause, by_verb)
        for doer, last, date in [(doers, clause.verb, _date_behind(slots, clause)), *_gapped(slots, clause)]:
            if doer:
                frame = Frame(verbs=(slots[clause.verb].head,), name=f"{event_type.id}:echo", confidence=0.6)
                echo = Candidate(
                    event_type, frame, clause.verb, clause, [], factuality, min(clause.verb, *doer), last, date=date
                )
                found.append((echo, doer))
    return found


def _points_back(slots: Sequence[Slot], clause: Clause) -> bool:
    verb, after = slots[clause.verb], slots[clause.verb + 1] if clause.verb + 1 < len(slots) else None
    if verb.head == "follow suit":
        return True
    if verb.head == "do":
        return after is not None and after.head in _LIKE
    return verb.head == "follow" and after is not None and after.kind == "date"


def _before(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """The clause right before one."""
    return next((c for c in reversed(clauses) if c.verb < clause.verb), None)


def _date_behind(slots: Sequence[Slot], clause: Clause) -> int | None:
    """The date right behind the verb and its "so"."""
    at = clause.verb + 1
    while at < len(slots) and (slots[at].head in _LIKE or slots[at].kind == "adverb"):
        at += 1
    return at if at < len(slots) and slots[at].kind == "date" else None


def _gapped(slots: Sequence[Slot], clause: Clause) -> Iterator[tuple[list[int], int, int]]:
    """Doers behind the clause that share its verb: ", the United States in 2009 and the European Union in 2012"."""
    at = clause.verb + 1
    while at < len(slots) and slots[at].kind == "date":
        at += 1
    while at + 2 < len(slots) and slots[at].kind in {"comma", "conj"} and slots[at + 1].kind == "actor":
        if slots[at + 2].kind != "date":
            return
        yield [at + 1], at + 2, at + 2
        at += 3
