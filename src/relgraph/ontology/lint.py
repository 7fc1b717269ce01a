"""A lint of the whole ontology folder: what the loader cannot see because it is about meaning and not about form.

Covers the checks of OWL reports that matter here (label, definition, one superclass chain, licence, title, duplicate
label, undeclared term) and some of our own (alignment, vocabulary against the records, prefixes in queries, frames
that stand in each other's way).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args, get_type_hints

import pyoxigraph as ox

from relgraph.errors import OntologyError, nearest
from relgraph.iris import PREFIXES, concept_iri
from relgraph.ontology.ontologies import Ontology
from relgraph.ontology.queries import QueryText, read_query_text
from relgraph.ontology.rivals import find_rivals
from relgraph.ontology.rules import load_rules
from relgraph.ontology.schema import read_triples
from relgraph.records import Basis, Conflict, Factuality, Status

__all__ = ["lint"]

_RG, _V, _SKOS, _RDFS, _OWL = (PREFIXES[p] for p in ("rg", "v", "skos", "rdfs", "owl"))
_TYPE = PREFIXES["rdf"] + "type"
_SHACL = "http://www.w3.org/ns/shacl#"
_LABEL, _DEFINITION = _RDFS + "label", _SKOS + "definition"
_MATCHES = frozenset(_SKOS + kind + "Match" for kind in ("exact", "close", "broad", "narrow", "related"))
_KINDS = frozenset(_OWL + k for k in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
_DECLARES = _KINDS | {_RDFS + "Class"}
_TURTLE = ("relgraph.ttl", "vocabulary.ttl", "shapes.ttl")

_Nodes = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class _Folder:
    """All that the lint reads, read once."""

    ontology: Ontology
    triples: dict[str, tuple[ox.Triple, ...]]
    texts: dict[str, str]
    """Text of each Turtle file and query by its path below the folder."""
    nodes: _Nodes = field(default_factory=dict)
    """Subject, predicate and objects of the schema (with the classes of event types) and the vocabulary."""

    @cached_property
    def terms(self) -> dict[str, dict[str, list[str]]]:
        """The classes and properties that are declared, by local name."""
        return {
            iri.removeprefix(_RG): node
            for iri, node in sorted(self.nodes.items())
            if iri.startswith(_RG) and _DECLARES.intersection(node.get(_TYPE, ()))
        }

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Everything that the vocabulary declares, and the occasions."""
        path = self.ontology.folder / "names" / "occasions.csv"
        occasions: set[str] = set()
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as rows:
                occasions = {row["id"] for row in csv.DictReader(rows) if row.get("id")}
        declared = {iri.removeprefix(_V) for iri, n in self.nodes.items() if iri.startswith(_V) and n.get(_TYPE)}
        return frozenset(declared | occasions)

    @cached_property
    def queries(self) -> dict[str, QueryText]:
        """Rules, questions and the queries inside shapes, by where they stand."""
        found = {name: read_query_text(text) for name, text in self.texts.items() if name.endswith(".rq")}
        for triple in self.triples["shapes.ttl"]:
            if triple.predicate.value == _SHACL + "select":
                found[f"shapes.ttl ({_tail(triple.subject)})"] = read_query_text(_value(triple.object))
        return found

    def place(self, name: str) -> str:
        """Where a term or concept is declared, for a message."""
        if name in self.ontology.event_types:
            return f"event type {name}"
        for file, prefix in (("relgraph.ttl", "rg"), ("vocabulary.ttl", "v")):
            found = re.search(rf"^{prefix}:{re.escape(name)} ", self.texts[file], flags=re.MULTILINE)
            if found:
                return f"{file}:{self.texts[file].count(chr(10), 0, found.start()) + 1}: {prefix}:{name}"
        return f"{name}"


def lint(ontology: Ontology) -> list[str]:
    """All faults of an ontology folder, one line each, in a stable order; none for a good one.

    Raises:
        OntologyError: a Turtle file is missing or cannot be parsed, so that nothing can be said about it.
    """
    folder = _read(ontology)
    checks: tuple[Callable[[_Folder], Iterable[str]], ...] = (
        _check_headers,
        _check_labels,
        _check_superclasses,
        _check_alignments,
        _check_blank_nodes,
        _check_concepts,
        _check_records,
        _check_terms,
        _check_query_terms,
        _check_prefixes,
        _check_rules,
        _check_frames,
    )
    return [fault for check in checks for fault in sorted(set(check(folder)))]


def _read(ontology: Ontology) -> _Folder:
    triples = {name: read_triples(ontology.folder / name)[0] for name in _TURTLE}
    paths = [ontology.folder / name for name in _TURTLE]
    paths += [path for sub in ("rules", "questions") for path in sorted((ontology.folder / sub).glob("*.rq"))]
    texts = {path.relative_to(ontology.folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    nodes: _Nodes = {}
    for triple in (*ontology.schema_triples(), *triples["vocabulary.ttl"]):
        if isinstance(triple.subject, ox.NamedNode):
            node = nodes.setdefault(triple.subject.value, {})
            node.setdefault(triple.predicate.value, []).append(_value(triple.object))
    return _Folder(ontology=ontology, triples=triples, texts=texts, nodes=nodes)


def _check_headers(folder: _Folder) -> Iterator[str]:
    for name in _TURTLE:
        said = {
            _value(t.subject): {u.predicate.value for u in folder.triples[name] if u.subject == t.subject}
            for t in folder.triples[name]
            if t.predicate.value == _TYPE and _value(t.object) == _OWL + "Ontology"
        }
        if not said:
            yield f"{name}: declares no owl:Ontology; add one with dct:title and dct:license"
        for iri, predicates in said.items():
            for kind in ("title", "license"):
                if PREFIXES["dct"] + kind not in predicates:
                    yield f"{name}: <{iri}> has no dct:{kind}; add it"


def _check_labels(folder: _Folder) -> Iterator[str]:
    taken: dict[str, str] = {}
    for name, node in folder.terms.items():
        labels = node.get(_LABEL, [])
        if len(labels) != 1:
            yield f"{folder.place(name)} has {len(labels) or 'no'} rdfs:label; give it one"
        if not node.get(_DEFINITION):
            yield f"{folder.place(name)} has no skos:definition; say in one sentence what it is"
        for label in labels:
            key = label.casefold()
            if key in taken:
                yield f"{folder.place(name)} has the label '{label}' of {taken[key]}; make the two differ"
            taken.setdefault(key, name)


def _check_superclasses(folder: _Folder) -> Iterator[str]:
    classes = {name: node for name, node in folder.terms.items() if _OWL + "Class" in node[_TYPE]}
    for name, node in classes.items():
        above = [iri.removeprefix(_RG) for iri in node.get(_RDFS + "subClassOf", []) if iri.startswith(_RG)]
        if len(above) > 1:
            yield f"{folder.place(name)} has the superclasses {', '.join(sorted(above))}; keep one chain"
        for parent in above:
            if parent not in classes:
                yield f"{folder.place(name)} stands below '{parent}', which is no class.{nearest(parent, classes)}"


def _check_alignments(folder: _Folder) -> Iterator[str]:
    note = _SKOS + "editorialNote"
    for name, node in folder.terms.items():
        seen, here = {name}, node
        while not (_MATCHES.intersection(here) or note in here or _outside(here)):
            above = [
                iri.removeprefix(_RG) for kind in ("subClassOf", "subPropertyOf") for iri in here.get(_RDFS + kind, [])
            ]
            nxt = next((n for n in above if n in folder.terms and n not in seen), None)
            if nxt is None:
                yield (
                    f"{folder.place(name)} is aligned to nothing, nor is what stands above it; add a skos:*Match, "
                    "or a skos:editorialNote that says that there is no counterpart"
                )
                break
            seen.add(nxt)
            here = folder.terms[nxt]


def _outside(node: dict[str, list[str]]) -> bool:
    return any(not iri.startswith(_RG) for iri in node.get(_RDFS + "subClassOf", []))


def _check_blank_nodes(folder: _Folder) -> Iterator[str]:
    for name in ("relgraph.ttl", "vocabulary.ttl"):
        if any(isinstance(term, ox.BlankNode) for t in folder.triples[name] for term in (t.subject, t.object)):
            yield f"{name}: holds a blank node; give it an IRI"


def _check_concepts(folder: _Folder) -> Iterator[str]:
    schemes = {iri for iri, node in folder.nodes.items() if _SKOS + "ConceptScheme" in node.get(_TYPE, ())}
    taken: dict[tuple[str, str], str] = {}
    for iri, node in sorted(folder.nodes.items()):
        name, kinds = iri.removeprefix(_V), node.get(_TYPE, ())
        if not iri.startswith(_V) or not kinds or name == "":
            continue
        if not node.get(_SKOS + "prefLabel") and not node.get(_LABEL):
            yield f"{folder.place(name)} has no skos:prefLabel; give it one"
        if not node.get(_DEFINITION):
            yield f"{folder.place(name)} has no skos:definition; say in one sentence what it is"
        if _SKOS + "Concept" not in kinds:
            continue
        scheme = next(iter(node.get(_SKOS + "inScheme", [])), "")
        if scheme not in schemes:
            yield f"{folder.place(name)} is in no declared scheme; add skos:inScheme"
        for label in node.get(_SKOS + "prefLabel", []):
            if (scheme, label.casefold()) in taken:
                other = taken[scheme, label.casefold()]
                yield f"{folder.place(name)} has the label '{label}' of v:{other} in the same scheme; make them differ"
            taken.setdefault((scheme, label.casefold()), name)


def _check_records(folder: _Folder) -> Iterator[str]:
    """The vocabulary and the literals of the records are one list each."""
    members: dict[str, set[str]] = {}
    notations: set[str] = set()
    for iri, node in folder.nodes.items():
        for scheme in node.get(_SKOS + "inScheme", []):
            members.setdefault(scheme.removeprefix(_V), set()).add(iri.removeprefix(_V))
            if scheme == concept_iri("aspect"):
                notations.update(node.get(_SKOS + "notation", []))
    aspects = get_args(get_type_hints(Conflict)["aspect"])
    lists: dict[str, tuple[set[str], tuple[str, ...]]] = {
        "factuality": (members.get("factuality", set()), get_args(Factuality)),
        "status": (members.get("status", set()), get_args(Status)),
        "dateBasis": (members.get("dateBasis", set()), get_args(Basis)),
        "aspect": (notations, aspects),
    }
    for scheme, (have, want) in lists.items():
        for name in sorted(set(want) - have):
            yield f"vocabulary.ttl: scheme v:{scheme} lacks '{name}', which the records use; add it"
        for name in sorted(have - set(want)):
            yield f"vocabulary.ttl: scheme v:{scheme} has '{name}', which the records do not know; remove it"


def _check_terms(folder: _Folder) -> Iterator[str]:
    """Terms and concepts in Turtle files and in the words of messages."""
    for file, triples in folder.triples.items():
        for triple in triples:
            for term in (triple.subject, triple.predicate, triple.object):
                if isinstance(term, ox.NamedNode):
                    yield from _undeclared(folder, file, (term.value,))
            if triple.predicate.value == _SHACL + "message":
                named = re.findall(r"\b(rg|v):(\w+)", _value(triple.object))
                yield from _undeclared(folder, file, (PREFIXES[p] + name for p, name in named))


def _check_query_terms(folder: _Folder) -> Iterator[str]:
    for where, query in folder.queries.items():
        iris = [PREFIXES[p] + name for p, name in query.names if p in ("rg", "v")]
        yield from _undeclared(folder, where, (*query.iris, *iris))


def _undeclared(folder: _Folder, where: str, iris: Iterable[str]) -> Iterator[str]:
    for iri in iris:
        for prefix, base, known in (("rg", _RG, folder.terms.keys()), ("v", _V, folder.concepts)):
            name = iri.removeprefix(base)
            if iri.startswith(base) and name and name not in known:
                yield f"{where}: '{prefix}:{name}' is declared nowhere.{nearest(name, known)}"


def _check_prefixes(folder: _Folder) -> Iterator[str]:
    for file in _TURTLE:
        text = folder.texts[file]
        body = re.sub(
            r'"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|^@prefix.*$', " ", text, flags=re.MULTILINE
        )
        body = re.sub(r"#.*", " ", body)
        for prefix in re.findall(r"^@prefix ([\w-]+):", text, flags=re.MULTILINE):
            used = re.search(rf"(?<![\w-]){re.escape(prefix)}:", body) is not None
            if not used and not (file == "relgraph.ttl" and _in_close_match(folder, prefix)):
                yield f"{file}: prefix '{prefix}' is declared and not used; remove it"
    shapes = {_value(t.object) for t in folder.triples["shapes.ttl"] if t.predicate.value == _SHACL + "prefix"}
    for where, query in folder.queries.items():
        # A question knows the common prefixes, a shape those of sh:declare; a rule stands for itself.
        lent = set(PREFIXES) if where.startswith("questions/") else shapes if where.startswith("shapes.ttl") else set()
        own, named = set(query.prefixes), {prefix for prefix, _ in query.names}
        for prefix in sorted(named - own - lent):
            yield f"{where}: prefix '{prefix}' is not declared.{nearest(prefix, own | lent)}"
        for prefix in sorted(own - named):
            yield f"{where}: prefix '{prefix}' is declared and not used; remove it"
        for prefix, iri in query.prefixes.items():
            if PREFIXES.get(prefix, iri) != iri:
                yield f"{where}: prefix '{prefix}' means <{PREFIXES[prefix]}> everywhere else; correct it"


def _in_close_match(folder: _Folder, prefix: str) -> bool:
    types = folder.ontology.event_types.values()
    return any(curie.startswith(prefix + ":") for event_type in types for curie in event_type.close_match)


def _check_rules(folder: _Folder) -> Iterator[str]:
    try:
        rules = load_rules(folder.ontology.folder)
    except OntologyError as error:
        yield from error.problems
        return
    for rule in rules:
        where = f"rules/{rule.path.name}"
        if ("rg", rule.shortcut) not in folder.queries[where].names:
            yield f"{where}: '# shortcut: {rule.shortcut}', but the update never names rg:{rule.shortcut}; correct it"
        try:
            ox.Store().update(rule.text)
        except SyntaxError as error:
            yield f"{where}: no valid SPARQL update, {error}"


def _check_frames(folder: _Folder) -> Iterator[str]:
    yield from find_rivals(folder.ontology)


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _tail(term: object) -> str:
    return re.split(r"[#/]", _value(term))[-1]
