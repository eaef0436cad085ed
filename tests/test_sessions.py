"""Numbered sessions of the organs of the centre go by one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from kg.model import MeetingKind
from kg.pipeline import build
from kg.rdf.ontology import ontology_file
from kg.rdf.shapes import validate
from kg.resolve import join_sessions
from kg.resolve.sessions import session
from kg.store import open_graph, read_triples, run
from tests.readings import FIRST, first, second

if TYPE_CHECKING:
    from pathlib import Path

PLENUM = "中国共产党第二十届中央委员会第三次全体会议"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("党的二十届三中全会", PLENUM),
        ("二十届三中全会", PLENUM),
        (PLENUM, PLENUM),
        ("二十届中央纪委四次全会", "中国共产党第二十届中央纪律检查委员会第四次全体会议"),
        ("十四届全国人大三次会议", "第十四届全国人民代表大会第三次会议"),
        ("十四届全国人大常委会第十八次会议", "第十四届全国人民代表大会常务委员会第十八次会议"),
        ("政协第十四届全国委员会第三次会议", "中国人民政治协商会议第十四届全国委员会第三次会议"),
        ("三中全会", None),
        ("省委十二届三次全会", None),
        ("市十九届人大常委会第十一次会议", None),
        ("民进十五届三中全会", None),
    ],
)
def test_a_session_by_its_full_name(name: str, full: str | None) -> None:
    assert session(name) == full


def test_two_articles_that_word_a_session_differently_name_one_meeting() -> None:
    short, long = first(), second()
    renamed = [
        replace(reading, meetings=(replace(reading.meetings[0], name=name), *reading.meetings[1:]))
        for reading, name in ((short, "党的二十届三中全会"), (long, PLENUM))
    ]
    joined = list(join_sessions(renamed))
    assert {r.meetings[0].key for r in joined} == {PLENUM}
    assert {r.meetings[0].label for r in joined} == {PLENUM}
    moved = {p.meeting for p in joined[0].participations}
    assert PLENUM in moved
    assert FIRST not in moved


def test_an_article_that_words_one_session_in_two_ways_makes_one_valid_claim(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "云泽省委常委会召开会议\n本报云泽5月6日讯 5月6日，"
        "省委书记柳青主持召开省委常委会会议，传达学习党的二十届三中全会精神。"
        "会议强调，要贯彻落实好中共二十届三中全会精神。\n",
        encoding="utf-8",
    )
    build([str(tmp_path / "a.txt")], tmp_path / "out")
    graph = open_graph(tmp_path / "out")
    names = run(graph, "SELECT DISTINCT ?n { ?c a kg:Reference ; schema:name ?n } ORDER BY ?n").rows
    assert names == (("中共二十届三中全会",), ("党的二十届三中全会",))
    assert run(graph, "SELECT DISTINCT ?c { ?c a kg:Reference }").rows[1:] == ()
    _, triples, _ = read_triples(graph.path)
    assert validate(triples, ontology_file("shapes.ttl").read_bytes(), graph.prefixes).faults == ()


def test_a_session_that_an_article_reports_and_mentions_otherwise_is_reported() -> None:
    reading = first()
    reported = replace(reading.meetings[0], name=PLENUM, kind=MeetingKind.TALKS)
    mentioned = replace(reading.meetings[0], key="b", name="党的二十届三中全会", reported=False)
    (joined,) = join_sessions([replace(reading, meetings=(reported, mentioned))])
    assert [(m.key, m.reported, m.kind) for m in joined.meetings] == [(PLENUM, True, MeetingKind.TALKS)] * 2


def test_other_meetings_stay_as_they_are() -> None:
    assert list(join_sessions([first(), second()])) == [first(), second()]
