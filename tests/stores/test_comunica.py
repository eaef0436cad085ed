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
def answers(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[list[str]]]]:
    """The columns and rows of each named query, and of the count of triples, from one process."""
    own = Path(sysconfig.get_path("scripts")) / "node"  # where the machine's is missing or too old
    node = own if own.exists() else tool("node")
    if not (FOLDER / "node_modules/@comunica/query-sparql-file").is_dir():
        missing("Comunica")
    count = tmp_path_factory.mktemp("comunica") / "count.rq"
    count.write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    asked = [count, *(ROOT / "kg/queries" / f"{query.name}.rq" for query in QUERIES)]
    command = [node, FOLDER / "ask.mjs", graph.path, *asked]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    return {file.stem: table(answer) for file, answer in zip(asked, lines, strict=True)}


def table(answer: dict[str, dict[str, list]]) -> tuple[list[str], list[list[str]]]:
    """SPARQL 1.1 Query Results JSON as columns and rows of plain text."""
    columns = answer["head"]["vars"]
    found = answer["results"]["bindings"]
    return columns, [[row[name]["value"] if name in row else "" for name in columns] for row in found]


def test_every_triple_arrives(answers: dict[str, tuple[list[str], list[list[str]]]], graph: Graph) -> None:
    assert answers["count"] == (["n"], [[str(len(graph.store))]])


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_gives_our_rows(
    answers: dict[str, tuple[list[str], list[list[str]]]], graph: Graph, query: NamedQuery
) -> None:
    ours = run(graph, query.sparql)
    assert ours.rows
    assert answers[query.name] == (list(ours.columns), [list(row) for row in ours.rows])
