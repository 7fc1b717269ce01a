"""What a reader remembers from the article so far: where it was written, who has been introduced, by which office."""

from __future__ import annotations

from dataclasses import dataclass, field

from relgraph.mentions.parts import OfficeHeld, Phrase
from relgraph.ontology.names import Names
from relgraph.records import Actor

__all__ = ["Memory"]


@dataclass(slots=True)
class Memory:
    """One article's memory; grows sentence by sentence."""

    names: Names
    home: Actor | None = None
    """The state in whose name the publisher writes "our country" and "we"."""
    other: Actor | None = None
    """The other state of which the article treats, by its title, where the publisher's own is one of two."""
    here: Actor | None = None
    """The place of the dateline, for "here"."""
    official: bool = True
    """Whether a government publishes, so that its own envoys need no country; a news agency's do."""
    speaks_for_itself: bool = False
    """Whether a government publishes its own notices and no agency reports for it."""
    about: Actor | None = None
    """The state of which the article mainly treats, where no government publishes it."""
    local: Actor | None = None
    """The state whose capital opens the sentence: "In Tokyo, the foreign minister"."""
    posts: dict[str, Actor] = field(default_factory=dict)
    """Whose ambassador and so on the text spoke of last, by the key of the office."""
    headline: bool = False
    """Whether the text being read is a title, where the present tense tells what happened."""
    persons: dict[str, Phrase] = field(default_factory=dict)
    """Persons introduced with an office or a full name, by each word of their name in lower case."""
    holders: dict[str, Phrase] = field(default_factory=dict)
    """Who was introduced under an office, by the last word of the office ("premier")."""

    conferred: OfficeHeld | None = None
    """The office to which the article said last that somebody was appointed."""

    organisations: dict[str, Actor] = field(default_factory=dict)
    """Organisations named so far, by their words in lower case."""
    openings: dict[str, dict[str, None]] = field(default_factory=dict)
    """The names of ``organisations`` by the words with which they begin, so that a shorter form finds the longer one."""

    def organisation(self, label: str) -> Actor | None:
        """The organisation named before whose name begins with these words, if there is one only."""
        found: dict[str, Actor] = {}
        for name in self.openings.get(label.lower(), ()):
            actor = self.organisations[name]
            found[actor.id] = actor
            if len(found) > 1:
                return None
        return next(iter(found.values()), None)

    def _introduce_organisation(self, actor: Actor) -> None:
        name = actor.label.lower()
        if name not in self.organisations:
            for end in [*(n for n, sign in enumerate(name) if sign == " "), len(name)]:
                self.openings.setdefault(name[:end], {})[name] = None
        self.organisations[name] = actor

    @property
    def here_state(self) -> Actor | None:
        """The state in which the article was written."""
        if self.here is None or not self.here.on_behalf_of:
            return None
        return self.names.actor(self.here.on_behalf_of[0])

    def introduce(self, phrase: Phrase) -> None:
        """Remember a person who was named with an office or a state behind the name."""
        if phrase.person is not None and phrase.actor.on_behalf_of:
            words = phrase.person.label.replace("-", " ").split()
            for word in {words[0], words[-1]}:
                # Whoever bore a name first in the article is meant by it later.
                known = self.persons.get(word.lower())
                if len(word) > 2 and (known is None or known.person is None or known.person.id == phrase.person.id):
                    self.persons[word.lower()] = phrase
            self.persons[phrase.person.label.lower()] = phrase
        if phrase.head == "organisation" and phrase.actor.id.startswith("org/"):
            self._introduce_organisation(phrase.actor)
        for office in phrase.offices:
            if office.of is not None and office.level == "envoy" and not office.assumed:
                self.posts[office.key] = office.of
            if phrase.person is not None and office.of is not None and not self._is_of_home(office):
                self.holders[office.label.lower().split()[-1]] = phrase
                self.holders[office.key] = phrase

    def _is_of_home(self, office: OfficeHeld) -> bool:
        """Whether the office is taken: "the President" stays the publisher's own when another one is named."""
        known = self.holders.get(office.key)
        own = (
            self.home is not None
            and known is not None
            and any(o.key == office.key and o.of is not None and o.of.id == self.home.id for o in known.offices)
        )
        return own and self.home is not None and office.of is not None and office.of.id != self.home.id

    def person(self, name: str) -> Phrase | None:
        """Who was introduced under this name or its last word, if every word of the name fits."""
        exact = self.persons.get(name.lower())
        if exact is not None:
            return exact
        words = name.lower().replace("-", " ").split()
        found = self.persons.get(words[-1]) or self.persons.get(words[0])
        if found is None or found.person is None:
            return None
        known = set(found.person.label.lower().replace("-", " ").split())
        return found if set(words) <= known else None
