"""Larger inputs made of given ones: articles repeated, each copy with names and places in time of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Document
from kg.pipeline import extract, load_tables
from kg.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_GIVEN = "安邦成达恩帆刚海建杰凯兰明宁鹏强然森涛伟文祥晓新阳宇泽振志卓"
"""Characters that given names are made of."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the Chinese names in it, the longest first."""

    document: Document
    names: tuple[str, ...]


def sources(paths: Iterable[str]) -> tuple[Source, ...]:
    """The documents in `paths`, with the names that kg finds in them."""
    tables = load_tables()
    found = []
    for document in (item for item in read(paths) if isinstance(item, Document)):
        names = {person.name for reading in extract(document, tables) for person in reading.people}
        plain = {name for name in names if 1 < len(name) < 4 and "·" not in name}
        found.append(Source(document, tuple(sorted(plain, key=lambda name: (-len(name), name)))))
    return tuple(found)


def write_copies(given: Sequence[Source], target: Path, *, copies: int = 0, megabytes: float = 0) -> tuple[int, int]:
    """Write so many copies of `given`, or as many as make `megabytes` of text, as JSON Lines.

    The first copy is as given.  Returns the number of articles and of bytes of text.
    """
    articles = size = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(given, copies):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            articles += 1
            size += len(str(record["text"]).encode())
            if megabytes and size >= megabytes * 1e6:
                break
    return articles, size


def _records(given: Sequence[Source], copies: int) -> Iterator[dict[str, str | None]]:
    copy = 0
    while copies == 0 or copy < copies:
        for source in given:
            document, text = source.document, source.document.text
            title = document.title
            for name in source.names if copy else ():
                text = text.replace(name, renamed(name, copy))
                title = title.replace(name, renamed(name, copy)) if title else title
            yield {
                "id": f"{document.source}-{copy}",
                "title": title,
                "published": document.published,
                "publisher": document.publisher,
                "text": text,
            }
        copy += 1


def renamed(name: str, copy: int) -> str:
    """The name that somebody bears in a copy: another given name behind the same surname, always of the same length."""
    given = ""
    seed = sum(map(ord, name)) + copy * 31
    for _ in name[1:]:
        seed, at = divmod(seed * 7 + copy, len(_GIVEN))
        given += _GIVEN[at]
    return name[0] + given
