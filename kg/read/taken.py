"""Which names are taken, and by what: on disk, since there may be a hundred million."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Taken:
    """The names that are taken."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute("CREATE TABLE taken (name BLOB PRIMARY KEY, place BLOB NOT NULL) WITHOUT ROWID")

    def take(self, name: str, place: str) -> str | None:
        """Note that what stands at `place` has the name, or give the place that has it already."""
        # Names in archives may hold halves of surrogate pairs, which SQLite takes for no text.
        row = (name.encode(errors="surrogatepass"), place.encode(errors="surrogatepass"))
        if self._database.execute("INSERT OR IGNORE INTO taken VALUES (?, ?)", row).rowcount:
            return None
        (holder,) = self._database.execute("SELECT place FROM taken WHERE name = ?", row[:1]).fetchone()
        return str(holder, errors="surrogatepass")


@contextmanager
def taken() -> Iterator[Taken]:
    """No names yet, in a file of their own in the folder for such, which is gone afterwards."""
    with closing(sqlite3.connect("", isolation_level="DEFERRED")) as database:
        # Nothing is ever to be taken back.
        database.execute("PRAGMA journal_mode = OFF")
        yield Taken(database)
