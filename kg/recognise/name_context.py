"""What stands around a personal name: in which place it would stand, and whether it may end where it does.

The weights are natural logarithms of how much likelier a name is than other words.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from kg.recognise.lexicon import lexicon

SEPARATORS = "、，；：。！？—"
"""What parts the stretches of a sentence."""
WHOLE_NAME = 3
"""Characters of a Chinese name that is whole, whatever follows."""
_RANKS = frozenset("大上中少")
"""What begins the title of an officer (大将)."""
_COMRADE = "同志"
_NO_COMRADE = frozenset("责导关会席部委员女男老")
"""What in front of 同志 tells of comrades without a name (负责同志, 有关同志)."""
FUNCTION_WORDS = frozenset("将则时在和与同就对向以于为给把被应由从致率也还又再均都并及等之所的称说其自作至未不")
"""Characters that rarely end a name and often follow one."""
CONJUNCTIONS = frozenset("和与及同暨")
NO_SURNAMES = FUNCTION_WORDS | frozenset(
    "的了着过们得地是不很最更每各该本这那其何我你您他她它个些几多两一二三四五六七八九十间中内上下前后里外会学院校处局厅部长久迎念朋要赴"
)
"""Characters with which no name begins, however rare its surname."""
_MOST_REMEMBERED = 8_192
_NEEDS_MORE = frozenset("提作做带登代自致按献到赴来将把被以从向于对为给就由率据经")
"""Words of one character that follow names and close no clause."""
_CLOSES = ("", *SEPARATORS)

# What each kind of word behind a name weighs.
AT_TITLE = 4.0
AT_BOUNDARY = 3.0
_AT_BRACKET = 2.0
BEFORE_WORD = 2.5
BEFORE_PARTICLE = 1.0
"""In front of a word of one character that follows names; `BEFORE_WORD` of longer ones."""

_ENDS_AND_HEADS = frozenset("庭局处科所站队组社行馆台部团厂矿院校室股")
"""With these a body ends and the title of its head begins (民二庭｜庭长)."""
_FOUNDED = ("集团", "公司", "基金会", "银行", "家族")
"""Bodies that have the name of whoever founded them (莫塔｜集团董事长)."""


class Place(Enum):
    """Where a name would stand, which says how much more evidence it needs."""

    BEHIND_BODY_POST = "behind a post with its body"
    BEHIND_POST = "behind a post"
    IN_LIST = "behind another name"
    BARE = "anywhere else"

    def __init__(self, words: str) -> None:
        self.is_behind_post = words.startswith("behind a post")
        """Whether a post stands in front: worked out once, for it is asked of every character that may begin a name."""


def is_he_behind_by(text: str, position: int) -> bool:
    """Whether 和 stands at `position` behind 由, where it joins nothing and may be a surname (会议由和某某主持)."""
    return text[position - 1 : position + 1] == "由和"


def ending(text: str, position: int, end: int) -> float | None:
    """What it weighs that a name should end at `position`; None where what follows does not follow names."""
    if position >= end or text[position] in SEPARATORS:
        return AT_BOUNDARY
    if text[position] in "“（《”）":
        return _AT_BRACKET
    return _ending_at_word(text, position, end)


@lru_cache(_MOST_REMEMBERED)
def _ending_at_word(text: str, position: int, end: int) -> float | None:
    """`ending` where words follow: asked of each place more than once."""
    if text.startswith(_COMRADE, position, end) and text[position - 1] not in _NO_COMRADE:
        return AT_TITLE
    if text.startswith(_FOUNDED, position, end):
        return None
    words = lexicon()
    if text[position - 1 : position] == text[position] and text[position] in _ENDS_AND_HEADS:
        return None
    if text[position] in words.title_starts and (title := words.title_after_name.match(text, position, end)):
        behind = title.end()
        wider = words.title_after_name.match(text, position - 1, end) if position else None
        if wider and wider.end() >= behind:
            # 通某总｜书记: the title begins earlier.
            return None
        if behind >= end or text[behind] in SEPARATORS or words.after_name.match(text, behind, end):
            return AT_TITLE if behind - position > 1 else AT_BOUNDARY
    if text[position - 1] in _RANKS and words.form_of_address.match(text, position - 1, end):
        # 卡斯某大｜将: the title begins earlier.
        return None
    if match := words.after_name.match(text, position, end):
        if match.end() == position + 1 and text[position] in _NEEDS_MORE and text[match.end() : end][:1] in _CLOSES:
            # 阿来｜提，: the character belongs to the name.
            return None
        closes_list = text[position] == "等" and text[position + 1 : position + 2] not in ("待", "候", "级", "到")
        return BEFORE_WORD if match.end() - position > 1 or closes_list else BEFORE_PARTICLE
    return None


def is_han(text: str) -> bool:
    """Whether `text` is Chinese characters only."""
    return all("\u3400" <= c <= "\u9fff" for c in text)
