"""Output is all or nothing: killed at every step, beside another build, on a full disk; and the manifest tells."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.export.folder import whole_folder
from kg.export.manifest import MANIFEST
from kg.pipeline import build, verify
from kg.readings import NAME as READINGS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("graph.ttl", "graph.html", "report.json", MANIFEST)
ARTICLE = "青川市召开安全生产工作会议\n\n5月6日，全市安全生产工作会议召开。市长甘棠主持会议并讲话。\n"

# Each child writes a build of its own number, and is killed before the step whose turn it is; exit code 0 says that
# it came to the end.  Python tells of every step that opens, makes, links, renames or removes something.
KILLED_AT_EACH_STEP = f"""
import os, signal, sys
from pathlib import Path
from kg.export.folder import whole_folder

def write(out, number):
    with whole_folder(out, {NAMES}) as folder:
        for name in {NAMES}:
            (folder / name).write_text(str(number))

def killed_at(step):
    left = step
    def count(event, _):
        nonlocal left
        if event.startswith(("open", "os.", "shutil.", "ctypes.", "fcntl.")):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)

out, number = Path(sys.argv[1]), int(sys.argv[2])
if len(sys.argv) > 3:
    killed_at(int(sys.argv[3]))
write(out, number)
"""

WRITING_ALL_THE_TIME = KILLED_AT_EACH_STEP.rpartition("if len")[0] + "while True:\n    write(out, number)\n"


def started(script: str, *arguments: object, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)})


def held(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in NAMES if (folder / name).exists()}


def whole(number: int) -> dict[str, str]:
    return dict.fromkeys(NAMES, str(number))


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != READINGS}


def put(out: Path, number: int) -> None:
    with whole_folder(out, NAMES) as folder:
        for name in NAMES:
            (folder / name).write_text(str(number))


def killed_builds(out: Path, *, cwd: Path = ROOT) -> Iterator[dict[str, str]]:
    """What `out` holds after a build that is killed at the first step, at the second, and so on to the last."""
    for step in range(1, 1000):
        put(out, 0)
        code = started(KILLED_AT_EACH_STEP, out, step, step, cwd=cwd).wait()
        yield held(out)
        if code == 0:
            assert held(out) == whole(step)
            return
        assert code == -signal.SIGKILL
    pytest.fail("the build never came to its end")


def test_a_build_killed_at_any_step_leaves_the_former_or_its_own(tmp_path: Path) -> None:
    out = tmp_path / "out [1]"
    put(out, 0)
    (out / "mine").mkdir()
    (out / "mine" / "notes.txt").write_text("kept")
    outcomes = list(killed_builds(out))
    assert len(outcomes) > 30
    for step, outcome in enumerate(outcomes, 1):
        assert outcome in (whole(0), whole(step)), step
    assert (out / "mine" / "notes.txt").read_text() == "kept"
    assert list(tmp_path.iterdir()) == [out], "the next build removes what the killed one left"


def test_where_folders_cannot_change_places_a_mixture_has_no_manifest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, 0)
    (out / "notes.txt").write_text("kept")
    outcomes = list(killed_builds(out, cwd=out))
    for step, outcome in enumerate(outcomes, 1):
        assert outcome in (whole(0), whole(step)) or MANIFEST not in outcome, step
    assert any(MANIFEST not in outcome for outcome in outcomes), "there is a moment at which it is not whole"
    assert sorted(path.name for path in out.iterdir()) == sorted([*NAMES, "notes.txt"])


def test_fifty_kills_at_random_moments(tmp_path: Path) -> None:
    moments, out = random.Random(8), tmp_path / "out"
    put(out, 0)
    for number in range(1, 51):
        process = started(WRITING_ALL_THE_TIME, out, number)
        while process.poll() is None and held(out).get(MANIFEST) != str(number):
            time.sleep(0.005)
        time.sleep(moments.random() / 50)
        process.kill()
        process.wait()
        assert held(out) == whole(number), "one of its builds, whole"
    put(out, 99)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_builds_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, 1)
    builders = [started(WRITING_ALL_THE_TIME, out, number) for number in (1, 2)]
    seen = set()
    deadline = time.monotonic() + 60
    while len(seen) < 2 and time.monotonic() < deadline:
        for _ in range(50):
            # One opened folder is one build; its files may already be on their way out, but never another's.
            folder = os.open(out, os.O_RDONLY)
            numbers = set()
            for name in NAMES:
                try:
                    with open(name, opener=lambda path, flags, at=folder: os.open(path, flags, dir_fd=at)) as file:
                        numbers.add(file.read())
                except FileNotFoundError:
                    continue
            os.close(folder)
            assert len(numbers) <= 1
            seen |= numbers
    for builder in builders:
        builder.kill()
        builder.wait()
    assert seen == {"1", "2"}


def test_a_full_disk_leaves_the_former_build(tmp_path: Path) -> None:
    news, out = tmp_path / "news.txt", tmp_path / "out"
    news.write_text(ARTICLE, encoding="utf-8")
    build([str(news)], out)
    before = contents(out)
    news.write_text(ARTICLE * 2, encoding="utf-8")

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    command = [sys.executable, "-m", "kg", "build", news, "-o", out]
    done = subprocess.run(command, cwd=ROOT, preexec_fn=small_disk, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (
        2,
        f"kg: {out}: cannot be written (file too large); make room or name another folder with -o\n",
    )
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.txt", "out"]


def test_a_folder_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir(mode=0o750)
    link.symlink_to(real)
    put(link, 1)
    put(link, 2)
    assert (held(real), real.stat().st_mode & 0o777, link.is_symlink()) == (whole(2), 0o750, True)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (news / "b.txt").write_text(ARTICLE.replace("甘棠", "吴立德"), encoding="utf-8")
    build([str(news)], tmp_path / "out", html=False)
    return tmp_path / "out"


def test_a_build_as_it_was_left_verifies_and_has_one_name(built: Path, tmp_path: Path) -> None:
    name, wrong = verify(built, [str(tmp_path / "news")])
    assert wrong == ()
    shutil.copytree(built, tmp_path / "copy")
    assert verify(tmp_path / "copy") == (name, ())
    manifest = json.loads((built / MANIFEST).read_text(encoding="utf-8"))
    assert sorted(manifest["files"]) == ["graph.ttl", "report.json"]
    assert [(each["source"], each["encoding"]) for each in manifest["inputs"]] == [("a", "utf-8"), ("b", "utf-8")]


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda out: (out / "graph.ttl").write_bytes((out / "graph.ttl").read_bytes()[:-1]), "graph.ttl: is not as"),
        (lambda out: (out / "report.json").unlink(), "report.json: cannot be read (no such file or directory)"),
        (lambda out: (out.parent / "news" / "a.txt").write_text("会议召开。"), "the text of a is not the one"),
        (lambda out: (out.parent / "news" / "a.txt").unlink(), "a is not among the sources"),
        (lambda out: (out.parent / "news" / "c.txt").write_text("会议召开。"), "c is not part of the build"),
    ],
)
def test_a_change_is_told(built: Path, harm: object, says: str) -> None:
    harm(built)  # type: ignore[operator]
    _, (problem,) = verify(built, [str(built.parent / "news")])
    assert says in problem
