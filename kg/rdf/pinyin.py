"""Chinese names in pinyin, surname first and apart, as the literature prints them: 单小禾 is Shan Xiaohe.

Tone marks are left out, since that is the form that names are searched and joined by.  pypinyin gives a character's
commonest reading; where a surname or a given name has another (单, 长), it stands in `kg/gazetteer/name_readings.csv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.recognise.lexicon import rows

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
    surnames = _readings("surname")
    surname = name[:2] if name[:2] in surnames and len(name) > 2 else name[:1]
    if len(name) - len(surname) > 2:
        return None
    reading = surnames.get(surname) or _read(surname)
    given = _read(name[len(surname) :])
    return f"{reading} {given}" if reading and given else None


@cache
def _readings(part: str) -> dict[str, str]:
    """How the characters of `part` (surname, given) are read where that is not their commonest reading."""
    return {row["characters"]: row["pinyin"] for row in rows("name_readings") if row["part"] == part}


def _read(characters: str) -> str | None:
    """The characters' syllables written together with a capital, or None where one of them has no known reading."""
    from pypinyin import Style, lazy_pinyin  # half a second: only when there is a name to read

    syllables = lazy_pinyin(characters, style=Style.NORMAL, v_to_u=True, errors="ignore")
    if len(syllables) != len(characters):
        return None
    given = _readings("given")
    joined = ""
    for character, commonest in zip(characters, syllables, strict=True):
        syllable = given.get(character, commonest)
        joined += f"'{syllable}" if joined and syllable[:1] in "aoe" else syllable
    return joined.capitalize()
