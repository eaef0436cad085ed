"""Apache Jena: riot validates, TDB2 loads and gives our rows, Jena's SHACL finds what pySHACL finds."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib

from kg.export.turtle import to_turtle
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.ontology import ontology_file
from kg.rdf.shapes import validate
from kg.rdf.vocab import prefixes
from kg.store import Graph, NamedQuery, named_queries, read_triples, run
from tests.conftest import ROOT, missing, tool
from tests.readings import first, links, second

if TYPE_CHECKING:
    from collections.abc import Iterator

JARS = Path("/usr/share/java")
"""Where Debian's libapache-jena-java and what it depends on lie."""

NEEDED = """
    jena-arq jena-base jena-cmds jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data
    jena-dboe-transaction jena-iri jena-rdfconnection jena-shacl jena-tdb jena-tdb2
    commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava
    httpclient httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api jsonld-java protobuf
    slf4j-api slf4j-nop thrift titanium-json-ld
"""
MESSAGES = "org/apache/jena/ext/"
PATIENCE = 120
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True)
class Jena:
    """Jena's command line tools, started by their classes: Debian packs no scripts."""

    java: str
    classpath: str
    folder: Path

    def run(self, tool: str, *arguments: str | Path, keep: bool = False) -> str:
        """What the tool prints.  With `keep`, the classes that it loaded are kept for a quick start of the next."""
        archive = self.folder / "classes.jsa"
        command = [
            self.java,
            f"-XX:{'ArchiveClassesAtExit' if keep else 'SharedArchiveFile'}={archive}",
            "-Xlog:disable",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            *("-cp", self.classpath, tool, *arguments),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Jena:
    java, folder = tool("java"), tmp_path_factory.mktemp("jena")
    if not (JARS / "jena-cmds.jar").exists():
        missing("Apache Jena (libapache-jena-java)")
    # Debian moved the classes of Jena's own Xerces to the package `xerces`, and left their messages where they were.
    with zipfile.ZipFile(JARS / "jena-core.jar") as core, zipfile.ZipFile(folder / "xerces.jar", "w") as xerces:
        for name in core.namelist():
            if name.startswith(MESSAGES) and name.endswith(".properties"):
                xerces.writestr(name.removeprefix(MESSAGES), core.read(name))
    jars = [folder / "xerces.jar", *(JARS / f"{name}.jar" for name in NEEDED.split())]
    return Jena(java, ":".join(map(str, jars)), folder)


@pytest.fixture(scope="module")
def loaded(jena: Jena, graph: Graph) -> Jena:
    """Jena, with the graph in the TDB2 store `db`."""
    jena.run("tdb2.tdbloader", "--loc", "db", graph.path, keep=True)
    return jena


def rows(jena: Jena, query: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(jena.run("tdb2.tdbquery", "--loc", "db", "--results=CSV", "--query", query))))


def test_riot_finds_no_fault(jena: Jena, graph: Graph) -> None:
    assert jena.run("riotcmd.riot", "--validate", graph.path, *sorted((ROOT / "ontology").glob("*.ttl"))) == ""


def test_every_triple_arrives(loaded: Jena, graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert rows(loaded, tmp_path / "count.rq") == [["n"], [str(len(graph.store))]]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_a_named_query_gives_our_rows(loaded: Jena, graph: Graph, query: NamedQuery) -> None:
    ours = run(graph, query.sparql)
    assert ours.rows
    assert rows(loaded, ROOT / "kg/queries" / f"{query.name}.rq") == [list(ours.columns), *map(list, ours.rows)]


def results(report: str | bytes) -> Iterator[tuple[rdflib.term.Node | None, ...]]:
    """Which node breaks which constraint by which property, in SHACL's report."""
    told = rdflib.Graph().parse(data=report, format="turtle")
    for result in told.subjects(rdflib.RDF.type, SH.ValidationResult):
        yield tuple(told.value(result, name) for name in (SH.focusNode, SH.sourceConstraintComponent, SH.resultPath))


@pytest.mark.parametrize("lost", ["nothing", "rule", "evidence", "role"])
def test_jena_finds_the_same_faults_of_the_shapes(jena: Jena, tmp_path: Path, lost: str) -> None:
    found = [triple for reading in (first(), second()) for triple in triples(reading)]
    found += link_triples(links())
    kept = [triple for triple in found if not triple[1].endswith(f"#{lost}>")]
    data, shapes = tmp_path / "graph.ttl", ontology_file("shapes.ttl")
    data.write_bytes(to_turtle(kept, prefixes()))
    ours = sorted(results(validate(read_triples(data)[1], shapes.read_bytes(), prefixes()).turtle))
    assert bool(ours) == (lost != "nothing")
    assert sorted(results(jena.run("shacl.shacl", "validate", "--shapes", str(shapes), "--data", data))) == ours
