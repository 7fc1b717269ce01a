"""The structure of a reduced sentence: which slot is subject, object or complement of which verb or noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from relgraph.claims.complements import NOMINAL, Complement, find_left, find_right, is_governed, noun_before
from relgraph.mentions.parts import Slot

__all__ = ["OBJECT_CONTROL", "RESOLUTIONS", "WISHES", "Clause", "find_clauses", "stands_alone"]

# Verbs that are followed by another verb of which their object, and not their subject, is the subject.
OBJECT_CONTROL = frozenset("ask urge call invite order request require tell allow enable help instruct force press lead encourage want authorize "
                           "appeal direct permit persuade compel".split())  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A verb with what belongs to it; all indices count slots."""

    verb: int
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    complements: list[Complement] = field(default_factory=list)
    governor: int | None = None
    """The verb that this one hangs on: "plans" of "to visit", "said" of "would visit"."""
    link: str = ""
    """How it hangs: ``infinitive``, ``gerund``, ``relative``, ``that``, ``conj``, ``sub``, or nothing."""
    passive: bool = False
    start: int = 0
    end: int = 0


def find_clauses(slots: Sequence[Slot]) -> list[Clause]:
    """Every verb with its subject, objects, complements and the verb that governs it."""
    clauses: list[Clause] = []
    for at, slot in enumerate(slots):
        if slot.kind != "verb" or slot.verb is None:
            continue
        previous = clauses[-1] if clauses else None
        subject, link, start = find_left(slots, at, previous.objects if previous else ())
        objects, complements, end = find_right(slots, at)
        clause = Clause(at, objects=objects, complements=complements, start=start, end=end, passive=slot.verb.passive)
        _attach(slots, clause, subject, link, previous, clauses)
        clauses.append(clause)
    _open_subjects(slots, clauses)
    return clauses


def _attach(
    slots: Sequence[Slot],
    clause: Clause,
    subject: int | None,
    link: str,
    previous: Clause | None,
    clauses: Sequence[Clause],
) -> None:
    verb = slots[clause.verb].verb
    if verb is None:
        return
    clause.link = link
    by_agent = any(
        c.preposition == "by" and slots[c.slot].kind == "actor" and not _comma_between(slots, clause.verb, c.slot)
        for c in clause.complements
    )
    if verb.form == "infinitive":
        clause.link = "infinitive"
        if previous is not None:
            clause.governor = previous.verb
            control = slots[previous.verb].head in OBJECT_CONTROL
            clause.subjects = (
                [o for o in previous.objects if slots[o].kind == "actor"][:1] if control else list(previous.subjects)
            )
            clause.subjects = clause.subjects or list(previous.subjects)
            wisher = _wisher(slots, previous.verb, clause.verb)
            if wisher is not None:
                clause.subjects = [wisher]  # "the request of Argentina to accede"
            if previous.passive and slots[previous.verb].head in _MEANS:
                clause.subjects = []  # "weapons were used to kill": by whom is not said
        return
    if verb.form == "gerund":
        beside = slots[clause.verb - 1].kind in NOMINAL | {"comma"}
        if link == "" and subject is not None and beside and previous is None:
            clause.subjects = [subject]  # also in "Laos, calling it unfair, recalled", whose subject stands before
            return
        if slots[clause.verb - 1].kind == "noun" and slots[clause.verb - 1].head in _LEAVERS:
            clause.link, clause.subjects = "reduced", [clause.verb - 1]  # "the transit of people leaving X"
            return
        clause.link = "gerund"
        if previous is not None:
            clause.governor = previous.verb
            thanked = _thanked(slots, clause.verb, previous)
            clause.subjects = [thanked] if thanked is not None else list(previous.subjects)
        return
    if link == "relative":
        clause.subjects = [subject] if subject is not None else []
        clause.governor = previous.verb if previous is not None else None
        _add_antecedent(slots, clause)
        return
    bare = (
        not (verb.passive or verb.perfect or verb.progressive or verb.negated)
        and verb.tense == "past"
        and verb.modal is None
    )
    if bare and by_agent and previous is not None and previous.passive and slots[clause.verb - 1].kind == "conj":
        clause.passive, clause.link = True, "conj"  # "was driven to the palace and received by X"
        clause.subjects, clause.governor = list(previous.subjects), previous.governor
        return
    if bare and by_agent and not any(slots[o].kind in NOMINAL for o in clause.objects):
        # "the message sent by X": a participle without auxiliary and with an agent is a passive.
        clause.passive, clause.link = True, "reduced"
        before = noun_before(slots, clause.verb)
        clause.subjects = [before] if before is not None else []
        return
    if (
        subject is not None
        and previous is not None
        and subject in previous.objects
        and previous.governor is None
        and previous.subjects == [previous.verb - 1]
        and (group := slots[previous.verb].verb) is not None
        and group.form == "gerund"
        and not _comma_between(slots, previous.verb, clause.verb)
    ):
        clause.subjects, clause.link = list(previous.subjects), ""  # "an agreement granting independence was signed"
        return
    if subject is not None:
        if (
            previous is not None
            and link == ""
            and bare
            and subject in previous.objects
            and not _is_nominative(slots[subject])
            and not _comma_between(slots, previous.verb, clause.verb)
        ):
            clause.passive, clause.link = True, "reduced"
        clause.subjects = [*_joined_before(slots, subject), subject, *_accompanying(slots, subject, clause.verb)]
        if link in {"that", "sub"} or (previous is not None and subject > previous.verb):
            clause.governor = previous.verb if previous is not None else None
            clause.link = link or "that"
            if (
                not link
                and previous is not None
                and any(s.kind in {"conj", "comma"} and s.head != "," for s in slots[previous.end - 1 : subject])
            ):
                clause.governor, clause.link = None, ""
        return
    if previous is None:
        return
    if link in {"comma", "conj"} and previous.link == "relative" and slots[clause.verb - 1].kind == "comma":
        head = noun_before(slots, previous.start - 1)
        if head is not None and slots[previous.start - 2].kind == "comma" and not bare:
            clause.subjects = [head]  # "the consulate, which an official called unsafe, is to be shut"
            return
    if link in {"comma", "verb", "conj", "prep"} and bare and not clause.objects and slots[clause.verb].head in _MAKING:
        before = noun_before(slots, clause.verb)
        adjacent = before is not None and (before == clause.verb - 1 or slots[clause.verb - 1].kind != "conj")
        if before is not None and before > previous.verb and adjacent and slots[before].kind != "actor":
            # "by an ASEAN Committee, set up on April 30": what was set up stands right before.
            clause.passive, clause.link, clause.subjects = True, "reduced", [before]
            return
    if link in {"conj", "comma", "verb", "sub", "prep"}:
        anchor = _finite(slots, clauses, clause.verb)
        clause.subjects = list((anchor or previous).subjects)
        clause.governor = (anchor or previous).governor if link == "conj" else previous.verb
        if (
            link == "conj"
            and previous is not None
            and slots[previous.verb].verb is not None
            and slots[clause.verb].verb is not None
        ):
            first = slots[previous.verb].verb
            if first is not None and first.form == "infinitive" and verb.tense == "present" and verb.modal is None:
                clause.link, clause.governor, clause.subjects = "infinitive", previous.governor, list(previous.subjects)
    if link == "that":
        clause.governor = previous.verb


def _accompanying(slots: Sequence[Slot], subject: int, verb: int) -> list[int]:
    """Who acts along with the subject: "the U.S., together with the ROK, has staged"."""
    found = []
    for i in range(subject + 1, verb - 1):
        together = slots[i].kind == "prep" and slots[i].head == "with" and slots[i].end - slots[i].start > 1
        if together and slots[i + 1].kind == "actor":
            found.append(i + 1)
    return found


def _add_antecedent(slots: Sequence[Slot], clause: Clause) -> None:
    """Give a relative clause that has a subject of its own its antecedent: "the treaty to which it acceded"."""
    relative = clause.start - 1
    if relative < 1 or slots[relative].kind != "relative" or slots[relative].head not in {"which", "whom", "that"}:
        return
    fronted = slots[relative - 1].head if slots[relative - 1].kind == "prep" else None
    antecedent = noun_before(slots, relative - 1 if fronted else relative)
    if antecedent is None or antecedent in clause.subjects:
        return
    if fronted is not None:
        clause.complements.insert(0, Complement(fronted, antecedent))
    elif not clause.passive and not clause.objects:
        clause.objects.insert(0, antecedent)


def _joined_before(slots: Sequence[Slot], at: int) -> list[int]:
    """Noun phrases that are coordinated with a subject that follows them: "relations and the legation were established"."""
    found: list[int] = []
    i = at - 1
    while (
        i > 0 and slots[i].kind in {"conj", "comma"} and slots[i].head in {"and", ","} and slots[i - 1].kind in NOMINAL
    ):
        if is_governed(slots, i - 1) or (slots[i].head == "," and not found):
            break
        found.insert(0, i - 1)
        i -= 2
    return found


_MAKING = frozenset(["set up"]) | frozenset(
    """found form establish create sign conclude launch inaugurate ratify adopt hold reach send give issue publish
    release make impose conduct stage provide deliver award take""".split()
)


def _thanked(slots: Sequence[Slot], at: int, previous: Clause) -> int | None:
    """In "thanked X for sending" and "gratitude to X for sending" it is X who sent."""
    if at < 2 or slots[at - 1].head != "for":
        return None
    verb = slots[previous.verb].head
    nouns = {slots[o].head for o in previous.objects if slots[o].kind == "noun"}
    if verb in _FEELING or nouns & _FEELINGS:
        return next((i for i in range(at - 1, previous.verb, -1) if slots[i].kind == "actor"), None)
    return None


_FEELING = frozenset(
    [
        "thank",
        "criticize",
        "criticise",
        "blame",
        "praise",
        "condemn",
        "denounce",
        "accuse",
        "applaud",
        "hail",
        "fault",
        "blast",
    ]
)
_FEELINGS = frozenset(["thanks", "thank", "gratitude", "appreciation", "criticism", "praise"])


RESOLUTIONS = frozenset(["decision", "plan", "pledge", "promise", "commitment"])
"""Those of the wishes that their subject means to carry out."""
WISHES = RESOLUTIONS | frozenset(
    """request proposal offer desire intention bid application attempt effort willingness readiness invitation right call
    demand""".split()
)
"""Nouns of which an infinitive tells the content: "the request of X to accede"."""


def _wisher(slots: Sequence[Slot], left: int, right: int) -> int | None:
    """Whose request or plan an infinitive tells."""
    for at in range(right - 1, left, -1):
        if slots[at].kind == "noun" and slots[at].head in WISHES:
            return next(
                (i for i in range(at + 1, right) if slots[i].kind == "actor" and slots[i - 1].head in {"of", "by"}),
                None,
            )
    return None


_LEAVERS = frozenset(["person", "people", "citizen", "troop", "soldier", "refugee"])
_MEANS = frozenset(["use", "need", "design", "require", "employ", "utilize"])


def _is_nominative(slot: Slot) -> bool:
    """Whether a pronoun can only be a subject: "said they were", but not "called it"."""
    return any(p.reference is not None and p.word in {"he", "she", "they", "we", "i"} for p in slot.phrases)


def _comma_between(slots: Sequence[Slot], a: int, b: int) -> bool:
    return any(s.kind == "comma" for s in slots[a:b])


def _finite(slots: Sequence[Slot], clauses: Sequence[Clause], at: int) -> Clause | None:
    """The last finite clause before a verb that is not a relative one, for coordinated verbs without a subject."""
    for clause in reversed(clauses):
        verb = slots[clause.verb].verb
        if verb is not None and verb.form == "finite" and clause.link not in {"relative", "reduced"}:
            return clause
        if clause.link == "relative" and not any(s.kind == "comma" for s in slots[clause.verb : at]):
            return clause
    return None


def _open_subjects(slots: Sequence[Slot], clauses: Sequence[Clause]) -> None:
    """A gerund that opens the sentence has the subject of the clause that follows; "laid were baskets" is inverted."""
    for n, clause in enumerate(clauses):
        if clause.subjects:
            continue
        verb = slots[clause.verb].verb
        if verb is None:
            continue
        following = clauses[n + 1] if n + 1 < len(clauses) else None
        if (
            following is not None
            and slots[following.verb].head == "be"
            and verb.form == "finite"
            and clause.start == 0
            and following.objects
        ):
            clause.passive = True
            clause.subjects = following.objects[:1]
            clause.complements = clause.complements + following.complements
            clause.end = following.end
        elif following is not None and verb.form in {"gerund", "infinitive"}:
            later = next((c for c in clauses[n + 1 :] if c.subjects), None)
            clause.subjects = list(later.subjects) if later is not None else []
            if clause.governor is None and later is not None:
                clause.governor = later.verb


def stands_alone(slots: Sequence[Slot], clause: Clause) -> bool:
    """Whether a verb has neither object nor partner, so that "it joined in 1965" needs what it joined from before."""
    behind = slots[clause.verb + 1] if clause.verb + 1 < len(slots) else None
    if any(c.slot < clause.verb for c in clause.complements):
        return False  # "the treaty to which it acceded"
    if behind is None or behind.kind in {"date", "comma", "punct", "conj"}:
        return True
    return behind.kind == "prep" and behind.head in {"in", "on", "at", "as", "under", "during"}
