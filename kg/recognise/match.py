"""Sentence x rules -> claims: which predicates a sentence holds, and of whom each holds.

One overlap policy: the longest match wins, then the earlier one, then the rule that stands first in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from kg.recognise.items import Item, Kind
from kg.recognise.lists import OF_KIN
from kg.recognise.name_context import WHOLE_NAME
from kg.recognise.rules import Rule
from kg.recognise.subject import PASSING_ON, is_together, shared_subject, subject

# Deeds that are no news.
_IS_TO_COME = re.compile(
    r"(?:(?:将|拟)(?:于|在|同|赴|率|应邀|陪同|对|到|举行|与|出席|代表)?|即将|计划(?!、[^，。；、]{2,4}(?:、|$)))[^，。；]{0,36}$"
)
"""What is announced has not happened: 将主持召开, 拟于近期出席."""
_FARTHEST_ANNOUNCED = 40
"""How far in front of a deed the word stands that announces it."""
_IS_PAST = re.compile(r"曾(?:经|多次|先后|在[^，。；]{1,12}|于[^，。；]{1,12})?$")
"""What somebody once did is no news either: 时任国务委员谭某曾主持召开."""
_FARTHEST_PAST = 24
"""How far in front of a deed the word stands that makes it past."""
_IS_THANKED_FOR = re.compile("(?:感谢|欢迎(?!仪式|宴会|晚宴|午宴|会|[词辞]))[^，。；]{0,40}$")
_FARTHEST_THANKS = 48
"""What somebody is thanked for or welcomed to is not told as a deed (感谢贵国派代表团｜出席峰会)."""
_CLAUSE_ENDS = "，。；："
_NOT = ("未", "未能", "无法", "没有", "不能", "没能")
"""Whoever could not come did not attend (因公务未能出席)."""

# Several who do something.
_EACH_IN_TURN = re.compile(r"(?:先后|分别|相继|依次)[^，。；]{0,12}$")
"""Several did it: the whole list is meant, not its last chain."""
_BEHIND_LISTED = ("、", "的", "，", "和", "与", "及", "以及", "等", "（", "同志", "先生", "女士")
"""What may stand behind a name in a list."""

_ENDS_OF_DIVISIONS = frozenset("省市县区乡镇村州盟旗")

# Talks and those on the other side.
_COUNTERPART = re.compile("[同与和]$")
"""In front of those whom somebody talks with (同某国总统某某举行会谈)."""
_ONE_BY_ONE = re.compile("(?:分别|先后|相继)[^，。；]{0,12}$")
"""Talks with each of several (分别会见甲国总统某某、乙国总理某某)."""
_GUESTS = re.compile("了?(?:来访的?|远道而来的)?(?:客人|来宾|嘉宾|代表团|[他她]们?)(?:一行)?")
"""Words for whoever came before in the sentence."""


class Parse(Protocol):
    """Reads a stretch of a sentence anew, as `kg.recognise.people.PeopleParser.parse` does."""

    def __call__(self, start: int, end: int, *, certain: bool) -> list[Item]:
        """The stretches between `start` and `end`; `certain` says that people must stand there."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate of a sentence, `[start, end)` in it: what the rule claims, and the persons it claims it of.

    `shared` says that the subject is that of a predicate before.  `others` are the counterparts of talks; `verb` is
    where the text's own word for the deed stands.
    """

    rule: Rule
    start: int
    end: int
    people: tuple[Item, ...]
    shared: bool
    others: tuple[Item, ...]
    verb: tuple[int, int]


_PASSED_ON = re.compile("(?:传达|学习|贯彻)[^，。；]{2,40}在$")
"""What somebody did whose words are passed on (传达某某在｜主持召开座谈会时的讲话精神)."""

Matches: TypeAlias = list[tuple[Rule, re.Match[str]]]


def find(rules: tuple[Rule, ...], text: str, limit: int) -> Matches:
    """The matches of `rules` in `text[:limit]` that the overlap policy keeps, in the order of the text.

    `rules` are those that have a trigger in the text.
    """
    found: list[tuple[int, int, int, Rule, re.Match[str]]] = []
    for rule in rules:
        if rule.pattern.search(text, 0, limit) is None:
            # Nearly always; an iterator would cost more than the search.
            continue
        for match in rule.pattern.finditer(text, 0, limit):
            if match.end() > match.start():
                found.append((match.start() - match.end(), match.start(), rule.order, rule, match))
    if len(found) < 2:
        return [(rule, match) for _, _, _, rule, match in found]
    found.sort(key=lambda f: f[:3])
    taken = bytearray(limit)
    kept: Matches = []
    for length, start, _, rule, match in found:
        if taken.find(1, start, match.end()) < 0:
            taken[start : match.end()] = b"\1" * -length
            kept.append((rule, match))
    kept.sort(key=lambda k: k[1].start())
    return kept


def claims(
    found: Matches,
    text: str,
    items: Sequence[Item],
    parse: Parse,
) -> list[Claim]:
    """The claims that the matches `found` make of `text`, whose stretches are `items`.

    `parse` reads a stretch anew: a slot inside a pattern begins where no stretch does (会议由｜王某｜主持).
    """
    reader = _ClaimReader(text, items, parse)
    for rule, match in found:
        reader.read(rule, match)
    return reader.made


class _ClaimReader:
    """The walk over the predicates of one sentence: what has been claimed, and what was only announced."""

    def __init__(self, text: str, items: Sequence[Item], parse: Parse) -> None:
        self.text = text
        self.items = items
        self.parse = parse
        self.made: list[Claim] = []
        self.begin = 0
        """Where the predicate before ends."""
        self.announced: int | None = None
        """Where the last predicate ends that is only announced."""

    def read(self, rule: Rule, match: re.Match[str]) -> None:
        """Add what the match claims."""
        if rule.looks_back and self._is_to_come(match):
            self.announced = match.end()
            return
        if rule.looks_back and self._is_no_news(match):
            return
        people, others, shared = self._who(rule, match)
        if not rule.looks_back and not people:
            # 王某听取有关部门汇报｜并提要求: where nobody is named who reports, who listens goes on.
            return
        if not people and not others and self.text.startswith(PASSING_ON, match.start()):
            # 陆某出席会议，传达重要指示｜并讲话: who goes on is who attended.
            return
        begin, end = match.span("verb" if "verb" in rule.pattern.groupindex else 0)
        # 蒋某作｜致词: a name may end in what could be the beginning of the verb.
        verb = max([begin, *(item.end for item in people if item.end < end)]), end
        claim = Claim(rule, match.start(), match.end(), people, shared, others, verb)
        if others and self._is_one_by_one(match.start(), others[0]):
            self.made += [replace(claim, others=(other,)) for other in others]
        else:
            self.made.append(claim)
        self.begin = match.end()

    def _is_one_by_one(self, start: int, other: Item) -> bool:
        """Whether talks are held with each by itself; 分别 stands in front of the verb or of the first counterpart."""
        first = min(start, other.posts[0].start if other.posts else other.start)
        return any(_ONE_BY_ONE.search(self.text, self.begin, stop) for stop in (start, first))

    def _is_to_come(self, match: re.Match[str]) -> bool:
        """Whether a deed is announced, or goes on with one that is (将出席会议，并为来宾举行宴会)."""
        if _IS_TO_COME.search(self.text, max(0, match.start() - _FARTHEST_ANNOUNCED), match.start()):
            return True
        return self.announced is not None and not any(
            i.kind is Kind.PERSON and self.announced < i.start < match.start() and self._opens_clause(i)
            for i in self.items
        )

    def _opens_clause(self, person: Item) -> bool:
        """Whether somebody stands at the head of a clause, and so does what it tells (not 同｜某某总理举行会谈)."""
        return self.text[person.begin - 1] in _CLAUSE_ENDS

    def _is_no_news(self, match: re.Match[str]) -> bool:
        if self.text.endswith(_NOT, 0, match.start()) or _IS_THANKED_FOR.search(
            self.text, max(0, match.start() - _FARTHEST_THANKS), match.start()
        ):
            return True
        if _is_relative(self.items, self.text, match.end()):
            return True
        if _PASSED_ON.search(self.text, 0, match.start()):
            return True
        return bool(_IS_PAST.search(self.text, max(0, match.start() - _FARTHEST_PAST), match.start()))

    def _who(self, rule: Rule, match: re.Match[str]) -> tuple[tuple[Item, ...], tuple[Item, ...], bool]:
        """The persons that a match claims something of, the counterparts of talks, and whether the first are shared."""
        others = self._slot(match, "people2") if match.groupdict().get("people2") else ()
        if not rule.looks_back:
            return self._slot(match, "people"), others, False
        every = rule.select == "all" or bool(_EACH_IN_TURN.search(self.text, self.begin, match.start()))
        people = subject(self.items, self.text, self.begin, match.start(), every=every)
        if "talks" in rule.claims:
            people, counterparts = self._sides(people)
            others = others or counterparts or self._guests(match)
            if people and counterparts and self._are_further_guests(people[0]):
                people = self.made[-1].people
            if not people:
                # Where nobody is named on this side, the counterpart alone held talks.
                host = self._host()
                return (host, others, True) if host else (others, (), True)
        if people:
            return people, others, False
        return self._carried(rule, match.start()), others, True

    def _slot(self, match: re.Match[str], group: str) -> tuple[Item, ...]:
        """The people of a slot; a bare name must fill its place there (听取封关运作情况汇报: nobody)."""
        stop = match.end(group)
        items = self.parse(*match.span(group), certain=True)
        people = (i for i in items if i.kind is Kind.PERSON and not (i.loose and self._is_of_kin(i)))
        return tuple(i for i in people if i.posts or i.title or self._is_whole(i, stop))

    def _is_of_kin(self, item: Item) -> bool:
        """Whether only kin of somebody are meant (会见了某某先生亲属)."""
        return OF_KIN.match(self.text, item.end) is not None

    def _is_whole(self, item: Item, stop: int) -> bool:
        if item.end - item.start <= WHOLE_NAME and self.text[item.end - 1] in _ENDS_OF_DIVISIONS:
            # 听取青川县｜工作汇报: a place, unlike 洛桑江村.
            return False
        return item.end >= stop or self.text.startswith(_BEHIND_LISTED, item.end)

    def _sides(self, people: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Who holds talks, and with whom: the counterparts stand behind 同, 与 or 和."""
        for n, item in enumerate(people):
            begin = item.posts[0].start if item.posts else item.start
            if item.after == "同" or (item.after != "、" and _COUNTERPART.search(self.text, 0, begin)):
                return people[:n], people[n:]
        return people, ()

    def _guests(self, match: re.Match[str]) -> tuple[Item, ...]:
        """Whom 客人 means: whoever came, as the sentence has told before (王某一行来访，李某会见了客人)."""
        if self.made and _GUESTS.fullmatch(match.groupdict().get("people2") or ""):
            return self.made[-1].people
        return ()

    def _are_further_guests(self, first: Item) -> bool:
        """Whether people on this side only go on with the guests before (会见某主席，某总理，｜同某议长举行会谈)."""
        if not self.made or not self.made[-1].others or not self.made[-1].people:
            return False
        begin = first.posts[0].start if first.posts else first.start
        return self.text[self.begin : begin] in ("，", "、")

    def _host(self) -> tuple[Item, ...]:
        """Who holds further talks: the subject of the sentence so far (王某访问甲国，会见乙，｜同丙举行会谈)."""
        if self.made and self.made[-1].people:
            return self.made[-1].people
        return subject(self.items, self.text, 0, self.begin, every=True)

    def _carried(self, rule: Rule, start: int) -> tuple[Item, ...]:
        """The subject carried over from earlier in the sentence; who receives somebody, not her guest."""
        last = self.made[-1] if self.made else None
        if last is not None and last.rule.claims == ("accompanying",) and not last.rule.looks_back:
            # 陆某在王某陪同下考察: who goes along is not the one who does it.
            before = subject(self.items, self.text, 0, last.start, every=False) or last.people
        else:
            before = last.people if last else ()
        # 王某主持召开会议，｜传达贯彻精神: the meeting does, which she chairs.
        is_meetings = last is not None and "chair" in last.rule.claims and self.text.startswith(PASSING_ON, start)
        may_open = "speaker" in rule.claims and not is_meetings
        people = shared_subject(self.items, self.text, self.begin, start, before, may_open=may_open)
        if last is None or not last.others:
            return people
        if people == last.people or any(other.start == item.start for other in last.others for item in people):
            return last.people + (last.others if is_together(self.text, start) else ())
        return people


def _is_relative(items: Sequence[Item], text: str, end: int) -> bool:
    """Whether a predicate that ends at `end` only tells who somebody is (来华访问的某国总统)."""
    if text.startswith("的", end):
        return not text.startswith("的有", end)
    stop = min((i for i in (text.find(c, end) for c in "，。；：") if i >= 0), default=len(text))
    return any(i.posts and end < i.posts[0].start < stop and text[i.posts[0].start - 1] == "的" for i in items)
