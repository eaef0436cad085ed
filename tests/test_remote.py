"""Sources that lie elsewhere are read as if they lay here: from fsspec's memory, and from a web server."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from kg.errors import KgError
from kg.export import GraphFormat
from kg.export.elsewhere import placed
from kg.model import Document
from kg.pipeline import build
from kg.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = [f"5月{day}日，青川市召开防汛工作第{day}次专题会议。市长甘棠主持会议并讲话。" for day in range(1, 7)]


def lines(*days: int) -> bytes:
    records = [{"id": f"day-{day}", "text": TEXTS[day - 1], "published": f"2031-05-{day:02d}"} for day in days]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def parquet(*days: int) -> bytes:
    columns = {"id": [f"day-{day}" for day in days], "text": [TEXTS[day - 1] for day in days]}
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


NEWS = {
    "news/part-00000.jsonl": lines(1, 2),
    "news/part-00001.parquet": parquet(3),
    "news/2031/part-00002.jsonl.gz": gzip.compress(lines(4)),
    "news/2031/five.zip": zipped("five.txt", TEXTS[4].encode()),
    "news/six.txt": TEXTS[5].encode(),
    "news/.hidden.txt": b"hidden",
    "news/_SUCCESS": b"",
    "news/built/manifest.json": b'{\n "kg": "0.1.0"}',
    "news/built/graph.html": b"<html>",
}


@pytest.fixture
def memory() -> Iterator[str]:
    """The news in fsspec's memory."""
    system = fsspec.filesystem("memory")
    for path, content in NEWS.items():
        system.pipe(f"/archive/{path}", content)
    yield "memory://archive/"
    system.rm("/archive", recursive=True)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The news on a web server of this machine."""
    for path, content in NEWS.items():
        file = tmp_path / "web" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "web")) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def documents(*sources: str) -> dict[str, Document]:
    items = list(read(sources))
    assert not [item for item in items if isinstance(item, KgError)]
    return {item.source: item for item in items if isinstance(item, Document)}


def fault(*sources: str) -> str:
    (item,) = read(sources)
    assert isinstance(item, KgError)
    return str(item)


def test_a_folder_elsewhere_is_searched_all_through(memory: str) -> None:
    found = documents(f"{memory}news")
    assert list(found) == ["five/five", "day-4", "day-1", "day-2", "day-3", "six"]
    assert found["day-4"].file == "memory:///archive/news/2031/part-00002.jsonl.gz"
    assert found["five/five"].text == TEXTS[4]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("news/*.jsonl", ["day-1", "day-2"]),
        ("news/*.parquet", ["day-3"]),
        ("news/**/*.gz", ["day-4"]),
        ("news/2031/*", ["five/five", "day-4"]),
        ("news/20*", ["five/five", "day-4"]),
        ("news/six.txt", ["six"]),
    ],
)
def test_a_glob_or_a_file_elsewhere(memory: str, pattern: str, names: list[str]) -> None:
    assert list(documents(memory + pattern)) == names


def test_what_lies_here_comes_first_and_what_is_named_twice_once(memory: str, tmp_path: Path) -> None:
    (tmp_path / "six.txt").write_bytes(TEXTS[5].encode())
    twice = (f"{memory}news/2031", f"{memory}news/2031/five.zip", f"{memory}news/six.txt", str(tmp_path / "six.txt"))
    assert list(documents(*twice)) == [f"{tmp_path.name}/six", "five/five", "day-4", "news/six"]


@pytest.mark.parametrize("name", ["part-00000.jsonl", "part-00001.parquet", "2031/five.zip"])
def test_the_web_is_read_whatever_the_server_can(web: str, memory: str, name: str) -> None:
    there, here = documents(f"{web}news/{name}"), documents(f"{memory}news/{name}")
    assert [(each.source, each.sha256) for each in there.values()] == [
        (each.source, each.sha256) for each in here.values()
    ]


def test_what_signs_an_address_is_not_told(web: str) -> None:
    (found,) = documents(f"{web.replace('//', '//me:secret@')}news/six.txt?signature=secret").values()
    assert found.file == f"{web}news/six.txt"


def test_the_graph_is_that_of_the_files_here(memory: str, tmp_path: Path) -> None:
    (tmp_path / "part-00000.jsonl").write_bytes(NEWS["news/part-00000.jsonl"])
    build([f"{memory}news/*.jsonl"], tmp_path / "there", form=GraphFormat.N_TRIPLES)
    build([str(tmp_path / "part-00000.jsonl")], tmp_path / "here", form=GraphFormat.N_TRIPLES)
    there, here = ((tmp_path / name / "graph.nt").read_text(encoding="utf-8") for name in ("there", "here"))
    assert there.replace("memory:///archive/news", str(tmp_path)) == here


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("memory://archive/nothing.txt", "memory:///archive/nothing.txt: there is no such file; check the address"),
        ("memory://archive/news/*.pdf", "memory://archive/news/*.pdf: names no .txt, .md"),
        ("memory://archive/news/_SUCCESS", "kg does not read files without an extension"),
        ("carrier://pigeon/news.txt", "carrier://pigeon/news.txt: is no address that is known"),
        ("http://127.0.0.1:1/news.txt", "http://127.0.0.1:1/news.txt: reading it does not succeed"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(memory: str, source: str, sentence: str) -> None:
    assert sentence in fault(source)


def test_a_page_that_is_gone_is_told(web: str) -> None:
    assert fault(f"{web}gone.jsonl") == f"{web}gone.jsonl: there is no such file; check the address"


@pytest.mark.parametrize(
    ("missing", "source", "sentence"),
    [
        ("fsspec", "memory://archive/a.txt", "needs the library fsspec, which is not installed; install it with: pip"),
        (
            "aiohttp",
            "http://127.0.0.1/a.txt",
            'needs a library that is not installed (HTTPFileSystem requires "requests"',
        ),
    ],
)
def test_a_library_that_is_missing_is_named(missing: str, source: str, sentence: str, tmp_path: Path) -> None:
    """In a process of its own, in which the library cannot be imported."""
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from kg.cli import main\n"
        f"sys.argv = ['kg', 'build', {source!r}, '-o', {str(tmp_path / 'out')!r}]\n"
        "main()"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.returncode == 2
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def kg_build(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", "build", *map(str, arguments)], capture_output=True, text=True)


def test_a_build_is_put_elsewhere_when_it_is_whole(tmp_path: Path) -> None:
    """By the URL of a folder of this machine, which fsspec writes like any other."""
    news, there, here = tmp_path / "news.jsonl", tmp_path / "there", tmp_path / "here"
    news.write_bytes(lines(1, 2, 3))
    there.mkdir()
    (there / "mine.txt").write_text("mine")
    lined = ("--format", "nquads")
    assert kg_build(news, "-o", there.as_uri(), *lined, "--parts", "3").returncode == 0
    told = kg_build(news, "-o", there.as_uri(), *lined, "--parts", "2", "--compress", "gz")
    assert told.stdout.splitlines()[-1] == f"Load it:    {there.as_uri()}/manifest.json lists the files"
    assert kg_build(news, "-o", here, *lined, "--parts", "2", "--compress", "gz").returncode == 0
    files = {path.name: path.read_bytes() for path in here.iterdir() if not path.name.startswith(".")}
    assert {path.name: path.read_bytes() for path in there.iterdir()} == files | {"mine.txt": b"mine"}


def test_a_build_is_put_into_memory(tmp_path: Path, memory: str) -> None:
    with placed(f"{memory}graph") as folder:
        build([f"{memory}news/*.jsonl"], folder, form=GraphFormat.N_QUADS)
    system = fsspec.filesystem("memory")
    assert sorted(system.ls("/archive/graph", detail=False)) == [
        f"/archive/graph/{name}" for name in ("graph.nq", "manifest.json", "report.json")
    ]


def test_where_nothing_can_be_written_is_told_before_anything_is_read(web: str, tmp_path: Path) -> None:
    told = kg_build(tmp_path / "nothing.txt", "-o", f"{web}graph")
    assert told.returncode == 2
    assert told.stderr.startswith(f"kg: {web}graph: writing it does not succeed")
    assert "Traceback" not in told.stderr


def test_what_is_elsewhere_is_not_asked_or_brought_up_to_date(tmp_path: Path) -> None:
    for arguments in (("query", "s3://bucket/graph", "meetings"), ("update", "s3://bucket/graph", "news")):
        told = subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, cwd=tmp_path)
        assert told.returncode == 2
        assert "s3://bucket/graph: is the URL of what lies elsewhere; copy it to this machine" in told.stderr
    assert not list(tmp_path.iterdir())
