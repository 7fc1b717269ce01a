"""Query: the library of questions, and how a graph answers them."""

from relgraph.query.asking import answer, ask, find_question, make_terms
from relgraph.query.evidence import ClaimEvidence, ConflictEvidence, SituationEvidence, conflicts, why
from relgraph.query.questions import ANY, Parameter, Question, load_questions
from relgraph.query.terms import KINDS, Value, make_term
from relgraph.store import make_day

__all__ = [
    "ANY",
    "KINDS",
    "ClaimEvidence",
    "ConflictEvidence",
    "Parameter",
    "Question",
    "SituationEvidence",
    "Value",
    "answer",
    "ask",
    "conflicts",
    "find_question",
    "load_questions",
    "make_day",
    "make_term",
    "make_terms",
    "why",
]
