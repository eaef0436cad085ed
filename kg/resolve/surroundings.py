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
_DESIGNATION = re.compile(r"[^\s、，。；：！？“”（）《》0-9]*$")
_SHORTEST_DESIGNATION = 6
_SHORTEST_BODY = 4
_MOST_READ = 3
_PARTIES = ("民主党派", "群团")


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
    before = _END.split(text[max(0, start - 40) : start])[-1]
    after = _END.split(text[stop : stop + 40])[0]
    if _ADDRESS.match(after):
        yield ASSEMBLY
    designation = _DESIGNATION.search(before)
    if designation and len(designation[0]) >= _SHORTEST_DESIGNATION:
        yield designation[0][-_SHORTEST_DESIGNATION:]
    if _LIST not in before + after:
        pattern, bodies = _bodies()
        yield from (bodies[found[0]] for found in pattern.finditer(before + _LIST + after))


@cache
def _bodies() -> tuple[re.Pattern[str], dict[str, str]]:
    """The central bodies of the parties and of the organisations of the masses."""
    bodies = {
        r["abbreviation"]: r["full_name"]
        for r in rows("bodies")
        if r["kind"] == "body" and r["system"] in _PARTIES and len(r["abbreviation"]) >= _SHORTEST_BODY
    }
    return re.compile(alternation(bodies)), bodies
