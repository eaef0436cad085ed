"""Whether a sentence without a cue goes on with what somebody says, or tells what happened, in the reporter's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.recognise.items import Kind
from kg.recognise.lexicon import lexicon
from kg.recognise.speech_subject import Voice
from kg.resolve import subjects
from kg.resolve.numbering import list_style

if TYPE_CHECKING:
    from kg.model import Speaker
    from kg.recognise.items import Item
    from kg.recognise.scan import Scanned
    from kg.resolve.quotations import QuotationReader
    from kg.resolve.speech import SpeechReader

# Papers of the centre, quoted wherever somebody tells what is done about them.
_PAPER = re.compile(r"党的[^，。]{1,6}大报告|(?:今年的?|\d{4}年)?政府工作报告|中央一号文件")
# 某某同志要牵头落实: whoever speaks names who is to act.
_IS_CALLED_ON = re.compile("(?:同志)?(?:要(?!求)|必须|务必|应当)")
_LONGEST_LEAD = 4
"""Sentences of statement that may stand between two demands of one speech."""
_OF_WHOM_DEMANDED = re.compile("(?:^|[，；])对[^，。；]{2,20}的要(?![求点素])")
"""Of whom something is demanded behind what else is told (对边改边犯的要从重处理)."""
# A body that says what it will do speaks (常委会将跟踪问效); what will be held is the reporter's.
_WILL = re.compile(r"[^，。]{0,6}会将(?!于|在|召开|举行)")
# Whoever speaks is said to have told something besides.
_INTRODUCES = re.compile(r"(?:还|并|也|详细|简要|重点){0,2}介绍了")
# A guest by name and title, of whom the host goes on to say what she is: 某某太后是两国友好的亲历者.
_IS_PRAISED = re.compile("(?:是|曾|始终|一直|长期|亲自|高度重视|[^，。；]{2,16}作出)")
# 会议审议的草案: what the meeting is said to have done describes something else.
_ATTRIBUTE = re.compile(r"[^，。了]{1,6}的")
# Words of somebody who speaks to others: 今天上午，某某主席同总理先生举行会晤.
_ADDRESSES = re.compile("(?:总统|总理|首相|主席|议长|部长)(?:先生|女士|阁下)")
# What opens a paragraph of what was achieved since.
_RECOUNTS = re.compile(r"[^。]{0,16}?(?:年来|以来|如今|截至)")
# 省考评组领导肯定了成绩: others act, who have no name.
_OTHERS_ACT = re.compile(
    "(?:最后，|随后，)?[^，。；]{2,30}(?:领导|负责人|专家|[评检督考调]?[评查导研]组|专家组|一行|代表团)(?:还|也|一致)?(?:对|肯定|指出|认为|表示|要求|听取|查看|察看|实地|参观)"
)
# Somebody takes the floor whose name no rule read.
_SAYS = re.compile(
    "(?!有的|有人|有些|俗话|常言|古人|老话|群众|大家|人们|我们|我)[^，。：；“]{4,40}?"
    "(?P<verb>说|表示|认为|坦言|介绍说|回忆说|感慨地?说|告诉记者)[，：]"
)
# Who speaks for others without a post that the gazetteer has: 驻某组织代表乌某说.
_SENT = re.compile("[组织国部会团方](?:的)?(?:代表|发言人|负责人)(?=[\u4e00-\u9fff·]{2,8}$)")
_NAMED_SAYS = re.compile(
    "(?:[^，。：；“]{1,24}[的班村组队校院县市镇乡厂店社屯家])?(?P<name>[\u4e00-\u9fff]{2,3})(?:最后|还|也|则)?(?:指出|强调|表示|谈到)[，：]"
)
_NO_NAMES = ("方案", "对方", "全会", "文章", "党章", "公告", "党员", "公司", "单位", "官方", "全体", "和平")
"""Words that begin like a surname and stand in front of these verbs."""
_ANSWERS = re.compile(
    "(?:[^，。；]{1,24}后，|最后，|会上，)?(?P<who>[\u4e00-\u9fff])[^，。；]{2,40}?(?:[作做]了?|进行了?|予以)[^，。；]{0,6}"
    "(?:回应|解答|答复|回答)[，。]"
)
# The same of somebody who takes a part in the meeting.
_ACTS = re.compile(
    "(?:^|[，。；])(?:会上，|随后，|其间，)?(?P<who>[^，。：；“、]{4,30}?)(?:在会上)?"
    "(?:通报|汇报|介绍|宣读|发言|作了?[^，。；]{0,12}(?:汇报|报告|发言|讲解|通报|介绍|说明))"
)
_STILL_SAID = re.compile("必须|务必|严禁|不得|不准|禁止|^(?:前不久|不久前|去年)，")
"""With these a sentence that ends like the reporter's is still said: an order (严禁组织老人参加扑火。), or what
somebody looks back on (前不久，…)."""
_PLENUM = "全会"
_SHORTEST_NAME, _LONGEST_NAME = 2, 4
_DAY = re.compile(r"\d日|[今昨当]天|日前|近日")


class Narration:
    """Tells what a speaker goes on to say from what the reporter tells, sentence by sentence.

    The `speaker` of its methods is whoever speaks in the sentence before.
    """

    def __init__(self, reader: SpeechReader, quotations: QuotationReader) -> None:
        self.reader = reader
        self.quotations = quotations

    def is_told(self, s: Scanned) -> bool:
        """Whether a sentence holds what somebody was just said to have reported."""
        is_others = _OTHERS_ACT.match(s.masked) is not None
        return s.head is None and not s.claims and not s.names and not is_others and not self._is_the_reporters(s)

    def _is_the_reporters(self, s: Scanned) -> bool:
        is_closing = self.reader.closing.search(s.text) is not None and _STILL_SAID.search(s.masked) is None
        return is_closing or self.reader.opening.match(s.text) is not None

    def goes_on(self, index: int, s: Scanned, speaker: Speaker, *, fresh: bool) -> bool:
        """Whether sentence `index` is said by `speaker` still; `fresh` where it opens a paragraph of its own."""
        if not fresh and _ADDRESSES.search(s.masked):
            return True
        if self._is_the_reporters(s) or self._tells_of_somebody(s, speaker):
            return False
        if self._is_quoted_from_afar(speaker) or _PAPER.fullmatch(speaker.label):
            return self.reader.kinds.is_demand(s.masked)
        if fresh and _is_quotation(s.text):
            return True
        if fresh and _reports_meeting(s):
            return False
        if not fresh:
            return (
                not self.quotations.is_closed(index) or s.text.startswith("“") or self.reader.kinds.is_demand(s.masked)
            )
        return s.at.paragraph in self.reader.first_person or self._demands(s) or self._leads_to_demand(index)

    def _leads_to_demand(self, index: int) -> bool:
        """Whether paragraphs of statements only lead from one demand to the next (时间紧迫。各乡镇要抓紧施工)."""
        for s in self.reader.scanned[index : index + 1 + _LONGEST_LEAD]:
            if s.cues or s.claims or s.names or self._is_the_reporters(s):
                return False
            if s.head is not None and s.head.voice in (Voice.PERSON, Voice.PRONOUN, Voice.MEETING):
                return False
            if self.reader.kinds.is_demand(s.masked) or _OF_WHOM_DEMANDED.search(s.masked):
                return True
        return False

    def _is_quoted_from_afar(self, speaker: Speaker) -> bool:
        """Whether whoever speaks is only quoted: a leader by his title, with no part in what the article reports."""
        return speaker.kind == "person" and speaker.label in self.reader.afar

    def _demands(self, s: Scanned) -> bool:
        """Whether a paragraph without a cue demands something; what was achieved since then is the reporter's."""
        if _RECOUNTS.match(s.masked):
            return self.reader.kinds.is_demand(s.masked)
        return self.reader.kinds.is_demand(s.masked) or self.reader.kinds.is_directive(
            s.masked, "", formal=False, after_directive=True
        )

    def _tells_of_somebody(self, s: Scanned, speaker: Speaker | None) -> bool:
        """Whether the sentence has a subject that the reporter tells of: a person, 他, the meeting."""
        if "我们" in s.masked or _ADDRESSES.search(s.masked):
            return False
        for claim in s.claims:
            if claim.people and not claim.shared and any(not subjects.title(s, i) or i.posts for i in claim.people):
                return True
        head = s.head
        if head is None:
            return False
        if head.voice is Voice.PERSON and head.person is not None:
            named = {s.text[head.person.start : head.person.end], self.reader.person_for(s, head.person).name}
            if not named & self.reader.introduced or _is_called_again(head.person, named, speaker):
                return False
            if _goes_on_introducing(s, speaker) or _IS_CALLED_ON.match(s.masked, head.person.end):
                return False
            title = subjects.title(s, head.person)
            if not title or head.person.posts:
                return True
            return not (subjects.AUTHORITY.search(title) or _IS_PRAISED.match(s.masked, head.span[1]))
        return head.voice is Voice.PRONOUN or (
            head.voice is Voice.MEETING
            and head.span[0] == 0
            and not self._is_of_another_session(s, speaker)
            and not _WILL.match(s.text)
            and not _ATTRIBUTE.match(s.text, head.span[1])
        )

    def _is_of_another_session(self, s: Scanned, speaker: Speaker | None) -> bool:
        """Whether a meeting goes on telling of the plenary session that it studies (会议指出，…。全会审议通过…)."""
        if speaker is None or speaker.kind != "meeting" or not s.masked.startswith(_PLENUM):
            return False
        held = (t.masked[slice(*name.parts[-1])] for t in self.reader.scanned for name in t.names)
        return not any(name.endswith(_PLENUM) for name in held)

    def is_announced(self, s: Scanned, speaker: Speaker | None) -> bool:
        """Whether a sentence holds what somebody was announced to say: an item of a list, or a demand."""
        is_item = list_style(s.masked) is not None
        return (is_item or self.reader.kinds.is_demand(s.masked)) and not self._tells_of_somebody(s, speaker)


def somebody_else_speaks(masked: str) -> bool:
    """Whether the reporter (in a folded sentence) gives the floor to somebody whom no rule read as a speaker."""
    return _says_somebody_unread(masked) or _answers_somebody(masked)


def acts_somebody_unread(s: Scanned) -> bool:
    """Whether somebody with a post does something whose name was not made out (局长｜白某某通报了情况)."""
    for acts in _ACTS.finditer(s.masked):
        heads = list(lexicon().head.finditer(s.masked, *acts.span("who")))
        if not heads or any(acts.start("who") <= i.start < acts.end("who") for i in s.items if i.kind is Kind.PERSON):
            continue
        if _SHORTEST_NAME <= acts.end("who") - heads[-1].end() <= _LONGEST_NAME:
            return True
    return False


def _says_somebody_unread(masked: str) -> bool:
    """Whether somebody with a post takes the floor whose name was not made out (老战士｜阳某某说，…)."""
    if _is_named_says(masked):
        return True
    said = _SAYS.match(masked)
    if said is None:
        return False
    if said["verb"] == "告诉记者":
        return True
    return bool(lexicon().head.search(masked, 0, said.start("verb")) or _SENT.search(masked, 0, said.start("verb")))


def _answers_somebody(masked: str) -> bool:
    """Whether somebody called by surname and title alone answers, which nobody says of herself (查院长作了解答)."""
    answers = _ANSWERS.match(masked)
    if answers is None or answers["who"] not in lexicon().surnames:
        return False
    title = lexicon().title_after_name.match(masked, answers.end("who"), answers.end())
    return title is not None and len(title[0]) > 1


def _is_named_says(masked: str) -> bool:
    """Whether what looks like a name stands in front of the verb, at the head or behind a body."""
    said = _NAMED_SAYS.match(masked)
    return said is not None and said["name"][0] in lexicon().surnames and said["name"] not in _NO_NAMES


def _is_called_again(item: Item, named: set[str], speaker: Speaker | None) -> bool:
    """Whether whoever speaks is only called by surname and title in what she goes on to say."""
    called = item.title is not None and item.title[1] == item.end
    return called and speaker is not None and speaker.label in named


def _goes_on_introducing(s: Scanned, speaker: Speaker | None) -> bool:
    """Whether whoever speaks is said to have introduced something too (陆某还介绍了有关情况)."""
    if speaker is None or s.head is None or s.head.person is None or "介绍了" not in s.masked:
        return False
    name = s.text[s.head.person.start : s.head.person.end]
    return speaker.label == name and bool(_INTRODUCES.match(s.masked, s.head.span[1]))


def _reports_meeting(s: Scanned) -> bool:
    """Whether a paragraph opens with a meeting and the day on which it was held, and no more (大会24日在京举行。)."""
    return any(len(s.masked) - name.verb[1] <= 1 and _DAY.search(s.masked, 0, name.verb[0]) for name in s.names)


def _is_quotation(text: str) -> bool:
    """Whether a paragraph opens with words quoted, not with a term in quotation marks (“十四五”期间)."""
    end = text.find("”")
    return text.startswith("“") and (end < 0 or end >= len(text) - 2)
