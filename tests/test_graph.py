"""Readings become triples, and triples become files."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from rdflib.compare import graph_diff, to_isomorphic

from kg.errors import KgError
from kg.export import write_atomically
from kg.export.turtle import to_n_triples, to_turtle
from kg.model import Authorship, Citation, Detail, Person, Reading, Speaker, When
from kg.rdf import mint
from kg.rdf.graph import triples
from kg.rdf.pinyin import romanise
from kg.rdf.terms import literal
from kg.rdf.vocab import BASE_IRI, KG_NS, prefixes
from tests.conftest import ROOT
from tests.readings import FIRST, TEXT, dated, evidence, first, second

if TYPE_CHECKING:
    from collections.abc import Iterator

READINGS = (first(), second())


def turtle(*readings: Reading) -> bytes:
    return to_turtle((triple for reading in readings for triple in triples(reading)), prefixes())


def graph(*readings: Reading) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(*readings), format="turtle")


# Literals

# Everything that decoded text can hold but U+0000.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
# U+0000 ends a string for Raptor, which is written in C, and what Unicode calls no character it leaves out.
for_raptor = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"))


@given(texts)
def test_a_literal_reads_back_the_same(text: str) -> None:
    line = f"<urn:s> <urn:p> {literal(text, 'zh')} .\n".encode()
    (quad,) = pyoxigraph.parse(input=line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.object == pyoxigraph.Literal(text, language="zh")
    (value,) = rdflib.Graph().parse(data=line, format="nt").objects()
    assert value == rdflib.Literal(text, lang="zh")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(for_raptor, min_size=20, max_size=60))
def test_a_literal_reads_back_the_same_with_raptor(rapper: str, several: list[str]) -> None:
    lines = "".join(f"<urn:s{n}> <urn:p> {literal(text)} .\n" for n, text in enumerate(several))
    arguments = [rapper, "-q", "-i", "ntriples", "-o", "ntriples", "-", "urn:base"]
    read = subprocess.run(arguments, input=lines.encode(), capture_output=True, check=True)
    found = pyoxigraph.parse(input=read.stdout, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert [quad.object.value for quad in found] == several


# Names of things


@pytest.mark.parametrize("kind", ["person", "meeting", "article"])
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_iri_is_flat_and_short_whatever_the_key(kind: str, key: str) -> None:
    assert re.fullmatch(rf"<{re.escape(BASE_IRI)}{kind}-[0-9a-f]{{16}}>", mint.entity(BASE_IRI, kind, key))


def test_width_does_not_make_another_thing() -> None:
    assert mint.entity(BASE_IRI, "document", "《方案(第2版)》") == mint.entity(BASE_IRI, "document", "《方案(第２版)》")


@pytest.mark.parametrize(("one", "other"), [(("ab", "c"), ("a", "bc")), (("ab",), ("a", "b")), (("a",), ("a", ""))])
def test_the_parts_of_a_key_are_kept_apart(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert mint.digest(*one) != mint.digest(*other)


@pytest.mark.parametrize(
    "base", ["example.org/id/", "https://example.org/id", "https://example.org/a b/", "ftp://x/", ""]
)
def test_a_base_that_names_cannot_follow_is_refused(base: str) -> None:
    with pytest.raises(KgError, match="http or https IRI that ends in / or #"):
        triples(first(), base)


@pytest.mark.parametrize("base", ["https://example.org/id/", "http://localhost:8080/kg#"])
def test_instances_live_under_the_chosen_base(base: str) -> None:
    subjects = {subject for subject, _, _ in triples(first(), base)}
    assert subjects
    assert all(subject.startswith(f"<{base}") for subject in subjects)


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("吕安", "Lü An"),
        ("柳西安", "Liu Xi'an"),
        ("李曾长", "Li Zengchang"),
        ("江长顺", "Jiang Changshun"),
        ("江长安", "Jiang Chang'an"),
        ("江朝晖", "Jiang Zhaohui"),
        ("江晟", "Jiang Sheng"),
        ("江中行", "Jiang Zhongxing"),
        ("欧阳", "Ou Yang"),
        ("张简明", "Zhang Jianming"),
        ("谷梁明", "Gu Liangming"),
        ("乐正明", "Yue Zhengming"),
        ("阿依·木拉提", None),
        ("王副市长", None),
        ("李省长", None),
        ("约翰内斯", None),
        ("Smith", None),
        ("柳", None),
    ],
)
def test_pinyin_puts_the_surname_first_and_apart(name: str, pinyin: str | None) -> None:
    assert romanise(name) == pinyin


SURNAMES = """
单 Shan, 解 Xie, 仇 Qiu, 查 Zha, 曾 Zeng, 区 Ou, 覃 Qin, 任 Ren, 华 Hua, 朴 Piao, 盖 Ge, 缪 Miao, 乐 Yue,
员 Yun, 贠 Yun, 种 Chong, 秘 Bi, 翟 Zhai, 尉 Wei, 蔚 Yu, 繁 Po, 折 She, 召 Shao, 洗 Xian, 冼 Xian, 薄 Bo,
都 Du, 句 Gou, 能 Nai, 祭 Zhai, 卜 Bu, 么 Yao, 乜 Nie, 炅 Gui, 粘 Nian, 角 Jue, 阚 Kan, 颉 Xie, 宁 Ning,
牟 Mou, 万 Wan, 石 Shi, 沈 Shen, 褚 Chu, 贾 Jia, 车 Che, 瞿 Qu, 逄 Pang, 谌 Chen, 郗 Xi, 柏 Bai,
盛 Sheng, 那 Na, 葛 Ge, 应 Ying, 隽 Juan, 欧阳 Ouyang, 尉迟 Yuchi, 万俟 Moqi, 澹台 Tantai, 长孙 Zhangsun,
单于 Chanyu, 濮阳 Puyang, 申屠 Shentu, 淳于 Chunyu, 鲜于 Xianyu, 令狐 Linghu, 皇甫 Huangfu, 闾丘 Lüqiu,
亓官 Qiguan, 拓跋 Tuoba
"""


@pytest.mark.parametrize(("surname", "reading"), [pair.split() for pair in SURNAMES.split(",")])
def test_a_surname_of_several_readings_has_its_own(surname: str, reading: str) -> None:
    assert romanise(f"{surname}小禾") == f"{reading} Xiaohe"
    assert romanise(f"{surname}禾") == f"{reading} He"


# What the graph says


def test_one_small_reading_in_full() -> None:
    """The golden graph: one meeting on a day without a year."""
    expected = """
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix id: <https://w3id.org/meetingkg/id/> .
        @prefix kg: <https://w3id.org/meetingkg#> .
        @prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
        @prefix org: <http://www.w3.org/ns/org#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix schema: <https://schema.org/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        [] a nif:Context, prov:Entity ; kg:source "yunze-0506" ; kg:fileName "yunze-0506.txt" ; kg:encoding "utf-8" ;
            kg:sha256 "SHA" .
        [] a schema:NewsArticle, prov:Entity ; kg:source "yunze-0506" ; schema:position 1 ;
            nif:referenceContext [] ; nif:beginIndex 0 ; nif:endIndex LENGTH ; dcterms:issued "2031-05-08"^^xsd:date ;
            dcterms:title "云泽新闻 <两则> & \\"更多\\""@zh ; schema:publisher [] ; kg:reports [] .
        [] a org:Organization, schema:NewsMediaOrganization ; rdfs:label "云泽日报社"@zh .
        [] a schema:Event, prov:Activity ; rdfs:label "省委水利工作第三次专题会议"@zh ; kg:kind kg:talks ;
            kg:date "5月6日"@zh ; kg:month 5 ; kg:day 6 .
        [] a kg:Report ; kg:atMeeting [] ; schema:name "省委水利工作第三次专题会议"@zh ; kg:kind kg:talks ;
            kg:evidence [] ; kg:rule "meeting-opens" .
        [] a nif:OffsetBasedString ; nif:referenceContext [] ; nif:beginIndex 0 ; nif:endIndex 13 ;
            nif:anchorOf "省委水利工作第三次专题会议" ; dcterms:isPartOf [] .
        [] a kg:Detail ; kg:atMeeting [] ; kg:detail kg:date ; kg:value "5月6日"@zh ; kg:month 5 ; kg:day 6 ;
            kg:evidence [] ; kg:rule "date" .
        [] a nif:OffsetBasedString ; nif:referenceContext [] ; nif:beginIndex 21 ; nif:endIndex 25 ;
            nif:anchorOf "5月6日" ; dcterms:isPartOf [] .
    """
    reading = dated(When("5月6日", None, 5, 6))
    document = reading.article.document
    article = mint.entity(BASE_IRI, "article", f"{document.sha256}#1")
    text = mint.entity(BASE_IRI, "text", document.sha256)
    press = mint.entity(BASE_IRI, "press", "云泽日报社")
    meeting = mint.entity(BASE_IRI, "meeting", FIRST)
    report = mint.child(article, f"report-{mint.digest(FIRST)}")
    detail = mint.child(article, f"detail-{mint.digest(FIRST, 'date', '5月6日')}")
    name, day = mint.child(article, "0-13"), mint.child(article, "21-25")
    expected = expected.replace("SHA", document.sha256).replace("LENGTH", str(len(TEXT)))
    nodes = [text, article, text, press, meeting, press, meeting, report, meeting, name]
    nodes += [name, text, article, detail, meeting, day, day, text, article]
    for node in nodes:
        expected = expected.replace("[]", node, 1)
    golden = rdflib.Graph().parse(data=expected, format="turtle")
    _, missing, extra = graph_diff(to_isomorphic(golden), to_isomorphic(graph(reading)))
    assert (set(missing), set(extra)) == (set(), set())


REFERENCES = {"key", "meeting", "person", "ref", "property", "file", "point", "parent", "start", "end", "number"}


def leaves(value: object) -> Iterator[str]:
    """Every text and number of a claim, but for references, which become links."""
    if isinstance(value, Struct):
        for field in value.__struct_fields__:
            if field not in REFERENCES and not (field == "target" or field == "when"):
                yield from leaves(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        yield str(value)


@pytest.mark.parametrize("reading", READINGS, ids=["first", "second"])
def test_everything_that_a_reading_says_is_in_the_graph(reading: Reading) -> None:
    found = {str(term) for triple in graph(reading) for term in triple}
    found |= {term.removeprefix(KG_NS) for term in found}
    claims = [getattr(reading, field) for field in reading.__struct_fields__ if field != "article"]
    said = [text for claim in claims for text in leaves(claim) if text]
    missing = [text for text in said if text not in found]
    # what a class says instead of a literal, the speaker's kind, which the class of the speaker says, and the heads of
    # offices, with which their names end
    assert set(missing) <= {"directive", "statement", "person", "body", "书记", "总统"}
    assert len(said) > 20


def test_every_quote_is_the_untouched_text_at_its_offsets() -> None:
    store = pyoxigraph.Store()
    store.load(input=turtle(*READINGS), format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(
        """PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        PREFIX kg: <https://w3id.org/meetingkg#>
        SELECT ?file ?start ?end ?quote WHERE {
          ?span nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?quote ; nif:referenceContext/kg:fileName ?file
        }"""
    )
    spans = [(row["file"].value, int(row["start"].value), int(row["end"].value), row["quote"].value) for row in found]
    assert len(spans) > 30
    assert any("\n" in quote for *_, quote in spans)
    for file, start, end, quote in spans:
        assert file == "yunze-0506.txt"
        assert TEXT[start:end] == quote


def test_a_span_is_one_node_however_many_claims_stand_on_it() -> None:
    spans = [s for s, p, o in triples(first()) if o.endswith("nif-core#OffsetBasedString>")]
    assert len(spans) == len(set(spans))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("?meeting kg:chairedBy ?who", ["单小禾", "柳青"]),
        ("?meeting kg:attendedBy ?who", ["柳青", "田野", "白朴", "米兰"]),
        ("?who kg:spokeAt ?meeting", ["单小禾", "欧阳一诺"]),
        ("?directive kg:directedBy ?who", ["单小禾", FIRST]),
        ("?meeting kg:chairedBy ?who . ?another kg:attendedBy ?who", ["柳青"]),
        ('?who org:holds/rdfs:label "水利厅总工程师"@zh', ["田野"]),
        ('?who skos:altLabel "小禾书记"@zh', ["单小禾"]),
        ('?who rdfs:label "Ouyang Yinuo"@zh-Latn-pinyin', ["欧阳一诺"]),
        ("?meeting kg:passesOn ?who", ["全国水利工作会议", FIRST]),
        ("?meeting kg:convener ?who", ["省委办公厅"]),
        ("?article schema:author ?who", ["高山"]),
        ("?article schema:sourceOrganization ?who", ["云泽日报", "云泽通讯社"]),
        ("?who a foaf:Person . ?article schema:author ?who", []),
        ('?meeting kg:venue "各市"@zh ; kg:place "云泽"@zh ; kg:mode kg:video ; rdfs:label ?who', [FIRST]),
        ('?who schema:startDate "2031-05-06"^^xsd:date ; schema:endDate "2031-05-07"^^xsd:date', [FIRST]),
    ],
)
def test_a_simple_question_has_a_short_query(question: str, answer: list[str]) -> None:
    if "?who" in question and "rdfs:label ?who" not in question:
        question += ' . ?who rdfs:label ?name FILTER(LANG(?name) = "zh")'
    else:
        question = question.replace("?who", "?name")
    found = graph(*READINGS).query(f"SELECT DISTINCT ?name WHERE {{ {question} }} ORDER BY ?name")
    assert [str(row[0]) for row in found] == sorted(answer)


def test_a_person_of_two_readings_is_one_person() -> None:
    people = [{s for s, _, o in triples(reading) if o.endswith("0.1/Person>")} for reading in READINGS]
    assert len(people[0] & people[1]) == 1


def test_a_post_that_two_articles_name_alike_is_not_said_to_be_the_same() -> None:
    """省委书记 in one province's paper is not 省委书记 in another's."""
    elsewhere = replace(first().article, document=replace(first().article.document, sha256="0" * 64))
    posts = [
        {s for s, _, o in triples(reading) if o.endswith("org#Post>")}
        for reading in (first(), replace(first(), article=elsewhere))
    ]
    assert posts[0]
    assert not posts[0] & posts[1]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When("d", 2031, 5, 6), {"startDate": "2031-05-06"}),
        (When("d", None, 5, 6), {"month": "5", "day": "6"}),
        (When("d", 2031, 5, None), {"year": "2031", "month": "5"}),
        (When("d", 2031, 2, 30), {"year": "2031", "month": "2", "day": "30"}),
        (When("d", None, None, None), {}),
        (When("d", 2031, 5, 6, 2031, 5, 7), {"startDate": "2031-05-06", "endDate": "2031-05-07"}),
        (When("d", None, 5, 6, None, 5, 7), {"month": "5", "day": "6", "endMonth": "5", "endDay": "7"}),
        (When("d", 2031, 5, 6, grounds="from the article"), {"startDate": "2031-05-06", "grounds": "from the article"}),
    ],
)
def test_a_date_says_no_more_than_is_known(when: When, expected: dict[str, str]) -> None:
    names = {"startDate", "endDate", "year", "month", "day", "endYear", "endMonth", "endDay", "grounds"}
    meeting = mint.entity(BASE_IRI, "meeting", FIRST)
    said = {p: o for s, p, o in triples(dated(when)) if s == meeting and o.startswith('"')}
    found = {re.split("[/#]", p[:-1])[-1]: o.split('"')[1] for p, o in said.items()}
    assert {name: value for name, value in found.items() if name in names} == expected


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"details": (Detail(FIRST, "weather", "晴", evidence("会议", "r")),)}, "no meeting property 'weather'"),
        ({"details": (Detail(FIRST, "mode", "smoke", evidence("会议", "r")),)}, "no meeting mode 'smoke'"),
        ({"authorships": (Authorship("poet", "高山", evidence("高山", "r")),)}, "no authorship role 'poet'"),
        ({"citations": (Citation("《x》", evidence("会议", "r"), point=9),)}, "no point 9"),
        (
            {"utterances": (replace(first().utterances[2], speaker=Speaker("person", "某")),)},
            "kind 'person' with reference None is nobody",
        ),
    ],
)
def test_what_the_vocabulary_cannot_say_is_an_error_and_not_a_gap(changes: dict[str, object], fault: str) -> None:
    reading = replace(first(), citations=(), slogans=())
    with pytest.raises(ValueError, match=fault):
        list(triples(replace(reading, **changes)))  # type: ignore[arg-type]


# Files


def test_the_turtle_says_the_same_to_three_parsers(rapper: str) -> None:
    written = turtle(*READINGS)
    expected = len({triple for reading in READINGS for triple in triples(reading)})
    assert len(rdflib.Graph().parse(data=written, format="turtle")) == expected
    assert len(list(pyoxigraph.parse(input=written, format=pyoxigraph.RdfFormat.TURTLE))) == expected
    arguments = [rapper, "-q", "-i", "turtle", "-o", "ntriples", "-", "urn:base"]
    read = subprocess.run(arguments, input=written, capture_output=True, check=True)
    assert len(read.stdout.splitlines()) == expected
    assert set(rdflib.Graph().parse(data=read.stdout, format="nt")) == set(graph(*READINGS))


def test_turtle_and_n_triples_say_the_same() -> None:
    lines = to_n_triples(triple for reading in READINGS for triple in triples(reading))
    # without blank nodes, graphs are equal as sets; rdflib reads language tags of N-Triples in lower case
    assert set(rdflib.Graph().parse(data=lines, format="nt")) == set(graph(*READINGS))


@given(st.integers())
@settings(max_examples=10)
def test_the_order_of_the_triples_does_not_show(seed: int) -> None:
    shuffled = [triple for reading in READINGS for triple in triples(reading)]
    random.Random(seed).shuffle(shuffled)
    assert to_turtle(shuffled, prefixes()) == turtle(*READINGS)


def test_the_hash_seed_does_not_show() -> None:
    script = "import sys; from tests.test_graph import READINGS, turtle; sys.stdout.buffer.write(turtle(*READINGS))"
    written = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert written == {turtle(*READINGS)}


def test_the_turtle_is_made_to_be_read() -> None:
    head, _, body = turtle(*READINGS).decode().partition("\n\n")
    assert head.splitlines() == sorted(head.splitlines())
    assert "<http" not in body, "an IRI that no prefix shortens"
    subjects = re.findall(r"^(\S+) a ", body, re.MULTILINE)
    assert len(subjects) == len(set(subjects)) == len(body.strip().split("\n\n"))
    assert "[" not in body.replace("[^", ""), "a blank node"


def test_an_added_article_adds_lines_and_changes_none() -> None:
    before, after = turtle(second()).splitlines(), turtle(*READINGS).splitlines()
    closed = {re.sub(rb" [;.]$", b"", line) for line in after}
    assert [line for line in before if re.sub(rb" [;.,]$", b"", line) not in closed] == []


def test_points_stand_in_the_order_of_their_numbers() -> None:
    lines = to_n_triples((f"<{BASE_IRI}article-a-s1-d{n}>", "<urn:p>", '""') for n in (10, 2, 1)).decode()
    assert re.findall(r"d(\d+)>", lines) == ["1", "2", "10"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_atomically(tmp_path / "out" / "graph.ttl", b"first")
    write_atomically(tmp_path / "out" / "graph.ttl", b"second")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == b"second"
    (tmp_path / "taken").mkdir()
    with pytest.raises(KgError, match=r"taken: cannot be written \(is a directory\); name a file in it"):
        write_atomically(tmp_path / "taken", b"x")
    for nameless in (Path(), Path("/")):
        with pytest.raises(KgError, match=r"cannot be written \(is a directory\)"):
            write_atomically(nameless, b"x")
    with pytest.raises(KgError, match="cannot be written"):
        write_atomically(tmp_path / "out" / "graph.ttl" / "below", b"x")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["graph.ttl", "out", "taken"]


def test_building_a_graph_loads_no_rdf_library() -> None:
    script = "import sys, kg.rdf.graph; print([m for m in ('rdflib', 'pyoxigraph', 'pypinyin') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_hostile_name_stays_a_name() -> None:
    name = '"> . <urn:x> <urn:y> "</script>\\'
    reading = replace(second(), people=(Person("k", name), *second().people))
    assert rdflib.Literal(name, lang="zh") in set(graph(reading).objects())
    assert rdflib.URIRef("urn:x") not in set(graph(reading).subjects())
