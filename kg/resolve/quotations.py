"""Quotations that stand in front of their speaker, or alone behind her (“现在好了。”村民代表陆某说)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.model import Speaker
from kg.recognise.items import Kind
from kg.recognise.speech_subject import Voice
from kg.resolve import subjects
from kg.resolve.turns import Opening, Turn

if TYPE_CHECKING:
    from kg.recognise.scan import Scanned
    from kg.resolve.speech import SpeechReader

_SAID_BEHIND = re.compile(
    r"(?P<quoted>“□*[，。？！]?”)(?P<who>[^，。；：“”]{2,30}?)(?:[^，。]{0,6}地)?(?P<verb>说|表示|坦言|感慨|回忆|告诉记者)。$"
)
"""A quotation with its speaker behind it in the same sentence."""
_QUOTED_TO_END = re.compile("[：，]“□+”$")
_IS_TOPIC = re.compile("(?:围绕|带着|针对|面对|就|对于?)(?:上述|以上|这)")
"""What is quoted is only what the sentence behind is about (“…何在？”围绕这两大命题，市长某某召开会议)."""
_MOST_QUOTED = 12
"""Sentences that a quotation in front of its speaker may have."""


class QuotationReader:
    """Finds whose words are quoted, looking ahead from where a quotation begins; `turns` are those found so far."""

    def __init__(self, reader: SpeechReader) -> None:
        self.reader = reader
        self.turns: dict[int, Turn] = {}

    def look_ahead(self, index: int, person: Speaker | None, running: Turn | None) -> None:
        """Find who says the quotation that begins at sentence `index`.

        `person` is whoever the article named last, `running` the speech that it may go on with.
        """
        scanned = self.reader.scanned
        first = scanned[index]
        if (said := _SAID_BEHIND.match(first.masked)) and (turn := self._said_behind(index, said)) is not None:
            self.turns[index] = turn
            return
        if first.text.endswith("？”") and (asked := self._asked(index, person)) is not None:
            self.turns[index] = replace(asked, end=len(first.text))
            return
        last = self._last(index)
        if last is None:
            return
        said_by = self._speaker(last + 1, person, running)
        for at in range(index, last + 1):
            if said_by is not None:
                self.turns[at] = replace(said_by, start=0, end=len(scanned[at].text), cue=None)

    def _last(self, index: int) -> int | None:
        """The last sentence of the quotation that begins at `index`; None where nothing follows in the paragraph."""
        scanned, last = self.reader.scanned, index
        paragraph = scanned[index].at.paragraph
        while not scanned[last].text.endswith("”"):
            last += 1
            if last >= min(len(scanned), index + _MOST_QUOTED) or scanned[last].at.paragraph != paragraph:
                return None
            if scanned[last].text.startswith("“"):
                return None
        if last + 1 >= len(scanned) or scanned[last + 1].at.paragraph != paragraph:
            return None
        return last

    def _speaker(self, index: int, person: Speaker | None, running: Turn | None) -> Turn | None:
        """Who says the quotation in front of sentence `index`: whoever opens it, or whoever was speaking before."""
        behind = self.reader.scanned[index]
        if _IS_TOPIC.match(behind.masked):
            return None
        cue = behind.cue
        if running is not None and "，" in behind.masked[: cue.subject[0] if cue else _head_start(behind)]:
            # 甲说，…。“…。”在回答提问时，乙说: whoever speaks behind opens with another occasion.
            return running
        if cue is not None and cue.voice is Voice.PRONOUN and cue.subject[0] == 0 and person is not None:
            return Turn(person, 0, 0, Opening(index, cue.start, cue.end, cue.verb, cue.rule.id))
        item = cue.person if cue is not None else behind.head.person if behind.head is not None else None
        item = item or subjects.described(behind)
        if item is None:
            return None
        named = self.reader.person_for(behind, item)
        speaker = Speaker("person", named.name, named.key)
        opening = Opening(index, *subjects.run(item), "说", "quoted-before")
        if cue is not None:
            opening = Opening(index, cue.start, cue.end, cue.verb, cue.rule.id)
        return Turn(speaker, 0, 0, opening)

    def is_closed(self, index: int) -> bool:
        """Whether the sentence before ends what was quoted word for word (陆某说：“现在好了。”)."""
        before = self.reader.scanned[index - 1].masked
        return bool(_QUOTED_TO_END.search(before) or _SAID_BEHIND.match(before))

    def _said_behind(self, index: int, said: re.Match[str]) -> Turn | None:
        """Who says a quotation in the same sentence (“现在好了，”村民陆某说。)."""
        s = self.reader.scanned[index]
        item = next(
            (i for i in s.items if i.kind is Kind.PERSON and said.start("who") <= i.start < said.end("who")), None
        )
        if item is None:
            return None
        person = self.reader.person_for(s, item)
        opening = Opening(index, *said.span("verb"), said["verb"], "quoted-before")
        return Turn(Speaker("person", person.name, person.key), 0, said.end("quoted"), opening)

    def _asked(self, index: int, person: Speaker | None) -> Turn | None:
        """Find who asks a question that stands alone (陆某逐个摊位询问价格。“青菜涨了没有？”)."""
        before = self.reader.scanned[index - 1] if index else None
        if before is None:
            return None
        if index - 1 in self.turns and before.text.endswith("？”"):
            return self.turns[index - 1]
        if person is None or (at := before.masked.find("问")) < 0:
            return None
        return Turn(person, 0, 0, Opening(index - 1, at, at + 1, "问", "quoted-behind"))


def _head_start(s: Scanned) -> int:
    """Where the subject begins with which a sentence opens."""
    return s.head.span[0] if s.head is not None else 0
