"""Dates: what a text says is kept at its precision, and the bounds follow from it alone."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.dates import (
    EDTF_PATTERN,
    attested_when,
    by_publication,
    find_dates,
    forms,
    lasting_when,
    make_when,
    roll_forward,
    start_of,
)
from relgraph.records import When

THURSDAY = date(2024, 5, 16)

Bounds = tuple[str | None, str | None, str | None, str | None]


def _bounds(when: When) -> Bounds:
    days = (when.start_earliest, when.start_latest, when.end_earliest, when.end_latest)
    first, second, third, fourth = (day.isoformat() if day else None for day in days)
    return first, second, third, fourth


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("2012-04-30", ("2012-04-30", "2012-04-30", "2012-04-30", "2012-04-30")),
        ("2008-07", ("2008-07-01", "2008-07-31", "2008-07-01", "2008-07-31")),
        ("2024-02", ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29")),
        ("2008", ("2008-01-01", "2008-12-31", "2008-01-01", "2008-12-31")),
        ("197X", ("1970-01-01", "1979-12-31", "1970-01-01", "1979-12-31")),
        ("2008-07~", ("2008-07-01", "2008-07-31", "2008-07-01", "2008-07-31")),
        ("2008?", ("2008-01-01", "2008-12-31", "2008-01-01", "2008-12-31")),
        ("2011-07/", ("2011-07-01", "2011-07-31", None, None)),
        ("2022-04-29/..", ("2022-04-29", "2022-04-29", None, None)),
        ("/2015", (None, None, "2015-01-01", "2015-12-31")),
        ("../2015", (None, None, "2015-01-01", "2015-12-31")),
        ("2012/2022", ("2012-01-01", "2012-12-31", "2022-01-01", "2022-12-31")),
        ("2024-05-03/2024-05-05", ("2024-05-03", "2024-05-03", "2024-05-05", "2024-05-05")),
        ("2012/2012-05", ("2012-01-01", "2012-05-31", "2012-05-01", "2012-05-31")),
        ("[..2026-02-17]", (None, "2026-02-17", None, "2026-02-17")),
        ("[2026-02-16..]", ("2026-02-16", None, "2026-02-16", None)),
        ("[2024-05-06..2024-05-12]", ("2024-05-06", "2024-05-12", "2024-05-06", "2024-05-12")),
    ],
)
def test_bounds_follow_from_the_literal(edtf: str, bounds: Bounds) -> None:
    """Machines compare the four days; they must say no more than the literal."""
    when = make_when(edtf)
    assert _bounds(when) == bounds
    assert when.edtf == edtf
    assert re.fullmatch(EDTF_PATTERN, edtf)


def test_an_attestation_is_the_earliest_possible_end() -> None:
    """An ambassador "dispatched from July 2011", as said in 2022, was posted at least until then."""
    assert _bounds(make_when("2011-07/", attested=date(2022, 4, 29)))[2] == "2022-04-29"
    assert _bounds(make_when("2022-04-29/..", attested=date(2022, 5, 1)))[2] == "2022-05-01"
    assert _bounds(make_when("2030/", attested=date(2022, 4, 29)))[2] is None, "a start in the future has no end yet"
    assert _bounds(make_when("2008-07", attested=date(2022, 4, 29)))[2] == "2008-07-01", "an act is over"


def test_a_state_of_affairs_known_from_attestations_started_before_the_first() -> None:
    """A sentence that only calls somebody ambassador gives neither a start nor an end."""
    when = attested_when([date(2026, 2, 17), date(2026, 2, 12)])
    assert _bounds(when) == (None, "2026-02-12", "2026-02-17", None)
    assert when.edtf is None
    assert attested_when([]) == When()
    assert _bounds(make_when(None, attested=date(2026, 2, 17))) == (None, "2026-02-17", "2026-02-17", None)


def test_no_date_in_the_text_means_by_the_publication_date() -> None:
    """Publication date is not event date."""
    when = by_publication(date(2026, 2, 17))
    assert (when.edtf, when.basis) == ("[..2026-02-17]", "publication")
    assert by_publication(None) == When()


@pytest.mark.parametrize(
    ("start", "end", "edtf", "bounds"),
    [
        ("2008-07-24", None, "2008-07-24/", ("2008-07-24", "2008-07-24", "2022-04-29", None)),
        ("2011-07/", None, "2011-07/", ("2011-07-01", "2011-07-31", "2022-04-29", None)),
        ("1973", "2021-03", "1973/2021-03", ("1973-01-01", "1973-12-31", "2021-03-01", "2021-03-31")),
        ("[..1973-06-30]", None, None, (None, "1973-06-30", "2022-04-29", None)),
        ("1973", "[..2021-03-19]", None, ("1973-01-01", "1973-12-31", None, "2021-03-19")),
        ("1973", "1950", None, ("1973-01-01", "1973-12-31", None, None)),
    ],
)
def test_what_an_event_begins_lasts_until_another_ends_it(
    start: str, end: str | None, edtf: str | None, bounds: Bounds
) -> None:
    """An end that no source tells stays open, and one that lies before the start is not believed."""
    when = lasting_when(make_when(start), end=make_when(end) if end else None, attested=date(2022, 4, 29))
    assert (when.edtf, _bounds(when)) == (edtf, bounds)


def test_the_act_that_began_something_is_over() -> None:
    """Whoever was dispatched "from July 2011" was dispatched in July 2011."""
    assert [start_of(make_when(w)).edtf for w in ("2011-07/", "2011-07/..", "/2015", "2011/2012")] == [
        "2011-07",
        "2011-07",
        "/2015",
        "2011/2012",
    ]


@pytest.mark.parametrize(
    "wrong",
    ["2012-13", "2012-02-30", "12-05", "20120430", "2012-4-3", "yesterday", "", "[2012]", "[..]", "2022/2012", "0000",
     "2012//2013", "[2013..2012]", "2012-04-30T10:00", "2012 /2013", "197X-05"],
)  # fmt: skip
def test_a_wrong_literal_is_an_error_that_names_it(wrong: str) -> None:
    """A typo in a date must not become another date."""
    with pytest.raises(ValueError, match=re.escape(f"'{wrong}'")):
        make_when(wrong)


# (text, surface, EDTF or None, kind, basis); the anchor is Thursday, 16 May 2024.
FORMS = [
    # full dates
    ("On April 30, 2012, ASEAN formed", "On April 30, 2012", "2012-04-30", "at", "stated"),
    ("APRIL 30, 2012", "APRIL 30, 2012", "2012-04-30", "at", "stated"),
    ("30 April 2012", "30 April 2012", "2012-04-30", "at", "stated"),
    ("the 30th of April, 2012", "the 30th of April, 2012", "2012-04-30", "at", "stated"),
    ("April 30th, 2012", "April 30th, 2012", "2012-04-30", "at", "stated"),
    ("on Aug. 24, 1945, the ship", "on Aug. 24, 1945", "1945-08-24", "at", "stated"),
    ("2012-04-30", "2012-04-30", "2012-04-30", "at", "stated"),
    ("30/04/2012", "30/04/2012", "2012-04-30", "at", "stated"),
    ("12/25/2012", "12/25/2012", "2012-12-25", "at", "stated"),
    ("30.04.2012", "30.04.2012", "2012-04-30", "at", "stated"),
    ("dated July 24, 2008", "dated July 24, 2008", "2008-07-24", "at", "stated"),
    ("on Thursday, 16 May 2024", "on Thursday, 16 May 2024", "2024-05-16", "at", "stated"),
    ("on the evening of May 3, 2023", "on the evening of May 3, 2023", "2023-05-03", "at", "stated"),
    ("as of May 3, 2023", "as of May 3, 2023", "2023-05-03", "at", "stated"),
    # months and years
    ("in July 2008", "in July 2008", "2008-07", "at", "stated"),
    ("July 2008", "July 2008", "2008-07", "at", "stated"),
    ("May 2018", "May 2018", "2018-05", "at", "stated"),
    ("in October, 1820.", "in October, 1820", "1820-10", "at", "stated"),
    ("2008", "2008", "2008", "at", "stated"),
    ("in 2008", "in 2008", "2008", "at", "stated"),
    ("In 2012 ASEAN formed", "In 2012", "2012", "at", "stated"),
    ("in the year 2008", "in the year 2008", "2008", "at", "stated"),
    ("Relations (2008) of", "2008", "2008", "at", "stated"),
    ("the 2018 inter-Korean summit", "2018", "2018", "at", "stated"),
    ("in early 2019", "in early 2019", "2019", "at", "stated"),
    ("mid-2019", "mid-2019", "2019", "at", "stated"),
    ("late 2019", "late 2019", "2019", "at", "stated"),
    ("at the end of 2019", "at the end of 2019", "2019", "at", "stated"),
    ("in the spring of 2019", "in the spring of 2019", "2019", "at", "stated"),
    ("in the 1970s", "in the 1970s", "197X", "at", "stated"),
    ("in the late 1970s", "in the late 1970s", "197X", "at", "stated"),
    ("03/04/2012", "03/04/2012", "2012", "at", "stated"),
    # Juche years
    ("Juche 113 (2024)", "Juche 113 (2024)", "2024", "at", "stated"),
    ("in Juche 109", "in Juche 109", "2020", "at", "stated"),
    ("Juche 111(2022)", "Juche 111(2022)", "2022", "at", "stated"),
    ("on April 15, Juche 101 (2012), he", "on April 15, Juche 101 (2012)", "2012-04-15", "at", "stated"),
    # no year
    ("on Feb. 13 on the occasion", "on Feb. 13", "2024-02-13", "at", "inferred"),
    ("on May 16", "on May 16", "2024-05-16", "at", "inferred"),
    ("on Dec. 24", "on Dec. 24", "2023-12-24", "at", "inferred"),
    ("on 12 May", "on 12 May", "2024-05-12", "at", "inferred"),
    ("on February 29", "on February 29", "2024-02-29", "at", "inferred"),
    ("on Thursday, May 23", "on Thursday, May 23", "2024-05-23", "at", "inferred"),
    ("Thursday (May 16)", "Thursday (May 16)", "2024-05-16", "at", "inferred"),
    ("in May", "in May", "2024-05", "at", "inferred"),
    ("In January, the commissioner", "In January", "2024-01", "at", "inferred"),
    ("in late October", "in late October", "2023-10", "at", "inferred"),
    ("in April last year", "in April last year", "2023-04", "at", "inferred"),
    ("on April 5 this year", "on April 5 this year", "2024-04-05", "at", "inferred"),
    ("last May", "last May", "2023-05", "at", "inferred"),
    ("next March", "next March", "2025-03", "at", "inferred"),
    # weekdays and relative dates
    ("on Thursday", "on Thursday", "2024-05-16", "at", "inferred"),
    ("said Wednesday", "Wednesday", "2024-05-15", "at", "inferred"),
    ("last Thursday", "last Thursday", "2024-05-09", "at", "inferred"),
    ("next Monday", "next Monday", "2024-05-20", "at", "inferred"),
    ("next week", "next week", "[2024-05-20..2024-05-26]", "at", "inferred"),
    ("last week", "last week", "[2024-05-06..2024-05-12]", "at", "inferred"),
    ("this year", "this year", "2024", "at", "inferred"),
    ("early next year", "early next year", "2025", "at", "inferred"),
    ("last month", "last month", "2024-04", "at", "inferred"),
    ("yesterday", "yesterday", "2024-05-15", "at", "inferred"),
    ("last night", "last night", "2024-05-15", "at", "inferred"),
    ("today", "today", "2024-05-16", "at", "inferred"),
    ("earlier today", "earlier today", "2024-05-16", "at", "inferred"),
    ("this morning", "this morning", "2024-05-16", "at", "inferred"),
    ("tomorrow", "tomorrow", "2024-05-17", "at", "inferred"),
    ("the day before yesterday", "the day before yesterday", "2024-05-14", "at", "inferred"),
    ("10 years ago", "10 years ago", "2014", "at", "inferred"),
    ("three days ago", "three days ago", "2024-05-13", "at", "inferred"),
    ("two decades ago", "two decades ago", "200X", "at", "inferred"),
    ("the same day", "the same day", None, "at", "stated"),
    ("on the same day", "on the same day", None, "at", "stated"),
    ("the following day", "the following day", None, "at", "stated"),
    # intervals and bounds
    ("from 3 to 5 May", "from 3 to 5 May", "2024-05-03/2024-05-05", "interval", "inferred"),
    ("from May 3 to 5", "from May 3 to 5", "2024-05-03/2024-05-05", "interval", "inferred"),
    ("May 3-5, 2024", "May 3-5, 2024", "2024-05-03/2024-05-05", "interval", "stated"),
    ("12-13 May 2021", "12-13 May 2021", "2021-05-12/2021-05-13", "interval", "stated"),
    ("on May 3 and 4, 2024", "on May 3 and 4, 2024", "2024-05-03/2024-05-04", "interval", "stated"),
    ("from 30 April to 3 May 2021", "from 30 April to 3 May 2021", "2021-04-30/2021-05-03", "interval", "stated"),
    ("May 3–June 2, 2021", "May 3–June 2, 2021", "2021-05-03/2021-06-02", "interval", "stated"),
    ("from Dec. 28 to Jan. 3", "from Dec. 28 to Jan. 3", "2023-12-28/2024-01-03", "interval", "inferred"),
    ("from Monday to Wednesday", "from Monday to Wednesday", "2024-05-13/2024-05-15", "interval", "inferred"),
    ("between 2012 and 2022", "between 2012 and 2022", "2012/2022", "interval", "stated"),
    ("between May and July 2021", "between May and July 2021", "2021-05/2021-07", "interval", "stated"),
    ("2008-2012", "2008-2012", "2008/2012", "interval", "stated"),
    ("the war of 1950-53", "1950-53", "1950/1953", "interval", "stated"),
    ("since 2012", "since 2012", "2012/", "from", "stated"),
    ("from July 2011", "from July 2011", "2011-07/", "from", "stated"),
    ("starting from 1 June 2025", "starting from 1 June 2025", "2025-06-01/", "from", "stated"),
    ("from 2012 to the present", "from 2012 to the present", "2012/..", "from", "stated"),
    ("after 2012", "after 2012", "[2012..]", "from", "stated"),
    ("since last week", "since last week", "[2024-05-06..]", "from", "inferred"),
    ("until 2015", "until 2015", "/2015", "until", "stated"),
    ("by 2030", "by 2030", "[..2030]", "by", "stated"),
    ("no later than 30 June 2025", "no later than 30 June 2025", "[..2025-06-30]", "by", "stated"),
    # anniversaries and series
    ("on the 10th anniversary of", "on the 10th anniversary", "2014", "anniversary", "anniversary"),
    ("the tenth anniversary", "the tenth anniversary", "2014", "anniversary", "anniversary"),
    ("the twenty-fifth anniversary", "the twenty-fifth anniversary", "1999", "anniversary", "anniversary"),
    ("the 75th founding anniversary", "the 75th founding anniversary", "1949", "anniversary", "anniversary"),
    ("it has annually organized", "annually", None, "recurring", "stated"),
    ("every year", "every year", None, "recurring", "stated"),
    ("on Mondays", "on Mondays", None, "recurring", "stated"),
    ("twice a year", "twice a year", None, "recurring", "stated"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "edtf", "kind", "basis"), FORMS, ids=[form[0] for form in FORMS])
def test_each_form_gives_its_date(text: str, surface: str, edtf: str | None, kind: str, basis: str) -> None:
    """The table is the specification of the grammar."""
    [found] = find_dates(text, THURSDAY)
    assert (found.surface, found.edtf, found.kind, found.basis) == (surface, edtf, kind, basis)
    assert text[found.start : found.end] == surface


@pytest.mark.parametrize(
    "text",
    [
        "He may go.", "May he rest.", "The May Day Stadium", "Theresa May said", "a statement by May",
        "14 May be right", "They march in line", "March forward", "the second round", "2,000 people", "in 2000 tonnes",
        "resolution 2270", "UNSC Resolution 1874 was adopted", "the 1718 Committee", "the 38th parallel", "won 3-2",
        "the 2024 Olympics", "2024 Olympics", "No. 2012", "in 2012 dollars", "the 19th century",
        "the September 19 Joint Declaration", "the founding anniversary", "over the past ten years", "Friday prayers",
        "the Sunday Times", "the Day of the Sun", "from 3 to 35 May", "about 2000 were there", "2008-12",
        "the Juche idea", "$2000", "12.5.2", "phone 2012-4567", "a day in the life", "v2012-04-30x", "Mar 99",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_gives_none(text: str) -> None:
    """An invented date is worse than none."""
    assert find_dates(text, THURSDAY) == []


def test_a_day_that_the_calendar_lacks_leaves_only_its_year() -> None:
    """A misprint is no reason to invent a day, nor to drop the year."""
    assert [d.edtf for d in find_dates("on February 30, 2012", THURSDAY)] == ["2012"]


def test_several_dates_of_one_sentence_come_in_order() -> None:
    """Each act of "joined in 2000, acceded in 2008 and dispatched from 2011" keeps its own date."""
    text = "joined the forum in July 2000, acceded to the treaty in July 2008 and dispatched its envoy from July 2011"
    assert [(d.edtf, d.kind) for d in find_dates(text, None)] == [
        ("2000-07", "at"),
        ("2008-07", "at"),
        ("2011-07/", "from"),
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on May 3 and June 5, 2021", ["2021-05-03", "2021-06-05"]),
        ("on May 3 and 10, 2021", ["2021-05-03", "2021-05-10"]),
        ("on 3 and 10 May 2021", ["2021-05-03", "2021-05-10"]),
        ("1998, 2003 and 2005", ["1998", "2003", "2005"]),
    ],
)
def test_a_year_at_the_end_of_a_list_belongs_to_the_whole_list(text: str, dates: list[str]) -> None:
    """Read from the anchor, the first day would fall into the wrong year."""
    found = find_dates(text, THURSDAY)
    assert [d.edtf for d in found] == dates
    assert {d.basis for d in found} == {"stated"}


def test_an_amount_after_a_day_is_not_its_year() -> None:
    """The day on which 2000 people gathered is not in the year 2000."""
    for text in ("On May 3, 2000 people gathered", "On May 3, 2,000 people gathered"):
        assert [d.edtf for d in find_dates(text, THURSDAY)] == ["2024-05-03"]


def test_this_year_and_its_anniversary_are_two_dates() -> None:
    """Where "this year marks the 10th anniversary", the founding is dated, not only the feast."""
    found = find_dates("This year marks the 10th anniversary of the establishment", date(2022, 4, 29))
    assert [(d.kind, d.edtf, d.ordinal) for d in found] == [("at", "2022", None), ("anniversary", "2012", 10)]


@pytest.mark.parametrize(
    "text", ["on Thursday", "on May 3", "in May", "last month", "the 10th anniversary", "ten years ago"]
)
def test_without_an_anchor_nothing_is_inferred(text: str) -> None:
    """An article without a date cannot say which Thursday it means."""
    [found] = find_dates(text, None)
    assert found.edtf is None


def test_a_plan_is_read_forward() -> None:
    """A visit planned "on Jan. 5" in an article of May will be next January, a past one was last January."""
    [found] = find_dates("on Jan. 5", THURSDAY)
    assert found.edtf == "2024-01-05"
    assert roll_forward(found, THURSDAY).edtf == "2025-01-05"
    for text, edtf in [
        ("on Friday", "2024-05-17"),
        ("in June", "2024-06"),
        ("in May", "2024-05"),
        ("from Dec. 28 to Jan. 3", "2024-12-28/2025-01-03"),
        ("by June 1", "[..2024-06-01]"),
        ("on February 29", "2028-02-29"),
        ("on May 3, 2020", "2020-05-03"),
        ("last month", "2024-04"),
    ]:
        [found] = find_dates(text, THURSDAY)
        assert roll_forward(found, THURSDAY).edtf == edtf, text


def test_words_for_the_future_are_marked() -> None:
    """An event of "tomorrow" is a plan even where the verb is cut off."""
    assert [d.planned for d in find_dates("tomorrow, next week, today", THURSDAY)] == [True, True, False]


def test_an_account_of_the_past_gives_its_own_year() -> None:
    """The year of publication is the wrong one for "on May 3" in a history of 1965."""
    [found] = find_dates("On May 3 they severed relations.", THURSDAY, year=1965)
    assert (found.edtf, found.basis) == ("1965-05-03", "inferred")


def test_vague_words_do_not_become_days() -> None:
    """No day is named by "late May", "spring" and "a week ago"."""
    for text in (
        "in late May",
        "in the spring of 2019",
        "at the beginning of next month",
        "early this week",
        "a week ago",
    ):
        [found] = find_dates(text, THURSDAY)
        assert found.edtf is not None
        when = make_when(found.edtf)
        assert when.start_earliest != when.start_latest, text


_WORDS = st.sampled_from(
    [
        *[
            "on",
            "in",
            "from",
            "to",
            "until",
            "by",
            "since",
            "the",
            "of",
            "and",
            ",",
            ".",
            "-",
            "–",
            "same",
            "every",
            "ago",
        ],
        *[
            "May",
            "March",
            "Feb.",
            "13",
            "3rd",
            "30",
            "2012",
            "2024",
            "1718",
            "1970s",
            "Juche",
            "113",
            "(2024)",
            "2,000",
        ],
        *["last", "next", "this", "week", "month", "year", "Thursday", "early", "mid-", "end", "10th", "tenth", "may"],
        *["anniversary", "two", "years", "today", "day", "3-5"],
    ]
)
_MESSY = st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=80)
_ANCHORS = st.none() | st.dates()


@given(text=_MESSY, anchor=_ANCHORS)
def test_any_text_can_be_read(text: str, anchor: date | None) -> None:
    """No text may stop a build, and no two dates overlap."""
    end = 0
    for found in find_dates(text, anchor):
        assert end <= found.start < found.end <= len(text)
        assert found.surface == text[found.start : found.end]
        end = found.end
        rolled = roll_forward(found, anchor)
        for edtf in (found.edtf, rolled.edtf):
            if edtf is not None:
                assert re.fullmatch(EDTF_PATTERN, edtf)
                make_when(edtf)


@given(text=_MESSY, anchor=_ANCHORS)
def test_a_day_is_only_given_where_the_text_gives_one(text: str, anchor: date | None) -> None:
    """A literal with a day needs a number below 32, a weekday or a word for a day in its surface."""
    for found in find_dates(text, anchor):
        if found.edtf and re.search(r"\d{4}-\d\d-\d\d", found.edtf) and not found.edtf.startswith("["):
            assert re.search(r"(?<!\d)\d{1,2}(?!\d)|day|night|morning|tomorrow|ago", found.surface), found


_POINTS = st.builds(
    lambda d, form: d.strftime(form) if d.year >= 1000 else f"{d.year:04d}",
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y~", "%Y-%m?"]),
)


@given(
    first=_POINTS,
    second=_POINTS,
    form=st.sampled_from(["{a}", "{a}/{b}", "{a}/", "{a}/..", "/{b}", "[..{a}]", "[{a}..]", "[{a}..{b}]"]),
    attested=_ANCHORS,
)
def test_bounds_are_ordered(first: str, second: str, form: str, attested: date | None) -> None:
    """What starts must be able to have started before it can have ended."""
    try:
        when = make_when(form.format(a=first, b=second), attested=attested)
    except ValueError as error:
        assert "ends before it starts" in str(error)  # noqa: PT017 - both outcomes are allowed
        return
    for earlier, later in [
        (when.start_earliest, when.start_latest),
        (when.end_earliest, when.end_latest),
        (when.start_earliest, when.end_earliest),
        (when.start_latest, when.end_latest),
    ]:
        assert earlier is None or later is None or earlier <= later


@given(day=st.dates(min_value=date(1600, 1, 1), max_value=date(2090, 1, 1)), offset=st.integers(0, 300))
def test_a_day_without_its_year_is_found_again(day: date, offset: int) -> None:
    """Within ten months after it, a day and month are enough."""
    text = f"on {day:%B} {day.day}"
    [found] = find_dates(text, day + timedelta(days=offset))
    assert found.edtf == day.isoformat()


@pytest.mark.parametrize(
    "piece",
    ["1", " ", "May ", "2008 ", "the ", "May 3 and ", "on the end of ", "third ", "January 1-", "Juche ",
     "from 2008 to ", "(2008", "Thursday, ", "last ", "Mon. ", "3 to ", "1970s "],
)  # fmt: skip
def test_time_is_linear_in_length(piece: str) -> None:
    """A broken file of 100 kB must not stall the reader; a quadratic search would take minutes."""
    began = time.perf_counter()
    find_dates(piece * (100_000 // len(piece)), THURSDAY)
    assert time.perf_counter() - began < 20


def test_no_date_is_passed_over_for_the_word_behind_its_first() -> None:
    """Most words "the" and "that" begin no date; the table that says so by the next word must know all that do."""
    words = {w for form in forms.FORMS.values() for w in re.findall(r"[a-z]{3,}", form.pattern)} | set("abc")
    assert {"day", "yesterday", "spring"} <= words
    for first, followers in forms.FOLLOWERS.items():
        found = {
            second
            for second in words
            for third in ("", " day", " year", " before yesterday", " after tomorrow", " week", " later")
            for form in forms.STARTERS[first]
            if forms.FORMS[form].match(f"{first} {second}{third}")
        }
        assert found == followers
