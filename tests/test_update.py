"""A build that is brought up to date, or goes on after an interruption, is to the byte the one that starts afresh."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import blocks, output
from kg.errors import KgError
from kg.export import Compression, GraphFormat
from kg.pipeline import build, update
from kg.readings import NAME
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.stages import Part, Unfinished

MEETING = "本报讯 3月{day}日，全省安全生产工作会议召开。省长何立新主持会议并讲话，赵小东、钱一鸣出席会议。"
LONG = (
    "会议强调，要压实各级责任，全面排查隐患，把安全生产工作抓细抓实，确保人民群众生命财产安全，坚决防范遏制重特大事故。"
)
NEWS = (
    "3月1日，甘肃省委书记王伟主持召开座谈会。",
    "4月2日，王伟、何立新、赵小东出席会议。",
    "5月3日，甘肃省委书记王伟、何立新、赵小东出席会议。",
    "6月4日，县长何立新主持召开座谈会。",
    "7月5日，甘肃省省长何立新主持召开座谈会。他强调，要抓好落实。",
    "9月7日，青海省委书记王伟主持召开座谈会。",
    "国家主席王伟会见来宾。吉尔吉斯斯坦总统王伟发来贺电。",
    MEETING.format(day=8),
    MEETING.format(day=8) + LONG * 2,
    MEETING.format(day=9) + LONG * 2,
    "全省安全生产工作会议结束后，市委召开常委会会议，传达学习全省安全生产工作会议精神。",
    "党的二十届三中全会召开。王伟出席会议。\n\n县里传达学习二十届三中全会精神。县长何立新主持会议。",
)
SLOTS, DAYS = st.integers(0, 4), st.integers(8, 10)
EDITS = st.lists(st.tuples(SLOTS, st.one_of(st.none(), st.tuples(st.integers(0, len(NEWS) - 1), DAYS))), max_size=6)
HISTORY = st.lists(EDITS, min_size=1, max_size=4)


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


def record(slot: int, text: int, day: int) -> str:
    told = {"id": f"article-{slot}", "published": f"2024-03-{day:02d}", "publisher": "甘肃日报", "text": NEWS[text]}
    return json.dumps(told, ensure_ascii=False)


def write(source: Path, shelf: dict[int, tuple[int, int]]) -> None:
    source.write_text("\n".join(record(slot, *told) for slot, told in sorted(shelf.items())), encoding="utf-8")


@pytest.mark.parametrize(("form", "parts"), [(GraphFormat.TURTLE, None), (GraphFormat.N_QUADS, 2)])
@settings(deadline=None, max_examples=20)
@given(history=HISTORY)
def test_any_updates_lead_to_the_bytes_of_building_afresh(
    form: GraphFormat, parts: int | None, history: list[list[tuple[int, tuple[int, int] | None]]]
) -> None:
    """Articles come in, change and go; after each round the updated build is compared with a fresh one."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "news.jsonl"), Path(folder, "out")
        shelf: dict[int, tuple[int, int]] = {9: (0, 8)}
        write(source, shelf)
        build([str(source)], out, form=form, parts=parts, html=False)
        for edits in history:
            for slot, told in edits:
                shelf.pop(slot, None)
                if told is not None:
                    shelf[slot] = told
            write(source, shelf)
            update(out, [str(source)])
            build([str(source)], Path(folder, "fresh"), form=form, parts=parts, html=False)
            assert files(out) == files(Path(folder, "fresh"))
            assert update(out, [str(source)]).unchanged
            assert files(out) == files(Path(folder, "fresh"))


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (1, 8), 2: (2, 8)})
    assert build([str(source)], out).read == 3
    write(source, {0: (0, 8), 1: (3, 8), 4: (4, 8)})
    assert update(out, [str(source)]).read == 2, "one has changed and one is new"
    assert update(out, [str(source)]).read == 0
    moved = tmp_path / "elsewhere" / "news.jsonl"
    moved.parent.mkdir()
    source.rename(moved)
    assert update(out, [str(moved)]).read == 0, "a file that moved holds the same articles"
    build([str(moved)], tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")
    assert build([str(moved)], out).read == 3, "a build starts afresh"


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each batch of lines was made for, as it happens."""
    numbers: list[int] = []
    write = output.written

    def counted(items: Sequence[Unfinished], **options: Any) -> list[Part]:
        numbers.append(len(items))
        return write(items, **options)

    monkeypatch.setattr(output, "written", counted)
    return numbers


def test_only_the_lines_that_change_are_made(tmp_path: Path, made_anew: list[int]) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (5, 8), 1: (4, 8), 2: (2, 8), 3: (3, 8)})
    build([str(source)], out, form=GraphFormat.N_QUADS)
    assert sum(made_anew) == 4
    made_anew.clear()
    write(source, {0: (5, 8), 1: (4, 8), 2: (2, 8), 4: (10, 8)})
    update(out, [str(source)])
    assert sum(made_anew) == 1, "one is new, and it tells nothing of the others"
    made_anew.clear()
    write(source, {0: (2, 7), 1: (4, 8), 2: (2, 8), 4: (10, 8)})
    update(out, [str(source)])
    assert sum(made_anew) == 2, "the people of the third are named by the first now"


@pytest.mark.parametrize("damage", ["a word", "cut short", "gone", "the blocks overwritten", "the blocks gone"])
def test_lines_that_do_not_stand_as_they_did_are_made_anew(tmp_path: Path, made_anew: list[int], damage: str) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (5, 8)})
    build([str(source)], out, form=GraphFormat.N_QUADS)
    before, graph, kept = files(out), out / "graph.nq", out / blocks.NAME
    made_anew.clear()
    if damage == "a word":
        graph.write_bytes(graph.read_bytes().replace("甘肃省委书记".encode(), "青海省委书记".encode()))
    elif damage == "cut short":
        os.truncate(graph, 1000)
    elif damage == "gone":
        graph.unlink()
    else:
        (out / "report.json").unlink()
        kept.unlink() if damage == "the blocks gone" else kept.write_bytes(b"no database" * 1000)
    update(out, [str(source)])
    assert files(out) == before
    assert sum(made_anew) == (1 if damage == "a word" else 2)


def test_where_nothing_has_changed_no_file_is_written(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (5, 8)})
    first = build([str(source)], out)
    before = {path.name: path.stat() for path in out.iterdir() if not path.name.startswith(".")}
    again = update(out, [str(source)])
    assert (again, again.unchanged, again.read) == (first, True, 0)
    assert {name: (out / name).stat().st_mtime_ns for name in before} == {
        name: stat.st_mtime_ns for name, stat in before.items()
    }
    assert {name: (out / name).stat().st_ino for name in before} == {name: stat.st_ino for name, stat in before.items()}
    assert not build([str(source)], out).unchanged, "a build starts afresh"


def edited(out: Path) -> None:
    graph = out / "graph.ttl"
    graph.write_bytes(graph.read_bytes().replace("王伟".encode(), "王维".encode()))


def cut_short(out: Path) -> None:
    os.truncate(out / "graph.html", 1000)


def without_its_report(out: Path) -> None:
    (out / "report.json").unlink()


def with_another_manifest(out: Path) -> None:
    manifest = out / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"article-0", b"article-7"))


def beside_another_graph(out: Path) -> None:
    (out / "graph.nq").write_bytes(b"")


@pytest.mark.parametrize(
    "spoil",
    [edited, cut_short, without_its_report, with_another_manifest, beside_another_graph],
    ids=lambda spoil: spoil.__name__,
)
def test_a_build_that_is_not_as_it_was_left_is_mended(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (5, 8)})
    build([str(source)], out)
    before = files(out)
    spoil(out)
    assert files(out) != before
    assert not update(out, [str(source)]).unchanged
    assert files(out) == before
    assert update(out, [str(source)]).unchanged


def test_a_build_without_its_manifest_is_made_anew(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8)})
    build([str(source)], out)
    before = files(out)
    (out / "manifest.json").unlink()
    assert not build([str(source)], out, afresh=False).unchanged
    assert files(out) == before


def test_other_places_order_faults_or_options_are_a_change(tmp_path: Path) -> None:
    folder, out = tmp_path / "news", tmp_path / "out"
    folder.mkdir()
    for name, text in {"a.txt": NEWS[0], "b.txt": NEWS[4]}.items():
        (folder / name).write_text(text, encoding="utf-8")

    def as_afresh(source: Path) -> bool:
        """Whether the update writes; in any case it leaves what a fresh build leaves."""
        unchanged = update(out, [str(source)]).unchanged
        build([str(source)], tmp_path / "fresh", html=False)
        assert files(out) == files(tmp_path / "fresh")
        assert update(out, [str(source)]).unchanged
        return not unchanged

    build([str(folder)], out, html=False)
    folder = folder.rename(tmp_path / "elsewhere")
    assert as_afresh(folder), "the files lie elsewhere"
    (folder / "c.txt").write_text("", encoding="utf-8")
    assert as_afresh(folder), "a file that cannot be read is told"
    (folder / "c.txt").unlink()
    assert as_afresh(folder), "it is told no more"
    records = tmp_path / "news.jsonl"
    lines = [record(0, 0, 8), record(1, 4, 8)]
    records.write_text("\n".join(lines), encoding="utf-8")
    assert as_afresh(records)
    records.write_text("\n".join(reversed(lines)), encoding="utf-8")
    assert as_afresh(records), "the order is another"
    assert not build([str(records)], out, html=True, afresh=False).unchanged, "other options"
    assert build([str(records)], out, html=True, afresh=False).unchanged


@pytest.mark.parametrize("compress", [None, *Compression])
def test_a_part_that_is_gone_is_mended(tmp_path: Path, compress: Compression | None) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {slot: (slot, 8) for slot in range(5)})
    build([str(source)], out, form=GraphFormat.N_QUADS, parts=3, compress=compress)
    before = files(out)
    assert update(out, [str(source)]).unchanged
    next(out.glob("part-00001*")).unlink()
    assert not update(out, [str(source)]).unchanged
    assert files(out) == before


def test_another_program_makes_the_build_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8)})
    build([str(source)], out)
    program = tmp_path / "program" / "kg"
    shutil.copytree(ROOT / "kg", program, ignore=shutil.ignore_patterns("__pycache__"))
    drawing = program / "export" / "explorer" / "style.css"
    drawing.write_text(drawing.read_text() + "\n")
    command = [sys.executable, "-m", "kg", "update", out, source]
    anew = [
        subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(place)}, capture_output=True).stdout
        for place in (program.parent, program.parent, ROOT)
    ]
    assert [b"nothing has changed" in each for each in anew] == [False, True, False]


def test_an_update_that_was_killed_leaves_the_former_build_to_stand(tmp_path: Path) -> None:
    """What an interrupted update kept of other sources does not matter to the next with the former ones."""
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (5, 8)})
    build([str(source)], out)
    write(source, {2: (2, 8), 3: (4, 8)})
    (out / "graph.ttl").rename(out / "kept.ttl")
    (out / "graph.ttl").mkdir()
    with pytest.raises(KgError):
        update(out, [str(source)])
    (out / "graph.ttl").rmdir()
    (out / "kept.ttl").rename(out / "graph.ttl")
    write(source, {0: (0, 8), 1: (5, 8)})
    assert update(out, [str(source)]).unchanged
    write(source, {0: (0, 8), 1: (5, 8), 2: (2, 8)})
    update(out, [str(source)])
    build([str(source)], tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_an_update_has_the_options_of_the_build(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (5, 8)})
    judgements = tmp_path / "judgements.csv"
    judgements.write_text("verdict,name,first,second,authority\nsame,王伟,article-0,article-1,a reader\n")
    build([str(source)], out, html=False, base_iri="https://example.org/id/", judgements=judgements)
    with pytest.raises(KgError, match="name it with --judgements"):
        update(out, [str(source)])
    before = files(out)
    update(out, [str(source)], judgements=judgements)
    assert files(out) == before
    judgements.write_text("verdict,name,first,second,authority\ndifferent,王伟,article-0,article-1,a reader\n")
    update(out, [str(source)], judgements=judgements)
    assert files(out)["graph.ttl"] != before["graph.ttl"], "another judgement counts without a changed article"


def test_without_a_build_there_is_nothing_to_update(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="build it first"):
        update(tmp_path, ["news"])


@pytest.mark.parametrize("damage", ["cut short", "overwritten", "of another version", "removed", "a folder"])
def test_readings_that_cannot_be_used_are_made_anew(tmp_path: Path, damage: str) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8), 1: (1, 8)})
    build([str(source)], out)
    before, kept = files(out), out / NAME
    if damage == "cut short":
        kept.write_bytes(kept.read_bytes()[:5000])
    elif damage == "overwritten":
        kept.write_bytes(b"no database" * 1000)
    elif damage == "of another version":
        content = kept.read_bytes()
        at = content.index(b"program") + len("program")
        kept.write_bytes(content[:at] + b"0" * 8 + content[at + 8 :])
    else:
        kept.unlink()
        if damage == "a folder":
            kept.mkdir()
    assert update(out, [str(source)]).read == 2
    assert files(out) == before


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, workers: int) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    lines = [{"id": f"a{n}", "text": f"3月{n % 28 + 1}日，省长何立新主持召开会议。" + LONG * 40} for n in range(300)]
    source.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", source, "-o", out, "--no-html", "--workers", str(workers)]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True)
    while not (out / NAME).exists() or (out / NAME).stat().st_size < 200_000:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was in the middle"
    assert files(out) == {}, "nothing half done is shown"
    read = build([str(source)], out, html=False).read
    assert 0 < read < len(lines)
    build([str(source)], tmp_path / "fresh", html=False)
    assert files(out) == files(tmp_path / "fresh")


def test_two_builds_at_once_into_one_folder_are_both_whole(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {slot: (slot, 8) for slot in range(5)})
    command = [sys.executable, "-m", "kg", "build", source, "-o", out, "--no-html"]
    both = [subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert update(out, [str(source)]).articles == 5


def test_a_folder_that_is_removed_takes_what_was_kept_along(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    write(source, {0: (0, 8)})
    build([str(source)], out)
    shutil.rmtree(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.jsonl"]
