"""Where the lines of each document stand in the graph of a build, so that the next one takes them from there.

They depend on what the document says, on what the others decide of its people and meetings, and on the program; where
all that is as it was, they are copied.  A block is checked by a hash of its words: one that somebody changed is made
anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from kg import database
from kg.stages import Found, Part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.stages import Unfinished

NAME = ".blocks.sqlite"

_COLUMNS = "key BLOB NOT NULL, file TEXT, start INTEGER, length INTEGER, sha256 BLOB, found BLOB"
_encode = msgspec.msgpack.Encoder().encode
_found = msgspec.msgpack.Decoder(Found).decode


class Blocks:
    """The blocks of the former graph in `folder`, and those of the one that is being written.

    `scope` tells all that the lines of every document depend on.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, scope: str) -> None:
        self._database = connection
        self._folder = folder
        self._scope = scope.encode()
        connection.execute("DROP TABLE IF EXISTS block")
        connection.execute(f"CREATE TABLE block ({_COLUMNS})")

    def key(self, document: Unfinished) -> bytes:
        """A hash of all that the lines of the document depend on."""
        told = (document.key, document.file, document.identities, document.decided)
        return hashlib.sha256(self._scope + _encode(told)).digest()

    def former(self, key: bytes) -> Part | None:
        """The lines of the document of that key; None where there were none, or they do not stand as they did."""
        row = self._database.execute(
            "SELECT file, start, length, sha256, found FROM former WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            return None
        name, start, length, sha256, found = row
        with suppress(OSError), (self._folder / name).open("rb") as file:
            file.seek(start)
            lines = file.read(length)
            if _hash(lines, found) == sha256:
                return Part(lines, _found(found))
        return None

    def keep(self, key: bytes, file: str, start: int, part: Part) -> None:
        """Note at which byte of which file the lines of the document of that key are written."""
        found = _encode(part.found)
        row = (key, file, start, len(part.lines), _hash(part.lines, found), found)
        self._database.execute("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?)", row)

    def finish(self) -> None:
        """Let what was written be what the next build finds."""
        self._database.execute("DROP TABLE former")
        self._database.execute("ALTER TABLE block RENAME TO former")
        self._database.execute("CREATE INDEX former_key ON former (key)")
        self._database.commit()


@contextmanager
def kept(folder: Path, scope: str, *, afresh: bool) -> Iterator[Blocks]:
    """The blocks of the build in `folder`; with `afresh` there are none.  Raises KgError where the disk refuses."""

    def is_good(connection: sqlite3.Connection) -> bool:
        return not afresh and connection.execute("SELECT COUNT(*) FROM former").fetchone() is not None

    with database.opened(folder / NAME, is_good, _begin) as connection:
        yield Blocks(connection, folder, scope)


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE TABLE former ({_COLUMNS})")


def _hash(lines: bytes, found: bytes) -> bytes:
    return hashlib.sha256(lines + found).digest()
