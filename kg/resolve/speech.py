"""Whose words a sentence is: speech goes on until something ends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.model import (
    Document,
    Evidence,
    Flow,
    Issue,
    MeetingKind,
    Person,
    Point,
    PointKind,
    Slogan,
    Speaker,
    Utterance,
    words,
)
from kg.recognise.cues import Cue, Voice
from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import lexicon
from kg.recognise.scan import Scanned
from kg.resolve.points import KindReader, Outline, addressee, list_style, number, parts, slogans

if TYPE_CHECKING:
    from kg.resolve.page import Draft, Event

# What a head of state or party is called when his words are quoted within another's.
_AUTHORITY = re.compile(r"总书记|主席|总理")
_CENTRE = re.compile(r"(?:以[^，。]{2,12}为核心的)?(?:党中央|中央|国务院|党和国家)$")
_ONE_SIDE = re.compile(r"[\u4e00-\u9fff]{1,4}方$|^我(?:们|国|省|市|县|区|校|院)$")
_ANNOUNCES = re.compile(
    r"(?:提出|提|谈|作|做|发表|部署|布置|安排|明确|讲|进行)了?[^，。；]{0,24}?(?:要求|意见|建议|希望|感受|体会|部署|安排|讲话|任务|发言|表态)|讲话|致辞|部署"
)
_SUBJECT_CLAIMS = ("speaker", "instruction", "inspection", "chair", "talks")
_LETTER = re.compile(r"[信电]")
# Whom a speaker tells of without a name (有的干部嘴上说安全第一): they have not taken the floor.
_SOME = ("有的", "有些", "一些", "少数", "个别", "部分", "不少")
_EDGES = "，；：、"
# 某某同志要牵头落实: whoever speaks names who is to act.
_IS_CALLED_ON = re.compile("(?:同志)?(?:要(?!求)|必须|务必|应当)")
_LONGEST_LEAD = 4
"""Sentences of statement that may stand between two demands of one speech."""
# What somebody is said to have told, and is then heard to tell: 他分析了存在的问题。一些地方 ….
_TELLS = re.compile(
    r"(?:汇报|通报|介绍|反馈|回顾|分析|总结|剖析|阐述|列举)了?[^，。；：]{2,40}"
    r"(?:情况|工作|做法|经验|成绩|成就|成效|形势|问题|不足|原因|变化|体会)。$"
)
# A body that says what it will do speaks (常委会将跟踪问效); what will be held is the reporter's.
_WILL = re.compile(r"[^，。]{0,6}会将(?!于|在|召开|举行)")
_INTRODUCES = re.compile(r"(?:还|并|也|详细|简要|重点){0,2}介绍了")
# 会议审议的草案: what the meeting is said to have done describes something else.
_ATTRIBUTE = re.compile(r"[^，。了]{1,6}的")
# People without a name who take the floor (三省负责人先后发言): 他们 are they.
_GROUP_SPEAKS = re.compile(
    r"(?:[^，。；]{0,20}，)?(?P<group>[^，。；]{2,30}?(?:负责人|负责同志|代表|专家|学者|委员|人员|同志|群众|师生|学员|职工|干部))"
    r"(?:先后|分别|依次|纷纷|踊跃|也|还|在会上|作了?|进行了?|结合[^，。；]{2,16}){0,3}[^，。；]{0,6}(?:发言|交流|汇报|介绍)"
)
_SAID_BEHIND = re.compile(
    r"(?P<quoted>“□*[，。？！]?”)(?P<who>[^，。；：“”]{2,30}?)(?:[^，。]{0,6}地)?(?P<verb>说|表示|坦言|感慨|回忆|告诉记者)。$"
)
_PAPER_BEHIND = re.compile("(?:同志)?的?(?:重要|署名){1,2}文章")
_RECOUNTS = re.compile(r"[^。]{0,16}?(?:年来|以来|如今|截至)")
_FIRST_PERSON = re.compile("我们|我(?=[同和对将愿])")
_PRONOUNS = ("他", "她")
# What behind the name of a body is no part of it: 中国代表｜26日在会上发言.
_BEHIND_BODY = re.compile(r"(?:当地时间)?(?:\d{1,2}月)?\d{1,2}日|近日|日前|今天|昨天|当天|在")
_LISTS = ("：", "；")
_DIRECT = re.compile("[：，]?“□+”。?$")
_QUOTED_TO_END = re.compile("[：，]“□+”$")
_DEMANDING_LIST = re.compile(r"(?:要求|意见|建议|希望|任务|期望|倡议|部署|安排|点|个方面)$")
_STATING_LIST = re.compile(r"(?:感受|体会|看法|感想|情况|做法|经验|成绩|成效|特点|变化)$")
_BRACKETED = re.compile(r"（[一二三四五六七八九十\d]{1,2}）")
_WITHOUT_CUE = frozenset(["announced", "quoted-before", "quoted-behind"])
"""What evidence names as its rule where no cue opens the speech: it was announced, or the speaker stands apart."""
_SHORTEST_BODY = 2
_MOST_QUOTED = 12
"""Sentences that a quotation in front of its speaker may have."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """The words that open a stretch of speech: where (sentence, start, end), the verb, the rule that read them."""

    sentence: int
    start: int
    end: int
    verb: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Turn:
    """A stretch `[start, end)` of a sentence in which one speaker speaks.  `cue` is None where she goes on speaking."""

    speaker: Speaker
    start: int
    end: int
    opening: _Opening
    cue: Cue | None = None


class SpeechReader:
    """Attributes the sentences of one article to speakers, then turns them into utterances with their points."""

    def __init__(
        self,
        document: Document,
        body: Flow,
        scanned: tuple[Scanned, ...],
        person_for: Callable[[Scanned, Item], Person],
    ) -> None:
        self.document = document
        self.body = body
        self.scanned = scanned
        self.person_for = person_for
        self.kinds = KindReader()
        self._opening, self._closing = _narrative()
        self._issues: list[Issue] = []
        self._points: list[tuple[int, int, int]] = []
        self._introduced = self._who_is_introduced()
        self._afar = self._who_is_quoted_from_afar()
        self._first_person = self._where_somebody_says_we()
        self._turns = tuple(_Attribution(self).read())

    def is_narrative(self, index: int, position: int) -> bool:
        """Whether the reporter, not a speaker, says what stands at `position` of sentence `index`."""
        turns = self._turns[index]
        if not turns:
            return True
        quoted = next((t for t in turns if t.cue is None or not t.cue.act), None)
        return quoted is None or (quoted.cue is not None and position < quoted.cue.start)

    def point_at(self, offset: int) -> int | None:
        """The order of the point that holds the character at `offset` of the document, once `utter` has run."""
        return next((order for start, end, order in self._points if start <= offset < end), None)

    def _who_is_introduced(self) -> frozenset[str]:
        """Names of those whom the article presents with a post or a part in the meeting."""
        names: set[str] = set()
        for s in self.scanned:
            names.update(s.text[i.start : i.end] for i in s.items if i.posts)
            names.update(s.text[i.start : i.end] for c in s.claims for i in c.people)
        return frozenset(names)

    def _who_is_quoted_from_afar(self) -> frozenset[str]:
        """Names behind which stands what a leader is called, and in front of which the article puts no post."""
        named = [(s, i, s.text[i.start : i.end]) for s in self.scanned for i in s.items]
        titled = {name for s, i, name in named if i.kind is Kind.PERSON and _AUTHORITY.search(_title(s, i))}
        return frozenset(titled - {name for _, i, name in named if i.posts})

    def _where_somebody_says_we(self) -> frozenset[int]:
        """The paragraphs without a reporter in which somebody says 我们."""
        saying = {s.at.paragraph for s in self.scanned if _FIRST_PERSON.search(s.masked)}
        return frozenset(saying - {s.at.paragraph for s in self.scanned if "记者" in s.masked})

    # -- utterances ------------------------------------------------------------------------------------------------

    def utter(self, draft: Draft, event_at: Callable[[int], Event | None]) -> None:
        """Turn the attributed sentences into utterances with their points, slogans and issues."""
        writer = _Writer(self, draft, event_at)
        for index, turns in enumerate(self._turns):
            if not turns:
                writer.interrupt()
            for turn in turns:
                writer.write(index, turn)
        writer.interrupt()
        self._points = writer.spans
        draft.issues.extend(self._issues)

    def evidence(self, s: Scanned, start: int, end: int, rule: str) -> Evidence:
        """The evidence for a stretch of a sentence."""
        a, b = self.body.offsets[s.at.start + start], self.body.offsets[s.at.start + end - 1] + 1
        return Evidence(a, b, self.document.text[a:b], rule)

    def words(self, s: Scanned, start: int, end: int) -> str:
        """The exact words of a stretch of a sentence."""
        return words(self.document, self.body, s.at.start + start, s.at.start + end)

    def report(self, s: Scanned, start: int, end: int, problem: str, hint: str) -> None:
        """Note what was not understood."""
        e = self.evidence(s, start, end, "")
        self._issues.append(Issue("resolve", problem, hint, e.start, e.end, e.quote))


@cache
def _narrative() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How sentences open and end in which the reporter tells what happened."""
    words = lexicon().words
    opening = sorted(words["narrative_opening"], key=lambda x: (-len(x), x))
    return re.compile("|".join(opening)), re.compile("|".join(words["narrative_closing"]))


class _Attribution:
    """The walk over the sentences: who speaks now, who is 他, who was announced to speak."""

    def __init__(self, reader: SpeechReader) -> None:
        self.reader = reader
        self.current: _Turn | None = None
        self.person: Speaker | None = None
        self.group: Speaker | None = None
        self.heard: set[str] = set()
        self.heir: _Turn | None = None
        self.teller: _Turn | None = None
        self.reporter: Speaker | None = None
        self.quoted: dict[int, _Turn] = {}
        self.item: str | None = None

    def read(self) -> Iterator[tuple[_Turn, ...]]:
        """The turns of each sentence, in order; none where the reporter tells what happened."""
        paragraph = -1
        for index, s in enumerate(self.reader.scanned):
            fresh = s.at.paragraph != paragraph
            if index not in self.quoted and s.text.startswith("“"):
                self._look_behind_quotation(index)
            turns = (self.quoted[index],) if index in self.quoted else self._cued(index, s, fresh=fresh)
            if not turns:
                turns = self._uncued(index, s, fresh=fresh)
            if turns:
                self.current = self.heir = turns[-1]
                self.heard.update(t.speaker.label for t in turns)
                if turns[-1].speaker.kind == "person":
                    self.person = turns[-1].speaker
            else:
                self._narrated(index, s)
            paragraph = s.at.paragraph
            self._note_list(index, s, bool(turns))
            yield turns

    # -- sentences with a cue --------------------------------------------------------------------------------------

    def _cued(self, index: int, s: Scanned, *, fresh: bool) -> tuple[_Turn, ...]:
        turns: list[_Turn] = []
        for cue in s.cues:
            if self._is_within_speech(s, cue, turns, fresh=fresh):
                continue
            speaker = self._speaker(s, cue, turns)
            if speaker is None:
                continue
            opening = _Opening(index, cue.start, cue.end, cue.verb, cue.rule.id)
            if turns:
                turns[-1] = replace(turns[-1], end=max(cue.begin, turns[-1].start))
            start = cue.end
            if cue.act:
                start = cue.begin if turns else 0
            turns.append(_Turn(speaker, start, len(s.text), opening, cue))
        if s.has_unread_cue and self.current is None:
            self.reader.report(
                s, 0, len(s.text), "somebody named stands in front of a verb of saying, but no rule reads it",
                "look at it with kg explain; add a rule to kg/rules/speech.toml or a word to kg/rules/words.toml",
            )  # fmt: skip
        return tuple(turns)

    def _is_within_speech(self, s: Scanned, cue: Cue, turns: list[_Turn], *, fresh: bool) -> bool:
        """Whether a cue stands inside what somebody else says: 某某总书记指出 quoted in another's speech."""
        running = turns[-1] if turns else (None if fresh else self.current)
        if running is None:
            return False
        direct = cue.rule.claims[0] == "speech-direct"
        if cue.voice is Voice.SAME:
            return direct
        if cue.voice is Voice.BODY:
            return direct or cue.act or bool(_CENTRE.search(cue.word) or _ONE_SIDE.search(cue.word))
        if cue.voice is Voice.GROUP and cue.word.startswith(_SOME):
            return True
        if cue.voice is Voice.GROUP and running.speaker.kind != "body":
            return direct or bool(_ONE_SIDE.search(cue.word))
        if cue.voice is not Voice.PERSON or cue.person is None or cue.person.posts:
            return False
        name = s.text[cue.person.start : cue.person.end]
        if running.speaker.label == name:
            return False
        title = _title(s, cue.person)
        if _AUTHORITY.search(title) and (turns or direct):
            return True
        return bool(_AUTHORITY.search(title)) and name not in self.reader._introduced and name not in self.heard

    def _speaker(self, s: Scanned, cue: Cue, turns: list[_Turn]) -> Speaker | None:
        if cue.person is not None:
            person = self.reader.person_for(s, cue.person)
            return Speaker("person", person.name, person.key)
        current = turns[-1].speaker if turns else (self.current.speaker if self.current else None)
        if cue.voice is Voice.MEETING:
            return Speaker("meeting", "会议")
        if cue.voice is Voice.SAME:
            return current or self.person
        if cue.voice is Voice.PAPER:
            if self.reporter is not None and cue.word.endswith("报告"):
                return self.reporter
            if (author := _author(s, cue)) is not None:
                person = self.reader.person_for(s, author)
                return Speaker("person", person.name, person.key)
            return self.person or (None if cue.act else Speaker("body", self._label(s, cue)))
        if cue.voice is Voice.PRONOUN:
            return self._meant(s, cue, current)
        speaker = Speaker("body", self._label(s, cue))
        if cue.voice is Voice.GROUP:
            self.group = speaker
        return speaker

    def _label(self, s: Scanned, cue: Cue) -> str:
        start, end = cue.subject
        if cut := _BEHIND_BODY.search(s.masked, start + _SHORTEST_BODY, end):
            end = cut.start()
        return self.reader.words(s, start, end)

    def _meant(self, s: Scanned, cue: Cue, current: Speaker | None) -> Speaker | None:
        """Who 他 is: whoever was the subject last; 他们 are the group that spoke last."""
        if cue.word.endswith("们") and self.group is not None:
            return self.group
        if not cue.word.startswith(_PRONOUNS):
            return self._called(cue.word)
        meant = current if current is not None and current.kind == "person" else self.person
        if (nearer := _named_before(s, cue.subject[0])) is not None:
            person = self.reader.person_for(s, nearer)
            meant = Speaker("person", person.name, person.key)
        if meant is None:
            self.reader.report(
                s, *cue.subject, f"{cue.word} refers to nobody who was named before",
                "name the person in the sentence before, or add the post in front to kg/gazetteer/titles.csv",
            )  # fmt: skip
        return meant

    def _called(self, title: str) -> Speaker | None:
        """Who is meant by a title alone (总书记强调): whom the article gives it first."""
        for s in self.reader.scanned:
            for item in s.items:
                if item.kind is Kind.PERSON and (
                    _title(s, item) == title or any(s.text[p.start : p.end].endswith(title) for p in item.posts)
                ):
                    person = self.reader.person_for(s, item)
                    return Speaker("person", person.name, person.key)
        return None

    # -- sentences without -----------------------------------------------------------------------------------------

    def _look_behind_quotation(self, index: int) -> None:
        """Find who says a quotation that stands in front of its speaker (“现在好了。”村民代表陆某说)."""
        scanned = self.reader.scanned
        first, last = scanned[index], index
        if (said := _SAID_BEHIND.match(first.masked)) and (turn := self._said_behind(index, said)) is not None:
            self.quoted[index] = turn
            return
        if first.text.endswith("？”") and (asked := self._asked(index)) is not None:
            self.quoted[index] = replace(asked, end=len(first.text))
            return
        while not scanned[last].text.endswith("”"):
            last += 1
            if last >= min(len(scanned), index + _MOST_QUOTED) or scanned[last].at.paragraph != first.at.paragraph:
                return
            if scanned[last].text.startswith("“"):
                return
        if last + 1 >= len(scanned) or scanned[last + 1].at.paragraph != first.at.paragraph:
            return
        behind = scanned[last + 1]
        cue = behind.cue
        person = cue.person if cue is not None else behind.head.person if behind.head is not None else None
        person = person or _described(behind)
        if person is None:
            return
        named = self.reader.person_for(behind, person)
        speaker = Speaker("person", named.name, named.key)
        opening = _Opening(last + 1, *_run(person), "说", "quoted-before")
        if cue is not None:
            opening = _Opening(last + 1, cue.start, cue.end, cue.verb, cue.rule.id)
        for at in range(index, last + 1):
            self.quoted[at] = _Turn(speaker, 0, len(scanned[at].text), opening)

    def _said_behind(self, index: int, said: re.Match[str]) -> _Turn | None:
        """Who says a quotation in the same sentence (“现在好了，”村民陆某说。)."""
        s = self.reader.scanned[index]
        item = next(
            (i for i in s.items if i.kind is Kind.PERSON and said.start("who") <= i.start < said.end("who")), None
        )
        if item is None:
            return None
        person = self.reader.person_for(s, item)
        opening = _Opening(index, *said.span("verb"), said["verb"], "quoted-before")
        return _Turn(Speaker("person", person.name, person.key), 0, said.end("quoted"), opening)

    def _asked(self, index: int) -> _Turn | None:
        """Find who asks a question that stands alone (陆某逐个摊位询问价格。“青菜涨了没有？”)."""
        before = self.reader.scanned[index - 1] if index else None
        if before is None:
            return None
        if index - 1 in self.quoted and before.text.endswith("？”"):
            return self.quoted[index - 1]
        if self.person is None or (at := before.masked.find("问")) < 0:
            return None
        return _Turn(self.person, 0, 0, _Opening(index - 1, at, at + 1, "问", "quoted-behind"))

    def _uncued(self, index: int, s: Scanned, *, fresh: bool) -> tuple[_Turn, ...]:
        turn = self.current
        if turn is not None and not self._goes_on(index, s, fresh=fresh and not self._is_listed(index)):
            turn = None
        if turn is None and self.teller is not None and not fresh and self._is_told(s):
            turn = self.teller
        if turn is None and self.heir is not None and self._is_announced(s):
            turn = self.heir
        return () if turn is None else (replace(turn, start=0, end=len(s.text), cue=None),)

    def _is_listed(self, index: int) -> bool:
        """Whether the paragraph is an item of a list that the one before heads or holds (提出四点意见：——…；——…)."""
        return self.reader.scanned[index - 1].text.endswith(_LISTS) or (
            self.item is not None and self.reader.scanned[index].text.startswith(self.item)
        )

    def _note_list(self, index: int, s: Scanned, spoken: bool) -> None:
        """Remember how the items of a list begin whose head ends with a colon: 在学深悟透上…, 在破解难题上…."""
        if not spoken:
            self.item = None
        elif index and self.reader.scanned[index - 1].text.endswith("：") and not s.cues:
            self.item = s.text[:1]
        elif s.cues:
            self.item = None

    def _is_quotation_closed(self, index: int) -> bool:
        """Whether the sentence before ends what was quoted word for word (陆某说：“现在好了。”)."""
        before = self.reader.scanned[index - 1].masked
        return bool(_QUOTED_TO_END.search(before) or _SAID_BEHIND.match(before))

    def _is_told(self, s: Scanned) -> bool:
        """Whether a sentence holds what somebody was just said to have reported."""
        return s.head is None and not s.claims and not s.names and not self._is_the_reporters(s)

    def _is_the_reporters(self, s: Scanned) -> bool:
        return bool(self.reader._opening.match(s.text) or self.reader._closing.search(s.text))

    def _goes_on(self, index: int, s: Scanned, *, fresh: bool) -> bool:
        if self._is_the_reporters(s) or self._tells_of_somebody(s):
            return False
        if self._is_quoted_from_afar():
            return self.reader.kinds.is_demand(s.masked)
        if fresh and _is_quotation(s.text):
            return True
        if not fresh:
            return (
                not self._is_quotation_closed(index) or s.text.startswith("“") or self.reader.kinds.is_demand(s.masked)
            )
        return s.at.paragraph in self.reader._first_person or self._demands(s) or self._leads_to_demand(index)

    def _leads_to_demand(self, index: int) -> bool:
        """Whether paragraphs of statements only lead from one demand to the next (时间紧迫。各乡镇要抓紧施工)."""
        for s in self.reader.scanned[index : index + 1 + _LONGEST_LEAD]:
            if s.cues or s.claims or s.names or self._is_the_reporters(s):
                return False
            if s.head is not None and s.head.voice in (Voice.PERSON, Voice.PRONOUN, Voice.MEETING):
                return False
            if self.reader.kinds.is_demand(s.masked):
                return True
        return False

    def _is_quoted_from_afar(self) -> bool:
        """Whether whoever speaks is only quoted: a leader by his title, with no part in what the article reports."""
        turn = self.current
        return turn is not None and turn.speaker.kind == "person" and turn.speaker.label in self.reader._afar

    def _demands(self, s: Scanned) -> bool:
        """Whether a paragraph without a cue demands something; what was achieved since then is the reporter's."""
        if _RECOUNTS.match(s.masked):
            return self.reader.kinds.is_demand(s.masked)
        return self.reader.kinds.is_demand(s.masked) or self.reader.kinds.is_directive(
            s.masked, "", formal=False, after_directive=True
        )

    def _tells_of_somebody(self, s: Scanned) -> bool:
        """Whether the sentence has a subject that the reporter tells of: a person, 他, the meeting."""
        if "我们" in s.masked:
            return False
        for claim in s.claims:
            if claim.people and not claim.shared and any(not _title(s, i) or i.posts for i in claim.people):
                return True
        head = s.head
        if head is None:
            return False
        if head.voice is Voice.PERSON and head.person is not None:
            if s.text[head.person.start : head.person.end] not in self.reader._introduced:
                return False
            if self._goes_on_introducing(s) or _IS_CALLED_ON.match(s.masked, head.person.end):
                return False
            title = _title(s, head.person)
            return not (title and _AUTHORITY.search(title) and not head.person.posts)
        return head.voice is Voice.PRONOUN or (
            head.voice is Voice.MEETING
            and head.span[0] == 0
            and not _WILL.match(s.text)
            and not _ATTRIBUTE.match(s.text, head.span[1])
        )

    def _goes_on_introducing(self, s: Scanned) -> bool:
        """Whether whoever speaks is said to have introduced something too (陆某还介绍了有关情况)."""
        if self.current is None or s.head is None or s.head.person is None or "介绍了" not in s.masked:
            return False
        name = s.text[s.head.person.start : s.head.person.end]
        return self.current.speaker.label == name and bool(_INTRODUCES.match(s.masked, s.head.span[1]))

    def _is_announced(self, s: Scanned) -> bool:
        is_item = list_style(s.masked) is not None
        return (is_item or self.reader.kinds.is_demand(s.masked)) and not self._tells_of_somebody(s)

    def _narrated(self, index: int, s: Scanned) -> None:
        """The reporter speaks: note whom 他 would mean from here on, and who is announced to speak."""
        item = _subject_item(s) or _writer(s)
        if item is not None:
            person = self.reader.person_for(s, item)
            self.person = Speaker("person", person.name, person.key)
            self.group = None
        elif group := _GROUP_SPEAKS.match(s.masked):
            self.group = Speaker("body", self.reader.words(s, *group.span("group")))
        self._note_reporter(s)
        meant = item is not None or (s.head is not None and s.head.voice is Voice.PRONOUN)
        speaker = self.person if meant else None
        if s.head is not None and s.head.voice is Voice.MEETING:
            speaker = Speaker("meeting", "会议")
        self.teller = None
        if speaker is not None and (told := _TELLS.search(s.masked)):
            self.teller = _Turn(speaker, 0, 0, _Opening(index, told.start(), told.end(), told[0], "announced"))
        announced = _last(_ANNOUNCES, s.masked)
        if announced is not None and speaker is not None:
            opening = _Opening(index, announced.start(), announced.end(), announced[0], "announced")
            self.heir = _Turn(speaker, 0, 0, opening)
        elif self.current is None:
            self.heir = None
        self.current = None

    def _note_reporter(self, s: Scanned) -> None:
        """Remember who gave the report whose words come later (陆某作工作报告。… 报告指出)."""
        if "报告" not in s.masked:
            return
        for claim in s.claims:
            if claim.people and "speaker" in claim.rule.claims and "报告" in s.masked[claim.start : claim.end + 2]:
                person = self.reader.person_for(s, claim.people[0])
                self.reporter = Speaker("person", person.name, person.key)


def _is_quotation(text: str) -> bool:
    """Whether a paragraph opens with words quoted, not with a term in quotation marks (“十四五”期间)."""
    end = text.find("”")
    return text.startswith("“") and (end < 0 or end >= len(text) - 2)


def _described(s: Scanned) -> Item | None:
    """Whom the first clause describes: 在街口开面馆的｜陆某｜拿出账单."""
    clause = s.masked.find("，")
    stop = clause if clause >= 0 else len(s.masked)
    return next((i for i in s.items if i.kind is Kind.PERSON and i.end <= stop and s.masked[i.start - 1] == "的"), None)


def _run(item: Item) -> tuple[int, int]:
    """A name with the posts in front of it."""
    return min([p.start for p in item.posts] + [item.start]), item.end


def _title(s: Scanned, item: Item) -> str:
    """What somebody is called behind her name."""
    if item.title is not None:
        return s.text[slice(*item.title)]
    called = _AUTHORITY.match(s.text, item.end)
    return called[0] if called else ""


def _author(s: Scanned, cue: Cue) -> Item | None:
    """Who is named in front of the paper that speaks (…陆某作出重要指示指出)."""
    begin, end = cue.subject
    return next((i for i in reversed(s.items) if i.kind is Kind.PERSON and begin <= i.start and i.end < end), None)


def _writer(s: Scanned) -> Item | None:
    """Whose paper the sentence tells of (发表…陆某的重要文章)."""
    return next((i for i in s.items if i.kind is Kind.PERSON and _PAPER_BEHIND.match(s.masked, i.end)), None)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _subject_item(s: Scanned) -> Item | None:
    """The person whom a narrative sentence is about: who speaks in it, else who leads it."""
    for role in _SUBJECT_CLAIMS:
        for claim in reversed(s.claims):
            if claim.people and role in claim.rule.claims:
                return claim.people[0]
    return s.head.person if s.head is not None else None


def _named_before(s: Scanned, position: int) -> Item | None:
    """Whom the sentence itself is about in front of `position`: 张某率先发言，他 …."""
    if s.head is not None and s.head.person is not None and s.head.span[1] <= position:
        return s.head.person
    presented = next((i for i in s.items if i.kind is Kind.PERSON and i.end == position - 1), None)
    if presented is not None and s.masked[_run(presented)[0] - 1] == "是":
        return presented
    return next((c.people[0] for c in reversed(s.claims) if c.people and c.end <= position), None)


class _Writer:
    """Collects points into utterances."""

    def __init__(self, reader: SpeechReader, draft: Draft, event_at: Callable[[int], Event | None]) -> None:
        self.reader = reader
        self.draft = draft
        self.event_at = event_at
        self.order = 0
        self.points: list[Point] = []
        self.spans: list[tuple[int, int, int]] = []
        self.turn: _Turn | None = None
        self.meeting: str | None = None
        self.outline = Outline()
        self.after_directive = False
        self.demanded: str | None = None
        self.stated = False

    def write(self, index: int, turn: _Turn) -> None:
        """Add what is said in `turn`, a stretch of sentence `index`."""
        event = self.event_at(index)
        opened = turn.cue is not None or self.turn is None or turn.opening != self.turn.opening
        if opened:
            if self.turn is None or turn.speaker != self.turn.speaker:
                self.after_directive = False
            self.demanded = None
            self._close()
            self.outline.pause()
            self.turn = turn
            self.meeting = event.meeting.key if event else None
        formal = event is not None and (
            event.meeting.kind is MeetingKind.TALKS
            or (event.meeting.kind is MeetingKind.INSTRUCTION and bool(_LETTER.search(event.meeting.name)))
        )
        s = self.reader.scanned[index]
        verb = turn.cue.verb if turn.cue else ""
        if _DEMANDING_LIST.search(verb or (turn.opening.verb if opened else "")):
            self.after_directive = True
        if _STATING_LIST.search(verb):
            self.stated = True
        said = _with_numbers(s, turn.start, turn.end)
        if _DIRECT.match(said):
            said = s.text[turn.start : turn.end]
        for start, end in parts(said):
            begin, stop = _trim(s.masked, turn.start + start, turn.start + end)
            if begin < stop:
                self._point(s, begin, stop, turn, verb, formal=formal)

    def interrupt(self) -> None:
        """The reporter speaks in between."""
        self._close()
        self.turn = None
        self.after_directive = False
        self.outline.pause()

    def _point(self, s: Scanned, start: int, end: int, turn: _Turn, verb: str, *, formal: bool) -> None:
        self.order += 1
        masked = _with_numbers(s, start, end)
        if _DIRECT.match(masked):
            masked = s.text[start:end].strip("“”。")
        act = turn.cue is not None and turn.cue.act
        at_head = number(masked, in_list=start > 0 and s.masked[start - 1] == "：")
        style = list_style(masked)
        directive = not act and self.reader.kinds.is_directive(
            masked,
            verb,
            formal=formal,
            after_directive=self.after_directive or (style is not None and style == self.demanded),
            stated=at_head is not None and self.stated,
        )
        self.after_directive = directive
        if style is not None:
            self.demanded = style if directive else None
        heads = s.masked.startswith("：", end)
        if heads or at_head is None:
            self.stated = heads and not directive
        rule = turn.opening.rule if turn.cue is not None or turn.opening.rule in _WITHOUT_CUE else "goes-on"
        evidence = self.reader.evidence(s, start, end, rule)
        self.points.append(
            Point(
                self.order,
                PointKind.DIRECTIVE if directive else PointKind.STATEMENT,
                self.reader.words(s, start, end),
                evidence,
                at_head.label if at_head else None,
                self.outline.place(self.order, at_head, heads=heads),
                addressee(masked) if directive else None,
            )
        )
        self.spans.append((evidence.start, evidence.end, self.order))
        for a, b in slogans(s.text[start:end]):
            phrase = self.reader.words(s, start + a, start + b)
            where = self.reader.evidence(s, start + a, start + b, "set-phrase")
            self.draft.slogans.append(Slogan(phrase, where, self.order))

    def _close(self) -> None:
        if self.turn is not None and self.points:
            opening = self.turn.opening
            s = self.reader.scanned[opening.sentence]
            speaker = self.turn.speaker
            if speaker.kind == "meeting":
                speaker = replace(speaker, ref=self.meeting)
            self.draft.utterances.append(
                Utterance(
                    len(self.draft.utterances) + 1,
                    speaker,
                    opening.verb,
                    self.reader.evidence(s, opening.start, opening.end, opening.rule),
                    tuple(self.points),
                    self.meeting,
                )
            )
        self.points = []


def _with_numbers(s: Scanned, start: int, end: int) -> str:
    """A stretch of the masked sentence in which the numbers in brackets, （一） and （二）, can be read."""
    masked = s.masked[start:end]
    if "（" not in masked:
        return masked
    for match in _BRACKETED.finditer(s.text, start, end):
        masked = masked[: match.start() - start] + match[0] + masked[match.end() - start :]
    return masked


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without commas and colons at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
