"""A verb of saying in its clause, and the patterns of the words around it, built from the closed word classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from msgspec import Struct

from kg.recognise.items import Item
from kg.recognise.lexicon import alternation, lexicon
from kg.recognise.patterns import anchored

CLAUSE_END = "，。；：！？"
LONGEST_CONNECTIVE = 4
"""Characters of what joins a clause to the one before (并, 同时)."""
_LONGEST_GROUP = 30
_NOUN_LIKE = frozenset(
    ["要求", "希望", "建议", "指示", "总结", "评价", "承诺", "期待", "回应", "提醒", "呼吁", "介绍",
     "明确", "说明", "期盼", "期望", "提议", "号召"]
)  # fmt: skip
"""Verbs that are nouns as well: the words in front make them an object (落实各项要求)."""
_MODIFIER = re.compile(
    r"(?:(?:提出|作出|落实|符合|满足|达到|按照|贯彻|根据)[^，。；：]{0,12}|的|各项|有关|相关|提出|任务|标准|工作|目标|总|高|严|上级|中央|部署|安排|总体|精神|具体|职责|时代|实践|规定|政策|意见|情况|纪律|主要|使命|新|以|基本)$"
)
"""What in front makes one of these a noun."""
_CHARGES = re.compile("就(?:进一步|切实)?(?:做好|抓好)?[^，。；]{0,8}(?:贯彻|落实)[^，。；]{0,10}(?:工作|精神|事项)$")
"""With what somebody charges others, though the last words could be an object (王某就贯彻落实工作｜要求，…)."""
_ASKS = ("怎么", "如何", "怎样", "什么", "咋")
"""What makes of a verb of saying a question what is said."""
_BY_WHOSE = re.compile("(?:并|，)?(?:按照|根据|遵照|落实|贯彻|对照)")
"""What somebody demanded is only referred to (按照省长某某｜要求)."""


class Saying(Struct, frozen=True):
    """A verb of saying at `start` whose subject is looked for back to `floor`; `strict`: only in its own clause."""

    masked: str
    items: Sequence[Item]
    floor: int
    start: int
    verb: str
    strict: bool

    @property
    def clause(self) -> int:
        """Where the verb's own clause begins."""
        return max(clause_start(self.masked, self.start), self.floor)

    @property
    def opens_sentence(self) -> bool:
        """Whether the verb opens the sentence."""
        return self.start == 0

    @property
    def is_at_head(self) -> bool:
        """Whether the verb opens its clause, but for a connective (并强调，)."""
        return self.start - clause_start(self.masked, self.start) <= LONGEST_CONNECTIVE

    def is_noun(self, begin: int) -> bool:
        """Whether the words from `begin` on make the verb a noun (落实各项｜要求) or ask what is said (怎么｜说)."""
        if self.masked[self.start - 1] == "的" or self.masked.endswith(_ASKS, begin, self.start):
            return True
        if self.verb not in _NOUN_LIKE:
            return False
        if _CHARGES.search(self.masked, begin, self.start) and self.masked.startswith(
            "，", self.start + len(self.verb)
        ):
            return False
        return bool(_MODIFIER.search(self.masked, begin, self.start) or _BY_WHOSE.match(self.masked, begin, self.start))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns around a verb of saying, built once from the closed word classes."""

    lead: re.Pattern[str]
    adverb: re.Pattern[str]
    preposition: re.Pattern[str]
    occasion: re.Pattern[str]
    meeting: re.Pattern[str]
    meeting_at_head: re.Pattern[str]
    paper: re.Pattern[str]
    writer: re.Pattern[str]
    group: re.Pattern[str]
    body: re.Pattern[str]
    body_at_head: re.Pattern[str]
    no_body: re.Pattern[str]
    honoured: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The patterns, compiled when the first sentence is read."""
    words = lexicon().words
    surname = "".join(sorted(lexicon().plain_surnames))
    every = "".join(sorted(lexicon().surnames))
    compound = alternation(lexicon().compound_surnames)
    adverb, preposition, imperative = (
        _any(words["say_adverb"]), _any(words["say_preposition"]), _any(words["imperative"]),
    )  # fmt: skip
    occasion, group, honorific = (
        _any(words["say_occasion"]), _any(words["say_group"]), _any(words["say_honorific"]),
    )  # fmt: skip
    meeting, paper, body = _any(words["meeting_speaks"]), _any(words["speech_noun"]), _any(words["say_body"])
    han = "\u4e00-\u9fff"
    return Grammar(
        lead=anchored(_any(words["speech_lead"])),
        adverb=anchored(adverb),
        preposition=anchored(preposition),
        occasion=anchored(f"{occasion}{adverb}{{0,3}}$"),
        meeting=anchored(
            f"(?!{preposition}|传达|学习|贯彻|落实|听取)[^，。；：在于是有为的]{{0,30}}?{meeting}(?![员室议期精])"
        ),
        meeting_at_head=anchored(
            f"(?:本次|此次|这次|该|扩大|全体|党组|党委|常务|专题){{0,2}}{meeting}(?!组成|[员室议期精])"
        ),
        paper=anchored(f"(?!{preposition})[^，。；：]{{0,40}}?{paper}(?:中|里)?"),
        writer=anchored(f"(?P<name>[{han}·]{{2,10}}?)在{paper}中?{adverb}{{0,2}}$"),
        group=anchored(
            f"(?!{preposition}|{imperative}|[^，。；：]{{0,20}}听取)[^，。；：对向把将]{{0,{_LONGEST_GROUP}}}?{group}们?"
        ),
        body=anchored(f"(?:(?![将把被还也已])[{han}（）□“”、A-Za-z0-9]){{1,30}}{body}$"),
        body_at_head=anchored(
            f"(?!{preposition}|应)[{han}（）□“”]{{2,20}}?{body}(?=对|向|就|在|于|近日|日前|[今昨当]天|召开|举行|发布|发表|组织|印发|\\d)"
        ),
        no_body=anchored(
            f"{imperative}|{preposition}|[一二三四五六七八九十]是|必须|应当|分享|共享|听取|保障|契合|由衷|是我们|这是|预计|参加|决定"
        ),
        honoured=anchored(
            f"(?:(?P<name>[{surname}][{han}]{{0,2}}?)(?P<title>{honorific})"
            f"|(?<![^的，])(?P<deputy>(?:{compound}|[{surname}])[{han}]{{1,2}}?)(?P<seat>代表|委员)"
            f"|(?<=[的学校])(?P<pupil>[{every}][{han}]{{1,2}}(?<![体分级数位课教任班科]))(?P<form>同学|老师)){adverb}{{0,3}}$"
        ),
    )


def _any(patterns: tuple[str, ...]) -> str:
    return f"(?:{anchored('|'.join(sorted(patterns, key=lambda w: (-len(w), w)))).pattern})"


def clause_start(masked: str, position: int) -> int:
    """Where the clause begins that holds `position`."""
    return max(masked.rfind(c, 0, position) for c in CLAUSE_END) + 1


def skip(pattern: re.Pattern[str], masked: str, begin: int, end: int) -> int:
    """Where the words end that `pattern` matches again and again from `begin`."""
    at = begin
    while at < end and (match := pattern.match(masked, at, end)) and match.end() > at:
        at = match.end()
    return at
