"""What relgraph found in an article, as an annotation of it."""

from __future__ import annotations

from relgraph.claims.gold import find_acts, to_gold
from relgraph.evaluate.records import Annotation, Envoy, Event
from relgraph.ontology import Ontology
from relgraph.records import Reading

__all__ = ["predict"]


def predict(reading: Reading, ontology: Ontology) -> Annotation:
    """Bring a reading into the form of an annotation, each event with the ids of the claims that tell it.

    Args:
        reading: the article as read.
        ontology: the one it was read with.
    """
    acts = find_acts(reading, ontology)
    gold = to_gold(reading, ontology, acts=acts)
    return Annotation(
        id=reading.article.id,
        states=tuple(gold["states"]),
        organisations=tuple(gold["organisations"]),
        treaties=tuple(gold["treaties"]),
        envoys=tuple(Envoy(**envoy) for envoy in gold["envoys"]),
        events=tuple(
            Event(
                type=act.event["type"],
                date=act.event["date"],
                source=tuple(act.event["source"]),
                target=tuple(act.event["target"]),
                people=tuple(act.event["people"]),
                place=act.event["place"],
                planned=act.event["planned"],
                claims=act.claims,
            )
            for act in acts
        ),
    )
