"""Write `queries.md`: each named query with its question in both languages and its answer on the graph of seeds/.

    .venv/bin/python docs/queries.py

`tests/test_queries_page.py` holds the page to the program.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.pipeline import build
from kg.rdf.vocab import prefixes
from kg.store import Answer, Format, Graph, NamedQuery, named_queries, open_graph, render, run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/queries.md"
ROWS, CELL = 6, 32
"""How many rows of an answer are shown, and how many characters of a cell."""

HEAD = """\
# Named queries and their answers

Each query that comes with the program, with what it answers on the graph of `seeds/`, two newspaper articles. Of a
longer answer the first rows stand here, of a long cell its beginning; `kg query output NAME` prints all. The SPARQL
stands in [`kg/queries/`](../kg/queries). This page is written by `docs/queries.py`.

随程序提供的每个查询，及其对 `seeds/` 两篇报道的回答。回答较长时只列前几行，单元格较长时只列开头；
`kg query output NAME` 列出全部。
"""


def answered(query: NamedQuery, graph: Graph) -> str:
    """The part of the page about one query."""
    answer = run(graph, query.sparql)
    lines = [f"## {query.name}", query.question_en, query.question_zh]
    if query.parameters:
        options = ", ".join(f"`--{name}`" for name in query.parameters)
        lines.append(f"Narrowed by 可限定: {options}")
    if not answer.rows:
        lines.append("No rows: nothing of the kind in these two articles. 无：两篇报道中没有此类内容。")
        return "\n\n".join(lines)
    shown = Answer(answer.columns, tuple(tuple(map(cut, row)) for row in answer.rows[:ROWS]))
    lines.append(f"```text\n{render(shown, Format.TABLE)}```")
    if (more := len(answer.rows) - ROWS) > 0:
        lines.append(f"… {more} more rows 另有 {more} 行")
    return "\n\n".join(lines)


def cut(cell: str) -> str:
    """A cell as it is shown: a thing by its short name, and no more than its beginning."""
    for prefix, iri in prefixes().items():
        if cell.startswith(iri):
            cell = f"{prefix}:{cell.removeprefix(iri)}"
            break
    return cell if len(cell) <= CELL else f"{cell[: CELL - 1]}…"


def page() -> str:
    """The whole page."""
    with TemporaryDirectory() as folder:
        build([str(ROOT / "seeds")], Path(folder) / "output", html=False)
        graph = open_graph(Path(folder) / "output")
        parts = [answered(query, graph) for query in named_queries()]
    return "\n\n".join([HEAD.strip(), *parts]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
