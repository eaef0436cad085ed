"""A reader's judgements overrule who is who, and say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.resolve import Judgement, agreement, identify, read_judgements
from tests.test_identity import keys, read

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
