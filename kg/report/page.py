"""Chapters -> one page that opens from disk and asks no host for anything."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg import __version__
from kg.report.ask import SOURCES_SHOWN, shown, spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.report.ask import Span
    from kg.report.chapter import Block, Chapter, Row, Table
    from kg.report.facts import Facts, Source
    from kg.report.wording import Wording
    from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Note:
    """An entry of the appendix: the words, where they stand, the rule, and the id of the row that cites it first."""

    number: int
    quote: str
    place: str
    rule: str
    row: str


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    number: bool
    href: str


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    cells: tuple[_Cell, ...]
    notes: tuple[Note, ...]
    more: int
    csv: str


@dataclass(frozen=True, slots=True)
class _Table:
    key: str
    title: str
    rows: tuple[_Row, ...]
    columns: tuple[str, ...]
    total: int
    command: str
    quotes: bool
    has_sources: bool


@dataclass(frozen=True, slots=True)
class _Block:
    title: str
    captions: tuple[str, ...]
    picture: Mapping[str, Markup] | None
    colours: tuple[tuple[int, str], ...]
    tables: tuple[_Table, ...]


@dataclass(frozen=True, slots=True)
class _Chapter:
    key: str
    title: str
    empty: str
    note: str
    blocks: tuple[_Block, ...]


def render(
    graph: Graph, facts: Facts, told: Sequence[Chapter], say: Wording, *, digest: str = "", explorer: str = ""
) -> str:
    """The whole page as text.

    `digest` names the build ("" where there is none to name), `explorer` is the address of graph.html from where the
    page lies ("" for no links into it).
    """
    wanted = (
        source.span
        for chapter in told
        for block in chapter.blocks
        for table in block.tables
        for row in table.rows
        for source in row.sources.shown
    )
    writer = _Writer(spans(graph, wanted), say, explorer)
    written = [writer.chapter(chapter) for chapter in told]
    style, program = _file("page.css"), _file("page.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(program)}",
            f"style-src {_digest(style)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string(_file("page.html")).render(
        say=say,
        file=shown(graph.path.name),
        version=__version__,
        digest=digest,
        counts=_counts(facts),
        notes=_notes(facts, say, explorer),
        chapters=written,
        notes_of_evidence=writer.notes,
        sources_shown=SOURCES_SHOWN,
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own files
        program=Markup(program),  # noqa: S704
    )
    return page + "\n"


def _counts(facts: Facts) -> tuple[tuple[str, int], ...]:
    counts = facts.counts
    return (
        ("articles", counts["articles"]),
        ("meetings", counts["with_reported"]),
        ("people", counts["people"]),
        ("directives", counts["directives"]),
    )


def _notes(facts: Facts, say: Wording, explorer: str) -> list[str]:
    counts, notes = facts.counts, []
    about = []
    if counts.first_day:
        about.append(say("published", first=counts.first_day, last=counts.last_day))
    if undated := counts["articles"] - counts["dated_articles"]:
        about.append(say("undated_articles", n=undated))
    if reprints := counts["reprints"]:
        about.append(say("reprinted", n=reprints))
    if about:
        notes.append((" " if say.language == "en" else "").join(about))
    notes.append(say("reading", explorer=say("reading_explorer") if explorer else ""))
    return notes


class _Writer:
    """Gives every place that is cited its number, in the order of the page."""

    def __init__(self, known: Mapping[str, Span], say: Wording, explorer: str) -> None:
        self.known = known
        self.say = say
        self.explorer = explorer
        self.notes: list[Note] = []
        self.numbers: dict[Source, int] = {}

    def chapter(self, chapter: Chapter) -> _Chapter:
        blocks = tuple(self.block(block) for block in chapter.blocks)
        return _Chapter(chapter.key, chapter.title, chapter.empty, chapter.note, blocks)

    def block(self, block: Block) -> _Block:
        picture = None
        if block.picture:
            # Written by ElementTree, which escapes every text in it.
            picture = {"wide": Markup(block.picture.wide), "narrow": Markup(block.picture.narrow)}  # noqa: S704
        tables = tuple(self.table(table) for table in block.tables)
        return _Block(block.title, block.captions, picture, block.colours, tables)

    def table(self, table: Table) -> _Table:
        rows = tuple(self.row(row, f"{table.key}-{number}") for number, row in enumerate(table.rows, 1))
        has_sources = any(row.notes for row in rows)
        return _Table(
            table.key, table.title, rows, table.columns, table.total, table.command, table.quotes, has_sources
        )

    def row(self, row: Row, identifier: str) -> _Row:
        found = [source for source in row.sources.shown if source.span in self.known]
        notes = tuple(self.note(source, identifier) for source in found)
        places = [self.known[source.span] for source in found]
        csv = "; ".join(f"{span.source} {span.start}-{span.end}" for span in places)
        href = f"{self.explorer}#{row.address}" if self.explorer and row.address else ""
        cells = tuple(self.cell(cell, href if place == 0 else "") for place, cell in enumerate(row.cells))
        return _Row(identifier, cells, notes, row.sources.total - len(notes), csv)

    def cell(self, cell: str | int | float, href: str) -> _Cell:
        if isinstance(cell, str):
            return _Cell(cell, False, href)
        return _Cell(f"{cell:.4f}" if isinstance(cell, float) else str(cell), True, "")

    def note(self, source: Source, row: str) -> Note:
        if source not in self.numbers:
            self.numbers[source] = len(self.notes) + 1
            span = self.known[source.span]
            place = self.say("place", source=span.source, file=span.file, start=str(span.start), end=str(span.end))
            self.notes.append(Note(self.numbers[source], span.quote, place, source.rule, row))
        return self.notes[self.numbers[source] - 1]


def _file(name: str) -> str:
    return (files("kg.report") / name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    """The source expression that lets a Content-Security-Policy use exactly this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}'"
