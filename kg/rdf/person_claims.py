"""What an article claims of people: which posts they hold, and who of another article they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.links import office_iri, office_triples
from kg.rdf.terms import boolean, literal, zh
from kg.rdf.vocab import DCTERMS, KG, ORG, RDF, RDFS

if TYPE_CHECKING:
    from kg.model import Evidence, Identification, Membership
    from kg.rdf.article_graph import ArticleGraph


def membership_triples(graph: ArticleGraph, membership: Membership) -> None:
    """Who holds which post."""
    say = graph.say
    person = graph.person(membership.person)
    post = mint.entity(graph.base, "post", graph.scope, membership.post)
    claim = graph.claim("membership", membership.person, membership.post)
    say((post, RDF.type, ORG.Post))
    say((post, RDFS.label, zh(membership.post)))
    say((claim, RDF.type, ORG.Membership))
    say((claim, ORG.member, person))
    say((claim, KG.post, post))
    say((claim, KG.titleOnly, boolean(membership.title_only)))
    graph.evidence(claim, membership.evidence)
    say((person, ORG.holds, post))
    if (office := membership.office) is not None:
        graph.said += office_triples(office, graph.base)
        say((post, KG.normalForm, office_iri(office, graph.base)))
        say((claim, KG.standing, literal(office.standing)))
        if office.grounds is not None:
            say((claim, KG.grounds, literal(office.grounds, "en")))
    if membership.inherited is not None:
        say((claim, KG.inherited, zh(membership.inherited)))
        graph.body_triples(membership.inherited)
        say((claim, ORG.organization, graph.body(membership.inherited)))
        say((post, ORG.postIn, graph.body(membership.inherited)))


def identification_triples(graph: ArticleGraph, identification: Identification) -> None:
    """That the person of this article is one of another article's."""
    say = graph.say
    person = graph.person(identification.person)
    claim = graph.claim("identification", identification.person)
    say((claim, RDF.type, KG.Identification))
    say((claim, KG.person, person))
    say((claim, KG.rule, literal(identification.rule)))
    say((claim, KG.grounds, literal(identification.words, "en")))
    say((claim, KG.tiedTo, literal(identification.other)))
    say((claim, DCTERMS.isPartOf, graph.article))
    for evidence in _said_of(graph, identification.person):
        say((claim, KG.evidence, mint.child(graph.article, f"{evidence.start}-{evidence.end}")))


def _said_of(graph: ArticleGraph, person: str) -> list[Evidence]:
    """Where the article gives posts to `person`, or else says what the person did."""
    posts = [m.evidence for m in graph.reading.memberships if m.person == person]
    return posts or [p.evidence for p in graph.reading.participations if p.person == person]
