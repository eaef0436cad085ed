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
        (
            "甲国总统普里采和夫人普里娜出席。",
            [("普里采", "attendee", "出席"), ("普里娜", "attendee", "出席")],
        ),
        ("陆文山夫人何志清出席会议。", [("何志清", "attendee", "出席")]),
        ("市长何志清听取有关部门工作情况汇报并提工作要求。", [("何志清", "speaker", "提工作要求")]),
        ("会议邀请省委党校教授高远舟作专题辅导报告。", [("高远舟", "speaker", "辅导报告")]),
        ("会议听取了副市长何志清关于防汛准备情况的汇报。", [("何志清", "speaker", "汇报")]),
        ("率先发言的是市水利局局长闵大超。", [("闵大超", "speaker", "发言")]),
        (
            "副省长高远舟出席会议，传达董立群总书记重要指示和丁薛山总理批示并讲话。",
            [("高远舟", "attendee", "出席"), ("高远舟", "speaker", "讲话")],
        ),
        ("副市长何志清结合分管工作作了发言。", [("何志清", "speaker", "作了发言")]),
        ("市工商联主席闵大超宣读倡议书。", [("闵大超", "speaker", "宣读")]),
        ("市商会会长白梅林主持。", [("白梅林", "chair", "主持")]),
        (
            "青川公司副总裁孙东明先生、财务总监闵小青女士、秘书长白梅林先生出席会议。",
            [("孙东明", "attendee", "出席"), ("闵小青", "attendee", "出席"), ("白梅林", "attendee", "出席")],
        ),
        (
            "甲公司总经理孙东明，乙公司董事长闵大超，各大区的总经理；丙公司董事长白梅林出席会议。",
            [("孙东明", "attendee", "出席"), ("闵大超", "attendee", "出席"), ("白梅林", "attendee", "出席")],
        ),
        (
            "甲公司总经理孙东明作了汇报；乙公司董事长闵大超出席会议。",
            [("孙东明", "speaker", "作了汇报"), ("闵大超", "attendee", "出席")],
        ),
        (
            "市领导孙东明、闵大超、白梅林等，市直机关、县直机关主要负责人，商会会长何志清参加会议。",
            [(name, "attendee", "参加") for name in ("孙东明", "闵大超", "白梅林", "何志清")],
        ),
        (
            "著名导演、电影协会主席孙东明，台商代表团全体成员，著名演员闵大超出席会议。",
            [("孙东明", "attendee", "出席"), ("闵大超", "attendee", "出席")],
        ),
        (
            "省水利局局长孙东明，青溪市副市长何志清，水文站站长闵大超。大堤管理处领导和职工出席会议。",
            [("孙东明", "attendee", "出席"), ("何志清", "attendee", "出席"), ("闵大超", "attendee", "出席")],
        ),
        (
            "水利局局长孙东明、副局长闵大超、站长白梅林赴大堤揭牌。青溪市副市长何志清出席会议。",
            [("何志清", "attendee", "出席")],
        ),
        (
            "副市长孙东明，水利局局长闵大超出席会议，并分别就近期工作作了汇报。",
            [
                ("孙东明", "attendee", "出席"),
                ("闵大超", "attendee", "出席"),
                ("孙东明", "speaker", "作了汇报"),
                ("闵大超", "speaker", "作了汇报"),
            ],
        ),
        ("总经理孙东明主持，公司党委班子参加会议。", [("孙东明", "chair", "主持")]),
        ("孙东明、闵大超两位理事派代表出席会议。", []),
        ("在副市长孙东明的共同见证下，双方签署协议。", []),
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
            "7月3日，市委理论学习中心组举行集体学习。市委书记陆文山主持。",
            [("陆文山", "chair", "市委理论学习中心组集体学习")],
        ),
        (
            "7月3日，在全市安全生产电视电话会议上，市委书记陆文山强调，要压实责任。",
            [("陆文山", "speaker", "全市安全生产电视电话会议")],
        ),
        (
            "省委常委会7月3日下午就数字治理进行第四次集体学习。省委书记陆文山主持学习。",
            [("陆文山", "chair", "省委常委会第四次集体学习")],
        ),
        ("省委书记陆文山近日在青溪考察时强调，要守住耕地。", [("陆文山", "speaker", "陆文山在青溪考察")]),
        (
            "近日，省委书记陆文山在青溪市委书记刘宁远、市长王凯旋陪同下考察水库。",
            [
                ("刘宁远", "accompanying", "陆文山考察水库"),
                ("王凯旋", "accompanying", "陆文山考察水库"),
            ],
        ),
        (
            "本报讯　记者苏小河　省工会代表大会7月3日在云泽举行。省长何志清出席会议。",
            [("何志清", "attendee", "省工会代表大会")],
        ),
        (
            "省长何志清7月3日出席纪念座谈会，并会见了林光明先生亲属。",
            [("何志清", "attendee", "纪念座谈会"), ("何志清", "attendee", "何志清会见了林光明先生亲属")],
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


def test_a_heading_that_begins_with_who_says_it_opens_a_brief() -> None:
    text = (
        "国际快讯\n\n21日，甲国总统马杜与乙国总统赛义德通电话。双方讨论了合作。\n\n"
        "某气象组织：最近八年平均温度创新高\n\n21日，某气象组织发布报告。报告指出，海平面上升。\n"
    )
    assert told(text) == [
        ("马杜", "attendee", "马杜同乙国总统赛义德通电话"),
        ("赛义德", "attendee", "马杜同乙国总统赛义德通电话"),
    ]


def test_what_was_said_elsewhere_is_not_said_at_the_meeting() -> None:
    reading = read(ROUNDUP)
    assert [(u.speaker.label, u.meeting is not None) for u in reading.utterances] == [("马杜", True), ("亚当斯", False)]


@pytest.mark.parametrize(
    ("text", "spoke"),
    [
        ("7月3日，青溪市召开防汛工作会议。市长何志清在会上表示，汛情来得早。", True),
        ("7月3日，青溪市召开防汛工作会议。市长何志清在社交媒体上发文表示，汛情来得早。", False),
        ("7月3日，甲国和乙国代表团举行会谈。甲国国防部长赛义在会谈结束后称，讨论是有益的。", False),
        ("7月3日，多国举行贸易会议。甲国外长赛义会后表示，关税不可接受。", False),
        ("7月3日，多国举行贸易会议。甲国外长赛义表示，关税不可接受。", True),
        ("7月3日，多国举行贸易会议。同一天，德国总理赛义称，关税不可接受。赛义还说，愿意商谈。", False),
        ("7月3日，多国举行贸易会议。3日，甲国外长赛义发表声明，强调关税不可接受。", False),
        ("多国定于7月4日举行贸易会议。甲国外长赛义3日表示，关税不可接受。", False),
        ("7月3日，多国军方代表举行闭门会议。据甲国媒体今天报道，丙国外长拉索表示，丙国不会接受。", False),
        ("7月3日，《水乡》外文版首发式举行。甲国总统赛义在为该书撰写的序言中表示，这本书写得好。", False),
        ("7月3日，青溪市召开防汛工作会议。签约仪式结束后，市长何志清作了专题讲座。", False),
        ("7月3日，甲国召开工作会议。甲国总统赛义德发表电视讲话说，要团结。", False),
        ("7月3日，州政协召开议政会。副州长何志清应邀到会听取发言。", False),
        ("7月3日，州政协七届三次会议闭幕。闭幕会后，副州长何志清应邀作专题讲座。", False),
    ],
)
def test_what_was_said_in_writing_or_when_all_was_over_is_not_said_at_the_meeting(text: str, spoke: bool) -> None:
    assert any(role == "speaker" for _, role, _ in told(text)) is spoke


RECEPTION = """全国防汛工作总结会议在京举行

全国防汛工作总结会议17日上午在京举行。国家主席陆文山亲切接见防汛一线代表。

副总理丁薛山参加接见并在总结会议上讲话。

日前，陆文山主持召开常委会会议，听取总结报告。陆文山强调，要抓好落实。

会议传达了陆文山在常委会会议上的重要讲话。会议指出，要学习领会。

省长何志清参加活动。
"""


def test_what_is_told_of_an_earlier_day_does_not_draw_the_rest_to_it() -> None:
    assert told(RECEPTION) == [
        ("陆文山", "attendee", "陆文山接见防汛一线代表"),
        ("丁薛山", "attendee", "陆文山接见防汛一线代表"),
        ("丁薛山", "speaker", "全国防汛工作总结会议"),
        ("陆文山", "chair", "常委会会议"),
        ("何志清", "attendee", "全国防汛工作总结会议"),
        ("陆文山", "speaker", "常委会会议"),
    ]
    reading = read(RECEPTION)
    held = {meeting.key: meeting.name for meeting in reading.meetings}
    meeting = next(u for u in reading.utterances if u.speaker.label == "会议")
    assert held[meeting.meeting or ""] == "全国防汛工作总结会议"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "总理何志清7日同甲盟理事会主席赛义、甲盟委员会主席拉索共同主持第四次中甲领导人会晤。",
            [(name, "attendee", "第四次中甲领导人会晤") for name in ("何志清", "赛义", "拉索")],
        ),
        (
            "副主席何志清分别同甲国总统赛义、乙国总理拉索举行会见。赛义表示，愿加强合作。",
            [
                ("何志清", "attendee", "何志清会见甲国总统赛义"),
                ("赛义", "attendee", "何志清会见甲国总统赛义"),
                ("何志清", "attendee", "何志清会见乙国总理拉索"),
                ("拉索", "attendee", "何志清会见乙国总理拉索"),
                ("赛义", "speaker", "何志清会见甲国总统赛义"),
            ],
        ),
        (
            "省政协主席何志清会见甲国主席赛义，总理拉索，同议长阿米尔举行会谈。",
            [
                ("何志清", "attendee", "何志清会见甲国主席赛义"),
                ("赛义", "attendee", "何志清会见甲国主席赛义"),
                ("何志清", "attendee", "何志清同议长阿米尔会谈"),
                ("阿米尔", "attendee", "何志清同议长阿米尔会谈"),
            ],
        ),
        (
            "校长何志清与甲国大学校长赛义德进行了会谈，双方签署了协议。",
            [
                ("何志清", "attendee", "何志清同甲国大学校长赛义德会谈"),
                ("赛义德", "attendee", "何志清同甲国大学校长赛义德会谈"),
            ],
        ),
        ("国家主席陆文山致电甲国新任总统赛义，表示祝贺。", [("陆文山", "speaker", "陆文山致电甲国新任总统赛义")]),
        (
            "青溪市召开防汛工作会议。区工商联会长应小满作工作报告，常务副会长楼上青主持会议。",
            [("应小满", "speaker", "防汛工作会议"), ("楼上青", "chair", "防汛工作会议")],
        ),
        (
            "青溪市召开防汛工作会议。区工商联会长应小满作工作报告，副会长兼秘书长大山主持会议。",
            [("应小满", "speaker", "防汛工作会议")],
        ),
        (
            "中央举行座谈会，纪念老书记诞辰。省长何志清出席座谈会。陆文山同志亲属、生前友好参加座谈会。",
            [("何志清", "attendee", "座谈会")],
        ),
        (
            "6月2日，国家主席何志清同甲国总统赛义德、乙国总统拉索拉在青溪举行三国元首第七次会晤。",
            [(name, "attendee", "三国元首第七次会晤") for name in ("何志清", "赛义德", "拉索拉")],
        ),
        (
            "第十一次侨联代表大会圆满完成各项议程，3日在京闭幕。市长何志清出席大会。",
            [("何志清", "attendee", "第十一次侨联代表大会")],
        ),
        (
            "副总理何志清会见甲国总统赛义德。赛义德感谢主席派代表团出席气候峰会。",
            [
                ("何志清", "attendee", "何志清会见甲国总统赛义德"),
                ("赛义德", "attendee", "何志清会见甲国总统赛义德"),
                ("赛义德", "speaker", "何志清会见甲国总统赛义德"),
            ],
        ),
        ("人代会在京举行。总理何志清提请审议的议案指出，第二十次代表大会对改革作出重要部署。", []),
        (
            "青溪市召开座谈会。座谈会由市长何志清主持，各局的负责人分别汇报了工作情况。",
            [("何志清", "chair", "座谈会")],
        ),
        (
            "学术会议在青溪召开。罗启明教授、董雪主任医师等32位专家作了专题讲座，12名医师参加了比赛。",
            [("罗启明", "speaker", "学术会议"), ("董雪", "speaker", "学术会议")],
        ),
        (
            "甲国总统赛义为陆文山举行欢迎仪式。陆文山乘车抵达时，赛义在下车处热情迎接。",
            [("赛义", "accompanying", "欢迎仪式")],
        ),
        ("今年以来，总书记陆文山多次会见航天代表。", []),
        (
            "国务院以“数字经济”为主题，进行第三次专题学习。总理何志清主持学习。",
            [("何志清", "chair", "国务院第三次专题学习")],
        ),
        ("会议听取秘书长何志清作的关于召开市八届人大二次会议的决定草案的汇报。", []),
        (
            "7月3日，国家主席何志清在甲城出席三洲国家领导人第五次会晤。甲国总统赛义主持会晤。",
            [
                ("何志清", "attendee", "三洲国家领导人第五次会晤"),
                ("赛义", "chair", "三洲国家领导人第五次会晤"),
            ],
        ),
        (
            "市委召开防汛工作会议。市委常委楚天舒、麻东升、计划、花木兰出席会议。",
            [(name, "attendee", "防汛工作会议") for name in ("楚天舒", "麻东升", "计划", "花木兰")],
        ),
        (
            "市委召开防汛工作会议。市委常委楚天舒、麻东升、经济、王小勇出席会议。",
            [(name, "attendee", "防汛工作会议") for name in ("楚天舒", "麻东升", "经济", "王小勇")],
        ),
        (
            "总书记何志清5日下午在参加他所在的省人大三次会议青溪代表团审议时强调，要抓好落实。",
            [
                ("何志清", "attendee", "省人大三次会议青溪代表团审议"),
                ("何志清", "speaker", "省人大三次会议青溪代表团审议"),
            ],
        ),
        (
            "国家主席何志清5日下午在大会堂举行仪式，欢迎甲国总统赛义德访问我国。国务委员王强等出席欢迎仪式。",
            [("王强", "attendee", "欢迎仪式")],
        ),
        (
            "市人大常委会第十八次会议4日在青溪举行第一次、第二次全体会议。主任何志清主持。",
            [("何志清", "chair", "市人大常委会第十八次会议第一次、第二次全体会议")],
        ),
        ("3日，甲国外长赛义德在第三届甲乙峰会召开前表示，愿加强合作。", []),
        ("连日来，多国使馆举办招待会等活动。", []),
        (
            "国家主席何志清给王小红等3位演员回信。近日，王小红、李大山、张春兰等3位演员给何志清写信，汇报了工作情况。",
            [("何志清", "speaker", "何志清给王小红等3位演员回信")],
        ),
        (
            "青溪市政协召开第八次主席会议。会议推举市政协主席何志清在市政协全会上作工作报告。",
            [],
        ),
        (
            "7月3日，国家主席何志清会见甲国总统赛义德。会见结束后，外交部长王强应询向媒体介绍了会见情况。",
            [
                ("何志清", "attendee", "何志清会见甲国总统赛义德"),
                ("赛义德", "attendee", "何志清会见甲国总统赛义德"),
            ],
        ),
        (
            "总理何志清7月3日会见甲国总统赛义德，同阿米尔第一副总理举行会谈并共同主持两国委员会第三次会议。",
            [
                ("何志清", "attendee", "何志清会见甲国总统赛义德"),
                ("赛义德", "attendee", "何志清会见甲国总统赛义德"),
                ("何志清", "attendee", "何志清同阿米尔会谈"),
                ("阿米尔", "attendee", "何志清同阿米尔会谈"),
                ("何志清", "chair", "两国委员会第三次会议"),
                ("阿米尔", "chair", "两国委员会第三次会议"),
            ],
        ),
        (
            "7月3日，副总理何志清与甲国财政部长赛义德及贸易代表阿米尔在青溪举行中甲经贸会谈。",
            [(name, "attendee", "中甲经贸会谈") for name in ("何志清", "赛义德", "阿米尔")],
        ),
        (
            "国家主席何志清到海岛指挥部视察。上午，何志清来到机关，亲切接见该指挥部有关同志。副主席王大江参加活动。",
            [("王大江", "attendee", "何志清到海岛指挥部视察")],
        ),
        ("7月3日，反馈会在青溪召开。反馈会由和卫国主持。", [("和卫国", "chair", "反馈会")]),
        (
            "7月3日，水利部副主任苏大海在市水务局局长米立陪同下，深入渡口堂、柳林子等险工险段，检查指导防汛工作。",
            [
                (
                    "米立",
                    "accompanying",
                    "苏大海深入渡口堂、柳林子等险工险段，检查指导防汛工作",
                )
            ],
        ),
        ("7月3日，主席团会议在青溪举行。会议指出，必要时可以召开代表团团长会议。", []),
        (
            (
                "7月3日，葡萄酒节在青溪开幕。开幕式前，副省长何志清会见了甲国代表团团长赛义德。"
                "陆文山、丁薛山出席开幕式。开幕式由丁薛山主持。"
            ),
            [
                ("何志清", "attendee", "何志清会见甲国代表团团长赛义德"),
                ("赛义德", "attendee", "何志清会见甲国代表团团长赛义德"),
                ("陆文山", "attendee", "开幕式"),
                ("丁薛山", "attendee", "开幕式"),
                ("丁薛山", "chair", "开幕式"),
            ],
        ),
        (
            (
                "7月3日，省政府与甲集团签署协议。省委书记陆文山、集团董事长丁薛山出席并见证签约。省长何志清主持签约仪式。"
                "签约前，陆文山与丁薛山举行工作会谈。"
            ),
            [
                ("陆文山", "attendee", "签约仪式"),
                ("丁薛山", "attendee", "签约仪式"),
                ("何志清", "chair", "签约仪式"),
                ("陆文山", "attendee", "陆文山同丁薛山会谈"),
                ("丁薛山", "attendee", "陆文山同丁薛山会谈"),
            ],
        ),
        (
            "7月3日，总结大会在青溪举行。“优秀党员”黄大林、“优秀教师”毕克刚先后发言。",
            [("黄大林", "speaker", "总结大会"), ("毕克刚", "speaker", "总结大会")],
        ),
        (
            "7月3日，市委书记陆文山，市长何志清，市政协主席丁薛山等市领导分头走访慰问老干部。市委秘书长王强参加慰问。",
            [("王强", "attendee", "陆文山等走访慰问老干部")],
        ),
        (
            "7月3日，总结大会在青溪举行。民二庭庭长、“办案能手”获得者王小红作典型发言。",
            [("王小红", "speaker", "总结大会")],
        ),
        (
            "7月3日，座谈会在青溪举行。陈嘉林之孙、青溪大学校董陈立人，市政协委员陈明金在会上发言。",
            [("陈立人", "speaker", "座谈会"), ("陈明金", "speaker", "座谈会")],
        ),
        (
            "7月3日，青溪大学召开学习会。校长尚文渊，党委常委、副校长阎一鸣，党委常委、总会计师郗慧作了重点发言。",
            [(name, "speaker", "学习会") for name in ("尚文渊", "阎一鸣", "郗慧")],
        ),
        (
            "7月3日，项目签约仪式在青溪举行。开发区管委会主任钱国梁与集团总经理桂晓松代表双方签约，陆文山、何志清共同见证。",
            [("陆文山", "attendee", "项目签约仪式"), ("何志清", "attendee", "项目签约仪式")],
        ),
        (
            "7月3日，颁奖大会在青溪举行。教师程门雪指导，王小红、李大山组成的代表队荣获一等奖，副校长何志清出席大会。",
            [("何志清", "attendee", "颁奖大会")],
        ),
        (
            (
                "共青团青溪市第二次代表大会昨日闭幕。在随后举行的第二届委员会第一次全体会议上，丁薛山当选为团市委书记。"
                "闭幕式由丁薛山主持。大会通过了决议。市委副书记何志清向大会的成功表示祝贺。"
            ),
            [
                ("丁薛山", "chair", "共青团青溪市第二次代表大会"),
                ("何志清", "speaker", "共青团青溪市第二次代表大会"),
            ],
        ),
        (
            "7月3日，省委书记何志清来到云川市沙洲县，深入企业、农村，就稳增长、促就业、保民生工作进行调研。市长王大江参加调研。",
            [
                (
                    "王大江",
                    "attendee",
                    "何志清来到云川市沙洲县，深入企业、农村，就稳增长、促就业、保民生工作进行调研",
                )
            ],
        ),
        ("节前，省委书记何志清等分别看望或委托有关负责同志看望了王大江、李立民等老同志。", []),
        ("7月3日，国家主席何志清离开青溪，赴甲城出席三洲国家领导人第五次会晤。", []),
        ("总理何志清在结束出席三洲峰会后，3日乘专机回到青溪。", []),
        ("总理何志清在结束对甲国正式访问后，3日乘专机回到青溪。", []),
        ("何志清主席对甲国进行国事访问前夕，青溪乐团举办了音乐会。", []),
        ("甲国外长赛义德3日确认，两国的第六轮间接会谈将在青溪举行。", []),
        ("甲国总理赛义德3日就乙丙两国总统会谈一事表示，希望会谈成功。", []),
        ("甲国总统赛义德3日针对乙国与丙国间接会谈表示，愿意参与。", []),
        ("3日，省长何志清讲到，航天员王大江十年来参加了近百场科普讲座。", []),
        (
            "3日，甲国首相赛义德与乙国总理沃登共同会见记者时说，愿加强合作。",
            [
                ("赛义德", "attendee", "赛义德与乙国总理沃登共同会见记者"),
                ("沃登", "attendee", "赛义德与乙国总理沃登共同会见记者"),
                ("赛义德", "speaker", "赛义德与乙国总理沃登共同会见记者"),
                ("沃登", "speaker", "赛义德与乙国总理沃登共同会见记者"),
            ],
        ),
        (
            "市政协常委会第九次会议7月3日举行。副主席王大江、李立民分别主持第一次、第二次全体会议。",
            [("王大江", "chair", "市政协常委会第九次会议"), ("李立民", "chair", "市政协常委会第九次会议")],
        ),
        (
            "3日，市长何志清会见了以甲国市长赛义德为团长的代表团。",
            [
                ("何志清", "attendee", "何志清会见甲国市长赛义德"),
                ("赛义德", "attendee", "何志清会见甲国市长赛义德"),
            ],
        ),
        (
            "3日晚，国家主席何志清同甲国总统赛义德通电话，就共同关心的问题交换意见。",
            [
                ("何志清", "attendee", "何志清同甲国总统赛义德通电话"),
                ("赛义德", "attendee", "何志清同甲国总统赛义德通电话"),
            ],
        ),
        (
            "何志清主席关于青溪工作的重要论述研讨会3日在京举行。省委书记王大江出席会议。",
            [("王大江", "attendee", "何志清主席关于青溪工作的重要论述研讨会")],
        ),
        (
            "3日，委员长何志清出席总理赛义德举行的工作早餐会，同参议长沃登举行会谈。",
            [
                ("何志清", "attendee", "何志清同参议长沃登会谈"),
                ("沃登", "attendee", "何志清同参议长沃登会谈"),
            ],
        ),
        (
            "3日，“智造世界”为主题的青溪工业大会在京召开。王大江出席大会。",
            [("王大江", "attendee", "青溪工业大会")],
        ),
        (
            "7月3日上午，公司党委中心组开展2022年第七次集体学习。董事长何志清主持学习并讲话。",
            [
                ("何志清", "chair", "公司党委中心组2022年第七次集体学习"),
                ("何志清", "speaker", "公司党委中心组2022年第七次集体学习"),
            ],
        ),
        (
            "7月3日，委员长何志清在京同意大利参议长拉鲁萨举行会谈。",
            [
                ("何志清", "attendee", "何志清同意大利参议长拉鲁萨会谈"),
                ("拉鲁萨", "attendee", "何志清同意大利参议长拉鲁萨会谈"),
            ],
        ),
        (
            "国家主席何志清29日在人民大会堂接见参加驻外使节会议的全体使节。王大江参加接见。",
            [
                ("何志清", "attendee", "何志清接见参加驻外使节会议的全体使节"),
                ("王大江", "attendee", "何志清接见参加驻外使节会议的全体使节"),
            ],
        ),
        (
            (
                "7月3日，专员何志清来到毛纺厂现场办公。副专员王大江、秘书长李立民参加了现场办公会，地委副书记杨庆山也到会看望了职工。"
                "王大江主持会议。"
            ),
            [
                ("王大江", "attendee", "现场办公会"),
                ("李立民", "attendee", "现场办公会"),
                ("杨庆山", "attendee", "现场办公会"),
                ("王大江", "chair", "现场办公会"),
            ],
        ),
        (
            "青溪省政协一次会议3日下午举行视频会议。王大江主持会议。",
            [("王大江", "chair", "青溪省政协一次会议视频会议")],
        ),
        (
            "省委巡视近日完成反馈。\n\n集中反馈会议通报了问题。省委常委王大江出席会议。",
            [("王大江", "attendee", "集中反馈会议")],
        ),
        (
            "青溪市第七届人民代表大会第一次会议7月3日胜利闭幕。王大江主持闭幕大会。",
            [("王大江", "chair", "青溪市第七届人民代表大会第一次会议")],
        ),
        (
            (
                "7月3日，委员长何志清在京分别会见甲国总统赛义德、乙国总理沃登。\n\n在会见赛义德时，何志清表示，愿扩大往来。\n\n"
                "杨庆山参加会见。\n\n在会见沃登时，何志清表示，愿加强合作。"
            ),
            [
                ("何志清", "attendee", "何志清会见甲国总统赛义德"),
                ("赛义德", "attendee", "何志清会见甲国总统赛义德"),
                ("何志清", "attendee", "何志清会见乙国总理沃登"),
                ("沃登", "attendee", "何志清会见乙国总理沃登"),
                ("杨庆山", "attendee", "何志清会见甲国总统赛义德"),
                ("何志清", "speaker", "何志清会见甲国总统赛义德"),
                ("何志清", "speaker", "何志清会见乙国总理沃登"),
            ],
        ),
        (
            "我驻甲国使馆新春招待会近日举行。\n\n在我驻乙国大使馆举办的招待会上，乙国总统赛义德等600余人出席。",
            [("赛义德", "attendee", "我驻乙国大使馆举办的招待会")],
        ),
        (
            (
                "青溪社成立70周年之际，国家主席何志清发来贺信。\n\n何志清希望青溪社牢记使命。\n\n"
                "青溪社成立70周年庆祝大会7月3日在京举行。王大江出席大会。农工党中央主席李立民代表各民主党派中央致贺词。"
            ),
            [
                ("何志清", "speaker", "何志清发来贺信"),
                ("王大江", "attendee", "青溪社成立70周年庆祝大会"),
                ("李立民", "speaker", "青溪社成立70周年庆祝大会"),
            ],
        ),
        (
            "甲国财长赛义德3日在会见到访的官员时表示，愿加强合作。",
            [
                ("赛义德", "attendee", "赛义德会见到访的官员"),
                ("赛义德", "speaker", "赛义德会见到访的官员"),
            ],
        ),
        (
            "近日，教师培养支持计划启动会在青溪召开，副市长何志清出席。",
            [("何志清", "attendee", "教师培养支持计划启动会")],
        ),
        (
            "教育局副局长何志清率团出席了3月16日、17日在甲国首都举行的教师职业峰会并在会上作了主题发言。",
            [("何志清", "attendee", "教师职业峰会"), ("何志清", "speaker", "教师职业峰会")],
        ),
        (
            "4月13日，市委书记陆文山在市委中心组理论学习会上指出，二季度是关键。",
            [("陆文山", "speaker", "市委中心组理论学习会")],
        ),
        (
            "4月13日，伊朗外长赛义德在区域合作研讨会上说，局势正在好转。",
            [],
        ),
        (
            "3月5日，学校召开学习会。校长何志清传达学习了省委书记陆文山在主持召开教师座谈会时的讲话精神。",
            [("何志清", "speaker", "学校学习会")],
        ),
    ],
)
def test_each_event_has_its_own_people(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("市长何志清主持闭幕会并讲话。", ("chair", "主持闭幕会")),
        ("市长何志清主持上午的会议。", ("chair", "主持上午的会议")),
        ("市长何志清主持第一次全体会议。", ("chair", "主持第一次全体会议")),
        ("市长何志清出席开幕式。", ("attendee", "出席开幕式")),
        ("市长何志清主持会议。", ("chair", "主持")),
    ],
)
def test_the_word_for_a_deed_names_the_sitting_where_it_was_no_more(body: str, expected: tuple[str, str]) -> None:
    assert roles(body)[0][1:] == expected


@pytest.mark.parametrize(
    ("headline", "speaks"),
    [
        ("陆文山主持召开市委常委会会议强调\n压实责任", True),
        ("陆文山主持市委常委会会议并要求压实责任", True),
        ("陆文山主持召开市委常委会会议", False),
        ("何志清出席市委常委会会议强调压实责任", False),
    ],
)
def test_a_headline_may_have_whoever_chairs_speak(headline: str, speaks: bool) -> None:
    text = f"{headline}\n本报讯　7月3日，市委书记陆文山主持召开市委常委会会议。会议指出，要压实责任。"
    expected = [("陆文山", "chair", "市委常委会会议"), ("陆文山", "speaker", "市委常委会会议")]
    assert told(text) == expected[: 1 + speaks]


def test_the_verb_begins_behind_the_name() -> None:
    reading = read("7月3日，青溪社年会在京举行。主席蒋作林致词。")
    assert [(p.verb, p.role) for p in reading.participations] == [("致词", Role.SPEAKER)]


def test_the_sitting_that_is_the_meeting_itself_is_not_named_again() -> None:
    reading = read("3月1日，青溪论坛开幕式在青溪举行。市长何志清出席开幕式。")
    assert [(p.role, p.verb) for p in reading.participations] == [(Role.ATTENDEE, "出席")]


def test_headings_of_one_length_are_no_column() -> None:
    briefs = [
        f"{state}国外长称愿同各方加强交流合作\n\n{state}国外交部长阿拉齐{day}日表示，{state}国愿同各方加强交流，"
        "扩大贸易和投资规模，共同应对挑战，维护地区和平与稳定，推动经济持续复苏发展。\n\n"
        for day, state in enumerate("甲乙丙丁戊己", start=11)
    ]
    reading = read("国际快讯\n\n" + "".join(briefs))
    # The first heading stands with the headline; each of the others is a line of its own.
    assert len(reading.article.sentences) == 2 * len(briefs) - 1


def test_a_conference_that_is_told_by_its_statement() -> None:
    (meeting,) = read("第十次三洲司法部长会议7月3日发表联合声明。").meetings
    assert meeting.name == "第十次三洲司法部长会议"
    assert not read("甲国红十字会7月3日发表声明，呼吁停火。").meetings


def test_a_day_without_its_month_is_kept_as_far_as_it_goes() -> None:
    reading = read("全省水利大会12日至13日在青溪召开。省长何志清出席。")
    (when,) = [detail.when for detail in reading.details if detail.when is not None]
    assert (when.words, when.year, when.month, when.day, when.end_day) == ("12日至13日", None, None, 12, 13)
    assert when.start_label() == ""


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("会议传达学习省委全会精神并就防汛提出要求。", "省委全会精神"),
        ("与会人员集体学习了《防汛条例》和全省水利会议精神。", "《防汛条例》和全省水利会议精神"),
        ("副市长何志清传达学习了全省水利会议精神。", "全省水利会议精神"),
        ("会议首先传达学习了省委关于安全工作的部署要求，副市长何志清讲话。", "省委关于安全工作的部署要求"),
        ("省委党校教授高远舟作学习贯彻省委全会精神的专题报告。", "省委全会精神"),
    ],
)
def test_what_is_studied_ends_where_something_else_is_done(body: str, phrase: str) -> None:
    reading = read(f"7月3日，青溪市召开防汛工作会议。{body}")
    assert [study.phrase for study in reading.studies] == [phrase]


def test_behind_an_instruction_that_is_read_out_those_who_attend_speak_at_the_meeting() -> None:
    assert told(
        "青溪市召开防汛专题会。副市长何志清主持，市水利局局长闵大超参加。会前，市委书记陆文山作出批示。闵大超说，水位偏高。"
        "何志清强调，要加密巡堤。"
    ) == [
        ("何志清", "chair", "防汛专题会"),
        ("闵大超", "attendee", "防汛专题会"),
        ("陆文山", "speaker", "陆文山作出批示"),
        ("闵大超", "speaker", "防汛专题会"),
        ("何志清", "speaker", "防汛专题会"),
    ]
