"""The classes of the vocabulary as an inline SVG: what articles say on both sides, what they speak of in the middle.

A box lists the properties of its class whose values are things.  A line leads from each to the class of its values.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ontology import Constraint

MIDDLE = (
    "schema:NewsArticle",
    "nif:OffsetBasedString",
    "schema:Event",
    "foaf:Person",
    "org:Post",
    "org:Organization",
    "schema:CreativeWork",
    "skos:Concept",
)
LEFT = (
    "kg:Report",
    "kg:Reference",
    "kg:Detail",
    "kg:Participation",
    "org:Membership",
    "kg:Tenure",
    "kg:Finding",
    "kg:Study",
    "kg:Cascade",
    "kg:Authorship",
)
RIGHT = (
    "kg:Reprint",
    "kg:Telling",
    "kg:Identification",
    "kg:Candidate",
    "kg:SpeechAct",
    "kg:Directive",
    "kg:Statement",
    "kg:Citation",
    "kg:SloganUse",
    "kg:Issue",
)
COLOURS = ("#7a7a7a", "#a06a00", "#c2410c", "#1d6fb8", "#0f7f6c", "#6b4fbb", "#b0307a", "#5c7a10")
# What every claim has is said once, in words.
EVERYWHERE = ("kg:evidence", "nif:referenceContext")

_WIDE, _NARROW, _GAP = 266, 256, 106
_HEAD, _ROW, _PAD, _APART = 26, 19, 6, 16
_TOP = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A class and where it is drawn; `rows` are its properties with the classes of their values."""

    name: str
    address: str
    x: int
    y: int
    width: int
    rows: tuple[tuple[Constraint, tuple[str, ...]], ...]

    @property
    def height(self) -> int:
        """The height of the head and all rows."""
        return _HEAD + (len(self.rows) * _ROW + _PAD if self.rows else 0)

    def row(self, index: int) -> int:
        """The height at which the middle of a row lies."""
        return self.y + _HEAD + index * _ROW + _ROW // 2 + 2


def diagram(classes: Mapping[str, tuple[str, Sequence[Constraint]]], labels: Mapping[str, Mapping[str, str]]) -> str:
    """The SVG of `classes`: each with its address and the constraints of its shape.  Labels are in both languages."""
    missing = [name for name in (*LEFT, *RIGHT) if name not in classes]
    if missing:
        raise ValueError(f"docs/diagram.py: no such class: {missing}")
    left = _column(LEFT, 0, _WIDE, classes)
    middle = _column(MIDDLE, _WIDE + _GAP, _NARROW, classes)
    right = _column(RIGHT, _WIDE + _NARROW + 2 * _GAP, _WIDE, classes)
    height = max(column[-1].y + column[-1].height for column in (left, middle, right)) + _TOP
    middle = _spread(middle, height)
    width = 2 * (_WIDE + _GAP) + _NARROW
    targets = {box.name: (box, COLOURS[place]) for place, box in enumerate(middle)}
    parts = [part for box in (*left, *right) for part in _lines(box, targets)]
    parts += [part for box in (*left, *middle, *right) for part in _drawn(box, labels, targets)]
    return (
        f'<svg viewBox="-1 0 {width + 2} {height}" width="{width + 2}" height="{height}" role="img" '
        f'aria-labelledby="diagram-title">\n<title id="diagram-title">Classes and what links them · 类与联系</title>\n'
        + "\n".join(parts)
        + "\n</svg>"
    )


def _column(
    names: Sequence[str], x: int, width: int, classes: Mapping[str, tuple[str, Sequence[Constraint]]]
) -> list[Box]:
    boxes, y = [], _TOP
    for name in names:
        address, constraints = classes.get(name, ("", ()))
        linked = [(c, tuple(v.text for v in c.values if v.text in classes or v.text in MIDDLE)) for c in constraints]
        rows = tuple((c, values) for c, values in linked if values and c.path.text not in EVERYWHERE)
        boxes.append(Box(name, address, x, y, width, rows))
        y += boxes[-1].height + _APART
    return boxes


def _spread(column: list[Box], height: int) -> list[Box]:
    """The boxes over the whole height, with the same space between any two."""
    space = (height - 2 * _TOP - sum(box.height for box in column)) // (len(column) - 1)
    spread, y = [], _TOP
    for box in column:
        spread.append(Box(box.name, box.address, box.x, y, box.width, box.rows))
        y += box.height + space
    return spread


def _lines(box: Box, targets: Mapping[str, tuple[Box, str]]) -> Iterator[str]:
    for index, (_, values) in enumerate(box.rows):
        if values[0] not in targets:
            continue
        target, colour = targets[values[0]]
        rightward = box.x < target.x
        x, end = (box.x + box.width, target.x) if rightward else (box.x, target.x + target.width)
        y, onto, bend = box.row(index), target.y + _HEAD // 2, (end - x) // 2
        yield (
            f'<path class="line" stroke="{colour}" d="M{x} {y}C{x + bend} {y} {end - bend} {onto} {end} {onto}"/>'
            f'<circle fill="{colour}" cx="{x}" cy="{y}" r="3"/>'
        )


def _drawn(box: Box, labels: Mapping[str, Mapping[str, str]], targets: Mapping[str, tuple[Box, str]]) -> Iterator[str]:
    colour = targets[box.name][1] if box.name in targets else "var(--soft)"
    chinese = labels.get(box.name, {}).get("zh", "")
    words = f'{escape(box.name)}<tspan class="zh" lang="zh" dx="6">{escape(chinese)}</tspan>'
    size = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    yield f'<rect class="box" stroke="{colour}" {size} rx="4"/>'
    yield _linked(box.address, f'<text class="head" x="{box.x + 9}" y="{box.y + 18}">{words}</text>')
    for index, (constraint, values) in enumerate(box.rows):
        tint = targets[values[0]][1] if values[0] in targets else "var(--soft)"
        row = (
            f'<text x="{box.x + 9}" y="{box.row(index) + 4}">{escape(constraint.path.text)}'
            f'<tspan fill="{tint}"> → {escape(" / ".join(values))}</tspan></text>'
        )
        yield _linked(constraint.path.address, row)


def _linked(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>' if address else text
