"""`kg validate`: whether a graph keeps to the shapes of the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import Graph
from kg.errors import KgError
from kg.paths import path_named
from kg.printing import echo, safe

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(epilog="Example: kg validate output --report report.ttl")(validate)


def validate(
    target: Graph,
    report: Annotated[
        Path | None,
        typer.Option(parser=path_named, metavar="FILE.ttl", help="Write SHACL's own report, in Turtle, to FILE."),
    ] = None,
) -> None:
    """Check the graph against the shapes (SHACL) of ontology/shapes.ttl, and tell in words what breaks them.

    Needs the extra kg[shacl]. The exit code is 1 where the graph does not conform.
    """
    from kg.export import write_atomically
    from kg.rdf.ontology import ontology_file
    from kg.rdf.shapes import validate as by_shapes
    from kg.store import read_triples

    file, triples, prefixes = read_triples(target)
    if report is not None and report.resolve() == file.resolve():
        raise KgError(str(report), "is the graph itself", "name another file with --report")
    found = by_shapes(triples, ontology_file("shapes.ttl").read_bytes(), prefixes)
    if report is not None:
        write_atomically(report, found.turtle)
    for fault in found.faults[:_SHOWN]:
        echo(safe(fault))
    if len(found.faults) > _SHOWN:
        echo(f"and {len(found.faults) - _SHOWN} more, all in the report (--report FILE.ttl)")
    if found.faults:
        raise typer.Exit(1)
    echo(f"{len(triples)} triples conform to the shapes.")
