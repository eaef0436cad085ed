"""The command `kg`: arguments, printing, progress, exit codes.

Exit codes: 0 fine, 1 something found wrong, 2 bad use or input.  What a command needs is imported when it runs, so that
`kg --help` answers at once.
"""

from __future__ import annotations

import gc
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Protocol, runtime_checkable

import typer

from kg import __version__
from kg.commands import build, export, identity, query, report, serve, validate, verify
from kg.commands.arguments import Build
from kg.errors import KgError
from kg.paths import path_named
from kg.printing import echo, safe

if TYPE_CHECKING:
    from kg.evaluate import Evaluation

_EXAMPLE_WIDTH = 100

app = typer.Typer(
    name="kg",
    help="Read Chinese official meeting news (会议新闻) and build a knowledge graph of who met whom, in which post, "
    "and who told whom to do what.",
    epilog="Example: kg build news/ -o graph && kg query graph meetings",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def main() -> NoReturn:
    """Run the command on the process's own arguments and exit with its code."""
    # Modules and tables are built of many small objects that stay: looking for garbage among them costs a tenth of a
    # small build.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come out whatever the locale says.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = app(prog_name="kg", standalone_mode=False)
    except KgError as error:
        typer.echo(f"kg: {safe(str(error))}", err=True)
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:
        if not isinstance(error, _Misuse):
            raise
        if sys.argv[1:]:
            typer.echo(f"kg: {safe(_misused(error))}", err=True)
        else:
            error.show()
        sys.exit(2)
    sys.exit(code)


@runtime_checkable
class _Misuse(Protocol):
    """What is raised where a command is not written as it must be; where its class lies depends on typer's version."""

    ctx: typer.Context | None

    def format_message(self) -> str: ...

    def show(self) -> None: ...


def _misused(error: _Misuse) -> str:
    """The sentence for a command that is not written as it must be."""
    command = error.ctx.command_path if error.ctx else "kg"
    where = command.removeprefix("kg").strip()
    fault = error.format_message().strip().removesuffix(".").removeprefix("Invalid value: ")
    fault = re.sub(r"\. Did you mean (.+)\?$", r" (did you mean \1?)", fault)
    return f"{where}: {fault}; see {command} --help" if where else f"{fault}; see {command} --help"


def _print_version(wanted: bool) -> None:
    if wanted:
        echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command; each does its work in its own callback."""


build.register(app)
query.register(app)


@app.command(epilog="Example: kg issues output")
def issues(out: Build) -> None:
    """List what the build in OUT did not understand, each with its place and the next step."""
    from kg import pipeline

    for issue in pipeline.issues(out):
        echo(safe(f"{issue.file}:{issue.line}: {issue.problem}; {issue.hint}"))
        echo(f"    {safe(issue.quote)}")


@app.command(epilog="Example: kg explain 市长张三主持会议并讲话。")
def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence (一句话).", show_default=False)],
) -> None:
    """Show which rules fire on a sentence, where, and what they yield. The exit code is 1 where none does."""
    from kg import pipeline

    firings = pipeline.explain(sentence)
    for firing in firings:
        echo(safe(f"{firing.rule}  [{firing.start}, {firing.end})  {firing.quote}"))
        for line in firing.yields or ("nothing: there is nobody and no meeting to say it of",):
            echo(f"    {safe(line)}")
    if not firings:
        echo("No rule fires on this sentence.")
        raise typer.Exit(1)


@app.command(epilog="Example: kg check")
def check() -> None:
    """Validate rules, gazetteer and ontology, and run the examples of every rule. The exit code is 1 for any fault."""
    from kg import pipeline

    problems = pipeline.check()
    for problem in problems:
        echo(safe(problem))
    if problems:
        raise typer.Exit(1)
    told, terms = pipeline.inventory()
    echo(
        f"All {told.rules} rules with {told.examples} examples, {told.words} words in {told.classes} classes, "
        f"{told.rows} rows in {told.tables} gazetteer tables and {terms} terms of the ontology are sound."
    )


@app.command("eval", epilog="Example: kg eval tests/articles --errors posts")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            parser=path_named, metavar="GOLD_DIR", help="A folder of ID.txt with ID.json.", show_default=False
        ),
    ],
    json_file: Annotated[
        Path | None, typer.Option("--json", parser=path_named, metavar="FILE", help="Write the figures to FILE.")
    ] = None,
    errors: Annotated[
        str | None, typer.Option(metavar="METRIC", help="List what this metric missed (-) and invented (+).")
    ] = None,
    at_least: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="METRIC=F1", help="Exit with 1 where the metric is below; may be repeated."),
    ] = None,
) -> None:
    """Compare what is read with annotated articles: precision, recall and F1, by level of government and by rule.

    The form of annotations is told in docs/annotation.md.
    """
    from kg import pipeline
    from kg.evaluate import METRICS

    floors = dict(_floor(text, METRICS) for text in at_least or ())
    if errors is not None and errors not in METRICS:
        raise typer.BadParameter(f"{errors!r} is none of {', '.join(METRICS)}", param_hint="--errors")
    outcome = pipeline.evaluate(gold)
    echo(_figures(outcome))
    if json_file:
        try:
            json_file.write_text(outcome.as_json(), encoding="utf-8", newline="\n")
        except OSError as error:
            raise KgError(str(json_file), f"cannot be written ({error.strerror})", "name another file") from error
    if errors:
        for wrong in outcome.errors(errors):
            rules = f"  ({', '.join(wrong.rules)})" if wrong.rules else ""
            echo(safe(f"{wrong.mark} {' '.join(map(str, wrong.item))}{rules}  {wrong.words}".rstrip()))
    below = [
        f"{metric} {outcome.metrics[metric].f1:.3f} < {floor}"
        for metric, floor in floors.items()
        if outcome.metrics[metric].f1 < floor
    ]
    if below:
        echo(f"below: {', '.join(below)}")
        raise typer.Exit(1)


def _floor(text: str, metrics: tuple[str, ...]) -> tuple[str, float]:
    """`posts=0.9` taken apart."""
    metric, _, floor = text.partition("=")
    if metric not in metrics or not re.fullmatch(r"[01](\.\d+)?", floor):
        raise typer.BadParameter(f"{text!r} is not METRIC=F1 (posts=0.9)", param_hint="--min")
    return metric, float(floor)


def _figures(outcome: Evaluation) -> str:
    """The tables of an evaluation as they are printed."""
    lines = [f"{'':12} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}   ({len(outcome.gold)} articles)"]
    for name, metric in outcome.metrics.items():
        precision, recall, f1, gold, found = metric.figures()
        lines.append(f"{name:12} {precision:6.3f} {recall:6.3f} {f1:6.3f} {gold:6d} {found:6d}")
    lines += [f"{name}: {value}" for name, value in outcome.extra.items()]
    if levels := outcome.levels():
        lines += ["", f"{'F1 by level':12} " + " ".join(f"{level:>10}" for level in levels)]
        for name in outcome.metrics:
            lines.append(f"{name:12} " + " ".join(f"{metrics[name].f1:10.3f}" for metrics in levels.values()))
    lines += ["", f"{'rule':20} {'true':>6} {'false':>6}"]
    lines += [f"{rule:20} {won:6d} {cost:6d}" for rule, (won, cost) in outcome.rules().items()]
    return "\n".join(lines)


@app.command(epilog="Example: kg coverage seeds")
def coverage(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES", help="Files, archives, folders, globs or - (docs/input.md).", show_default=False
        ),
    ],
    shapes: Annotated[int, typer.Option(min=0, metavar="N", help="How many unexplained shapes to list.")] = 30,
) -> None:
    """Tell how many sentences with a rule's trigger some rule explains, and what the others look like.

    A sentence counts where the trigger is no part of a longer word (报道) and somebody stands who could be told of. A
    shape is a trigger with its neighbours; names are 某 and numbers N. Input that cannot be read is passed over and
    told; the exit code is then 1.
    """
    from kg import pipeline

    reach, faults = pipeline.coverage(sources)
    build.tell_faults(faults)
    share = f" ({reach.explained / reach.triggered:.1%})" if reach.triggered else ""
    echo(f"sentences      {reach.sentences:>8}")
    echo(f"with a trigger {reach.triggered:>8}")
    echo(f"explained      {reach.explained:>8}{share}")
    for shape in reach.shapes[:shapes]:
        echo(safe(f"{shape.count:>6}  {shape.words}    {shape.example[:_EXAMPLE_WIDTH]}"))
    if faults:
        raise typer.Exit(1)


identity.register(app)


verify.register(app)
export.register(app)
report.register(app)
validate.register(app)
serve.register(app)
