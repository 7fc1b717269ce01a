"""The language of an article: English is read, what is surely another language is left out with an Issue.

Most articles are settled by a look at their small words. The rest go to py3langid, whose model lies in its wheel;
it takes about a second to load, so it is loaded for the first article that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from relgraph.records import Article, Issue
from relgraph.sources.fields import issue

__all__ = ["check_language", "guess_language"]

_SEEN = 1500
"""Characters that are looked at; a second look goes to the middle of the text."""
_SHORTEST = 60
"""Bytes of letters below which no guess is made: a headline or a list of four names."""
_SMALL_WORDS = frozenset({"the", "of", "and", "to"})
_SMALL_SHARE = 0.05
"""Least share of small words in English prose; in 1,252 articles it is never below 0.068."""
_ENGLISH = ("en", "pcm", "sco")
"""English and its nearest relatives, for which the model takes headlines without articles."""
_FOREIGN = 1e-5
"""Probability of English below which a text is foreign. Reports of two sentences in ten other languages stayed below
1e-7; lists of names and words drawn from ``ontology/names`` (2,900 of them) never fell below 5e-4."""
_FOREIGN_AS_DECLARED = 1e-3
"""The same where the guess is the language that the page, feed or table declares."""
_WORD = re.compile(r"[a-z]+")


def check_language(article: Article, where: str) -> Article | Issue:
    """The article with its language, or the Issue that says in which other language it is surely written.

    A declared language is a hint and no more: pages in English are found under ``lang="ko"``, and the other way
    round. What is short or unsure is kept. ``where`` is the place for the Issue.
    """
    declared = article.language.lower().replace("_", "-").partition("-")[0]
    text = article.text
    middle = len(text) // 2
    # A text of several languages is kept if one of its parts may be English.
    samples = [text[:_SEEN], text[middle : middle + _SEEN]] if len(text) > 3 * _SEEN else [text[:_SEEN]]
    guesses: list[tuple[str, float]] = []
    for sample in samples:
        guess = _foreign(sample, declared)
        if guess is None:
            break
        guesses.append(guess)
    else:
        language, probability = guesses[0]
        message = (
            f"'{article.id}' is written in '{language}' (probability {probability:.2f}), not in English; left out, "
            "since only English is read"
        )
        return issue("warning", "not-english", where, message)
    if declared != "en" and _is_english(samples[0]):
        return replace(article, language="en")
    return article


def guess_language(text: str) -> tuple[str, float, float]:
    """The likeliest language (ISO 639), its probability, and the probability of English, by py3langid.

    The probabilities are those of Lui and Baldwin's langid.py (2012): naive Bayes over byte n-grams.
    """
    ranked = _model()(text)
    english = sum(probability for language, probability in ranked if language in _ENGLISH)
    return *ranked[0], english


def _is_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    small = [w for w in words if w in _SMALL_WORDS]
    # Two different ones: Dutch is full of "of".
    return len(set(small)) > 1 and len(small) >= _SMALL_SHARE * len(words)


def _foreign(sample: str, declared: str) -> tuple[str, float] | None:
    """The language and its probability when the sample is surely not English."""
    if _is_english(sample) and sum(c.isalpha() and not c.isascii() for c in sample) < len(sample) / 4:
        return None
    letters = "".join(c for c in sample if c.isalpha())
    if len(letters.encode("utf-8", "replace")) < _SHORTEST:
        return None
    language, probability, english = guess_language(sample)
    if language in _ENGLISH or english >= (_FOREIGN_AS_DECLARED if language == declared else _FOREIGN):
        return None
    return language, probability


@cache
def _model() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    rank: Callable[[str], list[tuple[str, float]]] = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True
    ).rank
    return rank
