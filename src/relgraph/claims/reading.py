"""Read one article: who is named in it and what is claimed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from relgraph.claims.candidates import Candidate
from relgraph.claims.clauses import Clause, find_clauses
from relgraph.claims.composition import composition_claims
from relgraph.claims.conferral import confer_offices
from relgraph.claims.context import Context, find_context, find_title_names, looks_back, only_year, two_states
from relgraph.claims.dating import find_when, resolve_same
from relgraph.claims.discourse import JOINING_OR_LEAVING, Discourse, Resolved, bind_pronouns
from relgraph.claims.echoes import echo_claims
from relgraph.claims.ends import MANY, apart, find_quote, has_ends
from relgraph.claims.factuality import SAYING
from relgraph.claims.filling import RoleFiller, find_occasion, find_place, resolve_slots
from relgraph.claims.matching import Rules
from relgraph.claims.news import (
    after_publication,
    day_of_the_news,
    in_the_news,
    part_of,
    recent_days,
    running,
    took_effect,
)
from relgraph.claims.offices import office_claims
from relgraph.claims.refusals import Refusal, Trace
from relgraph.claims.statements import aim_statements
from relgraph.dates import FoundDate, start_of
from relgraph.iris import digest
from relgraph.mentions.again import name_again
from relgraph.mentions.collect import collect_mentions
from relgraph.mentions.lexicon import Lexicon
from relgraph.mentions.match import Matcher
from relgraph.mentions.parts import Slot
from relgraph.mentions.sentences import ReadSentence, read_sentence
from relgraph.ontology import Ontology
from relgraph.ontology.names import Names, load_names
from relgraph.records import Actor, Article, Claim, Issue, Mention, Reading, Role
from relgraph.text import Sentence, split_sentences

__all__ = ["Reader", "read_article", "reader_of"]


class Reader:
    """The compiled names, verb forms and rules of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.names: Names = load_names(ontology.folder)
        self.rules = Rules.compile(ontology)
        self.lexicon = Lexicon(self.rules.lexemes)
        self.matcher = Matcher(self.names.all)
        self.glued = self.names.glued

    def context(self, article: Article) -> Context:
        """Prepare the reading of an article: repair its text, find who publishes it and from where."""
        return find_context(article, self.names, self.matcher)

    def sentences(self, context: Context) -> Iterator[ReadSentence]:
        """The sentences of an article, read one after the other; titles and headings are left out."""
        article, text = context.article, context.repaired.text
        pieces = split_sentences(text)
        day: str | None = None
        one_year = only_year(text) if article.published is None else None
        history = looks_back(article)
        for piece in pieces:
            if is_heading(piece, article, total=len(pieces)):
                continue
            if piece.dateline is not None:
                self._locate(piece.dateline.place, context)
            # A history's "on May 24" is of the year of which it was speaking.
            speaking_of = date(int(day[:4]), 12, 31) if history and day is not None else one_year
            read = read_sentence(
                piece,
                lexicon=self.lexicon,
                matcher=self.matcher,
                memory=context.memory,
                scope=context.scope,
                anchor=article.published,
                yearless=speaking_of,
            )
            day = resolve_same(read.slots, day)
            confer_offices(read.slots, context.memory)
            yield read

    def _locate(self, place: str, context: Context) -> None:
        for form in (place, place.title(), place.split(",", maxsplit=1)[0].title()):
            found = next(
                (n.actor for n in self.names.by_form(form) if n.kind in {"capital", "place"} and n.actor), None
            )
            if found is not None:
                context.memory.here = found
                return

    def read(self, article: Article, traces: list[Trace] | None = None) -> Reading:
        """Read an article into mentions and claims.

        Args:
            article: the article.
            traces: filled, when given, with how each sentence was read.
        """
        context = self.context(article)
        discourse = Discourse(context.memory, truncated=article.truncated)
        named = find_title_names(article, self.names, self.matcher, context.scope)
        discourse.set_title(two_states(named))
        discourse.about = tuple(a.id for a in named if a.type == "State")
        discourse.bodies = [a for a in named if a.type in MANY or a.type == "Treaty"][:1]
        mentions: list[Mention] = []
        claims: list[Claim] = []
        previous: list[Claim] = []
        paragraph = -1
        history = looks_back(article)
        last: ReadSentence | None = None
        days: list[FoundDate] = []
        for sentence in self.sentences(context):
            if sentence.sentence.bullet or (sentence.sentence.paragraph != paragraph and sentence.sentence.bullet):
                previous = []
            paragraph = sentence.sentence.paragraph
            mentions += collect_mentions(sentence, article, context.repaired, self.matcher, context.scope)
            still = sentence.sentence.bullet or history
            days = [] if still else days + recent_days(sentence, article.published)
            near = [] if still else in_the_news(claims, article)
            trace = Trace(sentence) if traces is not None else None
            if traces is not None and trace is not None:
                traces.append(trace)
            found = self._claims(sentence, context, discourse, previous, near, days, trace)
            found += office_claims(
                sentence, article, context.claimant, context.repaired, self.names, looks_back=history
            )
            found += composition_claims(sentence, context.article, context.claimant, context.repaired)
            claims += found
            previous = [c for c in found if c.type in self.ontology.event_types] or previous
            last = sentence
        claims = _once(aim_statements(article, claims, mentions, self.names.actor))
        mentions += name_again(article, mentions, self.names)
        issues: tuple[Issue, ...] = ()
        if last is None and article.text.strip():
            issues = (
                Issue(
                    stage="read",
                    level="info",
                    code="no-sentences",
                    where=article.id,
                    message="the text has no sentence to read",
                ),
            )
        return Reading(
            article=article,
            mentions=tuple(mentions),
            claims=tuple(claims),
            issues=issues,
        )

    def _claims(
        self,
        read: ReadSentence,
        context: Context,
        discourse: Discourse,
        previous: Sequence[Claim],
        recent: Sequence[Claim],
        days: Sequence[FoundDate],
        trace: Trace | None = None,
    ) -> list[Claim]:
        slots = read.slots
        truncated = context.article.truncated and read.sentence.end >= len(context.repaired.text.rstrip()) - 1
        clauses = find_clauses(slots)
        local: tuple[Resolved, ...] = ()
        claims: list[Claim] = []
        discourse_before = discourse.subject
        bind_pronouns(slots, clauses)
        for slot in slots:
            # "Turkey and Greece had poor relations, but the leaders of the two countries spoke"
            named = {p for phrase in slot.phrases if phrase.head == "state" for p in phrase.actor.principals}
            if len(slot.phrases) == 2 and len(named) == 2:
                discourse.set_pair([a for a in map(self.names.actor, sorted(named)) if a is not None])
        main = next((c for c in clauses if c.subjects and c.link in {"", "conj"}), None)
        trials = trace.trials if trace is not None else None
        for candidate in self.rules.match(slots, trials, clauses=clauses, truncated=truncated):
            # "After his visit" and "since its establishment" look to the subject of the main clause, before or behind.
            holder = candidate.clause or _around(clauses, candidate.head) or main
            subject = holder.subjects if holder is not None else []
            above = main if candidate.clause is not None or holder is not main else None
            outer = resolve_slots(slots, above.subjects, discourse, ()) if above is not None else ()
            local = resolve_slots(slots, subject, discourse, outer) or local
            claim = self._claim(
                read, candidate, clauses, context, discourse, local, outer, previous, recent, days, truncated=truncated
            )
            if trace is not None:
                trace.outcomes.append((candidate, claim))
            if isinstance(claim, Claim):
                claims.append(claim)
                self._note_act(claim, discourse)
                if self.ontology.is_a(claim.type, "Message") and not discourse.writer:
                    discourse.writer = tuple(Resolved(a, "sender", 0.8) for a in claim.fillers("actor")[:1])
                    discourse.reader = tuple(Resolved(a, "addressee", 0.8) for a in claim.fillers("recipient")[:1])
        for echo in echo_claims(read, clauses, context, discourse, claims or previous, self.ontology, self.names):
            self._note_act(echo, discourse)
            claims.append(echo)
        discourse.note(slots)
        if main is not None:
            found = tuple(
                r for i in main.subjects for p in slots[i].phrases for r in discourse.resolve(p, discourse_before)
            )
            discourse.set_subject(found)
        elif not clauses:
            spoken_of = tuple(r for s in slots if s.kind == "actor" for p in s.phrases for r in discourse.resolve(p))
            discourse.set_subject(spoken_of[:1])
        return claims

    def _note_act(self, claim: Claim, discourse: Discourse) -> None:
        """Let later sentences look back to an act."""
        code = self.ontology.event_types[claim.type].code
        if code not in JOINING_OR_LEAVING:
            discourse.set_pair(self._ends(claim))
        discourse.treaty = next(iter(claim.fillers("treaty")), discourse.treaty)
        event_type = self.ontology.event_types[claim.type]
        by_side = {
            side: [r.actor for r in claim.roles if r.name in event_type.roles and event_type.roles[r.name].side == side]
            for side in ("source", "target")
        }
        discourse.note_act(event_type.code, by_side["source"], by_side["target"])

    def _ends(self, claim: Claim) -> list[Actor]:
        """The states and organisations on both sides of a claim."""
        sides = {p for r in claim.roles if r.name not in {"place", "headedBy", "treaty"} for p in r.actor.principals}
        return [a for a in (self.names.actor(p) for p in sorted(sides)) if a is not None and a.type != "Place"]

    def _claim(
        self,
        read: ReadSentence,
        candidate: Candidate,
        clauses: Sequence[Clause],
        context: Context,
        discourse: Discourse,
        local: tuple[Resolved, ...],
        outer: tuple[Resolved, ...],
        previous: Sequence[Claim],
        recent: Sequence[Claim],
        days: Sequence[FoundDate],
        *,
        truncated: bool,
    ) -> Claim | Refusal:
        slots = read.slots
        filler = RoleFiller(self.names, read, context, discourse)
        roles = filler.named(candidate, local)
        event_type = candidate.type
        required = candidate.frame.require or tuple(n for n, spec in event_type.roles.items() if spec.required)
        roles += filler.supplied(candidate, roles, outer)
        filled = {r.name for r in roles} | {
            f.role for f in candidate.fillers if f.noun and "text" in event_type.roles[f.role].accepts
        }
        several = event_type.symmetric and len(apart(roles)) > 1
        missing = [
            name
            for name in required
            if name not in filled and not (several and "treaty" not in event_type.roles[name].accepts)
        ]
        if missing and not (truncated and len(missing) < len(required)):
            return Refusal("open", roles, missing)
        if not has_ends(event_type, roles, self.names):
            return Refusal("one side", roles)
        whole = part_of(candidate, roles, previous, slots, self.rules)
        inherited = (
            whole.when
            if whole
            else (running(candidate, roles, recent, self.rules) or day_of_the_news(candidate, days, self.rules))
        )
        when = find_when(slots, candidate, clauses, published=context.article.published, inherited=inherited)
        if candidate.frame.dated and (when.edtf is None or when.basis not in {"stated", "anniversary"}):
            return Refusal("undated", roles)
        if candidate.frame.since:  # "is a member" tells of no act
            if when.edtf is None or not when.edtf.endswith("/"):
                return Refusal("no beginning", roles)
            when = start_of(when)
            candidate.factuality = "occurred"
        if candidate.factuality == "planned" and took_effect(slots, candidate, when, context.article):
            candidate.factuality = "occurred"
        if candidate.factuality == "occurred" and after_publication(when, context.article):
            candidate.factuality = "planned"
        place = find_place(slots, candidate)
        if place is not None and not any(r.name == "place" for r in roles):
            roles.append(place)
        occasion = find_occasion(slots, candidate)
        if occasion is not None and not any(r.name == "occasion" for r in roles):
            roles.append(occasion)
        start, end = find_quote(read, candidate, context.repaired)
        quote = context.article.text[start:end]
        confidence = round(candidate.frame.confidence * min(self._confidences(roles, candidate), default=1.0), 2)
        recurring = any(s.date is not None and s.date.kind == "recurring" for s in slots)
        span = f"{start},{end}"
        key = "|".join(f"{r.name}={r.actor.id}" for r in roles)
        claimant = self._speaker(slots, candidate, context, discourse, clauses)
        return Claim(
            id="c" + digest(context.article.id, span, event_type.id, key, candidate.factuality, when.edtf or ""),
            article=context.article.id,
            type=event_type.id,
            roles=tuple(roles),
            when=when,
            factuality=candidate.factuality,
            claimed_by=claimant,
            quote=quote,
            start=start,
            end=end,
            rule=candidate.frame.name,
            confidence=confidence,
            truncated=truncated and bool(missing),
            recurring=recurring,
            part_of=whole.id if whole else None,
            description=read.words(slots[int(candidate.description)].start, slots[int(candidate.description)].end)
            if candidate.description
            else None,
        )

    @staticmethod
    def _confidences(roles: Sequence[Role], candidate: Candidate) -> Iterator[float]:
        for filler in candidate.fillers:
            if any(r.name == filler.role for r in roles):
                yield filler.confidence

    def _speaker(
        self,
        slots: Sequence[Slot],
        candidate: Candidate,
        context: Context,
        discourse: Discourse,
        clauses: Sequence[Clause],
    ) -> Actor:
        """Who says so: the subject of the verb of saying above the claim, else the author or publisher."""
        clause = candidate.clause
        if clause is not None and clause.governor is not None and clause.link == "that":
            governor = next((c for c in clauses if c.verb == clause.governor), None)
            if governor is not None and slots[governor.verb].head in SAYING:
                for i in governor.subjects:
                    for phrase in slots[i].phrases:
                        for resolved in discourse.resolve(phrase):
                            speaker = self._voice(resolved.actor)
                            if speaker is not None:
                                return speaker
        return context.claimant

    def _voice(self, actor: Actor) -> Actor | None:
        """Who speaks where an actor is said to: an office speaks for the one that it acts for, a place for nobody."""
        if actor.type == "Post":
            return next((a for a in map(self.names.actor, actor.principals) if a is not None), None)
        return None if actor.type in {"Place", "Treaty"} else actor


def is_heading(piece: Sentence, article: Article, *, total: int) -> bool:
    """Whether a piece of text is the title or a heading, whose wording is no evidence."""
    if article.truncated or total == 1:
        return False
    clean = piece.text.strip()
    if article.title and piece.index == 0 and clean.casefold() == " ".join(article.title.split()).casefold():
        return True
    return clean[-1:] not in ".!?:;\"')" and len(clean) < 160 and not piece.bullet and piece.dateline is None


def _around(clauses: Sequence[Clause], at: int) -> Clause | None:
    """The clause in which a noun stands, the last that begins before it."""
    return next((c for c in reversed(clauses) if c.verb < at < c.end and c.subjects), None)


def _once(claims: Sequence[Claim]) -> list[Claim]:
    seen: set[str] = set()
    kept = []
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            kept.append(claim)
    known = {c.id for c in kept}
    return [c if c.part_of is None or c.part_of in known else replace(c, part_of=None) for c in kept]


_READERS: dict[int, Reader] = {}


def reader_of(ontology: Ontology) -> Reader:
    """The reader of an ontology, compiled at first use; it holds the ontology, so that the id stays its own."""
    reader = _READERS.get(id(ontology))
    if reader is None:
        reader = _READERS[id(ontology)] = Reader(ontology)
    return reader


def read_article(article: Article, ontology: Ontology) -> Reading:
    """Read one article with the rules of an ontology; a pure function of the two.

    Args:
        article: the article; its offsets refer to ``article.text``.
        ontology: event types and names, compiled once and kept.

    Returns:
        Mentions and claims with offsets into the raw text.
    """
    return reader_of(ontology).read(article)
