"""Names for the events that the text gives none: talks, visits and letters, told by what somebody does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.resolve.news import NEAR
from kg.resolve.page import clause_end

if TYPE_CHECKING:
    from kg.model import Evidence
    from kg.recognise.items import Item
    from kg.recognise.match import Claim
    from kg.recognise.scan import Scanned
    from kg.resolve.page import Page

_LONGEST_NAME = 60
RECEIVES = ("会见", "接见", "拜会")
# What talks of a series are called (举行｜甲乙丙三国元首第七次｜会晤).
_NUMBERED = re.compile(r"举行了?(?P<name>[^，。；]{2,30}第[一二三四五六七八九十百\d]+[次届轮][^，。；]{0,8})$")
# What talks are called by a name of their own: whose they are and about what (某某与某某举行｜甲乙经贸｜会谈).
_CALLED = re.compile(
    "举行了?(?P<name>(?!两国|双方)(?=[^，。；的]{2,8}(?:经贸|战略|防务|安全|外交|财经|部长|外长|首脑|元首|领导人|[三四五六]方))"
    "(?:(?!的)[\u4e00-\u9fff]){4,20})$"
)
_FARTHEST_NAME = 52
# How somebody received people, between the name and the verb (某某｜还分别亲切｜接见了 …).
_MANNER = re.compile("(?:还|也|又|并|分别|先后|一同|共同|亲切|热情|专门|再次)+")
_MOST_GUESTS = 3
# Behind those who go along with somebody whose name is not read (在某某陪同下，｜深入园区调研).
_GOES_ALONG = re.compile("等?的?陪同下，?")
# Whom a letter or a telegram is for, behind its verb (致电甲国总统某某，祝贺…).
_BEHIND_ADDRESSEE = re.compile("，|重申|介绍|祝贺|表示|强调|感谢")
"""What stands behind whomever somebody wrote to (致信某委员会｜重申)."""
_WRITES_TO = ("致信", "致电", "致函", "复信", "回信")
_LONGEST_ADDRESSEE = 40
# The talks of many that somebody goes to (在某地出席｜某组织领导人第十次会晤).
_GOES_TO_TALKS = re.compile("(?:出席|参加)了?(?P<name>[^，。；同与见并]{4,40}会[晤谈])$")
# Who asked somebody to come (应甲国总统某某邀请，｜对甲国进行国事访问).
_AT_INVITATION = re.compile("应[^。；]{2,80}邀请，(?=[^，。；]*$)")
# On what day and in whose company something was done, and where people were received: no part of the name
# (某某｜29日在大会堂｜接见代表).
_CIRCUMSTANCES = re.compile(
    r"于?(?:当地时间)?(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:(?:至|-|—|~|和|、)(?:\d{1,2}月)?\d{1,2}日)?|[今昨当][天日]|近日|日前)"
    r"(?:（□+）)?(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?)?(?:\d{1,2}时许?)?|[也还亦又](?=[^，。；]{2})"
    r"|在[^。；]{2,60}?陪同下，?"
)
_PLACE_OF_RECEPTION = re.compile("[在于][^，。；]{0,24}?(?=(?:集体|亲切|分别)*(?:会见|接见))")
# A clause that only says when something else was done (在会见某某时).
_TIME_CLAUSE = "时"
_WHEN_SAID = re.compile("时(?:说|表示|强调|指出)?$")
_BEHIND_LETTER = ("祝贺", "表示", "对", "就", "时", "的", "强调", "指出", "勉励", "慰问", "并", "说")

# Somebody sets out for the talks of many (赴某地出席｜某组织领导人会晤), or is back from them.
_TO_OR_FROM_TALKS = re.compile("(?:(?<![奔开])赴|前往|结束)[^，。；]{0,20}(?:出席|参加)[^，。；]{0,40}$")
# A journey that is over when something is done (在结束访问后，…), or that only begins (离开北京，赴某地出席峰会).
_JOURNEY = re.compile("在结束[^，。；]*$|离开[^。；]{0,60}(?:赴|前往)[^。；]*$")
# What somebody says of talks, between the name and the verb (某某确认，两国会谈 …; 某某针对两国会谈表示).
_SAYS_OF_TALKS = re.compile(
    "(?:针对|关于)[^，。；]{2,40}$|(?:表示|确认|宣布|透露|说|指出|(?<![统简名职])称(?!职))[^。；]{2,60}$"
)
# Talks that are the object of the sentence, or its subject (某某主持｜会晤; 会晤｜由某某主持).
_CHAIRS = ("主持", "主持了")
_BY = "由"
# A visit that is to come, and one that only dates something else (访问前夕，…).
_VISIT_AHEAD = re.compile(r"(?<![正即])将(?=率|于|应|赴|对|前往|访问|\d|[，。])")
# Whoever visits some and has others visited: no single visit is told of.
_IN_PERSON_OR_NOT = re.compile("(?:看望|慰问)或者?委托")
# Whoever comes to a meeting visits no place (也到会看望了代表).
_COMES_TO_MEETING = "到会"
_TIME_OF_VISIT = re.compile("(?:之?后|前夕|之际|期间)(?=[，。；]|$|表示|说|指出|强调|称)")
# A voice that brings care or a report from afar is no visit (转达了对遇难者家属的｜慰问).
_BRINGS_WORD = re.compile("(?:向[^，。；]{2,20})?(?:转达|汇报|通报)")
_FARTHEST_JOURNEY = 60
# Who tells something in writing, or who is only chosen to tell it (给甲写信，汇报 …; 推举｜甲在大会上作报告).
_IN_WRITING = re.compile("(?:写信|来信|去信)，?[^。；]{0,8}$")
_CHOSEN = re.compile("(?:推举|推选)[^，。；]{0,60}$")
_FARTHEST_CHOICE = 60
# What somebody did more than once (多次出席; 参加了｜近百场讲座).
_OFTEN = re.compile("(?:多次|每年|历年)[^，。；]{0,12}$")
_MANY = re.compile(
    "了?(?:近|约|超)?(?:\\d{2,}|[十百千]|[两三四五六七八九数几上][十百千])[余多]?场|了?[两三四五六七八九多]场"
)
# What numbers talks: 第二十四次领导人会晤.
_COUNTED = re.compile("第[一二三四五六七八九十百\\d]+[次届轮]")


def is_told_elsewhere(s: Scanned, claim: Claim) -> bool:
    """Whether talks are not held here: somebody speaks of them, chairs them, is on the way to them or back."""
    if _SAYS_OF_TALKS.search(s.masked, claim.people[0].end, claim.start):
        return True
    if len(parties(claim)) > 1:
        return False
    if s.masked.endswith(_CHAIRS, 0, claim.verb[0]) or s.masked.startswith(_BY, claim.verb[1]):
        return True
    return _TO_OR_FROM_TALKS.search(s.masked, max(0, claim.end - _FARTHEST_JOURNEY), claim.end) is not None


def are_chaired(s: Scanned, chair: Claim, talks: Claim) -> bool:
    """Whether it is talks with a number that `chair` tells somebody to chair."""
    if "chair" not in chair.rule.claims or "talks" not in talks.rule.claims or chair.end >= talks.start:
        return False
    return clause_end(s.masked, chair.end) >= talks.end and bool(_COUNTED.search(s.masked, chair.end, talks.end))


def is_told_to_others(s: Scanned, claim: Claim) -> bool:
    """Whether a speaker tells something in a letter, or is only chosen to tell it."""
    if not claim.people:
        return False
    if _IN_WRITING.search(s.masked, claim.people[0].end, claim.start):
        return True
    first = claim.people[0].start
    return first < claim.start and _CHOSEN.search(s.masked, max(0, first - _FARTHEST_CHOICE), claim.start) is not None


def is_on_a_journey(s: Scanned, claim: Claim) -> bool:
    """Whether a claim tells only where somebody travels to or comes back from."""
    return _JOURNEY.search(s.masked, 0, claim.start) is not None


def is_done_often(s: Scanned, claim: Claim) -> bool:
    """Whether a claim sums up what somebody did more than once."""
    before = _OFTEN.search(s.masked, max(0, claim.start - NEAR), claim.start)
    return before is not None or _MANY.match(s.masked, claim.end) is not None


def is_told_visit(s: Scanned, claim: Claim) -> bool:
    """Whether a visit is told of, not one to come, nor one that dates something else."""
    first = claim.people[0]
    if _VISIT_AHEAD.search(s.masked, first.end, claim.end) or _BRINGS_WORD.match(s.masked, first.end, claim.end):
        return False
    if s.masked.find(_COMES_TO_MEETING, first.end, claim.end) >= 0:
        return False
    stop = clause_end(s.masked, claim.end)
    if _IN_PERSON_OR_NOT.search(s.masked, first.end, stop):
        return False
    return _TIME_OF_VISIT.search(s.masked, claim.end, stop) is None


def parties(claim: Claim) -> list[Item]:
    """Everybody who takes part in the talks that a claim tells of, in the order of the text."""
    return sorted([*claim.people, *claim.others], key=lambda item: item.start)


def evidence(page: Page, s: Scanned, claim: Claim) -> Evidence:
    """The words from the first of the parties, or the verb, to the last."""
    people = parties(claim)
    return page.in_sentence(s, min(claim.start, people[0].start), max(claim.end, people[-1].end), claim.rule.id)


def talks_name(page: Page, s: Scanned, claim: Claim) -> str:
    """`甲会见某国总统乙` or `甲同某国总统乙会谈`, put together from the words of the text."""
    people = parties(claim)
    verb = page.words(s, *claim.verb)
    if len(people) == 1:
        return _name_by_host(page, s, claim, verb)
    first = claim.people[0]
    host = page.words(s, first.start, first.end)
    if verb in RECEIVES and s.masked.endswith("共同", 0, claim.verb[0]):
        # 甲与乙共同会见记者: together, not one another.
        stop = clause_end(s.masked, claim.verb[1])
        said = _WHEN_SAID.search(s.masked, claim.verb[1], stop)
        return page.words(s, first.start, said.start() if said else stop)
    other, *more = claim.others or people[-1:]
    last = more[-1] if more and len(more) < _MOST_GUESTS and verb not in RECEIVES else other
    guest = page.words(s, other.posts[0].start if other.posts else other.start, last.end)
    for form in (_NUMBERED, _CALLED):
        if called := form.search(s.masked, max(0, claim.start - _FARTHEST_NAME), claim.start):
            return page.words(s, called.start("name"), claim.end)
    if verb not in RECEIVES:
        return f"{host}同{guest}{verb}"
    if len(claim.others) == 1:
        return f"{host}{verb}{guest}"
    stop = clause_end(s.masked, claim.end if claim.rule.looks_back else last.end)
    return host + page.words(s, claim.start, stop - s.masked.endswith(_TIME_CLAUSE, claim.start, stop))


def _name_by_host(page: Page, s: Scanned, claim: Claim, verb: str) -> str:
    """The name of talks of whose parties the text names one."""
    first = claim.people[0]
    host = page.words(s, first.start, first.end)
    if joined := _GOES_TO_TALKS.search(s.masked, first.end, claim.end):
        return page.words(s, *joined.span("name"))
    goes_on = claim.rule.id == "receives" and "，" in s.masked[first.end : claim.start]
    if goes_on or _MANNER.fullmatch(s.masked, first.end, claim.start):
        return host + page.words(s, claim.start, claim.end)
    stop = claim.end - s.masked.endswith(_TIME_CLAUSE, first.end, claim.end)
    if claim.start < first.start:
        return page.words(s, claim.start, stop)
    begin = _behind_circumstances(s, first.end, stop)
    place = _PLACE_OF_RECEPTION.match(s.masked, begin, stop) if verb in RECEIVES else None
    return host + page.words(s, place.end() if place else begin, stop)


def chaired_talks_name(page: Page, s: Scanned, claim: Claim) -> str | None:
    """The name of talks that somebody chairs (同欧方共同主持｜第二十四次领导人会晤), if it has a number."""
    chair = next((c for c in s.claims if are_chaired(s, c, claim)), None)
    return page.words(s, chair.end, claim.end) if chair is not None else None


def deed_name(page: Page, s: Scanned, claim: Claim, stop: int) -> str:
    """Somebody's deed up to `stop` (校长吴某到雷山县调研定点帮扶工作), without the doer where that gets too long."""
    first = claim.people[0].start
    along = _GOES_ALONG.match(s.masked, claim.people[-1].end, claim.start)
    if along and "在" not in s.masked[claim.people[0].end : claim.people[-1].start]:
        return page.words(s, along.end(), stop)
    if invited := _AT_INVITATION.search(s.masked, claim.people[0].end, claim.start):
        return page.words(s, first, claim.people[0].end) + page.words(s, invited.end(), stop)
    if len(claim.people) > 1 and "等" in s.masked[claim.people[-1].end : claim.start]:
        # 书记甲、市长乙等市领导分头｜走访慰问老干部.
        return page.words(s, first, claim.people[0].end) + "等" + page.words(s, claim.start, stop)
    if s.masked.endswith(_WRITES_TO, 0, stop) and claim.people[0].start < claim.start:
        end = clause_end(s.masked, stop)
        if behind_addressee := _BEHIND_ADDRESSEE.search(s.masked, stop, end):
            end = behind_addressee.start()
        stop = end if end - stop <= _LONGEST_ADDRESSEE and not s.masked.startswith(_BEHIND_LETTER, stop) else stop
    last = claim.people[-1]
    if stop - first > _LONGEST_NAME:
        return page.words(s, claim.start, stop)
    if claim.start < last.end:
        return page.words(s, first, stop)
    further = claim.people[1:]
    is_list = all(item.after == "、" for item in further) and "同" not in s.masked[claim.people[0].end : last.start]
    if is_list and any(item.posts for item in further):
        # 副局长甲、科长乙一行来到我校: by their names alone.
        names = "、".join(page.words(s, item.start, item.end) for item in claim.people)
    else:
        names = page.words(s, first, last.end)
    # 某某总书记｜近日在某地考察: of whom it is told is known by the name.
    behind = last.behind
    return names + page.words(s, _behind_circumstances(s, behind, stop), stop)


def _behind_circumstances(s: Scanned, begin: int, stop: int) -> int:
    """Where the words begin behind the day of a deed, those who went along, and adverbs (也, 还)."""
    while (told := _CIRCUMSTANCES.match(s.masked, begin, stop)) and told.end() > begin:
        begin = told.end()
    return begin
