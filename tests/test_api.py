"""`import kg`: what is documented runs, and says the same as the command line."""

from __future__ import annotations

import doctest
import gc
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import networkx
import pandas
import polars
import pyoxigraph
import pytest

import kg
import kg.api
from kg.store import Format, named_query, open_graph, render, run
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

# doctest's own finder passes over cached properties.
PUBLIC = {"build": kg.build, "load": kg.load, "queries": kg.queries} | {
    f"Graph.{name}": member for name, member in vars(kg.Graph).items() if not name.startswith("_")
}


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with seeds/ and its build in output/; the working folder meanwhile."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    with chdir(folder):
        kg.build("seeds", "output")
        yield folder


@pytest.fixture(scope="module")
def graph(workplace: Path) -> kg.Graph:
    return kg.load(workplace / "output")


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_has_an_example_that_gives_what_it_says(workplace: Path, name: str) -> None:
    example = doctest.DocTestParser().get_doctest(PUBLIC[name].__doc__ or "", {"kg": kg}, name, None, None)
    told: list[str] = []
    assert doctest.DocTestRunner().run(example, out=told.append).attempted > 0
    assert "".join(told) == ""


def test_importing_kg_imports_nothing_else() -> None:
    script = "import sys; before = set(sys.modules); import kg; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names} == {"kg"}


def test_the_names_of_the_package_are_told_and_no_others(workplace: Path) -> None:
    assert {"Graph", "KgError", "build", "load", "queries", "__version__"} <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = kg.bild  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["chairs", "order", "attendees", "evidence", "meetings-by-month", "absences"])
def test_a_table_says_what_the_command_line_says(graph: kg.Graph, name: str) -> None:
    told = run(open_graph(graph.path), named_query(name).sparql)
    rows = graph.query(name, frame="rows")
    assert [tuple("" if cell is None else str(cell) for cell in row.values()) for row in rows] == [
        tuple(cell.capitalize() if cell in ("true", "false") else cell for cell in row) for row in told.rows
    ]
    pandas_frame, polars_frame = graph.query(name, frame="pandas"), graph.query(name, frame="polars")
    assert tuple(pandas_frame.columns) == tuple(polars_frame.columns) == told.columns
    assert pandas_frame.shape == polars_frame.shape == (len(told.rows), len(told.columns))
    assert polars_frame.rows() == [tuple(row.values()) for row in rows]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ("1 2.5 true", [1, 2.5, True]),
        ('"x"@zh <urn:a> "2024-05-06"^^<http://www.w3.org/2001/XMLSchema#date>', ["x", "urn:a", "2024-05-06"]),
        ("UNDEF 1e1 false", [None, 10.0, False]),
    ],
)
def test_cells_are_python_s_numbers_booleans_and_text(graph: kg.Graph, values: str, cells: list[object]) -> None:
    [row] = graph.query(f"SELECT * {{ VALUES (?a ?b ?c) {{ ({values}) }} }}", frame="rows")
    assert list(row.values()) == cells
    assert [type(cell) for cell in row.values()] == [type(cell) for cell in cells]


def test_ask_and_construct_have_columns_too(graph: kg.Graph) -> None:
    assert graph.query("ASK { ?s ?p ?o }", frame="rows") == [{"answer": True}]
    rows = graph.query("CONSTRUCT { ?m kg:chairedBy ?p } { ?m kg:chairedBy ?p }", frame="rows")
    assert [list(row) for row in rows] == [["subject", "predicate", "object"]] * 2


def test_pandas_wins_then_polars_then_rows(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(graph.query("chairs"), pandas.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(graph.query("chairs"), polars.DataFrame)
    monkeypatch.setitem(sys.modules, "polars", None)
    assert isinstance(graph.query("chairs"), list)
    with pytest.raises(kg.KgError, match=r"the frame 'pandas': is not installed; install it \(pip install pandas\)"):
        graph.query("chairs", frame="pandas")


@pytest.mark.parametrize(
    ("question", "parameters", "says"),
    [
        ("chars", {}, "query chars: is not known; did you mean chairs?"),
        ("chairs", {"day": "2024"}, "query chairs: has no parameter --day; it takes --person"),
        ("ASK { ?s ?p ?o }", {"person": "安伟"}, "the query: is SPARQL and takes no parameter person; write the value"),
        ("SELECT ?s {", {}, "the query: is not SPARQL 1.1"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "the query: would change the graph"),
        ("ASK { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", {}, "the query: would ask another server; leave"),
        ("chairs", {"frame": "excel"}, "the frame 'excel': is not known; write rows, pandas or polars"),
    ],
)
def test_a_wrong_question_is_told_in_one_sentence(
    graph: kg.Graph, question: str, parameters: dict[str, str], says: str
) -> None:
    with pytest.raises(kg.KgError) as told:
        graph.query(question, **parameters)
    assert str(told.value).startswith(says)


@pytest.mark.parametrize(
    "question",
    [
        "ASK { service<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "ASK { {} # a comment\rSERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "ASK { OPTIONAL { ?s ?p 1SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } }",
        "ASK { OPTIONAL { ?s ?p kg:.SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } }",
        "ASK { FILTER(1<2#>'''\n) SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } #'''",
        "ASK { SERVICESILENTkg:b { ?s ?p ?o } }",
    ],
)
def test_another_server_is_not_asked_however_it_is_written(graph: kg.Graph, question: str) -> None:
    with pytest.raises(kg.KgError, match=r"would ask another server|is not SPARQL"):
        graph.query(question)


def test_what_is_only_called_service_is_answered(graph: kg.Graph) -> None:
    question = """PREFIX service: <http://a/SERVICE#> SELECT ?service ?servicx {
        BIND("SERVICE" AS ?service) BIND(<http://a/SERVICE> AS ?servicx) # SERVICE
    }"""
    assert graph.query(question, frame="rows") == [{"service": "SERVICE", "servicx": "http://a/SERVICE"}]


def test_store_rdflib_and_networkx_hold_the_same_graph(graph: kg.Graph) -> None:
    assert isinstance(graph.store, pyoxigraph.Store)
    assert {str(triple) for triple in graph.rdflib} and len(graph.rdflib) == len(graph.store)
    assert dict(graph.rdflib.namespaces())["kg"].toPython() == "https://w3id.org/meetingkg#"
    chairs = [edge for *edge, relation in graph.networkx.edges(data="relation") if relation == "chairedBy"]
    assert len(chairs) == len(graph.query("chairs", frame="rows"))


def test_the_network_is_the_one_that_is_exported(graph: kg.Graph, tmp_path: Path) -> None:
    written = networkx.read_graphml(graph.export("graphml", tmp_path / "graph.graphml"))
    assert dict(written.nodes(data=True)) == dict(graph.networkx.nodes(data=True))


@pytest.mark.parametrize(
    ("form", "target", "says"),
    [
        ("excel", "graph.xlsx", "the form 'excel': is not known; write one of turtle, ntriples"),
        ("turtle", "output/graph.ttl", "output/graph.ttl: is the graph itself; name another file"),
    ],
)
def test_a_wrong_export_is_told(graph: kg.Graph, form: str, target: str, says: str) -> None:
    with pytest.raises(kg.KgError) as told:
        graph.export(form, target)
    assert str(told.value).startswith(says)


def test_a_build_with_a_folder_is_the_command_line_s(workplace: Path, tmp_path: Path) -> None:
    built = kg.build(Path("seeds"), tmp_path / "out")
    assert built.path.read_bytes() == (workplace / "output" / "graph.ttl").read_bytes()
    assert sorted(path.name for path in built.path.parent.iterdir() if not path.name.startswith(".")) == [
        "graph.html",
        "graph.ttl",
        "manifest.json",
        "report.json",
    ]


def test_a_build_without_a_folder_is_gone_with_its_graph(workplace: Path) -> None:
    built = kg.build(["seeds"])
    folder = built.path.parent
    assert folder.is_dir()
    del built
    gc.collect()
    assert not folder.exists()


def test_what_cannot_be_read_is_warned_of_and_listed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("市长张远山主持会议。\n", encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"no document")
    with pytest.warns(UserWarning, match=r"passed over, 1 in all .*bad\.docx") as told:
        built = kg.build(tmp_path)
    assert told[0].filename == __file__
    assert [Path(fault.where).name for fault in built.summary.faults] == ["bad.docx"]
    assert built.summary.articles == 1


@pytest.mark.parametrize(
    "wrong",
    [lambda: kg.load("nowhere"), lambda: kg.build("nowhere"), lambda: kg.build([])],
    ids=["load", "build", "no sources"],
)
def test_where_there_is_nothing_one_sentence_says_so(workplace: Path, wrong: object) -> None:
    with pytest.raises(kg.KgError):
        wrong()  # type: ignore[operator]


def test_a_file_of_another_store_has_no_summary(workplace: Path, tmp_path: Path) -> None:
    file = tmp_path / "some.nt"
    file.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert len(kg.load(file).store) == 1
    with pytest.raises(kg.KgError, match=r"holds no report\.json of a build"):
        _ = kg.load(file).summary


def test_csv_of_a_frame_is_the_command_line_s(graph: kg.Graph) -> None:
    text = graph.query("chairs", frame="pandas").to_csv(index=False)
    assert text == render(run(open_graph(graph.path), named_query("chairs").sparql), Format.CSV)
