"""The lint of the rules: on what ships, and on rules that are made to be wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from relgraph.claims.unused import frames_in_articles, frames_in_examples
from relgraph.faults import find_faults, slowest
from relgraph.ontology import load_ontology
from relgraph.ontology.rivals import find_rivals
from relgraph.patterns import LIMIT, Pattern, Timing, find_patterns, time_pattern
from relgraph.records import Article
from relgraph.resources import ontology_dir

GENEROUS = 20 * LIMIT
"""What a pattern may take on a machine that is slow or busy; one that reads a text twice takes minutes."""

TYPE = """id: {id}
parent: {parent}
label: {id}
definition: An act that is made up.
code: other
roles:
  actor: {{label: who, side: source, accepts: [{accepts}], required: true}}
  recipient: {{label: whom, side: target, accepts: [{accepts}], required: true}}
frames:
{frames}
draw: {{colour: "#2a6f97", dash: solid, legend: other, arrow: true}}
tone: {{value: 0.0, source: "own; made up"}}
examples:
  match:
    - {{text: "Laos zapped Nepal."}}
    - {{text: "Laos zapped Nepal in May."}}
    - {{text: "Laos zapped Nepal in June."}}
  no_match:
    - {{text: "Nothing was zapped.", why: "nobody acts"}}
    - {{text: "Laos lies near Nepal.", why: "nobody acts"}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the ontology to which a test adds types."""
    copy = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), copy)
    return copy


def add(folder: Path, type_id: str, *frames: str, parent: str = "Event", accepts: str = "actor") -> None:
    lines = "\n".join(f"  - {{{frame}}}" for frame in frames)
    text = TYPE.format(id=type_id, parent=parent, frames=lines, accepts=accepts)
    (folder / "events" / f"{type_id.lower()}.yaml").write_text(text, encoding="utf-8")


ZAP = "verbs: [zap], subject: actor, object: recipient"
HAND = "verbs: [zap], objects: [gizmo], subject: actor, to: recipient"


def rivals(folder: Path) -> list[str]:
    return find_rivals(load_ontology(folder))


# ── Frames that can never decide ─────────────────────────────────────────────────────────────────────────────────


def test_a_frame_behind_an_equal_one_never_decides(folder: Path) -> None:
    """Of two frames that fill the same the first is taken, so that the second is dead text."""
    add(folder, "Zap", f"{ZAP}, name: Zap:first", f"{ZAP}, name: Zap:second")
    assert rivals(folder) == [
        "frame 'Zap:second' never decides: 'Zap:first' fits wherever it fits and is preferred; remove it"
    ]


def test_a_frame_of_a_coarser_type_behind_a_finer_one_never_decides(folder: Path) -> None:
    """Of a type and a finer one at the same word only the finer is kept."""
    add(folder, "Zap", f"{ZAP}, name: Zap:zap")
    add(folder, "SuperZap", f"{ZAP}, name: SuperZap:zap", parent="Zap")
    assert [fault for fault in rivals(folder) if fault.startswith("frame 'Zap:zap' never decides: 'SuperZap:zap'")]


def test_one_word_of_a_frame_that_another_always_decides_is_named(folder: Path) -> None:
    """The rest of the frame is needed."""
    add(folder, "Zap", f"{ZAP}, name: Zap:first", f"{ZAP.replace('zap', 'zap, zop')}, name: Zap:second")
    assert rivals(folder) == ["frame 'Zap:second': 'zap' is always decided by Zap:first; remove it"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ZAP, f"{ZAP}, with: recipient", id="fills from one more place"),
        pytest.param(f"{ZAP}, beside: [letter]", ZAP, id="on another condition"),
        pytest.param(f"{ZAP}, not_objects: [state]", ZAP, id="not for all objects"),
        pytest.param(HAND, HAND.replace("gizmo", "gadget"), id="another object"),
        pytest.param("nouns: [zap], support: [make], subject: actor, to: recipient",
                     "nouns: [zap], support: [get], subject: actor, to: recipient", id="carried by another verb"),
    ],
)  # fmt: skip
def test_a_frame_that_can_decide_is_no_fault(folder: Path, one: str, other: str) -> None:
    """Each of these differs in what makes the engine take it."""
    add(folder, "Zap", f"{one}, name: Zap:first", f"{other}, name: Zap:second")
    assert rivals(folder) == []


# ── Frames that contradict each other ────────────────────────────────────────────────────────────────────────────


def test_one_phrase_for_two_types_is_a_contradiction(folder: Path) -> None:
    """A coder of events that lists a phrase under both consulting and threatening decides by the order of its list."""
    add(folder, "Zap", f"{HAND}, name: Zap:hand")
    add(folder, "Zop", f"{HAND.replace('[gizmo]', '[small gizmo]')}, name: Zop:hand")
    assert rivals(folder) == [
        "frames 'Zap:hand' and 'Zop:hand' both fit 'zap ... small gizmo' and make of it Zap and Zop; "
        "take the word from one of them, or tell them apart by an object"
    ]


def test_source_and_target_exchanged_is_a_contradiction(folder: Path) -> None:
    """The same sentence would say that Laos zapped Nepal and that Nepal zapped Laos."""
    add(folder, "Zap", f"{ZAP}, name: Zap:zap", "verbs: [zap], subject: recipient, object: actor, name: Zap:by")
    assert rivals(folder) == [
        "frames 'Zap:zap' and 'Zap:by' both fit 'zap', and 'subject' is the source of one and the target of the "
        "other; correct one of them"
    ]


@pytest.mark.parametrize(
    ("frame", "parent", "accepts"),
    [
        pytest.param(ZAP, "Zap", "actor", id="a finer type"),
        pytest.param(ZAP, "Event", "treaty", id="another kind of filler"),
        pytest.param("verbs: [zap], subject: actor, with: recipient", "Event", "actor", id="another slot"),
        pytest.param(HAND, "Event", "actor", id="with an object"),
        pytest.param(f"{ZAP}, beside: [letter]", "Event", "actor", id="with a condition"),
        pytest.param("nouns: [zap], possessor: actor, object: recipient", "Event", "actor", id="a noun"),
    ],
)
def test_what_can_be_told_apart_is_no_contradiction(folder: Path, frame: str, parent: str, accepts: str) -> None:
    """A lint that cries at every shared word would be switched off."""
    # Two places for the receiver, so that the frame of a finer type does not take all from this one.
    add(folder, "Zap", f"{ZAP}, to: recipient, name: Zap:zap")
    add(folder, "Zop", f"{frame}, name: Zop:zap", parent=parent, accepts=accepts)
    assert rivals(folder) == []


def test_an_organisation_is_told_from_an_actor(folder: Path) -> None:
    """To leave an organisation is no departure: the engine takes the type that accepts nothing else."""
    add(folder, "Zap", f"{ZAP}, to: recipient, name: Zap:zap")
    add(folder, "Zop", f"{ZAP}, name: Zop:zap", accepts="organisation")
    assert rivals(folder) == []


# ── Frames that nothing needs ────────────────────────────────────────────────────────────────────────────────────


def test_a_frame_counts_as_used_by_an_example_of_its_own_type_only(folder: Path) -> None:
    """The example of another type does not say what this frame is for."""
    add(folder, "Zap", f"{ZAP}, name: Zap:zap", f"{HAND}, name: Zap:hand")
    add(folder, "Zop", "verbs: [zop], subject: actor, object: recipient, name: Zop:zop")
    used = frames_in_examples(load_ontology(folder))
    assert "Zap:zap" in used
    assert "Zap:hand" not in used
    assert "Zop:zop" not in used


def test_an_article_uses_the_frames_that_fit_it(folder: Path) -> None:
    """What texts need is as good as an example."""
    add(folder, "Zap", f"{ZAP}, name: Zap:zap", f"{HAND}, name: Zap:hand")
    article = Article(id="a", text="Laos zapped a gizmo to Nepal.")
    used = frames_in_articles([article], load_ontology(folder))
    assert "Zap:hand" in used
    assert "Zap:zap" not in used


def test_a_frame_without_a_match_is_an_error_and_one_without_an_article_a_warning(folder: Path) -> None:
    """An example is enough to keep a frame, but a corpus shows whether anybody writes so."""
    add(
        folder,
        "Zap",
        f"{ZAP}, name: Zap:zap",
        f"{HAND}, name: Zap:hand",
        "verbs: [zop], subject: actor, object: recipient, name: Zap:zop",
    )
    ontology = load_ontology(folder)
    article = Article(id="a", text="Laos zapped a gizmo to Nepal.")
    faults = {f.message.split("'")[1]: f for f in find_faults(ontology, [article], ()) if "'Zap:" in f.message}
    assert {name: fault.severity for name, fault in faults.items()} == {"Zap:zop": "error", "Zap:zap": "warning"}
    assert faults["Zap:zop"].message == "frame 'Zap:zop' matches nothing; write an example that needs it, or remove it"
    assert not [f for f in find_faults(ontology, [], ()) if "'Zap:zap'" in f.message]


# ── Patterns ─────────────────────────────────────────────────────────────────────────────────────────────────────


def pattern(written: str, *, anchored: bool = False) -> Pattern:
    return Pattern(name="made.up", compiled=re.compile(written), anchored=anchored)


def test_patterns_are_found_where_they_are_written() -> None:
    """In variables, in tables of them, and in calls within functions."""
    found = {p.name: p for p in find_patterns()}
    assert "relgraph.text._TOKEN" in found
    assert [name for name in found if name.startswith("relgraph.dates.atoms.FORMS[")]
    assert [name for name in found if re.fullmatch(r"relgraph\.text:\d+", name)]
    assert not found["relgraph.text._TOKEN"].anchored
    assert found["relgraph.text._DATELINE"].anchored


@pytest.mark.parametrize("written", [r"(?:a|aa)+b", r"\s+$", r"\([^)]*\)", r"\w*\d"])
def test_a_pattern_that_reads_a_text_again_and_again_is_found(written: str) -> None:
    """Each takes the square of the length, or worse; the time that is measured never depends on another program."""
    timing = time_pattern(pattern(written), limit=LIMIT)
    assert timing.seconds > LIMIT
    fault = next(f for f in find_faults(load_ontology(), [], [timing]) if f.check == "slow")
    assert fault.message.startswith(f"made.up: {timing.seconds * 1000:.1f} ms for {timing.length} characters of ")


def test_a_pattern_is_tried_as_it_is_used() -> None:
    """White space in front is read once by a match at one place, and from each place by a search."""
    assert time_pattern(pattern(r"\s*x", anchored=True)).seconds <= LIMIT
    assert time_pattern(pattern(r"\s*x", anchored=False)).seconds > LIMIT
    assert time_pattern(pattern(r"(?:\s*\w*)*!", anchored=True)).seconds > LIMIT


def test_no_pattern_of_relgraph_is_slow() -> None:
    """One article with a long line of spaces would stop a build of ten thousand."""
    timings = [time_pattern(p, limit=GENEROUS) for p in find_patterns()]
    assert len(timings) > 100
    assert [t for t in timings if t.seconds > GENEROUS] == []


def test_the_slowest_pattern_is_told() -> None:
    """Also when nothing is wrong, so that one sees it come."""
    timings = [Timing(pattern=pattern("a"), seconds=s, text="a...", length=9) for s in (0.001, 0.003, 0.002)]
    assert slowest(timings) == "the slowest is made.up: 3.0 ms for 9 characters of 'a...'"


# ── What ships ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_rule_that_ships_has_a_fault() -> None:
    """Every frame is needed, can decide, and says one thing."""
    assert find_faults(load_ontology(), [], ()) == []
