"""What the readings of a build become: the graph, the page and the report, with what only all of them together tell."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg.export.turtle import to_turtle
from kg.model import Links, PointKind
from kg.rdf import graph
from kg.rdf.links import link_triples
from kg.rdf.pinyin import romanise
from kg.rdf.vocab import prefixes
from kg.resolve import findings, tenures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.errors import KgError
    from kg.model import Candidate, Reading

GRAPH = "graph.ttl"
PAGE = "graph.html"
REPORT = "report.json"


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
class Unexplained:
    """One `kg.model.Issue`, with the place to look it up: `line` counts from 1 in the text of `source`."""

    source: str
    file: str
    line: int
    start: int
    end: int
    stage: str
    problem: str
    hint: str
    quote: str


def write_all(
    folder: Path,
    readings: Sequence[Reading],
    candidates: tuple[Candidate, ...],
    faults: tuple[KgError, ...],
    base_iri: str,
    *,
    html: bool,
) -> Summary:
    """Write the graph in Turtle, the report and, if `html`, the page into `folder`."""
    held = tenures(readings)
    links = Links(candidates, held, tuple(findings(held)))
    triples = chain.from_iterable(graph.triples(reading, base_iri) for reading in readings)
    triples = chain(triples, link_triples(links, base_iri))
    (folder / GRAPH).write_bytes(to_turtle(triples, prefixes(base_iri)))
    if html:
        # Drawing takes longer to import than a small graph to build.
        from kg.export.html import write_html

        write_html(readings, folder / PAGE, romanise=romanise, base_iri=base_iri)
    summary = _summary(readings, faults)
    _write_report(folder / REPORT, summary, readings)
    return summary


def _summary(readings: Sequence[Reading], faults: tuple[KgError, ...]) -> Summary:
    return Summary(
        articles=len(readings),
        meetings=len({meeting.key for reading in readings for meeting in reading.meetings if meeting.reported}),
        people=len({person.key for reading in readings for person in reading.people}),
        posts=len({membership.post for reading in readings for membership in reading.memberships}),
        directives=sum(
            point.kind is PointKind.DIRECTIVE
            for reading in readings
            for utterance in reading.utterances
            for point in utterance.points
        ),
        issues=sum(len(reading.issues) for reading in readings),
        faults=faults,
    )


def _write_report(path: Path, summary: Summary, readings: Sequence[Reading]) -> None:
    faults = [
        {"where": fault.where, "problem": fault.problem, "next_step": fault.next_step} for fault in summary.faults
    ]
    unexplained = [asdict(issue) for reading in readings for issue in _unexplained(reading)]
    report = {"counts": summary.counts(), "faults": faults, "issues": unexplained}
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _unexplained(reading: Reading) -> Iterator[Unexplained]:
    document = reading.article.document
    for issue in reading.issues:
        yield Unexplained(
            source=document.source,
            file=document.file,
            line=document.text.count("\n", 0, issue.start) + 1,
            start=issue.start,
            end=issue.end,
            stage=issue.stage,
            problem=issue.problem,
            hint=issue.hint,
            quote=issue.quote,
        )
