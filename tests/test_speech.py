"""Reported speech: who says what, where it ends, what is demanded, how the points hang together."""

from __future__ import annotations

import time

import pytest

from kg.model import Document, Person, Point, PointKind, Reading
from kg.recognise import load_rules
from kg.recognise.scan import FirstReading
from kg.resolve import read_articles
from kg.resolve.demands import addressee
from kg.resolve.numbering import Outline, number, parts
from kg.resolve.page import Page
from kg.resolve.set_phrases import slogans
from kg.resolve.speech import SpeechReader
from kg.segment import segment

OPENING = "7月3日，青溪市召开防汛工作会议。市委书记陆文山主持会议并讲话，副市长何志清汇报工作。"
"""A meeting with a chair who speaks and a deputy who reports: the scene of most of the stories below."""


def read(body: str, opening: str = OPENING) -> Reading:
    """The reading of a one-paragraph article."""
    text = f"青溪市部署防汛工作\n{opening}{body}\n"
    document = Document("story", "story.txt", text, "utf-8", "")
    (reading,) = read_articles(segment(document), load_rules())
    for utterance in reading.utterances:
        for point in utterance.points:
            assert document.text[point.evidence.start : point.evidence.end] == point.evidence.quote
    return reading


def points(reading: Reading) -> list[Point]:
    """All points in the order of the text."""
    return [point for utterance in reading.utterances for point in utterance.points]


def said(reading: Reading) -> list[tuple[str, str, str]]:
    """Speaker, verb and kind of each point."""
    return [
        (u.speaker.label, u.verb, "D" if p.kind is PointKind.DIRECTIVE else "S")
        for u in reading.utterances
        for p in u.points
    ]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("陆文山指出，今年汛情来得早。", [("陆文山", "指出", "S")]),
        ("陆文山强调，要把防汛责任压到每一个堤段。", [("陆文山", "强调", "D")]),
        ("“沙袋已经备足，”村民陆小满说。大堤上灯火通明。", [("陆小满", "说", "S")]),
        ("何志清表示，市委书记陆文山指出，汛情就是命令。", [("何志清", "表示", "S")]),
        ("何志清致信省水利厅厅长闵大超称，物资已备足。", [("何志清", "称", "S")]),
        ("陆文山指出，汛情来得早。他强调，要加密巡堤。", [("陆文山", "指出", "S"), ("陆文山", "强调", "D")]),
        ("何副市长表示，市水利局已备足沙袋。", [("何志清", "表示", "S")]),
        ("会议指出，今年汛情来得早。", [("会议", "指出", "S")]),
        ("会上要求，各县区要加密巡堤。", [("会议", "要求", "D")]),
        ("甲国国防部称，打击了目标。乙国军方称，击退了进攻。", [("甲国国防部", "称", "S"), ("乙国军方", "称", "S")]),
        ("会上，市水利局局长迎念通报了凌情。他说，水位偏高。", []),
        (
            "陆文山提出三点要求。第一，安全是高压线。第二，要加密巡堤。",
            [("陆文山", "提出三点要求", "S"), ("陆文山", "提出三点要求", "D")],
        ),
        (
            "陆文山在报告中指出，一年来，防汛工作取得进展。加强巡堤查险，完善预案。下一步，要加强预警。",
            [("陆文山", "指出", "S"), ("陆文山", "指出", "S"), ("陆文山", "指出", "D")],
        ),
        (
            "会议指出，过去一年水位平稳。要加密巡堤。做好物资储备。",
            [("会议", "指出", "S"), ("会议", "指出", "D"), ("会议", "指出", "D")],
        ),
        ("陆文山现场拍板：经费由市财政先垫。", [("陆文山", "现场拍板", "S")]),
        ("与会代表一致认为，报告实事求是。", [("与会代表", "认为", "S")]),
        ("与会者在发言中指出，报告实事求是。", [("与会者", "指出", "S")]),
        ("市应急管理局表示，物资储备充足。", [("市应急管理局", "表示", "S")]),
        ("陆文山在讲话中指出，今年汛情来得早。", [("陆文山", "指出", "S")]),
        ("陆文山在听取汇报后强调，要盯紧薄弱环节。", [("陆文山", "强调", "D")]),
        ("在谈到水库调度时，何志清说，水位已经下降。", [("何志清", "说", "S")]),
        (
            "陆文山对大家的辛勤付出表示感谢，并希望大家再接再厉。",
            [("陆文山", "表示感谢", "S"), ("陆文山", "希望", "D")],
        ),
        ("陆文山充分肯定前一阶段工作取得的成绩。", [("陆文山", "充分肯定", "S")]),
        ("陆文山就下一步工作提出三点要求：一是加强值守。", [("陆文山", "提出三点要求", "D")]),
        (
            "陆文山强调，汛情就是命令。何志清表示，坚决落实会议部署。",
            [("陆文山", "强调", "S"), ("何志清", "表示", "D")],
        ),
        ("何志清表态，坚决服从统一调度。", [("何志清", "表态", "S")]),
        ("何志清感谢省水利厅长期以来的支持。", [("何志清", "感谢", "S")]),
        ("何志清汇报了转移情况：全市已转移群众六百人。", [("何志清", "汇报了转移情况", "S")]),
        ("何志清呼吁各方关心上游百姓。", [("何志清", "呼吁", "D")]),
        ("陆文山一针见血地指出，有的干部坐等靠。", [("陆文山", "指出", "S")]),
        ("何志清现场答复：“沙袋今晚运到。”", [("何志清", "答复", "S")]),
        ("陆文山勉励青年突击队：“要守住大堤。”", [("陆文山", "勉励青年突击队", "D")]),
        (
            "甲国塔尔市副市长拉伊莫·塔姆参观大堤。塔姆感谢青溪的热情款待，表示愿加强合作。",
            [("拉伊莫·塔姆", "感谢", "S"), ("拉伊莫·塔姆", "表示", "S")],
        ),
        ("何志清要求全市上下：一要加密巡堤。", [("何志清", "要求", "D")]),
        ("何志清责成水利局连夜备足沙袋。", [("何志清", "责成", "D")]),
        ("何志清指示有关部门加密巡堤。", [("何志清", "指示", "D")]),
        ("何志清就贯彻落实工作要求，各县区要加密巡堤。", [("何志清", "要求", "D")]),
        ("何志清就物资谈了想法：“沙袋要备足。”", [("何志清", "谈了想法", "D")]),
        (
            "何志清强调，要加密巡堤。会议以电视电话会议形式召开。省军区有关负责同志应邀参加会议。",
            [("何志清", "强调", "D")],
        ),
        ("何志清强调，要加密巡堤。会议结束后，与会人员观看了演出。", [("何志清", "强调", "D")]),
        ("据何志清介绍，沙袋已经备足。", [("何志清", "介绍", "S")]),
        ("率先发言的是青溪水库主任罗定邦，他反映，泄洪闸年久失修。", [("罗定邦", "反映", "S")]),
        ("来自上游的汪明洋代表说，报告实事求是。", [("汪明洋", "说", "S")]),
        ("来自上游的古小兰同学谈到，自己想回家乡。", [("古小兰", "谈到", "S")]),
        ("今年82岁的涂景山站起来说，大堤是命根子。", [("涂景山", "说", "S")]),
        ("今年82岁的涂景山发言时几度哽咽，他说，大堤是命根子。", [("涂景山", "说", "S")]),
        ("他希望与会专家畅所欲言。", [("何志清", "希望", "D")]),
        ("何志清就值守作了安排，要求各村错峰上堤。", [("何志清", "作了安排", "D")]),
        (
            "何志清出席会议并就下一步工作提出要求：一是加密巡堤。",
            [("何志清", "提出要求", "D")],
        ),
        ("何志清作总结讲话并提出意见：一要加密巡堤。", [("何志清", "提出意见", "D")]),
        ("市委书记陆文山在充分肯定去年工作后指出，汛情来得早。", [("陆文山", "指出", "S")]),
        ("副市长阿迪力·买买提出席并讲话，市水利局局长闵大超主持。", []),
        ("区委书记但晓春参加会议。但晓春指出，汛情来得早。", [("但晓春", "指出", "S")]),
        (
            "陆文山作报告。何志清作纪委工作报告。陆文山在报告中指出，汛情来得早。报告强调，要加密巡堤。",
            [("陆文山", "指出", "S"), ("陆文山", "强调", "D")],
        ),
        ("会议传达学习省委书记董立群在全省会议上的讲话要求，研究贯彻意见。", []),
        ("甲国国防部称继续推进攻势，目标是全面控制该城。", [("甲国国防部", "称", "S")]),
        ("有甲国官员表示，谈判仍在进行。", [("甲国官员", "表示", "S")]),
        ("欧盟委员会发表声明称，将采取措施。", [("欧盟委员会", "称", "S")]),
        ("也门政府6日称，港口遭袭。", [("也门政府", "称", "S")]),
        ("甲国国防部通报称，击落无人机。", [("甲国国防部", "称", "S")]),
        ("甲国外交部今天（2月5日）发表声明称，对此表示欢迎。", [("甲国外交部", "称", "S")]),
        ("甲国国防部表示，击落无人机。另据乙国媒体报道，谈判将重启。", [("甲国国防部", "表示", "S")]),
        ("甲国央行年度报告指出，物价回落。", [("甲国央行年度报告", "指出", "S")]),
        ("合作社理事长罗定邦建议多用身边案例，加强宣传。", [("罗定邦", "建议", "D")]),
        (
            "何志清宣读了省总工会的贺信。贺信要求，要加密巡堤。",
            [("省总工会", "要求", "D")],
        ),
        (
            "教授高远舟作了交流。学员们结合实际，交流了经验。他们纷纷表示，收获很大。",
            [("他们", "表示", "S")],
        ),
        ("双方就防汛交换了意见，并表示，愿加强合作。", [("双方", "表示", "S")]),
        ("学院书记穆林主持会议。穆林希望同学们守纪律，要求自己。", [("穆林", "希望", "D")]),
        ("最后，与会人员纷纷发言，表示收获很大。", [("与会人员", "表示", "S")]),
        ("各国政要、驻华大使在致辞中一致表示，合作前景广阔。", [("各国政要、驻华大使", "表示", "S")]),
        (
            "公司总经理高远舟介绍，堤防已经加固。考察结束后，督查组对工作成效表示肯定。",
            [("高远舟", "介绍", "S"), ("督查组", "表示肯定", "S")],
        ),
        (
            "市委书记陆文山，市长何志清分别作出批示，要求加密巡堤。",
            [("陆文山", "要求", "D")],
        ),
        (
            "何志清听取了各乡镇的汇报后，对防汛工作给予充分肯定。",
            [("何志清", "给予充分肯定", "S")],
        ),
        (
            "何志清对防汛工作给予充分肯定。2013年，市里成立了防汛专班。",
            [("何志清", "给予充分肯定", "S")],
        ),
        ("青溪公司董事长高远舟主持会议。高董表示，堤防已经加固。", [("高远舟", "表示", "S")]),
        (
            "陆文山看望防汛官兵，代表市委向官兵表示亲切慰问。",
            [("陆文山", "表示亲切慰问", "S")],
        ),
    ],
)
def test_who_says_what(story: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(read(story)) == expected


@pytest.mark.parametrize(
    "story",
    [
        "会后，与会人员观看了汛情展板。",
        "市水利局认真落实各项工作要求，完成了堤防整治。",
        "陆文山一行察看了水库大坝，听取了情况介绍，对值守工作给予了充分肯定。",
        "感谢信已经寄往各县区。",
        "陆文山一行来到水库，向值守人员表示亲切慰问。",
        "“大堤守不守得住？”围绕这个问题，市委书记陆文山召开了专题会议。",
        "在甲国大使馆举行的招待会上，各界人士欢聚一堂，欣赏了表演。",
        "何志清对上游水情进行了通报，分析了存在的问题。",
        "青溪市委召开民主生活会，进行党性分析，开展批评和自我批评。",
        "陆文山主持会议并表态，市水利局局长罗定邦代表市政府作汇报。",
        "会议传达了省高级人民法院工作报告、区委书记武平在干部会议上的讲话精神。白马指出，要加密巡堤。",
    ],
)
def test_what_is_no_speech(story: str) -> None:
    assert said(read(story)) == []


class TestQuotations:
    def test_one_may_stand_in_front_of_its_speaker(self) -> None:
        story = "会后，干部走进安置点。\n“往年一下雨就淹。今年好多了。”沙洲村村民委员会主任罗定邦说。"
        assert said(read(story)) == [("罗定邦", "说", "S")] * 2

    def test_a_question_is_asked_by_whoever_is_said_to_ask(self) -> None:
        story = "会后，陆文山逐户询问安置情况。“棉被够不够？”“饭菜热不热？”市民政局局长罗定邦介绍，物资充足。"
        assert [who for who, _, _ in said(read(story))] == ["陆文山", "陆文山", "罗定邦"]

    def test_one_alone_goes_on_with_the_speech_before_where_another_occasion_follows(self) -> None:
        story = "何志清表示，物资已备足。“我们预计洪峰三天内过境。”在回答堤防方面的提问时，陆文山说，石料够用。"
        assert [who for who, _, _ in said(read(story))] == ["何志清", "何志清", "陆文山"]

    def test_one_may_stand_in_front_of_a_pronoun(self) -> None:
        story = "陆文山走上大堤。“你们守在堤上，大家心里就踏实。”他叮嘱值守人员，注意防暑。"
        assert [who for who, _, _ in said(read(story))] == ["陆文山"] * 2

    def test_its_words_count_though_they_stand_in_quotation_marks(self) -> None:
        assert said(read("陆文山说：“水位必须一小时一报。”")) == [("陆文山", "说", "D")]

    def test_what_follows_its_closing_mark_is_the_reporters(self) -> None:
        assert said(read("陆文山说：“大堤守住了。”堤上灯火通明。")) == [("陆文山", "说", "S")]

    def test_a_term_in_quotation_marks_opens_none(self) -> None:
        story = "陆文山指出，今年汛情来得早。\n“七下八上”期间，青溪市连降暴雨。"
        assert said(read(story)) == [("陆文山", "指出", "S")]


def test_an_order_that_ends_like_the_reporters_words_is_still_said() -> None:
    reading = read("何志清指出，形势严峻。扑火必须由专业队伍上阵，严禁组织老人参加扑火。")
    assert [point.kind for point in points(reading)] == [PointKind.STATEMENT, PointKind.DIRECTIVE]


def test_a_meeting_goes_on_telling_of_the_session_that_it_studies() -> None:
    reading = read("会议指出，报告总结了工作。全会审议通过《改革方案》，具有重大意义。要抓好落实。")
    assert len(points(reading)) == 3


def test_a_question_demands_nothing() -> None:
    assert said(read("陆文山说，汛情就是命令。堤防应该怎么修？")) == [("陆文山", "说", "S")] * 2


class TestPapers:
    def test_a_report_speaks_for_whoever_gave_it(self) -> None:
        story = "市水利局局长罗定邦作工作报告。会议由何志清主持。报告指出，堤防建设进展顺利。"
        assert said(read(story)) == [("罗定邦", "指出", "S")]

    def test_an_instruction_for_whoever_stands_in_front_of_it(self) -> None:
        story = "省长骆正阳近日对防汛工作作出批示指出，汛情就是命令。"
        assert said(read(story, opening=""))[0][0] == "骆正阳"

    def test_one_that_is_read_out_for_whoever_gave_it(self) -> None:
        story = "会前，省长骆正阳对防汛工作作出批示。何志清在会上宣读了批示。批示指出，汛情就是命令。"
        assert said(read(story)) == [("骆正阳", "指出", "S")]

    def test_one_passed_on_stays_with_whoever_passes_it_on(self) -> None:
        story = "陆文山说，江河安澜是大事。马为民总书记的重要指示，充分肯定防汛工作。希望大家再接再厉。"
        opening = f"国家主席马为民致信青溪。马为民总书记说，大堤要守住。{OPENING}"
        assert [who for who, _, _ in said(read(story, opening=opening))][-3:] == ["陆文山"] * 3

    def test_one_quoted_at_a_meeting_is_not_said_there(self) -> None:
        story = "针对市委书记陆文山的批示，市水利局召开专题会。陆文山批示要求，要严肃查处。局长罗定邦强调，要整改。"
        there, said_there = read(story, opening="").utterances
        assert (there.meeting, said_there.meeting is None) == (None, False)


class TestWhereSpeechEnds:
    @pytest.mark.parametrize(
        "ends",
        [
            "认真听取大家的发言后，陆文山对提出的问题逐一作了回应。他说",
            "陆书记对提出的问题一一作了解答。他说",
        ],
    )
    def test_an_answer_is_what_somebody_else_did(self, ends: str) -> None:
        assert said(read(f"何志清说，物资不足。{ends}，石料够用。")) == [("何志清", "说", "S"), ("陆文山", "说", "S")]

    def test_a_rare_surname_with_a_title_is_that_of_somebody_named(self) -> None:
        opening = "7月3日，学院召开座谈会。副院长查景和、教授何志清参加会议。"
        story = "何志清说，人手不足。查院长就大家关心的问题作了解答。他说，人手够用。"
        assert [who for who, _, _ in said(read(story, opening=opening))] == ["何志清", "查景和"]

    @pytest.mark.parametrize(
        "unread",
        [
            "成功指出，要加密巡堤。",
            "水利1201班区小业表示，水位在涨。",
            "会场上响起掌声。",
            "市民小白告诉记者，堤上安全。",
            "与会人员结合实际，展开热烈讨论。",
            "水利局被授予“先进集体”称号。",
        ],
    )
    def test_whoever_is_not_read_says_nothing_of_the_speech_before(self, unread: str) -> None:
        assert said(read(f"何志清说，物资已备足。{unread}")) == [("何志清", "说", "S")]

    def test_a_list_goes_on_over_paragraphs(self) -> None:
        story = "陆文山提出三点整改意见：\n——强化值守；\n——备足物资；\n——畅通信息。\n来源：青溪日报"
        assert said(read(story)) == [("陆文山", "提出三点整改意见", "D")] * 3

    def test_statements_may_lead_to_the_next_demand(self) -> None:
        story = "陆文山指出，汛情来得早。\n时间紧迫，主汛期转眼就到。各乡镇要把险段过一遍筛子。\n据悉，大堤长六十里。"
        assert said(read(story)) == [("陆文山", "指出", "S"), ("陆文山", "指出", "S"), ("陆文山", "指出", "D")]

    def test_somebody_may_be_called_on_by_name(self) -> None:
        story = "陆文山强调，要加密巡堤。\n何志清同志要牵头建立调度机制。"
        assert said(read(story)) == [("陆文山", "强调", "D"), ("陆文山", "强调", "D")]

    def test_what_somebody_tells_follows_that_it_is_told(self) -> None:
        story = "何志清通报了今年以来的防汛情况。入汛以来，累计转移群众六百人。各县区负责人参加会议。"
        assert [who for who, _, _ in said(read(story))] == ["何志清"]

    def test_a_paragraph_in_the_first_person_goes_on(self) -> None:
        story = "陆文山指出，今年汛情来得早。\n回首去年，我们守住了大堤。\n青溪市位于青溪中游。"
        assert said(read(story)) == [("陆文山", "指出", "S")] * 2

    def test_a_leader_quoted_from_afar_says_no_more_than_is_quoted(self) -> None:
        story = "去年7月，马为民总书记考察青溪时指出，江河安澜是大事。如今，青溪两岸已是一片新绿。"
        assert said(read(story, opening="")) == [("马为民", "指出", "S")]

    def test_what_a_standing_committee_will_do_is_said_not_told(self) -> None:
        story = "陆文山指出，要加密巡堤。常委会将跟踪问效。第二次会议将于8月在青溪举行。"
        assert len(said(read(story))) == 2

    def test_it_goes_on_without_a_cue(self) -> None:
        story = "陆文山指出，今年汛情来得早。上游水库普遍超汛限。各县区要加密巡堤。要备足物资。"
        assert said(read(story)) == [("陆文山", "指出", kind) for kind in "SSDD"]

    def test_attendance_ends_it(self) -> None:
        story = "陆文山指出，今年汛情来得早。市领导孙东明、姚大郁参加会议。水库大坝建于五十年代。"
        assert said(read(story)) == [("陆文山", "指出", "S")]

    def test_what_happened_next_ends_it(self) -> None:
        story = "陆文山要求，各县区要加密巡堤。会后，陆文山察看了青溪大堤。"
        assert said(read(story)) == [("陆文山", "要求", "D")]

    def test_numbered_paragraphs_belong_to_whoever_announced_them(self) -> None:
        story = "陆文山对下一步工作提出要求。\n一是加强值守。\n二是备足物资。\n来源：青溪日报"
        reading = read(story)
        assert [(u.speaker.label, p.number) for u in reading.utterances for p in u.points] == [
            ("陆文山", "一"),
            ("陆文山", "二"),
        ]

    def test_the_next_meeting_ends_it(self) -> None:
        story = "陆文山说，大堤要守住。7月5日，青溪县召开抢险工作会议。堤上灯火通明。"
        assert said(read(story)) == [("陆文山", "说", "D")]

    def test_an_answer_by_title_alone_is_nobodys_who_spoke_before(self) -> None:
        story = "与会专家表示，堤防可靠。白院长作了解答。他指出，人手够用。"
        assert "与会专家" not in [who for who, _, _ in said(read(story))][1:]

    def test_of_whom_something_is_demanded_may_stand_first(self) -> None:
        story = "陆文山强调，要加密巡堤。\n整改不是开完会就算数。对边改边犯的要从重处理。"
        assert said(read(story)) == [("陆文山", "强调", kind) for kind in "DSD"]

    def test_somebody_asks_to_be_watched(self) -> None:
        assert said(read("他请全县干部监督，凡是说情的一律不要理睬。")) == [("何志清", "请", "D")]

    def test_a_paragraph_of_background_is_nobodys_speech(self) -> None:
        story = "陆文山要求，各县区要加密巡堤。\n青溪市位于青溪中游，全市共有水库四十座。"
        assert said(read(story)) == [("陆文山", "要求", "D")]

    def test_he_is_whoever_was_told_of_last(self) -> None:
        story = "陆文山指出，今年汛情来得早。省水利厅副厅长孙东明介绍了上游水情。他说，洪峰后天到达。"
        assert said(read(story))[-1] == ("孙东明", "说", "S")

    def test_a_quotation_within_a_speech_changes_no_speaker(self) -> None:
        story = "陆文山强调，要提高站位。马为民总书记指出，江河安澜是大事。要深刻领会这一要求。"
        assert {speaker for speaker, _, _ in said(read(story))} == {"陆文山"}

    def test_a_meeting_that_acted_demands_where_nobody_is_named(self) -> None:
        story = "会议传达了省防汛会议精神。要求各县区加密巡堤。希望大家再接再厉。"
        assert said(read(story)) == [("会议", "要求", "D")] * 2

    def test_whoever_was_told_of_last_demands_not_the_meeting(self) -> None:
        story = "会议传达了省防汛会议精神。何志清到大堤察看。要求各县区加密巡堤。"
        assert said(read(story)) == [("何志清", "要求", "D")]

    def test_somebody_is_called_by_surname_and_short_title(self) -> None:
        story = "青溪公司总经理闵大超介绍了情况。闵总表示，物资已备足。"
        assert said(read(story)) == [("闵大超", "表示", "S")]

    def test_what_others_do_is_not_what_was_reported(self) -> None:
        story = "何志清汇报了防汛工作。省考评组领导肯定了青溪市取得的成绩。"
        assert "何志清" not in [who for who, _, _ in said(read(story))]

    def test_words_quoted_behind_a_speech(self) -> None:
        story = "活动开始，何志清致辞，“青溪是一座因水而兴的城市。此次合作是新起点。”"
        assert [(who, kind) for who, _, kind in said(read(story))] == [("何志清", "S")] * 2

    def test_what_this_time_is_said_goes_on_and_what_is_done_does_not(self) -> None:
        story = "陆文山说，大堤是屏障。此次加固可以提升标准。此次会议开了两小时。"
        assert said(read(story)) == [("陆文山", "说", "S")] * 2

    def test_the_announcer_of_a_programme_ends_it(self) -> None:
        story = "陆文山说，大堤是屏障。本节目还将在新媒体平台同步上线。"
        assert said(read(story)) == [("陆文山", "说", "S")]

    def test_the_first_of_several_who_say_one_thing(self) -> None:
        story = "水利局副局长闵大超、白梅林，正处级调研员孙东明对青溪市的工作表示充分肯定。"
        assert [who for who, _, _ in said(read(story))] == ["闵大超"]

    def test_somebody_who_came_along_is_called_by_name_and_title(self) -> None:
        assert said(read("随同调研的何志清厅长充分肯定了园区工作。")) == [("何志清", "充分肯定了", "S")]

    def test_nobody_is_called_by_what_she_is_and_her_surname(self) -> None:
        assert said(read("市民李女士表示，很满意。")) == [("李女士", "表示", "S")]

    def test_what_was_done_in_several_ways_is_stated(self) -> None:
        story = "何志清介绍了该行做好的两个方面：一是简化流程。二是服务企业。"
        assert [(who, kind) for who, _, kind in said(read(story))] == [("何志清", "S")] * 2

    def test_thanks_in_other_words(self) -> None:
        assert said(read("何志清对省水利厅表达了深深感激之情。")) == [("何志清", "表达了深深感激", "S")]

    def test_the_young_are_told(self) -> None:
        assert said(read("陆文山寄语青年，要扎根基层。")) == [("陆文山", "寄语青年", "D")]

    def test_one_utterance_for_each_cue(self) -> None:
        reading = read("陆文山指出，今年汛情来得早，并强调，要加密巡堤。何志清说，物资充足。")
        assert [(u.order, u.verb, len(u.points)) for u in reading.utterances] == [
            (1, "指出", 1),
            (2, "强调", 1),
            (3, "说", 1),
        ]
        assert len({u.meeting for u in reading.utterances}) == 1
        assert reading.utterances[0].meeting is not None

    def test_the_meeting_that_speaks_is_the_one_reported(self) -> None:
        reading = read("会议强调，要加密巡堤。")
        assert reading.utterances[0].speaker.ref == reading.meetings[0].key


@pytest.mark.parametrize(
    ("words", "demand"),
    [
        ("要加密巡堤", True),
        ("各级干部必须在岗在位", True),
        ("要强化值守", True),
        ("坚持人民至上，落实防汛责任", True),
        ("高度重视山洪风险，加强监测预警", True),
        ("坚持防大汛是底线，加快除险加固", True),
        ("今年汛情来得早", False),
        ("标准不能降低", True),
        ("洪水过后，堤防应尽快修复", True),
        ("失职失责的严肃处理，敢闯敢试的大胆容错", True),
        ("我们真诚希望，各方同舟共济", True),
        ("决不是一家之事", False),
        ("约谈不是走过场，点名就是要让大家坐不住", False),
        ("建议稿的起草历时五个月", False),
        ("守住大堤，关键在人", False),
        ("人平安最要紧", False),
        ("石料将于8日全部到位", False),
        ("我先后提出两项倡议，呼吁各方关心上游", False),
        ("请大家来听、来评，是一堂课", False),
        ("数据不好看不要紧，怕的是不看数据", False),
        ("希望伤者早日康复", False),
        ("大堤不可能离开群众的守护", False),
        ("经费由市财政局牵头解决", True),
        ("加强堤防建设是防汛工作的重要任务", False),
        ("抓好防汛备汛，是对全市干部的一次重要检验", False),
        ("推进除险加固促进了堤防安全", False),
        ("学校将加快培养水利人才", False),
        ("防汛工作的主要任务十分艰巨", False),
        ("对擅离职守的，一律追究责任", True),
        ("该撤的人坚决撤", True),
        ("推动除险加固取得新进展", True),
        ("除险加固取得新进展", False),
        ("群众涉水不能通行，这是多年的老问题", False),
        ("也要看到，部分堤段仍有隐患", False),
        ("市水利局将加快除险加固，力争年内完工", False),
        ("没有解决不了的问题", False),
        ("守住大堤是我们必须扛起的责任", False),
        ("巡堤巾帼不让须眉", False),
        ("人防物防技防缺一不可", False),
        ("田长制不能挂在墙上", True),
        ("高水位期间大桥封闭，请过往车辆提前绕行", True),
        ("这是多年少有的旱情，形势比预料的要严峻", False),
        ("去年刚换了锅炉，今年又说要集中供热，钱白花了", False),
        ("作为矿长我负有不可推卸的责任", False),
        ("这是调整中必须付出的代价，党和政府绝不会忘记他们", False),
        ("将尽快转变角色，熟悉情况", False),
        ("巩固活动成果，关键看作风有没有转变", False),
        ("两国都应当始终展现大国的眼光和担当", True),
        ("对恶意欠薪的，三家联手，发现一起查处一起", True),
        ("账可以慢慢算，群众的水不能等", True),
        ("大堤存在隐患，建议市里每年拿出一笔经费", True),
        ("过去没人管的局面到了非改不可的时候", False),
        ("今年计划培训五百人，力争突破两千人", False),
        ("整改不落实，就是对党不忠诚", False),
        ("全校应到学生1326人，无一人辍学", False),
        ("大会应出席代表300人，请假2人", False),
        ("干部应到基层去", True),
        ("这样的速度就是我们想要的速度", False),
        ("办一张证往往要跑五六趟", False),
        ("加强福利保障事关群众切身利益", False),
        ("不希望同各方脱钩", False),
    ],
)
def test_demand_or_statement(words: str, demand: bool) -> None:
    assert points(read(f"陆文山指出，{words}。"))[0].kind is (PointKind.DIRECTIVE if demand else PointKind.STATEMENT)


def test_in_talks_only_what_is_put_as_something_to_be_done_is_a_demand() -> None:
    opening = "7月3日，国家主席陆文山在北京同来访的南岛国总统马鲁罗举行会谈。"
    story = "陆文山指出，中方愿同南方加强合作。双方要扩大贸易。加强发展战略对接。马鲁罗表示，南方愿深化合作。"
    assert [kind for _, _, kind in said(read(story, opening))] == ["S", "D", "D", "S"]


class TestPoints:
    def test_numbers_nest(self) -> None:
        story = "陆文山强调，一要压实责任。一是党政同责。二是网格到人。各村都要有人值守。二要备足物资。"
        found = [(p.order, p.number, p.parent) for p in points(read(story))]
        assert found == [(1, "一", None), (2, "一", 1), (3, "二", 1), (4, None, 3), (5, "二", None)]

    def test_a_sentence_with_several_numbers_is_several_points(self) -> None:
        story = "陆文山提出三点要求：一要加强值守；二要备足物资；三要畅通信息。"
        assert [(p.number, p.text) for p in points(read(story))] == [
            ("一", "一要加强值守"),
            ("二", "二要备足物资"),
            ("三", "三要畅通信息。"),
        ]

    def test_a_heading_heads_its_list(self) -> None:
        story = "陆文山强调，当前要抓好三件事：一是加强值守；二是备足物资。"
        assert [(p.number, p.parent) for p in points(read(story))] == [(None, None), ("一", 1), ("二", 1)]

    def test_numbered_headings_of_a_list_of_demands_are_demands(self) -> None:
        story = "陆文山就防汛讲了两点意见。一、思想认识再提高。汛情就是命令。二、工作举措再加强。堤防就是战场。"
        assert "".join(kind for _, _, kind in said(read(story))) == "DSDS"

    def test_numbers_in_brackets_go_on_with_the_list(self) -> None:
        story = "陆文山强调，要抓好两件事：（一）加强值守。水位每天都在上涨。（二）备足物资。"
        found = [(p.number, str(p.kind)) for p in points(read(story)) if p.number]
        assert found == [("一", "directive"), ("二", "directive")]

    def test_what_was_learnt_heads_no_demands(self) -> None:
        story = "陆文山分享了两点体会：一是坚持人民至上，二是加强学习。"
        assert {p.kind for p in points(read(story))} == {PointKind.STATEMENT}

    def test_a_pledge_heads_no_demands(self) -> None:
        story = "何志清表示，市水利局将做好两项工作：一是加强监测；二是备足物资。"
        assert {p.kind for p in points(read(story))} == {PointKind.STATEMENT}

    @pytest.mark.parametrize(
        ("words", "style", "value"),
        [("一要抓实", "must", 1), ("三是抓细", "item", 3), ("第二，抓实", "nth", 2), ("（四）抓实", "bracket", 4),
         ("12、抓实", "digit", 12), ("首先，抓实", "adverb", 1), ("十一要抓实", "must", 11)],
    )  # fmt: skip
    def test_number_at_the_head(self, words: str, style: str, value: int) -> None:
        found = number(words)
        assert found is not None
        assert (found.style, found.value) == (style, value)

    @pytest.mark.parametrize(
        "words", ["一直以来，各县区扎实工作", "三农工作要抓好", "一年来，工作扎实", "二十年来，工作扎实"]
    )
    def test_no_number(self, words: str) -> None:
        assert number(words) is None

    def test_bare_numerals_count_only_in_a_list(self) -> None:
        assert number("一思想上高度认识") is None
        assert number("一思想上高度认识", in_list=True) is not None

    def test_parts_lose_no_character(self) -> None:
        text = "抓好三件事：一是值守；二是备料，三要演练。"
        assert "".join(text[a:b] for a, b in parts(text)) == text
        assert len(list(parts(text))) == 4

    def test_a_new_list_after_a_pause(self) -> None:
        outline = Outline()
        first, again = number("一要抓实"), number("一要抓细")
        assert outline.place(1, first, heads=False) is None
        outline.pause()
        assert outline.place(2, None, heads=False) is None
        assert outline.place(3, again, heads=False) is None

    @pytest.mark.parametrize(
        ("words", "who"),
        [
            ("各级党员干部要冲锋在前", "各级党员干部"),
            ("二要备足物资", None),
            ("一是各县区要加密巡堤", "各县区"),
            ("市水利局要加强监测", "市水利局"),
            ("当前，全市上下要统一思想", "全市上下"),
            ("防汛形势要求我们警惕", None),
        ],
    )
    def test_addressee(self, words: str, who: str | None) -> None:
        assert addressee(words) == who


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("要做到“三个坚定不移”，落实“四个不摘”", ["三个坚定不移", "四个不摘"]),
        ("共建“一带一路”", ["一带一路"]),
        ("坚持“谁主管，谁负责”", ["谁主管，谁负责"]),
        ("当好“店小二”", []),
        ("编制“十四五”规划", []),
        ("“五一”劳动节", []),
        ("他说“我们一定能够战胜这场洪水，因为我们有人民”", []),
    ],
)
def test_slogans(words: str, found: list[str]) -> None:
    assert [words[a:b] for a, b in slogans(words)] == found


def test_a_slogan_is_tied_to_its_point() -> None:
    reading = read("陆文山强调，要加密巡堤。要以“三个坚定不移”筑牢防线。")
    assert [(s.words, s.point) for s in reading.slogans] == [("三个坚定不移", 2)]


def test_a_place_in_the_text_leads_to_its_point() -> None:
    text = f"青溪市部署防汛工作\n{OPENING}陆文山强调，要加密巡堤。要落实《青溪防汛预案》。\n"
    (article,) = segment(Document("story", "story.txt", text, "utf-8", ""))
    page = Page(article, FirstReading(frozenset({"陆文山"}), frozenset(), {}), load_rules())
    speech = SpeechReader(
        page.document, article.body, page.scanned, lambda s, item: Person("p", page.words(s, item.start, item.end))
    )
    speech.utter(page.draft, lambda _: None)
    assert speech.point_at(text.index("《")) == 2
    assert speech.point_at(text.index("陆文山")) is None


def test_nobody_to_refer_to_is_an_issue_with_a_next_step() -> None:
    reading = read("他强调，要加密巡堤。", opening="7月3日，青溪市召开防汛工作会议。")
    (issue,) = reading.issues
    assert issue.quote == "他"
    assert issue.hint


@pytest.mark.parametrize("unit", ["陆文山指出，", "要求", "一要抓好，二要做好，", "“三个坚定”", "王副市长", "在会上，"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        begin = time.perf_counter()
        read(unit * times + "强调，要抓好。", opening="")
        return time.perf_counter() - begin

    seconds(10)
    assert seconds(1200) < 12 * seconds(300) + 0.5
