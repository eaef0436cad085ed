"""Who came after whom in an office of one seat."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.report.ask import rows, some
from kg.report.facts import Held, Person, Source, Succession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store import Graph


def successions(graph: Graph, known: Mapping[str, Person]) -> tuple[Succession, ...]:
    """Every finding of the graph, those first of whose two tenures the lesser rests on most articles."""
    places: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for *key, span in rows(graph, "tenures"):
        places[tuple(key)].append(Source(span))
    ends: dict[str, dict[str, Held]] = defaultdict(dict)
    told: dict[str, tuple[str, str, str]] = {}
    for (finding, kind, office, level, person, position, first, last, articles), sources in places.items():
        told[finding] = (office, kind, level)
        ends[finding].setdefault(position, Held(known[person], first, last, int(articles), some(sources)))
    found = [
        (Succession(*told[finding], held["1"], held["2"]), finding) for finding, held in ends.items() if len(held) == 2
    ]

    def order(item: tuple[Succession, str]) -> tuple[int, str, str, str]:
        succession, finding = item
        articles = min(succession.first.articles, succession.second.articles)
        return (-articles, succession.office, succession.first.first_seen, finding)

    return tuple(succession for succession, _ in sorted(found, key=order))
