"""The page of the vocabulary: one file that opens offline, with every term in both languages and a diagram."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, SKOS

from kg.rdf import vocab
from tests.conftest import ROOT
from tests.test_ontology import CLASSES, DECLARED, ontology

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import URIRef
    from selenium.webdriver import Chrome

LEAVES = """
const boxes = [...document.querySelectorAll('svg rect')].map(box => box.getBBox());
return [...document.querySelectorAll('svg text')].filter(text => {
  const t = text.getBBox();
  return !boxes.some(b => t.x >= b.x && t.x + t.width <= b.x + b.width
    && t.y >= b.y && t.y + t.height <= b.y + b.height);
}).map(text => text.textContent);
"""
"""The words of the diagram that do not stand within a box."""


class Read(HTMLParser):
    """A page taken apart: identifiers, addresses, and the words of each article."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.articles: dict[str, str] = {}
        self.current = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if "id" in said:
            self.ids.append(str(said["id"]))
        if tag == "article":
            self.current = str(said["id"])
            self.articles[self.current] = ""
        if tag == "a":
            self.links.append(str(said["href"]))
        else:
            self.loaded += [str(said[name]) for name in ("src", "href", "data", "srcset") if name in said]

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.current = ""

    def handle_data(self, data: str) -> None:
        if self.current:
            self.articles[self.current] += data


def written(file: Path, seed: str = "0") -> str:
    script = ROOT / "docs/ontology.py"
    subprocess.run([sys.executable, script, file], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("page") / "ontology.html"
    written(found)
    return found


@pytest.fixture(scope="module")
def read(file: Path) -> Read:
    found = Read()
    found.feed(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("term", DECLARED, ids=lambda term: term.removeprefix(vocab.KG_NS))
def test_a_term_stands_under_the_end_of_its_address_with_all_its_words(read: Read, term: URIRef) -> None:
    told = read.articles[term.removeprefix(vocab.KG_NS)]
    words = [str(word) for name in (RDFS.label, SKOS.definition) for word in ontology().objects(term, name)]
    assert len(words) == 4
    assert [word for word in words if word not in told] == []
    related = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.seeAlso)
    for other in (other for name in related for other in ontology().objects(term, name)):
        assert re.split("[#/]", other)[-1] in told


def test_every_link_within_the_page_leads_somewhere(read: Read) -> None:
    assert len(read.ids) == len(set(read.ids))
    assert [link for link in read.links if link.startswith("#") and link[1:] not in read.ids] == []
    assert [link for link in read.links if not re.match(r"#|https?://", link)] == []


def test_every_class_is_in_the_diagram(file: Path) -> None:
    (drawn,) = re.findall(r"<svg.*</svg>", file.read_text(encoding="utf-8"), re.DOTALL)
    heads = set(re.findall(r'class="head"[^>]*>kg:(\w+)<', drawn))
    assert heads == {term.removeprefix(vocab.KG_NS) for term in CLASSES}


def test_the_same_ontology_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one.html", "1") == written(tmp_path / "two.html", "2")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_fits_and_asks_nobody_for_anything(browser: Chrome, file: Path, read: Read, width: int) -> None:
    assert [address for address in read.loaded if address != "data:,"] == []
    browser.get_log("performance")
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        browser.get(file.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        assert browser.execute_script(LEAVES) == []
        assert browser.get_log("browser") == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    asked = {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}
    assert {url for url in asked if url.startswith(("http", "//"))} == set()
    assert file.as_uri() in asked
