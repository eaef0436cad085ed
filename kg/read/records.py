"""Files of many records, one article each: JSON Lines, tables as CSV, Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError
from kg.model import Document
from kg.read.metadata import day, day_in_name
from kg.read.place import LARGEST_FILE, checked, digest, library, whole, writable
from kg.read.text import decode

if TYPE_CHECKING:
    from kg.read.place import Columns, Item, Place

_DELIMITERS = ",\t;|"
_BATCH = 256


def read_jsonl(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:
    """The documents of a JSON Lines file; a fault of one line leaves the others."""
    empty = True
    for number, line in _lines(stream):
        where = f"{place.file}, line {number}"
        if line is None:
            problem = f"is longer than {LARGEST_FILE // 1_000_000} MB"
            yield where, KgError(where, problem, "put one article on each line")
            empty = False
            continue
        data = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if b"\0" in data:
            # Each line would tell the same.
            raise KgError(place.file, "is binary or in UTF-16", "save it as UTF-8, one JSON object a line")
        if data.strip():
            empty = False
            yield from _json_record(data, place, where, number, columns)
    if empty:
        raise KgError(place.file, "is empty", "put one JSON object on each line")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number; None for one that is too long, of which no more is kept than of others."""
    number = 0
    while line := stream.readline(LARGEST_FILE):
        number += 1
        if len(line) < LARGEST_FILE or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_FILE)
        yield number, None


def _json_record(data: bytes, place: Place, where: str, number: int, columns: Columns) -> Iterator[Item]:
    try:
        record = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield where, KgError(where, f"is not UTF-8 (byte {error.start + 1})", "save the file as UTF-8")
        return
    except RecursionError:
        yield where, KgError(where, "is not JSON (nested too deeply)", "put one whole JSON object on each line")
        return
    except ValueError as error:
        yield where, KgError(where, f"is not JSON ({error})", "put one whole JSON object on each line")
        return
    if not isinstance(record, dict):
        yield where, KgError(where, "is not a JSON object", 'write {"id": …, "text": …}')
        return
    yield from _record(record, place, where, number, "utf-8", columns)


def read_csv(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:
    """The documents of a table with a header row, parted by commas, tabs, semicolons or |."""
    text, encoding = decode(whole(stream, place), place.file)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (header.count(sign), -_DELIMITERS.index(sign)))
    csv.field_size_limit(LARGEST_FILE)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        _demand_text(rows.fieldnames or (), place, columns)
        line = rows.line_num + 1
        for row in rows:
            where = f"{place.file}, line {line}"
            line = rows.line_num + 1
            yield from _record(row, place, where, rows.line_num, encoding, columns)
    except csv.Error as error:
        where = f"{place.file}, line {line}"
        raise KgError(where, f"is no row of a table ({error})", "mend the quotation marks there") from error


def read_parquet(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:
    """The documents of a Parquet table."""
    parquet = library("pyarrow.parquet", "parquet", place)
    arrow = library("pyarrow", "parquet", place)
    try:
        table = parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(whole(stream, place)))
        present = [name for name in table.schema_arrow.names if name in _wanted(columns)]
        _demand_text(table.schema_arrow.names, place, columns)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=present):
            for row in batch.to_pylist():
                number += 1
                where = f"{place.file}, row {number}"
                yield from _record(_as_text(row), place, where, number, "utf-8", columns)
    except (arrow.ArrowException, OSError) as error:
        problem = f"is not a sound Parquet file ({' '.join(str(error).split())[:100]})"
        raise KgError(place.file, problem, "write it anew") from error


def _wanted(columns: Columns) -> list[str]:
    return [columns.get(name, name) for name in ("id", "text", "title", "published", "publisher")]


def _demand_text(names: Iterable[str], place: Place, columns: Columns) -> None:
    listed = list(names)
    wanted = columns.get("text", "text")
    if wanted not in listed:
        there = ", ".join(listed[:12]) or "none"
        raise KgError(place.file, f"has no column {wanted!r} (it has {there})", "name it with --column text=NAME")


def _as_text(row: Mapping[str, object]) -> dict[str, object]:
    """A row with dates and times as text."""
    return {name: value if isinstance(value, str | int | None) else str(value) for name, value in row.items()}


def _record(
    record: Mapping[str, object], place: Place, where: str, number: int, encoding: str, columns: Columns
) -> Iterator[Item]:
    """One record's document, named by its `id` or else by its number; and a fault for whatever is wrong with it."""
    name = columns.get("text", "text")
    text = record.get(name)
    if not isinstance(text, str) or not text.strip():
        yield (
            where,
            KgError(where, "has no text", f'put the article into the field "{name}", or name another: --column'),
        )
        return
    identifier, title, published, publisher = (
        _field(record, columns.get(each, each)) for each in ("id", "title", "published", "publisher")
    )
    source = identifier or f"{place.source}-{number}"
    if not all(writable(value or "") for value in (text, source, title, publisher)):
        problem = "holds half of a surrogate pair, which stands for no character"
        yield where, KgError(where, problem, "write the character whole")
        return
    try:
        checked(text, where)
    except KgError as fault:
        yield where, fault
        return
    told = day(published) if published else day_in_name(source)
    if published and told is None:
        yield where, KgError(where, f"published {published!r} is no date and was left out", "write it as 2024-01-31")
    yield (
        where,
        Document(
            source=source,
            file=place.file,
            text=text,
            encoding=encoding,
            sha256=digest(text),
            title=None if title == text.lstrip().partition("\n")[0].rstrip() else title,
            published=told,
            publisher=publisher,
        ),
    )


def _field(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
