"""Write anew what the pages quote from the program: answers of queries, output of commands, help, lists.

    .venv/bin/python docs/refresh.py

In the pages of `PAGES` five things are the program's own words, and whatever stands there is replaced:

- a fenced `text` block behind a fenced `sparql` block: the answer to the query, asked of the graph of seeds/;
- in a fenced `console` block, what stands behind each line that begins with `$ kg`;
- what stands between `<!-- queries -->` and `<!-- /queries -->`: the table of the named queries;
- what stands between `<!-- help -->` and `<!-- /help -->`: the help of every command;
- what stands between `<!-- tables -->` and `<!-- /tables -->`: the tables of the gazetteer.

The numbers of rows in `kg/gazetteer/datapackage.json` are counted anew, and the notebooks of the tutorial are run.
`tests/test_readme.py` and `tests/test_site.py` hold the pages to the same.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

import nbformat
from nbclient import NotebookClient
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import app
from kg.recognise.lexicon import rows
from kg.store import named_queries

ROOT = Path(__file__).resolve().parent.parent
PAGES = tuple(
    ROOT / name
    for name in (
        "README.md",
        "README.zh-CN.md",
        "docs/cli.md",
        "docs/extend.md",
        "docs/rules.md",
        "docs/triple-stores.md",
        "kg/gazetteer/README.md",
    )
)
TUTORIAL = ROOT / "docs" / "tutorial"
NOTEBOOKS = (TUTORIAL / "tutorial.ipynb", TUTORIAL / "tutorial.zh.ipynb")
"""One in English and one in Chinese, with the same code."""

PACKAGE = ROOT / "kg" / "gazetteer" / "datapackage.json"

ANSWERED = re.compile(r"^```sparql\n(?P<query>.*?)^```\n\n```text\n(?P<answer>.*?)^```$", re.DOTALL | re.MULTILINE)
"""A query and its answer."""

_CONSOLE = re.compile(r"^(?P<indent> *)```console\n(?P<lines>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
_QUERIES = re.compile(r"(?<=<!-- queries -->\n).*?(?=<!-- /queries -->)", re.DOTALL)
_HELP = re.compile(r"(?<=<!-- help -->\n).*?(?=<!-- /help -->)", re.DOTALL)
_TABLES = re.compile(r"(?<=<!-- tables -->\n).*?(?=<!-- /tables -->)", re.DOTALL)
_FILE_ADDRESS = re.compile(r"file://\S+(?=/output/)")
_COLUMNS = "100"


def prepare(workplace: Path) -> None:
    """Make the folder `workplace` look like the checkout: seeds/ as it is, output/ as `kg build` leaves it."""
    (workplace / "seeds").symlink_to(ROOT / "seeds")
    with chdir(workplace):
        kg("build", "seeds", "-o", "output")


def kg(*arguments: str) -> str:
    """What the command prints, run in the working folder; files' addresses begin with `file://…` on every machine.

    Raises what the command raises, and ValueError where it was called wrongly.
    """
    outcome = CliRunner().invoke(app, arguments, prog_name="kg", env={"COLUMNS": _COLUMNS})
    if outcome.exception and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    if outcome.exit_code not in (0, 1):
        raise ValueError(f"kg {shlex.join(arguments)}: {outcome.output}")
    return _FILE_ADDRESS.sub("file://…", outcome.stdout)


def refreshed(page: str, *, chinese: bool = False) -> str:
    """The text of a page with everything that is quoted from the program as the program says it now.

    The working folder must have been made by `prepare`.
    """
    page = ANSWERED.sub(_answer, page)
    page = _CONSOLE.sub(_outputs, page)
    page = _QUERIES.sub(lambda _: _query_table(chinese), page)
    page = _HELP.sub(lambda _: _help(), page)
    return _TABLES.sub(lambda _: _gazetteer(), page)


def _answer(match: re.Match[str]) -> str:
    answer = kg("query", "output", "-e", match["query"])
    return f"```sparql\n{match['query']}```\n\n```text\n{answer}```"


def _outputs(match: re.Match[str]) -> str:
    commands = [line for line in dedent(match["lines"]).splitlines() if line.startswith("$ kg ")]
    if not commands:
        return match[0]
    block = "".join(f"{command}\n{kg(*shlex.split(command)[2:])}" for command in commands)
    return indent(f"```console\n{block}```", match["indent"])


def _query_table(chinese: bool) -> str:
    head = ("名称", "问题") if chinese else ("name", "question")
    rows = [(f"`{q.name}`", q.question_zh if chinese else q.question_en) for q in named_queries()]
    return "".join(f"| {name} | {question} |\n" for name, question in (head, ("---", "---"), *rows))


def _help() -> str:
    """The help of `kg` and of every command, each under a heading of its own."""
    parts = [("kg", kg("--help"))]
    parts += [(f"kg {name}", kg(name, "--help")) for name in get_command(app).commands]  # type: ignore[attr-defined]
    return "\n".join(f"## {name}\n\n```text\n{text.strip()}\n```\n" for name, text in parts)


def _gazetteer() -> str:
    """The tables of the gazetteer: how many rows, what one is, and the columns, those of the key in bold."""
    lines = ["| table | rows | one row is | columns before `source`, `date` |\n|---|---|---|---|\n"]
    for resource in json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]:
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]][:-2]
        columns = ", ".join(f"**`{name}`**" if name in schema["primaryKey"] else f"`{name}`" for name in names)
        one = resource["description"].removesuffix(".")
        one = one[0].lower() + one[1:]
        lines.append(f"| `{resource['path']}` | {len(rows(resource['name'])):,} | {one} | {columns} |\n")
    return "".join(lines)


def counted(package: str) -> str:
    """The text of the data package with the number of rows that each table has now."""
    described = json.loads(package)
    for resource in described["resources"]:
        resource["rows"] = len(rows(resource["name"]))
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def run_tutorial() -> nbformat.NotebookNode:
    """The first of the notebooks as it stands after running, in a folder that holds what it needs."""
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    with TemporaryDirectory() as folder:
        shutil.copytree(TUTORIAL / "articles", Path(folder) / "articles")
        NotebookClient(notebook, record_timing=False, resources={"metadata": {"path": folder}}).execute()
    return notebook


def write_notebooks(run: nbformat.NotebookNode) -> None:
    """Give each notebook the outputs of the one that was run, by the names of the cells."""
    outputs = {cell.id: cell.outputs for cell in run.cells if cell.cell_type == "code"}
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        for number, cell in enumerate([cell for cell in notebook.cells if cell.cell_type == "code"], 1):
            cell.outputs, cell.execution_count = outputs[cell.id], number
        nbformat.write(notebook, path)


def main() -> None:
    """Write every page anew."""
    write_notebooks(run_tutorial())
    PACKAGE.write_text(counted(PACKAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        with chdir(folder):
            for page in PAGES:
                old = page.read_text(encoding="utf-8")
                page.write_text(refreshed(old, chinese="zh" in page.name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
