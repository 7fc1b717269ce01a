"""The list of errors that relgraph evaluate prints: what was wanted, what was found, and in which sentence."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import shorten
from typing import IO

from relgraph.cli.output import write_rows
from relgraph.cli.tables import print_pairs
from relgraph.evaluate import Aliases, Annotation, Event, Mistake
from relgraph.evaluate.evidence import Evidence, Witness
from relgraph.evaluate.mistakes import KINDS
from relgraph.ontology import Ontology
from relgraph.records import Article, Claim, Reading

__all__ = ["write_mistakes"]

_LONGEST = 500
"""Characters of a sentence that are shown to people."""
_EVENT = ("type", "source", "target", "date", "planned", "people", "place")
_COLUMNS = (
    *("article", "error"),
    *_EVENT,
    "note",
    *(f"found_{name}" for name in _EVENT),
    *("sentence", "guessed", "seen", "triggers", "claims", "rules", "date_words"),
)


def write_mistakes(
    mistakes: Sequence[Mistake],
    gold: Sequence[Annotation],
    readings: Mapping[str, Reading],
    ontology: Ontology,
    aliases: Aliases,
    format_: str,
    file: IO[str],
) -> None:
    """Write errors with their sentences: as rows, or for people by article and with the sums at the end."""
    witnesses = {
        article: Witness(readings[article], ontology, aliases)
        for article in {m.article for m in mistakes}
        if article in readings
    }
    told = [(m, _ask(m, witnesses.get(m.article))) for m in mistakes]
    if format_ != "table":
        write_rows(_COLUMNS, [_row(m, evidence) for m, evidence in told], format_, file)
        return
    heads = {annotation.id: annotation for annotation in gold}
    for article, group in groupby(told, key=lambda pair: pair[0].article):
        file.write(f"{_head(heads[article])}\n\n")
        for mistake, evidence in group:
            print_pairs([(f"  {name}", text) for name, text in _tell(mistake, evidence, readings.get(article))], file)
            file.write("\n")
    _write_sums(mistakes, file)


def _ask(mistake: Mistake, witness: Witness | None) -> Evidence:
    if witness is None:
        return Evidence()
    if mistake.found is not None:
        evidence = witness.quote(mistake.found)
        if mistake.kind == "wrong date":
            return replace(evidence, date_words=witness.date_words(mistake.found))
        return evidence
    return witness.guess(mistake.gold) if mistake.gold is not None else Evidence()


def _head(gold: Annotation) -> str:
    known = (gold.id, gold.publisher or gold.split, gold.published or "undated", gold.title)
    return " · ".join(part for part in known if part)


def _tell(mistake: Mistake, evidence: Evidence, reading: Reading | None) -> Iterator[tuple[str, str]]:
    """Label and text of each line of one error."""
    yield mistake.kind, mistake.type
    if mistake.gold is not None:
        note = f" ({mistake.gold.note})" if mistake.gold.note else ""
        minor = ", minor" if mistake.gold.minor else ""
        yield "annotated", _describe(mistake.gold) + note + minor
    if mistake.found is not None:
        yield "found", _describe(mistake.found)
    if evidence.guessed and not evidence.sentences:
        yield "perhaps", "no sentence names enough of it to guess one"
    elif reading is None:
        yield "sentence", "unknown, the article was not read"
    for sentence in evidence.sentences:
        yield "perhaps" if evidence.guessed else "sentence", shorten(sentence, _LONGEST, placeholder=" ...")
    if evidence.sentences and evidence.guessed:
        opening = ", ".join(f"'{word}'" for word in evidence.triggers) or f"no word that opens a rule of {mistake.type}"
        yield "names", "; ".join([*(evidence.seen or ["nobody of it"]), opening])
        yield "read as", "; ".join(dict.fromkeys(map(_brief, evidence.claims))) or "no event"
    elif evidence.claims:
        yield "rule", ", ".join(dict.fromkeys(claim.rule for claim in evidence.claims))
    if mistake.kind == "wrong date" and reading is not None and evidence.sentences and not evidence.guessed:
        yield from _tell_date(evidence, reading.article, dated=mistake.found is not None and bool(mistake.found.date))


def _tell_date(evidence: Evidence, article: Article, *, dated: bool) -> Iterator[tuple[str, str]]:
    """From which words a date was taken, and the command that shows how they are read."""
    words = evidence.date_words
    sentence = evidence.sentences[0]
    if words is None and dated:
        yield "date from", "no words of this sentence or one before it"
    elif words is not None:
        apart = words.sentence not in evidence.sentences
        sentence = f"{words.sentence} {sentence}" if apart else words.sentence
        where = f", in: {shorten(words.sentence, _LONGEST, placeholder=' ...')}" if apart else ""
        yield "date from", f"{'' if words.sure else 'perhaps '}'{words.words}'{where}"
    options = f" --published {article.published}" if article.published else ""
    options += f" --publisher {_quote(article.publisher)}" if article.publisher else ""
    yield "see", f"relgraph explain {_quote(sentence)}{options}"


def _quote(text: str) -> str:
    """A word of a command line, in double quotes where an apostrophe makes single ones hard to read."""
    text = " ".join(text.split())
    return f'"{text}"' if "'" in text and not set(text) & set('"$`\\!') else shlex.quote(text)


def _describe(event: Event) -> str:
    source, target = (", ".join(side) or "nobody" for side in (event.source, event.target))
    parts = [event.type, f"{source} → {target}" if event.target else source, event.date or "no date"]
    parts += ["planned"] if event.planned else []
    parts += [" and ".join(event.people)] if event.people else []
    parts += [f"in {event.place}"] if event.place else []
    return " · ".join(parts)


def _brief(claim: Claim) -> str:
    return f"{claim.type}, {claim.factuality} ({claim.rule})"


def _row(mistake: Mistake, evidence: Evidence) -> tuple[str | bool | None, ...]:
    return (
        mistake.article,
        mistake.kind,
        *_cells(mistake.gold),
        mistake.gold.note if mistake.gold is not None else None,
        *_cells(mistake.found),
        " / ".join(evidence.sentences) or None,
        evidence.guessed,
        "; ".join(evidence.seen) or None,
        "; ".join(evidence.triggers) or None,
        "; ".join(claim.id for claim in evidence.claims) or None,
        "; ".join(dict.fromkeys(claim.rule for claim in evidence.claims)) or None,
        evidence.date_words.words if evidence.date_words is not None else None,
    )


def _cells(event: Event | None) -> tuple[str | bool | None, ...]:
    if event is None:
        return (None,) * len(_EVENT)
    names = ("; ".join(side) or None for side in (event.source, event.target))
    return (event.type, *names, event.date, event.planned, "; ".join(event.people) or None, event.place)


def _write_sums(mistakes: Sequence[Mistake], file: IO[str]) -> None:
    """How many errors of each class there are in each type, the most frequent types first."""
    counts = Counter((m.type, m.kind) for m in mistakes)
    sums = Counter(m.type for m in mistakes)
    types = sorted(sums, key=lambda code: (-sums[code], code))
    rows = [(code, *(counts[code, kind] or None for kind in KINDS), sums[code]) for code in types]
    if rows:
        rows.append(("all", *(sum(m.kind == kind for m in mistakes) or None for kind in KINDS), len(mistakes)))
    write_rows(("type", *KINDS, "errors"), rows, "table", file)
