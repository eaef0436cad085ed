"""The documentation as a site: built without a warning, it stands alone and fits a phone; what it shows runs."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
import threading
from contextlib import chdir
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import nbformat
import pytest

import kg
from docs.refresh import NOTEBOOKS, run_tutorial
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode
    from selenium.webdriver import Chrome

# The requests that a browser makes of its own accord.
OF_THE_BROWSER = ("data:", "blob:", "about:", "chrome")
EXAMPLES = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Addresses(HTMLParser):
    """What a page leads to, what it loads, and what in it can be led to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors = {""}
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link" and given.get("rel") != "canonical":
            self.loaded.append(given["href"])
        elif "src" in given:
            self.loaded.append(given["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Addresses]:
    """Every page of the site by its path in it."""
    return {path.relative_to(site).as_posix(): Addresses(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_page_is_there(pages: dict[str, Addresses]) -> None:
    written = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")
    }
    assert written | {"gazetteer.html", "tutorial/tutorial.html", "tutorial/tutorial.zh.html"} <= set(pages)


def test_every_link_leads_to_a_file_and_place_of_the_site(site: Path, pages: dict[str, Addresses]) -> None:
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue
        for link in page.links:
            if re.match(r"https?:|mailto:", link):
                continue
            path, _, anchor = unquote(urljoin(name, link)).partition("#")
            target = path or name
            if not (site / target).is_file() or (target in pages and anchor not in pages[target].anchors):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_no_page_loads_anything_from_another_host(pages: dict[str, Addresses]) -> None:
    assert [(name, url) for name, page in pages.items() for url in page.loaded if re.match(r"(https?:)?//", url)] == []


@pytest.mark.parametrize("page", ["index.html", "zh/index.html", "tutorial/tutorial.html", "cli.html", "python.html"])
def test_a_page_opens_alone_and_fits_a_phone(browser: Chrome, address: str, page: str) -> None:
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        browser.get(address + page)
        assert browser.execute_script("return document.documentElement.scrollWidth") == phone["width"]
        assert browser.execute_script("return [...document.images].every(image => image.naturalWidth > 0)")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((address, *OF_THE_BROWSER))] == []
    assert browser.get_log("browser") == []


@pytest.mark.parametrize(
    ("words", "page"), [("名次", "tutorial"), ("常委会", "tutorial"), ("fingerprint verify", "input")]
)
def test_words_are_found_in_both_languages(browser: Chrome, address: str, words: str, page: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    browser.get(address + "index.html")
    script = "return [...document.querySelectorAll('.md-search-result__link')].map(link => link.href)"
    field = browser.find_element("css selector", ".md-search__input")
    browser.execute_script("arguments[0].focus()", field)
    field.send_keys(words)
    found = WebDriverWait(browser, 20).until(lambda _: browser.execute_script(script))
    assert any(page in url for url in found), found


# The tutorial


def code(path: Path) -> dict[str, NotebookNode]:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"}


def told(cell: NotebookNode) -> list[dict[str, str]]:
    """What the cell gives but pictures, whose bytes depend on the fonts of the machine."""
    given = [output.data for output in cell.outputs if "data" in output]
    return [{form: text for form, text in data.items() if form != "image/png"} for data in given]


def test_the_notebook_runs_and_says_what_it_shows() -> None:
    run = {cell.id: cell for cell in run_tutorial().cells if cell.cell_type == "code"}
    written = code(NOTEBOOKS[0])
    assert {name: told(cell) for name, cell in run.items()} == {name: told(cell) for name, cell in written.items()}, (
        "run make refresh"
    )
    pictures = [name for name, cell in run.items() for output in cell.outputs if "image/png" in output.get("data", {})]
    assert pictures == ["figure"]


def test_the_notebooks_show_no_complaint() -> None:
    kinds = {output.output_type for path in NOTEBOOKS for cell in code(path).values() for output in cell.outputs}
    assert kinds == {"execute_result", "display_data"}


def test_both_notebooks_have_the_same_code_and_outputs() -> None:
    english, chinese = (code(path) for path in NOTEBOOKS)
    assert {name: (cell.source, cell.outputs) for name, cell in english.items()} == {
        name: (cell.source, cell.outputs) for name, cell in chinese.items()
    }


def test_the_examples_in_python_give_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest("\n".join(EXAMPLES.findall(text)), {}, "python.md", None, None)
    failures: list[str] = []
    with chdir(tmp_path):
        kg.build("seeds", "output")
        outcome = doctest.DocTestRunner().run(examples, out=failures.append)
    assert outcome.attempted > 10
    assert "".join(failures) == ""
