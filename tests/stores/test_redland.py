"""Redland: rapper counts the triples, and roqet gives our rows to the named queries that it knows the SPARQL of."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from kg.store import Graph, NamedQuery, named_queries, run
from tests.conftest import ROOT, tool

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 20
WARNED = 2
"""What roqet returns where it has warned and answered all the same."""

LACKS = re.compile(r"syntax error(, unexpected ('/'|NOT)| at '\|')")
"""How roqet refuses a path of two properties, FILTER NOT EXISTS, and one property or another."""

FAILS = {
    "meetings-by-month": "SUBSTR gives some months, and ends in a memory fault for others",
    "order": "CONCAT gives words that nobody wrote",
    "rules": "counts wrongly where what is grouped by is no column",
    "together": "ends in a memory fault",
}
"""What Rasqal 0.9.33 parses and cannot answer.  Each is asked of the other stores."""

ANSWERED = ("articles", "candidates", "most-chairs")
OTHERS = [query for query in named_queries() if query.name not in (*ANSWERED, *FAILS)]


@pytest.fixture(scope="module")
def roqet() -> str:
    """The query engine of Rasqal, on the parser of Raptor."""
    return tool("roqet")


def asked(roqet: str, graph: Path, name: str) -> subprocess.CompletedProcess[str]:
    query = ROOT / "kg/queries" / f"{name}.rq"
    command = [roqet, "-q", "-r", "csv", "-D", graph, query]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)


def test_rapper_counts_our_triples(rapper: str, graph: Graph) -> None:
    command = [rapper, "--count", "--input", "turtle", graph.path]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True).stderr
    assert f"returned {len(graph.store)} triples" in told


@pytest.mark.parametrize("name", ANSWERED)
def test_a_named_query_gives_our_rows(roqet: str, graph: Graph, name: str) -> None:
    """The rows, whatever their order: Rasqal sorts words otherwise than by code points."""
    done = asked(roqet, graph.path, name)
    assert done.returncode in (0, WARNED), done.stderr
    columns, *rows = csv.reader(io.StringIO(done.stdout))
    ours = run(graph, next(query for query in named_queries() if query.name == name).sparql)
    assert ours.rows
    assert columns == list(ours.columns)
    assert sorted(map(tuple, rows)) == sorted(ours.rows)


@pytest.mark.parametrize("query", OTHERS, ids=lambda query: query.name)
def test_any_other_uses_what_rasqal_does_not_know(roqet: str, graph: Graph, query: NamedQuery) -> None:
    """So that a release that learns it is noticed."""
    done = asked(roqet, graph.path, query.name)
    assert done.returncode == 1
    assert LACKS.search(done.stderr), done.stderr
