"""Assertions: whether a graph holds what the user of its corpus knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations

from relgraph.check.problems import Problem, make_error, text_of
from relgraph.check.rows import Rows
from relgraph.corpora import Assertion, Corpus, CountAssertion, EventAssertion, IdentityAssertion
from relgraph.errors import CLOSE, CorpusError, nearest
from relgraph.iris import BASE, GRAPHS, PREFIXES, shorten, slug, thing_iri
from relgraph.ontology import Ontology
from relgraph.records import When

__all__ = ["check_assertions"]

_COUNTED = {"articles": "Article", "claims": "Claim", "situations": "Situation", "conflicts": "Conflict"}
_SORTS = {"event": "Event", "state": "StateOfAffairs", "situation": "Situation"}
_ABOVE = ("onBehalfOf", "organOf", "sendingParty")
_ID = BASE + "id/"
_NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "prefLabel")
_SHOWN = 3


def check_assertions(rows: Rows, corpus: Corpus, ontology: Ontology) -> Iterator[Problem]:
    """Every assertion that does not hold, as an error whose focus is its file and line.

    A name that the graph does not know is a warning where the assertion holds for that reason alone.

    Raises CorpusError when an assertion names a type, class or role that the ontology has not.
    """
    problems = [problem for assertion in corpus.assertions for problem in _check_words(assertion, ontology)]
    if problems:
        raise CorpusError(problems)
    directory = _Directory(rows)
    for assertion in corpus.assertions:
        if isinstance(assertion, CountAssertion):
            yield from _check_count(assertion, rows, ontology)
        elif isinstance(assertion, EventAssertion):
            yield from _check_event(assertion, rows, directory, ontology)
        else:
            yield from _check_identity(assertion, directory)


def _check_words(assertion: Assertion, ontology: Ontology) -> Iterator[str]:
    classes = {*ontology.event_types, *ontology.schema.parents}
    if isinstance(assertion, CountAssertion):
        if assertion.what not in {*_COUNTED, *classes}:
            known = nearest(assertion.what, [*_COUNTED, *classes])
            yield f"{assertion.place}: nothing to count is called '{assertion.what}'.{known}"
    elif isinstance(assertion, EventAssertion):
        above = _SORTS[assertion.sort]
        if assertion.type not in classes:
            yield f"{assertion.place}: no such event type or class '{assertion.type}'.{nearest(assertion.type, classes)}"
        elif not ontology.is_a(assertion.type, above):
            yield f"{assertion.place}: {assertion.type} is no class of {above}; name one that is"
        for role, _ in assertion.roles:
            if role not in ontology.schema.roles:
                yield f"{assertion.place}: no such role '{role}'.{nearest(role, ontology.schema.roles)}"


def _fail(place: str, message: str) -> Problem:
    return make_error("assertion", place, message, None)


def _doubt(place: str, message: str) -> Problem:
    return Problem(severity="warning", shape="assertion", focus=place, message=message, graph=None)


def _check_count(assertion: CountAssertion, rows: Rows, ontology: Ontology) -> Iterator[Problem]:
    things = rows.all_of(_COUNTED.get(assertion.what, assertion.what))
    if assertion.what not in _COUNTED and ontology.is_a(assertion.what, "Situation"):
        things = tuple(thing for thing in things if rows.is_accepted(thing))  # what a query sees
    found = len(things)
    if assertion.least is not None and found < assertion.least:
        yield _fail(assertion.place, f"{assertion.what}: {found}, and at least {assertion.least} are asserted")
    if assertion.most is not None and found > assertion.most:
        yield _fail(assertion.place, f"{assertion.what}: {found}, and at most {assertion.most} are asserted")


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_event(assertion: EventAssertion, rows: Rows, directory: _Directory, ontology: Ontology) -> Iterator[Problem]:
    wanted = [(role, filler, directory.find(filler)) for role, filler in assertion.roles]
    unknown = [directory.explain(filler) for _, filler, found in wanted if not found]
    alike = [
        situation
        for situation in rows.all_of(assertion.type)
        if all(
            any(not found.isdisjoint(directory.above(f)) for f in _fillers(rows, situation, role, ontology))
            for role, _, found in wanted
        )
    ]
    dated = [s for s in alike if _is_inside(s, assertion.when, rows)]
    accepted = [s for s in dated if rows.is_accepted(s)]
    words = _words(assertion)
    if assertion.wanted and not accepted:
        if unknown:
            reason = " ".join(unknown)
        elif dated:
            statuses = {shorten(status) for s in dated for status in rows.values(s, "status")}
            reason = f"there is one, but it is {' and '.join(sorted(statuses))}: {_list(dated)}"
        elif alike:
            reason = f"the date is another: {_list(alike, rows)}"
        else:
            reason = "no situation of this type has these participants"
        yield _fail(assertion.place, f"no accepted {words}; {reason}")
    elif not assertion.wanted and accepted:
        yield _fail(assertion.place, f"an accepted {words}, which must not be: {_list(accepted)}")
    elif not assertion.wanted and unknown:
        yield _doubt(assertion.place, f"absent only since {' '.join(unknown)}")


def _fillers(rows: Rows, situation: str, role: str, ontology: Ontology) -> Iterator[str]:
    """Who fills a role; in an event whose sides are equal, as a meeting, who fills any of the equal roles."""
    names = {role}
    for event_type in map(ontology.event_types.get, rows.classes(situation)):
        if event_type and event_type.symmetric:
            equal = {name for name, spec in event_type.roles.items() if spec.side == "both"}
            names |= equal if role in equal else set()
    for name in sorted(names):
        yield from rows.values(situation, name)


def _words(assertion: EventAssertion) -> str:
    roles = ", ".join(f"{role} {filler}" for role, filler in assertion.roles)
    date = f" in {assertion.when.edtf}" if assertion.when else ""
    return f"{assertion.type}{f' with {roles}' if roles else ''}{date}"


def _list(situations: Iterable[str], rows: Rows | None = None) -> str:
    found = list(situations)
    shown = []
    for situation in found[:_SHOWN]:
        dates = rows.values(situation, "when") if rows else ()
        shown.append(shorten(situation) + (f" ({', '.join(dates)})" if dates else ""))
    return ", ".join(shown) + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _is_inside(situation: str, when: When | None, rows: Rows) -> bool:
    """Whether the bounds of a situation lie inside a date; a bound that is not known lies outside a known one."""
    if when is None:
        return True
    first, last = rows.day(situation, "startEarliest"), rows.day(situation, "endLatest")
    if when.start_earliest is not None and (first is None or first < when.start_earliest):
        return False
    return when.end_latest is None or (last is not None and last <= when.end_latest)


# ── identities ──────────────────────────────────────────────────────────────────────────────────────────────────


def _check_identity(assertion: IdentityAssertion, directory: _Directory) -> Iterator[Problem]:
    found = {name: directory.find(name) for name in assertion.ids}
    unknown = " ".join(directory.explain(name) for name, nodes in found.items() if not nodes)
    if assertion.same:
        together = sorted(set[str]().union(*found.values()))
        if unknown:
            yield _fail(assertion.place, unknown)
        elif len(together) > 1:
            yield _fail(assertion.place, f"{_list(together)} are asserted to be one; join them")
        return
    for one, other in combinations(assertion.ids, 2):
        if shared := sorted(found[one] & found[other]):
            yield _fail(assertion.place, f"'{one}' and '{other}' are both {_list(shared)}; keep them apart")
    if unknown:
        yield _doubt(assertion.place, f"different only since {unknown}")


class _Directory:
    """Who and what is meant by an id, a code, a name, or an id that was merged into another."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def find(self, name: str) -> frozenset[str]:
        """The IRIs that a text means, by the first of these ways that gives any."""
        iri = thing_iri(name)
        if iri in self._rows.described:
            return frozenset([iri])
        key = name.casefold()
        for index, word in ((self._codes, name), (self._labels, key), (self._merged, name), (self._claims, name)):
            if word in index:
                return index[word]
        return frozenset()

    def explain(self, name: str) -> str:
        """That nothing is called so, and what may have been meant."""
        known = [iri.removeprefix(_ID) for iri in self._things] if "/" in name else [*self._codes, *self._names]
        return f"the graph has nothing called '{name}'.{nearest(name, known, cutoff=CLOSE)}"

    def above(self, node: str) -> frozenset[str]:
        """A participant and all for whom it acts."""
        found, todo = {node}, [node]
        while todo:
            here = todo.pop()
            for name in _ABOVE:
                for other in self._rows.values(here, name):
                    if other not in found:
                        found.add(other)
                        todo.append(other)
        return frozenset(found)

    @cached_property
    def _things(self) -> tuple[str, ...]:
        return tuple(sorted(s for s, graphs in self._rows.described.items() if s.startswith(_ID) and graphs))

    @cached_property
    def _codes(self) -> Mapping[str, frozenset[str]]:
        return _index((iri.removeprefix(_ID).partition("/")[2], iri) for iri in self._entities)

    @cached_property
    def _entities(self) -> tuple[str, ...]:
        return tuple(iri for iri in self._things if GRAPHS["entities"] in self._rows.described[iri])

    def _named(self) -> Iterator[tuple[str, str]]:
        for iri in self._entities:
            for name in _NAMES:
                yield from ((text_of(term), iri) for term in self._rows.terms(iri, name))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._named())

    @cached_property
    def _labels(self) -> Mapping[str, frozenset[str]]:
        return _index((name.casefold(), iri) for name, iri in self._named())

    @cached_property
    def _merged(self) -> Mapping[str, frozenset[str]]:
        """The id that each other name of somebody would have had."""
        kinds = ((name, iri, iri.removeprefix(_ID).partition("/")[0]) for name, iri in self._named())
        return _index((f"{kind}/{slug(name)}", iri) for name, iri, kind in kinds)

    @cached_property
    def _claims(self) -> Mapping[str, frozenset[str]]:
        """Claims by their own id, and what they support."""
        return _index(
            (claim.partition("#")[2], situation)
            for claim in self._rows.all_of("Claim")
            for situation in self._rows.values(claim, "supports")
        )


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, iri in pairs:
        found.setdefault(key, set()).add(iri)
    return {key: frozenset(iris) for key, iris in found.items()}
