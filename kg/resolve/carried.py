"""What a post in a list takes over from the one in front: 四川省委书记某某和省长某某, 马来西亚总理某某、交通部部长某某.

The words leave the place or the state out because they stand next to one that names it.  Where a verb, another clause
or a word of China stands between, nothing is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec.structs import replace

from kg.model import Office
from kg.recognise.lexicon import alternation, lexicon
from kg.resolve.namesakes import is_transliterated, looks_chinese
from kg.resolve.places import divisions
from kg.resolve.states import named, signs

Read = Callable[[str], Office | None]
"""The normal form of a post from its words alone."""

LONGEST_LIST = 120
_MOST_ITEMS = 6
_SENTENCE = re.compile("[。；！？：\n]")
_JOINT = re.compile("(?:、|，|以及|兼任|兼|(?<!共)和|及|与)")
OF_CHINA = re.compile("中国|中华|中方|中共|中央|全国|国务院|我国")
_OWN_PLACE = re.compile("自治区|自治州|[省市区县州盟旗](?=[委政人长纪监]|常|$)")
_CHINA = re.compile("中国|中华|中共|我国|中方")
_ENVOY = "驻"
_VIETNAMESE_PARTY = "越共"
_BODY_OF_A_STATE = "国(?!际)|总统|首相|总理|联邦|政府|议会|参议院|众议院|外交|内阁|最高|武装"
_GOVERNS = ("省长", "市长", "县长", "区长", "州长", "盟长", "旗长")


def place_left_out(post: str, office: Office | None) -> bool:
    """Whether the words of a post leave its division out: 省长, 市委副书记, 自治区政府主席."""
    if office is not None and office.place is not None and office.grounds is None:
        return False
    return (post.endswith(_GOVERNS) and len(post) <= len("常务副省长")) or _OWN_PLACE.match(post) is not None


def state_left_out(post: str, office: Office | None) -> bool:
    """Whether a post may be of the state named in front: 众议长, 外交部部长, 国家主席."""
    if OF_CHINA.match(post) or not _of_a_state().search(post):
        return False
    return office is None or (office.state is None and office.place is None and office.level != "international")


def with_place(post: str, before: str, names: frozenset[str], read: Read) -> Office | None:
    """The normal form of a post whose place the list `before` it names, or None."""
    for front in _fronts(before, names):
        for match in reversed(list(divisions().in_text.finditer(front))):
            office = read(front[match.start() :])
            if office is not None and office.place is not None:
                place = office.place.name
                found = read(f"{place}{post}")
                return _grounded(found, post, place) if found and found.place == office.place else None
        if divisions().leading(front)[1]:
            return None
    return None


def with_state(post: str, before: str, names: frozenset[str], read: Read) -> Office | None:
    """The normal form of a post whose state the list `before` it names, or None."""
    for front in _fronts(before, names):
        if _ENVOY in front:
            return None
        state, words = _state(front, read)
        if state is not None:
            found = None if _CHINA.search(words) else read(f"{state}{post}")
            return _grounded(found, post, state) if found and found.state == state else None
        if OF_CHINA.search(front) or front[0] in signs():
            return None
    return None


def _state(front: str, read: Read) -> tuple[str | None, str]:
    """The state of a post in front, and the words from its name on."""
    if _VIETNAMESE_PARTY in front:
        return "越南", front[front.index(_VIETNAMESE_PARTY) :]
    found = named(front)
    words = front[found[1] :] if found else front
    office = read(words)
    return office.state if office is not None else None, words


def _grounded(office: Office, post: str, whose: str) -> Office:
    return replace(office, grounds=f"{post} stands in a list behind a post of {whose}")


def _fronts(before: str, names: frozenset[str]) -> Iterator[str]:
    """The posts in the list that `before` ends with, the nearest first.

    The list ends where something stands that is neither a post nor a name.
    """
    rest = _SENTENCE.split(before[-LONGEST_LIST:])[-1]
    items = _JOINT.split(rest)
    if items.pop():
        return
    for item in reversed(items[-_MOST_ITEMS:]):
        post = _post(item, names)
        if post is None:
            return
        if post:
            yield post


def _post(words: str, names: frozenset[str]) -> str | None:
    """The post in one item of a list; empty for a bare name; None where it is something else."""
    if words in names:
        return ""
    match = _heads().match(words)
    if match is None:
        return None
    name = match["name"]
    known = not name or name in names or looks_chinese(name) or is_transliterated(name)
    return match["post"] if known else None


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?P<post>.*(?:{lexicon().head.pattern}))(?P<name>.*)$", re.DOTALL)


@cache
def _of_a_state() -> re.Pattern[str]:
    """What begins or ends a post such as other states have."""
    return re.compile(f"^(?:{_BODY_OF_A_STATE})|(?:部长|大臣|总理|{alternation(lexicon().foreign_heads)})$")
