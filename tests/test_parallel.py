"""Reading by several processes: the same output in the same order, and what happens when one of them goes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relgraph.errors import OntologyError, RelgraphError
from relgraph.ontology import load_ontology
from relgraph.parallel import map_in_order
from relgraph.pipeline import reading as pipeline
from relgraph.records import Article, Issue
from relgraph.resources import articles_dir
from relgraph.sources import read_articles

ONTOLOGY = load_ontology()


def nothing() -> None:
    """Prepare nothing."""


def work(chunk: int) -> int:
    """What a chunk stands for: die, fail, or be doubled."""
    if chunk == -1:
        os._exit(9)
    if chunk == -2:
        raise OntologyError(["names/states.csv:3: wrong", "names/states.csv:4: wrong"])
    time.sleep(0.01 if chunk % 3 == 0 else 0)  # so that answers do not come in by themselves in order
    return 2 * chunk


def results(chunks: Iterator[int]) -> Iterator[int]:
    return map_in_order(work, chunks, jobs=2, prepare=nothing, given=(), name=str)


def test_answers_come_in_the_order_of_the_work_and_few_are_under_way() -> None:
    """The output must not depend on who is quicker, nor the memory on how much work there is."""
    taken = 0

    def chunks() -> Iterator[int]:
        nonlocal taken
        while taken < 100:
            taken += 1
            yield taken

    ahead = 0
    for n, answer in enumerate(results(chunks()), start=1):
        assert answer == 2 * n
        ahead = max(ahead, taken - n)
    assert 0 < ahead <= 4


def test_a_process_that_dies_is_one_line_with_the_place() -> None:
    """The system kills what takes too much memory; a traceback of the pool would not say what was being read."""
    with pytest.raises(RelgraphError, match=r"^a process died at its work .*, near -1; try again with --jobs 1$"):
        list(results(iter([-1])))


def test_an_error_of_a_process_comes_back_whole() -> None:
    """All problems of an ontology are told at once, in this process or in another."""
    with pytest.raises(OntologyError) as caught:
        list(results(iter([1, -2])))
    assert caught.value.problems == ("names/states.csv:3: wrong", "names/states.csv:4: wrong")


def test_several_processes_read_what_one_reads() -> None:
    """Articles and Issues come in their order, whoever reads them; a chunk ends where the next begins."""
    issue = Issue(stage="read", level="error", code="no-text", where="b.jsonl:2", message="no text")
    items = [*read_articles([articles_dir()]), issue, Article(id="last", text="Laos opened an embassy in Pyongyang.")]
    assert len(items) > pipeline._CHUNK_ARTICLES
    one = list(pipeline.read_all(items, ONTOLOGY))
    two = list(pipeline.read_all(items, ONTOLOGY, jobs=2))
    assert one == two
    assert issue in two


def test_long_articles_make_short_chunks() -> None:
    """A chunk is what is lost in memory for each process; twenty books would be too much."""
    long = [Article(id=str(n), text="x" * 60_000) for n in range(5)]
    assert [len(chunk) for chunk in pipeline._chunks(long)] == [2, 2, 1]


def test_few_articles_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes a second to start; one article is read in less."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("started")

    monkeypatch.setattr(pipeline, "map_in_order", refuse)
    found = list(pipeline.read_all([Article(id="a", text="It rained.")] * 3, ONTOLOGY, jobs=None))
    assert len(found) == 3
    monkeypatch.setattr(pipeline, "_MANY", 2)
    monkeypatch.setattr(pipeline, "cores", lambda: 2)
    with pytest.raises(AssertionError, match="started"):
        list(pipeline.read_all([Article(id="a", text="It rained.")] * 3, ONTOLOGY, jobs=None))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    text = "On 30 June 1973 Malaysia and the DPRK established diplomatic relations. " * 20
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n in range(5000)), encoding="utf-8")
    return path


def is_gone(ask: Callable[[int, int], None], pid: int) -> bool:
    """Whether a process or a group ends within a minute, which is far more than it takes."""
    for _ in range(600):
        try:
            ask(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups of this kind")
def test_an_interrupt_ends_all_processes_without_a_traceback(many: Path) -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers, and in one word."""
    command = [sys.executable, "-m", "relgraph", "claims", str(many), "-f", "jsonl", "--jobs", "2"]
    # A shell ignores Ctrl-C for what runs in its background, and that is inherited; a handler is not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    assert process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.split() == [b"Aborted!"]
    assert is_gone(os.killpg, process.pid)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """A command that is killed leaves nobody behind who waits for work for ever."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys, time\n"
        "from relgraph.parallel import map_in_order\n"
        "def prepare(): pass\n"
        "def work(n): return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    for pid in map_in_order(work, range(100), jobs=1, prepare=prepare, given=(), name=str):\n"
        "        print(pid, flush=True)\n"
        "        time.sleep(60)\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    os.kill(worker, 0)
    process.kill()
    process.communicate()
    assert is_gone(os.kill, worker)


def run_on_terminal(*arguments: str) -> str:
    """What a command draws on stderr when that is a terminal and standard output is not."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "relgraph", *arguments]
    env = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=env) as process:
        os.close(theirs)
        drawn = b""
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:
                break
            if not some:
                break
            drawn += some
        os.close(ours)
    assert process.returncode == 0
    return drawn.decode()


def test_a_terminal_shows_how_far_the_reading_is(tmp_path: Path) -> None:
    """Ten minutes without a sign look like a program that hangs; in a pipe or with -q there is nobody to tell."""
    article = tmp_path / "a.txt"
    article.write_text("On 30 June 1973 Malaysia and the DPRK established diplomatic relations.\n", encoding="utf-8")
    assert "1 read" in run_on_terminal("claims", str(article))
    assert run_on_terminal("claims", str(article), "-q") == ""
