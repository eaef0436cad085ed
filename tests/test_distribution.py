"""What is handed out: the same bytes whoever builds them and when, from sources that are locked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("kg", "ontology", "seeds", "docs", "tests")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def packed(folder: Path, mask: int, moment: int) -> dict[str, bytes]:
    """The wheel and the sdist of a checkout that was made with this mask of rights at this moment."""
    folder.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    for path in folder.rglob("*"):
        path.chmod((0o777 if path.is_dir() or os.access(path, os.X_OK) else 0o666) & ~mask)
        os.utime(path, (moment, moment))
    command = [sys.executable, "-m", "hatchling", "build", "-d", "made"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in (folder / "made").iterdir()}


def test_wheel_and_sdist_are_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    one = packed(tmp_path / "one", 0o022, 1_600_000_000)
    assert sorted(name.rpartition("-")[2].rpartition(".")[2] for name in one) == ["gz", "whl"]
    assert packed(tmp_path / "two", 0o002, 1_700_000_000) == one


def test_every_dependency_is_locked_with_hashes() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==\S+.*?\\\n((?:    --hash=\S+(?: \\)?\n)+)", lock, re.MULTILINE))
    named = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
    wanted = {re.split(r"[\[><=]", each)[0] for each in named} - {PROJECT["name"]}
    assert wanted <= pinned.keys()
    assert all("--hash=sha256:" in hashes for hashes in pinned.values())
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE))
