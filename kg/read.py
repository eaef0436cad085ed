"""Read files, folders and globs into documents; the only stage that touches bytes.

What cannot be read never stops the rest: it comes out among the documents as a `KgError` value, not raised, that says
where, what and what to do next.
"""

from __future__ import annotations

import codecs
import glob
import hashlib
import json
import os
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PLAIN = frozenset({".txt", ".md"})
RECORDS = ".jsonl"

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_EIGHT_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_COMMON_SHARE = 0.9
_SAVE_AS_UTF8 = "save it as UTF-8 text"


def read(sources: Iterable[str]) -> Iterator[Document | KgError]:
    """Every document in `sources`, and a `KgError` for each input that is no document.

    A source is a file, a folder (searched all through for .txt, .md and .jsonl, hidden names left out) or a glob.
    The order is that of the paths, whatever the order of `sources`; a file that is named twice is read once.

    `Document.source` tells documents apart.  Files of the same name in different folders get as many folders in front
    as that takes (`2023/001`, `2024/001`); a record whose id is taken already is a fault.
    """
    paths, faults = _files(sources)
    yield from faults
    taken: dict[str, str] = {}
    names = _named(paths)
    for path in paths:
        for where, item in _read_file(path, names[path]):
            if isinstance(item, Document):
                if item.source in taken:
                    yield KgError(
                        where,
                        f"the name {item.source!r} is taken already by {taken[item.source]}",
                        "give each record an id of its own",
                    )
                    continue
                taken[item.source] = where
            yield item


def _files(sources: Iterable[str]) -> tuple[list[Path], list[KgError]]:
    """The files that the sources name, each once, in order of path; and a fault for each source that names none."""
    found: dict[str, Path] = {}
    faults: dict[str, KgError] = {}
    for source in sources:
        matches = [source] if os.path.lexists(source) else glob.glob(source, recursive=True)  # noqa: PTH207 -- Path.glob takes no absolute patterns
        if not matches:
            faults[source] = KgError(source, "there is no such file or folder", "check the path")
        for match in map(Path, matches):
            inside = _walk(match) if match.is_dir() else [match]
            for path in inside:
                # A file may be reached by several spellings of its path; the least of them stands for it.
                real = os.path.realpath(path)
                found[real] = min(found.get(real, path), path)
            if not inside:
                faults[source] = KgError(source, "the folder holds no .txt, .md or .jsonl file", "name another folder")
    return sorted(found.values()), [faults[source] for source in sorted(faults)]


def _walk(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        found += [path for path in paths if path.suffix.lower() in PLAIN | {RECORDS}]
    return found


def _named(paths: Iterable[Path]) -> dict[Path, str]:
    """Each path with its name.  A file of text and one of records never clash: the latter names only its records."""
    alike: defaultdict[tuple[bool, str], list[Path]] = defaultdict(list)
    for path in paths:
        alike[path.suffix.lower() == RECORDS, path.stem].append(path)
    return {path: name for group in alike.values() for path, name in zip(group, _tails(group), strict=True)}


def _tails(paths: Sequence[Path]) -> list[str]:
    """The shortest tails of the paths, without extension, that differ; the whole paths where no tails do."""
    parts = [path.with_suffix("").parts for path in paths]
    for length in range(1, max(map(len, parts)) + 1):
        tails = ["/".join(each[-length:]) for each in parts]
        if len(set(tails)) == len(tails):
            return tails
    return [path.as_posix() for path in paths]


def _read_file(path: Path, source: str) -> Iterator[tuple[str, Document | KgError]]:
    """The documents and faults of one file, each with the place it stands at."""
    file = path.as_posix()
    suffix = path.suffix.lower()
    if not _writable(file):
        file = file.encode(errors="backslashreplace").decode()
        yield file, KgError(file, "the file's name is not UTF-8", "rename it")
        return
    if suffix != RECORDS and suffix not in PLAIN:
        problem = f"kg does not read {suffix or 'files without an extension'}"
        yield file, KgError(file, problem, "name a .txt, .md or .jsonl file")
        return
    try:
        if suffix == RECORDS:
            yield from _records(path, file, source)
        else:
            yield file, _plain(path.read_bytes(), file, source)
    except OSError as error:
        problem = (error.strerror or "cannot be read").lower()
        yield file, KgError(file, f"cannot be read ({problem})", "check that the file exists and that you may read it")


def _plain(data: bytes, file: str, source: str) -> Document | KgError:
    try:
        text, encoding = _decode(data, file)
    except KgError as fault:
        return fault
    return Document(
        source=source,
        file=file,
        text=text,
        encoding=encoding,
        sha256=_digest(text),
        published=_date_in(source.rpartition("/")[2]),
    )


def _decode(data: bytes, file: str) -> tuple[str, str]:
    """The text, and the codec that gives it from the bytes.  Raises `KgError` for what is no text."""
    encoding = next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        chinese = _chinese(data) if encoding == "utf-8" else None
        if chinese is None:
            problem = f"is text neither in UTF-8 nor in GB18030 (byte {error.start + 1} is not)"
            raise KgError(file, problem, _SAVE_AS_UTF8) from None
        text, encoding = chinese, "gb18030"
    if "\0" in text:
        raise KgError(file, "is binary, or UTF-16 without a byte order mark", _SAVE_AS_UTF8)
    if not text.strip():
        raise KgError(file, "is empty", "remove it or put the article's text in")
    return text, encoding


def _chinese(data: bytes) -> str | None:
    """Text in GB18030, the encoding that Chinese sites used before UTF-8; None where it is not.

    Nearly any bytes decode as GB18030, so the outcome counts only where it looks like Chinese as it is written: damaged
    UTF-8 and other encodings come out as rare characters, while news is written in those of GB 2312.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    beyond_ascii = [character for character in text if not character.isascii()]
    common = sum(len(character.encode("gb2312", "ignore")) > 0 for character in beyond_ascii)
    return text if common >= _COMMON_SHARE * len(beyond_ascii) else None


def _records(path: Path, file: str, source: str) -> Iterator[tuple[str, Document | KgError]]:
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            data = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if b"\0" in data:
                # Each line would tell the same.
                yield file, KgError(file, "is binary or in UTF-16", "save it as UTF-8, one JSON object a line")
                return
            if data.strip():
                empty = False
                where = f"{file}, line {number}"
                for item in _record(data, file, where, fallback=f"{source}-{number}"):
                    yield where, item
    if empty:
        yield file, KgError(file, "is empty", "put one JSON object on each line")


def _record(line: bytes, file: str, where: str, fallback: str) -> Iterator[Document | KgError]:
    """One line's document, named by its `id` or else by `fallback`; and a fault for whatever is wrong with it."""
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield KgError(where, f"is not UTF-8 (byte {error.start + 1})", "save the file as UTF-8")
        return
    except (ValueError, RecursionError) as error:
        yield KgError(where, f"is not JSON ({error})", "put one whole JSON object on each line")
        return
    if not isinstance(record, dict):
        yield KgError(where, "is not a JSON object", 'write {"id": …, "text": …}')
        return
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        yield KgError(where, "has no text", 'put the article into the field "text"')
        return
    identifier = record.get("id")
    source = fallback if identifier is None or isinstance(identifier, bool) else str(identifier).strip() or fallback
    title, publisher = (_field(record, name) for name in ("title", "publisher"))
    if not all(_writable(value or "") for value in (text, source, title, publisher)):
        yield KgError(
            where, "holds half of a surrogate pair, which stands for no character", "write the character whole"
        )
        return
    published = _field(record, "published")
    day = _iso_date(published) if published else _date_in(source)
    if published and day is None:
        yield KgError(where, f"published {published!r} is no date and was left out", "write it as 2024-01-31")
    yield Document(
        source=source,
        file=file,
        text=text,
        encoding="utf-8",
        sha256=_digest(text),
        title=None if title == text.lstrip().partition("\n")[0].rstrip() else title,
        published=day,
        publisher=publisher,
    )


def _field(record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    return str(value).strip() or None if isinstance(value, str | int) else None


def _iso_date(value: str) -> str | None:
    """The day of an ISO date, or of a date with a time behind it."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", value)
    return _calendar_date(match) if match else None


def _date_in(name: str) -> str | None:
    """The first eight digits in a file's name that are a day of the years 1949 to 2100."""
    return next((day for match in _EIGHT_DIGITS.finditer(name) if (day := _calendar_date(match))), None)


def _calendar_date(match: re.Match[str]) -> str | None:
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    return day.isoformat() if 1949 <= day.year <= 2100 else None


def _writable(value: str) -> bool:
    """Whether UTF-8 can hold it: JSON and file names may smuggle in halves of surrogate pairs."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, the same whatever encoding the file was in."""
    return hashlib.sha256(text.encode()).hexdigest()
