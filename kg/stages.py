"""The pure stages as a worker runs them: batches in, bytes out, so that little travels between processes or machines.

What one document says is found once (`read_alone`) and kept as bytes.  Who is who is decided name by name
(`resolve_names`), and then each document's part of the graph is made from those bytes (`written`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain

import msgspec
import zstandard
from msgspec.structs import replace

from kg import recognise
from kg.export import Compression
from kg.export.packing import pack
from kg.model import Candidate, Document, PointKind, Reading, Tenure
from kg.rdf.quads import Lines, article_lines
from kg.resolve import read_articles, tenure_key, tenures
from kg.resolve.alone import Alone, alone
from kg.resolve.identity import Identity, identified, identities, resolve_name
from kg.resolve.judgements import Judgement
from kg.resolve.meeting_traces import Told
from kg.resolve.places import Home, home
from kg.resolve.series import with_series
from kg.resolve.shelf import Day, NumberedTie, compared, unpack_decided
from kg.resolve.tellings import with_tellings
from kg.resolve.traces import Trace
from kg.segment import segment

_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Tables:
    """What the stages are given beside the text, loaded once."""

    rules: recognise.RuleSet


@cache
def load_tables() -> Tables:
    """The rules that come with the package.  Raises KgError where they are not sound."""
    return Tables(rules=recognise.load_rules())


def extract(document: Document, tables: Tables) -> tuple[Reading, ...]:
    """What each article of the document says."""
    return read_articles(segment(document), tables.rules)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document and its readings, which hold it no more, so that its text is there once."""

    document: Document
    readings: tuple[Reading, ...]
    homes: tuple[Home | None, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """What one document says, as bytes: its readings, the traces of its people by name, and what it tells of meetings.

    `texts` are the hashes of its articles' words by which reprints are known; `meetings` says whether it tells of any.
    """

    readings: bytes
    people: tuple[tuple[str, bytes], ...]
    told: bytes
    texts: tuple[bytes, ...] = ()
    meetings: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """The traces of one name, each as bytes with the number of its document, and what a reader judged of it."""

    name: str
    traces: tuple[tuple[int, bytes], ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """Who the people of one name are: how many, an `Identity` as bytes for each document, and (as bytes) candidates."""

    name: str
    people: int
    identities: tuple[tuple[int, bytes], ...]
    candidates: bytes | None


@dataclass(frozen=True, slots=True)
class Unexplained:
    """One `kg.model.Issue`, with the place to look it up: `line` counts from 1 in the text of `source`."""

    source: str
    file: str
    line: int
    start: int
    end: int
    stage: str
    problem: str
    hint: str
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of a build found, to be summed up: see `kg.output.Summary`.

    `issues_told` are the issues as the report has them; `tenures` are packed, each with its office and person.
    """

    articles: int
    posts: frozenset[str]
    directives: int
    issues: int
    issues_told: str
    tenures: tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a part of the graph, packed or not, and what was found in it."""

    lines: bytes
    found: Found


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One document as it was kept, with what the others decide: who its people are (by the key in it), what is told.

    `key` is what the document is known by, `file` where it lies now; what is decided of its meetings is packed, as
    `kg.resolve.Shelf` gives it.
    """

    key: bytes
    readings: bytes
    file: str
    identities: tuple[bytes, ...] = ()
    decided: bytes | None = None


_encode = msgspec.msgpack.Encoder().encode
_kept = msgspec.msgpack.Decoder(_Kept).decode
_trace = msgspec.msgpack.Decoder(Trace).decode
_told = msgspec.msgpack.Decoder(tuple[Told, ...]).decode
_identity = msgspec.msgpack.Decoder(tuple[str, Identity]).decode
_tenure = msgspec.msgpack.Decoder(Tenure).decode
_candidates = msgspec.msgpack.Decoder(tuple[Candidate, ...]).decode


def read_alone(documents: Sequence[Document]) -> list[Packed]:
    """What each document says, taken alone."""
    # One for each batch: made anew for each document it takes longer than the compressing, and threads cannot share it.
    compress = zstandard.ZstdCompressor(_LEVEL).compress
    return [_packed(document, alone(_extract_named(document)), compress) for document in documents]


def resolve_names(names: Sequence[Name]) -> list[ResolvedName]:
    """Who is who among the people of each name."""
    return [_resolved(name) for name in names]


def compare_days(days: Sequence[Day]) -> list[NumberedTie]:
    """What ties meetings of one day."""
    return list(chain.from_iterable(map(compared, days)))


def finished(item: Unfinished) -> tuple[Reading, ...]:
    """The readings of one document with all that the others tell of its people and meetings."""
    kept = _kept(zstandard.decompress(item.readings))
    known = dict(map(_identity, item.identities))
    document = kept.document if kept.document.file == item.file else replace(kept.document, file=item.file)
    told = unpack_decided(item.decided) if item.decided else ()
    whole: list[Reading] = []
    for at, reading in enumerate(kept.readings):
        light = replace(reading, article=replace(reading.article, document=document))
        decided = identified(light, known)
        if told:
            decided = with_tellings(decided, told[at])
        whole.append(_in_series(decided, kept.homes[at]))
    return tuple(whole)


def written(items: Sequence[Unfinished], lines: Lines, base_iri: str, packed: Compression | None) -> list[Part]:
    """The graph of some documents as lines: a part for each, or where they are packed one part for all."""
    if packed is None:
        return [_part(finished(item), lines, base_iri) for item in items]
    whole = _part(tuple(chain.from_iterable(map(finished, items))), lines, base_iri)
    return [Part(pack(whole.lines, packed), whole.found)]


def _part(readings: Sequence[Reading], lines: Lines, base_iri: str) -> Part:
    whole = "".join([article_lines(reading, lines, base_iri) for reading in readings])
    return Part(whole.encode(), found_in(readings))


def found_in(readings: Sequence[Reading]) -> Found:
    """What is found in the readings, to be summed up."""
    issues = tuple(chain.from_iterable(map(_unexplained, readings)))
    return Found(
        len(readings),
        frozenset(membership.post for reading in readings for membership in reading.memberships),
        sum(
            point.kind is PointKind.DIRECTIVE
            for reading in readings
            for utterance in reading.utterances
            for point in utterance.points
        ),
        len(issues),
        told_in_list(asdict(issue) for issue in issues),
        tuple((*tenure_key(tenure), _encode(tenure)) for tenure in tenures(readings)),
    )


def told_in_list(items: Iterable[Mapping[str, object]]) -> str:
    """JSON objects as they stand in a list in an object that is written with an indent of 1, each behind a comma."""
    return "".join(",\n  " + json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n  ") for item in items)


def unpack_tenure(tenure: bytes) -> Tenure:
    """A tenure of `Found`."""
    return _tenure(tenure)


def unpack_told(told: bytes, identities: Sequence[bytes]) -> tuple[tuple[Told, ...], dict[str, str]]:
    """What a document tells of meetings, and the keys across documents by the keys in it."""
    return _told(told), {old: identity.key for old, identity in map(_identity, identities)}


def unpack_candidates(candidates: bytes) -> tuple[Candidate, ...]:
    """The candidates of one name."""
    return _candidates(candidates)


def _extract_named(document: Document) -> tuple[Reading, ...]:
    """`extract`; whatever goes wrong in it tells which document it was."""
    try:
        return extract(document, load_tables())
    except Exception as error:
        error.add_note(f"while reading {document.source} in {document.file}")
        raise


def _packed(document: Document, found: Alone, compress: Callable[[bytes], bytes]) -> Packed:
    nothing = replace(document, text="")
    readings = tuple(replace(r, article=replace(r.article, document=nothing)) for r in found.readings)
    kept = _encode(_Kept(document, readings, found.homes))
    return Packed(
        compress(kept),
        tuple((trace.name, _encode(trace)) for trace in found.people),
        _encode(found.told),
        tuple(bytes.fromhex(told.text) for told in found.told if told.text),
        any(told.keys for told in found.told),
    )


def _resolved(name: Name) -> ResolvedName:
    documents = {}
    traces = []
    for document, packed in name.traces:
        trace = _trace(packed)
        documents[trace.key] = document
        traces.append(trace)
    resolved = resolve_name(traces, name.judgements)
    return ResolvedName(
        name.name,
        len(set(resolved.keys.values())),
        tuple((documents[old], _encode((old, identity))) for old, identity in identities(resolved).items()),
        _encode(resolved.candidates) if resolved.candidates else None,
    )


def _in_series(reading: Reading, at: Home | None) -> Reading:
    """The reading with its series; where a name that came from another article asks for a home, the text is asked."""

    def at_home() -> Home:
        if at is not None:
            return at
        article = segment(reading.article.document)[reading.article.number - 1]
        return home(replace(reading, article=article))

    return with_series(reading, at_home)


def _unexplained(reading: Reading) -> Iterator[Unexplained]:
    document = reading.article.document
    for issue in reading.issues:
        yield Unexplained(
            source=document.source,
            file=document.file,
            line=document.text.count("\n", 0, issue.start) + 1,
            start=issue.start,
            end=issue.end,
            stage=issue.stage,
            problem=issue.problem,
            hint=issue.hint,
            quote=issue.quote,
        )
