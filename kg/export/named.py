"""Triples -> quads: each article's in a graph of its own, so that one article can be replaced or taken out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.export.turtle import Triple

Quad = tuple[str, str, str, str]
"""A triple and the name of its graph, each as an N-Triples term; "" names the default graph."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_PART_OF = "<http://purl.org/dc/terms/isPartOf>"
_EVIDENCE = "<https://w3id.org/meetingkg#evidence>"
_DETAIL = "<https://w3id.org/meetingkg#detail>"
_VALUE = "<https://w3id.org/meetingkg#value>"
_JOINING = ("<https://w3id.org/meetingkg#Tenure>", "<https://w3id.org/meetingkg#Finding>")
"""What rests on several articles and is said by none."""
_IS_ARTICLE = (_TYPE, "<https://schema.org/NewsArticle>")


def by_article(triples: Sequence[Triple]) -> Iterator[Quad]:
    """Each triple in the graph of every article that says it, named by the article's IRI; the order is kept.

    An article says what stands about itself, its spans and its claims.  Of what is shared (people, meetings, documents,
    the text) it says what its claims carry too, or, where no claim does, what links things that it names.  What no
    article says is in the default graph.
    """
    homes = _homes(triples)
    named: defaultdict[str, set[str]] = defaultdict(set)
    carried: defaultdict[Triple, set[str]] = defaultdict(set)
    for claim in _claims(triples, homes):
        article = homes[claim[0][0]]
        for thing in {value for _, _, value in claim if value.startswith("<")}:
            named[thing].add(article)
            for predicate, value in _said(claim):
                carried[thing, predicate, value].add(article)
    named.update(_behind(triples, homes, named, carried))
    for triple in triples:
        subject = triple[0]
        for article in [homes[subject]] if subject in homes else _sayers(triple, named, carried):
            yield *triple, article


def _homes(triples: Sequence[Triple]) -> dict[str, str]:
    """Articles, their spans and their claims, each with its article."""
    articles = {subject for subject, predicate, value in triples if (predicate, value) == _IS_ARTICLE}
    parts = [(subject, value) for subject, predicate, value in triples if predicate == _PART_OF]
    spans = {part: whole for part, whole in parts if whole in articles}
    grounds = [(subject, value) for subject, predicate, value in triples if predicate == _EVIDENCE]
    joining = {subject for subject, predicate, value in triples if predicate == _TYPE and value in _JOINING}
    claims = {claim: spans[span] for claim, span in grounds if span in spans and claim not in joining}
    return {article: article for article in articles} | spans | claims


def _claims(triples: Iterable[Triple], homes: Mapping[str, str]) -> Iterable[list[Triple]]:
    claims: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        if triple[0] in homes:
            claims[triple[0]].append(triple)
    return claims.values()


def _said(claim: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """What a claim says of the things that it names: its own properties, and the one that it details."""
    values = {predicate: value for _, predicate, value in claim}
    yield from ((predicate, value) for _, predicate, value in claim if predicate != _TYPE)
    if _DETAIL in values:
        yield values[_DETAIL], values.get(_VALUE, "")


def _behind(
    triples: Sequence[Triple],
    homes: Mapping[str, str],
    named: Mapping[str, set[str]],
    carried: Mapping[Triple, set[str]],
) -> dict[str, set[str]]:
    """Things that no claim names itself: those that another thing leads to (a convener, a post's body, its place)."""
    labels = {subject: value for subject, predicate, value in triples if predicate == _LABEL}
    links = [
        (subject, predicate, value)
        for subject, predicate, value in triples
        if subject not in homes and value in labels and value not in named
    ]
    behind: defaultdict[str, set[str]] = defaultdict(set)
    found = -1
    while found < (found := sum(map(len, behind.values()))):
        for subject, predicate, value in links:
            sayers = carried.get((subject, predicate, labels[value]))
            behind[value] |= sayers or named.get(subject) or behind.get(subject, set())
    return behind


def _sayers(triple: Triple, named: Mapping[str, set[str]], carried: Mapping[Triple, set[str]]) -> list[str]:
    """The articles that say a triple of something shared; the default graph where there is none."""
    subject, predicate, value = triple
    if articles := carried.get(triple):
        return sorted(articles)
    articles = named.get(subject, set())
    if value in named and predicate != _TYPE:
        articles = articles & named[value]
    return sorted(articles) or [""]
