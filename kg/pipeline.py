"""Compose the stages; the only module that knows their order.

    read -> segment -> recognise -> resolve -> graph -> export

One document is one unit of work, and the outcome does not depend on which process did it.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import RdfFormat, parse

from kg import evaluate as evaluation
from kg import recognise
from kg.errors import KgError
from kg.export import formats, manifest
from kg.export.folder import whole_folder
from kg.export.turtle import to_turtle
from kg.model import Document, Links, PointKind
from kg.rdf import graph
from kg.rdf.links import link_triples
from kg.rdf.mint import check_base
from kg.rdf.ontology import json_ld_context, ontology_file
from kg.rdf.pinyin import romanise
from kg.rdf.vocab import BASE_IRI, KG, prefixes
from kg.read import read
from kg.resolve import (
    Agreement,
    agreement,
    findings,
    identify,
    in_series,
    join_sessions,
    join_tellings,
    read_articles,
    read_judgements,
    tenures,
)
from kg.segment import segment
from kg.store import read_triples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Article, Reading

GRAPH = "graph.ttl"
PAGE = "graph.html"
REPORT = "report.json"
_FILES = (GRAPH, PAGE, REPORT, manifest.MANIFEST)

_MAKE_ROOM = "make room or name another folder with -o"
_CHUNKS_PER_WORKER = 4
_Told = TypeVar("_Told")
# A character without width or meaning: a space could part names.
_ONE_LINE = str.maketrans("\n\r", "\u200b\u200b")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the stages are given beside the text, loaded once."""

    rules: recognise.RuleSet


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found: distinct people, posts and reported meetings, and the rest by number."""

    articles: int
    meetings: int
    people: int
    posts: int
    directives: int
    issues: int
    faults: tuple[KgError, ...]


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


def load_tables() -> Tables:
    """The rules that come with the package.  Raises KgError where they are not sound."""
    return Tables(rules=recognise.load_rules())


def extract(document: Document, tables: Tables) -> tuple[Reading, ...]:
    """What each article of the document says."""
    return read_articles(segment(document), tables.rules)


def build(
    sources: Iterable[str],
    out: Path,
    *,
    base_iri: str = BASE_IRI,
    html: bool = True,
    workers: int = 1,
    judgements: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Summary:
    """Read `sources` and leave `graph.ttl`, `report.json`, `manifest.json` and, if `html`, `graph.html` in `out`.

    `judgements` is a file that overrules who is who and which meeting is which (see `kg.resolve.judgements`).
    `progress` is called with the number of documents done and the number of all; `columns` is that of `kg.read.read`.
    Bad input is passed over and comes back in the summary.  Raises KgError where nothing can be read or `out` cannot be
    written; then what `out` held before is still there, whole.
    """
    check_base(base_iri)
    judged = read_judgements(judgements) if judgements else ()
    if out.exists() and not out.is_dir():
        raise KgError(str(out), "is not a folder", "name a folder with -o")
    items = list(read(sources, columns))
    documents = [item for item in items if isinstance(item, Document)]
    faults = tuple(item for item in items if isinstance(item, KgError))
    if not documents:
        raise _nothing_read(faults)
    read_alone = _extract_all(documents, workers, progress)
    known, candidates = identify(tuple(join_sessions(read_alone)), judged)
    readings = tuple(in_series(join_tellings(known, judged)))
    held = tenures(readings)
    links = Links(candidates, held, tuple(findings(held)))
    summary = _summary(readings, faults)
    try:
        with whole_folder(out, _FILES) as folder:
            _write(folder, readings, links, summary, base_iri, html=html)
            options = {"base_iri": base_iri, "html": html, "judgements": _digest(judgements)}
            manifest.write_manifest(folder, documents, _counts(summary), options)
    except OSError as error:
        problem = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise KgError(str(out), problem, _MAKE_ROOM) from error
    except KgError as error:
        # Written beside its place, a file has another path for a while than the one that the user knows.
        raise KgError(str(out), error.problem, _MAKE_ROOM) from error
    return summary


def issues(out: Path) -> tuple[Unexplained, ...]:
    """What the build in the folder `out` did not understand, in the order of the text.

    Raises KgError where the folder holds no build.
    """
    return _report(out, lambda report: tuple(Unexplained(**issue) for issue in report["issues"]))


def read_summary(out: Path) -> Summary:
    """What the build in the folder `out` found.  Raises KgError where the folder holds no build."""
    return _report(
        out, lambda told: Summary(**told["counts"] | {"faults": tuple(KgError(**fault) for fault in told["faults"])})
    )


def _report(out: Path, take: Callable[[Any], _Told]) -> _Told:
    try:
        return take(json.loads((out / REPORT).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(str(out), f"holds no {REPORT} of a build", "build it first: kg build SOURCES -o OUT") from error


def verify(out: Path, sources: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The SHA-256 that names the build in the folder `out`, and what in it is not as the build left it.

    With `sources`, also how they differ from what was read.  Raises KgError where the folder holds no whole build.
    """
    name, wrong = manifest.verify(out)
    if not sources:
        return name, wrong
    items = tuple(read(sources))
    changed = manifest.compare_inputs(out, (item for item in items if isinstance(item, Document)))
    return name, (*wrong, *changed)


def export(target: Path, form: formats.ExportFormat, out: Path | None = None) -> tuple[Path, int]:
    """Write the graph that `target` names as `form` to `out`, or beside itself; gives the path and how many triples.

    Raises KgError where there is no such graph, where `out` is the graph itself, or where it cannot be written.
    """
    file, triples, prefixes = read_triples(target)
    written = out or file.with_name(f"{file.stem}{formats.ENDINGS[form]}")
    if written.resolve() == file.resolve():
        raise KgError(str(written), "is the graph itself", "name another file")
    formats.export(triples, prefixes, form, written, json_ld_context())
    return written, len(triples)


def evaluate(folder: Path) -> evaluation.Evaluation:
    """How well the readings of the annotated articles in `folder` agree with their annotations.

    Raises KgError where the folder holds none, or one is not in the form of `docs/annotation.md`.
    """
    gold = evaluation.load_gold(folder)
    tables = load_tables()
    documents = _documents(read(str(folder / f"{article.id}.txt") for article in gold))
    return evaluation.evaluate(gold, chain.from_iterable(extract(document, tables) for document in documents))


def pairs(file: Path, sources: Iterable[str]) -> Agreement:
    """How well who is who, and which meeting is which, in `sources` agree with the judgements in `file`, not applied.

    Raises KgError where nothing can be read, or the file is not in the form of `kg.resolve.judgements`.
    """
    judgements = read_judgements(file)
    items = list(read(sources))
    documents = [item for item in items if isinstance(item, Document)]
    if not documents:
        raise _nothing_read([item for item in items if isinstance(item, KgError)])
    tables = load_tables()
    readings = chain.from_iterable(extract(document, tables) for document in documents)
    return agreement(join_tellings(identify(tuple(join_sessions(readings)))[0]), judgements)


def coverage(sources: Iterable[str]) -> tuple[evaluation.Coverage, tuple[KgError, ...]]:
    """How far the rules reach in `sources`, what they leave, and what could not be read and was passed over.

    Raises KgError where nothing can be read.
    """
    tables = load_tables()
    items = list(read(sources))
    documents = [item for item in items if isinstance(item, Document)]
    faults = tuple(item for item in items if isinstance(item, KgError))
    if not documents:
        raise _nothing_read(faults)
    readings = chain.from_iterable(extract(document, tables) for document in documents)
    return evaluation.coverage(readings, tables.rules), faults


def _documents(items: Iterable[Document | KgError]) -> Iterator[Document]:
    """The documents among `items`; the first fault is raised."""
    for item in items:
        if isinstance(item, KgError):
            raise item
        yield item


def explain(sentence: str) -> tuple[recognise.Firing, ...]:
    """The rules that fire on a sentence (or a few), with their spans in it and what each yields."""
    rules = load_tables().rules
    firings = chain.from_iterable(recognise.explain(article, rules) for article in _as_articles(sentence))
    return tuple(replace(firing, quote=sentence[firing.start : firing.end]) for firing in firings)


def check() -> tuple[str, ...]:
    """What is wrong with rules, gazetteer and ontology, one sentence each; empty where they are sound."""
    return (*recognise.check(_as_articles), *_ontology_faults())


def inventory() -> tuple[recognise.Inventory, int]:
    """How much `check` goes through: rules and tables, and the number of the ontology's terms that the graph uses."""
    return recognise.inventory(), len(_terms())


def _as_articles(sentence: str) -> tuple[Article, ...]:
    """The sentence as the body of an article: on one line, so that nothing in it is taken for a headline."""
    return segment(Document("sentence", "sentence", sentence.translate(_ONE_LINE), "utf-8", ""))


def _ontology_faults() -> Iterator[str]:
    """The ontology must be well formed and define every term of ours that the graph uses."""
    try:
        json.loads(ontology_file("context.jsonld").read_bytes())
        shapes = parse(input=ontology_file("shapes.ttl").read_bytes(), format=RdfFormat.TURTLE)
        terms = parse(input=ontology_file("meetingkg.ttl").read_bytes(), format=RdfFormat.TURTLE)
        defined = {str(quad.subject) for quad in terms}
        deque(shapes, maxlen=0)
    except (KgError, SyntaxError, ValueError) as error:
        yield f"ontology: {error}"
        return
    for name, term in _terms():
        if term not in defined:
            yield f"ontology/meetingkg.ttl: kg:{name} is not defined; add it with labels and a definition"


def _terms() -> list[tuple[str, str]]:
    """The terms of our own that the graph uses, by name."""
    return sorted((name, term) for name, term in vars(KG).items() if not name.startswith("_"))


def _nothing_read(faults: Sequence[KgError]) -> KgError:
    if len(faults) == 1:
        return faults[0]
    if not faults:
        return KgError("sources", "none were named", "name files, folders or globs")
    first = faults[0]
    problem = f"{first.problem}, and the other {len(faults) - 1} cannot be read either"
    return KgError(first.where, problem, first.next_step)


def _extract_all(
    documents: Sequence[Document], workers: int, progress: Callable[[int, int], None] | None
) -> tuple[Reading, ...]:
    work = partial(_extract_named, tables=load_tables())
    if workers == 1:
        return _collect(map(work, documents), len(documents), progress)
    # Started afresh, a worker shares no threads or locks with this process.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        size = max(1, len(documents) // (workers * _CHUNKS_PER_WORKER))
        return _collect(pool.map(work, documents, chunksize=size), len(documents), progress)


def _collect(
    results: Iterator[tuple[Reading, ...]], total: int, progress: Callable[[int, int], None] | None
) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    for done, result in enumerate(results, 1):
        readings += result
        if progress:
            progress(done, total)
    return tuple(readings)


def _extract_named(document: Document, tables: Tables) -> tuple[Reading, ...]:
    """`extract`; whatever goes wrong in it tells which document it was."""
    try:
        return extract(document, tables)
    except Exception as error:
        error.add_note(f"while reading {document.source} in {document.file}")
        raise


def _summary(readings: Sequence[Reading], faults: tuple[KgError, ...]) -> Summary:
    return Summary(
        articles=len(readings),
        meetings=len({meeting.key for reading in readings for meeting in reading.meetings if meeting.reported}),
        people=len({person.key for reading in readings for person in reading.people}),
        posts=len({membership.post for reading in readings for membership in reading.memberships}),
        directives=sum(
            point.kind is PointKind.DIRECTIVE
            for reading in readings
            for utterance in reading.utterances
            for point in utterance.points
        ),
        issues=sum(len(reading.issues) for reading in readings),
        faults=faults,
    )


def _write(
    folder: Path, readings: Sequence[Reading], links: Links, summary: Summary, base_iri: str, *, html: bool
) -> None:
    triples = chain.from_iterable(graph.triples(reading, base_iri) for reading in readings)
    triples = chain(triples, link_triples(links, base_iri))
    (folder / GRAPH).write_bytes(to_turtle(triples, prefixes(base_iri)))
    if html:
        # Drawing takes longer to import than a small graph to build.
        from kg.export.html import write_html

        write_html(readings, folder / PAGE, romanise=romanise, base_iri=base_iri)
    _write_report(folder / REPORT, summary, readings)


def _write_report(path: Path, summary: Summary, readings: Sequence[Reading]) -> None:
    faults = [
        {"where": fault.where, "problem": fault.problem, "next_step": fault.next_step} for fault in summary.faults
    ]
    unexplained = [asdict(issue) for reading in readings for issue in _unexplained(reading)]
    report = {"counts": _counts(summary), "faults": faults, "issues": unexplained}
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _digest(judgements: Path | None) -> str | None:
    return hashlib.sha256(judgements.read_bytes()).hexdigest() if judgements else None


def _counts(summary: Summary) -> dict[str, int]:
    counts = {field.name: getattr(summary, field.name) for field in fields(summary)}
    return counts | {"faults": len(summary.faults)}


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
