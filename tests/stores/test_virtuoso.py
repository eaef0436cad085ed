"""Virtuoso: isql loads the Turtle, and each named query gives our rows over HTTP."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from kg.store import Graph, NamedQuery, named_queries, run
from tests.conftest import tool

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://example.org/meetings"
PATIENCE = 60
SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa

[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000

[HTTPServer]
ServerPort = 127.0.0.1:{http}

[SPARQL]
ResultSetMaxRows = 1000000
"""
LOAD = "DB.DBA.TTLP_MT(file_to_string_output('{file}'), '', '{graph}'); checkpoint;"
BOOLEANS = {"true": "1", "false": "0"}
"""Virtuoso keeps a boolean as a number: the same value, printed otherwise."""


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture(scope="module")
def endpoint(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has loaded the graph."""
    virtuoso, isql, folder = tool("virtuoso-t"), tool("isql-vt"), tmp_path_factory.mktemp("virtuoso")
    sql, http = free_ports()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http, folder=graph.path.parent))
    process = subprocess.Popen([virtuoso, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder)
    address, end = f"http://127.0.0.1:{http}/sparql", time.monotonic() + PATIENCE
    try:
        while True:
            try:
                asked(address, "ASK {}")
                break
            except URLError:
                log = folder / "virtuoso.log"
                assert process.poll() is None, log.read_text() if log.exists() else "the server has ended"
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.1)
        load = LOAD.format(file=graph.path, graph=GRAPH)
        command = [isql, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={load}"]
        loaded = subprocess.run(command, capture_output=True, encoding="utf-8")
        assert loaded.returncode == 0, loaded.stdout
        yield address
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def asked(endpoint: str, sparql: str) -> str:
    form = urlencode({"default-graph-uri": GRAPH, "query": sparql}).encode()
    with urlopen(Request(endpoint, form, {"Accept": "text/csv"}), timeout=PATIENCE) as response:
        return response.read().decode()


def rows(endpoint: str, sparql: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(asked(endpoint, sparql))))


def test_every_triple_arrives(endpoint: str, graph: Graph) -> None:
    assert rows(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["n"], [str(len(graph.store))]]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_a_named_query_gives_our_rows(endpoint: str, graph: Graph, query: NamedQuery) -> None:
    ours = run(graph, query.sparql)
    assert ours.rows
    expected = [[BOOLEANS.get(cell, cell) for cell in row] for row in ours.rows]
    assert rows(endpoint, query.sparql) == [list(ours.columns), *expected]
