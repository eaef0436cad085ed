"""What the readings of a build become: the graph, the page and the report, with what only all of them together tell."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby, zip_longest
from typing import IO, TYPE_CHECKING

from kg.engine import batches
from kg.export import GRAPHS, GraphFormat
from kg.export.packing import PIECE, pack
from kg.export.turtle import to_turtle
from kg.model import Links
from kg.rdf import graph
from kg.rdf.links import link_triples
from kg.rdf.pinyin import romanise
from kg.rdf.quads import Lines, article_lines, link_lines
from kg.rdf.vocab import prefixes
from kg.resolve import findings, together
from kg.stages import finished, found_in, unpack_tenure, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from kg.blocks import Blocks
    from kg.engine import Engine
    from kg.errors import KgError
    from kg.export import GraphFiles
    from kg.model import Candidate, Tenure
    from kg.stages import Found, Part, Unfinished

PAGE = "graph.html"
REPORT = "report.json"


_BATCH = 60_000
"""Bytes of kept readings that are written together."""

_SCHEMA = """
DROP TABLE IF EXISTS post;
CREATE TABLE post (post TEXT PRIMARY KEY) WITHOUT ROWID;
DROP TABLE IF EXISTS tenure;
CREATE TABLE tenure (office TEXT NOT NULL, person TEXT NOT NULL, tenure BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found: distinct people, posts and reported meetings, and the rest by number.

    `read` counts the documents that were read by the rules; the others are as a former build kept them.  `unchanged`
    says that the files of the former build are those of this one, so that none was written.
    """

    articles: int
    meetings: int
    people: int
    posts: int
    directives: int
    issues: int
    faults: tuple[KgError, ...]
    read: int = field(default=0, compare=False)
    unchanged: bool = field(default=False, compare=False)

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
    """What is decided of a build as a whole, and how much there is of what only the whole can count.

    `number` counts the documents.  `scratch` is an open transaction in which the output may make tables; it is never
    committed.
    """

    documents: Iterable[Unfinished]
    number: int
    candidates: Iterable[Candidate]
    people: int
    meetings: int
    faults: tuple[KgError, ...]
    scratch: Connection


def write_all(
    folder: Path,
    decisions: Decisions,
    runner: Engine,
    files: GraphFiles,
    base_iri: str,
    kept_blocks: AbstractContextManager[Blocks],
    *,
    html: bool,
) -> Summary:
    """Write the graph, the report and, if `html`, the page into `folder`.

    N-Quads and N-Triples are written as they come, article by article in the order of the sources, what all together
    tell last, and what stands in the former graph is taken from there by `kept_blocks`; Turtle and the page are made of
    everything at once, and in one file.
    """
    with tempfile.TemporaryFile(dir=folder) as issues:
        parts = _Parts(decisions.scratch, issues)
        if files.form is GraphFormat.TURTLE or html:
            _write_at_once(folder, decisions, parts, files.form, base_iri, html=html)
        else:
            with kept_blocks as blocks:
                _write_as_they_come(folder, decisions, parts, runner, files, base_iri, blocks)
        summary = parts.summary(decisions)
        _write_report(folder / REPORT, summary, issues)
    return summary


class _Parts:
    """What the parts of a build found, put together: the posts and tenures in `scratch`, the issues in a file."""

    def __init__(self, scratch: Connection, issues: IO[bytes]) -> None:
        self.articles = 0
        self.directives = 0
        self.issues = 0
        self._scratch = scratch
        self._issues = issues
        for statement in _SCHEMA.split(";"):
            scratch.execute(statement)

    def add(self, found: Found) -> None:
        self.articles += found.articles
        self.directives += found.directives
        self.issues += found.issues
        self._issues.write(found.issues_told.encode())
        self._scratch.executemany("INSERT OR IGNORE INTO post VALUES (?)", ((post,) for post in found.posts))
        self._scratch.executemany("INSERT INTO tenure VALUES (?, ?, ?)", found.tenures)

    def links(self, candidates: Iterable[Candidate]) -> Links:
        return Links(candidates, self._tenures(), findings(self._tenures()))

    def _tenures(self) -> Iterator[Tenure]:
        rows = self._scratch.execute("SELECT tenure FROM tenure ORDER BY office, person, rowid")
        return together(unpack_tenure(tenure) for (tenure,) in rows)

    def summary(self, decisions: Decisions) -> Summary:
        posts = int(self._scratch.execute("SELECT COUNT(*) FROM post").fetchone()[0])
        return Summary(
            self.articles, decisions.meetings, decisions.people, posts, self.directives, self.issues, decisions.faults
        )


def _write_as_they_come(
    folder: Path, decisions: Decisions, parts: _Parts, runner: Engine, files: GraphFiles, base_iri: str, blocks: Blocks
) -> None:
    """Write the graph as lines, in as many files as are wanted, with as many documents in each.

    The lines of a document that stand in the former build are taken from there, unless they are packed.
    """
    names = files.names
    waiting: deque[_Batch] = deque()

    def items() -> Iterator[list[Unfinished]]:
        numbered = enumerate(decisions.documents)
        for part, documents in groupby(numbered, key=lambda each: each[0] * len(names) // decisions.number):
            for batch in batches(documents, _BATCH, lambda each: len(each[1].readings)):
                some = [document for _, document in batch]
                keys = [] if files.packed else [blocks.key(document) for document in some]
                former = [blocks.former(key) for key in keys]
                waiting.append(_Batch(names[part], keys, former))
                yield [document for document, known in zip_longest(some, former) if known is None]

    for name in names:
        (folder / name).touch()
    work = partial(written, lines=Lines(files.form), base_iri=base_iri, packed=files.packed)
    results = ((waiting.popleft(), made) for made in runner.map(work, items()))
    for name, group in groupby(results, key=lambda each: each[0].file):
        with (folder / name).open("wb") as file:
            for batch, made in group:
                for key, part in zip_longest(batch.keys, batch.filled(made)):
                    if key is not None:
                        blocks.keep(key, name, file.tell(), part)
                    file.write(part.lines)
                    parts.add(part.found)
    with (folder / names[-1]).open("ab") as file:
        for some in batches(link_lines(parts.links(decisions.candidates), base_iri), PIECE, len):
            file.write(pack("".join(some).encode(), files.packed))
    blocks.finish()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents that are written together: where, what they are known by, and what stood of them; empty if packed."""

    file: str
    keys: Sequence[bytes]
    former: Sequence[Part | None]

    def filled(self, made: Sequence[Part]) -> Iterator[Part]:
        """The parts in order: those that stood, and those that are made now."""
        rest = iter(made)
        for part in self.former:
            yield part or next(rest)
        yield from rest


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
            file.writelines(map(str.encode, link_lines(links, base_iri)))
    if html:
        # Drawing takes longer to import than a small graph to build.
        from kg.export.html import write_html

        write_html(readings, folder / PAGE, romanise=romanise, base_iri=base_iri)


def _write_report(path: Path, summary: Summary, issues: IO[bytes]) -> None:
    """Write the report, whose list of `issues` stands in a file, each behind a comma."""
    faults = [
        {"where": fault.where, "problem": fault.problem, "next_step": fault.next_step} for fault in summary.faults
    ]
    report = {"counts": summary.counts(), "faults": faults, "issues": []}
    whole = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    if not summary.issues:
        path.write_text(whole, encoding="utf-8", newline="\n")
        return
    with path.open("wb") as file:
        before, _, after = whole.rpartition("[]")
        file.write(f"{before}[".encode())
        issues.seek(len(","))
        shutil.copyfileobj(issues, file)
        file.write(f"\n ]{after}".encode())
