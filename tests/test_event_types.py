"""Every event type is tested by the examples in its own file: what it must match and what it must not."""

from __future__ import annotations

import pytest

from relgraph.claims import read_article
from relgraph.claims.gold import principal_names
from relgraph.ontology import Example, load_ontology
from relgraph.ontology.names import load_names
from relgraph.records import Article, Claim

ONTOLOGY = load_ontology()
MATCH = [(t, n) for t in sorted(ONTOLOGY.event_types) for n in range(len(ONTOLOGY.event_types[t].examples.match))]
NO_MATCH = [(t, n) for t in sorted(ONTOLOGY.event_types) for n in range(len(ONTOLOGY.event_types[t].examples.no_match))]


def claims_of(type_id: str, example: Example) -> list[Claim]:
    """The claims of exactly one type in an example."""
    article = Article(id="example", text=example.text, published=example.published, publisher=example.publisher)
    return [c for c in read_article(article, ONTOLOGY).claims if c.type == type_id]


def canonical(name: str) -> str:
    """The label of a state or organisation that an example names in short."""
    actor = next((n.actor for n in load_names(ONTOLOGY.folder).by_form(name) if n.actor is not None), None)
    return principal_names(actor, ONTOLOGY)[0] if actor is not None else name


@pytest.mark.parametrize(("type_id", "number"), MATCH, ids=str)
def test_an_example_is_matched_with_its_roles_date_and_factuality(type_id: str, number: int) -> None:
    """An example is the specification of its type; a rule that no longer fits it is broken."""
    example = ONTOLOGY.event_types[type_id].examples.match[number]
    found = claims_of(type_id, example)
    assert len(found) == (example.count or 1), [c.type for c in found]
    for role, expected in example.roles.items():
        names = {n for c in found for a in c.fillers(role) for n in principal_names(a, ONTOLOGY)}
        assert names == {canonical(n) for n in expected}, role
    if example.when is not None:
        assert found[0].when.edtf == example.when
    assert found[0].factuality == (example.factuality or "occurred")


@pytest.mark.parametrize(("type_id", "number"), NO_MATCH, ids=str)
def test_a_counter_example_is_not_matched(type_id: str, number: int) -> None:
    """Extra events cost the reader's trust more than missed ones."""
    example = ONTOLOGY.event_types[type_id].examples.no_match[number]
    assert claims_of(type_id, example) == [], example.why
