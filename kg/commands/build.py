"""`kg build` and `kg update`: sources to a graph."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.arguments import Build
from kg.engine import EngineName
from kg.export import MOST_PARTS, Compression, GraphFormat
from kg.paths import path_named
from kg.printing import echo, safe
from kg.remote import is_remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.errors import KgError
    from kg.pipeline import Summary

_FAULTS_SHOWN = 20

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCES", help="Files, archives, folders, globs or - (docs/input.md).", show_default=False),
]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes to read with.")]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="What the input calls its id, text, title, published or publisher.",
    ),
]
On = Annotated[EngineName, typer.Option("--engine", help="Where to run: on this machine, or on a Dask cluster.")]
Address = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler's (tcp://…:8786).", show_default=False)
]
Judgements = Annotated[
    Path | None,
    typer.Option(parser=path_named, metavar="FILE", help="A CSV file that overrules who is who.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Put the commands on the application."""
    app.command(
        epilog="""\b
Examples:
  kg build seeds -o output
  kg build seeds -o output --column text=正文 --column published=日期"""
    )(build)
    app.command(epilog="Example: kg update output seeds")(update)


def build(
    sources: Sources,
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="OUT", help="The folder, or its URL, to leave the graph in.", show_default=False
        ),
    ],
    form: Annotated[
        GraphFormat, typer.Option("--format", help="turtle; or nquads or ntriples, written as they come.")
    ] = GraphFormat.TURTLE,
    html: Annotated[
        bool | None,
        typer.Option("--html/--no-html", help="Draw graph.html too, as with turtle.", show_default=False),
    ] = None,
    workers: Workers = 1,
    parts: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=MOST_PARTS,
            metavar="N",
            help="Write lines in N files of as many articles each.",
            show_default=False,
        ),
    ] = None,
    compress: Annotated[
        Compression | None, typer.Option(help="Pack lines, as gzip or Zstandard.", show_default=False)
    ] = None,
    base_iri: Annotated[
        str | None, typer.Option(metavar="IRI", help="What the names of people, meetings and so on start with.")
    ] = None,
    column: Column = None,
    judgements: Judgements = None,
    on: On = EngineName.LOCAL,
    address: Address = None,
) -> None:
    """Build the graph of all the articles in SOURCES.

    Leaves graph.ttl, graph.html, report.json and manifest.json in OUT, all of them or none. For very many articles,
    nquads (graph.nq, a named graph for each article) and ntriples (graph.nt) take little memory and draw no page; with
    --parts they come as part-00000.nq and so on, which behind one another are the same bytes. A build that was
    interrupted goes on where it stopped. Input that cannot be read is passed over and told; the exit code is then 1.
    """
    from kg import pipeline
    from kg.rdf.vocab import BASE_IRI

    with pipeline.placed(out) as folder, _progress() as progress, _without_matplotlib():
        summary = pipeline.build(
            sources,
            folder,
            base_iri=BASE_IRI if base_iri is None else base_iri,
            form=form,
            parts=parts,
            compress=compress,
            html=html,
            workers=workers,
            judgements=judgements,
            progress=progress,
            columns=_columns(column or ()),
            on=on,
            address=address,
        )
    if is_remote(out):
        _tell_elsewhere(summary, out)
    else:
        _tell(summary, folder)


def update(
    out: Build,
    sources: Sources,
    workers: Workers = 1,
    column: Column = None,
    judgements: Judgements = None,
    on: On = EngineName.LOCAL,
    address: Address = None,
) -> None:
    """Bring the build in OUT to what SOURCES are now.

    Name all the sources, those that have not changed too: what is no longer among them leaves the graph. Only articles
    that are new or have changed are read; the files are the same, to the byte, as those of kg build with the options
    that OUT was built with. Where nothing has changed, no file is written. The exit code is as for kg build.
    """
    from kg import pipeline

    with _progress() as progress, _without_matplotlib():
        summary = pipeline.update(
            out,
            sources,
            workers=workers,
            judgements=judgements,
            progress=progress,
            columns=_columns(column or ()),
            on=on,
            address=address,
        )
    note = "nothing has changed, and no file was written" if summary.unchanged else ""
    echo(f"read anew  {summary.read:>7}  {note}".rstrip())
    _tell(summary, out)


def tell_faults(faults: Sequence[KgError], where: str = "") -> None:
    """The first faults one by one on standard error, and how many more there are, `where` saying where they stand."""
    for fault in faults[:_FAULTS_SHOWN]:
        typer.echo(f"kg: {safe(str(fault))}", err=True)
    if len(faults) > _FAULTS_SHOWN:
        typer.echo(f"kg: and {len(faults) - _FAULTS_SHOWN} more faults{where}", err=True)


def _columns(options: Sequence[str]) -> dict[str, str]:
    """`text=正文` and the like taken apart."""
    from kg.read.place import FIELDS

    pairs = [option.partition("=") for option in options]
    if wrong := [field + sign + name for field, sign, name in pairs if field not in FIELDS or not name]:
        problem = f"{wrong[0]!r} is not FIELD=NAME with one of {', '.join(FIELDS)} (text=正文)"
        raise typer.BadParameter(problem, param_hint="--column")
    return {field: name for field, _, name in pairs}


def _tell(summary: Summary, out: Path) -> None:
    """Print faults and summary; the exit code is 1 where there are faults."""
    from kg import pipeline

    tell_faults(summary.faults, f", listed in {out / pipeline.REPORT}")
    page = out / pipeline.PAGE
    echo(_told(summary, out, page if page.exists() else None))
    if summary.faults:
        raise typer.Exit(1)


def _tell_elsewhere(summary: Summary, url: str) -> None:
    """`_tell` of a build that lies elsewhere, where kg itself asks nothing."""
    tell_faults(summary.faults, ", listed in report.json")
    lines = [*_counts(summary, {"faults": "what could not be read, told above"}), ""]
    echo("\n".join([*lines, f"Load it:    {url.rstrip('/')}/manifest.json lists the files"]))
    if summary.faults:
        raise typer.Exit(1)


def _counts(summary: Summary, notes: dict[str, str]) -> list[str]:
    return [
        f"{name:<10} {count:>7}  {notes.get(name, '') if count else ''}".rstrip()
        for name, count in summary.counts().items()
    ]


def _told(summary: Summary, out: Path, page: Path | None) -> str:
    """The summary as it is printed: the counts, and where to go next."""
    from kg import pipeline

    notes = {"issues": f"what was not understood: kg issues {out}", "faults": "what could not be read, told above"}
    lines = [*_counts(summary, notes), ""]
    if page:
        lines.append(f"Look at it: {page.resolve().as_uri()}")
    if any((out / name).exists() for name in pipeline.GRAPHS.values()):
        lines.append(f"Ask it:     kg query {out} meetings")
    else:
        lines.append(f"Load it:    {out / 'manifest.json'} lists the files")
    return "\n".join(lines)


@contextmanager
def _without_matplotlib() -> Iterator[None]:
    """Keep igraph, which computes the page's layout, from loading Matplotlib where that is installed: half a second."""
    if "matplotlib" in sys.modules:
        yield
        return
    sys.modules["matplotlib"] = None  # type: ignore[assignment]  # an import of it fails, as igraph allows for
    try:
        yield
    finally:
        del sys.modules["matplotlib"]


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
