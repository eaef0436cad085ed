"""A graph in parts, packed or not: behind one another they are the one file, to the byte."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from pyoxigraph import RdfFormat, parse

from kg.errors import KgError
from kg.export import Compression, GraphFormat
from kg.pipeline import build, update, verify
from kg.store import open_graph
from tests.conftest import ROOT

ARTICLES = ROOT / "tests" / "articles"
FILES = [str(file) for file in sorted(ARTICLES.glob("c*.txt"))]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph in one file."""
    out = tmp_path_factory.mktemp("whole")
    build(FILES, out, form=GraphFormat.N_QUADS)
    return (out / "graph.nq").read_bytes()


def shown(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("."))


def unpacked(file: Path) -> bytes:
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    if file.suffix == ".zst":
        with file.open("rb") as packed:
            return zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read()
    return file.read_bytes()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("compress", [None, *Compression])
def test_parts_behind_one_another_are_the_one_file(
    whole: bytes, tmp_path: Path, compress: Compression | None, workers: int
) -> None:
    build(FILES, tmp_path, form=GraphFormat.N_QUADS, parts=3, compress=compress, workers=workers)
    ending = f".{compress.value}" if compress else ""
    names = [f"part-0000{number}.nq{ending}" for number in range(3)]
    assert shown(tmp_path) == ["manifest.json", *names, "report.json"]
    parts = [unpacked(tmp_path / name) for name in names]
    assert b"".join(parts) == whole
    for part in parts:
        assert len(list(parse(input=part, format=RdfFormat.N_QUADS))) > 100


def test_packed_pieces_are_one_file_behind_one_another_too(whole: bytes, tmp_path: Path) -> None:
    build(FILES, tmp_path, form=GraphFormat.N_QUADS, parts=2, compress=Compression.GZIP)
    together = b"".join((tmp_path / f"part-0000{number}.nq.gz").read_bytes() for number in range(2))
    assert gzip.decompress(together) == whole


def test_the_same_articles_give_the_same_packed_bytes(tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 2)):
        build(FILES, tmp_path / name, form=GraphFormat.N_TRIPLES, compress=Compression.ZSTANDARD, workers=workers)
    first, second = ((tmp_path / name / "graph.nt.zst").read_bytes() for name in ("one", "two"))
    assert first == second


def test_there_may_be_more_parts_than_articles(whole: bytes, tmp_path: Path) -> None:
    build(FILES, tmp_path, form=GraphFormat.N_QUADS, parts=100)
    parts = sorted(tmp_path.glob("part-*"))
    assert len(parts) == 100
    assert b"".join(part.read_bytes() for part in parts) == whole


def test_the_manifest_lists_and_verifies_the_parts(tmp_path: Path) -> None:
    build(FILES, tmp_path, form=GraphFormat.N_QUADS, parts=2)
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert list(manifest["files"]) == ["part-00000.nq", "part-00001.nq", "report.json"]
    assert manifest["options"]["parts"] == 2
    assert verify(tmp_path)[1] == ()
    with (tmp_path / "part-00001.nq").open("ab") as part:
        part.write(b"\n")
    assert "part-00001.nq" in verify(tmp_path)[1][0]


def test_an_update_keeps_the_parts_and_another_build_takes_them_away(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "part-of-mine.nq").write_text("")
    build(FILES[2:], tmp_path, form=GraphFormat.N_QUADS, parts=3, compress=Compression.ZSTANDARD)
    update(tmp_path, FILES)
    parts = sorted(tmp_path.glob("part-0*"))
    assert [part.name for part in parts] == [f"part-0000{number}.nq.zst" for number in range(3)]
    assert b"".join(map(unpacked, parts)) == whole
    build(FILES, tmp_path, form=GraphFormat.N_QUADS)
    assert shown(tmp_path) == ["graph.nq", "manifest.json", "part-of-mine.nq", "report.json"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"parts": 2}, "--parts or --compress: is for graphs in lines; say --format nquads or ntriples too"),
        ({"compress": Compression.GZIP}, "--parts or --compress: is for graphs in lines"),
        ({"parts": 2, "form": GraphFormat.N_QUADS, "html": True}, "--parts or --compress: leaves no graph for a page"),
    ],
)
def test_what_cannot_be_in_parts_is_told(tmp_path: Path, options: dict[str, object], sentence: str) -> None:
    with pytest.raises(KgError) as told:
        build(FILES, tmp_path / "out", **options)  # type: ignore[arg-type]
    assert sentence in str(told.value)
    assert not (tmp_path / "out").exists()


def test_the_command_line_writes_parts_and_tells_where_they_are(whole: bytes, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", *FILES, "-o", tmp_path, "--format", "nquads", "--parts", "2"]
    told = subprocess.run([*command, "--compress", "zst"], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == f"Load it:    {tmp_path / 'manifest.json'} lists the files"
    assert b"".join(map(unpacked, sorted(tmp_path.glob("part-*")))) == whole
    with pytest.raises(KgError, match=r"in parts or packed.*docs/triple-stores.md"):
        open_graph(tmp_path)
