"""Repair, sentences and tokens: every offset leads back to the raw text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relgraph.text import LONGEST_SENTENCE, repair, split_sentences, tokenize

LEADERS = ("Kim Il Sung", "Kim Jong Il", "Kim Jong Un")
# Text as scraping leaves it: leaders stuck to their neighbours, odd spaces, curly quotes, NULs.
PIECES = st.lists(
    st.sampled_from(
        [*LEADERS, "Comrade", "to", " ", "  ", ",", " ,", ".", "\n", "10 th", "’s", "“", "-0-", "\xa0", "\x00", "Un"]
    )
    | st.text(max_size=8)
).map("".join)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text after repair."""
    return [s.text for s in split_sentences(repair(text, glued=LEADERS).text)]


def test_glued_leader_names_are_parted_on_both_sides() -> None:
    """kcna.kp wraps leaders in tags, so that the text reads "ComradeKim Jong Unto"."""
    assert repair("ComradeKim Jong Unto theKim Il SungUniversity", glued=LEADERS).text == (
        "Comrade Kim Jong Un to the Kim Il Sung University"
    )


def test_split_ordinals_and_spaces_before_commas_are_mended() -> None:
    """KCNA Watch writes "the 10 th anniversary" and "Kim Jong Un , President"."""
    assert repair("the 10 th anniversary , Kim").text == "the 10th anniversary, Kim"


@given(PIECES)
def test_a_span_of_the_repaired_text_is_a_span_of_the_raw_one(raw: str) -> None:
    """Evidence must quote the raw text exactly, whatever was mended."""
    repaired = repair(raw, glued=LEADERS)
    assert len(repaired.to_raw) == len(repaired.text)
    for token in tokenize(repaired.text):
        start, end = repaired.raw_span(token.start, token.end)
        assert 0 <= start < end <= len(raw)
        mended = repair(raw[start:end], glued=LEADERS).text
        assert mended.replace(" ", "") == token.text.replace(" ", "")


@given(PIECES)
def test_sentences_lie_in_the_text_in_order(raw: str) -> None:
    """Offsets of sentences never overlap and always spell the sentence."""
    text = repair(raw, glued=LEADERS).text
    last = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert last <= sentence.start < sentence.end
        last = sentence.end


def test_titles_and_initials_do_not_end_a_sentence() -> None:
    """A full stop after Mr., U.S. or V. belongs to the word."""
    assert sentences_of("Mr. V. Putin met U.S. President Biden in Geneva. They talked.") == [
        "Mr. V. Putin met U.S. President Biden in Geneva.",
        "They talked.",
    ]


def test_an_abbreviation_can_end_a_sentence() -> None:
    """After "in the U.S." a new sentence may begin with an article."""
    assert sentences_of("He lived in the U.S. The minister left.") == ["He lived in the U.S.", "The minister left."]


def test_a_dateline_is_taken_off_and_kept() -> None:
    """ "Pyongyang, May 16 (KCNA) --" is where and by whom, not what happened."""
    (sentence,) = split_sentences("Pyongyang, May 16 (KCNA) -- The embassy of Laos gave a reception. -0-")
    assert sentence.text == "The embassy of Laos gave a reception."
    assert sentence.dateline is not None
    assert (sentence.dateline.place, sentence.dateline.agency) == ("Pyongyang", "KCNA")


def test_a_dateline_in_capitals_is_taken_off() -> None:
    """Agencies write the place in capitals."""
    (sentence,) = split_sentences("JAKARTA, July 24 (Archipelago Wire) -- Norway acceded to the treaty.")
    assert sentence.text == "Norway acceded to the treaty."


def test_bullets_are_taken_off() -> None:
    """Press reviews list a dozen notices, each behind a dash."""
    assert [s.bullet for s in split_sentences("- One notice.\n- Another notice.")] == [True, True]


def test_a_text_without_full_stops_is_cut() -> None:
    """A broken file of one endless line must not stall the reader."""
    pieces = split_sentences("word " * 5000)
    assert len(pieces) > 5
    assert max(len(p.text) for p in pieces) <= LONGEST_SENTENCE


def test_possessives_and_hyphens_are_tokens_of_their_own() -> None:
    """Names must be found in "Japan's" and "U.S.-Japan"."""
    assert [t.text for t in tokenize("Japan's U.S.-Japan didn't")] == [
        "Japan",
        "'s",
        "U.S.",
        "-",
        "Japan",
        "did",
        "n't",
    ]
