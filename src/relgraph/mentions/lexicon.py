"""Which forms are forms of which verb: the common verbs and all those that the event types name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from relgraph.mentions.morphology import verb_forms
from relgraph.mentions.words import VERBS

__all__ = ["Form", "Lexicon"]

_NOT_ING = frozenset(
    """thing something nothing anything everything during morning evening king ring spring string wing building being according
    ceiling sibling viking beijing nanjing peking sterling shilling pudding wedding offspring""".split()
)  # fmt: skip
_NOT_ED = frozenset(
    """hundred red shed bed feed speed seed need indeed bleed sacred naked kindred united federated allied embed wed
    reed creed breed limited so-called""".split()
)  # fmt: skip
# "found" is a form of find and of found: which lexeme a spelling stands for in reports.
_PREFERRED = {"found": "find", "lay": "lay", "left": "leave", "saw": "see", "felt": "feel", "bound": "bind", "leaves": "leave",
              "ground": "grind", "born": "bear", "borne": "bear", "struck": "strike", "fell": "fall", "lain": "lie"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a verb: its lexeme and its possible Penn tags."""

    lemma: str
    tags: frozenset[str]


class Lexicon:
    """Verb forms by spelling; multi-word verbs ("break off") are kept by their first word."""

    def __init__(self, verbs: Iterable[str] = ()) -> None:
        self.forms: dict[str, Form] = {}
        self.particles: dict[str, set[str]] = {}
        wanted = set(VERBS)
        for verb in verbs:
            head, _, rest = verb.partition(" ")
            wanted.add(head)
            if rest:
                self.particles.setdefault(head, set()).add(rest)
        for verb in sorted(wanted):
            for form, tags in verb_forms(verb).items():
                known = self.forms.get(form)
                preferred = _PREFERRED.get(form, form if form in wanted else verb)
                if known is None or preferred == verb:
                    self.forms[form] = Form(verb, tags | (known.tags if known else frozenset()))
                else:
                    self.forms[form] = Form(known.lemma, tags | known.tags)

        # By word, since the same common words stand in every sentence; bounded, since texts hold any number of others.
        self.form = lru_cache(maxsize=1 << 16)(self._form)

    def _form(self, word: str) -> Form | None:
        """The verb that a lower-case word can be a form of; unknown words are judged by their ending."""
        found = self.forms.get(word)
        if found is not None:
            return found
        doubled = self.forms.get(word[:-3]) if word.endswith("ed") and len(word) > 5 and word[-3] == word[-4] else None
        if doubled is not None and doubled.lemma == word[:-3]:
            return Form(doubled.lemma, frozenset(("VBD", "VBN")))  # "initialled", "regretted"
        if word.endswith("ed") and len(word) > 4 and word not in _NOT_ED and not word.endswith("eed"):
            return Form(word[:-2], frozenset(("VBD", "VBN")))
        if word.endswith("ing") and len(word) > 5 and word not in _NOT_ING:
            return Form(word[:-3], frozenset(("VBG",)))
        return None
