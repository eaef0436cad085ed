"""What one article says of one meeting, cut down to what tells it from others, and what parts two of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Meeting, MeetingKind, Reading, Role
from kg.resolve.places import Home, divisions
from kg.resolve.reprints import place, text_hash
from kg.resolve.series import jurisdiction, short_body

_LONGEST_MEETING = 15
_PRESENT = (Role.CHAIR, Role.ATTENDEE, Role.OBSERVER, Role.SPEAKER)
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉·]")
_DASH = re.compile("[—－–-]+")
_HALF = re.compile("上午|下午|晚")


class Trace(Struct, frozen=True):
    """One meeting in one article: what tells it from others, and nothing of the text.

    `days` are ISO dates; `body` is whose meeting it is (全国, 河南省), or empty; `people` and `chairs` are keys.
    """

    key: str
    article: tuple[str, int]
    published: str
    name: str
    words: str
    kind: MeetingKind
    days: tuple[str, ...]
    halves: frozenset[str]
    places: frozenset[str]
    body: str
    ordinal: int | None
    people: frozenset[str]
    chairs: frozenset[str]

    def order(self) -> tuple[str, str, str, tuple[str, int]]:
        """Sorts traces by day, then by the day of the news."""
        return self.days[0] if self.days else "", self.published, self.key, self.article


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two meetings are one."""

    first: Trace
    second: Trace
    rule: str
    words: str


class Heard(Struct, frozen=True):
    """A meeting in an article: its trace, all its names there, and whether the article reports it."""

    trace: Trace
    names: tuple[str, ...]
    reported: bool


class Told(Struct, frozen=True):
    """What one article tells of meetings, cut down to what ties it to other articles.

    `text` is the hash of its words (see `kg.resolve.reprints`).
    """

    article: tuple[str, int]
    sha256: str
    published: str
    text: str
    heard: tuple[Heard, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its meetings."""
        return tuple(heard.trace.key for heard in self.heard)

    @property
    def meetings(self) -> tuple[Trace, ...]:
        """The traces of those it reports."""
        return tuple(heard.trace for heard in self.heard if heard.reported)


def told(reading: Reading, at_home: Callable[[], Home]) -> Told:
    """What the article tells of meetings; `at_home` is asked where a name leaves out the place."""
    document = reading.article.document
    heard = tuple(
        Heard(trace(m, reading, at_home), tuple(name for name in (m.name, m.label, *m.aliases) if name), m.reported)
        for m in reading.meetings
    )
    return Told(place(reading), document.sha256, document.published or "", text_hash(reading.article), heard)


def with_people(article: Told, keys: Mapping[str, str]) -> Told:
    """The article with the keys of people across documents, by those that they have in it."""

    def rekeyed(people: frozenset[str]) -> frozenset[str]:
        return frozenset(keys.get(person, person) for person in people)

    heard = tuple(
        replace(h, trace=replace(h.trace, people=rekeyed(h.trace.people), chairs=rekeyed(h.trace.chairs)))
        for h in article.heard
    )
    return replace(article, heard=heard)


def trace(m: Meeting, reading: Reading, at_home: Callable[[], Home]) -> Trace:
    """The trace of a meeting of `reading`."""
    when = next((d.when for d in reading.details if d.meeting == m.key and d.when), None)
    present = [p for p in reading.participations if p.meeting == m.key and p.role in _PRESENT]
    places = frozenset(
        division.code
        for d in reading.details
        if d.meeting == m.key and d.property == "place"
        for division in divisions().named(d.value)
    )
    return Trace(
        m.key, place(reading), reading.article.document.published or "", normal_name(m), m.label or m.name, m.kind,
        _days(when.start_label(), when.end_label()) if when and when.year else (),
        frozenset(_HALF.findall(when.words)) if when else frozenset(), places,
        jurisdiction(m.name, at_home)[0], m.ordinal, frozenset(p.person for p in present),
        frozenset(p.person for p in present if p.role is Role.CHAIR),
    )  # fmt: skip


def normal_name(meeting: Meeting) -> str:
    """A meeting's name without quotation marks and with the usual short forms of its body."""
    name = _DASH.sub("-", _MARKS.sub("", unicodedata.normalize("NFKC", meeting.label or meeting.name)))
    return short_body(name)


def _days(first: str, last: str) -> tuple[str, ...]:
    """Every day from `first` to `last`, as far as the calendar has them."""
    try:
        start = date.fromisoformat(first)
        length = (date.fromisoformat(last) - start).days if last else 0
    except ValueError:
        return ()
    if not 0 <= length < _LONGEST_MEETING:
        length = 0
    return tuple((start + timedelta(days=n)).isoformat() for n in range(length + 1))


def against(first: Trace, second: Trace) -> str:
    """What speaks against one meeting, or nothing."""
    if first.article == second.article:
        return "one article tells them apart"
    if first.ordinal and second.ordinal and first.ordinal != second.ordinal:
        return f"number {first.ordinal} and number {second.ordinal}"
    if first.body and second.body and first.body != second.body:
        return f"of {first.body} and of {second.body}"
    if first.chairs and second.chairs and not first.chairs & second.chairs:
        return "two chairs"
    if len(first.days) == len(second.days) == 1 and first.halves and second.halves and first.halves != second.halves:
        return "at two times of one day"
    if first.places and second.places and not _overlap(first.places, second.places):
        return "in two places"
    return ""


def _overlap(first: frozenset[str], second: frozenset[str]) -> bool:
    table = divisions()
    pairs = [(table.by_code[a], table.by_code[b]) for a in first for b in second]
    return any(table.contains(a, b) or table.contains(b, a) for a, b in pairs)
