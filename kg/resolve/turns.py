"""Who speaks in which stretch of a sentence, and what opened her speech."""

from __future__ import annotations

from msgspec import Struct

from kg.model import Speaker
from kg.recognise.cues import Cue


class Opening(Struct, frozen=True):
    """The words that open a stretch of speech: where (sentence, start, end), the verb, the rule that read them."""

    sentence: int
    start: int
    end: int
    verb: str
    rule: str


class Turn(Struct, frozen=True):
    """A stretch `[start, end)` of a sentence in which one speaker speaks.  `cue` is None where she goes on speaking."""

    speaker: Speaker
    start: int
    end: int
    opening: Opening
    cue: Cue | None = None
