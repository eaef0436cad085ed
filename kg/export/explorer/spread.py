"""Discs -> positions: hubs with the room that they need, drawn together by their ties, none over another.

igraph's Fruchterman-Reingold draws each component; its discs are pushed apart and turned so that what one meeting
passes on to another runs to the right and down; then the components are fitted together into a square.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph
import networkx as nx

from kg.export.explorer.graph import subset

_GAP = 20.0
_ROUNDS = 300
_EFFORT = 200_000
_STEP = 15
_CELL = 256.0


@dataclass(slots=True)
class _Disc:
    """The room that a node and its rings take."""

    name: str
    x: float
    y: float
    radius: float


@dataclass(slots=True)
class _Box:
    """The room that a component takes: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float


def spread(graph: nx.DiGraph, radii: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The middle of each node's disc, whose radius is given; nodes in the graph's own order."""
    order = {name: index for index, name in enumerate(graph)}
    components = [sorted(members, key=order.__getitem__) for members in nx.weakly_connected_components(graph)]
    blocks = []
    for members in sorted(components, key=lambda members: (-len(members), order[members[0]])):
        discs = [_Disc(name, 0, 0, radii[name]) for name in members]
        if len(discs) > 1:
            _draw_together(subset(graph, members), discs)
        blocks.append(discs)
    _pack(blocks)
    positions = {disc.name: (disc.x, disc.y) for block in blocks for disc in block}
    return {name: positions[name] for name in graph}


def _draw_together(graph: nx.DiGraph, discs: list[_Disc]) -> None:
    """Spread one component and push its discs apart."""
    index = {disc.name: number for number, disc in enumerate(discs)}
    edges = [(index[a], index[b]) for a, b in graph.edges]
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311
    start = [(math.cos(2.4 * n) * math.sqrt(n + 1), math.sin(2.4 * n) * math.sqrt(n + 1)) for n in range(len(discs))]
    # `igraph.Graph` would load NumPy where it is installed, only to ask whether the edges are an array of its.
    drawn = igraph.GraphBase(n=len(discs), edges=edges).layout_fruchterman_reingold(seed=start, niter=500)
    wanted = sum(discs[a].radius + discs[b].radius + _GAP for a, b in edges)
    length = sum(math.dist(drawn[a], drawn[b]) for a, b in edges)
    scale = wanted / length if length else 1.0
    for disc, (x, y) in zip(discs, drawn, strict=True):
        disc.x, disc.y = x * scale, y * scale
    flow = [(index[a], index[b]) for a, b, kind in graph.edges(data="kind") if kind == "cascade"]
    _turn(discs, _best_turn(discs, flow))
    _fold(discs)
    _push_apart(discs)


def _best_turn(discs: Sequence[_Disc], flow: Sequence[tuple[int, int]]) -> float:
    """The turn that makes the drawing most square; with a flow, among those that lead it to the right and down."""
    along = sum(discs[b].x - discs[a].x for a, b in flow)
    down = sum(discs[b].y - discs[a].y for a, b in flow)
    turns = range(0, 75, _STEP) if flow else range(0, 180, _STEP)
    base = -math.atan2(down, along) if flow else 0.0
    return min((base + math.radians(degrees) for degrees in turns), key=lambda turn: _side_after(discs, turn))


def _side_after(discs: Sequence[_Disc], turn: float) -> float:
    cos, sin = math.cos(turn), math.sin(turn)
    xs = [(disc.x * cos - disc.y * sin, disc.radius) for disc in discs]
    ys = [(disc.x * sin + disc.y * cos, disc.radius) for disc in discs]
    return round(max(max(at + r for at, r in line) - min(at - r for at, r in line) for line in (xs, ys)), 3)


def _turn(discs: Sequence[_Disc], turn: float) -> None:
    cos, sin = math.cos(turn), math.sin(turn)
    for disc in discs:
        disc.x, disc.y = disc.x * cos - disc.y * sin, disc.x * sin + disc.y * cos


def _fold(discs: list[_Disc]) -> None:
    """Press a long chain into a zigzag that fills a screen better than a line does."""
    width = max(disc.x for disc in discs) - min(disc.x for disc in discs)
    height = max(disc.y for disc in discs) - min(disc.y for disc in discs)
    if len(discs) < 4 or width < 2 * height:
        return
    for number, disc in enumerate(sorted(discs, key=lambda disc: (disc.x, disc.y))):
        disc.x *= 0.65
        disc.y += disc.radius if number % 2 else -disc.radius


def _push_apart(discs: list[_Disc]) -> None:
    """Move overlapping discs away from each other until none overlap, or the effort is spent."""
    for _ in range(max(40, min(_ROUNDS, _EFFORT // len(discs)))):
        moved = False
        for crowd in _crowds(discs):
            for number, disc in enumerate(crowd):
                x, radius = disc.x, disc.radius
                for other in crowd[number + 1 :]:
                    # Most pairs are apart already, and most of these to the right or left: that is asked first.
                    room = radius + other.radius + _GAP - 1
                    dx = other.x - x
                    if -room < dx < room and dx * dx + (dy := other.y - disc.y) * dy < room * room:
                        _push(disc, other, dx, dy, room)
                        x, moved = disc.x, True
        if not moved:
            return


def _crowds(discs: Sequence[_Disc]) -> list[list[_Disc]]:
    """The discs by the squares that they reach into; those that could overlap share one."""
    cells: dict[tuple[int, int], list[_Disc]] = defaultdict(list)
    for disc in discs:
        reach = disc.radius + _GAP / 2
        for column in range(int((disc.x - reach) // _CELL), int((disc.x + reach) // _CELL) + 1):
            for row in range(int((disc.y - reach) // _CELL), int((disc.y + reach) // _CELL) + 1):
                cells[column, row].append(disc)
    return [crowd for crowd in cells.values() if len(crowd) > 1]


def _push(one: _Disc, other: _Disc, dx: float, dy: float, room: float) -> None:
    """Move both discs, which are `dx` and `dy` apart, until they have `room` between their middles, and a little."""
    distance = math.hypot(dx, dy)
    missing = room + 1 - distance
    if distance < 1:
        dx, dy, distance = 1.0, 0.0, 1.0
    share = missing / 2 / distance
    one.x, one.y, other.x, other.y = one.x - dx * share, one.y - dy * share, other.x + dx * share, other.y + dy * share


def _pack(blocks: list[list[_Disc]]) -> None:
    """Fit the components into a square, the largest first, each as high up as it goes."""
    boxes = []
    for block in blocks:
        left, top = min(d.x - d.radius for d in block), min(d.y - d.radius for d in block)
        width, height = max(d.x + d.radius for d in block) - left, max(d.y + d.radius for d in block) - top
        boxes.append(_Box(left, top, width, height))
    wide = max(
        [math.sqrt(1.15 * sum(box.width * box.height for box in boxes)), *(box.width for box in boxes)], default=0
    )
    skyline = [(0.0, wide, 0.0)]
    for block, box in zip(blocks, boxes, strict=True):
        x, y = _highest(skyline, box, wide)
        for disc in block:
            disc.x, disc.y = disc.x - box.x + x, disc.y - box.y + y
        skyline = _covered(skyline, x, x + box.width, y + box.height)


def _highest(skyline: Sequence[tuple[float, float, float]], box: _Box, wide: float) -> tuple[float, float]:
    """Where the box fits highest under the skyline, whose stretches are left, right and depth."""
    starts = [left for left, _, _ in skyline if left + box.width <= wide + 1e-6]
    depths = [(max(d for a, b, d in skyline if a < x + box.width and x < b), x) for x in starts or [0.0]]
    y, x = min(depths)
    return x, y


def _covered(
    skyline: Sequence[tuple[float, float, float]], left: float, right: float, depth: float
) -> list[tuple[float, float, float]]:
    """The skyline with the stretch from left to right lowered to the depth."""
    kept = [(a, min(b, left), d) for a, b, d in skyline if a < left]
    kept.append((left, right, depth))
    kept += [(max(a, right), b, d) for a, b, d in skyline if b > right]
    return kept
