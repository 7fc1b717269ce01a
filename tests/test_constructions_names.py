"""Constructions of diplomatic English in which somebody is named: offices, envoys, delegations.

The rows have the form of those in ``test_constructions.py``; an office is "NAME, ROLE of LAO to CUB".
"""

from __future__ import annotations

from typing import Any

import pytest
from test_claims import ONTOLOGY, STATES_OF_AFFAIRS, events, read
from test_constructions import misread, told

from relgraph.claims.gold import to_gold

HISTORIAN = "Office of the Historian"


def gold(text: str, **fields: object) -> dict[str, Any]:
    """The gold form of what a paper of no state tells on 29 April 2022, unless told otherwise."""
    return to_gold(read(text, **{"publisher": "Mekong Courier", **fields}), ONTOLOGY)


def envoys(text: str, **fields: object) -> list[str]:
    """Who holds which office, one line a holder."""
    return [
        f"{e['name']}, {e['role']} of {e['of']}" + (f" to {e['to']}" if e["to"] else "")
        for e in gold(text, **fields)["envoys"]
    ]


# ── offices that are shared, conferred, left without a state ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The foreign ministers of Laos and Cuba met the president of Fiji.", ["LAO-foreign-minister", "CUB-foreign-minister"]),
        ("The foreign minister of Laos and the king of Cambodia met the president of Fiji.", ["LAO-foreign-minister", "KHM-king"]),
        # one office has one state
        ("The foreign minister of Laos and Cuba met the president of Fiji.", ["LAO-foreign-minister", "CUB"]),
    ],
)  # fmt: skip
def test_a_plural_office_is_that_of_each_state_behind_it(text: str, actors: list[str]) -> None:
    """ "The foreign ministers of A and B" are two ministers, and not one minister and a state."""
    found = [a.id.split("/")[1] for c in events(text, publisher="Mekong Courier") for a in c.fillers("actor")]
    assert found == actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Khamla Sisavat and Somsak Inthavong, members of the Political Bureau of the Communist Party of Vietnam, visited Cuba.",
            ["Visit CPV > CUB"],
        ),
        ("President Khamla Sisavat and Vice-President Somsak Inthavong of Laos visited Cuba.", ["Visit LAO > CUB"]),
        misread(
            "The ambassadors of Laos and Fiji to Cuba presented their credentials.",
            ["CredentialsPresentation FJI+LAO > CUB"],
            "an accreditation behind a list of states is lost",
        ),
        ("Khamla Sisavat and Somsak Inthavong, two teachers, visited Cuba.", []),
    ],
)  # fmt: skip
def test_an_office_behind_a_list_of_names_is_that_of_each(text: str, expected: list[str]) -> None:
    """Whoever is named beside a colleague acts for the same state or party."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khamla Sisavat was appointed foreign minister of Laos.", ["Khamla Sisavat, foreign minister of LAO"]),
        ("The parliament of Laos elected Khamla Sisavat president of Laos.", ["Khamla Sisavat, president of LAO"]),
        ("Khamla Sisavat was appointed as ambassador of Laos to Cuba.", ["Khamla Sisavat, ambassador of LAO to CUB"]),
        ("Khamla Sisavat became ambassador of Laos to Cuba.", ["Khamla Sisavat, ambassador of LAO to CUB"]),
        ("Khamla Sisavat serves as ambassador of Laos to Cuba.", ["Khamla Sisavat, ambassador of LAO to CUB"]),
        (
            "Khamla Sisavat presented his credentials as the first ambassador of Laos to Cuba.",
            ["Khamla Sisavat, ambassador of LAO to CUB"],
        ),
        (
            "The king of Cambodia congratulated Khamla Sisavat on his appointment as foreign minister of Laos.",
            ["Khamla Sisavat, foreign minister of LAO"],
        ),
        (
            "Khamla Sisavat was appointed ambassador of Laos to Cuba in May. Somsak Inthavong was appointed in June.",
            ["Khamla Sisavat, ambassador of LAO to CUB", "Somsak Inthavong, ambassador of LAO to CUB"],
        ),
        misread("Khamla Sisavat was sworn in as president of Laos.", ["Khamla Sisavat, president of LAO"],
               "'swear in' is another verb than 'swear'"),
        ("Laos named Khamla Sisavat as its ambassador to Cuba.", ["Khamla Sisavat, ambassador of LAO to CUB"]),
        # no office, somebody else's, or one of the past
        ("Khamla Sisavat became ill in Cuba.", []),
        ("Khamla Sisavat met the foreign minister of Laos.", []),
        ("Khamla Sisavat, former foreign minister of Laos, visited Cuba.", []),
        *(
            (text, [])
            for text in (
                "Khamla Sisavat was not appointed foreign minister of Laos.",
                "Khamla Sisavat will be appointed foreign minister of Laos.",
                "Khamla Sisavat declined to become foreign minister of Laos.",
                "Khamla Sisavat refused to serve as foreign minister of Laos.",
            )
        ),
    ],
)  # fmt: skip
def test_a_verb_confers_an_office(text: str, expected: list[str]) -> None:
    """Appointments and histories give the office behind a verb and not beside the name."""
    assert envoys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Khamla Sisavat was appointed as ambassador of Laos to Cuba.",
        "Khamla Sisavat became ambassador of Laos to Cuba.",
        "Khamla Sisavat was appointed ambassador of Laos to Cuba.",
    ],
)
def test_an_appointment_names_who_was_appointed(text: str) -> None:
    """An appointment of nobody is no help to whoever asks where an envoy was."""
    (claim,) = events(text, publisher="Mekong Courier")
    assert [a.label for a in claim.fillers("holder")] == ["Khamla Sisavat"]


@pytest.mark.parametrize(
    ("text", "attested"),
    [
        ("Khamla Sisavat, president of Laos, visited Cuba.", ["2022-04-29"]),
        ("Khamla Sisavat, president of Laos, visited Cuba on 3 May 1999.", ["1999-05-03"]),
        ("Khamla Sisavat, president of Laos, visited Cuba in May 1999.", ["None"]),
        ("Khamla Sisavat, the late president of Laos, visited Cuba.", ["None"]),
        ("Khamla Sisavat, former president of Laos, visited Cuba.", []),
        ("Khamla Sisavat, then president of Laos, visited Cuba.", ["None"]),
    ],
)
def test_an_office_is_attested_on_the_day_on_which_somebody_holds_it(text: str, attested: list[str]) -> None:
    """An article of today attests nobody in office of whom it tells what he did long ago."""
    claims = read(text, publisher="Mekong Courier").claims
    assert [str(c.attested_on) for c in claims if c.type in STATES_OF_AFFAIRS] == attested


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        (
            "The U.S. Legation in Havana was established in 1902, with Herbert Squirely as Chargé d'Affaires ad interim.",
            HISTORIAN,
            ["Herbert Squirely, Chargé d'Affaires ad interim of USA to CUB"],
        ),
        pytest.param(
            "The embassy of Laos in Havana was established in 1950 with Khamla Sisavat as Chargé d'Affaires ad interim.",
            "Mekong Courier",
            ["Khamla Sisavat, Chargé d'Affaires ad interim of LAO to CUB"],
            marks=pytest.mark.xfail(strict=True, reason="only an office that was assumed is given to the mission's state"),
        ),
        ("The U.S. Legation in Havana was established in 1902, with Herbert Squirely as a guest.", HISTORIAN, []),
    ],
)  # fmt: skip
def test_who_opens_a_mission_is_its_envoy(text: str, publisher: str, expected: list[str]) -> None:
    """The mission says of whom to whom, so that the office beside it need not."""
    assert envoys(text, publisher=publisher) == expected


MINISTER = "Andrew Dawsonby, Minister to Belgium, presented his credentials."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MINISTER, ["CredentialsPresentation USA > BEL"]),
        (MINISTER.replace("Minister", "Minister Resident"), ["CredentialsPresentation USA > BEL"]),
        (MINISTER.replace("to Belgium", "of Belgium"), []),
        (MINISTER.replace("to Belgium", "to the poor"), []),
    ],
)
def test_before_there_were_ambassadors_ministers_went_to_states(text: str, expected: list[str]) -> None:
    """ "Minister to Belgium" is an envoy, "minister of Belgium" a member of its government."""
    assert told(text, publisher=HISTORIAN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MINISTER.replace("Minister", "Minister Resident"), ["Andrew Dawsonby, Minister Resident of USA to BEL"]),
        misread(
            MINISTER, ["Andrew Dawsonby, Minister of USA to BEL"], "a plain minister has no rank and so no posting"
        ),
    ],
)
def test_a_minister_to_a_state_is_posted_there(text: str, expected: list[str]) -> None:
    """Without the receiving state an envoy of that time is lost among the ministers of his government."""
    assert envoys(text, publisher=HISTORIAN) == expected


CREDENTIALS = "Ambassador Andrew Dawsonby presented his credentials to Prime Minister Paul Kinseley."


@pytest.mark.parametrize(
    ("text", "publisher", "title", "expected"),
    [
        (CREDENTIALS, HISTORIAN, "The United States and Canada",
         ["Andrew Dawsonby, Ambassador of USA to CAN", "Paul Kinseley, Prime Minister of CAN"]),
        (CREDENTIALS, HISTORIAN, None, ["Andrew Dawsonby, Ambassador of USA"]),
        ("Prime Minister Jane Bakerton visited Laos.", "GOV.UK", None, ["Jane Bakerton, Prime Minister of GBR"]),
        ("Prime Minister Jane Bakerton visited Laos.", "U.S. Department of State", None, []),
        ("Secretary Bakerton visited Laos.", "U.S. Department of State", None, ["Bakerton, Secretary of USA"]),
        ("Secretary Bakerton visited Laos.", "GOV.UK", None, []),
        ("Foreign Secretary Jane Bakerton visited Laos.", "GOV.UK", None, ["Jane Bakerton, Foreign Secretary of GBR"]),
        ("Foreign Minister Jane Bakerton visited Laos.", "GOV.UK", None, []),
        ("President Jane Bakerton visited Laos.", "GOV.UK", None, []),
    ],
)  # fmt: skip
def test_a_government_leaves_out_its_name_only_before_titles_that_it_has(
    text: str, publisher: str, title: str | None, expected: list[str]
) -> None:
    """The United States have no prime minister: theirs is the other country's of the title, or nobody knows whose."""
    assert envoys(text, publisher=publisher, title=title) == expected


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("General Secretary Han Jong Su visited Laos.", "KCNA", ["Visit WPK > LAO"]),
        ("The general secretary visited Laos.", "KCNA", ["Visit WPK > LAO"]),
        ("General Secretary Xi Jinping visited Laos.", "KCNA", ["Visit CHN > LAO"]),
        ("General Secretary Han Jong Su visited Laos.", "GOV.UK", []),
    ],
)
def test_the_general_secretary_is_that_of_the_ruling_party(text: str, publisher: str, expected: list[str]) -> None:
    """Where one party rules, its press need not name it; a known leader of another is still his own state's."""
    assert told(text, publisher=publisher) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Putin visited Laos.", ["Putin, President of RUS"]),
        ("Foreign Minister Lavrov visited Laos.", ["Lavrov, Foreign Minister of RUS"]),
        ("Ambassador Putin visited Laos.", []),
        ("Singer Putin visited Laos.", []),
        ("Putin visited Laos.", []),
        ("President Sisavat visited Laos.", []),
        ("President Sisavat met the king of Cambodia.", []),
    ],
)
def test_a_high_office_finds_the_bearer_of_a_surname(text: str, expected: list[str]) -> None:
    """Papers name heads of state and ministers by surname; a singer of the name is somebody else."""
    assert envoys(text) == expected


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("HANOI, April 20 (MC) -- The foreign minister met the president of Laos.", {}, ["Meeting VNM > LAO"]),
        ("In Tokyo, the foreign minister met the president of Laos.", {}, ["Meeting JPN > LAO"]),
        ("The foreign ministry in Hanoi condemned Fiji.", {}, ["Condemnation VNM > FJI"]),
        ("Hanoi's foreign ministry condemned Fiji.", {}, ["Condemnation VNM > FJI"]),
        (
            "The foreign minister met the president of Laos.",
            {"title": "Cuba and the Cubans: what moves Cuba"},
            ["Meeting CUB > LAO"],
        ),
        # a month is no capital; of two states neither is meant
        ("In March, the foreign minister met the president of Laos.", {}, []),
        ("The foreign minister met the president of Laos.", {"title": "Cuba, Laos, Fiji"}, []),
    ],
)
def test_an_office_without_a_state_is_of_where_the_text_is(
    text: str, fields: dict[str, object], expected: list[str]
) -> None:
    """The dateline, the capital that opens the sentence, the seat of a ministry, the state that the article is about."""
    assert told(text, **fields) == expected


CLUB = "whoever presides over a body without a known name is taken for the president of its state"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of the University of Laos met the president of Fiji.", ["Meeting university-of-laos > FJI"]),
        ("The president of the Bank of Laos met the president of Fiji.", ["Meeting bank-of-laos > FJI"]),
        misread("The president of the chess club of Laos met the president of Fiji.", [], CLUB),
        misread("The president of Laos Airlines met the president of Fiji.", [], CLUB),
    ],
)
def test_the_president_of_a_body_is_not_that_of_the_state(text: str, expected: list[str]) -> None:
    """A name with a state in it is not the state."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "held"),
    [
        ("To Lam, president of Viet Nam, visited Fiji.", ["Visit VNM > FJI"], ["To Lam, president of VNM"]),
        ("Fiji received a message from To Lam, president of Viet Nam.", ["Message VNM > FJI"], ["To Lam, president of VNM"]),
        ("Cecil B. Lyon, ambassador of Canada to Cuba, visited Fiji.", ["Visit CAN > FJI"],
         ["Cecil B. Lyon, ambassador of CAN to CUB"]),
        ("General Somsak Inthavong, defence minister of Laos, visited Cuba.", ["Visit LAO > CUB"],
         ["Somsak Inthavong, defence minister of LAO"]),
        ("Canadian Ambassador John Jordan Smithby visited Fiji.", ["Visit CAN > FJI"], ["John Jordan Smithby, Ambassador of CAN"]),
        pytest.param("John Jordan Smithby, ambassador of Canada to Cuba, visited Fiji.", ["Visit CAN > FJI"],
                     ["John Jordan Smithby, ambassador of CAN to CUB"],
                     marks=pytest.mark.xfail(strict=True, reason="a middle name that is a state is known only behind an office")),
        # a preposition, an assembly, a place
        ("To Fiji came the president of Laos.", [], []),
        ("The General Assembly of Laos visited nobody.", [], []),
        ("In Turkey Minister Somsak Inthavong of Laos met the president of Cuba.", ["Meeting LAO > CUB"],
         ["Somsak Inthavong, Minister of LAO"]),
    ],
)  # fmt: skip
def test_names_are_spelt_like_other_words(text: str, expected: list[str], held: list[str]) -> None:
    """A preposition, a rank, a city and a state can each be part of a name, and the other way round."""
    assert (told(text), envoys(text)) == (expected, held)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Federation of Nigeria joined the United Nations in October 1960.", ["Joining NGA > UN 1960-10"]),
        ("The Kingdom of Libya joined the United Nations in December 1955.", ["Joining LBY > UN 1955-12"]),
        ("The president of Laos arrived in Havana, Cuba, on 3 May 2021.", ["Visit LAO > CUB 2021-05-03"]),
        ("The Ministry of Education, Culture and Sports of Laos signed an agreement with Cuba.", ["Signature CUB+LAO"]),
        ("China-Russia talks took place on 3 May 2021.", ["Talks CHN+RUS 2021-05-03"]),
        ("China-Russia talks were held on 3 May 2021.", ["Talks CHN+RUS 2021-05-03"]),
        # an organisation with such a word, and a list with the same commas
        ("The Federation of Trade Unions of Laos visited Cuba.", ["Visit federation-of-trade-unions > CUB"]),
        ("Laos, Cuba, and Fiji signed an agreement.", ["Signature CUB+FJI+LAO"]),
    ],
)  # fmt: skip
def test_states_stand_in_longer_names(text: str, expected: list[str]) -> None:
    """Older names, the country behind a city, a ministry with commas, two states joined by a hyphen."""
    assert told(text) == expected


# ── delegations ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected", "heads"),
    [
        ("A delegation of education officials of Laos for the exhibition led by Khamla Sisavat visited Cuba.", ["Visit LAO > CUB"],
         ["Khamla Sisavat"]),
        ("A delegation of the Ministry of Education and Sports of Laos led by its vice-minister visited Cuba.", ["Visit LAO > CUB"],
         ["vice-minister of Ministry of Education and Sports of Laos"]),
        ("A delegation of Liaoning Province of China visited Cuba.", ["Visit CHN > CUB"], []),
        ("A delegation of Liaoning Province visited Cuba.", ["Visit CHN > CUB"], []),
        ("A delegation of the Japanese organization for the study of rice visited Cuba.", ["Visit JPN > CUB"], []),
        ("Khamla Sisavat, foreign minister of Laos, and his party left Cuba for home.", ["Visit LAO > CUB"], []),
        ("A delegation of teachers visited Cuba.", [], []),
        ("A delegation of teachers led by Khamla Sisavat visited Cuba.", [], []),
    ],
)  # fmt: skip
def test_a_delegation_is_of_whom_its_complements_name(text: str, expected: list[str], heads: list[str]) -> None:
    """Between "delegation" and who leads it stand what it is for and what its members are; a province acts for its state."""
    found = [a.label for c in events(text, publisher="Mekong Courier") for a in c.fillers("headedBy")]
    assert (told(text), found) == (expected, heads)


def test_the_delegation_is_the_one_named_before_and_keeps_its_head() -> None:
    """The head of "the delegation" stands only where the text introduces it."""
    text = "The delegation of Laos led by Khamla Sisavat arrived in Cuba. The delegation met the president of Fiji."
    _, meeting = events(text, publisher="Mekong Courier")
    assert [(r.name, r.actor.label) for r in meeting.roles if r.name != "recipient"] == [
        ("actor", "Laos"),
        ("headedBy", "Khamla Sisavat"),
    ]
