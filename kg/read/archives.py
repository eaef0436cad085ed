"""Packed files: .gz of one file, .zip and .tar.gz of many.  Nothing is written to disk, and bombs do not go off."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kg.errors import KgError
from kg.read.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.read.place import Item

    Inside = Callable[[BinaryIO, Place], Iterator[Item]]

LARGEST_CONTENT = 2_000_000_000
"""Bytes that all the files of one archive may unpack to."""

_STEEPEST = 200
"""How many times its packed size a file may have: news packs to a third, repeated bytes to a thousandth."""

_ANY_SIZE = 10_000_000
"""Bytes up to which packing may be as tight as it likes."""

_DAMAGED = "get it again or pack it anew"
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError)


class _BombError(Exception):
    pass


class _Measured(io.RawIOBase):
    """A stream that stops where more has come out of it than can be meant."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise _BombError
        buffer[: len(data)] = data
        return len(data)


def read_gzip(stream: BinaryIO, place: Place, packed: int, inside: Inside) -> Iterator[Item]:
    """The one file in a .gz of `packed` bytes, read by `inside`."""
    try:
        with gzip.GzipFile(fileobj=stream) as content:
            yield from inside(_measured(content, _allowed(packed)), place)
    except _BombError:
        raise _bomb(place) from None
    except _BROKEN as error:
        raise KgError(place.file, "is damaged or cut short", _DAMAGED) from error


def read_zip(stream: BinaryIO, place: Place, inside: Inside, wanted: Callable[[str], bool]) -> Iterator[Item]:
    """The files in a .zip whose names are `wanted`, in order of name, each read by `inside`."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = sorted(((_zip_name(info), info) for info in archive.infolist()), key=lambda member: member[0])
            left = LARGEST_CONTENT
            for name, info in members:
                if _is_hidden(name) or not wanted(name):
                    continue
                at = _at(place, name)
                left -= info.file_size
                if left < 0:
                    yield place.file, _bomb(place)
                    return
                if problem := _zip_problem(name, info):
                    yield at.file, KgError(at.file, *problem)
                else:
                    yield from _zip_member(archive, info, at, inside)
    except (*_BROKEN, NotImplementedError) as error:
        raise KgError(place.file, "is damaged or cut short", _DAMAGED) from error


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, at: Place, inside: Inside) -> Iterator[Item]:
    try:
        with archive.open(info) as content:
            yield from inside(_measured(content, _allowed(info.compress_size)), at)
    except _BombError:
        yield at.file, _bomb(at)
    except (*_BROKEN, NotImplementedError):
        yield at.file, KgError(at.file, "is damaged in the archive", _DAMAGED)


def _zip_problem(name: str, info: zipfile.ZipInfo) -> tuple[str, str] | None:
    if _climbs(name):
        return "has a path that climbs out of the archive", "pack the archive anew, and ask who made it"
    if info.flag_bits & 1:
        return "is locked with a password", "unpack it yourself and name the folder"
    return None


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A name as it was meant: older programs wrote GBK where the format has no word for it.

    The name is the one that the archive holds: zipfile cuts another at a null character, down to nothing.
    """
    name = info.orig_filename.replace("\0", "?")
    if info.flag_bits & 0x800:
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def read_tar(
    stream: BinaryIO, place: Place, packed: int, inside: Inside, wanted: Callable[[str], bool]
) -> Iterator[Item]:
    """The files in a .tar or .tar.gz of `packed` bytes whose names are `wanted`, in the archive's order."""
    try:
        with gzip.GzipFile(fileobj=stream) if place.file.lower().endswith("gz") else stream as unpacked:
            limit = min(LARGEST_CONTENT, _allowed(packed))
            with tarfile.open(fileobj=_measured(unpacked, limit), mode="r|") as archive:
                for info in archive:
                    if info.isdir() or _is_hidden(info.name) or not wanted(info.name):
                        continue
                    yield from _tar_member(archive, info, _at(place, info.name), inside)
    except _BombError:
        raise _bomb(place) from None
    except _BROKEN as error:
        raise KgError(place.file, "is damaged or cut short", _DAMAGED) from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, at: Place, inside: Inside) -> Iterator[Item]:
    content = archive.extractfile(info) if info.isfile() else None
    if _climbs(info.name):
        problem = "has a path that climbs out of the archive"
        yield at.file, KgError(at.file, problem, "pack the archive anew, and ask who made it")
    elif content is None:
        yield at.file, KgError(at.file, "is a link or a device in an archive", "pack the file itself")
    else:
        yield from inside(cast("BinaryIO", content), at)


def _measured(stream: IO[bytes] | gzip.GzipFile, limit: int) -> BinaryIO:
    return io.BufferedReader(_Measured(cast("BinaryIO", stream), limit))


def _allowed(packed: int) -> int:
    return max(_ANY_SIZE, packed * _STEEPEST)


def _bomb(place: Place) -> KgError:
    problem = "unpacks to far more than any text would (a zip bomb?)"
    return KgError(place.file, problem, "unpack it yourself if you trust it, and name the folder")


def _at(place: Place, name: str) -> Place:
    inner = PurePosixPath(name.replace("\\", "/"))
    return Place(f"{place.file}/{inner}", f"{place.source}/{inner.with_suffix('')}")


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/")
    return parts.startswith("/") or ".." in parts.split("/") or parts[1:2] == ":"


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in name.split("/"))
