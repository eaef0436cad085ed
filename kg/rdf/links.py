"""What joins articles -> triples: normal forms of posts, who is who and why, who may be whom, offices over time."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.terms import boolean, integer, literal, zh
from kg.rdf.vocab import BASE_IRI, KG, ORG, RDF, RDFS, SCHEMA, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Attestation, Candidate, Finding, Links, Office, Place, Tenure
    from kg.rdf.terms import Triple


def link_triples(links: Links, base_iri: str = BASE_IRI) -> Iterator[Triple]:
    """Everything in `links`, as triples; they rest on the spans and people that the readings' triples define."""
    return chain.from_iterable(linked(links, base_iri))


def linked(links: Links, base_iri: str = BASE_IRI) -> Iterator[Iterator[Triple]]:
    """The triples of each candidate, tenure and finding, one after another; no two have a triple in common."""
    yield from (_candidate(candidate, base_iri) for candidate in links.candidates)
    yield from (_tenure(tenure, base_iri) for tenure in links.tenures)
    yield from (_finding(finding, base_iri) for finding in links.findings)


def office_iri(office: Office, base_iri: str) -> str:
    """The office's IRI: two ways to state it have one."""
    return mint.entity(base_iri, "office", office.name)


def office_triples(office: Office, base_iri: str) -> Iterator[Triple]:
    """The office as a thing that articles share, with its body and its place."""
    node = office_iri(office, base_iri)
    yield node, RDF.type, ORG.Post
    yield node, RDFS.label, zh(office.name)
    yield node, KG.singleSeat, boolean(office.single_seat)
    if office.level is not None:
        yield node, KG.level, literal(office.level)
    if office.system is not None:
        yield node, KG.system, zh(office.system)
    if office.rank is not None:
        yield node, KG.rank, zh(office.rank)
    if office.state is not None:
        yield node, KG.ofState, zh(office.state)
    if office.body is not None:
        body = mint.entity(base_iri, "organisation", office.body)
        yield body, RDF.type, ORG.Organization
        yield body, RDFS.label, zh(office.body)
        yield node, ORG.postIn, body
        if office.place is not None:
            yield body, KG.jurisdiction, place_iri(office.place, base_iri)
    if office.place is not None:
        yield from place_triples(office.place, base_iri)
        yield node, KG.jurisdiction, place_iri(office.place, base_iri)


def place_iri(place: Place, base_iri: str) -> str:
    """A division's IRI, from its code."""
    return mint.entity(base_iri, "division", place.code)


def place_triples(place: Place, base_iri: str) -> Iterator[Triple]:
    """A division with its code."""
    node = place_iri(place, base_iri)
    yield node, RDF.type, SCHEMA.AdministrativeArea
    yield node, RDFS.label, zh(place.name)
    yield node, KG.divisionCode, literal(place.code)
    yield node, KG.level, literal(place.level)


def _candidate(candidate: Candidate, base_iri: str) -> Iterator[Triple]:
    node = mint.entity(base_iri, "candidate", candidate.first, candidate.second)
    yield node, RDF.type, KG.Candidate
    yield node, RDFS.label, zh(candidate.name)
    yield node, KG.first, mint.entity(base_iri, "person", candidate.first)
    yield node, KG.second, mint.entity(base_iri, "person", candidate.second)
    yield node, KG.grounds, literal(candidate.grounds, "en")


def tenure_iri(tenure: Tenure, base_iri: str) -> str:
    """The IRI of a person's time in an office."""
    return mint.entity(base_iri, "tenure", tenure.person, tenure.office.name)


def _tenure(tenure: Tenure, base_iri: str) -> Iterator[Triple]:
    node = tenure_iri(tenure, base_iri)
    yield node, RDF.type, KG.Tenure
    yield node, KG.rule, literal("attested")
    yield node, ORG.member, mint.entity(base_iri, "person", tenure.person)
    yield node, KG.post, office_iri(tenure.office, base_iri)
    yield node, KG.articles, integer(tenure.articles)
    for predicate, at in ((KG.firstSeen, tenure.first), (KG.lastSeen, tenure.last)):
        if day := _day(at.date):
            yield node, predicate, day
        yield node, KG.evidence, _span(at, base_iri)


def _finding(finding: Finding, base_iri: str) -> Iterator[Triple]:
    first, second = finding.first, finding.second
    node = mint.entity(base_iri, "finding", finding.rule, first.office.name, first.person, second.person)
    yield node, RDF.type, KG.Finding
    yield node, KG.rule, literal(finding.rule)
    yield node, KG.post, office_iri(first.office, base_iri)
    yield node, KG.first, tenure_iri(first, base_iri)
    yield node, KG.second, tenure_iri(second, base_iri)
    for at in (first.last, second.first):
        yield node, KG.evidence, _span(at, base_iri)


def _span(at: Attestation, base_iri: str) -> str:
    return mint.child(mint.article(base_iri, at.sha256, at.article), f"{at.start}-{at.end}")


def _day(iso: str) -> str | None:
    try:
        return f'"{date.fromisoformat(iso).isoformat()}"^^{XSD.date}'
    except ValueError:
        return None
