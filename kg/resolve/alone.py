"""What one document says, taken alone: all that can be told of it without the others, and what they need to know of it.

This is the pure stage that is spread over processes and machines, and kept from one build to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from msgspec.structs import replace

from kg.model import Article, Flow, Reading
from kg.resolve import meeting_traces, traces
from kg.resolve.identity import traced
from kg.resolve.places import Home, home
from kg.resolve.sessions import join_sessions

_NO_FLOW = Flow("", (), frozenset())


@dataclass(frozen=True, slots=True)
class Alone:
    """The readings of one document, their posts in normal form and the numbered sessions under their full names.

    `people` are the traces of everybody in it, `told` is what each article tells of meetings, and `homes` where each
    is at home, None where nothing asked for it.  The articles of the readings are without their flows and sentences.
    """

    readings: tuple[Reading, ...]
    people: tuple[traces.Trace, ...]
    told: tuple[meeting_traces.Told, ...]
    homes: tuple[Home | None, ...]


def alone(readings: tuple[Reading, ...]) -> Alone:
    """What the articles of one document say, by their `readings`."""
    normal, people = traced(tuple(join_sessions(readings)))
    told: list[meeting_traces.Told] = []
    homes: list[Home | None] = []
    for reading in normal:
        at_home = cache(partial(home, reading))
        told.append(meeting_traces.told(reading, at_home))
        homes.append(at_home() if at_home.cache_info().currsize else None)
    light = tuple(replace(reading, article=_without_flows(reading.article)) for reading in normal)
    return Alone(light, people, tuple(told), tuple(homes))


def _without_flows(article: Article) -> Article:
    return replace(
        article, headline=_NO_FLOW, body=_NO_FLOW, agency_line=_NO_FLOW, paragraphs=(), sentences=(), dateline=None
    )
