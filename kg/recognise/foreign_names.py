"""Names in other forms: transliterated (希普某), with dots (买买提·吐某), in Latin letters, of Tibetan elements.

None of them is weighed: they end where the characters of their form end, or where what follows names begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.recognise.lexicon import Lexicon
from kg.recognise.name_context import (
    AT_BOUNDARY,
    BEFORE_WORD,
    CONJUNCTIONS,
    FUNCTION_WORDS,
    NO_SURNAMES,
    Place,
    ending,
    is_han,
)

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_DOT = re.compile(rf"[{_HAN}]{{1,7}}[·.-](?=[{_HAN}])|[A-Z]{{1,2}}[·.](?=[{_HAN}])")
"""The first part of a name, with the dot or dash behind it."""
_DOTS = re.compile("[·.-]")
"""What parts a name; some write a plain dot or a dash."""
_NUMBERED = re.compile("[一二三四五六七八九十]世")
"""The number of a king."""
_LATIN = re.compile(r"[A-Z][a-z'’][A-Za-z'’.·-]{0,40}")

# How long names and their parts may be, in characters.
_LONGEST_PART = 8
_SHORT_PART = 7
_LONGEST_NAME = 12
_MOST_PARTS = 8
_LADY = "女士"
"""Whose characters occur in names as well."""
_SURELY_FOREIGN = 4
"""So many transliteration characters behind a foreign post are a name, whatever follows."""


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """Finds the ends of names in other forms than the Chinese one."""

    lexicon: Lexicon

    def has_dot(self, text: str, start: int) -> bool:
        """Whether a dot stands so near that the first part of a name may begin at `start`."""
        return _DOTS.search(text, start, start + _LONGEST_PART) is not None

    def latin(self, text: str, start: int, end: int) -> int | None:
        """Where a name in Latin letters ends that begins at `start`."""
        match = _LATIN.match(text, start, end)
        return match.end() if match else None

    def first_part(self, text: str, start: int, end: int, place: Place) -> int | None:
        """Where the first part of a name with dots ends, its dot included."""
        match = _DOT.match(text, start, end)
        if match is None or text[start] in "之的了" or not self._is_first_part(match[0], place):
            return None
        return match.end()

    def may_be_elements(self, text: str, start: int) -> bool:
        """Whether the elements of Tibetan, Mongol, Yi or Turkic names stand at `start`."""
        return text[start] in self.lexicon.element_starts and self.lexicon.elements.match(text, start) is not None

    def elements(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of a Tibetan, Mongol, Yi or Turkic name without dots: elements that together are bounded."""
        match = self.lexicon.elements.match(text, start, end)
        if match is None:
            return None
        for stop in (match.end(), match.end("bare")):
            follows = ending(text, stop, end)
            if follows is None or text[start:stop] in self.lexicon.places:
                continue
            in_list = place is Place.IN_LIST and follows == AT_BOUNDARY
            if stop - start > 2 or place.is_behind_post or in_list:
                return stop
        return None

    def transliterated(self, text: str, start: int, end: int, *, foreign: bool = False) -> int | None:
        """The end of a name in transliteration characters."""
        lexicon = self.lexicon
        if text[start] in CONJUNCTIONS or (text[start] == "不" and not foreign):
            return None
        shortest = 2 if foreign else 3
        reach = self._reach(text, start, min(end, start + _LONGEST_NAME))
        for stop in range(reach, start + shortest - 1, -1):
            name = text[start:stop]
            if name in lexicon.places or name in lexicon.common_words or name in lexicon.never_names:
                continue
            if text[start : start + 2] not in self.lexicon.never_names and self._may_end(text, start, stop, end):
                return stop
        return reach if foreign and reach - start >= _SURELY_FOREIGN else None

    def last_part_end(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of the part behind a dot (买买提·吐尔逊): as far as transliteration goes and a name may end."""
        for _ in range(_MOST_PARTS):
            if match := _DOT.match(text, start, end):
                start = match.end()
        known = self.lexicon.elements.match(text, start, end)
        if known and ending(text, known.end(), end) is not None:
            # 买买提｜出席: not 买买｜提出; 阿不都｜等: not 阿不｜都等.
            return known.end()
        reach = self._reach(text, start, min(end, start + _LONGEST_PART))
        for stop in range(reach, start, -1):
            if self._may_end(text, start, stop, end):
                return stop
        for stop in range(reach + 1, min(end, start + _LONGEST_PART) + 1):
            if is_han(text[start:stop]) and self._may_end(text, start, stop, end):
                return stop
        return reach if place.is_behind_post and reach > start else None

    def _is_first_part(self, text: str, place: Place) -> bool:
        """Whether what stands up to a dot can be the first part of a name, and nothing but that."""
        if text[0] <= "Z":
            return True
        is_foreign = all(c in self.lexicon.transliteration for c in text[:-1])
        if text[-1] == "-":
            # 迪亚斯-某某; a dash between two states (中国-沙特) joins no name.
            return is_foreign and place.is_behind_post and text[:-1] not in self.lexicon.places
        if place is Place.BARE:
            return text[-1] == "·" and is_foreign
        is_plain = len(text) <= _SHORT_PART and (
            NO_SURNAMES.isdisjoint(text) or self.lexicon.elements.fullmatch(text[:-1]) is not None
        )
        return (is_foreign or is_plain) and not self.lexicon.head.search(text)

    def _reach(self, text: str, start: int, end: int) -> int:
        """How far transliteration characters go from `start`, up to a word that follows names."""
        reach = start
        while reach < end and text[reach] in self.lexicon.transliteration:
            if text.startswith(_LADY, reach) or (reach - start > 1 and ending(text, reach, end) == BEFORE_WORD):
                break
            reach += 1
        # 阿某二世: the number of a king belongs to the name.
        return reach + 2 if _NUMBERED.match(text, reach, end) else reach

    def _may_end(self, text: str, start: int, stop: int, end: int) -> bool:
        """Whether a name of foreign form from `start` may end at `stop`: not behind a 则 that it can do without."""
        if stop - start > 2 and text[stop - 1] in FUNCTION_WORDS and ending(text, stop - 1, end) is not None:
            return False
        return ending(text, stop, end) is not None and not self._is_in_word(text, start, stop, end)

    def _is_in_word(self, text: str, start: int, stop: int, end: int) -> bool:
        """Whether `stop` lies in a word that follows names (特某普第｜三次, 奥某西特｜别强调)."""
        words = (self.lexicon.after_name.match(text, at, end) for at in (stop - 1, stop - 2) if at > start + 1)
        return any(word is not None and word.end() > stop for word in words)
