"""Whether what a sentence tells of is news of the article: not past, habitual or to come, nor heard of from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.resolve.dates import Anchor, find_dates

if TYPE_CHECKING:
    from kg.recognise.events import Name
    from kg.recognise.scan import Scanned
    from kg.resolve.page import Page

# What marks an event as past, habitual or to come.
NOT_TODAY = re.compile(
    r"以来|多次|每年|[一二两三四五六七八九十\d]年前|曾|定期(?!会晤|会议|对话|协商)|将于|定于|拟|计划(?!启动|实施|推进|编制|总结|工作|项目|评审|论证|发布|暨)|近年|去年|上一|历次|即将(?!来临|到来)|先后[^，]{0,8}次|(?:将|可以|能够|必要时)(?=[^，]{0,3}$)"
)
# A meeting inside the object of 学习 or 观看 (or of 祝贺) is what is studied, not what happened.
_RETOLD = re.compile(r"(?<!理论)学习(?!中心组|小组|领导小组|研讨班)|观看|收看|传达|贯彻|落实|祝贺")
# What somebody reports was held before (介绍了各党派顺利｜召开代表大会、加强建设的情况).
_TOLD_OF_WORK = re.compile("(?:(?:介绍|汇报|通报|回顾|总结)了|，介绍)[^。；]{0,80}$")
# What a meeting decides to hold is still to come (会议决定，｜常委会第十一次会议8月24日举行).
_DECIDED = re.compile("(?:决定|同意|提请|拟|定于)，?$|(?:会议|，)决定\\d[^，。；]{0,30}$")
# What opens the report of a further event of the same occasion.
SAME_OCCASION = re.compile(
    r"(?:随后|又讯|同日|当天|当日|当晚|期间)|[\u4e00-\u9fff]{1,8}(?:前|后|期间)，|[\u4e00-\u9fff]{2,12}后(?=召开|举行)"
)
# A year that dates the sentence, not the papers that it names (关于2024年决算的报告).
_YEAR = re.compile(
    r"(?:(?<=^)|(?<=^早在)|(?<=^在))(?:19|20)\d\d(?=年)|(?:19|20)\d\d(?=年(?:\d{1,2}月|[，底初春夏秋冬]))"
)
# The month with which a sentence or a clause opens (今年6月，某某考察了博物馆).
_MONTH = re.compile(r"(?:(?<=^)|(?<=，))(?:早在|就在)?(?:今年)?(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|[1-9])月")
_LONG_AGO = 2
"""Months after which what happened is no news of the day."""
NEAR = 30
"""How far in front of a deed stands what makes it past, habitual or to come."""
_FARTHEST_REPORT = 88
"""How far in front of a meeting somebody is said to have told of work done."""
_FARTHEST_MONTH = 160
"""How far in front of a deed the month stands that dates it."""
EARLY = 4
"""Sentences from the start of a brief within which an event needs no other sign to be the news."""


def is_news(page: Page, index: int, s: Scanned, name: Name) -> bool:
    """Whether a meeting that is named is one that the article reports, not one of the past or to come.

    A fair or a concert by itself is no meeting of anybody's.
    """
    if name.kind == "show":
        return False
    if NOT_TODAY.search(s.masked[max(0, name.verb[0] - NEAR) : name.verb[0]]):
        return False
    if _RETOLD.search(s.masked[s.masked.rfind("，", 0, name.verb[0]) + 1 : min(name.parts[0][0], name.verb[0])]):
        return False
    end = name.parts[-1][1]
    if name.verb[0] > name.parts[-1][0] and re.match(r"精神|以来|召开之际|之际|前夕|期间（", s.masked[end : end + 6]):
        return False
    if _TOLD_OF_WORK.search(s.masked, max(0, name.verb[0] - _FARTHEST_REPORT), name.verb[0]):
        return False
    anchor = page.anchor
    if is_past(anchor, s, name.verb[0]) or _is_ahead(anchor, s, name) or _DECIDED.search(s.masked, 0, name.parts[0][0]):
        return False
    return (
        index - page.briefs[index] < EARLY
        or bool(s.claims)
        or bool(SAME_OCCASION.match(s.text))
        or bool(find_dates(s.masked[: name.verb[1] + 10], anchor))
    )


def is_past(anchor: Anchor, s: Scanned, position: int) -> bool:
    """Whether a sentence tells, up to `position`, of another year than the article's or of a month long before."""
    years = _YEAR.findall(s.masked, 0, position)
    if years and anchor.year is not None and int(years[-1]) != anchor.year:
        return True
    opening = _MONTH.match(s.masked, 0, position)
    months = [m for m in (opening,) if m] + list(
        _MONTH.finditer(s.masked, max(0, position - _FARTHEST_MONTH), position)
    )
    if not months or anchor.year is None or anchor.month is None:
        return False
    told = int(months[-1]["year"] or anchor.year) * 12 + int(months[-1]["month"])
    return anchor.year * 12 + anchor.month - told >= _LONG_AGO


def going_on_past(page: Page) -> tuple[bool, ...]:
    """For each sentence, whether its paragraph has told so far of what is long past (今年6月，…。在座谈会上，…)."""
    result: list[bool] = []
    past, paragraph = False, -1
    for s in page.scanned:
        past = (past and s.at.paragraph == paragraph) or (
            _MONTH.search(s.masked) is not None and is_past(page.anchor, s, len(s.masked))
        )
        paragraph = s.at.paragraph
        result.append(past)
    return tuple(result)


def _is_ahead(anchor: Anchor, s: Scanned, name: Name) -> bool:
    """Whether the day given for a meeting lies behind the article's own day."""
    if anchor.year is None or anchor.month is None or anchor.day is None:
        return False
    today = (anchor.year, anchor.month, anchor.day)
    found = find_dates(s.masked[: name.verb[1] + 12], anchor)
    near = [d.when for d in found if d.when.day and d.start > min(name.verb[0], name.parts[0][0]) - 16]
    return bool(near) and all((w.year or 0, w.month or 0, w.day or 0) > today for w in near)
