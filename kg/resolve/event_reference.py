"""Which event a sentence is about, and which ones a claim means: where somebody chairs, attends or speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import MeetingKind
from kg.recognise.lexicon import lexicon
from kg.resolve import deeds

if TYPE_CHECKING:
    from kg.recognise.items import Item
    from kg.recognise.match import Claim
    from kg.recognise.scan import Scanned
    from kg.resolve.page import Event, Page

# What somebody did at several sittings: 主持召开委员会第一次、第二次会议.
_SEVERAL = re.compile("[^，。；]{0,30}第[一二三四五六七八九十百零\\d]+次、第")
_BACK_TO_TALKS = re.compile("(?:会见|会谈|会晤|接见)(?:时|中)")
# Which of several guests the words are of (分别会见甲、乙。在会见｜甲｜时，).
_BACK_TO_GUEST = re.compile(
    "在?(?:会见|接见|[同与](?=[^，。；]{2,24}(?:会谈|会晤|会见)))(?P<guest>[^，。；]{2,24}?)(?:会谈|会晤|会见)?时，"
)
_BACK_TO_CONGRESS = re.compile("(?:开幕|闭幕)[式会]|大会")
_CONGRESSES = ("大会", "代表会议", "全会")
# The place that a deed itself names: 参加接见并在总结会议上｜讲话.
_OWN_PLACE = re.compile("在(?:本次|此次|这次)?(?P<name>[^，。；]{2,40})上(?:的|以[^，。；]{2,16}为题)?$")
_NEXT_CAME = re.compile("随后|随即|之后|当晚|(?:会谈|会见|会议|仪式|活动|会)后，")
# When all was over.
_AFTERWARDS = re.compile("[^，。；]{0,12}(?:(?:会|会议|会晤|会谈|会见|仪式|活动|论坛)结束后|(?:闭幕会?|散会|休会)后)，")
# What is told of an earlier day, beside what the article reports (日前，某某主持召开常委会会议).
_BEFORE_THAT = re.compile("(?:日前|此前|不久前|前不久)，")
# 会议传达了某某在常委会会议上的讲话: the meeting is another than the one it hears of.
_HEARS_OF = re.compile("(?:会议|大会)(?:还|首先)?(?:传达|学习)")
# What is witnessed before a meeting or after it is no part of it (会前，某某共同见证签署).
_BEFOREHAND = re.compile("(?:会前|会后|会议(?:开始)?前|会议(?:结束)?后)，")
_WITNESSES = "见证"
_KINDS = frozenset(MeetingKind)
FARTHEST_PLACE = 48
"""How far in front of a deed the place begins that it names."""


class EventReference:
    """Follows the events of one page in the order of the text, then says which of them is meant."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.events = page.draft.events
        self._told: dict[tuple[int, int, tuple[Item, ...]], Event] = {}
        """The talks or the letter that a claim tells of, by its sentence, its place there and the counterparts."""
        self._background: list[Event] = []
        """The events that are told of an earlier day than the first one's."""
        self._aside: list[Event] = []
        """The talks in the course of a visit, which those who only attend do not mean."""
        self._turned_to: list[tuple[int, Event]] = []
        """The sentences that introduce an event, or come back to it, in the order of the text."""

    # -- following the text --------------------------------------------------------------------------------------

    def turn_to(self, index: int, event: Event) -> None:
        """Note that sentence `index` introduces an event, or comes back to it."""
        self._turned_to.append((index, event))

    def set_aside(self, event: Event) -> None:
        """Note that an event is only a part of a visit, told of by what is said there."""
        self._aside.append(event)

    def tell(self, index: int, claim: Claim, event: Event) -> None:
        """Note that a claim of sentence `index` tells of an event by itself: of talks, or of a letter."""
        self._told[index, claim.start, claim.others] = event

    def turn_back(self, index: int, s: Scanned) -> None:
        """会见时，王某表示; 闭幕式由王某主持: the talks or the congress told of last, whatever came between."""
        if _BACK_TO_CONGRESS.match(s.masked):
            congresses = [e for e in self.so_far(index) if e.meeting.name.endswith(_CONGRESSES)]
            self._turned_to += [(index, event) for event in congresses[-1:]]
        guest = _BACK_TO_GUEST.match(s.masked)
        if guest is None and not _BACK_TO_TALKS.match(s.masked):
            return
        talks = [e for e in self.so_far(index) if e.meeting.kind is MeetingKind.TALKS]
        if guest is not None:
            talks = [e for e in talks if self.page.words(s, *guest.span("guest")) in e.meeting.name]
        self._turned_to += [(index, event) for event in talks[-1:]]

    def note_background(self, index: int, s: Scanned) -> None:
        """Note what an article tells of an earlier day, and where it comes back to the event that it reports."""
        if _BEFORE_THAT.match(s.masked):
            before = self.of_brief(self.page.briefs[index])
            self._background += [e for e in before if e.sentence == index and before[0].sentence < index]
        elif _HEARS_OF.match(s.masked):
            event = self.about(index)
            if event is not None and event in self._background and event.meeting.name in s.text:
                self._turned_to.append((index, self.of_brief(self.page.briefs[index])[0]))

    # -- what is meant -------------------------------------------------------------------------------------------

    def about(self, index: int) -> Event | None:
        """The event that sentence `index` is about: the last one that its brief has turned to, else its first one."""
        if not self.events:
            return None
        briefs = self.page.briefs
        turned_to = [e for at, e in self._turned_to if at <= index and briefs[at] == briefs[index]]
        first = [e for e in self.of_brief(briefs[index])[:1] if e.sentence <= index or not self._came_after(e)]
        return next(iter(turned_to[-1:] or first), None)

    def so_far(self, index: int) -> list[Event]:
        """The events of a sentence's own brief that are introduced up to it, else the first one of the brief."""
        events = self.of_brief(self.page.briefs[index])
        so_far = [e for e in events if e.sentence <= index]
        return so_far or [e for e in events if e.meeting.kind is not MeetingKind.TALKS and not self._came_after(e)][:1]

    def _came_after(self, event: Event) -> bool:
        """Whether an event is told of as coming after what stands in front of it (随后举行交接仪式)."""
        return _NEXT_CAME.match(self.page.scanned[event.sentence].masked) is not None

    def of_brief(self, first: int) -> list[Event]:
        """The events of the brief that begins with sentence `first`."""
        return [e for e in self.events if self.page.briefs[e.sentence] == first]

    def of_claim(self, index: int, s: Scanned, claim: Claim) -> list[Event]:
        """The events of a claim: by its own kind, by the noun behind it (出席座谈会), else the current one."""
        so_far = self.so_far(index)
        if "speaker" in claim.rule.claims:
            if _AFTERWARDS.match(s.masked) and all(e.sentence < index for e in so_far):
                return []
            if deeds.is_told_to_others(s, claim):
                return []
            if (own := self._of_speech(index, s, claim, so_far)) is not None:
                return [own]
        if told := self._told.get((index, claim.start, claim.others)):
            return [told]
        if "chair" in claim.rule.claims and any(deeds.are_chaired(s, claim, talks) for talks in s.claims):
            # Talks have no chair, though the text may call it so (共同主持第二十四次领导人会晤).
            return []
        if not {"talks", "instruction"}.isdisjoint(claim.rule.claims) or _is_beside(s, claim):
            return []
        if "inspection" in claim.rule.claims:
            return [e for e in so_far if e.meeting.kind is MeetingKind.INSPECTION][-1:]
        assemblies = _assemblies(claim, so_far)
        if not assemblies:
            # Nobody chairs or attends a letter; whoever reads it out does speak.
            return so_far[-1:] if "speaker" in claim.rule.claims else []
        return self._of_assembly(index, s, claim, assemblies)

    def _of_speech(self, index: int, s: Scanned, claim: Claim, events: list[Event]) -> Event | None:
        """The event that a speech itself names as its place (在总结会议上讲话), else the talks that are told of."""
        place = _OWN_PLACE.search(s.masked, max(0, claim.start - FARTHEST_PLACE), claim.verb[0])
        if place is not None and len(events) > 1:
            name = self.page.words(s, *place.span("name"))
            named = [e for e in events if e.meeting.name.endswith(name) or name.endswith(e.meeting.name)]
            if named:
                return named[-1]
        event = self.about(index)
        return event if event is not None and event.meeting.kind is MeetingKind.TALKS else None

    def _of_assembly(self, index: int, s: Scanned, claim: Claim, assemblies: list[Event]) -> list[Event]:
        """Those of `assemblies` that a claim is about."""
        # 甲、乙分别主持第一次、第二次全体会议: each a sitting of the one meeting.
        is_shared = s.masked.find("分别", max(0, claim.start - 2), claim.end) >= 0
        is_several = not is_shared and _SEVERAL.match(s.masked, claim.end) is not None
        if deeds.is_done_often(s, claim) or is_several:
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
        whole = [e for e in assemblies if e not in self._aside] if "attendee" in claim.rule.claims else assemblies
        meant = self._named(s, claim, behind, assemblies) or whole or assemblies
        told_of = [e for at, e in self._turned_to if at <= index and e in meant]
        return (told_of or meant)[-1:]

    def _named(self, s: Scanned, claim: Claim, behind: str, assemblies: list[Event]) -> list[Event]:
        """The events that the words behind a claim name: in full, by the noun, or by the noun's kind."""
        noun = lexicon().meeting_noun.search(behind)
        if noun is None:
            return []
        words = self.page.words(s, claim.end, claim.end + noun.end())
        in_full = [e for e in assemblies if e.meeting.name in words]
        by_noun = [e for e in assemblies if e.meeting.name.endswith(noun[0])]
        by_kind = [e for e in assemblies if e.meeting.kind is event_kind(lexicon().meeting_nouns[noun[0]])]
        return in_full or by_noun or by_kind


def _is_beside(s: Scanned, claim: Claim) -> bool:
    """Whether somebody only witnesses something before a meeting, or after it."""
    if _BEFOREHAND.match(s.masked) is None:
        return False
    return "attendee" in claim.rule.claims and s.masked.find(_WITNESSES, *claim.verb) >= 0


def _assemblies(claim: Claim, events: list[Event]) -> list[Event]:
    """The events that a claim can be of: nobody comes to a letter, and whoever goes along does so on a visit."""
    is_chair = "chair" in claim.rule.claims
    held = [e for e in events if e.meeting.kind is not MeetingKind.INSTRUCTION and not (is_chair and _has_no_chair(e))]
    if "accompanying" in claim.rule.claims:
        return [e for e in held if e.meeting.kind is MeetingKind.INSPECTION] or held
    return held


def _has_no_chair(event: Event) -> bool:
    """Whether an event is a visit, or that somebody received guests (会见了来宾。… 开幕式由王某主持)."""
    if event.meeting.kind is MeetingKind.INSPECTION:
        return True
    return event.meeting.kind is MeetingKind.TALKS and any(verb in event.meeting.name for verb in deeds.RECEIVES)


def event_kind(name: str) -> MeetingKind:
    """The kind of event that a meeting noun's `kind` stands for; a show that somebody attends is a ceremony."""
    if name == "show":
        return MeetingKind.CEREMONY
    return MeetingKind(name) if name in _KINDS else MeetingKind.MEETING
