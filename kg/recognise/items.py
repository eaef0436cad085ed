"""The stretches of a sentence, and the posts that people in it hold; the masked form in which it is read."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

# A 校（院）长 is one word.
_BRACKETS = re.compile(r"“[^“”]*”|《(?:[^《》]|《[^《》]*》)*》|（(?!院）长)[^（）]*）|‘[^‘’]*’")
# A single dash joins (中国—沙特高级别联合委员会), a double one parts.
_LONE_DASH = re.compile(r"(?<!—)—(?!—)")


class Kind(Enum):
    """What a stretch of a sentence is."""

    PERSON = "person"
    GROUP = "group"
    POST = "post"
    OTHER = "other"


class Post(NamedTuple):
    """A post as printed, `[start, end)`; `inherited` is where the organisation stands that the run supplies."""

    start: int
    end: int
    inherited: tuple[int, int] | None = None


class Item(NamedTuple):
    """One stretch: a person with posts, a group without a name, or something else.

    `start` and `end` cover the name (or the stretch where there is none); `after` is the separator in front (、 and the
    conjunctions become 、).  `title` is a title behind the name.  `loose` marks a person found inside a longer stretch
    (an object, a genitive), which is never the subject of what follows.
    """

    kind: Kind
    start: int
    end: int
    after: str
    posts: tuple[Post, ...] = ()
    title: tuple[int, int] | None = None
    loose: bool = False
    stretch: tuple[int, int] = (0, 0)

    @property
    def begin(self) -> int:
        """Where the posts in front of the name begin, or the name where there are none."""
        return min([post.start for post in self.posts] + [self.start])

    @property
    def behind(self) -> int:
        """Where the name and the title behind it end."""
        return self.title[1] if self.title else self.end


def mask(text: str) -> str:
    """`text` with what stands inside “”, 《》 and （） blanked, length kept: no rule may look in there."""
    if "—" in text:
        text = _LONE_DASH.sub("-", text)
    if "“" in text or "《" in text or "（" in text or "‘" in text:
        return _BRACKETS.sub(_blank, text)
    return text


def _blank(bracket: re.Match[str]) -> str:
    """A bracket with its inside blanked; the comma that ends a quotation stays (“现在好了，”村民陆某说)."""
    text = bracket[0]
    if text.endswith("，”"):
        return text[0] + "□" * (len(text) - 3) + "，”"
    return text[0] + "□" * (len(text) - 2) + text[-1]
