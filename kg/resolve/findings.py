"""Offices over time: who is attested in which, from when to when, who came after whom, and where two claim one seat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from kg.model import Attestation, Finding, Reading, Tenure

_IN_OFFICE = ("held", "acting")


def tenures(readings: Iterable[Reading]) -> tuple[Tenure, ...]:
    """Every person in every office, with the first and the last article that says so, ordered by office and person.

    Past and coming posts (原, 候任) are no tenure.  Undated articles come before all dated ones.
    """
    found: dict[tuple[str, str], Tenure] = {}
    for reading in readings:
        document = reading.article.document
        names = {p.key: p.name for p in reading.people}
        for m in reading.memberships:
            if m.office is None or m.office.standing not in _IN_OFFICE or not (m.office.body or m.office.state):
                continue
            at = Attestation(
                document.published or "", document.source, document.sha256, reading.article.number,
                m.evidence.start, m.evidence.end,
            )  # fmt: skip
            key = (m.office.name, m.person)
            known = found.get(key)
            if known is None:
                found[key] = Tenure(m.person, names[m.person], m.office, at, at, 1)
            else:
                first, last = min(known.first, at, key=_order), max(known.last, at, key=_order)
                office = min(known.office, m.office, key=lambda o: (o.grounds is not None, repr(o)))
                found[key] = Tenure(m.person, known.name, office, first, last, known.articles + 1)
    return tuple(found[key] for key in sorted(found))


def _order(at: Attestation) -> tuple[str, str, int, int, int]:
    return at.date, at.source, at.article, at.start, at.end


def findings(held: Sequence[Tenure]) -> Iterator[Finding]:
    """Single-seat offices with two holders at overlapping times, and those whose holder gave way to another."""
    seats: dict[str, list[Tenure]] = {}
    for tenure in held:
        if tenure.office.single_seat and tenure.office.telling and tenure.first.date:
            seats.setdefault(tenure.office.name, []).append(tenure)
    for office in sorted(seats):
        holders = sorted(seats[office], key=lambda t: (t.first.date, t.last.date, t.person))
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
