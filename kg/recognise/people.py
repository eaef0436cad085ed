"""Runs of posts and names: 省委副书记、省长刘某，省委常委张某、赵某和有关同志.

The parser walks a sentence from left to right, stretch by stretch (a stretch ends at 、 ， or ；).  A post ends in one
of the gazetteer's heads; what follows a head and is likely enough a personal name is that person.  Posts joined by 、
in front of a name are all hers; a bare name after 、 shares the posts of the one before, where more than one person can
hold them; a bare post (二级巡视员) takes the organisation of the run in front.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from kg.recognise.bodies import ORGANISATION_END, Bodies, without_modifiers
from kg.recognise.items import Item, Kind, Post
from kg.recognise.lexicon import Lexicon, lexicon
from kg.recognise.names import SEPARATORS, NameFinder, Place, is_han
from kg.recognise.sightings import Sighted, Spans, one_behind_another

_STRETCH = re.compile(f"[^{SEPARATORS}]+")
_CONJUNCTION = re.compile(r"(?:同志|先生|女士|（□+）)?(?:、|以及|和|及|与|暨|兼)")
_POST_LINK = re.compile("、|和|兼|及|以及")
_LONGEST_POST = 40
_SIGHT = 9
"""How far words look that stand in front of a post or end a body."""
_MOST_POSTS = 8
"""More posts than one person is given."""
_CLOSES_LIST = re.compile("(?:同志|先生|女士|等|等人|一行|（□+）)*")
_LIST_END = re.compile(
    r"(?:同志|先生|女士)?等(?:\d{1,3}|[一二三四五六七八九十两几多]{1,3})?(?:[名位个人]|余[名位人])?(?=[^，。]{2,20})"
)
"""What closes a list whose shared post stands behind it (赖某、利某等8位市政协常委)."""
_BECOMES = ("为", "当选", "担任", "被", "任")
_JOINT_BODIES = re.compile("(?:(?:[中省地市州盟旗县区镇乡]委|人大|政府|政协|行署|纪委|军分区|法院|检察院)、)+$")
"""Bodies whose leaders one heading announces (地委、行署领导)."""
_HEADING = re.compile("[\u4e00-\u9fff]{0,8}(?P<head>领导)(?:同志)?(?:还|分别)?有?：$")
_LONGEST_HEADING = 6
_WHERE = ("在", "赴", "抵", "到", "往")
_WITH_SOMEBODY = re.compile("陪同|主持|带领|率领|引导|介绍|指导|领导|支持|协助|配合|讲话|发言|致辞|报告|家")
_WHOLE_NAME = 3
_MOST_REMEMBERED = 4_096
_MANY = 3
"""Names in a row behind which one more needs no other sign."""
_NO_PLACES = ("外长", "议长", "财长", "防长", "秘书长", "委员长", "理事长", "部长")
"""Heads behind which no place begins, though the last character and the next may make one (外长｜沙某某)."""
_WHOLE_HEADS = frozenset(f"{body}长" for body in "省市县区乡镇村州盟旗局厅处科院校所站队组社")
_ENDS_OF_BODIES = frozenset("省市县区乡镇村州盟旗局委办部厅处科室院校所站队组会团司企厂场馆社台长员们等人者")
# A list that ends in so many places names places (石塘、枫树、麻池三个村).
_SO_MANY_PLACES = re.compile(
    r"[一二三四五六七八九十两多数\d]{1,3}个?(?:乡镇|街道|社区|园区|企业|公司|学校|单位|部门|地区|省区市|[乡镇村县市区省州盟旗])"
)
_SHORTEST_FOREIGN, _LONGEST_FOREIGN = 3, 8
_INVITES = re.compile("(?:的|之)?邀请?")
_LEADERS = ("主席", "总书记", "总理", "总统")
_ENDS_OF_STATES = frozenset("国邦盟洲")
_OF_A_GROUP = ("代表", "委员", "常委", "同学")
"""Titles that stand behind nouns as well (队伍代表), so that a surname alone in front must be known."""
_HONOUR = re.compile("拿督斯里|拿督|丹斯里")
_COUNTERPART = re.compile(
    r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?|中午)?|今天|昨天|近日|日前)?"
    r"(?:(?:在|于)[^，、。同]{2,28}?)?(?:以[^，、。]{2,8}(?:方式|形式))?(?:应约)?(?:分别)?(?P<link>(?<![陪随会共协合不相一连如认])同(?![志时学意步样比年期事仁胞行类])|与(?!会)|和|会见了?|会晤了?)"
)


@dataclass(slots=True)
class PeopleParser:
    """Finds runs of posts and names in one sentence at a time.

    `known` are the names already established in the article: they help to tell where a name ends.  `places` are what
    it names places by (see `NameFinder`).
    """

    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    names: NameFinder = field(init=False)

    def __post_init__(self) -> None:
        self.names = NameFinder(self.lexicon, self.known, self.places)

    def may_name(self, sentence: Sighted) -> bool:
        """Whether `parse` can find somebody in the sentence: a title stands in it, or a stretch opens with a name."""
        if sentence.titles or sentence.groups:
            return True
        text = sentence.text
        for match in _STRETCH.finditer(text):
            start, end = match.span()
            if self.bare_name(text, self.lead_end(text, start, end), end) is not None:
                return True
        return False

    def bare_name(self, text: str, start: int, end: int, place: Place = Place.BARE) -> int | None:
        """Where a name without a post ends that begins at `start` of a stretch up to `end`; None where none does."""
        if start >= end or not self.names.may_begin(text, start, place):
            return None
        state = self.lexicon.state_at_start.match(text, start, end)
        return self.names.end(text, start, end, place) if state is None or len(state[0]) == 1 else None

    def parse(self, sentence: Sighted, start: int = 0, end: int | None = None, *, certain: bool = False) -> list[Item]:
        """The stretches of `sentence.text[start:end]` in order.

        `certain` says that people must stand there (选举｜甲、乙｜为…), so that a name needs less evidence.
        """
        text = sentence.text
        end = len(text) if end is None else end
        run = _Run(self, sentence, certain=certain)
        for match in _STRETCH.finditer(text, start, end):
            begin, stop = match.span()
            run.stretch(begin, stop, text[begin - 1] if begin > start else "，")
        run.fill_lists()
        return run.items

    def posts(self, sentence: Sighted, start: int, end: int, body: tuple[int, int] | None = None) -> tuple[Post, ...]:
        """The posts that `text[start:end]` is a run of (云川市副市长、代理市长); none where it does not end in one.

        `body` is where the organisation stands that the posts before were of: a bare one takes it.
        """
        run = _Run(self, sentence)
        run.bodies.last = body
        return run.run_of_posts(start, end)

    def body(self, text: str, post: Post) -> tuple[int, int] | None:
        """Where the organisation of a post stands: in it, or where it inherits it from."""
        return post.inherited or Bodies(self.lexicon, text).of(post.start, post.end)

    def lead_end(self, text: str, start: int, end: int) -> int:
        """Where the adverbials that open a stretch end."""
        position = start
        while position < end and (text[position] in self.lexicon.lead_starts or text[position].isdecimal()):
            match = self.lexicon.lead.match(text, position, end)
            if match is None or match.end() == position:
                break
            position = match.end()
        return position

    def post_start(self, text: str, start: int, head_start: int) -> int:
        """Where the post whose head begins at `head_start` begins; too far away where nothing says so within reach."""
        begin = self.lead_end(text, _post_cut(text, start, head_start), head_start)
        if text.startswith("领导", head_start) and (
            bodies := _JOINT_BODIES.search(text, max(0, begin - _SIGHT), begin)
        ):
            return bodies.start()
        return begin

    def goes_on(self, text: str, head_end: int, *, is_whole: bool = False) -> bool:
        """Whether the head that ends there is only the beginning of another word (成员｜国, 领导｜班子, 吉林长｜春).

        `is_whole` says that what stands in front shows it to be a word: no place begins in it (副厅长｜海某).  Nor does
        one where a whole name stands behind the head (镇长｜沙某某、).
        """
        if self.lexicon.head_goes_on.match(text, head_end):
            return True
        if is_whole or text.endswith(_NO_PLACES, 0, head_end):
            return False
        places = self.lexicon.places
        stop = head_end + _WHOLE_NAME
        if (
            text[head_end - 2 : head_end] in _WHOLE_HEADS
            and self.names.end(text, head_end, len(text), Place.BARE) == stop
        ):
            return False
        return text[head_end - 1 : head_end + 1] in places or text[head_end - 1 : head_end + 2] in places


@lru_cache(_MOST_REMEMBERED)
def _post_cut(text: str, start: int, head_start: int) -> int:
    """Behind what the post begins whose head begins at `head_start`: asked of each head more than once."""
    cut = max(start, head_start - 2 * _LONGEST_POST)
    for match in lexicon().before_post.finditer(text, cut, head_start + _SIGHT):
        if match.end() > head_start:
            break
        cut = match.end()
    for match in lexicon().state_behind_word.finditer(text, cut, head_start):
        cut = match.end()
    return cut


def _within(spans: Spans, start: int, end: int) -> Spans:
    """Those of the spans, which are in order, that begin in `[start, end)`."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))] if spans else ()


def _inside(spans: Spans, start: int, end: int) -> Spans:
    """Those of the spans that lie in `[start, end)` as a whole."""
    return tuple(span for span in _within(spans, start, end) if span[1] <= end)


class _Run:
    """The walk over one sentence: what is pending, what the next bare name or bare post shares."""

    def __init__(self, parser: PeopleParser, sentence: Sighted, *, certain: bool = False) -> None:
        self.parser = parser
        self.certain = certain
        self.lexicon = parser.lexicon
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
        return _within(self.sentence.heads, start, end)

    def stretch(self, start: int, end: int, after: str) -> None:
        """Read one stretch between separators."""
        if after != "、":
            self.pending = []
            self.shared = self._heading(start) if after == "：" else ()
        elif self._is_listed_name(start, end):
            posts = tuple(post for post in self.shared if not self._is_single_seat(post))
            self._add(posts, start, end, after, (start, end), loose=False)
            return
        self.has_words = bool(_within(self.sentence.titles, start, end) or _within(self.sentence.groups, start, end))
        position = start
        link = after
        while position < end:
            at = self.parser.lead_end(self.text, position, end)
            if at >= end:
                break
            found = self._person(at, end, link, (start, end))
            if found is None:
                self._rest(at if link == after else position, end, link, (start, end))
                return
            position = found
            if conjunction := _CONJUNCTION.match(self.text, position, end):
                position = conjunction.end()
                link = "、"
            elif counterpart := _COUNTERPART.match(self.text, position, end):
                position = counterpart.end()
                link = "同"
                self.shared = ()
            else:
                if shared := self._post_behind_list(position, end):
                    position = shared
                self._loose(position, end, (start, end))
                if not _CLOSES_LIST.fullmatch(self.text, position, end):
                    self.bodies.is_told = True
                    self.shared = ()
                return

    def fill_lists(self) -> None:
        """Take what stands alone between two names of a list for a name, whatever it means elsewhere (甲、雷达、乙)."""
        for at in range(1, len(self.items) - 1):
            before, item, behind = self.items[at - 1 : at + 2]
            if item.kind is not Kind.OTHER or item.after != "、" or behind.after != "、":
                continue
            if (
                before.kind is not Kind.PERSON
                or behind.kind is not Kind.PERSON
                or behind.posts not in ((), before.posts)
            ):
                continue
            if (
                before.end == item.start - 1
                and behind.start == item.end + 1
                and self._may_be_listed(item.start, item.end)
            ):
                posts = tuple(post for post in before.posts if not self._is_single_seat(post))
                self.items[at] = item._replace(kind=Kind.PERSON, posts=posts)

    def _may_be_listed(self, start: int, end: int) -> bool:
        """Whether two or three characters can be a Chinese name, be they a word or not."""
        name = self.text[start:end]
        return (
            _WHOLE_NAME - 1 <= len(name) <= _WHOLE_NAME
            and is_han(name)
            and name[0] in self.lexicon.surnames
            and name[-1] not in _ENDS_OF_BODIES
            and name not in self.lexicon.titles
        )

    def _heading(self, start: int) -> tuple[Post, ...]:
        """The post that the words in front of a colon give everybody behind it (就座的市领导有：甲、乙)."""
        heading = _HEADING.search(self.text, max(0, start - _SIGHT - _LONGEST_HEADING), start)
        if heading is None:
            return ()
        begin = self.parser.post_start(self.text, heading.start(), heading.start("head"))
        return (Post(begin, heading.end("head")),) if begin < heading.start("head") else ()

    def _is_listed_name(self, start: int, end: int) -> bool:
        """Whether two or three characters between 、 in a list of names are one more, whatever they mean elsewhere.

        Two of them, or the name of a place, need three names in front.
        """
        if end - start not in (_WHOLE_NAME - 1, _WHOLE_NAME):
            return False
        at, names = start, 0
        for item in reversed(self.items):
            if item.kind is not Kind.PERSON or item.end != at - 1 or names == _MANY:
                break
            at, names = item.start, names + 1
        if not names:
            return False
        name = self.text[start:end]
        return (
            is_han(name)
            and name[0] in self.lexicon.surnames
            and name[-1] not in _ENDS_OF_BODIES
            and (names == _MANY or (len(name) == _WHOLE_NAME and name not in self.lexicon.places))
            and name not in self.lexicon.never_names
            and self.lexicon.head_at(name, 0, len(name)) is None
        )

    def _post_behind_list(self, start: int, end: int) -> int | None:
        """Give the bare names that end at `start` the post behind them (等8位市政协常委); where that ends."""
        closing = _LIST_END.match(self.text, start, end)
        if closing is None or self.text.startswith(_BECOMES, closing.end()):
            return None
        head = next(iter(self._heads(closing.end(), end)), None)
        if head is None or head[0] - closing.end() > _SIGHT or self.parser.goes_on(self.text, head[1]):
            return None
        post = Post(closing.end(), head[1])
        behind = self.parser.names.ending(self.text, head[1], end)
        starts = self.parser.post_start(self.text, closing.end(), head[0])
        if behind is None or starts != post.start or self.bodies.of(post.start, post.end) is None:
            return None
        if self.lexicon.group_only.search(self.text, closing.end(), head[1]):
            return None
        first = len(self.items)
        while first and self.items[first - 1].kind is Kind.PERSON and not self.items[first - 1].posts:
            first -= 1
            if self.items[first].after != "、":
                break
        self.items[first:] = [item._replace(posts=(post,)) for item in self.items[first:]]
        return head[1]

    def _person(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """Add the person that begins at `start` (posts first, or a bare name); where she ends, or None."""
        listed = after == "、" and bool(self.items) and self.items[-1].kind is Kind.PERSON and not self.items[-1].loose
        place = Place.IN_LIST if self.shared or listed or self.certain else Place.BARE
        bare = self.parser.bare_name(self.text, start, end, place)
        if bare is not None and not listed and self._is_place(start, end):
            bare = None
        if self.has_words and (found := self._behind_post(start, end if bare is None else min(bare, end), end)):
            begin, head_start, head_end, name_end = found
            posts = self._posts(begin, head_start, head_end)
            loose = self.pending_is_object if self.pending else not self._is_light(start, begin)
            if self.text.startswith("应", stretch[0]) and _INVITES.match(self.text, name_end, end):
                # 应某国总统某某邀请: who invites is not the subject of what follows.
                loose = True
            self._add(posts, self._name_start(head_end), name_end, after, stretch, loose=loose)
            return self._title(name_end, end)
        if bare is not None:
            posts = tuple(p for p in self.shared if not self._is_single_seat(p)) if after in ("、", "：") else ()
            self._add(posts, start, bare, after, stretch, loose=False)
            return self._title(bare, end)
        if after == "同" and (counterpart := self.parser.names.foreign(self.text, start, end)):
            self._add((), start, counterpart, after, stretch, loose=False)
            return self._title(counterpart, end)
        if not self.has_words:
            return None
        if found_in_group := self._behind_group(start, end, after, stretch):
            return found_in_group
        return self._name_with_title(start, end, after, stretch)

    def _is_place(self, start: int, end: int) -> bool:
        """Whether what could be a name is where something happens (在吉隆坡会见), not who is with it (在某某陪同下)."""
        return self.text.startswith(_WHERE, max(0, start - 1)) and not _WITH_SOMEBODY.search(self.text, start, end + 40)

    def _behind_group(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """Somebody out of a group, who holds no post by it (家长代表某某发言)."""
        for group, behind in one_behind_another(_inside(self.sentence.groups, start, end)):
            name_end = self.parser.names.end(self.text, behind, end, Place.BARE)
            if name_end is not None:
                self._add((), behind, name_end, after, stretch, loose=not self._is_light(start, group))
                return self._title(name_end, end)
        return None

    def _behind_post(self, start: int, limit: int, end: int) -> tuple[int, int, int, int] | None:
        """The first post in `text[start:end]` with a name behind it, its head in front of `limit`.

        Gives where the post begins, where its head begins and ends, and where the name ends.
        """
        text, parser = self.text, self.parser
        before = None
        for head_start, head_end in self._heads(start, limit):
            if self._is_title(start, head_start):
                continue
            is_whole = head_start == start or text[head_start - 1] == "副"
            if parser.goes_on(text, head_end, is_whole=is_whole):
                continue
            begin = parser.post_start(text, start if before is None else before[1], head_start)
            if head_end - begin > _LONGEST_POST:
                continue
            state = self.lexicon.state_at_start.match(text, head_end, end)
            if state and len(state[0]) > 1:
                # 轮值主席｜某国总统某某: one post right behind another.
                before = (begin, head_end)
                continue
            head = text[head_start:head_end]
            foreign = head in self.lexicon.foreign_heads or self._is_abroad(begin)
            has_body = head_start - begin > 1 and head not in self.lexicon.bodyless_heads and "领导" not in head
            place = Place.BEHIND_BODY_POST if has_body else Place.BEHIND_POST
            name_end = parser.names.end(text, self._name_start(head_end), end, place, foreign=foreign)
            if name_end is not None:
                if before is not None:
                    self.pending.append(before)
                return begin, head_start, head_end, name_end
        return None

    def _is_abroad(self, begin: int) -> bool:
        """Whether the post that begins there, or one that waits in front of it for the same name, is of a state."""
        posts = [*(first for first, _ in self.pending[-_MOST_POSTS:]), begin]
        return any(self.lexicon.state_at_start.match(self.text, first) for first in posts)

    def _name_start(self, head_end: int) -> int:
        """Where the name behind a head begins: a Malay title of honour is no part of it."""
        honour = _HONOUR.match(self.text, head_end)
        return honour.end() if honour else head_end

    def _is_title(self, start: int, head_start: int) -> bool:
        """Whether the head at `head_start` is the title of a known person who stands right in front of it."""
        known = self.parser.known
        stop = head_start - 1 if self.text[head_start - 1] == "副" else head_start
        if self.text.startswith(_LEADERS, head_start):
            # 把习主席关怀转化为动力, 某某总书记鲜明提出: name and title.
            name = self.text[start:stop]
            if (
                self.text[stop - 1] in self.parser.names.known_starts
                and self.text[stop - 1] in self.lexicon.plain_surnames
            ):
                return True
            if len(name) in (2, 3) and name[0] in self.lexicon.plain_surnames and self.parser.names.is_name(name):
                is_place = name in self.lexicon.places or name[-1] in _ENDS_OF_STATES
                return not is_place and name not in self.lexicon.common_words
        return any(self.text[stop - length : stop] in known for length in (2, 3, 4) if stop - length >= start)

    def _is_single_seat(self, post: Post) -> bool:
        """Whether only one person holds the post, so that the next name in the list does not share it."""
        head = self.lexicon.head_at(self.text, post.start, post.end)
        return (
            head is not None
            and self.text[head : post.end] in self.lexicon.single_seat_heads
            and without_modifiers(self.lexicon, self.text, post.start, head) == head
        )

    def _is_light(self, start: int, end: int) -> bool:
        """Whether what stands in front of a post is only an adverbial, so that the person may still be the subject."""
        return not re.search(
            r"听取|会见|陪同|邀请|任命|接受|率|感谢|欢迎|慰问|看望|传达|学习|选举|受|包括", self.text[start:end]
        )

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

    def _name_with_title(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """An organisation, a name and a title in one (省政府采购中心李某主任)."""
        names = self.parser.names
        for found, behind in one_behind_another(_inside(self.sentence.titles, start, end)):
            title = without_modifiers(self.lexicon, self.text, max(start, found - _SIGHT), found)
            if behind < end and not self.lexicon.after_name.match(self.text, behind, end):
                continue
            if self._is_foreign_name(start, title):
                self.items.append(Item(Kind.PERSON, start, title, after, (), (title, behind), False, stretch))
                self.shared = ()
                return behind
            for length in (3, 2, 1):
                begin = title - length
                front = max(start, begin - _SIGHT)
                if begin < start or (begin > start and not ORGANISATION_END.search(self.text, front, begin)):
                    continue
                if length == 1:
                    # 黎外长 is the foreign minister of a state, 黎部长 somebody of that surname.
                    called = self.text[found:behind]
                    is_state = called in self.lexicon.foreign_heads and self.lexicon.state_at_start.match(
                        self.text, begin, title
                    )
                    may_be_group = called in _OF_A_GROUP and self.text[begin] not in names.known_starts
                    fits = (
                        names.is_surname(self.text[begin])
                        and self.text[title] != "新"
                        and not is_state
                        and not may_be_group
                    )
                else:
                    fits = names.is_name(self.text[begin:title])
                if not fits:
                    continue
                stop = behind if length == 1 else title
                self.items.append(Item(Kind.PERSON, begin, stop, after, (), (title, behind), False, stretch))
                self.shared = ()
                return behind
        return None

    def _is_foreign_name(self, start: int, end: int) -> bool:
        """Whether what stands in front of a title is a foreign name (某某科夫副总理), not a state (以色列总理)."""
        text, lexicon = self.text, self.lexicon
        state = lexicon.state_at_start.match(text, start, end)
        return (
            _SHORTEST_FOREIGN <= end - start <= _LONGEST_FOREIGN
            and all(c in lexicon.transliteration for c in text[start:end])
            and (state is None or len(state[0]) == 1)
            and text[start:end] not in lexicon.places
        )

    def _rest(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> None:
        """What is left of a stretch without a person: a post that waits for its name, a group, or something else."""
        text = self.text
        if after == "、" and _SO_MANY_PLACES.search(text, start, end):
            self._unname_list()
        heads = self._heads(start, end) if self.has_words else ()
        if heads and heads[-1][1] == end and not self.lexicon.group_only.search(text, start, end):
            begin = self.parser.post_start(text, start, heads[-1][0])
            if not self.pending:
                self.pending_is_object = not self._is_light(start, begin)
            self.pending.append((begin, end))
            self.items.append(Item(Kind.POST, begin, end, after, stretch=stretch))
            return
        is_group = text.endswith(("等", "等单位", "等部门", "等地"), start, end) or (
            text[end - 1] in self.lexicon.group_ends and self.lexicon.group.search(text, start, end) is not None
        )
        self.shared = ()
        self.bodies.is_told = self.bodies.is_told or (after == "，" and not is_group)
        if not (after == "、" and self.pending and text.endswith("办公室", start, end)):
            self.pending = []
        self.items.append(Item(Kind.GROUP if is_group else Kind.OTHER, start, end, after, stretch=stretch))
        if heads:
            self._loose(start, end, stretch)

    def _unname_list(self) -> None:
        """What was taken for the bare names of a list are those of places."""
        for at in reversed(range(len(self.items))):
            item = self.items[at]
            if item.posts or item.kind not in (Kind.PERSON, Kind.OTHER):
                return
            self.items[at] = item._replace(kind=Kind.OTHER)
            if item.after != "、":
                return

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
        """The posts that end at `head_end`: those pending in front, this one split at 兼, organisations filled in."""
        spans = [*self.pending]
        middle = begin
        for match in re.finditer("兼任?", self.text[begin:head_start]):
            if self.lexicon.head_at(self.text, middle, begin + match.start()) is not None:
                spans.append((middle, begin + match.start()))
                middle = begin + match.end()
        spans.append((middle, head_end))
        return self.bodies.posts(spans, is_double=len(spans) > len(self.pending) + 1)

    def run_of_posts(self, start: int, end: int) -> tuple[Post, ...]:
        """The posts of a run without a name; a bare one takes the organisation of the first."""
        posts: list[Post] = []
        begin = start
        for match in (*_POST_LINK.finditer(self.text, start, end), None):
            stop = match.start() if match else end
            if self.lexicon.head_at(self.text, begin, stop) is None:
                continue
            own = self.parser.lead_end(self.text, begin, stop)
            bare = self.bodies.last is not None and self.bodies.of(own, stop) is None
            posts.append(Post(own, stop, self.bodies.for_bare(own, stop) if bare else None))
            self.bodies.last = self.bodies.last or self.bodies.of(own, stop)
            begin = match.end() if match else end
        return tuple(posts) if posts and posts[-1].end == end else ()
