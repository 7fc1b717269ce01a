"""Say in words how a sentence was read: mentions, the reduced sentence, every rule tried and why it did or did not match."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relgraph.claims.matching import Trial
from relgraph.claims.reading import Reader, reader_of
from relgraph.mentions.collect import collect_mentions
from relgraph.mentions.parts import Phrase, Slot
from relgraph.mentions.sentences import ReadSentence
from relgraph.ontology import Ontology
from relgraph.records import Article, Claim

__all__ = ["explain", "reduce_sentence"]


def explain(
    text: str,
    ontology: Ontology,
    *,
    published: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> str:
    """Explain how a text would be read.

    Args:
        text: one or more sentences.
        ontology: event types and names.
        published: the day of publication, from which relative dates count.
        publisher: who publishes, for "our country", "here" and names that hold only there.
        title: a title, which can name the two states that the text is about.

    Returns:
        Plain text of several lines for each sentence.
    """
    article = Article(id="explain", text=text, title=title, published=published, publisher=publisher)
    reader = reader_of(ontology)
    claims = reader.read(article).claims
    context = reader.context(article)
    blocks = []
    for read in reader.sentences(context):
        start, end = context.repaired.raw_span(read.sentence.start, read.sentence.end)
        here = [c for c in claims if start <= c.start and c.end <= end]
        mentions = collect_mentions(read, article, context.repaired)
        lines = [f"Sentence {read.sentence.index + 1}: {article.text[start:end]}", "", "Mentions"]
        for mention in mentions:
            actors = ", ".join(f"{a.label} ({a.id})" for a in mention.actors) or "-"
            lines.append(f"  {mention.surface!r:50} {mention.kind:9} {actors}")
        lines += [] if mentions else ["  none"]
        lines += ["", "Reduced sentence", f"  {reduce_sentence(read)}", "", "Rules tried"]
        lines += list(_trials(reader, read)) or ["  none: no verb or noun of the sentence opens a rule"]
        lines += ["", "Claims"]
        lines += [line for claim in here for line in _claim(claim)] or ["  none"]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or "There is no sentence to read in this text.\n"


def reduce_sentence(read: ReadSentence) -> str:
    """The reduced sentence on one line: actors, dates, places and occasions as slots, the rest in words.

    A verb carries its lexeme: ``{actor DPRK} acceded[accede] to {treaty} {date}``.
    """
    return " ".join(_slot(read, slot) for slot in read.slots)


def _name(phrase: Phrase) -> str:
    if phrase.reference is not None:
        return f"?{phrase.word or phrase.reference}"
    return phrase.actor.label


def _slot(read: ReadSentence, slot: Slot) -> str:
    words = read.words(slot.start, slot.end)
    if slot.kind in {"actor", "place"} and slot.phrases:
        return "{" + slot.kind + " " + " & ".join(_name(p) for p in slot.phrases) + "}"
    if slot.kind in {"treaty", "occasion", "date"}:
        return "{" + slot.kind + (f" {slot.date.edtf or slot.date.kind}" if slot.date is not None else "") + "}"
    if slot.kind == "verb" and slot.verb is not None:
        marks = [slot.verb.lemma, *(["passive"] if slot.verb.passive else []), *(["not"] if slot.verb.negated else [])]
        return f"{words}[{' '.join(marks)}]"
    if slot.kind == "noun" and slot.modifiers:
        return f"({words} < {', '.join(_name(m) for m in slot.modifiers)})"
    return words


def _trials(reader: Reader, read: ReadSentence) -> Iterator[str]:
    trials: list[Trial] = []
    reader.rules.match(read.slots, trials)
    for trial in trials:
        head = read.words(read.slots[trial.head].start, read.slots[trial.head].end)
        mark = "yes" if trial.matched else "no "
        yield f"  {mark}  {trial.frame:34} at {head!r}: {trial.reason}"


def _claim(claim: Claim) -> Iterator[str]:
    when = f"{claim.when.edtf} ({claim.when.basis})" if claim.when.edtf else "no date"
    yield f"  {claim.type}  {claim.factuality}, {when}, confidence {claim.confidence:.2f}, rule {claim.rule}"
    for role in claim.roles:
        behind = f" for {', '.join(role.actor.on_behalf_of)}" if role.actor.on_behalf_of else ""
        how = "" if role.how in {"name", "pattern", "office"} else f"  [from {role.how!r}]"
        yield f"      {role.name:14} {role.actor.label}{behind}{how}"
