"""A large graph is parsed once: an Oxigraph store beside the file keeps it, until the file changes.

The store is derived and may be removed at any time.  Its bytes differ from one making to the next, its answers do not.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph

from kg import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl
    import os

LARGE = 10_000_000
"""Bytes from which a graph is kept; a smaller one is parsed in less than half a second."""

_PART = "part"


def open_graph(path: Path, large: int = LARGE, told: Callable[[], None] | None = None) -> store.Graph:
    """`kg.store.open_graph`, but a file of `large` bytes or more is parsed by the first who opens it only.

    The store lies beside the file as `.NAME.oxigraph-HASH`, HASH being of the file's content and the store's version;
    it appears whole or not at all, and those of former contents are removed.  Before it is made, which takes some
    seconds for a million triples, `told` is called.  Where it cannot be written or read, the
    file is parsed.  Raises KgError as `kg.store.open_graph` does.
    """
    file, rdf_format = store.graph_file(path)
    try:
        if file.stat().st_size < large:
            return store.open_graph(path)
        kept = file.with_name(f".{file.name}.oxigraph-{_content(file)}")
        if not kept.is_dir():
            if told:
                told()
            _keep(file, rdf_format, kept)
        opened = pyoxigraph.Store.read_only(str(kept))
    except (OSError, RuntimeError, SyntaxError):
        # A damaged store is a RuntimeError; a fault of the file is told there.
        return store.open_graph(path)
    return store.Graph(file, opened, store.declared(file, rdf_format))


def _content(file: Path) -> str:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256")
    digest.update(pyoxigraph.__version__.encode())
    return digest.hexdigest()[:16]


def _keep(file: Path, rdf_format: pyoxigraph.RdfFormat, kept: Path) -> None:
    former = f".{file.name}.oxigraph-"
    with _alone(file.parent):
        if kept.is_dir():
            return
        for folder in [path for path in file.parent.iterdir() if path.name.startswith(former)]:
            shutil.rmtree(folder, ignore_errors=True)
        part = kept.with_name(f"{former}{_PART}")
        try:
            made = pyoxigraph.Store(str(part))
            store.load(made, file, rdf_format)
            made.optimize()  # answers come a quarter faster
            made.flush()
            # The store's files are closed when it goes.
            del made
            part.rename(kept)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes out of the block, as far as the system has locks."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
