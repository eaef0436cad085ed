"""A query and what the client takes -> the bytes of the answer, in one of the W3C's forms for results."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.errors import KgError
from kg.store import ask

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from kg.store import Graph

_RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP."""

    status: int
    media_type: str
    body: bytes


class _TooLargeError(Exception):
    pass


class _Capped(io.BytesIO):
    """A buffer that refuses to hold more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, content: Buffer) -> int:
        if self.tell() + memoryview(content).nbytes > self.most:
            raise _TooLargeError
        return super().write(content)


def fault(status: int, words: str) -> Reply:
    """What went wrong, in one sentence."""
    return Reply(status, "text/plain; charset=utf-8", f"{words}\n".encode())


def answer(graph: Graph, sparql: str, accept: str, most: int) -> Reply:
    """The answer to `sparql` in the form that the header `accept` likes best; what is no query is told with status 400.

    An answer of more than `most` bytes is refused, and so is a query that would ask other servers.
    """
    buffer = _Capped(most)
    try:
        found = ask(graph, sparql)
        if isinstance(found, pyoxigraph.QueryTriples):
            media_type = _preferred(accept, tuple(_TRIPLES))
            found.serialize(buffer, format=_TRIPLES[media_type])
        else:
            media_type = _preferred(accept, tuple(_RESULTS))
            found.serialize(buffer, format=_RESULTS[media_type])
    except KgError as error:
        return fault(400, str(error))
    except _TooLargeError:
        return fault(400, f"the answer: is larger than {most} bytes; ask for less, with LIMIT or fewer columns")
    return Reply(200, media_type + "; charset=utf-8" * media_type.startswith("text/"), buffer.getvalue())


def _preferred(accept: str, offered: tuple[str, ...]) -> str:
    """The media type among `offered` that the header ranks first; the first one where it names none of them."""
    ranked = []
    for place, entry in enumerate(accept.lower().split(",")):
        name, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if name in offered and re.fullmatch(r"[01](\.\d+)?", weight) and float(weight) > 0:
            ranked.append((-float(weight), place, name))
    return min(ranked)[2] if ranked else offered[0]
