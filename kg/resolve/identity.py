"""Who is who across documents: the same name is one person only where evidence says so.

Within a document a name is one person.  Across documents a name alone proves nothing.  What does is, in this order: the
judgement of a reader; the same post, where few hold it; posts of one body or of the leadership of one place; a title
that the one post fits; the company in a list; a leading post that everybody knows.  Whoever has none of these stays
apart, and where something still speaks for one person, a candidate link says what.

Names are resolved one by one, from traces alone (see `kg.resolve.traces`), so that the work can be spread by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kg.model import Candidate, Identification, Membership, Office, Reading, Utterance
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


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody in one document is: the key across documents, and why, where it is known from another document.

    A `foreigner` holds no posts of China, a `native` none of another state.
    """

    key: str
    tie: Tie | None = None
    foreigner: bool = False
    native: bool = False


def identify(
    readings: Sequence[Reading], judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Reading, ...], tuple[Candidate, ...]]:
    """`readings` of any number of documents with one key for each person, and who may be one person but is kept apart.

    Every post gets its normal form, and every person who is known from another document the grounds for it.  The
    outcome does not depend on the order of the readings.
    """
    normal, found = traced(readings)
    by_name: dict[str, list[Trace]] = {}
    for trace in found:
        by_name.setdefault(trace.name, []).append(trace)
    judged: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        judged.setdefault(judgement.name, []).append(judgement)
    known: dict[str, Identity] = {}
    candidates: list[Candidate] = []
    for name in sorted(by_name):
        resolved = resolve_name(by_name[name], judged.get(name, ()))
        known |= identities(resolved)
        candidates += resolved.candidates
    return tuple(identified(reading, known) for reading in normal), tuple(candidates)


def traced(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], tuple[Trace, ...]]:
    """The readings with the normal forms of their posts, and one trace of each person in each document."""
    normal: list[Reading] = []
    known: dict[str, Trace] = {}
    for reading, states in with_offices(readings):
        normal.append(reading)
        for trace in traces(reading, states):
            known[trace.key] = merged(known[trace.key], trace) if trace.key in known else trace
    return tuple(normal), tuple(known.values())


def identities(resolved: Resolved) -> dict[str, Identity]:
    """Who is who, by the key in the document."""
    return {
        old: Identity(new, resolved.ties.get(old), new in resolved.foreigners, new in resolved.natives)
        for old, new in resolved.keys.items()
    }


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


def identified(reading: Reading, known: Mapping[str, Identity]) -> Reading:
    """The reading, its posts in their normal forms, with who everybody is by `known`, and the grounds for it.

    Normal forms that are not the person's are left out: 国家主席 of a foreigner is no office of China.
    """

    def key(old: str) -> str:
        return known[old].key if old in known else old

    def rekeyed(membership: Membership) -> Membership:
        new = key(membership.person)
        office = membership.office
        if office is not None and not _belongs(office, known.get(membership.person)):
            office = None
        if new == membership.person and office is membership.office:
            return membership
        return replace(membership, person=new, office=office)

    def speaking(utterance: Utterance) -> Utterance:
        speaker = utterance.speaker
        if speaker.kind != "person" or not speaker.ref or key(speaker.ref) == speaker.ref:
            return utterance
        return replace(utterance, speaker=replace(speaker, ref=key(speaker.ref)))

    if not reading.people:
        return reading
    return replace(
        reading,
        people=tuple(p if key(p.key) == p.key else replace(p, key=key(p.key)) for p in reading.people),
        participations=tuple(
            p if key(p.person) == p.person else replace(p, person=key(p.person)) for p in reading.participations
        ),
        memberships=tuple(map(rekeyed, reading.memberships)),
        utterances=tuple(map(speaking, reading.utterances)),
        identifications=tuple(
            Identification(known[p.key].key, tie.rule, tie.words, tie.other)
            for p in reading.people
            if p.key in known and (tie := known[p.key].tie) is not None
        ),
    )


def _belongs(office: Office, identity: Identity | None) -> bool:
    if identity is None:
        return True
    central = office.level == "central" and office.body is not None
    return not (central and identity.foreigner) and not (office.state and identity.native)
