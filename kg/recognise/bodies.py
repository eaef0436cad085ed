"""Which body each post of a run is of: what is printed with it, or what the run in front supplies."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.recognise.items import Post
from kg.recognise.lexicon import Lexicon

_PARTY_BODY = re.compile(r"(?:党组|党委|党支部|党总支|党工委|党(?=办)|机关党委|纪委|分党组)$")
_FORMERLY = re.compile("[^，。；、]*?原(?=(?:机关|分)?党[委组总支工])")
"""Whose party committee somebody led once (某省文旅厅原｜党组书记、厅长某某)."""
_PRESIDIUM = re.compile("主席团$")
_PRESIDES = "执行主席"
"""Who presides over a sitting of a congress: one of its presidium."""
_GROUP_IN_HEAD = re.compile("(?:党委|党组|党工委)(?=委员|成员)")
_ENDS_OF_PARTS = frozenset("科室处司局厅系")
# Part of a body, never a body of its own, and what it is part of.
_PART = re.compile(
    "[^省市县区州镇乡委部局厅院校]{1,10}(?<!公)司|(?:研究|办公|政研|教研|督查|秘书|宣传|信息)室|办公厅|秘书处"
    "|(?!中共|中央|全国|[^，。；、]{1,3}中央)[^省市县区州镇乡委部局厅院校]{2,8}处|[^，。；、省市县区州]{2,6}(?:大区|事业部|项目部|(?:营销|研发|技术|运营|客服)中心)"
)
_TEAM = re.compile("[^，。；、省市县区州]{2,6}[支大中]队")
_OF_TEAMS = re.compile("[^，。；、]{0,10}?(?:公安(?:局|厅|分局)|交警支队|(?:城管|执法|交通|应急)[^，。；、]{0,4}局)")
"""Police and wardens have teams (市公安局副局长甲、｜禁毒支队支队长乙)."""

_WHOLE = re.compile(
    "[^，。；、]{1,24}?(?:委员会|(?:卫生健康|卫健|卫计|发展改革|发改|国资|住建|建|经信|工信|科|教|农|民|民宗|编)委|[^，。；、]{2,6}法院|检察院|国家[^，。；、]{1,8}[委局署]|总局|(?:供销|[总联分])社|[^全干]部|[局厅署]|集团|公司|大学|政府)(?=办|[^，。；、]{1,10}[司处室部]|$)"
)
# Organs that every institution has: their name alone is that of the one in front (总公司党委书记甲，｜党委副书记乙).
_ORGAN = re.compile(
    "(?:党委|党组|党总支|党支部|纪委|机关党委|工会|团委|董事会|董事局|监事会|理事会|党委办公室|党政办公室|办公室|政治部|后勤部|保障部|装备部|执行局|检委会|审委会|纪检组|纪检监察组|居委会|村委会|办事处)"
)
_INSTITUTION = re.compile(
    "[^，。；、]{0,30}?(?:(?<![^，。；、])[我本](?:院|校|公司)|集团|公司|大学|学院|医院|银行|学校|中学|小学|研究院|研究所|总行|分行|支行|新能源|科技|股份|农场|煤矿|军分区|社区|法院|高院|中院|检察院|厅|总社|联社|[^公教].局|中心)"
    "(?=$|党|纪委|机关党委|工会|团委|董事会|监事会|办公室|理事会)"
)
# A committee of an assembly, and the assembly: 省人大法制委员会主任委员甲，｜财政经济委员会主任委员乙.
_COMMITTEE = re.compile("(?!中央|国|联邦|军委|纪委)[^，。；、省市县区州盟旗党]{1,12}(?:委员会|工委|委)")
_ASSEMBLY_OF_PEOPLE = re.compile(
    "[^，。；、]{0,8}?(?:人大(?:常委会)?|政协)(?=(?:[^，。；、]{1,12}(?:委员会|工委|委))?$)"
)
_SENT_IN = re.compile("驻[^，。；、]{1,12}组$")
"""A group that another body sends in, of which nobody behind it is."""
# Who sends envoys to several (中国驻某国大使甲、｜驻某组织大使乙).
_SENDER = re.compile("中国(?=驻)")
# Part of a university: 某大学校长甲、｜工学院院长乙.
_FACULTY = re.compile("[^，。；、省市县中]{1,6}(?:学院|系|处)|国际[^，。；、]{0,6}(?:处|办公室)[^，。；、]{0,4}")
_OF_STATES = frozenset(["总统", "总理", "首相", "外长", "防长", "财长", "国王", "副总统", "副总理"])
_NATIONAL = re.compile("(?:..部长|大臣|[外防财][长相]|国家安全顾问|议长|国务卿|首相|国王|元首|党主席|党首|党魁)$")
"""Foreign heads of which only a state has one, none of its offices (某国总统办公厅主任甲，｜国防部长乙)."""
_ASSEMBLY = re.compile("国会|议会|参议院|众议院|国民议会|联邦委员会|[^，。；、]{2,6}理事会|[^，。；、]{2,6}协商会议")
"""Bodies that many states have by one name."""
_ENDS_OF_ORGANISATIONS = ("会", "行", "织", "署")
"""With these the names of international bodies end that stand among those of states."""
_DEPARTMENT = re.compile("[^，。；、省市县区州旗镇乡局院校部委]{1,6}[处科室股]")
"""Part of a body, named without it."""
_UNIVERSITY = re.compile("[^，。；、]{2,20}?大学")
_OWN_BODY = {
    "校长": ("学校", "大学", "学院", "中学", "小学", "党校", "校", "小", "中"),
    "院长": ("院",),
    "局长": ("局",),
    "厅长": ("厅",),
    "行长": ("行",),
    "站长": ("站",),
    "馆长": ("馆",),
    "台长": ("台",),
    "社长": ("社",),
    **dict.fromkeys(("学生", "学生代表", "教师代表", "教研员"), ("学校", "大学", "学院", "中学", "小学", "校")),
}
"""Heads that name the sort of body that they are of."""
_OF_SOCIETIES = ("会长", "理事长")
_OF_STATE_OR_PARTY = re.compile("(?:委|委员会|政府|人大|政协|常委会|法院|检察院|局|厅|部)$")
"""Bodies of which nobody is president as of a society (省委副书记甲会见会长乙)."""
_ENDS_OF_SCHOOLS = frozenset("小中")
"""With these the short name of a school ends (二小, 一中); elsewhere they mean other things (中国工程院)."""
_SHORT_BODIES = frozenset("厅局")
"""What a body calls itself in its own news (厅党组书记)."""
_COMPANY = ("公司", "集团", "银行", "股份", "厂", "矿")
_ITS_OWN = {
    **dict.fromkeys(("总经理", "总裁", "监事长", "总会计师", "总工程师", "总经济师"), _COMPANY),
    "党组成员": ("党组",),
    "党委委员": ("党委",),
    "秘书长": ("人大常委会", "政协", "工商联", "协会", "商会", "学会", "联合会"),
    "校长": ("学校", "大学", "学院", "中学", "小学"),
    "院长": ("医院", "学院", "研究院"),
    "行长": ("银行", "分行", "支行"),
}
"""Heads that in a sentence about a body of these sorts are that body's, whatever has been told in between."""
_PARTY_POST = re.compile("书记|委员|常委")
# Bodies that others send somebody to: they pass on no more than their own posts.
_COORDINATING = re.compile("(?:安委会|领导小组|专班|指挥部|居委会|村委会)$")
_OF_COORDINATING = ("主任", "组长", "指挥长", "总指挥", "成员", "委员", "秘书长", "书记")
# What a board has of its own; anything else is its company's (公司董事会主席兼｜首席执行官).
_BOARD = re.compile("(?<=..)(?:董事会|监事会)$")
_OF_BOARDS = re.compile("主席|董事|监事|秘书|成员")
_NEWLY = "新任"
"""Between a state and the post that somebody has lately taken there."""
ORGANISATION_END = re.compile(
    r"(?:局|厅|部|委|处|科|系|院|校|所|站|中心|办|组|会|团|队|社|司|署|行|大学|学院|公司|集团|小学|中学|学校|镇|乡|街道|县|市|区|省|庭|馆|台|室|人大|政协|[友科作音美书侨]协|文联|侨联|妇联|残联|社科联|工商联|政府|中央|我校|该校|我院|我市|医院|企业|银行|党委|厂|场|校区|\d级|该|[一二三四五六七八九十]中|附中|附小|[一二三四]小)$"
)


def without_modifiers(lexicon: Lexicon, text: str, start: int, end: int) -> int:
    """Where `text[start:end]` ends without the modifiers of a head at its end (省卫健委副｜主任)."""
    match = lexicon.modifiers_at_end.search(text, start, end)
    return match.start() if match else end


class Bodies:
    """The bodies that the posts of one sentence have named so far."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text
        self.last: tuple[int, int] | None = None
        """The body that was named last."""
        self.by_rank: dict[str, tuple[int, int]] = {}
        """Those of the person in front by rank: 副主委 belongs to the 主委 in front, whatever else he is."""
        self.is_told = False
        """Whether something has been told of the people so far, so that a new list begins."""

    def note(self, posts: tuple[Post, ...]) -> None:
        """Remember the bodies of somebody's posts for those who come behind her."""
        bodies = [post.inherited or self.of(post.start, post.end) for post in posts]
        named = [body for body in bodies if body]
        # 集团公司董事长、党委书记甲，｜总经理乙: the organ is the company's.
        whole = [
            body for body in named if not _ORGAN.fullmatch(self.text, *body) and not _SENT_IN.search(self.text, *body)
        ]
        self.last = next(reversed(whole), self.last or next(reversed(named), None))
        self.by_rank = {self._rank(p.start, p.end): body for p, body in zip(posts, bodies, strict=True) if body}
        self.is_told = False

    def posts(self, spans: list[tuple[int, int]], doubles: Collection[int]) -> tuple[Post, ...]:
        """The posts at `spans`, which one person holds; `doubles` are the places of those that 兼 joins."""
        posts: list[Post] = []
        for index, (start, end) in enumerate(spans):
            inherited = None
            own = self.of(start, end)
            if own is not None and index == 0:
                inherited = self._whole_of(*own)
            elif own is not None and posts and self.text[slice(*own)] == "书记处":
                inherited = self._party_group_of(posts[0])
            elif index and self.text[start:end] == _PRESIDES:
                inherited = self._congress_of(posts[-1])
            elif own is None:
                if index == 0:
                    inherited = self._newly_of(start) or self._of_list(start, end)
                elif index in doubles:
                    has_own = self.of(posts[-1].start, posts[-1].end) is not None
                    inherited = self._shared_by_double(posts[-1 if has_own else 0], start, end)
                elif index:
                    inherited = self._formerly(posts)
            posts.append(Post(start, end, inherited))
        return tuple(posts)

    def _of_list(self, start: int, end: int) -> tuple[int, int] | None:
        """What a bare post that opens a run takes from the people in front of it."""
        is_bare = self._needs_body(start, end) or self._is_abroad(start, end)
        return self.for_bare(start, end) if is_bare else None

    def _newly_of(self, start: int) -> tuple[int, int] | None:
        """The state whose new office-holder stands at `start` (某国新任｜总统某某)."""
        if not self.text.endswith(_NEWLY, 0, start):
            return None
        stop = start - len(_NEWLY)
        names = (name for name in self.lexicon.states if len(name) > 1 and self.text.endswith(name, 0, stop))
        longest = max(names, key=len, default=None)
        return (stop - len(longest), stop) if longest is not None else None

    def _is_committee(self, begin: int, stop: int) -> bool:
        """Whether a body can be a committee of an assembly: not one of a state or a place."""
        is_elsewhere = self.lexicon.state_at_start.match(self.text, begin, stop) is not None
        return not is_elsewhere and _COMMITTEE.fullmatch(self.text, begin, stop) is not None

    def _formerly(self, posts: list[Post]) -> tuple[int, int] | None:
        """The body that somebody led once, with the word for that, which holds of its other posts too."""
        with_body = next((post for post in reversed(posts) if self.of(post.start, post.end) is not None), None)
        former = _FORMERLY.match(self.text, with_body.start, with_body.end) if with_body else None
        return former.span() if former else None

    def _is_section(self, begin: int, stop: int) -> bool:
        """Whether a body is a section, in a list with the bureau that it is of (县教育局副局长甲、｜基教股股长乙)."""
        return self.text.startswith("、", begin - 1) and _DEPARTMENT.fullmatch(self.text, begin, stop) is not None

    def _party_group_of(self, post: Post) -> tuple[int, int] | None:
        """The body whose party group the post leads (总工会｜党组书记、书记处第一书记)."""
        body = self.of(post.start, post.end)
        group = _PARTY_BODY.search(self.text, *body) if body else None
        return (body[0], group.start()) if body and group and group.start() > body[0] else None

    def _congress_of(self, post: Post) -> tuple[int, int] | None:
        """The congress whose presidium the post is of (大会｜主席团常务主席、执行主席)."""
        body = self.of(post.start, post.end)
        presidium = _PRESIDIUM.search(self.text, *body) if body else None
        return (body[0], presidium.start()) if body and presidium and presidium.start() > body[0] else None

    def _whole_of(self, begin: int, stop: int) -> tuple[int, int] | None:
        """The body that the part `text[begin:stop]` is of: 某部办公厅主任甲，｜监督检查司司长乙."""
        if self.last is None or begin < self.last[1]:
            return None
        if self.text.startswith("驻", begin) and (sender := _SENDER.match(self.text, *self.last)):
            return sender.span()
        if self.text[slice(*self.last)] in self.lexicon.states and _ASSEMBLY.fullmatch(self.text, begin, stop):
            return self.last if _is_shared_state(self.text[slice(*self.last)]) else None
        if _ORGAN.fullmatch(self.text, begin, stop):
            whole = _INSTITUTION.match(self.text, *self.last)
        elif self._is_committee(begin, stop) and (whole := _ASSEMBLY_OF_PEOPLE.match(self.text, *self.last)):
            pass
        elif _PART.fullmatch(self.text, begin, stop) or self._is_section(begin, stop):
            whole = _WHOLE.match(self.text, *self.last)
        elif _TEAM.fullmatch(self.text, begin, stop):
            whole = _OF_TEAMS.match(self.text, *self.last)
        elif self._is_faculty(begin, stop):
            whole = _UNIVERSITY.match(self.text, *self.last)
        else:
            whole = None
        if whole is None or self.text.startswith((whole[0], whole[0][-2:]), begin, stop):
            # 行署副专员甲，｜行署林业处处长乙: the whole is printed already, or its end (甲集团…，｜集团技术部主任).
            return None
        return whole.span()

    def _shared_by_double(self, first: Post, start: int, end: int) -> tuple[int, int] | None:
        """What the second half of a double post shares with the first: state (总理兼外长) or body (副主席兼秘书长)."""
        shared = self.of(first.start, first.end)
        is_state = shared is not None and self.text[slice(*shared)] in self.lexicon.states
        if shared is not None and not is_state:
            shared = self._for_head(start, end, *shared)
        return shared if is_state or self._needs_body(start, end) else None

    def _for_head(self, start: int, end: int, begin: int, stop: int) -> tuple[int, int]:
        """What the post `text[start:end]` takes of the body in front: only a 书记 keeps the party committee in it."""
        if not _OF_BOARDS.search(self.text, start, end) and (board := _BOARD.search(self.text, begin, stop)):
            stop = board.start()
        if not _PARTY_POST.search(self.text, start, end) and (party := _PARTY_BODY.search(self.text, begin, stop)):
            stop = party.start()
        return begin, stop

    def _needs_body(self, start: int, end: int) -> bool:
        head = self.lexicon.head_at(self.text, start, end)
        return head is not None and self.text[head:end] not in self.lexicon.bodyless_heads

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """The organisation within a post as printed: what stands in front of modifiers and head, or the state."""
        head = self.lexicon.head_at(self.text, start, end)
        if head is None:
            return None
        stop = without_modifiers(self.lexicon, self.text, start, head)
        ends_part = self.text[head] in _ENDS_OF_PARTS and not self.text.startswith("司令", head)
        if stop == head > start and ends_part and self.text[head - 1] != self.text[head]:
            # 心内科主任: the head takes the end of the body's name along (执行局局长 does not).
            stop += 1
        state = self.lexicon.state_at_start.match(self.text, start, stop)
        if state and _is_shared_state(state[0]) and not ORGANISATION_END.search(self.text, start, stop):
            return state.span()
        return (start, stop) if stop > start else None

    def _is_abroad(self, start: int, end: int) -> bool:
        """Whether a post is one that states have, and the last one named was of a state (甲国总统某某、｜总理某某)."""
        return (
            self.last is not None
            and self.text[slice(*self.last)] in self.lexicon.states
            and (self._rank(start, end) in _OF_STATES)
        )

    def _rank(self, start: int, end: int) -> str:
        """The head of the post `text[start:end]`."""
        head = self.lexicon.head_at(self.text, start, end)
        return "" if head is None else self.text[head:end]

    def _suits(self, start: int, end: int, begin: int, stop: int) -> bool:
        """Whether a bare post can be of the body `text[begin:stop]`: an 院长 is of an 院, nobody of what is sent in."""
        if "驻" in (self.text[begin], self.text[start]):
            return False
        rank = self._rank(start, end)
        kind = _OWN_BODY.get(rank)
        body = self.text[begin:stop]
        if rank in _OF_SOCIETIES and _OF_STATE_OR_PARTY.search(body):
            return False
        if rank == "校长" and self._is_faculty(begin, stop):
            # 数学学院教师甲，｜副校长乙: of the school, not of its part.
            return False
        if _COORDINATING.search(body) and not self.text.endswith(_OF_COORDINATING, start, end):
            return False
        if kind is None:
            is_foreign = rank in self.lexicon.foreign_heads
            return not (is_foreign and _NATIONAL.search(self.text, start, end)) or body in self.lexicon.states
        return body not in kind and any(body.endswith(s) if s in _ENDS_OF_SCHOOLS else s in body for s in kind)

    def _is_faculty(self, begin: int, stop: int) -> bool:
        """Whether a body is part of a university: 数学学院, unlike the college of a place."""
        return _FACULTY.fullmatch(self.text, begin, stop) is not None and (
            self.text[begin : begin + 2] not in self.lexicon.places
        )

    def _is_of_sort(self, start: int, end: int) -> bool:
        """Whether a bare post is of the sort of body that was named last: 集团董事长甲到会讲话，｜总经理乙作报告."""
        rank = self._rank(start, end)
        sorts = _ITS_OWN.get(rank)
        body = "" if self.last is None else self.text[slice(*self.last)]
        return sorts is not None and any(sort in body for sort in sorts)

    def for_bare(self, start: int, end: int) -> tuple[int, int] | None:
        """What a bare post inherits of the last organisation."""
        if self.is_told and "副" not in self.text[start:end] and not self._is_of_sort(start, end):
            # 省纪委书记某某到场，院长某某主持: the second head is another body's.
            self.last = None
        if self.last is None:
            return None
        begin, stop = self.by_rank.get(self._rank(start, end), self.last)
        if not self._suits(start, end, begin, stop):
            return None
        if self._rank(start, end) not in self.by_rank and _DEPARTMENT.fullmatch(self.text, begin, stop):
            # 教务处主任甲，｜年级组长乙: other posts are rather the school's.
            return None
        begin, stop = self._for_head(start, end, begin, stop)
        if self.text[begin:stop] in _OWN_BODY.get(self._rank(start, end), ()):
            # 学校党委书记甲，｜校长乙: the head says already what it is of.
            return None
        if _PARTY_POST.search(self.text, start, end) and (group := _GROUP_IN_HEAD.match(self.text, stop)):
            # 大学党委委员、副书记: the committee stands in the head of the post in front.
            stop = group.end()
        if _ORGAN.fullmatch(self.text, begin, stop) and _ORGAN.match(self.text, start, end):
            # 纪委书记甲，｜党委委员乙: an organ is not of another organ.
            return None
        organ = next((n for n in (4, 3, 2) if self.text[stop - n : stop] == self.text[start : start + n]), 0)
        # 县卫健局党委书记甲、｜党委委员乙: the organ is said already.
        is_whole = stop - organ - begin > 1 or (stop - organ > begin and self.text[begin] in _SHORT_BODIES)
        return (begin, stop - organ) if is_whole else None


def _is_shared_state(name: str) -> bool:
    """Whether `name` is a foreign state's, which the officials of a delegation share: not a short 俄, not 中国."""
    return len(name) > 1 and name != "中国" and not name.endswith(_ENDS_OF_ORGANISATIONS)
