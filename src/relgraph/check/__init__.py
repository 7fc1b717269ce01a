"""Check: whether a finished graph keeps the rules that every reader of it relies on.

Four kinds of rules: the SHACL shapes of the ontology (``shapes.ttl``), which people edit who need not read Python; what may
stand in which graph; what is left over or cannot be true together; and what the user of a corpus says of it.
"""

from relgraph.check.checking import check_graph, review_graph
from relgraph.check.problems import Problem
from relgraph.check.quotes import articles_in
from relgraph.check.report import WORST, Group, Report, RuleCount

__all__ = ["WORST", "Group", "Problem", "Report", "RuleCount", "articles_in", "check_graph", "review_graph"]
