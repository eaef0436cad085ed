"""Offices over time: successions, and two holders of one seat."""

from __future__ import annotations

import pytest

from kg.model import Document, Reading
from kg.recognise import load_rules
from kg.resolve import findings, identify, read_articles, tenures
from kg.segment import segment


def read(*news: tuple[str, str]) -> tuple[Reading, ...]:
    """Each day and text as a document of its own, with who is who decided."""
    found: list[Reading] = []
    for day, text in news:
        found += read_articles(segment(Document(day, f"{day}.txt", text, "utf-8", day, published=day)), load_rules())
    return identify(found)[0]


def chairs(post: str, name: str) -> str:
    return f"{post}{name}主持召开座谈会。"


@pytest.mark.parametrize(
    ("story", "news", "expected"),
    [
        (
            "one gives way to another",
            [("2031-01-01", "甘肃省委书记", "周广立"), ("2031-03-01", "甘肃省委书记", "何立新")],
            [("succession", "周广立", "何立新")],
        ),
        (
            "two at a time",
            [
                ("2031-01-01", "甘肃省委书记", "周广立"),
                ("2031-02-01", "甘肃省委书记", "何立新"),
                ("2031-03-01", "甘肃省委书记", "周广立"),
                ("2031-04-01", "甘肃省委书记", "何立新"),
            ],
            [("two-holders", "周广立", "何立新")],
        ),
        (
            "a post of many holders is no seat",
            [("2031-01-01", "国务院副总理", "周广立"), ("2031-03-01", "国务院副总理", "何立新")],
            [],
        ),
        (
            "who once held it does not hold it",
            [("2031-01-01", "甘肃省委原书记", "周广立"), ("2031-03-01", "甘肃省委书记", "何立新")],
            [],
        ),
        (
            "no place, no seat",
            [("2031-01-01", "省委书记", "周广立"), ("2031-03-01", "省委书记", "何立新")],
            [],
        ),
    ],
)
def test_what_is_found(story: str, news: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]) -> None:
    readings = read(*((day, chairs(post, name)) for day, post, name in news))
    found = [(f.rule, f.first.name, f.second.name) for f in findings(tenures(readings))]
    assert found == expected, story


def test_a_tenure_runs_from_the_first_to_the_last_article_that_attests_it() -> None:
    days = ("2031-03-01", "2031-01-01", "2031-02-01")
    (tenure,) = tenures(read(*((day, chairs("甘肃省委书记", "周广立")) for day in days)))
    assert (tenure.first.date, tenure.last.date, tenure.articles) == ("2031-01-01", "2031-03-01", 3)
