"""Postings, tenures and phases: what events change and what sources describe is one picture with honest ends."""

from __future__ import annotations

from datetime import date

import pytest
from test_resolve import ARF, ASEAN, CHINA, DPRK, KCNA, MALAYSIA, RUSSIA, TREATY, claim, person, reading, states

from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Actor, Claim, Dataset, Extract, Reading, Situation, extract_id
from relgraph.resolve import Resolution, resolve

USA = Actor(id="state/USA", type="State", label="United States")
JAPAN = Actor(id="state/JPN", type="State", label="Japan")
TEXAS = Actor(id="state/texas", type="State", label="Republic of Texas")
LI = person("Li Jinjun", CHINA)
WANG = person("Wang Yajun", CHINA)
POST = Actor(
    id="post/CHN-ambassador-PRK",
    type="HeadOfMissionPost",
    label="ambassador of China to DPRK",
    on_behalf_of=("state/CHN",),
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def called(who: Actor, day: str | None, *, article: str | None = None, to: Actor | list[Actor] = DPRK) -> Reading:
    """An article that calls somebody ambassador on a day."""
    told = claim(
        "Posting", article=article or f"called-{who.label}-{day}", attested=day, factuality="ongoing", holder=who,
        post=POST, sendingParty=CHINA, accreditedTo=to,
    )  # fmt: skip
    return reading(told, published=day or "2024-06-20")


def act(kind: str, when: str | None, published: str | None = None, **roles: Actor | list[Actor]) -> Reading:
    """An article that tells of one act."""
    return reading(claim(kind, when, article=f"{kind}-{when}", **roles), published=published or "2024-06-20")


def postings(resolution: Resolution) -> list[Situation]:
    return states(resolution, "Posting")


def bounds(situation: Situation) -> tuple[str | None, ...]:
    when = situation.when
    days = (when.start_earliest, when.start_latest, when.end_earliest, when.end_latest)
    return tuple(day.isoformat() if day else None for day in days)


# ── postings ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_credentials_begin_a_posting_and_a_recall_ends_it(ontology: Ontology) -> None:
    """Art. 13 of the Vienna Convention; the steps are kept, each as an event of its own."""
    found = resolve(
        [
            act("Appointment", "2014-11-01", holder=LI, sendingParty=CHINA, receivingParty=DPRK),
            act("CredentialsPresentation", "2015-03-30", actor=LI, recipient=DPRK),
            called(LI, "2018-03-10"),
            act("Recall", "2021-12", actor=CHINA, recipient=DPRK, holder=LI),
        ],
        ontology,
    )
    [posting] = postings(found)
    assert posting.when.edtf == "2015-03-30/2021-12"
    assert bounds(posting) == ("2015-03-30", "2015-03-30", "2021-12-01", "2021-12-31")
    steps = {i.partition("/")[2].rsplit("-20", 1)[0] for name, i in posting.related if name == "step"}
    assert steps == {"appointment-CHN-PRK", "credentials-presentation-CHN-PRK", "recall-CHN-PRK"}
    assert len(posting.supported_by) == 4


def test_an_appointment_is_no_beginning(ontology: Ontology) -> None:
    """Who was appointed has not begun before, and has begun for certain when somebody calls him ambassador there."""
    found = resolve(
        [act("Appointment", "2014-11-01", holder=LI, receivingParty=DPRK), called(LI, "2018-03-10")], ontology
    )
    [posting] = postings(found)
    assert posting.when.edtf is None
    assert bounds(posting) == ("2014-11-01", "2018-03-10", "2018-03-10", None)


def test_credentials_alone_make_a_posting(ontology: Ontology) -> None:
    """An envoy of whom nothing else is told is nevertheless one, of whatever title."""
    [posting] = postings(resolve([act("CredentialsPresentation", "2015-03-30", actor=LI, recipient=DPRK)], ontology))
    assert posting.fillers("post")[0].label == "head of mission of China to DPRK"
    assert dict(posting.concepts)["rank"] == "envoyOther"
    assert (posting.fillers("sendingParty"), posting.fillers("accreditedTo")) == ((CHINA,), (DPRK,))


def test_an_appointment_alone_makes_no_posting(ontology: Ontology) -> None:
    """Many who are named never go."""
    assert not postings(resolve([act("Appointment", "2014-11-01", holder=LI, receivingParty=DPRK)], ontology))


@pytest.mark.parametrize("factuality", ["planned", "denied", "alleged"])
def test_what_has_not_happened_is_no_step(ontology: Ontology, factuality: str) -> None:
    """Planned credentials begin nothing."""
    told = claim("CredentialsPresentation", "2015-03-30", factuality=factuality, actor=LI, recipient=DPRK)  # type: ignore[arg-type]
    assert not postings(resolve([reading(told)], ontology))


def test_an_unnamed_envoy_makes_no_posting(ontology: Ontology) -> None:
    """The new ambassador may be anybody; the event points at the post."""
    assert not postings(resolve([act("CredentialsPresentation", "2015-03-30", actor=POST, recipient=DPRK)], ontology))


def test_an_expelled_ambassador_has_left(ontology: Ontology) -> None:
    """The envoy stands among those expelled, and the receiving party is who expels."""
    found = resolve([called(LI, "2016-01-01"), act("Expulsion", "2017-03-04", actor=DPRK, recipient=LI)], ontology)
    [posting] = postings(found)
    assert bounds(posting)[2:] == ("2017-03-04", "2017-03-04")


def test_a_recall_for_consultations_ends_nothing(ontology: Ontology) -> None:
    """The envoy is still accredited."""
    found = resolve(
        [called(LI, "2016-01-01"), act("RecallForConsultations", "2017-03-04", actor=CHINA, recipient=DPRK)], ontology
    )
    [posting] = postings(found)
    assert posting.when.end_latest is None


def test_texts_that_still_call_him_ambassador_do_not_prolong_it(ontology: Ontology) -> None:
    """For a year after the recall; who is called so five years later is back."""
    recall = act("Recall", "2017-03-04", actor=CHINA, recipient=DPRK, holder=LI)
    [posting] = postings(resolve([called(LI, "2016-01-01"), recall, called(LI, "2017-05-01")], ontology))
    assert posting.when.end_latest == date(2017, 3, 4)
    two = postings(resolve([called(LI, "2016-01-01"), recall, called(LI, "2022-05-01")], ontology))
    assert sorted(bounds(p)[1] or "" for p in two) == ["2016-01-01", "2022-05-01"]


def test_holders_of_one_post_bound_each_other(ontology: Ontology) -> None:
    """Whoever is there for certain has followed; two who overlap bound nothing, and a check shows them."""
    found = resolve([called(LI, "2018-03-10"), called(WANG, "2019-04-03")], ontology)
    first, second = sorted(postings(found), key=lambda p: p.id)
    assert bounds(first) == (None, "2018-03-10", "2018-03-10", "2019-04-03")
    assert bounds(second) == ("2018-03-10", "2019-04-03", "2019-04-03", None)
    assert ("succeededBy", second.id) in first.related
    mixed = resolve([called(LI, "2018-03-10"), called(LI, "2024-01-01"), called(WANG, "2023-04-03")], ontology)
    assert all(bounds(p)[0] is None and bounds(p)[3] is None for p in postings(mixed))


def test_two_parties_at_once_are_two_concurrent_postings(ontology: Ontology) -> None:
    """Multiple accreditation (Art. 5): each has its own dates, and both know of each other."""
    found = postings(resolve([called(LI, "2018-03-10", to=[DPRK, MALAYSIA])], ontology))
    assert len(found) == 2
    assert {dict(p.related).get("concurrentWith") for p in found} == {p.id for p in found}
    apart = postings(resolve([called(LI, "2010-03-10", to=MALAYSIA), called(LI, "2018-03-10", to=DPRK)], ontology))
    assert not any("concurrentWith" in dict(p.related) for p in apart)


def test_an_office_is_not_attested_by_an_article_that_gives_it_no_day(ontology: Ontology) -> None:
    """A history of 2025 that calls an envoy of 1809 minister does not keep him in office."""
    [posting] = postings(resolve([called(LI, None)], ontology))
    assert posting.attested_on == ()
    assert posting.when.sort_date is None


# ── lasting states ──────────────────────────────────────────────────────────────────────────────────────────────


def extract(*claims: Claim, retrieved: str = "2026-05-17", name: str = "list") -> Extract:
    """A dataset with some claims."""
    dataset = Dataset(
        id=name, title="A list", publisher="x", licence="CC0", source="x", retrieved=date.fromisoformat(retrieved)
    )
    return Extract(dataset=dataset, claims=claims)


def told(kind: str, when: str | None = None, *, name: str = "list", by: Actor = USA, **roles: Actor) -> Claim:
    """A claim of a dataset."""
    return claim(kind, when, by=by, article=extract_id(name), factuality="ongoing", **roles)  # type: ignore[arg-type]


def concept(kind: str, value: str) -> Actor:
    return Actor(id=f"{kind}/{value}", type="Concept", label=value)


def test_a_list_and_a_report_are_one_membership(ontology: Ontology) -> None:
    """The report dates the joining, the list attests that it goes on; each is evidence."""
    joined = act("Joining", "2000-07-27", published="2000-07-28", member=DPRK, organization=ARF)
    listed = extract(told("Membership", member=DPRK, organization=ARF, capacity=concept("capacity", "fullMember")))
    [membership] = states(resolve([joined, listed], ontology), "Membership")
    assert (membership.when.edtf, membership.when.end_earliest) == ("2000-07-27/", date(2026, 5, 17))
    assert membership.source_count == 2
    assert dict(membership.concepts)["capacity"] == "participantCapacity"


def test_an_observer_is_not_the_member_that_it_became(ontology: Ontology) -> None:
    """Two capacities are two states of affairs."""
    listed = extract(
        told("Membership", member=DPRK, organization=ASEAN, capacity=concept("capacity", "observer")),
        told("Membership", "2027/", name="list", member=DPRK, organization=ASEAN, capacity=concept("capacity", "fullMember")),
    )  # fmt: skip
    assert len(states(resolve([listed], ontology), "Membership")) == 2


def test_a_list_that_knows_no_severance_is_in_conflict_with_a_report_of_it(ontology: Ontology) -> None:
    """It must not vanish in either direction: the phases stand as the events tell, and the list disputes the end."""
    events = [
        act("EstablishmentOfRelations", "1975-04-15", published="1975-04-16", actor=[DPRK, MALAYSIA]),
        act("SeveranceOfRelations", "1991-05-01", published="1991-05-02", actor=MALAYSIA, recipient=DPRK),
    ]
    listed = extract(
        claim("RelationPhase", "1975/", by=USA, article="dataset:list", factuality="ongoing", party=[DPRK, MALAYSIA],
              relationStatus=concept("relationStatus", "established"))
    )  # fmt: skip
    found = resolve([*events, listed], ontology)
    phases = states(found, "RelationPhase")
    assert sorted((dict(p.concepts)["relationStatus"], p.when.edtf, p.status) for p in phases) == [
        ("established", "1975-04-15/1991-05-01", "accepted"),
        ("severed", "1991-05-01/", "accepted"),
    ]
    assert {c.aspect for c in found.conflicts} == {"date"}
    assert all(listed.claims[0].id in c.between for c in found.conflicts)


def test_a_severance_before_any_establishment_is_a_conflict(ontology: Ontology) -> None:
    """Nobody breaks what was never begun: one of the two dates is wrong, or something is missing."""
    found = resolve(
        [
            act("SeveranceOfRelations", "1987", actor=MALAYSIA, recipient=DPRK),
            act("EstablishmentOfRelations", "2002", actor=[DPRK, MALAYSIA]),
        ],
        ontology,
    )
    [conflict] = found.conflicts
    assert (conflict.aspect, len(conflict.between)) == ("date", 2)
    assert "severed" in conflict.description
    resumed = resolve(
        [
            act("SeveranceOfRelations", "1987", actor=MALAYSIA, recipient=DPRK),
            act("ResumptionOfRelations", "2002", actor=[DPRK, MALAYSIA]),
        ],
        ontology,
    )
    assert resumed.conflicts == ()


def test_spans_of_a_dataset_are_phases_with_their_ends(ontology: Ontology) -> None:
    """An open end is attested on the day of the dataset, a closed one is closed."""
    level = concept("level", "levelAmbassador")
    listed = extract(
        told("Representation", "1981-11-01/1994-06-29", sendingParty=USA, receivingParty=JAPAN, level=level),
        told("Representation", "1994-06-30/", sendingParty=USA, receivingParty=JAPAN, level=level),
    )
    found = states(resolve([listed], ontology), "Representation")
    assert sorted(bounds(s) for s in found) == [  # type: ignore[type-var]
        ("1981-11-01", "1981-11-01", "1994-06-29", "1994-06-29"),
        ("1994-06-30", "1994-06-30", "2026-05-17", None),
    ]
    assert len({s.id for s in found}) == 2


def test_relations_end_with_the_state(ontology: Ontology) -> None:
    """A history of today tells of the Republic of Texas; that does not make its relations last until today."""
    [phase] = states(
        resolve([act("EstablishmentOfRelations", "1837-03-07", published="2025-08-29", actor=[USA, TEXAS])], ontology),
        "RelationPhase",
    )
    assert phase.when.end_latest == date(1846, 2, 19)
    assert phase.when.end_earliest is not None
    assert phase.when.end_earliest <= date(1846, 2, 19)


def test_a_chronicle_does_not_keep_an_embassy_open(ontology: Ontology) -> None:
    """That a legation opened in 1883 is told in 2025; a report of the week attests that it is there."""
    legation = Actor(id="mission/USA-legation", type="Embassy", label="legation of the United States", on_behalf_of=("state/USA",))  # fmt: skip
    opened = [
        claim("MissionOpening", when, article="history", start=n, actor=USA, recipient=JAPAN, mission=legation)
        for n, when in enumerate(["1859-07-07", "1883-06-11"])
    ]
    found = resolve([reading(*opened, published="2025-08-29")], ontology)
    assert {s.when.end_earliest for s in states(found, "MissionPhase")} == {date(1883, 6, 11)}
    report = act("MissionOpening", "2024-06-18", actor=USA, recipient=JAPAN, mission=legation)
    [phase] = states(resolve([report], ontology), "MissionPhase")
    assert phase.when.end_earliest == date(2024, 6, 20)
    assert phase.fillers("mission")[0].id == "mission/USA-legation-JPN"


def test_a_mission_is_open_until_it_is_closed_or_suspended(ontology: Ontology) -> None:
    """Suspended work is not closing."""
    embassy = Actor(id="mission/USA-embassy-JPN", type="Embassy", label="embassy of the United States in Tokyo", on_behalf_of=("state/USA",))  # fmt: skip
    found = resolve(
        [
            act("MissionOpening", "1952-04-28", actor=USA, recipient=JAPAN, mission=embassy),
            reading(
                claim("MissionClosing", "2021-08-31", article="s", quote="suspended operations", actor=USA,
                      recipient=JAPAN, mission=embassy)
            ),
        ],
        ontology,
    )  # fmt: skip
    assert sorted((dict(s.concepts)["missionStatus"], s.when.edtf) for s in states(found, "MissionPhase")) == [
        ("missionOpen", "1952-04-28/2021-08-31"),
        ("missionSuspended", "2021-08-31/"),
    ]


def test_a_treaty_list_and_a_report_are_one_accession(ontology: Ontology) -> None:
    """One situation with two kinds of support."""
    listed = extract(
        claim("Accession", "2008-07-24", by=ASEAN, article="dataset:list", party=DPRK, treaty=TREATY), name="list"
    )
    found = resolve([act("Accession", "2008-07", party=DPRK, treaty=TREATY), listed], ontology)
    [accession] = [s for s in found.situations if s.type == "Accession"]
    assert (accession.when.edtf, accession.source_count, len(accession.supported_by)) == ("2008-07-24", 2, 2)
    [standing] = states(found, "TreatyParticipation")
    assert standing.when.end_earliest == date(2026, 5, 17)


def test_nothing_that_is_told_of_a_state_is_lost(ontology: Ontology) -> None:
    """Every claim of a dataset supports a situation."""
    listed = extract(
        told("Statehood", "1948-09-09/", party=DPRK),
        told("Capital", "1948-09-09/", party=DPRK, place=Actor(id="place/pyongyang", type="Place", label="Pyongyang")),
        told("Observance", "2024-04-15", occasion=Actor(id="occasion/x", type="Occasion", label="x"), party=DPRK),
        told("Membership", member=RUSSIA, organization=ASEAN, capacity=concept("capacity", "dialoguePartner")),
    )
    found = resolve([listed], ontology)
    assert {i for s in found.situations for i in s.supported_by} == {c.id for c in listed.claims}
    assert all(s.status == "accepted" for s in found.situations)
    assert KCNA.id not in {a.id for a in found.actors}


def test_the_day_of_an_appointment_attests_nobody_in_the_post(ontology: Ontology) -> None:
    """ "X was appointed ambassador on 4 May" gives the office and the day, and he was not there yet."""
    appointed = [
        claim("Appointment", "2014-11-01", article="a", quote="Li was appointed", start=0, holder=LI, receivingParty=DPRK),
        claim("Posting", article="a", attested="2014-11-01", factuality="ongoing", start=0, holder=LI, post=POST,
              sendingParty=CHINA, accreditedTo=DPRK),
    ]  # fmt: skip
    [posting] = postings(resolve([reading(*appointed, published="2014-11-02")], ontology))
    assert bounds(posting) == ("2014-11-01", None, None, None)
    assert posting.attested_on == ()
    [dated] = postings(
        resolve(
            [reading(*appointed, published="2014-11-02"), act("CredentialsPresentation", "2015-03-30", actor=LI, recipient=DPRK)],
            ontology,
        )
    )  # fmt: skip
    assert dated.when.edtf == "2015-03-30/"


def test_an_appointment_of_long_before_is_to_another_post(ontology: Ontology) -> None:
    """Who was sent to a place eleven years before came then as something else."""
    found = resolve(
        [act("Appointment", "2004-11-01", holder=LI, receivingParty=DPRK), called(LI, "2015-03-30")], ontology
    )
    [posting] = postings(found)
    assert posting.related == ()
    assert bounds(posting)[0] is None


def test_holders_known_years_apart_are_no_succession(ontology: Ontology) -> None:
    """Of those in between no source tells; the later one still bounds the earlier."""
    first = min(postings(resolve([called(LI, "2010-03-10"), called(WANG, "2023-04-03")], ontology)), key=lambda p: p.id)
    assert "succeededBy" not in dict(first.related)
    assert bounds(first)[3] == "2023-04-03"
