"""A reader's judgements overrule who is who and which meeting is which, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError
from kg.resolve import Judgement, agreement, identify, join_sessions, join_tellings, read_judgements
from tests.test_identity import keys, read
from tests.test_tellings import read as news_of

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Reading

HEAD = "verdict,name,first,second,authority\n"
MAYOR = "3月1日，市长周广立主持召开座谈会。"
SECRETARY = "3月1日，甘肃省委书记周广立主持召开座谈会。"


def test_two_mentions_are_one_person_because_a_reader_says_so() -> None:
    same = Judgement("same", "周广立", "article-1", "article-2", "云泽年鉴 2031, p. 7")
    readings, _ = identify(read(MAYOR, SECRETARY), (same,))
    assert len(keys(readings, "周广立")) == 1
    assert [(i.rule, i.words) for r in readings for i in r.identifications] == [("judged-same", same.authority)]


def test_two_mentions_with_one_post_are_two_people_because_a_reader_says_so() -> None:
    different = Judgement("different", "周广立", "article-1", "article-2", "the men's own word")
    readings, _ = identify(read(SECRETARY, SECRETARY), (different,))
    assert len(keys(readings, "周广立")) == 2


def test_a_judgement_on_documents_of_another_build_changes_nothing() -> None:
    elsewhere = Judgement("same", "周广立", "article-1", "article-9", "云泽年鉴 2031")
    assert identify(read(MAYOR, SECRETARY), (elsewhere,)) == identify(read(MAYOR, SECRETARY))


def test_judgements_measure_who_is_who() -> None:
    judged = [
        Judgement(verdict, "周广立", "article-1", second, "read")
        for verdict, second in (("same", "article-2"), ("different", "article-2"), ("same", "article-3"), ("same", "x"))
    ]
    told = agreement(identify(read(SECRETARY, SECRETARY, MAYOR))[0], judged)
    assert (told.same, told.different, told.merged, told.unknown) == (2, 1, 2, 1)
    assert told.false_splits == (judged[2],)
    assert told.false_merges == (judged[1],)


def test_a_file_of_judgements_is_read_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "judgements.csv"
    file.write_text(f"{HEAD}same,周广立,a,b,年鉴\n\ndifferent,何立新,a,c,年鉴\n", encoding="utf-8")
    assert [j.verdict for j in read_judgements(file)] == ["same", "different"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,first\n", "j.csv:1: does not begin with verdict,name,first,second,authority"),
        (f"{HEAD}same,周广立,a,b\n", "j.csv:2: does not fill 5 columns"),
        (f"{HEAD}same,周广立,a,b, \n", "j.csv:2: does not fill 5 columns"),
        (f"{HEAD}maybe,周广立,a,b,年鉴\n", "j.csv:2: judges 'maybe'"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "j.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KgError) as fault:
        read_judgements(file)
    assert says in str(fault.value)


LONG = "5月6日，甘肃省委书记周广立主持召开全省节水增效工作视频调度会议。"
SHORT = "5月6日，甘肃省委书记周广立主持召开节水增效调度会议。"
ELSEWHERE = "5月6日，云南省省长何立新主持召开节水增效调度会议。"


def meetings(news: tuple[str, ...], *judged: Judgement) -> tuple[Reading, ...]:
    return join_tellings(identify(news_of(*news))[0], judged)


def keys_of(readings: tuple[Reading, ...]) -> set[str]:
    return {m.key for reading in readings for m in reading.meetings}


def test_two_meetings_are_one_because_a_reader_says_so_against_all_evidence() -> None:
    same = Judgement("same", "全省节水增效工作视频调度会议|节水增效调度会议", "news-1", "news-2", "云泽年鉴 2031, p. 9")
    assert len(keys_of(meetings((LONG, ELSEWHERE)))) == 2
    readings = meetings((LONG, ELSEWHERE), same)
    (key,) = keys_of(readings)
    assert {p.meeting for r in readings for p in r.participations} == {key}
    (telling,) = (t for r in readings for t in r.tellings)
    assert (telling.rule, telling.words, telling.other) == ("judged-same", same.authority, "news-1")


def test_two_meetings_are_two_because_a_reader_says_so_whatever_joins_them() -> None:
    different = Judgement("different", "全省节水增效工作视频调度会议|节水增效调度会议", "news-1", "news-2", "minutes")
    assert len(keys_of(meetings((LONG, SHORT)))) == 1
    readings = meetings((LONG, SHORT), different)
    assert len(keys_of(readings)) == 2
    assert not any(r.tellings for r in readings)


def test_a_third_telling_does_not_bring_together_what_a_reader_parted() -> None:
    different = Judgement("different", "全省节水增效工作视频调度会议|节水增效调度会议", "news-1", "news-2", "minutes")
    middle = "5月6日，甘肃省委书记周广立主持召开全省节水增效调度会议。"
    assert len(keys_of(meetings((LONG, SHORT, middle)))) == 1
    assert len(keys_of(meetings((LONG, SHORT, middle), different))) == 2


def test_sessions_of_one_name_are_parted_too() -> None:
    news = tuple(f"10月{day}日，中共中央总书记周广立主持召开党的二十届四中全会。" for day in (20, 23))
    different = Judgement("different", "党的二十届四中全会", "news-1", "news-2", "the daily's own correction")
    read_apart = tuple(join_sessions(news_of(*news)))
    assert len(keys_of(read_apart)) == 1
    assert len(keys_of(join_tellings(read_apart, (different,)))) == 2


def test_a_judgement_on_a_name_that_two_meetings_of_one_document_bear_is_passed_over() -> None:
    two = "5月6日，甘肃省委书记周广立主持召开座谈会。\n=====\n5月7日，云南省省长何立新主持召开座谈会。"
    news = (two, "5月6日，海南省省长白云涛主持召开座谈会。")
    assert len({m.key for m in meetings(news)[0].meetings if m.name == "座谈会"}) == 2
    same = Judgement("same", "座谈会", "news-1", "news-2", "云泽年鉴")
    assert meetings(news, same) == meetings(news)


def test_judgements_measure_which_meeting_is_which() -> None:
    judged = [
        Judgement("same", "全省节水增效工作视频调度会议|节水增效调度会议", "news-1", "news-2", "read"),
        Judgement("different", "全省节水增效工作视频调度会议|节水增效调度会议", "news-1", "news-3", "read"),
        Judgement("same", "节水增效调度会议", "news-2", "news-3", "read"),
        Judgement("same", "没有的会议", "news-2", "news-3", "read"),
    ]
    told = agreement(meetings((LONG, SHORT, ELSEWHERE)), judged)
    assert (told.same, told.different, told.unknown) == (2, 1, 1)
    assert (told.false_splits, told.false_merges) == ((judged[2],), ())
