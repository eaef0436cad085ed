"""Compose the stages; the only module that knows their order.

    read -> segment -> recognise -> resolve -> graph -> export

One document is one unit of work, and the outcome does not depend on which process did it.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import RdfFormat, parse

from kg import engine, made, recognise
from kg import evaluate as evaluation
from kg.blocks import kept as kept_blocks
from kg.engine import EngineName, batches
from kg.errors import KgError
from kg.export import GRAPHS, LINES, Compression, GraphFiles, GraphFormat, formats, manifest
from kg.export.elsewhere import placed
from kg.export.folder import whole_folder
from kg.model import Document
from kg.output import PAGE, REPORT, Decisions, Summary, write_all
from kg.rdf.mint import check_base
from kg.rdf.ontology import json_ld_context, ontology_file
from kg.rdf.vocab import BASE_IRI, KG
from kg.read import read
from kg.readings import NAME as READINGS
from kg.readings import kept, key_of
from kg.resolve import Agreement, agreement, identify, join_sessions, join_tellings, read_judgements
from kg.resolve.meeting_traces import with_people
from kg.segment import segment
from kg.stages import Unexplained, compare_days, extract, load_tables, read_alone, resolve_names
from kg.store import read_triples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from kg.engine import Engine
    from kg.model import Article
    from kg.readings import Readings
    from kg.resolve.judgements import Judgement

__all__ = [
    "GRAPHS",
    "PAGE",
    "REPORT",
    "Compression",
    "EngineName",
    "GraphFormat",
    "Summary",
    "Unexplained",
    "build",
    "check",
    "coverage",
    "evaluate",
    "explain",
    "export",
    "extract",
    "inventory",
    "issues",
    "load_tables",
    "pairs",
    "placed",
    "read_summary",
    "update",
    "verify",
]

_FILES = (*GRAPHS.values(), PAGE, REPORT)

_MAKE_ROOM = "make room or name another folder with -o"
_BATCH = 50_000
"""Characters of text from which documents travel to a worker together."""
_NAMES = 200
_SAME_DAY = 500
"""Meetings of which those of one day travel to a worker together."""
_Told = TypeVar("_Told")
# A character without width or meaning: a space could part names.
_ONE_LINE = str.maketrans("\n\r", "\u200b\u200b")


def build(
    sources: Iterable[str],
    out: Path,
    *,
    base_iri: str = BASE_IRI,
    form: GraphFormat = GraphFormat.TURTLE,
    parts: int | None = None,
    compress: Compression | None = None,
    html: bool | None = None,
    workers: int = 1,
    judgements: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    columns: Mapping[str, str] | None = None,
    afresh: bool = True,
    on: EngineName = EngineName.LOCAL,
    address: str | None = None,
) -> Summary:
    """Read `sources` and leave the graph, `report.json`, `manifest.json` and, if `html`, `graph.html` in `out`.

    The graph is `graph.ttl`, or by `form` `graph.nq` or `graph.nt`, which take little memory however many articles
    there are, and may come in so many `parts` of as many documents each (`part-00000.nq`), and packed by `compress`.
    The page takes as much as Turtle and, if `html` is None, is drawn beside Turtle alone.
    `judgements` is a file that overrules who is who and which meeting is which (see `kg.resolve.judgements`).
    `progress` is called with the number of documents done and the number of all found so far; `columns` is that of
    `kg.read.read`.  What each document says is kept in `out`: a build that was interrupted goes on from there, and
    unless `afresh` what a finished one kept is used too, and where all is as it was, no file is written.  Bad input is
    passed over and comes back in the summary.
    `on` says where it runs; `address` is that of a Dask scheduler, without which there are `workers` on this machine.
    Raises KgError where nothing can be read or `out` cannot be written; then its files are still there, whole.
    """
    check_base(base_iri)
    if address is not None and on is EngineName.LOCAL:
        raise KgError(f"--address {address}", "is that of a Dask scheduler", "say --engine dask too, or leave it out")
    judged = _judgements(judgements) if judgements else ()
    if out.exists() and not out.is_dir():
        raise KgError(str(out), "is not a folder", "name a folder with -o")
    if out.resolve() == out.resolve().parent:
        raise KgError(str(out), "is the root of the file system", "name a folder in it with -o")
    graph = GraphFiles(form, parts, compress)
    html = form is GraphFormat.TURTLE if html is None else html
    _check_files(graph, html=html)
    options = {"base_iri": base_iri, **graph.options(), "html": html, "judgements": _digest(judgements)}
    items = _begun(read(sources, columns))
    try:
        with _engine(on, address, workers) as runner, _kept_in(out, afresh=afresh) as readings:
            intake = _Intake(items, readings)
            intake.run(runner, progress)
            origin = made.made_of(intake.documents(), intake.faults, options)
            if not afresh and made.stands(readings, origin, out, (*_FILES, *graph.names)):
                readings.finish()
                return replace(read_summary(out), read=intake.done, unchanged=True)
            meetings = _resolve_all(readings, runner, judged)
            decisions = Decisions(
                readings.unfinished(), readings.documents(), readings.candidates(), readings.people(), meetings,
                tuple(intake.faults), readings.database,
            )  # fmt: skip
            blocks = kept_blocks(out, f"{made.program()} {form.value} {base_iri}", afresh=afresh)
            with whole_folder(out, _owned(out, graph)) as folder:
                try:
                    summary = write_all(folder, decisions, runner, graph, base_iri, blocks, html=html)
                except KgError as error:
                    # Written beside its place, a file has another path for a while than the one that the user knows.
                    raise KgError(str(out), error.problem, _MAKE_ROOM) from error
                manifest.write_manifest(folder, readings.inputs(), summary.counts(), options)
                name = manifest.name_of(folder)
                readings.close()
        with kept(out / READINGS) as readings:
            made.note(readings, origin, name)
            readings.finish()
    except OSError as error:
        problem = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise KgError(str(out), problem, _MAKE_ROOM) from error
    return replace(summary, read=intake.done)


def update(
    out: Path,
    sources: Iterable[str],
    *,
    workers: int = 1,
    judgements: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    columns: Mapping[str, str] | None = None,
    on: EngineName = EngineName.LOCAL,
    address: str | None = None,
) -> Summary:
    """Bring the build in `out` to what `sources` are now: the same bytes as building them afresh with its options.

    Only documents that are new or have changed are read, and where nothing has changed none of the files is written;
    one that somebody else changed is mended.  Arguments and errors as for `build`; raises KgError also
    where `out` holds no build.
    """
    options = manifest.options(out)
    if options.get("judgements") is not None and judgements is None:
        raise KgError(str(out), "was built with a file of judgements", "name it with --judgements")
    compress = options.get("compress")
    return build(
        sources, out, base_iri=str(options["base_iri"]), form=GraphFormat(options["format"]),
        parts=options.get("parts"), compress=Compression(compress) if compress else None, html=bool(options["html"]),
        workers=workers, judgements=judgements, progress=progress, columns=columns, afresh=False, on=on,
        address=address,
    )  # fmt: skip


def _check_files(graph: GraphFiles, *, html: bool) -> None:
    """Raise KgError where the graph cannot be written so."""
    if graph.parts is None and graph.packed is None:
        return
    if graph.form is GraphFormat.TURTLE:
        raise KgError("--parts or --compress", "is for graphs in lines", "say --format nquads or ntriples too")
    if html:
        raise KgError("--parts or --compress", "leaves no graph for a page", "leave out --html")


def _owned(out: Path, graph: GraphFiles) -> tuple[str, ...]:
    """What a build leaves in `out` or takes away there: its own files, and those of the former one."""
    former = filter(LINES.fullmatch, manifest.files(out))
    return (*dict.fromkeys((*_FILES, *former, *graph.names)), manifest.MANIFEST)


@contextmanager
def _kept_in(out: Path, *, afresh: bool) -> Iterator[Readings]:
    """What is kept of the documents in `out`, which is made where there is none."""
    out.mkdir(parents=True, exist_ok=True)
    with kept(out / READINGS, afresh=afresh) as readings:
        yield readings


def _engine(on: EngineName, address: str | None, workers: int) -> AbstractContextManager[Engine]:
    if on is EngineName.LOCAL:
        return engine.local(workers)
    from kg.cluster import dask

    return dask(address, workers)


def _begun(items: Iterator[Document | KgError]) -> Iterator[Document | KgError]:
    """`items`, read as far as the first document.  Raises KgError where there is none."""
    faults: list[KgError] = []
    for item in items:
        if isinstance(item, Document):
            return chain(faults, [item], items)
        faults.append(item)
    raise _nothing_read(faults)


class _Intake:
    """Documents on their way to being kept: those of which nothing is kept yet are read, in batches."""

    def __init__(self, items: Iterable[Document | KgError], readings: Readings) -> None:
        self.items = items
        self.readings = readings
        self.faults: list[KgError] = []
        self.seen = 0
        self.done = 0
        self._waiting: deque[list[tuple[int, Document, bytes]]] = deque()
        self._documents_hash = hashlib.sha256()

    def run(self, runner: Engine, progress: Callable[[int, int], None] | None) -> None:
        """Keep what every document says, and of no other."""
        self.readings.start()
        for results in runner.map(read_alone, self._unread()):
            for (position, document, key), packed in zip(self._waiting.popleft(), results, strict=True):
                self.readings.keep(document, key, position, packed)
                self.done += 1
                if progress:
                    progress(position, self.seen)
            self.readings.commit()
        self.readings.drop_unseen()
        if progress:
            progress(self.seen, self.seen)

    def documents(self) -> str:
        """A hash of what the documents were known by, of where they lie, and of their order."""
        return self._documents_hash.hexdigest()

    def _unread(self) -> Iterator[list[Document]]:
        """The documents of which nothing is kept, in batches, each of which waits for its results."""
        for batch in batches(self._new(), _BATCH, lambda each: len(each[1].text)):
            self._waiting.append(batch)
            yield [document for _, document, _ in batch]

    def _new(self) -> Iterator[tuple[int, Document, bytes]]:
        for position, document in self._documents():
            key = key_of(document)
            self._documents_hash.update(key + hashlib.sha256(document.file.encode()).digest())
            if not self.readings.see(document, key, position):
                yield position, document, key

    def _documents(self) -> Iterator[tuple[int, Document]]:
        for item in self.items:
            if isinstance(item, KgError):
                self.faults.append(item)
            else:
                self.seen += 1
                yield self.seen, item


def _resolve_all(readings: Readings, runner: Engine, judged: Sequence[Judgement]) -> int:
    """Decide who is who and which meetings are one.  Returns how many meetings are reported."""
    readings.judge(judged)
    names = batches(readings.touched(judged), _NAMES)
    readings.resolve(chain.from_iterable(runner.map(resolve_names, names)))
    shelf = readings.shelf(judged)
    for document, articles, keys in readings.told():
        shelf.put(document, [with_people(article, keys) for article in articles])
    shelf.full()
    for ties in runner.map(compare_days, batches(shelf.days(), _SAME_DAY, len)):
        shelf.tie(ties)
    shelf.join()
    return shelf.meetings()


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
    judgements = _judgements(file)
    documents, _ = _all_read(sources)
    tables = load_tables()
    readings = chain.from_iterable(extract(document, tables) for document in documents)
    return agreement(join_tellings(identify(tuple(join_sessions(readings)))[0]), judgements)


def coverage(sources: Iterable[str]) -> tuple[evaluation.Coverage, tuple[KgError, ...]]:
    """How far the rules reach in `sources`, what they leave, and what could not be read and was passed over.

    Raises KgError where nothing can be read.
    """
    tables = load_tables()
    documents, faults = _all_read(sources)
    readings = chain.from_iterable(extract(document, tables) for document in documents)
    return evaluation.coverage(readings, tables.rules), faults


def _all_read(sources: Iterable[str]) -> tuple[list[Document], tuple[KgError, ...]]:
    """The documents of `sources` and the faults; KgError where there is no document."""
    items = list(read(sources))
    documents = [item for item in items if isinstance(item, Document)]
    faults = tuple(item for item in items if isinstance(item, KgError))
    if not documents:
        raise _nothing_read(faults)
    return documents, faults


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


def _judgements(file: Path) -> tuple[Judgement, ...]:
    if not file.exists():
        raise KgError(str(file), "there is no such file", "check the path")
    return read_judgements(file)


def _digest(judgements: Path | None) -> str | None:
    return hashlib.sha256(judgements.read_bytes()).hexdigest() if judgements else None
