"""Meetings by month: of which type they were, and holders of offices of which level were there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.report.ask import rows, some
from kg.report.facts import Month, Source
from kg.store import named_query, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.report.ask import Presence, Rows
    from kg.store import Graph

_ROLES = ("chair", "speaker", "attendee", "observer")


def months(graph: Graph, reports: Rows) -> tuple[Month, ...]:
    """The answer to the named query `meetings-by-month`, each row with the places that report its meetings."""
    sources: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for month, kind, _, span, rule in reports:
        sources[month, kind].append(Source(span, rule))
    found = run(graph, named_query("meetings-by-month").sparql, "query meetings-by-month").rows
    return tuple(Month(month, kind, int(meetings), 0, some(sources[month, kind])) for month, kind, meetings in found)


def levels(graph: Graph, presences: Sequence[Presence], reports: Rows, traits: Rows) -> tuple[Month, ...]:
    """The answer to the named query `meetings-by-level`, each row with the places that give the offices."""
    month_of: dict[str, set[str]] = defaultdict(set)
    for month, _, meeting, _, _ in reports:
        month_of[meeting].add(month)
    reported = {meeting for trait, meeting in traits if trait == "reported"}
    offices: dict[tuple[str, str], list[tuple[str, Source]]] = defaultdict(list)
    for person, article, level, span, rule in rows(graph, "standing"):
        offices[person, article].append((level, Source(span, rule)))
    sources: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for presence in presences:
        if presence.meeting not in reported or presence.role not in _ROLES:
            continue
        for level, source in offices.get((presence.person, presence.article), ()):
            for month in sorted(month_of.get(presence.meeting, ("",))):
                sources[month, level].append(source)
    found = run(graph, named_query("meetings-by-level").sparql, "query meetings-by-level").rows
    return tuple(
        Month(month, level, int(meetings), int(chaired), some(sources[month, level]))
        for month, level, meetings, chaired in found
    )
