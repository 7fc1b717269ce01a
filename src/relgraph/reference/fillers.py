"""Fillers: from the cells of a row to the actors of the tables of names, and nobody whom these do not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from relgraph.iris import slug
from relgraph.ontology import Ontology
from relgraph.ontology.names import Names, load_names
from relgraph.ontology.things import MISSIONS, make_envoy_post, make_mission
from relgraph.records import Actor
from relgraph.reference.mappings import COLUMN, Filler

__all__ = ["Fillers", "fill_in"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ABOVE = ("state/", "org/")


def fill_in(template: str, row: Mapping[str, str]) -> str:
    """A template with the cells of a row in the place of its columns.

    >>> fill_in("{start}/{end}", {"start": "1973", "end": ""})
    '1973/'
    """
    return COLUMN.sub(lambda found: row[found[1]], template)


class Fillers:
    """Finds the actors that fillers mean. ValueError says what is not known, with the nearest that is."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._names: Names = load_names(ontology.folder)
        self._concepts = _read_concepts(ontology)
        self._found: dict[tuple[str, ...], Actor] = {}

    def find(self, filler: Filler, row: Mapping[str, str]) -> Actor:
        """The actor that a filler means in a row."""
        kind = filler.kind
        said = fill_in(getattr(filler, kind), row)
        key = (
            kind,
            said,
            *(fill_in(t, row) if t else "" for t in (filler.of, filler.to, filler.town, filler.type, filler.label)),
        )
        if key not in self._found:
            if not said:
                raise ValueError(f"'{kind}: {getattr(filler, kind)}' is empty; ask for 'not-empty' under 'where'")
            self._found[key] = self._look_up(kind, said, *key[2:])
        return self._found[key]

    def _look_up(self, kind: str, said: str, of: str, to: str, town: str, type_: str, label: str) -> Actor:
        if kind == "id":
            return self._by_id(said, type_, label)
        if kind == "state":
            return self._by_id(f"state/{said}", "", "")
        if kind == "occasion":
            return self._by_id(f"occasion/{said}", "", "")
        if kind == "actor":
            return self._actor(said)
        if kind == "publisher":
            return self._publisher(said)
        if kind == "place":
            return self._place(said, self._actor(of))
        if kind == "person":
            return self._person(said, self._actor(of))
        if kind == "mission":
            return self._mission(said, self._actor(of), self._actor(to), town)
        return self._post(said, self._actor(of), self._actor(to))

    def _by_id(self, actor_id: str, type_: str, label: str) -> Actor:
        known = self._names.actor(actor_id) or self._concepts.get(actor_id)
        if known is not None:
            return known
        if type_ and label:
            if type_ not in self._ontology.schema.parents:
                raise ValueError(f"no such class '{type_}'.{_near(type_, self._ontology.schema.parents)}")
            if not re.fullmatch(r"[a-z]+/[A-Za-z0-9][\w.-]*", actor_id):
                raise ValueError(f"'{actor_id}' is no id; write it as 'org/some-body'")
            return Actor(id=actor_id, type=type_, label=label)
        prefix = actor_id.partition("/")[0] + "/"
        alike = [i for i in (*self._names.entries, *self._concepts) if i.startswith(prefix)]
        raise ValueError(f"unknown '{actor_id}'.{_near(actor_id, alike or [*self._names.entries, *self._concepts])}")

    def _actor(self, said: str) -> Actor:
        for actor_id in (f"state/{said}", f"org/{said}", said):
            if (known := self._names.actor(actor_id)) is not None:
                return known
        found = {
            n.actor.id: n.actor
            for n in self._names.by_form(said)
            if n.actor and n.kind not in ("demonym", "people", "capital")
        }
        found = {i: actor for i, actor in found.items() if i.startswith(_ABOVE)}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise ValueError(f"'{said}' means {' and '.join(sorted(found))}; write the code or key")
        raise ValueError(f"unknown state or organisation '{said}'.{self._nearest_actor(said)}")

    def _nearest_actor(self, said: str) -> str:
        known = [e.actor for i, e in self._names.entries.items() if i.startswith(_ABOVE)]
        return _near(said, [word for actor in known for word in (actor.id.partition("/")[2], actor.label)])

    def _publisher(self, said: str) -> Actor:
        known = self._names.publisher(said)
        if known is not None and known.actor is not None:
            return known.actor
        return Actor(id=f"org/{slug(said)}", type="Organization", label=said)

    def _place(self, said: str, state: Actor) -> Actor:
        """The place of a name in a state, or in the state that answers for it today: Saigon lies in Vietnam."""
        row = self._names.states.get(state.id.partition("/")[2])
        states = {state.id, f"state/{row.successor}" if row and row.successor else state.id}
        found = {n.actor.id: n.actor for n in self._names.by_form(said) if n.actor and n.actor.type == "Place"}
        here = {i: actor for i, actor in found.items() if states & set(actor.on_behalf_of)}
        if len(here) == 1:
            return next(iter(here.values()))
        key = f"place/{slug(said)}"
        if self._names.actor(key) is not None:
            key += f"-{state.id.partition('/')[2]}"
        return Actor(id=key, type="Place", label=said, on_behalf_of=(state.id,))

    def _person(self, said: str, principal: Actor) -> Actor:
        known = [n.actor for n in self._names.by_form(said) if n.actor and n.kind == "person"]
        here = [actor for actor in known if principal.id in actor.on_behalf_of]
        if here:
            return here[0]
        key = f"person/{slug(said)}" + (f"-{principal.id.partition('/')[2]}" if known else "")
        return Actor(id=key, type="Person", label=said, on_behalf_of=(principal.id,))

    def _mission(self, word: str, sender: Actor, receiver: Actor, town: str) -> Actor:
        if word not in MISSIONS:
            raise ValueError(f"no such mission '{word}'; choose from {' '.join(MISSIONS)}.{_near(word, MISSIONS)}")
        return make_mission(word, sender, receiver, self._place(town, receiver) if town else None)

    def _post(self, title: str, sender: Actor, receiver: Actor) -> Actor:
        offices = [n.office for n in self._names.by_form(title) if n.office is not None]
        if not offices or offices[0].rank is None:
            known = [n.form for n in self._names.all if n.office is not None and n.office.rank is not None]
            raise ValueError(f"'{title}' is no title of an envoy in offices.csv.{_near(title, known)}")
        return make_envoy_post(title, offices[0].key, sender, receiver)


def _read_concepts(ontology: Ontology) -> dict[str, Actor]:
    """The concepts of the vocabulary by ``scheme/name``."""
    schemes: dict[str, str] = {}
    labels: dict[str, str] = {}
    for triple in ontology.vocabulary_triples():
        subject, value = str(triple.subject.value), getattr(triple.object, "value", "")  # type: ignore[union-attr]
        if triple.predicate.value == _SKOS + "inScheme":
            schemes[subject] = value
        elif triple.predicate.value == _SKOS + "prefLabel":
            labels[subject] = value
    found = {}
    for iri, scheme in schemes.items():
        key = f"{scheme.rpartition('/')[2]}/{iri.rpartition('/')[2]}"
        found[key] = Actor(id=key, type="Concept", label=labels.get(iri, key))
    return found


def _near(said: str, valid: Iterable[str]) -> str:
    """As :func:`relgraph.errors.nearest`, for thousands of names."""
    close = get_close_matches(said, sorted(set(valid)), n=1)
    return f" Did you mean {close[0]}?" if close else ""
