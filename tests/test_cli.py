"""The command line: help, exit codes, files left behind, what is printed where."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg import cli

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    *("build", "update", "query", "issues", "explain", "check", "eval", "coverage"),
    *("candidates", "why", "findings", "pairs", "verify", "export", "report", "validate", "serve"),
)
FILES = ["graph.html", "graph.ttl", "manifest.json", "report.json"]
ARTICLE = """青川市召开安全生产工作会议

本报讯 5月6日,全市安全生产工作会议召开。市长甘棠主持会议并讲话。
甘棠强调,要压实责任,全面排查隐患。
"""


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command, run in this process."""

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return Outcome(int(stop.value.code or 0), *capfd.readouterr())

    return run


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles, in the working folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("news")
    folder.mkdir()
    (folder / "a-20240506.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.md").write_text(ARTICLE.replace("青川", "白水").replace("甘棠", "吴立德"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The graph of the seeds."""
    out = tmp_path_factory.mktemp("built") / "output"
    subprocess.run([sys.executable, "-m", "kg", "build", seeds, "-o", out, "--no-html"], check=True, cwd=ROOT)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    """The files that are shown; hidden ones are derived."""
    return {name: (folder / name).read_bytes() for name in shown(folder)}


def shown(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def examples(text: str) -> list[str]:
    """The commands that a help text shows under its last heading."""
    shown = text[text.rindex("Example") :]
    return [line.removeprefix("Example: ").strip() for line in shown.splitlines() if "kg " in line]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(kg: Callable[..., Outcome], command: str) -> None:
    code, out, err = kg(command, "--help")
    assert (code, err) == (0, "")
    assert examples(out)
    assert all(example.startswith(f"kg {command}") for example in examples(out))
    assert kg(command, "-h").out == out


def test_the_list_of_commands_is_whole(kg: Callable[..., Outcome]) -> None:
    listed = kg("--help").out.split("Commands:")[1].split("Example:")[0]
    assert tuple(re.findall(r"^  (\w+) ", listed, re.MULTILINE)) == COMMANDS


def test_the_examples_of_the_help_run(
    kg: Callable[..., Outcome], tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(seeds, "seeds")
    shutil.copytree(ROOT / "tests" / "articles", "tests/articles")
    Path("question.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    # `serve` runs until it is told to end: tests/test_serve.py starts it.
    for command in [name for name in COMMANDS if name != "serve"]:
        for example in examples(kg(command, "--help").out):
            assert kg(*shlex.split(example)[1:]).code == 0, example


def test_the_version_is_printed(kg: Callable[..., Outcome]) -> None:
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", kg("--version").out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Usage: kg"),
        (("biuld",), "No such command 'biuld'"),
        (("build",), "Missing argument 'SOURCES'"),
        (("build", "news"), "Missing option '-o'"),
        (("build", "news", "-o", "out", "--workers", "0"), "Invalid value for '--workers'"),
        (("build", "missing", "-o", "out"), "kg: missing: there is no such file or folder; check the path\n"),
        (("build", "no1", "no2", "no3", "-o", "out"), "no1: there is no such file or folder, and the other 2"),
        (("build", "news", "-o", ""), "kg: '': names nothing; name a file or a folder"),
        (("build", "news", "-o", "/"), "kg: /: is the root of the file system; name a folder in it with -o\n"),
        (("query", "", "chairs"), "kg: '': names nothing; name a file or a folder"),
        (("serve", ""), "kg: '': names nothing; name a file or a folder"),
        (("build", "news", "-o", "news/b.md"), "kg: news/b.md: is not a folder; name a folder with -o\n"),
        (("build", "news", "-o", "news/b.md/out"), "kg: news/b.md/out: cannot be written"),
        (("build", "news", "-o", "out", "--base-iri", "no iri"), "kg: --base-iri no iri: is not"),
        (
            ("build", "news", "-o", "out", "--address", "tcp://127.0.0.1:8786"),
            "kg: --address tcp://127.0.0.1:8786: is that of a Dask scheduler; say --engine dask too",
        ),
        (("build", "news", "-o", "out", "--column", "body=正文"), "'body=正文' is not FIELD=NAME with one of id, text"),
        (("query",), "name a graph and one question"),
        (("query", "out"), "name a graph and one question"),
        (("query", "out", "meetings", "-e", "ASK {}"), "name a graph and one question"),
        (("query", "missing", "meetings"), "kg: missing: does not exist"),
        (("query", "news/b.md", "meetings"), "kg: news/b.md: is neither .ttl nor .nt"),
        (("query", "news", "-f", "missing.rq"), "kg: missing.rq: there is no such file; check the path\n"),
        (("query", "news", "-f", "news"), "kg: news: cannot be read as UTF-8 text"),
        (
            ("build", "news", "-o", "out", "--judgements", "missing.csv"),
            "kg: missing.csv: there is no such file; check the path\n",
        ),
        (("pairs", "missing.csv", "news"), "kg: missing.csv: there is no such file; check the path\n"),
        (("query", "news", "meetigns"), "did you mean meetings?"),
        (("query", "news", "meetings", "--format", "xml"), "'xml' is not one of"),
        (("issues", "news"), "kg: news: holds no report.json of a build; build it first"),
        (("verify", "news"), "kg: news: holds no manifest.json of a whole build; build it first"),
        (("explain",), "Missing argument 'SENTENCE'"),
        (("eval",), "Missing argument 'GOLD_DIR'"),
        (("eval", "news"), "kg: news: holds no annotated article; name a folder of ID.txt with ID.json"),
        (("eval", "news", "--errors", "people"), "'people' is none of chairs, attendees"),
        (("eval", "news", "--min", "posts=2"), "'posts=2' is not METRIC=F1 (posts=0.9)"),
        (("coverage",), "Missing argument 'SOURCES'"),
        (("coverage", "missing"), "kg: missing: there is no such file or folder; check the path"),
    ],
)
def test_bad_use_is_told_in_one_sentence_with_exit_code_2(
    kg: Callable[..., Outcome], news: Path, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = kg(*arguments)
    assert code == 2
    assert says in err + out
    assert "Traceback" not in err
    assert sorted(path.name for path in Path().iterdir()) == ["news"], "nothing is left behind"


def test_a_build_leaves_the_graph_the_page_and_the_report(kg: Callable[..., Outcome], news: Path) -> None:
    code, out, err = kg("build", news, "-o", "made/out")
    assert (code, err) == (0, ""), "a pipe gets no progress bar"
    assert sorted(contents(Path("made/out"))) == FILES
    counts = dict(re.findall(r"^(\w+) +(\d+)", out, re.MULTILINE))
    assert list(counts) == ["articles", "meetings", "people", "posts", "directives", "issues", "faults"]
    assert (counts["articles"], counts["meetings"], counts["people"], counts["faults"]) == ("2", "2", "2", "0")
    assert Path("made/out/graph.html").resolve().as_uri() in out
    assert "kg query made/out meetings" in out
    report = json.loads(Path("made/out/report.json").read_text(encoding="utf-8"))
    assert report["counts"] == {name: int(count) for name, count in counts.items()}


@pytest.mark.parametrize("source", ["news", "news/*", "news/**", "."])
def test_a_build_among_its_own_sources_is_not_read(kg: Callable[..., Outcome], news: Path, source: str) -> None:
    first = kg("build", source, "-o", "news/graph")
    files = contents(Path("news/graph"))
    for again in (("build", source, "-o", "news/graph"), ("update", "news/graph", source)):
        kg("export", "news/graph", "--format", "csv")
        code, _, err = kg(*again)
        assert (first.code, code, err) == (0, 0, "")
        assert {name: Path("news/graph", name).read_bytes() for name in files} == files


def test_a_manifest_of_another_program_hides_no_articles(kg: Callable[..., Outcome], news: Path) -> None:
    (news / "site").mkdir()
    (news / "site" / "manifest.json").write_text('{"name": "kg"}', encoding="utf-8")
    (news / "a-20240506.txt").rename(news / "site" / "a-20240506.txt")
    assert re.search(r"^articles +2$", kg("build", news, "-o", "out").out, re.MULTILINE)


def test_without_the_page_none_is_left_or_announced(kg: Callable[..., Outcome], news: Path) -> None:
    kg("build", news, "-o", "out")
    _, out, _ = kg("build", news, "-o", "out", "--no-html")
    assert sorted(contents(Path("out"))) == ["graph.ttl", "manifest.json", "report.json"], (
        "the page of the earlier build is gone"
    )
    assert "graph.html" not in out


def test_bad_input_is_told_and_the_rest_is_built(kg: Callable[..., Outcome], news: Path) -> None:
    (news / "c.txt").write_bytes(b"")
    (news / "d.txt").write_bytes(b"\0\1\2")
    code, out, err = kg("build", news, "missing", "-o", "out", "--no-html")
    assert code == 1
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["missing", "news/c.txt", "news/d.txt"]
    assert re.search(r"^articles +2$", out, re.MULTILINE)
    assert re.search(r"^faults +3  ", out, re.MULTILINE)
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert [fault["where"] for fault in report["faults"]] == ["missing", "news/c.txt", "news/d.txt"]


def test_a_flood_of_faults_is_cut_short(kg: Callable[..., Outcome], news: Path) -> None:
    (news / "c.jsonl").write_text("{}\n" * 30, encoding="utf-8")
    _, _, err = kg("build", news, "-o", "out", "--no-html")
    assert len(err.splitlines()) == 21
    assert err.endswith("kg: and 10 more faults, listed in out/report.json\n")


def test_a_build_that_cannot_be_written_changes_nothing(kg: Callable[..., Outcome], news: Path) -> None:
    kg("build", news, "-o", "out", "--no-html")
    (Path("out") / "graph.html" / "mine").mkdir(parents=True)
    before = {name: (Path("out") / name).read_bytes() for name in ("graph.ttl", "manifest.json", "report.json")}
    (news / "b.md").unlink()
    code, _, err = kg("build", news, "-o", "out")
    assert (code, "kg: out: cannot be written" in err) == (2, True)
    assert {name: (Path("out") / name).read_bytes() for name in before} == before
    assert len(shown(Path("out"))) == 4, "no half-written file stays"


def test_a_build_leaves_other_files_alone(kg: Callable[..., Outcome], news: Path) -> None:
    Path("out").mkdir()
    (Path("out") / "mine.txt").write_text("kept", encoding="utf-8")
    assert kg("build", news, "-o", "out").code == 0
    assert sorted(contents(Path("out"))) == sorted([*FILES, "mine.txt"])


def test_the_same_articles_give_the_same_bytes(news: Path) -> None:
    def build(out: str, *arguments: str, seed: str, **variables: str) -> dict[str, bytes]:
        command = [sys.executable, "-m", "kg", "build", *arguments, "-o", out]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)} | variables
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        return contents(Path(out))

    one = build("one", "news/a-20240506.txt", "news/b.md", seed="1")
    assert sorted(one) == FILES
    assert build("two", "news/b.md", "news/a-20240506.txt", seed="2") == one
    assert build("three", "news", "--workers", "2", seed="3") == one
    assert build("four", "news", seed="4", LC_ALL="C", PYTHONUTF8="0", TZ="Pacific/Kiritimati") == one
    assert build("five", "news", seed="5", LC_ALL="zh_CN.UTF-8", TZ="America/Anchorage", COLUMNS="20") == one


@pytest.mark.parametrize("locale", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}])
def test_chinese_comes_out_whatever_the_locale(built: Path, locale: dict[str, str]) -> None:
    command = [sys.executable, "-m", "kg", "query", built, "chairs", "--format", "csv"]
    done = subprocess.run(command, check=True, cwd=ROOT, env=os.environ | locale, capture_output=True)
    assert "楼阳生" in done.stdout.decode("utf-8")


def test_a_reader_that_stops_early_is_no_fault(built: Path) -> None:
    everything = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
    command = [sys.executable, "-m", "kg", "query", str(built), "-e", everything, "--format", "csv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_terminal_gets_a_progress_bar(news: Path) -> None:
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", news, "-o", "out", "--no-html"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    # One read of a terminal may end in the middle of a character.
    shown = os.read(controller, 65536).decode(errors="replace")
    os.close(controller)
    assert "Reading" in shown
    assert b"Reading" not in done.stdout


def test_the_named_queries_are_listed_with_their_questions(kg: Callable[..., Outcome]) -> None:
    out = kg("query", "--list", "--format", "tsv").out
    names = [line.split("\t")[0] for line in out.splitlines()[1:]]
    assert {"meetings", "chairs", "attendees", "speakers", "posts", "speech", "studies", "documents"} <= set(names)
    assert all(all(line.split("\t")[:3]) for line in out.splitlines())


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("meetings", "source,meeting,name,type,date,place,mode"),
        ("chairs", "source,meeting,person"),
        ("attendees", "source,meeting,person,order"),
        ("speakers", "source,meeting,person"),
        ("posts", "source,person,post"),
        ("speech", "source,speaker,kind,text,number,order,meeting"),
        ("studies", "source,meeting,phrase"),
        ("documents", "source,document"),
    ],
)
def test_a_named_query_has_its_columns_first_and_rows(
    kg: Callable[..., Outcome], built: Path, name: str, columns: str
) -> None:
    code, out, err = kg("query", built, name, "--format", "csv")
    assert (code, err) == (0, "")
    assert f"{out.splitlines()[0]},".startswith(f"{columns},")
    assert len(out.splitlines()) > 1


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("csv", 'one,two\n会议,"a, ""b"""\n'),
        ("tsv", 'one\ttwo\n会议\t"a, ""b"""\n'),
        ("json", '[\n {\n  "one": "会议",\n  "two": "a, \\"b\\""\n }\n]\n'),
    ],
)
def test_the_answer_is_printed_in_the_format_asked_for(
    kg: Callable[..., Outcome], built: Path, output_format: str, expected: str
) -> None:
    sparql = """SELECT ?one ?two { VALUES (?one ?two) { ("会议" 'a, "b"') } }"""
    assert kg("query", built, "-e", sparql, "--format", output_format).out == expected


def test_a_question_may_come_from_a_file_and_the_graph_from_any_turtle(
    kg: Callable[..., Outcome], built: Path, tmp_path: Path
) -> None:
    question = tmp_path / "question.rq"
    question.write_text("\ufeffASK { ?s ?p ?o }", encoding="utf-8")
    for target in (built, built / "graph.ttl"):
        assert kg("query", target, "-f", question, "--format", "csv").out == "answer\ntrue\n"


def test_a_query_that_would_ask_another_server_is_refused(kg: Callable[..., Outcome], built: Path) -> None:
    code, out, err = kg("query", built, "-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert (code, out) == (2, "")
    assert err == "kg: the query of -e: would ask another server; leave SERVICE out\n"


@pytest.mark.parametrize(
    ("command", "option", "name", "says"),
    [
        *(
            (command, option, name, says)
            for command, option in (
                (("report",), "-o"),
                (("validate",), "--report"),
                (("export", "--format", "gexf"), "-o"),
            )
            for name, says in ((".", "is a directory"), ("/", "is a directory"), ("", "names nothing"))
        ),
        (("export", "--format", "csv"), "-o", "/", "is the root of the file system"),
        (("export", "--format", "csv"), "-o", "", "names nothing"),
    ],
)
def test_a_place_that_is_none_is_told_in_one_sentence(
    kg: Callable[..., Outcome], built: Path, command: tuple[str, ...], option: str, name: str, says: str
) -> None:
    code, _, err = kg(command[0], built, *command[1:], option, name)
    assert code == 2
    assert says in err
    assert err.count("\n") == 1


def test_a_question_may_come_from_standard_input(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", built, "-f", "-", "--format", "csv"]
    asked = subprocess.run(command, input="ASK { ?s ?p ?o }", capture_output=True, encoding="utf-8", cwd=ROOT)
    assert (asked.returncode, asked.stdout) == (0, "answer\ntrue\n")


def test_a_named_query_is_narrowed_by_its_parameters(kg: Callable[..., Outcome], built: Path) -> None:
    whole = kg("query", built, "directives", "--format", "csv").out.splitlines()
    narrow = kg("query", built, "directives", "--person", "安伟", "--word=疫情", "--format", "csv").out.splitlines()
    assert 1 < len(narrow) < len(whole)
    assert set(narrow) < set(whole)
    assert all(",安伟," in line and "疫情" in line for line in narrow[1:])
    code, _, err = kg("query", built, "directives", "--persn", "甘棠")
    assert (code, "query directives: has no parameter --persn; it takes --person" in err) == (2, True)
    assert "parameters stand behind the name of a query" in kg("query", built, "-e", "ASK {}", "--person", "甘棠").err
    assert "'--person' is not --PARAMETER VALUE" in kg("query", built, "directives", "--person").err


def test_a_query_that_takes_too_long_is_given_up(built: Path) -> None:
    endless = f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?a{i} ?b{i} ?c{i}' for i in range(9))} }}"
    command = [sys.executable, "-m", "kg", "query", built, "-e", endless, "--time-limit", "1"]
    asked = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert asked.returncode == 2
    assert asked.stderr == "kg: the query of -e: took more than 1 s; ask for less, or raise --time-limit\n"


def test_an_export_stands_beside_the_graph_or_where_it_is_told(kg: Callable[..., Outcome], built: Path) -> None:
    assert kg("export", built, "--format", "trig").code == 0
    assert (built / "graph.trig").is_file()
    assert kg("export", built / "graph.ttl", "--format", "csv", "-o", built / "tables").code == 0
    assert sorted(path.name for path in (built / "tables").iterdir()) == ["edges.csv", "nodes.csv"]


def test_an_export_never_replaces_the_graph_itself(kg: Callable[..., Outcome], built: Path) -> None:
    before = (built / "graph.ttl").read_bytes()
    code, _, err = kg("export", built, "--format", "turtle")
    assert (code, err.strip()) == (2, f"kg: {built / 'graph.ttl'}: is the graph itself; name another file")
    assert (built / "graph.ttl").read_bytes() == before


def test_a_build_conforms_and_what_does_not_is_told_in_words(kg: Callable[..., Outcome], built: Path) -> None:
    assert kg("validate", built).out.endswith("triples conform to the shapes.\n")
    broken, report = built / "broken.ttl", built / "report.ttl"
    graph = (built / "graph.ttl").read_text(encoding="utf-8")
    broken.write_text(re.sub(r"kg:role kg:chair", "kg:role kg:video", graph), encoding="utf-8")
    code, out, _ = kg("validate", broken, "--report", report)
    assert code == 1
    assert re.search(
        r"^id:article-\S+ has as kg:role kg:video, which is none of the values allowed$", out, re.MULTILINE
    )
    assert "sh:conforms false" in report.read_text(encoding="utf-8")


def test_issues_name_place_problem_and_next_step(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    issue = {
        "source": "a",
        "file": "news/a.txt",
        "line": 3,
        "start": 20,
        "end": 30,
        "stage": "resolve",
        "problem": "nobody for 他 to mean",
        "hint": "name the speaker",
        "quote": "他指出\n\x1b[31m要抓落实",
    }
    (tmp_path / "report.json").write_text(json.dumps({"issues": [issue]}), encoding="utf-8")
    assert kg("issues", tmp_path).out == (
        "news/a.txt:3: nobody for 他 to mean; name the speaker\n    他指出 [31m要抓落实\n"
    )


def test_issues_of_a_build_stand_where_they_say(kg: Callable[..., Outcome], built: Path) -> None:
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    code, out, _ = kg("issues", built)
    assert code == 0
    assert len(out.splitlines()) == 2 * report["counts"]["issues"]
    for issue in report["issues"]:
        text = Path(issue["file"]).read_bytes().decode()
        assert text[issue["start"] : issue["end"]] == issue["quote"]
        lines = text.splitlines(keepends=True)
        before = sum(map(len, lines[: issue["line"] - 1]))
        assert before <= issue["start"] < before + len(lines[issue["line"] - 1])


def test_explain_shows_the_rules_that_fire_with_their_spans(kg: Callable[..., Outcome]) -> None:
    sentence = "市长甘棠主持会议并讲话。"
    code, out, _ = kg("explain", sentence)
    assert code == 0
    fired = re.findall(r"^(\S+)  \[(\d+), (\d+)\)  (.+)$", out, re.MULTILINE)
    assert fired
    for _, start, end, quote in fired:
        assert sentence[int(start) : int(end)] == quote
    assert "甘棠" in out


def test_explain_says_when_no_rule_fires(kg: Callable[..., Outcome]) -> None:
    assert kg("explain", "春天来了。") == (1, "No rule fires on this sentence.\n", "")


def test_what_the_package_brings_is_sound(kg: Callable[..., Outcome]) -> None:
    code, out, err = kg("check")
    assert (code, err) == (0, ""), out
    assert re.fullmatch(
        r"All \d+ rules with \d+ examples, \d+ words in \d+ classes, \d+ rows in \d+ gazetteer tables "
        r"and \d+ terms of the ontology are sound.\n",
        out,
    )


def test_faults_in_what_the_package_brings_are_told_one_a_line(
    kg: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("kg.recognise.check")  # an attribute of that name is the function
    told = module.rules_text
    wrong = ('claims = ["chair"]', 'claims = ["sits"]')
    monkeypatch.setattr(module, "rules_text", lambda name: told(name).replace(*wrong))
    code, out, err = kg("check")
    assert (code, err) == (1, "")
    assert out
    assert all("unknown claim sits; use one of" in line for line in out.splitlines())


def test_eval_prints_figures_levels_and_rules_and_writes_them(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    code, out, err = kg("eval", ROOT / "tests" / "articles", "--json", tmp_path / "figures.json")
    assert (code, err) == (0, "")
    assert re.search(r"^ +P +R +F1 +gold +found +\(26 articles\)$", out, re.MULTILINE)
    printed = re.findall(r"^(\w+) +([\d.]+) +([\d.]+) +([\d.]+) +(\d+) +(\d+)$", out, re.MULTILINE)
    told = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert list(told) == ["figures", "extra", "levels", "rules"]
    assert [tuple(row) for row in printed] == [
        (name, *(f"{share:.3f}" for share in figures[:3]), *map(str, figures[3:]))
        for name, figures in told["figures"].items()
    ]
    assert re.search(
        r"^F1 by level +national +province +city +county +company +university +hospital$", out, re.MULTILINE
    )
    assert re.search(rf"^post-run +{told['rules']['post-run'][0]} +{told['rules']['post-run'][1]}$", out, re.MULTILINE)


def test_eval_lists_the_errors_of_a_metric_and_holds_a_floor(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    lists = {key: [] for key in ("meetings", "attendees", "speakers", "posts", "studies", "documents")}
    gold = {"id": "a", "chairs": [["m1", "吴立德"]], "sentences": {}} | lists
    (tmp_path / "a.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    code, out, _ = kg("eval", tmp_path, "--errors", "chairs", "--min", "chairs=0.5", "--min", "studies=1")
    assert code == 1
    assert out.splitlines()[-3:] == ["- a 吴立德", "+ a 甘棠  (chairs)", "below: chairs 0.000 < 0.5"]


def test_coverage_tells_the_share_and_the_shapes(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{ARTICLE}有关同志参加会议。\n", encoding="utf-8")
    code, out, err = kg("coverage", tmp_path, "--shapes", "1")
    assert (code, err) == (0, "")
    assert re.search(r"^explained +\d+ \(\d+\.\d%\)$", out, re.MULTILINE)
    assert len(out.splitlines()) == 4
    assert "有关同志参加会议。" in out


def test_coverage_passes_over_what_it_cannot_read(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("3月1日，市长何立新主持召开座谈会。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    code, out, err = kg("coverage", tmp_path)
    assert code == 1
    assert "b.txt" in err
    assert "explained             1 (100.0%)" in out


def test_help_starts_without_the_libraries_that_commands_use() -> None:
    code = "import sys, kg.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert not {"rdflib", "networkx", "pyvis", "igraph", "pypinyin", "rich"} & set(done.stdout.split())


def test_why_tells_the_grounds_for_a_person_and_for_a_meeting(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    for number, name in enumerate(("全省节水增效工作视频调度会议", "节水增效调度会议"), 1):
        text = f"2031年5月6日，甘肃省委书记周广立主持召开{name}。\n"
        (tmp_path / f"news-{number}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert kg("build", tmp_path / "news-1.txt", tmp_path / "news-2.txt", "-o", out).code == 0
    assert "same-post" in kg("why", out, "周广立").out
    # A meeting is found by either of its names.
    for name in ("全省节水增效工作视频调度会议", "节水增效调度会议"):
        told = kg("why", out, name)
        assert (told.code, told.err) == (0, "")
        assert "same-chair" in told.out
    assert kg("why", out, "--meetings").out == kg("why", out, "节水增效调度会议").out
    assert "same-chair" not in kg("why", out).out
    unknown = kg("why", out, "无此会议")
    assert unknown.code != 0
    assert "is the name of no person and no meeting" in unknown.err


def test_a_judgement_on_meetings_is_applied_by_the_build(kg: Callable[..., Outcome], tmp_path: Path) -> None:
    for number, place in enumerate(("甘肃省委书记周广立", "云南省省长何立新"), 1):
        text = f"2031年5月6日，{place}主持召开节水增效调度会议。\n"
        (tmp_path / f"news-{number}.txt").write_text(text, encoding="utf-8")
    judged = tmp_path / "judged.csv"
    row = "same,节水增效调度会议,news-1,news-2,云泽年鉴 2031 p. 9"
    judged.write_text(f"verdict,name,first,second,authority\n{row}\n", encoding="utf-8")
    news, out = (tmp_path / "news-1.txt", tmp_path / "news-2.txt"), tmp_path / "out"
    assert kg("build", *news, "-o", out).code == 0
    assert "judged-same" not in kg("why", out, "节水增效调度会议").out
    assert kg("build", *news, "-o", out, "--judgements", judged).code == 0
    told = kg("why", out, "节水增效调度会议").out
    assert "judged-same" in told
    assert "云泽年鉴 2031 p. 9" in told
    counted = kg("pairs", judged, *news).out
    assert "1 the same" in counted
    assert "100.0% of the same" in counted
