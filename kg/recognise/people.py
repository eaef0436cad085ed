"""Runs of posts and names: 省委副书记、省长刘某，省委常委张某、赵某和有关同志.

The parser walks a sentence from left to right, stretch by stretch (a stretch ends at 、 ， or ；).  A post ends in one of the
gazetteer's heads; what follows a head and can be a personal name, and is itself followed by something that may follow a
name, is that person.  Posts joined by 、 in front of a name are all hers; a bare name after 、 shares the posts of the one
before; a bare post (二级巡视员) takes the organisation of the run in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from kg.recognise.lexicon import Lexicon, alternation

_SEPARATORS = "、，；：。！？—"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:·[{_HAN}A-Z]{{1,8}})+")
_LATIN = re.compile(r"[A-Z][A-Za-z'’.·-]{2,40}")
_BRACKETS = re.compile(r"“[^“”]*”|《(?:[^《》]|《[^《》]*》)*》|（[^（）]*）|‘[^‘’]*’")
_CONJUNCTION = re.compile(r"(?:、|以及|和|及|与|暨|兼)")
_PARTY_BODY = re.compile(r"(?:党组|党委|党支部|党总支|党工委|党(?=办)|机关党委|纪委|分党组)$")
_COUNTERPART = re.compile(
    r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?|中午)?|今天|昨天|近日|日前)?"
    r"(?:(?:在|于)[^，、。同]{2,28}?)?(?:以[^，、。]{2,8}(?:方式|形式))?(?:应约)?(?:分别)?(?P<link>同(?![志时学意步样比年期事仁胞行类])|与(?!会)|和|会见了?|会晤了?)"
)
_ORGANISATION_END = re.compile(
    r"(?:局|厅|部|委|处|科|院|校|所|站|中心|办|组|会|团|队|社|司|署|行|大学|学院|公司|集团|小学|中学|学校|镇|乡|街道|县|市|区|省|庭|馆|台|室|人大|政协|政府|我校|该校|我院|我市|医院|企业|银行|党委|厂|场|校区)$"
)


class Kind(Enum):
    """What a stretch of a sentence is."""

    PERSON = "person"
    GROUP = "group"
    POST = "post"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Post:
    """A post as printed, `[start, end)`; `inherited` is the organisation that the run in front supplies."""

    start: int
    end: int
    inherited: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch: a person with posts, a group without a name, or something else.

    `start` and `end` cover the name (or the stretch where there is none); `after` is the separator in front (、 and the
    conjunctions become 、).  `title` is a title behind the name.  `loose` marks a person found inside a longer stretch
    (an object, a genitive), which is never the subject of what follows.
    """

    kind: Kind
    start: int
    end: int
    after: str
    posts: tuple[Post, ...] = ()
    title: tuple[int, int] | None = None
    loose: bool = False
    stretch: tuple[int, int] = (0, 0)


# A single dash joins (中国—沙特高级别联合委员会), a double one parts.
_LONE_DASH = re.compile(r"(?<!—)—(?!—)")


def mask(text: str) -> str:
    """`text` with what stands inside “”, 《》 and （） blanked, length kept: no rule may look in there."""
    if "—" in text:
        text = _LONE_DASH.sub("-", text)
    if not any(c in text for c in "“《（‘"):
        return text
    return _BRACKETS.sub(lambda m: m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1], text)


@dataclass(slots=True)
class PeopleParser:
    """Finds runs of posts and names in one sentence at a time.

    `known` are the names already established in the article: they help to tell where a name ends.
    """

    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    _lead: re.Pattern[str] = field(init=False)
    _cut: re.Pattern[str] = field(init=False)
    _stop: frozenset[str] = field(init=False)
    _modifier: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        words = self.lexicon.words
        self._lead = re.compile("|".join(f"(?:{w})" for w in words["lead"]))
        self._cut = re.compile("|".join(f"(?:{w})" for w in words["before_post"]))
        self._stop = frozenset(words["not_a_name"])
        self._modifier = re.compile(rf"(?:{alternation(self.lexicon.modifiers)})+$")

    def parse(self, text: str, start: int = 0, end: int | None = None) -> list[Item]:
        """The stretches of `text[start:end]` in order.  `text` is folded and masked."""
        end = len(text) if end is None else end
        run = _Run(self, text)
        position = start
        after = "，"
        while position < end:
            if text[position] in _SEPARATORS:
                after = text[position]
                position += 1
                continue
            stop = position
            while stop < end and text[stop] not in _SEPARATORS:
                stop += 1
            run.stretch(position, stop, after)
            position = stop
        return run.items

    # -- names ---------------------------------------------------------------------------------------------------

    def name_end(self, text: str, start: int, end: int, *, strong: bool, foreign: bool = False) -> int | None:
        """Where a personal name that begins at `start` ends, or None where there is none.

        `strong` says that a post stands directly in front, which lets rare surnames through; `foreign` that the post is
        a foreign one, which lets transliterated names through.
        """
        lexicon = self.lexicon
        if start >= end:
            return None
        if match := _LATIN.match(text, start, end):
            return match.end() if strong else None
        if (match := _DOTTED.match(text, start, end)) and self._may_end(text, match.end(), end):
            return match.end()
        lengths: tuple[int, ...]
        if text[start : start + 2] in lexicon.compound_surnames:
            lengths = (4, 3, 2)
        elif text[start] in (lexicon.surnames if strong else lexicon.plain_surnames):
            lengths = (3, 2, 4) if text[start + 1 : start + 2] in lexicon.surnames else (3, 2)
        else:
            lengths = ()
        best: tuple[int, int, int] | None = None
        for length in lengths:
            stop = start + length
            if stop > end:
                continue
            name = text[start:stop]
            if not _is_han(name) or name in self._stop:
                continue
            if name in self.known:
                rank = 100
            else:
                if name in lexicon.places and not strong:
                    continue
                rank = self._ending(text, stop, end)
                if rank == 0:
                    continue
                if length == 4 and name[:2] not in lexicon.compound_surnames and rank < 50:
                    continue
            if best is None or (rank, length) > (best[0], best[1]):
                best = (rank, length, stop)
        if best is not None:
            return best[2]
        for length in range(min(12, end - start), 1, -1):
            stop = start + length
            name = text[start:stop]
            if name in self.known:
                return stop
            if (foreign or (strong and length in (3, 4, 5, 6) and text[start] not in lexicon.surnames)) and all(
                c in lexicon.transliteration for c in name
            ):
                if self._ending(text, stop, end) and name not in lexicon.places and name not in self._stop:
                    return stop
        return None

    def _may_end(self, text: str, position: int, end: int) -> bool:
        return self._ending(text, position, end) > 0

    def _ending(self, text: str, position: int, end: int) -> int:
        """How well a name may end at `position`: 0 not at all, 50 and more at a boundary."""
        if position >= end or text[position] in _SEPARATORS:
            return 60
        if text[position] in "“（《”）":
            return 50
        title = self.lexicon.title_after_name.match(text, position, end)
        if title:
            behind = self.lexicon.after_name.match(text, title.end(), end)
            if title.end() >= end or text[title.end()] in _SEPARATORS or behind:
                return 20 + len(title[0])
        match = self.lexicon.after_name.match(text, position, end)
        return 10 + len(match[0]) if match else 0

    def lead_end(self, text: str, start: int, end: int) -> int:
        """Where the adverbials that open a stretch end."""
        position = start
        while position < end and (match := self._lead.match(text, position, end)) and match.end() > position:
            position = match.end()
        return position

    def post_start(self, text: str, start: int, head_start: int) -> int:
        """Where the post whose head begins at `head_start` begins."""
        cut = start
        for match in self._cut.finditer(text, start, head_start):
            if match.end() < head_start:
                cut = match.end()
        return self.lead_end(text, cut, head_start)


def _is_han(text: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" for c in text)


class _Run:
    """The walk over one sentence: what is pending, what the next bare name or bare post shares."""

    def __init__(self, parser: PeopleParser, text: str) -> None:
        self.parser = parser
        self.lexicon = parser.lexicon
        self.text = text
        self.items: list[Item] = []
        self.pending: list[tuple[int, int]] = []
        self.shared: tuple[Post, ...] = ()
        self.organisation = ""

    def stretch(self, start: int, end: int, after: str) -> None:
        """Read one stretch between separators."""
        if after != "、":
            self.pending = []
            self.shared = ()
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
                self._loose(position, end, (start, end))
                return

    def _person(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """Add the person that begins at `start` (posts first, or a bare name); where she ends, or None."""
        text, parser = self.text, self.parser
        bare = parser.name_end(text, start, end, strong=bool(self.shared))
        for head in self.lexicon.head.finditer(text, start, end):
            if bare is not None and bare <= head.start():
                break
            begin = parser.post_start(text, start, head.start())
            foreign = bool(self.lexicon.state_at_start.match(text, begin)) or head[0] in self.lexicon.foreign_heads
            name_end = parser.name_end(text, head.end(), end, strong=True, foreign=foreign)
            if name_end is None:
                continue
            posts = self._posts(begin, head.start(), head.end())
            self._add(posts, head.end(), name_end, after, stretch, loose=not self._is_light(start, begin))
            return self._title(name_end, end)
        if bare is not None:
            posts = self.shared if after == "、" else ()
            self._add(posts, start, bare, after, stretch, loose=False)
            return self._title(bare, end)
        return self._name_with_title(start, end, after, stretch)

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
            first = posts[0]
            base = first.inherited or self.text[first.start : first.end]
            self.organisation = self._organisation(base) or self.organisation
        self.shared = posts
        self.pending = []

    def _title(self, name_end: int, end: int) -> int:
        """Where a title behind the name ends (习近平总书记): the title is hers and is passed over."""
        match = self.lexicon.title_after_name.match(self.text, name_end, end)
        if match is None:
            return name_end
        behind = match.end()
        if (
            behind < end
            and self.text[behind] not in _SEPARATORS
            and not self.lexicon.after_name.match(self.text, behind, end)
        ):
            return name_end
        item = self.items.pop()
        self.items.append(
            Item(item.kind, item.start, item.end, item.after, item.posts, (name_end, behind), item.loose, item.stretch)
        )
        return behind

    def _name_with_title(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> int | None:
        """An organisation, a name and a title in one (省政府采购中心李某主任)."""
        for match in self.lexicon.title_after_name.finditer(self.text, start, end):
            behind = match.end()
            if behind < end and not self.lexicon.after_name.match(self.text, behind, end):
                continue
            for length in (3, 2, 1):
                begin = match.start() - length
                if begin < start:
                    continue
                name = self.text[begin : match.start()]
                is_surname_only = length == 1
                if name[:1] not in self.lexicon.plain_surnames or not _is_han(name) or name in self.parser._stop:
                    continue
                if length > 1 and self.lexicon.head.search(name):
                    continue
                if _ORGANISATION_END.search(name) and name not in self.parser.known:
                    continue
                front = self.text[start:begin]
                if front and not _ORGANISATION_END.search(front):
                    continue
                stop = behind if is_surname_only else match.start()
                self.items.append(Item(Kind.PERSON, begin, stop, after, (), (match.start(), behind), False, stretch))
                self.shared = ()
                return behind
        return None

    def _rest(self, start: int, end: int, after: str, stretch: tuple[int, int]) -> None:
        """What is left of a stretch without a person: a post that waits for its name, a group, or something else."""
        text = self.text
        heads = list(self.lexicon.head.finditer(text, start, end))
        begin = self.parser.post_start(text, start, heads[-1].start()) if heads else start
        is_post = bool(heads) and heads[-1].end() == end
        is_group = bool(self.lexicon.group.search(text, start, end)) or text[start:end].endswith(
            ("等", "等单位", "等部门", "等地")
        )
        if is_post and not self.lexicon.group_only.search(text, start, end):
            self.pending.append((begin, end))
            self.items.append(Item(Kind.POST, begin, end, after, stretch=stretch))
            return
        if after == "、" and self.pending and text[start:end].endswith("办公室"):
            self.pending.append((start, end))
        else:
            self.pending = []
        self.items.append(Item(Kind.GROUP if is_group else Kind.OTHER, start, end, after, stretch=stretch))
        self._loose(start, end, stretch)

    def _loose(self, start: int, end: int, stretch: tuple[int, int]) -> None:
        """People named further on in a stretch that is not about them: their posts count, their role does not."""
        position = start
        text = self.text
        while position < end:
            for head in self.lexicon.head.finditer(text, position, end):
                begin = self.parser.post_start(text, position, head.start())
                foreign = bool(self.lexicon.state_at_start.match(text, begin)) or head[0] in self.lexicon.foreign_heads
                name_end = self.parser.name_end(text, head.end(), end, strong=True, foreign=foreign)
                if name_end is None:
                    continue
                shared, self.shared = self.shared, ()
                self._add(self._posts(begin, head.start(), head.end()), head.end(), name_end, "，", stretch, loose=True)
                self.shared = shared
                position = self._title(name_end, end)
                break
            else:
                return

    def _posts(self, begin: int, head_start: int, head_end: int) -> tuple[Post, ...]:
        """The posts that end at `head_end`: those pending in front, this one split at 兼, organisations filled in."""
        spans = [*self.pending]
        middle = begin
        for match in re.finditer("兼任?", self.text[begin:head_start]):
            if self.lexicon.head_at_end.search(self.text, middle, begin + match.start()):
                spans.append((middle, begin + match.start()))
                middle = begin + match.end()
        spans.append((middle, head_end))
        organisation = self.organisation
        posts: list[Post] = []
        for index, (start, end) in enumerate(spans):
            own = self._organisation(self.text[start:end])
            inherited = ""
            if index == 0 and not own and organisation and self._needs_body(start, end):
                inherited = self._body_for(self.text[start:end], organisation)
            elif index and not own and "兼" in self.text[begin:head_start] and posts:
                inherited = self._state(self.text[posts[0].start : posts[0].end])
            posts.append(Post(start, end, inherited))
        return tuple(posts)

    def _state(self, post: str) -> str:
        match = self.lexicon.state_at_start.match(post)
        return match[0] if match else ""

    def _needs_body(self, start: int, end: int) -> bool:
        match = self.lexicon.head_at_end.search(self.text, start, end)
        return match is not None and match[0] not in self.lexicon.bodyless_heads

    def _organisation(self, post: str) -> str:
        """The organisation within a post as printed: what stands in front of modifiers and head."""
        match = self.lexicon.head_at_end.search(post)
        if match is None:
            return ""
        front = post[: match.start()]
        return self.parser._modifier.sub("", front)

    def _body_for(self, post: str, organisation: str) -> str:
        """`organisation` as a bare post inherits it: a party committee's 书记 keeps the committee, others do not."""
        if "书记" not in post and "委员" not in post and "常委" not in post:
            organisation = _PARTY_BODY.sub("", organisation)
        return organisation if len(organisation) > 1 else ""


def persons(items: list[Item], accept: Callable[[Item], bool]) -> list[Item]:
    """The persons among `items` that `accept` lets through."""
    return [item for item in items if item.kind is Kind.PERSON and accept(item)]
