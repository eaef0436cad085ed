"""The words of a post -> the level of government that they name, for the page's filter.

Only words decide, so 市委书记 is a city's whatever the city; the four municipalities (直辖市) rank as provinces.
"""

from __future__ import annotations

import re

_ORGAN = "委|长|政府|人大|政协|纪委|监委|直|领导|[一-龥]{1,8}局"

LEVELS: dict[str, re.Pattern[str]] = {
    "central": re.compile("(?:中共)?中央|国务院|国家|全国|党和国家|最高人民"),
    "province": re.compile(
        f"省(?!会)|自治区|(?:北京|天津|上海|重庆)市?(?={_ORGAN})|[^市县区]{{2,4}}(?:省|自治区)(?={_ORGAN})"
    ),
    "city": re.compile(f"[^省县区]{{0,4}}(?:市(?!场)|自治州|地区|盟)(?={_ORGAN})"),
    "county": re.compile(f"[^省市]{{0,4}}(?:县|区|旗)(?!域)(?={_ORGAN})"),
    "township": re.compile("[^省市县区]{0,4}(?:镇|乡|街道|村|社区)(?=党|委|长|政府|主任|书记)"),
}
"""By level the words at the head of a post, the highest level first."""

_RANK_IN_FRONT = re.compile("(?:原|时任|代|副|常务)+")


def level_of(post: str) -> str | None:
    """The level, a key of `LEVELS`, that stands at the head of the post's words; None where no such word does."""
    words = post[rank.end() :] if (rank := _RANK_IN_FRONT.match(post)) else post
    return next((level for level, pattern in LEVELS.items() if pattern.match(words)), None)
