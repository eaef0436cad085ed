"""What the tests of triple stores share: one graph in a file, and our own answers to the named queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.export.turtle import to_turtle
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from kg.store import Graph, open_graph
from tests.readings import first, links, roll, second

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="package")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph, opened by us; its `path` is the Turtle that a store is to load."""
    folder: Path = tmp_path_factory.mktemp("graph")
    rolls = (roll("2031-01-01", "白朴", "柳青", "米兰"), roll("2031-02-01", "柳青", "白朴", "田野"))
    found = [triple for reading in (first(), second(), *rolls) for triple in triples(reading)]
    found += link_triples(links())
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return open_graph(folder)
