"""The report: its numbers are the named queries', its rows lead to their words, and it reads well in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import rdflib
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.export.turtle import to_turtle
from kg.model import MeetingKind, When
from kg.pipeline import build
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from kg.report import write_report
from kg.report.ask import sparql
from kg.report.chapters import chapters
from kg.report.facts import NO_SOURCES, Month, Person, Source
from kg.report.gather import gather
from kg.report.network import network
from kg.report.svg import fitted, width_of
from kg.report.wording import Language, Wording
from kg.store import Graph, named_query, open_graph, run
from tests.conftest import ROOT
from tests.readings import SERIES, dated, first, links, roll, second
from tests.test_html import ATTACKS, Page, arrived, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

    from kg.model import Reading
    from kg.report.facts import Facts

CHAPTERS = (
    "months", "levels", "chairs", "network", "lists", "topics", "slogans", "successions", "reach", "issues",
)  # fmt: skip
QUERIES = sorted(path.stem for path in (ROOT / "kg/report/queries").glob("*.rq"))
ROLLS = (
    roll("2031-01-01", "白朴", "柳青", "米兰"),
    roll("2031-02-01", "白朴", "柳青", "米兰"),
    roll("2031-04-01", "柳青", "白朴", "田野"),
)
ARTICLES = {
    "20310506-a.txt": "云泽省召开节水工作会议\n\n本报讯 5月6日，全省节水工作会议在云泽召开。"
    "省委书记单小禾主持会议并讲话。副省长柳青、水利厅厅长白朴出席会议。\n\n单小禾指出，要落实“三个不放松”，按照《节水条例》办事。\n",
    "20310612-b.txt": "全省防汛工作会议召开\n\n本报讯 6月12日，全省防汛工作会议召开。副省长柳青主持会议。"
    "水利厅厅长白朴出席会议。\n\n柳青强调，各地要守住“三个不放松”。\n",
}


def write(folder: Path, *readings: Reading, tied: bool = True) -> Path:
    found = [triple for reading in readings for triple in triples(reading)]
    if tied:
        found += link_triples(links())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The two readings that use every type of the model, with what they tell together."""
    return open_graph(write(tmp_path_factory.mktemp("two"), first(), second()))


@pytest.fixture(scope="module")
def facts(two: Graph) -> Facts:
    return gather(two)


def answer(graph: Graph, name: str) -> list[tuple[str, ...]]:
    return list(run(graph, named_query(name).sparql).rows)


# What is counted


def test_months_and_levels_are_those_of_the_named_queries(tmp_path: Path) -> None:
    spring = dated(When("2031年3月6日", 2031, 3, 6), MeetingKind.TALKS, number=3)
    graph = open_graph(write(tmp_path, first(), second(), spring))
    told = gather(graph)
    months = [(month.month, month.group, str(month.meetings)) for month in told.months]
    levels = [(level.month, level.group, str(level.meetings), str(level.chaired)) for level in told.levels]
    assert months == answer(graph, "meetings-by-month")
    assert {month for month, _, _ in months} >= {"2031-05"}
    assert levels == answer(graph, "meetings-by-level")
    assert levels
    assert all(counted.sources.shown for counted in (*told.months, *told.levels))


def test_chairs_ties_and_set_phrases_are_those_of_the_named_queries(two: Graph, facts: Facts) -> None:
    assert [(chair.person.name, str(chair.meetings)) for chair in facts.chairs] == answer(two, "most-chairs")
    ties = Counter(frozenset((tie.one.name, tie.other.name, str(tie.meetings))) for tie in facts.network.ties)
    assert ties == Counter(frozenset(row) for row in answer(two, "together"))
    slogans = [(slogan.words, str(slogan.uses), str(slogan.speakers)) for slogan in facts.slogans]
    assert slogans == answer(two, "slogan-reach")


def test_addressees_and_successions_are_those_of_the_named_queries(two: Graph, facts: Facts) -> None:
    demanded: Counter[str] = Counter()
    for addressee, _, number in answer(two, "addressees"):
        demanded[addressee] += int(number)
    assert {use.words: use.uses for use in facts.topics.addressees} == dict(demanded)
    told = [
        (
            item.kind, item.office, item.first.person.name, item.first.first_seen, item.first.last_seen,
            item.second.person.name, item.second.first_seen, item.second.last_seen,
        )
        for item in facts.successions
    ]  # fmt: skip
    assert told == answer(two, "findings")
    assert len(told) == 1


def test_what_was_not_understood_is_told_place_by_place(two: Graph, facts: Facts) -> None:
    assert sum(len(issue.places) for issue in facts.issues) == len(answer(two, "issues")) > 0


@pytest.mark.parametrize("name", QUERIES)
def test_the_reports_queries_are_sparql_for_every_store(two: Graph, name: str) -> None:
    asked = sparql(name)
    if name == "spans":
        iris = [row[0] for row in run(two, "SELECT ?s { ?s a nif:OffsetBasedString } ORDER BY ?s LIMIT 3").rows]
        asked = asked.replace("{ }", "{ " + " ".join(f"<{iri}>" for iri in iris) + " }")
    found = run(two, asked).rows
    elsewhere = rdflib.Graph().parse(two.path, format="turtle").query(asked)
    assert Counter(tuple("" if term is None else str(term) for term in row) for row in elsewhere) == Counter(found)
    assert found


def test_a_list_is_followed_over_the_sessions_of_its_series(tmp_path: Path) -> None:
    strokes = roll("2031-05-01", "田野", "米兰", "柳青", words="出席（按姓氏笔画排序）")
    (found,) = gather(open_graph(write(tmp_path, *ROLLS, strokes, tied=False))).lists
    assert (found.series, found.days) == (SERIES, ("2031-01-01", "2031-02-01", "2031-04-01"))
    places = {
        name: [item.place for item in found.standings if item.person.name == name]
        for name in ("白朴", "柳青", "米兰", "田野")
    }
    assert places == {"白朴": [1, 1, 2], "柳青": [2, 2, 1], "米兰": [3, 3], "田野": [3]}


@pytest.mark.parametrize(
    ("story", "rolls"),
    [
        ("one list alone", ROLLS[:1]),
        ("nobody stands twice", (ROLLS[0], roll("2031-02-01", "田野", "江心月", "单小禾"))),
        ("lists of two", (roll("2031-01-01", "白朴", "柳青"), roll("2031-02-01", "柳青", "白朴"))),
    ],
)
def test_no_order_is_drawn_from_too_little(tmp_path: Path, story: str, rolls: tuple[Reading, ...]) -> None:
    assert gather(open_graph(write(tmp_path, *rolls, tied=False))).lists == (), story


def test_two_circles_with_one_go_between_are_two_communities() -> None:
    known = {name: Person(name, name) for name in "甲乙丙丁戊己庚"}
    meetings = {"一": "甲乙丙", "二": "甲乙丙", "三": "戊己庚", "四": "戊己庚", "五": "丙丁", "六": "丁戊", "七": "甲"}
    found = network(
        ((name, meeting, Source(f"{name}{meeting}")) for meeting, names in meetings.items() for name in names), known
    )
    by_name = {member.person.name: member for member in found.members}
    assert by_name["甲"].community != by_name["己"].community
    assert max(found.members, key=lambda member: member.betweenness).person.name == "丁"
    assert (by_name["甲"].meetings, by_name["甲"].others, by_name["甲"].shared) == (2, 2, 4), "alone at 七"
    assert (found.all_ties, found.pivots) == (8, 7)
    assert {source.span for tie in found.ties for source in tie.sources.shown} >= {"甲一", "乙一", "丁六", "戊六"}


# The page


def report(folder: Path, language: Language = Language.EN) -> str:
    out = folder / f"report-{language}.html"
    write_report(folder, out, language)
    return out.read_text(encoding="utf-8")


def test_every_chapter_has_words_in_both_languages(two: Graph, facts: Facts) -> None:
    english, chinese = (chapters(facts, Wording(language)) for language in Language)
    assert [chapter.key for chapter in english] == [chapter.key for chapter in chinese] == list(CHAPTERS)
    assert all(re.search("[一-龥]", chapter.title) for chapter in chinese)
    assert not any(re.search("[一-龥]", chapter.title) for chapter in english)
    for both in zip(english, chinese, strict=True):
        blocks = [[len(block.captions) for block in chapter.blocks] for chapter in both]
        assert blocks[0] == blocks[1]


@pytest.mark.parametrize(
    ("counted", "shown", "caption"),
    [
        (
            {"2023-11": 30, "2024-02": 40},
            ["2023-11", "2023-12", "2024-01", "2024-02"],
            "Drawn are 2023-11 to 2024-02",
        ),
        ({"1998-05": 1, "2023-11": 70, "--05": 2}, ["2023-11"], "without a year: 3."),
        ({"--03": 2, "--11": 1}, ["03", "11"], "No article tells the year"),
    ],
    ids=["months without a meeting are drawn too", "far-off ones are not", "without any year"],
)
def test_the_months_that_are_drawn(facts: Facts, counted: dict[str, int], shown: list[str], caption: str) -> None:
    months = tuple(Month(month, "meeting", number, 0, NO_SOURCES) for month, number in counted.items())
    (block,) = chapters(replace(facts, months=months), Wording(Language.EN))[0].blocks
    assert block.picture
    words = re.findall(r"<text[^>]*>([^<]*)</text>", block.picture.wide)
    assert [word for word in words if re.fullmatch(r"\d{4}-\d\d|0\d|11", word)] == shown
    assert caption in " ".join(block.captions)


@pytest.mark.parametrize("readings", [(), (dated(When("", None, None, None)),)], ids=["nothing", "hardly anything"])
def test_with_nothing_to_show_it_says_so_plainly(tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    page = report(write(tmp_path, *readings, tied=False))
    empty = re.findall(
        r'<section id="(\w+)"[^>]*>\s*<h2[^>]*>[^<]*</h2>\s*<p class="empty">Nothing to show: [^<]+</p>', page
    )
    assert empty == [key for key in CHAPTERS if not (readings and key == "reach")]
    assert page.count("<svg") == (2 if readings else 0)


def test_pictures_keep_text_as_text_and_have_ids_of_their_own(tmp_path: Path) -> None:
    page = report(write(tmp_path, first(), second(), *ROLLS), Language.ZH)
    pictures = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    assert len(pictures) > 12
    words = {text.text for picture in pictures for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"单小禾", "柳青", "水袋子\\", "全国水利工作会议"} & words >= {"单小禾", "柳青"}
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("language", list(Language))
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, language: Language) -> None:
    write(tmp_path, first(), second(), *ROLLS)
    pages = set()
    for seed in ("0", "1", "4242"):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "kg", "report", str(tmp_path), "-o", str(out), "--lang", language]
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT),
            "MPLCONFIGDIR": str(tmp_path / seed),
        }
        # Whoever has settings of Matplotlib of his own gets the same pictures.
        (tmp_path / seed).mkdir()
        (tmp_path / seed / "matplotlibrc").write_text(f"font.size: {int(seed) % 7 + 8}\naxes.grid: {seed == '1'}\n")
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=tmp_path)
        pages.add(out.read_bytes())
    assert len(pages) == 1


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    page = report(write(tmp_path, hostile(), tied=False))
    scripts = re.findall(r"<script\b[^>]*>", page)
    assert scripts == ["<script>"]
    assert not re.search(r"<[^>]*\son\w+=(?![^<]*&)", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    assert "window.hurt=1;alert(1)&lt;/script&gt;" in page
    assert 'href="javascript:' not in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page)


def test_signs_that_no_picture_can_hold_are_replaced(tmp_path: Path) -> None:
    names = ("白\x07朴", "$柳青$", "米\ufffe兰")
    page = report(write(tmp_path, roll("2031-01-01", *names), roll("2031-02-01", *names), tied=False))
    words = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    assert {"白\ufffd朴", "$柳青$", "米\ufffd兰"} <= {word.split(" ")[0] for word in words}


def test_long_names_are_cut_and_not_squeezed() -> None:
    assert fitted("柳青", 100) == "柳青"
    cut = fitted("关于进一步加强节水工作的若干意见", 100)
    assert cut.endswith("…")
    assert width_of(cut) <= 100
    assert "关于进一步加强节水工作的若干意见".startswith(cut[:-1])


# The command


def test_the_report_lies_beside_the_graph_unless_told(tmp_path: Path) -> None:
    write(tmp_path / "out", first())
    outcome = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "--lang", "zh"])
    assert (outcome.exit_code, outcome.stdout) == (0, f"Look at it: {(tmp_path / 'out/report.html').as_uri()}\n")
    assert '<html lang="zh-Hans">' in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_the_graph_is_not_written_over(tmp_path: Path) -> None:
    write(tmp_path, first())
    before = (tmp_path / "graph.ttl").read_bytes()
    with pytest.raises(KgError, match="is the graph itself"):
        write_report(tmp_path, tmp_path / "graph.ttl", Language.EN)
    assert (tmp_path / "graph.ttl").read_bytes() == before


def test_without_its_libraries_it_says_what_to_install(tmp_path: Path) -> None:
    write(tmp_path, first())
    script = (
        "import sys; sys.modules['matplotlib'] = None; sys.argv = ['kg', 'report', '.'];from kg.cli import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == "kg: kg report: needs matplotlib; pip install 'kg[report]'\n"


# What a reader sees


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with its page and its report in a folder whose name needs quoting."""
    folder = tmp_path_factory.mktemp("a b#c")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    build([str(folder)], folder / "out")
    (folder / "elsewhere").mkdir()
    write_report(folder / "out", folder / "elsewhere" / "report.html", Language.ZH)
    write(folder / "hostile", hostile(), tied=False)
    write_report(folder / "hostile", folder / "hostile" / "report.html", Language.EN)
    return folder


@pytest.fixture
def page(browser: Chrome, output: Path) -> Page:
    shown = Page(browser, output / "elsewhere" / "report.html")
    shown.open()
    return shown


def at_width(browser: Chrome, width: int) -> None:
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


@pytest.fixture
def phone(browser: Chrome) -> Iterator[None]:
    at_width(browser, 390)
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def drawn(page: Page) -> Any:
    """Which pictures are on the screen, by the class of what holds them."""
    return page.run(
        "return [...new Set([...document.querySelectorAll('figure > div')]"
        ".filter(d => d.getBoundingClientRect().height > 0).map(d => d.className))]"
    )


def test_opens_from_disk_without_a_request_or_a_complaint(page: Page) -> None:
    assert page.browser.title == "会议新闻图谱报告"
    assert page.texts(".counts dd")[:2] == ["2", "2"]
    assert drawn(page) == ["wide"]
    assert {unquote(url).split("#")[0] for url in page.requests()} <= {unquote(page.file.as_uri()).split("#")[0]}
    assert page.complaints() == []


def test_a_bar_leads_to_its_row_and_the_row_to_its_words(page: Page) -> None:
    page.run(
        "document.querySelector('.wide a[href=\"#chairs-1\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    page.wait("tr:target td", "单小禾")
    assert page.run("return document.querySelector('#table-chairs').open")
    number = page.text("tr:target .sources a").strip("[]")
    page.click("tr:target .sources a")
    page.wait(f"#e{number}:target q", "单小禾主持")
    told = page.text(f"#e{number} bdi")
    start, end = map(int, re.findall(r"第 (\d+)–(\d+) 字符", told)[0])
    assert ARTICLES["20310506-a.txt"][start:end] == "单小禾主持"
    assert "20310506-a.txt" in told


def test_a_name_leads_into_the_page_of_the_graph(page: Page) -> None:
    page.run("document.querySelector('#table-chairs').open = true")
    page.click("#chairs-1 a")
    page.wait("#panel h2", "单小禾")
    page.open()
    page.run("document.querySelector('#table-months').open = true")
    page.click("#months-1 a")
    page.wait("#filters .range select", page.run("return document.querySelector('#filters .range select').textContent"))
    assert page.run("return document.querySelector('#filters .range select').value") == "2031-05"


def test_a_table_can_be_taken_along(page: Page, tmp_path: Path) -> None:
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.run("document.querySelector('button[data-table=chairs]').click()")
    lines = arrived(tmp_path, "*.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"姓名","拼音","所写职务","会议次数","依据"'
    assert re.fullmatch(r'"单小禾","[^"]*","省委书记","1","20310506-a[^"]* \d+-\d+"', lines[1])


def test_a_table_taken_along_runs_no_formula(browser: Chrome, output: Path, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page = Page(browser, output / "hostile" / "report.html")
    page.open()
    page.run("document.querySelector('button[data-table=chairs]').click()")
    table = arrived(tmp_path, "*.csv").read_text(encoding="utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in table
    assert '"=HYPERLINK' not in table


def test_hostile_words_show_as_words(browser: Chrome, output: Path) -> None:
    page = Page(browser, output / "hostile" / "report.html")
    page.open()
    assert page.run("return window.hurt === undefined")
    assert page.complaints() == []
    assert ATTACKS["script"] in page.texts("#table-chairs td bdi")
    assert ATTACKS["formula"] in page.texts(".wide svg text")


@pytest.mark.usefixtures("phone")
def test_on_a_phone_the_narrow_pictures_show_and_nothing_overflows(page: Page) -> None:
    assert drawn(page) == ["narrow"]
    assert page.run("return document.documentElement.scrollWidth") == 390
    sizes = page.run(
        "return [...document.querySelectorAll('.narrow text')]"
        ".map(t => t.getBoundingClientRect().height).filter(Boolean)"
    )
    assert sizes
    assert min(sizes) > 8


def test_every_control_is_reached_by_keyboard_and_every_picture_has_a_name(page: Page) -> None:
    assert page.run("return [...document.querySelectorAll('svg')].every(s => s.getAttribute('aria-label'))")
    assert page.run("return [...document.querySelectorAll('svg a')].every(a => a.tabIndex === -1)")
    assert page.run("return document.querySelectorAll('h1').length") == 1
    levels = page.run("return [...document.querySelectorAll('h1,h2,h3')].map(h => Number(h.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_it_follows_the_reader_s_choice_of_light_and_dark_and_prints_light(page: Page) -> None:
    def colours(**media: object) -> Any:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        script = "const s = n => getComputedStyle(document.querySelector(n));"
        return page.run(f"{script} return [s('body').color, s('.wide path.fill-s1').fill]")

    light = colours(features=[{"name": "prefers-color-scheme", "value": "light"}])
    dark = colours(features=[{"name": "prefers-color-scheme", "value": "dark"}])
    printed = colours(media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {})
    assert light[0] != dark[0]
    assert light[1] != dark[1]
    assert printed == light


def test_chinese_in_pictures_is_drawn_with_the_browser_s_own_fonts(page: Page) -> None:
    """Without a font that has them, all characters are the same box."""
    font = page.run("const s = getComputedStyle(document.querySelector('.wide text')); return `24px ${s.fontFamily}`")
    shapes = page.run(
        "const font = arguments[0]; return ['单', '禾', '柳'].map(c => {"
        " const p = new OffscreenCanvas(40, 40).getContext('2d'); p.font = font;"
        " p.fillText(c, 4, 30); return [...p.getImageData(0, 0, 40, 40).data].join(); })",
        font,
    )
    assert len(set(shapes)) == 3


def test_it_names_the_build_as_verify_does(output: Path) -> None:
    """The report names the build that it was made of, by the hash that `kg verify` prints."""
    ended = CliRunner().invoke(app, ["verify", str(output / "out")])
    name = re.search(r"sha256:([0-9a-f]{64})", ended.stdout)
    assert name
    assert name[0] in (output / "elsewhere" / "report.html").read_text(encoding="utf-8")
