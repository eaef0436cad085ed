"""A build as N-Quads or N-Triples: the triples of the Turtle, article by article, in an order that nothing disturbs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from kg.export import GraphFormat
from kg.pipeline import build, update
from kg.rdf.mint import article
from kg.rdf.vocab import BASE_IRI
from kg.store import named_query, open_graph, run
from tests.conftest import ROOT

ARTICLES = ROOT / "tests" / "articles"
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles built in each form."""
    out = tmp_path_factory.mktemp("forms")
    for form in GraphFormat:
        build([str(ARTICLES / "*.txt"), str(SEEDS)], out / form.value, form=form, html=False)
    return out


def test_every_form_holds_the_same_triples(forms: Path) -> None:
    turtle = {quad.triple for quad in parse(path=forms / "turtle" / "graph.ttl")}
    quads = {quad.triple for quad in parse(path=forms / "nquads" / "graph.nq")}
    triples = {quad.triple for quad in parse(path=forms / "ntriples" / "graph.nt")}
    assert len(turtle) > 9000
    assert quads == turtle == triples


def test_each_graph_has_the_name_of_an_article_that_it_describes(forms: Path) -> None:
    quads = list(parse(path=forms / "nquads" / "graph.nq"))
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    articles = {quad.subject for quad in quads if str(quad.object) == "<https://schema.org/NewsArticle>"}
    assert {quad.graph_name for quad in quads} == articles | {DefaultGraph()}
    joining = {str(quad.object) for quad in quads if quad.graph_name == DefaultGraph() and quad.predicate == kind}
    assert joining <= {f"<https://w3id.org/meetingkg#{name}>" for name in ("Tenure", "Finding", "Candidate")}
    for quad in quads:
        owner = re.match(rf"<{BASE_IRI}article-[0-9a-f]{{16}}", str(quad.subject))
        if owner is not None:
            assert str(quad.graph_name) == f"{owner[0]}>", "what an article's own nodes say is in its graph"


def test_an_export_puts_nothing_into_fewer_graphs(forms: Path, tmp_path: Path) -> None:
    """`kg export` sees which articles name a thing, but not which of them says what: it may put it into more graphs."""
    build([str(SEEDS)], tmp_path / "lines", form=GraphFormat.N_QUADS)
    build([str(SEEDS)], tmp_path / "turtle", html=False)
    command = [sys.executable, "-m", "kg", "export", tmp_path / "turtle", "--format", "nquads"]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    exported = set(parse(path=tmp_path / "turtle" / "graph.nq"))
    streamed = set(parse(path=tmp_path / "lines" / "graph.nq"))
    assert streamed <= exported
    assert len(exported - streamed) < len(exported) / 100


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_lines_do_not_depend_on_processes_files_or_hashes(forms: Path, tmp_path: Path, seed: str) -> None:
    files = sorted(ARTICLES.glob("*.txt"), reverse=seed == "1")
    command = [sys.executable, "-m", "kg", "build", *files, SEEDS, "-o", tmp_path, "--format", "nquads"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    subprocess.run([*command, "--workers", seed], check=True, env=environment, stdout=subprocess.DEVNULL)
    assert (tmp_path / "graph.nq").read_bytes() == (forms / "nquads" / "graph.nq").read_bytes()


@pytest.mark.parametrize("name", ["chairs", "directives", "offices", "together"])
def test_every_form_answers_alike(forms: Path, name: str) -> None:
    query = named_query(name).sparql
    answers = [run(open_graph(forms / form.value), query) for form in GraphFormat]
    assert answers[0].rows
    assert answers == [answers[0]] * len(answers)


def test_an_update_keeps_the_form(tmp_path: Path) -> None:
    files = sorted(ARTICLES.glob("c*.txt"))
    build([str(file) for file in files[3:]], tmp_path / "out", form=GraphFormat.N_QUADS)
    update(tmp_path / "out", [str(file) for file in files[:-2]])
    build([str(file) for file in files[:-2]], tmp_path / "fresh", form=GraphFormat.N_QUADS)
    assert not (tmp_path / "out" / "graph.ttl").exists()
    for name in ("graph.nq", "manifest.json", "report.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_another_form_takes_the_place_of_the_former(tmp_path: Path) -> None:
    build([str(SEEDS)], tmp_path / "out")
    build([str(SEEDS)], tmp_path / "out", form=GraphFormat.N_TRIPLES)
    shown = sorted(path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith("."))
    assert shown == ["graph.nt", "manifest.json", "report.json"]


def test_a_text_that_is_there_twice_is_one_article(tmp_path: Path) -> None:
    text = (ARTICLES / "city-executive-20240506.txt").read_text(encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    build([str(tmp_path)], tmp_path / "out", form=GraphFormat.N_QUADS)
    quads = set(parse(input=(tmp_path / "out" / "graph.nq").read_bytes(), format=RdfFormat.N_QUADS))
    graphs = {str(quad.graph_name) for quad in quads if quad.graph_name != DefaultGraph()}
    sha256 = next(str(quad.object).strip('"') for quad in quads if quad.predicate.value.endswith("#sha256"))
    assert graphs == {article(BASE_IRI, sha256, 1)}
