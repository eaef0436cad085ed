"""What one document says of one person, cut down to what tells people of one name apart.

A trace is small and knows nothing of the text, so that the traces of a large corpus fit in memory, and those of one
name can be brought together from wherever they were made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Membership, Office, Participation, Reading, Role
from kg.resolve.carried import OF_CHINA
from kg.resolve.lists import all_named, in_lists
from kg.resolve.namesakes import is_transliterated, looks_chinese
from kg.resolve.offices import OfficeReader
from kg.resolve.places import divisions
from kg.resolve.surroundings import designations, surroundings

_IN_COMPANY = (Role.ATTENDEE, Role.OBSERVER, Role.ACCOMPANYING, Role.CHAIR)
_LONGEST_COMPANY = 60
_MOST_STATES = 6
_PAST = ("时任", "曾任", "前任", "原任", "历任")
_ENDED = ("免去", "辞去", "不再担任", "不再兼任")
"""With these somebody is removed from a post, or gives it up."""
_LONGEST_SIGN = 2
_LONG_FOREIGN_NAME = 4


class Trace(Struct, frozen=True):
    """One person in one document: `key` is the person's there, `date` the ISO date or empty.

    `offices` are the posts given right there, `company` the names in lists with it and beside it among those who
    attended, chaired or accompanied the same meeting (`attends` says that it did), `states` the states that the
    document names if they tell, `outlet` who published it, `beside` what else stands right by the name (see
    `kg.resolve.surroundings`), `named` everybody whom the document names.
    """

    key: str
    name: str
    source: str
    date: str
    offices: tuple[Office, ...] = ()
    company: frozenset[str] = frozenset()
    attends: bool = False
    states: frozenset[str] = frozenset()
    outlet: str = ""
    beside: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def order(self) -> tuple[str, str]:
        """Sorts traces by time, those without a date first."""
        return self.date, self.key


def with_offices(readings: Iterable[Reading]) -> Iterator[tuple[Reading, frozenset[str]]]:
    """Each reading with the normal forms of its posts, and the states it names where a name needs them."""
    for reading in readings:
        reader = OfficeReader(reading)
        posts: dict[str, list[str]] = {}
        for m in reading.memberships:
            posts.setdefault(m.person, []).append(m.post.removeprefix(m.inherited or ""))
        foreign = {person for person, held in posts.items() if reader.foreigner(held)}
        foreign |= {p.key for p in reading.people if _foreign_by_name(p.name, posts.get(p.key, ()))}
        memberships = tuple(
            replace(m, office=_dated(_office(reader, m, m.person in foreign), m, reading)) for m in reading.memberships
        )
        known = {m.person for m in memberships if m.office and m.office.state}
        needed = any(p.key not in known and is_transliterated(p.name) for p in reading.people)
        yield replace(reading, memberships=memberships), _few(reader.states) if needed else frozenset()


def _foreign_by_name(name: str, posts: Iterable[str]) -> bool:
    """Whether a name is a foreigner's: a long one in the characters of transliterations, with no post of China."""
    foreign = len(name) >= _LONG_FOREIGN_NAME and is_transliterated(name) and "·" not in name
    return foreign and not any(OF_CHINA.match(post) for post in posts)


def _office(reader: OfficeReader, membership: Membership, foreigner: bool) -> Office | None:
    """The normal form of a post, with the place or state from the list in front where its words leave it out."""
    office = reader.read(membership, foreigner)
    if membership.title_only or membership.inherited:
        return office
    return reader.in_list(membership, office)


def _dated(office: Office | None, membership: Membership, reading: Reading) -> Office | None:
    """The office as a past one where the words say so: 时任某省委书记, 免去某某的县长职务."""
    evidence = membership.evidence
    before = reading.article.document.text[max(0, evidence.start - _LONGEST_SIGN) : evidence.start]
    is_past = before.endswith(_PAST) or any(word in evidence.quote for word in _ENDED)
    return replace(office, standing="past") if office is not None and is_past else office


def _few(states: frozenset[str]) -> frozenset[str]:
    """States of a document; none where there are so many that any name fits one."""
    return states if len(states) <= _MOST_STATES else frozenset()


def traces(reading: Reading, states: frozenset[str] = frozenset()) -> Iterator[Trace]:
    """The traces of a reading whose posts have their normal forms."""
    document = reading.article.document
    date = document.published or _first_day(reading)
    names = {p.key: p.name for p in reading.people}
    offices: dict[str, dict[str, Office]] = {}
    for m in reading.memberships:
        if m.office is not None:
            offices.setdefault(m.person, {}).setdefault(m.office.name, m.office)
    company = _company(reading.participations, names)
    listed, named = in_lists(reading), all_named(reading)
    reader = OfficeReader(reading)
    for person in reading.people:
        held = offices.get(person.key) or _designated(reader, person.name)
        present = company.get(person.key)
        yield Trace(
            person.key, person.name, document.source, date, tuple(held[name] for name in sorted(held)),
            (present or frozenset()) | listed.get(person.name, frozenset()), present is not None, states,
            document.publisher or "", _beside(reading, person.name), named,
        )  # fmt: skip


def _designated(reader: OfficeReader, name: str) -> dict[str, Office]:
    """The seat in a division's leadership that stands right by a Chinese name, though none was read there."""
    if not looks_chinese(name):
        return {}
    for words in designations(reader.reading.article, name):
        for match in reversed(list(divisions().in_text.finditer(words))):
            office = reader.read_words(words[match.start() :])
            if office is not None and office.telling and office.place is not None and office.rank is not None:
                return {office.name: office}
    return {}


def _beside(reading: Reading, name: str) -> frozenset[str]:
    """What stands by a Chinese name; those of others tell by their state."""
    return surroundings(reading.article, name) if looks_chinese(name) else frozenset()


def _first_day(reading: Reading) -> str:
    days = (d.when.start_label() for d in reading.details if d.when is not None and d.when.year is not None)
    return next((day for day in days if day), "")


def _company(participations: Iterable[Participation], names: dict[str, str]) -> dict[str, frozenset[str]]:
    """For each person who attended, chaired or accompanied a meeting: the names of the others who did."""
    present: dict[str, list[str]] = {}
    for p in participations:
        if p.role in _IN_COMPANY and p.person not in present.setdefault(p.meeting, []):
            present[p.meeting].append(p.person)
    found: dict[str, frozenset[str]] = {}
    for people in present.values():
        for at, person in enumerate(people):
            # In a roll of hundreds those who stand near tell as much as all.
            near = people[max(0, at - _LONGEST_COMPANY // 2) : at + _LONGEST_COMPANY // 2]
            others = frozenset(names[other] for other in near if other != person)
            found[person] = found.get(person, frozenset()) | others
    return found


def merged(first: Trace, second: Trace) -> Trace:
    """Two traces of one person in one document (a file may hold several articles) as one, whichever comes first."""
    # Of two ways to state one post the one with fewer inferences, and among those a fixed one.
    stated = sorted((*first.offices, *second.offices), key=lambda o: (o.grounds is None, repr(o)))
    offices = {o.name: o for o in stated}
    return replace(
        first,
        date=min(first.date, second.date) or first.date or second.date,
        offices=tuple(offices[name] for name in sorted(offices)),
        company=first.company | second.company,
        attends=first.attends or second.attends,
        states=first.states | second.states,
        beside=first.beside | second.beside,
        named=first.named | second.named,
    )
