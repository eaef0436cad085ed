"""Every kind of input gives the same article, and every bad input one clear sentence while the rest is read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import socket
import subprocess
import sys
import tarfile
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pyarrow
import pytest
from pyarrow import parquet

from kg.errors import KgError
from kg.model import Document
from kg.pipeline import build
from kg.read import read
from kg.read.place import LARGEST_FILE
from kg.segment import segment
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "青川市召开安全生产工作会议"
PARAGRAPHS = (
    "本报讯（记者 孟小舟）5月6日，全市安全生产工作会议召开。市长甘棠主持会议并讲话。",
    "甘棠强调，要压实责任，全面排查隐患。",
    "会议指出，要坚持问题导向，确保人民群众生命财产安全。副市长吴立德、白小川参加会议。",
)
TEXT = "\n".join((TITLE, *PARAGRAPHS)) + "\n"
PAGE = f"""<html><head><meta charset="gb2312"><title>{TITLE}_青川市人民政府</title>
<meta name="ArticleTitle" content="青川召开会议"><meta name="PubDate" content="2024-05-07 10:00">
<meta name="ContentSource" content="青川日报"></head>
<body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/news">新闻</a></li></ul>
<div class="content"><h1>{TITLE}</h1>{"".join(f"<p>{line}</p>" for line in PARAGRAPHS)}</div>
<script>alert("会议")</script><div class="footer">版权所有 青川市人民政府办公室</div></body></html>"""


def zipped(*files: tuple[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def tarred(*files: tuple[str, str], link: str = "") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
            archive.addfile(info)
    return data.getvalue()


def table(delimiter: str) -> bytes:
    rows = io.StringIO()
    csv.writer(rows, delimiter=delimiter).writerows([["id", "text", "published"], ["r", TEXT, "2024年5月7日"]])
    return rows.getvalue().encode("gb18030")


def arrow(**columns: list[object]) -> bytes:
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), data)
    return data.getvalue()


def word() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def pdf(text: str) -> bytes:
    """A page with the lines of `text` in a font without a file, as the format allows for Chinese."""
    lines = "".join(f"0 -20 Td <{line.encode('utf-16-be').hex()}> Tj " for line in text.splitlines())
    shown = f"BT /F 10 Tf 20 700 Td {lines}ET" if text else ""
    order = "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong/CIDSystemInfo{order}>>",
    )
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 7>>\n".encode()


def record(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


KINDS: tuple[tuple[str, bytes, str, str | None, str], ...] = (
    # name of the file, what is in it, the document's name, the day it was published, its encoding
    ("a.txt", TEXT.encode(), "a", None, "utf-8"),
    ("20240507.md", TEXT.encode("utf-16"), "20240507", "2024-05-07", "utf-16"),
    ("a.txt.gz", gzip.compress(TEXT.encode("gb18030")), "a", None, "gb18030"),
    ("a.html", PAGE.encode("gb18030"), "a", "2024-05-07", "gb18030, text by trafilatura"),
    ("a.jsonl", record(id="r", text=TEXT, published="2024/5/7").encode(), "r", "2024-05-07", "utf-8"),
    ("a.jsonl.gz", gzip.compress(record(text=TEXT).encode()), "a-1", None, "utf-8"),
    ("a.csv", table(","), "r", "2024-05-07", "gb18030"),
    ("a.tsv", table("\t"), "r", "2024-05-07", "gb18030"),
    ("a.csv", table(";"), "r", "2024-05-07", "gb18030"),
    ("a.parquet", arrow(id=["r"], text=[TEXT], published=[date(2024, 5, 7)]), "r", "2024-05-07", "utf-8"),
    ("a.docx", word(), "a", None, "text by python-docx"),
    ("a.pdf", pdf(TEXT), "a", None, "text by pypdfium2"),
    ("n.zip", zipped(("2024/a.txt", TEXT), ("__MACOSX/._a.txt", "x"), ("p.png", "x")), "n/2024/a", None, "utf-8"),
    ("n.zip", zipped(("r.jsonl", record(id="r", text=TEXT))), "r", None, "utf-8"),
    ("n.tar.gz", tarred(("20240507/a.txt", TEXT)), "n/20240507/a", None, "utf-8"),
    ("n.tgz", tarred(("a.md", TEXT)), "n/a", None, "utf-8"),
)


@pytest.mark.parametrize(("name", "content", "source", "published", "encoding"), KINDS)
def test_every_kind_gives_the_article(
    tmp_path: Path, name: str, content: bytes, source: str, published: str | None, encoding: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (document,) = read([str(tmp_path)])
    assert isinstance(document, Document), document
    assert (document.source, document.published) == (source, published)
    assert document.encoding.startswith(encoding)
    assert "".join(document.text.split()) == "".join(TEXT.split())


def test_a_page_tells_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("gb18030"))
    (document,) = read([str(tmp_path)])
    assert isinstance(document, Document)
    assert (document.title, document.publisher) == ("青川召开会议", "青川日报")


def test_front_matter_is_metadata_and_no_headline(tmp_path: Path) -> None:
    head = "---\r\ntitle: '青川召开会议'\r\ndate: 2024-05-07\r\npublisher: 青川日报\r\n---\r\n"
    (tmp_path / "a.md").write_bytes((head + TEXT).encode())
    (document,) = read([str(tmp_path)], {"published": "date"})
    assert isinstance(document, Document)
    assert document.text == head + TEXT, "offsets count in the file as it stands"
    assert (document.title, document.published, document.publisher) == ("青川召开会议", "2024-05-07", "青川日报")
    (article,) = segment(document)
    assert document.text[article.headlines[0].start : article.headlines[0].end] == TITLE


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_columns_may_have_other_names(tmp_path: Path, suffix: str) -> None:
    fields = {"编号": "r", "正文": TEXT, "标题": "青川召开会议"}
    content = {
        "jsonl": record(**fields).encode(),
        "csv": f'编号,正文,标题\nr,"{TEXT}",青川召开会议\n'.encode(),
        "parquet": arrow(**{name: [value] for name, value in fields.items()}),
    }[suffix]
    (tmp_path / f"a.{suffix}").write_bytes(content)
    (document,) = read([str(tmp_path)], {"id": "编号", "text": "正文", "title": "标题"})
    assert isinstance(document, Document), document
    assert (document.source, document.title, document.text) == ("r", "青川召开会议", TEXT)


def test_names_in_an_archive_may_be_gbk(tmp_path: Path) -> None:
    # A name of as many bytes is put in the place of what zipfile writes, as older programs did.
    plain, chinese = b"xxxx.txt", "会议.txt".encode("gb18030")
    (tmp_path / "n.zip").write_bytes(zipped((plain.decode(), TEXT)).replace(plain, chinese))
    (document,) = read([str(tmp_path)])
    assert isinstance(document, Document)
    assert document.source == "n/会议"


def test_a_name_that_is_nothing_and_one_that_stands_twice_are_told_apart(tmp_path: Path) -> None:
    # A null character ends a name for zipfile, and no program writes one.
    data = zipped(("xa.txt", TEXT), ("yb.txt", TEXT), ("zb.txt", TEXT)).replace(b"xa.txt", b"\0a.txt")
    (tmp_path / "n.zip").write_bytes(data.replace(b"zb.txt", b"yb.txt"))
    items = list(read([str(tmp_path)]))
    assert [item.source for item in items if isinstance(item, Document)] == ["n/?a", "n/yb"]
    (told,) = [item for item in items if isinstance(item, KgError)]
    assert "the name 'n/yb' is taken already" in told.problem


@pytest.mark.parametrize(
    ("given", "sources"),
    [(TEXT, ["stdin"]), (record(text=TEXT) + record(id="r", text=TEXT), ["stdin-1", "r"])],
)
def test_standard_input_is_a_text_or_records(tmp_path: Path, given: str, sources: list[str]) -> None:
    command = [sys.executable, "-m", "kg", "build", "-", "-o", tmp_path / "out", "--no-html"]
    subprocess.run(command, input=given.encode(), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [each["source"] for each in manifest["inputs"]] == sources


def locked_zip() -> bytes:
    """A zip whose entry says that it is locked, at both places that say so."""
    data = bytearray(zipped(("a.txt", TEXT)))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)


def listening(path: Path) -> None:
    os.mkfifo(path)


WHOLE = gzip.compress(TEXT.encode() * 50)
SAME_BYTES = gzip.compress(b"0" * 50_000_000)

BAD: tuple[tuple[str, str, bytes | str | Callable[[Path], None], str], ...] = (
    # what is wrong, name of the file, what is in it, what the user is told
    ("empty", "x.txt", b"", "x.txt: is empty; remove it or put the article's text in"),
    ("binary", "x.txt", b"\x7fELF\2\1\1\0\0\0\0\0", "x.txt: is binary, or UTF-16 without"),
    ("a wrong encoding", "x.txt", "Réunion à Zürich".encode("latin-1"), "x.txt: is text neither in UTF-8 nor"),
    ("truncated", "x.txt", TEXT.encode()[:-2], "x.txt: is text neither in UTF-8 nor in GB18030, Big5 or UTF-16 (byte"),
    ("truncated", "x.txt.gz", WHOLE[:-20], "x.txt.gz: is damaged or cut short; get it again"),
    ("truncated", "x.zip", zipped(("a.txt", TEXT))[:-10], "x.zip: is damaged or cut short; get it again"),
    ("truncated", "x.tar.gz", tarred(("a.txt", TEXT))[:-20], "x.tar.gz: is damaged or cut short; get it again"),
    ("truncated", "x.parquet", arrow(text=[TEXT])[:-20], "x.parquet: is not a sound Parquet file"),
    ("truncated", "x.docx", word()[:-100], "x.docx: is not a sound Word document; open it in"),
    ("truncated", "x.pdf", b"%PDF-1.4\n1 0 obj", "x.pdf: is not a sound PDF; open it in"),
    ("no text layer", "x.pdf", pdf(""), "x.pdf: holds no text layer, only pictures; recognise its text first (OCR)"),
    ("malformed JSON", "x.jsonl", '{"text": "会"}\n{"text": ', "x.jsonl, line 2: is not JSON"),
    ("no text field", "x.jsonl", record(id="x"), 'x.jsonl, line 1: has no text; put the article into the field "text"'),
    (
        "no text column",
        "x.csv",
        "编号,正文\n1,会\n",
        "x.csv: has no column 'text' (it has 编号, 正文); name it with --column",
    ),
    ("no text column", "x.parquet", arrow(正文=["会"]), "x.parquet: has no column 'text' (it has 正文); name it"),
    ("an open quotation mark", "x.csv", 'text\n"会', "x.csv, line 2: is no row of a table"),
    ("duplicate ids", "x.jsonl", record(id="i", text="会") * 2, "x.jsonl, line 2: the name 'i' is taken already by"),
    ("one line of 200 MB", "x.txt", sparse, "x.txt: is larger than 100 MB; split it"),
    ("one line of 200 MB", "x.jsonl", sparse, "x.jsonl, line 1: is longer than 100 MB; put one article on each line"),
    ("one long line", "x.txt", "会" * 10_000_001, "x.txt: holds a text of 10,000,001 characters, more than"),
    ("100,000 brackets", "x.jsonl", "[" * 100_000, "x.jsonl, line 1: is not JSON"),
    ("a zip bomb", "x.zip", zipped(("a.txt", b"0" * 50_000_000)), "x.zip/a.txt: unpacks to far more than any text"),
    ("a zip bomb", "x.txt.gz", SAME_BYTES, "x.txt.gz: unpacks to far more than any text would"),
    ("a zip in a zip", "x.zip", zipped(("y.zip", b"")), "x.zip/y.zip: is an archive within an archive; unpack it"),
    ("a locked zip", "x.zip", locked_zip(), "x.zip/a.txt: is locked with a password; unpack it yourself"),
    ("climbing out", "x.zip", zipped(("../a.txt", TEXT)), "x.zip/../a.txt: has a path that climbs out of the archive"),
    ("climbing out", "x.tar.gz", tarred(("/a.txt", TEXT)), "x.tar.gz//a.txt: has a path that climbs out"),
    ("a link in an archive", "x.tar.gz", tarred(link="a.txt"), "x.tar.gz/a.txt: is a link or a device in an archive"),
    ("a symlink loop", "x.txt", lambda path: path.symlink_to(path.name), "x.txt: cannot be read (too many levels of"),
    ("a pipe", "x.txt", listening, "x.txt: is no ordinary file; name a file or a folder"),
    ("no article", "x.html", "<html><body></body></html>", "x.html: holds no article that can be told from the rest"),
    ("front matter alone", "x.md", "---\ntitle: 会\n---\n", "x.md: holds front matter and no text; put"),
)


@pytest.mark.parametrize(("fault", "name", "content", "says"), BAD, ids=[f"{row[1]}: {row[0]}" for row in BAD])
def test_bad_input_is_one_sentence_and_the_rest_is_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    name: str,
    content: bytes | str | Callable[[Path], None],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(name)
    if callable(content):
        content(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    Path("good.txt").write_text(TEXT, encoding="utf-8")
    items = list(read([name, "good.txt"]))
    assert "good" in [item.source for item in items if isinstance(item, Document)]
    (told,) = [item for item in items if isinstance(item, KgError)]
    assert str(told).startswith(says)
    assert "\n" not in str(told)


def test_a_fault_is_in_the_summary_and_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped(("../a.txt", TEXT), ("b.txt", TEXT)))
    summary = build([str(tmp_path / "x.zip")], tmp_path / "out", html=False)
    assert (summary.articles, [fault.problem for fault in summary.faults]) == (
        1,
        ["has a path that climbs out of the archive"],
    )
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [fault["where"] for fault in report["faults"]] == [f"{tmp_path}/x.zip/../a.txt"]
    assert not (tmp_path.parent / "a.txt").exists()


def test_a_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    (document,) = read([str(tmp_path)])
    assert isinstance(document, Document)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "x.txt"))
        (told,) = read([str(tmp_path)])
    assert str(told) == f"{tmp_path}/x.txt: is no ordinary file; name a file or a folder"
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "x.txt").unlink()
    (tmp_path / "x.txt").touch(mode=0)
    (told,) = read([str(tmp_path)])
    assert str(told).startswith(f"{tmp_path}/x.txt: cannot be read (permission denied)")


@pytest.mark.parametrize(("name", "extra"), [("a.html", "html"), ("a.docx", "docx"), ("a.pdf", "pdf")])
def test_a_missing_library_is_named_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    for library in ("trafilatura", "docx", "pypdfium2"):
        monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_text("x", encoding="utf-8")
    (told,) = read([str(tmp_path)])
    assert str(told).endswith(f"is not installed; install it with: pip install 'kg[{extra}]'")
