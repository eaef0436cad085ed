"""What an article claims of meetings: that they took place, when and where, who took part, what they passed on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.model import Role
from kg.rdf import mint
from kg.rdf.terms import integer, literal, zh
from kg.rdf.vocab import DCTERMS, KG, KG_NS, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Cascade, Detail, Meeting, Participation, Study, Telling, When
    from kg.rdf.article_graph import ArticleGraph

_SHORTCUT = {Role.CHAIR: KG.chairedBy, Role.ATTENDEE: KG.attendedBy, Role.OBSERVER: KG.attendedBy}
_DETAIL = {"date": KG.date, "place": KG.place, "mode": KG.mode, "venue": KG.venue, "convener": KG.convener}
_MODE = {"video": KG.video}


def meeting_triples(graph: ArticleGraph, meeting: Meeting) -> None:
    """The meeting, and that the article reports or mentions it."""
    say = graph.say
    node, kind = graph.meeting(meeting.key), f"<{KG_NS}{meeting.kind.value}>"
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
        series = mint.entity(graph.base, "series", meeting.session_of)
        say((series, RDF.type, SCHEMA.EventSeries))
        say((series, RDFS.label, zh(meeting.session_of)))
        say((node, SCHEMA.superEvent, series))
    for alias in meeting.aliases:
        say((node, SKOS.altLabel, zh(alias)))
    say((graph.article, KG.reports if meeting.reported else SCHEMA.mentions, node))
    claim = graph.claim("report", meeting.key)
    say((claim, RDF.type, KG.Report if meeting.reported else KG.Reference))
    say((claim, KG.atMeeting, node))
    say((claim, SCHEMA.name, zh(meeting.name)))
    say((claim, KG.kind, kind))
    if meeting.grounds is not None:
        say((claim, KG.grounds, literal(meeting.grounds, "en")))
    graph.evidence(claim, meeting.evidence)


def detail_triples(graph: ArticleGraph, detail: Detail) -> None:
    """One property of a meeting: day, place, mode, venue or convener."""
    say = graph.say
    if detail.property not in _DETAIL:
        raise ValueError(f"the vocabulary has no meeting property {detail.property!r}")
    node, claim = graph.meeting(detail.meeting), graph.claim("detail", detail.meeting, detail.property, detail.value)
    shortcut = _DETAIL[detail.property]
    say((claim, RDF.type, KG.Detail))
    say((claim, KG.atMeeting, node))
    say((claim, KG.detail, shortcut))
    graph.evidence(claim, detail.evidence)
    if detail.property == "mode":
        if detail.value not in _MODE:
            raise ValueError(f"the vocabulary has no meeting mode {detail.value!r}")
        say((claim, KG.value, literal(detail.value)))
        say((node, shortcut, _MODE[detail.value]))
        return
    say((claim, KG.value, zh(detail.value)))
    if detail.property == "convener":
        graph.body_triples(detail.value)
        say((node, shortcut, graph.body(detail.value)))
    else:
        say((node, shortcut, zh(detail.value if detail.when is None else detail.when.words)))
    if detail.when is not None:
        for predicate, value in _when_triples(detail.when):
            say((claim, predicate, value))
            say((node, predicate, value))


def participation_triples(graph: ArticleGraph, participation: Participation) -> None:
    """Who did what at a meeting."""
    say = graph.say
    meeting, person = graph.meeting(participation.meeting), graph.person(participation.person)
    role = participation.role
    claim = graph.claim("participation", participation.meeting, participation.person, role.value)
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
    graph.evidence(claim, participation.evidence)
    if role is Role.SPEAKER:
        say((person, KG.spokeAt, meeting))
    elif role in _SHORTCUT:
        say((meeting, _SHORTCUT[role], person))


def study_triples(graph: ArticleGraph, study: Study) -> None:
    """What a meeting studied or passed on."""
    say = graph.say
    meeting, claim = graph.meeting(study.meeting), graph.claim("study", study.meeting, study.verb, study.phrase)
    say((claim, RDF.type, KG.Study))
    say((claim, KG.atMeeting, meeting))
    say((claim, KG.verb, zh(study.verb)))
    say((claim, KG.phrase, zh(study.phrase)))
    graph.evidence(claim, study.evidence)
    say((meeting, KG.studied, zh(study.phrase)))
    if study.target is not None:
        say((claim, KG.target, graph.meeting(study.target)))
        say((meeting, KG.passesOn, graph.meeting(study.target)))
    if study.title is not None:
        graph.document_triples(study.title)
        say((claim, KG.document, graph.document(study.title)))


def cascade_triples(graph: ArticleGraph, cascade: Cascade) -> None:
    """Which meeting a meeting passes on."""
    say = graph.say
    meeting, target = graph.meeting(cascade.meeting), graph.meeting(cascade.target)
    claim = graph.claim("cascade", cascade.meeting, cascade.verb, cascade.target)
    say((claim, RDF.type, KG.Cascade))
    say((claim, KG.atMeeting, meeting))
    say((claim, KG.verb, zh(cascade.verb)))
    say((claim, KG.target, target))
    graph.evidence(claim, cascade.evidence)
    say((meeting, KG.passesOn, target))


def telling_triples(graph: ArticleGraph, telling: Telling) -> None:
    """That an article tells of a meeting that another one tells of."""
    say = graph.say
    claim = graph.claim("telling", telling.meeting, telling.rule, telling.other)
    say((claim, RDF.type, KG.Telling))
    say((claim, KG.atMeeting, graph.meeting(telling.meeting)))
    say((claim, KG.rule, literal(telling.rule)))
    say((claim, KG.grounds, literal(telling.words, "en")))
    say((claim, KG.tiedTo, literal(telling.other)))
    say((claim, DCTERMS.isPartOf, graph.article))
    for evidence in (m.evidence for m in graph.reading.meetings if m.key == telling.meeting):
        say((claim, KG.evidence, mint.child(graph.article, f"{evidence.start}-{evidence.end}")))


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


def _date(year: int | None, month: int | None, day: int | None) -> str | None:
    """The day as an xsd:date, or None where a part is missing or the calendar has no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return f'"{date(year, month, day).isoformat()}"^^{XSD.date}'
    except ValueError:
        return None
