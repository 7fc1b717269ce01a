"""Orphans: what nothing uses, and what rests on nothing. Those that a shape can see are in ``shapes.ttl``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pyoxigraph as ox

from relgraph.check.problems import Problem, make_error, text_of
from relgraph.check.rows import Rows
from relgraph.iris import GRAPHS, shorten, term_iri

__all__ = ["ORPHANS", "check_orphans"]

ORPHANS = frozenset(
    {
        "unused-entity",
        "article-without-claims",
        "relations-have-situation",
        "Situation-supportedBy",
        "Claim-about",
        "ambassador-has-posting",
        "envoy-has-posting",
        "party-has-act",
        "member-has-membership",
    }
)
"""The rules that find orphans, here and among the shapes."""

_SHORTCUTS = ("everHadRelationsWith", "hasRelationsWith")


def check_orphans(rows: Rows) -> Iterator[Problem]:
    """Entities that nothing uses, articles without claims, relations that no situation tells of."""
    yield from _check_entities(rows)
    yield from _check_articles(rows)
    yield from _check_relations(rows)


def _check_entities(rows: Rows) -> Iterator[Problem]:
    passed_over = {GRAPHS["schema"], GRAPHS["vocab"], GRAPHS["identities"]}
    mentions = ox.NamedNode(term_iri("refersTo"))  # a mention without a claim tells nothing
    used = {
        text_of(quad.object)
        for quad in rows.quads
        if isinstance(quad.object, ox.NamedNode)
        and quad.object != quad.subject
        and quad.predicate != mentions
        and text_of(quad.graph_name) not in passed_over
    }
    for subject, graphs in rows.described.items():
        if graphs == {GRAPHS["entities"]} and subject not in used:
            yield Problem(
                severity="warning",
                shape="unused-entity",
                focus=subject,
                message="drop the entity, or find out why no claim, situation or other entity names it",
                graph=GRAPHS["entities"],
            )


def _check_articles(rows: Rows) -> Iterator[Problem]:
    """Only counted: most articles of a large corpus tell of nothing that the ontology knows."""
    articles = rows.all_of("Article")
    telling = {article for claim in rows.all_of("Claim") for article in rows.values(claim, "inArticle")}
    silent = len(set(articles) - telling)
    if silent:
        yield Problem(
            severity="info",
            shape="article-without-claims",
            focus=term_iri("Article"),
            message=f"{silent} of {len(articles)} articles have no claim",
            graph=None,
            count=silent,
        )


def _check_relations(rows: Rows) -> Iterator[Problem]:
    told: set[frozenset[str]] = set()
    for name in ("RelationPhase", "RelationEvent"):
        for situation in rows.all_of(name):
            if rows.is_accepted(situation):
                sides = {*rows.values(situation, "actorState"), *rows.values(situation, "recipientState")}
                for relationship in rows.values(situation, "relationship"):
                    sides.update(rows.values(relationship, "relationshipMember"))
                told |= {frozenset(two) for two in combinations(sides, 2)}
    for subject in sorted(rows.described):
        for name in _SHORTCUTS:
            for other in rows.values(subject, name):
                pair = frozenset((subject, other))
                if pair not in told:
                    told.add(pair)  # once is enough for both directions and both shortcuts
                    yield make_error(
                        "relations-have-situation",
                        subject,
                        f"run the rules again: no accepted situation tells of relations with {shorten(other)}",
                        GRAPHS["facts"],
                    )
