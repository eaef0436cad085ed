"""Pictures of people: who was with whom, who stood where, who came after whom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.report.figures.base import ROW, SMALL, TICK_ROOM, WIDE, Picture, beside, both
from kg.report.svg import INK, LINE, PAPER, SERIES, SIZE, SOFT, Sheet, fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_THICK = 10
"""Lines of fewer shared meetings than this are never drawn as thick as a line can be."""


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the network; `group` is the community by place, `short` the name where there is little room."""

    label: str
    short: str
    weight: int
    group: int
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody's places in lists: (column, place) in order of time."""

    label: str
    places: tuple[tuple[int, int], ...]
    href: str


@dataclass(frozen=True, slots=True)
class Term:
    """Two holders of one office: each a label, the first and the last day that it is attested, as days of some era."""

    office: str
    holders: tuple[tuple[str, int, int], tuple[str, int, int]]
    href: str


def circle(name: str, label: str, nodes: Sequence[Node], ties: Sequence[tuple[int, int, int]], few: int) -> Picture:
    """People on a circle, communities together, ties as lines across it, the thicker the more meetings.

    Ties are two places in `nodes` and a number of meetings.  A narrow picture has the first `few` nodes.
    """

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        drawn = nodes if width >= WIDE else nodes[:few]
        ordered = sorted(range(len(drawn)), key=lambda node: (drawn[node].group, node))
        labels = [node.label if width >= WIDE else node.short for node in drawn]
        names = max(map(width_of, labels))
        sheet = Sheet(width, width if width < WIDE else 660)
        side = min(sheet.width, sheet.height)
        rim = min(names + 16, side * 0.24)
        radius = side / 2 - rim
        axes = sheet.axes(0, 0, 0, 0)
        axes.set_xlim(-sheet.width / 2, sheet.width / 2)
        axes.set_ylim(-sheet.height / 2, sheet.height / 2)
        axes.set_axis_off()
        size = SMALL if width >= WIDE else 9.0
        spots = {}
        for place, node in enumerate(ordered):
            angle = math.pi / 2 - math.tau * (place + 0.5) / len(ordered)
            spots[node] = (round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1), angle)
        full = max(_THICK, *(weight for _, _, weight in ties)) if ties else _THICK
        for one, other, weight in sorted(ties, key=lambda tie: tie[2]):
            if one not in spots or other not in spots:
                continue
            colour = SERIES[nodes[one].group % len(SERIES)] if nodes[one].group == nodes[other].group else SOFT
            share = weight / full
            axes.plot(
                [spots[one][0], spots[other][0]],
                [spots[one][1], spots[other][1]],
                color=colour,
                linewidth=round(0.6 + 5 * share, 2),
                alpha=round(0.3 + 0.5 * share, 2),
                solid_capstyle="round",
            )
        heaviest = max(node.weight for node in drawn)
        for node, (x, y, angle) in spots.items():
            item = nodes[node]
            disc = round(3.0 + 8.0 * math.sqrt(item.weight / heaviest), 1)
            dot = axes.scatter(x, y, s=disc**2, color=SERIES[item.group % len(SERIES)], edgecolors=PAPER, zorder=3)
            dot.set_urls([item.href or None])
            turn = math.degrees(angle)
            left = x < 0
            axes.text(
                round(x + (disc / 2 + 5) * math.cos(angle), 1),
                round(y + (disc / 2 + 5) * math.sin(angle), 1),
                fitted(labels[node], rim * SIZE / size - 12),
                rotation=turn + 180 if left else turn,
                rotation_mode="anchor",
                ha="right" if left else "left",
                va="center_baseline",
                fontsize=size,
            )
        return sheet, {node.href: f"{node.label}: {node.weight}" for node in nodes}

    return both(name, draw, label)


def ranks(name: str, label: str, days: Sequence[str], lines: Sequence[Line]) -> Picture:
    """Places in lists over time, the first on top: a line for everybody, its name at the end."""
    lowest = max(place for line in lines for _, place in line.places)

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        names = min(0.4 * width, max(width_of(line.label) for line in lines) + 30)
        sheet = Sheet(width, ROW * lowest + 50)
        axes = sheet.axes(30, 8, names, 34)
        axes.set_xlim(-0.15, max(1, len(days) - 1) + 0.1)
        axes.set_ylim(lowest + 0.5, 0.5)
        axes.set_yticks(
            range(1, lowest + 1), [str(place) for place in range(1, lowest + 1)], fontsize=SMALL, color=SOFT
        )
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=LINE, linewidth=0.7)
        room = max(1, math.ceil(len(days) * 70 / (width - names - 30)))
        ticks = list(range(0, len(days), room))
        axes.set_xticks(ticks, [days[tick] for tick in ticks], fontsize=SMALL)
        free = set(range(1, lowest + 1))
        for number, line in enumerate(lines):
            colour = SERIES[number % len(SERIES)]
            axes.plot(
                [column for column, _ in line.places], [place for _, place in line.places], color=colour, linewidth=1.6
            )
            dots = axes.scatter(
                [column for column, _ in line.places], [place for _, place in line.places], s=34, color=colour, zorder=3
            )
            dots.set_urls([line.href or None] * len(line.places))
            column, place = line.places[-1]
            if place in free and column == len(days) - 1:
                free.discard(place)
                beside(axes, (column, place), fitted(line.label, names - 16), (10, 0), color=INK)
            else:
                beside(axes, (column, place), fitted(line.label, names - 16), (4, 11), color=SOFT, fontsize=9.5)
        return sheet, {line.href: line.label for line in lines}

    return both(name, draw, label)


def terms(name: str, label: str, items: Sequence[Term], ticks: Sequence[tuple[int, str]]) -> Picture:
    """A row for each office: when the one and the other are attested in it.  `ticks` are days with their names."""
    first = min(start for term in items for _, start, _ in term.holders)
    last = max(end for term in items for _, _, end in term.holders)

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        row = 52
        sheet = Sheet(width, row * len(items) + 30)
        axes = sheet.axes(8, 0, 8, 28)
        span = max(1, last - first)
        axes.set_xlim(first - span * 0.01, last + span * 0.01)
        axes.set_ylim(len(items), 0)
        axes.set_yticks([])
        each = max(1, math.ceil(len(ticks) * TICK_ROOM / width))
        shown = ticks[::each]
        axes.set_xticks([day for day, _ in shown], [words for _, words in shown], fontsize=SMALL)
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=LINE, linewidth=0.7)
        least = span * 4 / (width - 16)
        for place, term in enumerate(items):
            beside(axes, (first, place + 0.24), fitted(term.office, width - 20), (0, 0))
            for holder, (words, start, end) in enumerate(term.holders):
                line = place + (0.5 if holder == 0 else 0.79)
                bar = axes.barh(line, max(least, end - start), left=start, height=0.25, color=SERIES[holder])
                bar.patches[0].set_url(term.href or None)
                room = width_of(words) * span / (width - 16)
                if end + room < last:
                    beside(axes, (max(end, start + least), line), words, (4, 0), color=SOFT, fontsize=SMALL)
                elif start - room > first:
                    beside(axes, (start, line), words, (-4, 0), color=SOFT, fontsize=SMALL, ha="right")
                else:
                    beside(axes, (start, line), words, (4, 0), color=PAPER, fontsize=SMALL)
        return sheet, {term.href: f"{term.office}: {term.holders[0][0]}, {term.holders[1][0]}" for term in items}

    return both(name, draw, label)
