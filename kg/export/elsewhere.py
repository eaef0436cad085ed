"""A build that is to lie elsewhere: made on this machine, and put where a URL names when it is whole.

The manifest is removed first and put last: while it is missing, what lies there is not whole.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export import GRAPHS, LINES
from kg.export.manifest import MANIFEST
from kg.paths import path_named
from kg.remote import is_remote, opened, reached, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

_USE = "writing"
_TRIAL = ".kg-trial"


@contextmanager
def placed(out: str) -> Iterator[Path]:
    """The folder to build in: `out` itself, or where that is a URL, one whose files are put there when the block ends.

    What a former build left there and the new one does not goes; what else lies there stays.  Raises KgError, before
    anything is built, where nothing can be written there, and afterwards where that fails.
    """
    if not is_remote(out):
        yield path_named(out)
        return
    system, path = opened(out, _USE)
    where, place = without_secrets(out), path.rstrip("/")
    with reached(where, _USE):
        system.makedirs(place, exist_ok=True)
        system.pipe_file(f"{place}/{_TRIAL}", b"")
        system.rm_file(f"{place}/{_TRIAL}")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        built = Path(folder, "graph")
        yield built
        with reached(where, _USE):
            _put(built, system, place)


def _put(built: Path, system: Any, place: str) -> None:
    names = sorted(path.name for path in built.iterdir() if not path.name.startswith("."))
    former = _former(system, place)
    if former:
        system.rm_file(f"{place}/{MANIFEST}")
    for name in former - set(names):
        with suppress(FileNotFoundError):
            system.rm_file(f"{place}/{name}")
    for name in [name for name in names if name != MANIFEST] + [MANIFEST]:
        system.put_file(str(built / name), f"{place}/{name}")


def _former(system: Any, place: str) -> set[str]:
    """What files of its own a former build has left there."""
    try:
        told = json.loads(system.cat_file(f"{place}/{MANIFEST}"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in told if name in GRAPHS.values() or LINES.fullmatch(name) or name == "graph.html"}
