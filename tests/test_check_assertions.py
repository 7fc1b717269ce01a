"""Assertions: what holds passes, what does not is an error with the line of the file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from test_check import ENTITIES, good, put

from relgraph.check.assertions import check_assertions
from relgraph.check.rows import Rows
from relgraph.corpora import load_corpus
from relgraph.errors import CorpusError
from relgraph.iris import PREFIXES
from relgraph.ontology import load_ontology

__all__ = ["good"]

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def rows(good: list[ox.Quad]) -> Rows:
    """The made world, in which Choe Son Hui has another name."""
    store = ox.Store()
    store.extend(good)
    store.update(put(ENTITIES, "pers:choe-son-hui", 'skos:altLabel "Choe Sun Hui"@en'), prefixes=PREFIXES)
    return Rows((q for q in store if not isinstance(q.graph_name, ox.DefaultGraph)), load_ontology().schema_triples())


def check(rows: Rows, tmp_path: Path, entry: str) -> list[tuple[str, str]]:
    """Severity and message of what one entry finds."""
    path = tmp_path / "corpus.yaml"
    path.write_text(f"assertions:\n  - {entry}\n", encoding="utf-8")
    problems = list(check_assertions(rows, load_corpus(path), load_ontology()))
    assert {(p.shape, p.focus, p.graph) for p in problems} <= {("assertion", f"{path}:2", None)}
    return [(p.severity, p.message) for p in problems]


HOLD = [
    "{count: articles, min: 7, max: 7}",
    "{count: claims, min: 10}",
    "{count: situations, min: 16, max: 30}",
    "{count: conflicts, min: 1, max: 1}",
    "{count: Visit, min: 1, max: 1}",  # the planned one is not accepted
    "{count: Person, min: 5}",
    "{count: Article, min: 7, max: 7}",
    "{exists: event, type: Accession, roles: {party: PRK, treaty: TAC}}",
    "{exists: event, type: Accession, roles: {party: state/PRK, treaty: treaty/TAC}, when: 2008-07}",
    "{exists: situation, type: TreatyAction, roles: {party: DPRK}, when: 2008}",
    "{exists: event, type: Visit, roles: {recipient: Laos}, when: 2024-04/2024-05}",
    "{exists: event, type: Visit, roles: {actor: PRK}}",  # the person who travels acts for the state
    "{exists: state, type: Membership, roles: {member: PRK, organization: ARF}, when: 2000-01-01/..}",
    "{exists: event, type: Talks, roles: {actor: LAO, recipient: PRK}}",  # two equal sides, whoever is named first
    "{exists: event, type: Talks, roles: {actor: PRK, recipient: LAO}}",
    "{absent: event, type: Visit, roles: {actor: LAO, recipient: PRK}}",
    "{absent: event, type: Accession, roles: {party: CHN}}",
    "{absent: event, type: Accession, roles: {party: PRK}, when: 2009}",
    "{absent: event, type: MissionClosing, roles: {mission: mission/PRK-embassy-UGA}}",  # it is denied
    "{same: [person/choe-son-hui, Choe Sun Hui, person/choe-sun-hui]}",
    "{same: [event/visit-PRK-LAO-2024-04-29, c1-made-visit]}",
    "{different: [person/choe-son-hui, person/wang-yi, Pak Un Chol]}",
    "{different: [event/visit-PRK-LAO-2024-04-29, event/talks-PRK-LAO-2024-04-30]}",
]


@pytest.mark.parametrize("entry", HOLD)
def test_an_assertion_that_holds_finds_nothing(rows: Rows, tmp_path: Path, entry: str) -> None:
    """Who is meant by an id, a code, a name or an id that was merged away; dates lie inside a wider one."""
    assert check(rows, tmp_path, entry) == []


FAIL = [
    ("{count: articles, min: 900}", "articles: 7, and at least 900 are asserted"),
    ("{count: Visit, max: 0}", "Visit: 1, and at most 0 are asserted"),
    ("{exists: event, type: Accession, roles: {party: PRK, treaty: TAC}, when: 2008-07-24}", "no accepted Accession with party PRK, treaty TAC in 2008-07-24; the date is another: ev:accession-PRK-TAC (2008-07)"),
    ("{exists: event, type: Visit, roles: {actor: VNM}}", "no accepted Visit with actor VNM; there is one, but it is v:scheduled: ev:visit-VNM-PRK-2024-10"),
    ("{exists: event, type: Visit, roles: {actor: CHN}}", "no accepted Visit with actor CHN; no situation of this type has these participants"),
    ("{exists: event, type: Visit, roles: {actor: state/PKR}}", "no accepted Visit with actor state/PKR; the graph has nothing called 'state/PKR'. Did you mean state/PRK?"),
    ("{absent: event, type: Accession, roles: {party: PRK}}", "an accepted Accession with party PRK, which must not be: ev:accession-PRK-TAC"),
    ("{same: [person/choe-son-hui, person/wang-yi]}", "pers:choe-son-hui, pers:wang-yi are asserted to be one; join them"),
    ("{same: [person/choe-son-hui, person/choe-son-hiu]}", "the graph has nothing called 'person/choe-son-hiu'. Did you mean person/choe-son-hui?"),
    ("{different: [person/choe-son-hui, Choe Sun Hui]}", "'person/choe-son-hui' and 'Choe Sun Hui' are both pers:choe-son-hui; keep them apart"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "message"), FAIL)
def test_an_assertion_that_fails_says_what_is_there_instead(
    rows: Rows, tmp_path: Path, entry: str, message: str
) -> None:
    """The user learns whether the graph or the assertion is to be put right."""
    assert check(rows, tmp_path, entry) == [("error", message)]


@pytest.mark.parametrize(
    "entry",
    ["{absent: event, type: Visit, roles: {actor: PKR}}", "{different: [person/choe-son-hui, person/nobody]}"],
)
def test_an_assertion_that_holds_for_a_slip_only_is_doubted(rows: Rows, tmp_path: Path, entry: str) -> None:
    """A name that the graph does not know is absent, and different, whatever was meant by it."""
    ((severity, message),) = check(rows, tmp_path, entry)
    assert severity == "warning"
    assert "only since the graph has nothing called" in message


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{count: Vist, min: 1}", "nothing to count is called 'Vist'. Did you mean Visit?"),
        ("{count: article, min: 1}", "nothing to count is called 'article'. Did you mean Article?"),
        ("{exists: event, type: Acession}", "no such event type or class 'Acession'. Did you mean Accession?"),
        ("{exists: event, type: Posting}", "Posting is no class of Event; name one that is"),
        ("{exists: state, type: Visit}", "Visit is no class of StateOfAffairs; name one that is"),
        ("{absent: event, type: Visit, roles: {actr: PRK}}", "no such role 'actr'. Did you mean actor?"),
    ],
)
def test_a_word_that_the_ontology_has_not_is_an_error_of_the_file(
    rows: Rows, tmp_path: Path, entry: str, message: str
) -> None:
    """It is no finding about the graph: such an assertion tests nothing."""
    with pytest.raises(CorpusError) as caught:
        check(rows, tmp_path, entry)
    assert caught.value.problems == (f"{tmp_path / 'corpus.yaml'}:2: {message}",)
