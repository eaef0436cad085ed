"""What an article claims of speech: who said what, and which documents and set phrases are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import PointKind
from kg.rdf import mint
from kg.rdf.terms import integer, zh
from kg.rdf.vocab import DCTERMS, KG, RDF, SCHEMA, SKOS

if TYPE_CHECKING:
    from kg.model import Citation, Point, Slogan, Speaker, Utterance
    from kg.rdf.article_graph import ArticleGraph


def utterance_triples(graph: ArticleGraph, utterance: Utterance) -> None:
    """A speech act with its points."""
    say = graph.say
    claim = mint.child(graph.article, f"s{utterance.order}")
    say((claim, RDF.type, KG.SpeechAct))
    say((claim, KG.order, integer(utterance.order)))
    say((claim, KG.verb, zh(utterance.verb)))
    say((claim, KG.speakerLabel, zh(utterance.speaker.label)))
    graph.evidence(claim, utterance.evidence)
    speaker = _speaker(graph, utterance.speaker)
    if speaker is not None:
        say((claim, KG.spokenBy, speaker))
    if utterance.speaker.kind == "body":
        graph.body_triples(utterance.speaker.label)
    if utterance.meeting is not None:
        say((claim, KG.atMeeting, graph.meeting(utterance.meeting)))
    for point in utterance.points:
        _point_triples(graph, point, claim, speaker)


def citation_triples(graph: ArticleGraph, citation: Citation) -> None:
    """Which document is cited, in a point or beside speech."""
    say = graph.say
    claim = graph.claim("citation", citation.title, str(citation.evidence.start))
    document = graph.document(citation.title)
    graph.document_triples(citation.title)
    say((claim, RDF.type, KG.Citation))
    say((claim, KG.document, document))
    graph.evidence(claim, citation.evidence)
    _named_triples(graph, claim, SCHEMA.citation, document, citation.point)


def slogan_triples(graph: ArticleGraph, slogan: Slogan) -> None:
    """Which set phrase is used, in a point or beside speech."""
    say = graph.say
    claim = graph.claim("slogan", slogan.words, str(slogan.evidence.start))
    concept = mint.entity(graph.base, "slogan", slogan.words)
    say((concept, RDF.type, SKOS.Concept))
    say((concept, SKOS.prefLabel, zh(slogan.words)))
    say((claim, RDF.type, KG.SloganUse))
    say((claim, KG.slogan, concept))
    graph.evidence(claim, slogan.evidence)
    _named_triples(graph, claim, SCHEMA.mentions, concept, slogan.point)


def _named_triples(graph: ArticleGraph, claim: str, how: str, thing: str, order: int | None) -> None:
    """Name what a claim is of, from the point in which it stands, or from the article where it stands beside speech."""
    if order is None:
        graph.say((graph.article, how, thing))
    else:
        point = graph.point(order)
        graph.say((claim, KG.point, point))
        graph.say((point, how, thing))


def _point_triples(graph: ArticleGraph, point: Point, utterance: str, speaker: str | None) -> None:
    say = graph.say
    node = graph.points[point.order]
    directive = point.kind is PointKind.DIRECTIVE
    say((node, RDF.type, KG.Directive if directive else KG.Statement))
    say((node, DCTERMS.isPartOf, utterance))
    say((node, KG.order, integer(point.order)))
    say((node, SCHEMA.text, zh(point.text)))
    if point.number is not None:
        say((node, KG.number, zh(point.number)))
    if point.parent is not None:
        say((node, KG.under, graph.point(point.parent)))
    if point.addressee is not None:
        say((node, KG.addressee, zh(point.addressee)))
    if directive and speaker is not None:
        say((node, KG.directedBy, speaker))
    graph.evidence(node, point.evidence)


def _speaker(graph: ArticleGraph, speaker: Speaker) -> str | None:
    """Whoever speaks; None for a meeting that the article leaves unnamed."""
    if speaker.kind == "body":
        return graph.body(speaker.label)
    if speaker.kind == "meeting":
        return None if speaker.ref is None else graph.meeting(speaker.ref)
    if speaker.kind != "person" or speaker.ref is None:
        raise ValueError(f"a speaker of kind {speaker.kind!r} with reference {speaker.ref!r} is nobody")
    return graph.person(speaker.ref)
