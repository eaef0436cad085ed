"""Who is who across documents: the same name with the same post of the same body is one person.

Within a document a name is one person.  Across documents a name alone proves nothing, and neither does a post that
leaves its place out (市长, 省委书记).  A post that names its body (甘肃省委书记, 国务院副总理) does: two people of one
name in one such post are not to be expected.  Whoever shares no such post with anybody stays apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kg.model import Reading
from kg.recognise.lexicon import Lexicon, lexicon

_NATIONAL = ("中共中央", "中央", "国家", "国务院", "全国", "最高人民", "中国", "中华")
_FULL_FORM = {"总书记": "中共中央总书记"}
# Posts that many hold at once: namesakes among them are to be expected.
_SHARED_BY_MANY = (
    "代表",
    "院士",
    "专家",
    "教授",
    "研究员",
    "成员",
    "领导",
    "负责人",
    "劳模",
    "顾问",
    "教师",
    "政协委员",
    "理事",
)
_LONGEST_PLACE = 11


def identify(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """`readings` of any number of documents with one key for each person who is the same beyond doubt.

    The outcome does not depend on the order of the readings.
    """
    tables = lexicon()
    groups = _Groups()
    for reading in readings:
        names = {p.key: p.name for p in reading.people}
        for membership in reading.memberships:
            name = names[membership.person]
            if telling := telling_post(membership.post, tables):
                groups.join(("person", name, membership.person), ("post", name, telling))
    keys = groups.keys()
    return tuple(_rekeyed(reading, keys) for reading in readings)


def telling_post(post: str, tables: Lexicon) -> str | None:
    """`post` in the form that is compared where it names its body and few hold it, else None."""
    post = _FULL_FORM.get(post, post)
    if post.endswith(_SHARED_BY_MANY):
        return None
    if post.startswith(_NATIONAL):
        return post
    if any(post[:length] in tables.places for length in range(2, min(_LONGEST_PLACE, len(post)))):
        return post
    return None


_Node = tuple[Literal["person", "post"], str, str]
"""A person in a document or a telling post: which of the two, the name, and the person's key or the post."""


class _Groups:
    """People in documents and their telling posts, joined where they belong together."""

    def __init__(self) -> None:
        self._parent: dict[_Node, _Node] = {}

    def join(self, person: _Node, post: _Node) -> None:
        first, second = self._root(person), self._root(post)
        # The root is the smaller one, so that the outcome does not depend on the order.
        self._parent[max(first, second)] = min(first, second)

    def _root(self, node: _Node) -> _Node:
        self._parent.setdefault(node, node)
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def keys(self) -> dict[str, str]:
        """The new key of each person whom a telling post identifies: the name and the first of the group's posts."""
        nodes = sorted(self._parent)
        posts: dict[_Node, str] = {}
        for node in nodes:
            if node[0] == "post":
                posts.setdefault(self._root(node), node[2])
        return {key: f"{name}|{posts[self._root((kind, name, key))]}" for kind, name, key in nodes if kind == "person"}


def _rekeyed(reading: Reading, keys: dict[str, str]) -> Reading:
    moved = {p.key: keys[p.key] for p in reading.people if p.key in keys}
    if not moved:
        return reading

    def key(old: str) -> str:
        return moved.get(old, old)

    return replace(
        reading,
        people=tuple(replace(p, key=key(p.key)) for p in reading.people),
        participations=tuple(replace(p, person=key(p.person)) for p in reading.participations),
        memberships=tuple(replace(m, person=key(m.person)) for m in reading.memberships),
        utterances=tuple(
            replace(u, speaker=replace(u.speaker, ref=key(u.speaker.ref)))
            if u.speaker.kind == "person" and u.speaker.ref
            else u
            for u in reading.utterances
        ),
    )
