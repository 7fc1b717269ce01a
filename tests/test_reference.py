"""Reference datasets: what those that came with relgraph claim, and what a mapping can say and cannot."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import relgraph
from relgraph.cli import main
from relgraph.errors import SourceError
from relgraph.ontology import load_ontology
from relgraph.ontology.names import load_names
from relgraph.records import Claim, Extract
from relgraph.reference import list_datasets, read_dataset, read_datasets
from relgraph.reference.fillers import fill_in
from relgraph.reference.mappings import read_dataset_file
from relgraph.resolve import resolve
from relgraph.resources import articles_dir, reference_dir
from relgraph.triples import quads

NAMES = [dataset.id for dataset in list_datasets()]
LARGE = "factbook-memberships"


def load(name: str) -> Extract:
    """A dataset that came with relgraph."""
    return read_dataset(name, load_ontology())


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of its table."""
    file, _ = read_dataset_file(reference_dir() / name / "mapping.yaml")
    with (reference_dir() / name / file.file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def parties_of(claims: list[Claim]) -> set[str]:
    """Ids of the parties of claims."""
    return {actor.id for claim in claims for actor in claim.fillers("party")}


# ── the datasets that came with relgraph ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_every_row_makes_a_record_or_is_left_out_with_a_count(name: str) -> None:
    """A row that vanishes without a word is worse than one that is refused."""
    extract = load(name)
    left_out = sum(int(issue.message.split()[0]) for issue in extract.issues)
    assert {issue.code for issue in extract.issues} <= {"rows-left-out"}
    assert len({claim.record for claim in extract.claims}) + left_out == len(rows_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_of_a_dataset_is_whole(name: str) -> None:
    """The same laws as for articles: roles of the type, a source, a record that can be looked up, ids of its own."""
    extract, ontology = load(name), load_ontology()
    names, rows = load_names(ontology.folder), rows_of(name)
    cells = [{cell for cell in row.values() if cell} for row in rows]
    assert len({claim.id for claim in extract.claims}) == len(extract.claims)
    for claim in extract.claims:
        assert (claim.article, claim.rule) == (f"dataset:{name}", f"reference:{name}")
        assert (claim.start, claim.end) == (0, 0)
        assert claim.record
        assert claim.roles
        for role in claim.roles:
            kind = role.actor.id.partition("/")[0]
            if kind in ("state", "org", "treaty", "occasion"):
                assert names.actor(role.actor.id) == role.actor
            assert all(names.actor(i) for i in role.actor.on_behalf_of)
    shown = {claim.record: claim.quote for claim in extract.claims}
    assert all(
        any(all(" ".join(cell.split()) in quote for cell in row) for row in cells)
        for quote in list(shown.values())[:50]
    )


def test_a_record_has_one_quote() -> None:
    """Several claims may rest on one row; the row is written once."""
    for extract in (load("tac-parties"), load("dprk-ambassadors"), load("korea-relations")):
        quotes: dict[str | None, set[str]] = {}
        for claim in extract.claims:
            quotes.setdefault(claim.record, set()).add(claim.quote)
        assert {len(found) for found in quotes.values()} == {1}


def test_the_treaty_of_amity_has_57_parties() -> None:
    """The total that the press gave in July 2025; a signature alone makes nobody a party."""
    claims = list(load("tac-parties").claims)
    by_type = Counter(claim.type for claim in claims)
    assert (by_type["Signature"], by_type["Ratification"]) == (6, 1)
    binding = [c for c in claims if c.type in ("Accession", "Ratification") and c.factuality == "occurred"]
    listed = [c for c in claims if c.type == "TreatyParticipation"]
    assert len(parties_of(binding) | parties_of(listed)) == 57
    assert parties_of(binding).isdisjoint(parties_of(listed))


def test_a_scheduled_accession_is_planned() -> None:
    """The source announced the day; that it was kept it does not say."""
    planned = [c for c in load("tac-parties").claims if c.factuality == "planned"]
    assert {(c.record, c.type, c.when.edtf) for c in planned} == {
        ("SAU", "Accession", "2023-07-12"),
        ("LUX", "Accession", "2024-10-10"),
    }


def test_the_totals_of_the_press_are_reached_on_their_days() -> None:
    """Running totals of parties that newspapers gave, counted from the acts of the table."""
    day = {row["party"]: row["date"] for row in rows_of("tac-parties")}
    told = {
        "2016-09-06": 35, "2019-11-02": 40, "2020-11-10": 43, "2022-08-03": 49, "2022-11-10": 50, "2023-07-12": 51,
        "2023-09-04": 54, "2025-07-09": 57,
    }  # fmt: skip
    assert {when: sum(date <= when for date in day.values()) for when in told} == told


def test_the_regional_forum_has_27_participants_and_asean_11_members() -> None:
    """ASEAN had ten members until October 2025."""
    forum, asean = load("arf-participants"), load("asean-members")
    assert len({c.record for c in forum.claims if c.factuality != "planned"}) == 27
    assert len({c.record for c in asean.claims}) == 11
    assert sum((c.when.start_earliest or c.when.end_latest).isoformat() < "2022" for c in asean.claims) == 10  # type: ignore[union-attr]
    (cambodia,) = [c for c in forum.claims if c.record == "KHM"]
    assert cambodia.when.edtf == "[..1996-05]", "the year 1995 was not seen"


def test_the_relations_of_both_koreas_keep_the_errors_of_their_source() -> None:
    """398 pairs. A correction here would hide that the sources differ; the conflict shows it."""
    assert len(rows_of("korea-relations")) == 398
    found = {(c.record, c.type): c.when.edtf for c in load("korea-relations").claims}
    assert found["PRK-NZL", "EstablishmentOfRelations"] == "2011"
    assert found["PRK-MYS", "SeveranceOfRelations"] == "2016"
    assert found["PRK-DEU", "EstablishmentOfRelations"] == "1949"
    assert (found["PRK-FJI", "EstablishmentOfRelations"], found["PRK-FJI", "SeveranceOfRelations"]) == ("1988", "1987")
    assert ("PRK-PRT", "SeveranceOfRelations") not in found
    ever = {
        record for (record, kind) in found if kind == "EstablishmentOfRelations" and (record or "").startswith("PRK-")
    }
    assert len(ever) == 168


def test_known_errors_are_conflicts_with_the_other_source() -> None:
    """New Zealand is in one table by a day of 2001 and in the note of the same table by another day."""
    resolution = resolve(read_datasets(["dprk-relations-events", "tac-parties"], load_ontology()), load_ontology())
    dates = {c.situation: c.description for c in resolution.conflicts if c.aspect == "date"}
    assert any("NZL" in situation and "2001-03-01" in text for situation, text in dates.items())
    assert any("FRA" in situation and "2006-07-20" in text for situation, text in dates.items())


def test_the_ends_of_the_data_are_attestations_and_no_ends() -> None:
    """Nothing ended on 31 December 2024 but the table, and nothing began on 1 January 1816."""
    by_record = {c.record: c for c in load("state-system").claims}
    prk, usa = by_record["731-1948-09-09"], by_record["2-1816-01-01"]
    assert (prk.when.edtf, str(prk.when.end_earliest), prk.when.end_latest) == ("1948-09-09/", "2024-12-31", None)
    assert (usa.when.edtf, str(usa.when.start_latest), usa.when.start_earliest) == (None, "1816-01-01", None)
    for name in ("state-system", "us-missions", "capitals"):
        for claim in load(name).claims:
            assert not (claim.when.edtf or "").endswith(("/2024-12-31", "/2020-12-31"))
            assert not (claim.when.edtf or "").startswith("1816-01-01/")


def test_a_number_of_correlates_of_war_is_the_state_that_lived_in_the_span() -> None:
    """365 is the Soviet Union in a span within its life, and Russia in one that goes on."""
    to = {c.record: c.fillers("receivingParty")[0].id for c in load("us-missions").claims}
    assert {to[r] for r in to if (r or "").startswith("365-") and "1934" < (r or "")[4:8] < "1991"} <= {
        "state/SUN",
        "state/RUS",
    }
    assert next(to[r] for r in to if (r or "").startswith("265-")) == "state/DDR"


def test_levels_follow_the_status_of_the_mission() -> None:
    """A legation is headed by a minister; an interests section is no embassy; "None" is the level none."""
    levels: dict[str | None, set[str]] = {}
    for claim in load("us-missions").claims:
        levels.setdefault(claim.description, set()).add(claim.fillers("level")[0].id)
    assert levels["Embassy"] == levels["Ambassador Nonresident"] == {"level/levelAmbassador"}
    assert levels["Legation"] == {"level/levelMinister"}
    assert levels["Interests"] == levels["Consulate"] == {"level/levelOther"}
    assert levels[None] == {"level/levelNone"}


def test_what_is_nominal_is_not_held_to_be_open() -> None:
    """The list names the Malaysian embassy, though relations are broken off; it does not say that it works."""
    assert {c.factuality for c in load("pyongyang-embassies").claims} == {"unspecified"}
    (malaysia,) = [c for c in load("pyongyang-embassies").claims if c.record == "MYS"]
    assert malaysia.fillers("mission")[0].id == "mission/MYS-embassy-PRK"


def test_posts_and_missions_have_the_ids_that_texts_give_them(tmp_path: Path) -> None:
    """Otherwise one embassy would be two, and no table would confirm a report."""
    text = "Ambassador of China to the DPRK Wang Yajun visited the DPRK embassy in Hanoi on 1 May 2024.\n"
    (tmp_path / "a.txt").write_text(f"---\npublished: 2024-05-02\n---\n{text}", encoding="utf-8")
    relgraph.build([tmp_path / "a.txt"], tmp_path / "graph")
    with relgraph.open(tmp_path / "graph") as graph:
        posts = {str(row[0]) for row in graph.query("SELECT ?p { ?p a rg:HeadOfMissionPost }").rows}
        missions = {str(row[0]) for row in graph.query("SELECT ?m { ?m a rg:Embassy }").rows}
    (wang,) = [c for c in load("dprk-ambassadors").claims if (c.record or "").startswith("Wang Yajun")]
    hanoi = next(c for c in load("dprk-missions").claims if c.record == "VNM-Hanoi-Embassy")
    assert {p.rpartition("/id/")[2] for p in posts} == {wang.fillers("post")[0].id}
    assert {m.rpartition("/id/")[2] for m in missions} == {hanoi.fillers("mission")[0].id}


def test_the_tables_are_those_that_the_script_makes(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that was edited by hand would be lost with the next run, and nobody could say where it came from."""
    script = Path(__file__).resolve().parents[1] / "data" / "reference" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", script)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    monkeypatch.setattr(made, "HERE", tmp_path)
    made.main(shared / "facts")
    for path in sorted(tmp_path.glob("*/*.csv")):
        assert path.read_bytes() == (reference_dir() / path.relative_to(tmp_path)).read_bytes(), path.name
    assert sorted(path.parent.name for path in tmp_path.glob("*/*.csv")) == NAMES


# ── datasets and articles ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles together with all small datasets."""
    folder = tmp_path_factory.mktemp("both") / "graph"
    report = relgraph.build([articles_dir()], folder, reference=[n for n in NAMES if n != LARGE])
    assert report.datasets == len(NAMES) - 1
    return folder


def test_an_accession_in_the_press_and_in_a_table_is_one(both: Path) -> None:
    """Nine reports of one act are one act; a table is one more."""
    with relgraph.open(both) as graph:
        rows = graph.query(
            "SELECT ?e (COUNT(DISTINCT ?a) AS ?articles) (COUNT(DISTINCT ?d) AS ?datasets) WHERE {"
            " ?e a rg:Accession ; rg:party st:PRK ; rg:treaty tr:TAC ; rg:supportedBy ?c ."
            " GRAPH ?g { { ?c rg:inArticle ?a } UNION { ?c rg:inDataset ?d } } } GROUP BY ?e"
        ).rows
    assert len(rows) == 1
    assert rows[0][1] > 0  # type: ignore[operator]
    assert rows[0][2] == 1


def test_a_graph_with_datasets_keeps_the_rules(both: Path) -> None:
    """Records and datasets have shapes of their own, and what tables claim goes by those of everything else."""
    from relgraph.check import check_graph

    with relgraph.open(both) as graph:
        assert [str(p) for p in check_graph(graph, load_ontology()) if p.severity == "error"] == []


def test_all_datasets_give_the_same_graph_in_any_order() -> None:
    """A graph is a set of what was said; twelve thousand claims must not depend on the order of the tables."""
    ontology = load_ontology()
    extracts = read_datasets(["all"], ontology)
    assert [extract.dataset.id for extract in extracts] == NAMES
    digests = set()
    for order in (extracts, extracts[::-1]):
        made = hashlib.sha256()
        for quad in quads(order, resolve(order, ontology), ontology):
            made.update(str(quad).encode())
        digests.add(made.hexdigest())
    assert len(digests) == 1


def test_a_dataset_given_twice_is_refused(tmp_path: Path) -> None:
    """Two tables of one name would share the ids of their records."""
    copy = tmp_path / "asean-members"
    copy.mkdir()
    for path in (reference_dir() / "asean-members").iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    assert len(read_datasets(["asean-members", "asean-members"], load_ontology())) == 1
    with pytest.raises(SourceError, match="already a dataset 'asean-members'; give it once, or rename it"):
        read_datasets(["asean-members", copy], load_ontology())


# ── the form of a mapping ───────────────────────────────────────────────────────────────────────────────────────

TABLE = "party,date,note\nPRK,2008-07-24,\nMNG,2005,seen\n"
MAPPING = """\
title: Parties
publisher: nobody
claimed_by: org/ASEAN
licence: CC0
source: made for a test
retrieved: 2024-01-01
file: rows.csv
record: "{party}"
claims:
  - type: Accession
    roles: {party: {state: "{party}"}, treaty: treaty/TAC}
    when: "{date}"
"""


def write(folder: Path, mapping: str, table: str = TABLE) -> Path:
    """A dataset of a user."""
    folder.mkdir()
    (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
    (folder / "rows.csv").write_text(table, encoding="utf-8")
    return folder


def test_a_user_adds_a_dataset_without_code(tmp_path: Path) -> None:
    """A table and a dozen lines."""
    extract = read_dataset(write(tmp_path / "my-parties", MAPPING), load_ontology())
    first, second = extract.claims
    assert (extract.id, first.record, first.quote) == ("dataset:my-parties", "PRK", "party: PRK; date: 2008-07-24")
    assert [(c.fillers("party")[0].label, c.when.edtf) for c in (first, second)] == [
        ("DPRK", "2008-07-24"),
        ("Mongolia", "2005"),
    ]
    assert (first.claimed_by.id, first.factuality, first.confidence) == ("org/ASEAN", "occurred", 1.0)


def test_the_example_of_the_documentation_is_a_mapping(tmp_path: Path) -> None:
    """Who copies it must have something that works."""
    text = (Path(__file__).resolve().parents[1] / "data" / "README.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    folder = write(tmp_path / "example", example)
    (folder / "parties.csv").write_text("party,date,kind\nPRK,2008-07-24,accession\nMNG,,\n", encoding="utf-8")
    extract = read_dataset(folder, load_ontology())
    assert [(c.type, c.claimed_by.label) for c in extract.claims] == [("Accession", "Some Institute")]
    assert [i.message for i in extract.issues] == ["1 row left out: no date"]


def test_fillers_say_who_is_meant_in_nine_ways(tmp_path: Path) -> None:
    """Codes, names, persons, places, publishers, missions, posts, occasions, and ids of somebody new."""
    lines = {
        "id: org/ASEAN": "org/ASEAN", "state: VNM": "state/VNM", "actor: EU": "org/EU", "actor: Viet Nam": "state/VNM",
        "person: Some Body, of: VNM": "person/some-body", "place: Hanoi, of: VNM": "place/hanoi", "publisher: KCNA": "org/KCNA",
        "publisher: Some Gazette": "org/some-gazette", "mission: embassy, of: PRK, to: VNM": "mission/PRK-embassy-VNM",
        "mission: consulate, of: PRK, to: CHN, town: Shenyang": "mission/PRK-consulate-CHN-shenyang",
        "post: ambassador, of: PRK, to: ASEAN": "post/PRK-ambassador-ASEAN", "occasion: newYear": "occasion/newYear",
        "id: org/new-body, type: Association, label: New Body": "org/new-body",
    }  # fmt: skip
    for n, (line, expected) in enumerate(lines.items()):
        mapping = MAPPING.replace('party: {state: "{party}"}', f"party: {{{line}}}")
        extract = read_dataset(write(tmp_path / f"d{n}", mapping), load_ontology())
        assert extract.claims[0].fillers("party")[0].id == expected


def test_a_state_of_affairs_without_an_end_is_attested_when_it_was_taken(tmp_path: Path) -> None:
    """A list of members says that they are members on the day of the list, and of no other day."""
    cases = {
        "": ("2024-01-01", "2024-01-01", "2024-01-01"),
        "\n    when: '{date}/'": ("2005-12-31", "2024-01-01", "2024-01-01"),
        "\n    when: '2001/{date}'": ("2001-12-31", "2005-01-01", None),
        "\n    attested_on: '{date}'": ("2005-12-31", "2005-01-01", None),
    }
    for n, (more, expected) in enumerate(cases.items()):
        mapping = MAPPING.replace("type: Accession", f"type: TreatyParticipation{more}").replace(
            '\n    when: "{date}"', ""
        )
        claim = read_dataset(write(tmp_path / f"d{n}", mapping), load_ontology()).claims[1]
        bounds = (claim.when.start_latest, claim.when.end_earliest, claim.attested_on)
        assert tuple(day and day.isoformat() for day in bounds) == expected


def _with(old: str, new: str) -> str:
    assert old in MAPPING
    return MAPPING.replace(old, new)


WRONG = [
    # keys and values
    ("", "the file is empty"),
    (MAPPING + "titel: x\n", "mapping.yaml:13: unknown key 'titel'. Did you mean title?"),
    (MAPPING + "title: x\n", "mapping.yaml:13: key 'title' is repeated (first in line 1); keep one of them"),
    (_with("licence: CC0\n", ""), "'licence' is missing; add it"),
    (_with("    when:", "    wen:"), "mapping.yaml:12: unknown key 'wen'. Did you mean when?"),
    (_with("{state:", "{staat:"), "mapping.yaml:11: unknown key 'staat'. Did you mean state?"),
    (_with("retrieved: 2024-01-01", "retrieved: January"), "mapping.yaml:6: retrieved: input should be a date"),
    (_with("title: Parties", "title: NO"), "NO is read by YAML as a truth value; put it in quotes"),
    (_with("file: rows.csv", "file: ../rows.csv"), "'../rows.csv' is no CSV file beside the mapping"),
    (_with("file: rows.csv", "file: row.csv"), "row.csv: cannot be read"),
    (MAPPING + "    factuality: ocurred\n", "Did you mean occurred?"),
    (
        MAPPING + "    confidence: 2.0\n",
        "mapping.yaml:13: claims.0.confidence: input should be less than or equal to 1",
    ),
    (_with("claims:\n", "claims: []\nskip:\n").partition("skip:")[0], "claims: tuple should have at least 1 item"),
    # who is meant
    (
        _with('{state: "{party}"}', '{state: "{party}", actor: PRK}'),
        "a filler has state and actor; give exactly one of id, state",
    ),
    (_with('{state: "{party}"}', "{of: PRK}"), "a filler does not say who; give exactly one of"),
    (_with('{state: "{party}"}', "{person: X}"), "'person' needs 'of'; add it"),
    (_with('{state: "{party}"}', "{state: PRK, of: KOR}"), "'of' does not belong to 'state'; drop it"),
    (_with('{state: "{party}"}', "{id: org/x, type: Forum}"), "'type' and 'label' belong together"),
    (_with('{state: "{party}"}', "{id: org/x, type: Forun, label: X}"), "no such class 'Forun'. Did you mean Forum?"),
    (_with("treaty/TAC", "treaty/TACC"), "rows.csv:2: unknown 'treaty/TACC'. Did you mean treaty/TAC?"),
    (_with("org/ASEAN", "org/ASAEN"), "rows.csv:2: unknown 'org/ASAEN'. Did you mean org/ASEAN?"),
    (_with('{state: "{party}"}', "{actor: Korea}"), "'Korea' means"),
    (
        _with('{state: "{party}"}', "{actor: Mongoliaa}"),
        "unknown state or organisation 'Mongoliaa'. Did you mean Mongolia?",
    ),
    (_with('{state: "{party}"}', "{mission: embasy, of: PRK, to: CHN}"), "no such mission 'embasy'"),
    (_with('{state: "{party}"}', "{post: ambasador, of: PRK, to: CHN}"), "Did you mean ambassador?"),
    (
        _with('{state: "{party}"}', '{state: "{note}"}'),
        "rows.csv:2: 'state: {note}' is empty; ask for 'not-empty' under 'where'",
    ),
    # columns, types, roles
    (
        _with('record: "{party}"', 'record: "{partie}"'),
        "mapping.yaml:8: rows.csv has no column 'partie'. Did you mean party?",
    ),
    (_with('when: "{date}"', 'when: "{dat}"'), "mapping.yaml:12: rows.csv has no column 'dat'. Did you mean date?"),
    (_with('when: "{date}"', 'when: "{date"'), "a brace stands alone in '{date'"),
    (MAPPING + "    where: {nota: seen}\n", "rows.csv has no column 'nota'. Did you mean note?"),
    (_with("Accession", "Acession"), "mapping.yaml:10: no such type 'Acession'. Did you mean Accession?"),
    (_with("Accession", "State"), "no such type 'State'."),
    (_with("treaty: treaty/TAC}", "tready: treaty/TAC}"), "Accession has no role 'tready'. Did you mean treaty?"),
    (
        _with("treaty: treaty/TAC}", "level: treaty/TAC}"),
        "'level' is a concept of the vocabulary; write it as 'level/NAME'",
    ),
    (_with("treaty: treaty/TAC}", "level: level/levelAmbasador}"), "Did you mean level/levelAmbassador?"),
    (MAPPING + "    attested_on: 2024-01-01\n", "an event is not attested on a day; give 'when'"),
    # rows
    (
        _with('record: "{party}"', "record: x"),
        "rows.csv:3: record 'x' is already in line 2; take more columns for its id",
    ),
    (_with('record: "{party}"', 'record: "{note}"'), "rows.csv:2: 'record: {note}' is empty"),
    (_with('when: "{date}"', 'when: "{note}"'), "rows.csv:2: 'when: {note}' is empty"),
    (_with('when: "{date}"', 'when: "{date}-31"'), "rows.csv:2: '2008-07-24-31': not a date in EDTF"),
    (
        MAPPING + "    where: {note: seen}\n",
        "rows.csv:2: no claim takes this row; add one, or leave it out under 'skip'",
    ),
    (MAPPING + "    where: {note: saw}\n", "mapping.yaml:10: this claim takes no row"),
    (
        MAPPING + "skip:\n  - where: {note: saw}\n    why: lost\n",
        "mapping.yaml:14: this leaves no row out; drop it (lost)",
    ),
    (MAPPING + "skip:\n  - where: {note: seen}\n", "'skip.0.why' is missing; add it"),
    (
        MAPPING
        + "  - type: Accession\n    roles: {party: {state: '{party}'}, treaty: treaty/TAC}\n    when: '{date}'\n",
        "rows.csv:2: makes the same claim twice (Accession); tell them apart under 'where'",
    ),
]


@pytest.mark.parametrize(("mapping", "message"), WRONG, ids=[message[:50] for _, message in WRONG])
def test_a_wrong_mapping_says_where_and_what_to_do(mapping: str, message: str, tmp_path: Path) -> None:
    """This table is the specification of the format: each mistake has its place and its cure."""
    with pytest.raises(SourceError) as caught:
        read_dataset(write(tmp_path / "wrong", mapping), load_ontology())
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("party,date,note\n", "has no rows"),
        ("party,date,party,note\nPRK,2008,PRK,\n", "column 'party' stands twice"),
        ("party,date,note\nPRK,2008\n", "rows.csv:2: 2 cells under 3 columns"),
        ("party,date,note\nXYZ,2008,\n", "rows.csv:2: unknown 'state/XYZ'."),
        ("party,date,note\n" + "".join(f"X{n},2008,\n" for n in range(30)), "... and 10 more"),
    ],
)
def test_a_wrong_table_says_where_and_what_to_do(table: str, message: str, tmp_path: Path) -> None:
    """An unknown code is an error: a row that is guessed or dropped would be a wrong fact or a silent loss."""
    with pytest.raises(SourceError) as caught:
        read_dataset(write(tmp_path / "wrong", MAPPING, table), load_ontology())
    assert message in str(caught.value)


def test_all_problems_of_a_mapping_come_at_once(tmp_path: Path) -> None:
    """Nobody likes to start a program ten times for ten mistakes."""
    mapping = MAPPING.replace('"{date}"', '"{dat}"').replace("Accession", "Acession") + "    where: {nota: x}\n"
    with pytest.raises(SourceError) as caught:
        read_dataset(write(tmp_path / "wrong", mapping), load_ontology())
    assert len(str(caught.value).splitlines()) == 3


def test_a_folder_names_its_dataset(tmp_path: Path) -> None:
    """The name is part of IRIs, and a name that is nearly right gets a hint."""
    with pytest.raises(SourceError, match="use small letters, digits and hyphens"):
        read_dataset(write(tmp_path / "My Table", MAPPING), load_ontology())
    with pytest.raises(SourceError, match=r"no such dataset 'tac-party'\. Did you mean tac-parties"):
        read_dataset("tac-party", load_ontology())
    with pytest.raises(SourceError, match=r"has no mapping\.yaml in it"):
        read_dataset(tmp_path, load_ontology())
    write(tmp_path / "shelf", MAPPING)
    (tmp_path / "shelves").mkdir()
    (tmp_path / "shelf").rename(tmp_path / "shelves" / "mine")
    assert [d.id for d in list_datasets(tmp_path / "shelves")] == ["mine"]
    with pytest.raises(SourceError, match=r"no folder in it has a mapping\.yaml"):
        list_datasets(tmp_path / "shelves" / "mine")


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=20), min_size=2))
def test_cells_come_into_templates_as_they_are(cells: dict[str, str]) -> None:
    """A cell that has braces in it is no template."""
    assert fill_in("{a}/{b}", cells) == f"{cells['a']}/{cells['b']}"


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────


def run(*args: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = CliRunner().invoke(main, [str(a) for a in args])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_lists_and_shows_datasets() -> None:
    """What a dataset is, under which terms, and what it says, before it is loaded."""
    code, out, _ = run("reference", "list", "-f", "csv")
    rows = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert [row["name"] for row in rows] == NAMES
    assert {row["name"]: row["records"] for row in rows}["tac-parties"] == "57"
    code, out, err = run("reference", "show", "tac-parties", "-f", "table")
    assert code == 0
    assert "licence" in out
    assert "Traps" in out
    assert "the first 10 of 68 claims" in err
    code, out, _ = run("reference", "show", "tac-parties", "--all", "-f", "csv")
    assert len(list(csv.DictReader(out.splitlines()))) == 68
    code, _, err = run("reference", "show", "tac")
    assert code == 1
    assert "no such dataset 'tac'" in err


def test_the_build_command_takes_datasets(tmp_path: Path) -> None:
    """With or without articles; without both there is nothing to build."""
    code, _, err = run("build", "--reference", "asean-members", "--reference", "tac-parties", "-o", tmp_path / "graph")
    assert (code, err.startswith("2 datasets, 79 claims, ")) == (0, True), err
    assert run("build", "-o", tmp_path / "graph")[0] == 2


def test_the_command_loads_datasets_into_a_graph(tmp_path: Path) -> None:
    """What is loaded later is the same as what is built at once."""
    relgraph.build([articles_dir() / "text"], tmp_path / "graph")
    code, _, err = run("reference", "load", tmp_path / "graph", "tac-parties", "asean-members")
    assert code == 0, err
    once = relgraph.build([articles_dir() / "text"], tmp_path / "once", reference=["asean-members", "tac-parties"])
    with relgraph.open(tmp_path / "graph") as graph:
        assert graph.digest == once.digest
