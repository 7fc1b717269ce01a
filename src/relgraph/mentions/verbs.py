"""Verb groups: a verb with its auxiliaries, and the decision whether a word is a verb where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from relgraph.dates import FoundDate
from relgraph.mentions.lexicon import Form
from relgraph.mentions.parts import Slot, VerbGroup
from relgraph.mentions.words import ADVERBS, AUXILIARIES, DETERMINERS, MODALS, PREPOSITIONS, PRONOUNS

if TYPE_CHECKING:
    from relgraph.mentions.grammar import Parser

__all__ = ["looks_verbal", "read_verb_group"]

_BE = frozenset("be am is are was were been being".split())
_HAVE = frozenset("have has had having".split())
_DO = frozenset("do does did".split())
_PRESENT = frozenset("am is are has have does do".split())
_NAMES = frozenset(
    ["state", "demonym", "people", "capital", "organisation", "party", "body", "mission", "person", "office", "treaty"]
)
# Gerunds that reports use as nouns ("a meeting", "the signing of", "the founding anniversary").
_NOUN_GERUNDS = frozenset(
    """meeting briefing hearing opening closing signing founding building training funding shelling bombing killing gathering
    understanding standing wedding crossing posting landing test-firing ruling warning greeting joining
    unveiling laying banking shipping housing fishing engineering manufacturing mining processing planning""".split()
)
_ADJECTIVE_GERUNDS = frozenset("leading visiting participating outgoing incoming ruling working neighbouring neighboring existing remaining "
                               "ongoing coming following growing sitting acting worsening developing".split())  # fmt: skip
_ADJECTIVES_IN_LY = frozenset(["unlikely", "likely", "friendly", "early", "deadly", "costly", "orderly", "timely"])
_ALWAYS_NOUNS = frozenset(
    "talks states relations troops affairs forces sides leaders countries ties parties states works people".split()
)
_NO_NOUNS = (
    PREPOSITIONS
    | DETERMINERS
    | MODALS
    | AUXILIARIES
    | PRONOUNS
    | ADVERBS
    | {"and", "or", "but", "that", "who", "which"}
)
_HELPING = AUXILIARIES - {"got", "get"}
_OPENERS = AUXILIARIES | MODALS | {"to", "not", "n't", "never", "neither", "cannot"}
_NEVER_VERBS = _ALWAYS_NOUNS | {"respected", "esteemed"}
_PARTICIPLE_NOUNS = frozenset("united limited concerned".split())
_UNCHANGING = frozenset("cut set put quit hit shut".split())
"""Verbs whose past is spelt like their base form, so that only what stands around tells them from nouns."""
_LIGHT = frozenset(
    "also then now still already just soon later again officially formally jointly ever always often never not".split()
)


def _previous(parser: Parser, at: int) -> int:
    """Index of the item before, adverbs skipped."""
    at -= 1
    while at >= 0 and (parser.lower(at) in ADVERBS or parser.lower(at).endswith("ly") or parser.kind(at) == "date"):
        at -= 1
    return at


def looks_verbal(parser: Parser, at: int) -> bool:
    """Whether the word at this place is a verb form, by its form and its neighbours."""
    low, kind = parser.lower(at), parser.kind(at)
    if kind not in {"word", "cap"} or low in PREPOSITIONS:
        return False
    form = parser.lexicon.form(low)
    if form is None or low in _NEVER_VERBS:
        return False
    if kind == "cap" and at != 0 and parser.lower(at - 1) not in {'"', "-", ":"} and not parser.memory.headline:
        return False
    tags = form.tags
    before = _previous(parser, at)
    prior, prior_kind = parser.lower(before), parser.kind(before)
    if prior in {"to"} and before == at - 1 and "VB" in tags:
        return True
    if (prior in MODALS or prior in _DO) and "VB" in tags:
        return True
    determined = prior in DETERMINERS or prior_kind == "poss"
    if "VBG" in tags and low != form.lemma:
        if (
            low in _NOUN_GERUNDS
            and prior in PREPOSITIONS - {"of"}
            and parser.is_nominal(at + 1)
            and parser.lower(at + 1) != "of"
        ):
            return True  # "by killing citizens"
        if (
            low == "saying"
            and not determined
            and parser.lower(at + 1) in {"that", '"', "the", "it", "they", "he", "she"}
        ):
            return True  # "signed a declaration saying that"
        if low in _NOUN_GERUNDS and (
            determined or prior_kind in _NAMES or prior_kind in {"word", "number"} or prior == "of"
        ):
            return prior in _BE
        if low in _ADJECTIVE_GERUNDS and _noun_follows(parser, at + 1):
            # "will return to the Gulf, visiting Saudi Arabia"
            opens = prior in {
                ",",
                "after",
                "before",
                "while",
                "without",
                "since",
            }  # "returned home after visiting Laos"
            return before == at - 1 and opens and parser.kind(at + 1) in {"state", "capital"}
        return not determined and not (
            prior_kind == "demonym" and parser.is_nominal(at + 1) and not _opens_phrase(parser, at + 1)
        )
    if tags & {"VBD", "VBN"} and low != form.lemma:
        if parser.lower(at - 1) == "newly" and _noun_follows(parser, at + 1):
            return False  # "the newly elected president"
        if low in _PARTICIPLE_NOUNS:
            return False
        if prior in {"first", "last", "later", "once"} and before == at - 1 and _noun_before(parser, before):
            return True  # "the two countries first established relations"
        if before == at - 1 and prior_kind == "word" and _governs(parser, before) and _noun_follows(parser, at + 1):
            return False  # "announced targeted sanctions"
        qualifies = determined or (prior_kind == "word" and before == at - 1 and prior in _ADJECTIVES)
        if (
            determined or (parser.lower(at - 1).endswith("ly") and parser.lower(at - 2) in DETERMINERS)
        ) and _noun_follows(parser, at + 1):
            return False
        if (
            prior in PREPOSITIONS
            and before == at - 1
            and _noun_follows(parser, at + 1)
            and parser.kind(at + 1) == "word"
        ):
            return False
        return not (qualifies and not _opens_phrase(parser, at + 1) and _noun_follows(parser, at + 1))
    if "VBZ" in tags and low != form.lemma:
        subject = prior_kind in {"state", "people", "organisation", "party", "body", "person", "cap", "mission"} or prior in {
            "it", "he", "she", "who", "which", "that"} or prior in {")", '"', ","}  # fmt: skip
        if prior_kind == "office":
            subject = True
        if before == at - 1 and prior in {"it", "he", "she"}:
            return True
        return subject and not determined and (_opens_phrase(parser, at + 1) or parser.memory.headline)
    if low in _UNCHANGING and prior_kind in _NAMES | {"place"} and not determined and _opens_object(parser, at + 1):
        return True  # "Riyadh previously cut ties with"
    if before == at - 1 and prior in {"i", "we", "they"} and parser.kind(before) in {"word", "cap"}:
        return "VB" in tags  # "I express thanks": nothing but a verb follows such a pronoun
    subject = prior in {"they", "we", "you", "i", "who", "which", "and", "that"} or prior_kind == "people"
    plural = (
        prior_kind in {"word", "cap", "office"}
        and prior.endswith("s")
        and not prior.endswith("ss")
        and prior not in {"arms", "sanctions", "trade"}
        and before == at - 1
    )
    if determined or (prior == "and" and parser.lower(before - 1) in DETERMINERS):
        return False
    return (
        (subject or plural)
        and _opens_phrase(parser, at + 1)
        and not (prior == "and" and not _verb_before_and(parser, before))
    )


def _noun_before(parser: Parser, at: int) -> bool:
    kind, low = parser.kind(at - 1), parser.lower(at - 1)
    return kind in _NAMES or (kind in {"word", "cap"} and low not in DETERMINERS | PREPOSITIONS and low.endswith("s"))


_ADJECTIVES = frozenset("new official recent joint first last next newly so-called".split())


def _verb_before_and(parser: Parser, at: int) -> bool:
    return any(
        (form := parser.lexicon.form(parser.lower(i))) is not None
        and "VB" in form.tags
        and parser.lower(i - 1) in {"to"} | MODALS
        for i in range(max(0, at - 8), at)
    )


_ANNOUNCING = frozenset("announce impose adopt sign reach introduce provide receive prepare issue launch hold".split())


def _governs(parser: Parser, at: int) -> bool:
    """Whether a word is a verb whose object can begin with a participle."""
    form = parser.lexicon.form(parser.lower(at))
    return form is not None and form.lemma in _ANNOUNCING


def _opens_object(parser: Parser, at: int) -> bool:
    """Whether an object begins here: a determiner, a name, or a plural noun as in "cut ties"."""
    low, kind = parser.lower(at), parser.kind(at)
    diplomatic = low in {"all", "diplomatic", "off", "short", "up", "out"}
    return (
        low in DETERMINERS
        or diplomatic
        or kind in _NAMES
        or (kind == "word" and low in {"ties", "relations", "sanctions", "tariffs"})
    )


def _opens_phrase(parser: Parser, at: int) -> bool:
    """Whether an object or a complement begins here, as after a verb."""
    low, kind = parser.lower(at), parser.kind(at)
    return (
        low in DETERMINERS
        or low in PREPOSITIONS
        or low in PRONOUNS
        or low in {"that", "not", "here", "there", "respected", "comrade", "how", "what", "why", "whether"}
        or kind in _NAMES
        or kind in {"cap", "date", "number"}
        or low in ADVERBS
        or (low.endswith("ly") and kind == "word")
    )


def _noun_follows(parser: Parser, at: int) -> bool:
    kind, low = parser.kind(at), parser.lower(at)
    if kind in {"cap", "office", "demonym"} or kind in _NAMES:
        return True
    if kind not in {"word", "number"} or low in _NO_NOUNS:
        return False
    form = parser.lexicon.form(low)
    return form is None or not (form.tags & {"VBD", "VBN"}) or low == form.lemma


def read_verb_group(parser: Parser, at: int, before: Sequence[Slot]) -> Slot | None:
    """Read the verb group that begins here, from the first auxiliary, "to" or verb to the main verb."""
    if parser.kind(at) not in {"word", "cap"} or (
        parser.lower(at) not in _OPENERS and parser.lexicon.form(parser.lower(at)) is None
    ):
        return None  # a word that no verb group begins with, as most are
    start, items = at, parser.items
    modal: str | None = None
    infinitive = negated = perfect = progressive = passive = False
    present, finite = False, False
    if parser.lower(at) == "to" and parser.kind(at) == "word":
        nxt = at + 1
        while parser.lower(nxt) in _LIGHT or parser.lower(nxt).endswith("ly"):
            nxt += 1
        low = parser.lower(nxt)
        form = parser.lexicon.form(low)
        if low not in {"be", "have", "do"} and (form is None or "VB" not in form.tags or parser.kind(nxt) != "word"):
            return None
        infinitive, at = True, nxt
    chain: list[str] = []
    inner_date: FoundDate | None = None
    while at < len(items):
        low = parser.lower(at)
        if parser.kind(at) not in {"word", "cap", "date", "punct"} and low != "n't":
            break
        if low in {"not", "n't", "never", "neither", "cannot"}:
            if not chain and modal is None and not infinitive and parser.lexicon.form(parser.lower(at + 1)) is None:
                return None
            negated = True
            modal = "can" if low == "cannot" else modal
            at += 1
            continue
        if low in MODALS and modal is None and not infinitive and parser.kind(at) == "word":
            if low == "may" and items[at].text == "May":
                return None
            modal, finite, at = low, True, at + 1
            continue
        if low == "'" and parser.lower(at + 1) == "ll":
            at += 1
            continue
        if low in _HELPING and parser.kind(at) in {"word", "cap"}:
            if chain and chain[-1] in _BE and low not in {"been", "being"} and low in _BE:
                break
            chain.append(low)
            present = present or (low in _PRESENT and len(chain) == 1 and modal is None)
            finite = finite or low not in {"be", "been", "being", "having"}
            at += 1
            continue
        if parser.kind(at) == "date" and (chain or modal) and _main_verb(parser, _after_light(parser, at + 1), chain):
            inner_date = items[at].date
            at += 1
            continue
        light = low in _LIGHT or low in ADVERBS or (low.endswith("ly") and low not in _ADJECTIVES_IN_LY)
        if light and (chain or modal or infinitive or negated):
            at += 1
            continue
        break
    main = _main_verb(parser, at, chain) if (chain or modal or infinitive) else None
    if main is None and (chain or modal):
        return _copula(start, at, chain, modal=modal, negated=negated, present=present)
    if main is None:
        if infinitive or not looks_verbal(parser, at):
            return None
        main = parser.lexicon.form(parser.lower(at))
        if main is None:
            return None
        low = parser.lower(at)
        if low.endswith("ing") and "VBG" in main.tags and low != main.lemma:
            shape = "gerund"
        elif "VBD" in main.tags or "VBZ" in main.tags or "VB" in main.tags:
            shape = "finite"
        else:
            shape = "participle"
        if (low != main.lemma and "VBZ" in main.tags) or (low == main.lemma and "VBD" not in main.tags):
            present = True
        lemma, end = _particle(parser, at, main.lemma)
        tense = "present" if present else "past"
        return Slot("verb", start, end, lemma, verb=VerbGroup(lemma, shape, False, negated, None, tense))
    if (
        chain
        and chain[-1] in _BE
        and "VBN" in main.tags
        and not (parser.lower(at).endswith("ing") and "VBG" in main.tags)
    ):
        passive = True
    if chain and chain[-1] in _BE and "VBG" in main.tags and parser.lower(at).endswith("ing"):
        progressive = True
    perfect = any(word in _HAVE for word in chain)
    lemma, end = _particle(parser, at, main.lemma)
    tense = "future" if modal in {"will", "shall", "ll"} else "present" if present and not perfect else "past"
    shape = (
        "infinitive"
        if infinitive
        else "finite"
        if finite
        else "gerund"
        if chain and chain[0] in {"being", "having"}
        else "finite"
    )
    group = VerbGroup(lemma, shape, passive, negated, modal, tense, progressive, perfect)
    return Slot("verb", start, end, lemma, verb=group, date=inner_date)


def _after_light(parser: Parser, at: int) -> int:
    """The item behind adverbs: "was today officially admitted"."""
    while parser.lower(at) in _LIGHT or (parser.lower(at).endswith("ly") and parser.kind(at) == "word"):
        at += 1
    return at


def _main_verb(parser: Parser, at: int, chain: Sequence[str]) -> Form | None:
    """The main verb of a group at this place, if it fits the auxiliaries before it."""
    if parser.kind(at) != "word":
        return None
    low = parser.lower(at)
    form = parser.lexicon.form(low)
    if form is None or low in _HELPING:
        return None
    if not chain:
        return form if "VB" in form.tags else None
    last = chain[-1]
    if last in _BE:
        return form if form.tags & {"VBN", "VBG"} and (low != form.lemma or "VBN" in form.tags) else None
    if last in _HAVE:
        return form if "VBN" in form.tags else None
    return form if "VB" in form.tags else None


def _particle(parser: Parser, at: int, lemma: str) -> tuple[str, int]:
    """Lexeme and end of a verb with its particle: "broke off" is "break off"."""
    particles = parser.lexicon.particles.get(lemma)
    if particles is None:
        return lemma, at + 1
    for rest in sorted(particles, key=len, reverse=True):
        words = rest.split()
        if all(parser.lower(at + 1 + n) == word for n, word in enumerate(words)):
            return f"{lemma} {rest}", at + 1 + len(words)
    return lemma, at + 1


def _copula(
    start: int, end: int, chain: Sequence[str], *, modal: str | None, negated: bool, present: bool
) -> Slot | None:
    if not chain:
        return None
    word = chain[-1]
    lemma = "be" if word in _BE else "have" if word in _HAVE else "do"
    tense = "future" if modal in {"will", "shall", "ll"} else "present" if present else "past"
    shape = "gerund" if word in {"having", "being"} and len(chain) == 1 else "finite"
    perfect = len(chain) > 1 and chain[0] in _HAVE
    return Slot("verb", start, end, lemma, verb=VerbGroup(lemma, shape, False, negated, modal, tense, perfect=perfect))
