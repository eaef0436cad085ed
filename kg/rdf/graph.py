"""Reading -> triples.  Pure, and the hot path: plain strings in N-Triples form, no RDF library.

Three layers lie in the graph.  *Things* (people, meetings, documents, slogans) are shared by all articles.  *Claims*
are nodes under one article (`article-<h>-…`): what that article says about the things, each with its evidence and its
rule.  *Shortcuts* are single triples between things, so that a simple question has a two-line query.  A word that
means different things in different articles (the post 省委书记, the body 市政府) is a thing of one article only.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import PointKind, Role
from kg.rdf import mint
from kg.rdf.links import office_iri, office_triples
from kg.rdf.pinyin import romanise
from kg.rdf.terms import boolean, integer, literal, zh
from kg.rdf.vocab import BASE_IRI, DCTERMS, FOAF, KG, KG_NS, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import (
        Article,
        Authorship,
        Cascade,
        Citation,
        Detail,
        Evidence,
        Identification,
        Issue,
        Meeting,
        Membership,
        Participation,
        Person,
        Point,
        Reading,
        Reprint,
        Slogan,
        Speaker,
        Study,
        Telling,
        Utterance,
        When,
    )
    from kg.rdf.terms import Triple

_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_SHORTCUT = {Role.CHAIR: KG.chairedBy, Role.ATTENDEE: KG.attendedBy, Role.OBSERVER: KG.attendedBy}
_DETAIL = {"date": KG.date, "place": KG.place, "mode": KG.mode, "venue": KG.venue, "convener": KG.convener}
_MODE = {"video": KG.video}
_AUTHOR_ROLE = {"reporter": KG.reporter, "newspaper": KG.newspaper, "agency": KG.agency}


def triples(reading: Reading, base_iri: str = BASE_IRI) -> Iterator[Triple]:
    """Everything that `reading` says, as triples; the same triple may come more than once.

    `base_iri` is put in front of every instance's name.  Raises KgError where it is no usable base, and ValueError
    where the reading contradicts its own types (a point under no point, a mode that the vocabulary lacks).
    """
    return _Graph(reading, mint.check_base(base_iri)).all()


def _date(year: int | None, month: int | None, day: int | None) -> str | None:
    """The day as an xsd:date, or None where a part is missing or the calendar has no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return f'"{date(year, month, day).isoformat()}"^^{XSD.date}'
    except ValueError:
        return None


class _Graph:
    """The triples of one reading: its article's IRI, and which spans have been written already."""

    def __init__(self, reading: Reading, base_iri: str) -> None:
        document = reading.article.document
        self.reading = reading
        self.base = base_iri
        self.scope = f"{document.sha256}#{reading.article.number}"
        self.article = mint.article(base_iri, document.sha256, reading.article.number)
        self.text = mint.entity(base_iri, "text", document.sha256)
        self.spans: set[tuple[int, int]] = set()
        self.points = {
            point.order: mint.child(self.article, f"s{utterance.order}-d{point.order}")
            for utterance in reading.utterances
            for point in utterance.points
        }

    def all(self) -> Iterator[Triple]:
        reading = self.reading
        return chain(
            self.article_triples(reading.article),
            *map(self.person_triples, reading.people),
            *map(self.meeting_triples, reading.meetings),
            *map(self.detail_triples, reading.details),
            *map(self.participation_triples, reading.participations),
            *map(self.membership_triples, reading.memberships),
            *map(self.utterance_triples, reading.utterances),
            *map(self.study_triples, reading.studies),
            *map(self.cascade_triples, reading.cascades),
            *map(self.citation_triples, reading.citations),
            *map(self.slogan_triples, reading.slogans),
            *map(self.authorship_triples, reading.authorships),
            *map(self.identification_triples, reading.identifications),
            *map(self.telling_triples, reading.tellings),
            self.reprint_triples(reading.reprint) if reading.reprint is not None else (),
            *map(self.issue_triples, reading.issues),
        )

    # Things

    def person(self, key: str) -> str:
        return mint.entity(self.base, "person", key)

    def meeting(self, key: str) -> str:
        return mint.entity(self.base, "meeting", key)

    def document(self, title: str) -> str:
        """A document is known by its title."""
        return mint.entity(self.base, "document", title)

    def body(self, name: str) -> str:
        """A body by the name that this article gives it: another article's 市政府 is another body."""
        return mint.entity(self.base, "body", self.scope, name)

    def press(self, name: str) -> str:
        """A newspaper or agency; its name is a proper name, so articles share it."""
        return mint.entity(self.base, "press", name)

    def document_triples(self, title: str) -> Iterator[Triple]:
        node = self.document(title)
        yield node, RDF.type, SCHEMA.CreativeWork
        yield node, RDFS.label, zh(title)

    def body_triples(self, name: str) -> Iterator[Triple]:
        node = self.body(name)
        yield node, RDF.type, ORG.Organization
        yield node, RDFS.label, zh(name)

    def press_triples(self, name: str) -> Iterator[Triple]:
        node = self.press(name)
        yield node, RDF.type, ORG.Organization
        yield node, RDF.type, SCHEMA.NewsMediaOrganization
        yield node, RDFS.label, zh(name)

    def person_triples(self, person: Person) -> Iterator[Triple]:
        node = self.person(person.key)
        yield node, RDF.type, FOAF.Person
        yield node, RDF.type, SCHEMA.Person
        yield node, RDFS.label, zh(person.name)
        pinyin = romanise(person.name)
        if pinyin is not None:
            yield node, RDFS.label, literal(pinyin, "zh-Latn-pinyin")
        for alias in person.aliases:
            yield node, SKOS.altLabel, zh(alias)

    # Evidence

    def span(self, start: int, end: int, quote: str) -> Iterator[Triple]:
        """The node of one stretch of the text, written once however many claims stand on it."""
        if (start, end) in self.spans:
            return
        self.spans.add((start, end))
        node = mint.child(self.article, f"{start}-{end}")
        yield node, RDF.type, NIF.OffsetBasedString
        yield node, NIF.referenceContext, self.text
        yield node, NIF.beginIndex, integer(start)
        yield node, NIF.endIndex, integer(end)
        yield node, NIF.anchorOf, literal(quote)
        yield node, DCTERMS.isPartOf, self.article

    def evidence(self, node: str, evidence: Evidence) -> Iterator[Triple]:
        yield from self.span(evidence.start, evidence.end, evidence.quote)
        yield node, KG.evidence, mint.child(self.article, f"{evidence.start}-{evidence.end}")
        yield node, KG.rule, literal(evidence.rule)

    def claim(self, sort: str, *key: str) -> str:
        """The IRI of something that this article says, told from its other claims of the same sort by `key`."""
        return mint.child(self.article, f"{sort}-{mint.digest(*key)}")

    # Claims

    def article_triples(self, article: Article) -> Iterator[Triple]:
        document, node, text = article.document, self.article, self.text
        yield text, RDF.type, NIF.Context
        yield text, RDF.type, PROV.Entity
        yield text, KG.source, literal(document.source)
        yield text, KG.fileName, literal(document.file.rpartition("/")[2])
        yield text, KG.encoding, literal(document.encoding)
        yield text, KG.sha256, literal(document.sha256)
        yield node, RDF.type, SCHEMA.NewsArticle
        yield node, RDF.type, PROV.Entity
        yield node, KG.source, literal(document.source)
        yield node, SCHEMA.position, integer(article.number)
        yield node, NIF.referenceContext, text
        yield node, NIF.beginIndex, integer(article.start)
        yield node, NIF.endIndex, integer(article.end)
        for headline in article.headlines:
            words = _LINE_BREAK.sub("", document.text[headline.start : headline.end]).strip()
            yield node, SCHEMA.headline, zh(words)
        if document.title is not None:
            yield node, DCTERMS.title, zh(document.title)
        if document.published is not None:
            yield node, DCTERMS.issued, _issued(document.published)
        if document.publisher is not None:
            yield from self.press_triples(document.publisher)
            yield node, SCHEMA.publisher, self.press(document.publisher)

    def meeting_triples(self, meeting: Meeting) -> Iterator[Triple]:
        node, kind = self.meeting(meeting.key), f"<{KG_NS}{meeting.kind.value}>"
        yield node, RDF.type, SCHEMA.Event
        yield node, RDF.type, PROV.Activity
        yield node, RDFS.label, zh(meeting.label or meeting.name)
        if meeting.label is not None and meeting.label != meeting.name:
            yield node, SKOS.altLabel, zh(meeting.name)
        yield node, KG.kind, kind
        if meeting.series is not None:
            yield node, KG.series, zh(meeting.series)
        if meeting.ordinal is not None:
            yield node, KG.ordinal, integer(meeting.ordinal)
        if meeting.session_of is not None:
            series = mint.entity(self.base, "series", meeting.session_of)
            yield series, RDF.type, SCHEMA.EventSeries
            yield series, RDFS.label, zh(meeting.session_of)
            yield node, SCHEMA.superEvent, series
        for alias in meeting.aliases:
            yield node, SKOS.altLabel, zh(alias)
        yield self.article, KG.reports if meeting.reported else SCHEMA.mentions, node
        claim = self.claim("report", meeting.key)
        yield claim, RDF.type, KG.Report if meeting.reported else KG.Reference
        yield claim, KG.atMeeting, node
        yield claim, SCHEMA.name, zh(meeting.name)
        yield claim, KG.kind, kind
        if meeting.grounds is not None:
            yield claim, KG.grounds, literal(meeting.grounds, "en")
        yield from self.evidence(claim, meeting.evidence)

    def detail_triples(self, detail: Detail) -> Iterator[Triple]:
        if detail.property not in _DETAIL:
            raise ValueError(f"the vocabulary has no meeting property {detail.property!r}")
        node, claim = self.meeting(detail.meeting), self.claim("detail", detail.meeting, detail.property, detail.value)
        shortcut = _DETAIL[detail.property]
        yield claim, RDF.type, KG.Detail
        yield claim, KG.atMeeting, node
        yield claim, KG.detail, shortcut
        yield from self.evidence(claim, detail.evidence)
        if detail.property == "mode":
            if detail.value not in _MODE:
                raise ValueError(f"the vocabulary has no meeting mode {detail.value!r}")
            yield claim, KG.value, literal(detail.value)
            yield node, shortcut, _MODE[detail.value]
            return
        yield claim, KG.value, zh(detail.value)
        if detail.property == "convener":
            yield from self.body_triples(detail.value)
            yield node, shortcut, self.body(detail.value)
        else:
            yield node, shortcut, zh(detail.value if detail.when is None else detail.when.words)
        if detail.when is not None:
            for predicate, value in _when_triples(detail.when):
                yield claim, predicate, value
                yield node, predicate, value

    def participation_triples(self, participation: Participation) -> Iterator[Triple]:
        meeting, person = self.meeting(participation.meeting), self.person(participation.person)
        role = participation.role
        claim = self.claim("participation", participation.meeting, participation.person, role.value)
        yield claim, RDF.type, KG.Participation
        yield claim, KG.atMeeting, meeting
        yield claim, KG.person, person
        yield claim, KG.role, f"<{KG_NS}{role.value}>"
        yield claim, KG.verb, zh(participation.verb)
        if participation.order is not None:
            yield claim, KG.order, integer(participation.order)
        if participation.block is not None:
            yield claim, KG.block, integer(participation.block)
        for post in participation.posts:
            yield claim, KG.statedPost, zh(post)
        yield from self.evidence(claim, participation.evidence)
        if role is Role.SPEAKER:
            yield person, KG.spokeAt, meeting
        elif role in _SHORTCUT:
            yield meeting, _SHORTCUT[role], person

    def membership_triples(self, membership: Membership) -> Iterator[Triple]:
        person = self.person(membership.person)
        post = mint.entity(self.base, "post", self.scope, membership.post)
        claim = self.claim("membership", membership.person, membership.post)
        yield post, RDF.type, ORG.Post
        yield post, RDFS.label, zh(membership.post)
        yield claim, RDF.type, ORG.Membership
        yield claim, ORG.member, person
        yield claim, KG.post, post
        yield claim, KG.titleOnly, boolean(membership.title_only)
        yield from self.evidence(claim, membership.evidence)
        yield person, ORG.holds, post
        if (office := membership.office) is not None:
            yield from office_triples(office, self.base)
            yield post, KG.normalForm, office_iri(office, self.base)
            yield claim, KG.standing, literal(office.standing)
            if office.grounds is not None:
                yield claim, KG.grounds, literal(office.grounds, "en")
        if membership.inherited is not None:
            yield claim, KG.inherited, zh(membership.inherited)
            yield from self.body_triples(membership.inherited)
            yield claim, ORG.organization, self.body(membership.inherited)
            yield post, ORG.postIn, self.body(membership.inherited)

    def utterance_triples(self, utterance: Utterance) -> Iterator[Triple]:
        claim = mint.child(self.article, f"s{utterance.order}")
        yield claim, RDF.type, KG.SpeechAct
        yield claim, KG.order, integer(utterance.order)
        yield claim, KG.verb, zh(utterance.verb)
        yield claim, KG.speakerLabel, zh(utterance.speaker.label)
        yield from self.evidence(claim, utterance.evidence)
        speaker = self.speaker(utterance.speaker)
        if speaker is not None:
            yield claim, KG.spokenBy, speaker
        if utterance.speaker.kind == "body":
            yield from self.body_triples(utterance.speaker.label)
        if utterance.meeting is not None:
            yield claim, KG.atMeeting, self.meeting(utterance.meeting)
        for point in utterance.points:
            yield from self.point_triples(point, claim, speaker)

    def speaker(self, speaker: Speaker) -> str | None:
        """Whoever speaks; None for a meeting that the article leaves unnamed."""
        if speaker.kind == "body":
            return self.body(speaker.label)
        if speaker.kind == "meeting":
            return None if speaker.ref is None else self.meeting(speaker.ref)
        if speaker.kind != "person" or speaker.ref is None:
            raise ValueError(f"a speaker of kind {speaker.kind!r} with reference {speaker.ref!r} is nobody")
        return self.person(speaker.ref)

    def point_triples(self, point: Point, utterance: str, speaker: str | None) -> Iterator[Triple]:
        node = self.points[point.order]
        directive = point.kind is PointKind.DIRECTIVE
        yield node, RDF.type, KG.Directive if directive else KG.Statement
        yield node, DCTERMS.isPartOf, utterance
        yield node, KG.order, integer(point.order)
        yield node, SCHEMA.text, zh(point.text)
        if point.number is not None:
            yield node, KG.number, zh(point.number)
        if point.parent is not None:
            yield node, KG.under, self.point(point.parent)
        if point.addressee is not None:
            yield node, KG.addressee, zh(point.addressee)
        if directive and speaker is not None:
            yield node, KG.directedBy, speaker
        yield from self.evidence(node, point.evidence)

    def point(self, order: int) -> str:
        if order not in self.points:
            raise ValueError(f"the article has no point {order}")
        return self.points[order]

    def study_triples(self, study: Study) -> Iterator[Triple]:
        meeting, claim = self.meeting(study.meeting), self.claim("study", study.meeting, study.verb, study.phrase)
        yield claim, RDF.type, KG.Study
        yield claim, KG.atMeeting, meeting
        yield claim, KG.verb, zh(study.verb)
        yield claim, KG.phrase, zh(study.phrase)
        yield from self.evidence(claim, study.evidence)
        yield meeting, KG.studied, zh(study.phrase)
        if study.target is not None:
            yield claim, KG.target, self.meeting(study.target)
            yield meeting, KG.passesOn, self.meeting(study.target)
        if study.title is not None:
            yield from self.document_triples(study.title)
            yield claim, KG.document, self.document(study.title)

    def cascade_triples(self, cascade: Cascade) -> Iterator[Triple]:
        meeting, target = self.meeting(cascade.meeting), self.meeting(cascade.target)
        claim = self.claim("cascade", cascade.meeting, cascade.verb, cascade.target)
        yield claim, RDF.type, KG.Cascade
        yield claim, KG.atMeeting, meeting
        yield claim, KG.verb, zh(cascade.verb)
        yield claim, KG.target, target
        yield from self.evidence(claim, cascade.evidence)
        yield meeting, KG.passesOn, target

    def citation_triples(self, citation: Citation) -> Iterator[Triple]:
        claim = self.claim("citation", citation.title, str(citation.evidence.start))
        document = self.document(citation.title)
        yield from self.document_triples(citation.title)
        yield claim, RDF.type, KG.Citation
        yield claim, KG.document, document
        yield from self.evidence(claim, citation.evidence)
        if citation.point is None:
            yield self.article, SCHEMA.citation, document
        else:
            yield claim, KG.point, self.point(citation.point)
            yield self.point(citation.point), SCHEMA.citation, document

    def slogan_triples(self, slogan: Slogan) -> Iterator[Triple]:
        claim = self.claim("slogan", slogan.words, str(slogan.evidence.start))
        concept = mint.entity(self.base, "slogan", slogan.words)
        yield concept, RDF.type, SKOS.Concept
        yield concept, SKOS.prefLabel, zh(slogan.words)
        yield claim, RDF.type, KG.SloganUse
        yield claim, KG.slogan, concept
        yield from self.evidence(claim, slogan.evidence)
        if slogan.point is None:
            yield self.article, SCHEMA.mentions, concept
        else:
            yield claim, KG.point, self.point(slogan.point)
            yield self.point(slogan.point), SCHEMA.mentions, concept

    def authorship_triples(self, authorship: Authorship) -> Iterator[Triple]:
        if authorship.role not in _AUTHOR_ROLE:
            raise ValueError(f"the vocabulary has no authorship role {authorship.role!r}")
        claim = self.claim("authorship", authorship.role, authorship.name)
        yield claim, RDF.type, KG.Authorship
        yield claim, KG.role, _AUTHOR_ROLE[authorship.role]
        yield from self.evidence(claim, authorship.evidence)
        if authorship.role == "reporter":
            # Not a foaf:Person: those are the people in the news, and nothing tells reporters who share a name apart.
            node = mint.entity(self.base, "reporter", self.scope, authorship.name)
            yield node, RDF.type, SCHEMA.Person
            yield node, RDFS.label, zh(authorship.name)
            yield claim, KG.agent, node
            yield self.article, SCHEMA.author, node
        else:
            yield from self.press_triples(authorship.name)
            yield claim, KG.agent, self.press(authorship.name)
            yield self.article, SCHEMA.sourceOrganization, self.press(authorship.name)

    def identification_triples(self, identification: Identification) -> Iterator[Triple]:
        person = self.person(identification.person)
        claim = self.claim("identification", identification.person)
        yield claim, RDF.type, KG.Identification
        yield claim, KG.person, person
        yield claim, KG.rule, literal(identification.rule)
        yield claim, KG.grounds, literal(identification.words, "en")
        yield claim, KG.tiedTo, literal(identification.other)
        yield claim, DCTERMS.isPartOf, self.article
        for evidence in self.said_of(identification.person):
            yield claim, KG.evidence, mint.child(self.article, f"{evidence.start}-{evidence.end}")

    def telling_triples(self, telling: Telling) -> Iterator[Triple]:
        claim = self.claim("telling", telling.meeting, telling.rule, telling.other)
        yield claim, RDF.type, KG.Telling
        yield claim, KG.atMeeting, self.meeting(telling.meeting)
        yield claim, KG.rule, literal(telling.rule)
        yield claim, KG.grounds, literal(telling.words, "en")
        yield claim, KG.tiedTo, literal(telling.other)
        yield claim, DCTERMS.isPartOf, self.article
        for evidence in (m.evidence for m in self.reading.meetings if m.key == telling.meeting):
            yield claim, KG.evidence, mint.child(self.article, f"{evidence.start}-{evidence.end}")

    def reprint_triples(self, reprint: Reprint) -> Iterator[Triple]:
        original = mint.article(self.base, reprint.sha256, reprint.article)
        if original == self.article:
            return
        claim = self.claim("reprint")
        yield claim, RDF.type, KG.Reprint
        yield claim, KG.rule, literal("same-text")
        yield claim, KG.grounds, literal(reprint.words, "en")
        yield claim, KG.tiedTo, literal(reprint.other)
        yield claim, DCTERMS.isPartOf, self.article
        yield self.article, KG.reprintOf, original

    def said_of(self, person: str) -> list[Evidence]:
        """Where the article gives posts to `person`, or else says what the person did."""
        posts = [m.evidence for m in self.reading.memberships if m.person == person]
        return posts or [p.evidence for p in self.reading.participations if p.person == person]

    def issue_triples(self, issue: Issue) -> Iterator[Triple]:
        claim = self.claim("issue", issue.stage, issue.problem, str(issue.start), str(issue.end))
        yield claim, RDF.type, KG.Issue
        yield claim, KG.stage, literal(issue.stage)
        yield claim, KG.problem, literal(issue.problem)
        yield claim, KG.hint, literal(issue.hint)
        yield from self.span(issue.start, issue.end, issue.quote)
        yield claim, KG.evidence, mint.child(self.article, f"{issue.start}-{issue.end}")


def _issued(published: str) -> str:
    """The publication date as an xsd:date, or the metadata's own words where they are no such date."""
    try:
        return f'"{date.fromisoformat(published).isoformat()}"^^{XSD.date}'
    except ValueError:
        return literal(published)


def _when_triples(when: When) -> Iterator[tuple[str, str]]:
    """Predicate and object of each known part: a full day as xsd:date, else the parts as integers."""
    for year, month, day, whole, parts in (
        (when.year, when.month, when.day, SCHEMA.startDate, (KG.year, KG.month, KG.day)),
        (when.end_year, when.end_month, when.end_day, SCHEMA.endDate, (KG.endYear, KG.endMonth, KG.endDay)),
    ):
        full = _date(year, month, day)
        if full is not None:
            yield whole, full
            continue
        for predicate, number in zip(parts, (year, month, day), strict=True):
            if number is not None:
                yield predicate, integer(number)
    if when.grounds is not None:
        yield KG.grounds, literal(when.grounds, "en")
