"""What the articles of one file say of each other: a meeting that one reports and another only names is one meeting."""

from __future__ import annotations

from msgspec.structs import replace

from kg.model import Reading

_SHORTEST_TELLING_NAME = 8
"""Characters from which a meeting's name tells it apart within one file (会议 and 座谈会 do not)."""


def join(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """`readings` of one document with every meeting that another of them reports under its reported key."""
    reported = {
        m.name: m.key for r in readings for m in r.meetings if m.reported and len(m.name) >= _SHORTEST_TELLING_NAME
    }
    return tuple(_joined(r, reported) for r in readings)


def _joined(reading: Reading, reported: dict[str, str]) -> Reading:
    moved = {m.key: reported[m.name] for m in reading.meetings if not m.reported and m.name in reported}
    if not moved:
        return reading
    return replace(
        reading,
        meetings=tuple(replace(m, key=moved[m.key]) if m.key in moved else m for m in reading.meetings),
        cascades=tuple(replace(c, target=moved.get(c.target, c.target)) for c in reading.cascades),
        studies=tuple(replace(s, target=moved.get(s.target, s.target)) if s.target else s for s in reading.studies),
    )
