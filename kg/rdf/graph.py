"""Reading -> triples.  Pure, and the hot path: plain strings in N-Triples form, no RDF library.

Three layers lie in the graph.  *Things* (people, meetings, documents, slogans) are shared by all articles.  *Claims*
are nodes under one article (`article-<h>-…`): what that article says about the things, each with its evidence and its
rule.  *Shortcuts* are single triples between things, so that a simple question has a two-line query.  A word that
means different things in different articles (the post 省委书记, the body 市政府) is a thing of one article only.
"""

from __future__ import annotations

import re
from datetime import date
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


def triples(reading: Reading, base_iri: str = BASE_IRI) -> list[Triple]:
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
    """The triples of one reading, said one after another into a list, for generators within generators are slow."""

    def __init__(self, reading: Reading, base_iri: str) -> None:
        document = reading.article.document
        self.reading = reading
        self.base = base_iri
        self.scope = f"{document.sha256}#{reading.article.number}"
        self.article = mint.article(base_iri, document.sha256, reading.article.number)
        self.text = mint.entity(base_iri, "text", document.sha256)
        self.stem = f"{self.article[:-1]}-"
        self.spans: set[str] = set()
        self.said: list[Triple] = []
        self.say = self.said.append
        self.points = {
            point.order: mint.child(self.article, f"s{utterance.order}-d{point.order}")
            for utterance in reading.utterances
            for point in utterance.points
        }

    def all(self) -> list[Triple]:  # noqa: C901 -- one kind of fact after another
        reading = self.reading
        self.article_triples(reading.article)
        for person in reading.people:
            self.person_triples(person)
        for meeting in reading.meetings:
            self.meeting_triples(meeting)
        for detail in reading.details:
            self.detail_triples(detail)
        for participation in reading.participations:
            self.participation_triples(participation)
        for membership in reading.memberships:
            self.membership_triples(membership)
        for utterance in reading.utterances:
            self.utterance_triples(utterance)
        for study in reading.studies:
            self.study_triples(study)
        for cascade in reading.cascades:
            self.cascade_triples(cascade)
        for citation in reading.citations:
            self.citation_triples(citation)
        for slogan in reading.slogans:
            self.slogan_triples(slogan)
        for authorship in reading.authorships:
            self.authorship_triples(authorship)
        for identification in reading.identifications:
            self.identification_triples(identification)
        for telling in reading.tellings:
            self.telling_triples(telling)
        for issue in reading.issues:
            self.issue_triples(issue)
        if reading.reprint is not None:
            self.reprint_triples(reading.reprint)
        return self.said

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

    def document_triples(self, title: str) -> None:
        say = self.say
        node = self.document(title)
        say((node, RDF.type, SCHEMA.CreativeWork))
        say((node, RDFS.label, zh(title)))

    def body_triples(self, name: str) -> None:
        say = self.say
        node = self.body(name)
        say((node, RDF.type, ORG.Organization))
        say((node, RDFS.label, zh(name)))

    def press_triples(self, name: str) -> None:
        say = self.say
        node = self.press(name)
        say((node, RDF.type, ORG.Organization))
        say((node, RDF.type, SCHEMA.NewsMediaOrganization))
        say((node, RDFS.label, zh(name)))

    def person_triples(self, person: Person) -> None:
        say = self.say
        node = self.person(person.key)
        say((node, RDF.type, FOAF.Person))
        say((node, RDF.type, SCHEMA.Person))
        say((node, RDFS.label, zh(person.name)))
        pinyin = romanise(person.name)
        if pinyin is not None:
            say((node, RDFS.label, literal(pinyin, "zh-latn-pinyin")))
        for alias in person.aliases:
            say((node, SKOS.altLabel, zh(alias)))

    # Evidence

    def span(self, start: int, end: int, quote: str) -> str:
        """The node of one stretch of the text, described once however many claims stand on it."""
        node = f"{self.stem}{start}-{end}>"
        if node not in self.spans:
            self.spans.add(node)
            self.said += (
                (node, RDF.type, NIF.OffsetBasedString),
                (node, NIF.referenceContext, self.text),
                (node, NIF.beginIndex, integer(start)),
                (node, NIF.endIndex, integer(end)),
                (node, NIF.anchorOf, literal(quote)),
                (node, DCTERMS.isPartOf, self.article),
            )
        return node

    def evidence(self, node: str, evidence: Evidence) -> None:
        span = self.span(evidence.start, evidence.end, evidence.quote)
        self.said += ((node, KG.evidence, span), (node, KG.rule, literal(evidence.rule)))

    def claim(self, sort: str, *key: str) -> str:
        """The IRI of something that this article says, told from its other claims of the same sort by `key`."""
        return mint.child(self.article, f"{sort}-{mint.digest(*key)}")

    # Claims

    def article_triples(self, article: Article) -> None:
        say = self.say
        document, node, text = article.document, self.article, self.text
        say((text, RDF.type, NIF.Context))
        say((text, RDF.type, PROV.Entity))
        say((text, KG.source, literal(document.source)))
        say((text, KG.fileName, literal(document.file.rpartition("/")[2])))
        say((text, KG.encoding, literal(document.encoding)))
        say((text, KG.sha256, literal(document.sha256)))
        say((node, RDF.type, SCHEMA.NewsArticle))
        say((node, RDF.type, PROV.Entity))
        say((node, KG.source, literal(document.source)))
        say((node, SCHEMA.position, integer(article.number)))
        say((node, NIF.referenceContext, text))
        say((node, NIF.beginIndex, integer(article.start)))
        say((node, NIF.endIndex, integer(article.end)))
        for headline in article.headlines:
            words = _LINE_BREAK.sub("", document.text[headline.start : headline.end]).strip()
            say((node, SCHEMA.headline, zh(words)))
        if document.title is not None:
            say((node, DCTERMS.title, zh(document.title)))
        if document.published is not None:
            say((node, DCTERMS.issued, _issued(document.published)))
        if document.publisher is not None:
            self.press_triples(document.publisher)
            say((node, SCHEMA.publisher, self.press(document.publisher)))

    def meeting_triples(self, meeting: Meeting) -> None:
        say = self.say
        node, kind = self.meeting(meeting.key), f"<{KG_NS}{meeting.kind.value}>"
        say((node, RDF.type, SCHEMA.Event))
        say((node, RDF.type, PROV.Activity))
        say((node, RDFS.label, zh(meeting.label or meeting.name)))
        if meeting.label is not None and meeting.label != meeting.name:
            say((node, SKOS.altLabel, zh(meeting.name)))
        say((node, KG.kind, kind))
        if meeting.series is not None:
            say((node, KG.series, zh(meeting.series)))
        if meeting.ordinal is not None:
            say((node, KG.ordinal, integer(meeting.ordinal)))
        if meeting.session_of is not None:
            series = mint.entity(self.base, "series", meeting.session_of)
            say((series, RDF.type, SCHEMA.EventSeries))
            say((series, RDFS.label, zh(meeting.session_of)))
            say((node, SCHEMA.superEvent, series))
        for alias in meeting.aliases:
            say((node, SKOS.altLabel, zh(alias)))
        say((self.article, KG.reports if meeting.reported else SCHEMA.mentions, node))
        claim = self.claim("report", meeting.key)
        say((claim, RDF.type, KG.Report if meeting.reported else KG.Reference))
        say((claim, KG.atMeeting, node))
        say((claim, SCHEMA.name, zh(meeting.name)))
        say((claim, KG.kind, kind))
        if meeting.grounds is not None:
            say((claim, KG.grounds, literal(meeting.grounds, "en")))
        self.evidence(claim, meeting.evidence)

    def detail_triples(self, detail: Detail) -> None:
        say = self.say
        if detail.property not in _DETAIL:
            raise ValueError(f"the vocabulary has no meeting property {detail.property!r}")
        node, claim = self.meeting(detail.meeting), self.claim("detail", detail.meeting, detail.property, detail.value)
        shortcut = _DETAIL[detail.property]
        say((claim, RDF.type, KG.Detail))
        say((claim, KG.atMeeting, node))
        say((claim, KG.detail, shortcut))
        self.evidence(claim, detail.evidence)
        if detail.property == "mode":
            if detail.value not in _MODE:
                raise ValueError(f"the vocabulary has no meeting mode {detail.value!r}")
            say((claim, KG.value, literal(detail.value)))
            say((node, shortcut, _MODE[detail.value]))
            return
        say((claim, KG.value, zh(detail.value)))
        if detail.property == "convener":
            self.body_triples(detail.value)
            say((node, shortcut, self.body(detail.value)))
        else:
            say((node, shortcut, zh(detail.value if detail.when is None else detail.when.words)))
        if detail.when is not None:
            for predicate, value in _when_triples(detail.when):
                say((claim, predicate, value))
                say((node, predicate, value))

    def participation_triples(self, participation: Participation) -> None:
        say = self.say
        meeting, person = self.meeting(participation.meeting), self.person(participation.person)
        role = participation.role
        claim = self.claim("participation", participation.meeting, participation.person, role.value)
        say((claim, RDF.type, KG.Participation))
        say((claim, KG.atMeeting, meeting))
        say((claim, KG.person, person))
        say((claim, KG.role, f"<{KG_NS}{role.value}>"))
        say((claim, KG.verb, zh(participation.verb)))
        if participation.order is not None:
            say((claim, KG.order, integer(participation.order)))
        if participation.block is not None:
            say((claim, KG.block, integer(participation.block)))
        for post in participation.posts:
            say((claim, KG.statedPost, zh(post)))
        self.evidence(claim, participation.evidence)
        if role is Role.SPEAKER:
            say((person, KG.spokeAt, meeting))
        elif role in _SHORTCUT:
            say((meeting, _SHORTCUT[role], person))

    def membership_triples(self, membership: Membership) -> None:
        say = self.say
        person = self.person(membership.person)
        post = mint.entity(self.base, "post", self.scope, membership.post)
        claim = self.claim("membership", membership.person, membership.post)
        say((post, RDF.type, ORG.Post))
        say((post, RDFS.label, zh(membership.post)))
        say((claim, RDF.type, ORG.Membership))
        say((claim, ORG.member, person))
        say((claim, KG.post, post))
        say((claim, KG.titleOnly, boolean(membership.title_only)))
        self.evidence(claim, membership.evidence)
        say((person, ORG.holds, post))
        if (office := membership.office) is not None:
            self.said += office_triples(office, self.base)
            say((post, KG.normalForm, office_iri(office, self.base)))
            say((claim, KG.standing, literal(office.standing)))
            if office.grounds is not None:
                say((claim, KG.grounds, literal(office.grounds, "en")))
        if membership.inherited is not None:
            say((claim, KG.inherited, zh(membership.inherited)))
            self.body_triples(membership.inherited)
            say((claim, ORG.organization, self.body(membership.inherited)))
            say((post, ORG.postIn, self.body(membership.inherited)))

    def utterance_triples(self, utterance: Utterance) -> None:
        say = self.say
        claim = mint.child(self.article, f"s{utterance.order}")
        say((claim, RDF.type, KG.SpeechAct))
        say((claim, KG.order, integer(utterance.order)))
        say((claim, KG.verb, zh(utterance.verb)))
        say((claim, KG.speakerLabel, zh(utterance.speaker.label)))
        self.evidence(claim, utterance.evidence)
        speaker = self.speaker(utterance.speaker)
        if speaker is not None:
            say((claim, KG.spokenBy, speaker))
        if utterance.speaker.kind == "body":
            self.body_triples(utterance.speaker.label)
        if utterance.meeting is not None:
            say((claim, KG.atMeeting, self.meeting(utterance.meeting)))
        for point in utterance.points:
            self.point_triples(point, claim, speaker)

    def speaker(self, speaker: Speaker) -> str | None:
        """Whoever speaks; None for a meeting that the article leaves unnamed."""
        if speaker.kind == "body":
            return self.body(speaker.label)
        if speaker.kind == "meeting":
            return None if speaker.ref is None else self.meeting(speaker.ref)
        if speaker.kind != "person" or speaker.ref is None:
            raise ValueError(f"a speaker of kind {speaker.kind!r} with reference {speaker.ref!r} is nobody")
        return self.person(speaker.ref)

    def point_triples(self, point: Point, utterance: str, speaker: str | None) -> None:
        say = self.say
        node = self.points[point.order]
        directive = point.kind is PointKind.DIRECTIVE
        say((node, RDF.type, KG.Directive if directive else KG.Statement))
        say((node, DCTERMS.isPartOf, utterance))
        say((node, KG.order, integer(point.order)))
        say((node, SCHEMA.text, zh(point.text)))
        if point.number is not None:
            say((node, KG.number, zh(point.number)))
        if point.parent is not None:
            say((node, KG.under, self.point(point.parent)))
        if point.addressee is not None:
            say((node, KG.addressee, zh(point.addressee)))
        if directive and speaker is not None:
            say((node, KG.directedBy, speaker))
        self.evidence(node, point.evidence)

    def point(self, order: int) -> str:
        if order not in self.points:
            raise ValueError(f"the article has no point {order}")
        return self.points[order]

    def study_triples(self, study: Study) -> None:
        say = self.say
        meeting, claim = self.meeting(study.meeting), self.claim("study", study.meeting, study.verb, study.phrase)
        say((claim, RDF.type, KG.Study))
        say((claim, KG.atMeeting, meeting))
        say((claim, KG.verb, zh(study.verb)))
        say((claim, KG.phrase, zh(study.phrase)))
        self.evidence(claim, study.evidence)
        say((meeting, KG.studied, zh(study.phrase)))
        if study.target is not None:
            say((claim, KG.target, self.meeting(study.target)))
            say((meeting, KG.passesOn, self.meeting(study.target)))
        if study.title is not None:
            self.document_triples(study.title)
            say((claim, KG.document, self.document(study.title)))

    def cascade_triples(self, cascade: Cascade) -> None:
        say = self.say
        meeting, target = self.meeting(cascade.meeting), self.meeting(cascade.target)
        claim = self.claim("cascade", cascade.meeting, cascade.verb, cascade.target)
        say((claim, RDF.type, KG.Cascade))
        say((claim, KG.atMeeting, meeting))
        say((claim, KG.verb, zh(cascade.verb)))
        say((claim, KG.target, target))
        self.evidence(claim, cascade.evidence)
        say((meeting, KG.passesOn, target))

    def citation_triples(self, citation: Citation) -> None:
        say = self.say
        claim = self.claim("citation", citation.title, str(citation.evidence.start))
        document = self.document(citation.title)
        self.document_triples(citation.title)
        say((claim, RDF.type, KG.Citation))
        say((claim, KG.document, document))
        self.evidence(claim, citation.evidence)
        if citation.point is None:
            say((self.article, SCHEMA.citation, document))
        else:
            say((claim, KG.point, self.point(citation.point)))
            say((self.point(citation.point), SCHEMA.citation, document))

    def slogan_triples(self, slogan: Slogan) -> None:
        say = self.say
        claim = self.claim("slogan", slogan.words, str(slogan.evidence.start))
        concept = mint.entity(self.base, "slogan", slogan.words)
        say((concept, RDF.type, SKOS.Concept))
        say((concept, SKOS.prefLabel, zh(slogan.words)))
        say((claim, RDF.type, KG.SloganUse))
        say((claim, KG.slogan, concept))
        self.evidence(claim, slogan.evidence)
        if slogan.point is None:
            say((self.article, SCHEMA.mentions, concept))
        else:
            say((claim, KG.point, self.point(slogan.point)))
            say((self.point(slogan.point), SCHEMA.mentions, concept))

    def authorship_triples(self, authorship: Authorship) -> None:
        say = self.say
        if authorship.role not in _AUTHOR_ROLE:
            raise ValueError(f"the vocabulary has no authorship role {authorship.role!r}")
        claim = self.claim("authorship", authorship.role, authorship.name)
        say((claim, RDF.type, KG.Authorship))
        say((claim, KG.role, _AUTHOR_ROLE[authorship.role]))
        self.evidence(claim, authorship.evidence)
        if authorship.role == "reporter":
            # Not a foaf:Person: those are the people in the news, and nothing tells reporters who share a name apart.
            node = mint.entity(self.base, "reporter", self.scope, authorship.name)
            say((node, RDF.type, SCHEMA.Person))
            say((node, RDFS.label, zh(authorship.name)))
            say((claim, KG.agent, node))
            say((self.article, SCHEMA.author, node))
        else:
            self.press_triples(authorship.name)
            say((claim, KG.agent, self.press(authorship.name)))
            say((self.article, SCHEMA.sourceOrganization, self.press(authorship.name)))

    def identification_triples(self, identification: Identification) -> None:
        say = self.say
        person = self.person(identification.person)
        claim = self.claim("identification", identification.person)
        say((claim, RDF.type, KG.Identification))
        say((claim, KG.person, person))
        say((claim, KG.rule, literal(identification.rule)))
        say((claim, KG.grounds, literal(identification.words, "en")))
        say((claim, KG.tiedTo, literal(identification.other)))
        say((claim, DCTERMS.isPartOf, self.article))
        for evidence in self.said_of(identification.person):
            say((claim, KG.evidence, mint.child(self.article, f"{evidence.start}-{evidence.end}")))

    def telling_triples(self, telling: Telling) -> None:
        say = self.say
        claim = self.claim("telling", telling.meeting, telling.rule, telling.other)
        say((claim, RDF.type, KG.Telling))
        say((claim, KG.atMeeting, self.meeting(telling.meeting)))
        say((claim, KG.rule, literal(telling.rule)))
        say((claim, KG.grounds, literal(telling.words, "en")))
        say((claim, KG.tiedTo, literal(telling.other)))
        say((claim, DCTERMS.isPartOf, self.article))
        for evidence in (m.evidence for m in self.reading.meetings if m.key == telling.meeting):
            say((claim, KG.evidence, mint.child(self.article, f"{evidence.start}-{evidence.end}")))

    def reprint_triples(self, reprint: Reprint) -> None:
        say = self.say
        original = mint.article(self.base, reprint.sha256, reprint.article)
        if original == self.article:
            return
        claim = self.claim("reprint")
        say((claim, RDF.type, KG.Reprint))
        say((claim, KG.rule, literal("same-text")))
        say((claim, KG.grounds, literal(reprint.words, "en")))
        say((claim, KG.tiedTo, literal(reprint.other)))
        say((claim, DCTERMS.isPartOf, self.article))
        say((self.article, KG.reprintOf, original))

    def said_of(self, person: str) -> list[Evidence]:
        """Where the article gives posts to `person`, or else says what the person did."""
        posts = [m.evidence for m in self.reading.memberships if m.person == person]
        return posts or [p.evidence for p in self.reading.participations if p.person == person]

    def issue_triples(self, issue: Issue) -> None:
        say = self.say
        claim = self.claim("issue", issue.stage, issue.problem, str(issue.start), str(issue.end))
        say((claim, RDF.type, KG.Issue))
        say((claim, KG.stage, literal(issue.stage)))
        say((claim, KG.problem, literal(issue.problem)))
        say((claim, KG.hint, literal(issue.hint)))
        say((claim, KG.evidence, self.span(issue.start, issue.end, issue.quote)))


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
