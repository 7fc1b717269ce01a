"""``relgraph evaluate`` as the author of a rule meets it: where articles are looked for, outputs, errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from test_cli import fails, ok, run

from relgraph.resources import articles_dir

TEXT = (
    "The president of Laos arrived in Hanoi on 3 May 2024. Laos handed a herd of elephants over to Vietnam at the zoo."
)
VISIT = {"type": "visit", "date": "2024-05-03", "source": ["LAO"], "target": ["VNM"], "people": []}
GIFT = {"type": "gift", "date": None, "source": ["LAO"], "target": ["VNM"], "people": [], "note": "elephants"}

FLOOR = {"f1": 0.515, "precision": 0.797}
"""What events of the sample articles must reach, by type and actors. See "Measure" in CONTRIBUTING.md."""


def write_gold(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """An annotation of one article with two events, the first of which is found; the text lies in ``texts``."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    return write_gold(tmp_path / "gold.jsonl", {"id": "a", "published": "2024-05-06", "events": [VISIT, GIFT]})


def measures(*args: str | Path) -> dict[str, dict[str, object]]:
    """The measures of all articles by name."""
    rows = json.loads(ok("evaluate", *args, "-f", "json"))
    return {row["measure"]: row for row in rows if row["part"] == "all"}


def test_the_sample_articles_are_read_at_least_as_well_as_before() -> None:
    """A change of a rule that loses or invents events elsewhere is noticed; the floor is raised with the figures."""
    event = measures(articles_dir() / "gold.jsonl")["event"]
    assert {name: event[name] for name in FLOOR if event[name] < FLOOR[name]} == {}  # type: ignore[operator]


def test_the_figures_come_as_rows(gold: Path) -> None:
    """One row a measure, with numbers that a program can compare."""
    event = measures(gold)["event"]
    assert (event["right"], event["extra"], event["missed"], event["articles"]) == (1, 0, 1, 1)
    assert event["f1"] == 0.6667
    assert measures(gold)["date"]["rate"] == 1.0
    rows = list(csv.DictReader(io.StringIO(ok("evaluate", gold))))
    assert rows[0]["measure"] == "event"
    assert rows[0]["recall"] == "0.5"


def test_a_table_has_the_interval_and_the_splits(tmp_path: Path, gold: Path) -> None:
    """For the eye: three digits, and one line a split where there are several."""
    assert "split" not in ok("evaluate", gold, "-f", "table")
    (tmp_path / "texts" / "b.txt").write_text("It rained.", encoding="utf-8")
    write_gold(gold, {"id": "a", "split": "x", "published": "2024-05-06", "events": [VISIT, GIFT]}, {"id": "b", "split": "y", "events": []})  # fmt: skip
    text = ok("evaluate", gold, "-f", "table")
    line = next(line.split() for line in text.splitlines() if line.startswith("event "))
    assert line == ["event", "1.000", "0.500", "0.667", "0.000–0.667", "1", "0", "1"]
    assert [line.split()[:2] for line in text.splitlines()[-2:]] == [["x", "1"], ["y", "1"]]


@pytest.mark.parametrize(("by", "groups"), [("type", ["gift", "visit"]), ("source", ["unknown"]), ("article", ["a"])])
def test_events_are_grouped(gold: Path, by: str, groups: list[str]) -> None:
    """By what a rule belongs to, by who wrote it, by where to look."""
    rows = json.loads(ok("evaluate", gold, "--by", by, "-f", "json"))
    assert [row[by] for row in rows] == groups
    assert sum(row["right"] for row in rows) == sum(row["missed"] for row in rows) == 1


def test_texts_are_looked_for_beside_the_annotation_or_where_they_are_named(tmp_path: Path, gold: Path) -> None:
    """The date of publication comes from the annotation; other files of the folder do no harm."""
    (tmp_path / "texts" / "other.txt").write_text(TEXT, encoding="utf-8")
    expected = measures(gold)
    assert measures(gold, tmp_path / "texts") == measures(gold, tmp_path / "texts" / "a.txt") == expected
    (tmp_path / "texts" / "a.txt").rename(tmp_path / "a.txt")
    (tmp_path / "texts" / "other.txt").unlink()
    (tmp_path / "texts").rmdir()
    assert measures(gold) == expected


def test_an_article_that_is_not_there_counts_as_read_in_vain(gold: Path) -> None:
    """It is told, and the figures do not get better by leaving articles out."""
    write_gold(gold, {"id": "a", "published": "2024-05-06", "events": [VISIT]}, {"id": "b", "events": [GIFT]})
    result = run("evaluate", gold, "-f", "json")
    assert json.loads(result.stdout)[0]["recall"] == 0.5
    assert f"warning: {gold}: nothing was read, counted as if nothing was found: 1 (b)" in result.stderr
    assert run("evaluate", gold, "-q").stderr == ""


def test_a_prediction_file_is_scored_as_it_is(tmp_path: Path, gold: Path) -> None:
    """What another program found, or an older version; the articles need not be there."""
    found = tmp_path / "found.jsonl"
    ok("claims", tmp_path / "texts", "-f", "gold", "-o", found)
    alone = tmp_path / "alone"
    alone.mkdir()
    moved = write_gold(alone / "gold.jsonl", {"id": "a", "events": [VISIT, GIFT]})
    assert measures(moved, "--predicted", found)["event"]["right"] == 1
    result = run("evaluate", write_gold(moved, {"id": "z", "events": [VISIT]}), "--predicted", found)
    assert result.exit_code == 0
    assert f"warning: {found}: not in {moved}, left out: 1 (a)" in result.stderr


def test_an_annotation_comes_from_standard_input(tmp_path: Path, gold: Path) -> None:
    """A dash is standard input, as everywhere; then the articles have to be named."""
    text = gold.read_text(encoding="utf-8")
    assert ok("evaluate", "-", tmp_path / "texts", stdin=text) == ok("evaluate", gold)
    assert "name the articles" in fails("evaluate", "-", stdin=text)
    found = write_gold(tmp_path / "found.jsonl", {"id": "a", "events": [VISIT]})
    listed = ok("evaluate", "-", "--predicted", found, "--errors", "-f", "jsonl", stdin=text)
    assert json.loads(listed)["error"] == "missed"


def test_aliases_come_from_the_ontology_or_from_a_file(tmp_path: Path) -> None:
    """ "ASEAN" and its full name are one organisation; a file says which others are."""
    gold = write_gold(tmp_path / "gold.jsonl", {"id": "a", "events": [], "organisations": ["ASEAN", "Moon Society"]})
    full = "Association of Southeast Asian Nations"
    found = write_gold(tmp_path / "found.jsonl", {"id": "a", "organisations": [full, "Lunar Club"]})
    assert measures(gold, "--predicted", found)["organisation"]["right"] == 1
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"Moon Society": ["Lunar Club"], full: ["ASEAN"]}), encoding="utf-8")
    assert measures(gold, "--predicted", found, "--aliases", own)["organisation"]["right"] == 2


def test_errors_are_listed_with_their_sentences(gold: Path) -> None:
    """What was missed, where it may stand, and what was read there; at the end the sums."""
    text = ok("evaluate", gold, "--errors", "-f", "table")
    assert text.startswith("a · 2024-05-06\n\n  missed     gift\n")
    assert "annotated  gift · LAO → VNM · no date (elephants)\n" in text
    assert "perhaps    Laos handed a herd of elephants over to Vietnam at the zoo.\n" in text
    assert "names      LAO; VNM; 'handed'\n" in text
    assert "read as    no event\n" in text
    assert text.splitlines()[-1].split() == ["all", "1", "1"]


def test_a_found_event_is_listed_with_its_quote_and_rule(gold: Path) -> None:
    """The author of the rule sees which rule to mend; dates and plans are errors of found events."""
    write_gold(gold, {"id": "a", "published": "2024-05-06", "events": [{**VISIT, "date": "2024-05-02"}]})
    text = ok("evaluate", gold, "--errors", "-f", "table")
    assert "wrong date  visit\n" in text
    assert "found       visit · LAO → VNM · 2024-05-03" in text
    assert "sentence    The president of Laos arrived in Hanoi on 3 May 2024.\n" in text
    assert re.search(r"rule        \w+:\w+\n", text)


def test_a_wrong_date_is_told_with_its_words(tmp_path: Path, gold: Path) -> None:
    """The author of a rule sees where a date comes from, and how to see more with the right day of publication."""
    text = "Laos's delegation came to Hanoi on 2 May. Laos handed a herd of elephants over. The president of Laos arrived in Hanoi on Friday."
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    write_gold(
        gold, {"id": "a", "published": "2024-05-06", "publisher": "P", "events": [{**VISIT, "date": "2024-05-01"}]}
    )
    listed = ok("evaluate", gold, "--errors", "--type", "visit", "-f", "table")
    (row,) = (r for r in json.loads(ok("evaluate", gold, "--errors", "-f", "json")) if r["error"] == "wrong date")
    words = row["date_words"]
    assert words == "on 2 May"
    assert f"date from   '{words}'" in listed
    (see,) = (line.split(maxsplit=1)[1] for line in listed.splitlines() if line.startswith("  see "))
    assert see.endswith(" --published 2024-05-06 --publisher P")
    assert words in ok(*shlex.split(see)[1:])


def test_what_lies_beside_the_annotation_is_left_alone(tmp_path: Path) -> None:
    """It is read as far as it holds annotated articles; a broken file beside them is not its matter."""
    gold = write_gold(tmp_path / "gold.jsonl", {"id": "a", "events": [VISIT]}, {"id": "b", "events": []})
    (tmp_path / "broken.jsonl").write_text("{\n", encoding="utf-8")
    (tmp_path / "picture.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "b", "text": "It rained."}), encoding="utf-8")
    result = run("evaluate", gold, "-f", "json")
    assert result.stderr == ""
    assert json.loads(result.stdout)[0]["right"] == 1


def test_errors_come_as_rows_too(tmp_path: Path, gold: Path) -> None:
    """For a spreadsheet, and for counting what a change mended."""
    (row,) = json.loads(ok("evaluate", gold, "--errors", "-f", "json"))
    assert (row["error"], row["type"], row["guessed"], row["note"]) == ("missed", "gift", True, "elephants")
    assert row["sentence"] == "Laos handed a herd of elephants over to Vietnam at the zoo."
    ok("evaluate", gold, "--errors", "-o", tmp_path / "errors.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "errors.csv").read_text(encoding="utf-8")))
    assert (row["article"], row["found_type"]) == ("a", "")


def test_errors_of_one_type_are_picked_out(gold: Path) -> None:
    """Rules are mended type by type. The type counts that was annotated or that was found."""
    assert ok("evaluate", gold, "--errors", "--type", "gift", "-f", "jsonl").count("\n") == 1
    assert ok("evaluate", gold, "--errors", "--type", "visit", "-f", "jsonl") == ""
    write_gold(gold, {"id": "a", "published": "2024-05-06", "events": [{**VISIT, "type": "talks"}]})
    assert json.loads(ok("evaluate", gold, "--errors", "--type", "visit", "-f", "jsonl"))["error"] == "wrong type"


def test_a_type_is_called_as_relgraph_types_has_it(gold: Path) -> None:
    """It lists ``Gift`` beside ``gift``, and nobody knows which of the two is meant."""
    assert ok("evaluate", gold, "--errors", "--type", "Gift", "-f", "jsonl").count("\n") == 1


def test_the_name_of_a_state_is_told_with_its_code(gold: Path) -> None:
    """It would count as an organisation that nobody finds; a warning, since organisations may have any name."""
    visit = {**VISIT, "source": ["Laos", "Moon Society"], "target": ["VNN"]}
    write_gold(gold, {"id": "a", "events": [{**GIFT, "source": ["UAE"], "target": ["VNM"]}, visit]})
    result = run("evaluate", gold)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[:3] == [
        f"warning: {gold}:1: events[0].source: 'UAE' is the name of a state; write ARE",
        f"warning: {gold}:1: events[1].source: 'Laos' is the name of a state; write LAO",
        f"warning: {gold}:1: events[1].target: no state 'VNN'; did you mean VNM?",
    ]
    assert run("evaluate", gold, "-q").stderr == ""


def test_errors_of_a_prediction_file_get_sentences_where_the_articles_are(tmp_path: Path, gold: Path) -> None:
    """Without the article the sentence is said to be unknown; it is not an error."""
    found = write_gold(tmp_path / "found.jsonl", {"id": "a", "events": [{**VISIT, "target": ["THA"]}]})
    text = ok("evaluate", gold, "--predicted", found, "--errors", "-f", "table")
    assert "perhaps       The president of Laos arrived in Hanoi on 3 May 2024." in text
    (tmp_path / "texts" / "a.txt").unlink()
    text = ok("evaluate", gold, "--predicted", found, "--errors", "-f", "table")
    assert "sentence      unknown, the article was not read" in text


def test_a_floor_ends_with_3_when_it_is_not_reached(gold: Path) -> None:
    """A check for continuous integration: the figures are written, and the answer is no."""
    result = run("evaluate", gold, "--fail-under", "0.7")
    assert result.exit_code == 3
    assert f"Error: {gold}: the F1 of events is 0.667, lower than 0.7\n" in result.stderr
    assert result.stdout.startswith("part,")
    ok("evaluate", gold, "--fail-under", "0.66")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--fail-under", "70"], "70.0 is not in the range 0<=x<=1"),
        (["--errors", "--by", "type"], "--errors and --by are two outputs"),
        (["--type", "visit"], "--type belongs to --errors"),
        (["--errors", "--type", "vist"], "no type 'vist'. Did you mean visit?"),
        (["texts", "--predicted", "found.jsonl"], "--predicted reads no article"),
        (["--by", "country"], "'country' is not one of 'type', 'source', 'article'"),
    ],
)
def test_wrong_usage_is_explained(gold: Path, args: list[str], message: str) -> None:
    """Before anything is read."""
    assert message in fails("evaluate", gold, *args, code=2)


def test_wrong_files_are_explained(tmp_path: Path, gold: Path) -> None:
    """One line with the place and the cure, for each of the files that the command takes."""
    near = tmp_path / "glod.jsonl"
    assert fails("evaluate", near) == (
        f"Error: {near}: cannot be read: No such file or directory. Did you mean gold.jsonl?\n"
    )
    assert f"{tmp_path}: a folder; name the file" in fails("evaluate", tmp_path)
    assert fails("evaluate", tmp_path / "texts" / "a.txt").count("\n") == 1
    assert "no such file or folder" in fails("evaluate", gold, tmp_path / "txts")
    assert "none.jsonl: cannot be read" in fails("evaluate", gold, "--predicted", tmp_path / "none.jsonl")
    assert "none.json: cannot be read" in fails("evaluate", gold, "--aliases", tmp_path / "none.json")
    assert f"{gold}: the aliases of 'id' are no list of names" in fails("evaluate", gold, "--aliases", gold)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a", "events": []}\n{"id": \n', encoding="utf-8")
    assert fails("evaluate", broken).startswith(f"Error: {broken}:2: not JSON: ")
    assert fails("evaluate", gold, "--predicted", broken).startswith(f"Error: {broken}:2: not JSON: ")
    broken.write_bytes(b"\x00\x01")
    assert fails("evaluate", broken) == f"Error: {broken}: not a text: it holds NUL bytes\n"
    other = write_gold(tmp_path / "other.jsonl", {"id": "b", "events": []})
    assert f"no article has an id of {other}, as 'b'; name the articles" in fails("evaluate", other)


def test_problems_of_the_articles_are_told(tmp_path: Path, gold: Path) -> None:
    """As by every command that reads articles."""
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + '\n{"id": \n', encoding="utf-8")
    result = run("evaluate", gold, path)
    assert result.exit_code == 0
    assert f"error: {path}:2: not JSON" in result.stderr
