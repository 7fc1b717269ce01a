"""Who and what exists and under which names: the tables of ``ontology/names``, read strictly.

States, organisations, treaties, offices, occasions, places, publishers and the holders of high office are CSV files, since YAML reads Norway's code as False. ``data/names/README.md`` says how they are made.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from relgraph.errors import OntologyError, nearest
from relgraph.ontology.name_records import Entry, Name, Names, Office, Publisher, StateRow
from relgraph.ontology.tables import Row, read_table
from relgraph.records import Actor
from relgraph.resources import ontology_dir

__all__ = ["LEVELS", "RANKS", "TYPES", "Entry", "Name", "Names", "Office", "Publisher", "StateRow", "load_names"]

LEVELS = (
    "head_of_state", "head_of_government", "minister", "envoy", "party", "legislature", "organisation", "official",
    "spokesperson", "military", "royal",
)  # fmt: skip
"""Levels of office, see ``offices.csv``."""

TYPES: dict[str, str] = {
    "InternationalOrganization": "organisation",
    "Forum": "organisation",
    "Association": "organisation",
    "Organization": "organisation",
    "PoliticalParty": "party",
    "OrganBody": "body",
    "GovernmentBody": "body",
    "MissionGroup": "mission",
    "AgencyOffice": "mission",
}
"""Classes that ``organisations.csv`` may name, and the kind of name that each gives."""

STATE_KINDS = ("state", "demonym", "people")
PLACE_KINDS = ("capital", "city", "region", "venue")

RANKS = (
    "ambassador", "highCommissioner", "nuncio", "permanentRepresentative", "minister", "chargeEnTitre", "chargeAI",
    "envoyOther",
)  # fmt: skip
"""Concepts of ``v:rank`` that ``offices.csv`` may name."""

TREATY_TYPES = ("multilateral", "regional", "bilateral", "declaration")
_SORTS = {
    "demonym": "state",
    "people": "state",
    "party": "organisation",
    "body": "organisation",
    "mission": "organisation",
}
"""Kinds among which one form must not mean two things."""


class _Loader:
    """Reads the tables one after the other; problems are collected, not raised."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.names: list[tuple[Name, str]] = []
        self.entries: dict[str, Entry] = {}
        self.entered: dict[str, str] = {}
        self.states: dict[str, StateRow] = {}
        self.publishers: list[Publisher] = []
        self.glued: list[str] = []

    def rows(self, file: str, columns: str) -> list[Row]:
        return read_table(self.folder / file, f"names/{file}", tuple(columns.split()), self.problems)

    def add(self, row: Row, name: Name) -> None:
        if not name.form:
            row.problem("an empty form; write a name or delete the row")
            return
        if name.form != " ".join(name.form.split()) or "’" in name.form:
            row.problem(f"form {name.form!r} has odd spaces or a curly apostrophe; write single spaces and '")
        self.names.append((name, row.where))

    def enter(self, row: Row, entry: Entry) -> bool:
        if entry.actor.id in self.entries:
            row.problem(
                f"duplicate id {entry.actor.id!r}, also {self.entered[entry.actor.id]}; every thing has one row"
            )
            return False
        self.entries[entry.actor.id] = entry
        self.entered[entry.actor.id] = row.where
        return True

    def sides(self, row: Row, column: str) -> tuple[str, ...]:
        """Ids of the states (by code) or organisations (``org/...``) in a cell; the latter are checked last."""
        ids: list[str] = []
        for item in row.list(column):
            if not item.startswith("org/") and item not in self.states:
                row.problem(f"unknown state {item!r} in column {column}; see states.csv.{nearest(item, self.states)}")
            ids.append(item if item.startswith("org/") else f"state/{item}")
        return tuple(ids)

    def read_states(self) -> None:
        rows = self.rows("states.csv", "code label official iso2 wikidata cow valid_from valid_to successor source")
        for row in rows:
            code, label = row["code"], row["label"]
            if not re.fullmatch(r"[A-Z]{3,4}|[a-z]+(?:-[a-z]+)*", code):
                row.problem(f"code {code!r} is no ISO 3166 code and no slug")
            if not label:
                row.problem("an empty label; write the short name")
            actor = Actor(id=f"state/{code}", type="State", label=label)
            if self.enter(row, Entry(actor=actor, wikidata=row.get("wikidata"), source=row["source"])):
                self.states[code] = StateRow(
                    label=label,
                    official=row["official"] or label,
                    iso2=row.get("iso2"),
                    wikidata=row.get("wikidata"),
                    cow=row.get("cow"),
                    valid_from=row.date("valid_from"),
                    valid_to=row.date("valid_to"),
                    successor=row.get("successor"),
                )
        for row in rows:
            self.sides(row, "successor")

    def read_state_names(self) -> None:
        for row in self.rows("state_names.csv", "form state kind valid_from valid_to publishers note source"):
            kind = row.choice("kind", STATE_KINDS)
            ids = self.sides(row, "state")
            if not ids:
                row.problem("no state; write its code from states.csv")
            elif ids[0] in self.entries:
                self.add(row, self.scoped(row, kind, self.entries[ids[0]].actor))

    def scoped(self, row: Row, kind: str, actor: Actor, *, any_case: bool = False) -> Name:
        return Name(
            form=row["form"],
            kind=kind,
            actor=actor,
            any_case=any_case,
            valid_from=row.date("valid_from"),
            valid_to=row.date("valid_to"),
            publishers=row.list("publishers"),
            ambiguous=row.get("note"),
        )

    def read_organisations(self) -> None:
        for row in self.rows("organisations.csv", "id label type principal organ_of auspices aliases wikidata source"):
            kind = TYPES[row.choice("type", tuple(TYPES))]
            principals, wholes, aliases = self.sides(row, "principal"), self.sides(row, "organ_of"), row.list("aliases")
            actor = Actor(id=f"org/{row['id']}", type=row["type"], label=row["label"], on_behalf_of=principals)
            entry = Entry(
                actor=actor,
                aliases=aliases,
                wikidata=row.get("wikidata"),
                organ_of=wholes[0] if wholes else None,
                auspices=next(iter(self.sides(row, "auspices")), None),
                source=row["source"],
            )
            if self.enter(row, entry):
                for form in (row["label"], *aliases):
                    self.add(row, Name(form=form, kind=kind, actor=actor))
        columns = "form organisation any_case valid_from valid_to publishers note source"
        for row in self.rows("organisation_names.csv", columns):
            found = self.entries.get(f"org/{row['organisation']}")
            if found is None:
                known = [i.removeprefix("org/") for i in self.entries if i.startswith("org/")]
                row.problem(f"unknown organisation {row['organisation']!r}.{nearest(row['organisation'], known)}")
                continue
            kind = TYPES.get(found.actor.type, "organisation")
            self.add(row, self.scoped(row, kind, found.actor, any_case=row.flag("any_case")))

    def read_treaties(self) -> None:
        for row in self.rows("treaties.csv", "id label short aliases type any_case auspices source"):
            actor = Actor(id=f"treaty/{row['id']}", type="Treaty", label=row["label"])
            others = tuple(filter(None, (row["short"], *row.list("aliases"))))
            kind, any_case = row.choice("type", TREATY_TYPES), row.flag("any_case")
            auspices = next(iter(self.sides(row, "auspices")), None)
            entry = Entry(actor=actor, aliases=others, treaty_type=kind, auspices=auspices, source=row["source"])
            if self.enter(row, entry):
                for form in (row["label"], *others):
                    # An acronym in any case would find "tac" and "start" in ordinary words.
                    name = Name(form=form, kind="treaty", actor=actor, any_case=any_case and " " in form)
                    self.add(row, name)

    def read_offices(self) -> None:
        seen: dict[str, str] = {}
        for row in self.rows("offices.csv", "key label forms level rank composes implies source"):
            key, label, level = row["key"], row["label"], row.choice("level", LEVELS)
            rank = row.choice("rank", RANKS) if row["rank"] else None
            if key in seen:
                row.problem(f"duplicate id {key!r}, also {seen[key]}; every office has one row")
            seen[key] = row.where
            composes, implied = row.flag("composes"), self.sides(row, "implies")
            entry = self.entries.get(implied[0]) if implied else None
            if implied and entry is None:
                row.problem(f"unknown {implied[0]!r} in column implies.{nearest(implied[0], self.entries)}")
            for form in (label, *row.list("forms")):
                office = Office(key=key, label=label, form=form, level=level, rank=rank, composes=composes)
                actor = entry.actor if entry else None
                self.add(row, Name(form=form, kind="office", any_case=True, office=office, actor=actor))

    def read_occasions(self) -> None:
        for row in self.rows("occasions.csv", "id label aliases month_day state source"):
            day, label, aliases = row.get("month_day"), row["label"], row.list("aliases")
            if day and not re.fullmatch(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", day):
                row.problem(f"bad day {day!r} in column month_day; write MM-DD")
            states = self.sides(row, "state")
            actor = Actor(id=f"occasion/{row['id']}", type="Occasion", label=label, on_behalf_of=states)
            if self.enter(row, Entry(actor=actor, aliases=aliases, month_day=day, source=row["source"])):
                for form in (label, *aliases):
                    self.add(row, Name(form=form, kind="occasion", actor=actor, any_case=True))

    def read_places(self) -> None:
        for row in self.rows("places.csv", "id label aliases state kind valid_from valid_to note source"):
            label, aliases, note = row["label"], row.list("aliases"), row.get("note")
            states, kind = self.sides(row, "state"), row.choice("kind", PLACE_KINDS)
            actor = Actor(id=f"place/{row['id']}", type="Place", label=label, on_behalf_of=states)
            start, end = row.date("valid_from"), row.date("valid_to")
            if not self.enter(row, Entry(actor=actor, aliases=aliases, source=row["source"])):
                continue
            for form in (label, *aliases):
                if kind == "capital":
                    name = Name(
                        form=form, kind="capital", actor=actor, valid_from=start, valid_to=end, ambiguous=note
                    )  # fmt: skip
                    self.add(row, name)
                if kind != "capital" or start or end:
                    # Bonn is a place at any time, and stands for a government only while it was the capital.
                    self.add(row, Name(form=form, kind="place", actor=actor, ambiguous=note))

    def read_persons(self) -> None:
        for row in self.rows("persons.csv", "id label aliases state died glued source"):
            label, aliases, principals = row["label"], row.list("aliases"), self.sides(row, "state")
            if len(principals) != 1:
                row.problem(f"{len(principals)} items in column state; write one code from states.csv or one org/ID")
            glued = row.flag("glued")
            actor = Actor(id=f"person/{row['id']}", type="Person", label=label, on_behalf_of=principals)
            if not self.enter(row, Entry(actor=actor, aliases=aliases, died=row.date("died"), source=row["source"])):
                continue
            for form in (label, *aliases):
                if form and " " not in form:
                    row.problem(f"{form!r} is one word, which many may bear; write the full name")
                self.add(row, Name(form=form, kind="person", actor=actor))
                if glued:
                    self.glued.append(form)

    def read_publishers(self) -> None:
        for row in self.rows("publishers.csv", "pattern family label actor source"):
            pattern, ids = row["pattern"], self.sides(row, "actor")
            entry = self.entries.get(ids[0]) if ids else None
            if not pattern or pattern != pattern.casefold():
                row.problem(f"pattern {pattern!r} must be given in lower case")
            if ids and entry is None:
                row.problem(f"unknown {ids[0]!r} in column actor.{nearest(ids[0], self.entries)}")
            actor = entry.actor if entry else None
            self.publishers.append(Publisher(pattern=pattern, family=row["family"], label=row["label"], actor=actor))

    def check_references(self) -> None:
        """Every organisation that is referred to exists, and every family in a scope has a publisher."""
        for entry in self.entries.values():
            for other in (*entry.actor.on_behalf_of, *filter(None, (entry.organ_of, entry.auspices))):
                if other.startswith("org/") and other not in self.entries:
                    where = self.entered[entry.actor.id]
                    self.problems.append(f"{where}: unknown organisation {other!r}.{nearest(other, self.entries)}")
        families = {p.family for p in self.publishers}
        for name, where in self.names:
            for family in name.publishers:
                if family not in families:
                    self.problems.append(f"{where}: unknown publisher family {family!r}.{nearest(family, families)}")

    def check_forms(self) -> None:
        """No form means two things of one sort to the same reader, and none is given twice."""
        groups: dict[tuple[str, str], list[tuple[Name, str]]] = {}
        for name, where in self.names:
            form = name.form.casefold() if name.any_case else name.form
            groups.setdefault((_SORTS.get(name.kind, name.kind), form), []).append((name, where))
        for (sort, _), group in groups.items():
            for i, (first, here) in enumerate(group):
                for second, there in group[i + 1 :]:
                    same = _meaning(first) == _meaning(second)
                    # "Chinese" is an adjective and a people.
                    if not first.overlaps(second) or (sort == "state" and same and first.kind != second.kind):
                        continue
                    said = "is given twice" if same else f"means both {_meaning(first)} and {_meaning(second)}"
                    cure = "drop one, or give dates or publishers"
                    self.problems.append(f"{there}: {first.form!r} {said}, also {here}; {cure}")

    def check_persons(self) -> None:
        """No person bears the name of a thing of another sort: the reader could not tell who acts."""
        others: dict[str, tuple[Name, str]] = {}
        for name, where in self.names:
            if name.kind != "person":
                others.setdefault(name.form.casefold(), (name, where))
        for name, where in self.names:
            if name.kind == "person" and (found := others.get(name.form.casefold())):
                other, there = found
                self.problems.append(
                    f"{where}: {name.form!r} means both {_meaning(name)} and {_meaning(other)}, also {there}; "
                    "drop it from persons.csv"
                )

    def load(self) -> Names:
        self.read_states()
        self.read_state_names()
        self.read_organisations()
        self.read_treaties()
        self.read_offices()
        self.read_occasions()
        self.read_places()
        self.read_persons()
        self.read_publishers()
        self.check_references()
        self.check_forms()
        self.check_persons()
        if self.problems:
            raise OntologyError(self.problems)
        names = (name for name, _ in self.names)
        return Names(
            names=names, entries=self.entries, states=self.states, publishers=self.publishers, glued=self.glued
        )


def _meaning(name: Name) -> str:
    if name.office:
        return name.office.key
    return name.actor.id if name.actor else ""


@lru_cache(maxsize=8)
def _load(folder: Path) -> Names:
    return _Loader(folder).load()


def load_names(folder: Path | None = None) -> Names:
    """Read the tables of names.

    Args:
        folder: an ontology folder with a subfolder ``names``; the one that came with relgraph when None.

    Raises:
        OntologyError: with every problem of every table, one line each: ``names/states.csv:14: ...``.
    """
    return _load(((folder or ontology_dir()) / "names").resolve())
