"""What decides the bytes of a build, as one hash: where that and the files are as they were, the build stands."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.export import manifest
from kg.readings import contents, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.errors import KgError
    from kg.readings import Readings

_NOTE = "made"
_LIBRARIES = (*manifest.LIBRARIES, "msgspec", "zstandard")


def made_of(documents: str, faults: Iterable[KgError], options: Mapping[str, object]) -> str:
    """One SHA-256 of all that a build depends on.

    `documents` is a hash of them, of where they lie and of their order; `options` hold a hash of the judgements.
    """
    told = [(fault.where, fault.problem, fault.next_step) for fault in faults]
    whole = json.dumps([program(), documents, told, dict(options)])
    return hashlib.sha256(whole.encode()).hexdigest()


def note(readings: Readings, made: str, name: str) -> None:
    """Note what the build whose manifest has the SHA-256 `name` was made of."""
    readings.note(_NOTE, f"{made} {name}")


def stands(readings: Readings, made: str, out: Path, owned: Iterable[str]) -> bool:
    """Whether `out` holds, to the byte and with none of `owned` beside it, the build of what `made` tells."""
    noted = readings.noted(_NOTE)
    if noted is None or not noted.startswith(f"{made} "):
        return False
    theirs = manifest.files(out)
    if not theirs or any((out / name).exists() for name in owned if name not in theirs):
        return False
    name, wrong = manifest.verify(out)
    return noted == f"{made} {name}" and not wrong


@cache
def program() -> str:
    """One SHA-256 of everything that comes with the program, and of the libraries that show in the output."""
    return digest_of(f"{sys.version} {zlib.ZLIB_RUNTIME_VERSION}\n", _LIBRARIES, contents(files("kg"), "kg"))
