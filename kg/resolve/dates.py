"""Dates in the words of the text, completed from the article's own date where it has one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import When
from kg.recognise.patterns import anchored

_PART = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜)?"
# Papers of the 1990s write 十月十八日, 元月八日.
_YEAR = r"(?:\d{4}|[一二三四五六七八九〇零○]{4})"
_MONTH = r"(?:\d{1,2}|元|十[一二]?|[一二三四五六七八九])"
_DAY_NUMBER = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ABSOLUTE = anchored(
    rf"(?:(?P<year>{_YEAR})年)?(?:(?P<month>{_MONTH})月)(?P<day>{_DAY_NUMBER})日?"
    rf"(?:(?:日?(?:至|-|—|~|到)(?:(?:{_YEAR}年)?(?P<month2>{_MONTH})月)?(?P<day2>{_DAY_NUMBER})日)|(?:、(?P<day3>{_DAY_NUMBER})日))?{_PART}"
)
_DAY = re.compile(
    rf"(?<![\d.月年第—-])(?P<day>\d{{1,2}})(?:日?(?:至|-|—|~|到)(?P<day2>\d{{1,2}}))?日{_PART}(?!元|本|内|游|均)"
)
_RELATIVE = re.compile(
    rf"(?P<word>今天|今日|昨天|昨日|前天|昨(?=[上下晚]午?)|当天|当日|当晚|日前|近日|近期(?![工任目情重安防]))(?:（(?P<bracket>\d{{1,2}})日）)?{_PART}"
)
_CHINESE = "〇一二三四五六七八九"
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "昨": 1, "前天": 2}


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as found at `[start, end)` of the text it was looked for in."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative dates count from; any part may be unknown.  `grounds` says where it is from."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    grounds: str = ""


def anchor_from(published: str | None, dateline: str) -> Anchor:
    """The anchor from the article's date (ISO), or else from the day in its agency line (新华社北京9月22日电)."""
    if published:
        day = date.fromisoformat(published)
        return Anchor(day.year, day.month, day.day, "the article's date")
    match = _ABSOLUTE.search(dateline)
    if match:
        year = _year(match["year"]) if match["year"] else None
        return Anchor(year, _number(match["month"]), _number(match["day"]), "the agency line's date")
    return Anchor()


def find_dates(text: str, anchor: Anchor) -> list[DateWords]:
    """The dates in `text` (folded) in order, completed from `anchor`."""
    found: list[DateWords] = []
    for match in _ABSOLUTE.finditer(text):
        if text[match.end() : match.end() + 1] == "电" or not text[match.start() : match.end()].count("日"):
            continue
        if when := _absolute(match, anchor):
            found.append(DateWords(match.start(), match.end(), when))
    taken = [(d.start, d.end) for d in found]
    for match in _DAY.finditer(text):
        if any(a <= match.start() < b for a, b in taken):
            continue
        if when := _day_only(match, anchor):
            found.append(DateWords(match.start(), match.end(), when))
    for match in _RELATIVE.finditer(text):
        found.append(DateWords(match.start(), match.end(), _relative(match, anchor)))
    return sorted(found, key=lambda d: d.start)


def _number(text: str) -> int:
    """A month or day in Arabic or Chinese numerals (元 is the first month)."""
    if text.isascii():
        return int(text)
    if text == "元":
        return 1
    tens, _, ones = text.rpartition("十")
    ten = (10 * (_CHINESE.index(tens) if tens else 1)) if "十" in text else 0
    return ten + (_CHINESE.index(ones) if ones else 0)


def _year(text: str) -> int:
    return int(text) if text.isascii() else int("".join(str(_CHINESE.index("〇" if c in "零○" else c)) for c in text))


def _valid(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _absolute(match: re.Match[str], anchor: Anchor) -> When | None:
    month, day = _number(match["month"]), _number(match["day"])
    if not _valid(month, day):
        return None
    grounds = None
    year = _year(match["year"]) if match["year"] else None
    if year is None and anchor.year is not None:
        year = _year_near(month, anchor.year, anchor.month)
        grounds = f"year from {anchor.grounds}"
    end_day = match["day2"] or match["day3"]
    end_month = (_number(match["month2"]) if match["month2"] else month) if end_day else None
    end = _number(end_day) if end_day else None
    end_year = year if end_day else None
    if end_year is not None and end_month is not None and end_month < month:
        end_year += 1
    return When(match[0], year, month, day, end_year, end_month, end, grounds)


def _year_near(month: int, year: int, anchor_month: int | None) -> int:
    """The year in which `month` lies nearest to the anchor's: in January, 12月30日 was last year."""
    gap = month - (anchor_month or month)
    return year - 1 if gap > 6 else year + 1 if gap < -6 else year


def _day_only(match: re.Match[str], anchor: Anchor) -> When | None:
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    if anchor.month is None or anchor.day is None:
        return When(match[0], None, None, day, end_day=int(match["day2"]) if match["day2"] else None)
    year, month = anchor.year, anchor.month
    if day > anchor.day + 3:
        month -= 1
        if month == 0:
            month = 12
            year = year - 1 if year is not None else None
    end = int(match["day2"]) if match["day2"] else None
    return When(
        match[0], year, month, day, year if end else None, month if end else None, end, f"month from {anchor.grounds}"
    )


def _relative(match: re.Match[str], anchor: Anchor) -> When:
    back = _DAYS_BACK.get(match["word"])
    if match["bracket"] and anchor.month is not None:
        day = int(match["bracket"])
        return When(match[0], anchor.year, anchor.month, day, grounds=f"month from {anchor.grounds}")
    if back is None or anchor.day is None or anchor.month is None:
        return When(match[0], None, None, None)
    if anchor.year is None:
        # Without a year only a step within the month is certain.
        day = anchor.day - back
        return (
            When(match[0], None, anchor.month, day, grounds=anchor.grounds)
            if day > 0
            else When(match[0], None, None, None)
        )
    then = date(anchor.year, anchor.month, anchor.day) - timedelta(days=back)
    return When(match[0], then.year, then.month, then.day, grounds=anchor.grounds)
