"""Offices over time: who is attested in which, from when to when, who came after whom, and where two claim one seat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain, combinations, groupby, pairwise

from kg.model import Attestation, Finding, Reading, Tenure

_IN_OFFICE = ("held", "acting")


def tenures(readings: Iterable[Reading]) -> tuple[Tenure, ...]:
    """Every person in every office, with the first and the last article that says so, ordered by office and person.

    Past and coming posts (原, 候任) are no tenure.  Undated articles come before all dated ones.
    """
    return tuple(together(sorted(chain.from_iterable(map(_attested, readings)), key=tenure_key)))


def tenure_key(tenure: Tenure) -> tuple[str, str]:
    """Whose time in which office it is: the office and the person."""
    return tenure.office.name, tenure.person


def together(parts: Iterable[Tenure]) -> Iterator[Tenure]:
    """The tenures of a whole from those of its parts, ordered by office and person; one is held at a time."""
    for _, same in groupby(parts, key=tenure_key):
        yield reduce(_together, same)


def _attested(reading: Reading) -> Iterator[Tenure]:
    document = reading.article.document
    names = {p.key: p.name for p in reading.people}
    for m in reading.memberships:
        if m.office is not None and m.office.standing in _IN_OFFICE and (m.office.body or m.office.state):
            at = Attestation(
                document.published or "", document.source, document.sha256, reading.article.number,
                m.evidence.start, m.evidence.end,
            )  # fmt: skip
            yield Tenure(m.person, names[m.person], m.office, at, at, 1)


def _together(one: Tenure, other: Tenure) -> Tenure:
    first, last = min(one.first, other.first, key=_order), max(one.last, other.last, key=_order)
    office = min(one.office, other.office, key=lambda o: (o.grounds is not None, repr(o)))
    return Tenure(one.person, one.name, office, first, last, one.articles + other.articles)


def _order(at: Attestation) -> tuple[str, str, int, int, int]:
    return at.date, at.source, at.article, at.start, at.end


def findings(held: Iterable[Tenure]) -> Iterator[Finding]:
    """Single-seat offices with two holders at overlapping times, and those whose holder gave way to another.

    `held` are ordered by office; those of one office are held at a time.
    """
    seats = (t for t in held if t.office.single_seat and t.office.telling and t.first.date)
    for _, of_one in groupby(seats, key=lambda t: t.office.name):
        holders = sorted(of_one, key=lambda t: (t.first.date, t.last.date, t.person))
        for a, b in combinations(holders, 2):
            if b.first.date < a.last.date and a.first.date < b.last.date and not _alike(a.name, b.name):
                yield Finding("two-holders", a, b)
        for a, b in pairwise(holders):
            if a.last.date < b.first.date and not _alike(a.name, b.name):
                yield Finding("succession", a, b)


def _alike(first: str, second: str) -> bool:
    """Whether one name may be the other in full, or misread."""
    short, long = sorted((first, second), key=len)
    return any(part in long for part in short.split("·") if len(part) > 1)
