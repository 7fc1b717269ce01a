"""Say in words what became of a rule that was tried: why it does not fit, which rule was preferred, what it lacks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from relgraph.claims.candidates import Candidate, Trial
from relgraph.claims.context import Context
from relgraph.claims.fillers import Filler
from relgraph.claims.matching import Rules
from relgraph.claims.refusals import Refusal, Trace
from relgraph.mentions.parts import Phrase
from relgraph.ontology.names import Names
from relgraph.records import Claim

__all__ = ["word_trials"]

_SHOWN = 5
"""Words of a list that are enough to see what a rule wants."""
_SPEAKER = frozenset(["we", "us", "our", "ours", "ourselves", "i", "me", "my"])

_Key = tuple[str, int, int]


def word_trials(
    trace: Trace, context: Context, names: Names, rules: Rules, *, verbose: bool = False
) -> list[tuple[Trial, str]]:
    """Each trial of a sentence with its outcome in words; those that fit come first.

    Args:
        trace: how the sentence was read.
        context: its article, for who publishes it.
        names: for the labels of those who act.
        rules: for which event types are finer than others.
        verbose: give lists of words whole.
    """
    outcomes: dict[_Key, list[tuple[Candidate, Claim | Refusal]]] = {}
    for kept, outcome in trace.outcomes:
        outcomes.setdefault(_key(kept), []).append((kept, outcome))
    found = [t.candidate for t in trace.trials if t.candidate is not None]
    # A rule that lost may have lost to one that lost itself: those that were kept are asked first.
    rivals = sorted(found, key=lambda c: _key(c) not in outcomes)
    worded: list[tuple[Trial, str]] = []
    for trial in sorted(trace.trials, key=lambda t: t.candidate is None):
        candidate = trial.candidate
        if candidate is None:
            worded.append((trial, trial.reason if verbose else _shorten(trial.reason)))
        elif _key(candidate) not in outcomes:
            worded.append((trial, f"{trial.reason}; {_preferred(candidate, rivals, outcomes, rules)}"))
        else:
            refused = [
                _refused(refusal, kept, trace, context, names)
                for kept, refusal in outcomes[_key(candidate)]
                if isinstance(refusal, Refusal)
            ]
            worded.append((trial, "; ".join([trial.reason, *dict.fromkeys(refused)])))
    return worded


def _key(candidate: Candidate) -> _Key:
    """What the parts of an act that is split by its dates have in common."""
    return candidate.type.id, id(candidate.frame), candidate.head


def _shorten(reason: str) -> str:
    """A reason with the first words of its list only.

    >>> _shorten("no complement of: a, b, c, d, e, f, g")
    'no complement of: a, b, c, d, e, ... (7 in all)'
    """
    start, colon, rest = reason.rpartition(": ")
    words = rest.split(", ")
    if not colon or len(words) <= _SHOWN:
        return reason
    return f"{start}: {', '.join(words[:_SHOWN])}, ... ({len(words)} in all)"


def _preferred(candidate: Candidate, rivals: Sequence[Candidate], kept: Container[_Key], rules: Rules) -> str:
    """Which rule tells what the candidate would tell, and why that one."""
    rival, why = _rival(candidate, rivals, rules)
    passed = [candidate]
    while rival is not None and _key(rival) not in kept and rival not in passed:
        passed.append(rival)  # it lost in its turn, and who beat it tells
        beyond, _ = _rival(rival, rivals, rules)
        if beyond is None:
            break
        rival = beyond
    return f"told by {rival.frame.name}, {why}" if rival is not None else "another rule is preferred"


def _rival(candidate: Candidate, rivals: Sequence[Candidate], rules: Rules) -> tuple[Candidate | None, str]:
    others = [r for r in rivals if r is not candidate]
    for rival in others:
        if rival.head == candidate.head and rival.type.id == candidate.type.id:
            return rival, "which fills the roles as well or better"
    for rival in others:
        if candidate.head in rival.nouns:
            return rival, "the rule of the verb"
    for rival in others:
        if candidate.head == rival.follower:
            return rival, "of which this verb is a part"
    for rival in others:
        if candidate.head == rival.head:
            finer = candidate.type.id in rules.coarser[rival.type.id]
            return rival, "which is finer" if finer else "which suits these words better"
    return None, ""


def _refused(refusal: Refusal, candidate: Candidate, trace: Trace, context: Context, names: Names) -> str:
    return f"refused: {'; '.join(dict.fromkeys(_lacks(refusal, candidate, trace, context, names)))}"


def _lacks(refusal: Refusal, candidate: Candidate, trace: Trace, context: Context, names: Names) -> Iterator[str]:
    match refusal.cause:
        case "undated":
            yield "the rule needs a date of its own, and the sentence states none"
        case "no beginning":
            yield "the rule needs the day since when it holds, and the sentence states none"
        case "one side":
            yield from _unresolved(refusal, candidate, trace, context)
            yield _one_side(refusal, candidate, names)
        case "open":
            unknown = list(_unresolved(refusal, candidate, trace, context))
            yield from unknown
            if not unknown:
                yield f"nothing in the text gives the {' and the '.join(refusal.open)}"


def _one_side(refusal: Refusal, candidate: Candidate, names: Names) -> str:
    sides = candidate.type.roles
    acting = [r for r in refusal.roles if r.name in sides and sides[r.name].side != "none"]
    behind = dict.fromkeys(p for r in acting for p in r.actor.principals)
    labels = [known.label if (known := names.actor(p)) is not None else p for p in behind]
    if not labels:
        return "nobody is named who acts"
    if candidate.type.symmetric or len({r.name for r in acting}) < 2:
        return f"it takes two, and only {' and '.join(labels)} is named"
    return f"{' and '.join(labels)} would stand on both sides"


def _unresolved(refusal: Refusal, candidate: Candidate, trace: Trace, context: Context) -> Iterator[str]:
    """What was found for a role, but could not be told who or what it is."""
    told = {(r.name, r.start) for r in refusal.roles}
    for filler in candidate.fillers:
        phrase = filler.phrase
        if phrase is None:
            continue
        start, _ = context.repaired.raw_span(*trace.read.span(phrase.start, phrase.start + 1))
        if (filler.role, start) not in told:
            same = next((r.name for r in refusal.roles if r.actor.id == phrase.actor.id), None)
            if same is not None and same != filler.role:
                yield f"{phrase.actor.label} is the {same} already and cannot be the {filler.role} too"
            elif same is None:
                yield _unknown(filler, phrase, trace, context)


def _unknown(filler: Filler, phrase: Phrase, trace: Trace, context: Context) -> str:
    words = trace.read.words(phrase.start, max(phrase.end, phrase.start + 1))
    if words.split()[0].lower() in _SPEAKER and context.memory.home is None:
        return f"who '{words}' is, is not known; {_cure(context)}"
    if phrase.reference is not None:
        return f"whom '{words}' means is not known from the text"
    if not phrase.actor.on_behalf_of and phrase.actor.type == "Person":
        return f"the country of {phrase.actor.label} is not known"
    return f"'{words}' cannot be the {filler.role}"


def _cure(context: Context) -> str:
    if context.article.publisher is None:
        return "give --publisher"
    return f"the publisher '{context.article.publisher}' is not known to speak for a state"
