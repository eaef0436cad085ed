"""The paths that a user names."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from kg.errors import KgError


def path_named(name: str | PathLike[str]) -> Path:
    """The path called `name`.  Raises KgError for an empty name, which would be the working folder."""
    if not fspath(name):
        raise KgError("''", "names nothing", "name a file or a folder (. is the working folder)")
    return Path(name)
