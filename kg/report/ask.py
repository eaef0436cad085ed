"""The report's own queries (`queries/*.rq`), asked of an opened graph, row by row."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.report.facts import Person, Source, Sources
from kg.store import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.store import Graph

    Rows = Sequence[tuple[str, ...]]

SOURCES_SHOWN = 3
"""How many of the places that a row rests on are given."""

_SPANS_AT_ONCE = 500

# What no picture can hold, and what would turn the direction of the words around it.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Span(NamedTuple):
    """A stretch of a text: where it stands, in code points, half-open, and its exact words."""

    iri: str
    source: str
    file: str
    start: int
    end: int
    quote: str


class Presence(NamedTuple):
    """Somebody at a meeting in a role, told by an article: a row of `queries/presences.rq`."""

    person: str
    meeting: str
    role: str
    order: str
    day: str
    article: str
    span: str
    rule: str


def sparql(name: str) -> str:
    """The text of the report's query `name`."""
    return (files("kg.report") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def shown(text: str) -> str:
    """The text as a page and a picture can show it: signs that they cannot hold or that turn writing are replaced."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def rows(graph: Graph, name: str) -> Iterator[tuple[str, ...]]:
    """What the query `name` finds, in its order, as it can be shown; nothing is ""."""
    found = run(graph, sparql(name), f"the report's query {name}").rows
    return (tuple(map(shown, row)) for row in found)


def presences_of(graph: Graph) -> tuple[Presence, ...]:
    """Who was at which meeting, by day of publication."""
    return tuple(Presence(*row) for row in rows(graph, "presences"))


def people(graph: Graph) -> dict[str, Person]:
    """Everybody by IRI; of several names the first in order."""
    found: dict[str, Person] = {}
    for iri, name, pinyin in rows(graph, "names"):
        found.setdefault(iri, Person(iri, name, pinyin))
    return found


def spans(graph: Graph, iris: Iterable[str]) -> dict[str, Span]:
    """What stands at each of these places."""
    wanted = sorted(set(iris))
    text = sparql("spans")
    found: dict[str, Span] = {}
    for at in range(0, len(wanted), _SPANS_AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in wanted[at : at + _SPANS_AT_ONCE])
        asked = text.replace("VALUES ?span { }", f"VALUES ?span {{ {values} }}")
        for iri, source, file, start, end, quote in run(graph, asked, "the report's query spans").rows:
            found.setdefault(iri, Span(iri, shown(source), shown(file), int(start), int(end), shown(quote)))
    return found


def some(sources: Sequence[Source]) -> Sources:
    """The first few of these places, each once."""
    distinct = tuple(dict.fromkeys(sources))
    return Sources(distinct[:SOURCES_SHOWN], len(distinct))
