"""`kg report`: what a researcher looks at first, as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import Graph
from kg.paths import path_named
from kg.printing import echo
from kg.report.wording import Language


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(
        epilog="""\b
Examples:
  kg report output
  kg report output -o report-zh.html --lang zh"""
    )(report)


def report(
    target: Graph,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            parser=path_named,
            metavar="FILE",
            help="Where to write; report.html beside the graph if not told.",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="The language of its words; names stay as printed.")] = Language.EN,
) -> None:
    """Write a report in pictures, with the tables behind them and the words that each row rests on.

    Meetings by month and level, who chaired most, who was in a room with whom, order in lists, what directives are
    about, set phrases over time, successions, and what was not understood: one HTML file that opens offline. Needs the
    extra kg[report].
    """
    from kg.report import write_report
    from kg.store import graph_file

    written = out or graph_file(target)[0].with_name("report.html")
    write_report(target, written, lang)
    echo(f"Look at it: {written.resolve().as_uri()}")
