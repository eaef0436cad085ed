"""Where the posts of a text begin, and whether their heads end where they seem to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.recognise.lexicon import Lexicon, lexicon
from kg.recognise.name_context import WHOLE_NAME, Place, is_he_behind_by

if TYPE_CHECKING:
    from kg.recognise.names import NameFinder

LONGEST_POST = 40
SIGHT = 9
"""How far words look that stand in front of a post or end a body."""
_MOST_REMEMBERED = 4_096
_BEHIND_STATE = (
    "总统",
    "总理",
    "首相",
    "国王",
    "外长",
    "外交部长",
    "国防部长",
    "财政部长",
    "议长",
    "国务卿",
    "总统助理",
)
"""Heads in front of which stands the state, and nothing of the post in front of that but what follows."""
_BELONGS_TO_STATE = re.compile("(?:^|[驻前原任届代选东西南北中上下·国洲盟会织部委党军社署行])$")
_JOINT_BODIES = re.compile("(?:(?:[中省地市州盟旗县区镇乡]委|人大|政府|政协|行署|纪委|军分区|法院|检察院)、)+$")
"""Bodies whose leaders one heading announces (地委、行署领导)."""
_NO_PLACES = (
    "董事长", "外长", "议长", "财长", "防长", "秘书长", "委员长", "理事长", "部长", "会会长", "副会长", "指挥长",
    "检察长", "审计长",
)  # fmt: skip
"""Heads behind which no place begins, though the last character and the next may make one (外长｜沙某某)."""
_CLOSERS = "、，；。"
_PLACES_OF_ALL = ("长江", "长城", "长安")
_NAMES_A_PLACE = re.compile(
    "[\u4e00-\u9fff]{0,3}?(?:大桥|[一二三四五六七八九十]桥|三峡|小区|社区|村|街道|生态|流域|经济带|公铁)"
)
"""What goes on with the name of a place (长安｜小区)."""
_WHOLE_HEADS = frozenset(f"{body}长" for body in "省市县区乡镇村州盟旗局厅处科院校所站队组社行馆台部团厂矿")
"""Heads that are words by themselves in front of a whole name."""


@dataclass(frozen=True, slots=True)
class PostEdges:
    """Finds the edges of posts; `names` tells what behind a head is a name."""

    lexicon: Lexicon
    names: NameFinder

    def lead_end(self, text: str, start: int, end: int) -> int:
        """Where the adverbials that open a stretch end."""
        position = start
        while position < end and (text[position] in self.lexicon.lead_starts or text[position].isdecimal()):
            match = self.lexicon.lead.match(text, position)
            if match is None or not position < match.end() <= end:
                break
            if self.names.known_at(text, position, end) is not None:
                # 但某某指出: the adverb is a surname where the article names somebody so.
                break
            if match[0] == "和" and self._is_surname_he(text, position, end):
                break
            position = match.end()
        return position

    def _is_surname_he(self, text: str, start: int, end: int) -> bool:
        """Whether 和, with nothing in front that it could join, is a surname (会议由和某某主持)."""
        return is_he_behind_by(text, start) and self.names.end(text, start, end, Place.IN_LIST) == start + WHOLE_NAME

    def start(self, text: str, start: int, head_start: int) -> int:
        """Where the post whose head begins at `head_start` begins; too far away where nothing says so within reach."""
        begin = self.lead_end(text, _post_cut(text, start, head_start), head_start)
        if text.startswith("领导", head_start) and (bodies := _JOINT_BODIES.search(text, max(0, begin - SIGHT), begin)):
            return bodies.start()
        return begin

    def goes_on(self, text: str, head_end: int, *, is_whole: bool = False) -> bool:
        """Whether the head that ends there is only the beginning of another word (成员｜国, 领导｜班子, 吉林长｜春).

        `is_whole` says that what stands in front shows it to be a word: no place begins in it (副厅长｜海某).  Nor does
        one where a whole name stands behind the head (镇长｜沙某某、), or a short one that fills its place
        (行长｜葛某、).
        """
        if self.lexicon.head_goes_on.match(text, head_end):
            return True
        if is_whole or text.endswith(_NO_PLACES, 0, head_end):
            return False
        places = self.lexicon.places
        pair = text[head_end - 1 : head_end + 1]
        if (pair in places or pair in _PLACES_OF_ALL) and _NAMES_A_PLACE.match(text, head_end + 1):
            # 泸州｜长江六桥, 娄村镇｜长安庄村: the place begins in the head.
            return True
        if text[head_end - 2 : head_end] in _WHOLE_HEADS:
            stop = self.names.end(text, head_end, len(text), Place.BARE)
            if stop is not None and (stop == head_end + WHOLE_NAME or text[stop : stop + 1] in _CLOSERS):
                return False
        return text[head_end - 1 : head_end + 1] in places or text[head_end - 1 : head_end + 2] in places


@lru_cache(_MOST_REMEMBERED)
def _post_cut(text: str, start: int, head_start: int) -> int:
    """Behind what the post begins whose head begins at `head_start`: asked of each head more than once."""
    cut = max(start, head_start - 2 * LONGEST_POST)
    for match in lexicon().before_post.finditer(text, cut, head_start + SIGHT):
        if match.end() > head_start:
            break
        cut = match.end()
    for match in lexicon().state_behind_word.finditer(text, cut, head_start):
        cut = match.end()
    head = lexicon().head.match(text, head_start)
    if head is not None and head[0] in _BEHIND_STATE:
        for state in lexicon().state_in_text.finditer(text, cut, head_start):
            if not _BELONGS_TO_STATE.search(text, cut, state.start()):
                # 俄方代表团已获得｜俄罗斯总统某某授权: a state's own head begins with the state.
                cut = state.start()
    return cut
