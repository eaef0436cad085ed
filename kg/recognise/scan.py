"""Article -> what each of its sentences says: people and posts, who did what, who begins to speak, which meetings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from msgspec import Struct

from kg.model import Article, Flow, Sentence
from kg.recognise import events
from kg.recognise.appointments import Appointment, appointments
from kg.recognise.cues import Cue, CueReader
from kg.recognise.items import Item, Kind, mask
from kg.recognise.lexicon import Lexicon, lexicon
from kg.recognise.match import Claim, claims, find
from kg.recognise.names import NameFinder
from kg.recognise.people import PeopleParser
from kg.recognise.rules import RuleSet
from kg.recognise.sightings import Sighted
from kg.recognise.speech_subject import Subject, SubjectReader, Voice
from kg.recognise.titles import OF_A_GROUP


class Scanned(Struct, frozen=True):
    """One sentence and everything the rules see in it; positions are within `text`, the folded words of the sentence.

    `has_unread_cue` says that somebody named stands in front of a verb of saying, and that no rule explains it;
    `head` is the subject with which the sentence opens.
    """

    at: Sentence
    text: str
    masked: str
    items: tuple[Item, ...]
    cues: tuple[Cue, ...]
    has_unread_cue: bool
    head: Subject | None
    claims: tuple[Claim, ...]
    appointments: tuple[Appointment, ...]
    names: tuple[events.Name, ...]

    @property
    def cue(self) -> Cue | None:
        """The first cue behind which words are quoted, else the first; None where nobody speaks."""
        return next((c for c in self.cues if not c.act), self.cues[0]) if self.cues else None


class Seen(Struct, frozen=True):
    """A sentence as it was read first: what was seen in it, and its stretches.

    `items` are empty where nobody is named, and None where a name stands that the article establishes: what is known
    tells more then.
    """

    sighted: Sighted
    items: Sequence[Item] | None


# What makes the name of a place of what stands in front: 乡, 镇 …, 社区, 法庭.
_END_OF_PLACE = re.compile("[乡镇村街县区市州旗路河湖山桥寺社法](?:(?<![社法])|(?<=社)(?=区)|(?<=法)(?=庭))")


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What a first reading of the articles of one file leaves for the second, which knows the names.

    `names` are the personal names that the articles establish beyond doubt, `places` what looks like one and yet names
    a place; `sentences` are by their folded words.
    """

    names: frozenset[str]
    places: frozenset[str]
    sentences: dict[str, Seen]


def first_reading(flows: list[tuple[Flow, tuple[Sentence, ...]]], rules: RuleSet) -> FirstReading:
    """Read the articles of one file for their names.

    A name is established where a post or title stands with it, where it is written with ·, where somebody talks with
    its bearer, or where it opens a clause in two places.
    """
    parser = PeopleParser(lexicon())
    texts = [flow.text[s.start : s.end] for flow, sentences in flows for s in sentences]
    read = [(sighted, _people(sighted, parser)) for sighted in rules.lookout.see([mask(text) for text in texts])]
    sure: set[str] = set()
    bare: Counter[str] = Counter()
    for sighted, items in read:
        for item in items:
            if item.kind is not Kind.PERSON:
                continue
            name = sighted.text[item.start : item.end]
            if (
                item.posts
                or "·" in name
                or item.after == "同"
                or name[0] <= "Z"
                or (item.title and item.title[1] > item.end)
            ):
                sure.add(name)
            else:
                bare[name] += 1
    places = _places(bare.keys() - sure, [flow.text for flow, _ in flows])
    sure.update(name for name, count in bare.items() if count > 1 and name not in places)
    parts = {part for name in sure for part in _parts(name)}
    names = frozenset(n for n in sure | parts if len(n) > 1)
    may_name = _Mentions(names | places)
    seen = (Seen(sighted, None if may_name.stand_in(sighted.text) else items) for sighted, items in read)
    return FirstReading(names, places, dict(zip(texts, seen, strict=True)))


def _parts(name: str) -> tuple[str, ...]:
    """The parts by which the bearer of a foreign name is called further on (拉伊莫·塔姆: 塔姆)."""
    if "·" not in name:
        return ()
    words = lexicon()
    return tuple(
        part
        for part in (name.partition("·")[0], name.rpartition("·")[2])
        if words.transliteration.issuperset(part) and part not in words.common_words and part not in words.places
    )


def _people(sentence: Sighted, parser: PeopleParser) -> Sequence[Item]:
    """The stretches of a sentence that names somebody; none of any other."""
    return parser.parse(sentence) if parser.may_name(sentence) else ()


def _places(names: Set[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of what could be names by which the articles name a place (柏树乡)."""
    lengths = {len(name) for name in names}
    return frozenset(
        name
        for text in texts
        if names
        for end in _END_OF_PLACE.finditer(text)
        for length in lengths
        if (name := text[max(0, end.start() - length) : end.start()]) in names
    )


_NEEDS_SURNAME = re.compile("|".join(OF_A_GROUP))


class _Mentions:
    """What in a sentence may mean one of `names`: the name, or a surname that only they make sure (荣院士, 何总)."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = NameFinder(lexicon(), names)
        surnames = self._names.known_starts & lexicon().surnames
        self._surnames = surnames
        self._rare = surnames - lexicon().plain_surnames

    def stand_in(self, text: str) -> bool:
        """Whether there is any in `text`."""
        if self._names.holds_known(text):
            return True
        if any(text[at.start() - 1] in self._surnames for at in _NEEDS_SURNAME.finditer(text, 1)):
            return True
        called = (
            at + 1 for rare in self._rare if rare in text for at, character in enumerate(text) if character == rare
        )
        return any(lexicon().title_after_name.match(text, behind) for behind in called)


def scan(article: Article, first: FirstReading, rules: RuleSet) -> tuple[Scanned, ...]:
    """Every sentence of the article's body, scanned."""
    scanner = Scanner(first, rules)
    text = article.body.text
    return tuple(scanner.sentence(text[s.start : s.end], s) for s in article.sentences)


class Scanner:
    """Scans sentences one by one with what the first reading found and a fixed set of rules."""

    def __init__(self, first: FirstReading, rules: RuleSet) -> None:
        self.first = first
        self.rules = rules
        self.lexicon: Lexicon = lexicon()
        self.parser = PeopleParser(self.lexicon, first.names, first.places)
        self.subjects = SubjectReader(self.parser.names)
        self.cues = CueReader(self.parser.names, self.subjects)

    def sentence(self, text: str, at: Sentence) -> Scanned:
        """One sentence, scanned; `text` is folded."""
        seen = self.first.sentences.get(text) or Seen(self.rules.lookout.see([mask(text)])[0], None)
        sighted = seen.sighted
        masked = sighted.text
        items = _people(sighted, self.parser) if seen.items is None else seen.items
        sayings = find(sighted.speech, masked, len(masked)) if sighted.speech else []
        cues = self.cues.read(sayings, masked, items) if sayings else ()
        cue = next((c for c in cues if not c.act), None)
        limit = cue.start if cue else len(masked)
        matches = find(sighted.roles, masked, limit) if sighted.roles else []
        stretches = items or (self.parser.parse(sighted) if matches or sighted.appointments else ())
        found = claims(matches, masked, stretches, partial(self.parser.parse, sighted)) if matches else []
        if cues and cues[0].voice is Voice.SAME:
            before = [c for c in found if c.people and c.end <= cues[0].start]
            if before:
                cues = (replace(cues[0], voice=Voice.PERSON, person=before[-1].people[0]), *cues[1:])
        unread = bool(sayings and items) and not cues and self.cues.is_unexplained(sayings, masked, items)
        names = tuple(self.names(sighted, text, limit)) if sighted.meetings else ()
        head = self.subjects.head(masked, items)
        given = appointments(sighted, stretches, self.parser) if sighted.appointments else ()
        return Scanned(at, text, masked, tuple(items), cues, unread, head, tuple(found), given, names)

    def names(self, sighted: Sighted, text: str, limit: int) -> list[events.Name]:
        """The meetings that the sentence says were held."""
        masked = sighted.text
        result: list[events.Name] = []
        begin = 0
        for _, match in find(sighted.meetings, masked, limit):
            groups = match.groupdict()
            name = None
            if groups.get("holds"):
                name = events.holds(masked, text, match.start(), match.end(), begin, self.lexicon)
            if name is None:
                name = events.held(masked, text, match.start(), match.end(), begin, self.lexicon)
            if name is not None:
                result += events.each(name, masked, self.lexicon)
                begin = max(match.end(), name.parts[-1][1])
        return result
