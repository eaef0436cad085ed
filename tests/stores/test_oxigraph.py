"""Oxigraph's own server: the Turtle is put in over HTTP, and each named query gives our rows."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from kg.store import Graph, NamedQuery, named_queries, run

if TYPE_CHECKING:
    from collections.abc import Iterator

OXIGRAPH = Path(sysconfig.get_path("scripts")) / "oxigraph"
PATIENCE = 30


def asked(url: str, data: bytes | None = None, media_type: str = "", method: str = "POST") -> str:
    headers = {"Content-Type": media_type, "Accept": "text/csv"}
    with urlopen(Request(url, data, headers, method=method), timeout=PATIENCE) as response:
        return response.read().decode()


@pytest.fixture(scope="module")
def server(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has loaded the graph."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [OXIGRAPH, "serve", "--location", tmp_path_factory.mktemp("db"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while True:
            try:
                asked(f"{address}/store?default", graph.path.read_bytes(), "text/turtle", "PUT")
                break
            except URLError:
                assert process.poll() is None, "the server has ended"
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def rows(server: str, sparql: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(asked(f"{server}/query", sparql.encode(), "application/sparql-query"))))


def test_every_triple_arrives(server: str, graph: Graph) -> None:
    assert rows(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["n"], [str(len(graph.store))]]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_a_named_query_gives_our_rows(server: str, graph: Graph, query: NamedQuery) -> None:
    ours = run(graph, query.sparql)
    assert ours.rows
    assert rows(server, query.sparql) == [list(ours.columns), *(list(row) for row in ours.rows)]
