"""What a build keeps for the next one, in SQLite files of which each is used by one build at a time."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from sqlite3 import Connection


@contextmanager
def opened(
    file: Path, is_good: Callable[[Connection], bool], begin: Callable[[Connection], None]
) -> Iterator[Connection]:
    """The database in `file`, or one that is begun anew where there is none, or it is damaged or not good.

    Where the file cannot be used (another build is at work on it, the disk refuses), what is kept is kept for this
    build alone.  Raises KgError where that cannot be either.
    """
    try:
        database = _found(file, is_good) or _begun(str(file), begin)
    except (sqlite3.Error, OSError):
        database = _begun("", begin)
    try:
        yield database
    except sqlite3.Error as error:
        raise KgError(str(file), f"cannot be used ({error})", "remove it, make room, and build again") from error
    finally:
        database.close()


def _found(file: Path, is_good: Callable[[Connection], bool]) -> Connection | None:
    with suppress(sqlite3.DatabaseError):
        database = _connected(str(file))
        if is_good(database):
            return database
        database.close()
    file.unlink(missing_ok=True)
    return None


def _begun(file: str, begin: Callable[[Connection], None]) -> Connection:
    database = _connected(file)
    begin(database)
    database.commit()
    return database


def _connected(file: str) -> Connection:
    database = sqlite3.connect(file, timeout=0, isolation_level="IMMEDIATE")
    # One build at a time.
    for setting in ("locking_mode = EXCLUSIVE", "journal_mode = DELETE", "synchronous = NORMAL", "temp_store = FILE"):
        database.execute(f"PRAGMA {setting}")
    return database
