"""Results as files, each written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pathlib import Path


class GraphFormat(StrEnum):
    """What a build writes its graph as."""

    TURTLE = "turtle"
    N_QUADS = "nquads"
    N_TRIPLES = "ntriples"


GRAPHS = {
    GraphFormat.TURTLE: "graph.ttl",
    GraphFormat.N_QUADS: "graph.nq",
    GraphFormat.N_TRIPLES: "graph.nt",
}
"""The graph's file by its form."""


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`: whoever looks there sees the old file or the new one, even after a power cut.

    The folder is made if need be.  Raises KgError where the disk refuses; the old file is then untouched.
    """
    if path.is_dir():
        # `.` and `/` have no name to write beside.
        raise KgError(str(path), "cannot be written (is a directory)", "name a file in it, or another place")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise KgError(
            str(path),
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            "name another output folder with -o",
        ) from error
