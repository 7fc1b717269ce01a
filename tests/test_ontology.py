"""The ontology: event types from YAML, upper classes from Turtle, rules that derive shortcuts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from relgraph.errors import OntologyError
from relgraph.iris import PREFIXES
from relgraph.ontology import CODES, SLOTS, Ontology, load_ontology
from relgraph.resources import ontology_dir

VISIT = """\
id: Visit
parent: Contact
label: visit
definition: One side travels to the other.
code: visit
symmetric: false
roles:
  actor:     {label: visitor, side: source, accepts: [actor], required: true}
  recipient: {label: host, side: target, accepts: [actor, place], required: true}
  topic:     {label: topic, accepts: [text]}
frames:
  - {verbs: [visit, tour], subject: actor, object: recipient, on: topic}
  - {nouns: [visit], support: [pay, make], subject: actor, to: [recipient], require: [actor], confidence: 0.8}
draw: {colour: "#2a6f97", dash: solid, legend: contact, arrow: true}
crosswalk: {cameo: "042", plover: CONSULT}
tone: {value: 1.9, source: "Goldstein 1992, make a visit"}
close_match: [lode:Event]
examples:
  match:
    - {text: "Norway visited Laos.", published: 2024-05-01, actor: "NOR", recipient: [LAO], when: 2024-05-01, count: 1}
    - {text: "Laos will tour Norway.", factuality: planned}
    - {text: "Laos paid a visit to Norway."}
  no_match:
    - {text: "Visitors came.", why: "nobody is named"}
    - {text: "The site was visited often.", why: "a site is no actor"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An ontology folder with the upper classes and one event type."""
    shutil.copy(ontology_dir() / "relgraph.ttl", tmp_path)
    shutil.copy(ontology_dir() / "vocabulary.ttl", tmp_path)
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "visit.yaml").write_text(VISIT, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "visit.yaml") -> None:
    (folder / "events" / name).write_text(text, encoding="utf-8")


def problems(folder: Path, overlay: Path | None = None) -> list[str]:
    with pytest.raises(OntologyError) as caught:
        load_ontology(folder, overlay)
    return [problem.replace(f"{folder / 'events'}/", "") for problem in caught.value.problems]


# ── Event types ──


def test_an_event_type_is_read_whole(folder: Path) -> None:
    """Every block of the file reaches its record, so that nothing written in YAML is silently without effect."""
    visit = load_ontology(folder).event_types["Visit"]
    assert visit.roles["recipient"].accepts == ("actor", "place")
    assert (visit.roles["actor"].side, visit.roles["topic"].side) == ("source", "none")
    first, second = visit.frames
    assert first.slots == {"subject": ("actor",), "object": ("recipient",), "on": ("topic",)}
    assert (first.lexemes, first.name) == (("visit", "tour"), "Visit:visit")
    assert (second.support, second.require, second.confidence) == (("pay", "make"), ("actor",), 0.8)
    assert (visit.draw.colour, visit.draw.arrow, visit.crosswalk.cameo) == ("#2a6f97", True, "042")
    example = visit.examples.match[0]
    assert example.roles == {"actor": ("NOR",), "recipient": ("LAO",)}
    assert (example.published, example.when, example.count) == (date(2024, 5, 1), "2024-05-01", 1)
    assert visit.examples.no_match[0].why == "nobody is named"


def test_the_preposition_on_is_no_truth_value(folder: Path) -> None:
    """YAML 1.1 reads the key ``on`` as True, and the frame would lose its slot."""
    assert "on" in load_ontology(folder).event_types["Visit"].frames[0].slots


def test_frames_without_a_name_get_different_ones(folder: Path) -> None:
    """A claim names its rule; two rules of one name could not be told apart."""
    names = [frame.name for frame in load_ontology(folder).event_types["Visit"].frames]
    assert names == ["Visit:visit", "Visit:visit-2"]


BAD = [
    pytest.param("symmetric:", "symetric:", ["visit.yaml:6: unknown key 'symetric'. Did you mean symmetric?"],
                 id="unknown key"),
    pytest.param("label: visit\n", "", ["visit.yaml:1: 'label' is missing; add it"], id="missing key"),
    pytest.param("label: visit\n", "label: visit\nlabel: tour\n",
                 ["visit.yaml:4: key 'label' is repeated (first in line 3); keep one of them"], id="repeated key"),
    pytest.param("Contact", "Contct", ["visit.yaml:2: unknown parent 'Contct'. Did you mean Contact?"],
                 id="unknown parent"),
    pytest.param("parent: Contact", "parent: State",
                 ["visit.yaml:2: parent 'State' is no class of events; take Event or a class below it"],
                 id="parent is no event"),
    pytest.param("parent: Contact", "parent: Visit",
                 ["visit.yaml:2: 'Visit' stands above itself (Visit < Visit); break the circle"], id="own parent"),
    pytest.param("id: Visit", "id: Meeting\n#", [], id="control: another id is fine"),
    pytest.param("id: Visit", "id: Tenure",
                 ["visit.yaml:1: id 'Tenure' is a class of relgraph.ttl; take another id or remove it there"],
                 id="id of an upper class"),
    pytest.param("id: Visit", "id: visit", ["visit.yaml:1: id: string should match pattern '^[A-Z][A-Za-z0-9]+$'"],
                 id="id in lower case"),
    pytest.param("code: visit", "code: vist", ["visit.yaml:5: unknown code 'vist'. Did you mean visit?"],
                 id="unknown code"),
    pytest.param("symmetric: false", "symmetric: no",
                 ["visit.yaml:6: no is read by YAML as a truth value; put it in quotes or write true / false"],
                 id="no for false"),
    pytest.param('actor: "NOR"', "actor: NO",
                 ["visit.yaml:20: NO is read by YAML as a truth value; put it in quotes or write true / false"],
                 id="Norway"),
    pytest.param('"042"', "042", ["visit.yaml:15: 042 is read by YAML as another number; put it in quotes"],
                 id="octal number"),
    pytest.param('"042"', "142",
                 ["visit.yaml:15: crosswalk.cameo: input should be a string, not 142; put it in quotes"],
                 id="number for a code"),
    pytest.param("label: visitor", "label: 7",
                 ["visit.yaml:8: roles.actor.label: input should be a string, not 7; put it in quotes"],
                 id="number for a text"),
    pytest.param("published: 2024-05-01", "published: 2024-05-41",
                 ["visit.yaml:20: 2024-05-41 is no day of the calendar; correct it"], id="no such day"),
    pytest.param("  topic: ", "  topc: ",
                 ["visit.yaml:10: 'topc' is no role property of relgraph.ttl. Did you mean topic?",
                  "visit.yaml:12: 'on' names the undeclared role 'topic'; declare it under 'roles'. "
                  "Did you mean topc?"],
                 id="role that is no property"),
    pytest.param("[actor, place]", "[actor, plce]",
                 ["visit.yaml:9: role 'recipient' accepts the unknown kind 'plce'. Did you mean place?"],
                 id="unknown kind"),
    pytest.param("side: target", "side: aim",
                 ["visit.yaml:9: roles.recipient.side: input should be 'source', 'target', 'both' or 'none'."],
                 id="unknown side"),
    pytest.param("object: recipient", "objct: recipient",
                 ["visit.yaml:12: unknown key 'objct'. Did you mean object?"], id="unknown slot"),
    pytest.param("object: recipient", "slots: recipient", ["visit.yaml:12: unknown key 'slots'."],
                 id="slots spelt out"),
    pytest.param("object: recipient", "object: recipent",
                 ["visit.yaml:12: 'object' names the undeclared role 'recipent'; declare it under 'roles'. "
                  "Did you mean recipient?"], id="slot with an undeclared role"),
    pytest.param("require: [actor]", "require: [host]",
                 ["visit.yaml:13: 'require' names the undeclared role 'host'; declare it under 'roles'."],
                 id="undeclared required role"),
    pytest.param("{verbs: [visit, tour],", "{verbs: [visit], nouns: [tour],",
                 ["visit.yaml:12: frames.0: a frame has either 'verbs' or 'nouns'; write two frames where both are "
                  "meant"],
                 id="verbs and nouns"),
    pytest.param("{verbs: [visit, tour],", "{verbs: [visit], support: [pay],",
                 ["visit.yaml:12: frames.0: 'support' belongs to a frame with 'nouns'; a verb needs no supporting "
                  "verb"],
                 id="support of a verb"),
    pytest.param("nouns: [visit],", "nouns: [visit], not_objects: [state],",
                 ["visit.yaml:13: frames.1: 'not_objects' belongs to a frame with 'verbs'"],
                 id="excluded objects of a noun"),
    pytest.param("verbs: [visit, tour],", "verbs: [visit, ' tour'],",
                 ["visit.yaml:12: frames.0.verbs: a text is empty or has spaces around it; trim it"],
                 id="space in a lexeme"),
    pytest.param("confidence: 0.8", "confidence: 8", ["visit.yaml:13: frames.1.confidence: input should be less than "
                                                      "or equal to 1"], id="confidence above one"),
    pytest.param("to: [recipient],", "name: 'Visit:visit', to: [recipient],", [], id="control: a name is kept"),
    pytest.param("#2a6f97", "blue", ["visit.yaml:14: draw.colour: string should match pattern '^#[0-9a-f]{6}$'"],
                 id="colour by name"),
    pytest.param("arrow:", "arow:", ["visit.yaml:14: unknown key 'arow'. Did you mean arrow?"], id="unknown draw key"),
    pytest.param("value: 1.9", "value: 19.5",
                 ["visit.yaml:16: tone.value: input should be less than or equal to 10"], id="tone out of range"),
    pytest.param("lode:Event", "load:Event",
                 ["visit.yaml:17: 'load:Event' has no prefix that relgraph.ttl declares. Did you mean lode?"],
                 id="unknown prefix"),
    pytest.param("factuality: planned", "factuality: planed", ["visit.yaml:21: examples.match.1.factuality: input "
                 "should be 'occurred', 'ongoing', 'planned', 'intended', 'hypothetical', 'alleged', 'denied', "
                 "'cancelled' or 'unspecified'. Did you mean planned?"], id="unknown factuality"),
    pytest.param("recipient: [LAO]", "recipint: [LAO]",
                 ["visit.yaml:20: unknown key 'recipint'. Did you mean recipient?"], id="role in an example"),
    pytest.param('    - {text: "Laos paid a visit to Norway."}\n', "",
                 ["visit.yaml:19: 2 of at least 3 examples under 'match'; write the others"], id="too few examples"),
    pytest.param(', why: "nobody is named"', "",
                 ["visit.yaml:24: an example that must not match needs its 'why'"], id="no reason"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BAD)
def test_what_is_wrong_in_a_file_is_said_with_its_line(folder: Path, old: str, new: str, expected: list[str]) -> None:
    """The table is the specification of the file: each fault has its message, with place, cure and nearest name."""
    assert old in VISIT
    write(folder, VISIT.replace(old, new, 1))
    if not expected:
        load_ontology(folder)
    else:
        assert problems(folder) == expected


def test_broken_yaml_is_said_with_its_line(folder: Path) -> None:
    """A bracket that was never closed is a message, not the traceback of a parser."""
    write(folder, VISIT.replace("[visit, tour]", "[visit, tour"))
    assert re.match(r"visit\.yaml:1[23]: no valid YAML, .*; check quotes and indent", problems(folder)[0])


def test_all_faults_of_all_files_are_reported_at_once(folder: Path) -> None:
    """Whoever writes ten files must not start the program ten times."""
    write(folder, VISIT.replace("Contact", "Contct").replace("code: visit", "code: vist"))
    write(folder, VISIT.replace("id: Visit", "id: Trip").replace("arrow", "arow"), "trip.yaml")
    write(folder, "", "empty.yaml")
    assert problems(folder) == [
        "empty.yaml: the file is empty; start with 'id:'",
        "trip.yaml:14: unknown key 'arow'. Did you mean arrow?",
        "visit.yaml:2: unknown parent 'Contct'. Did you mean Contact?",
        "visit.yaml:5: unknown code 'vist'. Did you mean visit?",
    ]


def test_one_id_belongs_to_one_file(folder: Path) -> None:
    """Otherwise the order of the files would decide which of the two is meant."""
    write(folder, VISIT, "again.yaml")
    assert problems(folder)[-1].startswith("visit.yaml:1: id 'Visit' is already taken by ")


def test_one_frame_name_belongs_to_one_frame(folder: Path) -> None:
    """The rule that a claim names must lead to one frame, over all event types."""
    write(folder, VISIT.replace("id: Visit", "id: Trip").replace("on: topic", "name: 'Visit:visit'"), "trip.yaml")
    assert [p.split(";")[0].split(" by ")[0] for p in problems(folder)] == [
        "visit.yaml:12: frame name 'Visit:visit' is already taken"
    ]


def test_a_circle_of_parents_is_refused(folder: Path) -> None:
    """Two types that each stand below the other would never reach an upper class."""
    write(folder, VISIT.replace("parent: Contact", "parent: Trip"))
    write(folder, VISIT.replace("id: Visit", "id: Trip").replace("parent: Contact", "parent: Visit"), "trip.yaml")
    assert problems(folder) == [
        "trip.yaml:2: 'Trip' stands above itself (Trip < Visit < Trip); break the circle",
        "visit.yaml:2: 'Visit' stands above itself (Visit < Trip < Visit); break the circle",
    ]


def test_a_file_with_a_fault_is_still_a_parent(folder: Path) -> None:
    """A typo in one file must not make the files below it look wrong."""
    write(folder, VISIT.replace("arrow", "arow"))
    write(folder, VISIT.replace("id: Visit", "id: Trip").replace("parent: Contact", "parent: Visit"), "trip.yaml")
    assert problems(folder) == ["visit.yaml:14: unknown key 'arow'. Did you mean arrow?"]


def test_only_yaml_files_are_read(folder: Path) -> None:
    """Notes and backups of an editor beside the files are no event types."""
    write(folder, "not: [valid", "visit.yaml~")
    write(folder, "notes", "README.md")
    assert list(load_ontology(folder).event_types) == ["Visit"]


def test_a_block_of_text_has_no_line_end_of_its_own(folder: Path) -> None:
    """A long example written with ``|`` is the same text as in quotes."""
    write(folder, VISIT.replace("definition: One side travels to the other.", "definition: |\n  One side travels.\n"))
    assert load_ontology(folder).event_types["Visit"].definition == "One side travels."


def test_an_overlay_adds_and_replaces_types(folder: Path, tmp_path: Path) -> None:
    """Somebody with a few types of their own need not copy the ontology."""
    overlay = tmp_path / "mine"
    (overlay / "events").mkdir(parents=True)
    write(overlay, VISIT.replace("label: visit\n", "label: state visit\n"), "other-name.yaml")
    write(overlay, VISIT.replace("id: Visit", "id: Trip").replace("parent: Contact", "parent: Visit"), "trip.yaml")
    ontology = load_ontology(folder, overlay)
    assert ontology.label("Visit") == "state visit"
    assert ontology.ancestors("Trip") == ("Visit", "Contact", "Event", "Situation")
    assert load_ontology(folder).label("Visit") == "visit"


def test_the_same_folder_gives_the_same_ontology_until_a_file_changes(folder: Path) -> None:
    """Reading is cheap to repeat, and an edit in a running notebook is seen."""
    first = load_ontology(folder)
    assert load_ontology(str(folder)) is first
    write(folder, VISIT.replace("label: visit\n", "label: state visit\n"))
    assert load_ontology(folder).label("Visit") == "state visit"


@pytest.mark.parametrize("name", ["relgraph.ttl", "vocabulary.ttl"])
def test_broken_turtle_is_said_with_its_line(folder: Path, name: str) -> None:
    """The line of a missing full stop is worth more than the name of the parser."""
    (folder / name).write_text("@prefix rg: <urn:x#> .\nrg:A rg:b\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"{name}:\d+: no valid Turtle"):
        list(load_ontology(folder).vocabulary_triples())


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """The usual cause is the folder ``events`` given in place of the one around it."""
    with pytest.raises(OntologyError, match="no such folder"):
        load_ontology(tmp_path / "nothing")
    with pytest.raises(OntologyError, match=r"relgraph\.ttl: missing"):
        load_ontology(tmp_path)


# ── The ontology as one thing ──


@pytest.fixture(scope="module")
def shipped() -> Ontology:
    """The ontology that came with this installation."""
    return load_ontology()


def test_every_code_has_an_event_type(shipped: Ontology) -> None:
    """The thirty codes of the gold annotation are the floor of what is recognised."""
    assert len(CODES) == 31
    assert set(shipped.codes) >= set(CODES) - {"other"}
    assert all(i in shipped.event_types for ids in shipped.codes.values() for i in ids)


def test_every_event_type_is_a_situation(shipped: Ontology) -> None:
    """The closure of types is written into the graph, so each chain must reach the top."""
    for type_id in shipped.event_types:
        assert shipped.ancestors(type_id)[-2:] == ("Event", "Situation")


def test_superclasses_are_known_for_any_class(shipped: Ontology) -> None:
    """The closure is written for actors too, nearest class first."""
    assert shipped.superclasses("Embassy") == ("Mission", "Organization", "Actor")
    assert shipped.superclasses("Situation") == ()
    assert shipped.is_a("Posting", "StateOfAffairs")
    assert not shipped.is_a("Claim", "Situation")
    with pytest.raises(OntologyError, match=r"No such event type or class 'Embasy'\. Did you mean Embassy\?"):
        shipped.superclasses("Embasy")


def test_labels_and_definitions_are_known_for_any_term(shipped: Ontology) -> None:
    """Pages and tables name classes and properties by their label."""
    assert (shipped.label("Visit"), shipped.label("Embassy"), shipped.label("recipient")) == (
        "visit",
        "embassy",
        "recipient",
    )
    assert "sending party" in shipped.definition("Mission")
    with pytest.raises(OntologyError, match=r"Did you mean Visit\?"):
        shipped.label("Visitt")


def test_rows_list_every_event_type(shipped: Ontology) -> None:
    """One line of ``relgraph types`` for each, in an order that does not depend on files."""
    rows = shipped.rows()
    assert sorted(row.id for row in rows) == list(shipped.event_types)
    assert [(row.code, row.id) for row in rows] == sorted((row.code, row.id) for row in rows)
    assert next(row for row in rows if row.id == "Visit").parent == "Contact"


def test_schema_graph_holds_the_event_types(shipped: Ontology) -> None:
    """A YAML file is the one place of an event type, so its class comes from there."""
    graph = shipped.schema_graph()
    rg = rdflib.Namespace(PREFIXES["rg"])
    assert (rg.Visit, rdflib.RDFS.subClassOf, rg.Contact) in graph
    assert (rg.Visit, rg.cameoCode, rdflib.Literal("042")) in graph
    assert (rg.Visit, rg.eventCode, rdflib.Literal("visit")) in graph
    assert graph.value(rg.Visit, rdflib.SKOS.definition).language == "en"
    assert not [t for t in graph if any(isinstance(term, rdflib.BNode) for term in t)]
    assert len(graph) == len(set(shipped.schema_triples()))


def test_vocabulary_graph_holds_the_concepts(shipped: Ontology) -> None:
    """Questions ask for the tense of a factuality and the class of a rank."""
    graph = shipped.vocabulary_graph()
    v = rdflib.Namespace(PREFIXES["v"])
    assert (v.planned, v.tense, rdflib.Literal("future")) in graph
    assert (v.ambassador, rdflib.SKOS.broader, v.classA) in graph


@pytest.mark.parametrize("name", ["relgraph.ttl", "vocabulary.ttl", "shapes.ttl"])
def test_both_engines_read_the_same_from_turtle(name: str) -> None:
    """The schema is shown by rdflib and queried by pyoxigraph."""
    path = ontology_dir() / name
    graph = rdflib.Graph().parse(path, format="turtle")
    assert len(graph) == sum(1 for _ in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def test_importing_the_ontology_does_not_import_rdflib() -> None:
    """It takes a third of a second, and most commands never need it."""
    code = (
        "import sys; from relgraph.ontology import load_ontology; load_ontology(); "
        "sys.exit('rdflib' in sys.modules or 'pyshacl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_slots_are_words_of_the_contract() -> None:
    """A frame may name no key that is both a slot and a field."""
    assert len(SLOTS) == len(set(SLOTS)) == 23
    assert not set(SLOTS) & {"verbs", "nouns", "objects", "support", "require", "name", "factuality", "confidence"}
