"""The chapters of the report, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.report.chapters import meetings, people, reach, words

if TYPE_CHECKING:
    from kg.report.chapter import Chapter
    from kg.report.facts import Facts
    from kg.report.wording import Wording


def chapters(facts: Facts, say: Wording) -> tuple[Chapter, ...]:
    """Everything that the report tells, in the language of `say`."""
    return (
        meetings.months(facts, say),
        meetings.levels(facts, say),
        meetings.chairs(facts, say),
        people.network(facts, say),
        people.lists(facts, say),
        words.topics(facts, say),
        words.slogans(facts, say),
        people.successions(facts, say),
        reach.reach(facts, say),
        reach.issues(facts, say),
    )
