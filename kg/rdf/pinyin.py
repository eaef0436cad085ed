"""Chinese names in pinyin, surname first and apart, as the literature prints them: 单小禾 is Shan Xiaohe.

Tone marks are left out, since that is the form that names are searched and joined by.  pypinyin gives a character's
commonest reading; a surname often has one of its own, so the surname is read from a table.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMPOUND_SURNAMES = {
    "欧阳": "Ouyang",
    "司马": "Sima",
    "司徒": "Situ",
    "司空": "Sikong",
    "上官": "Shangguan",
    "诸葛": "Zhuge",
    "夏侯": "Xiahou",
    "东方": "Dongfang",
    "皇甫": "Huangfu",
    "尉迟": "Yuchi",
    "公孙": "Gongsun",
    "慕容": "Murong",
    "令狐": "Linghu",
    "长孙": "Zhangsun",
    "宇文": "Yuwen",
    "呼延": "Huyan",
    "端木": "Duanmu",
    "轩辕": "Xuanyuan",
    "万俟": "Moqi",
    "澹台": "Tantai",
    "赫连": "Helian",
    "钟离": "Zhongli",
    "闾丘": "Lüqiu",
}
_SURNAME_READINGS = {
    "单": "Shan",
    "解": "Xie",
    "仇": "Qiu",
    "查": "Zha",
    "曾": "Zeng",
    "朴": "Piao",
    "区": "Ou",
    "盖": "Ge",
    "缪": "Miao",
    "乐": "Yue",
    "员": "Yun",
    "种": "Chong",
    "秘": "Bi",
    "黑": "He",
    "翟": "Zhai",
    "尉": "Yu",
    "繁": "Po",
    "折": "She",
    "召": "Shao",
    "洗": "Xian",
    "覃": "Qin",
    "薄": "Bo",
    "都": "Du",
    "句": "Gou",
    "能": "Nai",
    "祭": "Zhai",
    "隗": "Wei",
    "佴": "Nai",
    "厘": "Xi",
    "重": "Chong",
    "卜": "Bu",
}
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_TITLE = re.compile(r"[省市县区州乡镇部厅局处院校]长$")


@lru_cache(maxsize=65536)
def romanise(name: str) -> str | None:
    """The name in pinyin (`Shan Xiaohe`), or None where that would be no name's spelling.

    Only a surname with one or two characters behind it is read.  A longer name, or one with a dot (·), is mostly a
    foreign one in Chinese characters, whose own spelling the characters do not give; 王市长 is not a full name.
    """
    if not _HAN_NAME.fullmatch(name) or _TITLE.search(name):
        return None
    surname = name[:2] if name[:2] in _COMPOUND_SURNAMES and len(name) > 2 else name[:1]
    if len(name) - len(surname) > 2:
        return None
    reading = _COMPOUND_SURNAMES.get(surname) or _SURNAME_READINGS.get(surname) or _read(surname)
    given = _read(name[len(surname) :])
    return f"{reading} {given}" if reading and given else None


def _read(characters: str) -> str | None:
    """The characters' syllables written together with a capital, or None where one of them has no known reading."""
    from pypinyin import Style, lazy_pinyin  # half a second: only when there is a name to read

    syllables = lazy_pinyin(characters, style=Style.NORMAL, v_to_u=True, errors="ignore")
    joined = syllables[0] if syllables else ""
    for syllable in syllables[1:]:
        joined += f"'{syllable}" if syllable[:1] in "aoe" else syllable
    return joined.capitalize() if len(syllables) == len(characters) else None
