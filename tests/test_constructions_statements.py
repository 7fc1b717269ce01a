"""Constructions of diplomatic English in which somebody speaks: the rows have the form of those in ``test_constructions.py``."""

from __future__ import annotations

import pytest
from test_constructions import misread, told

SPEAKS = "The foreign ministry of Laos released the following statement on 20 April 2022:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPEAKS + "Cuba has helped its neighbours. Cuba is a friend.", ["Statement LAO > CUB 2022-04-20"]),
        (
            SPEAKS + "Fiji has threatened its neighbours. Fiji is an aggressor, and its provocation is illegal.",
            ["Condemnation LAO > FJI 2022-04-20"],
        ),
        ("The foreign ministry of Laos said in a statement that Fiji had helped.", ["Statement LAO > FJI"]),
        ("Jane Bakerton, foreign minister of Laos, said:\nFiji must vote. Fiji has time.", ["Statement LAO > FJI"]),
        (
            "The foreign ministry of Laos issued a press statement “Fiji must atone for its crimes” on 20 April 2022.",
            ["Condemnation LAO > FJI 2022-04-20"],
        ),
        misread(
            "The foreign ministry of Laos issued a statement titled “Fiji must atone for its crimes” on 20 April 2022.",
            ["Condemnation LAO > FJI 2022-04-20"],
            "'titled' parts the statement from its title and its date",
        ),
        # what is only named in passing is not aimed at, and a colon without a state says nothing to the graph
        (SPEAKS + "The weather is fine. Cuba is far.", ["Statement LAO 2022-04-20"]),
        ("Jane Bakerton, foreign minister of Laos, said:\nWe are glad. It is May.", []),
        ("The foreign ministry of Laos said that the weather was fine.", []),
    ],
)
def test_a_statement_is_aimed_at_whom_it_names_most(text: str, expected: list[str]) -> None:
    """ "Released the following statement" says who speaks; about whom stands in the text, the title or the clause."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [("GOV.UK", ["Statement GBR > LAO"]), ("Mekong Courier", [])],
)
def test_whom_a_government_quotes_without_an_office_speaks_for_it(publisher: str, expected: list[str]) -> None:
    """A government's notice need not say that its minister is one; a newspaper quotes anybody."""
    text = "Jane Bakerton said:\nLaos must hold elections. The people of Laos deserve better."
    assert told(text, publisher=publisher) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The film “The President of Laos Visited Cuba” was shown in Hanoi.", []),
        ("The king of Cambodia read the book “Japan Attacked China” aloud.", []),
        ("A report headlined “Laos Recognises Kosovo” was false.", []),
        # quotation marks around a few words of the text itself
        ("Laos “condemned” Fiji.", ["Condemnation LAO > FJI"]),
    ],
)
def test_what_the_title_of_a_writing_says_is_not_told(text: str, expected: list[str]) -> None:
    """Nobody visits anybody in the name of a film."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laos condemned the attack on Cuba by Fiji.", ["Condemnation LAO > FJI"]),
        ("Laos condemned Fiji's invasion of Cuba.", ["Condemnation LAO > FJI"]),
        (
            "Laos condemned the raid launched by Fiji on Cuba.",
            ["Condemnation LAO > FJI", "MilitaryAction FJI > CUB"],
        ),
        ("Laos condemned the attack. Fiji had sent ships. Fiji had sent planes too.", ["Condemnation LAO > FJI"]),
        ("The attacks by Fiji killed three citizens of Cuba.", ["MilitaryAction FJI > CUB"]),
        # of the victim nothing bad is said, and nobody is blamed whom the text does not name
        ("Laos condemned the attack on Cuba.", []),
        ("Laos condemned the attack.", []),
        ("Laos condemned the weather in Fiji.", []),
        ("An attack killed three citizens of Cuba.", []),
    ],
)
def test_who_condemns_a_deed_condemns_its_doer(text: str, expected: list[str]) -> None:
    """The victim of "the attack on Cuba" stands nearer to the verb than whoever made it."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASEAN voiced concern over the situation in Myanmar.", ["Statement ASEAN > MMR"]),
        ("Laos replied to the message of sympathy from the president of Cuba.", ["ReplyMessage LAO > CUB"]),
        ("Laos welcomed the decision of Cuba.", ["Statement LAO > CUB"]),
        ("ASEAN voiced concern over the rain.", []),
        ("Laos replied to the message.", []),
        ("Laos welcomed the spring of Cuba.", []),
    ],
)
def test_some_nouns_lead_through_to_whom_they_belong(text: str, expected: list[str]) -> None:
    """ "The border of X" is not X, but who is worried over the situation in X speaks of X."""
    assert told(text) == expected
