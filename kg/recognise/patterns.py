"""Patterns that are tried only where one of their first characters stands.

The word classes are long alternations of words and small expressions.  `re` tries every one of them at every place;
with the characters that any of them can begin with in front, nearly all places are passed over at once.
"""

from __future__ import annotations

import re

# The parser of `re` has no public name.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

DIGIT = r"\d"
_WIDEST_RANGE = 256
_FEW = 8
"""So many first characters `re` looks for by itself, and faster."""


def anchored(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled to match just what it does, and to fail sooner."""
    first = first_characters(pattern)
    if len(first) <= _FEW:
        return re.compile(pattern)
    members = (character if character == DIGIT else re.escape(character) for character in sorted(first))
    return re.compile(f"(?=[{''.join(members)}])(?:{pattern})")


def first_characters(pattern: str) -> frozenset[str]:
    """The characters that `pattern` can begin with, `DIGIT` for any digit; none where it can begin with anything."""
    first, may_be_empty = _first(_parser.parse(pattern))
    return frozenset() if first is None or may_be_empty else frozenset(first)


def _first(sequence: Any) -> tuple[set[str] | None, bool]:
    """What a parsed expression can begin with, and whether it can match nothing; None where it can be anything."""
    found: set[str] = set()
    for code, argument in sequence:
        first, may_be_empty = _first_of(code, argument)
        if first is None:
            return None, False
        found |= first
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(code: Any, argument: Any) -> tuple[set[str] | None, bool]:
    if code is op.LITERAL:
        return {chr(argument)}, False
    if code is op.IN:
        return _members(argument), False
    if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
        return set(), True
    if code is op.SUBPATTERN:
        return _first(argument[-1])
    if code is op.ATOMIC_GROUP:
        return _first(argument)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        first, may_be_empty = _first(argument[2])
        return first, may_be_empty or argument[0] == 0
    if code is op.BRANCH:
        branches = [_first(branch) for branch in argument[1]]
        firsts = [first for first, _ in branches if first is not None]
        if len(firsts) < len(branches):
            return None, False
        return set().union(*firsts), any(may_be_empty for _, may_be_empty in branches)
    return None, False


def _members(members: Any) -> set[str] | None:
    """The characters of a class; None where they are too many, or told by what they are not."""
    found: set[str] = set()
    for code, argument in members:
        if code is op.LITERAL:
            found.add(chr(argument))
        elif code is op.RANGE and argument[1] - argument[0] < _WIDEST_RANGE:
            found |= {chr(c) for c in range(argument[0], argument[1] + 1)}
        elif code is op.CATEGORY and argument is op.CATEGORY_DIGIT:
            found.add(DIGIT)
        else:
            return None
    return found
