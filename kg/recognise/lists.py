"""Names in a list, where their neighbours tell more than the characters do: 甲、雷达、乙."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.recognise.bodies import without_modifiers
from kg.recognise.items import Item, Kind, Post
from kg.recognise.lexicon import lexicon
from kg.recognise.name_context import WHOLE_NAME, Place, is_han
from kg.recognise.post_edges import SIGHT

if TYPE_CHECKING:
    from kg.recognise.names import NameFinder
    from kg.recognise.post_edges import PostEdges

_MANY = 3
"""Names in a row behind which one more needs no other sign."""
_ENDS_OF_BODIES = frozenset("省市县区乡镇村州盟旗局委办部厅处科室院校所站队组会团司企厂场馆社台长员们等人者")
"""With these a word for a body or its people ends, and no name."""
_HEADING = re.compile("[\u4e00-\u9fff]{0,8}(?P<head>领导)(?:同志)?(?:还|分别)?有?：$")
"""What in front of a colon gives a post to everybody behind it."""
_LONGEST_HEADING = 6
OF_KIN = re.compile(
    "(?:同志|先生|女士)?的?(?:(?:夫人|丈夫|妻子|爱人|遗孀|妈妈|爸爸|母亲|父亲|奶奶|爷爷|长?[子女](?!士)|儿子|女儿)(?=[\u4e00-\u9fff])|亲属|家属|家人|后人|遗属)"
    "|之(?:孙女?|子|女|妻|夫|父|母|弟|妹|兄|侄)(?=$|[、，\u4e00-\u9fff])"
)
"""Behind a name, whose kin the next one is: the first need not be there (某某的夫人某某)."""
_INSTITUTION = "(?:大学|学院|医院|研究院|研究所|科学院|党校|中学|小学|公司|集团|银行)"
_FROM_INSTITUTION = re.compile(f"(?:来自)?[\u4e00-\u9fff]{{2,16}}?{_INSTITUTION}(?=[\u4e00-\u9fff]{{2}})")
_BY_INSTITUTION = re.compile(f"{_INSTITUTION}[\u4e00-\u9fff]{{2,3}}、")
"""Where a list of people by institution may stand: 甲大学某某、乙学院某某、丙医院某某."""


_FROM_DEPARTMENT = re.compile(
    "[\u4e00-\u9fff]{2,30}?(?:[处科室司局厅股委办系]|中心|支队|大队)(?=[\u4e00-\u9fff]{2,3}$)"
)
"""A department with one of its people behind it, who holds no post by it (某部某司理工处｜某某)."""
_ARE_PRESENT = re.compile("出席|参加|参会|列席|陪同|与会|到会")


def is_single_seat(text: str, post: Post) -> bool:
    """Whether only one person holds the post, so that the next name in the list does not share it."""
    words = lexicon()
    head = words.head_at(text, post.start, post.end)
    return (
        head is not None
        and text[head : post.end] in words.single_seat_heads
        and without_modifiers(words, text, post.start, head) == head
        and text[post.start] != "各"
    )


def shared_by_list(text: str, posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts in front of a list that each of its names may hold: none, where its first has one alone behind them.

    市委常委、秘书长甲和乙: what 乙 is, the text does not say.
    """
    if posts and is_single_seat(text, posts[-1]):
        return ()
    return tuple(post for post in posts if not is_single_seat(text, post))


def heading_post(edges: PostEdges, text: str, start: int) -> tuple[Post, ...]:
    """The post that the words in front of a colon give everybody behind it (就座的市领导有：甲、乙)."""
    heading = _HEADING.search(text, max(0, start - SIGHT - _LONGEST_HEADING), start)
    if heading is None:
        return ()
    begin = edges.start(text, heading.start(), heading.start("head"))
    return (Post(begin, heading.end("head")),) if begin < heading.start("head") else ()


def is_listed_name(text: str, items: list[Item], start: int, end: int) -> bool:
    """Whether two or three characters between 、 in a list of names are one more, whatever they mean elsewhere.

    Two of them, or the name of a place, need three names in front.
    """
    if end - start not in (WHOLE_NAME - 1, WHOLE_NAME):
        return False
    words = lexicon()
    at, names = start, 0
    for item in reversed(items):
        if item.kind is not Kind.PERSON or item.end != at - 1 or names == _MANY:
            break
        at, names = item.start, names + 1
    if not names:
        return False
    name = text[start:end]
    return (
        is_han(name)
        and name[0] in words.surnames
        and name[-1] not in _ENDS_OF_BODIES
        and (names == _MANY or (len(name) == WHOLE_NAME and name not in words.places))
        and (name not in words.never_names or name in words.words_and_names)
        and words.head_at(name, 0, len(name)) is None
    )


def fill_lists(text: str, items: list[Item]) -> None:
    """Take what stands alone between two names of a list for a name, whatever it means elsewhere (甲、雷达、乙)."""
    for at in range(1, len(items) - 1):
        before, item, behind = items[at - 1 : at + 2]
        if item.kind is not Kind.OTHER or item.after != "、" or behind.after != "、":
            continue
        if before.kind is not Kind.PERSON or behind.kind is not Kind.PERSON or behind.posts not in ((), before.posts):
            continue
        if before.end == item.start - 1 and behind.start == item.end + 1 and _fits(text, item.start, item.end):
            posts = shared_by_list(text, before.posts)
            items[at] = item._replace(kind=Kind.PERSON, posts=posts)


def may_list_by_institution(text: str) -> bool:
    """Whether the text may hold a list that `name_by_institution` reads."""
    return _BY_INSTITUTION.search(text) is not None


def name_by_institution(names: NameFinder, text: str, items: list[Item]) -> None:
    """Take for names what stands behind institutions, three or more in a list (甲大学某某、乙学院某某、丙医院某某)."""
    run: list[tuple[int, Item]] = []
    for at, item in enumerate(items):
        if run and (item.after != "、" or run[-1][1].end != run[-1][1].stretch[1]):
            _name_run(items, run)
            run = []
        span = _name_behind_institution(names, text, item)
        if span is None:
            _name_run(items, run)
            run = []
        else:
            run.append((at, item._replace(kind=Kind.PERSON, start=span[0], end=span[1])))
    _name_run(items, run)


def name_by_department(names: NameFinder, text: str, items: list[Item]) -> None:
    """Take for a name what alone stands behind a department, beside people in a list of those present."""
    named: int | None = None
    for at, item in enumerate(items):
        if item.kind is not Kind.OTHER or not (at - 1 == named or _stands_by_somebody(items, at)):
            continue
        span = _name_behind(_FROM_DEPARTMENT, names, text, item, Place.BARE)
        if span is not None and span[1] == item.end and _ARE_PRESENT.search(text, item.end):
            items[at] = item._replace(kind=Kind.PERSON, start=span[0])
            named = at


def _stands_by_somebody(items: list[Item], at: int) -> bool:
    """Whether somebody with a post stands in the list right in front of an item, or right behind it."""
    beside = (*items[max(0, at - 1) : at], *items[at + 1 : at + 2])
    return any(other.kind is Kind.PERSON and other.posts for other in beside)


def _name_run(items: list[Item], run: list[tuple[int, Item]]) -> None:
    if len(run) >= _MANY:
        for at, person in run:
            items[at] = person


def _name_behind_institution(names: NameFinder, text: str, item: Item) -> tuple[int, int] | None:
    """Where the name stands in a stretch that is an institution and a name, or opens with them."""
    if item.kind is not Kind.OTHER:
        return None
    span = _name_behind(_FROM_INSTITUTION, names, text, item, Place.IN_LIST)
    return None if span is None or text[slice(*span)] in lexicon().places else span


def _name_behind(
    body: re.Pattern[str], names: NameFinder, text: str, item: Item, place: Place
) -> tuple[int, int] | None:
    """Where the name stands behind the body with which a stretch opens."""
    opening = body.match(text, item.start, item.end)
    if opening is None or text[opening.end()] not in lexicon().plain_surnames:
        return None
    stop = names.end(text, opening.end(), item.end, place)
    return None if stop is None else (opening.end(), stop)


def may_be_listed(text: str, items: list[Item], start: int, end: int) -> bool:
    """Whether what stands behind somebody in a list can be a name, so that the list goes on (甲、国庆、乙)."""
    return bool(items) and items[-1].kind is Kind.PERSON and items[-1].end == start - 1 and _fits(text, start, end)


def unname_list(items: list[Item]) -> None:
    """What was taken for the bare names of a list are those of places."""
    for at in reversed(range(len(items))):
        item = items[at]
        if item.posts or item.kind not in (Kind.PERSON, Kind.OTHER):
            return
        items[at] = item._replace(kind=Kind.OTHER)
        if item.after != "、":
            return


def _fits(text: str, start: int, end: int) -> bool:
    """Whether two or three characters can be a Chinese name, be they a word or not."""
    words = lexicon()
    name = text[start:end]
    return (
        WHOLE_NAME - 1 <= len(name) <= WHOLE_NAME
        and is_han(name)
        and name[0] in words.surnames
        and name[-1] not in _ENDS_OF_BODIES
        and name not in words.titles
    )
