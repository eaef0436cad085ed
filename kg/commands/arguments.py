"""The arguments that several commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.paths import path_named
from kg.store import Format

GRAPH = typer.Argument(
    parser=path_named, metavar="OUT|FILE.ttl", help="What kg build left, or any Turtle file.", show_default=False
)
Graph = Annotated[Path, GRAPH]
Build = Annotated[
    Path, typer.Argument(parser=path_named, metavar="OUT", help="The folder that kg build left.", show_default=False)
]
AnswerFormat = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
