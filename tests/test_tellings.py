"""When meetings of several articles are one, when not, and what of texts that are printed twice."""

from __future__ import annotations

import random
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
from kg.store import named_query, open_graph, run

if TYPE_CHECKING:
    from pathlib import Path

REPRINTED = (
    "5月6日，全国水利重点工作座谈会在北京召开。水利部部长周广立主持会议并讲话。\n"
    "周广立强调，要坚持节水优先，落实《节水方案》，加强河湖管理，推进重大工程，做好防汛抗旱各项准备。\n"
    "会议要求，各地要压实责任，细化措施，加强督促检查，确保今年各项任务按时完成，让群众用上放心水。\n"
    "参加会议的同志围绕农村供水、灌区改造和水价改革作了交流，并对下一步工作提出了意见建议。"
)


def read(*news: str, day: str = "2031-05-07", outlet: str = "云泽新闻网") -> list[Reading]:
    """Each text as a document of its own, published on `day`, each article by itself."""
    found: list[Reading] = []
    for number, text in enumerate(news, 1):
        at, _, words = text.rpartition("|")
        document = Document(f"news-{number}", f"{number}.txt", words, "utf-8", f"{number}", None, at or day, outlet)
        found += read_articles(segment(document), load_rules())
    return found


def joined(readings: list[Reading]) -> tuple[Reading, ...]:
    return tuple(in_series(join_tellings(identify(tuple(join_sessions(readings)))[0])))


def rules(readings: tuple[Reading, ...]) -> list[str]:
    return [telling.rule for reading in readings for telling in reading.tellings]


def keys(readings: tuple[Reading, ...]) -> set[str]:
    return {m.key for reading in readings for m in reading.meetings}


@pytest.mark.parametrize(
    ("story", "news", "grounds"),
    [
        (
            "one name, one day, one chair",
            [
                "5月6日，甘肃省委书记周广立主持召开节水增效专题座谈会。",
                "甘肃省委书记周广立5月6日主持召开节水增效专题座谈会并讲话。",
            ],
            ["same-chair"],
        ),
        (
            "a shortened name, one chair",
            [
                "5月6日，甘肃省委书记周广立主持召开全省节水增效工作视频调度会议。",
                "5月6日，甘肃省委书记周广立主持召开节水增效调度会议。",
            ],
            ["same-chair"],
        ),
        (
            "another day",
            [
                "5月6日，甘肃省委书记周广立主持召开节水增效专题座谈会。",
                "5月5日，甘肃省委书记周广立主持召开节水增效专题座谈会。",
            ],
            [],
        ),
        (
            "another chair",
            [
                "5月6日，甘肃省委书记周广立主持召开节水增效专题座谈会。",
                "5月6日，云南省省长何立新主持召开节水增效专题座谈会。",
            ],
            [],
        ),
        (
            "one leader, two meetings of one bare name",
            ["5月6日，甘肃省委书记周广立主持召开座谈会。", "5月6日，甘肃省委书记周广立主持召开会议。"],
            [],
        ),
        (
            "two times of one day",
            [
                "5月6日上午，甘肃省委书记周广立主持召开节水增效专题座谈会。",
                "5月6日下午，甘肃省委书记周广立主持召开节水增效专题座谈会。",
            ],
            [],
        ),
        (
            "a group for the work is not the conference on the work",
            [
                "5月6日，甘肃省委书记周广立主持召开节水增效工作会议。",
                "5月6日，甘肃省委书记周广立主持召开节水增效工作领导小组会议。",
            ],
            [],
        ),
        (
            "a conference of the whole country",
            ["5月6日，全国节水增效工作会议在北京召开。", "全国节水增效工作会议5月6日在北京召开。"],
            ["same-body"],
        ),
        (
            "two provinces hold conferences of one name",
            ["5月6日，甘肃省节水增效工作会议召开。", "5月6日，云南省节水增效工作会议召开。"],
            [],
        ),
        (
            "an exhibition by its number",
            ["5月6日，第七届世界节水技术大会在云泽召开。", "第七届世界节水技术大会5月6日在云泽召开。"],
            ["same-name"],
        ),
        (
            "the meeting whose 精神 is studied",
            [
                "2031-05-07|5月6日，全国节水增效工作会议在北京召开。",
                "2031-05-20|5月19日，甘肃省委书记周广立主持召开专题座谈会，传达学习全国节水增效工作会议精神。",
            ],
            ["named-again"],
        ),
        (
            "the exhibition of that number, told of later without a day",
            [
                "2031-05-07|5月6日，第七届世界节水技术大会在云泽召开。",
                "2031-05-09|第七届世界节水技术大会在云泽召开，各国专家参加。",
            ],
            ["named-again"],
        ),
        (
            "a delegation deliberates more than once",
            [
                "2031-03-07|3月6日，甘肃省委书记周广立参加甘肃代表团审议。",
                "2031-03-09|云南省省长何立新参加甘肃代表团审议。",
            ],
            [],
        ),
        (
            "last year's conference is not meant",
            [
                "2030-05-07|5月6日，全国节水增效工作会议在北京召开。",
                "2031-05-20|5月19日，甘肃省委书记周广立主持召开专题座谈会，传达学习全国节水增效工作会议精神。",
            ],
            [],
        ),
        (
            "one of two is meant, and nobody knows which",
            [
                "2031-05-07|5月6日，全国节水增效工作会议在北京召开。",
                "2031-05-11|5月10日，全国节水增效工作会议在重庆召开。",
                "2031-05-20|5月19日，甘肃省委书记周广立主持召开专题座谈会，传达学习全国节水增效工作会议精神。",
            ],
            [],
        ),
    ],
)
def test_what_is_one_meeting(story: str, news: list[str], grounds: list[str]) -> None:
    apart = read(*news)
    together = joined(apart)
    assert rules(together) == grounds, story
    assert len(keys(tuple(apart))) - len(keys(together)) == len(grounds), story


def test_the_meeting_goes_by_its_fullest_name() -> None:
    readings = joined(
        read(
            "5月6日，甘肃省委书记周广立主持召开全省节水增效工作视频调度会议。",
            "5月6日，甘肃省委书记周广立主持召开节水增效调度会议。",
        )
    )
    assert {m.label for r in readings for m in r.meetings} == {"全省节水增效工作视频调度会议"}
    (key,) = keys(readings)
    assert {p.meeting for r in readings for p in r.participations} == {key}


@pytest.mark.parametrize(
    ("change", "reprints"),
    [
        (lambda text: text.replace("。\n", "。\n\n  "), 1),
        (lambda text: text + "\n来源：云泽日报\n责任编辑：高山", 1),
        (lambda text: text + "（记者高山）", 1),
        (lambda text: text.replace("放心水", "安全水"), 0),
        (lambda text: text[:40], 0),
    ],
)
def test_a_text_that_is_printed_twice(change: object, reprints: int) -> None:
    assert callable(change)
    first, second = joined(read(REPRINTED, change(REPRINTED)))
    assert first.reprint is None
    assert (second.reprint is not None) == bool(reprints)
    if reprints:
        assert second.reprint is not None
        assert second.reprint.other == "news-1"
        assert len(keys((first, second))) == 1
        assert rules((second,)) == ["same-text"]


@pytest.mark.parametrize("name", ["most-chairs", "most-directives", "verbs"])
def test_a_text_that_is_printed_twice_counts_once(tmp_path: Path, name: str) -> None:
    answers = []
    for news in ((REPRINTED,), (REPRINTED, REPRINTED + "\n来源：云泽日报")):
        (tmp_path / "graph.ttl").write_bytes(written(joined(read(*news))))
        answers.append(run(open_graph(tmp_path), named_query(name).sparql).rows)
    assert answers[0]
    assert answers[0] == answers[1]


def test_a_short_notice_is_no_reprint() -> None:
    assert [r.reprint for r in joined(read("今天，外交部举行例行记者会。", "今天，外交部举行例行记者会。"))] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("甘肃省委第二十一次专题会议", "甘肃省委专题会议"),
        ("甘肃省委第三次专题会议", "甘肃省委专题会议"),
        ("国务院第七次全体会议", "国务院全体会议"),
        ("第七届世界节水技术大会", "世界节水技术大会"),
        ("节水增效专题座谈会", None),
    ],
)
def test_the_series_of_a_meeting(name: str, series: str | None) -> None:
    (reading,) = joined(read(f"5月6日，{name}在兰州召开。"))
    assert [m.session_of for m in reading.meetings] == [series]


@pytest.mark.parametrize(("outlet", "series"), [("甘肃日报", "甘肃省委专题会议"), ("云泽新闻网", None)])
def test_the_place_of_a_series_is_told_by_the_outlet_or_left_open(outlet: str, series: str | None) -> None:
    (reading,) = joined(read("5月6日，省委第二十一次专题会议召开。", outlet=outlet))
    (meeting,) = reading.meetings
    assert meeting.session_of == series
    assert (meeting.grounds is None) == (series is None)


def test_the_graph_does_not_depend_on_the_order_of_the_articles() -> None:
    news = read(
        REPRINTED,
        REPRINTED + "\n来源：云泽日报",
        "5月6日，甘肃省委书记周广立主持召开全省节水增效工作视频调度会议。",
        "5月6日，甘肃省委书记周广立主持召开节水增效调度会议。",
        "5月6日，甘肃省委书记周广立主持召开节水增效工作调度会议。",
        "5月6日，全国节水增效工作会议在北京召开。",
        "2031-05-20|5月19日，甘肃省委书记周广立主持召开专题座谈会，传达学习全国节水增效工作会议精神。",
    )
    whole = written(joined(news))
    for seed in range(5):
        mixed = list(news)
        random.Random(seed).shuffle(mixed)
        assert written(joined(mixed)) == whole


def written(readings: tuple[Reading, ...]) -> bytes:
    return to_turtle(chain.from_iterable(triples(reading) for reading in readings), prefixes())
