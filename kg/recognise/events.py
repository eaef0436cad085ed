"""Names of meetings around the words that say a meeting was held.

A name ends in one of the gazetteer's meeting nouns.  In front of 召开 it reaches back to the start of the stretch;
behind 召开 it reaches to the last meeting noun before the stretch ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.recognise.lexicon import Lexicon

_BETWEEN = re.compile(
    # Atomic: a place may hold all that the other branches hold, and the ways to part them would double with each.
    r"(?>(?:，在(?:圆满|顺利|胜利)?完成[^。；]{2,60}?后(?=，)|(?:圆满|顺利|胜利)完成[^，。；]{2,20}(?=，)|[，]?(?:于)?(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日?(?:(?:至|-|—|、|~)(?:\d{1,2}月)?\d{1,2})?日(?:凌晨|上午|中午|下午|晚上?|起)?|今天|今晚|昨天|昨日|昨晚|昨|日前|近日|上午|下午"
    r"|[在于][^，。；]{1,36}|(?:就(?![职业任地近])|围绕)[^，。；]{2,36}|以[^，。；]{2,10}(?:方式|形式)|以[^，。；]{2,60}为(?:主?题|主线)|通过视频(?:方式|形式)?|顺利|圆满|隆重|胜利|正式|成功|如期|继续|(?<![会坛式班])（□{1,14}）|[，])+)$"
)
_NAME_CUT = re.compile(
    r"(?:^|(?<=[\u4e00-\u9fff）日]))(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:(?:至|-|—|~|、)(?:\d{1,2}月)?\d{1,2}日)?(?:上午|中午|下午|晚上?|晚)?|\d{1,2}日(?:(?:至|-|—|~)\d{1,2}日)?(?:上午|中午|下午|晚上?|晚)?|今天|今日|昨天|昨日|日前|近日|当天|当日|当晚|上午|下午|随后|期间|会议期间|同日|会后|会前|(?:出席|参加)了?)"
)
_OPENING = re.compile(
    r"^(?:(?:他|她|其|他们)所在的|(?:举行|召开)了|在[\u4e00-\u9fff]{2,4}(?:召开|举行)|由[^，。]{2,60}?(?:主办|承办|举办)[^，。]{0,40}?的|由[^，。《]{2,60}的(?=《)|[^，。；]{2,30}[对向](?:本次|此次|这次)(?=[^，。；]{4})|[^，。；]{2,60}[向对](?=(?:本次|此次|这次)?(?:大会|会议|论坛|峰会|年会|研讨会|座谈会)$)|(?:本周|本月|上周|今天|昨天)的|本年度|本届|了|的|这次|第二天|会议期间|大会期间|期间|一场|一次|此次|本次|以|(?:为期)?[一二两三四五六七八九十\d]+天半?的|为期|全天|专门|集中(?!学习|开工|签约|宣传|培训|约谈|轮训)|首次|近期|又讯|据悉|这是|其中|继续|(?:简短|简朴|庄严|庄重|热烈|隆重|盛大)(?:而|、)?(?:简短|简朴|庄严|庄重|热烈|隆重|盛大)?的|(?:隆重|盛大|热烈|热闹)(?=[\u4e00-\u9fff]{4})|“[^”]{1,60}”为主题的?|主题为“[^”]{1,60}”的?|[\u4e00-\u9fff]{2,16}为主题的|（□+）(?:是|距离?)?)+"
)
# 甲大学主办、乙大学协办的首届论坛: who organised it is no part of the name.
_ORGANISED = re.compile(
    "[^，。；：]{2,120}(?:(?:主办|承办|协办|举办|发起|组织|组织开展)的|(?<=[\u4e00-\u9fff]{2})举行的?(?=[^，。；：]{3}))|并(?:共同)?主持"
)
_GENERIC = re.compile(
    r"^(?:(?:党组|党委)?(?:（?扩大）?)?会议?|(?:第[一二三四五六七八九十百零\d]+次)?(?:全体)?会议|全会|大会)$"
)
_COMPOSABLE = re.compile(
    r"^(?:（?扩大）?会议|(?:（?扩大）?)?(?:集体|专题)?学习会?|(?:第[一二三四五六七八九十百零\d]+次)?(?:、第[一二三四五六七八九十]+次)?(?:全体|扩大|委员长|主席|主任|常务|党组)?会议|第[一二三四五六七八九十\d]+次全体会议|(?:\d{4}年(?:度)?)?第[一二三四五六七八九十百零\d]+次(?:集体|专题|中心组)?(?:学习|研讨)(?:会议?)?)$"
)
# A sitting by the way that it is held, of the session that holds it (全国政协一次会议举行｜视频会议).
_OF_SESSION = re.compile("(?:预备|视频|分组|联组)会议")
_SESSION = re.compile("[\u4e00-\u9fff]{2,40}会议$")
# A noun of the table may be the beginning of the text's: 集体学习｜会, 专题学习会｜议.
_NOUN_GOES_ON = re.compile(r"(?<!会)会议?|(?<=会)议")
# A paper about a meeting to come: 关于召开代表大会的决定.
_ONLY_PLANNED = re.compile("的(?:决定|议案|方案|建议|通知|请示|草案|时间)")
# The number of a session in front of a name in quotation marks: 第三届“…论坛”.
_COUNTED = re.compile(r"(?:第[一二三四五六七八九十百\d]+[届次]|首届|\d{4}年?度?)$")
_BEHIND_NAME = re.compile("[上时并暨和，、第的（]|——|—|强调|指出|要求")
_NEXT_DEED = re.compile("研究|部署|传达|学习|听取|审议|安排|贯彻|通报|总结|动员|讨论|围绕|就|对")
_OPENS = {"”": "“", "》": "《"}
"""What opens a name that is quoted as a whole, by what closes it."""
_CALLED_SHORT = re.compile("（(?:以下|下)?(?:简?称|又称)|（[A-Za-z]")
"""A short form of a name in brackets, which is no part of it."""
_RITE_AND = "仪式暨"
"""What in a name tells that it begins with a rite (签约仪式暨产业论坛)."""
_SHORTEST = 2
"""Characters that the name of a meeting has at least (续会)."""
_FARTHEST = 120
_BODY = re.compile(
    r"[\u4e00-\u9fff□“”（）\d]{1,40}(?:政治局|常委会|小组|委员会|党组|党委|政府|大会|会|局|厅|部|委|院|校|公司|集团|政协|常委会会议|第\d+次会议|[第一二三四五六七八九十]+次会议|主席团|中心组|支部|总支|工会|团委|法院|检察院|医院)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A meeting's name: `parts` are stretches of the sentence (two where 召开 stands between body and noun)."""

    parts: tuple[tuple[int, int], ...]
    kind: str
    verb: tuple[int, int]
    generic: bool


def held(text: str, raw: str, start: int, end: int, region_start: int, lexicon: Lexicon) -> Name | None:
    """The name in front of the verb at `[start, end)`: 省委人才工作会议在哈尔滨召开.

    `text` is masked; `raw` is the same with what stands in quotation marks, for a name that is quoted as a whole.
    """
    region_start = max(region_start, start - _FARTHEST)
    between = _BETWEEN.search(text, region_start, start)
    while between is not None:
        name = _ending_at(text, raw, between.start(), region_start, lexicon, (start, end))
        if name is not None:
            return name
        between = _BETWEEN.search(text, between.start() + 1, start)
    return _ending_at(text, raw, start, region_start, lexicon, (start, end))


def _ending_at(
    text: str, raw: str, stop: int, region_start: int, lexicon: Lexicon, verb: tuple[int, int]
) -> Name | None:
    begin = max((text.rfind(c, region_start, stop) + 1 for c in "，。；："), default=region_start)
    begin = max(begin, region_start)
    opens = _OPENS.get(text[stop - 1 : stop])
    if opens is not None and (opening := text.rfind(opens, begin, stop)) >= 0:
        noun = _noun_at_end(raw, opening + 1, stop - 1, lexicon)
        if noun is None or (opens == "《" and noun not in lexicon.meeting_nouns):
            # 《…年度盛会》: a programme.
            return None
        if counted := _COUNTED.search(text, begin, opening):
            return Name(((counted.start(), stop),), _kind(raw, opening, stop - 1, noun, lexicon), verb, False)
        return Name(((opening + 1, stop - 1),), _kind(raw, opening, stop - 1, noun, lexicon), verb, False)
    whole = stop
    if text[stop - 1 : stop] == "）" and (opening := text.rfind("（", begin, stop)) >= 0:
        whole = opening if _CALLED_SHORT.match(raw, opening) else stop
        stop = opening
    noun = _noun_at_end(text, begin, stop, lexicon)
    if noun is None:
        return None
    begin = _trim(text, begin, stop)
    if stop - begin < 2 or "宣布" in text[begin:stop]:
        return None
    return Name(
        ((begin, whole),), _kind(text, begin, stop, noun, lexicon), verb, bool(_GENERIC.match(text[begin:stop]))
    )


def holds(text: str, raw: str, start: int, end: int, region_start: int, lexicon: Lexicon) -> Name | None:
    """The name behind the verb at `[start, end)`: 召开文艺评论工作座谈会.  `raw` is as for `held`."""
    if quoted := _quoted_behind(text, raw, (start, end), lexicon):
        return quoted
    best = _noun_behind(text, end, lexicon)
    if best is None:
        return None
    begin = _trim(text, end, best[0])
    noun = best[1]
    kind = _kind(text, begin, best[0], noun, lexicon)
    parts: tuple[tuple[int, int], ...] = ((begin, best[0]),)
    name = text[begin : best[0]]
    if _COMPOSABLE.match(name):
        body = _body_in_front(text, start, region_start, _BODY)
        if body is not None:
            parts = (body, *parts)
    elif _OF_SESSION.fullmatch(name) and (session := _body_in_front(text, start, region_start, _SESSION)):
        parts = (session, *parts)
    return Name(parts, kind, (start, end), len(parts) == 1 and bool(_GENERIC.match(name)))


def _quoted_behind(text: str, raw: str, verb: tuple[int, int], lexicon: Lexicon) -> Name | None:
    """The name that stands behind the verb in quotation marks: 召开“防汛工作会议”."""
    begin = verb[1]
    close = text.find("”", begin) if text.startswith("“", begin) else -1
    noun = _noun_at_end(raw, begin + 1, close, lexicon) if close > 0 else None
    if noun is None:
        return None
    return Name(((begin + 1, close),), _kind(raw, begin, close, noun, lexicon), verb, False)


def _noun_behind(text: str, end: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Where the last meeting noun behind a verb that ends at `end` ends with its name, and the noun."""
    stop = end
    limit = min(len(text), end + _FARTHEST)
    while stop < limit and text[stop] not in "，。；：！？":
        stop += 1
    best: tuple[int, str] | None = None
    for match in lexicon.meeting_noun.finditer(text, end, stop):
        reach = match.end()
        if tail := _NOUN_GOES_ON.match(text, reach):
            reach = tail.end()
        behind = text[reach : reach + 1]
        if lexicon.meeting_nouns[match[0]] == "inspection" or _ONLY_PLANNED.match(text, reach):
            continue
        if behind in "，。；：！？）”“" or reach >= stop or _BEHIND_NAME.match(text, reach):
            best = (reach, match[0])
            if behind not in ("暨", "和", "、", "第", "的", "（"):
                break
        elif best is None and _NEXT_DEED.match(text, reach):
            # 召开会议部署工作, but not 劳动竞赛｜动员大会: a noun further on is the name's end.
            best = (reach, match[0])
    return best


def each(name: Name, text: str, lexicon: Lexicon) -> list[Name]:
    """The meetings that a name is the name of, one or several (县委常委会第58次会议、县委审计委员会第六次会议)."""
    if len(name.parts) > 1:
        return [name]
    begin, stop = name.parts[0]
    cuts = [i for i in range(begin + 1, stop) if text[i] == "、" and _noun_at_end(text, begin, i, lexicon) is not None]
    spans = pairwise([begin - 1, *cuts, stop])
    return [replace(name, parts=((a + 1, b),)) for a, b in spans if b - a > _SHORTEST]


def _body_in_front(text: str, verb: int, region_start: int, kind: re.Pattern[str]) -> tuple[int, int] | None:
    """The body of that `kind` that convenes: 中央政治局4月29日召开会议 → 中央政治局."""
    between = _BETWEEN.search(text, region_start, verb)
    stop = between.start() if between else verb
    begin = max(text.rfind(c, region_start, stop) + 1 for c in "，。；：")
    begin = _trim(text, max(begin, region_start), stop)
    return (begin, stop) if stop > begin and kind.match(text[begin:stop]) else None


def _trim(text: str, begin: int, stop: int) -> int:
    """Past dates and openings that do not belong to a name."""
    for match in _NAME_CUT.finditer(text, begin, stop):
        if match.end() < stop:
            begin = match.end()
    if organised := _ORGANISED.match(text[begin:stop]):
        begin += organised.end()
    if opening := _OPENING.match(text[begin:stop]):
        begin += opening.end()
    return begin


def _kind(text: str, begin: int, stop: int, noun: str, lexicon: Lexicon) -> str:
    """The kind of event that a name tells of: what its noun says, but a rite with a meeting behind it is a rite."""
    return "ceremony" if text.find(_RITE_AND, begin, stop) >= 0 else lexicon.meeting_nouns.get(noun, "meeting")


def _noun_at_end(text: str, begin: int, stop: int, lexicon: Lexicon) -> str | None:
    for length in range(min(12, stop - begin), 0, -1):
        noun = text[stop - length : stop]
        if noun in lexicon.meeting_nouns:
            return noun
    if stop - begin > 2 and text[stop - 1] == "会" and text[stop - 2] not in "委协员工商学省市县全党理董监":
        return "会"
    return None
