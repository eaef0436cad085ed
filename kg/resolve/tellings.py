"""One meeting told by several articles is one meeting, and an article printed twice is one telling of it.

A name alone proves nothing: 座谈会 is held every day.  What does is the day, a name that is the same or a shortened
form of the other, and beside both the convening body, the chair, or several of those present; or a text that is the
same to the letter.  What has none of these stays apart.  Meetings are compared day by day, from traces alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from kg.model import MeetingKind, Reading, Reprint
from kg.recognise.lexicon import lexicon
from kg.resolve.groups import Groups
from kg.resolve.judged_meetings import judged_meetings
from kg.resolve.judgements import Judgement
from kg.resolve.meeting_traces import Tie, Trace, against, normal_name, traces
from kg.resolve.reprints import place, reprints
from kg.resolve.series import full_name, is_regular, jurisdiction
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


def join_tellings(readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> tuple[Reading, ...]:
    """`readings` with one key for each meeting that several of them tell, and the grounds; reprints are marked.

    People must have their keys across documents already.  `judgements` overrule the evidence.  The outcome does not
    depend on the order of the readings.
    """
    readings, judged, apart = judged_meetings(readings, judgements)
    printed = dict(reprints(readings))
    by_article = {place(reading): tuple(traces(reading)) for reading in readings}
    told = sorted((t for found in by_article.values() for t in found), key=Trace.order)
    groups = Groups(told, apart)
    groups.join([*judged, *_by_text(readings, printed, by_article), *by_day(told)])
    groups.join(_named_again(readings, told, groups))
    return tuple(_joined(reading, printed.get(place(reading)), groups) for reading in readings)


def _by_text(
    readings: Iterable[Reading],
    printed: dict[tuple[str, int], Reprint],
    by_article: dict[tuple[str, int], tuple[Trace, ...]],
) -> Iterator[Tie]:
    """The meetings of a reprint, one by one, with those of the article that it repeats."""
    for reading in readings:
        if reprint := printed.get(place(reading)):
            here, there = by_article[place(reading)], by_article[reprint.other, reprint.article]
            if [(t.name, t.kind) for t in here] == [(t.name, t.kind) for t in there]:
                for a, b in zip(there, here, strict=True):
                    yield Tie(a, b, "same-text", reprint.words)


# Evidence


def by_day(traces: Iterable[Trace]) -> Iterator[Tie]:
    """The ties among the meetings of one day, kind and noun; each such set goes by itself."""
    days: dict[tuple[str, MeetingKind, str], list[Trace]] = {}
    for trace in traces:
        if trace.kind is not MeetingKind.INSTRUCTION:
            for day in trace.days:
                days.setdefault((day, trace.kind, trace.name[-_TWO:]), []).append(trace)
    for key in sorted(days):
        for a, b in combinations(days[key], 2):
            if a.key != b.key and (tie := tied(a, b)):
                yield tie


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
    names = [key.partition("|")[0] for key in keys[:_THREE]]
    more = f" and {len(keys) - _THREE} more" if len(keys) > _THREE else ""
    return "、".join(names) + more


def _named_again(readings: Iterable[Reading], told: Iterable[Trace], groups: Groups) -> Iterator[Tie]:
    """A meeting that is only named, or told of without its day, in the weeks after the one meeting of that name."""
    held: dict[str, list[Trace]] = {}
    for trace in told:
        if trace.days:
            held.setdefault(full_name(trace.name, trace.body), []).append(trace)
    undated = {(t.key, t.article): t for t in told if not t.days}
    for reading in readings:
        day, at = reading.article.document.published or "", place(reading)
        for m in (m for m in reading.meetings if not m.reported or (m.key, at) in undated):
            name = normal_name(m)
            where, _ = jurisdiction(m.name, reading)
            if len(name) < _SHORTEST_NAME or _SEVERAL.search(name):
                continue
            if not _NUMBERED.search(name) and (not where or is_regular(name)):
                continue
            same = held.get(full_name(name, where), ())
            near = [t for t in same if t.body == where and _just_before(t.days[0], day)]
            if near and len({groups.of(t.key) for t in near}) == 1:
                named = replace(near[0], key=m.key, article=at, words=m.name, days=(), published=day)
                words = f"the one {m.name} in the {_NEWS_OF} days before, on {near[0].days[0]}"
                yield Tie(near[0], undated.get((m.key, at), named), "named-again", words)


def _just_before(held: str, day: str) -> bool:
    try:
        return 0 <= (date.fromisoformat(day) - date.fromisoformat(held)).days <= _NEWS_OF
    except ValueError:
        return False


def _joined(reading: Reading, reprint: Reprint | None, groups: Groups) -> Reading:
    keys = {m.key: groups.of(m.key) for m in reading.meetings}
    moved = {old: new for old, new in keys.items() if old != new}
    labels = {old: label for old in keys if (label := groups.label(old)) is not None}
    tellings = tuple(
        replace(telling, meeting=keys[telling.meeting])
        for m in reading.meetings
        for telling in groups.ties.get((m.key, place(reading)), ())
    )
    if not moved and not labels and not tellings and reprint is None:
        return reading
    return replace(with_meetings(reading, moved, labels), tellings=tellings, reprint=reprint)
