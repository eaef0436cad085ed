"""One document -> readings: who is meant, which meeting, who goes on speaking."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.model import (
    Article, Authorship, Cascade, Citation, Detail, Document, Evidence, Flow, Issue, Meeting, MeetingKind, Membership,
    Participation, Person, Reading, Role, Slogan, Study, Utterance, words,
)  # fmt: skip
from kg.recognise.events import Name
from kg.recognise.lexicon import lexicon
from kg.recognise.match import Claim
from kg.recognise.people import Item, Kind
from kg.recognise.rules import RuleSet
from kg.recognise.scan import Scanned, Scanner, known_names, scan
from kg.resolve.dates import anchor_from, find_dates
from kg.resolve.speech import SpeechReader

_TITLED = re.compile(r"[《«]((?:[^《》«»]|《[^《》]*》)+)[》»]")
_REPORTERS = re.compile(
    r"(?:记者|通讯员|摄影)(?:报道)?[:：]?(?P<names>[^（），：:]{2,24}?)(?=报道|摄影|摄|文|通讯员|[（），：:]|$)"
)
_REPRINT = re.compile(
    r"(?:据|来源[：:]?|转自|摘自)(?P<outlet>《[^《》]{2,12}》|[\u4e00-\u9fff]{2,10}(?:日报|晚报|报|网|社))"
)
_STUDY = re.compile(
    r"(?:^|[，。；：]|会议|大会|会上|会|先后|首先|还|为|暨)(?:进一步)?(?:深入|认真|集中|原文|全文|专题|组织|再次|及时|分别|迅速|全面|带领大家)*"
    r"(?P<verb>传达学习贯彻|学习宣传贯彻|传达贯彻落实|传达贯彻|传达学习|学习传达|学习贯彻落实|学习贯彻|贯彻学习|贯彻落实|宣传贯彻|传达并学习|传达|学习|贯彻|落实)了?"
    r"(?P<phrase>[^，。；]{4,120})(?=[，。；]|$)"
)
_CASCADE = re.compile(
    r"(?P<verb>按照|根据|落实|贯彻|传达学习|传达|学习)(?P<name>[^，。；]{2,40}?(?:会议|全会|大会|座谈会|推进会|代表会))(?:[^，。；]{0,10}?)(?P<what>精神|部署|要求|安排)"
)
_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九十百零\d]+)次")
_VIDEO = re.compile(r"视频(?:调度|连线|推进)?(?:会议|会|方式|形式|连线)|电视电话会|以视频|视频分会场")
_VENUES = re.compile(r"(?P<where>各[^。；]{2,60}?|[^。；，]{2,24})设(?:立|置)?(?:了)?分会场")
_PLACE = re.compile(
    r"[在于](?P<place>[^，。；在于]{1,30}?)(?:(?:顺利|隆重|胜利|正式|成功|组织|联合|以[^，。]{2,8}(?:方式|形式))*(?:召开|举行|举办|开幕|闭幕|同|会见|召集|接待|调研|考察|检查|视察|主持召开|举行))"
)
_PERIODICAL = re.compile(r"(?:日报|晚报|时报|新闻联播|焦点访谈|周刊|杂志|求是|学习进行时|人民论坛|光明网)$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}

_ROLES = {
    "chair": Role.CHAIR, "speaker": Role.SPEAKER, "attendee": Role.ATTENDEE, "observer": Role.OBSERVER,
    "accompanying": Role.ACCOMPANYING,
}  # fmt: skip


def read_articles(articles: tuple[Article, ...], rules: RuleSet) -> tuple[Reading, ...]:
    """The readings of the articles of one document, in order.  Pure: the result depends on nothing else.

    They are read together, since a name that one of them establishes helps to read the others.
    """
    known = known_names([(a.body, a.sentences) for a in articles])
    return tuple(_ArticleReader(article, known, rules).read() for article in articles)


@dataclass(slots=True)
class Event:
    """A meeting as it is pieced together; `sentence` is where it is introduced."""

    meeting: Meeting
    sentence: int
    generic: bool
    order: int = 0
    blocks: int = 0


@dataclass(slots=True)
class Draft:
    """The facts of one article as they come in."""

    people: dict[str, Person] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    mentioned: dict[str, Meeting] = field(default_factory=dict)
    details: list[Detail] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    cascades: list[Cascade] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    slogans: list[Slogan] = field(default_factory=list)
    authorships: list[Authorship] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


class _ArticleReader:
    def __init__(self, article: Article, known: frozenset[str], rules: RuleSet) -> None:
        self.article = article
        self.document = article.document
        self.rules = rules
        self.known = known
        self.draft = Draft()
        self.titles: dict[str, set[str]] = {}
        dateline = article.dateline
        agency_line = self.document.text[dateline.start : dateline.end] if dateline else ""
        self.anchor = anchor_from(self.document.published, agency_line)
        self.scanned = scan(article, known, rules)

    def read(self) -> Reading:
        self._authorship()
        self._posts()
        speech = SpeechReader(self.document, self.article.body, self.scanned, self.person_for)
        self._events(speech)
        self._roles(speech)
        self._headline()
        speech.utter(self.draft, self._event_at)
        self._speakers_of(self.draft.utterances)
        self._studies(speech)
        self._citations()
        d = self.draft
        return Reading(
            article=self.article,
            people=tuple(d.people.values()),
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

    # -- places in the text --------------------------------------------------------------------------------------

    def evidence(self, part: Flow, start: int, end: int, rule: str) -> Evidence:
        """The evidence for `part[start:end]`."""
        begin, stop = part.offsets[start], part.offsets[end - 1] + 1
        return Evidence(begin, stop, self.document.text[begin:stop], rule)

    def in_sentence(self, s: Scanned, start: int, end: int, rule: str) -> Evidence:
        """The evidence for a stretch of a sentence."""
        return self.evidence(self.article.body, s.at.start + start, s.at.start + end, rule)

    def words(self, s: Scanned, start: int, end: int) -> str:
        """The exact words of a stretch of a sentence."""
        return words(self.document, self.article.body, s.at.start + start, s.at.start + end)

    # -- people --------------------------------------------------------------------------------------------------

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
        return self.person(name)

    def _full_name(self, called: str, title: str) -> str | None:
        surname = called[0]
        fits = [n for n in self.titles if n[0] == surname and len(n) > 1 and not n.endswith(title)]
        bare = title.removeprefix("副")
        exact = [n for n in fits if any(t.endswith(bare) for t in self.titles[n])]
        if len(exact) == 1:
            return exact[0]
        return fits[0] if len(fits) == 1 and not exact else None

    def _posts(self) -> None:
        """Every post that the text gives a named person, wherever it stands."""
        for s in self.scanned:
            for item in s.items:
                if item.kind is Kind.PERSON and not (item.title and item.title[1] == item.end):
                    titles = self.titles.setdefault(self.words(s, item.start, item.end), set())
                    titles.update(s.text[p.start : p.end] for p in item.posts)
                    if item.title:
                        titles.add(s.text[slice(*item.title)])
        for s in self.scanned:
            for item in s.items:
                if item.kind is not Kind.PERSON:
                    continue
                if item.posts or item.title:
                    person = self.person_for(s, item)
                for post in item.posts:
                    label = post.inherited + self.words(s, post.start, post.end)
                    evidence = self.in_sentence(s, post.start, max(item.end, post.end), "post-run")
                    self.draft.memberships.append(
                        Membership(person.key, label, evidence, inherited=post.inherited or None)
                    )
                if item.title and not item.posts:
                    label = self.words(s, *item.title)
                    evidence = self.in_sentence(s, item.start, item.title[1], "title-after-name")
                    self.draft.memberships.append(Membership(person.key, label, evidence, title_only=True))

    # -- meetings ------------------------------------------------------------------------------------------------

    def _events(self, speech: SpeechReader) -> None:
        for index, s in enumerate(self.scanned):
            for name in s.names:
                if name.kind not in ("talks", "inspection") and self._is_news(index, s, name):
                    self._add_meeting(index, s, name)
            for claim in s.claims:
                if not claim.people or not speech.is_narrative(index, claim.start):
                    continue
                if "talks" in claim.rule.claims:
                    self._add_other(index, s, claim, MeetingKind.TALKS)
                elif "instruction" in claim.rule.claims and index < 6:
                    self._add_other(index, s, claim, MeetingKind.INSTRUCTION)
                elif "inspection" in claim.rule.claims and index < 2 and not self._has(MeetingKind.INSPECTION):
                    self._add_other(index, s, claim, MeetingKind.INSPECTION)
        if not self.draft.events:
            self._fallback_event(speech)

    def _has(self, kind: MeetingKind) -> bool:
        return any(e.meeting.kind is kind for e in self.draft.events)

    def _is_news(self, index: int, s: Scanned, name: Name) -> bool:
        """Whether a meeting that is named is one that the article reports, not one of the past or to come."""
        before = s.masked[max(0, name.verb[0] - 30) : name.verb[0]]
        if (
            re.search(r"以来|多次|每年|曾|定期|将于|拟|计划|近年|去年|上一|历次|即将|先后[^，]{0,8}次", before)
            or "将" in before[-4:]
        ):
            return False
        behind = s.masked[name.parts[-1][1] : name.parts[-1][1] + 6]
        if re.match(r"精神|以来|召开之际|之际|前夕|期间（", behind) and name.verb[0] > name.parts[-1][0]:
            return False
        if index < 4:
            return True
        return (
            bool(find_dates(s.masked[: name.verb[1] + 10], self.anchor))
            or bool(s.claims)
            or s.text.startswith(("随后", "会后", "又讯"))
        )

    def _add_meeting(self, index: int, s: Scanned, name: Name) -> None:
        label = "".join(self.words(s, a, b) for a, b in name.parts)
        same = [
            e for e in self.draft.events if e.meeting.name == label or (e.meeting.name.endswith(label) and name.generic)
        ]
        if same:
            return
        if name.generic and self.draft.events and index > 0 and not find_dates(s.masked, self.anchor):
            return
        kind = MeetingKind(name.kind) if name.kind in set(MeetingKind) else MeetingKind.MEETING
        evidence = self.in_sentence(s, name.parts[0][0], name.parts[-1][1], "meeting-name")
        self._register(index, s, label, kind, evidence, name.generic, name.verb)

    def _add_other(self, index: int, s: Scanned, claim: Claim, kind: MeetingKind) -> None:
        first = claim.people[0]
        stop = claim.end
        label = self.words(s, first.start, first.end) + self.words(s, max(first.end, claim.start), stop)
        if (
            any(e.meeting.kind is kind and e.sentence == index for e in self.draft.events)
            and kind is not MeetingKind.TALKS
        ):
            return
        evidence = self.in_sentence(s, first.start, stop, claim.rule.id)
        self._register(index, s, label, kind, evidence, False, (claim.start, claim.end))

    def _fallback_event(self, speech: SpeechReader) -> None:
        """A meeting that has a chair, a list or a voice, but that no sentence says was held."""
        for index, s in enumerate(self.scanned):
            for claim in s.claims:
                if (
                    claim.people
                    and claim.rule.claims[0] in ("chair", "attendee")
                    and speech.is_narrative(index, claim.start)
                ):
                    noun = lexicon().meeting_noun.search(s.masked, claim.start)
                    span = noun.span() if noun else (claim.start, claim.end)
                    evidence = self.in_sentence(s, *span, claim.rule.id)
                    kind = MeetingKind.MEETING
                    if noun and lexicon().meeting_nouns[noun[0]] in set(MeetingKind):
                        kind = MeetingKind(lexicon().meeting_nouns[noun[0]])
                    self._register(index, s, self.words(s, *span), kind, evidence, True, (claim.start, claim.end))
                    return

    def _register(
        self,
        index: int,
        s: Scanned,
        label: str,
        kind: MeetingKind,
        evidence: Evidence,
        generic: bool,
        verb: tuple[int, int],
    ) -> None:
        number = len(self.draft.events) + 1
        key = f"{label}|{self.document.source}|{self.article.number}|{number}"
        ordinals = list(_ORDINAL.finditer(label))
        ordinal = _chinese_number(ordinals[-1]["n"]) if ordinals else None
        series = label[: ordinals[-1].start()] + label[ordinals[-1].end() :] if ordinals else None
        meeting = Meeting(key, label, kind, evidence, True, series, ordinal)
        self.draft.events.append(Event(meeting, index, generic))
        self._detail_date(index, s, key, verb)
        if place := self._place(s, verb):
            self.draft.details.append(
                Detail(key, "place", self.words(s, *place), self.in_sentence(s, *place, "place-of-meeting"))
            )
        if match := _VIDEO.search(s.text):
            evidence = self.in_sentence(s, match.start(), match.end(), "video")
            self.draft.details.append(Detail(key, "mode", "video", evidence))

    def _detail_date(self, index: int, s: Scanned, key: str, verb: tuple[int, int]) -> None:
        for i in (index, index - 1):
            if i < 0:
                continue
            sentence = self.scanned[i]
            dates = [d for d in find_dates(sentence.text, self.anchor)]
            if i == index:
                near = [d for d in dates if d.start < verb[1] + 12] or dates
            else:
                near = dates
            dated = [d for d in near if d.when.start_label()]
            if dated or near:
                chosen = (
                    (dated or near)[-1]
                    if i == index and len(dated) > 1 and dated[0].end < verb[0] - 60
                    else (dated or near)[0]
                )
                evidence = self.in_sentence(sentence, chosen.start, chosen.end, "date-of-meeting")
                self.draft.details.append(Detail(key, "date", chosen.when.words, evidence, chosen.when))
                return

    def _place(self, s: Scanned, verb: tuple[int, int]) -> tuple[int, int] | None:
        found = [m for m in _PLACE.finditer(s.masked[: verb[1] + 1]) if m.end() >= verb[0]]
        return found[-1].span("place") if found else None

    def _event_at(self, index: int) -> Event | None:
        """The event that a sentence is about: the last one introduced up to it."""
        events = [e for e in self.draft.events if e.sentence <= index]
        return events[-1] if events else (self.draft.events[0] if self.draft.events else None)

    # -- roles ---------------------------------------------------------------------------------------------------

    def _roles(self, speech: SpeechReader) -> None:
        for index, s in enumerate(self.scanned):
            for claim in s.claims:
                if not speech.is_narrative(index, claim.start):
                    continue
                for event in self._events_for(index, s, claim):
                    self._participate(s, claim, event)
            event = self._event_at(index)
            if event and (match := _VENUES.search(s.masked)) and speech.is_narrative(index, match.start()):
                evidence = self.in_sentence(s, *match.span("where"), "branch-venue")
                self.draft.details.append(
                    Detail(event.meeting.key, "venue", self.words(s, *match.span("where")), evidence)
                )
            if (
                event
                and (match := _VIDEO.search(s.text))
                and event.sentence != index
                and speech.is_narrative(index, match.start())
            ):
                if re.search(r"会议以|会议通过|大会以|视频会议形式|分会场", s.text):
                    evidence = self.in_sentence(s, match.start(), match.end(), "video")
                    self.draft.details.append(Detail(event.meeting.key, "mode", "video", evidence))

    def _events_for(self, index: int, s: Scanned, claim: Claim) -> list[Event]:
        """The events that a claim is about: by its own kind, by the noun behind it (出席座谈会), else the current one."""
        so_far = [e for e in self.draft.events if e.sentence <= index] or self.draft.events[:1]
        wanted = {"talks": MeetingKind.TALKS, "instruction": MeetingKind.INSTRUCTION, "inspection": MeetingKind.INSPECTION}
        for name, kind in wanted.items():
            if name in claim.rule.claims:
                return [e for e in so_far if e.meeting.kind is kind][-1:]
        if not so_far:
            return []
        behind = s.masked[claim.end : claim.end + 40].split("，")[0].split("。")[0]
        if re.match(r"(?:了)?(?:上述|以上|有关|相关)(?:外事)?活动", behind):
            return [e for e in so_far if e.meeting.kind is not MeetingKind.INSTRUCTION]
        assemblies = [e for e in so_far if e.meeting.kind is not MeetingKind.INSTRUCTION] or so_far
        for event in reversed(assemblies):
            if event.meeting.name in behind:
                return [event]
        noun = lexicon().meeting_noun.search(behind)
        if noun:
            for event in reversed(assemblies):
                if event.meeting.name.endswith(noun[0]):
                    return [event]
            kind = lexicon().meeting_nouns[noun[0]]
            fits = [e for e in assemblies if e.meeting.kind == kind]
            if fits:
                return fits[-1:]
        return assemblies[-1:]

    def _participate(self, s: Scanned, claim: Claim, event: Event) -> None:
        for name in claim.rule.claims:
            role = {"talks": Role.ATTENDEE, "instruction": Role.SPEAKER}.get(name) or _ROLES.get(name)
            if role is None:
                continue
            people = [*claim.people, *claim.others]
            if claim.rule.select == "one" and role in (Role.CHAIR,):
                people = people[:1] if not claim.rule.looks_back else people
            listed = role in (Role.ATTENDEE, Role.OBSERVER)
            if listed and people:
                event.blocks += 1
            for item in people:
                person = self.person_for(s, item)
                if listed:
                    event.order += 1
                end = claim.end if claim.rule.looks_back or name != "chair" else max(claim.end, item.end)
                evidence = self.in_sentence(s, min(item.start, claim.start), max(item.end, end), claim.rule.id)
                self.draft.participations.append(
                    Participation(
                        event.meeting.key,
                        person.key,
                        role,
                        self.words(s, claim.start, claim.end) if claim.rule.looks_back else name,
                        evidence,
                        event.order if listed else None,
                        event.blocks if listed else None,
                        tuple(p.inherited + self.words(s, p.start, p.end) for p in item.posts),
                    )
                )

    def _speakers_of(self, utterances: list[Utterance]) -> None:
        """Whoever speaks at a meeting is one of its speakers."""
        for u in utterances:
            if u.meeting and u.speaker.kind == "person" and u.speaker.ref:
                self.draft.participations.append(
                    Participation(u.meeting, u.speaker.ref, Role.SPEAKER, u.verb, u.evidence)
                )

    def _headline(self) -> None:
        """Names in a headline's own line (王某出席): who is said to attend there and nowhere else."""
        if not self.draft.events:
            return
        event = self.draft.events[0]
        scanner = Scanner(self.known, self.rules)
        for span in self.article.headlines:
            part = next(_flows(self.article.headline, span))
            for start, end in part:
                text = self.article.headline.text[start:end]
                match = re.fullmatch(
                    r"(?P<names>[\u4e00-\u9fff·、]{2,60}?)(?:等)?出席(?:会议|并讲话|活动|大会|座谈会|仪式)?", text
                )
                if match is None:
                    continue
                for a, b in _split_names(match["names"], scanner, self.known):
                    evidence = self.evidence(self.article.headline, start + a, start + b, "headline-attends")
                    name = words(self.document, self.article.headline, start + a, start + b)
                    person = self.person(name)
                    self.draft.participations.append(
                        Participation(event.meeting.key, person.key, Role.ATTENDEE, "出席", evidence)
                    )

    # -- what the meeting studied, which papers are named ----------------------------------------------------------

    def _studies(self, speech: SpeechReader) -> None:
        for index, s in enumerate(self.scanned):
            event = self._event_at(index)
            limit = s.cue.start if s.cue else len(s.masked)
            if event and speech.is_narrative(index, 0):
                for match in _STUDY.finditer(s.masked, 0, limit):
                    phrase = self.words(s, *match.span("phrase"))
                    evidence = self.in_sentence(s, *match.span("phrase"), "studies")
                    self.draft.studies.append(Study(event.meeting.key, match["verb"], phrase, evidence))
            if event:
                for match in _CASCADE.finditer(s.masked):
                    self._cascade(s, match, event)

    def _cascade(self, s: Scanned, match: re.Match[str], event: Event) -> None:
        name = self.words(s, *match.span("name"))
        evidence = self.in_sentence(s, match.start(), match.end(), "cascade")
        key = f"{name}|mentioned"
        self.draft.mentioned.setdefault(
            key,
            Meeting(
                key, name, MeetingKind.MEETING, self.in_sentence(s, *match.span("name"), "cascade"), reported=False
            ),
        )
        self.draft.cascades.append(Cascade(event.meeting.key, match["verb"] + match["what"], key, evidence))

    def _citations(self) -> None:
        seen: set[str] = set()
        for part in (self.article.headline, self.article.body):
            for match in _TITLED.finditer(part.text):
                title = words(self.document, part, match.start(), match.end())
                inner = match[1]
                if inner in lexicon().outlets or _PERIODICAL.search(inner) or title in seen:
                    continue
                seen.add(title)
                self.draft.citations.append(
                    Citation(title, self.evidence(part, match.start(), match.end(), "title-marks"))
                )

    def _authorship(self) -> None:
        if self.article.dateline is None:
            return


def _flows(headline: Flow, span: object) -> list[list[tuple[int, int]]]:
    """The lines of the headline that stand alone, split at gaps."""
    gaps = sorted(headline.gaps | {0, len(headline.text)})
    return iter([[(a, b) for a, b in zip(gaps, gaps[1:], strict=False) if b > a]])  # type: ignore[return-value]


def _split_names(text: str, scanner: Scanner, known: frozenset[str]) -> list[tuple[int, int]]:
    """Names that stand one after another without a separator, by the names the body knows, else by surnames."""
    result: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        if text[at] == "、":
            at += 1
            continue
        for length in (4, 3, 2):
            if text[at : at + length] in known:
                break
        else:
            length = 3 if text[at] in scanner.lexicon.plain_surnames and len(text) - at in (2, 3) else 0
            length = min(length, len(text) - at)
        if not length:
            return []
        result.append((at, at + length))
        at += length
    return result


def _chinese_number(text: str) -> int | None:
    """二十一 → 21."""
    if text.isdigit():
        return int(text)
    total, current = 0, 0
    for c in text:
        if c in _DIGITS:
            current = _DIGITS[c]
        elif c == "十":
            total += (current or 1) * 10
            current = 0
        elif c == "百":
            total += (current or 1) * 100
            current = 0
        else:
            return None
    return total + current


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
    seen: set[tuple[str, str]] = set()
    result: list[Membership] = []
    for m in memberships:
        if (m.person, m.post) not in seen:
            seen.add((m.person, m.post))
            result.append(m)
    return result
