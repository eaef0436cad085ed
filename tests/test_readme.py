"""The pages: what they quote is what the program says, what they name is there, what they link to opens."""

from __future__ import annotations

import re
import struct
import subprocess
import tomllib
from contextlib import chdir
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from docs.refresh import ANSWERED, PAGES, prepare, refreshed
from kg import __version__
from kg.recognise.rules import CLAIMS, FILES
from kg.store import named_queries
from tests.conftest import ROOT, tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
READMES = (ENGLISH, CHINESE)
EVERY_PAGE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "kg").rglob("*.md")])
FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BRANCH = re.compile(r"(?P<depth>(?:│   |    )*)(?:├──|└──) (?P<name>\S+)")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|home|root|tmp|Users|mnt|opt|var)/|[A-Z]:\\")
LARGEST_PICTURE = 300_000


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder like the checkout, with a fresh build of the seeds; the working folder meanwhile."""
    folder = tmp_path_factory.mktemp("workplace")
    prepare(folder)
    with chdir(folder):
        yield folder


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_quotes_is_what_the_program_says(workplace: Path, page: Path) -> None:
    written = text_of(page)
    assert written == refreshed(written, chinese=page == CHINESE), "run make refresh"


def test_a_stale_answer_output_help_and_list_are_told_from_true_ones(workplace: Path) -> None:
    stale = (
        "```sparql\nASK { ?s ?p ?o }\n```\n\n```text\nno\n```\n"
        "1. so\n\n   ```console\n   $ kg --version\n   kg 0\n   ```\n"
        "<!-- queries -->\n<!-- /queries -->\n<!-- help -->\n<!-- /help -->\n"
    )
    true = refreshed(stale)
    assert "  true\n" in true
    assert f"   $ kg --version\n   kg {__version__}\n   ```" in true
    assert all(f"| `{query.name}` | {query.question_en} |" in true for query in named_queries())
    assert "## kg build\n\n```text\nUsage: kg build" in true
    assert refreshed(true) == true


@pytest.mark.parametrize("page", READMES, ids=name_of)
def test_five_questions_have_answers(page: Path) -> None:
    answers = [match["answer"].splitlines() for match in ANSWERED.finditer(text_of(page))]
    assert len(answers) == 5
    # A heading and a rule stand above the rows.
    assert all(len(lines) > 2 for lines in answers)


def test_both_languages_ask_the_same() -> None:
    english, chinese = ([match["query"] for match in ANSWERED.finditer(text_of(page))] for page in READMES)
    assert english == chinese


def test_both_languages_have_the_same_parts() -> None:
    english, chinese = (
        [line.partition(" ")[0] for line in FENCED.sub("", text_of(page)).splitlines() if line.startswith("#")]
        for page in READMES
    )
    assert english == chinese


def drawn(page: Path, root: str) -> set[str]:
    """The paths that a page's tree under `root` draws; folders end in /."""
    tree = text_of(page).partition(f"```text\n{root}\n")[2].partition("```")[0]
    above: list[str] = []
    paths = set()
    for line in tree.splitlines():
        branch = BRANCH.match(line)
        assert branch, line
        above[len(branch["depth"]) // 4 :] = [branch["name"]]
        paths.add("".join(above))
    return paths


@pytest.mark.parametrize("page", READMES, ids=name_of)
def test_the_tree_is_the_checkout_s(page: Path) -> None:
    git = tool("git")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    parts = [path.split("/") for path in listed.stdout.split("\0") if path]
    expected = {names[0] + "/" * (len(names) > 1) for names in parts}
    expected |= {"kg/" + names[1] + "/" * (len(names) > 2) for names in parts if names[0] == "kg"}
    assert drawn(page, ".") == expected


@pytest.mark.parametrize("page", READMES, ids=name_of)
def test_output_holds_what_is_drawn(page: Path, workplace: Path) -> None:
    left = {path.name for path in (workplace / "output").iterdir()}
    assert drawn(page, "output/") == {name for name in left if not name.startswith(".")}


def anchors(page: Path) -> set[str]:
    """What headings can be linked to as, in the way of GitHub."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", EVERY_PAGE, ids=name_of)
def test_links_lead_somewhere_in_the_checkout(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", text_of(page))):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", [*EVERY_PAGE, ROOT / "CITATION.cff"], ids=name_of)
def test_no_path_of_one_machine_is_told(page: Path) -> None:
    assert MACHINE_PATH.findall(text_of(page)) == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=name_of)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", text_of(page), re.MULTILINE)
    assert {one or other for one, other in named} <= targets


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "images").glob("*.png")), ids=name_of)
def test_a_picture_is_of_the_size_that_is_told_and_small(picture: Path) -> None:
    data = picture.read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1440, 900)
    assert len(data) < LARGEST_PICTURE


def test_every_key_claim_and_file_of_the_rules_is_explained() -> None:
    page = text_of(ROOT / "docs" / "rules.md")
    rules = [rule for name in FILES for rule in tomllib.loads(text_of(ROOT / "kg/rules" / f"{name}.toml"))["rule"]]
    words = {
        *(f"{name}.toml" for name in FILES),
        *(key for rule in rules for key in rule),
        *set().union(*CLAIMS.values()),
    }
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []


def test_the_block_that_explains_a_rule_stands_in_the_rules() -> None:
    block = text_of(ROOT / "docs" / "rules.md").partition("```toml\n")[2].partition("```")[0]
    [rule] = tomllib.loads(block)["rule"]
    assert rule in tomllib.loads(text_of(ROOT / "kg/rules/roles.toml"))["rule"]


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {__version__}\n" in text_of(ROOT / "CITATION.cff")
