"""What is wrong with the event files, seen together: names that do not exist, ids taken twice, circles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from relgraph.errors import nearest
from relgraph.iris import PREFIXES
from relgraph.ontology.events import CODES, SLOTS, EventFile, Kind
from relgraph.ontology.schema import Schema

__all__ = ["find_problems"]

_LEAST = {"match": 3, "no_match": 2}


def find_problems(files: Sequence[EventFile], schema: Schema) -> list[str]:
    """All problems of all files, in the order of file and line.

    Reads what the files say and not the finished event types, so that a file with a wrong key still has its
    names checked, and other files are not blamed for a parent that is only misspelt inside.
    """
    by_id: dict[str, EventFile] = {}
    problems = [problem for file in files for problem in file.problems]
    problems += _check_schema(schema)
    for file in files:
        type_id = file.mapping.values.get("id")
        if not isinstance(type_id, str):
            continue
        place = file.mapping.place(("id",))
        if type_id in by_id:
            other = by_id[type_id].mapping.place(("id",))
            problems.append(f"{place}: id '{type_id}' is already taken by {other}; rename one of them")
        elif type_id in schema.parents:
            problems.append(f"{place}: id '{type_id}' is a class of relgraph.ttl; take another id or remove it there")
        by_id.setdefault(type_id, file)
    for file in files:
        problems += _check_parent(file, by_id, schema)
        problems += _check_names(file, schema)
        problems += _check_frames(file)
        problems += _check_examples(file)
    problems += _check_frame_names(by_id.values())
    return sorted(dict.fromkeys(problems), key=_order)


def _order(problem: str) -> tuple[str, int]:
    found = re.match(r"(.+?\.(?:yaml|ttl))(?::(\d+))?: ", problem)
    return (found[1], int(found[2] or 0)) if found else (problem, 0)


def _check_schema(schema: Schema) -> Iterator[str]:
    for name in schema.parents:
        seen, here = [name], name
        while schema.parents.get(here):
            here = schema.parents[here][0]
            if here in seen:
                yield f"relgraph.ttl: class '{name}' stands above itself; break the circle"
                break
            seen.append(here)
        if here not in schema.parents:
            yield f"relgraph.ttl: class '{seen[-2]}' has the unknown parent '{here}'.{nearest(here, schema.parents)}"


def _check_parent(file: EventFile, by_id: Mapping[str, EventFile], schema: Schema) -> Iterator[str]:
    type_id, parent = file.mapping.values.get("id"), file.mapping.values.get("parent")
    if not isinstance(parent, str):
        return
    place = file.mapping.place(("parent",))
    if parent not in by_id and parent not in schema.parents:
        events = [name for name in schema.parents if _is_event(name, schema)]
        yield f"{place}: unknown parent '{parent}'.{nearest(parent, [*by_id, *events])}"
        return
    seen = [str(type_id)]
    top: Any = parent
    while top in by_id and top not in seen:
        seen.append(top)
        top = by_id[top].mapping.values.get("parent")
    if top in seen:
        yield f"{place}: '{type_id}' stands above itself ({' < '.join([*seen, top])}); break the circle"
    elif top in schema.parents and not _is_event(top, schema):
        yield f"{place}: parent '{top}' is no class of events; take Event or a class below it"


def _is_event(name: str, schema: Schema) -> bool:
    seen: set[str] = set()
    while name != "Event" and name not in seen:
        seen.add(name)
        name = next(iter(schema.parents.get(name, ())), name)
    return name == "Event"


def _check_names(file: EventFile, schema: Schema) -> Iterator[str]:
    values, place = file.mapping.values, file.mapping.place
    code = values.get("code")
    if isinstance(code, str) and code not in CODES:
        yield f"{place(('code',))}: unknown code '{code}'.{nearest(code, CODES)}"
    kinds = [*get_args(Kind), *schema.parents]
    for role, spec in _mapping(values.get("roles")).items():
        if role not in schema.roles:
            known = nearest(role, schema.roles)
            yield f"{place(('roles', role))}: '{role}' is no role property of relgraph.ttl.{known}"
        for kind in _texts(_mapping(spec).get("accepts")):
            if kind not in kinds:
                yield (
                    f"{place(('roles', role, 'accepts'))}: role '{role}' accepts the unknown kind '{kind}'."
                    f"{nearest(kind, kinds)}"
                )
    prefixes = [*schema.prefixes, *PREFIXES]
    for curie in _texts(values.get("close_match")):
        if curie.partition(":")[0] not in prefixes or not curie.partition(":")[2]:
            known = nearest(curie.partition(":")[0], prefixes)
            yield f"{place(('close_match',))}: '{curie}' has no prefix that relgraph.ttl declares.{known}"


def _check_frames(file: EventFile) -> Iterator[str]:
    roles = _mapping(file.mapping.values.get("roles"))
    frames = file.mapping.values.get("frames")
    for n, frame in enumerate(frames if isinstance(frames, tuple) else ()):
        for key in (*SLOTS, "require", "topic"):
            for role in _texts(_mapping(frame).get(key)):
                if role not in roles:
                    yield (
                        f"{file.mapping.place(('frames', n, key))}: '{key}' names the undeclared role '{role}'; "
                        f"declare it under 'roles'.{nearest(role, roles)}"
                    )


def _check_examples(file: EventFile) -> Iterator[str]:
    examples = _mapping(file.mapping.values.get("examples"))
    for kind, least in _LEAST.items():
        several = examples.get(kind, ())
        place = file.mapping.place(("examples", kind))
        if isinstance(several, tuple) and kind in examples and len(several) < least:
            yield f"{place}: {len(several)} of at least {least} examples under '{kind}'; write the others"
        for n, example in enumerate(several if isinstance(several, tuple) else ()):
            if kind == "no_match" and isinstance(example, dict) and "why" not in example:
                yield f"{file.mapping.place(('examples', kind, n))}: an example that must not match needs its 'why'"


def _check_frame_names(files: Iterable[EventFile]) -> Iterator[str]:
    taken: dict[str, str] = {}
    for file in files:
        for n, frame in enumerate(file.event_type.frames if file.event_type else ()):
            place = file.mapping.place(("frames", n))
            if frame.name in taken:
                yield f"{place}: frame name '{frame.name}' is already taken by {taken[frame.name]}; rename one of them"
            taken.setdefault(frame.name, place)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, tuple) else (value,)
    return tuple(text for text in several if isinstance(text, str))
