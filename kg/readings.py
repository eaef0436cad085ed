"""The readings of a build in one SQLite file: what each document says, and who its people are.

Documents are known by a hash of all that their reading depends on, so that one that has not changed is not read again,
and a build that was interrupted goes on where it stopped.  The file is derived and may be removed at any time.  It
holds data in MessagePack, checked against its types when it is unpacked, and nothing that could be run.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

from kg import database
from kg.resolve import Shelf
from kg.stages import Name, Unfinished, unpack_candidates, unpack_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from kg.model import Candidate, Document
    from kg.resolve.judgements import Judgement
    from kg.resolve.meeting_traces import Told
    from kg.stages import Packed, ResolvedName

NAME = ".readings.sqlite"
_FORM = "2"
_LIBRARIES = ("msgspec",)
_READ = (".py", ".csv", ".toml")
_PROGRAM = ("model.py", "segment.py", "stages.py", "recognise", "resolve", "rules", "gazetteer")
"""What the reading of a document depends on beside the document."""

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, source TEXT NOT NULL, encoding TEXT NOT NULL,
    sha256 TEXT NOT NULL, readings BLOB NOT NULL
);
CREATE TABLE place (position INTEGER PRIMARY KEY, document INTEGER NOT NULL, file TEXT NOT NULL);
CREATE TABLE person (document INTEGER NOT NULL, name TEXT NOT NULL, trace BLOB NOT NULL, identity BLOB);
CREATE INDEX person_document ON person (document);
CREATE INDEX person_name ON person (name);
CREATE TABLE told (document INTEGER PRIMARY KEY, meetings INTEGER NOT NULL, told BLOB NOT NULL);
CREATE TABLE text (hash BLOB NOT NULL, document INTEGER NOT NULL);
CREATE INDEX text_hash ON text (hash);
CREATE INDEX text_document ON text (document);
CREATE TABLE name (name TEXT PRIMARY KEY, people INTEGER NOT NULL, candidates BLOB) WITHOUT ROWID;
CREATE TABLE touched (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Readings:
    """The open file: documents with what they say, the people of each, and which names are to be decided again."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    # -- documents -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Forget where documents stood: from now on only those that are seen again belong to the build."""
        self.database.execute("DELETE FROM place")
        self.note("whole", "no")

    def see(self, document: Document, key: bytes, position: int) -> bool:
        """Whether the document of that key has been read already; if so it belongs to the build at `position`."""
        seen = self.database.execute("SELECT id FROM document WHERE key = ?", (key,)).fetchone()
        if seen is None:
            return False
        self._put(position, seen[0], document)
        return True

    def keep(self, document: Document, key: bytes, position: int, packed: Packed) -> None:
        """Keep what a document says."""
        row = self.database.execute(
            "INSERT INTO document (key, source, encoding, sha256, readings) VALUES (?, ?, ?, ?, ?)",
            (key, document.source, document.encoding, document.sha256, packed.readings),
        )
        number = row.lastrowid
        self._put(position, number, document)
        people = [(number, name, trace) for name, trace in packed.people]
        self.database.executemany("INSERT INTO person (document, name, trace) VALUES (?, ?, ?)", people)
        self._touch(name for name, _ in packed.people)
        if packed.texts or packed.meetings:
            self.database.execute("INSERT INTO told VALUES (?, ?, ?)", (number, packed.meetings, packed.told))
            self.database.executemany("INSERT INTO text VALUES (?, ?)", [(text, number) for text in packed.texts])

    def drop_unseen(self) -> None:
        """Remove the documents that are no longer among the sources."""
        gone = self.database.execute("SELECT id FROM document WHERE id NOT IN (SELECT document FROM place)").fetchall()
        for document in gone:
            names = self.database.execute("SELECT name FROM person WHERE document = ?", document).fetchall()
            self._touch(name for (name,) in names)
            for table in ("person", "told", "text"):
                self.database.execute(f"DELETE FROM {table} WHERE document = ?", document)  # noqa: S608 -- names of ours
            self.database.execute("DELETE FROM document WHERE id = ?", document)
        self.commit()

    def inputs(self) -> Iterator[tuple[str, str, str, str]]:
        """Source, file, encoding and SHA-256 of each document of the build, in order."""
        yield from self.database.execute(
            "SELECT source, file, encoding, sha256 FROM place JOIN document ON document.id = document ORDER BY position"
        )

    def documents(self) -> int:
        """How many documents belong to the build."""
        return int(self.database.execute("SELECT COUNT(*) FROM place").fetchone()[0])

    def _put(self, position: int, number: int | None, document: Document) -> None:
        self.database.execute("INSERT INTO place VALUES (?, ?, ?)", (position, number, document.file))

    # -- people --------------------------------------------------------------------------------------------------

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Let every name be decided again whose judgements are not those of the last build."""
        told = hashlib.sha256(repr(judgements).encode()).hexdigest()
        if self.noted("judgements") != told:
            self.database.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT name FROM person")
            self.note("judgements", told)

    def touched(self, judgements: Sequence[Judgement]) -> Iterator[Name]:
        """Every name whose documents or judgements have changed since it was decided."""
        judged: dict[str, tuple[Judgement, ...]] = {}
        for judgement in judgements:
            judged[judgement.name] = (*judged.get(judgement.name, ()), judgement)
        rows = self.database.execute(
            "SELECT touched.name, document, trace FROM touched LEFT JOIN person USING (name) ORDER BY touched.name"
        )
        name, traces = "", list[tuple[int, bytes]]()
        for row_name, document, trace in rows:
            if row_name != name and name:
                yield Name(name, tuple(traces), judged.get(name, ()))
                traces = []
            name = row_name
            if document is not None:
                traces.append((document, trace))
        if name:
            yield Name(name, tuple(traces), judged.get(name, ()))

    def resolve(self, found: Iterable[ResolvedName]) -> None:
        """Keep who is who; then nothing is touched any more."""
        for resolved in found:
            rows = [(identity, document, resolved.name) for document, identity in resolved.identities]
            self.database.executemany("UPDATE person SET identity = ? WHERE document = ? AND name = ?", rows)
            row = (resolved.name, resolved.people, resolved.candidates)
            self.database.execute("INSERT OR REPLACE INTO name VALUES (?, ?, ?)", row)
        self.database.execute("DELETE FROM touched")
        self.commit()

    def candidates(self) -> Iterator[Candidate]:
        """Who may be one person, name by name."""
        rows = self.database.execute("SELECT candidates FROM name WHERE candidates IS NOT NULL ORDER BY name")
        for (packed,) in rows:
            yield from unpack_candidates(packed)

    def people(self) -> int:
        """How many people there are."""
        return int(self.database.execute("SELECT COALESCE(SUM(people), 0) FROM name").fetchone()[0])

    # -- the whole -----------------------------------------------------------------------------------------------

    def told(self) -> Iterator[tuple[int, tuple[Told, ...], dict[str, str]]]:
        """Documents that tell of meetings or are reprinted: the number, what each article tells, and who is who in it.

        Who is who are keys of people by those in the document.
        """
        rows = self.database.execute(
            "SELECT document, told FROM told WHERE meetings OR document IN (SELECT document FROM text WHERE hash IN"
            " (SELECT hash FROM text GROUP BY hash HAVING COUNT(*) > 1)) ORDER BY document"
        )
        for document, packed in rows:
            yield document, *unpack_told(packed, self._identities(document))

    def shelf(self, judgements: Sequence[Judgement]) -> Shelf:
        """Room for what the articles tell of meetings.  It belongs to this build alone and is never committed."""
        self.commit()
        self.database.execute("BEGIN IMMEDIATE")
        return Shelf(self.database, judgements)

    def unfinished(self) -> Iterator[Unfinished]:
        """Each document in order, with who its people are and what the shelf has decided of its meetings."""
        rows = self.database.execute(
            "SELECT document.id, key, file, readings, decided FROM place JOIN document ON document.id = place.document"
            " LEFT JOIN decided ON decided.document = place.document ORDER BY position"
        )
        for document, key, file, readings, decided in rows:
            yield Unfinished(key, readings, file, self._identities(document), decided)

    def _identities(self, document: int) -> tuple[bytes, ...]:
        rows = self.database.execute("SELECT identity FROM person WHERE document = ? ORDER BY rowid", (document,))
        return tuple(identity for (identity,) in rows)

    def whole(self) -> bool:
        """Whether the build that kept these readings came to its end."""
        return self.noted("whole") == "yes"

    def finish(self) -> None:
        """Note that the build came to its end."""
        self.note("whole", "yes")
        self.commit()

    def close(self) -> None:
        """Let go of the file, before the folder that it lies in is moved."""
        self.database.close()

    def commit(self) -> None:
        """See to it that nothing kept so far is lost."""
        self.database.commit()

    # -- keys and notes ------------------------------------------------------------------------------------------

    def _touch(self, names: Iterable[str]) -> None:
        self.database.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(name,) for name in names])

    def note(self, name: str, value: str) -> None:
        """Keep a note on the whole."""
        self.database.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """The note of that name, or None."""
        row = self.database.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None


def key_of(document: Document) -> bytes:
    """By what a document is known: a hash of all that its reading depends on."""
    told = (
        document.source, document.encoding, document.sha256, document.title, document.published, document.publisher,
        document.start,
    )  # fmt: skip
    return hashlib.sha256(repr(told).encode()).digest()


@contextmanager
def kept(file: Path, *, afresh: bool = False) -> Iterator[Readings]:
    """The readings in `file`, or none where there is no such file, or it is of another version or damaged.

    With `afresh` they are used only where they are those of a build that was interrupted.  Otherwise as
    `kg.database.opened`.
    """

    def is_good(connection: sqlite3.Connection) -> bool:
        readings = Readings(connection)
        return _is_ours(readings) and not (afresh and readings.whole())

    with database.opened(file, is_good, _begin) as connection:
        yield Readings(connection)


def _begin(connection: sqlite3.Connection) -> None:
    connection.executescript(_SCHEMA)
    Readings(connection).note("program", digest())


def _is_ours(readings: Readings) -> bool:
    try:
        return readings.noted("program") == digest()
    except sqlite3.OperationalError:
        return False


@cache
def digest() -> str:
    """One SHA-256 of the program and the data that a reading depends on."""
    found = chain.from_iterable(contents(files("kg").joinpath(name), name) for name in _PROGRAM)
    return digest_of(_FORM, _LIBRARIES, (each for each in found if each[0].endswith(_READ)))


def digest_of(form: str, libraries: Iterable[str], parts: Iterable[tuple[str, bytes]]) -> str:
    """One SHA-256 of `form`, of the libraries with their versions, and of `parts`, each a path and a content."""
    total = hashlib.sha256(form.encode())
    for library in libraries:
        total.update(f"{library} {version(library)}\n".encode())
    for path, content in parts:
        total.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


def contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of a file, or of every file in a folder that came with the program, in order."""
    if place.is_dir():
        for inside in sorted(place.iterdir(), key=lambda each: each.name):
            if inside.name != "__pycache__":
                yield from contents(inside, f"{name}/{inside.name}")
    else:
        yield name, place.read_bytes()
