"""The numbers at the heads of points, in the many styles of the genre, and which point stands under which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_DIGITS = "一二三四五六七八九十"
_TENS = re.compile(rf"^(?:(?P<ten>十)(?P<unit>[{_DIGITS[:9]}])?|(?P<one>[{_DIGITS}]))$")
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "最后": 99}
"""Words that count: 最后 stands behind any number."""
NUMBER = re.compile(
    r"(?:——|·|●|■)?(?:(?P<must>[一二三四五六七八九十]{1,2})(?:(?:要|是要|须|必须)(?![么义])|(?=(?:方面|则)(?:要|，)))"
    r"|(?P<item>[一二三四五六七八九十]{1,2})是(?!一(?![丝以律体手鼓如]))"
    r"|(?P<head>[一二三四五六七八九十]{1,2})、(?![一二三四五六七八九十百])"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})(?:，|、|是|要|点|(?=[\u4e00-\u9fff]{0,2}要))"
    r"|[（(](?P<bracket>[一二三四五六七八九十\d]{1,2})[）)]"
    r"|(?P<digit>\d{1,2})(?:[、．]|\.(?!\d))"
    r"|(?P<adverb>首先|其次|再次|最后)(?=[，要]|是要|必须))"
)
"""The number at the head of a point; the group that matches tells its style."""
_BARE_NUMBER = re.compile(
    r"(?P<bare>[一二三四五六七八九十])(?=[\u4e00-\u9fff])(?!(?:直|方|些|般|年|月|个|项|次|大|届|省|市|带|切|体|定|起|旦|贯))"
)
"""A numeral by itself, where a list is announced: elsewhere it may begin any word."""
BULLET = re.compile("——|[·●■◆▲]")
_SPLIT = re.compile(rf"[；：，。](?={NUMBER.pattern.replace('?P<', '?P<_')})")
"""Where a sentence is cut in front of a number."""


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
    match = NUMBER.match(text) or (_BARE_NUMBER.match(text) if in_list else None)
    if match is None or match.lastgroup is None:
        return None
    label = match[match.lastgroup]
    return Number(match.lastgroup, _value(label), label)


def list_style(text: str) -> str | None:
    """How an item of a list begins: the style of its number, `bullet`, or None where it is no item."""
    at_head = number(text)
    if at_head is not None:
        return at_head.style
    return "bullet" if BULLET.match(text) else None


def parts(text: str) -> Iterator[tuple[int, int]]:
    """`text` cut where a numbered point begins: what stands in front, then 一要 …；, then 二要 …."""
    begin = 0
    for match in _SPLIT.finditer(text):
        yield begin, match.end()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


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
