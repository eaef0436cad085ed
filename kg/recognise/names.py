"""Personal names without a list of people, of whatever form: where a name that begins at a given place ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.recognise.chinese_names import LONGEST_CHINESE, ChineseNames
from kg.recognise.foreign_names import ForeignNames
from kg.recognise.lexicon import Lexicon
from kg.recognise.name_context import CONJUNCTIONS, Place, ending

_ADDRESS = re.compile("老师|同学|医生|师傅|大夫|教授|博士|女士|先生|小姐")
"""Forms of address behind a surname alone, or behind a name in Latin letters."""
_WHERE_ONE_COMES = tuple("村县市省校院厂镇乡这我")
_PREPOSITIONS = CONJUNCTIONS | frozenset("向对为于")
"""In front of a state they begin no name (主席｜向某国)."""


@dataclass(slots=True)
class NameFinder:
    """Tells where names end.

    `known` are names that the article has established: they need less evidence.  `places` are words that it uses as
    names of places (柏树乡): by themselves they name nobody.
    """

    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    chinese: ChineseNames = field(init=False)
    known_starts: frozenset[str] = field(init=False)
    _others: ForeignNames = field(init=False)
    _known_lengths: tuple[int, ...] = field(init=False)
    _known_foreign: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.chinese = ChineseNames(self.lexicon, self.known, self.places)
        self._others = ForeignNames(self.lexicon)
        self.known_starts = frozenset(name[0] for name in self.known)
        self._known_lengths = tuple(sorted({len(name) for name in self.known}, reverse=True))
        long = (name for name in self.known if len(name) >= LONGEST_CHINESE)
        self._known_foreign = tuple(sorted(long, key=lambda name: (-len(name), name)))

    def holds_known(self, text: str) -> bool:
        """Whether any known name stands in `text`."""
        return next(self.known_in(text, 0, len(text)), None) is not None

    def known_at(self, text: str, start: int, end: int) -> int | None:
        """Where the longest known name ends that stands at `start` of `text[:end]`."""
        if start < end and text[start] in self.known_starts:
            for stop in (start + length for length in self._known_lengths):
                if stop <= end and text[start:stop] in self.known:
                    return stop
        return None

    def known_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The known names in `text[start:end]`, one behind the other, the longest where several begin together."""
        if not any(first in text for first in self.known_starts):
            return
        behind = start
        for at in range(start, end):
            if at >= behind and (stop := self.known_at(text, at, end)) is not None:
                yield at, stop
                behind = stop

    def end(self, text: str, start: int, end: int, place: Place, *, foreign: bool = False) -> int | None:
        """Where a personal name that begins at `start` ends within `text[:end]`, or None where there is none.

        `foreign` says that the post in front is a foreign one, which lets transliterated names through.
        """
        lexicon = self.lexicon
        if start >= end or text[start] == "兼" or self._is_verb(text, start, end) or self._is_in_title(text, start):
            return None
        if (known := self._known_end(text, start, end)) is not None:
            return known
        if place.is_behind_post and (called := self._called(text, start, end)) is not None:
            return called
        if text[start] <= "Z" and (stop := self._others.latin(text, start, end)) is not None:
            is_person = (
                place.is_behind_post
                or lexicon.title_after_name.match(text, stop, end)
                or _ADDRESS.match(text, stop, end)
            )
            return stop if is_person else None
        if (first := self._others.first_part(text, start, end, place)) is not None:
            return self._others.last_part_end(text, first, end, place)
        if (
            text[start] in lexicon.element_starts
            and (stop := self._others.elements(text, start, end, place)) is not None
        ):
            return stop
        chinese = self.chinese.end(text, start, end, place)
        if chinese is not None and not foreign and ending(text, chinese, end) is not None:
            return chinese
        if place.is_behind_post or foreign:
            other = self._others.transliterated(text, start, end, foreign=foreign)
            if other is not None and other > (chinese or 0):
                return other
        return chinese

    def bare(self, text: str, start: int, end: int, place: Place = Place.BARE) -> int | None:
        """Where a name without a post ends that begins at `start` of a stretch up to `end`; None where none does."""
        if start >= end or not self.may_begin(text, start, place):
            return None
        state = self.lexicon.state_at_start.match(text, start, end)
        return self.end(text, start, end, place) if state is None or len(state[0]) == 1 else None

    def foreign(self, text: str, start: int, end: int) -> int | None:
        """Where a transliterated name without a post ends that begins at `start` (同｜希普某举行会谈), or None."""
        return (
            None if start >= end or self._is_verb(text, start, end) else self._others.transliterated(text, start, end)
        )

    def may_begin(self, text: str, start: int, place: Place) -> bool:
        """Whether a name with no post in front may begin at `start`: a cheap test that most places fail."""
        first = text[start]
        if first in self.known_starts or "A" <= first <= "Z":
            return True
        if first in self.lexicon.name_starts:
            return (
                place is not Place.BARE
                or self.chinese.may_be_bare(text, start)
                or self._others.has_dot(text, start)
                or self._others.may_be_elements(text, start)
            )
        return first in self.lexicon.transliteration and self._others.has_dot(text, start)

    def is_surname(self, character: str) -> bool:
        """Whether `character` alone in front of a title is a surname: a plain one, or that of a known name."""
        return character in self.lexicon.plain_surnames or (
            character in self.known_starts and character in self.lexicon.surnames
        )

    def _known_end(self, text: str, start: int, end: int) -> int | None:
        """Where a known name ends that is too long for a Chinese one (甲某和梅列某某共同主持), or None."""
        if text[start] not in self.known_starts:
            return None
        found = (start + len(name) for name in self._known_foreign if text.startswith(name, start, end))
        return next((stop for stop in found if ending(text, stop, end) is not None), None)

    def _called(self, text: str, start: int, end: int) -> int | None:
        """Where a surname with a form of address ends behind a post (教研组长｜娄老师首先评课), or None."""
        if text[start] not in self.lexicon.surnames or text[start] in CONJUNCTIONS:
            return None
        match = _ADDRESS.match(text, start + 1, end)
        return match.end() if match and ending(text, match.end(), end) is not None else None

    def _is_in_title(self, text: str, start: int) -> bool:
        """Whether `start` lies within a title of two characters, where no name begins (主｜席令)."""
        return start > 0 and text[start - 1 : start + 1] in self.lexicon.titles

    def _is_verb(self, text: str, start: int, end: int) -> bool:
        """Whether words that follow names stand at `start`: no name begins there (总统｜再次表示, 主席｜向某国)."""
        if text[start] == "任" and (text.startswith("命", start + 1) or self._is_post_near(text, start + 1, end)):
            # 由县长｜任总指挥, 国王｜任命: the verb.
            return True
        if text[start] == "来" and text[start + 1 : start + 2] in _WHERE_ONE_COMES:
            # 邀请总书记｜来村里做客: the verb.
            return True
        if text[start] == "和" and self.lexicon.transliteration.issuperset(text[start + 1 : start + 4]):
            # 某某主席｜和瓦塔某总统: the conjunction.
            return True
        if text[start] in _PREPOSITIONS and (state := self.lexicon.state_at_start.match(text, start + 1, end)):
            return len(state[0]) > 1
        match = self.lexicon.after_name.match(text, start, end)
        return match is not None and match.end() - start > 1 and text[start : start + 3] not in self.known

    def _is_post_near(self, text: str, start: int, end: int) -> bool:
        """Whether a head stands at `start`, or behind a word of one or two characters (总｜指挥, 副组长)."""
        return any(self.lexicon.head.match(text, start + n, end) is not None for n in (0, 1, 2))
