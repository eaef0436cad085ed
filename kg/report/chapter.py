"""What a page is made of: chapters of blocks, each a picture with its caption and its table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.report.facts import NO_SOURCES, Person, Sources
from kg.report.wording import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.report.figures.base import Picture
    from kg.report.wording import Wording

TABLE_ROWS = 100
"""A longer table is cut here, and says so."""

WHOLE = 1000
"""The same for tables that a reader would want whole: months, levels, lists."""

_NAMED = re.compile(r"(?:person|meeting|document|slogan)-[0-9a-f]{16}$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, what it rests on, and the address in graph.html of what it is about ("": none)."""

    cells: tuple[str | int | float, ...]
    sources: Sources = NO_SOURCES
    address: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its first rows; `total` is how many there are, `command` prints them all.

    Its rows have the ids `{key}-1`, `{key}-2` and so on.  Where `quotes` is set, they show the words that they rest on.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    command: str = ""
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A picture with what it counts, its colours (place among the page's, words), and the tables behind it."""

    title: str
    captions: tuple[str, ...]
    picture: Picture | None
    tables: tuple[Table, ...]
    colours: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the page; without blocks, `empty` says why there is nothing to show.  `note` stands above them."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    empty: str = ""
    note: str = ""


def table(
    key: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    command: str = "",
    *,
    most: int = TABLE_ROWS,
    total: int | None = None,
) -> Table:
    """A table of the first of these rows, at most so many; `total` is how many there are where these are not all."""
    return Table(key, title, tuple(columns), tuple(rows[:most]), total or len(rows), command)


def link(key: str, number: int, most: int = TABLE_ROWS) -> str:
    """The address of row `number` (from 1) of the table `key`; "" where the table is cut before it."""
    return f"#{key}-{number}" if number <= most else ""


def address(iri: str) -> str:
    """Where graph.html shows what has this IRI: the last part of its name; "" for what it does not know."""
    found = _NAMED.search(iri)
    return found[0] if found else ""


def named(person: Person, say: Wording) -> str:
    """The name as a picture shows it: in English with pinyin."""
    return f"{person.name} {person.pinyin}" if say.language is Language.EN and person.pinyin else person.name


def short(person: Person, say: Wording) -> str:
    """The name in one script: in English in pinyin, where that is known."""
    return person.pinyin if say.language is Language.EN and person.pinyin else person.name
