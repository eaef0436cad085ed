"""Which meetings are held to be one: ties are applied the strongest first, unless something speaks against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Telling
from kg.resolve.meeting_traces import Tie, Trace, against

RULES = ("judged-same", "same-text", "same-chair", "same-company", "same-body", "same-name", "named-again")
"""What ties two meetings, the strongest first."""
_JUDGED = RULES[0]


class Groups:
    """Keys that are held to mean one meeting, with the ties that say so."""

    def __init__(self, traces: Iterable[Trace], apart: Sequence[tuple[str, str]] = ()) -> None:
        """`apart` are pairs of keys that a reader judged to be different meetings."""
        self._apart = apart
        self.members: dict[str, list[Trace]] = {}
        for trace in traces:
            self.members.setdefault(trace.key, []).append(trace)
        self._of = {key: key for key in self.members}
        self.ties: dict[tuple[str, tuple[str, int]], list[Telling]] = {}

    def of(self, key: str) -> str:
        """The key of the whole group."""
        return self._of.get(key, key)

    def label(self, key: str) -> str | None:
        """The fullest name in a group of several."""
        group = self.members.get(self.of(key), ())
        names = {t.words for t in group}
        return max(sorted(names), key=len) if len(names) > 1 else None

    def join(self, ties: Iterable[Tie]) -> None:
        """Apply `ties`, the strongest first; one that would join what something speaks against is passed over."""
        for tie in sorted(ties, key=lambda t: (RULES.index(t.rule), t.first.order(), t.second.order())):
            for trace in (tie.first, tie.second):
                self.members.setdefault(trace.key, [trace])
                self._of.setdefault(trace.key, trace.key)
            a, b = self.of(tie.first.key), self.of(tie.second.key)
            if a == b or self._forbidden(a, b) or (tie.rule != _JUDGED and self._at_odds(a, b)):
                continue
            earlier, later = sorted((tie.first, tie.second), key=Trace.order)
            if tie.rule == "named-again":
                earlier, later = tie.first, tie.second
            telling = Telling(later.key, tie.rule, tie.words, earlier.article[0])
            self.ties.setdefault((later.key, later.article), []).append(telling)
            self._merge(a, b)

    def _forbidden(self, a: str, b: str) -> bool:
        return any({self.of(x), self.of(y)} == {a, b} for x, y in self._apart)

    def _at_odds(self, a: str, b: str) -> bool:
        return any(against(x, y) for x in self.members[a] for y in self.members[b])

    def _merge(self, a: str, b: str) -> None:
        group = sorted([*self.members.pop(a), *self.members.pop(b)], key=lambda t: (not t.days, t.order()))
        self.members[group[0].key] = group
        for trace in group:
            self._of[trace.key] = group[0].key
