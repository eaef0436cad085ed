"""What directives are about, and set phrases over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.report.chapter import Block, Chapter, Row, Table, address, link, table
from kg.report.figures.amounts import Bar, bars, dots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.report.facts import Facts, Use
    from kg.report.figures.base import Picture
    from kg.report.wording import Wording

_TOPICS_DRAWN = 12
_SLOGANS_DRAWN = 20


def topics(facts: Facts, say: Wording) -> Chapter:
    """Set phrases, documents and addressees of directives, a picture for each."""
    title, found = say("topics"), facts.topics
    parts = (
        ("topics_phrases", "phrase", found.phrases, 0),
        ("topics_documents", "document", found.documents, 1),
        ("topics_addressees", "addressee", found.addressees, 2),
    )
    blocks = []
    for key, column, uses, colour in parts:
        if not uses:
            continue
        drawn = uses[:_TOPICS_DRAWN]
        name = key.replace("_", "-")
        items = [
            Bar(use.words, use.uses, str(use.uses), link(name, number), colour) for number, use in enumerate(drawn, 1)
        ]
        caption = say("topics_shown", shown=len(drawn), all=len(uses))
        told = _uses(name, say(key), (column, "directives_n"), uses, say)
        blocks.append(Block(say(key), (caption,), bars(name, say(key), items), (told,)))
    if not blocks:
        return Chapter("topics", title, (), say("topics_none"))
    about = say("topics_about", all=facts.counts["directives"], with_any=found.with_any)
    return Chapter("topics", title, tuple(blocks), note=about)


def slogans(facts: Facts, say: Wording) -> Chapter:
    """The set phrases used most, month by month; without months, how often."""
    title = say("slogans")
    if not facts.slogans:
        return Chapter("slogans", title, (), say("slogans_none"))
    drawn = facts.slogans[:_SLOGANS_DRAWN]
    captions = [say("slogans_about", shown=len(drawn), all=len(facts.slogans))]
    picture = _over_time(drawn, title)
    if picture is None:
        captions.append(say("slogans_undated"))
        picture = bars("slogans", title, [bar for bar, _ in _bars(drawn)])
    told = _uses("slogans", title, ("phrase", "uses"), facts.slogans, say, "kg query OUT slogan-history")
    return Chapter("slogans", title, (Block("", tuple(captions), picture, (told,)),))


def _bars(drawn: Sequence[Use]) -> list[tuple[Bar, dict[str, int]]]:
    return [
        (Bar(use.words, use.uses, str(use.uses), link("slogans", number)), dict(use.by_month))
        for number, use in enumerate(drawn, 1)
    ]


def _over_time(drawn: Sequence[Use], title: str) -> Picture | None:
    known = sorted({month for use in drawn for month, _ in use.by_month})
    if not known:
        return None
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    months = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
    return dots("slogans", title, months, _bars(drawn))


def _uses(
    key: str, title: str, columns: tuple[str, str], uses: Sequence[Use], say: Wording, command: str = ""
) -> Table:
    head = [say(column) for column in (*columns, "speakers_n", "first_day", "last_day")]
    rows = [
        Row((use.words, use.uses, use.speakers, use.first_day, use.last_day), use.sources, address(use.iri))
        for use in uses
    ]
    return table(key, title, head, rows, command)
