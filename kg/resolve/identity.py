"""Who is who across documents: the same name is one person only where evidence says so.

Within a document a name is one person.  Across documents a name alone proves nothing.  What does is, in this order: the
judgement of a reader; the same post, where few hold it; posts of one body or of the leadership of one place; a title
that the one post fits; the company in a list; a leading post that everybody knows.  Whoever has none of these stays
apart, and where something still speaks for one person, a candidate link says what.

Names are resolved one by one, from traces alone (see `kg.resolve.traces`), so that the work can be spread by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Candidate, Identification, Membership, Reading
from kg.resolve.grounds import (
    by_body,
    by_career,
    by_company,
    by_high_posts,
    by_institution,
    by_longer_form,
    by_office_abroad,
    by_open_post,
    by_post_of_many,
    by_rare_name,
    by_session,
    by_short_form,
    by_state,
    by_top_posts,
    by_words_beside,
)
from kg.resolve.judgements import Judgement
from kg.resolve.people import People, Resolved, Tie
from kg.resolve.traces import Trace, merged, traces, with_offices


def identify(
    readings: Sequence[Reading], judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Reading, ...], tuple[Candidate, ...]]:
    """`readings` of any number of documents with one key for each person, and who may be one person but is kept apart.

    Every post gets its normal form, and every person who is known from another document the grounds for it.  The
    outcome does not depend on the order of the readings.
    """
    normal: list[Reading] = []
    by_name: dict[str, dict[str, Trace]] = {}
    for reading, states in with_offices(readings):
        normal.append(reading)
        for trace in traces(reading, states):
            known = by_name.setdefault(trace.name, {})
            known[trace.key] = merged(known[trace.key], trace) if trace.key in known else trace
    judged: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        judged.setdefault(judgement.name, []).append(judgement)
    keys: dict[str, str] = {}
    ties: dict[str, Tie] = {}
    candidates: list[Candidate] = []
    foreigners: set[str] = set()
    natives: set[str] = set()
    for name in sorted(by_name):
        resolved = resolve_name(tuple(by_name[name].values()), judged.get(name, ()))
        keys |= resolved.keys
        ties |= resolved.ties
        candidates += resolved.candidates
        foreigners |= resolved.foreigners
        natives |= resolved.natives
    rekeyed = (_rekeyed(reading, keys, ties) for reading in normal)
    return tuple(_cleared(reading, foreigners, natives) for reading in rekeyed), tuple(candidates)


def resolve_name(found: Sequence[Trace], judgements: Sequence[Judgement] = ()) -> Resolved:
    """Who is who among the traces of one name; pure, and the same for any order of `found`."""
    people = People(sorted(found, key=Trace.order), judgements)
    people.by_judgement()
    people.by_post()
    people.by_circle()
    people.by_pairs(by_longer_form, by_short_form, by_body, by_post_of_many, by_institution, by_open_post)
    people.by_pairs(by_career, by_top_posts, by_high_posts)
    if people.of_one_state():
        people.by_pairs(by_state, by_office_abroad)
    for _ in range(2):
        people.by_circumstance()
    people.by_pairs(by_session, by_words_beside, by_company, by_rare_name)
    return people.resolved()


def _cleared(reading: Reading, foreigners: set[str], natives: set[str]) -> Reading:
    """The reading without normal forms that are not the person's: 国家主席 of a foreigner is no office of China."""

    def belongs(membership: Membership) -> bool:
        office = membership.office
        if office is None:
            return True
        central = office.level == "central" and office.body is not None
        return not (central and membership.person in foreigners) and not (office.state and membership.person in natives)

    if all(belongs(m) for m in reading.memberships):
        return reading
    memberships = tuple(m if belongs(m) else replace(m, office=None) for m in reading.memberships)
    return replace(reading, memberships=memberships)


def _rekeyed(reading: Reading, keys: dict[str, str], ties: dict[str, Tie]) -> Reading:
    """The reading with the new key of everybody, and the grounds for those who are known from elsewhere."""

    def key(old: str) -> str:
        return keys.get(old, old)

    return replace(
        reading,
        people=tuple(replace(p, key=key(p.key)) for p in reading.people),
        participations=tuple(replace(p, person=key(p.person)) for p in reading.participations),
        memberships=tuple(replace(m, person=key(m.person)) for m in reading.memberships),
        utterances=tuple(
            replace(u, speaker=replace(u.speaker, ref=key(u.speaker.ref)))
            if u.speaker.kind == "person" and u.speaker.ref
            else u
            for u in reading.utterances
        ),
        identifications=tuple(
            Identification(key(p.key), tie.rule, tie.words, tie.other)
            for p in reading.people
            if (tie := ties.get(p.key)) is not None
        ),
    )
