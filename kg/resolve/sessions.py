"""Numbered sessions of the organs of the centre: one session is one meeting, whatever the articles call it.

党的二十届三中全会 and 中国共产党第二十届中央委员会第三次全体会议 are one; a name without its 届 (三中全会) is left
open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kg.model import Meeting, Reading

_N = r"[一二三四五六七八九十]{1,3}"
_SESSIONS = (
    (
        rf"(?:党的|中共|中国共产党)?第?(?P<term>{_N})届(?:中央委员会)?第?(?P<n>{_N})(?:中全会|次全体会议|次全会)",
        "中国共产党第{term}届中央委员会第{n}次全体会议",
    ),
    (
        rf"(?:党的|中共|中国共产党)?第?(?P<term>{_N})届中央(?:纪委|纪律检查委员会)第?(?P<n>{_N})次(?:全会|全体会议)",
        "中国共产党第{term}届中央纪律检查委员会第{n}次全体会议",
    ),
    (
        rf"第?(?P<term>{_N})届全国(?:人大|人民代表大会)第?(?P<n>{_N})次会议",
        "第{term}届全国人民代表大会第{n}次会议",
    ),
    (
        rf"第?(?P<term>{_N})届全国(?:人大常委会|人民代表大会常务委员会)第?(?P<n>{_N})次会议",
        "第{term}届全国人民代表大会常务委员会第{n}次会议",
    ),
    (
        rf"(?:全国政协(?P<term>{_N})届|政协第(?P<term2>{_N})届全国委员会)第?(?P<n>{_N})次会议",
        "中国人民政治协商会议第{term}届全国委员会第{n}次会议",
    ),
    (
        rf"(?:全国政协(?P<term>{_N})届常委会|政协第(?P<term2>{_N})届全国委员会常务委员会)第?(?P<n>{_N})次会议",
        "中国人民政治协商会议第{term}届全国委员会常务委员会第{n}次会议",
    ),
)
_COMPILED = tuple((re.compile(pattern), name) for pattern, name in _SESSIONS)
_MISREAD = re.compile("^[好对]")


def session(name: str) -> str | None:
    """The full name of the session that `name` means, or None where it is none of the organs', or not numbered."""
    bare = _MISREAD.sub("", name)
    for pattern, full in _COMPILED:
        if match := pattern.fullmatch(bare):
            parts = match.groupdict()
            return full.format(term=parts["term"] or parts.get("term2"), n=parts["n"])
    return None


def join_sessions(readings: Iterable[Reading]) -> Iterator[Reading]:
    """`readings` with one key for each session; each goes by itself, so the work can be spread."""
    for reading in readings:
        moved = {m.key: full for m in reading.meetings if (full := session(m.name)) is not None}
        yield with_meetings(reading, moved, moved) if moved else reading


def with_meetings(reading: Reading, moved: Mapping[str, str], labels: Mapping[str, str]) -> Reading:
    """The reading with other keys for some of its meetings, and labels for some, both by the key they had.

    What an article reports under one name and mentions under another is a meeting that it reports.
    """

    def key(old: str) -> str:
        return moved.get(old, old)

    reported = {key(m.key): m.kind for m in reading.meetings if m.reported}

    def meeting(old: Meeting) -> Meeting:
        new = key(old.key)
        kind = reported.get(new, old.kind) if not old.reported else old.kind
        label = labels.get(old.key, old.label)
        return replace(old, key=new, label=label, reported=new in reported, kind=kind)

    return replace(
        reading,
        meetings=tuple(map(meeting, reading.meetings)),
        details=tuple(replace(d, meeting=key(d.meeting)) for d in reading.details),
        participations=tuple(replace(p, meeting=key(p.meeting)) for p in reading.participations),
        utterances=tuple(
            replace(
                u,
                meeting=key(u.meeting) if u.meeting else None,
                speaker=replace(u.speaker, ref=key(u.speaker.ref))
                if u.speaker.kind == "meeting" and u.speaker.ref
                else u.speaker,
            )
            for u in reading.utterances
        ),
        studies=tuple(
            replace(s, meeting=key(s.meeting), target=key(s.target) if s.target else None) for s in reading.studies
        ),
        cascades=tuple(replace(c, meeting=key(c.meeting), target=key(c.target)) for c in reading.cascades),
    )
