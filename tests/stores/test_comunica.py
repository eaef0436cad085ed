"""Comunica: its engine in Node reads the Turtle, and each named query gives our rows."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path

import pytest

from kg.store import Graph, NamedQuery, named_queries, run
from tests.conftest import ROOT, missing, tool

FOLDER = Path(__file__).with_name("comunica")
QUERIES = named_queries()
PATIENCE = 120


@pytest.fixture(scope="module")
def answers(graph: Graph) -> dict[str, tuple[list[str], list[list[str]]]]:
    """The columns and rows of each named query, from one process."""
    own = Path(sysconfig.get_path("scripts")) / "node"  # where the machine's is missing or too old
    node = own if own.exists() else tool("node")
    if not (FOLDER / "node_modules/@comunica/query-sparql-file").is_dir():
        missing("Comunica")
    command = [node, FOLDER / "ask.mjs", graph.path, *(ROOT / "kg/queries" / f"{query.name}.rq" for query in QUERIES)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    return {query.name: table(answer) for query, answer in zip(QUERIES, lines, strict=True)}


def table(answer: dict[str, dict[str, list]]) -> tuple[list[str], list[list[str]]]:
    """SPARQL 1.1 Query Results JSON as columns and rows of plain text."""
    columns = answer["head"]["vars"]
    found = answer["results"]["bindings"]
    return columns, [[row[name]["value"] if name in row else "" for name in columns] for row in found]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_gives_our_rows(
    answers: dict[str, tuple[list[str], list[list[str]]]], graph: Graph, query: NamedQuery
) -> None:
    ours = run(graph, query.sparql)
    assert ours.rows
    assert answers[query.name] == (list(ours.columns), [list(row) for row in ours.rows])
