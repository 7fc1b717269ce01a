"""Read annotations and predictions: one JSON object a line, checked before anything is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from relgraph.errors import CLOSE, SourceError, nearest
from relgraph.evaluate.doubts import find_doubts
from relgraph.evaluate.records import Annotation, Envoy, Event
from relgraph.ontology import CODES
from relgraph.ontology.names import Names
from relgraph.sources.fields import parse_object

__all__ = ["parse_annotations"]

_READER = TypeAdapter(Annotation)
_KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(Annotation.__slots__),
    "events": tuple(Event.__slots__),
    "envoys": tuple(Envoy.__slots__),
}
_SHORTENED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MOST_PROBLEMS = 20
_FORM = "write one JSON object a line with 'id' and 'events', as 'relgraph claims -f gold' does"
_WANTED = {"tuple": "a list", "string": "a text", "bool": "true or false", "dataclass": "an object {...}"}


def parse_annotations(
    name: str,
    text: str,
    *,
    predicted: bool = False,
    names: Names | None = None,
    warn: Callable[[str], None] | None = None,
) -> list[Annotation]:
    """Read the lines of an annotation, or of a prediction in the same form.

    Args:
        name: the file, for messages.
        text: what is in it. Keys that are no slip of a known one are left to other readers.
        predicted: the file is a prediction. Its types and dates are not checked, since a wrong one is only no match.
        names: the states; with them doubtful names of actors are told.
        warn: called with each doubt and its place, one line. It is no error, since organisations may have any name.

    Raises:
        SourceError: with every problem, one line each: ``gold.jsonl:3: events[1].type: no type 'vist'. Did you mean
            visit?``; also when there is nothing in it, or no line of JSON at all.
    """
    if text.strip() and not re.search(r"^\s*[{\[]", text, re.MULTILINE):
        raise SourceError(f"{name}: not an annotation: no line of it is JSON; {_FORM}")
    problems: list[str] = []
    lines: dict[str, int] = {}
    found: list[Annotation] = []
    for number, line in enumerate(text.split("\n"), start=1):  # not splitlines(): a string may hold U+2028
        if not line.strip():
            continue
        record = _parse(line)
        if isinstance(record, str):
            problems.append(f"{name}:{number}: {record}")
            continue
        own = list(_slips(record))
        if not predicted and "events" not in record and not any("Did you mean events?" in slip for slip in own):
            own.append("no 'events'; add it, as [] where the article tells of none")
        annotation, wrong = _validate(record)
        if annotation is not None:
            own += [] if predicted else _check_events(annotation)
            if annotation.id in lines:
                own.append(
                    f"the id '{annotation.id}' stands already in line {lines[annotation.id]}; drop one of the two"
                )
            lines.setdefault(annotation.id, number)
            found.append(annotation)
        problems += [f"{name}:{number}: {problem}" for problem in (*own, *wrong)]
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        raise SourceError("\n".join(problems[:_MOST_PROBLEMS] + ([f"... and {more} more"] if more > 0 else [])))
    if not found:
        raise SourceError(f"{name}: nothing in it; {_FORM}")
    if names is not None and warn is not None:
        used = {actor for a in found for e in a.events for actor in (*e.source, *e.target)} & names.states.keys()
        for annotation in found:
            for doubt in find_doubts(annotation, names, used):
                warn(f"{name}:{lines[annotation.id]}: {doubt}")
    return found


def _parse(line: str) -> dict[str, Any] | str:
    record = parse_object(line, "an annotation")
    if isinstance(record, str):
        return record
    if "text" in record and "events" not in record:
        return "an article, not an annotation: it has 'text' and no 'events'; name the file with the annotations"
    if isinstance(record.get("id"), int) and not isinstance(record["id"], bool):
        record["id"] = str(record["id"])
    return record


def _validate(record: dict[str, Any]) -> tuple[Annotation | None, list[str]]:
    if record.get("id") in (None, ""):
        return None, ["no 'id'; write the id of the article that is annotated"]
    try:
        return _READER.validate_python(_without_null(record)), []
    except ValidationError as error:
        return None, [_explain(detail["loc"], detail["type"]) for detail in error.errors(include_url=False)]


def _without_null(value: Any) -> Any:
    """Null is the same as a missing key."""
    if isinstance(value, dict):
        return {k: _without_null(v) for k, v in value.items() if v is not None}
    return [_without_null(v) for v in value] if isinstance(value, list) else value


def _explain(loc: tuple[int | str, ...], kind: str) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")
    if kind == "missing":
        return f"{where.rpartition('.')[0]}: no '{loc[-1]}'; add it"
    wanted = next((words for start, words in _WANTED.items() if kind.startswith(start)), "something else")
    return f"{where}: not {wanted}"


def _slips(record: dict[str, Any]) -> Iterator[str]:
    """Keys that look like a known one: what stands under them would be left out in silence."""
    yield from _slips_in(record, "", "")
    for part in ("events", "envoys"):
        items = record.get(part)
        for n, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield from _slips_in(item, part, f"{part}[{n}]: ")


def _slips_in(record: dict[str, Any], part: str, where: str) -> Iterator[str]:
    free = [key for key in _KEYS[part] if key not in record]
    for key in sorted(record.keys() - set(_KEYS[part])):
        meant = nearest(key, free, cutoff=CLOSE)
        if meant:
            yield f"{where}no key '{key}'.{meant}"


def _check_events(annotation: Annotation) -> Iterator[str]:
    for n, event in enumerate(annotation.events):
        where = f"events[{n}]"
        for key, types in (("type", (event.type,)), ("alt", event.alt)):
            yield from (f"{where}.{key}: no type '{t}'.{_suggest(t)}" for t in types if t not in CODES)
        if event.date is not None and not _is_date(event.date):
            yield f"{where}.date: '{event.date}' is no date; write 2024, 2024-05 or 2024-05-31, or null"


def _suggest(code: str) -> str:
    return nearest(code, CODES) or " 'relgraph types' lists the codes."


def _is_date(value: str) -> bool:
    if not _SHORTENED.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
