"""Changes: what became different in the relations of a graph between two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from relgraph.errors import QueryError
from relgraph.query.phases import ACTS, BREAKS, PHASES, SHORTCUTS
from relgraph.query.standing import Edge, Evidence, Situation, read_claims, read_names, read_situations
from relgraph.query.terms import Value, find_actor
from relgraph.store import Graph, make_day

__all__ = ["Change", "changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that began or ended, with the words of a source for it."""

    date: str
    """As precisely as the sources tell it (EDTF); empty when only the shortcuts of the two days differ."""
    change: str
    """``established``, ``severed``, ``joined``, ``begun`` ..."""
    kind: str
    """``relations``, ``posting``, ``office``, ``membership``, ``treaty``, ``mission`` or ``representation``."""
    who: str
    what: str
    status: str
    """``certain`` when it lies between the two days in any case, ``possible`` when it perhaps does."""
    quote: str
    article: str
    """Id of the article; of a dataset ``ds:...``."""
    situation: str
    """IRI of the state of affairs or event; empty when there is none."""


_Triple = tuple[str, str, str]
_EVENTS = ("MembershipEvent", "MissionEvent", "PostingEvent", "RelationEvent", "TreatyAction")
_MEMBERS = "SELECT ?pair ?one WHERE { GRAPH g:entities { ?pair rg:relationshipMember ?one } }"
_DERIVED = "SELECT ?one ?name ?other WHERE { VALUES ?name { $names } GRAPH g:facts { ?one ?name ?other } }"


def changes(graph: Graph, since: Value, until: Value, of: str | None = None) -> list[Change]:
    """What changed in the relations of a graph after one day and up to another, in the order of time.

    Relations, postings and offices, memberships, standings under treaties, missions and levels of representation: each
    accepted state of affairs whose start or end lies between the two days is a row, ``possible`` where its date leaves
    open whether it does. What nobody says has ended has not ended. Where the shortcuts of the two days differ and no
    state of affairs says why, the act that does is the row.

    Args:
        graph: the whole graph, not one of a day.
        since: the day whose world is compared; ``2017`` means its last day, so that "2017" to "2018" is the year 2018.
        until: the later day.
        of: a state, organisation, person or treaty, by id, code or name; only what it takes part in.

    Raises QueryError for a wrong day, days in the wrong order, and an ``of`` that the graph does not have.
    """
    first = make_day(since, last=True, where="changes: since")
    last = make_day(until, last=True, where="changes: until")
    if first > last:
        raise QueryError(f"changes: since {since} is later than until {until}; give the earlier day first")
    actor = None if of is None else str(find_actor(graph, of, where="changes: of").value)
    told = sorted(_History(graph).tell(first, last, actor), key=lambda pair: pair[0])
    # Two sources may tell the same in states of affairs of their own.
    rows: dict[tuple[str, ...], Change] = {}
    for _, change in told:
        key = (change.date, change.change, change.kind, change.who, change.what)
        known = rows.get(key)
        if known is None or (bool(change.quote), change.status == "certain") > (
            bool(known.quote),
            known.status == "certain",
        ):
            rows[key] = change
    return list(rows.values())


_Told = tuple[tuple[str, ...], Change]
"""A change with what it is sorted by."""


class _History:
    """The states of affairs of a graph, the acts that begin and end them, and their names."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        found = list(read_situations(graph, [*PHASES, *_EVENTS]))
        self.events = [s for s in found if not s.types & PHASES.keys()]
        self.states = [(next(k for k in PHASES if k in s.types), s) for s in found if s.types & PHASES.keys()]
        self.names = read_names(graph)
        self.claims = read_claims(graph)
        self.members: dict[str, set[str]] = defaultdict(set)
        for pair, one in graph.query(_MEMBERS):
            self.members[str(pair)].add(str(one))
        self.acts: dict[tuple[str, str], list[Situation]] = defaultdict(list)
        for event in self.events:
            for link in ("starts", "ends"):
                for iri in event.values.get(link, ()):
                    self.acts[link, iri].append(event)
        self.phases: dict[tuple[str, ...], list[Situation]] = defaultdict(list)
        for kind, state in self.states:
            self.phases[self._subject(kind, state)].append(state)

    def tell(self, since: date, until: date, actor: str | None) -> Iterator[_Told]:
        """The changes after one day and up to another, those of one actor if one is given."""
        rows: set[tuple[str, str]] = set()
        for kind, state in self.states:
            for link, told in self._tell_state(kind, state, since, until):
                rows.add((link, state.iri))
                if actor is None or self._concerns(state, actor):
                    yield told
        for event in self._lone_missions():
            if actor is None or event.touches(actor):
                yield from self._tell_mission(event, since, until)
        for shortcut, gained in self._compare_shortcuts(since, until):
            one, name, other = shortcut
            if actor in (None, one, other) and not self._is_told(name, {one, other}, rows, since, gained=gained):
                yield self._tell_shortcut(shortcut, since, until, gained=gained)

    # ── states of affairs

    def _subject(self, kind: str, state: Situation) -> tuple[str, ...]:
        if kind == "RelationPhase":
            return kind, *self._pair(state)
        return kind, *(f"{role} {iri}" for role in PHASES[kind].subject for iri in state.values.get(role, ()))

    def _pair(self, phase: Situation) -> tuple[str, ...]:
        members = self.members.get(phase.one("relationship") or "")
        return tuple(sorted(members)) if members else phase.values.get("party", ())

    def _concerns(self, situation: Situation, actor: str) -> bool:
        return situation.touches(actor) or actor in self._pair(situation)

    def _tell_state(self, kind: str, state: Situation, since: date, until: date) -> Iterator[tuple[str, _Told]]:
        """The rows of its start and its end, each with the property of the acts there."""
        spec = PHASES[kind]
        concept = state.concept(spec.concept)
        fell = state.start.falls(since, until)
        if fell:
            change, before = spec.begins.get(concept, "begun"), self._before(kind, state)
            if change == "established" and self._is_resumed(state, before):
                change = "resumed"
            if kind == "Representation" and before and before.concept("level") != concept:
                change = "changed"
            claims = self._claims_of("starts", "ends", state)
            yield "starts", self._row(kind, state, state.start, change, fell, claims)
        fell = state.end.falls(since, until)
        if fell and not self._is_followed(kind, state):
            change = spec.ends.get(concept, "ended")
            claims = self._claims_of("ends", "starts", state)
            yield "ends", self._row(kind, state, state.end, change, fell, claims)

    def _before(self, kind: str, state: Situation) -> Situation | None:
        """The phase of the same thing that began last before this one."""
        earlier = [p for p in self.phases[self._subject(kind, state)] if _began(p) < _began(state)]
        return max(earlier, key=_began, default=None)

    def _is_followed(self, kind: str, state: Situation) -> bool:
        """Whether another phase of the same thing begins where this one ends, which then tells the change."""
        later = [p for p in self.phases[self._subject(kind, state)] if _began(p) > _began(state)]
        return any(_meet(state.end, phase.start) for phase in later)

    def _is_resumed(self, phase: Situation, before: Situation | None) -> bool:
        if before is not None and before.concept("relationStatus") in BREAKS:
            return True
        return any("ResumptionOfRelations" in event.types for event in self.acts["starts", phase.iri])

    def _claims_of(self, link: str, other: str, state: Situation) -> Collection[str]:
        """The claims that tell of one edge: those of the acts there, else those that are not of the other edge alone."""
        told = {c for event in self.acts[link, state.iri] for c in event.values.get("supportedBy", ())}
        rest = {c for event in self.acts[other, state.iri] for c in event.values.get("supportedBy", ())}
        all_ = set(state.values.get("supportedBy", ()))
        return told or (all_ - rest) or all_

    # ── missions that are only known from their opening or closing

    def _lone_missions(self) -> Iterator[Situation]:
        phased = {c for kind, s in self.states if kind == "MissionPhase" for c in s.values.get("supportedBy", ())}
        for event in self.events:
            if "MissionEvent" in event.types and not phased.intersection(event.values.get("supportedBy", ())):
                yield event

    def _tell_mission(self, event: Situation, since: date, until: date) -> Iterator[_Told]:
        change = _act(event)
        fell = event.start.falls(since, until)
        if change and fell:
            yield self._row("MissionPhase", event, event.start, change, fell, event.values.get("supportedBy", ()))

    # ── shortcuts

    def _compare_shortcuts(self, since: date, until: date) -> Iterator[tuple[_Triple, bool]]:
        """The shortcuts that only one of the two days has, and whether it is the later; of two directions one."""
        later = self.graph.at(until, articles=False)
        new, old = _shortcuts(later), _shortcuts(later.at(since, articles=False))
        for shortcut in sorted(new ^ old):
            one, name, other = shortcut
            if name != "hasRelationsWith" or one < other:
                yield shortcut, shortcut in new

    def _is_told(
        self, name: str, ends: set[str], rows: Collection[tuple[str, str]], since: date, *, gained: bool
    ) -> bool:
        """Whether the start or end of a state of affairs is a row that says why a shortcut is new or lost."""
        for kind, state in self.states:
            if kind != SHORTCUTS[name].state or not all(self._concerns(state, end) for end in ends):
                continue
            breaks = state.concept(PHASES[kind].concept) in BREAKS
            if ("starts", state.iri) in rows and gained != breaks:
                return True
            # On its last day a shortcut still holds: it is lost a day after the row.
            if not gained and (
                ("ends", state.iri) in rows or (state.end.last == since and not self._is_followed(kind, state))
            ):
                return True
        return False

    def _tell_shortcut(self, shortcut: _Triple, since: date, until: date, *, gained: bool) -> _Told:
        one, name, other = shortcut
        spec = SHORTCUTS[name]
        acts = [
            (fell, event)
            for event in self.events
            if event.types.intersection(spec.begun_by if gained else spec.ended_by)
            # A treaty is terminated for all its parties, without naming them.
            if event.touches(other) and (event.touches(one) or "Termination" in event.types)
            if (fell := event.start.falls(since, until))
        ]
        status, act = max(acts, key=lambda pair: (_began(pair[1]), pair[1].iri), default=("possible", None))
        word = (_act(act) if act and "Termination" not in act.types else None) or (spec.begun if gained else spec.ended)
        who, what = self._name([one]), self._name([other])
        edge = act.start if act else Edge(first=None, last=None, edtf="")
        claims = act.values.get("supportedBy", ()) if act else ()
        return self._make(spec.state, act.iri if act else "", edge, word, status, claims, who, what)

    # ── rows

    def _row(
        self, kind: str, situation: Situation, edge: Edge, change: str, status: str, claims: Collection[str]
    ) -> _Told:
        who, what = self._say(kind, situation, change)
        return self._make(kind, situation.iri, edge, change, status, claims, who, what)

    def _make(
        self, kind: str, iri: str, edge: Edge, change: str, status: str, claims: Collection[str], who: str, what: str
    ) -> _Told:
        evidence = self._evidence(claims, edge)
        row = Change(
            date=edge.edtf,
            change=change,
            kind=PHASES[kind].name,
            who=who,
            what=what,
            status=status,
            quote=evidence.quote if evidence else "",
            article=evidence.article if evidence else "",
            situation=iri,
        )
        day = edge.first or edge.last or date.max
        return (day.isoformat(), row.kind, who, what, change, iri), row

    def _evidence(self, claims: Iterable[str], edge: Edge) -> Evidence | None:
        """Of several claims the one that is quoted, gives the date as it was kept, and came first."""
        known = [self.claims[c] for c in claims if c in self.claims]
        return min(
            known,
            key=lambda e: (not e.quote, e.when.split("/")[0] != edge.edtf, e.published or "9999", e.claim),
            default=None,
        )

    def _name(self, iris: Iterable[str]) -> str:
        return ", ".join(sorted(self.names.get(iri, iri.rpartition("/")[2]) for iri in iris))

    def _say(self, kind: str, situation: Situation, change: str) -> tuple[str, str]:
        """Who and what a row is about."""

        def named(*roles: str) -> str:
            return next((self._name(situation.values[r]) for r in roles if r in situation.values), "")

        match kind:
            case "RelationPhase":
                pair = self._pair(situation)
                return self._name(pair[:1]), self._name(pair[1:])
            case "Posting" | "Tenure":
                post, receiver = named("post", "rank"), named("accreditedTo")
                where = f" ({named('sendingParty')} to {receiver})" if receiver and receiver not in post else ""
                return named("holder"), f"{post}{where}"
            case "Membership":
                capacity = situation.concept("capacity")
                aside = f" ({named('capacity')})" if capacity not in ("", "fullMember") else ""
                return named("member"), named("organization") + aside
            case "Representation":
                before = self._before(kind, situation) if change == "changed" else None
                level = f"{self._name(before.values.get('level', ()))} → {named('level')}" if before else named("level")
                return named("sendingParty"), f"{named('receivingParty')} ({level})"
            case "MissionPhase":
                receiver = named("receivingParty", "recipientState", "recipient")
                mission = named("mission") or "mission"
                where = f" ({receiver})" if receiver and receiver not in mission else ""
                return named("sendingParty", "actorState", "actor"), mission + where
            case _:
                return named("party"), named("treaty")


def _began(situation: Situation) -> date:
    return situation.start.first or situation.start.last or date.min


def _meet(end: Edge, start: Edge) -> bool:
    """Whether one can end on the day on which the other begins."""
    if end.last is None or (start.first is None and start.last is None):
        return False
    return (start.first or date.min) <= end.last and (end.first or date.min) <= (start.last or date.max)


def _act(event: Situation) -> str | None:
    return next((word for name, word in ACTS.items() if name in event.types), None)


def _shortcuts(graph: Graph) -> set[_Triple]:
    names = {f"rg:{name}": name for name in SHORTCUTS}
    rows = graph.query(_DERIVED.replace("$names", " ".join(names)))
    return {(str(one), str(name).rpartition("#")[2], str(other)) for one, name, other in rows}
