"""How much a name alone tells: how many others are to be expected to bear it."""

from __future__ import annotations

from functools import cache

from kg.recognise.lexicon import lexicon, rows

_LONG_FOREIGN_NAME = 5
_FULL_CHINESE_NAME = 3
_FREQUENT_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
"""The thirty that most people bear (reports on names of the Ministry of Public Security)."""


@cache
def _common_characters() -> frozenset[str]:
    return frozenset(r["character"] for r in rows("given_characters"))


@cache
def is_transliterated(name: str) -> bool:
    """Whether `name` is written like a foreign one: with a point or a hyphen, or in characters of transliterations."""
    return "·" in name or "-" in name or lexicon().transliteration.issuperset(name)


@cache
def looks_chinese(name: str) -> bool:
    """Whether `name` has the form of a Chinese one: two or three characters that begin with a surname."""
    return len(name) in (_FULL_CHINESE_NAME - 1, _FULL_CHINESE_NAME) and name[0] in lexicon().surnames


@cache
def is_uncommon(name: str) -> bool:
    """Whether few bear `name`, a Chinese one: three characters, or two with a surname that is not frequent."""
    return looks_chinese(name) and (len(name) >= _FULL_CHINESE_NAME or name[0] not in _FREQUENT_SURNAMES)


@cache
def is_rare(name: str) -> bool:
    """Whether no second bearer of `name` is to be expected among the people in the news.

    A Chinese name is rarer the rarer its surname and the characters of the given name are; with a frequent surname a
    given name of one character (王伟) or of two common ones (建国) is borne by too many.  A foreign name is rare where
    it is long.
    """
    if is_transliterated(name):
        return len(name) >= _LONG_FOREIGN_NAME
    common = sum(character in _common_characters() for character in name[1:])
    if len(name) < _FULL_CHINESE_NAME:
        return common == 0 and name[0] not in _FREQUENT_SURNAMES
    return common <= 1 or name[0] not in _FREQUENT_SURNAMES
