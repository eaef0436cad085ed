"""Titles behind names: whether a head of a post is one, and whose (某某总书记, 李某主任, 某某科夫副总理)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.recognise.bodies import ORGANISATION_END, without_modifiers
from kg.recognise.lexicon import ORGAN, lexicon
from kg.recognise.name_context import WHOLE_NAME
from kg.recognise.post_edges import SIGHT
from kg.recognise.sightings import inside, one_behind_another

if TYPE_CHECKING:
    from kg.recognise.names import NameFinder
    from kg.recognise.sightings import Sighted

_LEADERS = ("主席", "总书记", "总理", "总统")
"""Titles of those whom everybody calls by name and title."""
_ENDS_OF_STATES = frozenset("国邦盟洲")
_BEFORE_NAME = tuple("在和与同向对由为受把将请以经给就据")
"""What may stand in front of a name (在某某某主席和某国总统某某引领下)."""
OF_A_GROUP = ("代表", "委员", "常委", "同学", "总", "董", "女士", "先生")
"""Titles behind nouns as well (队伍代表, 全总) or that hide who it is (市民李女士): a surname alone must be known."""
_COURTESY = ("女士", "先生")
"""What anybody may be called (市民李女士), so that the surname must be a common one."""
_TOWARDS = ("向", "对", "同", "与", "和")
_FRONT_OF_NAME = re.compile(
    f"{ORGANISATION_END.pattern}|(?<=[院校学司局厅部所站中心团社])的$"
    "|(?:随同|陪同|一同|在座|在场|参会|与会|到会|前来|应邀)[^，。；的]{0,8}的$"
)
"""What stands in front of somebody called by name and title: a body, or where she comes from (来自某医院的｜某教授)."""
_LATIN_NAME = re.compile("(?<![A-Za-z])[A-Z][a-z'’.-]+[A-Z][A-Za-z'’.·-]{1,40}$")
"""Given and family name in Latin letters, the space between them gone (JudithBryans｜主席)."""
_ORGAN = re.compile(f"{ORGAN}$")
_SHORTEST_FOREIGN, _LONGEST_FOREIGN = 3, 8


def is_title_behind_name(names: NameFinder, text: str, start: int, head_start: int) -> bool:
    """Whether the head at `head_start` is the title of a known person who stands right in front of it."""
    known, words = names.known, lexicon()
    stop = head_start - 1 if text[head_start - 1] == "副" else head_start
    if text.startswith(_LEADERS, head_start):
        # 把习主席关怀转化为动力, 某某总书记鲜明提出: name and title.
        name = text[start + text.startswith(_BEFORE_NAME, start, stop) : stop]
        is_surname = name in words.surnames and name not in words.states
        if text[stop - 1] in names.known_starts and (is_surname or text[stop - 1] in words.plain_surnames):
            return True
        # 法塔赫主席: what sounds foreign may be a body.
        is_sure = (
            len(name) == WHOLE_NAME and not ORGANISATION_END.search(name) and not words.transliteration.issuperset(name)
        )
        surnames = words.surnames if is_sure else words.plain_surnames
        if len(name) in (2, 3) and name[0] in surnames and names.chinese.is_name(name):
            is_place = name in words.places or name[-1] in _ENDS_OF_STATES
            return not is_place and name not in words.common_words
    return any(text[stop - length : stop] in known for length in (2, 3, 4) if stop - length >= start)


def name_with_title(
    names: NameFinder, sentence: Sighted, start: int, end: int
) -> tuple[int, int, tuple[int, int]] | None:
    """Where a name and the title behind it stand that an organisation may open (省政府采购中心李某主任)."""
    words, text = lexicon(), sentence.text
    for found, behind in one_behind_another(inside(sentence.titles, start, end)):
        title = without_modifiers(words, text, max(start, found - SIGHT), found)
        if organ := _ORGAN.search(text, start, title):
            title = organ.start()
        if behind < end and not words.after_name.match(text, behind, end):
            continue
        at = start + text.startswith(_TOWARDS, start, title)
        if _is_foreign_name(text, at, title):
            # 向｜某京总统转达问候: the preposition is no surname.
            return at, title, (title, behind)
        if (latin := _LATIN_NAME.search(text, at, title)) is not None:
            return latin.start(), title, (title, behind)
        for length in (3, 2, 1):
            begin = title - length
            front = max(start, begin - SIGHT)
            if begin < start or (begin > start and not _FRONT_OF_NAME.search(text, front, begin)):
                continue
            if length == 1:
                # 黎外长 is the foreign minister of a state, 黎部长 somebody of that surname.
                called = text[found:behind]
                is_state = called in words.foreign_heads and words.state_at_start.match(text, begin, title)
                may_be_group = called in OF_A_GROUP and text[begin] not in names.known_starts
                fits = names.is_surname(text[begin]) and text[title] != "新" and not is_state and not may_be_group
            else:
                # 民二庭｜庭长: a body, and who heads it.
                is_common = text[begin] in words.plain_surnames or text[found:behind] not in _COURTESY
                fits = is_common and text[title - 1] != text[title] and names.chinese.is_name(text[begin:title])
            if not fits:
                continue
            stop = behind if length == 1 else title
            return begin, stop, (title, behind)
    return None


def _is_foreign_name(text: str, start: int, end: int) -> bool:
    """Whether what stands in front of a title is a foreign name (某某科夫副总理), not a state (以色列总理)."""
    words = lexicon()
    state = words.state_at_start.match(text, start, end)
    return (
        _SHORTEST_FOREIGN <= end - start <= _LONGEST_FOREIGN
        and all(c in words.transliteration for c in text[start:end])
        and (state is None or len(state[0]) == 1)
        and text[start:end] not in words.places
    )
