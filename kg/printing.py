"""Printing to a terminal, a file or a pipe."""

from __future__ import annotations

import os
import re
import sys

import typer

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def safe(text: str) -> str:
    """The text on one line, without what could command a terminal."""
    return _CONTROL.sub(" ", text)


def echo(text: str, end: str = "\n") -> None:
    """Print to a reader that may have heard enough (`kg query … | head`)."""
    try:
        typer.echo(f"{text}{end}", nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python still flushes when it ends goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
