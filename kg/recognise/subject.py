"""Who stands in front of a predicate: its subject, the run of persons that reaches to it.

The subject is looked for between the predicate before and the predicate itself; where nobody stands there and no new
subject can (并讲话), it is that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kg.recognise.items import Item, Kind
from kg.recognise.lexicon import lexicon

# What stands between a subject and its predicate.
_ADVERBIAL = re.compile(
    r"^(?:就|围绕|结合|对|向|按照|代表|以|从|在|针对|根据|受|与|为|随后|会上|通过|紧扣|聚焦|紧密|来|一行|带队|深入|先后|当前|同时|作为|要|到|赴|有关|相关|□|“|《|（)"
)
"""How a stretch opens that the search for a single subject passes over."""
_LONGEST_PASSED_OVER = 24
"""Characters of a stretch without a name that a list may hold."""
_LONGEST_UNREAD = 4
"""Characters of a name that was not made out."""
_DID_ELSE = re.compile(
    "(?:同志)?(?:宣布|主持|指导(?![组处])|荣获|获得|致辞|致词|讲话|发言|作了?[^，。]{0,20}(?:报告|讲话)|通报|宣读|传达)"
)
"""What somebody else did before: a list does not reach back beyond it (王某宣布开幕，李某出席)."""
_DID_BESIDES = re.compile(
    "作了|进行了|发表了|作[^，。；]{0,8}(?:报告|讲话|发言|讲座|交流|致辞|分享|介绍)|签约|签署|签订|签字|(?:时|后|之际)$"
)
"""The same within the words behind a name, or what makes of them a clause of time (陆某抵达时，王某迎接)."""
_TOGETHER = re.compile("共同|一道|一起|联合")
"""What several do together, they do with their counterparts (甲同乙共同主持)."""

_OTHERS_SUBJECT = re.compile("[^，。；]{2,30}(?:大会|全会|会议|中央|国务院|政府)(?:对|就|已|将|又|也)")
"""A meeting or a body that does something (王某的议案指出，代表大会对改革｜作出部署)."""

# Whether a predicate has a subject of its own, or goes on with that of the one before.
_SHARES_SUBJECT = re.compile(
    r"^[，]?[^，。；]{0,40}(?:，(?:并|还|且|随后|同时|就|围绕|结合|对|向|按照|代表|以|从|针对|作为|为|传达|转达|宣读)[^，。；]{0,40}){0,3}$"
    r"|^，?(?:先后|分别|一同)?(?:深入|来到|前往|走进|赴)[^。；，]{2,40}，(?:就[^。；，]{2,40})?$"
)
"""What may stand between two predicates of one subject, from the end of the first (，并就…)."""
_SAME_SUBJECT = re.compile(
    r"^(?:并|还|又|且|同时|随后|并且)(?:在[^，]{1,20}|就[^，]{1,40}|先后|分别|代表[^，]{1,20}|亲自|一同|对[^，]{1,40}|向[^，]{1,20}|进行|为[^，]{1,20})*$"
)
"""A clause, up to its predicate, that has no room for a subject (并在会上｜讲话)."""
_ONE_BY_ONE = re.compile("(?:并|还|又|且|同时|随后|并且)(?:分别|先后|依次)")
_COUNTED = re.compile(r"，\d{1,6}[多余]?[名位]")
"""People by number, of whom something else is told (某某作了讲座，12名医师｜参加了比赛)."""
PASSING_ON = ("传达", "转达", "宣读")
"""What passes on somebody else's words."""
_READ_OUT = re.compile(f"(?:{'|'.join(PASSING_ON)}|学习|贯彻|落实)[^，。；]*$")
"""How a clause goes that passes on what somebody else said or wrote, up to the name."""
_HOST = re.compile("(?:同志|先生|女士)?(?:举行|举办|主持|主办|召集)的")
"""Whoever gave what somebody goes to is not who goes on (出席总理某某｜举行的早餐会，同某某会谈)."""
_IN_NAME = re.compile(
    "(?:总书记|主席)?(?:关于[^，。；]{2,30}?)?的?(?:重要)?(?:论述|思想|讲话精神|回信精神|贺信精神)[^，。；]{0,12}(?:研讨会|座谈会|学习会|交流会|报告会|会议)"
)
"""How a meeting goes on that is named for somebody's words (某某总书记｜关于宗教工作的重要论述研讨会)."""
_WORDS_OF = re.compile("(?:重要)?(?:指示|批示|讲话|致信|贺信|回信|信)(?=[^，。；])")
"""What somebody said or wrote, in front of something else in the clause (传达王某批示｜并讲话)."""
_RELATIVES = re.compile("(?:同志|先生|女士)?的?(?:亲属|家属|遗属|遗孀|子女|生前友好)")
"""Who come in somebody's stead (某某同志亲属、生前友好参加座谈会)."""
_NEW_SUBJECT = re.compile(
    r"，(?:[^，。；]{2,40}(?:负责人|负责同志|代表|学员|职工)(?:分别|先后|依次|相继)|\d{1,6}[多余]?[名位]|大家|乡亲们?|群众|老乡们?|村民们?|居民们?|孩子们?|师生们?|代表们?|战士们?|他们)"
)
"""People without a name who do something in between (陆某走进小院，大家向他汇报了收成)."""


def subject(items: Sequence[Item], text: str, start: int, end: int, *, every: bool) -> tuple[Item, ...]:
    """The persons in `text[start:end]` who are the subject of what follows: the run that reaches to its end.

    `every` asks for the whole run (an attendance list, with its groups passed over), else for its last chain.
    """
    together = is_together(text, end)
    joins = ("、", "同") if together else ("、",)
    parted = text.rfind("；", start, end)
    if parted >= 0 and not (every and _is_list(items, start, parted)):
        start = parted + 1
    inside = [i for i in items if start <= i.start < end]
    run: list[Item] = []
    for at, item in reversed(list(enumerate(inside))):
        if item.kind is Kind.PERSON:
            if (
                _RELATIVES.match(text, item.end)
                or _HOST.match(text, item.end)
                or _IN_NAME.match(text, item.end)
                or (item.loose and not (together and _is_companion(item, text)))
                or (item.stretch[1] < end and text.endswith("精神", *item.stretch))
                or _is_read_out(item, text, end)
            ):
                # 传达学习某某总书记在会议上的讲话精神: whose spirit it is does nothing here.
                continue
            joined = run and (run[-1].after in joins or (run[-1].loose and item.stretch == run[-1].stretch))
            if run and not every and not joined and not _stands_alone(item, text):
                break
            if _has_predicate(item, text, run[-1].start if run else end) and (
                run or (every and _COUNTED.search(text, item.end, end))
            ):
                break
            run.append(item)
        elif run and every and _is_joined(item, inside[at + 1 :]):
            continue
        elif not _is_passed_over(item, text, end, every=every, begun=bool(run)) and not (
            run and at and _parts_two_who_share(item, inside[at - 1], text)
        ):
            break
    return tuple(reversed(run))


def _is_list(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether nothing but people stands there, so that a list may go on behind a semicolon (甲、乙；｜丙、丁出席)."""
    inside = [i for i in items if start <= i.start < end]
    named = [i for i in inside if i.kind is Kind.PERSON]
    return any(i.posts for i in named) and len(named) > 1 and all(i.kind is not Kind.OTHER for i in inside)


def _is_joined(item: Item, following: Sequence[Item]) -> bool:
    """Whether a body of a list only shares with those behind it the word for who came (市直机关、｜县直机关负责人)."""
    if item.kind is not Kind.OTHER:
        return False
    shared = takewhile(lambda i: i.after == "、" and i.kind in (Kind.OTHER, Kind.GROUP), following)
    return any(i.kind is Kind.GROUP for i in shared)


def _parts_two_who_share(item: Item, before: Item, text: str) -> bool:
    """Whether posts only part two who do one thing: 书记甲，｜党委常委、｜副校长乙发言, of 甲 nothing else is told."""
    return item.kind is Kind.POST and before.kind is Kind.PERSON and _stands_alone(before, text)


def _is_companion(item: Item, text: str) -> bool:
    """Whether 同 or 与 stands in front of somebody with whom something is done together (甲7日同｜乙、丙共同主持)."""
    begin = item.posts[0].start if item.posts else item.start
    return text.endswith(("同", "与", "和"), 0, begin)


def _is_read_out(item: Item, text: str, end: int) -> bool:
    """Whether only somebody's words are meant, which others pass on (传达｜王某总书记｜重要指示并讲话)."""
    behind = item.behind
    if _WORDS_OF.match(text, behind, end) is None:
        return False
    begin = item.posts[0].start if item.posts else item.start
    return _READ_OUT.search(text, max(text.rfind(c, 0, begin) + 1 for c in "，。；"), begin) is not None


def _has_predicate(item: Item, text: str, end: int) -> bool:
    """Whether a clause tells of somebody what she did, so that no list goes on from her to `end`."""
    if _DID_ELSE.match(text, item.end):
        return True
    end = max(item.end, end)
    stop = min((i for i in (text.find(c, item.end, end) for c in "，。；") if i >= 0), default=end)
    return stop < end and _DID_BESIDES.search(text, item.end, stop) is not None


def _stands_alone(item: Item, text: str) -> bool:
    """Whether nothing is told of somebody in her own stretch, so that she shares what is told next (甲县县长某某，)."""
    return bool(item.posts) and item.title is None and text[item.end : item.end + 1] == "，"


def shared_subject(
    items: Sequence[Item], text: str, begin: int, start: int, before: tuple[Item, ...], *, may_open: bool
) -> tuple[Item, ...]:
    """The subject carried over from earlier in the sentence: 出席会议｜并讲话, 参观了学校，｜并主持召开座谈会.

    `before` is the subject of the predicate that ends at `begin`; `may_open` says that the predicate may open a clause
    without a word that joins the two (主持会议，｜通报进展).
    """
    if _NEW_SUBJECT.search(text, begin, start):
        return ()
    clause = text[max((text.rfind(c, 0, start) + 1 for c in "，。；："), default=0) : start]
    if _SAME_SUBJECT.match(clause):
        chain: list[Item] = []
        for item in reversed([i for i in items if i.kind is Kind.PERSON and not i.loose and i.end <= start]):
            chain.append(item)
            if item.after != "、":
                break
        if before and _ONE_BY_ONE.match(clause):
            # 甲，乙出席会议，｜并分别作了汇报: everybody of the list before.
            return before
        if chain:
            return tuple(reversed(chain))
    if lexicon().group.search(clause):
        # 某某陪同考察，指导组负责同志｜参加: others do it.
        return ()
    is_read_out = clause.startswith(PASSING_ON)
    if (
        _names_somebody(clause)
        and not is_read_out
        and not any(i.kind is Kind.PERSON and start - len(clause) <= i.start < start for i in items)
    ):
        # 王某作报告，常务副会长｜楼某主持会议: whoever it is, it is somebody else.
        return ()
    between = text[begin:start].removesuffix("，") if may_open else text[begin:start]
    if before and _SHARES_SUBJECT.match(between) and not _has_group(items, begin, start):
        return before
    return ()


def is_together(text: str, start: int) -> bool:
    """Whether the predicate at `start` says that several do it together."""
    return _TOGETHER.match(text, start) is not None


def _has_group(items: Sequence[Item], start: int, end: int) -> bool:
    return any(i.kind in (Kind.GROUP, Kind.POST) and start <= i.start and i.end <= end for i in items)


def _is_passed_over(item: Item, text: str, end: int, *, every: bool, begun: bool) -> bool:
    """Whether the search for a subject goes on past a stretch that names nobody.

    A list (`every`) may hold groups and bodies; a single subject may be followed by adverbials only.  `begun` says that
    somebody has been found further on.
    """
    if item.kind is Kind.POST:
        # The first of several posts in front of a name opens the chain: what stands before ， is somebody else.
        return every or (begun and item.after == "、")
    if item.kind is Kind.GROUP:
        return begun or every
    piece = text[item.start : item.end]
    if not begun and item.after == "，" and _OTHERS_SUBJECT.match(piece):
        return False
    if begun:
        # 导演、｜协会主席某某: what somebody is, besides her posts.
        is_listed = item.after == "、" or _names_somebody(piece) or piece.endswith(lexicon().words["group_member"])
        return every and is_listed and not _is_clause(piece)
    if item.after == "、" or item.end >= end:
        return True
    if every:
        return len(piece) <= _LONGEST_PASSED_OVER and not _is_clause(piece)
    return _ADVERBIAL.match(text[item.stretch[0] : item.end]) is not None


def _names_somebody(text: str) -> bool:
    """Whether a stretch of a list is a post with a name that was not made out (省设计院工程师｜全某某)."""
    heads = list(lexicon().head.finditer(text))
    return bool(heads) and 1 < len(text) - heads[-1].end() <= _LONGEST_UNREAD and len(text) <= _LONGEST_PASSED_OVER


def _is_clause(text: str) -> bool:
    return bool(
        re.search(
            r"召开|举行|举办|学习|传达|强调|指出|听取|审议|研究|部署|提出|认为|会上|签订|签约|进行|按照|决定|荣获|获得|夺得",
            text,
        )
    )
