"""Say in words how a sentence was read: mentions, the reduced sentence, every rule tried and why it did or did not match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from relgraph.claims.context import Context
from relgraph.claims.outcomes import word_trials
from relgraph.claims.reading import Reader, reader_of
from relgraph.claims.refusals import Trace
from relgraph.dates import FoundDate, make_when, roll_forward
from relgraph.errors import nearest
from relgraph.mentions import words
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology import Ontology
from relgraph.records import Article, Claim, Mention, Role

__all__ = ["explain", "explain_article", "reduce_sentence"]

_HINTED = frozenset(["yearless", "weekday", "relative"])
"""Ways of giving a date that count from the day of publication."""
_UNDATED = {
    "recurring": "- (recurring)",
    "same": "- (looks back to a date, and none was named before)",
    "same-month": "- (looks back to a month, and none was named before)",
    "same-year": "- (looks back to a year, and none was named before)",
    "next-day": "- (counts from a day that the text does not tell)",
    "previous-day": "- (counts from a day that the text does not tell)",
}
_NO_NAMES = (
    words.DETERMINERS
    | words.PREPOSITIONS
    | words.CONJUNCTIONS
    | words.RELATIVES
    | words.SUBORDINATORS
    | words.MODALS
    | words.AUXILIARIES
    | words.ADVERBS
    | words.PRONOUNS
    | words.TITLES
)


def explain(
    text: str,
    ontology: Ontology,
    *,
    published: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    verbose: bool = False,
) -> str:
    """Explain how a text would be read.

    Args:
        text: one or more sentences.
        ontology: event types and names.
        published: the day of publication, from which relative dates count.
        publisher: who publishes, for "our country", "here" and names that hold only there.
        title: a title, which can name the two states that the text is about.
        verbose: give the lists of words that a rule wants whole.

    Returns:
        Plain text of several lines for each sentence.
    """
    article = Article(id="explain", text=text, title=title, published=published, publisher=publisher)
    return explain_article(article, ontology, verbose=verbose)


def explain_article(article: Article, ontology: Ontology, *, verbose: bool = False) -> str:
    """Explain how an article would be read; as :func:`explain`."""
    reader = reader_of(ontology)
    traces: list[Trace] = []
    reading = reader.read(article, traces)
    context = reader.context(article)
    blocks = [note] if (note := _publisher_note(reader, article)) else []
    for trace in traces:
        read = trace.read
        start, end = context.repaired.raw_span(read.sentence.start, read.sentence.end)
        here = [c for c in reading.claims if start <= c.start and c.end <= end]
        mentions = [m for m in reading.mentions if m.sentence == read.sentence.index]
        worded = word_trials(trace, context, reader.names, reader.rules, verbose=verbose)
        lines = [f"Sentence {read.sentence.index + 1}: {article.text[start:end]}", "", "Mentions"]
        lines += list(_mentions(read, context, mentions, here)) or ["  none"]
        lines += ["", "Reduced sentence", f"  {reduce_sentence(read)}", "", "Rules tried"]
        for trial, outcome in worded:
            head = read.words(read.slots[trial.head].start, read.slots[trial.head].end)
            mark = "yes" if trial.candidate is not None else "no "
            lines.append(f"  {mark}  {trial.frame:34} at {head!r}: {outcome}")
        lines += [] if worded else ["  none: no verb or noun of the sentence opens a rule"]
        lines += ["", "Claims"]
        lines += [line for claim in here for line in _claim(claim, article)]
        if not here:
            fits = any(trial.candidate is not None for trial, _ in worded)
            lines.append("  none: what fits was refused, as said above" if fits else "  none: no rule fits")
        blocks.append("\n".join(lines))
    if not traces:
        blocks.append("There is no sentence to read in this text.")
    return "\n\n".join(blocks) + "\n"


def reduce_sentence(read: ReadSentence) -> str:
    """The reduced sentence on one line: actors, dates, places and occasions as slots, the rest in words.

    A verb carries its lexeme: ``{actor DPRK} acceded[accede] to {treaty} {date on 1 July 2013}``.
    """
    return " ".join(_slot(read, slot) for slot in read.slots)


def _publisher_note(reader: Reader, article: Article) -> str:
    if article.publisher is None or reader.names.publisher(article.publisher) is not None:
        return ""
    hint = nearest(article.publisher, {p.label for p in reader.names.publishers})
    return (
        f"Note: no table knows the publisher '{article.publisher}', so 'we' and 'our country' stay open and no names of "
        f"its own hold.{hint} Publishers stand in ontology/names/publishers.csv."
    )


def _name(phrase: Phrase) -> str:
    if phrase.reference is not None:
        return f"?{phrase.word or phrase.reference}"
    return phrase.actor.label


def _slot(read: ReadSentence, slot: Slot) -> str:
    text = read.words(slot.start, slot.end)
    if slot.kind in {"actor", "place"} and slot.phrases:
        return "{" + slot.kind + " " + " & ".join(_name(p) for p in slot.phrases) + "}"
    if slot.kind == "date":
        return "{date " + text + "}"
    if slot.kind in {"treaty", "occasion"}:
        return "{" + slot.kind + "}"
    if slot.kind == "verb" and slot.verb is not None:
        marks = [slot.verb.lemma, *(["passive"] if slot.verb.passive else []), *(["not"] if slot.verb.negated else [])]
        return f"{text}[{' '.join(marks)}]"
    if slot.kind == "noun" and slot.modifiers:
        return f"({text} < {', '.join(_name(m) for m in slot.modifiers)})"
    return text


def _mentions(
    read: ReadSentence, context: Context, mentions: Sequence[Mention], claims: Sequence[Claim]
) -> Iterator[str]:
    dates = {context.repaired.raw_span(*read.span(n, n + 1)): i.date for n, i in enumerate(read.items) if i.date}
    for slot in read.slots:  # "the same day" is known there
        if slot.kind == "date" and slot.date is not None:
            dates[context.repaired.raw_span(*read.span(slot.start, slot.end))] = slot.date
    lines: list[tuple[int, str, str, str]] = []
    for mention in mentions:
        said = ", ".join(f"{a.label} ({a.id})" for a in mention.actors) or "-"
        found = dates.get((mention.start, mention.end))
        if found is not None:
            said = _date(found, context.article, claims)
        lines.append((mention.start, mention.surface, mention.kind, said))
    for start, end in _unknown_names(read, context, mentions, first=not claims):
        lines.append((start, context.article.text[start:end], "unknown", "capitalised, but not a known name"))
    for _, surface, kind, said in sorted(lines, key=lambda line: line[0]):
        yield f"  {surface!r:50} {kind:9} {said}"


def _date(found: FoundDate, article: Article, claims: Sequence[Claim]) -> str:
    if found.edtf is None:
        if article.published is None and found.how in _HINTED:
            return "- (counts from the day of publication; give --published)"
        return _UNDATED.get(found.how, f"- ({found.kind})")
    # A plan lies ahead, so that "on June 12" is a year later in it than in a report.
    later = roll_forward(found, article.published)
    final = later if any(c.when.edtf == make_when(later.edtf).edtf for c in claims) else found
    return f"{final.edtf} ({final.basis})"


def _unknown_names(
    read: ReadSentence, context: Context, mentions: Sequence[Mention], *, first: bool
) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that no mention holds, as offsets in the raw text.

    The word that opens the sentence is capital in any case; it counts only when ``first`` asks for it and it stands
    where a name may stand, before a verb and no plural ("Officials met"), or before another.
    """
    aside = {n for item in read.aside for n in range(item.start, item.end)}
    heads = {n: slot.kind for slot in read.slots for n in range(slot.start, slot.end)}
    run: list[int] = []
    for n, item in enumerate((*read.items, None)):
        if item is not None and item.kind == "cap" and item.lower not in _NO_NAMES and item.start not in aside:
            before_verb = heads.get(n) == "noun" and heads.get(n + 1) != "noun" and not item.lower.endswith("s")
            before_name = len(read.items) > n + 1 and read.items[n + 1].kind == "cap"
            if n > 0 or (first and (before_verb or before_name)):
                run.append(n)
                continue
        if run:
            start, end = context.repaired.raw_span(*read.span(run[0], run[-1] + 1))
            if not any(m.start < end and start < m.end for m in mentions):
                yield start, end
        run = []


def _claim(claim: Claim, article: Article) -> Iterator[str]:
    when = f"{claim.when.edtf} ({claim.when.basis})" if claim.when.edtf else "no date"
    yield f"  {claim.type}  {claim.factuality}, {when}, confidence {claim.confidence:.2f}, rule {claim.rule}"
    for role in claim.roles:
        behind = f" for {', '.join(role.actor.on_behalf_of)}" if role.actor.on_behalf_of else ""
        source = _source(role, article)
        yield f"      {role.name:14} {role.actor.label}{behind}" + (f"  [{source}]" if source else "")


def _source(role: Role, article: Article) -> str:
    """The words that name a role's filler where they differ from its label, and how they were understood."""
    said = article.text[role.start : role.end] if role.start is not None and role.end is not None else ""
    how = {"name": "", "pattern": "", "office": "office held"}.get(role.how, role.how)
    if said.casefold() in {role.actor.label.casefold(), f"the {role.actor.label}".casefold()}:
        said, how = "", "" if role.how == "office" else how
    if said and how.casefold() in said.casefold():
        how = ""
    return ", ".join([*([f"from {said!r}"] if said else []), *([how] if how else [])])
