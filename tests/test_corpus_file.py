"""The file corpus.yaml: what it may say, and how a mistake in it is explained."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from relgraph.check.assertions import check_assertions
from relgraph.check.rows import Rows
from relgraph.corpora import CountAssertion, EventAssertion, IdentityAssertion, load_corpus
from relgraph.errors import CorpusError
from relgraph.ontology import load_ontology

GOOD = """\
assertions:
  - count: articles
    min: 900
    max: 1000
  - count: Visit
    min: 0
  - exists: event
    type: Accession
    roles: {party: PRK, treaty: TAC}
    when: 2008-07-24
  - absent: situation
    type: Posting
    roles:
      accreditedTo: [PRK, CHN]
  - exists: state
    type: Membership
    when: 2000
  - same: [person/choe-son-hui, Choe Sun Hui]
  - different: [person/a, person/b, Norway]
fixes:
  - keep_apart: [event/a, event/b]
    why: two visits of one week
  - join: [c1-a, c2-b]
    why: "one letter, dated twice"
"""


def load(tmp_path: Path, text: str) -> str:
    """What is wrong with a file of this text, without the path; nothing when it is in order."""
    path = tmp_path / "corpus.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_corpus(path)
    except CorpusError as e:
        return "\n".join(e.problems).replace(str(path), "corpus.yaml")
    return ""


def test_a_corpus_file_is_read_with_the_line_of_each_entry(tmp_path: Path) -> None:
    """A failed assertion names file and line; dates and numbers are taken as EDTF, not as YAML takes them."""
    path = tmp_path / "corpus.yaml"
    path.write_text(GOOD, encoding="utf-8")
    corpus = load_corpus(str(path))
    assert [a.place.removeprefix(f"{path}:") for a in corpus.assertions] == ["2", "5", "7", "11", "15", "18", "19"]
    articles, visits, accession, posting, membership, same, different = corpus.assertions
    assert isinstance(articles, CountAssertion)
    assert (articles.what, articles.least, articles.most) == ("articles", 900, 1000)
    assert isinstance(visits, CountAssertion)
    assert (visits.least, visits.most) == (0, None)
    assert isinstance(accession, EventAssertion)
    assert (accession.wanted, accession.sort, accession.type) == (True, "event", "Accession")
    assert accession.roles == (("party", "PRK"), ("treaty", "TAC"))
    assert accession.when is not None
    assert accession.when.start_earliest == date(2008, 7, 24)
    assert isinstance(posting, EventAssertion)
    assert (posting.wanted, posting.roles) == (False, (("accreditedTo", "PRK"), ("accreditedTo", "CHN")))
    assert isinstance(membership, EventAssertion)
    assert membership.when is not None
    assert membership.when.end_latest == date(2000, 12, 31)
    assert isinstance(same, IdentityAssertion)
    assert same.same
    assert isinstance(different, IdentityAssertion)
    assert different.ids == ("person/a", "person/b", "Norway")
    assert [(f.kind, f.ids, f.why) for f in corpus.fixes] == [
        ("keep_apart", ("event/a", "event/b"), "two visits of one week"),
        ("join", ("c1-a", "c2-b"), "one letter, dated twice"),
    ]
    with pytest.raises(FrozenInstanceError):
        corpus.fixes = ()  # type: ignore[misc]


@pytest.mark.parametrize("text", ["assertions: []\n", "fixes: []\n", "assertions: []\nfixes: []\n"])
def test_a_section_may_be_empty_or_missing(tmp_path: Path, text: str) -> None:
    """A file that a user begins is no error."""
    assert load(tmp_path, text) == ""


BAD = [
    ("", "corpus.yaml: the file is empty; start with 'assertions:'"),
    ("{}", "corpus.yaml: nothing in it; start with 'assertions:'"),
    ("- count: articles\n", "corpus.yaml: the top level is no mapping; start with 'assertions:'"),
    ("assertions: [\n", "corpus.yaml:2: no valid YAML"),
    ("asertions: []\n", "corpus.yaml:1: unknown key 'asertions'. Did you mean assertions?"),
    ("notes: []\n", "corpus.yaml:1: unknown key 'notes'. Choose one of 'assertions', 'fixes'."),
    ("fixes: []\nfixes: []\n", "corpus.yaml:2: key 'fixes' is repeated (first in line 1); keep one of them"),
    ("assertions:\n  count: articles\n", "corpus.yaml:1: 'assertions' is no list; begin each of its entries with '- '"),
    ("assertions:\n  - articles\n", "corpus.yaml:2: an entry of 'assertions' says 'KEY: VALUE'; begin it with one of"),
    ("assertions:\n  - min: 3\n", "corpus.yaml:2: the entry has none of 'count', 'exists', 'absent', 'same', 'different'"),
    ("assertions:\n  - exist: event\n", "corpus.yaml:2: the entry has none of 'count', 'exists', 'absent', 'same', 'different'; add one. Did you mean exists?"),
    ("assertions:\n  - {same: [a, b], different: [a, b]}\n", "corpus.yaml:2: the entry says both 'same', 'different'"),
    ("assertions:\n  - keep_apart: [a, b]\n", "corpus.yaml:2: the entry has none of 'count'"),
    ("assertions:\n  - count: articles\n", "corpus.yaml:2: the entry says neither 'min' nor 'max'; add one of them"),
    ("assertions:\n  - {count: articles, min: 3, max: 2}\n", "corpus.yaml:2: 'min' is 3 and 'max' is 2; swap them"),
    ("assertions:\n  - count: articles\n    min: -1\n", "corpus.yaml:3: min: input should be greater than or equal to 0"),
    ("assertions:\n  - count: articles\n    min: '3'\n", "corpus.yaml:3: min: input should be a whole number, not '3'"),
    ("assertions:\n  - count: articles\n    mni: 3\n    max: 4\n", "corpus.yaml:3: unknown key 'mni'. Did you mean min?"),
    ("assertions:\n  - count: articles\n    min: 3\n    min: 4\n", "corpus.yaml:4: key 'min' is repeated (first in line 3)"),
    ("assertions:\n  - exists: evnt\n    type: Visit\n", "corpus.yaml:2: exists: input should be 'event', 'state' or 'situation'. Did you mean event?"),
    ("assertions:\n  - exists: event\n", "corpus.yaml:2: 'type' is missing; add it"),
    ("assertions:\n  - absent: event\n    type: Visit\n    when: July 2008\n", "corpus.yaml:4: when: 'July 2008': not a date in EDTF"),
    ("assertions:\n  - absent: event\n    type: Visit\n    when: 2008-02-30\n", "corpus.yaml:4: 2008-02-30 is no day of the calendar"),
    ("assertions:\n  - exists: event\n    type: Visit\n    roles: [actor]\n", "corpus.yaml:4: roles: input should be a dictionary"),
    ("assertions:\n  - exists: event\n    type: Visit\n    roles:\n      actor: 3\n", "corpus.yaml:5: roles.actor.0: input should be a string, not 3; put it in quotes"),
    ("assertions:\n  - same: [a]\n", "corpus.yaml:2: same: names 1; name at least two"),
    ("assertions:\n  - same: a\n", "corpus.yaml:2: same: input should be a list, not 'a'"),
    ("assertions:\n  - different:\n    - a\n    - 3\n", "corpus.yaml:4: different.1: input should be a string, not 3; put it in quotes"),
    ("fixes:\n  - keep_apart: [a, b]\n", "corpus.yaml:2: 'why' is missing; add it"),
    ("fixes:\n  - join: [a]\n    why: x\n", "corpus.yaml:2: join: names 1; name at least two"),
    ("fixes:\n  - join: [a, b]\n    why: ''\n", "corpus.yaml:3: why: is empty; fill it in"),
    ("fixes:\n  - jion: [a, b]\n    why: x\n", "corpus.yaml:2: the entry has none of 'keep_apart', 'join'; add one. Did you mean join?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_mistake_is_explained_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """An assertion that was skipped in silence would hold for ever; this table says what the file may hold."""
    problems = load(tmp_path, text).split("\n")
    assert len(problems) == 1
    assert problems[0].startswith(message)


def test_all_mistakes_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    """Who corrects a file wants to correct it once."""
    text = "fixes:\n  - join: [a]\n    why: x\nassertions:\n  - count: articles\n  - same: [a]\nnote: x\n"
    lines = [problem.partition(": ")[0] for problem in load(tmp_path, text).split("\n")]
    assert lines == ["corpus.yaml:2", "corpus.yaml:5", "corpus.yaml:6", "corpus.yaml:7"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """And what the file is, since a user may have given a folder."""
    with pytest.raises(CorpusError, match=r"none\.yaml: no such file"):
        load_corpus(tmp_path / "none.yaml")
    with pytest.raises(CorpusError, match="cannot be read"):
        load_corpus(tmp_path)


def test_the_problems_survive_the_way_between_processes() -> None:
    """Builds in several processes hand errors over by pickling them."""
    error = pickle.loads(pickle.dumps(CorpusError(["a", "b"])))  # noqa: S301
    assert (type(error), error.problems) == (CorpusError, ("a", "b"))


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    """It is the first thing that a user copies."""
    text = (Path(__file__).resolve().parents[1] / "docs" / "corpus.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    path = tmp_path / "corpus.yaml"
    path.write_text(example[1], encoding="utf-8")
    corpus = load_corpus(path)
    assert (len(corpus.assertions), len(corpus.fixes)) == (5, 2)
    assert list(check_assertions(Rows(()), corpus, load_ontology()))
