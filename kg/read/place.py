"""What the readers of the kinds of file share: where they are, what they give, and how much they take."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from kg.errors import KgError
from kg.model import Document

if TYPE_CHECKING:
    from types import ModuleType

LARGEST_FILE = 100_000_000
"""Bytes of a file that is read whole, or of one record; beyond it there is no news."""

LONGEST_TEXT = 10_000_000
"""Characters of one text."""


@dataclass(frozen=True, slots=True)
class Place:
    """One file: `file` is its path as told to the user, `source` the name that its text or its records get."""

    file: str
    source: str


Item: TypeAlias = tuple[str, Document | KgError]
"""A document or fault, and the place it stands at (`news.jsonl, line 3`)."""

FIELDS = ("id", "text", "title", "published", "publisher")
"""What an input may call by a name of its own."""

Columns: TypeAlias = Mapping[str, str]
"""The names that a file gives to `id`, `text`, `title`, `published` and `publisher`, where they are others."""

Reader: TypeAlias = Callable[[BinaryIO, Place, Columns], Iterator[Item]]
"""Reads one kind of file.  Raises KgError for what is wrong with the whole file, OSError where it cannot be read."""


def whole(stream: BinaryIO, place: Place) -> bytes:
    """All bytes of a file.  Raises KgError where there are more than `LARGEST_FILE`, or none."""
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        problem = f"is larger than {LARGEST_FILE // 1_000_000} MB"
        raise KgError(place.file, problem, "split it into files of one article each, or into records of a .jsonl file")
    if not data.strip():
        raise KgError(place.file, "is empty", "remove it or put the article's text in")
    return data


def checked(text: str, where: str) -> str:
    """The text as it is.  Raises KgError where it is empty, too long or no text."""
    if not text.strip():
        raise KgError(where, "is empty", "remove it or put the article's text in")
    if len(text) > LONGEST_TEXT:
        problem = f"holds a text of {len(text):,} characters, more than the {LONGEST_TEXT:,} that kg reads as one"
        raise KgError(where, problem, "split it into files of one article each")
    if "\0" in text:
        raise KgError(where, "is binary, or UTF-16 without a byte order mark", "save it as UTF-8 text")
    return text


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, the same whatever encoding the file was in."""
    return hashlib.sha256(text.encode()).hexdigest()


def writable(value: str) -> bool:
    """Whether UTF-8 can hold it: JSON and file names may smuggle in halves of surrogate pairs."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def library(name: str, extra: str, place: Place) -> ModuleType:
    """A library that only one kind of file needs.  Raises KgError, with the way to get it, where it is missing."""
    try:
        return import_module(name)
    except ImportError as error:
        problem = f"reading it needs the library {name.partition('.')[0]}, which is not installed"
        raise KgError(place.file, problem, f"install it with: pip install 'kg[{extra}]'") from error
