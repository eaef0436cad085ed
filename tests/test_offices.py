"""Posts in their normal form, and the places that an article leaves out."""

from __future__ import annotations

import pytest

from kg.model import Document, Office, Reading
from kg.recognise import load_rules
from kg.resolve import read_articles
from kg.resolve.offices import OfficeReader
from kg.resolve.places import divisions, home
from kg.resolve.states import named
from kg.resolve.traces import with_offices
from kg.segment import segment


def reading(text: str, publisher: str | None = None) -> Reading:
    document = Document("article", "article.txt", text, "utf-8", "", publisher=publisher)
    return read_articles(segment(document), load_rules())[0]


def office(text: str, publisher: str | None = None) -> Office:
    """The normal form of the first post in `text`."""
    found = reading(text, publisher)
    normal = OfficeReader(found).read(found.memberships[0])
    assert normal is not None
    return normal


@pytest.mark.parametrize(
    ("post", "name", "level", "rank"),
    [
        ("国家发展改革委主任", "中华人民共和国国家发展和改革委员会主任", "central", None),
        ("国家发展和改革委员会主任", "中华人民共和国国家发展和改革委员会主任", "central", None),
        ("财政部部长", "中华人民共和国财政部部长", "central", None),
        ("国务院副总理", "中华人民共和国国务院副总理", "central", "副国级"),
        ("甘肃省委书记", "中国共产党甘肃省委员会书记", "province", "正部级"),
        ("上海市委书记", "中国共产党上海市委员会书记", "province", "正部级"),
        ("兰州市委书记", "中国共产党兰州市委员会书记", "prefecture", "正厅级"),
        ("武汉市市长", "武汉市人民政府市长", "prefecture", "副部级"),
        ("甘肃省兰州市人大常委会主任", "兰州市人民代表大会常务委员会主任", "prefecture", "正厅级"),
        ("榆中县县长", "榆中县人民政府县长", "county", "正处级"),
        ("俄罗斯外长", "俄罗斯外交部长", "foreign", None),
        ("俄罗斯外交部长", "俄罗斯外交部长", "foreign", None),
        ("中国驻法国大使", "中国驻法国大使", "central", None),
        ("俄驻德国大使", "俄罗斯驻德国大使", "foreign", None),
        ("德国联邦总理", "德国总理", "foreign", None),
        ("美国共和党籍众议长", "美国众议院议长", "foreign", None),
        ("美国国会众议院议长", "美国众议院议长", "foreign", None),
        ("瑞士联邦院议长", "瑞士联邦院议长", "foreign", None),
        ("广西壮族自治区政府主席", "广西壮族自治区人民政府主席", "province", "正部级"),
        ("云泽实业集团董事长", "云泽实业集团董事长", None, None),
        ("中科院云泽研究所所长", "中国科学院云泽研究所所长", None, None),
        ("国防部云泽局局长", "国防部云泽局局长", None, None),
        ("云泽抵抗运动（云抵运）发言人", "云抵运发言人", None, None),
        ("全国人大财经委副主任委员", "全国人民代表大会财政经济委员会副主任委员", "central", None),
    ],
)
def test_several_ways_to_state_a_post_have_one_form(post: str, name: str, level: str | None, rank: str | None) -> None:
    found = office(f"3月1日，{post}周广立主持召开座谈会。")
    assert (found.name, found.level, found.rank) == (name, level, rank)


@pytest.mark.parametrize(
    ("post", "standing", "name"),
    [
        ("甘肃省委书记", "held", "中国共产党甘肃省委员会书记"),
        ("甘肃省委原书记", "past", "中国共产党甘肃省委员会书记"),
        ("兰州市代市长", "acting", "兰州市人民政府市长"),
        ("法国前总理", "past", "法国总理"),
        ("原甘肃省委书记", "past", "中国共产党甘肃省委员会书记"),
        ("前法国总理", "past", "法国总理"),
        ("法国候任总统", "coming", "法国总统"),
    ],
)
def test_when_a_post_is_held_is_no_part_of_it(post: str, standing: str, name: str) -> None:
    found = office(f"3月1日，{post}周广立出席座谈会。")
    assert (found.standing, found.name) == (standing, name)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("会议决定免去周广立的兰州市市长职务。", "past"),
        ("会议决定接受周广立辞去兰州市市长职务的请求。", "past"),
        ("会议宣布，周广立同志不再担任兰州市市长。", "past"),
        ("会议决定任命周广立为兰州市市长。", "held"),
    ],
)
def test_whoever_is_removed_from_a_post_held_it(text: str, standing: str) -> None:
    (found, _), *_ = with_offices([reading(text)])
    (membership,) = found.memberships
    assert membership.office is not None
    assert membership.office.standing == standing


@pytest.mark.parametrize(
    ("story", "text", "publisher", "name", "grounds"),
    [
        (
            "the publisher is at home in a province",
            "3月1日，省委书记周广立主持召开座谈会。",
            "甘肃日报",
            "中国共产党甘肃省委员会书记",
            "the publisher 甘肃日报",
        ),
        (
            "the newspaper named at the end",
            "3月1日，省委书记周广立主持召开座谈会。\n据《甘肃日报》",
            None,
            "中国共产党甘肃省委员会书记",
            "the newspaper 甘肃日报",
        ),
        (
            "the only province that the text names",
            "3月1日，省长周广立主持召开座谈会。会议指出，甘肃省要抓好春耕。",
            None,
            "甘肃省人民政府省长",
            "the only province that the article names: 甘肃省",
        ),
        (
            "the 市委 of a municipality is provincial",
            "3月1日，市委书记周广立主持召开座谈会。",
            "天津日报",
            "中国共产党天津市委员会书记",
            "the publisher 天津日报",
        ),
        (
            "two provinces: nobody can tell",
            "3月1日，省委书记周广立主持召开座谈会。会议指出，甘肃省与青海省要携手。",
            None,
            "省委书记",
            None,
        ),
        ("nothing tells", "3月1日，市长周广立主持召开座谈会。", None, "市长", None),
        (
            "a city of a county and its prefecture: both have a 市委",
            "3月1日，市委书记周广立主持召开座谈会。成都市委领导到都江堰市委指导。",
            None,
            "市委书记",
            None,
        ),
    ],
)
def test_a_place_that_is_left_out(story: str, text: str, publisher: str | None, name: str, grounds: str | None) -> None:
    found = office(text, publisher)
    assert (found.name, found.grounds) == (name, grounds), story
    assert found.telling == (grounds is not None), "what is left open tells nobody apart"


@pytest.mark.parametrize(
    ("story", "text", "name", "whose"),
    [
        (
            "the province of the secretary in front",
            "3月1日，在甘肃省委书记何立新和省长周广立陪同下，李强到企业考察。",
            "甘肃省人民政府省长",
            "甘肃省",
        ),
        (
            "the city, past a post of its own that names none",
            "3月1日，兰州市委书记何立新，市委常委、组织部部长宓广昀，副市长周广立出席会议。",
            "兰州市人民政府副市长",
            "兰州市",
        ),
        (
            "the state of the first in a list of guests",
            "3月1日，马来西亚总理何立新，外交部部长宓广昀，交通部部长周广立出席会议。",
            "马来西亚交通部长",
            "马来西亚",
        ),
        (
            "the state of the party that somebody leads",
            "3月1日，老挝人民革命党中央总书记、国家主席周广立出席会议。",
            "老挝国家主席",
            "老挝",
        ),
        (
            "whom a president brings along has the state in the post itself",
            "3月1日，南非总统何立新率财长周广立出席会议。",
            "南非财政部长",
            None,
        ),
        (
            "a province that another county's post comes between",
            "3月1日，甘肃省委书记何立新，鼓楼区委副书记宓广昀，市长周广立出席会议。",
            "市长",
            None,
        ),
        (
            "China's minister behind an ambassador abroad",
            "3月1日，中国驻法国大使何立新、外交部部长周广立出席会议。",
            "中华人民共和国外交部部长",
            None,
        ),
        (
            "a body of its own takes nothing over",
            "3月1日，法国总理何立新、国际大学生体育联合会主席周广立出席会议。",
            "国际大学生体育联合会主席",
            None,
        ),
        (
            "a verb ends the list",
            "3月1日，法国总统何立新会见了外交部部长周广立。",
            "中华人民共和国外交部部长",
            None,
        ),
    ],
)
def test_a_place_or_state_that_the_list_in_front_names(story: str, text: str, name: str, whose: str | None) -> None:
    (found, _), *_ = with_offices([reading(text)])
    offices = [m.office for m in found.memberships if m.person.startswith("周广立") and m.office]
    assert [o.name for o in offices][-1:] == [name], story
    grounds = offices[-1].grounds
    if whose is None:
        assert grounds is None or "list" not in grounds
    else:
        assert grounds is not None
        assert grounds.endswith(f"stands in a list behind a post of {whose}")


def test_a_foreign_minister_whom_a_president_brings_along_takes_the_state_over_and_says_so() -> None:
    read = reading("3月1日，南非总统何立新率外长周广立出席会议。")
    (found, _), *_ = with_offices([read])
    membership = next(m for m in found.memberships if m.person.startswith("周广立"))
    assert (membership.post, membership.inherited) == ("南非外长", "南非")
    assert membership.office is not None
    assert membership.office.name == "南非外交部长"


def test_a_committee_is_that_of_the_congress_where_the_article_names_no_other() -> None:
    text = "3月1日，全国人大常委会举行会议。常委会委员周广立主持会议。"
    assert office(text).name == "全国人民代表大会常务委员会委员"
    both = "3月1日，全国人大常委会和甘肃省人大常委会举行会议。常委会委员周广立主持会议。"
    assert office(both).name == "常委会委员"


def test_the_county_tells_the_city() -> None:
    at = home(reading("3月1日，榆中县委书记周广立主持召开会议。榆中县政府负责人参加。"))
    assert at.prefecture is not None
    assert at.prefecture.place.name == "兰州市"


@pytest.mark.parametrize(
    ("post", "state", "words"),
    [
        ("南苏丹苏丹人民解放运动主席", "南苏丹", "南苏丹苏丹人民解放运动主席"),
        ("巴西驻法国大使", "法国", "法国大使"),
        ("俄罗斯联邦总统", "俄罗斯", "俄罗斯联邦总统"),
        ("内蒙古自治区主席", None, ""),
    ],
)
def test_the_state_that_a_post_names(post: str, state: str | None, words: str) -> None:
    found = named(post)
    assert (found and (found[0], post[found[1] :])) == (state and (state, words))


def test_a_state_of_one_character_is_the_one_that_the_article_names() -> None:
    named = office("乌总统周广立3月1日主持召开座谈会。乌克兰代表团出席。")
    assert (named.name, named.state) == ("乌克兰总统", "乌克兰")
    assert "乌克兰" in (named.grounds or "")


@pytest.mark.parametrize(("text", "code"), [("福建省厦门市", "350200"), ("兰州", "620100"), ("甘肃省", "620000")])
def test_a_division_by_its_name(text: str, code: str) -> None:
    place, length = divisions().leading(text)
    assert place is not None
    assert (place.code, length) == (code, len(text))


def test_a_name_of_several_divisions_is_left_open_without_its_province() -> None:
    assert divisions().leading("鼓楼区")[0] is None
    assert divisions().leading("南京市鼓楼区")[0] == divisions().by_code["320106"]


def test_an_agency_of_the_whole_country_has_no_home() -> None:
    assert home(reading("新华社北京3月1日电　座谈会1日召开，周广立主持会议。")).province is None
