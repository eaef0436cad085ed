"""The reference of the vocabulary as one page that opens offline: every term in both languages, and a diagram.

    .venv/bin/python docs/ontology.py [FILE.html]

Everything on the page is read from `ontology/`: terms, definitions and alignments from the ontology, what a valid graph
says of each class from the shapes.  The diagram is drawn by `docs/diagram.py`, the page by `docs/ontology.html.jinja`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rdflib
from diagram import diagram
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.collection import Collection

HERE = Path(__file__).resolve().parent
ONTOLOGY = HERE.parent / "ontology"
PAGE = HERE / "ontology.html"
KG = rdflib.Namespace("https://w3id.org/meetingkg#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")

KINDS = (
    (OWL.Class, "Classes", "类"),
    (OWL.ObjectProperty, "Object properties", "对象属性"),
    (OWL.DatatypeProperty, "Datatype properties", "数据属性"),
    (OWL.AnnotationProperty, "Annotation properties", "标注属性"),
    (SKOS.Concept, "Concepts", "概念"),
)
ALIGNED = (
    (RDFS.subClassOf, "subclass of", "上位类"),
    (RDFS.subPropertyOf, "subproperty of", "上位属性"),
    (OWL.disjointWith, "disjoint with", "互斥"),
    (RDFS.domain, "domain", "定义域"),
    (RDFS.range, "range", "值域"),
    (RDFS.seeAlso, "see also", "参见"),
)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A term by its short name, and where it is explained: on the page for ours, else in its own vocabulary."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the shapes ask of one property of a class: how many values, and which."""

    path: Link
    count: str
    values: tuple[Link, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its labels and definitions in Chinese and English; `facts` are headed in both languages."""

    name: str
    anchor: str
    iri: str
    label: dict[str, str]
    definition: dict[str, str]
    facts: tuple[tuple[str, str, tuple[Link, ...]], ...]
    constraints: tuple[Constraint, ...]


class Reference:
    """The ontology and its shapes, as the page tells them."""

    def __init__(self, folder: Path = ONTOLOGY) -> None:
        text = (folder / "meetingkg.ttl").read_text(encoding="utf-8")
        self.ontology = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle")
        self.ontology.bind("kg", KG, override=True, replace=True)
        self.shapes = rdflib.Graph(bind_namespaces="none").parse(folder / "shapes.ttl")
        # The order of the file is that of thought, and rdflib does not keep it.
        self.order = {KG[name]: place for place, name in enumerate(re.findall(r"^:(\w+) ", text, re.MULTILINE))}

    def name(self, iri: rdflib.term.Node) -> str:
        """The term as `prefix:name`."""
        return self.ontology.namespace_manager.normalizeUri(str(iri))

    def link(self, iri: rdflib.term.Node) -> Link:
        """The term, and where it is explained."""
        name = self.name(iri)
        explained = iri in self.order or iri in self.borrowed
        return Link(name, f"#{self.anchor(iri)}" if explained else str(iri))

    def anchor(self, iri: rdflib.term.Node) -> str:
        """What follows # in the address: for ours as in the term's own IRI."""
        return self.name(iri).removeprefix("kg:").replace(":", "-")

    @cached_property
    def borrowed(self) -> tuple[URIRef, ...]:
        """The classes of other vocabularies that a shape tells of."""
        targets = set(self.shapes.objects(None, SH.targetClass))
        return tuple(sorted(URIRef(str(target)) for target in targets if target not in KG))

    def sections(self) -> list[tuple[str, str, list[Term]]]:
        """Our terms by kind, in the order of the ontology."""
        found = []
        for kind, english, chinese in KINDS:
            members = sorted(
                (KG[str(t).removeprefix(KG)] for t in self.ontology.subjects(RDF.type, kind)), key=self.order.get
            )
            found.append((english, chinese, [self.term(iri) for iri in members]))
        return found

    def term(self, iri: URIRef) -> Term:
        """All that is said of one term."""
        facts = [
            (english, chinese, self._links(self.ontology.objects(iri, predicate)))
            for predicate, english, chinese in ALIGNED
        ]
        facts.append(("superterm of", "下位", self._links(self._below(iri))))
        facts.append(("used by", "使用者", self._links(self._users(iri))))
        facts.append(("value of", "取值于", self._links(self._takers(iri))))
        return Term(
            self.name(iri),
            self.anchor(iri),
            str(iri),
            self._words(iri, RDFS.label),
            self._words(iri, SKOS.definition),
            tuple(fact for fact in facts if fact[2]),
            tuple(self.constraints(iri)),
        )

    def _words(self, iri: URIRef, predicate: URIRef) -> dict[str, str]:
        return {str(text.language): str(text) for text in self.ontology.objects(iri, predicate)}

    def _links(self, iris: object) -> tuple[Link, ...]:
        return tuple(sorted({self.link(iri) for iri in iris}))

    def _below(self, iri: URIRef) -> set[rdflib.term.Node]:
        return {s for p in (RDFS.subClassOf, RDFS.subPropertyOf) for s in self.ontology.subjects(p, iri)}

    def _users(self, iri: URIRef) -> set[rdflib.term.Node]:
        """The classes whose shapes name the property `iri`."""
        shapes = {s for p in self.shapes.subjects(SH.path, iri) for s in self.shapes.subjects(SH.property, p)}
        return {target for shape in shapes for target in self.shapes.objects(shape, SH.targetClass)}

    def _takers(self, iri: URIRef) -> set[rdflib.term.Node]:
        """The properties that take the concept `iri` as a value."""
        lists = {head for head in self.shapes.objects(None, SH["in"]) if iri in Collection(self.shapes, head)}
        return {
            p for head in lists for c in self.shapes.subjects(SH["in"], head) for p in self.shapes.objects(c, SH.path)
        }

    def constraints(self, iri: URIRef) -> list[Constraint]:
        """What the shapes ask of each property of the class `iri`, in the order of their names."""
        shapes = self.shapes.subjects(SH.targetClass, iri)
        found = [self._constraint(p) for shape in shapes for p in self.shapes.objects(shape, SH.property)]
        return sorted(found, key=lambda constraint: constraint.path)

    def _constraint(self, node: rdflib.term.Node) -> Constraint:
        def said(name: str) -> rdflib.term.Node | None:
            return self.shapes.value(node, SH[name])

        path = said("path")
        choices = self.shapes.value(path, SH.alternativePath)
        if choices is not None:
            paths = [self.link(step) for step in Collection(self.shapes, choices)]
            link = Link(" or ".join(path.text for path in paths), paths[0].address)
        else:
            link = self.link(path)
        values = [value for value in (said("class"), said("datatype")) if value is not None]
        for head in (said("in"), said("or")):
            if head is not None:
                values += [self.shapes.value(m, SH["class"]) or m for m in Collection(self.shapes, head)]
        least, most = said("minCount") or said("qualifiedMinCount") or 0, said("maxCount")
        bounds = (
            ("minInclusive", "≥ {}"),
            ("maxInclusive", "≤ {}"),
            ("pattern", "{}"),
            ("minLength", "≥ {} characters"),
        )
        words = [f'"{value}"' for value in values if isinstance(value, rdflib.Literal)]
        words += [form.format(said(name)) for name, form in bounds if said(name) is not None]
        words += [
            f"{sign} {self.name(said(name))}"
            for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "≤"))
            if said(name)
        ]
        count = f"{least}" if str(least) == str(most) else f"{least}–{most or '∞'}"
        links = tuple(self.link(value) for value in values if isinstance(value, URIRef))
        return Constraint(link, count, links, ", ".join(words))


def page(folder: Path = ONTOLOGY) -> str:
    """The page, in HTML: the same bytes for the same ontology."""
    reference = Reference(folder)
    about = next(reference.ontology.subjects(RDF.type, OWL.Ontology))
    told = dict(reference.ontology.predicate_objects(about))
    sections = reference.sections()
    borrowed = [
        (reference.link(iri), str(iri), reference.anchor(iri), reference.constraints(iri)) for iri in reference.borrowed
    ]
    labels = {term.name: term.label for _, _, terms in sections for term in terms}
    boxes = {term.name: (f"#{term.anchor}", term.constraints) for term in sections[0][2]}
    boxes |= {link.text: (link.address, constraints) for link, _, _, constraints in borrowed}
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    prefixes = sorted((prefix, str(iri)) for prefix, iri in reference.ontology.namespaces() if prefix)
    return environment.get_template("ontology.html.jinja").render(
        iri=str(about),
        label=reference._words(about, RDFS.label),
        description=reference._words(about, rdflib.DCTERMS.description),
        version=str(told[OWL.versionInfo]),
        licence=str(told[rdflib.DCTERMS.license]),
        sections=sections,
        borrowed=borrowed,
        diagram=diagram(boxes, labels),
        prefixes=prefixes,
    )


def main() -> None:
    """Write the page to the file that is named, or beside this script."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    file.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
