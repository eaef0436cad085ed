"""Which words were said at the event that is told of, and which are only quoted beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Set
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.model import MeetingKind, Participation, Person, Role
from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import lexicon
from kg.resolve.news import is_past

if TYPE_CHECKING:
    from kg.model import Utterance
    from kg.recognise.scan import Scanned
    from kg.resolve.event_reference import EventReference
    from kg.resolve.page import Event, Page

# Words of the sentence that quotes.
_AT_THE_MEETING = re.compile(r"会上|座谈|致辞|发言|讲话|仪式|论坛|会议|大会|报告|主持")
"""With these it was said at the event."""
_INTERVIEW = re.compile("专访|采访")
"""With these, or behind a sentence that has them, it was said to a journalist."""
_ELSEWHERE = re.compile(
    r"(?:电视|广播)讲话|社交(?:媒体|平台|网站)|发文|撰文|推文|网站上|序言|作序|接受[^，。；]{0,20}(?:采访|专访)"
    r"|会后|发表(?:联合)?声明|(?:会|会议|会谈|会晤|峰会|仪式)(?:结束)?后(?:举行|召开)的[^，。；]{0,10}(?:发布会|记者会)上"
    r"|(?:会议|会谈|会见|会晤|峰会|论坛|仪式|活动|磋商|谈判)(?:结束)?之?后(?:[^，。；：]{0,10}|，(?:对(?:媒体|记者)|向(?:媒体|记者))?)$"
)
"""With these in front of the verb of saying, it was said in writing, to the press, or when all was over."""
_OF_THE_TALKS = re.compile("(?:此次|这次|当天的)(?:通话|会谈|会晤|会面)(?:没有|未|非常|富有|取得|持续)")
"""Words about the talks as a whole were said when these were over (某某称，｜此次通话没有取得进展)."""
_BEFORE_PRESS = re.compile(r"后(?:举行|召开)的[^，。；]{0,10}(?:发布会|记者会)上")
"""With this what others go on to say was not said at the event either."""
_REPORTED = re.compile(r"据[^，。；]{0,8}(?:媒体?|社|报|电视台|网)[^，。；]{0,8}(?:报道|消息)")
"""With these, what somebody says comes from other news."""
_OWN_DAY = re.compile(r"\d{1,2}日|今天|昨天|同一天|同日|当天")
"""A quotation with a day of its own was hardly said at the event."""
_SAYS_THAT_DAY = re.compile(
    r"(?:\d日|今天|昨天|当天|当日|日前|近日)(?:（□+）)?(?:表态|发文|回应)?(?:表示|说|指出|强调|称|宣布|呼吁|重申|警告|敦促|发表声明)"
)
"""A roundup gives each quotation a day of its own: 外长某某7日表示."""

_ON_A_DAY_OF_ITS_OWN = re.compile(
    "(?:(?:\\d{1,2}月)?\\d{1,2}日|同一天|此前一天|前一天)，|[^，。；：]{2,30}(?:同一天|当天也)"
)
"""A sentence that opens with a day of its own, or tells what somebody did on the same day, tells other news."""

_NEXT = 2
"""Sentences within which somebody goes on with what she says."""

_VISITORS = re.compile("来访|客人|来宾")
"""Whom somebody receives without a name (院长某某会见来访客人)."""

_JOINS = frozenset(["、", "和", "与", "及", "以及"])
"""What joins two people of a list."""


class PresenceReader:
    """Makes those who speak at an event its speakers, and takes from the event what was not said there."""

    def __init__(self, page: Page, reference: EventReference, person_for: Callable[[Scanned, Item], Person]) -> None:
        self.page = page
        self.person_for = person_for
        self.reference = reference
        self.draft = page.draft
        self.scanned = page.scanned
        self.events = {e.meeting.key: e for e in page.draft.events}
        self.sentence_ends = [page.article.body.offsets[s.at.end - 1] for s in page.scanned]

    def read(self) -> None:
        """Go through the utterances of the page."""
        present = {(p.meeting, p.person) for p in self.draft.participations}
        elsewhere: dict[str, int] = {}
        for n, u in enumerate(self.draft.utterances):
            if u.meeting is None or u.speaker.kind != "person" or u.speaker.ref is None:
                continue
            index = bisect_left(self.sentence_ends, u.evidence.start)
            event = self._own_event(index, u.speaker.ref, present) or self.events[u.meeting]
            meeting = event.meeting.key
            is_present = (meeting, u.speaker.ref) in present
            goes_on = not is_present and index - elsewhere.get(u.speaker.ref, -_NEXT - 1) <= _NEXT
            goes_on = goes_on or self._is_before_press(index, event)
            if self._is_at(event, index, u, is_present=is_present) and not goes_on:
                self.draft.utterances[n] = replace(u, meeting=meeting)
                speakers = [u.speaker.ref, *self._together_with(index, u)]
                self.draft.participations += [
                    Participation(meeting, speaker, Role.SPEAKER, u.verb, u.evidence) for speaker in speakers
                ]
            else:
                # 同一天，某国总统表示，…。她还说，…: what goes on was not said there either.
                elsewhere[u.speaker.ref] = index
                self.draft.utterances[n] = replace(u, meeting=None)

    def _is_before_press(self, index: int, event: Event) -> bool:
        """Whether a sentence further up in its paragraph took the words to the press (举行的联合发布会上，…)."""
        paragraph = self.scanned[index].at.paragraph
        before = takewhile(lambda s: s.at.paragraph == paragraph, reversed(self.scanned[event.sentence + 1 : index]))
        return any(_BEFORE_PRESS.search(s.masked) for s in before)

    def _own_event(self, index: int, speaker: str, present: Set[tuple[str, str]]) -> Event | None:
        """The only event of the speaker's own, where sentence `index` is about what others held or wrote.

        分别会见甲、乙: what 甲 says was said in the talks with 甲.  Behind an instruction read out at a meeting,
        those who attend speak at the meeting.
        """
        about = self.reference.about(index)
        if about is None or about.meeting.kind not in (MeetingKind.TALKS, MeetingKind.INSTRUCTION):
            return None
        if (about.meeting.key, speaker) in present:
            return None
        are_talks = about.meeting.kind is MeetingKind.TALKS
        if are_talks and _VISITORS.search(about.meeting.name):
            # The guests, who are told of as visitors, speak on their visit.
            visits = [e for e in self.reference.so_far(index) if e.meeting.kind is MeetingKind.INSPECTION]
            return visits[-1] if visits else None
        held = [
            e
            for e in self.events.values()
            if (e.meeting.kind is MeetingKind.TALKS if are_talks else e.meeting.kind is not MeetingKind.INSTRUCTION)
            and self.page.briefs[e.sentence] == self.page.briefs[index]
            and e.sentence <= index
            and (e.meeting.key, speaker) in present
        ]
        return held[0] if len(held) == 1 else None

    def _together_with(self, index: int, utterance: Utterance) -> list[str]:
        """Those in one list with the speaker, who say the same (甲、乙、丙等嘉宾表示)."""
        said = self.scanned[index]
        if said.cue is None or said.cue.person is None or said.cue.person not in said.items:
            return []
        if self.person_for(said, said.cue.person).key != utterance.speaker.ref:
            return []
        stop = said.cue.start
        together: list[str] = []
        for before, item in pairwise(said.items[said.items.index(said.cue.person) :]):
            if item.kind is not Kind.PERSON or item.end > stop or not _stands_next(said.masked, before, item):
                break
            together.append(self.person_for(said, item).key)
        return together

    def _is_at(self, event: Event, index: int, utterance: Utterance, *, is_present: bool) -> bool:
        """Whether what sentence `index` begins to quote was said at `event`."""
        said = self.scanned[index]
        if is_past(self.page.anchor, said, said.cue.start if said.cue else 0):
            return False
        if _ELSEWHERE.search(said.masked, 0, self._cue_start(said, utterance)):
            return event.meeting.kind is MeetingKind.INSPECTION and is_present
        if is_present:
            are_talks = event.meeting.kind is MeetingKind.TALKS
            return not (are_talks and said.cue is not None and _OF_THE_TALKS.match(said.masked, said.cue.end))
        # In talks and letters only those who hold or write them speak.
        if event.meeting.kind in (MeetingKind.TALKS, MeetingKind.INSTRUCTION):
            return False
        if _REPORTED.search(said.masked):
            return False
        if any(_INTERVIEW.search(s.masked) for s in self.scanned[max(event.sentence + 1, index - 1) : index + 1]):
            return False
        if _AT_THE_MEETING.search(said.masked):
            return True
        if index != event.sentence and self._is_other_news(said, utterance):
            return False
        opens_brief = event.sentence - self.page.briefs[event.sentence] <= 1
        if opens_brief or event.meeting.kind is not MeetingKind.MEETING:
            return True
        return not _OWN_DAY.search(said.masked) and not self._is_foreign(utterance)

    def _is_other_news(self, said: Scanned, utterance: Utterance) -> bool:
        """Whether a sentence gives what is quoted a day of its own, as a roundup does."""
        if _SAYS_THAT_DAY.search(said.masked):
            return True
        return _ON_A_DAY_OF_ITS_OWN.match(said.masked) is not None and self._is_foreign(utterance)

    def _cue_start(self, said: Scanned, utterance: Utterance) -> int:
        """Where in the sentence the verb stands that opens an utterance."""
        offsets = self.page.article.body.offsets
        return bisect_left(offsets, utterance.evidence.start, said.at.start, said.at.end) - said.at.start

    def _is_foreign(self, utterance: Utterance) -> bool:
        """Whether the speaker holds an office of another state, and so needs a tie to the event."""
        held = [m.post for m in self.draft.memberships if m.person == utterance.speaker.ref]
        return any(lexicon().state_at_start.match(post) for post in held)


def _stands_next(masked: str, before: Item, item: Item) -> bool:
    """Whether nothing but 、 or a conjunction stands between two people of a list."""
    return masked[before.behind : item.begin] in _JOINS
