"""Evaluation: each rule by which something found agrees with an annotation, the classes of errors, their sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.claims import read_article
from relgraph.errors import SourceError
from relgraph.evaluate import (
    Aliases,
    Annotation,
    ArticleScore,
    Counts,
    Envoy,
    Event,
    Mistake,
    add_scores,
    find_mistakes,
    known_aliases,
    parse_aliases,
    parse_annotations,
    predict,
    score_article,
)
from relgraph.evaluate.articles import annotated_articles
from relgraph.evaluate.assignment import assign
from relgraph.evaluate.evidence import Witness
from relgraph.evaluate.scoring import COUNTED
from relgraph.evaluate.tables import group_rows
from relgraph.ontology import load_ontology
from relgraph.ontology.names import load_names
from relgraph.records import Article, Issue, Reading

ONTOLOGY = load_ontology()
NONE = Aliases()


def event(code: str, source: str = "", target: str = "", **fields: object) -> Event:
    """An event with its sides as words: ``event("visit", "LAO", "VNM")``."""
    return Event(type=code, source=tuple(source.split()), target=tuple(target.split()), **fields)  # type: ignore[arg-type]


def score(gold: list[Event], found: list[Event], aliases: Aliases = NONE) -> ArticleScore:
    """The score of an article with these annotated and found events."""
    return score_article(Annotation(id="a", events=tuple(gold)), Annotation(id="a", events=tuple(found)), aliases)


def counts(gold: list[Event], found: list[Event], aliases: Aliases = NONE) -> tuple[int, int, int]:
    """Right, extra and missed events by type and actors."""
    c = score(gold, found, aliases).counts["event"]
    return c.right, c.extra, c.missed


VISIT = event("visit", "LAO", "VNM", date="2024-05-03")


# --- when an event is right


def test_an_annotation_agrees_with_itself_in_everything() -> None:
    """The best possible prediction has no error of any kind."""
    gold = Annotation(
        id="a",
        states=("PRK", "RUS"),
        organisations=("Workers' Party of Korea",),
        treaties=("Charter of the United Nations",),
        envoys=(Envoy(name="Igor Krasnov", role="director", of="RUS"),),
        events=(VISIT, event("meeting", "PRK", "RUS", planned=True)),
    )
    total = add_scores([score_article(gold, gold, NONE)])
    assert [total.counts[name].f1 for name in COUNTED] == [1.0] * len(COUNTED)
    assert (total.shares["date"].rate, total.shares["planned"].rate, total.shares["overlap"].rate) == (1, 1, 1)
    assert total.shares["date_invented"].rate == 0


def test_nothing_found_is_all_missed() -> None:
    """An article that could not be read counts against the reader, but only in recall."""
    assert counts([VISIT], []) == (0, 0, 1)
    assert counts([], [VISIT]) == (0, 1, 0)


def test_swapped_sides_are_wrong_where_the_act_has_a_direction() -> None:
    """Who greeted whom is what the event says; the type alone is still right."""
    swapped = score([event("message", "RUS", "PRK")], [event("message", "PRK", "RUS")])
    assert swapped.counts["event"] == Counts(extra=1, missed=1)
    assert swapped.counts["type"] == Counts(right=1)
    assert swapped.counts["actors"] == Counts(extra=1, missed=1)


def test_swapped_sides_are_right_where_the_act_has_none() -> None:
    """A meeting of two has no first."""
    assert counts([event("meeting", "RUS", "PRK")], [event("meeting", "PRK", "RUS")]) == (1, 0, 0)
    assert counts([event("talks", "RUS", "PRK")], [event("talks", "PRK RUS")]) == (1, 0, 0)


def test_half_of_the_participants_of_a_meeting_suffice() -> None:
    """Two of four is enough, two of five is not."""
    gold = [event("meeting", "RUS", "PRK")]
    assert counts(gold, [event("meeting", "RUS CHN MNG", "PRK")]) == (1, 0, 0)
    assert counts(gold, [event("meeting", "RUS CHN MNG CUB", "PRK")]) == (0, 1, 1)


def test_one_actor_on_each_annotated_side_suffices_for_a_directed_act() -> None:
    """Of twenty senders one is enough; a side that the annotation leaves empty is not compared."""
    assert counts([event("message", "LAO VNM THA", "IDN")], [event("message", "THA", "IDN")]) == (1, 0, 0)
    assert counts([event("message", "LAO", "IDN")], [event("message", "LAO")]) == (0, 1, 1)
    assert counts([event("expulsion", "MYS")], [event("expulsion", "MYS", "PRK")]) == (1, 0, 0)


def test_who_is_found_on_both_sides_counts_on_neither() -> None:
    """Naming everybody on both sides would never be wrong otherwise."""
    assert counts([event("message", "RUS", "PRK")], [event("message", "RUS PRK", "RUS PRK")]) == (0, 1, 1)
    assert counts([event("appointment", "PRK", "PRK")], [event("appointment", "PRK", "PRK")]) == (1, 0, 0)


def test_another_type_that_the_annotator_allows_is_right() -> None:
    """It counts under the annotated type."""
    found = score([event("gift", "CHN", "PRK", alt=("ceremony",))], [event("ceremony", "CHN", "PRK")])
    assert found.counts["event"] == Counts(right=1)
    assert found.by_type == {"gift": Counts(right=1)}


def test_other_actors_that_the_annotator_allows_are_right() -> None:
    """A party and its state may both be meant, on their side only."""
    gold = [event("gift", "WPK", "CHN", alt_source=("PRK",))]
    assert counts(gold, [event("gift", "PRK", "CHN")]) == (1, 0, 0)
    assert counts(gold, [event("gift", "CHN", "PRK")]) == (0, 1, 1)
    meeting = [event("meeting", "WPK", "CHN", alt_source=("PRK",))]
    assert score(meeting, [event("meeting", "PRK", "CHN")]).shares["overlap"].rate == 1


def test_a_finer_date_is_right_and_a_coarser_one_is_not() -> None:
    """The annotation gives as much as the text does; the year is counted by itself."""
    gold = [replace(VISIT, date="2024-05")]
    for found, date_right, year_right in (("2024-05-31", 1, 1), ("2024", 0, 1), ("2023-05", 0, 0), (None, 0, 0)):
        shares = score(gold, [replace(VISIT, date=found)]).shares
        assert (shares["date"].part, shares["year"].part, shares["date"].of) == (date_right, year_right, 1)


def test_a_date_where_the_text_has_none_is_invented() -> None:
    """No date is an answer, too."""
    shares = score([replace(VISIT, date=None)], [VISIT]).shares
    assert (shares["date_invented"].rate, shares["date"].of) == (1.0, 0)


def test_a_plan_that_is_told_as_done_is_counted() -> None:
    """The event is found; whether it happened is another question."""
    found = score([replace(VISIT, planned=True)], [VISIT])
    assert found.counts["event"] == Counts(right=1)
    assert found.shares["planned"].rate == 0


def test_a_minor_event_costs_nothing_and_gains_nothing() -> None:
    """Found or missed, the figures stay; a second find of it is one too many."""
    minor = [replace(VISIT, minor=True)]
    assert counts(minor, []) == (0, 0, 0)
    assert counts(minor, [VISIT]) == (0, 0, 0)
    assert counts(minor, [VISIT, VISIT]) == (0, 1, 0)
    assert score(minor, [VISIT]).shares["date"].of == 0


def test_an_event_is_found_once() -> None:
    """Telling it twice is one right and one extra event."""
    assert counts([VISIT], [VISIT, VISIT]) == (1, 1, 0)


def test_events_that_count_are_served_before_minor_ones() -> None:
    """One find that would fit both goes where it counts, though the minor one has its date."""
    gold = [replace(VISIT, minor=True), replace(VISIT, date="2023")]
    assert counts(gold, [VISIT]) == (1, 0, 0)


def test_events_of_one_kind_are_paired_by_date_then_people_then_plan() -> None:
    """Two visits of the same two states, told in the other order, are both right to the day."""
    early, late = replace(VISIT, date="2024-05-01"), replace(VISIT, date="2024-05-09")
    assert score([early, late], [late, early]).pairs == ((0, 1), (1, 0))
    one, other = replace(VISIT, people=("To Lam",)), replace(VISIT, people=("Kim Song",))
    assert score([one, other], [other, one]).pairs == ((0, 1), (1, 0))
    done, plan = VISIT, replace(VISIT, planned=True)
    assert score([done, plan], [plan, done]).pairs == ((0, 1), (1, 0))


@given(st.lists(st.lists(st.sampled_from([0, 0, 1, 2, 5]), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_pairing_is_the_best_there_is(weights: list[list[int]]) -> None:
    """Compared with all possible pairings; nobody is paired twice."""
    pairs = assign(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    size = max(len(weights), 3)
    padded = [[*row, *[0] * (size - 3)] for row in weights] + [[0] * size] * (size - len(weights))
    best = max(sum(padded[r][c] for r, c in enumerate(columns)) for columns in permutations(range(size)))
    assert sum(weights[r][c] for r, c in pairs) == best


# --- names


def test_spelling_and_brackets_do_not_make_another_name() -> None:
    """Case, accents, apostrophes, the article and what stands in brackets are left out."""
    for name in ("Workers' Party of Korea", "workers’ party of KOREA", "The Workers Party of Korea (WPK)"):
        assert NONE.key(name) == "workerspartyofkorea"


def test_an_alias_means_the_same_organisation() -> None:
    """From a file, or from the names of the ontology."""
    own = parse_aliases("a.json", '{"Workers\' Party of Korea": ["WPK", "Korean Workers\' Party"]}')
    known = known_aliases(load_names())
    for aliases in (own, known):
        assert aliases.key("WPK") == aliases.key("The Workers' Party of Korea")
    assert own.key("ASEAN") == "asean"


def test_no_alias_takes_the_code_of_a_state() -> None:
    """An acronym may be spelt as a code ("CAN"); a code in an event is the state."""
    names = load_names()
    known = known_aliases(names)
    assert [code for code in names.states if code.isupper() and known.key(code) != code.lower()] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "a.json: not JSON"),
        ("[]", "a.json: a list, not an object; write {"),
        ('{"ASEAN": "Association"}', "a.json: the aliases of 'ASEAN' are no list of names"),
    ],
)
def test_wrong_aliases_are_explained(text: str, message: str) -> None:
    """The form is shown, since nobody remembers it."""
    with pytest.raises(SourceError) as caught:
        parse_aliases("a.json", text)
    assert str(caught.value).startswith(message)


def test_an_envoy_is_right_by_name_and_side() -> None:
    """Part of a name suffices; the title of the office is not compared, whom he serves is."""
    gold = Annotation(id="a", envoys=(Envoy(name="Sergei V. Lavrov", role="minister", of="RUS"),))

    def found(name: str, of: str | None) -> Counts:
        return score_article(gold, Annotation(id="a", envoys=(Envoy(name=name, of=of),)), NONE).counts["envoy"]

    assert found("Mr. Lavrov", "RUS") == Counts(right=1)
    assert found("Lavrov", "PRK") == found("Sergei Ivanov", "RUS") == Counts(extra=1, missed=1)


def test_two_offices_of_one_side_are_one_envoy() -> None:
    """The text repeats who somebody is."""
    gold = Annotation(id="a", envoys=tuple(Envoy(name="To Lam", role=r, of="VNM") for r in ("president", "secretary")))
    assert score_article(gold, gold, NONE).counts["envoy"] == Counts(right=1)


def test_a_treaty_is_right_by_half_of_its_words() -> None:
    """Texts shorten names of treaties; one common word is not enough."""
    gold = Annotation(id="a", treaties=("Treaty of Amity and Cooperation in Southeast Asia",))

    def found(name: str) -> Counts:
        return score_article(gold, Annotation(id="a", treaties=(name,)), NONE).counts["treaty"]

    assert found("Amity and Cooperation Treaty") == Counts(right=1)
    assert found("the Treaty") == found("Charter of the United Nations") == Counts(extra=1, missed=1)
    known = known_aliases(load_names())
    short = Annotation(id="a", treaties=("TAC",))
    assert score_article(gold, short, known).counts["treaty"] == Counts(right=1)


def test_states_and_organisations_are_sets() -> None:
    """Each is there or not; order and repetition say nothing."""
    gold = Annotation(id="a", states=("PRK", "RUS", "RUS"), organisations=("ASEAN",))
    found = score_article(gold, Annotation(id="a", states=("RUS", "CHN"), organisations=("ASEAN ",)), NONE)
    assert found.counts["state"] == Counts(right=1, extra=1, missed=1)
    assert found.counts["organisation"] == Counts(right=1)


# --- sums


def test_articles_without_an_event_are_watched() -> None:
    """What is found there is invented; a minor event is an event."""
    scores = [score([], [VISIT]), score([], []), score([replace(VISIT, minor=True)], [VISIT])]
    quiet = add_scores(scores).quiet
    assert (quiet.part, quiet.of) == (1, 2)


def test_the_interval_is_repeatable_and_holds_the_figure() -> None:
    """The same articles give the same interval; where all articles are alike it has no width."""
    mixed = [score([VISIT], [VISIT]), score([VISIT], []), score([VISIT, VISIT], [VISIT])] * 5
    total = add_scores(mixed)
    low, high = total.interval
    assert low < total.counts["event"].f1 < high
    assert add_scores(mixed) == total
    assert add_scores([score([VISIT], [VISIT])] * 5).interval == (1.0, 1.0)
    assert add_scores([]).interval == (0.0, 0.0)


def test_events_are_summed_up_by_type_source_and_article() -> None:
    """The most frequent type first; a source is the publisher, or the split where none is given."""
    gold = [
        Annotation(id="a", publisher="Courier", split="x", events=(VISIT,)),
        Annotation(id="b", split="x", events=(VISIT, event("gift", "LAO", "VNM"))),
    ]
    found = [Annotation(id="a", events=(VISIT,)), Annotation(id="b", events=(event("aid", "LAO", "VNM"),))]
    scores = [score_article(g, f, NONE) for g, f in zip(gold, found, strict=True)]

    def rows(by: str) -> list[tuple[object, ...]]:
        return [(row[0], *row[-3:]) for row in group_rows(by, gold, scores)]

    assert rows("type") == [("visit", 1, 0, 1), ("gift", 0, 0, 1), ("aid", 0, 1, 0)]
    assert rows("source") == [("Courier", 1, 0, 0), ("x", 0, 1, 2)]
    assert rows("article") == [("a", 1, 0, 0), ("b", 0, 1, 2)]


def test_a_share_of_nothing_is_no_figure() -> None:
    """A type that was never found has no precision; 0 would say that all finds were wrong."""
    gold = [Annotation(id="a", events=(VISIT,)), Annotation(id="b")]
    found = [Annotation(id="a"), Annotation(id="b")]
    scores = [score_article(g, f, NONE) for g, f in zip(gold, found, strict=True)]
    assert group_rows("type", gold, scores) == [("visit", None, 0.0, 0.0, 0, 0, 1)]
    assert group_rows("article", gold, scores)[1] == ("b", None, None, None, 0, 0, 0)


# --- errors


def mistakes(gold: list[Event], found: list[Event]) -> list[Mistake]:
    """The errors of an article with these events."""
    one, other = Annotation(id="a", events=tuple(gold)), Annotation(id="a", events=tuple(found))
    return find_mistakes(one, other, score_article(one, other, NONE).pairs, NONE)


@pytest.mark.parametrize(
    ("gold", "found", "kinds"),
    [
        ([VISIT], [VISIT], []),
        ([VISIT], [], ["missed"]),
        ([], [VISIT], ["extra"]),
        ([VISIT], [event("message", "LAO", "VNM")], ["wrong type"]),
        ([VISIT], [event("visit", "LAO", "THA")], ["wrong actors"]),
        ([VISIT], [event("visit", "VNM", "LAO")], ["wrong actors"]),
        ([VISIT], [event("visit", "CUB", "THA", date="2024-05-03")], ["wrong actors"]),
        ([VISIT], [event("visit", "CUB", "THA")], ["missed", "extra"]),
        ([VISIT], [event("aid", "LAO", "THA")], ["missed", "extra"]),
        ([VISIT], [replace(VISIT, date="2024-05-04")], ["wrong date"]),
        ([VISIT], [replace(VISIT, date=None)], ["wrong date"]),
        ([replace(VISIT, date=None)], [VISIT], ["wrong date"]),
        ([VISIT], [replace(VISIT, planned=True)], ["wrong plan"]),
        ([VISIT], [replace(VISIT, date="2023", planned=True)], ["wrong date", "wrong plan"]),
    ],
)
def test_each_error_has_the_class_that_says_what_to_mend(
    gold: list[Event], found: list[Event], kinds: list[str]
) -> None:
    """A half-right event is shown as what it is, unless nobody and no day is common to the two."""
    assert [m.kind for m in mistakes(gold, found)] == kinds


def test_a_minor_event_is_no_error_but_explains_one() -> None:
    """A wrong reading of a minor event is still an extra event, and the annotation says what was meant."""
    minor = replace(VISIT, minor=True)
    assert mistakes([minor], []) == mistakes([minor], [replace(VISIT, date=None)]) == []
    (wrong,) = mistakes([minor], [event("visit", "VNM", "LAO")])
    assert (wrong.kind, wrong.gold) == ("wrong actors", minor)


def test_the_classes_add_up_to_the_score() -> None:
    """Extra events of the score are extra, wrong in type or wrong in actors; so are the missed ones."""
    gold = [VISIT, event("gift", "LAO", "VNM"), event("aid", "CHN", "PRK"), replace(VISIT, minor=True, date="1999")]
    found = [event("gift", "VNM", "LAO"), event("credentials", "CHN", "PRK"), event("recall", "CUB"), VISIT]
    c = score(gold, found).counts["event"]
    kinds = [m.kind for m in mistakes(gold, found)]
    wrong = kinds.count("wrong type") + kinds.count("wrong actors")
    assert (kinds.count("extra") + wrong, kinds.count("missed") + wrong) == (c.extra, c.missed) == (3, 2)


# --- sentences

TEXT = (
    "President Thongloun Sisoulith of Laos arrived in Hanoi on 3 May 2024. The weather was fine in the capital. "
    "Laos handed a herd of elephants over to Vietnam at the zoo on 4 May."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    article = Article(id="a", text=TEXT, published=date(2024, 5, 6), publisher="Mekong Courier")
    return read_article(article, ONTOLOGY)


@pytest.fixture(scope="module")
def witness(reading: Reading) -> Witness:
    return Witness(reading, ONTOLOGY, known_aliases(load_names()))


def test_what_was_found_is_quoted(reading: Reading, witness: Witness) -> None:
    """Each found event keeps the claims that tell it, and so the sentence and the rule."""
    (found,) = predict(reading, ONTOLOGY).events
    assert (found.type, found.source, found.target, found.date) == ("visit", ("LAO",), ("VNM",), "2024-05-03")
    evidence = witness.quote(found)
    assert evidence.sentences == ("President Thongloun Sisoulith of Laos arrived in Hanoi on 3 May 2024.",)
    assert not evidence.guessed
    assert [c.id for c in evidence.claims] == list(found.claims)


def test_of_a_missed_event_the_sentence_that_names_most_of_it_is_guessed(witness: Witness) -> None:
    """Actors, people, words of the type, place, note and date speak for a sentence; it is called a guess."""
    evidence = witness.guess(event("gift", "LAO", "VNM", date="2024-05-04", note="elephants"))
    assert evidence.guessed
    assert evidence.sentences == ("Laos handed a herd of elephants over to Vietnam at the zoo on 4 May.",)
    assert evidence.seen == ("LAO", "VNM")
    assert evidence.triggers == ("handed",)
    assert evidence.claims == ()


def test_the_guess_shows_what_was_read_there_instead(witness: Witness) -> None:
    """That a sentence was read as something else is half of the answer."""
    evidence = witness.guess(event("reception", "VNM", "LAO", people=("Thongloun Sisoulith",), date="2024-05-03"))
    assert [c.type for c in evidence.claims] == ["Visit"]
    assert evidence.triggers == ()


def test_where_too_little_is_named_nothing_is_guessed(witness: Witness) -> None:
    """A sentence about the weather explains no treaty."""
    assert witness.guess(event("treaty_accession", "CHL", date="1999")).sentences == ()


def test_a_found_event_without_claims_is_guessed_too(witness: Witness) -> None:
    """A prediction file of another program has no quotes."""
    evidence = witness.quote(event("visit", "LAO", "VNM", date="rubbish"))
    assert evidence.guessed
    assert evidence.sentences == ("President Thongloun Sisoulith of Laos arrived in Hanoi on 3 May 2024.",)


def test_an_article_takes_from_its_annotation_what_it_does_not_say() -> None:
    """A plain text has no date; without it "on Friday" means nothing. What the article says itself stands."""
    gold = [Annotation(id="a", title="T", url="https://example.org/a", published="2024-05-06", publisher="P")]
    problem = Issue(stage="sources", level="warning", code="x", where="y", message="z")
    items = [Article(id="a", text="x", title="Own"), problem, Article(id="b", text="y")]
    article, issue = annotated_articles(gold, items)
    assert isinstance(article, Article)
    assert (article.title, article.url, article.publisher) == ("Own", "https://example.org/a", "P")
    assert article.published == date(2024, 5, 6)
    assert issue is problem


# --- the files


def line(**fields: object) -> str:
    return json.dumps({"id": "a", "events": [], **fields})


def test_annotations_are_read_with_null_for_what_is_missing() -> None:
    """Null and a missing key are the same; other keys are for others; ids may be numbers."""
    text = line(id=7, split="x", query="ours", publisher=None, events=[{"type": "visit", "source": None, "note": None}])
    (found,) = parse_annotations("g.jsonl", f"\n{text}\n")
    assert found == Annotation(id="7", split="x", events=(Event(type="visit"),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "g.jsonl: nothing in it; write one JSON object a line"),
        ('{"id": "a", ', "g.jsonl:1: not JSON: "),
        ("It rained.\nIt snowed.\n", "g.jsonl: not an annotation: no line of it is JSON; write one JSON object a line"),
        ('{"id": "a"}', "g.jsonl:1: no 'events'; add it, as [] where"),
        ("[]", "g.jsonl:1: not an annotation: a list, not an object {...}"),
        ("[" * 100_000, "g.jsonl:1: not an annotation: nested too deep"),
        ('{"events": []}', "g.jsonl:1: no 'id'; write the id of the article"),
        ('{"id": "a", "text": "x"}', "g.jsonl:1: an article, not an annotation"),
        (line() + "\n" + line(), "g.jsonl:2: the id 'a' stands already in line 1"),
        (line(evnts=[]).replace('"events": [], ', ""), "g.jsonl:1: no key 'evnts'. Did you mean events?"),
        (line(states="PRK"), "g.jsonl:1: states: not a list"),
        (line(events=["visit"]), "g.jsonl:1: events[0]: not an object {...}"),
        (line(events=[{"date": "2024"}]), "g.jsonl:1: events[0]: no 'type'; add it"),
        (line(events=[{"type": "visit", "source": ["PRK", 1]}]), "g.jsonl:1: events[0].source[1]: not a text"),
        (line(events=[{"type": "visit", "minor": "perhaps"}]), "g.jsonl:1: events[0].minor: not true or false"),
        (line(events=[{"type": "visit", "sorce": []}]), "g.jsonl:1: events[0]: no key 'sorce'. Did you mean source?"),
        (line(events=[{"type": "vist"}]), "g.jsonl:1: events[0].type: no type 'vist'. Did you mean visit?"),
        (line(events=[{"type": "zzz"}]), "g.jsonl:1: events[0].type: no type 'zzz'. 'relgraph types' lists the codes."),
        (line(events=[{"type": "gift", "alt": ["vsit"]}]), "g.jsonl:1: events[0].alt: no type 'vsit'. Did you mean visit?"),
        (line(events=[{"type": "gift", "date": "May"}]), "g.jsonl:1: events[0].date: 'May' is no date; write 2024,"),
        (line(events=[{"type": "gift", "date": "2024-02-30"}]), "g.jsonl:1: events[0].date: '2024-02-30' is no date"),
        (line(envoys=[{"of": "PRK"}]), "g.jsonl:1: envoys[0]: no 'name'; add it"),
    ],
)  # fmt: skip
def test_a_wrong_annotation_is_explained_with_its_line(text: str, message: str) -> None:
    """A slip in a type or key would silently count as a missed event."""
    with pytest.raises(SourceError) as caught:
        parse_annotations("g.jsonl", text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_all_problems_are_told_at_once() -> None:
    """Who annotates a hundred articles does not want a hundred runs; the first twenty will do."""
    bad = line(events=[{"type": "vist"}, {"type": "gft"}])
    with pytest.raises(SourceError) as caught:
        parse_annotations("g.jsonl", "\n".join(bad.replace('"a"', f'"{n}"') for n in range(15)))
    assert len(str(caught.value).splitlines()) == 21
    assert str(caught.value).endswith("... and 10 more")


def test_a_prediction_may_have_types_and_dates_of_its_own() -> None:
    """They match nothing, which is the answer; its form must be right all the same."""
    text = line(events=[{"type": "vist", "date": "May"}])
    assert parse_annotations("p.jsonl", text, predicted=True)[0].events == (Event(type="vist", date="May"),)
    with pytest.raises(SourceError, match=r"p\.jsonl:1: events\[0\]: no 'type'"):
        parse_annotations("p.jsonl", line(events=[{}]), predicted=True)
