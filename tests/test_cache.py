"""A large graph is parsed once and kept beside its file; who asks never sees a difference."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg import store
from kg.cache import LARGE, open_graph
from kg.errors import KgError
from kg.export.turtle import to_turtle
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from tests.conftest import ROOT
from tests.readings import first, links, second

if TYPE_CHECKING:
    from pathlib import Path

COUNT = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"


def write(folder: Path, *extra: tuple[str, str, str]) -> None:
    found = [triple for reading in (first(), second()) for triple in triples(reading)]
    found += link_triples(links())
    (folder / "graph.ttl").write_bytes(to_turtle([*found, *extra], prefixes()))


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".graph.ttl.oxigraph-"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def test_a_small_graph_leaves_nothing_behind(out: Path) -> None:
    open_graph(out)
    assert [path.name for path in out.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize("query", store.named_queries(), ids=lambda query: query.name)
def test_what_is_kept_answers_like_the_file(tmp_path_factory: pytest.TempPathFactory, query: store.NamedQuery) -> None:
    folder = tmp_path_factory.getbasetemp() / "kept"
    if not folder.exists():
        folder.mkdir()
        write(folder)
    for _ in ("parsed and kept", "kept"):
        assert store.run(open_graph(folder, 0), query.sparql) == store.run(store.open_graph(folder), query.sparql)


def test_what_is_kept_is_opened_and_not_made_again(out: Path) -> None:
    open_graph(out, 0)
    [name] = kept(out)
    made = (out / name).stat().st_mtime_ns
    assert open_graph(out, 0).prefixes == store.open_graph(out).prefixes == prefixes()
    assert (kept(out), (out / name).stat().st_mtime_ns) == ([name], made)


def test_a_new_graph_under_the_old_name_is_read_even_of_one_size_and_time(out: Path) -> None:
    extra = ("<urn:a>", "<urn:b>", '"old"')
    write(out, extra)
    before, stat = store.run(open_graph(out, 0), "SELECT ?o { <urn:a> <urn:b> ?o }"), (out / "graph.ttl").stat()
    write(out, (*extra[:2], '"new"'))
    assert (out / "graph.ttl").stat().st_size == stat.st_size
    after = store.run(open_graph(out, 0), "SELECT ?o { <urn:a> <urn:b> ?o }")
    assert (before.rows, after.rows) == ((("old",),), (("new",),))
    assert len(kept(out)) == 1


def test_what_a_killed_process_left_half_made_is_no_store(out: Path) -> None:
    half = out / ".graph.ttl.oxigraph-part"
    half.mkdir()
    (half / "CURRENT").write_text("cut off", encoding="utf-8")
    assert store.run(open_graph(out, 0), COUNT) == store.run(store.open_graph(out), COUNT)
    assert len(kept(out)) == 1
    assert not half.exists()


def test_a_store_that_is_damaged_is_not_used(out: Path) -> None:
    open_graph(out, 0)
    (out / kept(out)[0] / "CURRENT").write_text("nonsense", encoding="utf-8")
    assert store.run(open_graph(out, 0), COUNT) == store.run(store.open_graph(out), COUNT)


def test_where_nothing_can_be_written_the_file_is_parsed(out: Path) -> None:
    # A file where the store would be made: root may write into any folder.
    (out / ".graph.ttl.oxigraph-part").write_text("in the way", encoding="utf-8")
    assert store.run(open_graph(out, 0), COUNT) == store.run(store.open_graph(out), COUNT)


def test_a_broken_file_is_told_and_nothing_kept(out: Path) -> None:
    (out / "graph.ttl").write_text("kg:a kg:b", encoding="utf-8")
    with pytest.raises(KgError, match="is not well formed"):
        open_graph(out, 0)
    assert kept(out) == []


def test_processes_at_once_make_one_store_between_them(out: Path) -> None:
    code = "from pathlib import Path; from kg.cache import open_graph; print(len(open_graph(Path.cwd(), 0).store))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=out, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(3)
    ]
    told = {process.communicate(timeout=60)[0].strip() for process in started}
    assert told == {str(len(store.open_graph(out).store))}
    assert len(kept(out)) == 1


def test_kg_query_keeps_a_large_graph(out: Path) -> None:
    with (out / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write(f'\n<urn:a> <urn:b> "{"长" * (LARGE // 3 + 1)}" .\n')
    command = [sys.executable, "-m", "kg", "query", out, "-e", COUNT, "--format", "csv"]
    once, again = (subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout for _ in range(2))
    assert once == again
    assert len(kept(out)) == 1


def test_who_opens_a_large_graph_first_is_told_of_the_wait(out: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        open_graph(out, 0, told=lambda: told.append("a store is made"))
    assert told == ["a store is made"]
