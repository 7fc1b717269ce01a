"""Sentences as no editor would print them: seeded mutations of good ones, to see that reading survives them."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from relgraph.claims import read_article
from relgraph.ontology import Ontology
from relgraph.records import Article

__all__ = ["LONG", "Outcome", "StallError", "long_line", "mutate", "read_mutated", "sentences_of"]

_STRANGE = (
    "\0\ufeff\u200b\u200e\u200f\u202e\u2028\u2029\u0301\u0338\u0663\u0130\u0131\u017f\u00df\u01c5\u2167\ufb01\ufffd\ud800\udfff"
    "\U0001f1f0\U0001f600\U00013000\u05d0\u0634\uac00\u4e2d\u00b2\u00bd\u0085\x0b\x0c\x1c\x7f\xa0\t\r\n"
)
_SIGNS = "\"'()[]{}<>«»“”‘’.,;:!?-–—/\\|&*#%$_"
_NAMES = ["Laos", "Malaysia", "the DPRK", "Kim Jong Un", "the foreign minister of Laos", "ASEAN", "Vo Van Thuong", "Mr. U Nu",
          "the Workers' Party of Korea", "the Ministry of Foreign Affairs", "Hanoi", "Russian", "the ambassador", "it", "A.B.", "The"]  # fmt: skip
_DATES = ["May 3", "on 5 May 2024", "2024-05-03", "Juche 113 (2024)", "from July 2011", "last year", "the 75th anniversary of",
          "3/4/2012", "on Thursday", "between 1 and", "1973", "the 1960s", "every year", "two years ago"]  # fmt: skip
_WORDS = ["and", "or", "but", "who", "which", "that", "of", "to", "by", "with", "the", "not", "will", "has", "been", "is", "visited", "as well as",
          "headed by", "said", "because of", "in the name of", "upon his election as", ",", ";", "-", "'s", "n't"]  # fmt: skip

Change = Callable[[random.Random, str], str]


def _at(rng: random.Random, text: str, inserted: str) -> str:
    place = rng.randint(0, len(text))
    return text[:place] + inserted + text[place:]


def _strange(rng: random.Random, text: str) -> str:
    return _at(rng, text, "".join(rng.choice(_STRANGE) for _ in range(rng.randint(1, 4))))


def _replaced(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(_STRANGE + _SIGNS) + text[place + 1 :]


def _marks(rng: random.Random, text: str) -> str:
    return _at(rng, text, rng.choice("\u0301\u0338\u202e\u200d") * rng.randint(1, 300))


def _signs(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 4)):
        text = _at(rng, text, rng.choice(_SIGNS))
    return text


def _brackets(rng: random.Random, text: str) -> str:
    opened, closed = rng.choice([("(", ")"), ("[", "]"), ('"', '"'), ("'", "'"), ("“", "”")])
    deep = rng.randint(1, 400)
    return opened * deep + text + closed * rng.choice([0, deep, deep // 2])


def _run(rng: random.Random, text: str) -> str:
    return _at(rng, text, rng.choice(" .,-'\"A9aÉ0_!?\n\t(&") * rng.randint(2, 1000))


def _words(rng: random.Random, text: str) -> str:
    word = rng.choice(_WORDS)
    return _at(rng, text, f" {word}" * rng.randint(2, 200) + " ")


def _list(rng: random.Random, text: str) -> str:
    names = [rng.choice(_NAMES) for _ in range(rng.randint(2, 150))]
    joint = rng.choice([", ", " and ", ", and ", " of ", " - ", "/", " as well as "])
    return _at(rng, text, f" {joint.join(names)} and {rng.choice(_NAMES)} ")


def _dates(rng: random.Random, text: str) -> str:
    joint = rng.choice([" ", ", ", " and ", "-", " to "])
    return _at(rng, text, f" {joint.join(rng.choice(_DATES) for _ in range(rng.randint(1, 60)))} ")


def _capitals(rng: random.Random, text: str) -> str:
    words = (rng.choice("ABKMÉ") + "a" * rng.randint(0, 8) for _ in range(rng.randint(2, 200)))
    return _at(rng, text, f" {' '.join(words)} ")


def _cut(rng: random.Random, text: str) -> str:
    a, b = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:a] + text[b:]


def _doubled(rng: random.Random, text: str) -> str:
    a, b = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:b] + text[a:b] * rng.randint(1, 5) + text[b:]


def _shuffled(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def _cased(rng: random.Random, text: str) -> str:
    change: Callable[[str], str] = rng.choice([str.upper, str.lower, str.title, str.swapcase])
    return change(text)


_CHANGES: tuple[Change, ...] = (
    _strange, _replaced, _marks, _signs, _brackets, _run, _words, _list, _dates, _capitals, _cut, _doubled, _shuffled, _cased
)  # fmt: skip

LONG: dict[str, str] = {
    "spaces": " ", "no-break spaces": "\xa0", "capitals": "A", "letters": "a", "digits": "9", "dots": ".", "spaced dots": ". ", "commas": ",",
    "quotes": '"', "apostrophes": "'", "hyphens": "-", "brackets": "(", "marks": "\u0301", "initials": "A.", "spaced initials": "A. ",
    "capitalised words": "Aa ", "glued leaders": "Kim Jong Un", "names": "Laos, ", "joined names": "Laos and ",
    "persons": "Vo Van Thuong, ", "offices": "foreign minister of ", "conjunctions": "and ", "verbs": "visited ",
    "infinitives": "to visit ", "adverbs": "officially ", "relatives": "who ", "dates": "May 3, ", "years": "1973-", "ends": "-0- ", "line ends": "\n",
    "bullets": "- ", "datelines": "Hanoi, May 3 (KCNA) -- ", "determiners": "the ", "possessives": "Laos's ", "numbers": "1,000.5 ",
    "surrogates": "\ud800", "anniversaries": "the 75th anniversary of ", "ampersands": "Association & ",
    "organisations": "Ministry of Trade of ", "short persons": "U Nu, ", "armies": "army of ", "envoys": "envoy to ", "appositions": "U Nu, minister, ",
    "other organisations": "The {} Friendship Association met the {} Trade Union. ", "other persons": "Laos's Minister {} {} met Mr. {} {}. ",
    "other ministries": "The Ministry of {} of Laos sent a message to the {} Committee of the {} Party. ",
    "statements": "The {} Association released the following press statement. ",
    "visits": "Foreign Minister {} {} of Laos visited the {} Institute on May 3 and he met it. ",
    "sentences": "Laos opened an embassy in Pyongyang. ", "titles": "H.E. Mr. ", "ordinals": "1 st ",
}  # fmt: skip
"""What one long line is made of, over and over: each a run that a pattern or a loop could stumble over; {} is another word each time."""


def _word(number: int) -> str:
    """A capitalised word for a number."""
    letters = ""
    while number or len(letters) < 3:
        number, rest = divmod(number, 20)
        letters += "bakolimuneraposutevi"[rest]
    return letters.title()


def long_line(name: str, size: int) -> str:
    """A line of so many characters of one of the kinds of ``LONG``."""
    part = LONG[name]
    holes = part.count("{}")
    if not holes:
        return (part * (size // len(part) + 1))[:size]
    count = size // len(part) + 1
    return "".join(part.format(*(_word(n * holes + i) for i in range(holes))) for n in range(count))[:size]


class StallError(Exception):
    """Reading took more processor time than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the reading of one text went."""

    text: str
    seconds: float
    """Processor time."""
    failure: str | None


def mutate(seed: str, sentences: Sequence[str]) -> str:
    """One mutated sentence; the same seed and sentences give the same."""
    rng = random.Random(seed)
    text = rng.choice(sentences)
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        text = rng.choice(_CHANGES)(rng, text)
        if rng.random() < 0.1:
            text += " " + rng.choice(sentences)
    return text[:6000]


def sentences_of(ontology: Ontology) -> list[str]:
    """The example sentences of all event types."""
    found = {e.text for t in ontology.event_types.values() for e in (*t.examples.match, *t.examples.no_match)}
    return sorted(found)


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Break off after so much processor time, even within a regular expression."""

    def stop(number: int, frame: object) -> None:
        raise StallError(f"not done after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read_mutated(text: str, ontology: Ontology, *, bound: float) -> Outcome:
    """Read a text as article, as title and as publisher, and check what holds of every reading."""
    article = Article(
        id="m",
        text=text,
        title=text[:200],
        published=date(2024, 5, 3),
        publisher=("KCNA", None, text[:30])[len(text) % 3],
    )
    failure: str | None = None
    begin = time.process_time()
    try:
        with _bounded(bound):
            reading = read_article(article, ontology)
        for mention in reading.mentions:
            if text[mention.start : mention.end] != mention.surface:
                failure = f"the mention {mention.surface!r} is not the text at its place"
        for claim in reading.claims:
            if not claim.quote or text[claim.start : claim.end] != claim.quote:
                failure = f"the quote {claim.quote!r} is not the text at its place"
    except Exception as e:
        place = e.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        failure = f"{type(e).__name__}: {str(e)[:120]} ({where})"
    return Outcome(text=text, seconds=time.process_time() - begin, failure=failure)
