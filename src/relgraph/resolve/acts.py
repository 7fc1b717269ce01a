"""Acts: which of them happen once, which undo them, and which different words mean the same one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from relgraph.ontology import Ontology
from relgraph.resolve.items import POSITIVE, Item
from relgraph.resolve.timing import hull, is_bound, overlap

__all__ = ["Acts", "Undoings", "branch_of"]

_ONCE: Mapping[str, frozenset[str]] = {
    "Founding": frozenset(),
    "Joining": frozenset(["Leaving"]),
    "EstablishmentOfRelations": frozenset(["SeveranceOfRelations", "SuspensionOfRelations"]),
    "SeveranceOfRelations": frozenset(["EstablishmentOfRelations", "ResumptionOfRelations"]),
    "TreatyAction": frozenset(["Withdrawal"]),
}
"""Acts that happen once between two parties, or for one party and one thing, and what has to happen before they can
happen again."""
_RECURRENT = frozenset(["Signature", "Withdrawal"])
"""Acts below the classes of ``_ONCE`` that nevertheless recur: the same two parties sign many an "agreement"."""
_RARE = ("RelationEvent", "MembershipEvent", "MissionEvent", "TreatyAction")
"""Acts so rare between two parties that a mention without a date means the only one that is known."""
_SAME_ACT = (frozenset(["Accession", "Signature"]), frozenset(["Condemnation", "Statement"]))
"""Types of which neither stands above the other, but which sources give to one act: state media say "signed" of an
accession, and a digest says that a statement was made where the statement condemns."""


class Acts:
    """What the nature of an act says of when two reports of it can mean the same."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._once: dict[str, bool] = {}
        self._rare: dict[str, bool] = {}
        self._agree: dict[tuple[str, str], bool] = {}

    def happens_once(self, item: Item) -> bool:
        """Whether it happens once, so that two dates of it are a contradiction and not two events."""
        if item.type not in self._once:
            self._once[item.type] = self._is_below(item.type, _ONCE) and item.type not in _RECURRENT
        # An act on a treaty is one of its kind only where it is known on which treaty.
        return self._once[item.type] and ("treaty" in item.things or not self.concerns_treaty(item))

    def is_rare(self, item: Item) -> bool:
        """Whether a mention without a date means the only known act of its kind."""
        if item.type not in self._rare:
            self._rare[item.type] = self._is_below(item.type, _RARE)
        return self._rare[item.type]

    def is_sole(self, item: Item) -> bool:
        """Whether all mentions of it between two parties mean one act, as long as none has a date."""
        return self._is_below(item.type, ["RelationEvent"])

    def concerns_treaty(self, item: Item) -> bool:
        """Whether it is an act by which a party binds itself to a treaty, or no longer."""
        return self._is_below(item.type, ["TreatyAction"])

    def is_utterance(self, item: Item) -> bool:
        """Whether it is something that was said in public."""
        return self._ontology.is_a(item.type, "PublicStatement")

    def is_founding(self, item: Item) -> bool:
        """Whether a body begins to be."""
        return self._is_below(item.type, ["Founding"])

    def types_agree(self, one: str, other: str) -> bool:
        """Whether two types can be those of one act: one stands above the other, or sources use both for one act."""
        key = (one, other)
        if key not in self._agree:
            is_a = self._ontology.is_a
            self._agree[key] = is_a(one, other) or is_a(other, one) or frozenset(key) in _SAME_ACT
        return self._agree[key]

    def needs_target(self, type_id: str) -> bool:
        """Whether one report of it says too little when it does not name whom it was directed at."""
        event_type = self._ontology.event_types.get(type_id)
        return event_type is not None and any(r.required and r.side == "target" for r in event_type.roles.values())

    def undone_by(self, type_id: str) -> frozenset[str]:
        """The types of act after which one that happens once can happen again."""
        return next((undo for name, undo in _ONCE.items() if self._is_below(type_id, [name])), frozenset())

    def _is_below(self, type_id: str, names: Iterable[str]) -> bool:
        return any(self._ontology.is_a(type_id, name) for name in names if self._knows(name))

    def _knows(self, name: str) -> bool:
        return name in self._ontology.event_types or name in self._ontology.schema.parents


def branch_of(type_id: str, ontology: Ontology) -> str:
    """The class directly below ``Event``, so that accession and signature of one treaty meet."""
    chain = (type_id, *ontology.superclasses(type_id))
    return chain[chain.index("Event") - 1] if "Event" in chain[1:] else type_id


class Undoings:
    """The days on which something is said to have been undone: relations severed, an organisation left."""

    def __init__(self, items: Iterable[Item], acts: Acts) -> None:
        self._acts = acts
        spans: dict[tuple[str, frozenset[str]], set[tuple[date, date]]] = defaultdict(set)
        undoing = frozenset().union(*_ONCE.values())
        for item in items:
            if item.type in undoing and item.claim.factuality in POSITIVE and not is_bound(item.when):
                spans[item.type, _parties(item)].add(hull(item.when))
        self._spans = {key: sorted(found) for key, found in spans.items()}

    def lies_between(self, one: Item, other: Item) -> bool:
        """Whether something that undoes the act was told for a time after one of the dates and before the other."""
        if overlap(one.when, other.when):
            return False
        first, second = sorted((hull(one.when), hull(other.when)))
        for type_id in self._acts.undone_by(one.type):
            spans = self._spans.get((type_id, _parties(one)), [])
            place = bisect_left(spans, (first[0], date.min))
            for begin, end in spans[place:]:
                if begin > second[1]:
                    break
                if end > first[0] and begin < second[1]:
                    return True
        return False


def _parties(item: Item) -> frozenset[str]:
    things = frozenset(i for ids in item.things.values() for i in ids)
    return item.source | item.target | things
