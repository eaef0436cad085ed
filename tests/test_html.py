"""The interactive page: what is in it, and what a reader sees of it in a real browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from kg.errors import KgError
from kg.export import html
from kg.export.explorer.catalogue import gather, syllables
from kg.export.explorer.graph import draw, first_view, subset, wrapped
from kg.export.explorer.layout import box_of, place
from kg.export.explorer.level import level_of
from kg.export.html import render, write_html
from kg.export.turtle import to_turtle
from kg.model import (
    Article,
    Cascade,
    Citation,
    Detail,
    Document,
    Evidence,
    Flow,
    Meeting,
    MeetingKind,
    Membership,
    Participation,
    Person,
    Point,
    PointKind,
    Reading,
    Role,
    Slogan,
    Span,
    Speaker,
    Utterance,
    When,
)
from kg.rdf import graph
from kg.rdf.vocab import BASE_IRI, prefixes
from kg.store import open_graph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

# A sign beyond the basic plane stands in front: from there on code points and UTF-16 units count differently.
PROVINCE = """𠮷云泽省召开节水工作第三次会议

本报讯 5月6日,节水工作第三次会议召开。省委书记单小禾主持会议并讲话。

单小禾指出,一要落实节水
责任,按照《节水条例》办事,守住“水袋子”。要加强巡查。形势总体向好。

柳青、白朴、江心月出席会议。
"""
CITY = """市里召开节水会议

市委书记柳青主持召开市节水会议,按照节水工作第三次会议部署,研究工作。田野、米兰出席。
"""
NO_FLOW = Flow("", (), frozenset())


def article_of(source: str, text: str, title: str | None = None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(source, f"news/{source}.txt", text, "utf-8", digest, title, "2023-05-07", "云泽日报")
    headline = Span(0, text.index("\n"))
    return Article(document, 1, 0, len(text), (headline,), (), None, NO_FLOW, NO_FLOW, ())


def said(text: str, words: str, rule: str = "a-rule") -> Evidence:
    start = text.index(words)
    return Evidence(start, start + len(words), words, rule)


def attended(text: str, meeting: str, names: str) -> tuple[Participation, ...]:
    return tuple(
        Participation(meeting, name, Role.ATTENDEE, "出席", said(text, name, "attendance-list"), order, 1)
        for order, name in enumerate(names.split(), start=1)
    )


def province() -> Reading:
    meeting = "节水工作第三次会议"
    chairs = said(PROVINCE, "单小禾主持会议并讲话", "chairs-and-speaks")
    points = (
        Point(1, PointKind.DIRECTIVE, "一要落实节水责任", said(PROVINCE, "一要落实节水\n责任", "numbered"), "一"),
        Point(2, PointKind.DIRECTIVE, "要加强巡查", said(PROVINCE, "要加强巡查", "goes-on"), parent=1),
        Point(3, PointKind.STATEMENT, "形势总体向好", said(PROVINCE, "形势总体向好", "goes-on")),
    )
    return Reading(
        article_of("yunze", PROVINCE),
        people=tuple(Person(name, name) for name in ("单小禾", "柳青", "白朴", "江心月")),
        meetings=(Meeting(meeting, meeting, MeetingKind.MEETING, said(PROVINCE, meeting), ordinal=3),),
        details=(Detail(meeting, "date", "5月6日", said(PROVINCE, "5月6日", "date"), When("5月6日", 2023, 5, 6)),),
        participations=(
            Participation(meeting, "单小禾", Role.CHAIR, "主持", chairs, posts=("省委书记",)),
            Participation(meeting, "单小禾", Role.SPEAKER, "讲话", chairs, posts=("省委书记",)),
            *attended(PROVINCE, meeting, "柳青 白朴 江心月"),
        ),
        memberships=(Membership("单小禾", "省委书记", said(PROVINCE, "省委书记", "post")),),
        utterances=(
            Utterance(1, Speaker("person", "单小禾", "单小禾"), "指出", said(PROVINCE, "单小禾指出"), points, meeting),
        ),
        citations=(Citation("《节水条例》", said(PROVINCE, "《节水条例》", "document"), 1),),
        slogans=(Slogan("水袋子", said(PROVINCE, "“水袋子”", "slogan"), 1),),
    )


def city() -> Reading:
    meeting, upstream = "市节水会议", "节水工作第三次会议"
    return Reading(
        article_of("yunze-city", CITY),
        people=tuple(Person(name, name) for name in ("柳青", "田野", "米兰")),
        meetings=(
            Meeting(meeting, meeting, MeetingKind.MEETING, said(CITY, meeting)),
            Meeting(upstream, upstream, MeetingKind.MEETING, said(CITY, upstream), reported=False),
        ),
        participations=(
            Participation(meeting, "柳青", Role.CHAIR, "主持", said(CITY, "柳青主持", "chairs")),
            *attended(CITY, meeting, "田野 米兰"),
        ),
        memberships=(Membership("柳青", "市委书记", said(CITY, "市委书记", "post")),),
        cascades=(Cascade(meeting, "按照", upstream, said(CITY, "按照节水工作第三次会议部署", "cascade")),),
    )


ATTACKS = {
    "script": "</script><script>window.hurt=1;alert(1)</script>",
    "attribute": "\" onmouseover=alert(1) x='<img src=x onerror=window.hurt=1>",
    "link": "javascript:window.hurt=1//",
    "comment": "<!--<script>]]>\u2028\u2029&lt;b&gt;${1}$title",
    "bidi": "\u202eevil\u2066",
    "formula": "=HYPERLINK(1)",
}


def hostile() -> Reading:
    """Every name, title and text an attack."""
    text = "\n".join(["标题" + ATTACKS["script"], *ATTACKS.values(), "末尾"])
    meeting = ATTACKS["attribute"]
    people = tuple(Person(name, name, (ATTACKS["comment"],)) for name in ATTACKS.values())
    rule = "rule" + ATTACKS["script"]
    points = (Point(1, PointKind.DIRECTIVE, ATTACKS["comment"], said(text, ATTACKS["comment"], rule), ATTACKS["link"]),)
    return Reading(
        article_of("hostile", text, title=ATTACKS["script"]),
        people=people,
        meetings=(Meeting(meeting, meeting, MeetingKind.TALKS, said(text, meeting), series=ATTACKS["link"]),),
        details=(Detail(meeting, "place", ATTACKS["script"], said(text, ATTACKS["link"])),),
        participations=tuple(
            Participation(meeting, person.key, Role.CHAIR, "主持", said(text, person.name, rule)) for person in people
        ),
        memberships=tuple(Membership(person.key, ATTACKS["link"], said(text, ATTACKS["link"])) for person in people),
        utterances=(
            Utterance(1, Speaker("body", ATTACKS["script"]), ATTACKS["script"], said(text, "末尾"), points, meeting),
        ),
        citations=(Citation(ATTACKS["script"], said(text, ATTACKS["script"]), 1),),
    )


def crowd(meetings: int, guests: int) -> tuple[Reading, ...]:
    """Meetings of one chair with guests of their own; each guest attends one meeting only."""
    readings = []
    for number in range(meetings):
        names = [f"客{number}之{guest}" for guest in range(guests)]
        meeting = f"第{number}次例会"
        day = f"{number % 12 + 1}月3日"
        text = f"例会\n{day},{meeting}由单小禾主持," + "、".join(names) + "出席。"
        readings.append(
            Reading(
                article_of(f"crowd-{number}", text),
                people=tuple(Person(name, name) for name in ("单小禾", *names)),
                meetings=(Meeting(meeting, meeting, MeetingKind.MEETING, said(text, meeting)),),
                details=(
                    Detail(meeting, "date", day, said(text, day, "date"), When(day, 2023, number % 12 + 1, 3)),
                    Detail(meeting, "place", f"{number % 3}号楼", said(text, "例会")),
                ),
                participations=(
                    Participation(meeting, "单小禾", Role.CHAIR, "主持", said(text, "单小禾主持")),
                    *attended(text, meeting, " ".join(names)),
                ),
            )
        )
    return tuple(readings)


def embedded(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


# What is in the file


def test_each_place_in_a_text_leads_to_the_exact_words() -> None:
    data = embedded(render((province(), city()), title="云泽"))
    quotes = set()
    stack: list[Any] = [data["things"], data["participations"], data["utterances"]]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            for number, start, end, _ in item.get("evidence", []):
                quotes.add(data["documents"][data["articles"][number]["document"]]["text"][start:end])
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    expected = {
        item.evidence.quote
        for reading in (province(), city())
        for items in (
            reading.meetings,
            reading.details,
            reading.participations,
            reading.memberships,
            reading.utterances,
            *(utterance.points for utterance in reading.utterances),
            reading.cascades,
            reading.citations,
            reading.slogans,
        )
        for item in items
    }
    assert quotes == expected


def test_one_person_in_two_articles_is_one_node_with_both_meetings() -> None:
    data = embedded(render((province(), city()), title="云泽"))
    (liu,) = [thing for thing in data["things"] if thing["name"] == "柳青"]
    drawn = [edge for edge in data["edges"] if edge["from"] == liu["id"] and edge["kind"] == "part"]
    assert [edge["roles"] for edge in drawn] == [["attendee"], ["chair"]]


def test_the_cascade_runs_from_the_meeting_that_is_passed_on() -> None:
    data = embedded(render((province(), city()), title="云泽"))
    names = {thing["id"]: thing["name"] for thing in data["things"]}
    arrows = [(names[edge["from"]], names[edge["to"]]) for edge in data["edges"] if edge["kind"] == "cascade"]
    assert arrows == [("节水工作第三次会议", "市节水会议")]


def test_the_bytes_depend_on_the_readings_alone(tmp_path: Path) -> None:
    write_html((province(), city(), *crowd(3, 4)), tmp_path / "a.html")
    write_html((*reversed(crowd(3, 4)), city(), province()), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    build = (
        "import runpy, sys, pathlib; t = runpy.run_path(sys.argv[1]);"
        "t['write_html']((t['province'](), t['city'](), *t['crowd'](3, 4)), pathlib.Path(sys.argv[2]))"
    )
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", build, __file__, str(page)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
        )
        assert page.read_bytes() == (tmp_path / "a.html").read_bytes()


def test_no_label_covers_another() -> None:
    graph = draw(gather((province(), city(), *crowd(4, 17))))
    positions = place(graph)
    assert set(positions) == set(graph)
    boxes = {name: box_of(graph.nodes[name], positions[name]) for name in graph}
    for (one, a), (other, b) in itertools.combinations(boxes.items(), 2):
        apart = a[2] <= b[0] + 2 or b[2] <= a[0] + 2 or a[3] <= b[1] + 2 or b[3] <= a[1] + 2
        assert apart, (graph.nodes[one], graph.nodes[other])


@pytest.mark.parametrize(
    ("readings", "limit", "core", "kinds", "count"),
    [
        ((province(),), 50, 10, {"meeting", "person", "document", "slogan", "post", "directive", "statement"}, 11),
        ((province(),), 8, 10, {"meeting", "person"}, 5),
        (crowd(6, 5), 20, 10, {"meeting", "person"}, 10),
    ],
    ids=["all", "people and meetings", "the most connected"],
)
def test_too_many_nodes_are_not_drawn_at_once(
    readings: tuple[Reading, ...], limit: int, core: int, kinds: set[str], count: int
) -> None:
    graph = draw(gather(readings))
    shown = first_view(graph, limit, core)
    assert {graph.nodes[name]["type"] for name in shown} == kinds
    assert len(shown) == count
    if len(shown) == core:
        chair = max(graph, key=graph.degree)
        assert chair in shown
        assert all(subset(graph, shown).degree(name) > 0 for name in shown)


@pytest.mark.parametrize(
    ("name", "readings"),
    [("白朴", "bai pu/po/piao"), ("单小禾", "dan/shan/chan xiao he"), ("A组", "a zu")],
)
def test_syllables(name: str, readings: str) -> None:
    found = [set(character.split("/")) for character in syllables(name).split()]
    expected = [set(character.split("/")) for character in readings.split()]
    assert [wanted & got for wanted, got in zip(expected, found, strict=True)] == expected


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("市节水会议", ["市节水会议"]),
        ("省委新年第一次专题会议", ["省委新年第一", "次专题会议"]),
        ("长" * 40, ["长" * 9, "长" * 9, "长" * 8 + "…"]),
        ("", [""]),
    ],
)
def test_a_meeting_is_labelled_in_even_lines(name: str, lines: list[str]) -> None:
    assert wrapped(name).split("\n") == lines


def test_the_policy_lets_nothing_run_but_the_page_s_own_two_scripts() -> None:
    page = render((hostile(),), title=ATTACKS["script"])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#x27;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts]
    assert len(digests) == 2
    assert policy.startswith("default-src 'none'; script-src " + " ".join(digests) + ";")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_data_cannot_end_its_element() -> None:
    page = render((hostile(),), title="t")
    block = page.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", block)
    assert embedded(page)["documents"][0]["text"] == hostile().article.document.text


def test_half_a_surrogate_pair_does_not_stop_the_build(tmp_path: Path) -> None:
    text = "题\n坏\ud800字会议"
    reading = Reading(
        Article(
            Document("broken", "broken.txt", text, "utf-8", "0"), 1, 0, len(text), (), (), None, NO_FLOW, NO_FLOW, ()
        ),
        meetings=(Meeting("坏\ud800字会议", "坏\ud800字会议", MeetingKind.MEETING, Evidence(2, 7, text[2:7], "r")),),
    )
    write_html((reading,), tmp_path / "page.html")
    data = embedded((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert data["nodes"][0]["label"].replace("\n", "") == "坏[U+D800]字会议"
    assert data["documents"][0]["text"] == text


def test_no_readings_make_an_empty_page(tmp_path: Path) -> None:
    write_html((), tmp_path / "page.html")
    assert embedded((tmp_path / "page.html").read_text(encoding="utf-8"))["things"] == []


def test_the_folder_of_a_page_is_made(tmp_path: Path) -> None:
    write_html((city(),), tmp_path / "made" / "page.html")
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(KgError, match="cannot be written"):
        write_html((city(),), tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


# What a reader sees


class Page:
    """The page in the browser, by what a reader would look for."""

    def __init__(self, browser: Chrome, file: Path) -> None:
        self.browser = browser
        self.file = file

    def open(self, fragment: str = "") -> None:
        self.browser.get("about:blank")
        self.browser.get_log("browser")
        self.browser.get_log("performance")
        self.browser.get(f"{self.file.as_uri()}#{fragment}")

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector))

    def texts(self, selector: str) -> list[str]:
        return list(self.run("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector))

    def wait(self, selector: str, text: str) -> None:
        deadline = time.monotonic() + 5
        while (seen := self.text(selector)) != text:
            assert time.monotonic() < deadline, f"{selector} shows {seen!r}, not {text!r}"
            time.sleep(0.02)

    def click(self, selector: str) -> None:
        self.browser.find_element("css selector", selector).click()

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def find(self, words: str) -> None:
        from selenium.webdriver.common.keys import Keys

        self.press("/")
        self.press(words)
        self.press(Keys.ENTER)

    def complaints(self) -> list[str]:
        """What stands in the console, but for the notes of the graphics driver on itself."""
        messages = [entry["message"] for entry in self.browser.get_log("browser")]
        return [message for message in messages if "GL Driver Message" not in message]

    def colours(self) -> int:
        """How many colours the drawing shows on the screen."""
        shot = self.browser.find_element("id", "canvas").screenshot_as_base64
        script = (
            "const done = arguments[1]; const image = new Image();"
            "image.onload = () => { const c = new OffscreenCanvas(image.width, image.height).getContext('2d');"
            " c.drawImage(image, 0, 0); const d = c.getImageData(0, 0, image.width, image.height);"
            " done(new Set(new Uint32Array(d.data.buffer)).size); };"
            "image.src = 'data:image/png;base64,' + arguments[0]"
        )
        return int(self.browser.execute_async_script(script, shot))

    def requests(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("data:", "blob:", "about:", "chrome"))]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    romanise = {"单小禾": "Shan Xiaohe"}.get
    write_html((province(), city()), folder / "two.html", romanise=romanise, base_iri=BASE_IRI)
    write_html((hostile(),), folder / "hostile.html", title=ATTACKS["script"], base_iri=BASE_IRI)
    write_html((hostile(),), folder / "hostile-webgl.html", title=ATTACKS["script"], base_iri=BASE_IRI, node_limit=1)
    write_html(crowd(12, 8), folder / "crowd.html", node_limit=50, core=20)
    write_html(crowd(12, 8), folder / "webgl.html", node_limit=50)
    return folder


@pytest.fixture
def page(browser: Chrome, pages: Path) -> Iterator[Page]:
    shown = Page(browser, pages / "two.html")
    shown.open()
    yield shown
    shown.run("try { localStorage.clear() } catch {}")


def test_opens_from_disk_without_a_request_or_a_complaint(page: Page) -> None:
    assert page.text("#counts") == "2 篇文章 · 2 个会议 · 6 人 · 2 条指示要求"
    assert page.run("return document.compatMode") == "CSS1Compat"
    drawn = (
        "const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height)"
    )
    assert page.run(drawn + ".data; return new Set(new Uint32Array(d.buffer)).size") > 20
    assert {unquote(url).split("#")[0] for url in page.requests()} == {page.file.as_uri()}
    assert page.complaints() == []


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("江心月", "江心月"),
        ("jiangxinyue", "江心月"),
        ("jxy", "江心月"),
        ("jiang xy", "江心月"),
        ("Shan Xiao", "单小禾"),
        ("sxh", "单小禾"),
        ("市节水", "市节水会议"),
        ("sjshy", "市节水会议"),
        ("市委书记", "市委书记"),
        ("加强巡查", "要加强巡查"),
        ("节水条例", "《节水条例》"),
        ("水袋", "水袋子"),
    ],
)
def test_finds_by_name_pinyin_post_meeting_and_words(page: Page, words: str, heading: str) -> None:
    page.find(words)
    page.wait("#panel h2", heading)


def test_search_is_worked_by_keyboard_alone(page: Page) -> None:
    from selenium.webdriver.common.keys import Keys

    page.press("/")
    page.press("节水")
    assert page.run("return document.activeElement.id") == "search"
    page.wait("#results .group", "会议")
    page.press(Keys.ARROW_DOWN)
    chosen = page.run("return document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))")
    assert chosen.get_attribute("aria-selected") == "true"
    name = page.text("[aria-selected=true] .name")
    page.press(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    page.wait("#panel h2", name)
    page.press("/")
    page.press("没有这个人")
    page.wait("#found", "0 条结果")
    page.press(Keys.ESCAPE)
    assert page.run("return document.getElementById('results').hidden")


def test_a_line_leads_to_the_words_it_came_from(page: Page) -> None:
    page.find("单小禾")
    page.wait("#panel h2", "单小禾")
    page.click(".tree li .source")
    page.wait("#words", "一要落实节水\n责任")
    start = PROVINCE.index("一要落实")
    assert page.text("#reader .where") == f"第 {start}–{start + 9} 字符 · 规则 numbered"
    assert "news/yunze.txt" in page.text("#reader .head")
    assert page.text("#reader .text") == PROVINCE
    assert page.run(
        "const m = document.getElementById('words').getBoundingClientRect();"
        "const t = document.querySelector('.text').getBoundingClientRect();"
        "return m.top >= t.top && m.bottom <= t.bottom"
    )


def test_a_link_leads_to_the_same_view_and_back_works(page: Page) -> None:
    page.find("柳青")
    page.wait("#panel h2", "柳青")
    page.click("#panel .source")
    page.wait("#words", "市委书记")
    link = page.run("return location.hash.slice(1)")
    page.browser.back()
    page.wait("#words", "")
    assert page.text("#panel h2") == "柳青"
    page.browser.back()
    page.wait("#panel h2", "")
    page.open(link)
    page.wait("#words", "市委书记")
    assert page.text("#panel h2") == "柳青"
    page.press("\ue00c")
    page.wait("#words", "")
    page.press("\ue00c")
    page.wait("#panel h2", "")


@pytest.mark.parametrize(
    "fragment", ["nobody", "__proto__", "person-1+meeting-2", "%3Cimg%20src=x%3E", "list/article-1.x"]
)
def test_a_link_to_nothing_says_so_or_shows_the_lists(page: Page, fragment: str) -> None:
    page.open(fragment)
    assert page.texts("#panel .lead")
    assert page.complaints() == []


def test_a_person_s_panel_tells_posts_roles_and_place_in_the_list(page: Page) -> None:
    page.find("白朴")
    page.wait("#panel h2", "白朴")
    assert page.texts("#panel .part li") == ["节水工作第三次会议2023-05-06名单第 2 位原文"]
    page.find("单小禾")
    page.wait("#panel h2", "单小禾")
    assert page.text("#panel .reading") == "Shan Xiaohe"
    assert page.texts("#panel h3") == ["职务", "主持的会议", "讲话的会议", "讲话要点2"]


def test_a_meeting_s_panel_tells_who_demanded_what_and_what_it_passes_on(page: Page) -> None:
    page.find("节水工作第三次")
    page.wait("#panel h2", "节水工作第三次会议")
    assert page.texts("#panel ol.lines .to") == ["柳青", "白朴", "江心月"]
    assert page.texts("#panel .tree .point") == ["一要落实节水责任", "要加强巡查", "形势总体向好"]
    assert page.texts("#panel .tree .tree .point") == ["要加强巡查"]
    page.run("[...document.querySelectorAll('#panel a')].find(a => a.textContent === '市节水会议').click()")
    page.wait("#panel h2", "市节水会议")
    assert "节水工作第三次会议" in page.text("#panel")


def test_a_line_of_the_drawing_has_a_panel_of_its_own(page: Page) -> None:
    data = embedded(page.file.read_text(encoding="utf-8"))
    ids = {thing["name"]: thing["id"] for thing in data["things"]}
    page.open(f"{ids['柳青']}+{ids['市节水会议']}")
    page.wait("#panel h2", "柳青 → 市节水会议")
    assert page.texts("#panel li") == ["主持：柳青主持原文"]


def test_filters_take_types_off_the_drawing(page: Page) -> None:
    for box in page.browser.find_elements("css selector", "#filters fieldset:first-child input:checked"):
        box.click()
    assert page.text("#notice") == "没有可显示的内容。"
    page.click("#filters input")
    assert page.text("#notice") == "筛选后显示 2 个。 取消筛选"
    page.click("#notice button")
    assert page.run("return document.getElementById('notice').hidden")


def test_filters_stand_in_the_address_and_back_undoes_them(browser: Chrome, pages: Path) -> None:
    from selenium.webdriver import ActionChains

    page = Page(browser, pages / "webgl.html")
    page.open()
    bars = browser.find_element("css selector", ".bars")
    month = bars.size["width"] / 12
    ActionChains(browser).move_to_element_with_offset(bars, -3.5 * month, 0).click_and_hold().move_by_offset(
        int(2 * month), 0
    ).release().perform()
    page.wait("#notice", "筛选后显示 28 个。 日期不详的会议不显示。 取消筛选")
    assert page.run("return location.hash") == "#?from=2023-03&to=2023-05"
    page.run("[...document.querySelectorAll('#filters label input')].at(-1).click()")
    page.wait("#notice", "筛选后显示 4 个。 日期不详的会议不显示。 取消筛选")
    link = page.run("return location.hash.slice(1)")
    browser.back()
    page.wait("#notice", "筛选后显示 28 个。 日期不详的会议不显示。 取消筛选")
    page.open(link)
    page.wait("#notice", "筛选后显示 4 个。 日期不详的会议不显示。 取消筛选")
    page.find("第3次例会")
    page.wait("#panel h2", "第3次例会")
    assert "from=2023-03" in page.run("return location.hash")
    page.open("?place=1号楼")
    page.wait("#notice", "筛选后显示 37 个。 取消筛选")
    page.open("?place=nowhere&from=x&types=y&level=z&near=w")
    assert page.text("#notice") == "没有可显示的内容。"
    assert page.complaints() == []


def test_the_level_of_a_post_limits_the_drawing(page: Page) -> None:
    page.run(
        "const list = document.querySelector('#filters select'); list.value = 'city';"
        "list.dispatchEvent(new Event('change'))"
    )
    page.wait("#notice", "筛选后显示 3 个。 取消筛选")


def test_speech_unfolds_on_demand(page: Page) -> None:
    page.find("单小禾")
    page.wait("#panel h2", "单小禾")
    assert page.text("#panel .actions button") == "在图上展开讲话要点（3）"
    page.click("#panel .actions button")
    assert page.text("#panel .actions button") == "收起讲话要点"


def test_the_pointer_on_the_drawing_does_not_take_the_keyboard_from_the_search(page: Page) -> None:
    from selenium.webdriver import ActionChains

    page.press("/")
    ActionChains(page.browser).move_to_element(page.browser.find_element("id", "canvas")).move_by_offset(9, 9).perform()
    page.press("江心月")
    page.wait("[aria-selected=true] .name", "江心月")


def test_english_and_dark_last_beyond_the_page(page: Page) -> None:
    page.click("#language")
    page.click("#theme")
    assert page.text("#counts") == "2 articles · 2 meetings · 6 people · 2 directives"
    page.open()
    assert page.run("return [document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]


@pytest.mark.parametrize(("browsers", "language"), [("zh-TW,en", "zh-Hans"), ("fr,en-GB,zh", "en"), ("fr", "en")])
def test_the_page_opens_in_the_language_of_the_browser(page: Page, browsers: str, language: str) -> None:
    agent = page.run("return navigator.userAgent")
    page.browser.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": browsers})
    try:
        page.open()
        assert page.run("return document.documentElement.lang") == language
    finally:
        page.browser.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "zh-CN"})


def test_works_where_storage_is_refused(browser: Chrome, pages: Path) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": refuse})
    try:
        page = Page(browser, pages / "two.html")
        page.open()
        page.click("#language")
        assert page.text("#counts") == "2 articles · 2 meetings · 6 people · 2 directives"
        assert page.complaints() == []
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_every_control_has_a_name(page: Page) -> None:
    page.find("单小禾")
    page.wait("#panel h2", "单小禾")
    nameless = page.run(
        "return [...document.querySelectorAll('a, button, input, select, [role]')].filter(e =>"
        " e.getClientRects().length && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length"
        " || e.getAttribute('role') === 'presentation' || e.getAttribute('role') === 'group')).map(e => e.outerHTML)"
    )
    assert nameless == []


@pytest.mark.parametrize("file", ["hostile.html", "hostile-webgl.html"])
def test_hostile_words_show_as_words(browser: Chrome, pages: Path, file: str) -> None:
    page = Page(browser, pages / file)
    page.open()
    assert page.text("h1") == ATTACKS["script"]
    assert browser.title == ATTACKS["script"]
    data = embedded(page.file.read_text(encoding="utf-8"))
    for thing in data["things"]:
        page.open(thing["id"])
        page.wait("#panel h2", thing["name"])
        page.run("document.querySelector('#panel .source')?.click()")
        page.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: '/'}))")
    page.open(next(thing["id"] for thing in data["things"] if thing["name"] == ATTACKS["link"]))
    page.click("#panel .source")
    page.wait("#reader .text", hostile().article.document.text)
    assert [
        control.get_attribute("data-code") for control in browser.find_elements("css selector", ".text .control")
    ] == [
        "U+202E",
        "U+2066",
    ]
    assert page.run("return window.hurt") is None
    assert page.run("return document.querySelectorAll('img, iframe, object, [onmouseover], [onerror]').length") == 0
    assert page.run("return [...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))")
    assert {unquote(url).split("#")[0] for url in page.requests()} == {page.file.as_uri()}
    assert page.complaints() == []


def test_a_table_to_take_along_runs_no_formula(browser: Chrome, pages: Path, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page = Page(browser, pages / "hostile.html")
    data = embedded(page.file.read_text(encoding="utf-8"))
    page.open(next(thing["id"] for thing in data["things"] if thing["type"] == "meeting"))
    page.run("[...document.querySelectorAll('.actions button')].at(-2).click()")
    table = arrived(tmp_path, "*.csv").read_text(encoding="utf-8-sig")
    assert table.startswith('"section","text","source","file","start","end","rule","quote"')
    assert '"\'=HYPERLINK(1)"' in table
    assert '"=HYPERLINK' not in table


def arrived(folder: Path, pattern: str) -> Path:
    """The file that the browser has downloaded."""
    deadline = time.monotonic() + 5
    while not (files := [file for file in folder.glob(pattern) if file.stat().st_size]):
        assert time.monotonic() < deadline, f"no {pattern} arrived"
        time.sleep(0.05)
    return files[0]


@pytest.mark.parametrize("file", ["two.html", "webgl.html"])
def test_the_drawing_can_be_taken_along(browser: Chrome, pages: Path, tmp_path: Path, file: str) -> None:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page = Page(browser, pages / file)
    page.open()
    page.run("[...document.querySelectorAll('.files button')].forEach(b => b.textContent === '打印' || b.click())")
    drawn = ElementTree.parse(arrived(tmp_path, "*.svg")).getroot()
    names = {label.text for label in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert "单小禾" in names
    png = arrived(tmp_path, "*.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
    assert page.complaints() == []


def test_the_query_gives_the_panel_s_rows(page: Page, tmp_path: Path) -> None:
    triples = itertools.chain.from_iterable(graph.triples(reading, BASE_IRI) for reading in (province(), city()))
    (tmp_path / "graph.ttl").write_bytes(to_turtle(triples, prefixes(BASE_IRI)))
    opened = open_graph(tmp_path)
    seen = set()
    for thing in embedded(page.file.read_text(encoding="utf-8"))["things"]:
        page.open(thing["id"])
        page.run("[...document.querySelectorAll('.actions button')].find(b => b.textContent === 'SPARQL').click()")
        answer = run(opened, page.run("return document.querySelector('.query textarea').value"))
        found = {(row[4], row[5], row[6]) for row in answer.rows}
        links = page.run("return [...document.querySelectorAll('#panel .source')].map(a => a.getAttribute('href'))")
        shown = {tuple(link.rsplit("/", 1)[1].split(".")[1:]) for link in links}
        # The panel of a point also shows what stands around it.
        assert found == shown or (thing["type"] in ("directive", "statement") and found < shown), thing
        seen.add(thing["type"])
    assert seen == {"person", "meeting", "post", "document", "slogan", "directive", "statement"}


@pytest.mark.parametrize("fragment", ["", "thing", "evidence"])
def test_a_phone_is_wide_enough(page: Page, fragment: str) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.open()
        if fragment:
            page.find("节水工作第三次")
            page.wait("#panel h2", "节水工作第三次会议")
        if fragment == "evidence":
            page.click("#panel .source")
        assert page.run("return document.documentElement.scrollWidth") <= 390
        assert (
            page.run(
                "return [...document.querySelectorAll('button, a, input, h2, li')].filter(e => { const r ="
                " e.getBoundingClientRect(); return r.width && !e.classList.contains('skip') && r.right > 391; })"
                ".length"
            )
            == 0
        )
    finally:
        page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_crowd_opens_with_its_most_connected_and_leads_to_the_rest(browser: Chrome, pages: Path) -> None:
    page = Page(browser, pages / "crowd.html")
    page.open()
    assert page.text("#notice") == "全图有 109 个人物和会议，先显示联系最多的 20 个。其余可搜索，或在列表里打开。"
    page.find("客11之7")
    page.wait("#panel h2", "客11之7")
    assert page.text("#notice") == "只显示“客11之7”的周边。 看全图"
    page.click("#notice button")
    assert page.text("#notice").startswith("全图有 109")
    assert page.complaints() == []


def test_a_large_graph_is_drawn_by_webgl_and_what_surrounds_one_thing_in_full(browser: Chrome, pages: Path) -> None:
    page = Page(browser, pages / "webgl.html")
    page.open()
    assert page.run("return document.getElementById('notice').hidden")
    assert page.colours() > 200
    page.open("?types=meeting&from=2023-08&to=2023-08")  # the only meeting stands in the middle
    page.click("#overview .sigma-mouse")
    page.wait("#panel h2", "第7次例会")
    assert page.run("return document.getElementById('network').hidden")
    page.run("[...document.querySelectorAll('.actions button')].find(b => b.textContent === '只看周边').click()")
    page.wait("#notice", "只显示“第7次例会”的周边。 看全图")
    assert page.run("return document.getElementById('overview').hidden")
    images = "[...document.querySelectorAll('#canvas [role=img]')]"
    assert page.run(f"return {images}.length > 1 && {images}.every(image => image.getAttribute('aria-label'))")
    page.browser.back()
    page.wait("#notice", "筛选后显示 1 个。 日期不详的会议不显示。 取消筛选")
    assert page.run("return document.getElementById('network').hidden")
    assert page.complaints() == []


def test_without_webgl_the_best_connected_are_drawn(browser: Chrome, pages: Path) -> None:
    refuse = (
        "const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext ="
        " function (kind, ...rest) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); }"
    )
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": refuse})
    try:
        page = Page(browser, pages / "webgl.html")
        page.open()
        assert page.run("return document.getElementById('overview').hidden")
        assert page.colours() > 100
        assert page.complaints() == []
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_twenty_thousand_nodes_open_and_answer(browser: Chrome, tmp_path: Path) -> None:
    write_html(crowd(2222, 8), tmp_path / "page.html")
    page = Page(browser, tmp_path / "page.html")
    page.open()
    assert page.text("#counts") == "2222 篇文章 · 2222 个会议 · 17777 人 · 0 条指示要求"
    assert page.colours() > 200
    page.find("客2221之7")
    page.wait("#panel h2", "客2221之7")
    assert page.complaints() == []


def test_what_the_page_brings_along_is_recorded() -> None:
    folder = Path(html.__file__).parent / "explorer" / "vendor"
    record = (folder / "README.md").read_text(encoding="utf-8")
    scripts = sorted(folder.glob("*.js"))
    assert [script.name for script in scripts] == ["graphology.umd.min.js", "sigma.min.js"]
    for script in scripts:
        (line,) = [line for line in record.splitlines() if f"`{script.name}`" in line]
        assert hashlib.sha256(script.read_bytes()).hexdigest() in line
    assert "Permission is hereby granted" in render(crowd(2, 2), title="t", node_limit=3)


@pytest.mark.parametrize(
    ("post", "level"),
    [
        ("中共中央政治局委员", "central"),
        ("国务院副总理", "central"),
        ("云泽省委书记", "province"),
        ("副省长", "province"),
        ("省卫健委副主任", "province"),
        ("自治区党委书记", "province"),
        ("上海市委书记", "province"),
        ("市委书记", "city"),
        ("湖口市副市长", "city"),
        ("市领导", "city"),
        ("市场监管局局长", None),
        ("原副市长", "city"),
        ("县委书记", "county"),
        ("柳湾区委副书记", "county"),
        ("区长", "county"),
        ("城关镇党委书记", "township"),
        ("集团董事长", None),
        ("", None),
    ],
)
def test_the_level_that_a_post_s_words_name(post: str, level: str | None) -> None:
    assert level_of(post) == level
