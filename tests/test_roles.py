"""Who did what at which meeting, in the text's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document, Reading, Role
from kg.recognise import load_rules
from kg.resolve import read_articles
from kg.segment import segment

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


def read(text: str) -> Reading:
    """The reading of a text that is one article."""
    (reading,) = read_articles(segment(Document("story", "story.txt", text, "utf-8", "")), load_rules())
    return reading


def roles(body: str) -> list[tuple[str, str, str]]:
    """Name, role and the text's word for it, of everybody in a one-paragraph article."""
    reading = read(f"青溪市部署防汛工作\n7月3日，青溪市召开防汛工作会议。{body}\n")
    names = {person.key: person.name for person in reading.people}
    return [(names[p.person], p.role.value, p.verb) for p in reading.participations]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("会议由市委书记陆文山主持。", [("陆文山", "chair", "主持")]),
        (
            "会议由市委书记陆文山、市长何志清共同主持。",
            [("陆文山", "chair", "主持"), ("何志清", "chair", "主持")],
        ),
        (
            "在市委书记陆文山和市长何志清主持下，会议审议了预案。",
            [("陆文山", "chair", "主持"), ("何志清", "chair", "主持")],
        ),
        ("主持会议的是市委书记陆文山。", [("陆文山", "chair", "主持")]),
        ("陆文山主持召开座谈会。", [("陆文山", "chair", "主持召开")]),
        ("出席会议的还有副市长何志清。", [("何志清", "attendee", "出席")]),
        ("在副市长何志清陪同下，市委书记陆文山查看了大堤。", [("何志清", "accompanying", "陪同")]),
        ("会议邀请省委党校教授高远舟作专题辅导报告。", [("高远舟", "speaker", "辅导报告")]),
        ("会议听取了副市长何志清关于防汛准备情况的汇报。", [("何志清", "speaker", "汇报")]),
        ("率先发言的是市水利局局长闵大超。", [("闵大超", "speaker", "发言")]),
    ],
)
def test_who_did_what(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert roles(body) == expected


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_word_for_a_deed_stands_in_its_evidence(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for article in read_articles(segment(Document(path.stem, path.name, text, "utf-8", "")), load_rules()):
        for p in article.participations:
            assert p.verb in "".join(p.evidence.quote.split()), p
            assert p.role is not Role.CHAIR or "主持" in p.evidence.quote, p
