"""Query: the library of questions, how a graph answers them, and what changed between two days."""

from relgraph.query.asking import answer, ask, find_question, make_terms
from relgraph.query.changes import Change, changes
from relgraph.query.evidence import ClaimEvidence, ConflictEvidence, SituationEvidence, conflicts, why
from relgraph.query.profiles import Fact, Profile, profile
from relgraph.query.questions import ANY, Parameter, Question, load_questions
from relgraph.query.terms import KINDS, Value, find_actor, make_term
from relgraph.store import make_day

__all__ = [
    "ANY",
    "KINDS",
    "Change",
    "ClaimEvidence",
    "ConflictEvidence",
    "Fact",
    "Parameter",
    "Profile",
    "Question",
    "SituationEvidence",
    "Value",
    "answer",
    "ask",
    "changes",
    "conflicts",
    "find_actor",
    "find_question",
    "load_questions",
    "make_day",
    "make_term",
    "make_terms",
    "profile",
    "why",
]
