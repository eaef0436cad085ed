"""Attributed sentences -> utterances with their points, the points' kinds and their outline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.model import MeetingKind, Point, PointKind, Slogan, Utterance
from kg.resolve.demands import addressee, only_calls_on
from kg.resolve.numbering import Outline, list_style, number, parts
from kg.resolve.set_phrases import slogans

if TYPE_CHECKING:
    from kg.recognise.scan import Scanned
    from kg.resolve.page import Draft, Event
    from kg.resolve.speech import SpeechReader
    from kg.resolve.turns import Turn

_LETTER = re.compile(r"[信电]")
_EDGES = "，；：、"
_DIRECT = re.compile("[：，]?“□+”。?$")
_DEMANDING_LIST = re.compile(r"(?:要求|意见|建议|希望|任务|期望|倡议|部署|安排|点|个方面)$")
_STATING_LIST = re.compile(
    r"(?:(?:介绍|汇报|通报|总结)了[^，。；]{2,40}个方面|感受|体会|看法|感想|情况|做法|经验|成绩|成效|特点|变化)$"
)
_BRACKETED = re.compile(r"（[一二三四五六七八九十\d]{1,2}）")
# A year, or five, that is over, and the time to come.
_OVER = re.compile(
    "^[^，。；]{0,12}(?:一年来|五年来|过去(?:的?一年|五年|一年来)|回顾(?:过去|一年|五年)|(?:去年|上一年)，)"
)
_AHEAD = re.compile("今后|下一步|下一阶段|新的一年|(?<!到)今年(?!以来)|明年|未来|接下来|下半年|新征程")
_WITHOUT_CUE = frozenset(["announced", "quoted-before", "quoted-behind"])
"""What evidence names as its rule where no cue opens the speech: it was announced, or the speaker stands apart."""


class UtteranceWriter:
    """Collects points into utterances."""

    def __init__(self, reader: SpeechReader, draft: Draft, event_at: Callable[[int], Event | None]) -> None:
        self.reader = reader
        self.draft = draft
        self.event_at = event_at
        self.order = 0
        self.points: list[Point] = []
        self.spans: list[tuple[int, int, int]] = []
        self.turn: Turn | None = None
        self.meeting: str | None = None
        self.outline = Outline()
        self.after_directive = False
        self.demands = False
        self.demanded: str | None = None
        self.stated = False
        self.looks_back = False
        """Whether whoever speaks tells of a year that is over: what was done in it opens like a demand."""

    def write(self, index: int, turn: Turn) -> None:
        """Add what is said in `turn`, a stretch of sentence `index`."""
        event = self.event_at(index)
        opened = turn.cue is not None or self.turn is None or turn.opening != self.turn.opening
        if opened:
            if self.turn is None or turn.speaker != self.turn.speaker:
                self.after_directive = self.demands = False
            if turn.cue is not None:
                self.looks_back = False
            self.demanded = None
            self._close()
            self.outline.pause()
            self.turn = turn
            self.meeting = event.meeting.key if event and not self._is_written_elsewhere(index, turn, event) else None
        formal = event is not None and (
            event.meeting.kind is MeetingKind.TALKS
            or (event.meeting.kind is MeetingKind.INSTRUCTION and bool(_LETTER.search(event.meeting.name)))
        )
        s = self.reader.scanned[index]
        verb = turn.cue.verb if turn.cue else ""
        if _STATING_LIST.search(verb):
            self.stated = True
        elif _DEMANDING_LIST.search(verb or (turn.opening.verb if opened else "")):
            self.after_directive = True
        said = _with_numbers(s, turn.start, turn.end)
        if _DIRECT.match(said):
            said = s.text[turn.start : turn.end]
        for start, end in parts(said):
            begin, stop = _trim(s.masked, turn.start + start, turn.start + end)
            only_calls = s.masked.startswith("：", stop) and only_calls_on(s.masked[begin:stop])
            if begin < stop and not only_calls:
                self._point(s, begin, stop, turn, verb, formal=formal)

    def _is_written_elsewhere(self, index: int, turn: Turn, event: Event) -> bool:
        """Whether somebody's written instruction is only quoted at the meeting (陆某批示要求)."""
        if turn.cue is None or event.meeting.kind is MeetingKind.INSTRUCTION:
            return False
        return self.reader.scanned[index].masked.endswith("批示", 0, turn.cue.start) and turn.speaker.kind == "person"

    def interrupt(self) -> None:
        """The reporter speaks in between."""
        self._close()
        self.turn = None
        self.after_directive = self.demands = False
        self.outline.pause()

    def _point(self, s: Scanned, start: int, end: int, turn: Turn, verb: str, *, formal: bool) -> None:
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
            among_directives=self.demands,
            stated=at_head is not None and self.stated,
        )
        if _AHEAD.search(masked):
            self.looks_back = False
        elif not directive and _OVER.search(masked):
            self.looks_back = True
        if self.looks_back and directive and not verb:
            # 要 …: from here on something is demanded again.
            directive = self.reader.kinds.demands_openly(masked, formal=formal)
            self.looks_back = not directive
        self.after_directive = directive
        self.demands = self.demands or directive
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
