"""Which files the user means: files, folders and globs to paths, each once and with a name of its own."""

from __future__ import annotations

import glob
import os
import re
from collections import defaultdict
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


MANIFEST = "manifest.json"
_BUILD = re.compile(rb'\s*\{\s*"kg"\s*:')
"""How the manifest of a build begins."""
MANIFEST_HEAD = 200
"""Bytes of it by which it is known."""


def find(sources: Iterable[str], reads: Callable[[str], bool], named: str) -> tuple[list[Path], list[KgError]]:
    """The files that the sources name, each once, in order of path; and a fault for each source that names none.

    In folders only files whose names satisfy `reads` count; `named` says in words which these are.  What `kg build`
    left is passed over wherever it is only come upon: what was made of the articles is no article.
    """
    found: dict[str, Path] = {}
    faults: dict[str, KgError] = {}
    for source in sources:
        matches = [source] if os.path.lexists(source) else glob.glob(source, recursive=True)  # noqa: PTH207 -- Path.glob takes no absolute patterns
        if not matches:
            faults[source] = KgError(source, "there is no such file or folder", "check the path")
        for match in map(Path, matches):
            if matches != [source] and _in_build(match, source):
                continue
            inside = _walk(match, reads, faults) if match.is_dir() else [match]
            for path in inside:
                # A file may be reached by several spellings of its path; the least of them stands for it.
                real = os.path.realpath(path)
                found[real] = min(found.get(real, path), path)
            if not inside and source not in faults:
                faults[source] = KgError(source, f"the folder holds no {named} file", "name another folder")
    return sorted(found.values()), [faults[source] for source in sorted(faults)]


def _walk(folder: Path, reads: Callable[[str], bool], faults: dict[str, KgError]) -> list[Path]:
    """The files in a folder and below it, hidden names and builds left out; links to folders are not followed."""

    def told(error: OSError) -> None:
        where = Path(error.filename or folder).as_posix()
        problem = f"cannot be read ({(error.strerror or str(error)).lower()})"
        faults[where] = KgError(where, problem, "check that you may read the folder")

    found = []
    for parent, folders, names in os.walk(folder, onerror=told):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_build(Path(parent, name))]
        found += [Path(parent, name) for name in names if not name.startswith(".") and reads(name)]
    return found


def _in_build(match: Path, pattern: str) -> bool:
    """Whether a match of the glob is a build or lies in one that the glob does not itself name."""
    fixed = len(list(takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)))
    return any(_is_build(Path(*match.parts[:depth])) for depth in range(fixed + 1, len(match.parts) + 1))


def _is_build(folder: Path) -> bool:
    """Whether `kg build` left its manifest there."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            return is_manifest(file.read(MANIFEST_HEAD))
    except OSError:
        return False


def is_manifest(head: bytes) -> bool:
    """Whether a `manifest.json` that begins so is that of a build."""
    return _BUILD.match(head) is not None


def names(paths: Iterable[PurePath], ending: Callable[[str], str], many: Callable[[str], bool]) -> dict[PurePath, str]:
    """Each path with its name: the file's own, with as many folders in front as tell it from others.

    `ending` is what to leave out of a file's name.  A file of one text and one of `many` never clash: the latter names
    only what is in it.
    """
    alike: defaultdict[tuple[bool, str], list[PurePath]] = defaultdict(list)
    bare = {path: path.with_name(path.name[: len(path.name) - len(ending(path.name))]) for path in paths}
    for path, short in bare.items():
        alike[many(path.name), short.name].append(path)
    named: dict[PurePath, str] = {}
    for group in alike.values():
        tails = _tails([bare[path] for path in group])
        named |= dict(zip(group, tails or [path.as_posix() for path in group], strict=True))
    return named


def _tails(paths: Sequence[PurePath]) -> list[str]:
    """The shortest tails of the paths that differ; none where no tails do."""
    parts = [path.parts for path in paths]
    for length in range(1, max(map(len, parts)) + 1):
        tails = ["/".join(each[-length:]) for each in parts]
        if len(set(tails)) == len(tails):
            return tails
    return []
