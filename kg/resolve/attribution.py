"""The walk over the sentences of an article: whose words each of them is, until something ends the speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.model import Speaker
from kg.recognise.cues import Cue
from kg.recognise.items import Item, Kind
from kg.recognise.patterns import anchored
from kg.recognise.speech_subject import Voice
from kg.resolve import subjects
from kg.resolve.narration import Narration, acts_somebody_unread, somebody_else_speaks
from kg.resolve.quotations import QuotationReader
from kg.resolve.turns import Opening, Turn

if TYPE_CHECKING:
    from kg.recognise.scan import Scanned
    from kg.resolve.speech import SpeechReader

# Bodies whose words somebody else quotes.
_CENTRE = re.compile(r"(?:以[^，。]{2,12}为核心的)?(?:党中央|中央|国务院|党和国家)$")
_ONE_SIDE = re.compile(r"^[\u4e00-\u9fff]{1,4}(?<![军警官检])方$|^我(?:们|国|省|市|县|区|校|院)$")
# What announces words that follow without a cue.
_ANNOUNCES = anchored(
    r"(?:提出|提|谈|(?<![工操合运])作|做|发表|部署|布置|安排|明确|讲|进行)了?[^，。；]{0,24}?(?:要求|意见|建议|希望|感受|体会|部署|安排|讲话|任务|发言|表态)|讲话(?!精神)|致辞|部署"
)
# Whom a speaker tells of without a name (有的干部嘴上说安全第一): they have not taken the floor.
_SOME = ("有的", "有些", "一些", "少数", "个别", "部分", "不少")
# What somebody is said to have told, and is then heard to tell: 他分析了存在的问题。一些地方 ….
_TELLS = re.compile(
    r"(?:汇报|通报|介绍|反馈|回顾|分析|总结|剖析|阐述|列举)了?[^，。；：]{2,40}"
    r"(?:情况|工作|做法|经验|成绩|成就|成效|形势|问题|不足|原因|变化|体会)。$"
)
# People without a name who take the floor (三省负责人先后发言): 他们 are they.
_GROUP_SPEAKS = re.compile(
    r"(?:[^，。；]{0,20}，)?(?P<group>[^，。；]{2,30}?(?:负责人|负责同志|代表|专家|学者|委员|人员|同志|群众|师生|学员|职工|干部))"
    r"(?:先后|分别|依次|纷纷|踊跃|也|还|在会上|作了?|进行了?|结合[^，。；]{2,16}){0,3}[^，。；]{0,6}(?:发言|交流|汇报|介绍)"
)
_PRONOUNS = ("他", "她")
# What behind the name of a body is no part of it: 中国代表｜26日在会上发言, 民众｜集会要求, 甲国｜就此向联合国提出.
_BEHIND_BODY = re.compile(
    r"(?:当地时间)?(?:\d{1,2}月)?\d{1,2}日|近日|日前|今天|昨天|当天|一行|在|将(?!军)|再?向(?!导)|就(?!业)|通报|发布|发表|(?<!共同)发言(?!人)"
    "|集会|起诉|致函|(?:联合|共同)?举行|反对(?!党)|赞赏|援引|显示"
)
_AFTERWARDS = re.compile("[^，。；]{2,10}(?:结束)?后，")
"""How a sentence opens that tells what came next (考察结束后，｜督查组表示肯定), not what whoever spoke tells of."""
_APPRAISED = re.compile("(?:给予|予以|作出|表示)了?[^，]*(?:肯定|评价|认可|满意)$")
"""An appraisal is told whole (对工作给予肯定): what follows, but for a demand, is the reporter's."""
_OF_OTHERS = re.compile("(?:政府工作|当地政府|调查|研究|年度|评估|监测|媒体)报告|白皮书")
_FRONT_OF_BODY = re.compile("的|另据|另有|还有|也有|有(?=[\u4e00-\u9fff]{2,})|包括")
_PASSED_ON = re.compile("的?(?:重要)?(?:指示|批示|讲话|贺信|论述|来信)")
"""What of a leader somebody else passes on."""
_LETTERS = ("贺信", "贺电", "慰问信", "感谢信", "表扬信")
_READS_LETTER = re.compile(f"宣读了?(?P<whose>[^，。；]{{2,24}}?)(?:发来)?的?(?:{'|'.join(_LETTERS)})")
_MEETING_ACTS = re.compile(
    "(?:还|首先|全面|认真|系统|客观|深入|集体|书面|专题|并)*(?:传达|学习|通报|总结|分析|审议|听取|表彰|部署|研究|安排|回顾|宣读|讨论|观看|解读|一致)"
)
"""What a meeting does before it demands something."""
# Ends of the head of a list, and of its items.
_LISTS = ("：", "；")
_SHORTEST_BODY = 2
_LONGEST_OPENING = 4
"""How far from its beginning a sentence without a subject has its verb (同时｜要求)."""


class Attribution:
    """The walk over the sentences: who speaks now, who is 他, who was announced to speak."""

    def __init__(self, reader: SpeechReader) -> None:
        self.reader = reader
        self.quotations = QuotationReader(reader)
        self.narration = Narration(reader, self.quotations)
        self.current: Turn | None = None
        """Whoever speaks in the sentence before; None where the reporter tells."""
        self.person: Speaker | None = None
        """Whom 他 means."""
        self.group: Speaker | None = None
        """Whom 他们 means."""
        self.meeting: Speaker | None = None
        """The meeting, where the sentence before tells what it did (会议传达了…。｜要求全体职工…)."""
        self.heard: set[str] = set()
        """The labels of all who have spoken."""
        self.heir: Turn | None = None
        """Whoever was announced to speak, or spoke last: the items of a list are hers."""
        self.teller: Turn | None = None
        """Whoever is said to have reported what the next sentences hold."""
        self.reporter: Speaker | None = None
        """Whoever gave the report that 报告 means."""
        self.instructor: Speaker | None = None
        """Whoever gave the instruction that 批示 means, whoever reads it out."""
        self.writer: Speaker | None = None
        """Whoever wrote the letter that 贺信 means, whoever reads it out."""
        self.item: str | None = None
        """How the items of the list being read begin."""
        self.before: Scanned | None = None
        """The sentence before."""

    def read(self) -> Iterator[tuple[Turn, ...]]:
        """The turns of each sentence, in order; none where the reporter tells what happened."""
        paragraph = -1
        for index, s in enumerate(self.reader.scanned):
            fresh = s.at.paragraph != paragraph
            quoted = self.quotations.turns
            self._note_letter(s)
            if index not in quoted and s.text.startswith("“"):
                self.quotations.look_ahead(index, self.person, None if fresh else self.current)
            turns = (quoted[index],) if index in quoted else self._cued(index, s, fresh=fresh)
            if not turns:
                turns = self._uncued(index, s, fresh=fresh)
            if turns:
                self.current = self.heir = turns[-1]
                self.heard.update(t.speaker.label for t in turns)
                if turns[-1].speaker.kind == "person":
                    self.person = turns[-1].speaker
                    self.meeting = None
            else:
                self._narrated(index, s)
            paragraph = s.at.paragraph
            self._note_list(index, s, bool(turns))
            self.before = s
            yield turns

    # -- sentences with a cue --------------------------------------------------------------------------------------

    def _cued(self, index: int, s: Scanned, *, fresh: bool) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        for cue in s.cues:
            if self._is_within_speech(s, cue, turns, fresh=fresh):
                continue
            speaker = self._speaker(s, cue, turns)
            if speaker is None:
                continue
            opening = Opening(index, cue.start, cue.end, cue.verb, cue.rule.id)
            if turns:
                turns[-1] = replace(turns[-1], end=max(cue.begin, turns[-1].start))
            start = cue.end
            if cue.act:
                start = cue.begin if turns else 0
            turns.append(Turn(speaker, start, len(s.text), opening, cue))
        if s.has_unread_cue and self.current is None:
            self.reader.report(
                s, 0, len(s.text), "somebody named stands in front of a verb of saying, but no rule reads it",
                "look at it with kg explain; add a rule to kg/rules/speech.toml or a word to kg/rules/words.toml",
            )  # fmt: skip
        return tuple(turns)

    def _is_within_speech(self, s: Scanned, cue: Cue, turns: list[Turn], *, fresh: bool) -> bool:
        """Whether a cue stands inside what somebody else says: 某某总书记指出 quoted in another's speech."""
        running = turns[-1] if turns else (None if fresh else self.current)
        if running is None:
            return False
        direct = cue.rule.claims[0] == "speech-direct"
        if cue.voice is Voice.SAME:
            return direct
        if cue.voice is Voice.BODY:
            if s.masked.startswith("对此", cue.subject[1]):
                # 某方对此高度评价: the other side answers.
                return False
            if cue.act and _AFTERWARDS.match(s.masked):
                return False
            return direct or cue.act or bool(_CENTRE.search(cue.word) or _ONE_SIDE.search(cue.word))
        if cue.voice is Voice.GROUP and cue.word.startswith(_SOME):
            return True
        if cue.voice is Voice.GROUP and running.speaker.kind != "body":
            return direct or bool(_ONE_SIDE.search(cue.word))
        if cue.voice is not Voice.PERSON or cue.person is None or cue.person.posts:
            return False
        if running.speaker.label == s.text[cue.person.start : cue.person.end]:
            return False
        return self._quotes_authority(s, cue, cue.person, direct=bool(turns) or direct)

    def _quotes_authority(self, s: Scanned, cue: Cue, person: Item, *, direct: bool) -> bool:
        """Whether a leader is only quoted by whoever speaks: he has no part in what the article reports."""
        name = s.text[person.start : person.end]
        if cue.act and self._is_authoritys_paper(s, person):
            # 某某总书记的重要指示，充分肯定…: whoever passes it on says what it holds.
            return True
        title = subjects.title(s, person)
        if subjects.AUTHORITY.search(title) and direct:
            return True
        return bool(subjects.AUTHORITY.search(title)) and name not in self.reader.introduced and name not in self.heard

    @staticmethod
    def _is_authoritys_paper(s: Scanned, person: Item) -> bool:
        title = subjects.title(s, person)
        behind = max(person.end, person.title[1] if person.title else person.end + len(title))
        return bool(subjects.AUTHORITY.search(title) and _PASSED_ON.match(s.masked, behind))

    def _speaker(self, s: Scanned, cue: Cue, turns: list[Turn]) -> Speaker | None:
        if cue.person is not None:
            return self._named(s, cue, cue.person)
        current = turns[-1].speaker if turns else (self.current.speaker if self.current else None)
        if cue.voice is Voice.MEETING:
            return Speaker("meeting", "会议")
        if cue.voice is Voice.SAME:
            return current or (self.meeting if cue.start <= _LONGEST_OPENING else None) or self.person
        if cue.voice is Voice.PAPER:
            return self._author(s, cue)
        if cue.voice is Voice.PRONOUN:
            return self._meant(s, cue, current)
        speaker = Speaker("body", self._label(s, cue))
        if cue.voice is Voice.GROUP:
            self.group = speaker
        return speaker

    def _author(self, s: Scanned, cue: Cue) -> Speaker | None:
        """Whose words a paper holds: the author's whom the article names, else those of whoever presents it."""
        if self.reporter is not None and cue.word.endswith("报告"):
            return self.reporter
        if (author := subjects.author(s, cue)) is not None:
            return self._person(s, author)
        if self.instructor is not None and cue.word in ("批示", "指示"):
            return self.instructor
        if self.writer is not None and cue.word in _LETTERS:
            return self.writer
        if self.person is not None and not _OF_OTHERS.search(s.masked, *cue.subject):
            # 某国央行报告指出: whoever was named before has no part in it.
            return self.person
        return None if cue.act else Speaker("body", self._label(s, cue))

    def _named(self, s: Scanned, cue: Cue, item: Item) -> Speaker:
        """Somebody named, who is also the author of 报告 from there on where she speaks in one (王某在报告中指出)."""
        speaker = self._person(s, item)
        if s.masked.find("报告", cue.subject[1], cue.start) >= 0:
            self.reporter = speaker
        return speaker

    def _person(self, s: Scanned, item: Item) -> Speaker:
        person = self.reader.person_for(s, item)
        return Speaker("person", person.name, person.key)

    def _label(self, s: Scanned, cue: Cue) -> str:
        start, end = cue.subject
        if front := _FRONT_OF_BODY.match(s.masked, start, end):
            start = front.end()
        if cut := _BEHIND_BODY.search(s.masked, start + _SHORTEST_BODY, end):
            end = cut.start()
        return self.reader.words(s, start, end)

    def _meant(self, s: Scanned, cue: Cue, current: Speaker | None) -> Speaker | None:
        """Who 他 is: whoever was the subject last; 他们 are the group that spoke last."""
        if cue.word.endswith("们") and self.group is not None:
            return self.group
        if not cue.word.startswith(_PRONOUNS):
            return self._called(cue.word)
        opens = cue.subject[0] <= _LONGEST_OPENING
        if cue.word.endswith("们") and opens and self.before is not None and subjects.is_of_a_group(self.before):
            # 参训学员交流了体会。他们纷纷表示: whoever they are, nobody named.
            return Speaker("body", cue.word)
        meant = current if current is not None and current.kind == "person" else self.person
        nearer = subjects.named_before(s, cue.subject[0]) or subjects.described(s, cue.subject[0])
        if nearer is not None:
            meant = self._person(s, nearer)
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
                    subjects.title(s, item) == title or any(s.text[p.start : p.end].endswith(title) for p in item.posts)
                ):
                    return self._person(s, item)
        return None

    # -- sentences without -----------------------------------------------------------------------------------------

    def _uncued(self, index: int, s: Scanned, *, fresh: bool) -> tuple[Turn, ...]:
        if somebody_else_speaks(s.masked):
            return ()
        turn = self.current
        speaker = turn.speaker if turn is not None else None
        if turn is not None and self._is_told_whole(turn, s):
            turn = None
        is_apart = fresh and not self._is_listed(index)
        if turn is not None and not self.narration.goes_on(index, s, turn.speaker, fresh=is_apart):
            turn = None
        if turn is None and self.teller is not None and not fresh and self.narration.is_told(s):
            turn = self.teller
        if turn is None and self.heir is not None and self.narration.is_announced(s, speaker):
            turn = self.heir
        return () if turn is None else (replace(turn, start=0, end=len(s.text), cue=None),)

    def _is_told_whole(self, turn: Turn, s: Scanned) -> bool:
        """Whether whoever speaks only appraised something, and `s` is no demand of hers."""
        is_appraisal = turn.cue is not None and _APPRAISED.match(turn.cue.verb) is not None
        return is_appraisal and not self.reader.kinds.is_demand(s.masked)

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

    def _narrated(self, index: int, s: Scanned) -> None:
        """The reporter speaks: note whom 他 would mean from here on, and who is announced to speak."""
        item = subjects.subject_item(s) or subjects.writer(s)
        if item is not None:
            self.person = self._person(s, item)
            self.group = None
        elif acts_somebody_unread(s) or somebody_else_speaks(s.masked):
            # 局长白某通报了情况。他说: whoever 他 is, nobody named before.
            self.person = None
        elif group := _GROUP_SPEAKS.match(s.masked):
            self.group = Speaker("body", self.reader.words(s, *group.span("group")))
        self._note_reporter(s)
        meant = item is not None or (s.head is not None and s.head.voice is Voice.PRONOUN)
        speaker = self.person if meant else None
        is_meetings = s.head is not None and s.head.voice is Voice.MEETING
        acts = is_meetings and s.head is not None and _MEETING_ACTS.match(s.masked, s.head.span[1]) is not None
        if is_meetings:
            speaker = Speaker("meeting", "会议")
        if acts or item is not None:
            self.meeting = speaker if acts else None
        self.teller = None
        if speaker is not None and (told := _TELLS.search(s.masked)):
            self.teller = Turn(speaker, 0, 0, Opening(index, told.start(), told.end(), told[0], "announced"))
        announced = _last(_ANNOUNCES, s.masked) if speaker is not None else None
        if announced is not None and speaker is not None:
            opening = Opening(index, announced.start(), announced.end(), announced[0], "announced")
            self.heir = Turn(speaker, 0, 0, opening)
        elif self.current is None:
            self.heir = None
        self.current = None

    def _note_letter(self, s: Scanned) -> None:
        """Remember whose letter is read out, whose words come behind it (宣读了省总工会的贺信，贺信指出…)."""
        letter = _READS_LETTER.search(s.masked)
        if letter is None:
            return
        begin, end = letter.span("whose")
        named = next((i for i in s.items if i.kind is Kind.PERSON and begin <= i.start and i.end <= end), None)
        whose = self.reader.words(s, begin, end)
        self.writer = self._person(s, named) if named is not None else Speaker("body", whose)

    def _note_reporter(self, s: Scanned) -> None:
        """Remember who gave the report, or the instruction, whose words come later (陆某作工作报告。… 报告指出)."""
        if "作出" in s.masked and ("批示" in s.masked or "指示" in s.masked):
            giver = next((c.people[0] for c in s.claims if c.people and "instruction" in c.rule.claims), None)
            if giver is not None:
                self.instructor = self._person(s, giver)
        if "报告" not in s.masked:
            return
        for claim in s.claims:
            if claim.people and "speaker" in claim.rule.claims and "报告" in s.masked[claim.start : claim.end + 2]:
                self.reporter = self._person(s, claim.people[0])


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
