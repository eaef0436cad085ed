"""Catalogue -> the networkx graph that is drawn.

Nodes are the catalogue's things; attributes `type`, `label`, `rank` (place of the strongest role, 0 for the chair).
Edges run in the direction of the story: person to meeting, the meeting that is passed on to the one that passes it on,
speaker to what is said and named.  Attributes: `kind`; `roles` where a person takes part; `evidence`, a list of
`[word, evidence]`, where the catalogue's participations and points do not hold it already.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx

from kg.export.explorer.catalogue import Record
from kg.model import Role

ROLES = tuple(role.value for role in Role)
UNRANKED = len(ROLES)

_LINE = 9
_LABEL_LINES = 3
_SHORT = 12
_POINT = 18
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def draw(catalogue: Record) -> nx.DiGraph:
    """Build the graph; nodes and edges stand in the order of the catalogue."""
    graph = nx.DiGraph()
    for thing in catalogue["things"]:
        graph.add_node(thing["id"], type=thing["type"], label=label_of(thing), rank=UNRANKED, order=0)
        if thing["type"] == "meeting":
            graph.nodes[thing["id"]]["reported"] = thing["reported"]
    for start, end, kind, evidence in _edges(catalogue):
        if start == end:
            continue
        if not graph.has_edge(start, end):
            graph.add_edge(start, end, kind=kind)
        if evidence:
            graph.edges[start, end].setdefault("evidence", []).extend(evidence)
    for part in catalogue["participations"]:
        node = graph.nodes[part["person"]]
        rank = ROLES.index(part["role"])
        if rank < node["rank"]:
            node["rank"], node["order"] = rank, part["order"] or 0
        roles = graph.edges[part["person"], part["meeting"]].setdefault("roles", [])
        roles.append(part["role"])
    return graph


def subset(graph: nx.DiGraph, names: Iterable[str]) -> nx.DiGraph:
    """A copy with these nodes alone, in the graph's own order (networkx's views iterate in the order of a set)."""
    kept = set(names)
    part = nx.DiGraph()
    part.add_nodes_from((name, data) for name, data in graph.nodes(data=True) if name in kept)
    part.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if a in kept and b in kept)
    return part


def first_view(graph: nx.DiGraph, limit: int, core: int) -> list[str]:
    """The nodes of the first picture: all up to `limit`, else the people and meetings that are tied to one another.

    Where these are more than `core`, their most connected part: it grows outward from the best connected nodes, so
    that it hangs together.
    """
    if len(graph) <= limit:
        return list(graph)
    people = subset(graph, (name for name, kind in graph.nodes(data="type") if kind in ("person", "meeting")))
    main = subset(people, (name for name in people if people.degree(name) > 0)) or people
    if len(main) <= core:
        return list(main)
    place = {name: number for number, name in enumerate(main)}
    kept: set[str] = set()
    waiting: list[tuple[int, int, str]] = []
    by_degree = iter(sorted(main, key=lambda name: (-main.degree(name), place[name])))
    while len(kept) < core:
        name = heapq.heappop(waiting)[2] if waiting else next(by_degree)
        if name in kept:
            continue
        kept.add(name)
        for near in (*main.successors(name), *main.predecessors(name)):
            if near not in kept:
                heapq.heappush(waiting, (-main.degree(near), place[near], near))
    return [name for name in main if name in kept]


def _edges(catalogue: Record) -> Iterator[tuple[str, str, str, list[Any]]]:
    """Every relation as start, end, kind and what it rests on; the stronger kinds come first."""
    for part in catalogue["participations"]:
        yield part["person"], part["meeting"], "part", []
    speakers = {point: utterance["speaker"] for utterance in catalogue["utterances"] for point in utterance["points"]}
    for thing in catalogue["things"]:
        match thing["type"]:
            case "person":
                yield from ((thing["id"], held["post"], "holds", _named("holds", held)) for held in thing["posts"])
            case "meeting":
                yield from _meeting_edges(thing)
            case "document" | "slogan":
                yield from _naming_edges(thing, speakers)
            case "directive" | "statement":
                yield thing["parent"] or speakers[thing["id"]], thing["id"], "says", []
    for utterance in catalogue["utterances"]:
        if utterance["meeting"] and not utterance["speaker"].startswith("meeting-"):
            yield utterance["speaker"], utterance["meeting"], "part", []


def _meeting_edges(meeting: Record) -> Iterator[tuple[str, str, str, list[Any]]]:
    for cascade in meeting["cascades"]:
        yield cascade["target"], meeting["id"], "cascade", _named(cascade["verb"], cascade)
    for study in meeting["studies"]:
        if study["target"]:
            yield study["target"], meeting["id"], "cascade", _named(study["verb"], study)
        if study["document"]:
            yield study["document"], meeting["id"], "studies", _named(study["verb"], study)
    for detail in meeting["details"]:
        if "body" in detail:
            yield detail["body"], meeting["id"], "convenes", _named("convener", detail)


def _naming_edges(thing: Record, speakers: dict[str, str]) -> Iterator[tuple[str, str, str, list[Any]]]:
    for use in thing["uses"]:
        owner = speakers[use["point"]] if use["point"] else use["meeting"]
        if owner:
            yield owner, thing["id"], "names", _named("names", use)


def _named(word: str, record: Record) -> list[Any]:
    return [[word, item] for item in record["evidence"]]


def label_of(thing: Record) -> str:
    """What stands at the node: a meeting's name in even lines, long words cut short."""
    name = visible(thing["name"])
    match thing["type"]:
        case "meeting":
            return wrapped(name)
        case "directive" | "statement":
            number = thing["number"] or ""
            return shortened(name if name.startswith(number) else f"{number} {name}", _POINT)
        case _:
            return shortened(name, _SHORT)


def shortened(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def wrapped(text: str) -> str:
    """At most three lines of even length."""
    text = shortened(text, _LINE * _LABEL_LINES)
    lines = max(1, math.ceil(len(text) / _LINE))
    width = max(1, math.ceil(len(text) / lines))
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def visible(text: str) -> str:
    """Controls, among them those that turn the writing direction, as readable codes: a canvas would obey them."""
    return _CONTROL.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
