"""A folder of files that appears as a whole: it holds the former files or the new ones, never some of each."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -2 if sys.platform == "darwin" else -100
_SWAP = 2
"""RENAME_EXCHANGE of Linux (renameat2) and RENAME_SWAP of macOS (renameatx_np), which are the same number."""

_INSIDE = ".building-"


@contextmanager
def whole_folder(out: Path, owned: Sequence[str]) -> Iterator[Path]:
    """Give an empty folder to write into; when the block ends well, its files stand in `out`, all at one moment.

    `owned` are the names that a build may leave: of these `out` holds afterwards what was written and no other; what
    else lies in `out` stays.  The new folder is written beside `out` and the two change places, so that a process
    killed at any moment leaves `out` as it was or as it is to be, and of two builds at once one wins whole.

    Where folders cannot change places (`out` is a mount point or the working folder, the file system or the parent
    folder does not allow it), the files are put there one by one, the last name of `owned` removed first and put last:
    while it is missing, the folder is not whole.  Raises OSError where the disk refuses, or where
    `out` is the root of the file system; it is then as before.
    """
    place = out.resolve()
    if place == place.parent:
        raise IsADirectoryError(errno.EISDIR, "is the root of the file system", str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    for name in owned:
        if (place / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place / name))
    with _staging(place) as staging:
        yield staging
        for path in (*staging.iterdir(), staging):
            _sync(path)
        if not _put_whole(staging, place, owned):
            _put_one_by_one(staging, place, owned)
        _sync(place.parent)


@contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """A new folder beside `place`, or in it where nothing can be made beside it; gone afterwards.

    A build that is killed cannot clear up: its folder is known by having no lock, and the next build removes it.
    """
    beside = os.access(place.parent, os.W_OK | os.X_OK) and not place.is_mount()
    parent, prefix = (place.parent, f".{place.name}.building-") if beside else (place, _INSIDE)
    parent.mkdir(exist_ok=True)
    with _locked(parent):
        _remove_abandoned(parent, prefix)
        folder = parent / f"{prefix}{secrets.token_hex(4)}"
        folder.mkdir()
        lock = _lock(folder, wait=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _put_whole(staging: Path, place: Path, owned: Sequence[str]) -> bool:
    """Let the two folders change places; False where that cannot be, with `place` untouched."""
    try:
        if Path.cwd().is_relative_to(place):
            return False
        if not place.exists():
            staging.rename(place)
            return True
        for path in place.iterdir():
            if path.name not in owned and not path.name.startswith(_INSIDE):
                _link(path, staging / path.name)
        shutil.copystat(place, staging)
        _exchange(staging, place)
    except OSError:
        return False
    return True


def _put_one_by_one(staging: Path, place: Path, owned: Sequence[str]) -> None:
    place.mkdir(exist_ok=True)
    with _locked(place):
        _remove_abandoned(place, _INSIDE)
        inside = place / f"{_INSIDE}{secrets.token_hex(4)}"
        try:
            # `place` may be on another disk; a file can be renamed only within one.
            inside.mkdir()
            for name in owned:
                if (staging / name).exists():
                    shutil.copy2(staging / name, inside / name)
                    _sync(inside / name)
            (place / owned[-1]).unlink(missing_ok=True)
            for name in owned:
                if (inside / name).exists():
                    (inside / name).replace(place / name)
                else:
                    (place / name).unlink(missing_ok=True)
            _sync(place)
        finally:
            shutil.rmtree(inside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places at one moment.  Raises OSError where the system cannot."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform, "")
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if call is None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _SWAP) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _link(path: Path, target: Path) -> None:
    """The same file, or all the files of a folder, under a second name."""
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, target, copy_function=os.link, symlinks=True)
    else:
        os.link(path, target, follow_symlinks=False)


def _remove_abandoned(parent: Path, prefix: str) -> None:
    for folder in [path for path in parent.iterdir() if path.name.startswith(prefix)]:
        with suppress(OSError):
            lock = _lock(folder, wait=False)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other builds out of the block, as far as the system has locks."""
    lock = _lock(folder, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _lock(folder: Path, *, wait: bool) -> int | None:
    """A lock on a folder, which closing it or the end of the process gives back; None where the system has none.

    Raises OSError where the folder is not there, or where somebody else has the lock and `wait` is False.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}:
            return None
        raise
    return descriptor


def _sync(path: Path) -> None:
    """See to it that the disk has a file, or a folder's names, before anything depends on it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
