"""Suspects: the nodes that may break a shape, so that the slow validator looks at no others.

A graph of some hundred articles has twenty thousand nodes that shapes target, and nearly all of them are in order. What
is tested here errs on one side only: a node passes when it certainly conforms, and whatever is not understood, of a
shape or of a value, is left to the validator, which alone says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection

from relgraph.check.problems import text_of
from relgraph.check.rows import Rows, Term
from relgraph.iris import PREFIXES

__all__ = ["Classes", "Narrowed", "narrow_shapes"]

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
_TARGETS = frozenset(_SH[name] for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf"))
_KINDS_OF_TARGETS = _TARGETS | {_SH.targetNode, _SH.target}
_CLASSES = (RDFS.Class, OWL.Class)
_SILENT = frozenset(_SH[name] for name in ("path", "message", "severity", "name", "description", "order", "group"))
"""What a shape says of itself that asks nothing of a node."""
_KINDS: dict[rdflib.term.Node, type[Term]] = {
    _SH.IRI: ox.NamedNode,
    _SH.BlankNode: ox.BlankNode,
    _SH.Literal: ox.Literal,
}
_FORMS = {
    _XSD + "boolean": r"true|false",
    _XSD + "integer": r"[+-]?\d+",
    _XSD + "decimal": r"[+-]?\d+(\.\d+)?",
}

Test = Callable[[str, tuple[Term, ...]], bool]
"""Whether a node, and the values that a path leads to from it, certainly keep a constraint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What is left for the validator."""

    left: bool
    """Whether any shape has a target left."""
    levels: int | None
    """How many steps away from its suspects a shape looks at most; None when that is not known."""


def narrow_shapes(shapes: rdflib.Graph, rows: Rows, classes: Classes) -> Narrowed:
    """Let each shape target only the nodes that may break it.

    A shape is left as it is when it has a target, a path or a constraint that is not understood here.
    """
    left, levels = False, 1
    owners = {shape for kind in _KINDS_OF_TARGETS for shape in shapes.subjects(kind, None)}
    owners |= {shape for kind in _CLASSES for shape in shapes.subjects(RDF.type, kind)}  # targets its own instances
    whole = False
    for shape in sorted(owners, key=str):
        compiler = _Compiler(shapes, rows, classes)
        test = compiler.shape(shape)
        targets = [(p, o) for p, o in shapes.predicate_objects(shape) if p in _TARGETS]
        others = any((shape, kind, None) in shapes for kind in _KINDS_OF_TARGETS - _TARGETS)
        suspects: list[str] = []
        if test is not None and not others and targets:
            nodes = {node for target in targets for node in _nodes_of(target, rows, classes)}
            suspects = sorted(node for node in nodes if not test(node, (_term(node),)))
        # A blank node cannot be named as a target.
        if test is None or others or not targets or any(node.startswith("_:") for node in suspects):
            left = whole = True
            continue
        levels = max(levels, compiler.levels)
        left = left or bool(suspects)
        for predicate, value in targets:
            shapes.remove((shape, predicate, value))
        for node in suspects:
            shapes.add((shape, _SH.targetNode, rdflib.URIRef(node)))
    return Narrowed(left=left, levels=None if whole else levels)


class Classes:
    """Which classes stand below which; the validator reads it from the same triples."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._below: dict[str, set[str]] = {}
        for triple in triples:
            if triple.predicate.value == PREFIXES["rdfs"] + "subClassOf":
                self._below.setdefault(text_of(triple.object), set()).add(text_of(triple.subject))

    def below(self, name: str) -> frozenset[str]:
        """A class and all that stand below it, as IRIs."""
        found, todo = {name}, [name]
        while todo:
            for lower in self._below.get(todo.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    todo.append(lower)
        return frozenset(found)


def _nodes_of(target: tuple[object, object], rows: Rows, classes: Classes) -> Iterable[str]:
    kind, value = target
    if kind == _SH.targetClass:
        return (node for name in classes.below(str(value)) for node in rows.instances(name))
    if kind == _SH.targetSubjectsOf:
        return (s for s in rows.subjects() if rows.terms(s, str(value)))
    return (text_of(term) for s in rows.subjects() for term in rows.terms(s, str(value)))


def _term(node: str) -> Term:
    return ox.BlankNode(node.removeprefix("_:")) if node.startswith("_:") else ox.NamedNode(node)


class _Compiler:
    """Turns a shape into a test, or into None when it asks for something that is not understood."""

    def __init__(self, shapes: rdflib.Graph, rows: Rows, classes: Classes) -> None:
        self._shapes = shapes
        self._rows = rows
        self._classes = classes
        self._open: set[rdflib.term.Node] = set()
        self._level = 0
        self.levels = 1
        """How many steps away the shapes that were read look at most."""

    def shape(self, shape: rdflib.term.Node) -> Test | None:
        if shape in self._open:  # a shape that refers to itself
            return None
        self._open.add(shape)
        paths = list(self._shapes.objects(shape, _SH.path))
        self._level += len(paths)
        self.levels = max(self.levels, self._level + 1)  # the classes of the values are one step more
        tests: list[Test] = []
        for predicate, value in self._shapes.predicate_objects(shape):
            if not str(predicate).startswith(str(_SH)) or predicate in _SILENT or predicate in _TARGETS:
                continue
            test = self._constraint(str(predicate).removeprefix(str(_SH)), value)
            if test is None:
                return None
            tests.append(test)
        self._open.discard(shape)
        self._level -= len(paths)
        if not paths:
            return lambda node, values: all(test(node, values) for test in tests)
        steps = self._steps(paths[0])
        if steps is None:
            return None
        rows = self._rows

        def along(node: str, values: tuple[Term, ...]) -> bool:
            for value in values:
                start = text_of(value)
                found = tuple({term: None for step in steps for term in rows.terms(start, step)})
                if not all(test(start, found) for test in tests):
                    return False
            return True

        return along

    def _steps(self, path: rdflib.term.Node) -> tuple[str, ...] | None:
        """The properties that a path goes along, one or another of them; None for a longer path."""
        if isinstance(path, rdflib.URIRef):
            return (str(path),)
        several = self._shapes.value(path, _SH.alternativePath)
        if several is None:
            return None
        steps = list(Collection(self._shapes, several))
        return tuple(map(str, steps)) if all(isinstance(s, rdflib.URIRef) for s in steps) else None

    def _constraint(self, name: str, value: rdflib.term.Node) -> Test | None:
        if name in {"property", "node"}:
            return self._each(self.shape(value))
        if name == "or":
            several = [self.shape(s) for s in Collection(self._shapes, value)]
            known = [test for test in several if test is not None]
            if len(known) < len(several):
                return None
            return lambda node, values: all(any(t(text_of(v), (v,)) for t in known) for v in values)
        if name == "not":
            return self._without_class(value)
        if name == "in":
            allowed = {_from_rdflib(term) for term in Collection(self._shapes, value)}
            return lambda node, values: all(v in allowed for v in values)
        if name == "class":
            wanted = self._classes.below(str(value))
            return lambda node, values: all(self._is_one_of(v, wanted) for v in values)
        return _simple(name, value) or self._compared(name, value)

    def _each(self, test: Test | None) -> Test | None:
        if test is None:
            return None
        return lambda node, values: all(test(text_of(v), (v,)) for v in values)

    def _without_class(self, shape: rdflib.term.Node) -> Test | None:
        """That a node is not of a class; the negation of anything else could err on the wrong side."""
        asked = [(p, o) for p, o in self._shapes.predicate_objects(shape) if str(p).startswith(str(_SH))]
        if len(asked) != 1 or asked[0][0] != _SH["class"]:
            return None
        wanted = self._classes.below(str(asked[0][1]))
        return lambda node, values: not any(self._is_one_of(v, wanted) for v in values)

    def _is_one_of(self, value: Term, wanted: frozenset[str]) -> bool:
        return not wanted.isdisjoint(map(text_of, self._rows.terms(text_of(value), _TYPE)))

    def _compared(self, name: str, value: rdflib.term.Node) -> Test | None:
        """The constraints that compare the values of one property with those of another."""
        rows, other = self._rows, str(value)
        if name == "disjoint":
            return lambda node, values: not set(values) & set(rows.terms(node, other))
        if name in {"lessThan", "lessThanOrEquals"}:
            equal = name == "lessThanOrEquals"
            return lambda node, values: all(
                _is_less(a, b, equal=equal) for a in values for b in rows.terms(node, other)
            )
        return None


def _simple(name: str, value: rdflib.term.Node) -> Test | None:
    """The constraints that look at the values alone."""
    wanted = _from_rdflib(value)
    if name == "minCount":
        return lambda node, values: len(values) >= int(str(value))
    if name == "maxCount":
        return lambda node, values: len(values) <= int(str(value))
    if name == "hasValue":
        return lambda node, values: wanted in values
    if name == "datatype":
        return lambda node, values: all(_is_of(v, str(value)) for v in values)
    if name == "nodeKind" and value in _KINDS:
        kind = _KINDS[value]
        return lambda node, values: all(isinstance(v, kind) for v in values)
    if name == "pattern":
        form = re.compile(str(value))
        return lambda node, values: all(
            not isinstance(v, ox.BlankNode) and form.search(text_of(v)) is not None for v in values
        )
    if name == "minLength":
        return lambda node, values: all(len(text_of(v)) >= int(str(value)) for v in values)
    if name in {"minInclusive", "maxInclusive"}:
        bound, sign = float(str(value)), 1 if name == "minInclusive" else -1
        return lambda node, values: all((n := _number(v)) is not None and sign * n >= sign * bound for v in values)
    if name == "uniqueLang":
        return lambda node, values: len({v.language for v in values if isinstance(v, ox.Literal)}) == len(values)
    return None


def _from_rdflib(term: rdflib.term.Node) -> Term | None:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return None


def _is_of(value: Term, datatype: str) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype.value != datatype:
        return False
    if datatype == _XSD + "date":
        return _day(value) is not None
    if datatype in _FORMS:
        return re.fullmatch(_FORMS[datatype], value.value) is not None
    # Of the other types of XML Schema not every text is a value; what is none of them takes any.
    return datatype == _XSD + "string" or not datatype.startswith(_XSD)


def _day(value: Term) -> date | None:
    if not isinstance(value, ox.Literal) or value.datatype.value != _XSD + "date":
        return None
    try:
        return date.fromisoformat(value.value) if len(value.value) == 10 else None
    except ValueError:
        return None


def _number(value: Term) -> float | None:
    form = _FORMS.get(value.datatype.value) if isinstance(value, ox.Literal) else None
    if form is None or value.datatype.value == _XSD + "boolean":  # type: ignore[union-attr]
        return None
    return float(text_of(value)) if re.fullmatch(form, text_of(value)) else None


def _is_less(one: Term, other: Term, *, equal: bool) -> bool:
    for read in (_day, _number):
        a, b = read(one), read(other)
        if a is not None and b is not None:
            return a < b or (equal and a == b)  # type: ignore[operator]
    return False
