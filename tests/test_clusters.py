"""Clusters: which claims report one event, whatever their order and number, and what a user's fixes change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve import (
    ASEAN,
    CHINA,
    CHOE,
    DPRK,
    KCNA,
    KIM,
    LAVROV,
    MALAYSIA,
    MFA,
    PUTIN,
    RUSSIA,
    TASS,
    TREATY,
    XINHUA,
    claim,
    events,
    person,
    reading,
)

from relgraph.corpora import Fix
from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Actor, Claim, Dataset, Extract, Factuality, Reading, Situation
from relgraph.resolve import Resolution, resolve
from relgraph.resolve.agreeing import Judge
from relgraph.resolve.nearby import MOST, Nearby

ONTOLOGY = load_ontology()

PARTY = Actor(id="org/WPK", type="PoliticalParty", label="Workers' Party of Korea", on_behalf_of=("state/PRK",))
PRESIDENT = Actor(id="post/RUS-president", type="Post", label="president of Russia", on_behalf_of=("state/RUS",))
MINISTER = Actor(id="post/RUS-foreign-minister", type="Post", label="foreign minister", on_behalf_of=("state/RUS",))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return ONTOLOGY


def told(*claims: Claim, published: str = "2024-06-20") -> list[Reading]:
    """Each claim in its article; those with one id of an article in one."""
    articles: dict[str, list[Claim]] = {}
    for one in claims:
        articles.setdefault(one.article, []).append(one)
    return [reading(*found, published=published) for found in articles.values()]


def count(readings: Sequence[Reading], kind: str | None = None) -> int:
    return len(events(resolve(readings, ONTOLOGY), kind))


# ── laws ────────────────────────────────────────────────────────────────────────────────────────────────────────

_ACTORS = st.sampled_from([DPRK, KIM, CHOE, MFA, PARTY])
_TARGETS = st.sampled_from([RUSSIA, PUTIN, LAVROV, PRESIDENT, CHINA])
_DAYS = st.sampled_from([None, "2024-06-17", "2024-06-18", "2024-06", "2024", "2023", "2024-06-01/"])
_KINDS = st.sampled_from(["Visit", "Message", "Congratulation", "Meeting", "Talks", "EstablishmentOfRelations"])
_KINDS_OF_CLAIM: list[Factuality] = ["occurred", "occurred", "occurred", "denied", "planned", "cancelled"]


@st.composite
def _claims(draw: st.DrawFn) -> list[Reading]:
    made: list[Reading] = []
    for n in range(draw(st.integers(1, 9))):
        one = claim(
            draw(_KINDS),
            draw(_DAYS),
            by=draw(st.sampled_from([KCNA, TASS, XINHUA])),
            article=f"a{n}",
            start=n,
            factuality=draw(st.sampled_from(_KINDS_OF_CLAIM)),
            actor=draw(_ACTORS),
            recipient=draw(_TARGETS),
        )
        made.append(reading(one, published=draw(st.sampled_from(["2024-06-18", "2024-06-20", "2024-07-20"]))))
    return made


def _ids(readings: Sequence[Reading]) -> list[str]:
    return [c.id for r in readings for c in r.claims]


def _reported(resolution: Resolution) -> dict[str, set[str]]:
    """By claim, the events that it supports or disputes."""
    found: dict[str, set[str]] = {}
    for situation in events(resolution):
        for one in (*situation.supported_by, *situation.disputed_by):
            found.setdefault(one, set()).add(situation.id)
    return found


@given(_claims(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_changes_nothing(readings: list[Reading], rng: random.Random) -> None:
    """Who reads the same articles in another order gets the same graph, byte for byte."""
    shuffled = list(readings)
    rng.shuffle(shuffled)
    assert resolve(shuffled, ONTOLOGY) == resolve(readings, ONTOLOGY)


@given(_claims())
@settings(max_examples=100, deadline=None)
def test_every_claim_reports_exactly_one_event(readings: list[Reading]) -> None:
    """No claim is lost, and a claim of one act is not counted twice."""
    reported = _reported(resolve(readings, ONTOLOGY))
    assert {one: len(reported.get(one, ())) for one in _ids(readings)} == dict.fromkeys(_ids(readings), 1)


@given(_claims(), st.data())
@settings(max_examples=100, deadline=None)
def test_claims_kept_apart_never_share_an_event(readings: list[Reading], data: st.DataObject) -> None:
    """A user who has read both articles knows better, also where a third report is like both."""
    ids = _ids(readings)
    if len(ids) < 2:
        return
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True))
    fix = Fix(kind="keep_apart", ids=tuple(chosen), why="w", place="corpus.yaml:1")
    resolution = resolve(readings, ONTOLOGY, fixes=[fix])
    reported = _reported(resolution)
    assert sorted(reported) == sorted(ids)
    assert len(set.union(*(reported[one] for one in chosen))) == len(chosen)
    assert resolution.issues == ()


@given(_claims(), st.data())
@settings(max_examples=100, deadline=None)
def test_claims_joined_share_an_event_or_the_fix_is_reported(readings: list[Reading], data: st.DataObject) -> None:
    """What cannot be one event is said, and what can is one, whatever the dates and names say."""
    ids = _ids(readings)
    if len(ids) < 2:
        return
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True))
    fix = Fix(kind="join", ids=tuple(chosen), why="w", place="corpus.yaml:1")
    resolution = resolve(readings, ONTOLOGY, fixes=[fix])
    reported = _reported(resolution)
    assert sorted(reported) == sorted(ids)
    assert bool(resolution.issues) != (len(set.union(*(reported[one] for one in chosen))) == 1)


@given(_claims(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_report_printed_again_makes_no_new_event(readings: list[Reading], data: st.DataObject) -> None:
    """The number of events is that of what happened, not of articles."""
    before = count(readings)
    one = data.draw(st.sampled_from(readings))
    again = replace(one.claims[0], id="cagain", article="z")
    assert count([*readings, replace(reading(again), article=replace(one.article, id="z"))]) == before


# ── the number of comparisons ───────────────────────────────────────────────────────────────────────────────────


def _comparisons(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two claims are compared when one state sends messages to others on and on."""
    rng = random.Random(number)
    states = [Actor(id=f"state/X{n:02}", type="State", label=f"X{n}") for n in range(40)]
    readings = []
    for n in range(number):
        day = date.fromordinal(730_000 + rng.randrange(number)).isoformat()
        when = day if rng.random() < 0.8 else None
        one = claim("Message", when, article=f"a{n}", actor=rng.choice([DPRK, KIM]), recipient=rng.choice(states))
        readings.append(reading(one, published=day))
    calls = 0
    compare = Judge.can_be_one

    def counted(*args: object, **more: object) -> bool:
        nonlocal calls
        calls += 1
        return compare(*args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Judge, "can_be_one", counted)
        resolve(readings, ONTOLOGY)
    return calls


def test_comparisons_grow_with_the_claims_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """One agency tells of one state: all its messages have one sender, and their number has no bound."""
    few, many = _comparisons(500, monkeypatch), _comparisons(2000, monkeypatch)
    assert 0 < many <= 6 * few


def test_many_reports_of_one_event_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of five hundred reports that say the same, one stands for all."""
    claims = [claim("Visit", "2024-06-19", article=f"a{n}", actor=PUTIN, recipient=DPRK) for n in range(500)]
    calls = []
    monkeypatch.setattr(Judge, "can_be_one", lambda *args, **more: calls.append(1) or True)
    assert count(told(*claims)) == 1
    assert len(calls) < 1500


def test_what_overlaps_a_span_is_found_and_nothing_else() -> None:
    """Days, months, years and centuries lie in divisions of their own."""
    spans = [(1, 1), (40, 41), (30, 60), (1, 365), (300, 5000), (1, 700_000), (90, 90)]
    found: Nearby[int] = Nearby()
    for n, (first, last) in enumerate(spans):
        found.add("k", (date.fromordinal(first), date.fromordinal(last)), n)
    for low, high in [(1, 1), (41, 41), (60, 90), (366, 400), (1, 700_000), (6000, 6001)]:
        own = (date.fromordinal(low), date.fromordinal(high))
        assert sorted(found.find("k", own, own=own)) == [
            n for n, (first, last) in enumerate(spans) if first <= high and low <= last
        ]
    assert found.find("other", own, own=own) == []


def test_a_wide_date_among_very_many_events_means_none_of_them() -> None:
    """ "In 2024 he sent a message" may be any of a thousand; only what has the very same date is looked at."""
    found: Nearby[int] = Nearby()
    year = (date(2024, 1, 1), date(2024, 12, 31))
    found.add("k", year, -1)
    for n in range(MOST):
        found.add("k", (date.fromordinal(738_900 + n), date.fromordinal(738_900 + n)), n)
    assert found.find("k", year, own=year) == [-1]
    assert found.all("k", own=year) == [-1]
    assert found.all("k", own=None) == []


# ── one event ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_office_and_its_holder_are_one_addressee() -> None:
    """A digest gives the titles, the report itself the name: "the general secretary and president"."""
    secretary = Actor(id="post/LPRP-gs", type="Post", label="general secretary", on_behalf_of=("org/LPRP",))
    lprp = Actor(id="org/LPRP", type="PoliticalParty", label="LPRP", on_behalf_of=("state/LAO",))
    laos = Actor(id="state/LAO", type="State", label="Laos")
    president = Actor(id="post/LAO-president", type="Post", label="president", on_behalf_of=("state/LAO",))
    named = claim("Message", "2024-06-19", article="a", actor=KIM, recipient=person("Thongloun Sisoulith", laos))
    digest = claim("Message", article="b", actor=KIM, recipient=[secretary, president])
    # What the party is has to be told by some claim.
    other = claim("Meeting", "2020-01-01", article="c", actor=lprp, recipient=CHINA)
    assert count(told(named, digest, other), "Message") == 1


def test_one_man_for_his_party_and_for_his_state_is_one_side() -> None:
    """He is general secretary of the one and president of the other; which of them a text gives is chance."""
    for_party = replace(KIM, on_behalf_of=("org/WPK",))
    claims = [
        claim("Message", "2024-06-19", article="a", actor=KIM, recipient=PUTIN),
        claim("Congratulation", "2024-06-19", article="b", actor=for_party, recipient=PUTIN),
        claim("Visit", "2019-01-01", article="c", actor=PARTY, recipient=CHINA),
    ]
    [message] = [s for s in events(resolve(told(*claims), ONTOLOGY)) if s.type != "Visit"]
    assert message.type == "Congratulation"


@pytest.mark.parametrize(("days", "expected"), [("2024-05-01", 1), ("2024-03-01", 2)])
def test_a_reply_tells_of_the_message_that_it_answers(days: str, expected: int) -> None:
    """ "I thank you for your message of greeting" comes weeks after it, not months."""
    sent = reading(claim("Message", days, article="a", actor=KIM, recipient=PUTIN), published=days)
    reply = reading(
        claim("ReplyMessage", "2024-06-15", article="b", start=1, actor=PUTIN, recipient=KIM),
        claim("Message", article="b", start=9, actor=KIM, recipient=PUTIN),
    )
    assert count([sent, reply], "Message") == expected


def test_two_who_come_in_two_sentences_are_two() -> None:
    """ "A delegation of experts went home. A delegation of officials went home." Without that "a" it is the same one."""

    def homecoming(second: str) -> int:
        return count(
            told(
                claim(
                    "Visit",
                    start=1,
                    quote="A Russian delegation of experts returned home.",
                    actor=RUSSIA,
                    recipient=DPRK,
                ),
                claim("Visit", start=90, quote=second, actor=RUSSIA, recipient=DPRK),
            )
        )

    assert homecoming("A Russian delegation of education officials left.") == 2
    assert homecoming("The delegation was seen off by officials at the airport.") == 1


def test_a_visit_to_a_state_and_to_a_forum_in_it_is_one_journey() -> None:
    """The report names the forum and the state, the digest the state alone; weeks later it would be another."""
    forum = Actor(id="org/womens-forum", type="Forum", label="Women's Forum")
    left = claim("Visit", "2024-06-19", article="a", actor=CHOE, recipient=[forum, RUSSIA])
    digest = claim("Visit", article="b", actor=CHOE, recipient=RUSSIA)
    assert count([reading(left), reading(digest, published="2024-06-20")]) == 1
    assert count([reading(left), reading(digest, published="2024-06-28")]) == 2


def test_a_digest_may_leave_out_at_whom_a_statement_is_directed() -> None:
    """ "Issued a press statement" is the condemnation of the day before, when the same body spoke."""
    issued = claim("Condemnation", "2024-06-19", article="a", actor=MFA, recipient=CHINA)
    digest = claim("Statement", article="b", actor=MFA)
    assert count([reading(issued), reading(digest, published="2024-06-20")]) == 1
    assert count([reading(issued), reading(digest, published="2024-06-27")]) == 2


def test_a_treaty_goes_by_the_words_that_name_it() -> None:
    """Each text names a treaty that no table has; the words and the parties tell which one it is."""

    def signed(label: str, when: str, article: str) -> Claim:
        treaty = Actor(id=f"treaty/x-{article}", type="Treaty", label=label)
        return claim("Signature", when, article=article, party=[DPRK, RUSSIA], treaty=treaty)

    convention = signed("Convention on the Disposal of Property", "1947", "a")
    assert count(told(convention, signed("Convention for the Disposal of Property", "1947-05-18", "b"))) == 1
    assert count(told(convention, signed("Consular Convention", "1947-05-18", "b"))) == 2
    # "An agreement" names none, and may be the one that the other text names.
    assert count(told(convention, signed("unnamed convention", "1947", "b"))) == 1


def _opened(mission: str, when: str, quote: str = "", article: str = "a", start: int = 0) -> Claim:
    kind = {"embassy": "Embassy", "legation": "Legation"}.get(mission.split("-")[1], "ConsularPost")
    actor = Actor(id=f"mission/{mission}", type=kind, label=mission, on_behalf_of=("state/PRK",))
    return claim(
        "MissionOpening", when, article=article, start=start, quote=quote, actor=DPRK, mission=actor, recipient=RUSSIA
    )


def test_an_embassy_is_one_with_and_without_its_seat() -> None:
    """ "In 1991 the embassy in Moscow opened" and "the embassy opened on 5 January 1991"."""
    assert count(told(_opened("PRK-embassy", "1991"), _opened("PRK-embassy-RUS", "1991-01-05", start=9))) == 1


def test_a_legation_and_the_embassy_that_it_became_are_two_openings() -> None:
    """Unless a sentence names both, as one that tells how a consulate was raised to be the embassy."""
    legation, embassy = _opened("PRK-legation-RUS", "1949"), _opened("PRK-embassy-RUS", "1949-10", start=9)
    raised = _opened(
        "PRK-consulate-RUS", "1949-10-12", "The consulate was raised to the status of an embassy.", start=20
    )
    assert count(told(legation, embassy)) == 2
    assert count(told(embassy, raised)) == 1


def _relations(kind: str, when: str | None, article: str, **more: object) -> Claim:
    return claim(kind, when, article=article, actor=[DPRK, MALAYSIA], **more)  # type: ignore[arg-type]


def test_relations_established_twice_need_a_break_between() -> None:
    """Two sources with two dates mean one act; after a severance it is another one."""
    first, second = (_relations("EstablishmentOfRelations", w, w) for w in ("1973-06-30", "1974-07-30"))
    cut = _relations("SeveranceOfRelations", "1973-12-01", "cut")
    assert count(told(first, second), "EstablishmentOfRelations") == 1
    assert count(told(first, second, cut), "EstablishmentOfRelations") == 2


def test_a_source_that_gives_two_dates_tells_of_two_acts() -> None:
    """A history that says 1845 and 1847 knows of both breaks."""
    claims = [_relations("SeveranceOfRelations", when, "a", start=n) for n, when in enumerate(["1845-03", "1846-05"])]
    assert count(told(*claims)) == 2


def _record(kind: str, when: str, dataset: str, number: int = 0) -> Extract:
    made = replace(_relations(kind, when, f"dataset:{dataset}", by=Actor(id=f"org/{dataset}", type="Organization", label=dataset)), record=f"r{number}")  # fmt: skip
    return Extract(
        dataset=Dataset(id=dataset, title=dataset, publisher="x", licence="x", source="x", retrieved=date(2025, 1, 1)),
        claims=(made,),
    )


def test_a_dataset_with_a_wrong_year_contradicts_and_adds_no_act() -> None:
    """Severed in 2016 says the one, on 18 March 2021 the other: one severance, with a conflict that names both."""
    sources = [_record("SeveranceOfRelations", "2016", "years"), _record("SeveranceOfRelations", "2021-03-18", "days")]
    resolution = resolve(sources, ONTOLOGY)
    [severance] = events(resolution)
    [conflict] = [c for c in resolution.conflicts if c.situation == severance.id]
    assert severance.when.edtf == "2021-03-18"
    assert (conflict.aspect, len(conflict.between)) == ("date", 2)
    assert "2016, 2021-03-18; kept 2021-03-18" in conflict.description
    assert "no source tells that it was undone in between" in conflict.description


def test_a_dataset_of_years_does_not_join_acts_with_a_break_between() -> None:
    """Established in 1973, severed, established again in 1985: the second is no other date of the first."""
    sources = [
        _record("EstablishmentOfRelations", "1973", "years"),
        _record("EstablishmentOfRelations", "1985-04-01", "days"),
        _record("SeveranceOfRelations", "1980", "cuts"),
    ]
    assert len(events(resolve(sources, ONTOLOGY), "EstablishmentOfRelations")) == 2


def test_a_mention_without_a_date_means_the_only_known_act_of_its_kind() -> None:
    """A page on a consulate says that relations were severed, without saying when; of two breaks it may be either."""
    old = _relations("SeveranceOfRelations", "1917-04-08", "a")
    mention = _relations("SeveranceOfRelations", None, "b")
    other = _relations("SeveranceOfRelations", "1941-06-01", "a", start=9)
    back = _relations("ResumptionOfRelations", "1921-08-25", "c")
    assert count(told(old, mention), "SeveranceOfRelations") == 1
    assert count(told(old, mention, other, back), "SeveranceOfRelations") == 3


def test_a_denial_of_a_long_time_does_not_contest_the_act_that_ended_it() -> None:
    """ "They had no relations until 1962" and "established relations in 1962" agree."""
    claims = [
        _relations("EstablishmentOfRelations", "1962-09-29", "a"),
        _relations("EstablishmentOfRelations", "/1962-09-29", "b", factuality="denied"),
    ]
    assert {s.status for s in events(resolve(told(*claims), ONTOLOGY))} == {"accepted", "rejected"}


@pytest.mark.parametrize(("by", "expected"), [(TASS, 1), (KCNA, 2)])
def test_a_meeting_at_midnight_is_one_for_the_media_of_both_states(by: Actor, expected: int) -> None:
    """What began in the evening here was reported as of the next day there; one agency that gives two days tells of two."""
    claims = [
        claim("Meeting", "2024-06-19", article="a", by=KCNA, actor=KIM, recipient=PUTIN),
        claim("Talks", "2024-06-20", article="b", by=by, actor=PUTIN, recipient=KIM),
    ]
    resolution = resolve(told(*claims), ONTOLOGY)
    assert len(events(resolution)) == expected
    assert [c.aspect for c in resolution.conflicts] == ["date"] * (2 - expected)


def test_a_body_is_one_with_and_without_the_ministry_that_it_belongs_to() -> None:
    """ "The Institute for American Studies of the Foreign Ministry" is "the Institute for American Studies"."""

    def said(key: str, label: str, article: str) -> Claim:
        body = Actor(id=f"org/{key}", type="GovernmentBody", label=label, on_behalf_of=("state/PRK",))
        return claim("Statement", "2024-06-19", article=article, actor=body)

    short = said("x", "Institute for American Studies", "a")
    assert count(told(short, said("y", "Institute for American Studies of the Foreign Ministry", "b"))) == 1
    assert count(told(short, said("y", "Institute for Disarmament and Peace", "b"))) == 2


# ── conflicts ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_conflict_lists_the_claims_that_differ_and_no_others() -> None:
    """ "2008" contradicts neither the 23rd nor the 24th of July."""
    claims = [
        claim("Accession", when, article=when, party=DPRK, treaty=TREATY)
        for when in ("2008", "2008-07-23", "2008-07-24")
    ]
    [conflict] = resolve(told(*claims), ONTOLOGY).conflicts
    assert set(conflict.between) == {claims[1].id, claims[2].id}


def test_a_visit_called_a_state_visit_is_no_conflict() -> None:
    """A finer word says more, and contradicts nothing."""
    claims = [claim(kind, "2024-06-19", article=kind, actor=PUTIN, recipient=DPRK) for kind in ("Visit", "StateVisit")]
    resolution = resolve(told(*claims), ONTOLOGY)
    assert [s.type for s in events(resolution)] == ["StateVisit"]
    assert resolution.conflicts == ()


@pytest.mark.parametrize(("due", "conflicts"), [("2024-06-19", 1), ("2024-06-10", 0)])
def test_what_was_called_off_for_a_day_and_done_on_it_is_a_conflict(due: str, conflicts: int) -> None:
    """A visit that was postponed, and made later, is none."""
    off = claim("Visit", due, article="a", factuality="cancelled", actor=PUTIN, recipient=DPRK)
    done = claim("Visit", "2024-06-19", article="b", by=TASS, actor=PUTIN, recipient=DPRK)
    resolution = resolve([reading(off, published="2024-06-01"), reading(done)], ONTOLOGY)
    assert len(events(resolution)) == 2
    assert [(c.aspect, set(c.between)) for c in resolution.conflicts] == [("factuality", {off.id, done.id})] * conflicts


def test_parties_of_a_treaty_on_whom_sources_differ_are_a_conflict() -> None:
    """One treaty on one day, signed by one German state in the one text and by the other in the other."""
    claims = [
        claim("Signature", "1990-09-12", article=other.label, party=[DPRK, other], treaty=TREATY)
        for other in (RUSSIA, CHINA)
    ]
    resolution = resolve(told(*claims), ONTOLOGY)
    assert len(events(resolution)) == 1
    assert [c.aspect for c in resolution.conflicts] == ["participants"]


def test_persons_of_claims_that_a_fix_joins_are_a_conflict() -> None:
    """The user says that it is one message; that it went to two men stays visible."""
    claims = [claim("Message", "2024-06-19", article=to.id, actor=KIM, recipient=to) for to in (PUTIN, LAVROV)]
    fix = Fix(kind="join", ids=tuple(c.id for c in claims), why="one message", place="corpus.yaml:3")
    resolution = resolve(told(*claims), ONTOLOGY, fixes=[fix])
    [message] = events(resolution)
    assert [(c.aspect, c.description) for c in resolution.conflicts] == [
        ("participants", "the sources name different persons for Russia")
    ]
    assert message.reason == "joined by a fix of the corpus, 2 claims from 2 sources"


# ── fixes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fix(kind: str, *ids: str) -> Fix:
    return Fix(kind=kind, ids=ids, why="w", place="corpus.yaml:7")  # type: ignore[arg-type]


def _visits() -> list[Reading]:
    return told(
        *(claim("Visit", "2024-06-19", article=f"a{n}", actor=PUTIN, recipient=DPRK) for n in range(3)),
        claim("Message", "2024-06-19", article="m", actor=PUTIN, recipient=KIM),
        claim("Meeting", "2024-06-19", article="n", actor=PUTIN, recipient=KIM, factuality="planned"),
        claim("Accession", "2008", article="t", party=DPRK, treaty=TREATY),
        claim("Tenure", article="o", attested="2024-06-20", factuality="ongoing", holder=PUTIN, post=PRESIDENT),
    )


def test_a_report_that_is_like_two_that_are_kept_apart_joins_neither() -> None:
    """Nobody has said which of the two it tells of."""
    ids = _ids(_visits())
    assert len(events(resolve(_visits(), ONTOLOGY, fixes=[_fix("keep_apart", ids[0], ids[1])]), "Visit")) == 3


@pytest.mark.parametrize(
    ("kind", "picked", "says"),
    [
        ("join", [0, 5], "are not one event"),
        ("join", [3, 4], "a plan and what was done"),
        ("join", [0, 6], "claims a state of affairs"),
        ("keep_apart", [0, 6], "claims a state of affairs"),
    ],
)
def test_a_fix_that_cannot_be_done_is_reported_with_its_place(kind: str, picked: list[int], says: str) -> None:
    """A line that does nothing looks like one that works."""
    ids = _ids(_visits())
    resolution = resolve(_visits(), ONTOLOGY, fixes=[_fix(kind, *(ids[n] for n in picked))])
    [issue] = resolution.issues
    assert (issue.stage, issue.level, issue.where) == ("resolve", "warning", "corpus.yaml:7")
    assert says in issue.message
    assert resolution.situations == resolve(_visits(), ONTOLOGY).situations


def test_a_fix_names_claims_that_are_there() -> None:
    """An article was read anew and its claims have other ids: the fix is reported, and holds for the others."""
    ids = _ids(_visits())
    resolution = resolve(
        _visits(), ONTOLOGY, fixes=[_fix("keep_apart", ids[0], ids[1], "cgone", "event/visit-x", "state/PRK")]
    )
    assert [i.code for i in resolution.issues] == ["fix-unused", "fix-unused"]
    assert "there is no claim cgone" in resolution.issues[0].message
    assert "event/visit-x is a situation" in resolution.issues[1].message
    assert len(events(resolution, "Visit")) == 3


def test_what_one_fix_keeps_apart_no_other_joins() -> None:
    """Also not by a chain of joins; whichever comes first in the file."""
    ids = _ids(_visits())
    fixes = [_fix("join", ids[0], ids[1]), _fix("keep_apart", ids[0], ids[2]), _fix("join", ids[1], ids[2])]
    for ordered in (fixes, fixes[::-1]):
        resolution = resolve(_visits(), ONTOLOGY, fixes=ordered)
        assert [i.code for i in resolution.issues] == ["fix-refused"]
        assert len(events(resolution, "Visit")) == 2


def test_joining_treaty_acts_joins_them_party_by_party() -> None:
    """Two claims that four states acceded are four accessions, however they are joined."""
    claims = [
        claim("Accession", when, article=when, party=[DPRK, MALAYSIA], treaty=Actor(id=f"treaty/{when}", type="Treaty", label=when))
        for when in ("2008-07", "2009-07")
    ]  # fmt: skip
    ids = [c.id for c in claims]
    assert count(told(*claims)) == 4
    made = events(resolve(told(*claims), ONTOLOGY, fixes=[_fix("join", *ids)]))
    assert sorted((s.fillers("party")[0].id, s.supported_by) for s in made) == [
        ("state/MYS", tuple(sorted(ids))),
        ("state/PRK", tuple(sorted(ids))),
    ]


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _reason(*readings: Reading) -> str | None:
    [event] = events(resolve(readings, ONTOLOGY))
    return event.reason


def test_an_event_says_why_its_claims_were_joined() -> None:
    """Who doubts that two reports mean one visit reads what was compared."""
    claims = [
        claim("Visit", "2024-06-19", article="a", actor=PUTIN, recipient=DPRK),
        claim("StateVisit", "2024-06", article="b", actor=PUTIN, recipient=DPRK),
        claim("Visit", article="c", actor=RUSSIA, recipient=DPRK),
    ]
    assert _reason(*told(*claims)) == (
        "types of one family (visit and state visit), same sides (Russia; DPRK), dates 2024-06 and 2024-06-19 agree, "
        "the undated published on 2024-06-20, 3 claims from 3 sources"
    )


def test_a_claim_alone_needs_no_reason(ontology: Ontology) -> None:
    """Nothing was joined."""
    assert _reason(*told(claim("Visit", "2024-06-19", actor=PUTIN, recipient=DPRK))) is None


def test_a_reason_names_the_thing_and_the_persons_that_all_name() -> None:
    """Signed and acceded are two words for one act on one treaty."""
    acts = [claim(kind, "2008-07-24", article=kind, party=DPRK, treaty=TREATY) for kind in ("Accession", "Signature")]
    assert "words that sources use for one act (accession and signature)" in (_reason(*told(*acts)) or "")
    assert f"about the same ({TREATY.label})" in (_reason(*told(*acts)) or "")
    met = [claim("Meeting", "2024-06-19", article=f"a{n}", actor=KIM, recipient=PUTIN) for n in range(6)]
    assert "all name Kim Jong Un and Vladimir Putin" in (_reason(*told(*met)) or "")


def test_a_reason_stands_in_the_graph() -> None:
    """It is asked for with the event, in the graph in which the event stands."""
    from relgraph.triples import quads

    readings = told(*(claim("Visit", "2024-06-19", article=f"a{n}", actor=PUTIN, recipient=ASEAN) for n in range(2)))
    resolution = resolve(readings, ONTOLOGY)
    found = [q.object.value for q in quads(readings, resolution, ONTOLOGY) if q.predicate.value.endswith("#mergeReason") and "/graph/facts" in str(q.graph_name)]  # fmt: skip
    assert found == [s.reason for s in events(resolution)]


# ── who is counted ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("outlets", "owner"),
    [
        (["KCNA", "rodong-sinmun", "minju-joson", "pyongyang-times", "naenara", "uriminzokkiri", "VOK", "KCTV",
          "korea-asia-association", "PRK-mfa", "dprk-today", "arirang-meari", "kp-site"], "state/PRK"),
        (["chosonsinbo", "KNS"], "org/chongryon"),
        (["xinhua", "peoples-daily", "CGTN", "china-daily", "global-times"], "state/CHN"),
        (["tass-agency", "ria-novosti"], "state/RUS"),
        (["VNA"], "state/VNM"),
        (["yonhap"], "state/KOR"),
        (["BBC"], "org/BBC"),
        (["AFP"], "org/AFP"),
    ],
)  # fmt: skip
def test_an_outlet_is_counted_with_its_owner(outlets: list[str], owner: str) -> None:
    """An agency that a state owns, or pays and appoints, says what the state says: ten of them are one source.

    A broadcaster whose charter keeps the state out of what it says (BBC, AFP) is a source of its own.
    """
    from relgraph.ontology.names import load_names
    from relgraph.resolve.actors import Identities

    identities = Identities({}, {}, load_names(ONTOLOGY.folder))
    assert {identities.origin(identities.by_id(f"org/{key}")) for key in outlets} == {owner}


def test_situations_of_the_tests_are_events() -> None:
    """The helper counts events and leaves states of affairs out."""
    made = resolve(_visits(), ONTOLOGY)
    assert all(isinstance(s, Situation) and s.id.startswith("event/") for s in events(made))
    assert len(events(made)) < len(made.situations)


# ── what recurs ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [((CHOE, KIM), 2), ((CHOE, CHOE), 1), ((CHOE, DPRK), 1), ((DPRK, DPRK), 1)],
)
def test_two_voices_of_one_state_make_two_statements(speakers: tuple[Actor, Actor], expected: int) -> None:
    """A minister and a spokesman of the army speak on one day; a digest may call either of them the state."""
    said = [
        claim("Statement", "2024-10-13", article=f"a{n}", actor=speaker, quote=f"statement {n}")
        for n, speaker in enumerate(speakers)
    ]
    assert count(told(*said), "Statement") == expected


def test_drills_of_a_year_are_not_the_drill_of_june() -> None:
    """In the news a whole year is a manner of speaking; what both name makes it one again."""
    drill = [
        claim("MilitaryExercise", when, article=f"a{n}", actor=[DPRK, RUSSIA])
        for n, when in enumerate(["2024", "2024-06-17/2024-06-20"])
    ]
    assert count(told(*drill, published="2024-09-05"), "MilitaryExercise") == 2
    named = [
        claim("MilitaryExercise", when, article=f"a{n}", actor=[KIM, RUSSIA])
        for n, when in enumerate(["2024", "2024-06-17/2024-06-20"])
    ]
    assert count(told(*named, published="2024-09-05"), "MilitaryExercise") == 1


def test_two_appointments_of_two_persons_by_nobody_are_two() -> None:
    """Nothing joins them but that no text says who appointed whom."""
    named = [claim("Appointment", article=f"a{n}", holder=who) for n, who in enumerate([KIM, PUTIN])]
    assert count(told(*named), "Appointment") == 2


def test_what_one_fix_keeps_apart_no_chain_of_others_joins() -> None:
    """Joined with a third each of them, two would be one all the same."""
    a, b, c = (person(f"Somebody {n}", CHINA) for n in ("Eins", "Zwei", "Drei"))
    fixes = [
        Fix(kind="join", ids=(a.id, b.id), why="x", place="corpus.yaml:2"),
        Fix(kind="join", ids=(b.id, c.id), why="x", place="corpus.yaml:4"),
        Fix(kind="keep_apart", ids=(a.id, c.id), why="x", place="corpus.yaml:6"),
    ]
    readings = [reading(claim("Meeting", article=f"a{n}", actor=who, recipient=KIM)) for n, who in enumerate([a, b, c])]
    found = resolve(readings, ONTOLOGY, fixes=fixes)
    met = {r.actor.id for s in found.situations for r in s.roles if r.actor.id.startswith("person/somebody")}
    assert len(met) == 2
    assert [(i.code, i.where) for i in found.issues] == [("fix-refused", "corpus.yaml:4")]
    states = Fix(kind="join", ids=("state/CHN", "state/PRK"), why="x", place="corpus.yaml:8")
    assert [i.code for i in resolve([reading(claim("Meeting", actor=CHINA, recipient=KIM)), reading(claim("Meeting", article="b", actor=DPRK, recipient=CHINA))], ONTOLOGY, fixes=[states]).issues] == ["fix-refused"]  # fmt: skip


def test_bodies_kept_apart_do_not_meet_in_a_third() -> None:
    """Three ids of one wording would be one body; two of them are said to be two."""
    bodies = [
        Actor(id=f"org/PRK-unseen-{n}", type="GovernmentBody", label="Unseen Committee for Lunar Farming", on_behalf_of=("state/PRK",))
        for n in range(3)
    ]  # fmt: skip
    readings = [
        reading(claim("Meeting", article=f"a{n}", actor=body, recipient=PUTIN)) for n, body in enumerate(bodies)
    ]

    def kept(*fixes: Fix) -> set[str]:
        found = resolve(readings, ONTOLOGY, fixes=fixes)
        return {r.actor.id for s in found.situations for r in s.roles if "unseen" in r.actor.id}

    assert len(kept()) == 1
    apart = Fix(kind="keep_apart", ids=(bodies[1].id, bodies[2].id), why="x", place="corpus.yaml:2")
    assert len(kept(apart)) == 2
