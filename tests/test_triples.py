"""Triples: what the records become in RDF, graph by graph."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from make import (
    KCNA,
    KHM,
    LAO,
    MYS,
    PRK,
    PRK_MFA,
    VNM,
    MadeResolution,
    attested,
    day,
    make_article,
    make_claim,
    make_reading,
    make_situation,
    make_world,
)

from relgraph.iris import BASE, GRAPHS, PREFIXES
from relgraph.ontology import load_ontology
from relgraph.records import Actor, Claim, Reading, Situation, When
from relgraph.triples import quads
from relgraph.triples.situations import relationship_id

RG, RDF, RDFS = PREFIXES["rg"], PREFIXES["rdf"], PREFIXES["rdfs"]
NAMED = {**GRAPHS}

Values = dict[str, dict[str, set[str]]]


def read(made: list[ox.Quad], graph: str) -> Values:
    """Subject to property (local name) to values, with what all IRIs of relgraph share cut off."""
    found: Values = defaultdict(lambda: defaultdict(set))
    for quad in made:
        if quad.graph_name.value == NAMED.get(graph, BASE + "graph/article/" + graph):  # type: ignore[union-attr]
            name = quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
            value = quad.object.value  # type: ignore[union-attr]
            found[short(quad.subject.value)][name].add(short(value))  # type: ignore[union-attr]
    return found


def short(value: str) -> str:
    """An IRI without its beginning."""
    for base in (BASE + "id/", RG, PREFIXES["v"], PREFIXES["art"]):
        if value.startswith(base):
            return value.removeprefix(base)
    return value


@pytest.fixture(scope="module")
def made() -> list[ox.Quad]:
    """The quads of the made world."""
    readings, resolution = make_world()
    return list(quads(readings, resolution, load_ontology()))


def quads_of(*situations: Situation, claims: list[Claim], published: str | None = "2024-05-03") -> list[ox.Quad]:
    """The quads of situations that rest on claims in one article."""
    article = make_article("a", "They met.", published)
    reading = make_reading(article, *claims)
    resolution = MadeResolution(situations=situations, conflicts=(), actors=())
    return list(quads([reading], resolution, load_ontology()))


def claim_of(when: When, *, published: str | None = "2024-05-03", factuality: str = "occurred") -> Claim:
    """A claim of a meeting in an article of one sentence."""
    article = make_article("a", "They met.", published)
    return make_claim(
        article, "Meeting", "They met.", [("actor", PRK), ("recipient", LAO)], when, factuality=factuality
    )


def derive(type_id: str, *roles: tuple[str, Actor]) -> dict[str, set[str]]:
    """What the graph of facts says of a situation with these roles."""
    claim = claim_of(day("2024-05-01"))
    made = quads_of(make_situation("event/x", type_id, "x", roles, day("2024-05-01"), claims=[claim]), claims=[claim])
    return read(made, "facts")["event/x"]


# ── the graphs ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_kind_of_knowledge_has_its_graph(made: list[ox.Quad]) -> None:
    """A query chooses by graph between what is held, what is announced and what one article says."""
    facts, unconfirmed = read(made, "facts"), read(made, "unconfirmed")
    assert "event/visit-PRK-LAO-2024-04-29" in facts
    assert set(unconfirmed) == {
        "event/visit-VNM-PRK-2024-10",
        "event/embassy-closed-PRK-UGA",
        "event/received-PRK-2024-06-11",
    }
    assert unconfirmed["event/visit-VNM-PRK-2024-10"]["status"] == {"scheduled"}
    assert read(made, "conflicts")["conflict/type-accession-PRK-TAC"] == {
        "type": {"Conflict"},
        "onSituation": {"event/accession-PRK-TAC"},
        "aspect": {"onType"},
        "between": {"made-history#c2-made-history", "made-paper#c1-made-paper"},
        "description": {"accession or signature"},
    }
    assert read(made, "vocab")["occurred"]["type"]
    assert read(made, "schema")["Visit"]["subClassOf"] == {"Contact"}


def test_there_are_no_blank_nodes_and_no_default_graph(made: list[ox.Quad]) -> None:
    """Blank nodes have another name in every build; the default graph is the store's own copy."""
    assert not [q for q in made if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    assert not [q for q in made if isinstance(q.graph_name, ox.DefaultGraph)]


FIELDS = ("situations", "conflicts", "actors", "identities", "candidates")


def test_the_order_of_articles_and_situations_does_not_matter(made: list[ox.Quad]) -> None:
    """A folder is read in another order on another machine, and the graph must have the same digest."""
    readings, resolution = make_world()
    for seed in range(3):
        shuffle = random.Random(seed).shuffle
        shuffle(readings)
        parts = {name: list(getattr(resolution, name)) for name in FIELDS}
        for part in parts.values():
            shuffle(part)
        other = MadeResolution(**{name: tuple(part) for name, part in parts.items()})
        assert list(quads(readings, other, load_ontology())) == made


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    """Sets of strings have another order in every process."""
    program = (
        "from make import make_world; from relgraph.ontology import load_ontology; from relgraph.triples import quads;"
        "import hashlib; r, s = make_world();"
        "print(hashlib.sha256('\\n'.join(map(str, quads(r, s, load_ontology()))).encode()).hexdigest())"
    )
    digests = set()
    for seed in ("1", "2"):
        path = str(Path(__file__).parent)
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": path, "PATH": ""}
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env=environment, check=True, cwd=tmp_path
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_every_term_is_declared(made: list[ox.Quad]) -> None:
    """A property or class that the ontology does not know is a typing mistake."""
    ontology = load_ontology()
    classes = set(ontology.event_types) | set(ontology.schema.parents)
    for quad in made:
        if quad.graph_name.value in {GRAPHS["schema"], GRAPHS["vocab"]}:  # type: ignore[union-attr]
            continue
        if quad.predicate.value.startswith(RG):
            assert quad.predicate.value.removeprefix(RG) in ontology.schema.properties, quad
        elif quad.predicate.value == RDF + "type" and quad.object.value.startswith(RG):  # type: ignore[union-attr]
            assert quad.object.value.removeprefix(RG) in classes, quad  # type: ignore[union-attr]


def test_every_concept_is_in_the_vocabulary(made: list[ox.Quad]) -> None:
    """A status or basis without a label shows as an IRI in every table."""
    known = {q.subject for q in made if q.graph_name.value == GRAPHS["vocab"]}  # type: ignore[union-attr]
    used = {q.object for q in made if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(PREFIXES["v"])}
    assert used <= known


# ── articles ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_is_described_by_what_its_source_says(made: list[ox.Quad]) -> None:
    """The reader of a quote wants to know where it stands."""
    article = read(made, "made-history")["made-history"]
    assert article["type"] == {"Article"}
    assert article["label"] == {"Towards better relations"}
    assert article["publishedOn"] == {"2022-04-29"}
    assert article["publisher"] == {"KCNA Watch"}
    assert article["author"] == {"Korea-Asia Association"}
    assert article["url"] == {"https://example.org/opinion/history"}
    assert len(min(article["textSha256"])) == 64
    assert "truncated" not in article


def test_a_teaser_is_a_stub(made: list[ox.Quad]) -> None:
    """Its text breaks off, so what it does not say is not known."""
    stub = read(made, "made-teaser")["made-teaser"]
    assert stub["type"] == {"Article", "ArticleStub"}
    assert (stub["truncated"], stub["onPage"]) == ({"true"}, {"made-message"})


def test_an_article_without_claims_has_a_graph(made: list[ox.Quad]) -> None:
    """It was read, and nothing was in it: that is worth knowing."""
    graph = read(made, "made-nothing")
    assert set(graph) == {"made-nothing"}


def test_a_claim_is_never_an_instance_of_what_it_claims(made: list[ox.Quad]) -> None:
    """A denied closing must not be found among the closings."""
    claim = read(made, "made-future")["made-future#c2-made-future"]
    assert claim["type"] == {"Claim"}
    assert claim["claimType"] == {"MissionClosing"}
    assert claim["factuality"] == {"denied"}
    assert claim["claimedBy"] == {"org/PRK-mfa"}
    assert claim["supports"] == {"event/embassy-closed-PRK-UGA"}


def test_a_claim_has_its_evidence(made: list[ox.Quad]) -> None:
    """Every line of the graph is backed by a quoted sentence."""
    graph = read(made, "made-visit")
    span = min(graph["made-visit#c3-made-visit"]["evidence"])
    about = {name: min(values) for name, values in graph[span].items()}
    assert about["quote"] == "Vice Minister Pak Un Chol"
    assert (about["type"], about["inArticle"]) == ("TextSpan", "made-visit")
    assert span == f"made-visit#char={about['charStart']},{about['charEnd']}"
    assert int(about["charEnd"]) - int(about["charStart"]) == len(about["quote"])


def test_a_claim_that_differs_disputes_the_situation(made: list[ox.Quad]) -> None:
    """One paper calls the accession a signature; both are kept."""
    assert read(made, "made-paper")["made-paper#c1-made-paper"]["disputes"] == {"event/accession-PRK-TAC"}
    assert read(made, "facts")["event/accession-PRK-TAC"]["disputedBy"] == {"made-paper#c1-made-paper"}


def test_half_a_surrogate_pair_keeps_the_offsets_right() -> None:
    """A broken page may hold one; it cannot be written in UTF-8, and a quote must stay as long as its span."""
    article = make_article("a", "Mr \ud83d met.", "2024-05-03")
    claim = make_claim(article, "Meeting", "Mr \ud83d met.", [("actor", PRK), ("recipient", LAO)], day("2024-05-01"))
    situation = make_situation("event/x", "Meeting", "x", [("actor", PRK)], day("2024-05-01"), claims=[claim])
    resolution = MadeResolution(situations=(situation,), conflicts=(), actors=())
    made = list(quads([make_reading(article, claim)], resolution, load_ontology()))
    assert read(made, "a")["a#char=0,9"]["quote"] == {"Mr \ufffd met."}


@pytest.mark.parametrize(("given", "written"), [(0.9, "0.9"), (1.0, "1"), (0.333, "0.33"), (0.0, "0"), (0.101, "0.1")])
def test_confidence_is_written_the_way_the_store_keeps_it(given: float, written: str) -> None:
    """Oxigraph stores 0.90 as 0.9: only the canonical form has the same bytes before and after."""
    claim = replace(claim_of(day("2024-05-01")), confidence=given)
    made = quads_of(make_situation("event/x", "Meeting", "x", [], day("2024-05-01"), claims=[claim]), claims=[claim])
    confidence = next(q.object for q in made if q.predicate.value == RG + "confidence")
    assert str(confidence) == f'"{written}"^^<{PREFIXES["xsd"]}decimal>'


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_month_stays_a_month(made: list[ox.Quad]) -> None:
    """The month of an accession is no day; the bounds say what follows from it."""
    accession = read(made, "facts")["event/accession-PRK-TAC"]
    assert accession["when"] == {"2008-07"}
    assert (accession["startEarliest"], accession["startLatest"]) == ({"2008-07-01"}, {"2008-07-31"})
    assert accession["sortDate"] == {"2008-07-01"}
    assert accession["dateBasis"] == {"stated"}
    literals = [q.object for q in made if q.predicate.value == RG + "when"]
    assert {o.datatype.value for o in literals} == {PREFIXES["edtf"] + "EDTF"}  # type: ignore[union-attr]


def test_an_open_end_has_no_bound(made: list[ox.Quad]) -> None:
    """Nobody said that it ended; it holds at least until it was last attested."""
    membership = read(made, "facts")["soa/membership-PRK-ARF"]
    assert membership["when"] == {"2000-07/"}
    assert membership["endEarliest"] == {"2022-04-29"}
    assert "endLatest" not in membership


@pytest.mark.parametrize(
    ("factuality", "when", "bound"),
    [
        ("occurred", "[..2024-05-03]", "startLatest"),
        ("denied", "[..2024-05-03]", "startLatest"),
        ("planned", "[2024-05-03..]", "startEarliest"),
        ("intended", "[2024-05-03..]", "startEarliest"),
    ],
)
def test_no_date_in_the_text_is_a_bound_and_never_a_day(factuality: str, when: str, bound: str) -> None:
    """What is reported happened by the day of the report; what is planned comes after it."""
    claim = claim_of(When(), factuality=factuality)
    situation = make_situation("event/x", "Meeting", "x", [("actor", PRK)], When(), claims=[claim])
    made = quads_of(situation, claims=[claim])
    for about in (read(made, "a")[f"a#{claim.id}"], read(made, "facts")["event/x"]):
        assert about["when"] == {when}
        assert about[bound] == about["sortDate"] == {"2024-05-03"}
        assert about["dateBasis"] == {"publication"}


def test_an_article_without_a_date_bounds_nothing() -> None:
    """No date is made up, not even to sort by."""
    claim = claim_of(When(), published=None)
    situation = make_situation("event/x", "Meeting", "x", [("actor", PRK)], When(), claims=[claim])
    about = read(quads_of(situation, claims=[claim], published=None), "facts")["event/x"]
    assert not {"when", "sortDate", "dateBasis", "startLatest"} & set(about)


def test_a_tenure_is_attested_and_not_begun(made: list[ox.Quad]) -> None:
    """A sentence that calls somebody vice minister does not say since when."""
    tenure = read(made, "facts")["soa/tenure-pak-un-chol"]
    assert tenure["attestedOn"] == tenure["startLatest"] == tenure["endEarliest"] == {"2024-05-03"}
    assert not {"startEarliest", "endLatest", "when"} & set(tenure)


# ── situations ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_situation_has_all_classes_above_its_own(made: list[ox.Quad]) -> None:
    """A query for contacts finds visits without reasoning."""
    facts = read(made, "facts")
    assert facts["event/visit-PRK-LAO-2024-04-29"]["type"] == {"Visit", "Contact", "Event", "Situation"}
    assert facts["soa/posting-wang-yajun-PRK"]["type"] == {"Posting", "Tenure", "StateOfAffairs", "Situation"}


def test_a_series_is_no_event(made: list[ox.Quad]) -> None:
    """What happens every year must not be counted as one gathering."""
    assert read(made, "facts")["event/series-gathering-PRK-ASEAN"]["type"] == {"EventSeries", "Situation"}


def test_a_situation_names_its_claims_and_its_whole(made: list[ox.Quad]) -> None:
    """From the fact to the sentence in one step, from the talks to the visit in one step."""
    talks = read(made, "facts")["event/talks-PRK-LAO-2024-04-30"]
    assert talks["supportedBy"] == {"made-visit#c2-made-visit"}
    assert talks["partOf"] == {"event/visit-PRK-LAO-2024-04-29"}
    assert talks["sourceCount"] == {"1"}
    assert talks["label"] == {"DPRK and Laos hold talks"}


def test_concepts_are_joined_by_their_property(made: list[ox.Quad]) -> None:
    """The rank of an envoy is a concept of the vocabulary."""
    assert read(made, "facts")["soa/posting-wang-yajun-PRK"]["rank"] == {"ambassador"}


def test_states_behind_the_actors_are_derived(made: list[ox.Quad]) -> None:
    """A ministry met a minister: between which states that was is what analysts count."""
    talks = read(made, "facts")["event/talks-PRK-LAO-2024-04-30"]
    assert talks["actorState"] == {"state/PRK"}
    assert talks["recipientState"] == {"state/LAO"}
    assert talks["venueState"] == {"state/LAO"}
    assert talks["involvesState"] == {"state/PRK", "state/LAO"}
    assert talks["inRelationship"] == {"relationship/LAO-PRK"}


def test_an_embassy_involves_its_host_without_a_direction(made: list[ox.Quad]) -> None:
    """The Chinese embassy in Pyongyang gives something, the text does not say to whom: no target is guessed."""
    gift = read(made, "facts")["event/gift-CHN-2024-06-10"]
    assert gift["actorState"] == {"state/CHN"}
    assert "recipientState" not in gift
    assert gift["involvesState"] == {"state/CHN", "state/PRK"}
    assert gift["inRelationship"] == {"relationship/CHN-PRK"}


def test_a_cut_off_message_has_no_other_side(made: list[ox.Quad]) -> None:
    """Of what was "sent to ..." nobody knows to whom."""
    message = read(made, "facts")["event/message-KHM-2024-06-11"]
    assert not {"recipientState", "inRelationship"} & set(message)


def test_equal_participants_stand_in_relation() -> None:
    """Of "A and B established relations" the actor is both, and both are in it."""
    assert derive("EstablishmentOfRelations", ("actor", MYS), ("actor", PRK))["inRelationship"] == {
        "relationship/MYS-PRK"
    }


def test_one_side_towards_two_says_nothing_of_the_two() -> None:
    """The DPRK establishing relations with Laos and with Cambodia does not relate Laos to Cambodia."""
    about = derive("EstablishmentOfRelations", ("actor", PRK), ("recipient", LAO), ("recipient", KHM))
    assert about["inRelationship"] == {"relationship/LAO-PRK", "relationship/KHM-PRK"}
    assert about["actorState"] == {"state/PRK"}
    assert about["recipientState"] == {"state/LAO", "state/KHM"}


def test_a_conference_is_in_no_bilateral_relationship() -> None:
    """Twenty participants would be 190 relationships that nobody reported."""
    names = ("AUS", "BRN", "CAN", "CHN", "IND", "JPN", "KHM", "LAO", "MMR", "MYS")
    states = [Actor(id=f"state/{name}", type="State", label=name) for name in names]
    about = derive("Conference", *(("actor", state) for state in states))
    assert "inRelationship" not in about
    assert len(about["involvesState"]) == 10


def test_the_treaty_is_no_side() -> None:
    """A party accedes to a treaty, not to a state."""
    treaty = Actor(id="treaty/TAC", type="Treaty", label="TAC")
    about = derive("Accession", ("party", PRK), ("treaty", treaty))
    assert about["actorState"] == about["involvesState"] == {"state/PRK"}
    assert not {"recipientState", "inRelationship"} & set(about)


def test_a_person_for_nobody_stands_for_no_state() -> None:
    """A visitor of whom the text does not say for whom he comes is not given a state."""
    someone = Actor(id="person/someone", type="Person", label="Someone")
    about = derive("Visit", ("actor", someone), ("recipient", PRK))
    assert "actorState" not in about
    assert about["involvesState"] == {"state/PRK"}


def test_the_organ_stands_for_its_state_through_any_chain() -> None:
    """A department of a ministry of a state is the state's."""
    office = Actor(id="org/office", type="GovernmentBody", label="office", on_behalf_of=("org/PRK-mfa",))
    claim = claim_of(day("2024-05-01"))
    situation = make_situation(
        "event/x", "Meeting", "x", [("actor", office), ("recipient", LAO)], day("2024-05-01"), claims=[claim]
    )
    resolution = MadeResolution(situations=(situation,), conflicts=(), actors=(PRK_MFA,))
    made = list(quads([make_reading(make_article("a", "They met.", None), claim)], resolution, load_ontology()))
    assert read(made, "facts")["event/x"]["actorState"] == {"state/PRK"}


def test_an_event_starts_and_ends_what_rests_on_the_same_claim(made: list[ox.Quad]) -> None:
    """The phase of relations began with their establishment and ended with the severance."""
    facts = read(made, "facts")
    assert facts["event/relations-established-MYS-PRK"]["starts"] == {"soa/relations-MYS-PRK-1973"}
    assert facts["event/relations-severed-MYS-PRK"]["ends"] == {"soa/relations-MYS-PRK-1973"}
    assert facts["event/relations-severed-MYS-PRK"]["starts"] == {"soa/relations-MYS-PRK-2021"}
    assert facts["event/joining-PRK-ARF"]["starts"] == {"soa/membership-PRK-ARF"}


def test_a_phase_names_its_relationship(made: list[ox.Quad]) -> None:
    """Phases hang on the pair, which exists whether or not relations do."""
    assert read(made, "facts")["soa/relations-MYS-PRK-1973"]["relationship"] == {"relationship/MYS-PRK"}


def test_relationships_of_keys_with_hyphens_stay_apart() -> None:
    """The pair of "a-b" and "c" is not that of "a" and "b-c"."""
    one, other = relationship_id(("org/a-b", "org/c")), relationship_id(("org/a", "org/b-c"))
    assert one != other
    assert relationship_id(("state/PRK", "org/ASEAN")) == relationship_id(("org/ASEAN", "state/PRK"))


# ── entities ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_actors_are_described_once(made: list[ox.Quad]) -> None:
    """Labels, classes with those above, codes, and whom they act for."""
    entities = read(made, "entities")
    assert entities["state/PRK"]["type"] == {"State", "Actor"}
    assert entities["state/PRK"]["label"] == {"DPRK"}
    assert entities["state/PRK"]["iso3"] == {"PRK"}
    assert "North Korea" in entities["state/PRK"]["altLabel"]
    assert "Korean" not in entities["state/PRK"]["altLabel"]
    assert entities["org/PRK-mfa"]["onBehalfOf"] == entities["org/PRK-mfa"]["organOf"] == {"state/PRK"}
    assert entities["person/wang-yi"]["onBehalfOf"] == {"state/CHN"}
    assert entities["place/vientiane"]["inState"] == {"state/LAO"}


def test_missions_and_posts_of_envoys_have_both_parties(made: list[ox.Quad]) -> None:
    """Who asks which missions the DPRK runs abroad needs sender and receiver."""
    entities = read(made, "entities")
    for name in ("mission/CHN-embassy-PRK", "post/CHN-ambassador-PRK"):
        assert entities[name]["sendingParty"] == {"state/CHN"}
        assert entities[name]["receivingParty"] == {"state/PRK"}
    assert entities["post/PRK-vice-foreign-minister"]["organOf"] == {"state/PRK"}
    assert "sendingParty" not in entities["post/PRK-vice-foreign-minister"]


@pytest.mark.parametrize(
    ("kind", "name", "sender", "receiver", "seat"),
    [
        ("Embassy", "mission/CHN-embassy-PRK", "state/CHN", "state/PRK", None),
        ("PermanentMission", "mission/PRK-permanent-mission-UN", "state/PRK", "org/UN", None),
        ("ConsularPost", "mission/PRK-consulate-general-CHN-shenyang", "state/PRK", "state/CHN", "place/shenyang"),
        ("MissionGroup", "org/asean-committee-PRK", "org/ASEAN", "state/PRK", None),
        ("Embassy", "mission/PRK-embassy", "state/PRK", None, None),
    ],
)
def test_the_receiver_is_read_from_the_id(
    kind: str, name: str, sender: str, receiver: str | None, seat: str | None
) -> None:
    """An embassy in an unnamed country has none, and none is guessed."""
    actor = Actor(id=name, type=kind, label=name, on_behalf_of=(sender,))
    shenyang = Actor(id="place/shenyang", type="Place", label="Shenyang", on_behalf_of=("state/CHN",))
    claim = claim_of(day("2024-05-01"))
    situation = make_situation("event/x", "Meeting", "x", [("actor", actor)], day("2024-05-01"), claims=[claim])
    resolution = MadeResolution(situations=(situation,), conflicts=(), actors=(shenyang,) if seat else ())
    made = list(quads([make_reading(make_article("a", "They met.", None), claim)], resolution, load_ontology()))
    entity = read(made, "entities")[actor.id]
    assert entity["receivingParty"] == ({receiver} if receiver else set())
    assert entity["residentAt"] == ({seat} if seat else set())
    assert receiver is None or receiver in read(made, "entities")


def test_a_state_that_nobody_names_but_others_act_for_is_described() -> None:
    """The king of Cambodia sends a message; the graph must have a label for Cambodia."""
    king = Actor(id="person/king", type="Person", label="King", on_behalf_of=("state/KHM",))
    claim = claim_of(day("2024-05-01"))
    made = quads_of(
        make_situation("event/x", "Message", "x", [("actor", king)], day("2024-05-01"), claims=[claim]), claims=[claim]
    )
    assert read(made, "entities")["state/KHM"]["label"] == {"Cambodia"}


def test_the_consolidated_description_wins() -> None:
    """Two articles write one name in two ways; the graph has one label."""
    one = Actor(id="person/x", type="Person", label="Vo Van Thuong")
    other = replace(one, label="Võ Văn Thưởng", on_behalf_of=("state/VNM",))
    claim = claim_of(day("2024-05-01"))
    situation = make_situation(
        "event/x", "Meeting", "x", [("actor", one), ("recipient", other)], day("2024-05-01"), claims=[claim]
    )
    resolution = MadeResolution(situations=(situation,), conflicts=(), actors=(other, VNM, PRK, LAO, KCNA))
    made = list(quads([make_reading(make_article("a", "They met.", None), claim)], resolution, load_ontology()))
    assert read(made, "entities")["person/x"]["label"] == {"Võ Văn Thưởng"}


def test_an_occasion_is_a_concept() -> None:
    """A holiday is in the vocabulary, not among the actors."""
    sun = Actor(id="occasion/dayOfTheSun", type="Occasion", label="Day of the Sun", on_behalf_of=("state/PRK",))
    other = Actor(id="occasion/someDay", type="Occasion", label="some day")
    claim = claim_of(day("2024-05-01"))
    roles = [("actor", PRK), ("occasion", sun), ("occasion", other)]
    made = quads_of(make_situation("event/x", "Gift", "x", roles, day("2024-05-01"), claims=[claim]), claims=[claim])
    assert read(made, "facts")["event/x"]["occasion"] == {"dayOfTheSun", "someDay"}
    assert not {"dayOfTheSun", "someDay"} & set(read(made, "entities"))
    assert read(made, "vocab")["dayOfTheSun"]["prefLabel"] == {"Day of the Sun"}
    assert read(made, "vocab")["someDay"] == {
        "type": {PREFIXES["skos"] + "Concept"},
        "prefLabel": {"some day"},
        "inScheme": {"occasion"},
    }


def test_a_pair_is_one_thing(made: list[ox.Quad]) -> None:
    """Analysts ask for the pair; it has two members and a label."""
    pair = read(made, "entities")["relationship/CHN-PRK"]
    assert pair["relationshipMember"] == {"state/CHN", "state/PRK"}
    assert pair["label"] == {"China - DPRK relations"}


# ── what would be wrong ─────────────────────────────────────────────────────────────────────────────────────────


def _world_with(
    *, article: bool = False, claim: bool = False, situation: bool = False
) -> tuple[list[Reading], MadeResolution]:
    readings, resolution = make_world()
    if article:
        readings.append(readings[0])
    if claim:
        readings[0] = replace(readings[0], claims=(*readings[0].claims, readings[0].claims[0]))
    if situation:
        resolution = replace(resolution, situations=(*resolution.situations, resolution.situations[0]))
    return readings, resolution


@pytest.mark.parametrize("twice", ["article", "claim", "situation"])
def test_one_id_for_two_things_is_refused(twice: str) -> None:
    """Their triples would run into each other, and no one could tell them apart afterwards."""
    readings, resolution = _world_with(**{twice: True})
    with pytest.raises(ValueError, match="two "):
        list(quads(readings, resolution, load_ontology()))


def test_a_situation_that_rests_on_nothing_known_is_refused() -> None:
    """Every fact leads to a sentence; a claim that no reading has leads nowhere."""
    readings, resolution = make_world()
    with pytest.raises(ValueError, match="which no source has"):
        list(quads(readings[1:], resolution, load_ontology()))


def test_what_a_claim_is_attested_by_is_kept() -> None:
    """A posting in a text without any date holds on the day of the text."""
    article = make_article("a", "Wang, ambassador", "2024-06-10")
    envoy = Actor(id="person/w", type="Person", label="Wang", on_behalf_of=("state/CHN",))
    claim = make_claim(
        article,
        "Tenure",
        "Wang, ambassador",
        [("holder", envoy)],
        When(),
        factuality="ongoing",
        attested_on=date(2024, 6, 10),
    )
    situation = make_situation("soa/x", "Tenure", "x", [("holder", envoy)], When(), claims=[claim])
    resolution = MadeResolution(situations=(situation,), conflicts=(), actors=())
    made = list(quads([make_reading(article, claim)], resolution, load_ontology()))
    expected = attested("2024-06-10")
    for about in (read(made, "a")[f"a#{claim.id}"], read(made, "facts")["soa/x"]):
        assert about["startLatest"] == {str(expected.start_latest)}
        assert "endLatest" not in about
