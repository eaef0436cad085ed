"""`kg export`: a build in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import Graph
from kg.export.formats import ExportFormat
from kg.paths import path_named
from kg.printing import echo


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(
        epilog="""\b
Examples:
  kg export output --format trig
  kg export output --format csv -o tables"""
    )(export)


def export(
    target: Graph,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", parser=path_named, metavar="FILE", help="Where to write; beside the graph if not told."
        ),
    ] = None,
) -> None:
    """Write the graph as RDF for other tools, as tables or as a network.

    trig and nquads have a named graph for each article. csv (with the mark that Excel needs) and neo4j are a folder
    with nodes.csv and edges.csv; graphml and gexf are for Gephi.
    """
    from kg import pipeline

    written, count = pipeline.export(target, form, out)
    echo(f"{count} triples as {form.value}: {written}")
