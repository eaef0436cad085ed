"""Which events an article reports, by which names; and which event a sentence is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Meeting, MeetingKind
from kg.recognise.lexicon import lexicon
from kg.resolve import deeds
from kg.resolve.dates import find_dates
from kg.resolve.details import DetailReader, series_of
from kg.resolve.page import Event, Page, clause_end

if TYPE_CHECKING:
    from kg.model import Evidence
    from kg.recognise.events import Name
    from kg.recognise.items import Item
    from kg.recognise.match import Claim
    from kg.recognise.scan import Scanned
    from kg.resolve.speech import SpeechReader

# What marks an event as past, habitual or to come.
_NOT_TODAY = re.compile(
    r"以来|多次|每年|曾|定期(?!会晤|会议|对话|协商)|将于|定于|拟|计划|近年|去年|上一|历次|即将|先后[^，]{0,8}次|将(?=[^，]{0,3}$)"
)
# What somebody did more than once: 多次出席, 主持召开委员会第一次、第二次会议.
_OFTEN = re.compile("(?:多次|每年|历年)[^，。；]{0,12}$")
_SEVERAL = re.compile("[^，。；]{0,30}第[一二三四五六七八九十百零\\d]+次、第")
# A meeting inside the object of 学习 or 观看 (or of 祝贺) is what is studied, not what happened.
_RETOLD = re.compile(r"(?<!理论)学习(?!中心组|小组|领导小组|研讨班)|观看|收看|传达|贯彻|落实|祝贺")
# What somebody reports was held before (介绍了各党派顺利｜召开代表大会、加强建设的情况).
_TOLD_OF_WORK = re.compile("(?:介绍|汇报|通报|回顾|总结)了[^。；]{0,80}$")
# Several things at once, protests, and what only draws near.
_NO_MEETING = re.compile(
    r"等(?:[^，。；、]{0,8}的|\d+多?[项场]|系列|一系列|多[项场])?[^，。；、]{0,4}活动$|"
    r"^(?:向|对|祝贺|临近|迎接|多种|多场|多个|各类|各种|一系列|系列|丰富|另一|(?:\d+|[两三四五六七八九十数几]+余?)[期场次个]|两届|不同)"
    r"|示威|抗议|游行|罢工"
)
# What a meeting decides to hold is still to come (会议决定，｜常委会第十一次会议8月24日举行).
_DECIDED = re.compile("(?:决定|同意|提请|拟|定于)，?$|(?:会议|，)决定\\d[^，。；]{0,30}$")
_COUNTED = re.compile("第[一二三四五六七八九十百\\d]+[次届轮]")
# Where somebody goes when what the article reports is over (仪式后，一同前往主席府举行会谈).
_GOES_TO = re.compile("后，[^，。；]{2,20}前往[^，。；]{1,20}$")
_BACK_TO_TALKS = re.compile("(?:会见|会谈|会晤|接见)(?:时|中)")
_PART_OF_A_MEETING = re.compile("第[一二三四五六七八九十]+次(?:全体|大会)?会议|(?:全体|大会)会议")
_ATTENDED = re.compile(r"^(?:指导|观摩|了|并见证)?(?P<name>[^，。；：、并]{2,60})")
# Nouns that alone say nothing of an event, and how those who attend are told of it.
_BARE = ("仪式", "宴会")
_ATTENDED_BY_NAME = re.compile("(?:出席|参加)了?(?P<name>[\u4e00-\u9fff]{2}(?:仪式|宴会))(?=[，。；]|$)")
_AT_NAME_END = re.compile("(?:(?:期间|时|中)(?:说|表示|强调|指出|谈到|(?:首先|专门)?(?:发表|作)[^，。；]*)?)?")
_AT_MEETING = re.compile(r"在(?P<name>[^，。；]{2,40}?(?:会|会议|论坛|全会|大会|峰会))上(?:发表|作|讲话|致辞)")
# The place that a deed itself names: 参加接见并在总结会议上｜讲话.
_OWN_PLACE = re.compile("在(?:本次|此次|这次)?(?P<name>[^，。；]{2,40})上(?:的|以[^，。；]{2,16}为题)?$")
# When all was over.
_AFTERWARDS = re.compile("[^，。；]{0,12}(?:会|会议|会晤|会谈|会见|仪式|活动|论坛)结束后，")
# What is told of an earlier day, beside what the article reports (日前，某某主持召开常委会会议).
_BEFORE_THAT = re.compile("(?:日前|此前|不久前|前不久)，")
# 会议传达了某某在常委会会议上的讲话: the meeting is another than the one it hears of.
_HEARS_OF = re.compile("(?:会议|大会)(?:还|首先)?(?:传达|学习)")
_VENUE_PREFIX = re.compile(
    r"^(?:了|的|(?:他|她|其|他们)所在的|本年度|今年|召开的?|由.{2,20}(?:主办|承办|举办)的|在[^，。]{2,20}(?:举行|召开|举办)的)+"
)
_KINDS = frozenset(MeetingKind)
# What opens the report of a further event of the same occasion.
_SAME_OCCASION = re.compile(r"(?:随后|又讯|同日|当天|当日|当晚|期间)|[\u4e00-\u9fff]{1,8}(?:前|后|期间)，")
# A year that dates the sentence, not the papers that it names (关于2024年决算的报告).
_YEAR = re.compile(
    r"(?:(?<=^)|(?<=^早在)|(?<=^在))(?:19|20)\d\d(?=年)|(?:19|20)\d\d(?=年(?:\d{1,2}月|[，底初春夏秋冬]))"
)
# The month with which a sentence or a clause opens (今年6月，某某考察了博物馆).
_MONTH = re.compile(r"(?:(?<=^)|(?<=，))(?:早在|就在)?(?:今年)?(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|[1-9])月")
_LONG_AGO = 2
"""Months after which what happened is no news of the day."""
_POINTS_BACK = re.compile(r"^(?:上午|下午|当天|上述|以上|本次|此次|这次|该|相关|有关|系列|其他|会议|大会|全会)")
_RITE = "仪式"
_DONE_THERE = re.compile(r"(?:^|[，；])(?:会议|大会|会上|(?:会议|活动|庆典)?现场)?，?(?:还|并且?|同时|随后)?$")
"""How a clause opens, up to its verb, that tells what else was done at a meeting (会议…，并｜举行了宣誓仪式)."""
_NEAR = 30
"""How far in front of a deed stands what makes it past, habitual or to come."""
_FARTHEST_PLACE = 48
"""How far in front of a deed the place begins that it names."""
_FARTHEST_REPORT = 88
"""How far in front of a meeting somebody is said to have told of work done."""
_FARTHEST_MONTH = 160
"""How far in front of a deed the month stands that dates it."""
_EARLY = 4
"""Sentences from the start of a brief within which an event needs no other sign to be the news."""


class MeetingReader:
    """Collects the events of one page into its draft."""

    def __init__(self, page: Page, speech: SpeechReader) -> None:
        self.page = page
        self.speech = speech
        self.events = page.draft.events
        self.details = DetailReader(page)
        self._told: dict[tuple[int, int, tuple[Item, ...]], Event] = {}
        """The talks or the letter that a claim tells of, by its sentence, its place there and the counterparts."""
        self._parties: dict[frozenset[str], Event] = {}
        self._goes_on_past = self._going_on_past()
        self._background: list[Event] = []
        """The events that are told of an earlier day than the first one's."""
        self._turned_to: list[tuple[int, Event]] = []
        """The sentences that introduce an event, or come back to it, in the order of the text."""

    def read(self) -> None:
        """Find the events in the order of the text."""
        for index, s in enumerate(self.page.scanned):
            self._read_sentence(index, s)
        for first in dict.fromkeys(self.page.briefs):
            if not any(e.meeting.kind is not MeetingKind.INSTRUCTION for e in self._of_brief(first)):
                self._add_implied(first)
        for index, s in enumerate(self.page.scanned):
            if self.speech.is_narrative(index, 0) and (event := self.about(index)) is not None:
                self.details.read_manner(event, index, s)

    def _read_sentence(self, index: int, s: Scanned) -> None:
        if _BACK_TO_TALKS.match(s.masked):
            self._turn_back(index)
        for name in s.names:
            if name.kind in ("talks", "inspection") or not self.speech.is_narrative(index, name.verb[0]):
                continue
            if self._is_news(index, s, name):
                self._add_held(index, s, name)
        for claim in s.claims:
            if claim.people and self.speech.is_narrative(index, claim.start) and not self.is_past(s, claim.start):
                self._add_claimed(index, s, claim)
        self._note_background(index, s)

    def _note_background(self, index: int, s: Scanned) -> None:
        """Note what an article tells of an earlier day, and where it comes back to the event that it reports."""
        if _BEFORE_THAT.match(s.masked):
            before = self._of_brief(self.page.briefs[index])
            self._background += [e for e in before if e.sentence == index and before[0].sentence < index]
        elif _HEARS_OF.match(s.masked):
            event = self.about(index)
            if event is not None and event in self._background and event.meeting.name in s.text:
                self._turned_to.append((index, self._of_brief(self.page.briefs[index])[0]))

    def _turn_back(self, index: int) -> None:
        """会见时，王某表示: the talks that were told of last are meant, whatever came between."""
        talks = [e for e in self._so_far(index) if e.meeting.kind is MeetingKind.TALKS]
        self._turned_to += [(index, event) for event in talks[-1:]]

    def about(self, index: int) -> Event | None:
        """The event that sentence `index` is about: the last one that its brief has turned to, else its first one."""
        if not self.events:
            return None
        briefs = self.page.briefs
        turned_to = [e for at, e in self._turned_to if at <= index and briefs[at] == briefs[index]]
        return next(iter(turned_to[-1:] or self._of_brief(briefs[index])[:1]), None)

    def _so_far(self, index: int) -> list[Event]:
        """The events of a sentence's own brief that are introduced up to it, else the first one of the brief."""
        events = self._of_brief(self.page.briefs[index])
        so_far = [e for e in events if e.sentence <= index]
        return so_far or [e for e in events[:1] if e.meeting.kind is not MeetingKind.TALKS]

    def _of_brief(self, first: int) -> list[Event]:
        """The events of the brief that begins with sentence `first`."""
        return [e for e in self.events if self.page.briefs[e.sentence] == first]

    def of_claim(self, index: int, s: Scanned, claim: Claim) -> list[Event]:
        """The events of a claim: by its own kind, by the noun behind it (出席座谈会), else the current one."""
        so_far = self._so_far(index)
        if "speaker" in claim.rule.claims:
            if _AFTERWARDS.match(s.masked) and all(e.sentence < index for e in so_far):
                return []
            if deeds.is_told_to_others(s, claim):
                return []
            if (own := self._of_speech(index, s, claim, so_far)) is not None:
                return [own]
        if told := self._told.get((index, claim.start, claim.others)):
            return [told]
        if "chair" in claim.rule.claims and any(self._are_chaired(s, claim, talks) for talks in s.claims):
            # Talks have no chair, though the text may call it so (共同主持第二十四次领导人会晤).
            return []
        if "talks" in claim.rule.claims or "instruction" in claim.rule.claims:
            return []
        if "inspection" in claim.rule.claims:
            return [e for e in so_far if e.meeting.kind is MeetingKind.INSPECTION][-1:]
        assemblies = [e for e in so_far if e.meeting.kind is not MeetingKind.INSTRUCTION]
        if not assemblies:
            # Nobody chairs or attends a letter; whoever reads it out does speak.
            return so_far[-1:] if "speaker" in claim.rule.claims else []
        return self._of_assembly(index, s, claim, assemblies)

    def _of_speech(self, index: int, s: Scanned, claim: Claim, events: list[Event]) -> Event | None:
        """The event that a speech itself names as its place (在总结会议上讲话), else the talks that are told of."""
        place = _OWN_PLACE.search(s.masked, max(0, claim.start - _FARTHEST_PLACE), claim.verb[0])
        if place is not None and len(events) > 1:
            name = self.page.words(s, *place.span("name"))
            named = [e for e in events if e.meeting.name.endswith(name) or name.endswith(e.meeting.name)]
            if named:
                return named[-1]
        event = self.about(index)
        return event if event is not None and event.meeting.kind is MeetingKind.TALKS else None

    def _of_assembly(self, index: int, s: Scanned, claim: Claim, assemblies: list[Event]) -> list[Event]:
        """Those of `assemblies` that a claim is about."""
        if _OFTEN.search(s.masked, max(0, claim.start - _NEAR), claim.start) or _SEVERAL.match(s.masked, claim.end):
            return []
        behind = re.split("[，。]", s.masked[claim.end : claim.end + 60])[0]
        if re.match(r"了?(?:上述|以上|有关|相关)(?:外事)?活动", behind):
            return assemblies
        if "主席台" in s.masked[: claim.end]:
            # A platform stands in a hall: who sits there is at an assembly, whomever leaders received before.
            assemblies = [e for e in assemblies if e.meeting.kind is not MeetingKind.TALKS] or assemblies
        if not any(e.sentence == index for e in self._background):
            # 日前，王某主持召开会议: who attends further down attends what the article reports.
            assemblies = [e for e in assemblies if e not in self._background] or assemblies
        told_of = [e for at, e in self._turned_to if at <= index and e in assemblies]
        return self._named(s, claim, behind, assemblies) or told_of[-1:] or assemblies[-1:]

    def _named(self, s: Scanned, claim: Claim, behind: str, assemblies: list[Event]) -> list[Event]:
        """The latest of the events that the words behind a claim name: in full, by its noun, or by the noun's kind."""
        noun = lexicon().meeting_noun.search(behind)
        if noun is None:
            return []
        words = self.page.words(s, claim.end, claim.end + noun.end())
        in_full = [e for e in assemblies if e.meeting.name in words]
        by_noun = [e for e in assemblies if e.meeting.name.endswith(noun[0])]
        by_kind = [e for e in assemblies if e.meeting.kind is _kind(lexicon().meeting_nouns[noun[0]])]
        return (in_full or by_noun or by_kind)[-1:]

    # -- finding events ------------------------------------------------------------------------------------------

    def _is_news(self, index: int, s: Scanned, name: Name) -> bool:
        """Whether a meeting that is named is one that the article reports, not one of the past or to come.

        A fair or a concert by itself is no meeting of anybody's.
        """
        if name.kind == "show":
            return False
        if _NOT_TODAY.search(s.masked[max(0, name.verb[0] - _NEAR) : name.verb[0]]):
            return False
        if _RETOLD.search(s.masked[s.masked.rfind("，", 0, name.verb[0]) + 1 : min(name.parts[0][0], name.verb[0])]):
            return False
        end = name.parts[-1][1]
        if name.verb[0] > name.parts[-1][0] and re.match(
            r"精神|以来|召开之际|之际|前夕|期间（", s.masked[end : end + 6]
        ):
            return False
        if _TOLD_OF_WORK.search(s.masked, max(0, name.verb[0] - _FARTHEST_REPORT), name.verb[0]):
            return False
        if self.is_past(s, name.verb[0]) or self._is_ahead(s, name) or _DECIDED.search(s.masked, 0, name.parts[0][0]):
            return False
        if self._is_done_there(index, s, name):
            return False
        return (
            index - self.page.briefs[index] < _EARLY
            or bool(s.claims)
            or bool(_SAME_OCCASION.match(s.text))
            or bool(find_dates(s.masked[: name.verb[1] + 10], self.page.anchor))
        )

    def _is_done_there(self, index: int, s: Scanned, name: Name) -> bool:
        """Whether a rite is only something done at a meeting: told of in passing, with nobody of its own."""
        if not s.masked.endswith(_RITE, *name.parts[-1]) or not _DONE_THERE.search(s.masked, 0, name.verb[0]):
            return False
        briefs = self.page.briefs
        later = (
            t.masked
            for t, brief in zip(self.page.scanned[index + 1 :], briefs[index + 1 :], strict=True)
            if brief == briefs[index]
        )
        if any(_RITE in text for text in later) or any(c.people and c.start > name.verb[0] for c in s.claims):
            return False
        return any(e.meeting.kind is MeetingKind.MEETING for e in self._so_far(index))

    def _is_ahead(self, s: Scanned, name: Name) -> bool:
        """Whether the day given for a meeting lies behind the article's own day."""
        anchor = self.page.anchor
        if anchor.year is None or anchor.month is None or anchor.day is None:
            return False
        today = (anchor.year, anchor.month, anchor.day)
        found = find_dates(s.masked[: name.verb[1] + 12], anchor)
        near = [d.when for d in found if d.when.day and d.start > min(name.verb[0], name.parts[0][0]) - 16]
        return bool(near) and all((w.year or 0, w.month or 0, w.day or 0) > today for w in near)

    def is_past(self, s: Scanned, position: int) -> bool:
        """Whether a sentence tells, up to `position`, of another year than the article's or a month long before."""
        anchor = self.page.anchor
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

    def _add_held(self, index: int, s: Scanned, name: Name) -> None:
        label = "".join(self.page.words(s, a, b) for a, b in name.parts)
        known = self._same(label, generic=name.generic)
        if known is not None and not name.generic:
            self._turned_to.append((index, known))
        if known is not None or _NO_MEETING.search(label):
            return
        if label in _BARE and (fuller := self._fuller(index, label)) is not None:
            self._register(index, s, fuller.quote, _kind(name.kind), fuller, name.generic, name.verb)
            return
        if name.generic and self.events and index > 0 and not find_dates(s.masked, self.page.anchor):
            return
        evidence = self.page.in_sentence(s, name.parts[0][0], name.parts[-1][1], "meeting-name")
        self._register(index, s, label, _kind(name.kind), evidence, name.generic, name.verb)

    def _fuller(self, index: int, label: str) -> Evidence | None:
        """The name that those who attend give what was held under a bare noun (举行仪式 … 出席｜欢迎仪式)."""
        for later, s in enumerate(self.page.scanned[index + 1 :], index + 1):
            if self.page.briefs[later] == self.page.briefs[index] and (found := _ATTENDED_BY_NAME.search(s.masked)):
                is_it = found["name"].endswith(label)
                return self.page.in_sentence(s, *found.span("name"), "meeting-name") if is_it else None
        return None

    def _add_claimed(self, index: int, s: Scanned, claim: Claim) -> None:
        names = claim.rule.claims
        place = index - self.page.briefs[index]
        if "talks" in names:
            self._add_talks(index, s, claim)
        elif "instruction" in names and (place < _EARLY + 2 or _SAME_OCCASION.match(s.text)):
            if _NOT_TODAY.search(s.masked[: claim.start]):
                return
            if not any(e.meeting.kind is MeetingKind.INSTRUCTION and e.sentence == index for e in self.events):
                event = self._add_deed(index, s, claim, MeetingKind.INSTRUCTION, claim.end)
                self._told[index, claim.start, claim.others] = event
        elif "inspection" in names and place < 2:
            if deeds.is_told_visit(s, claim) and not any(
                e.meeting.kind is MeetingKind.INSPECTION for e in self._of_brief(self.page.briefs[index])
            ):
                stop = min(clause_end(s.masked, claim.end), s.cue.start if s.cue else len(s.masked))
                stop -= s.masked.endswith("时", claim.end, stop)
                self._add_deed(index, s, claim, MeetingKind.INSPECTION, stop)
        elif "attendee" in names or "chair" in names:
            self._add_attended(index, s, claim)

    def _add_talks(self, index: int, s: Scanned, claim: Claim) -> None:
        """Talks between the same parties are one event, however often an article tells of them."""
        parties = frozenset(self.page.words(s, item.start, item.end) for item in deeds.parties(claim))
        if len(parties) == 1 and not claim.rule.looks_back:
            # 会见时，王某表示: whom he received is not told here.
            return
        if _GOES_TO.search(s.masked, max(0, claim.start - _FARTHEST_PLACE), claim.start) and self._of_brief(
            self.page.briefs[index]
        ):
            return
        if _NOT_TODAY.search(s.masked, max(0, claim.start - _NEAR), claim.end):
            return
        if deeds.is_told_elsewhere(s, claim):
            return
        event = self._parties.get(parties) if len(parties) > 1 else None
        if event is not None:
            self._turned_to.append((index, event))
        else:
            name, evidence = self._chaired_talks(s, claim), deeds.evidence(self.page, s, claim)
            name = name or deeds.talks_name(self.page, s, claim)
            verb = (claim.start, claim.end)
            event = self._register(index, s, name, MeetingKind.TALKS, evidence, False, verb)
            self._parties[parties] = event
        self._told[index, claim.start, claim.others] = event

    def _chaired_talks(self, s: Scanned, claim: Claim) -> str | None:
        """The name of talks that somebody chairs (同欧方共同主持｜第二十四次领导人会晤), if it has a number."""
        chair = next((c for c in s.claims if self._are_chaired(s, c, claim)), None)
        return self.page.words(s, chair.end, claim.end) if chair is not None else None

    def _are_chaired(self, s: Scanned, chair: Claim, talks: Claim) -> bool:
        """Whether it is talks with a number that `chair` tells somebody to chair."""
        if "chair" not in chair.rule.claims or "talks" not in talks.rule.claims or chair.end >= talks.start:
            return False
        return clause_end(s.masked, chair.end) >= talks.end and bool(_COUNTED.search(s.masked, chair.end, talks.end))

    def _add_deed(self, index: int, s: Scanned, claim: Claim, kind: MeetingKind, stop: int) -> Event:
        name, evidence = deeds.deed_name(self.page, s, claim, stop), deeds.evidence(self.page, s, claim)
        return self._register(index, s, name, kind, evidence, False, (claim.start, claim.end))

    def _add_attended(self, index: int, s: Scanned, claim: Claim) -> None:
        """An event told only by who came: 应邀出席2016年博鳌亚洲论坛, 参加代表团审议时说, 共同主持联委会第三次会议."""
        match = _ATTENDED.match(s.masked[claim.end :])
        if match is None or _POINTS_BACK.match(match["name"]) or _NOT_TODAY.search(s.masked[: claim.start]):
            return
        nouns = list(lexicon().meeting_noun.finditer(match["name"]))
        if (
            not nouns
            or not _AT_NAME_END.fullmatch(match["name"], nouns[-1].end())
            or lexicon().meeting_nouns[nouns[-1][0]] in ("talks", "inspection")
        ):
            return
        start = claim.end + match.start("name")
        if prefix := _VENUE_PREFIX.match(match["name"]):
            start += prefix.end()
        end = claim.end + match.start("name") + nouns[-1].end()
        label = self.page.words(s, start, end)
        if end - start <= len(nouns[-1][0]) + 1 or self._same(label, generic=False):
            return
        if _PART_OF_A_MEETING.fullmatch(label):
            return
        evidence = self.page.in_sentence(s, start, end, claim.rule.id)
        self._register(
            index, s, label, _kind(lexicon().meeting_nouns[nouns[-1][0]]), evidence, False, (claim.start, claim.end)
        )

    def _add_implied(self, first: int) -> None:
        """A meeting that has a chair, a list or a voice, but that no sentence says was held.

        It takes its name from the longest meeting noun behind those words (参加宣讲会 beside 主持会议).
        """
        best: tuple[int, int, Scanned, tuple[int, int], str, str] | None = None
        for index, s in enumerate(self.page.scanned):
            if self.page.briefs[index] != first or self._goes_on_past[index]:
                continue
            if (
                index - first < _EARLY
                and (match := _AT_MEETING.search(s.masked))
                and not _NOT_TODAY.search(s.masked[: match.start()])
            ):
                span = match.span("name")
                best = best or (99, index, s, span, "speaks-at", "meeting")
            for claim in s.claims:
                if not claim.people or claim.rule.claims[0] not in ("chair", "attendee"):
                    continue
                if not self.speech.is_narrative(index, claim.start) or self._is_not_today(s, claim):
                    continue
                noun = self._noun_near(s, claim)
                if noun is None and claim.rule.claims[0] != "chair":
                    continue
                span = noun.span() if noun else (min(claim.start, claim.people[0].start), claim.end)
                weight = span[1] - span[0] if noun else 0
                if best is None or weight > best[0]:
                    kind = lexicon().meeting_nouns[noun[0]] if noun else "meeting"
                    best = (weight, best[1] if best else index, s, span, claim.rule.id, kind)
        if best is not None:
            _, index, s, span, rule, kind = best
            self._register(
                index, s, self.page.words(s, *span), _kind(kind), self.page.in_sentence(s, *span, rule), True, span
            )

    def _is_not_today(self, s: Scanned, claim: Claim) -> bool:
        return _NOT_TODAY.search(s.masked, 0, claim.start) is not None or deeds.is_on_a_journey(s, claim)

    def _going_on_past(self) -> tuple[bool, ...]:
        """For each sentence, whether its paragraph has told so far of what is long past (今年6月，…。在座谈会上，…)."""
        result: list[bool] = []
        past, paragraph = False, -1
        for s in self.page.scanned:
            past = (past and s.at.paragraph == paragraph) or (
                _MONTH.search(s.masked) is not None and self.is_past(s, len(s.masked))
            )
            paragraph = s.at.paragraph
            result.append(past)
        return tuple(result)

    def _noun_near(self, s: Scanned, claim: Claim) -> re.Match[str] | None:
        """The meeting noun behind a claim's words, or in the sentence."""
        search = lexicon().meeting_noun.search
        return search(s.masked, claim.end - 2 if claim.rule.looks_back else claim.start) or search(s.masked)

    def _same(self, label: str, *, generic: bool) -> Event | None:
        """The event already found that `label` names, in full or shortened (庆祝大会 for 庆祝…周年大会)."""
        for event in self.events:
            name = event.meeting.name
            if name == label or (generic and name.endswith(label)):
                return event
            if (
                not event.generic
                and label[-1:] == name[-1:]
                and len(label) < len(name)
                and _is_subsequence(label, name)
            ):
                return event
        return None

    def _register(
        self,
        index: int,
        s: Scanned,
        label: str,
        kind: MeetingKind,
        evidence: Evidence,
        generic: bool,
        verb: tuple[int, int],
    ) -> Event:
        page = self.page
        key = f"{label}|{page.document.source}|{page.article.number}|{len(self.events) + 1}"
        series, ordinal = series_of(label)
        event = Event(Meeting(key, label, kind, evidence, True, series, ordinal), index, generic)
        self.events.append(event)
        self._turned_to.append((index, event))
        self.details.read(event, index, s, verb, is_first=len(self.events) == 1)
        return event


def _kind(name: str) -> MeetingKind:
    """The kind of event that a meeting noun's `kind` stands for; a show that somebody attends is a ceremony."""
    if name == "show":
        return MeetingKind.CEREMONY
    return MeetingKind(name) if name in _KINDS else MeetingKind.MEETING


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)
