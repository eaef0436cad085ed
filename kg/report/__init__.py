"""What a researcher looks at first, as one page: pictures, the tables behind them, and the words these rest on.

queries/*.rq ─ ask → gather → facts ─ chapters → pictures, captions, tables ─ page → report.html
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.cache import open_graph
from kg.errors import KgError
from kg.export import write_atomically
from kg.export.manifest import MANIFEST, name_of
from kg.report.wording import Language, Wording

if TYPE_CHECKING:
    from pathlib import Path

_EXPLORER = "graph.html"


def write_report(target: Path, out: Path, language: Language) -> None:
    """Write the report on the graph that `target` names (a file, or the folder that a build left) to `out`.

    The same graph gives the same bytes.  Where graph.html lies beside the graph, rows lead into it; where manifest.json
    does, the page names the build.  Raises KgError where there is no such graph, where a library is missing and where
    `out` cannot be written.
    """
    try:
        from kg.report.chapters import chapters
        from kg.report.gather import gather
        from kg.report.page import render
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("kg", ""):
            raise
        raise KgError("kg report", f"needs {error.name}", "pip install 'kg[report]'") from error
    graph = open_graph(target)
    if out.resolve() == graph.path.resolve():
        raise KgError(str(out), "is the graph itself", "name another file with -o")
    facts = gather(graph)
    say = Wording(language)
    beside = graph.path.parent
    digest = name_of(beside) if target.is_dir() and (beside / MANIFEST).is_file() else ""
    page = render(graph, facts, chapters(facts, say), say, digest=digest, explorer=_address(beside / _EXPLORER, out))
    write_atomically(out, page.encode())


def _address(explorer: Path, out: Path) -> str:
    """The address of graph.html from where the report will lie; "" where there is none, or no way to it."""
    if not explorer.is_file():
        return ""
    try:
        way = os.path.relpath(explorer.resolve(), out.resolve().parent)
    except ValueError:
        # On another drive of Windows.
        return explorer.resolve().as_uri()
    return quote(way.replace(os.sep, "/"))
