"""What is claimed of an article itself: where it stands, who published it, what it repeats, what was not understood."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kg.rdf import mint
from kg.rdf.terms import integer, literal, zh
from kg.rdf.vocab import DCTERMS, KG, NIF, PROV, RDF, RDFS, SCHEMA, XSD

if TYPE_CHECKING:
    from kg.model import Article, Authorship, Issue, Reprint
    from kg.rdf.article_graph import ArticleGraph

_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_AUTHOR_ROLE = {"reporter": KG.reporter, "newspaper": KG.newspaper, "agency": KG.agency}


def article_triples(graph: ArticleGraph, article: Article) -> None:
    """What the article is: its text, its place in the file, its headlines, when and by whom it was published."""
    say = graph.say
    document, node, text = article.document, graph.article, graph.text
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
        graph.press_triples(document.publisher)
        say((node, SCHEMA.publisher, graph.press(document.publisher)))


def authorship_triples(graph: ArticleGraph, authorship: Authorship) -> None:
    """Who wrote or issued the article."""
    say = graph.say
    if authorship.role not in _AUTHOR_ROLE:
        raise ValueError(f"the vocabulary has no authorship role {authorship.role!r}")
    claim = graph.claim("authorship", authorship.role, authorship.name)
    say((claim, RDF.type, KG.Authorship))
    say((claim, KG.role, _AUTHOR_ROLE[authorship.role]))
    graph.evidence(claim, authorship.evidence)
    if authorship.role == "reporter":
        # Not a foaf:Person: those are the people in the news, and nothing tells reporters who share a name apart.
        node = mint.entity(graph.base, "reporter", graph.scope, authorship.name)
        say((node, RDF.type, SCHEMA.Person))
        say((node, RDFS.label, zh(authorship.name)))
        say((claim, KG.agent, node))
        say((graph.article, SCHEMA.author, node))
    else:
        graph.press_triples(authorship.name)
        say((claim, KG.agent, graph.press(authorship.name)))
        say((graph.article, SCHEMA.sourceOrganization, graph.press(authorship.name)))


def reprint_triples(graph: ArticleGraph, reprint: Reprint) -> None:
    """That the article is a reprint of another one."""
    say = graph.say
    original = mint.article(graph.base, reprint.sha256, reprint.article)
    if original == graph.article:
        return
    claim = graph.claim("reprint")
    say((claim, RDF.type, KG.Reprint))
    say((claim, KG.rule, literal("same-text")))
    say((claim, KG.grounds, literal(reprint.words, "en")))
    say((claim, KG.tiedTo, literal(reprint.other)))
    say((claim, DCTERMS.isPartOf, graph.article))
    say((graph.article, KG.reprintOf, original))


def issue_triples(graph: ArticleGraph, issue: Issue) -> None:
    """What the stages could not understand."""
    say = graph.say
    claim = graph.claim("issue", issue.stage, issue.problem, str(issue.start), str(issue.end))
    say((claim, RDF.type, KG.Issue))
    say((claim, KG.stage, literal(issue.stage)))
    say((claim, KG.problem, literal(issue.problem)))
    say((claim, KG.hint, literal(issue.hint)))
    say((claim, KG.evidence, graph.span(issue.start, issue.end, issue.quote)))


def _issued(published: str) -> str:
    """The publication date as an xsd:date, or the metadata's own words where they are no such date."""
    try:
        return f'"{date.fromisoformat(published).isoformat()}"^^{XSD.date}'
    except ValueError:
        return literal(published)
