"""The articles of one document -> readings: who is meant, who did what, and the rest put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from kg.model import Article, Evidence, Membership, Participation, Person, Reading, Role, words
from kg.recognise.items import Item, Kind, Post
from kg.recognise.lexicon import lexicon
from kg.recognise.match import Claim
from kg.recognise.rules import RuleSet
from kg.recognise.scan import Scanned, first_reading
from kg.resolve.context import ContextReader
from kg.resolve.event_reference import EventReference
from kg.resolve.joins import join
from kg.resolve.meetings import MeetingReader
from kg.resolve.news import is_past
from kg.resolve.page import Event, Page
from kg.resolve.presence import PresenceReader
from kg.resolve.speech import SpeechReader

_ROLES = {
    "chair": Role.CHAIR, "speaker": Role.SPEAKER, "attendee": Role.ATTENDEE, "observer": Role.OBSERVER,
    "accompanying": Role.ACCOMPANYING, "talks": Role.ATTENDEE, "instruction": Role.SPEAKER,
}  # fmt: skip
_LATIN_FAMILY_NAME = re.compile("[A-Z][a-z'’-]+$")
_IN_FULL = {"董": ("董事长",), "总": ("总经理", "总裁", "董事长")}
"""Posts that somebody is called by the first character of (陈董, 何总)."""
_THEY_ARE = re.compile("他们是：|名单如下：")
_MEMBERS = re.compile(
    "(?:任命了?|产生了?)(?:新一?|第[一二三四五六七八九十]+)?[任届]?(?P<body>[\u4e00-\u9fff]{4,30}委员会)(?:组成人员|新任委员)"
)
_OF_COMMITTEES = ("主任", "副主任", "委员", "主任委员", "副主任委员", "秘书长")
_LISTED = (Role.ATTENDEE, Role.OBSERVER)
# A part of a meeting that somebody chairs or attends: the word for it then says so (主持闭幕会).
_SITTING = re.compile(
    "了?(?:(?:开幕|闭幕|开班|结业|结班)[会式]|第[一二三四五六七八九十]+次全体会议|(?:[上下]午|首次)(?:和[上下]午)?的?(?:全体)?会议)"
    "(?=[，。；、]|并|$)"
)
_NO_MORE = re.compile("(?:同志|先生|女士|等)*[。]?")
_SHORTEST_ROLL = 3
"""People of whom a sentence without a verb is a list."""
_OF_SITTINGS = frozenset([Role.CHAIR, Role.ATTENDEE])
_HEADLINE_LIST = re.compile(
    r"(?P<names>[\u4e00-\u9fff·、]{2,60}?)等?(?P<verb>出席|参加)(?:会议|并讲话|活动|大会|座谈会|仪式)?"
)
_CHAIRS_AND_SAYS = re.compile("(?:在[^，。；]{2,12})?主持[^，。；]{2,40}?(?:时|并)?(?P<verb>强调|指出|要求)")


def read_articles(articles: tuple[Article, ...], rules: RuleSet) -> tuple[Reading, ...]:
    """The readings of the articles of one document, in order.  Pure: the result depends on nothing else.

    They are read together, since a name that one of them establishes helps to read the others.
    """
    first = first_reading([(a.body, a.sentences) for a in articles], rules)
    return join(tuple(_ArticleReader(Page(article, first, rules)).read() for article in articles))


class _ArticleReader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.article = page.article
        self.document = page.document
        self.scanned = page.scanned
        self.draft = page.draft
        self.words = page.words
        self.in_sentence = page.in_sentence
        self.titles: dict[str, set[str]] = {}
        self.family_names = _family_names(page.known)

    def read(self) -> Reading:
        """Everything the article says."""
        self._posts()
        speech = SpeechReader(self.document, self.article.body, self.scanned, self.person_for)
        reference = MeetingReader(self.page, speech).read()
        self._roles(speech, reference)
        self._headline()
        speech.utter(self.draft, reference.about)
        PresenceReader(self.page, reference, self.person_for).read()
        self._chair_speaks()
        ContextReader(self.page, speech, reference).read()
        d = self.draft
        return Reading(
            article=self.article,
            people=self._people(),
            meetings=tuple([e.meeting for e in d.events] + list(d.mentioned.values())),
            details=tuple(d.details),
            participations=tuple(_once(d.participations)),
            memberships=tuple(_once_memberships(d.memberships)),
            utterances=tuple(d.utterances),
            studies=tuple(d.studies),
            cascades=tuple(d.cascades),
            citations=tuple(d.citations),
            slogans=tuple(d.slogans),
            authorships=tuple(d.authorships),
            issues=tuple(d.issues),
        )

    # -- people --------------------------------------------------------------------------------------------------

    def _people(self) -> tuple[Person, ...]:
        """Everybody of whom something is told: nothing would be known of whoever is only named (莫高窟、…)."""
        told = {p.person for p in self.draft.participations} | {m.person for m in self.draft.memberships}
        told |= {utterance.speaker.ref for utterance in self.draft.utterances if utterance.speaker.ref is not None}
        return tuple(person for person in self.draft.people.values() if person.key in told)

    def person(self, name: str) -> Person:
        """The person called `name` in this document."""
        if name not in self.draft.people:
            self.draft.people[name] = Person(f"{name}|{self.document.source}", name)
        return self.draft.people[name]

    def person_for(self, s: Scanned, item: Item) -> Person:
        """The person that `item` means; a surname with a title (王副市长) is the one person it fits."""
        name = self.words(s, item.start, item.end)
        if item.title is not None and item.title[1] == item.end:
            return self.person(self._full_name(name, self.words(s, *item.title)) or name)
        return self.person(self.family_names.get(name, name))

    def post_words(self, s: Scanned, post: Post) -> str:
        """A post with the organisation that it inherits in front of it."""
        inherited = self.words(s, *post.inherited) if post.inherited else ""
        return inherited + self.words(s, post.start, post.end)

    def _full_name(self, called: str, title: str) -> str | None:
        surname = called[0]
        fits = [n for n in self.titles if n[0] == surname and len(n) > 1 and not n.endswith(title)]
        bare = title.removeprefix("副")
        whole = _IN_FULL.get(bare, (bare,))
        exact = [n for n in fits if any(t.endswith(whole) for t in self.titles[n])]
        if len(exact) == 1:
            return exact[0]
        return fits[0] if len(fits) == 1 and not exact else None

    def _posts(self) -> None:
        """Every post that the text gives a named person, wherever it stands."""
        named = [(s, item) for s in self.scanned for item in s.items if item.kind is Kind.PERSON]
        for s, item in named:
            if not (item.title and item.title[1] == item.end):
                titles = self.titles.setdefault(self.words(s, item.start, item.end), set())
                titles.update(s.text[p.start : p.end] for p in item.posts)
                if item.title:
                    titles.add(s.text[slice(*item.title)])
        for s, item in named:
            if item.posts or item.title:
                self._hold(s, item)
        for s in self.scanned:
            for given in s.appointments:
                evidence = self.in_sentence(s, min(given.start, given.people[0].start), given.end, given.rule.id)
                for item in given.people:
                    person = self.person_for(s, item)
                    self.draft.memberships += [self._membership(s, person, post, evidence) for post in given.posts]

    def _hold(self, s: Scanned, item: Item) -> None:
        """The posts stated with a person; a title behind the name only where no post stands in front."""
        person = self.person_for(s, item)
        for post in self._offices(s, item):
            evidence = self.in_sentence(s, post.start, max(item.end, post.end), "post-run")
            self.draft.memberships.append(self._membership(s, person, post, evidence))
        if item.title and not item.posts and s.text[slice(*item.title)] not in lexicon().words["form_of_address"]:
            label = self.words(s, *item.title)
            evidence = self.in_sentence(s, item.start, item.title[1], "title-after-name")
            self.draft.memberships.append(Membership(person.key, label, evidence, title_only=True))

    @staticmethod
    def _offices(s: Scanned, item: Item) -> tuple[Post, ...]:
        """The posts in front of somebody that are offices: an old soldier (抗美援朝老兵) holds none by it."""
        none = lexicon().words["no_office"]
        return tuple(post for post in item.posts if not s.text.endswith(none, post.start, post.end))

    def _membership(self, s: Scanned, person: Person, post: Post, evidence: Evidence) -> Membership:
        inherited = self.words(s, *post.inherited) if post.inherited else self._body_in_front(s, post)
        return Membership(person.key, (inherited or "") + self.words(s, post.start, post.end), evidence, inherited)

    def _body_in_front(self, s: Scanned, post: Post) -> str | None:
        """The committee whose members the sentence in front tells of (任命了｜某委员会｜组成人员。他们是：主任某某)."""
        at = self.scanned.index(s) if _THEY_ARE.match(s.masked) else 0
        if not at or s.masked[post.start : post.end] not in _OF_COMMITTEES:
            return None
        before = self.scanned[at - 1]
        members = _MEMBERS.search(before.masked)
        return self.words(before, *members.span("body")) if members else None

    # -- roles ---------------------------------------------------------------------------------------------------

    def _roles(self, speech: SpeechReader, reference: EventReference) -> None:
        for index, s in enumerate(self.scanned):
            for claim in s.claims:
                if speech.is_narrative(index, claim.start) and not is_past(self.page.anchor, s, claim.start):
                    for event in reference.of_claim(index, s, claim):
                        self._participate(s, claim, event)
            if index + 1 < len(self.scanned) and _is_roll(s):
                self._attend_with_others(s, index + 1, reference)

    def _attend_with_others(self, s: Scanned, index: int, reference: EventReference) -> None:
        """Those of a sentence that is a list and no more attend what sentence `index`, the next, says others attend."""
        following = self.scanned[index]
        claim = next((c for c in following.claims if "attendee" in c.rule.claims), None)
        if claim is None:
            return
        verb = self.words(following, *claim.verb)
        for event in reference.of_claim(index, following, claim):
            event.blocks += 1
            for item in s.items:
                if item.kind is Kind.PERSON:
                    evidence = self.in_sentence(s, min(post.start for post in item.posts), item.end, "listed-in-front")
                    self._take_part(s, item, event, Role.ATTENDEE, verb, evidence)

    def _participate(self, s: Scanned, claim: Claim, event: Event) -> None:
        for name in claim.rule.claims:
            role = _ROLES.get(name)
            if role is None:
                continue
            people = sorted([*claim.people, *claim.others], key=lambda item: item.start)
            verb = self._verb(s, claim, event) if role in _OF_SITTINGS else claim.verb
            if role in _LISTED and people:
                event.blocks += 1
            for item in people:
                start, end = min(item.start, claim.start), max(item.end, claim.end, verb[1])
                evidence = self.in_sentence(s, start, end, claim.rule.id)
                self._take_part(s, item, event, role, self.words(s, *verb), evidence)

    def _take_part(self, s: Scanned, item: Item, event: Event, role: Role, verb: str, evidence: Evidence) -> None:
        """Somebody has a part in an event, in the order of its lists where one lists her."""
        listed = role in _LISTED
        if listed:
            event.order += 1
        self.draft.participations.append(
            Participation(
                event.meeting.key,
                self.person_for(s, item).key,
                role,
                verb,
                evidence,
                event.order if listed else None,
                event.blocks if listed else None,
                tuple(self.post_words(s, post) for post in self._offices(s, item)),
            )
        )

    def _verb(self, s: Scanned, claim: Claim, event: Event) -> tuple[int, int]:
        """Where the word for a deed stands, with the sitting behind it where it was no more than one of the meeting."""
        sitting = _SITTING.match(s.masked, claim.verb[1]) if claim.verb[1] == claim.end else None
        if sitting is None or event.meeting.name.endswith(sitting[0].removeprefix("了")):
            return claim.verb
        return claim.verb[0], sitting.end()

    def _headline(self) -> None:
        """Names in a headline's own line (王某出席): who is said to attend there and nowhere else heads the list."""
        if not self.draft.events:
            return
        event = self.draft.events[0]
        listed = {p.person for p in self.draft.participations if p.role in _LISTED}
        found = [
            Participation(event.meeting.key, self.person(name).key, Role.ATTENDEE, verb, evidence, block=1)
            for name, verb, evidence in self._names_in_headline()
            if self.person(name).key not in listed
        ]
        if not found:
            return
        rest = [
            replace(p, order=p.order + len(found), block=p.block + 1)
            if p.meeting == event.meeting.key and p.order is not None and p.block is not None
            else p
            for p in self.draft.participations
        ]
        self.draft.participations[:] = [replace(p, order=n) for n, p in enumerate(found, 1)] + rest

    def _chair_speaks(self) -> None:
        """A headline may have whoever chairs speak (王某主持召开会议强调｜…) where the body has the meeting speak."""
        headline = self.article.headline
        for p in self.draft.participations:
            if p.role is not Role.CHAIR or p.meeting != self.draft.events[0].meeting.key:
                continue
            name = next(person.name for person in self.draft.people.values() if person.key == p.person)
            at = headline.text.find(name)
            if at >= 0 and (says := _CHAIRS_AND_SAYS.match(headline.text, at + len(name))):
                evidence = self.page.evidence(headline, at, says.end(), "headline-says")
                self.draft.participations.append(
                    Participation(p.meeting, p.person, Role.SPEAKER, says["verb"], evidence)
                )
                return

    def _names_in_headline(self) -> Iterator[tuple[str, str, Evidence]]:
        """Each name with the verb and the words from the name to the verb."""
        headline = self.article.headline
        for start, end in pairwise(sorted(headline.gaps | {0, len(headline.text)})):
            match = _HEADLINE_LIST.fullmatch(headline.text, start, end)
            if match is None:
                continue
            for a, b in _split_names(match["names"], self.page.known):
                evidence = self.page.evidence(headline, start + a, match.end("verb"), "headline-attends")
                yield words(self.document, headline, start + a, start + b), match["verb"], evidence


def _family_names(known: frozenset[str]) -> dict[str, str]:
    """The one full name that the first or last part of a foreign name stands for (霍夫曼: 克劳斯·霍夫曼)."""
    full: dict[str, list[str]] = {}
    for name in sorted(known):
        if "·" in name:
            # 叶尔某·热合某: called by the first part in Central Asia, by the last in the West.
            for part in (name.partition("·")[0], name.rpartition("·")[2]):
                full.setdefault(part, []).append(name)
        elif (last := _LATIN_FAMILY_NAME.search(name)) and last.start():
            full.setdefault(last[0], []).append(name)
    return {part: names[0] for part, names in full.items() if len(names) == 1 and len(part) > 1}


def _is_roll(s: Scanned) -> bool:
    """Whether a sentence is a list of people with their posts, of whom it tells nothing (局长甲，院长乙，社长丙。)."""
    people = [item for item in s.items if item.kind is Kind.PERSON]
    if len(people) < _SHORTEST_ROLL or s.claims or s.cues or s.appointments:
        return False
    if any(i.kind is Kind.OTHER for i in s.items):
        return False
    return all(i.posts and not i.loose and _NO_MORE.fullmatch(s.masked, i.behind, i.stretch[1]) for i in people)


def _split_names(text: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """Names that stand one after another without a separator, by the names the body knows, else by surnames."""
    result: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        if text[at] == "、":
            at += 1
            continue
        for length in (4, 3, 2):
            if at + length <= len(text) and text[at : at + length] in known:
                break
        else:
            length = 3 if text[at] in lexicon().plain_surnames and len(text) - at in (2, 3) else 0
            length = min(length, len(text) - at)
        if not length:
            return []
        result.append((at, at + length))
        at += length
    return result


def _once(participations: list[Participation]) -> list[Participation]:
    seen: set[tuple[str, str, Role]] = set()
    result: list[Participation] = []
    for p in participations:
        key = (p.meeting, p.person, p.role)
        if key not in seen:
            seen.add(key)
            result.append(p)
    return result


def _once_memberships(memberships: list[Membership]) -> list[Membership]:
    """Each post of a person once, in its fullest form: 总书记 is left out where 中共中央总书记 stands."""
    held: dict[str, set[str]] = {}
    for m in memberships:
        held.setdefault(m.person, set()).add(m.post)
    seen: set[tuple[str, str]] = set()
    result: list[Membership] = []
    for m in memberships:
        fuller = any(_is_fuller(post, m.post, as_title=m.title_only) for post in held[m.person])
        if (m.person, m.post) not in seen and not fuller:
            seen.add((m.person, m.post))
            result.append(m)
    return result


def _is_fuller(post: str, short: str, *, as_title: bool) -> bool:
    """Whether `post` is `short` with its organisation in front; 副部长 is no 部长 but is called so as a title."""
    front = post.removesuffix(short)
    if len(front) == len(post) or not front:
        return False
    return as_title or not front.endswith(("副", "原", "前", "常务", "代理", "名誉"))
