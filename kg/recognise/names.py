"""Personal names without a list of people: where a name that begins at a given place ends.

A candidate is weighed by its surname, by how often its other characters stand in given names rather than in running
text, and by what follows it.  The weights are natural logarithms of how much likelier a name is than other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from kg.recognise.lexicon import Lexicon, lexicon

SEPARATORS = "、，；：。！？—"
_CLOSERS = SEPARATORS + "等"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_DOT = re.compile(rf"[{_HAN}]{{1,7}}[·.-](?=[{_HAN}])|[A-Z]{{1,2}}[·.](?=[{_HAN}])")
_DOTS = re.compile("[·.-]")
_ADDRESS = re.compile("老师|同学|医生|师傅|大夫|教授|博士|女士|先生|小姐")
_NUMBERED = re.compile("[一二三四五六七八九十]世")
_LATIN = re.compile(r"[A-Z][a-z'’][A-Za-z'’.·-]{0,40}")
_LONGEST_PART = 8
_LONGEST_NAME = 12
_MOST_PARTS = 8
_SHORT_PART = 7
_MOST_REMEMBERED = 8_192
_LONGEST_CHINESE = 4
_SURELY_FOREIGN = 4
"""So many transliteration characters behind a foreign post are a name, whatever follows."""
_FUNCTION_WORDS = frozenset("将则时在和与同就对向以于为给把被应由从致也还又再均都并及等之所的称说其自作至")
"""Characters that rarely end a name and often follow one."""
_NO_SURNAMES = _FUNCTION_WORDS | frozenset(
    "的了着过们得地是不很最更每各该本这那其何我你您他她它个些几多两一二三四五六七八九十间中内上下前后里外会学院校处局厅部长久迎念朋"
)
"""Characters with which no name begins, however rare its surname."""
_CONJUNCTIONS = frozenset("和与及同暨")
_JOINING = _CONJUNCTIONS | {"之"}
"""What joins a name to a noun behind it; in front of anything else the character belongs to the name."""
_NO_LAST = frozenset("副县镇乡村们")
"""What no given name ends with."""
_RANKS = frozenset("大上中少")
_COMRADE = "同志"
_NO_COMRADE = frozenset("责导关会席部委员女男老")
"""What in front of 同志 tells of comrades without a name (负责同志, 有关同志)."""
_ENDS_OF_BODIES = frozenset("庭院局部处室所站队校厂社会委办团组")
_PREPOSITIONS = _CONJUNCTIONS | frozenset("向对为于")

# What each kind of evidence weighs.
_COMMON_SURNAME = 1.0
_RARE_SURNAME = -1.0
_BARE_RARE_SURNAME = -2.5
_CONJUNCTION_SURNAME = -12.0
_LIKE_A_NAME = 3.0
"""What the two characters behind 和 have to weigh for it to be a surname."""
_SHORT = -0.7
_DOUBLE_SURNAME = -3.0
_WORD = -4.0
_WORD_ALONE = 1.0
_WORD_BEFORE_VERB = 2.5
_WORD_AT_HEAD = -3.0
_WORD_AT_TAIL = -1.5
_PLACE = -3.0
_FUNCTION_WORD = -3.5
_OWN_LAST = 2.5
_UNKNOWN_SURNAME = -4.5
_UNKNOWN_SHORT = -2.0
_KNOWN = 6.0
_AT_TITLE = 4.0
_AT_BOUNDARY = 3.0
_AT_BRACKET = 2.0
_BEFORE_WORD = 2.5
_BEFORE_PARTICLE = 1.0
_UNBOUND = -1.5


class Place(Enum):
    """Where a name would stand, which says how much more evidence it needs."""

    BEHIND_BODY_POST = "behind a post with its body"
    BEHIND_POST = "behind a post"
    IN_LIST = "behind another name"
    BARE = "anywhere else"

    @property
    def is_behind_post(self) -> bool:
        """Whether a post stands in front."""
        return self in (Place.BEHIND_BODY_POST, Place.BEHIND_POST)


_ENOUGH = {Place.BEHIND_BODY_POST: -1.5, Place.BEHIND_POST: -1.5, Place.IN_LIST: -0.5, Place.BARE: 2.0}
"""What the evidence has to weigh."""


@dataclass(slots=True)
class NameFinder:
    """Tells where names end.

    `known` are names that the article has established: they need less evidence.  `places` are words that it uses as
    names of places (柏树乡): by themselves they name nobody.
    """

    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    known_starts: frozenset[str] = field(init=False)
    _known_lengths: tuple[int, ...] = field(init=False)
    _known_foreign: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.known_starts = frozenset(name[0] for name in self.known)
        self._known_lengths = tuple(sorted({len(name) for name in self.known}, reverse=True))
        long = (name for name in self.known if len(name) >= _LONGEST_CHINESE)
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
        if start >= end or text[start] == "兼" or self._is_verb(text, start, end):
            return None
        if (known := self._known_end(text, start, end)) is not None:
            return known
        if place.is_behind_post and (called := self._called(text, start, end)) is not None:
            return called
        if text[start] <= "Z" and (match := _LATIN.match(text, start, end)):
            is_person = (
                place.is_behind_post
                or lexicon.title_after_name.match(text, match.end(), end)
                or _ADDRESS.match(text, match.end(), end)
            )
            return match.end() if is_person else None
        if (
            (match := _DOT.match(text, start, end))
            and text[start] not in "之的了"
            and self._is_first_part(match[0], place)
        ):
            return self._last_part_end(text, match.end(), end, place)
        if text[start] in lexicon.element_starts and (stop := self._elements(text, start, end, place)) is not None:
            return stop
        chinese = self._chinese(text, start, end, place)
        if chinese is not None and not foreign and self.ending(text, chinese, end) is not None:
            return chinese
        if place.is_behind_post or foreign:
            other = self._transliterated(text, start, end, foreign=foreign)
            if other is not None and other > (chinese or 0):
                return other
        return chinese

    def _known_end(self, text: str, start: int, end: int) -> int | None:
        """Where a known name ends that is too long for a Chinese one (甲某和梅列某某共同主持), or None."""
        if text[start] not in self.known_starts:
            return None
        found = (start + len(name) for name in self._known_foreign if text.startswith(name, start, end))
        return next((stop for stop in found if self.ending(text, stop, end) is not None), None)

    def _called(self, text: str, start: int, end: int) -> int | None:
        """Where a surname with a form of address ends behind a post (教研组长｜娄老师首先评课), or None."""
        if text[start] not in self.lexicon.surnames:
            return None
        match = _ADDRESS.match(text, start + 1, end)
        return match.end() if match and self.ending(text, match.end(), end) is not None else None

    def foreign(self, text: str, start: int, end: int) -> int | None:
        """Where a transliterated name without a post ends that begins at `start` (同｜希普某举行会谈), or None."""
        return None if start >= end or self._is_verb(text, start, end) else self._transliterated(text, start, end)

    def bare(self, text: str, start: int, end: int, place: Place = Place.BARE) -> int | None:
        """Where a name without a post ends that begins at `start` of a stretch up to `end`; None where none does."""
        if start >= end or not self.may_begin(text, start, place):
            return None
        state = self.lexicon.state_at_start.match(text, start, end)
        return self.end(text, start, end, place) if state is None or len(state[0]) == 1 else None

    def may_begin(self, text: str, start: int, place: Place) -> bool:
        """Whether a name with no post in front may begin at `start`: a cheap test that most places fail."""
        first = text[start]
        if first in self.known_starts or "A" <= first <= "Z":
            return True
        if first in self.lexicon.name_starts:
            return place is not Place.BARE or self._may_be_bare(text, start)
        return first in self.lexicon.transliteration and _DOTS.search(text, start, start + _LONGEST_PART) is not None

    def _may_be_bare(self, text: str, start: int) -> bool:
        """Whether a name with nothing in front can have weight enough, whatever follows it."""
        lexicon = self.lexicon
        first, pair = text[start], text[start : start + 2]
        if first in lexicon.plain_surnames:
            surname = _COMMON_SURNAME
        elif first in lexicon.surnames:
            surname = _BARE_RARE_SURNAME
        else:
            surname = None
        if surname is not None:
            if self._has_two(pair) or not _JOINING.isdisjoint(text[start + 1 : start + 4]):
                return True
            needed = _ENOUGH[Place.BARE] - surname - _AT_TITLE
            weigh = lexicon.name_weights.get
            weight = weigh(text[start + 1 : start + 2], 0.0)
            if weight + _SHORT >= needed:
                return True
            weight += weigh(text[start + 2 : start + 3], 0.0)
            if weight >= needed:
                return True
            if pair[1:] in lexicon.plain_surnames and weight + weigh(text[start + 3 : start + 4], 0.0) >= needed:
                return True
        elif self._has_two(pair):
            return True
        if _DOTS.search(text, start, start + _LONGEST_PART):
            return True
        return first in lexicon.element_starts and lexicon.elements.match(text, start) is not None

    def _is_verb(self, text: str, start: int, end: int) -> bool:
        """Whether words that follow names stand at `start`: no name begins there (总统｜再次表示, 主席｜向某国)."""
        if text[start] == "任" and self._is_post_near(text, start + 1, end):
            # 由县长｜任总指挥: the verb.
            return True
        if text[start] in _PREPOSITIONS and (state := self.lexicon.state_at_start.match(text, start + 1, end)):
            return len(state[0]) > 1
        match = self.lexicon.after_name.match(text, start, end)
        return match is not None and match.end() - start > 1 and text[start : start + 3] not in self.known

    def _is_post_near(self, text: str, start: int, end: int) -> bool:
        """Whether a head stands at `start`, or behind a word of one or two characters (总｜指挥, 副组长)."""
        return any(self.lexicon.head.match(text, start + n, end) is not None for n in (0, 1, 2))

    def is_surname(self, character: str) -> bool:
        """Whether `character` alone in front of a title is a surname: a plain one, or that of a known name."""
        return character in self.lexicon.plain_surnames or (
            character in self.known_starts and character in self.lexicon.surnames
        )

    def is_name(self, name: str) -> bool:
        """Whether `name`, two or three characters whose end is certain, is a Chinese name."""
        place = Place.BEHIND_POST
        by_surname = [weight for n, weight in self._lengths(name, 0, len(name), place) if n == len(name)]
        return bool(by_surname) and by_surname[0] + self._name_weight(name, place) > _ENOUGH[place]

    # -- Chinese names -------------------------------------------------------------------------------------------

    def _chinese(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of the likeliest name of two to four characters, where one is likely enough."""
        lexicon = self.lexicon
        best: tuple[float, int] | None = None
        for length, weight in self._lengths(text, start, end, place):
            stop = start + length
            name = text[start:stop]
            follows = self.ending(text, stop, end)
            if follows is None:
                if lexicon.form_of_address.match(text, stop - 1, end):
                    # 班主任邵｜老师: what looks like a given name begins a form of address.
                    continue
                if not place.is_behind_post and name not in self.known:
                    continue
                follows = _UNBOUND
            total = (
                weight + follows + self._name_weight(name, place) + self._fit(text, start, stop, end, place, follows)
            )
            if best is None or total > best[0]:
                best = (total, stop)
        if best is None or best[0] < _ENOUGH[place]:
            return None
        stop = self._four(text, start, best[1], end) if place.is_behind_post else best[1]
        return None if text[start:stop] in lexicon.never_names else stop

    def _fit(self, text: str, start: int, stop: int, end: int, place: Place, follows: float) -> float:
        """How a name in `text[start:stop]` fits between its post and what `follows`, beyond what both weigh alone."""
        lexicon = self.lexicon
        name = text[start:stop]
        total = 0.0
        if place.is_behind_post and name in lexicon.common_words and text[stop : stop + 1] in _CLOSERS:
            # 主席｜舒某、: a word by itself between a post and the end of the stretch is a name after all.
            total += _WORD_ALONE
        elif place is Place.BEHIND_BODY_POST and name in lexicon.common_words and follows >= _BEFORE_WORD:
            # 市政协民宗委主任｜温某出席会议.
            total += _WORD_BEFORE_VERB
        elif follows in (_BEFORE_WORD, _BEFORE_PARTICLE) and len(name) == 4 and self._is_word_across(text, stop, end):
            total += _FUNCTION_WORD
        if name[-1] in _FUNCTION_WORDS:
            is_own = name[-1] in _JOINING and lexicon.no_conjunct.match(text, stop, end)
            total += _OWN_LAST if is_own else _FUNCTION_WORD
            if len(name) == _LONGEST_CHINESE and self.ending(text, stop - 1, end) is not None:
                # 司空某｜则直言: three characters are a whole name.
                total += _FUNCTION_WORD
        return total

    def _is_word_across(self, text: str, stop: int, end: int) -> bool:
        """Whether a word that follows names begins one character before `stop` and reaches as far (紧｜接着)."""
        inner, outer = (self.lexicon.after_name.match(text, at, end) for at in (stop, stop - 1))
        return inner is not None and outer is not None and outer.end() >= inner.end()

    def _four(self, text: str, start: int, stop: int, end: int) -> int:
        """`stop`, or the fourth character where only there the name is bounded (Japanese and Tibetan names)."""
        fourth = start + 4
        if fourth > end or self.ending(text, stop, end) is not None or not is_han(text[start:fourth]):
            return stop
        if text[start + 2 : fourth] in self.lexicon.titles or text[fourth - 1] in _ENDS_OF_BODIES:
            return stop
        return fourth if self.ending(text, fourth, end) == _AT_BOUNDARY else stop

    def _lengths(self, text: str, start: int, end: int, place: Place) -> list[tuple[int, float]]:
        """The lengths that a name may have by its surname, each with what surname and length weigh."""
        lexicon = self.lexicon
        pair = text[start : start + 2]
        if pair in lexicon.compound_surnames:
            found = [(3, _COMMON_SURNAME), (4, _COMMON_SURNAME), (2, _RARE_SURNAME + _SHORT)]
        elif text[start] in lexicon.plain_surnames:
            found = [(2, _COMMON_SURNAME + _SHORT), (3, _COMMON_SURNAME)]
            if pair[1:] in lexicon.plain_surnames and pair not in lexicon.places:
                found.append((4, _DOUBLE_SURNAME))
        elif text[start] in lexicon.surnames:
            surname = _BARE_RARE_SURNAME if place is Place.BARE else _RARE_SURNAME
            found = [(2, surname + _SHORT), (3, surname)]
            if text[start] == "和":
                found = [(3, _CONJUNCTION_SURNAME if self._joins(text, start + 1) else surname)]
        else:
            found = [(length, 0.0) for length in (2, 3, 4) if text[start : start + length] in self.known]
            if not found and place.is_behind_post and text[start] not in _NO_SURNAMES:
                found = [
                    (length, _UNKNOWN_SURNAME + (_UNKNOWN_SHORT if length == 2 else 0.0))
                    for length in (2, 3)
                    if self.ending(text, start + length, end) is not None
                    and _NO_SURNAMES.isdisjoint(text[start : start + length - 1])
                ]
        if place.is_behind_post:
            found += self._japanese(text, start)
        return [(length, weight) for length, weight in found if start + length <= end]

    def _japanese(self, text: str, start: int) -> list[tuple[int, float]]:
        """The lengths of a Japanese name: a family name of two or three characters and as many as three more."""
        if text[start] in _CONJUNCTIONS:
            # 老领导和｜田主任: rather the conjunction.
            return []
        families = (n for n in (2, 3) if text[start : start + n] in self.lexicon.japanese_surnames)
        return [(family + given, _COMMON_SURNAME) for family in families for given in (1, 2, 3)]

    def _has_two(self, pair: str) -> bool:
        """Whether two characters are one surname."""
        return pair in self.lexicon.compound_surnames or pair in self.lexicon.japanese_surnames

    def _joins(self, text: str, start: int) -> bool:
        """Whether what follows 和 stands by itself: a word, a place, a post or a name of its own (书记和｜院长常…)."""
        lexicon = self.lexicon
        pair = text[start : start + 2]
        if len(pair) < 2 or sum(lexicon.name_weights.get(c, 0.0) for c in pair) < _LIKE_A_NAME:
            return True
        return (
            pair[0] in lexicon.surnames
            or pair in lexicon.common_words
            or pair in lexicon.places
            or lexicon.head.match(text, start) is not None
            or lexicon.group.match(text, start) is not None
        )

    def _name_weight(self, name: str, place: Place) -> float:
        """What the characters of `name` say, and whether it is a word, a place or a name already known."""
        lexicon = self.lexicon
        is_title = name[-1] in _NO_LAST or name in self.lexicon.titles or name[1:] in self.lexicon.titles
        if is_title or not is_han(name) or name in self.lexicon.never_names:
            return float("-inf")
        if name in self.known:
            return _KNOWN
        if (name in lexicon.places or name in self.places) and not place.is_behind_post:
            return float("-inf")
        surname = 2 if self._has_two(name[:2]) and len(name) > 2 else 1
        weight = sum(lexicon.name_weights.get(c, 0.0) for c in name[surname:])
        if name in lexicon.places or (len(name) > 2 and name[1:] in lexicon.places):
            weight += _PLACE
        if name in lexicon.states:
            return float("-inf")
        if place is Place.BARE and len(name) == 3 and name[1:] in lexicon.common_words:
            weight += _WORD_AT_TAIL
        if name in lexicon.common_words:
            weight += _WORD
        elif len(name) == 3 and name[:2] in lexicon.common_words:
            weight += _WORD_AT_HEAD
        return weight

    def _elements(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of a Tibetan, Mongol, Yi or Turkic name without dots: elements that together are bounded."""
        match = self.lexicon.elements.match(text, start, end)
        if match is None:
            return None
        for stop in (match.end(), match.end("bare")):
            follows = self.ending(text, stop, end)
            if follows is None or text[start:stop] in self.lexicon.places:
                continue
            in_list = place is Place.IN_LIST and follows == _AT_BOUNDARY
            if stop - start > 2 or place.is_behind_post or in_list:
                return stop
        return None

    # -- other names ---------------------------------------------------------------------------------------------

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
        is_plain = len(text) <= _SHORT_PART and _NO_SURNAMES.isdisjoint(text)
        return (is_foreign or is_plain) and not self.lexicon.head.search(text)

    def _reach(self, text: str, start: int, end: int) -> int:
        """How far transliteration characters go from `start`, up to a word that follows names."""
        reach = start
        while reach < end and text[reach] in self.lexicon.transliteration:
            if reach - start > 1 and self.ending(text, reach, end) == _BEFORE_WORD:
                break
            reach += 1
        # 阿某二世: the number of a king belongs to the name.
        return reach + 2 if _NUMBERED.match(text, reach, end) else reach

    def _last_part_end(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of the part behind a dot (买买提·吐尔逊): as far as transliteration goes and a name may end."""
        for _ in range(_MOST_PARTS):
            if match := _DOT.match(text, start, end):
                start = match.end()
        reach = self._reach(text, start, min(end, start + _LONGEST_PART))
        for stop in range(reach, start, -1):
            if self._may_end(text, start, stop, end):
                return stop
        for stop in range(reach + 1, min(end, start + _LONGEST_PART) + 1):
            if is_han(text[start:stop]) and self._may_end(text, start, stop, end):
                return stop
        return reach if place.is_behind_post and reach > start else None

    def _transliterated(self, text: str, start: int, end: int, *, foreign: bool = False) -> int | None:
        """The end of a name in transliteration characters, or of a known one of any length."""
        lexicon = self.lexicon
        if text[start] in _CONJUNCTIONS:
            return None
        shortest = 2 if foreign else 3
        reach = self._reach(text, start, min(end, start + _LONGEST_NAME))
        for stop in range(reach, start + shortest - 1, -1):
            name = text[start:stop]
            if name in lexicon.places or name in lexicon.common_words:
                continue
            if text[start : start + 2] not in self.lexicon.never_names and self._may_end(text, start, stop, end):
                return stop
        return reach if foreign and reach - start >= _SURELY_FOREIGN else None

    def _may_end(self, text: str, start: int, stop: int, end: int) -> bool:
        """Whether a name of foreign form from `start` may end at `stop`: not behind a 则 that it can do without."""
        if stop - start > 2 and text[stop - 1] in _FUNCTION_WORDS and self.ending(text, stop - 1, end) is not None:
            return False
        return self.ending(text, stop, end) is not None

    # -- what follows --------------------------------------------------------------------------------------------

    def ending(self, text: str, position: int, end: int) -> float | None:
        """What it weighs that a name should end at `position`; None where what follows does not follow names."""
        if position >= end or text[position] in SEPARATORS:
            return _AT_BOUNDARY
        if text[position] in "“（《”）":
            return _AT_BRACKET
        return _ending_at_word(text, position, end)


@lru_cache(_MOST_REMEMBERED)
def _ending_at_word(text: str, position: int, end: int) -> float | None:
    """`NameFinder.ending` where words follow: asked of each place more than once."""
    if text.startswith(_COMRADE, position, end) and text[position - 1] not in _NO_COMRADE:
        return _AT_TITLE
    words = lexicon()
    if text[position] in words.title_starts and (title := words.title_after_name.match(text, position, end)):
        behind = title.end()
        wider = words.title_after_name.match(text, position - 1, end) if position else None
        if wider and wider.end() >= behind:
            # 通某总｜书记: the title begins earlier.
            return None
        if behind >= end or text[behind] in SEPARATORS or words.after_name.match(text, behind, end):
            return _AT_TITLE if behind - position > 1 else _AT_BOUNDARY
    if text[position - 1] in _RANKS and words.form_of_address.match(text, position - 1, end):
        # 卡斯某大｜将: the title begins earlier.
        return None
    if match := words.after_name.match(text, position, end):
        closes_list = text[position] == "等" and text[position + 1 : position + 2] not in ("待", "候", "级", "到")
        return _BEFORE_WORD if match.end() - position > 1 or closes_list else _BEFORE_PARTICLE
    return None


def is_han(text: str) -> bool:
    """Whether `text` is Chinese characters only."""
    return all("\u3400" <= c <= "\u9fff" for c in text)
