"""Entities: the actors, posts, treaties and places of a graph, each described once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from relgraph.iris import concept_iri, thing_iri
from relgraph.ontology import Ontology
from relgraph.ontology.names import Names
from relgraph.ontology.schema import CONCEPT_ROLES
from relgraph.records import Actor
from relgraph.triples.terms import LABEL, TYPE, Pair, concept, rg, string, text

__all__ = ["ORGANS", "SENT", "Directory", "is_concept", "thing"]

SENT = ("HeadOfMissionPost", "Mission")
"""What one party sends and another receives."""
ORGANS = ("GovernmentBody", "MissionGroup", "OrganBody", "Post")
"""What belongs to a state or organisation as a part."""
_CONCEPTS = CONCEPT_ROLES | {"item", "occasion", "vocab"}
_NO_NAMES = {"demonym", "office", "people"}
_PRINCIPALS = ("state/", "org/")
_PREFIX_TYPES = {"state": "State", "org": "Organization", "place": "Place", "person": "Person", "treaty": "Treaty"}


def thing(actor: Actor) -> ox.NamedNode:
    """The IRI of an actor; an occasion, a rank and the like are concepts of the vocabulary."""
    if is_concept(actor):
        return ox.NamedNode(concept_iri(actor.id.partition("/")[2]))
    return ox.NamedNode(thing_iri(actor.id))


def is_concept(actor: Actor) -> bool:
    """Whether an actor is no actor but an occasion, a rank or the like."""
    return actor.id.partition("/")[0] in _CONCEPTS


class Directory:
    """Everybody and everything in a graph, by id: the same actor is described once, whoever names it.

    What the consolidation says of an actor comes before what the tables of names say, and those before a single
    mention; between mentions the order of their words decides, never the order of the articles.
    """

    def __init__(
        self,
        given: Iterable[Actor],
        named: Iterable[Actor],
        names: Names,
        ontology: Ontology,
        *,
        former: Mapping[str, set[str]] | None = None,
    ) -> None:
        self._names = names
        self._former = former or {}
        self._ontology = ontology
        self._actors: dict[str, Actor] = {}
        for actor in sorted(set(named), key=_order):
            self._actors.setdefault(actor.id, names.actor(actor.id) or actor)
        for actor in sorted(set(given), key=_order, reverse=True):
            self._actors[actor.id] = actor
        todo = sorted(self._actors)
        while todo:
            for other in self._related(self._actors[todo.pop()]):
                if other not in self._actors:
                    self._actors[other] = self._find(other)
                    todo.append(other)

    def entities(self) -> tuple[Actor, ...]:
        """All but the concepts, in the order of their ids."""
        return tuple(self._actors[i] for i in sorted(self._actors) if not is_concept(self._actors[i]))

    def concepts(self) -> tuple[Actor, ...]:
        """The occasions and the like, in the order of their ids; they belong to the vocabulary."""
        return tuple(self._actors[i] for i in sorted(self._actors) if is_concept(self._actors[i]))

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id, whether the graph describes it or not."""
        return self._actors.get(actor_id) or self._find(actor_id)

    def is_a(self, actor: Actor, *types: str) -> bool:
        """Whether an actor is of one of these classes or a class below."""
        return not is_concept(actor) and any(self._ontology.is_a(actor.type, t) for t in types)

    def principals(self, actor: Actor) -> tuple[str, ...]:
        """Ids of the states and organisations that stand behind an actor in the last place, sorted.

        The ministry stands for its state; a state or an organisation that acts for nobody stands for itself; a person
        of whom nobody says for whom they act stands for none.
        """
        found: set[str] = set()
        seen: set[str] = set()
        todo = [actor.id]
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            above = self._above(self.actor(here))
            todo += above
            if not above and here.startswith(_PRINCIPALS):
                found.add(here)
        return tuple(sorted(found))

    def receivers(self, actor: Actor) -> tuple[str, ...]:
        """Ids of the parties that receive a mission, an envoy's post or a group of missions.

        Read from the id (``mission/PRK-embassy-CHN``, ``org/asean-committee-PRK``): the longest run of its words
        after the sender that is the key of a known state or organisation.
        """
        found = self._receiver(actor)
        return (found[0],) if found else ()

    def describe(self, actor: Actor) -> Iterator[Pair]:
        """What the graph of entities says about one of them."""
        for name in (actor.type, *self._ontology.superclasses(actor.type)):
            yield TYPE, rg(name)
        yield LABEL, text(actor.label)
        entry = self._names.entries.get(actor.id)
        for alias in _unlike(
            actor.label,
            {*(entry.aliases if entry else ()), *self._aliases.get(actor.id, ()), *self._former.get(actor.id, ())},
        ):
            yield _ALT_LABEL, text(alias)
        code = actor.id.partition("/")[2]
        if actor.type == "State":
            yield from self._describe_state(code, actor.label)
        behind = self._above(actor)
        if actor.type == "Place":
            for other in behind:
                yield rg("inState"), self._node(other)
            return
        for other in actor.on_behalf_of:
            yield rg("onBehalfOf"), self._node(other)
        if entry and entry.auspices:
            yield rg("underAuspicesOf"), self._node(entry.auspices)
        if self.is_a(actor, *ORGANS) and not self.is_a(actor, *SENT):
            parent = (entry.organ_of,) if entry and entry.organ_of else behind
            for other in parent:
                yield rg("organOf"), self._node(other)
        if self.is_a(actor, *SENT, "MissionGroup"):
            yield from self._describe_sent(actor)

    def describe_concept(self, actor: Actor) -> Iterator[Pair]:
        """What the graph of the vocabulary says about a concept that the vocabulary itself does not have."""
        if thing(actor) in self._vocabulary:
            return
        yield TYPE, _CONCEPT
        yield _PREF_LABEL, text(actor.label)
        yield _IN_SCHEME, concept(actor.id.partition("/")[0])
        for alias in _unlike(actor.label, self._aliases.get(actor.id, ())):
            yield _ALT_LABEL, text(alias)

    @cached_property
    def _aliases(self) -> dict[str, set[str]]:
        """Id to the names that mean it in every text: "North Korea", but not "Korean", nor what "Korea" is to some."""
        found: dict[str, set[str]] = {}
        for name in self._names.all:
            if name.actor and name.kind not in _NO_NAMES and not (name.publishers or name.valid_from or name.valid_to):
                found.setdefault(name.actor.id, set()).add(name.form)
        return found

    def _describe_state(self, code: str, label: str) -> Iterator[Pair]:
        if code.isupper() and len(code) in {3, 4}:
            yield rg("iso3"), string(code)
        row = self._names.states.get(code)
        if row:
            if row.official != label:
                yield _ALT_LABEL, text(row.official)
            if row.cow:
                yield rg("cowCode"), string(row.cow)

    def _describe_sent(self, actor: Actor) -> Iterator[Pair]:
        for other in actor.on_behalf_of if self.is_a(actor, *SENT) else ():
            yield rg("sendingParty"), self._node(other)
        if found := self._receiver(actor):
            yield rg("receivingParty"), self._node(found[0])
            place = f"place/{found[1]}"
            if found[1] and (place in self._actors or place in self._names.entries):
                yield rg("residentAt"), self._node(place)

    @cached_property
    def _vocabulary(self) -> frozenset[object]:
        return frozenset(triple.subject for triple in self._ontology.vocabulary_triples())

    def _node(self, actor_id: str) -> ox.NamedNode:
        return thing(self.actor(actor_id))

    def _above(self, actor: Actor) -> list[str]:
        """Ids of what an actor acts for; where nobody says, of what it is a part of."""
        entry = self._names.entries.get(actor.id)
        above = actor.on_behalf_of or ((entry.organ_of,) if entry and entry.organ_of else ())
        return [i for i in above if i != actor.id]

    def _related(self, actor: Actor) -> Iterator[str]:
        yield from actor.on_behalf_of
        yield from self._above(actor)
        entry = self._names.entries.get(actor.id)
        if entry:
            yield from filter(None, (entry.organ_of, entry.auspices))
        if self.is_a(actor, *SENT, "MissionGroup") and (found := self._receiver(actor)):
            yield found[0]
            if found[1] and f"place/{found[1]}" in self._names.entries:
                yield f"place/{found[1]}"

    def _receiver(self, actor: Actor) -> tuple[str, str] | None:
        """Id of the receiving party, and the words of the id after it."""
        if not self.is_a(actor, *SENT, "MissionGroup"):
            return None

        def is_known(other: str) -> bool:
            mine = (actor.id, *actor.on_behalf_of)
            return other not in mine and (other in self._actors or other in self._names.entries)

        key = actor.id.partition("/")[2]
        for sender in actor.on_behalf_of:
            code = sender.partition("/")[2] + "-"
            if key.startswith(code):
                key = key.removeprefix(code)
                break
        words = key.split("-")
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length, -1, -1):
                run = "-".join(words[start : start + length])
                for kind in _PRINCIPALS:
                    if is_known(kind + run):
                        return kind + run, "-".join(words[start + length :])
        return None

    def _find(self, actor_id: str) -> Actor:
        """An actor that no article describes: from the tables of names, else by its id alone."""
        kind, _, key = actor_id.partition("/")
        return self._names.actor(actor_id) or Actor(id=actor_id, type=_PREFIX_TYPES.get(kind, "Actor"), label=key)


def _unlike(label: str, aliases: Iterable[str]) -> list[str]:
    """The aliases that differ in more than capitals from the label and from each other, in their order."""
    kept: dict[str, str] = {label.casefold(): label}
    for alias in sorted(aliases, key=lambda form: (form.isupper(), form[:1].islower(), form)):
        kept.setdefault(alias.casefold(), alias)
    return sorted(set(kept.values()) - {label})


def _order(actor: Actor) -> tuple[str, ...]:
    return (actor.id, actor.type, actor.label, *actor.on_behalf_of)


_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ALT_LABEL = ox.NamedNode(_SKOS + "altLabel")
_CONCEPT = ox.NamedNode(_SKOS + "Concept")
_IN_SCHEME = ox.NamedNode(_SKOS + "inScheme")
_PREF_LABEL = ox.NamedNode(_SKOS + "prefLabel")
