"""An opened graph -> everything that the report tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.report.ask import Presence, people, presences_of, rows, some
from kg.report.facts import Chair, Counts, Facts, Issue, Lists, Person, Source, Standing
from kg.report.months import levels, months
from kg.report.network import network
from kg.report.offices import successions
from kg.report.words import slogans, topics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.report.ask import Rows
    from kg.store import Graph

_MONTH = len("2023-01")
_LIST_LENGTH = 3
"""A list of fewer people says little about order."""


def gather(graph: Graph) -> Facts:
    """Ask the graph for all that the report tells; the same graph gives the same facts in the same order."""
    known = people(graph)
    presences = presences_of(graph)
    reports, traits, phrases = (tuple(rows(graph, name)) for name in ("months", "traits", "phrases"))
    return Facts(
        counts=_counts(graph, traits),
        months=months(graph, reports),
        levels=levels(graph, presences, reports, traits),
        chairs=_chairs(graph, presences, known),
        network=network(((p.person, p.meeting, Source(p.span, p.rule)) for p in presences), known),
        lists=_lists(graph, known),
        topics=topics(graph, phrases),
        slogans=slogans(phrases),
        successions=successions(graph, known),
        issues=_issues(graph),
    )


def _counts(graph: Graph, traits: Rows) -> Counts:
    numbers = {what: int(number) for what, number in rows(graph, "counts")}
    meetings: dict[str, set[str]] = defaultdict(set)
    for trait, meeting in traits:
        meetings[trait].add(meeting)
    numbers |= {f"with_{trait}": len(known & meetings["reported"]) for trait, known in meetings.items()}
    numbers["directives"] = numbers.get("all_directives", 0) - int(next(rows(graph, "reprinted"))[0])
    first, last = next(rows(graph, "dates"), ("", ""))
    return Counts(numbers, first, last)


def _chairs(graph: Graph, presences: Sequence[Presence], known: Mapping[str, Person]) -> tuple[Chair, ...]:
    posts: dict[str, str] = {}
    for person, post, _ in rows(graph, "stated-posts"):
        posts.setdefault(person, post)
    meetings: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, list[Source]] = defaultdict(list)
    for presence in presences:
        if presence.role == "chair":
            meetings[presence.person].add(presence.meeting)
            sources[presence.person].append(Source(presence.span, presence.rule))
    chairs = [Chair(known[iri], posts.get(iri, ""), len(held), some(sources[iri])) for iri, held in meetings.items()]
    return tuple(sorted(chairs, key=lambda chair: (-chair.meetings, chair.person.name, chair.person.iri)))


def _lists(graph: Graph, known: Mapping[str, Person]) -> tuple[Lists, ...]:
    """The series with at least two lists in which somebody stands twice: those that span most months first."""
    labels: dict[str, str] = {}
    first_told: dict[str, str] = {}
    entries: dict[str, dict[tuple[str, str], dict[str, tuple[int, Source]]]] = defaultdict(lambda: defaultdict(dict))
    for series, label, meeting, day, order, person, span, rule in rows(graph, "lists"):
        labels[series] = label
        # A meeting told by several articles has several lists: they count as one, of the day of the first.
        at = first_told.setdefault(meeting, day)
        entries[series][at, meeting].setdefault(person, (int(order), Source(span, rule)))
    found = []
    for series, every in entries.items():
        held = sorted((at, entry) for at, entry in every.items() if len(entry) >= _LIST_LENGTH)
        standings = tuple(
            Standing(column, day, meeting, known[person], place, some([source]))
            for column, ((day, meeting), entry) in enumerate(held)
            for person, (place, source) in sorted(entry.items(), key=lambda item: (item[1][0], item[0]))
        )
        returning = sum(times > 1 for times in Counter(standing.person.iri for standing in standings).values())
        if len(held) > 1 and returning:
            days = tuple(day for (day, _), _ in held)
            months = len({day[:_MONTH] for day in days})
            found.append(((-months, -len(held), -returning, series), Lists(labels[series], days, standings)))
    return tuple(lists for _, lists in sorted(found, key=lambda item: item[0]))


def _issues(graph: Graph) -> tuple[Issue, ...]:
    """What was not understood, the most frequent problem first."""
    met: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for problem, hint, span, _ in rows(graph, "issues"):
        met[problem, hint].append(Source(span))
    ordered = sorted(met, key=lambda kind: (-len(met[kind]), kind))
    return tuple(Issue(*kind, tuple(met[kind])) for kind in ordered)
