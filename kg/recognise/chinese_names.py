"""Chinese personal names without a list of people: where one that begins at a given place ends.

A candidate is weighed by its surname, by how often its other characters stand in given names rather than in running
text, and by what follows it.  The weights are natural logarithms of how much likelier a name is than other words.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.recognise.lexicon import Lexicon
from kg.recognise.name_context import (
    AT_BOUNDARY,
    AT_TITLE,
    BEFORE_PARTICLE,
    BEFORE_WORD,
    CONJUNCTIONS,
    FUNCTION_WORDS,
    NO_SURNAMES,
    SEPARATORS,
    WHOLE_NAME,
    Place,
    ending,
    is_han,
    is_he_behind_by,
)

LONGEST_CHINESE = 4
_CLOSERS = SEPARATORS + "等"
_JOINING = CONJUNCTIONS | {"之"}
"""What joins a name to a noun behind it; in front of anything else the character belongs to the name."""
_CLOSING = tuple("，、；。")
_BEHIND_LISTED = (*_CLOSING, "等")
_WITH_OTHERS = ("一行", "等")
_PREPOSITIONS = frozenset("将就对向为给由")
"""What closes no clause: in front of a comma the character belongs to the name (全某为、, 全某为｜一行)."""
_NO_LAST = frozenset("副县镇乡村街们性班")
"""What no given name ends with."""
_ENDS_OF_BODIES = frozenset("庭院局部处室所站队校厂社会委办团组")
"""With these a body ends, and no fourth character of a name."""

_OF_MANY = ("人员", "干部", "职工", "学员", "群众", "党员", "师生", "官兵", "青年")
"""What many are called of whom much is told: a word behind it is a word (工作人员｜廉洁从业)."""

_ONE_MORE = "一一行"
"""Of these the first character is the name's (佐藤健一｜一行)."""

# What the surname weighs.
_COMMON_SURNAME = 1.0
_RARE_SURNAME = -1.0
_BARE_RARE_SURNAME = -2.5
"""A rare one where neither a post nor another name stands in front."""
_CONJUNCTION_SURNAME = -12.0
"""和 in front of what stands by itself."""
_LIKE_A_NAME = 3.0
"""What the two characters behind 和 have to weigh for it to be a surname."""
_DOUBLE_SURNAME = -3.0
"""Two surnames in a row, as of a married woman."""
_JAPANESE_GIVEN = {1: 0.0, 2: 0.5, 3: 0.0}
"""Most given names of Japan are written with two characters."""
_UNKNOWN_SURNAME = -4.5
"""A character that is no surname of the gazetteer, behind a post."""
_UNKNOWN_SHORT = -2.0
_SHORT = -0.7
"""A name of two characters."""
_DOUBLED = 2.0
"""A given name that says one character twice (冯某某)."""

# What it weighs that the name is known, or that it, its head or its tail means something else.
_KNOWN = 6.0
_WORD = -4.0
"""The whole is a common word; head and tail are its two first and two last characters."""
_WORD_AT_HEAD = -3.0
_WORD_AT_TAIL = -1.5
_PLACE = -3.0
"""The name, or what stands behind its surname, is a place."""

# What it weighs how the name fits between what stands in front and what follows.
_WORD_ALONE = 1.0
"""A word that alone fills the place between a post and the end of the stretch."""
_WORD_BEFORE_VERB = 2.5
"""A word between a post with its body and a verb."""
_WORD_AND_MORE = 2.0
"""A name that begins like a word, between a post with its body and a verb or the end."""
_FUNCTION_WORD = -3.5
"""The last character belongs rather to what follows."""
_OWN_LAST = 2.5
"""The last character is 和, 与 or their like, yet nothing follows that it could join."""
_UNBOUND = -1.5
"""What follows does not follow names."""
_ENOUGH = {Place.BEHIND_BODY_POST: -1.5, Place.BEHIND_POST: -1.5, Place.IN_LIST: -0.5, Place.BARE: 2.0}
"""What the evidence has to weigh."""


@dataclass(frozen=True, slots=True)
class ChineseNames:
    """Weighs what may be a Chinese name; `known` names need less evidence, `places` by themselves name nobody."""

    lexicon: Lexicon
    known: frozenset[str]
    places: frozenset[str]

    def end(self, text: str, start: int, end: int, place: Place) -> int | None:
        """The end of the likeliest name of two to four characters, where one is likely enough."""
        lexicon = self.lexicon
        best: tuple[float, int] | None = None
        for length, weight in self._lengths(text, start, end, place):
            stop = start + length
            name = text[start:stop]
            if text.startswith(_ONE_MORE, stop) or self._needs_object(text, stop):
                continue
            if length > LONGEST_CHINESE and ending(text, stop - 2, end) == BEFORE_WORD:
                # 石破某｜宣布: the word is no part of the name.
                continue
            follows = ending(text, stop, end)
            if follows is None:
                if lexicon.form_of_address.match(text, stop - 1, end):
                    # 班主任邵｜老师: what looks like a given name begins a form of address.
                    continue
                if not place.is_behind_post and name not in self.known:
                    continue
                follows = _UNBOUND
            is_told_of_many = name[:2] in lexicon.common_words and text.endswith(_OF_MANY, 0, start)
            fills = name in lexicon.words_and_names and not is_told_of_many and self._fills(text, stop, place, follows)
            total = (
                weight
                + follows
                + self._name_weight(name, place, is_no_word=fills)
                + (_WORD if is_told_of_many else self._fit(text, start, stop, end, place, follows))
            )
            if best is None or total > best[0]:
                best = (total, stop)
        if best is None or best[0] < _ENOUGH[place]:
            return None
        stop = self._four(text, start, best[1], end) if place.is_behind_post else best[1]
        name = text[start:stop]
        is_word = name in lexicon.never_names and not (place is not Place.BARE and name in lexicon.words_and_names)
        return None if is_word else stop

    @staticmethod
    def _needs_object(text: str, stop: int) -> bool:
        """Whether a preposition stands there without anything behind it: it belongs to the name (郭某为｜一行)."""
        return text[stop : stop + 1] in _PREPOSITIONS and text.startswith(_WITH_OTHERS, stop + 1)

    def is_name(self, name: str) -> bool:
        """Whether `name`, two or three characters whose end is certain, is a Chinese name."""
        place = Place.BEHIND_POST
        by_surname = [weight for n, weight in self._lengths(name, 0, len(name), place) if n == len(name)]
        return bool(by_surname) and by_surname[0] + self._name_weight(name, place) > _ENOUGH[place]

    def may_be_bare(self, text: str, start: int) -> bool:
        """Whether a name with nothing in front can have weight enough, whatever follows it."""
        lexicon = self.lexicon
        first, pair = text[start], text[start : start + 2]
        if first in lexicon.plain_surnames:
            surname = _COMMON_SURNAME
        elif first in lexicon.surnames:
            surname = _BARE_RARE_SURNAME
        else:
            surname = None
        if surname is None:
            return self._has_two(pair)
        if self._has_two(pair) or not _JOINING.isdisjoint(text[start + 1 : start + 4]):
            return True
        needed = _ENOUGH[Place.BARE] - surname - AT_TITLE
        weigh = lexicon.name_weights.get
        weight = weigh(text[start + 1 : start + 2], 0.0)
        if weight + _SHORT >= needed:
            return True
        weight += weigh(text[start + 2 : start + 3], 0.0)
        if weight >= needed:
            return True
        return pair[1:] in lexicon.plain_surnames and weight + weigh(text[start + 3 : start + 4], 0.0) >= needed

    @staticmethod
    def _fills(text: str, stop: int, place: Place, follows: float) -> bool:
        """Whether a word up to `stop` fills the place of a name: behind a post with its body, or in a list."""
        if place not in (Place.BEHIND_BODY_POST, Place.IN_LIST):
            return False
        return follows >= BEFORE_WORD or text[stop] in CONJUNCTIONS

    def _fit(self, text: str, start: int, stop: int, end: int, place: Place, follows: float) -> float:
        """How a name in `text[start:stop]` fits between its post and what `follows`, beyond what both weigh alone."""
        lexicon = self.lexicon
        name = text[start:stop]
        total = 0.0
        if place.is_behind_post and name in lexicon.common_words and text[stop : stop + 1] in _CLOSERS:
            # 主席｜舒某、: a word by itself between a post and the end of the stretch is a name after all.
            total += _WORD_ALONE
        elif place is Place.BEHIND_BODY_POST and follows >= BEFORE_WORD:
            if name in lexicon.common_words:
                # 市政协民宗委主任｜温某出席会议.
                total += _WORD_BEFORE_VERB
            elif len(name) == 3 and name[:2] in lexicon.common_words and name[-1] not in FUNCTION_WORDS:
                # 支部书记｜支某某主持: the word and one character more are a whole name.
                total += _WORD_AND_MORE
        elif follows in (BEFORE_WORD, BEFORE_PARTICLE) and len(name) > 2 and self._is_word_across(text, stop, end):
            total += _FUNCTION_WORD
        is_at_end = place.is_behind_post and text.startswith((*_CLOSING, *_WITH_OTHERS), stop)
        if name[-1] in FUNCTION_WORDS and not (is_at_end and name[-1] in _PREPOSITIONS):
            is_own = name[-1] in _JOINING and lexicon.no_conjunct.match(text, stop, end)
            total += _OWN_LAST if is_own else _FUNCTION_WORD
            if len(name) == LONGEST_CHINESE and ending(text, stop - 1, end) is not None:
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
        if fourth > end or ending(text, stop, end) is not None or not is_han(text[start:fourth]):
            return stop
        if text[start + 2 : fourth] in self.lexicon.titles or text[fourth - 1] in _ENDS_OF_BODIES:
            return stop
        return fourth if ending(text, fourth, end) == AT_BOUNDARY else stop

    def _lengths(self, text: str, start: int, end: int, place: Place) -> list[tuple[int, float]]:
        """The lengths that a name may have by its surname, each with what surname and length weigh."""
        lexicon = self.lexicon
        pair = text[start : start + 2]
        if pair in lexicon.compound_surnames:
            found = [(3, _COMMON_SURNAME), (4, _COMMON_SURNAME), (2, _RARE_SURNAME + _SHORT)]
        elif text[start] in lexicon.plain_surnames:
            found = [(2, _COMMON_SURNAME + _SHORT), (3, _COMMON_SURNAME)]
            ends_body = text[start + 3 : start + 4] in _ENDS_OF_BODIES
            may_be_double = pair[1:] in lexicon.plain_surnames and pair not in lexicon.places and not ends_body
            if may_be_double and not self._is_told_of(text, start, end):
                found.append((4, _DOUBLE_SURNAME))
        elif text[start] in lexicon.surnames:
            surname = _BARE_RARE_SURNAME if place is Place.BARE else _RARE_SURNAME
            found = [(2, surname + _SHORT), (3, surname)]
            if text[start] == "和":
                joins = not is_he_behind_by(text, start) and self._joins(text, start + 1)
                found = [(3, _CONJUNCTION_SURNAME if joins else surname)]
            elif text[start] == "释":
                # Monks and nuns have two characters behind the name of their order.
                found = [(3, _COMMON_SURNAME)]
        else:
            found = [(length, 0.0) for length in (2, 3, 4) if text[start : start + length] in self.known]
            if not found and place is Place.IN_LIST and self._is_listed(text, start):
                found = [(WHOLE_NAME, _UNKNOWN_SURNAME)]
            elif not found and place.is_behind_post and text[start] not in NO_SURNAMES:
                found = [
                    (length, _UNKNOWN_SURNAME + (_UNKNOWN_SHORT if length == 2 else 0.0))
                    for length in (2, 3)
                    if ending(text, start + length, end) is not None
                    and NO_SURNAMES.isdisjoint(text[start : start + length - 1])
                ]
        if place.is_behind_post:
            found += self._japanese(text, start)
        return [(length, weight) for length, weight in found if start + length <= end]

    def _is_told_of(self, text: str, start: int, end: int) -> bool:
        """Whether behind a name of two characters two more say what its bearer does (某某｜希望)."""
        deed = self.lexicon.after_name.match(text, start + 2, end)
        return deed is not None and deed.end() == start + LONGEST_CHINESE

    @staticmethod
    def _is_listed(text: str, start: int) -> bool:
        """Whether three characters that may be a name fill a place of a list (某某、｜瓦某某等)."""
        name = text[start : start + WHOLE_NAME]
        return (
            text.startswith("、", start - 1)
            and text[start + WHOLE_NAME : start + WHOLE_NAME + 1] in _BEHIND_LISTED
            and NO_SURNAMES.isdisjoint(name)
            and name[-1] not in _ENDS_OF_BODIES
            and is_han(name)
        )

    def _japanese(self, text: str, start: int) -> list[tuple[int, float]]:
        """The lengths of a Japanese name: a family name of two or three characters and as many as three more."""
        if text[start] in CONJUNCTIONS:
            # 老领导和｜田主任: rather the conjunction.
            return []
        families = (n for n in (2, 3) if text[start : start + n] in self.lexicon.japanese_surnames)
        return [
            (family + given, _COMMON_SURNAME + weight)
            for family in families
            for given, weight in _JAPANESE_GIVEN.items()
        ]

    def _has_two(self, pair: str) -> bool:
        """Whether two characters are one surname."""
        return pair in self.lexicon.double_surnames

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

    def _name_weight(self, name: str, place: Place, *, is_no_word: bool = False) -> float:
        """What the characters of `name` say, and whether it is a word, a place or a name already known.

        `is_no_word` says that it is a word that fills the place of a name.
        """
        lexicon = self.lexicon
        if is_no_word:
            return max(0.0, self._given_weight(name, 1))
        ends_like_a_place = name[-1] in _NO_LAST and not (name[-1] == "镇" and place is Place.BEHIND_BODY_POST)
        is_title = ends_like_a_place or name in self.lexicon.titles or name[1:] in self.lexicon.titles
        if is_title or not is_han(name) or name in self.lexicon.never_names:
            return float("-inf")
        if name in self.known:
            return _KNOWN
        if (name in lexicon.places or name in self.places) and not place.is_behind_post:
            return float("-inf")
        surname = 2 if self._has_two(name[:2]) and len(name) > 2 else 1
        weight = self._given_weight(name, surname)
        is_given = place in (Place.IN_LIST, Place.BEHIND_BODY_POST) or (
            place is not Place.BARE and name[0] in lexicon.plain_surnames
        )
        if name in lexicon.places or (len(name) > 2 and name[1:] in lexicon.places and not is_given):
            # Behind a post or another name, what follows a common surname is a given name (市长张｜永年主持).
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

    def _given_weight(self, name: str, surname: int) -> float:
        """What the characters behind the `surname` first ones say."""
        weight = sum(self.lexicon.name_weights.get(c, 0.0) for c in name[surname:])
        is_doubled = len(name) == 3 and name[1] == name[2] and name[0] in self.lexicon.plain_surnames
        return weight + _DOUBLED if is_doubled else weight
