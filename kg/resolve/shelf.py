"""What all the articles tell of meetings, on disk, and which of them are decided to be one.

In memory at once are the meetings of one day and kind, or those that ties hold together, however many there are in all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kg.model import Reading, Reprint, Telling
from kg.resolve.groups import Groups
from kg.resolve.judged_meetings import judged_meetings
from kg.resolve.judgements import Judgement
from kg.resolve.meeting_traces import Tie, Told, Trace, told
from kg.resolve.places import home
from kg.resolve.reprints import reprint_of
from kg.resolve.series import full_name
from kg.resolve.tellings import (
    Decided,
    comparable,
    days_before,
    grounds_again,
    may_be_named_again,
    same_day,
    same_text,
    with_tellings,
)

_SCHEMA = """
DROP TABLE IF EXISTS article;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, source TEXT NOT NULL, number INTEGER NOT NULL,
    sha256 TEXT NOT NULL, published TEXT NOT NULL, text BLOB
);
CREATE INDEX article_document ON article (document);
CREATE INDEX article_text ON article (text) WHERE text IS NOT NULL;
DROP TABLE IF EXISTS heard;
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, key TEXT NOT NULL, given TEXT NOT NULL, reported INTEGER NOT NULL,
    words TEXT NOT NULL, trace BLOB NOT NULL
);
CREATE INDEX heard_article ON heard (article);
CREATE INDEX heard_key ON heard (key, reported, words);
DROP TABLE IF EXISTS day;
CREATE TABLE day (
    day TEXT, kind TEXT, noun TEXT, heard INTEGER, PRIMARY KEY (day, kind, noun, heard)
) WITHOUT ROWID;
DROP TABLE IF EXISTS held;
CREATE TABLE held (
    name TEXT, body TEXT, day TEXT, heard INTEGER, PRIMARY KEY (name, body, day, heard)
) WITHOUT ROWID;
DROP TABLE IF EXISTS again;
CREATE TABLE again (
    name TEXT NOT NULL, body TEXT NOT NULL, published TEXT NOT NULL, heard INTEGER NOT NULL, words TEXT NOT NULL,
    named INTEGER NOT NULL
);
DROP TABLE IF EXISTS tie;
CREATE TABLE tie (
    id INTEGER PRIMARY KEY, rule TEXT NOT NULL, first INTEGER NOT NULL, second INTEGER NOT NULL,
    first_key TEXT NOT NULL, second_key TEXT NOT NULL, words TEXT NOT NULL, named TEXT
);
CREATE INDEX tie_first ON tie (first_key);
CREATE INDEX tie_second ON tie (second_key);
DROP TABLE IF EXISTS meeting;
CREATE TABLE meeting (key TEXT PRIMARY KEY, of TEXT NOT NULL, label TEXT) WITHOUT ROWID;
DROP TABLE IF EXISTS telling;
CREATE TABLE telling (id INTEGER PRIMARY KEY, key TEXT NOT NULL, heard INTEGER NOT NULL, telling BLOB NOT NULL);
CREATE INDEX telling_heard ON telling (heard);
CREATE INDEX telling_key ON telling (key);
DROP TABLE IF EXISTS reprint;
CREATE TABLE reprint (article INTEGER PRIMARY KEY, reprint BLOB NOT NULL);
DROP TABLE IF EXISTS decided;
CREATE TABLE decided (document INTEGER PRIMARY KEY, decided BLOB NOT NULL);
"""
_AGAIN = "named-again"

Day = tuple[tuple[int, bytes], ...]
"""The reported meetings of one day, kind and noun: the number of each, and its trace as bytes."""

_Row = tuple[int, int, bytes | None, int | None, str, str, str | None, bytes | None]
"""Document, article, reprint, meeting, the key that it had and has, its label, and a telling, as far as there are."""

_encode = msgspec.msgpack.Encoder().encode
_trace = msgspec.msgpack.Decoder(Trace).decode
_telling = msgspec.msgpack.Decoder(Telling).decode
_reprint = msgspec.msgpack.Decoder(Reprint).decode
_decided = msgspec.msgpack.Decoder(tuple[Decided, ...]).decode


class NumberedTie(NamedTuple):
    """A tie between two meetings by their numbers; `named` are the words of an article that only names the second."""

    rule: str
    first: int
    second: int
    first_key: str
    second_key: str
    words: str
    named: str | None = None


@dataclass(frozen=True, slots=True)
class _Component:
    """What ties hold together: the keys, and the ties in the order in which they were found."""

    keys: tuple[str, ...]
    ties: tuple[NumberedTie, ...]


def join_tellings(readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> tuple[Reading, ...]:
    """`readings` with one key for each meeting that several of them tell, and the grounds; reprints are marked.

    People must have their keys across documents already.  `judgements` overrule the evidence.  The outcome does not
    depend on the order of the readings.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        shelf = Shelf(database, judgements)
        for number, reading in enumerate(readings):
            shelf.put(number, [told(reading, partial(home, reading))])
        shelf.full()
        shelf.tie(chain.from_iterable(map(compared, shelf.days())))
        shelf.join()
        found = dict(shelf.decided())
    return tuple(
        with_tellings(reading, unpack_decided(found[number])[0]) if number in found else reading
        for number, reading in enumerate(readings)
    )


def compared(day: Day) -> list[NumberedTie]:
    """The ties among the meetings of one day; pure."""
    numbers = {}
    for number, packed in day:
        numbers[_trace(packed)] = number
    return [_numbered(tie, numbers[tie.first], numbers[tie.second]) for tie in same_day(numbers)]


def unpack_decided(packed: bytes) -> tuple[Decided, ...]:
    """What is decided of the meetings of each article of a document."""
    return _decided(packed)


class Shelf:
    """Tables of what articles tell of meetings: `put` them all, say `full`, `tie` what was `compared`, and `join`.

    The outcome does not depend on the order in which they come.  `judgements` overrule the evidence.
    """

    def __init__(self, database: sqlite3.Connection, judgements: Sequence[Judgement] = ()) -> None:
        self._database = database
        for statement in _SCHEMA.split(";"):
            database.execute(statement)
        self._judgements = judgements
        self._judged_sources = frozenset(source for j in judgements for source in (j.first, j.second))
        self._judged: list[tuple[int, Told]] = []
        self._apart: tuple[tuple[str, str], ...] = ()

    # -- what is told --------------------------------------------------------------------------------------------

    def put(self, document: int, articles: Iterable[Told]) -> None:
        """Take in what the articles of a document tell; people must have their keys across documents."""
        for article in articles:
            if article.article[0] in self._judged_sources:
                self._judged.append((document, article))
            else:
                self._put(document, article, article)

    def full(self) -> None:
        """Everything is there: apply the judgements, and find the reprints."""
        parted, ties, self._apart = judged_meetings([article for _, article in self._judged], self._judgements)
        numbers: dict[Trace, int] = {}
        for (document, given), article in zip(self._judged, parted, strict=True):
            numbers |= self._put(document, given, article)
        self.tie(_numbered(tie, numbers[tie.first], numbers[tie.second]) for tie in ties)
        self._judged.clear()
        self._find_reprints()

    def _put(self, document: int, given: Told, article: Told) -> dict[Trace, int]:
        """Take in one article, whose meetings have other keys than `given` where a judgement parts them."""
        text = bytes.fromhex(article.text) or None
        at = self._insert(
            "article (document, source, number, sha256, published, text)",
            (document, *article.article, article.sha256, article.published, text),
        )
        numbers: dict[Trace, int] = {}
        for before, heard in zip(given.heard, article.heard, strict=True):
            trace = heard.trace
            number = numbers[trace] = self._insert(
                "heard (article, key, given, reported, words, trace)",
                (at, trace.key, before.trace.key, heard.reported, trace.words, _encode(trace)),
            )
            if heard.reported:
                days = [(*each, number) for each in dict.fromkeys(comparable(trace))]
                self._database.executemany("INSERT INTO day VALUES (?, ?, ?, ?)", days)
                if trace.days:
                    self._insert("held", (full_name(trace.name, trace.body), trace.body, trace.days[0], number))
        undated = {trace.key: numbers[trace] for trace in article.meetings if not trace.days}
        for heard in article.heard:
            trace = heard.trace
            if (not heard.reported or trace.key in undated) and may_be_named_again(trace):
                number = undated.get(trace.key, numbers[trace])
                name = full_name(trace.name, trace.body)
                self._insert(
                    "again", (name, trace.body, article.published, number, heard.names[0], trace.key not in undated)
                )
        return numbers

    def _find_reprints(self) -> None:
        rows = self._database.execute(
            "SELECT text, id, source, number, sha256 FROM article WHERE text IN"
            " (SELECT text FROM article WHERE text IS NOT NULL GROUP BY text HAVING COUNT(*) > 1)"
            " ORDER BY text, published, source, number"
        )
        for _, printed in groupby(rows, key=itemgetter(0)):
            (_, first, source, article, sha256), *others = printed
            reprint = reprint_of(source, article, sha256)
            there = self._reported(first)
            for _, other, *place, _ in others:
                if place != [source, article]:
                    self._insert("reprint", (other, _encode(reprint)))
                    here = self._reported(other)
                    numbers = {**there, **here}
                    ties = same_text(tuple(there), tuple(here), reprint.words)
                    self.tie(_numbered(tie, numbers[tie.first], numbers[tie.second]) for tie in ties)

    # -- what ties it --------------------------------------------------------------------------------------------

    def days(self) -> Iterator[Day]:
        """Every set of meetings to be `compared`."""
        rows = self._database.execute(
            "SELECT day, kind, noun, heard.id, trace FROM day JOIN heard ON heard.id = heard"
            " ORDER BY day, kind, noun, heard"
        )
        for _, group in groupby(rows, key=itemgetter(0, 1, 2)):
            day = tuple((number, trace) for *_, number, trace in group)
            if len(day) > 1:
                yield day

    def tie(self, ties: Iterable[NumberedTie]) -> None:
        """Take in ties."""
        self._database.executemany(
            "INSERT INTO tie (rule, first, second, first_key, second_key, words, named) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ties,
        )

    def join(self) -> None:
        """Decide which meetings are one."""
        self._join_by("SELECT DISTINCT first_key FROM tie ORDER BY first_key", again=False)
        alike = "SELECT key FROM heard WHERE reported GROUP BY key HAVING COUNT(DISTINCT words) > 1"
        self._join_by(alike, again=False)
        self.tie(self._named_again())
        self._join_by("SELECT DISTINCT first_key FROM tie WHERE rule = 'named-again' ORDER BY first_key", again=True)
        self._decide()

    def _join_by(self, starts: str, *, again: bool) -> None:
        """Join what is tied to each of the keys that the query `starts` gives."""
        done = "SELECT 1 FROM meeting WHERE key = ?"
        if again:
            self._database.execute("DROP TABLE IF EXISTS redone")
            self._database.execute("CREATE TABLE redone (key TEXT PRIMARY KEY) WITHOUT ROWID")
            done = "SELECT 1 FROM redone WHERE key = ?"
        for (key,) in self._database.execute(starts):
            if self._database.execute(done, (key,)).fetchone() is None:
                component = self._component(key)
                self._join(component)
                if again:
                    keys = [(each,) for each in component.keys]
                    self._database.executemany("INSERT INTO redone VALUES (?)", keys)

    def _component(self, start: str) -> _Component:
        keys = {start: None}
        ties: dict[int, NumberedTie] = {}
        waiting = [start]
        while waiting:
            key = waiting.pop()
            for column in ("first_key", "second_key"):
                for number, *columns in self._database.execute(f"SELECT * FROM tie WHERE {column} = ?", (key,)):  # noqa: S608 -- names of ours
                    tie = ties[number] = NumberedTie(*columns)
                    for other in (tie.first_key, tie.second_key):
                        if other not in keys:
                            keys[other] = None
                            waiting.append(other)
        return _Component(tuple(keys), tuple(ties[number] for number in sorted(ties)))

    def _join(self, component: _Component) -> None:
        traces: dict[int, Trace] = {}
        for key in component.keys:
            told_of = self._database.execute("SELECT id, trace FROM heard WHERE key = ? AND reported", (key,))
            traces |= {number: _trace(packed) for number, packed in told_of}
        members = sorted(traces.values(), key=Trace.order)
        inside = frozenset(component.keys)
        groups = Groups(members, [pair for pair in self._apart if inside.issuperset(pair)])
        numbers: dict[tuple[str, tuple[str, int]], int] = {}
        ties: dict[bool, list[Tie]] = {False: [], True: []}
        for tie in component.ties:
            for number in (tie.first, tie.second):
                if number not in traces:
                    traces[number] = self._trace(number)
                numbers[traces[number].key, traces[number].article] = number
            ties[tie.rule == _AGAIN].append(_tie(tie, traces))
        groups.join(ties[False])
        groups.join(ties[True])
        meetings = [(key, groups.of(key), groups.label(key)) for key in component.keys]
        self._database.executemany("INSERT OR REPLACE INTO meeting VALUES (?, ?, ?)", meetings)
        self._database.executemany("DELETE FROM telling WHERE key = ?", [(key,) for key in component.keys])
        for at, tellings in groups.ties.items():
            packed = [_encode(replace(each, meeting=groups.of(each.meeting))) for each in tellings]
            rows = [(at[0], numbers[at], each) for each in packed]
            self._database.executemany("INSERT INTO telling (key, heard, telling) VALUES (?, ?, ?)", rows)

    def _named_again(self) -> Iterator[NumberedTie]:
        """A meeting that is only named, or told of without its day, in the weeks after the one meeting of that name."""
        rows = self._database.execute(
            "SELECT name, body, published, heard, key, words, named FROM"
            " (SELECT again.*, heard.key FROM again JOIN heard ON heard.id = again.heard)"
            " ORDER BY name, body, published, heard"
        )
        for (name, body, published), group in groupby(rows, key=itemgetter(0, 1, 2)):
            days = days_before(published)
            one = self._the_one(name, body, days) if days else None
            if one is not None:
                number, first = one
                for *_, heard, key, words, named in group:
                    grounds = grounds_again(first, words)
                    yield NumberedTie(_AGAIN, number, heard, first.key, key, grounds, words if named else None)

    def _the_one(self, name: str, body: str, days: tuple[str, str]) -> tuple[int, Trace] | None:
        """The first telling of the only meeting of that name within `days`; None where there are several, or none."""
        rows = self._database.execute(
            "SELECT day, heard.id, trace, COALESCE(of, heard.key) FROM held JOIN heard ON heard.id = held.heard"
            " LEFT JOIN meeting ON meeting.key = heard.key"
            " WHERE name = ? AND body = ? AND day BETWEEN ? AND ? ORDER BY day",
            (name, body, *days),
        )
        found: list[tuple[int, Trace]] = []
        first = None
        for day, number, packed, of in rows:
            if first is None:
                first = day, of
            elif of != first[1]:
                return None
            if day == first[0]:
                found.append((number, _trace(packed)))
        return min(found, key=lambda each: each[1].order(), default=None)

    # -- what is decided -----------------------------------------------------------------------------------------

    def meetings(self) -> int:
        """How many meetings are reported."""
        query = "SELECT COUNT(DISTINCT COALESCE(of, heard.key)) FROM heard LEFT JOIN meeting USING (key) WHERE reported"
        return int(self._database.execute(query).fetchone()[0])

    def decided(self) -> Iterator[tuple[int, bytes]]:
        """The documents of which something is decided, with what `unpack_decided` takes."""
        yield from self._database.execute("SELECT document, decided FROM decided")

    def _decide(self) -> None:
        rows = self._database.execute(
            "SELECT document, article.id, reprint, heard.id, given, COALESCE(of, heard.key), label, telling"
            " FROM article LEFT JOIN reprint ON reprint.article = article.id"
            " LEFT JOIN heard ON heard.article = article.id LEFT JOIN meeting ON meeting.key = heard.key"
            " LEFT JOIN telling ON telling.heard = heard.id"
            " ORDER BY document, article.id, heard.id, telling.id"
        )
        for document, articles in groupby(rows, key=itemgetter(0)):
            found = tuple(_of_article(each) for _, each in groupby(articles, key=itemgetter(1)))
            if any(found):
                self._insert("decided", (document, _encode(found)))

    # -- rows ----------------------------------------------------------------------------------------------------

    def _insert(self, table: str, row: tuple[object, ...]) -> int:
        slots = ", ".join("?" * len(row))
        return self._database.execute(f"INSERT INTO {table} VALUES ({slots})", row).lastrowid or 0  # noqa: S608 -- names of ours

    def _trace(self, number: int) -> Trace:
        return _trace(self._database.execute("SELECT trace FROM heard WHERE id = ?", (number,)).fetchone()[0])

    def _reported(self, article: int) -> dict[Trace, int]:
        rows = self._database.execute(
            "SELECT id, trace FROM heard WHERE article = ? AND reported ORDER BY id", (article,)
        )
        return {_trace(packed): number for number, packed in rows}


def _numbered(tie: Tie, first: int, second: int) -> NumberedTie:
    return NumberedTie(tie.rule, first, second, tie.first.key, tie.second.key, tie.words)


def _tie(tie: NumberedTie, traces: dict[int, Trace]) -> Tie:
    first, second = traces[tie.first], traces[tie.second]
    if tie.named is not None:
        second = replace(
            first, key=second.key, article=second.article, words=tie.named, days=(), published=second.published
        )
    return Tie(first, second, tie.rule, tie.words)


def _of_article(
    rows: Iterable[tuple[int, int, bytes | None, int | None, str, str, str | None, bytes | None]],
) -> Decided:
    """What is decided of the meetings of an article, of which there is a row for each telling, or just one."""
    moved: dict[str, str] = {}
    labels: dict[str, str] = {}
    tellings: list[Telling] = []
    reprint = None
    for _, _, printed, heard, given, of, label, telling in rows:
        reprint = printed
        if heard is not None:
            if given != of:
                moved[given] = of
            if label is not None:
                labels[given] = label
        if telling is not None:
            tellings.append(_telling(telling))
    return Decided(moved, labels, tuple(tellings), None if reprint is None else _reprint(reprint))
