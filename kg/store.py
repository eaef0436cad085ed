"""A written graph -> answers: open Turtle or N-Triples, run named or own SPARQL queries, print what they find.

Nothing here ever changes a graph.
"""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import KgError
from kg.sorting import sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

GRAPH_FILE = "graph.ttl"
"""The graph's name inside an output folder."""

_FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
}
_GRAPH_FILES = (GRAPH_FILE, "graph.nq", "graph.nt")
_IN_PARTS = re.compile(r"part-\d{5,}\.n[qt](?:\.gz|\.zst)?|graph\.n[qt]\.(?:gz|zst)")
_HEADER = re.compile(r"#\s*(title|question_en|question_zh):\s*(.+)")
_PARAMETER = re.compile(r"^( *)# --([a-z]+): (.+)$", re.MULTILINE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*:\s*<[^>]*>|BASE\s*<[^>]*>|#[^\n]*\n)\s*)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile("(servic)(e)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<![\w?$:])service(?![\w:])", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): expected")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_UNLIMITED = 1_000_000
_XSD = "http://www.w3.org/2001/XMLSchema#"

Value = str | int | float | bool | None
"""What a cell of an answer holds."""

_NUMBERS: Mapping[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that comes with the program: its file's name without .rq, what it asks in two languages, its text.

    `parameters` are the names by which `asked_of` narrows it.
    """

    name: str
    title: str
    question_en: str
    question_zh: str
    sparql: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """What the query's comment lines `# --NAME: FILTER(… {} …)` name."""
        return tuple(match[2] for match in _PARAMETER.finditer(self.sparql))


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of plain text: an IRI in full, a literal without its language or type, nothing as ""."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """An opened graph and the prefixes that its file declares."""

    path: Path
    store: pyoxigraph.Store
    prefixes: dict[str, str]


def open_graph(path: Path) -> Graph:
    """Open a .ttl, .nt or .nq file, or the output folder that holds a graph.

    Raises KgError where there is no such file, where its name has another ending, or where it is not well formed.
    """
    file, rdf_format = graph_file(path)
    store = pyoxigraph.Store()
    with _well_formed(file):
        load(store, file, rdf_format)
        return Graph(file, store, declared(file, rdf_format))


def load(store: pyoxigraph.Store, file: Path, rdf_format: pyoxigraph.RdfFormat) -> None:
    """Load a file; the named graphs of N-Quads become one, so that what several articles say is there once."""
    if rdf_format == pyoxigraph.RdfFormat.N_QUADS:
        quads = pyoxigraph.parse(path=file, format=rdf_format)
        store.bulk_extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    else:
        store.bulk_load(path=file, format=rdf_format)


def declared(file: Path, rdf_format: pyoxigraph.RdfFormat) -> dict[str, str]:
    """The prefixes that a well-formed file declares at its top."""
    head = pyoxigraph.parse(path=file, format=rdf_format)
    next(head, None)  # they are known once the first triple has been read
    return head.prefixes


def read_triples(path: Path) -> tuple[Path, tuple[pyoxigraph.Triple, ...], dict[str, str]]:
    """The file that `path` names, as `open_graph` has it, its triples in their order, and its prefixes.

    Raises KgError as `open_graph` does.
    """
    file, rdf_format = graph_file(path)
    with _well_formed(file):
        parser = pyoxigraph.parse(path=file, format=rdf_format)
        triples = tuple(dict.fromkeys(quad.triple for quad in parser))
    return file, triples, parser.prefixes


def graph_file(path: Path) -> tuple[Path, pyoxigraph.RdfFormat]:
    """The file that `path` names, itself or as its folder, and its format.

    Raises KgError where there is no such file, or where its name has another ending.
    """
    inside = [path / name for name in _GRAPH_FILES if (path / name).is_file()] or [path / GRAPH_FILE]
    file = inside[0] if path.is_dir() else path
    if path.is_dir() and not file.is_file() and any(_IN_PARTS.fullmatch(each.name) for each in path.iterdir()):
        next_step = "load it into a store (docs/triple-stores.md), or build without --parts and --compress"
        raise KgError(str(path), "holds a graph in parts or packed, which kg itself does not open", next_step)
    if not file.is_file():
        raise KgError(str(file), "does not exist", "build a graph first: kg build SOURCES -o OUT")
    rdf_format = _FORMATS.get(file.suffix.lower())
    if rdf_format is None:
        next_step = "name a file of Turtle, N-Triples or N-Quads, or an output folder"
        raise KgError(str(file), "is neither .ttl nor .nt nor .nq", next_step)
    return file, rdf_format


@contextmanager
def _well_formed(file: Path) -> Iterator[None]:
    """Tell in one sentence why `file` cannot be parsed."""
    try:
        yield
    except SyntaxError as error:
        raise KgError(str(file), f"is not well formed ({error.msg})", "build the graph again with kg build") from error
    except OSError as error:
        raise KgError(str(file), f"cannot be read ({error})", "check the file and its permissions") from error


def named_queries() -> tuple[NamedQuery, ...]:
    """All queries that come with the program, by name."""
    folder = files("kg") / "queries"
    found = sorted(file.name[:-3] for file in folder.iterdir() if file.name.endswith(".rq"))
    return tuple(_read_query(name, (folder / f"{name}.rq").read_text(encoding="utf-8")) for name in found)


def named_query(name: str) -> NamedQuery:
    """The query called `name`; KgError with the nearest name where there is none."""
    queries = {query.name: query for query in named_queries()}
    if name not in queries:
        near = get_close_matches(name, queries, n=1)
        hint = f"did you mean {near[0]}?" if near else "see kg query --list"
        raise KgError(f"query {name}", "is not known", hint)
    return queries[name]


def asked_of(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The query's SPARQL, narrowed to these values of its parameters.

    Raises KgError for a name that is none of them.
    """
    for name in values:
        if name not in query.parameters:
            known = ", ".join(f"--{parameter}" for parameter in query.parameters)
            hint = f"it takes {known}" if known else "it takes none"
            raise KgError(f"query {query.name}", f"has no parameter --{name}", hint)

    def line(match: re.Match[str]) -> str:
        value = values.get(match[2])
        # A JSON string of any text is a SPARQL string of the same text.
        return match[0] if value is None else match[1] + match[3].replace("{}", json.dumps(value, ensure_ascii=False))

    return _PARAMETER.sub(line, query.sparql)


def _read_query(name: str, sparql: str) -> NamedQuery:
    header = {match[1]: match[2] for match in map(_HEADER.fullmatch, sparql.splitlines()) if match}
    missing = [key for key in ("title", "question_en", "question_zh") if key not in header]
    if missing:
        raise KgError(f"{name}.rq", f"lacks the comment line {missing[0]}", f"add # {missing[0]}: …")
    return NamedQuery(name, header["title"], header["question_en"], header["question_zh"], sparql)


def run(graph: Graph, sparql: str, where: str = "the query") -> Answer:
    """What `found` finds, as text.  Raises KgError as `ask` does."""
    columns, rows = found(graph, sparql, where)
    return Answer(columns, tuple(tuple(_plain(term) for term in row) for row in rows))


def found(
    graph: Graph, sparql: str, where: str = "the query"
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The columns and rows of terms that `sparql` finds; the graph's own prefixes need no declaration.

    SELECT gives its variables as columns, and None where one has no value; ASK the column `answer`, a boolean literal;
    CONSTRUCT and DESCRIBE subject, predicate and object in order.  Raises KgError, with `where` as the place, as `ask`
    does.
    """
    order = sorting(sparql)
    if order is not None:
        columns, rows = _unsorted(graph, order.sparql, where)
        in_order = order.sorted(columns, rows)
        if in_order is not None:
            return columns[: len(columns) - len(order.beyond)], in_order
    return _unsorted(graph, sparql, where)


def _unsorted(graph: Graph, sparql: str, where: str) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """What `found` finds, in the store's order."""
    answer = ask(graph, sparql, where)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return ("answer",), ((pyoxigraph.Literal(bool(answer)),),)
    if isinstance(answer, pyoxigraph.QueryTriples):
        triples = sorted((tuple(triple) for triple in answer), key=lambda triple: tuple(map(_plain, triple)))
        return ("subject", "predicate", "object"), tuple(triples)
    columns = tuple(variable.value for variable in answer.variables)
    return columns, tuple(tuple(row) for row in answer)


def ask(
    graph: Graph, sparql: str, where: str = "the query"
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """What `sparql` finds, in the store's own form.

    Raises KgError, with `where` as the place, for an update, for what would ask another server (SERVICE), and for what
    is not SPARQL 1.1.
    """
    if _UPDATE.match(sparql):
        raise KgError(where, "would change the graph", "ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    _stays_here(sparql, graph.prefixes, where)
    try:
        return graph.store.query(sparql, prefixes=graph.prefixes)
    except SyntaxError as error:
        raise KgError(where, f"is not SPARQL 1.1 ({_fault(error.msg)})", "mend it there") from error


def _stays_here(sparql: str, prefixes: Mapping[str, str], where: str) -> None:
    """Raise KgError where `sparql` has the keyword SERVICE.

    The parser itself tells a keyword from a variable, a prefix, a string or a comment that is called so: with the word
    changed everywhere, only the query with the keyword is no longer SPARQL.  An empty store parses it at no cost.
    """
    if not _SERVICE.search(sparql):
        return
    # A letter by which no two names become one; where there is none, the query is refused at worst.
    other = next((letter for letter in "XZQWVKJ" if f"servic{letter}".lower() not in sparql.lower()), "X")

    def changed(text: str) -> str:
        return _SERVICE.sub(lambda word: word[1] + (other if word[2] == "E" else other.lower()), text)

    renamed = {changed(name): iri for name, iri in prefixes.items()}
    try:
        pyoxigraph.Store().query(changed(sparql), prefixes=renamed)
    except SyntaxError as error:
        if _CLAUSE.search(sparql):
            raise KgError(where, "would ask another server", "leave SERVICE out") from error
        raise KgError(where, f"is not SPARQL 1.1 ({_fault(error.msg)})", "mend it there") from error


def _fault(message: str) -> str:
    """The parser's message without its list of all the characters that it would have taken instead."""
    place = _PLACE.match(message)
    if place is None:
        return " ".join(message.split())
    undeclared = ": a prefix is not declared" if "Prefix not found" in message else ""
    return f"line {place[1]}, column {place[2]}{undeclared}"


def value(term: object) -> Value:
    """A term as Python has it: numbers and booleans as such, all else as text, nothing as None."""
    if term is None:
        return None
    if isinstance(term, pyoxigraph.Literal):
        return _NUMBERS.get(term.datatype.value, str)(term.value)
    return _plain(term)


def _plain(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode):
        return term.value
    return str(term)


def as_json(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Terms as an array of objects: numbers and booleans are JSON's, and what has no value is null."""
    records = [dict(zip(columns, map(value, row), strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def render(answer: Answer, output: Format, width: int | None = None) -> str:
    """The answer as text that ends in a line break.

    `width` is the terminal's, for `table`: longer cells are wrapped; None leaves every row on one line.
    """
    if output is Format.JSON:
        records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    if output is Format.TABLE:
        return _table(answer, width)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="," if output is Format.CSV else "\t", lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return buffer.getvalue()


def _table(answer: Answer, width: int | None) -> str:
    """A table for the eye: wide characters count double, and control characters cannot reach the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    for column in answer.columns:
        table.add_column(Text(column), overflow="fold")
    for row in answer.rows:
        shown = row if width is not None else tuple(cell.replace("\n", " ") for cell in row)
        table.add_row(*(Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)) for cell in shown))
    buffer = io.StringIO()
    Console(file=buffer, width=width or _UNLIMITED, color_system=None, force_terminal=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines() if line.strip())
