"""One meeting told by several articles is one meeting, and an article printed twice is one telling of it.

A name alone proves nothing: 座谈会 is held every day.  What does is the day, a name that is the same or a shortened
form of the other, and beside both the convening body, the chair, or several of those present; or a text that is the
same to the letter.  What has none of these stays apart.  Meetings are compared day by day, from traces alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from itertools import combinations

from kg.model import Article, Meeting, MeetingKind, Reading, Reprint, Role, Telling
from kg.recognise.lexicon import lexicon
from kg.resolve.places import Home, divisions, home
from kg.resolve.series import is_regular, jurisdiction, short_body
from kg.resolve.sessions import with_meetings

_SHORTEST_TEXT = 100
"""Characters from which two equal texts are a reprint, not the same short notice."""
_LONGEST_MEETING = 15
_NEWS_OF = 90
"""Days within which an article that studies a meeting's 精神 means the one that was just held."""
_SHORTEST_NAME = 6
_SHORTEST_TELLING = 8
_OWN_WORDS = 4
"""Characters that a name has besides its noun, from which it is more than 座谈会 or 工作会议."""
_TWO, _THREE = 2, 3
_PRESENT = (Role.CHAIR, Role.ATTENDEE, Role.OBSERVER, Role.SPEAKER)
_CREDITS = re.compile(
    r"[（(\[【]?(?:来源|稿源|转自|据|责任编辑|责编|编辑|作者|记者|本报记者|通讯员|摄影|原标题|审核|校对|监制)"
    r"(?:[:：/]|《|[^。，]{0,12}$).{0,60}"
)
_CREDITED = re.compile(r"[（(][^（）()]{0,20}(?:记者|通讯员|来源|编辑|摄影)[^（）()]{0,40}[）)]")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉·]")
_DASH = re.compile("[—－–-]+")
_NUMBERED = re.compile(r"第[一二三四五六七八九十百零\d]+(?:届|次)|(?:19|20)\d\d|\d+周年")
# What makes a part or another day of a meeting, not a shorter name of it.
_OTHER = re.compile(
    "第|届|次|开幕|闭幕|预备|分组|小组|代表团|主席团|论坛|分会|平行|全体|扩大|新闻|欢迎|联组|党组|筹备|前|后"
    "|常务|主席|委员|常委|领导|部门|系统"
)
# What there are several of under one name: delegations deliberate for days, an exhibition tours.
_SEVERAL = re.compile("(?:活动|审议)$")
_HALF = re.compile("上午|下午|晚")


@dataclass(frozen=True, slots=True)
class Trace:
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


@dataclass(frozen=True, slots=True)
class Named:
    """A meeting that an article only names, or tells of without its day, by a name that may tell which it is."""

    key: str
    name: str
    words: str
    body: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells of meetings, cut down to what ties it to other articles.

    `text` is the hash of its words, empty where they are few.  `keys` are those of all its meetings, `meetings` the
    traces of those it reports.
    """

    article: tuple[str, int]
    sha256: str
    published: str
    text: str
    keys: tuple[str, ...]
    meetings: tuple[Trace, ...]
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What other articles tell of the meetings of one: new keys and labels by the key it had, and the grounds."""

    moved: dict[str, str]
    labels: dict[str, str]
    tellings: tuple[Telling, ...] = ()
    reprint: Reprint | None = None

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.moved or self.labels or self.tellings or self.reprint)


def join_tellings(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """`readings` with one key for each meeting that several of them tell, and the grounds; reprints are marked.

    People must have their keys across documents already.  The outcome does not depend on the order of the readings.
    """
    found = [told(reading, partial(home, reading)) for reading in readings]
    return tuple(map(with_tellings, readings, decide(found)))


def told(reading: Reading, at_home: Callable[[], Home]) -> Told:
    """What the article tells of meetings; `at_home` is asked where a name leaves out the place."""
    document = reading.article.document
    words = telling_text(reading.article)
    meetings = tuple(_traces(reading, at_home))
    return Told(
        _place(reading), document.sha256, document.published or "",
        sha256(words.encode()).hexdigest() if len(words) >= _SHORTEST_TEXT else "",
        tuple(m.key for m in reading.meetings), meetings, tuple(_named(reading, meetings, at_home)),
    )  # fmt: skip


def with_people(article: Told, keys: Mapping[str, str]) -> Told:
    """The article with the keys of people across documents, by those that they have in it."""

    def rekeyed(people: frozenset[str]) -> frozenset[str]:
        return frozenset(keys.get(person, person) for person in people)

    meetings = tuple(replace(t, people=rekeyed(t.people), chairs=rekeyed(t.chairs)) for t in article.meetings)
    return replace(article, meetings=meetings)


def decide(articles: Sequence[Told]) -> Iterator[Decided]:
    """Which meetings are one, and why, article by article in the order given, on which the outcome does not depend.

    People must have their keys across documents.
    """
    printed = dict(_reprints(articles))
    traces = sorted((t for article in articles for t in article.meetings), key=Trace.order)
    groups = _Groups(traces)
    groups.join([*_by_text(articles, printed), *by_day(traces)])
    groups.join(_named_again(articles, traces, groups))
    for article in articles:
        yield groups.decided(article, printed.get(article.article))


def _place(reading: Reading) -> tuple[str, int]:
    return reading.article.document.source, reading.article.number


# Reprints


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


def _reprints(articles: Iterable[Told]) -> Iterator[tuple[tuple[str, int], Reprint]]:
    same: dict[str, list[Told]] = {}
    for article in articles:
        if article.text:
            same.setdefault(article.text, []).append(article)
    for printed in same.values():
        first, *others = sorted(printed, key=lambda article: (article.published, *article.article))
        for other in others:
            if other.article != first.article:
                words = "the same text but for white space, bylines and lines on the source"
                yield other.article, Reprint(first.article[0], first.sha256, first.article[1], words)


def _by_text(articles: Iterable[Told], printed: Mapping[tuple[str, int], Reprint]) -> Iterator[Tie]:
    """The meetings of a reprint, one by one, with those of the article that it repeats."""
    originals = {(reprint.other, reprint.article) for reprint in printed.values()}
    meetings = {article.article: article.meetings for article in articles if article.article in originals}
    for article in articles:
        if reprint := printed.get(article.article):
            here, there = article.meetings, meetings[reprint.other, reprint.article]
            if [(t.name, t.kind) for t in here] == [(t.name, t.kind) for t in there]:
                for a, b in zip(there, here, strict=True):
                    yield Tie(a, b, "same-text", reprint.words)


# Traces


def _traces(reading: Reading, at_home: Callable[[], Home]) -> Iterator[Trace]:
    document = reading.article.document
    for m in (m for m in reading.meetings if m.reported):
        when = next((d.when for d in reading.details if d.meeting == m.key and d.when), None)
        present = [p for p in reading.participations if p.meeting == m.key and p.role in _PRESENT]
        places = frozenset(
            place.code
            for d in reading.details
            if d.meeting == m.key and d.property == "place"
            for place in divisions().named(d.value)
        )
        yield Trace(
            m.key, _place(reading), document.published or "", normal_name(m), m.label or m.name, m.kind,
            _days(when.start_label(), when.end_label()) if when and when.year else (),
            frozenset(_HALF.findall(when.words)) if when else frozenset(), places,
            jurisdiction(m.name, at_home)[0], m.ordinal, frozenset(p.person for p in present),
            frozenset(p.person for p in present if p.role is Role.CHAIR),
        )  # fmt: skip


def _named(reading: Reading, meetings: Iterable[Trace], at_home: Callable[[], Home]) -> Iterator[Named]:
    undated = {t.key for t in meetings if not t.days}
    for m in (m for m in reading.meetings if not m.reported or m.key in undated):
        name = normal_name(m)
        where, _ = jurisdiction(m.name, at_home)
        if len(name) < _SHORTEST_NAME or _SEVERAL.search(name):
            continue
        if _NUMBERED.search(name) or (where and not is_regular(name)):
            yield Named(m.key, name, m.name, where)


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


# Evidence


def by_day(traces: Iterable[Trace]) -> Iterator[Tie]:
    """The ties among the meetings of one day, kind and noun; each such set goes by itself."""
    days: dict[tuple[str, MeetingKind, str], list[Trace]] = {}
    for trace in traces:
        if trace.kind is not MeetingKind.INSTRUCTION:
            for day in trace.days:
                days.setdefault((day, trace.kind, trace.name[-_TWO:]), []).append(trace)
    for key in sorted(days):
        for a, b in combinations(days[key], 2):
            if a.key != b.key and (tie := tied(a, b)):
                yield tie


def tied(first: Trace, second: Trace) -> Tie | None:
    """Why two meetings of one day are one, or None; nothing may speak against it."""
    short, long = sorted((first, second), key=lambda t: (len(t.name), t.order()))
    if not _fits(short.name, long.name) or against(first, second):
        return None
    name = first.words if short.name == long.name else f"{short.words} for {long.words}"
    company = sorted(first.people & second.people)
    if not _has_own_words(short):
        fewer = min(len(first.people), len(second.people))
        if len(company) >= _THREE and _TWO * len(company) >= fewer:
            return Tie(first, second, "same-company", f"{name}, on one day, with {_listed(company)}")
        return None
    if chairs := sorted(first.chairs & second.chairs):
        return Tie(first, second, "same-chair", f"{name}, on one day, under {_listed(chairs)}")
    if len(company) >= _TWO:
        return Tie(first, second, "same-company", f"{name}, on one day, with {_listed(company)}")
    if len(short.name) < _SHORTEST_NAME or first.kind not in (MeetingKind.MEETING, MeetingKind.CEREMONY):
        return None
    if first.body and first.body == second.body:
        return Tie(first, second, "same-body", f"{name}, on one day, of {first.body}")
    if short.name == long.name and len(short.name) >= _SHORTEST_TELLING and _NUMBERED.search(short.name):
        return Tie(first, second, "same-name", f"{name}, on one day: the name has its number or year")
    return None


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


def _noun(name: str) -> str:
    """The noun that a name ends with: 座谈会, 会议."""
    return next((name[at:] for at in range(len(name)) if name[at:] in lexicon().meeting_nouns), name[-2:])


def _has_own_words(trace: Trace) -> bool:
    return bool(trace.body) or len(trace.name) - len(_noun(trace.name)) >= _OWN_WORDS


def _fits(short: str, long: str) -> bool:
    """Whether `short` is `long`, or `long` with some words left out that make no other meeting of it."""
    if short == long:
        return True
    if short[-_TWO:] != long[-_TWO:]:
        return False
    left, at = "", 0
    for c in long:
        if at < len(short) and c == short[at]:
            at += 1
        else:
            left += c
    return at == len(short) and not _OTHER.search(left)


def _listed(keys: Sequence[str]) -> str:
    names = [key.partition("|")[0] for key in keys[:_THREE]]
    more = f" and {len(keys) - _THREE} more" if len(keys) > _THREE else ""
    return "、".join(names) + more


def _named_again(articles: Iterable[Told], traces: Iterable[Trace], groups: _Groups) -> Iterator[Tie]:
    """A meeting that is only named, or told of without its day, in the weeks after the one meeting of that name."""
    held: dict[str, list[Trace]] = {}
    for trace in traces:
        if trace.days:
            held.setdefault(trace.name, []).append(trace)
    for article in articles:
        undated = {t.key: t for t in article.meetings if not t.days}
        for m in article.named:
            alike = held.get(m.name, ())
            near = [t for t in alike if t.body == m.body and _just_before(t.days[0], article.published)]
            if near and len({groups.of(t.key) for t in near}) == 1:
                first, published = near[0], article.published
                named = replace(first, key=m.key, article=article.article, words=m.words, days=(), published=published)
                words = f"the one {m.words} in the {_NEWS_OF} days before, on {first.days[0]}"
                yield Tie(first, undated.get(m.key, named), "named-again", words)


def _just_before(held: str, day: str) -> bool:
    try:
        return 0 <= (date.fromisoformat(day) - date.fromisoformat(held)).days <= _NEWS_OF
    except ValueError:
        return False


# Outcome


class _Groups:
    """Keys that are held to mean one meeting, with the ties that say so."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self.members: dict[str, list[Trace]] = {}
        for trace in traces:
            self.members.setdefault(trace.key, []).append(trace)
        self._of = {key: key for key in self.members}
        self.ties: dict[tuple[str, tuple[str, int]], list[Telling]] = {}

    def of(self, key: str) -> str:
        """The key of the whole group."""
        return self._of.get(key, key)

    def label(self, key: str) -> str | None:
        """The fullest name in a group of several."""
        group = self.members.get(self.of(key), ())
        names = {t.words for t in group}
        return max(sorted(names), key=len) if len(names) > 1 else None

    def join(self, ties: Iterable[Tie]) -> None:
        """Apply `ties`, the strongest first; one that would join what something speaks against is passed over."""
        for tie in sorted(ties, key=lambda t: (_RULES.index(t.rule), t.first.order(), t.second.order())):
            for trace in (tie.first, tie.second):
                self.members.setdefault(trace.key, [trace])
                self._of.setdefault(trace.key, trace.key)
            a, b = self.of(tie.first.key), self.of(tie.second.key)
            if a == b or any(against(x, y) for x in self.members[a] for y in self.members[b]):
                continue
            earlier, later = sorted((tie.first, tie.second), key=Trace.order)
            if tie.rule == "named-again":
                earlier, later = tie.first, tie.second
            telling = Telling(later.key, tie.rule, tie.words, earlier.article[0])
            self.ties.setdefault((later.key, later.article), []).append(telling)
            self._merge(a, b)

    def decided(self, article: Told, reprint: Reprint | None) -> Decided:
        """What became of the meetings of an article."""
        keys = {old: self.of(old) for old in article.keys}
        return Decided(
            {old: new for old, new in keys.items() if old != new},
            {old: label for old in keys if (label := self.label(old)) is not None},
            tuple(
                replace(telling, meeting=keys[telling.meeting])
                for old in article.keys
                for telling in self.ties.get((old, article.article), ())
            ),
            reprint,
        )

    def _merge(self, a: str, b: str) -> None:
        group = sorted([*self.members.pop(a), *self.members.pop(b)], key=lambda t: (not t.days, t.order()))
        self.members[group[0].key] = group
        for trace in group:
            self._of[trace.key] = group[0].key


_RULES = ("same-text", "same-chair", "same-company", "same-body", "same-name", "named-again")
"""What ties two meetings, the strongest first."""


def with_tellings(reading: Reading, decided: Decided) -> Reading:
    """The reading with what other articles tell of its meetings."""
    if not decided:
        return reading
    joined = with_meetings(reading, decided.moved, decided.labels)
    return replace(joined, tellings=decided.tellings, reprint=decided.reprint)
