"""Triples -> Turtle and N-Triples, the same bytes in whatever order the triples come."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Triple = tuple[str, str, str]
"""Subject, predicate and object, each as an N-Triples term."""

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_DIGITS = re.compile(r"(\d+)")
_DECLARATIONS = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples as Turtle in UTF-8: a block for each subject in the order of their names, its types first.

    `prefixes` are declared at the top and used throughout.  A subject's numbers count as numbers, so that the second
    directive stands before the tenth and an article's quotes stand in the order of its text.
    """
    quads = pyoxigraph.parse(input=to_n_triples(triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    written = pyoxigraph.serialize(
        (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(prefixes)
    )
    # pyoxigraph promises no order for the declarations; a line break inside a literal is always written as an escape.
    blocks = _DECLARATIONS.sub(b"", written or b"").replace(b" .\n", b" .\n\n").removesuffix(b"\n")
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))
    return f"{head}\n".encode() + blocks


def to_n_triples(triples: Iterable[Triple]) -> bytes:
    """The triples as N-Triples in UTF-8, one to a line and each once, in the same order as in the Turtle."""
    lines = [f"{subject} {predicate} {value} .\n" for subject, predicate, value in _in_order(triples)]
    return "".join(lines).encode()


def _in_order(triples: Iterable[Triple]) -> Iterable[Triple]:
    by_subject = [(subject, list(group)) for subject, group in groupby(sorted(set(triples)), key=itemgetter(0))]
    by_subject.sort(key=lambda entry: _natural(entry[0]))
    for _, group in by_subject:
        yield from sorted(group, key=lambda triple: (triple[1] != _RDF_TYPE, triple))


def _natural(iri: str) -> tuple[list[str | int], str]:
    """A sort key that counts digits as numbers; the IRI itself decides between 1 and 01."""
    parts = _DIGITS.split(iri[:-1])
    return [int(part) if part.isdigit() else part for part in parts], iri
