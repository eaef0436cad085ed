"""What is kept for those who carry the project on: hooks that run what `make check` runs, forms for issues, help."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, tool

FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HAN = re.compile("[\u4e00-\u9fff]")


def test_the_hooks_run_what_make_check_runs_and_the_check_of_the_data() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    programs = [Path(word).name for hook in hooks for word in shlex.split(hook["entry"]) if ".venv/bin/" in word]
    recipe = MAKEFILE.partition("\ncheck:")[2].partition("\n\n")[0]
    assert programs == [*re.findall(r"\$\(BIN\)/(\S+)", recipe), "kg"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(re.compile(hook.get("files", "")) for hook in hooks)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_in_both_languages_what_is_needed(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "labels", "body"} == set(form)
    ids = [field["id"] for field in form["body"]]
    assert len(set(ids)) == len(ids)
    assert any(field.get("validations", {}).get("required") for field in form["body"])
    told = [form["name"], form["description"], *(field["attributes"]["label"] for field in form["body"])]
    assert [text for text in told if not HAN.search(text) and not text.startswith("`kg")] == []


def test_the_forms_are_those_that_contributors_are_sent_to() -> None:
    assert [path.stem for path in FORMS] == ["bug", "misreading", "wish"]


def test_make_help_tells_every_target_but_the_inner_ones() -> None:
    told = subprocess.run([tool("make"), "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[0] for line in told.splitlines()}
    phony = set(MAKEFILE.partition(".PHONY:")[2].partition("\n")[0].split())
    assert phony - listed == {"tools"}
    assert all(len(line.split(maxsplit=1)) == 2 for line in told.splitlines())
