"""Article -> what each of its sentences says: persons and posts, who did what, where speech begins, which meeting is named."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.model import Article, Flow, Sentence
from kg.recognise import events
from kg.recognise.lexicon import Lexicon, lexicon
from kg.recognise.match import Claim, claims, find, subject
from kg.recognise.people import Item, Kind, PeopleParser, mask
from kg.recognise.rules import Rule, RuleSet

_CLAUSE_END = re.compile(r"[，。；：！？]")
_PRONOUN = re.compile(
    r"(?:^|[，。；：“])(?:并|同时|最后|随后|接着|但|会上|会议期间|期间)*(?P<word>他们|她们|他|她)(?:还|又|也|同时|首先|最后|特别|进一步|一再|再次|多次|并|在[^，。]{1,24}|对[^，。]{1,60}|就[^，。]{1,60}|向[^，。]{1,60}|代表[^，。]{1,40}|充分|简要|结合[^，。]{1,30})*$"
)
_NOT_SAID = re.compile(
    r"(?:的|按照|根据|落实|贯彻|各项|有关|相关|符合|满足|提出|任务|标准|工作|目标|新|总|高|严|上级|中央|部署|安排|明确|总体)$"
)
_ADVERBS = re.compile(
    r"^(?:还|又|也|则|均|都|并|同时|首先|最后|一致|纷纷|进一步|多次|特别|明确|再次|着重|郑重|反复|高度|充分|深情|在[^，。；]{1,40}|代表[^，。；]{1,40}|对[^，。；]{1,60}|向[^，。；]{1,60}|就[^，。；]{1,60}|结合[^，。；]{1,40}|围绕[^，。；]{1,40}|针对[^，。；]{1,40}|从[^，。；]{1,40}|以[^，。；]{1,40}|作[^，。；]{1,40}|率先发言|先后|分别|\d{1,2}日|\d{1,2}月\d{1,2}日|同一天|当天|当日|日前|近日|随后|接着|说|一行|同志|等|主任|要求|通过[^，。；]{1,30}|听取[^，。；]{1,60}后|谈[^，。；]{1,30}时|，)*$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Where reported speech begins: `[start, end)` is the cue in the sentence, `verb` its verb.

    `person` is who speaks, where a person stands in front; else `word` is what stands there: 他, 会议, 外交部, a group; it
    is empty where the subject is that of the clause before.  `act` marks speech that is told, not quoted (表示感谢).
    """

    rule: Rule
    start: int
    end: int
    verb: str
    person: Item | None
    word: str
    act: bool


@dataclass(frozen=True, slots=True)
class Scanned:
    """One sentence and everything the rules see in it; positions are within `text`, the folded words of the sentence."""

    at: Sentence
    text: str
    masked: str
    items: tuple[Item, ...]
    cue: Cue | None
    claims: tuple[Claim, ...]
    names: tuple[events.Name, ...]


def known_names(flows: list[tuple[Flow, tuple[Sentence, ...]]]) -> frozenset[str]:
    """The personal names that an article (or several in one file) establishes beyond doubt.

    A name is established where a post or title stands with it, where it is written with ·, or where it opens a
    clause in two places.
    """
    parser = PeopleParser(lexicon())
    sure: set[str] = set()
    bare: Counter[str] = Counter()
    for flow, sentences in flows:
        for sentence in sentences:
            text = mask(flow.text[sentence.start : sentence.end])
            for item in parser.parse(text):
                if item.kind is not Kind.PERSON:
                    continue
                name = text[item.start : item.end]
                if item.posts or "·" in name:
                    sure.add(name)
                elif item.title and item.title[1] > item.end:
                    sure.add(name)
                else:
                    bare[name] += 1
    sure.update(name for name, count in bare.items() if count > 1)
    return frozenset(n for n in sure if len(n) > 1)


def scan(article: Article, known: frozenset[str], rules: RuleSet) -> tuple[Scanned, ...]:
    """Every sentence of the article's body, scanned."""
    scanner = Scanner(known, rules)
    text = article.body.text
    return tuple(scanner.sentence(text[s.start : s.end], s) for s in article.sentences)


class Scanner:
    """Scans sentences one by one with a fixed set of known names and rules."""

    def __init__(self, known: frozenset[str], rules: RuleSet) -> None:
        self.rules = rules
        self.lexicon: Lexicon = lexicon()
        self.parser = PeopleParser(self.lexicon, known)
        words = self.lexicon.words
        self._meeting = re.compile("(?:" + "|".join(words["meeting_speaks"]) + ")$")
        self._noun = re.compile(
            "(?:" + "|".join(sorted(words["speech_noun"], key=lambda w: (-len(w), w))) + ")(?:中)?$"
        )
        self._group = re.compile("(?:" + "|".join(sorted(words["say_group"], key=lambda w: (-len(w), w))) + ")")
        self._body = re.compile(
            r"[\u4e00-\u9fff（）□“”]{1,30}(?:部|委|局|办|院|署|会|方|方面|团|组|政府|军|省|市|县|区|国|盟|中心|集团|公司|协会|媒体|机构|组织|党|社|队|处)$"
        )

    def sentence(self, text: str, at: Sentence) -> Scanned:
        """One sentence, scanned; `text` is folded."""
        masked = mask(text)
        items = self.parser.parse(masked)
        cue = self.cue(masked, items) if self.rules.speech_trigger.search(masked) else None
        limit = len(masked) if cue is None or cue.act else cue.start
        found: list[Claim] = []
        if self.rules.role_trigger.search(masked):
            found = claims(self.rules.roles, masked, items, limit, self.parser.parse)
        if cue is not None and cue.person is None and not cue.word and found:
            before = [c for c in found if c.people and c.end <= cue.start]
            if before:
                cue = Cue(cue.rule, cue.start, cue.end, cue.verb, before[-1].people[0], "", cue.act)
        return Scanned(at, text, masked, tuple(items), cue, tuple(found), tuple(self.names(text, masked, limit)))

    def names(self, text: str, masked: str, limit: int) -> list[events.Name]:
        """The meetings that the sentence says were held."""
        result: list[events.Name] = []
        begin = 0
        for rule, match in find(self.rules.meetings, masked, limit):
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

    # -- speech --------------------------------------------------------------------------------------------------

    def cue(self, masked: str, items: list[Item]) -> Cue | None:
        """The first place in the sentence at which somebody's words begin, or None."""
        weak: Cue | None = None
        for rule, match in find(self.rules.speech, masked, len(masked)):
            kind = rule.claims[0]
            cue = self._speaker(rule, match, masked, items, direct=kind == "speech-direct", act=kind == "speech-act")
            if cue is None:
                continue
            if not cue.act:
                return cue
            weak = weak or cue
        return weak

    def _speaker(
        self, rule: Rule, match: re.Match[str], masked: str, items: list[Item], *, direct: bool, act: bool
    ) -> Cue | None:
        start = match.start()
        verb = match["verb"]
        end = match.end("verb") if direct or act else match.end()
        clause = max((masked.rfind(c, 0, start) + 1 for c in "，。；：！？"), default=0)
        front = masked[clause:start]

        def made(person: Item | None, word: str) -> Cue:
            return Cue(rule, start, end, verb, person, word, act)

        if pronoun := _PRONOUN.search(masked[:start]):
            return made(None, pronoun["word"])
        if self._meeting.search(front) and not re.search(r"在[^，]*$", front):
            return made(None, "会议")
        people = subject(items, masked, 0, start, every=False)
        if people:
            last = people[-1]
            tail = last.title[1] if last.title else last.end
            between = masked[tail:start]
            if _ADVERBS.match(between) or (not direct and self._is_far_subject(between)):
                return made(people[0], "")
        if noun := self._noun.search(front):
            if not direct or len(front) < 12:
                return made(None, noun[0])
        if (group := self._group.search(front)) and not act:
            return (
                made(None, group[0])
                if not direct or front.endswith(group[0]) or _ADVERBS.match(front[group.end() :])
                else None
            )
        if act:
            return None
        stripped = re.sub(r"(?:\d{1,2}月)?\d{1,2}日$|还$|也$|则$|同一天$|当天$|日前$|近日$|同时$|一致$", "", front)
        lead = self.parser.lead_end(stripped, 0, len(stripped))
        body = stripped[lead:]
        if not body or body in ("并", "还", "且", "强调", "同时"):
            return made(None, "") if not direct or clause > 0 else None
        if (
            self._body.fullmatch(body)
            and (clause == 0 or not direct)
            and not _NOT_SAID.search(body)
            and len(body) <= 24
        ):
            return made(None, body)
        return None

    @staticmethod
    def _is_far_subject(between: str) -> bool:
        """Whether what stands between a subject and its verb is one clause of doing (主持会议并讲话，强调) or an adverbial."""
        return (
            bool(
                re.match(
                    r"^(?:[^。；]{0,60}?)(?:讲话|致辞|发言|中|时|后|会上|座谈|调研|报告|说明|要求|介绍|肯定|评价|会议|调度会|座谈会)?[，]?(?:并)?$",
                    between,
                )
            )
            and len(between) < 90
        )
