"""Graph -> positions: every node that is on the first picture, or unfolds from it, has its place before the page opens.

Meetings and the people who join two of them are spread first (`kg.export.explorer.spread`).  Everybody else stands on
a ring around their one meeting, clockwise from the top in the order of the text, chair first.  What unfolds (points of
speech, documents, slogans, posts, bodies) takes the nearest free place on the far side of its owner, so that nothing
ever covers anything.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.export.explorer.graph import subset
from kg.export.explorer.spread import spread

Point = tuple[float, float]

UNFOLDING = ("document", "body", "slogan", "post")
"""Types that hang on an owner, in the order in which they choose their places; points of speech come last."""

POINTS = ("directive", "statement")

_RING = 165.0
_WIDE_RING = 250.0
_RING_GAP = 86.0
_SPACING = 92.0
_PERSON_DISC = 62.0
_AHEAD = 500.0
_COLUMN = 290.0
_LINE = 34.0
_ROWS = 14


def place(graph: nx.DiGraph) -> dict[str, tuple[int, int]]:
    """Positions in whole units for all nodes; the same graph always gives the same ones."""
    main = [name for name, kind in graph.nodes(data="type") if kind in ("person", "meeting")]
    people = subset(graph, main)
    leaves = _leaves(people, main)
    on_ring = {leaf for group in leaves.values() for leaf in group}
    skeleton = [name for name in main if name not in on_ring]
    radii = {
        hub: _disc_radius(len(leaves[hub]), people.degree(hub) - len(leaves[hub]))
        if people.nodes[hub]["type"] == "meeting"
        else _PERSON_DISC
        for hub in skeleton
    }
    positions: dict[str, Point] = spread(subset(people, skeleton), radii)
    for hub in skeleton:
        for leaf, place_on_ring in zip(leaves[hub], _ring(people, hub, leaves[hub], positions), strict=True):
            positions[leaf] = place_on_ring
    rings = {hub: math.dist(positions[hub], positions[group[-1]]) for hub, group in leaves.items() if group}
    _unfold(graph, positions, rings)
    return {name: (round(x), round(y)) for name, (x, y) in positions.items()}


def _leaves(people: nx.DiGraph, main: Sequence[str]) -> dict[str, list[str]]:
    """The people of each meeting who join no other, in the order of the ring."""
    leaves: dict[str, list[str]] = {name: [] for name in main}
    for name in main:
        node = people.nodes[name]
        if node["type"] == "person" and people.degree(name) == 1:
            leaves[next(iter(people.successors(name)))].append(name)
    for group in leaves.values():
        group.sort(key=lambda leaf: (people.nodes[leaf]["rank"], people.nodes[leaf]["order"]))
    return leaves


def _disc_radius(leaves: int, lines: int) -> float:
    if not leaves:
        return 100.0
    radii = _ring_radii(leaves + lines)
    while leaves > 0:
        radius = next(radii)
        leaves -= max(1, int(math.tau * radius / _SPACING) - lines)
    return radius + 50


def _ring_radii(places: int) -> Iterator[float]:
    """One ring as wide as the places take, within limits; what does not fit goes on the next one out."""
    radius = min(max((places + 1) * _SPACING / math.tau, _RING), _WIDE_RING)
    while True:
        yield radius
        radius += _RING_GAP


def _ring(people: nx.DiGraph, hub: str, leaves: Sequence[str], positions: dict[str, Point]) -> list[Point]:
    """Places for the leaves around their meeting, ring by ring, clear of the lines to other meetings."""
    x, y = positions[hub]
    lines = sorted(
        math.atan2(positions[near][1] - y, positions[near][0] - x)
        for near in _neighbours(people, hub)
        if near in positions
    )
    places: list[Point] = []
    radii = _ring_radii(len(leaves) + len(lines))
    while len(places) < len(leaves):
        radius = next(radii)
        angles = [math.radians(degree - 90) for degree in range(360)]
        free = [angle for angle in angles if all(_apart(angle, line) * radius > _SPACING / 2 for line in lines)]
        free = free if len(free) >= len(angles) / 2 else angles
        fitting = max(1, int(math.radians(len(free)) * radius / _SPACING))
        count = min(len(leaves) - len(places), fitting)
        chosen = [free[number * len(free) // count] for number in range(count)]
        places.extend((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in chosen)
    return places


def _apart(one: float, other: float) -> float:
    return abs((one - other + math.pi) % (2 * math.pi) - math.pi)


@dataclass(slots=True)
class _Room:
    """Boxes that are taken, looked up by cell."""

    cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def take(self, box: tuple[float, float, float, float]) -> None:
        for cell in self._cells(box):
            self.cells[cell].append(box)

    def is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for cell in self._cells(box)
            for other in self.cells.get(cell, ())
        )

    @staticmethod
    def _cells(box: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(edge // 128) for edge in box)
        return ((column, row) for column in range(left, right + 1) for row in range(top, bottom + 1))


def box_of(node: dict[str, object], at: Point) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what the page draws for the node, its label included."""
    x, y = at
    lines = str(node["label"]).split("\n")
    signs = max(sum(1.0 if sign > "\u2e7f" else 0.6 for sign in line) for line in lines)
    match node["type"]:
        case "meeting":
            half, tall = signs * 7.5 + 14, len(lines) * 10 + 12
            return x - half, y - tall, x + half, y + tall
        case "directive" | "statement":
            return x - _COLUMN / 2, y - _LINE / 2, x + _COLUMN / 2, y + _LINE / 2
        case _:
            half = max(signs * 7 + 4, 20)
            return x - half, y - 20, x + half, y + 36


def _unfold(graph: nx.DiGraph, positions: dict[str, Point], rings: dict[str, float]) -> None:
    """Place what hangs on an owner: outside its rings, away from its own neighbours, on the nearest free spot."""
    room = _Room()
    for name, at in positions.items():
        room.take(box_of(graph.nodes[name], at))
    ownerless = 0
    for kind in UNFOLDING:
        for name in [name for name, its_kind in graph.nodes(data="type") if its_kind == kind]:
            owner = next((near for near in _neighbours(graph, name) if near in positions), None)
            if owner is None:
                positions[name] = (ownerless * _COLUMN, max((y for _, y in positions.values()), default=0.0) + 120)
                ownerless += 1
            else:
                box = box_of(graph.nodes[name], (0, 0))
                away = _away(graph, positions, owner)
                positions[name] = _free_spot(room, positions[owner], away, box, rings.get(owner, 0))
            room.take(box_of(graph.nodes[name], positions[name]))
    directions = {owner: _away(graph, positions, owner) for owner in list(positions)}
    for owner, away in directions.items():
        if speech := _speech(graph, owner):
            _place_speech(room, positions, owner, away, speech, rings.get(owner, 0))


def _neighbours(graph: nx.DiGraph, name: str) -> tuple[str, ...]:
    return (*graph.predecessors(name), *graph.successors(name))


def _away(graph: nx.DiGraph, positions: dict[str, Point], owner: str) -> float:
    """The direction that leads away from the owner's neighbours; up where they pull no way."""
    x, y = positions[owner]
    around = [positions[near] for near in _neighbours(graph, owner) if near in positions]
    dx, dy = sum(x - at[0] for at in around), sum(y - at[1] for at in around)
    return math.atan2(dy, dx) if math.hypot(dx, dy) > 1 else -math.pi / 2


def _free_spot(room: _Room, start: Point, away: float, box: tuple[float, float, float, float], ring: float) -> Point:
    """Nearest place for the box (drawn around 0, 0), first ahead, then to the sides, behind only when far out."""
    radius = ring + 70.0
    while True:
        step = 26 / radius
        reach = math.radians(70 if radius < ring + _AHEAD else 180)
        for turn in range(int(reach / step) + 1):
            for side in (1, -1) if turn else (1,):
                angle = away + side * turn * step
                x, y = start[0] + radius * math.cos(angle), start[1] + radius * math.sin(angle)
                if room.is_free((box[0] + x, box[1] + y, box[2] + x, box[3] + y)):
                    return x, y
        radius += 30


def _speech(graph: nx.DiGraph, owner: str, depth: int = 0) -> list[tuple[str, int]]:
    """The owner's points in the order of the text, each with its depth."""
    rows: list[tuple[str, int]] = []
    for point in graph.successors(owner):
        if graph.nodes[point]["type"] in POINTS:
            rows += [(point, depth), *_speech(graph, point, depth + 1)]
    return rows


def _place_speech(
    room: _Room,
    positions: dict[str, Point],
    owner: str,
    away: float,
    rows: list[tuple[str, int]],
    ring: float,
) -> None:
    """Set the points in columns like a page, points under points indented, the whole page on a free spot."""
    columns = -(-len(rows) // _ROWS)
    lines = -(-len(rows) // columns)
    half, tall = columns * _COLUMN / 2, lines * _LINE / 2
    page = (-half, -tall, half, tall)
    x, y = _free_spot(room, positions[owner], away, page, ring)
    room.take((x - half, y - tall, x + half, y + tall))
    for number, (point, depth) in enumerate(rows):
        column, line = divmod(number, lines)
        indent = min(depth, 3) * 16
        positions[point] = (x - half + (column + 0.5) * _COLUMN + indent, y - tall + (line + 0.5) * _LINE)
