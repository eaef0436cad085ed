"""Sources that lie elsewhere: s3://, https://, memory:// and whatever else fsspec knows.

Each file is copied to this machine when its turn comes, read there, and removed.  Where credentials are needed, fsspec
takes them from the environment.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.read.sources import MANIFEST, MANIFEST_HEAD, is_manifest
from kg.remote import WEB, opened, reached, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MAGIC = re.compile(r"[*\[]")
_USE = "reading"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file that lies elsewhere: its URL as it is told, without what may be secret, and where fsspec has it."""

    url: str
    system: Any
    path: str

    @property
    def name(self) -> PurePosixPath:
        """The URL as a path, by which files are told apart."""
        return PurePosixPath(self.url)


def find_remote(sources: Iterable[str], reads: Callable[[str], bool], named: str) -> tuple[list[Remote], list[KgError]]:
    """The files that the URLs name, each once, in the order of their URLs; and a fault for each that names none.

    As `kg.read.sources.find` does of paths: a URL may name a file, a folder or a glob.
    """
    found: dict[str, Remote] = {}
    faults: dict[str, KgError] = {}
    for source in sorted(set(sources)):
        try:
            inside = _inside(source, reads)
        except KgError as fault:
            faults[source] = fault
            continue
        found |= {remote.url: remote for remote in inside}
        if not inside:
            faults[source] = KgError(without_secrets(source), f"names no {named} file", "check the address")
    return [found[url] for url in sorted(found)], list(faults.values())


@contextmanager
def copied(remote: Remote) -> Iterator[Path]:
    """A copy of the file on this machine, for the length of the block.  Raises KgError where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        copy = Path(folder, "copy")
        with reached(remote.url, _USE):
            remote.system.get_file(remote.path, str(copy))
        yield copy


def _inside(source: str, reads: Callable[[str], bool]) -> list[Remote]:
    system, path = opened(source, _USE)
    with reached(without_secrets(source), _USE):
        if _MAGIC.search(path):
            matches = system.glob(path, detail=True)
            files = [path for path, about in matches.items() if about["type"] != "directory"]
            folders = [path for path, about in matches.items() if about["type"] == "directory"]
        elif not source.startswith(WEB) and system.isdir(path):
            files, folders = [], [path]
        else:
            # On the web, a page that links to others would look like a folder.
            files, folders = [path], []
        files += chain.from_iterable(_walk(system, folder, reads) for folder in folders)
        return [Remote(without_secrets(system.unstrip_protocol(file)), system, file) for file in files]


def _walk(system: Any, folder: str, reads: Callable[[str], bool]) -> list[str]:
    """The files in a folder and below it, hidden names and builds left out."""
    every = {path: PurePosixPath(path).relative_to(PurePosixPath(folder)) for path in sorted(system.find(folder))}
    builds = [
        inner.parent
        for path, inner in every.items()
        if inner.name == MANIFEST and inner.parent.name and is_manifest(system.cat_file(path, end=MANIFEST_HEAD))
    ]
    return [
        path
        for path, inner in every.items()
        if reads(inner.name)
        and not any(part.startswith(".") for part in inner.parts)
        and not any(inner.is_relative_to(build) for build in builds)
    ]
