"""Who is one person across documents, and who is kept apart."""

from __future__ import annotations

import random
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.turtle import to_turtle
from kg.model import Document, Links, Reading
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from kg.recognise import load_rules
from kg.resolve import findings, identify, read_articles, tenures
from kg.segment import segment


def read(*texts: str, publisher: str | None = None) -> tuple[Reading, ...]:
    """Each text as a document of its own, resolved within itself only."""
    readings: list[Reading] = []
    for number, text in enumerate(texts, 1):
        readings += read_one(f"article-{number}", text, publisher)
    return tuple(readings)


def read_one(source: str, text: str, publisher: str | None = None) -> tuple[Reading, ...]:
    digest = sha256(f"{source} {text}".encode()).hexdigest()
    document = Document(source, f"{source}.txt", text, "utf-8", digest, publisher=publisher)
    return read_articles(segment(document), load_rules())


def keys(readings: tuple[Reading, ...], name: str) -> set[str]:
    return {p.key for reading in readings for p in reading.people if p.name == name}


@pytest.mark.parametrize(
    ("story", "first", "second", "people"),
    [
        (
            "the same post of the same body: one person",
            "3月1日，甘肃省委书记周广立主持召开座谈会。",
            "4月2日，甘肃省委书记周广立出席会议并讲话。",
            1,
        ),
        (
            "a post that leaves its place out proves nothing",
            "3月1日，市长周广立主持召开座谈会。",
            "4月2日，市长周广立出席会议并讲话。",
            2,
        ),
        (
            "posts of two provinces: two people, for all that the text tells",
            "3月1日，甘肃省委书记周广立主持召开座谈会。",
            "4月2日，青海省委书记周广立出席会议并讲话。",
            2,
        ),
        (
            "a post that thousands hold proves nothing",
            "3月1日，全国人大代表周广立在座谈会上发言。座谈会由县长何立新主持。",
            "4月2日，全国人大代表周广立在论坛上发言。论坛由县长何立新主持。",
            2,
        ),
        (
            "a bare name is nobody else's",
            "3月1日，国务院副总理周广立主持召开座谈会。",
            "4月2日，县长何立新主持召开座谈会。周广立、何立新、赵小东出席会议。",
            2,
        ),
    ],
)
def test_a_person_across_two_documents(story: str, first: str, second: str, people: int) -> None:
    assert len(keys(identify(read(first, second))[0], "周广立")) == people, story


@pytest.mark.parametrize(
    ("story", "name", "first", "second", "people", "rule"),
    [
        (
            "two posts of one ministry",
            "周广立",
            "3月1日，财政部部长周广立主持召开座谈会。",
            "4月2日，财政部党组书记周广立主持召开座谈会。",
            1,
            "same-circle",
        ),
        (
            "two in the list stand beside both",
            "王伟",
            "3月1日，甘肃省委书记王伟、何立新、赵小东出席会议。",
            "4月2日，王伟、何立新、赵小东出席会议。",
            1,
            "company",
        ),
        (
            "a leader's bare name in the same outlet",
            "王伟",
            "3月1日，国务院副总理王伟主持召开座谈会。",
            "4月2日，王伟出席会议。",
            1,
            "leader",
        ),
        (
            "a rare name in the same outlet",
            "宓广昀",
            "3月1日，青川县县长宓广昀主持召开座谈会。",
            "4月2日，宓广昀出席会议。",
            1,
            "rare-name",
        ),
        (
            "a name of thousands in the same outlet",
            "王伟",
            "3月1日，青川县县长王伟主持召开座谈会。",
            "4月2日，王伟出席会议。",
            2,
            "",
        ),
        (
            "head of state and head of government",
            "尔德罗夫",
            "3月1日，法国总统尔德罗夫出席会议。",
            "4月2日，法国总理尔德罗夫出席会议。",
            2,
            "",
        ),
        (
            "two states",
            "尔德罗夫",
            "3月1日，法国总统尔德罗夫出席会议。",
            "4月2日，巴西总统尔德罗夫出席会议。",
            2,
            "",
        ),
        (
            "a title, and the document names the state",
            "尔德罗",
            "3月1日，法国总统尔德罗出席会议。",
            "4月2日，法国代表团到访。总统尔德罗出席会议。",
            1,
            "title",
        ),
        (
            "members who speak for the same party",
            "周广立",
            "3月1日，政协召开会议。周广立委员代表民建中央发言。",
            "4月2日，政协召开会议。周广立常委代表民建中央发言。",
            1,
            "words-beside",
        ),
        (
            "one commission, whatever the posts",
            "王伟",
            "3月1日，云泽水资源管理委员会主席王伟主持召开座谈会。",
            "4月2日，云泽水资源管理委员会党委书记王伟主持召开座谈会。",
            1,
            "body",
        ),
        (
            "a body and what it is called for short",
            "尔德罗",
            "3月1日，云泽雪山合作组织秘书长尔德罗出席会议。",
            "4月2日，云泽合作组织秘书长尔德罗出席会议。",
            1,
            "short-form",
        ),
        (
            "a hospital, and a part of it",
            "王伟",
            "3月1日，云泽大学青山医院院长王伟出席会议。",
            "4月2日，云泽大学青山医院护理中心主任王伟出席会议。",
            1,
            "institution",
        ),
        (
            "a title without its body, beside the same name",
            "王伟",
            "3月1日，云泽大学副校长王伟、何立新出席会议。",
            "4月2日，副校长王伟、何立新出席会议。",
            1,
            "open-post",
        ),
        (
            "high posts one after the other, under a full name",
            "李国明",
            "2031年3月1日，商务部副部长李国明主持召开座谈会。",
            "2031年4月2日，财政部副部长李国明主持召开座谈会。",
            1,
            "high-posts",
        ),
        (
            "the same high posts, under a name of two characters",
            "王伟",
            "3月1日，商务部副部长王伟主持召开座谈会。",
            "4月2日，财政部副部长王伟主持召开座谈会。",
            2,
            "",
        ),
        (
            "one title of one state within a month, said otherwise",
            "尔德罗",
            "2031年3月1日，印度民航部长尔德罗出席会议。",
            "2031年3月3日，印度航空部长尔德罗出席会议。",
            1,
            "state",
        ),
        (
            "two titles of one state under a short name",
            "尔德罗",
            "3月1日，叙利亚常驻联合国代表尔德罗出席会议。",
            "3月9日，叙利亚人民议会议长尔德罗出席会议。",
            2,
            "",
        ),
        (
            "the fourth king and the fifth",
            "尔德罗",
            "3月1日，不丹第四世国王尔德罗出席会议。",
            "4月2日，不丹第五世国王尔德罗出席会议。",
            2,
            "",
        ),
        (
            "in the presidium, and in a high post",
            "王伟",
            "3月1日，甘肃省委书记王伟主持召开座谈会。",
            "4月2日，大会执行主席王伟出席会议。",
            1,
            "presidium",
        ),
        (
            "an office of the congress is no seat in its presidium",
            "王伟",
            "3月1日，甘肃省委书记王伟主持召开座谈会。",
            "4月2日，大会副秘书长王伟出席会议。",
            2,
            "",
        ),
        (
            "a minister, then at the head of an organisation of states",
            "尔德罗夫",
            "2031年3月1日，法国外交部长尔德罗夫出席会议。",
            "2031年4月2日，联合国大会主席尔德罗夫出席会议。",
            1,
            "office-abroad",
        ),
        (
            "deputy, then head of one government, under a short name",
            "尔德",
            "2031年3月1日，泰国副总理尔德出席会议。",
            "2032年4月2日，泰国总理尔德出席会议。",
            1,
            "top-posts",
        ),
        (
            "the head of a government, who leads a party too",
            "尔德",
            "2031年3月1日，柬埔寨首相尔德出席会议。",
            "2031年4月2日，柬埔寨人民党主席尔德出席会议。",
            1,
            "top-posts",
        ),
        (
            "a king and a crown prince of one time",
            "尔德罗",
            "2031年3月1日，约旦国王尔德罗出席会议。",
            "2031年3月1日，约旦王储尔德罗出席会议。",
            2,
            "",
        ),
        (
            "a head of state and a head of government of one name are two",
            "尔德",
            "2031年3月1日，泰国总统尔德出席会议。",
            "2031年3月2日，泰国总理尔德出席会议。",
            2,
            "",
        ),
        (
            "one part in one session of a congress",
            "王伟",
            "2031年3月4日，大会举行新闻发布会。大会发言人王伟介绍情况。",
            "2031年3月5日，大会举行新闻发布会。大会发言人王伟回答提问。",
            1,
            "session",
        ),
        (
            "the same part a year later proves nothing",
            "王伟",
            "2031年3月4日，大会举行新闻发布会。大会发言人王伟介绍情况。",
            "2032年3月4日，大会举行新闻发布会。大会发言人王伟回答提问。",
            2,
            "",
        ),
        (
            "one province, then another, under a short name",
            "王伟",
            "2031年3月1日，甘肃省委书记王伟出席会议。",
            "2032年4月2日，青海省委书记王伟出席会议。",
            1,
            "high-posts",
        ),
        (
            "from a province to a committee of the congress",
            "郝鸣",
            "2031年3月1日，甘肃省委书记郝鸣出席会议。",
            "2032年4月2日，全国人大财经委副主任委员郝鸣出席会议。",
            1,
            "high-posts",
        ),
        (
            "a visitor whose post was told days before",
            "尔德罗",
            "2031年3月1日，法国总理尔德罗出席会议。",
            "2031年3月2日，尔德罗出席会议。",
            1,
            "visit",
        ),
        (
            "a bare foreign name a month later proves nothing",
            "尔德罗",
            "2031年3月1日，法国总理尔德罗出席会议。",
            "2031年4月2日，尔德罗出席会议。",
            2,
            "",
        ),
        (
            "a leader in a list with another",
            "王伟",
            "3月1日，国务院副总理王伟、何立新出席会议。",
            "4月2日，王伟、何立新出席仪式。",
            1,
            "company",
        ),
        (
            "one of the leaders of party and state",
            "王伟",
            "3月1日，国务院副总理王伟主持召开座谈会。",
            "4月2日，党和国家领导人王伟观看演出。",
            1,
            "leader",
        ),
        (
            "a secretary whose post the reader missed",
            "王伟",
            "3月1日，甘肃省委书记王伟主持召开座谈会。",
            "4月2日，在甘肃省委书记王伟和省长何立新陪同下，调研组到企业考察。",
            1,
            "same-post",
        ),
        (
            "the leadership of two provinces at one time",
            "宓广昀",
            "3月1日，甘肃省省长宓广昀主持召开座谈会。",
            "4月2日，青海省省长宓广昀主持召开座谈会。",
            2,
            "",
        ),
    ],
)
def test_the_evidence_that_joins_or_parts(
    story: str, name: str, first: str, second: str, people: int, rule: str
) -> None:
    readings, _ = identify(read(first, second, publisher="云泽新闻网"))
    assert len(keys(readings, name)) == people, story
    known = {p.key for r in readings for p in r.people if p.name == name}
    assert {i.rule for r in readings for i in r.identifications if i.person in known} == ({rule} if rule else set())


def test_who_is_kept_apart_though_something_speaks_for_one_person_is_a_candidate() -> None:
    _, candidates = identify(
        read(
            "3月1日，全国人大代表王伟在座谈会上发言。座谈会由县长何立新主持。",
            "4月2日，全国人大代表王伟在论坛上发言。论坛由县长何立新主持。",
        )
    )
    assert ("王伟", "the same post, which many hold: 全国人民代表大会代表") in {(c.name, c.grounds) for c in candidates}


NEWS = (
    "3月1日，甘肃省委书记王伟主持召开座谈会。",
    "4月2日，王伟、何立新、赵小东出席会议。",
    "5月3日，甘肃省委书记王伟、何立新、赵小东出席会议。",
    "6月4日，县长何立新主持召开座谈会。",
    "7月5日，甘肃省省长何立新主持召开座谈会。他强调，要抓好落实。",
    "8月6日，中共中央政治局委员、甘肃省委书记王伟出席会议并讲话。",
    "9月7日，青海省委书记王伟主持召开座谈会。",
)
EDITS = st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, len(NEWS) - 1))), max_size=12)


@settings(deadline=None, max_examples=40)
@given(EDITS)
def test_any_edits_lead_to_the_graph_of_building_afresh(edits: list[tuple[int, int | None]]) -> None:
    """Articles come in, change and go; what is left, in whatever order it came, gives the same bytes."""
    shelf: dict[int, int] = {}
    for slot, text in edits:
        shelf.pop(slot, None)
        if text is not None:
            shelf[slot] = text
    afresh = sorted(shelf.items())
    assert written(shelf.items()) == written(afresh)


def written(shelf: Iterable[tuple[int, int]]) -> bytes:
    readings: list[Reading] = []
    for slot, text in shelf:
        readings += read_one(f"article-{slot}", NEWS[text], "云泽新闻网")
    resolved, candidates = identify(readings)
    held = tenures(resolved)
    links = Links(candidates, held, tuple(findings(held)))
    found = chain.from_iterable(triples(reading) for reading in resolved)
    return to_turtle(chain(found, link_triples(links)), prefixes())


def test_a_chain_of_posts_joins_three_documents_whatever_their_order() -> None:
    readings = read(
        "3月1日，甘肃省委书记周广立主持召开座谈会。",
        "6月1日，甘肃省委书记、中共中央政治局委员周广立主持召开座谈会。",
        "9月1日，中共中央政治局委员周广立主持召开座谈会。",
    )
    whole = {key for reading in identify(readings)[0] for key in (p.key for p in reading.people)}
    assert len(whole) == 1
    for seed in range(5):
        mixed = list(readings)
        random.Random(seed).shuffle(mixed)
        assert {p.key for reading in identify(mixed)[0] for p in reading.people} == whole


def test_everything_said_of_a_person_moves_with_the_key() -> None:
    readings, _ = identify(
        read(
            "3月1日，甘肃省委书记周广立主持召开座谈会。他强调，要抓好落实。",
            "4月2日，甘肃省委书记周广立主持召开座谈会。",
        )
    )
    known = {p.key for reading in readings for p in reading.people}
    assert len(known) == 1
    for reading in readings:
        assert {p.person for p in reading.participations} <= known
        assert {m.person for m in reading.memberships} <= known
        assert {u.speaker.ref for u in reading.utterances if u.speaker.kind == "person"} <= known
