"""Where reported speech begins in a sentence: the verb of saying, its subject, and whether both open speech there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.recognise.items import Item, Kind
from kg.recognise.match import Matches
from kg.recognise.names import NameFinder
from kg.recognise.rules import Rule
from kg.recognise.saying import LONGEST_CONNECTIVE, Saying, clause_start
from kg.recognise.speech_subject import ALSO_DEEDS, Subject, SubjectReader, Voice

_FARTHEST_OPENING = 16
"""Characters from the start within which a group or a body that opens a sentence stands."""
_FIRST_PERSON = frozenset(
    ["希望", "相信", "认为", "期待", "建议", "祝愿", "说", "期盼", "期望", "呼吁", "承诺", "明确", "提出", "称", "鼓励"]
)
"""Verbs that a speaker uses of herself, so that without a subject of their own they go on with her words."""
_PLAIN_VERBS = frozenset(["指出", "强调", "表示", "认为", "说", "强调指出"])
"""Verbs with which speech begins nearly wherever somebody named stands in front."""
_WEAK_VERBS = frozenset(["明确", "提出", "介绍", "分析", "阐述", "总结", "解释", "讲", "称", "提到", "评价"])
"""Verbs that need a subject: without one they are as likely to tell what a paper holds."""
_DEMANDS = frozenset(["要求", "强调", "指出", "希望"])
"""Verbs that open speech without a subject where they open the sentence."""


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


_WISHES = re.compile("(?:慰问|问候|祝福)$")
"""Words of good will that are a deed as well."""
_TOUR = re.compile("一行(?!业)|深入|来到|看望|走访|莅临|前往|调研|检查|发放|送去")
_GIFTS = re.compile("发放|送去|送上")
"""With one of these in front they are part of what somebody did: 慰问 on a tour, any of them with a gift."""
_IN_THE_NAME = re.compile("代表[^，。；]{2,30}[向对]")
"""Whoever brings wishes in the name of others says them (代表市委，向大家表示慰问)."""
_ONLY_WHEN = re.compile("[^，。；]{0,40}(?:[后时]|基础上)(?:又|还)?(?:指出|强调|要求|表示|希望)")
"""How a clause goes on that only tells when somebody said what follows (王某在充分肯定｜去年的工作后指出)."""
_IS_READ_OUT = re.compile("(?:传达|学习|贯彻|落实)[^，。；]*(?<![时后])$")
"""How a clause goes, up to the name, that passes on what somebody else said (传达学习｜王某在会上的讲话要求)."""


class CueReader:
    """Finds the cues of one sentence at a time; `names` knows the names of the article."""

    def __init__(self, names: NameFinder, subjects: SubjectReader) -> None:
        self._names = names
        self._subjects = subjects

    def read(self, found: Matches, masked: str, items: Sequence[Item]) -> tuple[Cue, ...]:
        """The cues of a sentence in the order of the text, from the matches `found` of the rules.

        `masked` is folded and masked; of `items`, here and elsewhere, only the persons count.
        """
        cues: list[Cue] = []
        quoting: Cue | None = None
        for rule, match in found:
            if quoting is not None and match.start() < quoting.end:
                continue
            if any(i.kind is Kind.PERSON and i.start < match.start("verb") < i.end for i in items):
                # 买买提｜出席会议: no 提出 reaches out of a name.
                continue
            cue = self._cue(rule, match, masked, items, quoting)
            if cue is None:
                continue
            if cues and cue.begin < cues[-1].end:
                cue = replace(cue, begin=max(clause_start(masked, cue.start), cues[-1].end))
            cues.append(cue)
            if not cue.act:
                quoting = cue
        return tuple(cues)

    def is_unexplained(self, found: Matches, masked: str, items: Sequence[Item]) -> bool:
        """Whether somebody named stands in the clause of a verb that opens speech, and yet no cue was read."""
        for _, match in found:
            clause = clause_start(masked, match.start())
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
        said = Saying(masked, items, floor, match.start(), match["verb"], strict=_is_strict(rule))
        subject = self._subjects.of(said)
        if subject is None or not self._may_speak(subject, rule, said, quoting):
            return None
        if kind == "speech-act" and _ONLY_WHEN.match(masked, match.end("verb")):
            return None
        end = match.end() if kind == "speech" else match.end("verb")
        begin = clause_start(masked, subject.span[0] if subject.span[0] > floor else said.start)
        return Cue(
            rule, said.start, end, max(begin, floor), said.verb, subject.voice, subject.person, subject.span,
            masked[slice(*subject.span)],
        )  # fmt: skip

    def _turn(self, rule: Rule, match: re.Match[str], masked: str, items: Sequence[Item]) -> Cue | None:
        """A name and a colon that open a sentence, as a transcript gives the floor (公孙某：各位记者朋友，…)."""
        for item in items:
            if item.kind is not Kind.PERSON or item.behind != match.start():
                continue
            begin = item.posts[0].start if item.posts else item.start
            if begin or not (item.posts or item.title or masked[item.start : item.end] in self._names.known):
                return None
            span = (item.start, item.end)
            word = masked[slice(*span)]
            return Cue(rule, match.start(), match.end(), 0, match["verb"], Voice.PERSON, item, span, word)
        return None

    @staticmethod
    def _may_speak(subject: Subject, rule: Rule, said: Saying, quoting: Cue | None) -> bool:
        """Whether a verb with this subject opens speech where it stands, or only goes on with what is being said."""
        kind = rule.claims[0]
        if (said.verb in ALSO_DEEDS and _behind_comma_somebody(said)) or _are_part_of_tour(said):
            return False
        if subject.voice is Voice.PERSON and _IS_READ_OUT.search(said.masked, said.clause, subject.span[0]):
            return False
        if quoting is not None:
            if subject.voice in (Voice.PERSON, Voice.MEETING) and _first_word(subject) <= quoting.end:
                # Somebody quotes somebody: 王某表示，李某指出，….
                return False
            if subject.voice is Voice.SAME:
                return said.is_at_head and not any(said.verb.startswith(v) for v in _FIRST_PERSON)
            if kind == "speech-direct" and subject.voice is Voice.PERSON:
                return subject.span[0] <= said.clause + LONGEST_CONNECTIVE
            return subject.voice in (Voice.PERSON, Voice.PRONOUN, Voice.MEETING)
        if subject.voice is Voice.SAME:
            if kind == "speech":
                return said.verb not in _WEAK_VERBS
            return said.opens_sentence and said.verb in _DEMANDS
        if kind == "speech-direct" and subject.voice in (Voice.GROUP, Voice.BODY):
            return subject.span[0] <= _FARTHEST_OPENING
        return kind != "speech-act" or subject.voice is not Voice.PAPER


def _are_part_of_tour(said: Saying) -> bool:
    """Whether good wishes are only part of what somebody did on a tour (来到医院，向职工表示慰问)."""
    wishes = _WISHES.search(said.verb)
    if wishes is None or not (_TOUR if wishes[0] == "慰问" else _GIFTS).search(said.masked, 0, said.start):
        return False
    return _IN_THE_NAME.search(said.masked, 0, said.start) is None


def _is_strict(rule: Rule) -> bool:
    """Whether the subject must stand in the verb's own clause, with nothing done in between."""
    return rule.claims[0] == "speech-act" and rule.reach == "clause"


def _behind_comma_somebody(said: Saying) -> bool:
    """Whether the next clause tells what somebody else did (市长主持会议并表态，局长陆某代表市政府作汇报)."""
    behind = said.start + len(said.verb) + 1
    return any(i.posts and i.posts[0].start == behind for i in said.items)


def _first_word(subject: Subject) -> int:
    return subject.person.begin if subject.person else subject.span[0]
