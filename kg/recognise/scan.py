"""Article -> what each of its sentences says: people and posts, who did what, who begins to speak, which meetings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from kg.model import Article, Flow, Sentence
from kg.recognise import events
from kg.recognise.appointments import Appointment, appointments
from kg.recognise.cues import Cue, CueReader, Subject, Voice
from kg.recognise.items import Item, Kind, mask
from kg.recognise.lexicon import Lexicon, alternation, lexicon
from kg.recognise.match import Claim, claims, find
from kg.recognise.people import PeopleParser
from kg.recognise.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Scanned:
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
        return next((c for c in self.cues if not c.act), self.cues[0] if self.cues else None)


_ENDS_OF_PLACES = (
    "乡",
    "镇",
    "村",
    "街道",
    "社区",
    "县",
    "区",
    "市",
    "州",
    "旗",
    "街",
    "路",
    "河",
    "湖",
    "山",
    "桥",
    "寺",
    "法庭",
)


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What a first reading of the articles of one file leaves for the second, which knows the names.

    `names` are the personal names that the articles establish beyond doubt, `places` what looks like one and yet names
    a place; `items` are the stretches of the masked
    sentences that hold none of them, so that knowing the names changes nothing there.
    """

    names: frozenset[str]
    places: frozenset[str]
    items: dict[str, list[Item]]


def first_reading(flows: list[tuple[Flow, tuple[Sentence, ...]]]) -> FirstReading:
    """Read the articles of one file for their names.

    A name is established where a post or title stands with it, where it is written with ·, where somebody talks with
    its bearer, or where it opens a clause in two places.
    """
    parser = PeopleParser(lexicon())
    sure: set[str] = set()
    bare: Counter[str] = Counter()
    items: dict[str, list[Item]] = {}
    for flow, sentences in flows:
        for sentence in sentences:
            text = mask(flow.text[sentence.start : sentence.end])
            items[text] = parser.parse(text)
            for item in items[text]:
                if item.kind is not Kind.PERSON:
                    continue
                name = text[item.start : item.end]
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
    places = frozenset(name for name in bare.keys() - sure if _names_place(name, flows))
    sure.update(name for name, count in bare.items() if count > 1 and name not in places)
    names = frozenset(n for n in sure if len(n) > 1)
    if names or places:
        holds_one = re.compile(_may_name(names | places)).search
        items = {text: found for text, found in items.items() if not holds_one(text)}
    return FirstReading(names, places, items)


def _names_place(name: str, flows: list[tuple[Flow, tuple[Sentence, ...]]]) -> bool:
    """Whether the articles name a place by what could be a name (柏树乡)."""
    return any(f"{name}{end}" in flow.text for flow, _ in flows for end in _ENDS_OF_PLACES)


def _may_name(names: frozenset[str]) -> str:
    """What in a sentence may mean one of `names`: the name, or a rare surname in front of a title (荣院士)."""
    words = lexicon()
    rare = "".join(sorted({name[0] for name in names} & (words.surnames - words.plain_surnames)))
    return alternation(names) + (f"|[{rare}](?={words.title_after_name.pattern})" if rare else "")


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
        self.cues = CueReader(rules.speech, self.parser)

    def sentence(self, text: str, at: Sentence) -> Scanned:
        """One sentence, scanned; `text` is folded."""
        masked = mask(text)
        items = self.first.items.get(masked)
        if items is None:
            items = self.parser.parse(masked)
        speaks = bool(self.rules.speech_trigger.search(masked))
        cues = self.cues.read(masked, items) if speaks else ()
        cue = next((c for c in cues if not c.act), None)
        limit = cue.start if cue else len(masked)
        found: list[Claim] = []
        if self.rules.role_trigger.search(masked):
            found = claims(self.rules.roles, masked, items, limit, self.parser.parse)
        if cues and cues[0].voice is Voice.SAME:
            before = [c for c in found if c.people and c.end <= cues[0].start]
            if before:
                cues = (replace(cues[0], voice=Voice.PERSON, person=before[-1].people[0]), *cues[1:])
        unread = speaks and not cues and self.cues.is_unexplained(masked, items)
        names = tuple(self.names(text, masked, limit))
        head = self.cues.head(masked, items)
        given = self.appointments(masked, items)
        return Scanned(at, text, masked, tuple(items), cues, unread, head, tuple(found), given, names)

    def appointments(self, masked: str, items: list[Item]) -> tuple[Appointment, ...]:
        """The posts that the sentence gives people behind their names."""
        if not self.rules.appointment_trigger.search(masked):
            return ()
        return appointments(self.rules.appointments, masked, items, len(masked), self.parser)

    def names(self, text: str, masked: str, limit: int) -> list[events.Name]:
        """The meetings that the sentence says were held."""
        result: list[events.Name] = []
        begin = 0
        for _, match in find(self.rules.meetings, masked, limit):
            groups = match.groupdict()
            name = None
            if groups.get("holds"):
                name = events.holds(masked, match.start(), match.end(), begin, self.lexicon)
            if name is None:
                name = events.held(masked, text, match.start(), match.end(), begin, self.lexicon)
            if name is not None:
                result.append(name)
                begin = max(match.end(), name.parts[-1][1])
        return result
