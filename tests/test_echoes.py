"""Acts that lean on those told before: echoed verbs, ends left out, tit for tat."""

from __future__ import annotations

from datetime import date

import pytest

from relgraph.claims import read_article
from relgraph.claims.gold import to_gold
from relgraph.ontology import load_ontology
from relgraph.records import Article, Claim

ONTOLOGY = load_ontology()


def told(text: str, type_id: str, title: str = "") -> list[Claim]:
    """The claims of one type in a text."""
    article = Article(id="echo", title=title, text=text, published=date(2024, 6, 15))
    return [c for c in read_article(article, ONTOLOGY).claims if c.type == type_id]


def ends(claim: Claim) -> tuple[list[str], str | None]:
    """The ids of who takes part, and the date."""
    return sorted(
        p for r in claim.roles if r.name != "place" for p in r.actor.principals or (r.actor.id,)
    ), claim.when.edtf


@pytest.mark.parametrize(
    "echo",
    [
        "Bahrain did so on 5 January 2016.",
        "Bahrain followed suit on 5 January 2016.",
        "Bahrain followed on 5 January 2016.",
    ],
)
def test_a_verb_that_points_back_tells_the_same_act_of_another_doer(echo: str) -> None:
    """Reports of a wave of severances name the act once."""
    found = told(f"Sudan severed diplomatic relations with Iran on 4 January 2016. {echo}", "SeveranceOfRelations")
    assert [ends(c) for c in found] == [
        (["state/IRN", "state/SDN"], "2016-01-04"),
        (["state/BHR", "state/IRN"], "2016-01-05"),
    ]


def test_a_list_of_doers_and_years_shares_one_verb() -> None:
    """Each joins in its own year, and the verb is said once: ", Japan in 2009 and Laos in 2012"."""
    text = "Fiji acceded to the Paris Agreement in 2001. China followed in 2003, Japan in 2009 and Laos in 2012."
    assert [c.when.edtf for c in told(text, "Accession")] == ["2001", "2003", "2009", "2012"]


def test_what_was_joined_is_carried_over() -> None:
    """Histories name the organisation once: "it left in 2016 and rejoined in 2020"."""
    text = "The Maldives joined the Commonwealth of Nations in 1982. It withdrew in October 2016 and rejoined in 2020."
    assert [ends(c)[0] for c in told(text, "Leaving") + told(text, "Joining")] == [["org/C", "state/MDV"]] * 3


def test_an_unfriendly_act_without_a_target_is_aimed_at_whom_the_others_are() -> None:
    """A report on measures against Iran need not say with each of them from where an envoy was called home."""
    text = "Sudan expelled the ambassador of Iran. Kuwait recalled its ambassador on 5 January 2016."
    assert [ends(c)[0] for c in told(text, "Recall")] == [["state/IRN", "state/KWT"]]


def test_nobody_is_guessed_as_target_without_acts_before() -> None:
    """A recall alone does not say from where."""
    assert [ends(c)[0] for c in told("Kuwait recalled its ambassador.", "Recall")] == [["state/KWT"]]


def test_tit_for_tat_is_two_acts() -> None:
    """Each side expels the other's envoy on the same day: the same two states, but not the same act."""
    text = "On 4 May Poland expelled the ambassador of Belarus. Belarus expelled the Polish ambassador on 4 May."
    article = Article(id="echo", text=text, published=date(2024, 6, 15))
    events = to_gold(read_article(article, ONTOLOGY), ONTOLOGY)["events"]
    assert [(e["source"], e["target"]) for e in events] == [(["POL"], ["BLR"]), (["BLR"], ["POL"])]
