"""Read files, folders, globs, archives and standard input into documents; the only stage that touches bytes.

What cannot be read never stops the rest: it comes out among the documents as a `KgError` value, not raised, that says
where, what and what to do next.
"""

from __future__ import annotations

import io
import stat
import sys
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import KgError
from kg.model import Document
from kg.read.archives import read_gzip, read_tar, read_zip
from kg.read.pages import read_docx, read_html, read_pdf
from kg.read.place import FIELDS, Columns, Item, Place, Reader, writable
from kg.read.records import read_csv, read_jsonl, read_parquet
from kg.read.remote import Remote, copied, find_remote
from kg.read.sources import find, names
from kg.read.taken import taken
from kg.read.text import read_text
from kg.remote import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

STANDARD_INPUT = "-"

_READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
_MANY = frozenset({".jsonl", ".csv", ".tsv", ".parquet"})
_TARS = (".tar.gz", ".tgz", ".tar")
_PACKED = (*_TARS, ".zip")
_LISTED = ".txt, .md, .html, .jsonl, .csv, .parquet, .docx, .pdf, .zip, .tar.gz or .gz"


def read(sources: Iterable[str], columns: Columns | None = None) -> Iterator[Document | KgError]:
    """Every document in `sources`, and a `KgError` for each input that is no document.

    A source is a file, a folder (searched all through for the kinds of file above, hidden names left out), a glob, the
    URL of any of these (see `kg.read.remote`), or `-` for standard input.  The order is that of the paths, then of the
    URLs, whatever the order of `sources`; a file that is named twice is read once.  `columns` gives the names that
    records and pages use for `id`, `text`, `title`, `published` and `publisher`, where they are others; KgError is
    raised where it gives a name for anything else.

    `Document.source` tells documents apart.  Files of the same name in different folders get as many folders in front
    as that takes (`2023/001`, `2024/001`), files in an archive its name; a record whose id is taken already is a fault.
    """
    columns = columns or {}
    if unknown := [field for field, name in columns.items() if field not in FIELDS or not name]:
        raise KgError(f"the column {unknown[0]!r}", "is not known or has no name", f"name one of {', '.join(FIELDS)}")
    listed = list(sources)
    here = [source for source in listed if source != STANDARD_INPUT and not is_remote(source)]
    paths, faults = find(here, _is_read, _LISTED)
    elsewhere, more = find_remote(filter(is_remote, listed), _is_read, _LISTED)
    yield from (*faults, *more)
    named = names([*paths, *(remote.name for remote in elsewhere)], _ending, _holds_many)
    inputs = chain(
        chain.from_iterable(_read_path(path, named[path], columns) for path in paths),
        chain.from_iterable(_read_remote(remote, named[remote.name], columns) for remote in elsewhere),
    )
    if STANDARD_INPUT in listed:
        inputs = chain(_told(Place("standard input", "stdin"), _read_standard_input(columns)), inputs)
    with taken() as names_taken:
        for where, item in inputs:
            if isinstance(item, Document) and (holder := names_taken.take(item.source, where)) is not None:
                problem = f"the name {item.source!r} is taken already by {holder}"
                yield KgError(where, problem, "give each record an id of its own")
            else:
                yield item


def _read_path(path: Path, source: str, columns: Columns) -> Iterator[Item]:
    file = path.as_posix()
    if not writable(file):
        file = file.encode(errors="backslashreplace").decode()
        yield file, KgError(file, "the file's name is not UTF-8", "rename it")
        return
    place = Place(file, source)
    yield from _told(place, _open(path, place, columns))


def _read_remote(remote: Remote, source: str, columns: Columns) -> Iterator[Item]:
    place = Place(remote.url, source)
    yield from _told(place, _fetch(remote, place, columns))


def _fetch(remote: Remote, place: Place, columns: Columns) -> Iterator[Item]:
    _demand_kind(remote.name.name, place)
    with copied(remote) as copy, copy.open("rb") as stream:
        yield from _read_stream(remote.name.name, stream, place, copy.stat().st_size, columns)


def _open(path: Path, place: Place, columns: Columns) -> Iterator[Item]:
    _demand_kind(path.name, place)
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise KgError(place.file, "is no ordinary file", "name a file or a folder")
    with path.open("rb") as stream:
        yield from _read_stream(path.name, stream, place, status.st_size, columns)


def _demand_kind(name: str, place: Place) -> None:
    """Raise KgError for a file of a kind that is not read."""
    if not _is_read(name):
        problem = f"kg does not read {_ending(name) or 'files without an extension'}"
        raise KgError(place.file, problem, f"name a {_LISTED} file")


def _read_stream(name: str, stream: BinaryIO, place: Place, size: int, columns: Columns) -> Iterator[Item]:
    """The documents of a file called `name`, of `size` bytes, whether packed or plain."""

    def inside(stream: BinaryIO, place: Place) -> Iterator[Item]:
        if _is_packed(place.file):
            fault = KgError(place.file, "is an archive within an archive", "unpack it yourself and name the folder")
            return iter([(place.file, fault)])
        return _told(place, _READERS[_ending(place.file)](stream, place, columns))

    def unpacked(stream: BinaryIO, place: Place) -> Iterator[Item]:
        return _READERS[_ending(name[:-3])](stream, place, columns)

    lower = name.lower()
    if lower.endswith(_TARS):
        return read_tar(stream, place, size, inside, _is_read)
    if lower.endswith(".zip"):
        return read_zip(stream, place, inside, _is_read)
    if lower.endswith(".gz"):
        return read_gzip(stream, place, size, unpacked)
    return _READERS[_ending(name)](stream, place, columns)


def _read_standard_input(columns: Columns) -> Iterator[Item]:
    """Records where the first character is that of a JSON object, one text otherwise."""
    stream = cast("io.BufferedReader", sys.stdin.buffer)
    reader = read_jsonl if stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else read_text
    yield from reader(stream, Place("standard input", "stdin"), columns)


def _told(place: Place, items: Iterator[Item]) -> Iterator[Item]:
    """The items; what goes wrong with the whole file as the last of them."""
    try:
        yield from items
    except KgError as fault:
        yield fault.where, fault
    except OSError as error:
        problem = f"cannot be read ({(error.strerror or str(error) or 'no reason told').lower()})"
        yield place.file, KgError(place.file, problem, "check that the file exists and that you may read it")


def _is_read(name: str) -> bool:
    return _is_packed(name) or _ending(name) in _READERS


def _is_packed(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(_PACKED) or (lower.endswith(".gz") and _ending(name[:-3]) in _READERS)


def _holds_many(name: str) -> bool:
    return name.lower().endswith(_PACKED) or _ending(name.lower().removesuffix(".gz")) in _MANY


def _ending(name: str) -> str:
    """The extension in small letters: `.txt`, `.txt.gz`, `.tar.gz`; nothing where there is none."""
    base = name.lower().rpartition("/")[2]
    packed = next((end for end in (*_TARS, ".gz") if base.endswith(end)), "")
    stem = base.removesuffix(packed)
    inner = f".{stem.rpartition('.')[2]}" if "." in stem[1:] and packed not in _TARS else ""
    return inner + packed
