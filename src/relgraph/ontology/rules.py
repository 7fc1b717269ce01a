"""Rules: SPARQL updates that derive shortcuts from accepted situations. ``ontology/rules/README.md`` says how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from relgraph.errors import OntologyError
from relgraph.resources import ontology_dir

__all__ = ["Rule", "load_rules"]

_HEADERS = ("title", "shortcut")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One update that writes one shortcut into the graph of facts."""

    name: str
    title: str
    shortcut: str
    """Local name of the property that the rule writes."""
    text: str
    path: Path

    def update(self, as_of: date) -> str:
        """The update, ready to run, with the as-of date of the graph in place of ``$asOf``."""
        literal = f'"{as_of.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'
        return re.sub(r"\$asOf\b", literal, self.text)


def load_rules(folder: Path | str | None = None) -> tuple[Rule, ...]:
    """The rules of an ontology folder, in the order of their names.

    Raises:
        OntologyError: a rule lacks its title or shortcut, or two rules write the same shortcut.
    """
    base = Path(folder) if folder is not None else ontology_dir()
    rules: list[Rule] = []
    problems: list[str] = []
    for path in sorted((base / "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        headers = dict(re.findall(r"^# (\w+): *(\S.*?) *$", text, flags=re.MULTILINE))
        missing = [header for header in _HEADERS if header not in headers]
        problems += (f"{path}:1: no '# {header}:' line; add it" for header in missing)
        if missing:
            continue
        rule = Rule(name=path.stem, title=headers["title"], shortcut=headers["shortcut"], text=text, path=path)
        twins = [other.path for other in rules if other.shortcut == rule.shortcut]
        problems += (f"{path}:2: writes '{rule.shortcut}' as {twin} does; keep one of them" for twin in twins)
        rules.append(rule)
    if problems:
        raise OntologyError(problems)
    return tuple(rules)
