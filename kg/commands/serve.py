"""`kg serve`: a graph over HTTP."""

from __future__ import annotations

import signal
from typing import Annotated, NoReturn

import typer

from kg.commands.arguments import Graph
from kg.errors import KgError
from kg.printing import echo

_MEGABYTE = 1_000_000


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command(epilog="Example: kg serve output --port 8080")(serve)


def serve(
    target: Graph,
    bind: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 7878,
    time_limit: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="Give up a query after this time.")] = 30,
    size_limit: Annotated[int, typer.Option(min=1, metavar="MB", help="Refuse a larger answer.")] = 20,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Queries to answer at once.")] = 2,
) -> None:
    """Answer SPARQL over HTTP at /sparql, with a page of the named queries at /, until Ctrl-C.

    Nobody can change the graph, and only this machine can ask, unless --bind names another address. A build made
    meanwhile is served after the next start.
    """
    from kg.serve.server import Server
    from kg.serve.workers import Workers

    # Started in the background, a process may be told to ignore Ctrl-C; what ends a service is SIGTERM.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    asked = Workers(target, count=workers, seconds=time_limit, most=size_limit * _MEGABYTE)
    try:
        try:
            server = Server((bind, port), asked)
        except OSError as error:
            problem = f"cannot be bound ({(error.strerror or str(error)).lower()})"
            raise KgError(f"{bind}:{port}", problem, "name another with --bind or --port") from error
        with server:
            echo(f"Page: {server.url}\nSPARQL endpoint: {server.url}sparql\nCtrl-C ends it.")
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        asked.close()


def _end(*_: object) -> NoReturn:
    raise KeyboardInterrupt
