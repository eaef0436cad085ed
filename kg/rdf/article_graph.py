"""The graph of one article as it grows: names of things, claims and stretches of text, and what is said of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.pinyin import romanise
from kg.rdf.terms import integer, literal, zh
from kg.rdf.vocab import DCTERMS, FOAF, KG, NIF, ORG, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from kg.model import Evidence, Person, Reading
    from kg.rdf.terms import Triple


class ArticleGraph:
    """The triples of one reading, said one after another into a list, for generators within generators are slow.

    It names the things that the reading tells of, and the claims and stretches of text under its article.
    """

    def __init__(self, reading: Reading, base_iri: str) -> None:
        document = reading.article.document
        self.reading = reading
        self.base = base_iri
        self.scope = f"{document.sha256}#{reading.article.number}"
        self.article = mint.article(base_iri, document.sha256, reading.article.number)
        self.text = mint.entity(base_iri, "text", document.sha256)
        self.stem = f"{self.article[:-1]}-"
        self.spans: set[str] = set()
        self.said: list[Triple] = []
        self.say = self.said.append
        self.points = {
            point.order: mint.child(self.article, f"s{utterance.order}-d{point.order}")
            for utterance in reading.utterances
            for point in utterance.points
        }

    # Things

    def person(self, key: str) -> str:
        """A person by the key that resolving gave."""
        return mint.entity(self.base, "person", key)

    def meeting(self, key: str) -> str:
        """A meeting by the key that resolving gave."""
        return mint.entity(self.base, "meeting", key)

    def document(self, title: str) -> str:
        """A document is known by its title."""
        return mint.entity(self.base, "document", title)

    def body(self, name: str) -> str:
        """A body by the name that this article gives it: another article's 市政府 is another body."""
        return mint.entity(self.base, "body", self.scope, name)

    def press(self, name: str) -> str:
        """A newspaper or agency; its name is a proper name, so articles share it."""
        return mint.entity(self.base, "press", name)

    def document_triples(self, title: str) -> None:
        """What is said of a document: its title."""
        say = self.say
        node = self.document(title)
        say((node, RDF.type, SCHEMA.CreativeWork))
        say((node, RDFS.label, zh(title)))

    def body_triples(self, name: str) -> None:
        """What is said of a body: its name."""
        say = self.say
        node = self.body(name)
        say((node, RDF.type, ORG.Organization))
        say((node, RDFS.label, zh(name)))

    def press_triples(self, name: str) -> None:
        """What is said of a newspaper or agency: its name."""
        say = self.say
        node = self.press(name)
        say((node, RDF.type, ORG.Organization))
        say((node, RDF.type, SCHEMA.NewsMediaOrganization))
        say((node, RDFS.label, zh(name)))

    def person_triples(self, person: Person) -> None:
        """What is said of a person: name, its reading and other forms."""
        say = self.say
        node = self.person(person.key)
        say((node, RDF.type, FOAF.Person))
        say((node, RDF.type, SCHEMA.Person))
        say((node, RDFS.label, zh(person.name)))
        pinyin = romanise(person.name)
        if pinyin is not None:
            say((node, RDFS.label, literal(pinyin, "zh-latn-pinyin")))
        for alias in person.aliases:
            say((node, SKOS.altLabel, zh(alias)))

    # Claims and what they stand on

    def claim(self, sort: str, *key: str) -> str:
        """The IRI of something that this article says, told from its other claims of the same sort by `key`."""
        return mint.child(self.article, f"{sort}-{mint.digest(*key)}")

    def point(self, order: int) -> str:
        """A point of the article's speech by its number; ValueError where there is none."""
        if order not in self.points:
            raise ValueError(f"the article has no point {order}")
        return self.points[order]

    def span(self, start: int, end: int, quote: str) -> str:
        """The node of one stretch of the text, described once however many claims stand on it."""
        node = f"{self.stem}{start}-{end}>"
        if node not in self.spans:
            self.spans.add(node)
            self.said += (
                (node, RDF.type, NIF.OffsetBasedString),
                (node, NIF.referenceContext, self.text),
                (node, NIF.beginIndex, integer(start)),
                (node, NIF.endIndex, integer(end)),
                (node, NIF.anchorOf, literal(quote)),
                (node, DCTERMS.isPartOf, self.article),
            )
        return node

    def evidence(self, node: str, evidence: Evidence) -> None:
        """That a claim stands on a stretch of the text, by a rule."""
        span = self.span(evidence.start, evidence.end, evidence.quote)
        self.said += ((node, KG.evidence, span), (node, KG.rule, literal(evidence.rule)))
