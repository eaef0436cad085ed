"""`kg query`: a named query, or SPARQL of one's own."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.arguments import GRAPH, AnswerFormat
from kg.errors import KgError
from kg.paths import path_named
from kg.printing import echo
from kg.store import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(
        epilog="""\b
Examples:
  kg query output meetings
  kg query output attendees --format csv
  kg query output -e 'SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }'
  kg query output directives --person 安伟 --word 疫情
  kg query output/graph.ttl -f question.rq
  kg query --list""",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )(query)


def query(
    context: typer.Context,
    target: Annotated[Path | None, GRAPH] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A query of --list.", show_default=False)] = None,
    expression: Annotated[
        str | None, typer.Option("-e", metavar="SPARQL", help="Ask this instead of a named query.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "-f", parser=path_named, metavar="FILE.rq", help="Ask what stands in this file (- for standard input)."
        ),
    ] = None,
    output_format: AnswerFormat = Format.TABLE,
    list_queries: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    time_limit: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="Give up after this time.")] = 300,
) -> None:
    """Ask the graph: a named query, or SPARQL of your own.

    Many named queries can be narrowed, by the parameters that --list tells: --person, --word and so on.
    """
    from kg import store
    from kg.cache import open_graph

    if option := next((word for word in (str(target), name or "") if word.startswith("-")), None):
        raise typer.BadParameter(f"{option} is no option of kg query; parameters stand behind the name of a query")

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if list_queries:
        listed = tuple(
            (query.name, query.question_en, query.question_zh, " ".join(f"--{name}" for name in query.parameters))
            for query in store.named_queries()
        )
        answer = store.Answer(("name", "question_en", "question_zh", "parameters"), listed)
    else:
        if target is None or [name, expression, file].count(None) != 2:
            raise typer.BadParameter("name a graph and one question: NAME, -e SPARQL or -f FILE.rq (or ask for --list)")
        sparql, where = _question(name, expression, file, _parameters(context.args))
        with _at_most(time_limit, where):
            graph = open_graph(target, told=_tell_of_wait)
            if output_format is Format.JSON:
                echo(store.as_json(*store.found(graph, sparql, where)), end="")
                return
            answer = store.run(graph, sparql, where)
    echo(store.render(answer, output_format, width), end="")


def _tell_of_wait() -> None:
    typer.echo("kg: a store is made beside the graph, this once; later queries need not wait for it", err=True)


def _parameters(arguments: Sequence[str]) -> dict[str, str]:
    """`--person 安伟 --word=疫情` taken apart."""
    values: dict[str, str] = {}
    left = list(arguments)
    while left:
        name, sign, value = left.pop(0).partition("=")
        if not name.startswith("--") or not (sign or left):
            raise typer.BadParameter(f"{name!r} is not --PARAMETER VALUE (--person 安伟)")
        values[name[2:]] = value if sign else left.pop(0)
    return values


@contextmanager
def _at_most(seconds: int, where: str) -> Iterator[None]:
    """End the whole process where the block takes longer: a query that is being answered cannot be told to stop."""

    def give_up() -> None:
        typer.echo(f"kg: {where}: took more than {seconds} s; ask for less, or raise --time-limit", err=True)
        os._exit(2)

    watch = threading.Timer(seconds, give_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _question(
    name: str | None, expression: str | None, file: Path | None, parameters: dict[str, str]
) -> tuple[str, str]:
    """The SPARQL of whichever is given, and the place to name where it is at fault."""
    if expression is not None:
        return expression, "the query of -e"
    if file is not None:
        try:
            content = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
            return content.decode("utf-8-sig"), str(file)
        except FileNotFoundError as error:
            raise KgError(str(file), "there is no such file", "check the path") from error
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(str(file), "cannot be read as UTF-8 text", "name a file with SPARQL in it") from error
    from kg.store import asked_of, named_query

    return asked_of(named_query(name or ""), parameters), f"query {name}"
