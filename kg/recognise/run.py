"""The walk over one sentence, stretch by stretch: what is pending, what the next bare name or bare post shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.recognise.bodies import ORGANISATION_END, Bodies, without_modifiers
from kg.recognise.items import Item, Kind, Post
from kg.recognise.lists import OF_KIN, heading_post, is_listed_name, may_be_listed, shared_by_list, unname_list
from kg.recognise.name_context import FUNCTION_WORDS, SEPARATORS, WHOLE_NAME, Place, ending, is_he_behind_by
from kg.recognise.post_edges import LONGEST_POST, SIGHT
from kg.recognise.sightings import inside, one_behind_another, within
from kg.recognise.titles import is_title_behind_name, name_with_title

if TYPE_CHECKING:
    from kg.recognise.post_edges import PostEdges
    from kg.recognise.sightings import Sighted, Spans

# What joins people and posts, and what closes their list.
_CONJUNCTION = re.compile(r"(?:同志|先生|女士|（□+）)?(?:、|等?(?:以及|和|及)|与|暨|兼)")
_COUNTERPART = re.compile(
    r"(?:(?:当地时间)?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?)?|今天|今日|昨天|昨日|当天|当日|近日|日前)?"
    r"(?:(?:在|于)[^，、。同]{1,28}?)?(?:以[^，、。]{2,8}(?:方式|形式))?(?:应约)?(?:分别)?(?P<link>(?<![陪随会共协合不相一连如认])同(?!意(?!大利)|[志时学步样比年期事仁胞行类])|与(?!会)|和|会见了?|会晤了?)"
)
"""Between people and those with whom they meet or talk (近日在某地同｜某国总统某某)."""
_POST_LINK = re.compile("、|和|兼|及|以及")
_SEVERAL = 2
"""Posts in a row that are somebody's, whose name is still to come."""
_OF_MANY = ("成员", "负责人", "领导", "干部", "代表")
"""What several may be together, in a list of those who came."""
_MOST_POSTS = 8
"""More posts than one person is given."""
_CLOSES_LIST = re.compile("(?:同志|先生|女士|等|等人|一行|（□+）)*")
_LIST_END = re.compile(
    r"(?:同志|先生|女士)?等(?:\d{1,3}|[一二三四五六七八九十两几多]{1,3})?(?:[名位个人]|余[名位人])?(?=[^，。]{2,20})"
)
"""What closes a list whose shared post stands behind it (赖某、利某等8位市政协常委)."""
_BECOMES = ("为", "当选", "担任", "被", "任")
"""What behind a list tells what its people became, not what they are."""
_SO_MANY_PLACES = re.compile(
    r"[一二三四五六七八九十两多数\d]{1,3}个?(?:乡镇|街道|社区|园区|企业|公司|学校|单位|部门|地区|省区市|[乡镇村县市区省州盟旗])"
)
"""What ends a list of places (石塘、枫树、麻池三个村)."""
_AND_SUCH_PLACES = re.compile(
    r"等(?:地|\d{0,2}个?(?:乡镇|镇乡|镇街|街道|乡镇街道|县市区?|县区|市县|区县|市区|社区|村|省区市?|省市|[乡镇县]))(?![长委])"
)
"""The same of some among more (康山、石口等乡镇)."""

# What stands around a name or a post.
_WHERE = ("在", "赴", "抵", "到", "往")
_GOES_TO = ("深入", "来到", "前往", "走进", "先后来到", "先后深入", "分别来到")
_WITH_SOMEBODY = re.compile("陪同|主持|带领|率领|引导|介绍|指导|领导|支持|协助|配合|讲话|发言|致辞|报告|家")
"""What behind a name tells that somebody is there, not some place."""
_AT_INVITATION = re.compile("(?:^|[，。；：])应(?![对届急])[^，。；：]{2,}$")
"""Behind this stand those who invite (应甲国总统某某、总理某某｜邀请)."""
_INVITES = re.compile("(?:的|之)?邀请?|[^，。；：]{2,60}(?:的|之)?邀请，")
_HEADS_OF_DIVISIONS = frozenset(f"{division}长" for division in "省市县区州盟旗镇乡")
_CONCERNS = ("问题", "事务", "和平进程", "危机")
_BETWEEN_POST_AND_NAME = re.compile(
    "(?:（□{1,8}）)?(?:拿督斯里|拿督|丹斯里|(?:[陆海空]军)?(?:[大上中少]将|[大上中少]校)(?![区园长]))?"
)
"""A remark (副县长（挂职）某某), a Malay title of honour, the rank of an officer."""
_PARTS_POSTS = re.compile("兼任?|以及|和|及")
_REMARK = re.compile("（□{1,8}）$")
_OF_THE_STATE = ("国家主席", "国家副主席")
_LAST_FIELDS = re.compile("[\u4e00-\u9fff]{2,6}[和与及][\u4e00-\u9fff]{0,10}")
_FIELDS_IN_FRONT = re.compile("(?P<first>[\u4e00-\u9fff]{2,24})(?:、[\u4e00-\u9fff]{2,6}){0,4}、$")
"""The fields of one ministry or force, in front of the last two of them (某国住房、｜社区和地方政府大臣)."""
_ENDS_OF_ASSEMBLIES = ("委", "会", "协")
"""With these end committees and assemblies, of which no head of a government is."""
_IN_WORDS_OF_PRAISE = re.compile("知名|著名|资深|优秀|顶尖|权威|杰出")
"""What describes those of a list, in front of what they are (等国内知名教授)."""
_SPOUSE = re.compile("(?:其|他的|她的)?(?:夫人|丈夫)(?=[\u4e00-\u9fff])")
"""Who comes with somebody (总统某某和夫人某某)."""
_HAS_OBJECT = re.compile(
    r"听取|会见|陪同|邀请|任命|接受|率|感谢|欢迎|慰问|看望|传达|学习|选举|受(?!表彰|表扬|奖|邀|聘)|包括"
)
"""Verbs in front of a post whose holder is their object."""


class Run:
    """What has been read of a sentence so far; `certain` says that people must stand there."""

    def __init__(self, edges: PostEdges, sentence: Sighted, *, certain: bool = False) -> None:
        self.edges = edges
        self.names = edges.names
        self.certain = certain
        self.lexicon = edges.lexicon
        self.sentence = sentence
        self.text = sentence.text
        self.items: list[Item] = []
        self.has_words = False
        """Whether a title or a word for one of a group stands in the stretch."""
        self.pending: list[tuple[int, int]] = []
        self.pending_is_object = False
        self.shared: tuple[Post, ...] = ()
        self.bodies = Bodies(self.lexicon, self.text)

    def _heads(self, start: int, end: int) -> Spans:
        """The heads of posts that begin in `text[start:end]`."""
        return within(self.sentence.heads, start, end)

    def stretch(self, start: int, end: int, after: str) -> None:
        """Read one stretch between separators."""
        if after != "、":
            self.pending = self.pending if after == "，" and self._wait_on(start, end) else []
            self.shared = heading_post(self.edges, self.text, start) if after == "：" else ()
        elif is_listed_name(self.text, self.items, start, end):
            posts = shared_by_list(self.text, self.shared)
            self._add(posts, start, end, after, (start, end), loose=False)
            return
        titles, groups = self.sentence.titles, self.sentence.groups
        self.has_words = bool((titles and within(titles, start, end)) or (groups and within(groups, start, end)))
        position = start
        link = after
        while position < end:
            at = self.edges.lead_end(self.text, position, end)
            if at >= end:
                break
            found = self._person(at, end, link, (start, end))
            if found is None:
                self._rest(at if link == after else position, end, link, (start, end))
                return
            position = found
            if kin := OF_KIN.match(self.text, position, end):
                self.items.append(self.items.pop()._replace(loose=True))
                position = kin.end()
            elif conjunction := _CONJUNCTION.match(self.text, position, end):
                position = conjunction.end()
                link = "、"
            elif (counterpart := _COUNTERPART.match(self.text, position, end)) and (
                # 在厅长某某和书记某某陪同下: no place, but somebody.
                self._ahead(position, counterpart.start("link"), end) is None
            ):
                position = counterpart.end()
                link = "同"
                self.shared = ()
            else:
                position = self._behind_list(position, end)
                self._loose(position, end, (start, end))
                if not _CLOSES_LIST.fullmatch(self.text, position, end):
                    self.bodies.is_told = True
                    self.shared = ()
                return

    def _wait_on(self, start: int, end: int) -> bool:
        """Whether the posts that wait for a name wait on behind a comma (省委常委、统战部部长，｜省总工会主席某某)."""
        last = self.items[-1] if self.items else None
        if last is None or last.kind is not Kind.POST or last.end != start - 1:
            return False
        if not self.pending or self.pending_is_object:
            return False
        if len(self.pending) < _SEVERAL and not self._is_ones(*self.pending[0]):
            return False
        found = self._ahead(start, end, end)
        if found is None:
            # 省委常委、副省长，｜新区党工委书记、｜管委会主任某某: the next ones wait, too.
            heads = self._heads(start, end) if self.text.startswith("、", end) else ()
            if not heads or heads[-1][1] != end or self.edges.start(self.text, start, heads[-1][0]) != start:
                return False
            own = any(self._is_ones(*post) for post in self.pending)
            return own and self._has_organisation(start, heads[-1][0])
        return found[0] == start and self.bodies.of(start, found[2]) is not None

    def _is_ones(self, start: int, end: int) -> bool:
        """Whether a post that waits alone has its body, and is not what the rest of a list is (…，督导组成员，…)."""
        heads = self._heads(start, end)
        if not heads or not self._has_organisation(start, heads[-1][0]):
            return False
        may_be_group = self.text.endswith(_OF_MANY, start, end)
        return not may_be_group or all(item.kind is not Kind.PERSON for item in self.items)

    def _has_organisation(self, start: int, head_start: int) -> bool:
        """Whether an organisation stands right in front of a head, the modifiers of the head passed over."""
        stop = without_modifiers(self.lexicon, self.text, start, head_start)
        is_central = self.text.startswith("中央", head_start)
        return is_central or ORGANISATION_END.search(self.text, start, stop) is not None

    def _ahead(self, start: int, limit: int, end: int) -> tuple[int, int, int, int] | None:
        """What `_behind_post` would find, without the posts that it makes wait."""
        waiting = [*self.pending]
        found = self._behind_post(start, limit, end)
        self.pending = waiting
        return found

    def _behind_list(self, start: int, end: int) -> int:
        """Take in what tells behind a list what its names are, places or holders of one post; where that ends."""
        if _AND_SUCH_PLACES.match(self.text, start, end):
            unname_list(self.items)
        return self._post_behind_list(start, end) or start

    def _post_behind_list(self, start: int, end: int) -> int | None:
        """Give the bare names that end at `start` the post behind them (等8位市政协常委); where that ends."""
        closing = _LIST_END.match(self.text, start, end)
        if closing is None or self.text.startswith(_BECOMES, closing.end()):
            return None
        head = next(iter(self._heads(closing.end(), end)), None)
        if head is None or head[0] - closing.end() > SIGHT or self.edges.goes_on(self.text, head[1]):
            return None
        post = Post(closing.end(), head[1])
        behind = ending(self.text, head[1], end)
        starts = self.edges.start(self.text, closing.end(), head[0])
        if behind is None or starts != post.start or self.bodies.of(post.start, post.end) is None:
            return None
        if self.lexicon.group_only.search(self.text, closing.end(), head[1]) or _IN_WORDS_OF_PRAISE.search(
            self.text, closing.end(), head[1]
        ):
            return None
        first = len(self.items)
        while first and self.items[first - 1].kind is Kind.PERSON and not self.items[first - 1].posts:
            first -= 1
            if self.items[first].after != "、":
                break
        if len(self.items) - first == 1 and "领导" in self.text[slice(*head)]:
            # 方某等市领导见证: one of them, who has a post of her own.
            return head[1]
        self.items[first:] = [item._replace(posts=(post,)) for item in self.items[first:]]
        return head[1]

    def _person(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """Add the person that begins at `start` (posts first, or a bare name); where she ends, or None."""
        listed = after == "、" and bool(self.items) and self.items[-1].kind is Kind.PERSON and not self.items[-1].loose
        if listed and (spouse := self._spouse(start, end)) is not None:
            self._add((), *spouse, after, stretch, loose=False)
            return self._title(spouse[1], end)
        is_he = is_he_behind_by(self.text, start)
        place = Place.IN_LIST if self.shared or listed or self.certain or is_he else Place.BARE
        bare = self.names.bare(self.text, start, end, place)
        if bare is not None and not listed and (self._is_place(start, end) or self._is_further_place(after)):
            bare = None
        if self.has_words and (found := self._behind_post(start, end if bare is None else min(bare, end), end)):
            begin, head_start, head_end, name_end = found
            if begin > start and (titled := self._titled(start, begin, after, stretch, whole=True)) is not None:
                # 某大学李某教授以及｜研究所所长王某: the first is called by name and title.
                self.pending = []
                return titled
            if begin == start:
                begin = self._fields_in_front(begin, head_start)
            # 应市长某某邀请: who invites is not the subject of what follows.
            invites = self._invites(name_end)
            begin += invites and self.text.startswith("应", begin, head_start)
            posts = self._posts(begin, head_start, head_end)
            loose = invites or (self.pending_is_object if self.pending else not self._is_light(start, begin))
            self._add(posts, self._name_start(head_end), name_end, after, stretch, loose=loose)
            return self._title(name_end, end)
        if bare is not None:
            posts = shared_by_list(self.text, self.shared) if after in ("、", "：") else ()
            self._add(posts, start, bare, after, stretch, loose=False)
            return self._title(bare, end)
        # 王某抵达，｜同某某总统举行会谈: the counterpart may open a clause.
        begin = start if after == "同" else start + self.text.startswith("同", start, end)
        if (after == "同" or begin > start) and (counterpart := self.names.foreign(self.text, begin, end)):
            self._add((), begin, counterpart, "同", stretch, loose=False)
            return self._title(counterpart, end)
        if not self.has_words:
            return None
        if found_in_group := self._behind_group(start, end, after, stretch):
            return found_in_group
        return self._titled(start, end, after, stretch)

    def _fields_in_front(self, begin: int, head_start: int) -> int:
        """Where the post at `begin` begins whose ministry has fields of its own in front, parted by 、; else `begin`.

        Only states name their ministries so; what stands between posts and bodies at home (市财政局、文化和旅游局局长)
        does not begin with a state.
        """
        text = self.text
        if text[begin - 1 : begin] != "、" or not _LAST_FIELDS.fullmatch(text, begin, head_start):
            return begin
        floor = max((item.end for item in self.items if item.kind is Kind.PERSON), default=0)
        fields = _FIELDS_IN_FRONT.search(text, floor, begin)
        if fields is None:
            return begin
        first = self.edges.start(text, fields.start("first"), head_start)
        if not self.lexicon.state_at_start.match(text, first):
            return begin
        also = re.search("兼任?", text[first : fields.end("first")])
        own = text[first + also.end() if also else first : fields.end("first")]
        is_field = own and own not in self.lexicon.places and self.lexicon.head_at(own, 0, len(own)) is None
        return first if is_field else begin

    def _invites(self, name_end: int) -> bool:
        """Whether somebody whose name ends there is one of those who invite."""
        is_told = _INVITES.match(self.text, name_end) is not None
        return is_told and _AT_INVITATION.search(self.text, 0, name_end) is not None

    def _spouse(self, start: int, end: int) -> tuple[int, int] | None:
        """The name of the spouse who stands at `start` behind somebody, or None."""
        word = _SPOUSE.match(self.text, start, end)
        if word is None:
            return None
        begin = word.end()
        stop = self.names.end(self.text, begin, end, Place.IN_LIST) or self.names.foreign(self.text, begin, end)
        return None if stop is None else (begin, stop)

    def _is_place(self, start: int, end: int) -> bool:
        """Whether what could be a name is where something happens (在吉隆坡会见), not who is with it (在某某陪同下)."""
        return self.text.startswith(_WHERE, max(0, start - 1)) and not _WITH_SOMEBODY.search(self.text, start, end + 40)

    def _is_further_place(self, after: str) -> bool:
        """Whether what could be a name goes on with places that somebody visits (深入渡口堂、｜柳林子等险工)."""
        last = self.items[-1] if after == "、" and self.items else None
        if last is None or last.kind is not Kind.OTHER:
            return False
        return self.text.startswith(_GOES_TO, last.stretch[0]) or self.text.startswith(_GOES_TO, last.start)

    def _behind_group(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """Somebody out of a group, who holds no post by it (家长代表某某发言)."""
        for group, behind in one_behind_another(inside(self.sentence.groups, start, end)):
            name_end = self.names.end(self.text, behind, end, Place.BARE)
            if name_end is not None:
                self._add((), behind, name_end, after, stretch, loose=not self._is_light(start, group))
                return self._title(name_end, end)
        return None

    def _behind_post(self, start: int, limit: int, end: int) -> tuple[int, int, int, int] | None:
        """The first post in `text[start:end]` with a name behind it, its head in front of `limit`.

        Gives where the post begins, where its head begins and ends, and where the name ends.
        """
        text, edges = self.text, self.edges
        before = None
        for head_start, head_end in self._heads(start, limit):
            if is_title_behind_name(self.names, text, start, head_start):
                continue
            # 局局长｜沙某: the body and its head in one.
            is_whole = head_start == start or text[head_start - 1] in ("副", text[head_start])
            if edges.goes_on(text, head_end, is_whole=is_whole):
                continue
            begin = edges.start(text, start if before is None else before[1], head_start)
            if head_end - begin > LONGEST_POST:
                continue
            state = self.lexicon.state_at_start.match(text, head_end, end)
            if state and len(state[0]) > 1 and not self._is_named_like_a_state(head_end, end):
                if not text.startswith(_CONCERNS, state.end()):
                    # 轮值主席｜某国总统某某: one post right behind another; not 联合国秘书长某国问题特使.
                    before = (begin, head_end)
                continue
            head = text[head_start:head_end]
            foreign = head in self.lexicon.foreign_heads or self._is_abroad(begin, head_start)
            place = Place.BEHIND_BODY_POST if self._is_sure(begin, head_start, head_end) else Place.BEHIND_POST
            name_end = self.names.end(text, self._name_start(head_end), end, place, foreign=foreign)
            if name_end is not None:
                if before is not None:
                    self.pending.append(before)
                return begin, head_start, head_end, name_end
        return None

    def _is_named_like_a_state(self, start: int, end: int) -> bool:
        """Whether the state that stands at `start` is the beginning of a name of three characters (韩国某｜出席)."""
        stop = start + WHOLE_NAME
        is_surname = self.text[start] in self.lexicon.plain_surnames
        return is_surname and ending(self.text, stop, end) is not None and self.text[stop - 1] not in FUNCTION_WORDS

    def _is_sure(self, begin: int, head_start: int, head_end: int) -> bool:
        """Whether a post has its body, or stands behind others of the same person, so that a name must follow."""
        head = self.text[head_start:head_end]
        if "领导" in head:
            return False
        if head in _HEADS_OF_DIVISIONS:
            return bool(self.pending) or self.bodies.of(begin, head_end) is not None
        if head in self.lexicon.bodyless_heads:
            return False
        return head_start - begin > 1

    def _is_abroad(self, begin: int, head_start: int) -> bool:
        """Whether a post, or one that waits in front of it for the same name, is of a state: no 老 of 老同志."""
        posts = [first for first, _ in self.pending[-_MOST_POSTS:]]
        if begin < head_start:
            posts.append(begin)
        return any(self.lexicon.state_at_start.match(self.text, first) for first in posts)

    def _name_start(self, head_end: int) -> int:
        """Where the name behind a head begins: a remark, a rank or a title of honour is no part of it."""
        between = _BETWEEN_POST_AND_NAME.match(self.text, head_end)
        return between.end() if between else head_end

    def _is_light(self, start: int, end: int) -> bool:
        """Whether what stands in front of a post is only an adverbial, so that the person may still be the subject."""
        return _HAS_OBJECT.search(self.text[start:end]) is None

    def _add(
        self, posts: tuple[Post, ...], start: int, end: int, after: str, stretch: tuple[int, int], *, loose: bool
    ) -> None:
        self.items.append(Item(Kind.PERSON, start, end, after, posts, None, loose, stretch))
        if posts and posts is not self.shared:
            self.bodies.note(posts)
        self.shared = posts
        self.pending = []

    def _title(self, name_end: int, end: int) -> int:
        """Where a title behind the name ends (某某总书记): the title is hers and is passed over."""
        match = self.lexicon.title_after_name.match(self.text, name_end, end)
        if match is None:
            return name_end
        behind = match.end()
        if (
            behind < end
            and self.text[behind] not in SEPARATORS
            and not self.lexicon.after_name.match(self.text, behind, end)
        ):
            return name_end
        self.items.append(self.items.pop()._replace(title=(name_end, behind)))
        return behind

    def _titled(self, start: int, end: int, after: str, stretch: tuple[int, int], *, whole: bool = False) -> int | None:
        """Add somebody whose title stands behind the name, a `whole` one where only that will do; where it ends."""
        found = name_with_title(self.names, self.sentence, start, end)
        if found is None:
            return None
        begin, stop, title = found
        if whole and stop == title[1]:
            return None
        loose = not self._is_light(start, begin)
        # 区委常委、组织部孙部长: the posts in front are hers.
        posts = self.bodies.posts(self.pending, ()) if self.pending else ()
        self.items.append(Item(Kind.PERSON, begin, stop, after, posts, title, loose, stretch))
        self.shared, self.pending = (), []
        return title[1]

    def _rest(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> None:
        """What is left of a stretch without a person: a post that waits for its name, a group, or something else."""
        text = self.text
        if after == "、" and _SO_MANY_PLACES.search(text, start, end):
            unname_list(self.items)
        heads = self._heads(start, end) if self.has_words else ()
        if heads and heads[-1][1] < end and (remark := _REMARK.search(text, heads[-1][1], end)):
            end = remark.start()
        if heads and heads[-1][1] == end and not self.lexicon.group_only.search(text, start, end):
            begin = self.edges.start(text, start, heads[-1][0])
            if not self.pending:
                self.pending_is_object = not self._is_light(start, begin)
            self.pending.append((begin, end))
            self.items.append(Item(Kind.POST, begin, end, after, stretch=stretch))
            return
        # 各大区的总经理: several who hold one post, without their names.
        is_group = (
            text.endswith(("等", "等单位", "等部门", "等地"), start, end)
            or (text[end - 1] in self.lexicon.group_ends and self.lexicon.group.search(text, start, end) is not None)
            or bool(heads and heads[-1][1] == end)
        )
        if not (after == "、" and may_be_listed(text, self.items, start, end)):
            self.shared = ()
        self.bodies.is_told = self.bodies.is_told or (after == "，" and not is_group)
        if not (after == "、" and self.pending and text.endswith("办公室", start, end)):
            self.pending = []
        self.items.append(Item(Kind.GROUP if is_group else Kind.OTHER, start, end, after, stretch=stretch))
        if heads:
            self._loose(start, end, stretch)

    def _loose(self, start: int, end: int, stretch: tuple[int, int]) -> None:
        """People named further on in a stretch that is not about them: their posts count, their role does not."""
        position = start
        while position < end and (found := self._behind_post(position, end, end)):
            begin, head_start, head_end, name_end = found
            shared, self.shared = self.shared, ()
            posts = self._posts(begin, head_start, head_end)
            self._add(posts, self._name_start(head_end), name_end, "，", stretch, loose=True)
            self.shared = shared
            position = self._title(name_end, end)

    def _posts(self, begin: int, head_start: int, head_end: int) -> tuple[Post, ...]:
        """The posts that end at `head_end`: those pending in front, this one split at 兼, organisations filled in.

        和 and 及 part two posts where a body stands on either side (某公司合伙人｜及某公司总裁).
        """
        spans: list[tuple[int, int]] = []
        doubles: set[int] = set()
        for post in self.pending:
            parts = self._parted(*post, post[1])
            doubles.update(range(len(spans) + 1, len(spans) + len(parts)))
            spans += parts
        last = self._parted(begin, head_start, head_end)
        spans += last
        return self.bodies.posts(spans, doubles if len(last) == 1 else range(len(spans)))

    def _parted(self, begin: int, head_start: int, head_end: int) -> list[tuple[int, int]]:
        """The two posts or more that 兼 joins, or 和 between bodies, in the run of posts at `begin`."""
        spans: list[tuple[int, int]] = []
        middle = begin
        for match in _PARTS_POSTS.finditer(self.text, begin, head_start):
            if self.lexicon.head_at(self.text, middle, match.start()) is None:
                continue
            has_bodies = all(self.bodies.of(*post) for post in ((middle, match.start()), (match.end(), head_end)))
            if match[0].startswith("兼") or has_bodies:
                spans.append((middle, match.start()))
                middle = match.end()
        return [*spans, (middle, head_end)]

    def run_of_posts(self, start: int, end: int) -> tuple[Post, ...]:
        """The posts of a run without a name; a bare one takes the organisation of the first."""
        posts: list[Post] = []
        begin = start
        for match in (*_POST_LINK.finditer(self.text, start, end), None):
            stop = match.start() if match else end
            head = self.lexicon.head_at(self.text, begin, stop)
            if head is None:
                continue
            own = self.edges.lead_end(self.text, begin, stop)
            last = self.bodies.last
            # 云川市委常委、副市长: the mayor is none of the committee, nor of an assembly (某某为市人大常委会主任).
            is_head = self.text[head:stop] in self.lexicon.bodyless_heads
            is_free = self.text[own:stop] in _OF_THE_STATE or (
                is_head and last and self.text[last[1] - 1] in _ENDS_OF_ASSEMBLIES
            )
            body = self.bodies.of(own, stop)
            bare = last is not None and not is_free and body is None
            posts.append(Post(own, stop, self.bodies.for_bare(own, stop) if bare else None))
            if body is not None and (begin == start or self.bodies.last is None):
                # 任命某某为最高人民法院副院长、审判员: of that court, whatever was told of before.
                self.bodies.last = body
            begin = match.end() if match else end
        return tuple(posts) if posts and posts[-1].end == end else ()
