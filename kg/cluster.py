"""The stages on several machines, by Dask: an engine that is there already does what a home-made one would do worse.

What travels are batches of documents and the bytes that they become; the readings are kept, and names are brought
together, where `kg build` runs.  A worker that dies costs the time of its batches, which others do again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.engine import IN_FLIGHT, Engine, Given, Got, in_order
from kg.errors import KgError
from kg.readings import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

_PATIENCE = 10
"""Seconds within which a scheduler must answer, and have a worker."""


class Dask:
    """The workers of a Dask cluster."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def map(self, function: Callable[[Given], Got], items: Iterable[Given]) -> Iterator[Got]:
        """See `kg.engine.Engine`."""
        # Not pure: a key made of the contents would cost more than it saves.
        return in_order((self.client.submit(function, item, pure=False) for item in items), self._ahead)

    def _ahead(self) -> int:
        """How many batches are on their way at once; workers come and go."""
        threads: int = sum(self.client.nthreads().values())
        return max(1, threads) * IN_FLIGHT


@contextmanager
def dask(address: str | None, workers: int) -> Iterator[Engine]:
    """The workers of the scheduler at `address`, or else so many on this machine.

    Raises KgError where Dask is not installed, where nobody answers, or where a worker has another kg.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise KgError("--engine dask", "needs Dask, which is not installed", "pip install 'kg[cluster]'") from error
    if address is not None:
        with _connected(Client, address) as client:
            yield Dask(client)
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster,
        Client(cluster) as client,
    ):
        yield Dask(client)


@contextmanager
def _connected(connect: Callable[..., Client], address: str) -> Iterator[Client]:
    try:
        client = connect(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise KgError(address, "no Dask scheduler answers there", "start a scheduler there: dask scheduler") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise KgError(address, "the scheduler has no workers", f"start some: dask worker {address}") from error
        for worker, program in client.run(digest).items():
            if program != digest():
                raise KgError(worker, "has another version of kg", "install the same kg on every machine")
        yield client
