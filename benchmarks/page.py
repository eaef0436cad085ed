"""How fast graph.html opens in headless Chromium, beside a page that plain pyvis makes of the same nodes and edges.

    .venv/bin/python benchmarks/page.py                       # made-up graphs of 200, 2,000 and 20,000 nodes
    .venv/bin/python benchmarks/page.py seeds news/ --nodes 2000

For each graph, times are in seconds from the start of navigation: first paint; ready (drawn, and the page answers: for
pyvis, when its physics has come to rest and its loading bar goes); the slowest of several searches, from the key to the
answer; the longest stretch without a frame in the two seconds after it is ready.  Sizes are in MB, without the data in
brackets.  What does not come within `--patience` seconds is given up.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import tempfile
import time
from pathlib import Path

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service

from kg.export.explorer.catalogue import gather
from kg.export.explorer.graph import draw, first_view, subset
from kg.export.html import CORE, NODE_LIMIT, write_html
from kg.model import (
    Article,
    Document,
    Evidence,
    Flow,
    Meeting,
    MeetingKind,
    Participation,
    Person,
    Reading,
    Role,
)
from kg.pipeline import extract, load_tables
from kg.rdf.vocab import BASE_IRI
from kg.read import read
from kg.resolve import identify

GUESTS = 7
"""How many people of its own a made-up meeting has; two more are regulars, one of whom chairs it."""

REGULARS = 100
"""For how many nodes there is one regular."""

SEARCHES = ("例会", "kr", "keren1", "客人17", "没有")
"""What a reader might type: words, initials, pinyin, a name, and what is not there."""

_NO_FLOW = Flow("", (), frozenset())

_READY = """
const done = arguments[0];
const bar = document.getElementById('loadingBar');
const ready = () => !bar || bar.style.opacity === '0';
const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
const wait = () => ready() ? drawn() : setTimeout(wait, 50);
wait();
"""

_SEARCH = """
const [words, done] = arguments;
const box = document.getElementById('search');
box.focus();
box.value = words;
const start = performance.now();
box.dispatchEvent(new Event('input', {bubbles: true}));
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""

_LONGEST_FRAME = """
const done = arguments[0];
const start = performance.now();
let last = start, longest = 0;
const frame = (now) => {
  longest = Math.max(longest, now - last);
  last = now;
  if (now - start < 2000) requestAnimationFrame(frame); else done(longest);
};
requestAnimationFrame(frame);
"""


def built(source: str) -> list[Reading]:
    """The readings of a file or folder of articles; what cannot be read is passed over."""
    tables = load_tables()
    documents = [item for item in read([source]) if isinstance(item, Document)]
    return list(identify([reading for document in documents for reading in extract(document, tables)]))


def made_up(nodes: int) -> list[Reading]:
    """Readings whose people and meetings are about `nodes` in number, all tied together by their regulars."""
    readings = []
    regulars = max(2, nodes // REGULARS)
    for number in range((nodes - regulars) // (GUESTS + 1)):
        names = [f"常客{number % regulars}甲", f"常客{(number * 7 + 1) % regulars}甲"]
        names = list(dict.fromkeys(names)) + [f"客人{number}之{guest}" for guest in range(GUESTS)]
        meeting = f"第{number}次例会"
        text = f"例会\n{meeting}由{names[0]}主持," + "、".join(names[1:]) + "出席。"
        document = Document(f"made-up-{number}", f"{number}.txt", text, "utf-8", str(number))
        article = Article(document, 1, 0, len(text), (), (), None, _NO_FLOW, _NO_FLOW, ())
        parts = tuple(
            Participation(
                meeting,
                name,
                Role.ATTENDEE if place else Role.CHAIR,
                "出席" if place else "主持",
                _evidence(text, name),
                place or None,
            )
            for place, name in enumerate(names)
        )
        readings.append(
            Reading(
                article,
                people=tuple(Person(name, name) for name in names),
                meetings=(Meeting(meeting, meeting, MeetingKind.MEETING, _evidence(text, meeting)),),
                participations=parts,
            )
        )
    return readings


def _evidence(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(start, start + len(words), words, "made-up")


def write_pyvis(shown: nx.DiGraph, path: Path) -> None:
    """The page of plain pyvis, with all its defaults."""
    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for name, label in shown.nodes(data="label"):
        network.add_node(name, label=label)
    for start, end in shown.edges:
        network.add_edge(start, end)
    path.write_text(network.generate_html(), encoding="utf-8")


def open_browser() -> webdriver.Chrome:
    """Headless Chromium at 1440 by 900, without a network."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--enable-unsafe-swiftshader",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--window-size=1440,900",
    ):
        options.add_argument(argument)
    options.page_load_strategy = "none"
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def measure(path: Path, patience: float) -> dict[str, float | None]:
    """First paint, ready, the slowest search (None where there is no search box) and the longest frame, in seconds."""
    figures: dict[str, float | None] = dict.fromkeys(("paint", "ready", "search", "frame"))
    browser = open_browser()
    try:
        browser.set_script_timeout(patience)
        browser.get(path.resolve().as_uri())
        with contextlib.suppress(WebDriverException):
            figures["ready"] = _ready(browser, patience)
            paint = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            figures["paint"] = (browser.execute_script(paint) or 0) / 1000 or None
            if browser.execute_script("return Boolean(document.getElementById('search'))"):
                figures["search"] = max(browser.execute_async_script(_SEARCH, words) / 1000 for words in SEARCHES)
            figures["frame"] = browser.execute_async_script(_LONGEST_FRAME) / 1000
    finally:
        browser.quit()
    return figures


def _ready(browser: webdriver.Chrome, patience: float) -> float:
    deadline = time.monotonic() + patience
    while browser.execute_script("return document.readyState") != "complete" and time.monotonic() < deadline:
        time.sleep(0.05)
    return float(browser.execute_async_script(_READY)) / 1000


def _sizes(path: Path) -> str:
    page = path.read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" id="data">.*?</script>', page, re.DOTALL)
    bare = len((page.replace(data[0], "") if data else page).encode())
    return f"{len(page.encode()) / 1e6:.2f} ({bare / 1e6:.2f})" if data else f"{len(page.encode()) / 1e6:.2f}"


def _cell(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def main() -> None:
    """Make the pages, open them, print one line for each."""
    parser = argparse.ArgumentParser(description="How fast graph.html opens, beside plain pyvis.")
    parser.add_argument("sources", nargs="*", help="files or folders of articles to build")
    parser.add_argument("--nodes", type=int, nargs="*", default=[200, 2000, 20000], help="sizes of made-up graphs")
    parser.add_argument("--patience", type=float, default=60, help="seconds after which a page is given up")
    arguments = parser.parse_args()
    subjects = [(Path(source).name, built(source)) for source in arguments.sources]
    subjects += [(f"{nodes} made up", made_up(nodes)) for nodes in arguments.nodes]
    print(f"{'graph':20} {'page':6} {'nodes':>6} {'build':>6} {'paint':>6} {'ready':>6} {'search':>6} {'frame':>6}  MB")
    with tempfile.TemporaryDirectory() as folder:
        for name, readings in subjects:
            whole = draw(gather(readings))
            shown = subset(whole, first_view(whole, NODE_LIMIT, CORE))
            for page in ("kg", "pyvis"):
                path = Path(folder) / f"{page}.html"
                start = time.perf_counter()
                if page == "kg":
                    write_html(readings, path, base_iri=BASE_IRI)
                else:
                    write_pyvis(shown, path)
                took = time.perf_counter() - start
                figures = measure(path, arguments.patience)
                cells = " ".join(f"{_cell(figures[key]):>6}" for key in ("paint", "ready", "search", "frame"))
                print(f"{name:20} {page:6} {len(shown):6} {took:6.2f} {cells}  {_sizes(path)}", flush=True)


if __name__ == "__main__":
    main()
