"""Wikidata: relations, ambassadors and treaties from its entities or results of SPARQL, as claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from relgraph.dates import held_when, make_when
from relgraph.iris import digest, slug
from relgraph.ontology import Ontology
from relgraph.ontology.names import load_names
from relgraph.records import Actor, Claim, Dataset, Extract, Issue, Role, When, extract_id
from relgraph.reference.fillers import Fillers
from relgraph.reference.mappings import Filler
from relgraph.reference.statements import Contents, Statement, read_contents

__all__ = ["SUFFIXES", "read_wikidata"]

SUFFIXES = (".json", ".jsonl")
"""Endings of the files that are read as Wikidata."""

_WIKIDATA = Actor(id="org/wikidata", type="Organization", label="Wikidata")
_WHY = {
    "deprecated": "statements of the rank 'deprecated', which Wikidata holds to be wrong",
    "no-value": "statements without a value, or with an unknown one",
    "no-envoy": "positions that are not that of an ambassador of one country to another, or are not in the file",
    "undated-office": "ambassadors without dates, who may have left long ago",
    "no-label": "items without an English label in the file",
    "bad-date": "statements with a date that is none, or that end before they start",
}


def read_wikidata(path: Path, ontology: Ontology) -> Extract:
    """What a file of Wikidata claims.

    Relations (P530) with their start and end, ambassadors (P39), signatories (P1891) and parties (P6193) of treaties.
    P6193 has ratification, acceptance, approval and accession in one, so that it gives the standing of a party and no
    act. Items are found by the Wikidata ids of the tables of names; statements on others are counted in Issues.

    Args:
        path: a file of entities (``{"entities": ...}``, a list, or one a line) or of SPARQL results, see
            :data:`relgraph.reference.statements.VARIABLES`.
        ontology: whose names it uses.

    Raises:
        SourceError: the file is in neither form, or does not tell of which day it is.
    """
    contents = read_contents(path)
    dataset = Dataset(
        id=slug(path.stem),
        title=f"Wikidata: {path.stem}",
        publisher="Wikidata",
        licence="CC0",
        source=f"Wikidata, file {path.name}",
        retrieved=contents.taken,
        url="https://www.wikidata.org/",
    )
    reader = _Reader(dataset, contents, ontology)
    claims: dict[str, Claim] = {}
    for statement in contents.statements:
        for claim in reader.read(statement):
            claims.setdefault(claim.id, claim)
    return Extract(dataset=dataset, claims=tuple(claims.values()), issues=tuple(reader.issues()))


class _Reader:
    """Makes claims of statements; what is left out is counted."""

    def __init__(self, dataset: Dataset, contents: Contents, ontology: Ontology) -> None:
        self._dataset = dataset
        self._labels = contents.labels
        self._names = load_names(ontology.folder)
        self._fillers = Fillers(ontology)
        self._by_item = {e.wikidata: e.actor for e in self._names.entries.values() if e.wikidata}
        self._left_out: Counter[str] = Counter(code for code, _ in contents.left_out)
        self._unknown: Counter[str] = Counter()

    def read(self, statement: Statement) -> Iterator[Claim]:
        reads = {"relations": self._relations, "office": self._office}
        try:
            yield from reads.get(statement.kind, self._treaty)(statement)
        except ValueError:  # a date that is none, or an end before the start
            self._left_out["bad-date"] += 1

    def issues(self) -> Iterator[Issue]:
        for item, number in sorted(self._unknown.items()):
            name = f"{item} ({self._labels[item]})" if item in self._labels else item
            yield self._issue("unknown-item", f"{name} is in no table of names; {_count(number)} left out")
        for code, number in sorted(self._left_out.items()):
            yield self._issue(code, f"{_count(number)} left out: {_WHY[code]}")

    def _issue(self, code: str, message: str) -> Issue:
        level = "warning" if code == "unknown-item" else "info"
        return Issue(stage="reference", level=level, code=code, where=extract_id(self._dataset.id), message=message)  # type: ignore[arg-type]

    def _known(self, *items: str) -> list[Actor] | None:
        unknown = [item for item in items if item not in self._by_item]
        self._unknown.update(unknown)
        return None if unknown else [self._by_item[item] for item in items]

    def _relations(self, statement: Statement) -> Iterator[Claim]:
        """Relations that a statement has without dates were established at some time before it was taken."""
        sides = self._known(*statement.items)
        if sides is None:
            return
        roles = [("actor", side) for side in sorted(sides, key=lambda side: side.id)]
        yield self._claim(
            statement, "EstablishmentOfRelations", roles, make_when(statement.start) if statement.start else When()
        )
        if statement.end:
            yield self._claim(statement, "SeveranceOfRelations", roles, make_when(statement.end))

    def _office(self, statement: Statement) -> Iterator[Claim]:
        person, *parties = statement.items
        sides = self._known(*parties)
        if sides is None:
            return
        if person not in self._labels:
            self._left_out["no-label"] += 1
            return
        if not (statement.start or statement.end):
            self._left_out["undated-office"] += 1
            return
        when = held_when(f"{statement.start or ''}/{statement.end or ''}")
        sender, receiver = sides
        key, row = sender.id.partition("/")[2], {"name": self._labels[person]}
        to = receiver.id.partition("/")[2]
        roles = [
            ("holder", self._fillers.find(Filler(person="{name}", of=key), row)),
            ("post", self._fillers.find(Filler(post="ambassador", of=key, to=to), {})),
            ("sendingParty", sender),
            ("accreditedTo", receiver),
            ("rank", self._fillers.find(Filler(id="rank/ambassador"), {})),
        ]
        yield self._claim(statement, "Posting", roles, when)

    def _treaty(self, statement: Statement) -> Iterator[Claim]:
        item, party = statement.items
        sides = self._known(party)
        if sides is None:
            return
        if item not in self._labels:
            self._left_out["no-label"] += 1
            return
        roles = [("party", sides[0]), ("treaty", self._find_treaty(self._labels[item]))]
        if statement.kind == "signature":
            yield self._claim(statement, "Signature", roles, make_when(statement.start) if statement.start else When())
            return
        standing = self._fillers.find(Filler(id="participationStatus/partyStatus"), {})
        edtf = f"{statement.start}/" if statement.start else None
        when = held_when(edtf, [self._dataset.retrieved.isoformat()])
        yield self._claim(statement, "TreatyParticipation", [*roles, ("participationStatus", standing)], when)

    def _find_treaty(self, label: str) -> Actor:
        found = {n.actor.id: n.actor for n in self._names.by_form(label) if n.actor and n.kind == "treaty"}
        return next(iter(found.values())) if found else Actor(id=f"treaty/{slug(label)}", type="Treaty", label=label)

    def _claim(self, statement: Statement, kind: str, roles: list[tuple[str, Actor]], when: When) -> Claim:
        lasting = kind in ("Posting", "TreatyParticipation")
        said = ";".join(f"{name}={actor.id}" for name, actor in roles)
        return Claim(
            id="c" + digest(self._dataset.id, statement.id, kind, said, when.edtf or ""),
            article=extract_id(self._dataset.id),
            type=kind,
            roles=tuple(Role(name=name, actor=actor) for name, actor in roles),
            when=when,
            factuality="ongoing" if lasting and when.end_latest is None else "occurred",
            claimed_by=_WIKIDATA,
            quote=statement.text,
            start=0,
            end=0,
            rule=f"reference:{self._dataset.id}",
            confidence=1.0,
            attested_on=self._dataset.retrieved if kind == "TreatyParticipation" else None,
            record=statement.id,
        )


def _count(number: int) -> str:
    return "1 statement" if number == 1 else f"{number} statements"
