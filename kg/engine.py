"""Where the pure stages run: in this process, in several, or (see `kg.cluster`) on several machines.

Every engine gives the results in the order of the items, so that the outcome does not depend on which it is.
"""

from __future__ import annotations

import gc
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

IN_FLIGHT = 4
"""Batches for each worker that are on their way at once: enough to keep it busy, few enough for little memory."""
_OBJECTS_BETWEEN_COLLECTIONS = 20_000

Given = TypeVar("Given")
Got = TypeVar("Got")
Due_co = TypeVar("Due_co", covariant=True)


class Engine(Protocol):
    """Something that runs a pure function on many items."""

    def map(self, function: Callable[[Given], Got], items: Iterable[Given]) -> Iterator[Got]:
        """The results in the order of `items`, which are taken a few ahead and never all at once."""


class ThisProcess:
    """One item after another."""

    def map(self, function: Callable[[Given], Got], items: Iterable[Given]) -> Iterator[Got]:
        """See `Engine`."""
        return map(function, items)


class Processes:
    """Several processes on this machine."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self.pool = pool
        self.ahead = workers * IN_FLIGHT

    def map(self, function: Callable[[Given], Got], items: Iterable[Given]) -> Iterator[Got]:
        """See `Engine`."""
        return in_order((self.pool.submit(function, item) for item in items), lambda: self.ahead)


class Pending(Protocol[Due_co]):
    """What is being worked out elsewhere."""

    def result(self) -> Due_co:
        """It, as soon as it is there."""


def in_order(submitted: Iterable[Pending[Got]], ahead: Callable[[], int]) -> Iterator[Got]:
    """The results of what is submitted, in its order; before the first is taken so many are on their way at once."""
    waiting: deque[Pending[Got]] = deque()
    for pending in submitted:
        waiting.append(pending)
        if len(waiting) >= ahead():
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class EngineName(StrEnum):
    """Where a build can run."""

    LOCAL = "local"
    DASK = "dask"


def batches(items: Iterable[Given], size: int, weight: Callable[[Given], int] = lambda _: 1) -> Iterator[list[Given]]:
    """Runs of items, each ended by the item with which its weight comes to `size`; the last may weigh less."""
    batch: list[Given] = []
    weighed = 0
    for item in items:
        batch.append(item)
        weighed += weight(item)
        if weighed >= size:
            yield batch
            batch, weighed = [], 0
    if batch:
        yield batch


@contextmanager
def local(workers: int) -> Iterator[Engine]:
    """An engine of so many processes; with one, everything runs in this one."""
    before = gc.get_threshold()
    _collect_seldom()
    try:
        if workers == 1:
            yield ThisProcess()
            return
        # Started afresh, a worker shares no threads or locks with this process.
        context = get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_collect_seldom) as pool:
            yield Processes(pool, workers)
    finally:
        gc.set_threshold(*before)


def _collect_seldom() -> None:
    """Let more objects come to be before cycles among them are looked for: millions do, and hardly any is in one."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
