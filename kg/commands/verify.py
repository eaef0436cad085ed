"""`kg verify`: whether a build is as it was left, and made of these sources."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.arguments import Build
from kg.printing import echo, safe


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(epilog="Example: kg verify output seeds")(verify)


def verify(
    out: Build,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCES", help="What the build was made of, to compare.", show_default=False),
    ] = None,
) -> None:
    """Check that every file in OUT is as kg build left it, by its manifest, and print the name to cite the build by.

    With SOURCES, check too that they are the texts that were read. The exit code is 1 for any difference.
    """
    from kg import pipeline

    name, wrong = pipeline.verify(out, sources or ())
    for problem in wrong:
        echo(safe(problem))
    if wrong:
        raise typer.Exit(1)
    echo(f"Whole and unchanged: build sha256:{name}")
