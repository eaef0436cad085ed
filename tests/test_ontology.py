"""The ontology, its shapes and its JSON-LD context agree with the graph and with each other."""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from pathlib import Path

import owlrl
import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DefinedNamespace

from kg.errors import KgError
from kg.export.jsonld import to_json_ld
from kg.export.turtle import to_turtle
from kg.model import MeetingKind, When
from kg.rdf import vocab
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.ontology import json_ld_context, ontology_file
from tests.readings import dated, first, links, second

READINGS = (
    first(),
    second(),
    dated(When("某年", 2031, None, None, 2032, None, None), number=3),
    dated(When("某日", None, 5, 6, None, 5, 7), number=4),
    *(dated(When("某日", 2031, 5, 6), kind, number) for number, kind in enumerate(MeetingKind, start=5)),
)
KG = rdflib.Namespace(vocab.KG_NS)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
W3C = {
    "DCTERMS": DCTERMS,
    "FOAF": FOAF,
    "ORG": ORG,
    "PROV": PROV,
    "RDF": RDF,
    "RDFS": RDFS,
    "SCHEMA": rdflib.SDO,
    "SKOS": SKOS,
    "XSD": XSD,
}


@cache
def data() -> rdflib.Graph:
    found = chain.from_iterable(triples(reading) for reading in READINGS)
    written = to_turtle(chain(found, link_triples(links())), vocab.prefixes())
    return rdflib.Graph().parse(data=written, format="turtle")


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_file("meetingkg.ttl").read_text("utf-8"), format="turtle")


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_text("utf-8"), format="turtle")


def terms(vocabulary: type) -> set[URIRef]:
    return {URIRef(term[1:-1]) for name, term in vars(vocabulary).items() if not name.startswith("_")}


def shortened(terms: set[URIRef]) -> str:
    """The terms as `prefix:name`, in order."""
    names = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in vocab.prefixes().items():
        names.bind(prefix, iri, override=True, replace=True)
    return " ".join(sorted(map(names.namespace_manager.normalizeUri, terms)))


DECLARED = sorted({term for term in ontology().subjects(RDF.type) if term in KG})
CLASSES = [term for term in DECLARED if (term, RDF.type, OWL.Class) in ontology()]


def test_the_graph_uses_every_declared_term_and_no_other() -> None:
    used = {term for triple in data() for term in triple if isinstance(term, URIRef) and term in KG}
    assert used == set(DECLARED)


def test_every_other_term_of_the_graph_is_one_that_its_own_vocabulary_declares() -> None:
    foreign = {term for triple in data() for term in triple if isinstance(term, URIRef) and term not in KG}
    borrowed = set().union(*(terms(getattr(vocab, name)) for name in (*W3C, "NIF")))
    assert {term for term in foreign if not term.startswith(vocab.BASE_IRI)} == borrowed - {
        XSD.integer,
        XSD.date,
        XSD.boolean,
    }


def test_the_vocabulary_in_python_names_the_declared_terms_and_no_other() -> None:
    assert terms(vocab.KG) == set(DECLARED)
    for name, term in vars(vocab.KG).items():
        assert name.startswith("_") or term == f"<{vocab.KG_NS}{name}>"


@pytest.mark.parametrize("name", W3C)
def test_a_borrowed_term_is_spelled_as_its_vocabulary_spells_it(name: str) -> None:
    namespace: type[DefinedNamespace] = W3C[name]
    borrowed = terms(getattr(vocab, name))
    assert borrowed
    assert [term for term in borrowed if term not in namespace] == []


@pytest.mark.parametrize("term", DECLARED, ids=lambda term: term.removeprefix(vocab.KG_NS))
def test_a_term_has_a_label_and_a_definition_in_both_languages(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        languages = sorted(literal.language for literal in ontology().objects(term, predicate))
        assert languages == ["en", "zh"]


def test_every_class_of_ours_hangs_below_a_known_one() -> None:
    for term in CLASSES:
        assert [parent for parent in ontology().objects(term, RDFS.subClassOf) if parent not in KG]


def test_no_domain_or_range_is_broken_by_the_graph() -> None:
    """Where the ontology says what a property links, both ends are of that class (or below it) in the graph."""
    broken = []
    for term in DECLARED:
        for end, place in ((RDFS.domain, 0), (RDFS.range, 2)):
            for expected in ontology().objects(term, end):
                for triple in data().triples((None, term, None)):
                    if not _fits(triple[place], expected):
                        broken.append((triple, end, expected))
    assert broken == []


def _fits(node: rdflib.term.Node, expected: rdflib.term.Node) -> bool:
    if isinstance(node, Literal):
        if expected == RDF.langString:
            return node.language is not None
        return (node.datatype or XSD.string) == expected
    own = {*data().objects(node, RDF.type), *ontology().objects(node, RDF.type)}
    above = {parent for kind in own for parent in ontology().transitive_objects(kind, RDFS.subClassOf)}
    return expected in own | above


# Reasoning

CONCLUDED = {
    "nif:Context prov:Entity": "nif:String",
    "nif:OffsetBasedString": "nif:String prov:Entity",
    "prov:Entity schema:NewsArticle": "nif:String schema:CreativeWork",
    # PROV lets an activity be an agent: 会议强调 ascribes what is said to the meeting itself.
    "prov:Activity schema:Event": "prov:Agent",
    "foaf:Person schema:Person": "foaf:Agent prov:Agent",
    "org:Organization": "foaf:Agent foaf:Organization prov:Agent",
    "org:Organization schema:NewsMediaOrganization": "foaf:Agent foaf:Organization schema:Organization",
    "org:Membership": "prov:Entity",
    "kg:Tenure": "org:Membership prov:Entity",
    "kg:Directive": "prov:Entity schema:CreativeWork",
    "kg:Statement": "prov:Entity schema:CreativeWork",
    "schema:AdministrativeArea": "schema:Place",
}
"""What a reasoner may add to the classes of a node; to other claims it adds `prov:Entity`, to other things nothing."""


def reasoned(*graphs: rdflib.Graph) -> tuple[rdflib.Graph, list[str]]:
    """All that OWL 2 RL concludes from the graphs, the ontology and the borrowed vocabularies, and what contradicts."""
    known = rdflib.Graph().parse(Path(__file__).with_name("borrowed.ttl")) + ontology()
    for graph in graphs:
        known += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(known)
    errors = known.subjects(RDF.type, URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage"))
    return known, [str(message) for error in errors for message in known.objects(error) if isinstance(message, Literal)]


def test_what_a_reasoner_concludes_of_the_graph_is_meant() -> None:
    known, contradictions = reasoned(data())
    assert contradictions == []
    concluded: dict[str, set[URIRef]] = {}
    for node in set(data().subjects()):
        own = set(data().objects(node, RDF.type))
        more = set(known.objects(node, RDF.type)) - own - {OWL.Thing}
        concluded.setdefault(shortened(own), set()).update(more)
    for own, more in concluded.items():
        assert shortened(more) == CONCLUDED.get(own, "prov:Entity" if own.startswith("kg:") else ""), own
    assert set(CONCLUDED) <= set(concluded)


def one_of_each() -> rdflib.Graph:
    """One thing of each class alone, and for each property one use between things of which nothing else is known."""
    graph = rdflib.Graph()
    for number, term in enumerate(DECLARED):
        one, other = (URIRef(f"https://example.org/{end}{number}") for end in ("a", "b"))
        kinds = set(ontology().objects(term, RDF.type))
        if OWL.Class in kinds:
            graph.add((one, RDF.type, term))
        elif OWL.ObjectProperty in kinds:
            graph.add((one, term, other))
    return graph


def test_no_class_is_empty_and_no_property_unusable() -> None:
    known, contradictions = reasoned(one_of_each())
    assert contradictions == []
    assert (None, RDF.type, OWL.Nothing) not in known
    assert all((None, RDF.type, term) in known for term in CLASSES)


@pytest.mark.parametrize(
    "mistake",
    [
        (KG.Participation, RDFS.subClassOf, PROV.Association),
        (KG.person, RDFS.subPropertyOf, PROV.agent),
        (KG.passesOn, RDFS.subPropertyOf, PROV.wasDerivedFrom),
        (KG.chairedBy, RDFS.range, ORG.Organization),
        (KG.Directive, RDFS.subClassOf, KG.Statement),
    ],
    ids=shortened,
)
def test_the_reasoner_catches_a_false_alignment(mistake: tuple[URIRef, URIRef, URIRef]) -> None:
    _, contradictions = reasoned(data(), one_of_each(), rdflib.Graph().add(mistake))
    assert contradictions


def test_a_near_term_of_another_vocabulary_concludes_nothing() -> None:
    """`rdfs:seeAlso` leads out of our vocabulary; SKOS would make concepts of what it matches."""
    near = set(ontology().objects(None, RDFS.seeAlso))
    assert near
    assert not [term for term in near if term in KG]
    assert (None, SKOS.closeMatch, None) not in ontology()


# Shapes


def test_the_graph_conforms_to_the_shapes() -> None:
    conforms, _, report = pyshacl.validate(data(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, report


BREAKAGES = {
    "a directive without its evidence": ("DELETE { ?d kg:evidence ?e } WHERE { ?d a kg:Directive ; kg:evidence ?e }"),
    "a participation without a rule": "DELETE { ?p kg:rule ?r } WHERE { ?p a kg:Participation ; kg:rule ?r }",
    "a quote that ends before it begins": (
        "DELETE { ?s nif:endIndex ?e } INSERT { ?s nif:endIndex 0 } "
        "WHERE { ?s a nif:OffsetBasedString ; nif:endIndex ?e }"
    ),
    "a role that is none": (
        "DELETE { ?p kg:role kg:chair } INSERT { ?p kg:role kg:video } WHERE { ?p kg:role kg:chair }"
    ),
    "a month too many": "INSERT { ?m kg:month 13 } WHERE { ?m a schema:Event }",
    "a meeting that nobody named": "DELETE { ?m rdfs:label ?l } WHERE { ?m a schema:Event ; rdfs:label ?l }",
    "a person known only in pinyin": (
        'DELETE { ?p rdfs:label ?l } WHERE { ?p a foaf:Person ; rdfs:label ?l FILTER(LANG(?l) = "zh") }'
    ),
    "a chair who is no person": "INSERT { ?m kg:chairedBy ?m } WHERE { ?m a schema:Event }",
    "two texts for one directive": 'INSERT { ?d schema:text "另一句"@zh } WHERE { ?d a kg:Directive }',
    "a digest that is none": "DELETE { ?t kg:sha256 ?h } INSERT { ?t kg:sha256 'abc' } WHERE { ?t kg:sha256 ?h }",
    "a post held by nobody": "DELETE { ?m org:member ?p } WHERE { ?m a org:Membership ; org:member ?p }",
    "a person taken for another without grounds": (
        "DELETE { ?i kg:grounds ?g } WHERE { ?i a kg:Identification ; kg:grounds ?g }"
    ),
    "a division without its code": "DELETE { ?d kg:divisionCode ?c } WHERE { ?d kg:divisionCode ?c }",
    "a finding of no kind": "DELETE { ?f kg:rule ?r } WHERE { ?f a kg:Finding ; kg:rule ?r }",
    "an issue without a problem": "DELETE { ?i kg:problem ?p } WHERE { ?i a kg:Issue ; kg:problem ?p }",
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_shapes_catch(breakage: str) -> None:
    broken = rdflib.Graph() + data()
    for prefix, iri in vocab.prefixes().items():
        broken.bind(prefix, iri, replace=True)
    broken.update(BREAKAGES[breakage])
    assert set(broken) != set(data())
    conforms, _, _ = pyshacl.validate(broken, shacl_graph=shapes())
    assert not conforms


def test_the_shapes_name_declared_terms_alone() -> None:
    named = {term for triple in shapes() for term in triple if isinstance(term, URIRef) and term in KG}
    assert named <= set(DECLARED)


def test_every_class_of_ours_has_a_shape() -> None:
    targets = set(shapes().objects(None, SH.targetClass))
    assert {term for term in DECLARED if (term, RDF.type, OWL.Class) in ontology()} <= targets


# JSON-LD


def test_the_graph_survives_json_ld_with_the_context() -> None:
    lines = pyoxigraph.parse(input=data().serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = {quad.triple for quad in lines}
    written = to_json_ld(found, json_ld_context(), {})
    assert {quad.triple for quad in pyoxigraph.parse(input=written, format=pyoxigraph.RdfFormat.JSON_LD)} == found
    named = {name for node in json.loads(written)["@graph"] for name in node}
    assert not [name for name in named if name.startswith(("kg:", "http"))], "the context does not name it"


def test_the_context_has_every_property_and_class_and_types_the_links() -> None:
    context = json_ld_context()
    for term in DECLARED:
        kinds = set(ontology().objects(term, RDF.type))
        entry = context.get(term.removeprefix(vocab.KG_NS))
        if OWL.NamedIndividual in kinds:
            assert entry is None
        elif OWL.ObjectProperty in kinds or OWL.AnnotationProperty in kinds:
            assert entry["@type"] == "@id"
        else:
            assert entry is not None


def test_a_file_that_the_ontology_lacks_is_told() -> None:
    with pytest.raises(KgError, match=r"^ontology/nope\.ttl: is not part of this installation"):
        ontology_file("nope.ttl")
