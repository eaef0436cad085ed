"""States, unions and organisations of states in the words of a post: which one is named, and by which words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from kg.recognise.lexicon import alternation, rows

_FORMS = ("name", "full_name", "short_name")
_FEDERAL = "联邦"
_FEDERAL_BODIES = ("院", "委员会", "议会")
_MOST_REMEMBERED = 8_192


@cache
def states() -> Mapping[str, str]:
    """Every name that stands in full, with the state that it means."""
    return MappingProxyType({r["name"]: r["state"] for r in rows("states") if r["form"] in _FORMS})


@cache
def signs() -> Mapping[str, str]:
    """The characters that stand for states where words are short (俄外长, 中法), with the state."""
    return MappingProxyType({r["name"]: r["state"] for r in rows("states") if r["form"] == "one_character"})


@cache
def organisations() -> frozenset[str]:
    """Unions and organisations among what the names mean."""
    return frozenset(r["state"] for r in rows("states") if r["kind"] in ("union", "organisation"))


@cache
def in_text() -> re.Pattern[str]:
    """Any name of more than one character."""
    return re.compile(alternation(name for name in states() if len(name) > 1))


@lru_cache(_MOST_REMEMBERED)
def named(post: str) -> tuple[str, int, int] | None:
    """The state whose post `post` is, where its name begins and where it ends; None where none is named.

    It is the last one named (联合国驻叙利亚 …), but the first of two that stand together: 南苏丹苏丹人民解放运动 is
    a body of 南苏丹.  In 瑞士联邦院 the word 联邦 belongs to the body.
    """
    found = [m for m in in_text().finditer(post) if not post.startswith("内", m.start() - 1)]
    if not found:
        return None
    last = found[-1]
    while len(found) > 1 and found[-2].end() == last.start():
        found.pop()
        last = found[-1]
    stop, shorter = last.end(), last[0].removesuffix(_FEDERAL)
    if shorter != last[0] and shorter in states() and post.startswith(_FEDERAL_BODIES, stop):
        stop -= len(_FEDERAL)
    return states()[post[last.start() : stop]], last.start(), stop
