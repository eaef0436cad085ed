"""Articles that are printed twice: one text but for white space, bylines and lines on the source."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from kg.model import Article, Reading, Reprint

_SHORTEST_TEXT = 100
"""Characters from which two equal texts are a reprint, not the same short notice."""
_CREDITS = re.compile(
    r"[（(\[【]?(?:来源|稿源|转自|据|责任编辑|责编|编辑|作者|记者|本报记者|通讯员|摄影|原标题|审核|校对|监制)"
    r"(?:[:：/]|《|[^。，]{0,12}$).{0,60}"
)
_CREDITED = re.compile(r"[（(][^（）()]{0,20}(?:记者|通讯员|来源|编辑|摄影)[^（）()]{0,40}[）)]")


def place(reading: Reading) -> tuple[str, int]:
    """Which article this is: its document's source, and its number there."""
    return reading.article.document.source, reading.article.number


def telling_text(article: Article) -> str:
    """The words of an article's body without white space, agency line, bylines and lines on the source."""
    kept: list[str] = []
    text = article.document.text
    for span in article.paragraphs:
        words = text[span.start : span.end]
        if article.dateline and span.start <= article.dateline.start < span.end:
            words = text[span.start : article.dateline.start] + text[article.dateline.end : span.end]
        words = "".join(unicodedata.normalize("NFKC", words).split())
        if not _CREDITS.fullmatch(words):
            kept.append(_CREDITED.sub("", words))
    return "".join(kept)


def text_hash(article: Article) -> str:
    """What reprints of one text have in common; empty for a text so short that two of them may be written alike."""
    words = telling_text(article)
    return sha256(words.encode()).hexdigest() if len(words) >= _SHORTEST_TEXT else ""


def reprint_of(source: str, article: int, sha256: str) -> Reprint:
    """That an article repeats the text of an earlier one: number `article` of the document `source`."""
    return Reprint(source, sha256, article, "the same text but for white space, bylines and lines on the source")
