"""The errors that relgraph explains to its user, each one line that names the place and the cure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "CLOSE",
    "AmbiguousNameError",
    "CheckFailed",
    "CorpusError",
    "OntologyError",
    "QueryError",
    "RelgraphError",
    "SourceError",
    "StoreError",
    "nearest",
]


class RelgraphError(Exception):
    """Something that the reader of the message can act on; the command line ends with exit code 1."""

    exit_code = 1


class SourceError(RelgraphError):
    """An input cannot be read, for example ``data/a.jsonl:14: no 'text'``."""


class _SeveralProblems(RelgraphError):  # noqa: N818 - what those below it have in common
    """Carries all problems, one line each, in the order of the files."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type[_SeveralProblems], tuple[tuple[str, ...]]]:
        """Keep the problems apart on the way from one process to another."""
        return type(self), (self.problems,)


class OntologyError(_SeveralProblems):
    """Files under ``ontology/`` are wrong. Carries all problems, one line each, in the order of the files."""


class CorpusError(_SeveralProblems):
    """A ``corpus.yaml`` is wrong. Carries all problems, one line each, in the order of the lines."""


class StoreError(RelgraphError):
    """A graph is missing, locked, or of a format that this version does not know."""


class QueryError(RelgraphError):
    """A SPARQL query, a question's name or a parameter is wrong."""


class AmbiguousNameError(QueryError):
    """A name means several things of a graph; the message gives their ids."""


class CheckFailed(RelgraphError):  # noqa: N818 - the name that the exit codes are documented by
    """A graph breaks a shape or an assertion; the command line ends with exit code 3."""

    exit_code = 3


CLOSE = 0.75
"""The likeness that a file must have to be suggested: any folder holds some name that is a little alike."""


def nearest(name: str, valid: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Say which valid name was probably meant, as the end of an error message, or nothing.

    ``cutoff`` is the least likeness, from 0 to 1 (the same name).

    >>> nearest("Sancton", ["Visit", "Sanction"])
    ' Did you mean Sanction?'
    >>> nearest("xyz", ["Visit"])
    ''
    """
    names = sorted(valid)
    folded = {n.casefold(): n for n in names}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=cutoff)
    return f" Did you mean {folded[found[0]]}?" if found else ""
