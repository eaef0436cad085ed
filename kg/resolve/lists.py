"""Who stands in a list with whom, whatever is said of them: 周强、何厚铧、巴特尔围绕…作交流."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import Reading
from kg.resolve.namesakes import looks_chinese

_BRACKETS = r"(?:[（(][^（）()]{1,8}[）)])?"
_BETWEEN = re.compile(rf"{_BRACKETS}(?:、|和|及|与|以及|\s*\u3000+\s*)")
_BEFORE = re.compile(rf"(?:^|[、，。；：！？（\s]|和|及|与)([\u4e00-\u9fff]{{2,3}}){_BRACKETS}[、和及与]$")
_AFTER = re.compile(rf"{_BRACKETS}[、和及与]([\u4e00-\u9fff]{{2,3}})(?=[、，。；！？（\s和及与等]|$)")
_LONGEST_LIST = 60
_MOST_NAMED = 200
_FURTHEST = 16


def in_lists(reading: Reading) -> dict[str, frozenset[str]]:
    """For each name of the article that a list holds: the other names in it, the near ones where it is a long roll."""
    names = sorted({p.name for p in reading.people})
    found: dict[str, frozenset[str]] = {}
    for roll in _rolls(reading.article.document.text, names) if names else ():
        for at, name in enumerate(roll):
            near = roll[max(0, at - _LONGEST_LIST // 2) : at + _LONGEST_LIST // 2]
            found[name] = found.get(name, frozenset()) | frozenset(near) - {name}
    return found


def all_named(reading: Reading) -> frozenset[str]:
    """Everybody whom the article names; nobody where it is a roll of hundreds, which any name fits."""
    names = frozenset(p.name for p in reading.people)
    return names if len(names) <= _MOST_NAMED else frozenset()


def _rolls(text: str, names: list[str]) -> Iterator[list[str]]:
    """The names that stand in one list, for every list of `text`; at its ends also others that look like names."""
    roll: list[str] = []
    start = stop = 0
    # Built for each article, an automaton costs a hundredth of what a regular expression takes to compile.
    for name, begin, end in AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text):
        if roll and not _BETWEEN.fullmatch(text, stop, begin):
            yield from _whole(text, start, stop, roll)
            roll = []
        if not roll:
            start = begin
        roll.append(names[name])
        stop = end
    yield from _whole(text, start, stop, roll)


def _whole(text: str, start: int, stop: int, roll: list[str]) -> Iterator[list[str]]:
    before, after = _BEFORE.search(text, max(0, start - _FURTHEST), start), _AFTER.match(text, stop, stop + _FURTHEST)
    ends = [[m[1]] if m is not None and looks_chinese(m[1]) else [] for m in (before, after)]
    whole = [*ends[0], *roll, *ends[1]]
    if len(whole) > 1:
        yield whole
