"""Who did what at which meeting, in the text's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document, Reading, Role
from kg.recognise import load_rules
from kg.resolve import read_articles
from kg.segment import segment

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


def read(text: str, published: str | None = None) -> Reading:
    """The reading of a text that is one article."""
    document = Document("story", "story.txt", text, "utf-8", "", published=published)
    (reading,) = read_articles(segment(document), load_rules())
    return reading


def told(text: str, published: str | None = None) -> list[tuple[str, str, str]]:
    """Who did what at which event, of an article without a headline."""
    reading = read(text, published)
    names = {person.key: person.name for person in reading.people}
    meetings = {meeting.key: meeting.name for meeting in reading.meetings}
    return [(names[p.person], p.role.value, meetings[p.meeting]) for p in reading.participations]


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


def test_several_talks_told_in_one_sentence_are_several_events() -> None:
    reading = told(
        "应印度尼西亚国会议长穆扎尼邀请，全国政协主席陆文山3日至4日访问印度尼西亚，在吉隆坡分别会见印度尼西亚总统普拉博沃、"
        "总理布迪曼，同议长穆扎尼举行会谈。会见布迪曼时，陆文山表示，两国友谊深厚。布迪曼表示，愿深化合作。"
    )
    assert [r for r in reading if r[2] != "陆文山3日至4日访问印度尼西亚"] == [
        ("陆文山", "attendee", "陆文山会见印度尼西亚总统普拉博沃"),
        ("普拉博沃", "attendee", "陆文山会见印度尼西亚总统普拉博沃"),
        ("陆文山", "attendee", "陆文山会见总理布迪曼"),
        ("布迪曼", "attendee", "陆文山会见总理布迪曼"),
        ("陆文山", "attendee", "陆文山同议长穆扎尼会谈"),
        ("穆扎尼", "attendee", "陆文山同议长穆扎尼会谈"),
        ("陆文山", "speaker", "陆文山会见总理布迪曼"),
        ("布迪曼", "speaker", "陆文山会见总理布迪曼"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "副总理丁薛山7日会见邻国副总理黄循财，并共同主持两国联委会第十九次会议。",
            [
                ("丁薛山", "attendee", "丁薛山会见邻国副总理黄循财"),
                ("黄循财", "attendee", "丁薛山会见邻国副总理黄循财"),
                ("丁薛山", "chair", "两国联委会第十九次会议"),
                ("黄循财", "chair", "两国联委会第十九次会议"),
            ],
        ),
        (
            "3月6日，省长何志清参加青溪代表团审议时说，要稳住农业。省委书记陆文山参加云岭代表团审议时说，要抓好工业。",
            [
                ("何志清", "attendee", "青溪代表团审议"),
                ("陆文山", "attendee", "云岭代表团审议"),
                ("何志清", "speaker", "青溪代表团审议"),
                ("陆文山", "speaker", "云岭代表团审议"),
            ],
        ),
        (
            "省委常委会7月3日下午就数字治理进行第四次集体学习。省委书记陆文山主持学习。",
            [("陆文山", "chair", "省委常委会第四次集体学习")],
        ),
        ("省委书记陆文山近日在青溪考察时强调，要守住耕地。", [("陆文山", "speaker", "陆文山近日在青溪考察")]),
        (
            "近日，省委书记陆文山在青溪市委书记刘宁远、市长王凯旋陪同下考察水库。",
            [
                ("刘宁远", "accompanying", "陆文山在青溪市委书记刘宁远、市长王凯旋陪同下考察水库"),
                ("王凯旋", "accompanying", "陆文山在青溪市委书记刘宁远、市长王凯旋陪同下考察水库"),
            ],
        ),
        (
            "县委书记王敏带队的代表团来校访问，校党委书记杨庆山会见了客人。",
            [("王敏", "attendee", "杨庆山会见县委书记王敏"), ("杨庆山", "attendee", "杨庆山会见县委书记王敏")],
        ),
    ],
)
def test_who_did_what_where(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国家主席陆文山将于9月22日出席运动会开幕式，并为来宾举行宴会。",
        "市长何志清主持防汛会议期间，市气象局发布了预警。",
        "市委书记陆文山近期对民营经济高度关注，陆文山书记的系列讲话为工作指明方向。",
    ],
)
def test_what_is_to_come_or_only_mentioned_is_no_part_in_a_meeting(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "attended"),
    [
        ("10月5日，市委书记陆文山主持召开文化工作座谈会。", True),
        ("9月28日，市委书记陆文山主持召开文化工作座谈会。", True),
        ("今年6月，市委书记陆文山主持召开文化工作座谈会。", False),
        ("2024年10月，市委书记陆文山主持召开文化工作座谈会。", False),
        ("今年6月，市委书记陆文山来到博物馆。在文化工作座谈会上致辞时，陆文山强调，要用好文物。", False),
    ],
)
def test_what_was_long_before_the_day_of_the_news_is_no_news(text: str, attended: bool) -> None:
    assert bool(told(text, published="2025-10-06")) is attended


ROUNDUP = """国际快讯

甲国公路通车

当地时间27日，甲国首都举行公路通车仪式。甲国总理马杜表示，公路将缓解交通压力。

乙国市长发布法令

乙国首都市长亚当斯27日发布法令，要求巴士公司提前通知。

丙国外长会见来访客人

丙国外长阿拉齐27日会见丁国总统贝姆。
"""


def test_the_briefs_of_a_roundup_are_kept_apart() -> None:
    assert told(ROUNDUP) == [
        ("阿拉齐", "attendee", "阿拉齐会见丁国总统贝姆"),
        ("贝姆", "attendee", "阿拉齐会见丁国总统贝姆"),
        ("马杜", "speaker", "公路通车仪式"),
    ]


def test_what_was_said_elsewhere_is_not_said_at_the_meeting() -> None:
    reading = read(ROUNDUP)
    assert [(u.speaker.label, u.meeting is not None) for u in reading.utterances] == [("马杜", True), ("亚当斯", False)]


def test_headings_of_one_length_are_no_column() -> None:
    briefs = [
        f"{state}国外长称愿同各方加强交流合作\n\n{state}国外交部长阿拉齐{day}日表示，{state}国愿同各方加强交流，"
        "扩大贸易和投资规模，共同应对挑战，维护地区和平与稳定，推动经济持续复苏发展。\n\n"
        for day, state in enumerate("甲乙丙丁戊己", start=11)
    ]
    reading = read("国际快讯\n\n" + "".join(briefs))
    # The first heading stands with the headline; each of the others is a line of its own.
    assert len(reading.article.sentences) == 2 * len(briefs) - 1
