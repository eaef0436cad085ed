"""`import kg`: what the command line does, for programs and notebooks.

    import kg

    graph = kg.build("articles/")     # or kg.load("output") for what `kg build` left
    graph.query("roles")              # a table: a named query, or SPARQL of your own
    graph.store                       # the same graph in pyoxigraph,
    graph.rdflib, graph.networkx      # rdflib and networkx

Whatever is the user's to mend is a `kg.KgError`: one sentence with the place, the fault and the next step.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
import weakref
from functools import cached_property
from importlib.util import find_spec
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyoxigraph

from kg import cache, pipeline, store
from kg.errors import KgError
from kg.export.formats import ExportFormat
from kg.paths import path_named
from kg.rdf.vocab import BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from networkx import MultiDiGraph
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame
    from rdflib import Graph as RdflibGraph

    from kg.store import Graph as OpenedGraph
    from kg.store import NamedQuery, Value

Source = str | PathLike[str]
"""A file, an archive, a folder, a glob, or `-` for standard input, as `kg build` takes them (docs/input.md)."""


_NAME = re.compile(r"[\w-]+")


class Graph:
    """A graph on disk, opened when it is first asked.

    `path` is the Turtle file.  Nothing here changes the graph.
    """

    def __init__(self, path: Source) -> None:
        """Name a Turtle or N-Triples file, or the folder that `kg build` left; KgError where there is none."""
        self.path, _ = store.graph_file(path_named(path))

    def __repr__(self) -> str:
        return f"<kg.Graph {self.path}: {len(self.store)} triples>"

    @property
    def summary(self) -> pipeline.Summary:
        """How many articles, meetings, people, posts and directives the build found, and which input it passed over.

        `faults` are the errors, each a `KgError`.  Raises KgError where the graph is not in the folder of a build.

        Examples:
            >>> kg.load("output").summary.people
            19
        """
        return pipeline.read_summary(self.path.parent)

    @overload
    def query(self, question: str, /, *, frame: Literal["rows"], **parameters: str) -> list[dict[str, Value]]: ...

    @overload
    def query(self, question: str, /, *, frame: Literal["pandas"], **parameters: str) -> PandasFrame: ...

    @overload
    def query(self, question: str, /, *, frame: Literal["polars"], **parameters: str) -> PolarsFrame: ...

    @overload
    def query(self, question: str, /, *, frame: None = None, **parameters: str) -> Any: ...

    def query(self, question: str, /, *, frame: str | None = None, **parameters: str) -> Any:
        """The answer to `question`: the name of a query that comes with kg (`kg.queries()`), or SPARQL 1.1.

        `parameters` narrow a named query, as `--person` and the like do at the command line.  The answer has a row for
        each solution, in the query's order, and a column for each variable, in its order; ASK has the one column
        `answer`, CONSTRUCT and DESCRIBE have subject, predicate and object.  Numbers and booleans are Python's; all
        else is text: IRIs in full, days as 2024-05-06.  Offsets count characters of the article's text from 0, and the
        end is not part of the words; places in a list and numbers of points count from 1.  What has no value is None.

        `frame` says what the table is: `"rows"`, a list of dicts; `"pandas"` or `"polars"`, a DataFrame.  If it is left
        out, pandas wins where it is installed, then polars, then rows.

        Raises KgError for a name or a parameter that is not known, for what is not SPARQL, for an update, for SERVICE
        (no query asks another server), and where `frame` is not installed.

        Examples:
            >>> graph = kg.load("output")
            >>> graph.query("most-chairs", frame="rows")[0]["person"]
            '安伟'
            >>> graph.query("SELECT (COUNT(DISTINCT ?m) AS ?meetings) { ?m kg:chairedBy ?chair }", frame="rows")
            [{'meetings': 2}]
            >>> graph.query("directives", person="安伟", word="疫情").shape
            (6, 8)
        """
        if _NAME.fullmatch(question):
            sparql, where = store.asked_of(store.named_query(question), parameters), f"query {question}"
        elif parameters:
            name = next(iter(parameters))
            raise KgError("the query", f"is SPARQL and takes no parameter {name}", "write the value into the query")
        else:
            sparql, where = question, "the query"
        columns, terms = store.found(self._opened, sparql, where)
        return _table(columns, [tuple(store.value(term) for term in row) for row in terms], frame)

    @property
    def store(self) -> pyoxigraph.Store:
        """The graph in Oxigraph, for SPARQL whose answers are RDF terms, and for patterns of triples.

        Raises KgError where the file is not well formed.

        Examples:
            >>> len(kg.load("output").store) > 1000
            True
        """
        return self._opened.store

    @cached_property
    def rdflib(self) -> RdflibGraph:
        """A copy of the graph in rdflib, with its prefixes; it is made once.

        A million triples take about half a minute and two gigabytes there: ask `query` or `store` instead if you can.

        Examples:
            >>> graph = kg.load("output")
            >>> len(graph.rdflib) == len(graph.store)
            True
        """
        import rdflib

        copy = rdflib.Graph()
        for prefix, iri in self._opened.prefixes.items():
            copy.bind(prefix, iri, replace=True)
        triples = self.store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
        return copy.parse(data=triples, format="nt")

    @cached_property
    def networkx(self) -> MultiDiGraph:
        """The graph as a network, the one that `kg export --format graphml` writes; it is made once.

        A node is named by its IRI without the base, and has `class` (Person, Meeting …), `label` and its literals; an
        edge has `relation` (chairedBy …).  Many-valued cells are joined by " | ".

        Examples:
            >>> network = kg.load("output").networkx
            >>> [relation for *_, relation in network.edges(data="relation")].count("chairedBy")
            2
        """
        from kg.export.tables import tables, to_networkx

        _, triples, prefixes = store.read_triples(self.path)
        return to_networkx(tables(triples, prefixes.get("id", "")))

    def export(self, form: str, target: Source) -> Path:
        """Write the graph to the file or folder `target` as `form`, and give its path.

        `form` is one of turtle, ntriples, trig, nquads, jsonld, graphml, gexf, csv and neo4j, as in `kg export`.
        Raises KgError where it is none of them, where `target` is the graph itself, or where it cannot be written.

        Examples:
            >>> graph = kg.load("output")
            >>> sorted(path.name for path in graph.export("csv", "tables").iterdir())
            ['edges.csv', 'nodes.csv']
        """
        known = [str(each) for each in ExportFormat]
        if form not in known:
            raise KgError(f"the form {form!r}", "is not known", f"write one of {', '.join(known)}")
        return pipeline.export(self.path, ExportFormat(form), path_named(target))[0]

    @cached_property
    def _opened(self) -> OpenedGraph:
        return cache.open_graph(self.path)


def build(
    sources: Source | Iterable[Source],
    out: Source | None = None,
    *,
    workers: int = 1,
    base_iri: str = BASE_IRI,
    judgements: Source | None = None,
    columns: Mapping[str, str] | None = None,
) -> Graph:
    """Build the graph of all the articles in `sources`.

    With `out` it stays in that folder, as `kg build -o` leaves it, graph.html included.  Without, it lies in a folder
    of its own, which is gone when the graph is: only graph.html is not drawn then.  `workers` is the number of
    processes; `judgements` a CSV file that overrules who is who and which meeting is which; `columns` tells what the
    input calls its id, text, title, published or publisher (`{"text": "正文"}`).

    What cannot be read is passed over, told by a UserWarning, and listed in `Graph.summary.faults`.  Raises KgError
    where nothing can be read, `columns` names anything else, or `out` cannot be written.

    Examples:
        >>> graph = kg.build("seeds")
        >>> graph.summary.meetings
        2
    """
    names = [fspath(each) for each in ([sources] if isinstance(sources, str | PathLike) else sources)]
    folder = Path(tempfile.mkdtemp(prefix="kg-")) if out is None else path_named(out)
    try:
        summary = pipeline.build(
            names,
            folder,
            base_iri=base_iri,
            html=out is not None,
            workers=workers,
            judgements=None if judgements is None else path_named(judgements),
            columns=columns,
        )
        graph = Graph(folder)
    except BaseException:
        if out is None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if out is None:
        weakref.finalize(graph, shutil.rmtree, folder, ignore_errors=True)
    if summary.faults:
        count = len(summary.faults)
        warnings.warn(f"passed over, {count} in all (see Graph.summary.faults): {summary.faults[0]}", stacklevel=2)
    return graph


def load(path: Source) -> Graph:
    """Open the graph in the folder that `kg build` left, or any Turtle or N-Triples file.

    A file beyond ten megabytes is parsed once: a store beside it keeps it for the next time.  Raises KgError where
    there is none.

    Examples:
        >>> kg.load("output").path.name
        'graph.ttl'
    """
    return Graph(path)


def queries() -> tuple[NamedQuery, ...]:
    """The queries that come with kg, by name: each with its question in two languages, its SPARQL and its parameters.

    Examples:
        >>> [query.question_en for query in kg.queries() if query.name == "chairs"]
        ['Who chaired which meeting?']
    """
    return store.named_queries()


def _table(columns: tuple[str, ...], rows: list[tuple[Value, ...]], frame: str | None) -> Any:
    """The rows as what `Graph.query` calls `frame`."""
    chosen = frame or next((name for name in ("pandas", "polars") if find_spec(name)), "rows")
    if chosen == "rows":
        return [dict(zip(columns, row, strict=True)) for row in rows]
    try:
        if chosen == "pandas":
            import pandas

            return pandas.DataFrame(rows, columns=list(columns))
        if chosen == "polars":
            import polars

            return polars.DataFrame(rows, schema=list(columns), orient="row", infer_schema_length=None, strict=False)
    except ImportError as error:
        hint = f"install it (pip install {chosen}), or ask for rows"
        raise KgError(f"the frame {chosen!r}", "is not installed", hint) from error
    raise KgError(f"the frame {chosen!r}", "is not known", "write rows, pandas or polars")
