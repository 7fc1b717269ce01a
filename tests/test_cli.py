"""The command line as a new user meets it: right and wrong input, formats, exit codes, files that appear whole."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import relgraph
from relgraph.cli import main
from relgraph.cli.output import write_rows
from relgraph.resources import articles_dir, ontology_dir

COMMANDS = tuple(
    "demo build add remove reference claims explain ask who why conflicts diff query network view check evaluate types".split()
)
ARTICLE = "On 30 June 1973 Malaysia and the DPRK established diplomatic relations.\n"


def run(*args: str | Path, stdin: str | None = None) -> Result:
    """Run a command as from a pipe: nothing is a terminal."""
    return CliRunner().invoke(main, [str(a) for a in args], input=stdin)


def ok(*args: str | Path, stdin: str | None = None) -> str:
    """What a command that must succeed writes on standard output."""
    result = run(*args, stdin=stdin)
    assert result.exit_code == 0, result.output
    assert result.exception is None
    return result.stdout


def fails(*args: str | Path, stdin: str | None = None, code: int = 1) -> str:
    """What a command that must fail writes on stderr: a message, never a traceback, and nothing on standard output."""
    result = run(*args, stdin=stdin)
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "relations.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


# --- the program as a whole


def test_help_needs_nothing_heavy() -> None:
    """Help answers at once, also on a small machine; what is heavy is imported inside the commands."""
    heavy = "{'rdflib', 'pyoxigraph', 'networkx', 'pyvis', 'pyshacl', 'pydantic', 'rich', 'jinja2', 'yaml'}"
    code = (
        "import sys\nfrom relgraph.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("heavy: []\n")


def test_help_names_every_command_and_the_exit_codes() -> None:
    """The first thing that a new user sees says what there is and where to begin."""
    text = ok("--help")
    assert re.findall(r"^  (\w+)  ", text, re.MULTILINE) == list(COMMANDS)
    assert "Begin with: relgraph demo" in text
    assert "Exit codes" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_has_an_example(name: str) -> None:
    """An example says more than ten options; the first line is an imperative sentence."""
    text = ok(name, "--help")
    assert re.search(rf"Example:\n +relgraph {name}\b", text)
    first = text.split("\n\n")[1].strip()
    assert re.match(r"[A-Z][a-z]+ ", first)
    assert first.split("\n")[0]


def test_the_installed_program_runs() -> None:
    """Both ways to start it: the script, and python -m."""
    done = subprocess.run([sys.executable, "-m", "relgraph", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"relgraph \d+\.\d+\.\d+\S*\n", done.stdout)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["biuld"], "No such command 'biuld'. Did you mean build?"),
        (["build", "x.txt"], "Missing option '-o'"),
        (["build"], "Usage: "),
        (["claims", "x.txt", "-f", "xml"], "'xml' is not one of 'table', 'jsonl', 'gold', 'csv'"),
        (["claims", "x.txt", "-o", "x.pdf"], "cannot tell the format from 'x.pdf'; add -f"),
        (["claims", "x.txt", "--fromat", "csv"], "No such option '--fromat'"),
        (["explain", "x", "--published", "yesterday"], "'yesterday' is not a day; write it as 2024-05-31"),
        (["ask", "g", "timeline", "-p", "a"], "'a' is not KEY=VALUE; write -p a=PRK"),
        (["ask", "g", "timeline", "-p", "a=PRK", "-p", "a=CHN"], "-p a is given twice (PRK, CHN)"),
        (["ask", "g", "-p", "a=PRK"], "-p without a question; write its NAME"),
        (["network", "g", "-o", "x.dot"], "cannot tell the format from 'x.dot'; add -f"),
        (["query", "g", "ASK {}", "--timeout", "soon"], "'soon' is not a valid float"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_valid(args: list[str], message: str) -> None:
    """Wrong usage is told apart from a failure, and nothing is read or written."""
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_debug_shows_where_an_error_arose(tmp_path: Path) -> None:
    """Who reports a fault needs the traceback; nobody else does."""
    result = run("claims", tmp_path / "none.txt", "--debug")
    assert type(result.exception).__name__ == "SourceError"


# --- claims and explain


def test_claims_come_as_json_lines_in_a_pipe(article: Path) -> None:
    """One claim a line with its quote, and the quote stands in the text at its offsets."""
    lines = ok("claims", article).splitlines()
    claims = [json.loads(line) for line in lines]
    assert [c["type"] for c in claims] == ["EstablishmentOfRelations"]
    assert claims[0]["article"] == "relations"
    assert ARTICLE[claims[0]["start"] : claims[0]["end"]] == claims[0]["quote"]
    assert claims[0]["when"]["edtf"] == "1973-06-30"


def test_gold_has_a_line_for_every_article(article: Path) -> None:
    """An article with nothing in it is an answer too; ids come from the input."""
    (article.parent / "weather.txt").write_text("It rained in the hills.", encoding="utf-8")
    lines = [json.loads(line) for line in ok("claims", article.parent, "-f", "gold").splitlines()]
    assert [line["id"] for line in lines] == ["relations", "weather"]
    assert all(set(line) == {"id", "states", "organisations", "envoys", "treaties", "events"} for line in lines)
    (event,) = lines[0]["events"]
    assert (event["type"], event["date"]) == ("relations_established", "1973-06-30")
    assert sorted(event["source"] + event["target"]) == ["MYS", "PRK"]
    assert lines[1]["events"] == []


def test_claims_as_csv_and_as_a_table(article: Path, tmp_path: Path) -> None:
    """The same claims for a spreadsheet and for the eye."""
    rows = list(csv.DictReader(io.StringIO(ok("claims", article, "-f", "csv"))))
    assert rows[0]["type"] == "EstablishmentOfRelations"
    assert "state/MYS" in rows[0]["roles"]
    assert "EstablishmentOfRelations" in ok("claims", article, "-f", "table")
    ok("claims", article, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("article,id,type,")


def test_claims_read_standard_input() -> None:
    """A dash is standard input, as everywhere."""
    assert json.loads(ok("claims", "-", "-f", "gold", stdin=ARTICLE))["id"] == "stdin"
    line = json.dumps({"id": "a", "text": ARTICLE})
    assert json.loads(ok("claims", "-", "-f", "gold", stdin=line))["id"] == "a"


def test_a_bad_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """One broken line of a corpus does not cost the others, and its place is on stderr."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": ARTICLE}) + '\n{"id": \n', encoding="utf-8")
    result = run("claims", path, "-f", "gold")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert f"error: {path}:2: not JSON" in result.stderr


@pytest.mark.parametrize("command", ["claims", "build"])
def test_wrong_input_is_explained(command: str, tmp_path: Path, article: Path) -> None:
    """Missing files with the nearest name, empty folders, unknown sources."""
    out = ["-o", tmp_path / "out"] if command == "build" else []
    assert "relatons.txt: no such file or folder. Did you mean relations.txt?" in fails(
        command, article.parent / "relatons.txt", *out
    )
    assert "no source 'txt'" in fails(command, article, "--source", "txt", *out)
    (tmp_path / "empty").mkdir()
    assert "no article in" in fails(command, tmp_path / "empty", *out)
    assert "nowhere: no such folder" in fails(command, article, "--ontology", tmp_path / "nowhere", *out)
    assert not (tmp_path / "out").exists()


def test_a_half_written_file_never_replaces_a_good_one(tmp_path: Path) -> None:
    """The output is written beside and renamed; a failure leaves the older file and no rubbish."""
    out = tmp_path / "out.csv"
    out.write_text("good", encoding="utf-8")
    fails("claims", tmp_path, "-o", out)
    assert out.read_text(encoding="utf-8") == "good"
    assert os.listdir(tmp_path) == ["out.csv"]
    assert "is a folder" in fails("types", "-f", "csv", "-o", tmp_path)
    assert "there is no folder" in fails("types", "-o", tmp_path / "no" / "x.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    """``-o /dev/null`` once put a file in the place of the device; a link keeps leading where it led."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        ok("types", "Visit", "-f", "json", "-o", pipe)
        assert reader.communicate(timeout=60)[0] == ok("types", "Visit", "-f", "json")
    assert pipe.is_fifo()
    (tmp_path / "file.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("file.json")
    ok("types", "Visit", "-o", tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "file.json").read_text(encoding="utf-8"))["id"] == "Visit"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_is_explained() -> None:
    """No traceback, and not the exit code of success."""
    done = subprocess.run(
        [sys.executable, "-m", "relgraph", "types", "-o", "/dev/full", "-f", "csv"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == "Error: /dev/full: cannot be written: No space left on device\n"
    assert not os.path.isfile("/dev/full")


def test_explain_shows_how_a_sentence_is_read() -> None:
    """The author of a rule sees names, reduced sentence and rules; a dash reads standard input."""
    sentence = "Laos opened an embassy in Pyongyang on May 3."
    text = ok("explain", sentence, "--published", "2024-05-10", "--publisher", "KCNA")
    assert "Laos" in text
    assert "2024-05-03" in text
    assert ok("explain", "-", "--published", "2024-05-10", "--publisher", "KCNA", stdin=sentence) == text
    assert "no sentence" in fails("explain", " ")


# --- build


def test_build_writes_a_graph_and_says_what_is_in_it(article: Path, tmp_path: Path) -> None:
    """Standard output stays free for data; the summary is for people."""
    result = run("build", article, "-o", tmp_path / "graph")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "1 article, 1 claim," in result.stderr
    assert (tmp_path / "graph").is_dir()
    assert run("build", article, "-o", tmp_path / "graph", "-q").stderr == ""


def test_build_does_not_replace_what_is_no_graph(article: Path, tmp_path: Path) -> None:
    """A slip in the name of the output must not cost a folder of somebody's work."""
    message = fails("build", article, "-o", article.parent)
    assert "news" in message
    assert article.read_text(encoding="utf-8") == ARTICLE
    fails("build", article, "-o", article)
    assert article.read_text(encoding="utf-8") == ARTICLE


# --- questions to a graph


@pytest.mark.parametrize(
    "args",
    [
        ["ask"],
        ["ask", "GRAPH", "timeline", "-p", "a=PRK", "-p", "b=ASEAN"],
        ["query", "GRAPH", "ASK {}"],
        ["network", "GRAPH"],
        ["view", "GRAPH", "-o", "page.html"],
        ["check", "GRAPH"],
    ],
)
def test_a_wrong_graph_is_explained(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that does not exist, a file, an empty folder: each command says so in one line."""
    monkeypatch.chdir(tmp_path)
    args = args if len(args) > 1 else ["ask", "GRAPH"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("none", "file", "empty"):
        message = fails(*[name if a == "GRAPH" else a for a in args])
        assert name in message
        assert len(message.splitlines()) == 1
    assert not (tmp_path / "page.html").exists()


def test_ask_without_a_name_lists_the_questions(sample_graph: Path) -> None:
    """What can be asked is found by asking."""
    rows = list(csv.DictReader(io.StringIO(ok("ask", sample_graph))))
    timeline = next(r for r in rows if r["question"] == "timeline")
    assert timeline["parameters"].startswith("a b")
    assert len(rows) >= 15


def test_the_timeline_of_two_actors_has_dates_and_quotes(sample_graph: Path) -> None:
    """The question that the project began with."""
    text = ok("ask", sample_graph, "timeline", "-p", "a=PRK", "-p", "b=ASEAN")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert all(row["date"] and row["source"] and row["quote"] for row in rows)
    records = json.loads(ok("ask", sample_graph, "timeline", "-p", "a=PRK", "-p", "b=ASEAN", "-f", "json"))
    assert [{k: str(v) for k, v in record.items()} for record in records] == rows
    assert all(isinstance(record["articles"], int) for record in records)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["timelin"], "no question 'timelin'. Did you mean timeline?"),
        (["timeline", "-p", "a=PRK"], "'b' is missing"),
        (["timeline", "-p", "a=PRK", "-p", "b=ASEN"], "ASEN"),
        (["timeline", "-p", "a=PRK", "-p", "b=ASEAN", "-p", "c=1"], "no parameter 'c'"),
        (["timeline", "-p", "a=PRK", "-p", "b=ASEAN", "-p", "since=soon"], "'soon' is no date"),
        (["timeline", "--questions", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_question_is_answered_with_the_right_ones(sample_graph: Path, args: list[str], message: str) -> None:
    """Names and values are checked before the graph is asked."""
    assert message in fails("ask", sample_graph, *args)


def test_a_period_that_ends_before_it_begins_is_an_error(sample_graph: Path, tmp_path: Path) -> None:
    """An empty answer would say that nothing happened; a period within one year is no mistake."""
    page = tmp_path / "page.html"
    wrong = "since 2020 is later than until 2018"
    assert wrong in fails("network", sample_graph, "--since", "2020", "--until", "2018")
    assert wrong in fails("view", sample_graph, "--since", "2020", "--until", "2018", "-o", page)
    assert not page.exists()
    ask = ("ask", sample_graph, "timeline", "-p", "a=PRK", "-p", "b=ASEAN")
    assert wrong in fails(*ask, "-p", "since=2020", "-p", "until=2018")
    ok(*ask, "-p", "since=2018-05", "-p", "until=2018")
    ok("network", sample_graph, "--since", "2018", "--until", "2018")


def test_an_unknown_actor_is_told_by_the_name_of_the_option(sample_graph: Path, tmp_path: Path) -> None:
    """The message names what the user typed and the actor that is nearest; treaties are still found."""
    page = tmp_path / "page.html"
    assert "--actor: the graph has no actor 'Nowhere'" in fails("network", sample_graph, "--actor", "Nowhere")
    assert "--actor: the graph has no actor 'Nowhere'" in fails("view", sample_graph, "--actor", "Nowhere", "-o", page)
    assert "Did you mean Malaysia?" in fails("network", sample_graph, "--actor", "Malasia")
    assert "treaty/TAC" in ok("network", sample_graph, "--actor", "treaty/TAC", "-f", "csv")


def test_a_graph_one_level_down_is_suggested(sample_graph: Path) -> None:
    """Who names the folder of the demo is not told to build into it, which would be refused."""
    message = fails("ask", sample_graph.parent)
    assert f"Did you mean {sample_graph}?" in message
    assert "relgraph build" not in message


def test_a_query_can_be_an_argument_a_file_or_standard_input(sample_graph: Path, tmp_path: Path) -> None:
    """Long queries live in files."""
    sparql = "SELECT ?label WHERE { <https://w3id.org/relgraph/id/state/PRK> rdfs:label ?label }"
    text = ok("query", sample_graph, sparql)
    assert text.splitlines()[0] == "label"
    assert len(text.splitlines()) >= 2
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    assert ok("query", sample_graph, f"@{tmp_path / 'q.rq'}") == text
    assert ok("query", sample_graph, "-", stdin=sparql) == text
    assert "cannot be read" in fails("query", sample_graph, "@none.rq")


def test_a_broken_query_is_explained(sample_graph: Path) -> None:
    """The place of the mistake, in one message."""
    message = fails("query", sample_graph, "SELECT ?x WHERE { ?x a rg:State")
    assert message.startswith("Error: ")
    assert "line" in message or "1:" in message
    assert fails("query", sample_graph, "DROP ALL")
    assert fails("query", sample_graph, "")


def test_no_rows_are_an_answer_unless_the_status_is_asked_for(sample_graph: Path) -> None:
    """A script that wants to know asks with --exit-status."""
    sparql = "SELECT ?x WHERE { ?x a rg:NoSuchThing }"
    assert ok("query", sample_graph, sparql) == "x\n"
    assert run("query", sample_graph, sparql, "--exit-status").exit_code == 3
    assert run("query", sample_graph, "SELECT ?x WHERE { ?x a rg:State }", "--exit-status").exit_code == 0


# --- network, page, check, types, demo


@pytest.mark.parametrize(
    ("suffix", "start"), [("graphml", "<graphml"), ("gexf", "<gexf"), ("csv", "source,"), ("json", "{")]
)
def test_the_network_is_written_for_other_tools(sample_graph: Path, tmp_path: Path, suffix: str, start: str) -> None:
    """The ending of the file chooses the format; standard output gives the same."""
    out = tmp_path / f"x.{suffix}"
    assert ok("network", sample_graph, "-o", out) == ""
    text = out.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert "state/PRK" in text
    assert ok("network", sample_graph, "-f", suffix) == text


def test_the_network_can_be_cut(sample_graph: Path) -> None:
    """A period and an actor; a wrong one is explained."""
    everything = ok("network", sample_graph).splitlines()
    part = ok("network", sample_graph, "--actor", "ASEAN", "--since", "2018").splitlines()
    assert 1 < len(part) < len(everything)
    assert "'soon' is no date" in fails("network", sample_graph, "--since", "soon")
    assert "Atlantis" in fails("network", sample_graph, "--actor", "Atlantis")


def test_the_page_is_one_file(sample_graph: Path, tmp_path: Path) -> None:
    """One HTML file, written whole."""
    out = tmp_path / "page.html"
    result = run("view", sample_graph, "-o", out)
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert os.listdir(tmp_path) == ["page.html"]


def test_the_graph_of_the_samples_passes_the_check(sample_graph: Path) -> None:
    """What is built keeps the rules of its own shapes, and every quote stands in its article."""
    result = run("check", sample_graph, "--articles", articles_dir())
    assert result.exit_code == 0, result.output
    assert "in order" in result.stderr


def test_a_graph_that_breaks_a_rule_ends_with_3(sample_graph: Path, tmp_path: Path) -> None:
    """Scripts tell "the answer is no" from "it could not be asked"; what is wrong is data on standard output."""
    with relgraph.open(sample_graph) as graph:
        graph.dump(tmp_path / "broken.nq")
    place = "https://w3id.org/relgraph/"
    with (tmp_path / "broken.nq").open("a", encoding="utf-8") as file:
        file.write(f'<{place}id/event/x> <{place}ns#actorr> "nobody" <{place}graph/facts> .\n')
    result = run("check", tmp_path / "broken.nq")
    assert result.exit_code == 3
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert "declared-terms" in {row["rule"] for row in rows}
    assert re.search(r"Error: .*broken\.nq: [1-9]\d* errors?", result.stderr)


def test_quotes_are_compared_with_the_articles(article: Path, tmp_path: Path) -> None:
    """An article that was changed after the build no longer says what the graph quotes."""
    ok("build", article, "-o", tmp_path / "graph")
    article.write_text(ARTICLE.replace("Malaysia", "Maldives"), encoding="utf-8")
    assert run("check", tmp_path / "graph").exit_code == 0
    result = run("check", tmp_path / "graph", "--articles", article)
    assert result.exit_code == 3
    assert "quote-in-text" in result.stdout


def test_a_check_against_other_articles_compares_nothing_and_says_so(article: Path, tmp_path: Path) -> None:
    """ "In order" would promise a comparison that never took place."""
    graph = tmp_path / "graph"
    ok("build", article, "-o", graph)
    other = tmp_path / "others" / "weather.txt"
    other.parent.mkdir()
    other.write_text("It rained in the hills.", encoding="utf-8")
    assert "has no article with the id 'weather'" in fails("check", graph, "--articles", other.parent)
    (tmp_path / "empty").mkdir()
    assert "no article in it" in fails("check", graph, "--articles", tmp_path / "empty")
    result = run("check", graph, "--articles", article, "--articles", other)
    assert result.exit_code == 0, result.output
    assert f"warning: {graph} has 1 of the 2 given articles" in result.stderr
    assert "in order" in result.stderr
    assert "warning" not in run("check", graph, "--articles", article).stderr


def break_samples(sample_graph: Path, folder: Path) -> Path:
    """A copy of the graph of the samples in which twelve rules of two kinds are broken."""
    with relgraph.open(sample_graph) as graph:
        graph.dump(folder / "broken.nq")
    place = "https://w3id.org/relgraph/"
    with (folder / "broken.nq").open("a", encoding="utf-8") as file:
        for n in range(12):
            file.write(f'<{place}id/event/x{n}> <{place}ns#actorr{n}> "nobody" <{place}graph/facts> .\n')
    return folder / "broken.nq"


def test_the_table_of_a_check_shows_the_worst_and_counts_the_rest(sample_graph: Path, tmp_path: Path) -> None:
    """Who checks a large graph sees what to put right first; the lists for programs leave nothing out."""
    broken = break_samples(sample_graph, tmp_path)
    lines = run("check", broken, "-f", "table").stdout.splitlines()
    assert re.match(r"12 errors, \d+ warnings?, \d+ infos?; \d+ articles, .* contradictions$", lines[0])
    worst = [line for line in lines if "the ontology has no property" in line]
    assert len(worst) == 10
    assert any(re.match(r"\.\.\. and \d+ more; --all lists every problem", line) for line in lines)
    assert any(re.match(r"error +declared-terms +g:facts +12$", line) for line in lines)
    everything = run("check", broken, "-f", "table", "--all").stdout
    assert everything.count("the ontology has no property") == 12
    assert "--all" not in everything
    for form in ("csv", "json", "jsonl"):
        assert run("check", broken, "-f", form).stdout.count("the ontology has no property") == 12


def test_the_report_of_a_check_is_one_page(sample_graph: Path, tmp_path: Path) -> None:
    """The ending chooses it, it is written also when the check fails, and the exit code says so."""
    broken = break_samples(sample_graph, tmp_path)
    result = run("check", broken, "-o", tmp_path / "report.html")
    assert result.exit_code == 3
    assert result.stdout == ""
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "The ten worst problems" in page
    assert ok("check", sample_graph, "-f", "html").startswith("<!doctype html>")


def test_a_check_tests_what_a_corpus_file_asserts(article: Path, tmp_path: Path) -> None:
    """A failed assertion is an error with the line of the file; a wrong file is explained before anything is read."""
    graph, corpus = tmp_path / "graph", tmp_path / "corpus.yaml"
    ok("build", article, "-o", graph)
    event = "  - exists: event\n    type: EstablishmentOfRelations\n    roles: {actor: MYS, recipient: PRK}\n"
    corpus.write_text(f"assertions:\n{event}    when: 1973-06-30\n", encoding="utf-8")
    assert run("check", graph, "--corpus", corpus).exit_code == 0
    corpus.write_text(f"assertions:\n{event}    when: 1974\n", encoding="utf-8")
    result = run("check", graph, "--corpus", corpus)
    assert result.exit_code == 3
    (row,) = (r for r in csv.DictReader(io.StringIO(result.stdout)) if r["rule"] == "assertion")
    assert (row["severity"], row["what"]) == ("error", f"{corpus}:2")
    assert "the date is another" in row["message"]
    corpus.write_text(f"assertions:\n{event}    wehn: 1974\n", encoding="utf-8")
    assert "corpus.yaml:5: unknown key 'wehn'. Did you mean when?" in fails("check", graph, "--corpus", corpus)
    assert "no such file" in fails("check", graph, "--corpus", tmp_path / "none.yaml")


def test_types_lists_and_shows() -> None:
    """The one place where event types can be looked up, with the nearest name for a slip."""
    rows = list(csv.DictReader(io.StringIO(ok("types"))))
    assert {"Visit", "Accession"} <= {row["type"] for row in rows}
    assert all(row["definition"] for row in rows)
    text = ok("types", "Visit", "-f", "table")
    assert "role" in text
    assert "matches" in text
    assert json.loads(ok("types", "Visit", "-f", "json"))["id"] == "Visit"
    assert "No such event type 'Vist'. Did you mean Visit?" in fails("types", "Vist")
    assert {"CourtesyCall", "WeaponTest", "JointStatement"} <= {row["type"] for row in rows}


def test_the_rules_are_checked_together(tmp_path: Path) -> None:
    """A lint of one type would miss what the others say; and a wrong rule ends it with 3."""
    assert "--lint checks all event types together; leave out the name" in fails("types", "Visit", "--lint", code=2)
    assert "--articles belongs to --lint; add it" in fails("types", "--articles", tmp_path, code=2)
    (tmp_path / "empty").mkdir()
    assert "no article in it" in fails("types", "--lint", "--articles", tmp_path / "empty")
    (tmp_path / "events").mkdir()
    text = (ontology_dir() / "events" / "mediation.yaml").read_text(encoding="utf-8")
    double = text.replace("Mediation", "Arbitration").replace("label: mediation", "label: arbitration")
    (tmp_path / "events" / "arbitration.yaml").write_text(double, encoding="utf-8")
    result = run("types", "--lint", "--overlay", tmp_path)
    assert result.exit_code == 3
    assert "frames 'Arbitration:mediate' and 'Mediation:mediate' both fit 'mediate'" in result.stdout
    assert "the slowest is relgraph." in result.stderr


def test_the_demo_shows_the_history_of_the_dprk_and_asean(tmp_path: Path) -> None:
    """The first command of a new user: a table with dates and sources, a graph, a page."""
    text = ok("demo", tmp_path / "demo")
    assert "2008-07" in text
    assert "ASEAN" in text
    assert str(tmp_path / "demo" / "graph") in text
    assert str(tmp_path / "demo" / "page.html") in text
    assert (tmp_path / "demo" / "page.html").is_file()
    again = ok("demo", tmp_path / "demo")
    assert again == text


def test_the_demo_does_not_write_over_a_file(tmp_path: Path) -> None:
    """A file of that name is somebody's work."""
    (tmp_path / "demo").write_text("mine", encoding="utf-8")
    assert "demo" in fails("demo", tmp_path / "demo")
    assert (tmp_path / "demo").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["notes.txt", "page.html", "graph/notes.txt"])
def test_the_demo_takes_no_folder_that_holds_other_things(tmp_path: Path, name: str) -> None:
    """A graph and a page among somebody's files are a nuisance, and a page.html of theirs would be lost."""
    mine = tmp_path / "work" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    message = fails("demo", tmp_path / "work")
    assert "holds other" in message
    assert "new or empty folder" in message
    assert sorted(tmp_path.rglob("*")) == before
    assert mine.read_text(encoding="utf-8") == "mine"


# --- tables


def test_a_table_shows_text_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """What looks like markup stays, what would drive the terminal does not, and cells are not cut."""
    file = io.StringIO()
    long = "word " * 60 + "end"
    write_rows(("a", "b"), [("[bold]x[/bold]", "\x1b[31mred"), (long, None)], "table", file)
    assert "[bold]x[/bold]" in file.getvalue()
    assert "\x1b" not in file.getvalue()
    assert long in file.getvalue()
    write_rows(("a",), [], "table", file)
    assert capsys.readouterr().err == "no rows\n"


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
def test_a_table_keeps_within_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short columns keep their width, long ones share the rest; where that is too narrow, a row is a block."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    file = Terminal()
    quote = "the foreign minister of the one state met the foreign minister of the other state"
    write_rows(
        ("date", "what", "quote"), [("2008-07-24", "accession of the one to the other", quote)] * 2, "table", file
    )
    lines = file.getvalue().splitlines()
    assert max(map(len, lines)) <= columns
    assert sum("2008-07-24" in line for line in lines) == 2
    words = " ".join(file.getvalue().split())
    assert all(words.count(word) >= 2 for word in quote.split())
    assert ("quote  the" in file.getvalue()) == (columns < 60)


def test_every_option_is_documented() -> None:
    """An option without a word of help is a riddle."""

    def options() -> Iterator[tuple[str, click.Option]]:
        context = click.Context(main)
        for name in COMMANDS:
            command = main.get_command(context, name)
            assert command is not None
            inner = command.commands.values() if isinstance(command, click.Group) else ()
            for one in (command, *inner):
                yield from ((name, p) for p in one.params if isinstance(p, click.Option))

    assert [(name, option.name) for name, option in options() if not option.help] == []


def test_repeated_articles_are_one_line_and_all_with_v(tmp_path: Path) -> None:
    """Hundreds of lines on one thing hide the others."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"url": "https://e.org/1", "text": "It rained."}\n' * 4, encoding="utf-8")
    told = run("build", path, "-o", tmp_path / "graph").stderr.splitlines()
    assert [line for line in told if "left out" in line] == [
        f"warning: 3 articles left out that repeat an earlier one; the first: {path}:2: the same URL and the same text as "
        "line 1; left out (all with -v)"
    ]
    told = run("build", path, "-v", "-o", tmp_path / "graph").stderr.splitlines()
    assert sum(line.endswith("the same URL and the same text as line 1; left out") for line in told) == 3
    assert "3 skipped" in told[-1]


def test_without_an_article_there_is_only_the_error(tmp_path: Path) -> None:
    """ "no rows" would be an answer about articles."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    for format_ in ("table", "csv"):
        told = fails("claims", tmp_path, "-f", format_)
        assert "no rows" not in told
        assert told.endswith(f"Error: no article in {tmp_path}\n")


def test_an_overlay_without_events_is_an_error(tmp_path: Path) -> None:
    """It would add nothing, and the types of the user would not be found."""
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    assert "no folder 'events' in it" in fails("claims", tmp_path, "--overlay", tmp_path)
