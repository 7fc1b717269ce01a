"""The benchmarks run, and reading survives what they throw at it: few rounds here, many by hand."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.claims import read_article
from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Article, Reading

FOLDER = Path(__file__).parents[1] / "benchmarks"
ONTOLOGY = load_ontology()

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no timer of processor time")


def load_mutations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutations", FOLDER / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MUTATIONS = load_mutations()
SENTENCES = MUTATIONS.sentences_of(ONTOLOGY)
BOUND = 20.0
"""Processor seconds after which a sentence has stalled; one takes hundredths, so that no slow machine fails here."""


@pytest.mark.parametrize("part", range(20))
def test_mutated_sentences_are_read(part: int) -> None:
    """Scraped text holds NULs, half brackets and lists of hundreds; none may cost the article, or an hour."""
    for n in range(150):
        outcome = MUTATIONS.read_mutated(MUTATIONS.mutate(f"test:{part}:{n}", SENTENCES), ONTOLOGY, bound=BOUND)
        assert outcome.failure is None, f"seed test:{part}:{n}: {outcome.failure}\n{outcome.text!r}"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300), st.sampled_from(SENTENCES), st.data())
@settings(max_examples=150, deadline=None)
def test_anything_may_stand_in_a_sentence(strange: str, sentence: str, data: st.DataObject) -> None:
    """Whatever characters there are, lone surrogates among them: offsets hold, and nothing is raised."""
    place = data.draw(st.integers(0, len(sentence)))
    outcome = MUTATIONS.read_mutated(sentence[:place] + strange + sentence[place:], ONTOLOGY, bound=BOUND)
    assert outcome.failure is None


@pytest.mark.parametrize("name", MUTATIONS.LONG)
def test_a_long_line_of_one_thing_is_read(name: str) -> None:
    """A file without line ends, or of nothing but commas, is read to its end: no pattern and no loop runs away."""
    outcome = MUTATIONS.read_mutated(MUTATIONS.long_line(name, 20_000), ONTOLOGY, bound=BOUND)
    assert outcome.failure is None


def test_a_mutation_is_that_of_its_seed() -> None:
    """A failure can be looked at again by its seed; two seeds are two sentences."""
    mutated = {MUTATIONS.mutate(str(n), SENTENCES) for n in range(50)}
    assert {MUTATIONS.mutate(str(n), SENTENCES) for n in range(50)} == mutated
    assert len(mutated) > 45


def test_a_stall_and_a_crash_are_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks for faults must see them: a loop without end, an exception, a mention beside its words."""

    def stall(*args: object) -> None:
        while True:
            pass

    monkeypatch.setattr(MUTATIONS, "read_article", stall)
    assert "StallError" in MUTATIONS.read_mutated("x", ONTOLOGY, bound=0.05).failure
    monkeypatch.setattr(MUTATIONS, "read_article", lambda *args: 1 / 0)
    assert "ZeroDivisionError" in MUTATIONS.read_mutated("x", ONTOLOGY, bound=BOUND).failure


@pytest.mark.parametrize("records", ["mentions", "claims"])
def test_words_beside_their_place_are_a_failure(monkeypatch: pytest.MonkeyPatch, records: str) -> None:
    """An offset that slips by one sign quotes what the article does not say."""

    def slip(article: Article, ontology: Ontology) -> Reading:
        reading = read_article(article, ontology)
        (first, *others) = getattr(reading, records)
        return replace(reading, **{records: (replace(first, start=first.start + 1), *others)})

    monkeypatch.setattr(MUTATIONS, "read_article", slip)
    outcome = MUTATIONS.read_mutated("Laos opened an embassy in Pyongyang.", ONTOLOGY, bound=BOUND)
    assert "is not the text at its place" in outcome.failure


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=FOLDER, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_benchmark_of_speed_runs(tmp_path: Path) -> None:
    """A script that nobody runs breaks unseen; without spaCy it measures the rest and says so."""
    article = tmp_path / "a.txt"
    article.write_text("Laos opened an embassy in Pyongyang on May 3, 2024. It rained.\n", encoding="utf-8")
    blocked = "import sys; sys.modules['spacy'] = None; sys.argv[0] = 'speed.py'; import runpy; runpy.run_path('speed.py', run_name='__main__')"
    printed = run("-c", blocked, str(article), "--rounds", "1")
    assert printed.startswith("1 articles, 2 sentences")
    assert "spaCy is not installed" in printed
    assert re.search(r"^text to claims +[\d,]+ +[\d.]+ +1\.00$", printed, re.MULTILINE)


def test_the_benchmark_of_memory_runs() -> None:
    """It prints ten times on the way how much is held."""
    printed = run("speed.py", "--memory", "20")
    assert [int(n) for n in re.findall(r"^ +(\d+) +[\d.]+$", printed, re.MULTILINE)] == list(range(2, 21, 2))


def test_the_long_run_of_mutations_runs() -> None:
    """It prints how many it read, what failed, and what was slowest."""
    printed = run("mutate.py", "--count", "20", "--long", "1000")
    assert "20 mutated sentences" in printed
    assert "0 failures" in printed
    assert "slowest: seed 1:" in printed
    assert all(name in printed for name in MUTATIONS.LONG)


def test_the_benchmark_of_consolidation_runs() -> None:
    """It prints a row for each number of claims, and how each stage grew; the same seed makes the same claims."""
    printed = run("consolidate.py", "200", "400", "--graph")
    rows = re.findall(r"^ +(\d+) +(\d+) +(\d+) +(\d+) +\d+\.\d+ ", printed, re.MULTILINE)
    assert [int(claims) for claims, *_ in rows] == [200, 400]
    assert all(0 < int(events) < int(claims) for claims, events, *_ in rows)
    assert "2.0 times the claims take, times" in printed
    assert re.search(r"identify +items +cluster +merge +states +resolve +triples +rules$", printed, re.MULTILINE)
    again = run("consolidate.py", "200")
    assert re.search(rf"^ +200 +{rows[0][1]} +{rows[0][2]} ", again, re.MULTILINE)
