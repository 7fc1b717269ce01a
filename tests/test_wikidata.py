"""Wikidata: its two JSON forms, with true facts in small files written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relgraph.errors import SourceError
from relgraph.ontology import load_ontology
from relgraph.records import Extract
from relgraph.reference import read_dataset
from relgraph.reference.statements import edtf_of

MALAYSIA, DPRK, CHINA, NAURU_LIKE = "Q833", "Q423", "Q148", "Q999999999"


def item(number: str) -> dict[str, Any]:
    """A snak's value that is an item."""
    return {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}


def snak(name: str, value: Any, kind: str = "value") -> dict[str, Any]:
    """A main snak or a qualifier."""
    made: dict[str, Any] = {"snaktype": kind, "property": name}
    if kind == "value":
        sort = "time" if isinstance(value, dict) and "time" in value else "wikibase-entityid"
        made["datavalue"] = {"value": value, "type": sort}
    return made


def time(iso: str, precision: int, calendar: str = "Q1985727") -> dict[str, Any]:
    """A point in time; Q1985727 is the Gregorian calendar."""
    return {
        "time": f"+{iso}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision,
        "calendarmodel": f"http://www.wikidata.org/entity/{calendar}",
    }  # fmt: skip


def statement(key: str, name: str, value: str, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement with its qualifiers."""
    made: dict[str, Any] = {"mainsnak": snak(name, item(value)), "type": "statement", "id": key, "rank": rank}
    if qualifiers:
        made["qualifiers"] = {q: [snak(q, v)] for q, v in qualifiers.items()}
    return made


def entity(number: str, label: str | None, *statements: dict[str, Any]) -> dict[str, Any]:
    """An item as Special:EntityData has it."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for made in statements:
        claims.setdefault(made["mainsnak"]["property"], []).append(made)
    labels = {"en": {"language": "en", "value": label}} if label else {}
    return {"type": "item", "id": number, "labels": labels, "claims": claims or [], "modified": "2026-05-17T10:00:00Z"}


def load(tmp_path: Path, content: Any, name: str = "some.json") -> Extract:
    """What a file claims."""
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_dataset(path, load_ontology())


RELATIONS = entity(
    MALAYSIA,
    "Malaysia",
    statement("Q833$1", "P530", DPRK, P580=time("1973-06-30", 11), P582=time("2021-03-19", 11)),
    statement("Q833$2", "P530", CHINA, P580=time("1974-05-00", 10)),
    statement("Q833$3", "P530", "Q884"),
    statement("Q833$4", "P530", "Q408", rank="deprecated"),
    statement("Q833$5", "P530", NAURU_LIKE),
    statement("Q833$6", "P530", "Q148", P580=time("1974-05-31", 11, "Q1985786")),
)


def test_relations_have_their_dates_at_the_precision_of_wikidata(tmp_path: Path) -> None:
    """A month stays a month, no date is no date, and a day of the Julian calendar is not taken for one of ours."""
    extract = load(tmp_path, {"entities": {MALAYSIA: RELATIONS}})
    assert (extract.id, str(extract.dataset.retrieved)) == ("dataset:some", "2026-05-17")
    assert [(c.record, c.type, c.when.edtf) for c in extract.claims] == [
        ("Q833$1", "EstablishmentOfRelations", "1973-06-30"),
        ("Q833$1", "SeveranceOfRelations", "2021-03-19"),
        ("Q833$2", "EstablishmentOfRelations", "1974-05"),
        ("Q833$3", "EstablishmentOfRelations", None),
        ("Q833$6", "EstablishmentOfRelations", None),
    ]
    assert {a.id for a in extract.claims[0].fillers("actor")} == {"state/MYS", "state/PRK"}
    assert extract.claims[0].quote.startswith("Q833 (Malaysia) P530 Q423; P580 +1973-06-30")


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    """Deprecated statements are held to be wrong by Wikidata itself; an unknown item is named."""
    extract = load(tmp_path, {"entities": {MALAYSIA: RELATIONS}})
    assert {i.code: i.message for i in extract.issues} == {
        "unknown-item": f"{NAURU_LIKE} is in no table of names; 1 statement left out",
        "deprecated": "1 statement left out: statements of the rank 'deprecated', which Wikidata holds to be wrong",
    }


def test_ambassadors_come_from_positions_of_one_country_to_another(tmp_path: Path) -> None:
    """The position says who sends and who receives; "ambassador" alone does not."""
    post = entity(
        "Q100000001",
        "ambassador of China to North Korea",
        statement("Q100000001$1", "P31", "Q29645880", P642=item(CHINA)),
        statement("Q100000001$2", "P31", "Q29645886", P642=item(DPRK)),
    )
    wang = entity(
        "Q100000002",
        "Wang Yajun",
        statement("Q100000002$1", "P39", "Q100000001", P580=time("2023-03-00", 10), P1365=item("Q100000004")),
        statement("Q100000002$2", "P39", "Q121998", P580=time("2010-00-00", 9)),
    )
    undated = entity("Q100000004", "Li Jinjun", statement("Q100000004$1", "P39", "Q100000001"))
    extract = load(tmp_path, [post, wang, undated])
    (claim,) = extract.claims
    assert (claim.type, claim.when.edtf, claim.attested_on) == ("Posting", "2023-03/", None)
    assert {r.name: r.actor.id for r in claim.roles} == {
        "holder": "person/wang-yajun",
        "post": "post/CHN-ambassador-PRK",
        "sendingParty": "state/CHN",
        "accreditedTo": "state/PRK",
        "rank": "rank/ambassador",
    }
    assert {i.code for i in extract.issues} == {"no-envoy", "undated-office"}
    assert "P1365 Q100000004 (Li Jinjun)" in claim.quote


def test_ratified_by_gives_a_standing_and_no_act(tmp_path: Path) -> None:
    """P6193 has ratification, acceptance, approval and accession in one."""
    treaty = entity(
        "Q100000005",
        "Treaty of Amity and Cooperation in Southeast Asia",
        statement("Q100000005$1", "P1891", "Q252", P585=time("1976-02-24", 11)),
        statement("Q100000005$2", "P6193", DPRK, P585=time("2008-07-24", 11)),
    )
    extract = load(tmp_path, json.dumps(treaty) + ",\n", "dump.jsonl")
    assert [(c.type, c.when.edtf, c.fillers("treaty")[0].id) for c in extract.claims] == [
        ("Signature", "1976-02-24", "treaty/TAC"),
        ("TreatyParticipation", "2008-07-24/", "treaty/TAC"),
    ]
    assert extract.claims[1].fillers("participationStatus")[0].id == "participationStatus/partyStatus"


def uri(number: str) -> dict[str, str]:
    """A cell with an item."""
    return {"type": "uri", "value": f"http://www.wikidata.org/entity/{number}"}


def literal(value: str) -> dict[str, str]:
    """A cell with a text."""
    return {"type": "literal", "value": value}


def results(variables: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """A result of SPARQL."""
    return {"head": {"vars": variables.split()}, "results": {"bindings": list(rows)}}


def test_results_of_sparql_are_read_by_their_variables(tmp_path: Path) -> None:
    """A row needs no precision: then the first of a year or month is all of it, since Wikidata writes years so."""
    found = results(
        "state other start end startPrecision statement",
        {"state": uri(MALAYSIA), "other": uri(DPRK), "start": literal("1973-06-30T00:00:00Z")},
        {"state": uri(MALAYSIA), "other": uri(CHINA), "start": literal("1974-01-01T00:00:00Z")},
        {
            "state": uri(MALAYSIA), "other": uri("Q884"), "start": literal("1960-02-23T00:00:00Z"),
            "startPrecision": literal("9"),
            "statement": {"type": "uri", "value": "http://www.wikidata.org/entity/statement/Q833-AB-1"},
        },
    )  # fmt: skip
    extract = load(tmp_path, found, "relations-2026-05-17.json")
    assert [c.when.edtf for c in extract.claims] == ["1973-06-30", "1974", "1960"]
    assert extract.claims[2].record == "Q833$AB-1"
    assert len({c.record for c in extract.claims}) == 3
    posts = results(
        "person personLabel sender receiver start end",
        {
            "person": uri("Q100000002"), "personLabel": literal("Kang Chol"), "sender": uri(DPRK), "receiver": uri(MALAYSIA),
            "end": literal("2017-03-06T00:00:00Z"),
        },
    )  # fmt: skip
    (claim,) = load(tmp_path, posts, "envoys-2026-05-17.json").claims
    assert (claim.type, claim.when.edtf, claim.factuality) == ("Posting", "/2017-03-06", "occurred")
    parties = results(
        "treaty treatyLabel ratifier date",
        {"treaty": uri("Q1"), "treatyLabel": literal("X Pact"), "ratifier": uri(DPRK)},
    )
    (claim,) = load(tmp_path, parties, "parties-2026-05-17.json").claims
    assert (claim.type, claim.fillers("treaty")[0].id) == ("TreatyParticipation", "treaty/x-pact")


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("{", "x.json", "x.json:1: no valid JSON"),
        ({"a": 1}, "x.json", "neither entities of Wikidata ('entities') nor results of SPARQL ('results')"),
        (results("state other"), "x.json", "put the day into its name: 'x-2026-05-17.json'"),
        (
            results("stat other"),
            "x-2026-05-17.json",
            "variables stat other are none that are read (relations: state other;",
        ),
        ({"head": {}, "results": {}}, "x.json", "no 'bindings' under 'results'"),
        ([{"id": "Q1"}], "x.json", "does not tell of which day it is"),
    ],
)
def test_a_file_that_is_none_of_wikidata_says_so(content: Any, name: str, message: str, tmp_path: Path) -> None:
    """Without its day a file would attest nothing, and the day of reading is not that of the file."""
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content, name)
    assert message in str(caught.value)


def test_a_time_that_is_coarse_or_before_our_era_is_no_date() -> None:
    """A century is not in the dates of articles, and nobody's embassy is as old."""
    assert edtf_of("+1900-01-01T00:00:00Z", 7) is None
    assert edtf_of("-0044-03-15T00:00:00Z", 11) is None
    assert edtf_of("+2008-07-24T12:00:00Z", 14) == "2008-07-24"


def test_dates_that_cannot_be_are_left_out_with_a_count(tmp_path: Path) -> None:
    """One bad statement must not stop the others."""
    country = entity(
        MALAYSIA, "Malaysia",
        statement("Q833$1", "P530", DPRK, P580=time("1973-02-30", 11)),
        statement("Q833$2", "P530", CHINA, P580=time("1974-05-31", 11)),
    )  # fmt: skip
    extract = load(tmp_path, [country])
    assert [c.record for c in extract.claims] == ["Q833$2"]
    assert [i.code for i in extract.issues] == ["bad-date"]
