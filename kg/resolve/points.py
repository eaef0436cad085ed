"""Within reported speech: demands and statements, numbers and nesting, who is told to act, set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.recognise.lexicon import lexicon
from kg.recognise.patterns import anchored

_DIGITS = "一二三四五六七八九十"
_TENS = re.compile(rf"^(?:(?P<ten>十)(?P<unit>[{_DIGITS[:9]}])?|(?P<one>[{_DIGITS}]))$")
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "最后": 99}
_NUMBER = re.compile(
    r"(?:——|·|●|■)?(?:(?P<must>[一二三四五六七八九十]{1,2})(?:(?:要|是要|须|必须)(?![么义])|(?=(?:方面|则)(?:要|，)))"
    r"|(?P<item>[一二三四五六七八九十]{1,2})是(?![一])"
    r"|(?P<head>[一二三四五六七八九十]{1,2})、(?![一二三四五六七八九十百])"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})(?:，|、|是|要|点|(?=[\u4e00-\u9fff]{0,2}要))"
    r"|[（(](?P<bracket>[一二三四五六七八九十\d]{1,2})[）)]"
    r"|(?P<digit>\d{1,2})(?:[、．]|\.(?!\d))"
    r"|(?P<adverb>首先|其次|再次|最后)(?=[，要]|是要|必须))"
)
_BULLET = re.compile("——|[·●■◆▲]")
_BARE_NUMBER = re.compile(
    r"(?P<bare>[一二三四五六七八九十])(?=[\u4e00-\u9fff])(?!(?:直|方|些|般|年|月|个|项|次|大|届|省|市|带|切|体|定|起|旦|贯))"
)
_SPLIT = re.compile(rf"[；：，。](?={_NUMBER.pattern.replace('?P<', '?P<_')})")
_PLAIN_OUGHT = (
    r"(?<![重主首必只纪简摘提次险扼紧概机政索将快需为纲我])要(?!(?:清醒|充分|深刻|客观|辩证)?地?(?:看到|认识到，|意识到，)|求|素|点|闻|害|塞|么|务(?!实|必)|地|职|员|领|义|件|目|旨|道|隘|案|价|强(?![化调军基弱国力健链补])|冲|挟|好|不是|不然|么|是(?!抓|把|坚|加|深|在))"
    r"|必须|务必|不得|(?:^|(?<=[，；]))希(?=[同与中双各])|(?<![满的])希望(?![，。的]|工程|小学)|(?<![切的])(?:期望|期盼)(?=[双各大全广同贵有])|(?<![对相供反适呼感响顺答效因照理回策报])应(?!对|邀|[^，。；]{1,20}邀请|[\u4e00-\u9fff]尽|急|用|变|有|届|运|战|尽|隔|收|治|检|聘|声|约|报|答|验|援|缴|该说|怎|如何|景|[^，。；]{1,6}之[势需际])|应当|应该(?!说)"
)
_OUGHT = anchored(
    _PLAIN_OUGHT + r"|再(?:压实|强化|加力|提升|落实|发力|聚焦|深化|加压|提速|上新台阶)(?=[，。、；]|$)"
    r"|发现一起、|(?:全部|一律)(?:清零|到位|完成|见底)"
    r"|[在从][^，。；]{2,20}上(?:下功夫|见行动|见实效|求突破|求实效|出实招|作表率|走在前|发力|聚力)"
    r"|(?:^|(?<=[，；]))(?:(?:我们|各方|双方|大家|全社会|各级[^，。]{0,6})(?:都|更|共同)?)?需要(?![的，。和])|(?:^|(?<=[，；]))(?:最?重要|关键)的是(?=[\u4e00-\u9fff]{2})|务求|(?:^|(?<=[也都但绝更万还而就决，；：]))不能(?!输|不)"
    r"|(?<!缺一)不可(?!逆|分|或缺|替代|估量|避免|思议|阻挡|磨灭|抗拒|忽视|多得|同日|少|摧|破|挡|侵犯|调和|限量|预测|预见|战胜|再生|持续|控|比拟|企及)"
    r"|严禁|恳请|一律|不准|不允许|不许|即日起(?=[，至停暂禁对各全])|需(?=[警加高密防])|(?:^|(?<=[，；：“]))由[^，。；]{1,14}(?:牵头|负责)(?!的)|(?<!，)期待(?=[各大双广])"
    r"|该([^，。、的]{1,4})的[^，。、]{0,4}\1|禁止|切勿|切忌|切不可|拿谁是问|从严(?:追究|查处|处理)|严肃(?:追究|追责|问责)"
    r"|请(?=[各大同])|呼吁|(?<!我们热忱)(?<!热忱)欢迎(?=各)|(?:^|(?<=[，；：]))让我们|只能加强|(?<![必无])须(?![知眉臾])"
    r"|(?:^|(?<=[，；：]))请(?![求问示教假柬客])[^，。；]{2,}|^建议(?![^，。]{0,4}[被得])"
    r"|不能(?:挂|停|浮|留|只|一[^，。；]{1,4}了之)|(?:^|(?<=[，；]))就追究"
)
_ENSURES = re.compile("(?![^。]*将)[^。]*[，；]确保(?!了)")
# What something is (是必须扛起的责任) states; it asks nothing.
_DESCRIBED_AS_OUGHT = re.compile(r"是[^，。；]{0,16}(?:必须|应当|应该)[^，。；]{1,10}的")
_RESOLVE = re.compile(r"力争|绝不|决不(?<!解决不)(?!能输|允许[^，。]{0,20}的)")
_CLAUSE = re.compile("[^，；]+[，；]?")
_AIM = re.compile("(?:不断|持续|努力|全力|着力)?(?:推动|促进|推进|确保|力争|争取|努力|实现|保持|使)")
_FOREIGN_OUGHT = anchored(_PLAIN_OUGHT)
# What goes on with a demand: quotas, deadlines, who answers for it.
_TASK = re.compile(
    r"不(?:得)?(?:少|低|高|超)于|限期|(?:\d{1,2}月|[年月季]度?|周|[\d一二三四五六七八九十]+[日天号])(?:底|末)?(?:之)?[前内](?=[^，。]{2})|一查到底|清零"
    r"|当场交办|挂图作战|倒排工期|谁[^，。；]{1,12}，?(?:就|便|谁)|逐[户一项村个人](?=[^，。]{0,6}(?:过|查|排|核|登|对|见))"
    r"|每[周月日天年季][^，。；]{0,12}(?:不少于|一次|汇报|报告|调度|一报)|是第一责任人|就地免职|问责"
)
# What somebody says of herself: 坚决拥护 …, 我在此承诺 ….
_OWN_RESOLVE = re.compile(
    "(?:坚决|完全|衷心|一致)(?:拥护|服从|赞成|支持)(?!.*坚决(?!拥护|服从|支持))|我(?:也|们|将|会)?[^，。；]{0,8}承诺"
)
_DEMAND_VERBS = frozenset(
    [
        "要求",
        "希望",
        "建议",
        "号召",
        "勉励",
        "鼓励",
        "叮嘱",
        "嘱咐",
        "嘱托",
        "期盼",
        "期望",
        "指示",
        "呼吁",
        "恳请",
        "寄语",
        "倡议",
        "提议",
        "任务",
    ]
)
_PLEDGE_VERBS = frozenset(["表态", "承诺"])
_ANNOUNCED_TASK = re.compile(r"(?:指导思想|要求|任务|原则|思路|重点|措施|要点|工作|目标)是[：，]?")
_ADVERBIAL_CLAUSE = re.compile(
    r"第[一二三四五六七八九十]个?[^，。；]{1,6}是[^，。；]{1,12}，|"
    r"(?:当前|目前|下一步|下一阶段|今后|接下来|今年|明年|新征程上|同时|此外|另外|特别是|尤其是|为此|因此|对此|与此同时|[^，。；]{0,20}(?:方面|期间|之际))，"
    r"|(?:在|以|对(?![照标接])|按照|围绕|通过|结合|从|针对|根据|聚焦|立足|面对|随着|为|作为)[^，。；]{1,60}，"
)
_PLAIN_HEAD = re.compile(
    r"(?:[^，。]{1,12}，)?(?:同时|此外|还|也|更|特别是)?，?(?:要(?![么是求])|必须|务必|不得|严禁|坚决)"
)
_COPULA = re.compile(r"(?:^(?:也|既|更|又|正)|(?<![一二三四五六七八九十就要但还特尤于总凡便只先即可]))是(?!否|不是|要)")
_ASPECT = re.compile(r"(?<![为除])了(?!解|然|不起)|将(?:为|会|使|给)")
_ADDRESSEE = re.compile(
    r"(?:[^，。；：]{0,12}(?:中|上|下|时|前|后|此|步|年)，|(?:对|就|围绕|针对|结合|聚焦)[^，。；：]{2,24}，|(?:同时|此外|当前|为此|因此|下一步)，?)?(?P<who>(?:[主重]要|[^，。；：要须应将是的在对把以]){1,28}?)(?:都|也|既|更|还|均|一定|务必)?(?:要|必须|应当|应该|应|务必|须)(?!求|对|急|用)"
)
_QUOTED = re.compile(r"“([^“”]{2,24})”")
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万\d]")
_NO_SLOGAN = re.compile(
    r"[。！？：；《》]|^[\dA-Za-z.\-·+]+$|^\d|^十[一二三四五六七八九]五$|^(?:五一|六一|七一|八一|十一|三八|五四|[一二三四五六七八九十]+·[一二三四五六七八九十]+)$"
)
_EVENT_BEHIND = re.compile(
    r"(?:专题)?(?:座谈会|会议|活动|仪式|论坛|劳动节|国际|杯|奖章|勋章|规划|时期|期间|开局|收官|末)"
)
_PARALLEL = re.compile(r"^([^，、]{2,8})(?:[，、][^，、]{2,8}){1,3}$")
_SHORTEST_PHRASE = 4
_LONGEST_PHRASE = 12
_LONGEST_TASK = 30
_MOST_ADVERBIALS = 5


@dataclass(frozen=True, slots=True)
class Number:
    """The number at the head of a point: its `style` (一要, 一是, （一） …), its `value`, the numeral as printed."""

    style: str
    value: int
    label: str


def number(text: str, *, in_list: bool = False) -> Number | None:
    """The number at the head of `text`, or None.

    `in_list` lets a bare numeral through (做到：一思想上高度认识), which elsewhere may be any word (一直, 三农).
    """
    match = _NUMBER.match(text) or (_BARE_NUMBER.match(text) if in_list else None)
    if match is None or match.lastgroup is None:
        return None
    label = match[match.lastgroup]
    return Number(match.lastgroup, _value(label), label)


def list_style(text: str) -> str | None:
    """How an item of a list begins: the style of its number, `bullet`, or None where it is no item."""
    at_head = number(text)
    if at_head is not None:
        return at_head.style
    return "bullet" if _BULLET.match(text) else None


def _value(label: str) -> int:
    if label in _ORDER:
        return _ORDER[label]
    if label.isdigit():
        return int(label)
    match = _TENS.match(label)
    if match is None:
        return 0
    if match["one"]:
        return _DIGITS.index(match["one"]) + 1
    return 10 + (_DIGITS.index(match["unit"]) + 1 if match["unit"] else 0)


def parts(text: str) -> Iterator[tuple[int, int]]:
    """`text` cut where a numbered point begins: what stands in front, then 一要 …；, then 二要 …."""
    begin = 0
    for match in _SPLIT.finditer(text):
        yield begin, match.end()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


@dataclass(slots=True)
class _Level:
    style: str
    value: int
    order: int
    parent: int | None


@dataclass(slots=True)
class Outline:
    """Which point stands under which, through all that one speaker says.

    A point with a number of a style that is in use goes on on that level; one with a new style opens a level beneath.
    A point without a number stands under the last one that has one; a point that ends in a colon heads those behind it.
    """

    levels: list[_Level] = field(default_factory=list)
    heading: int | None = None

    def place(self, order: int, at_head: Number | None, *, heads: bool) -> int | None:
        """The parent of the point `order`, which has the number `at_head`; `heads` says that it announces a list."""
        if at_head is None:
            parent = self.levels[-1].order if self.levels else None
            if heads:
                if self.levels and self.levels[-1].parent == self.heading and self.heading is not None:
                    parent = None
                self.heading = order
            return parent
        while self.levels and not self._belongs(self.levels[-1], at_head):
            if not any(self._belongs(level, at_head) for level in self.levels):
                break
            self.levels.pop()
        if self.levels and self._belongs(self.levels[-1], at_head):
            level = self.levels.pop()
            parent = self.heading if at_head.value == 1 and self.heading is not None else level.parent
        elif at_head.value == 1:
            parent = self.heading if self.heading is not None else (self.levels[-1].order if self.levels else None)
        else:
            parent = None
        self.heading = order if heads else None
        self.levels.append(_Level(at_head.style, at_head.value, order, parent))
        return parent

    def _belongs(self, level: _Level, at_head: Number) -> bool:
        return level.style == at_head.style or (at_head.value > 1 and level.value == at_head.value - 1)

    def pause(self) -> None:
        """A new cue: what follows without a number stands under none of the points so far."""
        self.levels.clear()
        self.heading = None


def addressee(text: str) -> str | None:
    """Who is told to act, where the words name a collective or an office at the head of `text`."""
    match = _NUMBER.match(text)
    match = _ADDRESSEE.match(text, match.end() if match else 0)
    if match is None or not _addressee_ends().search(match["who"]):
        return None
    return match["who"]


def slogans(text: str) -> Iterator[tuple[int, int]]:
    """The set phrases (提法) in quotation marks in `text`, without the marks: “三个坚定不移”, “一带一路”.

    Whole sentences, single words, dates, foreign names and the names of plans and events in quotation marks are none.
    """
    for match in _QUOTED.finditer(text):
        phrase = match[1]
        if _NO_SLOGAN.search(phrase) or _EVENT_BEHIND.match(text, match.end()):
            continue
        if not _PARALLEL.match(phrase) and ("，" in phrase or len(phrase) > _LONGEST_PHRASE):
            continue
        if all(character in lexicon().transliteration for character in phrase):
            continue
        if len(phrase) >= _SHORTEST_PHRASE or _NUMERAL.search(phrase[:-1]):
            yield match.span(1)


@cache
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a demand, and what marks a statement."""
    words = lexicon().words
    imperative = sorted(words["imperative"], key=lambda w: (-len(w), w))
    return anchored("|".join(imperative)), anchored("|".join(words["assessment"]))


@cache
def _addressee_ends() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(lexicon().words["addressee"]) + ")$")


def _resolves(text: str) -> bool:
    """Whether an aim is set; what somebody says she will do (集团将加快建设，力争年内投产) sets none for others."""
    match = _RESOLVE.search(text)
    return match is not None and "将" not in text[: match.start()]


class KindReader:
    """Tells demands from statements, sentence by sentence within one speaker's words."""

    def __init__(self) -> None:
        self._imperative, self._assessment = _kinds()

    def is_directive(
        self,
        text: str,
        verb: str,
        *,
        formal: bool,
        after_directive: bool,
        among_directives: bool = False,
        stated: bool = False,
    ) -> bool:
        """Whether `text` (folded, quotes masked, without its cue) demands something.

        `verb` is the cue's verb, empty where the sentence has none; `formal` says that the speech is made in talks or
        a letter, where only open demands count; `after_directive` that the sentence before was a demand,
        `among_directives` that an earlier one by the same speaker was; `stated` that
        it is an item of a list whose heading only states something (我们将做好以下工作：).
        """
        if verb and any(v in verb for v in _DEMAND_VERBS):
            return True
        if _OWN_RESOLVE.match(text):
            return False
        asked = _DESCRIBED_AS_OUGHT.sub("", text)
        if (_FOREIGN_OUGHT if formal else _OUGHT).search(asked) or _resolves(text):
            return True
        if not formal and "确保" in asked and _ENSURES.match(asked):
            return True
        if stated:
            return False
        at_head = list_style(text)
        if after_directive and (at_head is not None or (not formal and _TASK.search(text))):
            return True
        if (formal and not after_directive) or any(v in verb for v in _PLEDGE_VERBS):
            return False
        goes_on = after_directive or (among_directives and not formal)
        return (goes_on or bool(verb) or at_head is not None) and self.is_imperative(text)

    def is_demand(self, text: str) -> bool:
        """Whether a sentence without a cue is a demand by its own words: 要 …, 一是 …, 各部门必须 …."""
        return bool(_PLAIN_HEAD.match(text)) or (number(text) is not None) or addressee(text) is not None

    def is_imperative(self, text: str) -> bool:
        """Whether the first clause that is no adverbial opens with a verb of doing and none states something."""
        match = _NUMBER.match(text) or _BULLET.match(text)
        at = match.end() if match else 0
        if task := _ANNOUNCED_TASK.search(text, at, at + _LONGEST_TASK):
            at = task.end()
        for _ in range(_MOST_ADVERBIALS):
            if not (adverbial := _ADVERBIAL_CLAUSE.match(text, at)):
                break
            at = adverbial.end()
        if not self._imperative.match(text, at) or self._assesses(text):
            return False
        first, *further = text[at:].split("，")
        if any(_COPULA.match(clause) for clause in further):
            return False
        states = _COPULA.search(first) or _ASPECT.search(first)
        return not states or any(self._imperative.match(clause) for clause in further)

    def _assesses(self, text: str) -> bool:
        """Whether a clause states what was achieved, not what is to be (推动工作取得新突破)."""
        if self._assessment.search(text) is None:
            return False
        return any(self._assessment.search(clause) and not _AIM.match(clause) for clause in _CLAUSE.findall(text))
