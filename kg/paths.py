"""The paths that a user names."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from kg.errors import KgError


def path_named(name: str | PathLike[str]) -> Path:
    """The path called `name`.  Raises KgError for an empty name, which would be the working folder, and for a URL."""
    if not fspath(name):
        raise KgError("''", "names nothing", "name a file or a folder (. is the working folder)")
    if "://" in fspath(name):
        raise KgError(fspath(name), "is the URL of what lies elsewhere", "copy it to this machine and name a path")
    return Path(name)
