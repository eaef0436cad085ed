"""Statement or demand: what kind of speech a sentence is, how it is numbered, and whom it tells to act."""

from __future__ import annotations

import re

from kg.recognise.lexicon import lexicon

_NUMBER = re.compile(
    r"^(?:——)?(?:(?P<a>[一二三四五六七八九十])(?:要|是(?:要)?|、|，|方面|(?=[\u4e00-\u9fff]{2,6}[，、]))"
    r"|第(?P<b>[一二三四五六七八九十])[，、是]|（(?P<c>[一二三四五六七八九十\d])）|(?P<d>首先|其次|再次|最后)(?=[，要])|(?P<e>\d{1,2})[、.])"
)
_OUGHT = re.compile(
    r"(?<![重主首必只纪简摘提次险扼紧概机政索将快需为])要(?!求|素|点|闻|害|塞|么|务|地|职|员|领|义|件|目|旨|道|隘|案|价|强|冲|挟|好|是|不是|不然)"
    r"|需要|必须|务必|务求|不得|不能(?!输|不)|不可(?!逆|分|或缺|替代|估量)|严禁|决不|绝不|不允许|(?<![对相供反适呼感响顺答效因照])应(?!对|邀|急|用|变|有|届|运|战|尽|隔|收|治|检|聘|声|约|报|答|验|援|缴|该说)|应当|应该|希望|恳请|力争|请(?=[各大同])|有待|亟须|亟需|亟待|呼吁|欢迎(?=各)|(?:只能|只许)加强"
)
_FOREIGN_OUGHT = re.compile(
    r"(?<![重主首必只纪简摘提次险扼紧概机政索将快需为])要(?!求|素|点|闻|害|塞|么|务|地|职|员|领|义|件|目|旨|道|隘|案|价|强|冲|挟|好|是|不是|不然)"
    r"|必须|务必|不得|希望|(?<![对相供反适呼感响顺答效因照])应(?!对|邀|急|用|变|有|届|运|战|尽|隔|收|治|检|聘|声|约|报|答|验|援|缴)|应当|应该"
)
_DEMAND_VERBS = frozenset("要求 希望 建议 号召 勉励 鼓励 叮嘱 嘱咐 嘱托 期盼 期望 指示 呼吁 恳请".split())
_ADDRESSEE = re.compile(
    r"^(?:当前，)?(?P<who>(?:各级|各|全[省市县区校院党国社体]|广大|有关|相关|各有关|市|省|县|区|党|政府|基层|领导|企业|单位|部门|学校|地方|双方)[^，。；要须应]{0,24}?)(?:都|也|既)?(?:要|必须|应|务必|应当)"
)


def number(text: str) -> str | None:
    """The number at the head of a point (一要 → 一, 第二， → 二, 首先 → 首先), or None."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    return next(g for g in match.groups() if g)


def addressee(text: str) -> str | None:
    """Who is told to act, where the words name it at the head of the sentence."""
    match = _ADDRESSEE.match(text)
    return match["who"] if match else None


class KindReader:
    """Tells demands from statements, sentence by sentence within one speaker's words."""

    def __init__(self) -> None:
        words = lexicon().words
        self._imperative = re.compile("|".join(sorted(words["imperative"], key=lambda w: (-len(w), w))))
        self._assessment = re.compile("|".join(words["assessment"]))

    def is_directive(self, text: str, verb: str, *, formal: bool, after_directive: bool) -> bool:
        """Whether `text` (folded, quotes masked, without its cue) demands something.

        `verb` is the cue's verb, empty where the sentence has none; `formal` says that the speech is made in talks or
        a letter, where only open demands count; `after_directive` that the sentence before was a demand.
        """
        if any(v in verb for v in _DEMAND_VERBS):
            return True
        if formal:
            return bool(_FOREIGN_OUGHT.search(text))
        if _OUGHT.search(text):
            return True
        if number(text) is not None and after_directive:
            return True
        if not self._imperative.match(re.sub(_NUMBER, "", text)):
            return False
        if self._assessment.search(text):
            return False
        return after_directive or bool(verb)
