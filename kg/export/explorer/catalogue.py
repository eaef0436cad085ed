"""Readings -> one catalogue of plain JSON values, people and meetings merged over the articles.

Evidence is written as `[article, start, end, rule]`: two indexes and two offsets in code points of the document's
text.  The words themselves are not repeated; the page cuts them out of the text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from pypinyin import Style, pinyin
from pypinyin.core import Pinyin

from kg.export.explorer.level import level_of
from kg.model import Article, Detail, Evidence, Meeting, Membership, Participation, Person, Reading, Study

Record = dict[str, Any]

Romanise = Callable[[str], str | None]

_WORDS = Pinyin()


def local_name(kind: str, key: str) -> str:
    """A short name that depends on the key alone, so that a permalink outlives the next build."""
    digest = hashlib.sha256(unicodedata.normalize("NFKC", key).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:16]}"


@lru_cache(maxsize=65536)
def syllables(name: str) -> str:
    """The readings of a name for the search box: characters parted by spaces, several readings of one by `/`.

    The first reading of each character is the likeliest.  What is not Chinese stands for itself, in lower case.
    """
    return " ".join(syllable for word in _WORDS.seg(name) for syllable in _syllables_of(word))


@lru_cache(maxsize=65536)
def _syllables_of(word: str) -> tuple[str, ...]:
    """The readings of a word of the dictionary, of a single character, or of a stretch that is not Chinese.

    A few thousand words make up the names of a hundred thousand things, and pypinyin takes its time for each.
    """
    return tuple("/".join(dict.fromkeys(readings)).lower() for readings in pinyin(word, Style.NORMAL, heteronym=True))


def gather(readings: Iterable[Reading], romanise: Romanise | None = None) -> Record:
    """Merge the readings of one build; the result does not depend on their order.

    `romanise` gives a person's name as it is printed in pinyin.  Returns `documents`, `articles`, `rules`, `things`
    (people, meetings, posts, bodies, documents, slogans and points of speech, each with `id`, `type` and `name`),
    `participations` and `utterances`.
    """
    catalogue = _Catalogue(romanise)
    for reading in sorted(readings, key=_place_in_build):
        catalogue.add(reading)
    return catalogue.record()


def _place_in_build(reading: Reading) -> tuple[str, str, str, int]:
    document = reading.article.document
    return document.source, document.file, document.sha256, reading.article.number


class _Catalogue:
    """Collects the records; every thing is made once and then added to."""

    def __init__(self, romanise: Romanise | None) -> None:
        self.romanise = romanise
        self.documents: dict[tuple[str, str, str], int] = {}
        self.document_records: list[Record] = []
        self.articles: list[Record] = []
        self.rules: dict[str, int] = {}
        self.things: dict[str, Record] = {}
        self.participations: dict[tuple[str, str, str], Record] = {}
        self.utterances: list[Record] = []
        self.entries: dict[tuple[object, ...], Record] = {}

    def record(self) -> Record:
        return {
            "documents": self.document_records,
            "articles": self.articles,
            "rules": list(self.rules),
            "things": list(self.things.values()),
            "participations": list(self.participations.values()),
            "utterances": self.utterances,
        }

    def add(self, reading: Reading) -> None:
        self._add_article(reading.article)
        self.articles[-1]["authors"] = [
            {"role": author.role, "name": author.name, "evidence": [self._evidence(author.evidence)]}
            for author in reading.authorships
        ]
        for person in reading.people:
            self._add_person(person)
        for meeting in reading.meetings:
            self._add_meeting(meeting)
        for detail in reading.details:
            self._add_detail(detail)
        for participation in reading.participations:
            self._add_participation(participation)
        for membership in reading.memberships:
            self._add_membership(membership)
        for study in reading.studies:
            self._add_study(study)
        for cascade in reading.cascades:
            entry = {"verb": cascade.verb, "target": self._meeting(cascade.target)["id"]}
            self._note(self._meeting(cascade.meeting), "cascades", entry, cascade.evidence)
        points = self._add_speech(reading)
        self._add_named(reading, points)

    def _evidence(self, evidence: Evidence) -> list[int]:
        rule = self.rules.setdefault(evidence.rule, len(self.rules))
        return [len(self.articles) - 1, evidence.start, evidence.end, rule]

    def _note(self, owner: Record, field: str, entry: Record, evidence: Evidence) -> None:
        """Add the entry to the owner's list, or only its evidence where the same entry stands there already."""
        key = (owner["id"], field, *entry.values())
        if key not in self.entries:
            self.entries[key] = {**entry, "evidence": []}
            owner[field].append(self.entries[key])
        self.entries[key]["evidence"].append(self._evidence(evidence))

    def _thing(self, kind: str, key: str, /, **new: object) -> Record:
        identifier = local_name(kind, key)
        return self.things.setdefault(identifier, {"id": identifier, "type": kind, "name": key, **new})

    def _person(self, key: str) -> Record:
        return self._thing("person", key, aliases=[], posts=[], pinyin="", romanised=None)

    def _meeting(self, key: str) -> Record:
        return self._thing(
            "meeting",
            key,
            aliases=[],
            evidence=[],
            details=[],
            studies=[],
            cascades=[],
            reported=False,
            kind="meeting",
            series=None,
            ordinal=None,
            pinyin="",
        )

    def _named(self, kind: str, name: str) -> Record:
        """A post, body, document or slogan: the name is all there is to tell it by."""
        known = self.things.get(local_name(kind, name))
        return known or self._thing(kind, name, pinyin=syllables(name), uses=[])

    def _add_article(self, article: Article) -> None:
        document = article.document
        key = (document.source, document.file, document.sha256)
        if key not in self.documents:
            self.documents[key] = len(self.document_records)
            self.document_records.append(
                {
                    "source": document.source,
                    "file": document.file,
                    "title": document.title,
                    "published": document.published,
                    "publisher": document.publisher,
                    "text": document.text,
                }
            )
        self.articles.append(
            {
                "id": local_name("article", "\n".join((*key, str(article.number)))),
                "document": self.documents[key],
                "number": article.number,
                "start": article.start,
                "end": article.end,
                "headlines": [_unwrapped(document.text[span.start : span.end]) for span in article.headlines],
            }
        )

    def _add_person(self, person: Person) -> None:
        record = self._person(person.key)
        record["name"] = person.name
        record["pinyin"] = syllables(person.name)
        record["romanised"] = self.romanise(person.name) if self.romanise else None
        record["aliases"] = list(dict.fromkeys([*record["aliases"], *person.aliases]))

    def _add_meeting(self, meeting: Meeting) -> None:
        record = self._meeting(meeting.key)
        if not record["evidence"] or (meeting.reported and not record["reported"]):
            record["name"] = meeting.name
            record["kind"] = meeting.kind.value
            record["pinyin"] = syllables(meeting.name)
        record["reported"] = record["reported"] or meeting.reported
        record["series"] = record["series"] or meeting.series
        record["ordinal"] = record["ordinal"] if record["ordinal"] is not None else meeting.ordinal
        record["aliases"] = list(dict.fromkeys([*record["aliases"], *meeting.aliases]))
        record["evidence"].append(self._evidence(meeting.evidence))

    def _add_detail(self, detail: Detail) -> None:
        entry: Record = {"property": detail.property, "value": detail.value}
        if detail.when is not None:
            entry |= {
                "value": detail.when.words,
                "start": detail.when.start_label(),
                "end": detail.when.end_label(),
                "grounds": detail.when.grounds,
            }
        if detail.property == "convener":
            entry["body"] = self._named("body", detail.value)["id"]
        self._note(self._meeting(detail.meeting), "details", entry, detail.evidence)

    def _add_participation(self, participation: Participation) -> None:
        person = self._person(participation.person)["id"]
        meeting = self._meeting(participation.meeting)["id"]
        record = self.participations.setdefault(
            (person, meeting, participation.role.value),
            {
                "person": person,
                "meeting": meeting,
                "role": participation.role.value,
                "verb": participation.verb,
                "order": participation.order,
                "block": participation.block,
                "posts": [],
                "evidence": [],
            },
        )
        record["posts"] = list(dict.fromkeys([*record["posts"], *participation.posts]))
        record["evidence"].append(self._evidence(participation.evidence))

    def _add_membership(self, held: Membership) -> None:
        post = self._named("post", held.post)
        post["level"] = level_of(held.post)
        entry = {
            "post": post["id"],
            "inherited": held.inherited,
            "title_only": held.title_only,
        }
        self._note(self._person(held.person), "posts", entry, held.evidence)

    def _add_study(self, study: Study) -> None:
        entry = {
            "verb": study.verb,
            "phrase": _unwrapped(study.phrase),
            "target": self._meeting(study.target)["id"] if study.target else None,
            "document": self._named("document", _marked(study.title))["id"] if study.title else None,
        }
        self._note(self._meeting(study.meeting), "studies", entry, study.evidence)

    def _add_speech(self, reading: Reading) -> dict[int, Record]:
        """The utterances and their points; returns the points by their order in the article."""
        article = self.articles[-1]["id"]
        names = {
            point.order: local_name(point.kind.value, f"{article} {point.order}")
            for utterance in reading.utterances
            for point in utterance.points
        }
        points: dict[int, Record] = {}
        for utterance in reading.utterances:
            for point in utterance.points:
                record = self._thing(point.kind.value, f"{article} {point.order}")
                record |= {
                    "name": point.text,
                    "number": point.number,
                    "parent": names.get(point.parent) if point.parent is not None else None,
                    "addressee": point.addressee,
                    "utterance": len(self.utterances),
                    "evidence": [self._evidence(point.evidence)],
                    "names": [],
                }
                points[point.order] = record
            self.utterances.append(
                {
                    "speaker": self._speaker(utterance.speaker.kind, utterance.speaker.ref, utterance.speaker.label),
                    "label": utterance.speaker.label,
                    "verb": utterance.verb,
                    "meeting": self._meeting(utterance.meeting)["id"] if utterance.meeting else None,
                    "evidence": [self._evidence(utterance.evidence)],
                    "points": [points[point.order]["id"] for point in utterance.points],
                }
            )
        return points

    def _speaker(self, kind: str, ref: str | None, label: str) -> str:
        if ref is not None and kind == "person":
            return str(self._person(ref)["id"])
        if ref is not None and kind == "meeting":
            return str(self._meeting(ref)["id"])
        return str(self._named("body", label)["id"])

    def _add_named(self, reading: Reading, points: dict[int, Record]) -> None:
        """Documents and slogans, each with the point that names it, or else the article's only meeting."""
        reported = [self._meeting(meeting.key)["id"] for meeting in reading.meetings if meeting.reported]
        cited = [("document", _marked(named.title), named.point, named.evidence) for named in reading.citations]
        coined = [("slogan", named.words, named.point, named.evidence) for named in reading.slogans]
        for kind, name, order, evidence in (*cited, *coined):
            thing = self._named(kind, _unwrapped(name))
            point = points.get(order) if order is not None else None
            if point is not None and thing["id"] not in point["names"]:
                point["names"].append(thing["id"])
            use = {
                "point": point["id"] if point else None,
                "meeting": reported[0] if point is None and len(reported) == 1 else None,
            }
            self._note(thing, "uses", use, evidence)


def _unwrapped(text: str) -> str:
    """The words without the breaks of wrapped lines."""
    return "".join(text.splitlines())


def _marked(title: str) -> str:
    return title if title.startswith("《") else f"《{title}》"
