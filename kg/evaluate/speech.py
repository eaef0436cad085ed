"""Reported speech beside annotations: which sentences are whose words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.evaluate.gold import fold, squeeze
from kg.evaluate.outcome import OF_SPEECH
from kg.model import PointKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.evaluate.gold import Gold, Item
    from kg.model import Point, Reading

_KIND_OF = {PointKind.DIRECTIVE: "D", PointKind.STATEMENT: "S"}
_UNNAMED = "*"
"""The speaker of a sentence whose speaker has no name."""
_ENOUGH = 15
"""So many characters of a sentence, or half of it, make speech hold the sentence."""


def annotated_speech(gold: Gold) -> Iterator[tuple[str, Item]]:
    """The sentences that an annotation gives to a speaker by name."""
    for number, speaker, kind in gold.sentences():
        for name, kinds in OF_SPEECH.items():
            if kind in kinds and speaker != _UNNAMED:
                yield name, (number, fold(speaker))


def stated_speech(gold: Gold, readings: Sequence[Reading]) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    """The sentences whose words the readings give to a speaker.

    Where people without a name speak, only the claim that a named speaker of the article does is held against it.
    """
    unnamed = {number for number, speaker, _ in gold.sentences() if speaker == _UNNAMED}
    speakers = {fold(person) for _, person in gold.annotation["speakers"]}
    for name, kinds in OF_SPEECH.items():
        characters: Counter[tuple[int, str]] = Counter()
        rules: dict[tuple[int, str], set[str]] = defaultdict(set)
        for label, point in points(readings):
            if _KIND_OF[point.kind] not in kinds:
                continue
            for number, overlap in _covered(gold, point.text):
                characters[number, fold(label)] += overlap
                rules[number, fold(label)].add(point.evidence.rule)
        for (number, speaker), count in characters.items():
            start, end = gold.spans[number]
            if count >= min(_ENOUGH, (end - start) / 2) and (number not in unnamed or speaker in speakers):
                yield name, (number, speaker), tuple(rules[number, speaker])


def points(readings: Sequence[Reading]) -> Iterator[tuple[str, Point]]:
    """The points of all speech, each with its speaker's label."""
    for reading in readings:
        for utterance in reading.utterances:
            for point in utterance.points:
                yield utterance.speaker.label, point


def is_made_up(gold: Gold, text: str) -> bool:
    """Whether the article has no such words."""
    return squeeze(text) not in gold.title + gold.body


def _covered(gold: Gold, text: str) -> set[tuple[int, int]]:
    """The sentences of the body that `text` covers, wherever it stands, each with the number of characters covered."""
    text = squeeze(text)
    covered: set[tuple[int, int]] = set()
    at = gold.body.find(text) if text else -1
    while at >= 0:
        for number, (start, end) in enumerate(gold.spans):
            overlap = min(end, at + len(text)) - max(start, at)
            if overlap > 0 and overlap >= min(_ENOUGH, (end - start) / 2, len(text)):
                covered.add((number, overlap))
        at = gold.body.find(text, at + 1)
    return covered
