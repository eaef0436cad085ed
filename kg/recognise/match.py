"""Sentence x rules -> claims: which predicates a sentence holds and who stands in front of each.

One overlap policy: the longest match wins, then the earlier one, then the rule that stands first in the file.
The subject of a predicate is looked for between the predicate before it and the predicate itself; where nobody stands
there and no new subject can (并讲话), it shares the subject of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.recognise.people import Item, Kind
from kg.recognise.rules import Rule

_SHARES_SUBJECT = re.compile(
    r"^[，]?[^，。；]{0,40}(?:，(?:并|还|且|随后|同时|就|围绕|结合|对|向|按照|代表|以|从|针对|作为|为)[^，。；]{0,40}){0,3}$"
)
# What is announced has not happened: 将主持召开, 拟于近期出席.
_IS_TO_COME = re.compile(
    r"(?:(?:将|拟)(?:于|在|同|赴|率|应邀|陪同|对|到|举行|与|出席|代表)?|即将|计划)[^，。；]{0,36}$"
)
# What somebody once did is no news either: 时任国务委员谭某曾主持召开.
_IS_PAST = re.compile(r"曾(?:经|多次|先后|在[^，。；]{1,12}|于[^，。；]{1,12})?$")
# Several did it: the whole list is meant, not its last chain.
_EACH_IN_TURN = re.compile(r"(?:先后|分别|相继|依次)[^，。；]{0,12}$")
_GUESTS = re.compile("了?(?:来访的?|远道而来的)?(?:客人|来宾|嘉宾|代表团|[他她]们?)(?:一行)?")
# Talks with each of several (分别会见甲国总统某某、乙国总理某某).
_ONE_BY_ONE = re.compile("(?:分别|先后|相继)[^，。；]{0,12}$")
# In front of those whom somebody talks with (同某国总统某某举行会谈).
_COUNTERPART = re.compile("[同与和]$")
_LONGEST_PASSED_OVER = 24
_SAME_SUBJECT = re.compile(
    r"^(?:并|还|又|且|同时|随后|并且)(?:在[^，]{1,20}|就[^，]{1,40}|先后|分别|代表[^，]{1,20}|亲自|一同|对[^，]{1,40}|向[^，]{1,20}|进行|为[^，]{1,20})*$"
)
_ADVERBIAL = re.compile(
    r"^(?:就|围绕|结合|对|向|按照|代表|以|从|在|针对|根据|受|与|为|随后|会上|通过|紧扣|聚焦|紧密|来|一行|带队|深入|先后|当前|同时|作为|要|到|赴|有关|相关|□|“|《|（)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate of a sentence, `[start, end)` in it: what the rule claims, and the persons it claims it of.

    `region` is where the subject was looked for; `shared` says that the subject is that of the predicate before.
    `others` are the persons of a second slot (会见了 …); `verb` is where the text's own word for the deed stands.
    """

    rule: Rule
    start: int
    end: int
    people: tuple[Item, ...]
    region: tuple[int, int]
    shared: bool
    others: tuple[Item, ...]
    verb: tuple[int, int]


def find(rules: tuple[Rule, ...], text: str, limit: int) -> list[tuple[Rule, re.Match[str]]]:
    """The matches of `rules` in `text[:limit]` that the overlap policy keeps, in the order of the text."""
    found: list[tuple[int, int, int, Rule, re.Match[str]]] = []
    for rule in rules:
        if not any(t in text for t in rule.triggers):
            continue
        for match in rule.pattern.finditer(text, 0, limit):
            if match.end() > match.start():
                found.append((match.start() - match.end(), match.start(), rule.order, rule, match))
    found.sort(key=lambda f: f[:3])
    taken: list[tuple[int, int]] = []
    kept: list[tuple[Rule, re.Match[str]]] = []
    for _, start, _, rule, match in found:
        if all(match.end() <= a or start >= b for a, b in taken):
            taken.append((start, match.end()))
            kept.append((rule, match))
    kept.sort(key=lambda k: k[1].start())
    return kept


def claims(
    rules: tuple[Rule, ...],
    text: str,
    items: list[Item],
    limit: int,
    parse: Callable[[str, int, int], list[Item]],
) -> list[Claim]:
    """The claims that `rules` make of `text[:limit]`, whose stretches are `items`.

    `parse` reads a stretch anew: a slot inside a pattern begins where no stretch does (会议由｜王某｜主持).
    """
    result: list[Claim] = []
    begin = 0
    for rule, match in find(rules, text, limit):
        if rule.looks_back and (
            _is_relative(items, text, match.end())
            or _IS_TO_COME.search(text, max(0, match.start() - 40), match.start())
            or _IS_PAST.search(text, max(0, match.start() - 24), match.start())
        ):
            continue
        groups = match.groupdict()
        shared = False
        others: tuple[Item, ...] = ()
        if groups.get("people2"):
            others = _slot(parse, text, match, "people2")
        if rule.looks_back:
            region = (begin, match.start())
            every = rule.select == "all" or bool(_EACH_IN_TURN.search(text, *region))
            people = subject(items, text, *region, every=every)
            if "talks" in rule.claims:
                people, counterparts = _sides(people, text)
                others = counterparts or others or _guests(text, match, result)
            if not people and rule.reach == "sentence":
                people, shared = _first_subject(items, text, begin, result)
            if not people:
                people, shared = _carried(items, text, begin, match.start(), result)
        else:
            region = match.span("people")
            people = _slot(parse, text, match, "people")
        verb = match.span("verb" if "verb" in groups else 0)
        one = Claim(rule, match.start(), match.end(), people, region, shared, others, verb)
        apart = "talks" in rule.claims and _ONE_BY_ONE.search(text, *region)
        result += [replace(one, others=(other,)) for other in others] if apart and others else [one]
        begin = match.end()
    return result


def _is_relative(items: list[Item], text: str, end: int) -> bool:
    """Whether a predicate that ends at `end` only tells who somebody is (来华访问的某国总统)."""
    if text.startswith("的", end):
        return not text.startswith("的有", end)
    stop = min((i for i in (text.find(c, end) for c in "，。；：") if i >= 0), default=len(text))
    return any(i.posts and end < i.posts[0].start < stop and text[i.posts[0].start - 1] == "的" for i in items)


def _slot(
    parse: Callable[[str, int, int], list[Item]], text: str, match: re.Match[str], group: str
) -> tuple[Item, ...]:
    return tuple(i for i in parse(text, *match.span(group)) if i.kind is Kind.PERSON)


def _sides(people: tuple[Item, ...], text: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Who holds talks, and with whom: the counterparts stand behind 同, 与 or 和."""
    for n, item in enumerate(people):
        begin = item.posts[0].start if item.posts else item.start
        if item.after == "同" or (item.after != "、" and _COUNTERPART.search(text, 0, begin)):
            return people[:n], people[n:]
    return people, ()


def _guests(text: str, match: re.Match[str], before: list[Claim]) -> tuple[Item, ...]:
    """Whom 客人 means: whoever came, as the sentence has told before (王某一行来访，李某会见了客人)."""
    if before and _GUESTS.fullmatch(match.groupdict().get("people2") or ""):
        return before[-1].people
    return ()


def _first_subject(
    items: list[Item], text: str, begin: int, before: list[Claim]
) -> tuple[tuple[Item, ...], bool]:
    """The subject with which the sentence opened, whatever has been told since (王某访问甲国，会见乙，｜同丙举行会谈)."""
    if before and before[-1].people:
        return before[-1].people, True
    return subject(items, text, 0, begin, every=True), True


def _carried(
    items: list[Item], text: str, begin: int, start: int, before: list[Claim]
) -> tuple[tuple[Item, ...], bool]:
    """The subject carried over from earlier in the sentence: 出席会议｜并讲话, 参观了学校，｜并主持召开座谈会."""
    clause = text[max((text.rfind(c, 0, start) + 1 for c in "，。；："), default=0) : start]
    if _SAME_SUBJECT.match(clause):
        chain: list[Item] = []
        for item in reversed([i for i in items if i.kind is Kind.PERSON and not i.loose and i.end <= start]):
            chain.append(item)
            if item.after != "、":
                break
        if chain:
            return tuple(reversed(chain)), True
    if before and _SHARES_SUBJECT.match(text[begin:start]) and not _has_group(items, begin, start):
        return before[-1].people, True
    return (), False


def _has_group(items: list[Item], start: int, end: int) -> bool:
    return any(i.kind in (Kind.GROUP, Kind.POST) and start <= i.start and i.end <= end for i in items)


def subject(items: list[Item], text: str, start: int, end: int, *, every: bool) -> tuple[Item, ...]:
    """The persons in `text[start:end]` who are the subject of what follows: the run that reaches to its end.

    `every` asks for the whole run (an attendance list, with its groups passed over), else for its last chain.
    """
    start = max(start, text.rfind("；", start, end) + 1)
    inside = [i for i in items if start <= i.start < end]
    run: list[Item] = []
    for item in reversed(inside):
        if item.kind is Kind.PERSON:
            if item.loose:
                continue
            if run and not every and run[-1].after != "、":
                break
            run.append(item)
        elif not _is_passed_over(item, text, end, every=every, begun=bool(run)):
            break
    return tuple(reversed(run))


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
    if begun:
        return every and item.after == "、" and not _is_clause(piece)
    if item.after == "、" or item.end >= end:
        return True
    if every:
        return len(piece) <= _LONGEST_PASSED_OVER and not _is_clause(piece)
    return bool(_ADVERBIAL.match(piece))


def _is_clause(text: str) -> bool:
    return bool(
        re.search(
            r"召开|举行|举办|学习|传达|强调|指出|听取|审议|研究|部署|提出|认为|会上|签订|签约|进行|按照|决定", text
        )
    )
