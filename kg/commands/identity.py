"""The commands on what only many articles together tell: who is who, which meeting is which, who came after whom.

Each asks the built graph a named query; what it prints can be had as SPARQL too.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import store
from kg.commands.arguments import AnswerFormat, Graph
from kg.errors import KgError
from kg.paths import path_named
from kg.store import Answer, Format


def register(app: typer.Typer) -> None:
    """Put the commands on the application."""
    app.command(epilog="Example: kg candidates output")(candidates)
    app.command(epilog="Example: kg why output")(why)
    app.command(epilog="Example: kg findings output")(findings)
    app.command(epilog="Example: kg pairs tests/articles/judgements.csv tests/articles/*.txt")(pairs)


def candidates(out: Graph, output_format: AnswerFormat = Format.TABLE) -> None:
    """List people of one name who may be one person but are kept apart, with what speaks for it.

    A file of judgements settles them: kg build --judgements FILE.
    """
    _show(_asked(store.open_graph(out), "candidates"), output_format)


def findings(out: Graph, output_format: AnswerFormat = Format.TABLE) -> None:
    """List the offices of one seat that two people are given: one after the other, or at overlapping times."""
    _show(_asked(store.open_graph(out), "findings"), output_format)


def why(
    out: Graph,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A person's or a meeting's name, or its IRI.", show_default=False),
    ] = None,
    meetings: Annotated[bool, typer.Option("--meetings", help="Tell of every meeting, not of every person.")] = False,
    output_format: AnswerFormat = Format.TABLE,
) -> None:
    """Tell why mentions of NAME in several documents are one person or one meeting, each with its grounds.

    Without NAME it tells so of everybody, or with --meetings of every meeting. A file of judgements overrules it:
    kg build --judgements FILE.
    """
    graph = store.open_graph(out)
    if name is None:
        _show(_asked(graph, "tellings" if meetings else "identifications"), output_format)
        return
    for listing, what, query in (("people", "person", "identifications"), ("meetings", "meeting", "tellings")):
        known = _asked(graph, listing)
        called, node = known.columns.index("name"), known.columns.index(what)
        meant = {row[node] for row in known.rows if name in (row[called], row[node])}
        if meant:
            told = _asked(graph, query)
            _show(Answer(told.columns, tuple(row for row in told.rows if row[-1] in meant)), output_format)
            return
    lists = f"kg query {out} people, or {out} meetings"
    raise KgError(f"{name} in {out}", "is the name of no person and no meeting", f"see who is there: {lists}")


def pairs(
    file: Annotated[
        Path,
        typer.Argument(
            parser=path_named, metavar="FILE", help="A CSV file of judgements (docs/vocabulary.md).", show_default=False
        ),
    ],
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES", help="Files, archives, folders, globs or - (docs/input.md).", show_default=False
        ),
    ],
) -> None:
    """Measure who is who and which meeting is which in SOURCES by the judgements in FILE, which are not applied."""
    from kg import pipeline

    told = pipeline.pairs(file, sources)
    for mark, wrong in (("+", told.false_merges), ("-", told.false_splits)):
        for judgement in wrong:
            typer.echo(f"{mark} {judgement.name} {judgement.first} {judgement.second}")
    merges, splits = len(told.false_merges), len(told.false_splits)
    typer.echo(f"pairs         {told.same + told.different:>6}  {told.same} the same, {told.different} different")
    typer.echo(f"unknown       {told.unknown:>6}")
    typer.echo(f"false merges  {merges:>6}  {_share(merges, told.merged)} of the merged")
    typer.echo(f"false splits  {splits:>6}  {_share(splits, told.same)} of the same")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _asked(graph: store.Graph, query: str) -> Answer:
    return store.run(graph, store.named_query(query).sparql, f"query {query}")


def _show(answer: Answer, output_format: Format) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(store.render(answer, output_format, width), nl=False)
