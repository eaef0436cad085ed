"""Whom a sentence names: whom it is about, whose paper it tells of, whom it describes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.recognise.items import Item, Kind

if TYPE_CHECKING:
    from kg.recognise.cues import Cue
    from kg.recognise.scan import Scanned

# What a head of state or party is called when his words are quoted within another's.
AUTHORITY = re.compile(r"总书记|主席|总理")
_SUBJECT_CLAIMS = ("speaker", "instruction", "inspection", "chair", "talks")
_THOSE = re.compile(
    "(?:[^，。；：]{0,16}，)?[^，。；：]{0,20}?(?:们(?!的)|(?:学员|代表|师生|职工|群众|村民|居民|委员|干部|专家|同学)(?=[就对围还在一也结纷踊先分]))"
)
"""How a sentence opens that tells of people without a name."""
_PAPER_BEHIND = re.compile("(?:同志)?的?(?:重要|署名){1,2}文章")


def described(s: Scanned, position: int | None = None) -> Item | None:
    """Whom the first clause, or what of it stands in front of `position`, describes: 在街口开面馆的｜陆某｜拿出账单."""
    clause = s.masked.find("，")
    stop = min(clause if clause >= 0 else len(s.masked), len(s.masked) if position is None else position)
    return next((i for i in s.items if i.kind is Kind.PERSON and i.end <= stop and s.masked[i.start - 1] == "的"), None)


def run(item: Item) -> tuple[int, int]:
    """A name with the posts in front of it."""
    return item.begin, item.end


def title(s: Scanned, item: Item) -> str:
    """What somebody is called behind her name."""
    if item.title is not None:
        return s.text[slice(*item.title)]
    called = AUTHORITY.match(s.text, item.end)
    return called[0] if called else ""


def author(s: Scanned, cue: Cue) -> Item | None:
    """Who is named in front of the paper that speaks (…陆某作出重要指示指出)."""
    begin, end = cue.subject
    return next((i for i in reversed(s.items) if i.kind is Kind.PERSON and begin <= i.start and i.end < end), None)


def is_of_a_group(s: Scanned) -> bool:
    """Whether a sentence tells of people without a name, whom 他们 means in the next (本次培训，学员们交流了体会)."""
    those = _THOSE.match(s.masked)
    return those is not None and all(item.kind is not Kind.PERSON or item.start > those.end() for item in s.items)


def writer(s: Scanned) -> Item | None:
    """Whose paper the sentence tells of (发表…陆某的重要文章)."""
    return next((i for i in s.items if i.kind is Kind.PERSON and _PAPER_BEHIND.match(s.masked, i.end)), None)


def subject_item(s: Scanned) -> Item | None:
    """The person whom a narrative sentence is about: who speaks in it, else who leads it."""
    for role in _SUBJECT_CLAIMS:
        for claim in reversed(s.claims):
            if claim.people and role in claim.rule.claims:
                return claim.people[0]
    return s.head.person if s.head is not None else None


def named_before(s: Scanned, position: int) -> Item | None:
    """Whom the sentence itself is about in front of `position`: 张某率先发言，他 …."""
    if s.head is not None and s.head.person is not None and s.head.span[1] <= position:
        return s.head.person
    presented = next((i for i in s.items if i.kind is Kind.PERSON and i.end == position - 1), None)
    if presented is not None and s.masked[run(presented)[0] - 1] == "是":
        return presented
    return next((c.people[0] for c in reversed(s.claims) if c.people and c.end <= position), None)
