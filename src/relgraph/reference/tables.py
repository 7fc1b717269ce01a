"""Tables: the rows of a dataset as claims, as its mapping says, each with the record that makes it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from relgraph.dates import held_when, make_when
from relgraph.errors import SourceError, nearest
from relgraph.iris import digest
from relgraph.ontology import Ontology
from relgraph.ontology.mappings import Mapping
from relgraph.ontology.schema import CONCEPT_ROLES
from relgraph.records import Claim, Dataset, Extract, Factuality, Issue, Role, When, extract_id
from relgraph.reference.fillers import Fillers, fill_in
from relgraph.reference.mappings import (
    EMPTY,
    NOT_EMPTY,
    Condition,
    DatasetFile,
    Filler,
    RowClaim,
    columns_in,
    read_dataset_file,
)

__all__ = ["MAPPING", "describe_dataset", "read_table_dataset", "write_record"]

MAPPING = "mapping.yaml"
_MOST_PROBLEMS = 20
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Record:
    """One row and the line where it ends."""

    cells: dict[str, str]
    line: int


def describe_dataset(folder: Path) -> tuple[Dataset, DatasetFile, Mapping]:
    """What the mapping of a folder says of its dataset; its name is that of the folder.

    Raises SourceError when the mapping is wrong or the folder's name is none for a dataset.
    """
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise SourceError(f"{folder}: the folder names the dataset; use small letters, digits and hyphens: 'my-table'")
    file, mapping = read_dataset_file(folder / MAPPING)
    dataset = Dataset(
        id=name, title=file.title, publisher=file.publisher, licence=file.licence, source=file.source,
        retrieved=file.retrieved, note=file.note, url=file.url,
    )  # fmt: skip
    return dataset, file, mapping


def read_table_dataset(folder: Path, ontology: Ontology) -> Extract:
    """Read the rows of a dataset as claims.

    Every row claims something or is left out by name: what the mapping leaves out is counted in one Issue for each
    reason, and a row that it does not mention is an error, as is a code that no table of names has.

    Raises:
        SourceError: with up to twenty problems, one a line: ``data/x/parties.csv:14: unknown 'state/XYZ'.``
    """
    dataset, file, mapping = describe_dataset(folder)
    path = folder / file.file
    columns, records = _read_rows(path)
    problems = [*_wrong_columns(file, mapping, columns), *_wrong_names(file, mapping, ontology)]
    if problems:
        raise _failed(problems)
    reader = _Reader(dataset, file, path, Fillers(ontology), ontology)
    claims: list[Claim] = []
    seen: dict[str, int] = {}
    ids: set[str] = set()
    for record in records:
        for claim in reader.read(record):
            if claim.id in ids:
                reader.problem(record, f"makes the same claim twice ({claim.type}); tell them apart under 'where'")
            ids.add(claim.id)
            claims.append(claim)
        key = fill_in(file.record, record.cells)
        if not key:
            reader.problem(record, f"'record: {file.record}' is empty; take columns that are filled in every row")
        elif key in seen:
            reader.problem(record, f"record '{key}' is already in line {seen[key]}; take more columns for its id")
        seen.setdefault(key, record.line)
    for n, row_claim in enumerate(file.claims):
        if not reader.used[n]:
            reader.problems.append(
                f"{mapping.place(('claims', n))}: this claim takes no row; correct 'where' or drop it ({row_claim.type})"
            )
    for n, skip in enumerate(file.skip):
        if not reader.skipped[n]:
            reader.problems.append(f"{mapping.place(('skip', n))}: this leaves no row out; drop it ({skip.why})")
    if reader.problems:
        raise _failed(reader.problems)
    return Extract(dataset=dataset, claims=tuple(claims), issues=tuple(reader.issues()))


def write_record(cells: dict[str, str]) -> str:
    """A row as one line of text: its filled cells, each with its column.

    >>> write_record({"party": "PRK", "date": "2008-07-24", "note": ""})
    'party: PRK; date: 2008-07-24'
    """
    return "; ".join(f"{column}: {cell}" for column, cell in cells.items() if cell)


def _failed(problems: list[str]) -> SourceError:
    rest = [f"... and {len(problems) - _MOST_PROBLEMS} more"] if len(problems) > _MOST_PROBLEMS else []
    return SourceError("\n".join([*problems[:_MOST_PROBLEMS], *rest]))


def _read_rows(path: Path) -> tuple[list[str], list[_Record]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = next(reader, [])
            if twice := [column for column, n in Counter(columns).items() if n > 1]:
                raise SourceError(f"{path}:1: column '{twice[0]}' stands twice; rename one of them")
            records: list[_Record] = []
            for cells in reader:
                if len(cells) != len(columns):
                    raise SourceError(
                        f"{path}:{reader.line_num}: {len(cells)} cells under {len(columns)} columns; check commas and quotes"
                    )
                record = {c: " ".join(cell.split()) for c, cell in zip(columns, cells, strict=True)}
                records.append(_Record(record, reader.line_num))
    except OSError as e:
        raise SourceError(f"{path}: cannot be read ({e.strerror or e}); 'file' in {MAPPING} names it") from e
    except (UnicodeDecodeError, csv.Error) as e:
        raise SourceError(f"{path}: not a CSV file in UTF-8 ({e})") from e
    if not records:
        raise SourceError(f"{path}: has no rows; a dataset needs some")
    return columns, records


def _wrong_columns(file: DatasetFile, mapping: Mapping, columns: list[str]) -> Iterator[str]:
    named: list[tuple[tuple[str | int, ...], list[str]]] = [
        (("record",), columns_in(file.record)),
        (("claimed_by",), _columns_of(file.claimed_by)),
    ]
    for n, claim in enumerate(file.claims):
        where = ("claims", n)
        for key in ("when", "description"):
            named.append(((*where, key), columns_in(getattr(claim, key) or "")))
        named.append(((*where, "attested_on"), [c for t in claim.attested_on for c in columns_in(t)]))
        named += [((*where, "where", c), [c]) for c in claim.where]
        for role, fillers in claim.roles.items():
            named += [((*where, "roles", role), _columns_of(f)) for f in fillers]
        if claim.claimed_by is not None:
            named.append(((*where, "claimed_by"), _columns_of(claim.claimed_by)))
    for n, skip in enumerate(file.skip):
        named += [(("skip", n, "where", c), [c]) for c in skip.where]
    for place, wanted in named:
        for column in wanted:
            if column not in columns:
                yield f"{mapping.place(place)}: {file.file} has no column '{column}'.{nearest(column, columns)}"


def _columns_of(filler: Filler) -> list[str]:
    return [column for text in filler.templates for column in columns_in(text)]


def _wrong_names(file: DatasetFile, mapping: Mapping, ontology: Ontology) -> Iterator[str]:
    """Types and roles that the ontology does not have."""
    classes = [name for name in ontology.schema.parents if _is_situation(name, ontology)]
    for n, claim in enumerate(file.claims):
        event_type = ontology.event_types.get(claim.type)
        if event_type is None and claim.type not in classes:
            valid = [*ontology.event_types, *classes]
            yield f"{mapping.place(('claims', n, 'type'))}: no such type '{claim.type}'.{nearest(claim.type, valid)}"
            continue
        roles = set(event_type.roles) | {"place", "occasion"} if event_type else ontology.schema.roles | CONCEPT_ROLES
        for role in claim.roles:
            place = mapping.place(("claims", n, "roles", role))
            if role not in roles | CONCEPT_ROLES:
                yield f"{place}: {claim.type} has no role '{role}'.{nearest(role, roles)}"
            elif role in CONCEPT_ROLES:
                for filler in claim.roles[role]:
                    if filler.kind != "id" or not str(filler.id).startswith(f"{role}/"):
                        yield f"{place}: '{role}' is a concept of the vocabulary; write it as '{role}/NAME'"
        if claim.attested_on and event_type is not None:
            yield f"{mapping.place(('claims', n, 'attested_on'))}: an event is not attested on a day; give 'when'"


def _is_situation(name: str, ontology: Ontology) -> bool:
    return ontology.is_a(name, "Event") or ontology.is_a(name, "StateOfAffairs")


class _Reader:
    """Makes the claims of one dataset, row by row; what is wrong is collected."""

    def __init__(self, dataset: Dataset, file: DatasetFile, path: Path, fillers: Fillers, ontology: Ontology) -> None:
        self.dataset = dataset
        self.file = file
        self.path = path
        self.fillers = fillers
        self.lasting = [ontology.is_a(claim.type, "StateOfAffairs") for claim in file.claims]
        self.used = [0] * len(file.claims)
        self.skipped: list[list[int]] = [[] for _ in file.skip]
        self.problems: list[str] = []

    def problem(self, record: _Record, message: str) -> None:
        self.problems.append(f"{self.path}:{record.line}: {message}")

    def read(self, record: _Record) -> Iterator[Claim]:
        left_out = next((n for n, skip in enumerate(self.file.skip) if _holds(skip.where, record.cells)), None)
        if left_out is not None:
            self.skipped[left_out].append(record.line)
            return
        wanted = [n for n, claim in enumerate(self.file.claims) if _holds(claim.where, record.cells)]
        if not wanted:
            self.problem(record, "no claim takes this row; add one, or leave it out under 'skip' and say why")
        for n in wanted:
            self.used[n] += 1
            try:
                yield self._claim(self.file.claims[n], record, lasting=self.lasting[n])
            except ValueError as error:
                self.problem(record, str(error))

    def _claim(self, claim: RowClaim, record: _Record, *, lasting: bool) -> Claim:
        row = record.cells
        roles = tuple(
            dict.fromkeys(
                Role(name=name, actor=self.fillers.find(filler, row))
                for name, group in claim.roles.items()
                for filler in group
            )
        )
        when, attested = self._dates(claim, row, lasting=lasting)
        key = fill_in(self.file.record, row)
        said = ";".join(f"{role.name}={role.actor.id}" for role in roles)
        dated = when.edtf or "|".join(str(day) for day in (when.start_latest, when.end_earliest) if day)
        return Claim(
            id="c" + digest(self.dataset.id, key, claim.type, said, dated),
            article=extract_id(self.dataset.id),
            type=claim.type,
            roles=roles,
            when=when,
            factuality=claim.factuality or _factuality(when, lasting=lasting),
            claimed_by=self.fillers.find(claim.claimed_by or self.file.claimed_by, row),
            quote=write_record(row),
            start=0,
            end=0,
            rule=f"reference:{self.dataset.id}",
            confidence=claim.confidence,
            attested_on=attested,
            description=fill_in(claim.description, row) or None if claim.description else None,
            record=key,
        )

    def _dates(self, claim: RowClaim, row: dict[str, str], *, lasting: bool) -> tuple[When, date | None]:
        """When it was or held, and the day on which it is attested, if that is one day.

        What a dataset states without an end it states of the day on which it was taken, unless it says another day.
        """
        edtf = fill_in(claim.when, row) if claim.when is not None else None
        if edtf == "":
            raise ValueError(f"'when: {claim.when}' is empty; ask for 'not-empty' under 'where'")
        if not lasting:
            return (make_when(edtf) if edtf is not None else When()), None
        edtf = None if edtf == "/" else edtf  # neither end is known
        attested = [day for template in claim.attested_on if (day := fill_in(template, row))]
        if not attested and (edtf is None or edtf.endswith(("/", "/.."))):
            attested = [self.dataset.retrieved.isoformat()]
        days = sorted(date.fromisoformat(a) for a in attested if re.fullmatch(r"\d{4}-\d\d-\d\d", a))
        return _held(edtf, tuple(attested)), days[-1] if days else None

    def issues(self) -> Iterator[Issue]:
        for skip, lines in zip(self.file.skip, self.skipped, strict=True):
            rows = "1 row" if len(lines) == 1 else f"{len(lines)} rows"
            yield Issue(
                stage="reference", level="info", code="rows-left-out", where=f"{extract_id(self.dataset.id)}:{lines[0]}",
                message=f"{rows} left out: {skip.why}",
            )  # fmt: skip


_held = lru_cache(maxsize=4096)(held_when)


def _holds(condition: Condition, row: dict[str, str]) -> bool:
    return all(
        any(
            not row[c] if value == EMPTY else bool(row[c]) if value == NOT_EMPTY else row[c] == value
            for value in values
        )
        for c, values in condition.items()
    )


def _factuality(when: When, *, lasting: bool) -> Factuality:
    """What holds and is not said to have ended is ongoing."""
    return "ongoing" if lasting and when.end_latest is None else "occurred"
