"""Plain text and Markdown: bytes to text in whatever encoding, with the front matter's metadata."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError
from kg.model import Document
from kg.read.metadata import day, day_in_name, front_matter
from kg.read.place import checked, digest, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.read.place import Columns, Item, Place

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON_SHARE = 0.9
_SAVE_AS_UTF8 = "save it as UTF-8 text"

# The encodings of Chinese text beside UTF-8, and those in which its usual characters can be told: GB 2312 holds the
# simplified ones, the first level of Big5 the traditional ones.
_CANDIDATES = (
    ("gb18030", ("simplified",)),
    ("big5hkscs", ("traditional",)),
    ("gb18030", ("simplified", "traditional")),
    ("utf-16-le", ("simplified", "traditional")),
    ("utf-16-be", ("simplified", "traditional")),
)


def read_text(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:
    """The one document of a file of plain text."""
    text, encoding = decode(whole(stream, place), place.file)
    entries, start = front_matter(text)
    told = {name: entries.get(columns.get(name, name), "") for name in ("title", "published", "publisher")}
    if not text[start:].strip():
        raise KgError(place.file, "holds front matter and no text", "put the article's text behind it")
    published = day(told["published"]) if told["published"] else day_in_name(place.source.rpartition("/")[2])
    if told["published"] and published is None:
        problem = f"published {told['published']!r} is no date and was left out"
        yield place.file, KgError(place.file, problem, "write it as 2024-01-31")
    yield (
        place.file,
        Document(
            source=place.source,
            file=place.file,
            text=text,
            encoding=encoding,
            sha256=digest(text),
            title=told["title"] or None,
            published=published,
            publisher=told["publisher"] or None,
            start=start,
        ),
    )


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The text, and the codec that gives it from the bytes.  Raises KgError for what is no text."""
    encoding = next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        chinese = _chinese(data) if encoding == "utf-8" else None
        if chinese is None:
            problem = f"is text neither in UTF-8 nor in GB18030, Big5 or UTF-16 (byte {error.start + 1} is not)"
            raise KgError(where, problem, _SAVE_AS_UTF8) from None
        text, encoding = chinese
    return checked(text, where), encoding


def _chinese(data: bytes) -> tuple[str, str] | None:
    """Text and codec in the encoding in which it looks most like Chinese as it is written; None where it does in none.

    Nearly any bytes decode as GB18030, so the outcome counts only where it consists of usual characters: damaged UTF-8
    and other encodings come out as rare ones.
    """
    best: tuple[float, str, str] = (_COMMON_SHARE, "", "")
    for encoding, kinds in _CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _usual(text, kinds) if "\0" not in text else 0.0
        if share > best[0] or (share == best[0] and not best[1]):
            best = (share, text, encoding)
    return (best[1], best[2]) if best[1] else None


def _usual(text: str, kinds: tuple[str, ...]) -> float:
    """The share of usual characters among those beyond ASCII."""
    beyond = [character for character in text if not character.isascii()]
    usual = sum(any(_USUAL[kind](character) for kind in kinds) for character in beyond)
    return usual / len(beyond) if beyond else 0.0


def _is_simplified(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _is_traditional(character: str) -> bool:
    """Whether it stands in Big5 among the signs or the 5,401 usual characters."""
    code = character.encode("big5", "ignore")
    return b"\xa1\x40" <= code <= b"\xc6\x7e"


_USUAL = {"simplified": _is_simplified, "traditional": _is_traditional}
