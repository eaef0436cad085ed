"""What holds for any text and any bytes: no crash, quotes are slices, sentences make up the text, RDF is sound."""

from __future__ import annotations

import gzip
import io
import itertools
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.export.turtle import to_n_triples, to_turtle
from kg.model import Document, Evidence, Reading
from kg.pipeline import build, extract, load_tables
from kg.rdf import graph
from kg.rdf.vocab import BASE_IRI, prefixes
from kg.read import read
from kg.read.place import digest
from kg.segment import segment
from tests.conftest import ROOT

TABLES = load_tables()
ARTICLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "articles").glob("*.txt"))]
WORDS = (
    "市委书记", "副市长", "省委常委、", "孟小舟", "吴立德·买买提", "主持", "召开", "会议", "出席",
    "列席", "强调，", "指出：", "会议指出，", "要", "一要", "第一，", "（一）", "《条例》", "《", "》",
    "“", "”", "‘", "（", "）", "、", "，", "。", "；", "：", "！", "?", "本报讯（记者", "5月6日",
    "2024年", "昨日下午", "他", "各级各部门", "深入贯彻", "传达学习", "精神", "陪同", "等", "和",
    "會議", "書記", "𠮷", "A", "１", "甘\u3000棠", "\"", "<script>", "\\", "\n", "\r\n", "\u2028", " ",
    "\u3000", "\u200b", "\ufeff", "\u00ad", "\t", "\x1b[31m",
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn) -> str:
    """An article of the tests with pieces taken out, put twice, turned round and filled with words of the genre."""
    pieces = list(draw(st.sampled_from(ARTICLES)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(pieces)))
        end = min(len(pieces), start + draw(st.integers(0, 40)))
        piece = pieces[start:end]
        pieces[start:end] = draw(st.sampled_from(([], piece * 2, piece[::-1], [draw(st.sampled_from(WORDS))])))
    return "".join(pieces)


TEXTS = st.one_of(
    edited(),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)


def document(text: str) -> Document:
    return Document("fuzz", "fuzz.txt", text, "utf-8", digest(text), published="2024-05-07")


def evidences(value: object) -> list[Evidence]:
    """All the evidence in a reading, however deep it lies."""
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return list(itertools.chain.from_iterable(map(evidences, value)))
    fields = getattr(value, "__slots__", ())
    inner = [getattr(value, name) for name in fields if name != "article"]
    return list(itertools.chain.from_iterable(map(evidences, inner)))


@settings(deadline=None)
@given(TEXTS)
def test_sentences_make_up_the_text(text: str) -> None:
    for article in segment(document(text)):
        for part in (article.body, article.headline, article.agency_line):
            assert len(part.text) == len(part.offsets)
            assert list(part.offsets) == sorted(set(part.offsets))
        ends = [0, *(sentence.end for sentence in article.sentences)]
        assert [sentence.start for sentence in article.sentences] == ends[:-1]
        assert ends[-1] == len(article.body.text)
        assert all(0 < sentence.end - sentence.start <= 1500 for sentence in article.sentences)


@settings(deadline=None)
@given(TEXTS)
def test_every_quote_is_a_slice_of_the_text(text: str) -> None:
    for reading in extract(document(text), TABLES):
        found = evidences(reading)
        assert found or not (reading.participations or reading.memberships or reading.meetings)
        for evidence in found:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert evidence.quote == text[evidence.start : evidence.end]
        for issue in reading.issues:
            assert issue.quote == text[issue.start : issue.end]


CLAIMS = """
PREFIX kg: <https://w3id.org/meetingkg#>
SELECT ?claim { ?claim kg:rule ?rule FILTER NOT EXISTS { ?claim kg:evidence ?span } }
"""


def triples(readings: tuple[Reading, ...]) -> list[tuple[str, str, str]]:
    return list(itertools.chain.from_iterable(graph.triples(reading, BASE_IRI) for reading in readings))


@settings(deadline=None)
@given(TEXTS)
def test_the_graph_is_sound_and_no_claim_is_without_evidence(text: str) -> None:
    said = triples(extract(document(text), TABLES))
    turtle = to_turtle(said, prefixes(BASE_IRI))
    store = pyoxigraph.Store()
    store.load(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    assert len(store) == len(set(said))
    assert list(store.query(CLAIMS)) == []
    assert to_turtle(reversed(said), prefixes(BASE_IRI)) == turtle


@settings(max_examples=10, deadline=None)
@given(TEXTS)
def test_three_parsers_read_the_same_graph(rapper: str, text: str) -> None:
    said = triples(extract(document(text), TABLES))
    turtle, plain = to_turtle(said, prefixes(BASE_IRI)), to_n_triples(said)
    theirs = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-o", "ntriples", "-", BASE_IRI], input=turtle, capture_output=True, check=True
    ).stdout
    graphs = [
        # There are no blank nodes, and a set compares the tags of languages as it should, whatever their case.
        set(rdflib.Graph().parse(data=turtle, format="turtle")),
        set(rdflib.Graph().parse(data=plain, format="nt")),
        set(rdflib.Graph().parse(data=theirs, format="nt")),
    ]
    assert len(graphs[0]) == len(set(said))
    assert graphs[0] == graphs[1] == graphs[2]


def packed() -> dict[str, bytes]:
    """A sound file of each kind that is packed."""
    text, zipped, tarred = ARTICLES[0].encode(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    with tarfile.open(fileobj=tarred, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    return {"x.zip": zipped.getvalue(), "x.tar.gz": tarred.getvalue(), "x.txt.gz": gzip.compress(text)}


PACKED = packed()
NAMES = ("x.txt", "x.md", "x.html", "x.jsonl", "x.csv", "x.tsv", "x.parquet", "x.docx", "x.pdf", *PACKED, "x.tar")


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Any bytes under any name, or a sound packed file with some bytes changed or cut off."""
    if draw(st.booleans()):
        return draw(st.sampled_from(NAMES)), draw(st.one_of(st.binary(max_size=300), TEXTS.map(str.encode)))
    name = draw(st.sampled_from(sorted(PACKED)))
    data = bytearray(PACKED[name])
    for _ in range(draw(st.integers(0, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return name, bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


@settings(deadline=None)
@given(damaged())
def test_any_bytes_are_documents_or_faults(file: tuple[str, bytes]) -> None:
    name, data = file
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        items = list(read([str(Path(folder) / name)]))
    for item in items:
        assert isinstance(item, KgError) or (item.text.strip() and digest(item.text) == item.sha256)
        assert "\n" not in str(item) or isinstance(item, Document)


@settings(max_examples=10, deadline=None)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_a_build_of_anything_is_whole(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.txt").write_bytes(text.encode())
        try:
            summary = build([folder], Path(folder) / "out")
        except KgError:
            return
        store = pyoxigraph.Store()
        store.load(path=Path(folder) / "out" / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
        assert bool(len(store)) == bool(summary.articles)


ATOMS = (
    "、",
    "书记",
    "（",
    "市长张三、",
    "市委书记张三主持会议并讲话。",
    "：",
    "有：",
    "《",
    "“",
    "强调，",
    "张 三 ",
    "据",
    "·",
    "第",
    "，和",
)


@pytest.mark.parametrize("atom", ATOMS)
def test_no_pattern_hangs_on_what_is_repeated(atom: str) -> None:
    """Four times the text takes about four times as long; where all ways are tried it would be sixteen and more."""

    def seconds(length: int) -> float:
        text = document(atom * (length // len(atom)))
        start = time.process_time()
        extract(text, TABLES)
        return time.process_time() - start

    short = min(seconds(8_000) for _ in range(2))
    assert min(seconds(32_000) for _ in range(2)) < 9 * short + 0.05
