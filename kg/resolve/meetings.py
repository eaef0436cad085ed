"""Which events an article reports, and by which names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Meeting, MeetingKind
from kg.recognise.lexicon import lexicon
from kg.resolve import deeds
from kg.resolve.dates import find_dates
from kg.resolve.details import DetailReader, series_of
from kg.resolve.event_reference import FARTHEST_PLACE, EventReference, event_kind
from kg.resolve.news import EARLY, NEAR, NOT_TODAY, SAME_OCCASION, going_on_past, is_news, is_past
from kg.resolve.page import Event, Page, clause_end

if TYPE_CHECKING:
    from kg.model import Evidence
    from kg.recognise.events import Name
    from kg.recognise.items import Item
    from kg.recognise.match import Claim
    from kg.recognise.scan import Scanned
    from kg.resolve.speech import SpeechReader

# Several things at once, protests, and what only draws near.
_NO_MEETING = re.compile(
    r"等(?:[^，。；、]{0,8}的|\d+多?[项场]|系列|一系列|多[项场])?[^，。；、]{0,4}活动$|等(?:近|约|超)?[\d.多十百千万余]+[场项个][^，。；]{0,20}$|"
    r"^(?:向|对|并对|并[^，。]{0,3}$|随着|距离?|在(?!线)|将(?!军)|获得|热烈祝贺|祝贺|临近|迎接|多种|多场|多个|各类|各种|一系列|系列|丰富|另一|历次"
    r"|(?:近|约|超过?|共)?[\d.]*[万千百]?(?:\d+|[两三四五六七八九十百千上数几万]+)[余多]?[期场次个项]|两届|不同)"
    r"|[届次]历次全会$|示威|抗议|游行|罢工"
)
# Where somebody goes when what the article reports is over (仪式后，一同前往主席府举行会谈).
_GOES_TO = re.compile("后，[^，。；]{2,20}前往[^，。；]{1,20}$")
# Whom one meets on a visit: those who are told of already.
_THOSE_THERE = re.compile("了?(?:该|此|这里|当地|上述|大家|[他她]们)")
_PART_OF_A_MEETING = re.compile("第[一二三四五六七八九十]+次(?:全体|大会)?会议|(?:全体|大会)会议")
_FIRST_OR_LAST_SITTING = re.compile("(?:开幕|闭幕)(?:大会|会)")
_ATTENDED = re.compile(
    r"^(?:指导|观摩|了|并见证)?(?P<name>(?:[^，。；：、并]|(?<=日)、(?=\d)|、(?=[\u4e00-\u9fff]{2,6}代表团审议)){2,60})"
)
# What is issued by bodies as well as by sessions, of which alone it tells that they were held.
_STATEMENTS = ("声明", "宣言", "公报")
_SESSIONS = ("会议", "峰会", "大会", "论坛", "全会", "会晤")
# Nouns that alone say nothing of an event, and how those who attend are told of it.
_BARE = ("仪式", "宴会")
_ATTENDED_BY_NAME = re.compile("(?:出席|参加)了?(?P<name>[\u4e00-\u9fff]{2}(?:仪式|宴会))(?=[，。；]|$)")
_AT_NAME_END = re.compile("(?:(?:期间|时|中)(?:说|表示|强调|指出|谈到|(?:首先|专门)?(?:发表|作)[^，。；]*)?)?")
_AT_MEETING = re.compile(
    r"在(?!主持)(?P<name>[^，。；并]{2,40}?(?:会|会议|论坛|全会|大会|峰会))上(?:发表|作|讲话|致辞)"
)
_AT_NAMED = re.compile("(?:[^，。；]{1,16}，)?在(?P<name>[^，。；]{2,40}?(?:会|会议|大会|论坛|仪式))上，")
_HOST = re.compile("[^，。；的]{2,20}(?:开展|组织|举办|举行|召开)的(?=[^，。；]{4})")
"""Who holds a meeting."""
_OPENING = 2
"""Sentences that open a report."""
_FULL_NAME = 6
"""Characters of a name that tells by itself which meeting it is."""
_TO_THE_PRESS = re.compile("发布会|记者会|听证会|博览会|电话会")
_TALKS_OVER = re.compile(
    "(?:随后，|之后，|期间，)?在?(?P<name>[\u4e00-\u9fff]{0,12}?(?:座谈交流会|座谈会|交流会|反馈会|汇报会|对接会|见面会))(?:上，|由(?=[^，。；]{2,60}主持))"
)
"""Where people talk in the course of a visit (座谈会上，某某介绍了情况): an event of its own."""
_HELD_AT = "在(?:[^，。；：“”的]{1,14}(?:举行|举办|召开)的)?"
"""How it is told where somebody spoke (在此间举行的｜论坛上说)."""
_SAYS_AT = re.compile(
    f"{_HELD_AT}(?P<name>(?:(?!举行|召开|举办|开幕|一场|有关|与|的)[\u4e00-\u9fff]){{4,24}}"
    "(?<!发布|记者|听证|电话|博览)(?:会|会议|大会|论坛|全会|仪式|典礼))上"
    "(?:[就对向][^，。；]{2,20})?(?:提出|指出|强调|要求|说)"
)
# The same in quotation marks, looked for where these are not masked.
_SAYS_AT_QUOTED = re.compile(
    f"{_HELD_AT}“(?P<name>[^“”]{{4,40}}(?:会|会议|大会|论坛|仪式|典礼))”上(?:提出|指出|强调|要求|说|表示)"
)
# Of several events of one sort each is told of by who held it (在某国大使馆举办的｜招待会上，某国总统出席).
_HELD_BY = re.compile(
    "在(?P<name>[^，。；]{2,30}?[馆委局厅部院校会府团司](?:举办|举行|召开)的(?P<noun>[^，。；的]{2,8}[会式]))上，"
)
# A meeting that is told of by what it did, and what somebody chairs that is called by no noun for a meeting.
_MEETING_ACTS = re.compile(
    "(?P<name>(?!本次|此次|这次|该)[\u4e00-\u9fff]{2,16}会议)(?:首先|还)?(?:传达|学习|通报|审议|听取|研究|部署|总结)"
)
_CHAIRED = re.compile("了?(?P<what>[\u4e00-\u9fff]{2,8}?)(?=并|，|。|$)")
# Beside these an assembly may be told of only by who chaired it (会见了来宾。… 开幕式由王某主持).
_WITHOUT_CHAIR = (MeetingKind.TALKS, MeetingKind.INSPECTION)
_NOUN_LENGTH = 3
"""Characters of a noun that tells by itself what was held (签约仪式, not 会议)."""
_VENUE_PREFIX = re.compile(
    r"^(?:了|的|"
    r"(?:\d{1,2}月)?\d{1,2}日(?:[、至-](?:\d{1,2}月)?\d{1,2}日)?(?=在)|[^，。；的]{2,40}?(?:为[他她其]们?)?(?:举行|举办|承建)的(?=[^，。；]{5})|(?:隆重|盛大|热烈)的?(?=[^，。；]{4})|(?:他|她|其|他们)所在的|本年度|今年|召开的?|由.{2,20}(?:主办|承办|举办)的|在[^，。]{2,20}(?:举行|召开|举办)的)+"
)
_SEVERAL_DEEDS = re.compile("(?:调研|考察|参观|走访|检查)[和、及并](?:座谈|交流|汇报)")
"""What those who came did, no name (参加调研和座谈)."""
_POINTS_BACK = re.compile(r"^(?:上午|下午|当天|上述|以上|本次|此次|这次|该|相关|有关|系列|其他|会议|大会|全会)")
_RITE = "仪式"
_DONE_THERE = re.compile(r"(?:^|[，；])(?:会议|大会|会上|(?:会议|活动|庆典)?现场)?，?(?:还|并且?|同时|随后)?$")
"""How a clause opens, up to its verb, that tells what else was done at a meeting (会议…，并｜举行了宣誓仪式)."""


class MeetingReader:
    """Collects the events of one page into its draft."""

    def __init__(self, page: Page, speech: SpeechReader) -> None:
        self.page = page
        self.speech = speech
        self.events = page.draft.events
        self.details = DetailReader(page)
        self.reference = EventReference(page)
        self._parties: dict[frozenset[str], Event] = {}
        self._goes_on_past = going_on_past(page)

    def read(self) -> EventReference:
        """Find the events in the order of the text; the answer says which of them is meant where."""
        for index, s in enumerate(self.page.scanned):
            self._read_sentence(index, s)
        for first in dict.fromkeys(self.page.briefs):
            held = [e for e in self.reference.of_brief(first) if e.meeting.kind is not MeetingKind.INSTRUCTION]
            if not held or (all(e.meeting.kind in _WITHOUT_CHAIR for e in held) and self._is_chaired(first, held)):
                self._add_implied(first)
        for index, s in enumerate(self.page.scanned):
            if self.speech.is_narrative(index, 0) and (event := self.reference.about(index)) is not None:
                self.details.read_manner(event, index, s)
        return self.reference

    def _add_talks_over(self, index: int, s: Scanned) -> None:
        """A meeting in the course of a visit, of which nothing says that it was held but what is said there."""
        match = _TALKS_OVER.match(s.masked)
        so_far = self.reference.so_far(index)
        if match is None or not so_far or any(e.meeting.kind is not MeetingKind.INSPECTION for e in so_far):
            return
        span = match.span("name")
        evidence = self.page.in_sentence(s, *span, "speaks-at")
        event = self._register(index, s, self.page.words(s, *span), MeetingKind.MEETING, evidence, False, span)
        self.reference.set_aside(event)

    def _read_sentence(self, index: int, s: Scanned) -> None:
        self.reference.turn_back(index, s)
        for name in s.names:
            if name.kind in ("talks", "inspection") or not self.speech.is_narrative(index, name.verb[0]):
                continue
            if is_news(self.page, index, s, name) and not self._is_done_there(index, s, name):
                self._add_held(index, s, name)
        for claim in s.claims:
            if (
                claim.people
                and self.speech.is_narrative(index, claim.start)
                and not is_past(self.page.anchor, s, claim.start)
            ):
                self._add_claimed(index, s, claim)
        self._add_talks_over(index, s)
        self.reference.note_background(index, s)

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
        return any(e.meeting.kind is MeetingKind.MEETING for e in self.reference.so_far(index))

    def _add_held(self, index: int, s: Scanned, name: Name) -> None:
        label = "".join(self.page.words(s, a, b) for a, b in name.parts)
        known = self._same(label, generic=name.generic)
        if known is not None and not name.generic:
            self.reference.turn_to(index, known)
        if known is not None or _NO_MEETING.search(label):
            return
        if s.masked.endswith(_STATEMENTS, *name.verb) and not label.endswith(_SESSIONS):
            # 红新月会1日发表声明: a society, no meeting.
            return
        if label in _BARE and (fuller := self._fuller(index, label)) is not None:
            self._register(index, s, fuller.quote, event_kind(name.kind), fuller, name.generic, name.verb)
            return
        if name.generic and self.events and index > 0 and not find_dates(s.masked, self.page.anchor):
            return
        evidence = self.page.in_sentence(s, name.parts[0][0], name.parts[-1][1], "meeting-name")
        self._register(index, s, label, event_kind(name.kind), evidence, name.generic, name.verb)

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
        elif "instruction" in names and (place < EARLY + 2 or SAME_OCCASION.match(s.text)):
            if NOT_TODAY.search(s.masked[: claim.start]):
                return
            if not any(e.meeting.kind is MeetingKind.INSTRUCTION and e.sentence == index for e in self.events):
                event = self._add_deed(index, s, claim, MeetingKind.INSTRUCTION, claim.end)
                self.reference.tell(index, claim, event)
        elif "inspection" in names and place < 2:
            if deeds.is_told_visit(s, claim) and not any(
                e.meeting.kind is MeetingKind.INSPECTION for e in self.reference.of_brief(self.page.briefs[index])
            ):
                stop = min(clause_end(s.masked, claim.end), s.cue.start if s.cue else len(s.masked))
                stop -= s.masked.endswith(("时", "并"), claim.end, stop)
                self._add_deed(index, s, claim, MeetingKind.INSPECTION, stop)
        elif "attendee" in names or "chair" in names:
            self._add_attended(index, s, claim)

    def _add_talks(self, index: int, s: Scanned, claim: Claim) -> None:
        """Talks between the same parties are one event, however often an article tells of them."""
        parties = frozenset(self.page.words(s, item.start, item.end) for item in deeds.parties(claim))
        if len(parties) == 1 and not claim.rule.looks_back:
            # 会见时，王某表示: whom he received is not told here.
            return
        if _GOES_TO.search(s.masked, max(0, claim.start - FARTHEST_PLACE), claim.start) and self.reference.of_brief(
            self.page.briefs[index]
        ):
            return
        if NOT_TODAY.search(s.masked, max(0, claim.start - NEAR), claim.end):
            return
        if deeds.is_told_elsewhere(s, claim) or (len(parties) == 1 and self._is_on_a_visit(index, s, claim)):
            return
        event = self._parties.get(parties) if len(parties) > 1 else None
        if event is not None:
            self.reference.turn_to(index, event)
        else:
            name, evidence = deeds.chaired_talks_name(self.page, s, claim), deeds.evidence(self.page, s, claim)
            name = name or deeds.talks_name(self.page, s, claim)
            verb = (claim.start, claim.end)
            event = self._register(index, s, name, MeetingKind.TALKS, evidence, False, verb)
            self._parties[parties] = event
        self.reference.tell(index, claim, event)

    def _is_on_a_visit(self, index: int, s: Scanned, claim: Claim) -> bool:
        """Whether somebody only meets those whom he visits (到某指挥部视察。… 亲切接见｜该指挥部有关同志)."""
        visits = (e.meeting.kind is MeetingKind.INSPECTION for e in self.reference.so_far(index))
        return _THOSE_THERE.match(s.masked, claim.verb[1]) is not None and any(visits)

    def _add_deed(self, index: int, s: Scanned, claim: Claim, kind: MeetingKind, stop: int) -> Event:
        name, evidence = deeds.deed_name(self.page, s, claim, stop), deeds.evidence(self.page, s, claim)
        return self._register(index, s, name, kind, evidence, False, (claim.start, claim.end))

    def _add_attended(self, index: int, s: Scanned, claim: Claim) -> None:
        """An event told only by who came: 应邀出席2016年博鳌亚洲论坛, 参加代表团审议时说, 共同主持联委会第三次会议."""
        held = _HELD_BY.match(s.masked)
        if held is not None and self._same(own := self.page.words(s, *held.span("name")), generic=False) is None:
            kind = event_kind(lexicon().meeting_nouns.get(held["noun"], "meeting"))
            self._register_claimed(index, s, claim, own, kind, held.span("name"))
            return
        match = _ATTENDED.match(s.masked[claim.end :])
        if match is None or deeds.is_done_often(s, claim):
            return
        if _POINTS_BACK.match(match["name"]) or NOT_TODAY.search(s.masked[: claim.start]):
            return
        nouns = list(lexicon().meeting_noun.finditer(match["name"]))
        if (
            not nouns
            or not _AT_NAME_END.fullmatch(match["name"], nouns[-1].end())
            or lexicon().meeting_nouns[nouns[-1][0]] in ("talks", "inspection")
            or _SEVERAL_DEEDS.match(match["name"])
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
        if _FIRST_OR_LAST_SITTING.fullmatch(label) and any(not e.generic for e in self.reference.so_far(index)):
            return
        kind = event_kind(lexicon().meeting_nouns[nouns[-1][0]])
        self._register_claimed(index, s, claim, label, kind, (start, end))

    def _register_claimed(
        self, index: int, s: Scanned, claim: Claim, label: str, kind: MeetingKind, span: tuple[int, int]
    ) -> None:
        evidence = self.page.in_sentence(s, *span, claim.rule.id)
        self._register(index, s, label, kind, evidence, False, (claim.start, claim.end))

    def _add_implied(self, first: int) -> None:
        """A meeting that has a chair, a list or a voice, but that no sentence says was held.

        It takes its name from the longest meeting noun behind those words (参加宣讲会 beside 主持会议).
        """
        best: tuple[int, int, Scanned, tuple[int, int], str, str] | None = None
        for index, s in enumerate(self.page.scanned):
            if self.page.briefs[index] != first or self._goes_on_past[index]:
                continue
            if (
                index - first < EARLY
                and (match := _AT_MEETING.search(s.masked) or self._at_meeting_named(first, index, s))
                and not NOT_TODAY.search(s.masked[: match.start()])
                and not is_past(self.page.anchor, s, match.start())
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
                span = noun.span() if noun else _chaired(s, claim)
                weight = span[1] - span[0] if noun else 0
                if best is None or weight > best[0]:
                    kind = lexicon().meeting_nouns[noun[0]] if noun else "meeting"
                    best = (weight, best[1] if best else index, s, span, claim.rule.id, kind)
        if best is not None:
            _, index, s, span, rule, kind = best
            index, s, span = self._as_subject(first, index, s, span)
            span = _without_host(s, span)
            self._register(
                index, s, self.page.words(s, *span), event_kind(kind), self.page.in_sentence(s, *span, rule), True, span
            )

    def _as_subject(
        self, first: int, index: int, s: Scanned, span: tuple[int, int]
    ) -> tuple[int, Scanned, tuple[int, int]]:
        """Where a bare 会议 has a name in front, as the subject of what it did (集中反馈会议通报了…。某某出席会议)."""
        if s.masked[slice(*span)] != "会议":
            return index, s, span
        for earlier in range(first, index + 1):
            before = self.page.scanned[earlier]
            if named := _MEETING_ACTS.match(before.masked):
                return earlier, before, named.span("name")
        return index, s, span

    def _at_meeting_named(self, first: int, index: int, s: Scanned) -> re.Match[str] | None:
        """在全区第三次通报会上，某某宣布 …: where the headline names the meeting too, or it opens the report."""
        match = _AT_NAMED.match(s.masked) or _SAYS_AT.search(s.masked) or _SAYS_AT_QUOTED.search(s.text)
        if match is None:
            return None
        in_headline = match["name"][-_NOUN_LENGTH:] in self.page.article.headline.text
        if in_headline and any(claim.people for claim in s.claims):
            return match
        claimed = next((c.people[0] for c in s.claims if c.people and "speaker" in c.rule.claims), None)
        speaker = s.cue.person if s.cue and s.cue.person else claimed
        is_introduced = speaker is not None and bool(speaker.posts) and not self._is_abroad(s, speaker)
        is_dated = bool(find_dates(s.masked[: match.start("name")], self.page.anchor))
        opens = (
            index - first < _OPENING and len(match["name"]) >= _FULL_NAME and not _TO_THE_PRESS.search(match["name"])
        )
        return match if is_introduced and (is_dated or opens) else None

    @staticmethod
    def _is_abroad(s: Scanned, speaker: Item) -> bool:
        """Whether whoever speaks holds an office of another state: what she says at home is no news of a meeting."""
        return any(lexicon().state_at_start.match(s.masked, post.start) for post in speaker.posts)

    def _is_chaired(self, first: int, held: list[Event]) -> bool:
        """Whether the brief that begins with sentence `first` tells who chaired something that is none of `held`."""
        # 王某主持会议, where the article tells of talks, may mean them.
        shortest = _NOUN_LENGTH if any(e.meeting.kind is MeetingKind.TALKS for e in held) else 1
        return any(
            claim.people
            and "chair" in claim.rule.claims
            and self.speech.is_narrative(index, claim.start)
            and (noun := self._noun_near(s, claim)) is not None
            and len(noun[0]) >= shortest
            and "，" not in s.masked[claim.end : noun.start()]
            and lexicon().meeting_nouns[noun[0]] not in ("talks", "inspection")
            for index, s in enumerate(self.page.scanned)
            if self.page.briefs[index] == first
            for claim in s.claims
        )

    def _is_not_today(self, s: Scanned, claim: Claim) -> bool:
        if deeds.is_done_often(s, claim) or deeds.is_on_a_journey(s, claim):
            return True
        return NOT_TODAY.search(s.masked, 0, claim.start) is not None

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
        self.reference.turn_to(index, event)
        self.details.read(event, index, s, verb, is_first=len(self.events) == 1)
        return event


def _chaired(s: Scanned, claim: Claim) -> tuple[int, int]:
    """What somebody chairs that is called by no noun for a meeting (主持｜学习｜并讲话), else that she does."""
    what = _CHAIRED.match(s.masked, claim.end)
    return what.span("what") if what else (min(claim.start, claim.people[0].start), claim.end)


def _without_host(s: Scanned, span: tuple[int, int]) -> tuple[int, int]:
    """The name of a meeting without who holds it (公司党委开展的｜集中学习研讨会)."""
    host = _HOST.match(s.masked, *span)
    return (host.end(), span[1]) if host else span


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)
