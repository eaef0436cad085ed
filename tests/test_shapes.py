"""A graph is checked in parts and by several processes, and what is found is what pySHACL finds in the whole."""

from __future__ import annotations

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import RDF, URIRef
from rdflib.collection import Collection

from kg.rdf import vocab
from kg.rdf.ontology import ontology_file
from kg.rdf.shapes import Validation, validate
from tests.test_ontology import BREAKAGES, SH, data, shapes


def checked(graph: rdflib.Graph, *, chunk: int = 100_000, workers: int = 1) -> Validation:
    triples = [quad.triple for quad in pyoxigraph.parse(graph.serialize(format="nt"), pyoxigraph.RdfFormat.N_TRIPLES)]
    shapes_file = ontology_file("shapes.ttl").read_bytes()
    return validate(triples, shapes_file, vocab.prefixes(), chunk=chunk, workers=workers)


def results(report: rdflib.Graph) -> list[tuple[str, ...]]:
    """Which thing breaks which constraint, by which property and value."""
    told = (SH.focusNode, SH.sourceConstraintComponent, SH.resultPath, SH.value, SH.resultMessage)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(tuple(str(report.value(result, name)) for name in told) for result in found)


def broken(breakage: str) -> rdflib.Graph:
    graph = rdflib.Graph() + data()
    for prefix, iri in vocab.prefixes().items():
        graph.bind(prefix, iri, replace=True)
    graph.update(BREAKAGES[breakage])
    return graph


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_small_parts_have_the_faults_of_the_whole(breakage: str) -> None:
    graph = broken(breakage)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    found = checked(graph, chunk=40)
    own = rdflib.Graph().parse(data=found.turtle)
    assert results(own) == results(report)
    assert len(found.faults) == len(results(report)) > 0
    (node,) = own.subjects(RDF.type, SH.ValidationReport)
    assert own.value(node, SH.conforms).toPython() is False
    assert set(own.objects(node, SH.result)) == set(own.subjects(RDF.type, SH.ValidationResult))


def test_small_parts_of_a_valid_graph_conform() -> None:
    found = checked(data(), chunk=40)
    assert found.faults == ()
    report = rdflib.Graph().parse(data=found.turtle)
    assert [value.toPython() for value in report.objects(None, SH.conforms)] == [True]


def test_the_number_of_processes_changes_nothing() -> None:
    graph = broken("a role that is none")
    assert checked(graph, chunk=400, workers=2).faults == checked(graph).faults != ()


def test_a_thing_of_a_class_below_is_checked_too() -> None:
    graph = broken("a month too many")
    below = URIRef("https://example.org/Summit")
    for meeting in list(graph.subjects(RDF.type, rdflib.SDO.Event)):
        graph.remove((meeting, RDF.type, rdflib.SDO.Event))
        graph.add((meeting, RDF.type, below))
    graph.add((below, rdflib.RDFS.subClassOf, rdflib.SDO.Event))
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    assert results(rdflib.Graph().parse(data=checked(graph, chunk=40).turtle)) == results(report)
    assert any("month" in fault for fault in checked(graph).faults)


def test_the_shapes_look_no_further_than_values_and_their_classes() -> None:
    """What lets a graph be checked in parts."""
    for path in shapes().objects(None, SH.path):
        choices = shapes().value(path, SH.alternativePath)
        assert all(isinstance(step, URIRef) for step in ([path] if choices is None else Collection(shapes(), choices)))
    used = {str(predicate).removeprefix(str(SH)) for predicate in shapes().predicates() if predicate in SH}
    further = {"node", "sparql", "rule", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target", "equals"}
    assert "targetClass" in used
    assert not used & further
