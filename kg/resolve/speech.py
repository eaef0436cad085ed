"""Whose words a sentence is: speech goes on until something ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from kg.model import Document, Evidence, Flow, Meeting, Person, Point, PointKind, Speaker, Utterance, words
from kg.recognise.lexicon import lexicon
from kg.recognise.people import Item
from kg.recognise.scan import Cue, Scanned
from kg.resolve.points import KindReader, addressee, number

if TYPE_CHECKING:
    from kg.resolve.article import Draft

_CONTINUES = re.compile(
    r"^(?:——|第?[一二三四五六七八九十](?:要|是|、|，|方面)|（[一二三四五六七八九十\d]）|\d{1,2}[、.]|首先|其次|再次|要|同时，?要|此外，?要|必须|希望)"
)


class HasMeeting(Protocol):
    """Anything that carries a meeting."""

    meeting: Meeting


class SpeechReader:
    """Attributes the sentences of one article to speakers.

    `kinds[i]` of a sentence is None where it is narrative, else the speaker.
    """

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
        self.kind_reader = KindReader()
        w = lexicon().words
        self._opening = re.compile("(?:" + "|".join(sorted(w["narrative_opening"], key=lambda x: (-len(x), x))) + ")")
        self._closing = re.compile("|".join(w["narrative_closing"]))
        self.speakers: list[Speaker | None] = []
        self.cues: list[Cue | None] = []
        self._attribute()

    def is_narrative(self, index: int, position: int) -> bool:
        """Whether the reporter, not a speaker, says what stands at `position` of sentence `index`."""
        if self.speakers[index] is None:
            return True
        cue = self.cues[index]
        return cue is not None and (position < cue.start or cue.act)

    def _attribute(self) -> None:
        current: Speaker | None = None
        last_person: Speaker | None = None
        paragraph = -1
        for s in self.scanned:
            new_paragraph = s.at.paragraph != paragraph
            paragraph = s.at.paragraph
            speaker: Speaker | None = None
            cue = s.cue
            if cue is not None:
                speaker = self._speaker(s, cue, current, last_person)
                if speaker is None and cue.act:
                    cue = None
            if cue is None or speaker is None:
                cue = None
                if current is not None and self._goes_on(s, new_paragraph, current):
                    speaker = current
            self.speakers.append(speaker)
            self.cues.append(cue)
            current = speaker
            if speaker is not None and speaker.kind == "person":
                last_person = speaker
            for claim in s.claims:
                if (
                    claim.people
                    and claim.rule.claims[0] in ("chair", "speaker", "attendee", "inspection", "instruction", "talks")
                    and (cue is None or claim.start < cue.start)
                    and speaker is None
                ):
                    item = claim.people[0]
                    person = self.person_for(s, item)
                    last_person = Speaker("person", person.name, person.key)
                    break

    def _speaker(self, s: Scanned, cue: Cue, current: Speaker | None, last_person: Speaker | None) -> Speaker | None:
        if cue.person is not None:
            person = self.person_for(s, cue.person)
            return Speaker("person", person.name, person.key)
        if cue.word in ("他", "她", "他们", "她们"):
            return last_person
        if cue.word == "会议":
            return Speaker("meeting", "会议")
        words_ = lexicon().words
        if cue.word in words_["speech_noun"] or cue.word.endswith(("讲话", "报告", "贺信", "致辞", "信中")):
            return last_person
        if not cue.word:
            return current or last_person
        if any(g in cue.word for g in words_["say_group"]):
            return Speaker("body", cue.word)
        return Speaker("body", cue.word)

    def _goes_on(self, s: Scanned, new_paragraph: bool, current: Speaker) -> bool:
        if self._opening.match(s.text):
            return False
        if self._closing.search(s.text):
            return False
        named = [
            c for c in s.claims if c.people and c.rule.claims[0] in ("chair", "attendee", "observer", "accompanying")
        ]
        if named and any(not i.title or i.posts for c in named for i in c.people):
            return False
        if new_paragraph:
            return bool(_CONTINUES.match(s.text)) or self.kind_reader.is_directive(
                s.masked, "", formal=False, after_directive=True
            )
        return True

    def utter(self, draft: Draft, event_at: Callable[[int], HasMeeting | None]) -> None:
        """Turn the attributed sentences into utterances with their points."""
        order = 0
        previous: Speaker | None = None
        after_directive = False
        points: list[Point] = []
        opened: tuple[int, Speaker, str, Evidence, str | None] | None = None
        parent: int | None = None

        def close() -> None:
            nonlocal points
            if opened is not None and points:
                draft.utterances.append(Utterance(opened[0], opened[1], opened[2], opened[3], tuple(points), opened[4]))
            points = []

        for index, s in enumerate(self.scanned):
            speaker = self.speakers[index]
            cue = self.cues[index]
            if speaker is None:
                close()
                opened = None
                previous = None
                after_directive = False
                continue
            if speaker != previous:
                after_directive = False
            event = event_at(index)
            formal = event is not None and event.meeting.kind.value in ("talks",)
            if cue is not None:
                close()
                parent = None
                evidence = self._evidence(s, cue.start, cue.end, cue.rule.id)
                opened = (len(draft.utterances) + 1, speaker, cue.verb, evidence, event.meeting.key if event else None)
            start = cue.end if cue is not None and not cue.act else 0
            if start >= len(s.text):
                start = 0
            text, masked = s.text[start:], s.masked[start:]
            order += 1
            directive = not (cue is not None and cue.act) and self.kind_reader.is_directive(
                masked, cue.verb if cue else "", formal=formal, after_directive=after_directive
            )
            after_directive = directive
            n = number(text)
            points.append(
                Point(
                    order,
                    PointKind.DIRECTIVE if directive else PointKind.STATEMENT,
                    words(self.document, self.body, s.at.start + start, s.at.end),
                    self._evidence(s, start, len(s.text), cue.rule.id if cue else "goes-on"),
                    n,
                    None if n else parent,
                    addressee(text),
                )
            )
            if n:
                parent = order
            previous = speaker
        close()

    def _evidence(self, s: Scanned, start: int, end: int, rule: str) -> Evidence:
        a, b = self.body.offsets[s.at.start + start], self.body.offsets[s.at.start + end - 1] + 1
        return Evidence(a, b, self.document.text[a:b], rule)
