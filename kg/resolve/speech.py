"""Whose words a sentence is: speech goes on until something ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Document, Evidence, Flow, Issue, Person, words
from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import lexicon
from kg.recognise.patterns import anchored, first_characters
from kg.recognise.scan import Scanned
from kg.resolve import subjects
from kg.resolve.attribution import Attribution
from kg.resolve.demands import KindReader
from kg.resolve.utterances import UtteranceWriter

if TYPE_CHECKING:
    from kg.resolve.page import Draft, Event

_FIRST_PERSON = re.compile("我们|我(?=[同和对将愿])")


class SpeechReader:
    """Attributes the sentences of one article to speakers, then turns them into utterances with their points."""

    def __init__(
        self,
        document: Document,
        body: Flow,
        scanned: tuple[Scanned, ...],
        person_for: Callable[[Scanned, Item], Person],
    ) -> None:
        self.document = document
        self.body = body
        self.scanned = scanned
        self.person_for = person_for
        self.kinds = KindReader()
        self.opening, self.closing = _narrative()
        self._issues: list[Issue] = []
        self._points: list[tuple[int, int, int]] = []
        self.introduced = self._who_is_introduced()
        self.afar = self._who_is_quoted_from_afar()
        self.first_person = self._where_somebody_says_we()
        self._turns = tuple(Attribution(self).read())

    def is_narrative(self, index: int, position: int) -> bool:
        """Whether the reporter, not a speaker, says what stands at `position` of sentence `index`."""
        turns = self._turns[index]
        if not turns:
            return True
        quoted = next((t for t in turns if t.cue is None or not t.cue.act), None)
        return quoted is None or (quoted.cue is not None and position < quoted.cue.start)

    def point_at(self, offset: int) -> int | None:
        """The order of the point that holds the character at `offset` of the document, once `utter` has run."""
        return next((order for start, end, order in self._points if start <= offset < end), None)

    def _who_is_introduced(self) -> frozenset[str]:
        """Names of those whom the article presents with a post or a part in the meeting."""
        names: set[str] = set()
        for s in self.scanned:
            names.update(s.text[i.start : i.end] for i in s.items if i.posts)
            names.update(s.text[i.start : i.end] for c in s.claims for i in c.people)
        return frozenset(names)

    def _who_is_quoted_from_afar(self) -> frozenset[str]:
        """Names behind which stands what a leader is called, and in front of which the article puts no post."""
        named = [(s, i, s.text[i.start : i.end]) for s in self.scanned for i in s.items]
        titled = {
            name for s, i, name in named if i.kind is Kind.PERSON and subjects.AUTHORITY.search(subjects.title(s, i))
        }
        return frozenset(titled - {name for _, i, name in named if i.posts})

    def _where_somebody_says_we(self) -> frozenset[int]:
        """The paragraphs without a reporter in which somebody says 我们."""
        saying = {s.at.paragraph for s in self.scanned if _FIRST_PERSON.search(s.masked)}
        return frozenset(saying - {s.at.paragraph for s in self.scanned if "记者" in s.masked})

    # -- utterances ------------------------------------------------------------------------------------------------

    def utter(self, draft: Draft, event_at: Callable[[int], Event | None]) -> None:
        """Turn the attributed sentences into utterances with their points, slogans and issues."""
        writer = UtteranceWriter(self, draft, event_at)
        for index, turns in enumerate(self._turns):
            if not turns:
                writer.interrupt()
            for turn in turns:
                writer.write(index, turn)
        writer.interrupt()
        self._points = writer.spans
        draft.issues.extend(self._issues)

    def evidence(self, s: Scanned, start: int, end: int, rule: str) -> Evidence:
        """The evidence for a stretch of a sentence."""
        a, b = self.body.offsets[s.at.start + start], self.body.offsets[s.at.start + end - 1] + 1
        return Evidence(a, b, self.document.text[a:b], rule)

    def words(self, s: Scanned, start: int, end: int) -> str:
        """The exact words of a stretch of a sentence."""
        return words(self.document, self.body, s.at.start + start, s.at.start + end)

    def report(self, s: Scanned, start: int, end: int, problem: str, hint: str) -> None:
        """Note what was not understood."""
        e = self.evidence(s, start, end, "")
        self._issues.append(Issue("resolve", problem, hint, e.start, e.end, e.quote))


@cache
def _narrative() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How sentences open and end in which the reporter tells what happened."""
    words = lexicon().words
    opening = sorted(words["narrative_opening"], key=lambda x: (-len(x), x))
    bound = [pattern for pattern in words["narrative_closing"] if first_characters(pattern)]
    free = [pattern for pattern in words["narrative_closing"] if not first_characters(pattern)]
    return anchored("|".join(opening)), re.compile("|".join([anchored("|".join(bound)).pattern, *free]))
