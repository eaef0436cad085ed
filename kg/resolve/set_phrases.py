"""Set phrases (提法) in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.recognise.lexicon import lexicon

_QUOTED = re.compile(r"“([^“”]{2,24})”")
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万\d]")
"""A short phrase counts something: “两山”."""
_NO_SLOGAN = re.compile(
    r"[。！？：；《》]|^[\dA-Za-z.\-·+]+$|^\d|^十[一二三四五六七八九]五$|^(?:五一|六一|七一|八一|十一|三八|五四|[一二三四五六七八九十]+·[一二三四五六七八九十]+)$"
)
"""Sentences, numbers, plans and dates."""
_EVENT_BEHIND = re.compile(
    r"(?:专题)?(?:座谈会|会议|活动|仪式|论坛|劳动节|国际|杯|奖章|勋章|规划|时期|期间|开局|收官|末)"
)
"""What stands behind the name of an event or a plan."""
_PARALLEL = re.compile(r"^([^，、]{2,8})(?:[，、][^，、]{2,8}){1,3}$")
"""Short parts side by side, which may be longer than one phrase."""
_SHORTEST_PHRASE = 4
_LONGEST_PHRASE = 12


def slogans(text: str) -> Iterator[tuple[int, int]]:
    """The set phrases (提法) in quotation marks in `text`, without the marks: “三个坚定不移”, “一带一路”.

    Whole sentences, single words, dates, foreign names and the names of plans and events in quotation marks are none.
    """
    for match in _QUOTED.finditer(text):
        phrase = match[1]
        if _NO_SLOGAN.search(phrase) or _EVENT_BEHIND.match(text, match.end()):
            continue
        if not _PARALLEL.match(phrase) and ("，" in phrase or len(phrase) > _LONGEST_PHRASE):
            continue
        if all(character in lexicon().transliteration for character in phrase):
            continue
        if len(phrase) >= _SHORTEST_PHRASE or _NUMERAL.search(phrase[:-1]):
            yield match.span(1)
