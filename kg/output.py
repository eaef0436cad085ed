"""What the readings of a build become: the graph, the page and the report, with what only all of them together tell."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from kg.engine import batches
from kg.export import GRAPHS, GraphFormat
from kg.export.turtle import to_turtle
from kg.model import Links
from kg.rdf import graph
from kg.rdf.links import link_triples
from kg.rdf.pinyin import romanise
from kg.rdf.quads import Lines, article_lines, link_lines
from kg.rdf.vocab import prefixes
from kg.resolve import Tenures, findings
from kg.stages import finished, found_in, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.engine import Engine
    from kg.errors import KgError
    from kg.model import Candidate
    from kg.stages import Found, Unexplained, Unfinished

PAGE = "graph.html"
REPORT = "report.json"


_BATCH = 60_000
"""Bytes of kept readings that are written together."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found: distinct people, posts and reported meetings, and the rest by number.

    `read` counts the documents that were read by the rules; the others are as a former build kept them.
    """

    articles: int
    meetings: int
    people: int
    posts: int
    directives: int
    issues: int
    faults: tuple[KgError, ...]
    read: int = field(default=0, compare=False)

    def counts(self) -> dict[str, int]:
        """The numbers that depend on the sources alone, by name."""
        return {
            "articles": self.articles,
            "meetings": self.meetings,
            "people": self.people,
            "posts": self.posts,
            "directives": self.directives,
            "issues": self.issues,
            "faults": len(self.faults),
        }


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided of a build as a whole, and how much there is of what only the whole can count."""

    documents: Iterable[Unfinished]
    candidates: Iterable[Candidate]
    people: int
    meetings: int
    faults: tuple[KgError, ...]


def write_all(
    folder: Path, decisions: Decisions, runner: Engine, form: GraphFormat, base_iri: str, *, html: bool
) -> Summary:
    """Write the graph, the report and, if `html`, the page into `folder`.

    N-Quads and N-Triples are written as they come, article by article in the order of the sources, what all together
    tell last; Turtle and the page are made of everything at once.
    """
    parts = _Parts()
    if form is GraphFormat.TURTLE or html:
        _write_at_once(folder, decisions, parts, form, base_iri, html=html)
    else:
        with (folder / GRAPHS[form]).open("wb") as file:
            work = partial(written, lines=Lines(form), base_iri=base_iri)
            together = batches(decisions.documents, _BATCH, lambda document: len(document.readings))
            for lines, found in runner.map(work, together):
                file.write(lines)
                parts.add(found)
            file.write(link_lines(parts.links(decisions.candidates), base_iri).encode())
    summary = parts.summary(decisions)
    _write_report(folder / REPORT, summary, parts.issues)
    return summary


class _Parts:
    """What the parts of a build found, put together."""

    def __init__(self) -> None:
        self.articles = 0
        self.directives = 0
        self.posts: set[str] = set()
        self.issues: list[Unexplained] = []
        self.tenures = Tenures()

    def add(self, found: Found) -> None:
        self.articles += found.articles
        self.directives += found.directives
        self.posts |= found.posts
        self.issues += found.issues
        self.tenures.add(found.tenures)

    def links(self, candidates: Iterable[Candidate]) -> Links:
        held = self.tenures.all()
        return Links(tuple(candidates), held, tuple(findings(held)))

    def summary(self, decisions: Decisions) -> Summary:
        return Summary(
            self.articles, decisions.meetings, decisions.people, len(self.posts), self.directives, len(self.issues),
            decisions.faults,
        )  # fmt: skip


def _write_at_once(
    folder: Path, decisions: Decisions, parts: _Parts, form: GraphFormat, base_iri: str, *, html: bool
) -> None:
    readings = tuple(chain.from_iterable(map(finished, decisions.documents)))
    parts.add(found_in(readings))
    links = parts.links(decisions.candidates)
    with (folder / GRAPHS[form]).open("wb") as file:
        if form is GraphFormat.TURTLE:
            triples = chain.from_iterable(graph.triples(reading, base_iri) for reading in readings)
            file.write(to_turtle(chain(triples, link_triples(links, base_iri)), prefixes(base_iri)))
        else:
            file.writelines(article_lines(reading, Lines(form), base_iri).encode() for reading in readings)
            file.write(link_lines(links, base_iri).encode())
    if html:
        # Drawing takes longer to import than a small graph to build.
        from kg.export.html import write_html

        write_html(readings, folder / PAGE, romanise=romanise, base_iri=base_iri)


def _write_report(path: Path, summary: Summary, issues: Iterable[Unexplained]) -> None:
    faults = [
        {"where": fault.where, "problem": fault.problem, "next_step": fault.next_step} for fault in summary.faults
    ]
    report = {"counts": summary.counts(), "faults": faults, "issues": [asdict(issue) for issue in issues]}
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
