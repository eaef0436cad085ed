"""What makes two people of one name one person: each rule finds its grounds, in words, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Office
from kg.resolve.namesakes import is_rare, is_transliterated, is_uncommon, looks_chinese
from kg.resolve.person import LEADING, Person, after, days_between, listed, outlets
from kg.resolve.surroundings import ASSEMBLY

HIGH = (*LEADING, "正部级")
_PROVINCIAL = (*HIGH, "副部级")
_CENTRAL_COMMITTEE = "中国共产党中央委员会"
_SEVERAL = 2
_INSTITUTION = re.compile(r"..{2,}(?:大学|学院|医院|公司|集团|研究院|研究所|银行|中学)")
_PRESIDIUM = ("大会", "主席团", "大会主席团")
_OF_MANY = ("代表", "委员", "主席", "主任", "成员", "教授", "院士", "航天员", "记者", "专家", "研究员")
_MEMBERS = (
    "中国共产党中央委员会", "中华人民共和国", "中华人民共和国国务院", "中央军事委员会", "中国科学院", "中国工程院",
    "中国人民政治协商会议全国委员会", "全国人民代表大会", "全国人民代表大会常务委员会", "中国人民解放军",
    "中华人民共和国全国人民代表大会",
)  # fmt: skip
"""Bodies so large that two people of one name in different posts of them are to be expected."""
_COMPANY_OF_THREE = 3
_SHORTEST_LONGER_FORM = 5
_SHORTEST_SHORT_FORM = 4
_LONG_NAME = 4
_MONTH = 31
_BETWEEN_SESSIONS = 92
"""Days within which news of a former post goes on: who leaves a ministry is dismissed at the next session."""
_FIRST = "第一"
ABROAD = ("foreign", "international")
_GOVERNING_HEADS = (
    "部长",
    "大臣",
    "总统",
    "总理",
    "首相",
    "议长",
    "特使",
    "秘书",
    "助理",
    "发言人",
    "外长",
    "防长",
    "财长",
    "总书记",
    "牵头人",
)
"""Posts at the head of a state: one outlet hardly gives two of one name to one state."""
_TOP = (
    "总统", "副总统", "第一副总统", "代总统", "国家主席", "国家副主席", "总理", "副总理", "第一副总理", "政府总理",
    "首相", "副首相", "国王", "王储", "埃米尔", "苏丹", "最高元首",
)  # fmt: skip
"""Posts that so few hold in one state that two of one name in them are not to be expected within a few years."""
_SESSION = 15
_ASSEMBLIES = ("中国人民政治协商会议全国委员会", "全国人民代表大会")


def circles(office: Office) -> Iterator[str]:
    """Circles so small that two people of one name in them are not to be expected."""
    if not office.telling:
        return
    if office.rank in LEADING:
        yield "党和国家领导人"
    if office.rank is not None and office.place is not None:
        yield f"{office.place.name}领导班子"
    if office.body is not None and office.system is not None:
        body = office.body.removesuffix("党组").removesuffix("党委")
        if body not in _MEMBERS:
            yield body


def by_longer_form(first: Person, second: Person) -> str:
    """One post is the other with more in front: 太古集团行政总裁 of 英国太古集团行政总裁."""
    for a in first.offices.values():
        for b in second.offices.values():
            short, long = sorted((a, b), key=lambda office: len(office.name))
            told = short.body is not None and (a.telling or b.telling) and len(short.name) >= _SHORTEST_LONGER_FORM
            if told and long.name.endswith(short.name):
                return f"{short.name} for {long.name}"
    return ""


def by_short_form(first: Person, second: Person) -> str:
    """The same head of a body and of what it is called for short: 伊合组织秘书长 of 伊斯兰合作组织秘书长."""
    for a in first.offices.values():
        for b in second.offices.values():
            if a.telling and b.telling and a.head == b.head and _short_for(a.body, b.body) and outlets(first, second):
                return f"{a.name} and {b.name}"
    return ""


def _short_for(first: str | None, second: str | None) -> bool:
    """Whether one is the other with characters left out: it begins and ends alike, and keeps the order."""
    short, long = sorted((first or "", second or ""), key=len)
    if len(short) < _SHORTEST_SHORT_FORM or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def by_open_post(first: Person, second: Person) -> str:
    """One post, of which a text leaves the body out, under a rare name or beside the same name; of both texts, two."""
    heads = sorted(_titles(first) & _titles(second))
    opened = [p for p in (first, second) if p.offices and not any(o.telling for o in p.offices.values())]
    shared = first.company & second.company
    if not opened or is_transliterated(first.first.name) or not (shared or is_rare(first.first.name)):
        return ""
    open_heads = {title for p in opened for title in _titles(p)}
    found = [head for head in heads if head in open_heads and head not in _OF_MANY]
    if not shared and len(opened) > 1 and len(found) < _SEVERAL:
        return ""
    return " ".join([found[0], *((named(sorted(shared)),) if shared else ())]) if found else ""


def _titles(person: Person) -> set[str]:
    """The heads of the posts, and the posts without their state: 总统外事顾问 of a president's adviser."""
    offices = person.offices.values()
    return {o.head for o in offices} | {o.name.removeprefix(o.state or "") for o in offices}


def by_high_posts(first: Person, second: Person) -> str:
    """High posts one after the other: under a rare name, or in one outlet; the highest under a frequent one too."""
    short = not is_uncommon(first.first.name)
    posts = [sorted(o.name for o in p.offices.values() if (_highest if short else high)(o)) for p in (first, second)]
    known = is_rare(first.first.name) or outlets(first, second)
    if not (looks_chinese(first.first.name) and all(posts) and known and after(first, second, _BETWEEN_SESSIONS)):
        return ""
    return f"{posts[0][0]} and {posts[1][0]}, one after the other"


def high(office: Office) -> bool:
    """A seat in a province's leadership, the Central Committee, or a body of the centre's government or courts."""
    if office.body == _CENTRAL_COMMITTEE:
        return office.head.endswith("委员")
    central = office.level == "central" and office.system in ("政府", "法检") and office.body is not None
    return office.rank in _PROVINCIAL or central or _heads_committee(office)


def _heads_committee(office: Office) -> bool:
    """Whether this is the lead of a committee of the national congress, where those who governed go."""
    return (office.body or "").startswith(_ASSEMBLIES[1]) and office.head in ("主任委员", "副主任委员")


def _highest(office: Office) -> bool:
    """One of the some two hundred seats of full ministerial rank: the heads of provinces, ministries and courts."""
    central = office.level == "central" and office.system in ("政府", "法检") and office.body is not None
    return office.rank in HIGH or (central and office.single_seat)


def by_body(first: Person, second: Person) -> str:
    """Telling posts of one body of its own: 某委员会主席 and 某委员会党委书记, also where its state is left out."""
    if not outlets(first, second):
        return ""
    bodies = _own_bodies(first) & _own_bodies(second)
    if bodies or not is_uncommon(first.first.name):
        return min(bodies, default="")
    ends = {
        min(a, b, key=len) for a in _own_bodies(first) for b in _own_bodies(second) if a.endswith(b) or b.endswith(a)
    }
    return min(ends, default="")


def _at_home(person: Person) -> list[Office]:
    """The telling posts that are not of another state: there, what stands for a body may be 第四世 of a king."""
    return [o for o in person.offices.values() if o.telling and o.body and o.state is None]


def _own_bodies(person: Person) -> set[str]:
    bodies = ((o.body or "").removesuffix("党组").removesuffix("党委") for o in _at_home(person))
    return {body for body in bodies if len(body) >= _SHORTEST_LONGER_FORM and body not in _MEMBERS}


def by_post_of_many(first: Person, second: Person) -> str:
    """The same post that many hold, but of a body of its own, in one outlet: 某大学教授."""
    both = outlets(first, second)
    held = [{o.name.removeprefix(o.state or ""): o for o in p.offices.values()} for p in (first, second)]
    bodies = sorted(n for n in held[0].keys() & held[1].keys() if _of_small_body(held[0][n], held[1][n]))
    return bodies[0] if both and bodies else ""


def _of_small_body(first: Office, second: Office) -> bool:
    """Whether two posts, one of which may leave the state out, belong to one body of its own or to the presidium."""
    body = min(first.body or "", second.body or "", key=len)
    own = len(body) >= _LONG_NAME and body not in _MEMBERS
    return presides(first) or (own and (first.state == second.state or None in (first.state, second.state)))


def presides(office: Office) -> bool:
    """Whether this is a seat in the presidium of a congress."""
    return office.body in _PRESIDIUM and office.head.endswith("主席")


def by_institution(first: Person, second: Person) -> str:
    """Posts at one university, hospital or company, or in a part of it, in one outlet."""
    shared = _institutions(first) & _institutions(second)
    return min(shared, default="") if outlets(first, second) else ""


def _institutions(person: Person) -> set[str]:
    found = (_INSTITUTION.match(o.name) for o in person.offices.values() if o.state is None)
    return {match[0] for match in found if match}


def by_career(first: Person, second: Person) -> str:
    """Posts of one state, one after the other, under a name that is not short."""
    states = sorted(first.states & second.states)
    short = is_transliterated(first.first.name) and len(first.first.name) < _LONG_NAME
    return listed(states) if states and not short and after(first, second) else ""


def by_top_posts(first: Person, second: Person) -> str:
    """The highest posts of one state, one after the other (副总理, then 总理), or one beside the lead of a party.

    At one time they are two people's: the king and the crown prince share names.
    """
    top = [sorted(o.name for o in p.offices.values() if _is_top(o)) for p in (first, second)]
    party = [sorted(o.name for o in p.offices.values() if _leads_abroad(o)) for p in (first, second)]
    if not first.states & second.states or not outlets(first, second):
        return ""
    if all(top) and after(first, second, _MONTH):
        return f"{top[0][0]} and {top[1][0]}, one after the other"
    return next((f"{a[0]} and {b[0]}" for a, b in ((top[0], party[1]), (party[0], top[1])) if a and b), "")


def _is_top(office: Office) -> bool:
    """Whether this is one of the few posts at the very head of a state."""
    return office.state is not None and office.telling and office.name.removeprefix(office.state) in _TOP


def _leads_abroad(office: Office) -> bool:
    """Whether this is the lead of a party of another state."""
    of_party = (office.body or "").endswith(("党", "党中央", "党中央委员会")) and office.head in ("主席", "总书记")
    return office.state is not None and (of_party or office.head == "党主席")


def by_session(first: Person, second: Person) -> str:
    """The same part in one congress: 大会发言人, 大会执行主席, on days of one session."""
    parts = [{o.head for o in p.offices.values() if _of_session(o)} for p in (first, second)]
    shared = sorted(parts[0] & parts[1])
    near = shared and outlets(first, second) and days_between(first, second) <= _SESSION
    return shared[0] if near else ""


def _of_session(office: Office) -> bool:
    return office.body in _PRESIDIUM or (office.body is None and office.name.startswith(_PRESIDIUM))


def by_office_abroad(first: Person, second: Person) -> str:
    """Posts of a state and of an organisation of states, one after the other, under a long name: 某国外长, 联大主席."""
    if len(first.first.name) < _LONG_NAME or not is_transliterated(first.first.name):
        return ""
    levels = {o.level for p in (first, second) for o in p.posts_abroad}
    both = all(p.posts_abroad for p in (first, second)) and outlets(first, second)
    if levels != set(ABROAD) or not both or not after(first, second):
        return ""
    return " and ".join(min(o.name for o in p.posts_abroad) for p in (first, second))


def by_state(first: Person, second: Person) -> str:
    """Posts of one state in one outlet: under a longer transliterated name, or with one title within a month."""
    states = sorted(first.states & second.states)
    if not states or not outlets(first, second) or not is_transliterated(first.first.name):
        return ""
    if same := _same_but_for_order(first, second):
        return same
    if not all(any(_of_government(o) for o in p.posts_abroad) for p in (first, second)):
        return ""
    heads = [{o.head for o in p.posts_abroad if o.state} for p in (first, second)]
    near = heads[0] & heads[1] and days_between(first, second) <= _MONTH
    return listed(states) if near or len(first.first.name) >= _LONG_NAME else ""


def _same_but_for_order(first: Person, second: Person) -> str:
    """One post with and without the word that ranks its holder: 副总理, 第一副总理."""
    posts = [{o.name.replace(_FIRST, "") for o in p.posts_abroad if o.state} for p in (first, second)]
    return min(posts[0] & posts[1], default="")


def _of_government(office: Office) -> bool:
    return office.state is not None and (office.body is None or office.head.endswith(_GOVERNING_HEADS))


def by_words_beside(first: Person, second: Person) -> str:
    """The same words by a name that few bear: a body, the words in front, or the address of a member."""
    shared = sorted(_beside(first) & _beside(second))
    few = is_uncommon(first.first.name) or len(shared) >= _SEVERAL
    return listed(shared) if few and outlets(first, second) else ""


def _beside(person: Person) -> set[str]:
    """What stands by the name, and what a post says that is as good: its body, the seat in an assembly."""
    bodies = {o.body for o in person.offices.values() if o.body and len(o.body) > 1 and o.body not in _MEMBERS}
    sits = any(_sits(o) or _leads_a_party(o) for o in person.offices.values())
    return {*person.beside, *bodies, *((ASSEMBLY,) if sits else ())}


def _sits(office: Office) -> bool:
    """Whether this is a seat in an assembly or its committees; the deputies of the congress are too many."""
    return (office.body or "").startswith(_ASSEMBLIES) and office.head != "代表"


def _leads_a_party(office: Office) -> bool:
    """Whoever leads one of the democratic parties sits in an assembly."""
    body = office.body or ""
    return office.telling and body.endswith("中央委员会") and not body.startswith("中国共产党")


def by_company(first: Person, second: Person) -> str:
    """In lists beside the same three others."""
    shared = sorted(first.company & second.company)
    return named(shared) if len(shared) >= _COMPANY_OF_THREE else ""


def by_rare_name(first: Person, second: Person) -> str:
    """A name that hardly two people in the news bear, in one outlet."""
    both = outlets(first, second)
    return f"both in {listed(both)}" if both and is_rare(first.first.name) else ""


def named(company: Sequence[str]) -> str:
    """The names in a list beside which somebody stands."""
    return f"in a list with {listed(company)}"
