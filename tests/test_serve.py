"""The server, started as users start it, asked by other programs and by a browser."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg.export.turtle import to_turtle
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import prefixes
from kg.store import asked_of, named_queries, named_query, open_graph, run
from tests.conftest import ROOT, tool
from tests.readings import first, links, second

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?a{i} ?b{i} ?c{i}' for i in range(9))} }}"
PEOPLE = 'SELECT ?name { ?person a foaf:Person ; rdfs:label ?name FILTER(LANG(?name) = "zh") } ORDER BY ?name'


@contextmanager
def served(out: Path, *options: str, ending: signal.Signals = signal.SIGINT) -> Iterator[str]:
    """The address of a server of the graph in `out`, at a port that is free; `ending` is what ends it."""
    command = [sys.executable, "-m", "kg", "serve", out, "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stdout is not None
        page = process.stdout.readline().removeprefix("Page: ").strip()
        assert page.startswith("http://127.0.0.1:")
        yield page
    finally:
        process.send_signal(ending)
        process.communicate(timeout=120)
        assert process.returncode == 0


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    found = [triple for reading in (first(), second()) for triple in triples(reading)]
    found += link_triples(links())
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return folder


@pytest.fixture(scope="module")
def page(out: Path) -> Iterator[str]:
    with served(out, "--time-limit", "20", "--size-limit", "1", "--workers", "1") as address:
        yield address


def get(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, media type and body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, data, named), timeout=60) as response:
            return response.status, response.headers["Content-Type"], response.read().decode()
    except HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def sparql(page: str, query: str, accept: str = "") -> tuple[int, str, str]:
    return get(f"{page}sparql?{urlencode({'query': query})}", Accept=accept)


# Programs


def wrapped(page: str, query: str, form: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{page}sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    return wrapper


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
def test_sparqlwrapper_gets_the_rows_of_every_named_query(page: str, out: Path, name: str) -> None:
    wrapper = wrapped(page, named_query(name).sparql, JSON)
    wrapper.setMethod(POST)
    found = wrapper.queryAndConvert()
    columns = found["head"]["vars"]
    rows = [
        tuple(row[column]["value"] if column in row else "" for column in columns)
        for row in found["results"]["bindings"]
    ]
    expected = run(open_graph(out), named_query(name).sparql)
    assert (tuple(columns), tuple(rows)) == (expected.columns, expected.rows)


def test_sparqlwrapper_reads_xml_csv_and_turtle(page: str, out: Path) -> None:
    found = wrapped(page, PEOPLE, XML).queryAndConvert()
    assert "柳青" in found.toxml()
    assert "柳青" in wrapped(page, PEOPLE, CSV).queryAndConvert().decode().splitlines()
    turtle = wrapped(page, "CONSTRUCT { ?p a foaf:Person } WHERE { ?p a foaf:Person }", TURTLE).queryAndConvert()
    assert turtle.count(b"http://xmlns.com/foaf/0.1/Person") == len(run(open_graph(out), PEOPLE).rows)


def test_curl_may_post_a_file(page: str, out: Path, tmp_path: Path) -> None:
    question = tmp_path / "question.rq"
    question.write_text(PEOPLE, encoding="utf-8")
    for body in (
        ("--data-binary", f"@{question}", "-H", "Content-Type: application/sparql-query"),
        ("--data-urlencode", f"query@{question}"),
    ):
        command = [tool("curl"), "-sS", "--fail", f"{page}sparql", "-H", "Accept: text/csv", *body]
        told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        assert told.split()[1:] == [row[0] for row in run(open_graph(out), PEOPLE).rows]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/html, text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv;q=0, text/tab-separated-values;q=nonsense, application/json", "application/json"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_the_form_is_the_one_that_the_client_likes_best(page: str, accept: str, media_type: str) -> None:
    assert sparql(page, "ASK {}" if "tab" not in accept else PEOPLE, accept)[:2] == (200, media_type)


# What is refused

FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("path", "data", "headers", "status", "words"),
    [
        ("sparql", b"query=SELEC", FORM, 400, "the query: is not SPARQL 1.1 (line 1, column"),
        ("sparql", b"query=DELETE+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D", FORM, 400, "the query: would change the graph"),
        ("sparql", b"update=CLEAR+ALL", FORM, 403, "the graph: is read-only"),
        ("sparql", b"CLEAR ALL", {"Content_Type": "application/sparql-update"}, 403, "the graph: is read-only"),
        ("sparql", b"<a/>", {"Content_Type": "text/xml"}, 415, "the request: text/xml is no way to ask"),
        ("sparql", b"\xff", {"Content_Type": "application/sparql-query"}, 400, "the request: is not UTF-8"),
        ("sparql", b"query=%FF", FORM, 400, "the request: is not percent-encoded UTF-8"),
        ("sparql", b"query=ASK+%7B%7D&query=ASK+%7B%7D", FORM, 400, "the request: asks nothing, or more than one"),
        ("sparql", b"query=ASK+%7B%7D&default-graph-uri=urn:a", FORM, 400, "the request: the graph is one"),
        ("sparql", b"x", FORM | {"Content_Length": "1000001"}, 413, "the request: must tell its length"),
        ("sparql", None, {}, 400, "the request: asks nothing"),
        ("queries", None, {}, 404, "/queries: is not here"),
        ("../pyproject.toml", None, {}, 404, "/../pyproject.toml: is not here"),
        ("", b"query=ASK+%7B%7D", FORM, 404, "/: takes no questions"),
        ("", None, {"Host": "elsewhere.example"}, 421, "the request: names another server"),
        ("sparql", b"query=ASK+%7B%7D", FORM | {"Host": "elsewhere.example"}, 421, "the request: names another"),
    ],
)  # fmt: skip
def test_a_request_that_is_none_is_told_in_one_sentence(
    page: str, path: str, data: bytes | None, headers: dict[str, str], status: int, words: str
) -> None:
    code, media_type, body = get(page + path, data, **headers)
    assert (code, media_type) == (status, "text/plain; charset=utf-8")
    assert body.startswith(words)
    assert body.count("\n") == 1


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", True),
        ("SELECT * { service silent ?s { ?s ?p ?o } }", True),
        ("SELECT * { ?s rdfs:label '''it's''' } # ' \nVALUES ?x { '#' } SERVICE <x> {}", True),
        ("SELECT * { ?s rdfs:label '\\'' . SERVICE ?s { ?s ?p ?o } }", True),
        ('SELECT ?service { ?service rdfs:label \'SERVICE\', """ SERVICE """ } # SERVICE', False),
        ("PREFIX service: <http://a/SERVICE> SELECT * { ?s service:service ?o, <http://SERVICE/>, service:x }", False),
    ],
)
def test_no_query_makes_the_server_ask_another(page: str, query: str, refused: bool) -> None:
    code, _, body = sparql(page, query)
    assert ("would ask another server" in body, code) == (refused, 400 if refused else 200)


def test_an_answer_that_is_too_large_is_refused(page: str) -> None:
    code, _, body = sparql(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert (code, body.split(";")[0]) == (400, "the answer: is larger than 1000000 bytes")


def test_of_1000_requests_by_20_clients_at_once_none_is_lost(page: str) -> None:
    queries = [f"SELECT ({number} AS ?n) (COUNT(*) AS ?all) {{ ?s ?p ?o }}" for number in range(1000)]
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda query: sparql(page, query, "text/csv"), queries))
    size = answers[0][2].split(",")[-1]
    assert [(code, body) for code, _, body in answers] == [(200, f"n,all\r\n{number},{size}") for number in range(1000)]
    assert int(size) > 100


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_answered(out: Path) -> None:
    with served(out, "--time-limit", "1", "--workers", "1", ending=signal.SIGTERM) as address:
        code, _, body = sparql(address, ENDLESS)
        assert (code, body.split(";")[0]) == (503, "the query: took more than 1 s")
        assert sparql(address, "ASK {}")[0] == 200


def test_a_graph_that_cannot_be_opened_and_a_port_that_is_taken_are_told(out: Path, page: str) -> None:
    port = page.rstrip("/").rpartition(":")[2]
    for arguments, words in (
        ((out / "nothing",), f"kg: {out / 'nothing'}: does not exist; build a graph first"),
        ((out, "--port", port), f"kg: 127.0.0.1:{port}: cannot be bound (address already in use); name another"),
    ):
        command = [sys.executable, "-m", "kg", "serve", *arguments]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
        assert (told.returncode, told.stderr.startswith(words)) == (2, True), told.stderr


# People


def rows(browser: Chrome) -> list[list[str]]:
    return browser.execute_script(
        "return [...document.querySelectorAll('#answer tbody tr')]"
        ".map(row => [...row.cells].map(cell => cell.innerText))"
    )


def until(browser: Chrome, script: str, *arguments: str) -> None:
    """Wait until the script tells true."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 30, 0.1).until(lambda driver: driver.execute_script(script, *arguments))


def opened(browser: Chrome, page: str) -> None:
    browser.get(page)
    until(browser, "return document.querySelector('#queries [aria-current=true]')")


def after(browser: Chrome, words: str) -> None:
    """Wait until the page tells `words`."""
    until(browser, "return document.getElementById('status').textContent.includes(arguments[0])", words)


def put(browser: Chrome, selector: str, text: str) -> None:
    browser.execute_script(
        "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
        "field.dispatchEvent(new Event('input'))",
        selector,
        text,
    )


def test_the_page_lists_the_named_queries_and_answers_them(browser: Chrome, page: str, out: Path) -> None:
    from selenium.webdriver.common.by import By

    browser.get_log("browser")
    opened(browser, page)
    listed = browser.find_elements(By.CSS_SELECTOR, "#queries button")
    assert [button.get_attribute("data-name") for button in listed] == [query.name for query in named_queries()]
    chairs = named_query("chairs")
    [button] = [button for button in listed if button.get_attribute("data-name") == "chairs"]
    assert chairs.question_en in button.text
    assert chairs.question_zh in button.text
    button.click()
    after(browser, "2 rows")
    assert [row[2] for row in rows(browser)] == [row[2] for row in run(open_graph(out), chairs.sparql).rows]
    awkward = '柳"青\\$&'
    put(browser, "#parameters input[name=person]", awkward)
    written = browser.execute_script("return document.getElementById('sparql').value")
    assert written == asked_of(chairs, {"person": awkward}).rstrip("\n") + "\n"
    put(browser, "#parameters input[name=person]", "柳青")
    browser.find_element(By.CSS_SELECTOR, "#ask button[type=submit]").click()
    after(browser, "1 rows")
    assert [row[2] for row in rows(browser)] == ["柳青"]
    assert browser.get_log("browser") == []


def test_the_page_tells_what_is_wrong_and_shows_markup_as_text(browser: Chrome, page: str) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, page)
    ask = browser.find_element(By.CSS_SELECTOR, "#ask button[type=submit]")
    for query, words in (("SELEC", "is not SPARQL 1.1"), ("SELECT ('<b>x</b>' AS ?x) {}", "1 rows")):
        put(browser, "#sparql", query)
        ask.click()
        after(browser, words)
    assert rows(browser) == [["<b>x</b>"]]


def test_what_the_page_is_told_of_the_queries_is_all_of_them(page: str) -> None:
    told = json.loads(get(f"{page}queries.json")[2])
    assert [(each["name"], tuple(each["parameters"])) for each in told] == [
        (query.name, query.parameters) for query in named_queries()
    ]
