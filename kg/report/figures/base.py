"""What all pictures share: two widths, words beside points, months along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.report.svg import Sheet, drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes

WIDE, NARROW = 720, 340
"""Pixels."""

ROW = 22
"""Pixels from one row to the next."""

SMALL = 11.0
"""Size of small text in pixels."""

TICK_ROOM = 58
"""Pixels that the name of a month needs."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as two SVG elements, of which the page shows the one that has room."""

    wide: str
    narrow: str


def both(name: str, draw: Callable[[int], tuple[Sheet, Mapping[str, str]]], label: str) -> Picture:
    """What `draw` makes of the two widths, under names of their own."""
    with drawing():
        sheets = [(sheet, titles) for sheet, titles in map(draw, (WIDE, NARROW))]
        wide, narrow = (
            sheet.svg(f"{name}-{size}", label, titles) for size, (sheet, titles) in zip("wn", sheets, strict=True)
        )
    return Picture(wide, narrow)


def beside(axes: Axes, at: tuple[float, float], words: str, away: tuple[float, float], **style: Any) -> None:
    """Words beside a point of the axes, so many pixels away."""
    style.setdefault("ha", "left")
    axes.annotate(words, at, xytext=away, textcoords="offset pixels", va="center", annotation_clip=False, **style)


def month_ticks(months: Sequence[str], room: float) -> list[int]:
    """Which months are named: evenly, at the beginning of a year where years are, as many as have room."""
    each = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / n * TICK_ROOM <= room), 240)
    start = next((place for place, month in enumerate(months) if each > 2 and month.endswith("-01")), 0) % each
    return list(range(start, len(months), each))
