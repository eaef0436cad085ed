"""What stands as the subject of a verb of saying: 他, 会议, 报告, 外交部, a person.

The subject is looked for from the verb backwards, clause by clause.  In the verb's own clause only adverbials may stand
between the two; a clause without a subject (并就下一步工作，) is passed over; an earlier clause gives its subject
whatever it goes on to say (市长王某主持会议，强调 …).  Who is meant by it is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import lexicon
from kg.recognise.name_context import Place
from kg.recognise.names import NameFinder
from kg.recognise.saying import CLAUSE_END, Saying, clause_start, grammar, skip

_AT_CLAUSE_END = re.compile(f"[{CLAUSE_END}]")

# How far the subject is looked for, in clauses, and how long it may be, in characters.
_MOST_CLAUSES_BACK = 6
_MOST_ADVERBIAL_CLAUSES = 3
_LONGEST_ADVERBIAL = 70
_LONGEST_BODY = 26
_SHORT_PAPER = 8

# Words that stand as subject by themselves.
_PRONOUN = re.compile("(?:他们|她们|他(?![国乡人山们的])|她(?!的))")
_SIDES = re.compile(
    "(?:双方|各方|大家)(?=[就对围还在一])|(?:与会|参会|参训)[\u4e00-\u9fff]{1,6}?(?=纷纷|踊跃|积极|认真|一致|先后|就|围绕|结合)"
)
"""All who talk with one another (双方｜就合作交换了意见，并表示 …)."""
_TOGETHER = ("一致", "纷纷")
"""Adverbs of what several say."""
_EACH = ("分别", "共同", "先后")
"""Behind the last of a list, of which the first is the subject (书记甲，｜市长乙｜分别作出批示，要求 …)."""
_PRONOUN_STARTS = ("他", "她")
_CALLED = re.compile("总书记|总理(?![府大])")
"""Whom everybody knows by the title alone."""
_OWN_WORDS = re.compile("我(?:们|方|对|也|很|非常|要|想|谨|代表)?(?![校市省县区国院局厅部公集社队行])")
"""Whoever says 我 is speaking already."""

# Verbs, and what makes them none of saying.
_SPOKEN = frozenset(["说", "介绍说", "表示", "坦言", "回忆", "感慨", "告诉记者", "认为", "反映", "直言"])
"""Verbs of which only people are the subject, or nearly so."""
ALSO_DEEDS = frozenset(["表态", "总结", "介绍", "点评", "汇报", "通报", "分析", "宣布"])
"""Verbs that also tell what somebody did, without a word of it."""
_OFTEN_NOUNS = ALSO_DEEDS | {
    "倡议", "主张", "预测", "预计", "判断", "保证", "反映", "评价", "回忆", "警告", "建议", "答复", "回复", "回答",
    "解答", "承诺", "提醒",
}  # fmt: skip
"""Verbs that are as often nouns (党性分析，全球倡议，): their subject stands in their own clause."""
_DOES = re.compile("(?<![工操动合写创协制运耕])[作做]了?[^，。；]{0,8}$")
"""What somebody does, not what she says (某某作会议｜总结，并宣布)."""
_COMES = ("出席", "参加", "列席", "召集")
"""What somebody does with a meeting that others hold."""
_BEFORE_NOUN = ("了", "的", "作", "做", "行", "次", "项")
"""What in front of one of these shows that it is a noun."""

# What stands around a name that is no subject.
_BEFORE_OBJECT = frozenset("对向同与和及给为把被让请跟按据受以了")
"""What in front of a name makes its bearer an object or a companion of somebody else."""
_OBJECT_DESCRIBED = re.compile("[向对给][^，。；：]{1,24}的$")
"""An object with more about it in front of the name (向去年去世的｜专家某某表达敬意)."""
_WRITES_TO = ("致信", "致电", "致函", "复信", "告诉")
"""Between whoever writes or tells and whom it is told (总理某某致信主席某某称)."""

# Clauses and adverbials that only tell when, where or on what occasion.
_ADVERBIAL_ENDS = ("以来", "之际", "期间", "之后", "之前", "之时", "过程中", "结束后", "开始前")
_BEHIND_WHAT = re.compile("(?<![落背幕先])后$|(?<=[^及按准临定])时$")
"""Ends of clauses that tell after what or when (认真听取大家的发言后)."""
_AGED = re.compile(r"\d{1,3}岁(?:高龄)?的")
"""What is told of somebody of no post in front of the name (今年82岁的｜于某某说)."""
_AFTER_WHAT = ("听完", "听了", "听取", "看完", "看了", "看到", "得知", "了解到")
"""Beginnings of clauses that only tell after what (听完汇报，某某强调了四点)."""
_IS_ADDRESSED = re.compile("[对向]|(?:认真|仔细|详细)?听取了?[^。；]{2,80}(?:汇报|发言|介绍)之?后，(?=[对并])")
"""How a clause goes on of which an appraisal is the end: 对某事作了说明，表示满意; 听取了汇报后，对工作给予肯定."""
_LOCATIVE = "上中时后前间下内际"
"""Ends of what tells where or when (在会上)."""


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


class Subject(Struct, frozen=True):
    """What stands as a subject, `span` in the sentence; `person` where it is somebody named."""

    voice: Voice
    span: tuple[int, int]
    person: Item | None = None


NOBODY = Subject(Voice.SAME, (0, 0))
"""No subject of its own: that of the sentence before."""


class SubjectReader:
    """Finds the subjects of speech in one sentence at a time; `names` knows the names of the article."""

    def __init__(self, names: NameFinder) -> None:
        self._grammar = grammar()
        self._names = names

    def head(self, masked: str, items: Sequence[Item]) -> Subject | None:
        """The subject with which a sentence opens, an adverbial clause or two passed over; None where it has none."""
        begin = 0
        for _ in range(_MOST_ADVERBIAL_CLAUSES):
            clause_end = _AT_CLAUSE_END.search(masked, begin)
            stop = clause_end.start() if clause_end else len(masked)
            if found := self._at_head(masked, items, begin, stop):
                return found
            at = self._behind_lead(masked, begin, stop)
            if stop >= len(masked):
                return None
            is_adverbial = (
                at >= stop
                or self._grammar.preposition.match(masked, at, stop) is not None
                or masked.endswith(_ADVERBIAL_ENDS, begin, stop)
                or masked.startswith(_AFTER_WHAT, begin, stop)
                or _BEHIND_WHAT.search(masked, begin, stop) is not None
            )
            if not is_adverbial:
                return None
            begin = stop + 1
        return None

    def of(self, said: Saying) -> Subject | None:
        """What stands as the subject of the verb; None where the words in front make it no verb of saying."""
        found = self._in_own_clause(said)
        if said.verb in _OFTEN_NOUNS and (
            said.masked.startswith(_BEFORE_NOUN, said.start - 1)
            or _DOES.search(said.masked, said.clause, said.start)
            or (found is NOBODY and not said.is_at_head)
        ):
            return None
        if found is not NOBODY and not (said.strict and (found is None or found.person is None)):
            return found
        masked = said.masked
        stop, body = said.clause - 1, None
        for _ in range(_MOST_CLAUSES_BACK):
            if stop <= said.floor:
                break
            begin = max(clause_start(masked, stop), said.floor)
            head = self._at_head(masked, said.items, begin, stop)
            if head is not None and said.strict and not _IS_ADDRESSED.match(masked, head.span[1]):
                return None
            if head is not None:
                return head
            body = self._grammar.body_at_head.match(masked, self._behind_lead(masked, begin, stop), stop) or body
            stop = begin - 1
        if found is not None and found is not NOBODY:
            return found
        return Subject(Voice.BODY, body.span()) if body else NOBODY

    def _behind_lead(self, masked: str, begin: int, stop: int) -> int:
        """Where the words that open a clause end, of which none is the surname of somebody known (但某某｜指出)."""
        return begin if self._names.known_at(masked, begin, stop) else skip(self._grammar.lead, masked, begin, stop)

    def _in_own_clause(self, said: Saying) -> Subject | None:
        """The subject in the verb's own clause; `NOBODY` where there is none, None where the clause says else."""
        masked, start = said.masked, said.start
        at = self._behind_lead(masked, said.clause, start)
        if at >= start:
            at_meeting = masked.endswith("会上", said.clause, start) or masked.endswith("会议上", said.clause, start)
            return Subject(Voice.MEETING, (said.clause, start)) if at_meeting else NOBODY
        if _OWN_WORDS.match(masked, at, start):
            return None
        if subject := self._somebody(said, at) or self._noun(said, at):
            return subject
        if skip(self._grammar.adverb, masked, at, start) >= start:
            return NOBODY
        if self._grammar.preposition.match(masked, at, start):
            return None if said.is_noun(at) else NOBODY
        return self._body_in_front(said, at)

    def _somebody(self, said: Saying, at: int) -> Subject | None:
        """他, a person, the writer of a letter (某某在贺信中), somebody by her form of address (某老师)."""
        masked, start = said.masked, said.start
        if (pronoun := _PRONOUN.match(masked, at, start)) and self._reaches(said, pronoun.end()):
            return Subject(Voice.PRONOUN, pronoun.span())
        if (called := _CALLED.match(masked, at, start)) and self._reaches(said, called.end()):
            return Subject(Voice.PRONOUN, called.span())
        if person := self._person(said, at):
            return person
        if (aged := self._aged(masked, at, start)) and self._reaches(said, aged.span[1]):
            return aged
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

    def _named_at_end(self, said: Saying, at: int) -> Subject | None:
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

    def _noun(self, said: Saying, at: int) -> Subject | None:
        """A meeting, a paper or a group in front of the verb."""
        grammar = self._grammar
        for voice, pattern in (
            (Voice.MEETING, grammar.meeting), (Voice.PAPER, grammar.paper), (Voice.GROUP, grammar.group),
        ):  # fmt: skip
            noun = pattern.match(said.masked, at, said.start)
            if noun and self._reaches(said, noun.end()):
                if voice is Voice.PAPER and said.masked.endswith(_TOGETHER, noun.end(), said.start):
                    # 各国大使在致辞中｜一致表示: the papers of several.
                    return Subject(Voice.GROUP, (at, noun.end()))
                return self._who_comes(said, at, noun.end()) or Subject(voice, noun.span())
        return None

    @staticmethod
    def _who_comes(said: Saying, at: int, stop: int) -> Subject | None:
        """Who comes to what stands in front of the verb, the subject of both (王某出席会议并就下一步｜提出)."""
        for item in said.items:
            is_head = item.kind is Kind.PERSON and not item.loose and item.begin <= at <= item.start < stop
            if is_head and said.masked.startswith(_COMES, item.behind):
                return Subject(Voice.PERSON, (item.begin, item.behind), item)
        return None

    def _person(self, said: Saying, at: int) -> Subject | None:
        """Somebody named between `at` and the verb, with nothing but adverbials behind."""
        masked, start = said.masked, said.start
        inside = [i for i in said.items if i.kind is Kind.PERSON and at <= i.start < start]
        heads = [i for i in inside if i.begin <= at and not i.loose]
        others = [i for i in reversed(inside) if i not in heads and self._may_be_subject(masked, i, at)]
        for item in [*heads, *others]:
            behind = _chain(inside, item).behind
            paper = self._grammar.paper.match(masked, behind, start) if masked.startswith("的", behind) else None
            if self._reaches(said, behind) or (paper and self._reaches(said, paper.end())):
                writes = bool(heads) and masked.startswith(_WRITES_TO, item.begin - 2)
                people = [i for i in said.items if i.kind is Kind.PERSON and i.start < start]
                speaker = heads[0] if writes else _first(people, item)
                return Subject(Voice.PERSON, (speaker.begin, speaker.behind), speaker)
        read = {item.start for item in inside}
        for begin, end in self._names.known_in(masked, at, start):
            if begin in read or (begin > at and masked[begin - 1] in _BEFORE_OBJECT):
                continue
            item = _named(masked, begin, end)
            if self._reaches(said, item.behind):
                return Subject(Voice.PERSON, (item.start, item.behind), item)
        return None

    def _may_be_subject(self, masked: str, item: Item, at: int) -> bool:
        begin = item.begin
        if self._grammar.preposition.match(masked, at, begin) and masked[begin - 1] not in _LOCATIVE:
            return False
        if _OBJECT_DESCRIBED.search(masked, at, begin):
            return False
        return begin > at and masked[begin - 1] not in _BEFORE_OBJECT and not (item.loose and not item.posts)

    def _body_in_front(self, said: Saying, at: int) -> Subject | None:
        masked, start = said.masked, said.start
        if self._grammar.no_body.match(masked, at, start) or said.is_noun(at):
            return None
        if opening := self._grammar.body_at_head.match(masked, at, start):
            return Subject(Voice.BODY, opening.span()) if self._reaches(said, opening.end()) else None
        end = start
        for match in self._grammar.adverb.finditer(masked, at, start):
            if skip(self._grammar.adverb, masked, match.start(), start) >= start:
                end = match.start()
                break
        if end - at > _LONGEST_BODY or not self._grammar.body.fullmatch(masked, at, end):
            return None
        return Subject(Voice.BODY, (at, end))

    def _at_head(self, masked: str, items: Sequence[Item], begin: int, stop: int) -> Subject | None:
        """The subject at the head of an earlier clause, whatever the clause goes on to say."""
        at = self._behind_lead(masked, begin, stop)
        if masked.startswith(_PRONOUN_STARTS, at) and (pronoun := _PRONOUN.match(masked, at, stop)):
            return Subject(Voice.PRONOUN, pronoun.span())
        if known := self._names.known_at(masked, at, stop):
            item = _named(masked, at, known)
            return Subject(Voice.PERSON, (item.start, item.behind), item)
        if somebody := self._person_at_head(masked, items, at, stop):
            return Subject(Voice.PERSON, (somebody.begin, somebody.behind), somebody)
        if called := self._aged(masked, at, stop) or self._by_title(masked, at, stop):
            return called
        if (meeting := self._grammar.meeting_at_head.match(masked, at, stop)) and not masked.startswith(
            ("的", "由"), meeting.end()
        ):
            return Subject(Voice.MEETING, meeting.span())
        if sides := _SIDES.match(masked, at, stop):
            return Subject(Voice.GROUP, sides.span())
        if paper := self._grammar.paper.match(masked, at, min(stop, at + _SHORT_PAPER)):
            return Subject(Voice.PAPER, paper.span())
        return None

    def _person_at_head(self, masked: str, items: Sequence[Item], at: int, stop: int) -> Item | None:
        """The person with whom a clause opens; of several who each do something the first."""
        for item in items:
            if item.kind is Kind.PERSON and not item.loose and at <= item.start < stop:
                front = masked[at : item.begin]
                if not front or front[-1] in _LOCATIVE or (item.title and not self._grammar.preposition.match(front)):
                    if not masked.startswith(_EACH, item.behind):
                        return item
                    return _first([i for i in items if i.kind is Kind.PERSON], item)
        return None

    def _by_title(self, masked: str, at: int, stop: int) -> Subject | None:
        """Somebody called by surname and title (查院长作了解答)."""
        if masked[at : at + 1] not in lexicon().plain_surnames and not self._begins_known(masked[at : at + 1]):
            return None
        title = lexicon().title_after_name.match(masked, at + 1, stop)
        if title is None or len(title[0]) == 1:
            return None
        return Subject(Voice.PERSON, (at, title.end()), Item(Kind.PERSON, at, title.end(), "，", (), title.span()))

    def _aged(self, masked: str, at: int, stop: int) -> Subject | None:
        """Somebody whose age stands in front of the name."""
        aged = _AGED.match(masked, at, stop)
        end = self._names.end(masked, aged.end(), stop, Place.BARE) if aged else None
        if aged is None or end is None:
            return None
        return Subject(Voice.PERSON, (at, end), Item(Kind.PERSON, aged.end(), end, "，"))

    def _begins_known(self, surname: str) -> bool:
        """Whether a rare surname is that of somebody whom the article names (查某某参加会议。查院长作了解答)."""
        return surname in lexicon().surnames and any(name[0] == surname for name in self._names.known)

    def _reaches(self, said: Saying, begin: int) -> bool:
        """Whether only adverbs, an adverbial or an occasion stand between `begin` and the verb."""
        at = skip(self._grammar.adverb, said.masked, begin, said.start)
        if at >= said.start:
            return True
        if said.start - at > _LONGEST_ADVERBIAL or said.is_noun(at):
            return False
        if self._grammar.preposition.match(said.masked, at, said.start):
            return True
        return not said.strict and bool(self._grammar.occasion.search(said.masked, at, said.start))


def _chain(inside: list[Item], first: Item) -> Item:
    """The last of the persons joined to `first` by 、 or 和."""
    last = first
    for item in inside[inside.index(first) + 1 :]:
        if item.after != "、":
            break
        last = item
    return last


def _first(inside: list[Item], last: Item) -> Item:
    """The first of the list of people that ends with `last`."""
    at = inside.index(last)
    while at and (inside[at].after == "、" or _goes_on_list(inside[at - 1], inside[at])):
        at -= 1
    return inside[at]


def _goes_on_list(before: Item, item: Item) -> bool:
    """Whether nothing but a comma parts two people with their posts (副厅长甲，｜专员乙表示肯定)."""
    return bool(before.posts and item.posts) and item.after == "，" and item.begin == before.behind + 1


def _named(masked: str, start: int, end: int) -> Item:
    """A person whose name is known, with the title behind the name."""
    title = lexicon().title_after_name.match(masked, end)
    return Item(Kind.PERSON, start, end, "，", (), title.span() if title else None)


_TITLE_BEHIND = {"name": "title", "deputy": "seat", "pupil": "form"}
"""Which group holds what somebody is called, by the group that holds the name."""


def _titled(match: re.Match[str]) -> Item:
    """The person in 骆老师 (only a surname, so that the title belongs to the name) or 冬某老师."""
    start, end = match.span(_named_group(match))
    title = match.span(_TITLE_BEHIND[_named_group(match)])
    whole = title[1] if end - start == 1 else end
    return Item(Kind.PERSON, start, whole, "，", (), title)


def _named_group(match: re.Match[str]) -> str:
    """The group that holds the name: before a form of address, or before the seat of a deputy (陆某代表)."""
    return next(group for group in _TITLE_BEHIND if match[group])
