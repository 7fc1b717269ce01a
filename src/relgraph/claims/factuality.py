"""Whether what a clause tells happened, is planned, denied, alleged or only thought of.

The scale is that of FactBank (Saurí and Pustejovsky 2009) cut down to one value a claim. The verb group decides
first, then the verbs that govern it, then the words around a noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relgraph.claims.clauses import OBJECT_CONTROL, RESOLUTIONS, WISHES, Clause
from relgraph.mentions.parts import Slot
from relgraph.records import Factuality

__all__ = ["clause_factuality", "noun_factuality"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PLANNING = _set(
    "plan schedule expect set prepare agree decide arrange intend slate due resolve undertake commit promise pledge vow announce ready organize"
)
WISHING = _set("hope wish want desire propose offer seek consider suggest urge call ask request demand invite aim try attempt encourage recommend "
               "appeal threaten warn mull contemplate strive press push tend welcome need like look work struggle fight willing")  # fmt: skip
WISHED_FOR = _set(
    "hope wish want desire propose offer seek consider suggest urge request demand invite encourage recommend"
)
"""Verbs whose object, when it is an act, is only wished for."""
DENYING = _set(
    "deny refute refuse decline fail reject rebut dispel stop avoid prevent forbid ban refrain abstain cease"
)
ALLEGING = _set("allege accuse claim suspect rumor rumour believe speculate suppose assert appear seem purport")
CANCELLING = _set("cancel scrap abandon suspend shelve")
POSTPONING = _set("postpone delay defer reschedule")
SETTING_OFF = _set("leave depart arrive fly head travel go come set")
SAYING = _set("say tell announce state declare report add note stress confirm disclose reveal inform recall remark write mention explain clarify observe "
              "indicate underline emphasize emphasise acknowledge")  # fmt: skip
_PLANNED_WORDS = _set(
    "planned upcoming forthcoming coming scheduled future next expected impending proposed prospective slated"
)
_ALLEGED_WORDS = _set("alleged reported rumoured rumored purported possible supposed claimed so-called")
_HYPOTHETICAL = _set("if unless whether should could might may can must would ought")


_AGREED = frozenset(["due", "set", "ready", "bound", "slated", "poised", "likely", "able"])
_FALSE = frozenset(["false", "untrue", "fake", "baseless", "unfounded", "groundless", "wrong"])
_UNLIKELY = frozenset(["unlikely", "impossible", "doubtful", "uncertain", "likely", "possible", "conceivable"])
_RELUCTANT = frozenset(["reluctant", "unwilling", "hesitant", "afraid", "free", "entitled", "eligible", "welcome"])
_HEARSAY = frozenset(
    ["report", "rumour", "rumor", "claim", "allegation", "accusation", "speculation", "story", "suggestion"]
)


def _predicate(slots: Sequence[Slot], clause: Clause) -> str:
    """The adjective or noun that a form of "be" says of its subject."""
    if slots[clause.verb].head != "be":
        return ""
    following = [s.head for s in slots[clause.verb + 1 : clause.end] if s.kind in {"noun", "adverb"}]
    return following[0] if following else ""


def _governors(slots: Sequence[Slot], clause: Clause, by_verb: Mapping[int, Clause]) -> list[tuple[Clause, str]]:
    chain: list[tuple[Clause, str]] = []
    seen = {clause.verb}
    current, link = clause, clause.link
    while current.governor is not None and current.governor not in seen and len(chain) < 5:
        seen.add(current.governor)
        above = by_verb.get(current.governor)
        if above is None:
            break
        chain.append((above, link))
        current, link = above, above.link
    return chain


def clause_factuality(slots: Sequence[Slot], clause: Clause, by_verb: Mapping[int, Clause]) -> Factuality:
    """The factuality of what a verb tells.

    Args:
        slots: the slots of the sentence.
        clause: the clause of the verb.
        by_verb: all clauses of the sentence by the index of their verb.
    """
    verb = slots[clause.verb].verb
    if verb is None:
        return "unspecified"
    adverbs = {s.head for s in slots[clause.start : clause.end] if s.kind == "adverb"}
    own: Factuality = "occurred"
    if any(
        slots[i].kind == "sub" and slots[i].head in {"if", "unless", "whether", "lest"}
        for i in range(max(0, clause.start - 1), clause.verb)
    ):
        return "hypothetical"
    said = any(slots[above.verb].head in SAYING for above, _ in _governors(slots, clause, by_verb))
    if verb.modal in {"will", "shall", "ll"}:
        own = "planned"
    elif verb.modal == "would":
        own = "planned" if said else "hypothetical"
    elif verb.modal is not None:
        own = "hypothetical"
    elif verb.form == "finite" and verb.tense == "present" and (verb.progressive or verb.lemma == "be"):
        own = "planned" if verb.progressive and _future_date(slots, clause) else "ongoing"
    if verb.negated or _of_nobody(slots, clause) or _called_off(slots, clause):
        return "denied"
    opening = slots[clause.start - 2].head if clause.start >= 2 and slots[clause.start - 1].head == "that" else ""
    if opening in _HEARSAY and own == "occurred":
        return "alleged"  # "reports that China had closed its embassy"
    if adverbs & {"allegedly", "reportedly"}:
        own = "alleged" if own == "occurred" else own
    for above, link in _governors(slots, clause, by_verb):
        lemma, group = slots[above.verb].head, slots[above.verb].verb
        if group is None or own in {"denied", "hypothetical", "alleged"}:
            break
        if link not in {"infinitive", "that", "gerund"}:
            break  # what governs the clause outside a relative or temporal one says nothing of it
        if _refuses(slots, above, clause):
            own = "denied"
            break
        wish = next(
            (s.head for s in reversed(slots[above.verb : clause.verb]) if s.kind == "noun" and s.head in WISHES), None
        )
        if (
            link == "infinitive"
            and own == "occurred"
            and wish is not None
            and slots[clause.verb - 1].kind in {"noun", "actor"}
        ):
            own = "planned" if wish in RESOLUTIONS else "intended"
        elif link == "infinitive" and own == "occurred" and lemma in SETTING_OFF and group.form == "finite":
            own = "planned"  # "left here to attend the forum"
        elif link == "infinitive":
            own = _under_infinitive(lemma, own, negated=group.negated)
            if group.modal in {"will", "shall"} and own == "occurred":
                own = "planned"
            if lemma == "have" and own == "occurred" and group.tense == "present" and not above.objects:
                own = "hypothetical"  # "has to recognise", "has yet to recognise"
            if lemma == "be" and own == "occurred":
                own = _under_be(slots, above, clause)
        elif link == "that":
            predicate = _predicate(slots, above)
            if predicate in _FALSE or (group.negated and predicate in {"true", "correct", "right"}):
                own = "denied"
            elif predicate in _UNLIKELY:
                own = "hypothetical"
            elif lemma in DENYING or (group.negated and lemma in SAYING):
                own = "denied"
            elif lemma in ALLEGING:
                own = "alleged"
            elif lemma in WISHING:
                own = "intended"
            elif lemma in PLANNING - {"announce"} and own == "occurred":
                own = "planned"
        elif link == "gerund" and own == "occurred" and _for_a_purpose(slots, clause):
            own = "intended"  # "measures for deploying"
        elif link == "gerund":
            above_verb = slots[above.verb].verb
            directly = above.verb + 1 == clause.verb or all(
                s.kind in {"prep", "adverb"} for s in slots[above.verb + 1 : clause.verb]
            )
            if directly and lemma in DENYING:
                own = "denied"
            elif directly and lemma in ALLEGING:
                own = "alleged"
            elif directly and lemma in WISHING | PLANNING:
                own = "intended"
            elif above_verb is not None and above_verb.modal in {"will", "shall"} and own == "occurred":
                own = "planned"
    return own


_PURPOSES = _set("measure plan task system project effort preparation campaign drive struggle way step condition need idea proposal programme "
                 "program budget fund guideline policy strategy scheme means orientation")  # fmt: skip


def _for_a_purpose(slots: Sequence[Slot], clause: Clause) -> bool:
    at = clause.verb - 1
    while at > 0 and slots[at].kind == "adverb":
        at -= 1
    return (
        at > 0 and slots[at].head in {"for", "of"} and slots[at - 1].kind == "noun" and slots[at - 1].head in _PURPOSES
    )


def _under_infinitive(lemma: str, own: Factuality, *, negated: bool) -> Factuality:
    if negated and lemma in PLANNING | WISHING:
        return "denied"
    if lemma in PLANNING:
        return "planned"
    if lemma in OBJECT_CONTROL & WISHING:
        return "hypothetical"  # what one side asks of another is not the other's plan
    if lemma in WISHING:
        return "intended"
    if lemma in DENYING:
        return "denied"
    if lemma in ALLEGING:
        return "alleged"
    if lemma in CANCELLING:
        return "cancelled"
    return own


def _under_be(slots: Sequence[Slot], above: Clause, clause: Clause) -> Factuality:
    """What "is to visit", "is due to visit", "is reluctant to visit" tell; "is the first to visit" tells what happened."""
    if _predicate(slots, above) in _UNLIKELY | _RELUCTANT:
        return "hypothetical"
    said_of_it = any(slots[o].kind in {"actor", "noun"} and slots[o].head not in _AGREED for o in above.objects)
    further = any(s.kind == "prep" for s in slots[above.verb + 1 : clause.verb])
    return "occurred" if said_of_it or further else "planned"


def _of_nobody(slots: Sequence[Slot], clause: Clause) -> bool:
    """Whether a clause tells of nothing or of nobody: "sent no message", "neither A nor B", "no leader visited"."""
    named = [slots[i] for i in (*clause.subjects, *clause.objects)]
    return any(s.determiner.split()[:1] == ["no"] for s in named) or any(
        s.head == "neither" for s in slots[: clause.verb]
    )


def _called_off(slots: Sequence[Slot], clause: Clause) -> bool:
    return slots[clause.verb].head == "call" and any(c.preposition == "off" for c in clause.complements)


def _refuses(slots: Sequence[Slot], above: Clause, clause: Clause) -> bool:
    """Whether the governing clause says that it did not come to that: "was too weak to", "has yet to", "stopped short of"."""
    between = [s.head for s in slots[above.verb + 1 : clause.verb]]
    adjectives = [word for s in slots[above.verb + 1 : clause.verb] for word in s.adjectives]
    if clause.link == "infinitive":
        unable = slots[above.verb].head == "be" and bool({"unable", "powerless", "too"} & {*between, *adjectives})
        return unable or (slots[above.verb].head in {"have", "be"} and between == ["yet"]) or _of_nobody(slots, above)
    return slots[above.verb].head in {"stop", "fall"} and between[:1] == ["short"]


def _future_date(slots: Sequence[Slot], clause: Clause) -> bool:
    return any(s.kind == "date" and s.date is not None and s.date.planned for s in slots[clause.start : clause.end])


def noun_factuality(
    slots: Sequence[Slot], at: int, clauses: Sequence[Clause], by_verb: Mapping[int, Clause]
) -> Factuality:
    """The factuality of what a noun tells: "the planned visit", "cancelled the talks", "during the visit"."""
    words = set(slots[at].adjectives) | {slots[at].determiner}
    if words & _PLANNED_WORDS:
        return "planned"
    if words & _ALLEGED_WORDS:
        return "alleged"
    if "no" in slots[at].determiner.split():
        return "denied"
    for clause in clauses:
        verb = slots[clause.verb].verb
        if verb is None:
            continue
        is_object = at in clause.objects or (clause.passive and at in clause.subjects)
        reach = is_object or any(c.slot == at for c in clause.complements) or (at in clause.subjects)
        if not reach:
            continue
        lemma = slots[clause.verb].head
        predicate = _predicate(slots, clause) if at in clause.subjects else ""
        if predicate in _FALSE:
            return "denied"
        if predicate in _UNLIKELY:
            return "hypothetical"
        off = any(c.slot == at and c.preposition == "off" for c in clause.complements)
        if (is_object and lemma in CANCELLING) or (lemma == "call" and off):
            return "denied" if verb.negated else "cancelled"
        if is_object and lemma in POSTPONING:
            return "planned"
        if is_object and lemma in DENYING:
            return "denied"
        if (is_object and lemma in WISHED_FOR) or (lemma in {"invite", "propose", "ask"} and reach):
            return "intended"
        if is_object and lemma in PLANNING - {"announce"}:
            return "planned"
        outer = clause_factuality(slots, clause, by_verb)
        if outer in {"planned", "hypothetical", "intended"}:
            return outer
        if outer == "denied" and is_object:
            return "denied"
    return "occurred"
