"""Results as files, each written whole or not at all."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
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


LINES = re.compile(r"part-\d{5,}\.n[qt](?:\.gz|\.zst)?|graph\.n[qt](?:\.gz|\.zst)?")
"""The names of files that `GraphFiles` writes in lines."""

MOST_PARTS = 100_000


class Compression(StrEnum):
    """What the lines of a graph are packed with."""

    GZIP = "gz"
    ZSTANDARD = "zst"


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """The file or files that a build leaves its graph in.

    N-Quads and N-Triples may come in so many `parts`, which behind one another are the one file, and `packed`.
    """

    form: GraphFormat = GraphFormat.TURTLE
    parts: int | None = None
    packed: Compression | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, in order."""
        plain = GRAPHS[self.form]
        ending = f".{self.packed.value}" if self.packed else ""
        if self.parts is None:
            return (f"{plain}{ending}",)
        return tuple(f"part-{number:05d}{plain.removeprefix('graph')}{ending}" for number in range(self.parts))

    def options(self) -> dict[str, object]:
        """As the manifest has them: only what is not left out."""
        told: dict[str, object] = {"format": self.form.value}
        if self.parts is not None:
            told["parts"] = self.parts
        if self.packed is not None:
            told["compress"] = self.packed.value
        return told


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
