"""What a reader judged of meetings: which are one, and which are not, whatever speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.resolve.judgements import Judgement
from kg.resolve.meeting_traces import Heard, Tie, Told


def judged_meetings(
    articles: Sequence[Told], judgements: Sequence[Judgement]
) -> tuple[tuple[Told, ...], tuple[Tie, ...], tuple[tuple[str, str], ...]]:
    """`articles`, the ties between meetings judged the same, and the pairs of keys judged different.

    Meetings that are judged different but share a key have keys of their own in the articles that come back.
    Judgements on people, and on meetings that are not in `articles`, are passed over.
    """
    whole = _Shelf(articles)
    for judgement in judgements:
        if judgement.verdict == "different" and (found := whole.both(judgement)):
            first, second = (heard.trace for heard in found)
            if first.key == second.key:
                whole.part(judgement.second, second.key)
    ties, apart = [], []
    for judgement in judgements:
        if found := whole.both(judgement):
            first, second = (heard.trace for heard in found)
            if judgement.verdict == "different":
                apart.append((first.key, second.key))
            elif first.key != second.key:
                ties.append(Tie(first, second, "judged-same", judgement.authority))
    return whole.articles(), tuple(ties), tuple(apart)


class _Shelf:
    """What articles tell, by their documents, in which meetings are looked up by name."""

    def __init__(self, articles: Sequence[Told]) -> None:
        self._order = [told.article for told in articles]
        self._at = {told.article: told for told in articles}
        self._numbers: dict[str, list[int]] = {}
        for source, number in sorted(self._at):
            self._numbers.setdefault(source, []).append(number)

    def articles(self) -> tuple[Told, ...]:
        return tuple(self._at[at] for at in self._order)

    def both(self, judgement: Judgement) -> tuple[Heard, Heard] | None:
        """The two meetings that a judgement is about; None where one is not there or not the only one of its name."""
        names = judgement.names
        first, second = self._meeting(judgement.first, names[0]), self._meeting(judgement.second, names[1])
        return (first, second) if first is not None and second is not None else None

    def part(self, source: str, key: str) -> None:
        """Give the meeting of one document a key of its own."""
        for told in list(self._of(source)):
            heard = tuple(
                replace(h, trace=replace(h.trace, key=f"{key}|{source}")) if h.trace.key == key else h
                for h in told.heard
            )
            self._at[told.article] = replace(told, heard=heard)

    def _of(self, source: str) -> Iterator[Told]:
        return (self._at[source, number] for number in self._numbers.get(source, ()))

    def _meeting(self, source: str, name: str) -> Heard | None:
        called = [heard for told in self._of(source) for heard in told.heard if name in heard.names]
        meant = [heard for heard in called if heard.reported] or called
        return meant[0] if len({heard.trace.key for heard in meant}) == 1 else None
