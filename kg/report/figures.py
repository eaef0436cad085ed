"""Facts -> pictures.  Each is drawn twice: wide, and narrow for a phone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.report.svg import INK, LINE, PAPER, SERIES, SIZE, SOFT, Sheet, drawing, fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

WIDE, NARROW = 720, 340
"""Pixels."""

_ROW = 22
_SMALL = 11.0
_TICK_ROOM = 58
_NAMES = 0.4
"""The most of a picture's width that names at its left may take; longer ones stand above their rows."""

_THICK = 10
"""Lines of fewer shared meetings than this are never drawn as thick as a line can be."""

_FEWEST_COLUMNS = 12
"""Fewer columns than this are not drawn wider."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as two SVG elements, of which the page shows the one that has room."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `told` stands at its end, `href` is what it leads to, `colour` one of `SERIES` by place."""

    label: str
    value: float
    told: str
    href: str = ""
    colour: int = 0


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


def both(name: str, draw: Callable[[int], tuple[Sheet, Mapping[str, str]]], label: str) -> Picture:
    """What `draw` makes of the two widths, under names of their own."""
    with drawing():
        sheets = [(sheet, titles) for sheet, titles in map(draw, (WIDE, NARROW))]
        wide, narrow = (
            sheet.svg(f"{name}-{size}", label, titles) for size, (sheet, titles) in zip("wn", sheets, strict=True)
        )
    return Picture(wide, narrow)


def bars(name: str, label: str, items: Sequence[Bar]) -> Picture:
    """Bars that lie, the first on top; names that are long stand above their bars."""
    longest = max(width_of(item.label) for item in items)

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        above = longest + 14 > _NAMES * width
        left, row = (8.0, 42) if above else (longest + 14, _ROW)
        sheet = Sheet(width, row * len(items) + 8)
        axes = sheet.axes(left, 4, 12 + max(width_of(item.told) for item in items), 4)
        axes.set_xlim(0, max(1e-9, *(item.value for item in items)))
        axes.set_ylim(len(items) - 0.5, -0.5)
        axes.set_axis_off()
        for place, item in enumerate(items):
            at = place + 0.22 if above else place
            bar = axes.barh(at, item.value, height=0.34 if above else 0.66, color=SERIES[item.colour % len(SERIES)])
            bar.patches[0].set_url(item.href or None)
            _text(axes, (item.value, at), item.told, (5, 0), color=SOFT)
            if above:
                _text(axes, (0, place - 0.2), fitted(item.label, width - 16), (0, 0))
            else:
                _text(axes, (0, at), item.label, (-8, 0), ha="right")
        return sheet, {item.href: f"{item.label}: {item.told}" for item in items}

    return both(name, draw, label)


def columns(
    name: str, label: str, months: Sequence[str], rows: Sequence[tuple[str, Sequence[Sequence[Bar]]]]
) -> Picture:
    """Columns by month, rows of them under one another; a column's bars stand on each other, a row has its own scale.

    A row's name stands above it, "" for none.
    """

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        tall, head = (220 if len(rows) == 1 else 56), (24 if any(title for title, _ in rows) else 8)
        height = len(rows) * (tall + head) + 30
        sheet = Sheet(width, height)
        titles = {}
        for place, (title, stacks) in enumerate(rows):
            top = place * (tall + head) + head
            axes = sheet.axes(40, top, 8, height - top - tall)
            most = max(1, *(sum(bar.value for bar in stack) for stack in stacks))
            axes.set_xlim(-0.6, max(len(months), _FEWEST_COLUMNS) - 0.4)
            axes.set_ylim(0, most * 1.04)
            steps = _steps(most) if len(rows) == 1 else [most]
            axes.set_yticks(steps, [f"{step:g}" for step in steps], fontsize=_SMALL, color=SOFT)
            axes.set_axisbelow(True)
            axes.grid(axis="y", color=LINE, linewidth=0.7)
            axes.axhline(0, color=SOFT, linewidth=0.8)
            axes.set_xticks([])
            for at, stack in enumerate(stacks):
                base = 0.0
                for bar in stack:
                    drawn = axes.bar(at, bar.value, bottom=base, width=0.8, color=SERIES[bar.colour % len(SERIES)])
                    drawn.patches[0].set_url(bar.href or None)
                    titles[bar.href] = bar.told
                    base += bar.value
            if title:
                _text(axes, (-0.6, most * 1.04), title, (0, 9))
            if place == len(rows) - 1:
                ticks = _month_ticks(months, width - 48)
                axes.set_xticks(ticks, [months[tick] for tick in ticks], fontsize=_SMALL)
        return sheet, titles

    return both(name, draw, label)


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
        size = _SMALL if width >= WIDE else 9.0
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
        sheet = Sheet(width, _ROW * lowest + 50)
        axes = sheet.axes(30, 8, names, 34)
        axes.set_xlim(-0.15, max(1, len(days) - 1) + 0.1)
        axes.set_ylim(lowest + 0.5, 0.5)
        axes.set_yticks(
            range(1, lowest + 1), [str(place) for place in range(1, lowest + 1)], fontsize=_SMALL, color=SOFT
        )
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=LINE, linewidth=0.7)
        room = max(1, math.ceil(len(days) * 70 / (width - names - 30)))
        ticks = list(range(0, len(days), room))
        axes.set_xticks(ticks, [days[tick] for tick in ticks], fontsize=_SMALL)
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
                _text(axes, (column, place), fitted(line.label, names - 16), (10, 0), color=INK)
            else:
                _text(axes, (column, place), fitted(line.label, names - 16), (4, 11), color=SOFT, fontsize=9.5)
        return sheet, {line.href: line.label for line in lines}

    return both(name, draw, label)


def dots(name: str, label: str, months: Sequence[str], items: Sequence[tuple[Bar, Mapping[str, int]]]) -> Picture:
    """A row for each phrase, a dot for each month, its area the number of uses."""
    most = max(uses for _, by_month in items for uses in by_month.values())
    at = {month: place for place, month in enumerate(months)}

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        narrow = width < WIDE
        names = 8.0 if narrow else min(0.34 * width, max(width_of(item.label) for item, _ in items) + 14)
        row = 38 if narrow else _ROW + 2
        sheet = Sheet(width, row * len(items) + 34)
        axes = sheet.axes(names, 4, 14 + max(width_of(item.told) for item, _ in items), 30)
        axes.set_xlim(-0.8, len(months) - 0.2)
        axes.set_ylim(len(items) - 0.5, -0.5)
        axes.set_yticks([])
        ticks = _month_ticks(months, width - names - 40)
        axes.set_xticks(ticks, [months[tick] for tick in ticks], fontsize=_SMALL)
        for place, (item, by_month) in enumerate(items):
            line = place + 0.2 if narrow else place
            axes.plot([-0.8, len(months) - 0.2], [line, line], color=LINE, linewidth=0.7, zorder=1)
            found = [(at[month], uses) for month, uses in by_month.items() if month in at]
            spots = axes.scatter(
                [month for month, _ in found],
                [line] * len(found),
                s=[round(max(9.0, 320 * uses / most), 1) for _, uses in found],
                color=SERIES[0],
                alpha=0.8,
                zorder=2,
            )
            spots.set_urls([item.href or None] * len(found))
            _text(axes, (len(months) - 0.2, line), item.told, (6, 0), color=SOFT)
            if narrow:
                _text(axes, (-0.8, place - 0.28), fitted(item.label, width - 60), (0, 0))
            else:
                _text(axes, (-0.8, line), fitted(item.label, names - 12), (-8, 0), ha="right")
        return sheet, {item.href: f"{item.label}: {item.told}" for item, _ in items}

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
        each = max(1, math.ceil(len(ticks) * _TICK_ROOM / width))
        shown = ticks[::each]
        axes.set_xticks([day for day, _ in shown], [words for _, words in shown], fontsize=_SMALL)
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=LINE, linewidth=0.7)
        least = span * 4 / (width - 16)
        for place, term in enumerate(items):
            _text(axes, (first, place + 0.24), fitted(term.office, width - 20), (0, 0))
            for holder, (words, start, end) in enumerate(term.holders):
                line = place + (0.5 if holder == 0 else 0.79)
                bar = axes.barh(line, max(least, end - start), left=start, height=0.25, color=SERIES[holder])
                bar.patches[0].set_url(term.href or None)
                room = width_of(words) * span / (width - 16)
                if end + room < last:
                    _text(axes, (max(end, start + least), line), words, (4, 0), color=SOFT, fontsize=_SMALL)
                elif start - room > first:
                    _text(axes, (start, line), words, (-4, 0), color=SOFT, fontsize=_SMALL, ha="right")
                else:
                    _text(axes, (start, line), words, (4, 0), color=PAPER, fontsize=_SMALL)
        return sheet, {term.href: f"{term.office}: {term.holders[0][0]}, {term.holders[1][0]}" for term in items}

    return both(name, draw, label)


def _text(axes: Axes, at: tuple[float, float], words: str, away: tuple[float, float], **style: Any) -> None:
    """Words beside a point of the axes, so many pixels away."""
    style.setdefault("ha", "left")
    axes.annotate(words, at, xytext=away, textcoords="offset pixels", va="center", annotation_clip=False, **style)


def _steps(most: float) -> list[int]:
    """A few round numbers up to `most`."""
    step = next(size for size in _round_numbers() if most / size <= 5)
    return list(range(0, int(most) + 1, step))


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _month_ticks(months: Sequence[str], room: float) -> list[int]:
    """Which months are named: evenly, at the beginning of a year where years are, as many as have room."""
    each = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / n * _TICK_ROOM <= room), 240)
    start = next((place for place, month in enumerate(months) if each > 2 and month.endswith("-01")), 0) % each
    return list(range(start, len(months), each))
