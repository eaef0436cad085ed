"""A written graph and SHACL shapes -> what breaks the shapes, in words and in SHACL's own report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
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


@dataclass(frozen=True, slots=True)
class Validation:
    """One sentence for each fault, in order, and SHACL's report in Turtle."""

    faults: tuple[str, ...]
    turtle: bytes


def validate(file: Path, shapes: bytes, prefixes: Mapping[str, str]) -> Validation:
    """How the Turtle or N-Triples in `file`, which is well formed, breaks `shapes` (Turtle).

    IRIs are told with `prefixes`.  Raises KgError where pySHACL is not installed.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise KgError("pyshacl", "is not installed", "pip install 'kg[shacl]'") from error
    import rdflib

    data = rdflib.Graph().parse(file, format="nt" if file.suffix.lower() == ".nt" else "turtle")
    wanted = rdflib.Graph().parse(data=shapes, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=wanted)
    results = report.subjects(rdflib.RDF.type, rdflib.URIRef(f"{_SHACL}ValidationResult"))
    return Validation(
        tuple(sorted(_fault(report, result, prefixes) for result in results)), report.serialize(encoding="utf-8")
    )


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
