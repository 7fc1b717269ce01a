"""Faults: what is wrong with the rules by which texts are read, as far as that can be seen without an annotation.

Three kinds: faults of the ontology folder (:mod:`relgraph.ontology.lint`), frames that no text needs, and regular
expressions that a long text would stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from relgraph.claims.unused import frames_in_articles, frames_in_examples
from relgraph.ontology import Ontology
from relgraph.ontology.lint import lint
from relgraph.patterns import LIMIT, Timing
from relgraph.records import Article
from relgraph.resources import articles_dir
from relgraph.sources import read_articles

__all__ = ["Fault", "find_faults", "slowest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong with the rules."""

    severity: Literal["error", "warning"]
    """An ``error`` makes the lint fail; a ``warning`` is worth a look."""
    check: Literal["ontology", "unused", "slow"]
    message: str
    """Where, what, and what to do about it."""


def find_faults(
    ontology: Ontology, articles: Sequence[Article], timings: Iterable[Timing], *, limit: float = LIMIT
) -> list[Fault]:
    """All faults of the rules, errors first.

    Args:
        ontology: the rules.
        articles: texts beside the samples of relgraph; a frame that neither they nor the samples need is a warning.
            A frame that not even an example of its own file needs is an error.
        timings: how long each regular expression takes at worst.
        limit: seconds that it may take.
    """
    found = [Fault(severity="error", check="ontology", message=message) for message in lint(ontology)]
    found += _find_unused(ontology, articles)
    found += (Fault(severity="error", check="slow", message=_slow(t)) for t in timings if t.seconds > limit)
    return sorted(found, key=lambda fault: fault.severity)


def slowest(timings: Iterable[Timing]) -> str:
    """The slowest of some regular expressions, in words."""
    return f"the slowest is {_describe(max(timings, key=lambda t: t.seconds))}"


def _find_unused(ontology: Ontology, articles: Sequence[Article]) -> Iterator[Fault]:
    samples = (item for item in read_articles([str(articles_dir())]) if isinstance(item, Article))
    in_examples = frames_in_examples(ontology)
    in_articles = frames_in_articles([*samples, *articles], ontology)
    for event_type in ontology.event_types.values():
        for frame in event_type.frames:
            if frame.name not in in_examples | in_articles:
                message = f"frame '{frame.name}' matches nothing; write an example that needs it, or remove it"
                yield Fault(severity="error", check="unused", message=message)
            elif articles and frame.name not in in_articles:
                message = f"frame '{frame.name}' matches its example and no article; see whether texts write so"
                yield Fault(severity="warning", check="unused", message=message)


def _slow(timing: Timing) -> str:
    return f"{_describe(timing)}; bound its repetitions, so that it never reads a text twice"


def _describe(timing: Timing) -> str:
    milliseconds = f"{timing.seconds * 1000:.1f} ms"
    return f"{timing.pattern.name}: {milliseconds} for {timing.length} characters of {timing.text!r}"
