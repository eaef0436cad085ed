"""What several days of news tell together: order in lists, absences, slogans and documents from day to day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

from kg import pipeline
from kg.export.turtle import to_turtle
from kg.model import Document
from kg.rdf.graph import triples
from kg.rdf.vocab import prefixes
from kg.recognise import load_rules
from kg.resolve import read_articles
from kg.segment import segment
from kg.store import Graph, named_query, open_graph, run
from tests.readings import SERIES, roll

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Reading


def write(folder: Path, *readings: Reading) -> Graph:
    found = [triple for reading in readings for triple in triples(reading)]
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return open_graph(folder)


def ask(graph: Graph, name: str, columns: int) -> list[tuple[str, ...]]:
    """The first columns of the answer, which another store gives too."""
    query = named_query(name).sparql
    rows = run(graph, query).rows
    elsewhere = rdflib.Graph().parse(graph.path, format="turtle").query(query)
    assert [tuple("" if term is None else str(term) for term in row) for row in elsewhere] == list(rows)
    return [row[:columns] for row in rows]


@pytest.mark.parametrize(
    ("story", "rolls", "expected"),
    [
        (
            "柳青 passes 白朴",
            [
                roll("2031-01-01", "白朴", "柳青"),
                roll("2031-02-01", "白朴", "柳青"),
                roll("2031-03-01", "柳青", "白朴"),
            ],
            [("柳青", "白朴", "2031-02-01 2031-02-01", "2", "2031-03-01 2031-03-01", "1")],
        ),
        (
            "who is in one list alone has passed nobody",
            [roll("2031-01-01", "白朴", "米兰", "柳青"), roll("2031-03-01", "柳青", "田野")],
            [],
        ),
        (
            "back and forth is no change",
            [
                roll("2031-01-01", "白朴", "柳青"),
                roll("2031-02-01", "柳青", "白朴"),
                roll("2031-03-01", "白朴", "柳青"),
            ],
            [],
        ),
        (
            "a list by strokes of the surname says nothing of order",
            [roll("2031-01-01", "白朴", "柳青"), roll("2031-03-01", "柳青", "白朴", words="出席（按姓氏笔画排序）")],
            [],
        ),
    ],
)
def test_a_change_of_order(tmp_path: Path, story: str, rolls: list[Reading], expected: list[tuple[str, ...]]) -> None:
    assert ask(write(tmp_path, *rolls), "order", 6) == expected, story


def test_who_is_missing_from_a_list_where_he_stood_before(tmp_path: Path) -> None:
    graph = write(
        tmp_path,
        roll("2031-01-01", "白朴", "柳青", "米兰"),
        roll("2031-02-01", "白朴", "米兰", "田野"),
        roll("2031-03-01", "白朴", "柳青", "田野"),
        roll("2031-04-01", "白朴", "田野"),
    )
    assert ask(graph, "absences", 5) == [
        (SERIES, "柳青", "2031-02-01", "2031-01-01", "2031-03-01"),
        (SERIES, "米兰", "2031-03-01", "2031-01-01", "2031-02-01"),
    ]


def news(day: str, text: str) -> tuple[Reading, ...]:
    return read_articles(segment(Document(day, f"{day}.txt", text, "utf-8", day, published=day)), load_rules())


@pytest.mark.parametrize("words", ["{}、{}出席会议。", "出席会议的有{}、{}。"])
def test_a_change_of_order_in_the_words_of_the_news(tmp_path: Path, words: str) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    for day, *names in (("20310101", "副市长白朴", "副市长柳青"), ("20310301", "副市长柳青", "副市长白朴")):
        text = f"市委常委会召开会议\n\n市委常委会召开会议。市委书记米兰主持会议。{words.format(*names)}\n"
        (news / f"yunze-{day}.txt").write_text(text, encoding="utf-8")
    pipeline.build([str(news)], out, html=False)
    assert [row[:2] for row in ask(open_graph(out), "order", 6)] == [("柳青", "白朴")]


def test_a_slogan_and_a_document_from_day_to_day(tmp_path: Path) -> None:
    graph = write(
        tmp_path,
        *news("2031-03-01", "3月1日，云泽市委书记柳青主持召开座谈会。柳青强调，要坚持“三个不放松”，落实《节水方案》。"),
        *news("2031-01-01", "1月1日，云泽市长白朴主持召开座谈会。白朴强调，要坚持“三个不放松”，落实《节水方案》。"),
    )
    assert ask(graph, "slogan-history", 5) == [
        ("三个不放松", "2031-01-01", "2031-01-01", "2031-01-01", "白朴"),
        ("三个不放松", "2031-01-01", "2031-03-01", "2031-03-01", "柳青"),
    ]
    assert ask(graph, "document-history", 5) == [
        ("《节水方案》", "2031-01-01", "2031-01-01", "2031-01-01", "白朴"),
        ("《节水方案》", "2031-01-01", "2031-03-01", "2031-03-01", "柳青"),
    ]
