"""How fast kg builds, beside programs that only split words, and how time and memory grow with the articles.

    make bench CORPUS=news.jsonl DENSE='meetings/*.txt'
    .venv/bin/python -m benchmarks.speed news.jsonl --dense 'meetings/*.txt' --peers .venv-bench/bin/python

The peers are those of benchmarks/requirements.txt, in an environment of their own.  Each round runs everything once, so
that what else the machine does meets all alike; told are the medians over the rounds.  Speed is in MB (10^6 bytes) of
text as UTF-8 per CPU second: of a peer without its start, of kg with everything, from reading the file to the manifest.

Writes speed.md, speed.csv and speed.svg to `--out`; with `--readme`, the table also into both READMEs.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.texts import sources, write_copies
from kg.cache import open_graph
from kg.store import found, named_queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.texts import Source

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KG = (sys.executable, "-m", "kg")
LINES = ("--format", "nquads")
_TABLE = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- /bench -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: CPU seconds of all its processes, seconds by the clock, MB at the peak of the largest."""

    cpu: float
    clock: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One measured value; `target` is what it should be, in words, where something was aimed at."""

    measure: str
    what: str
    on: str
    value: float
    unit: str
    target: str = ""


def run(*command: str | Path) -> Run:
    """Run a command of kg and measure it.  Raises CalledProcessError where it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise subprocess.CalledProcessError(code, command)
    process.returncode = code
    per_mb = 1_000_000 if sys.platform == "darwin" else 1_000
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / per_mb)


def built(file: Path, folder: Path, *options: str) -> Run:
    """Build `file` afresh in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    return run(*KG, "build", file, "-o", folder, *options)


def peer(python: Path, name: str, file: Path) -> float:
    """The CPU seconds that a peer takes for the texts of `file`."""
    done = subprocess.run([python, HERE / "peers.py", name, file], check=True, capture_output=True, text=True)
    return float(done.stdout)


def median(runs: list[Run]) -> Run:
    """The medians of each measure."""
    return Run(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.clock for run in runs),
        statistics.median(run.memory for run in runs),
    )


def speeds(name: str, file: Path, size: int, options: argparse.Namespace, aim: int) -> list[Row]:
    """The speed of kg beside that of the peers on one file, in rounds."""
    peers: dict[str, list[float]] = {}
    runs: list[Run] = []
    for number in range(options.runs):
        told(f"{name}, round {number + 1}")
        for each in ("jieba", "rjieba") if options.peers else ():
            peers.setdefault(each, []).append(peer(options.peers, each, file))
        runs.append(built(file, file.with_name("lines"), *LINES, "--workers", "1"))
    megabytes = size / 1e6
    kg = megabytes / median(runs).cpu
    rows = [Row("speed", "kg build --format nquads", name, kg, "MB/s")]
    for each, times in peers.items():
        speed = megabytes / statistics.median(times)
        rows.append(Row("speed", f"{each}.cut", name, speed, "MB/s"))
        rows.append(
            Row("ratio", f"kg : {each}", name, kg / speed, "times", f"at least {aim}" if each == "jieba" else "")
        )
    return rows


def forms(file: Path, options: argparse.Namespace) -> list[Row]:
    """What Turtle and the page add, and what a second process takes away."""
    found: dict[str, list[Run]] = {}
    for number in range(options.runs):
        told(f"forms and processes, round {number + 1}")
        for name, arguments in {
            "nquads": (*LINES, "--workers", "1"),
            "nquads, 2 processes": (*LINES, "--workers", "2"),
            "turtle without the page": ("--no-html", "--workers", "1"),
            "turtle with the page": ("--workers", "1"),
        }.items():
            found.setdefault(name, []).append(built(file, file.with_name("forms"), *arguments))
    runs = {name: median(each) for name, each in found.items()}
    lines = runs["nquads"]
    two = lines.clock / runs["nquads, 2 processes"].clock
    rows = [Row("forms", name, "corpus", run.cpu, "CPU s") for name, run in runs.items()]
    rows.append(Row("ratio", "2 processes : 1, by the clock", "corpus", two, "times", "at least 1.8"))
    for name in ("turtle without the page", "turtle with the page"):
        rows.append(Row("ratio", f"{name} : nquads", "corpus", runs[name].cpu / lines.cpu, "times", "at most 1.5"))
    again = [run(*KG, "update", file.with_name("forms"), file) for _ in range(options.runs)]
    rows.append(Row("forms", "kg update, nothing changed", "corpus", median(again).cpu, "CPU s"))
    return rows


def queries(folder: Path, options: argparse.Namespace) -> list[Row]:
    """How long the named queries take on the graph in `folder`."""
    graph = open_graph(folder)
    times: dict[str, float] = {}
    for query in named_queries():
        told(f"query {query.name}")
        taken = []
        for _ in range(options.runs):
            start = time.perf_counter()
            found(graph, query.sparql)
            taken.append((time.perf_counter() - start) * 1000)
        times[query.name] = statistics.median(taken)
    slowest = sorted(times, key=times.__getitem__)[-5:]
    on = f"{len(graph.store):,} triples"
    rows = [Row("queries", "the middle one of all", on, statistics.median(times.values()), "ms", "under 100")]
    within = sum(value < 100 for value in times.values())
    rows.append(Row("queries", f"under 100 ms, of {len(times)}", on, within, "queries", "all"))
    return rows + [Row("queries", name, on, times[name], "ms", "under 100") for name in reversed(slowest)]


def with_a_million(given: tuple[Source, ...], folder: Path, megabytes: float, triples: int) -> Path:
    """The graph of as much of the corpus as makes a million triples, where the whole makes so many."""
    file = folder / "million.jsonl"
    write_copies(given, file, megabytes=megabytes * min(1, 1e6 / triples))
    built(file, folder / "million", "--no-html", "--workers", "1")
    return folder / "million"


def scale(given: tuple[Source, ...], folder: Path, options: argparse.Namespace) -> list[Row]:
    """Time and memory at some multiples of the corpus."""
    rows: list[Row] = []
    runs: dict[int, Run] = {}
    articles: dict[int, int] = {}
    for times in options.scale:
        file = folder / f"times-{times}.jsonl"
        articles[times], _ = write_copies(given, file, copies=times)
        told(f"{times} times the corpus, {articles[times]} articles")
        rounds = options.runs if times == 1 else 1
        runs[times] = median([built(file, folder / "scale", *LINES, "--workers", "1") for _ in range(rounds)])
        rows.append(Row("scale", f"{times} x", str(articles[times]), runs[times].cpu, "s"))
        rows.append(Row("scale", f"{times} x", str(articles[times]), runs[times].memory, "MB"))
        file.unlink()
    first, last = options.scale[0], options.scale[-1]
    if last > first:
        much = last / first
        rows.append(
            Row(
                "ratio", f"time at {last} x : {first} x", "corpus", runs[last].cpu / runs[first].cpu, "times",
                f"at most {much * 1.05:g}",
            )
        )  # fmt: skip
        growth = runs[last].memory / runs[first].memory
        rows.append(Row("ratio", f"memory at {last} x : {first} x", "corpus", growth, "times", "at most 1.2"))
        per_million = (runs[last].memory - runs[first].memory) / (articles[last] - articles[first]) * 1e6
        rows.append(Row("scale", "growth for each million articles", "corpus", per_million, "MB "))
    return rows


def starts(folder: Path, options: argparse.Namespace) -> list[Row]:
    """The smallest things, by the clock."""
    seeds = [built(ROOT / "seeds", folder / "seeds") for _ in range(options.runs)]
    helps = [run(*KG, "--help") for _ in range(options.runs)]
    return [
        Row("start", "kg build seeds", "seeds", median(seeds).clock, "s by the clock", "under 1"),
        Row("start", "kg --help", "", median(helps).clock, "s by the clock", "under 0.3"),
    ]


def machine() -> str:
    """What it was measured on."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*: (.+)", info.read_text())):
        name = found[1]
    system = f"Python {platform.python_version()}, {platform.system()}"
    return f"{name}, {os.cpu_count()} cores, {system}, kg {version('kg')}"


def table(rows: list[Row], heading: str) -> str:
    """The rows in Markdown."""
    lines = [heading, "", "| what | on | measured | aimed at |", "|---|---|---|---|"]
    for row in rows:
        value = f"{row.value:,.0f}" if row.value >= 100 else f"{row.value:.2f}"
        lines.append(f"| {row.what} | {row.on} | {value} {row.unit.strip()} | {row.target} |")
    return "\n".join(lines) + "\n"


def told(what: str) -> None:
    """Say on standard error what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and write what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path, help="a JSON Lines file of articles")
    parser.add_argument("--dense", nargs="*", default=[], help="files, folders or globs of meeting news")
    parser.add_argument("--megabytes", type=float, default=20, help="how much dense text to make of them")
    parser.add_argument("--peers", type=Path, help="the Python that has benchmarks/requirements.txt")
    parser.add_argument("--runs", type=int, default=5, help="rounds of which the median is told")
    parser.add_argument("--scale", type=int, nargs="+", default=[1, 3, 10], help="multiples of the corpus")
    parser.add_argument("--out", type=Path, default=HERE / "results", help="the folder for table and plot")
    parser.add_argument("--readme", action="store_true", help="put the table into both READMEs")
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        for part in measured(Path(place), options):
            rows += part
            written = write(rows, options)
    if options.peers:
        command = [options.peers, HERE / "plot.py", options.out / "speed.csv", options.out / "speed.svg"]
        subprocess.run(command, check=True)
    for page in ("README.md", "README.zh-CN.md") if options.readme else ():
        text = (ROOT / page).read_text(encoding="utf-8")
        (ROOT / page).write_text(_TABLE.sub(lambda _: f"{written}\n", text), encoding="utf-8")
    print(written)


def measured(folder: Path, options: argparse.Namespace) -> Iterator[list[Row]]:
    """The rows, part by part."""
    yield starts(folder, options)
    told("names in the corpus")
    given = sources([str(options.corpus)])
    corpus, dense = folder / "corpus.jsonl", folder / "dense.jsonl"
    _, size = write_copies(given, corpus, copies=1)
    yield speeds("corpus", corpus, size, options, 6)
    megabytes = size / 1e6
    with (folder / "lines" / "graph.nq").open("rb") as lines:
        triples = sum(1 for _ in lines)
    if options.dense:
        _, size = write_copies(sources(options.dense), dense, megabytes=options.megabytes)
        yield speeds("dense text", dense, size, options, 4)
        dense.unlink()
    yield forms(corpus, options)
    yield scale(given, folder, options)
    # Last, for it opens the graph in this process, and on Linux a child's peak of memory starts at that of its parent.
    yield queries(with_a_million(given, folder, megabytes, triples), options)


def write(rows: list[Row], options: argparse.Namespace) -> str:
    """Put what is known so far into speed.md and speed.csv; an interruption loses no more than one part."""
    options.out.mkdir(parents=True, exist_ok=True)
    heading = f"Medians of {options.runs} rounds on {time.strftime('%Y-%m-%d')}: {machine()}."
    written = table(rows, heading)
    (options.out / "speed.md").write_text(written, encoding="utf-8")
    with (options.out / "speed.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Row.__slots__)
        writer.writerows([getattr(row, name) for name in Row.__slots__] for row in rows)
    return written


if __name__ == "__main__":
    main()
