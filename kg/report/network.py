"""Who was in a room with whom: communities and centrality, by networkx.

Nodes are numbers, given in the order of IRIs, because sets of numbers are gone through in the same order in every
process and sets of words are not.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from kg.report.ask import some
from kg.report.facts import Member, Network, Person, Source, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TIES_TOLD = 100
"""How many ties are told, the strongest, beside those among the `MOST_DRAWN` best connected."""

MOST_DRAWN = 40
"""How many people a picture of the network can hold and stay readable."""

_PIVOTS = 100
_SEED = 1


def network(presences: Iterable[tuple[str, str, Source]], known: Mapping[str, Person]) -> Network:
    """The network of all who were at a meeting with somebody else; `presences` are person, meeting and source."""
    at: dict[str, dict[str, Source]] = defaultdict(dict)
    for person, meeting, source in presences:
        at[meeting].setdefault(person, source)
    shared = {meeting: present for meeting, present in at.items() if len(present) > 1}
    iris = sorted({iri for present in shared.values() for iri in present})
    if not iris:
        return Network()
    number = {iri: place for place, iri in enumerate(iris)}
    weights: Counter[tuple[int, int]] = Counter()
    meetings: Counter[int] = Counter()
    for present in shared.values():
        inside = sorted(number[iri] for iri in present)
        meetings.update(inside)
        weights.update(combinations(inside, 2))
    graph = nx.Graph()
    graph.add_nodes_from(range(len(iris)))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    communities = _communities(graph)
    pivots = min(_PIVOTS, len(iris))
    # In the unweighted network: a path leads over people who were in a room, however often.
    between = nx.betweenness_centrality(graph, k=pivots, seed=random.Random(_SEED))  # noqa: S311 - a fixed sample
    sources: dict[int, list[Source]] = defaultdict(list)
    for present in shared.values():
        for iri, source in present.items():
            sources[number[iri]].append(source)
    members = [
        Member(
            known[iri],
            meetings[node],
            graph.degree(node),
            graph.degree(node, weight="weight"),
            communities[node],
            round(between[node], 4),
            some(sources[node]),
        )
        for iri, node in number.items()
    ]
    members.sort(key=lambda member: (-member.shared, -member.others, member.person.name, member.person.iri))
    drawn = {number[member.person.iri] for member in members[:MOST_DRAWN]}
    strongest = sorted(weights, key=lambda pair: (-weights[pair], known[iris[pair[0]]].name, pair))
    told = dict.fromkeys(strongest[:TIES_TOLD])
    told |= dict.fromkeys(pair for pair in strongest if drawn.issuperset(pair))
    ties = tuple(_tie(known[iris[one]], known[iris[other]], weights[one, other], shared) for one, other in told)
    return Network(tuple(members), ties, len(weights), max(communities.values()), pivots)


def _communities(graph: nx.Graph) -> dict[int, int]:
    """The community of each node by the method of Louvain, numbered from 1, the largest first."""
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    ordered = sorted((sorted(community) for community in found), key=lambda nodes: (-len(nodes), nodes))
    return {node: place for place, nodes in enumerate(ordered, 1) for node in nodes}


def _tie(one: Person, other: Person, weight: int, shared: Mapping[str, Mapping[str, Source]]) -> Tie:
    """The tie with the words that put both at the first meeting that they share."""
    both = next(present for present in shared.values() if one.iri in present and other.iri in present)
    return Tie(one, other, weight, some([both[one.iri], both[other.iri]]))
