"""Statements of Wikidata: from its two JSON forms, entities and results of SPARQL, to one plain record each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from relgraph.errors import SourceError, nearest
from relgraph.iris import digest

__all__ = ["PROPERTIES", "VARIABLES", "Contents", "Statement", "edtf_of", "read_contents"]

PROPERTIES = {
    "P530": "relations",
    "P39": "office",
    "P1891": "signature",
    "P6193": "consent",
}
"""The properties that are read: diplomatic relation, position held, signatory, ratified by."""

VARIABLES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "relations": (("state", "other"), "relations"),
    "ambassadors": (("person", "sender", "receiver"), "office"),
    "signatories": (("treaty", "signatory"), "signature"),
    "parties": (("treaty", "ratifier"), "consent"),
}
"""What the rows of a result of SPARQL can be, by the variables that they must have. Others that are read: ``start``,
``end``, ``date`` with ``startPrecision``, ``endPrecision``, ``datePrecision``; ``statement``; ``xLabel`` for an item ``x``."""

_OF, _START, _END, _TIME = "P642", "P580", "P582", "P585"
_SENDER_CLASS, _RECEIVER_CLASS = "Q29645880", "Q29645886"
_JULIAN = "Q1985786"
_ITEM = re.compile(r"(?:.*/)?(Q[1-9]\d*)")
_STATEMENT = re.compile(r".*/statement/(Q\d+)-(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement, whatever form it came in. Items are Wikidata ids; dates are EDTF at the precision that they have."""

    id: str
    """The id of the statement (``Q833$...``), or a digest of the row."""
    kind: str
    """``relations``, ``office``, ``signature`` or ``consent``."""
    items: tuple[str, ...]
    """Relations: both states; office: person, sender, receiver; treaties: treaty and party."""
    start: str | None = None
    """Start, or the day of the act."""
    end: str | None = None
    text: str = ""
    """The statement in one line, with the labels that the file has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file has."""

    statements: tuple[Statement, ...]
    labels: dict[str, str]
    """Item to its English label."""
    taken: date
    """The day for which the file stands: in its name, else the last change of an entity."""
    left_out: tuple[tuple[str, str], ...] = field(default=())
    """Statements that were left out: a code and the statement, for each."""


def edtf_of(time: str, precision: int) -> str | None:
    """A time of Wikidata at its precision; None for what is coarser than a decade or before our era.

    >>> edtf_of("+1973-06-30T00:00:00Z", 11), edtf_of("+2008-07-00T00:00:00Z", 10), edtf_of("+1973-01-01T00:00:00Z", 8)
    ('1973-06-30', '2008-07', '197X')
    """
    found = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)", time)
    if found is None:
        return None
    year, month, day = found.groups()
    return {8: f"{year[:3]}X", 9: year, 10: f"{year}-{month}", 11: f"{year}-{month}-{day}"}.get(min(precision, 11))


def read_contents(path: Path) -> Contents:
    """Read a file of Wikidata.

    Raises:
        SourceError: the file cannot be read, is in neither form, or does not tell of which day it is.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise SourceError(f"{path}: cannot be read ({e.strerror or e})") from e
    except UnicodeDecodeError as e:
        raise SourceError(f"{path}: not UTF-8 (byte {e.start}); save the file as UTF-8") from e
    loaded = _load(path, text)
    if isinstance(loaded, dict) and "results" in loaded:
        return _read_results(path, loaded)
    entities = loaded.get("entities") if isinstance(loaded, dict) else loaded
    if isinstance(loaded, dict) and entities is None and str(loaded.get("id", "")).startswith("Q"):
        entities = [loaded]
    several = list(entities.values()) if isinstance(entities, dict) else entities
    if not isinstance(several, list) or not all(isinstance(e, dict) for e in several):
        raise SourceError(f"{path}: neither entities of Wikidata ('entities') nor results of SPARQL ('results')")
    return _read_entities(path, several)


def _load(path: Path, text: str) -> Any:
    """One JSON value, or one a line, in brackets and with commas as in a dump."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as whole:
        lines = [line.strip().rstrip(",") for line in text.splitlines()]
        try:
            return [json.loads(line) for line in lines if line not in ("", "[", "]")]
        except json.JSONDecodeError:
            raise SourceError(f"{path}:{whole.lineno}: no valid JSON ({whole.msg})") from None


def _day_in_name(path: Path) -> date | None:
    found = re.search(r"\d{4}-\d\d-\d\d", path.name)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


# ── entities ────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_entities(path: Path, entities: Sequence[dict[str, Any]]) -> Contents:
    labels = {str(e.get("id")): label for e in entities if (label := e.get("labels", {}).get("en", {}).get("value"))}
    by_id = {str(e.get("id")): e for e in entities}
    found: list[Statement] = []
    left_out: list[tuple[str, str]] = []
    for entity in entities:
        for name, kind in PROPERTIES.items():
            for claim in _claims_of(entity, name):
                text = _describe(str(entity.get("id")), claim, labels)
                if claim.get("rank") == "deprecated":
                    left_out.append(("deprecated", text))
                elif (value := _item_of(claim.get("mainsnak", {}))) is None:
                    left_out.append(("no-value", text))
                else:
                    subject = str(entity.get("id"))
                    items = _post_of(subject, by_id.get(value, {})) if kind == "office" else (subject, value)
                    if items is None:
                        left_out.append(("no-envoy", text))
                        continue
                    found.append(_make(claim, kind, items, text))
    changed = [str(e["modified"])[:10] for e in entities if "modified" in e]
    taken = _day_in_name(path) or (date.fromisoformat(max(changed)) if changed else None)
    if taken is None:
        raise SourceError(_undated(path))
    return Contents(statements=tuple(found), labels=labels, taken=taken, left_out=tuple(left_out))


def _undated(path: Path) -> str:
    return f"{path}: does not tell of which day it is; put the day into its name: '{path.stem}-2026-05-17{path.suffix}'"


def _claims_of(entity: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    claims = entity.get("claims", {})
    found = claims.get(name, []) if isinstance(claims, dict) else []  # an entity without claims has a list
    return [claim for claim in found if isinstance(claim, dict)]


def _item_of(snak: Mapping[str, Any]) -> str | None:
    """The item that a snak names; None for unknown and no value."""
    if snak.get("snaktype") != "value":
        return None
    value = snak.get("datavalue", {}).get("value", {})
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _post_of(person: str, position: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Person, sender and receiver, where the position is that of an ambassador of one country to another.

    Such an item is an instance of "ambassador of a country" and of "ambassador to a country", each with the country
    as the qualifier "of".
    """
    sides: dict[str, str] = {}
    for claim in _claims_of(position, "P31"):
        kind = _item_of(claim.get("mainsnak", {}))
        country = next((i for snak in claim.get("qualifiers", {}).get(_OF, ()) if (i := _item_of(snak))), None)
        if kind in (_SENDER_CLASS, _RECEIVER_CLASS) and country is not None:
            sides[kind] = country
    return (person, sides[_SENDER_CLASS], sides[_RECEIVER_CLASS]) if len(sides) == 2 else None


def _make(claim: Mapping[str, Any], kind: str, items: tuple[str, ...], text: str) -> Statement:
    qualifiers = claim.get("qualifiers", {})
    start = _time_of(qualifiers, _START) if kind in ("relations", "office") else _time_of(qualifiers, _TIME)
    return Statement(
        id=str(claim.get("id") or digest(text)),
        kind=kind,
        items=items,
        start=start,
        end=_time_of(qualifiers, _END),
        text=text,
    )


def _time_of(qualifiers: Mapping[str, Any], name: str) -> str | None:
    for snak in qualifiers.get(name, ()):
        value = snak.get("datavalue", {}).get("value", {})
        # A day of the Julian calendar is another day in ours.
        if snak.get("snaktype") == "value" and not str(value.get("calendarmodel", "")).endswith(_JULIAN):
            return edtf_of(str(value.get("time", "")), int(value.get("precision", 0)))
    return None


def _describe(subject: str, claim: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    def item(snak: Mapping[str, Any]) -> str:
        value = snak.get("datavalue", {}).get("value", {})
        if (found := _item_of(snak)) is not None:
            return f"{found} ({labels[found]})" if found in labels else found
        if isinstance(value, dict) and "time" in value:
            return f"{value['time']}/{value.get('precision')}"
        return str(snak.get("snaktype", ""))

    main = claim.get("mainsnak", {})
    named = f"{subject} ({labels[subject]})" if subject in labels else subject
    parts = [f"{named} {main.get('property', '')} {item(main)}".strip()]
    for name, snaks in sorted(claim.get("qualifiers", {}).items()):
        parts += [f"{name} {item(snak)}" for snak in snaks]
    return "; ".join(parts)


# ── results of SPARQL ───────────────────────────────────────────────────────────────────────────────────────────


def _read_results(path: Path, loaded: Mapping[str, Any]) -> Contents:
    rows = loaded["results"].get("bindings") if isinstance(loaded["results"], dict) else None
    variables = loaded.get("head", {}).get("vars", [])
    if not isinstance(rows, list):
        raise SourceError(f"{path}: no 'bindings' under 'results'; save the result as SPARQL JSON")
    form = next((form for form, (needed, _) in VARIABLES.items() if set(needed) <= set(variables)), None)
    if form is None:
        forms = "; ".join(f"{form}: {' '.join(needed)}" for form, (needed, _) in VARIABLES.items())
        odd = next((v for v in variables if nearest(v, ["state", "person", "treaty"])), "")
        hint = nearest(odd, ["state", "person", "treaty"]) if odd else ""
        raise SourceError(f"{path}: variables {' '.join(variables)} are none that are read ({forms}).{hint}")
    taken = _day_in_name(path)
    if taken is None:
        raise SourceError(_undated(path))
    needed, kind = VARIABLES[form]
    labels: dict[str, str] = {}
    found: dict[str, Statement] = {}
    left_out: list[tuple[str, str]] = []
    for row in rows:
        cells = {name: str(cell.get("value", "")) for name, cell in sorted(row.items())}
        text = "; ".join(f"{name}: {value}" for name, value in cells.items())
        items = [m[1] for name in needed if (m := _ITEM.fullmatch(cells.get(name, "")))]
        if len(items) < len(needed):
            left_out.append(("no-value", text))
            continue
        for name, item in zip(needed, items, strict=True):
            if label := cells.get(f"{name}Label"):
                labels[item] = label
        statement = _STATEMENT.fullmatch(cells.get("statement", ""))
        key = f"{statement[1]}${statement[2]}" if statement else digest(text)
        first = "start" if kind in ("relations", "office") else "date"
        found.setdefault(
            key,
            Statement(
                id=key,
                kind=kind,
                items=tuple(items),
                start=_cell_date(cells, first),
                end=_cell_date(cells, "end"),
                text=text,
            ),
        )
    return Contents(statements=tuple(found.values()), labels=labels, taken=taken, left_out=tuple(left_out))


def _cell_date(cells: Mapping[str, str], name: str) -> str | None:
    """A date of a row; without its precision, the first of a month or year may be all of it.

    Wikidata writes "1973" as 1 January 1973, so that only another day is known to be one.
    """
    value, given = cells.get(name, ""), cells.get(f"{name}Precision", "")
    if given.isdecimal():
        return edtf_of(value, int(given))
    precision = 9 if value[4:10] == "-01-01" else 10 if value[7:10] == "-01" else 11
    return edtf_of(value, precision)
