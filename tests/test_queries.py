"""A written graph is opened and asked: the named queries, own queries, and what goes wrong."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import QuerySolutions

from kg.errors import KgError
from kg.export.turtle import to_n_triples, to_turtle
from kg.model import When
from kg.rdf import mint
from kg.rdf.graph import triples
from kg.rdf.links import link_triples
from kg.rdf.vocab import BASE_IRI, prefixes
from kg.store import (
    Answer,
    Format,
    Graph,
    as_json,
    asked_of,
    found,
    named_queries,
    named_query,
    open_graph,
    render,
    run,
)
from tests.readings import FIRST, NATIONAL, SECOND, TEXT, dated, first, links, second

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Reading

OVER_TIME = ("absences", "document-history", "order", "slogan-history")
"""What takes several days of news to answer: see test_over_time."""
QUERIES = [query.name for query in named_queries() if query.name not in OVER_TIME]
SOURCE = "yunze-0506"


def meeting(name: str) -> str:
    return mint.entity(BASE_IRI, "meeting", name)[1:-1]


def write(folder: Path, *readings: Reading) -> Graph:
    found = [triple for reading in readings for triple in triples(reading)]
    found += link_triples(links())
    (folder / "graph.ttl").write_bytes(to_turtle(found, prefixes()))
    return open_graph(folder)


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return write(tmp_path, first(), second())


def person(key: str) -> str:
    return mint.entity(BASE_IRI, "person", key)[1:-1]


ONE, TWO = meeting(FIRST), meeting(SECOND)
ANSWERS: dict[str, tuple[list[str], list[tuple[str, ...]]]] = {
    "meetings": (
        ["source", "meeting", "name", "type", "date", "place", "mode"],
        [
            (SOURCE, TWO, SECOND, "meeting", "", "", ""),
            (SOURCE, ONE, FIRST, "meeting", "2031-05-06", "云泽", "video"),
        ],
    ),
    "chairs": (["source", "meeting", "person"], [(SOURCE, TWO, "柳青"), (SOURCE, ONE, "单小禾")]),
    "attendees": (
        ["source", "meeting", "person", "order"],
        [
            (SOURCE, ONE, "柳青", "1"),
            (SOURCE, ONE, "白朴", "2"),
            (SOURCE, ONE, "米兰", "3"),
            (SOURCE, ONE, "田野", "4"),
        ],
    ),
    "speakers": (["source", "meeting", "person"], [(SOURCE, ONE, "单小禾"), (SOURCE, ONE, "欧阳一诺")]),
    "posts": (
        ["source", "person", "post"],
        [
            (SOURCE, "单小禾", "省委书记"),
            (SOURCE, "柳青", "市委书记"),
            (SOURCE, "柳青", "总队长"),
            (SOURCE, "柳青", "省委常委"),
            (SOURCE, "欧阳一诺", "省长"),
            (SOURCE, "田野", "水利厅总工程师"),
            (SOURCE, "米兰", "水利厅副厅长"),
        ],
    ),
    "speech": (
        ["source", "speaker", "kind", "text", "number", "order", "meeting"],
        [
            (SOURCE, "单小禾", "directive", '一要落实"三个不放松",按照《节水方案(第二版)》办事。', "一", "1", ONE),
            (SOURCE, "单小禾", "directive", '各级干部要守住"水袋子\\"。', "", "2", ONE),
            (SOURCE, "单小禾", "statement", "当前形势总体向好。", "", "3", ONE),
            (SOURCE, "会议", "directive", "要抓紧落实。", "", "4", ONE),
            (SOURCE, "外事办", "statement", "愿意帮助。", "", "5", ""),
        ],
    ),
    "studies": (
        ["source", "meeting", "phrase"],
        [(SOURCE, ONE, "《云泽省节水条例》"), (SOURCE, ONE, "全国水利工作会议精神")],
    ),
    "documents": (["source", "document"], [(SOURCE, "《云泽省节水条例》"), (SOURCE, "《节水方案(第二版)》")]),
    "cascade": (
        ["source", "meeting", "name", "verb", "target", "target_name"],
        [
            (SOURCE, TWO, SECOND, "按照", ONE, FIRST),
            (
                SOURCE,
                ONE,
                FIRST,
                "学习",
                mint.entity(BASE_IRI, "document", "《云泽省节水条例》")[1:-1],
                "《云泽省节水条例》",
            ),
            (SOURCE, ONE, FIRST, "传达学习", meeting(NATIONAL), NATIONAL),
        ],
    ),
    "chain": (
        ["upper_name", "middle_name", "middle_source", "lower_name", "lower_source"],
        [(NATIONAL, FIRST, SOURCE, SECOND, SOURCE)],
    ),
    "descent": (
        ["top_name", "step", "level", "name", "upper_name"],
        [
            (NATIONAL, "0", "", NATIONAL, ""),
            (NATIONAL, "1", "", FIRST, NATIONAL),
            (NATIONAL, "2", "prefecture", SECOND, FIRST),
        ],
    ),
    "slogans": (
        ["source", "slogan", "speaker", "text"],
        [
            (SOURCE, "三个不放松", "单小禾", '一要落实"三个不放松",按照《节水方案(第二版)》办事。'),
            (SOURCE, "水袋子\\", "", ""),
        ],
    ),
    "candidates": (["name", "first", "second", "grounds"], [("柳青", person("柳青"), person("白朴"), "one list")]),
    "identifications": (
        ["name", "source", "tied_to", "rule", "grounds"],
        [("柳青", SOURCE, "yunze-0401", "same-post", "中国共产党云泽市委员会书记")],
    ),
    "findings": (
        ["finding", "office", "first", "first_seen", "last_seen", "second", "second_first_seen", "second_last_seen"],
        [
            (
                "succession",
                "中国共产党云泽市委员会书记",
                *("柳青", "2031-03-01", "2031-03-01"),
                *("白朴", "2031-09-01", "2031-09-02"),
            )
        ],
    ),
    "offices": (
        ["office", "name", "first_seen", "last_seen", "articles", "level", "system", "rank", "code"],
        [
            ("中国共产党云泽市委员会书记", who, *days, "prefecture", "党委", "正厅级", "999900")
            for who, *days in (("柳青", "2031-03-01", "2031-03-01", "1"), ("白朴", "2031-09-01", "2031-09-02", "2"))
        ],
    ),
    "people": (
        ["name", "articles"],
        [("柳青", "2"), *((name, "1") for name in ("单小禾", "欧阳一诺", "田野", "白朴", "米兰", "贝壳"))],
    ),
    "tellings": (
        ["name", "source", "tied_to", "rule", "grounds", "meeting"],
        [(SECOND, SOURCE, "yunze-0507", "same-chair", "市水利工作会议, on one day, under 柳青", TWO)],
    ),
    "reprints": (["source", "reprint_of", "grounds"], [(SOURCE, "yunze-0507", "the same text")]),
    "series": (
        ["series", "name", "ordinal", "day", "meeting"],
        [("云泽省委水利工作专题会议", FIRST, "3", "2031-05-06", ONE)],
    ),
    "issues": (
        ["source", "stage", "problem", "quote", "start", "end", "hint"],
        [
            (
                SOURCE,
                "resolve",
                "他 has no referent",
                "他说",
                str(TEXT.index("他说")),
                str(TEXT.index("他说") + 2),
                "name the speaker",
            )
        ],
    ),
    "directives": (
        ["source", "meeting", "speaker", "order", "parent", "number", "addressee", "text"],
        [
            (SOURCE, ONE, "单小禾", "1", "", "一", "", '一要落实"三个不放松",按照《节水方案(第二版)》办事。'),
            (SOURCE, ONE, "单小禾", "2", "1", "", "各级干部", '各级干部要守住"水袋子\\"。'),
            (SOURCE, ONE, "会议", "4", "", "", "", "要抓紧落实。"),
        ],
    ),
    "articles": (
        ["source", "number", "issued", "headline"],
        [
            (SOURCE, "1", "2031-05-08", "省委水利工作第三次专题会议召开"),
            (SOURCE, "2", "2031-05-08", "市里召开水利会议"),
        ],
    ),
    "most-chairs": (["person", "meetings"], [("单小禾", "1"), ("柳青", "1")]),
    "roles": (
        ["source", "name", "person", "role", "post"],
        [
            (SOURCE, SECOND, "柳青", "chair", "市委书记"),
            (SOURCE, SECOND, "柳青", "chair", "省委常委"),
            (SOURCE, FIRST, "单小禾", "chair", "省委书记"),
            (SOURCE, FIRST, "单小禾", "speaker", "省委书记"),
            (SOURCE, FIRST, "柳青", "attendee", ""),
            (SOURCE, FIRST, "欧阳一诺", "speaker", ""),
            (SOURCE, FIRST, "田野", "observer", "水利厅总工程师"),
            (SOURCE, FIRST, "白朴", "attendee", ""),
            (SOURCE, FIRST, "米兰", "observer", "水利厅副厅长"),
            (SOURCE, FIRST, "贝壳", "accompanying", ""),
        ],
    ),
    "posts-over-time": (
        ["person", "post", "first", "last", "articles"],
        [
            ("单小禾", "省委书记", "2031-05-08", "2031-05-08", "1"),
            ("柳青", "市委书记", "2031-05-08", "2031-05-08", "1"),
            ("柳青", "总队长", "2031-05-08", "2031-05-08", "1"),
            ("柳青", "省委常委", "2031-05-08", "2031-05-08", "1"),
            ("欧阳一诺", "省长", "2031-05-08", "2031-05-08", "1"),
            ("田野", "水利厅总工程师", "2031-05-08", "2031-05-08", "1"),
            ("米兰", "水利厅副厅长", "2031-05-08", "2031-05-08", "1"),
        ],
    ),
    "addressees": (["addressee", "speaker", "directives"], [("各级干部", "单小禾", "1")]),
    "most-directives": (["person", "directives", "meetings"], [("单小禾", "2", "1")]),
    "points": (
        ["source", "speaker", "order", "number", "text", "under", "below"],
        [
            (
                SOURCE,
                "单小禾",
                "1",
                "一",
                '一要落实"三个不放松",按照《节水方案(第二版)》办事。',
                "2",
                '各级干部要守住"水袋子\\"。',
            )
        ],
    ),
    "citations": (
        ["source", "document", "speaker", "text"],
        [
            (SOURCE, "《云泽省节水条例》", "", ""),
            (SOURCE, "《节水方案(第二版)》", "单小禾", '一要落实"三个不放松",按照《节水方案(第二版)》办事。'),
        ],
    ),
    "slogan-reach": (["phrase", "uses", "speakers"], [("三个不放松", "1", "1"), ("水袋子\\", "1", "0")]),
    "meetings-by-month": (["month", "type", "meetings"], [("2031-05", "meeting", "1")]),
    # The day of the meeting with offices is not told.
    "meetings-by-level": (
        ["month", "level", "meetings", "chaired"],
        [("", "foreign", "1", "1"), ("", "prefecture", "1", "1")],
    ),
    "verbs": (
        ["speaker", "verb", "times"],
        [("会议", "强调", "1"), ("单小禾", "指出", "1"), ("外事办", "表示", "1")],
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_named_query_gives_these_columns_first_and_these_rows(graph: Graph, name: str) -> None:
    columns, rows = ANSWERS[name]
    answer = run(graph, named_query(name).sparql)
    assert list(answer.columns[: len(columns)]) == columns
    assert [row[: len(columns)] for row in answer.rows] == rows


def test_the_evidence_query_gives_every_quote_with_its_place_and_rule(graph: Graph) -> None:
    answer = run(graph, named_query("evidence").sparql)
    assert answer.columns[:6] == ("source", "file", "start", "end", "quote", "rule")
    assert len(answer.rows) > 40
    for source, file, start, end, quote, rule, _, kind in answer.rows:
        assert (source, file) == (SOURCE, "yunze-0506.txt")
        assert TEXT[int(start) : int(end)] == quote
        assert rule or kind.endswith("#Issue")


def test_together_pairs_all_who_were_at_one_meeting_and_nobody_else(graph: Graph) -> None:
    answer = run(graph, named_query("together").sparql)
    assert answer.columns == ("person", "other", "meetings")
    present = {row[2] for row in ANSWERS["roles"][1] if row[1] == FIRST}
    assert {frozenset(row[:2]) for row in answer.rows} == {frozenset(pair) for pair in combinations(present, 2)}
    assert {row[2] for row in answer.rows} == {"1"}


def test_the_rules_query_counts_the_claims_of_each_rule(graph: Graph) -> None:
    rows = run(graph, named_query("rules").sparql).rows
    assert ("attends", "Participation", "4") in rows
    assert ("demand", "Directive", "3") in rows


def test_every_named_query_has_its_expected_answer_here() -> None:
    assert sorted([*ANSWERS, "evidence", "together", "rules"]) == QUERIES


PARAMETERS = sorted((query.name, parameter) for query in named_queries() for parameter in query.parameters)
VALUES = {
    "person": "柳青",
    "word": "水袋子",
    "addressee": "干部",
    "meeting": "水利工作第三次",
    "document": "条例",
    "level": "prefecture",
    "source": SOURCE,
}


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_leaves_only_rows_that_bear_its_value(graph: Graph, name: str, parameter: str) -> None:
    query = named_query(name)
    every = run(graph, query.sparql).rows
    value = VALUES.get(parameter) or next(row[6] for row in every if row[6].startswith("http")).rpartition("/")[2]
    rows = run(graph, asked_of(query, {parameter: value})).rows
    assert set(rows) == {row for row in every if any(value in cell for cell in row)}
    assert run(graph, asked_of(query, {parameter: 'nobody" } \\ {}'})).rows == ()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?v WHERE { ?x <urn:v> ?v }\nORDER BY ?v",
        "SELECT ?x ?v WHERE { ?x <urn:v> ?v }\nORDER BY DESC(?v) ?x",
        "SELECT ?x WHERE { ?x <urn:v> ?v }\nORDER BY ?v",
        "SELECT * WHERE { ?x <urn:v> ?v OPTIONAL { ?x <urn:w> ?w } }\nORDER BY ?w ?v ?x",
        "SELECT (STR(?x) AS ?y) WHERE { ?x <urn:v> ?v }\nORDER BY ?v",
        "SELECT ?v WHERE { ?x <urn:v> ?v }\nORDER BY ?v\nLIMIT 3",
    ],
)
@pytest.mark.parametrize(
    "values",
    [
        ('"10"^^xsd:integer', '"9"^^xsd:integer', '"-1"^^xsd:integer'),
        ('"乙"@zh', '"甲"@zh', '"\U00020000"@zh', '"a"'),
        ('"2031-01-01"^^xsd:date', '"2030-12-31"^^xsd:date'),
        ("<urn:b>", "<urn:a>", '"a"'),
        ('"1.5"^^xsd:decimal', '"10"^^xsd:integer', '"2"^^xsd:integer'),
    ],
)
def test_rows_come_in_the_order_that_the_store_gives_them(tmp_path: Path, sparql: str, values: tuple[str, ...]) -> None:
    lines = [f"<urn:x{number}> <urn:v> {value} ." for number, value in enumerate(values)]
    text = "\n".join(["@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .", *lines, '<urn:x1> <urn:w> "w" .'])
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    graph = open_graph(tmp_path)
    answer = graph.store.query(sparql)
    assert isinstance(answer, QuerySolutions)
    assert list(found(graph, sparql)[1]) == [tuple(row) for row in answer]


def test_two_parameters_narrow_together(graph: Graph) -> None:
    query = named_query("directives")
    assert len(run(graph, asked_of(query, {"person": "单小禾"})).rows) == 2
    (row,) = run(graph, asked_of(query, {"person": "单小禾", "word": "水袋子"})).rows
    assert row[-2:] == ("各级干部", '各级干部要守住"水袋子\\"。')


def test_an_unknown_parameter_gets_those_that_there_are() -> None:
    with pytest.raises(KgError, match=r"^query chairs: has no parameter --persn; it takes --person$"):
        asked_of(named_query("chairs"), {"persn": "柳青"})


@pytest.mark.parametrize("name", QUERIES)
def test_a_named_query_gives_the_same_in_another_store(graph: Graph, name: str) -> None:
    query = named_query(name).sparql
    elsewhere = rdflib.Graph().parse(graph.path, format="turtle").query(query)
    rows = tuple(tuple("" if term is None else str(term) for term in row) for row in elsewhere)
    assert rows
    assert run(graph, query).rows == rows


@pytest.mark.parametrize("name", QUERIES)
def test_a_named_query_says_what_it_asks_in_both_languages(name: str) -> None:
    query = named_query(name)
    assert query.title
    assert query.question_en.isascii() or "(" in query.question_en or "《" in query.question_en
    assert any("\u4e00" <= character <= "\u9fff" for character in query.question_zh)
    assert "ORDER BY" in query.sparql


@pytest.mark.parametrize(
    ("when", "date"),
    [
        (When("d", 2031, 5, 6), "2031-05-06"),
        (When("d", 2031, 11, 17), "2031-11-17"),
        (When("d", None, 5, 6), "--05-06"),
        (When("d", None, 11, 17), "--11-17"),
        (When("d", None, 5, None), ""),
        (When("d", None, None, None), ""),
    ],
)
def test_the_date_column_is_iso_or_month_and_day(tmp_path: Path, when: When, date: str) -> None:
    answer = run(write(tmp_path, dated(when)), named_query("meetings").sparql)
    assert [row[4] for row in answer.rows] == [date]
    assert date == when.start_label()


def test_one_date_that_is_not_known_does_not_hide_the_other(tmp_path: Path) -> None:
    graph = write(tmp_path, dated(When("近日", None, None, None)), dated(When("5月6日", None, 5, 6)))
    assert [row[4] for row in run(graph, named_query("meetings").sparql).rows] == ["--05-06"]


# Own queries


def test_the_prefixes_of_the_file_need_no_declaration(graph: Graph) -> None:
    answer = run(graph, 'SELECT ?m { ?m a schema:Event ; kg:chairedBy/rdfs:label "柳青"@zh }')
    assert answer == Answer(("m",), ((TWO,),))


def test_ask_and_construct_are_tables_too(graph: Graph) -> None:
    assert run(graph, "ASK { ?s a foaf:Person }") == Answer(("answer",), (("true",),))
    answer = run(graph, "CONSTRUCT { ?m kg:ordinal ?n } WHERE { ?m kg:ordinal ?n }")
    assert answer == Answer(("subject", "predicate", "object"), ((ONE, "https://w3id.org/meetingkg#ordinal", "3"),))


@pytest.mark.parametrize(
    "update",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "# harmless\nPREFIX kg: <https://w3id.org/meetingkg#>\ninsert data { kg:a kg:b kg:c }",
        "CLEAR ALL",
        "LOAD <https://example.org/x.ttl>",
    ],
)
def test_an_update_is_refused_and_changes_nothing(graph: Graph, update: str) -> None:
    before = len(graph.store)
    with pytest.raises(KgError, match=r"^-e: would change the graph; ask with SELECT"):
        run(graph, update, "-e")
    assert len(graph.store) == before


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("SELEC ?s { ?s ?p ?o }", r"line 1, column \d+"),
        ("SELECT ?s\n{ ?s nope:x ?o }", r"line 2, column 12: a prefix is not declared"),
        ("SELECT ?s {\n ?s ?p", r"line 2, column \d+"),
        ("SELECT ?s ?p { ?s ?p ?o } GROUP BY ?s", r"line 1, column \d+"),
        ("", r"line 1, column \d+"),
        ("#" * 5000, r"line 1, column \d+"),
    ],
)
def test_a_query_that_is_not_sparql_is_told_in_one_sentence(graph: Graph, query: str, fault: str) -> None:
    with pytest.raises(KgError) as told:
        run(graph, query, "mine.rq")
    assert re.fullmatch(rf"mine\.rq: is not SPARQL 1\.1 \({fault}\); mend it there", str(told.value))


@pytest.mark.parametrize(("asked", "hint"), [("speach", "did you mean speech?"), ("zzz", "see kg query --list")])
def test_an_unknown_name_gets_the_nearest_one(asked: str, hint: str) -> None:
    with pytest.raises(KgError) as told:
        named_query(asked)
    assert str(told.value) == f"query {asked}: is not known; {hint}"


# Opening


def test_n_triples_open_like_turtle(tmp_path: Path, graph: Graph) -> None:
    lines = to_n_triples([*triples(first()), *triples(second())])
    (tmp_path / "other.nt").write_bytes(lines)
    query = named_query("posts").sparql
    assert run(open_graph(tmp_path / "other.nt"), query) == run(graph, query)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("missing.ttl", None, "does not exist; build a graph first"),
        ("notes.txt", "x", "is neither .ttl nor .nt"),
        ("broken.ttl", "@prefix kg: <urn:kg#> .\nkg:a kg:b", r"is not well formed \(.*line 2"),
        ("cut.nt", "<urn:a> <urn:b> \n", "is not well formed"),
        ("latin.ttl", b'<urn:a> <urn:b> "\xff" .', "is not well formed"),
    ],
)
def test_a_file_that_holds_no_graph_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: str | bytes | None, fault: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KgError, match=fault) as told:
        open_graph(tmp_path / name)
    assert str(told.value).startswith(str(tmp_path / name))
    assert "\n" not in str(told.value)


def test_a_folder_without_a_graph_names_the_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"graph\.ttl: does not exist"):
        open_graph(tmp_path)


# Printing

AWKWARD = Answer(("name", "words"), (("柳,青", 'say "好"\nand\tgo'), ("", "\x1b[31mred")))


def test_csv_and_tsv_read_back_the_same() -> None:
    for output, delimiter in ((Format.CSV, ","), (Format.TSV, "\t")):
        rows = list(csv.reader(io.StringIO(render(AWKWARD, output)), delimiter=delimiter))
        assert rows == [list(AWKWARD.columns), *(list(row) for row in AWKWARD.rows)]


def test_json_reads_back_the_same() -> None:
    records = json.loads(render(AWKWARD, Format.JSON))
    assert records == [dict(zip(AWKWARD.columns, row, strict=True)) for row in AWKWARD.rows]


def test_a_piped_table_keeps_a_row_on_a_line_and_lets_no_control_character_through() -> None:
    lines = render(AWKWARD, Format.TABLE).splitlines()
    assert len(lines) == 2 + len(AWKWARD.rows)
    assert "柳,青" in lines[2]
    assert "\x1b" not in render(AWKWARD, Format.TABLE)


def test_a_table_on_a_terminal_is_no_wider_than_the_terminal(graph: Graph) -> None:
    from rich.cells import cell_len

    printed = render(run(graph, named_query("speech").sparql), Format.TABLE, width=80)
    assert max(cell_len(line) for line in printed.splitlines()) <= 80


def test_numbers_and_booleans_are_such_in_json(graph: Graph) -> None:
    sparql = 'SELECT ?n ?b ?t ?none WHERE { VALUES (?n ?b ?t) { (3 true "3") } }'
    assert json.loads(as_json(*found(graph, sparql))) == [{"n": 3, "b": True, "t": "3", "none": None}]
