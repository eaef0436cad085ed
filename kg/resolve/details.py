"""When, where and how an event was held, and which number of a series it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Detail, MeetingKind
from kg.recognise.items import Kind
from kg.resolve.dates import DateWords, find_dates
from kg.resolve.page import Event, Page, clause_end

if TYPE_CHECKING:
    from kg.recognise.scan import Scanned

_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九十百零\d]+)次")
_VIDEO = re.compile(r"视频(?:调度|连线|推进)?(?:会议|会|方式|形式|连线)|电视电话会|以视频|视频分会场")
_VIDEO_FORM = re.compile(r"(?:会议|大会|座谈会|会)(?:以|通过|采取|采用)|视频会议形式|分会场")
_VENUES = re.compile(r"(?P<where>各[^。；]{2,60}?|[^。；，]{2,24})设(?:立|置)?(?:了)?分会场")
_PLACE = re.compile(
    r"[在于](?!随后|会后|当地(?![\u4e00-\u9fff]{0,4}(?:会议|礼堂|中心|宾馆|酒店))|[^，。；]{2,24}后(?:顺利|隆重|胜利|正式|成功|圆满|召开|举行|闭幕|开幕))(?P<place>[^，。；在于为]{1,30}?)(?:(?:顺利|隆重|胜利|正式|成功|组织|联合|主持|分别|先后|共同|亲切|再次|以[^，。]{2,8}(?:方式|形式)|为[^，。]{2,24}|出席[^，。]{2,30}期间){0,2}"
    r"(?:召开|举行|举办|开幕|闭幕|同|会见|召集|接待|调研|考察|检查|视察))"
    r"|(?:(?<!一行)(?<!马)来到?|到|赴|前往|深入|莅临)(?P<visited>[^，。；]{1,30}?)(?:进行|专题|学习|参观|检查|指导|看望|考察){0,2}(?:调研|考察|检查|视察|督查|访问|看望慰问|看望|慰问)"
)
# The state that a visit is paid to.
_TOURED = re.compile("对(?P<visited>[^，。；]{2,12})进行(?:国事|正式|工作|友好){0,2}访问")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


class DetailReader:
    """Adds the details of events to the draft of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def read(self, event: Event, index: int, s: Scanned, verb: tuple[int, int], *, is_first: bool) -> None:
        """What sentence `index`, which introduces an event by the words at `verb`, tells of its day, place and mode."""
        page, key = self.page, event.meeting.key
        self._date(index, key, verb, is_first=is_first)
        clause = max((s.text.rfind(c, 0, verb[0]) + 1 for c in "，。；"), default=0)
        stop = clause_end(s.masked, verb[1])
        names = [range(i.start, i.end) for i in s.items if i.kind is Kind.PERSON]
        names += [
            range(at.start(), at.end()) for name in page.known if "在" in name for at in re.finditer(name, s.masked)
        ]
        places = [m for m in _PLACE.finditer(s.masked, clause, stop) if not any(m.start() in name for name in names)]
        spans = [m.span("place") for m in places if m["place"]] or [m.span("visited") for m in places]
        if not spans and event.meeting.kind is MeetingKind.INSPECTION:
            spans = [m.span("visited") for m in _TOURED.finditer(s.masked, clause, stop)]
        if spans:
            span = spans[-1]
            self._add(key, "place", page.words(s, *span), s, span, "place-of-meeting")
        if match := _VIDEO.search(s.text, clause, stop):
            self._add(key, "mode", "video", s, match.span(), "video")
        elif is_first and (match := _VIDEO.search(page.article.headline.text)):
            evidence = page.evidence(page.article.headline, match.start(), match.end(), "video-in-headline")
            page.draft.details.append(Detail(key, "mode", "video", evidence))

    def read_manner(self, event: Event, index: int, s: Scanned) -> None:
        """会议以视频形式召开, 各市设分会场: said of an event in a sentence of its own."""
        if "视频" not in s.text and "分会场" not in s.text:
            return
        key, draft = event.meeting.key, self.page.draft
        if match := _VENUES.search(s.masked):
            span = match.span("where")
            self._add(key, "venue", self.page.words(s, *span), s, span, "branch-venue")
        if event.sentence == index or any(d.meeting == key and d.property == "mode" for d in draft.details):
            return
        if (match := _VIDEO.search(s.text)) and _VIDEO_FORM.search(s.text):
            self._add(key, "mode", "video", s, match.span(), "video")

    def _add(self, key: str, name: str, value: str, s: Scanned, span: tuple[int, int], rule: str) -> None:
        self.page.draft.details.append(Detail(key, name, value, self.page.in_sentence(s, *span, rule)))

    def _date(self, index: int, key: str, verb: tuple[int, int], *, is_first: bool) -> None:
        """The day that stands nearest: in the same sentence, the one before, or at the head of the article."""
        vague: tuple[Scanned, DateWords] | None = None
        for i in (index, index - 1, *(range(min(3, len(self.page.scanned))) if is_first else ())):
            if i < 0:
                continue
            s = self.page.scanned[i]
            dates = find_dates(s.text, self.page.anchor)
            if i == index:
                dates = [d for d in dates if d.start < verb[1] + 12] or dates
            elif not is_first:
                dates = [d for d in dates if d.when.start_label()]
            dated = [d for d in dates if d.when.start_label()]
            if is_first and dates and not dated:
                # 当天 at the opening of the report points back to the day that its head gives.
                vague = vague or (s, dates[0])
                continue
            dates = dated or dates
            if not dates:
                continue
            far = i == index and len(dates) > 1 and dates[0].end < verb[0] - 60
            self._add_date(key, s, dates[-1] if far else dates[0])
            return
        if vague is not None:
            self._add_date(key, *vague)

    def _add_date(self, key: str, s: Scanned, found: DateWords) -> None:
        evidence = self.page.in_sentence(s, found.start, found.end, "date-of-meeting")
        self.page.draft.details.append(Detail(key, "date", found.when.words, evidence, found.when))


def series_of(name: str) -> tuple[str | None, int | None]:
    """A meeting's name without its number, and the number (第二十一次): None, None where it has none."""
    ordinals = list(_ORDINAL.finditer(name))
    if not ordinals:
        return None, None
    last = ordinals[-1]
    return name[: last.start()] + name[last.end() :], _chinese_number(last["n"])


def _chinese_number(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below 1,000 (二十一 → 21), or None where it is none."""
    if text.isdigit():
        return int(text)
    total, current = 0, 0
    for c in text:
        if c in _DIGITS:
            current = _DIGITS[c]
        elif c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            return None
    return total + current
