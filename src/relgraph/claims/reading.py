"""Read one article: who is named in it and what is claimed in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from relgraph.claims.clauses import Clause, find_clauses
from relgraph.claims.composition import composition_claims
from relgraph.claims.conferral import confer_offices
from relgraph.claims.dating import find_when, resolve_same
from relgraph.claims.discourse import JOINING_OR_LEAVING, Discourse, Resolved, bind_pronouns
from relgraph.claims.echoes import echo_claims
from relgraph.claims.ends import MANY, apart, find_quote, has_ends
from relgraph.claims.factuality import SAYING
from relgraph.claims.filling import Context, RoleFiller, find_occasion, find_place, resolve_slots
from relgraph.claims.matching import Candidate, Rules
from relgraph.claims.offices import office_claims
from relgraph.claims.refusals import Refusal, Trace
from relgraph.claims.statements import aim_statements
from relgraph.dates import FoundDate, make_when, start_of
from relgraph.iris import digest, slug
from relgraph.mentions.collect import collect_mentions
from relgraph.mentions.lexicon import Lexicon
from relgraph.mentions.match import Matcher, Scope
from relgraph.mentions.memory import Memory
from relgraph.mentions.parts import Slot
from relgraph.mentions.sentences import ReadSentence, read_sentence
from relgraph.ontology import Ontology
from relgraph.ontology.names import Names, load_names
from relgraph.records import Actor, Article, Claim, Issue, Mention, Reading, Role, When
from relgraph.text import Sentence, repair, split_sentences, tokenize

__all__ = ["Reader", "read_article", "reader_of"]

_OPENING = 1200
"""Characters in which an article says of which state it treats."""
_MOSTLY = 0.6
_OFTEN = 3
_UNKNOWN = Actor(id="org/unknown-publisher", type="Organization", label="unknown publisher")


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
        repaired = repair(article.text, glued=self.glued)
        publisher = self.names.publisher(article.publisher) or self.names.publisher(article.url)
        claimant = self._claimant(article, publisher.actor if publisher else None)
        home = None
        if publisher is not None and publisher.family == "DPRK":
            home = self.names.actor("state/PRK")
        elif claimant.type == "State":
            home = claimant
        elif claimant.on_behalf_of:
            home = self.names.actor(claimant.on_behalf_of[0])
        memory = Memory(self.names, home=home)
        if publisher is not None and publisher.family == "DPRK":
            memory.here = self.names.actor("place/pyongyang")
        memory.other = self._other(article, home)
        memory.official = claimant.type != "Organization" or (publisher is not None and publisher.family == "DPRK")
        memory.speaks_for_itself = publisher is not None and claimant.type in {"State", "GovernmentBody"}
        memory.about = self._about(article) if home is None else None
        return Context(article, repaired, claimant, memory, self._scope(article))

    def _other(self, article: Article, home: Actor | None) -> Actor | None:
        """The one state beside the publisher's own that a title names."""
        pair = self._title_states(article)
        others = [a for a in pair if home is not None and a.id != home.id]
        return others[0] if len(pair) == 2 and len(others) == 1 else None

    def _claimant(self, article: Article, publisher: Actor | None) -> Actor:
        if article.author:
            known = next((n.actor for n in self.names.by_form(article.author) if n.actor is not None), None)
            behalf = known.on_behalf_of if known else publisher.principals if publisher else ()
            return known or Actor(
                id=f"org/{slug(article.author)}", type="Organization", label=article.author, on_behalf_of=behalf
            )
        if publisher is not None:
            return publisher
        if article.publisher:
            return Actor(id=f"org/{slug(article.publisher)}", type="Organization", label=article.publisher)
        return _UNKNOWN

    def sentences(self, context: Context) -> Iterator[ReadSentence]:
        """The sentences of an article, read one after the other; titles and headings are left out."""
        article, text = context.article, context.repaired.text
        pieces = split_sentences(text)
        day: str | None = None
        only_year = _only_year(text) if article.published is None else None
        looks_back = _looks_back(article)
        for piece in pieces:
            if is_heading(piece, article, total=len(pieces)):
                continue
            if piece.dateline is not None:
                self._locate(piece.dateline.place, context)
            # A history's "on May 24" is of the year of which it was speaking.
            speaking_of = date(int(day[:4]), 12, 31) if looks_back and day is not None else only_year
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
        named = self._title_names(article)
        discourse.set_title(self._title_states(article))
        discourse.about = tuple(a.id for a in named if a.type == "State")
        discourse.bodies = [a for a in named if a.type in MANY or a.type == "Treaty"][:1]
        mentions: list[Mention] = []
        claims: list[Claim] = []
        previous: list[Claim] = []
        paragraph = -1
        looks_back = _looks_back(article)
        last: ReadSentence | None = None
        days: list[FoundDate] = []
        for sentence in self.sentences(context):
            if sentence.sentence.bullet or (sentence.sentence.paragraph != paragraph and sentence.sentence.bullet):
                previous = []
            paragraph = sentence.sentence.paragraph
            mentions += collect_mentions(sentence, article, context.repaired)
            still = sentence.sentence.bullet or looks_back
            days = [] if still else days + _recent_days(sentence, article.published)
            near = [] if still else _in_the_news(claims, article)
            trace = Trace(sentence) if traces is not None else None
            if traces is not None and trace is not None:
                traces.append(trace)
            found = self._claims(sentence, context, discourse, previous, near, days, trace)
            found += office_claims(
                sentence, article, context.claimant, context.repaired, self.names, looks_back=looks_back
            )
            found += composition_claims(sentence, context.article, context.claimant, context.repaired)
            claims += found
            previous = [c for c in found if c.type in self.ontology.event_types] or previous
            last = sentence
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
            claims=tuple(_once(aim_statements(article, claims, mentions, self.names.actor))),
            issues=issues,
        )

    def _about(self, article: Article) -> Actor | None:
        """The state that the title and the beginning of an article name far more often than any other."""
        counts: Counter[str] = Counter()
        opening = (article.title or "") + ". " + article.text[:_OPENING]
        for match in self.matcher.find(tokenize(repair(opening, glued=self.glued).text), self._scope(article)):
            for name in match.names:
                if name.kind in {"state", "demonym", "people", "person"} and name.actor is not None:
                    counts.update(p for p in name.actor.principals if p.startswith("state/"))
        total = sum(counts.values())
        if not total:
            return None
        first, count = counts.most_common(1)[0]
        return self.names.actor(first) if count >= max(_OFTEN, _MOSTLY * total) else None

    def _title_states(self, article: Article) -> list[Actor]:
        """The two states that the title names, if there are just two: of them the text speaks until it says otherwise."""
        found = [a for a in self._title_names(article) if a.type == "State"]
        return found if len(found) == 2 else []

    def _title_names(self, article: Article) -> list[Actor]:
        """The states, organisations and treaties that the title names, each once, in its order."""
        title = repair(article.title or "", glued=self.glued).text
        found: dict[str, Actor] = {}
        for match in self.matcher.find(tokenize(title), self._scope(article)):
            for name in match.names:
                if name.kind in {"state", "demonym", "people", "organisation", "treaty"} and name.actor is not None:
                    found.setdefault(name.actor.id, name.actor)
        return list(found.values())

    def _scope(self, article: Article) -> Scope:
        publisher = self.names.publisher(article.publisher) or self.names.publisher(article.url)
        return Scope(publisher.family if publisher else None, article.published)

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
        part = _part_of(candidate, roles, previous, slots, self.rules)
        inherited = (
            part.when
            if part
            else (_running(candidate, roles, recent, self.rules) or _day_of_the_news(candidate, days, self.rules))
        )
        when = find_when(slots, candidate, clauses, published=context.article.published, inherited=inherited)
        if candidate.frame.dated and (when.edtf is None or when.basis not in {"stated", "anniversary"}):
            return Refusal("undated", roles)
        if candidate.frame.since:  # "is a member" tells of no act
            if when.edtf is None or not when.edtf.endswith("/"):
                return Refusal("no beginning", roles)
            when = start_of(when)
            candidate.factuality = "occurred"
        if candidate.factuality == "planned" and _took_effect(slots, candidate, when, context.article):
            candidate.factuality = "occurred"
        if candidate.factuality == "occurred" and _after_publication(when, context.article):
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
            part_of=part.id if part else None,
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


def _only_year(text: str) -> date | None:
    """The end of the one year that the dates of an undated text name: its "4 April" is of that year."""
    dated = {m[1] for m in _DATED.finditer(text)}
    years = dated or set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return date(int(years.pop()), 12, 31) if len(years) == 1 else None


_DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? ((?:19|20)\d\d)\b"
)


def _looks_back(article: Article) -> bool:
    """Whether an article mostly names years long before its own, as a history does."""
    if article.published is None:
        return False
    years = [int(y) for y in re.findall(r"\b(?:1[789]|20)\d\d\b", article.text)]
    return len(years) >= 4 and sum(y < article.published.year - 2 for y in years) > len(years) / 2


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


_PARTS = frozenset(
    ["Talks", "Meeting", "Signature", "Agreement", "Gift", "Tribute", "Visit", "Reception", "Statement", "Ceremony"]
)

_WHOLES = frozenset(["Visit", "Meeting", "Arrival"])


def _part_of(
    candidate: Candidate, roles: Sequence[Role], previous: Sequence[Claim], slots: Sequence[Slot], rules: Rules
) -> Claim | None:
    """The visit or meeting in the sentence before, of which the same actor's act is a part."""
    referred = {
        r.actor.id
        for r in roles
        if r.name in {"actor", "party"} and (r.how in {"it", "they", "he", "she"} or r.how.startswith("the "))
    }
    during = any(s.kind == "prep" and s.head == "during" for s in slots)
    if not (referred or during) or not rules.is_any(candidate.type.id, _PARTS):
        return None
    for claim in previous:
        wider = rules.is_any(claim.type, _WHOLES) and claim.factuality == candidate.factuality
        if wider and (during or referred & {r.actor.id for r in claim.roles}):
            return claim
    return None


def _day_of_the_news(candidate: Candidate, days: Sequence[FoundDate], rules: Rules) -> When | None:
    """The one recent day that the article has named so far, for a scene of which it says no other."""
    if (
        not rules.is_any(candidate.type.id, _SCENES)
        or candidate.factuality != "occurred"
        or len({d.edtf for d in days}) != 1
    ):
        return None
    return make_when(days[0].edtf, basis="inferred") if days[0].edtf is not None else None


def _recent_days(read: ReadSentence, published: date | None) -> list[FoundDate]:
    """The full days shortly before publication that a sentence names."""
    found = [s.date for s in read.slots if s.date is not None and s.date.kind == "at" and s.date.edtf is not None]
    return [
        d
        for d in found
        if published is not None
        and re.fullmatch(r"\d{4}-\d\d-\d\d", d.edtf or "")
        and 0 <= (published - date.fromisoformat(d.edtf or "")).days <= _NEWS
    ]


def _in_the_news(claims: Sequence[Claim], article: Article) -> list[Claim]:
    """The acts read so far that fell shortly before publication."""
    published = article.published
    return [
        c
        for c in claims[-_BACK:]
        if published is not None
        and c.when.start_earliest is not None
        and (published - c.when.start_earliest).days <= _NEWS
    ]


_BACK = 12
_SCENES = frozenset(
    ["Tribute", "Ceremony", "Gift", "Reception", "Meeting", "Talks", "Signature", "Gathering", "Conference"]
)
"""Acts at which an article stays for several sentences and says once when they were."""
_NEWS = 45
"""Days before publication from which an act still counts as the one that an article reports."""


def _running(candidate: Candidate, roles: Sequence[Role], recent: Sequence[Claim], rules: Rules) -> When | None:
    """The date of the last act of the same actors that the article reports, for a scene that it goes on to describe."""
    if not rules.is_any(candidate.type.id, _SCENES) or candidate.factuality != "occurred":
        return None
    acting = {p for r in roles if r.name in {"actor", "recipient"} for p in r.actor.principals}
    for claim in reversed(recent):
        behind = {p for r in claim.roles for p in r.actor.principals}
        if claim.factuality == "occurred" and rules.is_any(claim.type, _SCENES | {"Visit"}) and acting & behind:
            known = claim.when.edtf if claim.when.basis != "publication" else None
            return make_when(known, basis="inferred") if known is not None else None
    return None


def _took_effect(slots: Sequence[Slot], candidate: Candidate, when: When, article: Article) -> bool:
    """Whether what was decided for a day happened by then: "decided to resume ties as of the same day"."""
    governor = (
        candidate.clause.governor if candidate.clause is not None and candidate.clause.link == "infinitive" else None
    )
    published, latest = article.published, when.start_latest
    if governor is None or slots[governor].head not in {"decide", "agree", "resolve"} or when.basis == "publication":
        return False
    begins = any(s.date is not None and s.date.kind == "from" for s in slots)
    return begins and published is not None and latest is not None and latest <= published


def _after_publication(when: When, article: Article) -> bool:
    return article.published is not None and when.start_earliest is not None and when.start_earliest > article.published


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
