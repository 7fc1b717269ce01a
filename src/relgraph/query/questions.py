"""Questions: the SPARQL files of the library with their titles, parameters and columns, checked strictly."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from relgraph.errors import OntologyError, QueryError, nearest
from relgraph.iris import BASE, PREFIXES
from relgraph.query.terms import KINDS
from relgraph.resources import ontology_dir
from relgraph.store import Term
from relgraph.store.bindings import bind
from relgraph.store.guard import check_query, tokens

__all__ = ["ANY", "Parameter", "Question", "load_questions"]

ANY = "*"
"""Default of a parameter that restricts nothing when it is not given."""

REQUIRED = "-"

_KEYS = ("title", "question", "parameter", "columns", "audience", "example")
_NEEDED = ("title", "question", "columns", "audience")
_REPEATABLE = ("parameter",)
_HEADER = re.compile(r"#\s*(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*?)\s*")
_PARAMETER = re.compile(r"(?P<name>\S+)\s+(?P<kind>\S+)\s+(?P<default>\S+)\s+(?P<description>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that the asker fills in: a state, a day, a piece of text."""

    name: str
    kind: str
    """One of the kinds of :mod:`relgraph.query.terms`: ``state``, ``actor``, ``date`` ..."""
    default: str | None
    """The value taken when none is given; ``*`` is "any"; None when the asker must give one."""
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the library: what it asks, what it takes, and the columns of its answer."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    audience: str
    sparql: str
    """The file as it stands; parameters are the variables written with ``$``."""
    example: Mapping[str, str] = field(default_factory=dict)
    """Values that give an answer on the sample articles."""

    def bind(self, terms: Mapping[str, Term]) -> str:
        """The query with each parameter replaced by its term; one without a term stays a variable.

        The terms come from :func:`relgraph.query.terms.make_term`, never from the asker's own text.
        """
        return bind(self.sparql, terms).text


def _variables(sparql: str) -> tuple[set[str], set[str]]:
    """Names written with ``$`` and names written with ``?``."""
    found: tuple[set[str], set[str]] = (set(), set())
    for kind, lexeme, _ in tokens(sparql):
        if kind == "variable":
            found[lexeme.startswith("?")].add(lexeme[1:])
    return found


def _read_header(text: str, problem: Callable[[int, str], None]) -> dict[str, list[tuple[int, str]]]:
    """The ``# key: value`` lines at the top of a file, with the number of each line."""
    header: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        match = _HEADER.fullmatch(line)
        if not match:
            problem(number, "not of the form '# key: value'; comments on the query go below an empty line")
        elif match["key"] not in _KEYS:
            problem(number, f"unknown key '{match['key']}'.{nearest(match['key'], _KEYS)} Valid: {', '.join(_KEYS)}")
        elif match["key"] in header and match["key"] not in _REPEATABLE:
            problem(number, f"'{match['key']}' stands twice; keep one")
        else:
            header.setdefault(match["key"], []).append((number, match["value"]))
    return header


def _read_parameters(lines: Iterable[tuple[int, str]], problem: Callable[[int, str], None]) -> tuple[Parameter, ...]:
    parameters: dict[str, Parameter] = {}
    for number, value in lines:
        match = _PARAMETER.fullmatch(value)
        if not match:
            problem(number, "a parameter needs 'name kind default description'; '-' as default makes it required")
            continue
        name, kind, default = match["name"], match["kind"], match["default"]
        if not name.isidentifier() or keyword.iskeyword(name):
            problem(number, f"'{name}' cannot be a parameter's name; take a Python identifier")
        elif name in parameters:
            problem(number, f"parameter '{name}' is declared twice; keep one")
        elif kind not in KINDS:
            problem(number, f"unknown kind '{kind}'.{nearest(kind, KINDS)} Valid: {', '.join(KINDS)}")
        else:
            parameters[name] = Parameter(
                name=name,
                kind=kind,
                default=None if default == REQUIRED else default,
                description=match["description"],
            )
    return tuple(parameters.values())


def _read_example(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.split(",") if part.strip())
    return {name.strip(): text.strip() for name, _, text in pairs}


_DAY = ox.Literal("2000-01-01", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
_SAMPLES: dict[str, Term] = {
    "date": _DAY,
    "end-date": _DAY,
    "integer": ox.Literal(1),
    "year": ox.Literal(2000),
    "string": ox.Literal("text"),
}
"""A term of each kind that is no thing, only to see whether the bound query parses."""


def _columns_of(question: Question) -> tuple[str, ...]:
    """The variables that the query selects when every parameter is filled in.

    Raises QueryError when it must not run, SyntaxError when it does not parse and TypeError when it is no SELECT.
    """
    check_query(question.sparql)
    used, _ = _variables(question.sparql)
    thing = ox.NamedNode(BASE + "id/state/XXX")
    terms = {p.name: _SAMPLES.get(p.kind, thing) for p in question.parameters if p.name in used}
    answer = ox.Store().query(question.bind(terms), prefixes=PREFIXES)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError
    return tuple(variable.value for variable in answer.variables)


def _check(question: Question, problem: Callable[[int, str], None]) -> None:
    declared = {p.name for p in question.parameters}
    used, variables = _variables(question.sparql)
    for name in sorted(used - declared):
        add = f"add '# parameter: {name} KIND DEFAULT DESCRIPTION'"
        problem(0, f"${name} is not declared; {add}.{nearest(name, declared)}")
    for name in sorted(declared - used):
        problem(0, f"parameter '{name}' is declared but ${name} is not used in the query")
    for name in sorted(declared & variables):
        problem(0, f"parameter '{name}' is also written ?{name}; write ${name}, or rename the variable")
    for name in sorted(question.example.keys() - declared):
        problem(0, f"the example gives '{name}', which is no parameter.{nearest(name, declared)}")
    missing = [p.name for p in question.parameters if p.default is None and p.name not in question.example]
    if question.example and missing:
        problem(0, f"the example lacks the required {', '.join(missing)}")
    try:
        selected = _columns_of(question)
    except (QueryError, SyntaxError) as error:
        problem(0, f"SPARQL: {' '.join(str(error).split())}")
    except TypeError:
        problem(0, "only SELECT queries can be questions")
    else:
        if selected != question.columns:
            problem(0, f"columns are declared as {', '.join(question.columns)} but selected as {', '.join(selected)}")


def _read_question(path: Path, problems: list[str]) -> Question | None:
    """One file as a question; what is wrong with it is added to ``problems``."""
    before = len(problems)

    def problem(line: int, message: str) -> None:
        problems.append(f"questions/{path.name}{f':{line}' if line else ''}: {message}")

    text = path.read_text(encoding="utf-8")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        problem(0, "the name of a question is lower-case words joined by '-'")
    header = _read_header(text, problem)
    for key in _NEEDED:
        if not header.get(key, [(0, "")])[0][1]:
            problem(0, f"no '# {key}: ...' at the top")
    if len(problems) > before:
        return None
    question = Question(
        name=path.stem,
        title=header["title"][0][1],
        question=header["question"][0][1],
        parameters=_read_parameters(header.get("parameter", ()), problem),
        columns=tuple(column.strip() for column in header["columns"][0][1].split(",")),
        audience=header["audience"][0][1],
        sparql=text,
        example=_read_example(header.get("example", [(0, "")])[0][1]),
    )
    if len(problems) == before:
        _check(question, problem)
    return question


@lru_cache(maxsize=8)
def _load(folder: Path) -> tuple[Question, ...]:
    problems: list[str] = []
    questions = [_read_question(path, problems) for path in sorted(folder.glob("*.rq"))]
    if not questions:
        problems.append(f"{folder.name}: no *.rq file in it; name the folder that holds the questions")
    if problems:
        raise OntologyError(problems)
    return tuple(q for q in questions if q is not None)


def load_questions(folder: str | Path | None = None) -> dict[str, Question]:
    """The question library by name, in the order of the names.

    ``folder`` holds the ``.rq`` files; None takes the library that comes with relgraph. Raises OntologyError with
    every problem of every file at once.
    """
    questions = _load(Path(folder).resolve() if folder is not None else ontology_dir() / "questions")
    return {question.name: question for question in questions}
