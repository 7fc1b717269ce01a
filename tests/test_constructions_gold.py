"""What the reader says of how it found somebody, and what the gold form makes of what it found."""

from __future__ import annotations

import pytest
from test_claims import events, read
from test_constructions import misread
from test_constructions_names import gold

# ── how somebody was found ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "role", "how"),
    [
        ("Riyadh cut ties with Fiji.", "actor", "capital"),
        ("Khamla Sisavat, president of Laos, visited Cuba. He met the president of Fiji.", "actor", "he"),
        ("The president of Laos met the king of Cambodia. The two leaders held talks.", "actor", "the two leaders"),
        ("The president of Laos turned 60. Greetings came from the king of Cambodia.", "recipient", "who was spoken of"),
        ("Cuba announced that two diplomats of Laos were expelled.", "actor", "who announced it"),
        ("The ambassador of Laos to Cuba was asked to leave.", "actor", "accreditation"),
        ("The Liaison Office of Laos in Havana was opened.", "recipient", "mission"),
        ("VIENTIANE, April 20 (MC) -- The president of Cuba arrived here.", "recipient", "here"),
        ("Laos condemned the attack. Fiji had sent ships. Fiji had sent planes too.", "recipient", "the text of the statement"),
        ("A delegation of Liaoning Province visited Cuba.", "actor", "pattern"),
        ("Laos met the king of Cambodia.", "actor", "name"),
        ("Laos met the king of Cambodia.", "recipient", "office"),
    ],
)  # fmt: skip
def test_a_role_says_how_its_filler_was_found(text: str, role: str, how: str) -> None:
    """Whoever doubts a triple sees whether the text names the actor or the reader found him elsewhere."""
    claim = events(text, publisher="Mekong Courier")[-1]
    assert {r.how for r in claim.roles if r.name == role} == {how}


@pytest.mark.parametrize(
    ("text", "surface", "how"),
    [
        ("The president of Laos met the king of Cambodia in Japan.", "Japan", "where"),
        ("The president of Laos met the king of Cambodia and wrote to Japan.", "Japan", "name"),
        ("The foreign ministry of Laos issued a statement titled “Japan Must Atone for It”.", "Japan", "title"),
        ("The president of Laos met the king of Cambodia.", "The president of Laos", "office"),
        ("The Ministry of Farming of Laos sent a message to Cuba.", "The Ministry of Farming of Laos", "pattern"),
    ],
)
def test_a_mention_says_how_it_was_found(text: str, surface: str, how: str) -> None:
    """A state in which something happens is not one that acts, nor is one in a title."""
    mentions = read(text, publisher="Mekong Courier").mentions
    assert how in {m.how for m in mentions if m.surface == surface}


# ── the gold form ───────────────────────────────────────────────────────────────────────────────────────────────

MET = "The president of Laos met the president of Cuba in Japan. "


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (MET, ["CUB", "LAO"]),
        (MET + "In Japan it rained.", ["CUB", "LAO"]),
        (MET + "In Japan it rained. The rain in Japan was warm.", ["CUB", "JPN", "LAO"]),
        (MET + "Japan was pleased.", ["CUB", "JPN", "LAO"]),
        ("The president of Laos met a teacher in Hanoi.", ["LAO"]),
        ("The Soviet Union recognised Laos in 1960.", ["LAO", "RUS"]),
    ],
)
def test_a_state_that_is_only_a_place_is_none_of_those_of_which_an_article_speaks(text: str, states: list[str]) -> None:
    """Whoever lists the states of an article leaves out the one where two others met, unless the text keeps naming it."""
    assert gold(text)["states"] == states


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("Laos joined ASEAN in July 1997.", ["Association of Southeast Asian Nations"]),
        ("The Central Committee of the Workers' Party of Korea sent a message to Laos.", ["Workers' Party of Korea"]),
        ("The Laos Friendship Association sent a message to Cuba.", ["Laos Friendship Association"]),
        ("The Cuban Red Crescent Society sent aid to Laos.", ["Cuban Red Crescent Society"]),
        # institutions of a state, places to visit, media, treaties
        ("The Ministry of Foreign Affairs of Laos sent a message to Cuba.", []),
        ("The president of Laos toured the Hanoi National Museum.", []),
        ("The president of Laos visited the Havana Tractor Factory.", []),
        ("The president of Laos told Xinhua that Cuba was far.", []),
        ("Laos acceded to the Paris Agreement.", []),
    ],
)
def test_an_organisation_is_one_of_its_own_and_no_part_of_a_state(text: str, organisations: list[str]) -> None:
    """A ministry is its state, a party's committee the party, and a museum nobody who acts."""
    assert gold(text)["organisations"] == organisations


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Laos acceded to the Paris Agreement in May 2021.",
         {"type": "treaty_accession", "date": "2021-05", "source": ["LAO"], "target": ["Paris Agreement"]}),
        ("The president of Laos will visit Cuba in June 2022.",
         {"type": "visit", "date": "2022-06", "source": ["LAO"], "target": ["CUB"], "planned": True}),
        ("The president of Laos toured the Hanoi National Museum.",
         {"type": "visit", "date": None, "source": ["LAO"], "target": ["VNM"], "place": "Hanoi"}),
        ("The president of Laos met the king of Cambodia on 3 May 2021. They held talks.",
         {"type": "meeting", "date": "2021-05-03", "source": ["LAO"], "target": ["KHM"]}),
        ("Khamla Sisavat, president of Laos, visited Cuba on 3 May 2021.",
         {"type": "visit", "date": "2021-05-03", "source": ["LAO"], "target": ["CUB"], "people": ["Khamla Sisavat"]}),
    ],
)  # fmt: skip
def test_a_gold_row_tells_an_act_once(text: str, event: dict[str, object]) -> None:
    """Talks that a meeting went on with are the same act; who accedes does so to a treaty; no date is invented."""
    assert gold(text)["events"] == [{"people": [], "place": None, "planned": False, **event}]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Khamla Sisavat, vice-minister of Laos, visited Cuba.", ["vice-minister"]),
        misread("Khamla Sisavat and Somsak Inthavong, vice-ministers of Laos, visited Cuba.", ["vice-minister", "vice-minister"],
               "the office that two share keeps its plural"),
        misread("President Khamla Sisavat and Vice-President Somsak Inthavong of Laos visited Cuba.", ["President", "Vice-President"],
               "of two holders of one state only the one beside it gets the office"),
    ],
)  # fmt: skip
def test_each_of_two_holders_has_an_office_of_his_own(text: str, roles: list[str]) -> None:
    """An office is counted by its name; its plural would be another office."""
    assert [e["role"] for e in gold(text)["envoys"]] == roles
