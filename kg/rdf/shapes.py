"""A written graph and SHACL shapes -> what breaks the shapes, in words and in SHACL's own report."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BELOW = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
# What a constraint says of the property that breaks it; of any other, SHACL's own message is told.
_WORDS = {
    "MinCountConstraintComponent": "lacks {path}",
    "MaxCountConstraintComponent": "has too many values of {path}",
    "ClassConstraintComponent": "has as {path} {value}, which is not of the class asked for",
    "DatatypeConstraintComponent": "has as {path} {value}, which is not of the datatype asked for",
    "InConstraintComponent": "has as {path} {value}, which is none of the values allowed",
    "PatternConstraintComponent": "has as {path} {value}, which is not of the form asked for",
    "MinInclusiveConstraintComponent": "has as {path} {value}, which is too small",
    "MaxInclusiveConstraintComponent": "has as {path} {value}, which is too large",
    "MinLengthConstraintComponent": "has as {path} {value}, which is too short",
    "LessThanConstraintComponent": "has as {path} {value}, which is not before its end",
    "LessThanOrEqualsConstraintComponent": "has as {path} {value}, which is not before its end",
}


CHUNK = 100_000
"""Triples that are checked at once: a large graph is checked in parts."""


@dataclass(frozen=True, slots=True)
class Validation:
    """One sentence for each fault, in order, and SHACL's report in Turtle."""

    faults: tuple[str, ...]
    turtle: bytes


def validate(
    triples: Iterable[pyoxigraph.Triple],
    shapes: bytes,
    prefixes: Mapping[str, str],
    *,
    chunk: int = CHUNK,
    workers: int | None = None,
) -> Validation:
    """How `triples` break `shapes` (Turtle), which may look no further than a thing, its values and their classes.

    IRIs are told with `prefixes`.  Parts of some `chunk` triples are checked by `workers` processes, by default as many
    as there are processors; neither changes the result.  Raises KgError where pySHACL is not installed.
    """
    if find_spec("pyshacl") is None:
        raise KgError("pyshacl", "is not installed", "pip install 'kg[shacl]'")
    parts = list(_parts(triples, chunk))
    processes = min(len(parts), workers or os.cpu_count() or 1)
    check = partial(_check, shapes, dict(prefixes))
    if processes == 1:
        return _told(map(check, parts), prefixes)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return _told(pool.map(check, parts), prefixes)


def _parts(triples: Iterable[pyoxigraph.Triple], chunk: int) -> Iterator[tuple[bytes, bytes]]:
    """Parts of the graph in N-Triples: all about some things, and beside it the classes of what they are linked to."""
    about: dict[object, list[pyoxigraph.Triple]] = {}
    hierarchy: list[pyoxigraph.Triple] = []
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)
        if triple.predicate.value == _BELOW:
            hierarchy.append(triple)

    def written(part: list[pyoxigraph.Triple]) -> tuple[bytes, bytes]:
        own = {triple.subject for triple in part}
        others = dict.fromkeys(triple.object for triple in part if triple.object not in own)
        classes = [t for other in others for t in about.get(other, ()) if t.predicate.value == _TYPE]
        return _n_triples(part), _n_triples(classes + hierarchy)

    part: list[pyoxigraph.Triple] = []
    for more in about.values():
        part += more
        if len(part) >= chunk:
            yield written(part)
            part = []
    yield written(part)


def _n_triples(triples: Iterable[pyoxigraph.Triple]) -> bytes:
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def _check(shapes: bytes, prefixes: Mapping[str, str], part: tuple[bytes, bytes]) -> bytes | None:
    """SHACL's report on the things of one part, in N-Triples, or None where they conform."""
    import pyshacl
    from rdflib import RDF, RDFS, Graph, Namespace
    from rdflib.term import Node

    own, classes = part
    data, sh = Graph(), Namespace(_SHACL)
    for prefix, iri in prefixes.items():
        data.bind(prefix, iri, replace=True)
    _fill(data, own)
    things: dict[Node | None, list[Node]] = {
        kind: list(data.subjects(RDF.type, kind)) for kind in set(data.objects(None, RDF.type))
    }
    _fill(data, classes)
    # A thing of which only the class is known here is checked with its own part: the shapes get the others by name.
    wanted = Graph().parse(data=shapes, format="turtle")
    for shape, kind in list(wanted.subject_objects(sh.targetClass)):
        wanted.remove((shape, sh.targetClass, kind))
        for below in data.transitive_subjects(RDFS.subClassOf, kind):
            for thing in things.get(below, ()):
                wanted.add((shape, sh.targetNode, thing))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=wanted, inplace=True)
    return None if conforms else report.serialize(format="nt", encoding="utf-8")


def _fill(graph: rdflib.Graph, written: bytes) -> None:
    """Add N-Triples to `graph`, in half the time that rdflib's own parser takes."""
    from rdflib import BNode, Literal, URIRef

    terms: dict[object, rdflib.term.Node] = {}

    def made(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal) -> rdflib.term.Node:
        if isinstance(term, pyoxigraph.NamedNode):
            return URIRef(term.value)
        if isinstance(term, pyoxigraph.BlankNode):
            return BNode(term.value)
        datatype = None if term.language or term.datatype.value == _STRING else URIRef(term.datatype.value)
        return Literal(term.value, term.language, datatype)

    for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES):
        for term in (quad.subject, quad.predicate, quad.object):
            if term not in terms:
                terms[term] = made(term)
        graph.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))


def _told(reports: Iterable[bytes | None], prefixes: Mapping[str, str]) -> Validation:
    """The reports on all parts as one."""
    from rdflib import RDF, BNode, Graph, Literal, Namespace

    whole, node, sh = Graph(), BNode(), Namespace(_SHACL)
    for report in reports:
        if report is None:
            continue
        part = Graph().parse(data=report, format="nt")
        part.remove((part.value(None, RDF.type, sh.ValidationReport), None, None))
        whole += part
    results = list(whole.subjects(RDF.type, sh.ValidationResult))
    whole.add((node, RDF.type, sh.ValidationReport))
    whole.add((node, sh.conforms, Literal(not results)))
    for result in results:
        whole.add((node, sh.result, result))
    whole.bind("sh", sh)
    faults = tuple(sorted(_fault(whole, result, prefixes) for result in results))
    return Validation(faults, whole.serialize(format="turtle", encoding="utf-8"))


def _fault(report: rdflib.Graph, result: rdflib.term.Node, prefixes: Mapping[str, str]) -> str:
    import rdflib

    def told(name: str) -> rdflib.term.Node | None:
        return report.value(result, rdflib.URIRef(f"{_SHACL}{name}"))

    component = str(told("sourceConstraintComponent")).removeprefix(_SHACL)
    path = told("resultPath")
    focus = _short(told("focusNode"), prefixes)
    if component in _WORDS and isinstance(path, rdflib.URIRef):
        words = _WORDS[component].format(path=_short(path, prefixes), value=_short(told("value"), prefixes))
        return f"{focus} {words}"
    return f"{focus}: {' '.join(str(told('resultMessage')).split())}"


def _short(node: rdflib.term.Node | None, prefixes: Mapping[str, str]) -> str:
    import rdflib

    if isinstance(node, rdflib.Literal):
        return f'"{node}"'
    near = [(prefix, iri) for prefix, iri in prefixes.items() if str(node).startswith(iri)]
    prefix, iri = max(near, key=lambda each: len(each[1]), default=("", ""))
    return f"{prefix}:{str(node).removeprefix(iri)}" if iri else str(node)
