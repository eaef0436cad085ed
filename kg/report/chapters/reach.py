"""What is known of how many meetings, and what was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.report.ask import some
from kg.report.chapter import Block, Chapter, Row, link, table
from kg.report.figures.amounts import Bar, bars

if TYPE_CHECKING:
    from kg.report.facts import Facts
    from kg.report.wording import Wording

_TRAITS = ("with_day", "with_place", "with_chair", "with_list", "with_speech")


def reach(facts: Facts, say: Wording) -> Chapter:
    """Of how many meetings the graph knows the day, the place, the chair, the list and the speech."""
    title, counts = say("reach"), facts.counts
    meetings = counts["with_reported"]
    if not meetings:
        return Chapter("reach", title, (), say("reach_none"))
    rows = [Row((say(trait), counts[trait], f"{counts[trait] / meetings:.1%}")) for trait in _TRAITS]
    items = [
        Bar(say(trait), counts[trait], f"{counts[trait]:,} ({counts[trait] / meetings:.0%})", link("reach", number))
        for number, trait in enumerate(_TRAITS, 1)
    ]
    caption = say("reach_about", meetings=meetings, reporting=counts["reporting_articles"], articles=counts["articles"])
    told = table("reach", title, (say("known"), say("meetings_n"), say("share")), rows)
    return Chapter("reach", title, (Block("", (caption,), bars("reach", title, items), (told,)),))


def issues(facts: Facts, say: Wording) -> Chapter:
    """The sentences that were not understood, by problem."""
    title = say("issues")
    if not facts.issues:
        return Chapter("issues", title, (), say("issues_none"))
    first_row: list[int] = []
    rows: list[Row] = []
    for issue in facts.issues:
        first_row.append(len(rows) + 1)
        rows += [Row((issue.problem, issue.hint), some([source])) for source in issue.places]
    items = [
        Bar(issue.problem, len(issue.places), str(len(issue.places)), link("issues", row), 3)
        for issue, row in zip(facts.issues, first_row, strict=True)
    ]
    told = table("issues", title, (say("problem"), say("hint")), rows, "kg issues OUT")
    caption = say("issues_about", all=len(rows))
    block = Block("", (caption,), bars("issues", title, items), (replace(told, quotes=True),))
    return Chapter("issues", title, (block,))
