"""How well articles are read, measured against annotations that a person made."""

from relgraph.evaluate.annotations import parse_annotations
from relgraph.evaluate.folding import Aliases, known_aliases, parse_aliases
from relgraph.evaluate.mistakes import Mistake, find_mistakes
from relgraph.evaluate.prediction import predict
from relgraph.evaluate.records import Annotation, Envoy, Event
from relgraph.evaluate.scoring import ArticleScore, Counts, Score, Share, add_scores, score_article

__all__ = [
    "Aliases",
    "Annotation",
    "ArticleScore",
    "Counts",
    "Envoy",
    "Event",
    "Mistake",
    "Score",
    "Share",
    "add_scores",
    "find_mistakes",
    "known_aliases",
    "parse_aliases",
    "parse_annotations",
    "predict",
    "score_article",
]
