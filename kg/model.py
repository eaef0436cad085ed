"""The plain frozen values that pass between the stages.

Offsets (`start`, `end`) are half-open and count Unicode code points of `Document.text`, the decoded file as it
stands: `document.text[start:end]` gives the exact words, line breaks included.  No type here does any I/O.

They are structs of msgspec, which are made and copied (`msgspec.structs.replace`) many times faster than frozen
dataclasses, and there are hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    """What a person did at a meeting; the values are the local names of the role concepts in the ontology."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    ATTENDEE = "attendee"
    OBSERVER = "observer"
    """列席: was in the room without a vote.  Counts as attending in the named queries."""
    ACCOMPANYING = "accompanying"
    """陪同: went along with somebody; does not count as attending."""


class MeetingKind(StrEnum):
    """What sort of event a meeting is."""

    MEETING = "meeting"
    TALKS = "talks"
    """会谈, 会见, 会晤."""
    INSPECTION = "inspection"
    """调研, 考察, 检查."""
    CEREMONY = "ceremony"
    """仪式, 招待会, 活动."""
    INSTRUCTION = "instruction"
    """No assembly: 作出重要指示 or 批示, 致信, 致电."""


class PointKind(StrEnum):
    """Whether a sentence of reported speech demands something or only states something."""

    DIRECTIVE = "directive"
    STATEMENT = "statement"


class Document(Struct, frozen=True):
    """One input: a file, or one record of a file that holds many.

    `source` is the file's name without its extension (or the record's id), `file` the path as the user gave it, with
    forward slashes.  `title`, `published` (ISO date) and `publisher` come from metadata, never from the text.
    """

    source: str
    file: str
    text: str
    encoding: str
    sha256: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    start: int = 0


class Span(Struct, frozen=True):
    """A stretch of `Document.text`."""

    start: int
    end: int


class Flow(Struct, frozen=True):
    """A stretch of an article as one run of characters: white space taken out, widths folded, each tied to its place.

    `text` is what rules match against: `，` for `,`, `《` for `«`, ASCII digits; wrapped lines joined; simplified
    characters for those of a text in traditional ones.
    `offsets[i]` is where `text[i]` stands in `Document.text`.  `gaps` are the positions in `text` before which white
    space was taken out.
    """

    text: str
    offsets: tuple[int, ...]
    gaps: frozenset[int]


def words(document: Document, part: Flow, start: int, end: int) -> str:
    """The exact characters of `part[start:end]` of a flow as printed, without the white space between them."""
    offsets = part.offsets[start:end]
    if offsets and offsets[-1] - offsets[0] == len(offsets) - 1:
        return "".join(document.text[offsets[0] : offsets[-1] + 1].split())
    return "".join([c for i in offsets if not (c := document.text[i]).isspace()])


class Sentence(Struct, frozen=True):
    """One sentence: `[start, end)` in the `Flow` of its article's body, and the paragraph it stands in, from 0."""

    start: int
    end: int
    paragraph: int


class Article(Struct, frozen=True):
    """One news item within a document; a document may hold several.  `number` counts from 1.

    `headlines` are the lines above the body, `dateline` the agency line at its head (本报讯（记者 …）), where there is
    one, and `agency_line` its words.
    """

    document: Document
    number: int
    start: int
    end: int
    headlines: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    dateline: Span | None
    headline: Flow
    body: Flow
    sentences: tuple[Sentence, ...]
    agency_line: Flow = Flow("", (), frozenset())


class Evidence(Struct, frozen=True):
    """Where a fact stands and which rule read it: `document.text[start:end] == quote`."""

    start: int
    end: int
    quote: str
    rule: str


class When(Struct, frozen=True):
    """A date or a range of dates as far as the text, or the article's own date, gives it.

    `words` are the text's own.  A part that is not known is None.  `grounds` says where an inferred part comes from
    (for example "year and month from the article's date"); None where everything stands in the words.
    """

    words: str
    year: int | None
    month: int | None
    day: int | None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    grounds: str | None = None

    def start_label(self) -> str:
        """First day: `2022-11-17`, or `--11-17` without a year; empty where month or day is unknown."""
        return _day_label(self.year, self.month, self.day)

    def end_label(self) -> str:
        """Last day, in the same form as `start_label`; empty where there is no range."""
        return _day_label(self.end_year, self.end_month, self.end_day)


def _day_label(year: int | None, month: int | None, day: int | None) -> str:
    if month is None or day is None:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if year is not None else f"--{month:02d}-{day:02d}"


class Person(Struct, frozen=True):
    """Somebody who is named.  `key` tells namesakes apart and is what other facts refer to."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


class Meeting(Struct, frozen=True):
    """An event that an article reports, or one that it only refers to (`reported` False).

    `key` is what other facts refer to; `name` is the fullest name that the body gives it.  `series` and `ordinal`
    are the name without its number, and the number: 省委…第二十一次专题会议 has ordinal 21.  `label` is the full name
    that articles share, where there is one.  `session_of` is the full name of the series it is a session of, and
    `grounds` says where a place in that name was taken from.
    """

    key: str
    name: str
    kind: MeetingKind
    evidence: Evidence
    reported: bool = True
    series: str | None = None
    ordinal: int | None = None
    aliases: tuple[str, ...] = ()
    label: str | None = None
    session_of: str | None = None
    grounds: str | None = None


class Detail(Struct, frozen=True):
    """One property of a meeting: when, where, how, which branch venue, convened by whom.

    `property` is one of `date`, `place`, `mode` (value `video`), `venue` (分会场), `convener`;
    `when` is set for `date`.
    """

    meeting: str
    property: str
    value: str
    evidence: Evidence
    when: When | None = None


class Participation(Struct, frozen=True):
    """One person in one role at one meeting.

    `order` is the place in the attendance list, counted from 1 through all the blocks of the meeting's attendance in
    the order of the text; None for roles without a list.  `block` numbers the list (one sentence's list is one block).
    `verb` is the text's word (出席, 列席, 主持, 讲话 …); `posts` are the posts stated right there.
    """

    meeting: str
    person: str
    role: Role
    verb: str
    evidence: Evidence
    order: int | None = None
    block: int | None = None
    posts: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """An administrative division: its GB/T 2260 code, name and level (province, prefecture, county).

    `parent` is the code of the division above it, empty for provinces.
    """

    code: str
    name: str
    level: str
    parent: str


class Jurisdiction(Struct, frozen=True):
    """A division that is meant but not named on the spot, with the grounds for taking it."""

    place: Place
    grounds: str


class Office(Struct, frozen=True):
    """The normal form of a post: what the several ways to state it (发改委主任, 国家发展改革委主任) have in common.

    `name` tells it from every other office: 中国共产党河南省委员会书记.  `body` is the full name of its body and
    `head` the rest (副书记); body, or state for a foreign post, is None where the words leave it open.  `rank` is
    set only where the post itself fixes it (正部级).  `standing` is `held`, `past` (原, 前), `coming` (候任) or
    `acting` (代理); `single_seat` says that one person holds it at a time, `telling` that no two people of one name
    are to be expected in it.  `grounds` says where a place or state that the words leave out was taken from.
    """

    name: str
    head: str
    body: str | None = None
    place: Place | None = None
    state: str | None = None
    level: str | None = None
    system: str | None = None
    rank: str | None = None
    standing: str = "held"
    single_seat: bool = False
    telling: bool = False
    grounds: str | None = None


class Membership(Struct, frozen=True):
    """A person holds a post, as the text states it.

    `post` is the text's own words, with the organisation inherited from the run in front where the post itself leaves
    it out (`inherited` is that part).  `title_only` is True for a title after a name (某某总书记).  `office` is its
    normal form.
    """

    person: str
    post: str
    evidence: Evidence
    inherited: str | None = None
    title_only: bool = False
    office: Office | None = None


class Speaker(Struct, frozen=True):
    """Who speaks: a person (`ref` is the key), a meeting as such (`ref` is its key), or a body (no `ref`).

    `label` is what the `speaker` column shows: the person's name, 会议, or the body's name.
    """

    kind: str
    label: str
    ref: str | None = None


class Point(Struct, frozen=True):
    """One sentence (or part of one) of reported speech.

    `text` is the exact words with the breaks of wrapped lines taken out; `order` counts the points of the article from
    1; `parent` is the order of the point that this one belongs under; `number` is the numbering as printed (一, 第二,
    三是 → 三).
    `addressee` is who is told to act, where the words name it at the head (各级党员干部).
    """

    order: int
    kind: PointKind
    text: str
    evidence: Evidence
    number: str | None = None
    parent: int | None = None
    addressee: str | None = None


class Utterance(Struct, frozen=True):
    """A stretch of reported speech by one speaker, opened by one cue (指出, 强调 …); its points in order.

    `meeting` is the key of the meeting (or written instruction) it belongs to, where there is one.
    """

    order: int
    speaker: Speaker
    verb: str
    evidence: Evidence
    points: tuple[Point, ...]
    meeting: str | None = None


class Study(Struct, frozen=True):
    """What a meeting 传达, 学习 or 贯彻落实 as its stated subject.

    `target` is the key of the meeting whose 精神 it is, `title` the document in 《》, where the phrase names one.
    """

    meeting: str
    verb: str
    phrase: str
    evidence: Evidence
    target: str | None = None
    title: str | None = None


class Cascade(Struct, frozen=True):
    """One meeting passes on another: 按照 … 部署, 传达 … 精神.  Both are meeting keys."""

    meeting: str
    verb: str
    target: str
    evidence: Evidence


class Citation(Struct, frozen=True):
    """A document named in 《》.  `title` keeps the marks.  `point` is the order of the point that names it, if any."""

    title: str
    evidence: Evidence
    point: int | None = None


class Slogan(Struct, frozen=True):
    """A 提法 (set phrase) in quotation marks inside reported speech; `words` without the marks."""

    words: str
    evidence: Evidence
    point: int | None = None


class Authorship(Struct, frozen=True):
    """Who wrote or published the article: `role` is `reporter`, `newspaper` (the reprint's source) or `agency`."""

    role: str
    name: str
    evidence: Evidence


class Identification(Struct, frozen=True):
    """Why a person in an article is taken for the one in another document.

    `rule` names the kind of evidence, `words` says what it is, `other` is the source of the document tied to.
    """

    person: str
    rule: str
    words: str
    other: str


class Telling(Struct, frozen=True):
    """Why a meeting in an article is taken for one in another document, as `Identification` does of people."""

    meeting: str
    rule: str
    words: str
    other: str


class Reprint(Struct, frozen=True):
    """An article whose text is that of an earlier one: `article` of the document `other` with this `sha256`."""

    other: str
    sha256: str
    article: int
    words: str


class Candidate(Struct, frozen=True):
    """Two people of one name who may be one: what speaks for it, though not enough."""

    first: str
    second: str
    name: str
    grounds: str


class Attestation(Struct, frozen=True):
    """Where somebody is given a post: a span in an article of a document.

    `date` is the ISO date of the news, or empty; `sha256` is the document's.
    """

    date: str
    source: str
    sha256: str
    article: int
    start: int
    end: int


class Tenure(Struct, frozen=True):
    """A person in an office as far as the articles attest it: the first and the last of them, and how many."""

    person: str
    name: str
    office: Office
    first: Attestation
    last: Attestation
    articles: int


class Finding(Struct, frozen=True):
    """Two people in one single-seat office: `rule` is `two-holders` (at overlapping times) or `succession`."""

    rule: str
    first: Tenure
    second: Tenure


class Links(Struct, frozen=True):
    """What only all the articles together tell."""

    candidates: Iterable[Candidate] = ()
    tenures: Iterable[Tenure] = ()
    findings: Iterable[Finding] = ()


class Issue(Struct, frozen=True):
    """Something that was not understood; `hint` is the next step."""

    stage: str
    problem: str
    hint: str
    start: int
    end: int
    quote: str


class Reading(Struct, frozen=True):
    """Everything that one article says, with who and what is meant already decided."""

    article: Article
    people: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    details: tuple[Detail, ...] = ()
    participations: tuple[Participation, ...] = ()
    memberships: tuple[Membership, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    studies: tuple[Study, ...] = ()
    cascades: tuple[Cascade, ...] = ()
    citations: tuple[Citation, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    authorships: tuple[Authorship, ...] = ()
    identifications: tuple[Identification, ...] = ()
    tellings: tuple[Telling, ...] = ()
    reprint: Reprint | None = None
    issues: tuple[Issue, ...] = ()
