"""Where reported speech begins in a sentence, and what stands there as its subject: 他, 会议, 报告, 外交部, a person.

The subject of a verb of saying is looked for from the verb backwards, clause by clause.  In the verb's own clause only
adverbials may stand between the two; a clause without a subject (并就下一步工作，) is passed over; an earlier clause
gives its subject whatever it goes on to say (市长王某主持会议，强调 …).  Who is meant by it is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import NamedTuple

from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import alternation, lexicon
from kg.recognise.match import Matches
from kg.recognise.names import Place
from kg.recognise.patterns import anchored
from kg.recognise.people import PeopleParser
from kg.recognise.rules import Rule

_CLAUSE_END = "，。；：！？"
_AT_CLAUSE_END = re.compile(f"[{_CLAUSE_END}]")
_MOST_CLAUSES_BACK = 6
_MOST_ADVERBIAL_CLAUSES = 3
_LONGEST_ADVERBIAL = 70
_LONGEST_GROUP = 30
_LONGEST_BODY = 26
_SHORT_PAPER = 8
_LONGEST_CONNECTIVE = 4
_FARTHEST_OPENING = 16
"""Characters from the start within which a group or a body that opens a sentence stands."""
# What in front of a name makes its bearer an object or a companion of somebody else.
_BEFORE_OBJECT = frozenset("对向同与和及给为把被让请跟按据受以了")
# An object with more about it in front of the name (向去年去世的｜专家某某表达敬意).
_OBJECT_DESCRIBED = re.compile("[向对给][^，。；：]{1,24}的$")
# Between whoever writes or tells and whom it is told (总理某某致信主席某某称).
_WRITES_TO = ("致信", "致电", "致函", "复信", "告诉")
# After 要求 and its like as nouns: the words in front make them an object (落实各项要求).
_NOUN_LIKE = frozenset(
    [
        "要求",
        "希望",
        "建议",
        "指示",
        "总结",
        "评价",
        "承诺",
        "期待",
        "回应",
        "提醒",
        "呼吁",
        "介绍",
        "明确",
        "说明",
        "期盼",
        "期望",
        "提议",
        "号召",
    ]
)
# Verbs that a speaker uses of herself, so that without a subject of their own they go on with her words.
_FIRST_PERSON = frozenset(
    ["希望", "相信", "认为", "期待", "建议", "祝愿", "说", "期盼", "期望", "呼吁", "承诺", "明确", "提出", "称", "鼓励"]
)
_SPOKEN = frozenset(["说", "介绍说", "表示", "坦言", "回忆", "感慨", "告诉记者", "认为", "反映", "直言"])
"""Verbs of which only people are the subject, or nearly so."""
_PLAIN_VERBS = frozenset(["指出", "强调", "表示", "认为", "说", "强调指出"])
_PRONOUN = re.compile("(?:他们|她们|他(?![国乡人山们的])|她(?!的))")
_PRONOUN_STARTS = ("他", "她")
# Whom everybody knows by the title alone.
_CALLED = re.compile("总书记|总理(?![府大])")
# Whoever says 我 is speaking already.
_OWN_WORDS = re.compile("我(?:们|方|对|也|很|非常|要|想|谨|代表)?(?![校市省县区国院局厅部])")
# Verbs that need a subject: without one they are as likely to tell what a paper holds.
_WEAK_VERBS = frozenset(["明确", "提出", "介绍", "分析", "阐述", "总结", "解释", "讲", "称", "提到", "评价"])
# Verbs that also tell what somebody did, without a word of it.
_ALSO_DEEDS = frozenset(["表态", "总结", "介绍", "点评", "汇报", "通报", "分析", "宣布"])
# Verbs that are as often nouns (党性分析，全球倡议，): their subject stands in their own clause.
_OFTEN_NOUNS = _ALSO_DEEDS | {
    "倡议", "主张", "预测", "预计", "判断", "保证", "反映", "评价", "回忆", "警告", "建议", "答复", "回复", "回答",
    "解答", "承诺", "提醒",
}  # fmt: skip
_ASKS = ("怎么", "如何", "怎样", "什么", "咋")
# 某某作会议｜总结，并宣布: what she does, not what she says.
_DOES = re.compile("(?<![工操动])[作做]了?[^，。；]{0,8}$")
_BEFORE_NOUN = ("了", "的", "作", "做", "行", "次", "项")
# 按照省长某某｜要求: what somebody demanded is only referred to.
_BY_WHOSE = re.compile("(?:并|，)?(?:按照|根据|遵照|落实|贯彻|对照)")
_DEMANDS = frozenset(["要求", "强调", "指出", "希望"])
# Ends of clauses that only tell when or on what occasion.
_ADVERBIAL_ENDS = ("以来", "之际", "期间", "之后", "之前", "之时", "过程中", "结束后", "开始前")
_AFTER_WHAT = ("听完", "听了", "听取", "看完", "看了", "看到", "得知", "了解到")
"""Beginnings of clauses that only tell after what (听完汇报，某某强调了四点)."""
_LOCATIVE = "上中时后前间下内际"

_MODIFIER = re.compile(
    r"(?:(?:提出|作出|落实|符合|满足|达到|按照|贯彻|根据)[^，。；：]{0,12}|的|各项|有关|相关|提出|任务|标准|工作|目标|总|高|严|上级|中央|部署|安排|总体|精神|具体|职责|时代|实践|规定|政策|意见|情况|纪律|主要|使命|新|以|基本)$"
)


class Voice(Enum):
    """What stands as the subject of a verb of saying."""

    PERSON = "person"
    PRONOUN = "pronoun"
    MEETING = "meeting"
    PAPER = "paper"
    """讲话, 报告, 贺信: the words are those of whoever gave it."""
    GROUP = "group"
    """People without a name: 与会代表, 大家."""
    BODY = "body"
    SAME = "same"
    """Nothing: the subject is that of the sentence before."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Where reported speech begins: `[start, end)` is the verb with what belongs to it, in the sentence.

    The words said go from `end` to the next cue; those of speech that is told, not quoted (对…表示感谢), are the
    clauses themselves and go from `begin`.  `word` is the subject as it stands in the masked sentence, at `subject`;
    `person` is set where it is somebody named.
    """

    rule: Rule
    start: int
    end: int
    begin: int
    verb: str
    voice: Voice
    person: Item | None
    subject: tuple[int, int]
    word: str

    @property
    def act(self) -> bool:
        """Whether the speech is told (表示感谢), not quoted."""
        return self.rule.claims[0] == "speech-act"


class Subject(NamedTuple):
    """What stands as a subject, `span` in the sentence; `person` where it is somebody named."""

    voice: Voice
    span: tuple[int, int]
    person: Item | None = None


_NOBODY = Subject(Voice.SAME, (0, 0))


class _Saying(NamedTuple):
    """A verb of saying at `start` whose subject is looked for back to `floor`; `strict`: only in its own clause."""

    masked: str
    items: Sequence[Item]
    floor: int
    start: int
    verb: str
    strict: bool

    @property
    def clause(self) -> int:
        """Where the verb's own clause begins."""
        return max(_clause_start(self.masked, self.start), self.floor)

    @property
    def opens_sentence(self) -> bool:
        """Whether the verb opens the sentence."""
        return self.start == 0

    @property
    def is_at_head(self) -> bool:
        """Whether the verb opens its clause, but for a connective (并强调，)."""
        return self.start - _clause_start(self.masked, self.start) <= _LONGEST_CONNECTIVE

    def is_noun(self, begin: int) -> bool:
        """Whether the words from `begin` on make the verb a noun (落实各项｜要求) or ask what is said (怎么｜说)."""
        if self.masked[self.start - 1] == "的" or self.masked.endswith(_ASKS, begin, self.start):
            return True
        if self.verb not in _NOUN_LIKE:
            return False
        return bool(_MODIFIER.search(self.masked, begin, self.start) or _BY_WHOSE.match(self.masked, begin, self.start))


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns around a verb of saying, built once from the closed word classes."""

    lead: re.Pattern[str]
    adverb: re.Pattern[str]
    preposition: re.Pattern[str]
    occasion: re.Pattern[str]
    meeting: re.Pattern[str]
    meeting_at_head: re.Pattern[str]
    paper: re.Pattern[str]
    writer: re.Pattern[str]
    group: re.Pattern[str]
    body: re.Pattern[str]
    body_at_head: re.Pattern[str]
    no_body: re.Pattern[str]
    honoured: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    words = lexicon().words
    surname = "".join(sorted(lexicon().plain_surnames))
    compound = alternation(lexicon().compound_surnames)
    adverb, preposition, imperative = (
        _any(words["say_adverb"]), _any(words["say_preposition"]), _any(words["imperative"]),
    )  # fmt: skip
    occasion, group, honorific = (
        _any(words["say_occasion"]), _any(words["say_group"]), _any(words["say_honorific"]),
    )  # fmt: skip
    meeting, paper, body = _any(words["meeting_speaks"]), _any(words["speech_noun"]), _any(words["say_body"])
    han = "\u4e00-\u9fff"
    return _Grammar(
        lead=anchored(_any(words["speech_lead"])),
        adverb=anchored(adverb),
        preposition=anchored(preposition),
        occasion=anchored(f"{occasion}{adverb}{{0,3}}$"),
        meeting=anchored(f"(?!{preposition})[^，。；：在于是有为的]{{0,30}}?{meeting}(?![员室议期精])"),
        meeting_at_head=anchored(
            f"(?:本次|此次|这次|该|扩大|全体|党组|党委|常务|专题){{0,2}}{meeting}(?![员室议期精])"
        ),
        paper=anchored(f"(?!{preposition})[^，。；：]{{0,40}}?{paper}(?:中|里)?"),
        writer=anchored(f"(?P<name>[{han}·]{{2,10}}?)在{paper}中?{adverb}{{0,2}}$"),
        group=anchored(f"(?!{preposition}|{imperative})[^，。；：对向把将]{{0,{_LONGEST_GROUP}}}?{group}们?"),
        body=anchored(f"(?:(?![将把被还也已])[{han}（）□“”、A-Za-z0-9]){{1,30}}{body}$"),
        body_at_head=anchored(
            f"[{han}（）□“”]{{2,20}}?{body}(?=对|向|就|在|于|近日|日前|召开|举行|发布|发表|组织|印发|\\d)"
        ),
        no_body=anchored(f"{imperative}|{preposition}|[一二三四五六七八九十]是|必须|应当|分享|共享"),
        honoured=anchored(
            f"(?:(?P<name>[{surname}][{han}]{{0,2}}?)(?P<title>{honorific})"
            f"|(?<![^的，])(?P<deputy>(?:{compound}|[{surname}])[{han}]{{1,2}}?)(?P<seat>代表|委员)){adverb}{{0,3}}$"
        ),
    )


class CueReader:
    """Finds the cues of one sentence at a time; `parser` knows the names of the article."""

    def __init__(self, parser: PeopleParser) -> None:
        self._grammar = _grammar()
        self._names = parser.names

    def read(self, found: Matches, masked: str, items: Sequence[Item]) -> tuple[Cue, ...]:
        """The cues of a sentence in the order of the text, from the matches `found` of the rules.

        `masked` is folded and masked; of `items`, here and elsewhere, only the persons count.
        """
        cues: list[Cue] = []
        quoting: Cue | None = None
        for rule, match in found:
            if quoting is not None and match.start() < quoting.end:
                continue
            cue = self._cue(rule, match, masked, items, quoting)
            if cue is None:
                continue
            if cues and cue.begin < cues[-1].end:
                cue = replace(cue, begin=max(_clause_start(masked, cue.start), cues[-1].end))
            cues.append(cue)
            if not cue.act:
                quoting = cue
        return tuple(cues)

    def head(self, masked: str, items: Sequence[Item]) -> Subject | None:
        """The subject with which a sentence opens, an adverbial clause or two passed over; None where it has none."""
        begin = 0
        for _ in range(_MOST_ADVERBIAL_CLAUSES):
            clause_end = _AT_CLAUSE_END.search(masked, begin)
            stop = clause_end.start() if clause_end else len(masked)
            if found := self._head(masked, items, begin, stop):
                return found
            at = self._skip(self._grammar.lead, masked, begin, stop)
            if stop >= len(masked):
                return None
            is_adverbial = (
                at >= stop
                or self._grammar.preposition.match(masked, at, stop) is not None
                or masked.endswith(_ADVERBIAL_ENDS, begin, stop)
                or masked.startswith(_AFTER_WHAT, begin, stop)
            )
            if not is_adverbial:
                return None
            begin = stop + 1
        return None

    def is_unexplained(self, found: Matches, masked: str, items: Sequence[Item]) -> bool:
        """Whether somebody named stands in the clause of a verb that opens speech, and yet no cue was read."""
        for _, match in found:
            clause = _clause_start(masked, match.start())
            if match["verb"] in _PLAIN_VERBS and any(
                i.kind is Kind.PERSON and not i.loose and clause <= i.start < match.start() for i in items
            ):
                return True
        return False

    def _cue(
        self, rule: Rule, match: re.Match[str], masked: str, items: Sequence[Item], quoting: Cue | None
    ) -> Cue | None:
        kind = rule.claims[0]
        if kind == "speech-turn":
            return self._turn(rule, match, masked, items)
        if quoting is not None and kind == "speech-act":
            return None
        floor = quoting.end if quoting is not None else 0
        said = _Saying(masked, items, floor, match.start(), match["verb"], strict=_is_strict(rule))
        subject = self._subject(said)
        if subject is None or not self._may_speak(subject, rule, said, quoting):
            return None
        end = match.end() if kind == "speech" else match.end("verb")
        begin = _clause_start(masked, subject.span[0] if subject.span[0] > floor else said.start)
        return Cue(
            rule, said.start, end, max(begin, floor), said.verb, subject.voice, subject.person, subject.span,
            masked[slice(*subject.span)],
        )  # fmt: skip

    def _turn(self, rule: Rule, match: re.Match[str], masked: str, items: Sequence[Item]) -> Cue | None:
        """A name and a colon that open a sentence, as a transcript gives the floor (公孙某：各位记者朋友，…)."""
        for item in items:
            if item.kind is not Kind.PERSON or (item.title[1] if item.title else item.end) != match.start():
                continue
            begin = item.posts[0].start if item.posts else item.start
            if begin or not (item.posts or item.title or masked[item.start : item.end] in self._names.known):
                return None
            span = (item.start, item.end)
            word = masked[slice(*span)]
            return Cue(rule, match.start(), match.end(), 0, match["verb"], Voice.PERSON, item, span, word)
        return None

    @staticmethod
    def _may_speak(subject: Subject, rule: Rule, said: _Saying, quoting: Cue | None) -> bool:
        """Whether a verb with this subject opens speech where it stands, or only goes on with what is being said."""
        kind = rule.claims[0]
        if said.verb in _ALSO_DEEDS and _behind_comma_somebody(said):
            return False
        if quoting is not None:
            if subject.voice in (Voice.PERSON, Voice.MEETING) and _first_word(subject) <= quoting.end:
                # Somebody quotes somebody: 王某表示，李某指出，….
                return False
            if subject.voice is Voice.SAME:
                return said.is_at_head and not any(said.verb.startswith(v) for v in _FIRST_PERSON)
            if kind == "speech-direct" and subject.voice is Voice.PERSON:
                return subject.span[0] <= said.clause + _LONGEST_CONNECTIVE
            return subject.voice in (Voice.PERSON, Voice.PRONOUN, Voice.MEETING)
        if subject.voice is Voice.SAME:
            if kind == "speech":
                return said.verb not in _WEAK_VERBS
            return said.opens_sentence and said.verb in _DEMANDS
        if kind == "speech-direct" and subject.voice in (Voice.GROUP, Voice.BODY):
            return subject.span[0] <= _FARTHEST_OPENING
        return kind != "speech-act" or subject.voice is not Voice.PAPER

    # -- the subject ---------------------------------------------------------------------------------------------

    def _subject(self, said: _Saying) -> Subject | None:
        """What stands as the subject of the verb; None where the words in front make it no verb of saying."""
        found = self._in_own_clause(said)
        if said.verb in _OFTEN_NOUNS and (
            said.masked.startswith(_BEFORE_NOUN, said.start - 1)
            or _DOES.search(said.masked, said.clause, said.start)
            or (found is _NOBODY and not said.is_at_head)
        ):
            return None
        if found is not _NOBODY and not (said.strict and (found is None or found.person is None)):
            return found
        masked = said.masked
        stop, body = said.clause - 1, None
        for _ in range(_MOST_CLAUSES_BACK):
            if stop <= said.floor:
                break
            begin = max(_clause_start(masked, stop), said.floor)
            head = self._head(masked, said.items, begin, stop)
            if head is not None and said.strict and not masked.startswith(("对", "向"), head.span[1]):
                return None
            if head is not None:
                return head
            body = (
                self._grammar.body_at_head.match(masked, self._skip(self._grammar.lead, masked, begin, stop), stop)
                or body
            )
            stop = begin - 1
        if found is not None and found is not _NOBODY:
            return found
        return Subject(Voice.BODY, body.span()) if body else _NOBODY

    def _in_own_clause(self, said: _Saying) -> Subject | None:
        """The subject in the verb's own clause; `_NOBODY` where there is none, None where the clause says else."""
        masked, start = said.masked, said.start
        at = self._skip(self._grammar.lead, masked, said.clause, start)
        if at >= start:
            at_meeting = masked.endswith("会上", said.clause, start) or masked.endswith("会议上", said.clause, start)
            return Subject(Voice.MEETING, (said.clause, start)) if at_meeting else _NOBODY
        if _OWN_WORDS.match(masked, at, start):
            return None
        if subject := self._somebody(said, at) or self._noun(said, at):
            return subject
        if self._skip(self._grammar.adverb, masked, at, start) >= start:
            return _NOBODY
        if self._grammar.preposition.match(masked, at, start):
            return None if said.is_noun(at) else _NOBODY
        return self._body_in_front(said, at)

    def _somebody(self, said: _Saying, at: int) -> Subject | None:
        """他, a person, the writer of a letter (某某在贺信中), somebody by her form of address (某老师)."""
        masked, start = said.masked, said.start
        if (pronoun := _PRONOUN.match(masked, at, start)) and self._reaches(said, pronoun.end()):
            return Subject(Voice.PRONOUN, pronoun.span())
        if (called := _CALLED.match(masked, at, start)) and self._reaches(said, called.end()):
            return Subject(Voice.PRONOUN, called.span())
        if person := self._person(said, at):
            return person
        if writer := self._grammar.writer.match(masked, at, start):
            name = writer.span("name")
            if self._grammar.body.fullmatch(masked, *name):
                return Subject(Voice.BODY, name)
            if self._grammar.group.fullmatch(masked, *name):
                return Subject(Voice.GROUP, name)
            return Subject(Voice.PERSON, name, Item(Kind.PERSON, *name, "，"))
        if named := self._named_at_end(said, at):
            return named
        honoured = self._grammar.honoured.search(masked, at, start)
        if honoured and honoured[_named_group(honoured)] not in lexicon().words["not_a_name"]:
            return Subject(Voice.PERSON, honoured.span(_named_group(honoured)), _titled(honoured))
        return None

    def _named_at_end(self, said: _Saying, at: int) -> Subject | None:
        """Somebody whose name ends right in front of the verb, whatever stands before it (第一届之星｜吴某某说)."""
        if said.verb not in _SPOKEN:
            return None
        for length in (3, 2):
            begin = said.start - length
            if begin < at or said.masked[begin] not in lexicon().plain_surnames:
                continue
            if begin > at and said.masked[begin - 1] in lexicon().transliteration:
                # 拉｜马福某: the end of a foreign name.
                continue
            if self._names.end(said.masked, begin, len(said.masked), Place.BARE) == said.start:
                return Subject(Voice.PERSON, (begin, said.start), Item(Kind.PERSON, begin, said.start, "，"))
        return None

    def _noun(self, said: _Saying, at: int) -> Subject | None:
        """A meeting, a paper or a group in front of the verb."""
        grammar = self._grammar
        for voice, pattern in (
            (Voice.MEETING, grammar.meeting), (Voice.PAPER, grammar.paper), (Voice.GROUP, grammar.group),
        ):  # fmt: skip
            noun = pattern.match(said.masked, at, said.start)
            if noun and self._reaches(said, noun.end()):
                return Subject(voice, noun.span())
        return None

    def _person(self, said: _Saying, at: int) -> Subject | None:
        """Somebody named between `at` and the verb, with nothing but adverbials behind."""
        masked, start = said.masked, said.start
        inside = [i for i in said.items if i.kind is Kind.PERSON and at <= i.start < start]
        heads = [i for i in inside if _run_start(i) <= at and not i.loose]
        others = [i for i in reversed(inside) if i not in heads and self._may_be_subject(masked, i, at)]
        for item in [*heads, *others]:
            behind = _behind(_chain(inside, item))
            paper = self._grammar.paper.match(masked, behind, start) if masked.startswith("的", behind) else None
            if self._reaches(said, behind) or (paper and self._reaches(said, paper.end())):
                writes = bool(heads) and masked.startswith(_WRITES_TO, _run_start(item) - 2)
                speaker = heads[0] if writes else _first(inside, item)
                return Subject(Voice.PERSON, (_run_start(speaker), _behind(speaker)), speaker)
        read = {item.start for item in inside}
        for begin, end in self._names.known_in(masked, at, start):
            if begin in read or (begin > at and masked[begin - 1] in _BEFORE_OBJECT):
                continue
            item = _named(masked, begin, end)
            if self._reaches(said, _behind(item)):
                return Subject(Voice.PERSON, (item.start, _behind(item)), item)
        return None

    def _may_be_subject(self, masked: str, item: Item, at: int) -> bool:
        begin = _run_start(item)
        if self._grammar.preposition.match(masked, at, begin) and masked[begin - 1] not in _LOCATIVE:
            return False
        if _OBJECT_DESCRIBED.search(masked, at, begin):
            return False
        return begin > at and masked[begin - 1] not in _BEFORE_OBJECT and not (item.loose and not item.posts)

    def _body_in_front(self, said: _Saying, at: int) -> Subject | None:
        masked, start = said.masked, said.start
        if self._grammar.no_body.match(masked, at, start) or said.is_noun(at):
            return None
        if opening := self._grammar.body_at_head.match(masked, at, start):
            return Subject(Voice.BODY, opening.span()) if self._reaches(said, opening.end()) else None
        end = start
        for match in self._grammar.adverb.finditer(masked, at, start):
            if self._skip(self._grammar.adverb, masked, match.start(), start) >= start:
                end = match.start()
                break
        if end - at > _LONGEST_BODY or not self._grammar.body.fullmatch(masked, at, end):
            return None
        return Subject(Voice.BODY, (at, end))

    def _head(self, masked: str, items: Sequence[Item], begin: int, stop: int) -> Subject | None:
        """The subject at the head of an earlier clause, whatever the clause goes on to say."""
        at = self._skip(self._grammar.lead, masked, begin, stop)
        if masked.startswith(_PRONOUN_STARTS, at) and (pronoun := _PRONOUN.match(masked, at, stop)):
            return Subject(Voice.PRONOUN, pronoun.span())
        if known := self._names.known_at(masked, at, stop):
            item = _named(masked, at, known)
            return Subject(Voice.PERSON, (item.start, _behind(item)), item)
        for item in items:
            if item.kind is Kind.PERSON and not item.loose and at <= item.start < stop:
                front = masked[at : _run_start(item)]
                if not front or front[-1] in _LOCATIVE or (item.title and not self._grammar.preposition.match(front)):
                    return Subject(Voice.PERSON, (_run_start(item), _behind(item)), item)
        if masked[at : at + 1] in lexicon().plain_surnames:
            title = lexicon().title_after_name.match(masked, at + 1, stop)
            if title and len(title[0]) > 1:
                item = Item(Kind.PERSON, at, title.end(), "，", (), title.span())
                return Subject(Voice.PERSON, (at, title.end()), item)
        if (meeting := self._grammar.meeting_at_head.match(masked, at, stop)) and not masked.startswith(
            ("的", "由"), meeting.end()
        ):
            return Subject(Voice.MEETING, meeting.span())
        if paper := self._grammar.paper.match(masked, at, min(stop, at + _SHORT_PAPER)):
            return Subject(Voice.PAPER, paper.span())
        return None

    def _reaches(self, said: _Saying, begin: int) -> bool:
        """Whether only adverbs, an adverbial or an occasion stand between `begin` and the verb."""
        at = self._skip(self._grammar.adverb, said.masked, begin, said.start)
        if at >= said.start:
            return True
        if said.start - at > _LONGEST_ADVERBIAL or said.is_noun(at):
            return False
        if self._grammar.preposition.match(said.masked, at, said.start):
            return True
        return not said.strict and bool(self._grammar.occasion.search(said.masked, at, said.start))

    @staticmethod
    def _skip(pattern: re.Pattern[str], masked: str, begin: int, end: int) -> int:
        at = begin
        while at < end and (match := pattern.match(masked, at, end)) and match.end() > at:
            at = match.end()
        return at


def _is_strict(rule: Rule) -> bool:
    """Whether the subject must stand in the verb's own clause, with nothing done in between."""
    return rule.claims[0] == "speech-act" and rule.reach == "clause"


def _behind_comma_somebody(said: _Saying) -> bool:
    """Whether the next clause tells what somebody else did (市长主持会议并表态，局长陆某代表市政府作汇报)."""
    behind = said.start + len(said.verb) + 1
    return any(i.posts and i.posts[0].start == behind for i in said.items)


def _any(patterns: tuple[str, ...]) -> str:
    return f"(?:{anchored('|'.join(sorted(patterns, key=lambda w: (-len(w), w)))).pattern})"


def _clause_start(masked: str, position: int) -> int:
    return max(masked.rfind(c, 0, position) for c in _CLAUSE_END) + 1


def _first_word(subject: Subject) -> int:
    return _run_start(subject.person) if subject.person else subject.span[0]


def _run_start(item: Item) -> int:
    return min([p.start for p in item.posts] + [item.start])


def _behind(item: Item) -> int:
    return max(item.end, item.title[1] if item.title else 0)


def _chain(inside: list[Item], first: Item) -> Item:
    """The last of the persons joined to `first` by 、 or 和."""
    last = first
    for item in inside[inside.index(first) + 1 :]:
        if item.after != "、":
            break
        last = item
    return last


def _first(inside: list[Item], last: Item) -> Item:
    """The first of the persons to whom `last` is joined by 、 or 和."""
    at = inside.index(last)
    while at and inside[at].after == "、":
        at -= 1
    return inside[at]


def _named(masked: str, start: int, end: int) -> Item:
    """A person whose name is known, with the title behind the name."""
    title = lexicon().title_after_name.match(masked, end)
    return Item(Kind.PERSON, start, end, "，", (), title.span() if title else None)


def _titled(match: re.Match[str]) -> Item:
    """The person in 骆老师 (only a surname, so that the title belongs to the name) or 冬某老师."""
    start, end = match.span(_named_group(match))
    title = match.span("title" if match["name"] else "seat")
    whole = title[1] if end - start == 1 else end
    return Item(Kind.PERSON, start, whole, "，", (), title)


def _named_group(match: re.Match[str]) -> str:
    """The group that holds the name: before a form of address, or before the seat of a deputy (陆某代表)."""
    return "name" if match["name"] else "deputy"
