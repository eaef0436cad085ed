"""Processes that answer queries, each with the graph open.

A query that is being answered cannot be told to stop; its process can be.
"""

from __future__ import annotations

import queue
import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg.cache import open_graph
from kg.errors import KgError
from kg.serve.answers import Reply, answer, fault

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

# Started afresh, a process shares no threads or locks with the server.
_CONTEXT = get_context("spawn")


class _Worker:
    def __init__(self, path: Path, most: int) -> None:
        self.ours, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_work, args=(path, most, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def opened(self) -> None:
        """Wait until the graph is open.  Raises KgError where it cannot be."""
        if problem := self.ours.recv():
            raise KgError(*problem)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.ours.close()


def _work(path: Path, most: int, connection: Connection) -> None:
    # Ctrl-C is for the server, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError):
        try:
            graph = open_graph(path)
        except KgError as error:
            connection.send((error.where, error.problem, error.next_step))
            return
        connection.send(None)
        while True:
            sparql, accept = connection.recv()
            connection.send(answer(graph, sparql, accept, most))


class Workers:
    """`count` processes with the graph at `path`; a query gets `seconds`, its answer `most` bytes.

    Raises KgError where the graph cannot be opened.
    """

    def __init__(self, path: Path, *, count: int, seconds: float, most: int) -> None:
        self.path, self.seconds, self.most = path, seconds, most
        self.workers = [_Worker(path, most) for _ in range(count)]
        self.idle: queue.Queue[_Worker] = queue.Queue()
        try:
            for worker in self.workers:
                worker.opened()
                self.idle.put(worker)
        except BaseException:
            self.close()
            raise

    def answer(self, sparql: str, accept: str) -> Reply:
        """The answer of the first process that is free; status 503 where none is, or where the query takes too long."""
        try:
            worker = self.idle.get(timeout=self.seconds)
        except queue.Empty:
            return fault(503, "the server: is busy with other queries; ask again later")
        try:
            worker.ours.send((sparql, accept))
            if worker.ours.poll(self.seconds):
                reply: Reply = worker.ours.recv()
                return reply
            worker = self._instead_of(worker)
            return fault(503, f"the query: took more than {self.seconds:g} s; ask for less, or start with --time-limit")
        except (EOFError, OSError):
            worker = self._instead_of(worker)
            return fault(503, "the query: ended the process that answered it; ask for less")
        finally:
            self.idle.put(worker)

    def _instead_of(self, worker: _Worker) -> _Worker:
        worker.end()
        fresh = _Worker(self.path, self.most)
        self.workers[self.workers.index(worker)] = fresh
        with suppress(EOFError, KgError):
            fresh.opened()
        return fresh

    def close(self) -> None:
        """End the processes."""
        for worker in self.workers:
            worker.end()
