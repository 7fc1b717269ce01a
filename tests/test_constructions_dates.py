"""Constructions of diplomatic English that say when: the rows have the form of those in ``test_constructions.py``."""

from __future__ import annotations

import pytest
from test_claims import events
from test_constructions import line, misread, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Laos joined the WTO on 2 February 2013. On the same day Cuba signed an agreement with Fiji.",
            ["Joining LAO > WTO 2013-02-02", "Signature CUB+FJI 2013-02-02"],
        ),
        (
            "Laos joined the WTO on 2 February 2013. In the same year Cuba signed an agreement with Fiji.",
            ["Joining LAO > WTO 2013-02-02", "Signature CUB+FJI 2013"],
        ),
        (
            "Laos joined the WTO on 2 February 2013. Laos decided to resume diplomatic relations with Fiji as of the same day.",
            ["Joining LAO > WTO 2013-02-02", "ResumptionOfRelations LAO > FJI 2013-02-02"],
        ),
        # no day was named before, or only a year
        ("On the same day Cuba signed an agreement with Fiji.", ["Signature CUB+FJI"]),
    ],
)
def test_the_same_day_is_the_day_named_last(text: str, expected: list[str]) -> None:
    """Chronicles name a day once and go on with "the same day", month or year."""
    assert told(text) == expected


def test_the_same_day_is_not_made_out_of_a_year() -> None:
    """Where only a year was named, "the same day" says no more than that year."""
    assert told("Laos joined the WTO in 2013. On the same day Cuba signed an agreement with Fiji.") == [
        "Joining LAO > WTO 2013",
        "Signature CUB+FJI 2013",
    ]


NEWS = "The president of Laos visited Cuba on 20 April 2022. "


@pytest.mark.parametrize(
    ("text", "last", "basis"),
    [
        (NEWS + "The president of Cuba held talks with the president of Laos.", "Talks CUB > LAO 2022-04-20", "inferred"),
        (NEWS + "The king of Cambodia held talks with the emperor of Japan.", "Talks KHM > JPN 2022-04-20", "inferred"),
        # another act of the same persons goes before the one day of the news
        (
            NEWS + "It rained on 21 April 2022. The president of Laos met the king of Cambodia.",
            "Meeting LAO > KHM 2022-04-20",
            "inferred",
        ),
        # two days, a visit, a plan, a list, a day of long ago: nothing is inferred
        (NEWS + "It rained on 21 April 2022. The king of Cambodia met the emperor of Japan.", "Meeting KHM > JPN", "publication"),
        (NEWS + "The king of Cambodia visited Japan.", "Visit KHM > JPN", "publication"),
        (NEWS + "The king of Cambodia will meet the emperor of Japan.", "Meeting KHM > JPN planned", "publication"),
        (NEWS + "\n- The king of Cambodia met the emperor of Japan.", "Meeting KHM > JPN", "publication"),
        (NEWS.replace("2022", "2021") + "The king of Cambodia met the emperor of Japan.", "Meeting KHM > JPN", "publication"),
    ],
)  # fmt: skip
def test_a_scene_without_a_date_has_the_day_of_the_news(text: str, last: str, basis: str) -> None:
    """A report says once when it was and goes on; the day is inferred and says so, and is never that of another matter."""
    claim = events(text, publisher="Mekong Courier")[-1]
    assert (line(claim), claim.when.basis) == (last, basis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laos announced on Monday that it was expelling two diplomats of Cuba.", ["Expulsion LAO > CUB 2022-04-25"]),
        (
            "Laos has closed its embassy in Havana, the foreign ministry of Laos said on Wednesday.",
            ["MissionClosing LAO > CUB 2022-04-27"],
        ),
        ("Laos staged a drill targeting Fiji on 3 May 2021.", ["MilitaryExercise LAO 2021-05-03"]),
        # an act of earlier days is not of the day of the report
        (
            "Laos said on Monday that Cuba closed its embassy in Fiji in 2019.",
            ["Statement LAO > CUB 2022-04-25", "MissionClosing CUB > FJI 2019"],
        ),
        misread(
            "Laos had closed its embassy in Havana before that, the foreign ministry of Laos said on Wednesday.",
            ["MissionClosing LAO > CUB"],
            "a pluperfect takes the day of the report",
        ),
        misread(
            "After the Russian invasion of Ukraine in February 2022, Laos sent a message to Cuba.",
            ["MilitaryAction RUS > UKR 2022-02", "Message LAO > CUB"],
            "the date of what happened before is given to what came after it",
        ),
        misread(
            "Laos sent a message to Cuba after the earthquake of 3 May 2021.",
            ["Message LAO > CUB"],
            "the date of the earthquake is given to the message",
        ),
        misread(
            "In 1974 there had been talks between Laos and Cuba, in 1973 letters.",
            ["Talks CUB+LAO 1974"],
            "of two dates around a noun the one behind it is taken across a comma",
        ),
    ],
)
def test_an_act_has_the_date_of_what_announces_it_and_not_of_what_came_before(text: str, expected: list[str]) -> None:
    """An announcement that something is being done is the act; a cause or an earlier matter has a date of its own."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Russian invasion of Ukraine began on 24 February 2022.",
            ["MilitaryAction RUS > UKR 2022-02-24"],
        ),
        ("The strike by Fiji against Cuba on 3 May 2021 drew protest.", ["MilitaryAction FJI > CUB 2021-05-03"]),
        ("Iran's testing of a missile on 3 May 2021 drew protest.", ["MilitaryAction IRN 2021-05-03"]),
        ("The ASEAN summit in Jakarta on 5 September 2021 ended well.", ["Conference ASEAN 2021-09-05"]),
        # without a date a noun only speaks of something
        ("The Russian invasion of Ukraine hurt trade.", []),
        ("The strike by Fiji against Cuba drew protest.", []),
        ("Iran's testing of a missile drew protest.", []),
        ("Laos fears a Russian invasion of Cuba.", []),
    ],
)
def test_a_noun_tells_of_an_attack_a_test_or_a_summit_only_with_a_date(text: str, expected: list[str]) -> None:
    """News speak of wars and summits without telling them; where a date stands beside the noun they tell."""
    assert told(text) == expected


RELATIONS = "Laos and Cuba established diplomatic relations on 4 April 1975. "


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (RELATIONS + "Laos opened an embassy in Havana on 6 May.", None, "MissionOpening LAO > CUB 1975-05-06"),
        (
            RELATIONS + "Fiji joined the WTO in January 1976. Laos opened an embassy in Havana on 6 May.",
            None,
            "MissionOpening LAO > CUB",
        ),
        (
            RELATIONS + "Fiji joined the WTO in 1974, 1973 and 1972. Laos visited Fiji in 1976. Laos opened an embassy in Havana on May 6.",
            "2022",
            "MissionOpening LAO > CUB 1976-05-06",
        ),
        (RELATIONS + "Laos opened an embassy in Havana on April 6.", "2022", "MissionOpening LAO > CUB 2022-04-06"),
    ],
    ids=["undated-one-year", "undated-two-years", "history", "news"],
)  # fmt: skip
def test_a_day_without_a_year_is_of_the_year_that_the_text_speaks_of(
    text: str, published: str | None, expected: str
) -> None:
    """An undated text has one year or none; a history means the year of which it was speaking, news the last such day."""
    given = {} if published else {"published": None}
    assert told(text, **given)[-1] == expected
