"""Who is one person across documents, and who is kept apart."""

from __future__ import annotations

import random

import pytest

from kg.model import Document, Reading
from kg.recognise import load_rules
from kg.resolve import identify, read_articles
from kg.segment import segment


def read(*texts: str) -> tuple[Reading, ...]:
    """Each text as a document of its own, resolved within itself only."""
    readings: list[Reading] = []
    for number, text in enumerate(texts, 1):
        document = Document(f"article-{number}", f"article-{number}.txt", text, "utf-8", "")
        readings += read_articles(segment(document), load_rules())
    return tuple(readings)


def keys(readings: tuple[Reading, ...], name: str) -> set[str]:
    return {p.key for reading in readings for p in reading.people if p.name == name}


@pytest.mark.parametrize(
    ("story", "first", "second", "people"),
    [
        (
            "the same post of the same body: one person",
            "3月1日，甘肃省委书记周广立主持召开座谈会。",
            "4月2日，甘肃省委书记周广立出席会议并讲话。",
            1,
        ),
        (
            "a post that leaves its place out proves nothing",
            "3月1日，市长周广立主持召开座谈会。",
            "4月2日，市长周广立出席会议并讲话。",
            2,
        ),
        (
            "posts of two provinces: two people, for all that the text tells",
            "3月1日，甘肃省委书记周广立主持召开座谈会。",
            "4月2日，青海省委书记周广立出席会议并讲话。",
            2,
        ),
        (
            "a post that thousands hold proves nothing",
            "3月1日，全国人大代表周广立在座谈会上发言。座谈会由县长何立新主持。",
            "4月2日，全国人大代表周广立在论坛上发言。论坛由县长何立新主持。",
            2,
        ),
        (
            "a bare name is nobody else's",
            "3月1日，国务院副总理周广立主持召开座谈会。",
            "4月2日，县长何立新主持召开座谈会。周广立、何立新、赵小东出席会议。",
            2,
        ),
    ],
)
def test_a_person_across_two_documents(story: str, first: str, second: str, people: int) -> None:
    assert len(keys(identify(read(first, second)), "周广立")) == people, story


def test_a_chain_of_posts_joins_three_documents_whatever_their_order() -> None:
    readings = read(
        "3月1日，甘肃省委书记周广立主持召开座谈会。",
        "6月1日，甘肃省委书记、中共中央政治局委员周广立主持召开座谈会。",
        "9月1日，中共中央政治局委员周广立主持召开座谈会。",
    )
    whole = {key for reading in identify(readings) for key in (p.key for p in reading.people)}
    assert len(whole) == 1
    for seed in range(5):
        mixed = list(readings)
        random.Random(seed).shuffle(mixed)
        assert {p.key for reading in identify(mixed) for p in reading.people} == whole


def test_everything_said_of_a_person_moves_with_the_key() -> None:
    readings = identify(
        read(
            "3月1日，甘肃省委书记周广立主持召开座谈会。他强调，要抓好落实。",
            "4月2日，甘肃省委书记周广立主持召开座谈会。",
        )
    )
    known = {p.key for reading in readings for p in reading.people}
    assert len(known) == 1
    for reading in readings:
        assert {p.person for p in reading.participations} <= known
        assert {m.person for m in reading.memberships} <= known
        assert {u.speaker.ref for u in reading.utterances if u.speaker.kind == "person"} <= known
