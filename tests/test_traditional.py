"""Traditional characters: read like simplified ones, kept as printed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from kg.model import Document, Reading
from kg.pipeline import extract, load_tables
from kg.segment import segment
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = sorted((ROOT / "tests" / "articles").glob("*.txt"))
TABLES = load_tables()


def table() -> list[tuple[str, str]]:
    with (ROOT / "kg/gazetteer/traditional.csv").open(encoding="utf-8", newline="") as rows:
        return [(row["traditional"], row["simplified"]) for row in csv.DictReader(rows)]


PRINTED = str.maketrans({simplified: traditional for traditional, simplified in reversed(table())})


def readings(text: str) -> tuple[Reading, ...]:
    return extract(Document("a", "a.txt", text, "utf-8", ""), TABLES)


def claims(text: str) -> list[tuple[str, int, int]]:
    """Every participation, post, directive and document with its place."""
    return sorted(
        (claim.evidence.rule, claim.evidence.start, claim.evidence.end)
        for reading in readings(text)
        for claims in (
            reading.participations,
            reading.memberships,
            reading.citations,
            *(utterance.points for utterance in reading.utterances),
        )
        for claim in claims
    )


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_article_says_the_same_in_traditional_characters(article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    assert text.translate(PRINTED) != text
    assert claims(text.translate(PRINTED)) == claims(text)


def test_names_posts_and_words_stay_as_printed() -> None:
    text = (
        "青川市召開會議\n\n5月6日，全市安全生產工作會議召開。市委書記衛子衿主持會議並講話。衛子衿強調，要壓實責任。\n"
    )
    (reading,) = readings(text)
    assert [person.name for person in reading.people] == ["衛子衿"]
    assert [membership.post for membership in reading.memberships] == ["市委書記"]
    assert [point.text for utterance in reading.utterances for point in utterance.points] == ["要壓實責任。"]
    assert [meeting.name for meeting in reading.meetings] == ["全市安全生產工作會議"]


def test_a_simplified_text_keeps_the_few_traditional_characters_that_it_means() -> None:
    text = "全市会议召开\n\n5月6日，全市会议召开。市长於乾主持会议并讲话，介绍“開平碉樓”保护情况。\n"
    (article,) = segment(Document("a", "a.txt", text, "utf-8", ""))
    assert "市长於乾" in article.body.text
    assert "開平碉樓" in article.body.text


def test_every_character_has_one_of_its_own_in_the_other_script() -> None:
    for traditional, simplified in table():
        assert len(traditional) == len(simplified) == 1
        assert simplified.encode("gb2312")
