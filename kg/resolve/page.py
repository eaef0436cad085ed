"""One article while it is being resolved: its scanned sentences, the way back to the exact words, the facts so far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import (
    Article,
    Authorship,
    Cascade,
    Citation,
    Detail,
    Evidence,
    Flow,
    Issue,
    Meeting,
    Membership,
    Participation,
    Person,
    Slogan,
    Study,
    Utterance,
    words,
)
from kg.recognise.rules import RuleSet
from kg.recognise.scan import FirstReading, Scanned, scan
from kg.resolve.dates import anchor_from


@dataclass(slots=True)
class Event:
    """A reported meeting as it is pieced together.

    `sentence` is where it is introduced; `generic` says that its name is a bare noun (会议); `order` and `blocks` count
    its attendance so far.
    """

    meeting: Meeting
    sentence: int
    generic: bool
    order: int = 0
    blocks: int = 0


@dataclass(slots=True)
class Draft:
    """The facts of one article as they come in."""

    people: dict[str, Person] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    mentioned: dict[str, Meeting] = field(default_factory=dict)
    details: list[Detail] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    cascades: list[Cascade] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    slogans: list[Slogan] = field(default_factory=list)
    authorships: list[Authorship] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


# A line of its own without a full stop; it may begin with who says it (甲组织：…), not with what a page says of itself.
_HEADING = re.compile(
    "(?:(?!.{0,6}(?:来源|作者|编辑|责编|日期|时间|地点|发布|供稿|审核|记者|浏览|点击))[^。！？；：，…]{2,16}：)?[^。！？；：…]{4,40}"
)
_FULL_STOPS = ("。", "！", "？", "”")
_DAY = re.compile(r"\d日|[今昨当][天日]|日前|近日|当地时间")


class Page:
    """An article with its sentences scanned; every position can be led back to the untouched text."""

    def __init__(self, article: Article, first: FirstReading, rules: RuleSet) -> None:
        self.article = article
        self.document = article.document
        self.known = first.names
        self.rules = rules
        self.draft = Draft()
        self.anchor = anchor_from(self.document.published, article.agency_line.text)
        self.scanned = scan(article, first, rules)
        self.briefs = tuple(self._briefs())
        """For each sentence, the first one of the brief that it belongs to: a roundup holds several."""

    def _briefs(self) -> Iterator[int]:
        """A heading opens a new brief where the first sentence below it gives a day; else it parts one report."""
        first = 0
        for index, s in enumerate(self.scanned):
            below = self.scanned[index + 1] if index + 1 < len(self.scanned) else None
            if below is not None and s.at.paragraph != below.at.paragraph and _HEADING.fullmatch(s.text):
                # Above the first full stop stand the article's own headlines.
                is_told = any(t.text.endswith(_FULL_STOPS) for t in self.scanned[first:index])
                first = index if is_told and _DAY.search(below.masked) else first
            yield first

    def evidence(self, part: Flow, start: int, end: int, rule: str) -> Evidence:
        """The evidence for `part[start:end]`."""
        begin, stop = part.offsets[start], part.offsets[end - 1] + 1
        return Evidence(begin, stop, self.document.text[begin:stop], rule)

    def in_sentence(self, s: Scanned, start: int, end: int, rule: str) -> Evidence:
        """The evidence for a stretch of a sentence."""
        return self.evidence(self.article.body, s.at.start + start, s.at.start + end, rule)

    def words(self, s: Scanned, start: int, end: int) -> str:
        """The exact words of a stretch of a sentence."""
        return words(self.document, self.article.body, s.at.start + start, s.at.start + end)


def clause_end(text: str, start: int) -> int:
    """Where the clause that holds `start` ends in `text` (folded)."""
    return min((i for i in (text.find(c, start) for c in "，。；") if i >= 0), default=len(text))
