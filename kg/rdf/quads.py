"""Reading -> N-Quads or N-Triples, as lines of text, which can be put behind one another as they come."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.graph import triples
from kg.rdf.links import linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Links, Reading


class Lines(StrEnum):
    """What a graph is written as, line by line."""

    N_QUADS = "nquads"
    N_TRIPLES = "ntriples"


def article_lines(reading: Reading, lines: Lines, base_iri: str) -> str:
    """What an article says, each triple once, in the order in which its graph is made.

    N-Quads are in a graph that has the article's name.
    """
    document, number = reading.article.document, reading.article.number
    end = f"{mint.article(base_iri, document.sha256, number)} ." if lines is Lines.N_QUADS else "."
    return "".join([f"{s} {p} {o} {end}\n" for s, p, o in dict.fromkeys(triples(reading, base_iri))])


def link_lines(links: Links, base_iri: str) -> Iterator[str]:
    """What only all the articles together tell, in the default graph, thing by thing."""
    for triples_of_one in linked(links, base_iri):
        yield "".join([f"{s} {p} {o} .\n" for s, p, o in dict.fromkeys(triples_of_one)])
