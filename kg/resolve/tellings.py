"""One meeting told by several articles is one meeting, and an article printed twice is one telling of it.

A name alone proves nothing: 座谈会 is held every day.  What does is the day, a name that is the same or a shortened
form of the other, and beside both the convening body, the chair, or several of those present; or a text that is the
same to the letter.  What has none of these stays apart.  Meetings are compared day by day, from traces alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from msgspec.structs import replace

from kg.model import MeetingKind, Reading, Reprint, Telling
from kg.recognise.lexicon import lexicon
from kg.resolve.meeting_traces import Tie, Trace, against
from kg.resolve.person import listed
from kg.resolve.series import is_regular
from kg.resolve.sessions import with_meetings

_NEWS_OF = 90
"""Days within which an article that studies a meeting's 精神 means the one that was just held."""
_SHORTEST_NAME = 6
_SHORTEST_TELLING = 8
_OWN_WORDS = 4
"""Characters that a name has besides its noun, from which it is more than 座谈会 or 工作会议."""
_TWO, _THREE = 2, 3
_NUMBERED = re.compile(r"第[一二三四五六七八九十百零\d]+(?:届|次)|(?:19|20)\d\d|\d+周年")
# What makes a part or another day of a meeting, not a shorter name of it.
_OTHER = re.compile(
    "第|届|次|开幕|闭幕|预备|分组|小组|代表团|主席团|论坛|分会|平行|全体|扩大|新闻|欢迎|联组|党组|筹备|前|后"
    "|常务|主席|委员|常委|领导|部门|系统"
)
# What there are several of under one name: delegations deliberate for days, an exhibition tours.
_SEVERAL = re.compile("(?:活动|审议)$")


@dataclass(frozen=True, slots=True)
class Decided:
    """What other articles tell of the meetings of one: new keys and labels by the key it had, and the grounds."""

    moved: dict[str, str]
    labels: dict[str, str]
    tellings: tuple[Telling, ...] = ()
    reprint: Reprint | None = None

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.moved or self.labels or self.tellings or self.reprint)


def with_tellings(reading: Reading, decided: Decided) -> Reading:
    """The reading with what other articles tell of its meetings."""
    if not decided:
        return reading
    joined = with_meetings(reading, decided.moved, decided.labels)
    return replace(joined, tellings=decided.tellings, reprint=decided.reprint)


# Evidence


def comparable(trace: Trace) -> Iterator[tuple[str, str, str]]:
    """The days of a reported meeting, each with kind and noun: only what has one of these in common is compared."""
    if trace.kind is not MeetingKind.INSTRUCTION:
        for day in trace.days:
            yield day, trace.kind.value, trace.name[-_TWO:]


def same_day(traces: Iterable[Trace]) -> Iterator[Tie]:
    """The ties among the meetings of one day, kind and noun."""
    for a, b in combinations(sorted(traces, key=Trace.order), 2):
        if a.key != b.key and (tie := tied(a, b)):
            yield tie


def same_text(there: Sequence[Trace], here: Sequence[Trace], words: str) -> Iterator[Tie]:
    """The meetings of a reprint, one by one, with those of the article that it repeats."""
    if [(t.name, t.kind) for t in here] == [(t.name, t.kind) for t in there]:
        for a, b in zip(there, here, strict=True):
            yield Tie(a, b, "same-text", words)


def tied(first: Trace, second: Trace) -> Tie | None:
    """Why two meetings of one day are one, or None; nothing may speak against it."""
    short, long = sorted((first, second), key=lambda t: (len(t.name), t.order()))
    if not _fits(short.name, long.name) or against(first, second):
        return None
    name = first.words if short.name == long.name else f"{short.words} for {long.words}"
    company = sorted(first.people & second.people)
    if not _has_own_words(short):
        fewer = min(len(first.people), len(second.people))
        if len(company) >= _THREE and _TWO * len(company) >= fewer:
            return Tie(first, second, "same-company", f"{name}, on one day, with {_listed(company)}")
        return None
    if chairs := sorted(first.chairs & second.chairs):
        return Tie(first, second, "same-chair", f"{name}, on one day, under {_listed(chairs)}")
    if len(company) >= _TWO:
        return Tie(first, second, "same-company", f"{name}, on one day, with {_listed(company)}")
    if len(short.name) < _SHORTEST_NAME or first.kind not in (MeetingKind.MEETING, MeetingKind.CEREMONY):
        return None
    if first.body and first.body == second.body:
        return Tie(first, second, "same-body", f"{name}, on one day, of {first.body}")
    if short.name == long.name and len(short.name) >= _SHORTEST_TELLING and _NUMBERED.search(short.name):
        return Tie(first, second, "same-name", f"{name}, on one day: the name has its number or year")
    return None


def _noun(name: str) -> str:
    """The noun that a name ends with: 座谈会, 会议."""
    return next((name[at:] for at in range(len(name)) if name[at:] in lexicon().meeting_nouns), name[-2:])


def _has_own_words(trace: Trace) -> bool:
    return bool(trace.body) or len(trace.name) - len(_noun(trace.name)) >= _OWN_WORDS


def _fits(short: str, long: str) -> bool:
    """Whether `short` is `long`, or `long` with some words left out that make no other meeting of it."""
    if short == long:
        return True
    if short[-_TWO:] != long[-_TWO:]:
        return False
    left, at = "", 0
    for c in long:
        if at < len(short) and c == short[at]:
            at += 1
        else:
            left += c
    return at == len(short) and not _OTHER.search(left)


def _listed(keys: Sequence[str]) -> str:
    return listed([key.partition("|")[0] for key in keys])


def grounds_again(first: Trace, words: str) -> str:
    """Why `words` mean the meeting `first`, the only one of its name in the time before."""
    return f"the one {words} in the {_NEWS_OF} days before, on {first.days[0]}"


def days_before(published: str) -> tuple[str, str] | None:
    """The first and the last day on which a meeting was held that news of a day names; None where that is no day."""
    try:
        day = date.fromisoformat(published)
        return (day - timedelta(days=_NEWS_OF)).isoformat(), day.isoformat()
    except (ValueError, OverflowError):
        return None


def may_be_named_again(m: Trace) -> bool:
    """Whether the name tells which meeting is meant."""
    if len(m.name) < _SHORTEST_NAME or _SEVERAL.search(m.name):
        return False
    return bool(_NUMBERED.search(m.name) or (m.body and not is_regular(m.name)))
