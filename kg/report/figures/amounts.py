"""Pictures of amounts: bars, columns by month, dots by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.report.figures.base import ROW, SMALL, WIDE, Picture, beside, both, month_ticks
from kg.report.svg import LINE, SERIES, SOFT, Sheet, fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NAMES = 0.4
"""The most of a picture's width that names at its left may take; longer ones stand above their rows."""

_FEWEST_COLUMNS = 12
"""Fewer columns than this are not drawn wider."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `told` stands at its end, `href` is what it leads to, `colour` one of `SERIES` by place."""

    label: str
    value: float
    told: str
    href: str = ""
    colour: int = 0


def bars(name: str, label: str, items: Sequence[Bar]) -> Picture:
    """Bars that lie, the first on top; names that are long stand above their bars."""
    longest = max(width_of(item.label) for item in items)

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        above = longest + 14 > _NAMES * width
        left, row = (8.0, 42) if above else (longest + 14, ROW)
        sheet = Sheet(width, row * len(items) + 8)
        axes = sheet.axes(left, 4, 12 + max(width_of(item.told) for item in items), 4)
        axes.set_xlim(0, max(1e-9, *(item.value for item in items)))
        axes.set_ylim(len(items) - 0.5, -0.5)
        axes.set_axis_off()
        for place, item in enumerate(items):
            at = place + 0.22 if above else place
            bar = axes.barh(at, item.value, height=0.34 if above else 0.66, color=SERIES[item.colour % len(SERIES)])
            bar.patches[0].set_url(item.href or None)
            beside(axes, (item.value, at), item.told, (5, 0), color=SOFT)
            if above:
                beside(axes, (0, place - 0.2), fitted(item.label, width - 16), (0, 0))
            else:
                beside(axes, (0, at), item.label, (-8, 0), ha="right")
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
            axes.set_yticks(steps, [f"{step:g}" for step in steps], fontsize=SMALL, color=SOFT)
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
                beside(axes, (-0.6, most * 1.04), title, (0, 9))
            if place == len(rows) - 1:
                ticks = month_ticks(months, width - 48)
                axes.set_xticks(ticks, [months[tick] for tick in ticks], fontsize=SMALL)
        return sheet, titles

    return both(name, draw, label)


def dots(name: str, label: str, months: Sequence[str], items: Sequence[tuple[Bar, Mapping[str, int]]]) -> Picture:
    """A row for each phrase, a dot for each month, its area the number of uses."""
    most = max(uses for _, by_month in items for uses in by_month.values())
    at = {month: place for place, month in enumerate(months)}

    def draw(width: int) -> tuple[Sheet, Mapping[str, str]]:
        narrow = width < WIDE
        # The name of the first month stands below the left end.
        names = 24.0 if narrow else min(0.34 * width, max(width_of(item.label) for item, _ in items) + 14)
        row = 38 if narrow else ROW + 2
        sheet = Sheet(width, row * len(items) + 34)
        axes = sheet.axes(names, 4, 14 + max(width_of(item.told) for item, _ in items), 30)
        axes.set_xlim(-0.8, len(months) - 0.2)
        axes.set_ylim(len(items) - 0.5, -0.5)
        axes.set_yticks([])
        ticks = month_ticks(months, width - names - 40)
        axes.set_xticks(ticks, [months[tick] for tick in ticks], fontsize=SMALL)
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
            beside(axes, (len(months) - 0.2, line), item.told, (6, 0), color=SOFT)
            if narrow:
                beside(axes, (-0.8, place - 0.28), fitted(item.label, width - 60), (0, 0))
            else:
                beside(axes, (-0.8, line), fitted(item.label, names - 12), (-8, 0), ha="right")
        return sheet, {item.href: f"{item.label}: {item.told}" for item, _ in items}

    return both(name, draw, label)


def _steps(most: float) -> list[int]:
    """A few round numbers up to `most`."""
    step = next(size for size in _round_numbers() if most / size <= 5)
    return list(range(0, int(most) + 1, step))


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
