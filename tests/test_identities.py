"""Identities: who is who, in names that texts spell in many ways and that many bear."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relgraph.iris import digest
from relgraph.ontology import load_ontology
from relgraph.ontology.names import load_names
from relgraph.records import Actor, Article, Claim, Mention, Reading, Role, When
from relgraph.resolve.actors import Identities, identify, meanings_of, settle
from relgraph.resolve.spellings import compare, spell

NAMES = load_names(load_ontology().folder)
KCNA = Actor(id="org/KCNA", type="GovernmentBody", label="KCNA", on_behalf_of=("state/PRK",))


def person(name: str, state: str | None = None, *, key: str | None = None) -> Actor:
    """A person as a text names them."""
    made = key or name.lower().replace(" ", "-").replace(".", "").replace("'", "")
    return Actor(id=f"person/{made}", type="Person", label=name, on_behalf_of=(f"state/{state}",) if state else ())


def told(actor: Actor, *offices: str, source: str, year: int | None = 2024, more: Iterable[Actor] = ()) -> Reading:
    """An article that names somebody, with their offices, and perhaps others."""
    claims = []
    for n, (who, posts) in enumerate([(actor, offices), *((other, ()) for other in more)]):
        for office in posts or ("",):
            post = Actor(id=f"post/{office}", type="Post", label=office)
            roles = (
                (Role(name="holder", actor=who), Role(name="post", actor=post))
                if office
                else (Role(name="actor", actor=who),)
            )
            claims.append(
                Claim(
                    id="c" + digest(source, who.id, office, str(n)), article=source, type="Tenure" if office else "Visit", roles=roles,
                    when=When(), factuality="ongoing", claimed_by=KCNA, quote="x", start=n, end=n + 1, rule="test", confidence=0.9,
                )
            )  # fmt: skip
    published = date(year, 6, 1) if year else None
    return Reading(article=Article(id=source, text="x", published=published), claims=tuple(claims))


def meant(found: Identities, *places: tuple[str, Actor]) -> list[str]:
    """The ids that are meant in some sources by some actors."""
    meanings = meanings_of(found.links)
    ids = []
    for source, actor in places:
        [claim] = settle(told(actor, source=source), meanings).claims
        ids.append(claim.roles[0].actor.id)
    return ids


def are_one(
    one: tuple[str, str | None, str | None, int | None], other: tuple[str, str | None, str | None, int | None]
) -> bool:
    """Whether two articles, each with a name, a state, an office and a year, speak of one person."""
    sources, places = [], []
    for key, (name, state, office, year) in zip("ab", (one, other), strict=True):
        actor = person(name, state)
        sources.append(told(actor, *([office] if office else []), source=key, year=year))
        places.append((key, actor))
    ids = meant(identify(sources, NAMES), *places)
    return ids[0] == ids[1]


SAME = [
    # spellings of one name
    (("Choe Son Gil", "PRK", None, 2024), ("Choe Son-gil", "PRK", None, 2024)),
    (("Choe Songil", "PRK", None, 2024), ("CHOE Son Gil", "PRK", None, 2024)),
    (("Pak Chol Bom", "PRK", "PRK-rail-minister", 2024), ("Pak Chol Pom", "PRK", "PRK-rail-minister", 2024)),
    (("Yoon Bo Ra", "KOR", "KOR-trade-minister", 2024), ("Yun Bo Ra", "KOR", "KOR-trade-minister", 2024)),
    (("Aleksandr Petrovsky", "RUS", None, 2020), ("Alexander Petrovski", "RUS", None, 2021)),
    (("Rudolph Ambringer", "AUT", None, 1990), ("Rudolf Ambringer", "AUT", None, 1991)),
    (("Usama al-Rashidi", "JOR", None, 2010), ("Osama Al Rashidi", "JOR", None, 2012)),
    (("Khalid bin Harun", "OMN", None, 2010), ("Khaled bin Haroun", "OMN", None, 2010)),
    (("José Antonio Cañada", "GTM", None, 1830), ("Jose Antonio Canada", "GTM", None, 1830)),
    # a slip of the pen in a rare name
    (("Wilhelm A. Stoltzfeld", "USA", None, 1975), ("Wilhelm A. Soltzfeld", "USA", None, 1974)),
    # order of the words
    (("Zhang Weiming", "CHN", None, 2020), ("Weiming Zhang", "CHN", None, 2020)),
    # names left out
    (("James K. Polkinger", "USA", None, 1845), ("James Knox Polkinger", "USA", None, 1846)),
    (("A. D. Mannering", "USA", None, 1850), ("A. Dudley Mannering", "USA", None, 1850)),
    (("William Eagleby", "USA", None, 1975), ("William L. Eagleby", "USA", None, 1980)),
    (("Dmitri Grekov", "RUS", None, 2010), ("Dmitri Anatolyevich Grekov", "RUS", None, 2010)),
    (("Nicolas Pereda", "VEN", "VEN-culture-minister", 2015), ("Nicolás Pereda Moros", "VEN", "VEN-culture-minister", 2016)),
    (("Haidar al-Bayati", "IRQ", None, 2015), ("Haidar Bayati", "IRQ", None, 2015)),
    # a surname alone
    (("Lindqvist", "SWE", "SWE-trade-minister", 2015), ("Anna Lindqvist", "SWE", "SWE-trade-minister", 2016)),
    (("Nakamori", "JPN", "JPN-trade-minister", 2020), ("Kenji Nakamori", "JPN", "JPN-trade-minister", 2020)),
    (("Yoon", "KOR", "KOR-trade-minister", 2023), ("Yoon Bo Ra", "KOR", "KOR-trade-minister", 2024)),
    # a title that was read as a part of the name
    (("Chevalier Joseph Bertinelli", "ITA", None, 1860), ("Joseph Bertinelli", "ITA", None, 1861)),
    # one man with two offices of one state, and one who went to the capital
    (("Jo Yong Gwan", "PRK", "PRK-premier", 2024), ("Jo Yong Gwan", "PRK", "WPK-department-director", 2024)),
    (("Ri Hi Yol", "PRK", "north-phyongan-provincial-committee-WPK-chief-secretary", 2023), ("Ri Hi Yol", "PRK", "WPK-party-secretary", 2024)),
    (("Roberta Haldane", "USA", "USA-ambassador-FJI", 1990), ("Roberta Haldane", "USA", "USA-ambassador-NPL", 1996)),
]  # fmt: skip

DIFFERENT = [
    # one letter makes another person where names are short
    (("Kim Yong Chol", "PRK", "PRK-rail-minister", 2024), ("Kim Yong Chon", "PRK", "PRK-rail-minister", 2024)),
    (("Kim Jong Il", "PRK", None, 1990), ("Kim Jong Un", "PRK", None, 2012)),
    (("Ri Su Yong", "PRK", None, 2024), ("Ri Yong Su", "PRK", None, 2024)),
    (("Kim Chol", "PRK", None, 2024), ("Kim Chol Su", "PRK", None, 2024)),
    (("Choe Sun Sil", "KOR", None, 2016), ("Choe Son Hui", "PRK", None, 2024)),
    # one name in two walks of life
    (("Kim Myong Su", "PRK", "kangwon-provincial-committee-WPK-secretary", 2024), ("Kim Myong Su", "PRK", "PRK-academy-researcher", 2024)),
    (("Kim Chol Nam", "PRK", "chongryon-chairman", 2024), ("Kim Chol Nam", "PRK", "PRK-rail-minister", 2024)),
    # one name in two states
    (("Li Wen", "CHN", None, 2024), ("Li Wen", "SGP", None, 2024)),
    # other initials, other given names, a son
    (("Darryl N. Johnstone", "USA", None, 1991), ("Donald J. Johnstone", "USA", None, 1991)),
    (("Morris N. Hughesby", "USA", None, 1955), ("Charles Evans Hughesby", "USA", None, 1922)),
    (("George H. W. Bush", "USA", "USA-president", 1990), ("George W. Bush", "USA", "USA-president", 2002)),
    (("Franklin D. Roosevelt", "USA", "USA-president", 1940), ("Theodore Roosevelt", "USA", "USA-president", 1905)),
    (("Albert II", "MCO", None, 2010), ("Albert I", "MCO", None, 1910)),
    # a century between
    (("John Willoughby", "USA", None, 1826), ("John Willoughby", "USA", None, 1994)),
    # a surname alone, of another state, of another time, or with nothing else
    (("Lindqvist", "NOR", "NOR-trade-minister", 2015), ("Anna Lindqvist", "SWE", "SWE-trade-minister", 2016)),
    (("Roosevelt", "USA", "USA-president", 1943), ("Theodore Roosevelt", "USA", "USA-president", 1905)),
    (("Lindqvist", None, None, 2015), ("Anna Lindqvist", "SWE", None, 2016)),
    # nearly the same sound
    (("John B. Kerrin", "USA", None, 1953), ("John Kerriny", "USA", None, 1960)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_name_one_person_are_one(one: tuple[str, str, str, int], other: tuple[str, str, str, int]) -> None:
    """Spelling, order, initials, a title: texts name one person in many ways."""
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_persons_of_like_names_are_two(one: tuple[str, str, str, int], other: tuple[str, str, str, int]) -> None:
    """A wrong merge gives a man the deeds of another, which is worse than two pages for one."""
    assert not are_one(one, other)
    assert not are_one(other, one)


def test_a_surname_goes_to_whom_its_own_article_names_in_full() -> None:
    """Two ministers bear it; the article speaks of one of them."""
    first, second = person("Monnett Davisson", "USA"), person("Arthur Davisson", "USA")
    sources = [told(first, source="a", year=1948), told(second, source="b", year=1949, more=[person("Davisson")])]
    found = identify(sources, NAMES)
    assert meant(found, ("b", person("Davisson")))[0] == second.id


def test_a_surname_that_two_may_mean_is_kept_with_both_as_candidates() -> None:
    """It is not forced: both are written down with their points."""
    first, second = person("Monnett Davisson", "USA"), person("Arthur Davisson", "USA")
    alone = person("Davisson", "USA")
    sources = [
        told(p, "USA-trade-minister", source=key, year=1948)
        for key, p in zip("abc", (first, second, alone), strict=True)
    ]
    found = identify(sources, NAMES)
    assert meant(found, ("c", alone)) == [alone.id]
    candidates = [c for c in found.candidates if alone.id in (c.one, c.other)]
    assert {c.one for c in candidates} | {c.other for c in candidates} == {alone.id, first.id, second.id}
    assert all(c.points > 0 and c.evidence and c.articles == ("c",) for c in candidates)


def test_a_chain_whose_ends_contradict_each_other_does_not_join_all() -> None:
    """A is like B and B like C, but A and C act for two states: B belongs to one of them at most."""
    names = (
        person("Li Wenhao", "CHN"),
        person("Wenhao Li", key="wenhao-li"),
        person("Li Wen-hao", "SGP", key="li-wenhao-2"),
    )
    ids = _ids(names)
    assert ids[0] != ids[2]
    assert len(set(ids)) >= 2


def _ids(actors: tuple[Actor, ...]) -> list[str]:
    found = identify([told(a, source=str(n)) for n, a in enumerate(actors)], NAMES)
    return meant(found, *((str(n), a) for n, a in enumerate(actors)))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    """A folder is read in another order on another machine."""
    sources = [
        told(person("Rudolph Ambringer", "AUT"), source="a", year=1990),
        told(person("Rudolf Ambringer", "AUT"), "AUT-trade-minister", source="b", year=1991),
        told(person("Ambringer", "AUT"), "AUT-trade-minister", source="c", year=1991),
    ]
    whole = identify(sources, NAMES)
    other = identify([sources[n] for n in order], NAMES)
    assert (whole.links, whole.candidates, whole.all()) == (other.links, other.candidates, other.all())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(NAMES.states)), min_size=2, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_states_are_never_merged(codes: list[str], shuffle: random.Random) -> None:
    """Whatever their names have in common."""
    states = [NAMES.actor(f"state/{code}") for code in codes]
    sources = [told(state, source=str(n)) for n, state in enumerate(states) if state is not None]
    shuffle.shuffle(sources)
    found = identify(sources, NAMES)
    assert not [link for link in found.links if link.other.startswith("state/") or link.kept.startswith("state/")]
    assert {f"state/{code}" for code in codes} <= {a.id for a in found.all()}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAME + DIFFERENT), st.sampled_from(SAME + DIFFERENT))
def test_being_like_is_symmetric(one: tuple[tuple[str, object], ...], other: tuple[tuple[str, object], ...]) -> None:
    """Of two names it does not matter which comes first."""
    a, b = spell(str(one[0][0])), spell(str(other[1][0]))
    assert compare(a, b) == compare(b, a)


def test_a_merge_says_why() -> None:
    """Reason, evidence, points and the articles: enough to judge it and to undo it."""
    sources = [
        told(person("Rudolph E. Ambringer", "AUT"), source="a", year=1990),
        told(person("Rudolf E. Ambringer", "AUT"), source="b", year=1990),
    ]
    [link] = identify(sources, NAMES).links
    assert (link.other, link.kept, link.label) == (
        "person/rudolph-e-ambringer",
        "person/rudolf-e-ambringer",
        "Rudolph E. Ambringer",
    )
    assert link.reason == "another spelling"
    assert "both act for Austria" in link.evidence
    assert "in the same years" in link.evidence
    assert link.points >= 4.5
    assert (link.articles, link.everywhere) == (("a",), True)


def test_two_bearers_of_a_name_get_an_id_each_in_their_own_articles() -> None:
    """The id is no more than the name; which of the two an article means is written for that article."""
    secretary, scholar = "kangwon-provincial-committee-WPK-secretary", "PRK-academy-researcher"
    kim = person("Kim Myong Su", "PRK")
    found = identify([told(kim, secretary, source=s) for s in "abc"] + [told(kim, scholar, source="d")], NAMES)
    assert meant(found, ("a", kim), ("d", kim)) == [kim.id, f"{kim.id}-{scholar}"]
    [link] = found.links
    assert (link.reason, link.articles, link.everywhere) == ("another bearer of the name", ("d",), False)


def test_what_is_told_by_hand_comes_before_all_points() -> None:
    """Whoever knows the corpus keeps two apart that look like one, and joins two that do not."""
    one, other = person("Rudolph Ambringer", "AUT"), person("Rudolf Ambringer", "AUT")
    alias = person("Comrade Frost", "AUT")
    sources = [told(a, source=a.id) for a in (one, other, alias)]
    assert not identify(sources, NAMES, apart=[frozenset([one.id, other.id])]).links
    joined = identify(
        sources, NAMES, together=[frozenset([one.id, person("Frost Ambringer").id]), frozenset([one.id, other.id])]
    )
    assert [(link.other, link.kept) for link in joined.links] == [(one.id, other.id)]


# ── bodies ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def body(label: str, owner: str | None = None, *, kind: str = "GovernmentBody") -> Actor:
    """An organ or organisation whose id is made of its words."""
    key = label.lower().replace(" ", "-").replace("'", "").replace(".", "-")
    behind = owner if owner is None or "/" in owner else f"state/{owner}"
    prefix = f"{owner.rpartition('/')[2]}-" if owner else ""
    return Actor(id=f"org/{prefix}{key}", type=kind, label=label, on_behalf_of=(behind,) if behind else ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (body("Ministry of the Interior", "FJI"), body("Ministry of Interior", "FJI"), True),
        (body("Fijian Ministry of Forestry", "FJI"), body("Ministry of Forestry", "FJI"), True),
        (body("U.S. Bureau of Lighthouses", "USA"), body("United States Bureau of Lighthouses", "USA"), True),
        (body("Ministry of Labour", "FJI"), body("Ministry of Labor", "FJI"), True),
        (
            body("Teachers' Training College", kind="Organization"),
            body("Teacher Training College", kind="Organization"),
            True,
        ),
        (
            body("Committee for Tidal Research", kind="Organization"),
            body("Tidal Research Committee", kind="Organization"),
            True,
        ),
        (body("Ministry of Metal Industry", "FJI"), body("Ministry of Mining Industry", "FJI"), False),
        (body("Ministry of Forestry", "FJI"), body("Ministry of Forestry", "TON"), False),
        (
            body("Amber Committee", "org/WPK", kind="OrganBody"),
            body("Amber Committee", "org/CPC", kind="OrganBody"),
            False,
        ),
        (body("Land and Marine Transport Office", "FJI"), body("Land and Maritime Transport Office", "FJI"), False),
    ],
)
def test_bodies_are_one_by_all_their_telling_words(one: Actor, other: Actor, same: bool) -> None:
    """Articles, plurals and spelling tell nothing, an owner and any other word do."""
    ids = _ids((one, other))
    assert (ids[0] == ids[1]) is same


def test_words_that_are_nearly_the_same_make_candidates() -> None:
    """Economy or economic: one commission, perhaps."""
    one, other = body("Second Economy Commission", "FJI"), body("Second Economic Commission", "FJI")
    [candidate] = identify([told(one, source="a"), told(other, source="b")], NAMES).candidates
    assert {candidate.one, candidate.other} == {one.id, other.id}


def test_a_body_that_the_table_has_keeps_the_id_of_the_table() -> None:
    """Whatever the words from which a text's id was made."""
    minted = body("Department of the Treasury", "USA")
    assert _ids((minted,)) == ["org/USA-treasury"]


def test_a_mention_of_two_that_are_one_is_no_longer_open() -> None:
    """A surname of two forms of one name means one."""
    one, other = person("Rudolph Ambringer", "AUT"), person("Rudolf Ambringer", "AUT")
    mention = Mention(
        article="a", sentence=0, start=0, end=9, surface="Ambringer", kind="actor", actors=(one, other), how="surname"
    )
    source = told(one, source="a", more=[other])
    source = Reading(article=source.article, claims=source.claims, mentions=(mention,))
    [said] = settle(source, meanings_of(identify([source], NAMES).links)).mentions  # type: ignore[union-attr]
    assert len(said.actors) == 1


def test_whoever_acts_for_a_body_that_was_merged_acts_for_the_one_that_was_kept() -> None:
    """Else the graph would describe a body that nothing else names."""
    minted, kept = body("Ministry of the Interior", "FJI"), body("Ministry of Interior", "FJI")
    spokesman = Actor(id="post/x-spokesman", type="Post", label="spokesman", on_behalf_of=(minted.id,))
    sources = [told(minted, source="a"), told(kept, source="b"), told(kept, source="c"), told(spokesman, source="d")]
    found = identify(sources, NAMES)
    [claim] = settle(sources[3], meanings_of(found.links)).claims
    assert claim.roles[0].actor.on_behalf_of == (kept.id,)


def test_a_person_of_the_table_is_not_replaced_by_another() -> None:
    """The reader takes a surname for the one bearer that the table has; the article names another in full."""
    guessed = person("Davis", key="philip-davis")
    sources = [told(person("Roy Davis", "USA"), source="a", year=1930, more=[guessed])]
    [link] = identify(sources, NAMES).links
    assert (link.other, link.kept, link.everywhere, link.articles) == (guessed.id, "person/roy-davis", False, ("a",))


def test_a_surname_is_told_by_hand_too() -> None:
    """What the points would give away is kept, and what they leave open is decided."""
    whole, alone = person("Anna Lindqvist", "SWE"), person("Lindqvist", "SWE")
    office = "SWE-trade-minister"
    sources = [told(whole, office, source="a"), told(alone, office, source="b")]
    pair = frozenset([whole.id, alone.id])
    assert meant(identify(sources, NAMES), ("b", alone)) == [whole.id]
    assert meant(identify(sources, NAMES, apart=[pair]), ("b", alone)) == [alone.id]
    other = person("Lindqvist", key="lindqvist-2")
    sources.append(told(other, source="c"))
    assert meant(identify(sources, NAMES), ("c", other)) == [other.id]
    assert meant(identify(sources, NAMES, together=[frozenset([whole.id, other.id])]), ("c", other)) == [whole.id]
