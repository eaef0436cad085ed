"""Demands and statements within reported speech, and who is told to act."""

from __future__ import annotations

import re
from functools import cache

from kg.recognise.lexicon import lexicon
from kg.recognise.patterns import anchored
from kg.resolve.numbering import BULLET, NUMBER, list_style, number

# Words that demand, wherever they stand.
_PLAIN_OUGHT = (
    r"(?<![重主首最必只纪简摘提次险扼紧概机政索将快需为纲我想])(?<!迟早)要(?!跑[^，。；]{0,6}[趟次个]|(?:清醒|充分|深刻|客观|辩证)?地?(?:看到|认识到，|意识到，)|求|素|点|闻|害|塞|么|务(?!实|必)|地|职|员|领|义|件|目|旨|道|隘|案|价|强(?![化调军基弱国力健链补])|冲|挟|好|不是|不然|么|看的是|紧[，。；]|是(?!抓|把|坚|加|深|在))"
    r"|必须|务必|不得|(?:^|(?<=[，；]))希(?=[同与中双各])|(?<![满的不])希望(?![，。的]|工程|小学|[^，。]{1,8}早日康复)|(?:真诚|诚挚|衷心|殷切|由衷)希望，|(?<![切的])(?:期望|期盼)(?=[双各大全广同贵有])|(?<![对相供反适呼感响顺答效因照理回策报])应(?!对|邀|[^，。；]{1,20}邀请|[\u4e00-\u9fff]尽|急|用|变|有|届|运|战|尽(?![快早])|隔|收|治|检|聘|声|约|报|答|验|援|缴|到(?:[会场]|[^，。；]{0,6}\d)|出席|该说|怎|如何|景|[^，。；]{1,6}之[势需际])|应当|应该(?!说)"
)
"""What demands in every kind of speech: 要, 必须, 不得, with what looks like one and is none."""
_FOREIGN_OUGHT = anchored(_PLAIN_OUGHT)
"""What demands in talks and letters."""
_OUGHT = anchored(
    _PLAIN_OUGHT + r"|再(?:压实|强化|加力|提升|落实|发力|聚焦|深化|加压|提速|上新台阶)(?=[，。、；]|$)"
    r"|发现一起、?查处一起|发现一起、|(?:全部|一律)(?:清零|到位|完成|见底)"
    r"|[在从][^，。；]{2,20}上(?:下功夫|见行动|见实效|求突破|求实效|出实招|作表率|走在前|发力|聚力)"
    r"|(?:^|(?<=[，；]))(?:(?:我们|各方|双方|大家|全社会|各级[^，。]{0,6})(?:都|更|共同)?)?需要(?![的，。和])|(?:^|(?<=[，；]))(?:最?重要|关键)的是(?=[\u4e00-\u9fff]{2})|务求|(?:^|(?<=[也都但绝更万还而就决，；：]))不能(?!输|不)"
    r"|(?<!缺一)不可(?!能|当|逆|分|或缺|替代|估量|避免|思议|阻挡|磨灭|抗拒|忽视|多得|同日|少|摧|破|挡|侵犯|调和|限量|预测|预见|战胜|再生|持续|控|比拟|企及)"
    r"|严禁|恳请|一律|不准|不允许|不许|即日起(?=[，至停暂禁对各全])|需(?=[警加高密防])|(?:^|(?<=[，；：“]))由[^，。；]{1,14}(?:牵头|负责)(?!的)|^[^，。；由已是]{2,12}由[^，。；]{2,14}牵头(?=[，。；]|解决|办理|落实|$)|(?<!，)期待(?=[各大双广])"
    r"|该([^，。、的]{1,4})的[^，。、]{0,4}\1|禁止|切勿|切忌|切不可|拿谁是问|从严(?:追究|查处|处理)|严肃(?:追究|追责|问责)"
    r"|请(?=[各大同])(?!大家来)|呼吁|(?<!我们热忱)(?<!热忱)欢迎(?=各)|(?:^|(?<=[，；：]))让我们|只能加强|(?<![必无])须(?![知眉臾])"
    r"|(?:^|(?<=[，；：]))请(?!大家来|[求问示教假柬客])[^，。；]{2,}|(?:^|(?<=，))建议(?!稿|书的|案|[^，。]{0,4}[被得])|^要求(?=[各全与])"
    r"|不能(?:挂|停|浮|留|只|等(?=[，。；]|$)|动摇|例外|含糊|马虎|懈怠|降低|放松|松懈|松劲|减弱|一[^，。；]{1,4}了之)|(?:^|(?<=[，；]))就追究|(?:^|(?<=[，；]))[^，。；]{2,14}的(?:坚决|一律|大胆|从严|严肃|及时)(?:处理|查处|容错|纠正)(?=[，。；])"
    r"|日起，[^，。；]{2,16}(?:全部|一律)(?:下沉|停|取消|执行)|直接(?:打|给|向)我"
)
"""What demands at a meeting."""
_DESCRIBED_AS_OUGHT = re.compile(
    r"是[^，。；]{0,16}(?:必须|应当|应该)[^，。；]{1,10}的|必须(?:付出|维护|捍卫|坚守|面对|回答|跨越|承担|经历)的|就是要(?=[让帮])|不可[\u4e00-\u9fff]{1,3}的|非[^，。；]{1,4}不可的|不等于不要|是要[^，。；]{1,8}的(?=[，。；！]|$)"
    r"|比[^，。；更还]{1,8}要(?=[\u4e00-\u9fff]{1,3}(?:[，。；]|$))|(?<=[都又还总老])说要"
    r"|我们?(?:先后|曾|多次|此前)[^。；]*呼吁|(?:已经?|将[于在]|预计|有望)[^。；]{0,40}(?:全部|一律)(?:清零|到位|完成|见底)"
)
"""What something is (是必须扛起的责任, 形势比预料的要严峻), what a step is for (就是要让…), what was or will be done,
and what others only talk of (又说要); they ask nothing."""
_CLAIMS = "称"
_COVERS_ALL = re.compile(r"(?![^。]*(?:已|了|实现|做到))[^。]*应(?P<due>[\u4e00-\u9fff])尽(?P=due)。?$")
"""What everybody entitled is to get (对困难群众应保尽保)."""
_ENSURES = re.compile("(?![^。]*将)[^。]*[，；]确保(?!了)")
"""An aim at the end that makes the whole a demand, unless it tells what will be."""
_RESOLVE = re.compile(r"力争|绝不(?![是会])|决不(?![是会])(?<!解决不)(?!能输|允许[^，。]{0,20}的)")
"""An aim that is set."""
_PLANS = re.compile("将|计划|预计")
"""What in front makes of an aim one's own plan."""
_OWN_RESOLVE = re.compile(
    "(?:坚决|完全|衷心|一致)(?:拥护|服从|赞成|支持)(?!.*坚决(?!拥护|服从|支持))|我(?:也|们|将|会)?[^，。；]{0,8}承诺"
)
"""What somebody says of herself: 坚决拥护 …, 我在此承诺 …."""
_TASK = re.compile(
    r"不(?:得)?(?:少|低|高|超)于|限期|(?:\d{1,2}月|[年月季]度?|周|[\d一二三四五六七八九十]+[日天号])(?:底|末)?(?:之)?[前内](?=[^，。]{2})|一查到底|清零"
    r"|当场交办|挂图作战|倒排工期|谁[^，。；]{1,12}，?(?:就|便|谁)|逐[户一项村个人](?=[^，。]{0,6}(?:过|查|排|核|登|对|见))"
    r"|每[周月日天年季两半\d一二三][^，。；]{0,12}(?:不少于|一次|汇报|报告|调度|一报)|是第一责任人|就地免职|问责"
)
"""What goes on with a demand: quotas, deadlines, who answers for it."""

# Verbs of the cue.
_DEMAND_VERBS = frozenset(
    ["要求", "希望", "建议", "号召", "勉励", "鼓励", "叮嘱", "嘱咐", "嘱托", "期盼", "期望",
     "指示", "呼吁", "恳请", "责成", "敦促", "寄语", "倡议", "提议", "任务"]
)  # fmt: skip
"""Verbs of a cue behind which everything is demanded."""
_PLEDGE_VERBS = frozenset(["表态", "承诺"])
"""Verbs of a cue behind which somebody pledges, and demands nothing by doing words alone."""

# The first clause that is no adverbial, which may open with a verb of doing.
_PLAIN_HEAD = re.compile(
    r"(?:[^，。]{1,12}，)?(?:同时|此外|还|也|更|特别是)?，?(?:要(?![么是求])|必须|务必|不得|严禁|坚决)"
)
"""What opens a demand without a cue."""
_ANNOUNCED_TASK = re.compile(r"(?:指导思想|要求|任务|原则|思路|重点|措施|要点|工作|目标)是[：，]?")
"""What announces a task, which stands behind it."""
_LONGEST_TASK = 30
_ADVERBIAL_CLAUSE = re.compile(
    r"第[一二三四五六七八九十]个?[^，。；]{1,6}是[^，。；]{1,12}，|"
    r"(?:当前|目前|下一步|下一阶段|今后|接下来|今年|明年|新征程上|同时|此外|另外|特别是|尤其是|为此|因此|对此|与此同时|[^，。；]{0,20}(?:方面|期间|之际))，"
    r"|(?:在|以|对(?![照标接])|按照|围绕|通过|结合|从|针对|根据|聚焦|立足|面对|随着|为|作为)[^，。；]{1,60}，"
)
"""Clauses that only tell when, where, by what or about what."""
_MOST_ADVERBIALS = 5
_COPULA = re.compile(
    r"(?:^(?:也|既|更|又|正|就)|(?<![一二三四五六七八九十就要但还特尤于总凡便只先即可]))是(?!否|不是|要)|事关"
)
"""是 or 事关 that states what something is."""
_ASPECT = re.compile(r"(?<![为除])了(?!解|然|不起)|将(?:为|会|使|给)")
"""了 and 将 tell what has been or will be."""
_CLAUSE = re.compile("[^，；]+[，；]?")
_RESTS_ON = re.compile("(?:关键|根本|核心|出路|基础)(?:还)?(?:在(?!于?要)|靠|看)")
"""What the thing named in front rests on (办好农村的事情，关键在党)."""
_AIM = re.compile("(?:不断|持续|努力|全力|着力)?(?:推动|促进|推进|确保|力争|争取|努力|实现|保持|使)")
"""An achievement behind these is one to be reached."""

_MAXIM = re.compile("[，、]?[^，。；、：]{1,8}(?<![就要还但凡只总])是(?!要|否|不是)[^，。；、：]{1,10}。?")
"""What something is, in a breath."""

# Who is told to act.
_ADDRESSEE = re.compile(
    r"(?:[^，。；：]{0,12}(?:中|上|下|时|前|后|此|步|年)，|(?:对|就|围绕|针对|结合|聚焦)[^，。；：]{2,24}，|(?:同时|此外|当前|为此|因此|下一步)，?)?(?P<who>(?:[主重]要|[^，。；：要须应将是的在对把以]){1,28}?)(?:都|也|既|更|还|均|一定|务必)?(?:要|必须|应当|应该|应|务必|须)(?![求对急用邀])"
)
_LONGEST_CALL = 16
"""Characters that name who is called on (要求｜全市上下)."""
_DOES = re.compile("[，要]|必须|应当|做到|抓|问题|任务|工作")
"""What tells that more than who is called on is named."""


def addressee(text: str) -> str | None:
    """Who is told to act, where the words name a collective or an office at the head of `text`."""
    match = NUMBER.match(text)
    match = _ADDRESSEE.match(text, match.end() if match else 0)
    if match is None or not _addressee_ends().search(match["who"]):
        return None
    return match["who"]


def only_calls_on(text: str) -> bool:
    """Whether words name nothing but who is told to act (要求｜全市上下：一要 …)."""
    return len(text) <= _LONGEST_CALL and _addressee_ends().search(text) is not None and not _DOES.search(text)


@cache
def _addressee_ends() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(lexicon().words["addressee"]) + ")$")


@cache
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a demand, and what marks a statement."""
    words = lexicon().words
    imperative = sorted(words["imperative"], key=lambda w: (-len(w), w))
    return anchored("|".join(imperative)), anchored("|".join(words["assessment"]))


def _resolves(text: str) -> bool:
    """Whether an aim is set; what somebody says she will do (集团将加快建设，力争年内投产) sets none for others."""
    match = _RESOLVE.search(text)
    return match is not None and _PLANS.search(text, 0, match.start()) is None


def _is_maxim(text: str) -> bool:
    """Whether an item of a list only says what something is (第二，安全是高压线); the demand comes behind it."""
    match = NUMBER.match(text)
    return match is not None and _MAXIM.fullmatch(text, match.end()) is not None


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
        a letter, where only open demands count (as behind 称); `after_directive` that the sentence before was a demand,
        `among_directives` that an earlier one by the same speaker was; `stated` that
        it is an item of a list whose heading only states something (我们将做好以下工作：).
        """
        if verb and any(v in verb for v in _DEMAND_VERBS):
            return True
        formal = formal or verb == _CLAIMS
        if _OWN_RESOLVE.match(text) or text.rstrip("”").endswith("？"):
            return False
        asked = _DESCRIBED_AS_OUGHT.sub("", text)
        if (_FOREIGN_OUGHT if formal else _OUGHT).search(asked) or _resolves(text):
            return True
        if not formal and "确保" in asked and _ENSURES.match(asked):
            return True
        if after_directive and _COVERS_ALL.match(text):
            return True
        if stated:
            return False
        at_head = list_style(text)
        if at_head is not None and _is_maxim(text):
            return False
        if after_directive and (at_head is not None or (not formal and _TASK.search(text))):
            return True
        if (formal and not after_directive) or any(v in verb for v in _PLEDGE_VERBS):
            return False
        goes_on = after_directive or (among_directives and not formal)
        return (goes_on or bool(verb) or at_head is not None) and self.is_imperative(text)

    def demands_openly(self, text: str, *, formal: bool) -> bool:
        """Whether a word in `text` demands (要, 必须), not only a verb of doing that opens it."""
        return bool((_FOREIGN_OUGHT if formal else _OUGHT).search(_DESCRIBED_AS_OUGHT.sub("", text)))

    def is_demand(self, text: str) -> bool:
        """Whether a sentence without a cue is a demand by its own words: 要 …, 一是 …, 各部门必须 …."""
        return bool(_PLAIN_HEAD.match(text)) or (number(text) is not None) or addressee(text) is not None

    def is_imperative(self, text: str) -> bool:
        """Whether the first clause that is no adverbial opens with a verb of doing and none states something."""
        match = NUMBER.match(text) or BULLET.match(text)
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
        if _RESTS_ON.match(further[0] if further else ""):
            return False
        if any(_COPULA.match(clause) for clause in further):
            return False
        states = _COPULA.search(first) or _ASPECT.search(first)
        return not states or any(self._imperative.match(clause) for clause in further)

    def _assesses(self, text: str) -> bool:
        """Whether a clause states what was achieved, not what is to be (推动工作取得新突破)."""
        if self._assessment.search(text) is None:
            return False
        return any(self._assessment.search(clause) and not _AIM.match(clause) for clause in _CLAUSE.findall(text))
