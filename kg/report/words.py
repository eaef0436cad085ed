"""Set phrases (提法), documents and addressees: what is demanded, as far as the text marks it itself.

Without cutting sentences into words, which only a guess can do, three things tell a topic for certain: what stands in
quotation marks, what stands in 《》, and of whom something is demanded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.report.ask import rows, some
from kg.report.facts import Source, Topics, Use

if TYPE_CHECKING:
    from kg.report.ask import Rows
    from kg.store import Graph

_MONTH = len("2023-01")


@dataclass(slots=True)
class _Seen:
    """What is known so far of one phrase, document or addressee."""

    words: str
    uses: set[str] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)
    days: dict[str, str] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def add(self, use: str, speaker: str, day: str, source: Source) -> None:
        self.uses.add(use)
        if speaker:
            self.speakers.add(speaker)
        if day:
            self.days[use] = day
        self.sources.append(source)

    def told(self, iri: str) -> Use:
        days = sorted(self.days.values())
        months = Counter(day[:_MONTH] for day in days)
        first, last = (days[0], days[-1]) if days else ("", "")
        by_month = tuple(sorted(months.items()))
        return Use(self.words, len(self.uses), len(self.speakers), first, last, by_month, iri, some(self.sources))


def topics(graph: Graph, phrases_used: Rows) -> Topics:
    """The set phrases, documents and addressees of directives, the most frequent first."""
    phrases: dict[str, _Seen] = {}
    documents: dict[str, _Seen] = {}
    addressees: dict[str, _Seen] = {}
    told: set[str] = set()
    for phrase, slogan, _, day, speaker, directive, span, rule in phrases_used:
        if directive:
            told.add(directive)
            phrases.setdefault(slogan, _Seen(phrase)).add(directive, speaker, day, Source(span, rule))
    for title, document, directive, speaker, day, span, rule in rows(graph, "documents"):
        told.add(directive)
        documents.setdefault(document, _Seen(title)).add(directive, speaker, day, Source(span, rule))
    for addressee, directive, speaker, day, span, rule in rows(graph, "addressees"):
        told.add(directive)
        addressees.setdefault(addressee, _Seen(addressee)).add(directive, speaker, day, Source(span, rule))
    # An addressee is words, not a thing with an IRI.
    by_words = _most(addressees, with_iri=False)
    return Topics(_most(phrases), _most(documents), by_words, len(told))


def slogans(phrases_used: Rows) -> tuple[Use, ...]:
    """Every set phrase wherever it is used, the most frequent first."""
    found: dict[str, _Seen] = defaultdict(lambda: _Seen(""))
    for phrase, slogan, use, day, speaker, _, span, rule in phrases_used:
        found[slogan].words = phrase
        found[slogan].add(use, speaker, day, Source(span, rule))
    return _most(found)


def _most(seen: dict[str, _Seen], *, with_iri: bool = True) -> tuple[Use, ...]:
    told = [one.told(iri if with_iri else "") for iri, one in seen.items()]
    return tuple(sorted(told, key=lambda use: (-use.uses, use.words, use.iri)))
