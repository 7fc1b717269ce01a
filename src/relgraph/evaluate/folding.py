"""Names in the form in which two spellings of one name are equal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from relgraph.errors import SourceError
from relgraph.ontology.names import Names

__all__ = ["Aliases", "fold", "known_aliases", "name_words", "parse_aliases"]

_SMALL = frozenset("the of on and in between for to a an with at by from".split())
_TITLES = frozenset("jr sr dr mr mrs ms".split())
_STEM = 4
"""Letters of a treaty's words that are compared: Turkey and Turkish, Convention and Conventions are one."""
_ORGANISATIONS = frozenset(["organisation", "party", "body", "mission"])


def fold(text: str) -> str:
    """A text without case, accents, apostrophes and punctuation.

    >>> fold("Workers’ Party of Koréa (WPK)")
    'workers party of korea wpk'
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "")).strip()


def name_words(name: str) -> frozenset[str]:
    """The words of a person's name without titles and initials.

    >>> sorted(name_words("Mr. Donald J. Trump"))
    ['donald', 'trump']
    """
    words = fold(name).split()
    return frozenset(w for w in words if len(w) > 1 and w not in _TITLES) or frozenset(words)


def _squeeze(text: str) -> str:
    return fold(text).removeprefix("the ").replace(" ", "")


def _bare(name: str) -> str:
    return _squeeze(re.sub(r"\([^()]*\)", " ", name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """Which names mean the same organisation or treaty."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Squeezed name to the squeezed name that stands for all of them."""
    wholes: Mapping[str, str] = field(default_factory=dict)
    """Squeezed name to the name in full."""

    def key(self, name: str) -> str:
        """What is compared of the code of a state or the name of an organisation; brackets in it do not count.

        >>> Aliases().key("The Workers’ Party of Korea (WPK)")
        'workerspartyofkorea'
        """
        bare = _bare(name)
        return self.keys.get(bare, bare)

    def all_keys(self, names: Iterable[str]) -> frozenset[str]:
        """The keys of several names."""
        return frozenset(self.key(name) for name in names if name)

    def treaty_words(self, name: str) -> frozenset[str]:
        """The beginnings of the words that tell a treaty from others; the small words do not.

        >>> sorted(Aliases().treaty_words("UN Charter")) == sorted(Aliases().treaty_words("Charter of the United Nations"))
        True
        """
        words = fold(re.sub(r"[-–—/]", " ", self.wholes.get(_squeeze(name), name))).split()
        spelt = (
            w for word in words if word not in _SMALL for w in (("united", "nations") if word == "un" else (word,))
        )
        return frozenset(word[:_STEM] for word in spelt)


def _gather(pairs: Iterable[tuple[str, str]]) -> Aliases:
    keys: dict[str, str] = {}
    wholes: dict[str, str] = {}
    for whole, form in pairs:
        wholes[_squeeze(form)] = whole
        keys[_bare(form)] = _squeeze(whole)
    return Aliases(keys=keys, wholes=wholes)


def known_aliases(names: Names) -> Aliases:
    """The aliases in the tables of names: of organisations and treaties, unless a form means several or a state.

    >>> from relgraph.ontology.names import load_names
    >>> known = known_aliases(load_names())
    >>> known.key("ASEAN") == known.key("Association of Southeast Asian Nations")
    True
    """
    meant: dict[str, set[str]] = {}
    for name in names.all:
        if name.actor is not None and (name.kind in _ORGANISATIONS or name.kind == "treaty"):
            meant.setdefault(name.form, set()).add(name.actor.label)
    states = {code.lower() for code in names.states}
    clear = ((min(labels), form) for form, labels in sorted(meant.items()) if len(labels) == 1)
    return _gather((label, form) for label, form in clear if _bare(form) not in states)


def parse_aliases(name: str, text: str) -> Aliases:
    """Read a JSON object of full names, each with the list of its aliases; ``name`` is the file, for messages.

    Raises SourceError when it is something else.
    """
    try:
        given = json.loads(text)
    except ValueError as e:
        raise SourceError(f"{name}: not JSON: {e}") from e
    cure = 'write {"Full Name": ["alias", ...], ...}'
    if not isinstance(given, dict):
        raise SourceError(f"{name}: a {type(given).__name__}, not an object; {cure}")
    pairs: list[tuple[str, str]] = []
    for whole, forms in given.items():
        if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            raise SourceError(f"{name}: the aliases of '{whole}' are no list of names; {cure}")
        pairs += [(whole, form) for form in forms]
    return _gather(pairs)
