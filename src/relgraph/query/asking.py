"""Asking: a question of the library with its values, answered by a graph."""

from __future__ import annotations

from collections.abc import Mapping

from relgraph.errors import QueryError, nearest
from relgraph.query.questions import ANY, Question, load_questions
from relgraph.query.terms import Value, make_term, names_of
from relgraph.store import Graph, Result, Term, make_day

__all__ = ["answer", "ask", "find_question", "make_terms"]


def find_question(name: str, questions: Mapping[str, Question] | None = None) -> Question:
    """The question of that name; QueryError with the nearest name when there is none."""
    library = load_questions() if questions is None else questions
    if name not in library:
        raise QueryError(f"no question '{name}'.{nearest(name, library)} The library has: {names_of(library)}")
    return library[name]


def make_terms(graph: Graph, question: Question, values: Mapping[str, Value]) -> dict[str, Term]:
    """The asker's values as terms, by parameter; a parameter that restricts nothing has none.

    Raises QueryError for a parameter that the question does not have, one that is missing, and a value that does not
    name what the parameter takes.
    """
    valid = [parameter.name for parameter in question.parameters]
    for name in values:
        if name not in valid:
            raise QueryError(
                f"{question.name}: no parameter '{name}'.{nearest(name, valid)} It takes: {names_of(valid)}"
            )
    terms: dict[str, Term] = {}
    for parameter in question.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            example = " ".join(f"-p {name}={text!r}" for name, text in question.example.items())
            raise QueryError(
                f"{question.name}: '{parameter.name}' is missing ({parameter.description})"
                + (f"; for example {example}" if example else "")
            )
        if value != ANY or parameter.default != ANY:
            where = f"{question.name}: {parameter.name}"
            terms[parameter.name] = make_term(graph, value, kind=parameter.kind, where=where)
    return terms


def answer(graph: Graph, question: Question, values: Mapping[str, Value], *, on: Value | None = None) -> Result:
    """The rows that a graph has for one question.

    With ``on`` they are those of the world as it stood on that day (:meth:`relgraph.store.Graph.at`). A question with a
    parameter ``on`` looks at one day itself, and tells certain from possible better than a graph that was taken to the
    day could: there ``on`` is the value of the parameter. Where ``values`` has one too, that one is the parameter's,
    and the graph is taken to the day.

    Raises QueryError for a wrong value or day.
    """
    if on is not None:
        if "on" in values or all(parameter.name != "on" for parameter in question.parameters):
            graph = graph.at(make_day(on, last=True, where=f"{question.name}: on"))
        else:
            values = {**values, "on": on}
    return graph.query(question.sparql, bindings=make_terms(graph, question, values))


def ask(graph: Graph, name: str, /, *, on: Value | None = None, **params: Value) -> Result:
    """The rows that a graph has for a question of the library, by the question's name.

    ``on`` is the day of the world that is asked, of all questions alike: the parameter of that name where a question
    has one, else the graph is taken to the day. "2018" means its last day.

    >>> ask(graph, "timeline", a="PRK", b="ASEAN", since="2018")          # doctest: +SKIP
    >>> ask(graph, "ambassadors-to", of="PRK", on="2018-05-01")           # doctest: +SKIP
    """
    return answer(graph, find_question(name), params, on=on)
