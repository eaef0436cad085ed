"""Reading -> triples.  Pure, and the hot path: plain strings in N-Triples form, no RDF library.

Three layers lie in the graph.  *Things* (people, meetings, documents, slogans) are shared by all articles.  *Claims*
are nodes under one article (`article-<h>-…`): what that article says about the things, each with its evidence and its
rule.  *Shortcuts* are single triples between things, so that a simple question has a two-line query.  A word that
means different things in different articles (the post 省委书记, the body 市政府) is a thing of one article only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.article_claims import article_triples, authorship_triples, issue_triples, reprint_triples
from kg.rdf.article_graph import ArticleGraph
from kg.rdf.meeting_claims import (
    cascade_triples,
    detail_triples,
    meeting_triples,
    participation_triples,
    study_triples,
    telling_triples,
)
from kg.rdf.person_claims import identification_triples, membership_triples
from kg.rdf.speech_claims import citation_triples, slogan_triples, utterance_triples
from kg.rdf.vocab import BASE_IRI

if TYPE_CHECKING:
    from kg.model import Reading
    from kg.rdf.terms import Triple


def triples(reading: Reading, base_iri: str = BASE_IRI) -> list[Triple]:  # noqa: C901 -- one kind of fact after another
    """Everything that `reading` says, as triples; the same triple may come more than once.

    `base_iri` is put in front of every instance's name.  Raises KgError where it is no usable base, and ValueError
    where the reading contradicts its own types (a point under no point, a mode that the vocabulary lacks).
    """
    graph = ArticleGraph(reading, mint.check_base(base_iri))
    article_triples(graph, reading.article)
    for person in reading.people:
        graph.person_triples(person)
    for meeting in reading.meetings:
        meeting_triples(graph, meeting)
    for detail in reading.details:
        detail_triples(graph, detail)
    for participation in reading.participations:
        participation_triples(graph, participation)
    for membership in reading.memberships:
        membership_triples(graph, membership)
    for utterance in reading.utterances:
        utterance_triples(graph, utterance)
    for study in reading.studies:
        study_triples(graph, study)
    for cascade in reading.cascades:
        cascade_triples(graph, cascade)
    for citation in reading.citations:
        citation_triples(graph, citation)
    for slogan in reading.slogans:
        slogan_triples(graph, slogan)
    for authorship in reading.authorships:
        authorship_triples(graph, authorship)
    for identification in reading.identifications:
        identification_triples(graph, identification)
    for telling in reading.tellings:
        telling_triples(graph, telling)
    for issue in reading.issues:
        issue_triples(graph, issue)
    if reading.reprint is not None:
        reprint_triples(graph, reading.reprint)
    return graph.said
