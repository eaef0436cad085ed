"""Posts behind a name: who is elected, appointed or dismissed, read by the rules of `kg/rules/appointments.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.recognise.match import claims, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.recognise.items import Item, Post
    from kg.recognise.people import PeopleParser
    from kg.recognise.rules import Rule
    from kg.recognise.sightings import Sighted

# How far in front of the verb its subject may end (当选, 全票再次当选), the occasion not counted (在全会上当选).
_NEAR = 8
_OCCASION = re.compile("在[^，。]{2,24}(?:上|中)")
_OTHER_SUBJECT = re.compile("[您你他她，]|祝贺|恭贺|恭喜|支持|推荐|提名")


@dataclass(frozen=True, slots=True)
class Appointment:
    """The posts that a sentence gives these people behind their names; `[start, end)` covers verb and posts."""

    rule: Rule
    start: int
    end: int
    people: tuple[Item, ...]
    posts: tuple[Post, ...]


def appointments(sentence: Sighted, items: Sequence[Item], parser: PeopleParser) -> tuple[Appointment, ...]:
    """The posts that a sentence, whose stretches are `items`, gives people behind their names."""
    text = sentence.text
    found: list[Appointment] = []
    body: tuple[int, int] | None = None
    matches = find(sentence.appointments, text, len(text))
    for claim in claims(matches, text, items, partial(parser.parse, sentence)):
        match = claim.rule.pattern.match(text, claim.start)
        if match is None or not claim.people:
            continue
        last = claim.people[-1]
        between = _OCCASION.sub("", text[last.behind : claim.start])
        if claim.rule.looks_back and (len(between) > _NEAR or _OTHER_SUBJECT.search(between)):
            continue
        posts = parser.posts(sentence, *match.span("posts"), body)
        if posts:
            body = parser.body(text, posts[0]) or body
            found.append(Appointment(claim.rule, claim.start, claim.end, claim.people, posts))
    return tuple(found)
