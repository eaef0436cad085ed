"""What stands right beside a name and tells who is meant, though it is no post: 焦红委员代表农工党中央发言."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Article
from kg.recognise.lexicon import alternation, rows

ASSEMBLY = "委员"
"""The mark of whoever is addressed as a member of the national assemblies: 焦红委员, 焦红常委."""

_ADDRESS = re.compile(r"(?:委员|常委)(?!会|长|们)")
_END = re.compile(r"[，。；：！？\n]")
_LIST = "、"
_APPOINTED = re.compile(
    "同志(?:任|兼任|不再担任|不再兼任)(?P<body>[^，。；、]{2,12}?[委府协])(?:委员、|常委、)*(?P<head>书记|副书记|常委|主席|省长|市长)"
)
_DESIGNATION = re.compile(r"[^\s、，。；：！？“”（）《》0-9]*$")
_SHORTEST_DESIGNATION = 6
_SHORTEST_BODY = 4
_MOST_READ = 3
_LONGEST = 40
_PARTIES = ("民主党派", "群团")
_NO_PARTY = "无党派人士"
_SPEAKS_FOR = "代表"


def surroundings(article: Article, name: str) -> frozenset[str]:
    """The bodies, the form of address and the last words in front, from the first few places that give the name."""
    return frozenset(
        mark for start in _places(article.body.text, name) for mark in _marks(article.body.text, name, start)
    )


def _places(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    for _ in range(_MOST_READ):
        if start < 0:
            return
        yield start
        start = text.find(name, start + len(name))


def _marks(text: str, name: str, start: int) -> Iterator[str]:
    stop = start + len(name)
    before = _END.split(text[max(0, start - _LONGEST) : start])[-1]
    after = _END.split(text[stop : stop + _LONGEST])[0]
    if _ADDRESS.match(after):
        yield ASSEMBLY
    designation = _designation(before)
    if len(designation) >= _SHORTEST_DESIGNATION:
        yield designation[-_SHORTEST_DESIGNATION:]
    near = before + _LIST + after if _LIST not in before + after else designation + _LIST + _own_part(after)
    pattern, bodies = _bodies()
    for found in pattern.finditer(near):
        yield bodies[found[0]]
        if near.startswith(_SPEAKS_FOR, found.end()) or near.endswith(_SPEAKS_FOR, 0, found.start()):
            yield _SPEAKS_FOR + bodies[found[0]]


def designations(article: Article, name: str) -> Iterator[str]:
    """The words that tell a post by the name, at the first few places that give it.

    They stand in front, back to a mark (习近平在山东省委书记), or behind: 同志任山东省委委员、常委、书记.
    """
    text = article.body.text
    for start in _places(text, name):
        if words := _designation(text[max(0, start - _LONGEST) : start]):
            yield words
        if appointed := _APPOINTED.match(text, start + len(name)):
            yield appointed["body"] + appointed["head"]


def _designation(before: str) -> str:
    found = _DESIGNATION.search(before)
    return found[0] if found else ""


def _own_part(after: str) -> str:
    """What follows in the name's own part of a list; nothing where the list goes on at once."""
    return after.split(_LIST, maxsplit=1)[0]


@cache
def _bodies() -> tuple[re.Pattern[str], dict[str, str]]:
    """The central bodies of the parties and of the organisations of the masses."""
    bodies = {
        r["abbreviation"]: r["full_name"]
        for r in rows("bodies")
        if r["kind"] == "body" and r["system"] in _PARTIES and len(r["abbreviation"]) >= _SHORTEST_BODY
    }
    bodies[_NO_PARTY] = _NO_PARTY
    return re.compile(alternation(bodies)), bodies
