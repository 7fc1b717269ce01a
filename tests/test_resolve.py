"""Resolve: many claims become few situations, in any order, and no disagreement is lost."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.dates import attested_when, make_when
from relgraph.iris import digest
from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Actor, Article, Claim, Factuality, Reading, Role, Situation, When
from relgraph.resolve import Resolution, resolve

DPRK = Actor(id="state/PRK", type="State", label="DPRK")
CHINA = Actor(id="state/CHN", type="State", label="China")
RUSSIA = Actor(id="state/RUS", type="State", label="Russia")
MALAYSIA = Actor(id="state/MYS", type="State", label="Malaysia")
ASEAN = Actor(id="org/ASEAN", type="InternationalOrganization", label="Association of Southeast Asian Nations")
ARF = Actor(id="org/ARF", type="Forum", label="ASEAN Regional Forum")
KCNA = Actor(id="org/KCNA", type="GovernmentBody", label="Korean Central News Agency", on_behalf_of=("state/PRK",))
MFA = Actor(id="org/PRK-mfa", type="GovernmentBody", label="Ministry of Foreign Affairs", on_behalf_of=("state/PRK",))
XINHUA = Actor(id="org/xinhua", type="GovernmentBody", label="Xinhua", on_behalf_of=("state/CHN",))
TASS = Actor(id="org/tass", type="GovernmentBody", label="TASS", on_behalf_of=("state/RUS",))
TREATY = Actor(id="treaty/TAC", type="Treaty", label="Treaty of Amity and Cooperation in Southeast Asia")
COMMITTEE = Actor(
    id="org/asean-committee-PRK", type="MissionGroup", label="ASEAN Committee", on_behalf_of=("org/ASEAN",)
)


def person(name: str, *behind: Actor, key: str | None = None) -> Actor:
    return Actor(
        id="person/" + (key or name.lower().replace(" ", "-")),
        type="Person",
        label=name,
        on_behalf_of=tuple(a.id for a in behind),
    )


KIM = person("Kim Jong Un", DPRK)
PUTIN = person("Vladimir Putin", RUSSIA)
CHOE = person("Choe Son Hui", DPRK)
LAVROV = person("Sergei Lavrov", RUSSIA)


def claim(
    kind: str,
    when: str | None = None,
    *,
    by: Actor = KCNA,
    article: str = "a1",
    factuality: Factuality = "occurred",
    quote: str = "",
    start: int = 0,
    truncated: bool = False,
    recurring: bool = False,
    attested: str | None = None,
    part_of: str | None = None,
    description: str | None = None,
    **roles: Actor | list[Actor],
) -> Claim:
    """One claim; a role takes one actor or several."""
    filled = tuple(
        Role(name=name, actor=actor)
        for name, actors in roles.items()
        for actor in (actors if isinstance(actors, list) else [actors])
    )
    key = digest(article, kind, str(start), quote, str(when), factuality, *(f"{r.name}={r.actor.id}" for r in filled))
    return Claim(
        id="c" + key,
        article=article,
        type=kind,
        roles=filled,
        when=make_when(when) if when else When(),
        factuality=factuality,
        claimed_by=by,
        quote=quote or f"{kind} {key}",
        start=start,
        end=start + 1,
        rule="test",
        confidence=0.9,
        truncated=truncated,
        recurring=recurring,
        attested_on=date.fromisoformat(attested) if attested else None,
        part_of=part_of,
        description=description,
    )


def reading(*claims: Claim, published: str | None = "2024-06-20") -> Reading:
    """An article with its claims, which all carry its id."""
    day = date.fromisoformat(published) if published else None
    return Reading(article=Article(id=claims[0].article, text="x", published=day), claims=claims)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def events(resolution: Resolution, kind: str | None = None) -> list[Situation]:
    return [s for s in resolution.situations if s.id.startswith("event/") and kind in (None, s.type)]


def states(resolution: Resolution, kind: str) -> list[Situation]:
    return [s for s in resolution.situations if s.type == kind and s.id.startswith("soa/")]


# ── one event ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nine_reports_of_one_visit_are_one_visit(ontology: Ontology) -> None:
    """The graph counts visits, not reports of them."""
    readings = [
        reading(claim("Visit", "2024-06-19", article=f"a{n}", actor=PUTIN, recipient=DPRK), published="2024-06-20")
        for n in range(9)
    ]
    [visit] = events(resolve(readings, ontology))
    assert (visit.status, len(visit.supported_by), visit.source_count) == ("accepted", 9, 1)


def test_organs_of_one_state_are_one_source(ontology: Ontology) -> None:
    """An agency, a ministry and an association of the DPRK say the same because they are told to."""
    readings = [
        reading(claim("Visit", "2024-06-19", by=by, article=by.id, actor=PUTIN, recipient=DPRK))
        for by in (KCNA, MFA, TASS)
    ]
    [visit] = events(resolve(readings, ontology))
    assert visit.source_count == 2


def test_a_party_acts_for_itself_but_is_no_source_of_its_own(ontology: Ontology) -> None:
    """A delegation of the party is not one of the state, yet both tell what the state wants told."""
    party = Actor(id="org/WPK", type="PoliticalParty", label="Workers' Party of Korea", on_behalf_of=("state/PRK",))
    readings = [
        reading(claim("Visit", "2024-06-19", by=by, article=by.id, actor=actor, recipient=CHINA))
        for by, actor in ((KCNA, party), (party, party))
    ]
    readings.append(reading(claim("Visit", "2024-06-19", article="z", actor=DPRK, recipient=CHINA)))
    visits = events(resolve(readings, ontology))
    assert sorted((v.fillers("actor")[0].id, v.source_count) for v in visits) == [("org/WPK", 1), ("state/PRK", 1)]


def test_the_narrowest_date_that_fits_all_is_kept(ontology: Ontology) -> None:
    """Of "2008", "July 2008" and "24 July 2008" the last says most and contradicts none."""
    readings = [
        reading(claim("Accession", when, article=f"a{n}", party=DPRK, treaty=TREATY), published="2022-04-29")
        for n, when in enumerate(["2008", "2008-07-24", "2008-07"])
    ]
    resolution = resolve(readings, ontology)
    [accession] = events(resolution)
    assert accession.when.edtf == "2008-07-24"
    assert resolution.conflicts == ()


def test_dates_that_do_not_nest_become_a_conflict(ontology: Ontology) -> None:
    """The date that most independent sources give is kept, and the difference stays visible."""
    readings = [
        reading(claim("Joining", when, by=by, article=f"a{n}", member=DPRK, organization=ARF))
        for n, (when, by) in enumerate([("2000-07-27", KCNA), ("2000-07-28", XINHUA), ("2000-07-28", TASS)])
    ]
    resolution = resolve(readings, ontology)
    [joining] = events(resolution)
    [conflict] = resolution.conflicts
    assert joining.when.edtf == "2000-07-28"
    assert (conflict.aspect, conflict.situation, len(conflict.between)) == ("date", joining.id, 3)


def test_an_undated_report_joins_an_event_of_the_same_week(ontology: Ontology) -> None:
    """Undated reports mean the news of the day; ten days later it is other news."""
    dated = reading(claim("Visit", "2024-06-19", article="a", actor=PUTIN, recipient=DPRK), published="2024-06-19")
    soon = reading(claim("Visit", article="b", actor=PUTIN, recipient=DPRK), published="2024-06-25")
    late = reading(claim("Visit", article="c", actor=PUTIN, recipient=DPRK), published="2024-08-25")
    assert len(events(resolve([dated, soon], ontology))) == 1
    assert len(events(resolve([dated, late], ontology))) == 2


def test_undated_events_of_a_chronicle_stay_apart(ontology: Ontology) -> None:
    """The day on which a country history was put on line says nothing about its consulates of 1836 and 1862."""
    history = reading(
        claim("Visit", "1836", article="h", start=1, actor=CHINA, recipient=RUSSIA),
        claim("Visit", "1850", article="h", start=2, actor=CHINA, recipient=MALAYSIA),
        claim("MissionOpening", article="h", start=3, actor=RUSSIA, recipient=DPRK),
        claim("MissionOpening", article="h", start=4, actor=RUSSIA, recipient=DPRK),
    )
    assert len(events(resolve([history], ontology), "MissionOpening")) == 2


def test_two_persons_make_two_messages(ontology: Ontology) -> None:
    """The premier and the foreign minister each sent a greeting to Serbia on one day."""
    serbia = Actor(id="state/SRB", type="State", label="Serbia")
    premier, minister = person("Duro Macut", serbia), person("Marko Duric", serbia)
    readings = [
        reading(claim("Message", article="a", actor=person("Pak Thae Song", DPRK), recipient=premier)),
        reading(claim("Message", article="b", actor=CHOE, recipient=minister)),
    ]
    assert len(events(resolve(readings, ontology))) == 2


def test_the_state_gives_way_to_its_minister(ontology: Ontology) -> None:
    """One source writes "Russia", the other who it was: the event keeps the exact one."""
    readings = [
        reading(claim("Visit", "2024-06-19", article="a", actor=RUSSIA, recipient=DPRK)),
        reading(claim("Visit", "2024-06-19", article="b", by=TASS, actor=PUTIN, recipient=DPRK)),
    ]
    [visit] = events(resolve(readings, ontology))
    assert visit.fillers("actor") == (PUTIN,)


def test_a_text_that_breaks_off_is_not_completed_from_another(ontology: Ontology) -> None:
    """A message "of greeting to" nobody may have gone to anybody."""
    readings = [
        reading(claim("Message", article="a", truncated=True, actor=CHOE), published="2026-02-13"),
        reading(claim("Message", article="b", truncated=True, actor=CHOE), published="2026-02-15"),
        reading(claim("Message", article="c", actor=CHOE, recipient=RUSSIA), published="2026-02-14"),
    ]
    assert len(events(resolve(readings, ontology))) == 3


def test_both_directions_of_a_meeting_are_one_meeting(ontology: Ontology) -> None:
    """Who met whom depends on the agency; nobody may stand on both sides."""
    readings = [
        reading(claim("Meeting", "2024-06-19", article="a", actor=KIM, recipient=PUTIN)),
        reading(claim("Meeting", "2024-06-19", article="b", by=TASS, actor=PUTIN, recipient=KIM)),
    ]
    [meeting] = events(resolve(readings, ontology))
    assert len(meeting.fillers("actor")) == len(meeting.fillers("recipient")) == 1


def test_talks_and_a_meeting_with_others_are_two_events(ontology: Ontology) -> None:
    """The delegation held talks with the secretary and met the representatives of one organisation."""
    secretary = Actor(id="post/ASEAN-sg", type="Post", label="Secretary General", on_behalf_of=("org/ASEAN",))
    representatives = Actor(
        id="org/permreps", type="MissionGroup", label="representatives", on_behalf_of=("org/ASEAN",)
    )
    visit = claim("Visit", "2018-05", actor=MFA, recipient=ASEAN)
    resolution = resolve(
        [
            reading(
                visit,
                claim("Talks", "2018-05", start=5, part_of=visit.id, actor=MFA, recipient=secretary),
                claim("Meeting", "2018-05", start=5, part_of=visit.id, actor=MFA, recipient=representatives),
            )
        ],
        ontology,
    )
    [whole] = events(resolution, "Visit")
    assert [s.part_of for s in events(resolution) if s.type != "Visit"] == [whole.id, whole.id]


def test_talks_are_the_meeting_that_another_source_reports(ontology: Ontology) -> None:
    """The finer type is kept when one is a kind of the other."""
    readings = [
        reading(claim("Meeting", "2024-06-19", article="a", actor=KIM, recipient=PUTIN)),
        reading(claim("Talks", "2024-06-19", article="b", actor=KIM, recipient=PUTIN)),
    ]
    assert [s.type for s in events(resolve(readings, ontology))] == ["Talks"]


def test_a_claim_that_fits_two_events_is_forced_into_neither(ontology: Ontology) -> None:
    """He visited China three times in 2018; "in 2018" may be any of them."""
    readings = [
        reading(claim("Visit", when, article=f"a{n}", actor=KIM, recipient=CHINA))
        for n, when in enumerate(["2018-03-25", "2018-05-07", "2018"])
    ]
    assert len(events(resolve(readings, ontology))) == 3


def test_a_founding_is_one_whoever_tells_it(ontology: Ontology) -> None:
    """An article on the 10th anniversary of a committee names no founder and no day."""
    readings = [
        reading(
            claim("Founding", "2012", start=1, organization=COMMITTEE),
            claim("Founding", "2012-04-30", start=2, actor=ASEAN, organization=COMMITTEE),
        )
    ]
    [founding] = events(resolve(readings, ontology))
    assert (founding.when.edtf, founding.fillers("actor")) == ("2012-04-30", (ASEAN,))


def test_a_series_is_kept_as_a_series(ontology: Ontology) -> None:
    """Annual events are not one event."""
    resolution = resolve([reading(claim("Gathering", recurring=True, actor=COMMITTEE, recipient=DPRK))], ontology)
    [series] = events(resolution)
    assert series.series
    assert "recurring" in series.label


# ── what did not happen, or not yet ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("factuality", "status"),
    [
        ("occurred", "accepted"),
        ("ongoing", "accepted"),
        ("planned", "scheduled"),
        ("intended", "scheduled"),
        ("hypothetical", "unconfirmed"),
        ("alleged", "unconfirmed"),
        ("unspecified", "unconfirmed"),
        ("denied", "rejected"),
        ("cancelled", "rejected"),
    ],
)
def test_the_status_follows_from_the_factuality(factuality: Factuality, status: str, ontology: Ontology) -> None:
    """Only what somebody says to have happened is a fact."""
    [visit] = events(
        resolve([reading(claim("Visit", "2024-07-19", factuality=factuality, actor=PUTIN, recipient=DPRK))], ontology)
    )
    assert visit.status == status
    assert visit.supported_by


def test_a_denied_event_is_contested(ontology: Ontology) -> None:
    """Neither side is believed; both stay on record."""
    readings = [
        reading(claim("Aid", "2024-06", article="a", by=XINHUA, actor=DPRK, recipient=RUSSIA)),
        reading(claim("Aid", "2024-06", article="b", factuality="denied", actor=DPRK, recipient=RUSSIA)),
    ]
    resolution = resolve(readings, ontology)
    [aid] = events(resolution)
    [conflict] = resolution.conflicts
    assert (aid.status, len(aid.supported_by), len(aid.disputed_by)) == ("contested", 1, 1)
    assert conflict.aspect == "factuality"


def test_a_plan_is_overtaken_by_its_fulfilment_and_kept(ontology: Ontology) -> None:
    """What was announced and what was done are two situations."""
    plan = claim("Visit", "2024-06-18", article="a", factuality="planned", actor=PUTIN, recipient=DPRK)
    deed = claim("Visit", "2024-06-19", article="b", actor=PUTIN, recipient=DPRK)
    resolution = resolve([reading(plan, published="2024-06-10"), reading(deed)], ontology)
    assert sorted((s.status, s.when.edtf) for s in events(resolution)) == [
        ("accepted", "2024-06-19"),
        ("overtaken", "2024-06-18"),
    ]


def test_an_earlier_visit_does_not_fulfil_a_plan(ontology: Ontology) -> None:
    """A visit of last year is not the one that was announced this week."""
    plan = claim("Visit", article="a", factuality="planned", actor=PUTIN, recipient=DPRK)
    deed = claim("Visit", "2023-06-19", article="b", actor=PUTIN, recipient=DPRK)
    resolution = resolve([reading(plan, published="2024-06-10"), reading(deed, published="2023-06-20")], ontology)
    assert {s.status for s in events(resolution)} == {"scheduled", "accepted"}


def test_a_signature_that_others_call_accession_is_a_conflict_on_the_type(ontology: Ontology) -> None:
    """State media say "signed" of an accession; the act is one and gives one standing."""
    readings = [
        reading(claim("Accession", "2008-07", article="a", party=DPRK, treaty=TREATY), published="2022-04-29"),
        reading(claim("Signature", "2008-07-24", article="b", party=DPRK, treaty=TREATY), published="2022-07-24"),
    ]
    resolution = resolve(readings, ontology)
    [act] = events(resolution)
    [conflict] = resolution.conflicts
    assert (act.type, act.when.edtf, len(act.disputed_by)) == ("Accession", "2008-07-24", 1)
    assert (conflict.aspect, len(conflict.between)) == ("type", 2)
    [standing] = states(resolution, "TreatyParticipation")
    assert standing.concepts == (("participationStatus", "partyStatus"),)


# ── who is who ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _met(*actors: Actor) -> list[Reading]:
    return [
        reading(
            claim("Meeting", f"2024-0{n}-01", article=f"a{n}", actor=actor, recipient=LAVROV), published="2024-12-01"
        )
        for n, actor in enumerate(actors, 1)
    ]


def _persons(resolution: Resolution) -> set[str]:
    return {a.id for a in resolution.actors if a.type == "Person"} - {LAVROV.id}


@pytest.mark.parametrize("other", ["Choe Son-hui", "Son Hui Choe", "CHOE Son Hui", "Choe Sonhui"])
def test_spellings_of_one_name_are_one_person(other: str, ontology: Ontology) -> None:
    """Hyphens, capitals and the place of the surname differ between agencies; the frequent form stays."""
    variant = person(other, DPRK, key="variant")
    resolution = resolve(_met(CHOE, variant, CHOE), ontology)
    assert _persons(resolution) == {CHOE.id}
    assert all(CHOE in s.fillers("actor") for s in events(resolution))


def test_names_of_different_principals_are_different_persons(ontology: Ontology) -> None:
    """Li Wei of China is not Li Wei of Singapore."""
    singapore = Actor(id="state/SGP", type="State", label="Singapore")
    one, other = person("Li Wei", CHINA, key="li-wei-1"), person("Wei Li", singapore, key="li-wei-2")
    assert len(_persons(resolve(_met(one, other), ontology))) == 2


def test_the_words_of_a_name_do_not_change_places_at_will(ontology: Ontology) -> None:
    """Ri Su Yong and Ri Yong Su are two men of one ministry."""
    assert len(_persons(resolve(_met(person("Ri Su Yong", DPRK), person("Ri Yong Su", DPRK)), ontology))) == 2


def test_holders_of_one_office_with_like_names_are_one_person(ontology: Ontology) -> None:
    """A patronymic or a slip of the pen does not make two presidents; father and son stay two."""
    post = Actor(id="post/RUS-president", type="Post", label="president of Russia", on_behalf_of=("state/RUS",))

    def holders(*names: str) -> set[str]:
        claims = [
            claim(
                "Tenure",
                article=f"a{n}",
                attested="2024-06-20",
                factuality="ongoing",
                holder=person(name, RUSSIA),
                post=post,
            )
            for n, name in enumerate(names)
        ]
        return {s.fillers("holder")[0].id for s in states(resolve([reading(c) for c in claims], ontology), "Tenure")}

    assert len(holders("Vladimir Putin", "Vladimir Vladimirovich Putin")) == 1
    assert len(holders("Sergei Grigorovich", "Sergei Grigorovitch")) == 1
    assert len(holders("John Adams", "John Quincy Adams")) == 2
    assert len(holders("Kim Jong Il", "Kim Jong Un")) == 2


def test_states_are_never_merged(ontology: Ontology) -> None:
    """Names of states are alike exactly where the states are not."""
    korea = Actor(id="state/KOR", type="State", label="Republic of Korea")
    resolution = resolve(_met(DPRK, korea), ontology)
    assert {"state/PRK", "state/KOR"} <= {a.id for a in resolution.actors}


# ── states of affairs ──────────────────────────────────────────────────────────────────────────────────────────────


def _attested(kind: str, day: str, **roles: Actor) -> Reading:
    return reading(
        claim(kind, article=f"a-{day}", attested=day, factuality="ongoing", description=None, **roles), published=day
    )


def test_a_tenure_is_bounded_by_its_attestations(ontology: Ontology) -> None:
    """Calling somebody minister says neither when that began nor when it ended."""
    post = Actor(id="post/PRK-foreign-minister", type="Post", label="foreign minister", on_behalf_of=("state/PRK",))
    readings = [_attested("Tenure", day, holder=CHOE, post=post) for day in ("2026-02-16", "2026-02-13")]
    [tenure] = states(resolve(readings, ontology), "Tenure")
    assert tenure.when == attested_when([date(2026, 2, 13), date(2026, 2, 16)])
    assert tenure.attested_on == (date(2026, 2, 13), date(2026, 2, 16))
    assert tenure.status == "accepted"


def test_a_posting_has_rank_and_both_parties(ontology: Ontology) -> None:
    """The rank comes from the claim, else from the words of the post."""
    post = Actor(
        id="post/CHN-to-PRK", type="HeadOfMissionPost", label="ambassador to the DPRK", on_behalf_of=("state/CHN",)
    )
    wang = person("Wang Yajun", CHINA)
    [posting] = states(
        resolve([_attested("Posting", "2026-02-12", holder=wang, post=post, accreditedTo=DPRK)], ontology), "Posting"
    )
    assert posting.fillers("sendingParty") == (CHINA,)
    assert posting.concepts == (("rank", "ambassador"),)


def test_an_envoy_to_two_states_has_two_postings(ontology: Ontology) -> None:
    """Each receiving party has its own dates."""
    post = Actor(id="post/RUS-envoy", type="HeadOfMissionPost", label="ambassador", on_behalf_of=("state/RUS",))
    envoy = claim("Posting", attested="2024-06-20", factuality="ongoing", holder=LAVROV, post=post, sendingParty=RUSSIA,
                  accreditedTo=[DPRK, MALAYSIA])  # fmt: skip
    assert len(states(resolve([reading(envoy)], ontology), "Posting")) == 2


def test_a_posting_without_a_receiving_party_is_a_tenure(ontology: Ontology) -> None:
    """Nobody guesses where an ambassador is accredited."""
    post = Actor(id="post/RUS-envoy", type="HeadOfMissionPost", label="ambassador", on_behalf_of=("state/RUS",))
    resolution = resolve([_attested("Posting", "2024-06-20", holder=LAVROV, post=post)], ontology)
    assert [s.type for s in resolution.situations] == ["Tenure"]


def test_a_description_of_members_is_not_a_list_of_members(ontology: Ontology) -> None:
    """The embassies of ASEAN member states are not ten memberships."""
    rule = claim("CompositionRule", "2012-04-30/", attested="2022-04-29", factuality="ongoing", organization=COMMITTEE,
                 description="the Embassies of ASEAN member states in Pyongyang")  # fmt: skip
    resolution = resolve([reading(rule, published="2022-04-29")], ontology)
    [composition] = resolution.situations
    assert composition.description == "the Embassies of ASEAN member states in Pyongyang"
    assert (composition.when.edtf, composition.when.end_earliest) == ("2012-04-30/", date(2022, 4, 29))


def test_joining_a_forum_makes_a_participant_until_it_leaves(ontology: Ontology) -> None:
    """A forum has no founding treaty, so it has participants."""
    joined = reading(claim("Joining", "2000-07", article="a", member=DPRK, organization=ARF), published="2022-04-29")
    [membership] = states(resolve([joined], ontology), "Membership")
    assert membership.concepts == (("capacity", "participantCapacity"),)
    assert (membership.when.edtf, membership.when.end_earliest) == ("2000-07/", date(2022, 4, 29))
    left = reading(claim("Leaving", "2023-01-05", article="b", member=DPRK, organization=ARF))
    [membership] = states(resolve([joined, left], ontology), "Membership")
    assert membership.when.edtf == "2000-07/2023-01-05"


def test_signature_alone_makes_no_party(ontology: Ontology) -> None:
    """Ratification turns a signatory into a party, withdrawal into a former one."""
    acts = [
        reading(claim(kind, when, article=kind, party=MALAYSIA, treaty=TREATY), published="2022-04-29")
        for kind, when in [("Signature", "1976-02-24"), ("Ratification", "1976-06"), ("Withdrawal", "1999")]
    ]

    def standing(*readings: Reading) -> list[tuple[str | None, str]]:
        found = states(resolve(readings, ontology), "TreatyParticipation")
        return sorted((s.when.edtf, s.concepts[0][1]) for s in found)

    assert standing(acts[0]) == [("1976-02-24/", "signatoryOnly")]
    assert standing(*acts) == [
        ("1976-02-24/1976-06", "signatoryOnly"),
        ("1976-06/1999", "partyStatus"),
        ("1999/", "formerParty"),
    ]


def test_the_party_to_a_treaty_is_the_state(ontology: Ontology) -> None:
    """A minister deposits the instrument; the state is bound, and each of two states by an act of its own."""
    act = claim("Accession", "2008-07-24", party=[CHOE, MALAYSIA], treaty=TREATY)
    resolution = resolve([reading(act)], ontology)
    assert [s.fillers("party")[0].id for s in events(resolution)] == ["state/MYS", "state/PRK"]


def test_relations_have_phases_that_do_not_overlap(ontology: Ontology) -> None:
    """Severance ends what establishment began."""
    readings = [
        reading(claim("EstablishmentOfRelations", "1973-06-30", article="a", actor=[DPRK, MALAYSIA])),
        reading(claim("SeveranceOfRelations", "2021-03-19", article="b", actor=DPRK, recipient=MALAYSIA)),
    ]
    phases = states(resolve(readings, ontology), "RelationPhase")
    assert sorted((s.when.edtf, s.concepts[0][1]) for s in phases) == [
        ("1973-06-30/2021-03-19", "established"),
        ("2021-03-19/", "severed"),
    ]
    assert all({a.id for a in s.fillers("party")} == {"state/PRK", "state/MYS"} for s in phases)


def test_a_dispatched_ambassador_represents_from_then_on(ontology: Ontology) -> None:
    """Where it was "dispatched from July 2011", the act is of July 2011 and the representation lasts."""
    act = claim("Dispatch", "2011-07/", quote="dispatched its ambassador to ASEAN from July 2011", sendingParty=DPRK,
                receivingParty=ASEAN)  # fmt: skip
    resolution = resolve([reading(act, published="2022-04-29")], ontology)
    [dispatch] = events(resolution)
    [representation] = states(resolution, "Representation")
    assert dispatch.when.edtf == "2011-07"
    assert (representation.when.edtf, representation.when.end_earliest) == ("2011-07/", date(2022, 4, 29))
    assert representation.concepts == (("level", "levelAmbassador"),)


def test_a_dispatched_delegation_represents_nobody(ontology: Ontology) -> None:
    """Only an envoy raises the level of representation."""
    act = claim("Dispatch", "2011-07", quote="sent Choe Son Hui to Moscow", sendingParty=DPRK, receivingParty=RUSSIA)
    assert states(resolve([reading(act)], ontology), "Representation") == []


def test_an_embassy_represents_from_its_opening_to_its_closing(ontology: Ontology) -> None:
    """A consulate does not change the level."""
    readings = [
        reading(claim(kind, when, article=kind, quote=quote, actor=DPRK, recipient=MALAYSIA))
        for kind, when, quote in [
            ("MissionOpening", "1974", "opened its embassy"),
            ("MissionClosing", "2021-03-21", "closed its embassy"),
        ]
    ]
    [representation] = states(resolve(readings, ontology), "Representation")
    assert representation.when.edtf == "1974/2021-03-21"
    consulate = reading(claim("MissionOpening", "1974", quote="opened a consulate", actor=DPRK, recipient=MALAYSIA))
    assert states(resolve([consulate], ontology), "Representation") == []


def test_what_is_only_planned_changes_no_state_of_affairs(ontology: Ontology) -> None:
    """A state that will join is no member."""
    plan = claim("Joining", "2030", factuality="planned", member=DPRK, organization=ARF)
    assert states(resolve([reading(plan)], ontology), "Membership") == []


# ── form ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ids_and_labels_can_be_read(ontology: Ontology) -> None:
    """People meet both in queries and pages."""
    act = claim("Accession", "2008-07", party=DPRK, treaty=TREATY)
    [accession] = events(resolve([reading(act)], ontology))
    assert accession.id == "event/accession-PRK-TAC-2008-07"
    assert accession.label == "accession: DPRK – Treaty of Amity and Cooperation in Southeast Asia"


def _corpus() -> list[Reading]:
    claims = [
        claim("Visit", "2024-06-19", article="a01", actor=PUTIN, recipient=DPRK),
        claim("Visit", "2024-06", article="a02", by=TASS, actor=RUSSIA, recipient=DPRK),
        claim("Visit", article="a03", factuality="planned", actor=PUTIN, recipient=DPRK),
        claim("Visit", "2024-06-19", article="a04", factuality="denied", actor=RUSSIA, recipient=DPRK),
        claim("Meeting", "2024-06-19", article="a05", actor=KIM, recipient=PUTIN),
        claim("Talks", article="a06", actor=person("Putin Vladimir", RUSSIA, key="p2"), recipient=KIM),
        claim("Joining", "2000-07-27", article="a07", member=DPRK, organization=ARF),
        claim("Joining", "2000-07-28", article="a08", by=TASS, member=DPRK, organization=ARF),
        claim("Accession", "2008", article="a09", party=DPRK, treaty=TREATY),
        claim("Signature", "2008-07-24", article="a10", party=DPRK, treaty=TREATY),
        claim("Message", article="a11", truncated=True, actor=CHOE),
        claim("Message", article="a12", actor=person("Choe Son-hui", DPRK, key="c2"), recipient=LAVROV),
        claim("EstablishmentOfRelations", "1948", article="a13", actor=[DPRK, RUSSIA]),
        claim("Message", article="a14", actor=CHOE, recipient=person("Duro Macut", CHINA)),
        claim("Message", article="a15", actor=KIM, recipient=person("Marko Duric", CHINA)),
    ]
    return [reading(c, published=f"2024-06-{20 + n % 5}") for n, c in enumerate(claims)]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_articles_does_not_matter(seed: int) -> None:
    """The same sources give the same graph, whoever lists the folder."""
    ontology = load_ontology()
    shuffled = _corpus()
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled, ontology) == resolve(_corpus(), ontology)


@settings(max_examples=40, deadline=None)
@given(chosen=st.sets(st.integers(0, 14), min_size=1))
def test_every_claim_is_about_a_situation_and_every_situation_rests_on_claims(chosen: set[int]) -> None:
    """Nothing is deleted, nothing is made up, and no id is used twice."""
    readings = [r for n, r in enumerate(_corpus()) if n in chosen]
    resolution = resolve(readings, load_ontology())
    claims = {c.id for r in readings for c in r.claims}
    used = {i for s in resolution.situations for i in (*s.supported_by, *s.disputed_by)}
    assert used == claims
    assert all(s.supported_by and s.source_count >= 1 and s.label for s in resolution.situations)
    ids = [s.id for s in resolution.situations]
    assert len(set(ids)) == len(ids)
    known = {a.id for a in resolution.actors}
    for situation in resolution.situations:
        assert {r.actor.id for r in situation.roles} <= known
        assert (
            situation.when.start_earliest is None
            or situation.when.end_latest is None
            or (situation.when.start_earliest <= situation.when.end_latest)
        )
    assert all(len(c.between) > 1 and c.situation in ids for c in resolution.conflicts)


def test_nothing_gives_nothing(ontology: Ontology) -> None:
    """A corpus without claims is no error."""
    assert resolve([], ontology) == Resolution(situations=(), conflicts=(), actors=())
