"""Claims: who did what to whom, when, and whether it happened, in the constructions of diplomatic English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.claims import read_article
from relgraph.claims.gold import to_gold
from relgraph.ontology import load_ontology
from relgraph.records import Article, Claim, Reading

ONTOLOGY = load_ontology()
STATES_OF_AFFAIRS = {"Tenure", "Posting", "CompositionRule"}


def read(text: str, **fields: object) -> Reading:
    """Read a text as an article of the DPRK's foreign ministry of 29 April 2022, unless told otherwise."""
    given: dict[str, object] = {
        "published": date(2022, 4, 29),
        "publisher": "Ministry of Foreign Affairs (EN)",
        **fields,
    }
    return read_article(Article(id="a", text=text, **given), ONTOLOGY)  # type: ignore[arg-type]


def events(text: str, **fields: object) -> list[Claim]:
    """The claims of events, without those of offices."""
    return [c for c in read(text, **fields).claims if c.type not in STATES_OF_AFFAIRS]


def sides(claim: Claim) -> tuple[set[str], set[str]]:
    """Who acts and who is acted on, as the states and organisations behind them."""
    source = {
        p for r in claim.roles if r.name in {"actor", "party", "member", "sendingParty"} for p in r.actor.principals
    }
    target = {
        p for r in claim.roles if r.name in {"recipient", "organization", "receivingParty"} for p in r.actor.principals
    }
    return source, target


@pytest.mark.parametrize(
    "text",
    [
        "The premier of Laos sent a message of greeting to the prime minister of Vietnam.",
        "A message of greeting was sent to the prime minister of Vietnam by the premier of Laos.",
        "The prime minister of Vietnam received a message of greeting from the premier of Laos.",
        "On Tuesday the premier of Laos will have sent a message of greeting to the prime minister of Vietnam.",
    ],
)
def test_voice_does_not_change_who_acts(text: str) -> None:
    """Active, passive and inverse are one rule."""
    (claim,) = events(text)
    assert claim.type == "Message"
    assert sides(claim) == ({"state/LAO"}, {"state/VNM"})


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The president of Mongolia visited China.", "occurred"),
        ("The president of Mongolia will visit China.", "planned"),
        ("The president of Mongolia is to visit China.", "planned"),
        ("The president of Mongolia plans to visit China.", "planned"),
        ("The president of Mongolia is expected to visit China.", "planned"),
        ("The president of Mongolia hopes to visit China.", "intended"),
        ("The president of Mongolia did not visit China.", "denied"),
        ("The president of Mongolia refused to visit China.", "denied"),
        ("The president of Mongolia could visit China.", "hypothetical"),
        ("The president of Mongolia allegedly visited China.", "alleged"),
        ("China cancelled the visit of the president of Mongolia to Beijing.", "cancelled"),
        ("The ministry said that the president of Mongolia would visit China.", "planned"),
        ("The president of Mongolia is due to visit China.", "planned"),
        ("The visit of the president of Mongolia to China was cancelled.", "cancelled"),
        ("A visit by the president of Mongolia to China is unlikely.", "hypothetical"),
        ("It is not true that the president of Mongolia visited China.", "denied"),
        ("Reports that the president of Mongolia had visited China were false.", "alleged"),
        ("Russia urged the president of Mongolia to visit China.", "hypothetical"),
    ],
)
def test_a_visit_that_did_not_happen_is_not_told_as_one(text: str, factuality: str) -> None:
    """An event has one type whatever its factuality; the engine reads the factuality from the verb group."""
    visits = [c for c in events(text) if c.type == "Visit"]
    assert [c.factuality for c in visits] == [factuality]


def test_coordinated_verbs_share_their_subject_and_keep_their_dates() -> None:
    """One sentence can hold three acts of one state, each with a date of its own."""
    found = events(
        "Our country joined the ASEAN Regional Forum in July 2000, acceded to the “Treaty of Amity and Cooperation in "
        "Southeast Asia” in July 2008 and dispatched its ambassador to ASEAN from July 2011."
    )
    assert [(c.type, c.when.edtf) for c in found] == [
        ("Joining", "2000-07"),
        ("Accession", "2008-07"),
        ("Dispatch", "2011-07/"),
    ]
    assert all(sides(c)[0] == {"state/PRK"} for c in found)


def test_a_pronoun_stands_for_the_subject_before_and_a_part_takes_the_date_of_the_whole() -> None:
    """ "It held talks" tells of the delegation whose visit the sentence before dates."""
    visit, talks = events(
        "In May 2018, a delegation of the Ministry of Foreign Affairs of the DPRK headed by its vice-minister paid an "
        "official visit to the ASEAN Secretariat. It held talks with the Secretary General of ASEAN."
    )
    assert (visit.type, talks.type) == ("Visit", "Talks")
    assert talks.when.edtf == "2018-05"
    assert talks.part_of == visit.id
    assert sides(talks) == ({"state/PRK"}, {"org/ASEAN"})
    assert [r.actor.label for r in visit.roles if r.name == "headedBy"] == [
        "vice-minister of Ministry of Foreign Affairs of the DPRK"
    ]


def test_our_country_is_nobody_where_nobody_says_it() -> None:
    """A pronoun without antecedent is refused, not guessed."""
    assert events("Our country joined the ASEAN Regional Forum.", publisher="Mekong Courier") == []


def test_an_event_without_its_other_end_is_refused() -> None:
    """Half an event is no event."""
    assert events("The king of Cambodia sent a message of greeting.") == []


def test_a_text_that_breaks_off_keeps_the_end_that_it_has_and_guesses_none() -> None:
    """Of "sent a message of" the sender is known and the addressee is not."""
    (claim,) = events("Choe Son Hui, foreign minister of the DPRK, sent a message of greeting to", truncated=True)
    assert claim.truncated
    assert sides(claim) == ({"state/PRK"}, set())


def test_without_a_date_an_event_is_only_bounded_by_the_publication() -> None:
    """The publication date is never the date of the event."""
    (claim,) = events("The king of Cambodia visited Laos.")
    assert (claim.when.edtf, claim.when.basis) == ("[..2022-04-29]", "publication")
    (undated,) = events("The king of Cambodia visited Laos.", published=None)
    assert undated.when.edtf is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("This year marks the 10th anniversary of the establishment of the ASEAN Committee in Pyongyang.", "2012"),
        ("Today is the 10th anniversary of the establishment of the ASEAN Committee in Pyongyang.", "2012-04-29"),
        ("April 30 marks the 10th anniversary of the establishment of the ASEAN Committee in Pyongyang.", "2012-04-30"),
    ],
)
def test_an_anniversary_dates_the_founding_as_far_as_it_tells(text: str, when: str) -> None:
    """The day is known only where the text says on which day the anniversary falls."""
    (claim,) = [c for c in events(text) if c.type == "Founding"]
    assert (claim.when.edtf, claim.when.basis) == (when, "anniversary")


def test_several_offices_of_one_person_are_read_and_the_state_comes_first() -> None:
    """Who is head of party and of state acts for the state; each office is a tenure."""
    found = read(
        "To Lam, general secretary of the Central Committee of the Communist Party of Vietnam (CPV) and president of the "
        "Socialist Republic of Vietnam, visited Laos."
    ).claims
    assert {c.fillers("post")[0].on_behalf_of for c in found if c.type == "Tenure"} == {("org/CPV",), ("state/VNM",)}
    assert sides(next(c for c in found if c.type == "Visit"))[0] == {"state/VNM"}


def test_an_ambassador_is_a_posting_with_both_ends() -> None:
    """Nationality and office word compose the envoy; "to" gives the accreditation."""
    found = read("Nicaraguan Ambassador to the DPRK Manuel Modesto Munguia Martinez laid a wreath at the tower.").claims
    posting = next(c for c in found if c.type == "Posting")
    assert [a.label for a in posting.fillers("holder")] == ["Manuel Modesto Munguia Martinez"]
    assert posting.fillers("sendingParty")[0].id == "state/NIC"
    assert posting.fillers("accreditedTo")[0].id == "state/PRK"


def test_a_list_of_senders_is_one_event() -> None:
    """Twenty coordinated senders sent one message together."""
    (claim,) = events("Laos, Vietnam, Thailand and Malaysia sent a message of sympathy to the president of Indonesia.")
    assert sides(claim)[0] == {"state/LAO", "state/VNM", "state/THA", "state/MYS"}


def test_recurring_events_are_marked_as_a_series() -> None:
    """ "Annually" tells of a series and of no single event."""
    (claim,) = events("The ASEAN Committee in Pyongyang has annually organized events in honour of the day.")
    assert claim.recurring


def test_two_objects_with_dates_are_two_visits() -> None:
    """ "Visited Turkey on 4 April and Uzbekistan on 5 April" dates each visit apart."""
    found = events("The foreign minister of Laos visited Turkey on 4 April 2016 and Uzbekistan on 6 April 2016.")
    assert [(sides(c)[1], c.when.edtf) for c in found] == [({"state/TUR"}, "2016-04-04"), ({"state/UZB"}, "2016-04-06")]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "Sergei Lavrov, foreign minister of Russia, who arrived in Beijing on 3 May 2021, met the president of Laos.",
            {"Visit": "2021-05-03", "Meeting": "[..2022-04-29]"},
        ),
        (
            "Cuba, which had broken off relations with Laos in 1959, signed an agreement with Japan in 1990.",
            {"SeveranceOfRelations": "1959", "Signature": "1990"},
        ),
        (
            "No leader of Laos had been there since October 2007, when Choummaly Sayasone, president of Laos, visited Cuba.",
            {"Visit": "2007-10"},
        ),
    ],
)
def test_the_date_of_one_clause_is_not_that_of_another(text: str, dates: dict[str, str]) -> None:
    """A relative clause dates what it tells itself, and "since" does not make a visit go on."""
    assert {c.type: c.when.edtf for c in events(text)} == dates


def test_a_new_ambassador_holds_the_same_post_as_the_old_one() -> None:
    """ "New" is no part of a title."""
    found = read("The new ambassador of Laos to the DPRK Keo Mackhaphon visited Vietnam.").claims
    assert [c.fillers("post")[0].id for c in found if c.type == "Posting"] == ["post/LAO-ambassador-PRK"]


def test_gold_lines_have_the_fields_that_a_scorer_reads() -> None:
    """The gold form names states by code and dates as far as the text gives them."""
    reading = read(
        "Choe Son Hui, foreign minister of the DPRK, sent a message of greeting to the foreign minister of Laos on 24 June 2021."
    )
    line = to_gold(reading, ONTOLOGY)
    assert line["states"] == ["LAO", "PRK"]
    assert line["envoys"] == [{"name": "Choe Son Hui", "role": "foreign minister", "of": "PRK", "to": None}]
    assert line["events"] == [
        {"type": "message", "date": "2021-06-24", "source": ["PRK"], "target": ["LAO"], "people": ["Choe Son Hui"], "place": None,
         "planned": False}
    ]  # fmt: skip


WORDS = st.lists(
    st.sampled_from(
        "Kim Jong Un visited Laos , and the . foreign minister of DPRK met with ASEAN \" ' - ( ) sent a message to in 2008 July "
        "who which to be had been its they \n treaty signed by for Mr. U.S. 's – ” \x00 😀 acceded ambassador embassy".split(
            " "
        )
    )
    | st.text(max_size=6),
    max_size=60,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_text_is_read_and_every_quote_and_mention_is_exact(text: str) -> None:
    """No text crashes the reader, and evidence equals the raw text at its offsets."""
    reading = read(text)
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.quote
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.surface


def test_reading_is_repeatable() -> None:
    """The same article gives the same claims with the same ids."""
    text = "The king of Cambodia visited Laos on 3 May 2021. He met the president of Laos."
    assert read(text) == read(text)
