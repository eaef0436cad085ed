"""Who speaks in which stretch of a sentence, and what opened her speech."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Speaker
from kg.recognise.cues import Cue


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that open a stretch of speech: where (sentence, start, end), the verb, the rule that read them."""

    sentence: int
    start: int
    end: int
    verb: str
    rule: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch `[start, end)` of a sentence in which one speaker speaks.  `cue` is None where she goes on speaking."""

    speaker: Speaker
    start: int
    end: int
    opening: Opening
    cue: Cue | None = None
