"""A meeting's 精神 comes down from the centre to a county, each level passing on the meeting of the one above."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from kg.export.turtle import to_turtle
from kg.model import Document, Reading
from kg.rdf.graph import triples
from kg.rdf.vocab import prefixes
from kg.recognise import load_rules
from kg.resolve import identify, in_series, join_sessions, join_tellings, read_articles
from kg.segment import segment
from kg.store import asked_of, named_query, open_graph, run

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Answer, Graph

CENTRE, PROVINCE, CITY, COUNTY = (f"{whose}节水增效工作会议" for whose in ("全国", "全省", "全市", "全县"))
NEWS = (
    ("2031-05-07", "云泽新闻网", f"5月6日，{CENTRE}在北京召开。水利部部长周广立主持会议并讲话。"),
    (
        "2031-05-13",
        "甘肃日报",
        f"5月12日，{PROVINCE}召开，传达学习{CENTRE}精神。甘肃省委书记何立新主持会议并讲话。",
    ),
    (
        "2031-05-19",
        "兰州日报",
        f"5月18日，{CITY}召开，传达学习{PROVINCE}精神。兰州市委书记宓广昀主持会议并讲话。",
    ),
    (
        "2031-05-25",
        "榆中新闻网",
        f"5月24日，{COUNTY}召开，传达学习{CITY}精神。榆中县委书记白云涛主持会议并讲话。",
    ),
)


def resolved(*news: tuple[str, str, str]) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for number, (published, publisher, text) in enumerate(news, 1):
        source = f"news-{number}"
        document = Document(source, f"{source}.txt", text, "utf-8", source, None, published, publisher)
        found += read_articles(segment(document), load_rules())
    return tuple(in_series(join_tellings(identify(tuple(join_sessions(found)))[0])))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder: Path = tmp_path_factory.mktemp("descent")
    found = chain.from_iterable(triples(reading) for reading in resolved(*NEWS))
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return open_graph(folder)


def columns(answer: Answer, *names: str) -> list[tuple[str, ...]]:
    places = [answer.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in answer.rows]


def test_the_chain_from_the_centre_to_the_county_has_its_four_levels(graph: Graph) -> None:
    answer = run(graph, named_query("descent").sparql)
    assert columns(answer, "top_name", "step", "level", "name", "upper_name", "source") == [
        (CENTRE, "0", "central", CENTRE, "", "news-1"),
        (CENTRE, "1", "province", PROVINCE, CENTRE, "news-2"),
        (CENTRE, "2", "prefecture", CITY, PROVINCE, "news-3"),
        (CENTRE, "3", "county", COUNTY, CITY, "news-4"),
    ]


def test_the_chain_can_be_asked_of_by_a_meeting_in_it(graph: Graph) -> None:
    answer = run(graph, asked_of(named_query("descent"), {"meeting": "全县"}))
    assert columns(answer, "step", "level", "name") == [("3", "county", COUNTY)]


def test_the_three_meetings_of_each_link_stand_in_chain_too(graph: Graph) -> None:
    answer = run(graph, named_query("chain").sparql)
    assert columns(answer, "upper_name", "middle_name", "lower_name") == [
        (CENTRE, PROVINCE, CITY),
        (PROVINCE, CITY, COUNTY),
    ]


@pytest.mark.parametrize(("outlet", "city", "passed_on"), [("兰州日报", "兰州", True), ("昆明日报", "昆明", False)])
def test_a_city_passes_on_the_meeting_of_its_own_province(outlet: str, city: str, passed_on: bool) -> None:
    published, _, text = NEWS[2]
    _, province, below = resolved(NEWS[0], NEWS[1], (published, outlet, text.replace("兰州", city)))
    (held,) = (m.key for m in province.meetings if m.reported)
    (link,) = below.cascades
    assert (link.target == held) is passed_on
