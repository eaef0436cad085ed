"""One build in every form, each read back with a tool that the form is for."""

from __future__ import annotations

import csv
import json
import subprocess
from typing import TYPE_CHECKING

import networkx
import pyarrow.csv
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import KgError
from kg.export.formats import ENDINGS, ExportFormat, export
from kg.export.jsonld import to_json_ld
from kg.export.turtle import to_n_triples, to_turtle
from kg.rdf.graph import triples
from kg.rdf.ontology import json_ld_context
from kg.rdf.terms import boolean, integer, literal
from kg.rdf.vocab import KG_NS, RDF, prefixes
from kg.store import read_triples
from tests.readings import first, second

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Reading

# rdflib's own readers of TriG and JSON-LD still call what rdflib would be rid of.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated"),
]


def write(folder: Path, *readings: Reading) -> Path:
    found = [triple for reading in readings for triple in triples(reading)]
    folder.mkdir(exist_ok=True)
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return folder / "graph.ttl"


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    return write(tmp_path, first(), second())


LITERALS = st.builds(
    literal, st.text(alphabet='a1u"\\\n\t\r\x08\x7f 用', max_size=6), st.sampled_from(["", "zh", "en-GB"])
)
NUMBERS = st.sampled_from([integer(-5), integer(10), boolean(True), '"x"^^<http://www.w3.org/2001/XMLSchema#integer>'])
NAMES = st.sampled_from(
    [f"<{prefixes()['id']}{name}>" for name in ("a-1-2", "a-1-10", "a-01", "a-1", "", "-a", "x.y", "c/d", "9")]
    + [f"<{KG_NS}{name}>" for name in ("b", "evidence", "x-y")]
    + ["<http://example.org/other>", RDF.type, "<urn:a>"]
)


@given(st.lists(st.tuples(NAMES, NAMES, st.one_of(NAMES, LITERALS, NUMBERS)), min_size=1, max_size=12))
def test_turtle_is_what_pyoxigraph_writes(found: list[tuple[str, str, str]]) -> None:
    lines = to_n_triples(found)
    parsed = (quad.triple for quad in pyoxigraph.parse(input=lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    written = pyoxigraph.serialize(parsed, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes())
    blocks = [line for line in written.decode().split("\n") if not line.startswith("@prefix")]
    ours = [line for line in to_turtle(found, prefixes()).decode().split("\n") if not line.startswith("@prefix")]
    assert [line for line in ours if line] == [line for line in blocks if line]


def exported(turtle: Path, form: ExportFormat) -> Path:
    _, found, declared = read_triples(turtle)
    target = turtle.with_name(f"exported{ENDINGS[form]}")
    export(found, declared, form, target, json_ld_context())
    return target


def parsed(path: Path, form: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(path, format=form)


def quads(path: Path, form: str) -> rdflib.Dataset:
    return rdflib.Dataset(default_union=True).parse(data=path.read_bytes(), format=form)


def test_turtle_comes_out_as_the_build_wrote_it(turtle: Path) -> None:
    assert exported(turtle, ExportFormat.TURTLE).read_bytes() == turtle.read_bytes()


@pytest.mark.parametrize(("form", "reader"), [(ExportFormat.N_TRIPLES, "nt"), (ExportFormat.JSON_LD, "json-ld")])
def test_rdflib_reads_the_same_graph(turtle: Path, form: ExportFormat, reader: str) -> None:
    assert isomorphic(parsed(exported(turtle, form), reader), parsed(turtle))


def test_json_ld_has_the_short_names_of_the_context(turtle: Path) -> None:
    nodes = json.loads(exported(turtle, ExportFormat.JSON_LD).read_bytes())["@graph"]
    (point,) = (node for node in nodes if node.get("number") == "一")
    assert (point["@type"], point["order"], point["schema:text"][:2]) == ("Directive", 1, "一要")
    assert {point["directedBy"][:10], point["evidence"][:11]} == {"id:person-", "id:article-"}
    assert not [name for node in nodes for name in node if name.startswith(("http", "kg:"))]


ODD_LITERALS = """
@prefix x: <https://example.org/#> .
@prefix kg: <https://w3id.org/meetingkg#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:s a x:T ; kg:order 7, "007"^^xsd:integer, 12345678901234567890, 1.5, "seven", "七"@zh, x:o ;
    kg:place "云"@zh, "cloud"@en, "cloud", <https://example.net/a%20b>, _:b ; kg:rule "x:s", "规"@zh, "7"^^xsd:byte ;
    kg:titleOnly true, "1"^^xsd:boolean ; kg:person x:s, "x:s" ; x:p false, "_:b", x:s, "a\\nb\\u2028" .
_:b x:p 7 .
"""


def test_json_ld_keeps_what_the_context_does_not_foresee() -> None:
    found = [quad.triple for quad in pyoxigraph.parse(input=ODD_LITERALS, format=pyoxigraph.RdfFormat.TURTLE)]
    written = to_json_ld(found, json_ld_context(), {"x": "https://example.org/#"})
    assert written == to_json_ld(reversed(found), json_ld_context(), {"x": "https://example.org/#"})
    back = pyoxigraph.Dataset(pyoxigraph.parse(input=written, format=pyoxigraph.RdfFormat.JSON_LD))
    expected = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in found)
    for graph in (back, expected):
        graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    assert set(back) == set(expected)


@pytest.mark.parametrize(("form", "reader"), [(ExportFormat.N_TRIPLES, "ntriples"), (ExportFormat.TRIG, "trig")])
def test_rapper_reads_it(turtle: Path, rapper: str, form: ExportFormat, reader: str) -> None:
    path = exported(turtle, form)
    told = subprocess.run([rapper, "-q", "-i", reader, path], capture_output=True, encoding="utf-8", check=True)
    assert len(set(told.stdout.splitlines())) >= len(parsed(turtle))


@pytest.mark.parametrize(("form", "reader"), [(ExportFormat.TRIG, "trig"), (ExportFormat.N_QUADS, "nquads")])
def test_the_graphs_of_all_articles_together_are_the_graph(turtle: Path, form: ExportFormat, reader: str) -> None:
    dataset, whole = quads(exported(turtle, form), reader), parsed(turtle)
    assert {triple[:3] for triple in dataset.quads()} == set(whole)
    articles = set(whole.subjects(rdflib.RDF.type, rdflib.SDO.NewsArticle))
    assert {graph.identifier for graph in dataset.graphs() if len(graph)} - {
        dataset.default_graph.identifier
    } == articles


def test_without_one_article_s_graph_the_rest_is_what_the_others_alone_give(tmp_path: Path, turtle: Path) -> None:
    dataset = quads(exported(turtle, ExportFormat.TRIG), "trig")
    alone = parsed(write(tmp_path / "alone", first()))
    (article,) = alone.subjects(rdflib.RDF.type, rdflib.SDO.NewsArticle)
    assert set(dataset.graph(article)) == set(alone)


@pytest.mark.parametrize(("form", "read"), [(ExportFormat.GRAPHML, "read_graphml"), (ExportFormat.GEXF, "read_gexf")])
def test_networkx_reads_every_node_and_link(turtle: Path, form: ExportFormat, read: str) -> None:
    network, graph = getattr(networkx, read)(exported(turtle, form)), parsed(turtle)
    nodes = set(graph.subjects())
    assert len(network) == len(nodes)
    assert network.number_of_edges() == sum(value in nodes for value in graph.objects(None, None)) > 0
    assert {kind for _, _, kind in network.edges(data="relation")} >= {"chairedBy", "evidence"}
    assert "单小禾" in {label for _, label in network.nodes(data="label")}


def test_a_network_bears_no_date_of_writing(turtle: Path) -> None:
    assert b"lastmodified" not in exported(turtle, ExportFormat.GEXF).read_bytes()


@pytest.mark.parametrize(
    ("form", "mark", "keys"),
    [
        (ExportFormat.CSV, True, ("id", "source", "target")),
        (ExportFormat.NEO4J, False, ("id:ID", ":START_ID", ":END_ID")),
    ],
)
def test_tables_join_whoever_reads_them(
    turtle: Path, form: ExportFormat, mark: bool, keys: tuple[str, str, str]
) -> None:
    folder, graph = exported(turtle, form), parsed(turtle)
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    nodes, edges = (pyarrow.csv.read_csv(folder / name, parse_options=options) for name in ("nodes.csv", "edges.csv"))
    key, source, target = keys
    names = nodes[key].to_pylist()
    assert len(names) == len(set(names)) == len(set(graph.subjects()))
    assert {*edges[source].to_pylist(), *edges[target].to_pylist()} <= set(names)
    assert (folder / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbf") is mark
    with (folder / "nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (person,) = [row for row in rows if row["label"] == "单小禾"]
    assert person["label_zh-latn-pinyin"]
    quotes = {str(value) for value in graph.objects(None, rdflib.URIRef(f"{prefixes()['nif']}anchorOf"))}
    assert {row["anchorOf"] for row in rows} - {""} == quotes


@pytest.mark.parametrize("form", ExportFormat)
def test_two_exports_are_the_same_bytes(turtle: Path, form: ExportFormat) -> None:
    def written() -> dict[str, bytes]:
        path = exported(turtle, form)
        return {file.name: file.read_bytes() for file in (path.iterdir() if path.is_dir() else [path])}

    assert written() == written()


@pytest.mark.parametrize("form", [ExportFormat.N_QUADS, ExportFormat.CSV])
def test_a_place_that_cannot_be_written_is_told(turtle: Path, form: ExportFormat) -> None:
    _, found, declared = read_triples(turtle)
    with pytest.raises(KgError, match="cannot be written"):
        export(found, declared, form, turtle / "inside a file", json_ld_context())
