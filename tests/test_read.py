"""Reading: every encoding and format, in one order, and no bad input stops the rest."""

from __future__ import annotations

import codecs
import hashlib
import itertools
import json
import os
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Document
from kg.read import read

NEWS = "青川市召开安全生产工作会议\n\n5月6日,全市安全生产工作会议召开。市长甘棠主持会议并讲话。\n"


def write(path: Path, content: str | bytes = NEWS) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def documents(*sources: str | Path) -> list[Document]:
    items = list(read(str(source) for source in sources))
    assert [str(item) for item in items if isinstance(item, KgError)] == []
    return [item for item in items if isinstance(item, Document)]


def split(*sources: str | Path) -> tuple[list[Document], list[KgError]]:
    items = list(read(str(source) for source in sources))
    return (
        [item for item in items if isinstance(item, Document)],
        [item for item in items if isinstance(item, KgError)],
    )


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NEWS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + NEWS.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), "utf-16"),
        (NEWS.encode("gb18030"), "gb18030"),
        (NEWS.encode("gbk"), "gb18030"),
        (NEWS.encode("utf-16-le"), "utf-16-le"),
        (NEWS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes, encoding: str) -> None:
    (document,) = documents(write(tmp_path / "a.txt", data))
    assert document.text == NEWS
    assert document.encoding == encoding
    assert data.decode(document.encoding) == document.text, "the encoding named is the one that gives the text back"
    assert document.sha256 == hashlib.sha256(NEWS.encode()).hexdigest()


TRADITIONAL = "青川市召開安全生產工作會議\n\n5月6日，全市安全生產工作會議召開。市長甘棠主持會議並講話。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030", "utf-16-le"])
def test_traditional_characters_are_kept_as_printed(tmp_path: Path, encoding: str) -> None:
    (document,) = documents(write(tmp_path / "a.txt", TRADITIONAL.encode(encoding)))
    assert (document.text, document.encoding) == (TRADITIONAL, encoding)


@pytest.mark.parametrize("text", ["甲。\r\n乙。\r\n", "甲。\r乙。", "甲。\u2028乙。\n", "　　甲 。\n\n\n"])
def test_line_ends_and_spaces_are_left_as_they_stand(tmp_path: Path, text: str) -> None:
    (document,) = documents(write(tmp_path / "a.txt", text))
    assert document.text == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\xe3\x80\x80\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is text neither"),
        (bytes(range(256)) * 4, "is text neither"),
        (b"PK\3\4\0\0", "is binary"),
        ("AB".encode("utf-16-le"), "is binary, or UTF-16 without a byte order mark"),
        (codecs.BOM_UTF16_LE + b"\0\xd8", "is text neither"),
        (
            NEWS.encode()[:-2],
            f"is text neither in UTF-8 nor in GB18030, Big5 or UTF-16 (byte {len(NEWS.encode()) - 3} is not)",
        ),
        (NEWS.encode().replace("市".encode(), b"\xff", 1), "(byte 7 is not)"),
        ("Réunion présidée à Zürich".encode("latin-1"), "is text neither"),
    ],
)
def test_what_is_no_text_is_a_fault_and_the_rest_is_read(tmp_path: Path, content: bytes, says: str) -> None:
    bad, good = write(tmp_path / "a.txt", content), write(tmp_path / "b.txt")
    read_well, (fault,) = split(bad, good)
    assert [document.source for document in read_well] == ["b"]
    assert fault.where == bad
    assert says in fault.problem
    assert fault.next_step


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("cctv-20230401-05", "2023-04-01"),
        ("20240229", "2024-02-29"),
        ("20230229", None),
        ("19481231-x", None),
        ("19490101-x", "1949-01-01"),
        ("21001231", "2100-12-31"),
        ("21010101", None),
        ("99999999-20230401", "2023-04-01"),
        ("120230401", None),
        ("000_5a3c01fd3f1cbd83", None),
    ],
)
def test_eight_digits_in_the_name_are_the_day_it_was_published(
    tmp_path: Path, name: str, published: str | None
) -> None:
    (document,) = documents(write(tmp_path / f"{name}.txt"))
    assert (document.source, document.published) == (name, published)


def test_a_folder_is_searched_all_through_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.txt", ".hidden.txt", ".git/d.txt", "picture.png", "gold.json"):
        write(tmp_path / name)
    assert [document.source for document in documents(tmp_path)] == ["a", "b", "c"]


def test_the_order_is_that_of_the_paths_whatever_the_order_of_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.md"):
        write(Path(name))
    (tmp_path / "link.txt").symlink_to("a.txt")
    sources = ("b", "a.txt", "*.md", "./b/1.txt", "link.txt", str(tmp_path / "c.md"))
    outcomes = {
        tuple((document.file, document.source) for document in documents(*order))
        for order in itertools.permutations(sources)
    }
    assert len(outcomes) == 1
    assert [source for _, source in outcomes.pop()] == ["c", "a", "1", "2"], "each file once, by the least of its paths"


@pytest.mark.parametrize(
    ("files", "sources"),
    [
        (("x/a.txt", "y/b.txt"), ("a", "b")),
        (("x/a.txt", "y/a.txt"), ("x/a", "y/a")),
        (("x/k/a.txt", "y/k/a.txt", "z/b.txt"), ("x/k/a", "y/k/a", "b")),
        (("a.md", "a.txt"), ("a.md", "a.txt")),
    ],
)
def test_files_of_the_same_name_stay_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in files:
        write(Path(name))
    assert tuple(document.source for document in documents(".")) == sources


def test_a_name_that_looks_like_a_pattern_is_taken_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path / "x1.txt")
    assert [document.source for document in documents(write(tmp_path / "x[1].txt"))] == ["x[1]"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.txt", "there is no such file or folder"),
        ("*.doc", "there is no such file or folder"),
        ("empty-folder", "the folder holds no"),
        ("news.xls", "kg does not read .xls"),
        ("NEWS", "kg does not read files without an extension"),
        ("dangling.txt", "cannot be read"),
    ],
)
def test_a_source_that_gives_nothing_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    for name in ("good.txt", "news.xls", "NEWS"):
        write(Path(name))
    read_well, (fault,) = split(source, "good.txt")
    assert [document.source for document in read_well] == ["good"]
    assert fault.where == source
    assert fault.problem.startswith(says)


def test_a_file_name_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    try:
        os.close(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes no such name")
    _, (fault,) = split(tmp_path)
    assert "not UTF-8" in str(fault)
    str(fault).encode()


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_records_carry_their_own_metadata(tmp_path: Path) -> None:
    path = write(
        tmp_path / "many.jsonl",
        lines(
            {"id": "r1", "title": "甲市开会", "published": "2024-01-31", "publisher": "某报", "text": "会议召开。"},
            {"id": "r2", "title": "乙市开会", "published": "2024-01-31T08:00:00Z", "text": "\n乙市开会\n会议召开。"},
            {"id": 3, "text": "会议召开。"},
            {"text": "会议召开。"},
            {"id": "x-20230401-05", "text": "会议召开。"},
        ),
    )
    rows = [(document.source, document.title, document.published, document.publisher) for document in documents(path)]
    assert rows == [
        ("r1", "甲市开会", "2024-01-31", "某报"),
        ("r2", None, "2024-01-31", None),
        ("3", None, None, None),
        ("many-4", None, None, None),
        ("x-20230401-05", None, "2023-04-01", None),
    ]
    assert {document.file for document in documents(path)} == {path}


def test_blank_lines_and_a_byte_order_mark_are_no_records(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", codecs.BOM_UTF8 + b"\n" + lines({"text": "会议召开。\u2028完。"}).encode() + b"\r\n"
    )
    assert [document.text for document in documents(path)] == ["会议召开。\u2028完。"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "x", "text": ', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('["text"]', "is not a JSON object"),
        ("{}", "has no text"),
        ('{"text": " "}', "has no text"),
        ('{"text": 5}', "has no text"),
        ('{"text": "\\ud800"}', "half of a surrogate pair"),
        ('{"id": "\\ud800", "text": "会"}', "half of a surrogate pair"),
        ('{"id": "first", "text": "会"}', "the name 'first' is taken already by"),
        (b'{"text": "\xff"}', "is not UTF-8"),
    ],
)
def test_a_bad_record_names_its_line_and_the_rest_is_read(tmp_path: Path, line: str | bytes, says: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    good = [lines({"id": name, "text": "会议召开。"}).encode() for name in ("first", "last")]
    path = write(tmp_path / "a.jsonl", good[0] + bad + b"\n" + good[1])
    read_well, (fault,) = split(path)
    assert [document.source for document in read_well] == ["first", "last"]
    assert fault.where == f"{path}, line 2"
    assert says in fault.problem


def test_a_record_with_a_bad_date_is_read_and_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines({"id": "a", "published": "31.1.2024", "text": "会"}))
    (document,), (fault,) = split(path)
    assert document.published is None
    assert "'31.1.2024' is no date" in fault.problem


@pytest.mark.parametrize("content", [b"", b"\n\n", '{"text": "会"}'.encode("utf-16")])
def test_a_file_of_records_without_any_is_one_fault(tmp_path: Path, content: bytes) -> None:
    read_well, faults = split(write(tmp_path / "a.jsonl", content))
    assert (read_well, len(faults)) == ([], 1)


def test_a_record_may_not_take_the_name_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.jsonl", lines({"id": "a", "text": "会"}))
    read_well, (fault,) = split(tmp_path)
    assert [document.file for document in read_well] == [str(tmp_path / "a.txt")]
    assert fault.where == f"{tmp_path / 'b.jsonl'}, line 1"


def test_the_seed_is_read_untouched(seeds: Path) -> None:
    (document,) = documents(seeds)
    assert document.source == "000_5a3c01fd3f1cbd83"
    assert document.text.encode() == (seeds / "000_5a3c01fd3f1cbd83.txt").read_bytes()
