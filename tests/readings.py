"""Two readings made by hand, of an invented province's news, that together use every type of the model.

`first()` reports a numbered meeting with a list, a speech and a cascade; `second()` reports another meeting at which
one person of the first takes the chair, and refers back to the first.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec.structs import replace

from kg.model import (
    Article,
    Attestation,
    Authorship,
    Candidate,
    Cascade,
    Citation,
    Detail,
    Document,
    Evidence,
    Finding,
    Flow,
    Identification,
    Issue,
    Links,
    Meeting,
    MeetingKind,
    Membership,
    Office,
    Participation,
    Person,
    Place,
    Point,
    PointKind,
    Reading,
    Reprint,
    Role,
    Slogan,
    Span,
    Speaker,
    Study,
    Telling,
    Tenure,
    Utterance,
    When,
)

TEXT = """省委水利工作第三次专题会议召开

本报讯 5月6日至7日,省委水利工作第三次专题会议以视频会议形式在云泽召开,传达学习全国水利工作会议精神,学习《云泽省节水
条例》。会议由省委办公厅召集。省委书记单小禾主持会议并讲话,省长欧阳一诺作具体部署。各市设分会场。

单小禾指出,一要落实"三个不放松",按照《节水方案(第二版)》办事。各级干部要守住"水袋子\\"。当前形势总体向好。

会议强调,要抓紧落实。外事办表示,愿意帮助。

柳青、白朴出席会议,水利厅副厅长米兰、总工程师田野列席会议,秘书长贝壳陪同。据《云泽日报》

市里召开水利会议

本报讯(云泽通讯社记者 高山) 日前,省委常委、市委书记柳青主持召开市水利工作会议,按照省委水利工作第三次专题会议部署,
研究工作。他说。柳青总队长到会。
"""
DOCUMENT = Document(
    source="yunze-0506",
    file="news/yunze-0506.txt",
    text=TEXT,
    encoding="utf-8",
    sha256=sha256(TEXT.encode()).hexdigest(),
    title='云泽新闻 <两则> & "更多"',
    published="2031-05-08",
    publisher="云泽日报社",
)
FIRST = "省委水利工作第三次专题会议"
NATIONAL = "全国水利工作会议"
SECOND = "市水利工作会议"
SERIES = "云泽市委全会"
CLOUDS = Place("999900", "云泽市", "prefecture", "990000")
SECRETARY = Office(
    "中国共产党云泽市委员会书记", "书记", "中国共产党云泽市委员会", CLOUDS, None, "prefecture", "党委", "正厅级",
    single_seat=True, telling=True, grounds="the newspaper 云泽日报",
)  # fmt: skip
ENVOY = Office("雾国总统", "总统", state="雾国", level="foreign", single_seat=True, telling=True)
_SPLIT = TEXT.index("市里召开水利会议")


def evidence(words: str, rule: str, after: str = "") -> Evidence:
    """The first place where `words` stand, counted from the end of the first `after`."""
    start = TEXT.index(words, TEXT.index(after) + len(after))
    return Evidence(start, start + len(words), words, rule)


def _article(number: int, start: int, end: int, *headlines: str) -> Article:
    """An article without its flows and sentences: those matter up to the reading, and not for the graph."""
    empty = Flow("", (), frozenset())
    found = [evidence(headline, "") for headline in headlines]
    return Article(
        DOCUMENT,
        number,
        start,
        end,
        headlines=tuple(Span(headline.start, headline.end) for headline in found),
        paragraphs=(Span(start, end),),
        dateline=None,
        headline=empty,
        body=empty,
        sentences=(),
    )


def _attendance(name: str, role: Role, verb: str, order: int, block: int, *posts: str) -> Participation:
    stated = evidence(
        "水利厅副厅长米兰、总工程师田野列席会议" if role is Role.OBSERVER else "柳青、白朴出席会议", "attends"
    )
    return Participation(FIRST, name, role, verb, stated, order=order, block=block, posts=posts)


def first() -> Reading:
    """The meeting that is reported in full."""
    chairs = evidence("省委书记单小禾主持会议并讲话", "chairs-and-speaks")
    studies = evidence("传达学习全国水利工作会议精神,学习《云泽省节水\n条例》", "studies")
    speech = evidence("单小禾指出", "says")
    return Reading(
        article=_article(1, 0, _SPLIT, "省委水利工作第三次专题会议召开"),
        people=(
            Person("单小禾", "单小禾", aliases=("小禾书记",)),
            Person("欧阳一诺", "欧阳一诺"),
            Person("柳青", "柳青"),
            Person("白朴", "白朴"),
            Person("米兰", "米兰"),
            Person("田野", "田野"),
            Person("贝壳", "贝壳"),
        ),
        meetings=(
            Meeting(
                FIRST,
                FIRST,
                MeetingKind.MEETING,
                evidence(FIRST, "meeting-opens", after="本报讯"),
                series="省委水利工作专题会议",
                ordinal=3,
                aliases=("专题会议",),
                session_of="云泽省委水利工作专题会议",
                grounds="省 is 云泽省: the newspaper 云泽日报",
            ),
            Meeting(NATIONAL, NATIONAL, MeetingKind.MEETING, evidence(NATIONAL, "studies"), reported=False),
        ),
        details=(
            Detail(
                FIRST,
                "date",
                "5月6日至7日",
                evidence("5月6日至7日", "date"),
                When("5月6日至7日", 2031, 5, 6, 2031, 5, 7, grounds="year from the article's date"),
            ),
            Detail(FIRST, "place", "云泽", evidence("云泽", "place", after="形式在")),
            Detail(FIRST, "mode", "video", evidence("以视频会议形式", "mode")),
            Detail(FIRST, "venue", "各市", evidence("各市设分会场", "venue")),
            Detail(FIRST, "convener", "省委办公厅", evidence("会议由省委办公厅召集", "convener")),
        ),
        participations=(
            Participation(FIRST, "单小禾", Role.CHAIR, "主持", chairs, posts=("省委书记",)),
            Participation(FIRST, "单小禾", Role.SPEAKER, "讲话", chairs, posts=("省委书记",)),
            Participation(
                FIRST, "欧阳一诺", Role.SPEAKER, "部署", evidence("省长欧阳一诺作具体部署", "details-the-work")
            ),
            _attendance("柳青", Role.ATTENDEE, "出席", 1, 1),
            _attendance("白朴", Role.ATTENDEE, "出席", 2, 1),
            _attendance("米兰", Role.OBSERVER, "列席", 3, 2, "水利厅副厅长"),
            _attendance("田野", Role.OBSERVER, "列席", 4, 2, "水利厅总工程师"),
            Participation(FIRST, "贝壳", Role.ACCOMPANYING, "陪同", evidence("秘书长贝壳陪同", "accompanies")),
        ),
        memberships=(
            Membership("单小禾", "省委书记", chairs),
            Membership("欧阳一诺", "省长", evidence("省长欧阳一诺", "post-before-name")),
            Membership("米兰", "水利厅副厅长", evidence("水利厅副厅长米兰", "post-before-name")),
            Membership("田野", "水利厅总工程师", evidence("总工程师田野", "post-run"), inherited="水利厅"),
        ),
        utterances=(
            Utterance(
                1,
                Speaker("person", "单小禾", "单小禾"),
                "指出",
                speech,
                (
                    Point(
                        1,
                        PointKind.DIRECTIVE,
                        '一要落实"三个不放松",按照《节水方案(第二版)》办事。',
                        evidence('一要落实"三个不放松",按照《节水方案(第二版)》办事。', "demand"),
                        number="一",
                    ),
                    Point(
                        2,
                        PointKind.DIRECTIVE,
                        '各级干部要守住"水袋子\\"。',
                        evidence('各级干部要守住"水袋子\\"。', "demand"),
                        parent=1,
                        addressee="各级干部",
                    ),
                    Point(3, PointKind.STATEMENT, "当前形势总体向好。", evidence("当前形势总体向好。", "states")),
                ),
                meeting=FIRST,
            ),
            Utterance(
                2,
                Speaker("meeting", "会议", FIRST),
                "强调",
                evidence("会议强调", "says"),
                (Point(4, PointKind.DIRECTIVE, "要抓紧落实。", evidence("要抓紧落实。", "demand")),),
                meeting=FIRST,
            ),
            Utterance(
                3,
                Speaker("body", "外事办"),
                "表示",
                evidence("外事办表示", "says"),
                (Point(5, PointKind.STATEMENT, "愿意帮助。", evidence("愿意帮助。", "states")),),
            ),
        ),
        studies=(
            Study(FIRST, "传达学习", "全国水利工作会议精神", studies, target=NATIONAL),
            Study(FIRST, "学习", "《云泽省节水条例》", studies, title="《云泽省节水条例》"),
        ),
        citations=(
            Citation("《云泽省节水条例》", evidence("《云泽省节水\n条例》", "document")),
            Citation("《节水方案(第二版)》", evidence("《节水方案(第二版)》", "document"), point=1),
        ),
        slogans=(
            Slogan("三个不放松", evidence("三个不放松", "slogan"), point=1),
            Slogan("水袋子\\", evidence("水袋子\\", "slogan")),
        ),
        authorships=(Authorship("newspaper", "云泽日报", evidence("据《云泽日报》", "reprint")),),
    )


def second() -> Reading:
    """The meeting that puts the first one into practice; its day is not told."""
    chairs = evidence("省委常委、市委书记柳青主持召开市水利工作会议", "chairs")
    follows = evidence("按照省委水利工作第三次专题会议部署", "follows")
    pronoun = evidence("他说", "")
    return Reading(
        article=_article(2, _SPLIT, len(TEXT), "市里召开水利会议"),
        people=(Person("柳青", "柳青"),),
        meetings=(
            Meeting(SECOND, SECOND, MeetingKind.MEETING, chairs),
            Meeting(FIRST, FIRST, MeetingKind.MEETING, follows, reported=False),
        ),
        details=(Detail(SECOND, "date", "日前", evidence("日前", "date"), When("日前", None, None, None, None, 5, 9)),),
        participations=(Participation(SECOND, "柳青", Role.CHAIR, "主持召开", chairs, posts=("省委常委", "市委书记")),),
        memberships=(
            Membership("柳青", "省委常委", chairs),
            Membership("柳青", "市委书记", chairs, office=SECRETARY),
            Membership("柳青", "总队长", evidence("柳青总队长", "title-after-name"), title_only=True, office=ENVOY),
        ),
        utterances=(Utterance(1, Speaker("meeting", "会议"), "要求", follows, ()),),
        cascades=(Cascade(SECOND, "按照", FIRST, follows),),
        authorships=(
            Authorship("agency", "云泽通讯社", evidence("云泽通讯社记者 高山", "byline")),
            Authorship("reporter", "高山", evidence("云泽通讯社记者 高山", "byline")),
        ),
        identifications=(Identification("柳青", "same-post", SECRETARY.name, "yunze-0401"),),
        tellings=(Telling(SECOND, "same-chair", "市水利工作会议, on one day, under 柳青", "yunze-0507"),),
        reprint=Reprint("yunze-0507", DOCUMENT.sha256, 1, "the same text"),
        issues=(Issue("resolve", "他 has no referent", "name the speaker", pronoun.start, pronoun.end, pronoun.quote),),
    )


def links() -> Links:
    """What the readings tell together: who came after whom, and who may be one."""
    chairs, attends = evidence("省委常委、市委书记柳青主持召开市水利工作会议", ""), evidence("水利厅副厅长米兰", "")
    spring = Attestation("2031-03-01", "yunze-0506", DOCUMENT.sha256, 2, chairs.start, chairs.end)
    autumn = Attestation("2031-09-01", "yunze-0506", DOCUMENT.sha256, 1, attends.start, attends.end)
    before = Tenure("柳青", "柳青", SECRETARY, spring, spring, 1)
    after = Tenure("白朴", "白朴", SECRETARY, autumn, replace(autumn, date="2031-09-02"), 2)
    return Links(
        (Candidate("柳青", "白朴", "柳青", "one list"),), (before, after), (Finding("succession", before, after),)
    )


def dated(when: When, kind: MeetingKind = MeetingKind.TALKS, number: int = 1) -> Reading:
    """A reading of one meeting with one date and nothing else."""
    opens = evidence(FIRST, "meeting-opens")
    return Reading(
        article=_article(number, 0, len(TEXT)),
        meetings=(Meeting(FIRST, FIRST, kind, opens),),
        details=(Detail(FIRST, "date", when.words, evidence("5月6日", "date"), when),),
    )


def roll(day: str, *names: str, words: str = "出席会议") -> Reading:
    """A session of one series on `day` with these people in its list, in this order."""
    article = first().article
    document = replace(article.document, source=day, published=day, sha256=day)
    said = Evidence(0, len(words), words, "attends")
    return Reading(
        article=replace(article, document=document),
        people=tuple(Person(name, name) for name in names),
        meetings=(Meeting(day, SERIES, MeetingKind.MEETING, said, session_of=SERIES),),
        participations=tuple(
            Participation(day, name, Role.ATTENDEE, "出席", said, order=order, block=1)
            for order, name in enumerate(names, 1)
        ),
    )
