"""Annotated articles: how they are loaded, and the form in which their words are compared."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import KgError
from kg.model import MeetingKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LEVELS = ("national", "province", "city", "county", "company", "university", "hospital")
"""Whose meeting an article reports: the annotation's `level`, else the first part of the file's name (city-03.txt)."""

Item: TypeAlias = tuple[str | int, ...]
"""What is compared: the source first, then what is said of it."""

_FORM = "see docs/annotation.md for the form"
_KEYS = {
    "meetings": list, "chairs": list, "attendees": list, "speakers": list, "posts": list, "studies": list,
    "documents": list, "sentences": dict,
}  # fmt: skip
_PAIRS = ("chairs", "attendees", "speakers", "posts", "studies")
_SENTENCE = re.compile(r".*?(?:[。！？!?]+[”’』」）)》]*|$)", re.DOTALL)
_SPACE = re.compile(r"\s+")
_PLAIN_MARKS = str.maketrans("“”‘’•‧", "\"\"''··")


@dataclass(frozen=True)
class Gold:
    """One annotated article.  `title` and `body` are without white space; `spans` are the body's sentences."""

    id: str
    level: str | None
    title: str
    body: str
    annotation: Mapping[str, Any]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The numbered sentences, half-open within `body`."""
        return tuple(match.span() for match in _SENTENCE.finditer(self.body) if match[0])

    @cached_property
    def folded(self) -> str:
        """Title and body in the form in which names are compared."""
        return fold(self.title + self.body)

    def is_title_only(self, item: Item) -> bool:
        """Whether the text has the post of a pair only behind the name (某某总书记): such a pair is not scored."""
        _, person, post = item
        return f"{person}{post}" in self.folded and f"{post}{person}" not in self.folded

    def sentences(self) -> Iterator[tuple[int, str, str]]:
        """Number, speaker and kind (D, S) of every sentence of reported speech."""
        for number, (speaker, kind) in self.annotation["sentences"].items():
            yield int(number), speaker, kind


def load_gold(folder: Path) -> tuple[Gold, ...]:
    """The annotated articles in `folder`: every `ID.json` that has its `ID.txt`, in order of their names.

    Raises:
        KgError: there is none, or one is not written as `docs/annotation.md` says.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise KgError(str(folder), "holds no annotated article", f"name a folder of ID.txt with ID.json; {_FORM}")
    return tuple(_gold(path) for path in paths)


def fold(text: str) -> str:
    """The form in which names and phrases are compared: no white space, one width, plain quotes, one kind of dot."""
    return unicodedata.normalize("NFKC", squeeze(text)).translate(_PLAIN_MARKS)


def squeeze(text: str) -> str:
    """`text` without white space."""
    return _SPACE.sub("", text)


def _gold(path: Path) -> Gold:
    try:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise KgError(str(path), f"cannot be read with its .txt ({error})", _FORM) from error
    if problem := _problem(annotation, path.stem):
        raise KgError(str(path), problem, _FORM)
    title, _, body = ("", "", text) if annotation.get("no_title") else text.partition("\n")
    prefix = path.stem.partition("-")[0]
    level = annotation.get("level", prefix if prefix in LEVELS else None)
    gold = Gold(path.stem, level, squeeze(title), squeeze(body), annotation)
    if numbers := [number for number, _, _ in gold.sentences() if number >= len(gold.spans)]:
        raise KgError(str(path), f"there is no sentence {numbers[0]} in the text", "number the sentences from 0")
    return gold


def _problem(annotation: object, stem: str) -> str | None:
    """The first thing that is wrong with the form of an annotation."""
    if not isinstance(annotation, dict):
        return "is not a JSON object"
    if annotation.get("id") != stem:
        return f"the id is not {stem!r}, the file's name"
    if annotation.get("level", LEVELS[0]) not in LEVELS:
        return f"level is none of {', '.join(LEVELS)}"
    for key, form in _KEYS.items():
        if not isinstance(annotation.get(key), form):
            return f"{key} is missing or no {form.__name__}"
    return next(_wrong_entries(annotation), None)


def _wrong_entries(annotation: Mapping[str, Any]) -> Iterator[str]:
    for key in _PAIRS:
        for pair in annotation[key]:
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
                yield f"{key} holds {pair!r}, which is no pair of texts"
    kinds = [str(kind) for kind in MeetingKind]
    for meeting in annotation["meetings"]:
        if not isinstance(meeting, dict) or not meeting.get("name") or meeting.get("type") not in kinds:
            yield f"meetings holds {meeting!r}, which lacks a name or a type of {', '.join(kinds)}"
    for number, label in annotation["sentences"].items():
        if not (number.isdigit() and isinstance(label, list) and len(label) == 2 and label[1] in ("D", "S")):
            yield f'sentences holds {number}: {label!r}, which is not "number": [speaker, "D" or "S"]'
