"""Resolving is a function of the set of articles: in whatever order they come, by whatever edits, the bytes are one."""

from __future__ import annotations

from functools import cache, reduce
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.export.turtle import to_turtle
from kg.model import Document, Links, Reading
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from kg.recognise import load_rules
from kg.resolve import (
    Judgement,
    findings,
    identify,
    in_series,
    join_sessions,
    join_tellings,
    read_articles,
    tenures,
)
from kg.resolve.traces import merged, traces, with_offices
from kg.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAILY, NEWS = "甘肃日报", "云泽新闻网"
REPRINTED = (
    "5月6日，全省节水增效工作会议召开。甘肃省委书记王伟主持会议并讲话。\n"
    "王伟强调，要坚持节水优先，落实《节水方案》，加强河湖管理，推进重大工程，做好防汛抗旱各项准备。\n"
    "会议要求，各地要压实责任，细化措施，加强督促检查，确保今年各项任务按时完成，让群众用上放心水。\n"
    "参加会议的同志围绕农村供水、灌区改造和水价改革作了交流，并对下一步工作提出了意见建议。"
)
SHELF = (
    # One post, and the same post as a past one, in two articles of one file.
    ("2031-05-07", NEWS, "5月6日，甘肃省委书记王伟出席会议。", "5月6日，原甘肃省委书记王伟出席座谈会。"),
    (
        "2031-05-07",
        DAILY,
        "5月6日，省长何立新出席会议。",
        "5月6日，甘肃省省长何立新主持召开座谈会。",
    ),
    # Bare names and lists, without a day of publication.
    (None, NEWS, "王伟、何立新、赵小东出席会议。"),
    (None, NEWS, "王伟、何立新、赵小东、宓广昀出席会议。"),
    ("2031-05-07", NEWS, "5月6日，国务院副总理王伟主持召开座谈会。何立新、赵小东出席会议。"),
    ("2031-06-01", NEWS, "5月31日，青海省委书记王伟主持召开座谈会。"),
    ("2031-06-01", NEWS, "5月31日，青海省省长宓广昀、西宁市市长赵小东出席会议。"),
    # One meeting in several words on one day, one text printed twice, and what passes it on.
    ("2031-05-07", DAILY, REPRINTED),
    ("2031-05-07", NEWS, REPRINTED + "\n来源：甘肃日报"),
    ("2031-05-07", NEWS, "5月6日，甘肃省委书记王伟主持召开甘肃省节水增效工作会议。"),
    ("2031-05-07", NEWS, "5月6日，甘肃省委书记王伟主持召开节水增效工作视频会议。"),
    ("2031-05-20", DAILY, "5月19日，兰州市委书记宓广昀主持召开专题座谈会，传达学习全省节水增效工作会议精神。"),
    ("2031-05-20", NEWS, "5月19日，中共中央总书记周广立主持召开党的二十届四中全会。"),
    ("2031-05-21", NEWS, "5月20日，青海省委书记王伟主持召开会议，传达学习党的二十届四中全会精神。"),
    # A name of another land, with the state carried along a list, and with posts that are at odds or past.
    ("2031-05-07", NEWS, "5月6日，法国总统尔德罗夫、外交部部长尔德罗出席会议。"),
    ("2031-05-09", NEWS, "5月8日，法国外长尔德罗、总统尔德罗夫出席会议。"),
    (
        "2031-05-10",
        NEWS,
        "5月9日，原法国总统尔德罗夫出席会议。",
        "5月9日，法国总统尔德罗夫出席座谈会。",
        "5月9日，法国总理尔德罗夫出席论坛。",
    ),
)
JUDGED = (
    Judgement("same", "王伟", "article-0", "article-5", "云泽年鉴 2031"),
    Judgement("different", "王伟", "article-0", "article-4", "云泽年鉴 2031"),
    Judgement("different", "全省节水增效工作会议", "article-7", "article-8", "云泽年鉴 2031"),
)
SLOTS = st.integers(0, 5)
TEXTS = st.integers(0, len(SHELF) - 1)
EDITS = st.lists(st.tuples(SLOTS, st.one_of(st.none(), TEXTS)), max_size=14)


@cache
def read(slot: int, text: int) -> tuple[Reading, ...]:
    """The articles of one file, in the document of one slot."""
    published, publisher, *articles = SHELF[text]
    source, found = f"article-{slot}", []
    for number, words in enumerate(articles, 1):
        document = Document(source, f"{source}.txt", words or "", "utf-8", f"{slot}-{text}", None, published, publisher)
        numbered = (replace(article, number=number) for article in segment(document))
        found += read_articles(tuple(numbered), load_rules())
    return tuple(found)


def written(readings: Iterable[Reading], judgements: Sequence[Judgement] = ()) -> bytes:
    """The graph of `readings`, resolved together, as a build writes it."""
    known, candidates = identify(tuple(join_sessions(readings)), judgements)
    resolved = tuple(in_series(join_tellings(known, judgements)))
    held = tenures(resolved)
    links = Links(candidates, held, tuple(findings(held)))
    found = chain.from_iterable(triples(reading) for reading in resolved)
    return to_turtle(chain(found, link_triples(links)), prefixes())


@pytest.fixture(scope="module")
def whole() -> tuple[Reading, ...]:
    return tuple(chain.from_iterable(read(slot, slot) for slot in range(len(SHELF))))


@settings(deadline=None, max_examples=25)
@given(edits=EDITS, data=st.data())
def test_any_edits_lead_to_the_graph_of_building_afresh(
    edits: list[tuple[int, int | None]], data: st.DataObject
) -> None:
    """Articles come in, change and go; what is left gives the same bytes in the order of the edits and in any other."""
    shelf: dict[int, int] = {}
    for slot, text in edits:
        shelf.pop(slot, None)
        if text is not None:
            shelf[slot] = text
    left = [reading for slot, text in shelf.items() for reading in read(slot, text)]
    afresh = [reading for slot, text in sorted(shelf.items()) for reading in read(slot, text)]
    assert written(left) == written(afresh)
    assert written(data.draw(st.permutations(left))) == written(afresh)


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_the_articles_of_the_whole_shelf_in_any_order_give_one_graph(
    whole: tuple[Reading, ...], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(whole))
    assert written(mixed) == written(whole)
    assert written(mixed, JUDGED) == written(whole, JUDGED)


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_the_traces_of_one_document_make_one_in_any_order(data: st.DataObject) -> None:
    """A post that one article of a file gives as past or infers, and another states, is the same in either order."""
    for slot, name in ((0, "王伟"), (1, "何立新"), (16, "尔德罗夫")):
        found = [t for reading, _ in with_offices(read(slot, slot)) for t in traces(reading) if t.name == name]
        assert len(found) > 1
        assert reduce(merged, data.draw(st.permutations(found))) == reduce(merged, found)


def test_judgements_in_another_order_say_the_same(whole: tuple[Reading, ...]) -> None:
    assert written(whole, JUDGED) == written(whole, JUDGED[::-1])
    assert written(whole, JUDGED) != written(whole)
