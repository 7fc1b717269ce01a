"""Make the tables of ``ontology/names`` from reference tables and the hand-written ones beside this script.

    python data/names/make_names.py REFERENCE [--out ontology/names]

REFERENCE is a folder with ``country_codes_qid_cow.csv``, ``rigour_territories.csv``,
``rigour_territory_names_latin.csv``, ``factbook_states.csv``, ``factbook_io_membership.csv``,
``cow_capitals_1816_2019.csv`` and ``cow_igo_v3_organisations.csv``; README.md has their origins and licences.
Needs nothing but Python 3.11. The same input gives byte-identical tables. A hand-written row always wins over a row
of the reference tables.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
AUTHORED = HERE / "authored"

COLUMNS = {
    "states": "code label official iso2 wikidata cow valid_from valid_to successor source",
    "state_names": "form state kind valid_from valid_to publishers note source",
    "organisations": "id label type principal organ_of auspices aliases wikidata source",
    "organisation_names": "form organisation any_case valid_from valid_to publishers note source",
    "treaties": "id label short aliases type any_case auspices source",
    "offices": "key label forms level rank composes implies source",
    "occasions": "id label aliases month_day state source",
    "places": "id label aliases state kind valid_from valid_to note source",
    "persons": "id label aliases state died glued source",
    "publishers": "pattern family label actor source",
}

ALSO_STATES = {"PSE", "VAT", "TWN", "XKX", "ESH", "COK", "NIU"}
"""Codes that take part in diplomacy besides those that the country codes call independent."""

Cells = dict[str, str]


def read(path: Path) -> list[Cells]:
    """The rows of a CSV file, cells stripped."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [{column: (cell or "").strip() for column, cell in row.items() if column} for row in rows]


def authored(name: str) -> list[Cells]:
    """The hand-written rows for a table: ``name.csv`` and ``name.*.csv``."""
    files = sorted(path for path in AUTHORED.glob("*.csv") if path.name.split(".")[0] == name)
    return [row for path in files for row in read(path)]


def table(name: str, rows: Iterable[Cells]) -> str:
    """The text of a table with the columns of its kind."""
    columns = COLUMNS[name].split()
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def complain(what: str, items: Iterable[str]) -> None:
    """Tell on stderr what the hand-written tables lack or hold for nothing."""
    if found := sorted(items):
        print(what, ", ".join(found), file=sys.stderr)


def straight(text: str) -> str:
    """Straight apostrophes, single spaces, composed letters."""
    return " ".join(unicodedata.normalize("NFC", text.replace("’", "'").replace("‘", "'")).split())


def plain(text: str) -> str:
    """The letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.translate(str.maketrans("đĐøØłŁıß", "dDoOlLis")))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """A lower-case ASCII slug."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).replace("'", "").lower()).strip("-")


def unbracketed(text: str) -> str:
    """A name without what stands in brackets, footnote stars and a leading article."""
    text = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", straight(text)).replace("*", "")
    text = re.split(r"; | - ", text)[0]
    return re.sub(r"^[Tt]he (?=[A-Z])", "", text.strip(" ,"))


def spellings(form: str) -> Iterator[str]:
    """A form as it is and without accents; Saint also as St. and St."""
    for one in (form, plain(form)):
        yield one
        if "&" in one:
            yield one.replace("&", "and")
        if m := re.match(r"(?:Saint|St\.?) (.+)", one):
            rest = m[1].replace("&", "and")
            yield from (f"Saint {rest}", f"St. {rest}", f"St {rest}")


class Reference:
    """The reference tables that this script reads."""

    def __init__(self, folder: Path) -> None:
        self.codes = {row["iso3"]: row for row in read(folder / "country_codes_qid_cow.csv")}
        self.rigour = {row["alpha3"]: row for row in read(folder / "rigour_territories.csv") if row["alpha3"]}
        by_code = {row["code"]: row["alpha3"] for row in self.rigour.values()}
        self.rigour_names: dict[str, list[str]] = {}
        for row in read(folder / "rigour_territory_names_latin.csv"):
            # Names marked weak hold wrong and machine-made exonyms, strong ones many languages.
            if row["kind"] in ("short", "official") and row["code"] in by_code:
                self.rigour_names.setdefault(by_code[row["code"]], []).append(row["name"])
        self.factbook: dict[str, Cells] = {}
        for row in read(folder / "factbook_states.csv"):
            if row["nationality_adjective"] or row["iso3"] not in self.factbook:
                self.factbook[row["iso3"]] = row
        # The rows of Gaza and of the Holy See hold descriptions in place of names.
        for code in ("PSE", "VAT"):
            self.factbook.pop(code, None)
        self.membership = sorted({row["organisation"] for row in read(folder / "factbook_io_membership.csv")})
        self.capitals = read(folder / "cow_capitals_1816_2019.csv")
        self.igo = read(folder / "cow_igo_v3_organisations.csv")


def make_states(ref: Reference) -> list[Cells]:
    """All states: those of the country codes, then the hand-written ones."""
    written = {row["code"]: row for row in authored("states")}
    rows: list[Cells] = []
    codes = sorted({c for c, row in ref.codes.items() if row["is_independent"] == "Yes"} | ALSO_STATES)
    for code in codes:
        row, other = ref.codes.get(code, {}), ref.rigour.get(code, {})
        own = written.pop(code, {})
        label = straight(row.get("cldr_name", "")).replace("&", "and")
        label = re.sub(r"^St\. ", "Saint ", label)
        formal = unbracketed(row.get("unterm_formal", "")) or unbracketed(other.get("full_name", ""))
        qids = [q for q in (row.get("wikidata_qid", ""), other.get("qid", "")) if q]
        cow = own.get("cow") or row.get("cow_num", "")
        rows.append(
            {
                "code": code,
                "label": own.get("label") or label,
                "official": own.get("official") or formal or label,
                "iso2": own.get("iso2") or row.get("iso2", ""),
                # Only what both sources say; they differ on the wide and narrow senses of a realm.
                "wikidata": qids[0] if qids and len(set(qids)) == 1 else "",
                "cow": "" if cow == "none" else cow,
                "valid_from": own.get("valid_from", ""),
                "valid_to": own.get("valid_to", ""),
                "successor": own.get("successor", ""),
                "source": "country-codes; rigour" + ("; own" if own else ""),
            }
        )
    for code, own in sorted(written.items()):
        own["wikidata"] = own["wikidata"] or ref.rigour.get(code, {}).get("qid", "")
        rows.append(own)
    return rows


def demonyms(cell: str) -> Iterator[str]:
    """The words in a cell such as "Saint Vincentian or Vincentian" or "Danish"."""
    cell = re.sub(r"; note - .*| - former term.*", "", cell)
    for part in re.split(r"[,;/]| or ", re.sub(r"\([^)]*\)", "", cell)):
        word = straight(part)
        if word and word not in ("NA", "none") and word[0].isupper():
            yield word


def plurals(cell: str) -> Iterator[str]:
    """The nouns for many people in a cell such as "Dane(s)", "Chinese (singular and plural)"."""
    cell = re.sub(r"; note - .*", "", cell)
    for part in re.split(r"[,;/]| or ", cell):
        word = straight(part)
        if m := re.fullmatch(r"(.+)\(s\)(?: \(.*\))?", word):
            yield m[1] + "s"
        elif m := re.fullmatch(r"(.+?)man\(men\)|(.+?)woman\(women\)", word):
            yield f"{m[1]}men" if m[1] else f"{m[2]}women"
        elif m := re.fullmatch(r"(.+?) \((?:singular and plural|collective plural|plural)\)", word):
            yield m[1]


def make_state_names(ref: Reference, states: list[Cells]) -> list[Cells]:
    """All forms of states, demonyms and nouns for people."""
    left_out = {(row["form"], row["state"]) for row in authored("state_names_left_out")}
    rows: dict[tuple[str, str, str, str], Cells] = {}
    taken: dict[tuple[str, str], set[str]] = {}

    def put(form: str, state: str, kind: str, source: str) -> None:
        key = (form, state)
        if key in left_out:
            needed.add(key)
        if not form or form == "none" or key in left_out or key in written:
            return
        have = taken.setdefault(key, set())
        if kind in have or (kind == "demonym" and "state" in have):
            return
        have.add(kind)
        rows[form, state, kind, ""] = {"form": form, "state": state, "kind": kind, "source": source}

    written: set[tuple[str, str]] = set()
    needed: set[tuple[str, str]] = set()
    for own in authored("state_names"):
        written.add((own["form"], own["state"]))
        rows[own["form"], own["state"], own["kind"], own["publishers"]] = own
    for state in states:
        code = state["code"]
        codes, book = ref.codes.get(code, {}), ref.factbook.get(code, {})
        named = [
            (state["label"], "own"),
            (state["official"], "own"),
            (codes.get("unterm_short", ""), "UNTERM"),
            (codes.get("unterm_formal", ""), "UNTERM"),
            (codes.get("cldr_name", ""), "CLDR"),
            (codes.get("un_name", ""), "UN M49"),
            *((name, "rigour") for name in ref.rigour_names.get(code, [])),
            (book.get("short_name", ""), "World Factbook"),
            (book.get("long_name", ""), "World Factbook"),
            (book.get("abbreviation", ""), "World Factbook"),
        ]
        for name, source in named:
            if re.search(r" - |/", name):
                continue
            for form in spellings(unbracketed(name)):
                put(form, code, "state", source)
        for form in demonyms(book.get("nationality_adjective", "")):
            for one in spellings(form):
                put(one, code, "demonym", "World Factbook")
        for form in plurals(book.get("nationality_noun", "")):
            for one in spellings(form):
                put(one, code, "people", "World Factbook")
    complain(
        "state_names_left_out.csv: nothing to leave out:", [f"{form} {state}" for form, state in left_out - needed]
    )
    return sorted(rows.values(), key=lambda r: (r["state"], r["kind"], r["form"], r.get("publishers", "")))


def make_places(ref: Reference, states: list[Cells], state_forms: set[str]) -> list[Cells]:
    """Capitals, present and former, and the hand-written places."""
    rows = {row["id"]: row for row in authored("places")}
    known = {form for row in rows.values() for form in (row["label"], *row["aliases"].split("|"))}
    known |= {row["name"] for row in authored("capitals_left_out")}
    by_cow: dict[str, str] = {}
    for state in states:
        if state["cow"] and state["code"].isupper():
            by_cow.setdefault(state["cow"], state["code"])
        name = straight(ref.codes.get(state["code"], {}).get("capital", ""))
        if name and name not in known and name not in state_forms:
            rows[slug(name)] = capital(name, state["code"], "", "country-codes")
            known.add(name)
    for old in ref.capitals:
        name, code = straight(old["capital"]), by_cow.get(old["ccode"])
        if code and name not in known and name not in state_forms and int(old["endyear"]) < 2020:
            start = f"{old['styear']}-{int(old['stmon'] or 1):02}-{int(old['stday'] or 1):02}"
            row = capital(name, code, start if old["styear"] != "1816" else "", "COW capitals")
            row["valid_to"] = f"{old['endyear']}-{int(old['endmon'] or 12):02}-{int(old['endday'] or 28):02}"
            rows[slug(name)] = row
            known.add(name)
    return sorted(rows.values(), key=lambda r: r["id"])


def capital(name: str, state: str, start: str, source: str) -> Cells:
    """The row of a capital."""
    others = "" if plain(name) == name else plain(name)
    row = {"id": slug(name), "label": name, "aliases": others, "state": state, "kind": "capital"}
    return row | {"valid_from": start, "source": source}


def make_organisations(ref: Reference) -> list[Cells]:
    """The hand-written organisations, and those of the COW list, whose cut names are written out by hand."""
    rows = {row["id"]: row for row in authored("organisations")}
    known = {form.casefold() for row in rows.values() for form in (row["id"], row["label"], *row["aliases"].split("|"))}
    labels = {row["igo_acronym"]: row["label"] for row in authored("igo_labels")}
    for igo in ref.igo:
        label = labels.get(igo["igo_acronym"])
        if label and label.casefold() not in known:
            key = slug(label)
            rows[key] = {"id": key, "label": label, "type": "InternationalOrganization", "source": "COW IGO v3"}
    left_out = {row["organisation"] for row in authored("membership_left_out")}
    missing = {name for name in ref.membership if name.casefold() not in known}
    complain("organisations of the World Factbook without a row:", missing - left_out)
    complain("membership_left_out.csv: nothing to leave out:", left_out - missing)
    return sorted(rows.values(), key=lambda r: r["id"].casefold())


def make_organisation_names(organisations: list[Cells]) -> list[Cells]:
    """The hand-written names with a scope, and the central committees, in whose name parties act and sign."""
    rows = authored("organisation_names")
    for party in (row for row in organisations if row["type"] == "PoliticalParty"):
        have = set(party["aliases"].split("|"))
        for name in (party["label"], *filter(re.compile(r"[A-Z-]{3,}").fullmatch, party["aliases"].split("|"))):
            for form in (f"Central Committee of the {name}", f"C.C., {name}", f"{name} Central Committee"):
                if form not in have:
                    rows.append({"form": form, "organisation": party["id"], "publishers": "", "source": "composed"})
    return sorted(rows, key=lambda r: (r["organisation"], r["form"], r["publishers"]))


def person_spellings(form: str, state: str) -> Iterator[str]:
    """A person's name without accents, with Al- and El- in capitals, and Korean given names with and without hyphen."""
    yield plain(form)
    for article in (" al-", " el-"):
        if article in form:
            yield form.replace(article, article.title())
    if state in ("PRK", "KOR") and (m := re.fullmatch(r"(\w+) (\w+)[- ](\w+)", form)):
        family, first, second = m.groups()
        yield from (f"{family} {first} {second.capitalize()}", f"{family} {first}-{second.lower()}")
        yield f"{family} {first}-{second.capitalize()}"


def make_persons() -> list[Cells]:
    """The hand-written persons, with further spellings of their names that belong to no other person."""
    rows = sorted(authored("persons"), key=lambda r: r["id"])
    forms = {row["id"]: [f for f in (row["label"], *row["aliases"].split("|")) if f] for row in rows}
    written = {form for known in forms.values() for form in known}
    owners: dict[str, list[str]] = {}
    for row in rows:
        for form in forms[row["id"]]:
            for other in person_spellings(form, row["state"]):
                if other not in written and row["id"] not in owners.setdefault(other, []):
                    owners[other].append(row["id"])
    for other, ids in owners.items():
        if len(ids) == 1:
            forms[ids[0]].append(other)
    return [row | {"aliases": "|".join(forms[row["id"]][1:])} for row in rows]


def make(reference: Path) -> dict[str, str]:
    """The text of every table by file name."""
    ref = Reference(reference)
    states = make_states(ref)
    state_names = make_state_names(ref, states)
    organisations = make_organisations(ref)
    tables = {
        "states": states,
        "state_names": state_names,
        "organisations": organisations,
        "organisation_names": make_organisation_names(organisations),
        "treaties": sorted(authored("treaties"), key=lambda r: r["id"].casefold()),
        "offices": sorted(authored("offices"), key=lambda r: r["key"]),
        "occasions": sorted(authored("occasions"), key=lambda r: r["id"]),
        "places": make_places(ref, states, {r["form"] for r in state_names if r["kind"] == "state"}),
        "persons": make_persons(),
        "publishers": authored("publishers"),
    }
    return {f"{name}.csv": table(name, rows) for name, rows in tables.items()}


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path, help="folder of the reference tables")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "ontology" / "names")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, text in make(arguments.reference).items():
        (arguments.out / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
