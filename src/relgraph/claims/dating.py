"""Which date belongs to which act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from relgraph.claims.candidates import Candidate
from relgraph.claims.clauses import Clause
from relgraph.claims.factuality import SETTING_OFF
from relgraph.dates import FoundDate, by_publication, make_when, roll_forward
from relgraph.mentions.parts import Slot
from relgraph.records import When

__all__ = ["find_when", "resolve_same", "sentence_date"]

_USABLE = frozenset(["at", "from", "until", "by", "interval"])


def _usable(slot: Slot) -> bool:
    return (
        slot.kind in {"date", "verb"}
        and slot.date is not None
        and slot.date.kind in _USABLE
        and slot.date.edtf is not None
    )


def _range(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> tuple[int, int]:
    """The slots in which a date belongs to the candidate: from the clause before to the clause behind it."""
    start, end = 0, len(slots)
    for clause in clauses:
        if candidate.clause is not None and clause.verb == candidate.clause.verb:
            continue
        group = slots[clause.verb].verb
        if group is None:
            continue
        if clause.verb < candidate.first:
            start = max(start, _boundary(slots, clause.verb, candidate.first))
        elif clause.verb > candidate.last:
            end = min(end, _boundary(slots, candidate.last, clause.verb))
    return start, end


def _boundary(slots: Sequence[Slot], left: int, right: int) -> int:
    """Where between two heads one clause ends: at the last comma, conjunction or subordinator."""
    for i in range(right - 1, left, -1):
        if slots[i].kind in {"conj", "relative", "sub"} or slots[i].head in {";", ":"}:
            return i
    for i in range(right - 1, left, -1):
        if slots[i].kind == "comma":
            return i
    return right


def sentence_date(slots: Sequence[Slot]) -> FoundDate | None:
    """A date that opens the sentence and so holds for all that it tells."""
    for slot in slots[:3]:
        if slot.kind == "date" and _usable(slot):
            return slot.date
        if slot.kind not in {"comma", "adverb", "conj", "punct"}:
            return None
    return None


_SAME = {"same": 10, "same-month": 7, "same-year": 4}
"""Of the date named last, how many characters of its EDTF "the same day", month and year take over."""


def resolve_same(slots: Sequence[Slot], day: str | None) -> str | None:
    """Put the date named last into "on the same day", and give the date that is now the last.

    Args:
        slots: the sentence; its slots are changed.
        day: the last day that the article named before, as EDTF, or None.
    """
    for slot in slots:
        found = slot.date
        if found is None or found.kind not in _USABLE:
            continue
        if found.edtf is None and day is not None and found.how in _SAME:
            slot.date = found = replace(found, edtf=day[: _SAME[found.how]])
        elif found.edtf is None and found.shift is not None and day is not None and len(day) == _SAME["same"]:
            moved = date.fromisoformat(day) + timedelta(days=found.shift)
            slot.date = found = replace(found, edtf=moved.isoformat(), basis="inferred")
        edtf = (found.edtf or "").rstrip("/")
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
            day = edtf
    return day


def find_when(
    slots: Sequence[Slot],
    candidate: Candidate,
    clauses: Sequence[Clause],
    *,
    published: date | None,
    inherited: When | None,
) -> When:
    """The date of what a candidate tells.

    Args:
        slots: the sentence.
        candidate: the match.
        clauses: the clauses of the sentence.
        published: the day of publication, or None.
        inherited: the date of the act of which this is a part, or None.

    Returns:
        The stated date; else the inherited one; else "by the publication date"; else nothing.
    """
    planned = candidate.factuality in {"planned", "intended", "hypothetical"}
    found = _stated(slots, candidate, clauses)
    if (anniversary := _anniversary(slots, candidate)) is not None:
        return make_when(_jubilee(slots, anniversary) or anniversary.edtf, basis="anniversary")
    if found is not None:
        found = roll_forward(found, published) if planned else found
        if found.edtf is not None:
            return make_when(found.edtf, basis=found.basis)
    if inherited is not None and inherited.basis != "publication" and not _dated_otherwise(slots, candidate, clauses):
        return inherited
    if planned:
        return make_when(f"[{published.isoformat()}..]", basis="publication") if published is not None else When()
    return by_publication(published)


def _dated_otherwise(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> bool:
    """Whether the words give a date that cannot be reckoned, "weeks later", so that no other date may stand for it."""
    start, end = _range(slots, candidate, clauses)
    return any(d is not None and d.kind == "at" and d.edtf is None for d in (s.date for s in slots[start:end]))


def _stated(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> FoundDate | None:
    if candidate.date is not None and _usable(slots[candidate.date]):
        return slots[candidate.date].date
    start, end = _range(slots, candidate, clauses)
    hung = candidate.clause.governor if candidate.clause is not None and candidate.clause.link == "infinitive" else None
    if hung is not None and slots[hung].head in SETTING_OFF:
        start = max(start, candidate.head)  # "left here on Monday to attend": Monday is the day of leaving
    own = candidate.clause.verb if candidate.clause is not None else -1
    aside = [c for c in clauses if c.verb != own and c.link in {"relative", "reduced"}]
    choices = [
        i
        for i in range(start, end)
        if _usable(slots[i])
        and not _belongs_to_noun(slots, i, candidate)
        and not _of_what_went_before(slots, i)
        and not any(c.verb < i < c.end and not c.verb < candidate.head < c.end for c in aside)
    ]
    if choices:
        after = [i for i in choices if i > candidate.head]
        nearest = min(after, default=None) if after else max(choices)
        return slots[nearest].date if nearest is not None else None
    opening = sentence_date(slots)
    if opening is not None:
        return opening
    return (
        _simultaneous(slots, candidate, clauses)
        or _trailing(slots, candidate, clauses)
        or _announced(slots, candidate, clauses)
    )


def _trailing(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> FoundDate | None:
    """The date behind what hangs on the act: "staged a drill targeting X on May 3", "answered a question raised by Y on Monday"."""
    if (
        candidate.clause is None
        or candidate.clause.link not in {"", "conj", "that"}
        or candidate.head != candidate.clause.verb
    ):
        return None
    behind = (c for c in clauses if c.verb > candidate.head and c.subjects and c.link not in _HANGING)
    end = min((c.verb for c in behind if _is_finite(slots[c.verb])), default=len(slots))
    for i in range(candidate.head + 1, end):
        found = slots[i].date
        if found is not None and found.kind == "at" and _usable(slots[i]) and not _belongs_to_noun(slots, i, candidate):
            return found
    return None


def _of_what_went_before(slots: Sequence[Slot], at: int) -> bool:
    """Whether a date stands in an opening phrase that names something earlier: "After the summit of May 2018, X visited"."""
    if slots[0].head not in {"after", "following", "before", "since", "despite"} or slots[0].kind != "prep":
        return False
    return any(s.kind in {"noun", "actor"} for s in slots[1:at]) and not any(
        s.kind in {"comma", "verb"} for s in slots[:at]
    )


_HANGING = frozenset(["gerund", "reduced", "infinitive", "relative"])


def _is_finite(slot: Slot) -> bool:
    return slot.verb is not None and slot.verb.form == "finite"


def _announced(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> FoundDate | None:
    """The date of the announcement that is the act: "announced on Monday that it was expelling two diplomats"."""
    clause = candidate.clause
    verb = slots[clause.verb].verb if clause is not None else None
    if clause is None or verb is None or not (verb.progressive or verb.perfect):
        return None
    above = next((c for c in clauses if c.verb == clause.governor), None) if clause.link == "that" else None
    if verb.perfect and above is None:  # "has closed its embassy, the ministry said on Wednesday"
        behind = next((c for c in clauses if c.verb > clause.verb), None)
        above = behind if behind is not None and behind.link == "that" and behind.governor == clause.verb else None
    if (
        above is None
        or slots[above.verb].head not in {"announce", "declare", "say"}
        or candidate.factuality not in {"occurred", "ongoing"}
    ):
        return None
    end = min(above.end + 1, clause.verb) if above.verb < clause.verb else above.end
    return next((slots[i].date for i in range(above.start, end) if _usable(slots[i])), None)


def _simultaneous(slots: Sequence[Slot], candidate: Candidate, clauses: Sequence[Clause]) -> FoundDate | None:
    """The date of the clause that happens at the same time: "established on May 27, when X presented", "left after talks"."""
    clause = candidate.clause
    if clause is None:
        return None
    partners = []
    if clause.governor is not None and (
        clause.link == "gerund" or (clause.link == "sub" and _opened_by_when(slots, clause))
    ):
        partners += [c for c in clauses if c.verb == clause.governor]
    partners += [c for c in clauses if c.governor == clause.verb and c.link == "sub" and _opened_by_when(slots, c)]
    for partner in partners:
        for i in range(partner.start, partner.end):
            found = slots[i].date
            if found is not None and _usable(slots[i]) and not _belongs_to_noun(slots, i, candidate):
                # "since October 2007, when X visited": the visit was then, and does not go on.
                return replace(found, edtf=found.edtf.rstrip("/")) if found.edtf and found.kind == "from" else found
    return None


def _opened_by_when(slots: Sequence[Slot], clause: Clause) -> bool:
    return any(
        slots[i].kind == "sub" and slots[i].head in {"when", "as", "while"}
        for i in range(max(0, clause.start - 1), clause.verb)
    )


def _belongs_to_noun(slots: Sequence[Slot], at: int, candidate: Candidate) -> bool:
    """Whether a date only qualifies an occasion: "the lunar New Year's Day in 2026", "the 10th anniversary in May"."""
    if at == 0:
        return False
    before = slots[at - 1]
    if before.kind == "occasion":
        return True
    own = {candidate.head, *candidate.nouns}
    return (
        before.kind == "noun"
        and before.head in {"anniversary", "occasion", "congress", "resolution", "exercise"}
        and at - 1 not in own
    )


def _anniversary(slots: Sequence[Slot], candidate: Candidate) -> FoundDate | None:
    """The year of the act in "the 10th anniversary of the establishment of"."""
    i = candidate.head - 1
    while i >= 0 and (slots[i].kind == "adverb" or slots[i].head in {"of", "since"}):
        i -= 1
    found = slots[i].date if i >= 0 else None
    return found if found is not None and found.kind == "anniversary" and found.edtf is not None else None


def _jubilee(slots: Sequence[Slot], anniversary: FoundDate) -> str | None:
    """The day of the act when the text says on which day its anniversary falls: "Today is", "April 30 marks"."""
    at = next(i for i, s in enumerate(slots) if s.date is anniversary)
    said = [s for s in slots[:at] if s.kind not in {"comma", "adverb"}]
    if (
        len(said) != 2
        or said[1].head not in {"be", "mark", "see"}
        or not _usable(said[0])
        or anniversary.ordinal is None
    ):
        return None
    stated = said[0].date
    day = stated.edtf if stated is not None else None
    if stated is None or day is None or len(day) != len("2018-07-24"):
        return None
    year = anniversary.edtf if stated.how == "yearless" else f"{int(day[:4]) - anniversary.ordinal:04d}"
    return f"{year}{day[4:]}"
