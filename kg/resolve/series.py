"""Series of meetings: 省委第二十一次专题会议 is the twenty-first of one body's 专题会议, whichever article reports it.

A series goes by the name without number, term and year, with the place in full.  Where neither the name nor the
article's home tells whose meeting it is, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from kg.model import Jurisdiction, Meeting, MeetingKind, Reading
from kg.resolve.places import MUNICIPALITIES, Home, divisions, home

_SAME_WORDS = (
    ("中国人民政治协商会议", "政协"), ("人民代表大会", "人大"), ("常务委员会", "常委会"), ("中共中央", "中央"),
    ("中国共产党", "中共"),
)  # fmt: skip
_NUMBER = r"[一二三四五六七八九十百零\d]+"
_COUNTED = re.compile(
    rf"新?第?{_NUMBER}届|第{_NUMBER}次|首届|首次|(?:20|19)\d\d年?度?|(?<=[委届会]){_NUMBER}次(?=全会|会议)"
)
_REGULAR = re.compile(
    "(?:常委会|常委会?扩大|常务|政治局|委员长|主席|主任|主席团|党组|办公|专题|工作|全体|协商|联席|常务委员会)会议?$"
    "|政治局常务委员会会议$|集体学习$|全会$|协商座谈会$"
)
_NATION = re.compile("中共中央|中央|国务院|全国|党的|中国|中华|政协第?.{1,3}届?全国|十.?届全国|第.{1,3}届全国")
_OWN = re.compile(
    "(?:我|本)?(?P<own>自治区|省|市|州|县)(?=[委政人府纪经农水教工]|第|常)|全(?P<whole>自治区|省|市|州|县)(?!场)"
)
_NO_SESSION = re.compile("开幕|闭幕|新闻发布|记者|招待|预备|获得|迎接|^距|^他")
_WITHIN = re.compile("(?<!政治协商)会议|全会")
_SHORTEST = 6
_LEVELS = {"省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "县": "county"}


def short_body(name: str) -> str:
    """`name` with the usual short forms of the bodies in it: 全国人大常委会 for 全国人民代表大会常务委员会."""
    for long, short in _SAME_WORDS:
        name = name.replace(long, short)
    return name


def is_regular(name: str) -> bool:
    """Whether a body holds meetings of that name time and again, so that the name alone tells of none: 政治局会议."""
    return _REGULAR.search(name) is not None and not name.endswith("工作会议")


def own_place(word: str, at: Home) -> Jurisdiction | None:
    """The division that 省, 市 … means in an article at home in `at`; None where that is open."""
    if word == "市" and at.province and at.province.place.code in MUNICIPALITIES:
        return at.province
    if word == "市" and at.county and at.county.place.name.endswith("市"):
        return None
    return at.at(_LEVELS[word])


def jurisdiction(name: str, at_home: Callable[[], Home]) -> tuple[str, str | None]:
    """Whose meeting `name` is: 全国, or the name of a division; and the grounds where the words leave it out.

    Empty where it is open.  `at_home` is only asked where the words leave it to the article's home.
    """
    if _NATION.match(name):
        return "全国", None
    place, length = divisions().leading(name)
    if length:
        return (place.name, None) if place else ("", None)
    if own := _OWN.match(name):
        word = own["own"] or own["whole"]
        meant = own_place(word, at_home())
        return (meant.place.name, f"{word} is {meant.place.name}: {meant.grounds}") if meant else ("", None)
    return "", None


def series_of(meeting: Meeting, at_home: Callable[[], Home]) -> tuple[str, str | None] | None:
    """The full name of the series and the grounds of an inferred place; None where nothing tells of one."""
    name = meeting.label or meeting.name
    bare = short_body(_without_number(name)).lstrip("·-—")
    if meeting.kind is not MeetingKind.MEETING or _NO_SESSION.search(name) or len(bare) < _SHORTEST:
        return None
    counted = _COUNTED.search(name) is not None
    if not counted and not _REGULAR.search(name):
        return None
    where, grounds = jurisdiction(name, at_home)
    if _OWN.match(bare):
        return (full_name(bare, where), grounds) if where else None
    if where:
        return bare, None
    return (bare, None) if counted and "，" not in bare else None


def full_name(name: str, where: str) -> str:
    """`name` with the place `where` for the words that leave it out: 甘肃省委全会 for 省委全会, of 甘肃省."""
    own = _OWN.match(name)
    return f"{where}{name[own.end() :]}" if own and where else name


def _without_number(name: str) -> str:
    """The name without its numbers; of a meeting within another (主席团第二次会议) without its own."""
    numbers = list(_COUNTED.finditer(name))
    if numbers and _WITHIN.search(name[: numbers[-1].start()]):
        return name[: numbers[-1].start()] + name[numbers[-1].end() :]
    return _COUNTED.sub("", name)


def in_series(readings: Iterable[Reading]) -> Iterator[Reading]:
    """`readings` with the series of each meeting; each goes by itself, so the work can be spread."""
    for reading in readings:
        yield with_series(reading, partial(home, reading))


def with_series(reading: Reading, at_home: Callable[[], Home]) -> Reading:
    """The reading with the series of each of its meetings; `at_home` is asked where a name leaves out the place."""
    found = {m.key: told for m in reading.meetings if (told := series_of(m, at_home)) is not None}
    if not found:
        return reading
    meetings = tuple(
        replace(m, session_of=found[m.key][0], grounds=found[m.key][1]) if m.key in found else m
        for m in reading.meetings
    )
    return replace(reading, meetings=meetings)
