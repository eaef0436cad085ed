"""What a reader judged of meetings: which are one, and which are not, whatever speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Meeting, Reading
from kg.resolve.judgements import Judgement
from kg.resolve.meeting_traces import Tie, Trace, trace
from kg.resolve.reprints import place
from kg.resolve.sessions import with_meetings


def judged_meetings(
    readings: Sequence[Reading], judgements: Sequence[Judgement]
) -> tuple[tuple[Reading, ...], tuple[Tie, ...], tuple[tuple[str, str], ...]]:
    """`readings`, the ties between meetings judged the same, and the pairs of keys judged different.

    Meetings that are judged different but share a key have keys of their own in the readings that come back.
    Judgements on people, and on meetings that are not in `readings`, are passed over.
    """
    whole = _Shelf(readings)
    for judgement in judgements:
        if judgement.verdict == "different" and (found := whole.both(judgement)) and found[0].key == found[1].key:
            whole.part(judgement.second, found[1].key)
    ties, apart = [], []
    for judgement in judgements:
        if found := whole.both(judgement):
            first, second = found
            if judgement.verdict == "different":
                apart.append((first.key, second.key))
            elif first.key != second.key:
                a, b = whole.trace(judgement.first, first), whole.trace(judgement.second, second)
                ties.append(Tie(a, b, "judged-same", judgement.authority))
    return whole.readings(), tuple(ties), tuple(apart)


class _Shelf:
    """The readings by their documents, in which meetings are looked up by name."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._order = [place(reading) for reading in readings]
        self._at = {place(reading): reading for reading in readings}
        self._numbers: dict[str, list[int]] = {}
        for source, number in sorted(self._at):
            self._numbers.setdefault(source, []).append(number)

    def readings(self) -> tuple[Reading, ...]:
        return tuple(self._at[at] for at in self._order)

    def both(self, judgement: Judgement) -> tuple[Meeting, Meeting] | None:
        """The two meetings that a judgement is about; None where one is not there or not the only one of its name."""
        names = judgement.names
        first, second = self._meeting(judgement.first, names[0]), self._meeting(judgement.second, names[1])
        return (first, second) if first is not None and second is not None else None

    def trace(self, source: str, meeting: Meeting) -> Trace:
        return next(trace(meeting, reading) for reading in self._of(source) if meeting in reading.meetings)

    def part(self, source: str, key: str) -> None:
        """Give the meeting of one document a key of its own."""
        for reading in self._of(source):
            self._at[place(reading)] = with_meetings(reading, {key: f"{key}|{source}"}, {})

    def _of(self, source: str) -> Iterator[Reading]:
        return (self._at[source, number] for number in self._numbers.get(source, ()))

    def _meeting(self, source: str, name: str) -> Meeting | None:
        called = [m for r in self._of(source) for m in r.meetings if name in (m.name, m.label, *m.aliases)]
        meant = [m for m in called if m.reported] or called
        return meant[0] if len({m.key for m in meant}) == 1 else None
