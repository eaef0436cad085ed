"""Lines of a graph packed piece by piece; pieces behind one another are one sound file."""

from __future__ import annotations

import gzip

import zstandard

from kg.export import Compression

_GZIP_LEVEL = 6
_ZSTANDARD_LEVEL = 3
PIECE = 1_000_000
"""Characters of lines that are packed together: large enough to pack well, small enough to hold."""


def pack(lines: bytes, packed: Compression | None) -> bytes:
    """The lines as a piece of the file; the same lines give the same bytes, whenever and wherever that is."""
    if packed is None or not lines:
        return lines
    if packed is Compression.ZSTANDARD:
        return zstandard.compress(lines, _ZSTANDARD_LEVEL)
    return gzip.compress(lines, _GZIP_LEVEL, mtime=0)
