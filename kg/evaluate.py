"""How well the readings agree with annotated articles, and how much of the news the rules reach.

The annotation format and what each metric compares are told in `docs/annotation.md`.  Nothing here reads articles: the
readings are given.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import MeetingKind, PointKind, Role
from kg.recognise.items import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Evidence, Point, Reading
    from kg.recognise import RuleSet

METRICS = (
    "chairs", "attendees", "speakers", "posts", "documents", "studies", "dates", "names", "attribution", "directives",
)  # fmt: skip
LEVELS = ("national", "province", "city", "county", "company", "university", "hospital")
"""Whose meeting an article reports: the annotation's `level`, else the first part of the file's name (city-03.txt)."""

NOT_IN_SOURCE = "speech texts not in their source"
LISTS_IN_ORDER = "attendee lists in the text's order"

Item = tuple[str | int, ...]
"""What is compared: the source first, then what is said of it."""

_METRIC_OF = {
    Role.CHAIR: "chairs", Role.ATTENDEE: "attendees", Role.OBSERVER: "attendees", Role.SPEAKER: "speakers",
}  # fmt: skip
_FORM = "see docs/annotation.md for the form"
_KEYS = {
    "meetings": list, "chairs": list, "attendees": list, "speakers": list, "posts": list, "studies": list,
    "documents": list, "sentences": dict,
}  # fmt: skip
_PAIRS = ("chairs", "attendees", "speakers", "posts", "studies")
_SPEECH = {"attribution": "DS", "directives": "D"}
_KIND_OF = {PointKind.DIRECTIVE: "D", PointKind.STATEMENT: "S"}
_UNNAMED = "*"
_SENTENCE = re.compile(r".*?(?:[。！？!?]+[”’』」）)》]*|$)", re.DOTALL)
_SPACE = re.compile(r"\s+")
_PLAIN_MARKS = str.maketrans("“”‘’•‧", "\"\"''··")
_CLAUSE = re.compile("[，。；：！？、]")
_NUMBER = re.compile(r"\d+")
_NEIGHBOURS = 2
_ENOUGH = 15
"""So many characters of a sentence, or half of it, make speech hold the sentence."""
_SHORTEST_LIST = 3
"""Only a list of so many names has an order to keep."""


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


@dataclass(frozen=True, slots=True)
class Metric:
    """What the annotations hold, and what the readings hold with the rules that gave it."""

    gold: frozenset[Item]
    found: Mapping[Item, tuple[str, ...]]

    @property
    def right(self) -> int:
        """How many are in both."""
        return sum(item in self.gold for item in self.found)

    def figures(self) -> tuple[float, float, float, int, int]:
        """Precision, recall, F1, the number annotated, the number found."""
        precision = self.right / len(self.found) if self.found else float(not self.gold)
        recall = self.right / len(self.gold) if self.gold else float(not self.found)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return precision, recall, f1, len(self.gold), len(self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self.figures()[2]

    def only(self, sources: frozenset[str]) -> Metric:
        """The same for some of the articles."""
        return Metric(
            frozenset(item for item in self.gold if item[0] in sources),
            {item: rules for item, rules in self.found.items() if item[0] in sources},
        )


@dataclass(frozen=True, slots=True)
class Error:
    """Something missed (`-`) or invented (`+`); `words` are those of the sentence where the item is one."""

    mark: str
    item: Item
    words: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome: metrics by name; beside them how many texts are made up and how many lists are in order."""

    gold: tuple[Gold, ...]
    metrics: Mapping[str, Metric]
    extra: Mapping[str, int | str]

    def levels(self) -> dict[str, dict[str, Metric]]:
        """The metrics for each level of which there are articles, in the order of `LEVELS`."""
        sources = {level: frozenset(g.id for g in self.gold if g.level == level) for level in LEVELS}
        return {
            level: {name: metric.only(ids) for name, metric in self.metrics.items()}
            for level, ids in sources.items()
            if ids
        }

    def rules(self) -> dict[str, tuple[int, int]]:
        """How many true and false facts each rule gave, the costliest first.  A sentence's facts count once each."""
        won: Counter[str] = Counter()
        cost: Counter[str] = Counter()
        for name, metric in self.metrics.items():
            if name == "directives":
                continue  # the same sentences as in attribution
            for item, rules in metric.found.items():
                (won if item in metric.gold else cost).update(rules)
        return {rule: (won[rule], cost[rule]) for rule in sorted({*won, *cost}, key=lambda r: (-cost[r], -won[r], r))}

    def errors(self, name: str) -> Iterator[Error]:
        """What the metric missed, then what it invented."""
        metric = self.metrics[name]
        for item in sorted(metric.gold - metric.found.keys()):
            yield Error("-", item, self._words(name, item), ())
        for item in sorted(metric.found.keys() - metric.gold):
            yield Error("+", item, self._words(name, item), metric.found[item])

    def _words(self, name: str, item: Item) -> str:
        if name not in _SPEECH:
            return ""
        gold = next(g for g in self.gold if g.id == item[0])
        start, end = gold.spans[int(item[1])]
        return gold.body[start:end]

    def as_json(self) -> str:
        """Everything as JSON: figures are precision, recall, F1, annotated, found; rules are true, false."""
        figures = {name: metric.figures() for name, metric in self.metrics.items()}
        levels = {
            level: {name: metric.figures() for name, metric in metrics.items()}
            for level, metrics in self.levels().items()
        }
        told = {"figures": figures, "extra": dict(self.extra), "levels": levels, "rules": self.rules()}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


# -- annotations -------------------------------------------------------------------------------------------------


def load_gold(folder: Path) -> tuple[Gold, ...]:
    """The annotated articles in `folder`: every `ID.json` that has its `ID.txt`, in order of their names.

    Raises:
        KgError: there is none, or one is not written as `docs/annotation.md` says.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise KgError(str(folder), "holds no annotated article", f"name a folder of ID.txt with ID.json; {_FORM}")
    return tuple(_gold(path) for path in paths)


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
    gold = Gold(path.stem, level, _squeeze(title), _squeeze(body), annotation)
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


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def fold(text: str) -> str:
    """The form in which names and phrases are compared: no white space, one width, plain quotes, one kind of dot."""
    return unicodedata.normalize("NFKC", _squeeze(text)).translate(_PLAIN_MARKS)


# -- scoring -----------------------------------------------------------------------------------------------------


def evaluate(gold: Sequence[Gold], readings: Iterable[Reading]) -> Evaluation:
    """Compare readings with annotations; readings of articles without one are left out."""
    annotated = {g.id: g for g in gold}
    of: dict[str, list[Reading]] = {g.id: [] for g in gold}
    for reading in readings:
        if reading.article.document.source in of:
            of[reading.article.document.source].append(reading)
    wanted: dict[str, set[Item]] = {name: set() for name in METRICS}
    found: dict[str, dict[Item, set[str]]] = {name: {} for name in METRICS}
    for g in gold:
        for name, item in chain(_annotated(g), _annotated_speech(g)):
            wanted[name].add((g.id, *item))
        for name, item, rules in chain(_stated(of[g.id]), _stated_speech(g, of[g.id])):
            found[name].setdefault((g.id, *item), set()).update(rules)
    wanted["posts"] = {item for item in wanted["posts"] if not annotated[str(item[0])].is_title_only(item)}
    found["posts"] = _same_posts(
        wanted["posts"],
        {item: rules for item, rules in found["posts"].items() if not annotated[str(item[0])].is_title_only(item)},
    )
    metrics = {
        name: Metric(frozenset(wanted[name]), {item: tuple(sorted(rules)) for item, rules in found[name].items()})
        for name in METRICS
    }
    made_up = sum(_is_made_up(g, point.text) for g in gold for _, point in _points(of[g.id]))
    lists = [in_order for g in gold for in_order in _lists_in_order(g, of[g.id])]
    return Evaluation(tuple(gold), metrics, {NOT_IN_SOURCE: made_up, LISTS_IN_ORDER: f"{sum(lists)}/{len(lists)}"})


def _annotated(gold: Gold) -> Iterator[tuple[str, Item]]:
    """What an annotation says beside speech.  Meetings are not matched one to one: their ids mean nothing outside."""
    annotation = gold.annotation
    for name in ("chairs", "attendees", "speakers", "studies"):
        for _, value in annotation[name]:
            yield name, (fold(value),)
    for person, post in annotation["posts"]:
        yield "posts", (fold(person), fold(post))
    for document in annotation["documents"]:
        yield "documents", (fold(document),)
    for meeting in annotation["meetings"]:
        if meeting.get("start"):
            yield "dates", (meeting["start"],)
        if meeting["type"] == MeetingKind.MEETING:
            yield "names", (fold(meeting["name"]),)


def _stated(readings: Sequence[Reading]) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    """What the readings of one source say beside speech, each with its rule."""
    for reading in readings:
        names = {person.key: fold(person.name) for person in reading.people}
        for one in reading.participations:
            if one.role in _METRIC_OF:
                yield _METRIC_OF[one.role], (names[one.person],), (one.evidence.rule,)
        for membership in reading.memberships:
            yield "posts", (names[membership.person], fold(membership.post)), (membership.evidence.rule,)
        for citation in reading.citations:
            yield "documents", (fold(citation.title),), (citation.evidence.rule,)
        for study in reading.studies:
            yield "studies", (fold(study.phrase),), (study.evidence.rule,)
            if study.title:
                yield "documents", (fold(study.title),), (study.evidence.rule,)
        yield from _stated_of_meetings(reading)


def _stated_of_meetings(reading: Reading) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    for meeting in reading.meetings:
        if not meeting.reported:
            continue
        if meeting.kind is MeetingKind.MEETING:
            yield "names", (fold(meeting.name),), (meeting.evidence.rule,)
        if first := _first_day(reading, meeting.key):
            yield "dates", (first[0],), (first[1],)


def _first_day(reading: Reading, meeting: str) -> tuple[str, str] | None:
    """The earliest day that the reading gives the meeting, and its rule."""
    days = [
        (detail.when.start_label(), detail.evidence.rule)
        for detail in reading.details
        if detail.meeting == meeting and detail.when is not None and detail.when.start_label()
    ]
    return min(days, default=None)


def _same_posts(wanted: set[Item], found: dict[Item, set[str]]) -> dict[Item, set[str]]:
    """`found`, where a later post of a run may leave out the organisation of the first (党组书记、[省水利厅]厅长)."""
    own: dict[Item, set[str]] = defaultdict(set)
    for source, person, post in wanted:
        own[source, person].add(str(post))
    same: dict[Item, set[str]] = {}
    for (source, person, post), rules in sorted(found.items()):
        accepted = _accepted(str(post), own[source, person])
        same.setdefault((source, person, accepted), set()).update(rules)
    return same


def _accepted(post: str, own: set[str]) -> str:
    """The annotated post of `own` that `post` stands for, or `post` itself."""
    if post in own:
        return post
    for candidate in sorted(own):
        longer, shorter = (post, candidate) if len(post) > len(candidate) else (candidate, post)
        organisation = longer.removesuffix(shorter)
        if longer.endswith(shorter) and any(o.startswith(organisation) for o in own - {candidate}):
            return candidate
    return post


# -- speech ------------------------------------------------------------------------------------------------------


def _annotated_speech(gold: Gold) -> Iterator[tuple[str, Item]]:
    for number, speaker, kind in gold.sentences():
        for name, kinds in _SPEECH.items():
            if kind in kinds and speaker != _UNNAMED:
                yield name, (number, fold(speaker))


def _stated_speech(gold: Gold, readings: Sequence[Reading]) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    """The sentences whose words the readings give to a speaker.

    Where people without a name speak, only the claim that a named speaker of the article does is held against it.
    """
    unnamed = {number for number, speaker, _ in gold.sentences() if speaker == _UNNAMED}
    speakers = {fold(person) for _, person in gold.annotation["speakers"]}
    for name, kinds in _SPEECH.items():
        characters: Counter[tuple[int, str]] = Counter()
        rules: dict[tuple[int, str], set[str]] = defaultdict(set)
        for label, point in _points(readings):
            if _KIND_OF[point.kind] not in kinds:
                continue
            for number, overlap in _covered(gold, point.text):
                characters[number, fold(label)] += overlap
                rules[number, fold(label)].add(point.evidence.rule)
        for (number, speaker), count in characters.items():
            start, end = gold.spans[number]
            if count >= min(_ENOUGH, (end - start) / 2) and (number not in unnamed or speaker in speakers):
                yield name, (number, speaker), tuple(rules[number, speaker])


def _points(readings: Sequence[Reading]) -> Iterator[tuple[str, Point]]:
    """The points of all speech, each with its speaker's label."""
    for reading in readings:
        for utterance in reading.utterances:
            for point in utterance.points:
                yield utterance.speaker.label, point


def _covered(gold: Gold, text: str) -> set[tuple[int, int]]:
    """The sentences of the body that `text` covers, wherever it stands, each with the number of characters covered."""
    text = _squeeze(text)
    covered: set[tuple[int, int]] = set()
    at = gold.body.find(text) if text else -1
    while at >= 0:
        for number, (start, end) in enumerate(gold.spans):
            overlap = min(end, at + len(text)) - max(start, at)
            if overlap > 0 and overlap >= min(_ENOUGH, (end - start) / 2, len(text)):
                covered.add((number, overlap))
        at = gold.body.find(text, at + 1)
    return covered


def _is_made_up(gold: Gold, text: str) -> bool:
    return _squeeze(text) not in gold.title + gold.body


def _lists_in_order(gold: Gold, readings: Sequence[Reading]) -> Iterator[bool]:
    """For each annotated list that is long enough, whether some meeting has just these names in this order."""
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for reading in readings:
        names = {person.key: fold(person.name) for person in reading.people}
        for one in reading.participations:
            if _METRIC_OF.get(one.role) == "attendees" and one.order is not None:
                place = places[one.meeting]
                place[names[one.person]] = min(one.order, place.get(names[one.person], one.order))
    lists = [[name for _, name in sorted((order, name) for name, order in place.items())] for place in places.values()]
    for meeting in gold.annotation["meetings"]:
        want = [fold(person) for one, person in gold.annotation["attendees"] if one == meeting.get("id")]
        if len(want) >= _SHORTEST_LIST:
            yield any([name for name in names if name in want] == want for names in lists)


# -- coverage ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shape:
    """A trigger with its neighbours as it stands in sentences that no rule explains: names are 某, numbers N."""

    words: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences there are, how many hold a trigger, how many of these some rule explains; and the gaps."""

    sentences: int
    triggered: int
    explained: int
    shapes: tuple[Shape, ...]


def coverage(readings: Iterable[Reading], rules: RuleSet) -> Coverage:
    """How far the rules reach.  A sentence is explained where a fact beyond the naming of a post rests on its words."""
    scans = (rules.role_trigger, rules.speech_trigger, rules.meeting_trigger, rules.appointment_trigger)
    appointments = frozenset(rule.id for rule in rules.appointments)
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
            triggers = [match.span() for trigger in scans for match in trigger.finditer(text)]
            if not triggers:
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
