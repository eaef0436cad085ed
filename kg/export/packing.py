"""Lines of a graph packed piece by piece; pieces behind one another are one sound file."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import zstandard

from kg.export import Compression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GZIP_LEVEL = 6
_ZSTANDARD_LEVEL = 3
_PIECE = 1_000_000
"""Characters of lines that are packed together: large enough to pack well, small enough to hold."""


def pack(lines: bytes, packed: Compression | None) -> bytes:
    """The lines as a piece of the file; the same lines give the same bytes, whenever and wherever that is."""
    if packed is None or not lines:
        return lines
    if packed is Compression.ZSTANDARD:
        return zstandard.compress(lines, _ZSTANDARD_LEVEL)
    return gzip.compress(lines, _GZIP_LEVEL, mtime=0)


def pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """The lines put together to pieces that are worth packing."""
    piece: list[str] = []
    size = 0
    for each in lines:
        piece.append(each)
        size += len(each)
        if size >= _PIECE:
            yield "".join(piece).encode()
            piece, size = [], 0
    yield "".join(piece).encode()
