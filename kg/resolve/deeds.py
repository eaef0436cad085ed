"""Names for the events that the text gives none: talks, visits and letters, told by what somebody does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.resolve.page import clause_end

if TYPE_CHECKING:
    from kg.model import Evidence
    from kg.recognise.items import Item
    from kg.recognise.match import Claim
    from kg.recognise.scan import Scanned
    from kg.resolve.page import Page

_LONGEST_NAME = 60
_RECEIVES = ("会见", "接见")
# What talks of a series are called (举行｜甲乙丙三国元首第七次｜会晤).
_NUMBERED = re.compile(r"举行了?(?P<name>[^，。；]{2,30}第[一二三四五六七八九十百\d]+[次届轮][^，。；]{0,8})$")
_FARTHEST_NUMBER = 52
_MOST_GUESTS = 3
# Whom a letter or a telegram is for, behind its verb (致电甲国总统某某，祝贺…).
_WRITES_TO = ("致信", "致电", "致函", "复信", "回信")
_LONGEST_ADDRESSEE = 40
_BEHIND_LETTER = ("祝贺", "表示", "对", "就", "时", "的", "强调", "指出", "勉励", "慰问", "并", "说")


def parties(claim: Claim) -> list[Item]:
    """Everybody who takes part in the talks that a claim tells of, in the order of the text."""
    return sorted([*claim.people, *claim.others], key=lambda item: item.start)


def evidence(page: Page, s: Scanned, claim: Claim) -> Evidence:
    """The words from the first of the parties, or the verb, to the last."""
    people = parties(claim)
    return page.in_sentence(s, min(claim.start, people[0].start), max(claim.end, people[-1].end), claim.rule.id)


def talks_name(page: Page, s: Scanned, claim: Claim) -> str:
    """`甲会见某国总统乙` or `甲同某国总统乙会谈`, put together from the words of the text."""
    first = claim.people[0]
    host = page.words(s, first.start, first.end)
    people = parties(claim)
    if len(people) == 1 and claim.rule.id == "receives" and "，" in s.masked[first.end : claim.start]:
        return host + page.words(s, claim.start, claim.end)
    if len(people) == 1:
        return page.words(s, min(first.start, claim.start), claim.end)
    verb = page.words(s, *claim.verb)
    other, *more = claim.others or people[-1:]
    last = more[-1] if more and len(more) < _MOST_GUESTS and verb not in _RECEIVES else other
    guest = page.words(s, other.posts[0].start if other.posts else other.start, last.end)
    if numbered := _NUMBERED.search(s.masked, max(0, claim.start - _FARTHEST_NUMBER), claim.start):
        return page.words(s, numbered.start("name"), claim.end)
    if verb not in _RECEIVES:
        return f"{host}同{guest}{verb}"
    if len(claim.others) == 1:
        return f"{host}{verb}{guest}"
    return host + page.words(s, claim.start, clause_end(s.masked, claim.end))


def deed_name(page: Page, s: Scanned, claim: Claim, stop: int) -> str:
    """Somebody's deed up to `stop` (校长吴某到雷山县调研定点帮扶工作), without the doer where that gets too long."""
    first = claim.people[0].start
    if s.masked.endswith(_WRITES_TO, 0, stop) and claim.people[0].start < claim.start:
        end = clause_end(s.masked, stop)
        stop = end if end - stop <= _LONGEST_ADDRESSEE and not s.masked.startswith(_BEHIND_LETTER, stop) else stop
    return page.words(s, first if stop - first <= _LONGEST_NAME else claim.start, stop)
