"""YAML files read strictly: no repeated key, no scalar that YAML turns into something nobody wrote.

Plain ``NO`` is the code of Norway and not False, ``042`` is a CAMEO code and not 34, ``on`` is a
preposition and not True. Keys are always taken as they are written; a value of that kind is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from relgraph.errors import nearest

__all__ = ["Mapping", "Where", "read_mapping"]

Where = tuple[str | int, ...]
"""Where in a file a value stands: ``("frames", 0, "verbs")``."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One file: its values, the line of each, and the problems met while reading."""

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    refused: frozenset[Where] = frozenset()
    """Places of scalars that are already among the problems."""

    def place(self, where: Where = ()) -> str:
        """``file:line`` of a value, or of the nearest thing around it that has a line."""
        for end in range(len(where), -1, -1):
            line = self.lines.get(where[:end])
            if line is not None:
                return f"{self.path}:{line}"
        return str(self.path)

    def explain(
        self, where: Where, detail: Any, *, name: str, keys: Collection[str], words: Collection[str] = ()
    ) -> str:
        """What a model found wrong at a place of the file, in one line with the cure.

        Args:
            where: the place.
            detail: one of pydantic's error details.
            name: what the line calls the place.
            keys: the keys that are valid there.
            words: the words that are valid there, where it takes only some.
        """
        place, kind = self.place(where), detail["type"]
        if kind == "extra_forbidden":
            return f"{place}: unknown key '{where[-1]}'.{nearest(str(where[-1]), keys)}"
        if kind == "missing":
            return f"{place}: '{name}' is missing; add it"
        if kind == "value_error":
            return f"{place}: {name + ': ' if name else ''}{detail['ctx']['error']}"
        if kind == "string_too_short":
            return f"{place}: {name}: is empty; fill it in"
        message = (detail["msg"][0].lower() + detail["msg"][1:]).replace("valid tuple", "list")
        message = message.replace("valid integer", "whole number").replace("valid ", "")
        if kind == "literal_error":
            message += "." + nearest(str(detail["input"]), words)
        elif kind.endswith("_type"):
            message += f", not {detail['input']!r}" + ("; put it in quotes" if kind == "string_type" else "")
        return f"{place}: {name}: {message}"


def read_mapping(path: Path, *, start: str = "id") -> Mapping:
    """Read one YAML file whose top level is a mapping. Sequences become tuples.

    Problems are collected and not raised, so that a caller can report those of all files at once. ``start`` is a key
    that such a file usually begins with.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError as error:
        return Mapping(path=path, problems=(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8",))
    except OSError as error:
        return Mapping(path=path, problems=(f"{path}: cannot be read ({error.strerror}); check the file's rights",))
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        return Mapping(path=path, problems=(f"{path}{line}: no valid YAML, {error.problem}; check quotes and indent",))
    except yaml.YAMLError as error:
        return Mapping(path=path, problems=(f"{path}: no valid YAML, {error}; check for odd characters",))
    if not isinstance(node, yaml.MappingNode):
        found = "the file is empty" if node is None else "the top level is no mapping"
        return Mapping(path=path, problems=(f"{path}: {found}; start with '{start}:'",))
    reader = _Reader(path)
    values = reader.read(node, ())
    return Mapping(
        path=path, values=values, lines=reader.lines, problems=tuple(reader.problems), refused=frozenset(reader.refused)
    )


class _Reader:
    """Turns the nodes of one file into Python values and remembers their lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Where, int] = {}
        self.problems: list[str] = []
        self.refused: set[Where] = set()

    def read(self, node: yaml.Node, where: Where) -> Any:
        # A key's own line is set by its mapping; a nested value must not overwrite it.
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.read(child, (*where, n)) for n, child in enumerate(node.value))
        return self._scalar(node, where) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
                self.problems.append(f"{self.path}:{line}: a key that is no word; write every key out")
            elif key.value in values:
                first = self.lines[(*where, key.value)]
                self.problems.append(
                    f"{self.path}:{line}: key '{key.value}' is repeated (first in line {first}); keep one of them"
                )
            else:
                self.lines[(*where, key.value)] = line
                values[key.value] = self.read(child, (*where, key.value))
        return values

    def _scalar(self, node: yaml.ScalarNode, where: Where) -> Any:
        kind, text = node.tag.rpartition(":")[2], str(node.value)
        if node.style in ("|", ">"):
            return text.removesuffix("\n")
        if node.style in ("'", '"') or kind == "str":
            return text
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind == "int" and _WHOLE.fullmatch(text):
            return int(text)
        if kind == "float" and _DECIMAL.fullmatch(text):
            return float(text)
        if kind == "timestamp" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self._refuse(node, where, "is no day of the calendar; correct it")
                return text
        if kind == "null":
            return None
        reads = {"bool": "a truth value", "int": "another number", "float": "another number"}.get(kind, f"a {kind}")
        self._refuse(
            node, where, f"is read by YAML as {reads}; put it in quotes" + (" or write true / false" * (kind == "bool"))
        )
        return text

    def _refuse(self, node: yaml.ScalarNode, where: Where, why: str) -> None:
        self.refused.add(where)
        self.problems.append(f"{self.path}:{node.start_mark.line + 1}: {node.value} {why}")
