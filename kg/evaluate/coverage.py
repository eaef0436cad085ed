"""How much of the news the rules reach, and what the sentences look like that they do not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.recognise.items import mask
from kg.recognise.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Evidence, Reading
    from kg.recognise import RuleSet

_CLAUSE = re.compile("[，。；：！？、]")
_NUMBER = re.compile(r"\d+")
_PRONOUN = re.compile("[他她]|双方|两国元首|大家")
_NEIGHBOURS = 2
"""Characters of a trigger's neighbours that a shape shows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A trigger with its neighbours as it stands in sentences that no rule explains: names are 某, numbers N."""

    words: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences there are, how many hold a trigger, how many of these some rule explains; and the gaps.

    A sentence holds a trigger where the word stands for itself, not within a longer one (`no_trigger` in
    `words.toml`: 报道, 街道), and where somebody stands who could be told of: a person whom the article names, a post,
    a group, a meeting or a pronoun.
    """

    sentences: int
    triggered: int
    explained: int
    shapes: tuple[Shape, ...]


def coverage(readings: Iterable[Reading], rules: RuleSet) -> Coverage:
    """How far the rules reach.  A sentence is explained where a fact beyond the naming of a post rests on its words."""
    scans = (rules.role_trigger, rules.speech_trigger, rules.meeting_trigger, rules.appointment_trigger)
    appointments = frozenset(rule.id for rule in rules.appointments)
    chance = re.compile("|".join(lexicon().words["no_trigger"]))
    sentences = triggered = explained = 0
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for reading in readings:
        body = reading.article.body
        spans = sorted((evidence.start, evidence.end) for evidence in _grounds(reading, appointments))
        names = re.compile("|".join(sorted({re.escape(person.name) for person in reading.people}, key=_long_first)))
        for sentence in reading.article.sentences:
            sentences += 1
            words = body.text[sentence.start : sentence.end]
            text = mask(words)
            triggers = _triggers(text, scans, chance)
            if not triggers or (not (names.pattern and names.search(text)) and not _may_act(text)):
                continue
            triggered += 1
            start, end = body.offsets[sentence.start], body.offsets[sentence.end - 1] + 1
            if any(begin < end and stop > start for begin, stop in spans):
                explained += 1
                continue
            for shape in sorted({_shape(text, *span, names) for span in triggers}):
                counts[shape] += 1
                examples.setdefault(shape, f"{reading.article.document.file}: {words}")
    order = sorted(counts, key=lambda shape: (-counts[shape], shape))
    return Coverage(sentences, triggered, explained, tuple(Shape(s, counts[s], examples[s]) for s in order))


def _triggers(text: str, scans: Iterable[re.Pattern[str]], chance: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the triggers of rules stand in a sentence, but not within words that hold them by chance."""
    within = [match.span() for match in chance.finditer(text)]
    found = [match.span() for scan in scans for match in scan.finditer(text)]
    return [(start, end) for start, end in found if not any(a < end and start < b for a, b in within)]


def _may_act(text: str) -> bool:
    """Whether a sentence holds a post, a group, a meeting or a pronoun, of which a rule could tell something."""
    words = lexicon()
    return any(
        pattern.search(text) is not None for pattern in (words.head, words.group, words.meeting_noun, _PRONOUN)
    ) or any(word in text for word in words.words["say_group"])


def _grounds(reading: Reading, appointments: frozenset[str]) -> Iterator[Evidence]:
    """What the reading's facts rest on; of posts only those that a rule gave, for the others need none."""
    for facts in (reading.meetings, reading.details, reading.participations, reading.studies, reading.cascades):
        yield from (fact.evidence for fact in facts)
    for membership in reading.memberships:
        if membership.evidence.rule in appointments:
            yield membership.evidence
    for utterance in reading.utterances:
        yield utterance.evidence
        yield from (point.evidence for point in utterance.points)


def _shape(text: str, start: int, end: int, names: re.Pattern[str]) -> str:
    """The trigger at `[start, end)` with its nearest neighbours in the clause."""
    before = _CLAUSE.split(text[:start])[-1]
    behind = _CLAUSE.split(text[end:])[0]
    if names.pattern:
        before, behind = names.sub("某", before), names.sub("某", behind)
    before, behind = _NUMBER.sub("N", before), _NUMBER.sub("N", behind)
    return f"{before[-_NEIGHBOURS:]}|{text[start:end]}|{behind[:_NEIGHBOURS]}"


def _long_first(word: str) -> tuple[int, str]:
    return -len(word), word
